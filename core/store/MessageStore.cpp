// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageStore.h"

#include "core/base/Log.h"
#include "core/store/AccountTable.h"
#include "core/store/BodyIntake.h"
#include "core/store/BodyPacks.h"
#include "core/store/CertificateTable.h"
#include "core/store/ContactTable.h"
#include "core/store/DraftTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageRows.h"
#include "core/store/Migrations.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"
#include "core/store/Pop3Ledger.h"
#include "core/store/ProfileLock.h"
#include "core/store/Records.h"
#include "core/store/SendingTable.h"
#include "core/store/ServerTable.h"
#include "core/store/StoreContext.h"
#include "core/store/StoreFiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <optional>

namespace golub::store {
namespace {

constexpr qsizetype BulkIndexing = 1000; //!< messages that are indexed faster together than they are missed
constexpr int BodyPage = 16 * 1024;    //!< of bodies.sqlite: a message has a page or a few
constexpr qint64 SqueezedAtOnce = 4 * 1024 * 1024; //!< bytes; mail that comes in waits no longer than they take

Outcome checkIntegrity(Database &database)
{
    Statement check(database, "PRAGMA quick_check(1)");
    const QString result = check.next() ? check.text(0) : QString();
    GOLUB_TRY(check.outcome());
    if (result == u"ok")
        return {};
    return Error { ErrorKind::Storage,
        QCoreApplication::translate("Store", "The file %1 of the mail store is damaged. Restore it from a backup, or move it away.")
            .arg(QFileInfo(database.path()).fileName()),
        result };
}

//! What a crash interrupted. Nothing that may have been handed over is ever sent again by itself.
// Rows of bulk mail can be lost with the power while the index, a file of its own, has kept their documents.
Outcome keepIdsApart(StoreContext &context)
{
    Database &mail = context.mail();
    const Result<qint64> last = mail.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'messages'");
    if (!last)
        return last.error();
    const Result<MessageId> highest = context.index().forgetBehind({ *last });
    if (!highest || highest->value == *last) // an index that cannot be written is no reason to keep the mail closed
        return {};
    return context.transact([&]() -> Outcome {
        GOLUB_TRY(mail.run("DELETE FROM sqlite_sequence WHERE name = 'messages'"));
        return mail.run("INSERT INTO sqlite_sequence(name, seq) VALUES('messages', ?)", highest->value);
    });
}

Outcome recover(StoreContext &context)
{
    return context.transact([&]() -> Outcome {
        Database &mail = context.mail();
        GOLUB_TRY(mail.run("UPDATE operations SET state = ? WHERE state = ?", OperationState::Pending, OperationState::Running));
        GOLUB_TRY(mail.run("UPDATE outbox SET state = ? WHERE state = ?", OutboxState::Queued, OutboxState::Claimed));
        GOLUB_TRY(mail.run("UPDATE outbox SET state = ?, error = ? WHERE state = ?", OutboxState::Uncertain,
            errorText(Error::of(ErrorKind::UnknownDelivery)), OutboxState::Sending));
        return OperationTable(context).trim();
    });
}

} // namespace

class MessageStore::Private
{
public:
    Private(std::unique_ptr<ProfileLock> taken, std::unique_ptr<Database> mail, std::unique_ptr<Database> bodies,
        std::unique_ptr<SearchIndex> index, const Clock &clock, Analyzer analyze)
        : lock(std::move(taken)), context(std::move(mail), std::move(bodies), std::move(index), clock, std::move(analyze)), accounts(context),
          mailboxes(context), messages(context), operations(context), outbox(context), drafts(context), pop3(context), contacts(context),
          certificates(context), sending(context), servers(context)
    {
    }

    Result<QList<qint64>> missingFromIndex();
    Outcome indexOne(MessageId id);

