// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageTree.h"

#include "core/base/Limits.h"
#include "core/mime/AddressParser.h"
#include "core/mime/Ascii.h"
#include "core/mime/BodySelection.h"
#include "core/mime/DateParser.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/GuessedBoundary.h"
#include "core/mime/HeaderScanner.h"
#include "core/mime/MessageIds.h"
#include "core/mime/ParameterScanner.h"
#include "core/mime/Protection.h"
#include "core/mime/TextScan.h"
#include "core/mime/TnefBodies.h"
#include "core/mime/TnefMime.h"
#include "core/mime/TransferDecoder.h"

#include <QSet>

namespace golub::mime {
namespace {

// Messages inside of encoded parts and of TNEF, inside of encoded parts …: each level holds its own decoded copy.
constexpr int EncodedMessageDepth = 8;
// Of one message: each is looked for once more in what is left.
constexpr int MaxBoundariesInLines = 100;

//! Gathers the envelope while the fields come by. The first of a field counts; recipients of repeated fields are put together.
class EnvelopeBuilder
{
public:
    void add(const RawField &field, QByteArrayView bytes)
    {
        const QByteArrayView value = field.value.of(bytes);
        switch (field.field) {
        case Field::From:
            return addresses(m_envelope.from, value, field, false);
        case Field::Sender:
            return addresses(m_envelope.sender, value, field, false);
        case Field::ReplyTo:
            return addresses(m_envelope.replyTo, value, field, true);
        case Field::To:
            return addresses(m_envelope.to, value, field, true);
        case Field::Cc:
            return addresses(m_envelope.cc, value, field, true);
        case Field::Bcc:
            return addresses(m_envelope.bcc, value, field, true);
        case Field::Subject:
            if (first(field))
                m_envelope.subject = decodeHeaderText(value);
            return;
        case Field::Date:
            if (first(field))
                m_envelope.date = parseDate(value);
            return;
        case Field::MessageId:
            if (first(field))
                m_envelope.messageIdHeader = parseMessageId(value);
            return;
        case Field::InReplyTo:
            if (first(field))
                m_envelope.inReplyTo = parseMessageIds(value);
            return;
        case Field::References:
            if (first(field))
                m_envelope.references = parseMessageIds(value);
            return;
        case Field::Other:
        case Field::ContentType:
        case Field::ContentTransferEncoding:
        case Field::ContentDisposition:
        case Field::ContentId:
        case Field::ContentLocation:
            return;
        }
    }

    Envelope take() { return std::move(m_envelope); }
    const std::vector<Diagnostic> &diagnostics() const { return m_diagnostics; }

private:
    bool first(const RawField &field)
    {
        const quint32 bit = 1U << unsigned(field.field);
        if (m_seen & bit) {
            m_diagnostics.push_back({ DiagnosticKind::DuplicateField, field.name.offset });
            return false;
        }
        m_seen |= bit;
        return true;
    }

    void addresses(AddressList &list, QByteArrayView value, const RawField &field, bool merge)
    {
        if (!first(field) && (!merge || list.size() >= limits::AddressesPerField))
            return;
        AddressList more = parseAddresses(value);
        if (list.isEmpty())
            list = std::move(more);
        else
            list += more;
    }

