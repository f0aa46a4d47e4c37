// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ReadableDomain.h"

#include <QSet>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace golub::mime {
namespace {

constexpr qsizetype LongestDomain = 1000;

using Scripts = QSet<int>;

bool isPlain(const QString &domain)
{
    return std::all_of(domain.begin(), domain.end(), [](QChar c) { return c.unicode() < 0x80; }) && !domain.contains(QLatin1String("xn--"), Qt::CaseInsensitive);
}

bool isOf(char32_t point, QStringView letters)
{
    return point < 0x10000 && letters.contains(QChar(char16_t(point)));
}

// Letters of other scripts that a reader takes for Latin ones.
bool looksLatin(char32_t point)
{
    return isOf(point, u"асԁеһіјӏорԛѕԝхуѡүьъвнктмпгґѵ") || isOf(point, u"αικνοργτυχωηβ") || isOf(point, u"օսոցհզագք");
}

// Domains of countries that write their names in the script that looks like ours.
bool isAtHome(const QString &topLevel)
{
    static const QSet<QString> Home { QStringLiteral("bg"), QStringLiteral("by"), QStringLiteral("kg"), QStringLiteral("kz"), QStringLiteral("me"), QStringLiteral("mk"),
        QStringLiteral("mn"), QStringLiteral("rs"), QStringLiteral("ru"), QStringLiteral("su"), QStringLiteral("tj"), QStringLiteral("ua"), QStringLiteral("uz"),
        QStringLiteral("gr"), QStringLiteral("cy"), QStringLiteral("am") };
    const bool ascii = std::all_of(topLevel.begin(), topLevel.end(), [](QChar c) { return c.unicode() < 0x80; });
    return !ascii || Home.contains(topLevel.toLower());
}

// Phonetic and historical letters of the Latin script serve to imitate the usual ones. The dotless i is a letter in Turkish and Azerbaijani.
bool isUnusualLatin(char32_t point, const QString &topLevel)
{
    if (point == 0x131)
        return topLevel != QLatin1String("tr") && topLevel != QLatin1String("az");
    return (point >= 0x180 && point < 0x250 && !isOf(point, u"ơưșțǎǐǒǔǧǩǫ")) || (point >= 0x250 && point < 0x2B0) || (point >= 0x1D00 && point < 0x1E00) || point == 0x138
        || point == 0x17F || point >= 0xA720;
}

// UTS 39, "highly restrictive": one script, or Latin with those of Chinese, Japanese or Korean.
bool mayMix(Scripts scripts)
{
    if (scripts.size() <= 1)
        return true;
    scripts.remove(QChar::Script_Latin);
    const auto within = [&scripts](const Scripts &allowed) { return allowed.contains(scripts); };
    return within({ QChar::Script_Han, QChar::Script_Hiragana, QChar::Script_Katakana }) || within({ QChar::Script_Han, QChar::Script_Bopomofo })
        || within({ QChar::Script_Han, QChar::Script_Hangul });
}

bool isHarmless(const QString &label, const QString &topLevel)
{
    Scripts scripts;
    bool allLookLatin = true;
    bool afterMark = true;
    for (const uint point : label.toUcs4()) {
        const auto script = QChar::script(point);
        const bool mark = QChar::isMark(point);
        if (!mark && !QChar::isLetter(point) && QChar::category(point) != QChar::Number_DecimalDigit && point != '-' && point != 0xB7 && point != 0x30FB)
            return false;
        if (mark && afterMark && script == QChar::Script_Inherited)
            return false;
        afterMark = mark;
        if (script == QChar::Script_Latin && point >= 0x80 && isUnusualLatin(point, topLevel))
            return false;
        if (script != QChar::Script_Common && script != QChar::Script_Inherited) {
            scripts.insert(script);
            allLookLatin = allLookLatin && script != QChar::Script_Latin && looksLatin(point);
        }
    }
    return mayMix(scripts) && (scripts.isEmpty() || !allLookLatin || isAtHome(topLevel));
}

// Letters, digits and hyphens are what the ASCII form of a name is made of; other signs belong to no name that could be turned into it.
bool isNameSign(QChar c)
{
    return c.unicode() >= 0x80 || c.isLetterOrNumber() || c == u'-' || c == u'_';
}

QString readableLabel(const QString &label, const QString &topLevel)
{
    if (!std::all_of(label.begin(), label.end(), isNameSign))
        return label;
    const bool isAce = label.startsWith(QLatin1String("xn--"), Qt::CaseInsensitive);
    const QString unicode = isAce ? QUrl::fromAce(label.toLatin1(), QUrl::IgnoreIDNWhitelist) : label;
    if (std::all_of(unicode.begin(), unicode.end(), [](QChar c) { return c.unicode() < 0x80; }))
        return label;
    const QByteArray ace = QUrl::toAce(unicode, QUrl::IgnoreIDNWhitelist);
    if (isAce && ace != label.toLower().toLatin1()) // does not say what it seems to say
        return label;
    if (isHarmless(unicode, topLevel))
        return unicode;
    if (ace.isEmpty())
        return label;
    // Signs that the ASCII form replaces by others ("·" in its Greek form) are judged by those.
    const QString plain = isAce ? unicode : QUrl::fromAce(ace, QUrl::IgnoreIDNWhitelist);
    return plain != unicode && isHarmless(plain, topLevel) ? plain : QString::fromLatin1(ace);
}

} // namespace

QString readableDomain(const QString &domain)
{
    if (isPlain(domain) || domain.startsWith(u'[') || domain.size() > LongestDomain)
        return domain;
    QStringList labels = domain.split(u'.');
    const QString topLevel = readableLabel(labels.last(), QString());
    for (QString &label : labels)
        label = readableLabel(label, topLevel);
    return labels.join(u'.');
}

} // namespace golub::mime
