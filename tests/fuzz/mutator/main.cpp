// SPDX-License-Identifier: GPL-3.0-or-later
// golub_mutate: reads millions of mutated mails and ends at the first that crashes it, takes too long or too much memory. Mail number N is
// made of N alone (and the seeds): `--show N` prints it, `--first N --mails 1` examines it again.
#include "tests/fuzz/mutator/Examination.h"
#include "tests/fuzz/mutator/Mutations.h"
#include "tests/fuzz/mutator/Seeds.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

using namespace golub;

volatile sig_atomic_t hardLimit = 10;          // seconds of CPU after which a mail counts as hanging for good
volatile quint64 current = 0;

// Only what may be called in a signal handler.
void say(const char *what)
{
    char digits[24];
    int at = sizeof digits;
    quint64 number = current;
    do {
        digits[--at] = char('0' + number % 10);
        number /= 10;
    } while (number > 0);
    (void)!write(2, what, std::strlen(what));
    (void)!write(2, digits + at, sizeof digits - size_t(at));
    (void)!write(2, "\n", 1);
}

void onCrash(int signal)
{
    say("CRASH: mail number ");
    std::signal(signal, SIG_DFL);
    raise(signal);
}

void onHang(int)
{
    say("HANG: mail number ");
    _exit(1);
}

double cpuSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

// The most that was ever resident, in MB.
long peakMegabytes()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

QByteArray mail(const QList<QByteArray> &seeds, quint64 series, quint64 number)
{
    test::Random random(series * 0x9E3779B97F4A7C15ULL + number);
    random.next();
    test::Random own(random.next());
    return fuzz::mutated(seeds, own);
}

struct Totals {
    quint64 mails = 0;
    quint64 bytes = 0;
    double slowest = 0;
    quint64 slowestMail = 0;
};

constexpr int MostFailures = 100;              // more would say no more

struct Plan {
    quint64 first = 0;
    quint64 mails = 0;
    quint64 series = 0;
    double seconds = 1;
    long megabytes = 200;
    quint64 every = 100'000;
};

int run(const Plan &plan, const QList<QByteArray> &seeds)
{
    Totals totals;
    const std::time_t begun = std::time(nullptr);
    const long before = peakMegabytes();
    int failures = 0;
    for (quint64 number = plan.first; number < plan.first + plan.mails && failures < MostFailures; ++number) {
        current = number;
        const QByteArray raw = mail(seeds, plan.series, number);
        const itimerval limit { {}, { hardLimit, 0 } };
        setitimer(ITIMER_PROF, &limit, nullptr);
        const double start = cpuSeconds();
        const QString broken = fuzz::examine(raw);
        const double took = cpuSeconds() - start;
        ++totals.mails;
        totals.bytes += quint64(raw.size());
        if (took > totals.slowest) {
            totals.slowest = took;
            totals.slowestMail = number;
        }
        if (!broken.isEmpty()) {
            std::fprintf(stderr, "BROKEN PROMISE: mail number %llu: %s\n", number, qPrintable(broken));
            ++failures;
        }
        if (took > plan.seconds) {
            std::fprintf(stderr, "TOO SLOW: mail number %llu: %.2f s for %lld bytes\n", number, took, qint64(raw.size()));
            ++failures;
        }
        if (peakMegabytes() - before > plan.megabytes) {
            std::fprintf(stderr, "TOO LARGE: mail number %llu: %ld MB more than at the start\n", number, peakMegabytes() - before);
            return 1; // the peak does not go down: nothing after it could be judged
        }
        if (totals.mails % plan.every == 0) {
            std::printf("%llu mails, %.1f MB, mean %llu bytes, slowest %.3f s (mail %llu), peak +%ld MB, %ld s\n", totals.mails, double(totals.bytes) / 1e6, totals.bytes / totals.mails,
                totals.slowest, totals.slowestMail, peakMegabytes() - before, long(std::time(nullptr) - begun));
            std::fflush(stdout);
        }
    }
    std::printf("%s: %llu mails (numbers %llu to %llu, series %llu, %lld seeds), %.1f MB, mean %llu bytes; slowest %.3f s (mail %llu); memory at most %ld MB more than at the start; %ld s; %d failures\n",
        failures == 0 ? "PASSED" : "FAILED", totals.mails, plan.first, plan.first + plan.mails - 1, plan.series, qint64(seeds.size()), double(totals.bytes) / 1e6,
        totals.mails > 0 ? totals.bytes / totals.mails : 0, totals.slowest, totals.slowestMail, peakMegabytes() - before, long(std::time(nullptr) - begun), failures);
    return failures == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("Reads mutated mails; ends with 1 where one crashed, hung, grew or broke a promise."));
    options.addHelpOption();
    const QCommandLineOption mails(QStringLiteral("mails"), QStringLiteral("How many."), QStringLiteral("n"), QStringLiteral("10000"));
    const QCommandLineOption first(QStringLiteral("first"), QStringLiteral("The number of the first."), QStringLiteral("n"), QStringLiteral("0"));
    const QCommandLineOption series(QStringLiteral("series"), QStringLiteral("Another number makes other mails of the same seeds."), QStringLiteral("n"), QStringLiteral("1"));
    const QCommandLineOption seconds(QStringLiteral("seconds"), QStringLiteral("CPU time for one mail."), QStringLiteral("s"), QStringLiteral("1"));
    const QCommandLineOption megabytes(QStringLiteral("megabytes"), QStringLiteral("How much the peak of memory may grow."), QStringLiteral("MB"), QStringLiteral("200"));
    const QCommandLineOption largest(QStringLiteral("largest"), QStringLiteral("Bytes of the largest seed."), QStringLiteral("n"), QStringLiteral("200000"));
    const QCommandLineOption corpora(QStringLiteral("corpora"), QStringLiteral("A folder of mails; the default is ../shared/corpora or $GOLUB_CORPORA; \"none\" for ours alone."), QStringLiteral("path"));
    const QCommandLineOption show(QStringLiteral("show"), QStringLiteral("Print the mail of this number and end."), QStringLiteral("n"));
    const QCommandLineOption every(QStringLiteral("every"), QStringLiteral("A line of progress each so many mails."), QStringLiteral("n"), QStringLiteral("100000"));
    options.addOptions({ mails, first, series, seconds, megabytes, largest, corpora, show, every });
    options.process(application);

    const QString folder = options.isSet(corpora) ? options.value(corpora) : fuzz::defaultCorpora();
    const QList<QByteArray> seeds = fuzz::seeds(folder == u"none" ? QString() : folder, options.value(largest).toLongLong());
    const Plan plan { options.value(first).toULongLong(), options.value(mails).toULongLong(), options.value(series).toULongLong(), options.value(seconds).toDouble(),
        options.value(megabytes).toLong(), qMax<quint64>(1, options.value(every).toULongLong()) };
    if (options.isSet(show)) {
        QFile out;
        const bool opened = out.open(stdout, QIODevice::WriteOnly);
        return opened && out.write(mail(seeds, plan.series, options.value(show).toULongLong())) >= 0 ? 0 : 2;
    }
    hardLimit = sig_atomic_t(plan.seconds) + 10;
    std::signal(SIGPROF, onHang);
    for (const int signal : { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL })
        std::signal(signal, onCrash);
    return run(plan, seeds);
}
