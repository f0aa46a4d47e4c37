// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/AppendRequests.h"

#include <QCoreApplication>

#include <algorithm>

namespace golub::imap {
namespace {

using NewMessage = RemoteStore::NewMessage;

std::optional<Error> tooLarge(const RequestHost &host, const NewMessage &message)
{
    const auto limit = host.capabilities().number("APPENDLIMIT");
    if (!limit || quint64(message.raw.size()) <= *limit)
        return std::nullopt;
    Error error = Error::of(ErrorKind::ServerRefused);
    error.text = QCoreApplication::translate("Imap", "The message is larger than the server takes.");
    return error;
}

// Header fields in UTF-8 (RFC 6855 section 4), or a NUL somewhere.
bool hasEightBitHeader(const QByteArray &message)
{
    const qsizetype end = message.indexOf("\r\n\r\n");
    const QByteArrayView header = QByteArrayView(message).first(end < 0 ? message.size() : end);
    return std::any_of(header.begin(), header.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

constexpr qsizetype EncodedWord = 45; // bytes that fit into an encoded word of 75 characters (RFC 2047 section 2)

void appendEncoded(QByteArray &out, QByteArrayView words)
{
    for (bool first = true; !words.isEmpty(); first = false) {
        qsizetype length = std::min(words.size(), EncodedWord);
        while (length < words.size() && length > 1 && (static_cast<unsigned char>(words[length]) & 0xc0) == 0x80)
            --length; // no character is torn
        out += (first ? "=?utf-8?B?" : "\r\n =?utf-8?B?") + words.first(length).toByteArray().toBase64() + "?=";
        words = words.sliced(length);
    }
}

bool isEightBit(QByteArrayView word)
{
    return std::any_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// The message without NUL and with encoded words where its header has 8-bit ones: for servers that refuse it else.
QByteArray sevenBitHeader(QByteArray message)
{
    message.replace(QByteArray(1, '\0'), QByteArray());
    const qsizetype found = message.indexOf("\r\n\r\n");
    const QByteArrayView header = QByteArrayView(message).first(found < 0 ? message.size() : found);
    if (!isEightBit(header))
        return message;
    QByteArray out;
    for (qsizetype at = 0; at < header.size();) {
        if (header[at] == ' ' || header[at] == '\r' || header[at] == '\n') {
            out += header[at++];
            continue;
        }
        // A field's name is no word, whatever stands directly behind its colon.
        const bool lineStart = at == 0 || header[at - 1] == '\n';
        if (const qsizetype colon = header.indexOf(':', at); lineStart && colon >= 0 && !isEightBit(header.sliced(at, colon - at))) {
            out += header.sliced(at, colon + 1 - at);
            at = colon + 1;
            continue;
        }
        const auto wordEnd = [header](qsizetype from) {
            while (from < header.size() && header[from] != ' ' && header[from] != '\r' && header[from] != '\n')
                ++from;
            return from;
        };
        qsizetype end = wordEnd(at);
        if (!isEightBit(header.sliced(at, end - at))) {
            out += header.sliced(at, end - at);
        } else {
            // Blanks between two encoded words would be lost: such neighbours become one.
            while (end + 1 < header.size() && header[end] == ' ' && isEightBit(header.sliced(end + 1, wordEnd(end + 1) - end - 1)))
                end = wordEnd(end + 1);
            appendEncoded(out, header.sliced(at, end - at));
        }
        at = end;
    }
    return out + message.mid(header.size());
}

// "(\Seen) "date" {n}": one message of APPEND and REPLACE.
void addMessage(Command &command, const RequestHost &host, const NewMessage &message)
{
    command.flags(message.flags);
    if (message.internalDate.isValid())
        command.dateTime(message.internalDate);
    if (host.isEnabled("UTF8=ACCEPT") && hasEightBitHeader(message.raw))
        command.word("UTF8").open().literal8(message.raw).close();
    else if (host.capabilities().has8BitLiterals() && message.raw.contains('\0'))
        command.literal8(message.raw);
    else
        command.literal(message.raw);
}

QByteArray acceptable(const RequestHost &host, const QByteArray &message)
{
    const QByteArray canonical = withCanonicalLineEnds(message);
    return host.quirks().has(Quirk::SevenBitAppend) ? sevenBitHeader(canonical) : canonical;
}

Uid oneUid(const ResponseCode &code, std::optional<UidValidity> &validity)
{
    if (code.is("APPENDUID"))
        validity = code.uidValidity;
    const auto &ranges = code.uids.ranges();
    const bool one = code.is("APPENDUID") && ranges.size() == 1 && ranges.first().first == ranges.first().last;
    return one ? Uid { ranges.first().first } : Uid {};
}

} // namespace

QByteArray withCanonicalLineEnds(const QByteArray &message)
{
    qsizetype lone = 0;
    for (qsizetype i = 0; i < message.size(); ++i) {
        if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r'))
            ++lone;
        else if (message[i] == '\r' && (i + 1 == message.size() || message[i + 1] != '\n'))
            ++lone;
    }
    if (lone == 0)
        return message;
    QByteArray result;
    result.reserve(message.size() + lone);
    for (qsizetype i = 0; i < message.size(); ++i) {
        const char c = message[i];
        if (c == '\r') {
            result.append("\r\n");
            if (i + 1 < message.size() && message[i + 1] == '\n')
                ++i;
        } else if (c == '\n') {
            result.append("\r\n");
        } else {
            result.append(c);
        }
    }
    return result;
}

void AppendRequest::start()
{
    m_placed = UidValidity();
    for (NewMessage &message : m_messages) {
        message.raw = acceptable(host(), message.raw);
        if (const auto error = tooLarge(host(), message))
            return fail(*error);
    }
    if (m_messages.size() > 1 && host().capabilities().has("MULTIAPPEND"))
        return together();
    next();
}

void AppendRequest::together()
{
    Command command("APPEND");
    command.mailbox(m_mailbox);
    for (const NewMessage &message : std::as_const(m_messages))
        addMessage(command, host(), message);
    const qint64 count = m_messages.size();
    run(std::move(command), orFail([this, count](const Status &status) {
        if (status.code.is("APPENDUID"))
            m_placed = status.code.uidValidity;
        // The set is in the order of the messages (RFC 4315 section 3), and UIDs only grow.
        QList<Uid> uids = status.code.is("APPENDUID") && status.code.uids.count() == count ? status.code.uids.uids() : QList<Uid>(count);
        finish(std::move(uids));
    }));
}

void AppendRequest::next()
{
    if (m_uids.size() == m_messages.size())
        return finish(m_uids);
    Command command("APPEND");
    command.mailbox(m_mailbox);
    addMessage(command, host(), m_messages[m_uids.size()]);
    run(std::move(command), orFail([this](const Status &status) {
        m_messages[m_uids.size()].raw.clear();
        m_uids.append(oneUid(status.code, m_placed));
        next();
    }));
}

void ReplaceRequest::start()
{
    m_placed = UidValidity();
    if (!host().selection())
        return fail(host().noMailbox());
    m_message.raw = acceptable(host(), m_message.raw);
    if (const auto error = tooLarge(host(), m_message))
        return fail(*error);
    host().capabilities().has("REPLACE") ? inOneStep() : appendAndRemove();
}

void ReplaceRequest::inOneStep()
{
    Command command("UID REPLACE", Expect::Select);
    command.uids(UidSet::of(m_old)).mailbox(m_mailbox);
    addMessage(command, host(), m_message);
    run(std::move(command), [this](const Result<Status> &result) {
        if (!result && result.error().kind == ErrorKind::NotFound)
            return appendAndRemove(); // the old one is gone already: the new one is wanted all the same
        if (!result)
            return fail(result.error());
        if (const Uid uid = oneUid(result->code, m_placed); uid.isValid())
            m_new = uid;
        finish(m_new);
    });
}

void ReplaceRequest::appendAndRemove()
{
    Command command("APPEND");
    command.mailbox(m_mailbox);
    addMessage(command, host(), m_message);
    run(std::move(command), orFail([this](const Status &status) {
        m_new = oneUid(status.code, m_placed);
        expungeNow(UidSet::of(m_old), [this] { finish(m_new); });
    }));
}

bool ReplaceRequest::onData(Response &response)
{
    const auto *status = std::get_if<Status>(&response);
    if (!status)
        return onExpungeData(response);
    // RFC 8508 section 3.5: APPENDUID may come untagged, before the old message is expunged.
    if (const Uid uid = oneUid(status->code, m_placed); uid.isValid())
        m_new = uid;
    return status->code.is("APPENDUID");
}

} // namespace golub::imap
