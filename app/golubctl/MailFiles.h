// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Message.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <functional>
#include <optional>

namespace golub::ctl {

enum class MailFormat : quint8 { Mbox, Maildir, Eml };
std::optional<MailFormat> mailFormatNamed(const QString &name);

//! Writes messages as an mbox file (mboxrd quoting), a Maildir (flags in the file name), or one .eml file each in a folder.
//! Nothing that exists is overwritten.
class MailFileWriter
{
public:
    MailFileWriter(MailFormat format, const QString &path);
    //! Conflict where \a path exists and is not an empty folder.
    Outcome open();
    Outcome write(const QByteArray &raw, const MessageSummary &message);
    Outcome close();

private:
    MailFormat m_format;
    QString m_path;
    QFile m_mbox;
    qint64 m_count = 0;
};

//! Reads every message of an mbox file, a Maildir (new and cur), or .eml files (one file, or those of a folder). \a each returns an error to stop.
Outcome readMailFiles(MailFormat format, const QString &path, const std::function<Outcome(const QByteArray &raw)> &each);

} // namespace golub::ctl
