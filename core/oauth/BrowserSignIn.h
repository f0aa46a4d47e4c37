// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/oauth/Authorization.h"
#include "core/oauth/Tokens.h"
#include "core/ports/RedirectListener.h"
#include "core/ports/WebExchange.h"

#include <functional>
#include <memory>

namespace golub::oauth {

//! One sign-in through the person's own browser (RFC 8252): a page to open, the redirect to this machine, and the code exchanged for tokens.
//! Destroying it stops it. Callbacks come later, none after destruction.
class BrowserSignIn
{
public:
    //! \a web and \a clock outlive it.
    BrowserSignIn(Provider provider, Client client, Wish wish, WebExchange &web, std::unique_ptr<RedirectListener> listener, Clock &clock,
        RandomSource random = systemRandom);
    ~BrowserSignIn();
    BrowserSignIn(const BrowserSignIn &) = delete;
    BrowserSignIn &operator=(const BrowserSignIn &) = delete;

    //! \a page is called once with what to open in the browser. Timeout after limits::SignInWithin.
    void start(std::function<void(const QUrl &)> page, Done<TokenSet> done);

private:
    RedirectPage arrived(const QByteArray &target);
    void exchange(const Secret &code);
    void finish(Result<TokenSet> result);
    void later(std::function<void()> call);

    Provider m_provider;
    Client m_client;
    Wish m_wish;
    WebExchange &m_web;
    std::unique_ptr<RedirectListener> m_listener;
    Clock &m_clock;
    RandomSource m_random;
    Authorization m_authorization;
    std::function<void(const QUrl &)> m_page;
    Done<TokenSet> m_done;
    int m_strays = 0;
    Clock::TimerId m_timeout = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::oauth
