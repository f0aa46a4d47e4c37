// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of resources/advice.json, tried with the very lines that servers send: from the wire through each protocol's own parser to the advice.
#include "core/account/ErrorAdvisor.h"
#include "protocols/imap/ResponseFramer.h"
#include "protocols/imap/ResponseParser.h"
#include "protocols/imap/StatusError.h"
#include "protocols/pop3/Response.h"
#include "protocols/smtp/Reply.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <gtest/gtest.h>

namespace golub {
namespace {

using account::ErrorAdvisor;

QByteArray adviceFile()
{
    QFile file(QStringLiteral(GOLUB_SOURCE_DIR "/resources/advice.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const ErrorAdvisor &advisor()
{
    static const Result<ErrorAdvisor> Loaded = ErrorAdvisor::fromJson(adviceFile());
    EXPECT_TRUE(Loaded) << (Loaded ? std::string() : Loaded.error().detail.toStdString());
    static const ErrorAdvisor Empty;
    return Loaded ? *Loaded : Empty;
}

std::optional<Error> fromImap(const QByteArray &line)
{
    imap::ResponseFramer framer;
    framer.append(line + "\r\n");
    const auto unit = framer.next();
    if (!unit || !*unit)
        return std::nullopt;
    const auto response = imap::parseResponse(**unit);
    const auto *status = response ? std::get_if<imap::Status>(&*response) : nullptr;
    return status ? std::optional(imap::signInErrorOf(*status)) : std::nullopt;
}

std::optional<Error> fromPop3(const QByteArray &line)
{
    const auto status = pop3::parseStatus(line);
    if (!status || status->ok)
        return std::nullopt;
    const ErrorKind kind = pop3::kindOfRefusal(*status);
    return Error::of(kind == ErrorKind::ServerTemporary ? kind : ErrorKind::AuthFailed, {}, status->toServerReply());
}

std::optional<Error> fromSmtp(const QByteArray &lines)
{
    smtp::ReplyAssembler assembler;
    for (const QByteArray &line : lines.split('\n')) {
        const auto reply = assembler.add(line);
        if (!reply)
            return std::nullopt;
        if (*reply) {
            const int code = (*reply)->code;
            const ErrorKind kind = code == 535 || code == 534 ? ErrorKind::AuthFailed
                : (*reply)->isTemporary()                     ? ErrorKind::ServerTemporary
                                                              : ErrorKind::ServerRefused;
            return Error::of(kind, {}, (*reply)->toServerReply());
        }
    }
    return std::nullopt;
}

std::optional<Error> errorFrom(const QString &protocol, const QByteArray &says)
{
    return protocol == u"imap" ? fromImap(says) : protocol == u"pop3" ? fromPop3(says) : fromSmtp(says);
}

QJsonArray rows()
{
    return QJsonDocument::fromJson(adviceFile()).object().value(u"rows").toArray();
}

class AdviceRow : public testing::TestWithParam<int>
{
};

TEST_P(AdviceRow, fitsTheServersTrueWords)
{
    const QJsonObject row = rows().at(GetParam()).toObject();
    const QString id = row.value(u"id").toString();
    const QJsonArray examples = row.value(u"example").toArray();
    EXPECT_FALSE(examples.isEmpty()) << id.toStdString();
    for (const QJsonValue &value : examples) {
        const QJsonObject example = value.toObject();
        const QString protocol = example.value(u"protocol").toString();
        const QString host = example.value(u"host").toString();
        const QByteArray says = example.value(u"says").toString().toUtf8();
        const auto error = errorFrom(protocol, says);
        ASSERT_TRUE(error) << says.toStdString();
        const MailProtocol kind = protocol == u"imap" ? MailProtocol::Imap : protocol == u"pop3" ? MailProtocol::Pop3 : MailProtocol::Smtp;
        const account::AdviceContext context { kind, host, QStringLiteral("ala@example.org") };
        EXPECT_EQ(advisor().match(*error, context).toStdString(), id.toStdString()) << says.toStdString();
        const Error advised = advisor().advised(*error, context);
        EXPECT_FALSE(advised.advice.isEmpty());
        EXPECT_FALSE(advised.advice.contains(u'%')) << advised.advice.toStdString();
        EXPECT_TRUE(advised.page.isEmpty() || advised.page.startsWith(QStringLiteral("https://"))) << advised.page.toStdString();
    }
}

INSTANTIATE_TEST_SUITE_P(Every, AdviceRow, testing::Range(0, int(rows().size())), [](const auto &one) {
    QString name = rows().at(one.param).toObject().value(u"id").toString();
    return name.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9]")), QStringLiteral("_")).toStdString();
});

TEST(Advice, theKnownProvidersAreThere)
{
    EXPECT_GT(advisor().size(), 90);
    for (const char *id : { "exchange-not-connected", "exchange-5.7.139", "exchange-5.7.57", "gmail-app-password", "gmail-web-login", "yahoo-auth", "yandex-captcha",
             "wp-auth", "o2-auth", "onet-auth", "interia-auth", "mailru-app-password", "icloud-auth", "zoho-imap-off", "exchange-basic-off", "hmailserver-auth-off",
             "too-many-connections", "login-delay", "in-use" })
        EXPECT_TRUE(advisor().ids().contains(QLatin1StringView(id))) << id;
}

TEST(Advice, anOrdinaryWrongPasswordNeedsNone)
{
    const auto error = fromImap("A1 NO [AUTHENTICATIONFAILED] Authentication failed.");
    ASSERT_TRUE(error);
    EXPECT_EQ(advisor().match(*error, { MailProtocol::Imap, QStringLiteral("imap.example.org"), {} }), QString());
    const auto smtp = fromSmtp("535 5.7.8 Error: authentication failed");
    EXPECT_EQ(advisor().match(*smtp, { MailProtocol::Smtp, QStringLiteral("smtp.example.org"), {} }), QString());
}

TEST(Advice, connectionTroubleNeedsNone)
{
    for (const ErrorKind kind : { ErrorKind::Offline, ErrorKind::Timeout, ErrorKind::HostNotFound, ErrorKind::ConnectionLost, ErrorKind::Cancelled })
        EXPECT_EQ(advisor().match(Error::of(kind), { MailProtocol::Imap, QStringLiteral("imap.gmail.com"), {} }), QString());
}

} // namespace
} // namespace golub
