// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TnefMime.h"

#include "core/mime/AddressParser.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/CompressedRtf.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/LittleEndian.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/Rtf.h"
#include "core/mime/SafeFileName.h"
#include "core/mime/Tnef.h"
#include "core/mime/TnefCalendar.h"
#include "core/mime/TransferEncoder.h"

#include <QCryptographicHash>
#include <QLocale>

#include <algorithm>
#include <cstring>
#include <optional>

namespace golub::mime {
namespace {

// [MS-OXPROPS]
enum PropertyId : quint16 {
    PrMessageClass = 0x001A, PrSubject = 0x0037, PrSubmitTime = 0x0039, PrSentName = 0x0042, PrSentEmail = 0x0065, PrRecipientType = 0x0C15, PrSenderName = 0x0C1A,
    PrSenderEmail = 0x0C1F, PrNormalizedSubject = 0x0E1D, PrBody = 0x1000, PrRtfCompressed = 0x1009, PrBodyHtml = 0x1013, PrMessageId = 0x1035, PrDisplayName = 0x3001,
    PrEmailAddress = 0x3003, PrAttachData = 0x3701, PrAttachFilename = 0x3704, PrAttachMethod = 0x3705, PrAttachLongFilename = 0x3707, PrAttachTransportName = 0x370C,
    PrAttachMimeTag = 0x370E, PrAttachContentId = 0x3712, PrAttachContentLocation = 0x3713, PrAttachFlags = 0x3714, PrSmtpAddress = 0x39FE, PrInternetCodepage = 0x3FDE,
    PrSenderSmtp = 0x5D01, PrSentSmtp = 0x5D02, PrAttachHidden = 0x7FFE,
};

constexpr qint64 ReferencedByHtml = 4;    // PrAttachFlags
constexpr qsizetype ObjectIdSize = 16;    // in front of the bytes of an object
constexpr unsigned char MessageObject[] = { 0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46 };

// One part before it is written.
struct Piece {
    QByteArray type;
    QByteArray charset = {};
    QByteArray parameters = {};   // further ones, written as they are
    QString name = {};
    QString contentId = {};
    QString contentLocation = {};
    QByteArray content = {};
    int message = -1;             // content is that message of the stream
    bool isInline = false;
    bool isBody = false;
};

void appendField(QByteArray &out, const char *name, const QString &value)
{
    if (value.isEmpty())
        return;
    const QByteArray start = QByteArray(name) + ": ";
    qsizetype column = start.size();
    out += start + encodeHeaderText(sanitizedHeaderValue(value), WordContext::Unstructured, column) + "\r\n";
}

void appendAddresses(QByteArray &out, const char *name, const QList<Address> &addresses)
{
    if (addresses.isEmpty())
        return;
    const QByteArray start = QByteArray(name) + ": ";
    qsizetype column = start.size();
    AddressList list;
    for (const Address &address : addresses) // a name without an address can only stand as a group without members
        list.append(address.address.isEmpty() ? AddressEntry { {}, true, address.name, {} } : AddressEntry { address });
    out += start + encodeAddresses(list, column) + "\r\n";
}

QString smtpOrAny(const QString &smtp, const QString &any)
{
    // "/O=EXCHANGE/OU=…" says nothing to anybody outside.
    QString address = smtp.contains(u'@') ? smtp : any;
    if (address.startsWith(QLatin1String("SMTP:"), Qt::CaseInsensitive))
        address.remove(0, 5);
    return address.contains(u'@') ? address.trimmed() : QString();
}

bool isMessageObject(QByteArrayView bytes)
{
    return bytes.size() >= ObjectIdSize && std::memcmp(bytes.data(), MessageObject, ObjectIdSize) == 0;
}

// One message of the stream: the properties, and which of its attachments are messages too.
class MessageWriter
{
public:
    MessageWriter(QByteArrayView bytes, int nesting) : depth(nesting), message(readTnef(bytes))
    {
        for (TnefAttachment &attachment : message.attachments) {
            const TnefProperty *const data = attachment.properties.find(PrAttachData);
            if (data && data->isObject() && isMessageObject(data->value) && isTnef(data->value.sliced(ObjectIdSize)))
                inner.push_back(data->value.sliced(ObjectIdSize));
        }
    }

