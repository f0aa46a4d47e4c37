// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/mime/Mails.h"

#include "core/mime/TransferEncoder.h"

#include <unicode/ucnv.h>

#include <QString>
#include <QStringList>

#include <array>
#include <random>

namespace golub::bench {
namespace {

struct Language {
    const char *charset;          // what its mailers often use; the others write UTF-8
    const char *words;
    const char *name;
};
constexpr std::array<Language, 8> Languages { {
    { "us-ascii", "the of and to in for is on that by this with you it not or be are from at as your all have new more an was we will home can us about if page my has search free but our one other do no information time they site he up may what which their news out use any there see only so his when contact here business who web also now help get view online", "John Example" },
    { "iso-8859-2", "nie to się w na że z do jest za wiadomość żółty środa książka dziękuję proszę spotkanie przesyłam załącznik umowa faktura płatność źródło także będzie może już tylko przez został których również między około później godzinie miesiąc", "Żaneta Wójcik" },
    { "windows-1251", "и в не на что с по это как его но за из все так от они мы сообщение встреча договор счёт оплата вложение пожалуйста спасибо завтра сегодня время год может быть если когда только ещё уже также после между неделя", "Пётр Иванов" },
    { "koi8-r", "и в не он на я что тот быть с а весь это как она по но они мы этот который из у то за свой что весь год один такой себе здесь письмо ответ вопрос работа дело рука", "Ольга Смирнова" },
    { "iso-8859-1", "der die und das ist nicht ein zu mit für über grüße können möchten überweisung straße bestätigung anhang rechnung schöne würde später müssen änderung prüfen gemäß größe vorschläge", "Jürgen Müßig" },
    { "windows-1252", "le de un être et à il avoir ne je son que se qui ce dans en du elle au pour pas vous par sur déjà très réunion facture pièce jointe numéro été même après société français", "Hélène Lefèvre" },
    { "iso-2022-jp", "会議 資料 添付 確認 お願い します 明日 今日 時間 東京 会社 書類 連絡 ありがとう ございます 予定 変更 日本語 メール 返信", "山田太郎" },
    { "utf-8", "el la de que y a en un ser se no haber por con su para como estar tener le lo todo pero más hacer o poder decir este ir otro ese si me ya ver porque dar cuando él muy sin vez mucho saber qué sobre mi alguno mañana reunión año español", "María Muñoz" },
} };

class Generator
{
public:
    explicit Generator(unsigned seed) : m_random(seed) { }

    // std::uniform_int_distribution differs from library to library.
    unsigned below(unsigned count) { return unsigned(m_random() % count); }
    bool chance(unsigned percent) { return below(100) < percent; }

    QByteArray message()
    {
        const Language &language = Languages[below(unsigned(Languages.size()))];
        QByteArray out = topHeader(language);
        const unsigned kind = below(100);
        if (kind < 30)
            out += textPart(language, false);
        else if (kind < 36)
            out += textPart(language, true);
        else if (kind < 62)
            out += alternative(language);
        else if (kind < 92)
            out += mixed(language);
        else if (kind < 97)
            out += related(language);
        else
            out += forwarded(language);
        return out.replace("\r\n", "\n").replace('\n', "\r\n");
    }

private:
    QString sentence(const Language &language, unsigned words)
    {
        const QStringList all = QString::fromUtf8(language.words).split(u' ');
        QStringList chosen;
        for (unsigned i = 0; i < words; ++i) // squared: some words are more common than others
            chosen.append(all[qsizetype(below(unsigned(all.size())) * below(unsigned(all.size())) / unsigned(all.size()))]);
        return chosen.join(u' ');
    }

    QString paragraphs(const Language &language, unsigned count, const QString &open, const QString &close)
    {
        QString text;
        for (unsigned i = 0; i < count; ++i) {
            text += open;
            QString paragraph = sentence(language, 20 + below(120));
            for (qsizetype column = 70; column < paragraph.size(); column += 70) {
                const qsizetype blank = paragraph.indexOf(u' ', column);
                if (blank < 0)
                    break;
                paragraph[blank] = u'\n';
                column = blank;
            }
            text += paragraph + close + u'\n';
        }
        return text;
    }

    static QByteArray encode(const QString &text, const char *charset)
    {
        QByteArray out(text.size() * 6 + 16, Qt::Uninitialized);
        UErrorCode error = U_ZERO_ERROR;
        UConverter *const converter = ucnv_open(charset, &error);
        const auto length = ucnv_fromUChars(converter, out.data(), int32_t(out.size()), reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()), &error);
        ucnv_close(converter);
        out.truncate(length);
        return out;
    }

