// SPDX-License-Identifier: GPL-3.0-or-later
// SmtpSubmitter against the mail transfer agents of Debian, each on a machine of its own (tests/servers/mta): what is sent arrives, and as it was.
#include "core/base/LineEnds.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"
#include "core/mime/SevenBit.h"
#include "protocols/net/SslTransport.h"
#include "protocols/smtp/SmtpSubmitter.h"
#include "tests/servers/Mta.h"
#include "tests/support/ScriptedTransport.h"
#include "tests/support/WaitUntil.h"
#include "tests/support/mail/RandomMail.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

using namespace golub;
using namespace golub::test;

namespace {

const QString Ala = QStringLiteral("ala");
const QString Bob = QStringLiteral("bob");

QString at(const QString &local)
{
    return local + QStringLiteral("@example.org");
}

template<class System>
class MtaTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        if (Mta::whyNot(nameOf()).isEmpty())
            s_mta = std::make_unique<System>();
    }
    static void TearDownTestSuite() { s_mta.reset(); }
    void SetUp() override
    {
        if (const QString reason = Mta::whyNot(nameOf()); !reason.isEmpty())
            GTEST_SKIP() << reason.toStdString();
        ASSERT_TRUE(mta().isRunning()) << mta().problem().toStdString();
    }
    void TearDown() override
    {
        settle();
        if (HasFailure() && s_mta)
            ADD_FAILURE() << log.allText().right(6000).toStdString() << s_mta->logs().right(4000).toStdString();
    }
    static QString nameOf();
    static Mta &mta() { return *s_mta; }
    //! How the tests that are not about signing in connect.
    Security usual() const { return mta().hasTls() ? Security::StartTls : Security::None; }

    std::unique_ptr<smtp::SmtpSubmitter> submitter(Security security, const Secret &secret)
    {
        const ServerSettings settings = mta().submission(Ala, security);
        net::Connection connection;
        connection.endpoint.host = settings.host;
        connection.endpoint.port = settings.port;
        connection.endpoint.security = settings.security;
        connection.endpoint.caFile = settings.caFile;
        connection.transport = std::make_unique<net::SslTransport>(clock, nullptr);
        connection.clock = &clock;
        connection.log = &log;
        return std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(settings, settings.user, secret), std::move(connection));
    }
    std::unique_ptr<smtp::SmtpSubmitter> submitter() { return submitter(usual(), Secret(Mta::password(Ala))); }

    SubmissionReport submit(smtp::SmtpSubmitter &with, const QStringList &recipients, const QByteArray &raw, const QString &from = at(Ala))
    {
        Submission submission { from, recipients, raw };
        submission.sevenBit = [raw] { return mime::toSevenBit(raw); };
        auto report = std::make_shared<std::optional<SubmissionReport>>();
        with.submit(submission, [](const QList<OutboxRecipient> &) { return Outcome(); }, [report](const SubmissionReport &given) { *report = given; });
        EXPECT_TRUE(waitUntil([&] { return report->has_value(); }, std::chrono::seconds(40)));
        return report->value_or(SubmissionReport {});
    }
    //! The user's message with that subject, once it is there; empty after a while.
    static QByteArray delivered(const QString &user, const QByteArray &subject)
    {
        QByteArray found;
        waitUntil([&] {
            for (const QByteArray &raw : mta().messages(user)) {
                if (raw.contains("\r\nSubject: " + subject + "\r\n"))
                    found = raw;
            }
            return !found.isEmpty();
        }, std::chrono::seconds(20));
        return found;
    }
    static QByteArray letter(const QByteArray &subject, const QByteArray &body, const QByteArray &more = {})
    {
        return "From: Ala <ala@example.org>\r\nTo: bob@example.org\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <" + subject
            + "@example.org>\r\nSubject: " + subject + "\r\n" + more + "\r\n" + body;
    }
    static QByteArray bodyOf(const QByteArray &raw) { return raw.mid(raw.indexOf("\r\n\r\n") + 4); }
    static std::string why(const SubmissionReport &report)
    {
        return report.error ? (report.error->text + u' ' + report.error->detail + u' ' + report.error->reply.text).toStdString() : std::string();
    }

    SystemClock clock;
    LogRecorder log;

