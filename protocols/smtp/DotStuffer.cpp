// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/DotStuffer.h"

namespace golub::smtp {

QByteArray DotStuffer::add(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 32 + 4);
    qsizetype plain = 0; // start of a run that goes out as it is
    const auto flush = [&](qsizetype end) {
        if (end > plain)
            out.append(bytes.data() + plain, end - plain);
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (m_pendingCr) {
            // CRLF is one line end, a CR alone is one too.
            m_pendingCr = false;
            out += "\r\n";
            m_lineStart = true;
            if (c == '\n') {
                plain = i + 1;
                continue;
            }
        }
        if (c == '\r' || c == '\n') {
            flush(i);
            plain = i + 1;
            if (c == '\r') {
                m_pendingCr = true;
            } else {
                out += "\r\n";
                m_lineStart = true;
            }
            continue;
        }
        if (m_lineStart && c == '.') {
            flush(i);
            plain = i;
            out += '.';
        }
        m_lineStart = false;
    }
    flush(bytes.size());
    return out;
}

QByteArray DotStuffer::finish()
{
    const bool needsLineEnd = m_pendingCr || !m_lineStart;
    m_pendingCr = false;
    m_lineStart = true;
    return needsLineEnd ? QByteArray("\r\n.\r\n") : QByteArray(".\r\n");
}

} // namespace golub::smtp
