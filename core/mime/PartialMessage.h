// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace golub::mime {

//! What a message/partial says about itself (RFC 2046 section 5.2.2).
struct PartialFacts {
    QString id;                   //!< the same in all pieces
    int number = 0;               //!< from 1 on
    int total = 0;                //!< 0: not said (only the last piece must)
};
//! Nothing where \a part is no message/partial, or one without id and number.
std::optional<PartialFacts> partialFacts(const Part &part);

//! The message that was cut, from its pieces (whole messages, in any order; one twice counts once). The header is the first piece's, with
//! the fields of the enclosed header that RFC 2046 section 5.2.2.1 takes from there. Nothing while a piece is missing, or where one is of
//! another message.
std::optional<QByteArray> joinPartialMessages(const QList<QByteArray> &pieces);

//! What a message/external-body says (RFC 2046 section 5.2.3, RFC 2017). Nothing is ever fetched by itself.
struct ExternalBody {
    QByteArray accessType;        //!< lower case: "url", "anon-ftp", "mail-server", "local-file", …
    QString url;                  //!< of access-type URL, without the blanks that folding put in; ftp:// made from site, directory and name
    QString name;
    QString site;
    QString directory;
    QString server;               //!< an address, of access-type mail-server
    QString subject;
    QString mode;
    QString expiration;
    qint64 size = -1;             //!< bytes; -1: not said
    QByteArray mediaType;         //!< of what is outside, by the header inside
    QString contentId;
};
std::optional<ExternalBody> externalBody(QByteArrayView raw, const Part &part);

inline constexpr int PartialPieces = 1'000;

} // namespace golub::mime
