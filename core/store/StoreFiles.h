// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

//! Where the three files of a profile are.
namespace golub::store {

inline QString mailFile(const QString &directory)
{
    return directory + QStringLiteral("/mail.sqlite");
}

inline QString bodiesFile(const QString &directory)
{
    return directory + QStringLiteral("/bodies.sqlite");
}

inline QString searchFile(const QString &directory)
{
    return directory + QStringLiteral("/search.sqlite");
}

} // namespace golub::store
