// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/AccountRecords.h"

#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace golub::store {
namespace {

ServerSettings settingsOf(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    ServerSettings settings;
    settings.host = object.value(u"host").toString();
    settings.port = quint16(object.value(u"port").toInt());
    settings.security = Security(object.value(u"security").toInt());
    settings.user = object.value(u"user").toString();
    settings.auth = AuthMethod(object.value(u"auth").toInt());
    settings.allowCleartext = object.value(u"allowCleartext").toBool();
    settings.caFile = object.value(u"caFile").toString();
    settings.clientCertificate = object.value(u"clientCertificate").toString();
    settings.tellName = object.value(u"tellName").toBool(true);
    return settings;
}

Result<QList<Identity>> readIdentities(Database &mail, AccountId account)
{
    QList<Identity> list;
    Statement rows(mail, "SELECT id, name, address, reply_to, signature FROM identities WHERE account = ? ORDER BY position", account);
    while (rows.next())
        list.append({ rows.id<IdentityId>(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4) });
    GOLUB_TRY(rows.outcome());
    return list;
}

constexpr char MailboxColumns[] = "SELECT id, account, wire, path, delimiter, role, selectable, local, total, unread, server_total, "
                                  "server_unseen, last_sync, error, rights FROM mailboxes WHERE id = ?";
constexpr char AllMailboxes[] = "SELECT id, account, wire, path, delimiter, role, selectable, local, total, unread, server_total, "
                                "server_unseen, last_sync, error, rights FROM mailboxes WHERE ?1 = 0 OR account = ?1 "
                                "ORDER BY account, CASE role WHEN 0 THEN 99 ELSE role END, path, id";

MailboxRights rightsOf(qint64 bits)
{
    if (bits < 0)
        return {};
    const auto has = [bits](int bit) { return (bits & (1 << bit)) != 0; };
    return { has(0), has(1), has(2), has(3), has(4), has(5) };
}

Mailbox mailboxOf(const Statement &row)
{
    Mailbox mailbox;
    mailbox.id = row.id<MailboxId>(0);
    mailbox.account = row.id<AccountId>(1);
    const QString delimiter = row.text(4);
    mailbox.name = { row.blob(2), row.text(3), delimiter.isEmpty() ? QChar() : delimiter.at(0) };
    mailbox.role = row.enumeration<MailboxRole>(5);
    mailbox.selectable = row.boolean(6);
    mailbox.local = row.boolean(7);
    mailbox.total = row.integer(8);
    mailbox.unread = row.integer(9);
    mailbox.serverTotal = row.integer(10);
    mailbox.serverUnseen = row.integer(11);
    mailbox.lastSync = row.time(12);
    if (const std::optional<Error> error = errorOf(row.text(13))) {
        mailbox.hasError = true;
        mailbox.error = *error;
    }
    mailbox.rights = rightsOf(row.integer(14));
    return mailbox;
}

} // namespace

int rightsBits(const MailboxRights &rights)
{
    const bool each[] = { rights.canRead, rights.canInsert, rights.canDelete, rights.canSetFlags, rights.canSetSeen, rights.canCreate };
    int bits = 0;
    for (int bit = 0; bit < 6; ++bit)
        bits |= each[bit] ? 1 << bit : 0;
    return bits;
}

