// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Query.h"

#include "core/base/Limits.h"
#include "core/search/FtsQuery.h"

#include <gtest/gtest.h>

namespace golub::search {
namespace {

Query parsed(const QString &text)
{
    const Result<Query> query = parseQuery(text);
    EXPECT_TRUE(query.has_value()) << qPrintable(text);
    return query.value_or({});
}

void refused(const QString &text, const QString &names)
{
    const Result<Query> query = parseQuery(text);
    ASSERT_FALSE(query.has_value()) << qPrintable(text);
    EXPECT_EQ(query.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(query.error().text.contains(names)) << qPrintable(query.error().text);
}

TEST(Query, WordsPhrasesAndExclusions)
{
    const Query query = parsed(QStringLiteral("raport \"za marzec\" -szkic"));
    ASSERT_EQ(query.groups.size(), 3);
    EXPECT_EQ(query.groups.at(0).first().text, u"raport");
    EXPECT_FALSE(query.groups.at(0).first().phrase);
    EXPECT_TRUE(query.groups.at(1).first().phrase);
    EXPECT_EQ(query.groups.at(1).first().text, u"za marzec");
    EXPECT_TRUE(query.groups.at(2).first().negated);
    EXPECT_TRUE(parsed(QStringLiteral("  ")).isEmpty());
}

TEST(Query, OrJoinsNeighbours)
{
    const Query query = parsed(QStringLiteral("a OR b c OR \"d e\" OR f"));
    ASSERT_EQ(query.groups.size(), 2);
    EXPECT_EQ(query.groups.at(0).size(), 2);
    EXPECT_EQ(query.groups.at(1).size(), 3);
    EXPECT_EQ(parsed(QStringLiteral("OR a OR")).groups.size(), 1);
    EXPECT_EQ(parsed(QStringLiteral("a or b")).groups.size(), 3) << "a small or is a word";
}

TEST(Query, Operators)
{
    const Query query = parsed(QStringLiteral("from:jan To:\"Ala Nowak\" subject:plan in:Archive in:inbox has:attachment is:unread -is:flagged "
                                              "after:2026-01-31 before:2026-03-01 larger:10M smaller:200k"));
    ASSERT_EQ(query.groups.size(), 3);
    EXPECT_EQ(query.groups.at(0).first().field, Term::Field::From);
    EXPECT_EQ(query.groups.at(1).first().field, Term::Field::To);
    EXPECT_TRUE(query.groups.at(1).first().phrase);
    EXPECT_EQ(query.groups.at(2).first().field, Term::Field::Subject);
    EXPECT_EQ(query.inMailboxes, (QStringList { QStringLiteral("archive"), QStringLiteral("inbox") }));
    EXPECT_TRUE(query.hasAttachment);
    EXPECT_EQ(query.seen, false);
    EXPECT_EQ(query.flagged, false);
    EXPECT_EQ(query.after, QDate(2026, 1, 31));
    EXPECT_EQ(query.before, QDate(2026, 3, 1));
    EXPECT_EQ(query.largerThan, 10 * 1024 * 1024);
    EXPECT_EQ(query.smallerThan, 200 * 1024);
}

TEST(Query, WhatLooksLikeAnOperatorButIsNoneIsText)
{
    EXPECT_EQ(parsed(QStringLiteral("https://example.org Re: 12:30")).groups.size(), 3);
    EXPECT_EQ(parsed(QStringLiteral("a - b")).groups.size(), 3);
    EXPECT_EQ(parsed(QStringLiteral("\"open")).groups.first().first().text, u"open");
}

TEST(Query, MistakesAreNamed)
{
    refused(QStringLiteral("is:blue"), QStringLiteral("blue"));
    refused(QStringLiteral("after:yesterday"), QStringLiteral("after"));
    refused(QStringLiteral("before:2026-02-30"), QStringLiteral("before"));
    refused(QStringLiteral("larger:big"), QStringLiteral("larger"));
    refused(QStringLiteral("smaller:-1"), QStringLiteral("smaller"));
    refused(QStringLiteral("larger:99999999999999999999"), QStringLiteral("larger"));
    refused(QStringLiteral("has:wings"), QStringLiteral("wings"));
    refused(QStringLiteral("from:"), QStringLiteral("from"));
    refused(QStringLiteral("-in:trash"), QStringLiteral("in"));
    refused(QStringLiteral("a OR -b"), QStringLiteral("b"));
    refused(QStringLiteral("a OR is:read"), QStringLiteral("is"));
}

TEST(Query, LimitsHold)
{
    EXPECT_TRUE(parseQuery(QString(limits::SearchText, u'a')).has_value());
    refused(QString(limits::SearchText + 1, u'a'), QString::number(limits::SearchText));
    EXPECT_TRUE(parseQuery(QStringLiteral("a ").repeated(limits::SearchTerms)).has_value());
    refused(QStringLiteral("a ").repeated(limits::SearchTerms + 1), QString::number(limits::SearchTerms));
}

TEST(FtsQuery, TextNeverBecomesSyntax)
{
    EXPECT_EQ(toFts(parsed(QStringLiteral("a* AND^b \"x) OR (y\""))).match, u"(\"a\" * AND \"and b\" * AND \"x or y\")");
    EXPECT_EQ(toFts(parsed(QStringLiteral("from:jan@x.org -\"spam mail\""))).match, u"sender : \"jan x org\" * NOT \"spam mail\"");
    EXPECT_EQ(toFts(parsed(QStringLiteral("a OR b -c -d"))).match, u"(\"a\" * OR \"b\" *) NOT (\"c\" * OR \"d\" *)");
}

TEST(FtsQuery, OnlyExclusionsAndSignsOnly)
{
    const FtsQuery exclusions = toFts(parsed(QStringLiteral("-a -subject:b")));
    EXPECT_TRUE(exclusions.match.isEmpty());
    EXPECT_EQ(exclusions.exclude, u"\"a\" * OR subject : \"b\" *");
    EXPECT_TRUE(toFts(parsed(QStringLiteral("!!!"))).impossible);
    EXPECT_FALSE(toFts(parsed(QStringLiteral("-!!!"))).impossible);
    EXPECT_FALSE(toFts(parsed(QStringLiteral("a OR !!!"))).impossible);
}

} // namespace
} // namespace golub::search
