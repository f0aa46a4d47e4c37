// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MessageView.h"

#include <memory>

class QLocale;
class QTextDocument;
class QWidget;

namespace golub::ui {

class MessageBrowser;

//! The message as it is shown, black on white, with what its header says above it. Its pictures come from \a browser, which must outlive it.
std::unique_ptr<QTextDocument> printableMessage(const service::MessageView &view, const MessageBrowser *browser, const QLocale &locale);

//! Asks for the printer and prints. What is printed is what was shown when it was asked for.
void printMessage(const service::MessageView &view, const MessageBrowser *browser, QWidget *parent);

} // namespace golub::ui
