// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartialMessage.h"

#include "core/mime/Ascii.h"
#include "core/mime/MessageContent.h"

#include <map>

namespace golub::mime {
namespace {

// RFC 2046 section 5.2.2.1: these, and all Content- fields, come from the enclosed header; the rest from the enclosing one.
bool isOfEnclosed(QByteArrayView name)
{
    return ascii::startsWithIgnoreCase(name, "content-") || ascii::equalsIgnoreCase(name, "subject") || ascii::equalsIgnoreCase(name, "message-id")
        || ascii::equalsIgnoreCase(name, "encrypted") || ascii::equalsIgnoreCase(name, "mime-version");
}

void appendFields(QByteArray &out, const QList<HeaderField> &fields, bool enclosed)
{
    for (const HeaderField &field : fields) {
        if (isOfEnclosed(field.name) == enclosed)
            out += field.name + ':' + field.rawValue + "\r\n";
    }
}

QString value(const Part &part, QByteArrayView name)
{
    return part.params.value(name).trimmed();
}

// RFC 2017 section 3.1: long URLs are cut with blanks and folds.
QString withoutBlanks(QString url)
{
    url.removeIf([](QChar c) { return c.isSpace(); });
    return url;
}

} // namespace

std::optional<PartialFacts> partialFacts(const Part &part)
{
    if (!part.is("message", "partial"))
        return {};
    PartialFacts facts { value(part, "id"), value(part, "number").toInt(), value(part, "total").toInt() };
    if (facts.id.isEmpty() || facts.number < 1)
        return {};
    facts.total = qMax(0, facts.total);
    return facts;
}

std::optional<QByteArray> joinPartialMessages(const QList<QByteArray> &pieces)
{
    struct Piece {
        QByteArray raw;
        Part part;
    };
    std::map<int, Piece> sorted;
    QString id;
    int total = 0;
    for (const QByteArray &raw : pieces) {
        const MessageTree tree = readMessage(raw);
        const std::optional<PartialFacts> facts = partialFacts(tree.root());
        if (!facts || (!id.isEmpty() && facts->id != id))
            return {};
        id = facts->id;
        if (facts->total > 0)
            total = facts->total;
        sorted.try_emplace(facts->number, Piece { raw, tree.root() });
    }
    if (total == 0 || total > PartialPieces || sorted.size() != size_t(total) || sorted.rbegin()->first != total)
        return {};
    QByteArray content;
    for (const auto &[number, piece] : sorted)
        content += decodedContent(piece.raw, piece.part);

    const Piece &first = sorted.begin()->second;
    const MessageTree enclosed = readMessage(content);
    const Part &inner = enclosed.root();
    QByteArray out;
    appendFields(out, headerFields(first.raw, first.part), false);
    appendFields(out, headerFields(content, inner), true);
    out += "\r\n";
    out += content.mid(inner.body.offset);
    return out;
}

std::optional<ExternalBody> externalBody(QByteArrayView raw, const Part &part)
{
    if (!part.is("message", "external-body"))
        return {};
    ExternalBody out;
    out.accessType = ascii::toLower(value(part, "access-type").toUtf8());
    out.name = value(part, "name");
    out.site = value(part, "site");
    out.directory = value(part, "directory");
    out.server = value(part, "server");
    out.subject = value(part, "subject");
    out.mode = value(part, "mode");
    out.expiration = value(part, "expiration");
    bool ok = false;
    const qint64 size = value(part, "size").toLongLong(&ok);
    out.size = ok && size >= 0 ? size : -1;
    out.url = withoutBlanks(part.params.value("url"));
    if (out.url.isEmpty() && (out.accessType == "anon-ftp" || out.accessType == "ftp") && !out.site.isEmpty())
        out.url = QStringLiteral("ftp://") + out.site + u'/' + (out.directory.isEmpty() ? QString() : out.directory + u'/') + out.name;
    const QByteArray content = decodedContent(raw, part);
    const MessageTree inner = readMessage(content);
    out.mediaType = inner.root().mediaType();
    out.contentId = inner.root().contentId;
    return out;
}

} // namespace golub::mime
