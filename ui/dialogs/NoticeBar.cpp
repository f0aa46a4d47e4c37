// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/NoticeBar.h"

#include "ui/dialogs/FoldButton.h"
#include "ui/style/Icons.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace golub::ui {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_text(plainLabel({}, this))
    , m_details(plainLabel({}, this))
    , m_fold(new FoldButton(tr("Details"), this))
    , m_action(new QPushButton(this))
    , m_second(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("notice"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_details->setObjectName(QStringLiteral("noticeDetails"));
    m_fold->setObjectName(QStringLiteral("noticeFold"));
    m_action->setObjectName(QStringLiteral("noticeAction"));
    m_close->setObjectName(QStringLiteral("noticeClose"));
    m_close->setAutoRaise(true);
    m_close->setIcon(icon(QStringLiteral("close")));
    //: Tool tip and accessible name of the cross that closes a message bar
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(m_close->toolTip());
    m_action->setAutoDefault(false);
    m_second->setObjectName(QStringLiteral("noticeSecond"));
    m_second->setAutoDefault(false);

    auto *row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    row->addWidget(m_second, 0, Qt::AlignVCenter);
    row->addWidget(m_fold, 0, Qt::AlignVCenter);
    row->addWidget(m_close, 0, Qt::AlignVCenter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 6, 6, 6);
    column->addLayout(row);
    column->addWidget(m_details);

    connect(m_fold, &FoldButton::folded, m_details, &QWidget::setVisible);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::clear);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto action = m_offered;
        if (action)
            action();
    });
    connect(m_second, &QPushButton::clicked, this, [this] {
        const auto action = m_offeredSecond;
        if (action)
            action();
    });
    clear();
}

void NoticeBar::show(Tone tone, const QString &text, const QString &details)
{
    m_tone = tone;
    m_text->setText(text);
    m_details->setText(details);
    m_fold->setOpen(false);
    m_fold->setVisible(!details.isEmpty());
    m_details->hide();
    m_action->hide();
    m_second->hide();
    m_offered = {};
    m_offeredSecond = {};
    applyTone();
    setAccessibleName(text);
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::showError(const Error &error)
{
    show(Tone::Bad, errorText(error), errorDetails(error));
    if (!error.page.isEmpty())
        offer(tr("Open the page"), [error] { openErrorPage(error); });
}

void NoticeBar::offer(const QString &buttonText, std::function<void()> action)
{
    m_offered = std::move(action);
    m_action->setText(buttonText);
    m_action->show();
}

void NoticeBar::offerSecond(const QString &buttonText, std::function<void()> action)
{
    m_offeredSecond = std::move(action);
    m_second->setText(buttonText);
    m_second->show();
}

void NoticeBar::clear()
{
    m_offered = {};
    m_offeredSecond = {};
    setVisible(false);
}

QString NoticeBar::text() const { return isHidden() ? QString() : m_text->text(); }

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_applying)
        applyTone();
}

void NoticeBar::applyTone()
{
    m_applying = true;
    const QPalette base = parentWidget() ? parentWidget()->palette() : QPalette();
    QPalette own = base;
    own.setColor(QPalette::Window, toneBackground(base, m_tone));
    setPalette(own);
    setTone(m_text, m_tone == Tone::Muted ? Tone::Muted : m_tone);
    m_applying = false;
}

} // namespace golub::ui
