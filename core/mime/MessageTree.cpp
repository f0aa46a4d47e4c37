// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageTree.h"

#include <algorithm>

namespace golub::mime {

QLatin1String encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::SevenBit:
        return QLatin1String("7bit");
    case Encoding::EightBit:
        return QLatin1String("8bit");
    case Encoding::Binary:
        return QLatin1String("binary");
    case Encoding::QuotedPrintable:
        return QLatin1String("quoted-printable");
    case Encoding::Base64:
        return QLatin1String("base64");
    case Encoding::UuEncode:
        return QLatin1String("x-uuencode");
    case Encoding::Unknown:
        return QLatin1String("unknown");
    }
    return QLatin1String("unknown");
}

QLatin1String diagnosticName(DiagnosticKind kind)
{
    switch (kind) {
    case DiagnosticKind::HeaderWithoutColon:
        return QLatin1String("header-without-colon");
    case DiagnosticKind::HeaderBytesLimit:
        return QLatin1String("header-bytes-limit");
    case DiagnosticKind::HeaderFieldsLimit:
        return QLatin1String("header-fields-limit");
    case DiagnosticKind::MissingHeaderEnd:
        return QLatin1String("missing-header-end");
    case DiagnosticKind::InvalidContentType:
        return QLatin1String("invalid-content-type");
    case DiagnosticKind::InvalidEncoding:
        return QLatin1String("invalid-encoding");
    case DiagnosticKind::MissingBoundary:
        return QLatin1String("missing-boundary");
    case DiagnosticKind::BoundaryNotFound:
        return QLatin1String("boundary-not-found");
    case DiagnosticKind::UnclosedBoundary:
        return QLatin1String("unclosed-boundary");
    case DiagnosticKind::DepthLimit:
        return QLatin1String("depth-limit");
    case DiagnosticKind::PartsLimit:
        return QLatin1String("parts-limit");
    case DiagnosticKind::MissingDate:
        return QLatin1String("missing-date");
    case DiagnosticKind::MissingFrom:
        return QLatin1String("missing-from");
    case DiagnosticKind::GuessedBoundary:
        return QLatin1String("guessed-boundary");
    case DiagnosticKind::ClashingBoundary:
        return QLatin1String("clashing-boundary");
    case DiagnosticKind::TruncatedContent:
        return QLatin1String("truncated-content");
    case DiagnosticKind::ChecksumMismatch:
        return QLatin1String("checksum-mismatch");
    case DiagnosticKind::DamagedTnef:
        return QLatin1String("damaged-tnef");
    case DiagnosticKind::DuplicateField:
        return QLatin1String("duplicate-field");
    }
    return QLatin1String("unknown");
}

bool MessageTree::hasAttachments() const
{
    for (const int index : attachments) {
        const Part &part = parts[size_t(index)];
        const bool decoration = part.is("application", "pgp-signature") || part.is("application", "pkcs7-signature")
            || part.is("application", "x-pkcs7-signature") || part.is("application", "pgp-encrypted");
        const bool inlineImage = !part.contentId.isEmpty() && part.disposition != Disposition::Attachment && part.type == "image";
        if (!decoration && !inlineImage)
            return true;
    }
    // Pictures in a row with the text, as Apple Mail sends them, belong to the body and are worth saving all the same.
    return std::any_of(textBody.begin(), textBody.end(), [this](int index) {
        const QByteArray &type = parts[size_t(index)].type;
        return type == "image" || type == "audio" || type == "video";
    });
}

} // namespace golub::mime