private:
    static inline std::unique_ptr<System> s_mta;
};

template<>
QString MtaTest<Postfix>::nameOf() { return QStringLiteral("postfix"); }
template<>
QString MtaTest<Exim>::nameOf() { return QStringLiteral("exim"); }
template<>
QString MtaTest<Sendmail>::nameOf() { return QStringLiteral("sendmail"); }
template<>
QString MtaTest<Courier>::nameOf() { return QStringLiteral("courier"); }
template<>
QString MtaTest<OpenSmtpd>::nameOf() { return QStringLiteral("opensmtpd"); }

using Systems = testing::Types<Postfix, Exim, Sendmail, Courier, OpenSmtpd>;
class SystemNames
{
public:
    template<class System>
    static std::string GetName(int)
    {
        const char *const names[] = { "Postfix", "Exim", "Sendmail", "Courier", "OpenSmtpd" };
        return names[std::is_same_v<System, Exim> + 2 * std::is_same_v<System, Sendmail> + 3 * std::is_same_v<System, Courier>
            + 4 * std::is_same_v<System, OpenSmtpd>];
    }
};
TYPED_TEST_SUITE(MtaTest, Systems, SystemNames);

//! What a reader sees of every part: type, name and decoded content.
QStringList partsOf(const QByteArray &raw)
{
    QStringList parts;
    const mime::MessageTree tree = mime::readMessage(raw);
    for (std::size_t i = 0; i < tree.parts.size(); ++i) {
        const mime::Part &part = tree.parts[i];
        parts.append(QString::fromLatin1(part.mediaType()) + u'|' + part.name + u'|'
            + (part.isLeaf() ? QString::fromLatin1(mime::decodedContent(raw, part).toHex()) : QString()));
    }
    return parts;
}

//! Where two messages differ, in words a person can read; empty where they are the same to a reader.
std::string difference(const QByteArray &here, const QByteArray &there)
{
    const QStringList left = partsOf(here);
    const QStringList right = partsOf(there);
    for (qsizetype i = 0; i < qMax(left.size(), right.size()); ++i) {
        const QString a = left.value(i);
        const QString b = right.value(i);
        if (a == b)
            continue;
        const qsizetype at = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
        const auto near = [at](const QString &part) {
            const qsizetype begin = part.lastIndexOf(u'|') + 1;
            return QByteArray::fromHex(part.mid(begin).toLatin1()).mid(qMax<qsizetype>(0, (at - begin) / 2 - 40), 120).toPercentEncoding(" ;,:/").toStdString();
        };
        return "part " + std::to_string(i) + " (" + a.section(u'|', 0, 1).toStdString() + ") was " + near(a) + "\nand is " + near(b) + " in\n"
            + there.left(1500).toStdString();
    }
    return {};
}

} // namespace

TYPED_TEST(MtaTest, TakesMailOnEachPortAndDeliversItAsItWas)
{
    const QByteArray body = "..two dots\r\n.\r\n.one dot\r\nFrom here on\r\n\r\nend\r\n";
    for (const Security security : { Security::StartTls, Security::Tls, Security::None }) {
        if (security != Security::None && !this->mta().hasTls())
            continue;
        const QByteArray subject = "port-" + QByteArray::number(int(security));
        auto with = this->submitter(security, Secret(Mta::password(Ala)));
        const SubmissionReport report = this->submit(*with, { at(Bob) }, this->letter(subject, body));
        EXPECT_TRUE(report.accepted) << this->why(report);
        EXPECT_EQ(this->bodyOf(this->delivered(Bob, subject)).toStdString(), body.toStdString());
    }
    EXPECT_FALSE(this->log.allText().contains(Mta::password(Ala)));
}

