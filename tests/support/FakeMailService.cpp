// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"

#include "tests/support/FakeJob.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace golub::tests {
namespace {

constexpr qint64 HugeBase = 1'000'000'000'000; // message ids of made-up mailboxes: HugeBase * mailbox + row + 1

QStringList idTexts(const QList<MessageId> &ids)
{
    QStringList texts;
    for (const MessageId id : ids)
        texts += QString::number(id.value);
    return texts;
}

} // namespace

FakeMailService::FakeMailService(Seed what, QObject *parent)
    : service::MailService(parent), m_now(QDateTime::currentDateTimeUtc())
{
    if (what == Seed::Realistic)
        seed();
}

FakeMailService::~FakeMailService() = default;

template<class T>
service::ResultJob<T> *FakeMailService::later(const QString &title, std::function<Result<T>()> work, int delay)
{
    return new FakeJob<T>(title, delay, std::move(work), this, m_bodyTells);
}

service::Job *FakeMailService::action(const QString &title, std::function<Outcome()> work)
{
    m_calls += title;
    return new FakeAction(title, 0, [this, work = std::move(work)]() -> Outcome {
        if (const auto error = takeFailure())
            return *error;
        return work();
    }, this);
}

std::optional<Error> FakeMailService::takeFailure()
{
    return std::exchange(m_failNext, std::nullopt);
}

