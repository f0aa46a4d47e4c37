// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Capabilities.h"

namespace golub::imap {

Capabilities Capabilities::fromWords(const QList<QByteArray> &words)
{
    Capabilities result;
    result.m_known = true;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QByteArray word = words[i].toUpper();
        // One well-known server puts a blank into its word.
        if (word == "LITERAL" && i + 1 < words.size() && (words[i + 1] == "+" || words[i + 1] == "-"))
            word += words[++i];
        if (word.isEmpty() || result.m_words.contains(word))
            continue;
        result.m_words.insert(word);
        result.m_list.append(words[i]);
        if (word.startsWith("AUTH=") && word.size() > 5)
            result.m_mechanisms.append(word.mid(5));
    }
    return result;
}

Capabilities Capabilities::without(const QByteArrayList &names) const
{
    Capabilities result = *this;
    for (const QByteArray &name : names) {
        const QByteArray word = name.toUpper();
        result.m_words.remove(word);
        result.m_distrusted.insert(word);
        result.m_list.removeIf([&word](const QByteArray &one) { return one.toUpper() == word; });
    }
    return result;
}

std::optional<quint64> Capabilities::number(const char *name) const
{
    const QByteArray prefix = QByteArray(name) + '=';
    for (const QByteArray &word : m_words) {
        if (word.startsWith(prefix)) {
            bool ok = false;
            const quint64 value = word.mid(prefix.size()).toULongLong(&ok);
            if (ok)
                return value;
        }
    }
    return std::nullopt;
}

} // namespace golub::imap
