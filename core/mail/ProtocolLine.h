// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace golub {

//! One line of the protocol log. The format of a saved log is the transcript's: "C: …", "S: …", "TLS", "X", "# …".
struct ProtocolLine {
    enum class Kind : quint8 { Client, Server, Tls, Closed, Note };
    quint64 session = 0;             //!< a number for each connection
    QString label;                   //!< "ala@example.org imap imap.example.org:993"
    Kind kind = Kind::Note;
    QByteArray text;                 //!< without line end; secrets are "<redacted>" from the start; safe to show
    QDateTime time;
};

} // namespace golub

Q_DECLARE_METATYPE(golub::ProtocolLine)
