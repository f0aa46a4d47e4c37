// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NoticeArea.h"

#include "core/base/TextSafety.h"
#include "ui/models/FolderNames.h"
#include "ui/models/OutboxText.h"
#include "ui/models/QuotaText.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/window/UserRequests.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace golub::ui {
namespace {

constexpr qint64 SoonSent = 20; // s: what has waited less long is being sent and needs no words

class NoticeRow final : public QWidget
{
public:
    NoticeRow(const Notice &notice, QWidget *parent) : QWidget(parent), m_tone(notice.tone), m_icon(notice.icon)
    {
        setObjectName(QStringLiteral("noticeRow"));
        auto *text = plainLabel(notice.text, this);
        text->setObjectName(QStringLiteral("noticeText"));
        if (!notice.details.isEmpty())
            text->setToolTip(notice.details);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(metrics::Large + 26, 6, metrics::Medium, 6);
        row->setSpacing(metrics::Small);
        row->addWidget(text, 1);
        for (const Notice::Action &action : notice.actions) {
            auto *button = new QPushButton(action.text, this);
            button->setObjectName(action.name);
            button->setAutoDefault(false);
            // Queued: what it does may replace this very row.
            connect(button, &QPushButton::clicked, parent, action.run, Qt::QueuedConnection);
            row->addWidget(button);
        }
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QPalette base = parentWidget()->palette();
        painter.fillRect(rect(), toneBackground(base, m_tone));
        painter.fillRect(0, height() - 1, width(), 1, colorsOf(base).border);
        const QRect box(metrics::Large, height() / 2 - 9, 18, 18);
        paintIcon(&painter, m_icon, QStyle::visualRect(layoutDirection(), rect(), box), toneColor(base, m_tone));
    }

private:
    Tone m_tone;
    QString m_icon;
};

QString quoted(const OutboxEntry &entry)
{
    const QString subject = textsafety::printable(entry.subject, 80);
    return subject.isEmpty() ? NoticeArea::tr("A message without a subject") : NoticeArea::tr("“%1”").arg(subject);
}

//! Who has not got it: the first three, which is nearly always all.
QString refusedText(const OutboxEntry &entry)
{
    constexpr qsizetype Named = 3;
    QStringList names;
    for (const OutboxRecipient &recipient : entry.recipients) {
        if (recipient.state == RecipientState::Refused)
            names += textsafety::printable(recipient.address, 60);
    }
    const bool more = names.size() > Named;
    return names.mid(0, Named).join(QStringLiteral(", ")) + (more ? QStringLiteral(", \u2026") : QString());
}

} // namespace

NoticeArea::NoticeArea(service::MailService &service, UserRequests &requests, QWidget *parent)
    : QWidget(parent), m_service(service), m_requests(requests), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("noticeArea"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    connect(&service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.outbox || changes.operations || changes.accounts || changes.mailboxList)
            refresh();
    });
    connect(&service, &service::MailService::statusChanged, this, &NoticeArea::refresh);
    connect(&requests, &UserRequests::waitingChanged, this, &NoticeArea::refresh);
    m_clock.setInterval(15'000);
    connect(&m_clock, &QTimer::timeout, this, &NoticeArea::refresh);
    refresh();
}

void NoticeArea::addAccounts()
{
    const QList<service::UserRequest> waiting = m_requests.waiting();
    for (const service::UserRequest &request : waiting) {
        using Kind = service::UserRequest::Kind;
        const bool certificate = request.kind == Kind::Certificate;
        const bool browser = request.kind == Kind::SignIn;
        const bool weaker = request.kind == Kind::Weakened;
        Notice notice { Tone::Warning, certificate || weaker ? QStringLiteral("shield") : QStringLiteral("key"), {} };
        const QString name = textsafety::printable(request.accountName, 100);
        notice.text = certificate ? tr("%1: the server's certificate is not trusted.").arg(name)
            : weaker              ? tr("%1: the server protects your sign-in less than before.").arg(name)
            : browser             ? tr("%1: sign in through the browser to go on.").arg(name)
                                  : tr("%1: the password is needed.").arg(name);
        notice.details = errorDetails(request.error);
        if (!certificate && !weaker && !request.error.advice.isEmpty())
            notice.text = name + QStringLiteral(": ") + request.error.advice;
        const QString answer = certificate || weaker ? tr("Look at it") : browser ? tr("Sign in") : tr("Enter password");
        const AccountId account = request.account;
        notice.key = QStringLiteral("account/%1").arg(account.value);
        notice.actions += { QStringLiteral("noticeAnswer"), answer, [this, account] { m_requests.open(account); } };
        m_notices += notice;
    }
}

