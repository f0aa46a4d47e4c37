// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QElapsedTimer>
#include <QObject>

#include <chrono>
#include <functional>

class QTimer;

namespace golub::ui {

//! Saves a draft soon after its first change and then every few seconds while it changes, one save at a time: two saves
//! of a draft without an id would make two drafts. A kill loses at most SaveInterval and the time of one save.
class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds FirstDelay { 500 };
    static constexpr std::chrono::milliseconds SaveInterval { 2500 };

    //! \a content gives the draft as it stands; its id is replaced by the one the store gave.
    DraftKeeper(service::MailService &service, DraftId id, std::function<Draft()> content, QObject *parent);

    //! Something changed.
    void touch();
    //! Saves now what is not saved.
    void flush();
    //! No more saving: the message is being sent or discarded.
    void stop();
    void resume();
    //! Calls \a then once no save is on its way; at once where none is.
    void whenIdle(std::function<void()> then);
    DraftId id() const { return m_id; }
    bool isDirty() const { return m_dirty; }
    bool isSaving() const { return m_saving; }

Q_SIGNALS:
    void saved();
    void failed(const golub::Error &error);

private:
    void schedule();
    void save();
    void finished(service::ResultJob<DraftId> *job);

    service::MailService &m_service;
    DraftId m_id;
    std::function<Draft()> m_content;
    QTimer *m_timer;
    QElapsedTimer m_sinceSave;
    QList<std::function<void()>> m_waiting;
    bool m_dirty = false;
    bool m_saving = false;
    bool m_stopped = false;
};

} // namespace golub::ui
