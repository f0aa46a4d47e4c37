// SPDX-License-Identifier: GPL-3.0-or-later
// A small engine with STARTTLS, a password and a deadline, over scripts.
#include "protocols/net/SessionDriver.h"

#include "tests/support/ScriptedTransport.h"

#include <gtest/gtest.h>

#include <memory>

using namespace golub;
using namespace std::chrono_literals;

namespace {

//! Speaks: greeting, STLS, USER, then one line per command. Trusts its driver as far as possible: no guard of its own.
class ToyEngine
{
public:
    struct Line { QByteArray text; };
    struct Lost { Error why; };
    using Event = std::variant<Line, Lost>;

    void connected(bool tls)
    {
        secure = tls;
        effects.push_back(wire::SetDeadline { 30s });
    }
    void receive(QByteArrayView bytes)
    {
        buffer.append(bytes.data(), bytes.size());
        for (qsizetype end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
            const QByteArray line = buffer.left(end);
            buffer.remove(0, end + 2);
            take(line);
        }
    }
    void tlsEstablished()
    {
        secure = true;
        send("HELLO");
    }
    void deadlineExpired() { effects.push_back(wire::Close { Error::of(ErrorKind::Timeout) }); }
    void connectionLost(const Error &why) { effects.push_back(Event(Lost { why })); }
    wire::Effects<Event> takeEffects() { return std::exchange(effects, {}); }

    void send(const QByteArray &line) { effects.push_back(wire::Send { line + "\r\n" }); }
    void signIn(const QByteArray &password)
    {
        effects.push_back(wire::Send { "PASS " + password + "\r\n", true, QByteArray("PASS <redacted>") });
    }
    void end() { effects.push_back(wire::Close {}); }

    bool startTls = false;
    bool secure = false;

private:
    void take(const QByteArray &line)
    {
        effects.push_back(Event(Line { line }));
        effects.push_back(wire::SetDeadline {});
        if (line == "hi" && startTls)
            send("STLS");
        else if (line == "begin tls")
            effects.push_back(wire::StartTls {});
    }
    QByteArray buffer;
    wire::Effects<Event> effects;
};

class SessionDriverTest : public testing::Test
{
protected:
    using Driver = net::SessionDriver<ToyEngine>;
    void begin(const QByteArray &transcript, Security security, qsizetype chunk = 0)
    {
        script = std::make_unique<test::Script>(clock, transcript, chunk);
        ToyEngine engine;
        engine.startTls = security == Security::StartTls;
        driver = std::make_unique<Driver>(std::move(engine), script->connection(security));
        driver->onEvent([this](ToyEngine::Event &event) {
            if (const auto *line = std::get_if<ToyEngine::Line>(&event)) {
                lines.append(line->text);
                if (onLine)
                    onLine(line->text);
            } else {
                lost = std::get<ToyEngine::Lost>(event).why;
                order.append("lost");
            }
        });
        driver->onClosed([this](const std::optional<Error> &why) {
            ++closes;
            closedWhy = why;
            order.append("closed");
        });
        driver->open();
        script->play();
    }

    test::FakeClock clock;
    std::unique_ptr<test::Script> script;
    std::unique_ptr<Driver> driver;
    QList<QByteArray> lines;
    std::function<void(const QByteArray &)> onLine;
    std::optional<Error> lost;
    std::optional<Error> closedWhy;
    QByteArrayList order;
    int closes = 0;
};

QByteArray kinds(const QList<ProtocolLine> &lines)
{
    QByteArray text;
    for (const ProtocolLine &line : lines)
        text += "CSTX#"[int(line.kind)];
    return text;
}

} // namespace

