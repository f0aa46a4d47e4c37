// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Flowed.h"

#include <QStringView>

namespace golub::mime {
namespace {

constexpr QLatin1String SignatureLine("-- ");

qsizetype quoteDepth(QStringView line)
{
    qsizetype depth = 0;
    while (depth < line.size() && line[depth] == u'>')
        ++depth;
    return depth;
}

// Calls \a handle for each line without its line feed; true where the last one had one.
template<class Handle>
bool eachLine(QStringView text, Handle handle)
{
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf(u'\n', start);
        const bool terminated = end >= 0;
        if (!terminated)
            end = text.size();
        QStringView line = text.mid(start, end - start);
        if (line.endsWith(u'\r'))
            line.chop(1);
        handle(line);
        if (!terminated)
            return false;
        start = end + 1;
    }
    return true;
}

void appendMarks(QString &out, qsizetype depth, bool blank)
{
    out += QString(depth, u'>');
    if (depth > 0 && blank)
        out += u' ';
}

// Where the line may break softly: the blank is the last character of what stays. A word that is too long stays whole.
qsizetype breakPoint(QStringView text, qsizetype from, qsizetype room)
{
    const qsizetype limit = from + room;
    qsizetype best = -1;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] != u' ')
            continue;
        if (i + 1 > limit && best >= 0)
            break;
        best = i;
        if (i + 1 > limit)
            break;
    }
    return best;
}

// What a reader would take for a mark, a stuffed line or an mbox separator gets a blank in front (RFC 3676 section 4.4).
bool needsStuffing(QStringView line, bool quoted)
{
    if (quoted)
        return false; // the blank behind the marks is the stuffing
    return line.startsWith(u' ') || line.startsWith(u'>') || line.startsWith(u"From ");
}

class Wrapper
{
public:
    Wrapper(QString &out, bool delSp, int width) : m_out(out), m_delSp(delSp), m_width(qMax(width, 20)) { }

    void line(QStringView line)
    {
        const qsizetype depth = quoteDepth(line);
        QStringView text = line.mid(depth);
        if (depth > 0 && text.startsWith(u' '))
            text = text.mid(1);
        const bool signature = text == SignatureLine;
        while (!signature && text.endsWith(u' ')) // a blank at the end would make a fixed line flow
            text.chop(1);
        wrap(text, depth);
    }

private:
    void wrap(QStringView text, qsizetype depth)
    {
        const qsizetype marks = depth > 0 ? depth + 1 : 0;
        const qsizetype room = qMax<qsizetype>(m_width - marks - (m_delSp ? 1 : 0), 10);
        qsizetype start = 0;
        while (text.size() - start > m_width - marks) {
            qsizetype at = breakPoint(text, start, room - stuffing(text.mid(start), depth));
            if (at >= 0 && text.mid(start, at + 1 - start) == SignatureLine) // alone on its line it would be the signature's mark
                at = text.indexOf(u' ', at + 1);
            if (at < 0 || at + 1 >= text.size())
                break;
            piece(text.mid(start, at + 1 - start), depth);
            m_out += m_delSp ? u" \n" : u"\n";
            start = at + 1;
        }
        piece(text.mid(start), depth);
        m_out += u'\n';
    }

    static qsizetype stuffing(QStringView text, qsizetype depth) { return needsStuffing(text, depth > 0) ? 1 : 0; }

    void piece(QStringView text, qsizetype depth)
    {
        appendMarks(m_out, depth, !text.isEmpty());
        if (needsStuffing(text, depth > 0))
            m_out += u' ';
        m_out += text;
    }

    QString &m_out;
    bool m_delSp;
    qsizetype m_width;
};

} // namespace

QString flowedToText(const QString &flowed, bool delSp)
{
    QString out;
    out.reserve(flowed.size());
    bool open = false;            // the line before ended softly
    qsizetype openDepth = 0;
    const bool terminated = eachLine(flowed, [&](QStringView line) {
        const qsizetype depth = quoteDepth(line);
        QStringView text = line.mid(depth);
        if (text.startsWith(u' '))
            text = text.mid(1);
        const bool signature = text == SignatureLine;
        // Another quote depth, or a signature, ends a paragraph that was left open (RFC 3676 sections 4.3 and 4.5).
        if (open && (depth != openDepth || signature)) {
            out += u'\n';
            open = false;
        }
        if (!open)
            appendMarks(out, depth, !text.isEmpty());
        const bool soft = text.endsWith(u' ') && !signature;
        out += soft && delSp ? text.chopped(1) : text;
        if (!soft)
            out += u'\n';
        open = soft;
        openDepth = depth;
    });
    if (open && terminated)
        out += u'\n';
    else if (!terminated && !open && out.endsWith(u'\n'))
        out.chop(1);
    return out;
}

QString textToFlowed(const QString &text, bool delSp, int width)
{
    QString out;
    out.reserve(text.size() + text.size() / 40);
    Wrapper wrapper(out, delSp, width);
    const bool terminated = eachLine(text, [&wrapper](QStringView line) { wrapper.line(line); });
    if (!terminated && out.endsWith(u'\n'))
        out.chop(1);
    return out;
}

} // namespace golub::mime
