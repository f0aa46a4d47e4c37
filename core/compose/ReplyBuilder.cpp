// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/ReplyBuilder.h"

#include "core/compose/Quoting.h"
#include "core/compose/ReplyRecipients.h"
#include "core/html/TextToHtml.h"
#include "core/mime/BaseSubject.h"
#include "core/mime/HeaderValue.h"
#include "core/mime/SafeFileName.h"

#include <algorithm>

namespace golub::compose {
namespace {

constexpr qsizetype LongestName = 60;          //!< characters of an attached message's file name

bool same(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isUsableId(const QString &id)
{
    return !id.isEmpty() && id.size() < 900 && std::none_of(id.begin(), id.end(), [](QChar c) { return c.unicode() <= 0x20 || c == u'<' || c == u'>'; });
}

//! RFC 5322 section 3.6.4. What is no id is left out: junk of the original would make the answer one that cannot be sent.
void setThreading(Draft &draft, const Envelope &envelope)
{
    const QString parent = envelope.messageIdHeader;
    if (!isUsableId(parent))
        return;
    draft.inReplyTo = { parent };
    QStringList references = envelope.references;
    if (references.isEmpty() && envelope.inReplyTo.size() == 1)
        references = envelope.inReplyTo;
    references.removeIf([&parent](const QString &id) { return id == parent || !isUsableId(id); });
    references.removeDuplicates();
    draft.references = mime::trimmedReferences(references + QStringList { parent });
}

QString withSignature(const QString &text, const Identity &identity)
{
    const QString signature = signatureBlock(identity);
    return signature.isEmpty() ? text : text + QStringLiteral("\n\n") + signature;
}

QString signatureHtml(const Identity &identity)
{
    const QString signature = signatureBlock(identity);
    return signature.isEmpty() ? QString() : QStringLiteral("<p>") + html::escapeLines(signature) + QStringLiteral("</p>");
}

void keepInlineImages(Draft &draft, const OriginalMessage &original)
{
    for (const DraftAttachment &attachment : original.attachments) {
        if (!attachment.contentId.isEmpty())
            draft.attachments += attachment;
    }
}

void setReplyBody(Draft &draft, const OriginalMessage &original, const Identity &identity, const ReplyOptions &options)
{
    const QString line = attribution(original.envelope, options.locale, options.timeZone);
    draft.text = withSignature(QStringLiteral("\n\n") + line + u'\n' + quoteText(withoutSignature(original.text)), identity);
    if (!options.keepHtml || original.html.isEmpty() || original.hasOwnText)
        return;
    draft.html = QStringLiteral("<p><br></p><p>") + line.toHtmlEscaped() + QStringLiteral("</p><blockquote type=\"cite\">") + original.html
        + QStringLiteral("</blockquote>") + signatureHtml(identity);
    keepInlineImages(draft, original);
}

void setForwardBody(Draft &draft, const OriginalMessage &original, const Identity &identity, const ReplyOptions &options)
{
    const QString header = forwardHeader(original.envelope, options.locale, options.timeZone).join(u'\n');
    const QString signature = signatureBlock(identity);
    const QString lead = signature.isEmpty() ? QStringLiteral("\n\n") : QStringLiteral("\n\n") + signature + QStringLiteral("\n\n");
    // The signature stands above: below it would seem to be the forwarded author's.
    draft.text = lead + header + QStringLiteral("\n\n") + original.text;
    draft.attachments = original.attachments;
    if (options.keepHtml && !original.html.isEmpty()) {
        draft.html = QStringLiteral("<p><br></p>") + signatureHtml(identity) + QStringLiteral("<p>") + html::escapeLines(header)
            + QStringLiteral("</p>") + original.html;
        return;
    }
    for (DraftAttachment &attachment : draft.attachments)
        attachment.contentId.clear();
}

} // namespace

Identity identityFor(const OriginalMessage &original, const Account &account)
{
    const Envelope &envelope = original.envelope;
    const QList<Address> candidates = envelope.to.mailboxes() + envelope.cc.mailboxes() + envelope.bcc.mailboxes() + original.deliveredTo
        + envelope.from.mailboxes();
    for (const Address &candidate : candidates) {
        for (const Identity &identity : account.identities) {
            if (same(identity.address, candidate.address))
                return identity;
        }
    }
    return account.identities.value(0);
}

Draft newDraft(const Account &account, IdentityId identity)
{
    Identity chosen = account.identities.value(0);
    for (const Identity &candidate : account.identities) {
        if (identity.isValid() && candidate.id == identity)
            chosen = candidate;
    }
    Draft draft;
    draft.account = account.id;
    draft.from = chosen.from();
    if (!chosen.replyTo.isEmpty())
        draft.replyTo = { Address { {}, chosen.replyTo } };
    draft.text = withSignature({}, chosen);
    return draft;
}

namespace {

//! What all answers have in common: who writes it, and what it is about.
Draft begunDraft(const OriginalMessage &original, const Account &account, const Identity &identity, bool isForward)
{
    Draft draft;
    draft.account = account.id;
    draft.from = identity.from();
    if (!identity.replyTo.isEmpty())
        draft.replyTo = { Address { {}, identity.replyTo } };
    draft.original = original.id;
    draft.isForward = isForward;
    const QString subject = mime::sanitizedHeaderValue(original.envelope.subject).trimmed();
    draft.subject = isForward ? mime::forwardSubject(subject) : mime::replySubject(subject);
    return draft;
}

//! The subject, as a file name: no characters that a file system forbids.
QString messageFileName(const QString &subject)
{
    QString name = mime::safeFileName(QString(subject).replace(u'/', u'-').replace(u'\\', u'-')).left(LongestName).trimmed();
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("message") : name) + QStringLiteral(".eml");
}

Draft forwardAttached(const OriginalMessage &original, const Account &account, const Identity &identity)
{
    Draft draft = begunDraft(original, account, identity, true);
    draft.text = withSignature({}, identity);
    DraftAttachment message;
    message.name = messageFileName(original.envelope.subject);
    message.type = QStringLiteral("message/rfc822");
    message.content = original.raw;
    message.size = original.raw.size();
    draft.attachments = { message };
    return draft;
}

} // namespace

Draft prepareReply(const OriginalMessage &original, const Account &account, ReplyKind kind, const ReplyOptions &options)
{
    const Identity identity = identityFor(original, account);
    if (kind == ReplyKind::ForwardAttached)
        return forwardAttached(original, account, identity);
    Draft draft = begunDraft(original, account, identity, kind == ReplyKind::Forward);
    if (draft.isForward) {
        setForwardBody(draft, original, identity, options);
        return draft;
    }
    setRecipients(draft, original, account, kind);
    setThreading(draft, original.envelope);
    setReplyBody(draft, original, identity, options);
    return draft;
}

} // namespace golub::compose
