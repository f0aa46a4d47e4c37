// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/Ctl.h"

#include "app/Composition.h"
#include "app/golubctl/JsonOutput.h"
#include "core/base/Clock.h"
#include "core/base/TextSafety.h"
#include "core/store/MessageStore.h"
#include "core/store/StoreReader.h"
#include "core/sync/MessageAnalysis.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace golub::ctl {
namespace {

using namespace std::chrono_literals;
constexpr auto LastAnswerWithin = 60s;

const char Usage[] = R"(golubctl [--profile DIR] [--json] COMMAND ...

  account add --file A.json [--password-stdin] [--client-secret-stdin] | list | show ID | remove ID
  account test ID [--send-to-self] | discover ADDRESS [--send-address]
  account sign-in ID [--client-secret-stdin] | sign-out ID | grant ID
  trust list | accept HOST:PORT SHA256 [--days N] | revoke HOST:PORT [SHA256] | weaker ACCOUNT HOST:PORT PROTECTION
  sync [ACCOUNT...] [--mailbox NAME] [--headers-only] [--audit] [--no-index]
  mailboxes [ACCOUNT]
  list MAILBOX [--account A] [--limit N] [--after CURSOR] [--threads]
  show ID [--raw | --text | --headers]
  attachments ID | attachment ID PART FILE|-
  search QUERY [--limit N] [--account A] [--mailbox NAME] [--server]
  flag ID... +seen -flagged +keyword
  move ID... MAILBOX | copy ID... MAILBOX | delete ID... | archive ID... | junk ID...
  draft list | save --file D.json [N] | open ID | remove N
  operations list [--open] [--limit N] | retry N | cancel N
  undo [N]
  send --file D.json | --eml FILE [--account A] [--at TIME [--held-by-server]] [--undo SECONDS] [--wait]
  redirect ID ADDRESS... [--account A] [--wait]
  outbox list | retry ID | cancel ID | resolve ID sent|unsent | look ID
  receipt ID [send|decline] [--wait]
  clean [--seconds N]
  inspect FILE|-
  import mbox|maildir|eml PATH --into MAILBOX [--account A]
  export MAILBOX mbox|maildir|eml PATH [--account A]

Exit status: 0 done, 1 refused or failed, 2 usage, 3 needs the user, 4 offline or timed out.
)";

void print(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

//! What strangers wrote must not steer the terminal.
QByteArray onTerminal(const QString &text)
{
    return textsafety::printableLines(text, text.size() + 1).toUtf8() + '\n';
}

QByteArray toBytes(const QJsonValue &json)
{
    if (json.isArray())
        return QJsonDocument(json.toArray()).toJson(QJsonDocument::Indented);
    return QJsonDocument(json.toObject()).toJson(QJsonDocument::Indented);
}

} // namespace

int Ctl::exitStatus(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline:
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Timeout:
        return 4;
    case ErrorKind::CredentialMissing:
    case ErrorKind::AuthFailed:
    case ErrorKind::CertificateRejected:
    case ErrorKind::Weakened:
    case ErrorKind::UnknownDelivery:
        return 3;
    default:
        return 1;
    }
}

Ctl::Ctl(Arguments arguments, const QString &problem) : m_arguments(std::move(arguments)), m_problem(problem) { }

Ctl::~Ctl()
{
    m_service.reset(); // before the thread it posts to
    m_engine.quit();
    m_engine.wait();
}

