// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/SevenBit.h"

#include "core/base/LineEnds.h"
#include "core/mime/AddressParser.h"
#include "core/mime/Ascii.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderScanner.h"
#include "core/mime/MessageTree.h"
#include "core/mime/TransferEncoder.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace golub::mime {
namespace {

constexpr qsizetype LongestLine = 998; // RFC 5322 section 2.1.1

//! Some bytes of the message and what stands there instead.
struct Replacement {
    Span span;
    QByteArray bytes;
};

bool isNarrow(const ContentFacts &facts)
{
    return facts.ascii && !facts.hasNul && facts.longestLine <= LongestLine;
}

bool isAddressField(Field field)
{
    return field == Field::From || field == Field::Sender || field == Field::ReplyTo || field == Field::To || field == Field::Cc || field == Field::Bcc;
}

class Narrowing
{
public:
    explicit Narrowing(QByteArrayView raw) : m_raw(raw), m_tree(readMessage(raw)) { }

    Result<QByteArray> run()
    {
        for (size_t i = 0; i < m_tree.parts.size(); ++i) {
            const Part &part = m_tree.parts[i];
            if (!part.source.isNull() || isFileInText(int(i)))
                continue; // came out of an encoded part: its carrier is narrow
            const bool contentChanges = part.isLeaf() && !isNarrow(contentFacts(part.body.of(m_raw)));
            narrowHeader(part, contentChanges);
            if (contentChanges)
                narrowContent(part);
            if ((contentChanges || m_headerChanged) && isSigned(int(i))) {
                return Error { ErrorKind::InvalidInput,
                    QCoreApplication::translate("Mime", "Your outgoing server takes only plain ASCII mail, and changing this message would break its signature. Send it by another account.") };
            }
        }
        return apply();
    }

private:
    bool isFileInText(int part) const
    {
        return std::binary_search(m_tree.filesInText.begin(), m_tree.filesInText.end(), part);
    }

    bool isSigned(int part) const
    {
        for (int i = m_tree.parts[size_t(part)].parent; i >= 0; i = m_tree.parts[size_t(i)].parent) {
            if (m_tree.parts[size_t(i)].is("multipart", "signed"))
                return true;
        }
        return false;
    }

    //! Quoted-printable keeps text readable; what is no text keeps its bytes in base64.
    void narrowContent(const Part &part)
    {
        const QByteArrayView content = part.body.of(m_raw);
        m_replacements.push_back({ part.body, part.isText() ? encodeQuotedPrintable(withCrlf(content)) : encodeBase64Lines(content) });
    }

    void narrowHeader(const Part &part, bool contentChanges)
    {
        m_headerChanged = false;
        bool encodingWritten = false;
        HeaderScanner scanner(m_raw.first(std::min(part.header.end(), m_raw.size())), part.header.offset);
        RawField field;
        while (scanner.next(field)) {
            if (field.field == Field::ContentTransferEncoding && (contentChanges || saysWide(part))) {
                encodingWritten = true;
                replace(field.value, contentChanges ? encodingFor(part) : " 7bit");
            } else if (!ascii::isAscii(field.value.of(m_raw))) {
                replace(field.value, narrowValue(field));
            }
        }
        if (contentChanges && !encodingWritten) {
            const qsizetype end = part.header.end();
            m_replacements.push_back({ { end, 0 }, "Content-Transfer-Encoding:" + encodingFor(part) + "\r\n" });
        }
    }

    //! A multipart or message says 8bit although nothing in it is any more.
    static bool saysWide(const Part &part)
    {
        return !part.isLeaf() && (part.encoding == Encoding::EightBit || part.encoding == Encoding::Binary);
    }

    static QByteArray encodingFor(const Part &part)
    {
        return part.isText() ? " quoted-printable" : " base64";
    }

    QByteArray narrowValue(const RawField &field) const
    {
        const QByteArrayView value = field.value.of(m_raw);
        qsizetype column = field.name.length + 2;
        const QByteArray out = isAddressField(field.field) ? encodeAddresses(parseAddresses(value), column, false)
                                                           : encodeHeaderText(decodeHeaderText(value), WordContext::Unstructured, column);
        return ' ' + out;
    }

    void replace(const Span &span, const QByteArray &bytes)
    {
        m_headerChanged = true;
        m_replacements.push_back({ span, bytes });
    }

    QByteArray apply()
    {
        std::stable_sort(m_replacements.begin(), m_replacements.end(),
            [](const Replacement &a, const Replacement &b) { return a.span.offset < b.span.offset; });
        QByteArray out;
        out.reserve(m_raw.size() + m_raw.size() / 3);
        qsizetype at = 0;
        for (const Replacement &replacement : m_replacements) {
            out += m_raw.sliced(at, replacement.span.offset - at);
            out += replacement.bytes;
            at = replacement.span.end();
        }
        out += m_raw.sliced(at);
        return withCrlf(out);
    }

    QByteArrayView m_raw;
    MessageTree m_tree;
    std::vector<Replacement> m_replacements;
    bool m_headerChanged = false;
};

} // namespace

Result<QByteArray> toSevenBit(QByteArrayView raw)
{
    return Narrowing(raw).run();
}

} // namespace golub::mime
