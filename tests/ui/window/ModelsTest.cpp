// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/ModelsTest.h"

#include "tests/support/FakeMailService.h"
#include "ui/models/MailboxTreeModel.h"
#include "ui/models/MessageListModel.h"
#include "ui/models/OutboxText.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QtTest>

namespace golub::tests {
namespace {

using ui::ListSource;
using ui::MailboxNode;
using ui::MailboxTreeModel;
using ui::MessageListModel;
using Tester = QAbstractItemModelTester;

constexpr AccountId Work { 1 };

ListSource inboxOf(const FakeMailService &service)
{
    return { ListSource::Kind::Mailbox, service.mailboxOf(Work, MailboxRole::Inbox) };
}

QStringList childNames(const MailboxTreeModel &model, const QModelIndex &parent)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row)
        names += model.index(row, 0, parent).data().toString();
    return names;
}

// What the list shows must be what the service has, row by row.
bool sameRows(const MessageListModel &model, const FakeMailService &service, MailboxId mailbox)
{
    if (model.rowCount() != service.messageCount(mailbox))
        return false;
    const QList<MessageSummary> rows = service.messages(mailbox, 0, model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.messageAt(row).id != rows.at(row).id)
            return false;
    }
    return true;
}

} // namespace

void ModelsTest::foldersFollowRolesAndHierarchy()
{
    FakeMailService service;
    MailboxTreeModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    QCOMPARE(childNames(model, {}), QStringList({ QStringLiteral("Praca"), QStringLiteral("Dom"), QStringLiteral("On this computer") }));
    const QStringList expected { QStringLiteral("Inbox"), QStringLiteral("Drafts"), QStringLiteral("Sent"), QStringLiteral("Archive"),
        QStringLiteral("Junk"), QStringLiteral("Trash"), QStringLiteral("Listy dyskusyjne"), QStringLiteral("Projekty") };
    const QModelIndex account = model.index(0, 0);
    QCOMPARE(childNames(model, account), expected);
    QCOMPARE(childNames(model, model.index(7, 0, account)), QStringList({ QStringLiteral("Most na Drawie"), QStringLiteral("Zagreb 2027") }));
    QVERIFY(!(model.flags(account) & Qt::ItemIsSelectable));
    QVERIFY(model.flags(model.firstInbox()) & Qt::ItemIsDropEnabled);
    QVERIFY(!(model.flags(model.indexOf(MailboxNode::Kind::Outbox)) & Qt::ItemIsDropEnabled));
}

void ModelsTest::foldersCountUnreadInPlace()
{
    FakeMailService service;
    MailboxTreeModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QModelIndex inbox = model.firstInbox();
    const qint64 before = inbox.data(ui::MailboxRoleOf::Unread).toLongLong();
    const MessageId unread = service.messages(inboxOf(service).mailbox, 0, 1).first().id;
    service.changeFlags({ unread }, Flag::Seen, {});
    QTRY_COMPARE(inbox.data(ui::MailboxRoleOf::Unread).toLongLong(), before - 1);
    QCOMPARE(resets.size(), 0);
}

void ModelsTest::folderListChangesKeepTheModelValid()
{
    FakeMailService service;
    MailboxTreeModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    const MailboxId deep = service.addMailbox(Work, QStringLiteral("Neu/Unter/Ordner"), MailboxRole::None);
    const QModelIndex index = model.indexOf(deep);
    QVERIFY(index.isValid());
    // The folders between exist on no server, so they can be opened but hold no mail.
    QCOMPARE(index.parent().data().toString(), QStringLiteral("Unter"));
    QVERIFY(!(model.flags(index.parent()) & Qt::ItemIsSelectable));
    service.removeAccount(Work);
    QTRY_COMPARE(childNames(model, {}).first(), QStringLiteral("Dom"));
}

