// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BounceForms.h"

#include "core/mime/AddressParser.h"
#include "core/mime/MailReports.h"
#include "core/mime/MessageIds.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace golub::mime {
namespace {

constexpr qsizetype ScannedText = 64 * 1024;  //!< characters; a bounce says what it has to say at its beginning
constexpr qsizetype MarkerWithin = 8 * 1024;
constexpr qsizetype LongestLine = 1000;
constexpr qsizetype LongestReason = 600;
constexpr qsizetype MostRecipients = 100;

//! The sentence by which a mail system's bounce is known, in lower case and with single blanks. The more telling ones come first: two
//! systems may share a sentence.
struct Form {
    const char *name;
    const char *marker;
    DeliveryNews::Kind kind = DeliveryNews::Kind::Failed;
};
constexpr auto Delayed = DeliveryNews::Kind::Delayed;
constexpr std::array Forms {
    Form { "hmailserver", "hmailserver sent:" },
    Form { "qmail", "this is the qmail-send program at" },
    Form { "exim", "that you sent has not yet been delivered", Delayed },
    Form { "exim", "a message that you sent could not be delivered" },
    Form { "exim", "a message that you have sent could not be delivered" },
    Form { "sendmail", "this is a warning message only", Delayed },
    Form { "sendmail", "the following addresses had transient non-fatal errors", Delayed },
    Form { "sendmail", "the following addresses had permanent fatal errors" },
    Form { "sendmail", "transcript of session follows" },
    Form { "postfix", "this is the mail system at host" },
    Form { "postfix", "this is the postfix program at host" },
    Form { "mdaemon", "permanent fatal delivery errors" },
    Form { "mdaemon", "permanent fatal errors" },
    Form { "gmail", "delivery to the following recipient failed permanently" },
    Form { "gmail", "delivery to the following recipients failed permanently" },
    Form { "gmail", "delivery to the following recipient has been delayed", Delayed },
    Form { "gmail", "your message wasn't delivered to" },
    Form { "exchange", "delivery has failed to these recipients" },
    Form { "exchange", "did not reach some or all of the intended recipients" },
    Form { "exchange", "did not reach the following recipient(s)" },
    Form { "groupwise", "the message that you sent was undeliverable to the following" },
    Form { "communigate", "your message could not be delivered to the following" },
    Form { "yahoo", "we were unable to deliver your message to the following address" },
    Form { "domino", "was not delivered to:" },
    Form { "courier", "your message to the following recipients cannot be delivered" },
};

//! From such a line on the message itself follows.
constexpr std::array CopyMarks { "below this line is a copy of the message", "this is a copy of the message", "this is a copy of your message", "original message",
    "message header follows", "unsent message follows", "original message headers", "undelivered message", "message headers follow" };

QString simplifiedLower(const QString &text)
{
    return QString(text).replace(QChar(0x2019), u'\'').simplified().toLower();
}

const Form *formOf(const QString &text)
{
    const QString beginning = simplifiedLower(text.left(MarkerWithin));
    const auto found = std::find_if(Forms.begin(), Forms.end(), [&beginning](const Form &form) { return beginning.contains(QLatin1String(form.marker)); });
    return found == Forms.end() ? nullptr : &*found;
}

bool beginsCopy(const QString &line)
{
    const QString lower = line.simplified().toLower();
    // "----- Transcript of session follows -----" is none of them.
    return lower.size() < 120
        && std::any_of(CopyMarks.begin(), CopyMarks.end(), [&lower](const char *mark) { return lower.contains(QLatin1String(mark)); })
        && (lower.startsWith(u'-') || lower.startsWith(u'=') || lower.endsWith(u':') || lower.endsWith(u'-'));
}

//! A line that names a recipient: the address, and what stands behind it.
struct Named {
    QString address;
    QString rest;
};

std::optional<Named> plausible(const QString &address, const QString &rest = {})
{
    if (!isPlausibleAddress(address))
        return {};
    return Named { address, rest.trimmed() };
}

std::optional<Named> recipientIn(const QString &raw)
{
    const QString line = raw.trimmed();
    if (line.isEmpty() || !line.contains(u'@'))
        return {};
    if (line.startsWith(u'<')) { // "<ala@example.org>:", "<ala@example.org>... User unknown"
        const qsizetype end = line.indexOf(u'>');
        if (end < 0)
            return {};
        QString rest = line.mid(end + 1);
        while (rest.startsWith(u':') || rest.startsWith(u'.') || rest.startsWith(u','))
            rest.remove(0, 1);
        return plausible(line.mid(1, end - 1), rest);
    }
    static const QRegularExpression worded(QStringLiteral("^(?:failed (?:address|recipient)|recipient|to|address)\\s*:\\s*<?([^\\s<>]+@[^\\s<>]+?)>?$"),
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = worded.match(line); match.hasMatch())
        return plausible(match.captured(1));
    static const QRegularExpression quoted(QStringLiteral("^'([^'\\s]+@[^'\\s]+)'( on .*)?$"), QRegularExpression::CaseInsensitiveOption);
    if (const auto match = quoted.match(line); match.hasMatch())
        return plausible(match.captured(1));
    static const QRegularExpression linked(QStringLiteral("\\(([^()\\s]+@[^()\\s]+)\\)\\s*(?:<mailto:[^>]*>)?$"));
    if (const auto match = linked.match(line); match.hasMatch())
        return plausible(match.captured(1));
    static const QRegularExpression sentence(QStringLiteral("your message wasn['\\x{2019}]t delivered to ([^\\s<>]+@[^\\s<>,]+?)[.,]? (.*)$"),
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = sentence.match(line); match.hasMatch())
        return plausible(match.captured(1), match.captured(2));
    if (line.contains(u' '))
        return {};
    QString bare = line;
    while (bare.endsWith(u':') || bare.endsWith(u';') || bare.endsWith(u','))
        bare.chop(1);
    return plausible(bare);
}

void add(QString &reason, const QString &line)
{
    const QString words = line.simplified();
    if (words.isEmpty() || reason.size() >= LongestReason)
        return;
    if (!reason.isEmpty())
        reason += u' ';
    reason += words.left(LongestReason - reason.size());
}

//! Recipients in the order in which they are named, each once, with what is said about them.
QList<DeliveryNews> recipientsIn(const QStringList &lines, DeliveryNews::Kind kind)
{
    QList<DeliveryNews> news;
    qsizetype current = -1;
    for (const QString &line : lines) {
        if (const auto named = recipientIn(line)) {
            const auto known = std::find_if(news.begin(), news.end(),
                [&named](const DeliveryNews &one) { return one.address.compare(named->address, Qt::CaseInsensitive) == 0; });
            current = known - news.begin();
            if (known == news.end()) {
                if (news.size() >= MostRecipients)
                    break;
                news.append({ named->address, kind });
            }
            add(news[current].reply, named->rest);
        } else if (current >= 0) {
            add(news[current].reply, line);
        }
    }
    return news;
}

//! Those that X-Failed-Recipients names, with what the text says of each.
QList<DeliveryNews> restricted(const QList<DeliveryNews> &found, const QStringList &recipients, DeliveryNews::Kind kind)
{
    QList<DeliveryNews> news;
    for (const QString &address : recipients.mid(0, MostRecipients)) {
        const auto known = std::find_if(found.begin(), found.end(),
            [&address](const DeliveryNews &one) { return one.address.compare(address, Qt::CaseInsensitive) == 0; });
        news.append({ address, kind });
        if (known != found.end())
            news.last().reply = known->reply;
        else if (recipients.size() == 1 && found.size() == 1) // the address it was forwarded to
            news.last().reply = found.first().reply;
    }
    return news;
}

QString fieldIn(const QStringList &lines, QLatin1String name)
{
    for (const QString &line : lines) {
        if (const QString trimmed = line.trimmed(); trimmed.startsWith(name, Qt::CaseInsensitive))
            return trimmed.mid(name.size()).trimmed();
    }
    return {};
}

} // namespace

std::optional<MailReport> bounceInWords(const QString &text, const QStringList &recipients)
{
    const Form *form = formOf(text);
    if (!form)
        return {};
    QStringList said;
    QStringList copy;
    bool inCopy = false;
    const QStringList lines = text.left(ScannedText).split(u'\n');
    for (const QString &line : lines) {
        if (!inCopy && beginsCopy(line))
            inCopy = true;
        else
            (inCopy ? copy : said).append(line.left(LongestLine));
    }
    MailReport report;
    report.form = QLatin1String(form->name);
    report.news = recipientsIn(said, form->kind);
    if (!recipients.isEmpty())
        report.news = restricted(report.news, recipients, form->kind);
    for (DeliveryNews &one : report.news)
        one.status = enhancedStatusIn(one.reply);
    report.originalMessageId = parseMessageId(fieldIn(copy, QLatin1String("Message-ID:")).toUtf8());
    report.originalSubject = fieldIn(copy, QLatin1String("Subject:"));
    if (report.news.isEmpty())
        return {};
    return report;
}

} // namespace golub::mime
