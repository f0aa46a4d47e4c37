// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace golub::app {

//! Messages of the desktop (the freedesktop.org notification service on the session bus). Where there is none nothing happens; nothing waits
//! for it. One message of ours at a time: the next takes the place of the one before.
class DesktopNotices : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotices(QObject *parent = nullptr);

    //! Plain texts.
    void show(const QString &title, const QString &text);

Q_SIGNALS:
    //! The user clicked on it.
    void activated();

private Q_SLOTS:
    void onAction(uint id, const QString &action);

private:
    bool connectBus();

    bool m_asked = false;
    bool m_there = false;
    uint m_shown = 0;
};

} // namespace golub::app