    int depth;
    TnefMessage message;
    std::vector<QByteArrayView> inner;    // streams
    std::vector<int> innerIndex;          // their places in the list of messages; -1 where a limit left them out

    //! \a rendered holds the messages behind this one. \a whole: with the header of a message, contents in base64.
    // \a index: of this message, for boundaries that none of the others has.
    QByteArray write(const std::vector<QByteArray> &rendered, size_t index)
    {
        const bool whole = index > 0;
        m_index = index;
        m_people = readPeople();
        m_subject = text(PrSubject);
        if (m_subject.isEmpty())
            m_subject = message.subject.isEmpty() ? text(PrNormalizedSubject) : decodeCharset(message.subject, message.codepage);
        collectBodies();
        collectAttachments(rendered);
        if (m_forms.empty() && m_pieces.empty() && !whole)
            return {};
        QByteArray out = whole ? header() : QByteArray();
        writeContent(out);
        return out;
    }

private:
    QString text(quint16 id) const { return message.properties.text(id, message.codepage); }

    TnefPeople readPeople() const
    {
        TnefPeople people;
        people.from.name = text(PrSentName).isEmpty() ? text(PrSenderName) : text(PrSentName);
        people.from.address = smtpOrAny(text(PrSentSmtp).isEmpty() ? text(PrSenderSmtp) : text(PrSentSmtp), text(PrSentEmail).isEmpty() ? text(PrSenderEmail) : text(PrSentEmail));
        if (people.from.isEmpty())
            people.from = fromAttribute();
        for (const TnefProperties &recipient : message.recipients) {
            const Address address { recipient.text(PrDisplayName, message.codepage),
                smtpOrAny(recipient.text(PrSmtpAddress, message.codepage), recipient.text(PrEmailAddress, message.codepage)) };
            if (address.isEmpty())
                continue;
            const qint64 type = recipient.number(PrRecipientType);
            (type == 2 ? people.cc : type == 3 ? people.bcc : people.to).append(address);
        }
        return people;
    }

    // attFrom: a TRP structure ([MS-OXTNEF] section 2.1.3.3.2.1): kind, total, name length, address length, name, address.
    Address fromAttribute() const
    {
        LittleEndianReader reader(message.from);
        reader.u16();
        reader.u16();
        const quint16 nameSize = reader.u16();
        const quint16 addressSize = reader.u16();
        const auto taken = [&](quint16 size) {
            const QByteArrayView bytes = reader.bytes(size);
            const qsizetype zero = bytes.indexOf('\0');
            return decodeCharset(zero < 0 ? bytes : bytes.first(zero), message.codepage);
        };
        const QString name = taken(nameSize);
        return { name, smtpOrAny({}, taken(addressSize)) };
    }

    void collectBodies()
    {
        std::vector<Piece> forms;
        std::optional<Piece> plain = plainBody();
        std::optional<Piece> html = htmlBody();
        const std::optional<Piece> rtf = rtfBody();
        if (rtf) {
            const RtfBody read = readRtf(rtf->content);
            if (!html && read.content == RtfContent::Html)
                html = Piece { QByteArrayLiteral("text/html"), QByteArrayLiteral("utf-8") };
            if (html && html->content.isNull())
                html->content = read.text.toUtf8();
            if (!plain && !html && !read.text.trimmed().isEmpty())
                plain = Piece { QByteArrayLiteral("text/plain"), QByteArrayLiteral("utf-8"), {}, {}, {}, {}, read.text.toUtf8() };
        }
        const TnefInvitation invitation = tnefInvitation(message, m_subject, m_people, plain ? decodeCharset(plain->content, plain->charset) : QString());
        if (plain)
            forms.push_back(*plain);
        if (rtf)
            forms.push_back(*rtf);
        if (html)
            forms.push_back(*html);
        if (!invitation.method.isEmpty())
            forms.push_back({ QByteArrayLiteral("text/calendar"), QByteArrayLiteral("utf-8"), "; method=" + invitation.method, QStringLiteral("invite.ics"), {}, {}, invitation.calendar });
        for (Piece &form : forms)
            form.isBody = true;
        m_forms = std::move(forms);
    }

