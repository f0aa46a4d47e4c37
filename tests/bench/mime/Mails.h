// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace golub::bench {

//! The real mails of ../shared/corpora (or $GOLUB_CORPORA), each on its own; empty where there are none.
QList<QByteArray> realMails();

//! Mail as a mailbox of today has it, of many mailers' forms: plain and alternative and HTML, attachments and pictures in base64, quoted-printable,
//! eight languages in their charsets, forwarded messages. The same for the same \a count, always.
QList<QByteArray> generatedMails(int count);

//! The header sections of \a mails, with their empty line.
QList<QByteArray> headersOf(const QList<QByteArray> &mails);

} // namespace golub::bench
