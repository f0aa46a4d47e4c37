// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Authorization.h"

#include "core/base/TextSafety.h"
#include "core/oauth/Limits.h"
#include "core/oauth/Trouble.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>
#include <QRandomGenerator>
#include <QUrlQuery>

#include <optional>

namespace golub::oauth {
namespace {

constexpr auto Base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int StateBytes = 24;
constexpr int VerifierBytes = 32; // RFC 7636 section 7.1: 256 bits

using Parameters = QHash<QByteArray, QByteArray>;

QByteArray decoded(QByteArray value)
{
    return QByteArray::fromPercentEncoding(value.replace('+', ' '));
}

// RFC 6749 section 3.1: no parameter may stand there twice.
std::optional<Parameters> parametersOf(const QByteArray &query)
{
    Parameters out;
    const QList<QByteArray> pairs = query.split('&');
    if (pairs.size() > limits::RedirectParameters)
        return std::nullopt;
    for (const QByteArray &pair : pairs) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = decoded(equals < 0 ? pair : pair.left(equals));
        if (out.contains(name))
            return std::nullopt;
        out.insert(name, equals < 0 ? QByteArray() : decoded(pair.mid(equals + 1)));
    }
    return out;
}

//! Takes as long whatever is equal.
bool sameSecret(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(quint8(a[i]) ^ quint8(b[i]));
    return difference == 0;
}

bool isToken(const QByteArray &value)
{
    return !value.isEmpty() && value.size() <= limits::TokenLength
        && std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

RedirectAnswer refused(Error error)
{
    return { RedirectAnswer::Kind::Refused, {}, std::move(error) };
}

} // namespace

QByteArray systemRandom(int count)
{
    QByteArray out(count, Qt::Uninitialized);
    QRandomGenerator *system = QRandomGenerator::system();
    for (qsizetype i = 0; i < out.size(); ++i)
        out[i] = char(system->bounded(256));
    return out;
}

QByteArray pkceChallenge(const QByteArray &verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(Base64Url);
}

Authorization authorize(const Provider &provider, const Client &client, const Wish &wish, quint16 port, const RandomSource &random)
{
    Authorization out;
    out.redirect = QString(provider.redirect).replace(QStringLiteral("{port}"), QString::number(port));
    out.path = QUrl(out.redirect).path(QUrl::FullyEncoded).toLatin1();
    if (out.path.isEmpty())
        out.path = "/";
    out.state = random(StateBytes).toBase64(Base64Url);
    out.verifier = Secret(random(VerifierBytes).toBase64(Base64Url));
    out.issuer = provider.issuer;
    out.issuerRequired = provider.sendsIssuer && !provider.issuer.isEmpty();

    QUrlQuery query(provider.authorization);
    // QUrlQuery leaves "+" as it is, which a server reads as a blank.
    const auto add = [&query](const QString &name, const QString &value) {
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(QStringLiteral("response_type"), QStringLiteral("code"));
    add(QStringLiteral("client_id"), client.id);
    add(QStringLiteral("redirect_uri"), out.redirect);
    if (!wish.scopes.isEmpty())
        add(QStringLiteral("scope"), wish.scopes.join(u' '));
    add(QStringLiteral("state"), QString::fromLatin1(out.state));
    add(QStringLiteral("code_challenge"), QString::fromLatin1(pkceChallenge(out.verifier.reveal())));
    add(QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
    if (!wish.loginHint.isEmpty())
        add(QStringLiteral("login_hint"), wish.loginHint);
    for (const auto &[name, value] : provider.parameters)
        add(name, value);
    out.page = provider.authorization;
    out.page.setQuery(query.query(QUrl::FullyEncoded), QUrl::StrictMode);
    return out;
}

RedirectAnswer readRedirect(const QByteArray &target, const Authorization &authorization, const QString &providerName)
{
    const qsizetype question = target.indexOf('?');
    if (target.size() > limits::RedirectTarget || question < 0 || target.left(question) != authorization.path)
        return {};
    const auto parameters = parametersOf(target.mid(question + 1));
    // Whoever does not know the state was not sent by our question: a page that guesses the port, or the second use of an old address.
    if (!parameters || !sameSecret(parameters->value("state"), authorization.state))
        return {};
    const bool named = parameters->contains("iss");
    const bool another = named && !authorization.issuer.isEmpty() && parameters->value("iss") != authorization.issuer.toUtf8();
    if (another || (authorization.issuerRequired && !named)) {
        return refused({ ErrorKind::Protocol,
            QCoreApplication::translate("OAuth", "The answer came from another sign-in server than %1. Nothing was sent to it. Try again; if it comes back, "
                                                 "do not sign in on this network.").arg(providerName),
            textsafety::printable(QString::fromUtf8(parameters->value("iss")), 200) });
    }
    if (parameters->contains("error")) {
        return refused(troubleOf(QString::fromUtf8(parameters->value("error")), QString::fromUtf8(parameters->value("error_description")),
            Stage::Browser, providerName));
    }
    const QByteArray code = parameters->value("code");
    if (!isToken(code))
        return refused(Error::of(ErrorKind::Protocol, QStringLiteral("no code")));
    return { RedirectAnswer::Kind::Granted, Secret(code), {} };
}

} // namespace golub::oauth
