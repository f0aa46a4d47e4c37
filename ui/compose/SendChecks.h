// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Draft.h"
#include "core/mail/SendingFacts.h"

namespace golub::ui {

//! True where the writer's own words (not the quoted lines, not the signature) speak of something attached. Knows
//! English, Polish, Croatian, Russian, German and French words.
bool mentionsAttachment(const QString &subject, const QString &text);
//! True where a person put something in: recipients, subject, words outside quote and signature, or attachments.
bool hasContent(const Draft &draft);
//! The lines a person wrote: without those that start with ">" and without the signature.
QString ownWords(const QString &text);


//! Bytes of the whole message as it goes to the server, nearly: files and pictures grow by more than a third on the way.
qint64 estimatedSize(const Draft &draft);
//! What the server is known not to take, and what to do; empty where nothing is in the way. Translated.
QString serverProblem(const Draft &draft, const SendingFacts &facts);

} // namespace golub::ui