void FakeMailService::publish(const ChangeSet &changes)
{
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

// --- arranging

void FakeMailService::setStatus(const service::AccountStatus &status)
{
    m_status.insert(status.account, status);
    Q_EMIT statusChanged(status);
}

void FakeMailService::requestUser(const service::UserRequest &request)
{
    Q_EMIT userNeeded(request);
}

void FakeMailService::addProtocolLine(const ProtocolLine &line)
{
    m_log.push_back(line);
    Q_EMIT protocolLineAdded(line);
}

void FakeMailService::setOutbox(const QList<OutboxEntry> &entries)
{
    m_outbox = entries;
    ChangeSet changes;
    changes.outbox = true;
    publish(changes);
}

void FakeMailService::setOperations(const QList<Operation> &operations)
{
    m_operations = operations;
    ChangeSet changes;
    changes.operations = true;
    publish(changes);
}

MailboxId FakeMailService::addMailbox(AccountId account, const QString &path, MailboxRole role)
{
    Mailbox mailbox;
    mailbox.id = MailboxId { m_nextId++ };
    mailbox.account = account;
    mailbox.name = { path.toUtf8(), path, u'/' };
    mailbox.role = role;
    m_mailboxes += mailbox;
    ChangeSet changes;
    changes.mailboxList = true;
    publish(changes);
    return mailbox.id;
}

MailboxId FakeMailService::addHugeMailbox(AccountId account, const QString &path, qint64 count)
{
    const MailboxId id = addMailbox(account, path, MailboxRole::None);
    m_huge.insert(id, count);
    return id;
}

MailboxId FakeMailService::mailboxOf(AccountId account, MailboxRole role) const
{
    for (const Mailbox &mailbox : m_mailboxes) {
        if (mailbox.account == account && mailbox.role == role)
            return mailbox.id;
    }
    return {};
}

MessageId FakeMailService::addMessage(
    MailboxId mailbox, const MessageSummary &given, const QString &text, const QString &html)
{
    MessageSummary summary = given;
    summary.id = MessageId { m_nextId++ };
    summary.mailbox = mailbox;
    for (const Mailbox &box : std::as_const(m_mailboxes)) {
        if (box.id == mailbox)
            summary.account = box.account;
    }
    summary.hasBody = true;
    m_messages.insert(summary.id, summary);
    m_order[mailbox].append(summary.id);
    m_unsorted.insert(mailbox);

    service::MessageView view;
    view.summary = summary;
    view.envelope.subject = summary.subject;
    view.envelope.date = summary.sentDate.isValid() ? summary.sentDate : summary.date;
    view.envelope.from = AddressList::of({ summary.from });
    view.envelope.messageIdHeader = QStringLiteral("%1@mail.example").arg(summary.id.value);
    view.bodyAvailable = true;
    view.text = text;
    view.html = html;
    view.isPlain = html.isEmpty();
    m_views.insert(summary.id, view);

    ChangeSet changes;
    changes.mailboxes.insert(mailbox);
    changes.added.insert(summary.id);
    publish(changes);
    return summary.id;
}

void FakeMailService::removeMessage(MessageId id)
{
    const MessageSummary summary = m_messages.take(id);
    m_order[summary.mailbox].removeOne(id);
    ChangeSet changes;
    changes.mailboxes.insert(summary.mailbox);
    changes.removed.insert(id);
    publish(changes);
}

std::optional<MessageSummary> FakeMailService::message(MessageId id) const
{
    const auto it = m_messages.constFind(id);
    return it == m_messages.constEnd() ? std::nullopt : std::optional(*it);
}

// --- accounts

service::ProviderSuggestion FakeMailService::suggestServers(const QString &address) const
{
    service::ProviderSuggestion suggestion;
    const QString domain = Address { {}, address }.domain();
    if (domain != u"example.org" && domain != u"poczta.example")
        return suggestion;
    suggestion.known = true;
    suggestion.providerName = domain == u"example.org" ? QStringLiteral("Example Mail") : QStringLiteral("Poczta Przykład");
    suggestion.imap = { { QStringLiteral("imap.") + domain, 993, Security::Tls, address } };
    suggestion.pop3 = { { QStringLiteral("pop3.") + domain, 995, Security::Tls, address } };
    suggestion.outgoing = { { QStringLiteral("smtp.") + domain, 465, Security::Tls, address },
        { QStringLiteral("smtp.") + domain, 587, Security::StartTls, address } };
    if (domain == u"poczta.example")
        suggestion.hints = QStringList { QStringLiteral("Switch on IMAP in the web mail first."), QStringLiteral("This provider wants an app password.") };
    suggestion.helpUrl = QStringLiteral("https://help.example/imap");
    return suggestion;
}

QStringList FakeMailService::validate(const Account &account) const
{
    QStringList problems;
    if (!account.address.contains(u'@'))
        problems += QStringLiteral("The address needs an @.");
    if (account.incoming.host.isEmpty())
        problems += QStringLiteral("The incoming server is missing.");
    if (account.outgoing.host.isEmpty())
        problems += QStringLiteral("The outgoing server is missing.");
    return problems;
}

service::ResultJob<ConnectionReport> *FakeMailService::testAccount(const Account &account, const service::AccountSecrets &)
{
    m_calls += QStringLiteral("testAccount ") + account.address;
    return later<ConnectionReport>(QStringLiteral("Test"), [this, account]() -> Result<ConnectionReport> {
        if (const auto error = takeFailure())
            return *error;
        if (m_testReport)
            return *m_testReport;
        ConnectionReport report;
        for (const auto &server : { account.incoming, account.outgoing }) {
            const QString at = QStringLiteral("%1:%2").arg(server.host).arg(server.port);
            report.steps += { at, QStringLiteral("dns"), true, QStringLiteral("192.0.2.1"), 4 };
            report.steps += { at, QStringLiteral("tcp"), true, {}, 12 };
            report.steps += { at, QStringLiteral("tls"), true, QStringLiteral("TLS 1.3"), 30 };
            report.steps += { at, QStringLiteral("authentication"), true, QStringLiteral("SCRAM-SHA-256"), 25 };
        }
        return report;
    }, m_bodyDelay);
}

service::ResultJob<AccountId> *FakeMailService::addAccount(const Account &account, const service::AccountSecrets &)
{
    m_calls += QStringLiteral("addAccount ") + account.address;
    return later<AccountId>(QStringLiteral("Add account"), [this, account]() -> Result<AccountId> {
        if (const auto error = takeFailure())
            return *error;
        Account added = account;
        added.id = AccountId { m_nextId++ };
        for (Identity &identity : added.identities)
            identity.id = IdentityId { m_nextId++ };
        m_accounts += added;
        if (m_foldersAtOnce)
            addMailbox(added.id, QStringLiteral("INBOX"), MailboxRole::Inbox);
        ChangeSet changes;
        changes.accounts = true;
        changes.mailboxList = true;
        publish(changes);
        return added.id;
    });
}

service::Job *FakeMailService::updateAccount(const Account &account, const service::AccountSecrets &)
{
    return action(QStringLiteral("updateAccount %1").arg(account.id.value), [this, account]() -> Outcome {
        for (Account &known : m_accounts) {
            if (known.id == account.id)
                known = account;
        }
        ChangeSet changes;
        changes.accounts = true;
        publish(changes);
        return {};
    });
}

service::Job *FakeMailService::removeAccount(AccountId id)
{
    return action(QStringLiteral("removeAccount %1").arg(id.value), [this, id]() -> Outcome {
        m_accounts.removeIf([id](const Account &account) { return account.id == id; });
        m_mailboxes.removeIf([id](const Mailbox &mailbox) { return mailbox.account == id; });
        m_status.remove(id);
        ChangeSet changes;
        changes.accounts = true;
        changes.mailboxList = true;
        publish(changes);
        return {};
    });
}

service::Job *FakeMailService::providePassword(AccountId id, bool outgoing, const Secret &password, bool remember)
{
    m_lastPassword = QString::fromUtf8(password.reveal());
    return action(QStringLiteral("providePassword %1%2%3").arg(id.value).arg(outgoing ? QStringLiteral(" outgoing") : QString(),
                      remember ? QStringLiteral(" remember") : QString()),
        [] { return Outcome(); });
}

service::Job *FakeMailService::acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until)
{
    const QString end = until.isValid() ? QStringLiteral(" until ") + until.toUTC().date().toString(Qt::ISODate) : QString();
    return action(QStringLiteral("acceptCertificate %1:%2 %3").arg(host).arg(port).arg(QString::fromLatin1(sha256.toHex())) + end,
        [] { return Outcome(); });
}

