// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/ReaderTest.h"

#include "tests/ui/window/WindowFixture.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/reader/AttachmentBar.h"
#include "ui/reader/InvitationText.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/MessagePrinter.h"
#include "ui/reader/PictureSenders.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/FolderPane.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/NewMailText.h"

#include <QBuffer>
#include <QImage>
#include <QLabel>
#include <QPrinter>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QTextDocument>
#include <QTimeZone>
#include <QToolButton>
#include <QtTest>

namespace golub::tests {
namespace {

using ui::ActionId;

constexpr AccountId Work { 1 };
const QString Newsletter = QStringLiteral("W sobotę: żółte tulipany");
const QString Sender = QStringLiteral("nowiny@pod-golebiem.example");

template<class Widget>
Widget *inReader(WindowFixture &f, const char *name)
{
    return f.window->reader()->findChild<Widget *>(QLatin1String(name));
}

QPushButton *buttonIn(ui::NoticeBar *bar, const QString &text)
{
    const auto buttons = bar->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (!button->isHidden() && QString(button->text()).remove(u'&') == text)
            return button;
    }
    return nullptr;
}

QByteArray png()
{
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

void bothPicturesCome(WindowFixture &f)
{
    f.service.setRemotePictures({ { QStringLiteral("https://pod-golebiem.example/kawa.png"), png() },
        { QStringLiteral("https://pod-golebiem.example/szarlotka.png"), png() } });
}

int asked(WindowFixture &f)
{
    return int(f.service.calls().filter(QStringLiteral("openWithPictures")).size());
}

MessageId addMail(WindowFixture &f, MailboxRole role, const QString &subject)
{
    MessageSummary summary;
    summary.account = Work;
    summary.subject = subject;
    summary.from = { QStringLiteral("Kawiarnia"), Sender };
    summary.date = QDateTime::currentDateTimeUtc();
    const MessageId id = f.service.addMessage(f.service.mailboxOf(Work, role), summary, QStringLiteral("See below."));
    service::MessageView *view = f.service.viewOf(id);
    view->bodyAvailable = true;
    view->envelope.subject = subject;
    view->envelope.from = AddressList::of({ summary.from });
    return id;
}

} // namespace

void ReaderTest::init()
{
    QSettings().remove(QStringLiteral("reader/picturesFrom"));
}

void ReaderTest::attachmentsTellHowFarTheyAreAndCanBeCancelled()
{
    WindowFixture f;
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    auto *bar = inReader<ui::AttachmentBar>(f, "attachmentBar");
    auto *loading = inReader<QWidget>(f, "attachmentLoading");
    QVERIFY(bar->isVisible() && !loading->isVisible());
    QSignalSpy failed(bar, &ui::AttachmentBar::failed);
    QSignalSpy saved(bar, &ui::AttachmentBar::saved);
    f.service.setBodyDelay(600'000);
    bar->saveAllTo(f.folder.path());
    QTRY_VERIFY(loading->isVisible());
    QVERIFY(loading->findChild<QLabel *>()->text().contains(QStringLiteral("of 3 bytes")));
    QCOMPARE(loading->findChild<QProgressBar *>()->value(), 333);
    inReader<QPushButton>(f, "cancelAttachment")->click();
    QTRY_VERIFY(!loading->isVisible());
    QVERIFY(failed.isEmpty()); // the person knows that it was stopped
    QVERIFY(saved.isEmpty());
    QVERIFY(QDir(f.folder.path()).entryList({ QStringLiteral("*.pdf"), QStringLiteral("*.ods") }).isEmpty());

    // Asked for again, they come.
    f.service.setBodyDelay(0);
    bar->saveAllTo(f.folder.path());
    QTRY_COMPARE(saved.size(), 2);
    QVERIFY(!loading->isVisible());
    QCOMPARE(QDir(f.folder.path()).entryList({ QStringLiteral("*.pdf"), QStringLiteral("*.ods") }).size(), 2);
}

void ReaderTest::aServerThatTakesItsTimeIsSeenToo()
{
    WindowFixture f;
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    auto *loading = inReader<QWidget>(f, "attachmentLoading");
    f.service.setBodyTells(false);
    f.service.setBodyDelay(600'000);
    inReader<ui::AttachmentBar>(f, "attachmentBar")->saveAllTo(f.folder.path());
    QTRY_VERIFY(loading->isVisible());
    QVERIFY(loading->findChild<QLabel *>()->text().contains(QStringLiteral("Fetching")));
    QCOMPARE(loading->findChild<QProgressBar *>()->maximum(), 0); // nobody knows how far it is
    inReader<QPushButton>(f, "cancelAttachment")->click();
    QTRY_VERIFY(!loading->isVisible());
}

void ReaderTest::imagesComeWhenTheyAreAskedFor()
{
    WindowFixture f;
    bothPicturesCome(f);
    QVERIFY(f.openMessage(Newsletter));
    auto *notice = inReader<ui::NoticeBar>(f, "remoteNotice");
    QVERIFY(notice->isVisible());
    QCOMPARE(asked(f), 0);
    WindowFixture::picture(f.window.get(), QStringLiteral("remote-images"));
    QPushButton *show = buttonIn(notice, QStringLiteral("Show images"));
    QVERIFY(show);
    show->click();
    QTRY_COMPARE(f.window->reader()->view().resources.size(), 3);
    QVERIFY(!notice->isVisible());
    QCOMPARE(asked(f), 1);
    QVERIFY(f.window->reader()->browser()->toHtml().contains(QStringLiteral("cid:remote-1@golub.invalid")));
    QVERIFY(f.window->reader()->browser()->refusedResources().isEmpty());

    // It was for this message: another one asks again.
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QVERIFY(f.openMessage(Newsletter));
    QVERIFY(notice->isVisible());
    QCOMPARE(asked(f), 1);
}

void ReaderTest::imagesOfASenderComeByThemselves()
{
    WindowFixture f;
    bothPicturesCome(f);
    QAction *always = f.window->actions()->action(ActionId::SenderPictures);
    QVERIFY(f.openMessage(Newsletter));
    QTRY_VERIFY(always->isEnabled());
    QVERIFY(!always->isChecked());
    buttonIn(inReader<ui::NoticeBar>(f, "remoteNotice"), QStringLiteral("Always from this sender"))->click();
    QTRY_COMPARE(f.window->reader()->view().resources.size(), 3);
    QVERIFY(always->isChecked());
    QVERIFY(ui::picturesenders::isWanted(Sender.toUpper()));

    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QTRY_VERIFY(!always->isChecked());
    QVERIFY(f.openMessage(Newsletter));
    QTRY_COMPARE(f.window->reader()->view().resources.size(), 3);
    QVERIFY(!inReader<ui::NoticeBar>(f, "remoteNotice")->isVisible());

    always->trigger(); // no more
    QVERIFY(!ui::picturesenders::isWanted(Sender));
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QVERIFY(f.openMessage(Newsletter));
    QVERIFY(inReader<ui::NoticeBar>(f, "remoteNotice")->isVisible());
    QCOMPARE(asked(f), 2);
}

// The sender of junk is whoever it says: the images would tell that the address is read.
void ReaderTest::imagesNeverComeByThemselvesInJunk()
{
    WindowFixture f;
    ui::picturesenders::setWanted(Sender, true);
    const MessageId id = addMail(f, MailboxRole::Junk, QStringLiteral("You won"));
    f.service.viewOf(id)->blockedRemoteItems = 1;
    f.service.viewOf(id)->remotePictures = { { QStringLiteral("remote-9@golub.invalid"), QStringLiteral("https://t.example/p.png") } };
    f.window->reader()->showMessage(id);
    QTRY_VERIFY(f.window->reader()->isLoaded());
    QVERIFY(inReader<ui::NoticeBar>(f, "remoteNotice")->isVisible());
    QCOMPARE(asked(f), 0);
}

void ReaderTest::imagesThatDoNotComeAreSaid()
{
    WindowFixture f;
    f.service.setRemotePictures({ { QStringLiteral("https://pod-golebiem.example/kawa.png"), png() } });
    QVERIFY(f.openMessage(Newsletter));
    auto *notice = inReader<ui::NoticeBar>(f, "remoteNotice");
    buttonIn(notice, QStringLiteral("Show images"))->click();
    QTRY_COMPARE(notice->text(), QStringLiteral("1 image could not be loaded."));
    bothPicturesCome(f);
    buttonIn(notice, QStringLiteral("Try again"))->click();
    QTRY_COMPARE(f.window->reader()->view().resources.size(), 3);
    QVERIFY(!notice->isVisible());
}

void ReaderTest::loadingImagesCanBeCancelled()
{
    WindowFixture f;
    QVERIFY(f.openMessage(Newsletter));
    f.service.setBodyDelay(600'000);
    auto *notice = inReader<ui::NoticeBar>(f, "remoteNotice");
    buttonIn(notice, QStringLiteral("Show images"))->click();
    auto *cancel = inReader<QPushButton>(f, "cancelLoading");
    QTRY_VERIFY(cancel->isVisible());
    QVERIFY(f.window->reader()->browser()->toPlainText().contains(QStringLiteral("Otwieramy"))); // readable all the while
    cancel->click();
    QTRY_VERIFY(!cancel->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("stopped")));
    QVERIFY(f.window->reader()->browser()->toPlainText().contains(QStringLiteral("Otwieramy")));
}

void ReaderTest::encryptedMailIsExplained()
{
    WindowFixture f;
    f.service.viewOf(addMail(f, MailboxRole::Inbox, QStringLiteral("Sealed letter")))->isEncrypted = true;
    QVERIFY(f.openMessage(QStringLiteral("Sealed letter")));
    auto *notice = inReader<ui::NoticeBar>(f, "encryptedNotice");
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("encrypted")));
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QVERIFY(!notice->isVisible());
}

void ReaderTest::invitationsSayWhenAndWhere()
{
    WindowFixture f;
    Invitation invitation;
    invitation.kind = Invitation::Kind::Request;
    invitation.summary = QStringLiteral("Kolegium");
    invitation.location = QStringLiteral("Sala 4");
    invitation.organizer = { QStringLiteral("Emma"), QStringLiteral("emma@press.example") };
    invitation.start = QDateTime(QDate(2026, 11, 24), QTime(10, 0));
    invitation.end = QDateTime(QDate(2026, 11, 24), QTime(11, 30));
    f.service.viewOf(addMail(f, MailboxRole::Inbox, QStringLiteral("You are invited")))->invitation = invitation;
    QVERIFY(f.openMessage(QStringLiteral("You are invited")));
    auto *notice = inReader<ui::NoticeBar>(f, "invitationNotice");
    QVERIFY(notice->isVisible());
    for (const char *part : { "Invitation: Kolegium", "24 November 2026, 10:00", "11:30", "Sala 4", "emma@press.example" })
        QVERIFY2(notice->text().contains(QLatin1String(part)), qPrintable(notice->text()));
    WindowFixture::picture(f.window.get(), QStringLiteral("invitation"));
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QVERIFY(!notice->isVisible());
}

void ReaderTest::invitationTimes_data()
{
    const QTimeZone warsaw("Europe/Warsaw");
    const QTimeZone tokyo("Asia/Tokyo");
    QTest::addColumn<QDateTime>("start");
    QTest::addColumn<QDateTime>("end");
    QTest::addColumn<bool>("allDay");
    QTest::addColumn<QString>("text");
    const QDate day(2026, 11, 24);
    QTest::newRow("here") << QDateTime(day, QTime(10, 0), warsaw) << QDateTime(day, QTime(11, 30), warsaw) << false
                          << QStringLiteral("Tuesday, 24 November 2026, 10:00–11:30");
    QTest::newRow("universal") << QDateTime(day, QTime(9, 0), Qt::UTC) << QDateTime() << false << QStringLiteral("Tuesday, 24 November 2026, 10:00");
    QTest::newRow("elsewhere") << QDateTime(day, QTime(18, 0), tokyo) << QDateTime(day, QTime(19, 0), tokyo) << false
                               << QStringLiteral("Tuesday, 24 November 2026, 10:00–11:00 (18:00 in Asia/Tokyo)");
    QTest::newRow("over night") << QDateTime(day, QTime(22, 0), warsaw) << QDateTime(day.addDays(1), QTime(6, 0), warsaw) << false
                                << QStringLiteral("Tuesday, 24 November 2026, 22:00 – Wednesday, 25 November 2026, 06:00");
    QTest::newRow("a day") << QDateTime(day, QTime(0, 0)) << QDateTime(day.addDays(1), QTime(0, 0)) << true << QStringLiteral("Tuesday, 24 November 2026, all day");
    QTest::newRow("days") << QDateTime(day, QTime(0, 0)) << QDateTime(day.addDays(3), QTime(0, 0)) << true
                          << QStringLiteral("Tuesday, 24 November 2026 – Thursday, 26 November 2026");
    QTest::newRow("nothing") << QDateTime() << QDateTime() << false << QString();
}

void ReaderTest::invitationTimes()
{
    QFETCH(QDateTime, start);
    QFETCH(QDateTime, end);
    QFETCH(bool, allDay);
    QFETCH(QString, text);
    Invitation invitation;
    invitation.start = start;
    invitation.end = end;
    invitation.allDay = allDay;
    const QDateTime now(QDate(2026, 11, 22), QTime(12, 0), QTimeZone("Europe/Warsaw"));
    QCOMPARE(ui::invitationTime(invitation, now, QLocale(QLocale::English, QLocale::UnitedKingdom)), text);
}

void ReaderTest::messagesAreMadeReadyForPaper()
{
    WindowFixture f;
    QVERIFY(f.openMessage(Newsletter));
    const auto document = ui::printableMessage(f.window->reader()->view(), f.window->reader()->browser(), QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QString text = document->toPlainText();
    QVERIFY(text.startsWith(Newsletter));
    for (const QString &part : { QStringLiteral("From: "), Sender, QStringLiteral("Date: "), QStringLiteral("Otwieramy o dziewiątej") })
        QVERIFY2(text.contains(part), qPrintable(text));
    // The picture comes along without the browser.
    const QVariant picture = document->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("cid:niebo")));
    QVERIFY(picture.value<QImage>().width() > 100);
    // What is shown stays as it is.
    QVERIFY(!f.window->reader()->browser()->toPlainText().startsWith(Newsletter));

