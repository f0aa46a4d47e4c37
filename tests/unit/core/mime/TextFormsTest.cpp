// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/BaseSubject.h"
#include "core/mime/Flowed.h"
#include "core/mime/SafeFileName.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string unwrapped(const char *text, bool delSp = false)
{
    return s(flowedToText(QString::fromUtf8(text), delSp));
}

TEST(Flowed, joinsSoftLines)
{
    EXPECT_EQ(unwrapped("one \ntwo\nthree\n"), "one two\nthree\n");
    EXPECT_EQ(unwrapped("wor \nld", true), "world");
    EXPECT_EQ(unwrapped(" stuffed\n From x\n"), "stuffed\nFrom x\n");
    EXPECT_EQ(unwrapped(">>deep \n>> er\n>shallow\n"), ">> deep er\n> shallow\n");
    EXPECT_EQ(unwrapped("open \n> quote\n"), "open \n> quote\n");
    EXPECT_EQ(unwrapped("text \n-- \nname\n"), "text \n-- \nname\n");
    EXPECT_EQ(unwrapped(""), "");
}

TEST(Flowed, writtenTextComesBack)
{
    const QStringList texts { QStringLiteral("short\n"), QStringLiteral("Zażółć gęślą jaźń i ").repeated(20).trimmed() + QStringLiteral("\n\nnext\n"),
        QStringLiteral("> ") + QStringLiteral("quoted words ").repeated(20).trimmed() + QStringLiteral("\n>> deeper\n> \nanswer\n").replace(QStringLiteral("> \n"), QStringLiteral(">\n")),
        QStringLiteral("From the start\n indented\n"), QStringLiteral("https://example.org/") + QStringLiteral("x").repeated(200) + QStringLiteral("\n"),
        QStringLiteral("text\n\n-- \nAla\n"), QStringLiteral("日本語").repeated(100), QString() };
    for (const bool delSp : { false, true }) {
        for (const QString &text : texts)
            EXPECT_EQ(s(flowedToText(textToFlowed(text, delSp), delSp)), s(text)) << delSp;
    }
}

TEST(Flowed, noLineBecomesASignatureMark)
{
    const QString text = QStringLiteral("-- ") + QStringLiteral("x").repeated(100) + QStringLiteral(" end\n");
    EXPECT_EQ(s(flowedToText(textToFlowed(text))), s(text));
}

TEST(Flowed, linesStayShort)
{
    const QString flowed = textToFlowed(QStringLiteral("> > word and word ").repeated(30) + QStringLiteral("\n") + QStringLiteral("some text ").repeated(50), true);
    for (const QString &line : flowed.split(u'\n'))
        EXPECT_LE(line.size(), 78);
}

TEST(SafeFileName, dangerGoes)
{
    const auto safe = [](const char16_t *name) { return s(safeFileName(QString::fromUtf16(name))); };
    EXPECT_EQ(safe(u"../../etc/passwd"), "passwd");
    EXPECT_EQ(safe(u"C:\\Windows\\evil.exe"), "evil.exe");
    EXPECT_EQ(safe(u"a:b*c?.txt"), "a_b_c_.txt");
    EXPECT_EQ(safe(u"invoice\u202Efdp.exe"), "invoicefdp.exe");
    EXPECT_EQ(safe(u"a\u200Bb\u00AD.txt"), "ab.txt");
    EXPECT_EQ(safe(u"tab\tline\nend"), "tab line end");
    EXPECT_EQ(safe(u" ..hidden.. "), "hidden");
    EXPECT_EQ(safe(u"CON"), "_CON");
    EXPECT_EQ(safe(u"com1.txt"), "_com1.txt");
    EXPECT_EQ(safe(u"console.txt"), "console.txt");
    EXPECT_EQ(safe(u".."), "");
    EXPECT_EQ(safe(u"/"), "");
    EXPECT_EQ(safe(u"żółw.pdf"), "żółw.pdf");
    EXPECT_EQ(safe(u"\xD83D\xDD4A.png"), "🕊.png");
    EXPECT_EQ(safe(u"\xD83D.png"), "_.png");
}

// What is meant to be seen is one name, what is meant to be opened another.
TEST(SafeFileName, extensionsOutOfSight)
{
    EXPECT_EQ(s(safeFileName(QStringLiteral("invoice.pdf") + QString(120, u' ') + QStringLiteral(".exe"))), "invoice.pdf .exe");
    EXPECT_EQ(s(safeFileName(QStringLiteral("invoice.pdf") + QString(60, QChar(0x3164)) + QStringLiteral(".exe"))), "invoice.pdf .exe");
    EXPECT_EQ(s(safeFileName(QStringLiteral("a\t\n\t b.txt"))), "a b.txt");
}

