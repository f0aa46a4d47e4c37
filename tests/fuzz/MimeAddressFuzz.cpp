// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/base/Limits.h"
#include "core/mime/AddressParser.h"
#include "core/mime/ReadableDomain.h"

using namespace golub;
using namespace golub::mime;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::mailBytes(data, size);
    const AddressList list = parseAddresses(bytes);
    fuzz::promise(list.size() <= limits::AddressesPerField, "addresses within the limit");
    for (const Address &address : list.mailboxes()) {
        fuzz::promise(!address.name.contains(u'\n') && !address.address.contains(u'\n') && !address.name.contains(QChar(u'\0')), "a name is one line");
        const QString domain = address.domain();
        fuzz::promiseEqual(readableDomain(readableDomain(domain)), readableDomain(domain), "a domain has one way to be shown");
    }
    for (const bool utf8 : { false, true }) {
        qsizetype column = 4;
        const QByteArray written = encodeAddresses(list, column, utf8);
        for (const QByteArray &line : written.split('\n'))
            fuzz::promise(!line.contains('\0') && line.count('\r') <= 1, "addresses stay inside of their field");
        // What can be written comes back as the mailboxes that it was.
        const QList<Address> before = list.mailboxes();
        const QList<Address> after = parseAddresses(written).mailboxes();
        QList<Address> writable;
        for (const Address &address : before) {
            if (!encodeAddress(address.address, utf8).isEmpty())
                writable.append(address);
        }
        fuzz::promise(after.size() == writable.size(), "as many mailboxes as were written");
        for (qsizetype i = 0; i < after.size(); ++i)
            fuzz::promiseEqual(QString::fromUtf8(encodeAddress(after[i].address, utf8)), QString::fromUtf8(encodeAddress(writable[i].address, utf8)), "the same address");
        // Read, written and read again: the same names, too.
        qsizetype again = 4;
        const QByteArray twice = encodeAddresses(parseAddresses(written), again, utf8);
        const QList<Address> last = parseAddresses(twice).mailboxes();
        fuzz::promise(last.size() == after.size(), "what was written stays what it is");
        for (qsizetype i = 0; i < last.size(); ++i)
            fuzz::promiseEqual(last[i].name, after[i].name, "the same name");
    }
    return 0;
}
