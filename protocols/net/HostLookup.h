// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostInfo>
#include <QObject>

namespace golub::net {

//! Finds the addresses of a name. Destroying it stops it.
//!
//! Not by QHostInfo's overload for functions: in Qt 6.4 its function object can be freed before its result is delivered (a crash seen in
//! QHostInfoResult::event). The one for slots, which QAbstractSocket itself uses, is sound.
class HostLookup : public QObject
{
    Q_OBJECT
public:
    ~HostLookup() override;
    void start(const QString &name);

Q_SIGNALS:
    void resolved(const QHostInfo &info);

private Q_SLOTS:
    void lookedUp(const QHostInfo &info);

private:
    int m_id = -1;
};

} // namespace golub::net
