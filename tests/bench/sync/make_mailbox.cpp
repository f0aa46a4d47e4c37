// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a Maildir: make_mailbox COUNT DIR [SEED]. Prints the bytes that a server sends of it (with CRLF line ends).
#include "tests/bench/sync/Letters.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <sys/stat.h>
#include <sys/time.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "make_mailbox COUNT DIR [SEED]\n");
        return 2;
    }
    const auto count = unsigned(std::atoi(argv[1]));
    const QString directory = QFile::decodeName(argv[2]);
    for (const char *folder : { "/cur", "/new", "/tmp" })
        QDir().mkpath(directory + QLatin1String(folder));
    golub::bench::Letters letters(argc > 3 ? unsigned(std::atoi(argv[3])) : 1);
    long long total = 0;
    for (unsigned i = 0; i < count; ++i) {
        const QByteArray letter = letters.letter(i);
        const auto lines = letter.count('\n');
        total += letter.size() + lines;
        const qint64 date = letters.date(i);
        // As Dovecot names what it delivers: with both sizes, so that it need not count lines.
        const QByteArray path = QFile::encodeName(directory) + "/cur/" + QByteArray::number(date) + ".M" + QByteArray::number(i) + "P1.bench,S="
            + QByteArray::number(letter.size()) + ",W=" + QByteArray::number(letter.size() + lines) + ":2," + (i % 10 == 0 ? "" : "S");
        QFile file(QFile::decodeName(path));
        if (!file.open(QIODevice::WriteOnly) || file.write(letter) != letter.size()) {
            std::fprintf(stderr, "make_mailbox: %s cannot be written\n", path.constData());
            return 1;
        }
        file.close();
        const timeval when[2] { { date, 0 }, { date, 0 } };
        utimes(path.constData(), when);
    }
    std::printf("%lld\n", total);
    return 0;
}
