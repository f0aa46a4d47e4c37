// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace golub::ui {

//! "3 messages moved to Archive   Undo": floats over the bottom of its parent for a while, longer while the pointer rests on it.
class UndoBar : public QFrame
{
    Q_OBJECT
public:
    static constexpr int ShownFor = 8000; // ms
    explicit UndoBar(QWidget *parent);

    void show(const QString &text, OperationId operation);
    //! Without the button: something that is only said.
    void say(const QString &text);
    QString text() const;

Q_SIGNALS:
    void undoAsked(golub::OperationId operation);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void appear(const QString &text);
    void place();

    QLabel *m_text;
    QPushButton *m_undo;
    QTimer m_timer;
    OperationId m_operation;
};

} // namespace golub::ui
