// SPDX-License-Identifier: GPL-3.0-or-later
// What a draft's file asks of the outgoing server besides delivery.
#include "core/account/AccountJson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace golub::test {
namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

TEST(SubmissionJsonTest, EveryWishOfTheServersExtensionsCanBeWritten)
{
    const auto options = account::submissionFromJson(object(R"({"subject": "x", "notify": ["success", "delay"], "return_full": true,
        "require_tls": true, "deliver_by": 3600, "hold_until": "2030-01-02T03:04:05+01:00"})"));
    ASSERT_TRUE(options);
    EXPECT_TRUE(options->notices.success && options->notices.delay && options->notices.fullMessage);
    EXPECT_FALSE(options->notices.failure || options->notices.never);
    EXPECT_TRUE(options->requireTls);
    EXPECT_EQ(options->deliverBy, std::chrono::seconds(3600));
    EXPECT_EQ(options->holdUntil.toUTC(), QDateTime(QDate(2030, 1, 2), QTime(2, 4, 5), Qt::UTC));
    EXPECT_EQ(*account::submissionFromJson(object(R"({"subject": "x"})")), SubmissionOptions());
}

TEST(SubmissionJsonTest, WhatCannotBeIsNamed)
{
    for (const auto &[json, word] : { std::pair { R"({"notify": ["sometimes"]})", "sometimes" }, std::pair { R"({"notify": ["never", "delay"]})", "never" },
             std::pair { R"({"hold_until": "tomorrow"})", "hold_until" } }) {
        const auto options = account::submissionFromJson(object(json));
        ASSERT_FALSE(options) << json;
        EXPECT_EQ(options.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(options.error().text.contains(QLatin1String(word)) || options.error().detail.contains(QLatin1String(word))) << qPrintable(options.error().text);
    }
}

// The draft and the wishes stand in one file: each reader leaves the other's fields alone.
TEST(SubmissionJsonTest, TheDraftKnowsTheseNames)
{
    EXPECT_TRUE(account::draftFromJson(object(R"({"to": ["a@example.org"], "subject": "x", "text": "y", "notify": ["never"], "return_full": false,
        "require_tls": false, "deliver_by": 60, "hold_until": "2030-01-02T03:04:05Z"})")));
}

} // namespace
} // namespace golub::test