TEST_F(SessionDriverTest, BytesGoInAndEffectsComeOutAtEveryChunkSize)
{
    for (const qsizetype chunk : { 1, 2, 3, 7, 0 }) {
        lines.clear();
        begin("S: hi\nC: STLS\nS: begin tls\nTLS\nC: HELLO\nS: welcome\nS: twice\n", Security::StartTls, chunk);
        EXPECT_TRUE(script->isFinished()) << chunk << ": " << script->report().toStdString();
        EXPECT_EQ(lines, (QList<QByteArray> { "hi", "begin tls", "welcome", "twice" })) << chunk;
        EXPECT_TRUE(driver->isEncrypted());
        EXPECT_EQ(driver->tlsFacts(), QStringLiteral("TLS 1.3, TLS_AES_256_GCM_SHA384"));
    }
}

TEST_F(SessionDriverTest, ASubmitFromAnEventIsSentAfterWhatStandsBeforeIt)
{
    onLine = [&](const QByteArray &line) {
        if (line == "hi") {
            driver->submit([](ToyEngine &engine) { engine.send("FROM EVENT"); });
            EXPECT_FALSE(script->written().contains("FROM EVENT")) << "nothing happens inside of the handler";
        }
    };
    // STLS was asked for by the engine in the same round as the event: it comes first.
    begin("S: hi\nC: STLS\nC: FROM EVENT\n", Security::StartTls);
    EXPECT_TRUE(script->isFinished()) << script->report().toStdString();
}

// The engine above has no guard of its own: it would send HELLO and take the injected line for the server's.
TEST_F(SessionDriverTest, TextInOnePieceWithTheAnswerToStartTlsNeverReachesTheEngine)
{
    begin("S: hi\nC: STLS\nS: begin tls\nS: injected\nTLS\nC: HELLO\n", Security::StartTls);
    EXPECT_EQ(lines, (QList<QByteArray> { "hi", "begin tls" }));
    ASSERT_TRUE(lost);
    EXPECT_EQ(lost->kind, ErrorKind::Protocol);
    EXPECT_EQ(closes, 1);
    EXPECT_FALSE(script->written().contains("HELLO"));
}

TEST_F(SessionDriverTest, TextAfterTheAnswerToStartTlsEndsTheSessionAtEveryChunkSize)
{
    for (const qsizetype chunk : { 1, 2, 3, 7, 11, 12 }) {
        lines.clear();
        lost.reset();
        begin("S: hi\nC: STLS\nS: begin tls\nS~: i\nTLS\n", Security::StartTls, chunk);
        ASSERT_TRUE(lost) << chunk;
        EXPECT_EQ(lost->kind, ErrorKind::Protocol) << chunk;
        EXPECT_EQ(lines.size(), 2) << chunk;
    }
}

TEST_F(SessionDriverTest, ADeadlineRunsOnTheClock)
{
    begin("TLS\nTIME +29s\n", Security::Tls);
    EXPECT_EQ(closes, 0);
    clock.advance(1s);
    EXPECT_EQ(closes, 1);
    ASSERT_TRUE(closedWhy);
    EXPECT_EQ(closedWhy->kind, ErrorKind::Timeout);
    EXPECT_TRUE(script->isClosedByClient());
    EXPECT_EQ(clock.pending(), 0);
}

TEST_F(SessionDriverTest, ADeadlineIsCancelledByTheNextOne)
{
    begin("TLS\nS: hi\nTIME +5min\nS: still here\n", Security::Tls);
    EXPECT_EQ(closes, 0);
    EXPECT_EQ(lines.size(), 2);
}

TEST_F(SessionDriverTest, ALostConnectionIsToldToTheEngineFirst)
{
    begin("TLS\nS: hi\nX offline\n", Security::Tls);
    EXPECT_EQ(order, (QByteArrayList { "lost", "closed" }));
    ASSERT_TRUE(lost && closedWhy);
    EXPECT_EQ(lost->kind, ErrorKind::Offline);
    EXPECT_EQ(closedWhy->kind, ErrorKind::Offline);
    EXPECT_TRUE(driver->isClosed());
    EXPECT_EQ(clock.pending(), 0);
}

TEST_F(SessionDriverTest, AConnectionThatNeverComesIsLostToo)
{
    begin("X host_not_found\n", Security::Tls);
    ASSERT_TRUE(lost);
    EXPECT_EQ(lost->kind, ErrorKind::HostNotFound);
    EXPECT_EQ(closes, 1);
}

