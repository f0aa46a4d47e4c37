// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 2449 section 6.6, and what else CAPA may offer (RFC 6856, RFC 1939 section 7).
#include "Pop3Play.h"

namespace golub::pop3::test {
namespace {

// TLS, signed in, with the capabilities that the test is about.
std::string signedIn(const std::string &capabilities)
{
    std::string lines;
    for (const char c : capabilities)
        lines += c == ' ' ? std::string("\nS: ") : std::string(1, c);
    return "@security tls\nTLS\nS: +OK ready <1896.697170952@dbc.mtview.ca.us>\nC: CAPA\nS: +OK\nS: USER\nS: " + lines
        + "\nS: .\nC: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\n";
}

TEST(Pop3PipeliningTest, requests_do_not_wait_for_each_other)
{
    playAll(signedIn("PIPELINING UIDL TOP")
        + "@do list\nC: LIST\nC: UIDL\n@do retr 1\nC: RETR 1\n@do retr 2\nC: RETR 2\nS: +OK\nS: 1 10\nS: 2 20\nS: .\nS: +OK\nS: 1 a\nS: 2 b\nS: .\n"
          "@expect ok\n@listed 1=a:10 2=b:20\nS: +OK\nS: one\nS: .\n@expect ok\n@message one\\r\\n\nS: +OK\nS: two\nS: .\n@expect ok\n@message two\\r\\n\n");
}

TEST(Pop3PipeliningTest, one_by_one_where_it_is_not_offered)
{
    playAll(signedIn("UIDL") + "@do retr 1\n@do retr 2\nC: RETR 1\nS: +OK\nS: one\nS: .\n@expect ok\nC: RETR 2\nS: +OK\nS: two\nS: .\n@expect ok\n");
}

TEST(Pop3PipeliningTest, one_by_one_where_it_is_offered_and_mixes_messages_with_answers)
{
    const std::string offer = "@security tls\nTLS\nS: +OK WildDuck POP3 ready\nC: CAPA\nS: +OK\nS: TOP\nS: UIDL\nS: USER\nS: PIPELINING\nS: IMPLEMENTATION WildDuck-v1.46.1\nS: .\n"
                              "C: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\n";
    playAll(offer + "@do retr 1\n@do retr 2\nC: RETR 1\nS: +OK\nS: one\nS: .\n@expect ok\n@message one\\r\\n\nC: RETR 2\nS: +OK\nS: two\nS: .\n@expect ok\n");
}

TEST(Pop3PipeliningTest, a_refused_request_does_not_touch_the_others)
{
    playAll(signedIn("PIPELINING") + "@do retr 1\n@do retr 2\n@do dele 2\nC: RETR 1\nC: RETR 2\nC: DELE 2\nS: -ERR no such message\n@expect server_refused\n"
                                     "S: +OK\nS: two\nS: .\n@expect ok\n@message two\\r\\n\nS: +OK\n@expect ok\n");
}

// QUIT makes deletions true: it is not said before everything else is known to have gone well.
TEST(Pop3PipeliningTest, quit_waits)
{
    playAll(signedIn("PIPELINING") + "@do dele 1\n@do quit\n@do noop\nC: DELE 1\nS: +OK\n@expect ok\nC: QUIT\nS: +OK\n@expect ok\n@expect cancelled\n@closed normal\nX\n");
}

TEST(Pop3PipeliningTest, a_broken_top_is_asked_for_as_retr_behind_the_others)
{
    playAll(signedIn("PIPELINING TOP") + "@any-order\n@do top 1 0\n@do top 2 0\nC: TOP 1 0\nC: TOP 2 0\nS: -ERR no\nC: RETR 1\nS: +OK\nS: Subject: two\nS: .\n@expect ok\n"
                                         "@message Subject: two\\r\\n\nS: +OK\nS: Subject: one\nS: .\n@expect ok\n@message Subject: one\\r\\n\n");
}

TEST(Pop3PipeliningTest, uidl_of_an_empty_maildrop_may_be_refused)
{
    playAll(signedIn("PIPELINING UIDL") + "@do list\nC: LIST\nC: UIDL\nS: +OK\nS: .\nS: -ERR nothing there\n@expect ok\n@listed \n");
    playAll(signedIn("PIPELINING UIDL") + "@do list\nC: LIST\nC: UIDL\nS: +OK\nS: 1 5\nS: .\nS: -ERR broken\n@expect server_refused\n");
    playAll(signedIn("PIPELINING UIDL") + "@do list\n@do noop\nC: LIST\nC: UIDL\nC: NOOP\nS: -ERR [SYS/TEMP] later\nS: +OK\nS: 1 a\nS: .\n@expect server_temporary\nS: +OK\n@expect ok\n");
}

TEST(Pop3PipeliningTest, no_more_than_sixteen_commands_at_once)
{
    std::string text = signedIn("PIPELINING");
    for (int i = 1; i <= 20; ++i)
        text += "@do dele " + std::to_string(i) + '\n';
    for (int i = 1; i <= 16; ++i)
        text += "C: DELE " + std::to_string(i) + '\n';
    for (int i = 17; i <= 20; ++i)
        text += "S: +OK\n@expect ok\nC: DELE " + std::to_string(i) + '\n';
    for (int i = 1; i <= 16; ++i)
        text += "S: +OK\n@expect ok\n";
    playAll(text);
}

TEST(Pop3PipeliningTest, a_lost_connection_answers_everything)
{
    playAll(signedIn("PIPELINING") + "@do dele 1\n@do dele 2\nC: DELE 1\nC: DELE 2\nS: +OK\n@expect ok\nX\n@expect connection_lost\n@closed connection_lost\n");
}

// RFC 6856 section 2.1: before the sign-in, and no harm where it is refused.
TEST(Pop3Utf8Test, is_asked_for_where_it_is_offered)
{
    const std::string start = "@security tls\n@do noop\nTLS\nS: +OK ready\nC: CAPA\nS: +OK\nS: USER\nS: UTF8 USER\nS: .\nC: UTF8\n";
    const std::string rest = "C: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\nC: NOOP\nS: +OK\n@expect ok\n";
    playAll(start + "S: +OK\n" + rest);
    playAll(start + "S: -ERR no\n" + rest);
}

TEST(Pop3ApopTest, only_where_it_is_chosen)
{
    // The example of RFC 1939 section 7.
    playAll(std::string("@security tls\n@auth apop\n@user mrose\n@password tanstaaf\n@do noop\nTLS\nS: +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\n"
                        "C: CAPA\nS: -ERR\nC: APOP mrose c4c9334bac560ecc979e58001b3e22fb\nS: +OK maildrop has 1 message (369 octets)\n@mechanism APOP\nC: NOOP\nS: +OK\n@expect ok\n"));
    playAll(std::string("@security tls\n@auth apop\n@do noop\nTLS\nS: +OK ready\nC: CAPA\nS: -ERR\nC: QUIT\n@expect auth_unsupported\n@closed auth_unsupported\n"));
    playAll(std::string("@security tls\n@auth apop\n@do noop\nTLS\nS: +OK ready <1@x>\nC: CAPA\nS: -ERR\nC: APOP ala <redacted>\nS: -ERR [AUTH] no\nC: QUIT\n@expect auth_failed\n@closed auth_failed\n"));
}

} // namespace
} // namespace golub::pop3::test
