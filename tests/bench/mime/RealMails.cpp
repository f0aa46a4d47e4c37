// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/mime/Mails.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>

namespace golub::bench {
namespace {

QString corporaPath()
{
    const QString named = qEnvironmentVariable("GOLUB_CORPORA");
    const QDir folder(named.isEmpty() ? QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora") : named);
    return folder.exists() ? folder.absolutePath() : QString();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A tar archive: blocks of 512 bytes, a header with name and size (octal) before each file.
QList<QByteArray> filesOfTar(const QByteArray &tar)
{
    constexpr qsizetype Block = 512;
    QList<QByteArray> files;
    for (qsizetype i = 0; i + Block <= tar.size();) {
        const qsizetype size = tar.mid(i + 124, 11).trimmed().toLongLong(nullptr, 8);
        const char type = tar[i + 156];
        i += Block;
        if ((type == '0' || type == '\0') && size > 0)
            files.append(tar.mid(i, size));
        i += (size + Block - 1) / Block * Block;
    }
    return files;
}

QList<QByteArray> archivedMails(const QString &archive)
{
    QProcess xz;
    xz.start(QStringLiteral("xz"), { QStringLiteral("-dc"), archive });
    if (!xz.waitForFinished(60'000))
        return {};
    return filesOfTar(xz.readAllStandardOutput());
}

bool looksLikeMail(const QByteArray &bytes)
{
    const qsizetype colon = bytes.indexOf(':');
    return bytes.startsWith("From ") || (colon > 0 && colon < 60 && bytes.left(colon).indexOf('\n') < 0 && bytes.left(colon).indexOf(' ') < 0);
}

// The mails of an mbox file: each begins with a "From " line behind an empty one (RFC 4155).
void appendMbox(QList<QByteArray> &mails, const QByteArray &mbox)
{
    qsizetype start = 0;
    while (start < mbox.size()) {
        const qsizetype lf = mbox.indexOf("\n\nFrom ", start);
        const qsizetype crlf = mbox.indexOf("\r\n\r\nFrom ", start);
        const qsizetype end = lf < 0 && crlf < 0 ? mbox.size() : lf < 0 || (crlf >= 0 && crlf < lf) ? crlf + 4 : lf + 2;
        mails.append(mbox.mid(start, end - start));
        start = end;
    }
}

void appendFolder(QList<QByteArray> &mails, const QString &path)
{
    QStringList names;
    QDirIterator files(path, { QStringLiteral("*.eml"), QStringLiteral("*.raw"), QStringLiteral("*.mbox"), QStringLiteral("msg_*.txt") },
        QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(files.next());
    names.sort();
    for (const QString &name : std::as_const(names)) {
        const QByteArray bytes = contentOf(name);
        if (!looksLikeMail(bytes))
            continue;
        if (name.endsWith(QLatin1String(".mbox")))
            appendMbox(mails, bytes);
        else
            mails.append(bytes);
    }
}

} // namespace

QList<QByteArray> realMails()
{
    const QString corpora = corporaPath();
    if (corpora.isEmpty())
        return {};
    QList<QByteArray> mails = archivedMails(corpora + QStringLiteral("/spamassassin/easy-ham-1.tar.xz"));
    for (const QLatin1String folder : { QLatin1String("enmime"), QLatin1String("ruby-mail"), QLatin1String("kde-mimetreeparser"), QLatin1String("mimekit"), QLatin1String("python-email") })
        appendFolder(mails, corpora + u'/' + folder);
    return mails;
}

QList<QByteArray> headersOf(const QList<QByteArray> &mails)
{
    QList<QByteArray> headers;
    for (const QByteArray &mail : mails) {
        const qsizetype lf = mail.indexOf("\n\n");
        const qsizetype crlf = mail.indexOf("\n\r\n");
        const qsizetype end = lf < 0 && crlf < 0 ? mail.size() : lf < 0 || (crlf >= 0 && crlf < lf) ? crlf + 3 : lf + 2;
        headers.append(mail.left(end));
    }
    return headers;
}

} // namespace golub::bench