TEST_F(SessionDriverTest, NothingIsSentAfterClose)
{
    begin("TLS\nS: hi\n", Security::Tls);
    driver->submit([](ToyEngine &engine) {
        engine.end();
        engine.send("TOO LATE");
    });
    driver->submit([](ToyEngine &engine) { engine.send("MUCH TOO LATE"); });
    EXPECT_EQ(closes, 1);
    EXPECT_FALSE(closedWhy) << "a normal end";
    EXPECT_EQ(script->written(), "");
    EXPECT_TRUE(script->isClosedByClient());
}

TEST_F(SessionDriverTest, MayBeDestroyedByItsEventHandler)
{
    onLine = [&](const QByteArray &line) {
        if (line == "two")
            driver.reset();
    };
    begin("TLS\nS: one\nS: two\nS: three\n", Security::Tls);
    EXPECT_EQ(lines, (QList<QByteArray> { "one", "two" }));
    EXPECT_EQ(closes, 0);
    EXPECT_EQ(clock.pending(), 0);
}

TEST_F(SessionDriverTest, LaterCallsComeLaterInOrderAndNotAfterDestruction)
{
    begin("TLS\nS: hi\n", Security::Tls);
    QList<int> calls;
    driver->later([&] { calls.append(1); });
    driver->later([&] { calls.append(2); });
    EXPECT_TRUE(calls.isEmpty());
    clock.advance(0ms);
    EXPECT_EQ(calls, (QList<int> { 1, 2 }));
    driver->later([&] { calls.append(3); });
    driver.reset();
    clock.advance(1s);
    EXPECT_EQ(calls.size(), 2);
}

TEST_F(SessionDriverTest, BytesAndCommandsAreCounted)
{
    begin("TLS\nS: hi\n", Security::Tls);
    driver->submit([](ToyEngine &engine) { engine.send("NOOP"); });
    const WireStatistics statistics = driver->statistics();
    EXPECT_EQ(statistics.commands, 1);
    EXPECT_EQ(statistics.bytesSent, 6);
    EXPECT_EQ(statistics.bytesReceived, 4);
}

TEST_F(SessionDriverTest, TheLogTellsTheSessionAndHidesTheSecret)
{
    begin("S: hi\nC: STLS\nS: begin tls\nTLS\nC: HELLO\n", Security::StartTls);
    driver->submit([](ToyEngine &engine) { engine.signIn("hunter2"); });
    driver->submit([](ToyEngine &engine) { engine.end(); });
    EXPECT_EQ(kinds(script->log().lines), "#SCSTCCX");
    EXPECT_EQ(script->log().lines.at(6).text, "PASS <redacted>");
    EXPECT_FALSE(script->log().allText().contains("hunter2"));
    for (const ProtocolLine &line : script->log().lines) {
        EXPECT_EQ(line.session, script->log().lines.first().session);
        EXPECT_EQ(line.label, QStringLiteral("ala@example.org"));
    }
}

TEST_F(SessionDriverTest, ASecretWithoutTextForTheLogIsHiddenAllTheSame)
{
    begin("TLS\nS: hi\n", Security::Tls);
    driver->submit([](ToyEngine &engine) { engine.signIn("x"); });
    EXPECT_TRUE(script->log().allText().contains("<redacted>"));
}

TEST_F(SessionDriverTest, ALogIsATranscriptThatPlaysAgain)
{
    begin("S: hi\nC: STLS\nS: begin tls\nTLS\nC: HELLO\nS: welcome\nX\n", Security::StartTls);
    QByteArray saved;
    for (const ProtocolLine &line : script->log().lines) {
        const QByteArray words[] = { "C: " + line.text, "S: " + line.text, "TLS", "X", "# " + line.text };
        saved += words[int(line.kind)] + '\n';
    }
    lines.clear();
    begin(saved, Security::StartTls);
    EXPECT_TRUE(script->isFinished()) << script->report().toStdString();
    EXPECT_EQ(lines.last(), "welcome");
}
