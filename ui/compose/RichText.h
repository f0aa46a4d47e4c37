// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTextBlock;
class QTextCursor;
class QTextDocument;

//! The simple formatting of the composer: bold, italic, underline, links, lists and quotes, and nothing else. What goes
//! out is written by us, not by QTextDocument, so that a recipient's program sees small, plain HTML.
namespace golub::ui::richtext {

//! Elements that a paste may have before it is taken as plain text instead, and how deep they may lie: QTextDocument's
//! time explodes.
inline constexpr int PasteElements = 20'000;
inline constexpr int PasteDepth = 200;

//! 0 for the writer's own words.
int quoteLevel(const QTextBlock &block);
void setQuoteLevel(QTextCursor &cursor, int level);
//! After HTML was read in: gives blocks that came as <blockquote> our quote level and indent, and drops breaks that
//! HTML would not show.
void adoptQuotes(QTextDocument *document);

//! A fragment without <html> and <body>.
QString toHtml(const QTextDocument &document);
//! The text alternative: "> " before quotes, "- " and "1. " before list items, addresses of links behind their words.
QString toPlain(const QTextDocument &document);
//! True where toPlain() loses something that the writer set.
bool hasFormatting(const QTextDocument &document);
//! Plain text with "> " lines as a fragment that toPlain() turns back.
QString fromPlain(const QString &text);
//! Foreign HTML cut down to what the composer knows; empty where it is too much, so that the text is pasted instead.
QString simplified(const QString &html);

} // namespace golub::ui::richtext
