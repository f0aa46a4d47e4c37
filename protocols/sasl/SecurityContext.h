// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace golub::sasl {

//! One run of GSS-API (RFC 2743) as the client, for the mechanism GSSAPI. Tests have one of their own; the system's is SystemKerberos.
class SecurityContext
{
public:
    virtual ~SecurityContext() = default;
    //! The token that answers \a token, the server's; an empty one begins. The answer may be empty once it is established.
    virtual Result<QByteArray> next(const QByteArray &token) = 0;
    //! Both sides have proved themselves.
    virtual bool isEstablished() const = 0;
    //! A protected message of the server, checked.
    virtual Result<QByteArray> unwrap(const QByteArray &message) = 0;
    //! Protected against change, not against reading.
    virtual Result<QByteArray> wrap(const QByteArray &message) = 0;
};

using SecurityContextSource = std::function<std::unique_ptr<SecurityContext>()>;

} // namespace golub::sasl
