// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "protocols/sasl/SecurityContext.h"

#include <QByteArray>
#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace golub::sasl {

//! The Kerberos of this computer, loaded when it is first needed; Golub runs without it. Only the C interface of RFC 2744 is used, which MIT
//! Kerberos and Heimdal share.
class SystemKerberos
{
public:
    //! False where no library was found.
    static bool isPresent();
    //! A context for \a service ("imap", "pop", "smtp") at \a host. The first step may ask the KDC over the network and so take seconds: see
    //! TicketRequest. \a isPresent() must be true.
    static std::unique_ptr<SecurityContext> context(const QByteArray &service, const QByteArray &host);
};

//! Takes the first step of a context in the thread pool, so that nobody waits for the KDC; then gives the context to the one who signs in.
class TicketRequest : public QObject
{
public:
    //! For SystemKerberos: \a service is "imap", "pop" or "smtp".
    TicketRequest(const QByteArray &service, const QByteArray &host);
    //! \a make is called in the pool.
    explicit TicketRequest(std::function<std::unique_ptr<SecurityContext>()> make);
    ~TicketRequest() override;

    //! \a ready comes later, in this thread, once; not after destruction. What went wrong is said by the context.
    void start(std::function<void()> ready);
    //! Once, after \a ready. Without Kerberos its first step says so.
    std::unique_ptr<SecurityContext> take();

private:
    struct Begun;
    std::function<std::unique_ptr<SecurityContext>()> m_make;
    std::shared_ptr<Begun> m_begun;
    QFutureWatcher<void> m_watcher;
};

} // namespace golub::sasl
