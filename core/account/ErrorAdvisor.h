// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/RowsLater.h"
#include "core/base/Result.h"
#include "core/mail/Discovery.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <memory>
#include <optional>

namespace golub::account {

//! Where an error came up.
struct AdviceContext {
    std::optional<MailProtocol> protocol = {}; //!< none where it is not known: rows that want one do not match
    QString host = {};                         //!< the server's name as configured
    QString address = {};                      //!< the account's; %2 of an explanation
};

//! What is known of servers' refusals (resources/advice.json): from the server's host, code, enhanced code and words to what it means, what to do
//! and the page to open. The first row that fits wins, so the more special ones come first. Pure data and one rule; may be shared by threads.
class ErrorAdvisor
{
public:
    //! Storage names the row that is wrong.
    static Result<ErrorAdvisor> fromJson(const QByteArray &json);
    //! The same of JSON that is known to be good, read with the first error that is to be explained.
    static ErrorAdvisor readLater(const QByteArray &json);

    //! \a error with advice and page, where something is known; else as it was. Idempotent.
    Error advised(Error error, const AdviceContext &context) const;
    //! The id of the row that fits; empty if none.
    QString match(const Error &error, const AdviceContext &context) const;
    int size() const { return int(rows().size()); }
    QStringList ids() const;

    struct Row;

private:
    using Rows = QList<std::shared_ptr<const Row>>;
    const Row *find(const Error &error, const AdviceContext &context) const;
    const Rows &rows() const;

    Rows m_rows;
    std::shared_ptr<RowsLater<Rows>> m_later; //!< in the place of m_rows
};

} // namespace golub::account
