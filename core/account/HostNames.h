// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace golub::account {

//! An address taken apart for looking up its servers.
struct AddressParts {
    QString address;              //!< as given, trimmed
    QString local;
    QString domain;               //!< in ASCII ("xn--…"), lower case; empty where it is no address with a domain name
    bool isValid() const { return !domain.isEmpty(); }
};
AddressParts partsOf(const QString &address);

//! \a name in ASCII and lower case where it may be the name of a mail server on the internet: at least two labels, no address, not this machine.
//! Empty else.
QString publicHostName(const QString &name);
//! \a host is \a domain or below it. Both in ASCII.
bool isWithin(const QString &host, const QString &domain);
//! The domains that a mail exchanger's operator may be listed under, the most likely first: its registered domain as well as that can be told
//! without a list of public suffixes, and its parent. "mx1.mail.hoster.co.uk" → "hoster.co.uk", "mail.hoster.co.uk".
QStringList operatorDomains(const QString &host);

} // namespace golub::account
