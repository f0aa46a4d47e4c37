// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Log.h"
#include "core/base/Result.h"

#include <QByteArray>

#include <mutex>
#include <utility>

namespace golub::account {

//! The rows of a bundled list that nobody has read yet. Whoever asks first reads them, in any thread; where they cannot be read, the log says so
//! and there are none.
template<class Rows>
class RowsLater
{
public:
    using Read = Result<Rows> (*)(const QByteArray &json);
    RowsLater(QByteArray json, Read read) : m_json(std::move(json)), m_read(read) { }

    const QByteArray &json() const { return m_json; }
    const Rows &rows()
    {
        std::call_once(m_once, [this] {
            if (Result<Rows> rows = m_read(m_json))
                m_rows = std::move(*rows);
            else
                qCWarning(logNet) << rows.error().text << rows.error().detail;
        });
        return m_rows;
    }

private:
    QByteArray m_json;
    Read m_read;
    std::once_flag m_once;
    Rows m_rows;
};

} // namespace golub::account
