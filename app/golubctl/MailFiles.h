// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Message.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub::ctl {

enum class MailFormat : quint8 { Mbox, Maildir, Eml };
std::optional<MailFormat> mailFormatNamed(const QString &name);

Error fileError(const QFile &file);

//! Writes messages as an mbox file (mboxrd quoting, flags in Status and X-Status), a Maildir (flags in the file name), or one .eml file each in
//! a folder, which have no flags.
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
    QByteArray letterOf(const QString &keyword);
    QStringList m_keywords;       //!< of a Maildir: "a" is the first
};

} // namespace golub::ctl
