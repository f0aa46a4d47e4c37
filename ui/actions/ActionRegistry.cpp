// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ActionRegistry.h"

#include "ui/style/Icons.h"

#include <QActionGroup>
#include <QKeySequence>

#include <array>

namespace golub::ui {
namespace {

struct Spec {
    ActionId id;
    const char *name; //!< stable, for tests and later for shortcuts chosen by the user
    const char *text;
    const char *tip;
    const char *icon;
    const char *shortcuts; //!< portable text, separated by "; "
    Needs needs;
    bool checkable = false;
};

constexpr std::array Specs {
    Spec { ActionId::NewMessage, "message.new", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&New message"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Write a new message"), "compose", "Ctrl+N", Needs::Account },
    Spec { ActionId::GetMail, "mail.get", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Get mail"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Look for new mail in every account"), "refresh", "F5", Needs::Account },
    Spec { ActionId::WorkOffline, "mail.offline", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Work &offline"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Stay away from the network; changes are sent later"), "offline", "", Needs::Nothing, true },
    Spec { ActionId::SaveMessage, "message.save", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Save message as…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Save the message as a file, exactly as the server has it"), "save", "Ctrl+S", Needs::OneMessage },
    Spec { ActionId::Print, "message.print", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Print…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Print the message"), "print", "Ctrl+P", Needs::OneMessage },
    Spec { ActionId::Quit, "app.quit", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Quit"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Close Golub"), "quit", "Ctrl+Q", Needs::Nothing },
    Spec { ActionId::Undo, "edit.undo", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Undo"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Take the last action back"), "undo", "Ctrl+Z", Needs::Undo },
    Spec { ActionId::SelectAll, "edit.select-all", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Select &all messages"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Select every message of the list"), "", "Ctrl+A", Needs::Account },
    Spec { ActionId::FindInMessage, "edit.find", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Find in message…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Find words in the message shown"), "search", "Ctrl+F", Needs::OneMessage },
    Spec { ActionId::Search, "edit.search", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "S&earch mail"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Search all mail"), "search", "Ctrl+K; /", Needs::Account },
    Spec { ActionId::ThemeSystem, "view.theme-system", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "As the &system"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Light or dark as the desktop says"), "system", "", Needs::Nothing, true },
    Spec { ActionId::ThemeLight, "view.theme-light", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Light"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Always the light colours"), "light", "", Needs::Nothing, true },
    Spec { ActionId::ThemeDark, "view.theme-dark", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Dark"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Always the dark colours"), "dark", "", Needs::Nothing, true },
    Spec { ActionId::ZoomIn, "view.zoom-in", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Zoom &in"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Show the message larger"), "zoom-in", "Ctrl++; Ctrl+=", Needs::Nothing },
    Spec { ActionId::ZoomOut, "view.zoom-out", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Zoom &out"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Show the message smaller"), "zoom-out", "Ctrl+-", Needs::Nothing },
    Spec { ActionId::ZoomReset, "view.zoom-reset", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Normal size"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Show the message in its normal size"), "", "Ctrl+0", Needs::Nothing },
    Spec { ActionId::ViewSource, "message.source", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Message &source"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Show the message exactly as it came"), "source", "Ctrl+U", Needs::OneMessage },
    Spec { ActionId::SenderPictures, "view.sender-pictures", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Sho&w images of this sender"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Load the images of this sender's messages without asking"), "", "", Needs::OneMessage, true },
    Spec { ActionId::NextPane, "view.next-pane", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Next &pane"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Go to folders, messages and reading pane in turn"), "", "F6", Needs::Nothing },
    Spec { ActionId::ProtocolLog, "view.protocol-log", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Protocol &log"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Show what is said between Golub and the servers"), "log", "Ctrl+Shift+L", Needs::Nothing, true },
    Spec { ActionId::Activity, "view.activity", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Activity…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Show what each account does and what waits or failed"), "info", "Ctrl+Shift+A", Needs::Nothing },
    Spec { ActionId::Reply, "message.reply", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Reply"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Answer the sender"), "reply", "Ctrl+R; R", Needs::OneMessage },
    Spec { ActionId::ReplyAll, "message.reply-all", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Reply to &all"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Answer the sender and every other recipient"), "reply-all", "Ctrl+Shift+R; Shift+R", Needs::OneMessage },
    Spec { ActionId::ReplyList, "message.reply-list", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Reply to &list"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Answer the mailing list alone"), "reply-all", "", Needs::OneMessage },
    Spec { ActionId::Forward, "message.forward", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Forward"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Send the message on to somebody"), "forward", "Ctrl+L; F", Needs::OneMessage },
    Spec { ActionId::ForwardAttached, "message.forward-attached", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Forward as a&ttachment"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Send the whole message on to somebody, as a file"), "attachment", "", Needs::OneMessage },
    Spec { ActionId::Redirect, "message.redirect", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Red&irect…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Send the message on exactly as it came"), "forward", "", Needs::OneMessage },
    Spec { ActionId::EditAsNew, "message.edit-as-new", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Edit as &new"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Begin a new message with what this one says"), "compose", "", Needs::OneMessage },
    Spec { ActionId::EditDraft, "message.edit-draft", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Edit draft"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Go on writing the draft"), "edit", "Ctrl+E", Needs::Draft },
    Spec { ActionId::Archive, "message.archive", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Ar&chive"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Move to the archive"), "archive", "A", Needs::Selection },
    Spec { ActionId::Delete, "message.delete", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Delete"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Move to the trash; in the trash, delete for good"), "trash", "Del", Needs::Selection },
    Spec { ActionId::Junk, "message.junk", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Junk"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Move to the junk folder"), "junk", "J", Needs::Selection },
    Spec { ActionId::Move, "message.move", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Move to…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Choose a folder to move to"), "move", "V", Needs::Selection },
    Spec { ActionId::ToggleRead, "message.toggle-read", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Mar&k read"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Mark as read"), "mail-read", "M", Needs::Selection },
    Spec { ActionId::ToggleStar, "message.toggle-star", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Star"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Add a star"), "star", "S", Needs::Selection },
    Spec { ActionId::NextUnread, "message.next-unread", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Next &unread"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Go to the next unread message"), "", "N", Needs::Account },
    Spec { ActionId::AddAccount, "account.add", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "A&dd account…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Set up another mail account"), "add-account", "", Needs::Nothing },
    Spec { ActionId::Accounts, "account.list", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&Accounts…"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Change or remove accounts and identities"), "settings", "", Needs::Nothing },
    Spec { ActionId::About, "app.about", QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "&About Golub"),
        QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", "Version and licence"), "help", "", Needs::Nothing },
};

