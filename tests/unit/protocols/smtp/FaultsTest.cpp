// SPDX-License-Identifier: GPL-3.0-or-later
// What can go wrong with a server, one test a fault, and what the person and the outbox must then know.
#include "SmtpPlay.h"

#include "core/base/Limits.h"

#include <string>

namespace golub::smtp::test {
namespace {

// The start of a session on loopback without sign-in, up to the end of EHLO.
const std::string Plain = "@security none\n@allow-cleartext\n@auth none\n@submit\nS: 220 host ESMTP\nC: EHLO [127.0.0.1]\nS: 250 host\n";
const std::string ToMail = Plain + "C: MAIL FROM:<ala@example.org>\n";
const std::string ToRcpt = ToMail + "S: 250 ok\nC: RCPT TO:<bob@example.net>\n";
const std::string ToData = ToRcpt + "S: 250 ok\nC: DATA\n";
const std::string ToDot = ToData + "S: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\n";

Play play(const std::string &transcript)
{
    return playAll(transcript.c_str());
}

TEST(SmtpFaultsTest, bad_greeting)
{
    play("@submit\nS: * OK IMAP4rev1 ready\n@expect protocol\n@error IMAP4rev1\n@closed protocol\nX\n");
    play("@submit\nS: 354 what\n@expect protocol\n@closed protocol\n");
}

TEST(SmtpFaultsTest, denied_greeting)
{
    play("@submit\nS: 554 5.7.1 No SMTP service for you\n@expect server_refused\n@error No SMTP service for you\n@closed server_refused\n");
}

TEST(SmtpFaultsTest, connection_refused)
{
    play("@submit\nX connection_refused\n@expect connection_refused\n@closed connection_refused\n");
}

TEST(SmtpFaultsTest, host_not_found)
{
    play("@submit\nX host_not_found\n@expect host_not_found\n@closed host_not_found\n");
}

TEST(SmtpFaultsTest, certificate_rejected)
{
    play("@security tls\n@submit\nX certificate_rejected\n@expect certificate_rejected\n@closed certificate_rejected\n");
}

TEST(SmtpFaultsTest, greeting_timed_out)
{
    play("@submit\nS: 220-wait\nTIME +299s\nTIME +1s\n@expect timeout\n@closed timeout\n");
}

TEST(SmtpFaultsTest, connection_lost_prematurely)
{
    const std::string stages[] = { "@submit\n@security none\n@allow-cleartext\nS~: 220-\n", "@submit\nS: 220 host\nC: EHLO [127.0.0.1]\n", ToMail, ToRcpt, ToData };
    for (const std::string &stage : stages)
        play(stage + "X\n@expect connection_lost\n@closed connection_lost\n");
}

TEST(SmtpFaultsTest, connection_lost_while_idle)
{
    play(ToDot + "S: 250 ok\nX\n@expect accepted\n@closed connection_lost\n");
}

TEST(SmtpFaultsTest, connection_lost_before_the_final_dot_is_certainly_not_sent)
{
    const Play p = play(ToData + "X\n@expect connection_lost\n@closed connection_lost\n");
    EXPECT_EQ(p.reports.first().recipients.first().state, RecipientState::Pending);
}

TEST(SmtpFaultsTest, connection_lost_after_the_final_dot_is_unknown)
{
    const Play p = play(ToDot + "X\n@expect unknown_delivery\n@closed connection_lost\n");
    EXPECT_EQ(p.reports.first().recipients.first().state, RecipientState::Accepted);
    EXPECT_EQ(p.reports.first().end, HandoverEnd::Lost);
}

TEST(SmtpFaultsTest, timed_out_after_the_final_dot_is_unknown)
{
    const Play p = play(ToDot + "TIME +9min\nTIME +59s\nTIME +1s\n@expect unknown_delivery\n@closed timeout\n");
    EXPECT_EQ(p.reports.first().end, HandoverEnd::Silent);
}

TEST(SmtpFaultsTest, nonsense_after_the_final_dot_is_unknown)
{
    const Play p = play(ToDot + "S: what was that\n@expect unknown_delivery\n@closed protocol\n");
    EXPECT_EQ(p.reports.first().end, HandoverEnd::Unclear);
    play(ToDot + "S: 354 once more\n@expect unknown_delivery\n@closed protocol\n");
}

TEST(SmtpFaultsTest, partial_reply)
{
    play(ToMail + "S~: 250-almo\nX\n@expect connection_lost\n@closed connection_lost\n");
    play(ToMail + "S: 250-almost\nTIME +5min\n@expect timeout\n@closed timeout\n");
    play(ToDot + "S~: 250 queu\nX\n@expect unknown_delivery\n@closed connection_lost\n");
}

TEST(SmtpFaultsTest, premature_reply)
{
    // An answer to DATA before it was sent is taken for the answer to DATA: it cannot make anybody believe that mail was sent.
    play(ToRcpt + "S: 250 ok\nS: 250 queued\nC: DATA\n@expect protocol\n@closed protocol\n");
    // Nothing was asked.
    play(ToDot + "S: 250 ok\n@expect accepted\nS: 250 and another one\n@closed protocol\n");
}

TEST(SmtpFaultsTest, early_data_reply)
{
    // A window of four bytes that is never written: the refusal comes before the end of the message was sent.
    Options options;
    options.security = Security::None;
    options.allowCleartext = true;
    options.auth = AuthMethod::None;
    options.contentWindow = 4;
    for (const auto &[reply, kind] : { std::pair { "552 too much\r\n", ErrorKind::ServerRefused }, { "451 later\r\n", ErrorKind::ServerTemporary },
             { "250 fine\r\n", ErrorKind::Protocol } }) {
        Engine engine(options);
        engine.connected(false);
        engine.submit({ QStringLiteral("a@b.c"), { QStringLiteral("d@e.f") }, "Subject: x\r\n\r\nlong\r\n" });
        engine.receive("220 x\r\n250 x\r\n250 x\r\n250 x\r\n");
        engine.permitData({});
        engine.receive("354 go\r\n");
        EXPECT_EQ(engine.state(), Engine::State::Content);
        engine.drained();
        EXPECT_EQ(engine.state(), Engine::State::Content);
        engine.receive(reply);
        EXPECT_EQ(engine.state(), Engine::State::Closed);
        QByteArray sent;
        std::optional<Error> error;
        for (const auto &effect : engine.takeEffects()) {
            if (const auto *send = std::get_if<wire::Send>(&effect))
                sent += send->bytes;
            const auto *event = std::get_if<Event>(&effect);
            if (const auto *done = event ? std::get_if<SubmissionDone>(event) : nullptr)
                error = done->report.error;
        }
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, kind);
        EXPECT_TRUE(sent.endsWith("Subject:")) << "after a refusal nothing more of the message leaves";
    }
}

TEST(SmtpFaultsTest, content_in_windows_ends_with_the_dot_only_when_all_has_left)
{
    const Play p = play("@window 5\n" + ToDot + "S: 250 ok\n@expect accepted\n");
    // A window of which nothing can be sent yet (a carriage return that may become a line end) is no reason to wait.
    play("@window 1\n@message a\\rb\\r\n" + ToData + "S: 354 go\nC: a\nC: b\nC: .\nS: 250 ok\n@expect accepted\n");
    EXPECT_TRUE(p.logged.contains("<5 bytes>"));
    Options options;
    options.security = Security::None;
    options.allowCleartext = true;
    options.auth = AuthMethod::None;
    options.contentWindow = 1000;
    Engine engine(options);
    engine.connected(false);
    engine.submit({ QStringLiteral("a@b.c"), { QStringLiteral("d@e.f") }, "Subject: x\r\n\r\nlong\r\n" });
    engine.receive("220 x\r\n250 x\r\n250 x\r\n250 x\r\n");
    engine.permitData({});
    engine.receive("354 go\r\n");
    EXPECT_EQ(engine.state(), Engine::State::Content);
    engine.connectionLost(Error::of(ErrorKind::ConnectionLost));
    for (const auto &effect : engine.takeEffects()) {
        const auto *event = std::get_if<Event>(&effect);
        if (const auto *done = event ? std::get_if<SubmissionDone>(event) : nullptr) {
            EXPECT_EQ(done->report.error->kind, ErrorKind::ConnectionLost) << "the dot was not handed over: certainly not sent";
        }
    }
}

// RFC 5321 section 4.5.3.2.5: three minutes for each block to leave. What has not left is certainly not sent.
TEST(SmtpFaultsTest, content_block_timed_out)
{
    Options options;
    options.security = Security::None;
    options.allowCleartext = true;
    options.auth = AuthMethod::None;
    options.contentWindow = 4;
    Engine engine(options);
    engine.connected(false);
    engine.submit({ QStringLiteral("a@b.c"), { QStringLiteral("d@e.f") }, "Subject: x\r\n\r\nlong\r\n" });
    engine.receive("220 x\r\n250 x\r\n250 x\r\n250 x\r\n");
    engine.permitData({});
    engine.receive("354 go\r\n");
    std::optional<std::chrono::milliseconds> patience;
    for (const auto &effect : engine.takeEffects()) {
        if (const auto *deadline = std::get_if<wire::SetDeadline>(&effect))
            patience = deadline->in;
    }
    EXPECT_EQ(patience, std::chrono::minutes(3));
    engine.deadlineExpired();
    EXPECT_EQ(engine.state(), Engine::State::Closed);
    std::optional<Error> error;
    for (const auto &effect : engine.takeEffects()) {
        const auto *event = std::get_if<Event>(&effect);
        if (const auto *done = event ? std::get_if<SubmissionDone>(event) : nullptr)
            error = done->report.error;
    }
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::Timeout);
}

