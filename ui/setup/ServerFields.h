// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace golub::ui {

//! Host, port, security, sign-in and user name of one server. Object names start with "incoming" or "outgoing".
//! Changing the security brings the usual port along, until the person types a port of their own.
class ServerFields : public QWidget
{
    Q_OBJECT
public:
    enum class Role : quint8 { Incoming, Outgoing };
    ServerFields(Role role, QWidget *parent);

    //! Which protocol's ports are usual; only for Role::Incoming.
    void setProtocol(IncomingProtocol protocol);
    void setSettings(const ServerSettings &settings);
    //! What stands there; parts that have no field here (the extra CA) stay as they were set.
    ServerSettings settings() const;
    void setUser(const QString &user);
    //! Hidden for an outgoing server that takes the incoming user name.
    void setUserVisible(bool visible);
    QFormLayout *form() const { return m_form; }
    static quint16 usualPort(Role role, IncomingProtocol protocol, Security security);
    static QString securityName(Security security);

Q_SIGNALS:
    //! The person (not setSettings()) changed something.
    void edited();

private:
    void build();
    void buildPort();
    void securityChanged();
    void refresh();
    QList<quint16> presets() const;
    quint16 port() const;
    QString named(const char *suffix) const;

    Role m_role;
    IncomingProtocol m_protocol = IncomingProtocol::Imap;
    ServerSettings m_given;
    bool m_portTyped = false;
    bool m_setting = false;
    QFormLayout *m_form;
    QLineEdit *m_host;
    QComboBox *m_port;
    QComboBox *m_security;
    QComboBox *m_auth;
    QLineEdit *m_user;
    QLabel *m_portHint;
    QCheckBox *m_cleartext;
};

} // namespace golub::ui
