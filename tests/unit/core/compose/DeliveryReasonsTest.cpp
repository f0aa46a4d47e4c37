// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/DeliveryReasons.h"

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

struct Row {
    const char *status;
    const char *reply;
    const char *word;             //!< that must stand in what the person reads
};

void PrintTo(const Row &row, std::ostream *out)
{
    *out << row.status << ' ' << row.reply;
}

QString why(const char *status, const char *reply = "", DeliveryNews::Kind kind = DeliveryNews::Kind::Failed)
{
    return explanationOf({ QStringLiteral("ala@example.net"), kind, QString::fromLatin1(status), QString::fromLatin1(reply) });
}

class DeliveryReason : public testing::TestWithParam<Row> { };

TEST_P(DeliveryReason, IsToldInPlainWords)
{
    const Row &row = GetParam();
    const QString text = why(row.status, row.reply);
    EXPECT_TRUE(text.contains(QLatin1String(row.word), Qt::CaseInsensitive)) << qPrintable(text);
    EXPECT_TRUE(text.endsWith(u'.'));
}

INSTANTIATE_TEST_SUITE_P(Codes, DeliveryReason,
    testing::Values(Row { "5.1.0", "", "address is not accepted" }, Row { "5.1.1", "", "no such mailbox" }, Row { "5.1.2", "", "domain does not exist" },
        Row { "5.1.3", "", "not written correctly" }, Row { "5.1.4", "", "several people" }, Row { "5.1.6", "", "has moved" },
        Row { "5.1.7", "", "your address as sender" }, Row { "5.1.8", "", "domain of your address" }, Row { "5.1.9", "", "hand it on" },
        Row { "5.1.10", "", "takes no mail at all" }, Row { "5.2.0", "", "recipient's mailbox" }, Row { "5.2.1", "", "switched off" },
        Row { "5.2.2", "", "mailbox is full" }, Row { "5.2.3", "", "larger than" }, Row { "5.2.4", "", "mailing list" }, Row { "5.3.0", "", "mail system" },
        Row { "5.3.1", "", "no room" }, Row { "5.3.2", "", "at the moment" }, Row { "5.3.3", "", "cannot do" }, Row { "5.3.4", "", "too large" },
        Row { "5.3.5", "", "not set up" }, Row { "5.4.0", "", "disturbed" }, Row { "5.4.1", "", "does not answer" }, Row { "4.4.2", "", "connection" },
        Row { "5.4.3", "", "directory" }, Row { "5.4.4", "", "No server takes mail" }, Row { "5.4.5", "", "overloaded" }, Row { "5.4.6", "", "circle" },
        Row { "5.4.7", "", "so long" }, Row { "5.5.0", "", "did not understand" }, Row { "5.5.1", "", "refused a command" }, Row { "5.5.2", "", "refused a command" },
        Row { "5.5.3", "", "too many recipients" }, Row { "5.5.4", "", "refused a command" }, Row { "5.6.0", "", "content" }, Row { "5.6.1", "", "kind of content" },
        Row { "5.6.2", "", "must not be" }, Row { "5.6.3", "", "cannot be" }, Row { "5.6.5", "", "could not be changed" }, Row { "5.6.7", "", "international" },
        Row { "5.7.0", "", "by its rules" }, Row { "5.7.1", "", "refuses mail from you" }, Row { "5.7.2", "", "mailing list" }, Row { "5.7.3", "", "made readable" },
        Row { "5.7.4", "", "protection" }, Row { "5.7.5", "", "could not be opened" }, Row { "5.7.7", "", "changed on the way" }, Row { "5.7.8", "", "sign-in" },
        Row { "5.7.13", "", "switched off" }, Row { "5.7.17", "", "somebody else" }, Row { "5.7.20", "", "DKIM" }, Row { "5.7.21", "", "DKIM" },
        Row { "5.7.23", "", "SPF" }, Row { "5.7.24", "", "SPF" }, Row { "5.7.25", "", "reverse DNS" }, Row { "5.7.26", "", "DMARC" },
        Row { "5.7.27", "", "sends no mail" }, Row { "4.7.28", "", "Too much mail" }, Row { "5.7.29", "", "ARC" }, Row { "5.7.30", "", "encryption" },
        Row { "5.7.50", "", "limits" }, Row { "5.7.64", "", "administrator" }, Row { "5.7.124", "", "certain senders" }, Row { "5.7.129", "", "certain senders" },
        Row { "5.7.133", "", "members" }, Row { "5.7.134", "", "members" }, Row { "5.7.193", "", "outside" }, Row { "5.7.509", "", "DMARC" },
        Row { "5.7.520", "", "forwarded" }, Row { "5.7.606", "", "blocks" }, Row { "5.7.705", "", "too much mail" }, Row { "5.7.708", "", "takes no mail" }));

INSTANTIATE_TEST_SUITE_P(Words, DeliveryReason,
    testing::Values(Row { "", "550 user unknown", "no such mailbox" }, Row { "5.0.0", "552 Mailbox full", "mailbox is full" },
        Row { "5.0.0", "Unrouteable address", "no such mailbox" }, Row { "", "Sorry, I couldn't find any host named x", "domain does not exist" },
        Row { "5.2.0", "554 quota exceeded", "mailbox is full" }, Row { "", "554 message looks like spam", "refuses mail from you" },
        Row { "", "all hosts failed: retry timeout exceeded", "so long" }, Row { "5.7.999", "", "by its rules" }, Row { "", "", "no reason that Golub knows" }));

TEST(DeliveryReasons, ADelaySaysThatThereIsNothingToDo)
{
    EXPECT_TRUE(why("4.4.1", "", DeliveryNews::Kind::Delayed).contains(QStringLiteral("nothing to do")));
    EXPECT_TRUE(why("", "", DeliveryNews::Kind::Displayed).contains(QStringLiteral("displayed")));
    EXPECT_TRUE(why("", "", DeliveryNews::Kind::Unread).contains(QStringLiteral("without being displayed")));
    EXPECT_TRUE(why("", "", DeliveryNews::Kind::Delivered).contains(QStringLiteral("arrived")));
}

} // namespace
} // namespace golub::compose
