// SPDX-License-Identifier: GPL-3.0-or-later
// What golubctl shows; works beside an open window.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"

#include "core/account/AccountJson.h"
#include "core/base/Limits.h"
#include "core/compose/DeliveryReasons.h"
#include "core/html/MessageBody.h"
#include "core/mime/Inspect.h"
#include "core/mime/MailReports.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"
#include "core/store/StoreReader.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace golub::ctl {
namespace {

QString line(const MessageSummary &message)
{
    QString marks = message.flags.has(Flag::Seen) ? QStringLiteral(" ") : QStringLiteral("*");
    marks += message.flags.has(Flag::Flagged) ? u'!' : u' ';
    marks += message.hasAttachments ? u'@' : u' ';
    return QStringLiteral("%1 %2 %3  %4  %5")
        .arg(message.id.value, 7)
        .arg(marks, message.date.toLocalTime().toString(u"yyyy-MM-dd HH:mm"), message.from.shortName().left(24).leftJustified(24), message.subject);
}

QString lines(const QList<MessageSummary> &messages)
{
    QStringList text;
    for (const MessageSummary &message : messages)
        text += line(message);
    return text.join(u'\n');
}

int limitOf(const Arguments &arguments, int fallback)
{
    bool ok = false;
    const int limit = arguments.value(QStringLiteral("limit")).toInt(&ok);
    return ok && limit > 0 ? limit : fallback;
}

QJsonObject accountJson(const Account &account)
{
    QJsonObject json = account::accountToJson(account);
    json.insert(QStringLiteral("id"), account.id.value);
    return json;
}

void printRaw(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

//! Conversations in the order of their newest message.
QJsonArray byThread(const QList<MessageSummary> &messages)
{
    QStringList order;
    QHash<QString, QJsonArray> threads;
    for (const MessageSummary &message : messages) {
        if (!threads.contains(message.threadId))
            order.append(message.threadId);
        threads[message.threadId].append(toJson(message));
    }
    QJsonArray array;
    for (const QString &thread : std::as_const(order))
        array.append(QJsonObject { { QStringLiteral("thread"), thread }, { QStringLiteral("messages"), threads.value(thread) } });
    return array;
}

} // namespace

void Ctl::accountList()
{
    if (!openReader())
        return;
    const auto accounts = m_reader->accounts();
    if (!accounts) {
        fail(accounts.error());
        return;
    }
    QJsonArray array;
    QStringList text;
    for (const Account &account : *accounts) {
        array.append(accountJson(account));
        text += QStringLiteral("%1  %2  <%3>  %4").arg(account.id.value).arg(account.name, account.address, account.incoming.host);
    }
    done(array, text.join(u'\n'));
}

QJsonArray Ctl::quotaOf(const Account &account) const
{
    QJsonArray list;
    const auto quota = m_reader->quota(account.id);
    for (const QuotaResource &resource : quota.value_or({})) {
        list.append(QJsonObject { { QStringLiteral("root"), resource.root }, { QStringLiteral("name"), resource.name },
            { QStringLiteral("used"), resource.used }, { QStringLiteral("limit"), resource.limit } });
    }
    return list;
}

//! What its server contradicted itself in, and is not believed in therefore.
QJsonArray Ctl::quarantineOf(const Account &account) const
{
    QJsonArray list;
    const auto quarantined = m_reader->quarantined(QDateTime::currentDateTimeUtc());
    for (const store::QuarantinedCapability &entry : quarantined.value_or({})) {
        if (entry.host != account.incoming.host || entry.port != account.incoming.port)
            continue;
        list.append(QJsonObject { { QStringLiteral("capability"), entry.capability }, { QStringLiteral("evidence"), entry.evidence },
            { QStringLiteral("since"), toJson(entry.since) }, { QStringLiteral("until"), toJson(entry.until) } });
    }
    return list;
}

void Ctl::accountShow()
{
    if (!namesAccount())
        return;
    if (!openReader())
        return;
    const auto id = accountNamed(m_arguments.word(2));
    const auto accounts = m_reader->accounts();
    if (!id || !accounts) {
        fail(id ? accounts.error() : id.error());
        return;
    }
    for (const Account &account : *accounts) {
        if (account.id != *id)
            continue;
        QJsonObject json = accountJson(account);
        json.insert(QStringLiteral("quarantine"), quarantineOf(account));
        json.insert(QStringLiteral("quota"), quotaOf(account));
        done(json, QString::fromUtf8(QJsonDocument(json).toJson()).trimmed());
    }
}

void Ctl::mailboxes()
{
    if (!openReader())
        return;
    AccountId account;
    if (m_arguments.words.size() > 1) {
        const auto found = accountNamed(m_arguments.word(1));
        if (!found) {
            fail(found.error());
            return;
        }
        account = *found;
    }
    const auto mailboxes = m_reader->mailboxes(account);
    if (!mailboxes) {
        fail(mailboxes.error());
        return;
    }
    QJsonArray array;
    QStringList text;
    for (const Mailbox &mailbox : *mailboxes) {
        array.append(toJson(mailbox, accountName(mailbox.account)));
        text += QStringLiteral("%1  %2/%3  %4").arg(accountName(mailbox.account)).arg(mailbox.unread, 5).arg(mailbox.total, -6).arg(mailbox.name.path);
    }
    done(array, text.join(u'\n'));
}

void Ctl::list()
{
    if (m_arguments.words.size() != 2) {
        usage(tr("list takes one folder."));
        return;
    }
    if (!openReader())
        return;
    const auto mailbox = mailboxNamed(m_arguments.word(1));
    if (!mailbox) {
        fail(mailbox.error());
        return;
    }
    ListCursor cursor;
    if (m_arguments.has(QStringLiteral("after"))) {
        cursor = cursorFromText(m_arguments.value(QStringLiteral("after")));
        if (cursor.isNull()) {
            usage(tr("--after takes the \"cursor\" of a listed message."));
            return;
        }
    }
    QList<MessageSummary> messages;
    int wanted = limitOf(m_arguments, 50);
    while (wanted > 0) {
        const auto window = m_reader->window(mailbox->id, cursor, qMin(wanted, limits::WindowRows));
        if (!window) {
            fail(window.error());
            return;
        }
        if (window->isEmpty())
            break;
        messages += *window;
        wanted -= int(window->size());
        cursor = { window->last().date.toMSecsSinceEpoch(), window->last().id.value };
    }
    done(m_arguments.has(QStringLiteral("threads")) ? byThread(messages) : toJsonArray(messages), lines(messages));
}

void Ctl::show()
{
    const auto ids = messageIds(m_arguments.words.mid(1));
    if (!ids)
        return;
    if (ids->size() > 1) {
        usage(tr("show takes one message id."));
        return;
    }
    if (!openReader())
        return;
    const auto body = m_reader->body(ids->first());
    if (body) {
        printMessage(ids->first(), *body);
        return;
    }
    const auto summary = m_reader->summary(ids->first());
    if (!summary || body.error().kind != ErrorKind::NotFound) {
        fail(summary ? body.error() : summary.error());
        return;
    }
    // Only the headers are here: the body is fetched, which changes the profile.
    withService([this, id = ids->first()] {
        if (m_arguments.has(QStringLiteral("text"))) { // attachments are not needed for that
            onFinished(m_service->openMessage(id), [this](service::ResultJob<service::MessageView> *job) {
                done(QJsonObject { { QStringLiteral("text"), job->value().text } }, job->value().text);
            });
            return;
        }
        onFinished(m_service->fetchMessage(id), [this, id](auto *) {
            const auto fetched = m_service->rawMessage(id);
            if (fetched)
                printMessage(id, *fetched);
            else
                fail(fetched.error());
        });
    });
}

void Ctl::printMessage(MessageId id, const QByteArray &raw)
{
    if (m_arguments.has(QStringLiteral("raw"))) {
        printRaw(raw);
        end(0);
        return;
    }
    const mime::MessageTree tree = mime::readMessage(raw);
    if (m_arguments.has(QStringLiteral("headers"))) {
        printRaw(tree.root().header.of(raw).toByteArray());
        end(0);
        return;
    }
    if (m_arguments.has(QStringLiteral("text"))) {
        const QString text = html::bodyText(raw, tree);
        done(QJsonObject { { QStringLiteral("text"), text } }, text);
        return;
    }
    QJsonObject json = mime::inspect(raw);
    const auto summary = m_reader->summary(id);
    if (summary) {
        const QJsonObject row = toJson(*summary);
        for (const char *key : { "id", "uid", "mailbox_id", "flags", "thread" })
            json.insert(QLatin1String(key), row.value(QLatin1String(key)));
        const auto mailbox = m_reader->mailbox(summary->mailbox);
        if (mailbox)
            json.insert(QStringLiteral("mailbox"), mailbox->name.path);
    }
    addReports(json, id, mime::mailReport(raw, tree));
    done(json, QString::fromUtf8(QJsonDocument(json).toJson()).trimmed());
}

//! What the message reports on another one, and what others report on it.
void Ctl::addReports(QJsonObject &json, MessageId id, const std::optional<MailReport> &report) const
{
    const auto summary = m_reader->summary(id);
    if (report && summary) {
        const auto original = m_reader->sentOriginal(summary->account, *report);
        QJsonObject facts { { QStringLiteral("form"), report->form }, { QStringLiteral("message_id"), report->originalMessageId },
            { QStringLiteral("ours"), original && original->isOurs }, { QStringLiteral("recipients"), toJson(compose::explained(report->news)) } };
        if (original && original->isOurs) {
            facts.insert(QStringLiteral("subject"), original->subject);
            facts.insert(QStringLiteral("sent"), original->copy.isValid() ? QJsonValue(original->copy.value) : QJsonValue());
            facts.insert(QStringLiteral("outbox"), original->outbox.isValid() ? QJsonValue(original->outbox.value) : QJsonValue());
        }
        json.insert(report->isReceipt() ? QStringLiteral("receipt") : QStringLiteral("bounce"), facts);
    }
    const auto deliveries = m_reader->deliveryNews(id);
    if (deliveries && !deliveries->isEmpty())
        json.insert(QStringLiteral("deliveries"), toJson(compose::explained(*deliveries)));
}

void Ctl::search()
{
    const QString query = m_arguments.words.mid(1).join(u' ');
    if (query.isEmpty()) {
        usage(tr("What is to be searched?"));
        return;
    }
    if (!openReader())
        return;
    AccountId account;
    MailboxId mailbox;
    if (m_arguments.has(QStringLiteral("account"))) {
        const auto found = accountNamed(m_arguments.value(QStringLiteral("account")));
        if (!found) {
            fail(found.error());
            return;
        }
        account = *found;
    }
    if (m_arguments.has(QStringLiteral("mailbox"))) {
        const auto found = mailboxNamed(m_arguments.value(QStringLiteral("mailbox")));
        if (!found) {
            fail(found.error());
            return;
        }
        mailbox = found->id;
    }
    if (m_arguments.has(QStringLiteral("server"))) {
        searchServer(query, account, mailbox);
        return;
    }
    QElapsedTimer timer;
    timer.start();
    const auto hits = m_reader->search(query, account, mailbox, {}, qMin(limitOf(m_arguments, 50), limits::WindowRows));
    if (!hits) {
        fail(hits.error());
        return;
    }
    const QJsonObject json { { QStringLiteral("hits"), toJsonArray(hits->hits) }, { QStringLiteral("total"), hits->total },
        { QStringLiteral("milliseconds"), timer.elapsed() }, { QStringLiteral("coverage"), hits->coverage } };
    done(json, lines(hits->hits));
}

//! Also in what is not here. Without --account every IMAP account is asked.
void Ctl::searchServer(const QString &query, AccountId account, MailboxId mailbox)
{
    struct Sum {
        QList<MessageSummary> hits;
        qint64 total = 0;
        qint64 milliseconds = 0;
        int outstanding = 0;
    };
    QList<AccountId> asked;
    const auto accounts = m_reader->accounts();
    const auto folder = mailbox.isValid() ? m_reader->mailbox(mailbox) : Result<Mailbox>(Mailbox());
    for (const Account &candidate : accounts.value_or({})) {
        const bool named = account.isValid() ? candidate.id == account : candidate.protocol == IncomingProtocol::Imap;
        if (named && (!mailbox.isValid() || (folder && folder->account == candidate.id)))
            asked.append(candidate.id);
    }
    if (asked.isEmpty()) {
        fail(Error { ErrorKind::InvalidInput, tr("There is no account whose server could search.") });
        return;
    }
    withService([this, query, mailbox, asked] {
        const auto sum = std::make_shared<Sum>();
        sum->outstanding = int(asked.size());
        for (const AccountId id : asked) {
            onFinished(m_service->searchServer(query, id, mailbox), [this, sum](service::ResultJob<Service::SearchResult> *job) {
                sum->hits += job->value().hits;
                sum->total += job->value().total;
                sum->milliseconds = qMax(sum->milliseconds, job->value().milliseconds);
                if (--sum->outstanding > 0)
                    return;
                std::sort(sum->hits.begin(), sum->hits.end(), [](const MessageSummary &a, const MessageSummary &b) { return a.date > b.date; });
                sum->hits = sum->hits.mid(0, limitOf(m_arguments, 50));
                done(QJsonObject { { QStringLiteral("hits"), toJsonArray(sum->hits) }, { QStringLiteral("total"), sum->total },
                         { QStringLiteral("milliseconds"), sum->milliseconds }, { QStringLiteral("coverage"), 1.0 } },
                    lines(sum->hits));
            });
        }
    });
}

void Ctl::operationsList()
{
    if (!openReader())
        return;
    // What is open is told in full, what is over with a limit; the newest last.
    auto operations = m_reader->openOperations();
    const auto finished = m_reader->finishedOperations(m_arguments.has(QStringLiteral("open")) ? 0 : limitOf(m_arguments, 100));
    if (!operations || !finished) {
        fail(operations ? finished.error() : operations.error());
        return;
    }
    *operations += *finished;
    std::sort(operations->begin(), operations->end(), [](const Operation &a, const Operation &b) { return a.id < b.id; });
    QStringList text;
    for (Operation &operation : *operations) {
        if (operation.hasError)
            operation.lastError = advised(operation.lastError, operation.account, false);
        const QString problem = operation.hasError ? sentenceOf(operation.lastError) + u' ' + replyOf(operation.lastError) : QString();
        text += QStringLiteral("%1  %2  %3  %4").arg(operation.id.value)
                    .arg(operationKindName(operation.kind), operationStateName(operation.state), problem).trimmed();
        if (operation.undone)
            text.last() += u' ' + tr("Undone.");
        if (operation.nextTry.isValid())
            text.last() += u' ' + tr("Tried again at %1.").arg(operation.nextTry.toLocalTime().toString(u"yyyy-MM-dd HH:mm"));
    }
    done(toJsonArray(*operations), text.join(u'\n'));
}

void Ctl::outboxList()
{
    if (!openReader())
        return;
    auto entries = m_reader->outbox();
    if (!entries) {
        fail(entries.error());
        return;
    }
    QStringList text;
    for (OutboxEntry &entry : *entries) {
        if (entry.hasError)
            entry.lastError = advised(entry.lastError, entry.account);
        const QString problem = entry.hasError ? sentenceOf(entry.lastError) + u' ' + replyOf(entry.lastError) : QString();
        text += QStringLiteral("%1  %2  %3  %4").arg(entry.id.value).arg(outboxStateName(entry.state), entry.subject, problem).trimmed();
        if (entry.state == OutboxState::Uncertain)
            text += questionAbout(entry);
    }
    done(toJsonArray(*entries), text.join(u'\n'));
}

void Ctl::inspect()
{
    if (m_arguments.words.size() != 2) {
        usage(tr("inspect takes one file, or - for standard input."));
        return;
    }
    Error error;
    const QByteArray raw = readInput(m_arguments.word(1), &error);
    if (!error.text.isEmpty()) {
        fail(error);
        return;
    }
    const QJsonObject json = mime::inspect(raw);
    done(json, QString::fromUtf8(QJsonDocument(json).toJson()).trimmed());
}

} // namespace golub::ctl
