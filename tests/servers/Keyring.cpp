// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/Keyring.h"

#include "tests/support/WaitUntil.h"

#include <QProcessEnvironment>
#include <QStandardPaths>

namespace golub::test {
namespace {

constexpr const char *BusAddress = "DBUS_SESSION_BUS_ADDRESS";

} // namespace

QString Keyring::whyNot()
{
    for (const char *program : { "dbus-daemon", "dbus-send", "gnome-keyring-daemon" }) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return QStringLiteral("%1 is not installed").arg(QLatin1String(program));
    }
    return {};
}

Keyring::Keyring() : m_busBefore(qgetenv(BusAddress))
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : { "HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" })
        environment.insert(QLatin1String(name), m_dir.path());
    m_bus.setProcessEnvironment(environment);
    m_bus.start(QStringLiteral("dbus-daemon"), { QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address") });
    if (!waitUntil([this] { return m_bus.canReadLine(); }, std::chrono::seconds(10)))
        return;
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv(BusAddress, address);
    environment.insert(QLatin1String(BusAddress), QString::fromUtf8(address));
    m_keyring.setProcessEnvironment(environment);
    m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
        { QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets") });
    m_keyring.write("of the tests");
    m_keyring.closeWriteChannel();
    // It is there once the login collection is.
    m_running = waitUntil(
        [&environment] {
            QProcess ask;
            ask.setProcessEnvironment(environment);
            ask.start(QStringLiteral("dbus-send"),
                { QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
                    QStringLiteral("/org/freedesktop/secrets/collection/login"), QStringLiteral("org.freedesktop.DBus.Properties.Get"),
                    QStringLiteral("string:org.freedesktop.Secret.Collection"), QStringLiteral("string:Locked") });
            waitUntil([&ask] { return ask.state() == QProcess::NotRunning; }, std::chrono::seconds(5));
            return ask.readAllStandardOutput().contains("boolean false");
        },
        std::chrono::seconds(15));
}

Keyring::~Keyring()
{
    for (QProcess *process : { &m_keyring, &m_bus }) {
        process->kill();
        waitUntil([process] { return process->state() == QProcess::NotRunning; }, std::chrono::seconds(5));
    }
    if (m_busBefore.isEmpty())
        qunsetenv(BusAddress);
    else
        qputenv(BusAddress, m_busBefore);
}

} // namespace golub::test
