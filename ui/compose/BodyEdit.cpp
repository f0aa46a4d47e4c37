// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/BodyEdit.h"

#include "ui/compose/RichText.h"
#include "ui/compose/Spelling.h"
#include "ui/style/Colors.h"
#include "ui/style/Metrics.h"

#include <QContextMenuEvent>
#include <QImage>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QTextList>

#include <array>
#include <utility>

namespace golub::ui {

namespace {

constexpr int LongestChecked = 5000; //!< characters of a paragraph; more would be felt at each key
constexpr int MostSuggestions = 5;

} // namespace

//! Quoted lines in alternating quiet colours, the signature muted, misspelt words underlined. Only painted: nothing of it is in the message.
class QuoteColors : public QSyntaxHighlighter
{
public:
    QuoteColors(QTextEdit *edit, const SpellChecker *spelling)
        : QSyntaxHighlighter(edit->document())
        , m_edit(edit)
        , m_spelling(spelling)
    {
    }

    //! A word that is still being written is not judged: once the cursor has left it, it is.
    void cursorMoved()
    {
        if (const int block = std::exchange(m_unfinished, -1); block >= 0)
            paintAgain(m_edit->document()->findBlockByNumber(block));
    }
    void paintAgain()
    {
        const QScopedValueRollback painting(m_painting, true);
        rehighlight();
    }
    void paintAgain(const QTextBlock &block)
    {
        const QScopedValueRollback painting(m_painting, true);
        rehighlightBlock(block);
    }
    //! QTextEdit takes new colours for a change of the text.
    bool isPainting() const { return m_painting; }

protected:
    enum State { Own = 0, Signature = 1 };

    void highlightBlock(const QString &text) override
    {
        const Colors &colors = colorsOf(m_edit->palette());
        const bool signature = previousBlockState() == Signature || text == u"-- ";
        setCurrentBlockState(signature ? Signature : Own);
        int level = richtext::quoteLevel(currentBlock());
        if (level == 0 && text.startsWith(u'>')) {
            for (qsizetype i = 0; i < text.size() && (text.at(i) == u'>' || text.at(i) == u' '); ++i)
                level += text.at(i) == u'>' ? 1 : 0;
        }
        if (level > 0) {
            const std::array tones { colors.link, colors.good, colors.warning };
            setFormat(0, int(text.size()), tones.at(std::size_t(level - 1) % tones.size()));
        } else if (signature) {
            setFormat(0, int(text.size()), colors.muted);
        } else if (m_spelling->isReady() && text.size() <= LongestChecked) {
            checkSpelling(text, colors);
        }
    }

private:
    void checkSpelling(const QString &text, const Colors &colors)
    {
        const QTextCursor cursor = m_edit->textCursor();
        const int at = cursor.block() == currentBlock() && m_edit->hasFocus() ? cursor.positionInBlock() : -1;
        const QList<spelling::Word> words = spelling::wordsOf(text);
        for (const spelling::Word &word : words) {
            if (m_spelling->isRight(text.mid(word.start, word.length)))
                continue;
            if (word.start + word.length == at) {
                m_unfinished = cursor.blockNumber();
                continue;
            }
            QTextCharFormat format;
            format.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
            format.setUnderlineColor(colors.danger);
            setFormat(word.start, word.length, format);
        }
    }

    QTextEdit *m_edit;
    const SpellChecker *m_spelling;
    bool m_painting = false;
    int m_unfinished = -1;        //!< the block with a word that was left out
};

BodyEdit::BodyEdit(QWidget *parent)
    : QTextEdit(parent)
    , m_spelling(new SpellChecker(this))
    , m_colors(new QuoteColors(this, m_spelling))
{
    connect(m_spelling, &SpellChecker::changed, m_colors, qOverload<>(&QuoteColors::paintAgain));
    connect(this, &QTextEdit::textChanged, this, [this] {
        if (!m_colors->isPainting())
            Q_EMIT edited();
    });
    connect(this, &QTextEdit::cursorPositionChanged, m_colors, &QuoteColors::cursorMoved);
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(metrics::Medium);
    setAutoFormatting(QTextEdit::AutoNone);
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * 8);
}

void BodyEdit::load(const QString &text, const QString &html)
{
    m_rich = !html.isEmpty();
    setAcceptRichText(m_rich);
    if (m_rich) {
        const QString simple = richtext::simplified(html);
        setHtml(simple.isEmpty() ? richtext::fromPlain(text) : simple);
        richtext::adoptQuotes(document());
    } else {
        setPlainText(text);
    }
    document()->setDocumentMargin(metrics::Medium);
    document()->clearUndoRedoStacks();
}

