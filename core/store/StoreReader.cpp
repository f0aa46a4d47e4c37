// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StoreReader.h"

#include "core/base/Limits.h"
#include "core/base/Log.h"
#include "core/search/FtsTokenizer.h"
#include "core/store/BlobStore.h"
#include "core/store/CertificateTable.h"
#include "core/store/MessageSearch.h"
#include "core/store/Migrations.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"
#include "core/store/StoreFiles.h"

#include <QFile>

#include <thread>
#include <utility>

namespace golub::store {
namespace {

int rowLimit(int limit)
{
    return qBound(0, limit, limits::WindowRows);
}

} // namespace

class StoreReader::Private
{
public:
    //! search.sqlite is attached when a search first wants it: it may be made later than the profile.
    bool attachIndex()
    {
        if (attached || !QFile::exists(indexPath))
            return attached;
        attached = mail->run("ATTACH ? AS search", indexPath).has_value();
        return attached;
    }

    std::unique_ptr<Database> mail;
    std::unique_ptr<Database> bodies;
    std::unique_ptr<BlobStore> blobs;
    QString indexPath;
    bool attached = false;
};

StoreReader::StoreReader() : d(std::make_unique<Private>()) { }

//! Who closes a file last writes its log into it and removes that, which takes a while after much mail has come: both files at once.
StoreReader::~StoreReader()
{
    d->blobs.reset();
    if (!d->bodies)
        return;
    std::thread closing([bodies = std::move(d->bodies)]() mutable { bodies.reset(); });
    d->mail.reset();
    closing.join();
}

Result<std::unique_ptr<StoreReader>> StoreReader::open(const QString &directory)
{
    std::unique_ptr<StoreReader> reader(new StoreReader);
    Result<std::unique_ptr<Database>> mail = Database::open(mailFile(directory), Database::Mode::Read);
    if (!mail)
        return mail.error();
    GOLUB_TRY(checkVersion(**mail, migrationsFor(QLatin1String("mail"))));
    Result<std::unique_ptr<Database>> bodies = Database::open(bodiesFile(directory), Database::Mode::Read);
    if (!bodies)
        return bodies.error();
    GOLUB_TRY(checkVersion(**bodies, migrationsFor(QLatin1String("bodies"))));
    if (!search::registerTokenizer((*mail)->handle()))
        return Error::of(ErrorKind::Internal, QStringLiteral("FTS5"));
    reader->d->mail = std::move(*mail);
    reader->d->bodies = std::move(*bodies);
    reader->d->blobs = std::make_unique<BlobStore>(*reader->d->bodies);
    reader->d->indexPath = searchFile(directory);
    return reader;
}

Result<QList<Account>> StoreReader::accounts() const
{
    return readAccounts(*d->mail);
}

Result<QList<Mailbox>> StoreReader::mailboxes(AccountId account) const
{
    return readMailboxes(*d->mail, account);
}

Result<Mailbox> StoreReader::mailbox(MailboxId id) const
{
    return readMailbox(*d->mail, id);
}

Result<QList<MessageSummary>> StoreReader::window(MailboxId mailbox, ListCursor after, int limit) const
{
    if (after.isNull())
        return windowAt(mailbox, 0, limit);
    Statement rows(*d->mail,
        "SELECT " GOLUB_SUMMARY " FROM messages m WHERE m.mailbox = ? AND m.hidden = 0 AND (m.date_ms, m.id) < (?, ?) "
        "ORDER BY m.date_ms DESC, m.id DESC LIMIT ?",
        mailbox, after.dateMs, after.id, rowLimit(limit));
    return summariesOf(rows);
}

Result<QList<MessageSummary>> StoreReader::windowAt(MailboxId mailbox, qint64 offset, int limit) const
{
    Statement rows(*d->mail,
        "SELECT " GOLUB_SUMMARY " FROM messages m WHERE m.mailbox = ? AND m.hidden = 0 ORDER BY m.date_ms DESC, m.id DESC LIMIT ? OFFSET ?",
        mailbox, rowLimit(limit), qMax<qint64>(0, offset));
    return summariesOf(rows);
}

Result<qint64> StoreReader::count(MailboxId mailbox) const
{
    Statement row(*d->mail, "SELECT total FROM mailboxes WHERE id = ?", mailbox);
    if (row.next())
        return row.integer(0);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Result<qint64> StoreReader::position(MessageId id) const
{
    Statement row(*d->mail,
        "SELECT (SELECT count(*) FROM messages m WHERE m.mailbox = w.mailbox AND m.hidden = 0 AND (m.date_ms, m.id) > (w.date_ms, w.id)) "
        "FROM messages w WHERE w.id = ? AND w.hidden = 0",
        id);
    if (row.next())
        return row.integer(0);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Result<MessageSummary> StoreReader::summary(MessageId id) const
{
    return readSummary(*d->mail, id);
}

Result<QList<MessageSummary>> StoreReader::summaries(const QList<MessageId> &ids) const
{
    QList<MessageSummary> list;
    for (const MessageId id : ids.first(qMin<qsizetype>(ids.size(), limits::WindowRows))) {
        const Result<MessageSummary> summary = readSummary(*d->mail, id);
        if (summary)
            list.append(*summary);
        else if (summary.error().kind != ErrorKind::NotFound)
            return summary.error();
    }
    return list;
}

Result<QByteArray> StoreReader::body(MessageId id) const
{
    const Result<QByteArray> hash = readBodyHash(*d->mail, id);
    return hash ? d->blobs->get(*hash) : hash;
}

Result<StoreReader::SearchHits> StoreReader::search(const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const
{
    if (!d->attachIndex())
        return SearchHits { {}, 0, 0.0 };
    Result<SearchHits> hits = searchMessages(*d->mail, query, { account, mailbox }, after, rowLimit(limit));
    if (hits || hits.error().kind == ErrorKind::InvalidInput)
        return hits;
    // The index is disposable: one that cannot be read finds nothing until the writer has made it anew.
    qCWarning(logStore) << "search.sqlite:" << hits.error().detail;
    if (d->mail->run("DETACH search"))
        d->attached = false;
    return SearchHits { {}, 0, 0.0 };
}

Result<QList<QuarantinedCapability>> StoreReader::quarantined(const QDateTime &now) const
{
    return readQuarantine(*d->mail, now);
}

Result<QList<CertificateException>> StoreReader::certificateExceptions(const QDateTime &now) const
{
    return readExceptions(*d->mail, now);
}

Result<QList<Operation>> StoreReader::openOperations() const
{
    return readOpenOperations(*d->mail);
}

Result<QList<Operation>> StoreReader::finishedOperations(int limit) const
{
    return readFinishedOperations(*d->mail, limit);
}

Result<bool> StoreReader::isPlaying() const
{
    return readIsPlaying(*d->mail);
}

Result<ServerRecord> StoreReader::server(const QString &host, quint16 port) const
{
    return readServer(*d->mail, host, port);
}

Result<QList<DeliveryNews>> StoreReader::deliveryNews(MessageId id) const
{
    return readDeliveryNews(*d->mail, id);
}

Result<SentOriginal> StoreReader::sentOriginal(AccountId account, const MailReport &report) const
{
    return readSentOriginal(*d->mail, account, report);
}

Result<bool> StoreReader::isReceiptAnswered(AccountId account, const QString &messageId) const
{
    return readReceiptAnswered(*d->mail, account, messageId);
}

Result<PartialBody> StoreReader::partial(MessageId id) const
{
    return readPartialBody(*d->mail, *d->bodies, id);
}

Result<QByteArray> StoreReader::content(const QByteArray &hash) const
{
    return d->blobs->get(hash);
}

Result<QList<QuotaResource>> StoreReader::quota(AccountId account) const
{
    return readQuota(*d->mail, account);
}

Result<Draft> StoreReader::draftOnServer(MessageId id) const
{
    const Result<qint64> draft = d->mail->number("SELECT id FROM drafts WHERE on_server = ? AND on_server > 0", id);
    return draft ? this->draft({ *draft }) : Result<Draft>(draft.error());
}

Result<QList<OutboxEntry>> StoreReader::outbox() const
{
    return readOutbox(*d->mail);
}

Result<OutboxEntry> StoreReader::outboxEntry(OutboxId id) const
{
    return readOutboxEntry(*d->mail, id);
}

Result<QList<Draft>> StoreReader::drafts() const
{
    return readDrafts(*d->mail, *d->bodies);
}

Result<Draft> StoreReader::draft(DraftId id) const
{
    if (!id.isValid())
        return Error::of(ErrorKind::NotFound);
    const Result<QList<Draft>> list = readDrafts(*d->mail, *d->bodies, id);
    if (!list)
        return list.error();
    if (list->isEmpty())
        return Error::of(ErrorKind::NotFound);
    return list->first();
}

Result<QList<Address>> StoreReader::completeAddress(const QString &prefix, int limit) const
{
    return store::completeAddress(*d->mail, prefix, limit);
}

} // namespace golub::store
