// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QList>
#include <QObject>

namespace golub::ui {

enum class ActionId {
    NewMessage, GetMail, WorkOffline, SaveMessage, Print, Quit,
    Undo, SelectAll, FindInMessage, Search,
    ThemeSystem, ThemeLight, ThemeDark, ZoomIn, ZoomOut, ZoomReset, ViewSource, SenderPictures, NextPane, ProtocolLog, Activity,
    Reply, ReplyAll, ReplyList, Forward, ForwardAttached, Redirect, EditAsNew, EditDraft, Archive, Delete, Junk, Move, ToggleRead, ToggleStar, NextUnread,
    AddAccount, Accounts, About,
};

//! What an action needs before it can do anything.
enum class Needs { Nothing, Account, Selection, OneMessage, Draft, Undo };

//! What is there at the moment; decides what can be done and what it is called.
struct ActionContext {
    bool hasAccount = false;
    int selected = 0;           //!< messages, not drafts or outbox entries
    bool draftSelected = false;
    bool mayRemove = true;      //!< the folder's owner allows it (RFC 4314); so below
    bool mayMarkRead = true;
    bool mayMark = true;
    bool anyUnread = false;     //!< in the selection
    bool allStarred = false;
    bool inJunk = false;
    bool offline = false;
    bool hasSender = false;     //!< a message is shown whole
    bool senderPictures = false; //!< its sender's images are always loaded
    QString undoText = {};      //!< empty: nothing to take back
};

//! Every action of the window, once: menus, toolbar, shortcuts and tests read it. No two share a shortcut, each has a text and a tool tip.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QObject *parent);

    QAction *action(ActionId id) const { return m_actions.value(int(id)); }
    //! In the order of the enum.
    QList<ActionId> all() const;
    void update(const ActionContext &context);
    static bool isEnabled(Needs needs, const ActionContext &context);

private:
    void setTexts(ActionId id, const QString &text, const QString &tip, const QString &iconName);
    QHash<int, QAction *> m_actions;
};

} // namespace golub::ui
