// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the service that shows a message with its remote pictures.
#include "core/service/LocalMailService.h"

#include "core/service/MessagePresenter.h"
#include "core/service/PostedJob.h"

#include <QPointer>

namespace golub::service {

ResultJob<MessageView> *LocalMailService::openWithPictures(MessageId id, const QString &charset)
{
    auto *job = new PostedJob<MessageView>(tr("Loading the pictures"));
    job->setParent(this);
    const quint64 ticket = ++m_ticket;
    const QPointer<PostedJob<MessageView>> guard(job); // followed in this thread only
    const auto here = tellLater(this, job);
    job->onCancel = [backend = m_backend, ticket] {
        QMetaObject::invokeMethod(backend, [backend, ticket] { backend->stopPictures(ticket); }, Qt::QueuedConnection);
    };
    auto *opened = openView(id, { charset.toLatin1(), true });
    connect(opened, &Job::finished, this, [this, opened, guard, here, ticket] {
        if (!guard || guard->isFinished())
            return;
        if (opened->error()) {
            guard->settle(*opened->error());
            return;
        }
        const MessageView view = opened->value();
        QMetaObject::invokeMethod(
            m_backend,
            [backend = m_backend, here, ticket, view, title = guard->title()] {
                backend->fetchPictures(
                    ticket, view.remotePictures,
                    [here, title](qint64 done, qint64 total) { here([=](PostedJob<MessageView> &one) { one.report(title, done, total); }); },
                    [here, view](const Result<QHash<QString, QByteArray>> &pictures) {
                        here([view, pictures](PostedJob<MessageView> &one) { one.settle(pictures ? withPictures(view, *pictures) : Result<MessageView>(pictures.error())); });
                    });
            },
            Qt::QueuedConnection);
    });
    return job;
}

} // namespace golub::service
