// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageListPane.h"

#include "ui/dialogs/Tones.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/window/MessageListView.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace golub::ui {
namespace {

//! A message that its server cannot give (an empty one, a damaged one) never becomes searchable: it is no news that it is missing.
constexpr double NearlyAll = 0.999;

QToolButton *scopeButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    return button;
}

} // namespace

MessageListPane::MessageListPane(service::MailService &service, QWidget *parent)
    : QWidget(parent), m_service(service), m_model(new MessageListModel(service, this)), m_view(new MessageListView(m_model, this))
{
    setObjectName(QStringLiteral("listPane"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());

    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(metrics::Huge);
    m_empty->setTextFormat(Qt::PlainText);
    setTone(m_empty, Tone::Muted);
    auto *holder = new QWidget(this);
    m_stack = new QStackedLayout(holder);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    column->addWidget(holder, 1);
    m_serverBar = new QWidget(this);
    m_serverBar->setObjectName(QStringLiteral("serverSearch"));
    m_serverText = plainLabel({}, m_serverBar);
    setTone(m_serverText, Tone::Muted);
    m_serverButton = new QPushButton(m_serverBar);
    m_serverButton->setObjectName(QStringLiteral("searchServer"));
    auto *serverRow = new QHBoxLayout(m_serverBar);
    serverRow->setContentsMargins(14, metrics::Small, 14, metrics::Small);
    serverRow->addWidget(m_serverText, 1);
    serverRow->addWidget(m_serverButton);
    m_serverBar->hide();
    column->addWidget(m_serverBar);
    connect(m_serverButton, &QPushButton::clicked, this, &MessageListPane::searchServers);
    connect(m_model, &MessageListModel::contentsChanged, this, &MessageListPane::refreshHeader);
    // Hundreds of rows may change in one go; the header looks once.
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &MessageListPane::refreshHeader);
    connect(m_model, &QAbstractItemModel::dataChanged, &m_later, qOverload<>(&QTimer::start));
    refreshHeader();
}

QWidget *MessageListPane::buildHeader()
{
    auto *header = new QWidget(this);
    m_title = new QLabel(header);
    m_title->setTextFormat(Qt::PlainText);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    m_count = new QLabel(header);
    m_count->setObjectName(QStringLiteral("listCount"));
    m_count->setTextFormat(Qt::PlainText);
    setTone(m_count, Tone::Muted);

    m_scope = new QWidget(header);
    m_scope->setObjectName(QStringLiteral("searchScope"));
    m_here = scopeButton(tr("This folder"), tr("Search the folder chosen at the left"), m_scope);
    m_everywhere = scopeButton(tr("Everywhere"), tr("Search every folder of every account"), m_scope);
    auto *group = new QButtonGroup(this);
    group->addButton(m_here);
    group->addButton(m_everywhere);
    m_everywhere->setChecked(true);
    auto *close = new QToolButton(m_scope);
    close->setAutoRaise(true);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("End the search (Esc)"));
    close->setAccessibleName(tr("End the search"));
    auto *scopeRow = new QHBoxLayout(m_scope);
    scopeRow->setContentsMargins(0, 0, 0, 0);
    scopeRow->setSpacing(2);
    scopeRow->addWidget(m_here);
    scopeRow->addWidget(m_everywhere);
    scopeRow->addStretch(1);
    scopeRow->addWidget(close);
    m_scope->hide();

    auto *first = new QHBoxLayout;
    first->addWidget(m_title);
    first->addStretch(1);
    first->addWidget(m_count);
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(14, 10, 14, 8);
    column->setSpacing(metrics::Tiny);
    column->addLayout(first);
    column->addWidget(m_scope);
    connect(group, &QButtonGroup::buttonClicked, this, &MessageListPane::runSearch);
    connect(close, &QToolButton::clicked, this, &MessageListPane::searchClosed);
    m_leave = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    m_leave->setEnabled(false); // Esc is everybody's key: taken only while there is something to end
    connect(m_leave, &QShortcut::activated, this, &MessageListPane::searchClosed);
    return header;
}

void MessageListPane::show(const ListSource &source, const QString &title)
{
    m_folder = source;
    m_folderTitle = title;
    m_query.clear();
    m_scope->hide();
    m_leave->setEnabled(false);
    m_serverBar->hide();
    m_model->setSource(source);
    m_view->scrollToTop();
}

void MessageListPane::search(const QString &query)
{
    if (query.trimmed().isEmpty()) {
        if (isSearching())
            show(m_folder, m_folderTitle);
        return;
    }
    m_query = query.trimmed();
    const bool folder = m_folder.kind == ListSource::Kind::Mailbox;
    m_here->setEnabled(folder);
    if (!folder)
        m_everywhere->setChecked(true);
    m_scope->show();
    m_leave->setEnabled(true);
    runSearch();
}

