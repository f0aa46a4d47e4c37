// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Authorization.h"

#include "core/oauth/Limits.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrlQuery>

#include <gtest/gtest.h>

namespace golub::oauth {
namespace {

Provider provider()
{
    Provider out;
    out.id = QStringLiteral("example");
    out.name = QStringLiteral("Example");
    out.issuer = QStringLiteral("https://login.example.org");
    out.authorization = QUrl(QStringLiteral("https://login.example.org/authorize?audience=mail"));
    out.token = QUrl(QStringLiteral("https://login.example.org/token"));
    out.parameters = { { QStringLiteral("access_type"), QStringLiteral("offline") } };
    return out;
}

Authorization authorization(const Provider &from = provider())
{
    Wish wish { { QStringLiteral("mail"), QStringLiteral("a+b") }, QStringLiteral("ala+x@example.org") };
    return authorize(from, { QStringLiteral("my client&id") }, wish, 4711);
}

QByteArray answer(const Authorization &asked, const QByteArray &more)
{
    return asked.path + "?state=" + asked.state + more;
}

//! RFC 7636 appendix B.
TEST(PkceTest, ChallengeIsThatOfTheRfc)
{
    EXPECT_EQ(pkceChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(AuthorizationTest, PageAsksForACodeWithPkceAndState)
{
    const Authorization asked = authorization();
    const QUrlQuery query(asked.page);
    const auto value = [&query](const char *name) { return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded); };
    EXPECT_EQ(asked.page.adjusted(QUrl::RemoveQuery), QUrl(QStringLiteral("https://login.example.org/authorize")));
    EXPECT_EQ(value("audience"), QStringLiteral("mail")); // RFC 6749 section 3.1: the endpoint's own query stays
    EXPECT_EQ(value("response_type"), QStringLiteral("code"));
    EXPECT_EQ(value("client_id"), QStringLiteral("my client&id"));
    EXPECT_EQ(value("redirect_uri"), QStringLiteral("http://127.0.0.1:4711/golub"));
    EXPECT_EQ(value("scope"), QStringLiteral("mail a+b"));
    EXPECT_EQ(value("state"), QString::fromLatin1(asked.state));
    EXPECT_EQ(value("code_challenge_method"), QStringLiteral("S256"));
    EXPECT_EQ(value("code_challenge"), QString::fromLatin1(pkceChallenge(asked.verifier.reveal())));
    EXPECT_EQ(value("login_hint"), QStringLiteral("ala+x@example.org"));
    EXPECT_EQ(value("access_type"), QStringLiteral("offline"));
    EXPECT_FALSE(asked.page.toString().contains(QString::fromLatin1(asked.verifier.reveal())));
    // A server reads "+" as a blank.
    EXPECT_FALSE(asked.page.query(QUrl::FullyEncoded).contains(u'+'));
}

TEST(AuthorizationTest, StateAndVerifierAreNeverTheSameTwice)
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 200; ++i) {
        const Authorization asked = authorization();
        seen << asked.state << asked.verifier.reveal();
        // RFC 7636 section 4.1: 43 to 128 unreserved characters.
        EXPECT_TRUE(QRegularExpression(QStringLiteral("^[A-Za-z0-9._~-]{43,128}$")).match(QString::fromLatin1(asked.verifier.reveal())).hasMatch());
        EXPECT_GE(asked.state.size(), 22); // 128 bits and more
    }
    EXPECT_EQ(seen.size(), 400);
}

TEST(AuthorizationTest, RedirectWithoutPathIsExpectedAtTheRoot)
{
    Provider microsoft = provider();
    microsoft.redirect = QStringLiteral("http://localhost:{port}");
    const Authorization asked = authorization(microsoft);
    EXPECT_EQ(asked.redirect, QStringLiteral("http://localhost:4711"));
    EXPECT_EQ(asked.path, "/");
    EXPECT_EQ(readRedirect("/?code=abc&state=" + asked.state, asked, {}).kind, RedirectAnswer::Kind::Granted);
}

TEST(RedirectTest, CodeIsTaken)
{
    const Authorization asked = authorization();
    const RedirectAnswer read = readRedirect(answer(asked, "&code=4%2F0Ab%2D_x&scope=mail"), asked, QStringLiteral("Example"));
    ASSERT_EQ(read.kind, RedirectAnswer::Kind::Granted);
    EXPECT_EQ(read.code.reveal(), "4/0Ab-_x");
}

TEST(RedirectTest, AnotherStateIsNotOurs)
{
    const Authorization asked = authorization();
    const QList<QByteArray> targets { "/golub?code=abc", "/golub?code=abc&state=", "/golub?code=abc&state=guess",
        "/golub?code=abc&state=" + asked.state + "x", "/golub?code=abc&state=" + asked.state.chopped(1), "/golub?error=access_denied&state=guess" };
    for (const QByteArray &target : targets)
        EXPECT_EQ(readRedirect(target, asked, {}).kind, RedirectAnswer::Kind::Foreign) << target.toStdString();
}

//! The state of an earlier sign-in does not fit the next one.
TEST(RedirectTest, OldStateIsNotOurs)
{
    const Authorization before = authorization();
    const Authorization asked = authorization();
    EXPECT_EQ(readRedirect(answer(before, "&code=abc"), asked, {}).kind, RedirectAnswer::Kind::Foreign);
}

TEST(RedirectTest, OtherPathsAndFormsAreNotOurs)
{
    const Authorization asked = authorization();
    const QByteArray query = "?code=abc&state=" + asked.state;
    for (const char *path : { "/", "/golub/", "/golub/x", "/Golub", "golub", "//golub" })
        EXPECT_EQ(readRedirect(path + query, asked, {}).kind, RedirectAnswer::Kind::Foreign) << path;
    EXPECT_EQ(readRedirect("/golub", asked, {}).kind, RedirectAnswer::Kind::Foreign);
    EXPECT_EQ(readRedirect({}, asked, {}).kind, RedirectAnswer::Kind::Foreign);
}

//! RFC 6749 section 3.1: no parameter stands there twice, or somebody has added one.
TEST(RedirectTest, RepeatedParametersAreNotTaken)
{
    const Authorization asked = authorization();
    EXPECT_EQ(readRedirect(answer(asked, "&code=a&code=b"), asked, {}).kind, RedirectAnswer::Kind::Foreign);
    EXPECT_EQ(readRedirect(answer(asked, "&code=a&state=" + asked.state), asked, {}).kind, RedirectAnswer::Kind::Foreign);
}

//! RFC 9207 section 2.4: mix-up.
TEST(RedirectTest, AnswerOfAnotherIssuerIsRefused)
{
    const Authorization asked = authorization();
    const RedirectAnswer read = readRedirect(answer(asked, "&code=abc&iss=https%3A%2F%2Fattacker.example"), asked, QStringLiteral("Example"));
    ASSERT_EQ(read.kind, RedirectAnswer::Kind::Refused);
    EXPECT_TRUE(read.code.isEmpty());
    EXPECT_EQ(read.error.kind, ErrorKind::Protocol);
    EXPECT_EQ(readRedirect(answer(asked, "&code=abc&iss=https%3A%2F%2Flogin.example.org"), asked, {}).kind, RedirectAnswer::Kind::Granted);
    // Compared as it stands (RFC 3986 section 6.2.1).
    EXPECT_EQ(readRedirect(answer(asked, "&code=abc&iss=https%3A%2F%2Flogin.example.org%2F"), asked, {}).kind, RedirectAnswer::Kind::Refused);
}

TEST(RedirectTest, IssuerIsMissedWhereTheServerSendsIt)
{
    Provider strict = provider();
    strict.sendsIssuer = true;
    const Authorization asked = authorization(strict);
    EXPECT_EQ(readRedirect(answer(asked, "&code=abc"), asked, {}).kind, RedirectAnswer::Kind::Refused);
    EXPECT_EQ(readRedirect(answer(asked, "&error=access_denied"), asked, {}).error.kind, ErrorKind::Protocol);
    EXPECT_EQ(readRedirect(answer(asked, "&code=abc&iss=https%3A%2F%2Flogin.example.org"), asked, {}).kind, RedirectAnswer::Kind::Granted);
}

TEST(RedirectTest, RefusalsAreToldInWords)
{
    const Authorization asked = authorization();
    const RedirectAnswer denied = readRedirect(answer(asked, "&error=access_denied&error_description=The+user+said%20no"), asked, QStringLiteral("Example"));
    ASSERT_EQ(denied.kind, RedirectAnswer::Kind::Refused);
    EXPECT_EQ(denied.error.kind, ErrorKind::AuthFailed);
    EXPECT_TRUE(denied.error.text.contains(QStringLiteral("declined"))) << denied.error.text.toStdString();
    EXPECT_EQ(denied.error.reply.text, QStringLiteral("The user said no"));
    // With a code beside it an error is an error all the same.
    EXPECT_EQ(readRedirect(answer(asked, "&error=server_error&code=abc"), asked, {}).kind, RedirectAnswer::Kind::Refused);
}

TEST(RedirectTest, StrangersWordsAreMadeSafe)
{
    const Authorization asked = authorization();
    const RedirectAnswer read = readRedirect(answer(asked, "&error=x%0Ay&error_description=a%1B%5B31m%E2%80%AEb%0D%0Ac"), asked, {});
    for (const QChar c : read.error.reply.text + read.error.reply.enhanced)
        EXPECT_TRUE(c.unicode() >= 0x20 && c.unicode() != 0x202e && c.unicode() != 0x7f);
}

TEST(RedirectTest, CodesThatCannotBeOnesAreRefused)
{
    const Authorization asked = authorization();
    for (const QByteArray &code : { QByteArray("&code="), QByteArray(), QByteArray("&code=a%00b"), QByteArray("&code=a%0D%0Ab"), QByteArray("&code=%C5%82") })
        EXPECT_EQ(readRedirect(answer(asked, code), asked, {}).kind, RedirectAnswer::Kind::Refused) << code.toStdString();
}

TEST(RedirectTest, LongestTargetAndOneMore)
{
    const Authorization asked = authorization();
    const QByteArray begin = answer(asked, "&code=");
    const QByteArray longest = begin + QByteArray(limits::RedirectTarget - begin.size(), 'a');
    EXPECT_EQ(readRedirect(longest, asked, {}).kind, RedirectAnswer::Kind::Granted);
    EXPECT_EQ(readRedirect(longest + 'a', asked, {}).kind, RedirectAnswer::Kind::Foreign);
}

TEST(RedirectTest, MostParametersAndOneMore)
{
    const Authorization asked = authorization();
    QByteArray target = answer(asked, "&code=abc");
    for (int i = 2; i < limits::RedirectParameters; ++i)
        target += "&p" + QByteArray::number(i) + "=1";
    EXPECT_EQ(readRedirect(target, asked, {}).kind, RedirectAnswer::Kind::Granted);
    EXPECT_EQ(readRedirect(target + "&one=more", asked, {}).kind, RedirectAnswer::Kind::Foreign);
}

} // namespace
} // namespace golub::oauth
