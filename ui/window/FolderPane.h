// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/MailboxTreeModel.h"
#include "ui/models/MessageListModel.h"

#include <QTreeView>

namespace golub::ui {

//! The folder pane. Keeps what is open and selected by key when the folder list changes.
class FolderPane : public QTreeView
{
    Q_OBJECT
public:
    FolderPane(service::MailService &service, QWidget *parent);

    MailboxTreeModel *folders() const { return m_model; }
    //! What the selected row shows in the list.
    ListSource currentSource() const;
    QString currentTitle() const;
    //! The account of the selected row; invalid for "On this computer".
    AccountId currentAccount() const;
    MailboxRole currentRole() const;
    void select(const QModelIndex &index);

    QStringList collapsedKeys() const;
    QString currentKey() const { return m_currentKey; }
    //! The user is at work in the current folder, also where it was not chosen.
    void keepCurrent() { m_nobodysChoice = false; }
    //! From the last session; the first inbox where the key is gone.
    void restore(const QStringList &collapsed, const QString &current);

Q_SIGNALS:
    void sourceChosen();

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void onReset();
    void onCurrentChanged(const QModelIndex &current);
    void setOpen(const QModelIndex &index, bool open);

    MailboxTreeModel *m_model;
    QSet<QString> m_collapsed;
    QString m_currentKey;
    bool m_nobodysChoice = false;     //!< what is current is where a new window begins
    bool m_restoring = false;
};

} // namespace golub::ui