    std::optional<Piece> plainBody() const
    {
        Piece piece { QByteArrayLiteral("text/plain") };
        const TnefProperty *const body = message.properties.find(PrBody);
        if (body && body->isUnicode()) {
            piece.charset = QByteArrayLiteral("utf-8");
            piece.content = TnefProperties::text(*body, {}).toUtf8();
        } else {
            piece.charset = message.codepage;
            piece.content = message.body.toByteArray();
            if (piece.content.isEmpty() && body && body->isString8())
                piece.content = withoutZeros(body->value).toByteArray();
        }
        if (ascii::trimmed(piece.content).isEmpty())
            return {};
        return piece;
    }

    std::optional<Piece> htmlBody() const
    {
        const TnefProperty *const body = message.properties.find(PrBodyHtml);
        if (!body || body->value.isEmpty())
            return {};
        Piece piece { QByteArrayLiteral("text/html") };
        if (body->isUnicode()) {
            piece.charset = QByteArrayLiteral("utf-8");
            piece.content = TnefProperties::text(*body, {}).toUtf8();
        } else {
            const QByteArray internet = tnefCodepage(quint32(message.properties.number(PrInternetCodepage)));
            piece.charset = body->isBinary() && !internet.isEmpty() ? internet : message.codepage;
            piece.content = body->isBinary() ? body->value.toByteArray() : withoutZeros(body->value).toByteArray();
        }
        return piece;
    }

    std::optional<Piece> rtfBody()
    {
        const TnefProperty *const body = message.properties.find(PrRtfCompressed);
        if (!body || !body->isBinary())
            return {};
        Piece piece { QByteArrayLiteral("application/rtf") };
        piece.name = QStringLiteral("message.rtf");
        piece.content = decompressRtf(body->value, &message.damaged);
        if (piece.content.isEmpty())
            return {};
        return piece;
    }

    static QByteArrayView withoutZeros(QByteArrayView text)
    {
        while (!text.isEmpty() && text.back() == '\0')
            text.chop(1);
        return text;
    }

    void collectAttachments(const std::vector<QByteArray> &rendered)
    {
        size_t nextInner = 0;
        for (const TnefAttachment &attachment : message.attachments) {
            const TnefProperties &properties = attachment.properties;
            Piece piece;
            piece.name = nameOf(attachment);
            piece.contentId = properties.text(PrAttachContentId, message.codepage);
            piece.contentLocation = properties.text(PrAttachContentLocation, message.codepage);
            piece.isInline = (properties.number(PrAttachFlags) & ReferencedByHtml) && !piece.contentId.isEmpty();
            const TnefProperty *const data = properties.find(PrAttachData);
            const bool isInner = data && data->isObject() && isMessageObject(data->value) && isTnef(data->value.sliced(ObjectIdSize));
            const int index = isInner && nextInner < innerIndex.size() ? innerIndex[nextInner] : -1;
            nextInner += isInner ? 1 : 0;
            if (index >= 0) {
                piece.type = QByteArrayLiteral("message/rfc822");
                piece.content = rendered[size_t(index)];
                piece.message = index;
                const QString shown = properties.text(PrDisplayName, message.codepage);
                piece.name = shown.isEmpty() ? piece.name : shown;
                if (!piece.name.isEmpty() && !piece.name.endsWith(QLatin1String(".eml"), Qt::CaseInsensitive))
                    piece.name += QStringLiteral(".eml");
            } else if (isInner) {
                piece.type = QByteArrayLiteral("application/octet-stream"); // too deep: saved as it is
                piece.content = data->value.sliced(ObjectIdSize).toByteArray();
            } else {
                piece.type = typeOf(properties, piece.name);
                piece.content = contentOf(attachment, data);
            }
            m_pieces.push_back(std::move(piece));
        }
    }

