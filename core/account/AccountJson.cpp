// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/AccountJson.h"

#include "core/account/JsonReader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <array>

namespace golub::account {
namespace {

struct AuthName {
    AuthMethod method;
    const char *name;
};
constexpr std::array AuthNames {
    AuthName { AuthMethod::Auto, "auto" }, AuthName { AuthMethod::Plain, "plain" }, AuthName { AuthMethod::Login, "login" },
    AuthName { AuthMethod::CramMd5, "cram-md5" }, AuthName { AuthMethod::ScramSha1, "scram-sha-1" },
    AuthName { AuthMethod::ScramSha256, "scram-sha-256" }, AuthName { AuthMethod::ScramSha512, "scram-sha-512" }, AuthName { AuthMethod::XOAuth2, "xoauth2" },
    AuthName { AuthMethod::OAuthBearer, "oauthbearer" }, AuthName { AuthMethod::External, "external" }, AuthName { AuthMethod::Gssapi, "gssapi" },
    AuthName { AuthMethod::None, "none" }, AuthName { AuthMethod::Apop, "apop" },
};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Account)
};

Security readSecurity(JsonReader &json)
{
    const QString name = json.text(QStringLiteral("security"), QStringLiteral("tls"));
    if (name == u"tls")
        return Security::Tls;
    if (name == u"starttls")
        return Security::StartTls;
    if (name != u"none")
        json.fail(QStringLiteral("security"), Text::tr("use tls, starttls or none"));
    return Security::None;
}

AuthMethod readAuth(JsonReader &json)
{
    const QString name = json.text(QStringLiteral("auth"), QStringLiteral("auto")).toLower();
    for (const AuthName &known : AuthNames) {
        if (name == QLatin1String(known.name))
            return known.method;
    }
    json.fail(QStringLiteral("auth"), Text::tr("this sign-in method is not known"));
    return AuthMethod::Auto;
}

ServerSettings readServer(JsonReader json, const QString &caFile)
{
    ServerSettings server;
    server.host = json.text(QStringLiteral("host"));
    const qint64 port = json.number(QStringLiteral("port"), 0);
    if (port < 0 || port > 65535)
        json.fail(QStringLiteral("port"), Text::tr("a port is a number from 1 to 65535"));
    else
        server.port = quint16(port);
    server.security = readSecurity(json);
    server.user = json.text(QStringLiteral("user"));
    server.auth = readAuth(json);
    server.allowCleartext = json.boolean(QStringLiteral("allow_cleartext"), false);
    server.caFile = json.text(QStringLiteral("ca_file"), caFile);
    server.clientCertificate = json.text(QStringLiteral("client_certificate"));
    server.tellName = json.boolean(QStringLiteral("tell_name"), true);
    json.finish();
    return server;
}

LeaveOnServer readLeaveOnServer(JsonReader json)
{
    const QString name = json.text(QStringLiteral("leave_on_server"), QStringLiteral("always"));
    json.finish();
    if (name == u"always")
        return {};
    if (name == u"never")
        return { LeaveOnServer::Policy::Never };
    if (name == u"until_deleted")
        return { LeaveOnServer::Policy::UntilDeleted };
    bool ok = false;
    const int days = name.startsWith(u"days:") ? QStringView(name).sliced(5).toInt(&ok) : 0;
    if (!ok || days < 1 || days > 36500)
        json.fail(QStringLiteral("leave_on_server"), Text::tr("use always, never, until_deleted or days:N"));
    return { LeaveOnServer::Policy::Days, days };
}

SyncLimits readSyncLimits(JsonReader json)
{
    SyncLimits limits;
    limits.headersOnly = json.boolean(QStringLiteral("headers_only"), false);
    const qint64 days = json.number(QStringLiteral("days"), 0);
    limits.maxSize = json.number(QStringLiteral("max_size"), 0);
    limits.folders = json.texts(QStringLiteral("folders"));
    limits.index = json.boolean(QStringLiteral("index"), true);
    json.finish();
    if (days < 0 || days > 36500 || limits.maxSize < 0)
        json.fail(QStringLiteral("days"), Text::tr("days and max_size are numbers from 0; 0 is no limit"));
    else
        limits.days = int(days);
    return limits;
}

QJsonObject syncLimitsToJson(const SyncLimits &limits)
{
    return { { QStringLiteral("headers_only"), limits.headersOnly }, { QStringLiteral("days"), limits.days },
        { QStringLiteral("max_size"), limits.maxSize }, { QStringLiteral("folders"), QJsonArray::fromStringList(limits.folders) },
        { QStringLiteral("index"), limits.index } };
}

