// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace golub::mime {

//! Writes TNEF, for tests: attributes with their checksums, and MAPI properties.
class TnefBuilder
{
public:
    static constexpr quint8 Message = 1;
    static constexpr quint8 Attachment = 2;

    TnefBuilder() : m_out(u32(0x223E9F78) + u16(7)) { }

    static QByteArray u16(quint32 value) { return QByteArray().append(char(value & 0xFF)).append(char((value >> 8) & 0xFF)); }
    static QByteArray u32(quint32 value) { return u16(value & 0xFFFF) + u16(value >> 16); }
    static QByteArray u64(quint64 value) { return u32(quint32(value & 0xFFFFFFFF)) + u32(quint32(value >> 32)); }

    TnefBuilder &attribute(quint8 level, quint32 id, const QByteArray &data)
    {
        quint32 sum = 0;
        for (const char c : data)
            sum += static_cast<unsigned char>(c);
        m_out += QByteArray(1, char(level)) + u32(id) + u32(quint32(data.size())) + data + u16(sum & 0xFFFF);
        return *this;
    }

    //! Properties of the message, of an attachment or of a recipient.
    class Properties
    {
    public:
        Properties &number(quint32 id, quint32 value) { return add(u16(3) + u16(id) + u32(value)); }
        Properties &flag(quint32 id, bool value) { return add(u16(0x0B) + u16(id) + u32(value)); }
        Properties &text(quint32 id, const QByteArray &value) { return add(u16(0x1E) + u16(id) + u32(1) + sized(value + '\0')); }
        Properties &unicode(quint32 id, const QString &value) { return add(u16(0x1F) + u16(id) + u32(1) + sized(utf16(value))); }
        Properties &binary(quint32 id, const QByteArray &value) { return add(u16(0x102) + u16(id) + u32(1) + sized(value)); }
        Properties &object(quint32 id, const QByteArray &value) { return add(u16(0x0D) + u16(id) + u32(1) + sized(value)); }
        Properties &time(quint32 id, const QDateTime &value) { return add(u16(0x40) + u16(id) + fileTime(value)); }
        //! A named property: \a set is 16 bytes, \a type one of MAPI's.
        Properties &named(const QByteArray &set, quint32 localId, quint32 type, const QByteArray &value)
        {
            const bool sizedType = type == 0x1E || type == 0x1F || type == 0x102;
            return add(u16(type) + u16(0x8000) + set + u32(0) + u32(localId) + (sizedType ? u32(1) + sized(value) : value));
        }
        QByteArray bytes() const { return u32(m_count) + m_out; }

        static QByteArray utf16(const QString &value)
        {
            QByteArray out;
            for (const QChar c : value + QChar(u'\0'))
                out += u16(c.unicode());
            return out;
        }
        static QByteArray fileTime(const QDateTime &value) { return u64(quint64(value.toSecsSinceEpoch() + 11'644'473'600) * 10'000'000); }

    private:
        static QByteArray sized(const QByteArray &value) { return u32(quint32(value.size())) + value + QByteArray((4 - value.size() % 4) % 4, '\0'); }
        Properties &add(const QByteArray &bytes)
        {
            m_out += bytes;
            ++m_count;
            return *this;
        }
        QByteArray m_out;
        quint32 m_count = 0;
    };

    TnefBuilder &messageProperties(const Properties &properties) { return attribute(Message, 0x00069003, properties.bytes()); }
    TnefBuilder &recipients(const QList<Properties> &rows)
    {
        QByteArray table = u32(quint32(rows.size()));
        for (const Properties &row : rows)
            table += row.bytes();
        return attribute(Message, 0x00069004, table);
    }
    TnefBuilder &codepage(quint32 number) { return attribute(Message, 0x00069007, u32(number) + u32(0)); }
    TnefBuilder &beginAttachment() { return attribute(Attachment, 0x00069002, QByteArray(14, '\0')); }
    TnefBuilder &attachmentTitle(const QByteArray &name) { return attribute(Attachment, 0x00018010, name + '\0'); }
    TnefBuilder &attachmentData(const QByteArray &data) { return attribute(Attachment, 0x0006800F, data); }
    TnefBuilder &attachmentProperties(const Properties &properties) { return attribute(Attachment, 0x00069005, properties.bytes()); }

    QByteArray bytes() const { return m_out; }
    //! As the only content of a mail.
    QByteArray mail() const
    {
        return "From: a@example.org\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + m_out.toBase64() + "\r\n";
    }

private:
    QByteArray m_out;
};

//! PR_RTF_COMPRESSED without compression.
inline QByteArray storedRtf(const QByteArray &rtf)
{
    return TnefBuilder::u32(quint32(rtf.size() + 12)) + TnefBuilder::u32(quint32(rtf.size())) + "MELA" + TnefBuilder::u32(0) + rtf;
}

} // namespace golub::mime
