// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/GolubStyle.h"

#include "ui/style/Colors.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

namespace golub::ui {
namespace {

constexpr int ScrollBarWidth = 12;
constexpr int TickBox = 16;
constexpr int FieldPadding = 2; // as far in as the text of a combo box

void roundedBox(
    QPainter *painter, const QRect &rect, const QBrush &fill, const QPen &line, qreal radius = metrics::Radius - 0.5)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(line);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

//! The largest square in the middle of \a rect, so that boxes stay boxes where Qt asks for a wider place.
QRectF middleSquare(const QRect &rect)
{
    const int edge = qMin(rect.width(), rect.height());
    return QRectF(rect.x() + (rect.width() - edge) / 2, rect.y() + (rect.height() - edge) / 2, edge, edge);
}

struct TickColors {
    QColor fill;
    QColor line;
    QColor mark;
};

TickColors tickColors(const QStyleOption *option, bool ticked)
{
    const Colors &c = colorsOf(option->palette);
    if (!(option->state & QStyle::State_Enabled)) {
        const QColor faint = option->palette.color(QPalette::Disabled, QPalette::Text);
        return { c.window, faint, faint };
    }
    if (ticked)
        return { c.accent, c.accent, c.onAccent };
    const bool pressed = option->state & QStyle::State_Sunken;
    return { pressed ? c.selection : c.base, option->state & QStyle::State_MouseOver ? c.accent : c.outline, c.text };
}

} // namespace

GolubStyle::GolubStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) { }

void GolubStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractItemView *>(widget) || qobject_cast<QAbstractButton *>(widget) || qobject_cast<QTabBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int GolubStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1; // a hairline; QSplitterHandle then widens what the mouse can grab
    case PM_ScrollBarExtent:
        return ScrollBarWidth;
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarSeparatorExtent:
        return 13;
    case PM_SmallIconSize:
        return metrics::IconSmall;
    case PM_TreeViewIndentation:
        return 16;
    case PM_ToolTipLabelFrameWidth:
        return 5;
    case PM_ButtonMargin:
        return 14;
    case PM_MenuVMargin:
        return 4;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return TickBox;
    case PM_TabBarTabHSpace:
        return 2 * metrics::Medium;
    case PM_TabBarTabVSpace:
        return 2 * metrics::Small;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int GolubStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void GolubStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = colorsOf(option->palette);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (button && button->features.testFlag(QStyleOptionButton::Flat) && !(option->state & (State_MouseOver | State_Sunken | State_HasFocus)))
        return;
    const bool enabled = option->state & State_Enabled;
    QColor fill = option->palette.color(QPalette::Button);
    QColor line = c.dark ? QColor(0x474c54) : QColor(0xc9cfd6);
    if (enabled && option->state & (State_Sunken | State_On))
        fill = c.selection;
    else if (enabled && option->state & State_MouseOver)
        fill = c.dark ? QColor(0x3a3f46) : QColor(0xf1f4f8);
    const bool isDefault = button && button->features.testFlag(QStyleOptionButton::DefaultButton);
    if (enabled && (isDefault || option->state & State_HasFocus))
        line = c.accent;
    if (!enabled)
        fill = c.window;
    roundedBox(painter, option->rect, fill, QPen(line, option->state & State_HasFocus && enabled ? 1.6 : 1.0));
    Q_UNUSED(widget)
}

void GolubStyle::drawToolButtonPanel(const QStyleOption *option, QPainter *painter) const
{
    const Colors &c = colorsOf(option->palette);
    if (!(option->state & State_Enabled))
        return;
    if (option->state & (State_Sunken | State_On))
        roundedBox(painter, option->rect, c.selection, Qt::NoPen);
    else if (option->state & State_MouseOver)
        roundedBox(painter, option->rect, c.hover, Qt::NoPen);
    if (option->state & State_HasFocus)
        roundedBox(painter, option->rect, Qt::NoBrush, QPen(c.accent, 1.4));
}

