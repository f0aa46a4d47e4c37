// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the reading pane that shows remote pictures, when they are asked for.
#include "ui/reader/ReaderPane.h"

#include "ui/dialogs/NoticeBar.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/PictureSenders.h"

#include <algorithm>

namespace golub::ui {

void ReaderPane::presentRemote()
{
    if (m_view.blockedRemoteItems == 0)
        return;
    const bool canLoad = !m_view.remotePictures.isEmpty();
    if (canLoad && (m_withPictures || (hasSenderPictures() && !isInJunk())))
        return loadPictures();
    m_remote->show(Tone::Muted, canLoad ? tr("Images were not loaded, so that the sender does not learn that you read this.")
                                        : tr("%n remote image(s) were not loaded, so that the sender does not learn that you read this.", nullptr, m_view.blockedRemoteItems));
    if (!canLoad)
        return;
    m_remote->offer(tr("Show &images"), [this] { loadPictures(); });
    m_remote->offerSecond(tr("Al&ways from this sender"), [this] { setSenderPictures(true); });
}

void ReaderPane::loadPictures()
{
    m_withPictures = true;
    m_remote->clear();
    auto *job = m_service.openWithPictures(m_message, m_charset);
    follow(job, tr("Loading the images…"));
    connect(job, &service::Job::finished, this, [this, job] { onPictures(job); });
}

void ReaderPane::onPictures(service::ResultJob<service::MessageView> *job)
{
    if (m_job != job)
        return;
    m_job = nullptr;
    m_loadingTimer.stop();
    showLoading(false);
    QString problem;
    if (job->error()) {
        problem = job->error()->kind == ErrorKind::Cancelled ? tr("Loading the images was stopped.") : errorText(*job->error());
    } else {
        const auto receipt = m_view.receipt; // answered in the meantime, perhaps
        m_view = job->value();
        m_view.receipt = receipt;
        m_browser->showPictures(m_view);
        if (m_view.missingPictures > 0)
            problem = tr("%n image(s) could not be loaded.", nullptr, m_view.missingPictures);
    }
    if (problem.isEmpty())
        return;
    m_remote->show(Tone::Muted, problem);
    m_remote->offer(tr("Try again"), [this] { loadPictures(); });
}

QString ReaderPane::sender() const
{
    const QList<Address> from = m_view.envelope.from.mailboxes();
    return from.isEmpty() ? QString() : from.first().address;
}

bool ReaderPane::isInJunk() const
{
    const QList<Mailbox> mailboxes = m_service.mailboxes(m_view.summary.account);
    return std::any_of(mailboxes.begin(), mailboxes.end(),
        [this](const Mailbox &mailbox) { return mailbox.id == m_view.summary.mailbox && mailbox.role == MailboxRole::Junk; });
}

bool ReaderPane::hasSenderPictures() const
{
    return m_loaded && picturesenders::isWanted(sender());
}

void ReaderPane::setSenderPictures(bool wanted)
{
    if (!m_loaded)
        return;
    picturesenders::setWanted(sender(), wanted);
    if (wanted && !m_withPictures && !m_view.remotePictures.isEmpty())
        loadPictures();
    Q_EMIT shown();
}

} // namespace golub::ui
