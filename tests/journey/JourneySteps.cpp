// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/journey/Journey.h"

#include "tests/support/WaitUntil.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/models/MessageListModel.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/SearchBox.h"
#include "ui/window/UndoBar.h"

#include <QDialog>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QtTest>

#include <iostream>

namespace golub::test {
namespace {

const QString Ala = QStringLiteral("ala@example.org");
const QString Bob = QStringLiteral("bob@example.org");
const QString Subject = QStringLiteral("Zażółć gęślą jaźń – Đurđevac – привет");
const QString Text = QStringLiteral("Cześć Bobie,\n\nzażółć gęślą jaźń.\nČvarci i ćevapi iz Đakova.\nСъешь же ещё этих мягких булок.\n.\nFrom here on: a dot alone, and a From line.\n");
const QString FileName = QStringLiteral("załącznik č я.txt");
const QString AnswerSubject = QStringLiteral("Re: ") + Subject;

} // namespace

void Journey::trigger(ui::ActionId id)
{
    QAction *action = window().actions()->action(id);
    waitFor(("one can choose " + action->text().remove(u'&').toStdString()).c_str(), [action] { return action->isEnabled(); });
    action->trigger();
}

void Journey::run()
{
    const std::pair<const char *, void (Journey::*)()> steps[] = {
        { "a first start", &Journey::welcome },
        { "an IMAP account is set up", &Journey::addImapAccount },
        { "a POP3 account is set up", &Journey::addPop3Account },
        { "mail is read", &Journey::readMessages },
        { "a mail is written and sent", &Journey::writeAndSend },
        { "it arrives in both accounts", &Journey::arrivesInBoth },
        { "it is answered from the other account", &Journey::replyFromPop3 },
        { "moving, deleting, undoing", &Journey::moveDeleteUndo },
        { "searching", &Journey::search },
        { "offline and back", &Journey::offlineAndBack },
        { "a restart", &Journey::restart },
        { "dark", &Journey::darkAndPolish },
    };
    for (const auto &[name, step] : steps) {
        std::cout << name << std::endl;
        (this->*step)();
    }
}

void Journey::welcome()
{
    // What the newcomer's mailboxes hold already.
    QTemporaryDir seed;
    QProcess seeder;
    seeder.start(QStringLiteral("python3"), { QStringLiteral(GOLUB_SOURCE_DIR "/installer/demo/seed.py"), seed.path() });
    waitFor("the seed is there", [&seeder] { return seeder.state() == QProcess::NotRunning; });
    for (const auto &[folder, user, mailbox, flags] : { std::tuple { "inbox", "ala", "INBOX", "" }, { "read", "ala", "INBOX", "S" },
             { "work", "ala", "Work", "S" }, { "ola", "bob", "INBOX", "" } }) {
        const QDir dir(seed.filePath(QString::fromLatin1(folder)));
        for (const QString &name : dir.entryList(QDir::Files)) {
            QFile file(dir.filePath(name));
            if (!file.open(QIODevice::ReadOnly)
                || !m_server.deliver(QString::fromLatin1(user), file.readAll(), QString::fromLatin1(mailbox), QString::fromLatin1(flags)))
                throw JourneyFailed("the seed could not be delivered");
        }
    }
    startProgram();
    waitFor("the welcome page is shown", [this] { return find<QWidget>("welcomePage"); });
    picture(QStringLiteral("welcome"));
}

void Journey::addImapAccount()
{
    press("welcomeAdd", &window());
    addAccount(Ala, false, m_server.imap(QStringLiteral("ala"), Security::Tls),
        m_server.submission(QStringLiteral("ala"), Security::StartTls, m_postfix), QStringLiteral("setup-imap"));
    waitFor("the inbox fills", [this] { return listed(Ala, MailboxRole::Inbox).size() >= 20; });
    waitFor("every message is here whole", [this] {
        const auto messages = listed(Ala, MailboxRole::Inbox);
        return std::all_of(messages.begin(), messages.end(), [](const MessageSummary &m) { return m.hasBody; });
    });
    openFolder(Ala, MailboxRole::Inbox);
    picture(QStringLiteral("inbox"));
}

void Journey::addPop3Account()
{
    trigger(ui::ActionId::AddAccount);
    addAccount(Bob, true, m_server.pop3(QStringLiteral("bob"), Security::Tls), m_server.submission(QStringLiteral("bob"), Security::Tls, m_postfix),
        QStringLiteral("setup-pop3"));
    waitFor("the POP3 inbox fills", [this] { return listed(Bob, MailboxRole::Inbox).size() == 3; });
}

void Journey::readMessages()
{
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("Spotkanie w czwartek?"));
    waitFor("the text can be read", [this] { return window().reader()->browser()->toPlainText().contains(QStringLiteral("kawiarni")); });
    waitFor("it counts as read", [this] { return messageNamed(Ala, MailboxRole::Inbox, QStringLiteral("Spotkanie w czwartek?")).flags.has(Flag::Seen); });
    picture(QStringLiteral("plain"));
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("Twoje zamówienie nr 2026/1187 wysłaliśmy"));
    if (window().reader()->view().blockedRemoteItems == 0)
        throw JourneyFailed("the tracking picture was not blocked");
    picture(QStringLiteral("html"));
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("This week: how homing pigeons find their way"));
    picture(QStringLiteral("newsletter"));
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("Письмо в KOI8-R"));
    waitFor("KOI8-R is read", [this] { return window().reader()->browser()->toPlainText().contains(QStringLiteral("мягких")); });
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("京都の写真"));
    picture(QStringLiteral("japanese"));
}