void GolubStyle::drawField(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = colorsOf(option->palette);
    const bool focus = option->state & State_HasFocus;
    QColor line = c.dark ? QColor(0x474c54) : QColor(0xc9cfd6);
    if (focus)
        line = c.accent;
    roundedBox(painter, option->rect, Qt::NoBrush, QPen(line, focus ? 1.6 : 1.0));
    Q_UNUSED(widget)
}

void GolubStyle::drawCheckBox(const QStyleOption *option, QPainter *painter) const
{
    const bool partly = option->state & State_NoChange;
    const TickColors colors = tickColors(option, partly || option->state & State_On);
    const QRectF box = middleSquare(option->rect);
    const qreal unit = box.width() / TickBox;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colors.line, 1));
    painter->setBrush(colors.fill);
    painter->drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3 * unit, 3 * unit);
    painter->setPen(QPen(colors.mark, 2 * unit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(box.topLeft());
    painter->scale(unit, unit);
    if (partly)
        painter->drawLine(QPointF(5, 8), QPointF(11, 8));
    else if (option->state & State_On)
        painter->drawPolyline(QPolygonF { QPointF(4.6, 8.4), QPointF(7, 10.8), QPointF(11.4, 5.6) });
    painter->restore();
}

void GolubStyle::drawRadioButton(const QStyleOption *option, QPainter *painter) const
{
    const bool chosen = option->state & State_On;
    const TickColors colors = tickColors(option, chosen);
    const QRectF box = middleSquare(option->rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colors.line, 1));
    painter->setBrush(colors.fill);
    painter->drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5));
    if (chosen) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.mark);
        painter->drawEllipse(box.center(), box.width() * 0.19, box.width() * 0.19);
    }
    painter->restore();
}

void GolubStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const Colors &c = colorsOf(option->palette);
    const QRect &rect = option->rect;
    if (option->state & State_Selected)
        painter->fillRect(QRect(rect.left() + metrics::Tiny, rect.bottom() - 1, rect.width() - 2 * metrics::Tiny, 2), c.accent);
    else if (option->state & State_Enabled && option->state & State_MouseOver)
        roundedBox(painter, rect.adjusted(metrics::Tiny, metrics::Tiny, -metrics::Tiny, -metrics::Tiny), c.hover, Qt::NoPen);
}

void GolubStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = colorsOf(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(option, painter, widget);
    case PE_PanelButtonTool:
        return drawToolButtonPanel(option, painter);
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const bool framed = frame && frame->lineWidth > 0;
        roundedBox(painter, option->rect, option->palette.brush(QPalette::Base), Qt::NoPen);
        if (framed)
            drawField(option, painter, widget);
        return;
    }
    case PE_FrameLineEdit:
        return drawField(option, painter, widget);
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            roundedBox(painter, option->rect, Qt::NoBrush, QPen(c.accent, 1.2));
        return;
    case PE_FrameStatusBarItem:
    case PE_PanelToolBar:
        return;
    case PE_PanelStatusBar:
        painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), c.border);
        return;
    case PE_IndicatorCheckBox:
        return drawCheckBox(option, painter);
    case PE_IndicatorRadioButton:
        return drawRadioButton(option, painter);
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
        // Pages lie on the window itself; a line parts them from their tabs.
        painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), c.border);
        return;
    case PE_Frame:
        // What lies in the frame is square: a round corner would be covered by it.
        if (qobject_cast<const QAbstractScrollArea *>(widget)) {
            roundedBox(painter, option->rect, Qt::NoBrush, QPen(c.dark ? QColor(0x474c54) : QColor(0xc9cfd6), 1.0), 1.5);
            return;
        }
        [[fallthrough]];
    case PE_FrameGroupBox:
        roundedBox(painter, option->rect, Qt::NoBrush, QPen(c.border, 1.0));
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const bool rtl = option->direction == Qt::RightToLeft;
            const QString name = option->state & State_Open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
            QRect box(0, 0, 12, 12);
            box.moveCenter(option->rect.center());
            if (rtl && !(option->state & State_Open)) {
                painter->save();
                painter->translate(box.center());
                painter->scale(-1, 1);
                painter->translate(-box.center());
                paintIcon(painter, name, box, c.muted);
                painter->restore();
            } else {
                paintIcon(painter, name, box, c.muted);
            }
        }
        return;
    case PE_IndicatorArrowDown:
        paintIcon(painter, QStringLiteral("chevron-down"), option->rect.adjusted(-1, -1, 1, 1), c.muted);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void GolubStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = colorsOf(option->palette);
    switch (element) {
    case CE_Splitter:
        painter->fillRect(option->rect, c.border);
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, c.window);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.border);
        return;
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        painter->fillRect(option->rect, c.window);
        if (option->state & (State_Selected | State_Sunken) && option->state & State_Enabled)
            roundedBox(painter, option->rect.adjusted(1, 1, -1, -1), option->state & State_Sunken ? c.selection : c.hover, Qt::NoPen);
        int flags = Qt::AlignCenter | Qt::TextSingleLine;
        flags |= styleHint(SH_UnderlineShortcut, option, widget, nullptr) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
        drawItemText(painter, option->rect, flags, option->palette, option->state & State_Enabled, item->text, QPalette::ButtonText);
        return;
    }
    case CE_TabBarTabShape: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab || (tab->shape != QTabBar::RoundedNorth && tab->shape != QTabBar::TriangularNorth))
            break;
        return drawTab(option, painter);
    }
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, c.window);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void GolubStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!slider || slider->maximum <= slider->minimum)
        return;
    const Colors &c = colorsOf(option->palette);
    const bool active = option->state & State_MouseOver || option->activeSubControls & SC_ScrollBarSlider;
    QRectF handle = QRectF(subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    const qreal inset = active ? 2.5 : 3.5;
    handle.adjust(slider->orientation == Qt::Vertical ? inset : 2, slider->orientation == Qt::Vertical ? 2 : inset,
        slider->orientation == Qt::Vertical ? -inset : -2, slider->orientation == Qt::Vertical ? -2 : -inset);
    QColor color = c.text;
    color.setAlphaF(active ? 0.45F : 0.22F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const qreal radius = qMin(handle.width(), handle.height()) / 2;
    painter->drawRoundedRect(handle, radius, radius);
    painter->restore();
}

void GolubStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        return drawScrollBar(option, painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect GolubStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrow buttons: the groove is the whole bar.
    const bool vertical = slider->orientation == Qt::Vertical;
    const int length = vertical ? slider->rect.height() : slider->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    int handle = length;
    if (range > 0)
        handle = qBound(qMin(32, length), int(qint64(slider->pageStep) * length / (range + slider->pageStep)), length);
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle, slider->upsideDown);
    QRect rect;
    switch (part) {
    case SC_ScrollBarGroove:
        rect = slider->rect;
        break;
    case SC_ScrollBarSlider:
        rect = vertical ? QRect(0, start, slider->rect.width(), handle) : QRect(start, 0, handle, slider->rect.height());
        break;
    case SC_ScrollBarSubPage:
        rect = vertical ? QRect(0, 0, slider->rect.width(), start) : QRect(0, 0, start, slider->rect.height());
        break;
    case SC_ScrollBarAddPage:
        rect = vertical ? QRect(0, start + handle, slider->rect.width(), length - start - handle)
                        : QRect(start + handle, 0, length - start - handle, slider->rect.height());
        break;
    default:
        return {};
    }
    return visualRect(slider->direction, slider->rect, rect);
}

QSize GolubStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const QSize needed = QProxyStyle::sizeFromContents(type, option, size, widget);
    // Long words keep off the round corners; the shortest have Fusion's least width.
    return type == CT_PushButton ? needed + QSize(metrics::Small, 0) : needed;
}

QRect GolubStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    // Text keeps off the round corners; fields inside of others (lineWidth 0) have room already.
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(FieldPadding, 0, -FieldPadding, 0);
    return rect;
}

} // namespace golub::ui
