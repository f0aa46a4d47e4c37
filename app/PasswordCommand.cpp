// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PasswordCommand.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTimer>

#include <optional>
#include <utility>

namespace golub::app {
namespace {

//! A person may have to unlock a keyring or touch a key.
constexpr std::chrono::seconds UsualLimit(120);
constexpr qsizetype OutputLimit = 64 * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(App)
};

Error failure(ErrorKind kind, const QString &text, const QString &detail)
{
    return { kind, text, textsafety::printableLines(detail, 2000).trimmed(), {}, {} };
}

//! One run; deletes itself when the program has ended.
class Run final : public QObject
{
public:
    Run(const QStringList &command, std::chrono::milliseconds limit, Done<Secret> done) : m_command(command), m_done(std::move(done))
    {
        m_process.setStandardInputFile(QProcess::nullDevice());
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { m_output += m_process.readAllStandardOutput(); stopWhereTooMuch(); });
        connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
            const QByteArray words = m_process.readAllStandardError();
            m_errors += words.left(OutputLimit - m_errors.size());
        });
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end(failure(ErrorKind::CredentialMissing,
                    Text::tr("The password command “%1” cannot be started. Check it in the account's settings.").arg(m_command.value(0)),
                    m_process.errorString()));
        });
        connect(&m_process, &QProcess::finished, this, &Run::finished);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_verdict = failure(ErrorKind::Timeout, Text::tr("The password command did not end in time."), QString::fromUtf8(m_errors));
            m_process.kill();
        });
        m_timer.start(limit);
    }

    void start()
    {
        if (m_command.value(0).isEmpty())
            end(failure(ErrorKind::CredentialMissing, Text::tr("No password command is given. Enter it in the account's settings."), {}));
        else
            m_process.start(m_command.first(), m_command.mid(1), QIODevice::ReadOnly);
    }

private:
    void stopWhereTooMuch()
    {
        if (m_output.size() <= OutputLimit || m_verdict)
            return;
        m_verdict = failure(ErrorKind::CredentialMissing, Text::tr("The password command printed more than a password."), {});
        m_process.kill();
    }

    void finished(int code, QProcess::ExitStatus status)
    {
        m_output += m_process.readAllStandardOutput();
        m_errors += m_process.readAllStandardError().left(OutputLimit);
        const qsizetype lineEnd = m_output.indexOf('\n');
        QByteArray secret = lineEnd < 0 ? m_output : m_output.first(lineEnd);
        if (secret.endsWith('\r'))
            secret.chop(1);
        if (m_verdict)
            end(*m_verdict);
        else if (status != QProcess::NormalExit || code != 0)
            end(failure(ErrorKind::CredentialMissing, Text::tr("The password command failed (exit status %1).").arg(code), QString::fromUtf8(m_errors)));
        else if (secret.isEmpty())
            end(failure(ErrorKind::CredentialMissing, Text::tr("The password command printed no password."), QString::fromUtf8(m_errors)));
        else
            end(Secret(secret));
    }

    void end(Result<Secret> result)
    {
        m_timer.stop();
        m_output.fill('\0'); // where the secret was not taken over
        deleteLater();
        if (auto done = std::exchange(m_done, {}))
            done(std::move(result));
    }

    QStringList m_command;
    Done<Secret> m_done;
    QProcess m_process;
    QTimer m_timer;
    QByteArray m_output;
    QByteArray m_errors;
    std::optional<Error> m_verdict;
};

} // namespace

void runPasswordCommand(const QStringList &command, Done<Secret> done)
{
    runPasswordCommandWithin(UsualLimit, command, std::move(done));
}

void runPasswordCommandWithin(std::chrono::milliseconds limit, const QStringList &command, Done<Secret> done)
{
    auto *const run = new Run(command, limit, std::move(done));
    // Also a program that cannot be started is reported later.
    QMetaObject::invokeMethod(run, [run] { run->start(); }, Qt::QueuedConnection);
}

} // namespace golub::app
