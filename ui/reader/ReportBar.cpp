// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReportBar.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/style/Format.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace golub::ui {
namespace {

constexpr int MostNamed = 5; //!< recipients in one line
constexpr int LongestAddress = 80;

using Kind = DeliveryNews::Kind;

QString shown(const QString &text, int length)
{
    return textsafety::printable(text, length);
}

//! "ala@x, ola@y and 3 more".
QString names(const QList<DeliveryNews> &news, Kind kind)
{
    QStringList all;
    for (const DeliveryNews &one : news) {
        if (one.kind == kind)
            all += one.address.isEmpty() ? ReportBar::tr("a recipient") : shown(one.address, LongestAddress);
    }
    const int more = int(all.size()) - MostNamed;
    const QString list = all.mid(0, MostNamed).join(QStringLiteral(", "));
    //: %1 is a list of addresses
    return more > 0 ? ReportBar::tr("%1 and %n more", nullptr, more).arg(list) : list;
}

bool has(const QList<DeliveryNews> &news, Kind kind)
{
    return std::any_of(news.begin(), news.end(), [kind](const DeliveryNews &one) { return one.kind == kind; });
}

QString firstExplanation(const QList<DeliveryNews> &news, Kind kind)
{
    const auto found = std::find_if(news.begin(), news.end(), [kind](const DeliveryNews &one) { return one.kind == kind; });
    return found == news.end() ? QString() : found->explanation;
}

//! Each recipient with the reason and the server's own words, for those who want to know.
QString details(const QList<DeliveryNews> &news)
{
    QStringList lines;
    for (const DeliveryNews &one : news.mid(0, 20)) {
        QString line = shown(one.address, LongestAddress) + QStringLiteral(": ") + one.explanation;
        const QString said = (one.status.isEmpty() || one.reply.contains(one.status) ? QString() : one.status + u' ') + shown(one.reply, 400);
        if (!said.trimmed().isEmpty())
            line += u'\n' + ReportBar::tr("The server said: %1").arg(said.trimmed());
        lines += line;
    }
    return lines.join(QStringLiteral("\n\n"));
}

QString subjectOf(const service::ReportView &report)
{
    const QString subject = shown(report.subject, 100);
    return subject.isEmpty() ? ReportBar::tr("Your message") : ReportBar::tr("Your message “%1”").arg(subject);
}

} // namespace

ReportBar::ReportBar(QWidget *page, QVBoxLayout *column)
    : QObject(page), m_report(new NoticeBar(page)), m_deliveries(new NoticeBar(page)), m_receipt(new NoticeBar(page))
{
    m_report->setObjectName(QStringLiteral("reportNotice"));
    m_deliveries->setObjectName(QStringLiteral("deliveryNotice"));
    m_receipt->setObjectName(QStringLiteral("receiptNotice"));
    for (NoticeBar *bar : { m_report, m_deliveries, m_receipt })
        column->addWidget(bar);
    clear();
}

void ReportBar::clear()
{
    for (NoticeBar *bar : { m_report, m_deliveries, m_receipt })
        bar->clear();
}

void ReportBar::show(const service::MessageView &view, SendingPreferences::Receipts receipts)
{
    clear();
    showReport(view);
    showDeliveries(view);
    showReceipt(view, receipts);
}

void ReportBar::showReport(const service::MessageView &view)
{
    if (!view.report || view.report->report.news.isEmpty())
        return;
    const service::ReportView &report = *view.report;
    const QList<DeliveryNews> &news = report.report.news;
    if (!report.isOurs) {
        m_report->show(Tone::Muted, report.report.isReceipt() ? tr("This is a reading receipt for a message that was not sent from here.")
                                                              : tr("This says that a message did not arrive, but that message was not sent from here. "
                                                                   "Somebody may have used your address; there is nothing to do."),
            details(news));
        return;
    }
    const QString subject = subjectOf(report);
    if (has(news, Kind::Failed)) {
        //: %1 is "Your message “Plan”", %2 addresses, %3 a sentence that says why
        m_report->show(Tone::Bad, tr("%1 did not reach %2. %3").arg(subject, names(news, Kind::Failed), firstExplanation(news, Kind::Failed)), details(news));
        m_report->offer(tr("&Correct and send again"), [this, id = view.summary.id] { Q_EMIT resendAsked(id); });
    } else if (has(news, Kind::Delayed)) {
        m_report->show(Tone::Warning, tr("%1 is delayed for %2. %3").arg(subject, names(news, Kind::Delayed), firstExplanation(news, Kind::Delayed)), details(news));
    } else if (has(news, Kind::Delivered)) {
        m_report->show(Tone::Good, tr("%1 has arrived at the provider of %2.").arg(subject, names(news, Kind::Delivered)), details(news));
    } else if (has(news, Kind::Displayed)) {
        m_report->show(Tone::Good, tr("%1 was displayed to %2. That is all a receipt says.").arg(subject, names(news, Kind::Displayed)));
    } else {
        m_report->show(Tone::Muted, tr("%1 was deleted or dealt with unread by %2.").arg(subject, names(news, Kind::Unread)));
    }
}

void ReportBar::showDeliveries(const service::MessageView &view)
{
    const QList<DeliveryNews> &news = view.deliveries;
    if (news.isEmpty())
        return;
    QStringList sentences;
    if (has(news, Kind::Failed))
        sentences += tr("Not delivered to %1.").arg(names(news, Kind::Failed));
    if (has(news, Kind::Delayed))
        sentences += tr("Delayed for %1.").arg(names(news, Kind::Delayed));
    if (has(news, Kind::Displayed))
        sentences += tr("Displayed to %1.").arg(names(news, Kind::Displayed));
    if (has(news, Kind::Unread))
        sentences += tr("Deleted unread by %1.").arg(names(news, Kind::Unread));
    if (has(news, Kind::Delivered))
        sentences += tr("Arrived at the provider of %1.").arg(names(news, Kind::Delivered));
    const Tone tone = has(news, Kind::Failed) ? Tone::Bad : has(news, Kind::Delayed) ? Tone::Warning : Tone::Good;
    m_deliveries->show(tone, sentences.join(u' '), details(news));
}

void ReportBar::showReceipt(const service::MessageView &view, SendingPreferences::Receipts receipts)
{
    if (!view.receipt || receipts == SendingPreferences::Receipts::Never)
        return;
    if (receipts == SendingPreferences::Receipts::Always && !view.receipt->isDoubtful)
        return; // sent when it counts as read
    QStringList to;
    for (const Address &address : view.receipt->to)
        to += shown(address.address, LongestAddress);
    const QString addresses = to.mid(0, MostNamed).join(QStringLiteral(", "));
    m_receipt->show(view.receipt->isDoubtful ? Tone::Warning : Tone::Muted,
        view.receipt->isDoubtful ? tr("A receipt that you have read this is wanted at %1, which is not where the message came from.").arg(addresses)
                                 : tr("The sender wants a receipt that you have read this; it would go to %1.").arg(addresses));
    m_receipt->offer(tr("&Send the receipt"), [this, id = view.summary.id] {
        m_receipt->clear();
        Q_EMIT receiptAnswered(id, true);
    });
    m_receipt->offerSecond(tr("&Do not send"), [this, id = view.summary.id] {
        m_receipt->clear();
        Q_EMIT receiptAnswered(id, false);
    });
}

} // namespace golub::ui
