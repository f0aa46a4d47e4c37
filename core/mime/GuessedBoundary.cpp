// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/GuessedBoundary.h"

#include "core/mime/Ascii.h"

#include <QHash>

namespace golub::mime {
namespace {

constexpr qsizetype MaxLength = 200;      // RFC 2046 section 5.1.1 allows 70
constexpr int MaxCandidates = 1'000;

} // namespace

QByteArray guessBoundary(QByteArrayView content)
{
    QHash<QByteArray, int> candidates;    // to the order in which they came
    QByteArray best;
    int bestOrder = MaxCandidates;
    for (qsizetype line = 0; line < content.size();) {
        const qsizetype end = ascii::find(content, '\n', line);
        const qsizetype next = end + 1;
        const QByteArrayView text = content.sliced(line, end - line);
        line = next;
        if (!text.startsWith("--") || text.size() > MaxLength)
            continue;
        QByteArrayView name = text.sliced(2);
        while (!name.isEmpty() && ascii::isSpace(name.back()))
            name.chop(1);
        if (name.isEmpty() || name.front() == ' ')
            continue;
        if (name.endsWith("--")) { // closes one that came before
            const int order = candidates.value(name.chopped(2).toByteArray(), MaxCandidates);
            if (order < bestOrder) {
                bestOrder = order;
                best = name.chopped(2).toByteArray();
            }
        }
        if (candidates.size() >= MaxCandidates)
            continue;
        const int order = int(candidates.size());
        if (!candidates.contains(name.toByteArray()))
            candidates.insert(name.toByteArray(), order);
        if (next < content.size() && ascii::startsWithIgnoreCase(content.sliced(next), "content-")) {
            const int known = candidates.value(name.toByteArray());
            if (known < bestOrder) {
                bestOrder = known;
                best = name.toByteArray();
            }
        }
    }
    return best;
}

} // namespace golub::mime
