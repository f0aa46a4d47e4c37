// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/MailFileReader.h"

#include "app/golubctl/MboxStatus.h"
#include "core/base/Limits.h"
#include "core/mime/Mbox.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHash>

#include <sys/mman.h>
#include <unistd.h>

namespace golub::ctl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golubctl)
};

using Next = Result<std::optional<ImportedMessage>>;

//! Mail ends its lines with CRLF, files often do not: what is kept here must be what the server is given.
QByteArray withCrLf(QByteArray text)
{
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
}

//! A time that somebody may have received mail at.
QDateTime plausible(qint64 seconds)
{
    constexpr qint64 Earliest = 31'536'000; // 1971: programs that know none write the beginning of time
    const bool good = seconds >= Earliest && seconds <= QDateTime::currentSecsSinceEpoch() + 86'400;
    return good ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

class MboxFile final : public MailFileReader
{
public:
    Outcome read(const QString &path)
    {
        m_file.setFileName(path);
        if (!m_file.open(QIODevice::ReadOnly))
            return fileError(m_file);
        if (m_file.size() > 0 && !(m_begin = m_file.map(0, m_file.size()))) // such files may be larger than memory
            return fileError(m_file);
        m_bytes = QByteArrayView(reinterpret_cast<const char *>(m_begin), m_file.size());
        m_reader.emplace(m_bytes);
        if (m_file.size() > 0 && !m_reader->isMbox())
            return Error { ErrorKind::InvalidInput, Text::tr("%1 is not an mbox file: it does not begin with a \"From \" line.").arg(path) };
        return {};
    }
    Next next() override
    {
        while (const std::optional<mime::MboxEntry> entry = m_reader->next()) {
            m_at = entry->message.end();
            const QByteArrayView line = entry->line.of(m_bytes);
            if (entry->message.length > limits::LiteralLength) {
                m_tooLarge.append(Text::tr("at byte %1").arg(entry->line.offset));
                continue;
            }
            QByteArray raw = mime::mboxMessage(m_bytes, *entry);
            forget(entry->line.offset);
            const MboxStatus status = takeMboxStatus(raw);
            if (raw.isEmpty() || status.isGone)
                continue;
            ImportedMessage message { withCrLf(std::move(raw)), status.flags };
            // Thunderbird writes when it has put the message into the file, and no sender.
            if (const auto time = mime::mboxTime(line); time && !line.startsWith("From - "))
                message.received = plausible(*time);
            return { std::move(message) };
        }
        m_at = m_bytes.size();
        return { std::nullopt };
    }
    int percent() const override { return m_bytes.isEmpty() ? 100 : int(m_at * 100 / m_bytes.size()); }

private:
    //! What is read counts as memory until it is given back.
    void forget(qsizetype before)
    {
        constexpr qsizetype Piece = 16 * 1024 * 1024;
        const qsizetype page = qsizetype(::sysconf(_SC_PAGESIZE));
        const qsizetype until = before / page * page;
        if (until - m_forgotten < Piece)
            return;
        ::madvise(m_begin + m_forgotten, size_t(until - m_forgotten), MADV_DONTNEED);
        m_forgotten = until;
    }

    QFile m_file;
    uchar *m_begin = nullptr;
    QByteArrayView m_bytes;
    std::optional<mime::MboxReader> m_reader;
    qsizetype m_at = 0;
    qsizetype m_forgotten = 0;
};

//! The letters behind ":2," in the name of a file in a Maildir's cur; small ones are keywords of Dovecot's (dovecot-keywords names them).
Flags maildirFlags(const QString &name, const QHash<QChar, QString> &keywords)
{
    Flags flags;
    const qsizetype info = name.lastIndexOf(QStringLiteral(":2,"));
    for (const QChar letter : info < 0 ? QStringView() : QStringView(name).sliced(info + 3)) {
        switch (letter.unicode()) {
        case 'D': flags.add(Flag::Draft); break;
        case 'F': flags.add(Flag::Flagged); break;
        case 'P': flags.add(Flags({}, { QStringLiteral("$Forwarded") })); break;
        case 'R': flags.add(Flag::Answered); break;
        case 'S': flags.add(Flag::Seen); break;
        case 'T': flags.add(Flag::Deleted); break;
        default:
            if (keywords.contains(letter))
                flags.add(Flags({}, { keywords.value(letter) }));
        }
    }
    return flags;
}

class Files final : public MailFileReader
{
public:
    explicit Files(MailFormat format) : m_format(format) { }
    void add(const QString &folder, const QStringList &patterns = {})
    {
        const QDir directory(folder);
        for (const QString &name : directory.entryList(patterns, QDir::Files, QDir::Name))
            m_files.append(directory.filePath(name));
    }
    void addFile(const QString &path) { m_files.append(path); }
    //! Names of Dovecot's keywords: "0 work" is "a".
    void readKeywords(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        for (int i = 0; i < 26 && !file.atEnd(); ++i) {
            const QList<QByteArray> words = file.readLine(1000).trimmed().split(' ');
            if (const int number = words.value(0).toInt(); words.size() == 2 && number >= 0 && number < 26)
                m_keywords.insert(QChar(u'a' + number), QString::fromUtf8(words.at(1)));
        }
    }
    void setSubfolders(const QStringList &names) { m_subfolders = names; }

    Next next() override
    {
        while (m_at < m_files.size()) {
            const QString &path = m_files.at(m_at++);
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return fileError(file);
            if (file.size() > limits::LiteralLength) {
                m_tooLarge.append(path);
                continue;
            }
            const QFileInfo info(path);
            ImportedMessage message { withCrLf(file.readAll()), m_format == MailFormat::Maildir ? maildirFlags(info.fileName(), m_keywords) : Flags(Flag::Seen) };
            if (message.raw.isEmpty())
                continue;
            // A Maildir's names begin with the time of delivery.
            if (m_format == MailFormat::Maildir)
                message.received = plausible(info.fileName().section(u'.', 0, 0).toLongLong());
            return { std::move(message) };
        }
        return { std::nullopt };
    }
    int percent() const override { return m_files.isEmpty() ? 100 : int(m_at * 100 / m_files.size()); }
    QStringList subfolders() const override { return m_subfolders; }

private:
    MailFormat m_format;
    QStringList m_files;
    QStringList m_subfolders;
    QHash<QChar, QString> m_keywords;
    qsizetype m_at = 0;
};

Result<std::unique_ptr<MailFileReader>> openMaildir(const QString &path)
{
    if (!QFileInfo(path + QStringLiteral("/cur")).isDir())
        return Error { ErrorKind::InvalidInput, Text::tr("%1 is not a Maildir: it has no folder \"cur\".").arg(path) };
    auto files = std::make_unique<Files>(MailFormat::Maildir);
    files->add(path + QStringLiteral("/cur"));
    files->add(path + QStringLiteral("/new"));
    files->readKeywords(path + QStringLiteral("/dovecot-keywords"));
    QStringList subfolders = QDir(path).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    subfolders.removeIf([&path](const QString &name) { return !QFileInfo(path + u'/' + name + QStringLiteral("/cur")).isDir(); });
    files->setSubfolders(subfolders);
    return std::unique_ptr<MailFileReader>(std::move(files));
}

} // namespace

MailFileReader::~MailFileReader() = default;

Result<std::unique_ptr<MailFileReader>> MailFileReader::open(MailFormat format, const QString &path)
{
    if (!QFileInfo::exists(path))
        return Error { ErrorKind::NotFound, Text::tr("There is no %1.").arg(path) };
    if (format == MailFormat::Maildir)
        return openMaildir(path);
    if (format == MailFormat::Mbox) {
        auto mbox = std::make_unique<MboxFile>();
        if (const Outcome read = mbox->read(path); !read)
            return read.error();
        return std::unique_ptr<MailFileReader>(std::move(mbox));
    }
    auto files = std::make_unique<Files>(MailFormat::Eml);
    if (QFileInfo(path).isDir())
        files->add(path, { QStringLiteral("*.eml") });
    else
        files->addFile(path);
    return std::unique_ptr<MailFileReader>(std::move(files));
}

} // namespace golub::ctl
