// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/SingleByte.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/Charset.h"
#include "core/mime/SingleByteTables.h"

#include <QStringDecoder>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

TEST(SingleByte, everyByteIsWhatTheSystemSaysItIs)
{
    int compared = 0;
    for (const SingleByteHalf &half : SingleByteHalves) {
        const QByteArray charset(half.charset.data(), qsizetype(half.charset.size()));
        QStringDecoder system(charset.constData(), QStringDecoder::Flag::Stateless);
        if (!system.isValid() || charset == "IBM852") // ICU lacks ISO-8859-16, and a letter of IBM852
            continue;
        const SingleByteTable *const table = singleByteTable(charset);
        ASSERT_NE(table, nullptr) << charset.constData();
        ++compared;
        for (int c = 0x80; c < 0x100; ++c) {
            const QByteArray byte(1, char(c));
            const QString expected = system(byte);
            EXPECT_EQ(s(decodeSingleByte(byte, *table)), s(expected)) << charset.constData() << " 0x" << std::hex << c;
        }
    }
    EXPECT_GE(compared, 25);
}

TEST(SingleByte, whatTheSystemLacks)
{
    EXPECT_EQ(s(decodeExactly("\xA1\xB3\xDD\xFE\xA4", "iso-8859-16")), "ĄłĘț€");
    EXPECT_EQ(s(decodeExactly("\xA5\x86\xA9\x88\xE4\xA2\x98\xAB\xBE\xAA", "ibm852")), "ąćęłńóśźż¬");
}

TEST(SingleByte, lettersAnywhereBetweenAscii)
{
    const SingleByteTable *const table = singleByteTable("KOI8-R");
    ASSERT_NE(table, nullptr);
    for (qsizetype size = 0; size < 30; ++size) {
        EXPECT_EQ(s(decodeSingleByte(QByteArray(size, 'x'), *table)), std::string(size_t(size), 'x'));
        for (qsizetype place = 0; place < size; ++place) {
            QByteArray bytes(size, 'x');
            bytes[place] = '\xC1';
            QString expected(size, u'x');
            expected[place] = u'а';
            EXPECT_EQ(s(decodeSingleByte(bytes, *table)), s(expected)) << size << " " << place;
        }
    }
}

TEST(SingleByte, aLabelOfIsoWithWindowsLettersIsWindows)
{
    EXPECT_EQ(s(decodeCharset("\x9C\xBF \x84", "iso-8859-2")), "śż „");
    EXPECT_EQ(s(decodeCharset("\xB6\xBF", "iso-8859-2")), "śż");
}

TEST(SingleByte, charsetsOfMoreBytesHaveNoTable)
{
    for (const char *charset : { "UTF-8", "windows-31j", "gb18030", "Big5-HKSCS", "" })
        EXPECT_EQ(singleByteTable(charset), nullptr) << charset;
}

} // namespace
} // namespace golub::mime
