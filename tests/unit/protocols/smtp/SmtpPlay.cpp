// SPDX-License-Identifier: GPL-3.0-or-later
#include "SmtpPlay.h"

namespace golub::smtp::test {
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
    return name == "none" ? AuthMethod::None : AuthMethod::Auto;
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
    else if (step.bytes == "window")
        options.contentWindow = step.value.toLongLong();
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
    Submission next { QStringLiteral("ala@example.org"), {}, "Subject: Hi\r\n\r\nHello\r\n" };
    next.options = submissionOptions;
    next.sevenBit = sevenBit;
    if (!message.isEmpty())
        next.message = message;
    const QStringList defaultRecipients { QStringLiteral("bob@example.net") };
    bool deny = false;
    QList<QByteArray> expected;
    std::optional<QByteArray> expectedClose;
    std::optional<Error> lastError;
    int asked = 0;

    runner.onEvent = [&](const Event &event) {
        static const char *const names[] = { "greeted", "encrypted", "capabilities", "authenticated", "ready", "before-data", "done" };
        events.append(names[event.index()]);
        if (const auto *learnt = std::get_if<CapabilitiesLearned>(&event))
            capabilities = learnt->capabilities;
        if (const auto *signedIn = std::get_if<Authenticated>(&event))
            mechanism = signedIn->mechanism;
        if (std::holds_alternative<BeforeData>(event)) {
            ++asked;
            ++permissionsAsked;
            EXPECT_LE(asked, int(reports.size()) + 1) << "asked more than once for a message";
            engine.permitData(deny ? Outcome(Error::of(ErrorKind::StorageFull)) : Outcome());
        }
        if (const auto *done = std::get_if<SubmissionDone>(&event)) {
            EXPECT_EQ(done->report.accepted, !done->report.error.has_value());
            reports.append(done->report);
            if (done->report.error)
                lastError = done->report.error;
        }
    };
    runner.onDirective = [&](const QByteArray &word, const QByteArray &value) {
        if (word == "from")
            next.envelopeFrom = QString::fromUtf8(value);
        else if (word == "to")
            next.recipients.append(QString::fromUtf8(value));
        else if (word == "message")
            next.message = QByteArray(value).replace("\\r", "\r").replace("\\n", "\n");
        else if (word == "without-chunking")
            next.withoutChunking = true;
        else if (word == "deny")
            deny = true;
        else if (word == "submit") {
            Submission submission = next;
            if (submission.recipients.isEmpty())
                submission.recipients = defaultRecipients;
            next.recipients.clear();
            engine.submit(submission);
        } else if (word == "quit")
            engine.quit();
        else if (word == "expect")
            expected.append(value);
        else if (word == "closed")
            expectedClose = value;
        else if (word == "mechanism")
            EXPECT_EQ(mechanism, value) << transcript.name.toStdString();
        else if (word == "recipient") {
            const auto words = value.split(' ');
            ASSERT_FALSE(reports.isEmpty()) << transcript.name.toStdString() << ": no report yet";
            bool found = false;
            for (const OutboxRecipient &r : std::as_const(reports.last().recipients)) {
                if (r.address != QString::fromUtf8(words.value(0)))
                    continue;
                found = true;
                static const char *const states[] = { "pending", "accepted", "refused" };
                EXPECT_EQ(states[int(r.state)], words.value(1)) << r.address.toStdString();
                EXPECT_EQ(r.reply.code, words.value(2).toInt()) << r.address.toStdString();
            }
            EXPECT_TRUE(found) << value.constData();
        } else if (word == "error") {
            const Error error = lastError.value_or(runner.closeReason().value_or(Error {}));
            EXPECT_TRUE(allWords(error).contains(QString::fromUtf8(value))) << "not in: " << allWords(error).toStdString();
        }
    };
    runner.run(transcript);

    const std::string where = transcript.name.toStdString() + " in chunks of " + std::to_string(chunk);
    EXPECT_EQ(reports.size(), expected.size()) << where;
    for (qsizetype i = 0; i < std::min(reports.size(), expected.size()); ++i)
        EXPECT_EQ(name(reports.at(i).error, QStringLiteral("accepted")), QString::fromUtf8(expected.at(i))) << where;
    closed = runner.isClosed();
    closeReason = runner.closeReason();
    if (expectedClose) {
        EXPECT_TRUE(closed) << where << ": still open";
        EXPECT_EQ(name(closeReason, QStringLiteral("normal")), QString::fromUtf8(*expectedClose)) << where;
    } else {
        EXPECT_FALSE(closed) << where << ": closed with " << name(closeReason, QStringLiteral("normal")).toStdString();
    }
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

} // namespace golub::smtp::test
