// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/SendChecks.h"

#include "core/base/TextSafety.h"
#include "ui/style/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace golub::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::SendChecks)
};

constexpr qint64 HeaderSize = 2000; // without recipients

//! 57 bytes become a line of 76 characters and a line end.
qint64 inBase64(qint64 bytes)
{
    return (bytes + 56) / 57 * 78;
}

bool isAscii(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

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

qint64 estimatedSize(const Draft &draft)
{
    qint64 size = HeaderSize + 100 * (draft.to.size() + draft.cc.size()) + draft.subject.size() * 3;
    for (const QString &text : { draft.text, draft.html }) {
        const qint64 bytes = text.toUtf8().size();
        size += isAscii(text) ? bytes + bytes / 20 : inBase64(bytes);
    }
    for (const DraftAttachment &attachment : draft.attachments)
        size += 500 + inBase64(std::max<qint64>(attachment.size, attachment.content.size()));
    return size;
}

QString serverProblem(const Draft &draft, const SendingFacts &facts)
{
    if (!facts.known)
        return {}; // the server itself says it, before anything is sent
    const qint64 size = estimatedSize(draft);
    if (facts.maxSize > 0 && size > facts.maxSize) {
        return Text::tr("The message is about %1 large as it is sent, and your outgoing server takes at most %2. Remove or shrink attachments.")
            .arg(dataSize(size, QLocale()), dataSize(facts.maxSize, QLocale()));
    }
    for (const QList<Address> &list : { QList<Address> { draft.from }, draft.to, draft.cc, draft.bcc }) {
        for (const Address &address : list) {
            if (!facts.smtpUtf8 && !isAscii(address.localPart())) {
                return Text::tr("Your outgoing server cannot send to or from “%1”: it does not know addresses with such letters before the @. Use another "
                                "address of this person, or another account.")
                    .arg(textsafety::printable(address.address, 200));
            }
        }
    }
    return {};
}

} // namespace golub::ui
