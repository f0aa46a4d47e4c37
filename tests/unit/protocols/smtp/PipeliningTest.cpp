// SPDX-License-Identifier: GPL-3.0-or-later
#include "SmtpPlay.h"

#include <gtest/gtest.h>

namespace golub::smtp::test {
namespace {

// A server over TLS with the extensions that the test is about, ready for mail.
Play play(const QByteArray &extensions, const QByteArray &dialogue, const std::function<void(Play &)> &prepare = {})
{
    QByteArray start = "@security tls\n@auth none\nTLS\nS: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\n";
    for (const QByteArray &extension : extensions.split('\n'))
        start += "S: 250-" + extension + '\n';
    return playAll(golub::test::Transcript::parse(start + "S: 250 HELP\n" + dialogue, QStringLiteral("here")), prepare);
}

// RFC 2920 section 3.1: MAIL, RCPT and DATA may go together; what each is answered with counts for each.
TEST(SmtpPipeliningTest, a_refused_recipient_does_not_stop_the_others)
{
    play("PIPELINING", "@to nobody@example.net\n@to bob@example.net\n@to later@example.net\n@submit\n"
                       "C: MAIL FROM:<ala@example.org>\nC: RCPT TO:<nobody@example.net>\nC: RCPT TO:<bob@example.net>\nC: RCPT TO:<later@example.net>\n"
                       "C: DATA\nS: 250 ok\nS: 550 5.1.1 unknown\nS: 250 ok\nS: 450 4.2.0 greylisted\nS: 354 go\n"
                       "C: Subject: Hi\nC:\nC: Hello\nC: .\nS: 250 queued\n@expect accepted\n"
                       "@recipient nobody@example.net refused 550\n@recipient bob@example.net accepted 250\n@recipient later@example.net pending 450\n");
}

TEST(SmtpPipeliningTest, everybody_refused_and_data_too)
{
    play("PIPELINING", "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: DATA\nS: 250 ok\nS: 550 5.1.1 unknown\n"
                       "S: 554 5.5.1 no valid recipients\nC: RSET\n@expect server_refused\n@error 5.1.1\n@recipient bob@example.net refused 550\nS: 250 ok\n");
}

// The dot would send an empty message to nobody knows whom: nothing more is sent on this connection.
TEST(SmtpPipeliningTest, data_goes_ahead_although_everybody_was_refused)
{
    play("PIPELINING", "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: DATA\nS: 250 ok\nS: 451 4.3.0 later\nS: 354 go\n"
                       "@expect server_temporary\n@closed server_temporary\n");
}

TEST(SmtpPipeliningTest, a_refused_sender_says_nothing_about_recipients)
{
    play("PIPELINING", "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: DATA\nS: 550 5.7.1 not you\nS: 503 no sender\nS: 503 no sender\n"
                       "@expect server_refused\n@error not you\n@recipient bob@example.net pending 0\n@quit\nC: QUIT\nS: 221 bye\n@closed normal\n");
}

// The ledger could not be written: DATA was asked for already, but not a byte of the message leaves.
TEST(SmtpPipeliningTest, denied_after_data_was_asked_for)
{
    play("PIPELINING", "@deny\n@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
                       "@expect storage_full\n@closed storage_full\n");
}

// Commands that are never pipelined: nothing follows EHLO, AUTH, STARTTLS or the end of the content before its answer (RFC 2920 section 3.1).
TEST(SmtpPipeliningTest, the_next_message_waits_for_the_end_of_this_one)
{
    play("PIPELINING\nCHUNKING", "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: BDAT 22 LAST\nC: Subject: Hi\nC:\nC: Hello\n"
                                 "S: 250 ok\nS: 250 ok\nS: 250 queued\n@expect accepted\n"
                                 "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: BDAT 22 LAST\nC: Subject: Hi\nC:\nC: Hello\n"
                                 "S: 250 ok\nS: 250 ok\nS: 250 queued\n@expect accepted\n");
}

TEST(SmtpPipeliningTest, many_recipients_go_in_groups)
{
    QByteArray recipients;
    QByteArray commands;
    for (int i = 0; i < 150; ++i) {
        recipients += "@to r" + QByteArray::number(i) + "@example.net\n";
        commands += "C: RCPT TO:<r" + QByteArray::number(i) + "@example.net>\n";
    }
    const auto lines = commands.split('\n');
    const QByteArray first = lines.mid(0, 99).join('\n') + '\n';
    const QByteArray second = lines.mid(99).join('\n');
    const Play p = play("PIPELINING", recipients + "@submit\nC: MAIL FROM:<ala@example.org>\n" + first + QByteArray("S: 250 ok\n").repeated(100) + second
            + "C: DATA\n" + QByteArray("S: 250 ok\n").repeated(51) + "S: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\nS: 250 queued\n@expect accepted\n");
    EXPECT_EQ(p.reports.first().recipients.size(), 150);
}

// RFC 3030. Everything in one flight: lost before the last answer, nobody here knows.
TEST(SmtpPipeliningTest, one_flight_lost)
{
    const QByteArray flight = "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: BDAT 22 LAST\nC: Subject: Hi\nC:\nC: Hello\n";
    play("PIPELINING\nCHUNKING", flight + "X\n@expect unknown_delivery\n@closed connection_lost\n");
    play("PIPELINING\nCHUNKING", flight + "S: 250 ok\nX\n@expect unknown_delivery\n@closed connection_lost\n");
    play("PIPELINING\nCHUNKING", flight + "S: 250 ok\nS: 250 ok\nTIME +20min\n@expect unknown_delivery\n@closed timeout\n");
    // These answers say that it was not taken, whatever became of the last one.
    play("PIPELINING\nCHUNKING", flight + "S: 550 no\nX\n@expect connection_lost\n@closed connection_lost\n");
    play("PIPELINING\nCHUNKING", flight + "S: 250 ok\nS: 550 no\nX\n@expect connection_lost\n@closed connection_lost\n");
    play("PIPELINING\nCHUNKING", flight + "S: 421 4.3.2 going down\n@expect server_temporary\n@closed server_temporary\n");
}

TEST(SmtpPipeliningTest, one_flight_refused)
{
    const QByteArray flight = "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: BDAT 22 LAST\nC: Subject: Hi\nC:\nC: Hello\n";
    play("PIPELINING\nCHUNKING", flight + "S: 451 4.7.1 later\nS: 503 no\nS: 503 no\nC: RSET\n@expect server_temporary\n@error 4.7.1\nS: 250 ok\n");
    play("PIPELINING\nCHUNKING", flight + "S: 250 ok\nS: 550 5.1.1 unknown\nS: 554 none\nC: RSET\n@expect server_refused\n@error 5.1.1\nS: 250 ok\n");
    play("PIPELINING\nCHUNKING", flight + "S: 250 ok\nS: 250 ok\nS: 554 5.7.1 spam\nC: RSET\n@expect server_refused\n@recipient bob@example.net refused 554\nS: 250 ok\n");
    play("PIPELINING\nCHUNKING", "@deny\n@submit\n@expect storage_full\n@quit\nC: QUIT\nS: 221 bye\n@closed normal\n");
}

// It offers CHUNKING and does not know BDAT: what it makes of the bytes behind it nobody knows, so the connection ends, and the next
// attempt is by DATA.
TEST(SmtpPipeliningTest, chunking_that_is_none)
{
    const Play p = play("PIPELINING\nCHUNKING", "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: BDAT 22 LAST\nC: Subject: Hi\nC:\nC: Hello\n"
                                                "S: 250 ok\nS: 250 ok\nS: 502 5.5.1 what\n@expect server_temporary\n@closed server_temporary\n");
    EXPECT_TRUE(p.reports.first().chunkingRefused);
    play("PIPELINING\nCHUNKING", "@without-chunking\n@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
                                 "C: Subject: Hi\nC:\nC: Hello\nC: .\nS: 250 queued\n@expect accepted\n");
}

// A dot, a bare CR and a bare LF are nothing special in a chunk, and no end of data for the next server: they become CRLF.
TEST(SmtpPipeliningTest, a_chunk_has_no_bare_line_ends_and_no_doubled_dots)
{
    play("PIPELINING\nCHUNKING", "@message Subject: x\\r\\n\\r\\na\\n.\\n.\\rb\n@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\n"
                                 "C: BDAT 26 LAST\nC: Subject: x\nC:\nC: a\nC: .\nC: .\nC: b\nS: 250 ok\nS: 250 ok\nS: 250 queued\n@expect accepted\n");
}

// More than goes into one flight is not sent before somebody is there to get it.
TEST(SmtpPipeliningTest, a_large_message_waits_for_its_recipients)
{
    const QByteArray line(70, 'x');
    QByteArray message = "Subject: x\r\n\r\n";
    while (message.size() < 300 * 1024)
        message += line + "\r\n";
    play("PIPELINING\nCHUNKING", "@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nS: 550 no such user\nC: RSET\n@expect server_refused\nS: 250 ok\n",
        [&](Play &p) { p.message = message; });
}

TEST(SmtpPipeliningTest, chunking_without_pipelining_goes_step_by_step)
{
    play("CHUNKING", "@submit\nC: MAIL FROM:<ala@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: BDAT 22 LAST\nC: Subject: Hi\nC:\nC: Hello\n"
                     "S: 250 queued\n@expect accepted\n");
}

// What nobody has vouched for is not believed: without TLS a BDAT could leave the message to be read as commands.
TEST(SmtpPipeliningTest, no_chunking_in_the_clear)
{
    playAll("@security none\n@allow-cleartext\n@auth none\n@submit\nS: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-PIPELINING\nS: 250 CHUNKING\n"
            "C: MAIL FROM:<ala@example.org>\nC: RCPT TO:<bob@example.net>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
            "C: Subject: Hi\nC:\nC: Hello\nC: .\nS: 250 queued\n@expect accepted\n");
}

// RFC 9422: those beyond the limit wait for their own transaction, and are not refused.
TEST(SmtpPipeliningTest, limits_are_obeyed)
{
    const Play p = play("PIPELINING\nLIMITS RCPTMAX=2 MAILMAX=1", "@to a@example.net\n@to b@example.net\n@to c@example.net\n@submit\nC: MAIL FROM:<ala@example.org>\n"
            "C: RCPT TO:<a@example.net>\nC: RCPT TO:<b@example.net>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\n"
            "S: 250 queued\n@expect accepted\n@recipient b@example.net accepted 250\n@recipient c@example.net pending 0\n");
    EXPECT_TRUE(p.reports.first().connectionSpent);
    play("LIMITS RCPTDOMAINMAX=1", "@to a@example.net\n@to b@EXAMPLE.net\n@to c@example.com\n@submit\nC: MAIL FROM:<ala@example.org>\nS: 250 ok\n"
                                   "C: RCPT TO:<a@example.net>\nS: 250 ok\nC: RCPT TO:<b@EXAMPLE.net>\nS: 250 ok\nC: DATA\nS: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\n"
                                   "S: 250 queued\n@expect accepted\n@recipient c@example.com pending 0\n");
}

// RFC 5321 section 4.5.3.1.10: the others are taken, the rest comes in another transaction.
TEST(SmtpPipeliningTest, too_many_recipients_is_no_refusal)
{
    for (const QByteArray reply : { "452 4.5.3 too many recipients", "552 too many recipients", "550 5.5.3 too many" }) {
        play("PIPELINING", "@to a@example.net\n@to b@example.net\n@submit\nC: MAIL FROM:<ala@example.org>\nC: RCPT TO:<a@example.net>\nC: RCPT TO:<b@example.net>\nC: DATA\n"
                           "S: 250 ok\nS: 250 ok\nS: " + reply + "\nS: 354 go\nC: Subject: Hi\nC:\nC: Hello\nC: .\nS: 250 queued\n@expect accepted\n"
                           "@recipient b@example.net pending " + reply.left(3) + '\n');
    }
}

// RFC 3461, 2852, 4865, 8689: said where the server knows them.
TEST(SmtpOptionsTest, what_the_sender_asks_for)
{
    const auto ask = [](Play &p) {
        p.submissionOptions.notices = { false, true, true, false, true };
        p.submissionOptions.envelopeId = "id+1=2";
        p.submissionOptions.deliverBy = std::chrono::seconds(60);
    };
    play("DSN\nDELIVERBY 120", "@to b+c@example.net\n@submit\nC: MAIL FROM:<ala@example.org> RET=FULL ENVID=id+2B1+3D2 BY=120;N\nS: 250 ok\n"
                               "C: RCPT TO:<b+c@example.net> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b+2Bc@example.net\nS: 550 no\nC: RSET\n@expect server_refused\nS: 250 ok\n", ask);
    play("SIZE", "@submit\nC: MAIL FROM:<ala@example.org> SIZE=22\nS: 550 no\n@expect server_refused\n", ask);
    play("DSN\nSMTPUTF8\n8BITMIME", "@to ż+c=d@example.net\n@submit\nC: MAIL FROM:<ala@example.org> SMTPUTF8 RET=FULL ENVID=id+2B1+3D2\nS: 250 ok\n"
                               "C: RCPT TO:<ż+c=d@example.net> NOTIFY=SUCCESS,FAILURE ORCPT=utf-8;ż\\x{2B}c\\x{3D}d@example.net\nS: 550 no\nC: RSET\n@expect server_refused\nS: 250 ok\n", ask);
    const auto hold = [](Play &p) { p.submissionOptions.holdUntil = QDateTime(QDate(2026, 12, 24), QTime(18, 0), Qt::UTC); };
    play("FUTURERELEASE 864000 2026-12-31T00:00:00Z", "@submit\nC: MAIL FROM:<ala@example.org> HOLDUNTIL=2026-12-24T18:00:00Z\nS: 550 no\n@expect server_refused\n", hold);
    play("FUTURERELEASE 864000 2026-12-01T00:00:00Z", "@submit\n@expect invalid_input\n", hold);
    play("SIZE", "@submit\n@expect invalid_input\n", hold);
    const auto tls = [](Play &p) { p.submissionOptions.requireTls = true; };
    play("REQUIRETLS", "@submit\nC: MAIL FROM:<ala@example.org> REQUIRETLS\nS: 550 no\n@expect server_refused\n", tls);
    play("SIZE", "@submit\n@expect invalid_input\n", tls);
    playAll(golub::test::Transcript::parse("@security none\n@allow-cleartext\n@auth none\nS: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 REQUIRETLS\n"
                                           "@submit\n@expect invalid_input\n", QStringLiteral("in the clear")), tls);
}

// RFC 6152: eight bits only where the server says that it can; else the message's 7-bit form.
TEST(SmtpOptionsTest, seven_bits_where_the_server_has_no_more)
{
    const auto eight = [](Play &p) {
        p.message = "Subject: x\r\n\r\n\xC5\xBC\r\n";
        p.sevenBit = [] { return Result<QByteArray>(QByteArray("Subject: x\r\n\r\n=C5=BC\r\n")); };
    };
    play("8BITMIME\nCHUNKING", "@submit\nC: MAIL FROM:<ala@example.org> BODY=8BITMIME\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: BDAT 18 LAST\n"
                               "C: Subject: x\nC:\nC: \xC5\xBC\nS: 250 ok\n@expect accepted\n", eight);
    play("CHUNKING", "@submit\nC: MAIL FROM:<ala@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: BDAT 22 LAST\n"
                     "C: Subject: x\nC:\nC: =C5=BC\nS: 250 ok\n@expect accepted\n", eight);
}

// RFC 3030 section 3: NUL and bare line ends pass as they are where BINARYMIME is offered, and never by DATA.
TEST(SmtpOptionsTest, binary_content)
{
    const auto binary = [](Play &p) { p.message = QByteArray("Subject: x\r\n\r\n\0", 15); };
    play("BINARYMIME\nCHUNKING", "@submit\nC: MAIL FROM:<ala@example.org> BODY=BINARYMIME\nS: 550 no\n@expect server_refused\n", binary);
}

} // namespace
} // namespace golub::smtp::test
