// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Engine.h"
#include "tests/support/Transcript.h"

#include <gtest/gtest.h>

#include <functional>

namespace golub::imap::test {

//! An engine that a transcript plays with. Directives: @submit noop|list|select|append|fetch, @idle, @logout.
struct Harness {
    explicit Harness(Options given, qsizetype chunk = std::numeric_limits<qsizetype>::max()) : engine(withDefaults(std::move(given))), runner(engine, chunk)
    {
        runner.secrets = { "tajne-haslo" };
        runner.onEvent = [this](const Event &event) { take(event); };
        runner.onDirective = [this](const QByteArray &name, const QByteArray &value) { direct(name, value); };
    }

    static Options withDefaults(Options options)
    {
        if (options.credentials.user.isEmpty())
            options.credentials = { QStringLiteral("ala"), Secret("tajne-haslo") };
        options.nonce = [] { return QByteArray("fyko+d2lbbFgONRv9qkxdawL"); };
        return options;
    }

    void take(const Event &event)
    {
        if (std::holds_alternative<Ready>(event))
            ready = true;
        else if (const auto *authenticated = std::get_if<Authenticated>(&event))
            mechanism = authenticated->mechanism;
        else if (const auto *done = std::get_if<Completed>(&event))
            completed.append(*done);
        else if (const auto *alert = std::get_if<Alert>(&event))
            alerts.append(alert->text);
        else if (const auto *step = std::get_if<Progress>(&event))
            progress.append(*step);
        else if (std::holds_alternative<Unsolicited>(event))
            ++unsolicited;
        else if (std::holds_alternative<Data>(event))
            ++data;
    }

    void direct(const QByteArray &name, const QByteArray &value)
    {
        if (name == "idle")
            engine.idle();
        else if (name == "logout")
            engine.logout();
        else if (value == "noop")
            engine.submit(Command("NOOP"));
        else if (value == "list")
            engine.submit(std::move(Command("LIST", Expect::List).astring("").astring("*")));
        else if (value == "select")
            engine.submit(std::move(Command("SELECT", Expect::Select).astring("INBOX").first()));
        else if (value == "append")
            engine.submit(std::move(Command("APPEND").astring("Sent").literal("hello")));
        else if (value == "fetch")
            engine.submit(std::move(Command("UID FETCH", Expect::Fetch).uids(UidSet::of(Uid { 1 })).word("(FLAGS)")));
        else
            ADD_FAILURE() << "unknown directive " << name.constData() << ' ' << value.constData();
    }

    ErrorKind closedKind() const
    {
        EXPECT_TRUE(runner.closeReason().has_value());
        return runner.closeReason() ? runner.closeReason()->kind : ErrorKind::Internal;
    }

    Engine engine;
    golub::test::TranscriptRunner<Engine> runner;
    bool ready = false;
    QByteArray mechanism;
    QList<Completed> completed;
    QStringList alerts;
    QList<Progress> progress;
    int unsolicited = 0;
    int data = 0;
};

//! Plays \a text at every chunk size and lets \a check look at the outcome each time.
inline void playEverywhere(const Options &options, const QByteArray &text, const std::function<void(Harness &)> &check)
{
    const auto *info = ::testing::UnitTest::GetInstance()->current_test_info();
    for (const qsizetype chunk : golub::test::ChunkSizes) {
        SCOPED_TRACE("chunk size " + std::to_string(chunk));
        Harness harness(options, chunk);
        harness.runner.cleartextAllowed = options.allowCleartext;
        harness.runner.run(golub::test::Transcript::parse(text, QString::fromLatin1(info->name())));
        check(harness);
        if (::testing::Test::HasFailure())
            return;
    }
}

} // namespace golub::imap::test
