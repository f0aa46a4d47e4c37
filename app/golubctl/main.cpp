// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CrashTrace.h"
#include "app/Ending.h"
#include "app/golubctl/Ctl.h"
#include "translations/Translations.h"

#include <QCoreApplication>
#include <QTimer>

static int run(int &argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("golub"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GOLUB_VERSION));
    golub::installTranslators(application);
    QString problem;
    auto arguments = golub::ctl::Arguments::parse(application.arguments().mid(1), &problem);
    golub::ctl::Ctl ctl(std::move(arguments), problem);
    QTimer::singleShot(0, &ctl, &golub::ctl::Ctl::start);
    return application.exec();
}

int main(int argc, char **argv)
{
    golub::app::traceCrashes();
    golub::app::endProgram(run(argc, argv));
}
