// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/Colors.h"

#include <algorithm>
#include <cmath>

namespace golub::ui {
namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(double(color.redF())) + 0.7152 * linear(double(color.greenF())) + 0.0722 * linear(double(color.blueF()));
}

Colors lightColors()
{
    Colors c;
    c.dark = false;
    c.window = QColor(0xf6f7f9);
    c.sidebar = QColor(0xf0f2f5);
    c.base = QColor(0xffffff);
    c.text = QColor(0x1c2126);
    c.muted = QColor(0x5b6570);
    c.border = QColor(0xdde1e6);
    c.outline = QColor(0x6f7883);
    c.hover = QColor(0, 0, 0, 14);
    c.accent = QColor(0x3062c0);
    c.onAccent = QColor(0xffffff);
    c.selection = QColor(0xd8e4fa);
    c.selectionInactive = QColor(0xe6e9ee);
    c.link = QColor(0x2a5bb8);
    c.star = QColor(0xd99000);
    c.danger = QColor(0xb3261e);
    c.warning = QColor(0x8a5100);
    c.good = QColor(0x1b6e2e);
    return c;
}

Colors darkColors()
{
    Colors c;
    c.dark = true;
    c.window = QColor(0x24272b);
    c.sidebar = QColor(0x202327);
    c.base = QColor(0x1b1d20);
    c.text = QColor(0xe4e7ea);
    c.muted = QColor(0xa0a8b1);
    c.border = QColor(0x363a40);
    c.outline = QColor(0x8b939c);
    c.hover = QColor(255, 255, 255, 16);
    c.accent = QColor(0x7ba6f2);
    c.onAccent = QColor(0x10151d);
    c.selection = QColor(0x2b3c59);
    c.selectionInactive = QColor(0x2f3339);
    c.link = QColor(0x8ab4f8);
    c.star = QColor(0xf2b84b);
    c.danger = QColor(0xff9d94);
    c.warning = QColor(0xf0c46c);
    c.good = QColor(0x7fd18c);
    return c;
}

} // namespace

const Colors &colorsFor(bool dark)
{
    static const Colors Light = lightColors();
    static const Colors Dark = darkColors();
    return dark ? Dark : Light;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

const Colors &colorsOf(const QPalette &palette)
{
    return colorsFor(isDark(palette));
}

QPalette paletteFor(const Colors &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.sidebar);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.dark ? QColor(0x30343a) : QColor(0xfdfdfe));
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.danger);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link);
    palette.setColor(QPalette::ToolTipBase, c.dark ? QColor(0x3a3f46) : QColor(0x2a2f36));
    palette.setColor(QPalette::ToolTipText, QColor(0xf4f6f8));
    palette.setColor(QPalette::Light, c.dark ? QColor(0x3a3f46) : QColor(0xffffff));
    palette.setColor(QPalette::Midlight, c.dark ? QColor(0x32363c) : QColor(0xf0f2f5));
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.dark ? QColor(0x15171a) : QColor(0xb9c0c8));
    palette.setColor(QPalette::Shadow, c.dark ? QColor(Qt::black) : QColor(0x6f7780));
    const QColor faint = c.dark ? QColor(0x6d747c) : QColor(0x99a1aa);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.selectionInactive);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, faint);
    return palette;
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace golub::ui
