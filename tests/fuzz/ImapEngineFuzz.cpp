// SPDX-License-Identifier: GPL-3.0-or-later
// No secret before TLS, every command answered exactly once, and the same whatever the chunks.
#include "EngineFuzz.h"

#include "protocols/imap/Engine.h"

#include <QMap>

using namespace golub;

namespace {

fuzz::Trace play(uint8_t settings, const QByteArray &server, qsizetype chunk)
{
    imap::Options options;
    options.security = Security(settings % 3);
    options.allowCleartext = (settings & 4) != 0 && options.security == Security::None;
    options.credentials = { QStringLiteral("ala"), Secret((settings & 8) != 0 ? "s3cret-word" : "s3cret\nword") };
    options.nonce = [] { return QByteArray("abc"); };
    options.tellName = (settings & 16) != 0;
    imap::Engine engine(options);
    fuzz::Driver<imap::Engine> driver(engine, options.allowCleartext, options.security == Security::Tls);
    driver.secret = options.credentials.secret.reveal();
    QMap<quint64, int> answers;
    driver.onEvent = [&](const imap::Event &event) {
        if (const auto *done = std::get_if<imap::Completed>(&event)) {
            fuzz::require(answers.contains(done->id) && ++answers[done->id] == 1);
            return QByteArray::number(done->id) + (done->result ? QByteArray(" ok") : kindName(done->result.error().kind).toUtf8());
        }
        return QByteArray();
    };
    answers[engine.submit(std::move(imap::Command("SELECT", imap::Expect::Select).astring("INBOX").alone()))] = 0;
    answers[engine.submit(imap::Command("UID FETCH 1:9 (UID FLAGS)", imap::Expect::Fetch))] = 0;
    answers[engine.submit(std::move(imap::Command("APPEND").astring("Sent").literal("From: a\r\n\r\nb")))] = 0;
    answers[engine.idle()] = 0;
    if ((settings & 32) != 0)
        answers[engine.logout()] = 0;
    fuzz::Trace trace = driver.run(server, chunk);
    // In one piece with the answer to STARTTLS the injected bytes are seen before TLS is asked for, else just after.
    trace.text.replace("TLS\nX protocol\n", "X protocol\n");
    for (const int count : answers)
        fuzz::require(count == 1);
    // Bounded: a reaction for a line, not more.
    fuzz::require(trace.text.size() < 4096 + server.size() * 200);
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
