// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CrashTrace.h"
#include "app/Ending.h"
#include "app/window/Application.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QUrl>

static int run(int &argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("golub"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GOLUB_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Golub"));
    QGuiApplication::setDesktopFileName(QStringLiteral("golub"));

    golub::app::Application golub;
    golub.installTranslations();

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "A desktop mail client"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption profile(
        QStringLiteral("profile"), QCoreApplication::translate("main", "Keep everything in this folder."), QStringLiteral("folder"));
    const QCommandLineOption offline(QStringLiteral("offline"), QCoreApplication::translate("main", "Start without the network."));
    parser.addOptions({ profile, offline });
    parser.addPositionalArgument(
        QStringLiteral("link"), QCoreApplication::translate("main", "Write to the address of this mailto: link."), QStringLiteral("[link]"));
    parser.process(application);

    golub.start(parser.value(profile), parser.isSet(offline), QUrl(parser.positionalArguments().value(0)));
    return application.exec();
}

int main(int argc, char **argv)
{
    golub::app::traceCrashes();
    golub::app::endProgram(run(argc, argv));
}