service::Job *FakeMailService::revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256)
{
    return action(QStringLiteral("revokeCertificate %1:%2 %3").arg(host).arg(port).arg(QString::fromLatin1(sha256.toHex())), [this, sha256] {
        m_certificateExceptions.removeIf([&sha256](const CertificateException &one) { return one.sha256 == sha256; });
        return Outcome();
    });
}

service::Job *FakeMailService::acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength)
{
    return action(QStringLiteral("acceptWeaker %1 %2:%3 %4 %5")
                      .arg(id.value).arg(host).arg(port).arg(strength.tls ? QStringLiteral("tls") : QStringLiteral("clear")).arg(int(strength.proof)),
        [] { return Outcome(); });
}

// --- reading

Mailbox FakeMailService::counted(Mailbox mailbox) const
{
    mailbox.total = messageCount(mailbox.id);
    if (m_huge.contains(mailbox.id))
        return mailbox;
    for (const MessageId id : std::as_const(m_order[mailbox.id]))
        mailbox.unread += m_messages.value(id).flags.has(Flag::Seen) ? 0 : 1;
    return mailbox;
}

QList<Mailbox> FakeMailService::mailboxes(AccountId account) const
{
    QList<Mailbox> result;
    for (const Mailbox &mailbox : m_mailboxes) {
        if (!account.isValid() || mailbox.account == account)
            result += counted(mailbox);
    }
    return result;
}

QList<MessageId> &FakeMailService::sorted(MailboxId mailbox) const
{
    QList<MessageId> &order = m_order[mailbox];
    if (m_unsorted.remove(mailbox)) {
        std::sort(order.begin(), order.end(), [this](MessageId a, MessageId b) {
            const QDateTime dateA = m_messages.value(a).date;
            const QDateTime dateB = m_messages.value(b).date;
            return dateA != dateB ? dateA > dateB : a > b;
        });
    }
    return order;
}

qint64 FakeMailService::messageCount(MailboxId mailbox) const
{
    return m_huge.contains(mailbox) ? m_huge.value(mailbox) : m_order.value(mailbox).size();
}

MessageSummary FakeMailService::madeUp(MailboxId mailbox, qint64 row) const
{
    static const std::array names { "Ala Kowalska", "Ivana Horvat", "Иван Петров", "John Smith", "山田太郎" };
    MessageSummary summary;
    summary.id = MessageId { HugeBase * mailbox.value + row + 1 };
    summary.account = m_accounts.isEmpty() ? AccountId { 1 } : m_accounts.first().id;
    summary.mailbox = mailbox;
    summary.date = m_now.addSecs(-row * 611);
    summary.from = { QString::fromUtf8(names.at(std::size_t(row % 5))), QStringLiteral("person%1@example.org").arg(row % 997) };
    summary.subject = QStringLiteral("Message number %1").arg(row + 1);
    summary.preview = QStringLiteral("The first words of message %1, as they would stand in the list.").arg(row + 1);
    summary.flags = row % 7 == 0 ? Flags() : Flags(Flag::Seen);
    summary.hasBody = true;
    return summary;
}

