// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator/Examination.h"

#include "core/base/Limits.h"
#include "core/compose/AddressInput.h"
#include "core/compose/MessageBuilder.h"
#include "core/compose/ReplyBuilder.h"
#include "core/html/HtmlToText.h"
#include "core/html/Sanitizer.h"
#include "core/html/TextToHtml.h"
#include "core/mime/BaseSubject.h"
#include "core/mime/Inspect.h"
#include "core/mime/MessageContent.h"
#include "core/mime/StatusFields.h"
#include "core/mime/TransferEncoder.h"

namespace golub::fuzz {
namespace {

QString brokenPart(const QByteArray &mail, const mime::MessageTree &tree, size_t index)
{
    const mime::Part &part = tree.parts[index];
    const qsizetype end = part.source.isNull() ? mail.size() : part.source.size();
    if (part.header.offset < 0 || part.header.length < 0 || part.header.end() > part.body.offset)
        return QStringLiteral("header before body");
    if (part.body.length < 0 || part.body.end() > end)
        return QStringLiteral("body inside the message");
    if (part.depth >= limits::MimeDepth)
        return QStringLiteral("depth within the limit");
    if (index == 0 ? part.parent >= 0 : part.parent < 0 || part.parent >= int(tree.parts.size()))
        return QStringLiteral("every part but the root has a parent");
    if (mime::attachmentName(tree, int(index)).isEmpty())
        return QStringLiteral("every part has a name");
    return {};
}

// What the reader is handed has no way out of it. Text may say anything; only what stands in tags acts.
QString brokenHtml(const QString &shown)
{
    qsizetype open = shown.indexOf(u'<');
    while (open >= 0) {
        const qsizetype close = shown.indexOf(u'>', open);
        const QStringView tag = QStringView(shown).sliced(open, (close < 0 ? shown.size() : close) - open);
        for (const char *banned : { "<script", "<iframe", "<form", "<object", "<link", "<style", "<base", " src=\"http", " src=\"file", "href=\"javascript", " onload=", " onclick=" }) {
            if (tag.contains(QLatin1String(banned), Qt::CaseInsensitive))
                return QStringLiteral("no %1 survives").arg(QLatin1String(banned));
        }
        open = close < 0 ? -1 : shown.indexOf(u'<', close);
    }
    return {};
}

// Whatever strangers wrote into their fields, an answer to it can be sent, and is fit for every transport.
QString brokenAnswer(const compose::OriginalMessage &original)
{
    Account account;
    account.address = QStringLiteral("ala@example.org");
    account.identities = { { { 1 }, QStringLiteral("Ala"), account.address, {}, {} } };
    const compose::ReplyOptions options { QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone::utc() };
    Draft draft = compose::prepareReply(original, account, compose::ReplyKind::All, options);
    const auto unusable = [](const Address &address) { return !compose::isUsableAddress(address.address); };
    draft.to.removeIf(unusable);
    draft.cc.removeIf(unusable);
    draft.to.append(Address { {}, QStringLiteral("ewa@example.com") });
    compose::BuildContext context { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::UTC), {} };
    context.random = [number = quint64(1)]() mutable { return number++; };
    const auto built = compose::build(draft, context);
    if (!built)
        return QStringLiteral("an answer can be sent: ") + built.error().text;
    const mime::ContentFacts facts = mime::contentFacts(built->message);
    if (!facts.canonicalLines || facts.hasNul || facts.longestLine > 998)
        return QStringLiteral("an answer is fit for every transport");
    // An answer to thousands may have a header that is longer than we read.
    const bool readable = built->message.indexOf("\r\n\r\n") < limits::HeaderBytes;
    if (readable && mime::readMessage(built->message).envelope.subject != draft.subject.trimmed())
        return QStringLiteral("an answer's subject arrives");
    return {};
}

} // namespace

QString examine(const QByteArray &mail)
{
    const mime::MessageTree tree = mime::readMessage(mail);
    if (tree.parts.empty() || tree.parts.size() > size_t(limits::MimeParts))
        return QStringLiteral("parts within the limit");
    for (size_t i = 0; i < tree.parts.size(); ++i) {
        if (const QString broken = brokenPart(mail, tree, i); !broken.isEmpty())
            return broken;
        if (tree.parts[i].type == "message")
            mime::readStatusGroups(mime::decodedContent(mail, tree.parts[i]));
    }
    if (mime::inspect(mail).isEmpty())
        return QStringLiteral("inspect says something");
    mime::replySubject(tree.envelope.subject);
    html::textToHtml(mime::plainText(mail, tree));
    const QString source = mime::htmlText(mail, tree);
    if (!source.isEmpty()) {
        if (const QString broken = brokenHtml(html::sanitize(source).html); !broken.isEmpty())
            return broken;
        html::htmlToText(source);
    }
    if (const auto original = compose::OriginalMessage::read({ 1 }, mail))
        return brokenAnswer(*original);
    return {};
}

} // namespace golub::fuzz
