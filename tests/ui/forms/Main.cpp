// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/forms/Tests.h"

#include "ui/style/Theme.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

int main(int argc, char **argv)
{
    // Settings of the person who runs the tests stay out of it.
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("DICPATH", home.path().toLocal8Bit()); // and the dictionaries
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("golub-tests"));
    QApplication::setApplicationName(QStringLiteral("golub-tests"));
    QApplication::setQuitOnLastWindowClosed(false);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    golub::ui::Theme theme(application);
    theme.setMode(golub::ui::ThemeMode::Light);

    using namespace golub::tests;
    int failed = 0;
    for (const auto &make : { addressTextTest, richTextTest, sendChecksTest, spellingTest, recipientTest, composerTest,
             composerDraftTest, composerSendTest, sendLaterTest, setupTest, discoveryTest, settingsTest, signInTest, dialogsTest, picturesTest }) {
        const auto test = make();
        failed += QTest::qExec(test.get(), QApplication::arguments());
    }
    return failed;
}