    Envelope m_envelope;
    quint32 m_seen = 0;
    std::vector<Diagnostic> m_diagnostics;
};

struct EncodingName {
    QByteArrayView name;
    Encoding encoding;
};
constexpr EncodingName EncodingNames[] = {
    { "7bit", Encoding::SevenBit }, { "8bit", Encoding::EightBit }, { "quoted-printable", Encoding::QuotedPrintable }, { "base64", Encoding::Base64 },
    { "binary", Encoding::Binary }, { "7-bit", Encoding::SevenBit }, { "8-bit", Encoding::EightBit }, { "quotedprintable", Encoding::QuotedPrintable },
    { "x-uuencode", Encoding::UuEncode }, { "uuencode", Encoding::UuEncode }, { "x-uue", Encoding::UuEncode }, { "uue", Encoding::UuEncode },
    { "", Encoding::SevenBit },
};

Encoding encodingFrom(QByteArrayView value, bool &known)
{
    // The first word counts; comments, quotes and semicolons around it are seen.
    value = ascii::trimmed(value);
    qsizetype end = 0;
    while (end < value.size() && !ascii::isSpace(value[end]) && value[end] != ';' && value[end] != '(')
        ++end;
    value = value.first(end);
    QByteArray unquoted;
    if (value.contains('"')) {
        unquoted = value.toByteArray().replace('"', "");
        value = unquoted;
    }
    known = true;
    for (const EncodingName &one : EncodingNames) {
        if (ascii::equalsIgnoreCase(value, one.name))
            return one.encoding;
    }
    known = false;
    return Encoding::Unknown;
}

bool isIdentity(Encoding encoding)
{
    return encoding != Encoding::Base64 && encoding != Encoding::QuotedPrintable && encoding != Encoding::UuEncode;
}

QByteArray charsetFrom(const Parameters &params)
{
    const QString value = params.value("charset");
    for (const char *usual : { "us-ascii", "utf-8", "iso-8859-1" }) { // the usual ones cost no allocation
        const QLatin1String name(usual);
        if (value.size() == name.size() && value.compare(name, Qt::CaseInsensitive) == 0)
            return QByteArray::fromRawData(name.data(), name.size());
    }
    const QByteArray label = value.trimmed().toLatin1().toLower();
    QByteArray out;
    for (const char c : label) {
        if (ascii::isSpace(c))
            break;
        if (c == '"' || c == '\'')
            continue;
        if (ascii::isControl(c) || out.size() > 60 || c == '?') // '?' is what toLatin1() makes of the impossible
            return {};
        out += c;
    }
    return out;
}

QString withoutBrackets(QString id)
{
    id = id.trimmed();
    if (id.startsWith(u'<'))
        id.remove(0, 1);
    if (id.endsWith(u'>'))
        id.chop(1);
    return id;
}

class Reader
{
public:
    MessageTree read(QByteArrayView raw)
    {
        readSource(raw, {}, -1, 0);
        for (size_t i = 0; i < m_pending.size(); ++i) { // grows while encoded messages hold further ones
            const Pending pending = m_pending[i];
            readPending(raw, pending);
        }
        m_tree.envelope = m_envelope.take();
        for (const Diagnostic &diagnostic : m_envelope.diagnostics())
            m_tree.diagnostics.push_back(diagnostic);
        if (m_tree.envelope.from.isEmpty())
            m_tree.diagnostics.push_back({ DiagnosticKind::MissingFrom, 0 });
        if (!m_tree.envelope.date.isValid())
            m_tree.diagnostics.push_back({ DiagnosticKind::MissingDate, 0 });
        selectBodies(m_tree);
        showTnef(raw, m_tree);
        findProtection(raw, m_tree);
        scanShownTexts(raw, m_tree);
        return std::move(m_tree);
    }

private:
    // What is read when the rest has been.
    struct Pending {
        int part;
        int encodedDepth;
        QByteArray boundary = {};     // of a multipart that is read again
        qsizetype start = -1;         // where it goes on; -1: from the beginning
        qsizetype end = -1;
    };

    Part &part(int index) { return m_tree.parts[size_t(index)]; }
    void diagnose(DiagnosticKind kind, qsizetype offset)
    {
        if (m_encodedDepth == 0) // offsets inside of decoded copies would mean nothing
            m_tree.diagnostics.push_back({ kind, offset });
    }

    void readPending(QByteArrayView raw, const Pending &pending)
    {
        const QByteArray source = part(pending.part).source; // keeps the bytes while parts are added
        const QByteArrayView bytes = source.isNull() ? raw : QByteArrayView(source);
        if (pending.start >= 0)
            readInside(bytes.first(pending.end), source, pending.start, pending.part, pending.boundary);
        else if (part(pending.part).isMultipart)
            readBrokenMultipart(bytes, source, pending);
        else
            readEncodedMessage(bytes, pending);
        m_encodedDepth = 0;
    }

