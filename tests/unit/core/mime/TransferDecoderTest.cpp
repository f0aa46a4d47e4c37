// SPDX-License-Identifier: GPL-3.0-or-later
// Decoding takes many bytes at once where it can: what comes out must not show it, wherever the input is cut and whatever stands in it.
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/Ascii.h"
#include "core/mime/TransferDecoder.h"

#include <gtest/gtest.h>

#include <random>

namespace golub::mime {
namespace {

constexpr qsizetype ChunkSizes[] = { 1, 2, 3, 7, 8, 9, 15, 16, 17, 48, 1000, 1'000'000 };

QByteArray inChunks(QByteArrayView input, Encoding encoding, qsizetype chunk)
{
    TransferDecoder decoder(encoding);
    QByteArray out;
    for (qsizetype i = 0; i < input.size(); i += chunk)
        decoder.decode(input.sliced(i, qMin(chunk, input.size() - i)), out);
    decoder.finish(out);
    return out;
}

qsizetype countedInChunks(QByteArrayView input, qsizetype chunk)
{
    Base64Decoder counter;
    qsizetype size = 0;
    for (qsizetype i = 0; i < input.size(); i += chunk)
        size += counter.count(input.sliced(i, qMin(chunk, input.size() - i)));
    return size + counter.countRest();
}

// One character after the other, as RFC 2045 section 6.8 tells it.
QByteArray plainBase64(QByteArrayView input, bool &damage)
{
    const QByteArrayView alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    QByteArray out;
    quint32 bits = 0;
    int count = 0;
    const auto end = [&] {
        damage = damage || count == 1;
        for (int i = 0; i + 1 < count; ++i)
            out += char((bits << (6 * (4 - count)) >> (16 - 8 * i)) & 0xFF);
        bits = 0;
        count = 0;
    };
    for (const char c : input) {
        const qsizetype value = alphabet.indexOf(c);
        if (value >= 0) {
            bits = bits << 6 | quint32(value);
            if (++count == 4)
                end();
        } else if (c == '=') {
            end();
        } else {
            damage = damage || !ascii::isSpace(c);
        }
    }
    end();
    return out;
}

// The same for RFC 2045 section 6.7, with the whole input at hand.
QByteArray plainQuotedPrintable(QByteArrayView input)
{
    QByteArray out;
    for (qsizetype i = 0; i < input.size(); ++i) {
        if (input[i] != '=') {
            out += input[i];
            continue;
        }
        if (i + 2 < input.size() && ascii::hexValue(input[i + 1]) >= 0 && ascii::hexValue(input[i + 2]) >= 0) {
            out += char(ascii::hexValue(input[i + 1]) << 4 | ascii::hexValue(input[i + 2]));
            i += 2;
            continue;
        }
        qsizetype behind = i + 1;
        while (behind < input.size() && input[behind] != '\n' && ascii::isSpace(input[behind]))
            ++behind;
        if (behind == input.size() || input[behind] == '\n')
            i = behind;
        else
            out += '=';
    }
    return out;
}

class Random
{
public:
    unsigned below(unsigned count) { return unsigned(m_engine() % count); }
    QByteArray of(QByteArrayView characters, qsizetype size)
    {
        QByteArray out(size, Qt::Uninitialized);
        for (char &c : out)
            c = characters[qsizetype(below(unsigned(characters.size())))];
        return out;
    }
    QByteArray bytes(qsizetype size)
    {
        QByteArray out(size, Qt::Uninitialized);
        for (char &c : out)
            c = char(below(256));
        return out;
    }

private:
    std::mt19937 m_engine { 42 };
};

QByteArray inLines(const QByteArray &text, qsizetype length, const char *end)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); i += length)
        out += text.mid(i, length) + end;
    return out;
}

TEST(TransferDecoder, base64OfEverySizeAndLineLength)
{
    Random random;
    for (qsizetype size = 0; size < 200; ++size) {
        const QByteArray content = random.bytes(size);
        for (const qsizetype line : { 1, 4, 5, 16, 60, 76, 1000 }) {
            for (const char *end : { "\r\n", "\n", " " }) {
                const QByteArray encoded = inLines(content.toBase64(), line, end);
                bool damage = true;
                EXPECT_EQ(decodeTransfer(encoded, Encoding::Base64, &damage), content);
                EXPECT_FALSE(damage);
                EXPECT_EQ(countedInChunks(encoded, encoded.size() + 1), size);
            }
        }
    }
}

TEST(TransferDecoder, base64WithAnythingInItIsReadCharacterByCharacter)
{
    Random random;
    for (int round = 0; round < 2000; ++round) {
        const qsizetype size = qsizetype(random.below(120));
        QByteArray input = round % 2 == 0 ? random.of("ABCabcxyz019+/ABCDEFGHQRST=\r\n \t-_.!", size) : random.bytes(size).toBase64();
        if (round % 2 != 0 && !input.isEmpty()) // clean but for one character
            input[qsizetype(random.below(unsigned(input.size())))] = char(random.below(256));
        bool plainDamage = false;
        const QByteArray expected = plainBase64(input, plainDamage);
        bool damage = false;
        ASSERT_EQ(decodeTransfer(input, Encoding::Base64, &damage), expected) << input.constData();
        EXPECT_EQ(damage, plainDamage) << input.constData();
        for (const qsizetype chunk : ChunkSizes) {
            ASSERT_EQ(inChunks(input, Encoding::Base64, chunk), expected) << input.constData() << " in pieces of " << chunk;
            ASSERT_EQ(countedInChunks(input, chunk), expected.size()) << input.constData() << " in pieces of " << chunk;
        }
    }
}

TEST(TransferDecoder, everyCharacterIsCountedAsItIsDecoded)
{
    for (int c = 0; c < 256; ++c) {
        QByteArray input(64, 'A'); // whole vectors around it
        input[21] = char(c);
        EXPECT_EQ(countedInChunks(input, input.size()), decodeTransfer(input, Encoding::Base64).size()) << c;
    }
}

TEST(TransferDecoder, aLongRunIsCountedToItsEnd)
{
    for (const qsizetype size : { 255 * 16 - 1, 255 * 16, 255 * 16 + 1, 255 * 16 * 3 + 5 })
        EXPECT_EQ(countedInChunks(QByteArray(size, 'Q'), size), decodeTransfer(QByteArray(size, 'Q'), Encoding::Base64).size()) << size;
}

TEST(TransferDecoder, quotedPrintableWithAnythingInIt)
{
    Random random;
    for (int round = 0; round < 4000; ++round) {
        const QByteArray input = random.of(round % 2 == 0 ? "=ABab09 \t\r\n" : "abcdefghijklmnop=20\n", qsizetype(random.below(100)));
        const QByteArray expected = plainQuotedPrintable(input);
        for (const qsizetype chunk : ChunkSizes)
            ASSERT_EQ(inChunks(input, Encoding::QuotedPrintable, chunk), expected) << input.toPercentEncoding().constData() << " in pieces of " << chunk;
    }
}

TEST(TransferDecoder, escapesStandAnywhereInAWord)
{
    for (qsizetype place = 0; place < 40; ++place) {
        QByteArray input(40, 'x');
        input.replace(place, 1, "=C5=BC");
        QByteArray expected(40, 'x');
        expected.replace(place, 1, "\xC5\xBC");
        EXPECT_EQ(decodeTransfer(input, Encoding::QuotedPrintable), expected) << place;
    }
}

} // namespace
} // namespace golub::mime
