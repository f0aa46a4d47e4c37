// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/RecipientEdit.h"

#include "ui/dialogs/Tones.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyleOptionFrame>
#include <QTextBlock>
#include <QTextLayout>

namespace golub::ui {

using addresstext::Piece;

namespace {

constexpr int Frame = 3; // around the text, inside the field
constexpr int Suggestions = 8;
constexpr int NameRole = Qt::UserRole + 1;
constexpr int AddressRole = Qt::UserRole + 2;

} // namespace

RecipientEdit::RecipientEdit(Source source, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_source(std::move(source))
    , m_completer(new QCompleter(this))
    , m_model(new QStandardItemModel(this))
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    // Framed by hand, to look like the line edits around it.
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(Frame, Frame, Frame, Frame);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_completer->setModel(m_model);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(Suggestions);
    m_completer->popup()->setObjectName(QStringLiteral("addressSuggestions"));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &RecipientEdit::accept);

    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        mark();
        if (!m_setting)
            Q_EMIT edited();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &RecipientEdit::mark);
    fitHeight();
}

void RecipientEdit::setAddresses(const QList<Address> &addresses)
{
    m_setting = true;
    setPlainText(addresstext::toText(addresses));
    moveCursor(QTextCursor::End);
    m_setting = false;
}

QList<Address> RecipientEdit::addresses() const
{
    QList<Address> found;
    for (const Piece &piece : pieces())
        found += piece.address;
    return found;
}

bool RecipientEdit::goToProblem()
{
    for (const Piece &piece : pieces()) {
        if (piece.problem.isEmpty())
            continue;
        QTextCursor cursor = textCursor();
        cursor.setPosition(int(piece.start));
        cursor.setPosition(int(piece.start + piece.length), QTextCursor::KeepAnchor);
        setTextCursor(cursor);
        setFocus();
        return true;
    }
    return false;
}

Piece RecipientEdit::pieceAtCursor() const
{
    const qsizetype at = textCursor().position();
    for (const Piece &piece : pieces()) {
        if (at >= piece.start && at <= piece.start + piece.length)
            return piece;
    }
    return {};
}

void RecipientEdit::complete()
{
    const Piece piece = pieceAtCursor();
    const QString prefix = toPlainText().mid(piece.start, textCursor().position() - piece.start).trimmed();
    if (prefix.isEmpty() || prefix.contains(u'<')) {
        m_completer->popup()->hide();
        return;
    }
    m_model->clear();
    const QList<Address> present = addresses();
    const QList<Address> known = m_source(prefix, Suggestions + int(present.size()));
    for (const Address &address : known) {
        bool already = false;
        for (const Address &other : present)
            already = already || (other.address == address.address && other.address != prefix);
        if (already || m_model->rowCount() == Suggestions)
            continue;
        auto *item = new QStandardItem(address.display());
        item->setData(address.name, NameRole);
        item->setData(address.address, AddressRole);
        m_model->appendRow(item);
    }
    if (m_model->rowCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    QRect under = cursorRect();
    under.setWidth(qMax(320, m_completer->popup()->sizeHintForColumn(0) + 40));
    m_completer->complete(under);
    // Enter takes the first suggestion, unless what stands there is an address already.
    m_completer->popup()->setCurrentIndex(
        piece.problem.isEmpty() ? QModelIndex() : m_completer->completionModel()->index(0, 0));
}

void RecipientEdit::accept(const QModelIndex &index)
{
    const Address address { index.data(NameRole).toString(), index.data(AddressRole).toString() };
    const Piece piece = pieceAtCursor();
    QTextCursor cursor = textCursor();
    cursor.setPosition(int(piece.start));
    cursor.setPosition(int(piece.start + piece.length), QTextCursor::KeepAnchor);
    cursor.insertText(addresstext::toText(address) + QStringLiteral(", "));
    setTextCursor(cursor);
    m_completer->popup()->hide();
}

void RecipientEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_completer->popup()->isVisible()) {
        const QModelIndex chosen = m_completer->popup()->currentIndex();
        if (enter && chosen.isValid() && event->modifiers() == Qt::NoModifier) {
            accept(chosen);
            return;
        }
        if (event->key() == Qt::Key_Escape) {
            m_completer->popup()->hide();
            return;
        }
        if (enter || event->key() == Qt::Key_Backtab)
            m_completer->popup()->hide();
    }
    if (enter) {
        if (event->modifiers() == Qt::NoModifier)
            focusNextChild();
        else
            event->ignore(); // Ctrl+Enter sends
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    const QString before = toPlainText();
    QPlainTextEdit::keyPressEvent(event);
    if (toPlainText() == before)
        return;
    const bool typed = !event->text().isEmpty() && (event->text().at(0).isPrint() || event->key() == Qt::Key_Backspace);
    if (typed)
        complete();
}

void RecipientEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        normalize();
    mark();
    update();
}

//! "a@x ;b@y," becomes "a@x, b@y": the same addresses, readable. Nothing is dropped.
void RecipientEdit::normalize()
{
    const QString clean = addresstext::toText(addresses());
    if (clean == toPlainText())
        return;
    m_setting = true;
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(clean);
    m_setting = false;
}

void RecipientEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    mark();
    update();
}

bool RecipientEdit::event(QEvent *event)
{
    // Tab takes the suggestion before it goes to the next field.
    if (event->type() == QEvent::KeyPress && m_completer->popup()->isVisible()
        && m_completer->popup()->currentIndex().isValid() && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab) {
        accept(m_completer->popup()->currentIndex());
        return true;
    }
    if (event->type() != QEvent::Paint)
        return QPlainTextEdit::event(event);
    QStyleOptionFrame option;
    option.initFrom(this);
    option.state.setFlag(QStyle::State_HasFocus, hasFocus());
    option.state |= QStyle::State_Sunken;
    option.lineWidth = style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &option, this);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    return true;
}

void RecipientEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void RecipientEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
    if (event->type() == QEvent::PaletteChange)
        mark();
}

QSize RecipientEdit::sizeHint() const { return { 300, height() }; }

QSize RecipientEdit::minimumSizeHint() const { return { 100, height() }; }

void RecipientEdit::fitHeight()
{
    constexpr int MaxLines = 4;
    int lines = 0;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next())
        lines += qMax(1, block.lineCount());
    setVerticalScrollBarPolicy(lines > MaxLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int shown = qBound(1, lines, MaxLines);
    const int wanted = shown * fontMetrics().lineSpacing() + 2 * (Frame + int(document()->documentMargin()));
    if (wanted != height() || minimumHeight() != wanted)
        setFixedHeight(wanted);
}

void RecipientEdit::setSuspects(const QStringList &addresses, const QString &why)
{
    m_suspects = addresses;
    m_suspectReason = why;
    mark();
}

void RecipientEdit::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype at = textCursor().position();
    for (const Piece &piece : pieces()) {
        // What is being typed is not wrong yet.
        const bool typing
            = hasFocus() && !textCursor().hasSelection() && at >= piece.start && at <= piece.start + piece.length;
        const bool isSuspect = piece.problem.isEmpty() && m_suspects.contains(piece.address.address, Qt::CaseInsensitive);
        if ((piece.problem.isEmpty() && !isSuspect) || (typing && !isSuspect))
            continue;
        QTextEdit::ExtraSelection bad;
        bad.cursor = QTextCursor(document());
        bad.cursor.setPosition(int(piece.start));
        bad.cursor.setPosition(int(piece.start + piece.length), QTextCursor::KeepAnchor);
        bad.format.setForeground(toneColor(palette(), Tone::Bad));
        bad.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        bad.format.setUnderlineColor(toneColor(palette(), Tone::Bad));
        bad.format.setToolTip(isSuspect ? m_suspectReason : piece.problem);
        marks += bad;
    }
    setExtraSelections(marks);
    setToolTip(marks.isEmpty() ? QString() : marks.constFirst().format.toolTip());
}

bool RecipientEdit::canInsertFromMimeData(const QMimeData *source) const
{
    // Files dropped here are meant for the message: the window takes them.
    return source->hasText() && !source->hasUrls();
}

void RecipientEdit::insertFromMimeData(const QMimeData *source)
{
    const QList<Piece> pasted = addresstext::parse(source->text(), addresstext::Source::Pasted);
    if (pasted.isEmpty())
        return;
    // A fragment of an address is pasted as it is; a whole one, or several, as a clean list.
    if (pasted.size() == 1 && !pasted.constFirst().problem.isEmpty()) {
        textCursor().insertText(source->text().simplified());
        return;
    }
    QList<Address> list;
    for (const Piece &piece : pasted)
        list += piece.address;
    const QString before = toPlainText().left(textCursor().selectionStart()).trimmed();
    const bool joins = before.isEmpty() || before.endsWith(u',') || before.endsWith(u';');
    textCursor().insertText((joins ? QString() : QStringLiteral(", ")) + addresstext::toText(list));
}

} // namespace golub::ui
