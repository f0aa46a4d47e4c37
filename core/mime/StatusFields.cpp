// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/StatusFields.h"

#include "core/base/Limits.h"
#include "core/mime/Ascii.h"
#include "core/mime/HeaderScanner.h"
#include "core/mime/TransferDecoder.h"

namespace golub::mime {

namespace {

// Some gateways encode the recipients' groups as if they were the content of the first one.
Encoding encodingOfRest(const QList<HeaderField> &group)
{
    for (const HeaderField &field : group) {
        if (!ascii::equalsIgnoreCase(field.name, "content-transfer-encoding"))
            continue;
        const QByteArray value = ascii::toLower(ascii::trimmed(field.rawValue));
        return value == "base64" ? Encoding::Base64 : value == "quoted-printable" ? Encoding::QuotedPrintable : Encoding::SevenBit;
    }
    return Encoding::SevenBit;
}

} // namespace

QList<QList<HeaderField>> readStatusGroups(QByteArrayView content)
{
    QByteArray decoded;
    QList<QList<HeaderField>> groups;
    int fields = 0;
    qsizetype start = 0;
    while (start < content.size() && fields < limits::HeaderFields) {
        HeaderScanner scanner(content, start);
        QList<HeaderField> group;
        RawField raw;
        while (scanner.next(raw) && fields++ < limits::HeaderFields)
            group.append({ raw.name.of(content).toByteArray(), raw.value.of(content).toByteArray(), raw.name.offset });
        if (!group.isEmpty())
            groups.append(group);
        // Text where a field should be: on with the next line.
        start = scanner.bodyStart() > start ? scanner.bodyStart() : ascii::find(content, '\n', start) + 1;
        const Encoding encoding = decoded.isNull() ? encodingOfRest(group) : Encoding::SevenBit;
        if (encoding != Encoding::SevenBit && start < content.size()) {
            decoded = decodeTransfer(content.sliced(start), encoding);
            content = decoded;
            start = 0;
        }
    }
    return groups;
}

} // namespace golub::mime
