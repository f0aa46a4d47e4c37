// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/base/Limits.h"
#include "core/mime/AddressParser.h"

using namespace golub;
using namespace golub::mime;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::mailBytes(data, size);
    const AddressList list = parseAddresses(bytes);
    fuzz::promise(list.size() <= limits::AddressesPerField, "addresses within the limit");
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
            fuzz::promise(encodeAddress(after[i].address, utf8) == encodeAddress(writable[i].address, utf8), "the same address");
    }
    return 0;
}
