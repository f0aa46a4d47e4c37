// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/compose/MailtoLink.h"
#include "ui/compose/RecipientEdit.h"
#include "ui/compose/SendChecks.h"
#include "ui/compose/SendTimes.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/settings/AccountEditDialog.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>
#include <QUrl>

namespace golub::tests {

using namespace ui;
using std::chrono::seconds;

//! When a message leaves, what the server is known not to take, receipts, links that write, and the settings of all that.
class SendLaterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void timesFitTheDay();
    void sendingMayBeTakenBackForTenSeconds();
    void theTimeToTakeBackIsChosenInTheMenu();
    void aTimeOfTheMenuSchedules();
    void aTimeCanBePicked();
    void whatTheServerIsAskedForIsChosenInTheMenu();
    void whatTheServerCannotDoIsGreyAndSaysSo();
    void whatIsAskedForBelongsToTheDraft();
    void whatTheProviderIsKnownForIsSaidBeforeTheFirstConnection();
    void theServerCanKeepIt();
    void tooLargeIsSaidWhileAttachingAndBeforeSending();
    void anAddressTheServerDoesNotKnowIsNamed();
    void whatIsNotKnownStopsNothing();
    void whatDidNotArriveIsMarked();
    void aReceiptCanBeAskedFor();
    void links_data();
    void links();
    void linksHaveBounds();
    void preferencesOfAnAccount();

private:
    void open(const Draft &draft);
    template <class T> T *find(const char *name) const { return m_composer->findChild<T *>(QLatin1String(name)); }
    QAction *action(const char *name) const { return find<QAction>(name); }
    void send() { find<QToolButton>("send")->click(); }
    Draft ready() const;

    std::unique_ptr<FakeMailService> m_service;
    QPointer<ComposerWindow> m_composer;
};

void SendLaterTest::init()
{
    QSettings().clear();
    m_service = std::make_unique<FakeMailService>();
}

void SendLaterTest::cleanup()
{
    delete m_composer;
    m_service.reset();
}

void SendLaterTest::open(const Draft &draft)
{
    delete m_composer;
    m_composer = new ComposerWindow(*m_service, draft, nullptr);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_composer));
}

Draft SendLaterTest::ready() const
{
    Draft draft = emptyDraft(*m_service);
    draft.to = { { {}, QStringLiteral("ivana@example.hr") } };
    draft.subject = QStringLiteral("Hello");
    draft.text = QStringLiteral("Text");
    return draft;
}

void SendLaterTest::timesFitTheDay()
{
    const auto names = [](const QDateTime &now) {
        QStringList list;
        for (const SendTime &time : sendTimes(now)) {
            list += time.name;
            if (time.at <= now)
                list += QStringLiteral("past!");
        }
        return list;
    };
    const QDate wednesday(2026, 5, 6);
    QCOMPARE(names(QDateTime(wednesday, QTime(10, 0))), (QStringList { QStringLiteral("evening"), QStringLiteral("tomorrow"), QStringLiteral("monday") }));
    QCOMPARE(names(QDateTime(wednesday, QTime(17, 45))), (QStringList { QStringLiteral("tomorrow"), QStringLiteral("monday") }));
    QCOMPARE(names(QDateTime(wednesday.addDays(4), QTime(20, 0))), QStringList { QStringLiteral("tomorrow") }); // Sunday: tomorrow is Monday
    QCOMPARE(sendTimes(QDateTime(wednesday.addDays(5), QTime(10, 0))).last().at.date(), wednesday.addDays(12)); // on a Monday: the next
}

void SendLaterTest::sendingMayBeTakenBackForTenSeconds()
{
    open(ready());
    send();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->lastSendOptions().undo, seconds(10));
    QVERIFY(!m_service->lastSendOptions().at.isValid());
}

