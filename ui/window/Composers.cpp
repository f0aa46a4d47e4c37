// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Composers.h"

#include "core/base/TextSafety.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/compose/MailtoLink.h"
#include "ui/compose/RedirectDialog.h"

#include <QUrl>
#include <QWidget>

namespace golub::ui {
Composers::Composers(service::MailService &service, QWidget *window) : QObject(window), m_service(service), m_window(window) { }

void Composers::compose(AccountId account)
{
    edit(m_service.newDraft(account));
}

void Composers::composeTo(AccountId account, const QUrl &mailto)
{
    Draft draft = m_service.newDraft(account);
    const MailtoFilling filling = fillFromMailto(draft, mailto);
    edit(draft);
    if (filling.refusedAttachment)
        Q_EMIT notice(tr("The link wanted to attach a file of this computer. That was refused."));
    else if (!filling.refusedAddresses.isEmpty())
        Q_EMIT notice(tr("The link names what is no address: %1").arg(textsafety::printable(filling.refusedAddresses.constFirst(), 80)));
}

void Composers::reply(MessageId message, service::MailService::ReplyKind kind)
{
    editWhenReady(m_service.prepareReply(message, kind));
}

void Composers::continueDraft(MessageId message)
{
    for (const auto &window : std::as_const(m_open)) {
        if (window && window->isVisible() && window->draft().onServer == message)
            return window->activateWindow();
    }
    editWhenReady(m_service.openDraft(message));
}

void Composers::editAsNew(MessageId message)
{
    editWhenReady(m_service.prepareEditAsNew(message));
}

void Composers::resend(MessageId report)
{
    editWhenReady(m_service.prepareResend(report));
}

void Composers::editWhenReady(service::ResultJob<Draft> *job)
{
    connect(job, &service::Job::finished, this, [this, job] {
        if (job->error())
            Q_EMIT failed(*job->error());
        else
            edit(job->value());
    });
}

void Composers::redirect(MessageId message)
{
    const QList<MessageSummary> summaries = m_service.summaries({ message });
    if (summaries.isEmpty()) {
        Q_EMIT failed(Error::of(ErrorKind::NotFound));
        return;
    }
    auto *dialog = new RedirectDialog(m_service, summaries.first(), m_window);
    connect(dialog, &RedirectDialog::redirected, this, &Composers::notice);
    dialog->open();
}

void Composers::edit(DraftId id)
{
    const QList<Draft> drafts = m_service.drafts();
    for (const Draft &draft : drafts) {
        if (draft.id == id)
            return edit(draft);
    }
    Q_EMIT failed(Error::of(ErrorKind::NotFound));
}

void Composers::edit(const Draft &draft)
{
    m_open.removeIf([](const QPointer<ComposerWindow> &window) { return window.isNull(); });
    if (draft.id.isValid()) {
        for (const auto &window : std::as_const(m_open)) {
            if (window->draft().id == draft.id && window->isVisible()) {
                window->raise();
                window->activateWindow();
                return;
            }
        }
    }
    auto *composer = new ComposerWindow(m_service, draft, m_window);
    connect(composer, &ComposerWindow::notice, this, &Composers::notice);
    m_open += composer;
    composer->show();
}

void Composers::closeAll()
{
    const QList<QPointer<ComposerWindow>> open = m_open;
    for (const auto &window : open) {
        if (window)
            window->close();
    }
}

int Composers::openCount() const
{
    int count = 0;
    for (const auto &window : m_open)
        count += window && window->isVisible() ? 1 : 0;
    return count;
}

} // namespace golub::ui