void ModelsTest::listRemovesAndInsertsSingleRows()
{
    FakeMailService service;
    MessageListModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    const ListSource inbox = inboxOf(service);
    model.setSource(inbox);
    QVERIFY(sameRows(model, service, inbox.mailbox));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy insertions(&model, &QAbstractItemModel::rowsInserted);

    const MessageId third = model.messageAt(2).id;
    service.move({ third }, service.mailboxOf(Work, MailboxRole::Archive));
    QTRY_COMPARE(removals.size(), 1);
    QCOMPARE(removals.first().at(1).toInt(), 2);
    QVERIFY(sameRows(model, service, inbox.mailbox));
    service.undo();
    QTRY_COMPARE(insertions.size(), 1);
    QCOMPARE(insertions.first().at(1).toInt(), 2);
    QVERIFY(sameRows(model, service, inbox.mailbox));

    MessageSummary fresh;
    fresh.subject = QStringLiteral("Now");
    fresh.date = QDateTime::currentDateTimeUtc().addSecs(60);
    service.addMessage(inbox.mailbox, fresh, QStringLiteral("text"));
    QCOMPARE(model.messageAt(0).subject, QStringLiteral("Now"));
    QCOMPARE(resets.size(), 0);
}

void ModelsTest::listAppliesManyRowsOfOneChange()
{
    FakeMailService service;
    MessageListModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    const ListSource inbox = inboxOf(service);
    model.setSource(inbox);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QList<int> rows { 0, 1, 4, 9, 20, 21, 50 };
    QList<MessageId> ids;
    for (const int row : rows)
        ids += model.messageAt(row).id;
    // At every single step the rows shown must be the old ones without those already gone: the tester and this compare them.
    connect(&model, &QAbstractItemModel::rowsRemoved, &model, [&] {
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(model.messageAt(row).id.isValid());
    });
    service.move(ids, service.mailboxOf(Work, MailboxRole::Archive));
    QTRY_VERIFY(sameRows(model, service, inbox.mailbox));
    service.undo();
    QTRY_COMPARE(model.rowCount(), 54);
    QVERIFY(sameRows(model, service, inbox.mailbox));
    for (qsizetype i = 0; i < rows.size(); ++i)
        QCOMPARE(model.messageAt(rows.at(i)).id, ids.at(i));
    QCOMPARE(resets.size(), 0);
}

void ModelsTest::listResetsWhereRowsAreUnknown()
{
    FakeMailService service;
    const ListSource inbox = inboxOf(service);
    for (int i = 0; i < 400; ++i) {
        MessageSummary old;
        old.subject = QStringLiteral("Old %1").arg(i);
        old.date = QDateTime(QDate(2001, 1, 1), QTime(0, 0), Qt::UTC).addSecs(-i);
        service.addMessage(inbox.mailbox, old, QStringLiteral("text"));
    }
    MessageListModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setSource(inbox);
    QCOMPARE(model.messageAt(0).id, service.messages(inbox.mailbox, 0, 1).first().id);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    // The last row was never asked for, so the model cannot know which one it was.
    service.removeMessage(service.messages(inbox.mailbox, 453, 1).first().id);
    QCOMPARE(resets.size(), 1);
    QVERIFY(sameRows(model, service, inbox.mailbox));
}

void ModelsTest::listUpdatesFlagsInPlace()
{
    FakeMailService service;
    MessageListModel model(service, nullptr);
    model.setSource(inboxOf(service));
    QVERIFY(model.index(0).data(ui::MessageRole::Unread).toBool());
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    service.changeFlags({ model.messageAt(0).id }, Flag::Seen, {});
    QTRY_COMPARE(changes.size(), 1);
    QVERIFY(!model.index(0).data(ui::MessageRole::Unread).toBool());
    QCOMPARE(resets.size(), 0);
}

