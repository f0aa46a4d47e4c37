// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Address.h"

#include <QStringList>

namespace golub {

QString Address::domain() const
{
    const qsizetype at = address.lastIndexOf(u'@');
    return at < 0 ? QString() : address.mid(at + 1).toLower();
}

QString Address::localPart() const
{
    const qsizetype at = address.lastIndexOf(u'@');
    return at < 0 ? address : address.left(at);
}

QString Address::display() const
{
    return name.isEmpty() ? address : QStringLiteral("%1 <%2>").arg(name, address);
}

AddressList AddressList::of(const QList<Address> &addresses)
{
    AddressList list;
    for (const Address &address : addresses)
        list.append(AddressEntry { address });
    return list;
}

QList<Address> AddressList::mailboxes() const
{
    QList<Address> all;
    for (const AddressEntry &entry : *this) {
        if (entry.isGroup)
            all += entry.members;
        else
            all += entry.mailbox;
    }
    return all;
}

QString AddressList::display() const
{
    if (size() == 1 && !first().isGroup) // as most are
        return first().mailbox.display();
    QStringList parts;
    for (const AddressEntry &entry : *this) {
        if (!entry.isGroup) {
            parts += entry.mailbox.display();
            continue;
        }
        QStringList members;
        for (const Address &member : entry.members)
            members += member.display();
        parts += entry.groupName + QStringLiteral(": ") + members.join(QStringLiteral(", ")) + u';';
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace golub
