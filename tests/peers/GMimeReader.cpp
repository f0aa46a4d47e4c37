// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/PeerMail.h"

#include <gmime/gmime.h>

namespace golub::peers {
namespace {

QString text(const char *from)
{
    return QString::fromUtf8(from);
}

QStringList addresses(InternetAddressList *list)
{
    QStringList out;
    for (int i = 0; list && i < internet_address_list_length(list); ++i) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        const char *spec = INTERNET_ADDRESS_IS_MAILBOX(address) ? internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(address)) : "";
        out.append(text(internet_address_get_name(address)) + QStringLiteral(" <") + text(spec) + u'>');
    }
    return out;
}

QByteArray content(GMimePart *part)
{
    GMimeStream *stream = g_mime_stream_mem_new();
    if (GMimeDataWrapper *wrapper = g_mime_part_get_content(part))
        g_mime_data_wrapper_write_to_stream(wrapper, stream);
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    const QByteArray out(reinterpret_cast<const char *>(bytes->data), qsizetype(bytes->len));
    g_object_unref(stream);
    return out;
}

void visit(GMimeObject *, GMimeObject *object, gpointer data)
{
    PeerMail &mail = *static_cast<PeerMail *>(data);
    if (GMIME_IS_MULTIPART(object))
        return;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const QByteArray media = QByteArray(g_mime_content_type_get_media_type(type)).toLower() + '/' + QByteArray(g_mime_content_type_get_media_subtype(type)).toLower();
    if (g_mime_object_get_content_disposition(object)) {
        PeerFile file;
        file.filename = text(g_mime_object_get_content_disposition_parameter(object, "filename"));
        file.type = media;
        file.isMessage = !GMIME_IS_PART(object);
        if (!file.isMessage)
            file.content = content(GMIME_PART(object));
        mail.files.append(file);
    } else if (GMIME_IS_PART(object) && (media == "text/plain" || media == "text/html")) {
        const QString body = QString::fromUtf8(content(GMIME_PART(object))).replace(QLatin1String("\r\n"), QLatin1String("\n"));
        (media == "text/html" ? mail.html : mail.text) = body;
    }
}

} // namespace

PeerMail readWithGMime(const QByteArray &raw)
{
    static const bool ready = [] {
        g_mime_init();
        return true;
    }();
    PeerMail mail;
    if (!ready)
        return mail;
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(raw.constData(), size_t(raw.size()));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    if (GMimeMessage *message = g_mime_parser_construct_message(parser, nullptr)) {
        mail.subject = text(g_mime_message_get_subject(message));
        mail.messageId = text(g_mime_message_get_message_id(message));
        mail.from = addresses(g_mime_message_get_from(message));
        mail.to = addresses(g_mime_message_get_to(message));
        mail.cc = addresses(g_mime_message_get_cc(message));
        g_mime_message_foreach(message, visit, &mail);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return mail;
}

} // namespace golub::peers
