// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/Tests.h"
#include "translations/Translations.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

// Every test object of the program in turn. On a machine without a display the offscreen platform draws the pictures.
int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home; // settings of the person who runs the tests stay out of it, and the dictionaries
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("DICPATH", home.path().toLocal8Bit());
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QApplication application(argc, argv);
    golub::installTranslators(application); // English plurals
    int failures = 0;
    for (const auto &test : golub::tests::windowTests())
        failures += QTest::qExec(test.get(), argc, argv);
    return failures;
}
