// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DesktopNotices.h"

#include "tests/support/WaitUntil.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QStandardPaths>
#include <QVariantMap>

#include <gtest/gtest.h>

using golub::app::DesktopNotices;
using golub::test::waitUntil;

namespace {

//! A desktop that keeps what it is to show.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint replaces;
        QString title;
        QString text;
    };
    QList<Shown> shown;

public Q_SLOTS:
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &text, const QStringList &, const QVariantMap &, int)
    {
        shown += { replaces, title, text };
        return 41;
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
};

//! A session bus of the test's own.
class Bus
{
public:
    Bus()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"), { QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address") });
        if (waitUntil([this] { return m_daemon.canReadLine() || m_daemon.state() == QProcess::NotRunning; }))
            address = QString::fromUtf8(m_daemon.readLine().trimmed());
    }
    ~Bus()
    {
        m_daemon.kill();
        waitUntil([this] { return m_daemon.state() == QProcess::NotRunning; });
    }
    QString address;

private:
    QProcess m_daemon;
};

} // namespace

// One program has one session bus, so that both cases stand in one test: first without one.
TEST(DesktopNotices, areShownOneAtATimeAndCanBeClicked)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    DesktopNotices(nullptr).show(QStringLiteral("Ala"), QStringLiteral("nobody sees it"));

    if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
        GTEST_SKIP() << "dbus-daemon is not installed";
    const Bus bus;
    ASSERT_FALSE(bus.address.isEmpty());
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.address.toUtf8());
    Desktop desktop;
    QDBusConnection other = QDBusConnection::connectToBus(bus.address, QStringLiteral("desktop"));
    ASSERT_TRUE(other.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    ASSERT_TRUE(other.registerService(QStringLiteral("org.freedesktop.Notifications")));

    DesktopNotices notices;
    int clicks = 0;
    QObject::connect(&notices, &DesktopNotices::activated, &notices, [&clicks] { ++clicks; });
    notices.show(QStringLiteral("Ala <b>"), QStringLiteral("<a href='x'>1 & 2</a>"));
    ASSERT_TRUE(waitUntil([&] { return desktop.shown.size() == 1; }));
    EXPECT_EQ(desktop.shown.first().replaces, 0U);
    EXPECT_EQ(desktop.shown.first().title, QStringLiteral("Ala <b>"));
    EXPECT_EQ(desktop.shown.first().text, QStringLiteral("&lt;a href='x'&gt;1 &amp; 2&lt;/a&gt;")); // a stranger's markup is text

    // Once its number is known, the next one takes its place.
    ASSERT_TRUE(waitUntil([&] {
        notices.show(QStringLiteral("Ola"), QStringLiteral("again"));
        return desktop.shown.last().replaces == 41;
    }));
    Q_EMIT desktop.ActionInvoked(7, QStringLiteral("default")); // another program's
    Q_EMIT desktop.ActionInvoked(41, QStringLiteral("default"));
    EXPECT_TRUE(waitUntil([&] { return clicks > 0; }));
    EXPECT_EQ(clicks, 1);
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
}

#include "DesktopNoticesTest.moc"
