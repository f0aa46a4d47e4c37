// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/Autoconfig.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>
#include <QXmlStreamReader>

#include <algorithm>
#include <optional>

namespace golub::account {
namespace {

constexpr int Links = 8;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Autoconfig)
};

//! What stands in one <incomingServer> or <outgoingServer>.
struct ServerElement {
    bool incoming = false;
    QString type;
    QString host;
    QString port;
    QString socketType;
    QString user;
    QStringList authentications; //!< in order of preference
};

struct LinkElement {
    QString url;
    QString text;
    int fit = -1; //!< how well the text's language fits
};

QString filled(QString value, const AddressParts &address)
{
    return value.replace(QLatin1StringView("%EMAILADDRESS%"), address.address)
        .replace(QLatin1StringView("%EMAILLOCALPART%"), address.local)
        .replace(QLatin1StringView("%EMAILDOMAIN%"), address.domain);
}

std::optional<Security> securityOf(const QString &socketType)
{
    if (socketType.compare(u"SSL", Qt::CaseInsensitive) == 0 || socketType.compare(u"TLS", Qt::CaseInsensitive) == 0)
        return Security::Tls;
    if (socketType.compare(u"STARTTLS", Qt::CaseInsensitive) == 0)
        return Security::StartTls;
    if (socketType.compare(u"plain", Qt::CaseInsensitive) == 0)
        return Security::None;
    return std::nullopt;
}

//! The first kind of sign-in that Golub has. Passwords, "encrypted" or not, are Auto: under TLS the strongest that both sides know is taken.
void signInOf(const QStringList &authentications, DiscoveredServer &server)
{
    for (const QString &one : authentications) {
        if (one == u"OAuth2") {
            server.wantsOAuth = true;
            return;
        }
        if (one.startsWith(u"password-") || one == u"plain" || one == u"secure")
            return;
        if (one == u"GSSAPI" || one == u"Kerberos") {
            server.settings.auth = AuthMethod::Gssapi;
            return;
        }
        if (one == u"TLS-client-cert") {
            server.settings.auth = AuthMethod::External;
            return;
        }
        if (one == u"none" || one == u"client-IP-address" || one == u"smtp-after-pop") {
            if (server.protocol != MailProtocol::Smtp)
                continue;
            server.settings.auth = AuthMethod::None;
            return;
        }
    }
}

std::optional<DiscoveredServer> serverFrom(const ServerElement &element, const AddressParts &address)
{
    DiscoveredServer server;
    if (element.incoming && element.type == u"imap")
        server.protocol = MailProtocol::Imap;
    else if (element.incoming && element.type == u"pop3")
        server.protocol = MailProtocol::Pop3;
    else if (!element.incoming && element.type == u"smtp")
        server.protocol = MailProtocol::Smtp;
    else
        return std::nullopt;
    bool isNumber = false;
    const uint port = element.port.toUInt(&isNumber);
    const auto security = securityOf(element.socketType);
    server.settings.host = publicHostName(filled(element.host, address));
    if (server.settings.host.isEmpty() || !isNumber || port < 1 || port > 65535 || !security)
        return std::nullopt;
    server.settings.port = quint16(port);
    server.settings.security = *security;
    signInOf(element.authentications, server);
    if (server.settings.auth != AuthMethod::None)
        server.settings.user = textsafety::printable(filled(element.user, address), AutoconfigText);
    return server;
}

class Reader
{
public:
    Reader(const QByteArray &xml, const AddressParts &address) : m_xml(xml), m_address(address) { }

    Result<AutoconfigDocument> read()
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
                return refused(QStringLiteral("DTD")); // entities can grow without end; no real answer has them
            case QXmlStreamReader::StartElement:
                if (m_path.size() >= AutoconfigDepth)
                    return Error { ErrorKind::LimitExceeded, Text::tr("The answer is nested too deeply."), {} };
                m_path += m_xml.name().toString().left(AutoconfigText);
                m_text.clear();
                started();
                break;
            case QXmlStreamReader::Characters:
                if (m_text.size() < AutoconfigText)
                    m_text += m_xml.text().left(AutoconfigText - m_text.size());
                break;
            case QXmlStreamReader::EndElement:
                ended();
                m_path.removeLast();
                m_text.clear();
                break;
            default:
                break;
            }
        }
        if (m_xml.hasError())
            return refused(m_xml.errorString());
        if (!m_seenProvider)
            return refused(QStringLiteral("no emailProvider"));
        return m_document;
    }

