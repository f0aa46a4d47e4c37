// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Command.h"

#include "protocols/imap/MailboxCodec.h"
#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace golub::imap {
namespace {

constexpr qsizetype LongestQuoted = 1000;    // servers limit command lines to 8 or 10 KB; long strings go as literals
constexpr qsizetype LiteralMinusSize = 4096; // RFC 7888 section 5
constexpr qsizetype ShownLiteral = 256;

bool isAtom(QByteArrayView text)
{
    static constexpr QByteArrayView Specials = "(){ %*\"\\]";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && !Specials.contains(c); });
}

// RFC 9051 section 4.3: quoted strings have no CR, LF, NUL, and 8-bit characters only where both sides agreed on UTF-8.
bool fitsQuoted(QByteArrayView text, bool utf8 = false)
{
    const auto fits = [utf8](char c) { return (c >= ' ' && c < 0x7f) || (utf8 && static_cast<unsigned char>(c) >= 0x80); };
    return text.size() <= LongestQuoted && std::all_of(text.begin(), text.end(), fits);
}

QByteArray quoted(QByteArrayView text)
{
    QByteArray result("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result.append('\\');
        result.append(c);
    }
    return result.append('"');
}

// Builds segments: plain bytes are gathered, with what the log shows in their place.
class Writer
{
public:
    explicit Writer(const Capabilities &capabilities) : m_capabilities(capabilities) { }

    void plain(QByteArrayView bytes)
    {
        m_current.bytes.append(bytes);
        m_log.append(bytes);
    }

    void secretPlain(QByteArrayView bytes)
    {
        m_current.bytes.append(bytes);
        m_log.append(wire::Redacted);
        m_current.secret = true;
    }

    void literal(const QByteArray &bytes, bool secret, bool eight = false)
    {
        const bool direct = m_capabilities.literalPlus() || (m_capabilities.literalMinus() && bytes.size() <= LiteralMinusSize);
        plain((eight ? "~{" : "{") + QByteArray::number(bytes.size()) + (direct ? "+}\r\n" : "}\r\n"));
        flush(!direct);
        if (secret) {
            secretPlain(bytes);
        } else if (bytes.size() <= ShownLiteral) {
            plain(bytes);
        } else {
            m_current.bytes = bytes; // shared with the caller: a message is not copied
            m_log = '<' + QByteArray::number(bytes.size()) + " bytes>";
            m_redacted = true;
            flush(false);
        }
    }

    void name(const QByteArray &bytes, bool utf8)
    {
        fitsQuoted(bytes, utf8) ? plain(quoted(bytes)) : literal(bytes, false);
    }

    std::vector<Segment> take()
    {
        flush(false);
        return std::move(m_segments);
    }

private:
    void flush(bool wait)
    {
        if (!m_current.bytes.isEmpty() || wait) {
            m_current.wait = wait;
            if (m_current.secret || m_redacted)
                m_current.logText = m_log;
            m_segments.push_back(std::exchange(m_current, {}));
        }
        m_log.clear();
        m_redacted = false;
    }

    const Capabilities &m_capabilities;
    std::vector<Segment> m_segments;
    Segment m_current;
    QByteArray m_log;
    bool m_redacted = false;
};

} // namespace

Command &Command::text(QByteArray bytes)
{
    m_parts.push_back({ Kind::Text, std::move(bytes) });
    return *this;
}

Command &Command::bracket(char c)
{
    return text(QByteArray(1, c));
}

Command &Command::fail(const QString &detail)
{
    if (!m_error)
        m_error = Error::of(ErrorKind::InvalidInput, detail);
    return *this;
}

Command &Command::atom(const QByteArray &atom)
{
    return isAtom(atom) ? text(atom) : fail(QCoreApplication::translate("Imap", "This word cannot be sent to the server: %1").arg(wire::safeText(atom)));
}

Command &Command::mailbox(const MailboxName &mailbox)
{
    astring(mailbox.wire);
    if (!m_error)
        m_parts.back().kind = Kind::Mailbox;
    return *this;
}

Command &Command::attribute(const QByteArray &attribute)
{
    return attribute.startsWith('\\') && isAtom(QByteArrayView(attribute).sliced(1)) ? text(attribute) : fail(QString());
}

Command &Command::items(const QByteArray &atoms)
{
    for (const QByteArray &one : atoms.split(' '))
        atom(one);
    return *this;
}

Command &Command::astring(const QByteArray &bytes)
{
    if (bytes.contains('\0'))
        return fail(QCoreApplication::translate("Imap", "A name with a zero byte cannot be sent to the server."));
    m_parts.push_back({ Kind::String, bytes });
    return *this;
}