void Ctl::start()
{
    if (!m_problem.isEmpty()) {
        usage(m_problem);
        return;
    }
    if (m_arguments.version) {
        done(QJsonObject { { QStringLiteral("version"), QStringLiteral(GOLUB_VERSION) } }, QStringLiteral("golubctl " GOLUB_VERSION));
        return;
    }
    if (m_arguments.help) {
        print(Usage);
        end(0);
        return;
    }
    if (m_arguments.has(QStringLiteral("limit")) && m_arguments.value(QStringLiteral("limit")).toInt() < 1) {
        usage(tr("--limit takes a number from 1 on."));
        return;
    }
    m_directory = app::profileDirectory(m_arguments.profile);
    const QString command = m_arguments.word(0);
    const QString second = m_arguments.word(1);
    struct Entry {
        QLatin1String command;
        QLatin1String second; //!< empty: whatever follows
        std::function<void()> run;
    };
    const auto entry = [](const char *first, const char *next, std::function<void()> run) {
        return Entry { QLatin1String(first), QLatin1String(next), std::move(run) };
    };
    const QList<Entry> table {
        entry("account", "add", [this] { accountAdd(); }),
        entry("account", "list", [this] { accountList(); }),
        entry("account", "show", [this] { accountShow(); }),
        entry("account", "remove", [this] { accountRemove(); }),
        entry("account", "test", [this] { accountTest(); }),
        entry("account", "discover", [this] { accountDiscover(); }),
        entry("account", "sign-in", [this] { accountSignIn(); }),
        entry("account", "sign-out", [this] { accountSignOut(); }),
        entry("account", "grant", [this] { accountGrant(); }),
        entry("trust", "list", [this] { trust(); }),
        entry("trust", "accept", [this] { trust(); }),
        entry("trust", "revoke", [this] { trust(); }),
        entry("trust", "weaker", [this] { trust(); }),
        entry("sync", "", [this] { synchronize(); }),
        entry("mailboxes", "", [this] { mailboxes(); }),
        entry("list", "", [this] { list(); }),
        entry("show", "", [this] { show(); }),
        entry("search", "", [this] { search(); }),
        entry("flag", "", [this] { flag(); }),
        entry("move", "", [this] { moveOrCopy(false); }),
        entry("copy", "", [this] { moveOrCopy(true); }),
        entry("delete", "", [this] { moveToRole(MailboxRole::Trash); }),
        entry("archive", "", [this] { moveToRole(MailboxRole::Archive); }),
        entry("junk", "", [this] { moveToRole(MailboxRole::Junk); }),
        entry("attachments", "", [this] { attachments(); }),
        entry("attachment", "", [this] { attachment(); }),
        entry("draft", "list", [this] { draftList(); }),
        entry("draft", "save", [this] { draftSave(); }),
        entry("draft", "open", [this] { draftOpen(); }),
        entry("draft", "remove", [this] { draftRemove(); }),
        entry("operations", "list", [this] { operationsList(); }),
        entry("operations", "retry", [this] { operationsChange(); }),
        entry("operations", "cancel", [this] { operationsChange(); }),
        entry("undo", "", [this] { undo(); }),
        entry("clean", "", [this] { clean(); }),
        entry("send", "", [this] { send(); }),
        entry("redirect", "", [this] { redirect(); }),
        entry("outbox", "list", [this] { outboxList(); }),
        entry("outbox", "retry", [this] { outboxChange(); }),
        entry("outbox", "cancel", [this] { outboxChange(); }),
        entry("outbox", "resolve", [this] { outboxChange(); }),
        entry("outbox", "look", [this] { outboxChange(); }),
        entry("receipt", "", [this] { receipt(); }),
        entry("inspect", "", [this] { inspect(); }),
        entry("import", "", [this] { importMessages(); }),
        entry("export", "", [this] { exportMessages(); }),
    };
    for (const Entry &candidate : table) {
        if (candidate.command == command && (candidate.second.isEmpty() || candidate.second == second)) {
            candidate.run();
            return;
        }
    }
    usage(command.isEmpty() ? tr("Which command?") : tr("There is no command \"%1\".").arg(m_arguments.words.mid(0, 2).join(u' ')));
}

void Ctl::end(int status)
{
    if (m_ended)
        return;
    m_ended = true;
    // A message in the middle of being handed over would be uncertain for ever: its answer is waited for, and no other one is begun.
    if (!m_service || !m_reader || !isInOutbox({ OutboxState::Sending })) {
        leave(status);
        return;
    }
    m_service->setOffline(true);
    connect(m_service.get(), &Service::changed, this, [this, status] {
        if (!isInOutbox({ OutboxState::Sending }))
            leave(status);
    });
    QTimer::singleShot(LastAnswerWithin, this, [this, status] { leave(status); });
}

void Ctl::leave(int status)
{
    // Later: the loop may not run yet, and a job may be in the middle of its signal.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [status] { QCoreApplication::exit(status); }, Qt::QueuedConnection);
}

void Ctl::done(const QJsonValue &json, const QString &text)
{
    if (m_ended)
        return;
    if (m_arguments.json)
        print(toBytes(json));
    else if (!text.isEmpty())
        print(onTerminal(text));
    end(0);
}

