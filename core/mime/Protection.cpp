// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Protection.h"

#include "core/mime/Ascii.h"
#include "core/mime/MessageContent.h"

#include <cstring>

namespace golub::mime {
namespace {

bool isSmimeType(const Part &part)
{
    return part.is("application", "pkcs7-mime") || part.is("application", "x-pkcs7-mime");
}

// Gateways that do not know the type leave the name alone.
bool isSmimeByName(const Part &part)
{
    return part.is("application", "octet-stream") && (part.name.endsWith(QLatin1String(".p7m"), Qt::CaseInsensitive) || part.name.endsWith(QLatin1String(".p7z"), Qt::CaseInsensitive));
}

CmsKind kindByContent(QByteArrayView raw, const Part &part)
{
    constexpr qsizetype Enough = 64;
    QByteArray start;
    decodeContent(raw, part, [&start](QByteArrayView piece) {
        start += piece.first(qMin(piece.size(), Enough - start.size()));
        return start.size() < Enough;
    });
    return cmsKind(start);
}

CmsKind kindOf(QByteArrayView raw, const Part &part)
{
    if (!isSmimeType(part) && !isSmimeByName(part))
        return CmsKind::None;
    const CmsKind content = kindByContent(raw, part);
    if (content != CmsKind::None || !isSmimeType(part))
        return content;
    const QString label = part.params.value("smime-type").toLower();
    if (label == QLatin1String("signed-data") || label == QLatin1String("certs-only"))
        return CmsKind::SignedData;
    return label == QLatin1String("compressed-data") ? CmsKind::CompressedData : CmsKind::EnvelopedData;
}

qsizetype indexOf(QByteArrayView text, QByteArrayView wanted, qsizetype from)
{
    if (from >= text.size())
        return -1;
    const void *const hit = memmem(text.data() + from, size_t(text.size() - from), wanted.data(), size_t(wanted.size()));
    return hit ? static_cast<const char *>(hit) - text.data() : -1;
}

bool isLineStart(QByteArrayView text, qsizetype at)
{
    return at == 0 || text[at - 1] == '\n';
}

constexpr QByteArrayView PgpBegin = "-----BEGIN PGP ";

void note(int &place, int part)
{
    place = place < 0 ? part : place;
}

} // namespace

CmsKind cmsKind(QByteArrayView der)
{
    // SEQUENCE { OBJECT IDENTIFIER …: tag, length in one to five bytes (or indefinite), tag and length of the identifier.
    if (der.size() < 4 || der[0] != 0x30)
        return CmsKind::None;
    const auto length = static_cast<unsigned char>(der[1]);
    const qsizetype at = 2 + (length > 0x80 ? length - 0x80 : 0);
    if (length > 0x84 || at + 2 > der.size() || der[at] != 0x06)
        return CmsKind::None;
    const QByteArrayView id = der.sliced(at + 2, qMin<qsizetype>(static_cast<unsigned char>(der[at + 1]), der.size() - at - 2));
    constexpr QByteArrayView Pkcs7 = "\x2A\x86\x48\x86\xF7\x0D\x01\x07";
    constexpr QByteArrayView SmimeContent = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01";
    if (id.size() == Pkcs7.size() + 1 && id.startsWith(Pkcs7))
        return id.back() == 2 ? CmsKind::SignedData : id.back() == 3 ? CmsKind::EnvelopedData : CmsKind::None;
    if (id.size() == SmimeContent.size() + 1 && id.startsWith(SmimeContent))
        return id.back() == 9 ? CmsKind::CompressedData : id.back() == 23 ? CmsKind::AuthEnvelopedData : CmsKind::None;
    return CmsKind::None;
}

std::vector<PgpBlock> findPgpBlocks(QByteArrayView text)
{
    struct Armour {
        QByteArrayView name;
        QByteArrayView end;
        PgpBlock::Kind kind;
    };
    static constexpr Armour Armours[] = {
        { "SIGNED MESSAGE-----", "-----END PGP SIGNATURE-----", PgpBlock::Kind::Signed },
        { "MESSAGE-----", "-----END PGP MESSAGE-----", PgpBlock::Kind::Encrypted },
        { "MESSAGE, PART ", "-----END PGP MESSAGE, PART ", PgpBlock::Kind::Encrypted },
        { "PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----", PgpBlock::Kind::PublicKey },
    };
    std::vector<PgpBlock> blocks;
    for (qsizetype at = indexOf(text, PgpBegin, 0); at >= 0; at = indexOf(text, PgpBegin, at)) {
        const qsizetype begin = at;
        at += PgpBegin.size();
        if (!isLineStart(text, begin))
            continue;
        for (const Armour &armour : Armours) {
            if (!text.sliced(begin + PgpBegin.size()).startsWith(armour.name))
                continue;
            qsizetype end = indexOf(text, armour.end, at);
            while (end >= 0 && !isLineStart(text, end))
                end = indexOf(text, armour.end, end + 1);
            const qsizetype stop = end < 0 ? text.size() : qMin(ascii::find(text, '\n', end) + 1, text.size());
            blocks.push_back({ armour.kind, { begin, stop - begin }, end >= 0 });
            at = stop;
            break;
        }
    }
    return blocks;
}

void findProtection(QByteArrayView raw, MessageTree &tree)
{
    for (size_t i = 0; i < tree.parts.size(); ++i) {
        const Part &part = tree.parts[i];
        if (part.is("multipart", "signed"))
            note(tree.signedPart, int(i));
        if (part.is("multipart", "encrypted"))
            note(tree.encryptedPart, int(i));
        const CmsKind kind = kindOf(raw, part);
        if (kind == CmsKind::SignedData)
            note(tree.signedPart, int(i));
        else if (kind == CmsKind::EnvelopedData || kind == CmsKind::AuthEnvelopedData)
            note(tree.encryptedPart, int(i));
    }
}

void noteInlinePgp(MessageTree &tree, int text, QByteArrayView decoded)
{
    for (const PgpBlock &block : findPgpBlocks(decoded)) {
        if (block.kind == PgpBlock::Kind::Signed)
            note(tree.signedPart, text);
        else if (block.kind == PgpBlock::Kind::Encrypted)
            note(tree.encryptedPart, text);
    }
}

} // namespace golub::mime
