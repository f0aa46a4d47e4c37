// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/Icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace golub::ui {
namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QPixmap rendered(const QString &name, const QSize &pixels, const QColor &color)
{
    const QString key = QStringLiteral("golub-icon/%1/%2x%3/%4").arg(name).arg(pixels.width()).arg(pixels.height()).arg(color.rgba(), 8, 16);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(double(color.alphaF()));
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

// Renders at the size and in the colour that are wanted at the moment of painting, so that a change of palette or screen needs no new icon.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(const QString &name, const QColor &color) : m_name(name), m_color(color) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, m_name, rect, colorFor(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(m_name, size, colorFor(mode));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        QPixmap pixmap = rendered(m_name, size, colorFor(mode));
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }
    QIconEngine *clone() const override { return new SvgIconEngine(m_name, m_color); }
    QString key() const override { return QStringLiteral("golub-svg"); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (m_color.isValid())
            return m_color;
        return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText);
    }
    QString m_name;
    QColor m_color;
};

} // namespace

bool hasIcon(const QString &name)
{
    return QFile::exists(pathOf(name));
}

QIcon icon(const QString &name)
{
    return icon(name, QColor());
}

QIcon icon(const QString &name, const QColor &color)
{
    return hasIcon(name) ? QIcon(new SvgIconEngine(name, color)) : QIcon();
}

void paintIcon(QPainter *painter, const QString &name, const QRect &rect, const QColor &color)
{
    const int side = qMin(rect.width(), rect.height());
    QRect box(0, 0, side, side);
    box.moveCenter(rect.center());
    const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap pixmap = rendered(name, QSizeF(side * scale, side * scale).toSize(), color);
    pixmap.setDevicePixelRatio(scale);
    painter->drawPixmap(box.topLeft(), pixmap);
}

QIcon applicationIcon()
{
    return QIcon(pathOf(QStringLiteral("golub")));
}

} // namespace golub::ui