Notice NoticeArea::outboxNotice(const OutboxEntry &entry)
{
    const OutboxId id = entry.id;
    const QString reply = textsafety::printable(replyText(entry.lastError.reply), 200);
    Notice notice { Tone::Bad, QStringLiteral("error"), {} };
    notice.details = errorDetails(entry.lastError);
    notice.key = QStringLiteral("outbox/%1/%2").arg(id.value).arg(int(entry.state));
    if (entry.state == OutboxState::Uncertain) {
        notice.tone = Tone::Warning;
        notice.icon = QStringLiteral("warning");
        const QStringList facts = uncertaintyFacts(entry.uncertainty);
        notice.text = tr("It is not known whether %1 was sent.").arg(quoted(entry)) + u' ' + facts.join(u' ');
        notice.actions += { QStringLiteral("noticeWasSent"), tr("It was sent"), [this, id] { Q_EMIT resolveAsked(id, true); } };
        notice.actions += { QStringLiteral("noticeSendAgain"), tr("Send again"), [this, id] { Q_EMIT resolveAsked(id, false); } };
        notice.actions += { QStringLiteral("noticeLook"), tr("Look again"), [this, id] { Q_EMIT lookAsked(id); } };
        return notice;
    }
    if (outboxNeedsUser(entry)) {
        //: %1 is a message, %2 are addresses
        notice.text = outboxPartlySent(entry) ? tr("%1 did not reach %2.").arg(quoted(entry), refusedText(entry)) : tr("%1 was not sent.").arg(quoted(entry));
        if (!reply.isEmpty() && entry.lastError.advice.isEmpty())
            notice.text += u' ' + tr("The server answered: %1").arg(reply);
        else if (entry.hasError)
            notice.text += u' ' + errorText(entry.lastError);
        if (!entry.lastError.page.isEmpty())
            notice.actions += { QStringLiteral("noticePage"), tr("Open the page"), [error = entry.lastError] { openErrorPage(error); } };
        notice.actions += { QStringLiteral("noticeEdit"), tr("Edit"), [this, id] { Q_EMIT editAsked(id); } };
        if (!outboxPartlySent(entry))
            notice.actions += { QStringLiteral("noticeRetry"), tr("Try again"), [this, id] { Q_EMIT retryAsked(id); } };
        return notice;
    }
    notice.tone = Tone::Muted;
    notice.icon = QStringLiteral("clock");
    notice.text = tr("%1 waits to be sent, next try %2.").arg(quoted(entry), untilText(entry.nextTry, QDateTime::currentDateTimeUtc()));
    if (entry.hasError)
        notice.text += u' '
            + (reply.isEmpty() || !entry.lastError.advice.isEmpty() ? errorText(entry.lastError) : tr("The server answered: %1").arg(reply));
    notice.actions += { QStringLiteral("noticeRetry"), tr("Try now"), [this, id] { Q_EMIT retryAsked(id); } };
    return notice;
}

//! "“Plan” is sent in 8 seconds."
Notice NoticeArea::undoNotice(const OutboxEntry &entry)
{
    const OutboxId id = entry.id;
    const int left = int(qBound(qint64(0), (QDateTime::currentDateTimeUtc().msecsTo(entry.heldUntil) + 999) / 1000, qint64(3600)));
    Notice notice { Tone::Muted, QStringLiteral("sent"), {} };
    notice.text = left > 0 ? tr("%1 is sent in %n second(s).", nullptr, left).arg(quoted(entry)) : tr("%1 is being sent.").arg(quoted(entry));
    notice.key = QStringLiteral("undo/%1").arg(id.value);
    notice.counts = true;
    notice.actions += { QStringLiteral("noticeUndoSend"), tr("Undo"), [this, id] { Q_EMIT editAsked(id); } };
    notice.actions += { QStringLiteral("noticeSendNow"), tr("Send now"), [this, id] { Q_EMIT retryAsked(id); } };
    return notice;
}

void NoticeArea::addOutbox()
{
    QList<Notice> held;
    QList<Notice> problems;
    QList<Notice> delayed;
    int waiting = 0;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QList<OutboxEntry> outbox = m_service.outbox();
    for (const OutboxEntry &entry : outbox) {
        if (entry.state == OutboxState::Held && entry.hold == Hold::Undo)
            held += undoNotice(entry);
        else if (outboxNeedsUser(entry))
            problems += outboxNotice(entry);
        else if (entry.state == OutboxState::Queued && entry.hasError)
            delayed += outboxNotice(entry);
        else if (entry.state == OutboxState::Queued && (m_service.isOffline() || entry.created.secsTo(now) > SoonSent))
            ++waiting;
    }
    m_notices = held + m_notices + problems; // what goes by itself in a moment comes first
    m_notices += delayed;
    if (waiting > 0) {
        Notice notice { Tone::Muted, QStringLiteral("clock"), tr("%n message(s) wait in the outbox for a connection.", nullptr, waiting) };
        notice.actions += { QStringLiteral("noticeOutbox"), tr("Show outbox"), [this] { Q_EMIT outboxAsked(); } };
        m_notices += notice;
    }
}

