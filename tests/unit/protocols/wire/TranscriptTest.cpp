// SPDX-License-Identifier: GPL-3.0-or-later
// The runner that proves things about engines is proved itself: it passes a good engine and fails a bad one.
#include "tests/support/Transcript.h"

#include <gtest/gtest-spi.h>

namespace golub::test {
namespace {

struct Heard {
    QByteArray line;
};

//! Answers each line with "echo <line>"; "tls" asks for TLS, "secret" sends a secret, "bye" closes.
class EchoEngine
{
public:
    using Event = std::variant<Heard>;
    explicit EchoEngine(bool redacts = true) : m_redacts(redacts) { }
    void connected(bool tls) { m_effects.emplace_back(wire::Send { tls ? "hello tls\r\n" : "hello\r\n" }); }
    void receive(QByteArrayView bytes)
    {
        m_buffer.append(bytes.data(), bytes.size());
        for (qsizetype end = m_buffer.indexOf("\r\n"); end >= 0; end = m_buffer.indexOf("\r\n")) {
            take(m_buffer.left(end));
            m_buffer.remove(0, end + 2);
        }
    }
    void tlsEstablished() { m_effects.emplace_back(wire::Send { "inside\r\n" }); }
    void deadlineExpired() { m_effects.emplace_back(wire::Close { Error::of(ErrorKind::Timeout) }); }
    void connectionLost(const Error &why) { m_effects.emplace_back(wire::Close { why }); }
    wire::Effects<Event> takeEffects() { return std::exchange(m_effects, {}); }

private:
    void take(const QByteArray &line)
    {
        m_effects.emplace_back(Event { Heard { line } });
        m_effects.emplace_back(wire::SetDeadline { std::chrono::seconds(30) });
        if (line == "tls")
            m_effects.emplace_back(wire::StartTls {});
        else if (line == "bye")
            m_effects.emplace_back(wire::Close {});
        else if (line == "secret")
            m_effects.emplace_back(wire::Send { "pass word\r\n", true, m_redacts ? std::optional<QByteArray>("pass <redacted>") : std::nullopt });
        else
            m_effects.emplace_back(wire::Send { "echo " + line + "\r\n" });
    }
    bool m_redacts;
    QByteArray m_buffer;
    wire::Effects<Event> m_effects;
};

std::optional<Error> play(const char *text, qsizetype chunk = 1, bool cleartext = true, bool redacts = true)
{
    EchoEngine engine(redacts);
    TranscriptRunner<EchoEngine> runner(engine, chunk);
    runner.cleartextAllowed = cleartext;
    runner.secrets = { "word" };
    runner.run(Transcript::parse(text, QStringLiteral("echo")));
    return runner.closeReason();
}

TEST(TranscriptTest, PlaysADialogue)
{
    for (const qsizetype chunk : ChunkSizes) {
        play("# a comment\nC: hello\nS: one\nC: echo one\nS: tls\nTLS\nC: inside\nS: secret\nC: pass <redacted>\nS: bye\nX\n", chunk, false);
        play("TLS\nC: hello tls\nSRAW: a\\x41\\r\\n\nC: echo aA\nS~: ha\nS: lf\nC: echo half\nS> {literal}\nC: echo {literal}\n", chunk);
    }
}

TEST(TranscriptTest, LiteralBlocksAreCounted)
{
    const Transcript t = Transcript::parse("S: * FETCH {*}\nS> ab\nS> c\nS: )\nC: APPEND {*}\nS: + go\nC> xyz\n", QStringLiteral("here"));
    EXPECT_EQ(t.steps.at(0).bytes, "* FETCH {7}\r\n");
    EXPECT_EQ(t.steps.at(4).bytes, "APPEND {5}\r\n");
}

TEST(TranscriptTest, TimePassesUntilTheDeadline)
{
    EXPECT_FALSE(play("C: hello\nS: x\nC: echo x\nTIME +29s\n"));
    EXPECT_EQ(play("C: hello\nS: x\nC: echo x\nTIME +29s\nTIME +1s\nX\n")->kind, ErrorKind::Timeout);
    EXPECT_EQ(play("C: hello\nX timeout\n")->kind, ErrorKind::Timeout);
    EXPECT_EQ(play("C: hello\nX it went away\n")->kind, ErrorKind::ConnectionLost);
}

TEST(TranscriptTest, DifferencesAreFailures)
{
    EXPECT_NONFATAL_FAILURE(play("C: hallo\n"), "the client sent hello");
    EXPECT_NONFATAL_FAILURE(play("C: hello\nC: more\n"), "the client sent nothing");
    EXPECT_NONFATAL_FAILURE(play("C: hello\nS: x\n"), "sent more than expected");
    EXPECT_NONFATAL_FAILURE(play("C: hello\nTLS\n"), "did not ask for TLS");
    EXPECT_NONFATAL_FAILURE(play("C: hello\nwhat is this\n"), "not a transcript line");
    EXPECT_NONFATAL_FAILURE(play("C: hello\nTIME soon\n"), "not a time");
}

TEST(TranscriptTest, SecretsAreWatched)
{
    EXPECT_NONFATAL_FAILURE(play("C: hello\nS: secret\nC: pass <redacted>\n", 1, false), "a secret in the clear");
    EXPECT_NONFATAL_FAILURE(play("C: hello\nS: word\nC: echo word\n"), "a secret is in the log");
}

} // namespace
} // namespace golub::test
