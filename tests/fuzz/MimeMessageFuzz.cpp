// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/base/Limits.h"
#include "core/mime/Inspect.h"
#include "core/mime/MessageContent.h"
#include "core/mime/StatusFields.h"
#include "core/mime/TransferDecoder.h"

using namespace golub;
using namespace golub::mime;

namespace {

QByteArray decodedInPieces(QByteArrayView content, Encoding encoding, qsizetype piece)
{
    TransferDecoder decoder(encoding);
    QByteArray out;
    for (qsizetype i = 0; i < content.size(); i += piece)
        decoder.decode(content.sliced(i, qMin(piece, content.size() - i)), out);
    decoder.finish(out);
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray raw = fuzz::mailBytes(data, size);
    const MessageTree tree = readMessage(raw);
    fuzz::promise(!tree.parts.empty() && tree.parts.size() <= size_t(limits::MimeParts), "parts within the limit");
    for (size_t i = 0; i < tree.parts.size(); ++i) {
        const Part &part = tree.parts[i];
        const qsizetype end = part.source.isNull() ? raw.size() : part.source.size();
        fuzz::promise(part.header.offset >= 0 && part.header.length >= 0 && part.header.end() <= part.body.offset, "header before body");
        fuzz::promise(part.body.length >= 0 && part.body.end() <= end, "body inside the message");
        fuzz::promise(part.depth < limits::MimeDepth, "depth within the limit");
        fuzz::promise(i == 0 ? part.parent < 0 : part.parent >= 0 && part.parent < int(i), "parents come first");
        const QByteArray content = decodedContent(raw, part);
        fuzz::promise(content.size() == decodedSize(raw, part), "size is the content's");
        if (!part.isMultipart && tree.parts.size() < 20) {
            for (const qsizetype piece : { 1, 2, 3, 7 })
                fuzz::promise(decodedInPieces(rawContent(raw, part), part.encoding, piece) == content, "pieces make no difference");
        }
        fuzz::promise(!attachmentName(tree, int(i)).isEmpty(), "every part has a name");
        readStatusGroups(content);
    }
    inspect(raw);
    return 0;
}