    std::unique_ptr<ProfileLock> lock; //!< the last to go
    StoreContext context;
    AccountTable accounts;
    MailboxTable mailboxes;
    MessageTable messages;
    OperationTable operations;
    OutboxTable outbox;
    DraftTable drafts;
    Pop3Ledger pop3;
    ContactTable contacts;
    CertificateTable certificates;
    SendingTable sending;
    ServerTable servers;
    std::optional<QList<qint64>> missing; //!< newest last
    std::shared_ptr<bool> alive = std::make_shared<bool>(true); //!< for bulk(): gone before the index
    std::shared_ptr<void> indexing;       //!< bulk(), while there is something missing
    BodyIntake intake { [this]() -> BlobStore & { return context.bodies(); }, context.bodyFile().path() }; //!< the first to go: it uses the rest
};

MessageStore::MessageStore() = default;
MessageStore::~MessageStore()
{
    if (d)
        d->context.endThread();
}

Result<std::unique_ptr<MessageStore>> MessageStore::open(const QString &directory, const Clock &clock, Analyzer analyze)
{
    const bool isNew = !QDir(directory).exists();
    if (!QDir().mkpath(directory))
        return Error::of(ErrorKind::Storage, directory);
    if (isNew) // mail is nobody else's business
        QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto lock = std::make_unique<ProfileLock>();
    GOLUB_TRY(lock->take(directory));
    Result<std::unique_ptr<Database>> mail = Database::open(mailFile(directory), Database::Mode::Write);
    if (!mail)
        return mail.error();
    if (lock->wasUnclean())
        GOLUB_TRY(checkIntegrity(**mail));
    GOLUB_TRY(migrate(**mail, migrationsFor(QLatin1String("mail"))));
    Result<std::unique_ptr<Database>> bodies = Database::open(bodiesFile(directory), Database::Mode::Write, BodyPage);
    if (!bodies)
        return bodies.error();
    GOLUB_TRY(migrate(**bodies, migrationsFor(QLatin1String("bodies"))));
    GOLUB_TRY(dropLostPacks(**bodies));
    std::unique_ptr<SearchIndex> index = SearchIndex::open(searchFile(directory));
    std::unique_ptr<MessageStore> store(new MessageStore);
    store->d = std::make_unique<Private>(std::move(lock), std::move(*mail), std::move(*bodies), std::move(index), clock, std::move(analyze));
    GOLUB_TRY(recover(store->d->context));
    GOLUB_TRY(keepIdsApart(store->d->context));
    return store;
}

void MessageStore::setListener(std::function<void(const ChangeSet &)> listener)
{
    d->context.setListener(std::move(listener));
}

Outcome MessageStore::transaction(const std::function<Outcome()> &body)
{
    return d->context.transact(body);
}

Outcome MessageStore::bulkTransaction(const std::function<Outcome()> &body)
{
    return d->context.transactLazily(body);
}

void MessageStore::behind(std::function<Outcome()> body, std::function<void(const Outcome &)> done)
{
    d->context.behind(std::move(body), std::move(done));
}

void MessageStore::useThreads()
{
    d->context.useThread();
    d->intake.useThread();
    d->context.index().useThread([this](bool hold) { d->intake.hold(hold); });
}

BodyIntake &MessageStore::intake()
{
    return d->intake;
}

std::shared_ptr<void> MessageStore::bulk()
{
    SearchIndex &index = d->context.index();
    index.beginBulk();
    // Whoever holds it may outlive the store (a job that is dropped later than its account's store).
    return { &index, [alive = std::weak_ptr(d->alive)](SearchIndex *held) {
                if (!alive.expired())
                    held->endBulk();
            } };
}

void MessageStore::setIndexing(bool on)
{
    d->context.index().setOn(on);
    d->missing.reset();
}

bool MessageStore::isIndexing() const
{
    return d->context.isIndexing();
}

bool MessageStore::isIndexing(AccountId account) const
{
    return d->context.isIndexing() && d->context.isIndexed(account);
}

Result<QList<qint64>> MessageStore::Private::missingFromIndex()
{
    const Result<QList<std::pair<qint64, bool>>> indexed = context.index().indexed();
    if (!indexed)
        return indexed.error();
    QList<qint64> list;
    auto at = indexed->cbegin();
    Statement rows(context.mail(), "SELECT id, has_body, account FROM messages ORDER BY id");
    while (rows.next()) {
        if (!context.isIndexed(rows.id<AccountId>(2)))
            continue;
        const qint64 id = rows.integer(0);
        while (at != indexed->cend() && at->first < id)
            ++at;
        const bool enough = at != indexed->cend() && at->first == id && (at->second || !rows.boolean(1));
        if (!enough)
            list.append(id);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

Outcome MessageStore::Private::indexOne(MessageId id)
{
    const Result<QByteArray> raw = messages.body(id);
    if (!raw && raw.error().kind != ErrorKind::NotFound && raw.error().kind != ErrorKind::Storage)
        return raw.error();
    MessageRows rows(context);
    if (!raw)
        return rows.index(id, nullptr); // no body, or a damaged one
    const MessageText text = context.analyze(*raw);
    return rows.index(id, &text);
}

Result<qint64> MessageStore::continueIndexing(int limit)
{
    if (!d->context.index().isIncomplete() || !isIndexing())
        return qint64(0);
    if (!d->missing) {
        const Result<QList<qint64>> missing = d->missingFromIndex();
        if (!missing)
            return missing.error();
        d->missing = *missing;
        if (missing->size() >= BulkIndexing)
            d->indexing = bulk();
    }
    d->context.index().makeRoom();
    QList<qint64> &missing = *d->missing;
    const qsizetype first = qMax<qsizetype>(0, missing.size() - qMax(0, limit));
    Outcome done = transaction([&]() -> Outcome {
        for (qsizetype i = first; i < missing.size(); ++i)
            GOLUB_TRY(d->indexOne({ missing.at(i) }));
        return {};
    });
    if (!done)
        return done.error();
    missing.resize(first);
    if (missing.isEmpty()) {
        d->missing.reset();
        d->indexing.reset();
        d->context.index().completed();
        return qint64(0);
    }
    return missing.size();
}

Result<qint64> MessageStore::collectOrphans()
{
    qint64 deleted = 0;
    if (d->intake.isBusy() || d->context.isBehind())
        return deleted; // what comes in has no row yet
    Outcome done = d->context.transact([&]() -> Outcome {
        QSet<QByteArray> used;
        Statement references(d->context.mail(),
            "SELECT body FROM messages WHERE has_body = 1 UNION SELECT message FROM outbox UNION SELECT sent_message FROM outbox UNION "
            "SELECT body FROM draft_bodies UNION SELECT body FROM partial_bodies UNION SELECT body FROM partial_parts UNION SELECT body FROM operations WHERE length(body) > 0");
        while (references.next())
            used.insert(references.blob(0));
        GOLUB_TRY(references.outcome());
        Database &bodies = d->context.bodyFile();
        QList<qint64> orphans;
        Statement stored(bodies, "SELECT id, hash FROM bodies");
        while (stored.next()) {
            if (!used.contains(stored.blob(1)))
                orphans.append(stored.integer(0));
        }
        GOLUB_TRY(stored.outcome());
        if (!orphans.isEmpty() && !bodies.inTransaction())
            GOLUB_TRY(bodies.run("BEGIN IMMEDIATE")); // ended with the transaction around
        for (const qint64 id : std::as_const(orphans))
            GOLUB_TRY(bodies.run("DELETE FROM bodies WHERE id = ?", id));
        deleted = orphans.size();
        return {};
    });
    if (!done)
        return done.error();
    if (deleted > 0)
        GOLUB_TRY(releasePacks(d->context.bodyFile()));
    return deleted;
}

void MessageStore::squeezeBodies(std::function<bool()> goOn, std::function<void(bool)> ended)
{
    if (d->intake.isBusy() || (goOn && !goOn())) {
        if (ended)
            ended(true);
        return;
    }
    d->intake.squeeze(SqueezedAtOnce, [this, goOn = std::move(goOn), ended = std::move(ended)](const Result<bool> &more) {
        if (!more)
            qCWarning(logStore) << "bodies are not compressed:" << more.error().text << more.error().detail;
        if (more && *more) {
            squeezeBodies(goOn, ended);
            return;
        }
        d->context.index().tidy(); // its turn
        if (ended)
            ended(false);
    });
}

bool MessageStore::hasRestingBodies(std::chrono::seconds age)
{
    if (d->intake.hasTaken())
        return false;
    const Result<qint64> pack = d->context.bodyFile().number("SELECT pack FROM bodies WHERE raw = 1 ORDER BY pack LIMIT 1");
    const QDateTime made = pack ? packMade(d->context.bodyFile(), *pack) : QDateTime();
    return made.isValid() && made.secsTo(d->context.clock().utcNow()) > age.count();
}

AccountTable &MessageStore::accounts() { return d->accounts; }
MailboxTable &MessageStore::mailboxes() { return d->mailboxes; }
MessageTable &MessageStore::messages() { return d->messages; }
OperationTable &MessageStore::operations() { return d->operations; }
OutboxTable &MessageStore::outbox() { return d->outbox; }
DraftTable &MessageStore::drafts() { return d->drafts; }
Pop3Ledger &MessageStore::pop3() { return d->pop3; }
ContactTable &MessageStore::contacts() { return d->contacts; }
CertificateTable &MessageStore::certificates() { return d->certificates; }
SendingTable &MessageStore::sending() { return d->sending; }
ServerTable &MessageStore::servers() { return d->servers; }
BlobStore &MessageStore::bodies() { return d->context.bodies(); }

} // namespace golub::store
