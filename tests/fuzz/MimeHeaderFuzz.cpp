// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/BaseSubject.h"
#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/MessageIds.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/SafeFileName.h"

using namespace golub;
using namespace golub::mime;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::mailBytes(data, size);
    const QString decoded = decodeHeaderText(bytes);
    for (const QString &text : { decoded, QString::fromUtf8(bytes) }) {
        qsizetype column = 9;
        const QByteArray written = encodeHeaderText(text, WordContext::Unstructured, column);
        fuzz::promiseFolded(written, "header text stays inside of its field");
        fuzz::promiseEqual(decodeHeaderText(written), sanitizedHeaderValue(text).trimmed(), "header text comes back");
        const QString base = baseSubject(text);
        fuzz::promise(base.size() <= text.size(), "a base subject is no longer than its subject");
        const QString safe = safeFileName(text);
        fuzz::promise(safeFileName(safe) == safe && !safe.contains(u'/') && safe.toUtf8().size() <= 200, "a safe name is safe");
    }
    for (const QString &id : parseMessageIds(bytes))
        fuzz::promise(!id.contains(u'<') && !id.contains(u'>') && !id.contains(u' '), "ids are clean");
    const qsizetype half = qMin<qsizetype>(bytes.size(), 20);
    decodeCharset(bytes.sliced(half), bytes.first(half));
    return 0;
}
