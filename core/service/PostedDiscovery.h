// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <functional>

namespace golub::service {

//! The job of a discovery that runs in the engine thread. Made, finished and destroyed in the caller's thread only.
class PostedDiscovery final : public DiscoveryJob
{
    Q_OBJECT
public:
    explicit PostedDiscovery(const QString &title) : DiscoveryJob(title) { }
    //! Stops the work in the engine thread.
    std::function<void()> onCancel;

    void cancel() override
    {
        if (isFinished() || m_cancelled)
            return;
        m_cancelled = true;
        if (onCancel)
            onCancel();
        // Always later than the call.
        QMetaObject::invokeMethod(this, [this] { finish(Error::of(ErrorKind::Cancelled)); }, Qt::QueuedConnection);
    }
    void report(const Discovery &soFar)
    {
        if (!isFinished() && !m_cancelled)
            Q_EMIT found(soFar);
    }
    void settle(const Result<Discovery> &result)
    {
        if (isFinished() || m_cancelled)
            return;
        if (result)
            setValue(*result);
        finish(result ? std::nullopt : std::optional<Error>(result.error()));
    }

private:
    bool m_cancelled = false;
};

} // namespace golub::service
