// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace golub {

//! One step of a connection test: DNS, TCP, TLS, greeting, capabilities, sign-in, SELECT or EHLO.
struct ConnectionStep {
    QString server;                  //!< "imap.example.org:993"
    QString name;                    //!< "dns", "tcp", "tls", "greeting", "capabilities", "authentication", "select", "ehlo"
    bool ok = false;
    QString facts;                   //!< translated: what was found ("TLS 1.3, certificate valid until …")
    qint64 milliseconds = 0;
    Error error = {};                //!< where not ok
    QString warning = {};            //!< where ok: what the person should know all the same ("the certificate ends in 3 days"), translated
};

struct ConnectionReport {
    QList<ConnectionStep> steps;
    bool ok() const
    {
        for (const ConnectionStep &step : steps) {
            if (!step.ok)
                return false;
        }
        return !steps.isEmpty();
    }
};

} // namespace golub

Q_DECLARE_METATYPE(golub::ConnectionReport)
