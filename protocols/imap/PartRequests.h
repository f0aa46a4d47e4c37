// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

namespace golub::imap {

//! The parts of a message in the order in which they are written. Attached messages are not looked into.
QList<RemotePart> partsOf(const BodyPart &root);

//! BODYSTRUCTURE of one message; ServerRefused where asking for it has ended sessions.
class StructureRequest final : public RequestFor<QList<RemotePart>>
{
public:
    StructureRequest(RequestHost &host, Uid uid, Done<QList<RemotePart>> done) : RequestFor(host, std::move(done)), m_uid(uid) { }
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;
    bool asksForHeaders() const override { return true; }

private:
    Uid m_uid;
    std::optional<BodyPart> m_structure;
};

//! Several sections of one message by one command.
class SectionsRequest final : public RequestFor<QByteArrayList>
{
public:
    SectionsRequest(RequestHost &host, Uid uid, QByteArrayList sections, Done<QByteArrayList> done)
        : RequestFor(host, std::move(done)), m_uid(uid), m_sections(std::move(sections)), m_data(m_sections.size())
    {
    }
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    Uid m_uid;
    QByteArrayList m_sections;
    QByteArrayList m_data;
    bool m_answered = false;
};

} // namespace golub::imap