void SendLaterTest::theTimeToTakeBackIsChosenInTheMenu()
{
    for (const int chosen : { 0, 30, 120 }) {
        open(ready());
        Q_EMIT find<QMenu>("sendMenu")->aboutToShow();
        action(qPrintable(QStringLiteral("undo.%1").arg(chosen)))->trigger();
        send();
        QTRY_VERIFY(!m_composer);
        QCOMPARE(m_service->lastSendOptions().undo, seconds(chosen));
    }
    QSettings().setValue(QStringLiteral("composer/undoSeconds"), 100'000);
    QCOMPARE(undoDelay(), seconds(120));
    QSettings().setValue(QStringLiteral("composer/undoSeconds"), QStringLiteral("soon"));
    QCOMPARE(undoDelay(), seconds(10));
}

void SendLaterTest::aTimeOfTheMenuSchedules()
{
    open(ready());
    action("sendLater.tomorrow")->trigger();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->lastSendOptions().at, QDateTime(QDate::currentDate().addDays(1), QTime(8, 0)));
    QCOMPARE(m_service->lastSendOptions().undo, seconds(0));
    QCOMPARE(m_service->outbox().last().hold, Hold::Scheduled);
}

void SendLaterTest::aTimeCanBePicked()
{
    open(ready());
    action("sendLater.pick")->trigger();
    auto *dialog = find<QDialog>("sendTimeDialog");
    QVERIFY(dialog && dialog->isVisible());
    const QDateTime at(QDate::currentDate().addDays(9), QTime(13, 30));
    dialog->findChild<QDateTimeEdit *>(QStringLiteral("sendTime"))->setDateTime(at);
    dialog->accept();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->lastSendOptions().at, at);
}

void SendLaterTest::whatTheServerIsAskedForIsChosenInTheMenu()
{
    open(ready());
    send();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->lastSendOptions().submission == SubmissionOptions()); // nothing by itself
    open(ready());
    for (const char *wish : { "delivery.report", "delivery.late", "delivery.encrypted" })
        action(wish)->trigger();
    Q_EMIT find<QMenu>("sendMenu")->aboutToShow(); // opened once more: what was ticked is still so
    QVERIFY(action("delivery.encrypted")->isChecked());
    send();
    QTRY_VERIFY(!m_composer);
    const SubmissionOptions asked = m_service->lastSendOptions().submission;
    QVERIFY(asked.notices.success && asked.notices.failure && asked.notices.delay && !asked.notices.never);
    QVERIFY(asked.deliverBy == std::chrono::hours(4));
    QVERIFY(asked.requireTls);
}

void SendLaterTest::whatTheServerCannotDoIsGreyAndSaysSo()
{
    SendingFacts facts;
    facts.known = true;
    facts.reports = true;
    m_service->setSendingFacts(facts);
    open(ready());
    Q_EMIT find<QMenu>("sendMenu")->aboutToShow();
    QVERIFY(action("delivery.report")->isEnabled());
    QVERIFY(!action("delivery.late")->isEnabled());
    QVERIFY(!action("delivery.encrypted")->isEnabled());
    QVERIFY2(action("delivery.encrypted")->text().contains(QStringLiteral("your server cannot")), qPrintable(action("delivery.encrypted")->text()));
    action("sendLater.pick")->trigger();
    auto *dialog = find<QDialog>("sendTimeDialog");
    QVERIFY(dialog && !dialog->findChild<QCheckBox *>(QStringLiteral("keptByServer"))->isEnabled());
    dialog->reject();
    // What is ticked already can be taken back, and only that: it would not be sent.
    Draft draft = ready();
    draft.delivery.requireTls = true;
    open(draft);
    Q_EMIT find<QMenu>("sendMenu")->aboutToShow();
    QVERIFY(action("delivery.encrypted")->isChecked() && action("delivery.encrypted")->isEnabled());
    action("delivery.encrypted")->trigger();
    Q_EMIT find<QMenu>("sendMenu")->aboutToShow();
    QVERIFY(!action("delivery.encrypted")->isEnabled());
    QVERIFY(!m_composer->draft().delivery.requireTls);
}

