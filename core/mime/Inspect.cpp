// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Inspect.h"

#include "core/mail/Address.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"

#include <QCryptographicHash>
#include <QJsonValue>

#include <vector>

namespace golub::mime {
namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString latin(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

QJsonValue dispositionOf(const Part &part)
{
    switch (part.disposition) {
    case Disposition::None:
        return {};
    case Disposition::Inline:
        return QStringLiteral("inline");
    case Disposition::Attachment:
        return QStringLiteral("attachment");
    }
    return {};
}

QJsonObject mailboxToJson(const Address &address)
{
    return { { QStringLiteral("name"), address.name }, { QStringLiteral("address"), address.address } };
}

// Size and digest of a leaf's decoded content, computed once.
struct Digest {
    qint64 size = 0;
    QString sha1;
};

Digest digestOf(QByteArrayView raw, const Part &part)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    Digest digest;
    decodeContent(raw, part, [&](QByteArrayView piece) {
        hash.addData(piece);
        digest.size += piece.size();
        return true;
    });
    digest.sha1 = QString::fromLatin1(hash.result().toHex());
    return digest;
}

class Inspector
{
public:
    explicit Inspector(QByteArrayView raw) : m_raw(raw), m_tree(readMessage(raw)), m_digests(m_tree.parts.size()) { }

    QJsonObject run()
    {
        const std::vector<int> order = documentOrder();
        QJsonArray leaves;
        for (const int index : order) {
            const Part &part = m_tree.parts[size_t(index)];
            if (!hasContent(part))
                continue;
            m_digests[size_t(index)] = digestOf(m_raw, part);
            leaves.append(leaf(index));
        }
        QJsonObject out = envelope();
        out[QStringLiteral("tree")] = tree(order);
        out[QStringLiteral("leaves")] = leaves;
        out[QStringLiteral("text")] = bodyText(m_tree.textBody, false);
        out[QStringLiteral("html")] = bodyText(m_tree.htmlBody, true);
        QJsonArray attachments;
        for (const int index : m_tree.attachments)
            attachments.append(attachment(index));
        out[QStringLiteral("attachments")] = attachments;
        out[QStringLiteral("signed")] = m_tree.signedPart >= 0;
        out[QStringLiteral("encrypted")] = m_tree.encryptedPart >= 0;
        QJsonArray diagnostics;
        for (const Diagnostic &diagnostic : m_tree.diagnostics)
            diagnostics.append(QJsonObject { { QStringLiteral("kind"), QString(diagnosticName(diagnostic.kind)) }, { QStringLiteral("offset"), diagnostic.offset } });
        out[QStringLiteral("diagnostics")] = diagnostics;
        return out;
    }

private:
    // A winmail.dat has both: its own bytes, and the parts that they were opened into.
    static bool hasContent(const Part &part) { return !part.isMultipart && (part.isLeaf() || !part.isMessage); }

    // Parts of encoded messages stand at the end of the list: only the children tell the order.
    std::vector<int> documentOrder() const
    {
        std::vector<int> order;
        std::vector<int> stack { 0 };
        while (!stack.empty()) {
            const int index = stack.back();
            stack.pop_back();
            order.push_back(index);
            const QList<int> &children = m_tree.parts[size_t(index)].children;
            for (auto it = children.crbegin(); it != children.crend(); ++it)
                stack.push_back(*it);
        }
        return order;
    }

    QJsonObject envelope() const
    {
        const Envelope &e = m_tree.envelope;
        return {
            { QStringLiteral("subject"), hasField("subject") ? QJsonValue(e.subject) : QJsonValue() },
            { QStringLiteral("message_id"), orNull(e.messageIdHeader) },
            { QStringLiteral("in_reply_to"), e.inReplyTo.isEmpty() ? QJsonValue() : QJsonValue(e.inReplyTo.join(u' ')) },
            { QStringLiteral("references"), QJsonArray::fromStringList(e.references) },
            { QStringLiteral("date"), e.date.isValid() ? QJsonValue(isoDate(e.date)) : QJsonValue() },
            { QStringLiteral("from"), addressesToJson(e.from) },
            { QStringLiteral("sender"), addressesToJson(e.sender) },
            { QStringLiteral("reply_to"), addressesToJson(e.replyTo) },
            { QStringLiteral("to"), addressesToJson(e.to) },
            { QStringLiteral("cc"), addressesToJson(e.cc) },
            { QStringLiteral("bcc"), addressesToJson(e.bcc) },
        };
    }

    bool hasField(QByteArrayView name) const { return headerField(m_raw, m_tree.root(), name).has_value(); }

