// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Quirks.h"

#include <QList>

#include <algorithm>
#include <array>
#include <optional>

namespace golub::imap {
namespace {

constexpr std::array<std::pair<Quirk, const char *>, 24> Names { {
    { Quirk::NeedsId, "needs-id" },
    { Quirk::NoNamespace, "no-namespace" },
    { Quirk::NoPartialFetch, "no-partial-fetch" },
    { Quirk::NoSearch, "no-search" },
    { Quirk::NoKeywordSearch, "no-keyword-search" },
    { Quirk::DistrustUidExpunge, "distrust-uid-expunge" },
    { Quirk::DistrustCondStore, "distrust-condstore" },
    { Quirk::DistrustQResync, "distrust-qresync" },
    { Quirk::DistrustIdle, "distrust-idle" },
    { Quirk::DistrustSpecialUse, "distrust-special-use" },
    { Quirk::DistrustXList, "distrust-xlist" },
    { Quirk::SizeIsAGuess, "size-is-a-guess" },
    { Quirk::LabelsAreFolders, "labels-are-folders" },
    { Quirk::OtherClasses, "other-classes" },
    { Quirk::SevenBitAppend, "seven-bit-append" },
    { Quirk::ShortLines, "short-lines" },
    { Quirk::OneAtATime, "one-at-a-time" },
    { Quirk::AsciiSearch, "ascii-search" },
    { Quirk::BindsOtherwise, "binds-otherwise" },
    { Quirk::SelectAgain, "select-again" },
    { Quirk::CopyLosesFlags, "copy-loses-flags" },
    { Quirk::NothingBehindSignIn, "nothing-behind-sign-in" },
    { Quirk::UsedSessions, "used-sessions" },
    { Quirk::OffersTooMuch, "offers-too-much" },
} };

constexpr int ShortLine = 900; // characters of a set, with room for the rest of the command

} // namespace

//! Who it is (any of these is enough), and what follows.
struct QuirkRow {
    QByteArrayList hosts = {};        //!< domains; subdomains count
    QByteArrayList greetings = {};    //!< in the greeting, or in the names of ID
    QByteArrayList capabilities = {};
    QList<Quirk> quirks = {};
    std::optional<int> connections = {};
    std::optional<int> pipeline = {};
    std::optional<std::chrono::minutes> idleRenewal = {};

