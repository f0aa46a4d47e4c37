// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace golub::account {

//! What is wrong with a file that a person wrote, each with its place ("incoming.port: …").
class JsonErrors
{
public:
    void add(const QString &path, const QString &what) { m_errors += path + QStringLiteral(": ") + what; }
    bool isEmpty() const { return m_errors.isEmpty(); }
    //! InvalidInput.
    Error toError() const { return { ErrorKind::InvalidInput, m_errors.join(u'\n') }; }

private:
    QStringList m_errors;
};

//! Reads the members of an object and notices those of the wrong type and, with finish(), those nobody knows.
//! What is absent gives the fallback.
class JsonReader
{
public:
    //! \a errors must outlive it.
    JsonReader(const QJsonObject &object, const QString &path, JsonErrors &errors) : m_object(object), m_path(path), m_errors(&errors) { }

    QString text(const QString &name, const QString &fallback = {});
    qint64 number(const QString &name, qint64 fallback);
    bool boolean(const QString &name, bool fallback);
    //! A list of texts, or one text.
    QStringList texts(const QString &name);
    //! An empty one where it is absent.
    JsonReader object(const QString &name);
    QList<JsonReader> objects(const QString &name);
    QStringList names() const { return m_object.keys(); }
    //! Known, but read by others.
    void skip(const QString &name) { m_known.insert(name); }
    //! Complains about members that nobody read. A password gets a hint of its own: secrets do not belong into files.
    void finish();
    void fail(const QString &name, const QString &what);

private:
    QJsonValue take(const QString &name);
    QString pathOf(const QString &name) const { return m_path.isEmpty() ? name : m_path + u'.' + name; }

    QJsonObject m_object;
    QString m_path;
    JsonErrors *m_errors;
    QSet<QString> m_known;
};

} // namespace golub::account
