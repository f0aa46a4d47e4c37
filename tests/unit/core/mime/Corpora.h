// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace golub::mime {

//! The folder of other projects' test material; empty where there is none.
inline QString corporaPath()
{
    const QString named = qEnvironmentVariable("GOLUB_CORPORA");
    if (!named.isEmpty())
        return QDir(named).exists() ? named : QString();
    const QDir beside(QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora"));
    return beside.exists() ? beside.absolutePath() : QString();
}

inline QByteArray fileContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The rows of a file with one JSON object a line.
inline QList<QJsonObject> jsonLines(const QString &path)
{
    QList<QJsonObject> rows;
    for (const QByteArray &line : fileContent(path).split('\n')) {
        if (!line.trimmed().isEmpty())
            rows.append(QJsonDocument::fromJson(line).object());
    }
    return rows;
}

} // namespace golub::mime

#define GOLUB_NEED_CORPORA(set) \
    const QString corpora = golub::mime::corporaPath(); \
    if (corpora.isEmpty() || !QDir(corpora + QStringLiteral("/" set)).exists()) \
    GTEST_SKIP() << "no " set " in ../shared/corpora or $GOLUB_CORPORA"
