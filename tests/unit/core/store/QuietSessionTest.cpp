// SPDX-License-Identifier: GPL-3.0-or-later
// A session in which nothing changes writes nothing: each write is a wait for the disk at the start and one at the end.
#include "core/store/SearchIndex.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace golub::test {
namespace {

class QuietSessionTest : public StoreTest
{
protected:
    //! A session with one message has ended well.
    void SetUp() override
    {
        StoreTest::SetUp();
        const QByteArray raw = "Subject: one\r\n\r\nHello.\r\n";
        must(store->messages().insertWhole(inbox, incoming(1), raw, analyze(raw)));
        while (must(store->continueIndexing(100)) > 0) { }
        store.reset();
        openStore();
    }
    qint64 written(const QString &file) const { return QFileInfo(dir.filePath(file + QStringLiteral("-wal"))).size(); }
    //! As a process leaves them that is killed: what another one finds.
    void copyTo(const QTemporaryDir &other) const
    {
        for (const QString &name : QDir(dir.path()).entryList({ QStringLiteral("*.sqlite*") }, QDir::Files))
            ASSERT_TRUE(QFile::copy(dir.filePath(name), other.filePath(name)));
    }
};

TEST_F(QuietSessionTest, NothingIsWrittenToAnyFile)
{
    for (const char *file : { "mail.sqlite", "bodies.sqlite", "search.sqlite" })
        EXPECT_EQ(written(QString::fromLatin1(file)), 0) << file;
}

TEST_F(QuietSessionTest, AChangeSaysFirstThatTheIndexMayLackSomething)
{
    const QByteArray raw = "Subject: two\r\n\r\nHello.\r\n";
    must(store->messages().insertWhole(inbox, incoming(2), raw, analyze(raw)));
    QTemporaryDir killed;
    copyTo(killed);
    const auto index = store::SearchIndex::open(killed.filePath(QStringLiteral("search.sqlite")));
    EXPECT_TRUE(index->isIncomplete());
}

TEST_F(QuietSessionTest, WhatWasKilledWithoutAChangeIsStillComplete)
{
    QTemporaryDir killed;
    copyTo(killed);
    EXPECT_FALSE(store::SearchIndex::open(killed.filePath(QStringLiteral("search.sqlite")))->isIncomplete());
}

} // namespace
} // namespace golub::test