TYPED_TEST(MtaTest, OneRefusedRecipientAmongSeveralDoesNotStopTheOthers)
{
    auto with = this->submitter();
    const SubmissionReport report = this->submit(*with, { at(Bob), QStringLiteral("unknown@example.org"), QStringLiteral("cyd@example.org") },
        this->letter("several", "Hello\r\n"));
    EXPECT_TRUE(report.accepted) << this->why(report);
    ASSERT_EQ(report.recipients.size(), 3);
    EXPECT_EQ(report.recipients.at(0).state, RecipientState::Accepted);
    EXPECT_EQ(report.recipients.at(1).state, RecipientState::Refused);
    EXPECT_GE(report.recipients.at(1).reply.code, 500);
    EXPECT_FALSE(report.recipients.at(1).reply.text.isEmpty());
    EXPECT_EQ(report.recipients.at(2).state, RecipientState::Accepted);
    EXPECT_FALSE(this->delivered(Bob, "several").isEmpty());
    EXPECT_FALSE(this->delivered(QStringLiteral("cyd"), "several").isEmpty());
    // The session goes on.
    EXPECT_TRUE(this->submit(*with, { at(Bob) }, this->letter("after-several", "Hello\r\n")).accepted);
}

TYPED_TEST(MtaTest, NobodyLeftIsARefusal)
{
    auto with = this->submitter();
    const SubmissionReport report = this->submit(*with, { QStringLiteral("unknown@example.org") }, this->letter("nobody-left", "Hello\r\n"));
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::ServerRefused) << this->why(report);
    EXPECT_EQ(report.recipients.first().state, RecipientState::Refused);
    EXPECT_TRUE(this->submit(*with, { at(Bob) }, this->letter("after-nobody", "Hello\r\n")).accepted);
}

