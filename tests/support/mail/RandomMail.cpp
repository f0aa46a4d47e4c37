// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mail/RandomMail.h"

#include <QStringList>

#include <array>

namespace golub::test {
namespace {

constexpr std::array Languages {
    u"Zażółć gęślą jaźń, a potem odpocznij w cieniu jabłoni", u"Čovjek je došao kući žedan i umoran od šetnje đačkim putem",
    u"Съешь ещё этих мягких французских булок, да выпей же чаю", u"the quick brown fox jumps over the lazy dog; it's 5 o'clock = tea?",
    u"いろはにほへと ちりぬるを わかよたれそ つねならむ", u"我能吞下玻璃而 不伤身体 今天天气很好", u"키스의 고유조건은 입술끼리 만나야 하고",
    u"שלום עולם זה טקסט מימין לשמאל עם מספר 42", u"مرحبا بالعالم هذا نص من اليمين إلى اليسار", u"🙂 👩‍👩‍👧‍👦 🇵🇱 party 🎉 👍🏽 done ✅",
    u"Γαζίες καὶ μυρτιὲς δὲν θὰ βρῶ πιὰ στὸ χρυσαφὶ ξέφωτο", u"Falsches Üben von Xylophonmusik quält jeden größeren Zwerg",
    u"Portez ce vieux whisky au juge blond qui fume là-bas", u"ประเทศไทย อากาศ ร้อน มาก", u"नमस्ते दुनिया यह एक परीक्षण है",
    u"e\u0301a\u0300 o\u0308 combining marks n\u0303", u"a=b c?d e_f =?utf-8?q?no=20word?= x", u"\"quoted\" back\\slash (comment) <angle> a,b;c:d @ [x]",
};

constexpr std::array Oddities { u".", u"..", u"From here to there", u">From quoted", u"> quoted once", u">> quoted twice and a bit longer than the rest of it all", u"-- ", u"--",
    u"--=_boundary", u" indented", u"\tby a tab", u"trailing ", u"=3D", u"=", u"", u"ends with =", u".leading dot", u">", u"begin 644 no.uu", u"~~~" };

constexpr std::array Types { "application/pdf", "image/png", "image/jpeg", "text/plain", "text/plain; charset=utf-8", "text/html", "text/csv", "text/calendar; method=REQUEST",
    "application/octet-stream", "application/zip", "audio/mpeg", "video/mp4", "message/rfc822", "message/delivery-status", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/pgp-signature", "application/x-odd+thing", "nonsense", "", "multipart/mixed" };

constexpr std::array Names { u"report.pdf", u"raport żółty.pdf", u"Отчёт за год, очень длинное имя файла для проверки переноса.docx", u"日本語の添付ファイル.png", u"with \"quotes\".txt",
    u"slash/and\\back.txt", u"🎉 party 🎊.ics", u"semi;colon, comma.txt", u"percent%41 'apostrophe'.txt", u"=?utf-8?q?trick?=.exe", u"", u"no extension", u"מסמך.doc", u" blanks  inside .txt",
    u"e\u0301tude.mp3", u"a.b.c.d", u"(parens) [brackets] <angles>.x", u"tilde~ hash# at@.txt", u"star*0*=utf-8''x.txt" };

QString text(const char16_t *from)
{
    return QString::fromUtf16(from);
}

QByteArray randomBytes(Random &random, qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    for (char &c : out)
        c = char(random.next());
    return out;
}

QByteArray randomTextBytes(Random &random, qsizetype size)
{
    QByteArray out;
    const char *const ends[] = { "\r\n", "\n", "\r\n\r\n", "\r" };
    const char *const end = random.chance(3, 4) ? ends[0] : random.pick(ends);
    while (out.size() < size) {
        out += randomLine(random, int(random.between(1, 12))).toUtf8();
        out += end;
    }
    return out;
}

QString randomName(Random &random)
{
    QString name = text(random.pick(Names));
    if (random.chance(1, 12)) { // 300 characters
        const QString unit = name.isEmpty() ? QStringLiteral("x") : name;
        while (name.size() < 300)
            name += unit;
        if (name[299].isHighSurrogate())
            name[299] = u'x';
        name = name.left(300);
    }
    return name;
}

Address randomAddress(Random &random)
{
    static constexpr std::array Specs { u"ala@example.org", u"jan.kowalski+tag@mail.example.com", u"\"odd one\"@example.net", u"x@[192.0.2.1]", u"o'brien@example.ie", u"ewa@żółw.example.pl",
        u"a-very-long-local-part-that-goes-on-for-a-while.and.has.dots@a-very-long-host-name.with.many.labels.example.org" };
    Address address;
    address.address = text(random.pick(Specs));
    if (random.chance(2, 3))
        address.name = randomLine(random, int(random.between(1, random.chance(1, 6) ? 30 : 4)));
    return address;
}

AddressList randomAddresses(Random &random, qsizetype most)
{
    AddressList list;
    const qsizetype count = random.below(most + 1);
    for (qsizetype i = 0; i < count; ++i)
        list.append({ randomAddress(random) });
    return list;
}

QString randomText(Random &random, const RandomMailSize &size)
{
    QString out;
    const qsizetype paragraphs = random.below(size.paragraphs + 1);
    for (qsizetype i = 0; i < paragraphs; ++i) {
        if (random.chance(1, 3)) {
            out += text(random.pick(Oddities));
        } else if (size.longLines && random.chance(1, 60)) {
            out += random.chance(1, 2) ? QString(200'000, u'x') : randomLine(random, 30'000).left(200'000);
            if (out.back().isHighSurrogate())
                out.chop(1);
        } else {
            const qsizetype depth = random.chance(1, 5) ? random.between(1, 4) : 0;
            out += QString(depth, u'>') + (depth > 0 ? QStringLiteral(" ") : QString()) + randomLine(random, int(random.between(1, 60)));
        }
        out += u'\n';
    }
    return out;
}

} // namespace

QString randomLine(Random &random, int words)
{
    QStringList out;
    QStringList language = text(random.pick(Languages)).split(u' ');
    for (int i = 0; i < words; ++i) {
        if (random.chance(1, 40))
            language = text(random.pick(Languages)).split(u' ');
        out += language.at(random.below(language.size()));
    }
    return out.join(u' ');
}

mime::OutgoingMessage randomMessage(Random &random, const RandomMailSize &size)
{
    mime::OutgoingMessage message;
    message.from = { randomAddress(random) };
    message.to = randomAddresses(random, random.chance(1, 20) ? 60 : 3);
    message.cc = randomAddresses(random, 2);
    if (random.chance(1, 8))
        message.replyTo = randomAddresses(random, 2);
    message.subject = randomLine(random, int(random.below(random.chance(1, 10) ? 200 : 12)));
    message.date = QDateTime(QDate(int(random.between(1990, 2040)), int(random.between(1, 12)), int(random.between(1, 28))),
        QTime(int(random.below(24)), int(random.below(60)), int(random.below(60))), Qt::OffsetFromUTC, int(random.between(-48, 56)) * 900);
    message.messageId = QString::number(random.next(), 36) + QStringLiteral("@example.org");
    for (qsizetype i = random.chance(1, 2) ? random.below(5) : 0; i > 0; --i)
        message.references += QString::number(random.next(), 36) + QStringLiteral("@mail.example.com");
    if (!message.references.isEmpty())
        message.inReplyTo = { message.references.last() };
    message.text = randomText(random, size);
    if (random.chance(1, 2))
        message.html = QStringLiteral("<p>") + randomText(random, size) + QStringLiteral("</p>");
    const qsizetype attachments = random.chance(1, 2) ? random.below(size.attachments + 1) : 0;
    for (qsizetype i = 0; i < attachments; ++i) {
        mime::OutgoingAttachment attachment;
        attachment.name = randomName(random);
        attachment.type = random.pick(Types);
        const qsizetype bytes = random.below(size.attachmentBytes + 1);
        attachment.content = random.chance(1, 2) ? randomBytes(random, bytes) : randomTextBytes(random, bytes);
        if (attachment.type == "message/rfc822" && random.chance(3, 4)) {
            mime::OutgoingMessage inner = randomMessage(random, { 3, 1, qMin<qsizetype>(size.attachmentBytes, 500), false });
            attachment.content = mime::writeMessage(inner, randomOptions(random));
        }
        if (random.chance(1, 3)) {
            attachment.contentId = QString::number(random.next(), 36) + QStringLiteral("@cid");
            attachment.isInline = random.chance(1, 2);
        }
        message.attachments.append(attachment);
    }
    if (random.chance(1, 4))
        message.headers.append({ QStringLiteral("X-Random"), randomLine(random, int(random.below(20))) });
    return message;
}

mime::WriteOptions randomOptions(Random &random)
{
    mime::WriteOptions options;
    options.eightBit = random.chance(1, 4);
    options.flowed = random.chance(3, 4);
    options.random = [inner = Random(random.next())]() mutable { return inner.next(); };
    return options;
}

QString asFlowedShows(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        qsizetype depth = 0;
        while (depth < line.size() && line[depth] == u'>')
            ++depth;
        if (depth > 0 && depth < line.size() && line[depth] != u' ')
            line.insert(depth, u' ');
        const QString content = depth > 0 && line.mid(depth).startsWith(u' ') ? line.mid(depth + 1) : line.mid(depth);
        while (content != QLatin1String("-- ") && line.endsWith(u' '))
            line.chop(1);
    }
    return lines.join(u'\n');
}

} // namespace golub::test
