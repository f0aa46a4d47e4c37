// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/DraftFromMessage.h"

#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"

namespace golub::compose {

Draft draftFromMessage(const QByteArray &raw)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    Draft draft;
    const QList<Address> from = tree.envelope.from.mailboxes();
    if (!from.isEmpty())
        draft.from = from.first();
    draft.to = tree.envelope.to.mailboxes();
    draft.cc = tree.envelope.cc.mailboxes();
    draft.bcc = tree.envelope.bcc.mailboxes();
    draft.replyTo = tree.envelope.replyTo.mailboxes();
    draft.subject = tree.envelope.subject;
    draft.inReplyTo = tree.envelope.inReplyTo;
    draft.references = tree.envelope.references;
    draft.text = mime::plainText(raw, tree);
    draft.html = mime::htmlText(raw, tree);
    for (const int index : tree.attachments) {
        const mime::Part &part = tree.parts[size_t(index)];
        DraftAttachment attachment;
        attachment.name = mime::attachmentName(tree, index);
        attachment.type = QString::fromLatin1(part.mediaType());
        attachment.content = part.isMessage ? mime::rawContent(raw, part).toByteArray() : mime::decodedContent(raw, part);
        attachment.contentId = part.contentId;
        attachment.size = attachment.content.size();
        draft.attachments.append(attachment);
    }
    return draft;
}

} // namespace golub::compose
