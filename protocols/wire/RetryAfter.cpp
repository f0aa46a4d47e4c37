// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/RetryAfter.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <utility>

namespace golub::wire {
namespace {

using std::chrono::milliseconds;

// What stands before the number, and what the number means where no unit follows.
constexpr std::array<std::pair<QByteArrayView, milliseconds>, 8> Phrases { {
    { "backoff time", milliseconds(1) },
    { "back-off time", milliseconds(1) },
    { "try again in", std::chrono::seconds(1) },
    { "try again after", std::chrono::seconds(1) },
    { "retry in", std::chrono::seconds(1) },
    { "retry after", std::chrono::seconds(1) },
    { "wait for", std::chrono::seconds(1) },
    { "please wait", std::chrono::seconds(1) },
} };

milliseconds unitOf(QByteArrayView text, milliseconds otherwise)
{
    text = text.trimmed();
    // In this order: "min" is no "m" and "ms" no "m".
    static constexpr std::array<std::pair<QByteArrayView, milliseconds>, 6> Units { {
        { "ms", milliseconds(1) },
        { "milli", milliseconds(1) },
        { "sec", std::chrono::seconds(1) },
        { "min", std::chrono::minutes(1) },
        { "hour", std::chrono::hours(1) },
        { "s", std::chrono::seconds(1) },
    } };
    for (const auto &[name, unit] : Units) {
        if (text.startsWith(name))
            return unit;
    }
    return otherwise;
}

} // namespace

std::optional<std::chrono::seconds> retryAfterFrom(QByteArrayView text)
{
    const QByteArray words = text.first(std::min<qsizetype>(text.size(), 4096)).toByteArray().toLower();
    for (const auto &[phrase, unit] : Phrases) {
        const qsizetype at = words.indexOf(phrase);
        if (at < 0)
            continue;
        qsizetype pos = at + phrase.size();
        while (pos < words.size() && (words[pos] == ' ' || words[pos] == ':' || words[pos] == '='))
            ++pos;
        const qsizetype first = pos;
        qint64 number = 0;
        for (; pos < words.size() && words[pos] >= '0' && words[pos] <= '9'; ++pos)
            number = std::min<qint64>(number * 10 + (words[pos] - '0'), 1'000'000'000);
        if (pos == first)
            continue;
        const qint64 ms = number * unitOf(QByteArrayView(words).sliced(pos), unit).count();
        return std::clamp<std::chrono::seconds>(std::chrono::seconds((ms + 999) / 1000), std::chrono::seconds(1), LongestRetryAfter);
    }
    return std::nullopt;
}

} // namespace golub::wire
