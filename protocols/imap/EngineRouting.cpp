// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Engine.h"

#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/StatusError.h"
#include "protocols/wire/ProtocolText.h"

#include <algorithm>

// What the server says without a tag: what is learned from it, and which command it belongs to (RFC 9051 section 5.5).
namespace golub::imap {

void Engine::onUntagged(Response response)
{
    if (const auto *status = std::get_if<Status>(&response); status && status->condition == Condition::Bye) {
        m_bye = *status;
        showAlert(*status);
        if (m_state != State::Logout) // some servers go on for ever after it
            end(errorOf(*status));
        return;
    }
    // Behind the sign-in's answer come those to the questions that were sent with it.
    if (m_state == State::Login && (m_mechanism.isEmpty() || !isAheadUnderWay()))
        return onUntaggedBeforeLogin(response);
    if (const auto *capability = std::get_if<CapabilityData>(&response))
        return learn(capability->capabilities);
    if (const auto *enabled = std::get_if<EnabledData>(&response))
        return learnEnabled(*enabled);
    if (const auto *id = std::get_if<IdData>(&response))
        learnName(*id);
    if (isEnabled("UTF8=ACCEPT"))
        keepNamesModified(response);
    if (const auto *status = std::get_if<Status>(&response))
        onUntaggedStatus(*status);
    route(std::move(response));
}

void Engine::onUntaggedStatus(const Status &status)
{
    showAlert(status);
    if (status.code.is("CAPABILITY"))
        learn(status.code.capabilities);
    else if (status.code.is("INPROGRESS"))
        showProgress(status);
}

// [INPROGRESS ("tag" 454 1000)], everything in the parentheses optional.
void Engine::showProgress(const Status &status)
{
    const QByteArrayList words = QByteArray(status.code.text).replace('(', ' ').replace(')', ' ').simplified().split(' ');
    const QByteArray tag = QByteArray(words.value(0)).replace('"', QByteArray());
    const auto it = std::find_if(m_sent.begin(), m_sent.end(), [&tag](const Pending &sent) { return sent.tag == tag; });
    emitEvent(Progress { it == m_sent.end() ? 0 : it->id, words.value(1).toULongLong(), words.value(2).toULongLong() });
}

void Engine::onUntaggedBeforeLogin(const Response &response)
{
    // Before the sign-in only capabilities and warnings count; mail data from here would come from nowhere (or from an attacker).
    if (const auto *capability = std::get_if<CapabilityData>(&response))
        learn(capability->capabilities);
    else if (const auto *status = std::get_if<Status>(&response))
        onUntaggedStatus(*status);
    else if (const auto *enabled = std::get_if<EnabledData>(&response); enabled && !m_mechanism.isEmpty())
        learnEnabled(*enabled);
}

void Engine::learnEnabled(const EnabledData &enabled)
{
    for (const QByteArray &name : enabled.names)
        m_enabled.insert(name.toUpper());
}

// Words from before TLS may be an attacker's: they are never put before the user.
void Engine::showAlert(const Status &status)
{
    if (status.alert && (m_tls || m_options.security != Security::StartTls))
        emitEvent(Alert { wire::safeText(status.text) });
}

void Engine::learn(const Capabilities &capabilities)
{
    m_evidence.capabilities = capabilities;
    if (m_state == State::Login && m_mechanism.isEmpty() && !m_authenticator)
        m_evidence.offered = capabilities;
    m_capabilitiesFresh = true;
    judge();
    emitEvent(CapabilitiesLearned { capabilities, m_tls });
}

// What core remembers of a mailbox must mean the same in a session without UTF-8: names stay in modified UTF-7.
void Engine::keepNamesModified(Response &response)
{
    const auto modified = [](const QByteArray &name) { return name == "INBOX" ? name : encodeMailboxName(QString::fromUtf8(name)); };
    if (auto *list = std::get_if<ListData>(&response)) {
        list->name = modified(list->name);
        list->oldName = modified(list->oldName);
    } else if (auto *status = std::get_if<StatusData>(&response)) {
        status->mailbox = modified(status->mailbox);
    } else if (auto *spaces = std::get_if<NamespaceData>(&response)) {
        for (auto *entries : { &spaces->personal, &spaces->others, &spaces->shared }) {
            for (NamespaceData::Entry &entry : *entries)
                entry.prefix = modified(entry.prefix);
        }
    }
}

void Engine::forgetCapabilities()
{
    m_evidence.capabilities = m_evidence.offered = {};
    judge();
}

void Engine::learnName(const IdData &id)
{
    for (const auto &[field, value] : id.fields) {
        if (field.compare("name", Qt::CaseInsensitive) == 0)
            m_evidence.idName = value;
        else if (field.compare("vendor", Qt::CaseInsensitive) == 0)
            m_evidence.idVendor = value;
    }
    judge();
}

void Engine::distrust(const QByteArray &extension)
{
    if (!m_distrusted.contains(extension))
        m_distrusted.append(extension);
    judge();
}

void Engine::judge()
{
    m_quirks = Quirks::from(m_evidence);
    m_capabilities = m_quirks.trusted(m_evidence.capabilities).without(m_distrusted);
}

namespace {

Expect wantedBy(const Response &response)
{
    if (std::holds_alternative<ListData>(response))
        return Expect::List;
    if (std::holds_alternative<StatusData>(response))
        return Expect::Status;
    if (std::holds_alternative<SearchData>(response) || std::holds_alternative<ThreadData>(response))
        return Expect::Search;
    if (std::holds_alternative<FetchData>(response))
        return Expect::Fetch;
    if (std::holds_alternative<QuotaData>(response) || std::holds_alternative<QuotaRootData>(response))
        return Expect::Quota;
    if (std::holds_alternative<MetadataData>(response))
        return Expect::Metadata;
    if (std::holds_alternative<ExistsData>(response) || std::holds_alternative<FlagsData>(response) || std::holds_alternative<Status>(response)
        || std::holds_alternative<RecentData>(response))
        return Expect::Select;
    return Expect::Other;
}

bool isNews(const Response &response)
{
    return std::holds_alternative<ExistsData>(response) || std::holds_alternative<ExpungeData>(response)
        || std::holds_alternative<VanishedData>(response);
}

// What SELECT may answer with. While it is under way nothing of this can be about the mailbox that others wait for.
bool isOfMailbox(const Response &response)
{
    return isNews(response) || std::holds_alternative<FetchData>(response) || std::holds_alternative<FlagsData>(response)
        || std::holds_alternative<Status>(response) || std::holds_alternative<RecentData>(response);
}

} // namespace

void Engine::route(Response response)
{
    const auto isAsked = [](const Pending &sent) { return sent.step == Step::User || sent.step == Step::Ahead; };
    const auto deliver = [this](Pending &pending, Response &data) {
        if (!holdAhead(pending, data))
            emitEvent(Data { pending.id, std::move(data) });
    };
    const auto opening = std::find_if(m_sent.begin(), m_sent.end(), [&isAsked](const Pending &sent) { return isAsked(sent) && sent.command.isFirst(); });
    if (opening != m_sent.end() && isOfMailbox(response))
        return deliver(*opening, response);
    if (isNews(response)) {
        forgetAhead();
        return emitEvent(Unsolicited { std::move(response) });
    }
    const auto find = [this, &isAsked](Expect wanted) {
        return std::find_if(m_sent.begin(), m_sent.end(),
            [wanted, &isAsked](const Pending &sent) { return isAsked(sent) && sent.command.expect() == wanted; });
    };
    auto it = find(wantedBy(response));
    if (it == m_sent.end() && std::holds_alternative<StatusData>(response))
        it = find(Expect::List); // LIST-STATUS
    if (it == m_sent.end())
        return emitEvent(Unsolicited { std::move(response) });
    deliver(*it, response);
}

} // namespace golub::imap
