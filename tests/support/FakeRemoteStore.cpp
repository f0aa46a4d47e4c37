// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeRemoteStore.h"

#include <algorithm>

namespace golub::test {
namespace {

QByteArray headerOf(const QByteArray &raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return end < 0 ? raw : raw.left(end + 2);
}

QByteArray bodyOf(const QByteArray &raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : raw.mid(end + 4);
}

//! As in a real session: the bytes of the wire alone say which mailbox is meant.
QString pathOf(const MailboxName &mailbox)
{
    return QString::fromUtf8(mailbox.wire);
}

QString subjectOf(const QByteArray &raw)
{
    const qsizetype at = raw.indexOf("\r\nSubject: ");
    return at < 0 ? QString() : QString::fromUtf8(raw.mid(at + 11, raw.indexOf("\r\n", at + 11) - at - 11));
}

//! As imap::errorFrom() has it.
Error nonexistent(const char *code)
{
    return Error::of(ErrorKind::NotFound, {}, { 0, QString::fromLatin1(code), QStringLiteral("no such mailbox") });
}

bool matches(const FakeServer::Message &message, const RemoteQuery::Term &term)
{
    using Field = RemoteQuery::Term::Field;
    const QString text = QString::fromUtf8(term.field == Field::Body ? bodyOf(message.raw) : term.field == Field::Any ? message.raw : headerOf(message.raw));
    return text.contains(term.text, Qt::CaseInsensitive) != term.negated;
}

bool hasAll(const Flags &flags, const Flags &wanted)
{
    return (flags.system() & wanted.system()) == wanted.system()
        && std::all_of(wanted.keywords().begin(), wanted.keywords().end(), [&flags](const QString &keyword) { return flags.hasKeyword(keyword); });
}

bool hasAny(const Flags &flags, const Flags &wanted)
{
    return (flags.system() & wanted.system())
        || std::any_of(wanted.keywords().begin(), wanted.keywords().end(), [&flags](const QString &keyword) { return flags.hasKeyword(keyword); });
}

bool matches(const FakeServer::Message &message, const RemoteQuery &query, const QDateTime &now)
{
    for (const auto &group : query.groups) {
        if (!std::any_of(group.begin(), group.end(), [&message](const RemoteQuery::Term &term) { return matches(message, term); }))
            return false;
    }
    const QDate day = message.internalDate.date();
    return hasAll(message.flags, query.with) && !hasAny(message.flags, query.without) && (!query.since.isValid() || day >= query.since)
        && (!query.before.isValid() || day < query.before) && (query.largerThan < 0 || message.raw.size() > query.largerThan)
        && (query.smallerThan < 0 || message.raw.size() < query.smallerThan)
        && (!query.younger || message.internalDate.secsTo(now) <= query.younger->count()) && (query.among.isEmpty() || query.among.contains(message.uid))
        && (query.emailId.isEmpty() || query.emailId == message.emailId);
}

} // namespace

void FakeRemoteStore::answer(std::function<void()> call)
{
    std::function<void()> guarded = [alive = std::weak_ptr(m_alive), call = std::move(call)] {
        if (!alive.expired())
            call();
    };
    if (m_server.holdAnswers && (!m_server.holdOnlyFirst || m_number == 1))
        m_server.m_held.append(std::move(guarded));
    else
        m_server.clock.startTimer(std::chrono::milliseconds(0), std::move(guarded));
}

template<class T>
void FakeRemoteStore::request(Done<T> done, std::function<Result<T>()> act)
{
    answer([this, done, act] { this->act<T>(done, act); });
}

template<class T>
void FakeRemoteStore::act(const Done<T> &done, const std::function<Result<T>()> &act)
{
    ++m_commands;
    ++m_server.requests;
    if (m_broken) {
        done(Error::of(ErrorKind::ConnectionLost));
        return;
    }
    if (m_server.m_breakAt > 0 && --m_server.m_breakAt == 0) {
        if (m_server.m_breakAfterEffect)
            (void)act();
        m_broken = true;
        m_open = false;
        done(Error::of(ErrorKind::ConnectionLost));
        return;
    }
    done(act());
}

template<class T>
void FakeRemoteStore::inMailbox(Done<T> done, std::function<Result<T>()> act)
{
    request<T>(std::move(done), [this, act = std::move(act)]() -> Result<T> { return m_notSelected ? Result<T>(*m_notSelected) : act(); });
}

void FakeRemoteStore::open(Done<void> done)
{
    m_number = ++m_server.opens;
    answer([this, done] {
        if (m_server.openError) {
            done(*m_server.openError);
            return;
        }
        m_open = true;
        done({});
    });
}

void FakeRemoteStore::close(Done<void> done)
{
    m_open = false;
    answer([done] { done({}); });
}

ServerFacts FakeRemoteStore::serverFacts() const
{
    ServerFacts facts = m_server.facts;
    facts.condStore = hasCondStore();
    facts.qresync = facts.qresync && facts.condStore && !m_distrusted.contains("QRESYNC");
    for (const QByteArray &extension : m_distrusted)
        facts.quirks.append(QStringLiteral("quarantine:") + QString::fromLatin1(extension));
    facts.uidPlus = m_server.uidPlus;
    facts.move = facts.move && !m_distrusted.contains("MOVE");
    facts.quota = !m_server.quota.isEmpty();
    return facts;
}

void FakeRemoteStore::compress(Done<void> done)
{
    request<void>(done, [this]() -> Outcome {
        if (!m_server.facts.compress)
            return Error::of(ErrorKind::ServerRefused);
        m_server.compressed = true;
        return {};
    });
}

RemoteStore::Counts FakeRemoteStore::countsOf(const FakeServer::Box &box) const
{
    Counts counts { box.messages.size(), 0, Uid { box.nextUid }, box.uidValidity, m_server.condStore ? ModSeq { box.modSeq } : ModSeq {} };
    qint64 size = 0;
    for (const auto &message : box.messages) {
        counts.unseen += message.flags.has(Flag::Seen) ? 0 : 1;
        size += message.raw.size();
    }
    if (m_server.facts.statusSize)
        counts.size = size;
    if (m_server.facts.objectId)
        counts.mailboxId = box.mailboxId;
    return counts;
}

void FakeRemoteStore::listMailboxes(Done<QList<RemoteMailbox>> done)
{
    m_server.asked.append(QStringLiteral("LIST"));
    request<QList<RemoteMailbox>>(done, [this]() -> Result<QList<RemoteMailbox>> {
        QList<RemoteMailbox> list;
        for (const auto &[path, box] : m_server.boxes) {
            if (m_server.unlisted.contains(path))
                continue;
            RemoteMailbox mailbox { { path.toUtf8(), path, u'/' }, box.role };
            if (m_server.facts.listStatus)
                mailbox.counts = countsOf(box);
            if (m_server.facts.objectId)
                mailbox.mailboxId = box.mailboxId;
            list.append(mailbox);
        }
        return list;
    });
}

//! As little as a server with QRESYNC is asked for.
void FakeRemoteStore::listCounts(Done<QList<RemoteMailbox>> done)
{
    if (!serverFacts().qresync || !m_server.facts.listStatus) {
        listMailboxes(std::move(done));
        return;
    }
    m_server.asked.append(QStringLiteral("CHANGES"));
    request<QList<RemoteMailbox>>(done, [this]() -> Result<QList<RemoteMailbox>> {
        QList<RemoteMailbox> list;
        for (const auto &[path, box] : m_server.boxes) {
            if (m_server.unlisted.contains(path))
                continue;
            RemoteMailbox mailbox { { path.toUtf8(), path, u'/' } };
            const Counts counts = countsOf(box);
            mailbox.counts = Counts { -1, 0, {}, counts.uidValidity, counts.highestModSeq };
            list.append(mailbox);
        }
        return list;
    });
}

void FakeRemoteStore::status(const MailboxName &mailbox, Done<Counts> done)
{
    m_server.asked.append(QStringLiteral("STATUS"));
    request<Counts>(done, [this, mailbox]() -> Result<Counts> {
        const auto it = m_server.boxes.find(pathOf(mailbox));
        if (it == m_server.boxes.end())
            return nonexistent("NONEXISTENT");
        return countsOf(it->second);
    });
}

void FakeRemoteStore::select(const MailboxName &mailbox, const std::optional<KnownMailbox> &known, SelectSink sink, Done<SelectedMailbox> done)
{
    m_server.asked.append(QStringLiteral("SELECT"));
    request<SelectedMailbox>(done, [this, mailbox, known, sink] { return selectNow(mailbox, known, sink); });
}

void FakeRemoteStore::reopen(const MailboxName &mailbox, Done<SelectedMailbox> done)
{
    answer([this, mailbox, done] {
        if (!m_broken && m_told && !m_notSelected && m_selected == pathOf(mailbox)) {
            SelectedMailbox told = *m_told;
            told.exists = selected().messages.size();
            done(told);
            return;
        }
        // In its place: what was asked behind it must not overtake it.
        m_server.asked.append(QStringLiteral("SELECT"));
        act<SelectedMailbox>(done, [this, mailbox] { return selectNow(mailbox, std::nullopt, {}); });
    });
}

Result<SelectedMailbox> FakeRemoteStore::selectNow(const MailboxName &mailbox, const std::optional<KnownMailbox> &known, const SelectSink &sink)
{
    m_told.reset();
    m_notSelected.reset();
    if (const auto refused = m_server.selectErrors.find(pathOf(mailbox)); refused != m_server.selectErrors.end()) {
        m_notSelected = refused->second;
        return *m_notSelected;
    }
    if (!m_server.boxes.count(pathOf(mailbox))) {
        m_notSelected = nonexistent("NONEXISTENT");
        return *m_notSelected;
    }
    m_selected = pathOf(mailbox);
    auto &box = selected();
    if (m_server.restless)
        ++box.modSeq;
    SelectedMailbox result { box.uidValidity, Uid { box.nextUid }, box.messages.size(), m_server.condStore ? ModSeq { box.modSeq } : ModSeq {}, false, m_server.keywordsAllowed,
        m_server.condStore };
    result.rights = box.rights;
    if (m_server.facts.objectId)
        result.mailboxId = box.mailboxId;
    result.resynced = serverFacts().qresync && known && known->uidValidity == box.uidValidity && known->highestModSeq.isValid();
    m_server.resynced = result.resynced;
    m_told = result;
    m_told->resynced = false;
    if (!result.resynced)
        return result;
    QList<Uid> gone;
    for (const Uid uid : known->uids.uids()) {
        if (std::none_of(box.messages.begin(), box.messages.end(), [uid](const auto &message) { return message.uid == uid; }))
            gone.append(uid);
    }
    if (m_server.hidesVanished)
        gone.clear();
    gone += m_server.alsoVanished.uids();
    if (!gone.isEmpty() && sink.vanished)
        sink.vanished(UidSet(gone));
    for (const auto &message : std::as_const(box.messages)) {
        if (message.modSeq > known->highestModSeq && sink.changed)
            sink.changed(describe(message));
    }
    return result;
}

void FakeRemoteStore::unselect(Done<void> done)
{
    request<void>(done, [this]() -> Outcome {
        m_notSelected = Error::of(ErrorKind::NotFound);
        return {};
    });
}

void FakeRemoteStore::createMailbox(const QString &path, MailboxRole role, Done<MailboxName> done)
{
    request<MailboxName>(done, [this, path, role]() -> Result<MailboxName> {
        const QString name = m_server.personalPrefix + path; // everything lies under INBOX at some
        auto &box = m_server.boxes[name];
        if (m_server.facts.createSpecialUse)
            box.role = role;
        return MailboxName { name.toUtf8(), name, u'/' };
    });
}

void FakeRemoteStore::rights(const QList<MailboxName> &mailboxes, Done<Rights> done)
{
    m_server.asked.append(QStringLiteral("MYRIGHTS"));
    request<Rights>(done, [this, mailboxes]() -> Result<Rights> {
        Rights rights;
        for (const MailboxName &mailbox : mailboxes) {
            const auto it = m_server.boxes.find(pathOf(mailbox));
            rights.append(it == m_server.boxes.end() ? std::nullopt : it->second.rights);
        }
        return rights;
    });
}

void FakeRemoteStore::quota(Done<QList<QuotaResource>> done)
{
    request<QList<QuotaResource>>(done, [this]() -> Result<QList<QuotaResource>> { return m_server.quota; });
}

void FakeRemoteStore::metadata(const MailboxName &, const QByteArrayList &, Done<Metadata> done)
{
    request<Metadata>(done, []() -> Result<Metadata> { return Error::of(ErrorKind::ServerRefused); });
}

void FakeRemoteStore::setMetadata(const MailboxName &, const QByteArray &, const std::optional<QByteArray> &, Done<void> done)
{
    request<void>(done, []() -> Outcome { return Error::of(ErrorKind::ServerRefused); });
}

RemoteMessage FakeRemoteStore::describe(const FakeServer::Message &message) const
{
    RemoteMessage out { message.uid, message.flags, message.modSeq, message.internalDate, message.raw.size() };
    if (const auto claimed = m_server.claimedSizes.find(subjectOf(message.raw)); claimed != m_server.claimedSizes.end())
        out.size = claimed->second;
    if (m_server.facts.objectId)
        out.emailId = message.emailId;
    return out;
}

void FakeRemoteStore::fetch(std::function<bool(const FakeServer::Message &)> wanted, EachRemoteMessage each, Done<void> done, Fill fill)
{
    inMailbox<void>(done, [this, wanted, each, fill]() -> Outcome {
        if (const auto refused = std::exchange(m_server.refuseFetchOnce, std::nullopt))
            return *refused;
        if (m_server.fetchError) {
            m_broken = closesSession(m_server.fetchError->kind);
            return *m_server.fetchError;
        }
        for (const auto &message : selected().messages) {
            RemoteMessage out = describe(message);
            if (wanted(message) && fill(message, out))
                each(out);
        }
        return {};
    });
}

namespace {

bool fillHeader(const FakeServer::Message &message, RemoteMessage &out)
{
    out.header = headerOf(message.raw);
    return true;
}

auto amongThese(const UidSet &uids)
{
    return [uids](const FakeServer::Message &message) { return uids.contains(message.uid); };
}

} // namespace

void FakeRemoteStore::fetchFlags(const UidSet &uids, ModSeq since, EachRemoteMessage each, Done<void> done)
{
    m_server.askedFlags.append(QString::fromLatin1(uids.toText()));
    fetch(amongThese(uids), each, done, [since](const FakeServer::Message &m, RemoteMessage &) { return !since.isValid() || m.modSeq > since; });
}

void FakeRemoteStore::fetchHeaders(const UidSet &uids, EachRemoteMessage each, Done<void> done)
{
    fetch(amongThese(uids), each, done, fillHeader);
}

void FakeRemoteStore::fetchMatchingHeaders(const RemoteQuery &query, EachRemoteMessage each, Done<void> done)
{
    fetch([this, query](const auto &message) { return matches(message, query, m_server.clock.utcNow()); }, each, done, fillHeader);
}

void FakeRemoteStore::fetchNewestHeaders(int count, qint64, EachRemoteMessage each, Done<void> done)
{
    m_server.asked.append(QStringLiteral("NEWEST"));
    const auto newest = [this, count, each = std::move(each), done = std::move(done)] { fetchNewestNow(count, each, done); };
    m_server.countsFirst ? answer(newest) : newest();
}

void FakeRemoteStore::fetchNewestNow(int count, const EachRemoteMessage &each, const Done<void> &done)
{
    fetch([this, count](const auto &message) {
        const auto &all = selected().messages;
        return &message - all.constData() >= all.size() - count;
    }, each, done, fillHeader);
}

void FakeRemoteStore::fetchMessages(const UidSet &uids, EachRemoteMessage each, Done<void> done)
{
    inMailbox<void>(done, [this, uids, each]() -> Outcome {
        if (const auto refused = std::exchange(m_server.refuseFetchOnce, std::nullopt))
            return *refused;
        if (m_server.fetchError) {
            m_broken = closesSession(m_server.fetchError->kind);
            return *m_server.fetchError;
        }
        for (const auto &message : selected().messages) {
            if (!uids.contains(message.uid))
                continue;
            if (!m_server.poisonBody.isEmpty() && subjectOf(message.raw) == m_server.poisonBody) {
                m_broken = true;
                return Error::of(ErrorKind::Protocol);
            }
            RemoteMessage out = describe(message);
            out.raw = message.raw;
            ++m_server.bodiesSent;
            each(out);
        }
        return {};
    });
}

namespace {

//! What is between two delimiters, each with its header: the parts of a multipart as the tests write them (no line before the first one).
QList<QByteArray> piecesOf(const QByteArray &raw)
{
    const QByteArray header = headerOf(raw);
    const qsizetype at = header.indexOf("boundary=");
    if (at < 0)
        return {};
    QByteArray boundary = header.mid(at + 9, header.indexOf("\r\n", at) - at - 9);
    boundary.replace('"', "");
    QList<QByteArray> pieces;
    const QByteArray delimiter = "--" + boundary;
    QByteArray body = "\r\n" + bodyOf(raw);
    for (qsizetype from = body.indexOf("\r\n" + delimiter + "\r\n"); from >= 0;) {
        const qsizetype begin = from + delimiter.size() + 4;
        const qsizetype next = body.indexOf("\r\n" + delimiter, begin);
        pieces.append(body.mid(begin, next < 0 ? -1 : next - begin));
        from = next < 0 || body.mid(next + 2 + delimiter.size(), 2) == "--" ? -1 : next;
    }
    return pieces;
}

QByteArray fieldOf(const QByteArray &piece, const QByteArray &name)
{
    const QByteArray header = "\r\n" + headerOf(piece);
    const qsizetype at = header.toLower().indexOf("\r\n" + name + ": ");
    return at < 0 ? QByteArray() : header.mid(at + name.size() + 4, header.indexOf("\r\n", at + 2) - at - name.size() - 4);
}

RemotePart partOf(const QByteArray &piece, int parent, const QByteArray &section)
{
    const QByteArray type = fieldOf(piece, "content-type");
    RemotePart part { parent, section };
    part.type = type.isEmpty() ? QByteArray("text/plain") : type.split(';').first().toLower();
    part.encoding = fieldOf(piece, "content-transfer-encoding").toLower();
    part.isAttachment = fieldOf(piece, "content-disposition").startsWith("attachment");
    part.contentId = fieldOf(piece, "content-id");
    part.size = bodyOf(piece).size();
    return part;
}

} // namespace

void FakeRemoteStore::fetchPart(Uid uid, const QByteArray &section, qint64 offset, qint64 length, Done<PartData> done)
{
    inMailbox<PartData>(done, [this, uid, section, offset, length]() -> Result<PartData> {
        const auto *message = m_server.find(m_selected, uid);
        if (!message)
            return Error::of(ErrorKind::NotFound);
        const QList<QByteArray> pieces = piecesOf(message->raw);
        const QByteArray content = section.isEmpty() ? message->raw : bodyOf(pieces.isEmpty() ? message->raw : pieces.value(section.toInt() - 1));
        m_server.partBytesSent += content.mid(offset, length < 0 ? -1 : length).size();
        return PartData { content.mid(offset, length < 0 ? -1 : length), false };
    });
}

void FakeRemoteStore::fetchStructure(Uid uid, Done<QList<RemotePart>> done)
{
    m_server.asked.append(QStringLiteral("STRUCTURE"));
    inMailbox<QList<RemotePart>>(done, [this, uid]() -> Result<QList<RemotePart>> {
        const auto *message = m_server.find(m_selected, uid);
        if (!message)
            return Error::of(ErrorKind::NotFound);
        const QList<QByteArray> pieces = piecesOf(message->raw);
        QList<RemotePart> parts { partOf(message->raw, -1, pieces.isEmpty() ? "1" : "") };
        for (qsizetype i = 0; i < pieces.size(); ++i)
            parts.append(partOf(pieces.at(i), 0, QByteArray::number(i + 1)));
        return parts;
    });
}

void FakeRemoteStore::fetchSections(Uid uid, const QByteArrayList &sections, Done<QByteArrayList> done)
{
    m_server.asked.append(QStringLiteral("SECTIONS ") + QString::fromLatin1(sections.join(' ')));
    inMailbox<QByteArrayList>(done, [this, uid, sections]() -> Result<QByteArrayList> {
        const auto *message = m_server.find(m_selected, uid);
        if (!message)
            return Error::of(ErrorKind::NotFound);
        const QList<QByteArray> pieces = piecesOf(message->raw);
        QByteArrayList data;
        for (const QByteArray &section : sections) {
            const QByteArray piece = pieces.value(section.split('.').first().toInt() - 1);
            if (section == "HEADER")
                data.append(headerOf(message->raw) + "\r\n");
            else if (section.endsWith(".MIME"))
                data.append(headerOf(piece) + "\r\n");
            else
                data.append(pieces.isEmpty() ? bodyOf(message->raw) : bodyOf(piece));
        }
        return data;
    });
}

void FakeRemoteStore::searchAll(Done<UidSet> done)
{
    m_server.asked.append(QStringLiteral("SEARCH"));
    search({}, std::move(done));
}

void FakeRemoteStore::search(const RemoteQuery &query, Done<UidSet> done)
{
    inMailbox<UidSet>(done, [this, query]() -> Result<UidSet> {
        UidSet set;
        for (const auto &message : selected().messages) {
            if (m_server.truncateSearch >= 0 && set.count() >= m_server.truncateSearch)
                break;
            if (matches(message, query, m_server.clock.utcNow()))
                set.insert(message.uid);
        }
        return set;
    });
}

void FakeRemoteStore::sort(const QList<RemoteSortOrder> &, const RemoteQuery &, Done<QList<Uid>> done)
{
    inMailbox<QList<Uid>>(done, []() -> Result<QList<Uid>> { return Error::of(ErrorKind::ServerRefused); });
}

void FakeRemoteStore::thread(const RemoteQuery &, Done<QList<QList<Uid>>> done)
{
    inMailbox<QList<QList<Uid>>>(done, []() -> Result<QList<QList<Uid>>> { return Error::of(ErrorKind::ServerRefused); });
}

void FakeRemoteStore::storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done)
{
    inMailbox<void>(done, [this, uids, add, remove]() -> Outcome {
        if (m_server.storeError)
            return *m_server.storeError;
        if (m_server.refuseStore && m_server.refuseStore(add))
            return Error::of(ErrorKind::ServerRefused);
        if (m_server.poisonStore && m_server.poisonStore(add)) {
            m_broken = true;
            return Error::of(ErrorKind::Protocol);
        }
        for (auto &message : selected().messages) {
            if (uids.contains(message.uid)) {
                message.flags = message.flags.changed(m_server.dropsKeywords || !m_server.keywordsAllowed ? Flags(add.system()) : add, remove);
                message.modSeq = ModSeq { ++selected().modSeq };
            }
        }
        return {};
    });
}

