// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace golub {

//! What the browser shows at the end; plain text, translated.
struct RedirectPage {
    bool accepted = false;           //!< false: the request is none of ours, and waiting goes on
    QString title;
    QString text;
};

//! Waits on this machine for the browser to come back (RFC 8252 section 7.3). Destruction ends it.
class RedirectListener
{
public:
    virtual ~RedirectListener() = default;
    //! Listens on 127.0.0.1 (and ::1, which "localhost" may mean) at \a port, 0 for any free one, and returns it. \a arrived is called with
    //! the target ("/path?query") of each GET whose path is \a path and whose Host is this machine with that port; after the first accepted
    //! one nothing listens any more. Conflict: another program has the port.
    virtual Result<quint16> listen(const QByteArray &path, quint16 port, std::function<RedirectPage(const QByteArray &target)> arrived) = 0;
};

} // namespace golub
