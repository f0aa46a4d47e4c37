// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Certificate.h"

#include <QCoreApplication>
#include <QLocale>

namespace golub {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Certificate)
};

QString day(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().date(), QLocale::LongFormat);
}

QString adviceFor(CertificateFault fault, const CertificateProblem &problem)
{
    const CertificateInfo own = problem.chain.value(0);
    switch (fault) {
    case CertificateFault::Revoked:
        return Text::tr("Do not connect: whoever issued the certificate has withdrawn it. Ask the operator of the server.");
    case CertificateFault::WrongHost:
        return Text::tr("Look at the server name in the settings: the certificate belongs to %1. If that is your provider's server, enter that name.")
            .arg(own.hostNames.isEmpty() ? own.subject : own.hostNames.first());
    case CertificateFault::Expired:
        return Text::tr("The operator of the server probably forgot to renew it: tell them. Also check the date of this computer.");
    case CertificateFault::NotYetValid:
        return Text::tr("Check the date and time of this computer: they are probably wrong.");
    case CertificateFault::WeakKey:
        return Text::tr("Its operator has to replace it by one with a stronger key.");
    case CertificateFault::SelfSigned:
    case CertificateFault::UnknownIssuer:
        return Text::tr("Accept it only if you run this server, or its operator gave you the fingerprint another way. "
                        "A company's own authority belongs into the account's settings instead.");
    case CertificateFault::Other:
        break;
    }
    return Text::tr("Ask the operator of the server before you accept it.");
}

} // namespace

QString certificateAdvice(const CertificateProblem &problem)
{
    QStringList sentences;
    if (problem.before && problem.before->trusted) {
        sentences += Text::tr("The certificate of %1 has changed: until %2 it was one that this computer trusts, issued by %3. Now it is one that nobody vouches for. "
                              "That is what it looks like when somebody stands in between. Try another network, and ask your provider before you accept it.")
                         .arg(problem.host, day(problem.before->lastSeen), problem.before->issuer);
    } else if (problem.before) {
        sentences += Text::tr("The certificate of %1 has changed: it is not the one that you accepted. Servers get new ones from time to time, "
                              "so compare the new fingerprint with the operator's before you accept it.")
                         .arg(problem.host);
    } else {
        sentences += Text::tr("The certificate of %1 is not trusted.").arg(problem.host);
    }
    const CertificateFault worst = problem.faults.value(0, CertificateFault::Other);
    const bool ofIssuer = worst == CertificateFault::SelfSigned || worst == CertificateFault::UnknownIssuer || worst == CertificateFault::Other;
    if (!problem.before || !ofIssuer) // what was said of the change says it better
        sentences += adviceFor(worst, problem);
    return sentences.join(u' ');
}

QString faultName(CertificateFault fault)
{
    switch (fault) {
    case CertificateFault::Revoked:
        return QStringLiteral("revoked");
    case CertificateFault::WrongHost:
        return QStringLiteral("wrong_host");
    case CertificateFault::Expired:
        return QStringLiteral("expired");
    case CertificateFault::NotYetValid:
        return QStringLiteral("not_yet_valid");
    case CertificateFault::WeakKey:
        return QStringLiteral("weak_key");
    case CertificateFault::SelfSigned:
        return QStringLiteral("self_signed");
    case CertificateFault::UnknownIssuer:
        return QStringLiteral("unknown_issuer");
    case CertificateFault::Other:
        break;
    }
    return QStringLiteral("other");
}

} // namespace golub
