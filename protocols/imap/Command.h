// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/mail/Flags.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Uid.h"
#include "protocols/imap/Capabilities.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>

#include <optional>
#include <vector>

namespace golub::imap {

//! What untagged data belongs to a command.
enum class Expect : quint8 { Nothing, Select, List, Status, Search, Fetch, Quota, Metadata, Other };

//! A piece of an encoded command.
struct Segment {
    QByteArray bytes;
    bool secret = false;
    std::optional<QByteArray> logText = {};
    bool wait = false;               //!< the next piece only after the server's continuation
};

//! A command in typed parts: what comes from outside is always an atom that was checked, a quoted string or a literal, so that nothing can be
//! injected. Blanks between the parts are the writer's. Immutable words are string constants of this program.
class Command
{
public:
    template<size_t N>
    explicit Command(const char (&words)[N], Expect expect = Expect::Nothing) : m_expect(expect)
    {
        text(QByteArray(words, N - 1));
    }

    template<size_t N>
    Command &word(const char (&words)[N])
    {
        return text(QByteArray(words, N - 1));
    }
    //! Checked: a part that is no atom makes the command invalid.
    Command &atom(const QByteArray &atom);
    //! A mailbox attribute: a backslash and an atom.
    Command &attribute(const QByteArray &attribute);
    //! Several atoms with blanks between them.
    Command &items(const QByteArray &atoms);
    //! Quoted or literal, whatever fits; a NUL makes the command invalid (RFC 9051: CHAR8 has none).
    Command &astring(const QByteArray &bytes);
    //! Modified UTF-7 as core keeps it, or UTF-8 in a session that agreed on that (RFC 6855 section 3).
    Command &mailbox(const MailboxName &mailbox);
    Command &uids(const UidSet &uids);
    Command &number(quint64 number);
    //! "(\Seen $Forwarded)"; keywords that are no atoms make the command invalid.
    Command &flags(const Flags &flags);
    //! "17-Jul-1996 02:44:25 +0000"
    Command &dateTime(const QDateTime &time);
    //! Like astring(), and marked: shown as "<redacted>" in logs.
    Command &secret(const Secret &secret);
    //! A secret that is base64 already (an initial response); anything else makes the command invalid.
    Command &base64(const Secret &secret);
    //! Always a literal; not copied. A NUL makes the command invalid.
    Command &literal(const QByteArray &bytes);
    //! The same as literal8 (RFC 3516), in which anything may stand.
    Command &literal8(const QByteArray &bytes);
    //! "17-Jul-1996"
    Command &date(QDate date);
    //! "BODY.PEEK[1.2]<0.512>", or "BINARY.PEEK[…" where \a binary; a section that is no part number (with ".MIME" or
    //! ".HEADER" behind it) makes the command invalid. Without
    //! \a length there is no range.
    Command &section(const QByteArray &section, bool binary = false, qint64 offset = 0, qint64 length = -1);
    //! "12:34", "12:*" for a \a last of 0, "-1:-50" where both are negative.
    Command &range(qint64 first, qint64 last);
    Command &open() { return bracket('('); }
    Command &close() { return bracket(')'); }

    //! Runs alone: nothing is sent beside it (SELECT changes what everything after it means).
    Command &alone()
    {
        m_alone = true;
        return *this;
    }

    //! Begins when nothing else is under way, but others may follow it at once (SELECT: the server answers in order).
    Command &first()
    {
        m_first = true;
        return *this;
    }

    //! So many responses may come, however many are usual: one for each message that it names.
    Command &answers(qint64 count)
    {
        m_answers = count;
        return *this;
    }

    Expect expect() const { return m_expect; }
    qint64 answers() const { return m_answers; }
    bool isAlone() const { return m_alone; }
    bool isFirst() const { return m_first; }
    //! Set where a part cannot be said in IMAP.
    const std::optional<Error> &error() const { return m_error; }
    //! What its literals add to the time that sending takes.
    qint64 literalBytes() const { return m_literalBytes; }

    //! The bytes of the wire, cut where the server must be waited for (literals: none with LITERAL+, small ones with LITERAL-).
    //! \a utf8: UTF8=ACCEPT is on.
    std::vector<Segment> encode(const QByteArray &tag, const Capabilities &capabilities, bool utf8 = false) const;

private:
    enum class Kind : quint8 { Text, String, Mailbox, Secret, SecretText, Literal, Literal8 };
    struct Part {
        Kind kind;
        QByteArray bytes;
    };

    Command &text(QByteArray bytes);
    Command &bracket(char c);
    Command &fail(const QString &detail);

    std::vector<Part> m_parts;
    Expect m_expect = Expect::Nothing;
    bool m_alone = false;
    bool m_first = false;
    qint64 m_literalBytes = 0;
    qint64 m_answers = 0;
    std::optional<Error> m_error;
};

} // namespace golub::imap
