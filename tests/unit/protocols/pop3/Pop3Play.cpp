// SPDX-License-Identifier: GPL-3.0-or-later
#include "Pop3Play.h"

namespace golub::pop3::test {
namespace {

using golub::test::Transcript;
using golub::test::TranscriptRunner;
using golub::test::TranscriptStep;

AuthMethod methodNamed(const QByteArray &name)
{
    for (const AuthMethod method : { AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::ScramSha1, AuthMethod::ScramSha256 }) {
        if (sasl::mechanismName(method).toLower() == name)
            return method;
    }
    return name == "apop" ? AuthMethod::Apop : AuthMethod::Auto;
}

void applySetting(Options &options, const TranscriptStep &step)
{
    if (step.bytes == "security")
        options.security = step.value == "tls" ? Security::Tls : step.value == "none" ? Security::None : Security::StartTls;
    else if (step.bytes == "allow-cleartext")
        options.allowCleartext = true;
    else if (step.bytes == "auth")
        options.auth = methodNamed(step.value);
    else if (step.bytes == "user")
        options.credentials.user = QString::fromUtf8(step.value);
    else if (step.bytes == "password")
        options.credentials.secret = Secret(step.value);
    else if (step.bytes == "nonce")
        options.nonce = [nonce = step.value] { return nonce; };
}

std::optional<Request> requestOf(const QByteArray &value)
{
    const QList<QByteArray> words = value.split(' ');
    const quint32 number = words.value(1).toUInt();
    if (words.first() == "stat")
        return Stat {};
    if (words.first() == "list")
        return List {};
    if (words.first() == "retr")
        return Retrieve { number };
    if (words.first() == "top")
        return Top { number, words.value(2).toUInt() };
    if (words.first() == "dele")
        return Delete { number };
    if (words.first() == "rset")
        return Reset {};
    if (words.first() == "noop")
        return Noop {};
    if (words.first() == "quit")
        return Quit {};
    return std::nullopt;
}

QByteArray listing(const QList<MaildropMessage> &messages)
{
    QByteArrayList out;
    for (const MaildropMessage &message : messages)
        out.append(QByteArray::number(message.number) + '=' + message.uidl + ':' + QByteArray::number(message.size));
    return out.join(' ');
}

QString name(const std::optional<Error> &error, const QString &none)
{
    return error ? kindName(error->kind) : none;
}

QString allWords(const Error &error)
{
    return error.text + u'\n' + error.detail + u'\n' + error.reply.text + u'\n' + error.reply.enhanced;
}

} // namespace

void Play::run(const Transcript &transcript, qsizetype chunk)
{
    options.security = Security::StartTls;
    if (options.credentials.user.isEmpty()) {
        options.credentials.user = QStringLiteral("ala");
        options.credentials.secret = Secret("s3cret-word");
    }
    for (const TranscriptStep &step : transcript.steps) {
        if (step.kind == TranscriptStep::Kind::Directive)
            applySetting(options, step);
    }
    Engine engine(options);
    TranscriptRunner<Engine> runner(engine, chunk);
    runner.cleartextAllowed = options.allowCleartext;
    const QByteArray password = options.credentials.secret.reveal();
    runner.secrets = { password, '\0' + options.credentials.user.toUtf8() + '\0' + password };
    QList<QByteArray> expected;
    QList<quint64> asked;
    std::optional<QByteArray> expectedClose;
    std::optional<Error> lastError;
    Answer last;

    runner.onEvent = [&](const Event &event) {
        static const char *const names[] = { "greeted", "encrypted", "capabilities", "authenticated", "ready", "completed" };
        events.append(names[event.index()]);
        if (const auto *learnt = std::get_if<CapabilitiesLearned>(&event))
            capabilities = learnt->capabilities;
        if (const auto *signedIn = std::get_if<Authenticated>(&event))
            mechanism = signedIn->mechanism;
        if (const auto *completed = std::get_if<Completed>(&event)) {
            answers.append({ completed->id, completed->answer });
            if (completed->answer)
                last = *completed->answer;
            else
                lastError = completed->answer.error();
        }
    };
    runner.onDirective = [&](const QByteArray &word, const QByteArray &value) {
        const std::string here = transcript.name.toStdString() + ": @" + word.toStdString();
        if (word == "do") {
            const auto request = requestOf(value);
            ASSERT_TRUE(request) << here << ' ' << value.constData();
            asked.append(engine.submit(*request));
        } else if (word == "expect")
            expected.append(value);
        else if (word == "any-order")
            anyOrder = true;
        else if (word == "closed")
            expectedClose = value;
        else if (word == "mechanism")
            EXPECT_EQ(mechanism, value) << here;
        else if (word == "listed")
            EXPECT_EQ(listing(last.messages), value) << here;
        else if (word == "stat")
            EXPECT_EQ(QByteArray::number(last.count) + ' ' + QByteArray::number(last.octets), value) << here;
        else if (word == "message")
            EXPECT_EQ(last.message, QByteArray(value).replace("\\r", "\r").replace("\\n", "\n")) << here;
        else if (word == "error") {
            const Error error = lastError.value_or(runner.closeReason().value_or(Error {}));
            EXPECT_TRUE(allWords(error).contains(QString::fromUtf8(value))) << here << " is not in: " << allWords(error).toStdString();
        }
    };
    runner.run(transcript);

    const std::string where = transcript.name.toStdString() + " in chunks of " + std::to_string(chunk);
    ASSERT_EQ(answers.size(), expected.size()) << where;
    ASSERT_EQ(answers.size(), asked.size()) << where << ": every request is answered exactly once";
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const auto &[id, answer] = answers.at(i);
        if (!anyOrder) {
            EXPECT_EQ(id, asked.at(i)) << where << ": in their order";
        }
        const QString how = answer ? QStringLiteral("ok") : kindName(answer.error().kind);
        EXPECT_EQ(how.toStdString(), expected.at(i).toStdString()) << where << ", request " << i + 1;
    }
    closed = runner.isClosed();
    closeReason = runner.closeReason();
    const QString ended = closed ? name(closeReason, QStringLiteral("normal")) : QStringLiteral("open");
    EXPECT_EQ(ended.toStdString(), expectedClose.value_or("open").toStdString()) << where;
    logged = runner.sent().logged();
}

Play playAll(const Transcript &transcript, const std::function<void(Play &)> &prepare)
{
    Play last;
    for (const qsizetype chunk : golub::test::ChunkSizes) {
        Play play;
        if (prepare)
            prepare(play);
        play.run(transcript, chunk);
        if (chunk != golub::test::ChunkSizes[0]) {
            EXPECT_EQ(play.events, last.events) << transcript.name.toStdString() << " depends on the chunks of " << chunk;
        }
        last = std::move(play);
    }
    return last;
}

} // namespace golub::pop3::test
