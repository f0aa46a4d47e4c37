// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Tnef.h"

#include "core/mime/Charset.h"
#include "core/mime/LittleEndian.h"

#include <QTimeZone>

namespace golub::mime {
namespace {

constexpr quint32 Signature = 0x223E9F78;
constexpr qsizetype SignatureAndKey = 6;

// [MS-OXTNEF] section 2.1.3.3
enum Attribute : quint32 {
    From = 0x00008000,
    Subject = 0x00018004,
    DateSent = 0x00038005,
    MessageClass = 0x00078008,
    Body = 0x0002800C,
    DateStart = 0x00030006,
    DateEnd = 0x00030007,
    AttachData = 0x0006800F,
    AttachTitle = 0x00018010,
    AttachTransportFilename = 0x00069001,
    AttachRendData = 0x00069002,
    MessageProperties = 0x00069003,
    RecipientTable = 0x00069004,
    AttachProperties = 0x00069005,
    OemCodepage = 0x00069007,
};

enum Level : quint8 { OfMessage = 1, OfAttachment = 2 };

constexpr quint16 SeveralValues = 0x1000;
constexpr quint16 FirstNamed = 0x8000;

quint16 checksum(QByteArrayView bytes)
{
    quint32 sum = 0;
    for (const char c : bytes)
        sum += static_cast<unsigned char>(c);
    return quint16(sum);
}

// A date as six numbers and a day of the week.
QDateTime dateOf(QByteArrayView bytes)
{
    LittleEndianReader reader(bytes);
    const int year = reader.u16();
    const int month = reader.u16();
    const int day = reader.u16();
    const int hour = reader.u16();
    const int minute = reader.u16();
    const int second = reader.u16();
    if (reader.overrun())
        return {};
    const QDate date(year, month, day);
    const QTime time(hour, minute, second);
    return date.isValid() && time.isValid() ? QDateTime(date, time, Qt::UTC) : QDateTime();
}

// Property values and their sizes ([MS-OXTNEF] section 2.1.3.4).
class PropertyReader
{
public:
    PropertyReader(QByteArrayView bytes, int &budget) : m_reader(bytes), m_budget(budget) { }

    TnefProperties list()
    {
        TnefProperties out;
        const quint32 count = m_reader.u32();
        for (quint32 i = 0; i < count && !m_reader.atEnd() && !m_damaged; ++i) {
            if (--m_budget < 0) {
                m_damaged = true;
                break;
            }
            TnefProperty property;
            if (one(property))
                out.all.push_back(property);
        }
        m_damaged = m_damaged || m_reader.overrun();
        return out;
    }

    quint32 rows() { return m_reader.u32(); }
    bool atEnd() const { return m_reader.atEnd(); }
    bool damaged() const { return m_damaged; }

private:
    bool one(TnefProperty &property)
    {
        const quint16 type = m_reader.u16();
        property.type = quint16(type & ~SeveralValues);
        property.id = m_reader.u16();
        if (property.id >= FirstNamed)
            readName(property);
        const bool several = type & SeveralValues;
        const qsizetype fixed = fixedSize(property.type);
        if (fixed < 0) {
            m_damaged = true; // without a size nothing behind it can be found
            return false;
        }
        const quint32 count = several || fixed == 0 ? m_reader.u32() : 1;
        for (quint32 i = 0; i < count; ++i) {
            if (m_reader.atEnd() || m_reader.overrun()) {
                m_damaged = true;
                break;
            }
            const QByteArrayView value = m_reader.bytes(fixed > 0 ? fixed : qsizetype(m_reader.u32()));
            m_reader.align();
            if (i == 0)
                property.value = value;
        }
        return count > 0;
    }

    void readName(TnefProperty &property)
    {
        property.isNamed = true;
        const QByteArrayView guid = m_reader.bytes(16);
        std::copy(guid.begin(), guid.end(), property.guid.begin());
        if (m_reader.u32() == 0) {
            property.localId = m_reader.u32();
            return;
        }
        property.name = m_reader.bytes(qsizetype(m_reader.u32()));
        m_reader.align();
    }