OAuthSettings readOAuth(JsonReader json)
{
    OAuthSettings oauth { json.text(QStringLiteral("provider")), json.text(QStringLiteral("client_id")), json.text(QStringLiteral("tenant")),
        json.text(QStringLiteral("login")), json.text(QStringLiteral("scopes")) };
    json.finish();
    return oauth;
}

QJsonObject oauthToJson(const OAuthSettings &oauth)
{
    return { { QStringLiteral("provider"), oauth.provider }, { QStringLiteral("client_id"), oauth.clientId },
        { QStringLiteral("tenant"), oauth.tenant }, { QStringLiteral("login"), oauth.login }, { QStringLiteral("scopes"), oauth.scopes } };
}

using SentCopy = SendingPreferences::SentCopy;
using Receipts = SendingPreferences::Receipts;

template<class Value>
struct Word {
    Value value;
    const char *word;
};
constexpr std::array SentCopyWords { Word { SentCopy::FindOut, "auto" }, Word { SentCopy::Save, "save" }, Word { SentCopy::ByServer, "server" } };
constexpr std::array ReceiptsWords { Word { Receipts::Ask, "ask" }, Word { Receipts::Never, "never" }, Word { Receipts::Always, "always" } };

template<class Words>
auto readWord(JsonReader &json, const QString &key, const Words &words, const QString &advice)
{
    const QString text = json.text(key, QLatin1String(words.front().word));
    for (const auto &known : words) {
        if (text == QLatin1String(known.word))
            return known.value;
    }
    json.fail(key, advice);
    return words.front().value;
}

template<class Words, class Value>
QString wordOf(const Words &words, Value value)
{
    for (const auto &known : words) {
        if (known.value == value)
            return QLatin1String(known.word);
    }
    return {};
}

SendingPreferences readSending(JsonReader json)
{
    SendingPreferences sending;
    sending.sentCopy = readWord(json, QStringLiteral("sent_copy"), SentCopyWords, Text::tr("use auto, save or server"));
    sending.receipts = readWord(json, QStringLiteral("receipts"), ReceiptsWords, Text::tr("use ask, never or always"));
    sending.userAgent = json.boolean(QStringLiteral("user_agent"), false);
    sending.utcDates = json.boolean(QStringLiteral("utc_dates"), false);
    return sending;
}

QJsonObject sendingToJson(const SendingPreferences &sending)
{
    return { { QStringLiteral("sent_copy"), wordOf(SentCopyWords, sending.sentCopy) },
        { QStringLiteral("receipts"), wordOf(ReceiptsWords, sending.receipts) }, { QStringLiteral("user_agent"), sending.userAgent },
        { QStringLiteral("utc_dates"), sending.utcDates } };
}

QList<Identity> readIdentities(JsonReader &json)
{
    QList<Identity> identities;
    for (JsonReader item : json.objects(QStringLiteral("identities"))) {
        Identity identity;
        identity.name = item.text(QStringLiteral("name"));
        identity.address = item.text(QStringLiteral("address"));
        identity.replyTo = item.text(QStringLiteral("reply_to"));
        identity.signature = item.text(QStringLiteral("signature"));
        item.finish();
        identities += identity;
    }
    return identities;
}

void readSecret(JsonReader json, Account &account)
{
    const QString source = json.text(QStringLiteral("source"), QStringLiteral("keychain"));
    account.secretCommand = json.texts(QStringLiteral("command"));
    json.finish();
    if (source == u"keychain")
        account.secretSource = SecretSource::Keychain;
    else if (source == u"prompt")
        account.secretSource = SecretSource::Prompt;
    else if (source == u"command")
        account.secretSource = SecretSource::Command;
    else
        json.fail(QStringLiteral("source"), Text::tr("use keychain, command or prompt"));
    if (source == u"command" && account.secretCommand.isEmpty())
        json.fail(QStringLiteral("command"), Text::tr("name the program and its arguments"));
}

quint16 defaultPort(bool incoming, IncomingProtocol protocol, Security security)
{
    if (!incoming)
        return security == Security::Tls ? 465 : 587;
    if (protocol == IncomingProtocol::Imap)
        return security == Security::Tls ? 993 : 143;
    return security == Security::Tls ? 995 : 110;
}

