// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Response.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace golub::imap::test {

//! What a recorded dialogue told, against what the authors of the recording learned from it.
class ReplayFacts
{
public:
    void take(const Response &response)
    {
        if (const auto *status = std::get_if<Status>(&response))
            m_statuses.append(*status);
        else if (const auto *capability = std::get_if<CapabilityData>(&response))
            m_capabilities.append(capability->capabilities);
        else if (const auto *list = std::get_if<ListData>(&response))
            m_lists.append(*list);
        else if (const auto *counts = std::get_if<StatusData>(&response))
            m_counts.append(*counts);
        else if (const auto *search = std::get_if<SearchData>(&response))
            m_searches.append(*search);
        else if (const auto *threads = std::get_if<ThreadData>(&response))
            m_threads.append(*threads);
        else if (const auto *vanished = std::get_if<VanishedData>(&response))
            m_vanished.append(*vanished);
        else if (const auto *fetch = std::get_if<FetchData>(&response))
            m_fetches.push_back(*fetch);
        else if (const auto *metadata = std::get_if<MetadataData>(&response))
            m_metadata.append(*metadata);
        else if (const auto *quota = std::get_if<QuotaData>(&response))
            m_quotas.append(*quota);
        else if (const auto *id = std::get_if<IdData>(&response))
            m_ids.append(*id);
        else if (const auto *other = std::get_if<OtherData>(&response))
            m_others.append(*other);
    }

    //! None where the fact is about the other client's objects and not about what was said.
    std::optional<bool> holds(const QJsonObject &fact) const
    {
        const QString expr = fact.value(u"expr").toString();
        const QString op = fact.value(u"op").toString();
        const QJsonValue value = fact.value(u"value");
        const qint64 number = value.toInteger(-1);
        if (op == u"sym")
            return symbol(expr, value.toString());
        if (op == u"count")
            return counted(expr, number);
        if (op == u"eq" && value.isString())
            return text(expr, value.toString());
        if (op == u"eq" && value.isBool())
            return flag(expr, value.toBool());
        return op == u"eq" && number >= 0 ? numeric(expr, number) : std::nullopt;
    }

private:
    template<class List, class Predicate>
    static bool any(const List &list, Predicate predicate)
    {
        return std::any_of(list.begin(), list.end(), predicate);
    }
    bool code(const char *name, qint64 number) const
    {
        return any(m_statuses, [=](const Status &status) { return status.code.is(name) && qint64(status.code.number) == number; });
    }
    bool count(std::optional<qint64> StatusData::*member, qint64 number) const
    {
        return any(m_counts, [=](const StatusData &data) { return data.*member == number; });
    }
    bool found(std::optional<qint64> SearchData::*member, qint64 number) const
    {
        return any(m_searches, [=](const SearchData &data) { return data.*member == number; });
    }
    bool quota(const char *name, qint64 QuotaData::Resource::*member, qint64 number) const
    {
        return any(m_quotas, [=](const QuotaData &data) { return any(data.resources, [=](const auto &one) { return one.name == name && one.*member == number; }); });
    }
    bool appended(qint64 uids) const
    {
        qint64 single = 0;
        for (const Status &status : m_statuses)
            single += status.code.is("APPENDUID") ? status.code.uids.count() : 0;
        return single >= uids;
    }

