// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/MailFiles.h"

#include "app/golubctl/MboxStatus.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace golub::ctl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golubctl)
};

Outcome writeWhole(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return fileError(file);
    return {};
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
    if (flags.hasKeyword(QStringLiteral("$Forwarded")))
        letters += 'P';
    if (flags.has(Flag::Answered))
        letters += 'R';
    if (flags.has(Flag::Seen))
        letters += 'S';
    if (flags.has(Flag::Deleted))
        letters += 'T';
    return letters;
}

} // namespace

Error fileError(const QFile &file)
{
    const bool full = file.error() == QFileDevice::ResourceError;
    return Error { full ? ErrorKind::StorageFull : ErrorKind::Storage, Text::tr("%1: %2").arg(file.fileName(), file.errorString()) };
}

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
    switch (m_format) {
    case MailFormat::Eml:
        return writeWhole(QStringLiteral("%1/%2.eml").arg(m_path).arg(message.id.value), raw);
    case MailFormat::Maildir: {
        QByteArray letters = maildirFlags(message.flags);
        for (const QString &keyword : message.flags.keywords())
            letters += letterOf(keyword);
        return writeWhole(QStringLiteral("%1/cur/%2.G%3.golub:2,%4")
                              .arg(m_path)
                              .arg(message.date.toSecsSinceEpoch())
                              .arg(message.id.value)
                              .arg(QString::fromLatin1(letters)),
            QByteArray(raw).replace("\r\n", "\n"));
    }
    case MailFormat::Mbox:
        break;
    }
    const QString sender = message.from.address.isEmpty() ? QStringLiteral("MAILER-DAEMON") : message.from.address;
    QByteArray text = "From " + sender.toUtf8().replace(' ', '_') + ' '
        + QLocale::c().toString(message.date.toUTC(), QStringLiteral("ddd MMM dd hh:mm:ss yyyy")).toLatin1() + '\n';
    const QByteArray body = withMboxStatus(QByteArray(raw).replace("\r\n", "\n"), message.flags);
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

//! Of those that have no letter of their own, up to 26: as Dovecot has them.
QByteArray MailFileWriter::letterOf(const QString &keyword)
{
    constexpr qsizetype Letters = 26;
    if (keyword.compare(u"$Forwarded", Qt::CaseInsensitive) == 0)
        return {};
    if (!m_keywords.contains(keyword) && m_keywords.size() < Letters)
        m_keywords.append(keyword);
    const qsizetype at = m_keywords.indexOf(keyword);
    return at < 0 ? QByteArray() : QByteArray(1, char('a' + at));
}

Outcome MailFileWriter::close()
{
    QByteArray names;
    for (qsizetype i = 0; i < m_keywords.size(); ++i)
        names += QByteArray::number(i) + ' ' + m_keywords.at(i).toUtf8() + '\n';
    if (!names.isEmpty()) {
        if (const Outcome named = writeWhole(m_path + QStringLiteral("/dovecot-keywords"), names); !named)
            return named;
    }
    if (m_mbox.isOpen() && !m_mbox.flush())
        return fileError(m_mbox);
    return {};
}

} // namespace golub::ctl
