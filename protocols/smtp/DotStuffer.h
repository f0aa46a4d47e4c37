// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace golub::smtp {

//! Prepares message content for DATA (RFC 5321 section 4.5.2), in pieces of any size with the same result: bare CR and bare LF become
//! CRLF first (so that no receiver sees an end of data of its own), then a dot at the start of a line is doubled.
class DotStuffer
{
public:
    QByteArray add(QByteArrayView bytes);
    //! The line end where one is missing, then the final dot with its CRLF. Call once.
    QByteArray finish();

private:
    bool m_lineStart = true;
    bool m_pendingCr = false;
};

} // namespace golub::smtp
