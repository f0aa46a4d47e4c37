// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/FindBar.h"

#include "ui/dialogs/Tones.h"
#include "ui/style/Colors.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextBrowser>
#include <QToolButton>

namespace golub::ui {
namespace {

constexpr int MostMarks = 500;

QToolButton *button(const QString &iconName, const QString &tip, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setIcon(icon(iconName));
    made->setAutoRaise(true);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
}

} // namespace

FindBar::FindBar(QTextBrowser *browser, QWidget *parent)
    : QWidget(parent), m_browser(browser), m_words(new QLineEdit(this)), m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    setAutoFillBackground(true);
    m_words->setObjectName(QStringLiteral("findWords"));
    m_words->setPlaceholderText(tr("Find in this message"));
    m_words->setAccessibleName(tr("Find in this message"));
    m_words->setMaximumWidth(320);
    m_words->setClearButtonEnabled(true);
    setTone(m_note, Tone::Muted);
    QToolButton *previous = button(QStringLiteral("chevron-up"), tr("Previous (Shift+Enter)"), this);
    QToolButton *next = button(QStringLiteral("chevron-down"), tr("Next (Enter)"), this);
    QToolButton *shut = button(QStringLiteral("close"), tr("Close (Esc)"), this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Huge, 6, metrics::Large, 6);
    row->setSpacing(metrics::Tiny);
    row->addWidget(m_words, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(shut);
    connect(m_words, &QLineEdit::textChanged, this, [this] {
        markAll();
        find(false, true);
    });
    connect(previous, &QToolButton::clicked, this, [this] { find(true, false); });
    connect(next, &QToolButton::clicked, this, [this] { find(false, false); });
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::open()
{
    const QString selected = m_browser->textCursor().selectedText();
    if (!selected.isEmpty() && selected.size() < 100)
        m_words->setText(selected);
    show();
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
    markAll();
}

void FindBar::close()
{
    hide();
    m_browser->setExtraSelections({});
    m_browser->setFocus(Qt::OtherFocusReason);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return find(event->modifiers().testFlag(Qt::ShiftModifier), false);
    QWidget::keyPressEvent(event);
}

void FindBar::find(bool backward, bool fromStart)
{
    const QString words = m_words->text();
    if (words.isEmpty())
        return m_note->clear();
    QTextCursor from = m_browser->textCursor();
    if (fromStart)
        from.setPosition(from.selectionStart());
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor hit = m_browser->document()->find(words, from, flags);
    if (hit.isNull()) {
        QTextCursor edge(m_browser->document());
        edge.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        hit = m_browser->document()->find(words, edge, flags);
    }
    m_note->setText(hit.isNull() ? tr("Not found") : QString());
    if (!hit.isNull())
        m_browser->setTextCursor(hit);
}

void FindBar::markAll()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QString words = m_words->text();
    if (!words.isEmpty()) {
        QColor color = colorsOf(palette()).star;
        color.setAlphaF(0.35F);
        QTextCursor hit = m_browser->document()->find(words);
        for (; !hit.isNull() && marks.size() < MostMarks; hit = m_browser->document()->find(words, hit)) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = hit;
            mark.format.setBackground(color);
            marks += mark;
        }
    }
    m_browser->setExtraSelections(marks);
}

} // namespace golub::ui
