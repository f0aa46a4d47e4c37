// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/PasswordField.h"

#include <QAction>
#include <QPainter>
#include <QPainterPath>

namespace golub::ui {

namespace {

//! Drawn in the palette's colours, so that it reads on light and dark at every scale.
QIcon eyeIcon(const QColor &ink, bool struck)
{
    QIcon icon;
    for (const int edge : { 16, 32, 64 }) {
        QPixmap pixmap(edge, edge);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(edge / 16.0, edge / 16.0);
        painter.setPen(QPen(ink, 1.3, Qt::SolidLine, Qt::RoundCap));
        QPainterPath lids;
        lids.moveTo(1.5, 8);
        lids.cubicTo(4.5, 2.8, 11.5, 2.8, 14.5, 8);
        lids.cubicTo(11.5, 13.2, 4.5, 13.2, 1.5, 8);
        painter.drawPath(lids);
        painter.drawEllipse(QPointF(8, 8), 2.1, 2.1);
        if (struck)
            painter.drawLine(QPointF(3, 14), QPointF(13, 2));
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace

PasswordField::PasswordField(QWidget *parent)
    : QLineEdit(parent)
    , m_eye(new QAction(this))
{
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_eye->setObjectName(QStringLiteral("showPassword"));
    m_eye->setCheckable(true);
    addAction(m_eye, QLineEdit::TrailingPosition);
    connect(m_eye, &QAction::toggled, this, &PasswordField::setShown);
    setShown(false);
}

void PasswordField::setShown(bool shown)
{
    setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    m_eye->setText(shown ? tr("Hide the password") : tr("Show the password"));
    m_eye->setIcon(eyeIcon(palette().color(QPalette::Text), shown));
}

} // namespace golub::ui