    // Bytes with the padding; 0 where a length stands in front; -1 for a type that nobody knows.
    static qsizetype fixedSize(quint16 type)
    {
        switch (type) {
        case 0x02: // PT_I2
        case 0x03: // PT_LONG
        case 0x04: // PT_R4
        case 0x0A: // PT_ERROR
        case 0x0B: // PT_BOOLEAN
            return 4;
        case 0x05: // PT_DOUBLE
        case 0x06: // PT_CURRENCY
        case 0x07: // PT_APPTIME
        case 0x14: // PT_I8
        case 0x40: // PT_SYSTIME
            return 8;
        case 0x48: // PT_CLSID
            return 16;
        case 0x0D: // PT_OBJECT
        case 0x1E: // PT_STRING8
        case 0x1F: // PT_UNICODE
        case 0x102: // PT_BINARY
            return 0;
        default:
            return -1;
        }
    }

    LittleEndianReader m_reader;
    int &m_budget;
    bool m_damaged = false;
};

class TnefReader
{
public:
    explicit TnefReader(QByteArrayView bytes) : m_reader(bytes) { m_out.codepage = "windows-1252"; }

    TnefMessage run()
    {
        m_out.damaged = m_reader.u32() != Signature;
        m_reader.u16(); // the key: of no use to anybody
        while (!m_out.damaged && !m_reader.atEnd()) {
            const quint8 level = m_reader.u8();
            const quint32 id = m_reader.u32();
            const quint32 length = m_reader.u32();
            if (m_reader.overrun() || (level != OfMessage && level != OfAttachment)) {
                m_out.damaged = true;
                break;
            }
            const QByteArrayView data = m_reader.bytes(qsizetype(length));
            const quint16 sum = m_reader.u16();
            const bool whole = !m_reader.overrun() && sum == checksum(data);
            if (level == OfMessage)
                ofMessage(id, data);
            else
                ofAttachment(id, data);
            m_out.damaged = m_out.damaged || m_reader.overrun();
            m_wrongSum = m_wrongSum || !whole;
        }
        m_out.damaged = m_out.damaged || m_wrongSum;
        return std::move(m_out);
    }

private:
    void ofMessage(quint32 id, QByteArrayView data)
    {
        switch (id) {
        case From:
            m_out.from = data;
            break;
        case Subject:
            m_out.subject = withoutZero(data);
            break;
        case Body:
            m_out.body = withoutZero(data);
            break;
        case MessageClass:
            m_out.messageClass = withoutZero(data);
            break;
        case DateSent:
            m_out.dateSent = dateOf(data);
            break;
        case DateStart:
            m_out.dateStart = dateOf(data);
            break;
        case DateEnd:
            m_out.dateEnd = dateOf(data);
            break;
        case OemCodepage:
            readCodepage(data);
            break;
        case MessageProperties:
            m_out.properties = properties(data);
            break;
        case RecipientTable:
            readRecipients(data);
            break;
        default:
            break;
        }
    }

    void ofAttachment(quint32 id, QByteArrayView data)
    {
        if (id == AttachRendData || m_out.attachments.empty()) { // each attachment begins with it
            if (m_out.attachments.size() >= size_t(TnefAttachmentsLimit)) {
                m_out.damaged = true;
                return;
            }
            m_out.attachments.emplace_back();
        }
        TnefAttachment &attachment = m_out.attachments.back();
        switch (id) {
        case AttachData:
            attachment.data = data;
            break;
        case AttachTitle:
            attachment.title = withoutZero(data);
            break;
        case AttachTransportFilename:
            attachment.transportName = withoutZero(data);
            break;
        case AttachProperties:
            attachment.properties = properties(data);
            break;
        default:
            break;
        }
    }

    static QByteArrayView withoutZero(QByteArrayView text)
    {
        const qsizetype zero = text.indexOf('\0');
        return zero < 0 ? text : text.first(zero);
    }

    void readCodepage(QByteArrayView data)
    {
        const quint32 number = LittleEndianReader(data).u32();
        const QByteArray label = codepageLabel(number);
        if (!label.isEmpty())
            m_out.codepage = label;
    }

public:
    static QByteArray codepageLabel(quint32 number)
    {
        switch (number) {
        case 0:
        case 1200: // 8-bit strings cannot be UTF-16
        case 20127:
            return {};
        case 20866:
            return QByteArrayLiteral("koi8-r");
        case 21866:
            return QByteArrayLiteral("koi8-u");
        case 51949:
            return QByteArrayLiteral("euc-kr");
        case 54936:
            return QByteArrayLiteral("gb18030");
        case 65000:
            return QByteArrayLiteral("utf-7");
        case 65001:
            return QByteArrayLiteral("utf-8");
        default:
            break;
        }
        QByteArray label = number >= 28591 && number <= 28605 ? "iso-8859-" + QByteArray::number(number - 28590) : "cp" + QByteArray::number(number);
        return canonicalCharset(label).isEmpty() ? QByteArray() : label;
    }

private:
    TnefProperties properties(QByteArrayView data)
    {
        PropertyReader reader(data, m_budget);
        TnefProperties out = reader.list();
        m_wrongSum = m_wrongSum || reader.damaged();
        return out;
    }

