// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KeychainCredentialStore.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>

#include <qt6keychain/keychain.h>

#include <functional>
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

} // namespace

class KeychainCredentialStore::Context
{
public:
    using Finished = std::function<void(QKeychain::Error, const QString &words, const Secret &)>;

    //! \a make is called in the main thread; \a finished later in this one, unless this object is gone.
    void start(const QString &key, std::function<QKeychain::Job *()> make, Finished finished)
    {
        const auto report = [receiver = m_receiver, alive = std::weak_ptr(m_alive), finished = std::move(finished)](
                                QKeychain::Error code, const QString &words, const Secret &secret) {
            QMetaObject::invokeMethod(
                receiver.get(),
                [alive, finished, code, words, secret] {
                    if (!alive.expired())
                        finished(code, words, secret);
                },
                Qt::QueuedConnection);
        };
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [key, make = std::move(make), report] {
                QKeychain::Job *job = make();
                job->setKey(key);
                job->setAutoDelete(true);
                // Without a keychain the library would write secrets into a plain file: never.
                job->setInsecureFallback(false);
                QObject::connect(job, &QKeychain::Job::finished, QCoreApplication::instance(), [report](QKeychain::Job *done) {
                    // The job goes away behind this; a back end that is missing may answer inside of start().
                    auto *const reader = qobject_cast<QKeychain::ReadPasswordJob *>(done);
                    report(done->error(), done->errorString(), Secret(reader ? reader->binaryData() : QByteArray()));
                });
                job->start();
            },
            Qt::QueuedConnection);
    }

private:
    // It outlives this object where a job is under way; alive is looked at in this thread only.
    std::shared_ptr<QObject> m_receiver { new QObject, [](QObject *object) { object->deleteLater(); } };
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

KeychainCredentialStore::KeychainCredentialStore() : m_context(std::make_unique<Context>()) { }
KeychainCredentialStore::~KeychainCredentialStore() = default;

void KeychainCredentialStore::read(const QString &key, Done<Secret> done)
{
    m_context->start(key, [] { return new QKeychain::ReadPasswordJob(serviceName()); },
        [done = std::move(done)](QKeychain::Error code, const QString &words, const Secret &secret) {
            if (code == QKeychain::NoError)
                done(secret);
            else
                done(errorOf(code, words));
        });
}

void KeychainCredentialStore::write(const QString &key, const Secret &secret, Done<void> done)
{
    const auto make = [secret] {
        auto *const job = new QKeychain::WritePasswordJob(serviceName());
        job->setBinaryData(secret.reveal());
        return job;
    };
    m_context->start(key, make, [done = std::move(done)](QKeychain::Error code, const QString &words, const Secret &) {
        done(code == QKeychain::NoError ? Outcome() : Outcome(errorOf(code, words)));
    });
}

void KeychainCredentialStore::remove(const QString &key, Done<void> done)
{
    m_context->start(key, [] { return new QKeychain::DeletePasswordJob(serviceName()); },
        [done = std::move(done)](QKeychain::Error code, const QString &words, const Secret &) {
            // Gone is gone.
            done(code == QKeychain::NoError || code == QKeychain::EntryNotFound ? Outcome() : Outcome(errorOf(code, words)));
        });
}

void KeychainCredentialStore::probe(Done<bool> done)
{
    auto context = std::make_shared<Context>();
    // The completion holds the context until it has come.
    context->start(QStringLiteral("probe"), [] { return new QKeychain::ReadPasswordJob(serviceName()); },
        [context, done = std::move(done)](QKeychain::Error code, const QString &, const Secret &) {
            done(code == QKeychain::NoError || code == QKeychain::EntryNotFound);
        });
}

} // namespace golub::app