void ModelsTest::millionRowsKeepFewPages()
{
    FakeMailService service;
    const MailboxId huge = service.addHugeMailbox(Work, QStringLiteral("Huge"), 1'000'000);
    ui::MessageWindow window(service);
    window.open(huge);
    QCOMPARE(window.count(), 1'000'000);
    for (qint64 row = 0; row < 1'000'000; row += 331)
        QCOMPARE(window.at(row).subject, QStringLiteral("Message number %1").arg(row + 1));
    QVERIFY(window.cachedPages() <= ui::MessageWindow::MaxPages);
    MessageListModel model(service, nullptr);
    model.setSource({ ListSource::Kind::Mailbox, huge });
    QCOMPARE(model.rowCount(), 1'000'000);
    const MessageId far = model.messageAt(777'777).id;
    model.messageAt(1);
    QCOMPARE(model.rowOf(far), 777'777);
}

void ModelsTest::searchFetchesFurtherPages()
{
    FakeMailService service;
    const ListSource inbox = inboxOf(service);
    for (int i = 0; i < 450; ++i) {
        MessageSummary summary;
        summary.subject = QStringLiteral("Kestrel %1").arg(i);
        summary.date = QDateTime(QDate(2010, 1, 1), QTime(0, 0), Qt::UTC).addSecs(i / 3); // equal dates: the id decides
        service.addMessage(inbox.mailbox, summary, QStringLiteral("text"));
    }
    MessageListModel model(service, nullptr);
    ListSource source { ListSource::Kind::Search };
    source.query = QStringLiteral("kestrel");
    model.setSource(source);
    QCOMPARE(model.searchInfo().total, 450);
    QCOMPARE(model.rowCount(), 200);
    Tester tester(&model, Tester::FailureReportingMode::QtTest); // fetches by itself
    while (model.canFetchMore({}))
        model.fetchMore({});
    QCOMPARE(model.rowCount(), 450);
    QSet<MessageId> seen;
    for (int row = 0; row < model.rowCount(); ++row)
        seen.insert(model.messageAt(row).id);
    QCOMPARE(seen.size(), 450);
}

void ModelsTest::searchDropsRemovedHits()
{
    FakeMailService service;
    MessageListModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    ListSource source { ListSource::Kind::Search, service.mailboxOf(Work, MailboxRole::Inbox) };
    source.query = QStringLiteral("faktura");
    model.setSource(source);
    const int before = model.rowCount();
    QVERIFY(before > 2);
    service.moveToRole({ model.messageAt(1).id }, MailboxRole::Trash);
    QTRY_COMPARE(model.rowCount(), before - 1);
}

void ModelsTest::searchErrorIsKept()
{
    FakeMailService service;
    MessageListModel model(service, nullptr);
    ListSource source { ListSource::Kind::Search };
    source.query = QStringLiteral("\"");
    model.setSource(source);
    QVERIFY(model.searchInfo().error.has_value());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.canFetchMore({}));
}

void ModelsTest::draftsAndOutboxFollow()
{
    FakeMailService service;
    MessageListModel model(service, nullptr);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setSource({ ListSource::Kind::Drafts });
    QCOMPARE(model.rowCount(), 1);
    Draft draft = service.newDraft(Work);
    draft.subject = QStringLiteral("Second");
    service.saveDraft(draft);
    QTRY_COMPARE(model.rowCount(), 2);
    model.setSource({ ListSource::Kind::Outbox });
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!model.index(0).data(Qt::AccessibleTextRole).toString().isEmpty());
    service.resolveOutbox(service.outbox().at(1).id, true);
    QTRY_COMPARE(service.outbox().at(1).state, OutboxState::Accepted);
}

void ModelsTest::refusedRecipientOfAnAcceptedMessageIsShown()
{
    OutboxEntry entry;
    entry.state = OutboxState::Accepted;
    entry.recipients = { { QStringLiteral("ala@example.org"), RecipientState::Accepted } };
    QVERIFY(!ui::outboxNeedsUser(entry));
    QCOMPARE(ui::outboxStateText(entry), QStringLiteral("Sent"));
    entry.recipients += { { QStringLiteral("nobody@example.org"), RecipientState::Refused } };
    QVERIFY(ui::outboxNeedsUser(entry));
    QCOMPARE(ui::outboxStateText(entry), QStringLiteral("Not sent to everybody"));
}

} // namespace golub::tests