QString tipWithShortcut(const QString &tip, const QAction &action)
{
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys);
}

} // namespace

ActionRegistry::ActionRegistry(QObject *parent) : QObject(parent)
{
    auto *themes = new QActionGroup(this);
    for (const Spec &spec : Specs) {
        auto *action = new QAction(this);
        action->setObjectName(QString::fromLatin1(spec.name));
        if (*spec.shortcuts != '\0')
            action->setShortcuts(QKeySequence::listFromString(QString::fromLatin1(spec.shortcuts)));
        action->setCheckable(spec.checkable);
        m_actions.insert(int(spec.id), action);
        setTexts(spec.id, tr(spec.text), tr(spec.tip), QString::fromLatin1(spec.icon));
        if (spec.id == ActionId::ThemeSystem || spec.id == ActionId::ThemeLight || spec.id == ActionId::ThemeDark)
            themes->addAction(action);
    }
    action(ActionId::Quit)->setMenuRole(QAction::QuitRole);
    action(ActionId::About)->setMenuRole(QAction::AboutRole);
    update({});
}

QList<ActionId> ActionRegistry::all() const
{
    QList<ActionId> ids;
    for (const Spec &spec : Specs)
        ids += spec.id;
    return ids;
}

void ActionRegistry::setTexts(ActionId id, const QString &text, const QString &tip, const QString &iconName)
{
    QAction *target = action(id);
    target->setText(text);
    target->setToolTip(tipWithShortcut(tip, *target));
    target->setStatusTip(QString());
    if (!iconName.isEmpty())
        target->setIcon(icon(iconName));
}

bool ActionRegistry::isEnabled(Needs needs, const ActionContext &context)
{
    switch (needs) {
    case Needs::Nothing:
        return true;
    case Needs::Account:
        return context.hasAccount;
    case Needs::Selection:
        return context.selected > 0;
    case Needs::OneMessage:
        return context.selected == 1;
    case Needs::Draft:
        return context.draftSelected;
    case Needs::Undo:
        return !context.undoText.isEmpty();
    }
    return false;
}

void ActionRegistry::update(const ActionContext &context)
{
    for (const Spec &spec : Specs)
        action(spec.id)->setEnabled(isEnabled(spec.needs, context));
    action(ActionId::Delete)->setEnabled(context.selected > 0 || context.draftSelected);
    for (const ActionId id : { ActionId::Archive, ActionId::Delete, ActionId::Junk, ActionId::Move }) {
        if (!context.mayRemove && context.selected > 0)
            action(id)->setEnabled(false);
    }
    if (!context.mayMarkRead)
        action(ActionId::ToggleRead)->setEnabled(false);
    if (!context.mayMark)
        action(ActionId::ToggleStar)->setEnabled(false);
    action(ActionId::WorkOffline)->setChecked(context.offline);
    action(ActionId::SenderPictures)->setChecked(context.senderPictures);
    action(ActionId::SenderPictures)->setEnabled(context.hasSender);

    // What a key does next is what its button says.
    const bool markRead = context.anyUnread || context.selected == 0;
    setTexts(ActionId::ToggleRead, markRead ? tr("Mar&k read") : tr("Mar&k unread"), markRead ? tr("Mark as read") : tr("Mark as unread"),
        markRead ? QStringLiteral("mail-read") : QStringLiteral("mail-unread"));
    const bool star = !context.allStarred || context.selected == 0;
    setTexts(ActionId::ToggleStar, star ? tr("&Star") : tr("Remove &star"), star ? tr("Add a star") : tr("Remove the star"),
        star ? QStringLiteral("star") : QStringLiteral("star-filled"));
    setTexts(ActionId::Junk, context.inJunk ? tr("Not &junk") : tr("&Junk"),
        context.inJunk ? tr("Move back to the inbox") : tr("Move to the junk folder"), context.inJunk ? QStringLiteral("not-junk") : QStringLiteral("junk"));
    setTexts(ActionId::Undo, tr("&Undo"), context.undoText.isEmpty() ? tr("Take the last action back") : tr("Undo: %1").arg(context.undoText),
        QStringLiteral("undo"));
}

} // namespace golub::ui
