// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Envelope.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QToolButton;

namespace golub::ui {

//! Subject, sender, date and recipients above a message. Long recipient lists show their first names until they are opened.
class MessageHeaderView : public QWidget
{
    Q_OBJECT
public:
    explicit MessageHeaderView(QWidget *parent);
    void show(const Envelope &envelope, const QDateTime &arrived);
    //! A button in the header's corner; the header does not own the action.
    void addAction(QAction *action);
    using QWidget::addAction;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillRecipients();
    QString recipients(const AddressList &list) const;

    QLabel *m_subject;
    QLabel *m_from;
    QLabel *m_date;
    QLabel *m_recipients;
    QToolButton *m_expand;
    QWidget *m_avatar;
    QWidget *m_buttons;
    Envelope m_envelope;
};

} // namespace golub::ui
