// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KeychainCredentialStore.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>

#include <qt6keychain/keychain.h>

#include <utility>

namespace golub::app {
namespace {

//! What the entries are filed under; a person sees it in the keychain's own program.
QString serviceName()
{
    return QStringLiteral("Golub");
}

Error errorOf(QKeychain::Error error, const QString &words)
{
    const QString detail = textsafety::printable(words, 500);
    switch (error) {
    case QKeychain::EntryNotFound:
        return Error::of(ErrorKind::NotFound, detail);
    case QKeychain::AccessDeniedByUser:
        return Error::of(ErrorKind::Cancelled, detail);
    default:
        return { ErrorKind::Storage,
            QCoreApplication::translate("App", "The system's keychain cannot be used. The password is kept in memory until Golub ends."), detail, {}, {} };
    }
}

//! Starts a job that deletes itself; \a finished is called later, unless \a context is gone.
template<class Finished>
void start(QKeychain::Job *job, const QString &key, QObject *context, Finished finished)
{
    job->setKey(key);
    job->setAutoDelete(true);
    // Without a keychain the library would write secrets into a plain file: never.
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [context, finished = std::move(finished)](QKeychain::Job *done) {
        // A back end that is missing may answer inside of start(). The secret is taken now, since the job goes away; it is passed on later.
        auto *const reader = qobject_cast<QKeychain::ReadPasswordJob *>(done);
        const Secret secret(reader ? reader->binaryData() : QByteArray());
        const QKeychain::Error code = done->error();
        const QString words = done->errorString();
        QMetaObject::invokeMethod(context, [=] { finished(code, words, secret); }, Qt::QueuedConnection);
    });
    job->start();
}

} // namespace

KeychainCredentialStore::KeychainCredentialStore() = default;
KeychainCredentialStore::~KeychainCredentialStore() = default;

void KeychainCredentialStore::read(const QString &key, Done<Secret> done)
{
    start(new QKeychain::ReadPasswordJob(serviceName()), key, &m_context,
        [done = std::move(done)](QKeychain::Error code, const QString &words, const Secret &secret) {
            if (code == QKeychain::NoError)
                done(secret);
            else
                done(errorOf(code, words));
        });
}

void KeychainCredentialStore::write(const QString &key, const Secret &secret, Done<void> done)
{
    auto *const job = new QKeychain::WritePasswordJob(serviceName());
    job->setBinaryData(secret.reveal());
    start(job, key, &m_context, [done = std::move(done)](QKeychain::Error code, const QString &words, const Secret &) {
        done(code == QKeychain::NoError ? Outcome() : Outcome(errorOf(code, words)));
    });
}

void KeychainCredentialStore::remove(const QString &key, Done<void> done)
{
    start(new QKeychain::DeletePasswordJob(serviceName()), key, &m_context,
        [done = std::move(done)](QKeychain::Error code, const QString &words, const Secret &) {
            // Gone is gone.
            done(code == QKeychain::NoError || code == QKeychain::EntryNotFound ? Outcome() : Outcome(errorOf(code, words)));
        });
}

void KeychainCredentialStore::probe(Done<bool> done)
{
    auto *const context = new QObject;
    start(new QKeychain::ReadPasswordJob(serviceName()), QStringLiteral("probe"), context,
        [context, done = std::move(done)](QKeychain::Error code, const QString &, const Secret &) {
            context->deleteLater();
            done(code == QKeychain::NoError || code == QKeychain::EntryNotFound);
        });
}

} // namespace golub::app
