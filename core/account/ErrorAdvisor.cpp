// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/ErrorAdvisor.h"

#include "core/account/AdviceTexts.h"
#include "core/account/HostNames.h"
#include "core/account/JsonReader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonParseError>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace golub::account {

//! One row: every condition that is given must hold; of a list, one.
struct ErrorAdvisor::Row {
    QString id;
    QString server;                //!< the provider's name; empty: the host's
    QList<MailProtocol> protocols;
    QStringList hosts;             //!< domains
    QList<int> codes;
    QStringList enhanced;          //!< "5.7.139"; "5.7." for all that begin so
    QStringList kinds;             //!< of ErrorKind
    QStringList words;             //!< lower case; in the reply or the detail
    QString explain;               //!< id of AdviceTexts
    QString page;
};

namespace {

constexpr qsizetype LookedAt = 4'000; //!< characters of a reply

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ErrorAdvisor)
};

ErrorAdvisor::Row readRow(JsonReader json)
{
    ErrorAdvisor::Row row;
    row.id = json.text(QStringLiteral("id"));
    row.server = json.text(QStringLiteral("server"));
    for (const QString &name : json.texts(QStringLiteral("protocols"))) {
        bool isKnown = false;
        for (const MailProtocol protocol : { MailProtocol::Imap, MailProtocol::Pop3, MailProtocol::Smtp }) {
            if (name == protocolName(protocol)) {
                row.protocols += protocol;
                isKnown = true;
            }
        }
        if (!isKnown)
            json.fail(QStringLiteral("protocols"), name + QStringLiteral(" is not known"));
    }
    row.hosts = json.texts(QStringLiteral("hosts"));
    for (const QString &code : json.texts(QStringLiteral("codes")))
        row.codes += code.toInt();
    row.enhanced = json.texts(QStringLiteral("enhanced"));
    row.kinds = json.texts(QStringLiteral("kinds"));
    for (const QString &words : json.texts(QStringLiteral("words")))
        row.words += words.toLower();
    row.explain = json.text(QStringLiteral("explain"));
    row.page = json.text(QStringLiteral("page"));
    json.skip(QStringLiteral("example")); // the server's true words; the tests try them
    json.finish();
    if (row.id.isEmpty())
        json.fail(QStringLiteral("id"), QStringLiteral("missing"));
    if (adviceText(row.explain, {}, {}).isEmpty())
        json.fail(QStringLiteral("explain"), row.explain + QStringLiteral(" is not known"));
    if (!row.page.isEmpty() && QUrl(row.page, QUrl::StrictMode).scheme() != u"https")
        json.fail(QStringLiteral("page"), QStringLiteral("is no https address"));
    if (row.codes.isEmpty() && row.enhanced.isEmpty() && row.words.isEmpty() && (row.kinds.isEmpty() || row.hosts.isEmpty()))
        json.fail(QStringLiteral("words"), QStringLiteral("the row would fit too much"));
    return row;
}

//! What the server said, and what was noted about it, in one line: replies of several lines break in the middle of sentences.
QString wordsOf(const Error &error)
{
    return (error.reply.text.left(LookedAt) + u'\n' + error.detail.left(LookedAt)).simplified().toLower();
}

//! "5.7.139" is its own prefix, but not that of "5.7.1390"; a pattern that ends in a full stop is the prefix of a class.
bool fitsEnhanced(const QString &pattern, const QString &enhanced)
{
    return pattern.endsWith(u'.') ? enhanced.startsWith(pattern) : enhanced.compare(pattern, Qt::CaseInsensitive) == 0;
}

bool fits(const ErrorAdvisor::Row &row, const Error &error, const AdviceContext &context, const QString &words)
{
    const auto any = [](const auto &list, const auto &holds) { return list.isEmpty() || std::any_of(list.begin(), list.end(), holds); };
    const QString host = context.host.toLower();
    return any(row.protocols, [&](MailProtocol protocol) { return context.protocol == protocol; })
        && any(row.hosts, [&](const QString &domain) { return isWithin(host, domain); })
        && any(row.codes, [&](int code) { return error.reply.code == code; })
        && any(row.enhanced, [&](const QString &pattern) { return fitsEnhanced(pattern, error.reply.enhanced); })
        && any(row.kinds, [&](const QString &kind) { return kindName(error.kind) == kind; })
        && any(row.words, [&](const QString &part) { return words.contains(part); });
}

//! The page that the server itself names, where it is one of its own: Google's answers hold the very link to open.
QString pageIn(const QString &reply, const QString &known)
{
    if (known.isEmpty())
        return {};
    const qsizetype begin = reply.indexOf(QLatin1StringView("https://"));
    if (begin < 0)
        return known;
    qsizetype end = begin;
    while (end < reply.size() && !reply.at(end).isSpace() && reply.at(end) != u'>' && reply.at(end) != u')' && reply.at(end) != u'"')
        ++end;
    const QUrl url(reply.sliced(begin, end - begin), QUrl::StrictMode);
    const bool isOwn = url.isValid() && url.userInfo().isEmpty() && url.port() < 0 && url.host() == QUrl(known).host();
    return isOwn ? QString::fromLatin1(url.toEncoded()) : known;
}

} // namespace

Result<ErrorAdvisor> ErrorAdvisor::fromJson(const QByteArray &json)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject())
        return Error { ErrorKind::Storage, Text::tr("The list of known refusals cannot be read."), parseError.errorString() };
    JsonErrors errors;
    JsonReader reader(document.object(), {}, errors);
    ErrorAdvisor advisor;
    QSet<QString> ids;
    for (JsonReader item : reader.objects(QStringLiteral("rows"))) {
        auto row = std::make_shared<const Row>(readRow(item));
        if (ids.contains(row->id))
            item.fail(QStringLiteral("id"), row->id + QStringLiteral(" is there twice"));
        ids.insert(row->id);
        advisor.m_rows += std::move(row);
    }
    reader.skip(QStringLiteral("version"));
    reader.finish();
    if (!errors.isEmpty())
        return Error { ErrorKind::Storage, Text::tr("The list of known refusals cannot be read."), errors.toError().text };
    return advisor;
}

ErrorAdvisor ErrorAdvisor::readLater(const QByteArray &json)
{
    ErrorAdvisor advisor;
    advisor.m_later = std::make_shared<RowsLater<Rows>>(json, [](const QByteArray &unread) -> Result<Rows> {
        auto read = fromJson(unread);
        return read ? Result<Rows>(std::move(read->m_rows)) : Result<Rows>(read.error());
    });
    return advisor;
}

const ErrorAdvisor::Rows &ErrorAdvisor::rows() const
{
    return m_later ? m_later->rows() : m_rows;
}

const ErrorAdvisor::Row *ErrorAdvisor::find(const Error &error, const AdviceContext &context) const
{
    const QString words = wordsOf(error);
    for (const auto &row : rows()) {
        if (fits(*row, error, context, words))
            return row.get();
    }
    return nullptr;
}

QString ErrorAdvisor::match(const Error &error, const AdviceContext &context) const
{
    const Row *row = find(error, context);
    return row ? row->id : QString();
}

Error ErrorAdvisor::advised(Error error, const AdviceContext &context) const
{
    if (const Row *row = find(error, context)) {
        error.advice = adviceText(row->explain, row->server.isEmpty() ? context.host : row->server, context.address);
        error.page = pageIn(error.reply.text, row->page);
    }
    return error;
}

QStringList ErrorAdvisor::ids() const
{
    QStringList ids;
    for (const auto &row : rows())
        ids += row->id;
    return ids;
}

} // namespace golub::account
