// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/BrowserSignIn.h"

#include "core/oauth/Limits.h"
#include "core/oauth/Trouble.h"

#include <QCoreApplication>

#include <utility>

namespace golub::oauth {
namespace {

using namespace std::chrono_literals;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(OAuth)
};

} // namespace

BrowserSignIn::BrowserSignIn(Provider provider, Client client, Wish wish, WebExchange &web, std::unique_ptr<RedirectListener> listener,
    Clock &clock, RandomSource random)
    : m_provider(std::move(provider))
    , m_client(std::move(client))
    , m_wish(std::move(wish))
    , m_web(web)
    , m_listener(std::move(listener))
    , m_clock(clock)
    , m_random(std::move(random))
{
}

BrowserSignIn::~BrowserSignIn()
{
    m_clock.cancelTimer(m_timeout);
}

void BrowserSignIn::later(std::function<void()> call)
{
    m_clock.startTimer(0ms, [alive = std::weak_ptr(m_alive), call = std::move(call)] {
        if (!alive.expired())
            call();
    });
}

void BrowserSignIn::start(std::function<void(const QUrl &)> page, Done<TokenSet> done)
{
    m_page = std::move(page);
    m_done = std::move(done);
    const QByteArray path = authorize(m_provider, m_client, m_wish, 1, m_random).path;
    const auto port = m_listener->listen(path, redirectPort(m_provider), [this](const QByteArray &target) { return arrived(target); });
    if (!port) {
        finish(port.error());
        return;
    }
    m_authorization = authorize(m_provider, m_client, m_wish, *port, m_random);
    m_timeout = m_clock.startTimer(limits::SignInWithin, [this] {
        m_timeout = 0;
        finish(Error { ErrorKind::Timeout, Text::tr("The sign-in in the browser was not finished in time. Try again.") });
    });
    later([this] { m_page(m_authorization.page); });
}

RedirectPage BrowserSignIn::arrived(const QByteArray &target)
{
    RedirectAnswer answer = readRedirect(target, m_authorization, m_provider.name);
    switch (answer.kind) {
    case RedirectAnswer::Kind::Foreign:
        break;
    case RedirectAnswer::Kind::Refused: {
        const RedirectPage page { true, Text::tr("Not signed in"), answer.error.text + u' ' + Text::tr("You may close this page and go back to Golub.") };
        finish(std::move(answer.error));
        return page;
    }
    case RedirectAnswer::Kind::Granted:
        later([this, code = std::move(answer.code)] { exchange(code); });
        return { true, Text::tr("Thank you"), Text::tr("Golub finishes the sign-in now. You may close this page.") };
    }
    if (++m_strays >= limits::StrayRequests) {
        finish(Error { ErrorKind::LimitExceeded,
            Text::tr("Something on this computer kept answering in the place of the browser. Nobody was signed in. Try again.") });
    }
    return { false, Text::tr("Nothing to do here"), Text::tr("This address was used before, or is no answer to a sign-in of Golub.") };
}

void BrowserSignIn::exchange(const Secret &code)
{
    WebRequest request { m_provider.token };
    request.form = codeForm(m_authorization, m_client, code);
    request.maxBytes = limits::AnswerBytes;
    m_web.send(request, [this, alive = std::weak_ptr(m_alive)](const Result<WebAnswer> &answer) {
        if (alive.expired())
            return;
        if (!answer) {
            finish(notNow(answer.error(), m_provider.name));
            return;
        }
        const QDateTime now = m_clock.utcNow();
        auto tokens = readTokens(*answer, {}, m_provider.name, now);
        if (tokens) {
            tokens->consented = now;
            if (tokens->scopes.isEmpty())
                tokens->scopes = m_wish.scopes; // section 5.1: as asked for
            tokens->provider = m_provider.id;
            tokens->clientId = m_client.id;
            tokens->login = m_wish.loginHint;
        }
        finish(tokens ? std::move(tokens) : Result<TokenSet>(notNow(tokens.error(), m_provider.name)));
    });
}

void BrowserSignIn::finish(Result<TokenSet> result)
{
    m_clock.cancelTimer(std::exchange(m_timeout, 0));
    if (!m_done)
        return;
    // The done call may destroy this object: the call stands on its own.
    m_clock.startTimer(0ms, [alive = std::weak_ptr(m_alive), done = std::exchange(m_done, nullptr), result = std::move(result)] {
        if (!alive.expired())
            done(result);
    });
}

} // namespace golub::oauth
