// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/Letters.h"

#include "core/mime/TransferEncoder.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace golub::bench {
namespace {

constexpr unsigned Words = 4000;
constexpr qsizetype NoiseBytes = 3 * 1024 * 1024;
constexpr qint64 Newest = 1'780'000'000; // in 2026
constexpr double SpanSeconds = 10.0 * 365 * 86'400;

} // namespace

Letters::Letters(unsigned seed) : m_seed(seed), m_random(seed)
{
    m_languages.push_back(language("en", "ba con de er form ing ight lo mer nation or pre ser sta ter un ver wa", "the of and to a in is it you that was for on are with as his they be at", " "));
    m_languages.push_back(language("pl", "bę cza dło gą jaź kow łó mię na ność pro rze ś ski szcz ślę wać ży źre", "i w na się nie do to że jest z jak po ale za od tak czy już może", " "));
    m_languages.push_back(language("hr", "ba čak ći do đur gra je ko lje mo nja pri ra ski šte tra va za žen", "i je u da se na su za od ne s što kao po koji ali iz bi", " "));
    m_languages.push_back(language("ru", "бо ве го да ение жи ком ло мен ность пере про ра ско ст тел ход чи щий", "и в не на я что он с как это по но они мы из за то", " "));
    m_languages.push_back(language("de", "auf be ein ge heit keit lich mäß nung ord plä rück schaft straß tung über ver zeit", "der die und in den von zu das mit sich des auf für ist im", " "));
    m_languages.push_back(language("ja", "会議 資料 確認 送付 東京 連絡 予定 変更 報告 契約 案件 時間 場所 書類", "の に は を た が で て と し れ さ", ""));
    m_noise.resize(NoiseBytes);
    std::generate(m_noise.begin(), m_noise.end(), [this] { return char(m_random() & 0xff); });
    m_noise = mime::encodeBase64Lines(m_noise);
    m_noise.replace("\r\n", "\n");
}

Letters::Language Letters::language(const char *name, const char *syllables, const char *common, const char *between)
{
    Language language { name, {}, between };
    for (const QByteArray &word : QByteArray(common).split(' '))
        language.words.push_back(word);
    const QByteArrayList parts = QByteArray(syllables).split(' ');
    while (language.words.size() < Words) {
        QByteArray word;
        for (unsigned i = 2 + below(3); i > 0; --i)
            word += parts.at(qsizetype(below(unsigned(parts.size()))));
        language.words.push_back(word);
    }
    return language;
}

QByteArray Letters::word(unsigned number)
{
    return "letterno" + QByteArray::number(number);
}

qint64 Letters::date(unsigned number) const
{
    return Newest - qint64(SpanSeconds / (1 + double(number) / 4000)); // denser towards now
}

