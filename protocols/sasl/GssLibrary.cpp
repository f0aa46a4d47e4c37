// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/GssLibrary.h"

#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>
#include <QLibrary>

#include <algorithm>
#include <array>
#include <iterator>

namespace golub::sasl::gss {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sasl)
};

struct Candidate {
    const char *name;
    int version; // -1: none
};

// MIT Kerberos first, as it is what most systems have; the same functions in all.
constexpr std::array Candidates { Candidate { "gssapi_krb5", 2 }, Candidate { "gssapi", 3 }, Candidate { "gssapi64", -1 }, Candidate { "gssapi_krb5", -1 } };

enum class Trouble : quint8 { NoTicket, Expired, Clock, UnknownService, UnknownUser, NoKdc, NoRealm, Other };

struct Row {
    qint32 code; // of krb5.h
    Trouble trouble;
};

constexpr std::array Rows {
    Row { -1765328189, Trouble::NoTicket },       // KRB5_FCC_NOFILE
    Row { -1765328243, Trouble::NoTicket },       // KRB5_CC_NOTFOUND
    Row { -1765328352, Trouble::Expired },        // KRB5KRB_AP_ERR_TKT_EXPIRED
    Row { -1765328347, Trouble::Clock },          // KRB5KRB_AP_ERR_SKEW
    Row { -1765328351, Trouble::Clock },          // KRB5KRB_AP_ERR_TKT_NYV
    Row { -1765328377, Trouble::UnknownService }, // KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN
    Row { -1765328378, Trouble::UnknownUser },    // KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN
    Row { -1765328228, Trouble::NoKdc },          // KRB5_KDC_UNREACH
    Row { -1765328230, Trouble::NoRealm },        // KRB5_REALM_UNKNOWN
    Row { -1765328164, Trouble::NoRealm },        // KRB5_REALM_CANT_RESOLVE
    Row { -1765328160, Trouble::NoRealm },        // KRB5_CONFIG_NODEFREALM
    Row { -1765328249, Trouble::NoRealm },        // KRB5_CONFIG_CANTOPEN
};

// RFC 2744 section 3.9.1, routine errors.
constexpr quint32 NoCredential = 7;
constexpr quint32 CredentialsExpired = 11;

Trouble troubleOf(quint32 major, quint32 minor)
{
    const auto row = std::find_if(Rows.begin(), Rows.end(), [minor](const Row &r) { return r.code == static_cast<qint32>(minor); });
    if (row != Rows.end())
        return row->trouble;
    switch ((major >> 16) & 0xFF) {
    case NoCredential:
        return Trouble::NoTicket;
    case CredentialsExpired:
        return Trouble::Expired;
    default:
        return Trouble::Other;
    }
}

template<class Function>
bool find(QLibrary &library, const char *name, Function &function)
{
    function = reinterpret_cast<Function>(library.resolve(name));
    return function != nullptr;
}

OidDesc oidOf(const char *bytes, quint32 size)
{
    return { size, const_cast<char *>(bytes) }; // the C interface has no const; nobody writes to it
}

} // namespace

Oid kerberos()
{
    static OidDesc oid = oidOf("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02", 9); // 1.2.840.113554.1.2.2
    return &oid;
}

Oid hostBasedService()
{
    static OidDesc oid = oidOf("\x2a\x86\x48\x86\xf7\x12\x01\x02\x01\x04", 10); // 1.2.840.113554.1.2.1.4
    return &oid;
}

Library::Library()
{
    for (const Candidate &candidate : Candidates) {
        QLibrary library(QString::fromLatin1(candidate.name), candidate.version);
        if (!library.load())
            continue;
        m_loaded = find(library, "gss_import_name", importName) && find(library, "gss_release_name", releaseName)
            && find(library, "gss_init_sec_context", initSecContext) && find(library, "gss_delete_sec_context", deleteSecContext)
            && find(library, "gss_unwrap", unwrap) && find(library, "gss_wrap", wrap) && find(library, "gss_release_buffer", releaseBuffer)
            && find(library, "gss_display_status", displayStatus);
        if (m_loaded)
            return;
    }
}

const Library &library()
{
    static const Library loaded;
    return loaded;
}

QByteArray Library::wordsOf(quint32 status, int kind) const
{
    constexpr int MostMessages = 8;
    QByteArray words;
    quint32 more = 0;
    for (int i = 0; i < MostMessages; ++i) {
        quint32 minor = 0;
        Output output(*this);
        if (isError(displayStatus(&minor, status, kind, kerberos(), &more, output.get())))
            break;
        words += (words.isEmpty() ? "" : "; ") + output.bytes();
        if (more == 0)
            break;
    }
    return words;
}

Error Library::errorOf(quint32 major, quint32 minor, const QByteArray &target) const
{
    constexpr int GssCode = 1;
    constexpr int MechanismCode = 2;
    return ticketError(major, minor, target, wordsOf(major, GssCode) + ": " + wordsOf(minor, MechanismCode));
}

Output::~Output()
{
    quint32 minor = 0;
    if (m_buffer.value)
        m_library.releaseBuffer(&minor, &m_buffer);
}

Error ticketError(quint32 major, quint32 minor, const QByteArray &target, const QByteArray &words)
{
    const QString detail = wire::safeText(words);
    const QString service = wire::safeText(target);
    switch (troubleOf(major, minor)) {
    case Trouble::NoTicket:
        return { ErrorKind::AuthUnsupported, Text::tr("You have no Kerberos ticket. Get one with “kinit”, then try again."), detail };
    case Trouble::Expired:
        return { ErrorKind::AuthUnsupported, Text::tr("Your Kerberos ticket is over. Get a new one with “kinit”, then try again."), detail };
    case Trouble::Clock:
        return { ErrorKind::AuthUnsupported, Text::tr("This computer's clock differs too much from the Kerberos server's. Set date and time, then try again."), detail };
    case Trouble::UnknownService:
        return { ErrorKind::AuthUnsupported, Text::tr("Kerberos does not know the service %1. Check the server name: it must be the one that its administrator registered.").arg(service), detail };
    case Trouble::UnknownUser:
        return { ErrorKind::AuthUnsupported, Text::tr("Kerberos does not know you under this name. Get a ticket under the right one with “kinit”."), detail };
    case Trouble::NoKdc:
        return { ErrorKind::ServerTemporary, Text::tr("The Kerberos server cannot be reached. Check the network; outside of your organisation a VPN may be needed."), detail };
    case Trouble::NoRealm:
        return { ErrorKind::AuthUnsupported, Text::tr("Kerberos is not set up on this computer for this server (krb5.conf). Ask the administrator."), detail };
    case Trouble::Other:
        break;
    }
    return { ErrorKind::AuthUnsupported, Text::tr("The sign-in with the Kerberos ticket failed."), detail };
}

} // namespace golub::sasl::gss
