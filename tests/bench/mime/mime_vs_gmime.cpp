// SPDX-License-Identifier: GPL-3.0-or-later
// Golub's reading of mail beside GMime's: mime_vs_gmime parse|generated|headers [--name NAME] [--callgrind]
#include "tests/bench/mime/Mails.h"
#include "tests/bench/mime/Sides.h"
#include "tests/bench/support/Callgrind.h"
#include "tests/bench/support/InTurn.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

namespace golub::bench {
namespace {

constexpr int Rounds = 11;
constexpr int GeneratedCount = 2000;
constexpr int ProfiledCount = 200; // valgrind takes its time

struct Task {
    QByteArray name;
    Work work = Work::Message;
    QList<QByteArray> mails;
    const char *what = "";
};

qint64 totalSize(const QList<QByteArray> &mails)
{
    qint64 size = 0;
    for (const QByteArray &mail : mails)
        size += mail.size();
    return size;
}

Task taskFor(const QString &kind)
{
    Task task { "mime-" + kind.toLatin1() + "-vs-gmime", kind == QLatin1String("headers") ? Work::Headers : Work::Message, {}, "real mails" };
    if (kind != QLatin1String("generated"))
        task.mails = realMails();
    if (task.mails.isEmpty()) {
        if (kind != QLatin1String("generated"))
            std::printf("No corpora (../shared/corpora or $GOLUB_CORPORA): generated mails stand in for real ones.\n");
        task.mails = generatedMails(GeneratedCount);
        task.what = "generated mails";
    }
    if (task.work == Work::Headers)
        task.mails = headersOf(task.mails);
    return task;
}

// Evenly from the whole set, and the same in both runs.
QList<QByteArray> sample(const QList<QByteArray> &mails)
{
    QList<QByteArray> out;
    const qsizetype step = qMax<qsizetype>(1, mails.size() / ProfiledCount);
    for (qsizetype i = 0; i < mails.size(); i += step)
        out.append(mails[i]);
    return out;
}

int profileOne(const Task &task, const QString &which, int repeat)
{
    const QList<QByteArray> mails = repeat > 1 ? task.mails : sample(task.mails);
    const std::unique_ptr<Side> side = which == QLatin1String("golub") ? golubSide(mails, task.work) : gmimeSide(mails, task.work);
    side->readAll(); // what is set up once does not count
    for (int i = 0; i < repeat; ++i)
        measured([&side] { side->readAll(); });
    return 0;
}

bool profileBoth(const Task &task, const QString &kind)
{
    const double bytes = double(totalSize(sample(task.mails)));
    for (const QLatin1String which : { QLatin1String("golub"), QLatin1String("gmime") }) {
        const QString profile = QDir::temp().filePath(QStringLiteral("golub-bench.%1.%2.callgrind").arg(kind, which));
        const qint64 count = countInstructions({ kind, QStringLiteral("--profiled"), which }, profile);
        if (count < 0)
            return false;
        std::printf("INSTRUCTIONS %s %s %.1f a byte (callgrind over %lld of the mails; profile %s)\n", task.name.constData(), which.data(), double(count) / bytes,
            static_cast<long long>(sample(task.mails).size()), qPrintable(profile));
    }
    return true;
}

int run(const QCommandLineParser &options)
{
    const QString kind = options.positionalArguments().value(0);
    Task task = taskFor(kind);
    if (options.isSet(QStringLiteral("name")))
        task.name = options.value(QStringLiteral("name")).toLatin1();
    if (options.isSet(QStringLiteral("profiled")))
        return profileOne(task, options.value(QStringLiteral("profiled")), options.value(QStringLiteral("repeat")).toInt());

    const qint64 bytes = totalSize(task.mails);
    std::printf("%lld %s, %.1f MB%s; %s; one thread, from memory\n", static_cast<long long>(task.mails.size()), task.what, double(bytes) / 1e6,
        task.work == Work::Headers ? " of header sections" : "", gmimeVersion().constData());
    const std::unique_ptr<Side> ours = golubSide(task.mails, task.work);
    const std::unique_ptr<Side> peer = gmimeSide(task.mails, task.work);
    const bool same = compareExtracted(ours->extractAll(), peer->extractAll(), task.work == Work::Message);
    std::fflush(stdout);
    if (options.isSet(QStringLiteral("callgrind")) && !profileBoth(task, kind))
        return 1;
    const InTurnResult result = measureInTurn(bytes, Rounds, [&ours] { ours->readAll(); }, [&peer] { peer->readAll(); });
    printRatio(task.name, result.ratio(), gmimeVersion());
    if (!same)
        std::fprintf(stderr, "What was read differs too much: the figures compare different work.\n");
    return same ? 0 : 1;
}

} // namespace
} // namespace golub::bench

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.addOption({ QStringLiteral("name"), QStringLiteral("The name on the result's line."), QStringLiteral("name") });
    options.addOption({ QStringLiteral("callgrind"), QStringLiteral("Count instructions as well.") });
    options.addOption({ QStringLiteral("profiled"), QStringLiteral("Only read, for valgrind: golub or gmime."), QStringLiteral("side") });
    options.addOption({ QStringLiteral("repeat"), QStringLiteral("With --profiled, for perf: how often to read the whole set."), QStringLiteral("count"), QStringLiteral("1") });
    options.addPositionalArgument(QStringLiteral("kind"), QStringLiteral("parse, generated or headers"));
    options.addHelpOption();
    options.process(app);
    if (!QStringList { QStringLiteral("parse"), QStringLiteral("generated"), QStringLiteral("headers") }.contains(options.positionalArguments().value(0)))
        options.showHelp(2);
    return golub::bench::run(options);
}
