// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactWords.h"

#include "core/search/Tokenizer.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/GivenRows.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace golub::store {
namespace {

constexpr qint64 WithoutLine = 256;      //!< contacts, at most: reading them takes half a millisecond
constexpr qint64 LinesTogether = 1000;

//! Appends each with a blank before it; some twice.
void appendWords(QByteArrayView name, QByteArrayView address, QByteArray &words)
{
    const search::TokenSink sink = [&words](QByteArrayView word, bool) {
        words += ' ';
        words += word;
        return true;
    };
    search::tokenizeUtf8(name, search::Purpose::Index, sink);
    search::tokenizeUtf8(address, search::Purpose::Index, sink);
}

//! What the words of a contact are to begin with.
class Beginnings
{
public:
    explicit Beginnings(const QString &text)
    {
        for (const QString &word : search::tokens(text, search::Purpose::Query).mid(0, Looked))
            m_list.append(' ' + word.toUtf8());
        // The longest first: it is the rarest.
        std::sort(m_list.begin(), m_list.end(), [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
    }
    bool isEmpty() const { return m_list.isEmpty(); }
    bool fit(QByteArrayView name, QByteArrayView address) const
    {
        QByteArray words;
        appendWords(name, address, words);
        return fitBehind(0, words);
    }
    //! Appends the contacts of those \a lines that fit.
    void find(QByteArrayView lines, GivenRows &contacts) const
    {
        const char *at = lines.begin();
        while (const void *const hit = memmem(at, std::size_t(lines.end() - at), m_list.first().constData(), std::size_t(m_list.first().size()))) {
            const void *const before = memrchr(at, '\n', std::size_t(static_cast<const char *>(hit) - at));
            const char *const begin = before ? static_cast<const char *>(before) + 1 : at;
            const void *const next = std::memchr(hit, '\n', std::size_t(lines.end() - static_cast<const char *>(hit)));
            const char *const end = next ? static_cast<const char *>(next) : lines.end();
            const QByteArrayView line(begin, end);
            if (fitBehind(1, line))
                contacts.add(line.first(line.indexOf(' ')).toLongLong());
            at = end;
        }
    }

private:
    static constexpr qsizetype Looked = 4; //!< a name has hardly more words
    bool fitBehind(qsizetype first, QByteArrayView words) const
    {
        return std::all_of(m_list.begin() + first, m_list.end(), [words](const QByteArray &one) { return words.contains(one); });
    }

    QList<QByteArray> m_list;
};

constexpr char Newer[] = "SELECT id, name, address FROM contacts WHERE id > (SELECT coalesce(max(last), 0) FROM contact_words)";

} // namespace

Outcome ContactWords::follow(qint64 newest)
{
    const Result<qint64> last = m_mail.number("SELECT max(last) FROM contact_words");
    if (!last)
        return last.error();
    if (newest - *last < WithoutLine)
        return {};
    // Lines that mean nobody any more go when they are half of all.
    const Result<qint64> stale = m_mail.number("SELECT (SELECT sum(contacts) FROM contact_words) > 2 * (SELECT count(*) FROM contacts)");
    if (!stale)
        return stale.error();
    if (*stale == 0)
        return write(*last);
    GOLUB_TRY(m_mail.run("DELETE FROM contact_words"));
    return write(0);
}

Outcome ContactWords::write(qint64 behind)
{
    QByteArray lines;
    qint64 last = behind;
    qint64 count = 0;
    const auto put = [&]() -> Outcome {
        Statement row(m_mail, "INSERT INTO contact_words(last, contacts, lines) VALUES(?, ?, ?)", last, std::exchange(count, 0));
        const Outcome done = row.bindTextView(lines).run();
        lines.clear();
        return done;
    };
    Statement contacts(m_mail, "SELECT id, name, address FROM contacts WHERE id > ? ORDER BY id", behind);
    while (contacts.next()) {
        last = contacts.integer(0);
        lines += QByteArray::number(last);
        appendWords(contacts.utf8(1), contacts.utf8(2), lines);
        lines += '\n';
        if (++count == LinesTogether)
            GOLUB_TRY(put());
    }
    GOLUB_TRY(contacts.outcome());
    return count == 0 ? Outcome() : put();
}

Result<QList<Address>> completeAddress(Database &mail, const QString &prefix, int limit)
{
    QList<Address> list;
    const Beginnings beginnings(prefix);
    if (beginnings.isEmpty())
        return list;
    GivenRows found;
    Statement newer(mail, Newer);
    while (newer.next()) {
        if (beginnings.fit(newer.utf8(1), newer.utf8(2)))
            found.add(newer.integer(0));
    }
    GOLUB_TRY(newer.outcome());
    Statement words(mail, "SELECT lines FROM contact_words");
    while (words.next())
        beginnings.find(words.utf8(0), found);
    GOLUB_TRY(words.outcome());
    Statement rows(mail, "SELECT name, address FROM contacts WHERE id IN (SELECT c0 FROM given(?)) ORDER BY written_ms DESC, seen_ms DESC, id DESC LIMIT ?");
    rows.bindRows(found).bind(qBound(0, limit, 100));
    while (rows.next())
        list.append({ rows.text(0), rows.text(1) });
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace golub::store
