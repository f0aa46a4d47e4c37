// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/SpecialUse.h"

#include <gtest/gtest.h>

namespace golub::imap {
namespace {

TEST(MailboxCodec, knowsTheSpellingOfRfc3501)
{
    const std::pair<const char *, QString> cases[] = {
        { "", QString() },
        { "INBOX", QStringLiteral("INBOX") },
        { "~peter/mail/&U,BTFw-/&ZeVnLIqe-", QStringLiteral("~peter/mail/台北/日本語") },
        { "Wys&AUI-ane", QStringLiteral("Wysłane") },
        { "Ko&AWE- za sme&AQc-e", QStringLiteral("Koš za smeće") },
        { "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", QStringLiteral("Отправленные") },
        { "Entw&APw-rfe", QStringLiteral("Entwürfe") },
        { "A &- B", QStringLiteral("A & B") },
        { "&2D3eAA-", QString::fromUtf8("\xf0\x9f\x98\x80") },
        { "tab&AAk-", QStringLiteral("tab\t") },
    };
    for (const auto &[wire, path] : cases) {
        EXPECT_EQ(decodeMailboxName(wire), path) << wire;
        EXPECT_EQ(encodeMailboxName(path), wire) << wire;
    }
}

TEST(MailboxCodec, showsBrokenSpellingsAsTheyStand)
{
    for (const char *wire : { "R&D", "&", "&Jjo", "&Jjo!-", "&A-", "&AA-", "&AGE-", "&AC8-", "&2D0-", "&3gA-", "a&AUI-&b", "&AUJ-" })
        EXPECT_EQ(decodeMailboxName(wire), QString::fromLatin1(wire)) << wire;
}

TEST(MailboxCodec, takesUtf8AndWhateverElseComes)
{
    EXPECT_EQ(decodeMailboxName("Wys\xc5\x82"
                                "ane"),
        QStringLiteral("Wysłane"));
    EXPECT_EQ(decodeMailboxName("Wys\xb3"
                                "ane"),
        QString::fromLatin1("Wys\xb3"
                            "ane"));
    EXPECT_EQ(decodeMailboxName("a\xc5\x82 & b"), QStringLiteral("ał & b")) << "UTF-8 is not also UTF-7";
}

TEST(MailboxCodec, keepsTheWireBytes)
{
    const MailboxName name = mailboxNameFromWire("A&AUI-.\xff.&broken", '.');
    EXPECT_EQ(name.wire, "A&AUI-.\xff.&broken");
    EXPECT_EQ(name.delimiter, u'.');
    EXPECT_EQ(name.parts().size(), 3);
    EXPECT_TRUE(mailboxNameFromWire("a.b", '\0').delimiter.isNull());
}

TEST(MailboxCodec, whatIsBelowTheInboxIsShownBelowItAndAskedForAsItIs)
{
    const MailboxName name = mailboxNameFromWire("Inbox/Sub", '/');
    EXPECT_EQ(name.path, QStringLiteral("INBOX/Sub"));
    EXPECT_EQ(name.wire, "Inbox/Sub");
    EXPECT_EQ(mailboxNameFromWire("Inboxes/Sub", '/').path, QStringLiteral("Inboxes/Sub"));
    EXPECT_EQ(mailboxNameFromWire("Inbox/Sub", '.').path, QStringLiteral("Inbox/Sub"));
}

ListData list(const char *name, QList<QByteArray> attributes = {}, char delimiter = '/')
{
    return { ListData::Kind::List, std::move(attributes), delimiter, name };
}

TEST(SpecialUse, theServersWordCounts)
{
    const auto mailboxes = mailboxesFrom({ list("INBOX"), list("Kosz", { "\\archive" }), list("Sent"), list("x", { "\\sent" }), list("All", { "\\all", "\\noselect" }) });
    ASSERT_EQ(mailboxes.size(), 5);
    EXPECT_EQ(mailboxes[0].role, MailboxRole::Inbox);
    EXPECT_EQ(mailboxes[1].role, MailboxRole::Archive);
    EXPECT_EQ(mailboxes[2].role, MailboxRole::None) << "the server named another one";
    EXPECT_EQ(mailboxes[3].role, MailboxRole::Sent);
    EXPECT_EQ(mailboxes[4].role, MailboxRole::None) << "nothing can be in it";
    EXPECT_FALSE(mailboxes[4].selectable);
}

TEST(SpecialUse, guessesByNameInFiveLanguages)
{
    const std::pair<const char *, MailboxRole> names[] = {
        { "Sent Items", MailboxRole::Sent }, { "wys&AUI-ane", MailboxRole::Sent }, { "Kosz", MailboxRole::Trash }, { "Szkice", MailboxRole::Drafts },
        { "Archiwum", MailboxRole::Archive }, { "SPAM", MailboxRole::Junk }, { "Poslano", MailboxRole::Sent }, { "Sme&AQc-e", MailboxRole::Trash },
        { "Skice", MailboxRole::Drafts }, { "&BCEEPwQwBDw-", MailboxRole::Junk }, { "&BCcENQRABD0EPgQyBDgEOgQ4-", MailboxRole::Drafts },
        { "Entw&APw-rfe", MailboxRole::Drafts }, { "Gesendet", MailboxRole::Sent }, { "Papierkorb", MailboxRole::Trash },
        { "INBOX/Drafts", MailboxRole::Drafts }, { "Work/Drafts", MailboxRole::None }, { "Sentinel", MailboxRole::None },
    };
    for (const auto &[name, role] : names) {
        const auto mailboxes = mailboxesFrom({ list("INBOX"), list(name) });
        ASSERT_EQ(mailboxes.size(), 2) << name;
        EXPECT_EQ(mailboxes[1].role, role) << name;
    }
}

TEST(SpecialUse, aDelimiterAtTheEndIsNotPartOfTheName)
{
    const auto mailboxes = mailboxesFrom({ list("INBOX"), list("Public Folders/", { "\\noselect" }) });
    ASSERT_EQ(mailboxes.size(), 2);
    EXPECT_EQ(mailboxes[1].name.leaf(), QStringLiteral("Public Folders"));
    EXPECT_EQ(mailboxes[1].name.wire, "Public Folders/");
}

TEST(SpecialUse, aRoleIsGivenOnce)
{
    const auto mailboxes = mailboxesFrom({ list("INBOX"), list("Kosz"), list("Trash"), list("Trash") });
    ASSERT_EQ(mailboxes.size(), 3) << "listed twice is there once";
    EXPECT_EQ(mailboxes[1].role, MailboxRole::None);
    EXPECT_EQ(mailboxes[2].role, MailboxRole::Trash);
}

TEST(SpecialUse, thereIsAlwaysAnInbox)
{
    const auto mailboxes = mailboxesFrom({ list("a", {}, '.') });
    ASSERT_EQ(mailboxes.size(), 2);
    EXPECT_EQ(mailboxes[0].name.wire, "INBOX");
    EXPECT_EQ(mailboxes[0].name.delimiter, u'.');
}

} // namespace
} // namespace golub::imap
