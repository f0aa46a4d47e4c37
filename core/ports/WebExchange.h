// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/ports/Done.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <optional>

namespace golub {

//! One request over HTTPS to a sign-in server.
struct WebRequest {
    QUrl url;                        //!< https, or http on this machine
    std::optional<Secret> form = {}; //!< POST of application/x-www-form-urlencoded; none: GET
    std::chrono::milliseconds within = std::chrono::seconds(30); //!< for the whole exchange
    qsizetype maxBytes = 128 * 1024; //!< of the answer's content
};

//! Any answer, whatever its status. 3xx are answers, too: no redirect is followed.
struct WebAnswer {
    int status = 0;
    QByteArray contentType = {};     //!< as sent, may be empty
    std::optional<std::chrono::seconds> retryAfter = {};
    QByteArray content = {};
};

//! A client for single exchanges: no cookies, no redirects, no cache, no credentials of its own. InvalidInput: an address that is neither
//! https nor on this machine. Offline, HostNotFound, ConnectionRefused, ConnectionLost, Timeout, Tls, CertificateRejected, LimitExceeded.
//! No completion comes after destruction.
class WebExchange
{
public:
    virtual ~WebExchange() = default;
    virtual void send(const WebRequest &request, Done<WebAnswer> done) = 0;
};

} // namespace golub
