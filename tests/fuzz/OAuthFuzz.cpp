// SPDX-License-Identifier: GPL-3.0-or-later
// What browsers, sign-in servers and whoever finds the port may send: nothing of it gets further than it should.
#include "core/oauth/Authorization.h"
#include "core/oauth/Limits.h"
#include "core/oauth/Tokens.h"
#include "protocols/net/LoopbackListener.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace golub;
using namespace golub::oauth;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool isPrintableAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void checkRedirect(const QByteArray &bytes)
{
    static const Authorization asked = [] {
        Provider provider;
        provider.issuer = QStringLiteral("https://a.example");
        return authorize(provider, { QStringLiteral("c") }, {}, 1, [](int count) { return QByteArray(count, 's'); });
    }();
    const QByteArray known = asked.path + "?state=" + asked.state;
    for (const QByteArray &target : { bytes, asked.path + '?' + bytes, known + '&' + bytes }) {
        const RedirectAnswer answer = readRedirect(target, asked, QStringLiteral("A"));
        require(answer.code.isEmpty() || answer.kind == RedirectAnswer::Kind::Granted);
        if (answer.kind == RedirectAnswer::Kind::Granted)
            require(!answer.code.isEmpty() && isPrintableAscii(answer.code.reveal()) && target.contains("state="));
    }
}

void checkTokens(const QByteArray &bytes)
{
    const QDateTime now(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    for (const int status : { 200, 400 }) {
        const auto tokens = readTokens({ status, "application/json", {}, bytes }, {}, QStringLiteral("A"), now);
        if (!tokens)
            continue;
        for (const Secret &token : { tokens->access, tokens->refresh })
            require(isPrintableAscii(token.reveal()) && token.reveal().size() <= oauth::limits::TokenLength && !token.reveal().contains(' '));
        require(!tokens->access.isEmpty() && (!tokens->expires.isValid() || tokens->expires > now));
        const auto kept = fromKeychain(toKeychain(*tokens));
        require(kept && kept->access.reveal() == tokens->access.reveal() && kept->refresh.reveal() == tokens->refresh.reveal());
    }
    const auto provider = providerFromMetadata(QStringLiteral("https://a.example"), bytes);
    if (provider)
        require(isSafeAddress(provider->authorization) && isSafeAddress(provider->token));
}

void checkHead(const QByteArray &bytes)
{
    const net::HttpHead head = net::readHttpHead(bytes);
    if (head.state != net::HttpHead::State::Complete)
        return;
    require(isPrintableAscii(head.target) && head.target.startsWith('/') && isPrintableAscii(head.host) && isPrintableAscii(head.method));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    checkRedirect(bytes);
    checkTokens(bytes);
    checkHead(bytes);
    return 0;
}