void BodyEdit::setRich(bool rich)
{
    if (rich == m_rich)
        return;
    const QString text = rich ? toPlainText() : richtext::toPlain(*document());
    const int at = textCursor().position();
    m_rich = rich;
    setAcceptRichText(rich);
    // Through the cursor, not setHtml(), so that undo takes the switch back.
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.setCharFormat({});
    cursor.setBlockFormat({});
    cursor.removeSelectedText();
    if (rich) {
        cursor.insertHtml(richtext::fromPlain(text));
        richtext::adoptQuotes(document());
    } else {
        cursor.insertText(text);
    }
    cursor.endEditBlock();
    cursor.setPosition(qBound(0, at, document()->characterCount() - 1));
    setTextCursor(cursor);
    m_colors->paintAgain();
}

QString BodyEdit::plain() const { return m_rich ? richtext::toPlain(*document()) : toPlainText(); }

QString BodyEdit::html() const { return m_rich ? richtext::toHtml(*document()) : QString(); }

bool BodyEdit::hasFormatting() const { return m_rich && richtext::hasFormatting(*document()); }

void BodyEdit::mergeFormat(const QTextCharFormat &format)
{
    if (m_rich)
        mergeCurrentCharFormat(format);
}

void BodyEdit::setBold(bool on)
{
    QTextCharFormat format;
    format.setFontWeight(on ? QFont::Bold : QFont::Normal);
    mergeFormat(format);
}

void BodyEdit::setItalic(bool on)
{
    QTextCharFormat format;
    format.setFontItalic(on);
    mergeFormat(format);
}

void BodyEdit::setUnderlined(bool on)
{
    QTextCharFormat format;
    format.setFontUnderline(on);
    mergeFormat(format);
}

void BodyEdit::toggleList(bool ordered)
{
    if (!m_rich)
        return;
    const auto wanted = ordered ? QTextListFormat::ListDecimal : QTextListFormat::ListDisc;
    QTextCursor cursor = textCursor();
    QTextList *list = cursor.currentList();
    cursor.beginEditBlock();
    if (list && list->format().style() == wanted) {
        const int last = cursor.selectionEnd();
        for (QTextBlock block = document()->findBlock(cursor.selectionStart());
             block.isValid() && block.position() <= last; block = block.next()) {
            if (QTextList *of = block.textList())
                of->remove(block);
            QTextBlockFormat format = block.blockFormat();
            format.setIndent(0);
            QTextCursor(block).setBlockFormat(format);
        }
    } else {
        QTextListFormat format;
        format.setStyle(wanted);
        cursor.createList(format);
    }
    cursor.endEditBlock();
}

void BodyEdit::changeQuote(int by)
{
    if (!m_rich)
        return;
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    const int last = cursor.selectionEnd();
    for (QTextBlock block = document()->findBlock(cursor.selectionStart()); block.isValid() && block.position() <= last;
         block = block.next()) {
        QTextCursor at(block);
        richtext::setQuoteLevel(at, qBound(0, richtext::quoteLevel(block) + by, 20));
        m_colors->paintAgain(block);
    }
    cursor.endEditBlock();
}

bool BodyEdit::setLink(const QString &address)
{
    if (!m_rich)
        return false;
    QTextCursor cursor = textCursor();
    QTextCharFormat format;
    if (address.trimmed().isEmpty()) {
        format.setAnchor(false);
        format.setAnchorHref(QString());
        format.setForeground(palette().color(QPalette::Text));
        format.setFontUnderline(false);
        cursor.mergeCharFormat(format);
        return true;
    }
    const bool mail
        = address.contains(u'@') && !address.contains(u"://") && !address.startsWith(QLatin1String("mailto:"));
    const QUrl url
        = mail ? QUrl(QStringLiteral("mailto:") + address.trimmed()) : QUrl::fromUserInput(address.trimmed());
    static const QStringList schemes { QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("mailto"),
        QStringLiteral("ftp") };
    if (!url.isValid() || !schemes.contains(url.scheme()))
        return false;
    format.setAnchor(true);
    format.setAnchorHref(QString::fromUtf8(url.toEncoded()));
    format.setForeground(palette().color(QPalette::Link));
    format.setFontUnderline(true);
    if (cursor.hasSelection()) {
        cursor.mergeCharFormat(format);
    } else {
        const QTextCharFormat before = cursor.charFormat();
        cursor.insertText(address.trimmed(), format);
        cursor.setCharFormat(before);
        setTextCursor(cursor);
        setCurrentCharFormat(before);
    }
    return true;
}

QString BodyEdit::linkAtCursor() const { return textCursor().charFormat().anchorHref(); }

void BodyEdit::placeCursor(bool above)
{
    QTextCursor cursor(document());
    if (!above) {
        cursor.movePosition(QTextCursor::End);
        const QTextBlock signature = signatureStart();
        if (signature.isValid() && signature.previous().isValid())
            cursor.setPosition(signature.previous().position() + signature.previous().length() - 1);
    }
    setTextCursor(cursor);
    ensureCursorVisible();
}