TEST(SmtpFaultsTest, unexpected_reply)
{
    play(ToMail + "S: 354 go on\n@expect protocol\n@closed protocol\n");
    play(ToRcpt + "S: 334 challenge\n@expect protocol\n@closed protocol\n");
    play(ToData + "S: 250 ok\n@expect protocol\n@closed protocol\n");
}

TEST(SmtpFaultsTest, command_timed_out)
{
    play("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nTIME +5min\n@expect timeout\n@closed timeout\n");
    play(ToMail + "TIME +5min\n@expect timeout\n@closed timeout\n");
    play(ToRcpt + "TIME +5min\n@expect timeout\n@closed timeout\n");
    play(ToData + "TIME +2min\n@expect timeout\n@closed timeout\n");
}

TEST(SmtpFaultsTest, slow_answers_within_their_time_are_awaited)
{
    play(Plain + "C: MAIL FROM:<ala@example.org>\nTIME +299s\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nTIME +299s\nS: 250 ok\nC: DATA\n"
                 "TIME +119s\nS: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\nTIME +599s\nS: 250 ok\n@expect accepted\nTIME +5h\n");
}

TEST(SmtpFaultsTest, service_shutting_down_answers_anything)
{
    play(ToMail + "S: 421 4.3.2 shutting down\n@expect server_temporary\n@error shutting down\n@closed server_temporary\n");
    play(ToRcpt + "S: 421 4.3.2 shutting down\n@expect server_temporary\n@closed server_temporary\n");
    play(ToDot + "S: 421 4.3.2 shutting down\n@expect server_temporary\n@closed server_temporary\n");
    play(Plain + "C: MAIL FROM:<ala@example.org>\nS: 550 no\n@expect server_refused\nS: 421 idle for too long\n@closed server_temporary\n");
}

