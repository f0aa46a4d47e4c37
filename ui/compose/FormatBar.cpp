// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/FormatBar.h"

#include "ui/compose/BodyEdit.h"
#include "ui/style/Metrics.h"

#include <QAction>
#include <QEvent>
#include <QInputDialog>
#include <QPainter>
#include <QTextList>

#include <functional>

namespace golub::ui {

namespace {

using Draw = std::function<void(QPainter &)>;

//! Drawn on a grid of 16, in the text colour, at the sizes that screens ask for.
QIcon drawn(const QColor &ink, const Draw &draw)
{
    QIcon icon;
    for (const int edge : { 16, 20, 32, 40, 64 }) {
        QPixmap pixmap(edge, edge);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(edge / 16.0, edge / 16.0);
        painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        draw(painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QIcon letter(const QColor &ink, const QString &text, const std::function<void(QFont &)> &style)
{
    return drawn(ink, [&](QPainter &painter) {
        QFont font = painter.font();
        font.setPixelSize(14);
        style(font);
        painter.setFont(font);
        painter.drawText(QRectF(0, 0, 16, 16), Qt::AlignCenter, text);
    });
}

QIcon lines(const QColor &ink, const Draw &marks)
{
    return drawn(ink, [&](QPainter &painter) {
        for (const double y : { 3.5, 8.0, 12.5 })
            painter.drawLine(QPointF(6, y), QPointF(14, y));
        marks(painter);
    });
}

} // namespace

FormatBar::FormatBar(BodyEdit *body, QWidget *parent)
    : QToolBar(parent)
    , m_body(body)
{
    setObjectName(QStringLiteral("formatBar"));
    //: Name of the tool bar with bold, italic and so on
    setWindowTitle(tr("Formatting"));
    setMovable(false);
    setIconSize({ metrics::IconSmall, metrics::IconSmall });
    m_bold = add(QStringLiteral("bold"), {}, tr("Bold"), QKeySequence::Bold, true);
    m_italic = add(QStringLiteral("italic"), {}, tr("Italic"), QKeySequence::Italic, true);
    m_underline = add(QStringLiteral("underline"), {}, tr("Underlined"), QKeySequence::Underline, true);
    addSeparator();
    m_bullets
        = add(QStringLiteral("bulletList"), {}, tr("List"), QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_8), true);
    m_numbers = add(
        QStringLiteral("numberList"), {}, tr("Numbered list"), QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_7), true);
    m_quote = add(QStringLiteral("quote"), {}, tr("Quote"), QKeyCombination(Qt::CTRL, Qt::Key_BracketRight), false);
    m_unquote = add(QStringLiteral("unquote"), {}, tr("Take a quote level away"),
        QKeyCombination(Qt::CTRL, Qt::Key_BracketLeft), false);
    addSeparator();
    m_link = add(QStringLiteral("link"), {}, tr("Link\u2026"), QKeyCombination(Qt::CTRL, Qt::Key_K), false);
    refreshIcons();

    connect(m_bold, &QAction::triggered, body, &BodyEdit::setBold);
    connect(m_italic, &QAction::triggered, body, &BodyEdit::setItalic);
    connect(m_underline, &QAction::triggered, body, &BodyEdit::setUnderlined);
    connect(m_bullets, &QAction::triggered, body, [this] {
        m_body->toggleList(false);
        follow();
    });
    connect(m_numbers, &QAction::triggered, body, [this] {
        m_body->toggleList(true);
        follow();
    });
    connect(m_quote, &QAction::triggered, body, [this] { m_body->changeQuote(1); });
    connect(m_unquote, &QAction::triggered, body, [this] { m_body->changeQuote(-1); });
    connect(m_link, &QAction::triggered, this, &FormatBar::askForLink);
    connect(body, &QTextEdit::currentCharFormatChanged, this, &FormatBar::follow);
    connect(body, &QTextEdit::cursorPositionChanged, this, &FormatBar::follow);
}

QAction *FormatBar::add(
    const QString &name, const QIcon &icon, const QString &text, const QKeySequence &key, bool checkable)
{
    QAction *action = addAction(icon, text);
    action->setCheckable(checkable);
    action->setShortcut(key);
    //: Tool tip: what a button does, and its key
    action->setToolTip(key.isEmpty() ? text : tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    QWidget *button = widgetForAction(action);
    button->setObjectName(name);
    button->setAccessibleName(text);
    // The cursor stays in the text while formats are clicked.
    button->setFocusPolicy(Qt::NoFocus);
    return action;
}

void FormatBar::refreshIcons()
{
    const QColor ink = palette().color(QPalette::ButtonText);
    m_bold->setIcon(letter(ink, QStringLiteral("B"), [](QFont &font) { font.setBold(true); }));
    m_italic->setIcon(letter(ink, QStringLiteral("I"), [](QFont &font) {
        font.setItalic(true);
        font.setFamily(QStringLiteral("serif"));
    }));
    m_underline->setIcon(letter(ink, QStringLiteral("U"), [](QFont &font) { font.setUnderline(true); }));
    m_bullets->setIcon(lines(ink, [](QPainter &painter) {
        for (const double y : { 3.5, 8.0, 12.5 })
            painter.drawEllipse(QPointF(2.4, y), 0.7, 0.7);
    }));
    m_numbers->setIcon(lines(ink, [](QPainter &painter) {
        QFont font = painter.font();
        font.setPixelSize(5);
        painter.setFont(font);
        for (int i = 0; i < 3; ++i)
            painter.drawText(QRectF(0.5, 1 + i * 4.5, 4, 5), Qt::AlignCenter, QString::number(i + 1));
    }));
    m_quote->setIcon(drawn(ink, [](QPainter &painter) {
        painter.drawLine(QPointF(2.5, 2.5), QPointF(2.5, 13.5));
        for (const double y : { 4.0, 8.0, 12.0 })
            painter.drawLine(QPointF(6, y), QPointF(14, y));
    }));
    m_unquote->setIcon(drawn(ink, [](QPainter &painter) {
        painter.drawLine(QPointF(6, 4), QPointF(2.5, 8));
        painter.drawLine(QPointF(2.5, 8), QPointF(6, 12));
        for (const double y : { 4.0, 8.0, 12.0 })
            painter.drawLine(QPointF(9, y), QPointF(14, y));
    }));
    m_link->setIcon(drawn(ink, [](QPainter &painter) {
        painter.translate(8, 8);
        painter.rotate(-45);
        painter.drawRoundedRect(QRectF(-7, -2.4, 7.6, 4.8), 2.4, 2.4);
        painter.drawRoundedRect(QRectF(-0.6, -2.4, 7.6, 4.8), 2.4, 2.4);
    }));
}

void FormatBar::follow()
{
    const QTextCharFormat format = m_body->currentCharFormat();
    m_bold->setChecked(format.fontWeight() >= QFont::DemiBold);
    m_italic->setChecked(format.fontItalic());
    m_underline->setChecked(format.fontUnderline() && !format.isAnchor());
    const QTextList *list = m_body->textCursor().currentList();
    m_bullets->setChecked(list && list->format().style() == QTextListFormat::ListDisc);
    m_numbers->setChecked(list && list->format().style() == QTextListFormat::ListDecimal);
}

void FormatBar::askForLink()
{
    auto *dialog = new QInputDialog(window());
    dialog->setObjectName(QStringLiteral("linkDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Link"));
    dialog->setLabelText(tr("Address that the words lead to (empty: no link):"));
    dialog->setTextValue(m_body->linkAtCursor());
    connect(
        dialog, &QInputDialog::textValueSelected, m_body, [this](const QString &address) { m_body->setLink(address); });
    dialog->open();
}

void FormatBar::changeEvent(QEvent *event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_link)
        refreshIcons();
}

} // namespace golub::ui
