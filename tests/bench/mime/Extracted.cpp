// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/mime/Extracted.h"

#include <cstdio>
#include <functional>

namespace golub::bench {
namespace {

struct Fact {
    const char *name;
    double least;         // share of the messages; broken mail is read differently, and rightly so
    bool body;
    std::function<bool(const Extracted &, const Extracted &)> same;
};

const std::vector<Fact> &facts()
{
    static const std::vector<Fact> all {
        { "subject", 0.97, false, [](const Extracted &a, const Extracted &b) { return a.subject == b.subject; } },
        { "addresses", 0.97, false, [](const Extracted &a, const Extracted &b) { return a.addresses == b.addresses; } },
        { "date", 0.97, false, [](const Extracted &a, const Extracted &b) { return a.date == b.date; } },
        { "message id", 0.97, false, [](const Extracted &a, const Extracted &b) { return a.messageId == b.messageId; } },
        { "references", 0.97, false, [](const Extracted &a, const Extracted &b) { return a.references == b.references; } },
        { "text", 0.95, true, [](const Extracted &a, const Extracted &b) { return a.text == b.text; } },
        { "attachment sizes", 0.97, true, [](const Extracted &a, const Extracted &b) { return a.sizes == b.sizes; } },
    };
    return all;
}

} // namespace

QByteArray simplified(const QByteArray &text)
{
    return text.simplified();
}

bool compareExtracted(const std::vector<Extracted> &ours, const std::vector<Extracted> &peer, bool bodies)
{
    bool good = ours.size() == peer.size() && !ours.empty();
    const bool tell = qEnvironmentVariableIsSet("GOLUB_BENCH_DIFFERENCES");
    std::printf("Agreement over %zu messages:", ours.size());
    for (const Fact &fact : facts()) {
        if (fact.body && !bodies)
            continue;
        size_t same = 0;
        for (size_t i = 0; i < ours.size() && i < peer.size(); ++i) {
            const bool equal = fact.same(ours[i], peer[i]);
            same += equal;
            if (!equal && tell)
                std::fprintf(stderr, "message %zu: %s differs: \"%s\" and \"%s\"\n", i, fact.name, ours[i].subject.constData(), peer[i].subject.constData());
        }
        const double share = double(same) / double(qMax<size_t>(1, ours.size()));
        std::printf(" %s %.2f%% (at least %.0f%%)%s", fact.name, share * 100, fact.least * 100, &fact == &facts().back() ? "" : ",");
        good = good && share >= fact.least;
    }
    qint64 ourText = 0;
    qint64 peerText = 0;
    for (const Extracted &one : ours)
        ourText += one.text.size();
    for (const Extracted &one : peer)
        peerText += one.text.size();
    if (bodies)
        std::printf("; bytes of text %lld and %lld", static_cast<long long>(ourText), static_cast<long long>(peerText));
    std::printf("\n");
    return good;
}

} // namespace golub::bench