private:
    static Error refused(const QString &detail)
    {
        return { ErrorKind::Protocol, Text::tr("The answer is not in the form of mail settings."), textsafety::printable(detail, 200) };
    }

    bool isAt(std::initializer_list<QStringView> path) const
    {
        return std::equal(path.begin(), path.end(), m_path.begin(), m_path.end(), [](QStringView a, const QString &b) { return a == b; });
    }
    //! Directly below <emailProvider> in the document.
    bool inProvider(qsizetype depth) const
    {
        return m_path.size() == depth && m_path.first() == u"clientConfig" && depth > 1 && m_path.at(1) == u"emailProvider";
    }
    QString attribute(QLatin1StringView name) const { return m_xml.attributes().value(name).toString().left(AutoconfigText).trimmed(); }

    void started()
    {
        if (isAt({ u"clientConfig", u"emailProvider" }))
            m_seenProvider = true;
        if (inProvider(4))
            m_textLanguage = attribute(QLatin1StringView("lang")).left(2);
        if (!inProvider(3))
            return;
        const QString &name = m_path.constLast();
        if (name == u"incomingServer" || name == u"outgoingServer") {
            m_server = ServerElement {};
            m_server->incoming = name == u"incomingServer";
            m_server->type = attribute(QLatin1StringView("type")).toLower();
        } else if (name == u"documentation" || name == u"enable") {
            m_link = LinkElement { attribute(name == u"enable" ? QLatin1StringView("visiturl") : QLatin1StringView("url")), {}, -1 };
        }
    }

    void ended()
    {
        const QString text = m_text.trimmed();
        const QString &name = m_path.constLast();
        if (inProvider(3)) {
            if (name == u"displayName" && m_document.providerName.isEmpty())
                m_document.providerName = textsafety::printable(filled(text, m_address), 100);
            finishServer();
            finishLink();
        } else if (inProvider(4)) {
            if (m_server)
                serverValue(name, text);
            else if (m_link && (name == u"descr" || name == u"instruction"))
                linkText(text);
        } else if (inProvider(5) && m_server && m_server->host.isEmpty() && (name == u"ewsURL" || name == u"owaURL")) {
            m_server->host = QUrl(text).host();
        }
    }

    void serverValue(const QString &name, const QString &text)
    {
        if (name == u"hostname")
            m_server->host = text;
        else if (name == u"port")
            m_server->port = text;
        else if (name == u"socketType")
            m_server->socketType = text;
        else if (name == u"username")
            m_server->user = text;
        else if (name == u"authentication" && m_server->authentications.size() < AutoconfigServers)
            m_server->authentications += text;
        else if ((name == u"ewsURL" || name == u"owaURL") && m_server->host.isEmpty())
            m_server->host = QUrl(text).host();
    }

    void finishServer()
    {
        if (!m_server)
            return;
        const ServerElement element = *m_server;
        m_server.reset();
        if (element.incoming && (element.type == u"exchange" || element.type == u"ews")) {
            if (m_document.exchangeHost.isEmpty())
                m_document.exchangeHost = publicHostName(filled(element.host, m_address));
            return;
        }
        const auto server = serverFrom(element, m_address);
        if (server && m_document.servers.size() < AutoconfigServers)
            m_document.servers += *server;
    }

    //! English where there is nothing in the person's language.
    void linkText(const QString &text)
    {
        const QString &lang = m_textLanguage;
        const int fit = lang == QLocale().name().section(u'_', 0, 0) ? 2 : lang == u"en" || lang.isEmpty() ? 1 : 0;
        if (fit > m_link->fit) {
            m_link->fit = fit;
            m_link->text = textsafety::printable(text, 200);
        }
    }

    void finishLink()
    {
        if (!m_link)
            return;
        const QUrl url(m_link->url, QUrl::StrictMode);
        // What a stranger's answer lets the person open is a web page, and one that nobody in between can change.
        if (url.isValid() && url.scheme() == u"https" && !publicHostName(url.host()).isEmpty() && m_document.links.size() < Links)
            m_document.links += DiscoveryLink { QString::fromLatin1(url.toEncoded()), m_link->text };
        m_link.reset();
    }

    QXmlStreamReader m_xml;
    AddressParts m_address;
    AutoconfigDocument m_document;
    QStringList m_path;
    QString m_text;
    QString m_textLanguage; //!< of the <descr> or <instruction> that is open
    std::optional<ServerElement> m_server;
    std::optional<LinkElement> m_link;
    bool m_seenProvider = false;
};

} // namespace

Result<AutoconfigDocument> parseAutoconfig(const QByteArray &xml, const AddressParts &address)
{
    if (xml.size() > AutoconfigBytes)
        return Error { ErrorKind::LimitExceeded, Text::tr("The answer is larger than settings can be."), {} };
    return Reader(xml, address).read();
}

} // namespace golub::account
