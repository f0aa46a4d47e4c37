// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QObject>

#include <optional>

namespace golub::service {

//! One asynchronous unit of work. It finishes exactly once and always later than the call that returned it; it deletes itself after
//! finished() was delivered, so connect to it at once and do not keep it (QPointer where a view must). Lives in the caller's thread.
class Job : public QObject
{
    Q_OBJECT
public:
    //! Asks to stop. The job still finishes: with Cancelled, or with its result where it was past the point of no return.
    virtual void cancel() = 0;
    bool isFinished() const { return m_finished; }
    //! Set once finished, where it failed.
    const std::optional<Error> &error() const { return m_error; }
    //! What it does, translated, for the activity view.
    const QString &title() const { return m_title; }

Q_SIGNALS:
    //! \a total is 0 where it is not known.
    void progressed(const QString &what, qint64 done, qint64 total);
    void finished(golub::service::Job *job);

protected:
    explicit Job(const QString &title, QObject *parent = nullptr) : QObject(parent), m_title(title) { }
    //! Ends the job; later calls are ignored.
    void finish(std::optional<Error> error);

private:
    QString m_title;
    std::optional<Error> m_error;
    bool m_finished = false;
};

//! A job with a result; value() only after finished() without error().
template<class T>
class ResultJob : public Job
{
public:
    const T &value() const { return *m_value; }

protected:
    using Job::Job;
    void setValue(T value) { m_value = std::move(value); }

private:
    std::optional<T> m_value;
};

} // namespace golub::service
