// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/UndoBar.h"

#include "ui/style/Colors.h"
#include "ui/style/Metrics.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace golub::ui {

UndoBar::UndoBar(QWidget *parent) : QFrame(parent), m_text(new QLabel(this)), m_undo(new QPushButton(tr("Undo"), this))
{
    setObjectName(QStringLiteral("undoBar"));
    m_text->setTextFormat(Qt::PlainText);
    m_undo->setObjectName(QStringLiteral("undoButton"));
    m_undo->setFlat(true);
    m_undo->setCursor(Qt::PointingHandCursor);
    m_undo->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Large, metrics::Small, metrics::Small, metrics::Small);
    row->setSpacing(metrics::Medium);
    row->addWidget(m_text);
    row->addWidget(m_undo);
    m_timer.setSingleShot(true);
    m_timer.setInterval(ShownFor);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT undoAsked(m_operation);
    });
    parent->installEventFilter(this);
    QWidget::hide();
}

void UndoBar::show(const QString &text, OperationId operation)
{
    m_operation = operation;
    m_undo->show();
    appear(text);
}

void UndoBar::say(const QString &text)
{
    m_operation = {};
    m_undo->hide();
    appear(text);
}

QString UndoBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void UndoBar::appear(const QString &text)
{
    // The bar is dark in light windows and light in dark ones, so that it stands apart from everything below it.
    const Colors &c = colorsOf(parentWidget()->palette());
    const Colors &opposite = colorsFor(!c.dark);
    QPalette own = paletteFor(opposite);
    own.setColor(QPalette::Window, c.dark ? QColor(0xe8ebef) : QColor(0x2b3036));
    own.setColor(QPalette::ButtonText, opposite.link);
    setPalette(own);
    QPalette flat = own;
    flat.setColor(QPalette::Button, own.color(QPalette::Window));
    m_undo->setPalette(flat);
    m_text->setText(text);
    place();
    QWidget::show();
    raise();
    m_timer.start();
    setAccessibleName(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void UndoBar::place()
{
    adjustSize();
    const QSize room = parentWidget()->size();
    const int wide = qMin(width(), room.width() - 2 * metrics::Large);
    setGeometry((room.width() - wide) / 2, room.height() - height() - metrics::Large, wide, height());
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void UndoBar::enterEvent(QEnterEvent *event)
{
    QFrame::enterEvent(event);
    m_timer.stop();
}

void UndoBar::leaveEvent(QEvent *event)
{
    QFrame::leaveEvent(event);
    if (isVisible())
        m_timer.start();
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(rect(), 8, 8);
}

} // namespace golub::ui
