// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/ServerMailTest.h"

#include "tests/support/InLanguage.h"
#include "tests/ui/window/WindowFixture.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/reader/ReaderPane.h"
#include "ui/settings/AccountEditDialog.h"
#include "ui/settings/ReceivingPage.h"
#include "ui/window/ActivityDialog.h"
#include "ui/window/FolderPane.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/SearchBox.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>

namespace golub::tests {
namespace {

using ui::ActionId;

constexpr AccountId Work { 1 };

//! A message of which only the text is here.
MessageId makePartial(WindowFixture &f)
{
    MessageSummary summary;
    summary.account = Work;
    summary.subject = QStringLiteral("Plans of the bridge");
    summary.from = { QStringLiteral("Vesna"), QStringLiteral("vesna@example.org") };
    summary.date = QDateTime::currentDateTimeUtc();
    summary.size = 9'000'000;
    const MessageId id = f.service.addMessage(f.service.mailboxOf(Work, MailboxRole::Inbox), summary, QStringLiteral("See the plans."));
    service::MessageView *view = f.service.viewOf(id);
    view->isPartial = true;
    view->bodyAvailable = true;
    view->attachments = { { 3, QStringLiteral("bridge.pdf"), QStringLiteral("application/pdf"), 6'600'000, false, false },
        { 4, QStringLiteral("note.txt"), QStringLiteral("text/plain"), 800, false, true } };
    return id;
}

void limit(WindowFixture &f, const SyncLimits &limits)
{
    Account account = f.service.accounts().constFirst();
    account.sync = limits;
    f.service.updateAccount(account, {});
    QTRY_COMPARE(f.service.accounts().constFirst().sync, limits);
}

ui::ComposerWindow *openComposer(WindowFixture &f)
{
    const auto composers = f.window->findChildren<ui::ComposerWindow *>();
    for (ui::ComposerWindow *composer : composers) {
        if (composer->isVisible())
            return composer;
    }
    return nullptr;
}

} // namespace

void ServerMailTest::attachmentsThatAreNotHere()
{
    WindowFixture f;
    const MessageId id = makePartial(f);
    QVERIFY(f.openMessage(QStringLiteral("Plans of the bridge")));
    auto *notice = f.window->reader()->findChild<ui::NoticeBar *>(QStringLiteral("partialNotice"));
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("still on the server")));
    const auto chips = f.window->reader()->findChildren<QToolButton *>(QStringLiteral("attachment"));
    QCOMPARE(chips.size(), 2);
    QVERIFY(chips.at(0)->toolTip().contains(QStringLiteral("Still on the server")));
    QVERIFY(!chips.at(1)->toolTip().contains(QStringLiteral("Still on the server")));
    const auto buttons = notice->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == QStringLiteral("Download everything"))
            button->click();
    }
    QTRY_VERIFY(f.service.calls().contains(QStringLiteral("fetchMessage %1").arg(id.value)));
    QTRY_VERIFY(!notice->isVisible());
    QTRY_VERIFY(f.window->reader()->isLoaded());
    QVERIFY(!f.window->reader()->findChildren<QToolButton *>(QStringLiteral("attachment")).at(0)->toolTip().contains(QStringLiteral("Still")));
}

void ServerMailTest::sourceOfAPartIsFetched()
{
    WindowFixture f;
    const MessageId id = makePartial(f);
    QVERIFY(f.openMessage(QStringLiteral("Plans of the bridge")));
    f.window->actions()->action(ActionId::ViewSource)->trigger();
    QTRY_VERIFY(f.window->findChild<QWidget *>(QStringLiteral("sourceWindow")));
    QVERIFY(f.service.calls().contains(QStringLiteral("fetchMessage %1").arg(id.value)));
}