void Ctl::fail(const Error &why)
{
    Error error = why;
    const QString command = signInAdvice(why);
    error.text = QStringList { why.text, command }.join(u' ').trimmed();
    if (!why.advice.isEmpty())
        error.advice = QStringList { why.advice, command }.join(u' ').trimmed();
    printFailure({ { QStringLiteral("error"), toJson(error) } }, error);
}

void Ctl::printFailure(const QJsonObject &json, const Error &error)
{
    if (m_ended)
        return;
    if (m_arguments.json)
        print(toBytes(json));
    complain(error);
}

void Ctl::complain(const Error &error)
{
    std::cerr << "golubctl: " << sentenceOf(error).toStdString() << '\n';
    for (const QString &more : { error.page, replyOf(error), error.detail }) {
        if (!more.trimmed().isEmpty())
            std::cerr << "  " << more.trimmed().toStdString() << '\n';
    }
    adviseTrust(error);
    end(exitStatus(error.kind));
}

//! Some of it went well and is told; the status says that not all did.
void Ctl::doneInPart(const QJsonArray &results, const QString &text, const Error &error)
{
    if (m_ended)
        return;
    if (m_arguments.json)
        print(toBytes(QJsonObject { { QStringLiteral("results"), results }, { QStringLiteral("error"), toJson(error) } }));
    else if (!text.isEmpty())
        print(onTerminal(text));
    complain(error);
}

void Ctl::usage(const QString &problem)
{
    if (m_arguments.json) {
        print(toBytes(QJsonObject {
            { QStringLiteral("error"), QJsonObject { { QStringLiteral("kind"), QStringLiteral("usage") }, { QStringLiteral("text"), problem },
                                           { QStringLiteral("detail"), QString() } } } }));
    }
    std::cerr << "golubctl: " << problem.toStdString() << "\n\n" << Usage;
    end(2);
}

bool Ctl::openReader()
{
    auto reader = store::StoreReader::open(m_directory);
    if (!reader && reader.error().kind == ErrorKind::Storage) {
        // An older version's: only a writer brings it up to date. Where there is no window, nobody else does.
        SystemClock clock;
        if (store::MessageStore::open(m_directory, clock, sync::analyze))
            reader = store::StoreReader::open(m_directory);
    }
    if (!reader) {
        if (reader.error().kind == ErrorKind::NotFound)
            fail(Error { ErrorKind::NotFound, tr("There is no profile in %1 yet. Add an account first.").arg(m_directory) });
        else
            fail(reader.error());
        return false;
    }
    m_reader = std::move(*reader);
    return true;
}

void Ctl::withService(std::function<void()> then)
{
    // Only an account that is added makes a profile; whatever else is asked for needs one.
    if (!(m_arguments.word(0) == u"account" && m_arguments.word(1) == u"add") && !m_reader && !openReader())
        return;
    if (const Outcome made = app::makeProfileDirectory(m_directory); !made) {
        fail(made.error());
        return;
    }
    m_engine.setObjectName(QStringLiteral("engine"));
    m_engine.start();
    app::openService(m_directory, false, &m_engine, this, [this, then = std::move(then)](Result<std::unique_ptr<Service>> opened) {
        if (!opened) {
            fail(opened.error());
            return;
        }
        m_service = std::move(*opened);
        connect(m_service.get(), &Service::userNeeded, this, &Ctl::askPassword);
        connect(m_service.get(), &Service::noticed, this, [](const QString &text) { std::cerr << text.toStdString() << std::endl; });
        if (openReader())
            then();
    }, needsKeychain());
}

//! Setting up may put something into it; else it is where an account says so.
bool Ctl::needsKeychain() const
{
    const auto accounts = m_reader ? m_reader->accounts() : Result<QList<Account>>(Error::of(ErrorKind::NotFound));
    const auto uses = [](const Account &account) {
        const bool certificate = !account.incoming.clientCertificate.isEmpty() || !account.outgoing.clientCertificate.isEmpty();
        return account.secretSource == SecretSource::Keychain || account.oauth.isUsed() || certificate;
    };
    return m_arguments.word(0) == u"account" || !accounts || std::any_of(accounts->begin(), accounts->end(), uses);
}

