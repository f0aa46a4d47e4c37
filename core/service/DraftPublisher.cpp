// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/DraftPublisher.h"

#include "core/base/Log.h"
#include "core/compose/MessageBuilder.h"
#include "core/store/DraftTable.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/sync/MessageAnalysis.h"

#include <utility>

namespace golub::service {

DraftPublisher::DraftPublisher(store::MessageStore &store, Clock &clock, Hooks hooks, std::chrono::milliseconds rest)
    : m_store(store), m_clock(clock), m_hooks(std::move(hooks)), m_rest(rest)
{
}

DraftPublisher::~DraftPublisher()
{
    m_clock.cancelTimer(m_timer);
}

void DraftPublisher::catchUp()
{
    const auto drafts = m_store.drafts().unpublished();
    for (const DraftId id : drafts.value_or({}))
        saved(id);
}

void DraftPublisher::saved(DraftId id)
{
    m_due.insert(id);
    m_clock.cancelTimer(m_timer);
    m_timer = m_clock.startTimer(m_rest, [this] {
        m_timer = 0;
        publishDue();
    });
}

void DraftPublisher::publishDue()
{
    for (const DraftId id : std::exchange(m_due, {})) {
        if (const Outcome published = publish(id); !published && published.error().kind != ErrorKind::NotFound)
            qCWarning(logStore) << "draft" << id.value << "stays here:" << published.error().text << published.error().detail;
    }
}

Outcome DraftPublisher::publish(DraftId id)
{
    const auto draft = m_store.drafts().find(id);
    const auto copy = m_store.drafts().serverCopy(id);
    if (!draft || !copy || copy->current || draft->isEmpty())
        return draft ? Outcome() : Outcome(draft.error());
    const auto folder = m_hooks.folder(draft->account);
    if (!folder)
        return folder.error();
    const QByteArray raw = compose::buildDraft(*draft, compose::BuildContext::of(m_clock));
    if (raw.isEmpty())
        return Error::of(ErrorKind::NotFound);
    const Outcome journalled = m_store.transaction([&]() -> Outcome {
        MessageId made;
        const auto operation = m_store.operations().replace(copy->message, *folder, raw, sync::analyze(raw), Flags({ Flag::Draft | Flag::Seen }), made);
        if (!operation)
            return operation.error();
        return m_store.drafts().setServerCopy(id, made, draft->updated);
    });
    if (journalled)
        m_hooks.journalled(draft->account);
    return journalled;
}

Outcome DraftPublisher::withdraw(DraftId id)
{
    m_due.remove(id);
    const auto copy = m_store.drafts().serverCopy(id);
    if (!copy)
        return copy.error().kind == ErrorKind::NotFound ? Outcome() : Outcome(copy.error());
    return copy->message.isValid() ? m_store.operations().withdraw(copy->message) : Outcome();
}

} // namespace golub::service