void ServerMailTest::searchGoesOnOnTheServer()
{
    WindowFixture f;
    limit(f, { true });
    f.window->searchBox()->setText(QStringLiteral("bridge"));
    QTest::keyClick(f.window->searchBox(), Qt::Key_Return);
    auto *button = f.window->list()->findChild<QPushButton *>(QStringLiteral("searchServer"));
    QTRY_VERIFY(button->isVisible());
    const int before = f.window->list()->model()->rowCount();
    // While the server searches, it finds one that was not here.
    const MessageId id = makePartial(f);
    QCOMPARE(f.window->list()->model()->rowOf(id), -1);
    button->click();
    QTRY_VERIFY(f.window->list()->model()->rowOf(id) >= 0);
    QCOMPARE(f.window->list()->model()->rowCount(), before + 1);
    QVERIFY(f.service.calls().contains(QStringLiteral("searchServer bridge")));
    QVERIFY(!button->isVisible());
    QCOMPARE(f.window->list()->model()->rowOf(id), 0); // by its date
    // Another search offers it again.
    f.window->searchBox()->setText(QStringLiteral("szarlotka"));
    QTest::keyClick(f.window->searchBox(), Qt::Key_Return);
    QTRY_VERIFY(button->isVisible());
}

void ServerMailTest::completeMailIsNotSearchedTwice()
{
    WindowFixture f;
    f.window->searchBox()->setText(QStringLiteral("bridge"));
    QTest::keyClick(f.window->searchBox(), Qt::Key_Return);
    QTRY_VERIFY(f.window->list()->isSearching());
    if (f.window->list()->model()->searchInfo().coverage >= 1.0)
        QVERIFY(!f.window->list()->findChild<QPushButton *>(QStringLiteral("searchServer"))->isVisible());
}

void ServerMailTest::draftsOfTheServerOpenInTheComposer()
{
    WindowFixture f;
    MailboxId drafts = f.service.mailboxOf(Work, MailboxRole::Drafts);
    if (!drafts.isValid())
        drafts = f.service.addMailbox(Work, QStringLiteral("Drafts"), MailboxRole::Drafts);
    MessageSummary summary;
    summary.account = Work;
    summary.subject = QStringLiteral("From the phone");
    summary.flags = Flags(Flag::Draft);
    summary.date = QDateTime::currentDateTimeUtc();
    const MessageId id = f.service.addMessage(drafts, summary, QStringLiteral("Dear all"));
    f.window->folders()->select(f.window->folders()->folders()->indexOf(drafts));
    const int row = f.window->list()->model()->rowOf(id);
    QVERIFY(row >= 0);
    f.window->list()->view()->selectRow(row);
    QTRY_VERIFY(f.window->actions()->action(ActionId::EditDraft)->isEnabled());
    Q_EMIT f.window->list()->view()->activated(f.window->list()->model()->index(row));
    QTRY_VERIFY(openComposer(f));
    QCOMPARE(openComposer(f)->draft().onServer, id);
    // The same once more does not open a second window.
    Q_EMIT f.window->list()->view()->activated(f.window->list()->model()->index(row));
    QCOMPARE(f.service.calls().count(QStringLiteral("openDraft %1").arg(id.value)), 1);
}

void ServerMailTest::draftsThatAFolderShowsAreNotListedTwice()
{
    WindowFixture f;
    const qsizetype before = f.service.drafts().size();
    Draft draft = f.service.newDraft(Work);
    draft.subject = QStringLiteral("On the server");
    draft.onServer = MessageId { 4711 };
    f.service.saveDraft(draft);
    QTRY_COMPARE(f.service.drafts().size(), before + 1);
    f.window->folders()->select(f.window->folders()->folders()->indexOf(ui::MailboxNode::Kind::Drafts));
    QCOMPARE(f.window->list()->model()->rowCount(), int(before));
}

