// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/Tests.h"

#include "tests/ui/window/JourneyTest.h"
#include "tests/ui/window/ModelsTest.h"
#include "tests/ui/window/PartsTest.h"
#include "tests/ui/window/PicturesTest.h"
#include "tests/ui/window/ReaderTest.h"
#include "tests/ui/window/SendingTest.h"
#include "tests/ui/window/ServerMailTest.h"
#include "tests/ui/window/TranslationsTest.h"

namespace golub::tests {

std::vector<std::unique_ptr<QObject>> windowTests()
{
    std::vector<std::unique_ptr<QObject>> tests;
    tests.push_back(std::make_unique<PartsTest>());
    tests.push_back(std::make_unique<ModelsTest>());
    tests.push_back(std::make_unique<TranslationsTest>());
    tests.push_back(std::make_unique<JourneyTest>());
    tests.push_back(std::make_unique<ReaderTest>());
    tests.push_back(std::make_unique<ServerMailTest>());
    tests.push_back(std::make_unique<SendingTest>());
    tests.push_back(std::make_unique<PicturesTest>());
    return tests;
}

} // namespace golub::tests
