// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WelcomePage.h"

#include "ui/dialogs/Tones.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

WelcomePage::WelcomePage(QAction *addAccount, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("welcomePage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *picture = new QLabel(this);
    picture->setPixmap(applicationIcon().pixmap(QSize(96, 96), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignCenter);
    auto *title = new QLabel(tr("Welcome to Golub"), this);
    title->setFont(headingFont(font(), 1.7));
    title->setAlignment(Qt::AlignCenter);
    auto *text = new QLabel(tr("Golub brings your mail to this computer, keeps it here, finds it at once and never loses or doubles a message. "
                               "It needs no account but the mail account you have."), this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    // A wrapped label has no height of its own in a centred place: width and height are given.
    text->setFixedWidth(460);
    text->setFixedHeight(text->heightForWidth(460));
    setTone(text, Tone::Muted);
    auto *button = new QPushButton(icon(QStringLiteral("add-account")), tr("Add account"), this);
    button->setObjectName(QStringLiteral("welcomeAdd"));
    button->setDefault(true);
    button->setMinimumWidth(180);
    button->setMinimumHeight(38);
    connect(button, &QPushButton::clicked, addAccount, &QAction::trigger);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics::Large);
    column->addStretch(2);
    column->addWidget(picture);
    column->addWidget(title);
    column->addWidget(text, 0, Qt::AlignCenter);
    column->addSpacing(metrics::Small);
    column->addWidget(button, 0, Qt::AlignCenter);
    column->addStretch(3);
}

} // namespace golub::ui
