// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/StepWords.h"

#include "ui/dialogs/Tones.h"

#include <QCoreApplication>

namespace golub::ui {

namespace {

struct StepWords
{
    Q_DECLARE_TR_FUNCTIONS(golub::ui::StepWords)
};

QString hostOf(const ConnectionStep &step)
{
    const qsizetype colon = step.server.lastIndexOf(u':');
    return colon > 0 ? step.server.left(colon) : step.server;
}

QString portOf(const ConnectionStep &step) { return step.server.mid(step.server.lastIndexOf(u':') + 1); }

} // namespace

QString stepDone(const ConnectionStep &step)
{
    if (step.name == u"dns")
        return StepWords::tr("Found the server");
    if (step.name == u"tcp")
        return StepWords::tr("Reached it");
    if (step.name == u"tls" || step.name == u"starttls")
        return StepWords::tr("The connection is encrypted");
    if (step.name == u"greeting")
        return StepWords::tr("It is a mail server");
    if (step.name == u"capabilities" || step.name == u"ehlo")
        return StepWords::tr("It said what it can do");
    if (step.name == u"authentication")
        return StepWords::tr("Signed in");
    if (step.name == u"select" || step.name == u"list")
        return StepWords::tr("Opened the inbox");
    if (step.name == u"sent")
        return StepWords::tr("A message to yourself went out");
    if (step.name == u"arrived")
        return StepWords::tr("It arrived");
    if (step.name == u"removed")
        return StepWords::tr("It was removed again");
    return step.name;
}

QString stepFailed(const ConnectionStep &step)
{
    const QString host = hostOf(step);
    if (!step.error.advice.isEmpty())
        return step.error.advice;
    // Whoever found a better reason than the kind's (a certificate of one's own that is over, a missing ticket) has said it.
    const bool isSaid = !step.error.text.isEmpty() && step.error.text != describe(step.error.kind);
    if (isSaid && (step.error.kind == ErrorKind::Tls || step.error.kind == ErrorKind::AuthUnsupported || step.error.certificate))
        return errorText(step.error);
    switch (step.error.kind) {
    case ErrorKind::HostNotFound:
        return StepWords::tr("There is no server called %1. Check how its name is spelled.").arg(host);
    case ErrorKind::ConnectionRefused:
        return StepWords::tr("%1 does not answer on port %2. Check the port; a firewall may be in the way.")
            .arg(host, portOf(step));
    case ErrorKind::Timeout:
        return StepWords::tr(
            "%1 gave no answer in time. Check port and security: a server that expects TLS says nothing without it.")
            .arg(host);
    case ErrorKind::Offline:
        return StepWords::tr("This computer is not connected to the network.");
    case ErrorKind::Tls:
        return StepWords::tr(
            "No encrypted connection to %1 came about. Try the other kind of security, or check the port.")
            .arg(host);
    case ErrorKind::CertificateRejected:
        return StepWords::tr("%1 could not prove that it is the right server: its certificate is not trusted.")
            .arg(host);
    case ErrorKind::AuthFailed:
        return StepWords::tr(
            "%1 did not accept the user name or the password. Type them again; some providers want an app password "
            "made in their web mail.")
            .arg(host);
    case ErrorKind::AuthUnsupported:
        return StepWords::tr("%1 offers no kind of sign-in that is set here. Choose \"Automatic\".").arg(host);
    case ErrorKind::CredentialMissing:
        return StepWords::tr("The password is missing.");
    default:
        return errorText(step.error);
    }
}

} // namespace golub::ui
