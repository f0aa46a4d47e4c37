// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/WebExchange.h"
#include "protocols/net/DeferredCalls.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <memory>

class QNetworkReply;

namespace golub::net {

//! WebExchange over QNetworkAccessManager: TLS 1.2 at least with the system's trust, no cookies, redirects, caches or stored credentials.
class WebClient final : public WebExchange
{
public:
    explicit WebClient(Clock &clock);
    ~WebClient() override;

    void send(const WebRequest &request, Done<WebAnswer> done) override;

private:
    struct Running;
    void read(const std::shared_ptr<Running> &running);
    void finish(const std::shared_ptr<Running> &running, Result<WebAnswer> result);

    Clock &m_clock;
    DeferredCalls m_deferred;
    std::unique_ptr<QNetworkAccessManager> m_manager; // made at the first use: it is not cheap
    QList<std::shared_ptr<Running>> m_running;
};

} // namespace golub::net
