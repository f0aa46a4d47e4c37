// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/Theme.h"

#include "ui/style/Colors.h"
#include "ui/style/GolubStyle.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

namespace golub::ui {

Theme::Theme(QApplication &application)
    : QObject(&application), m_application(application), m_paletteIsDark(ui::isDark(application.palette()))
{
    application.setStyle(new GolubStyle);
    // Qt 6.4 has no signal for the desktop's scheme; people change it elsewhere and come back.
    connect(&application, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive && m_mode == ThemeMode::System)
            apply();
    });
    apply();
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    apply();
}

bool Theme::systemIsDark() const
{
    if (qEnvironmentVariable("GTK_THEME").contains(QStringLiteral("dark"), Qt::CaseInsensitive))
        return true;
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    for (const QString &version : { QStringLiteral("gtk-4.0"), QStringLiteral("gtk-3.0") }) {
        const QSettings gtk(config + u'/' + version + QStringLiteral("/settings.ini"), QSettings::IniFormat);
        if (gtk.value(QStringLiteral("Settings/gtk-application-prefer-dark-theme")).toBool())
            return true;
        if (gtk.value(QStringLiteral("Settings/gtk-theme-name")).toString().contains(QStringLiteral("dark"), Qt::CaseInsensitive))
            return true;
    }
    return m_paletteIsDark;
}

void Theme::apply()
{
    const bool dark = m_mode == ThemeMode::System ? systemIsDark() : m_mode == ThemeMode::Dark;
    if (m_applied && dark == m_dark)
        return;
    m_applied = true;
    m_dark = dark;
    m_application.setPalette(paletteFor(colorsFor(dark)));
    Q_EMIT changed();
}

} // namespace golub::ui
