// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Tokens.h"

#include "core/base/TextSafety.h"
#include "core/oauth/Limits.h"
#include "core/oauth/Trouble.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace golub::oauth {
namespace {

constexpr qint64 LongestLife = 10LL * 365 * 24 * 3600; // seconds; what says more says nothing

class Form
{
public:
    Form &add(const char *name, const QByteArray &value)
    {
        if (!m_text.isEmpty())
            m_text += '&';
        m_text += name;
        m_text += '=';
        m_text += value.toPercentEncoding();
        return *this;
    }
    Form &client(const Client &client)
    {
        add("client_id", client.id.toUtf8());
        return client.secret.isEmpty() ? *this : add("client_secret", client.secret.reveal());
    }
    Secret take() { return Secret(std::move(m_text)); }

private:
    QByteArray m_text;
};

//! What may go into a header or a SASL message without meaning something there.
bool isToken(const QByteArray &value)
{
    return !value.isEmpty() && value.size() <= limits::TokenLength
        && std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

//! Seconds; some servers write them as text.
std::optional<qint64> lifeOf(const QJsonValue &value)
{
    bool isNumber = value.isDouble();
    const double seconds = isNumber ? value.toDouble() : value.toString().toDouble(&isNumber);
    if (!isNumber || !(seconds > 0))
        return std::nullopt;
    return qint64(std::min(seconds, double(LongestLife)));
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate).toUTC();
}

Error notUnderstood(const QString &detail)
{
    return { ErrorKind::Protocol,
        QCoreApplication::translate("OAuth", "The sign-in server answered with something that is not understood. Perhaps a network's own page answered "
                                             "in its place; try again later."),
        detail };
}

} // namespace

QDateTime dueAt(const TokenSet &tokens)
{
    if (!tokens.expires.isValid() || !tokens.obtained.isValid())
        return {};
    const qint64 life = std::max<qint64>(tokens.obtained.secsTo(tokens.expires), 0);
    return tokens.expires.addSecs(-std::min<qint64>(life / 10, 300));
}

bool isDue(const TokenSet &tokens, const QDateTime &now)
{
    const QDateTime due = dueAt(tokens);
    // A clock that was set back far leaves a token from the future: it is no proof of anything.
    return due.isValid() && (now >= due || tokens.obtained > now.addDays(1));
}

Secret toKeychain(const TokenSet &tokens)
{
    const QJsonObject json { { QStringLiteral("version"), 1 }, { QStringLiteral("access"), QString::fromLatin1(tokens.access.reveal()) },
        { QStringLiteral("refresh"), QString::fromLatin1(tokens.refresh.reveal()) }, { QStringLiteral("obtained"), timeText(tokens.obtained) },
        { QStringLiteral("expires"), timeText(tokens.expires) }, { QStringLiteral("consented"), timeText(tokens.consented) },
        { QStringLiteral("scopes"), tokens.scopes.join(u' ') }, { QStringLiteral("provider"), tokens.provider },
        { QStringLiteral("client"), tokens.clientId }, { QStringLiteral("login"), tokens.login } };
    return Secret(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Result<TokenSet> fromKeychain(const Secret &secret)
{
    const QJsonObject json = QJsonDocument::fromJson(secret.reveal()).object();
    TokenSet out;
    out.access = Secret(json.value(u"access").toString().toLatin1());
    if (json.value(u"version").toInt() != 1 || !isToken(out.access.reveal()))
        return Error::of(ErrorKind::Protocol, QStringLiteral("tokens in the keychain"));
    out.refresh = Secret(json.value(u"refresh").toString().toLatin1());
    out.obtained = timeOf(json.value(u"obtained"));
    out.expires = timeOf(json.value(u"expires"));
    out.consented = timeOf(json.value(u"consented"));
    out.scopes = json.value(u"scopes").toString().split(u' ', Qt::SkipEmptyParts);
    out.provider = json.value(u"provider").toString();
    out.clientId = json.value(u"client").toString();
    out.login = json.value(u"login").toString();
    return out;
}

Secret codeForm(const Authorization &authorization, const Client &client, const Secret &code)
{
    return Form()
        .add("grant_type", "authorization_code")
        .add("code", code.reveal())
        .add("redirect_uri", authorization.redirect.toUtf8())
        .client(client)
        .add("code_verifier", authorization.verifier.reveal())
        .take();
}

Secret refreshForm(const TokenSet &tokens, const Client &client)
{
    return Form().add("grant_type", "refresh_token").add("refresh_token", tokens.refresh.reveal()).client(client).take();
}

Secret revocationForm(const TokenSet &tokens, const Client &client)
{
    // The refresh token takes its access tokens with it (RFC 7009 section 2.1).
    const bool refresh = !tokens.refresh.isEmpty();
    return Form()
        .add("token", refresh ? tokens.refresh.reveal() : tokens.access.reveal())
        .add("token_type_hint", refresh ? "refresh_token" : "access_token")
        .client(client)
        .take();
}

Result<TokenSet> readTokens(const WebAnswer &answer, const TokenSet &before, const QString &providerName, const QDateTime &now)
{
    const Stage stage = before.isEmpty() ? Stage::Code : Stage::Refresh;
    if (answer.status == 429 || answer.status >= 500) {
        Error later { ErrorKind::ServerTemporary,
            QCoreApplication::translate("OAuth", "%1 cannot sign anybody in just now. Golub tries again later.").arg(providerName),
            QStringLiteral("HTTP %1").arg(answer.status) };
        later.retryAfter = answer.retryAfter;
        return later;
    }
    if (answer.content.size() > limits::AnswerBytes)
        return Error::of(ErrorKind::LimitExceeded);
    const QJsonDocument document = QJsonDocument::fromJson(answer.content);
    if (!document.isObject())
        return notUnderstood(QStringLiteral("HTTP %1 %2").arg(answer.status).arg(textsafety::printable(QString::fromLatin1(answer.contentType), 80)));
    const QJsonObject json = document.object();
    if (json.value(u"error").isString())
        return troubleOf(json.value(u"error").toString(), json.value(u"error_description").toString(), stage, providerName);
    if (answer.status != 200)
        return notUnderstood(QStringLiteral("HTTP %1").arg(answer.status));

    TokenSet out = before;
    const QByteArray access = json.value(u"access_token").toString().toUtf8();
    const QString type = json.value(u"token_type").toString(QStringLiteral("bearer"));
    if (!isToken(access) || type.compare(u"bearer", Qt::CaseInsensitive) != 0)
        return notUnderstood(QStringLiteral("access_token, token_type %1").arg(textsafety::printable(type, 40)));
    out.access = Secret(access);
    out.obtained = now;
    const auto life = lifeOf(json.value(u"expires_in"));
    out.expires = life ? now.addSecs(*life) : QDateTime();
    if (const QByteArray refresh = json.value(u"refresh_token").toString().toUtf8(); !refresh.isEmpty()) {
        if (!isToken(refresh))
            return notUnderstood(QStringLiteral("refresh_token"));
        out.refresh = Secret(refresh);
    }
    if (const QStringList scopes = json.value(u"scope").toString().split(u' ', Qt::SkipEmptyParts); !scopes.isEmpty())
        out.scopes = scopes;
    return out;
}

} // namespace golub::oauth
