// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>
#include <QUrl>

class QMenu;

namespace golub::ui {

class SpellChecker;

//! The text of a message: plain, or with the simple formatting of RichText.h. Files and pictures that are pasted or
//! dropped are offered to the window as attachments. Loads nothing from disk or network.
class BodyEdit : public QTextEdit
{
    Q_OBJECT
public:
    explicit BodyEdit(QWidget *parent);

    //! Replaces everything; html not empty makes it rich. Clears undo.
    void load(const QString &text, const QString &html);
    bool isRich() const { return m_rich; }
    //! Converts what stands there; going back to plain loses the formatting.
    void setRich(bool rich);
    QString plain() const;
    //! Empty where the message is plain.
    QString html() const;
    //! True where going back to plain text would lose something.
    bool hasFormatting() const;

    // --- formatting of the selection; only where isRich()
    void setBold(bool on);
    void setItalic(bool on);
    void setUnderlined(bool on);
    void toggleList(bool ordered);
    void changeQuote(int by);
    //! Empty \a address takes the link away. False where the address is none that can be linked.
    bool setLink(const QString &address);
    QString linkAtCursor() const;

    //! Puts the cursor where an answer goes: above the quoted text, or below it and above the signature.
    void placeCursor(bool above);
    //! Replaces the signature behind "-- ", or adds one. False where there is neither.
    bool replaceSignature(const QString &before, const QString &after);
    SpellChecker *spelling() const { return m_spelling; }
    //! Selects the misspelt word at this place; null where there is none.
    QTextCursor misspeltAt(const QTextCursor &place) const;

Q_SIGNALS:
    //! Something was written or formatted: not for what is only painted.
    void edited();
    void filesOffered(const QList<QUrl> &files);
    void imageOffered(const QImage &image);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void mergeFormat(const QTextCharFormat &format);
    QTextBlock signatureStart() const;

    void addSpelling(QMenu *menu, const QTextCursor &word);

    SpellChecker *m_spelling;
    class QuoteColors *m_colors;
    bool m_rich = false;
};

} // namespace golub::ui