void MessageListPane::runSearch()
{
    ListSource source;
    source.kind = ListSource::Kind::Search;
    source.query = m_query;
    if (m_here->isChecked())
        source.mailbox = m_folder.mailbox;
    for (const auto &job : std::exchange(m_serverJobs, {})) {
        if (job)
            job->cancel();
    }
    m_serverAsked = false;
    m_model->setSource(source);
    m_view->scrollToTop();
    showServerState();
}

//! Accounts whose servers have more than is here: their mail does not come as a whole, or is not searched here.
QList<AccountId> MessageListPane::searchableAccounts() const
{
    QList<AccountId> ids;
    AccountId only;
    if (m_here->isChecked()) {
        const QList<Mailbox> mailboxes = m_service.mailboxes();
        for (const Mailbox &mailbox : mailboxes) {
            if (mailbox.id == m_folder.mailbox)
                only = mailbox.account;
        }
    }
    const bool incomplete = m_model->searchInfo().coverage < NearlyAll;
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        const bool asked = !only.isValid() || account.id == only;
        if (asked && account.protocol == IncomingProtocol::Imap && (account.sync.isLimited() || !account.sync.index || incomplete))
            ids += account.id;
    }
    return ids;
}

void MessageListPane::showServerState()
{
    const bool offered = isSearching() && !m_model->searchInfo().error && !searchableAccounts().isEmpty() && !m_service.isOffline();
    m_serverBar->setVisible(offered);
    m_serverButton->setVisible(m_serverJobs.isEmpty() && !m_serverAsked);
    m_serverButton->setText(tr("Search on the server"));
    if (!m_serverJobs.isEmpty())
        m_serverText->setText(tr("The server is searching…"));
    else
        m_serverText->setText(m_serverAsked ? tr("The server has been searched, too.") : tr("Not all mail is on this computer."));
}

void MessageListPane::searchServers()
{
    const MailboxId mailbox = m_here->isChecked() ? m_folder.mailbox : MailboxId {};
    m_serverAsked = true;
    for (const AccountId account : searchableAccounts()) {
        auto *job = m_service.searchServer(m_query, account, mailbox);
        m_serverJobs += job;
        connect(job, &service::Job::finished, this, [this, job, query = m_query] {
            const bool current = m_serverJobs.contains(job) && query == m_query;
            m_serverJobs.removeAll(job);
            if (!current)
                return;
            if (!job->error()) {
                m_model->addHits(job->value().hits);
            } else {
                m_serverAsked = false;
                if (job->error()->kind != ErrorKind::Cancelled)
                    Q_EMIT failed(*job->error());
            }
            showServerState();
        });
    }
    showServerState();
}

QString MessageListPane::countText() const
{
    const QLocale locale;
    if (isSearching()) {
        const SearchInfo &info = m_model->searchInfo();
        if (info.error)
            return {};
        QString text = tr("%n found", nullptr, int(qMin<qint64>(info.total, INT_MAX)));
        if (info.coverage < NearlyAll)
            text += QStringLiteral(" · ") + tr("%1 % searched so far").arg(int(std::floor(info.coverage * 100.0)));
        return text;
    }
    if (m_folder.kind != ListSource::Kind::Mailbox)
        return locale.toString(m_model->rowCount());
    qint64 unread = 0;
    const QList<Mailbox> mailboxes = m_service.mailboxes();
    for (const Mailbox &mailbox : mailboxes) {
        if (mailbox.id == m_folder.mailbox)
            unread = mailbox.unread;
    }
    const QString total = locale.toString(m_model->rowCount());
    return unread > 0 ? tr("%1 of %2 unread").arg(locale.toString(unread), total) : total;
}

QString MessageListPane::emptyText() const
{
    switch (m_model->source().kind) {
    case ListSource::Kind::Search:
        return m_model->searchInfo().error ? m_model->searchInfo().error->text : tr("Nothing was found.");
    case ListSource::Kind::Drafts:
        return tr("No drafts.");
    case ListSource::Kind::Outbox:
        return tr("Everything is sent.");
    case ListSource::Kind::Mailbox:
        return tr("No messages here.");
    case ListSource::Kind::None:
        break;
    }
    return {};
}

void MessageListPane::refreshHeader()
{
    m_title->setText(isSearching() ? tr("Search") : m_folderTitle);
    m_count->setText(countText());
    m_empty->setText(emptyText());
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
}

} // namespace golub::ui