TEST(SafeFileName, lengthInBytesKeepsTheExtension)
{
    const QString name = safeFileName(QStringLiteral("ż").repeated(300) + QStringLiteral(".pdf"));
    EXPECT_LE(name.toUtf8().size(), 200);
    EXPECT_GE(name.toUtf8().size(), 198);
    EXPECT_TRUE(name.endsWith(u".pdf"));
    EXPECT_EQ(safeFileName(QStringLiteral("a").repeated(200)).size(), 200);
    EXPECT_EQ(safeFileName(QStringLiteral("a").repeated(201)).size(), 200);
}

TEST(SafeFileName, types)
{
    EXPECT_EQ(s(extensionForType("IMAGE/PNG")), ".png");
    EXPECT_EQ(s(extensionForType("x/unknown")), "");
    EXPECT_EQ(s(typeForFileName(QStringLiteral("a.PDF"))), "application/pdf");
    EXPECT_EQ(s(typeForFileName(QStringLiteral("noext"))), "application/octet-stream");
}

TEST(BaseSubject, rfc5256)
{
    const auto base = [](const char *subject) { return s(baseSubject(QString::fromUtf8(subject))); };
    EXPECT_EQ(base("Re: test"), "test");
    EXPECT_EQ(base("RE[2]:  Fw: fwd: test (fwd)"), "test");
    EXPECT_EQ(base("[list] Re: test"), "test");
    EXPECT_EQ(base("Re: [list] test"), "test");
    EXPECT_EQ(base("[Fwd: Re: test]"), "test");
    EXPECT_EQ(base("Re [x]: test"), "test");
    EXPECT_EQ(base("[only]"), "[only]");
    EXPECT_EQ(base("Re: [only]"), "[only]");
    EXPECT_EQ(base("Re: "), "");
    EXPECT_EQ(base("test   one"), "test one");
    EXPECT_EQ(base("Regarding: this"), "Regarding: this");
}

TEST(BaseSubject, counters)
{
    for (const char *subject : { "Re[2]: test", "Re (3): test", "Re2: test", "Re^4: test", "Re*5: test", "回复（3）：test", "AW[50]: WG: AW[1]: test", "[10] test" })
        EXPECT_EQ(s(baseSubject(QString::fromUtf8(subject))), "test") << subject;
}

TEST(BaseSubject, wordsThatOnlyLookLikeMarks)
{
    for (const char *subject : { "z: test", ": test", "no re: test", "i: test", "test (wg)", "test [one]", "(fwd) test", "Na temat: test" })
        EXPECT_EQ(s(baseSubject(QString::fromUtf8(subject))), subject);
}

TEST(BaseSubject, languages)
{
    for (const char *subject : { "Отг: test", "Одг: test", "На: test", "Vá: test", "R: I: test", "RIF: test", "ENC: test", "转发: test", "答覆: test", "轉傳：test", "회신: test", "ตอบ: test",
             "تحويل: test", "Ynt: İlt: test", "Přep: test", "Posr: test", "Svar: test", "Ats: test", "FW：RE：test" })
        EXPECT_EQ(s(baseSubject(QString::fromUtf8(subject))), "test") << subject;
    for (const char *subject : { "Odp: test", "PD: test", "Odg: test", "Отв: test", "AW: test", "SV: test", "RES: test", "WG: test", "TR: test", "回复：test", "ANTW: Odp: Re: test", "Vs: test" }) {
        EXPECT_EQ(s(baseSubject(QString::fromUtf8(subject))), "test") << subject;
    }
}

TEST(BaseSubject, newSubjects)
{
    EXPECT_EQ(s(replySubject(QStringLiteral("Odp: Re: [list] test"))), "Re: [list] test");
    EXPECT_EQ(s(replySubject(QStringLiteral("test"))), "Re: test");
    EXPECT_EQ(s(forwardSubject(QStringLiteral("Re: test"))), "Fwd: Re: test");
    EXPECT_EQ(s(forwardSubject(QStringLiteral("Fwd: test"))), "Fwd: test");
    EXPECT_TRUE(isReplyOrForward(QStringLiteral("[x] AW: test")));
    EXPECT_FALSE(isReplyOrForward(QStringLiteral("[x] test")));
}

} // namespace
} // namespace golub::mime
