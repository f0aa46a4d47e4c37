// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Capabilities.h"

#include "protocols/smtp/Reply.h"
#include "protocols/wire/ProtocolText.h"

namespace golub::smtp {
namespace {

void addMechanisms(QList<QByteArray> &list, const QList<QByteArray> &names)
{
    for (const QByteArray &name : names) {
        const QByteArray upper = name.toUpper();
        if (!upper.isEmpty() && !list.contains(upper))
            list.append(upper);
    }
}

} // namespace

Capabilities Capabilities::fromReply(const Reply &reply)
{
    Capabilities out;
    out.extended = true;
    // The first line is the server's name and a greeting.
    for (qsizetype i = 1; i < reply.lines.size(); ++i) {
        out.keywords.append(reply.lines.at(i));
        QList<QByteArray> words = wire::words(reply.lines.at(i));
        if (words.isEmpty())
            continue;
        QByteArray keyword = words.takeFirst().toUpper();
        // Before RFC 2554: "AUTH=LOGIN PLAIN". Servers of then and of now send both forms.
        if (keyword.startsWith("AUTH=")) {
            words.prepend(keyword.mid(5));
            keyword = "AUTH";
        }
        if (keyword == "STARTTLS")
            out.startTls = true;
        else if (keyword == "PIPELINING")
            out.pipelining = true;
        else if (keyword == "8BITMIME")
            out.eightBitMime = true;
        else if (keyword == "SMTPUTF8")
            out.smtpUtf8 = true;
        else if (keyword == "CHUNKING")
            out.chunking = true;
        else if (keyword == "DSN")
            out.dsn = true;
        else if (keyword == "ENHANCEDSTATUSCODES")
            out.enhancedStatusCodes = true;
        else if (keyword == "AUTH")
            addMechanisms(out.auth, words);
        else if (keyword == "SIZE") {
            out.size = true;
            bool ok = false;
            const qint64 size = words.isEmpty() ? 0 : words.first().toLongLong(&ok);
            out.maxSize = ok && size > 0 ? size : 0;
        }
    }
    return out;
}

} // namespace golub::smtp