void fillDefaults(Account &account)
{
    if (account.name.isEmpty())
        account.name = account.address;
    if (account.identities.isEmpty() && !account.address.isEmpty())
        account.identities += Identity { {}, {}, account.address };
    for (Identity &identity : account.identities) {
        if (identity.address.isEmpty())
            identity.address = account.address;
    }
    if (account.incoming.port == 0)
        account.incoming.port = defaultPort(true, account.protocol, account.incoming.security);
    if (account.outgoing.port == 0)
        account.outgoing.port = defaultPort(false, account.protocol, account.outgoing.security);
    if (account.incoming.user.isEmpty())
        account.incoming.user = account.address;
}

QJsonObject serverToJson(const ServerSettings &server)
{
    QJsonObject json { { QStringLiteral("host"), server.host }, { QStringLiteral("port"), server.port },
        { QStringLiteral("security"), server.security == Security::Tls ? QStringLiteral("tls")
                : server.security == Security::StartTls ? QStringLiteral("starttls") : QStringLiteral("none") },
        { QStringLiteral("user"), server.user } };
    for (const AuthName &known : AuthNames) {
        if (known.method == server.auth)
            json.insert(QStringLiteral("auth"), QLatin1String(known.name));
    }
    if (server.allowCleartext)
        json.insert(QStringLiteral("allow_cleartext"), true);
    if (!server.clientCertificate.isEmpty())
        json.insert(QStringLiteral("client_certificate"), server.clientCertificate);
    if (!server.tellName)
        json.insert(QStringLiteral("tell_name"), false);
    return json;
}

QString leaveOnServerName(const LeaveOnServer &leave)
{
    switch (leave.policy) {
    case LeaveOnServer::Policy::Always:
        return QStringLiteral("always");
    case LeaveOnServer::Policy::Never:
        return QStringLiteral("never");
    case LeaveOnServer::Policy::UntilDeleted:
        return QStringLiteral("until_deleted");
    case LeaveOnServer::Policy::Days:
        break;
    }
    return QStringLiteral("days:%1").arg(leave.days);
}

QStringList problemsOf(const ServerSettings &server, const QString &which)
{
    QStringList problems;
    static const QString Forbidden = QStringLiteral(" \t\r\n/@\"'<>\\");
    const bool strange = std::any_of(server.host.begin(), server.host.end(), [](QChar c) { return Forbidden.contains(c) || c.unicode() < 0x21; });
    if (server.host.isEmpty())
        problems += Text::tr("Enter the name of the %1 server.").arg(which);
    else if (strange || server.host.size() > 255)
        problems += Text::tr("The name of the %1 server must not hold blanks or other special characters.").arg(which);
    if (server.port == 0)
        problems += Text::tr("Enter the port of the %1 server.").arg(which);
    if (server.security == Security::None && !server.isLoopback() && !server.allowCleartext)
        problems += Text::tr("Without encryption anybody on the way to the %1 server could read the password. Choose TLS or STARTTLS.").arg(which);
    if (!server.caFile.isEmpty() && !QFileInfo(server.caFile).isFile())
        problems += Text::tr("The certificate file %1 does not exist.").arg(server.caFile);
    if (!server.clientCertificate.isEmpty() && !QFileInfo(server.clientCertificate).isFile())
        problems += Text::tr("The certificate file %1 does not exist.").arg(server.clientCertificate);
    if (server.auth == AuthMethod::External && server.clientCertificate.isEmpty())
        problems += Text::tr("Choose the file with your certificate for the %1 server, or another way to sign in.").arg(which);
    return problems;
}

bool hasDomain(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    const bool blanks = std::any_of(address.begin(), address.end(), [](QChar c) { return c.isSpace() || c.unicode() < 0x20 || c == u'<' || c == u'>'; });
    return at > 0 && at + 1 < address.size() && !blanks;
}

} // namespace

