// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace golub::ui {

//! Chooses a folder by typing a part of its name. Show with open(); deletes itself when closed.
class FolderPicker : public QDialog
{
    Q_OBJECT
public:
    //! Folders of \a account come first; \a current is left out.
    FolderPicker(service::MailService &service, AccountId account, MailboxId current, QWidget *parent);

Q_SIGNALS:
    void chosen(golub::MailboxId mailbox);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry {
        QString path;
        QString folded;
        MailboxId id;
        MailboxRole role;
    };
    void filter();
    void choose();

    QList<Entry> m_entries;
    QLineEdit *m_words;
    QListWidget *m_list;
};

} // namespace golub::ui
