// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReaderPane.h"

#include "ui/dialogs/NoticeBar.h"
#include "ui/dialogs/Tones.h"
#include "ui/reader/AttachmentBar.h"
#include "ui/reader/FindBar.h"
#include "ui/reader/InvitationText.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/MessageHeaderView.h"
#include "ui/reader/MessagePrinter.h"
#include "ui/reader/OutboxView.h"
#include "ui/reader/ReportBar.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace golub::ui {
namespace {

constexpr int LoadingDelay = 250; // ms: what comes sooner needs no progress bar that flashes

} // namespace

ReaderPane::ReaderPane(service::MailService &service, QWidget *parent)
    : QWidget(parent), m_service(service), m_pages(new QStackedWidget(this)), m_outbox(new OutboxView(this))
{
    setObjectName(QStringLiteral("readerPane"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_messagePage = buildMessagePage();
    m_notePage = buildNotePage();
    m_pages->addWidget(m_notePage);
    m_pages->addWidget(m_messagePage);
    m_pages->addWidget(m_outbox);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);

    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(ReadDelay);
    connect(&m_readTimer, &QTimer::timeout, this, [this] {
        // "Always" does not mean before it was looked at, nor where RFC 8098 wants a question.
        if (m_view.receipt && !m_view.receipt->isDoubtful && receiptRule() == SendingPreferences::Receipts::Always)
            answerReceipt(m_message, true);
        if (!m_view.summary.flags.has(Flag::Seen))
            Q_EMIT wasRead(m_message);
    });
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(LoadingDelay);
    connect(&m_loadingTimer, &QTimer::timeout, this, [this] { showLoading(true); });
    connect(&service, &service::MailService::changed, this, &ReaderPane::onChanged);
    showSelection(0);
}

QWidget *ReaderPane::buildNotePage()
{
    auto *page = new QWidget(this);
    m_note = new QLabel(page);
    m_note->setObjectName(QStringLiteral("readerNote"));
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setFont(headingFont(font(), 1.15));
    setTone(m_note, Tone::Muted);
    auto *column = new QVBoxLayout(page);
    column->addWidget(m_note);
    return page;
}

QWidget *ReaderPane::buildMessagePage()
{
    auto *page = new QWidget(this);
    m_header = new MessageHeaderView(page);
    m_problem = new NoticeBar(page);
    m_remote = new NoticeBar(page);
    m_remote->setObjectName(QStringLiteral("remoteNotice"));
    m_partial = new NoticeBar(page);
    m_partial->setObjectName(QStringLiteral("partialNotice"));
    m_encrypted = new NoticeBar(page);
    m_encrypted->setObjectName(QStringLiteral("encryptedNotice"));
    m_invitation = new NoticeBar(page);
    m_invitation->setObjectName(QStringLiteral("invitationNotice"));
    m_browser = new MessageBrowser(page);
    m_find = new FindBar(m_browser, page);
    m_attachments = new AttachmentBar(m_service, page);

    m_loadingBar = new QWidget(page);
    m_loadingText = new QLabel(m_loadingBar);
    m_loadingText->setTextFormat(Qt::PlainText);
    setTone(m_loadingText, Tone::Muted);
    m_progress = new QProgressBar(m_loadingBar);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(180);
    auto *cancel = new QPushButton(tr("Cancel"), m_loadingBar);
    cancel->setObjectName(QStringLiteral("cancelLoading"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    auto *row = new QHBoxLayout(m_loadingBar);
    row->setContentsMargins(metrics::Huge, metrics::Small, metrics::Large, metrics::Small);
    row->addWidget(m_loadingText);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    row->addStretch(1);
    m_loadingBar->hide();

    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    auto *notices = new QVBoxLayout;
    notices->setContentsMargins(metrics::Huge, metrics::Small, metrics::Large, 0);
    notices->setSpacing(metrics::Small);
    m_reports = new ReportBar(page, notices);
    notices->addWidget(m_problem);
    notices->addWidget(m_encrypted);
    notices->addWidget(m_invitation);
    notices->addWidget(m_remote);
    notices->addWidget(m_partial);
    column->addLayout(notices);
    column->addWidget(m_find);
    column->addWidget(m_loadingBar);
    column->addWidget(m_browser, 1);
    column->addWidget(m_attachments);
    connect(m_browser, &MessageBrowser::linkActivated, this, &ReaderPane::openLink);
    connect(m_browser, &MessageBrowser::linkHovered, this, &ReaderPane::linkHovered);
    connect(m_reports, &ReportBar::resendAsked, this, &ReaderPane::resendAsked);
    connect(m_reports, &ReportBar::receiptAnswered, this, &ReaderPane::answerReceipt);
    connect(m_attachments, &AttachmentBar::failed, this, &ReaderPane::failed);
    connect(m_attachments, &AttachmentBar::saved, this, &ReaderPane::done);
    return page;
}

void ReaderPane::showSelection(int count)
{
    if (m_job)
        m_job->cancel();
    m_message = {};
    m_loaded = false;
    m_readTimer.stop();
    m_loadingTimer.stop();
    m_browser->clearMessage();
    m_note->setText(count == 0 ? tr("No message selected") : tr("%n message(s) selected", nullptr, count));
    m_pages->setCurrentWidget(m_notePage);
}

void ReaderPane::showOutbox(const OutboxEntry &entry)
{
    showSelection(0);
    m_outbox->show(entry);
    m_pages->setCurrentWidget(m_outbox);
}

void ReaderPane::showDraft(const Draft &draft)
{
    showSelection(0);
    Envelope envelope;
    envelope.subject = draft.subject;
    envelope.from = AddressList::of({ draft.from });
    envelope.to = AddressList::of(draft.to);
    envelope.cc = AddressList::of(draft.cc);
    m_header->show(envelope, draft.updated);
    service::MessageView preview;
    // Drafts are the user's own words; shown as plain text they need no sanitizing.
    preview.html = QStringLiteral("<p style=\"white-space: pre-wrap\">%1</p>").arg(draft.text.toHtmlEscaped());
    m_browser->showMessage(preview);
    m_attachments->show({}, {});
    clearFacts();
    m_problem->show(Tone::Muted, tr("This is a draft. Double-click it in the list to go on writing."));
    m_pages->setCurrentWidget(m_messagePage);
}

void ReaderPane::showMessage(MessageId id)
{
    if (id == m_message)
        return;
    m_message = id;
    m_charset.clear();
    m_loaded = false;
    m_withPictures = false;
    load();
}

void ReaderPane::load()
{
    if (m_job)
        m_job->cancel();
    m_loaded = false; // also where it is only read anew
    m_readTimer.stop();
    m_problem->clear();
    clearFacts();
    // The header stands at once from what the list knows; the body follows.
    const QList<MessageSummary> summary = m_service.summaries({ m_message });
    if (!summary.isEmpty()) {
        Envelope envelope;
        envelope.subject = summary.first().subject;
        envelope.date = summary.first().sentDate;
        envelope.from = AddressList::of({ summary.first().from });
        m_header->show(envelope, summary.first().date);
    }
    m_browser->clearMessage();
    m_attachments->show(m_message, {});
    m_pages->setCurrentWidget(m_messagePage);
    auto *job = m_service.openMessage(m_message, m_charset);
    follow(job, tr("Loading the message…"));
    connect(job, &service::Job::finished, this, [this, job] { onLoaded(job); });
}

void ReaderPane::follow(service::Job *job, const QString &what)
{
    m_loadingTimer.start();
    m_job = job;
    m_loadingText->setText(what);
    m_progress->setRange(0, 0);
    connect(job, &service::Job::progressed, this, [this, job](const QString &step, qint64 done, qint64 total) {
        if (m_job != job)
            return;
        if (!step.isEmpty())
            m_loadingText->setText(step);
        m_progress->setRange(0, total > 0 ? 1000 : 0);
        m_progress->setValue(total > 0 ? int(done * 1000 / total) : 0);
    });
}

void ReaderPane::onLoaded(service::ResultJob<service::MessageView> *job)
{
    if (m_job != job)
        return; // another message was chosen in the meantime
    m_job = nullptr;
    m_loadingTimer.stop();
    showLoading(false);
    if (!job->error()) {
        m_view = job->value();
        return present();
    }
    const Error error = *job->error();
    if (error.kind == ErrorKind::Cancelled)
        m_problem->show(Tone::Muted, tr("Loading was stopped."));
    else
        m_problem->showError(error);
    m_problem->offer(tr("Try again"), [this] { load(); });
}

void ReaderPane::present()
{
    m_loaded = true;
    m_header->show(m_view.envelope, m_view.summary.date);
    m_browser->showMessage(m_view);
    m_attachments->show(m_message, m_view.attachments);
    if (!m_view.bodyAvailable) {
        m_problem->show(Tone::Muted, tr("Only the header of this message is here. It is loaded as soon as there is a connection."));
        m_problem->offer(tr("Try again"), [this] { load(); });
    } else if (!m_view.diagnostics.isEmpty()) {
        m_problem->show(Tone::Muted, tr("This message is damaged or unusual; it is shown as well as possible."), m_view.diagnostics.join(u'\n'));
    }
    presentFacts();
    presentRemote();
    m_reports->show(m_view, receiptRule());
    presentPartial();
    if (!m_view.summary.flags.has(Flag::Seen) || m_view.receipt)
        m_readTimer.start();
    Q_EMIT shown();
}

void ReaderPane::clearFacts()
{
    for (NoticeBar *bar : { m_remote, m_partial, m_encrypted, m_invitation })
        bar->clear();
    m_reports->clear();
}

void ReaderPane::presentFacts()
{
    if (m_view.isEncrypted)
        m_encrypted->show(Tone::Warning, tr("This message is encrypted, and Golub cannot open it. Save its attachments, and open them with the program that has your key."));
    if (m_view.invitation)
        m_invitation->show(Tone::Muted, invitationText(*m_view.invitation, QDateTime::currentDateTime(), locale()));
}

void ReaderPane::presentPartial()
{
    if (!m_view.isPartial)
        return;
    const bool attachments = std::any_of(m_view.attachments.begin(), m_view.attachments.end(), [](const auto &one) { return !one.isHere; });
    m_partial->show(Tone::Muted,
        attachments ? tr("The attachments of this message are still on the server. Each comes when you open or save it.")
                    : tr("Only the beginning of this message is here; the rest is still on the server."));
    m_partial->offer(tr("Download everything"), [this] { fetchAll(); });
}

void ReaderPane::showLoading(bool on)
{
    m_loadingBar->setVisible(on);
}

void ReaderPane::onChanged(const ChangeSet &changes)
{
    // A body that arrives while its header is shown is shown at once.
    if (m_message.isValid() && m_loaded && !m_job && (!m_view.bodyAvailable || m_view.isPartial) && changes.changed.contains(m_message))
        load();
    else if (m_loaded && changes.changed.contains(m_message) && isOwn())
        refreshDeliveries();
}

void ReaderPane::openLink(const QUrl &url)
{
    if (!MessageBrowser::isSafeLink(url)) {
        Q_EMIT failed({ ErrorKind::InvalidInput, tr("This link is not opened: it leads neither to the web nor to an address.") });
        return;
    }
    if (url.scheme().compare(u"mailto", Qt::CaseInsensitive) == 0)
        Q_EMIT composeAsked(url);
    else if (!QDesktopServices::openUrl(url))
        Q_EMIT failed({ ErrorKind::NotFound, tr("No web browser was found.") });
}

void ReaderPane::find()
{
    if (m_message.isValid())
        m_find->open();
}

void ReaderPane::chooseCharset(const QString &charset)
{
    if (!m_message.isValid() || charset == m_charset)
        return;
    m_charset = charset;
    load();
}

void ReaderPane::print()
{
    if (m_loaded)
        printMessage(m_view, m_browser, this);
}

} // namespace golub::ui
