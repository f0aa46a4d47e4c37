// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/golubctl/MailFiles.h"
#include "core/mail/Import.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace golub::ctl {

//! The messages of an mbox file, a Maildir (new and cur), or .eml files (one file, or those of a folder), one after the other: memory is needed
//! for one of them, however large all are.
class MailFileReader
{
public:
    //! NotFound, Storage, InvalidInput for what is none.
    static Result<std::unique_ptr<MailFileReader>> open(MailFormat format, const QString &path);
    virtual ~MailFileReader();

    //! Nothing behind the last one.
    virtual Result<std::optional<ImportedMessage>> next() = 0;
    //! Of 100, how far it is.
    virtual int percent() const = 0;
    //! Folders within a Maildir (Maildir++): others than this one.
    virtual QStringList subfolders() const { return {}; }
    //! Larger than a message may be here, as a person finds them; they were passed over.
    const QStringList &tooLarge() const { return m_tooLarge; }

protected:
    QStringList m_tooLarge;
};

} // namespace golub::ctl