void FakeRemoteStore::storeLabels(const UidSet &, const QStringList &, const QStringList &, Done<void> done)
{
    inMailbox<void>(done, []() -> Outcome { return Error::of(ErrorKind::ServerRefused); });
}

void FakeRemoteStore::removeFromSelected(const UidSet &uids)
{
    selected().messages.removeIf([&uids](const FakeServer::Message &m) { return uids.contains(m.uid); });
    ++selected().modSeq;
}

void FakeRemoteStore::expunge(const UidSet &uids, Done<void> done)
{
    inMailbox<void>(done, [this, uids]() -> Outcome {
        removeFromSelected(uids);
        return {};
    });
}

void FakeRemoteStore::copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done)
{
    transfer(uids, destination, std::move(done), false);
}

void FakeRemoteStore::move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done)
{
    transfer(uids, destination, std::move(done), true);
}

void FakeRemoteStore::transfer(const UidSet &uids, const MailboxName &destination, Done<UidMap> done, bool remove)
{
    inMailbox<UidMap>(done, [this, uids, destination, remove]() -> Result<UidMap> {
        if (!m_server.boxes.count(pathOf(destination)))
            return nonexistent("TRYCREATE");
        if (m_server.refusesMove && remove) {
            m_distrusted.append("MOVE");
            return Error::of(ErrorKind::ServerRefused, QStringLiteral("MOVE extension not supported"));
        }
        if (m_server.losesCopies && !remove)
            return UidMap();
        UidMap map;
        auto &target = m_server.boxes[pathOf(destination)];
        for (const auto &message : QList<FakeServer::Message>(selected().messages)) {
            if (!uids.contains(message.uid))
                continue;
            FakeServer::Message copy = message;
            copy.uid = Uid { target.nextUid++ };
            copy.modSeq = ModSeq { ++target.modSeq };
            copy.raw.prepend(m_server.ownFields);
            target.messages.append(copy);
            m_placed = m_server.placedValidity.value_or(target.uidValidity);
            map.append({ message.uid, copy.uid });
        }
        if (remove)
            removeFromSelected(uids);
        return m_server.uidPlus ? map : UidMap();
    });
}

