// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/forms/FormData.h"

#include "tests/support/FakeMailService.h"

#include <QCryptographicHash>

namespace golub::tests {

Draft emptyDraft(const FakeMailService &service)
{
    const QList<Account> accounts = service.accounts();
    return service.newDraft(accounts.isEmpty() ? AccountId {} : accounts.constFirst().id);
}

Draft longReply(const FakeMailService &service)
{
    Draft draft = emptyDraft(service);
    draft.to = { { QStringLiteral("Ivana Horvat"), QStringLiteral("ivana@example.hr") },
        { QStringLiteral("Nowak, Jan"), QStringLiteral("jan.nowak@example.pl") },
        { {}, QStringLiteral("team@example.org") } };
    draft.cc = { { QStringLiteral("Пётр Иванов"), QStringLiteral("petr@example.ru") } };
    draft.subject = QStringLiteral("Re: Zażółć gęślą jaźń: plan na wtorek");
    draft.inReplyTo = QStringList { QStringLiteral("1@example.org") };
    draft.text = QStringLiteral(
        "\n\nIvana Horvat wrote:\n> Hvala na poruci, vidimo se u utorak.\n>\n>> Can we meet on Tuesday at ten?\n>> The "
        "room on the second floor is free.\n>>> Where shall we meet?\n> Lijep pozdrav\n> Ivana\n\n-- \nAnna Nowak\n"
        "Example Mail");
    draft.attachments = { { {}, QStringLiteral("Zestawienie kosztów 2026.ods"), QStringLiteral("application/ods"),
                              QByteArray(48'200, 'x') },
        { {}, QStringLiteral("plan.pdf"), QStringLiteral("application/pdf"), QByteArray(1'340'000, 'x') } };
    return draft;
}

Draft richDraft(const FakeMailService &service)
{
    Draft draft = emptyDraft(service);
    draft.to = { { QStringLiteral("Ivana Horvat"), QStringLiteral("ivana@example.hr") } };
    draft.subject = QStringLiteral("Minutes of the meeting");
    draft.html = QStringLiteral(
        "<div>Dear all,</div><div><br></div><div>this is <b>bold</b>, <i>italic</i>, <u>underlined</u> and a "
        "<a href=\"https://example.org/\">link</a>.</div><ul><li>first</li><li>second</li></ul><ol><li>one</li>"
        "<li>two</li></ol><blockquote type=\"cite\"><div>What was said before</div><blockquote><div>and before that"
        "</div></blockquote></blockquote><div>Regards</div>");
    return draft;
}

ConnectionReport failedReport()
{
    ConnectionReport report;
    const QString in = QStringLiteral("imap.poczta.example:993");
    const QString out = QStringLiteral("smtp.poczta.example:465");
    report.steps += { in, QStringLiteral("dns"), true, QStringLiteral("192.0.2.1"), 4 };
    report.steps += { in, QStringLiteral("tcp"), true, {}, 12 };
    report.steps += { in, QStringLiteral("tls"), true, QStringLiteral("TLS 1.3"), 30 };
    report.steps += { in, QStringLiteral("authentication"), true, QStringLiteral("SCRAM-SHA-256"), 25 };
    report.steps += { out, QStringLiteral("dns"), true, QStringLiteral("192.0.2.2"), 3 };
    report.steps += { out, QStringLiteral("tls"), true, QStringLiteral("TLS 1.2"), 31 };
    ConnectionStep failed { out, QStringLiteral("authentication"), false, {}, 40 };
    failed.error = Error { ErrorKind::AuthFailed, QStringLiteral("The server did not accept the password."), {},
        ServerReply { 535, QStringLiteral("5.7.8"), QStringLiteral("Error: authentication failed: bad credentials") } };
    report.steps += failed;
    return report;
}

service::UserRequest wrongPassword(const FakeMailService &service)
{
    service::UserRequest request;
    request.kind = service::UserRequest::Kind::Password;
    request.account = service.accounts().constFirst().id;
    request.accountName = service.accounts().constFirst().name;
    request.error = Error { ErrorKind::AuthFailed, {}, {},
        ServerReply { 0, QStringLiteral("AUTHENTICATIONFAILED"), QStringLiteral("Invalid credentials (Failure)") } };
    return request;
}

service::UserRequest untrusted()
{
    CertificateProblem problem;
    problem.host = QStringLiteral("mail.example.org");
    problem.port = 993;
    problem.reasons
        = QStringList { QStringLiteral("Nobody you trust signed it."), QStringLiteral("It expired on 3 March 2025.") };
    const QDateTime from(QDate(2024, 3, 3), QTime(0, 0), Qt::UTC);
    problem.chain
        += CertificateInfo { QStringLiteral("mail.example.org"), QStringLiteral("Example Issuing Authority R3"),
               QStringList { QStringLiteral("mail.example.org"), QStringLiteral("imap.example.org") }, from,
               from.addYears(1), QCryptographicHash::hash("server", QCryptographicHash::Sha256) };
    problem.chain += CertificateInfo { QStringLiteral("Example Issuing Authority R3"),
        QStringLiteral("Example Issuing Authority R3"), {}, from, from.addYears(10),
        QCryptographicHash::hash("authority", QCryptographicHash::Sha256) };
    service::UserRequest request;
    request.kind = service::UserRequest::Kind::Certificate;
    request.accountName = QStringLiteral("Work");
    request.error = Error::of(ErrorKind::CertificateRejected);
    request.error.certificate = std::make_shared<const CertificateProblem>(problem);
    return request;
}

service::UserRequest changedCertificate()
{
    service::UserRequest request = untrusted();
    CertificateProblem problem = *request.error.certificate;
    problem.faults = { CertificateFault::UnknownIssuer, CertificateFault::Expired };
    problem.before = SeenCertificate { QByteArray(32, 'b'), QStringLiteral("mail.example.org"), QStringLiteral("A Good Authority"), true,
        QDateTime(QDate(2026, 3, 3), QTime(12, 0), Qt::UTC) };
    request.error.certificate = std::make_shared<const CertificateProblem>(problem);
    return request;
}

service::UserRequest weakened(const FakeMailService &service)
{
    service::UserRequest request;
    request.kind = service::UserRequest::Kind::Weakened;
    request.account = service.accounts().constFirst().id;
    request.accountName = service.accounts().constFirst().name;
    request.error = Error { ErrorKind::Weakened, QStringLiteral("Until now this server let you sign in without seeing your password.") };
    request.error.weakness = std::make_shared<const SignInWeakness>(SignInWeakness { QStringLiteral("mail.example.org"), 993,
        { true, SignInStrength::Proof::Scram }, { true, SignInStrength::Proof::Password } });
    return request;
}

service::SignInProvider browserProvider()
{
    service::SignInProvider provider;
    provider.id = QStringLiteral("microsoft");
    provider.name = QStringLiteral("Microsoft");
    provider.hasTenants = true;
    provider.redirect = QStringLiteral("http://localhost");
    provider.registration = QUrl(QStringLiteral("https://entra.example/"));
    provider.howToRegister = QStringLiteral("Open “App registrations” in Microsoft Entra and add one for the accounts that you use. Add the platform “Mobile "
                                            "and desktop applications” with the redirect address http://localhost, and copy the client ID here.");
    return provider;
}

service::SignInGrant browserGrant()
{
    service::SignInGrant grant;
    grant.isSignedIn = true;
    grant.providerName = QStringLiteral("Microsoft");
    grant.login = QStringLiteral("anna@poczta.example");
    grant.scopes = { QStringLiteral("https://outlook.example/IMAP.AccessAsUser.All"), QStringLiteral("https://outlook.example/SMTP.Send"),
        QStringLiteral("offline_access") };
    grant.since = QDateTime(QDate(2026, 3, 3), QTime(12, 0), Qt::UTC);
    grant.accessUntil = QDateTime(QDate(2026, 3, 9), QTime(13, 5), Qt::UTC);
    grant.renewsItself = true;
    return grant;
}

service::UserRequest browserNeeded(const FakeMailService &service)
{
    service::UserRequest request;
    request.kind = service::UserRequest::Kind::SignIn;
    request.account = service.accounts().constFirst().id;
    request.accountName = service.accounts().constFirst().name;
    request.error = { ErrorKind::CredentialMissing,
        QStringLiteral("The sign-in at Microsoft is over: it was revoked, it has expired, or the password was changed. Sign in again.") };
    return request;
}

ConnectionReport untrustedReport()
{
    ConnectionReport report;
    ConnectionStep failed { QStringLiteral("mail.example.org:993"), QStringLiteral("tls"), false, {}, 40 };
    failed.error = untrusted().error;
    report.steps += failed;
    return report;
}

} // namespace golub::tests
