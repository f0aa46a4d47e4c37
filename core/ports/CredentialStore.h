// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/ports/Done.h"

#include <QString>

namespace golub {

//! Where passwords live. NotFound also stands for a locked keychain: it is never a reason to delete or overwrite anything.
class CredentialStore
{
public:
    virtual ~CredentialStore() = default;
    //! Keys are "account/<id>/incoming" and the like.
    virtual void read(const QString &key, Done<Secret> done) = 0;
    virtual void write(const QString &key, const Secret &secret, Done<void> done) = 0;
    virtual void remove(const QString &key, Done<void> done) = 0;
};

} // namespace golub
