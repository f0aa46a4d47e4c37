// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/journey/Journey.h"

#include <QApplication>
#include <QCommandLineParser>

#include <iostream>

using golub::test::Journey;
using golub::test::JourneyFailed;

int main(int argc, char **argv)
{
    // Nothing of the person's own session: no keychain, no desktop settings.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("LC_ALL", "C.UTF-8");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    const QCommandLineOption pictures(QStringLiteral("pictures"), QStringLiteral("Where the pictures go."), QStringLiteral("folder"), QStringLiteral("journey"));
    parser.addOption(pictures);
    parser.process(application);

    if (const QString reason = golub::test::MailServer::whyNot(); !reason.isEmpty()) {
        std::cerr << "skipped: " << reason.toStdString() << std::endl;
        return 77;
    }
    std::unique_ptr<Journey> journey;
    try {
        journey = std::make_unique<Journey>(parser.value(pictures));
        journey->run();
    } catch (const JourneyFailed &failure) {
        std::cerr << "FAILED: " << failure.what() << std::endl;
        if (journey)
            journey->pictureOfFailure();
        return 1;
    }
    std::cout << "The journey ended well." << std::endl;
    return 0;
}
