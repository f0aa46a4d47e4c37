// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MimeWriter.h"

#include "core/mime/AddressParser.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/DateParser.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/Flowed.h"
#include "core/mime/Parameters.h"
#include "core/mime/TransferEncoder.h"

#include <algorithm>
#include <utility>

namespace golub::mime {
namespace {

constexpr qsizetype HardLine = 998;            // RFC 5322 section 2.1.1
constexpr qsizetype SoftLine = 78;             // the same section's "should"

constexpr const char *OwnedFields[] = { "date", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "message-id", "in-reply-to", "references",
    "mime-version", "return-path", "received" };

bool isOwned(const QString &name)
{
    const QByteArray lower = name.toLatin1().toLower();
    return lower.startsWith("content-") || std::any_of(std::begin(OwnedFields), std::end(OwnedFields), [&lower](const char *owned) { return lower == owned; });
}

QString withLineFeeds(const QString &text)
{
    QString out = text;
    out.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    out.replace(u'\r', u'\n');
    out.remove(QChar(u'\0'));
    return out;
}

bool isMediaToken(const QByteArray &value)
{
    return !value.isEmpty() && value.size() < 128 && std::all_of(value.begin(), value.end(), [](char c) {
        return ascii::isLetter(c) || ascii::isDigit(c) || (c != 0 && std::strchr("!#$&-^_.+", c) != nullptr);
    });
}

// What an attachment is sent as: nothing unreadable, and no multipart, whose parts would be somebody else's.
ContentType attachmentType(const OutgoingAttachment &attachment)
{
    ContentType type = parseContentType(attachment.type);
    if (!type.valid || type.type == "multipart" || !isMediaToken(type.type) || !isMediaToken(type.subtype))
        return { "application", "octet-stream", {}, true };
    return type;
}

// Messages are lines of text: where every line ends with LF they were kept so, and CRLF is what they were (and what a signature counts).
QByteArray withCarriageReturns(const QByteArray &message)
{
    return message.contains('\r') ? message : QByteArray(message).replace('\n', "\r\n");
}

class Writer
{
public:
    Writer(const OutgoingMessage &message, const WriteOptions &options) : m_message(message), m_options(options)
    {
        if (!m_options.random)
            m_options.random = systemRandom();
    }

    QByteArray header()
    {
        envelope();
        for (const OutgoingField &field : m_message.headers) {
            if (isFieldName(field.name) && !isOwned(field.name))
                textField(field.name.toLatin1(), field.value);
        }
        m_out += "MIME-Version: 1.0\r\n";
        return std::exchange(m_out, {});
    }

    QByteArray content()
    {
        mixed();
        return std::exchange(m_out, {});
    }

private:
    void envelope()
    {
        if (m_message.date.isValid())
            m_out += "Date: " + formatDate(m_message.date) + "\r\n";
        addressField("From", AddressList::of(m_message.from));
        const bool senderNeeded = m_message.from.size() > 1 || (!m_message.from.isEmpty() && m_message.sender.address != m_message.from.first().address);
        if (!m_message.sender.isEmpty() && senderNeeded)
            addressField("Sender", AddressList::of({ m_message.sender }));
        addressField("Reply-To", m_message.replyTo);
        addressField("To", m_message.to);
        addressField("Cc", m_message.cc);
        if (m_options.includeBcc)
            addressField("Bcc", m_message.bcc);
        textField("Subject", m_message.subject);
        if (!m_message.messageId.isEmpty())
            idField("Message-ID", { m_message.messageId });
        idField("In-Reply-To", m_message.inReplyTo);
        idField("References", trimmedReferences(m_message.references));
    }

    void textField(const QByteArray &name, const QString &value)
    {
        qsizetype column = name.size() + 2;
        m_out += name + ": ";
        if (m_options.utf8Headers)
            m_out += foldedUtf8(sanitizedHeaderValue(value).trimmed(), column);
        else
            m_out += encodeHeaderText(value, WordContext::Unstructured, column);
        m_out += "\r\n";
    }

    // RFC 6532: no encoded words; folds at single blanks.
    static QByteArray foldedUtf8(const QString &text, qsizetype column)
    {
        if (text.toUtf8().size() + column > HardLine || text.contains(QLatin1String("=?")))
            return encodeHeaderText(text, WordContext::Unstructured, column);
        QByteArray out;
        for (const QString &word : text.split(u' ')) {
            if (!out.isEmpty()) {
                const bool fold = column + 1 + word.size() > SoftLine && !out.endsWith(' ') && !word.isEmpty();
                out += fold ? "\r\n " : " ";
                column = fold ? 1 : column + 1;
            }
            out += word.toUtf8();
            column += word.size();
        }
        return out;
    }

