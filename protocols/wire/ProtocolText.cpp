// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/ProtocolText.h"

#include "core/base/TextSafety.h"

#include <algorithm>

namespace golub::wire {

QString safeText(QByteArrayView bytes)
{
    return textsafety::printable(bytes.first(std::min<qsizetype>(bytes.size(), 8000)));
}

QByteArray safeLogText(QByteArrayView bytes)
{
    return textsafety::printable(bytes.first(std::min<qsizetype>(bytes.size(), 4000)), 1000).toUtf8();
}

bool breaksLines(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool sameKeyword(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QList<QByteArray> words(QByteArrayView line)
{
    QList<QByteArray> out;
    qsizetype start = -1;
    for (qsizetype i = 0; i <= line.size(); ++i) {
        const bool blank = i == line.size() || line[i] == ' ' || line[i] == '\t';
        if (!blank && start < 0) {
            start = i;
        } else if (blank && start >= 0) {
            out.append(line.sliced(start, i - start).toByteArray());
            start = -1;
        }
    }
    return out;
}

} // namespace golub::wire
