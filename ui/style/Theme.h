// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QApplication;

namespace golub::ui {

enum class ThemeMode { System, Light, Dark };

//! The look of the whole program: style and palette. Made once by the app, handed to the windows that offer the choice.
class Theme : public QObject
{
    Q_OBJECT
public:
    //! Remembers the desktop's own palette, from which System is read; call before anything else sets one.
    explicit Theme(QApplication &application);

    ThemeMode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    void setMode(ThemeMode mode);

Q_SIGNALS:
    void changed();

private:
    bool systemIsDark() const;
    void apply();

    QApplication &m_application;
    ThemeMode m_mode = ThemeMode::System;
    bool m_paletteIsDark = false;
    bool m_dark = false;
    bool m_applied = false;
};

} // namespace golub::ui