    QPrinter printer;
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(f.folder.filePath(QStringLiteral("letter.pdf")));
    document->print(&printer);
    QVERIFY(QFileInfo(f.folder.filePath(QStringLiteral("letter.pdf"))).size() > 2000);
}

void ReaderTest::newMailIsSaidShortly()
{
    QList<MessageSummary> messages;
    for (int i = 1; i <= 5; ++i) {
        MessageSummary message;
        message.from = { QStringLiteral("Ala\u202e %1").arg(i), QStringLiteral("ala@example.org") };
        message.subject = QStringLiteral("line\n%1").arg(i);
        message.date = QDateTime(QDate(2026, 1, i), QTime(12, 0), Qt::UTC);
        messages += message;
    }
    QCOMPARE(ui::newMailText(messages.mid(0, 1)).title, QStringLiteral("Ala 1"));
    QCOMPARE(ui::newMailText(messages.mid(0, 1)).text, QStringLiteral("line 1"));
    const ui::NewMailText several = ui::newMailText(messages);
    QCOMPARE(several.title, QStringLiteral("5 new messages"));
    QCOMPARE(several.text, QStringLiteral("Ala 5: line 5\nAla 4: line 4\nAla 3: line 3")); // the newest
    QVERIFY(ui::newMailText({}).title.isEmpty());
    QCOMPARE(ui::newMailText({ MessageSummary() }).text, QStringLiteral("(no subject)"));
}

