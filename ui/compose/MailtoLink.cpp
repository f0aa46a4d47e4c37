// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/MailtoLink.h"

#include "core/base/TextSafety.h"
#include "ui/compose/AddressText.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace golub::ui {
namespace {

constexpr qsizetype MostRecipients = 100;     // of one link, all fields together
constexpr qsizetype LongestList = 20'000;
constexpr qsizetype LongestSubject = 1000;
constexpr qsizetype LongestBody = 100'000;
constexpr qsizetype LongestId = 900;

//! RFC 6068 section 5: "%0D%0A" is a line end in the body, and nowhere else.
QString withoutControls(const QString &text, bool keepLines)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        const bool isBidi = (c.unicode() >= 0x202A && c.unicode() <= 0x202E) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
        if (keepLines && (c == u'\n' || c == u'\t'))
            clean += c;
        else if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            clean += keepLines ? QString() : QStringLiteral(" ");
        else if (!isBidi)
            clean += c;
    }
    return clean;
}

class Filler
{
public:
    explicit Filler(Draft &draft) : m_draft(draft) { }

    //! \a pieces: one address each.
    void addresses(QList<Address> &field, const QStringList &pieces)
    {
        for (const QString &piece : pieces) {
            // What breaks lines was meant to break out of the field: the whole piece is no address then.
            const QString address = piece.trimmed();
            const auto parsed = addresstext::parse(address);
            const bool single = parsed.size() == 1 && parsed.constFirst().problem.isEmpty();
            const bool closed = !address.contains(u'<') || address.endsWith(u'>'); // nothing stands behind an address
            const bool clean = closed && withoutControls(address, false) == address;
            if (!single || !clean) {
                m_filling.refusedAddresses += textsafety::printable(address, 100);
                continue;
            }
            const bool known = std::any_of(field.cbegin(), field.cend(), [&parsed](const Address &other) { return other.address == parsed.constFirst().address.address; });
            if (!known && m_count++ < MostRecipients)
                field += parsed.constFirst().address;
        }
    }
    void field(const QString &name, const QString &value)
    {
        if (name == u"to")
            addresses(m_draft.to, split(value));
        else if (name == u"cc")
            addresses(m_draft.cc, split(value));
        else if (name == u"bcc")
            addresses(m_draft.bcc, split(value));
        else if (name == u"subject")
            m_draft.subject = withoutControls(value, false).simplified().left(LongestSubject);
        else if (name == u"body")
            m_draft.text = withoutControls(QString(value).replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n'), true).left(LongestBody) + m_draft.text;
        else if (name == u"in-reply-to")
            inReplyTo(value);
        else if (name == u"attach" || name == u"attachment")
            m_filling.refusedAttachment = true;
    }
    MailtoFilling filling() const { return m_filling; }

    static QStringList split(const QString &list) { return list.left(LongestList).split(u',', Qt::SkipEmptyParts); }

private:
    void inReplyTo(const QString &value)
    {
        QString id = value.trimmed();
        if (id.startsWith(u'<') && id.endsWith(u'>'))
            id = id.mid(1, id.size() - 2);
        const bool usable = id.contains(u'@') && id.size() < LongestId
            && std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F && c != u'<' && c != u'>'; });
        if (usable) {
            m_draft.inReplyTo = { id };
            m_draft.references = { id };
        }
    }

    Draft &m_draft;
    MailtoFilling m_filling;
    qsizetype m_count = 0;
};

} // namespace

MailtoFilling fillFromMailto(Draft &draft, const QUrl &mailto)
{
    Filler filler(draft);
    // RFC 6068 section 2: a comma that is encoded belongs to the address.
    QStringList to;
    const QStringList encoded = Filler::split(mailto.path(QUrl::FullyEncoded));
    for (const QString &piece : encoded)
        to += QUrl::fromPercentEncoding(piece.toUtf8());
    filler.addresses(draft.to, to);
    // "+" is a plus sign here, not a blank: QUrlQuery leaves it as it is.
    const auto items = QUrlQuery(mailto).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items)
        filler.field(key.toLower(), value);
    return filler.filling();
}

} // namespace golub::ui
