// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/LineEnds.h"
#include "core/base/TextSafety.h"
#include "protocols/smtp/Engine.h"
#include "protocols/smtp/Transaction.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace golub::smtp {
namespace {

constexpr qsizetype LongestLine = 998;               // RFC 5321 section 4.5.3.1.6, without CRLF
constexpr qsizetype OneFlightBytes = 256 * 1024;     // more waits for the recipients' answers before it is sent
constexpr qsizetype OneFlightRecipients = 50;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Smtp)
};

//! What the content asks of a server.
struct Shape {
    bool highBit = false;
    bool longLine = false;
    bool bareLineEnd = false;        // CR or LF alone
    bool nul = false;
};

Shape shapeOf(const QByteArray &content)
{
    Shape shape;
    qsizetype line = 0;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const char c = content[i];
        shape.highBit = shape.highBit || (c & 0x80) != 0;
        shape.nul = shape.nul || c == '\0';
        if (c == '\n') {
            const bool crlf = i > 0 && content[i - 1] == '\r';
            shape.bareLineEnd = shape.bareLineEnd || !crlf;
            shape.longLine = shape.longLine || i - line - (crlf ? 1 : 0) > LongestLine;
            line = i + 1;
        } else if (c == '\r' && (i + 1 == content.size() || content[i + 1] != '\n')) {
            shape.bareLineEnd = true;
        }
    }
    shape.longLine = shape.longLine || content.size() - line > LongestLine;
    return shape;
}

QByteArray notifyWords(const DeliveryNotices &notices)
{
    if (notices.never)
        return "NEVER";
    QByteArrayList words;
    if (notices.success)
        words.append("SUCCESS");
    if (notices.failure)
        words.append("FAILURE");
    if (notices.delay)
        words.append("DELAY");
    return words.join(',');
}

} // namespace

Outcome Engine::prepareTransaction()
{
    if (const Outcome usable = prepareEnvelope(); !usable)
        return usable.error();
    if (const Outcome usable = prepareOptions(); !usable)
        return usable.error();
    if (const Outcome usable = prepareContent(); !usable)
        return usable.error();
    Transaction &t = *m_transaction;
    t.pipelined = m_capabilities.pipelining;
    // Where nobody can have meddled with the offer: what a server takes for commands after a BDAT that it does not know would be content.
    t.chunked = m_capabilities.chunking && m_encrypted && !t.submission.withoutChunking;
    const bool fits = m_options.contentWindow == 0 || t.content.size() <= m_options.contentWindow;
    t.oneFlight = t.pipelined && t.chunked && fits && t.content.size() <= OneFlightBytes && t.namedRecipients <= OneFlightRecipients;
    if (t.parameters.body == Command::Body::Binary && !t.chunked) // RFC 3030 section 3: not with DATA
        return Error { ErrorKind::InvalidInput, Text::tr("The message has binary content, which your outgoing server does not take. Attach it as a file instead.") };
    return {};
}

Outcome Engine::prepareEnvelope()
{
    Transaction &t = *m_transaction;
    const auto from = Path::parse(t.submission.envelopeFrom, true);
    if (!from)
        return from.error();
    t.from = *from;
    QString needsUtf8 = t.from.needsUtf8() ? t.submission.envelopeFrom : QString();
    for (const QString &address : std::as_const(t.submission.recipients)) {
        const auto path = Path::parse(address);
        if (!path)
            return path.error();
        if (path->needsUtf8() && needsUtf8.isEmpty())
            needsUtf8 = address;
        t.to.append(*path);
    }
    if (t.to.isEmpty())
        return Error { ErrorKind::InvalidInput, Text::tr("The message has no recipient. Add one.") };
    if (!needsUtf8.isEmpty() && !m_capabilities.smtpUtf8) {
        return Error { ErrorKind::InvalidInput,
            Text::tr("Your outgoing server cannot send to or from the international address “%1”. Use another address.")
                .arg(textsafety::printable(needsUtf8, 200)) };
    }
    t.parameters.smtpUtf8 = !needsUtf8.isEmpty();
    // RFC 9422: those beyond the limit stay pending, and get it in a transaction of their own.
    t.namedRecipients = t.to.size();
    if (m_capabilities.maxRecipients > 0)
        t.namedRecipients = std::min<qsizetype>(t.namedRecipients, m_capabilities.maxRecipients);
    if (m_capabilities.maxRecipientDomains > 0) {
        QSet<QByteArray> domains;
        for (qsizetype i = 0; i < t.namedRecipients; ++i) {
            domains.insert(t.to.at(i).domain());
            if (domains.size() > m_capabilities.maxRecipientDomains)
                t.namedRecipients = i;
        }
    }
    return {};
}

