// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/net/SslTransport.h"
#include "tests/servers/MailServer.h"
#include "tests/support/ScriptedTransport.h"
#include "tests/support/WaitUntil.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>

namespace golub::test {

//! What every test against real servers has: one server for all tests of the suite, real time, a log.
class ServerTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        if (MailServer::whyNot().isEmpty())
            s_server = std::make_unique<MailServer>();
    }
    static void TearDownTestSuite() { s_server.reset(); }
    void SetUp() override
    {
        if (const QString reason = MailServer::whyNot(); !reason.isEmpty())
            GTEST_SKIP() << reason.toStdString();
        ASSERT_TRUE(server().isRunning()) << server().problem().toStdString();
    }
    void TearDown() override
    {
        settle();
        if (HasFailure() && s_server)
            ADD_FAILURE() << log.allText().toStdString() << s_server->logs().right(8000).toStdString();
    }

    static MailServer &server() { return *s_server; }

    net::Connection connection(const ServerSettings &settings)
    {
        return { { settings.host, settings.port, settings.security, settings.caFile }, std::make_unique<net::SslTransport>(clock, nullptr), &clock, &log,
            QStringLiteral("test") };
    }
    static Secret secretOf(const QString &user) { return Secret(MailServer::password(user).toUtf8()); }

    //! Calls, waits for the completion and returns what it brought.
    template<class T>
    Result<T> await(const std::function<void(Done<T>)> &call)
    {
        auto result = std::make_shared<std::optional<Result<T>>>();
        call([result](Result<T> given) { *result = std::move(given); });
        if (!waitUntil([&] { return result->has_value(); }, std::chrono::seconds(20)))
            return Error::of(ErrorKind::Timeout, QStringLiteral("the test waited for nothing"));
        return std::move(**result);
    }

    static QByteArray message(const QByteArray &subject, const QByteArray &body = "Hello.\r\n")
    {
        return "From: Ala <ala@example.org>\r\nTo: bob@example.org\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <" + subject
            + "@example.org>\r\nSubject: " + subject + "\r\n\r\n" + body;
    }

    SystemClock clock;
    LogRecorder log;

private:
    static inline std::unique_ptr<MailServer> s_server;
};

} // namespace golub::test
