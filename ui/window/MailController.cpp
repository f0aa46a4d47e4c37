// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MailController.h"

#include "core/base/TextSafety.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/dialogs/Ask.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/OutboxView.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/Composers.h"
#include "ui/window/FolderPane.h"
#include "ui/window/FolderPicker.h"
#include "ui/window/MessageCommands.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"

#include <QPushButton>

#include <algorithm>

namespace golub::ui {

using service::MailService;

MailController::MailController(const Parts &parts, QObject *parent) : QObject(parent), m(parts)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        showSelection();
        refreshActions();
    });
    connectPanes();
    connectActions();
    connect(&m.service, &MailService::changed, this, &MailController::refreshActions);
    connect(&m.service, &MailService::statusChanged, this, &MailController::refreshActions);
    connect(&m.commands, &MessageCommands::historyChanged, this, &MailController::refreshActions);
    connect(&m.commands, &MessageCommands::failed, this, &MailController::failed);
    connect(&m.composers, &Composers::failed, this, &MailController::failed);
    connect(&m.reader, &ReaderPane::failed, this, &MailController::failed);
    connect(&m.list, &MessageListPane::failed, this, &MailController::failed);
    refreshActions();
}

void MailController::watch(service::Job *job)
{
    connect(job, &service::Job::finished, this, [this, job] {
        if (job->error() && job->error()->kind != ErrorKind::Cancelled)
            Q_EMIT failed(*job->error());
    });
}

void MailController::connectPanes()
{
    connect(&m.folders, &FolderPane::sourceChosen, this, [this] { m.list.show(m.folders.currentSource(), m.folders.currentTitle()); });
    connect(m.folders.folders(), &MailboxTreeModel::messagesDropped, this, &MailController::moveDropped);
    connect(m.list.view(), &MessageListView::selectionSettled, this, [this] {
        m_settle.start();
        if (m.list.view()->selectionModel()->hasSelection())
            m.folders.keepCurrent();
    });
    connect(m.list.view(), &QAbstractItemView::activated, this, &MailController::activate);
    connect(m.list.view(), &MessageListView::starClicked, this, [this](MessageId id) {
        const QList<MessageSummary> summary = m.service.summaries({ id });
        if (!summary.isEmpty())
            m.commands.setStarred({ id }, !summary.first().flags.has(Flag::Flagged));
    });
    connect(&m.reader, &ReaderPane::wasRead, this, [this](MessageId id) { m.commands.setSeen({ id }, true, true); });
    connect(&m.reader, &ReaderPane::shown, this, &MailController::refreshActions);
    connect(&m.reader, &ReaderPane::composeAsked, this, [this](const QUrl &url) { m.composers.composeTo(m.folders.currentAccount(), url); });
    connect(&m.reader, &ReaderPane::resendAsked, this, [this](MessageId report) { m.composers.resend(report); });
    connect(m.reader.outbox(), &OutboxView::takeBackAsked, this, [this](OutboxId id) { watch(m.service.cancelOutbox(id)); });
    connect(m.reader.outbox(), &OutboxView::retryAsked, this, [this](OutboxId id) { watch(m.service.retryOutbox(id)); });
    connect(m.reader.outbox(), &OutboxView::resolveAsked, this, [this](OutboxId id, bool sent) { watch(m.service.resolveOutbox(id, sent)); });
    connect(m.reader.outbox(), &OutboxView::lookAsked, this, [this](OutboxId id) { watch(m.service.lookForOutbox(id)); });
    connect(m.reader.outbox(), &OutboxView::editAsked, this, &MailController::editOutboxEntry);
}

