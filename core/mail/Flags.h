// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QStringList>

namespace golub {

//! The system flags of RFC 9051 section 2.3.2 (\Recent is gone and never kept).
enum class Flag : quint8 { Seen = 1, Answered = 2, Flagged = 4, Deleted = 8, Draft = 16 };
Q_DECLARE_FLAGS(SystemFlags, Flag)
Q_DECLARE_OPERATORS_FOR_FLAGS(SystemFlags)

//! System flags and keywords ($Forwarded, $Junk, user tags). Keywords are compared without case and kept sorted, each once.
class Flags
{
public:
    Flags() = default;
    Flags(SystemFlags system, const QStringList &keywords = {});
    Flags(Flag flag) : m_system(flag) { }

    SystemFlags system() const { return m_system; }
    const QStringList &keywords() const { return m_keywords; }
    bool has(Flag flag) const { return m_system.testFlag(flag); }
    bool hasKeyword(const QString &keyword) const;
    bool isEmpty() const { return !m_system && m_keywords.isEmpty(); }

    void add(const Flags &other);
    void remove(const Flags &other);
    //! This with \a added and without \a removed.
    Flags changed(const Flags &added, const Flags &removed) const;

    //! "seen", "answered", "flagged", "deleted", "draft", then the keywords as they are: the names golubctl uses.
    QStringList names() const;
    //! A flag from such a name; anything else is a keyword.
    static Flags fromName(const QString &name);

    bool operator==(const Flags &) const = default;

private:
    SystemFlags m_system;
    QStringList m_keywords;
};

} // namespace golub
