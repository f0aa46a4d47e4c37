// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ServerTable.h"
#include "core/sync/ImapWorker.h"
#include "tests/support/StoreFixture.h"

namespace golub::test {

inline const QString Inbox = QStringLiteral("INBOX");
inline const QString Work = QStringLiteral("Work");

//! An IMAP worker between a store and a fake server.
class WorkerFixture : public StoreFixture
{
protected:
    void SetUp() override
    {
        StoreFixture::SetUp();
        makeWorker();
    }
    void makeWorker()
    {
        worker.reset();
        sync::AccountWorker::Hooks hooks;
        hooks.status = [this](const sync::WorkerStatus &status) { lastStatus = status; };
        hooks.newInInbox = [this](const QList<MessageId> &ids) { announced += ids; };
        hooks.needsUser = [this](const Error &error) { asked.append(error.kind); };
        worker = std::make_unique<sync::ImapWorker>(account, *store, *factory, clock, hooks, &governor);
        worker->setSecret(Secret("secret"));
    }
    void start()
    {
        worker->start(sync::AccountWorker::Mode::KeepInStep);
        settle();
    }
    //! A round over all mailboxes, as F5 asks for; what it told is in reports.
    Outcome synchronize(const sync::SyncRequest &request = {})
    {
        std::optional<Outcome> result;
        reports.clear();
        worker->synchronize(request, [&](const Result<QList<sync::MailboxReport>> &told) {
            result = told ? Outcome() : Outcome(told.error());
            reports = told.value_or({});
        });
        settle();
        EXPECT_TRUE(result.has_value()) << "the completion never came";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    sync::MailboxReport reportOf(const QString &path) const
    {
        for (const sync::MailboxReport &report : reports) {
            if (report.path == path)
                return report;
        }
        ADD_FAILURE() << "no report of " << qPrintable(path);
        return {};
    }
    qint64 commands() const
    {
        qint64 sum = 0;
        for (const sync::MailboxReport &report : reports)
            sum += report.wire.commands;
        return sum;
    }
    QStringList quarantined() const
    {
        QStringList names;
        for (const auto &entry : store->servers().quarantined().value_or({}))
            names += entry.capability;
        return names;
    }
    //! Everything that modern servers have.
    void modernServer()
    {
        server.facts.listStatus = server.facts.qresync = server.facts.move = server.facts.objectId = true;
    }

    sync::ConnectionGovernor governor;
    std::unique_ptr<sync::ImapWorker> worker;
    sync::WorkerStatus lastStatus;
    QList<MessageId> announced;
    QList<ErrorKind> asked;
    QList<sync::MailboxReport> reports;
};

} // namespace golub::test
