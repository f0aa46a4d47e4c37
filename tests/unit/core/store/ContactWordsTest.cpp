// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactTable.h"
#include "core/store/Migrations.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QFile>

namespace golub::test {
namespace {

using Seen = store::ContactTable::Seen;

Address person(const QString &name, const QString &address)
{
    return { name, address };
}

//! More contacts than wait for their words, in lines and behind them.
class ContactWordsTest : public StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        QList<Seen> people;
        for (int i = 0; i < Many; ++i)
            people.append({ numbered(i), clock.utcNow().addSecs(i) });
        must(store->contacts().collect(people, false));
        must(store->contacts().collect(QList<Seen> { { person(QStringLiteral("Zofia Żółć"), QStringLiteral("zofia@example.net")), clock.utcNow().addDays(-1) } }, false));
    }
    static Address numbered(int i) { return person(QStringLiteral("Jan Kowalski%1").arg(i), QStringLiteral("jan%1@example.org").arg(i)); }
    QList<Address> complete(const QString &prefix, int limit = 10) const { return must(reader()->completeAddress(prefix, limit)); }
    qint64 number(const char *sql) const
    {
        const auto file = store::Database::open(dir.filePath(QStringLiteral("mail.sqlite")), store::Database::Mode::Read);
        return must((*file)->number(sql));
    }

    static constexpr int Many = 3000;
};

TEST_F(ContactWordsTest, EverybodyIsFoundHoweverManyThereAre)
{
    EXPECT_GT(number("SELECT count(*) FROM contact_words"), 0) << "or this shows nothing";
    EXPECT_EQ(complete(QStringLiteral("kowalski2987")), QList<Address> { numbered(2987) });
    EXPECT_EQ(complete(QStringLiteral("jan2500@exam")), QList<Address> { numbered(2500) }) << "a word, and the beginning of another";
    EXPECT_EQ(complete(QStringLiteral("exam kowalski77 j"), 1), QList<Address> { numbered(779) }) << "the last seen of eleven";
    EXPECT_EQ(complete(QStringLiteral("kowalski77"), 100).size(), 11);
    EXPECT_EQ(complete(QStringLiteral("zolc")).size(), 1) << "who came last";
    EXPECT_EQ(complete(QStringLiteral("j"), 2), (QList<Address> { numbered(Many - 1), numbered(Many - 2) }));
    EXPECT_TRUE(complete(QStringLiteral("owalski")).isEmpty()) << "inside of a word";
    EXPECT_TRUE(complete(QStringLiteral("12")).isEmpty()) << "no id";
    EXPECT_TRUE(complete(QStringLiteral("kowalski5 zolc")).isEmpty()) << "words of two people";
    EXPECT_TRUE(complete(QStringLiteral("jan"), 0).isEmpty());
    EXPECT_EQ(must(store->contacts().complete(QStringLiteral("kowalski2987"), 10)).size(), 1) << "in the writer, too";
}

TEST_F(ContactWordsTest, AnotherNameIsFoundAndTheOldIsNot)
{
    const Address married = person(QStringLiteral("Janina Nowak"), numbered(2500).address);
    must(store->contacts().collect({ married }, clock.utcNow().addDays(1), true));
    EXPECT_EQ(complete(QStringLiteral("janina")), QList<Address> { married });
    EXPECT_EQ(complete(QStringLiteral("jan2500@example")), QList<Address> { married });
    EXPECT_TRUE(complete(QStringLiteral("kowalski2500 jan2500")).isEmpty());
    EXPECT_EQ(complete(QStringLiteral("exam")).first(), married) << "written to";
    EXPECT_EQ(number("SELECT count(*) FROM contacts"), Many + 1);
}

TEST_F(ContactWordsTest, LinesOfNobodyDoNotPileUp)
{
    for (int round = 0; round < 5; ++round) {
        QList<Seen> people;
        for (int i = 0; i < Many; ++i)
            people.append({ person(QStringLiteral("Name%1 Of%2").arg(round).arg(i), numbered(i).address), clock.utcNow().addDays(round + 1) });
        must(store->contacts().collect(people, false));
    }
    EXPECT_LE(number("SELECT sum(contacts) FROM contact_words"), 3 * (Many + 1)) << "at most twice as many as there are contacts, and those of one batch";
    EXPECT_EQ(complete(QStringLiteral("name4 of2987")), QList<Address> { person(QStringLiteral("Name4 Of2987"), numbered(2987).address) });
    EXPECT_TRUE(complete(QStringLiteral("name3")).isEmpty());
    EXPECT_EQ(complete(QStringLiteral("zofia")).size(), 1);
}

