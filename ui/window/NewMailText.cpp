// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NewMailText.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace golub::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::NewMailText)
};

constexpr qsizetype MostNamed = 3;

QString sender(const MessageSummary &message)
{
    const QString name = textsafety::printable(message.from.shortName(), 80);
    return name.isEmpty() ? Text::tr("(unknown)") : name;
}

QString subject(const MessageSummary &message)
{
    const QString text = textsafety::printable(message.subject, 120);
    return text.isEmpty() ? Text::tr("(no subject)") : text;
}

} // namespace

NewMailText newMailText(const QList<MessageSummary> &messages)
{
    if (messages.isEmpty())
        return {};
    if (messages.size() == 1)
        return { sender(messages.first()), subject(messages.first()) };
    QList<MessageSummary> newest = messages;
    std::stable_sort(newest.begin(), newest.end(), [](const MessageSummary &a, const MessageSummary &b) { return a.date > b.date; });
    QStringList lines;
    for (const MessageSummary &message : newest.mid(0, MostNamed))
        lines += QStringLiteral("%1: %2").arg(sender(message), subject(message));
    return { Text::tr("%n new message(s)", nullptr, int(messages.size())), lines.join(u'\n') };
}

} // namespace golub::ui
