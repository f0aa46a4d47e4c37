// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace golub::mime {

//! One yEnc block (yEnc draft 1.3): from "=ybegin" to "=yend", decoded.
struct YEncBlock {
    QByteArray name;              //!< as it stands, any charset
    QByteArray content;
    qsizetype consumed = 0;       //!< bytes of the input, the line end behind "=yend …" included
    qint64 fileSize = -1;         //!< of the whole file, as the block says; -1 where it does not
    int part = 0;                 //!< from 1 on; 0: the file is in one piece
    int total = 0;                //!< pieces; 0: not said
    qint64 offset = 0;            //!< of the piece in the file
    bool isComplete = false;      //!< ends with "=yend" and is as long as it says
    bool checksumFits = true;     //!< true also where there is none
};

//! The block that begins with \a text; nothing where none does. Linear; allocates no more than \a text is long.
std::optional<YEncBlock> readYEncBlock(QByteArrayView text);

//! A file put together from its pieces, also those of several messages.
struct YEncFile {
    QByteArray content;
    bool isComplete = false;      //!< every byte once, none missing
};
//! Pieces in any order; those of one file. What is missing is left out.
YEncFile joinYEncBlocks(std::vector<YEncBlock> pieces);

} // namespace golub::mime
