// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/OutboxView.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/Tones.h"
#include "ui/models/OutboxText.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

Tone toneOf(const OutboxEntry &entry)
{
    switch (entry.state) {
    case OutboxState::Refused:
        return Tone::Bad;
    case OutboxState::Uncertain:
        return Tone::Warning;
    case OutboxState::Accepted:
        return outboxPartlySent(entry) ? Tone::Bad : Tone::Good;
    default:
        return Tone::Muted;
    }
}

Tone toneOf(RecipientState state)
{
    return state == RecipientState::Refused ? Tone::Bad : state == RecipientState::Accepted ? Tone::Good : Tone::Muted;
}

} // namespace

QString outboxAdvice(const OutboxEntry &entry)
{
    switch (entry.state) {
    case OutboxState::Held:
        return entry.hold == Hold::Undo ? OutboxView::tr("The message is sent in a moment. Until then you can take it back as it was.")
                                        : OutboxView::tr("The message is sent at its time, while Golub is running; else when it is started the next time. Until then you can edit it.");
    case OutboxState::Queued:
        return entry.hasError ? OutboxView::tr("The server could not take the message yet. Golub tries again by itself.")
                              : OutboxView::tr("The message is sent as soon as there is a connection.");
    case OutboxState::Claimed:
    case OutboxState::Sending:
        return OutboxView::tr("The message is being handed to the server.");
    case OutboxState::Uncertain:
        return OutboxView::tr("Whether the server has the message is not known. Golub never sends it a second time by itself: if somebody got it, say so; "
                              "if you send it again, they may have it twice.");
    case OutboxState::Accepted:
        if (!outboxPartlySent(entry))
            return OutboxView::tr("The server took the message.");
        [[fallthrough]];
    case OutboxState::Refused:
        return outboxPartlySent(entry)
            ? OutboxView::tr("The server took the message for some recipients and refused others. Those that accepted it have it already: "
                             "correct the refused addresses and send to them only.")
            : OutboxView::tr("The server refused the message, and nothing was sent. Edit it to correct what the server complains about, or try again.");
    case OutboxState::Cancelled:
        return OutboxView::tr("The message was taken back.");
    }
    return {};
}

OutboxView::OutboxView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("outboxView"));
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    viewport()->setBackgroundRole(QPalette::Base);
}

void OutboxView::show(const OutboxEntry &entry)
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::Huge, metrics::Large, metrics::Huge, metrics::Huge);
    column->setSpacing(metrics::Medium);

    auto *subject = plainLabel(entry.subject.isEmpty() ? tr("(no subject)") : textsafety::printable(entry.subject, 1000), page);
    subject->setFont(headingFont(font(), 1.35));
    column->addWidget(subject);
    auto *state = plainLabel(outboxStateText(entry), page);
    state->setObjectName(QStringLiteral("outboxState"));
    state->setFont(headingFont(font(), 1.05));
    setTone(state, toneOf(entry));
    column->addWidget(state);
    auto *advice = plainLabel(outboxAdvice(entry), page);
    advice->setMaximumWidth(metrics::ReadingWidth);
    column->addWidget(advice);

    QStringList facts;
    const QDateTime now = QDateTime::currentDateTime();
    facts += tr("Written %1").arg(longDate(entry.created, now, QLocale()));
    if (entry.attempts > 0)
        facts += tr("%n attempt(s)", nullptr, entry.attempts);
    if (entry.state == OutboxState::Held)
        facts += tr("is sent on %1").arg(longDate(entry.heldUntil, now, QLocale()));
    if (entry.state == OutboxState::Queued && entry.nextTry.isValid())
        facts += tr("next try %1").arg(untilText(entry.nextTry, now));
    auto *factsLabel = plainLabel(facts.join(QStringLiteral(" · ")), page);
    setTone(factsLabel, Tone::Muted);
    column->addWidget(factsLabel);

    if (entry.state == OutboxState::Uncertain) {
        auto *known = plainLabel(uncertaintyFacts(entry.uncertainty).join(u'\n'), page);
        known->setObjectName(QStringLiteral("outboxUncertainty"));
        known->setMaximumWidth(metrics::ReadingWidth);
        column->addWidget(known);
    }

    const QString reply = entry.hasError ? replyText(entry.lastError.reply) : QString();
    if (entry.hasError && !entry.lastError.advice.isEmpty()) {
        auto *known = plainLabel(entry.lastError.advice, page);
        known->setObjectName(QStringLiteral("outboxKnown"));
        known->setMaximumWidth(metrics::ReadingWidth);
        column->addWidget(known);
    }
    if (entry.hasError && !entry.lastError.page.isEmpty()) {
        auto *open = new QPushButton(tr("Open the page"), page);
        open->setObjectName(QStringLiteral("outboxPage"));
        connect(open, &QPushButton::clicked, page, [error = entry.lastError] { openErrorPage(error); });
        column->addWidget(open, 0, Qt::AlignLeft);
    }
    if (!reply.isEmpty()) {
        auto *answer = plainLabel(tr("The server answered: %1").arg(reply), page);
        answer->setObjectName(QStringLiteral("outboxReply"));
        column->addWidget(answer);
    }
    addButtons(column, entry);
    addRecipients(column, entry);
    column->addStretch(1);
    setWidget(page);
}

