// SPDX-License-Identifier: GPL-3.0-or-later
// Fields made to be slow: of nothing but beginnings, each of which could send a careless reader to the end and back.
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/AddressParser.h"
#include "core/mime/BaseSubject.h"
#include "core/mime/DateParser.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/MessageIds.h"
#include "core/mime/Parameters.h"
#include "core/mime/SafeFileName.h"

#include <gtest/gtest.h>

#include <chrono>

namespace golub::mime {
namespace {

// Square time would take minutes for this much.
constexpr qsizetype Size = 400'000;
constexpr std::chrono::seconds Enough(4);

QByteArray filled(const char *pattern)
{
    const QByteArray piece(pattern);
    return piece.repeated(Size / piece.size());
}

template<class Read>
void expectQuick(const char *pattern, Read read)
{
    const QByteArray field = filled(pattern);
    const auto begin = std::chrono::steady_clock::now();
    read(field);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, Enough) << pattern;
}

TEST(FieldTime, addresses)
{
    for (const char *pattern : { "(", "\"", "\\\"", "<", ">", "@", "a@b ", "<a@b> ", "<a@b", "a:", "a,", ";", "(<", "\"a\" ", "=?", "=?a?q?b", "@[", "a@[b>", "> ", "mailto:", "@a,", "<@a,", "a\xC5\xBC@", "xn--a.", ". " })
        expectQuick(pattern, [](const QByteArray &field) { parseAddresses(field); });
    expectQuick("xn--a.", [](const QByteArray &field) { parseAddresses("a@" + field); });
}

TEST(FieldTime, encodedWords)
{
    for (const char *pattern : { "=?", "?=", "=?a?q?b", "=?a?q?b ", "=?a?q?=41", "=?a?q?" "?=41", "=?utf-8?q?=41 ", "=?utf-8?q?=C5?= ", "=?utf-8?b?x?= ", "=?utf-8?q?a?=41 =?", "=?\"", "= ?", "=?a?b?c?=", "\r\n ", "=?utf-8*a?q?" })
        expectQuick(pattern, [](const QByteArray &field) { decodeHeaderText(field); });
}

TEST(FieldTime, parameters)
{
    for (const char *pattern : { ";", "=", "\"", "(", "a=\"", "a=\"b\" ", ";a=\"b\"c", "a=b ", ";a=(", "a ", ";*0=a", ";a*0*=a", "\r\n a=", " name=", ";a=\"C:\\b", "\\", ";a=\"\\", "; a b" }) {
        expectQuick(pattern, [](const QByteArray &field) {
            parseContentType("text/plain" + field);
            parseContentType("text/plain; name=" + field);
            parseContentType("text/plain; name=\"" + field);
            parseParameters(field);
        });
    }
}

TEST(FieldTime, others)
{
    for (const char *pattern : { "<", "<a", "a@b ", "a@b,", "<a@b>", "Re: ", "[a] ", "[", "(fwd)", "Re[", "[fwd:", "a.", "../", " ", "\xE3\x85\xA4", "1 ", "1:", "Jan ", "+1 ", "(" }) {
        expectQuick(pattern, [](const QByteArray &field) {
            parseMessageIds(field);
            parseMessageId(field);
            parseDate(field);
            baseSubject(QString::fromUtf8(field));
            safeFileName(QString::fromUtf8(field));
        });
    }
}

} // namespace
} // namespace golub::mime