void Journey::writeAndSend()
{
    QFile file(m_profile.filePath(FileName));
    if (!file.open(QIODevice::WriteOnly) || file.write("Treść załącznika\n") < 0)
        throw JourneyFailed("the attachment could not be written");
    file.close();
    openFolder(Ala, MailboxRole::Inbox);
    trigger(ui::ActionId::NewMessage);
    fillComposer(Bob, Ala, Subject, Text, file.fileName());
    waitFor("the draft is saved by itself", [this] { return !service().drafts().isEmpty(); });
    picture(QStringLiteral("composer"), composer());
    sendComposer();
    waitFor("the outbox is empty again", [this] { return service().outbox().isEmpty(); }, 60);
    waitFor("the draft is gone", [this] { return service().drafts().isEmpty(); });
}

void Journey::arrivesInBoth()
{
    waitFor("it arrives over IMAP by itself", [this] { return has(Ala, MailboxRole::Inbox, Subject); }, 60);
    trigger(ui::ActionId::GetMail);
    waitFor("it arrives over POP3", [this] { return has(Bob, MailboxRole::Inbox, Subject); }, 60);
    waitFor("a copy stands in Sent", [this] { return has(Ala, MailboxRole::Sent, Subject); }, 60);
    openMessage(Bob, MailboxRole::Inbox, Subject);
    const service::MessageView &view = window().reader()->view();
    if (!view.text.contains(QStringLiteral("zażółć gęślą jaźń.")) || !view.text.contains(QStringLiteral("Đakova"))
        || !view.text.contains(QStringLiteral("Съешь")) || !view.text.contains(QStringLiteral("\n.\n")))
        throw JourneyFailed("the text is not what was written");
    if (view.attachments.size() != 1 || view.attachments.first().name != FileName)
        throw JourneyFailed("the attachment's name is not what it was");
    picture(QStringLiteral("arrived"));
    if (m_server.messages(QStringLiteral("bob")).join().contains("Bcc:"))
        throw JourneyFailed("a Bcc field left");
}

void Journey::replyFromPop3()
{
    trigger(ui::ActionId::Reply);
    auto *answer = composer();
    if (answer->draft().from.address != Bob || answer->draft().to.value(0).address != Ala)
        throw JourneyFailed("the answer goes from or to the wrong address");
    type("body", QStringLiteral("Dziękuję! Hvala! Спасибо!\n"), answer);
    picture(QStringLiteral("reply"), answer);
    sendComposer();
    waitFor("the answer arrives", [this] { return has(Ala, MailboxRole::Inbox, AnswerSubject); }, 60);
    waitFor("both stand in one thread", [this] {
        return messageNamed(Ala, MailboxRole::Inbox, AnswerSubject).threadId == messageNamed(Ala, MailboxRole::Inbox, Subject).threadId;
    });
    waitFor("the question is marked as answered", [this] { return messageNamed(Bob, MailboxRole::Inbox, Subject).flags.has(Flag::Answered); });
}