void OutboxView::addRecipients(QVBoxLayout *column, const OutboxEntry &entry)
{
    auto *heading = new QLabel(tr("Recipients"), column->parentWidget());
    heading->setFont(headingFont(font(), 1.0));
    column->addWidget(heading);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::Large);
    grid->setVerticalSpacing(metrics::Tiny);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (const OutboxRecipient &recipient : entry.recipients) {
        grid->addWidget(plainLabel(textsafety::printable(recipient.address, 300), column->parentWidget()), row, 0);
        auto *state = new QLabel(recipientStateText(recipient.state), column->parentWidget());
        setTone(state, toneOf(recipient.state));
        grid->addWidget(state, row, 1);
        auto *reply = plainLabel(replyText(recipient.reply), column->parentWidget());
        setTone(reply, Tone::Muted);
        grid->addWidget(reply, row, 2);
        ++row;
    }
    column->addLayout(grid);
}

void OutboxView::addButtons(QVBoxLayout *column, const OutboxEntry &entry)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::Small);
    const auto add = [&](const char *name, const QString &text, auto action) {
        auto *button = new QPushButton(text, column->parentWidget());
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, this, action);
        row->addWidget(button);
    };
    const OutboxId id = entry.id;
    if (entry.state == OutboxState::Uncertain) {
        add("outboxWasSent", tr("It was sent"), [this, id] { Q_EMIT resolveAsked(id, true); });
        add("outboxSendAgain", tr("Send again"), [this, id] { Q_EMIT resolveAsked(id, false); });
        add("outboxLook", tr("Look again"), [this, id] { Q_EMIT lookAsked(id); });
    }
    if (entry.state == OutboxState::Held) {
        add("outboxRetry", tr("Send now"), [this, id] { Q_EMIT retryAsked(id); });
        add("outboxEdit", entry.hold == Hold::Undo ? tr("Undo") : tr("Edit"), [this, id] { Q_EMIT editAsked(id); });
        if (entry.hold == Hold::Scheduled)
            add("outboxTakeBack", tr("Do not send"), [this, id] { Q_EMIT takeBackAsked(id); });
    }
    if (entry.state == OutboxState::Queued || (entry.state != OutboxState::Uncertain && outboxNeedsUser(entry))) {
        if (!outboxPartlySent(entry))
            add("outboxRetry", entry.state == OutboxState::Queued ? tr("Try now") : tr("Try again"), [this, id] { Q_EMIT retryAsked(id); });
        add("outboxEdit", tr("Edit"), [this, id] { Q_EMIT editAsked(id); });
    }
    row->addStretch(1);
    column->addLayout(row);
}

} // namespace golub::ui
