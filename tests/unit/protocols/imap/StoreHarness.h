// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/ImapRemoteStore.h"
#include "tests/support/FakeClock.h"
#include "tests/support/ScriptedTransport.h"

#include <gtest/gtest.h>

#include <functional>

namespace golub::imap::test {

//! What happened, in its order.
struct Outcomes {
    QByteArrayList list;
    void add(const QByteArray &what) { list.append(what); }
    template<class T>
    Done<T> done(const QByteArray &what)
    {
        return [this, what](Result<T> result) { add(result ? what : what + " failed: " + kindName(result.error().kind).toLatin1()); };
    }
    //! For what is expected to fail: "what kind".
    Done<void> failed(const QByteArray &what)
    {
        return [this, what](Result<void> result) { add(result ? what + " succeeded" : what + ' ' + kindName(result.error().kind).toLatin1()); };
    }
};

inline ServerSettings settings()
{
    return { QStringLiteral("mail.example.org"), 993, Security::Tls, QStringLiteral("ala") };
}

struct StoreHarness {
    StoreHarness(const QByteArray &text, qsizetype chunk, const SessionOptions &options = {})
        : script(clock, text, chunk), store(settings(), Secret("tajne-haslo"), script.connection(), options)
    {
    }
    golub::test::FakeClock clock;
    golub::test::Script script;
    ImapRemoteStore store;
};

//! The beginning of a session that needs no password, with these capabilities besides IMAP4rev1.
inline QByteArray signedIn(const char *capabilities)
{
    return "TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 " + QByteArray(capabilities) + "] hello\n";
}

//! Plays \a script at several chunk sizes; \a act asks the store for things; \a expected is what must have happened, in this order.
inline void playStore(const QByteArray &script, const std::function<void(StoreHarness &, Outcomes &)> &act, const QByteArrayList &expected,
    const SessionOptions &options = {})
{
    for (const qsizetype chunk : { 0, 1, 2, 3, 7 }) {
        SCOPED_TRACE("chunk size " + std::to_string(chunk));
        Outcomes outcomes;
        StoreHarness harness(script, chunk, options);
        act(harness, outcomes);
        EXPECT_TRUE(outcomes.list.isEmpty()) << "completions come later";
        harness.script.play();
        harness.clock.advance(std::chrono::milliseconds(1));
        EXPECT_TRUE(harness.script.isFinished()) << harness.script.report().toStdString();
        EXPECT_EQ(outcomes.list, expected) << outcomes.list.join('|').constData();
        EXPECT_FALSE(harness.script.log().allText().contains("tajne-haslo"));
        if (::testing::Test::HasFailure())
            return;
    }
}

} // namespace golub::imap::test