TYPED_TEST(MtaTest, EightBitTextIsWhatItWas)
{
    const QByteArray body = "Zażółć gęślą jaźń, čćđšž, Съешь же ещё этих мягких французских булок\r\n";
    auto with = this->submitter();
    const SubmissionReport report = this->submit(*with, { at(Bob) },
        this->letter("eight-bit", body, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"));
    EXPECT_TRUE(report.accepted) << this->why(report);
    const QByteArray there = this->delivered(Bob, "eight-bit");
    const mime::MessageTree tree = mime::readMessage(there);
    EXPECT_EQ(mime::decodedContent(there, tree.root()).trimmed(), body.trimmed());
}

TYPED_TEST(MtaTest, AnInternationalAddressIsSentOrExplained)
{
    auto with = this->submitter();
    const QString from = QStringLiteral("żaba@example.org");
    const SubmissionReport report = this->submit(*with, { at(Bob) }, this->letter("smtputf8", "Hello\r\n"), from);
    if (this->mta().hasSmtpUtf8()) {
        EXPECT_TRUE(report.accepted) << this->why(report);
        EXPECT_FALSE(this->delivered(Bob, "smtputf8").isEmpty());
    } else if (!report.accepted) {
        // Courier offers SMTPUTF8 and may take it; the others do not, and then nothing was tried.
        ASSERT_TRUE(report.error);
        EXPECT_EQ(report.error->kind, ErrorKind::InvalidInput) << this->why(report);
        EXPECT_TRUE(report.error->text.contains(from)) << this->why(report);
    }
}

TYPED_TEST(MtaTest, WhatIsTooLargeIsRefusedForGood)
{
    auto with = this->submitter();
    const QByteArray large = QByteArray("0123456789012345678901234567890123456789012345678901234567890123\r\n").repeated(Mta::SizeLimit / 60);
    const SubmissionReport report = this->submit(*with, { at(Bob) }, this->letter("too-large", large));
    ASSERT_TRUE(report.error);
    // By its SIZE where the server says it, else in the server's words.
    EXPECT_TRUE(report.error->kind == ErrorKind::InvalidInput || report.error->kind == ErrorKind::ServerRefused) << this->why(report);
    EXPECT_FALSE(report.error->text.isEmpty());
}

TYPED_TEST(MtaTest, ALargeMessageArrivesWhole)
{
    QByteArray body;
    for (int line = 0; body.size() < Mta::SizeLimit * 3 / 4; ++line)
        body += "Line " + QByteArray::number(line) + " of a long message, which is here to fill the buffers of both sides\r\n.\r\n";
    auto with = this->submitter();
    const SubmissionReport report = this->submit(*with, { at(Bob) }, this->letter("large", body));
    EXPECT_TRUE(report.accepted) << this->why(report);
    EXPECT_TRUE(this->bodyOf(this->delivered(Bob, "large")) == body);
}

TYPED_TEST(MtaTest, AWrongPasswordIsToldApart)
{
    if (!this->mta().hasSignIn())
        GTEST_SKIP() << "no sign-in";
    for (const Security security : { Security::StartTls, Security::Tls }) {
        auto with = this->submitter(security, Secret("wrong"));
        const SubmissionReport report = this->submit(*with, { at(Bob) }, this->letter("wrong-password", "Hello\r\n"));
        ASSERT_TRUE(report.error);
        EXPECT_EQ(report.error->kind, ErrorKind::AuthFailed) << this->why(report);
        EXPECT_EQ(report.error->reply.code / 100, 5);
    }
}

// RFC 5321 section 2.3.8: only CRLF . CRLF ends the content. What some servers take for it besides must not get out (SMTP smuggling).
TYPED_TEST(MtaTest, NothingInsideOfAMessageEndsIt)
{
    const QByteArray ends[] = { "\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r", "\r.\r\n", "\n\n.\r\n", QByteArray("\r\n\0.\r\n", 6), "\r\n.\r\n" };
    auto with = this->submitter();
    int number = 0;
    for (const QByteArray &end : ends) {
        const QByteArray subject = "smuggle-" + QByteArray::number(++number);
        const QByteArray body = "before" + end + "MAIL FROM:<evil@example.org>\r\nRCPT TO:<cyd@example.org>\r\nDATA\r\nSubject: smuggled\r\n\r\nHa\r\n.\r\nafter\r\n";
        const SubmissionReport report = this->submit(*with, { at(Bob) }, this->letter(subject, body));
        EXPECT_TRUE(report.accepted) << number << this->why(report);
        const QByteArray there = this->delivered(Bob, subject);
        const mime::MessageTree tree = mime::readMessage(there);
        const QByteArray text = mime::decodedContent(there, tree.root());
        EXPECT_TRUE(text.contains("before")) << number << there.toStdString();
        EXPECT_TRUE(text.contains("MAIL FROM:<evil@example.org>")) << number;
        EXPECT_TRUE(text.contains("after")) << number << there.toStdString();
    }
    EXPECT_TRUE(this->submit(*with, { QStringLiteral("cyd@example.org") }, this->letter("last", "The end\r\n")).accepted);
    EXPECT_FALSE(this->delivered(QStringLiteral("cyd"), "last").isEmpty());
    for (const QByteArray &raw : this->mta().messages(QStringLiteral("cyd")))
        EXPECT_FALSE(raw.contains("\r\nSubject: smuggled\r\n")) << raw.toStdString();
}

TYPED_TEST(MtaTest, WhatArrivesIsWhatWasComposed)
{
    Random random(7);
    auto with = this->submitter();
    for (int number = 0; number < 12; ++number) {
        if (number % 10 == 9)
            with = this->submitter(); // as the program does it
        const QByteArray subject = "composed-" + QByteArray::number(number);
        mime::OutgoingMessage message = randomMessage(random, { 6, 3, 3000, true });
        message.subject = QString::fromLatin1(subject);
        message.from = { Address { QStringLiteral("Ala"), at(Ala) } };
        const QByteArray raw = mime::writeMessage(message, randomOptions(random));
        EXPECT_EQ(raw, withCrlf(raw)) << "no CR or LF alone";
        EXPECT_FALSE(raw.contains('\0'));
        const SubmissionReport report = this->submit(*with, { at(Bob) }, raw);
        ASSERT_TRUE(report.accepted) << number << this->why(report);
        const QByteArray there = this->delivered(Bob, subject);
        EXPECT_EQ(difference(raw, there), std::string()) << number;
        const auto recipients = mime::readMessage(raw).envelope.to.size(); // servers write a field where there is none
        EXPECT_TRUE(recipients == 0 || mime::readMessage(there).envelope.to.size() == recipients) << number;
    }
}
