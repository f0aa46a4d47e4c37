// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/SaslPrep.h"

#include <QStringDecoder>

#include <unicode/usprep.h>

#include <algorithm>
#include <memory>

namespace golub::sasl {

Result<QByteArray> saslPrep(const QString &text)
{
    // ASCII without controls is its own preparation, and by far the usual case.
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; }))
        return text.toLatin1();

    const Error unusable { ErrorKind::InvalidInput,
        QCoreApplication::translate("Sasl", "The user name or the password holds a character that cannot be sent. Enter them again.") };
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UStringPrepProfile, void (*)(UStringPrepProfile *)> profile(
        usprep_openByType(USPREP_RFC4013_SASLPREP, &status), usprep_close);
    if (U_FAILURE(status))
        return Error::of(ErrorKind::Internal, QStringLiteral("SASLprep is not available."));
    if (text.size() > 4096)
        return unusable;
    // Normalization form KC can make one character eighteen.
    QString out(text.size() * 18 + 16, QChar(u'\0'));
    const int32_t length = usprep_prepare(profile.get(), reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()),
        reinterpret_cast<UChar *>(out.data()), int32_t(out.size()), USPREP_ALLOW_UNASSIGNED, nullptr, &status);
    if (U_FAILURE(status) || length < 0 || length > out.size())
        return unusable;
    out.truncate(length);
    return out.toUtf8();
}

Result<QByteArray> preparedPassword(const QByteArray &password)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(password);
    return decoder.hasError() ? Result<QByteArray>(password) : saslPrep(text);
}

} // namespace golub::sasl
