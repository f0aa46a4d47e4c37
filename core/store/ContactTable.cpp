// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactTable.h"

#include "core/search/Tokenizer.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/GivenRows.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace golub::store {
namespace {

constexpr qsizetype AddressLength = 320; // RFC 5321 section 4.5.3.1: 64 + 1 + 255
constexpr qsizetype NameLength = 200;

struct Contact {
    qint64 id = 0;                    //!< 0: not here yet
    Address address = {};
    qint64 writtenMs = NoTime;
    qint64 seenMs = NoTime;
    bool changed = false;
    bool renamed = false;             //!< its words are others now
};
using Contacts = QHash<QString, Contact>; //!< by the address in lower case

//! Those of \a keys that are here; the others empty.
Result<Contacts> findContacts(Database &mail, const QStringList &keys)
{
    Contacts contacts;
    GivenRows wanted;
    for (const QString &key : keys) {
        contacts.insert(key, {});
        wanted.add(key);
    }
    Statement rows(mail, "SELECT c.address_key, c.id, c.name, c.address, c.written_ms, c.seen_ms FROM given(?) CROSS JOIN contacts c ON c.address_key = c0");
    rows.bindRows(wanted);
    while (rows.next())
        contacts[rows.text(0)] = { rows.integer(1), { rows.text(2), rows.text(3) }, rows.integer(4), rows.integer(5) };
    GOLUB_TRY(rows.outcome());
    return contacts;
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
    const bool isKnown = !contact.address.address.isEmpty();
    const QString name = betterName(contact, address, when, writtenTo);
    const qint64 written = writtenTo ? qMax(contact.writtenMs, when) : contact.writtenMs;
    const qint64 seen = qMax(contact.seenMs, when);
    contact.renamed |= !isKnown || name != contact.address.name;
    contact.changed |= contact.renamed || written != contact.writtenMs || seen != contact.seenMs;
    if (!isKnown)
        contact.address.address = address.address;
    contact.address.name = name;
    contact.writtenMs = written;
    contact.seenMs = seen;
}

//! The new ones get their ids, in the order of \a keys.
Outcome insertNew(Database &mail, const QStringList &keys, Contacts &contacts)
{
    QSet<Contact *> seen;
    QList<Contact *> fresh;
    GivenRows rows;
    for (const QString &key : keys) {
        Contact *const contact = &contacts[key];
        if (contact->id != 0 || seen.contains(contact))
            continue;
        seen.insert(contact);
        fresh.append(contact);
        rows.add(key, contact->address.address, contact->address.name, contact->writtenMs, contact->seenMs);
    }
    if (rows.isEmpty())
        return {};
    Statement insertion(mail, "INSERT INTO contacts(address_key, address, name, written_ms, seen_ms) SELECT c0, c1, c2, c3, c4 FROM given(?)");
    GOLUB_TRY(insertion.bindRows(rows).run());
    qint64 id = mail.lastInsertId() - fresh.size(); // they follow each other
    for (Contact *const contact : std::as_const(fresh))
        contact->id = ++id;
    return {};
}

Outcome updateKnown(Database &mail, const Contacts &contacts)
{
    for (const Contact &contact : contacts) {
        if (contact.id == 0 || !contact.changed)
            continue;
        GOLUB_TRY(mail.run("UPDATE contacts SET name = ?, written_ms = ?, seen_ms = ? WHERE id = ?", contact.address.name, contact.writtenMs,
            contact.seenMs, contact.id));
        if (contact.renamed)
            GOLUB_TRY(mail.run("DELETE FROM contact_words WHERE contact = ?", contact.id));
    }
    return {};
}

//! Words of contacts in the order in which the table has them, each once: so each of its pages is found once.
class Words
{
public:
    void add(QByteArrayView word, qint64 contact)
    {
        quint64 head = 0;
        for (qsizetype i = 0; i < HeadLength; ++i)
            head = head << 8 | (i < word.size() ? uchar(word[i]) : 0U);
        m_list.push_back({ head, m_bytes.size(), word.size(), contact });
        m_bytes += word;
    }
    GivenRows sorted()
    {
        std::sort(m_list.begin(), m_list.end(), [this](const Word &a, const Word &b) { return compare(a, b) < 0; });
        const auto end = std::unique(m_list.begin(), m_list.end(), [this](const Word &a, const Word &b) { return compare(a, b) == 0; });
        GivenRows rows;
        for (auto it = m_list.begin(); it != end; ++it)
            rows.add(GivenRows::Utf8 { text(*it) }, it->contact);
        return rows;
    }

private:
    static constexpr qsizetype HeadLength = 8;
    struct Word {
        quint64 head;                 //!< its first bytes, of which most words have no more
        qsizetype place;
        qsizetype length;
        qint64 contact;
    };
    QByteArrayView text(const Word &word) const { return QByteArrayView(m_bytes).sliced(word.place, word.length); }
    int compare(const Word &a, const Word &b) const
    {
        if (a.head != b.head)
            return a.head < b.head ? -1 : 1;
        if (a.length > HeadLength || b.length > HeadLength) {
            if (const int order = text(a).compare(text(b)); order != 0)
                return order;
        }
        return a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : 0;
    }

    QByteArray m_bytes;
    std::vector<Word> m_list;
};

Outcome writeWords(Database &mail, const Contacts &contacts)
{
    Words words;
    for (const Contact &contact : contacts) {
        if (!contact.renamed)
            continue;
        for (const QString &part : { contact.address.name, contact.address.address }) {
            search::tokenize(part, search::Purpose::Index, [&words, &contact](QByteArrayView word, bool) {
                words.add(word, contact.id);
                return true;
            });
        }
    }
    const GivenRows rows = words.sorted();
    if (rows.isEmpty())
        return {};
    Statement insertion(mail, "INSERT INTO contact_words(word, contact) SELECT c0, c1 FROM given(?)");
    return insertion.bindRows(rows).run();
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
        QStringList keys;
        for (const Seen &seen : people) {
            if (isContact(seen))
                keys.append(seen.address.address.toLower());
        }
        if (keys.isEmpty())
            return {};
        Result<Contacts> contacts = findContacts(m_context.mail(), keys);
        if (!contacts)
            return contacts.error();
        for (const Seen &seen : people) {
            if (isContact(seen))
                see((*contacts)[seen.address.address.toLower()], seen.address, toMs(seen.when), writtenTo);
        }
        GOLUB_TRY(updateKnown(m_context.mail(), *contacts));
        GOLUB_TRY(insertNew(m_context.mail(), keys, *contacts));
        return writeWords(m_context.mail(), *contacts);
    });
}

Result<QList<Address>> ContactTable::complete(const QString &prefix, int limit) const
{
    return completeAddress(m_context.mail(), prefix, limit);
}

} // namespace golub::store
