// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SearchRun.h"

#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/sync/IncomingMessages.h"

#include <algorithm>
#include <array>
#include <utility>

namespace golub::sync {
namespace {

RemoteQuery::Term::Field fieldOf(search::Term::Field field)
{
    using From = search::Term::Field;
    using To = RemoteQuery::Term::Field;
    switch (field) {
    case From::Any: break;
    case From::From: return To::From;
    case From::To: return To::To;
    case From::Subject: return To::Subject;
    case From::Body: return To::Body;
    }
    return To::Any;
}

//! "-from:\"Ola Nowak\""; a quotation mark inside would end the phrase.
QString gmailTerm(const search::Term &term)
{
    static constexpr std::array Prefixes { "", "from:", "to:", "subject:", "" };
    QString text = term.text;
    text.remove(u'"');
    return (term.negated ? QStringLiteral("-") : QString()) + QLatin1String(Prefixes.at(size_t(term.field))) + u'"' + text + u'"';
}

QString gmailQuery(const search::Query &query)
{
    QStringList groups;
    if (query.hasAttachment)
        groups.append(QStringLiteral("has:attachment"));
    for (const QList<search::Term> &group : query.groups) {
        QStringList terms;
        for (const search::Term &term : group)
            terms.append(gmailTerm(term));
        groups.append(terms.size() == 1 ? terms.first() : u'{' + terms.join(u' ') + u'}');
    }
    return groups.join(u' ');
}

void wish(RemoteQuery &query, std::optional<bool> wanted, Flag flag)
{
    if (!wanted)
        return;
    Flags &flags = *wanted ? query.with : query.without;
    flags = flags.changed(Flags(flag), {});
}

} // namespace

RemoteQuery remoteQueryOf(const search::Query &query, bool gmail)
{
    RemoteQuery remote;
    if (gmail) {
        remote.gmail = gmailQuery(query);
    } else {
        for (const QList<search::Term> &group : query.groups) {
            QList<RemoteQuery::Term> terms;
            for (const search::Term &term : group)
                terms.append({ fieldOf(term.field), term.text, term.negated, {} });
            remote.groups.append(terms);
        }
        if (query.hasAttachment)
            remote.groups.append({ { RemoteQuery::Term::Field::Header, QStringLiteral("multipart/mixed"), false, "Content-Type" } });
    }
    wish(remote, query.seen, Flag::Seen);
    wish(remote, query.flagged, Flag::Flagged);
    wish(remote, query.answered, Flag::Answered);
    remote.since = query.after;
    remote.before = query.before;
    remote.largerThan = query.largerThan;
    remote.smallerThan = query.smallerThan;
    return remote;
}

void SearchRun::searchOne(RemoteStore &remote, store::MessageStore &store, Done<void> done)
{
    const auto mailbox = store.mailboxes().find(m_search.mailboxes.takeFirst());
    if (!mailbox || !mailbox->selectable || mailbox->name.wire.isEmpty()) {
        done({}); // removed meanwhile, or holds no messages
        return;
    }
    const auto self = shared_from_this();
    const auto refused = std::make_shared<std::optional<Error>>();
    remote.select(mailbox->name, [self, &store, mailbox = *mailbox, refused](const Result<SelectedMailbox> &selected) {
        const auto state = store.mailboxes().syncState(mailbox.id);
        if (!selected || !state) {
            *refused = selected ? state.error() : selected.error();
            return;
        }
        self->m_keepsKeywords = selected->keywordsAllowed;
        if (!state->uidValidity.isValid()) { // a folder that is not synchronised: its rows are those that were found
            store::MailboxTable::SyncState fresh = *state;
            fresh.uidValidity = selected->uidValidity;
            if (const Outcome kept = store.mailboxes().setSyncState(mailbox.id, fresh); !kept)
                *refused = kept.error();
        } else if (state->uidValidity != selected->uidValidity) {
            *refused = Error::of(ErrorKind::Conflict, QStringLiteral("UIDVALIDITY changed")); // the next synchronisation matches first
        }
    });
    remote.search(m_search.query, [self, &remote, &store, mailbox = *mailbox, refused, done = std::move(done)](const Result<UidSet> &uids) {
        if (*refused || !uids) {
            const Error error = *refused ? **refused : uids.error();
            self->m_refused = error;
            done(closesSession(error.kind) ? Outcome(error) : Outcome());
            return;
        }
        ++self->m_searched;
        self->m_hits.total += uids->count();
        self->found(remote, store, mailbox, *uids, done);
    });
}

void SearchRun::found(RemoteStore &remote, store::MessageStore &store, const Mailbox &mailbox, const UidSet &uids, const Done<void> &done)
{
    const QList<Uid> all = uids.uids();
    const UidSet newest(all.mid(std::max<qsizetype>(0, all.size() - m_search.rows)));
    QList<Uid> unknown;
    for (const Uid uid : newest.uids()) {
        const auto row = store.messages().findByUid(mailbox.id, uid);
        if (!row || !row->isValid())
            unknown.append(uid);
    }
    if (unknown.isEmpty()) {
        take(store, mailbox, newest);
        done({});
        return;
    }
    const auto messages = std::make_shared<QList<RemoteMessage>>();
    remote.fetchHeaders(
        UidSet(unknown), [messages](const RemoteMessage &message) { messages->append(message); },
        [self = shared_from_this(), &store, mailbox, newest, messages, done](const Outcome &outcome) {
            const auto added = outcome ? addIncoming(store, mailbox, *messages, self->m_keepsKeywords) : Result<QList<MessageId>>(outcome.error());
            if (!added) {
                done(added.error());
                return;
            }
            self->take(store, mailbox, newest);
            done({});
        });
}

void SearchRun::take(store::MessageStore &store, const Mailbox &mailbox, const UidSet &uids)
{
    for (const Uid uid : uids.uids()) {
        const auto row = store.messages().findByUid(mailbox.id, uid);
        if (row && row->isValid())
            m_hits.messages.append(*row);
    }
}

void SearchRun::finish(store::MessageStore &store, const Outcome &outcome)
{
    const auto done = std::exchange(m_done, {});
    if (!done)
        return;
    if (!outcome || (m_searched == 0 && m_refused)) {
        done(outcome ? *m_refused : outcome.error());
        return;
    }
    QList<std::pair<qint64, MessageId>> dated;
    for (const MessageId id : std::as_const(m_hits.messages)) {
        if (const auto summary = store.messages().summary(id))
            dated.append({ summary->date.toMSecsSinceEpoch(), id });
    }
    std::sort(dated.begin(), dated.end(),
        [](const auto &a, const auto &b) { return a.first != b.first ? a.first > b.first : b.second < a.second; });
    m_hits.messages.clear();
    for (const auto &[date, id] : std::as_const(dated))
        m_hits.messages.append(id);
    done(m_hits);
}

} // namespace golub::sync
