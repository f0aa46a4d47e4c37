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

//! 0 where \a text is no positive number.
qint64 number(const QByteArray &text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok && value > 0 ? value : 0;
}

//! RFC 9422 section 4: "LIMITS RCPTMAX=20 MAILMAX=5"; what is unknown or malformed is ignored.
void readLimits(Capabilities &out, const QList<QByteArray> &words)
{
    for (const QByteArray &word : words) {
        const QByteArray upper = word.toUpper();
        if (upper.startsWith("MAILMAX="))
            out.maxMessages = number(upper.mid(8));
        else if (upper.startsWith("RCPTMAX="))
            out.maxRecipients = number(upper.mid(8));
        else if (upper.startsWith("RCPTDOMAINMAX="))
            out.maxRecipientDomains = number(upper.mid(14));
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
        else if (keyword == "BINARYMIME")
            out.binaryMime = true;
        else if (keyword == "DELIVERBY") {
            out.deliverBy = true;
            out.deliverByMin = std::chrono::seconds(words.isEmpty() ? 0 : number(words.first()));
        } else if (keyword == "FUTURERELEASE") {
            out.futureRelease = true;
            out.futureReleaseUntil = QDateTime::fromString(QString::fromLatin1(words.value(1)), Qt::ISODate);
        } else if (keyword == "REQUIRETLS")
            out.requireTls = true;
        else if (keyword == "LIMITS")
            readLimits(out, words);
        else if (keyword == "ENHANCEDSTATUSCODES")
            out.enhancedStatusCodes = true;
        else if (keyword == "AUTH")
            addMechanisms(out.auth, words);
        else if (keyword == "SIZE") {
            out.size = true;
            out.maxSize = words.isEmpty() ? 0 : number(words.first());
        }
    }
    return out;
}

} // namespace golub::smtp
