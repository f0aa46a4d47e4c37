// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BodyPacks.h"

#include "core/base/Log.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/Database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace golub::store {
namespace {

constexpr qint64 WrittenAtOnce = 1024 * 1024; //!< bytes
constexpr qsizetype PiecesAtOnce = 1000;      //!< Linux takes 1,024 with one call

QString folderOf(const Database &database)
{
    return QFileInfo(database.path()).path() + QStringLiteral("/bodies");
}

QString pathOf(const Database &database, qint64 pack)
{
    return QStringLiteral("%1/%2.pack").arg(folderOf(database)).arg(pack, 6, 10, QLatin1Char('0'));
}

//! Of the files in the folder, ascending.
QList<qint64> packsHere(const Database &database)
{
    QList<qint64> packs;
    const QStringList names = QDir(folderOf(database)).entryList({ QStringLiteral("*.pack") }, QDir::Files);
    for (const QString &name : names) {
        if (const qint64 number = QStringView(name).chopped(5).toLongLong(); number > 0 && QFileInfo(pathOf(database, number)).fileName() == name)
            packs.append(number);
    }
    std::sort(packs.begin(), packs.end());
    return packs;
}

Error systemError(const QString &path, int code)
{
    const QString detail = path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(code));
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return Error::of(ErrorKind::StorageFull, detail);
    return { ErrorKind::Storage,
        QCoreApplication::translate("Store", "The file %1 of the mail store could not be read or written.").arg(QFileInfo(path).fileName()), detail };
}

//! A descriptor that is closed with it.
class Descriptor
{
public:
    Descriptor(const QString &path, int flags) : m_value(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC)) { }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    bool isOpen() const { return m_value >= 0; }
    int value() const { return m_value; }
    qint64 size() const
    {
        struct stat found { };
        return m_value >= 0 && ::fstat(m_value, &found) == 0 ? qint64(found.st_size) : -1;
    }

private:
    int m_value;
};

//! A name in a folder is on the disk when the folder is.
Outcome syncFolder(const QString &path)
{
    const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen() || ::fsync(folder.value()) != 0)
        return systemError(path, errno);
    return {};
}

Result<qint64> endOf(Database &database, qint64 pack)
{
    return database.number("SELECT place + length FROM bodies WHERE pack = ? AND pack > 0 ORDER BY place DESC, length DESC LIMIT 1", pack);
}

void punch([[maybe_unused]] int descriptor, [[maybe_unused]] qint64 from, [[maybe_unused]] qint64 to)
{
#ifdef FALLOC_FL_PUNCH_HOLE
    // Where the file system cannot do it, the space stays taken until the whole pack is free.
    if (to > from)
        static_cast<void>(::fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, to - from));
#endif
}

//! The gaps between what rows name; behind the last of them, too, where \a tail.
Outcome releaseWithin(Database &database, qint64 pack, bool tail)
{
    const Descriptor file(pathOf(database, pack), O_WRONLY);
    if (!file.isOpen())
        return systemError(pathOf(database, pack), errno);
    qint64 free = 0;
    Statement rows(database, "SELECT place, length FROM bodies WHERE pack = ? AND pack > 0 ORDER BY place", pack);
    while (rows.next()) {
        punch(file.value(), free, rows.integer(0));
        free = rows.integer(0) + rows.integer(1);
    }
    GOLUB_TRY(rows.outcome());
    if (tail)
        punch(file.value(), free, file.size());
    return {};
}

//! Whoever appends has the newest open: that stays.
Outcome release(Database &database, qint64 pack, bool isNewest, bool tail)
{
    const Result<qint64> end = endOf(database, pack);
    if (!end)
        return end.error();
    if (*end > 0 || isNewest)
        return releaseWithin(database, pack, tail);
    static_cast<void>(QFile::remove(pathOf(database, pack)));
    return {};
}

} // namespace

BodyPacks::BodyPacks(Database &database, qint64 packBytes) : m_database(database), m_packBytes(packBytes) { }

BodyPacks::~BodyPacks()
{
    close();
}

void BodyPacks::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

Outcome BodyPacks::goOn()
{
    const QString folder = folderOf(m_database);
    if (!QDir(folder).exists()) {
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
            return systemError(folder, errno);
        GOLUB_TRY(syncFolder(QFileInfo(folder).path()));
    }
    const Result<qint64> named = m_database.number("SELECT coalesce(max(pack), 0) FROM bodies WHERE pack > 0");
    if (!named)
        return named.error();
    const QList<qint64> here = packsHere(m_database);
    const qint64 newest = std::max(*named, here.isEmpty() ? 0 : here.last());
    if (newest == 0)
        return begin(1, 0);
    const Result<qint64> end = endOf(m_database, newest);
    return end ? begin(newest, *end) : end.error();
}