Result<Uid> FakeRemoteStore::put(const MailboxName &mailbox, const NewMessage &message)
{
    if (!m_server.boxes.count(pathOf(mailbox)))
        return nonexistent("TRYCREATE");
    auto &box = m_server.boxes[pathOf(mailbox)];
    const Uid uid { box.nextUid++ };
    m_placed = m_server.placedValidity.value_or(box.uidValidity);
    ++m_server.appends;
    box.messages.append({ uid, message.flags, ModSeq { ++box.modSeq }, message.internalDate, message.raw, m_server.newEmailId() });
    return m_server.uidPlus ? uid : Uid {};
}

void FakeRemoteStore::append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &date, Done<Uid> done)
{
    request<Uid>(done, [this, mailbox, message, flags, date]() -> Result<Uid> { return put(mailbox, { message, flags, date }); });
}

void FakeRemoteStore::appendAll(const MailboxName &mailbox, const QList<NewMessage> &messages, Done<QList<Uid>> done)
{
    request<QList<Uid>>(done, [this, mailbox, messages]() -> Result<QList<Uid>> {
        QList<Uid> uids;
        for (const NewMessage &message : messages) {
            const auto uid = put(mailbox, message);
            if (!uid)
                return uid.error();
            uids.append(*uid);
        }
        return uids;
    });
}

void FakeRemoteStore::replace(const MailboxName &mailbox, Uid old, const NewMessage &message, Done<Uid> done)
{
    inMailbox<Uid>(done, [this, mailbox, old, message]() -> Result<Uid> {
        const auto uid = put(mailbox, message);
        if (uid)
            removeFromSelected(UidSet::of(old));
        return uid;
    });
}

void FakeRemoteStore::idle(std::function<void(MailboxNews)> news, Done<void>)
{
    m_server.m_idle = std::move(news);
}

void FakeRemoteStore::watch(const QList<MailboxName> &mailboxes, std::function<void(MailboxNews)> news, Done<void> done)
{
    if (m_server.facts.notify) {
        answer([this, mailboxes, news] {
            for (const auto &[path, box] : m_server.boxes) {
                MailboxNews counted;
                counted.mailbox = { path.toUtf8(), path, u'/' };
                counted.counts = countsOf(box);
                if (mailboxes.isEmpty() || std::any_of(mailboxes.begin(), mailboxes.end(), [&counted](const auto &name) { return name.wire == counted.mailbox.wire; }))
                    news(counted);
            }
        });
    }
    idle(std::move(news), std::move(done));
}

} // namespace golub::test
