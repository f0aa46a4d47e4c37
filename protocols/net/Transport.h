// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Secret.h"
#include "core/mail/Account.h"

#include <QByteArray>

namespace golub::net {

//! Where to connect. Security::Tls encrypts from the first byte; StartTls and None start in the clear.
struct Endpoint {
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    QString caFile = {};             //!< an extra trusted CA, PEM
    QString clientCertificate = {};  //!< file with the certificate and the key that are shown to the server (PEM or PKCS#12); empty: none
    Secret clientPassphrase = {};    //!< opens that file, where it is locked
};

//! A byte pipe with TLS. Calls come back to the handler later, never inside a call to the transport. After closed() nothing comes.
class Transport
{
public:
    class Handler
    {
    public:
        virtual ~Handler() = default;
        //! Connected; \a tls where the handshake is already done (Security::Tls).
        virtual void transportConnected(bool tls) = 0;
        //! The handshake that startTls() asked for is done.
        virtual void transportEncrypted() = 0;
        //! \a bytes are valid during the call only.
        virtual void transportReceived(const QByteArray &bytes) = 0;
        //! Everything written so far has been handed to the system (only where tellsDrained()).
        virtual void transportDrained() { }
        //! The connection ended: by the peer, an error, or a rejected certificate (Error::certificate is set then).
        virtual void transportClosed(const Error &why) = 0;
    };

    virtual ~Transport() = default;  //!< drops the connection without calling the handler
    virtual void open(const Endpoint &endpoint, Handler *handler) = 0;
    virtual void write(const QByteArray &bytes) = 0;
    //! Fails with Protocol (the injected-cleartext attack) where bytes are waiting to be read.
    virtual void startTls() = 0;
    //! While held back nothing is delivered, and the peer is slowed down by TCP itself. What had arrived comes later, after the release.
    virtual void holdBack(bool hold) { static_cast<void>(hold); }
    //! Flushes and closes; the handler is not called any more.
    virtual void close() = 0;
    //! True where transportDrained() comes after writes. With it a submission that breaks off in the middle is known not to be sent.
    virtual bool tellsDrained() const { return false; }
    //! "TLS 1.3, TLS_AES_256_GCM_SHA384" once encrypted, else empty.
    virtual QString tlsFacts() const = 0;
    //! The channel binding tls-server-end-point (RFC 5929 section 4.1): a digest of the server's certificate. Empty before TLS.
    virtual QByteArray tlsServerEndPoint() const { return {}; }
};

} // namespace golub::net
