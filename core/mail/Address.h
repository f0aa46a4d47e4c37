// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace golub {

//! One mailbox address (RFC 5322 section 3.4): display name, decoded, and addr-spec in UTF-8 without angle brackets.
struct Address {
    QString name;
    QString address;
    bool isEmpty() const { return name.isEmpty() && address.isEmpty(); }
    //! The part behind the last @, lower case; empty where there is none.
    QString domain() const;
    QString localPart() const;
    //! "Name <address>" for people (not for the wire: core/mime writes headers).
    QString display() const;
    //! The name, or the address where there is none.
    QString shortName() const { return name.isEmpty() ? address : name; }
    bool operator==(const Address &) const = default;
};

//! One entry of an address list: a mailbox, or a named group of mailboxes ("undisclosed-recipients:;" is a group without members).
struct AddressEntry {
    Address mailbox;          //!< where isGroup is false
    bool isGroup = false;
    QString groupName = {};
    QList<Address> members = {};
    bool operator==(const AddressEntry &) const = default;
};

//! An address list in its order.
class AddressList : public QList<AddressEntry>
{
public:
    using QList<AddressEntry>::QList;
    static AddressList of(const QList<Address> &addresses);
    //! Every mailbox, group members included.
    QList<Address> mailboxes() const;
    //! Comma-separated display form.
    QString display() const;
};

} // namespace golub

Q_DECLARE_METATYPE(golub::Address)