TEST(SmtpFaultsTest, bad_ehlo_reply)
{
    play("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 550 go away\n@expect server_refused\nC: QUIT\n@closed server_refused\n");
    play("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 334 what\n@expect protocol\n@closed protocol\n");
}

TEST(SmtpFaultsTest, refused_mail_leaves_the_session_usable)
{
    play(ToMail + "S: 451 4.7.1 greylisted\n@expect server_temporary\n@submit\nC: MAIL FROM:<ala@example.org>\nS: 552 too large\n@expect server_refused\n"
                  "@quit\nC: QUIT\nS: 221 bye\n@closed normal\n");
}

TEST(SmtpFaultsTest, refused_data_resets)
{
    play(ToData + "S: 554 no valid recipients\nC: RSET\n@expect server_refused\n@recipient bob@example.net pending 250\nS: 250 ok\n");
}

TEST(SmtpFaultsTest, refused_message_is_refused_for_every_recipient)
{
    play(ToDot + "S: 550 5.7.1 looks like spam\n@expect server_refused\n@error looks like spam\n@recipient bob@example.net refused 550\n");
}

TEST(SmtpFaultsTest, failed_reset_ends_the_session)
{
    play(ToData + "S: 451 no\nC: RSET\n@expect server_temporary\nS: 500 what\nC: QUIT\n@closed server_refused\n");
}

TEST(SmtpFaultsTest, permission_denied_sends_nothing)
{
    const Play p = play("@deny\n" + ToRcpt + "S: 250 ok\nC: RSET\n@expect storage_full\n@recipient bob@example.net pending 250\nS: 250 ok\n");
    EXPECT_EQ(p.permissionsAsked, 1);
    EXPECT_FALSE(p.logged.contains("DATA"));
}