void MailController::connectActions()
{
    const auto on = [this](ActionId id, auto action) { connect(m.actions.action(id), &QAction::triggered, this, action); };
    on(ActionId::NewMessage, [this] { m.composers.compose(m.folders.currentAccount()); });
    on(ActionId::GetMail, [this] { watch(m.service.synchronize({})); });
    on(ActionId::Reply, [this] { m.composers.reply(selectedIds().value(0), MailService::ReplyKind::Sender); });
    on(ActionId::ReplyAll, [this] { m.composers.reply(selectedIds().value(0), MailService::ReplyKind::All); });
    on(ActionId::Forward, [this] { m.composers.reply(selectedIds().value(0), MailService::ReplyKind::Forward); });
    on(ActionId::ReplyList, [this] { m.composers.reply(selectedIds().value(0), MailService::ReplyKind::List); });
    on(ActionId::ForwardAttached, [this] { m.composers.reply(selectedIds().value(0), MailService::ReplyKind::ForwardAttached); });
    on(ActionId::Redirect, [this] { m.composers.redirect(selectedIds().value(0)); });
    on(ActionId::EditAsNew, [this] { m.composers.editAsNew(selectedIds().value(0)); });
    on(ActionId::EditDraft, [this] { activate(m.list.view()->currentIndex()); });
    on(ActionId::Archive, [this] { m.commands.archive(selectedIds()); });
    on(ActionId::Delete, [this] { remove(); });
    on(ActionId::Junk, [this] {
        if (m.folders.currentRole() == MailboxRole::Junk)
            m.commands.notJunk(selectedIds());
        else
            m.commands.junk(selectedIds());
    });
    on(ActionId::Move, [this] { move(); });
    on(ActionId::ToggleRead, [this] { toggleRead(); });
    on(ActionId::ToggleStar, [this] { toggleStar(); });
    on(ActionId::NextUnread, [this] { nextUnread(); });
    on(ActionId::NextPane, [this] { nextPane(); });
    on(ActionId::Undo, [this] { m.commands.undo(); });
    on(ActionId::SelectAll, [this] {
        m.list.view()->setFocus(Qt::ShortcutFocusReason);
        m.list.view()->selectAll();
    });
    on(ActionId::FindInMessage, [this] { m.reader.find(); });
    on(ActionId::ViewSource, [this] { m.reader.viewSource(); });
    on(ActionId::SenderPictures, [this] { m.reader.setSenderPictures(m.actions.action(ActionId::SenderPictures)->isChecked()); });
    on(ActionId::Print, [this] { m.reader.print(); });
    on(ActionId::SaveMessage, [this] { m.reader.saveMessage(); });
    on(ActionId::ZoomIn, [this] { m.reader.browser()->setZoom(m.reader.browser()->zoom() + 1); });
    on(ActionId::ZoomOut, [this] { m.reader.browser()->setZoom(m.reader.browser()->zoom() - 1); });
    on(ActionId::ZoomReset, [this] { m.reader.browser()->setZoom(0); });
}

QList<MessageId> MailController::selectedIds() const
{
    return m.list.view()->selectedMessages();
}

QList<MessageSummary> MailController::selected() const
{
    QList<MessageSummary> summaries;
    const QList<int> rows = m.list.view()->selectedRows();
    for (const int row : rows.mid(0, 200)) {
        const MessageSummary summary = m.list.model()->messageAt(row);
        if (summary.id.isValid())
            summaries += summary;
    }
    return summaries;
}

void MailController::refreshActions()
{
    const QList<MessageSummary> messages = selected();
    const auto has = [](Flag flag) { return [flag](const MessageSummary &summary) { return summary.flags.has(flag); }; };
    ActionContext context;
    context.hasAccount = !m.service.accounts().isEmpty();
    context.selected = int(messages.size());
    context.draftSelected = m.list.model()->source().kind == ListSource::Kind::Drafts && m.list.view()->selectedRows().size() == 1;
    context.draftSelected = context.draftSelected || (messages.size() == 1 && isServerDraft(messages.first()));
    for (const MessageSummary &message : messages.mid(0, 20)) {
        const MailboxRights rights = mailboxOf(message).rights;
        context.mayRemove = context.mayRemove && rights.canDelete;
        context.mayMarkRead = context.mayMarkRead && rights.canSetSeen;
        context.mayMark = context.mayMark && rights.canSetFlags;
    }
    context.anyUnread = !std::all_of(messages.begin(), messages.end(), has(Flag::Seen));
    context.allStarred = std::all_of(messages.begin(), messages.end(), has(Flag::Flagged));
    context.inJunk = m.folders.currentRole() == MailboxRole::Junk;
    context.offline = m.service.isOffline();
    context.hasSender = context.selected == 1 && m.reader.isLoaded();
    context.senderPictures = m.reader.hasSenderPictures();
    context.undoText = m.commands.undoText();
    m.actions.update(context);
}

void MailController::showSelection()
{
    const QList<int> rows = m.list.view()->selectedRows();
    if (rows.size() != 1)
        return m.reader.showSelection(int(rows.size()));
    MessageListModel *model = m.list.model();
    switch (model->kindAt(rows.first())) {
    case RowKind::Message:
        return m.reader.showMessage(model->messageAt(rows.first()).id);
    case RowKind::Outbox:
        if (const auto entry = model->outboxAt(rows.first()))
            m.reader.showOutbox(*entry);
        return;
    case RowKind::Draft:
        if (const auto draft = model->draftAt(rows.first()))
            m.reader.showDraft(*draft);
        return;
    }
}

//! In a folder for drafts: whoever wrote it, it can be gone on with here.
bool MailController::isServerDraft(const MessageSummary &message) const
{
    return message.id.isValid() && mailboxOf(message).role == MailboxRole::Drafts;
}

Mailbox MailController::mailboxOf(const MessageSummary &message) const
{
    const QList<Mailbox> mailboxes = m.service.mailboxes(message.account);
    const auto found = std::find_if(mailboxes.begin(), mailboxes.end(), [&message](const Mailbox &mailbox) { return mailbox.id == message.mailbox; });
    return found == mailboxes.end() ? Mailbox() : *found;
}

