// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/Css.h"
#include "core/html/Tags.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <vector>

namespace golub::html {

//! A node of the tree, in document order: a subtree is the run from its root to end, so that every pass is a loop.
struct Node {
    Tag tag = Tag::None;          //!< None: the body, or something that is only its content
    int parent = -1;
    int end = 0;                  //!< one past the last descendant
    QString text;                 //!< of a Text node, character references resolved
    std::vector<std::pair<QByteArray, QString>> attributes;
    QString attribute(QByteArrayView name) const;
    bool hasAttribute(QByteArrayView name) const;
};

//! A mail's HTML as a flat tree with the style of each element. Depth costs nothing.
struct Document {
    std::vector<Node> nodes;      //!< at most limits::HtmlNodes
    std::vector<Style> styles;    //!< of each node; texts have an empty one
    std::vector<float> fontPixels; //!< the computed font size of each node; 16 is the reader's own
    QList<QByteArray> dataUrls;
    int blockedRemoteItems = 0;
    bool responsive = false;
    bool truncated = false;

    //! True for an element that is not shown, and for text too small to see (how preheaders are hidden).
    bool isHidden(int index) const;
    //! Never fails. Linear.
    static Document parse(QByteArrayView utf8);
};

//! True for http, https, ftp and "//" addresses.
bool isRemote(QStringView url);

} // namespace golub::html
