// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/Callgrind.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

// C linkage: valgrind is told its name.
extern "C" __attribute__((noinline)) void golub_bench_measured(const std::function<void()> *work)
{
    (*work)();
}

namespace golub::bench {

void measured(const std::function<void()> &work)
{
    golub_bench_measured(&work);
}

qint64 countInstructions(const QStringList &arguments, const QString &profile)
{
    QProcess valgrind;
    valgrind.setProgram(QStringLiteral("valgrind"));
    valgrind.setArguments(QStringList { QStringLiteral("--tool=callgrind"), QStringLiteral("--collect-atstart=no"),
                              QStringLiteral("--toggle-collect=golub_bench_measured"), QStringLiteral("--callgrind-out-file=") + profile,
                              QCoreApplication::applicationFilePath() }
        + arguments);
    valgrind.start();
    if (!valgrind.waitForFinished(-1) || valgrind.exitStatus() != QProcess::NormalExit || valgrind.exitCode() != 0) {
        std::fprintf(stderr, "valgrind: %s\n%s\n", qPrintable(valgrind.errorString()), valgrind.readAllStandardError().constData());
        return -1;
    }
    for (const QByteArray &line : valgrind.readAllStandardError().split('\n')) {
        const qsizetype mark = line.indexOf("Collected :");
        if (mark >= 0)
            return line.sliced(mark + 11).trimmed().toLongLong();
    }
    return -1;
}

} // namespace golub::bench
