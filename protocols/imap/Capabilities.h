// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QSet>

#include <optional>

namespace golub::imap {

//! What a server says it can do (RFC 9051 section 6.1.1). Names are compared without case.
class Capabilities
{
public:
    //! From the words behind "CAPABILITY"; "LITERAL +" with a blank is understood.
    static Capabilities fromWords(const QList<QByteArray> &words);

    //! False until the server said anything.
    bool isKnown() const { return m_known; }
    bool has(const char *name) const { return m_words.contains(name); }
    //! Of "APPENDLIMIT=35651584": the number; none where there is none.
    std::optional<quint64> number(const char *name) const;
    //! The mechanisms of AUTH=…, upper case, in the server's order.
    const QList<QByteArray> &authMechanisms() const { return m_mechanisms; }
    //! The words as the server wrote them.
    const QList<QByteArray> &words() const { return m_list; }

    //! IMAP4rev1 or rev2.
    bool isImap4() const { return has("IMAP4REV1") || has("IMAP4REV2"); }
    bool has8BitLiterals() const { return has("BINARY") || has("IMAP4REV2"); }
    //! LITERAL+ (RFC 7888): any literal without waiting.
    bool literalPlus() const { return has("LITERAL+"); }
    //! LITERAL-: literals of up to 4096 bytes without waiting.
    bool literalMinus() const { return has("LITERAL-") || has("IMAP4REV2"); }
    bool specialUse() const { return has("SPECIAL-USE") || has("IMAP4REV2"); }
    bool listExtended() const { return has("LIST-EXTENDED") || has("IMAP4REV2"); }
    bool condStore() const { return has("CONDSTORE") || has("QRESYNC"); }
    bool move() const { return has("MOVE") || has("IMAP4REV2"); }
    bool uidPlus() const { return has("UIDPLUS") || has("IMAP4REV2"); }
    bool enable() const { return has("ENABLE") || has("IMAP4REV2"); }
    bool idle() const { return has("IDLE") || has("IMAP4REV2"); }
    bool saslIr() const { return has("SASL-IR") || has("IMAP4REV2"); }

private:
    bool m_known = false;
    QSet<QByteArray> m_words;
    QList<QByteArray> m_list;
    QList<QByteArray> m_mechanisms;
};

} // namespace golub::imap