void Journey::moveDeleteUndo()
{
    const QString trip = QStringLiteral("Izlet na Plitvice");
    openMessage(Ala, MailboxRole::Inbox, trip);
    trigger(ui::ActionId::Archive);
    waitFor("it is archived", [&] { return has(Ala, MailboxRole::Archive, trip) && !has(Ala, MailboxRole::Inbox, trip); });
    picture(QStringLiteral("archived-undo"));
    trigger(ui::ActionId::Undo);
    waitFor("it is back", [&] { return has(Ala, MailboxRole::Inbox, trip) && !has(Ala, MailboxRole::Archive, trip); });

    openMessage(Ala, MailboxRole::Inbox, trip);
    trigger(ui::ActionId::Delete);
    waitFor("it is in the trash", [&] { return has(Ala, MailboxRole::Trash, trip); });
    waitFor("the server has it there, too", [&] { return m_server.messages(QStringLiteral("ala"), QStringLiteral("Trash")).size() == 1; });
    trigger(ui::ActionId::Undo);
    waitFor("it is back again", [&] { return has(Ala, MailboxRole::Inbox, trip); });
    waitFor("on the server, too", [&] { return m_server.messages(QStringLiteral("ala"), QStringLiteral("Trash")).isEmpty(); });

    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("Proofs of the book"));
    trigger(ui::ActionId::ToggleStar);
    waitFor("it has a star", [this] { return messageNamed(Ala, MailboxRole::Inbox, QStringLiteral("Proofs of the book")).flags.has(Flag::Flagged); });
}

void Journey::search()
{
    window().searchBox()->setFocus();
    QTest::keyClicks(window().searchBox(), QStringLiteral("zazolc gesla"));
    waitFor("the search finds it without accents", [this] {
        const auto *model = window().list()->model();
        if (!window().list()->isSearching() || model->rowCount() > 8)
            return false;
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->messageAt(row).subject == Subject)
                return true;
        }
        return false;
    });
    picture(QStringLiteral("search"));
    QTest::keyClick(window().searchBox(), Qt::Key_Escape);
    waitFor("the list is the folder's again", [this] { return !window().list()->isSearching(); });
}

void Journey::offlineAndBack()
{
    trigger(ui::ActionId::WorkOffline);
    waitFor("everything is offline", [this] {
        const auto states = service().status();
        return std::all_of(states.begin(), states.end(), [](const auto &s) { return s.state == service::AccountStatus::State::Offline; });
    });
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("Re: Izlet na Plitvice"));
    trigger(ui::ActionId::Archive);
    waitFor("it is archived here at once", [this] { return has(Ala, MailboxRole::Archive, QStringLiteral("Re: Izlet na Plitvice")); });
    openFolder(Ala, MailboxRole::Inbox);
    trigger(ui::ActionId::NewMessage);
    fillComposer(Bob, {}, QStringLiteral("Written offline"), QStringLiteral("Later.\n"), {});
    sendComposer();
    waitFor("it waits in the outbox", [this] { return service().outbox().size() == 1; });
    picture(QStringLiteral("offline"));
    if (m_server.messages(QStringLiteral("ala"), QStringLiteral("Archive")).size() != 0)
        throw JourneyFailed("the server heard of it although we are offline");
    trigger(ui::ActionId::WorkOffline);
    waitFor("the outbox empties", [this] { return service().outbox().isEmpty(); }, 60);
    waitFor("the server has archived it", [this] { return m_server.messages(QStringLiteral("ala"), QStringLiteral("Archive")).size() == 1; }, 60);
    trigger(ui::ActionId::GetMail);
    waitFor("the message arrives", [this] { return has(Bob, MailboxRole::Inbox, QStringLiteral("Written offline")); }, 60);
}

void Journey::restart()
{
    const auto inboxBefore = listed(Ala, MailboxRole::Inbox).size();
    stopProgram();
    startProgram();
    if (listed(Ala, MailboxRole::Inbox).size() != inboxBefore || !has(Ala, MailboxRole::Sent, Subject) || !has(Bob, MailboxRole::Inbox, Subject)
        || !messageNamed(Ala, MailboxRole::Inbox, QStringLiteral("Proofs of the book")).flags.has(Flag::Flagged))
        throw JourneyFailed("something is missing after a restart");
    answerPasswords();
    openMessage(Ala, MailboxRole::Inbox, Subject);
    picture(QStringLiteral("after-restart"));
    if (listed(Ala, MailboxRole::Inbox).size() != inboxBefore)
        throw JourneyFailed("messages were lost or doubled by the sync after a restart");
}

void Journey::darkAndPolish()
{
    trigger(ui::ActionId::ThemeDark);
    test::settle();
    openMessage(Ala, MailboxRole::Inbox, QStringLiteral("Twoje zamówienie nr 2026/1187 wysłaliśmy"));
    picture(QStringLiteral("dark"));
    trigger(ui::ActionId::ThemeSystem);
    stopProgram();
}

} // namespace golub::test
