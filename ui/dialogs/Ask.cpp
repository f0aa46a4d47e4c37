// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/Ask.h"

namespace golub::ui {

namespace {

QMessageBox::Icon iconFor(AskKind kind)
{
    switch (kind) {
    case AskKind::Question:
        return QMessageBox::Question;
    case AskKind::Notice:
        return QMessageBox::Information;
    case AskKind::Warning:
        return QMessageBox::Warning;
    }
    return QMessageBox::NoIcon;
}

//! Enter must never do the thing that cannot be taken back: the rejecting button is the default where there is one.
QMessageBox::StandardButton safestOf(QMessageBox::StandardButtons buttons)
{
    for (const auto button : { QMessageBox::Cancel, QMessageBox::No, QMessageBox::Close, QMessageBox::Abort }) {
        if (buttons.testFlag(button))
            return button;
    }
    return QMessageBox::NoButton;
}

} // namespace

QMessageBox *ask(QWidget *parent, const QString &title, const QString &text, QMessageBox::StandardButtons buttons,
    std::function<void(QMessageBox::StandardButton)> answered, AskKind kind)
{
    auto *box = new QMessageBox(iconFor(kind), title, text, buttons, parent);
    box->setObjectName(QStringLiteral("ask"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const auto safest = safestOf(buttons);
    if (safest != QMessageBox::NoButton) {
        box->setDefaultButton(safest);
        box->setEscapeButton(safest);
    }
    if (answered) {
        QObject::connect(box, &QDialog::finished, box,
            [box, answered = std::move(answered)] { answered(box->standardButton(box->clickedButton())); });
    }
    box->open();
    return box;
}

QMessageBox *notify(QWidget *parent, const QString &title, const QString &text, const QString &details)
{
    auto *box = ask(parent, title, text, QMessageBox::Ok, {}, AskKind::Notice);
    if (!details.isEmpty())
        box->setDetailedText(details);
    return box;
}

} // namespace golub::ui
