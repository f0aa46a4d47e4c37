// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DesktopNotices.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>
#include <QStringList>
#include <QVariantMap>

namespace golub::app {
namespace {

const QString Service = QStringLiteral("org.freedesktop.Notifications");
const QString Path = QStringLiteral("/org/freedesktop/Notifications");

//! Asking for a bus where none runs would start one.
bool hasSessionBus()
{
    const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (!address.isEmpty())
        return !address.startsWith(u"disabled");
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFile::exists(runtime + QStringLiteral("/bus"));
}

} // namespace

DesktopNotices::DesktopNotices(QObject *parent) : QObject(parent) { }

bool DesktopNotices::connectBus()
{
    if (!m_asked) {
        m_asked = true;
        m_there = hasSessionBus() && QDBusConnection::sessionBus().isConnected();
        if (m_there)
            QDBusConnection::sessionBus().connect(Service, Path, Service, QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint,QString)));
    }
    return m_there;
}

void DesktopNotices::show(const QString &title, const QString &text)
{
    if (!connectBus())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(Service, Path, Service, QStringLiteral("Notify"));
    const QVariantMap hints { { QStringLiteral("desktop-entry"), QStringLiteral("golub") }, { QStringLiteral("category"), QStringLiteral("email.arrived") } };
    // The text may hold markup, the title may not: what strangers wrote is none.
    call.setArguments({ QStringLiteral("Golub"), m_shown, QStringLiteral("golub"), title, text.toHtmlEscaped(),
        QStringList { QStringLiteral("default"), tr("Show") }, hints, -1 });
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        const QDBusPendingReply<uint> reply = *finished;
        m_shown = reply.isError() ? 0 : reply.value();
        finished->deleteLater();
    });
}

void DesktopNotices::onAction(uint id, const QString &)
{
    if (id == m_shown && id != 0)
        Q_EMIT activated();
}

} // namespace golub::app