    // A multipart in which its boundary was not found: encoded against RFC 2045 section 6.4, or with another boundary than it says.
    void readBrokenMultipart(QByteArrayView bytes, const QByteArray &source, const Pending &pending)
    {
        const Part &multipart = part(pending.part);
        m_encodedDepth = pending.encodedDepth;
        if (!isIdentity(multipart.encoding) && !pending.boundary.isEmpty() && m_encodedDepth < EncodedMessageDepth) {
            const QByteArray decoded = decodeTransfer(multipart.body.of(bytes), multipart.encoding);
            if (decoded.contains("--" + pending.boundary)) {
                ++m_encodedDepth;
                return readInside(decoded, decoded, 0, pending.part, pending.boundary);
            }
        }
        const QByteArray guess = guessBoundary(multipart.body.of(bytes));
        if (guess.isEmpty() || guess == pending.boundary)
            return;
        diagnose(DiagnosticKind::GuessedBoundary, multipart.body.offset);
        readInside(bytes.first(multipart.body.end()), source, multipart.body.offset, pending.part, guess);
    }

    void readInside(QByteArrayView bytes, const QByteArray &source, qsizetype start, int multipart, const QByteArray &boundary)
    {
        m_bytes = bytes;
        m_source = source;
        m_open.entries = { { boundary, multipart } };
        m_pos = start;
        readParts(multipart, multipart, false);
    }

    void readEncodedMessage(QByteArrayView bytes, const Pending &pending)
    {
        const Part &carrier = part(pending.part);
        QByteArray decoded = decodeTransfer(carrier.body.of(bytes), carrier.encoding);
        if (isTnefPart(carrier)) {
            bool damaged = false;
            decoded = tnefToMime(decoded, &damaged);
            if (damaged)
                diagnose(DiagnosticKind::DamagedTnef, carrier.body.offset);
            if (decoded.isNull())
                return;
        }
        m_encodedDepth = pending.encodedDepth + 1;
        readSource(decoded, decoded, pending.part, carrier.depth + 1);
    }

    void readSource(QByteArrayView bytes, const QByteArray &source, int parent, int depth)
    {
        m_bytes = bytes;
        m_source = source;
        m_open.entries.clear();
        m_pos = skipLeadIn();
        readParts(beginPart(parent, depth, false), parent, true);
    }

    // One pass over the bytes: a stack of open multiparts instead of recursion. \a current was just begun where \a fresh; what is open up
    // to \a parent ends with the bytes.
    void readParts(int current, int parent, bool fresh)
    {
        for (;;) {
            if (fresh && isNestedMessage(current)) {
                current = beginPart(current, part(current).depth + 1, false);
                continue;
            }
            if (fresh)
                openContainer(current);
            fresh = false;
            const BoundaryHit hit = nextBoundary();
            closeUpTo(hit, current, parent);
            if (hit.index < 0)
                return;
            current = m_open.entries[size_t(hit.index)].part;
            m_open.entries.resize(size_t(hit.index) + 1);
            m_pos = hit.next;
            if (hit.closing) {
                closeMultipart(current);
            } else if (!hit.atEnd && !opensAgain(hit) && mayAddPart(hit.start)) { // two boundary lines in a row are one
                const bool digest = part(current).subtype == "digest";
                current = beginPart(current, part(current).depth + 1, digest);
                fresh = true;
            }
        }
    }

    struct BoundaryHit {
        int index = -1;
        bool closing = false;
        bool atEnd = false;       // the line ends with the bytes: nothing can follow
        qsizetype start = 0;
        qsizetype next = 0;
    };

    // A byte order mark, then an mbox line.
    qsizetype skipLeadIn() const
    {
        const qsizetype start = m_bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
        const QByteArrayView rest = m_bytes.sliced(start);
        if (!rest.startsWith("From ") && !rest.startsWith(">From "))
            return start;
        return qMin(ascii::find(m_bytes, '\n', start) + 1, m_bytes.size());
    }

    bool isBoundaryAt(qsizetype line) const
    {
        if (!m_bytes.sliced(line).startsWith("--"))
            return false;
        return m_open.match(m_bytes.sliced(line, ascii::find(m_bytes, '\n', line) - line)).index >= 0;
    }