//! At a terminal the password is asked for, once a request; elsewhere the command that needed it fails by itself.
void Ctl::askPassword(const service::UserRequest &request)
{
    if (m_ended)
        return;
    const bool canAsk = request.kind == service::UserRequest::Kind::Password && isatty(STDIN_FILENO);
    if (m_failsInPart && !canAsk) {
        if (request.outgoing) // else its report says why
            std::cerr << "golubctl: " << request.accountName.toStdString() << ": " << sentenceOf(request.error).toStdString() << '\n';
        return;
    }
    if (request.kind == service::UserRequest::Kind::SignIn) {
        failForSignIn(request);
        return;
    }
    if (canAsk) {
        const auto password = passwordFromTerminal(request.outgoing ? tr("Password of %1 for sending: ").arg(request.accountName)
                                                                    : tr("Password of %1: ").arg(request.accountName));
        if (password) {
            m_service->providePassword(request.account, request.outgoing, *password, false);
            return;
        }
    }
    fail(request.error);
}

std::optional<Secret> Ctl::passwordFromTerminal(const QString &prompt)
{
    termios before {};
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return std::nullopt;
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    std::cerr << prompt.toStdString() << std::flush;
    std::string line;
    std::getline(std::cin, line);
    std::cerr << '\n';
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    return line.empty() ? std::nullopt : std::optional(Secret(QByteArray::fromStdString(line)));
}

QString Ctl::accountName(AccountId id) const
{
    const auto accounts = m_reader->accounts();
    for (const Account &account : accounts.value_or({})) {
        if (account.id == id)
            return account.name;
    }
    return {};
}

//! By id, name or address.
Result<AccountId> Ctl::accountNamed(const QString &name) const
{
    const auto accounts = m_reader->accounts();
    if (!accounts)
        return accounts.error();
    for (const Account &account : *accounts) {
        if (QString::number(account.id.value) == name || account.name.compare(name, Qt::CaseInsensitive) == 0
            || account.address.compare(name, Qt::CaseInsensitive) == 0)
            return account.id;
    }
    return Error { ErrorKind::NotFound, tr("There is no account \"%1\". \"golubctl account list\" shows them.").arg(name) };
}

//! By path, role or id, in the account of --account or in the first that has it.
Result<Mailbox> Ctl::mailboxNamed(const QString &name) const
{
    AccountId account;
    if (m_arguments.has(QStringLiteral("account"))) {
        const auto found = accountNamed(m_arguments.value(QStringLiteral("account")));
        if (!found)
            return found.error();
        account = *found;
    }
    const auto all = m_reader->mailboxes(account);
    if (!all)
        return all.error();
    for (const Mailbox &mailbox : *all) {
        if (mailbox.name.path == name)
            return mailbox;
    }
    for (const Mailbox &mailbox : *all) {
        if (mailbox.name.path.compare(name, Qt::CaseInsensitive) == 0
            || (mailbox.role != MailboxRole::None && roleName(mailbox.role).compare(name, Qt::CaseInsensitive) == 0))
            return mailbox;
    }
    for (const Mailbox &mailbox : *all) {
        if (QString::number(mailbox.id.value) == name)
            return mailbox;
    }
    return Error { ErrorKind::NotFound, tr("There is no folder \"%1\". \"golubctl mailboxes\" shows them.").arg(name) };
}

std::optional<QList<MessageId>> Ctl::messageIds(const QStringList &words)
{
    QList<MessageId> ids;
    for (const QString &word : words) {
        bool ok = false;
        const qint64 value = word.toLongLong(&ok);
        if (!ok || value <= 0) {
            usage(tr("\"%1\" is not a message id. \"golubctl list\" shows them.").arg(word));
            return std::nullopt;
        }
        ids.append(MessageId { value });
    }
    if (ids.isEmpty()) {
        usage(tr("Which messages?"));
        return std::nullopt;
    }
    return ids;
}

QByteArray Ctl::readInput(const QString &path, Error *error) const
{
    QFile file(path);
    const bool opened = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened) {
        *error = Error { ErrorKind::NotFound, tr("The file %1 cannot be read: %2").arg(path, file.errorString()) };
        return {};
    }
    return file.readAll();
}

} // namespace golub::ctl
