// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Color.h"

#include <QLatin1String>
#include <QList>

#include <algorithm>
#include <array>
#include <cmath>

namespace golub::html {
namespace {

struct Named {
    const char *name;
    quint32 rgb;
};

constexpr std::array Names {
    Named { "aqua", 0x00ffff }, Named { "beige", 0xf5f5dc }, Named { "black", 0x000000 }, Named { "blue", 0x0000ff }, Named { "brown", 0xa52a2a },
    Named { "crimson", 0xdc143c }, Named { "cyan", 0x00ffff }, Named { "darkblue", 0x00008b }, Named { "darkgray", 0xa9a9a9 },
    Named { "darkgreen", 0x006400 }, Named { "darkgrey", 0xa9a9a9 }, Named { "darkorange", 0xff8c00 }, Named { "darkred", 0x8b0000 },
    Named { "dimgray", 0x696969 }, Named { "firebrick", 0xb22222 }, Named { "fuchsia", 0xff00ff }, Named { "gold", 0xffd700 },
    Named { "gray", 0x808080 }, Named { "green", 0x008000 }, Named { "grey", 0x808080 }, Named { "indigo", 0x4b0082 }, Named { "ivory", 0xfffff0 },
    Named { "lightblue", 0xadd8e6 }, Named { "lightgray", 0xd3d3d3 }, Named { "lightgreen", 0x90ee90 }, Named { "lightgrey", 0xd3d3d3 },
    Named { "lightyellow", 0xffffe0 }, Named { "lime", 0x00ff00 }, Named { "magenta", 0xff00ff }, Named { "maroon", 0x800000 },
    Named { "navy", 0x000080 }, Named { "olive", 0x808000 }, Named { "orange", 0xffa500 }, Named { "orangered", 0xff4500 },
    Named { "pink", 0xffc0cb }, Named { "purple", 0x800080 }, Named { "red", 0xff0000 }, Named { "royalblue", 0x4169e1 },
    Named { "silver", 0xc0c0c0 }, Named { "skyblue", 0x87ceeb }, Named { "steelblue", 0x4682b4 }, Named { "teal", 0x008080 },
    Named { "tomato", 0xff6347 }, Named { "violet", 0xee82ee }, Named { "white", 0xffffff }, Named { "whitesmoke", 0xf5f5f5 },
    Named { "windowtext", 0x000000 }, Named { "yellow", 0xffff00 },
};

Rgb fromNumber(quint32 value)
{
    return { quint8(value >> 16), quint8(value >> 8), quint8(value) };
}

std::optional<Rgb> fromHex(QStringView digits)
{
    if (digits.size() != 3 && digits.size() != 4 && digits.size() != 6 && digits.size() != 8)
        return {};
    quint32 value = 0;
    const bool isShort = digits.size() <= 4;
    const qsizetype used = isShort ? 3 : 6;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const char16_t c = digits[i].toLower().unicode();
        quint32 digit = 0;
        if (c >= u'0' && c <= u'9')
            digit = quint32(c - u'0');
        else if (c >= u'a' && c <= u'f')
            digit = quint32(c - u'a' + 10);
        else
            return {};
        if (i < used)
            value = isShort ? (value << 8 | digit << 4 | digit) : (value << 4 | digit);
    }
    return fromNumber(value);
}

std::optional<Rgb> fromFunction(QStringView arguments)
{
    QString list = arguments.toString();
    list.replace(u'/', u',').replace(u' ', u',');
    const QStringList parts = list.split(u',', Qt::SkipEmptyParts);
    if (parts.size() < 3)
        return {};
    std::array<quint8, 3> channels {};
    for (int i = 0; i < 3; ++i) {
        bool ok = false;
        QString part = parts.at(i);
        const bool percent = part.endsWith(u'%');
        if (percent)
            part.chop(1);
        const double value = part.toDouble(&ok) * (percent ? 2.55 : 1.0);
        if (!ok || !std::isfinite(value))
            return {};
        channels[std::size_t(i)] = quint8(std::clamp(value, 0.0, 255.0));
    }
    if (parts.size() > 3 && parts.at(3).toDouble() < 0.5)
        return {};
    return Rgb { channels[0], channels[1], channels[2] };
}

double luminance(Rgb color)
{
    const auto linear = [](quint8 channel) {
        const double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

Rgb blend(Rgb from, Rgb to, double amount)
{
    const auto mix = [amount](quint8 a, quint8 b) { return quint8(std::lround(a + (b - a) * amount)); };
    return { mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue) };
}

} // namespace

std::optional<Rgb> parseColor(QStringView text)
{
    const QString trimmed = text.trimmed().toString().toLower();
    if (trimmed.size() > 64)
        return {};
    if (trimmed.startsWith(u'#'))
        return fromHex(QStringView(trimmed).sliced(1));
    if (trimmed.startsWith(u"rgb")) {
        const qsizetype open = trimmed.indexOf(u'(');
        const qsizetype close = trimmed.indexOf(u')');
        return open > 0 && close > open ? fromFunction(QStringView(trimmed).sliced(open + 1, close - open - 1)) : std::nullopt;
    }
    for (const Named &named : Names) {
        if (trimmed == QLatin1String(named.name))
            return fromNumber(named.rgb);
    }
    return trimmed.size() == 6 ? fromHex(trimmed) : std::nullopt;
}

QString colorName(Rgb color)
{
    return QStringLiteral("#%1").arg((quint32(color.red) << 16) | (quint32(color.green) << 8) | color.blue, 6, 16, QLatin1Char('0'));
}

double contrast(Rgb a, Rgb b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

bool isGrey(Rgb color)
{
    const auto [low, high] = std::minmax({ color.red, color.green, color.blue });
    return high - low < 32;
}

Rgb legibleAnywhere(Rgb color)
{
    // With a luminance in this range the contrast is at least 3 on white and on #202020.
    constexpr double Darkest = 0.16;
    constexpr double Lightest = 0.29;
    const double now = luminance(color);
    if (now >= Darkest && now <= Lightest)
        return color;
    const Rgb goal = now < Darkest ? Rgb { 255, 255, 255 } : Rgb { 0, 0, 0 };
    double low = 0;
    double high = 1;
    for (int i = 0; i < 12; ++i) {
        const double middle = (low + high) / 2;
        const double reached = luminance(blend(color, goal, middle));
        const bool enough = now < Darkest ? reached >= Darkest : reached <= Lightest;
        (enough ? high : low) = middle;
    }
    return blend(color, goal, high);
}

} // namespace golub::html
