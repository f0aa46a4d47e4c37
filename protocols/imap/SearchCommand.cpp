// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/SearchCommand.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace golub::imap {
namespace {

using Term = RemoteQuery::Term;

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool needsCharset(const RemoteQuery &query)
{
    for (const auto &group : query.groups) {
        if (std::any_of(group.begin(), group.end(), [](const Term &term) { return !isAscii(term.text); }))
            return true;
    }
    return !isAscii(query.gmail);
}

void addTerm(Command &command, const Term &term)
{
    if (term.negated)
        command.word("NOT");
    switch (term.field) {
    case Term::Field::Any:
        command.word("TEXT");
        break;
    case Term::Field::From:
        command.word("FROM");
        break;
    case Term::Field::To:
        command.word("TO");
        break;
    case Term::Field::Cc:
        command.word("CC");
        break;
    case Term::Field::Bcc:
        command.word("BCC");
        break;
    case Term::Field::Subject:
        command.word("SUBJECT");
        break;
    case Term::Field::Body:
        command.word("BODY");
        break;
    case Term::Field::Header:
        command.word("HEADER").astring(term.header);
        break;
    }
    command.astring(term.text.toUtf8());
}

// "OR a OR b c": OR takes exactly two.
void addGroup(Command &command, const QList<Term> &group)
{
    for (qsizetype i = 0; i < group.size(); ++i) {
        if (i + 1 < group.size())
            command.word("OR");
        addTerm(command, group[i]);
    }
}

void addFlags(Command &command, const Flags &flags, bool set, const Quirks &quirks)
{
    const auto key = [&](Flag flag) -> Command & {
        switch (flag) {
        case Flag::Seen:
            return set ? command.word("SEEN") : command.word("UNSEEN");
        case Flag::Answered:
            return set ? command.word("ANSWERED") : command.word("UNANSWERED");
        case Flag::Flagged:
            return set ? command.word("FLAGGED") : command.word("UNFLAGGED");
        case Flag::Deleted:
            return set ? command.word("DELETED") : command.word("UNDELETED");
        case Flag::Draft:
            return set ? command.word("DRAFT") : command.word("UNDRAFT");
        }
        return command;
    };
    for (const Flag flag : { Flag::Seen, Flag::Answered, Flag::Flagged, Flag::Deleted, Flag::Draft }) {
        if (flags.has(flag))
            key(flag);
    }
    if (quirks.has(Quirk::NoKeywordSearch))
        return;
    for (const QString &keyword : flags.keywords())
        (set ? command.word("KEYWORD") : command.word("UNKEYWORD")).atom(keyword.toUtf8());
}

void addAge(Command &command, const RemoteQuery &query, const SearchContext &context)
{
    if (!query.younger)
        return;
    if (context.capabilities.has("WITHIN"))
        command.word("YOUNGER").number(quint64(std::max<qint64>(1, query.younger->count())));
    else // by the day, and a day more for the server's time zone
        command.word("SINCE").date(context.now.addSecs(-query.younger->count()).date().addDays(-1));
}

void addIds(Command &command, const RemoteQuery &query, bool gmail)
{
    if (!query.emailId.isEmpty())
        gmail ? command.word("X-GM-MSGID").atom(query.emailId) : command.word("EMAILID").atom(query.emailId);
    if (!query.threadId.isEmpty())
        gmail ? command.word("X-GM-THRID").atom(query.threadId) : command.word("THREADID").atom(query.threadId);
    if (!query.gmail.isEmpty())
        command.word("X-GM-RAW").astring(query.gmail.toUtf8());
}

bool isEmpty(const RemoteQuery &query)
{
    const auto empty = [](const QList<Term> &group) { return group.isEmpty(); };
    return std::all_of(query.groups.begin(), query.groups.end(), empty) && query.with.isEmpty() && query.without.isEmpty() && !query.since.isValid()
        && !query.before.isValid() && query.largerThan < 0 && query.smallerThan < 0 && !query.younger && query.among.isEmpty() && query.emailId.isEmpty()
        && query.threadId.isEmpty() && query.gmail.isEmpty();
}

Error cannot(const QString &detail)
{
    Error error = Error::of(ErrorKind::ServerRefused, detail);
    error.text = QCoreApplication::translate("Imap", "The server cannot search for this.");
    return error;
}

} // namespace

std::optional<Error> unsearchable(const RemoteQuery &query, const SearchContext &context)
{
    const bool gmail = context.capabilities.gmail();
    if (!query.gmail.isEmpty() && !gmail)
        return cannot(QStringLiteral("X-GM-RAW"));
    if ((!query.emailId.isEmpty() || !query.threadId.isEmpty()) && !gmail && !context.capabilities.has("OBJECTID"))
        return cannot(QStringLiteral("OBJECTID"));
    if (context.quirks.has(Quirk::NoKeywordSearch) && !query.with.keywords().isEmpty())
        return cannot(QStringLiteral("KEYWORD"));
    if (context.quirks.has(Quirk::AsciiSearch) && needsCharset(query))
        return cannot(QStringLiteral("CHARSET"));
    return std::nullopt;
}

void addCharset(Command &command, const RemoteQuery &query, const SearchContext &context)
{
    if (needsCharset(query) && !context.utf8)
        command.word("CHARSET UTF-8");
}

void addSortCharset(Command &command, const RemoteQuery &query)
{
    needsCharset(query) ? command.word("UTF-8") : command.word("US-ASCII");
}

void addCriteria(Command &command, const RemoteQuery &query, const SearchContext &context)
{
    if (isEmpty(query)) {
        command.word("ALL");
        return;
    }
    if (!query.among.isEmpty())
        command.word("UID").uids(query.among);
    addFlags(command, query.with, true, context.quirks);
    addFlags(command, query.without, false, context.quirks);
    if (query.since.isValid())
        command.word("SINCE").date(query.since);
    if (query.before.isValid())
        command.word("BEFORE").date(query.before);
    if (query.largerThan >= 0)
        command.word("LARGER").number(quint64(query.largerThan));
    if (query.smallerThan >= 0)
        command.word("SMALLER").number(quint64(query.smallerThan));
    addAge(command, query, context);
    addIds(command, query, context.capabilities.gmail());
    for (const auto &group : query.groups)
        addGroup(command, group);
}

} // namespace golub::imap
