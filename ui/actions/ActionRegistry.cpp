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

// The context of the strings is the class's, so that tr() finds them.
#define GOLUB_TR(text) QT_TRANSLATE_NOOP("golub::ui::ActionRegistry", text)

constexpr std::array Specs {
    Spec { ActionId::NewMessage, "message.new", GOLUB_TR("&New message"), GOLUB_TR("Write a new message"), "compose", "Ctrl+N", Needs::Account },
    Spec { ActionId::GetMail, "mail.get", GOLUB_TR("&Get mail"), GOLUB_TR("Look for new mail in every account"), "refresh", "F5", Needs::Account },
    Spec { ActionId::WorkOffline, "mail.offline", GOLUB_TR("Work &offline"), GOLUB_TR("Stay away from the network; changes are sent later"), "offline", "", Needs::Nothing, true },
    Spec { ActionId::SaveMessage, "message.save", GOLUB_TR("&Save message as…"), GOLUB_TR("Save the message as a file, exactly as the server has it"), "save", "Ctrl+S", Needs::OneMessage },
    Spec { ActionId::Quit, "app.quit", GOLUB_TR("&Quit"), GOLUB_TR("Close Golub"), "quit", "Ctrl+Q", Needs::Nothing },
    Spec { ActionId::Undo, "edit.undo", GOLUB_TR("&Undo"), GOLUB_TR("Take the last action back"), "undo", "Ctrl+Z", Needs::Undo },
    Spec { ActionId::SelectAll, "edit.select-all", GOLUB_TR("Select &all messages"), GOLUB_TR("Select every message of the list"), "", "Ctrl+A", Needs::Account },
    Spec { ActionId::FindInMessage, "edit.find", GOLUB_TR("&Find in message…"), GOLUB_TR("Find words in the message shown"), "search", "Ctrl+F", Needs::OneMessage },
    Spec { ActionId::Search, "edit.search", GOLUB_TR("S&earch mail"), GOLUB_TR("Search all mail"), "search", "Ctrl+K", Needs::Account },
    Spec { ActionId::ThemeSystem, "view.theme-system", GOLUB_TR("As the &system"), GOLUB_TR("Light or dark as the desktop says"), "system", "", Needs::Nothing, true },
    Spec { ActionId::ThemeLight, "view.theme-light", GOLUB_TR("&Light"), GOLUB_TR("Always the light colours"), "light", "", Needs::Nothing, true },
    Spec { ActionId::ThemeDark, "view.theme-dark", GOLUB_TR("&Dark"), GOLUB_TR("Always the dark colours"), "dark", "", Needs::Nothing, true },
    Spec { ActionId::ZoomIn, "view.zoom-in", GOLUB_TR("Zoom &in"), GOLUB_TR("Show the message larger"), "zoom-in", "Ctrl++; Ctrl+=", Needs::Nothing },
    Spec { ActionId::ZoomOut, "view.zoom-out", GOLUB_TR("Zoom &out"), GOLUB_TR("Show the message smaller"), "zoom-out", "Ctrl+-", Needs::Nothing },
    Spec { ActionId::ZoomReset, "view.zoom-reset", GOLUB_TR("&Normal size"), GOLUB_TR("Show the message in its normal size"), "", "Ctrl+0", Needs::Nothing },
    Spec { ActionId::ViewSource, "message.source", GOLUB_TR("Message sour&ce"), GOLUB_TR("Show the message exactly as it came"), "source", "Ctrl+U", Needs::OneMessage },
    Spec { ActionId::NextPane, "view.next-pane", GOLUB_TR("Next &pane"), GOLUB_TR("Go to folders, messages and reading pane in turn"), "", "F6", Needs::Nothing },
    Spec { ActionId::ProtocolLog, "view.protocol-log", GOLUB_TR("Protocol &log"), GOLUB_TR("Show what is said between Golub and the servers"), "log", "Ctrl+Shift+L", Needs::Nothing, true },
    Spec { ActionId::Activity, "view.activity", GOLUB_TR("&Activity…"), GOLUB_TR("Show what each account does and what waits or failed"), "info", "Ctrl+Shift+A", Needs::Nothing },
    Spec { ActionId::Reply, "message.reply", GOLUB_TR("&Reply"), GOLUB_TR("Answer the sender"), "reply", "Ctrl+R", Needs::OneMessage },
    Spec { ActionId::ReplyAll, "message.reply-all", GOLUB_TR("Reply to &all"), GOLUB_TR("Answer the sender and every other recipient"), "reply-all", "Ctrl+Shift+R", Needs::OneMessage },
    Spec { ActionId::Forward, "message.forward", GOLUB_TR("&Forward"), GOLUB_TR("Send the message on to somebody"), "forward", "Ctrl+L", Needs::OneMessage },
    Spec { ActionId::EditDraft, "message.edit-draft", GOLUB_TR("&Edit draft"), GOLUB_TR("Go on writing the draft"), "edit", "Ctrl+E", Needs::Draft },
    Spec { ActionId::Archive, "message.archive", GOLUB_TR("Ar&chive"), GOLUB_TR("Move to the archive"), "archive", "A", Needs::Selection },
    Spec { ActionId::Delete, "message.delete", GOLUB_TR("&Delete"), GOLUB_TR("Move to the trash; in the trash, delete for good"), "trash", "Del", Needs::Selection },
    Spec { ActionId::Junk, "message.junk", GOLUB_TR("&Junk"), GOLUB_TR("Move to the junk folder"), "junk", "J", Needs::Selection },
    Spec { ActionId::Move, "message.move", GOLUB_TR("&Move to…"), GOLUB_TR("Choose a folder to move to"), "move", "V", Needs::Selection },
    Spec { ActionId::ToggleRead, "message.toggle-read", GOLUB_TR("Mark &read"), GOLUB_TR("Mark as read"), "mail-read", "M", Needs::Selection },
    Spec { ActionId::ToggleStar, "message.toggle-star", GOLUB_TR("&Star"), GOLUB_TR("Add a star"), "star", "S", Needs::Selection },
    Spec { ActionId::NextUnread, "message.next-unread", GOLUB_TR("Next &unread"), GOLUB_TR("Go to the next unread message"), "", "N", Needs::Account },
    Spec { ActionId::AddAccount, "account.add", GOLUB_TR("A&dd account…"), GOLUB_TR("Set up another mail account"), "add-account", "", Needs::Nothing },
    Spec { ActionId::Accounts, "account.list", GOLUB_TR("&Accounts…"), GOLUB_TR("Change or remove accounts and identities"), "settings", "", Needs::Nothing },
    Spec { ActionId::About, "app.about", GOLUB_TR("&About Golub"), GOLUB_TR("Version and licence"), "help", "", Needs::Nothing },
};

#undef GOLUB_TR

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
    action(ActionId::WorkOffline)->setChecked(context.offline);

    // What a key does next is what its button says.
    const bool markRead = context.anyUnread || context.selected == 0;
    setTexts(ActionId::ToggleRead, markRead ? tr("Mark &read") : tr("Mark un&read"), markRead ? tr("Mark as read") : tr("Mark as unread"),
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
