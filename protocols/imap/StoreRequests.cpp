// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/StoreRequests.h"

#include "protocols/imap/MailboxCodec.h"

#include <QCoreApplication>

#include <limits>

namespace golub::imap {
namespace {

void addLabels(Command &command, const QStringList &labels)
{
    command.open();
    for (const QString &label : labels)
        label.startsWith(u'\\') ? command.attribute(label.toLatin1()) : command.astring(encodeMailboxName(label));
    command.close();
}

Flags keptBy(const Flags &permanent, const Flags &flags)
{
    QStringList keywords = flags.keywords();
    keywords.removeIf([&permanent](const QString &keyword) { return !permanent.hasKeyword(keyword); });
    return Flags(flags.system(), keywords);
}

} // namespace

StoreRequest::StoreRequest(RequestHost &host, UidSet uids, Flags add, Flags remove, Done<void> done)
    : RequestFor(host, std::move(done)), m_uids(std::move(uids)), m_add(std::move(add)), m_remove(std::move(remove))
{
}

StoreRequest::StoreRequest(RequestHost &host, UidSet uids, QStringList addLabels, QStringList removeLabels, Done<void> done)
    : RequestFor(host, std::move(done)),
      m_uids(std::move(uids)),
      m_addLabels(std::move(addLabels)),
      m_removeLabels(std::move(removeLabels)),
      m_labels(true)
{
}

void StoreRequest::start()
{
    if (!host().selection())
        return fail(host().noMailbox());
    if (m_labels && !host().capabilities().gmail())
        return fail({ ErrorKind::ServerRefused, QCoreApplication::translate("Imap", "The server has no labels.") });
    // Keywords that the server would not keep are not sent, nor taken away: it would refuse the whole command.
    if (const auto &permanent = host().selection()->permanentFlags; permanent && !permanent->keywordsAllowed) {
        m_add = keptBy(permanent->flags, m_add);
        m_remove = keptBy(permanent->flags, m_remove);
    }
    for (const UidSet &chunk : m_uids.chunksNewestFirst(std::numeric_limits<int>::max(), host().quirks().commandLength))
        m_labels ? addLabelCommands(chunk) : addFlagCommands(chunk);
    next();
}

void StoreRequest::addFlagCommands(const UidSet &chunk)
{
    if (!m_add.isEmpty())
        m_commands.push_back(std::move(Command("UID STORE", Expect::Fetch).uids(chunk).word("+FLAGS.SILENT").flags(m_add)));
    if (!m_remove.isEmpty())
        m_commands.push_back(std::move(Command("UID STORE", Expect::Fetch).uids(chunk).word("-FLAGS.SILENT").flags(m_remove)));
}

void StoreRequest::addLabelCommands(const UidSet &chunk)
{
    const auto add = [this](Command command, const QStringList &labels) {
        if (!labels.isEmpty()) {
            addLabels(command, labels);
            m_commands.push_back(std::move(command));
        }
    };
    add(std::move(Command("UID STORE", Expect::Fetch).uids(chunk).word("+X-GM-LABELS.SILENT")), m_addLabels);
    add(std::move(Command("UID STORE", Expect::Fetch).uids(chunk).word("-X-GM-LABELS.SILENT")), m_removeLabels);
}

void StoreRequest::next()
{
    if (m_commands.empty())
        return finish({});
    Command command = std::move(m_commands.front());
    m_commands.pop_front();
    run(std::move(command), orFail([this](const Status &) { next(); }));
}

// The echo of our own change is no news.
bool StoreRequest::onData(Response &response)
{
    const auto *fetch = std::get_if<FetchData>(&response);
    return fetch && fetch->uid.isValid() && m_uids.contains(fetch->uid);
}

} // namespace golub::imap
