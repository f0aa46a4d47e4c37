// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageSearch.h"

#include "core/search/FtsQuery.h"
#include "core/store/Records.h"
#include "core/store/SearchIndex.h"
#include "core/store/StoreContext.h"

#include <QVariant>

#include <variant>

namespace golub::store {
namespace {

using Value = std::variant<qint64, QString>;

//! A condition in SQL with its values.
struct Condition {
    QByteArray sql;
    QList<Value> values;

    void add(const QByteArray &part, const QList<Value> &with = {})
    {
        sql += " AND " + part;
        values += with;
    }
};

void bindAll(Statement &statement, const QList<Value> &values)
{
    for (const Value &value : values) {
        if (const qint64 *number = std::get_if<qint64>(&value))
            statement.bind(*number);
        else
            statement.bind(std::get<QString>(value));
    }
}

//! The day's beginning where the user is.
qint64 dayBegins(QDate day)
{
    return QDateTime(day, QTime(0, 0), Qt::LocalTime).toMSecsSinceEpoch();
}

void addFlag(Condition &condition, std::optional<bool> wanted, Flag flag)
{
    if (wanted)
        condition.add("(m.flags & " + QByteArray::number(int(flag)) + ") " + (*wanted ? "<>" : "=") + " 0");
}

//! Mailboxes by name (the whole path or its last part) or role.
Result<QList<qint64>> mailboxesNamed(Database &mail, const QStringList &names, AccountId account)
{
    const Result<QList<Mailbox>> all = readMailboxes(mail, account);
    if (!all)
        return all.error();
    QList<qint64> ids;
    for (const Mailbox &mailbox : *all) {
        const bool named = names.contains(mailbox.name.path.toLower()) || names.contains(mailbox.name.leaf().toLower())
            || (mailbox.role != MailboxRole::None && names.contains(roleName(mailbox.role)));
        if (named)
            ids.append(mailbox.id.value);
    }
    return ids;
}

QByteArray listOf(const QList<qint64> &ids)
{
    QByteArrayList parts;
    for (const qint64 id : ids)
        parts.append(QByteArray::number(id));
    return "(" + parts.join(',') + ")";
}

Result<Condition> filters(Database &mail, const search::Query &query, const SearchScope &scope)
{
    Condition condition { "m.hidden = 0", {} };
    if (scope.account.isValid())
        condition.add("m.account = ?", { scope.account.value });
    if (scope.mailbox.isValid())
        condition.add("m.mailbox = ?", { scope.mailbox.value });
    if (!query.inMailboxes.isEmpty()) {
        const Result<QList<qint64>> ids = mailboxesNamed(mail, query.inMailboxes, scope.account);
        if (!ids)
            return ids.error();
        condition.add("m.mailbox IN " + listOf(*ids));
    }
    if (query.hasAttachment)
        condition.add("m.has_attachments = 1");
    addFlag(condition, query.seen, Flag::Seen);
    addFlag(condition, query.flagged, Flag::Flagged);
    addFlag(condition, query.answered, Flag::Answered);
    if (query.after.isValid())
        condition.add("m.date_ms >= ?", { dayBegins(query.after) });
    if (query.before.isValid())
        condition.add("m.date_ms < ?", { dayBegins(query.before) });
    if (query.largerThan >= 0)
        condition.add("m.size > ?", { query.largerThan });
    if (query.smallerThan >= 0)
        condition.add("m.size < ?", { query.smallerThan });
    return condition;
}

// A document counts only as the one that "indexed" names, and only for a message that is still there.
constexpr char Documents[] = "search.message_text t CROSS JOIN search.indexed i ON i.message = (t.rowid >> 1) & 536870911 AND "
                             "i.whole = (t.rowid & 1) ";
static_assert(DocumentIdBits == 30);

//! FROM and WHERE of the search, and its order.
struct Plan {
    QByteArray from;
    Condition where;
    QByteArray order;
    QByteArray cursor;
    QList<Value> cursorValues;
};

Plan planFor(const search::FtsQuery &text, const Condition &filter, ListCursor after)
{
    if (!text.match.isEmpty()) {
        // Documents stream newest first by themselves; both of the cursor's message stand at or above its id.
        Condition where { "t.message_text MATCH ? AND " + filter.sql, QList<Value> { text.match } + filter.values };
        return { QByteArray(Documents) + "CROSS JOIN messages m ON m.id = i.message", where, "t.rowid DESC", "t.rowid < ?",
            { SearchIndex::documentId(after.dateMs, { after.id }, false) } };
    }
    Condition where = filter;
    if (!text.exclude.isEmpty())
        where.add(QByteArray("m.id NOT IN (SELECT i.message FROM ") + Documents + "WHERE t.message_text MATCH ?)", { text.exclude });
    return { "messages m", where, "m.date_ms DESC, m.id DESC", "(m.date_ms, m.id) < (?, ?)", { after.dateMs, after.id } };
}

Result<double> coverage(Database &mail)
{
    const Result<qint64> messages = mail.number("SELECT coalesce(sum(total), 0) FROM mailboxes WHERE account IN (SELECT id FROM accounts "
                                                 "WHERE sync NOT LIKE '%\"index\":false%')"); // those that are not to be found by text do not count
    if (!messages)
        return messages.error();
    const Result<qint64> whole = mail.number("SELECT value FROM search.state WHERE name = ?", QStringLiteral("whole"));
    if (!whole)
        return whole.error();
    return *messages <= 0 ? 1.0 : qBound(0.0, double(*whole) / double(*messages), 1.0);
}

} // namespace

Result<StoreReader::SearchHits> searchMessages(Database &mail, const QString &query, const SearchScope &scope, ListCursor after, int limit)
{
    const Result<search::Query> parsed = search::parseQuery(query);
    if (!parsed)
        return parsed.error();
    StoreReader::SearchHits result;
    const Result<double> part = coverage(mail);
    if (!part)
        return part.error();
    result.coverage = *part;
    const search::FtsQuery text = search::toFts(*parsed);
    if (parsed->isEmpty() || text.impossible)
        return result;
    const Result<Condition> filter = filters(mail, *parsed, scope);
    if (!filter)
        return filter.error();
    const Plan plan = planFor(text, *filter, after);
    const QByteArray base = " FROM " + plan.from + " WHERE " + plan.where.sql;

    Statement count(mail, mail.intern("SELECT count(*)" + base));
    bindAll(count, plan.where.values);
    if (count.next())
        result.total = count.integer(0);
    GOLUB_TRY(count.outcome());

    const QByteArray cursor = after.isNull() ? QByteArray() : " AND " + plan.cursor;
    Statement rows(mail, mail.intern("SELECT " GOLUB_SUMMARY + base + cursor + " ORDER BY " + plan.order + " LIMIT ?"));
    bindAll(rows, plan.where.values);
    if (!after.isNull())
        bindAll(rows, plan.cursorValues);
    rows.bind(limit);
    const Result<QList<MessageSummary>> hits = summariesOf(rows);
    if (!hits)
        return hits.error();
    result.hits = *hits;
    return result;
}

} // namespace golub::store
