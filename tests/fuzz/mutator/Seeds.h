// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace golub::fuzz {

//! What is mutated: our own small mails of every structure, written mails in many languages, and, where \a corpora names a folder, each file
//! there that is mail of at most \a largest bytes (archives are unpacked, mbox files cut). The same folder gives the same list.
QList<QByteArray> seeds(const QString &corpora, qsizetype largest);

//! The corpora beside the project or where $GOLUB_CORPORA says; empty where there are none.
QString defaultCorpora();

} // namespace golub::fuzz
