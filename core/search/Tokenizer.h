// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <functional>

namespace golub::search {

//! What a text is split into. Words are runs of letters and digits, folded; scripts that write no blanks between words (Chinese,
//! Japanese, Korean, Thai and their neighbours) become overlapping pairs.
enum class Purpose : quint8 {
    Index,  //!< a run's last character also stands alone, in the place of the last pair, so that a search for it alone finds it
    Query   //!< the pairs only, one after the other
};

//! Takes a folded token in UTF-8, valid during the call; \a samePlace where it stands in the place of the one before. False stops.
using TokenSink = std::function<bool(QByteArrayView token, bool samePlace)>;

//! Gives each token in order. Tokens are at most 64 characters; what is longer is cut. Linear in the text.
void tokenize(QStringView text, Purpose purpose, const TokenSink &token);
//! The same of UTF-8, which is what the index is fed with; what is no UTF-8 parts words.
void tokenizeUtf8(QByteArrayView text, Purpose purpose, const TokenSink &token);
QList<QString> tokens(QStringView text, Purpose purpose);

//! Without case and diacritics, including letters that no decomposition takes apart: ł đ ø ß æ œ þ ð ħ ŧ ı. Compatibility forms
//! (half-width kana, ligatures) become their plain ones.
QString folded(QStringView text);

} // namespace golub::search
