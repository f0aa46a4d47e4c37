// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ImapRemoteStore.h"

#include "protocols/imap/AccountRequests.h"
#include "protocols/imap/AppendRequests.h"
#include "protocols/imap/FetchRequests.h"
#include "protocols/imap/FlaggedCopyRequest.h"
#include "protocols/imap/ImapSession.h"
#include "protocols/imap/MailboxRequests.h"
#include "protocols/imap/MoveRequests.h"
#include "protocols/imap/PartRequests.h"
#include "protocols/imap/SearchRequests.h"
#include "protocols/imap/SelectRequest.h"
#include "protocols/imap/StoreRequests.h"

// Each call of the port as the request that carries it out.
namespace golub::imap {
namespace {

constexpr qint64 NamesKeep = 24 * 60 * 60; // seconds: as often names are exchanged

Options optionsFor(const ServerSettings &settings, const sasl::Credentials &credentials, const SessionOptions &session, const QDateTime &now)
{
    Options options;
    options.security = settings.security;
    options.allowCleartext = settings.security == Security::None && (settings.allowCleartext || settings.isLoopback());
    options.auth = settings.auth;
    options.credentials = credentials;
    options.tellName = session.tellName && settings.tellName;
    options.enableUtf8 = session.utf8;
    options.host = settings.host;
    options.notes = ServerNotes::fromJson(session.notes);
    options.notes.forgetOldCare(now);
    const qint64 age = options.notes.named.isValid() ? options.notes.named.secsTo(now) : NamesKeep;
    options.namesFresh = age >= 0 && age < NamesKeep;
    return options;
}

std::function<void(const ServerNotes &)> keeper(const SessionOptions &session)
{
    if (!session.keepNotes)
        return {};
    return [keep = session.keepNotes](const ServerNotes &notes) { keep(notes.toJson()); };
}

//! Those that can be asked before the server has said what it can do after the sign-in, or by what it could the last time.
std::vector<Command> commandsFor(RemoteStore::FirstQuestion question, const Capabilities &capabilities, bool known)
{
    using FirstQuestion = RemoteStore::FirstQuestion;
    std::vector<Command> commands;
    const auto what = question == FirstQuestion::Counts ? ListRequest::What::Changes : ListRequest::What::Everything;
    const auto list = ListRequest::command(what, capabilities, question != FirstQuestion::Inbox);
    if (known && list)
        commands.push_back(*list);
    if (question == FirstQuestion::Inbox)
        commands.push_back(SelectRequest::command({ "INBOX", QStringLiteral("INBOX"), QChar() }, capabilities));
    return commands;
}

} // namespace

ImapRemoteStore::ImapRemoteStore(
    const ServerSettings &settings, const sasl::Credentials &credentials, net::Connection connection, const SessionOptions &options)
    : d(std::make_unique<ImapSession>(optionsFor(settings, credentials, options, connection.clock->utcNow()), std::move(connection), keeper(options)))
{
}

ImapRemoteStore::ImapRemoteStore(const ServerSettings &settings, const Secret &secret, net::Connection connection, const SessionOptions &options)
    : ImapRemoteStore(settings, sasl::credentialsFor(settings, {}, secret), std::move(connection), options)
{
}

ImapRemoteStore::~ImapRemoteStore() = default;

void ImapRemoteStore::expect(FirstQuestion question)
{
    if (question == FirstQuestion::None)
        return;
    d->expect([question](const Capabilities &capabilities, bool known) { return commandsFor(question, capabilities, known); },
        question != FirstQuestion::Inbox);
}

void ImapRemoteStore::open(Done<void> done)
{
    d->open(std::move(done));
}

void ImapRemoteStore::close(Done<void> done)
{
    d->close(std::move(done));
}

bool ImapRemoteStore::isOpen() const
{
    return d->isOpen();
}

bool ImapRemoteStore::hasCondStore() const
{
    return d->capabilities().condStore();
}

ServerFacts ImapRemoteStore::serverFacts() const
{
    return d->facts();
}

WireStatistics ImapRemoteStore::statistics() const
{
    return d->statistics();
}

void ImapRemoteStore::holdBack(bool hold)
{
    d->holdBack(hold);
}

void ImapRemoteStore::distrust(const QByteArrayList &extensions)
{
    for (const QByteArray &extension : extensions)
        d->distrust(extension.toUpper());
}

void ImapRemoteStore::compress(Done<void> done)
{
    d->compress(std::move(done));
}

void ImapRemoteStore::compressEarly()
{
    d->compressEarly();
}

bool ImapRemoteStore::isCompressing() const
{
    return d->isCompressing();
}

void ImapRemoteStore::listMailboxes(Done<QList<RemoteMailbox>> done)
{
    d->add(std::make_unique<ListRequest>(*d, ListRequest::What::Everything, std::move(done)));
}

void ImapRemoteStore::listCounts(Done<QList<RemoteMailbox>> done)
{
    d->add(std::make_unique<ListRequest>(*d, ListRequest::What::Changes, std::move(done)));
}

void ImapRemoteStore::status(const MailboxName &mailbox, Done<Counts> done)
{
    d->add(std::make_unique<StatusRequest>(*d, mailbox, std::move(done)));
}

void ImapRemoteStore::select(const MailboxName &mailbox, const std::optional<KnownMailbox> &known, SelectSink sink, Done<SelectedMailbox> done)
{
    d->add(std::make_unique<SelectRequest>(*d, mailbox, known, std::move(sink), std::move(done)));
}

void ImapRemoteStore::reopen(const MailboxName &mailbox, Done<SelectedMailbox> done)
{
    const auto when = d->quirks().has(Quirk::SelectAgain) ? SelectRequest::When::Always : SelectRequest::When::IfNotOpen;
    d->add(std::make_unique<SelectRequest>(*d, mailbox, std::nullopt, SelectSink {}, std::move(done), when));
}

void ImapRemoteStore::unselect(Done<void> done)
{
    d->add(std::make_unique<UnselectRequest>(*d, std::move(done)));
}

void ImapRemoteStore::createMailbox(const QString &path, MailboxRole role, Done<MailboxName> done)
{
    d->add(std::make_unique<CreateRequest>(*d, path, role, std::move(done)));
}

void ImapRemoteStore::rights(const QList<MailboxName> &mailboxes, Done<Rights> done)
{
    d->add(std::make_unique<RightsRequest>(*d, mailboxes, std::move(done)));
}

void ImapRemoteStore::quota(Done<QList<QuotaResource>> done)
{
    d->add(std::make_unique<QuotaRequest>(*d, std::move(done)));
}

void ImapRemoteStore::metadata(const MailboxName &mailbox, const QByteArrayList &entries, Done<Metadata> done)
{
    d->add(std::make_unique<MetadataRequest>(*d, mailbox, entries, std::move(done)));
}

void ImapRemoteStore::setMetadata(const MailboxName &mailbox, const QByteArray &entry, const std::optional<QByteArray> &value, Done<void> done)
{
    d->add(std::make_unique<SetMetadataRequest>(*d, mailbox, entry, value, std::move(done)));
}

void ImapRemoteStore::fetchFlags(const UidSet &uids, ModSeq changedSince, EachRemoteMessage each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Flags, uids, changedSince, std::move(each), std::move(done)));
}