// A list of a million rows would be read whole, and the letters are shortcuts.
void ReaderTest::lettersDoNotSearchTheList()
{
    WindowFixture f;
    QVERIFY(f.openMessage(Newsletter));
    auto *view = f.window->list()->view();
    const int row = view->currentIndex().row();
    view->setFocus();
    QTest::keyClicks(view, QStringLiteral("qw"));
    QCOMPARE(view->currentIndex().row(), row);
    QTest::keyClick(view, Qt::Key_R);
    QTRY_VERIFY(f.window->findChild<ui::ComposerWindow *>());
}

// POP3 accounts have an inbox at once, IMAP accounts after their server was asked.
void ReaderTest::theFirstAccountsInboxIsWhereOneBegins()
{
    WindowFixture f(FakeMailService::Seed::Empty);
    f.service.setFoldersAtOnce(false);
    Account first;
    first.name = QStringLiteral("first");
    first.address = QStringLiteral("a@example.org");
    Account second = first;
    second.name = QStringLiteral("second");
    f.service.addAccount(first, {});
    f.service.addAccount(second, {});
    QTRY_COMPARE(f.service.accounts().size(), 2);
    const AccountId one = f.service.accounts().at(0).id;
    const AccountId two = f.service.accounts().at(1).id;
    const MailboxId later = f.service.addMailbox(two, QStringLiteral("INBOX"), MailboxRole::Inbox);
    auto *folders = f.window->findChild<ui::FolderPane *>();
    QTRY_COMPARE(folders->currentSource().mailbox, later);
    const MailboxId earlier = f.service.addMailbox(one, QStringLiteral("INBOX"), MailboxRole::Inbox);
    QTRY_COMPARE(folders->currentSource().mailbox, earlier);
    // What somebody has chosen stays.
    folders->select(folders->folders()->indexOf(later));
    f.service.addMailbox(one, QStringLiteral("Work"), MailboxRole::None);
    QTRY_VERIFY(folders->folders()->rowCount(folders->folders()->index(0, 0)) >= 2);
    QCOMPARE(folders->currentSource().mailbox, later);
}

} // namespace golub::tests