    void readRecipients(QByteArrayView data)
    {
        PropertyReader reader(data, m_budget);
        const quint32 rows = reader.rows();
        for (quint32 i = 0; i < rows && !reader.atEnd() && !reader.damaged() && --m_budget >= 0; ++i)
            m_out.recipients.push_back(reader.list());
        m_wrongSum = m_wrongSum || reader.damaged();
    }

    LittleEndianReader m_reader;
    TnefMessage m_out;
    int m_budget = TnefPropertiesLimit;
    bool m_wrongSum = false;      // goes on, but says so
};

QString fromUtf16(QByteArrayView bytes)
{
    QString out;
    out.reserve(bytes.size() / 2);
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2) {
        const char16_t unit = char16_t(static_cast<unsigned char>(bytes[i]) | static_cast<unsigned char>(bytes[i + 1]) << 8);
        if (unit == 0)
            break;
        out += QChar(unit);
    }
    return out;
}

} // namespace

const TnefProperty *TnefProperties::find(quint16 id) const
{
    for (const TnefProperty &property : all) {
        if (property.id == id && !property.isNamed)
            return &property;
    }
    return nullptr;
}

const TnefProperty *TnefProperties::find(const TnefGuid &guid, quint32 localId) const
{
    for (const TnefProperty &property : all) {
        if (property.isNamed && property.name.isNull() && property.localId == localId && property.guid == guid)
            return &property;
    }
    return nullptr;
}

QString TnefProperties::text(const TnefProperty &property, const QByteArray &codepage)
{
    if (property.isUnicode())
        return fromUtf16(property.value);
    if (!property.isString8())
        return {};
    const qsizetype zero = property.value.indexOf('\0');
    return decodeCharset(zero < 0 ? property.value : property.value.first(zero), codepage);
}

QString TnefProperties::text(quint16 id, const QByteArray &codepage) const
{
    const TnefProperty *property = find(id);
    return property ? text(*property, codepage) : QString();
}

qint64 TnefProperties::number(const TnefProperty &property)
{
    LittleEndianReader reader(property.value);
    switch (property.type) {
    case 0x02:
        return qint16(reader.u16());
    case 0x03:
        return qint32(reader.u32());
    case 0x0B:
        return reader.u16() != 0;
    case 0x14:
        return qint64(reader.u64());
    default:
        return 0;
    }
}

qint64 TnefProperties::number(quint16 id) const
{
    const TnefProperty *property = find(id);
    return property ? number(*property) : 0;
}

QDateTime TnefProperties::time(const TnefProperty &property)
{
    if (property.type != 0x40)
        return {};
    // 100 ns since 1601-01-01; beyond the year 9999 it is no date of a mail.
    constexpr quint64 PerSecond = 10'000'000;
    constexpr qint64 From1601To1970 = 11'644'473'600;
    constexpr quint64 Latest = 265'046'774'400;
    const quint64 seconds = LittleEndianReader(property.value).u64() / PerSecond;
    if (seconds == 0 || seconds >= Latest)
        return {};
    return QDateTime::fromSecsSinceEpoch(qint64(seconds) - From1601To1970, Qt::UTC);
}

QDateTime TnefProperties::time(quint16 id) const
{
    const TnefProperty *property = find(id);
    return property ? time(*property) : QDateTime();
}

bool isTnef(QByteArrayView bytes)
{
    return bytes.size() >= SignatureAndKey && LittleEndianReader(bytes).u32() == Signature;
}

TnefMessage readTnef(QByteArrayView bytes)
{
    return TnefReader(bytes).run();
}

QByteArray tnefCodepage(quint32 number)
{
    return TnefReader::codepageLabel(number);
}

} // namespace golub::mime
