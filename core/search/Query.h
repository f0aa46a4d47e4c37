// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub::search {

//! A search as the user types it: words (each matches from its beginning), "exact phrases", -excluded, OR, and operators
//! from: to: subject: in: has:attachment is:unread|read|flagged|answered after: before: (YYYY-MM-DD) larger: smaller: (10M, 200k).
//! Case and diacritics do not matter (zolty finds żółty).
struct Term {
    enum class Field : quint8 { Any, From, To, Subject, Body } field = Field::Any;
    QString text;
    bool phrase = false;
    bool negated = false;
};

struct Query {
    //! All groups must match; of a group's terms (joined with OR) at least one.
    QList<QList<Term>> groups;
    QStringList inMailboxes;          //!< names or roles, lower case
    bool hasAttachment = false;
    std::optional<bool> seen;
    std::optional<bool> flagged;
    std::optional<bool> answered;
    QDate after;
    QDate before;
    qint64 largerThan = -1;
    qint64 smallerThan = -1;
    bool isEmpty() const;
};

//! InvalidInput says which operator is wrong and what it takes.
Result<Query> parseQuery(const QString &text);

} // namespace golub::search
