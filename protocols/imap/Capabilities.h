// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
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

    //! These without what somebody distrusts, also where IMAP4rev2 would imply it.
    Capabilities without(const QByteArrayList &names) const;

    //! IMAP4rev1 or rev2.
    bool isImap4() const { return has("IMAP4REV1") || has("IMAP4REV2"); }
    //! Announced, or part of IMAP4rev2 (RFC 9051 appendix E).
    bool hasOrRev2(const char *name) const { return has(name) || (has("IMAP4REV2") && !m_distrusted.contains(name)); }
    bool has8BitLiterals() const { return hasOrRev2("BINARY"); }
    //! LITERAL+ (RFC 7888): any literal without waiting.
    bool literalPlus() const { return has("LITERAL+"); }
    //! LITERAL-: literals of up to 4096 bytes without waiting.
    bool literalMinus() const { return hasOrRev2("LITERAL-"); }
    bool specialUse() const { return hasOrRev2("SPECIAL-USE"); }
    bool listExtended() const { return hasOrRev2("LIST-EXTENDED"); }
    bool listStatus() const { return hasOrRev2("LIST-STATUS"); }
    bool statusSize() const { return hasOrRev2("STATUS=SIZE"); }
    bool condStore() const { return has("CONDSTORE") || has("QRESYNC"); }
    bool qresync() const { return has("QRESYNC") && has("ENABLE"); }
    bool move() const { return hasOrRev2("MOVE"); }
    bool uidPlus() const { return hasOrRev2("UIDPLUS"); }
    bool enable() const { return hasOrRev2("ENABLE"); }
    bool idle() const { return hasOrRev2("IDLE"); }
    bool saslIr() const { return hasOrRev2("SASL-IR"); }
    bool esearch() const { return hasOrRev2("ESEARCH"); }
    bool searchSave() const { return hasOrRev2("SEARCHRES") && esearch(); }
    bool namespaces() const { return hasOrRev2("NAMESPACE"); }
    bool unselect() const { return hasOrRev2("UNSELECT"); }
    bool preview() const { return has("PREVIEW"); }
    bool gmail() const { return has("X-GM-EXT-1"); }
    bool quota() const { return has("QUOTA"); }
    //! THREAD=REFERENCES, else =ORDEREDSUBJECT; empty where there is none.
    QByteArray threadAlgorithm() const { return has("THREAD=REFERENCES") ? "REFERENCES" : has("THREAD=ORDEREDSUBJECT") ? "ORDEREDSUBJECT" : QByteArray(); }

private:
    bool m_known = false;
    QSet<QByteArray> m_words;
    QList<QByteArray> m_list;
    QList<QByteArray> m_mechanisms;
    QSet<QByteArray> m_distrusted;
};

} // namespace golub::imap
