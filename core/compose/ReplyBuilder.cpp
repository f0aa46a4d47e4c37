// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/ReplyBuilder.h"

#include "core/html/Sanitizer.h"
#include "core/html/TextToHtml.h"
#include "core/mime/BaseSubject.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace golub::compose {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ReplyBuilder)
};

//! More would not fit into servers' header limits; the first and the latest keep a thread together.
constexpr qsizetype MaxReferences = 60;

bool same(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isOwn(const Account &account, const QString &address)
{
    return same(account.address, address)
        || std::any_of(account.identities.begin(), account.identities.end(), [&address](const Identity &identity) { return same(identity.address, address); });
}

void addUnique(QList<Address> &into, const QList<Address> &addresses, const QList<Address> &others = {})
{
    for (const Address &address : addresses) {
        const auto equal = [&address](const Address &known) { return same(known.address, address.address); };
        if (!address.address.isEmpty() && std::none_of(into.begin(), into.end(), equal) && std::none_of(others.begin(), others.end(), equal))
            into += address;
    }
}

QList<Address> withoutOwn(const Account &account, QList<Address> addresses)
{
    addresses.removeIf([&account](const Address &address) { return isOwn(account, address.address); });
    return addresses;
}

void setRecipients(Draft &draft, const OriginalMessage &original, const Account &account, ReplyKind kind)
{
    const Envelope &envelope = original.envelope;
    const QList<Address> from = envelope.from.mailboxes();
    const QList<Address> to = envelope.to.mailboxes();
    const QList<Address> cc = envelope.cc.mailboxes();
    const QList<Address> replyTo = envelope.replyTo.mailboxes();
    const bool mine = !from.isEmpty() && std::all_of(from.begin(), from.end(), [&account](const Address &address) { return isOwn(account, address.address); });
    if (mine && !to.isEmpty() && withoutOwn(account, replyTo).isEmpty()) {
        // An answer to one's own message goes on talking to those it was written to.
        addUnique(draft.to, to);
        if (kind == ReplyKind::All)
            addUnique(draft.cc, cc, draft.to);
        return;
    }
    if (kind == ReplyKind::All && !original.mailFollowupTo.isEmpty()) {
        addUnique(draft.to, withoutOwn(account, original.mailFollowupTo));
        if (!draft.to.isEmpty())
            return;
    }
    addUnique(draft.to, replyTo.isEmpty() ? from : replyTo);
    if (kind != ReplyKind::All)
        return;
    draft.to = withoutOwn(account, draft.to);
    addUnique(draft.to, withoutOwn(account, to));
    addUnique(draft.cc, withoutOwn(account, cc), draft.to);
    if (!original.listPost.isEmpty())
        addUnique(draft.cc, { original.listPost }, draft.to);
    if (draft.to.isEmpty() && draft.cc.isEmpty())
        addUnique(draft.to, replyTo.isEmpty() ? from : replyTo);
    else if (draft.to.isEmpty())
        std::swap(draft.to, draft.cc);
}

//! RFC 5322 section 3.6.4.
void setThreading(Draft &draft, const Envelope &envelope)
{
    if (envelope.messageIdHeader.isEmpty())
        return;
    draft.inReplyTo = { envelope.messageIdHeader };
    QStringList references = envelope.references;
    if (references.isEmpty() && envelope.inReplyTo.size() == 1)
        references = envelope.inReplyTo;
    references += envelope.messageIdHeader;
    references.removeDuplicates();
    if (references.size() > MaxReferences)
        references = references.first(1) + references.last(MaxReferences - 1);
    draft.references = references;
}

//! The locale's long date without the day of the week: "3 May 2026", "3 maja 2026".
QString longDate(const QLocale &locale, QDate date)
{
    QString format = locale.dateFormat(QLocale::LongFormat);
    static const QRegularExpression Weekday(QStringLiteral("^d{3,4}[,. ]*|[,. ]*d{3,4}$"));
    return locale.toString(date, format.remove(Weekday));
}

QString attribution(const Envelope &envelope, const ReplyOptions &options)
{
    const QString who = envelope.from.isEmpty() ? Text::tr("Somebody") : envelope.from.mailboxes().value(0).shortName();
    if (!envelope.date.isValid())
        return Text::tr("%1 wrote:").arg(who);
    const QDateTime date = envelope.date.toTimeZone(options.timeZone);
    // The C locale's short form has seconds, which nobody writes.
    const QString timeFormat = options.locale.timeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss"));
    return Text::tr("On %1 at %2, %3 wrote:").arg(longDate(options.locale, date.date()), options.locale.toString(date.time(), timeFormat), who);
}

//! Without the author's signature and the empty lines at its ends: neither belongs into an answer.
QString withoutSignature(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (qsizetype i = lines.size(); i-- > 0;) {
        if (lines.at(i) == u"-- ") {
            lines.resize(i);
            break;
        }
    }
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    while (!lines.isEmpty() && lines.first().trimmed().isEmpty())
        lines.removeFirst();
    return lines.join(u'\n');
}

QStringList forwardHeader(const Envelope &envelope, const ReplyOptions &options)
{
    QStringList lines { Text::tr("-------- Forwarded message --------") };
    lines += Text::tr("From: %1").arg(envelope.from.display());
    if (envelope.date.isValid())
        lines += Text::tr("Date: %1").arg(options.locale.toString(envelope.date.toTimeZone(options.timeZone), QLocale::LongFormat));
    lines += Text::tr("Subject: %1").arg(envelope.subject);
    lines += Text::tr("To: %1").arg(envelope.to.display());
    if (!envelope.cc.isEmpty())
        lines += Text::tr("Cc: %1").arg(envelope.cc.display());
    return lines;
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
    const QString line = attribution(original.envelope, options);
    draft.text = withSignature(QStringLiteral("\n\n") + line + u'\n' + quoteText(withoutSignature(original.text)), identity);
    if (!options.keepHtml || original.html.isEmpty())
        return;
    draft.html = QStringLiteral("<p><br></p><p>") + line.toHtmlEscaped() + QStringLiteral("</p><blockquote type=\"cite\">") + original.html
        + QStringLiteral("</blockquote>") + signatureHtml(identity);
    keepInlineImages(draft, original);
}

void setForwardBody(Draft &draft, const OriginalMessage &original, const Identity &identity, const ReplyOptions &options)
{
    const QString header = forwardHeader(original.envelope, options).join(u'\n');
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

QString quoteText(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line.prepend(line.startsWith(u'>') ? QStringLiteral(">") : line.isEmpty() ? QStringLiteral(">") : QStringLiteral("> "));
    return lines.join(u'\n');
}

QString signatureBlock(const Identity &identity)
{
    return identity.signature.trimmed().isEmpty() ? QString() : QStringLiteral("-- \n") + identity.signature;
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

Draft prepareReply(const OriginalMessage &original, const Account &account, ReplyKind kind, const ReplyOptions &options)
{
    const Identity identity = identityFor(original, account);
    Draft draft;
    draft.account = account.id;
    draft.from = identity.from();
    if (!identity.replyTo.isEmpty())
        draft.replyTo = { Address { {}, identity.replyTo } };
    draft.original = original.id;
    draft.isForward = kind == ReplyKind::Forward;
    if (draft.isForward) {
        draft.subject = mime::forwardSubject(original.envelope.subject);
        setForwardBody(draft, original, identity, options);
        return draft;
    }
    draft.subject = mime::replySubject(original.envelope.subject);
    setRecipients(draft, original, account, kind);
    setThreading(draft, original.envelope);
    setReplyBody(draft, original, identity, options);
    return draft;
}

} // namespace golub::compose
