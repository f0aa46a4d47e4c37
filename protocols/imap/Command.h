// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/mail/Flags.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Uid.h"
#include "protocols/imap/Capabilities.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>
#include <vector>

namespace golub::imap {

//! What untagged data belongs to a command.
enum class Expect : quint8 { Nothing, Select, List, Status, Search, Fetch, Other };

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
    //! Quoted or literal, whatever fits; a NUL makes the command invalid (RFC 9051: CHAR8 has none).
    Command &astring(const QByteArray &bytes);
    Command &mailbox(const MailboxName &mailbox) { return astring(mailbox.wire); }
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
    Command &open() { return bracket('('); }
    Command &close() { return bracket(')'); }

    //! Runs alone: nothing is sent beside it (SELECT changes what everything after it means).
    Command &alone()
    {
        m_alone = true;
        return *this;
    }

    Expect expect() const { return m_expect; }
    bool isAlone() const { return m_alone; }
    //! Set where a part cannot be said in IMAP.
    const std::optional<Error> &error() const { return m_error; }
    //! What its literals add to the time that sending takes.
    qint64 literalBytes() const { return m_literalBytes; }

    //! The bytes of the wire, cut where the server must be waited for (literals: none with LITERAL+, small ones with LITERAL-).
    std::vector<Segment> encode(const QByteArray &tag, const Capabilities &capabilities) const;

private:
    enum class Kind : quint8 { Text, String, Secret, SecretText, Literal };
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
    qint64 m_literalBytes = 0;
    std::optional<Error> m_error;
};

} // namespace golub::imap