    std::optional<bool> numeric(const QString &expr, qint64 number) const
    {
        if (expr.endsWith(u".HighestModSeq"))
            return code("HIGHESTMODSEQ", number) || count(&StatusData::highestModSeq, number)
                || any(m_fetches, [=](const FetchData &fetch) { return qint64(fetch.modSeq.value) == number; })
                || any(m_searches, [=](const SearchData &data) { return qint64(data.modSeq.value) == number; });
        if (expr.endsWith(u"]).ModSeq") || expr.endsWith(u"].ModSeq") || expr == u"None.ModSeq.Value")
            return any(m_fetches, [=](const FetchData &fetch) { return qint64(fetch.modSeq.value) == number; });
        if (expr.endsWith(u".UidNext.Value.Id"))
            return code("UIDNEXT", number) || count(&StatusData::uidNext, number);
        if (expr == u"client.Inbox.Unread")
            return count(&StatusData::unseen, number);
        if (expr.contains(u"Vanished") && expr.endsWith(u"[0].Id"))
            return any(m_vanished, [=](const VanishedData &data) { return data.uids.contains(Uid { quint32(number) }); });
        if (expr.contains(u".MoveTo(UniqueId") && expr.endsWith(u".Value.Id"))
            return any(m_statuses, [=](const Status &status) { return status.code.is("COPYUID") && status.code.uids.contains(Uid { quint32(number) }); });
        if (expr.contains(u".Search(") && expr.endsWith(u".Max.Value.Id"))
            return found(&SearchData::max, number) || any(m_searches, [=](const SearchData &data) { return data.all.uids().contains(Uid { quint32(number) }); });
        if (expr.contains(u".Search(") && expr.endsWith(u".Min.Value.Id"))
            return found(&SearchData::min, number) || any(m_searches, [=](const SearchData &data) { return data.all.uids().contains(Uid { quint32(number) }); });
        if (expr.contains(u".Search('SUBJECT") && expr.endsWith(u".Count"))
            return found(&SearchData::count, number) || any(m_searches, [=](const SearchData &data) { return data.all.count() == number; });
        if (expr.endsWith(u".Octets"))
            return any(m_fetches, [=](const FetchData &fetch) { return fetch.structure && fetch.structure->size == number; });
        if (expr.endsWith(u".MessageLimit.Value"))
            return quota("MESSAGE", &QuotaData::Resource::limit, number);
        if (expr.endsWith(u".CurrentMessageCount.Value"))
            return quota("MESSAGE", &QuotaData::Resource::usage, number);
        if (expr.endsWith(u").StorageLimit.Value"))
            return quota("STORAGE", &QuotaData::Resource::limit, number);
        if (expr.endsWith(u").CurrentStorageSize.Value"))
            return quota("STORAGE", &QuotaData::Resource::usage, number);
        if (expr == u"client.Inbox.AppendLimit")
            return count(&StatusData::appendLimit, number);
        return std::nullopt;
    }

    std::optional<bool> counted(const QString &expr, qint64 number) const
    {
        static const QRegularExpression search(QStringLiteral("\\.(Search|Sort)\\(.*\\)(\\.UniqueIds)?$"));
        if (expr.contains(u".Thread("))
            return any(m_threads, [=](const ThreadData &data) { return data.threads.size() == number; });
        if (expr.contains(u"Vanished") && expr.endsWith(u"UniqueIds"))
            return any(m_vanished, [=](const VanishedData &data) { return data.uids.count() == number; });
        if (search.match(expr).hasMatch())
            return any(m_searches, [=](const SearchData &data) { return data.all.count() == number || data.numbers.size() == number; });
        if (expr.contains(u".Append("))
            return appended(number);
        if (expr == u"summary.GMailLabels")
            return any(m_fetches, [=](const FetchData &fetch) { return fetch.gmailLabels && fetch.gmailLabels->size() == number; });
        if (expr.contains(u"GetMetadata(") && expr.endsWith(u"()"))
            return any(m_metadata, [=](const MetadataData &data) { return data.entries.size() == number; });
        return std::nullopt;
    }

    std::optional<bool> text(const QString &expr, const QString &wanted) const
    {
        const QByteArray bytes = wanted.toUtf8();
        if (expr.contains(u"GetMetadata("))
            return any(m_metadata, [&](const MetadataData &data) { return any(data.entries, [&](const auto &entry) { return entry.second == bytes; }); });
        if (expr.endsWith(u".GetMyAccessRights().ToString()"))
            return any(m_others, [&](const OtherData &other) { return other.name == "MYRIGHTS" && std::is_permutation(bytes.begin(), bytes.end(), other.text.end() - std::min(bytes.size(), other.text.size()), other.text.end()); });
        if (expr == u"client.Rights.ToString()")
            return any(m_capabilities, [&](const Capabilities &capabilities) { return capabilities.has(("RIGHTS=" + bytes.toUpper()).constData()); });
        if (expr.startsWith(u"summary.GMailLabels["))
            return any(m_fetches, [&](const FetchData &fetch) { return fetch.gmailLabels && fetch.gmailLabels->contains(bytes); });
        if (expr.endsWith(u".Envelope.Subject"))
            return any(m_fetches, [&](const FetchData &fetch) { return fetch.envelope && fetch.envelope->subject == bytes; });
        if (expr.startsWith(u"client.GetFolder('Level1") && expr.endsWith(u".FullName") && !wanted.isEmpty())
            return any(m_lists, [&](const ListData &list) { return list.name == bytes; });
        if (expr.contains(u".GetSubfolders(") && expr.endsWith(u".Name"))
            return any(m_lists, [&](const ListData &list) { return list.name == bytes || list.name.endsWith(list.delimiter + bytes); });
        if (expr.contains(u".Identify(") && (expr.endsWith(u".Version") || expr.endsWith(u".SupportUrl"))) {
            const QByteArray key = expr.endsWith(u".Version") ? "version" : "support-url";
            return any(m_ids, [&](const IdData &id) { return id.fields.contains(std::pair(key, bytes)); });
        }
        return std::nullopt;
    }

