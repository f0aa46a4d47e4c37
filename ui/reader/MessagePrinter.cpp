// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/MessagePrinter.h"

#include "core/base/TextSafety.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/style/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>

#include <utility>

namespace golub::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::MessagePrinter)
};

constexpr qsizetype LongestLine = 2000;

//! The name of a field and what it says.
QList<std::pair<QString, QString>> headerOf(const service::MessageView &view, const QLocale &locale)
{
    const QDateTime date = view.envelope.date.isValid() ? view.envelope.date : view.summary.date;
    QList<std::pair<QString, QString>> fields {
        { Text::tr("From:"), view.envelope.from.display() },
        { Text::tr("To:"), view.envelope.to.display() },
        { Text::tr("Cc:"), view.envelope.cc.display() },
        { Text::tr("Date:"), locale.toString(date.toLocalTime(), QLocale::LongFormat) },
    };
    fields.removeIf([](const auto &field) { return field.second.isEmpty(); });
    return fields;
}

void insertHeader(QTextDocument &document, const service::MessageView &view, const QLocale &locale)
{
    QTextCursor cursor(&document);
    QTextBlockFormat line;
    line.setBottomMargin(4);
    QTextCharFormat plain;
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    QTextCharFormat title = bold;
    title.setFontPointSize(document.defaultFont().pointSizeF() * 1.4);
    // The first block of the message keeps its own format: what is inserted goes before it.
    cursor.insertBlock();
    cursor.movePosition(QTextCursor::Start);
    cursor.setBlockFormat(line);
    cursor.insertText(textsafety::printable(view.envelope.subject, LongestLine), title);
    for (const auto &[name, value] : headerOf(view, locale)) {
        cursor.insertBlock(line, plain);
        cursor.insertText(name + u' ', bold);
        cursor.insertText(textsafety::printable(value, LongestLine), plain);
    }
    QTextBlockFormat rule;
    rule.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth, QTextLength(QTextLength::PercentageLength, 100));
    cursor.insertBlock(rule, plain);
}

} // namespace

std::unique_ptr<QTextDocument> printableMessage(const service::MessageView &view, const MessageBrowser *browser, const QLocale &locale)
{
    std::unique_ptr<QTextDocument> document(browser->document()->clone());
    // Pictures are asked for by the copy, which has no browser around it.
    for (auto picture = view.resources.cbegin(); picture != view.resources.cend(); ++picture) {
        const QUrl url(QStringLiteral("cid:") + QString::fromLatin1(QUrl::toPercentEncoding(picture.key(), "@")));
        document->addResource(QTextDocument::ImageResource, url, browser->document()->resource(QTextDocument::ImageResource, url));
    }
    QTextFrameFormat frame = document->rootFrame()->frameFormat();
    frame.setMargin(0);
    document->rootFrame()->setFrameFormat(frame);
    insertHeader(*document, view, locale);
    return document;
}

void printMessage(const service::MessageView &view, const MessageBrowser *browser, QWidget *parent)
{
    const auto document = std::shared_ptr<QTextDocument>(printableMessage(view, browser, parent->locale()));
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(textsafety::printable(view.envelope.subject, 100));
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QAbstractPrintDialog::PrintSelection, false);
    // The dialog holds what it prints with: both go when it closes.
    QObject::connect(dialog, qOverload<>(&QDialog::accepted), dialog, [document, printer] { document->print(printer.get()); });
    dialog->open();
}

} // namespace golub::ui
