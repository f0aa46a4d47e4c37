// SPDX-License-Identifier: GPL-3.0-or-later
// The one rule; what the rows of resources/advice.json say is tried with servers' true words in tests/unit/app/setup.
#include "core/account/ErrorAdvisor.h"

#include "core/account/AdviceTexts.h"

#include <gtest/gtest.h>

namespace golub::account {
namespace {

Error refusal(int code, const char *enhanced, const char *text, ErrorKind kind = ErrorKind::ServerRefused)
{
    return Error::of(kind, {}, { code, QLatin1StringView(enhanced) + QString(), QString::fromUtf8(text) });
}

ErrorAdvisor advisor(const QByteArray &rows)
{
    const auto made = ErrorAdvisor::fromJson("{\"version\":1,\"rows\":[" + rows + "]}");
    EXPECT_TRUE(made) << (made ? std::string() : made.error().detail.toStdString());
    return made.value_or({});
}

AdviceContext at(MailProtocol protocol, const char *host)
{
    return { protocol, QLatin1StringView(host) + QString(), QStringLiteral("ala@example.org") };
}

TEST(ErrorAdvisor, isReadWithTheFirstErrorAndThenSaysTheSame)
{
    const auto later = ErrorAdvisor::readLater(R"({"version":1,"rows":[{"id":"a","words":["no way"],"explain":"contact_admin"}]})");
    EXPECT_EQ(later.match(refusal(550, "5.7.1", "no way"), at(MailProtocol::Smtp, "smtp.example.org")), QStringLiteral("a"));
    EXPECT_EQ(later.size(), 1);
    EXPECT_EQ(ErrorAdvisor::readLater("nonsense").size(), 0);
}

TEST(ErrorAdvisor, everyConditionMustHold)
{
    const auto one = advisor(R"({"id":"a","protocols":["smtp"],"hosts":["example.org"],"codes":["550"],"enhanced":["5.7."],"words":["No Way"],"explain":"contact_admin"})");
    const auto fits = [&](const Error &error, const AdviceContext &context) { return one.match(error, context) == u"a"; };
    EXPECT_TRUE(fits(refusal(550, "5.7.1", "NO WAY in"), at(MailProtocol::Smtp, "smtp.example.org")));
    EXPECT_FALSE(fits(refusal(550, "5.7.1", "no way"), at(MailProtocol::Imap, "smtp.example.org")));
    EXPECT_FALSE(fits(refusal(550, "5.7.1", "no way"), at(MailProtocol::Smtp, "smtp.evilexample.org")));
    EXPECT_FALSE(fits(refusal(551, "5.7.1", "no way"), at(MailProtocol::Smtp, "smtp.example.org")));
    EXPECT_FALSE(fits(refusal(550, "5.1.1", "no way"), at(MailProtocol::Smtp, "smtp.example.org")));
    EXPECT_FALSE(fits(refusal(550, "5.7.1", "welcome"), at(MailProtocol::Smtp, "smtp.example.org")));
    EXPECT_FALSE(fits(refusal(550, "5.7.1", "no way"), {})) << "where the protocol is not known";
}

TEST(ErrorAdvisor, enhancedCodesAreNotPrefixesOfEachOther)
{
    const auto one = advisor(R"({"id":"a","enhanced":["5.7.1"],"explain":"contact_admin"})");
    EXPECT_EQ(one.match(refusal(550, "5.7.1", ""), {}), u"a");
    EXPECT_EQ(one.match(refusal(550, "5.7.139", ""), {}), QString());
}

TEST(ErrorAdvisor, theFirstRowWins)
{
    const auto two = advisor(R"({"id":"a","words":["x"],"hosts":["example.org"],"explain":"app_password"},{"id":"b","words":["x"],"explain":"contact_admin"})");
    EXPECT_EQ(two.match(refusal(0, "", "x"), at(MailProtocol::Imap, "imap.example.org")), u"a");
    EXPECT_EQ(two.match(refusal(0, "", "x"), at(MailProtocol::Imap, "imap.example.net")), u"b");
}

TEST(ErrorAdvisor, adviceNamesTheProviderAndKeepsTheRest)
{
    const auto one = advisor(R"({"id":"a","server":"Gmail","words":["x"],"explain":"app_password","page":"https://help.example.org/a"})");
    const Error before = refusal(534, "5.7.9", "x", ErrorKind::AuthFailed);
    const Error after = one.advised(before, at(MailProtocol::Smtp, "smtp.gmail.com"));
    EXPECT_TRUE(after.advice.contains(QStringLiteral("Gmail")));
    EXPECT_EQ(after.page, u"https://help.example.org/a");
    EXPECT_EQ(after.kind, before.kind);
    EXPECT_EQ(after.text, before.text);
    EXPECT_EQ(after.reply, before.reply);
    EXPECT_EQ(one.advised(after, at(MailProtocol::Smtp, "smtp.gmail.com")), after);
    EXPECT_TRUE(one.advised(refusal(0, "", "y"), {}).advice.isEmpty());
}

TEST(ErrorAdvisor, aLinkInTheAnswerIsTakenOnlyWhereItIsTheProvidersOwn)
{
    const auto one = advisor(R"({"id":"a","words":["sign in"],"explain":"web_sign_in","page":"https://accounts.example.org/"})");
    const auto page = [&](const char *text) { return one.advised(refusal(534, "", text), {}).page; };
    EXPECT_EQ(page("sign in at <https://accounts.example.org/continue?x=1>"), u"https://accounts.example.org/continue?x=1");
    EXPECT_EQ(page("sign in at https://accounts.example.org.evil.net/"), u"https://accounts.example.org/");
    EXPECT_EQ(page("sign in at https://accounts.example.org@evil.net/"), u"https://accounts.example.org/");
    EXPECT_EQ(page("sign in at https://evil.net/"), u"https://accounts.example.org/");
    EXPECT_EQ(page("sign in at http://accounts.example.org/x"), u"https://accounts.example.org/");
    EXPECT_EQ(page("sign in"), u"https://accounts.example.org/");
}

TEST(ErrorAdvisor, wrongRowsAreNamed)
{
    const auto refused = [](const char *row) {
        const auto made = ErrorAdvisor::fromJson("{\"version\":1,\"rows\":[" + QByteArray(row) + "]}");
        return made ? QString() : made.error().detail;
    };
    EXPECT_TRUE(refused(R"({"id":"a","words":["x"],"explain":"nonsense"})").contains(QStringLiteral("nonsense")));
    EXPECT_FALSE(refused(R"({"words":["x"],"explain":"app_password"})").isEmpty());
    EXPECT_FALSE(refused(R"({"id":"a","explain":"app_password"})").isEmpty()) << "it would fit everything";
    EXPECT_FALSE(refused(R"({"id":"a","kinds":["auth_failed"],"explain":"app_password"})").isEmpty());
    EXPECT_FALSE(refused(R"({"id":"a","words":["x"],"explain":"app_password","page":"http://x.example"})").isEmpty());
    EXPECT_FALSE(refused(R"({"id":"a","words":["x"],"explain":"app_password","protocols":["nntp"]})").isEmpty());
    EXPECT_FALSE(refused(R"({"id":"a","words":["x"],"explain":"app_password","typo":1})").isEmpty());
    EXPECT_FALSE(refused(R"({"id":"a","words":["x"],"explain":"app_password"},{"id":"a","words":["y"],"explain":"app_password"})").isEmpty());
    EXPECT_FALSE(ErrorAdvisor::fromJson("[]"));
}

TEST(ErrorAdvisor, longAnswersCostLittle)
{
    const auto one = advisor(R"({"id":"a","words":["needle"],"explain":"contact_admin"})");
    EXPECT_EQ(one.match(refusal(550, "", QByteArray(10'000'000, 'x').constData()), {}), QString());
}

} // namespace
} // namespace golub::account
