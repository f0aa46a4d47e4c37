// SPDX-License-Identifier: GPL-3.0-or-later
// A server that may say anything, over TLS, to an account that once signed in without giving its password away: the password never
// leaves, neither as it is nor in base64.
#include "EngineFuzz.h"

#include "protocols/imap/Engine.h"
#include "protocols/pop3/Engine.h"
#include "protocols/smtp/Engine.h"

using namespace golub;

namespace {

const QByteArray Password = "s3cret-word";

sasl::Credentials credentials(uint8_t settings)
{
    using Proof = SignInStrength::Proof;
    sasl::Credentials out { QStringLiteral("ala"), Secret(Password) };
    out.floor = { true, (settings & 4) != 0 ? Proof::BoundScram : (settings & 8) != 0 ? Proof::Scram : Proof::Challenge };
    out.serverEndPoint = [] { return QByteArray(32, 'e'); };
    return out;
}

template<class Engine, class Options>
void play(uint8_t settings, const QByteArray &server, const std::function<void(Engine &)> &ask = {})
{
    Options options;
    options.security = (settings & 16) != 0 ? Security::StartTls : Security::Tls;
    options.credentials = credentials(settings);
    options.nonce = [] { return QByteArray("abc"); };
    Engine engine(options);
    fuzz::Driver<Engine> driver(engine, false, options.security == Security::Tls);
    driver.secret = Password;
    if (ask)
        ask(engine);
    const QByteArray sent = driver.run(server, server.size() + 1).text;
    const QByteArray plain = '\0' + QByteArray("ala") + '\0' + Password;
    for (const QByteArray &form : { Password, Password.toBase64(), plain.toBase64() })
        fuzz::require(!sent.contains(form));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray server(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    switch (data[0] % 3) {
    case 0:
        play<imap::Engine, imap::Options>(data[0], server);
        break;
    case 1:
        play<pop3::Engine, pop3::Options>(data[0], server, [](pop3::Engine &engine) { engine.submit(pop3::Stat {}); });
        break;
    default:
        play<smtp::Engine, smtp::Options>(data[0], server);
    }
    return 0;
}
