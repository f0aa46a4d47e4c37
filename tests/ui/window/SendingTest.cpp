// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/SendingTest.h"

#include "tests/support/InLanguage.h"
#include "tests/ui/window/WindowFixture.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/models/MailboxTreeModel.h"
#include "ui/reader/OutboxView.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/FolderPane.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/NoticeArea.h"
#include "ui/window/UndoBar.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

namespace golub::tests {
namespace {

using Kind = DeliveryNews::Kind;
const QString Subject = QStringLiteral("Most na Drawie");

OutboxEntry held(Hold hold, int seconds)
{
    OutboxEntry entry;
    entry.id = OutboxId { 900 };
    entry.account = AccountId { 1 };
    entry.subject = QStringLiteral("Plan for June");
    entry.recipients = { { QStringLiteral("ala@example.org") } };
    entry.created = QDateTime::currentDateTimeUtc();
    entry.state = OutboxState::Held;
    entry.hold = hold;
    entry.heldUntil = entry.created.addSecs(seconds);
    return entry;
}

OutboxId sendOne(WindowFixture &f, const SendOptions &options)
{
    Draft draft = f.service.newDraft(AccountId { 1 });
    draft.to = { { {}, QStringLiteral("ala@example.org") } };
    draft.subject = QStringLiteral("Plan for June");
    draft.text = QStringLiteral("As discussed.");
    f.service.setOutbox({});
    f.service.send(draft, options);
    if (!QTest::qWaitFor([&] { return f.service.outbox().size() == 1; }))
        return {};
    return f.service.outbox().first().id;
}

SendOptions undoOptions()
{
    SendOptions options;
    options.undo = std::chrono::seconds(120);
    return options;
}

QPushButton *button(WindowFixture &f, const char *name)
{
    return f.window->notices()->findChild<QPushButton *>(QLatin1String(name));
}

QString bar(WindowFixture &f, const char *name)
{
    return f.window->findChild<ui::NoticeBar *>(QLatin1String(name))->text();
}

service::MessageView *prepare(WindowFixture &f)
{
    const int row = f.rowOf(Subject);
    return row < 0 ? nullptr : f.service.viewOf(f.window->list()->model()->messageAt(row).id);
}

service::ReportView failure(bool ours)
{
    service::ReportView report;
    report.isOurs = ours;
    report.subject = QStringLiteral("Plan for June");
    report.report.form = QStringLiteral("rfc3464");
    report.report.news = { { QStringLiteral("wrong@example.org"), Kind::Failed, QStringLiteral("5.1.1"), QStringLiteral("550 5.1.1 nobody"), {},
        QStringLiteral("There is no such mailbox at the recipient's provider. Check the part before the @ for mistakes.") } };
    return report;
}

void setRule(WindowFixture &f, SendingPreferences::Receipts receipts)
{
    QList<Account> accounts = f.service.accounts();
    for (Account &account : accounts) {
        account.sending.receipts = receipts;
        f.service.updateAccount(account, {});
    }
    QTRY_COMPARE(f.service.accounts().last().sending.receipts, receipts);
}

} // namespace

void SendingTest::whomItDidNotReachIsSaid()
{
    WindowFixture f;
    OutboxEntry entry = held(Hold::None, 0);
    entry.state = OutboxState::Accepted;
    entry.heldUntil = {};
    entry.recipients = { { QStringLiteral("ala@example.org"), RecipientState::Accepted, {} } };
    for (int i = 1; i < 5; ++i)
        entry.recipients += { QStringLiteral("nobody%1@example.org").arg(i), RecipientState::Refused, { 550, QStringLiteral("5.1.1"), QStringLiteral("No such user") } };
    f.service.setOutbox({ entry });
    QString said;
    const auto labels = f.window->notices()->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        said += label->text() + u'\n';
    QVERIFY2(said.contains(QStringLiteral("did not reach nobody1@example.org, nobody2@example.org, nobody3@example.org, \u2026")), qPrintable(said));
    QVERIFY2(!said.contains(QStringLiteral("Golub itself")), qPrintable(said)); // the message has no error of its own
}

void SendingTest::whatWasSentCountsDownAndComesBack()
{
    WindowFixture f;
    sendOne(f, undoOptions());
    QTRY_VERIFY(button(f, "noticeUndoSend"));
    const auto notices = f.window->notices()->notices();
    const auto undo = std::find_if(notices.begin(), notices.end(), [](const ui::Notice &notice) { return notice.key.startsWith(u"undo/"); });
    QVERIFY(undo != notices.end());
    QVERIFY2(undo->text.contains(QStringLiteral("Plan for June")) && undo->text.contains(QStringLiteral("second")), qPrintable(undo->text));
    QTest::mouseClick(button(f, "noticeUndoSend"), Qt::LeftButton);
    QTRY_VERIFY(f.window->findChild<ui::ComposerWindow *>());
    const Draft back = f.window->findChild<ui::ComposerWindow *>()->draft();
    QCOMPARE(back.subject, QStringLiteral("Plan for June"));
    QCOMPARE(back.to.value(0).address, QStringLiteral("ala@example.org"));
    QVERIFY(f.service.outbox().isEmpty());
    QTRY_VERIFY(!button(f, "noticeUndoSend"));
}

void SendingTest::sendNowDoesNotWait()
{
    WindowFixture f;
    const OutboxId id = sendOne(f, undoOptions());
    QTRY_VERIFY(button(f, "noticeSendNow"));
    QTest::mouseClick(button(f, "noticeSendNow"), Qt::LeftButton);
    QTRY_VERIFY(f.service.calls().contains(QStringLiteral("retryOutbox %1").arg(id.value)));
}

void SendingTest::theCountdownKeepsItsButtons()
{
    WindowFixture f;
    OutboxEntry entry = held(Hold::Undo, 60);
    f.service.setOutbox({ entry });
    QPointer<QPushButton> undo = button(f, "noticeUndoSend");
    QVERIFY(undo);
    QTRY_VERIFY(undo->isVisible());
    const QString before = f.window->notices()->notices().first().text;
    entry.heldUntil = entry.heldUntil.addSecs(-30);
    f.service.setOutbox({ entry });
    QVERIFY(f.window->notices()->notices().first().text != before);
    QVERIFY2(undo && undo->isVisible(), "a button must not vanish under the pointer");
    QVERIFY(undo->parentWidget()->findChild<QLabel *>(QStringLiteral("noticeText"))->text().contains(QStringLiteral("30")));
}

void SendingTest::scheduledMailCanBeTakenBack()
{
    WindowFixture f;
    SendOptions later;
    later.at = QDateTime::currentDateTimeUtc().addDays(1);
    const OutboxId id = sendOne(f, later);
    QVERIFY2(!button(f, "noticeUndoSend"), "what goes tomorrow needs no notice");
    f.window->folders()->select(f.window->folders()->folders()->indexOf(ui::MailboxNode::Kind::Outbox));
    f.window->list()->view()->selectRow(0);
    QTRY_VERIFY(f.window->reader()->outbox()->findChild<QPushButton *>(QStringLiteral("outboxTakeBack")));
    QVERIFY(f.window->reader()->outbox()->findChild<QPushButton *>(QStringLiteral("outboxRetry")));
    QVERIFY(f.window->reader()->outbox()->findChild<QPushButton *>(QStringLiteral("outboxEdit")));
    f.window->reader()->outbox()->findChild<QPushButton *>(QStringLiteral("outboxTakeBack"))->click();
    QTRY_VERIFY(f.service.calls().contains(QStringLiteral("cancelOutbox %1").arg(id.value)));
    QVERIFY2(!f.window->findChild<ui::ComposerWindow *>(), "left as a draft, not opened");
}

void SendingTest::whatWentLateIsSaid()
{
    WindowFixture f;
    f.service.notice(QStringLiteral("“Plan” was to be sent at 08:00. It is sent now."));
    QVERIFY(bar(f, "errorNotice").contains(QStringLiteral("It is sent now")));
}

void SendingTest::closingSendsWhatCouldBeTakenBack()
{
    WindowFixture f;
    const OutboxId id = sendOne(f, undoOptions());
    f.window->close();
    QTRY_VERIFY(f.service.calls().contains(QStringLiteral("retryOutbox %1").arg(id.value)));
}

void SendingTest::aBounceOffersToCorrectTheAddress()
{
    WindowFixture f;
    service::MessageView *view = prepare(f);
    QVERIFY(view);
    view->report = failure(true);
    QVERIFY(f.openMessage(Subject));
    const QString text = bar(f, "reportNotice");
    QVERIFY2(text.contains(QStringLiteral("Plan for June")) && text.contains(QStringLiteral("wrong@example.org")) && text.contains(QStringLiteral("no such mailbox")),
        qPrintable(text));
    f.window->findChild<ui::NoticeBar *>(QStringLiteral("reportNotice"))->findChild<QPushButton *>(QStringLiteral("noticeAction"))->click();
    QTRY_VERIFY(f.window->findChild<ui::ComposerWindow *>());
    const Draft again = f.window->findChild<ui::ComposerWindow *>()->draft();
    QCOMPARE(again.subject, QStringLiteral("Plan for June"));
    QCOMPARE(again.undelivered, QStringList { QStringLiteral("wrong@example.org") });
}

void SendingTest::aReportOnSomebodyElsesMailOffersNothing()
{
    WindowFixture f;
    service::MessageView *view = prepare(f);
    QVERIFY(view);
    view->report = failure(false);
    QVERIFY(f.openMessage(Subject));
    QVERIFY(bar(f, "reportNotice").contains(QStringLiteral("not sent from here")));
    QVERIFY(!f.window->findChild<ui::NoticeBar *>(QStringLiteral("reportNotice"))->findChild<QPushButton *>(QStringLiteral("noticeAction"))->isVisible());
}

void SendingTest::theSentMessageSaysWhomItDidNotReach()
{
    WindowFixture f;
    service::MessageView *view = prepare(f);
    QVERIFY(view);
    view->deliveries = failure(true).report.news;
    view->deliveries += DeliveryNews { QStringLiteral("ala@example.org"), Kind::Displayed };
    QVERIFY(f.openMessage(Subject));
    QCOMPARE(bar(f, "deliveryNotice"), QStringLiteral("Not delivered to wrong@example.org. Displayed to ala@example.org."));
    QVERIFY(bar(f, "reportNotice").isEmpty());
}

void SendingTest::aReportThatComesWhileItIsOpenIsSaid()
{
    WindowFixture f;
    service::MessageView *view = prepare(f);
    QVERIFY(view);
    view->envelope.from = AddressList::of({ { {}, f.service.accounts().first().address } });
    view->summary.account = f.service.accounts().first().id;
    QVERIFY(f.openMessage(Subject));
    QVERIFY(bar(f, "deliveryNotice").isEmpty());
    view->deliveries = failure(true).report.news;
    ChangeSet changes;
    changes.changed = { view->summary.id };
    Q_EMIT f.service.changed(changes);
    QTRY_COMPARE(bar(f, "deliveryNotice"), QStringLiteral("Not delivered to wrong@example.org."));
}

void SendingTest::receiptsAreAsked()
{
    WindowFixture f;
    service::MessageView *view = prepare(f);
    QVERIFY(view);
    view->receipt = service::ReceiptWish { { { {}, QStringLiteral("ola@example.net") } }, false };
    QVERIFY(f.openMessage(Subject));
    auto *notice = f.window->findChild<ui::NoticeBar *>(QStringLiteral("receiptNotice"));
    QVERIFY(notice->text().contains(QStringLiteral("ola@example.net")));
    const QString id = QString::number(f.window->reader()->message().value);
    QVERIFY(!f.service.calls().join(u' ').contains(QStringLiteral("answerReceipt")));
    notice->findChild<QPushButton *>(QStringLiteral("noticeSecond"))->click();
    QTRY_VERIFY(f.service.calls().contains(QStringLiteral("answerReceipt %1 ignore").arg(id)));
    QVERIFY(!notice->isVisible());
}

void SendingTest::receiptsFollowTheRule()
{
    const service::ReceiptWish plain { { { {}, QStringLiteral("ola@example.net") } }, false };
    service::ReceiptWish doubtful = plain;
    doubtful.isDoubtful = true;
    const auto answered = [](WindowFixture &f) { return f.service.calls().join(u' ').contains(QStringLiteral("answerReceipt")); };
    {
        WindowFixture f;
        setRule(f, SendingPreferences::Receipts::Always);
        prepare(f)->receipt = plain;
        QVERIFY(f.openMessage(Subject));
        QVERIFY2(!answered(f), "not before it counts as read");
        QVERIFY(bar(f, "receiptNotice").isEmpty());
        QTRY_VERIFY(answered(f));
        QVERIFY(f.service.calls().last().endsWith(QStringLiteral("send")) || f.service.calls().join(u' ').contains(QStringLiteral(" send")));
    }
    {
        WindowFixture f;
        setRule(f, SendingPreferences::Receipts::Always);
        prepare(f)->receipt = doubtful;
        QVERIFY(f.openMessage(Subject));
        QVERIFY2(!bar(f, "receiptNotice").isEmpty(), "RFC 8098: never by itself to somewhere else");
    }
    {
        WindowFixture f;
        setRule(f, SendingPreferences::Receipts::Never);
        prepare(f)->receipt = plain;
        QVERIFY(f.openMessage(Subject));
        QVERIFY(bar(f, "receiptNotice").isEmpty());
        QVERIFY(!answered(f));
    }
}

void SendingTest::linksThatAttachAreRefusedAloud()
{
    WindowFixture f;
    f.window->openMailto(QUrl(QStringLiteral("mailto:a@example.org?attach=/etc/passwd")));
    auto *composer = f.window->findChild<ui::ComposerWindow *>();
    QVERIFY(composer);
    QVERIFY(composer->draft().attachments.isEmpty());
    QVERIFY(f.window->undoBar()->text().contains(QStringLiteral("refused")));
}

void SendingTest::pictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("light") << false << QLocale(QLocale::English, QLocale::UnitedKingdom);
    QTest::newRow("dark") << true << QLocale(QLocale::English, QLocale::UnitedKingdom);
    QTest::newRow("polish") << false << QLocale(QLocale::Polish);
}

