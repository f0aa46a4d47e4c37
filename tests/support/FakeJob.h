// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/Job.h"

#include <QTimer>

#include <functional>
#include <utility>

namespace golub::tests {

//! A job that does its work in one go, \a delay milliseconds after it was made, and may be cancelled until then.
//! With \a tells it says at once that it is on its way.
template<class T>
class FakeJob final : public service::ResultJob<T>
{
public:
    FakeJob(const QString &title, int delay, std::function<Result<T>()> work, QObject *parent, bool tells = true)
        : service::ResultJob<T>(title, parent), m_work(std::move(work))
    {
        QTimer::singleShot(delay, this, [this] { run(); });
        if (delay > 0 && tells)
            QTimer::singleShot(0, this, [this] { Q_EMIT this->progressed(this->title(), 1, 3); });
    }
    void cancel() override
    {
        QTimer::singleShot(0, this, [this] { this->finish(Error::of(ErrorKind::Cancelled)); });
    }

private:
    void run()
    {
        if (this->isFinished())
            return;
        Result<T> result = m_work();
        if (!result)
            return this->finish(result.error());
        this->setValue(std::move(*result));
        this->finish(std::nullopt);
    }
    std::function<Result<T>()> m_work;
};

//! The same without a value.
class FakeAction final : public service::Job
{
public:
    FakeAction(const QString &title, int delay, std::function<Outcome()> work, QObject *parent)
        : service::Job(title, parent), m_work(std::move(work))
    {
        QTimer::singleShot(delay, this, [this] { run(); });
    }
    void cancel() override
    {
        QTimer::singleShot(0, this, [this] { finish(Error::of(ErrorKind::Cancelled)); });
    }

private:
    void run()
    {
        if (isFinished())
            return;
        const Outcome outcome = m_work();
        finish(outcome ? std::nullopt : std::optional<Error>(outcome.error()));
    }
    std::function<Outcome()> m_work;
};

} // namespace golub::tests
