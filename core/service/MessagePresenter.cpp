// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/MessagePresenter.h"

#include "core/compose/Receipt.h"
#include "core/html/MessageBody.h"
#include "core/mime/Invitations.h"
#include "core/mime/MailReports.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"

#include <QCoreApplication>
#include <QSet>

#include <utility>

namespace golub::service {
namespace {

constexpr qint64 InlineImageBytes = 16 * 1024 * 1024; //!< one picture shown among the text

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MessageView)
};

QStringList diagnosticsOf(const mime::MessageTree &tree)
{
    QStringList texts;
    const auto add = [&texts](const QString &text) {
        if (!texts.contains(text))
            texts.append(text);
    };
    for (const mime::Diagnostic &diagnostic : tree.diagnostics) {
        switch (diagnostic.kind) {
        case mime::DiagnosticKind::DepthLimit:
        case mime::DiagnosticKind::PartsLimit:
        case mime::DiagnosticKind::HeaderBytesLimit:
        case mime::DiagnosticKind::HeaderFieldsLimit:
            add(Text::tr("The message is larger or deeper than is safe to read; a part of it is not shown."));
            break;
        case mime::DiagnosticKind::MissingBoundary:
        case mime::DiagnosticKind::BoundaryNotFound:
        case mime::DiagnosticKind::UnclosedBoundary:
            add(Text::tr("The message is damaged or was cut off; something may be missing."));
            break;
        default:
            break; // of no interest to a reader
        }
    }
    return texts;
}

} // namespace

MessageView present(const MessageSummary &summary, const QByteArray &raw, const PresentOptions &options)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    MessageView view;
    view.summary = summary;
    view.envelope = tree.envelope;
    view.bodyAvailable = true;
    view.text = html::bodyText(raw, tree, options.charset);
    view.diagnostics = diagnosticsOf(tree);
    if (auto report = mime::mailReport(raw, tree))
        view.report = ReportView { std::move(*report) };
    if (const auto wish = compose::receiptRequest(raw, tree))
        view.receipt = ReceiptWish { wish->to, wish->isDoubtful };

    const html::MessageBody body = html::readBody(raw, tree, options.charset, { .remotePictures = options.remotePictures });
    view.html = body.html;
    view.isPlain = body.isPlain;
    view.blockedRemoteItems = body.blockedRemoteItems;
    view.remotePictures = body.remotePictures;
    view.isEncrypted = tree.encryptedPart >= 0;
    view.invitation = mime::readInvitation(raw, tree);
    for (auto picture = body.pictures.cbegin(); picture != body.pictures.cend(); ++picture) {
        const mime::Part &part = tree.parts[size_t(picture.value())];
        if (part.body.length <= InlineImageBytes * 4 / 3)
            view.resources.insert(picture.key(), mime::decodedContent(raw, part));
    }
    QSet<int> shown(body.pictures.cbegin(), body.pictures.cend());
    shown.subtract(QSet<int>(tree.htmlBody.cbegin(), tree.htmlBody.cend())); // one among the text is worth saving
    for (const int index : html::listedParts(tree)) {
        const mime::Part &part = tree.parts[size_t(index)];
        AttachmentView attachment;
        attachment.part = index;
        attachment.name = mime::attachmentName(tree, index);
        attachment.type = QString::fromLatin1(part.mediaType());
        attachment.size = part.isMessage ? part.body.length : mime::decodedSize(raw, part);
        attachment.isInline = shown.contains(index);
        view.attachments.append(attachment);
    }
    return view;
}

MessageView presentPartial(const MessageSummary &summary, const store::PartialBody &partial, const PresentOptions &options)
{
    MessageView view = present(summary, partial.raw, options);
    view.isPartial = true;
    for (AttachmentView &attachment : view.attachments) {
        const store::AbsentPart *absent = partial.find(attachment.part);
        if (!absent)
            continue;
        attachment.isHere = !absent->hash.isEmpty();
        attachment.size = absent->encoding == "base64" ? absent->size / 4 * 3 : absent->size; // nearly
    }
    return view;
}

MessageView withPictures(MessageView view, const QHash<QString, QByteArray> &pictures)
{
    for (const RemotePicture &picture : std::as_const(view.remotePictures)) {
        const auto found = pictures.constFind(picture.id);
        if (found != pictures.cend())
            view.resources.insert(picture.id, *found);
        else
            ++view.missingPictures;
    }
    return view;
}

Result<QByteArray> partContent(const QByteArray &raw, int part)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    if (part < 0 || size_t(part) >= tree.parts.size())
        return Error::of(ErrorKind::NotFound);
    const mime::Part &found = tree.parts[size_t(part)];
    return found.isMessage ? mime::rawContent(raw, found).toByteArray() : mime::decodedContent(raw, found);
}

} // namespace golub::service