void SendLaterTest::whatIsAskedForBelongsToTheDraft()
{
    Draft draft = ready();
    draft.delivery.requireTls = true;
    draft.delivery.deliverBy = std::chrono::hours(2);
    open(draft);
    QVERIFY(action("delivery.encrypted")->isChecked());
    QVERIFY(action("delivery.late")->isChecked());
    action("delivery.report")->trigger();
    QVERIFY(m_composer->draft().delivery.notices.failure);
    m_composer->close(); // the tick alone is worth a save
    QTRY_VERIFY(!m_composer);
    const Draft kept = m_service->drafts().constLast();
    QVERIFY(kept.delivery.notices.failure);
    QVERIFY(kept.delivery.deliverBy == std::chrono::hours(2)); // not as the menu has it
    QVERIFY(kept.delivery.requireTls);
}

void SendLaterTest::whatTheProviderIsKnownForIsSaidBeforeTheFirstConnection()
{
    SendingFacts facts; // nobody was spoken to
    facts.maxSize = 1'000'000;
    m_service->setSendingFacts(facts);
    Draft draft = ready();
    draft.attachments = { { {}, QStringLiteral("large.bin"), {}, QByteArray(760'000, 'x'), {}, 760'000 } };
    open(draft);
    QVERIFY2(find<QLabel>("attachmentTotal")->text().contains(QStringLiteral("1.0 MB")), qPrintable(find<QLabel>("attachmentTotal")->text()));
    send(); // limits change: the server decides
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->sent().size(), 1);
}

void SendLaterTest::theServerCanKeepIt()
{
    open(ready());
    action("sendLater.pick")->trigger();
    auto *dialog = find<QDialog>("sendTimeDialog");
    QVERIFY(dialog && dialog->isVisible());
    const QDateTime at(QDate::currentDate().addDays(9), QTime(13, 30));
    dialog->findChild<QDateTimeEdit *>(QStringLiteral("sendTime"))->setDateTime(at);
    dialog->findChild<QCheckBox *>(QStringLiteral("keptByServer"))->setChecked(true);
    dialog->accept();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->lastSendOptions().submission.holdUntil, at);
    QVERIFY(!m_service->lastSendOptions().at.isValid()); // it leaves now
}

void SendLaterTest::tooLargeIsSaidWhileAttachingAndBeforeSending()
{
    SendingFacts facts;
    facts.known = true;
    facts.maxSize = 1'000'000;
    m_service->setSendingFacts(facts);
    Draft draft = ready();
    draft.attachments = { { {}, QStringLiteral("fits.bin"), {}, QByteArray(700'000, 'x'), {}, 700'000 } };
    open(draft);
    QVERIFY(!find<QLabel>("attachmentTotal")->text().contains(QStringLiteral("too large")));
    draft.attachments.first().content = QByteArray(760'000, 'x'); // below the limit, and above it in base64
    draft.attachments.first().size = 760'000;
    open(draft);
    QVERIFY(find<QLabel>("attachmentTotal")->text().contains(QStringLiteral("too large")));
    send();
    QVERIFY2(find<NoticeBar>("notice")->text().contains(QStringLiteral("1.0 MB")), qPrintable(find<NoticeBar>("notice")->text()));
    QVERIFY(m_service->sent().isEmpty());
    QVERIFY(estimatedSize(draft) >= 760'000 * 4 / 3 && estimatedSize(draft) < 760'000 * 3 / 2);
}

void SendLaterTest::anAddressTheServerDoesNotKnowIsNamed()
{
    SendingFacts facts;
    facts.known = true;
    m_service->setSendingFacts(facts);
    Draft draft = ready();
    draft.cc = { { {}, QString::fromUtf8("zażółć@example.pl") } };
    open(draft);
    send();
    QVERIFY(find<NoticeBar>("notice")->text().contains(QString::fromUtf8("zażółć@example.pl")));
    QVERIFY(m_service->sent().isEmpty());
    draft.cc.first().address = QString::fromUtf8("ala@żółw.example"); // a domain goes everywhere
    QVERIFY(serverProblem(draft, facts).isEmpty());
    facts.smtpUtf8 = true;
    draft.cc.first().address = QString::fromUtf8("zażółć@example.pl");
    QVERIFY(serverProblem(draft, facts).isEmpty());
}

void SendLaterTest::whatIsNotKnownStopsNothing()
{
    Draft draft = ready();
    draft.cc = { { {}, QString::fromUtf8("zażółć@example.pl") } };
    open(draft);
    send();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->sent().size(), 1);
}

void SendLaterTest::whatDidNotArriveIsMarked()
{
    Draft draft = ready();
    draft.undelivered = { QStringLiteral("ivana@example.hr") };
    open(draft);
    QVERIFY(find<NoticeBar>("notice")->text().contains(QStringLiteral("did not reach")));
    auto *to = find<RecipientEdit>("to");
    QCOMPARE(to->extraSelections().size(), 1);
    QVERIFY(to->hasFocus());
    to->setAddresses({ { {}, QStringLiteral("ivana@example.com") } });
    QVERIFY2(to->extraSelections().isEmpty(), "what was corrected is not marked");
}

void SendLaterTest::aReceiptCanBeAskedFor()
{
    open(ready());
    action("askReceipt")->trigger();
    QVERIFY(m_composer->draft().wantsReceipt);
    send();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->sent().constFirst().wantsReceipt);
    Draft again = ready();
    again.wantsReceipt = true;
    open(again);
    QVERIFY(action("askReceipt")->isChecked());
}