    bool fits(const Evidence &evidence) const;
    void apply(Quirks &quirks) const;
};

namespace {

bool isWithin(const QString &host, const QByteArray &domain)
{
    const QString name = QString::fromLatin1(domain);
    return host == name || host.endsWith(u'.' + name);
}

//! The closed systems, by what they are known for. What stands behind each is in protocols/README.md.
const QList<QuirkRow> &rows()
{
    using enum Quirk;
    using std::chrono::minutes;
    static const QList<QuirkRow> table {
        // Microsoft Exchange, on premises and online: more than about twenty commands at once confuse it.
        { { "outlook.office365.com", "outlook.com", "office365.com", "hotmail.com" }, { "Microsoft Exchange" }, { "CLIENTACCESSRULES" }, { NoPartialFetch, SizeIsAGuess, NothingBehindSignIn }, 10, 8, {} },
        { {}, { "Exchange Server 2003", "Exchange 2000" }, {}, { NoNamespace, AsciiSearch }, 4, 1, {} },
        // Gmail
        { { "imap.gmail.com" }, { "Gimap ready" }, { "X-GM-EXT-1" }, { LabelsAreFolders }, 10, {}, {} },
        // Courier: four connections from one address; another program takes over behind the sign-in
        { {}, { "Courier-IMAP" }, { "ACL2=UNION" }, { NothingBehindSignIn }, 3, {}, {} },
        // Cyrus 3.6 binds to tls-unique, which TLS 1.3 has not, and begins to read anew behind the sign-in
        { {}, { "Cyrus IMAP" }, { "XMOVE", "X-REPLICATION" }, { BindsOtherwise, NothingBehindSignIn }, {}, {}, {} },
        // mox binds to tls-exporter (RFC 9266), and counts what it refuses
        { {}, { "mox imap" }, {}, { BindsOtherwise }, {}, {}, {} },
        // Mailutils, by mechanisms that only its library (gsasl) has
        { {}, {}, { "AUTH=SECURID", "AUTH=SAML20" }, { OffersTooMuch, CopyLosesFlags, SelectAgain }, {}, {}, {} },
        // imapproxy keeps sessions and hands them on
        { {}, {}, { "XIMAPPROXY" }, { UsedSessions, NothingBehindSignIn }, {}, {}, {} },
        // MDaemon
        { {}, { "MDaemon" }, {}, { NoSearch }, {}, 4, {} },
        // GroupWise
        { {}, { "GroupWise" }, { "XGWEXTENSIONS", "AUTH=XGWTRUSTEDAPP" }, { DistrustIdle, OneAtATime }, 4, 1, {} },
        // Sun Java System and Oracle Messaging Server
        { {}, { "Sun Java(tm) System", "Sun ONE Messaging", "iPlanet Messaging", "Messaging Multiplexor", "Oracle Communications" }, { "XSERVERINFO", "X-NETSCAPE" },
            { SevenBitAppend }, {}, {}, {} },
        // CommuniGate Pro
        { {}, { "CommuniGate Pro" }, {}, { OtherClasses }, {}, {}, {} },
        // Kerio Connect
        { {}, { "Kerio Connect", "Kerio MailServer" }, {}, { NoKeywordSearch }, {}, {}, {} },
        // hMailServer: a range beyond the end of a part ends its process; unstable with many sessions
        { {}, { "OK IMAPrev1", "hMailServer" }, {}, { NoPartialFetch, OneAtATime }, 2, 1, {} },
        // iCloud
        { { "mail.me.com", "icloud.com" }, {}, { "XAPPLEPUSHSERVICE", "XAPPLELITERAL" }, { DistrustQResync }, 5, {}, {} },
        // Yahoo, AOL
        { { "yahoo.com", "yahoo.co.jp", "aol.com", "ymail.com" }, {}, { "XYMHIGHESTMODSEQ" }, { ShortLines, DistrustCondStore }, 5, 4, minutes(5) },
        // Yandex ends IDLE at random
        { { "yandex.ru", "yandex.com", "ya.ru" }, { "Yandex IMAP4" }, {}, { DistrustXList }, 8, {}, minutes(4) },
        // Mail.ru
        { { "mail.ru", "inbox.ru", "bk.ru", "list.ru" }, {}, {}, { SizeIsAGuess }, 5, {}, {} },
        // Zoho
        { { "zoho.com", "zoho.eu", "zoho.in" }, { "Zoho Mail" }, {}, { DistrustCondStore }, 5, {}, {} },
        // Domino
        { {}, { "Domino IMAP4" }, {}, { SizeIsAGuess }, {}, 4, {} },
        // Proton Mail Bridge
        { {}, { "Proton Mail Bridge", "gluon" }, {}, { DistrustSpecialUse }, {}, {}, {} },
        // QQ
        { { "qq.com" }, { "QQMail" }, {}, { NoSearch, NeedsId }, 3, 1, minutes(5) },
        // NetEase, and others with the same software
        { { "163.com", "126.com", "yeah.net", "188.com", "netease.com" }, { "Coremail" }, {}, { NeedsId }, 3, 4, minutes(5) },
    };
    return table;
}

} // namespace

bool QuirkRow::fits(const Evidence &evidence) const
{
    const auto said = [&evidence](const QByteArray &words) {
        return evidence.greeting.contains(words) || evidence.idName.contains(words) || evidence.idVendor.contains(words);
    };
    return std::any_of(hosts.begin(), hosts.end(), [&evidence](const QByteArray &domain) { return isWithin(evidence.host, domain); })
        || std::any_of(greetings.begin(), greetings.end(), said)
        || std::any_of(capabilities.begin(), capabilities.end(),
            [&evidence](const QByteArray &word) { return evidence.capabilities.has(word.constData()) || evidence.offered.has(word.constData()); });
}

void QuirkRow::apply(Quirks &result) const
{
    result.add(quirks);
    if (connections)
        result.connectionLimit = result.m_limited ? std::min(result.connectionLimit, *connections) : *connections;
    result.m_limited |= connections.has_value();
    result.pipeline = std::min(result.pipeline, pipeline.value_or(result.pipeline));
    if (idleRenewal)
        result.idleRenewal = std::min(result.idleRenewal, std::chrono::milliseconds(*idleRenewal));
}

QString quirkName(Quirk quirk)
{
    const auto it = std::find_if(Names.begin(), Names.end(), [quirk](const auto &row) { return row.first == quirk; });
    return it == Names.end() ? QString() : QString::fromLatin1(it->second);
}

Quirks Quirks::from(const Evidence &evidence)
{
    Quirks result;
    for (const QuirkRow &row : rows()) {
        if (row.fits(evidence))
            row.apply(result);
    }
    if (result.has(Quirk::ShortLines))
        result.commandLength = ShortLine;
    if (result.has(Quirk::OneAtATime))
        result.pipeline = 1;
    return result;
}

void Quirks::add(const QList<Quirk> &quirks)
{
    for (const Quirk quirk : quirks)
        m_bits |= quint64(1) << int(quirk);
}

QStringList Quirks::names() const
{
    QStringList names;
    for (const auto &[quirk, name] : Names) {
        if (has(quirk))
            names.append(QString::fromLatin1(name));
    }
    return names;
}

Capabilities Quirks::trusted(const Capabilities &capabilities) const
{
    static const QList<std::pair<Quirk, QByteArrayList>> Distrusted {
        { Quirk::NoNamespace, { "NAMESPACE" } },
        { Quirk::NoSearch, { "ESEARCH", "SEARCHRES", "SORT", "PARTIAL" } },
        { Quirk::DistrustUidExpunge, { "UIDPLUS" } },
        { Quirk::DistrustCondStore, { "CONDSTORE", "QRESYNC" } },
        { Quirk::DistrustQResync, { "QRESYNC" } },
        { Quirk::DistrustIdle, { "IDLE" } },
        { Quirk::DistrustSpecialUse, { "SPECIAL-USE", "LIST-EXTENDED" } },
        { Quirk::DistrustXList, { "XLIST" } },
    };
    QByteArrayList without;
    for (const auto &[quirk, words] : Distrusted) {
        if (has(quirk))
            without += words;
    }
    return capabilities.without(without);
}

} // namespace golub::imap