QByteArray Letters::sentence(const Language &language, unsigned words)
{
    QByteArray line;
    for (unsigned i = 0; i < words; ++i) {
        // The chance of a word falls with its rank.
        const double rank = std::exp(double(below(100'000)) / 100'000 * std::log(double(language.words.size())));
        if (i > 0)
            line += language.between;
        line += language.words[std::min(std::size_t(rank) - 1, language.words.size() - 1)];
    }
    return line + '.';
}

QByteArray Letters::text(const Language &language, qsizetype bytes)
{
    QByteArray text;
    while (text.size() < bytes) {
        for (unsigned i = 3 + below(10); i > 0; --i)
            text += sentence(language, 6 + below(6)) + '\n';
        text += '\n';
    }
    return text;
}

QByteArray Letters::html(const QByteArray &text, qsizetype padding)
{
    QByteArray html = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><style>p { margin: 0 0 1em; } .c { color: #333; }</style></head><body>\n";
    for (qsizetype i = 0; i < padding / 120; ++i)
        html += "<table width=\"600\" cellpadding=\"0\"><tr><td style=\"padding: 8px; font-family: Arial, sans-serif\">&nbsp;</td></tr></table>\n";
    for (QByteArray paragraph : text.split('\n')) {
        if (!paragraph.isEmpty())
            html += "<p class=\"c\">" + paragraph.replace('&', "&amp;") + " <a href=\"https://example.org/" + QByteArray::number(below(100'000)) + "\">&rarr;</a></p>\n";
    }
    return html + "</body></html>\n";
}

QByteArray Letters::encodedText(const QByteArray &type, const QByteArray &text)
{
    QByteArray head = "Content-Type: " + type + "; charset=utf-8\nContent-Transfer-Encoding: ";
    switch (below(4)) {
    case 0:
        return head + "base64\n\n" + mime::encodeBase64Lines(text).replace("\r\n", "\n");
    case 1:
    case 2:
        return head + "quoted-printable\n\n" + mime::encodeQuotedPrintable(QByteArray(text).replace('\n', "\r\n")).replace("\r\n", "\n");
    default:
        return head + "8bit\n\n" + text;
    }
}

QByteArray Letters::attachment(qsizetype bytes)
{
    static constexpr const char *Types[] = { "application/pdf", "image/jpeg", "application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" };
    static constexpr const char *Names[] = { "umowa.pdf", "photo.jpg", "archive.zip", "report.docx" };
    const unsigned kind = below(4);
    bytes = std::min(bytes, m_noise.size() / 2);
    const qsizetype from = qsizetype(below(unsigned(m_noise.size() - bytes))) / 77 * 77;
    return QByteArray("Content-Type: ") + Types[kind] + "; name=\"" + Names[kind] + "\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\""
        + Names[kind] + "\"\n\n" + m_noise.mid(from, bytes / 77 * 77);
}

QByteArray Letters::multipart(const char *subtype, const std::vector<QByteArray> &parts)
{
    const QByteArray boundary = "=_part_" + QByteArray::number(m_random(), 36) + QByteArray::number(m_random(), 36);
    QByteArray out = QByteArray("Content-Type: multipart/") + subtype + ";\n boundary=\"" + boundary + "\"\n\n";
    for (const QByteArray &part : parts)
        out += "--" + boundary + '\n' + part + '\n';
    return out + "--" + boundary + "--\n";
}

QByteArray Letters::encodedWord(const QByteArray &text)
{
    return "=?utf-8?B?" + text.toBase64() + "?=";
}

QByteArray Letters::headers(unsigned number, const Language &language)
{
    const QByteArray domain = "mail" + QByteArray::number(below(40)) + ".example.org";
    const auto id = [this](unsigned of) { return "<" + QByteArray::number(of) + "." + QByteArray::number(m_seed) + "@bench.example.org>"; };
    const QString day = QLocale::c().toString(QDateTime::fromSecsSinceEpoch(date(number), Qt::UTC), QStringLiteral("ddd, d MMM yyyy hh:mm:ss"));
    QByteArray head = "Return-Path: <user" + QByteArray::number(below(400)) + "@" + domain + ">\n";
    for (unsigned i = 1 + below(3); i > 0; --i)
        head += "Received: from relay" + QByteArray::number(i) + "." + domain + " by mx.example.org with ESMTPS id " + QByteArray::number(m_random(), 36) + ";\n\t" + day.toLatin1() + " +0000\n";
    if (chance(60))
        head += "DKIM-Signature: v=1; a=rsa-sha256; d=" + domain + "; s=a;\n\tbh=" + m_noise.mid(qsizetype(below(1000)) * 77, 44) + ";\n\tb=" + m_noise.mid(qsizetype(below(1000)) * 77, 76) + '\n';
    head += "Date: " + day.toLatin1() + " +0000\nFrom: " + encodedWord(sentence(language, 2).chopped(1)) + " <user" + QByteArray::number(below(400)) + "@" + domain
        + ">\nTo: Ala <ala@example.org>\nSubject: " + encodedWord(sentence(language, 3 + below(5)).chopped(1)) + "\nMessage-ID: " + id(number) + '\n';
    if (number > 50 && chance(40)) {
        const unsigned parent = number - 1 - below(40);
        head += "In-Reply-To: " + id(parent) + "\nReferences: " + id(parent) + '\n';
    }
    return head + "MIME-Version: 1.0\n";
}

qsizetype Letters::size()
{
    // Log-normal from twelve even numbers, whose sum is as good as normal and the same with every library.
    double normal = -6;
    for (int i = 0; i < 12; ++i)
        normal += double(below(1'000'000)) / 1'000'000;
    return std::clamp(qsizetype(std::exp(std::log(8500.0) + 1.33 * normal)), qsizetype(800), qsizetype(12'000'000));
}

QByteArray Letters::letter(unsigned number)
{
    m_random.seed(m_seed * 1'000'003U + number);
    const Language &language = m_languages[below(100) < 30 ? 0 : below(unsigned(m_languages.size()))];
    const qsizetype wanted = size();
    const QByteArray said = word(number) + '\n' + text(language, std::min<qsizetype>(wanted * 2 / 5, 12'000));
    const unsigned kind = below(100);
    QByteArray body;
    if (wanted > 30'000 || kind < 15)
        body = multipart("mixed", { encodedText("text/plain", said), attachment(std::max<qsizetype>(wanted - said.size(), 2000)) });
    else if (kind < 50)
        body = encodedText("text/plain", said);
    else if (kind < 85)
        body = multipart("alternative", { encodedText("text/plain", said), encodedText("text/html", html(said, wanted - 2 * said.size())) });
    else if (kind < 95)
        body = encodedText("text/html", html(said, wanted - said.size()));
    else
        body = multipart("mixed", { encodedText("text/plain", said), "Content-Type: message/rfc822\n\n" + headers(number, language) + encodedText("text/plain", text(language, 2000)) });
    return headers(number, language) + body;
}

} // namespace golub::bench
