// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/Arguments.h"

#include <QCoreApplication>

namespace golub::ctl {
namespace {

const QStringList &valueOptions()
{
    static const QStringList names { QStringLiteral("profile"), QStringLiteral("file"), QStringLiteral("mailbox"), QStringLiteral("limit"),
        QStringLiteral("after"), QStringLiteral("account"), QStringLiteral("eml"), QStringLiteral("into"), QStringLiteral("at"),
        QStringLiteral("undo"), QStringLiteral("days"), QStringLiteral("seconds") };
    return names;
}

const QStringList &plainOptions()
{
    static const QStringList names { QStringLiteral("json"), QStringLiteral("help"), QStringLiteral("version"), QStringLiteral("headers-only"),
        QStringLiteral("threads"), QStringLiteral("raw"), QStringLiteral("text"), QStringLiteral("headers"), QStringLiteral("wait"),
        QStringLiteral("password-stdin"), QStringLiteral("send-to-self"), QStringLiteral("send-address"), QStringLiteral("client-secret-stdin"), QStringLiteral("no-index"), QStringLiteral("audit"),
        QStringLiteral("server"), QStringLiteral("held-by-server"), QStringLiteral("open") };
    return names;
}

} // namespace

Arguments Arguments::parse(const QStringList &arguments, QString *error)
{
    Arguments parsed;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == u"-h") {
            parsed.help = true;
            continue;
        }
        if (!argument.startsWith(u"--")) {
            parsed.words.append(argument);
            continue;
        }
        const QString name = argument.mid(2).section(u'=', 0, 0);
        if (plainOptions().contains(name) && !argument.contains(u'=')) {
            parsed.m_options.insert(name, {});
        } else if (valueOptions().contains(name)) {
            if (argument.contains(u'='))
                parsed.m_options.insert(name, argument.section(u'=', 1));
            else if (i + 1 < arguments.size())
                parsed.m_options.insert(name, arguments.at(++i));
            else
                *error = QCoreApplication::translate("golubctl", "%1 needs a value.").arg(argument);
        } else {
            *error = QCoreApplication::translate("golubctl", "There is no option %1.").arg(argument);
        }
    }
    parsed.profile = parsed.value(QStringLiteral("profile"));
    parsed.json = parsed.has(QStringLiteral("json"));
    parsed.help |= parsed.has(QStringLiteral("help"));
    parsed.version = parsed.has(QStringLiteral("version"));
    return parsed;
}

} // namespace golub::ctl
