// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/ResponseParser.h"
#include "tests/support/Transcript.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>
#include <vector>

namespace golub::imap::test {

//! Every unit of \a bytes, fed in pieces of \a chunk bytes.
inline std::vector<ResponseUnit> unitsOf(QByteArrayView bytes, qsizetype chunk)
{
    ResponseFramer framer;
    std::vector<ResponseUnit> units;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype size = std::min(chunk, bytes.size() - at);
        framer.append(bytes.sliced(at, size));
        at += size;
        for (;;) {
            auto unit = framer.next();
            EXPECT_TRUE(unit.has_value());
            if (!unit || !*unit)
                break;
            units.push_back(std::move(**unit));
        }
    }
    EXPECT_FALSE(framer.hasPending()) << bytes.toByteArray().constData();
    return units;
}

//! The response that one unit stands for; the same at every chunk size.
inline Response parseOne(QByteArrayView bytes)
{
    Response result = OtherData { "NOTHING", {} };
    for (const qsizetype chunk : golub::test::ChunkSizes) {
        const auto units = unitsOf(bytes, chunk);
        EXPECT_EQ(units.size(), 1U) << bytes.toByteArray().constData();
        if (units.empty())
            return result;
        auto response = parseResponse(units.front());
        EXPECT_TRUE(response.has_value());
        if (response)
            result = std::move(*response);
    }
    return result;
}

//! The same as a value of kind T; a test failure and an empty one where it is something else.
template<class T>
T parseAs(QByteArrayView bytes)
{
    Response response = parseOne(bytes);
    if (T *value = std::get_if<T>(&response))
        return std::move(*value);
    ADD_FAILURE() << "another kind of response (" << response.index() << "): " << bytes.toByteArray().constData();
    return {};
}

} // namespace golub::imap::test
