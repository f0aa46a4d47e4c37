// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/ProviderDirectory.h"

#include "core/account/HostNames.h"
#include "core/account/JsonReader.h"
#include "core/account/ProviderHints.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonParseError>
#include <QUrl>

#include <algorithm>

namespace golub::account {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ProviderDirectory)
};

enum class Login : quint8 { Address, Local };

//! A server as the directory has it: host may hold %DOMAIN%, user comes from the login form.
struct ServerRow {
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    Login login = Login::Address;
};

} // namespace

struct ProviderDirectory::Row {
    QString name;
    QStringList domains;
    QStringList suffixes;         //!< with their dot
    QStringList exchangers;       //!< domains that mail exchangers are in
    QList<ServerRow> imap;
    QList<ServerRow> pop3;
    QList<ServerRow> outgoing;
    QStringList hints;            //!< ids
    QString helpUrl;
    bool sentSavedByServer = false;
    bool wantsOAuth = false;
    bool verified = false;
    bool cappedAtTls12 = false;   //!< its servers break off when TLS 1.3 is offered
    qint64 maxSize = 0;           //!< of a message as it is sent; 0: not known
};

namespace {

ServerRow readServer(JsonReader json, Login login)
{
    ServerRow server;
    server.host = json.text(QStringLiteral("host"));
    if (server.host.isEmpty())
        json.fail(QStringLiteral("host"), QStringLiteral("missing"));
    const qint64 port = json.number(QStringLiteral("port"), 0);
    if (port < 1 || port > 65535)
        json.fail(QStringLiteral("port"), QStringLiteral("not a port"));
    else
        server.port = quint16(port);
    const QString security = json.text(QStringLiteral("security"), QStringLiteral("tls"));
    server.security = security == u"starttls" ? Security::StartTls : Security::Tls;
    if (security != u"tls" && security != u"starttls")
        json.fail(QStringLiteral("security"), QStringLiteral("neither tls nor starttls"));
    const QString form = json.text(QStringLiteral("login"), login == Login::Local ? QStringLiteral("local") : QStringLiteral("address"));
    server.login = form == u"local" ? Login::Local : Login::Address;
    if (form != u"local" && form != u"address")
        json.fail(QStringLiteral("login"), QStringLiteral("neither address nor local"));
    json.finish();
    return server;
}

QList<ServerRow> readServers(JsonReader &json, const QString &name, Login login)
{
    QList<ServerRow> servers;
    for (const JsonReader &item : json.objects(name))
        servers += readServer(item, login);
    return servers;
}

ProviderDirectory::Row readRow(JsonReader json)
{
    ProviderDirectory::Row row;
    row.name = json.text(QStringLiteral("name"));
    row.domains = json.texts(QStringLiteral("domains"));
    row.suffixes = json.texts(QStringLiteral("suffixes"));
    row.exchangers = json.texts(QStringLiteral("mx"));
    if (row.name.isEmpty() || (row.domains.isEmpty() && row.suffixes.isEmpty()))
        json.fail(QStringLiteral("name"), QStringLiteral("a row needs a name and a domain or suffix"));
    const Login login = json.text(QStringLiteral("login"), QStringLiteral("address")) == u"local" ? Login::Local : Login::Address;
    row.imap = readServers(json, QStringLiteral("imap"), login);
    row.pop3 = readServers(json, QStringLiteral("pop3"), login);
    row.outgoing = readServers(json, QStringLiteral("smtp"), login);
    row.hints = json.texts(QStringLiteral("hints"));
    for (const QString &hint : std::as_const(row.hints)) {
        if (!isProviderHint(hint))
            json.fail(QStringLiteral("hints"), hint + QStringLiteral(" is not known"));
    }
    row.helpUrl = json.text(QStringLiteral("helpUrl"));
    row.sentSavedByServer = json.boolean(QStringLiteral("sentSavedByServer"), false);
    // For those who keep the directory: what the row rests on, and what the protocol engines will want to know one day.
    row.verified = json.boolean(QStringLiteral("verified"), false);
    row.wantsOAuth = json.texts(QStringLiteral("auth")).contains(QStringLiteral("oauth2"));
    const QString maxTls = json.text(QStringLiteral("maxTls"));
    row.cappedAtTls12 = maxTls == u"1.2";
    if (!maxTls.isEmpty() && !row.cappedAtTls12)
        json.fail(QStringLiteral("maxTls"), QStringLiteral("only 1.2 is a cap"));
    row.maxSize = json.number(QStringLiteral("maxSize"), 0);
    if (row.maxSize < 0)
        json.fail(QStringLiteral("maxSize"), QStringLiteral("not a size"));
    json.skip(QStringLiteral("basis"));
    json.finish();
    return row;
}

//! How well a row fits: the length of what matched, exact domains above suffixes; 0 for not at all.
qsizetype fit(const ProviderDirectory::Row &row, const QString &domain)
{
    if (row.domains.contains(domain))
        return 1000 + domain.size();
    qsizetype best = 0;
    for (const QString &suffix : row.suffixes) {
        if (domain.size() > suffix.size() && domain.endsWith(suffix))
            best = std::max(best, suffix.size());
    }
    return best;
}

bool hasHost(const QList<ServerRow> &servers, const QString &host)
{
    return std::any_of(servers.begin(), servers.end(), [&host](const ServerRow &server) { return server.host.compare(host, Qt::CaseInsensitive) == 0; });
}

QList<ServerSettings> settingsFrom(const QList<ServerRow> &rows, const QString &address, const QString &domain)
{
    QList<ServerSettings> servers;
    for (const ServerRow &row : rows) {
        ServerSettings server;
        server.host = QString(row.host).replace(QStringLiteral("%DOMAIN%"), domain);
        server.port = row.port;
        server.security = row.security;
        server.user = row.login == Login::Local ? address.first(address.lastIndexOf(u'@')) : address;
        servers += server;
    }
    return servers;
}

} // namespace

