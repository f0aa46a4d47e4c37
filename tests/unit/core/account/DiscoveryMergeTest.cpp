// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/DiscoveryMerge.h"

#include <gtest/gtest.h>

namespace golub::account {
namespace {

using enum DiscoverySource;

DiscoveredServer imap(const char *host, quint16 port = 993, Security security = Security::Tls, bool needsConfirmation = false)
{
    DiscoveredServer server;
    server.settings.host = QLatin1StringView(host);
    server.settings.port = port;
    server.settings.security = security;
    server.settings.user = QStringLiteral("ala@example.org");
    server.needsConfirmation = needsConfirmation;
    return server;
}

SourceAnswer answer(DiscoverySource source, const QList<DiscoveredServer> &servers)
{
    SourceAnswer one;
    one.source = source;
    one.servers = servers;
    return one;
}

Discovery merge(const QList<SourceAnswer> &answers)
{
    return mergeAnswers(partsOf(QStringLiteral("ala@example.org")), answers);
}

QStringList hosts(const QList<DiscoveredServer> &servers)
{
    QStringList names;
    for (const DiscoveredServer &server : servers)
        names += server.settings.host;
    return names;
}

// The table of ranks, a row a test: \a better wins over \a worse, whichever answered first.
struct Pair {
    const char *name;
    DiscoverySource better;
    DiscoverySource worse;
};

class Ranking : public testing::TestWithParam<Pair>
{
};

TEST_P(Ranking, theBetterSourceWins)
{
    const SourceAnswer good = answer(GetParam().better, { imap("good.example.org") });
    const SourceAnswer bad = answer(GetParam().worse, { imap("bad.example.org") });
    const QStringList expected { QStringLiteral("good.example.org"), QStringLiteral("bad.example.org") };
    EXPECT_EQ(hosts(merge({ good, bad }).imap), expected);
    EXPECT_EQ(hosts(merge({ bad, good }).imap), expected);
    EXPECT_EQ(merge({ bad, good }).imap.first().source(), GetParam().better);
}

INSTANTIATE_TEST_SUITE_P(Discovery, Ranking,
    testing::Values(Pair { "directoryOverAutoconfig", Directory, Autoconfig }, Pair { "autoconfigOverWellKnown", Autoconfig, WellKnown },
        Pair { "wellKnownOverDatabase", WellKnown, Database }, Pair { "databaseOverSrv", Database, Srv },
        Pair { "srvOverHosterDirectory", Srv, HosterDirectory }, Pair { "hosterDirectoryOverHosterDatabase", HosterDirectory, HosterDatabase },
        Pair { "hosterDatabaseOverAutodiscover", HosterDatabase, Autodiscover }, Pair { "autodiscoverOverUnchecked", Autodiscover, Unchecked },
        Pair { "uncheckedOverGuess", Unchecked, Guess }, Pair { "autoconfigOverGuess", Autoconfig, Guess }, Pair { "srvOverGuess", Srv, Guess }),
    [](const auto &row) { return std::string(row.param.name); });

TEST(DiscoveryMerge, cleartextNeverWinsWhoeverNamesIt)
{
    const Discovery merged = merge({ answer(Autoconfig, { imap("clear.example.org", 143, Security::None) }), answer(Guess, { imap("imap.example.org") }) });
    EXPECT_EQ(hosts(merged.imap), QStringList({ QStringLiteral("imap.example.org") }));
    ASSERT_EQ(merged.refused.size(), 1);
    EXPECT_EQ(merged.refused[0].settings.host, u"clear.example.org");
    EXPECT_EQ(merged.refused[0].source(), Autoconfig);
    EXPECT_FALSE(merged.refused[0].why.isEmpty());
    EXPECT_FALSE(merge({ answer(Autoconfig, { imap("clear.example.org", 143, Security::None) }) }).isComplete());
}

TEST(DiscoveryMerge, theSameServerIsOneWithAllItsSources)
{
    DiscoveredServer database = imap("IMAP.example.org");
    database.settings.user = QStringLiteral("ala");
    const Discovery merged = merge({ answer(Guess, { imap("imap.example.org") }), answer(Database, { database }), answer(Srv, { imap("imap.example.org") }) });
    ASSERT_EQ(merged.imap.size(), 1);
    EXPECT_EQ(merged.imap[0].sources, QList<DiscoverySource>({ Database, Srv, Guess }));
    EXPECT_EQ(merged.imap[0].settings.user, u"ala") << "the most trusted one's user name stands";
}

TEST(DiscoveryMerge, anotherPortOrSecurityIsAnotherServer)
{
    EXPECT_EQ(merge({ answer(Autoconfig, { imap("imap.example.org"), imap("imap.example.org", 143, Security::StartTls) }) }).imap.size(), 2);
}

TEST(DiscoveryMerge, eachSourcesOrderStands)
{
    EXPECT_EQ(hosts(merge({ answer(Autoconfig, { imap("z.example.org"), imap("a.example.org") }) }).imap),
        QStringList({ QStringLiteral("z.example.org"), QStringLiteral("a.example.org") }));
}

TEST(DiscoveryMerge, whatOnlyDnsSaysOfAnotherDomainStandsLast)
{
    const Discovery merged = merge({ answer(Srv, { imap("imap.hoster.net", 993, Security::Tls, true) }), answer(Guess, { imap("imap.example.org") }) });
    EXPECT_EQ(hosts(merged.imap), QStringList({ QStringLiteral("imap.example.org"), QStringLiteral("imap.hoster.net") }));
    EXPECT_TRUE(merged.imap[1].needsConfirmation);
}

TEST(DiscoveryMerge, aSourceThatAuthenticatesItselfConfirmsTheHost)
{
    const Discovery merged = merge({ answer(Srv, { imap("imap.hoster.net", 143, Security::StartTls, true) }),
        answer(HosterDatabase, { imap("imap.hoster.net") }), answer(Guess, { imap("imap.example.org") }) });
    EXPECT_EQ(merged.imap.first().settings.port, 143) << "the domain's own word is the first choice again";
    EXPECT_FALSE(merged.imap.first().needsConfirmation);
}

TEST(DiscoveryMerge, namesHintsAndLinksComeFromTheBestThatHasThem)
{
    SourceAnswer database = answer(Database, { imap("imap.example.org") });
    database.providerName = QStringLiteral("Database's name");
    database.links = { { QStringLiteral("https://help.example.org"), QStringLiteral("Help") } };
    SourceAnswer wellKnown = answer(WellKnown, {});
    wellKnown.providerName = QStringLiteral("Own name");
    wellKnown.links = { { QStringLiteral("https://help.example.org"), QStringLiteral("The same page") } };
    const Discovery merged = merge({ database, wellKnown });
    EXPECT_EQ(merged.providerName, u"Own name");
    EXPECT_EQ(merged.links.size(), 1);
}

TEST(DiscoveryMerge, completeMeansIncomingAndOutgoing)
{
    DiscoveredServer smtp = imap("smtp.example.org", 465);
    smtp.protocol = MailProtocol::Smtp;
    EXPECT_FALSE(merge({ answer(Autoconfig, { imap("imap.example.org") }) }).isComplete());
    EXPECT_TRUE(merge({ answer(Autoconfig, { imap("imap.example.org"), smtp }) }).isComplete());
}

TEST(DiscoveryMerge, aFloodOfServersIsCut)
{
    QList<DiscoveredServer> many;
    for (int i = 0; i < 1000; ++i)
        many += imap(QByteArray("imap" + QByteArray::number(i) + ".example.org").constData());
    EXPECT_LE(merge({ answer(Srv, many) }).imap.size(), 20);
}

} // namespace
} // namespace golub::account
