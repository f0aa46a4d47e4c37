// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/mime/Sides.h"

#include "core/mime/MessageContent.h"

namespace golub::bench {
namespace {

// Sums up; reading what was made is all that is left to do with it.
class Sum
{
public:
    void envelope(const Envelope &envelope)
    {
        m_sum += quint64(envelope.subject.size() + envelope.from.size() + envelope.to.size() + envelope.cc.size()
            + envelope.messageIdHeader.size() + envelope.inReplyTo.size() + envelope.references.size())
            + quint64(envelope.date.toSecsSinceEpoch());
    }
    void text(const QString &text) { m_sum += quint64(text.size()); }
    void size(qint64 size) { m_sum += quint64(size); }
    quint64 sum() const { return m_sum; }

private:
    quint64 m_sum = 0;
};

class Keep
{
public:
    void envelope(const Envelope &envelope)
    {
        m_out.subject = simplified(envelope.subject.toUtf8());
        for (const AddressList *list : { &envelope.from, &envelope.to, &envelope.cc }) {
            for (const Address &address : list->mailboxes())
                m_out.addresses.append(address.address.toUtf8());
        }
        m_out.messageId = envelope.messageIdHeader.toUtf8();
        m_out.date = envelope.date.isValid() ? envelope.date.toSecsSinceEpoch() : 0;
        for (const QString &id : envelope.references)
            m_out.references.append(id.toUtf8());
        for (const QString &id : envelope.inReplyTo)
            m_out.references.append(id.toUtf8());
    }
    void text(const QString &text) { m_out.text += simplified(text.toUtf8()) + '\n'; }
    void size(qint64 size) { m_out.sizes.append(size); }
    Extracted take() { return std::exchange(m_out, {}); }

private:
    Extracted m_out;
};

class GolubSide : public Side
{
public:
    GolubSide(const QList<QByteArray> &mails, Work work)
        : m_mails(mails)
        , m_work(work)
    {
    }

    quint64 readAll() override
    {
        Sum sum;
        for (const QByteArray &mail : m_mails)
            read(mail, sum);
        return sum.sum();
    }

    std::vector<Extracted> extractAll() override
    {
        std::vector<Extracted> out;
        Keep keep;
        for (const QByteArray &mail : m_mails) {
            read(mail, keep);
            out.push_back(keep.take());
        }
        return out;
    }

private:
    template<class Sink>
    void read(const QByteArray &mail, Sink &sink) const
    {
        if (m_work == Work::Headers)
            return sink.envelope(mime::readEnvelope(mail));
        const mime::MessageTree tree = mime::readMessage(mail);
        sink.envelope(tree.envelope);
        for (const mime::Part &part : tree.parts) {
            if (!part.isLeaf() || part.isMultipart || part.isMessage)
                continue;
            if (part.isText())
                sink.text(mime::decodedText(mail, part));
            else
                sink.size(mime::decodedSize(mail, part));
        }
    }

    const QList<QByteArray> m_mails;
    const Work m_work;
};

} // namespace

std::unique_ptr<Side> golubSide(const QList<QByteArray> &mails, Work work)
{
    return std::make_unique<GolubSide>(mails, work);
}

} // namespace golub::bench