    QString nameOf(const TnefAttachment &attachment) const
    {
        for (const quint16 id : { PrAttachLongFilename, PrAttachFilename, PrAttachTransportName }) {
            const QString name = attachment.properties.text(id, message.codepage);
            if (!name.isEmpty())
                return name;
        }
        const QByteArrayView name = attachment.title.isEmpty() ? attachment.transportName : attachment.title;
        return name.isEmpty() ? attachment.properties.text(PrDisplayName, message.codepage) : decodeCharset(name, message.codepage);
    }

    QByteArray typeOf(const TnefProperties &properties, const QString &name) const
    {
        const QByteArray tag = ascii::toLower(properties.text(PrAttachMimeTag, message.codepage).toUtf8());
        const ContentType type = parseContentType(tag);
        const bool container = type.type == "multipart" || type.type == "message"; // its bytes are a file here
        return !tag.isEmpty() && type.valid && !container ? type.type + '/' + type.subtype : typeForFileName(name);
    }

    static QByteArray contentOf(const TnefAttachment &attachment, const TnefProperty *data)
    {
        if (!attachment.data.isEmpty() || !data)
            return attachment.data.toByteArray();
        if (data->isObject() && data->value.size() >= ObjectIdSize)
            return data->value.sliced(ObjectIdSize).toByteArray();
        return data->value.toByteArray();
    }

    QByteArray header() const
    {
        QByteArray out;
        appendAddresses(out, "From", m_people.from.isEmpty() ? QList<Address>() : QList<Address> { m_people.from });
        appendAddresses(out, "To", m_people.to);
        appendAddresses(out, "Cc", m_people.cc);
        appendField(out, "Subject", m_subject);
        QDateTime date = message.properties.time(PrSubmitTime);
        if (!date.isValid())
            date = message.dateSent;
        if (date.isValid())
            out += "Date: " + QLocale::c().toString(date, QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1() + " +0000\r\n";
        const QString id = text(PrMessageId).trimmed();
        if (id.startsWith(u'<') && id.endsWith(u'>'))
            appendField(out, "Message-ID", id);
        return out + "MIME-Version: 1.0\r\n";
    }

    // No "_" stands in base64, which the contents of an inner message become.
    bool holds(const QByteArray &text) const
    {
        const auto holdsIt = [&](const Piece &piece) {
            return !isBase64(piece) && memmem(piece.content.constData(), size_t(piece.content.size()), text.constData(), size_t(text.size())) != nullptr;
        };
        return std::any_of(m_pieces.begin(), m_pieces.end(), holdsIt) || std::any_of(m_forms.begin(), m_forms.end(), holdsIt);
    }

    // Nobody can write bytes that hold their own digest: the boundary is in no part. Seldom is it looked for in earnest: a digest takes time.
    QByteArray boundary(const char *what) const
    {
        const QByteArray simple = QByteArray("=_tnef_") + what + '_' + QByteArray::number(qulonglong(m_index)) + '_';
        if (!holds(simple))
            return simple;
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const Piece &piece : m_pieces)
            hash.addData(piece.content);
        for (const Piece &form : m_forms)
            hash.addData(form.content);
        return QByteArray("=_tnef_") + what + '_' + hash.result().toHex().first(40);
    }

    // mixed(related(alternative(forms), pictures of the HTML), files), as much of it as is needed.
    void writeContent(QByteArray &out) const
    {
        std::vector<const Piece *> pictures;
        std::vector<const Piece *> files;
        for (const Piece &piece : m_pieces)
            (!m_forms.empty() && piece.isInline ? pictures : files).push_back(&piece);
        const QByteArray mixed = begin(out, "mixed");
        QByteArray around = mixed;
        if (!pictures.empty()) {
            next(out, mixed);
            around = begin(out, "related");
        }
        writeForms(out, around);
        for (const Piece *const picture : pictures)
            writePiece(out, around, *picture);
        if (!pictures.empty())
            end(out, around);
        for (const Piece *const file : files)
            writePiece(out, mixed, *file);
        end(out, mixed);
    }

    void writeForms(QByteArray &out, const QByteArray &around) const
    {
        const bool several = m_forms.size() > 1;
        QByteArray delimiter = around;
        if (several) {
            next(out, around);
            delimiter = begin(out, "alternative");
        }
        for (const Piece &form : m_forms)
            writePiece(out, delimiter, form);
        if (several)
            end(out, delimiter);
    }

