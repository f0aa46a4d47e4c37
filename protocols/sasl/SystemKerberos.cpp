// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/SystemKerberos.h"

#include "protocols/sasl/GssLibrary.h"

#include <QCoreApplication>
#include <QPromise>
#include <QThreadPool>

#include <optional>
#include <utility>

namespace golub::sasl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sasl)
};

Error noKerberos()
{
    return { ErrorKind::AuthUnsupported, Text::tr("Signing in with a ticket needs Kerberos, which is not installed on this computer (Debian: libgssapi-krb5-2).") };
}

class SystemContext final : public SecurityContext
{
public:
    SystemContext(const gss::Library &library, QByteArray target) : m_gss(library), m_target(std::move(target)) { }
    ~SystemContext() override
    {
        quint32 minor = 0;
        if (m_context)
            m_gss.deleteSecContext(&minor, &m_context, nullptr);
        if (m_name)
            m_gss.releaseName(&minor, &m_name);
    }
    SystemContext(const SystemContext &) = delete;
    SystemContext &operator=(const SystemContext &) = delete;

    Result<QByteArray> next(const QByteArray &token) override
    {
        quint32 minor = 0;
        if (!m_name) {
            const gss::Input target(m_target);
            if (const quint32 major = m_gss.importName(&minor, target.get(), gss::hostBasedService(), &m_name); gss::isError(major))
                return m_gss.errorOf(major, minor, m_target);
        }
        const gss::Input input(token);
        gss::Output output(m_gss);
        quint32 flags = 0;
        const quint32 major = m_gss.initSecContext(&minor, nullptr, &m_context, m_name, gss::kerberos(), gss::Mutual | gss::Replay | gss::Sequence | gss::Integrity,
            0, nullptr, token.isEmpty() ? nullptr : input.get(), nullptr, output.get(), &flags, nullptr);
        if (gss::isError(major))
            return m_gss.errorOf(major, minor, m_target);
        if (!(major & gss::ContinueNeeded)) {
            if ((flags & gss::Mutual) == 0 || (flags & gss::Integrity) == 0)
                return Error::of(ErrorKind::AuthFailed, QStringLiteral("The server has not proved itself by Kerberos."));
            m_established = true;
        }
        return output.bytes();
    }

    bool isEstablished() const override { return m_established; }

    Result<QByteArray> unwrap(const QByteArray &message) override
    {
        const gss::Input input(message);
        gss::Output output(m_gss);
        quint32 minor = 0;
        const quint32 major = m_gss.unwrap(&minor, m_context, input.get(), output.get(), nullptr, nullptr);
        if (gss::isError(major))
            return m_gss.errorOf(major, minor, m_target);
        return output.bytes();
    }

    Result<QByteArray> wrap(const QByteArray &message) override
    {
        const gss::Input input(message);
        gss::Output output(m_gss);
        quint32 minor = 0;
        const quint32 major = m_gss.wrap(&minor, m_context, 0, 0, input.get(), nullptr, output.get());
        if (gss::isError(major))
            return m_gss.errorOf(major, minor, m_target);
        return output.bytes();
    }

private:
    const gss::Library &m_gss;
    QByteArray m_target;
    gss::Name m_name = nullptr;
    gss::Context m_context = nullptr;
    bool m_established = false;
};

//! A context whose first step is done already.
class BegunContext final : public SecurityContext
{
public:
    BegunContext(std::unique_ptr<SecurityContext> context, Result<QByteArray> first) : m_context(std::move(context)), m_first(std::move(first)) { }
    Result<QByteArray> next(const QByteArray &token) override
    {
        if (auto first = std::exchange(m_first, std::nullopt))
            return *std::move(first);
        return m_context ? m_context->next(token) : Result<QByteArray>(noKerberos());
    }
    bool isEstablished() const override { return m_context && !m_first && m_context->isEstablished(); }
    Result<QByteArray> unwrap(const QByteArray &message) override { return m_context->unwrap(message); }
    Result<QByteArray> wrap(const QByteArray &message) override { return m_context->wrap(message); }

private:
    std::unique_ptr<SecurityContext> m_context;
    std::optional<Result<QByteArray>> m_first;
};

} // namespace

bool SystemKerberos::isPresent()
{
    return gss::library().isLoaded();
}

std::unique_ptr<SecurityContext> SystemKerberos::context(const QByteArray &service, const QByteArray &host)
{
    return std::make_unique<SystemContext>(gss::library(), service + '@' + host);
}

//! Written in the pool, read in the owner's thread when that is done.
struct TicketRequest::Begun {
    std::unique_ptr<SecurityContext> context;
    std::optional<Result<QByteArray>> first;
};

TicketRequest::TicketRequest(const QByteArray &service, const QByteArray &host)
    : TicketRequest([service, host]() -> std::unique_ptr<SecurityContext> {
          return SystemKerberos::isPresent() ? SystemKerberos::context(service, host) : nullptr;
      })
{
}

TicketRequest::TicketRequest(std::function<std::unique_ptr<SecurityContext>()> make) : m_make(std::move(make)), m_begun(std::make_shared<Begun>()) { }

TicketRequest::~TicketRequest() = default;

void TicketRequest::start(std::function<void()> ready)
{
    const auto promise = std::make_shared<QPromise<void>>();
    connect(&m_watcher, &QFutureWatcher<void>::finished, this, [ready = std::move(ready)] { ready(); });
    promise->start();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, begun = m_begun, make = m_make] {
        begun->context = make();
        begun->first = begun->context ? begun->context->next({}) : Result<QByteArray>(noKerberos());
        promise->finish();
    });
}

std::unique_ptr<SecurityContext> TicketRequest::take()
{
    Result<QByteArray> first = m_begun->first ? *std::exchange(m_begun->first, std::nullopt)
                                              : Result<QByteArray>(Error::of(ErrorKind::Internal, QStringLiteral("No ticket was asked for.")));
    return std::make_unique<BegunContext>(std::move(m_begun->context), std::move(first));
}

} // namespace golub::sasl