QTextBlock BodyEdit::signatureStart() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        if (text == u"-- ")
            return block;
    }
    return {};
}

bool BodyEdit::replaceSignature(const QString &before, const QString &after)
{
    const QTextBlock start = signatureStart();
    const QString old = before.trimmed();
    QTextCursor cursor(document());
    if (start.isValid()) {
        if (old.isEmpty())
            return false; // not ours: the person wrote it
        // Exactly the lines of the old signature: what was written below stays.
        const int lines = int(old.count(u'\n')) + 1;
        QTextBlock end = start;
        for (int i = 0; i < lines && end.next().isValid(); ++i)
            end = end.next();
        cursor.setPosition(start.position());
        cursor.setPosition(end.position() + end.length() - 1, QTextCursor::KeepAnchor);
        QString found = cursor.selectedText();
        found.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
        if (found.trimmed() != (QStringLiteral("-- \n") + old).trimmed())
            return false;
        cursor.insertText(after.trimmed().isEmpty() ? QString() : QStringLiteral("-- \n") + after.trimmed());
        return true;
    }
    if (after.trimmed().isEmpty())
        return false;
    const int at = textCursor().position();
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(QStringLiteral("\n\n-- \n") + after.trimmed());
    cursor.setPosition(at);
    setTextCursor(cursor);
    return true;
}

QVariant BodyEdit::loadResource(int, const QUrl &) { return QByteArray(); }

bool BodyEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasUrls() || source->hasImage() || source->hasText() || (m_rich && source->hasHtml());
}

void BodyEdit::insertFromMimeData(const QMimeData *source)
{
    QList<QUrl> files;
    const QList<QUrl> urls = source->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            files += url;
    }
    if (!files.isEmpty() && files.size() == urls.size()) {
        Q_EMIT filesOffered(files);
        return;
    }
    if (source->hasImage() && !source->hasText() && !source->hasHtml()) {
        Q_EMIT imageOffered(qvariant_cast<QImage>(source->imageData()));
        return;
    }
    if (m_rich && source->hasHtml()) {
        const QString simple = richtext::simplified(source->html());
        if (!simple.isEmpty()) {
            textCursor().insertHtml(simple);
            richtext::adoptQuotes(document());
            return;
        }
    }
    textCursor().insertText(source->text());
    ensureCursorVisible();
}

QTextCursor BodyEdit::misspeltAt(const QTextCursor &place) const
{
    const QTextBlock block = place.block();
    const int at = place.positionInBlock();
    const QList<spelling::Word> words = spelling::wordsOf(block.text());
    for (const spelling::Word &word : words) {
        if (at < word.start || at > word.start + word.length || m_spelling->isRight(block.text().mid(word.start, word.length)))
            continue;
        QTextCursor found(block);
        found.setPosition(block.position() + word.start);
        found.setPosition(block.position() + word.start + word.length, QTextCursor::KeepAnchor);
        return found;
    }
    return {};
}

void BodyEdit::addSpelling(QMenu *menu, const QTextCursor &word)
{
    QAction *const first = menu->actions().value(0);
    const auto add = [this, menu, first](const QString &text) {
        auto *action = new QAction(text, menu);
        menu->insertAction(first, action);
        return action;
    };
    const QStringList better = m_spelling->suggestions(word.selectedText(), MostSuggestions);
    for (const QString &one : better) {
        QAction *action = add(QString(one).replace(u'&', QStringLiteral("&&")));
        QFont bold = action->font();
        bold.setBold(true);
        action->setFont(bold);
        connect(action, &QAction::triggered, this, [place = QTextCursor(word), one]() mutable { place.insertText(one); });
    }
    if (better.isEmpty())
        add(tr("No suggestions"))->setEnabled(false);
    QAction *learn = add(tr("Add “%1” to the dictionary").arg(word.selectedText()));
    connect(learn, &QAction::triggered, this, [this, text = word.selectedText()] { m_spelling->learn(text); });
    menu->insertSeparator(first);
}

void BodyEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("bodyMenu"));
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QTextCursor word = misspeltAt(byKey ? textCursor() : cursorForPosition(event->pos()));
    if (!word.isNull())
        addSpelling(menu, word);
    menu->popup(byKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

void BodyEdit::keyPressEvent(QKeyEvent *event)
{
    // Tab writes a tab here; back out goes Shift+Tab, so that the keyboard is never trapped.
    if (event->key() == Qt::Key_Backtab) {
        QWidget *before = previousInFocusChain();
        while (
            before != this && (!before->isVisible() || !before->isEnabled() || !(before->focusPolicy() & Qt::TabFocus)))
            before = before->previousInFocusChain();
        before->setFocus(Qt::BacktabFocusReason);
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    QTextEdit::keyPressEvent(event);
}

void BodyEdit::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_colors)
        m_colors->paintAgain();
}

} // namespace golub::ui