    static QByteArray quotedPrintable(QByteArray bytes) { return mime::encodeQuotedPrintable(bytes.replace('\n', "\r\n")); }
    static QByteArray base64(const QByteArray &bytes) { return mime::encodeBase64Lines(bytes); }

    QByteArray encodedWord(const QString &text, const Language &language)
    {
        if (isAscii(text))
            return text.toLatin1();
        const char *const charset = chance(50) ? language.charset : "utf-8";
        if (chance(50)) // in one piece, as many do: GMime loses what follows a padded piece
            return QByteArray("=?") + charset + "?B?" + encode(text, charset).toBase64() + "?=";
        QByteArray out;
        for (const QString &word : text.split(u' ')) {
            const QByteArray bytes = encode(out.isEmpty() ? word : u' ' + word, charset);
            out += QByteArray(out.isEmpty() ? "=?" : "\n =?") + charset + "?Q?";
            for (const char c : bytes)
                out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? QByteArray(1, c) : c == ' ' ? QByteArray("_") : '=' + QByteArray(1, c).toHex().toUpper();
            out += "?=";
        }
        return out;
    }

    static bool isAscii(const QString &text)
    {
        for (const QChar c : text) {
            if (c.unicode() >= 0x80)
                return false;
        }
        return true;
    }

    QByteArray id() { return '<' + QByteArray::number(m_random(), 36) + '.' + QByteArray::number(m_random(), 36) + "@mail" + QByteArray::number(below(50)) + ".example.org>"; }

    QByteArray address(const Language &language)
    {
        const QByteArray spec = "user" + QByteArray::number(below(500)) + "@" + (chance(50) ? "example.org" : "lists.example.com");
        switch (below(4)) {
        case 0:
            return spec;
        case 1:
            return '"' + QByteArray("Example, User ") + QByteArray::number(below(50)) + "\" <" + spec + '>';
        case 2:
            return encodedWord(QString::fromUtf8(language.name), language) + " <" + spec + '>';
        default:
            return "Ann Example <" + spec + '>';
        }
    }

    QByteArray addresses(const Language &language, unsigned count)
    {
        QByteArray out = address(language);
        for (unsigned i = 1; i < count; ++i)
            out += ",\n\t" + address(language);
        return out;
    }

    QByteArray date()
    {
        static constexpr const char *Days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
        static constexpr const char *Months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
        static constexpr const char *Zones[] = { "+0000", "+0100", "-0500", "+0900", "-0800 (PST)", "+0530" };
        return QByteArray(Days[below(7)]) + ", " + QByteArray::number(1 + below(28)) + ' ' + Months[below(12)] + ' ' + QByteArray::number(2001 + below(25)) + ' '
            + QByteArray::number(10 + below(14)) + ':' + QByteArray::number(10 + below(50)) + ':' + QByteArray::number(10 + below(50)) + ' ' + Zones[below(6)];
    }

    QByteArray topHeader(const Language &language)
    {
        QByteArray out;
        for (unsigned hop = 0; hop < 2 + below(4); ++hop)
            out += "Received: from mx" + QByteArray::number(below(9)) + ".example.net (mx.example.net [192.0.2." + QByteArray::number(below(250)) + "])\n\tby mail.example.org (Postfix) with ESMTPS id "
                + QByteArray::number(m_random(), 16).toUpper() + "\n\tfor <user@example.org>; " + date() + '\n';
        if (chance(70))
            out += "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org;\n s=selector; h=from:to:subject:date;\n b=" + noise(128).toBase64() + '\n';
        out += "Return-Path: <bounce" + QByteArray::number(below(99)) + "@example.org>\n";
        out += "Message-ID: " + id() + "\nDate: " + date() + '\n';
        out += "From: " + address(language) + "\nTo: " + addresses(language, 1 + below(4)) + '\n';
        if (chance(30))
            out += "Cc: " + addresses(language, 1 + below(6)) + '\n';
        out += "Subject: " + QByteArray(chance(40) ? "Re: " : "") + encodedWord(sentence(language, 3 + below(6)), language) + '\n';
        if (chance(50)) {
            const QByteArray parent = id();
            out += "In-Reply-To: " + parent + "\nReferences:";
            for (unsigned i = below(6); i > 0; --i)
                out += ' ' + id() + '\n';
            out += ' ' + parent + '\n';
        }
        if (chance(40))
            out += "List-Id: A list <list.example.org>\nList-Unsubscribe: <https://example.org/u?x=" + noise(24).toHex() + ">\nPrecedence: list\n";
        out += "X-Mailer: Example Mailer " + QByteArray::number(below(20)) + ".0\nMIME-Version: 1.0\n";
        return out;
    }