void ImapRemoteStore::searchAll(Done<UidSet> done)
{
    d->add(std::make_unique<SearchRequest>(*d, std::move(done)));
}

void ImapRemoteStore::search(const RemoteQuery &query, Done<UidSet> done)
{
    d->add(std::make_unique<SearchRequest>(*d, query, std::move(done)));
}

void ImapRemoteStore::sort(const QList<RemoteSortOrder> &order, const RemoteQuery &query, Done<QList<Uid>> done)
{
    d->add(std::make_unique<SortRequest>(*d, order, query, std::move(done)));
}

void ImapRemoteStore::thread(const RemoteQuery &query, Done<QList<QList<Uid>>> done)
{
    d->add(std::make_unique<ThreadRequest>(*d, query, std::move(done)));
}

void ImapRemoteStore::fetchHeaders(const UidSet &uids, EachRemoteMessage each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Headers, uids, ModSeq {}, std::move(each), std::move(done)));
}

void ImapRemoteStore::fetchMatchingHeaders(const RemoteQuery &query, EachRemoteMessage each, Done<void> done)
{
    d->add(std::make_unique<MatchingRequest>(*d, query, std::move(each), std::move(done)));
}

void ImapRemoteStore::fetchNewestHeaders(int count, qint64 expectedExists, EachRemoteMessage each, Done<void> done)
{
    d->add(std::make_unique<NewestRequest>(*d, count, expectedExists, std::move(each), std::move(done)));
}

