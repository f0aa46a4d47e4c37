// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/Keyring.h"

#include "tests/support/WaitUntil.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QStandardPaths>

namespace golub::test {
namespace {

constexpr const char *BusAddress = "DBUS_SESSION_BUS_ADDRESS";

// A bus that starts nothing by itself: asked too early, the usual one would start a second, locked keychain, and that would win the name.
constexpr const char *BusConfiguration = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

//! The keychain is there once its login collection is, unlocked.
bool hasLoginCollection(const QProcessEnvironment &environment)
{
    QProcess ask;
    ask.setProcessEnvironment(environment);
    ask.start(QStringLiteral("dbus-send"),
        { QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--reply-timeout=1000"),
            QStringLiteral("--dest=org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets/collection/login"),
            QStringLiteral("org.freedesktop.DBus.Properties.Get"), QStringLiteral("string:org.freedesktop.Secret.Collection"),
            QStringLiteral("string:Locked") });
    waitUntil([&ask] { return ask.state() == QProcess::NotRunning; }, std::chrono::seconds(3));
    if (ask.state() != QProcess::NotRunning)
        ask.kill();
    return ask.readAllStandardOutput().contains("boolean false");
}

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
    QFile configuration(m_dir.filePath(QStringLiteral("bus.conf")));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write(BusConfiguration) < 0)
        return;
    configuration.close();
    m_bus.setProcessEnvironment(environment);
    m_bus.start(QStringLiteral("dbus-daemon"),
        { QStringLiteral("--config-file=") + configuration.fileName(), QStringLiteral("--nofork"), QStringLiteral("--print-address") });
    if (!waitUntil([this] { return m_bus.canReadLine(); }, std::chrono::seconds(10)))
        return;
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv(BusAddress, address);
    environment.insert(QLatin1String(BusAddress), QString::fromUtf8(address));
    m_keyring.setProcessEnvironment(environment);
    // gnome-keyring 42 hangs at one start in twenty or so, before it serves anybody: then it is started again.
    for (int attempt = 0; attempt < 6 && !m_running; ++attempt) {
        if (m_keyring.state() != QProcess::NotRunning) {
            m_keyring.kill();
            waitUntil([this] { return m_keyring.state() == QProcess::NotRunning; }, std::chrono::seconds(5));
        }
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
            { QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets") });
        m_keyring.write("of the tests");
        m_keyring.closeWriteChannel();
        m_running = waitUntil([&environment] { return hasLoginCollection(environment); }, std::chrono::seconds(4));
    }
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