TEST_F(ContactWordsTest, WhatFailsLeavesNoWords)
{
    const Outcome done = store->transaction([&]() -> Outcome {
        QList<Seen> people;
        for (int i = 0; i < Many; ++i)
            people.append({ person(QStringLiteral("Never%1").arg(i), QStringLiteral("never%1@example.org").arg(i)), clock.utcNow() });
        must(store->contacts().collect(people, false));
        return Error::of(ErrorKind::Cancelled);
    });
    EXPECT_FALSE(done);
    EXPECT_TRUE(complete(QStringLiteral("never")).isEmpty());
    must(store->contacts().collect({ person(QStringLiteral("Ewa"), QStringLiteral("ewa@example.org")) }, clock.utcNow(), false));
    EXPECT_EQ(complete(QStringLiteral("ewa")).size(), 1);
}

//! A profile of the version before words were lines and new rows were counted by who inserts them.
TEST(ContactMigrationTest, ContactsAndCountersOfVersionFiveStay)
{
    const FakeClock clock;
    QTemporaryDir old;
    QList<store::Migration> five = store::migrationsFor(QLatin1String("mail"));
    five.resize(5);
    {
        const auto file = store::Database::open(old.filePath(QStringLiteral("mail.sqlite")), store::Database::Mode::Write);
        ASSERT_TRUE(file);
        must(store::migrate(**file, five));
        must((*file)->execute("INSERT INTO accounts(id, name, address, protocol, incoming, outgoing, secret_source, secret_command, leave_policy, leave_days) "
                              "VALUES(1, 'a', 'a@b', 0, '{}', '{}', 0, '[]', 0, 0);"
                              "INSERT INTO mailboxes(id, account, wire, path, delimiter, role, selectable, local) VALUES(1, 1, x'494E424F58', 'INBOX', '/', 1, 1, 0);"
                              "INSERT INTO messages(account, mailbox, uid, date_ms, sent_ms, sent_offset, server_flags, server_keywords, flags, keywords, "
                              "mod_seq, size, from_name, from_address, to_display, cc_display, subject, message_id, reply_ids, thread_id, has_attachments, "
                              "preview) VALUES(1, 1, 5, 1000, 1000, 0, 0, '', 0, '', 0, 9, '', '', '', '', 'kept', '<x>', '', '<x>', 0, '');"
                              "INSERT INTO contacts(id, address_key, address, name, written_ms, seen_ms) VALUES(3, 'zofia@example.net', 'Zofia@example.net', "
                              "'Zofia Żółć', 5, 5), (1700, 'jan@example.org', 'jan@example.org', 'Jan', 4, 9);"
                              "INSERT INTO contact_words(word, contact) VALUES('zofia', 3), ('zolc', 3), ('example', 3), ('net', 3), ('jan', 1700), "
                              "('example', 1700), ('org', 1700);"));
    }
    const auto opened = store::MessageStore::open(old.path(), clock, {});
    ASSERT_TRUE(opened) << qPrintable(opened.error().detail);
    EXPECT_TRUE(QFile::exists(old.filePath(QStringLiteral("mail.sqlite.v5.bak"))));
    const auto complete = [&](const char *prefix) { return must((*opened)->contacts().complete(QString::fromUtf8(prefix), 10)); };
    const Address zofia = person(QStringLiteral("Zofia Żółć"), QStringLiteral("Zofia@example.net"));
    const Address jan = person(QStringLiteral("Jan"), QStringLiteral("jan@example.org"));
    EXPECT_EQ(complete("żół"), QList<Address> { zofia });
    EXPECT_EQ(complete("example"), (QList<Address> { zofia, jan }));
    EXPECT_EQ(complete("jan or"), QList<Address> { jan });
    const Mailbox before = must((*opened)->mailboxes().find({ 1 }));
    EXPECT_EQ(before.total, 1);
    EXPECT_EQ(before.unread, 1);
    store::IncomingMessage message;
    message.uid = { 6 };
    must((*opened)->messages().insert({ 1 }, message));
    must((*opened)->messages().remove({ { 1 } }));
    EXPECT_EQ(must((*opened)->mailboxes().find({ 1 })).total, 1);
}

} // namespace
} // namespace golub::test