void ImapRemoteStore::fetchMessages(const UidSet &uids, EachRemoteMessage each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Messages, uids, ModSeq {}, std::move(each), std::move(done)));
}

void ImapRemoteStore::fetchWhole(const UidSet &uids, EachRemoteMessage each, Done<void> done)
{
    d->add(std::make_unique<FetchRequest>(*d, FetchRequest::What::Whole, uids, ModSeq {}, std::move(each), std::move(done)));
}

void ImapRemoteStore::fetchPart(Uid uid, const QByteArray &section, qint64 offset, qint64 length, Done<PartData> done)
{
    d->add(std::make_unique<PartRequest>(*d, uid, section, offset, length, std::move(done)));
}

void ImapRemoteStore::fetchStructure(Uid uid, Done<QList<RemotePart>> done)
{
    d->add(std::make_unique<StructureRequest>(*d, uid, std::move(done)));
}

void ImapRemoteStore::fetchSections(Uid uid, const QByteArrayList &sections, Done<QByteArrayList> done)
{
    d->add(std::make_unique<SectionsRequest>(*d, uid, sections, std::move(done)));
}

void ImapRemoteStore::storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done)
{
    d->add(std::make_unique<StoreRequest>(*d, uids, add, remove, std::move(done)));
}

void ImapRemoteStore::storeLabels(const UidSet &uids, const QStringList &add, const QStringList &remove, Done<void> done)
{
    d->add(std::make_unique<StoreRequest>(*d, uids, add, remove, std::move(done)));
}

void ImapRemoteStore::copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done)
{
    if (d->quirks().has(Quirk::CopyLosesFlags))
        d->add(std::make_unique<FlaggedCopyRequest>(*d, uids, destination, std::move(done)));
    else
        d->add(std::make_unique<CopyRequest>(*d, uids, destination, false, std::move(done)));
}

void ImapRemoteStore::move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done)
{
    d->add(std::make_unique<CopyRequest>(*d, uids, destination, true, std::move(done)));
}

void ImapRemoteStore::expunge(const UidSet &uids, Done<void> done)
{
    d->add(std::make_unique<ExpungeRequest>(*d, uids, std::move(done)));
}

void ImapRemoteStore::append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done)
{
    const auto one = [done = std::move(done)](const Result<QList<Uid>> &uids) { done(uids ? Result<Uid>(uids->value(0)) : Result<Uid>(uids.error())); };
    d->add(std::make_unique<AppendRequest>(*d, mailbox, QList<NewMessage> { { message, flags, internalDate } }, one));
}

void ImapRemoteStore::appendAll(const MailboxName &mailbox, const QList<NewMessage> &messages, Done<QList<Uid>> done)
{
    d->add(std::make_unique<AppendRequest>(*d, mailbox, messages, std::move(done)));
}

void ImapRemoteStore::replace(const MailboxName &mailbox, Uid old, const NewMessage &message, Done<Uid> done)
{
    d->add(std::make_unique<ReplaceRequest>(*d, mailbox, old, message, std::move(done)));
}

UidValidity ImapRemoteStore::placedValidity() const
{
    return d->placedValidity();
}

void ImapRemoteStore::idle(std::function<void(MailboxNews)> news, Done<void> done)
{
    d->idle(std::move(news), std::move(done));
}

void ImapRemoteStore::watch(const QList<MailboxName> &mailboxes, std::function<void(MailboxNews)> news, Done<void> done)
{
    d->watch(mailboxes, std::move(news), std::move(done));
}

void ImapRemoteStore::setObserver(std::function<void(const Event &)> observer)
{
    d->setObserver(std::move(observer));
}

QString ImapRemoteStore::tlsFacts() const
{
    return d->tlsFacts();
}

} // namespace golub::imap
