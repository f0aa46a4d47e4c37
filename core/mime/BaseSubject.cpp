// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BaseSubject.h"

#include <QStringView>

namespace golub::mime {
namespace {

// RFC 5256 section 2.1 knows "re", "fw" and "fwd"; the rest is what clients and people in other languages write.
constexpr const char16_t *ReplyPrefixes[] = {
    u"re", u"odp", u"aw", u"antw", u"antwort", u"sv", u"svar", u"vs", u"vá", u"val", u"rés", u"rép", u"ref", u"rif", u"ris", u"r", u"res", u"resp", u"odg", u"odgovor",
    u"отв", u"ответ", u"отг", u"одг", u"відп", u"на", u"ynt", u"cevap", u"απ", u"σχετ", u"תשובה", u"תגובה", u"رد", u"پاسخ", u"ตอบ", u"回复", u"回覆", u"回應", u"答复", u"答覆",
    u"返信", u"回信", u"답장", u"회신", u"답변", u"bls", u"balas", u"atb", u"ats", u"vast", u"доп",
};
constexpr const char16_t *ForwardPrefixes[] = {
    u"fwd", u"fw", u"pd", u"pdl", u"wg", u"weitergeleitet", u"tr", u"rv", u"reenv", u"reenviado", u"enc", u"encaminhado", u"vb", u"vl", u"vidb", u"vd", u"doorst", u"doorgestuurd",
    u"videresendt", u"framsenda", u"i", u"inoltro", u"inoltra", u"prosl", u"proslj", u"proslijeđeno", u"прсл", u"posr", u"posredovano", u"přep", u"пересл", u"пер", u"переслано",
    u"пересилання", u"i̇lt", u"İlt", u"ilt", u"πρθ", u"הועבר", u"إعادة", u"تحويل", u"ส่งต่อ", u"转发", u"轉寄", u"轉發", u"轉傳", u"転送", u"전달", u"továbbítás", u"továbbítva", u"trs",
    u"terusan", u"fs", u"edasi", u"pārs", u"persiųsta", u"préd", u"posl", u"yml",
};

bool isColon(QChar c)
{
    return c == u':' || c == QChar(0xFF1A);
}

bool isOneOf(QStringView word, const char16_t *const *first, const char16_t *const *last)
{
    for (; first != last; ++first) {
        if (word.compare(QStringView(*first), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

enum class Prefix { None, Reply, Forward };

Prefix kindOf(QStringView word)
{
    if (isOneOf(word, std::begin(ReplyPrefixes), std::end(ReplyPrefixes)))
        return Prefix::Reply;
    if (isOneOf(word, std::begin(ForwardPrefixes), std::end(ForwardPrefixes)))
        return Prefix::Forward;
    return Prefix::None;
}

QStringView trimmedStart(QStringView text)
{
    while (!text.isEmpty() && text.front().isSpace())
        text = text.mid(1);
    return text;
}

// "[list] " at the head; the size of it with the blanks behind, 0 where there is none.
qsizetype blobSize(QStringView text)
{
    if (!text.startsWith(u'['))
        return 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == u'[')
            return 0;
        if (text[i] == u']')
            return text.size() - trimmedStart(text.mid(i + 1)).size();
    }
    return 0;
}

// "2", "(3)", "^2", "*2", "（2）" at \a i; where it ends. How often there was an answer, as some programs count.
qsizetype counterEnd(QStringView text, qsizetype i)
{
    if (i >= text.size() || !(text[i].isDigit() || QStringView(u"(（^*").contains(text[i])))
        return i;
    const bool bracket = text[i] == u'(' || text[i] == QChar(0xFF08);
    i += text[i].isDigit() ? 0 : 1;
    while (i < text.size() && text[i].isDigit())
        ++i;
    if (bracket && i < text.size() && (text[i] == u')' || text[i] == QChar(0xFF09)))
        ++i;
    return i;
}

// "Re: ", "RE[2]:", "Re(3): ", "Odp : ", "Re [list] :"; the size of it with the blanks behind, 0 where there is none.
qsizetype prefixSize(QStringView text, Prefix &kind)
{
    qsizetype i = 0;
    while (i < text.size() && (text[i].isLetter() || text[i].isMark()) && i < 16)
        ++i;
    kind = kindOf(text.left(i));
    if (kind == Prefix::None)
        return 0;
    const qsizetype letters = i;
    qsizetype counter = i; // "Re (3):"
    while (counter < text.size() && text[counter].isSpace())
        ++counter;
    i = counter < text.size() && text[counter].isDigit() && counter > letters ? i : counterEnd(text, counter);
    qsizetype rest = text.size() - trimmedStart(text.mid(i)).size();
    rest += blobSize(text.mid(rest));
    if (rest >= text.size() || !isColon(text[rest]))
        return 0;
    // One-letter prefixes ("R:", "I:") only as their languages write them: upper case, colon at once.
    if (letters == 1 && (text.front().isLower() || rest != 1))
        return 0;
    return text.size() - trimmedStart(text.mid(rest + 1)).size();
}

qsizetype trailerStart(QStringView text)
{
    QStringView rest = text;
    while (!rest.isEmpty() && rest.back().isSpace())
        rest.chop(1);
    constexpr QStringView Trailer(u"(fwd)");
    return rest.size() >= Trailer.size() && rest.endsWith(Trailer, Qt::CaseInsensitive) ? rest.size() - Trailer.size() : rest.size();
}

struct Base {
    QString text;
    bool reply = false;
    bool forward = false;
};

QStringView withoutTrailers(QStringView text, bool &forward)
{
    for (;;) {
        const qsizetype end = trailerStart(text);
        if (end == text.size())
            return text;
        forward = forward || text.mid(end).trimmed().size() > 0;
        text = text.left(end);
    }
}

// Steps 2 to 5 of the RFC: leaders ("Re:", "[list] Re:"), and blobs that something follows.
QStringView withoutLeaders(QStringView text, Base &base, bool dropBlobs)
{
    for (;;) {
        text = trimmedStart(text);
        Prefix kind = Prefix::None;
        qsizetype blobs = 0;
        while (const qsizetype blob = blobSize(text.mid(blobs)))
            blobs += blob;
        const qsizetype prefix = prefixSize(text.mid(blobs), kind);
        if (prefix > 0) {
            (kind == Prefix::Reply ? base.reply : base.forward) = true;
            text = text.mid(blobs + prefix);
            continue;
        }
        if (dropBlobs && blobs > 0 && blobs < text.size()) {
            text = text.mid(blobs);
            continue;
        }
        return text;
    }
}

Base analyse(const QString &subject)
{
    Base base;
    const QString simplified = subject.simplified();
    QStringView text = simplified;
    for (;;) { // step 6: "[Fwd: …]" wraps all of it
        text = withoutTrailers(text, base.forward);
        text = withoutLeaders(text, base, true);
        if (!text.startsWith(u"[fwd:", Qt::CaseInsensitive) || !text.endsWith(u']'))
            break;
        base.forward = true;
        text = text.mid(5, text.size() - 6);
    }
    base.text = text.toString();
    return base;
}

// For new subjects: the list's tag stays, only the marks of the same kind go.
QString withoutMarks(const QString &subject, Prefix wanted)
{
    const QString simplified = subject.simplified();
    QStringView text = simplified;
    for (;;) {
        Prefix kind = Prefix::None;
        const qsizetype size = prefixSize(text, kind);
        if (size == 0 || kind != wanted)
            return text.toString();
        text = text.mid(size);
    }
}

} // namespace

QString baseSubject(const QString &subject)
{
    return analyse(subject).text;
}

bool isReplyOrForward(const QString &subject)
{
    const Base base = analyse(subject);
    return base.reply || base.forward;
}

QString replySubject(const QString &subject)
{
    return QStringLiteral("Re: ") + withoutMarks(subject, Prefix::Reply);
}

QString forwardSubject(const QString &subject)
{
    return QStringLiteral("Fwd: ") + withoutMarks(subject, Prefix::Forward);
}

} // namespace golub::mime