    std::optional<bool> flag(const QString &expr, bool wanted) const
    {
        static const QHash<QString, const char *> Names { { QStringLiteral("AppendLimit"), "APPENDLIMIT" }, { QStringLiteral("MultiAppend"), "MULTIAPPEND" },
            { QStringLiteral("Replace"), "REPLACE" }, { QStringLiteral("ObjectID"), "OBJECTID" }, { QStringLiteral("CreateSpecialUse"), "CREATE-SPECIAL-USE" },
            { QStringLiteral("UidPlus"), "UIDPLUS" }, { QStringLiteral("Partial"), "PARTIAL" }, { QStringLiteral("SaveDate"), "SAVEDATE" } };
        static const QRegularExpression capability(QStringLiteral("^client\\.Capabilities\\.HasFlag\\(ImapCapabilities\\.(\\w+)\\)$"));
        if (const auto match = capability.match(expr); match.hasMatch() && wanted) {
            const char *name = Names.value(match.captured(1), nullptr);
            if (!name)
                return std::nullopt;
            const auto has = [name](const Capabilities &one) { return one.has(name) || one.number(name); };
            return any(m_capabilities, has) || any(m_statuses, [&has](const Status &status) { return has(status.code.capabilities); });
        }
        if (expr.contains(u"Vanished") && expr.endsWith(u".Earlier"))
            return any(m_vanished, [wanted](const VanishedData &data) { return data.earlier == wanted; });
        return std::nullopt;
    }

    std::optional<bool> symbol(const QString &expr, const QString &wanted) const
    {
        static const QRegularExpression gmail(QStringLiteral("^\\((\\d+)\\+summary\\.UniqueId\\.Id\\)$"));
        if (const auto match = gmail.match(wanted); match.hasMatch()) {
            const quint64 base = match.captured(1).toULongLong();
            const bool thread = expr.contains(u"Thread");
            bool all = !m_fetches.empty();
            for (const FetchData &fetch : m_fetches) {
                const quint64 id = thread ? fetch.gmailThreadId : fetch.gmailMessageId;
                all &= id == 0 || id == base + fetch.uid.value;
            }
            return all && any(m_fetches, [](const FetchData &fetch) { return fetch.gmailMessageId != 0; });
        }
        static const QRegularExpression date(QStringLiteral("^new DateTimeOffset\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+),new TimeSpan\\((-?\\d+),0,0\\)\\)$"));
        if (const auto match = date.match(wanted); match.hasMatch() && expr.endsWith(u".SaveDate")) {
            const auto part = [&match](int index) { return match.captured(index).toInt(); };
            const QDateTime time = QDateTime(QDate(part(1), part(2), part(3)), QTime(part(4), part(5), part(6)), Qt::UTC).addSecs(-3600 * part(7));
            return any(m_fetches, [&time](const FetchData &fetch) { return fetch.saveDate == time; });
        }
        if (wanted == u"(i+1)" && expr.contains(u".Search("))
            return any(m_searches, [](const SearchData &data) { return data.all == UidSet::range(Uid { 1 }, Uid { 14 }); });
        return std::nullopt;
    }

    QList<Status> m_statuses;
    QList<Capabilities> m_capabilities;
    QList<ListData> m_lists;
    QList<StatusData> m_counts;
    QList<SearchData> m_searches;
    QList<ThreadData> m_threads;
    QList<VanishedData> m_vanished;
    std::vector<FetchData> m_fetches;
    QList<MetadataData> m_metadata;
    QList<QuotaData> m_quotas;
    QList<IdData> m_ids;
    QList<OtherData> m_others;
};

} // namespace golub::imap::test
