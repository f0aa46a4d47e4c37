// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oauth/Provider.h"
#include "core/ports/CredentialStore.h"
#include "core/ports/RedirectListener.h"
#include "core/ports/WebExchange.h"
#include "tests/support/FakeClock.h"

#include <QMap>
#include <QStringList>

#include <deque>
#include <utility>

namespace golub::oauth {

//! A keychain in memory that may be locked, and answers when it is told to.
class FakeKeychain final : public CredentialStore
{
public:
    explicit FakeKeychain(Clock &clock) : m_clock(clock) { }

    bool locked = false;
    QMap<QString, QByteArray> entries;
    QStringList removed;

    void read(const QString &key, Done<Secret> done) override
    {
        const bool there = !locked && entries.contains(key);
        later([done, result = there ? Result<Secret>(Secret(entries.value(key))) : Result<Secret>(Error::of(ErrorKind::NotFound))] { done(result); });
    }
    void write(const QString &key, const Secret &secret, Done<void> done) override
    {
        if (!locked)
            entries.insert(key, secret.reveal());
        later([done, result = locked ? Outcome(Error::of(ErrorKind::Storage)) : Outcome()] { done(result); });
    }
    void remove(const QString &key, Done<void> done) override
    {
        removed += key;
        entries.remove(key);
        later([done] { done({}); });
    }

private:
    void later(std::function<void()> call) { m_clock.startTimer(std::chrono::milliseconds(0), std::move(call)); }
    Clock &m_clock;
};

//! A web whose answers the test gives, one after the other.
class FakeWeb final : public WebExchange
{
public:
    std::deque<std::pair<WebRequest, Done<WebAnswer>>> waiting;
    QList<WebRequest> asked;

    void send(const WebRequest &request, Done<WebAnswer> done) override
    {
        asked.append(request);
        waiting.emplace_back(request, std::move(done));
    }
    void answer(const Result<WebAnswer> &answer)
    {
        auto [request, done] = std::move(waiting.front());
        waiting.pop_front();
        done(answer);
    }
    void answerJson(const QByteArray &json, int status = 200) { answer(WebAnswer { status, "application/json", {}, json }); }
};

//! What the browser would bring, brought by the test.
class FakeListener final : public RedirectListener
{
public:
    struct State {
        std::function<RedirectPage(const QByteArray &)> arrived;
        QByteArray path;
        bool gone = false;
        bool taken = false; // the port
    };
    explicit FakeListener(std::shared_ptr<State> state) : m_state(std::move(state)) { }
    ~FakeListener() override { m_state->gone = true; }
    Result<quint16> listen(const QByteArray &path, quint16 port, std::function<RedirectPage(const QByteArray &target)> arrived) override
    {
        if (m_state->taken)
            return Error::of(ErrorKind::Conflict);
        m_state->path = path;
        m_state->arrived = std::move(arrived);
        return port == 0 ? quint16(4711) : port;
    }

private:
    std::shared_ptr<State> m_state;
};

inline ProviderDirectory exampleProviders()
{
    return *ProviderDirectory::fromJson(R"({"version":1,"providers":[{"id":"example","name":"Example","issuer":"https://login.example.org",
        "authorization":"https://login.example.org/authorize","token":"https://login.example.org/token","revocation":"https://login.example.org/revoke",
        "scopes":{"imap":["mail"],"smtp":["send"]},"appPassword":"https://login.example.org/apps"}]})");
}

inline Account exampleAccount()
{
    Account account;
    account.id = AccountId { 7 };
    account.address = QStringLiteral("ala@example.org");
    account.oauth.provider = QStringLiteral("example");
    account.oauth.clientId = QStringLiteral("my-client");
    return account;
}

} // namespace golub::oauth
