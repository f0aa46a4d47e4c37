// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Pop3Maildrop.h"

#include "tests/support/ScriptedTransport.h"

#include <gtest/gtest.h>

namespace golub::pop3 {
namespace {

using golub::test::FakeClock;
using golub::test::Script;

const QByteArray SignIn = "TLS\nS: +OK hi\nC: CAPA\nS: +OK\nS: TOP\nS: UIDL\nS: USER\nS: .\nC: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\n";

Options options()
{
    ServerSettings server;
    server.host = QStringLiteral("mail.example.org");
    server.port = 995;
    server.user = QStringLiteral("ala");
    return optionsFor(server, Secret("s3cret-word"));
}

class MaildropTest : public testing::Test
{
protected:
    void settle(Script &script)
    {
        for (int i = 0; i < 3; ++i) {
            script.play();
            clock.advance(std::chrono::milliseconds(0));
        }
    }
    Done<void> outcome(const char *name)
    {
        return [this, name](const Outcome &o) { log.append(QString::fromLatin1(name) + u' ' + (o ? QStringLiteral("ok") : kindName(o.error().kind))); };
    }
    Done<QByteArray> bytes(const char *name)
    {
        return [this, name](const Result<QByteArray> &r) {
            log.append(QString::fromLatin1(name) + u' ' + (r ? QString::fromUtf8(*r) : kindName(r.error().kind)));
        };
    }

    FakeClock clock;
    QStringList log;
};

TEST_F(MaildropTest, AWholeVisit)
{
    Script script(clock, SignIn + "C: LIST\nS: +OK\nS: 1 5\nS: .\nC: UIDL\nS: +OK\nS: 1 a\nS: .\nC: TOP 1 0\nS: +OK\nS: h\nS: .\nC: RETR 1\nS: +OK\nS: m\nS: .\n"
                         "C: DELE 1\nS: +OK\nC: QUIT\nS: +OK\nX\n");
    Pop3Maildrop maildrop(options(), script.connection());
    maildrop.open(outcome("open"));
    maildrop.list([this](const Result<QList<MaildropMessage>> &list) {
        log.append(list && list->size() == 1 ? QStringLiteral("list ") + QString::fromLatin1(list->first().uidl) : QStringLiteral("list wrong"));
    });
    maildrop.top(1, 0, [told = bytes("top")](const Result<Maildrop::Beginning> &top) {
        EXPECT_TRUE(top && !top->whole);
        top ? told(top->bytes) : told(top.error());
    });
    maildrop.retrieve(1, bytes("retrieve"));
    maildrop.remove(1, outcome("remove"));
    maildrop.quit(outcome("quit"));
    EXPECT_TRUE(log.isEmpty()) << "completions come later";
    settle(script);
    EXPECT_EQ(log, (QStringList { QStringLiteral("open ok"), QStringLiteral("list a"), QStringLiteral("top h\r\n"), QStringLiteral("retrieve m\r\n"),
                       QStringLiteral("remove ok"), QStringLiteral("quit ok") }))
        << script.report().toStdString();
    EXPECT_TRUE(script.isFinished()) << script.report().toStdString();
    EXPECT_FALSE(script.log().allText().contains("s3cret-word"));
    EXPECT_EQ(maildrop.statistics().commands, 9);
}

TEST_F(MaildropTest, EveryRequestLearnsWhyTheConnectionFailed)
{
    Script script(clock, "X host_not_found\n");
    Pop3Maildrop maildrop(options(), script.connection());
    maildrop.open(outcome("open"));
    maildrop.retrieve(1, bytes("retrieve"));
    maildrop.quit(outcome("quit"));
    settle(script);
    log.sort();
    ASSERT_EQ(log.size(), 3) << script.report().toStdString();
    for (const QString &line : std::as_const(log))
        EXPECT_FALSE(line.endsWith(QStringLiteral("ok"))) << line.toStdString();
    maildrop.remove(1, outcome("remove"));
    clock.advance(std::chrono::milliseconds(0));
    EXPECT_EQ(log.size(), 4) << "also one that comes too late";
    maildrop.open(outcome("again"));
    clock.advance(std::chrono::milliseconds(0));
    EXPECT_EQ(log.last(), QStringLiteral("again conflict"));
}

TEST_F(MaildropTest, NothingIsCalledAfterDestruction)
{
    Script script(clock, SignIn);
    {
        Pop3Maildrop maildrop(options(), script.connection());
        maildrop.retrieve(1, bytes("retrieve"));
        maildrop.open(outcome("open"));
        script.play();
        log.clear();
    }
    clock.advance(std::chrono::hours(1));
    EXPECT_TRUE(log.isEmpty());
    EXPECT_FALSE(script.written().contains("QUIT")) << "nothing marked is deleted";
}

TEST_F(MaildropTest, ObserverHearsTheSession)
{
    Script script(clock, SignIn);
    Pop3Maildrop maildrop(options(), script.connection());
    QByteArray seen;
    maildrop.setObserver([&seen](const Event &event) { seen += QByteArray::number(qsizetype(event.index())); });
    maildrop.open(outcome("open"));
    settle(script);
    EXPECT_EQ(seen, "10234") << "encrypted, greeted, capabilities, authenticated, ready";
}

} // namespace
} // namespace golub::pop3