QList<MessageSummary> FakeMailService::messages(MailboxId mailbox, qint64 offset, int limit) const
{
    QList<MessageSummary> result;
    const qint64 end = qMin(offset + limit, messageCount(mailbox));
    for (qint64 row = offset; row < end; ++row)
        result += m_huge.contains(mailbox) ? madeUp(mailbox, row) : m_messages.value(sorted(mailbox).at(row));
    return result;
}

QList<MessageSummary> FakeMailService::messagesAfter(MailboxId mailbox, ListCursor after, int limit) const
{
    return messages(mailbox, after.isNull() ? 0 : position(MessageId { after.id }) + 1, limit);
}

QList<MessageSummary> FakeMailService::summaries(const QList<MessageId> &ids) const
{
    QList<MessageSummary> result;
    for (const MessageId id : ids) {
        if (id.value > HugeBase)
            result += madeUp(MailboxId { id.value / HugeBase }, id.value % HugeBase - 1);
        else if (m_messages.contains(id))
            result += m_messages.value(id);
    }
    return result;
}

qint64 FakeMailService::position(MessageId id) const
{
    if (id.value > HugeBase)
        return id.value % HugeBase - 1;
    return m_messages.contains(id) ? sorted(m_messages.value(id).mailbox).indexOf(id) : -1;
}

service::ResultJob<service::MessageView> *FakeMailService::openMessage(MessageId id, const QString &charset)
{
    m_lastCharset = charset;
    return later<service::MessageView>(QStringLiteral("Loading the message"), [this, id] { return shownView(id); }, m_bodyDelay);
}

service::ResultJob<service::MessageView> *FakeMailService::openWithPictures(MessageId id, const QString &charset)
{
    m_lastCharset = charset;
    m_calls += QStringLiteral("openWithPictures %1").arg(id.value);
    return later<service::MessageView>(QStringLiteral("Loading the pictures"), [this, id] {
        auto view = shownView(id);
        if (!view)
            return view;
        for (const RemotePicture &picture : std::as_const(view->remotePictures)) {
            view->html += QStringLiteral("<p><img src=\"cid:%1\"></p>").arg(picture.id);
            if (m_remotePictures.contains(picture.url))
                view->resources.insert(picture.id, m_remotePictures.value(picture.url));
            else
                ++view->missingPictures;
        }
        return view;
    }, m_bodyDelay);
}