    void addressField(const QByteArray &name, const AddressList &list)
    {
        qsizetype column = name.size() + 2;
        const QByteArray value = encodeAddresses(list, column, m_options.utf8Headers);
        if (!value.isEmpty())
            m_out += name + ": " + value + "\r\n";
    }

    void idField(const QByteArray &name, const QStringList &ids)
    {
        QByteArray value;
        qsizetype column = name.size() + 2;
        for (const QString &id : ids) {
            const QByteArray clean = cleanId(id);
            if (clean.isEmpty())
                continue;
            if (!value.isEmpty()) {
                const bool fold = column + clean.size() + 1 > SoftLine;
                value += fold ? "\r\n " : " ";
                column = fold ? 1 : column + 1;
            }
            value += clean;
            column += clean.size();
        }
        if (!value.isEmpty())
            m_out += name + ": " + value + "\r\n";
    }

    QByteArray cleanId(const QString &id) const
    {
        QByteArray out;
        for (const char c : id.toUtf8()) {
            if (ascii::isHighBit(c) && !m_options.utf8Headers)
                return {};
            if (!ascii::isSpace(c) && !ascii::isControl(c) && c != '<' && c != '>')
                out += c;
        }
        return out.isEmpty() || out.size() > HardLine - 20 ? QByteArray() : '<' + out + '>';
    }

    QByteArray newBoundary()
    {
        const auto number = [this] { return QByteArray::number(m_options.random(), 36).rightJustified(13, '0'); };
        for (;;) { // "=_" cannot stand in quoted-printable or base64; the rest is for parts that go as they are
            // All of one length: none is the beginning of another, which careless readers would take for it.
            const QByteArray left = number(); // the order of calls is ours, not the compiler's
            const QByteArray boundary = "=_" + left + '.' + number();
            const bool taken = m_message.text.contains(QLatin1String(boundary)) || m_message.html.contains(QLatin1String(boundary))
                || std::any_of(m_message.attachments.begin(), m_message.attachments.end(), [&boundary](const OutgoingAttachment &attachment) { return attachment.content.contains(boundary); });
            if (!taken)
                return boundary;
        }
    }

    QByteArray beginMultipart(const char *subtype, const char *extra = "")
    {
        const QByteArray boundary = newBoundary();
        m_out += QByteArray("Content-Type: multipart/") + subtype + extra + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
        return boundary;
    }

    void nextPart(const QByteArray &boundary) { m_out += "--" + boundary + "\r\n"; }

    // The line end before a boundary belongs to the boundary: content without one at its end stays as it was.
    void endPart() { m_out += "\r\n"; }
    void endMultipart(const QByteArray &boundary) { m_out += "--" + boundary + "--\r\n"; }

    void mixed()
    {
        QList<const OutgoingAttachment *> attached;
        QList<const OutgoingAttachment *> related;
        for (const OutgoingAttachment &attachment : m_message.attachments) {
            const bool isRelated = attachment.isInline && !m_message.html.isEmpty() && !attachment.contentId.isEmpty();
            (isRelated ? related : attached).append(&attachment);
        }
        if (attached.isEmpty())
            return alternative(related, true);
        const QByteArray boundary = beginMultipart("mixed");
        nextPart(boundary);
        alternative(related, false);
        endPart();
        for (const OutgoingAttachment *attachment : attached) {
            nextPart(boundary);
            entity(*attachment);
            endPart();
        }
        endMultipart(boundary);
    }

    void alternative(const QList<const OutgoingAttachment *> &related, bool last)
    {
        if (m_message.html.isEmpty())
            return plainPart(last);
        if (m_message.text.isEmpty())
            return htmlWithImages(related, last);
        const QByteArray boundary = beginMultipart("alternative");
        nextPart(boundary);
        plainPart(false);
        endPart();
        nextPart(boundary);
        htmlWithImages(related, false);
        endPart();
        endMultipart(boundary);
    }

    void htmlWithImages(const QList<const OutgoingAttachment *> &related, bool last)
    {
        if (related.isEmpty())
            return textPart("html", canonicalLineEnds(m_message.html.toUtf8()), "", last);
        const QByteArray boundary = beginMultipart("related", "; type=\"text/html\"");
        nextPart(boundary);
        textPart("html", canonicalLineEnds(m_message.html.toUtf8()), "", false);
        endPart();
        for (const OutgoingAttachment *image : related) {
            nextPart(boundary);
            entity(*image);
            endPart();
        }
        endMultipart(boundary);
    }

    void plainPart(bool last)
    {
        if (!m_options.flowed)
            return textPart("plain", canonicalLineEnds(m_message.text.toUtf8()), "", last);
        textPart("plain", canonicalLineEnds(textToFlowed(withLineFeeds(m_message.text)).toUtf8()), "; format=flowed", last);
    }

