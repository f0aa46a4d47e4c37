// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Blob.h"

#include "core/base/Limits.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>
#include <utility>

#include <openssl/evp.h>
#include <zstd.h>

namespace golub::store {
namespace {

// Level 1: mail of which half is base64 gets as small as with level 3 within 3 %, in two thirds of the time.
constexpr int CompressionLevel = 1;
// Attachments are compressed already: their base64 would shrink by its quarter, at the price of half the time that a bulk takes.
constexpr int AttachmentLevel = -5;
constexpr qsizetype AttachmentSize = 16 * 1024;
constexpr int DenseLevel = 3; // a fifth smaller than the two above; more than that costs more than it brings

//! What compressing and hashing need each time, made once a thread: making it costs as much as a small message.
struct Tools {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> compression { ZSTD_createCCtx(), &ZSTD_freeCCtx };
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> decompression { ZSTD_createDCtx(), &ZSTD_freeDCtx };
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256 { EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free };
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest { EVP_MD_CTX_new(), &EVP_MD_CTX_free };
    std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> gcm { EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), &EVP_CIPHER_free };
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher { EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free };
    QByteArray buffer;
};

Tools &tools()
{
    thread_local Tools mine;
    return mine;
}

//! A stretch in which lines of base64 stand.
bool looksLikeBase64(QByteArrayView bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), [](char c) { return c == ' ' || c == '<' || c == '.' || c == ',' || uchar(c) >= 0x80; });
}

//! More than half of a large message is one attachment or several.
int levelFor(const QByteArray &content)
{
    if (content.size() < AttachmentSize)
        return CompressionLevel;
    constexpr qsizetype Sample = 512;
    int encoded = 0;
    for (int i = 1; i <= 5; ++i)
        encoded += looksLikeBase64(QByteArrayView(content).sliced(content.size() / 6 * i, Sample)) ? 1 : 0;
    return encoded >= 3 ? AttachmentLevel : CompressionLevel;
}

constexpr qsizetype FormerHashBytes = 32;
constexpr qsizetype KeptBuffer = 4 * 1024 * 1024; //!< a thread keeps no more than this between two messages

Error damaged()
{
    return { ErrorKind::Storage,
        QCoreApplication::translate("Store", "The stored message is damaged. It can be fetched again if the server still has it."),
        QStringLiteral("bodies.sqlite") };
}

//! \a content itself where a frame would not be shorter.
Result<QByteArray> compressed(const QByteArray &content, int level)
{
    Tools &mine = tools();
    const qsizetype bound = qsizetype(ZSTD_compressBound(size_t(content.size())));
    if (mine.buffer.size() < bound)
        mine.buffer.resize(bound);
    const size_t size = ZSTD_compressCCtx(mine.compression.get(), mine.buffer.data(), size_t(mine.buffer.size()), content.constData(),
        size_t(content.size()), level);
    if (ZSTD_isError(size))
        return Error::of(ErrorKind::Internal, QStringLiteral("zstd: %1").arg(QLatin1String(ZSTD_getErrorName(size))));
    // As long as the content: that is how what is not compressed is known.
    QByteArray data = qsizetype(size) < content.size() ? QByteArray(mine.buffer.constData(), qsizetype(size)) : content;
    if (mine.buffer.size() > KeptBuffer)
        mine.buffer = {};
    return data;
}

} // namespace

// The whole content is GCM's additional data, nothing is encrypted. The nonce may stay the same as long as nobody sees the names.
QByteArray blobHash(const QByteArray &content, const BodyKey &key)
{
    constexpr int KeyBytes = 32;
    constexpr unsigned char Nonce[12] = {};
    if (key.bytes.size() != KeyBytes)
        return {};
    Tools &mine = tools();
    EVP_CIPHER_CTX *const context = mine.cipher.get();
    QByteArray hash(16, Qt::Uninitialized);
    int length = 0;
    const auto bytes = [](const QByteArray &from) { return reinterpret_cast<const unsigned char *>(from.constData()); };
    const bool done = EVP_EncryptInit_ex2(context, mine.gcm.get(), bytes(key.bytes), Nonce, nullptr) == 1
        && EVP_EncryptUpdate(context, nullptr, &length, bytes(content), int(content.size())) == 1
        && EVP_EncryptFinal_ex(context, reinterpret_cast<unsigned char *>(hash.data()), &length) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, int(hash.size()), hash.data()) == 1;
    return done ? hash : QByteArray();
}

QByteArray formerHash(const QByteArray &content)
{
    Tools &mine = tools();
    QByteArray hash(FormerHashBytes, Qt::Uninitialized);
    unsigned int length = 0;
    const bool done = EVP_DigestInit_ex2(mine.digest.get(), mine.sha256.get(), nullptr) == 1
        && EVP_DigestUpdate(mine.digest.get(), content.constData(), size_t(content.size())) == 1
        && EVP_DigestFinal_ex(mine.digest.get(), reinterpret_cast<unsigned char *>(hash.data()), &length) == 1;
    return done ? hash : QByteArray();
}

bool isHashOf(const QByteArray &hash, const QByteArray &content, const BodyKey &key)
{
    return !hash.isEmpty() && hash == (hash.size() == FormerHashBytes ? formerHash(content) : blobHash(content, key));
}

Result<Blob> makeRawBlob(const QByteArray &content, const BodyKey &key)
{
    if (content.size() > limits::LiteralLength)
        return Error::of(ErrorKind::LimitExceeded, QString::number(content.size()));
    Blob blob { blobHash(content, key), content.size(), content, true };
    if (blob.hash.isEmpty())
        return Error::of(ErrorKind::Internal, QStringLiteral("GMAC"));
    return blob;
}

Result<Blob> makeBlob(const QByteArray &content, const BodyKey &key)
{
    Result<Blob> blob = makeRawBlob(content, key);
    if (!blob)
        return blob;
    Result<QByteArray> data = compressed(content, levelFor(content));
    if (!data)
        return data.error();
    blob->data = std::move(*data);
    blob->raw = false;
    return blob;
}

Result<QByteArray> denseData(const QByteArray &content)
{
    return compressed(content, DenseLevel);
}

Result<QByteArray> blobContent(const Blob &blob, const BodyKey &key)
{
    if (blob.size < 0 || blob.size > limits::LiteralLength)
        return damaged();
    if (blob.data.size() == blob.size && isHashOf(blob.hash, blob.data, key))
        return blob.data;
    QByteArray content(blob.size, Qt::Uninitialized);
    const size_t got = ZSTD_decompressDCtx(tools().decompression.get(), content.data(), size_t(blob.size), blob.data.constData(),
        size_t(blob.data.size()));
    if (ZSTD_isError(got) || qint64(got) != blob.size || !isHashOf(blob.hash, content, key))
        return damaged();
    return content;
}

} // namespace golub::store
