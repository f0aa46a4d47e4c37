// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/MboxStatus.h"

#include <array>
#include <optional>

namespace golub::ctl {
namespace {

struct Field {
    qsizetype begin = 0;
    qsizetype end = 0;            //!< behind its last line
};

qsizetype lineEnd(const QByteArray &text, qsizetype at)
{
    const qsizetype end = text.indexOf('\n', at);
    return end < 0 ? text.size() : end + 1;
}

bool isBlankLine(const QByteArray &text, qsizetype begin, qsizetype end)
{
    return QByteArrayView(text).sliced(begin, end - begin).trimmed().isEmpty();
}

//! The end of the header: where the empty line begins, or all there is.
qsizetype headerEnd(const QByteArray &text)
{
    qsizetype at = 0;
    while (at < text.size() && !isBlankLine(text, at, lineEnd(text, at)))
        at = lineEnd(text, at);
    return at;
}

//! The last field of that name; folded lines belong to it.
std::optional<Field> lastField(const QByteArray &text, qsizetype header, QByteArrayView name)
{
    std::optional<Field> found;
    bool open = false;
    for (qsizetype at = 0; at < header;) {
        const qsizetype end = lineEnd(text, at);
        const QByteArrayView line = QByteArrayView(text).sliced(at, end - at);
        const bool continues = line.front() == ' ' || line.front() == '\t';
        if (continues && open) {
            found->end = end;
        } else if (!continues) {
            open = line.size() > name.size() && line[name.size()] == ':' && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0;
            if (open)
                found = Field { at, end };
        }
        at = end;
    }
    return found;
}

std::optional<QByteArray> take(QByteArray &text, QByteArrayView name)
{
    const std::optional<Field> field = lastField(text, headerEnd(text), name);
    if (!field)
        return std::nullopt;
    const qsizetype value = field->begin + name.size() + 1;
    const QByteArray content = text.mid(value, field->end - value).simplified();
    text.remove(field->begin, field->end - field->begin);
    return content;
}

void addIf(Flags &flags, bool set, const Flags &flag)
{
    if (set)
        flags.add(flag);
}

const QString &forwarded()
{
    static const QString keyword = QStringLiteral("$Forwarded");
    return keyword;
}

//! Thunderbird's: four hexadecimal digits of bits.
void readMozilla(const QByteArray &value, MboxStatus &status)
{
    bool ok = false;
    const uint bits = value.toUInt(&ok, 16);
    if (!ok)
        return;
    addIf(status.flags, bits & 0x0001U, Flag::Seen);
    addIf(status.flags, bits & 0x0002U, Flag::Answered);
    addIf(status.flags, bits & 0x0004U, Flag::Flagged);
    addIf(status.flags, bits & 0x1000U, Flags({}, { forwarded() }));
    status.isGone = status.isGone || (bits & 0x0008U); // deleted, and only not compacted away yet
}

} // namespace

MboxStatus takeMboxStatus(QByteArray &message)
{
    MboxStatus status;
    // University of Washington's programs keep the file's numbers in a first message of their own.
    status.isGone = lastField(message, headerEnd(message), "X-IMAP").has_value() && message.contains("FOLDER INTERNAL DATA");
    const auto letters = take(message, "Status");
    const auto more = take(message, "X-Status");
    const auto keywords = take(message, "X-Keywords");
    const auto mozilla = take(message, "X-Mozilla-Status");
    const QByteArray all = letters.value_or(QByteArray()) + more.value_or(QByteArray());
    addIf(status.flags, letters ? letters->contains('R') : !more && !mozilla, Flag::Seen);
    addIf(status.flags, all.contains('A'), Flag::Answered);
    addIf(status.flags, all.contains('F'), Flag::Flagged);
    addIf(status.flags, all.contains('T'), Flag::Draft);
    addIf(status.flags, all.contains('D'), Flag::Deleted);
    if (keywords && !keywords->isEmpty())
        status.flags.add(Flags({}, QString::fromUtf8(*keywords).split(u' ', Qt::SkipEmptyParts)));
    if (mozilla) {
        readMozilla(*mozilla, status);
        take(message, "X-Mozilla-Status2");
        const auto tags = take(message, "X-Mozilla-Keys");
        if (tags && !tags->isEmpty())
            status.flags.add(Flags({}, QString::fromUtf8(*tags).split(u' ', Qt::SkipEmptyParts)));
    }
    return status;
}

QByteArray withMboxStatus(const QByteArray &message, const Flags &flags)
{
    const qsizetype header = headerEnd(message);
    QByteArray letters;
    for (const auto &[flag, letter] : { std::pair { Flag::Answered, 'A' }, { Flag::Flagged, 'F' }, { Flag::Deleted, 'D' }, { Flag::Draft, 'T' } }) {
        if (flags.has(flag))
            letters += letter;
    }
    QByteArray fields = flags.has(Flag::Seen) ? "Status: RO\n" : "Status: O\n";
    // The last of each name is taken out again: what the message has of its own must not be it.
    if (!letters.isEmpty() || lastField(message, header, "X-Status"))
        fields += "X-Status: " + letters + '\n';
    if (!flags.keywords().isEmpty() || lastField(message, header, "X-Keywords"))
        fields += "X-Keywords: " + flags.keywords().join(u' ').toUtf8() + '\n';
    if (lastField(message, header, "X-Mozilla-Status"))
        fields += "X-Mozilla-Status: 0000\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys:\n";
    const bool cut = header > 0 && message.at(header - 1) != '\n'; // a header alone, whose last line has no end
    return message.first(header) + (cut ? "\n" : "") + fields + message.sliced(header);
}

} // namespace golub::ctl
