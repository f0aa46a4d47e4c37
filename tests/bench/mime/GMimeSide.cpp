// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/mime/Sides.h"

// The macros of GObject cast as C does.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <gmime/gmime.h>

namespace golub::bench {
namespace {

struct Unref {
    void operator()(void *object) const { g_object_unref(object); }
};
template<class T>
using Owned = std::unique_ptr<T, Unref>;

// Every mailbox of a list, members of groups included.
template<class Each>
void forEachMailbox(InternetAddressList *list, const Each &each)
{
    const int count = list ? internet_address_list_length(list) : 0;
    for (int i = 0; i < count; ++i) {
        InternetAddress *const entry = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(entry))
            forEachMailbox(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(entry)), each);
        else
            each(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(entry)), internet_address_get_name(entry));
    }
}

template<class Each>
void forEachReference(GMimeMessage *message, const char *field, const Each &each)
{
    const char *const value = g_mime_object_get_header(GMIME_OBJECT(message), field);
    if (!value)
        return;
    GMimeReferences *const references = g_mime_references_parse(nullptr, value);
    const int count = g_mime_references_length(references);
    for (int i = 0; i < count; ++i)
        each(g_mime_references_get_message_id(references, i));
    g_mime_references_free(references);
}

qint64 lengthOf(const char *text)
{
    return text ? qint64(strlen(text)) : 0;
}

class Sum
{
public:
    void subject(const char *subject) { m_sum += quint64(lengthOf(subject)); }
    void address(const char *address, const char *name) { m_sum += (address != nullptr) + (name != nullptr); }
    void messageId(const char *id) { m_sum += id != nullptr; }
    void date(gint64 seconds) { m_sum += quint64(seconds); }
    void reference(const char *id) { m_sum += id != nullptr; }
    void text(const char *text) { m_sum += text != nullptr; }
    void size(qint64 size) { m_sum += quint64(size); }
    quint64 sum() const { return m_sum; }

private:
    quint64 m_sum = 0;
};

class Keep
{
public:
    void subject(const char *subject) { m_out.subject = simplified(subject); }
    void address(const char *address, const char *) { m_out.addresses.append(address); }
    void messageId(const char *id) { m_out.messageId = id; }
    void date(gint64 seconds) { m_out.date = seconds; }
    void reference(const char *id) { m_out.references.append(id); }
    void text(const char *text) { m_out.text += simplified(text) + '\n'; }
    void size(qint64 size) { m_out.sizes.append(size); }
    Extracted take() { return std::exchange(m_out, {}); }

private:
    Extracted m_out;
};

class GMimeSide : public Side
{
public:
    GMimeSide(const QList<QByteArray> &mails, Work work)
        : m_mails(mails)
        , m_work(work)
    {
        g_mime_init();
        for (const QByteArray &mail : m_mails) // GMime reads from arrays of GLib's: made once, they cost nothing while it is measured
            m_arrays.push_back(g_byte_array_append(g_byte_array_new(), reinterpret_cast<const guint8 *>(mail.constData()), guint(mail.size())));
    }

    ~GMimeSide() override
    {
        for (GByteArray *array : m_arrays)
            g_byte_array_unref(array);
    }

    quint64 readAll() override
    {
        Sum sum;
        for (GByteArray *array : m_arrays)
            read(array, sum);
        return sum.sum();
    }

    std::vector<Extracted> extractAll() override
    {
        std::vector<Extracted> out;
        Keep keep;
        for (GByteArray *array : m_arrays) {
            read(array, keep);
            out.push_back(keep.take());
        }
        return out;
    }

private:
    template<class Sink>
    void read(GByteArray *array, Sink &sink) const
    {
        const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(array));
        g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), FALSE);
        const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
        const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
        if (!message)
            return;
        readEnvelope(message.get(), sink);
        if (m_work == Work::Message)
            readObject(g_mime_message_get_mime_part(message.get()), sink);
    }

    template<class Sink>
    static void readEnvelope(GMimeMessage *message, Sink &sink)
    {
        sink.subject(g_mime_message_get_subject(message));
        for (InternetAddressList *list : { g_mime_message_get_from(message), g_mime_message_get_to(message), g_mime_message_get_cc(message) })
            forEachMailbox(list, [&sink](const char *address, const char *name) { sink.address(address, name); });
        sink.messageId(g_mime_message_get_message_id(message));
        if (GDateTime *const date = g_mime_message_get_date(message))
            sink.date(g_date_time_to_unix(date));
        for (const char *field : { "References", "In-Reply-To" })
            forEachReference(message, field, [&sink](const char *id) { sink.reference(id); });
    }

    template<class Sink>
    static void readObject(GMimeObject *object, Sink &sink)
    {
        if (!object)
            return;
        if (GMIME_IS_MULTIPART(object)) {
            GMimeMultipart *const multipart = GMIME_MULTIPART(object);
            const int count = g_mime_multipart_get_count(multipart);
            for (int i = 0; i < count; ++i)
                readObject(g_mime_multipart_get_part(multipart, i), sink);
        } else if (GMIME_IS_MESSAGE_PART(object)) {
            if (GMimeMessage *const inside = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)))
                readObject(g_mime_message_get_mime_part(inside), sink);
        } else if (GMIME_IS_TEXT_PART(object)) {
            char *const text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
            sink.text(text);
            g_free(text);
        } else if (GMIME_IS_PART(object)) {
            const Owned<GMimeStream> counter(g_mime_stream_null_new());
            GMimeDataWrapper *const content = g_mime_part_get_content(GMIME_PART(object));
            sink.size(content ? g_mime_data_wrapper_write_to_stream(content, counter.get()) : 0);
        }
    }

    const QList<QByteArray> m_mails;
    const Work m_work;
    std::vector<GByteArray *> m_arrays;
};

} // namespace

std::unique_ptr<Side> gmimeSide(const QList<QByteArray> &mails, Work work)
{
    return std::make_unique<GMimeSide>(mails, work);
}

QByteArray gmimeVersion()
{
    return "GMime " + QByteArray::number(gmime_major_version) + '.' + QByteArray::number(gmime_minor_version) + '.' + QByteArray::number(gmime_micro_version);
}

} // namespace golub::bench
#pragma GCC diagnostic pop
