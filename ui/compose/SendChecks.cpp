// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/SendChecks.h"

#include <QRegularExpression>

namespace golub::ui {

QString ownWords(const QString &text)
{
    QStringList own;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        if (line == u"-- ")
            break;
        if (!line.startsWith(u'>'))
            own += line;
    }
    return own.join(u'\n');
}

bool mentionsAttachment(const QString &subject, const QString &text)
{
    // Word stems, because these languages inflect: "załącznik", "w załączniku", "załączam"; "prilog", "u privitku"; "во
    // вложении".
    static const QRegularExpression stems(
        QStringLiteral(
            "\\b(attach(ed|ment|ments|ing)?|enclosed|za\u0142\u0105cz\\w*|zalacz\\w*|prilo(g|z|\u017e)\\w*|privit\\w*|"
            "\u0432\u043b\u043e\u0436\u0435\u043d\\w*|\u043f\u0440\u0438\u043b\u043e\u0436\u0435\u043d\\w*|"
            "\u043f\u0440\u0438\u043a\u0440\u0435\u043f\\w*|\u043f\u0440\u0438\u043b\u0430\u0433\u0430\\w*|"
            "anbei|anhang|angeh\u00e4ngt\\w*|pi\u00e8ces? jointes?|ci-joint\\w*)\\b"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const bool reply = subject.contains(u':'); // "Re: attached file": somebody else's words
    return stems.match(ownWords(text)).hasMatch() || (!reply && stems.match(subject).hasMatch());
}

bool hasContent(const Draft &draft)
{
    return !draft.to.isEmpty() || !draft.cc.isEmpty() || !draft.bcc.isEmpty() || !draft.subject.trimmed().isEmpty()
        || !ownWords(draft.text).trimmed().isEmpty() || !draft.attachments.isEmpty();
}

} // namespace golub::ui