    QJsonObject node(int index) const
    {
        const Part &part = m_tree.parts[size_t(index)];
        const bool isLeaf = hasContent(part);
        const bool inMessage = part.source.isNull();
        return {
            { QStringLiteral("type"), latin(part.mediaType()) },
            { QStringLiteral("charset"), orNull(latin(part.charset)) },
            { QStringLiteral("filename"), orNull(part.name) },
            { QStringLiteral("disposition"), dispositionOf(part) },
            { QStringLiteral("cid"), orNull(part.contentId) },
            { QStringLiteral("encoding"), QString(encodingName(part.encoding)) },
            { QStringLiteral("size"), isLeaf ? m_digests[size_t(index)].size : qint64(part.body.length) },
            // Inside of an encoded message there is no place in the file to point at.
            { QStringLiteral("offset"), inMessage ? QJsonValue(part.body.offset) : QJsonValue() },
            { QStringLiteral("length"), inMessage ? QJsonValue(part.body.length) : QJsonValue() },
        };
    }

    // Children before parents, so that each object is complete when it is put into its parent.
    QJsonObject tree(const std::vector<int> &order) const
    {
        std::vector<QJsonArray> children(m_tree.parts.size());
        QJsonObject root;
        for (auto it = order.crbegin(); it != order.crend(); ++it) {
            const int index = *it;
            const Part &part = m_tree.parts[size_t(index)];
            QJsonObject object = node(index);
            QJsonArray &list = children[size_t(index)];
            if (part.isMessage && !list.isEmpty())
                object[QStringLiteral("message")] = QJsonObject { { QStringLiteral("tree"), list.first() } };
            else if (part.isMultipart || !list.isEmpty())
                object[QStringLiteral("children")] = list;
            list = {};
            if (part.parent < 0)
                root = object;
            else
                children[size_t(part.parent)].prepend(object);
        }
        return root;
    }

    QJsonObject leaf(int index) const
    {
        const Part &part = m_tree.parts[size_t(index)];
        const Digest &digest = m_digests[size_t(index)];
        return { { QStringLiteral("type"), latin(part.mediaType()) }, { QStringLiteral("filename"), orNull(part.name) },
            { QStringLiteral("sha1"), digest.sha1 }, { QStringLiteral("size"), digest.size } };
    }

    QJsonObject attachment(int index)
    {
        const Part &part = m_tree.parts[size_t(index)];
        Digest digest = m_digests[size_t(index)];
        if (digest.sha1.isEmpty()) // a message: as it is transferred
            digest = digestOf(m_raw, part);
        return { { QStringLiteral("name"), orNull(part.name) }, { QStringLiteral("type"), latin(part.mediaType()) }, { QStringLiteral("size"), digest.size },
            { QStringLiteral("sha1"), digest.sha1 }, { QStringLiteral("disposition"), dispositionOf(part) }, { QStringLiteral("cid"), orNull(part.contentId) } };
    }

    // An empty text is a text; no text part at all is null.
    QJsonValue bodyText(const QList<int> &bodies, bool html) const
    {
        bool any = false;
        for (const int index : bodies) {
            const Part &part = m_tree.parts[size_t(index)];
            any = any || (part.is("text", "html") == html && (part.isText() || part.isMultipart));
        }
        if (!any)
            return {};
        return html ? htmlText(m_raw, m_tree) : plainText(m_raw, m_tree);
    }

public:
    static QString isoDate(const QDateTime &date)
    {
        // Qt prints +00:00 as "Z" for UTC only; one form for all.
        const int minutes = date.offsetFromUtc() / 60;
        const QString zone = QString::asprintf("%c%02d:%02d", minutes < 0 ? '-' : '+', qAbs(minutes) / 60, qAbs(minutes) % 60);
        return date.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss")) + zone;
    }

private:
    QByteArrayView m_raw;
    MessageTree m_tree;
    std::vector<Digest> m_digests;
};

} // namespace

QJsonArray addressesToJson(const AddressList &addresses)
{
    QJsonArray out;
    for (const AddressEntry &entry : addresses) {
        if (!entry.isGroup) {
            out.append(mailboxToJson(entry.mailbox));
            continue;
        }
        QJsonArray members;
        for (const Address &member : entry.members)
            members.append(mailboxToJson(member));
        out.append(QJsonObject { { QStringLiteral("group"), entry.groupName }, { QStringLiteral("members"), members } });
    }
    return out;
}

QString isoDateText(const QDateTime &date)
{
    return date.isValid() ? Inspector::isoDate(date) : QString();
}

QJsonObject inspect(QByteArrayView raw)
{
    return Inspector(raw).run();
}

} // namespace golub::mime
