// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Protection.h"

#include "tests/unit/core/mime/Helpers.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

const QByteArray SignedData = QByteArray::fromHex("308006092a864886f70d010702a080308006");
const QByteArray EnvelopedData = QByteArray::fromHex("3082010006092a864886f70d010703a08200");
const QByteArray CompressedData = QByteArray::fromHex("3080060b2a864886f70d0109100109a080");
const QByteArray AuthEnvelopedData = QByteArray::fromHex("3080060b2a864886f70d0109100117a080");

TEST(Protection, cmsIsKnownByItsContent)
{
    EXPECT_EQ(cmsKind(SignedData), CmsKind::SignedData);
    EXPECT_EQ(cmsKind(EnvelopedData), CmsKind::EnvelopedData);
    EXPECT_EQ(cmsKind(CompressedData), CmsKind::CompressedData);
    EXPECT_EQ(cmsKind(AuthEnvelopedData), CmsKind::AuthEnvelopedData);
    for (qsizetype i = 0; i < 13; ++i)
        EXPECT_EQ(cmsKind(SignedData.first(i)), CmsKind::None);
    EXPECT_EQ(cmsKind("hello world"), CmsKind::None);
}

MessageTree smime(const QByteArray &type, const QByteArray &content)
{
    return readMessage("Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content.toBase64() + "\r\n");
}

TEST(Protection, opaqueSmimeByContentLabelAndName)
{
    EXPECT_EQ(smime("application/pkcs7-mime", SignedData).signedPart, 0);
    EXPECT_EQ(smime("application/pkcs7-mime; smime-type=enveloped-data", SignedData).signedPart, 0); // what it is, not what it says
    EXPECT_EQ(smime("application/x-pkcs7-mime; name=smime.p7m", EnvelopedData).encryptedPart, 0);
    EXPECT_EQ(smime("application/pkcs7-mime; smime-type=\"signed-data\"", "??").signedPart, 0);
    EXPECT_EQ(smime("application/octet-stream; name=SMIME.P7M", AuthEnvelopedData).encryptedPart, 0);
    EXPECT_EQ(smime("application/octet-stream; name=smime.p7m", "no").encryptedPart, -1);
    const MessageTree compressed = smime("application/pkcs7-mime; smime-type=compressed-data", CompressedData);
    EXPECT_EQ(compressed.signedPart, -1);
    EXPECT_EQ(compressed.encryptedPart, -1);
}

const char *const SignedText = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nI say so.\n-----BEGIN PGP SIGNATURE-----\n\niQE=\n-----END PGP SIGNATURE-----\n";
const char *const EncryptedText = "-----BEGIN PGP MESSAGE-----\n\nhQE=\n-----END PGP MESSAGE-----\n";

TEST(Protection, inlinePgpIsFoundInEveryEncoding)
{
    const QByteArray text = QByteArray("Hi\n") + SignedText + "bye\n";
    EXPECT_EQ(readMessage("From: a@b\n\n" + text).signedPart, 0);
    EXPECT_EQ(readMessage("Content-Transfer-Encoding: base64\n\n" + text.toBase64() + "\n").signedPart, 0);
    EXPECT_EQ(readMessage(QByteArray("Content-Transfer-Encoding: quoted-printable\n\n") + EncryptedText).encryptedPart, 0);
    const MessageTree part = readMessage(QByteArray("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHi\n--b\n\n") + EncryptedText + "\n--b--\n");
    EXPECT_EQ(part.encryptedPart, 2);
    EXPECT_EQ(part.signedPart, -1);
}

TEST(Protection, pgpBlocksHaveTheirPlaces)
{
    const QByteArray text = QByteArray("Hi\n") + SignedText + "and\n" + EncryptedText;
    const std::vector<PgpBlock> blocks = findPgpBlocks(text);
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].kind, PgpBlock::Kind::Signed);
    EXPECT_EQ(s(blocks[0].block.of(text)), SignedText);
    EXPECT_TRUE(blocks[0].isComplete);
    EXPECT_EQ(blocks[1].kind, PgpBlock::Kind::Encrypted);
    EXPECT_EQ(s(blocks[1].block.of(text)), EncryptedText);
}

TEST(Protection, quotedOrMentionedPgpIsNone)
{
    EXPECT_TRUE(findPgpBlocks("> -----BEGIN PGP MESSAGE-----\n> x\n> -----END PGP MESSAGE-----\n").empty());
    EXPECT_TRUE(findPgpBlocks("it begins with -----BEGIN PGP MESSAGE-----\n").empty());
    const std::vector<PgpBlock> cut = findPgpBlocks("-----BEGIN PGP MESSAGE-----\nx\n");
    ASSERT_EQ(cut.size(), 1U);
    EXPECT_FALSE(cut[0].isComplete);
    const std::vector<PgpBlock> key = findPgpBlocks("-----BEGIN PGP PUBLIC KEY BLOCK-----\nx\n-----END PGP PUBLIC KEY BLOCK-----\n");
    ASSERT_EQ(key.size(), 1U);
    EXPECT_EQ(key[0].kind, PgpBlock::Kind::PublicKey);
}

} // namespace
} // namespace golub::mime