void NoticeArea::addOperations()
{
    int failed = 0;
    QString what;
    QString why;
    const QList<Operation> operations = m_service.openOperations();
    for (const Operation &operation : operations) {
        if (operation.state != OperationState::Failed)
            continue;
        ++failed;
        what = operationText(operation);
        const QString reply = textsafety::printable(replyText(operation.lastError.reply), 200);
        why = !operation.lastError.advice.isEmpty() ? operation.lastError.advice : reply.isEmpty() ? QString() : tr("The server answered: %1").arg(reply);
    }
    if (failed == 0)
        return;
    Notice notice { Tone::Bad, QStringLiteral("error"), {} };
    notice.text = failed == 1 ? tr("The server refused an action: %1.").arg(what) : tr("The server refused %n action(s).", nullptr, failed);
    if (failed == 1 && !why.isEmpty())
        notice.text += u' ' + why;
    notice.actions += { QStringLiteral("noticeActivity"), tr("Show"), [this] { Q_EMIT activityAsked(); } };
    m_notices += notice;
}

void NoticeArea::addQuota()
{
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        const QList<QuotaResource> quota = m_service.quota(account.id);
        for (const QuotaResource &resource : quota) {
            const QString text = quotaText(resource);
            if (!resource.isNearlyFull() || text.isEmpty())
                continue;
            Notice notice { Tone::Warning, QStringLiteral("warning"), {} };
            notice.text = resource.used >= resource.limit ? tr("%1 is full: %2. New mail may be refused. Delete something, or empty the trash.")
                                                          : tr("%1 is nearly full: %2.");
            notice.text = notice.text.arg(accountName(account), text);
            notice.key = QStringLiteral("quota/%1/%2").arg(account.id.value).arg(resource.name);
            m_notices += notice;
        }
    }
}

void NoticeArea::addRow(const Notice &notice)
{
    m_column->addWidget(new NoticeRow(notice, this));
}

// Rows are only made anew where one says something else: the status may change many times a second while mail comes in, and a button
// must not vanish under the pointer.
void NoticeArea::refresh()
{
    const QList<Notice> before = std::exchange(m_notices, {});
    addAccounts();
    addOutbox();
    addOperations();
    addQuota();
    const bool anyCounts = std::any_of(m_notices.begin(), m_notices.end(), [](const Notice &notice) { return notice.counts; });
    m_clock.setInterval(anyCounts ? 1000 : 15'000);
    const bool same = std::equal(before.begin(), before.end(), m_notices.begin(), m_notices.end(), [](const Notice &a, const Notice &b) {
        return a.key == b.key && a.text == b.text && a.details == b.details && a.tone == b.tone;
    });
    if (!same && onlyCounts(before))
        updateTexts();
    else if (!same)
        showRows();
    setVisible(!m_notices.isEmpty());
    if (m_notices.isEmpty())
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
}

//! A button must not vanish under the pointer because a second is over.
bool NoticeArea::onlyCounts(const QList<Notice> &before) const
{
    return std::equal(before.begin(), before.end(), m_notices.begin(), m_notices.end(), [](const Notice &a, const Notice &b) {
        return a.key == b.key && a.details == b.details && a.tone == b.tone && (a.text == b.text || (a.counts && b.counts));
    });
}

void NoticeArea::updateTexts()
{
    for (int i = 0; i < m_column->count() && i < m_notices.size(); ++i) {
        if (m_notices.at(i).counts)
            m_column->itemAt(i)->widget()->findChild<QLabel *>(QStringLiteral("noticeText"))->setText(m_notices.at(i).text);
    }
}

void NoticeArea::showRows()
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const qsizetype shown = m_notices.size() > MostRows ? MostRows - 1 : m_notices.size();
    for (const Notice &notice : m_notices.mid(0, shown))
        addRow(notice);
    if (m_notices.size() > shown) {
        Notice more { Tone::Muted, QStringLiteral("info"), tr("%n more matter(s) wait for you.", nullptr, int(m_notices.size() - shown)) };
        more.actions += { QStringLiteral("noticeOutbox"), tr("Show outbox"), [this] { Q_EMIT outboxAsked(); } };
        addRow(more);
    }
}

} // namespace golub::ui
