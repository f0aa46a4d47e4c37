// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/Job.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace golub::service {

//! The job of a call that was posted to the engine thread. Made, finished and destroyed in the caller's thread only.
template<class T>
class PostedJob final : public ResultJob<T>
{
public:
    explicit PostedJob(const QString &title) : ResultJob<T>(title) { }
    //! What cancel() does besides finishing the job; not set: cancel() waits for the result, which is near.
    std::function<void()> onCancel;

    void cancel() override
    {
        if (!onCancel || this->isFinished() || m_cancelled)
            return;
        m_cancelled = true;
        onCancel();
        // Always later than the call.
        QMetaObject::invokeMethod(this, [this] { this->finish(Error::of(ErrorKind::Cancelled)); }, Qt::QueuedConnection);
    }
    void settle(const Result<T> &result)
    {
        if (this->isFinished())
            return;
        if (result)
            this->setValue(*result);
        this->finish(result ? std::nullopt : std::optional<Error>(result.error()));
    }
    void report(const QString &what, qint64 done, qint64 total)
    {
        if (!this->isFinished())
            Q_EMIT this->progressed(what, done, total);
    }

private:
    bool m_cancelled = false;
};

//! Tells \a job in the thread of \a home, and from any thread; nothing where it is gone by then. The job is followed in that thread only.
template<class J>
auto tellLater(QObject *home, J *job)
{
    return [home, guard = QPointer<J>(job)](std::function<void(J &)> tell) {
        QMetaObject::invokeMethod(
            home,
            [guard, tell = std::move(tell)] {
                if (guard)
                    tell(*guard);
            },
            Qt::QueuedConnection);
    };
}

//! A result for jobs that only succeed or fail.
struct Nothing { };

} // namespace golub::service