Result<Account> accountFromJson(const QJsonObject &object)
{
    JsonErrors errors;
    JsonReader json(object, {}, errors);
    Account account;
    account.name = json.text(QStringLiteral("name"));
    account.address = json.text(QStringLiteral("address"));
    account.identities = readIdentities(json);
    const QString caFile = json.text(QStringLiteral("ca_file"));
    JsonReader incoming = json.object(QStringLiteral("incoming"));
    const QString protocol = incoming.text(QStringLiteral("protocol"), QStringLiteral("imap"));
    if (protocol != u"imap" && protocol != u"pop3")
        incoming.fail(QStringLiteral("protocol"), Text::tr("use imap or pop3"));
    account.protocol = protocol == u"pop3" ? IncomingProtocol::Pop3 : IncomingProtocol::Imap;
    account.incoming = readServer(incoming, caFile);
    account.outgoing = readServer(json.object(QStringLiteral("outgoing")), caFile);
    readSecret(json.object(QStringLiteral("secret")), account);
    account.leaveOnServer = readLeaveOnServer(json.object(QStringLiteral("pop3")));
    account.sync = readSyncLimits(json.object(QStringLiteral("sync")));
    json.skip(QStringLiteral("quarantine"));
    json.skip(QStringLiteral("quota"));
    account.oauth = readOAuth(json.object(QStringLiteral("oauth")));
    account.sending = readSending(json.object(QStringLiteral("compose")));
    json.skip(QStringLiteral("id"));
    json.finish();
    if (!errors.isEmpty())
        return errors.toError();
    fillDefaults(account);
    const QStringList problems = problemsOf(account);
    if (!problems.isEmpty())
        return Error { ErrorKind::InvalidInput, problems.join(u'\n') };
    return account;
}

QJsonObject accountToJson(const Account &account)
{
    QJsonArray identities;
    for (const Identity &identity : account.identities) {
        identities += QJsonObject { { QStringLiteral("name"), identity.name }, { QStringLiteral("address"), identity.address },
            { QStringLiteral("reply_to"), identity.replyTo }, { QStringLiteral("signature"), identity.signature } };
    }
    QJsonObject incoming = serverToJson(account.incoming);
    incoming.insert(QStringLiteral("protocol"), account.protocol == IncomingProtocol::Imap ? QStringLiteral("imap") : QStringLiteral("pop3"));
    QJsonObject outgoing = serverToJson(account.outgoing);
    QJsonObject json { { QStringLiteral("name"), account.name }, { QStringLiteral("address"), account.address },
        { QStringLiteral("identities"), identities } };
    if (account.incoming.caFile == account.outgoing.caFile) {
        if (!account.incoming.caFile.isEmpty())
            json.insert(QStringLiteral("ca_file"), account.incoming.caFile);
    } else {
        incoming.insert(QStringLiteral("ca_file"), account.incoming.caFile);
        outgoing.insert(QStringLiteral("ca_file"), account.outgoing.caFile);
    }
    json.insert(QStringLiteral("incoming"), incoming);
    json.insert(QStringLiteral("outgoing"), outgoing);
    QJsonObject secret { { QStringLiteral("source"), account.secretSource == SecretSource::Keychain ? QStringLiteral("keychain")
            : account.secretSource == SecretSource::Command ? QStringLiteral("command") : QStringLiteral("prompt") } };
    if (!account.secretCommand.isEmpty())
        secret.insert(QStringLiteral("command"), QJsonArray::fromStringList(account.secretCommand));
    json.insert(QStringLiteral("secret"), secret);
    if (account.protocol == IncomingProtocol::Pop3)
        json.insert(QStringLiteral("pop3"), QJsonObject { { QStringLiteral("leave_on_server"), leaveOnServerName(account.leaveOnServer) } });
    if (account.sync != SyncLimits())
        json.insert(QStringLiteral("sync"), syncLimitsToJson(account.sync));
    if (account.oauth.isUsed())
        json.insert(QStringLiteral("oauth"), oauthToJson(account.oauth));
    if (account.sending != SendingPreferences())
        json.insert(QStringLiteral("compose"), sendingToJson(account.sending));
    if (account.id.isValid())
        json.insert(QStringLiteral("id"), account.id.value);
    return json;
}

QStringList problemsOf(const Account &account)
{
    QStringList problems;
    if (!hasDomain(account.address))
        problems += Text::tr("Enter the whole mail address, like ala@example.org.");
    problems += problemsOf(account.incoming, Text::tr("incoming"));
    if (account.incoming.user.isEmpty() && account.incoming.auth != AuthMethod::None)
        problems += Text::tr("Enter the user name for the incoming server.");
    problems += problemsOf(account.outgoing, Text::tr("outgoing"));
    if (account.identities.isEmpty())
        problems += Text::tr("At least one sender address is needed.");
    for (const Identity &identity : account.identities) {
        if (!hasDomain(identity.address))
            problems += Text::tr("The sender address “%1” is not a mail address.").arg(identity.address);
        if (!identity.replyTo.isEmpty() && !hasDomain(identity.replyTo))
            problems += Text::tr("The reply address “%1” is not a mail address.").arg(identity.replyTo);
    }
    if (account.secretSource == SecretSource::Command && account.secretCommand.isEmpty())
        problems += Text::tr("Name the program that prints the password.");
    return problems;
}

} // namespace golub::account
