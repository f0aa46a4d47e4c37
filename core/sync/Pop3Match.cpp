// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Pop3Match.h"

#include "core/mime/MessageContent.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <array>

namespace golub::sync {
namespace {

constexpr std::array Lasting { "message-id", "date", "from", "to", "subject" };
constexpr qint64 ServerFields = 400;  //!< what servers write into headers of their own
constexpr qint64 LineEndShare = 20;   //!< one byte in so many: LF counted for CRLF

} // namespace

QByteArrayView headerOf(QByteArrayView raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return end < 0 ? raw : raw.first(end + 2);
}

QByteArray headerFingerprint(QByteArrayView header)
{
    QCryptographicHash digest(QCryptographicHash::Sha256);
    const QList<mime::HeaderField> fields = mime::headerFieldsOf(header);
    int known = 0;
    for (const char *wanted : Lasting) {
        const auto field = std::find_if(fields.begin(), fields.end(), [wanted](const mime::HeaderField &f) { return f.name.toLower() == wanted; });
        digest.addData("\n");
        if (field == fields.end())
            continue;
        ++known;
        digest.addData(field->rawValue.simplified());
    }
    return known >= 3 ? digest.result().left(16) : QByteArray();
}

bool sizesAgree(qint64 listed, qint64 stored)
{
    if (listed < 0 || stored < 0)
        return true;
    return qAbs(listed - stored) <= ServerFields + std::max(listed, stored) / LineEndShare;
}

MissingRows::MissingRows(const QHash<QByteArray, store::Pop3Ledger::Row> &rows, const QList<QByteArray> &listed)
{
    const QSet<QByteArray> present(listed.begin(), listed.end());
    for (auto row = rows.cbegin(); row != rows.cend(); ++row) {
        if (!row->fingerprint.isEmpty() && row->state != store::Pop3Ledger::State::Seen && !present.contains(row.key()))
            m_entries.append({ row.key(), row->fingerprint, row->size });
    }
}

bool MissingRows::mayHold(qint64 size) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [size](const Entry &entry) { return sizesAgree(size, entry.size); });
}

QByteArray MissingRows::take(const QByteArray &fingerprint, qint64 size)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
        [&](const Entry &e) { return !fingerprint.isEmpty() && e.fingerprint == fingerprint && sizesAgree(size, e.size); });
    if (entry == m_entries.end())
        return {};
    const QByteArray uidl = entry->uidl;
    m_entries.erase(entry);
    return uidl;
}

} // namespace golub::sync