Result<service::MessageView> FakeMailService::shownView(MessageId id) const
{
    service::MessageView view = m_views.value(id);
    const QList<MessageSummary> summary = summaries({ id });
    if (summary.isEmpty())
        return Error::of(ErrorKind::NotFound);
    view.summary = summary.first();
    if (id.value > HugeBase) {
        view.envelope.subject = view.summary.subject;
        view.envelope.date = view.summary.date;
        view.envelope.from = AddressList::of({ view.summary.from });
        view.bodyAvailable = true;
        view.text = view.summary.preview;
    }
    if (view.html.isEmpty())
        view.html = QStringLiteral("<p>%1</p>").arg(view.text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    return view;
}

void FakeMailService::setRights(MailboxId mailbox, const MailboxRights &rights)
{
    for (Mailbox &candidate : m_mailboxes) {
        if (candidate.id == mailbox)
            candidate.rights = rights;
    }
    ChangeSet changes;
    changes.mailboxes.insert(mailbox);
    publish(changes);
}

Result<QByteArray> FakeMailService::rawMessage(MessageId id) const
{
    if (!m_messages.contains(id) || m_views.value(id).isPartial)
        return Error::of(ErrorKind::NotFound);
    const MessageSummary summary = m_messages.value(id);
    return QStringLiteral("From: %1\r\nSubject: %2\r\nDate: %3\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%4")
        .arg(summary.from.display(), summary.subject, summary.date.toString(Qt::RFC2822Date), m_views.value(id).text)
        .toUtf8();
}

service::Job *FakeMailService::fetchMessage(MessageId id)
{
    return action(QStringLiteral("fetchMessage %1").arg(id.value), [this, id]() -> Outcome {
        if (!m_views.contains(id))
            return Error::of(ErrorKind::NotFound);
        service::MessageView &view = m_views[id];
        view.isPartial = false;
        for (service::AttachmentView &attachment : view.attachments)
            attachment.isHere = true;
        ChangeSet changes;
        changes.changed.insert(id);
        publish(changes);
        return {};
    });
}

service::ResultJob<service::MailService::SearchResult> *FakeMailService::searchServer(const QString &query, AccountId account, MailboxId mailbox)
{
    m_calls += QStringLiteral("searchServer %1").arg(query);
    return later<SearchResult>(QStringLiteral("Searching on the server"), [this, query, account, mailbox]() -> Result<SearchResult> {
        if (const auto error = takeFailure())
            return *error;
        return search(query, account, mailbox, {}, 500);
    }, m_bodyDelay);
}

service::ResultJob<QByteArray> *FakeMailService::attachment(MessageId id, int part)
{
    return later<QByteArray>(QStringLiteral("Loading the attachment"), [this, id, part]() -> Result<QByteArray> {
        if (const auto error = takeFailure())
            return *error;
        return QStringLiteral("Attachment %1 of message %2\n").arg(part).arg(id.value).toUtf8();
    }, m_bodyDelay);
}

Result<service::MailService::SearchResult> FakeMailService::search(
    const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const
{
    if (query.trimmed() == u"\"")
        return Error { ErrorKind::InvalidInput, QStringLiteral("A quotation mark is not closed.") };
    QList<MessageSummary> all;
    for (const MessageSummary &summary : m_messages) {
        if ((account.isValid() && summary.account != account) || (mailbox.isValid() && summary.mailbox != mailbox))
            continue;
        const QString text = summary.subject + u' ' + summary.from.display() + u' ' + m_views.value(summary.id).text;
        if (text.contains(query.trimmed(), Qt::CaseInsensitive))
            all += summary;
    }
    std::sort(all.begin(), all.end(), [](const MessageSummary &a, const MessageSummary &b) {
        return a.date != b.date ? a.date > b.date : a.id > b.id;
    });
    SearchResult result;
    result.total = all.size();
    result.coverage = 0.92;
    result.milliseconds = 3;
    for (const MessageSummary &summary : std::as_const(all)) {
        const qint64 date = summary.date.toMSecsSinceEpoch();
        const bool behind = after.isNull() || date < after.dateMs || (date == after.dateMs && summary.id.value < after.id);
        if (behind && result.hits.size() < limit)
            result.hits += summary;
    }
    return result;
}

QList<Address> FakeMailService::completeAddress(const QString &prefix, int limit) const
{
    QMap<QString, Address> found;
    for (const MessageSummary &summary : m_messages) {
        const bool fits = summary.from.name.contains(prefix, Qt::CaseInsensitive)
            || summary.from.address.startsWith(prefix, Qt::CaseInsensitive);
        if (fits && !prefix.isEmpty())
            found.insert(summary.from.address, summary.from);
    }
    return found.values().mid(0, limit);
}

// --- changing

OperationId FakeMailService::record(const QString &text, std::function<ChangeSet()> undo)
{
    const OperationId id { m_nextId++ };
    m_undo += UndoEntry { id, text, std::move(undo) };
    return id;
}

ChangeSet FakeMailService::setFlags(MessageId id, const Flags &flags)
{
    ChangeSet changes;
    if (!m_messages.contains(id))
        return changes;
    m_messages[id].flags = flags;
    changes.changed.insert(id);
    changes.mailboxes.insert(m_messages[id].mailbox);
    return changes;
}

// A move keeps the id here: what the views see is "removed there, added here", as with a real store that keeps ids.
ChangeSet FakeMailService::place(MessageId id, MailboxId destination)
{
    ChangeSet changes;
    if (!m_messages.contains(id))
        return changes;
    MessageSummary &summary = m_messages[id];
    changes.mailboxes = { summary.mailbox, destination };
    changes.removed.insert(id);
    changes.added.insert(id);
    m_order[summary.mailbox].removeOne(id);
    summary.mailbox = destination;
    m_order[destination].append(id);
    m_unsorted.insert(destination);
    return changes;
}

service::ResultJob<OperationId> *FakeMailService::changeFlags(
    const QList<MessageId> &messages, const Flags &add, const Flags &remove)
{
    m_calls += QStringLiteral("changeFlags %1 +%2 -%3").arg(idTexts(messages).join(u','), add.names().join(u','), remove.names().join(u','));
    return later<OperationId>(QStringLiteral("Change flags"), [=, this]() -> Result<OperationId> {
        if (const auto error = takeFailure())
            return *error;
        QHash<MessageId, Flags> before;
        ChangeSet changes;
        for (const MessageId id : messages) {
            before.insert(id, m_messages.value(id).flags);
            changes.unite(setFlags(id, m_messages.value(id).flags.changed(add, remove)));
        }
        publish(changes);
        return record(QStringLiteral("Mark %1 messages").arg(messages.size()), [this, before] {
            ChangeSet back;
            for (auto it = before.begin(); it != before.end(); ++it)
                back.unite(setFlags(it.key(), it.value()));
            return back;
        });
    });
}

Result<OperationId> FakeMailService::moveNow(const QList<MessageId> &messages, MailboxId destination)
{
    QHash<MessageId, MailboxId> before;
    ChangeSet changes;
    for (const MessageId id : messages) {
        before.insert(id, m_messages.value(id).mailbox);
        changes.unite(place(id, destination));
    }
    publish(changes);
    return record(QStringLiteral("Move %1 messages").arg(messages.size()), [this, before] {
        ChangeSet back;
        for (auto it = before.begin(); it != before.end(); ++it)
            back.unite(place(it.key(), it.value()));
        return back;
    });
}

service::ResultJob<OperationId> *FakeMailService::move(const QList<MessageId> &messages, MailboxId destination)
{
    m_calls += QStringLiteral("move %1 → %2").arg(idTexts(messages).join(u',')).arg(destination.value);
    return later<OperationId>(QStringLiteral("Move"), [=, this]() -> Result<OperationId> {
        if (const auto error = takeFailure())
            return *error;
        return moveNow(messages, destination);
    });
}

service::ResultJob<OperationId> *FakeMailService::copy(const QList<MessageId> &messages, MailboxId destination)
{
    m_calls += QStringLiteral("copy %1 → %2").arg(idTexts(messages).join(u',')).arg(destination.value);
    return later<OperationId>(QStringLiteral("Copy"), [=, this]() -> Result<OperationId> {
        if (const auto error = takeFailure())
            return *error;
        for (const MessageId id : messages)
            addMessage(destination, m_messages.value(id), m_views.value(id).text, m_views.value(id).html);
        return record(QStringLiteral("Copy %1 messages").arg(messages.size()), [] { return ChangeSet(); });
    });
}

service::ResultJob<OperationId> *FakeMailService::moveToRole(const QList<MessageId> &messages, MailboxRole role)
{
    m_calls += QStringLiteral("moveToRole %1 %2").arg(idTexts(messages).join(u','), roleName(role));
    return later<OperationId>(QStringLiteral("Move"), [=, this]() -> Result<OperationId> {
        if (const auto error = takeFailure())
            return *error;
        if (messages.isEmpty() || !m_messages.contains(messages.first()))
            return Error::of(ErrorKind::NotFound);
        const AccountId account = m_messages.value(messages.first()).account;
        MailboxId destination = mailboxOf(account, role);
        if (!destination.isValid())
            destination = addMailbox(account, roleName(role), role);
        return moveNow(messages, destination);
    });
}

service::ResultJob<Undone> *FakeMailService::undo(OperationId id)
{
    m_calls += QStringLiteral("undo");
    return later<Undone>(QStringLiteral("Undo"), [=, this]() -> Result<Undone> {
        for (qsizetype i = m_undo.size() - 1; i >= 0; --i) {
            if (id.isValid() && m_undo.at(i).id != id)
                continue;
            const UndoEntry entry = m_undo.takeAt(i);
            publish(entry.undo());
            return Undone { entry.id, entry.id };
        }
        return Error::of(ErrorKind::NotFound);
    });
}

QString FakeMailService::undoText() const
{
    return m_undo.isEmpty() ? QString() : m_undo.last().text;
}

service::Job *FakeMailService::retryOperation(OperationId id)
{
    return action(QStringLiteral("retryOperation %1").arg(id.value), [] { return Outcome(); });
}

service::Job *FakeMailService::cancelOperation(OperationId id)
{
    return action(QStringLiteral("cancelOperation %1").arg(id.value), [this, id]() -> Outcome {
        QList<Operation> rest = m_operations;
        rest.removeIf([id](const Operation &operation) { return operation.id == id; });
        setOperations(rest);
        return {};
    });
}

} // namespace golub::tests