void ServerMailTest::quotaIsShownAndWarnedOf()
{
    WindowFixture f;
    f.service.setOutbox({}); // what waits there would come first
    f.service.setQuota(Work, { { QStringLiteral("User"), QStringLiteral("STORAGE"), 500'000'000, 1'000'000'000 } });
    const QString tip = f.window->folders()->folders()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("500")), qPrintable(tip));
    const auto warned = [&f] {
        const auto texts = f.window->findChildren<QLabel *>(QStringLiteral("noticeText"));
        for (const QLabel *label : texts) {
            if (label->isVisible() && label->text().contains(QStringLiteral("nearly full")))
                return true;
        }
        return false;
    };
    QVERIFY(!warned());
    f.service.setQuota(Work, { { QStringLiteral("User"), QStringLiteral("STORAGE"), 950'000'000, 1'000'000'000 } });
    ChangeSet changes;
    changes.mailboxList = true;
    Q_EMIT f.service.changed(changes);
    QTRY_VERIFY(warned());
}

void ServerMailTest::whatIsForbiddenCannotBeChosen()
{
    WindowFixture f;
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QVERIFY(f.window->actions()->action(ActionId::Delete)->isEnabled());
    MailboxRights rights;
    rights.canDelete = rights.canSetFlags = false;
    f.service.setRights(f.service.mailboxOf(Work, MailboxRole::Inbox), rights);
    for (const ActionId id : { ActionId::Delete, ActionId::Archive, ActionId::Move, ActionId::Junk, ActionId::ToggleStar })
        QTRY_VERIFY2(!f.window->actions()->action(id)->isEnabled(), qPrintable(f.window->actions()->action(id)->objectName()));
    QVERIFY(f.window->actions()->action(ActionId::ToggleRead)->isEnabled());
    QVERIFY(f.window->actions()->action(ActionId::Reply)->isEnabled());
}

void ServerMailTest::theQueueIsRetriedAndCancelledByEntry()
{
    WindowFixture f;
    Operation waiting;
    waiting.id = OperationId { 901 };
    waiting.account = Work;
    waiting.kind = OperationKind::Move;
    waiting.targets = { {}, {} };
    waiting.nextTry = QDateTime::currentDateTimeUtc().addSecs(600);
    Operation refused = waiting;
    refused.id = OperationId { 902 };
    refused.kind = OperationKind::Append;
    refused.state = OperationState::Failed;
    refused.nextTry = {};
    refused.hasError = true;
    refused.lastError = { ErrorKind::ServerRefused, QStringLiteral("The message is larger than the server takes.") };
    f.service.setOperations({ waiting, refused });
    Operation over = waiting;
    over.id = OperationId { 899 };
    over.state = OperationState::Done;
    over.created = QDateTime::currentDateTimeUtc();
    f.service.addFinished(over);
    over.id = OperationId { 900 };
    over.kind = OperationKind::Copy;
    over.undone = true;
    f.service.addFinished(over);
    f.window->actions()->action(ActionId::Activity)->trigger();
    auto *dialog = f.window->findChild<ui::ActivityDialog *>();
    QVERIFY(dialog);
    QString said;
    const auto labels = dialog->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        said += label->text() + u'\n';
    QVERIFY2(said.contains(QStringLiteral("next try in")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("larger than the server takes")), qPrintable(said));
    QVERIFY(said.contains(QStringLiteral("taken back here")));
    const auto done = dialog->findChildren<QLabel *>(QStringLiteral("operationDone"));
    QCOMPARE(done.size(), 2);
    QVERIFY2(done.at(0)->text().contains(QStringLiteral("Copy 2")) && done.at(0)->text().contains(QStringLiteral("Undone")), qPrintable(done.at(0)->text()));
    QVERIFY2(done.at(1)->text().contains(QStringLiteral("Move 2")), qPrintable(done.at(1)->text()));
    const auto retries = dialog->findChildren<QPushButton *>(QStringLiteral("operationRetry"));
    const auto cancels = dialog->findChildren<QPushButton *>(QStringLiteral("operationCancel"));
    QCOMPARE(retries.size(), 2);
    QCOMPARE(cancels.size(), 2);
    retries.at(1)->click();
    QTRY_VERIFY(!f.service.calls().filter(QStringLiteral("902")).isEmpty());
    QVERIFY(f.service.calls().filter(QStringLiteral("901")).isEmpty());
    dialog->findChildren<QPushButton *>(QStringLiteral("operationCancel")).at(0)->click();
    QTRY_VERIFY(!f.service.calls().filter(QStringLiteral("901")).isEmpty());
}

void ServerMailTest::receivingIsSet()
{
    WindowFixture f;
    auto *dialog = new ui::AccountEditDialog(f.service, f.service.accounts().constFirst(), f.window.get());
    dialog->open();
    auto *page = dialog->findChild<ui::ReceivingPage *>();
    QVERIFY(page);
    const auto box = [&page](const char *name) { return page->findChild<QCheckBox *>(QString::fromLatin1(name)); };
    QVERIFY(!box("headersOnly")->isChecked());
    QVERIFY(box("index")->isChecked());
    box("limitDays")->setChecked(true);
    page->findChild<QSpinBox *>(QStringLiteral("days"))->setValue(30);
    box("limitSize")->setChecked(true);
    page->findChild<QDoubleSpinBox *>(QStringLiteral("megabytes"))->setValue(2.5);
    box("limitFolders")->setChecked(true);
    auto *folders = page->findChild<QListWidget *>(QStringLiteral("folders"));
    QVERIFY(folders->count() > 0);
    folders->item(0)->setCheckState(Qt::Checked);
    box("index")->setChecked(false);
    box("tellName")->setChecked(false);
    const QString folder = folders->item(0)->text();
    dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_COMPARE(f.service.accounts().constFirst().sync, (SyncLimits { false, 30, 2'500'000, { folder }, false }));
    QVERIFY(!f.service.accounts().constFirst().incoming.tellName);
    // And shown again as it was set; off again, nothing is limited.
    auto *again = new ui::AccountEditDialog(f.service, f.service.accounts().constFirst(), f.window.get());
    again->open();
    page = again->findChild<ui::ReceivingPage *>();
    QCOMPARE(page->findChild<QSpinBox *>(QStringLiteral("days"))->value(), 30);
    QCOMPARE(page->findChild<QListWidget *>(QStringLiteral("folders"))->item(0)->checkState(), Qt::Checked);
    box("limitDays")->setChecked(false);
    box("limitSize")->setChecked(false);
    box("limitFolders")->setChecked(false);
    box("index")->setChecked(true);
    again->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_COMPARE(f.service.accounts().constFirst().sync, SyncLimits());
}

void ServerMailTest::pictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ServerMailTest::pictures()
{
    QFETCH(bool, dark);
    const QString suffix = dark ? QStringLiteral("-polish-dark") : QStringLiteral("-polish-light");
    const InLanguage polish { QLocale(QLocale::Polish) };
    WindowFixture f;
    f.window->actions()->action(dark ? ActionId::ThemeDark : ActionId::ThemeLight)->trigger();
    f.service.setOutbox({});
    limit(f, { true });
    makePartial(f);
    QVERIFY(f.openMessage(QStringLiteral("Plans of the bridge")));
    WindowFixture::picture(f.window.get(), QStringLiteral("partial") + suffix);
    f.window->searchBox()->setText(QStringLiteral("most"));
    QTest::keyClick(f.window->searchBox(), Qt::Key_Return);
    QTRY_VERIFY(f.window->list()->findChild<QPushButton *>(QStringLiteral("searchServer"))->isVisible());
    WindowFixture::picture(f.window.get(), QStringLiteral("search-server") + suffix);
    auto *dialog = new ui::AccountEditDialog(f.service, f.service.accounts().constFirst(), f.window.get());
    dialog->open();
    auto *tabs = dialog->findChild<QTabWidget *>(QStringLiteral("tabs"));
    tabs->setCurrentWidget(dialog->findChild<ui::ReceivingPage *>());
    WindowFixture::picture(dialog, QStringLiteral("receiving") + suffix);
    dialog->close();
}

} // namespace golub::tests
