// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SearchBox.h"

#include "ui/style/Icons.h"

#include <QAction>
#include <QKeyEvent>

namespace golub::ui {

SearchBox::SearchBox(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("searchBox"));
    setPlaceholderText(tr("Search mail (Ctrl+K)"));
    setAccessibleName(tr("Search mail"));
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("search")), LeadingPosition);
    setMinimumWidth(160);
    setMaximumWidth(380);
    m_timer.setSingleShot(true);
    m_timer.setInterval(TypingPause);
    connect(&m_timer, &QTimer::timeout, this, &SearchBox::ask);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            ask();
        else
            m_timer.start();
    });
}

void SearchBox::ask()
{
    m_timer.stop();
    if (text() == m_asked)
        return;
    m_asked = text();
    Q_EMIT searchAsked(m_asked);
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        clear();
        Q_EMIT resultsAsked();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        ask();
        Q_EMIT resultsAsked();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace golub::ui
