// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactTable.h"

#include "core/search/Tokenizer.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

#include <QSet>

namespace golub::store {
namespace {

constexpr qsizetype AddressLength = 320; // RFC 5321 section 4.5.3.1: 64 + 1 + 255
constexpr qsizetype NameLength = 200;

Outcome writeWords(Database &mail, qint64 contact, const Address &address)
{
    const QList<QString> list = search::tokens(address.name, search::Purpose::Index) + search::tokens(address.address, search::Purpose::Index);
    for (const QString &word : QSet<QString>(list.begin(), list.end()))
        GOLUB_TRY(mail.run("INSERT OR IGNORE INTO contact_words(word, contact) VALUES(?, ?)", word, contact));
    return {};
}

struct Contact {
    qint64 id = 0;
    Address address;
    qint64 writtenMs = NoTime;
    qint64 seenMs = NoTime;
};

Result<Contact> findContact(Database &mail, const QString &key)
{
    Statement row(mail, "SELECT id, name, address, written_ms, seen_ms FROM contacts WHERE address_key = ?", key);
    if (row.next())
        return Contact { row.integer(0), { row.text(1), row.text(2) }, row.integer(3), row.integer(4) };
    GOLUB_TRY(row.outcome());
    return Contact {};
}

//! The name that the user sees grow old only for a newer one, and never for none.
QString betterName(const Contact &known, const Address &news, qint64 when, bool writtenTo)
{
    if (news.name.isEmpty() || (!known.address.name.isEmpty() && (when < known.seenMs || (known.writtenMs != NoTime && !writtenTo))))
        return known.address.name;
    return news.name.left(NameLength);
}

Outcome collectOne(Database &mail, const Address &address, qint64 when, bool writtenTo)
{
    const QString key = address.address.toLower();
    const Result<Contact> known = findContact(mail, key);
    if (!known)
        return known.error();
    const qint64 written = writtenTo ? qMax(known->writtenMs, when) : known->writtenMs;
    const qint64 seen = qMax(known->seenMs, when);
    const Address now { betterName(*known, address, when, writtenTo), known->id ? known->address.address : address.address };
    qint64 id = known->id;
    if (id == 0) {
        GOLUB_TRY(mail.run("INSERT INTO contacts(address_key, address, name, written_ms, seen_ms) VALUES(?, ?, ?, ?, ?)", key, now.address, now.name,
            written, seen));
        id = mail.lastInsertId();
    } else {
        if (now != known->address || written != known->writtenMs || seen != known->seenMs)
            GOLUB_TRY(mail.run("UPDATE contacts SET name = ?, written_ms = ?, seen_ms = ? WHERE id = ?", now.name, written, seen, id));
        if (now == known->address)
            return {};
        GOLUB_TRY(mail.run("DELETE FROM contact_words WHERE contact = ?", id));
    }
    return writeWords(mail, id, now);
}

} // namespace

Outcome ContactTable::collect(const QList<Address> &addresses, const QDateTime &when, bool writtenTo)
{
    QList<Seen> people;
    for (const Address &address : addresses)
        people.append({ address, when });
    return collect(people, writtenTo);
}

Outcome ContactTable::collect(const QList<Seen> &people, bool writtenTo)
{
    return m_context.transact([&]() -> Outcome {
        for (const Seen &seen : people) {
            if (seen.address.address.contains(u'@') && seen.address.address.size() <= AddressLength)
                GOLUB_TRY(collectOne(m_context.mail(), seen.address, toMs(seen.when), writtenTo));
        }
        return {};
    });
}

Result<QList<Address>> ContactTable::complete(const QString &prefix, int limit) const
{
    return completeAddress(m_context.mail(), prefix, limit);
}

} // namespace golub::store