TEST(SmtpFaultsTest, permission_is_asked_once_and_before_the_content)
{
    const Play p = play(ToDot + "S: 250 ok\n@expect accepted\n");
    EXPECT_EQ(p.permissionsAsked, 1);
    EXPECT_EQ(p.events, (QList<QByteArray> { "greeted", "capabilities", "ready", "before-data", "done" }));
}

TEST(SmtpFaultsTest, endless_line)
{
    const std::string line(std::size_t(limits::LineLength), 'x');
    play("@security none\n@allow-cleartext\n@auth none\n@submit\nS: 220 " + line.substr(4) + "\nC: EHLO [127.0.0.1]\nX\n@expect connection_lost\n@closed connection_lost\n");
    play("@submit\nS~: 220 " + line + "\n@expect limit_exceeded\n@closed limit_exceeded\n");
}

TEST(SmtpFaultsTest, endless_reply)
{
    std::string lines = "@submit\n";
    for (qsizetype i = 0; i <= limits::ReplyLines; ++i)
        lines += "S: 220-and more\n";
    play(lines + "@expect limit_exceeded\n@closed limit_exceeded\n");
}

TEST(SmtpFaultsTest, quit_without_answer)
{
    play(ToDot + "S: 250 ok\n@expect accepted\n@quit\nC: QUIT\nX\n@closed normal\n");
    play(ToDot + "S: 250 ok\n@expect accepted\n@quit\nC: QUIT\nTIME +10s\n@closed normal\n");
}

TEST(SmtpFaultsTest, quit_waits_for_the_message_that_is_on_its_way)
{
    play(ToDot + "@quit\nS: 250 ok\n@expect accepted\nC: QUIT\nS: 221 bye\n@closed normal\n");
}

TEST(SmtpFaultsTest, quit_before_the_sign_in_cancels)
{
    play("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\n@quit\n@expect cancelled\n@closed normal\n");
}

TEST(SmtpFaultsTest, second_submission_at_once_is_a_conflict_and_the_first_goes_on)
{
    play(ToMail + "@submit\n@expect conflict\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\n"
                  "S: 250 ok\n@expect accepted\n");
}

TEST(SmtpFaultsTest, submission_after_the_end_is_answered)
{
    play("@security none\n@allow-cleartext\n@auth none\nX timeout\n@closed timeout\n@submit\n@expect timeout\n");
}

TEST(SmtpFaultsTest, unusable_addresses_never_reach_the_wire)
{
    const Play p = play("@security none\n@allow-cleartext\n@auth none\n@to not an address\n@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250 host\n"
                        "@expect invalid_input\n@error not an address\n@from two@at@example.org\n@submit\n@expect invalid_input\n");
    EXPECT_FALSE(p.logged.contains("MAIL"));
}

TEST(SmtpFaultsTest, message_larger_than_the_server_takes_is_not_tried)
{
    play("@security none\n@allow-cleartext\n@auth none\n@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 SIZE 21\n@expect invalid_input\n");
    play("@security none\n@allow-cleartext\n@auth none\n@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 SIZE 22\n"
         "C: MAIL FROM:<ala@example.org> SIZE=22\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nX\n@expect connection_lost\n@closed connection_lost\n");
}

TEST(SmtpFaultsTest, international_address_needs_smtputf8)
{
    const std::string start = "@security none\n@allow-cleartext\n@auth none\n@to żaba@example.org\n@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\n";
    play(start + "S: 250 8BITMIME\n@expect invalid_input\n@error żaba@example.org\n");
    play(start + "S: 250-8BITMIME\nS: 250 SMTPUTF8\nC: MAIL FROM:<ala@example.org> SMTPUTF8\nS: 250 ok\nC: RCPT TO:<żaba@example.org>\nX\n"
                 "@expect connection_lost\n@closed connection_lost\n");
}

TEST(SmtpFaultsTest, eight_bit_content_is_announced_where_the_server_knows_it)
{
    play("@security none\n@allow-cleartext\n@auth none\n@message Subject: x\\r\\n\\r\\nżółw\\r\\n.dot\\r\\n\n@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\n"
         "S: 250 8BITMIME\nC: MAIL FROM:<ala@example.org> BODY=8BITMIME\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n"
         "C: Subject: x\nC:\nC: żółw\nC: ..dot\nC: .\nS: 250 ok\n@expect accepted\n");
}

} // namespace
} // namespace golub::smtp::test
