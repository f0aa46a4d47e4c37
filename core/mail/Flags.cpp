// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Flags.h"

#include <algorithm>
#include <array>
#include <utility>

namespace golub {
namespace {

constexpr std::array Names {
    std::pair { Flag::Seen, "seen" },
    std::pair { Flag::Answered, "answered" },
    std::pair { Flag::Flagged, "flagged" },
    std::pair { Flag::Deleted, "deleted" },
    std::pair { Flag::Draft, "draft" },
};

void normalize(QStringList &keywords)
{
    std::sort(keywords.begin(), keywords.end(), [](const QString &a, const QString &b) {
        const int order = a.compare(b, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a < b;
    });
    keywords.erase(std::unique(keywords.begin(), keywords.end(),
                       [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) == 0; }),
        keywords.end());
}

} // namespace

Flags::Flags(SystemFlags system, const QStringList &keywords) : m_system(system), m_keywords(keywords)
{
    normalize(m_keywords);
}

bool Flags::hasKeyword(const QString &keyword) const
{
    return m_keywords.contains(keyword, Qt::CaseInsensitive);
}

void Flags::add(const Flags &other)
{
    m_system |= other.m_system;
    m_keywords += other.m_keywords;
    normalize(m_keywords);
}

void Flags::remove(const Flags &other)
{
    m_system &= ~other.m_system;
    m_keywords.removeIf([&other](const QString &keyword) { return other.hasKeyword(keyword); });
}

Flags Flags::changed(const Flags &added, const Flags &removed) const
{
    Flags result = *this;
    result.remove(removed);
    result.add(added);
    return result;
}

QStringList Flags::names() const
{
    QStringList names;
    for (const auto &[flag, name] : Names) {
        if (has(flag))
            names += QString::fromLatin1(name);
    }
    return names + m_keywords;
}

Flags Flags::fromName(const QString &name)
{
    for (const auto &[flag, known] : Names) {
        if (name.compare(QLatin1String(known), Qt::CaseInsensitive) == 0)
            return Flags(flag);
    }
    return Flags({}, { name });
}

} // namespace golub