void MailController::activate(const QModelIndex &index)
{
    MessageListModel *model = m.list.model();
    if (const auto draft = model->draftAt(index.row()))
        m.composers.edit(*draft);
    else if (isServerDraft(model->messageAt(index.row())))
        m.composers.continueDraft(model->messageAt(index.row()).id);
    else if (model->messageAt(index.row()).id.isValid())
        m.reader.browser()->setFocus(Qt::OtherFocusReason);
}

void MailController::editOutboxEntry(OutboxId id)
{
    auto *job = m.service.cancelOutbox(id);
    connect(job, &service::Job::finished, this, [this, job] {
        if (job->error())
            Q_EMIT failed(*job->error());
        else
            m.composers.edit(job->value());
    });
}

//! Then deleting is for good, whatever list shows them.
bool MailController::areAllInTrash(const QList<MessageSummary> &messages) const
{
    const QList<Mailbox> mailboxes = m.service.mailboxes();
    return !messages.isEmpty() && std::all_of(messages.begin(), messages.end(), [&mailboxes](const MessageSummary &message) {
        return std::any_of(mailboxes.begin(), mailboxes.end(),
            [&message](const Mailbox &mailbox) { return mailbox.id == message.mailbox && mailbox.role == MailboxRole::Trash; });
    });
}

void MailController::remove()
{
    if (m.list.model()->source().kind == ListSource::Kind::Drafts)
        return removeDraft();
    const QList<MessageId> ids = selectedIds();
    if (ids.isEmpty())
        return;
    if (!areAllInTrash(selected()))
        return m.commands.trash(ids, false);
    auto *box = ask(m.list.window(), tr("Delete for good"), tr("Delete %n message(s) for good? This cannot be taken back.", nullptr, int(ids.size())),
        QMessageBox::Yes | QMessageBox::Cancel, [this, ids](QMessageBox::StandardButton button) {
            if (button == QMessageBox::Yes)
                m.commands.trash(ids, true);
        }, AskKind::Warning);
    box->button(QMessageBox::Yes)->setText(tr("Delete"));
}

void MailController::removeDraft()
{
    const auto draft = m.list.model()->draftAt(m.list.view()->selectedRows().value(0, -1));
    if (!draft)
        return;
    const QString subject = textsafety::printable(draft->subject, 100);
    auto *box = ask(m.list.window(), tr("Delete draft"),
        subject.isEmpty() ? tr("Delete this draft? This cannot be taken back.") : tr("Delete the draft “%1”? This cannot be taken back.").arg(subject),
        QMessageBox::Yes | QMessageBox::Cancel, [this, id = draft->id](QMessageBox::StandardButton button) {
            if (button == QMessageBox::Yes)
                watch(m.service.removeDraft(id));
        }, AskKind::Warning);
    box->button(QMessageBox::Yes)->setText(tr("Delete"));
}

void MailController::move()
{
    const QList<MessageSummary> messages = selected();
    if (messages.isEmpty())
        return;
    auto *picker = new FolderPicker(m.service, messages.first().account, messages.first().mailbox, m.list.window());
    connect(picker, &FolderPicker::chosen, this, [this, ids = selectedIds()](MailboxId mailbox) { m.commands.move(ids, mailbox); });
    picker->open();
}

void MailController::moveDropped(const QList<MessageId> &messages, MailboxId destination, bool copy)
{
    if (messages.isEmpty())
        return;
    if (copy)
        m.commands.copy(messages, destination);
    else
        m.commands.move(messages, destination);
}

void MailController::toggleRead()
{
    const QList<MessageSummary> messages = selected();
    const bool anyUnread = std::any_of(messages.begin(), messages.end(), [](const MessageSummary &s) { return !s.flags.has(Flag::Seen); });
    if (!messages.isEmpty())
        m.commands.setSeen(selectedIds(), anyUnread);
}

void MailController::toggleStar()
{
    const QList<MessageSummary> messages = selected();
    const bool all = std::all_of(messages.begin(), messages.end(), [](const MessageSummary &s) { return s.flags.has(Flag::Flagged); });
    if (!messages.isEmpty())
        m.commands.setStarred(selectedIds(), !all);
}

void MailController::nextUnread()
{
    const int row = m.list.model()->nextUnread(m.list.view()->currentIndex().row());
    if (row >= 0)
        m.list.view()->selectRow(row);
}

void MailController::nextPane()
{
    const QList<QWidget *> panes { &m.folders, m.list.view(), m.reader.browser() };
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes.at(i)->hasFocus())
            at = i;
    }
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget *pane = panes.at((at + step) % panes.size());
        if (pane->isVisible())
            return pane->setFocus(Qt::TabFocusReason);
    }
}

} // namespace golub::ui