    // The next line is a boundary line of the same multipart: there is nothing between them, unless it would stay without any part.
    bool opensAgain(const BoundaryHit &hit) const
    {
        if (!m_bytes.sliced(hit.next).startsWith("--"))
            return false;
        const BoundaryStack::Match match = m_open.match(m_bytes.sliced(hit.next, ascii::find(m_bytes, '\n', hit.next) - hit.next));
        return match.index == hit.index && (!match.closing || !m_tree.parts[size_t(m_open.entries[size_t(hit.index)].part)].children.isEmpty());
    }

    // By its closing boundary line, the last of m_open.
    void closeMultipart(int index)
    {
        if (part(index).children.isEmpty()) {
            diagnose(DiagnosticKind::BoundaryNotFound, part(index).body.offset);
            m_pending.push_back({ index, m_encodedDepth, m_open.entries.back().boundary });
        }
        m_open.entries.pop_back();
    }

    bool mayAddPart(qsizetype offset)
    {
        if (m_tree.parts.size() < size_t(limits::MimeParts))
            return true;
        if (!m_partsLimitHit)
            diagnose(DiagnosticKind::PartsLimit, offset);
        m_partsLimitHit = true;
        return false;
    }

    BoundaryHit nextBoundary() const
    {
        BoundaryHit hit;
        if (m_open.entries.empty())
            return hit;
        // From hyphen to hyphen: there are fewer of them than lines, and in base64 there is none.
        const char *const data = m_bytes.data();
        const qsizetype size = m_bytes.size();
        qsizetype at = ascii::find(m_bytes, '-', m_pos);
        while (size - at > 2) {
            if (data[at + 1] != '-' || (at > m_pos && data[at - 1] != '\n')) {
                while (at < size && data[at] == '-')
                    ++at;
            } else {
                const qsizetype end = ascii::find(m_bytes, '\n', at);
                const BoundaryStack::Match match = m_open.match(m_bytes.sliced(at, end - at));
                if (match.index >= 0)
                    return { match.index, match.closing, end == size, at, qMin(end + 1, size) };
                at = end;
            }
            at = ascii::find(m_bytes, '-', at);
        }
        return hit;
    }

    // The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1).
    qsizetype contentEnd(qsizetype boundary) const
    {
        qsizetype end = boundary;
        if (end > 0 && m_bytes[end - 1] == '\n') {
            --end;
            if (end > 0 && m_bytes[end - 1] == '\r')
                --end;
        }
        return end;
    }

    // Everything that is open inside of the multipart whose boundary was found ends here; at the end of the bytes, everything.
    void closeUpTo(const BoundaryHit &hit, int current, int stopAt)
    {
        const bool all = hit.index < 0;
        const qsizetype end = all ? m_bytes.size() : contentEnd(hit.start);
        const int stop = all ? stopAt : m_open.entries[size_t(hit.index)].part;
        for (int i = current; i >= 0 && i != stop; i = part(i).parent)
            part(i).body.length = qMax<qsizetype>(0, end - part(i).body.offset);
        if (!m_open.entries.empty() && (all || size_t(hit.index) + 1 < m_open.entries.size()))
            findBoundaryInLine(current, end);
        for (size_t i = all ? 0 : size_t(hit.index) + 1; i < m_open.entries.size(); ++i) {
            const Part &open = part(m_open.entries[i].part);
            diagnose(open.children.isEmpty() ? DiagnosticKind::BoundaryNotFound : DiagnosticKind::UnclosedBoundary, open.body.offset);
            if (open.children.isEmpty() && open.body.length > 0)
                m_pending.push_back({ m_open.entries[i].part, m_encodedDepth, m_open.entries[i].boundary });
        }
    }

    // A multipart that is never closed, although its last part has the boundary somewhere behind the text of a line: content without a
    // line end was written, then the boundary.
    void findBoundaryInLine(int last, qsizetype end)
    {
        const BoundaryStack::Entry &open = m_open.entries.back();
        Part &leaf = part(last);
        if (leaf.parent != open.part || !leaf.children.isEmpty() || m_resumed >= MaxBoundariesInLines)
            return;
        const QByteArray delimiter = "--" + open.boundary;
        const QByteArrayView content = m_bytes.first(end);
        for (qsizetype at = content.indexOf(delimiter, leaf.body.offset); at >= 0; at = content.indexOf(delimiter, at + 1)) {
            if (m_open.match(content.sliced(at, ascii::find(content, '\n', at) - at)).index < 0)
                continue;
            ++m_resumed;
            leaf.body.length = at - leaf.body.offset;
            m_pending.push_back({ open.part, m_encodedDepth, open.boundary, at, end });
            return;
        }
    }