Result<ProviderDirectory> ProviderDirectory::fromJson(const QByteArray &json)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject())
        return Error { ErrorKind::Storage, Text::tr("The list of mail providers cannot be read."), parseError.errorString() };
    JsonErrors errors;
    JsonReader reader(document.object(), {}, errors);
    ProviderDirectory directory;
    for (const JsonReader &row : reader.objects(QStringLiteral("providers")))
        directory.m_rows += std::make_shared<const Row>(readRow(row));
    reader.skip(QStringLiteral("version"));
    reader.finish();
    if (!errors.isEmpty())
        return Error { ErrorKind::Storage, Text::tr("The list of mail providers cannot be read."), errors.toError().text };
    return directory;
}

ProviderDirectory ProviderDirectory::readLater(const QByteArray &json)
{
    ProviderDirectory directory;
    directory.m_later = std::make_shared<RowsLater<Rows>>(json, [](const QByteArray &unread) -> Result<Rows> {
        auto read = fromJson(unread);
        return read ? Result<Rows>(std::move(read->m_rows)) : Result<Rows>(read.error());
    });
    return directory;
}

const ProviderDirectory::Rows &ProviderDirectory::rows() const
{
    return m_later ? m_later->rows() : m_rows;
}

//! Each connection asks about its server; most of them stand nowhere in the text.
bool ProviderDirectory::mayKnow(const QString &host) const
{
    return !m_later || m_later->json().contains(host.toLower().toUtf8());
}

bool ProviderDirectory::isCappedAtTls12(const QString &host) const
{
    return mayKnow(host) && std::any_of(rows().begin(), rows().end(),
        [&host](const auto &row) { return row->cappedAtTls12 && (hasHost(row->imap, host) || hasHost(row->pop3, host) || hasHost(row->outgoing, host)); });
}

qint64 ProviderDirectory::maxSizeAt(const QString &host) const
{
    if (!mayKnow(host))
        return 0;
    const auto row = std::find_if(rows().begin(), rows().end(), [&host](const auto &each) { return each->maxSize > 0 && hasHost(each->outgoing, host); });
    return row == rows().end() ? 0 : (*row)->maxSize;
}

Result<ProviderMatch> ProviderDirectory::find(const QString &address) const
{
    const QString trimmed = address.trimmed();
    const qsizetype at = trimmed.lastIndexOf(u'@');
    const QString domain = at > 0 ? QString::fromLatin1(QUrl::toAce(trimmed.sliced(at + 1))).toLower() : QString();
    const Row *best = nullptr;
    qsizetype bestFit = 0;
    for (const auto &row : rows()) {
        const qsizetype rowFit = domain.isEmpty() ? 0 : fit(*row, domain);
        if (rowFit > bestFit) {
            best = row.get();
            bestFit = rowFit;
        }
    }
    if (!best)
        return Error { ErrorKind::NotFound, Text::tr("The servers of this address are not known. Enter them yourself; the provider's help pages name them.") };
    return matchOf(*best, trimmed, domain);
}

Result<ProviderMatch> ProviderDirectory::findByExchanger(const QString &exchanger, const QString &address) const
{
    const AddressParts parts = partsOf(address);
    const QString host = publicHostName(exchanger);
    const Row *best = nullptr;
    qsizetype bestLength = 0;
    for (const auto &row : rows()) {
        for (const QString &domain : row->exchangers) {
            if (domain.size() > bestLength && isWithin(host, domain)) {
                best = row.get();
                bestLength = domain.size();
            }
        }
    }
    if (!best || !parts.isValid())
        return Error::of(ErrorKind::NotFound);
    return matchOf(*best, parts.address, parts.domain);
}

ProviderMatch ProviderDirectory::matchOf(const Row &row, const QString &address, const QString &domain)
{
    ProviderMatch match;
    match.providerName = row.name;
    match.imap = settingsFrom(row.imap, address, domain);
    match.pop3 = settingsFrom(row.pop3, address, domain);
    match.outgoing = settingsFrom(row.outgoing, address, domain);
    for (const QString &hint : row.hints)
        match.hints += providerHint(hint, row.name);
    match.helpUrl = row.helpUrl;
    match.sentSavedByServer = row.sentSavedByServer;
    match.wantsOAuth = row.wantsOAuth;
    match.verified = row.verified;
    return match;
}

} // namespace golub::account