Command &Command::uids(const UidSet &uids)
{
    return uids.isEmpty() ? fail(QCoreApplication::translate("Imap", "No message was named.")) : text(uids.toText());
}

Command &Command::number(quint64 number)
{
    return text(QByteArray::number(number));
}

Command &Command::flags(const Flags &flags)
{
    static constexpr std::array<std::pair<Flag, const char *>, 5> Names { {
        { Flag::Answered, "\\Answered" },
        { Flag::Flagged, "\\Flagged" },
        { Flag::Deleted, "\\Deleted" },
        { Flag::Seen, "\\Seen" },
        { Flag::Draft, "\\Draft" },
    } };
    open();
    for (const auto &[flag, name] : Names) {
        if (flags.has(flag))
            text(name);
    }
    for (const QString &keyword : flags.keywords())
        atom(keyword.toUtf8());
    return close();
}

Command &Command::dateTime(const QDateTime &time)
{
    return text('"' + QLocale::c().toString(time.toUTC(), QStringLiteral("dd-MMM-yyyy hh:mm:ss")).toLatin1() + " +0000\"");
}

Command &Command::secret(const Secret &secret)
{
    if (secret.reveal().contains('\0'))
        return fail(QCoreApplication::translate("Imap", "A password with a zero byte cannot be sent to the server."));
    m_parts.push_back({ Kind::Secret, secret.reveal() });
    return *this;
}

Command &Command::base64(const Secret &secret)
{
    static constexpr QByteArrayView Marks = "+/=";
    const QByteArray &text = secret.reveal();
    const bool fits = std::all_of(text.begin(), text.end(),
        [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || Marks.contains(c); });
    if (text.isEmpty() || !fits)
        return fail(QString());
    m_parts.push_back({ Kind::SecretText, text });
    return *this;
}

Command &Command::literal(const QByteArray &bytes)
{
    if (bytes.contains('\0'))
        return fail(QCoreApplication::translate("Imap", "A message with a zero byte cannot be stored on the server."));
    m_literalBytes += bytes.size();
    m_parts.push_back({ Kind::Literal, bytes });
    return *this;
}

Command &Command::literal8(const QByteArray &bytes)
{
    m_literalBytes += bytes.size();
    m_parts.push_back({ Kind::Literal8, bytes });
    return *this;
}

Command &Command::date(QDate date)
{
    return date.isValid() ? text(QLocale::c().toString(date, QStringLiteral("d-MMM-yyyy")).toLatin1()) : fail(QString());
}

Command &Command::section(const QByteArray &section, bool binary, qint64 offset, qint64 length)
{
    QByteArrayView number(section);
    for (const char *ending : { "MIME", "HEADER" }) {
        if (number.endsWith(ending))
            number.chop(qsizetype(qstrlen(ending)));
    }
    const bool fits = std::all_of(number.begin(), number.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!fits || offset < 0)
        return fail(QString());
    QByteArray item = (binary ? "BINARY.PEEK[" : "BODY.PEEK[") + section + ']';
    if (length >= 0)
        item += '<' + QByteArray::number(offset) + '.' + QByteArray::number(length) + '>';
    return text(std::move(item));
}

Command &Command::range(qint64 first, qint64 last)
{
    return text(QByteArray::number(first) + ':' + (last == 0 ? QByteArray("*") : QByteArray::number(last)));
}

std::vector<Segment> Command::encode(const QByteArray &tag, const Capabilities &capabilities, bool utf8) const
{
    Writer writer(capabilities);
    writer.plain(tag);
    bool blank = true;
    for (const Part &part : m_parts) {
        const bool closing = part.kind == Kind::Text && part.bytes == ")";
        if (blank && !closing)
            writer.plain(" ");
        blank = part.kind != Kind::Text || part.bytes != "(";
        if (part.kind == Kind::Text)
            writer.plain(part.bytes);
        else if (part.kind == Kind::SecretText)
            writer.secretPlain(part.bytes);
        else if (part.kind == Kind::Mailbox)
            writer.name(utf8 ? decodeMailboxName(part.bytes).toUtf8() : part.bytes, utf8);
        else if (part.kind == Kind::Literal8)
            writer.literal(part.bytes, false, true);
        else if (part.kind == Kind::Literal || !fitsQuoted(part.bytes))
            writer.literal(part.bytes, part.kind == Kind::Secret);
        else if (part.kind == Kind::Secret)
            writer.secretPlain(quoted(part.bytes));
        else
            writer.plain(quoted(part.bytes));
    }
    writer.plain("\r\n");
    return writer.take();
}

} // namespace golub::imap
