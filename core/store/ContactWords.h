// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

namespace golub::store {

class Database;

//! The folded words by which completeAddress() finds contacts, as lines of text: looking through a hundred thousand takes some milliseconds, and
//! writing them nearly nothing. Contacts that are newer than the last line are few; their names and addresses are read instead.
//! A contact that gets another name becomes a new one (another id): its old line means nobody.
class ContactWords
{
public:
    explicit ContactWords(Database &mail) : m_mail(mail) { }
    //! There are new contacts, \a newest the last: they get their lines when they are many.
    Outcome follow(qint64 newest);

private:
    Outcome write(qint64 behind);

    Database &m_mail;
};

} // namespace golub::store