Outcome Engine::prepareContent()
{
    Transaction &t = *m_transaction;
    t.content = t.submission.message;
    Shape shape = shapeOf(t.content);
    const bool canBinary = m_capabilities.binaryMime && m_capabilities.chunking && m_encrypted && !t.submission.withoutChunking;
    if (!(canBinary && shape.nul)) {
        const bool tooWide = (shape.highBit && !m_capabilities.eightBitMime && !t.parameters.smtpUtf8) || shape.longLine || shape.nul;
        if (tooWide && t.submission.sevenBit) {
            const Result<QByteArray> narrow = t.submission.sevenBit();
            if (!narrow)
                return narrow.error();
            t.content = *narrow;
            shape = shapeOf(t.content);
        }
        // No receiver sees an end of data of its own in a line end that is none (RFC 5321 section 2.3.8).
        if (shape.bareLineEnd)
            t.content = withCrlf(t.content);
        if (!t.content.endsWith("\r\n"))
            t.content += "\r\n";
    }
    const qint64 size = t.content.size();
    if (m_capabilities.maxSize > 0 && size > m_capabilities.maxSize) {
        const QLocale locale;
        return Error { ErrorKind::InvalidInput,
            Text::tr("The message is %1 large, and the server takes at most %2. Remove or shrink attachments.")
                .arg(locale.formattedDataSize(size), locale.formattedDataSize(m_capabilities.maxSize)) };
    }
    // RFC 1870 section 6.1: the size before dot-stuffing.
    if (m_capabilities.size)
        t.parameters.size = size;
    if (canBinary && shape.nul)
        t.parameters.body = Command::Body::Binary;
    else if (m_capabilities.eightBitMime && shape.highBit)
        t.parameters.body = Command::Body::EightBit;
    return {};
}

Outcome Engine::prepareOptions()
{
    Transaction &t = *m_transaction;
    const SubmissionOptions &wanted = t.submission.options;
    if (m_capabilities.dsn && wanted.notices.isSet()) {
        t.recipientParameters = { notifyWords(wanted.notices), true };
        t.parameters.returnFull = wanted.notices.fullMessage;
    }
    if (m_capabilities.dsn)
        t.parameters.envelopeId = wanted.envelopeId.left(100);
    if (m_capabilities.deliverBy && wanted.deliverBy)
        t.parameters.deliverBy = std::max(*wanted.deliverBy, m_capabilities.deliverByMin);
    if (wanted.requireTls && !(m_capabilities.requireTls && m_encrypted)) { // RFC 8689 section 4.2.1: this way, too
        return Error { ErrorKind::InvalidInput,
            Text::tr("Your outgoing server cannot promise an encrypted way to the recipient. Send without that request, or by another account.") };
    }
    t.parameters.requireTls = wanted.requireTls;
    if (!wanted.holdUntil.isValid())
        return {};
    const bool possible = m_capabilities.futureRelease
        && (!m_capabilities.futureReleaseUntil.isValid() || wanted.holdUntil <= m_capabilities.futureReleaseUntil);
    if (!possible)
        return Error { ErrorKind::InvalidInput, Text::tr("Your outgoing server does not keep mail until that time. Let Golub keep it instead.") };
    t.parameters.holdUntil = wanted.holdUntil;
    return {};
}

} // namespace golub::smtp