    bool isNestedMessage(int index)
    {
        const Part &candidate = part(index);
        if (!candidate.isMessage)
            return false;
        if (candidate.depth + 1 >= limits::MimeDepth) {
            diagnose(DiagnosticKind::DepthLimit, candidate.header.offset);
            return false;
        }
        if (!isIdentity(candidate.encoding)) {
            if (m_encodedDepth < EncodedMessageDepth)
                m_pending.push_back({ index, m_encodedDepth });
            return false;
        }
        if (m_pos >= m_bytes.size() || isBoundaryAt(m_pos)) // there is no message inside
            return false;
        return mayAddPart(m_pos);
    }

    void openContainer(int index)
    {
        if (isTnefPart(part(index)) && part(index).depth + 2 < limits::MimeDepth && m_encodedDepth < EncodedMessageDepth)
            m_pending.push_back({ index, m_encodedDepth });
        else
            openMultipart(index);
    }

    // Blanks at the end are no part of a boundary (RFC 2046 section 5.1.1).
    static QByteArray chopped(QByteArray boundary)
    {
        while (boundary.endsWith(' ') || boundary.endsWith('\t'))
            boundary.chop(1);
        return boundary;
    }

    void openMultipart(int index)
    {
        Part &multipart = part(index);
        if (!multipart.isMultipart)
            return;
        if (multipart.depth + 1 >= limits::MimeDepth)
            return diagnose(DiagnosticKind::DepthLimit, multipart.header.offset);
        if (!isIdentity(multipart.encoding)) // RFC 2045 section 6.4; the boundaries are there all the same
            diagnose(DiagnosticKind::InvalidEncoding, multipart.header.offset);
        m_boundary = chopped(m_boundary);
        if (m_boundary.isEmpty()) {
            m_pending.push_back({ index, m_encodedDepth });
            return diagnose(DiagnosticKind::MissingBoundary, multipart.header.offset);
        }
        for (const BoundaryStack::Entry &open : m_open.entries) {
            if (open.boundary == m_boundary)
                diagnose(DiagnosticKind::ClashingBoundary, multipart.header.offset);
        }
        m_open.entries.push_back({ m_boundary, index });
    }

    int beginPart(int parent, int depth, bool inDigest)
    {
        const int index = int(m_tree.parts.size());
        m_tree.parts.emplace_back();
        if (parent >= 0)
            part(parent).children.append(index);
        Part &fresh = part(index);
        fresh.parent = parent;
        fresh.depth = depth;
        fresh.source = m_source;
        if (inDigest) { // RFC 2046 section 5.1.5
            fresh.type = QByteArrayLiteral("message");
            fresh.subtype = QByteArrayLiteral("rfc822");
        }
        readHeader(fresh, index == 0);
        fresh.isMultipart = fresh.type == "multipart";
        fresh.isMessage = fresh.type == "message" && (fresh.subtype == "rfc822" || fresh.subtype == "global" || fresh.subtype == "news");
        return index;
    }

    void readHeader(Part &fresh, bool isRoot)
    {
        HeaderScanner scanner(m_bytes, m_pos, &m_open);
        RawField field;
        const size_t outer = m_open.entries.size();
        m_boundary.clear();
        m_seenContentFields = 0;
        QString dispositionName;
        while (scanner.next(field)) {
            if (isRoot)
                m_envelope.add(field, m_bytes);
            readContentField(fresh, field, dispositionName);
            if (!m_boundary.isEmpty() && field.field == Field::ContentType) { // its first boundary line ends the header, too
                m_open.entries.resize(outer);
                m_open.entries.push_back({ chopped(m_boundary), -1 });
            }
        }
        m_open.entries.resize(outer);
        fresh.header = { m_pos, scanner.headerEnd() - m_pos };
        fresh.body = { scanner.bodyStart(), 0 };
        fresh.name = dispositionName.isEmpty() ? fresh.params.value("name") : dispositionName;
        const bool emptyEnd = m_bytes.isEmpty() || (scanner.bodyStart() == m_bytes.size() && !isRoot);
        for (const Diagnostic &diagnostic : scanner.diagnostics()) {
            if (diagnostic.kind != DiagnosticKind::MissingHeaderEnd || !emptyEnd)
                diagnose(diagnostic.kind, diagnostic.offset);
        }
        m_pos = scanner.bodyStart();
    }