QString settingsText(const ServerSettings &settings)
{
    const QJsonObject object { { QStringLiteral("host"), settings.host }, { QStringLiteral("port"), settings.port },
        { QStringLiteral("security"), int(settings.security) }, { QStringLiteral("user"), settings.user },
        { QStringLiteral("auth"), int(settings.auth) }, { QStringLiteral("allowCleartext"), settings.allowCleartext },
        { QStringLiteral("caFile"), settings.caFile }, { QStringLiteral("clientCertificate"), settings.clientCertificate },
        { QStringLiteral("tellName"), settings.tellName } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString limitsText(const SyncLimits &limits)
{
    if (limits == SyncLimits())
        return {};
    const QJsonObject object { { QStringLiteral("headersOnly"), limits.headersOnly }, { QStringLiteral("days"), limits.days },
        { QStringLiteral("maxSize"), limits.maxSize }, { QStringLiteral("folders"), QJsonArray::fromStringList(limits.folders) },
        { QStringLiteral("index"), limits.index } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

SyncLimits limitsOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    SyncLimits limits { object.value(u"headersOnly").toBool(), object.value(u"days").toInt(), object.value(u"maxSize").toInteger() };
    for (const QJsonValue &folder : object.value(u"folders").toArray())
        limits.folders.append(folder.toString());
    limits.index = object.value(u"index").toBool(true);
    return limits;
}

QString oauthText(const OAuthSettings &oauth)
{
    if (oauth == OAuthSettings())
        return {};
    const QJsonObject object { { QStringLiteral("provider"), oauth.provider }, { QStringLiteral("clientId"), oauth.clientId },
        { QStringLiteral("tenant"), oauth.tenant }, { QStringLiteral("login"), oauth.login }, { QStringLiteral("scopes"), oauth.scopes } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

OAuthSettings oauthOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    return { object.value(u"provider").toString(), object.value(u"clientId").toString(), object.value(u"tenant").toString(),
        object.value(u"login").toString(), object.value(u"scopes").toString() };
}

QString sendingText(const SendingPreferences &sending)
{
    if (sending == SendingPreferences())
        return {};
    const QJsonObject object { { QStringLiteral("sentCopy"), int(sending.sentCopy) }, { QStringLiteral("receipts"), int(sending.receipts) },
        { QStringLiteral("userAgent"), sending.userAgent }, { QStringLiteral("utcDates"), sending.utcDates } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

SendingPreferences sendingOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    SendingPreferences sending;
    sending.sentCopy = SendingPreferences::SentCopy(object.value(u"sentCopy").toInt());
    sending.receipts = SendingPreferences::Receipts(object.value(u"receipts").toInt());
    sending.userAgent = object.value(u"userAgent").toBool();
    sending.utcDates = object.value(u"utcDates").toBool();
    return sending;
}

QString listText(const QStringList &list)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

QStringList listOf(const QString &text)
{
    QStringList list;
    for (const QJsonValue &value : QJsonDocument::fromJson(text.toUtf8()).array())
        list.append(value.toString());
    return list;
}

Result<QList<Account>> readAccounts(Database &mail, AccountId id)
{
    QList<Account> list;
    Statement rows(mail,
        "SELECT id, name, address, protocol, incoming, outgoing, secret_source, secret_command, leave_policy, leave_days, sync, oauth, sending "
        "FROM accounts "
        "WHERE ?1 = 0 OR id = ?1 ORDER BY id",
        id);
    while (rows.next()) {
        Account account;
        account.id = rows.id<AccountId>(0);
        account.name = rows.text(1);
        account.address = rows.text(2);
        account.protocol = rows.enumeration<IncomingProtocol>(3);
        account.incoming = settingsOf(rows.text(4));
        account.outgoing = settingsOf(rows.text(5));
        account.secretSource = rows.enumeration<SecretSource>(6);
        account.secretCommand = listOf(rows.text(7));
        account.leaveOnServer = { rows.enumeration<LeaveOnServer::Policy>(8), rows.small(9) };
        account.sync = limitsOf(rows.text(10));
        account.oauth = oauthOf(rows.text(11));
        account.sending = sendingOf(rows.text(12));
        Result<QList<Identity>> identities = readIdentities(mail, account.id);
        if (!identities)
            return identities.error();
        account.identities = *identities;
        list.append(account);
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<QList<Mailbox>> readMailboxes(Database &mail, AccountId account)
{
    QList<Mailbox> list;
    Statement rows(mail, AllMailboxes, account);
    while (rows.next())
        list.append(mailboxOf(rows));
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<Mailbox> readMailbox(Database &mail, MailboxId id)
{
    Statement row(mail, MailboxColumns, id);
    if (row.next())
        return mailboxOf(row);
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

} // namespace golub::store
