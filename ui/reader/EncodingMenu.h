// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

class QActionGroup;

namespace golub::service {
class MailService;
}

namespace golub::ui {

class ReaderPane;

//! In which charset the message on show is read, for mail that says the wrong one of itself.
class EncodingMenu : public QMenu
{
    Q_OBJECT
public:
    EncodingMenu(const service::MailService &service, ReaderPane &reader, QWidget *parent);

private:
    void addChoice(const QString &text, const QString &charset);
    //! Shows what is chosen for the message on show.
    void refresh();

    ReaderPane &m_reader;
    QActionGroup *m_choices;
};

} // namespace golub::ui