void SendingTest::pictures()
{
    QFETCH(bool, dark);
    QFETCH(QLocale, locale);
    const InLanguage language(locale);
    const QString suffix = QStringLiteral("-%1-%2").arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), locale.name().left(2));
    WindowFixture f;
    f.window->actions()->action(dark ? ui::ActionId::ThemeDark : ui::ActionId::ThemeLight)->trigger();
    service::MessageView *view = prepare(f);
    QVERIFY(view);
    view->report = failure(true);
    view->deliveries = failure(true).report.news;
    view->receipt = service::ReceiptWish { { { {}, QStringLiteral("ola@example.net") } }, false };
    f.service.setOutbox({ held(Hold::Undo, 9) });
    QVERIFY(f.openMessage(Subject));
    WindowFixture::picture(f.window.get(), QStringLiteral("sending") + suffix);
    f.service.setOutbox({ held(Hold::Scheduled, 90'000) });
    f.window->folders()->select(f.window->folders()->folders()->indexOf(ui::MailboxNode::Kind::Outbox));
    f.window->list()->view()->selectRow(0);
    QTRY_VERIFY(f.window->reader()->outbox()->findChild<QPushButton *>(QStringLiteral("outboxTakeBack")));
    WindowFixture::picture(f.window.get(), QStringLiteral("scheduled") + suffix);
}

} // namespace golub::tests
