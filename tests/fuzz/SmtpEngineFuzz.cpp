// SPDX-License-Identifier: GPL-3.0-or-later
#include "EngineFuzz.h"

#include "protocols/smtp/Engine.h"

using namespace golub;

namespace {

fuzz::Trace play(uint8_t settings, const QByteArray &server, qsizetype chunk)
{
    smtp::Options options;
    options.security = Security(settings % 3);
    options.allowCleartext = (settings & 4) != 0 && options.security == Security::None;
    options.auth = (settings & 8) != 0 ? AuthMethod::Auto : AuthMethod::None;
    options.credentials = { QStringLiteral("ala"), Secret("s3cret-word") };
    options.nonce = [] { return QByteArray("abc"); };
    smtp::Engine engine(options);
    fuzz::Driver<smtp::Engine> driver(engine, options.allowCleartext, options.security == Security::Tls);
    driver.secret = "s3cret-word";
    int asked = 0;
    int reports = 0;
    driver.onEvent = [&](const smtp::Event &event) {
        if (std::holds_alternative<smtp::BeforeData>(event)) {
            fuzz::require(++asked == 1 && reports == 0);
            engine.permitData({});
        }
        if (const auto *done = std::get_if<smtp::SubmissionDone>(&event)) {
            fuzz::require(++reports == 1);
            const SubmissionReport &report = done->report;
            fuzz::require(report.accepted == !report.error.has_value());
            fuzz::require(!report.accepted || asked == 1);
            fuzz::require(report.recipients.size() == 2);
            return report.error ? kindName(report.error->kind).toUtf8() : QByteArray("accepted");
        }
        return QByteArray();
    };
    engine.submit({ QStringLiteral("ala@example.org"), { QStringLiteral("bob@example.net"), QStringLiteral("eva@example.net") }, "Subject: x\r\n\r\n.\r\n" });
    const fuzz::Trace trace = driver.run(server, chunk);
    fuzz::require(reports == 1);
    return trace;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray server(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const fuzz::Trace whole = play(data[0], server, server.size());
    for (const qsizetype chunk : { 1, 3 })
        fuzz::require(play(data[0], server, chunk).text == whole.text);
    return 0;
}
