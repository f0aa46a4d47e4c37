// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <vector>

namespace golub::mime {

//! A file that stands inside of a text, between other lines.
struct FileInText {
    enum class Kind : quint8 { UuEncode, Base64, YEnc } kind = Kind::UuEncode;
    Span block;                   //!< everything that is not the text's: from the "begin" line to the line end behind "end"
    Span content;                 //!< of block, what a decoder wants
    QByteArray name;              //!< as it stands, any charset
    bool isComplete = false;      //!< the end is there
};

//! Uuencoded files (POSIX uuencode, "begin 644 name" and "begin-base64 644 name") and yEnc blocks in \a text, in their order. "begin" in a
//! sentence is none: what follows must look encoded. Linear.
std::vector<FileInText> findFilesInText(QByteArrayView text);

//! \a text without those files.
QByteArray withoutFilesInText(QByteArrayView text);

//! Adds the files inside of the part \a text to \a tree: as parts, to filesInText and to attachments. \a decoded is the content of the text;
//! \a isRaw: the very bytes of its body.
void addFilesInText(MessageTree &tree, int text, QByteArrayView decoded, bool isRaw);

inline constexpr int FilesInTextLimit = 1'000;    //!< of one text

} // namespace golub::mime
