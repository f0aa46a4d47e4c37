// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/DraftFromMessage.h"

#include "core/html/HtmlToText.h"
#include "core/html/Sanitizer.h"
#include "core/mime/HeaderValue.h"
#include "core/mime/MessageContent.h"

#include <algorithm>

namespace golub::compose {
namespace {

//! A text without its charset, or an invitation without its method, would be another one.
QString typeOf(const mime::Part &part)
{
    QByteArray type = part.mediaType();
    for (const char *name : { "charset", "method" }) {
        const QString value = part.isText() ? part.params.value(name) : QString();
        qsizetype column = 0;
        if (!value.isEmpty())
            type += mime::encodeParameter(name, value, column).replace("\r\n", "");
    }
    return QString::fromLatin1(type);
}

QList<Address> oneLineNames(QList<Address> addresses)
{
    for (Address &address : addresses)
        address.name = mime::sanitizedHeaderValue(address.name).simplified();
    return addresses;
}

} // namespace

DraftAttachment attachmentOf(const QByteArray &raw, const mime::MessageTree &tree, int index)
{
    const mime::Part &part = tree.parts[std::size_t(index)];
    DraftAttachment attachment;
    attachment.name = mime::attachmentName(tree, index);
    attachment.type = typeOf(part);
    attachment.content = mime::decodedContent(raw, part);
    attachment.contentId = part.contentId;
    attachment.size = attachment.content.size();
    return attachment;
}

Draft draftFromMessage(const QByteArray &raw)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    Draft draft;
    draft.from = oneLineNames(tree.envelope.from.mailboxes()).value(0);
    draft.to = oneLineNames(tree.envelope.to.mailboxes());
    draft.cc = oneLineNames(tree.envelope.cc.mailboxes());
    draft.bcc = oneLineNames(tree.envelope.bcc.mailboxes());
    draft.replyTo = oneLineNames(tree.envelope.replyTo.mailboxes());
    draft.subject = mime::sanitizedHeaderValue(tree.envelope.subject).trimmed();
    draft.inReplyTo = tree.envelope.inReplyTo;
    draft.references = tree.envelope.references;
    draft.wantsReceipt = mime::headerField(raw, tree.root(), "disposition-notification-to").has_value();
    draft.text = mime::plainText(raw, tree);
    draft.html = mime::htmlText(raw, tree);
    for (const int index : tree.attachments)
        draft.attachments.append(attachmentOf(raw, tree, index));
    return draft;
}

Result<Draft> editAsNew(const QByteArray &raw, const Account &account)
{
    if (raw.trimmed().isEmpty())
        return Error::of(ErrorKind::NotFound);
    Draft draft = draftFromMessage(raw);
    draft.account = account.id;
    draft.inReplyTo.clear();
    draft.references.clear();
    draft.wantsReceipt = false;
    const auto writer = std::find_if(account.identities.begin(), account.identities.end(),
        [&draft](const Identity &identity) { return identity.address.compare(draft.from.address, Qt::CaseInsensitive) == 0; });
    if (writer == account.identities.end()) { // somebody else's: their wish for answers is not ours
        const Identity identity = account.identities.value(0);
        draft.from = identity.from();
        draft.replyTo = identity.replyTo.isEmpty() ? QList<Address>() : QList<Address> { { {}, identity.replyTo } };
    }
    QStringList shown;
    if (!draft.html.isEmpty()) {
        const html::SanitizedHtml sanitized = html::sanitize(draft.html);
        if (draft.text.trimmed().isEmpty())
            draft.text = html::htmlToText(draft.html);
        draft.html = sanitized.html;
        shown = sanitized.cidReferences;
    }
    for (DraftAttachment &attachment : draft.attachments) {
        if (!shown.contains(attachment.contentId))
            attachment.contentId.clear();
    }
    return draft;
}

} // namespace golub::compose