    QByteArray noise(qsizetype size)
    {
        QByteArray out(size, Qt::Uninitialized);
        for (char &c : out)
            c = char(m_random() & 0xFF);
        return out;
    }

    QByteArray textPart(const Language &language, bool html)
    {
        const char *const charset = chance(50) ? language.charset : "utf-8";
        QString text;
        if (html) {
            text = QStringLiteral("<html><head><style>p { margin: 0; font-family: sans-serif; color: #333333 }</style></head><body>\n")
                + paragraphs(language, 4 + below(12), QStringLiteral("<p style=\"font-size:14px;line-height:20px\"><a href=\"https://example.org/?a=1&amp;b=2\">"), QStringLiteral("</a></p>"))
                + QStringLiteral("</body></html>\n");
        } else {
            text = paragraphs(language, 2 + below(10), chance(30) ? QStringLiteral("> ") : QString(), QStringLiteral("\n"));
        }
        const QByteArray bytes = encode(text, charset);
        QByteArray out = QByteArray("Content-Type: text/") + (html ? "html" : "plain") + "; charset=" + (chance(50) ? QByteArray("\"") + charset + "\"" : QByteArray(charset)) + '\n';
        const bool sevenBit = qstrcmp(charset, "us-ascii") == 0 || qstrcmp(charset, "iso-2022-jp") == 0;
        const unsigned how = below(10);
        if (sevenBit && how < 7)
            return out + "Content-Transfer-Encoding: 7bit\n\n" + bytes;
        if (how < 2)
            return out + "Content-Transfer-Encoding: 8bit\n\n" + bytes;
        if (how < 7)
            return out + "Content-Transfer-Encoding: quoted-printable\n\n" + quotedPrintable(bytes);
        return out + "Content-Transfer-Encoding: base64\n\n" + base64(bytes);
    }

    QByteArray multipart(const char *subtype, const QList<QByteArray> &parts)
    {
        const QByteArray boundary = "----=_Part_" + QByteArray::number(m_random(), 36);
        QByteArray out = QByteArray("Content-Type: multipart/") + subtype + ";\n\tboundary=\"" + boundary + "\"\n\nThis is a multi-part message in MIME format.\n";
        for (const QByteArray &part : parts)
            out += "\n--" + boundary + '\n' + part;
        return out + "\n--" + boundary + "--\n";
    }

    QByteArray alternative(const Language &language) { return multipart("alternative", { textPart(language, false), textPart(language, true) }); }

    QByteArray attachment(const Language &language, bool inlineImage)
    {
        static constexpr const char *Types[] = { "application/pdf", "image/jpeg", "image/png", "application/zip", "application/octet-stream", "application/vnd.ms-excel" };
        const QByteArray type = inlineImage ? "image/png" : Types[below(6)];
        const QByteArray name = encodedWord(sentence(language, 1), language) + ".bin";
        const qsizetype size = 500 + qsizetype(below(180)) * qsizetype(below(180));
        return "Content-Type: " + type + "; name=\"" + name + "\"\nContent-Transfer-Encoding: base64\n"
            + (inlineImage ? "Content-ID: " + id() + "\nContent-Disposition: inline\n\n" : "Content-Disposition: attachment; filename=\"" + name + "\"\n\n") + base64(noise(size));
    }

    QByteArray mixed(const Language &language)
    {
        QList<QByteArray> parts { chance(50) ? alternative(language) : textPart(language, false) };
        for (unsigned i = 0; i < 1 + below(5); ++i)
            parts.append(attachment(language, false));
        return multipart("mixed", parts);
    }

    QByteArray related(const Language &language)
    {
        return multipart("related", { textPart(language, true), attachment(language, true), attachment(language, true) });
    }

    QByteArray forwarded(const Language &language)
    {
        return multipart("mixed", { textPart(language, false), "Content-Type: message/rfc822\nContent-Disposition: inline\n\n" + topHeader(language) + mixed(language) });
    }

    std::mt19937 m_random;
};

} // namespace

QList<QByteArray> generatedMails(int count)
{
    Generator generator(20010913);
    QList<QByteArray> mails;
    for (int i = 0; i < count; ++i)
        mails.append(generator.message());
    return mails;
}

} // namespace golub::bench
