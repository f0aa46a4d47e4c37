// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace golub::test {

//! A session bus of its own with a real, unlocked keychain (gnome-keyring), for programs that are started while it lives.
class Keyring
{
public:
    //! Why there can be none here, for a test that skips; empty where there can.
    static QString whyNot();

    Keyring();
    ~Keyring();
    Keyring(const Keyring &) = delete;
    Keyring &operator=(const Keyring &) = delete;
    bool isRunning() const { return m_running; }

private:
    QTemporaryDir m_dir;
    QByteArray m_busBefore;
    QProcess m_bus;
    QProcess m_keyring;
    bool m_running = false;
};

} // namespace golub::test
