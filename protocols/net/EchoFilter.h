// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace golub::net {

//! Keeps secrets out of what a server says: some repeat a refused command, password and all, in their answer. Knows what was sent as a
//! secret, as it stood in the line and as it was inside of base64.
class EchoFilter
{
public:
    //! A line that was sent and holds a secret: AUTH, LOGIN, PASS, an answer to a challenge.
    void hide(QByteArrayView sentLine);
    //! \a line with every repetition struck out, also one that was cut short at the line's end.
    QByteArray clean(const QByteArray &line) const;

private:
    void add(const QByteArray &secret);
    QList<QByteArray> m_secrets;       //!< the longest first
};

} // namespace golub::net
