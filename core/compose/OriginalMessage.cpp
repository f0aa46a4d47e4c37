// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/DraftFromMessage.h"
#include "core/compose/ReplyBuilder.h"

#include "core/html/MessageBody.h"
#include "core/html/Sanitizer.h"
#include "core/mime/AddressParser.h"
#include "core/mime/MessageContent.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace golub::compose {
namespace {

QList<Address> addressesOf(const QByteArray &raw, const mime::MessageTree &tree, std::initializer_list<const char *> names)
{
    QList<Address> addresses;
    for (const mime::HeaderField &field : mime::headerFields(raw, tree.root())) {
        for (const char *name : names) {
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                addresses += mime::parseAddresses(field.rawValue).mailboxes();
        }
    }
    return addresses;
}

QByteArray withoutMboxLine(const QByteArray &raw)
{
    const qsizetype end = raw.startsWith("From ") ? raw.indexOf('\n') : -1;
    return raw.mid(end + 1);
}

//! RFC 2369: "<mailto:list@example.org>, <https://…>"; "NO" where nobody may post.
Address listPostOf(const QByteArray &raw, const mime::MessageTree &tree)
{
    const auto field = mime::headerField(raw, tree.root(), "List-Post");
    if (!field)
        return {};
    const QString value = QString::fromUtf8(field->rawValue);
    const qsizetype start = value.indexOf(u"<mailto:", 0, Qt::CaseInsensitive);
    if (start < 0)
        return {};
    const qsizetype end = value.indexOf(u'>', start);
    const QString url = value.sliced(start + 1, (end < 0 ? value.size() : end) - start - 1).remove(u'\r').remove(u'\n').trimmed();
    const QString address = QUrl(url).path(QUrl::FullyDecoded);
    return mime::isPlausibleAddress(address) ? Address { {}, address } : Address {};
}

} // namespace

Result<OriginalMessage> OriginalMessage::read(MessageId id, const QByteArray &raw)
{
    if (raw.trimmed().isEmpty())
        return Error::of(ErrorKind::NotFound);
    const mime::MessageTree tree = mime::readMessage(raw);
    OriginalMessage original;
    original.id = id;
    original.raw = withoutMboxLine(raw);
    original.envelope = tree.envelope;
    original.text = html::bodyText(raw, tree);
    // A list's footer behind an HTML mail is plain text, but not the mail's own.
    const bool isHtmlOnly = std::any_of(tree.textBody.begin(), tree.textBody.end(), [&tree](int part) { return tree.parts[std::size_t(part)].is("text", "html"); });
    original.hasOwnText = !isHtmlOnly && !mime::plainText(raw, tree).trimmed().isEmpty();
    QStringList shownImages;
    if (const QString html = mime::htmlText(raw, tree); !html.isEmpty()) {
        html::SanitizedHtml sanitized = html::sanitize(html);
        original.html = sanitized.html;
        shownImages = sanitized.cidReferences;
    }
    for (const int index : tree.attachments) {
        DraftAttachment attachment = attachmentOf(raw, tree, index);
        if (!shownImages.contains(attachment.contentId))
            attachment.contentId.clear();
        original.attachments += attachment;
    }
    original.deliveredTo = addressesOf(raw, tree, { "Delivered-To", "X-Original-To", "Envelope-To" });
    original.mailFollowupTo = addressesOf(raw, tree, { "Mail-Followup-To" });
    original.mailReplyTo = addressesOf(raw, tree, { "Mail-Reply-To" });
    original.listPost = listPostOf(raw, tree);
    return original;
}

} // namespace golub::compose
