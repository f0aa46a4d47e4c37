// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"
#include "core/mime/MessageContent.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace golub::mime {

//! Readable in a failed expectation.
inline std::string s(const QString &text)
{
    return text.toStdString();
}
inline std::string s(const QByteArray &bytes)
{
    return bytes.toStdString();
}
inline std::string s(QByteArrayView bytes)
{
    return std::string(bytes.data(), size_t(bytes.size()));
}

//! "Name <address>|…", groups as "name:[…]".
inline std::string s(const AddressList &list)
{
    std::string out;
    const auto mailbox = [](const Address &address) { return s(address.name) + " <" + s(address.address) + ">"; };
    for (const AddressEntry &entry : list) {
        if (!out.empty())
            out += "|";
        if (!entry.isGroup) {
            out += mailbox(entry.mailbox);
            continue;
        }
        out += s(entry.groupName) + ":[";
        for (const Address &member : entry.members)
            out += mailbox(member);
        out += "]";
    }
    return out;
}

//! The tree as "multipart/mixed(text/plain,message/rfc822(text/html))".
inline std::string outline(const MessageTree &tree, int part = 0)
{
    const Part &node = tree.parts[size_t(part)];
    std::string out = s(node.mediaType());
    if (node.children.isEmpty())
        return out;
    out += "(";
    for (qsizetype i = 0; i < node.children.size(); ++i)
        out += (i > 0 ? "," : "") + outline(tree, node.children[i]);
    return out + ")";
}

inline bool hasDiagnostic(const MessageTree &tree, DiagnosticKind kind)
{
    for (const Diagnostic &diagnostic : tree.diagnostics) {
        if (diagnostic.kind == kind)
            return true;
    }
    return false;
}

} // namespace golub::mime
