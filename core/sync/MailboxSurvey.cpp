// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxSurvey.h"

#include "core/base/Log.h"
#include "core/store/MailboxTable.h"
#include "core/store/ServerTable.h"

#include <QSet>

#include <utility>

namespace golub::sync {
namespace {

struct Survey {
    RemoteStore &remote;
    store::MessageStore &store;
    AccountId account;
    SurveyOptions options;
    std::weak_ptr<bool> alive;
    Done<CountsByMailbox> done;
    CountsByMailbox counts = {};
    int outstanding = 1;
    std::optional<Error> error = {};

    void finishOne()
    {
        if (--outstanding > 0)
            return;
        if (error)
            done(*error);
        else
            done(counts);
    }
};

store::MailboxTable::Listing listingOf(const RemoteMailbox &mailbox)
{
    store::MailboxTable::Listing listing { mailbox.name, mailbox.role, mailbox.selectable, mailbox.subscribed, mailbox.noInferiors, mailbox.mailboxId };
    if (mailbox.counts) {
        listing.uidValidity = mailbox.counts->uidValidity;
        listing.uidNext = mailbox.counts->uidNext;
    }
    return listing;
}

Outcome takeOver(Survey &survey, const QList<RemoteMailbox> &listed)
{
    QList<store::MailboxTable::Listing> listing;
    QHash<QByteArray, const RemoteMailbox *> byName;
    for (const RemoteMailbox &mailbox : listed) {
        listing.append(listingOf(mailbox));
        byName.insert(mailbox.name.wire, &mailbox);
    }
    if (const Outcome reconciled = survey.store.mailboxes().reconcile(survey.account, listing); !reconciled)
        return reconciled;
    if (const Outcome noted = survey.store.servers().setListed(survey.account); !noted)
        return noted;
    const auto all = survey.store.mailboxes().all(survey.account);
    if (!all)
        return all.error();
    for (const Mailbox &mailbox : *all) {
        const RemoteMailbox *remote = byName.value(mailbox.name.wire);
        if (remote && remote->counts)
            survey.counts.insert(mailbox.id, *remote->counts);
    }
    return {};
}

//! The counts of what was listed, if those are the mailboxes that are known here; none where something else has to be found out.
std::optional<CountsByMailbox> countsOfKnown(Survey &survey, const QList<RemoteMailbox> &listed)
{
    const auto all = survey.store.mailboxes().all(survey.account);
    if (!all)
        return {};
    QHash<QByteArray, const RemoteMailbox *> byName;
    for (const RemoteMailbox &mailbox : listed)
        byName.insert(mailbox.name.wire, &mailbox);
    CountsByMailbox counts;
    qsizetype known = 0;
    for (const Mailbox &mailbox : *all) {
        if (mailbox.local || mailbox.name.wire.isEmpty())
            continue;
        const RemoteMailbox *remote = byName.value(mailbox.name.wire);
        if (!remote || remote->selectable != mailbox.selectable)
            return {};
        ++known;
        if (remote->counts)
            counts.insert(mailbox.id, *remote->counts);
    }
    return known == byName.size() ? std::optional(counts) : std::nullopt;
}

//! LIST has left it out. Only a server that does not know it when asked has lost it.
void askFor(const std::shared_ptr<Survey> &survey, const Mailbox &mailbox)
{
    ++survey->outstanding;
    survey->remote.status(mailbox.name, [survey, id = mailbox.id](const Result<MailboxCounts> &counts) {
        if (survey->alive.expired())
            return;
        if (!counts && closesSession(counts.error().kind))
            survey->error = counts.error();
        else if (!counts && (counts.error().kind == ErrorKind::NotFound || counts.error().kind == ErrorKind::ServerRefused)) {
            if (const Outcome removed = survey->store.mailboxes().removeGone(id); !removed)
                survey->error = removed.error();
        }
        survey->finishOne();
    });
}

void countIn(const std::shared_ptr<Survey> &survey, const Mailbox &mailbox)
{
    ++survey->outstanding;
    survey->remote.status(mailbox.name, [survey, id = mailbox.id](const Result<MailboxCounts> &counts) {
        if (survey->alive.expired())
            return;
        if (counts)
            survey->counts.insert(id, *counts);
        else if (closesSession(counts.error().kind))
            survey->error = counts.error();
        survey->finishOne(); // what is wrong with it shows when it is opened
    });
}

void listEverything(const std::shared_ptr<Survey> &survey)
{
    survey->remote.listMailboxes([survey](const Result<QList<RemoteMailbox>> &listed) {
        if (survey->alive.expired())
            return;
        const Outcome taken = listed ? takeOver(*survey, *listed) : Outcome(listed.error());
        const auto unlisted = survey->store.mailboxes().unlisted(survey->account);
        const auto all = survey->store.mailboxes().all(survey->account);
        if (!taken || !unlisted || !all) {
            survey->error = !taken ? taken.error() : !unlisted ? unlisted.error() : all.error();
            survey->finishOne();
            return;
        }
        QSet<MailboxId> asked;
        for (const Mailbox &mailbox : *unlisted) {
            askFor(survey, mailbox);
            asked.insert(mailbox.id);
        }
        for (const Mailbox &mailbox : *all) {
            const bool possible = mailbox.selectable && !mailbox.local && !mailbox.name.wire.isEmpty() && !survey->counts.contains(mailbox.id)
                && !asked.contains(mailbox.id);
            if (possible && survey->options.count && survey->options.count(mailbox))
                countIn(survey, mailbox);
        }
        survey->finishOne();
    });
}

} // namespace

void surveyMailboxes(RemoteStore &remote, store::MessageStore &store, AccountId account, const SurveyOptions &options, std::weak_ptr<bool> alive,
    Done<CountsByMailbox> done)
{
    auto survey = std::make_shared<Survey>(Survey { remote, store, account, options, std::move(alive), std::move(done) });
    if (options.everything) {
        listEverything(survey);
        return;
    }
    remote.listCounts([survey](const Result<QList<RemoteMailbox>> &listed) {
        if (survey->alive.expired())
            return;
        const auto counts = listed ? countsOfKnown(*survey, *listed) : std::nullopt;
        if (counts)
            survey->done(*counts);
        else if (listed)
            listEverything(survey);
        else
            survey->done(listed.error());
    });
}

} // namespace golub::sync
