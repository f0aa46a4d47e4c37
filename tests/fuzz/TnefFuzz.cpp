// SPDX-License-Identifier: GPL-3.0-or-later
// TNEF, compressed RTF, RTF, meetings: any bytes, and streams whose properties are any bytes.
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/CompressedRtf.h"
#include "core/mime/MessageContent.h"
#include "core/mime/Rtf.h"
#include "core/mime/Tnef.h"
#include "core/mime/TnefMime.h"
#include "core/mime/TnefRecurrence.h"

using namespace golub;
using namespace golub::mime;

namespace {

QByteArray number(quint32 value, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out += char((value >> (8 * i)) & 0xFF);
    return out;
}

QByteArray attribute(char level, quint32 id, const QByteArray &data)
{
    return QByteArray(1, level) + number(id, 4) + number(quint32(data.size()), 4) + data + number(0, 2);
}

// Attributes that are there, each with a piece of the input.
QByteArray stream(const QByteArray &input)
{
    static constexpr quint32 Message[] = { 0x00008000, 0x00018004, 0x00038005, 0x00078008, 0x0002800C, 0x00030006, 0x00069003, 0x00069004, 0x00069007 };
    static constexpr quint32 Attachment[] = { 0x0006800F, 0x00018010, 0x00069001, 0x00069002, 0x00069005 };
    QByteArray out = number(0x223E9F78, 4) + number(1, 2) + attribute(1, 0x00078008, "IPM.Schedule.Meeting.Request");
    for (qsizetype at = 0; at + 2 <= input.size();) {
        const auto kind = static_cast<unsigned char>(input[at]);
        const qsizetype length = qMin<qsizetype>(static_cast<unsigned char>(input[at + 1]) * 2, input.size() - at - 2);
        const QByteArray data = input.mid(at + 2, length);
        out += (kind & 1) ? attribute(2, Attachment[(kind >> 1) % std::size(Attachment)], data) : attribute(1, Message[(kind >> 1) % std::size(Message)], data);
        at += 2 + length;
    }
    return out;
}

void checkTnef(const QByteArray &tnef)
{
    const TnefMessage message = readTnef(tnef);
    const auto inside = [&tnef](QByteArrayView view) { return view.isEmpty() || (view.data() >= tnef.constData() && view.data() + view.size() <= tnef.constData() + tnef.size()); };
    fuzz::promise(message.attachments.size() <= size_t(TnefAttachmentsLimit), "attachments within the limit");
    fuzz::promise(inside(message.body) && inside(message.subject), "views point into the stream");
    for (const TnefAttachment &attachment : message.attachments)
        fuzz::promise(inside(attachment.data) && inside(attachment.title), "views point into the stream");
    for (const TnefProperty &property : message.properties.all)
        fuzz::promise(inside(property.value), "values lie in the stream");
    const QByteArray mime = tnefToMime(tnef);
    fuzz::promise(mime == tnefToMime(tnef), "the same bytes each time");
    // What is written is read as it was meant: every file is there with its bytes.
    const QByteArray raw = "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: binary\r\n\r\n" + tnef;
    const MessageTree tree = readMessage(raw);
    if (mime.isNull() || message.attachments.empty())
        return;
    fuzz::promise(tree.parts.size() > message.attachments.size(), "every attachment is a part");
    for (const TnefAttachment &attachment : message.attachments) {
        if (attachment.data.isEmpty() || attachment.properties.find(0x3701))
            continue;
        bool found = false;
        for (size_t i = 1; i < tree.parts.size() && !found; ++i)
            found = decodedContent(raw, tree.parts[i]) == attachment.data.toByteArray();
        fuzz::promise(found, "the bytes of a file are its bytes");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray rest = input.mid(1);
    switch (size == 0 ? 0 : data[0] % 5) {
    case 0:
        checkTnef(input.startsWith("\x78\x9F\x3E\x22") ? input : number(0x223E9F78, 4) + rest);
        break;
    case 1:
        checkTnef(stream(rest));
        break;
    case 2: {
        const QByteArray compressed = number(quint32(rest.size() + 12), 4) + number(0x7FFFFFFF, 4) + "LZFu" + number(0, 4) + rest;
        const QByteArray rtf = decompressRtf(compressed);
        fuzz::promise(rtf.size() <= compressed.size() * 9, "bounded by the input");
        readRtf(rtf);
        break;
    }
    case 3: {
        const RtfBody body = readRtf("{\\rtf1\\ansi" + rest);
        fuzz::promise(!body.text.contains(QChar(u'\0')), "no NUL in text");
        fuzz::promise(body.text.size() <= rest.size() * 8 + 8, "bounded by the input");
        break;
    }
    default: {
        const TnefTimeZone zone = readTimeZone(rest);
        const QDateTime at(QDate(2026, 1 + int(size % 12), 1 + int(size % 28)), QTime(9, 0), Qt::UTC);
        if (zone.isValid()) {
            fuzz::promise(zone.toLocal(at).isValid(), "a local time");
            zone.component();
        }
        readRecurrence(rest).rule(at, zone.isValid() ? &zone : nullptr);
        break;
    }
    }
    return 0;
}