    // The last text of a message ends with a line end, as everything that goes over SMTP does.
    void textPart(const char *subtype, QByteArray canonical, const char *parameters, bool last)
    {
        if (last && !canonical.isEmpty() && !canonical.endsWith("\r\n"))
            canonical += "\r\n";
        const bool blanksMatter = m_options.toBeSigned || !m_options.flowed;
        const TransferText encoded = encodeText(canonical, { m_options.eightBit && !m_options.toBeSigned, blanksMatter });
        const char *charset = ascii::isAscii(canonical) ? "us-ascii" : "utf-8";
        m_out += QByteArray("Content-Type: text/") + subtype + "; charset=" + charset + parameters + "\r\nContent-Transfer-Encoding: " + encoded.encoding + "\r\n\r\n";
        m_out += encoded.body;
    }

    void entity(const OutgoingAttachment &attachment)
    {
        ContentType type = attachmentType(attachment);
        const TransferText encoded = encodeAttachment(attachment, type);
        QByteArray header = "Content-Type: " + type.type + '/' + type.subtype;
        qsizetype column = header.size();
        if (type.type == "text" && !type.params.contains("charset") && !ascii::isAscii(attachment.content) && isValidUtf8(attachment.content))
            header += encodeParameter("charset", QStringLiteral("utf-8"), column);
        for (const Parameter &parameter : std::as_const(type.params)) {
            const bool ours = parameter.name == "name" || parameter.name == "boundary";
            if (!ours && isMediaToken(parameter.name))
                header += encodeParameter(parameter.name, parameter.value, column);
        }
        const QString name = sanitizedHeaderValue(attachment.name).trimmed();
        if (!name.isEmpty())
            header += encodeNameParameter(name, column);
        m_out += header + "\r\nContent-Transfer-Encoding: " + encoded.encoding + "\r\n";
        disposition(attachment, name);
        m_out += "\r\n";
        m_out += encoded.body;
    }

    void disposition(const OutgoingAttachment &attachment, const QString &name)
    {
        const bool isInline = attachment.isInline && !attachment.contentId.isEmpty() && !m_message.html.isEmpty();
        if (!attachment.contentId.isEmpty())
            idField("Content-ID", { attachment.contentId });
        QByteArray header = isInline ? "Content-Disposition: inline" : "Content-Disposition: attachment";
        qsizetype column = header.size();
        if (!name.isEmpty())
            header += encodeParameter("filename", name, column);
        m_out += header + "\r\n";
    }

    TransferText encodeAttachment(const OutgoingAttachment &attachment, ContentType &type)
    {
        if (type.type == "message") {
            const QByteArray lines = withCarriageReturns(attachment.content);
            const ContentFacts facts = contentFacts(lines);
            const bool fits = facts.longestLine <= HardLine && !facts.hasNul && facts.canonicalLines;
            if (fits && (facts.ascii || (m_options.eightBit && !m_options.toBeSigned)))
                return { lines, facts.ascii ? "7bit" : "8bit" };
            // RFC 2046 section 5.2.1 forbids to encode a message part; as a file it arrives unchanged.
            type = { "application", "octet-stream", {}, true };
        } else if (type.type == "text") {
            const ContentFacts facts = contentFacts(attachment.content);
            if (facts.canonicalLines && !facts.hasNul) // else only base64 keeps every byte
                return encodeText(attachment.content, { m_options.eightBit && !m_options.toBeSigned, true });
        }
        return { encodeBase64Lines(attachment.content), "base64" };
    }

    const OutgoingMessage &m_message;
    WriteOptions m_options;
    QByteArray m_out;
};

bool hasForeignLocalPart(const Address &address)
{
    const qsizetype at = address.address.lastIndexOf(u'@');
    const QString local = at < 0 ? address.address : address.address.left(at);
    return !ascii::isAscii(local.toUtf8());
}

} // namespace

QByteArray writeMessage(const OutgoingMessage &message, const WriteOptions &options)
{
    return writeMessageAround(message, writeEntity(message, options), options);
}

QByteArray writeEntity(const OutgoingMessage &message, const WriteOptions &options)
{
    return Writer(message, options).content();
}

QByteArray writeMessageAround(const OutgoingMessage &message, const QByteArray &entity, const WriteOptions &options)
{
    return Writer(message, options).header() + entity;
}

bool needsSmtpUtf8(const OutgoingMessage &message)
{
    QList<Address> all = message.from;
    all += message.sender;
    for (const AddressList *list : { &message.replyTo, &message.to, &message.cc, &message.bcc })
        all += list->mailboxes();
    return std::any_of(all.begin(), all.end(), hasForeignLocalPart);
}

} // namespace golub::mime