    QByteArray begin(QByteArray &out, const char *subtype) const
    {
        const QByteArray delimiter = boundary(subtype);
        out += QByteArray("Content-Type: multipart/") + subtype + "; boundary=\"" + delimiter + "\"\r\n\r\n";
        return delimiter;
    }

    static void next(QByteArray &out, const QByteArray &delimiter) { out += "\r\n--" + delimiter + "\r\n"; }
    static void end(QByteArray &out, const QByteArray &delimiter) { out += "\r\n--" + delimiter + "--\r\n"; }

    static void appendParameter(QByteArray &out, QByteArrayView name, const QString &value, qsizetype &column)
    {
        if (!value.isEmpty())
            out += encodeParameter(name, value, column);
    }

    bool isBase64(const Piece &piece) const { return m_index > 0 && piece.message < 0; }

    void writePiece(QByteArray &out, const QByteArray &delimiter, const Piece &piece) const
    {
        next(out, delimiter);
        out += "Content-Type: " + piece.type + piece.parameters;
        qsizetype column = 14 + piece.type.size() + piece.parameters.size();
        appendParameter(out, "charset", QString::fromLatin1(piece.charset), column);
        out += "\r\n";
        const bool attached = !piece.isBody || !piece.name.isEmpty();
        if (attached) {
            out += piece.isInline ? "Content-Disposition: inline" : "Content-Disposition: attachment";
            column = 31;
            appendParameter(out, "filename", sanitizedHeaderValue(piece.name), column);
            out += "\r\n";
        }
        if (!piece.contentId.isEmpty())
            appendField(out, "Content-ID", u'<' + piece.contentId + u'>');
        appendField(out, "Content-Location", piece.contentLocation);
        const bool base64 = isBase64(piece);
        out += base64 ? "Content-Transfer-Encoding: base64\r\n\r\n" : "Content-Transfer-Encoding: binary\r\n\r\n";
        out += base64 ? encodeBase64Lines(piece.content) : piece.content;
    }

    size_t m_index = 0;
    TnefPeople m_people;
    QString m_subject;
    std::vector<Piece> m_forms;       // of the body, the plainest first
    std::vector<Piece> m_pieces;
};

} // namespace

bool isTnefPart(const Part &part)
{
    if (part.type == "application" && (part.subtype == "ms-tnef" || part.subtype == "vnd.ms-tnef" || part.subtype == "x-ms-tnef"))
        return true;
    const bool anyFile = part.is("application", "octet-stream") || part.is("application", "x-unknown") || part.is("application", "unknown");
    return anyFile && (part.name.compare(QLatin1String("winmail.dat"), Qt::CaseInsensitive) == 0 || part.name.compare(QLatin1String("win.dat"), Qt::CaseInsensitive) == 0);
}

QByteArray tnefToMime(QByteArrayView tnef, bool *damaged)
{
    if (!isTnef(tnef)) {
        if (damaged)
            *damaged = true;
        return {};
    }
    // Breadth first: a message stands before those inside of it, which are written first, from the back.
    std::vector<MessageWriter> messages;
    messages.emplace_back(tnef, 0);
    for (size_t i = 0; i < messages.size(); ++i) {
        const std::vector<QByteArrayView> inner = messages[i].inner;
        for (const QByteArrayView stream : inner) {
            const bool fits = messages[i].depth + 1 < TnefNesting && messages.size() < size_t(TnefMessages);
            messages[i].innerIndex.push_back(fits ? int(messages.size()) : -1);
            if (fits)
                messages.emplace_back(stream, messages[i].depth + 1);
        }
    }
    std::vector<QByteArray> rendered(messages.size());
    for (size_t i = messages.size(); i-- > 0;) {
        rendered[i] = messages[i].write(rendered, i);
        if (damaged && messages[i].message.damaged)
            *damaged = true;
        for (const int index : messages[i].innerIndex) { // each is needed once
            if (index >= 0)
                rendered[size_t(index)].clear();
        }
    }
    return rendered.front();
}

} // namespace golub::mime
