// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/DraftKeeper.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace golub::ui {

using service::Job;
using std::chrono::milliseconds;

DraftKeeper::DraftKeeper(service::MailService &service, DraftId id, std::function<Draft()> content, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_id(id)
    , m_content(std::move(content))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setObjectName(QStringLiteral("autosave"));
    connect(m_timer, &QTimer::timeout, this, &DraftKeeper::flush);
}

void DraftKeeper::touch()
{
    m_dirty = true;
    schedule();
}

void DraftKeeper::schedule()
{
    if (m_stopped || m_saving || m_timer->isActive() || !m_dirty)
        return;
    // The timer is not restarted by further changes, so that somebody who types without a pause is saved all the same.
    const milliseconds since = m_sinceSave.isValid() ? milliseconds(m_sinceSave.elapsed()) : SaveInterval;
    m_timer->start(std::max(FirstDelay, SaveInterval - since));
}

void DraftKeeper::flush()
{
    m_timer->stop();
    if (m_dirty && !m_saving && !m_stopped)
        save();
}

void DraftKeeper::stop()
{
    m_stopped = true;
    m_timer->stop();
}

void DraftKeeper::resume()
{
    m_stopped = false;
    schedule();
}

void DraftKeeper::whenIdle(std::function<void()> then)
{
    if (m_saving)
        m_waiting += std::move(then);
    else
        then();
}

void DraftKeeper::save()
{
    m_saving = true;
    m_dirty = false;
    m_sinceSave.start();
    Draft draft = m_content();
    draft.id = m_id;
    auto *job = m_service.saveDraft(draft);
    connect(job, &Job::finished, this, [this, job] { finished(job); });
}

void DraftKeeper::finished(service::ResultJob<DraftId> *job)
{
    m_saving = false;
    const std::optional<Error> error = job->error();
    if (error)
        m_dirty = true;
    else
        m_id = job->value();
    const auto waiting = std::exchange(m_waiting, {});
    if (error)
        Q_EMIT failed(*error);
    else
        Q_EMIT saved();
    for (const auto &then : waiting)
        then();
    schedule();
}

} // namespace golub::ui
