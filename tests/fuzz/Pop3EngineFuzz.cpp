// SPDX-License-Identifier: GPL-3.0-or-later
#include "EngineFuzz.h"

#include "protocols/pop3/Engine.h"

using namespace golub;

namespace {

fuzz::Trace play(uint8_t settings, const QByteArray &server, qsizetype chunk)
{
    pop3::Options options;
    options.security = Security(settings % 3);
    options.allowCleartext = (settings & 4) != 0 && options.security == Security::None;
    options.credentials = { QStringLiteral("ala"), Secret("s3cret-word") };
    options.nonce = [] { return QByteArray("abc"); };
    pop3::Engine engine(options);
    fuzz::Driver<pop3::Engine> driver(engine, options.allowCleartext, options.security == Security::Tls);
    driver.secret = "s3cret-word";
    quint64 next = 1;
    driver.onEvent = [&next](const pop3::Event &event) {
        const auto *completed = std::get_if<pop3::Completed>(&event);
        if (!completed)
            return QByteArray();
        fuzz::require(completed->id == next++);
        if (!completed->answer)
            return kindName(completed->answer.error().kind).toUtf8();
        QByteArray out = completed->answer->message;
        for (const MaildropMessage &message : completed->answer->messages)
            out += QByteArray::number(message.number) + message.uidl + QByteArray::number(message.size);
        return out;
    };
    for (const pop3::Request &request : { pop3::Request(pop3::List {}), pop3::Request(pop3::Top { 1, 2 }), pop3::Request(pop3::Retrieve { 1 }),
             pop3::Request(pop3::Delete { 1 }), pop3::Request(pop3::Stat {}), pop3::Request(pop3::Quit {}) })
        engine.submit(request);
    const fuzz::Trace trace = driver.run(server, chunk);
    fuzz::require(next == 7);
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
