// SPDX-License-Identifier: GPL-3.0-or-later
// Structures: what is built is found again; files in texts, boundaries, reports and pieces of messages from any bytes.
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/FilesInText.h"
#include "core/mime/GuessedBoundary.h"
#include "core/mime/MessageContent.h"
#include "core/mime/PartialMessage.h"
#include "core/mime/Protection.h"
#include "core/mime/Reports.h"
#include "core/mime/YEnc.h"

using namespace golub;
using namespace golub::mime;

namespace {

// A well-formed message drawn from the input: a number of parts in a number of multiparts.
struct Built {
    QByteArray raw;
    QList<QByteArray> leaves;
};

Built build(const QByteArray &input)
{
    Built built;
    built.raw = "Content-Type: multipart/mixed; boundary=\"b0\"\r\n\r\n";
    QList<QByteArray> open { "b0" };
    int next = 1;
    qsizetype at = 0;
    while (at < input.size() && built.leaves.size() < 50) {
        const auto what = static_cast<unsigned char>(input[at++]);
        built.raw += "\r\n--" + open.last() + "\r\n";
        if (what % 4 == 0 && open.size() < 10) {
            open.append("b" + QByteArray::number(next++)); // one may begin with another
            built.raw += "Content-Type: multipart/mixed; boundary=\"" + open.last() + "\"\r\n\r\n";
            built.raw += "\r\n--" + open.last() + "\r\n";
        } else if (what % 4 == 1 && open.size() > 1) {
            built.raw.chop(open.last().size() + 4);
            const QByteArray closed = open.takeLast();
            built.raw += "--" + closed + "--\r\n\r\n--" + open.last() + "\r\n";
        }
        const qsizetype length = qMin<qsizetype>(what / 4, input.size() - at);
        const QByteArray content = input.mid(at, length);
        at += length;
        built.leaves.append(content);
        built.raw += "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content.toBase64();
    }
    while (!open.isEmpty())
        built.raw += "\r\n--" + open.takeLast() + "--";
    built.raw += "\r\n";
    return built;
}

void checkBuilt(const QByteArray &input)
{
    const Built built = build(input);
    const MessageTree tree = readMessage(built.raw);
    QList<QByteArray> found;
    for (const Part &part : tree.parts) {
        if (!part.isMultipart)
            found.append(decodedContent(built.raw, part));
    }
    fuzz::promise(built.leaves.isEmpty() || found == built.leaves, "every leaf is found, in order, with its bytes");
}

void checkFiles(const QByteArray &text)
{
    qsizetype end = 0;
    qsizetype cut = 0;
    for (const FileInText &file : findFilesInText(text)) {
        fuzz::promise(file.block.offset >= end && file.block.length > 0 && file.block.end() <= text.size(), "files one behind another");
        fuzz::promise(file.content.offset >= file.block.offset && file.content.end() <= file.block.end(), "content inside of its block");
        end = file.block.end();
        cut += file.block.length;
    }
    fuzz::promise(withoutFilesInText(text).size() == text.size() - cut, "the text loses the files and nothing else");
    end = 0;
    for (const PgpBlock &block : findPgpBlocks(text)) {
        fuzz::promise(block.block.offset >= end && block.block.end() <= text.size(), "blocks one behind another");
        end = block.block.end();
    }
    const QByteArray boundary = guessBoundary(text);
    fuzz::promise(boundary.isEmpty() || text.contains("--" + boundary), "a boundary that is there");
}

void checkYEnc(const QByteArray &content)
{
    QByteArray text = "=ybegin line=128 size=" + QByteArray::number(content.size()) + " name=x\n";
    for (const char c : content) {
        const char shifted = char(static_cast<unsigned char>(c) + 42);
        if (shifted == 0 || shifted == '\n' || shifted == '\r' || shifted == '=')
            (text += '=') += char(static_cast<unsigned char>(shifted) + 64);
        else
            text += shifted;
    }
    text += "\n=yend size=" + QByteArray::number(content.size()) + "\n";
    const std::optional<YEncBlock> block = readYEncBlock(text);
    fuzz::promise(block && block->content == content && block->isComplete && block->consumed == text.size(), "yEnc holds every byte");
}

void checkPartial(const QByteArray &input)
{
    const QByteArray whole = "Subject: whole\r\nContent-Type: application/octet-stream\r\n\r\n" + input;
    const qsizetype middle = whole.indexOf("\r\n\r\n") + 4 + input.size() / 2;
    const auto piece = [](int number, const QByteArray &content) {
        return "From: a@b\r\nContent-Type: message/partial; id=x; total=2; number=" + QByteArray::number(number) + "\r\n\r\n" + content;
    };
    const std::optional<QByteArray> joined = joinPartialMessages({ piece(2, whole.mid(middle)), piece(1, whole.first(middle)) });
    fuzz::promise(joined && joined->endsWith("\r\n\r\n" + input), "the pieces make the whole");
    joinPartialMessages({ input, input.mid(input.size() / 3) });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = fuzz::mailBytes(data, size);
    checkBuilt(input);
    checkFiles(input);
    checkYEnc(input);
    checkPartial(input);
    const MessageTree tree = readMessage(input);
    deliveryReport(input, tree);
    dispositionReport(input, tree);
    feedbackReport(input, tree);
    for (const Part &part : tree.parts) {
        partialFacts(part);
        externalBody(input, part);
    }
    for (const int file : tree.filesInText) {
        const int text = tree.parts[size_t(file)].parent;
        fuzz::promise(text >= 0 && text < file && !tree.parts[size_t(text)].children.contains(file), "a file knows its text");
    }
    return 0;
}
