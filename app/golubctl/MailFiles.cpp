// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/MailFiles.h"

#include "core/mime/Mbox.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace golub::ctl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golubctl)
};

Error fileError(const QFile &file)
{
    const bool full = file.error() == QFileDevice::ResourceError;
    return Error { full ? ErrorKind::StorageFull : ErrorKind::Storage, Text::tr("%1: %2").arg(file.fileName(), file.errorString()) };
}

Outcome writeWhole(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return fileError(file);
    return {};
}

//! Mail ends its lines with CRLF, files often do not: what is kept here must be what the server is given.
QByteArray withCrLf(const QByteArray &text)
{
    return QByteArray(text).replace("\r\n", "\n").replace("\n", "\r\n");
}

//! Behind any number of ">": what mboxrd quotes (a "From " line must not look like the next message's beginning).
bool looksLikeFrom(QByteArrayView line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == '>')
        ++at;
    return line.sliced(at).startsWith("From ");
}

QByteArray maildirFlags(const Flags &flags)
{
    QByteArray letters; // in ASCII order, as Maildir wants
    if (flags.has(Flag::Draft))
        letters += 'D';
    if (flags.has(Flag::Flagged))
        letters += 'F';
    if (flags.has(Flag::Answered))
        letters += 'R';
    if (flags.has(Flag::Seen))
        letters += 'S';
    return letters;
}

Outcome readMbox(const QString &path, const std::function<Outcome(const QByteArray &)> &each)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(file);
    if (file.size() == 0)
        return {};
    const uchar *const mapped = file.map(0, file.size()); // such files may be larger than memory
    if (!mapped)
        return fileError(file);
    const QByteArrayView bytes(reinterpret_cast<const char *>(mapped), file.size());
    mime::MboxReader reader(bytes);
    if (!reader.isMbox())
        return Error { ErrorKind::InvalidInput, Text::tr("%1 is not an mbox file: it does not begin with a \"From \" line.").arg(path) };
    while (const std::optional<mime::MboxEntry> entry = reader.next()) {
        const QByteArray message = mime::mboxMessage(bytes, *entry);
        if (message.isEmpty())
            continue;
        if (const Outcome outcome = each(withCrLf(message)); !outcome)
            return outcome;
    }
    return {};
}

Outcome readFolder(const QString &path, const QStringList &patterns, const std::function<Outcome(const QByteArray &)> &each)
{
    const QDir folder(path);
    for (const QString &name : folder.entryList(patterns, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fileError(file);
        if (const Outcome outcome = each(withCrLf(file.readAll())); !outcome)
            return outcome;
    }
    return {};
}

} // namespace

std::optional<MailFormat> mailFormatNamed(const QString &name)
{
    if (name == u"mbox")
        return MailFormat::Mbox;
    if (name == u"maildir")
        return MailFormat::Maildir;
    if (name == u"eml")
        return MailFormat::Eml;
    return std::nullopt;
}

MailFileWriter::MailFileWriter(MailFormat format, const QString &path) : m_format(format), m_path(path) { }

Outcome MailFileWriter::open()
{
    const QFileInfo info(m_path);
    const Error exists { ErrorKind::Conflict, Text::tr("%1 exists already. Choose another name; nothing is overwritten.").arg(m_path) };
    if (m_format == MailFormat::Mbox) {
        if (info.exists())
            return exists;
        m_mbox.setFileName(m_path);
        return m_mbox.open(QIODevice::WriteOnly | QIODevice::NewOnly) ? Outcome() : Outcome(fileError(m_mbox));
    }
    if (info.exists() && (!info.isDir() || !QDir(m_path).isEmpty()))
        return exists;
    const QStringList folders = m_format == MailFormat::Maildir
        ? QStringList { m_path + QStringLiteral("/tmp"), m_path + QStringLiteral("/new"), m_path + QStringLiteral("/cur") }
        : QStringList { m_path };
    for (const QString &folder : folders) {
        if (!QDir().mkpath(folder))
            return Error { ErrorKind::Storage, Text::tr("The folder %1 cannot be made.").arg(folder) };
    }
    return {};
}

Outcome MailFileWriter::write(const QByteArray &raw, const MessageSummary &message)
{
    ++m_count;
    switch (m_format) {
    case MailFormat::Eml:
        return writeWhole(QStringLiteral("%1/%2.eml").arg(m_path).arg(message.id.value), raw);
    case MailFormat::Maildir:
        return writeWhole(QStringLiteral("%1/cur/%2.G%3.golub:2,%4")
                              .arg(m_path)
                              .arg(message.date.toSecsSinceEpoch())
                              .arg(message.id.value)
                              .arg(QString::fromLatin1(maildirFlags(message.flags))),
            QByteArray(raw).replace("\r\n", "\n"));
    case MailFormat::Mbox:
        break;
    }
    const QString sender = message.from.address.isEmpty() ? QStringLiteral("MAILER-DAEMON") : message.from.address;
    QByteArray text = "From " + sender.toUtf8().replace(' ', '_') + ' '
        + QLocale::c().toString(message.date.toUTC(), QStringLiteral("ddd MMM dd hh:mm:ss yyyy")).toLatin1() + '\n';
    const QByteArray body = QByteArray(raw).replace("\r\n", "\n");
    for (qsizetype at = 0; at < body.size();) {
        qsizetype end = body.indexOf('\n', at);
        end = end < 0 ? body.size() : end + 1;
        const QByteArrayView bodyLine = QByteArrayView(body).sliced(at, end - at);
        if (looksLikeFrom(bodyLine))
            text += '>';
        text += bodyLine;
        at = end;
    }
    if (!text.endsWith('\n'))
        text += '\n';
    text += '\n';
    return m_mbox.write(text) == text.size() ? Outcome() : Outcome(fileError(m_mbox));
}

Outcome MailFileWriter::close()
{
    if (m_mbox.isOpen() && !m_mbox.flush())
        return fileError(m_mbox);
    return {};
}

Outcome readMailFiles(MailFormat format, const QString &path, const std::function<Outcome(const QByteArray &)> &each)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error { ErrorKind::NotFound, Text::tr("There is no %1.").arg(path) };
    switch (format) {
    case MailFormat::Mbox:
        return readMbox(path, each);
    case MailFormat::Maildir:
        if (!QFileInfo(path + QStringLiteral("/cur")).isDir())
            return Error { ErrorKind::InvalidInput, Text::tr("%1 is not a Maildir: it has no folder \"cur\".").arg(path) };
        if (const Outcome outcome = readFolder(path + QStringLiteral("/cur"), {}, each); !outcome)
            return outcome;
        return readFolder(path + QStringLiteral("/new"), {}, each);
    case MailFormat::Eml:
        break;
    }
    if (info.isDir())
        return readFolder(path, { QStringLiteral("*.eml") }, each);
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? each(withCrLf(file.readAll())) : Outcome(fileError(file));
}

} // namespace golub::ctl
