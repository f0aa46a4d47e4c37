// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <vector>

//! Where a message is signed or encrypted. Nothing here verifies or decrypts.
namespace golub::mime {

//! What a CMS structure is (RFC 5652, RFC 5083, RFC 3274), by its object identifier.
enum class CmsKind : quint8 { None, SignedData, EnvelopedData, AuthEnvelopedData, CompressedData };
//! \a der are the first bytes (64 are enough) of BER or DER.
CmsKind cmsKind(QByteArrayView der);

//! A block of OpenPGP's ASCII armour inside of a text.
struct PgpBlock {
    enum class Kind : quint8 { Signed, Encrypted, PublicKey } kind = Kind::Signed;
    Span block;                   //!< from "-----BEGIN" to behind the line end of "-----END"
    bool isComplete = false;
};
//! In order; linear. What is quoted ("> ") is none.
std::vector<PgpBlock> findPgpBlocks(QByteArrayView text);

//! Finds signedPart and encryptedPart: multipart/signed and encrypted, S/MIME by label, file name or content.
void findProtection(QByteArrayView raw, MessageTree &tree);
//! The same for a text that holds inline PGP.
void noteInlinePgp(MessageTree &tree, int text, QByteArrayView decoded);

} // namespace golub::mime
