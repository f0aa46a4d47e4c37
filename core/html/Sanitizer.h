// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/RemotePicture.h"

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

namespace golub::html {

//! How much of the author's formatting survives.
enum class View : quint8 {
    Auto,     //!< Author for simple mail, Reader for mail built of layout tables
    Author,   //!< the author's formatting as far as QTextBrowser can show it
    Reader,   //!< layout tables flattened, colours and sizes dropped; headings, lists, links, images and data tables kept
};

struct SanitizeOptions {
    View view = View::Auto;
    bool remotePictures = false;  //!< write them as "cid:" images, to be filled by who has fetched them
};

//! HTML that can be handed to a QTextBrowser: made of our own allow-list, without scripts, style sheets, forms or anything that refers
//! to the network or to files. Links are http, https, mailto and tel; images are "cid:" (see cidReferences) and "data:" bitmaps.
struct SanitizedHtml {
    QString html;                 //!< the body's content, without <html>, <head> and <body>
    int blockedRemoteItems = 0;   //!< remote images, backgrounds, style sheets, frames and media that were left out
    QStringList cidReferences;    //!< content ids of the images in html, decoded, each once; the URL is "cid:" + percent-encoded id
    //! Pictures that could be fetched, each once, at most HtmlImages; those of one pixel, which only count readers, are none.
    QList<RemotePicture> remotePictures;
    bool complex = false;         //!< built of layout tables, floats or positions: the reader view suits it
    bool truncated = false;       //!< a limit of core/base/Limits.h cut something off or flattened it
};

//! Sanitizes UTF-8 (invalid bytes become U+FFFD). Any bytes are accepted; time and output are linear in the input. Pure: may run in any thread.
//!
//! Colours: a background is kept only together with a foreground of enough contrast, both given by the author; a foreground alone keeps
//! its hue but not its lightness, so that it can be read on a light and on a dark page; greys alone are dropped. The reader view has no
//! colours at all.
SanitizedHtml sanitize(QByteArrayView utf8, const SanitizeOptions &options = {});
//! The same from decoded text.
SanitizedHtml sanitize(QStringView html, const SanitizeOptions &options = {});

} // namespace golub::html
