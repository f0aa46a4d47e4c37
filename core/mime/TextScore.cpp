// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TextScore.h"

#include <QChar>

namespace golub::mime {
namespace {

constexpr double Nonsense = -6; // no character, a control, private use
constexpr double NoLetter = -1.5; // of this language

// The words that every text is made of.
constexpr QStringView CommonSimplified = u"的一是不了在有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
                                         u"用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者"
                                         u"您请谢公司产品信息网络电话联系邮件服务客户时间问题测试文中华人民北京上海老师先生女士早安新闻报告您好吗呢吧";
constexpr QStringView CommonTraditional = u"的一是不了在有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡裏"
                                          u"用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日者"
                                          u"您請謝公司產品資訊網路電話聯絡郵件服務客戶時間問題測試文華人民台灣香港老師先生女士早安新聞報告您好嗎呢吧";
constexpr QStringView CommonKanji = u"日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手"
                                    u"語様御願致方下文字化件名送信返明京都株式田山川村木林佐藤鈴高橋渡辺伊小野井石原松本先お私何思言用意味多少度用";
constexpr QStringView CommonHangul = u"이다는에의을가고하지은로기한도사를서리자어나인아시그니으들정대해있것안녕세요습감보여주부전일수제라스만적게장구원과공신관동상성"
                                     u"면문경저했오우합입할님메테트글었거않없및";

bool isTypographic(char16_t c)
{
    return QStringView(u"\u2018\u2019\u201C\u201D\u201E\u201A\u2013\u2014\u2026\u2022\u00AB\u00BB\u2039\u203A\u00A0\u20AC\u00A3\u00A7\u00A9\u00AE\u2122\u00B0\u00B7\u2116\u00BF\u00A1\u00BD").contains(c);
}

bool isNonsense(QChar c)
{
    const auto u = c.unicode();
    return u == QChar::ReplacementCharacter || (u >= 0x80 && u < 0xA0) || (u >= 0xE000 && u <= 0xF8FF) || c.category() == QChar::Other_NotAssigned;
}

// Letters and the marks of Thai, Hebrew and Arabic, which stand among them.
bool isLetter(QChar c)
{
    return c.isLetter() || c.isMark();
}

// For a letter's place in the alphabet of a language.
double ofRank(char16_t lower, QStringView alphabet)
{
    const qsizetype rank = alphabet.indexOf(QChar(lower));
    if (rank < 0)
        return NoLetter;
    if (alphabet.size() > 20) // a whole alphabet: what is rare in it tells as much as what is frequent
        return 2.4 * double(alphabet.size() - rank) / double(alphabet.size());
    return rank * 3 < alphabet.size() ? 2 : rank * 3 < alphabet.size() * 2 ? 1.2 : 0.5;
}

// In no language does it stand before other letters.
bool isStrayLigature(QStringView text, qsizetype i)
{
    return text[i].toLower() == u'œ' && (i + 1 == text.size() || !QStringView(u"uedcsiUEDCSI").contains(text[i + 1]));
}

// For what stands beside a letter, in whatever language.
double ofNeighbours(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    double points = 0;
    for (const qsizetype k : { i - 1, i + 1 }) {
        if (k < 0 || k >= text.size() || !text[k].isLetter())
            continue;
        const bool alien = text[k].script() != c.script() && text[k].script() != QChar::Script_Common && c.script() != QChar::Script_Inherited;
        points -= alien ? 3 : 0;
    }
    if (QStringView(u"ךםןףץ").contains(c)) // only at the end of words
        points += i + 1 < text.size() && isLetter(text[i + 1]) ? -3 : 2;
    if (c.isUpper() && i > 0 && text[i - 1].isLetter())
        points -= text[i - 1].isLower() ? 2.5 : 0.4;
    return points;
}

double ofSign(QStringView text, qsizetype i)
{
    const bool before = i > 0 && isLetter(text[i - 1]);
    const bool after = i + 1 < text.size() && isLetter(text[i + 1]);
    const char16_t c = text[i].unicode();
    if (c == u'’' || c == u'–' || c == u'—' || c == u'\u00A0' || c == u'\u00AD')
        return 0.2;
    if (before && after)
        return -3;
    if (c == u'²' || c == u'³') // m², cm³; a longer word does not end so
        return i > 2 && isLetter(text[i - 1]) && isLetter(text[i - 2]) && isLetter(text[i - 3]) ? -2 : 0.5;
    if (c == u'°' && before)
        return -1.5;
    if (isTypographic(c))
        return before || after ? 0.2 : 1;
    return before || after ? -2 : -0.7;
}

bool isKana(char16_t c)
{
    return c >= 0x3040 && c <= 0x30FF;
}

// Points for one character of two bytes.
double ofIdeograph(QStringView text, qsizetype i)
{
    const char16_t c = text[i].unicode();
    const auto isLatin = [text](qsizetype k) { return k >= 0 && k < text.size() && text[k].unicode() < 0x80 && text[k].isLetter(); };
    const double alone = isLatin(i - 1) && isLatin(i + 1) ? -6 : isLatin(i - 1) || isLatin(i + 1) ? -1.5 : 0;
    if (isKana(c))
        return 4 + alone;
    if (c >= 0x3001 && c <= 0x301F)
        return 2.5;
    if (c >= 0xFF01 && c <= 0xFF60)
        return 2 + alone;
    if (c >= 0xFF61 && c <= 0xFF9F) // half-width kana take one byte: any bytes would do
        return -0.5;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return (CommonHangul.contains(c) ? 5 : 1) + alone;
    if (c >= 0x4E00 && c <= 0x9FFF) {
        const bool common = CommonSimplified.contains(c) || CommonTraditional.contains(c) || CommonKanji.contains(c);
        return (common ? 5 : 0.5) + alone;
    }
    if (c >= 0x80 && isTypographic(c))
        return 0.5;
    return -2;
}

} // namespace

const std::initializer_list<TextScore::Candidate> &TextScore::singleByte()
{
    static constexpr QStringView Russian = u"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё";
    static constexpr QStringView Ukrainian = u"оаинітрвелскдмпузяьбгчйхцжїшюєщфґ";
    static constexpr QStringView Belarusian = u"анеіоырскдтльвупмзбягйшжцчэхюўёф";
    static constexpr QStringView Bulgarian = u"аиоентрсвлкдпмзгябучщцъхжйшюфь";
    static constexpr QStringView Serbian = u"аоиенрсјтукдвлмпбзгчшђћцжхљњфџ";
    static constexpr QStringView Polish = u"łążęóśćńź";
    static constexpr QStringView Czech = u"íáěéýřčžšůúňťďó";
    static constexpr QStringView Slovak = u"áíčéžšýúľťďňôóäĺŕ";
    static constexpr QStringView Hungarian = u"éáíöóőüúű";
    static constexpr QStringView Romanian = u"ăâîşţșț";
    static constexpr QStringView Slovene = u"čžšćđ";
    static const std::initializer_list<Candidate> Candidates {
        { "windows-1252", { u"éèàêçùôîâûëïœüæ", u"üäöß", u"óíáéñúü", u"ãçéáóêíõâúôà", u"èàùòìé", u"åäöé", u"æøåé", u"ëéïóèü", u"ðíáþæöéúóý" } },
        { "windows-1250", { Polish, Czech, Slovak, Hungarian, Romanian, Slovene } },
        { "ISO-8859-2", { Polish, Czech, Slovak, Hungarian, Romanian, Slovene } },
        { "windows-1251", { Russian, Ukrainian, Bulgarian, Serbian, Belarusian } },
        { "KOI8-R", { Russian } },
        { "KOI8-U", { Ukrainian } },
        { "IBM866", { Russian, Belarusian } },
        { "ISO-8859-5", { Russian, Serbian, Belarusian } },
        { "windows-1254", { u"ıüşğçöîâ" } },
        { "windows-1257", { u"ėšųžįčąūę", u"āīēšūžļņčģķ", u"äõüöšž" } },
        { "windows-1253", { u"αοιετσνηυρπκμλωςίόάδγέθύήχφώβξζψϊϋ" } },
        { "windows-1255", { u"יוהלארמתבשנדעקחםפגטךכזסןצףץ" } },
        { "windows-1256", { u"اليمونترهبدسفعحةكجقصشطضخأذزثغظىئءإآؤ" } },
        { "windows-874", { u"านรอกเงมยลวดท่้สตัะีปบิคหแจพชขืใไุูโผธถศณซภษฟญ์็" } },
    };
    return Candidates;
}

const std::initializer_list<TextScore::EastAsian> &TextScore::eastAsian()
{
    static const std::initializer_list<EastAsian> Charsets { { "EUC-JP", 0xB0, 0xCF, 0xA1 }, { "Shift_JIS", 0x88, 0x97, 0x40 },
        { "GB18030", 0xB0, 0xD7, 0xA1 }, { "Big5", 0xA4, 0xC6, 0x40 }, { "EUC-KR", 0xB0, 0xC8, 0xA1 } };
    return Charsets;
}

TextScore::Reading TextScore::read(QStringView text)
{
    Reading reading;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].unicode() < 0x80)
            continue;
        ++reading.bytes;
        if (isNonsense(text[i])) {
            reading.points += Nonsense;
        } else if (!isLetter(text[i])) {
            reading.points += ofSign(text, i);
        } else {
            reading.points += ofNeighbours(text, i);
            if (isStrayLigature(text, i))
                reading.points += NoLetter;
            else
                reading.letters.push_back(text[i].toLower().unicode());
        }
    }
    return reading;
}

double TextScore::ofLetters(const Reading &reading, QStringView alphabet)
{
    double points = reading.points;
    for (const char16_t letter : reading.letters)
        points += ofRank(letter, alphabet);
    return reading.bytes > 0 ? points / reading.bytes : 0;
}

double TextScore::ofIdeographs(QByteArrayView bytesOfText, QStringView text, const EastAsian &charset)
{
    double points = 0;
    for (qsizetype i = 0; i + 1 < bytesOfText.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytesOfText[i]);
        if (lead < 0x80)
            continue;
        ++i;
        points += lead >= charset.firstCommon && lead <= charset.lastCommon && static_cast<unsigned char>(bytesOfText[i]) >= charset.firstTrail ? 1 : 0;
    }
    int bytes = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].unicode() < 0x80)
            continue;
        bytes += text[i].unicode() >= 0xFF61 && text[i].unicode() <= 0xFF9F ? 1 : 2;
        points += isNonsense(text[i]) || text[i].isSurrogate() ? 2 * Nonsense : ofIdeograph(text, i);
    }
    return bytes > 0 ? points / bytes : 0;
}

} // namespace golub::mime
