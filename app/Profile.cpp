// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Profile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace golub::app {

QString profileDirectory(const QString &fromCommandLine)
{
    if (!fromCommandLine.isEmpty())
        return QDir(fromCommandLine).absolutePath();
    const QString fromEnvironment = qEnvironmentVariable("GOLUB_PROFILE");
    if (!fromEnvironment.isEmpty())
        return QDir(fromEnvironment).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/golub");
}

Outcome makeProfileDirectory(const QString &directory)
{
    if (!QDir().mkpath(directory)) {
        return Error { ErrorKind::Storage,
            QCoreApplication::translate("Profile", "The folder %1 cannot be made. Choose another with --profile.").arg(directory) };
    }
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

} // namespace golub::app