Outcome BodyPacks::begin(qint64 pack, qint64 end)
{
    close();
    const QString path = pathOf(m_database, pack);
    m_descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return systemError(path, errno);
    m_pack = pack;
    m_end = m_kept = end;
    if (::ftruncate(m_descriptor, end) != 0) {
        const int code = errno;
        close();
        return systemError(path, code);
    }
    if (Outcome named = syncFolder(folderOf(m_database)); !named) {
        close();
        return named;
    }
    return {};
}

Result<PackPlace> BodyPacks::next(qint64 length)
{
    if (m_descriptor < 0)
        GOLUB_TRY(goOn());
    if (m_end >= m_packBytes) {
        GOLUB_TRY(sync()); // what the open transaction names in this one
        GOLUB_TRY(begin(m_pack + 1, 0));
    }
    return PackPlace { m_pack, m_end, length };
}

Outcome BodyPacks::append(const PackPlace &place, const QByteArray &bytes)
{
    m_dirty = true;
    m_waiting.append(bytes);
    m_waitingBytes += bytes.size();
    m_end = place.offset + bytes.size();
    return m_waitingBytes >= WrittenAtOnce || m_waiting.size() >= PiecesAtOnce ? write() : Outcome();
}

Outcome BodyPacks::write()
{
    std::vector<iovec> pieces;
    pieces.reserve(size_t(m_waiting.size()));
    for (const QByteArray &bytes : std::as_const(m_waiting))
        pieces.push_back({ const_cast<char *>(bytes.constData()), size_t(bytes.size()) }); // they are only read
    size_t next = 0;
    while (m_waitingBytes > 0) {
        const ssize_t written = ::pwritev(m_descriptor, pieces.data() + next, int(pieces.size() - next), m_end - m_waitingBytes);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return systemError(pathOf(m_database, m_pack), written < 0 ? errno : ENOSPC);
        m_waitingBytes -= written;
        size_t rest = size_t(written);
        for (; next < pieces.size() && rest >= pieces[next].iov_len; ++next)
            rest -= pieces[next].iov_len;
        if (rest > 0) {
            pieces[next].iov_base = static_cast<char *>(pieces[next].iov_base) + rest;
            pieces[next].iov_len -= rest;
        }
    }
    m_waiting.clear();
    return {};
}

Outcome BodyPacks::sync()
{
    GOLUB_TRY(write());
    if (m_dirty && ::fdatasync(m_descriptor) != 0) {
        const int code = errno;
        close(); // what the disk has of it is not known any more: the next one reads it anew
        return systemError(pathOf(m_database, m_pack), code);
    }
    m_dirty = false;
    return {};
}

void BodyPacks::abandon()
{
    m_waiting.clear();
    m_waitingBytes = 0;
    m_end = m_kept;
    if (m_descriptor >= 0)
        static_cast<void>(!::ftruncate(m_descriptor, m_end)); // only for the disk's sake: it is written over
}

Result<QByteArray> readPack(const Database &database, const PackPlace &place)
{
    const QString path = pathOf(database, place.pack);
    const Descriptor file(path, O_RDONLY);
    if (!file.isOpen())
        return systemError(path, errno);
    if (place.offset < 0 || place.length < 0 || place.offset + place.length > file.size())
        return systemError(path, ENODATA);
    QByteArray bytes(place.length, Qt::Uninitialized);
    for (qint64 got = 0; got < place.length;) {
        const ssize_t piece = ::pread(file.value(), bytes.data() + got, size_t(place.length - got), place.offset + got);
        if (piece < 0 && errno == EINTR)
            continue;
        if (piece <= 0)
            return systemError(path, piece < 0 ? errno : ENODATA);
        got += piece;
    }
    return bytes;
}

QDateTime packMade(const Database &database, qint64 pack)
{
    const QFileInfo file(pathOf(database, pack));
    const QDateTime born = file.birthTime(); // not every file system knows
    return born.isValid() ? born.toUTC() : file.lastModified().toUTC();
}

Outcome dropLostPacks(Database &database)
{
    const Result<qint64> newest = database.number("SELECT coalesce(max(pack), 0) FROM bodies WHERE pack > 0");
    if (!newest)
        return newest.error();
    for (qint64 pack = 1; pack <= *newest; ++pack) {
        const Result<qint64> end = endOf(database, pack);
        if (!end)
            return end.error();
        const qint64 size = *end > 0 ? QFileInfo(pathOf(database, pack)).size() : 0;
        if (size >= *end)
            continue;
        qCWarning(logStore) << "bodies are lost:" << pathOf(database, pack) << "has" << size << "bytes of" << *end;
        GOLUB_TRY(database.run("DELETE FROM bodies WHERE pack = ? AND pack > 0 AND place + length > ?", pack, size));
    }
    return {};
}

Outcome releasePacks(Database &database)
{
    const QList<qint64> packs = packsHere(database);
    for (const qint64 pack : packs)
        GOLUB_TRY(release(database, pack, pack == packs.last(), true));
    return {};
}

Outcome releasePack(Database &database, qint64 pack)
{
    const QList<qint64> packs = packsHere(database);
    return packs.contains(pack) ? release(database, pack, pack == packs.last(), false) : Outcome();
}

} // namespace golub::store
