// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/PartialBody.h"

#include "core/store/BlobStore.h"
#include "core/store/MessageRows.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/Statement.h"

#include <algorithm>

namespace golub::store {

const AbsentPart *PartialBody::find(int part) const
{
    const auto at = std::find_if(absent.begin(), absent.end(), [part](const AbsentPart &one) { return one.part == part; });
    return at == absent.end() ? nullptr : &*at;
}

Result<PartialBody> readPartialBody(Database &mail, Database &bodies, MessageId id)
{
    Statement row(mail, "SELECT body FROM partial_bodies WHERE message = ?", id);
    if (!row.next()) {
        GOLUB_TRY(row.outcome());
        return Error::of(ErrorKind::NotFound);
    }
    Result<QByteArray> raw = BlobStore(bodies).get(row.blob(0));
    if (!raw)
        return raw.error();
    PartialBody partial { std::move(*raw) };
    Statement parts(mail, "SELECT part, section, encoding, size, body FROM partial_parts WHERE message = ? ORDER BY part", id);
    while (parts.next())
        partial.absent.append({ parts.small(0), parts.blob(1), parts.blob(2), parts.integer(3), parts.blob(4) });
    GOLUB_TRY(parts.outcome());
    return partial;
}

Outcome MessageTable::storePartial(MessageId id, const PartialBody &partial, const MessageText &text)
{
    return m_context.transact([&]() -> Outcome {
        const Result<QByteArray> hash = m_context.bodies().stage(partial.raw);
        if (!hash)
            return hash.error();
        Database &mail = m_context.mail();
        GOLUB_TRY(mail.run("DELETE FROM partial_bodies WHERE message = ?", id));
        GOLUB_TRY(mail.run("INSERT INTO partial_bodies(message, body) VALUES(?, ?)", id, *hash));
        for (const AbsentPart &part : partial.absent) {
            GOLUB_TRY(mail.run("INSERT INTO partial_parts(message, part, section, encoding, size, body) VALUES(?, ?, ?, ?, ?, ?)", id, part.part,
                part.section, part.encoding, part.size, part.hash));
        }
        return MessageRows(m_context).setPreview(id, text);
    });
}

Outcome MessageTable::storePart(MessageId id, int part, const QByteArray &content)
{
    return m_context.transact([&]() -> Outcome {
        const Result<QByteArray> hash = m_context.bodies().stage(content);
        if (!hash)
            return hash.error();
        return m_context.mail().run("UPDATE partial_parts SET body = ? WHERE message = ? AND part = ?", *hash, id, part);
    });
}

Result<PartialBody> MessageTable::partial(MessageId id) const
{
    return readPartialBody(m_context.mail(), m_context.bodyFile(), id);
}

} // namespace golub::store
