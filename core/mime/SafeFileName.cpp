// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/SafeFileName.h"

#include <QStringView>

namespace golub::mime {
namespace {

constexpr qsizetype LongestName = 200;      // UTF-8 bytes; file systems allow 255, and suffixes like ".part" must fit
constexpr qsizetype LongestExtension = 20;

struct MediaType {
    const char *extension;
    const char *type;
};
constexpr MediaType MediaTypes[] = {
    { ".txt", "text/plain" }, { ".html", "text/html" }, { ".htm", "text/html" }, { ".css", "text/css" }, { ".csv", "text/csv" },
    { ".ics", "text/calendar" }, { ".vcf", "text/vcard" }, { ".md", "text/markdown" }, { ".xml", "application/xml" }, { ".rtf", "application/rtf" },
    { ".png", "image/png" }, { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".gif", "image/gif" }, { ".webp", "image/webp" },
    { ".svg", "image/svg+xml" }, { ".bmp", "image/bmp" }, { ".tiff", "image/tiff" }, { ".tif", "image/tiff" }, { ".heic", "image/heic" }, { ".ico", "image/x-icon" },
    { ".pdf", "application/pdf" }, { ".zip", "application/zip" }, { ".gz", "application/gzip" }, { ".tar", "application/x-tar" },
    { ".7z", "application/x-7z-compressed" }, { ".rar", "application/vnd.rar" }, { ".json", "application/json" }, { ".js", "text/javascript" },
    { ".doc", "application/msword" }, { ".xls", "application/vnd.ms-excel" }, { ".ppt", "application/vnd.ms-powerpoint" },
    { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
    { ".odt", "application/vnd.oasis.opendocument.text" }, { ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
    { ".odp", "application/vnd.oasis.opendocument.presentation" }, { ".epub", "application/epub+zip" },
    { ".mp3", "audio/mpeg" }, { ".ogg", "audio/ogg" }, { ".opus", "audio/ogg" }, { ".wav", "audio/x-wav" }, { ".m4a", "audio/mp4" }, { ".flac", "audio/flac" },
    { ".mp4", "video/mp4" }, { ".webm", "video/webm" }, { ".mov", "video/quicktime" }, { ".avi", "video/x-msvideo" }, { ".mpeg", "video/mpeg" },
    { ".eml", "message/rfc822" }, { ".asc", "application/pgp-signature" }, { ".p7s", "application/pkcs7-signature" }, { ".p7m", "application/pkcs7-mime" },
};

bool isInvisible(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7F && u < 0xA0) || u == 0xAD || u == 0x61C || u == 0x180E || (u >= 0x200B && u <= 0x200F) || (u >= 0x2028 && u <= 0x202E)
        || (u >= 0x2060 && u <= 0x206F) || u == 0xFEFF || (u >= 0xFFF9 && u <= 0xFFFB) || u == 0xFFFE || u == 0xFFFF;
}

bool isForbidden(QChar c)
{
    return QStringView(u"<>:\"|?*").contains(c);
}

// CON, NUL, COM1 … are devices on Windows, with any extension.
bool isReserved(QStringView base)
{
    const qsizetype dot = base.indexOf(u'.');
    QStringView stem = dot < 0 ? base : base.left(dot);
    while (stem.endsWith(u' '))
        stem.chop(1);
    for (const char16_t *name : { u"CON", u"PRN", u"AUX", u"NUL", u"CONIN$", u"CONOUT$" }) {
        if (stem.compare(QStringView(name), Qt::CaseInsensitive) == 0)
            return true;
    }
    const bool port = stem.size() == 4 && (stem.startsWith(u"COM", Qt::CaseInsensitive) || stem.startsWith(u"LPT", Qt::CaseInsensitive));
    return port && ((stem[3] >= u'0' && stem[3] <= u'9') || stem[3] == QChar(0xB9) || stem[3] == QChar(0xB2) || stem[3] == QChar(0xB3));
}

// Letters without a shape: they push an extension out of sight as well as blanks do.
bool isBlankLetter(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x115F || u == 0x1160 || u == 0x2800 || u == 0x3164 || u == 0xFFA0;
}

QString cleaned(const QString &name)
{
    QString out;
    out.reserve(name.size());
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (c.isHighSurrogate() && i + 1 < name.size() && name[i + 1].isLowSurrogate()) {
            const char32_t point = QChar::surrogateToUcs4(c, name[i + 1]);
            ++i;
            if (point >= 0xE0000 && point <= 0xE0FFF) // tags: invisible
                continue;
            out += c;
            out += name[i];
        } else if (c.isSurrogate()) {
            out += u'_';
        } else if (c.isSpace() || isBlankLetter(c)) {
            if (!out.endsWith(u' ')) // "invoice.pdf      (many)      .exe" ends where people see it
                out += u' ';
        } else if (!isInvisible(c)) {
            out += isForbidden(c) ? QChar(u'_') : c;
        }
    }
    return out;
}

QString withoutEdges(QString name)
{
    const auto isEdge = [](QChar c) { return c == u' ' || c == u'.'; };
    while (!name.isEmpty() && isEdge(name.back()))
        name.chop(1);
    qsizetype start = 0;
    while (start < name.size() && isEdge(name[start]))
        ++start;
    return name.mid(start);
}

QString shortened(const QString &name)
{
    if (name.toUtf8().size() <= LongestName)
        return name;
    const qsizetype dot = name.lastIndexOf(u'.');
    QString extension = dot > 0 ? name.mid(dot) : QString();
    if (extension.toUtf8().size() > LongestExtension)
        extension.clear();
    const qsizetype room = LongestName - extension.toUtf8().size();
    QString stem;
    qsizetype bytes = 0;
    for (qsizetype i = 0; i < name.size() - extension.size(); ++i) {
        const qsizetype units = name[i].isHighSurrogate() ? 2 : 1;
        const QString character = name.mid(i, units);
        bytes += character.toUtf8().size();
        if (bytes > room)
            break;
        stem += character;
        i += units - 1;
    }
    return withoutEdges(stem) + extension;
}

} // namespace

QString safeFileName(const QString &name)
{
    QString last = cleaned(name);
    const qsizetype separator = qMax(last.lastIndexOf(u'/'), last.lastIndexOf(u'\\'));
    last = withoutEdges(last.mid(separator + 1));
    if (isReserved(last))
        last.prepend(u'_');
    return shortened(last);
}

QString extensionForType(const QByteArray &mediaType)
{
    const QByteArray wanted = mediaType.toLower();
    for (const MediaType &entry : MediaTypes) {
        if (wanted == entry.type)
            return QString::fromLatin1(entry.extension);
    }
    return {};
}

QByteArray typeForFileName(const QString &name)
{
    for (const MediaType &entry : MediaTypes) {
        if (name.endsWith(QLatin1String(entry.extension), Qt::CaseInsensitive))
            return entry.type;
    }
    return "application/octet-stream";
}

} // namespace golub::mime
