// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactTable.h"

#include "core/store/ContactWords.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/GivenRows.h"

#include <QHash>

#include <utility>
#include <vector>

namespace golub::store {
namespace {

constexpr qsizetype AddressLength = 320; // RFC 5321 section 4.5.3.1: 64 + 1 + 255
constexpr qsizetype NameLength = 200;

struct Contact {
    QString key;                      //!< the address in lower case
    qint64 id = 0;                    //!< 0: not here yet
    Address address = {};
    qint64 writtenMs = NoTime;
    qint64 seenMs = NoTime;
    bool changed = false;
    bool renamed = false;
};

//! Contacts of a batch, each once, in the order in which they were seen first.
class Batch
{
public:
    std::size_t placeOf(const QString &address)
    {
        QString key = address.toLower();
        std::size_t &place = m_places[key]; // from 1 on
        if (place == 0) {
            contacts.push_back({ std::move(key) });
            place = contacts.size();
        }
        return place - 1;
    }

    std::vector<Contact> contacts = {};

private:
    QHash<QString, std::size_t> m_places;
};

//! Those that are here get what the table has.
Outcome findContacts(Database &mail, std::vector<Contact> &contacts)
{
    GivenRows wanted;
    for (const Contact &contact : contacts)
        wanted.add(contact.key);
    Statement rows(mail, "SELECT g.rowid, c.id, c.name, c.address, c.written_ms, c.seen_ms FROM given(?) g CROSS JOIN contacts c ON c.address_key = g.c0");
    rows.bindRows(wanted);
    while (rows.next()) {
        Contact &contact = contacts[std::size_t(rows.integer(0))];
        contact.id = rows.integer(1);
        contact.address = { rows.text(2), rows.text(3) };
        contact.writtenMs = rows.integer(4);
        contact.seenMs = rows.integer(5);
    }
    return rows.outcome();
}

//! The name that the user sees grow old only for a newer one, and never for none.
QString betterName(const Contact &known, const Address &news, qint64 when, bool writtenTo)
{
    if (news.name.isEmpty() || (!known.address.name.isEmpty() && (when < known.seenMs || (known.writtenMs != NoTime && !writtenTo))))
        return known.address.name;
    return news.name.left(NameLength);
}

void see(Contact &contact, const Address &address, qint64 when, bool writtenTo)
{
    const QString name = betterName(contact, address, when, writtenTo);
    const qint64 written = writtenTo ? qMax(contact.writtenMs, when) : contact.writtenMs;
    const qint64 seen = qMax(contact.seenMs, when);
    contact.renamed |= name != contact.address.name;
    contact.changed |= written != contact.writtenMs || seen != contact.seenMs;
    if (contact.address.address.isEmpty())
        contact.address.address = address.address;
    contact.address.name = name;
    contact.writtenMs = written;
    contact.seenMs = seen;
}

//! New ones, and those with another name, which get another id (ContactWords).
Outcome insertNew(Database &mail, const std::vector<Contact> &contacts)
{
    GivenRows rows;
    for (const Contact &contact : contacts) {
        if (contact.id == 0 || contact.renamed)
            rows.add(contact.key, contact.address.address, contact.address.name, contact.writtenMs, contact.seenMs);
    }
    if (rows.isEmpty())
        return {};
    Statement insertion(mail, "REPLACE INTO contacts(address_key, address, name, written_ms, seen_ms) SELECT c0, c1, c2, c3, c4 FROM given(?)");
    GOLUB_TRY(insertion.bindRows(rows).run());
    return ContactWords(mail).follow(mail.lastInsertId());
}

Outcome updateKnown(Database &mail, const std::vector<Contact> &contacts)
{
    for (const Contact &contact : contacts) {
        if (contact.id != 0 && contact.changed && !contact.renamed)
            GOLUB_TRY(mail.run("UPDATE contacts SET written_ms = ?, seen_ms = ? WHERE id = ?", contact.writtenMs, contact.seenMs, contact.id));
    }
    return {};
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
    const auto isContact = [](const Seen &seen) { return seen.address.address.contains(u'@') && seen.address.address.size() <= AddressLength; };
    return m_context.transact([&]() -> Outcome {
        Batch batch;
        std::vector<std::pair<const Seen *, std::size_t>> sightings;
        sightings.reserve(std::size_t(people.size()));
        for (const Seen &seen : people) {
            if (isContact(seen))
                sightings.emplace_back(&seen, batch.placeOf(seen.address.address));
        }
        if (sightings.empty())
            return {};
        GOLUB_TRY(findContacts(m_context.mail(), batch.contacts));
        for (const auto &[seen, place] : sightings)
            see(batch.contacts[place], seen->address, toMs(seen->when), writtenTo);
        GOLUB_TRY(updateKnown(m_context.mail(), batch.contacts));
        return insertNew(m_context.mail(), batch.contacts);
    });
}

Result<QList<Address>> ContactTable::complete(const QString &prefix, int limit) const
{
    return completeAddress(m_context.mail(), prefix, limit);
}

} // namespace golub::store
