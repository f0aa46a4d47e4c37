// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace golub::peers {

//! An attachment as another program read it.
struct PeerFile {
    QString filename;             //!< of Content-Disposition
    QString name;                 //!< of Content-Type, RFC 2047 decoded, as old programs read it; empty where the peer does not tell
    QByteArray type;
    QByteArray content;           //!< decoded; empty for messages
    bool isMessage = false;
};

//! A mail as another program read it.
struct PeerMail {
    QString subject;
    QStringList from;             //!< "name <address>"
    QStringList to;
    QStringList cc;
    QString text;                 //!< the first text/plain that is no attachment, LF
    QString html;
    QString messageId;
    QList<PeerFile> files;
};

#ifdef GOLUB_GMIME
PeerMail readWithGMime(const QByteArray &raw);
#endif

} // namespace golub::peers
