// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <array>
#include <vector>

//! TNEF, which Outlook and Exchange send as winmail.dat ([MS-OXTNEF]), taken apart. What its properties mean stands in TnefMime.h.
namespace golub::mime {

//! A set of named properties ([MS-OXPROPS] section 1.3.2), as it stands in the file.
using TnefGuid = std::array<unsigned char, 16>;

//! One MAPI property ([MS-OXCDATA] section 2.11). Views point into the TNEF bytes.
struct TnefProperty {
    quint16 id = 0;
    quint16 type = 0;                 //!< without the bit for several values
    bool isNamed = false;
    TnefGuid guid {};                 //!< where isNamed
    quint32 localId = 0;              //!< where isNamed by number
    QByteArrayView name;              //!< where isNamed by name; UTF-16LE
    QByteArrayView value;             //!< the first value
    bool isString8() const { return type == 0x1E; }
    bool isUnicode() const { return type == 0x1F; }
    bool isBinary() const { return type == 0x102 || type == 0xD; }
    bool isObject() const { return type == 0xD; }
};

//! The properties of a message, an attachment or a recipient.
class TnefProperties
{
public:
    //! The first with that id; null where there is none.
    const TnefProperty *find(quint16 id) const;
    const TnefProperty *find(const TnefGuid &guid, quint32 localId) const;
    //! Text of either kind, without the final zero; empty where there is none. \a codepage reads 8-bit strings.
    QString text(quint16 id, const QByteArray &codepage) const;
    static QString text(const TnefProperty &property, const QByteArray &codepage);
    //! A number of any size; 0 where there is none.
    qint64 number(quint16 id) const;
    static qint64 number(const TnefProperty &property);
    //! PT_SYSTIME in UTC; invalid where there is none.
    QDateTime time(quint16 id) const;
    static QDateTime time(const TnefProperty &property);
    bool isEmpty() const { return all.empty(); }

    std::vector<TnefProperty> all;
};

struct TnefAttachment {
    TnefProperties properties;
    QByteArrayView data;              //!< attAttachData; the property PR_ATTACH_DATA where there is none
    QByteArrayView title;             //!< attAttachTitle: an 8-bit file name
    QByteArrayView transportName;     //!< attAttachTransportFilename
};

struct TnefMessage {
    QByteArray codepage;              //!< a charset label for 8-bit strings; never empty
    QByteArrayView subject;           //!< 8-bit attributes, as they stand
    QByteArrayView body;
    QByteArrayView messageClass;
    QByteArrayView from;              //!< attFrom: a TRP structure
    QDateTime dateSent;               //!< without a zone: as the sender's clock had it
    QDateTime dateStart;
    QDateTime dateEnd;
    TnefProperties properties;
    std::vector<TnefProperties> recipients;
    std::vector<TnefAttachment> attachments;
    bool damaged = false;             //!< ends early, has wrong checksums, or more than the limits allow
};

inline constexpr int TnefPropertiesLimit = 20'000;    //!< of one TNEF stream, those of attachments and recipients included
inline constexpr int TnefAttachmentsLimit = 2'000;

//! True where \a bytes begin as TNEF does.
bool isTnef(QByteArrayView bytes);
//! The charset label of a Windows code page; empty for one that says nothing about 8-bit text.
QByteArray tnefCodepage(quint32 number);
//! Reads any bytes: what is there before the damage is kept. Linear. The views point into \a bytes.
TnefMessage readTnef(QByteArrayView bytes);

} // namespace golub::mime
