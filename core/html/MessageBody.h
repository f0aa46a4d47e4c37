// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/HtmlToText.h"
#include "core/html/Sanitizer.h"
#include "core/mime/MessageTree.h"

#include <QHash>

namespace golub::html {

//! A message's whole body, made of the parts that MessageTree names: text, HTML and pictures in the order in which they were sent.
struct MessageBody {
    QString html;                 //!< for a QTextBrowser: sanitized, or made of plain text
    bool isPlain = true;          //!< nothing but plain text
    int blockedRemoteItems = 0;   //!< as SanitizedHtml
    QList<RemotePicture> remotePictures; //!< as SanitizedHtml
    bool complex = false;
    bool truncated = false;
    QHash<QString, int> pictures; //!< content id in html → part; parts without an id have one made up
};

//! What to show. \a charset is what the reader chose; empty for what the parts say.
MessageBody readBody(QByteArrayView raw, const mime::MessageTree &tree, QByteArrayView charset = {}, const SanitizeOptions &options = {});

//! The whole body as plain text with LF: for replies. HTML is turned into text where no plain text says the same,
//! and where that is empty.
QString bodyText(QByteArrayView raw, const mime::MessageTree &tree, QByteArrayView charset = {}, const TextOptions &options = {});

//! The words of bodyText() without link targets, in UTF-8, for previews and the index (HtmlWords.h).
QByteArray bodyWords(QByteArrayView raw, const mime::MessageTree &tree);

//! The parts to list below the body, in document order: MessageTree::attachments, and the pictures, sounds and films among the text.
QList<int> listedParts(const mime::MessageTree &tree);

} // namespace golub::html
