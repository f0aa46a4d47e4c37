// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/HtmlToText.h"
#include "core/html/Sanitizer.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <gtest/gtest.h>

namespace golub::html {
namespace {

QString corpora()
{
    const QString named = qEnvironmentVariable("GOLUB_CORPORA");
    return named.isEmpty() ? QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora") : named;
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression NoWord(QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption);
    return text.split(NoWord, Qt::SkipEmptyParts);
}

//! Newsletter templates as people really send them: nothing is cut, every word of the text is in the reader view, nothing is remote.
TEST(Templates, readWholeInTheReaderView)
{
    if (!QDir(corpora()).exists())
        GTEST_SKIP() << "no corpora at " << corpora().toStdString();
    int read = 0;
    for (const char *folder : { "/html-postmark", "/html-foundation" }) {
        for (QDirIterator it(corpora() + QLatin1String(folder), { QStringLiteral("*.html") }, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            const QByteArray mail = file.readAll();
            const SanitizedHtml shown = sanitize(QByteArrayView(mail), { View::Reader });
            EXPECT_FALSE(shown.truncated) << file.fileName().toStdString();
            EXPECT_FALSE(shown.html.contains(u"<img")) << file.fileName().toStdString();
            const TextOptions plain { .linkTargets = false };
            EXPECT_EQ(wordsOf(htmlToText(QStringView(shown.html), plain)), wordsOf(htmlToText(QByteArrayView(mail), plain)))
                << file.fileName().toStdString();
            ++read;
        }
    }
    EXPECT_GT(read, 20);
}

} // namespace
} // namespace golub::html