void SendLaterTest::links_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("others"); // cc|bcc|subject|text|in-reply-to
    QTest::addColumn<bool>("attaches");
    QTest::addColumn<int>("refused");
    const auto row = [](const char *name, const char *link, const char *to, const char *others, bool attaches = false, int refused = 0) {
        QTest::newRow(name) << QString::fromUtf8(link) << QString::fromUtf8(to) << QString::fromUtf8(others) << attaches << refused;
    };
    row("plain", "mailto:a@example.org", "a@example.org", "||||");
    row("several", "mailto:a@example.org,b@example.org?to=c@example.org", "a@example.org,b@example.org,c@example.org", "||||");
    row("twice", "mailto:a@example.org?to=a@example.org", "a@example.org", "||||");
    row("fields", "mailto:?cc=c@x.example&BCC=d@x.example&Subject=A%20B&body=One%0D%0ATwo", "", "c@x.example|d@x.example|A B|One\nTwo|");
    row("percent in the address", "mailto:gorby%25kremvax@example.com", "gorby%kremvax@example.com", "||||");
    row("plus is a plus", "mailto:a+tag@example.org?subject=1+1", "a+tag@example.org", "||1+1||");
    row("umlauts", "mailto:a@example.org?subject=caf%C3%A9", "a@example.org", "||café||");
    row("answers", "mailto:l@example.com?In-Reply-To=%3C3469A91.D10AF4C@example.com%3E", "l@example.com", "||||3469A91.D10AF4C@example.com");
    row("subject breaks out", "mailto:a@example.org?subject=Hi%0D%0ABcc:%20evil@x.example", "a@example.org", "||Hi Bcc: evil@x.example||");
    row("lone feed", "mailto:a@example.org?subject=Hi%0ABcc:evil@x.example", "a@example.org", "||Hi Bcc:evil@x.example||");
    row("other line ends", "mailto:a@example.org?subject=Hi%E2%80%A8Bcc:%C2%85x", "a@example.org", "||Hi Bcc: x||");
    row("NUL", "mailto:a@example.org?subject=a%00b&body=c%00d", "a@example.org", "||a b|cd|");
    row("direction", "mailto:a@example.org?subject=abc%E2%80%AEcba", "a@example.org", "||abccba||");
    row("to breaks out", "mailto:a@example.org%0D%0ABcc:evil@x.example", "", "||||", false, 1);
    row("cc breaks out", "mailto:a@example.org?cc=b@example.org%0D%0ASubject:x", "a@example.org", "||||", false, 1);
    row("bcc breaks out", "mailto:a@example.org?bcc=b@example.org%0D%0ADATA", "a@example.org", "||||", false, 1);
    row("command in an address", "mailto:a@example.org%3E%0D%0ARCPT%20TO:%3Cb@example.org", "", "||||", false, 1);
    row("angle brackets", "mailto:%3Ca@example.org%3E%20SIZE=1", "", "||||", false, 1);
    row("answer breaks out", "mailto:a@example.org?in-reply-to=%3Ca@b%3E%0D%0ABcc:x", "a@example.org", "||||");
    row("attach", "mailto:a@example.org?attach=/etc/passwd", "a@example.org", "||||", true);
    row("attachment", "mailto:a@example.org?Attachment=~/.ssh/id_rsa", "a@example.org", "||||", true);
    row("other fields", "mailto:a@example.org?from=b@x.example&reply-to=c@x.example&content-type=text/html&x-y=z&return-path=e@x", "a@example.org", "||||");
    row("no address", "mailto:nobody", "", "||||", false, 1);
    row("empty", "mailto:", "", "||||");
}

