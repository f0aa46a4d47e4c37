// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/Job.h"

namespace golub::service {

void Job::finish(std::optional<Error> error)
{
    if (m_finished)
        return;
    m_finished = true;
    m_error = std::move(error);
    Q_EMIT finished(this);
    deleteLater();
}

} // namespace golub::service
