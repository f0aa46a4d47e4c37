// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/Charset.h"
#include "core/mime/CharsetGuess.h"
#include "core/mime/EnrichedText.h"
#include "core/mime/Preview.h"

using namespace golub;
using namespace golub::mime;

namespace {

bool hasHalf(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            return true;
    }
    return false;
}

void promiseText(const QString &text, qsizetype bytes)
{
    fuzz::promise(!hasHalf(text), "no half characters");
    fuzz::promise(text.size() <= 8 * bytes + 8, "no more text than bytes allow");
}

} // namespace

// The first byte chooses the charset; what follows is text in it, or a label.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const Labels[] = { "utf-8", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-16", "koi8-ru", "utf-7", "utf-7-imap", "utf-16", "utf-16le", "utf-32",
        "iso-2022-jp", "iso-2022-jp-3", "iso-2022-kr", "iso-2022-cn", "hz", "euc-jp", "shift_jis", "shift_jisx0213", "gb18030", "big5", "euc-kr", "johab", "euc-tw", "viscii", "ibm852", "" };
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const char *label = Labels[data[0] % std::size(Labels)];
    promiseText(decodeCharset(bytes, label), bytes.size());
    promiseText(decodeExactly(bytes, label), bytes.size());
    promiseText(decodeUnlabelled(bytes), bytes.size());
    fuzz::promise(!guessCharset(bytes).isEmpty(), "something is guessed");
    if (isValidUtf8(bytes) && !bytes.contains('\0') && !bytes.contains('\x1B') && !bytes.contains('~') && !bytes.startsWith("\xEF\xBB\xBF"))
        fuzz::promiseEqual(decodeUnlabelled(bytes), QString::fromUtf8(bytes), "valid UTF-8 is UTF-8");
    (void)declaredHtmlCharset(bytes);
    promiseText(decodeCharset("text", bytes), 4);

    const QString text = QString::fromUtf8(bytes);
    for (const EnrichedKind kind : { EnrichedKind::Enriched, EnrichedKind::RichText }) {
        (void)enrichedToText(text, kind);
        const QString html = enrichedToHtml(text, kind);
        fuzz::promise(html.count(u'<') == html.count(u'>'), "only our own tags");
    }
    fuzz::promise(previewText(text, 100).size() <= 100, "a preview is short");
    return 0;
}