void SendLaterTest::links()
{
    QFETCH(QString, link);
    QFETCH(QString, to);
    QFETCH(QString, others);
    QFETCH(bool, attaches);
    QFETCH(int, refused);
    const auto join = [](const QList<Address> &list) {
        QStringList addresses;
        for (const Address &address : list)
            addresses += address.address;
        return addresses.join(u',');
    };
    Draft draft;
    const MailtoFilling filling = fillFromMailto(draft, QUrl(link));
    QCOMPARE(join(draft.to), to);
    QCOMPARE((QStringList { join(draft.cc), join(draft.bcc), draft.subject, draft.text, draft.inReplyTo.join(u' ') }).join(u'|'), others);
    QCOMPARE(filling.refusedAttachment, attaches);
    QCOMPARE(int(filling.refusedAddresses.size()), refused);
    QVERIFY(draft.attachments.isEmpty() && draft.headers.isEmpty() && draft.from.isEmpty() && draft.replyTo.isEmpty());
}

void SendLaterTest::linksHaveBounds()
{
    QString link = QStringLiteral("mailto:");
    for (int i = 0; i < 500; ++i)
        link += QStringLiteral("u%1@example.org,").arg(i);
    link += QStringLiteral("?subject=") + QString(5000, u'x') + QStringLiteral("&body=") + QString(300'000, u'y');
    Draft draft;
    fillFromMailto(draft, QUrl(link));
    QCOMPARE(draft.to.size(), 100);
    QCOMPARE(draft.subject.size(), 1000);
    QCOMPARE(draft.text.size(), 100'000);
}

void SendLaterTest::preferencesOfAnAccount()
{
    Account account = m_service->accounts().constFirst();
    auto *dialog = new AccountEditDialog(*m_service, account, nullptr);
    dialog->show();
    auto *copies = dialog->findChild<QComboBox *>(QStringLiteral("sentCopy"));
    QCOMPARE(copies->currentData().toInt(), int(SendingPreferences::SentCopy::FindOut));
    copies->setCurrentIndex(copies->findData(int(SendingPreferences::SentCopy::Save)));
    auto *receipts = dialog->findChild<QComboBox *>(QStringLiteral("receipts"));
    receipts->setCurrentIndex(receipts->findData(int(SendingPreferences::Receipts::Never)));
    dialog->findChild<QCheckBox *>(QStringLiteral("utcDates"))->click();
    QVERIFY(!dialog->findChild<QCheckBox *>(QStringLiteral("userAgent"))->isChecked());
    auto *undo = dialog->findChild<QComboBox *>(QStringLiteral("undoDelay"));
    undo->setCurrentIndex(undo->findData(60));
    dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_COMPARE(m_service->accounts().constFirst().sending.sentCopy, SendingPreferences::SentCopy::Save);
    const SendingPreferences saved = m_service->accounts().constFirst().sending;
    QCOMPARE(saved.receipts, SendingPreferences::Receipts::Never);
    QVERIFY(saved.utcDates && !saved.userAgent);
    QCOMPARE(undoDelay(), seconds(60));
}

std::unique_ptr<QObject> sendLaterTest() { return std::make_unique<SendLaterTest>(); }

} // namespace golub::tests

#include "SendLaterTest.moc"