    bool firstContentField(const RawField &field)
    {
        const quint32 bit = 1U << unsigned(field.field);
        const bool first = !(m_seenContentFields & bit);
        m_seenContentFields |= bit;
        if (!first)
            diagnose(DiagnosticKind::DuplicateField, field.name.offset);
        return first;
    }

    void readContentField(Part &fresh, const RawField &field, QString &dispositionName)
    {
        if (field.field < Field::ContentType || !firstContentField(field))
            return;
        const QByteArrayView value = field.value.of(m_bytes);
        bool known = true;
        switch (field.field) {
        case Field::ContentType:
            return readContentType(fresh, value, field.name.offset);
        case Field::ContentTransferEncoding:
            fresh.encoding = encodingFrom(value, known);
            if (!known)
                diagnose(DiagnosticKind::InvalidEncoding, field.name.offset);
            return;
        case Field::ContentDisposition:
            return readDisposition(fresh, value, dispositionName);
        case Field::ContentId:
            fresh.contentId = withoutBrackets(decodeHeaderText(value));
            return;
        case Field::ContentLocation:
            fresh.contentLocation = decodeHeaderText(value);
            return;
        default:
            return;
        }
    }

    void readContentType(Part &fresh, QByteArrayView value, qsizetype offset)
    {
        QByteArray rawBoundary;
        ContentType type = parseContentType(value, &rawBoundary);
        fresh.params = std::move(type.params);
        if (type.valid) {
            fresh.type = type.type;
            fresh.subtype = type.subtype;
        } else {
            diagnose(DiagnosticKind::InvalidContentType, offset);
            fresh.type = QByteArrayLiteral("text");
            fresh.subtype = QByteArrayLiteral("plain");
            if (fresh.params.contains("name")) { // a file, whatever it may be
                fresh.type = QByteArrayLiteral("application");
                fresh.subtype = QByteArrayLiteral("octet-stream");
            }
        }
        fresh.charset = charsetFrom(fresh.params);
        if (fresh.type == "multipart")
            m_boundary = rawBoundary.isNull() ? fresh.params.value("boundary").toUtf8() : rawBoundary;
        if (fresh.is("text", "plain") && !fresh.params.isEmpty()) {
            fresh.isFlowed = fresh.params.value("format").trimmed().compare(QLatin1String("flowed"), Qt::CaseInsensitive) == 0;
            fresh.isDelSp = fresh.isFlowed && fresh.params.value("delsp").trimmed().compare(QLatin1String("yes"), Qt::CaseInsensitive) == 0;
        }
    }

    static void readDisposition(Part &fresh, QByteArrayView value, QString &name)
    {
        const ParameterizedValue parsed = parseParameters(value);
        name = parsed.params.value("filename");
        if (name.isEmpty())
            name = parsed.params.value("name");
        if (parsed.value.isEmpty())
            return;
        fresh.disposition = parsed.value == "inline" ? Disposition::Inline : Disposition::Attachment;
    }

    MessageTree m_tree;
    EnvelopeBuilder m_envelope;
    std::vector<Pending> m_pending;
    QByteArrayView m_bytes;
    QByteArray m_source;
    BoundaryStack m_open;
    QByteArray m_boundary;        // of the part whose header was read last
    qsizetype m_pos = 0;
    quint32 m_seenContentFields = 0;
    int m_encodedDepth = 0;
    int m_resumed = 0;
    bool m_partsLimitHit = false;
};

} // namespace

MessageTree readMessage(QByteArrayView raw)
{
    return Reader().read(raw);
}

Envelope readEnvelope(QByteArrayView headerBytes)
{
    EnvelopeBuilder builder;
    HeaderScanner scanner(headerBytes, 0);
    RawField field;
    while (scanner.next(field))
        builder.add(field, headerBytes);
    return builder.take();
}

} // namespace golub::mime
