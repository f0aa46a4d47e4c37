// SPDX-License-Identifier: GPL-3.0-or-later
// COPY at a server that leaves the flags behind (Mailutils), although RFC 9051 section 6.4.7 has the copy keep them.
#include "tests/unit/protocols/imap/StoreHarness.h"

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::signedIn;
using test::StoreHarness;

const MailboxName Inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
const MailboxName Work { "Work", QStringLiteral("Work"), u'/' };
constexpr char LosesFlags[] = "AUTH=SECURID"; // by which that server is known

const QByteArray Selected = "C: A1 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A1 OK [READ-WRITE] done\n";
const QByteArray Copied = "C: A2 UID FETCH 4:6 (UID FLAGS)\nS: * 3 FETCH (UID 6 FLAGS (\\Seen))\nS: * 1 FETCH (UID 4 FLAGS (\\Seen \\Flagged))\nS: * 2 FETCH (UID 5 FLAGS ())\nS: A2 OK\n"
                          "C: A3 STATUS \"Work\" (UIDNEXT)\nS: * STATUS Work (UIDNEXT 20)\nS: A3 OK\nC: A4 UID COPY 4:6 \"Work\"\nS: A4 OK\n";

void copyAndLookAgain(StoreHarness &h, Outcomes &o)
{
    h.store.open(o.done<void>("open"));
    h.store.select(Inbox, [&](auto) {
        o.add("select");
        h.store.copy(UidSet::fromText("4:6"), Work, o.done<RemoteStore::UidMap>("copy"));
        h.store.fetchFlags(UidSet::of(Uid { 4 }), {}, [&](const RemoteMessage &message) { o.add(QByteArray::number(message.uid.value)); }, o.done<void>("flags"));
    });
}

TEST(FlaggedCopy, theCopiesGetTheFlagsAndTheSourceIsSelectedAgain)
{
    playStore(signedIn(LosesFlags) + Selected + Copied
            + "C: A5 SELECT \"Work\"\nS: * 9 EXISTS\nS: * OK [UIDVALIDITY 8] ok\nS: * OK [UIDNEXT 23] ok\nS: A5 OK [READ-WRITE] done\n"
              "C: A6 UID STORE 22 +FLAGS.SILENT (\\Seen)\nC: A7 UID STORE 20 +FLAGS.SILENT (\\Flagged \\Seen)\nS: A6 OK\nS: A7 OK\n"
              "C: A8 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A8 OK [READ-WRITE] done\n"
              "C: A9 UID FETCH 4 (UID FLAGS)\nS: * 1 FETCH (UID 4 FLAGS (\\Seen))\nS: A9 OK\n",
        copyAndLookAgain, { "open", "select", "copy", "4", "flags" });
}

TEST(FlaggedCopy, nothingIsSetWhereSomebodyElsePutMailThereToo)
{
    playStore(signedIn(LosesFlags) + Selected + Copied
            + "C: A5 SELECT \"Work\"\nS: * 10 EXISTS\nS: * OK [UIDVALIDITY 8] ok\nS: * OK [UIDNEXT 24] ok\nS: A5 OK [READ-WRITE] done\n"
              "C: A6 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: A6 OK [READ-WRITE] done\n"
              "C: A7 UID FETCH 4 (UID FLAGS)\nS: * 1 FETCH (UID 4 FLAGS (\\Seen))\nS: A7 OK\n",
        copyAndLookAgain, { "open", "select", "copy", "4", "flags" });
}

TEST(FlaggedCopy, anotherSourceThanBeforeEndsTheSession)
{
    playStore(signedIn(LosesFlags) + Selected + Copied
            + "C: A5 SELECT \"Work\"\nS: * 10 EXISTS\nS: * OK [UIDVALIDITY 8] ok\nS: * OK [UIDNEXT 24] ok\nS: A5 OK [READ-WRITE] done\n"
              "C: A6 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 99] ok\nS: A6 OK [READ-WRITE] done\nX\n",
        copyAndLookAgain, { "open", "select", "copy failed: connection_lost", "flags failed: connection_lost" });
}

TEST(FlaggedCopy, withoutFlagsThereIsNothingToDo)
{
    playStore(signedIn(LosesFlags) + Selected
            + "C: A2 UID FETCH 4:6 (UID FLAGS)\nS: * 1 FETCH (UID 4 FLAGS ())\nS: A2 OK\nC: A3 STATUS \"Work\" (UIDNEXT)\nS: * STATUS Work (UIDNEXT 20)\nS: A3 OK\n"
              "C: A4 UID COPY 4:6 \"Work\"\nS: A4 OK\nC: A5 UID FETCH 4 (UID FLAGS)\nS: A5 OK\n",
        copyAndLookAgain, { "open", "select", "copy", "flags" });
}

} // namespace
} // namespace golub::imap
