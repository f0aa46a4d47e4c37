// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/OperationPlayer.h"

#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/OperationTable.h"

#include <algorithm>
#include <utility>

namespace golub::operations {

//! The messages of one operation that the server has in one mailbox: one SELECT, one command.
struct Group {
    MailboxId mailbox;
    UidValidity uidValidity;
    QList<Uid> uids;
};

struct OperationPlayer::Run {
    RemoteStore &remote;
    Done<int> done;
    std::weak_ptr<bool> alive;
    int played = 0;
    Operation operation = {};
    QList<Group> groups = {};
    MailboxName destination = {};
    RemoteStore::UidMap uids = {};
    bool asked = false;              //!< for the destination's UIDVALIDITY
    bool ended() const { return alive.expired(); }
};

namespace {

//! The value of the Message-ID field of a message or header section; empty where there is none.
QByteArray messageIdOf(const QByteArray &message)
{
    qsizetype at = 0;
    while (at < message.size()) {
        qsizetype end = message.indexOf('\n', at);
        if (end < 0)
            end = message.size();
        const QByteArray line = message.mid(at, end - at).trimmed();
        if (line.isEmpty())
            return {}; // the end of the header section
        if (line.left(11).compare("Message-ID:", Qt::CaseInsensitive) == 0) {
            QByteArray value = line.mid(11).trimmed();
            if (value.isEmpty() && end + 1 < message.size()) // folded right behind the name
                value = message.mid(end + 1, message.indexOf('\n', end + 1) - end - 1).trimmed();
            return value;
        }
        at = end + 1;
    }
    return {};
}

} // namespace

OperationPlayer::OperationPlayer(store::MessageStore &store, AccountId account)
    : m_store(store), m_account(account), m_alive(std::make_shared<bool>(true))
{
}

OperationPlayer::~OperationPlayer() = default;

void OperationPlayer::run(RemoteStore &remote, Done<int> done)
{
    next(std::make_shared<Run>(Run { remote, std::move(done), m_alive }));
}

void OperationPlayer::next(const std::shared_ptr<Run> &run)
{
    const auto pending = m_store.operations().nextPending(m_account);
    if (!pending) {
        if (pending.error().kind == ErrorKind::NotFound)
            run->done(run->played);
        else
            run->done(pending.error());
        return;
    }
    if (const Outcome started = m_store.operations().start(pending->id); !started) {
        run->done(started.error());
        return;
    }
    play(run, *pending);
}

void OperationPlayer::play(const std::shared_ptr<Run> &run, const Operation &operation)
{
    run->operation = operation;
    run->uids.clear();
    run->groups.clear();
    run->asked = false;
    if (operation.destination.isValid()) {
        const auto destination = m_store.mailboxes().find(operation.destination);
        if (!destination) {
            settle(run, destination.error());
            return;
        }
        run->destination = destination->name;
    }
    if (operation.kind == OperationKind::Append) {
        const auto content = m_store.operations().appendContent(operation.id);
        if (!content) {
            settle(run, content.error());
            return;
        }
        if (operation.attempts > 0)
            appendUnlessThere(run, *content); // the connection may have broken after the server had stored it
        else
            append(run, *content);
        return;
    }
    if (operation.kind == OperationKind::CreateMailbox) {
        run->remote.createMailbox(run->destination.path, [this, run](const Result<MailboxName> &name) {
            if (!run->ended())
                settle(run, name ? m_store.mailboxes().setName(run->operation.destination, *name) : Outcome(name.error()));
        });
        return;
    }
    for (const OperationTarget &target : operation.targets) {
        if (!target.sourceUid.isValid())
            continue; // never on the server: nothing to do there
        auto group = std::find_if(run->groups.begin(), run->groups.end(), [&target](const Group &g) {
            return g.mailbox == target.sourceMailbox && g.uidValidity == target.sourceUidValidity;
        });
        if (group == run->groups.end()) {
            run->groups.append({ target.sourceMailbox, target.sourceUidValidity, {} });
            group = std::prev(run->groups.end());
        }
        group->uids.append(target.sourceUid);
    }
    playGroup(run);
}

void OperationPlayer::append(const std::shared_ptr<Run> &run, const QByteArray &content)
{
    run->remote.append(run->destination, content, run->operation.addFlags, run->operation.created, [this, run](const Result<Uid> &uid) {
        if (run->ended())
            return;
        if (uid && uid->isValid())
            run->uids.append({ Uid {}, *uid });
        settle(run, uid ? Outcome() : Outcome(uid.error()));
    });
}

void OperationPlayer::appendUnlessThere(const std::shared_ptr<Run> &run, const QByteArray &content)
{
    const QByteArray messageId = messageIdOf(content);
    const auto state = m_store.mailboxes().syncState(run->operation.destination);
    run->remote.select(run->destination, [this, run, content, messageId, state](const Result<SelectedMailbox> &selected) {
        if (run->ended())
            return;
        if (!selected) {
            settle(run, selected.error());
            return;
        }
        // Whatever the lost attempt stored is newer than what was seen here before it.
        const bool known = state && state->uidNext.isValid() && state->uidValidity == selected->uidValidity;
        const Uid first = known ? state->uidNext : Uid { 1 };
        if (messageId.isEmpty() || selected->exists == 0) {
            append(run, content);
            return;
        }
        auto found = std::make_shared<Uid>();
        run->remote.fetchHeaders(
            UidSet::from(first),
            [found, messageId](const RemoteMessage &message) {
                if (messageIdOf(message.header) == messageId)
                    *found = message.uid;
            },
            [this, run, content, found](const Outcome &outcome) {
                if (run->ended())
                    return;
                if (!outcome) {
                    settle(run, outcome);
                } else if (found->isValid()) {
                    run->uids.append({ Uid {}, *found });
                    settle(run, {});
                } else {
                    append(run, content);
                }
            });
    });
}

void OperationPlayer::playGroup(const std::shared_ptr<Run> &run)
{
    if (run->groups.isEmpty()) {
        settle(run, {});
        return;
    }
    const auto source = m_store.mailboxes().find(run->groups.first().mailbox);
    if (!source) {
        settle(run, source.error());
        return;
    }
    run->remote.select(source->name, [this, run](const Result<SelectedMailbox> &selected) {
        if (run->ended())
            return;
        if (!selected) {
            settle(run, selected.error());
            return;
        }
        if (selected->uidValidity != run->groups.first().uidValidity) {
            // The UIDs now mean other messages (RFC 9051 section 2.3.1.1): touching them could destroy mail.
            settle(run, Error::of(ErrorKind::Conflict, QStringLiteral("UIDVALIDITY changed")));
            return;
        }
        act(run);
    });
}

void OperationPlayer::act(const std::shared_ptr<Run> &run)
{
    const UidSet uids(run->groups.first().uids);
    const auto outcome = [this, run](const Outcome &result) {
        if (!run->ended())
            groupDone(run, result ? Result<RemoteStore::UidMap>(RemoteStore::UidMap()) : Result<RemoteStore::UidMap>(result.error()));
    };
    const auto mapped = [this, run](const Result<RemoteStore::UidMap> &result) {
        if (!run->ended())
            groupDone(run, result);
    };
    switch (run->operation.kind) {
    case OperationKind::ChangeFlags:
        run->remote.storeFlags(uids, run->operation.addFlags, run->operation.removeFlags, outcome);
        return;
    case OperationKind::Move:
        run->remote.move(uids, run->destination, mapped);
        return;
    case OperationKind::Copy:
        run->remote.copy(uids, run->destination, mapped);
        return;
    case OperationKind::Expunge:
        run->remote.expunge(uids, outcome);
        return;
    case OperationKind::Append:
    case OperationKind::CreateMailbox:
        break; // have no targets
    }
    settle(run, Error::of(ErrorKind::Internal, QStringLiteral("operation without an action")));
}

void OperationPlayer::groupDone(const std::shared_ptr<Run> &run, const Result<RemoteStore::UidMap> &result)
{
    if (!result) {
        settle(run, result.error());
        return;
    }
    run->uids += *result;
    run->groups.removeFirst();
    playGroup(run);
}

//! UIDs say nothing without their UIDVALIDITY. A mailbox that was never synchronised (one just made) has none here yet, and what is done
//! next with the messages, to undo it for one, would be refused.
void OperationPlayer::learnUidValidity(const std::shared_ptr<Run> &run, const store::MailboxTable::SyncState &state)
{
    run->remote.status(run->destination, [this, run, state](const Result<RemoteStore::Counts> &counts) {
        if (run->ended())
            return;
        if (counts && counts->uidValidity.isValid()) {
            auto known = state;
            known.uidValidity = counts->uidValidity;
            if (const Outcome set = m_store.mailboxes().setSyncState(run->operation.destination, known); !set)
                qCWarning(logOperations) << "UIDVALIDITY not kept:" << set.error().detail;
        }
        settle(run, {}); // the operation itself is done, whatever came of the question
    });
}

void OperationPlayer::settle(const std::shared_ptr<Run> &run, const Outcome &outcome)
{
    auto &journal = m_store.operations();
    const OperationId id = run->operation.id;
    if (outcome && !run->uids.isEmpty() && !std::exchange(run->asked, true)) {
        const auto state = m_store.mailboxes().syncState(run->operation.destination);
        if (state && !state->uidValidity.isValid()) {
            learnUidValidity(run, *state);
            return;
        }
    }
    if (outcome) {
        ++run->played;
        if (const Outcome finished = journal.finish(id, run->uids); !finished) {
            run->done(finished.error());
            return;
        }
        next(run);
        return;
    }
    const Error &error = outcome.error();
    qCInfo(logOperations) << "operation" << id.value << operationKindName(run->operation.kind) << "not done:" << kindName(error.kind)
                          << error.detail << error.reply.text;
    const bool later = closesSession(error.kind) || recoveryFor(error.kind) == Recovery::Retry || error.kind == ErrorKind::Cancelled;
    const Outcome noted = later ? journal.retryLater(id, error) : journal.fail(id, error);
    if (later) {
        run->done(error);
        return;
    }
    if (!noted) {
        run->done(noted.error());
        return;
    }
    next(run);
}

} // namespace golub::operations
