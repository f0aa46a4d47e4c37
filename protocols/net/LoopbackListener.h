// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RedirectListener.h"

#include <QTcpServer>

#include <memory>
#include <vector>

class QTcpSocket;

namespace golub::net {

//! The request line and the Host of an HTTP/1.x request, which is all that the redirect needs of it.
struct HttpHead {
    enum class State : quint8 { Incomplete, Bad, Complete } state = State::Incomplete;
    QByteArray method = {};
    QByteArray target = {};
    QByteArray host = {};
};
//! \a bytes as received so far. Bad: no HTTP/1.x, over 32 KiB or 100 fields, no Host or two of them, controls.
HttpHead readHttpHead(QByteArrayView bytes);

//! RedirectListener over QTcpServer: only from this machine, eight connections at once, ten seconds for each.
class LoopbackListener final : public RedirectListener
{
public:
    explicit LoopbackListener(Clock &clock);
    ~LoopbackListener() override;

    Result<quint16> listen(const QByteArray &path, quint16 port, std::function<RedirectPage(const QByteArray &target)> arrived) override;

private:
    struct Visitor;
    void accept(QTcpServer &server);
    void read(const std::shared_ptr<Visitor> &visitor);
    QByteArray answerTo(const HttpHead &head);
    bool isOurHost(const QByteArray &host) const;
    void close(const std::shared_ptr<Visitor> &visitor);

    Clock &m_clock;
    QTcpServer m_four;
    QTcpServer m_six;
    QByteArray m_path;
    std::function<RedirectPage(const QByteArray &)> m_arrived;
    std::vector<std::shared_ptr<Visitor>> m_visitors;
};

} // namespace golub::net
