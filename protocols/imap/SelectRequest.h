// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

namespace golub::imap {

//! SELECT, with QRESYNC where the cache knows the mailbox (RFC 7162 section 3.2.5), with MYRIGHTS beside it where there is ACL. With
//! IfNotOpen nothing is asked where the mailbox is the selected one when its turn comes.
class SelectRequest final : public RequestFor<SelectedMailbox>
{
public:
    enum class When : quint8 { Always, IfNotOpen };
    SelectRequest(RequestHost &host, MailboxName mailbox, std::optional<KnownMailbox> known, SelectSink sink, Done<SelectedMailbox> done,
        When when = When::Always);
    //! For a mailbox of which nothing is known.
    static Command command(const MailboxName &mailbox, const Capabilities &capabilities);
    void start() override;
    bool onData(Response &response) override;
    bool opensMailbox() const override { return !isOpen(); }
    std::optional<Claim> claim() const override;

private:
    bool isOpen() const;
    void select(bool resync);
    void onSelected(const Status &status);
    void onFetch(FetchData &data);
    void deliver();
    void onCode(const ResponseCode &code);

    MailboxName m_mailbox;
    When m_when;
    bool m_started = false;
    std::optional<KnownMailbox> m_known;
    std::shared_ptr<SelectSink> m_sink;
    SelectedMailbox m_selected;
    std::optional<FlagList> m_permanentFlags;
    bool m_resync = false;
    bool m_sawModSeq = false;
};

//! UNSELECT; nothing where the server has none (CLOSE would expunge).
class UnselectRequest final : public RequestFor<void>
{
public:
    using RequestFor::RequestFor;
    void start() override;
};

//! "lrswipkxtea" (RFC 4314 section 2.1), and the letters of RFC 2086.
MailboxRights rightsFrom(QByteArrayView letters);

} // namespace golub::imap
