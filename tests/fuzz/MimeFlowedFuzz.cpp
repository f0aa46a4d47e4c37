// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/Flowed.h"

using namespace golub;
using namespace golub::mime;

namespace {

// Blanks at line ends are what format=flowed is made of: they do not survive, but for the signature line's. Text that begins with ">" is a
// quote, and a quote has a blank behind its marks.
QString normalized(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        qsizetype depth = 0;
        while (depth < line.size() && line[depth] == u'>')
            ++depth;
        if (depth > 0 && depth < line.size() && line[depth] != u' ')
            line.insert(depth, u' ');
        const QString content = depth > 0 && line.mid(depth).startsWith(u' ') ? line.mid(depth + 1) : line.mid(depth);
        while (content != QLatin1String("-- ") && line.endsWith(u' '))
            line.chop(1);
    }
    return lines.join(u'\n');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString input = QString::fromUtf8(fuzz::mailBytes(data, size)).remove(u'\r');
    for (const bool delSp : { false, true }) {
        const QString text = normalized(flowedToText(input, delSp));
        fuzz::promiseEqual(flowedToText(textToFlowed(text, delSp), delSp), text, "flowed text comes back");
    }
    return 0;
}
