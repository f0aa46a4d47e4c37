// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ProfileLock.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace golub::store {

ProfileLock::~ProfileLock()
{
    if (m_descriptor < 0)
        return;
    // Empty: ended well. Cut first, let go after.
    static_cast<void>(!::ftruncate(m_descriptor, 0));
    ::close(m_descriptor);
}

Outcome ProfileLock::take(const QString &directory)
{
    const QString path = directory + QStringLiteral("/writer.lock");
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        const ErrorKind kind = errno == ENOSPC || errno == EDQUOT ? ErrorKind::StorageFull : ErrorKind::Storage;
        return Error::of(kind, path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(errno)));
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return Error { ErrorKind::Conflict,
            QCoreApplication::translate("Store", "Golub is already open with this profile. Use that window, or close it first."), path };
    }
    char byte = 0;
    m_unclean = ::read(descriptor, &byte, 1) == 1;
    m_descriptor = descriptor;
    static_cast<void>(!::pwrite(descriptor, "1", 1, 0)); // on a full disk only the check after a crash is lost
    return {};
}

} // namespace golub::store
