// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/SendMenu.h"

#include "ui/compose/SendTimes.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

constexpr std::chrono::hours LongDelivery { 4 };

//! The next full hour, and one more.
QDateTime proposal(const QDateTime &now)
{
    return QDateTime(now.date(), QTime(now.time().hour(), 0), now.timeZone()).addSecs(2 * 3600);
}

} // namespace

SendMenu::SendMenu(QWidget *parent) : QMenu(parent)
{
    setObjectName(QStringLiteral("sendMenu"));
    connect(this, &QMenu::aboutToShow, this, &SendMenu::fill);
    fill();
}

void SendMenu::setWishes(const SubmissionOptions &wishes)
{
    m_wishes = wishes;
    fill();
}

void SendMenu::fill()
{
    clear();
    qDeleteAll(findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)); // clear() leaves submenus alone
    QAction *now = addAction(ui::icon(QStringLiteral("sent")), tr("Send &now"));
    now->setObjectName(QStringLiteral("sendNow"));
    connect(now, &QAction::triggered, this, &SendMenu::nowChosen);
    addSection(tr("Send later"));
    const QDateTime current = QDateTime::currentDateTime();
    const QList<SendTime> times = sendTimes(current);
    for (const SendTime &time : times) {
        //: A time to send at: "This evening (today, 18:00)"
        QAction *action = addAction(ui::icon(QStringLiteral("clock")), tr("%1 (%2)").arg(time.text, longDate(time.at, current, QLocale())));
        action->setObjectName(QStringLiteral("sendLater.") + time.name);
        connect(action, &QAction::triggered, this, [this, at = time.at] { Q_EMIT timeChosen(at, false); });
    }
    QAction *pick = addAction(tr("&Pick a time…"));
    pick->setObjectName(QStringLiteral("sendLater.pick"));
    connect(pick, &QAction::triggered, this, &SendMenu::pickTime);
    addSeparator();
    addDeliveryMenu();
    addUndoMenu();
}

//! What a server is known not to do is grey, and says so; where nothing is known yet, the first two are left out if need be, and for the last one
//! nothing is sent that cannot be promised. What is ticked can always be taken back.
void SendMenu::addDeliveryMenu()
{
    const SendingFacts facts = m_facts ? m_facts() : SendingFacts();
    QMenu *menu = addMenu(tr("&Delivery"));
    menu->setObjectName(QStringLiteral("deliveryMenu"));
    menu->setToolTipsVisible(true);
    const auto add = [this, menu, &facts](const char *name, const QString &text, const QString &tip, bool on, bool offered, auto set) {
        const bool missing = facts.known && !offered;
        //: Something to ask the outgoing server for, which it is known not to do; %1 says what
        QAction *action = menu->addAction(missing ? tr("%1 (your server cannot)").arg(text) : text);
        action->setObjectName(QString::fromLatin1(name));
        action->setToolTip(missing ? tr("Your outgoing server does not offer this.") : tip);
        action->setCheckable(true);
        action->setChecked(on);
        action->setEnabled(on || !missing);
        connect(action, &QAction::toggled, menu, [this, set](bool ticked) {
            set(ticked);
            Q_EMIT wishesChanged();
        });
    };
    add("delivery.report", tr("&Report the delivery"), tr("A report comes when the message has arrived, is late or could not be delivered."),
        m_wishes.notices.isSet(), facts.reports, [this](bool on) { m_wishes.notices = { false, on, on, on, false }; });
    add("delivery.late", tr("Report when it takes &long"), tr("A report comes when the message has not arrived within four hours."),
        m_wishes.deliverBy.has_value(), facts.deliverBy, [this](bool on) { m_wishes.deliverBy = on ? std::optional(LongDelivery) : std::nullopt; });
    add("delivery.encrypted", tr("&Encrypted all the way, or not at all"), tr("No server may pass the message on over a connection without TLS."),
        m_wishes.requireTls, facts.requireTls, [this](bool on) { m_wishes.requireTls = on; });
}

void SendMenu::addUndoMenu()
{
    QMenu *menu = addMenu(tr("&Take back after sending"));
    menu->setObjectName(QStringLiteral("undoMenu"));
    auto *group = new QActionGroup(menu);
    const QList<std::chrono::seconds> delays = undoDelays();
    for (const std::chrono::seconds delay : delays) {
        QAction *action = menu->addAction(undoDelayText(delay));
        action->setObjectName(QStringLiteral("undo.%1").arg(delay.count()));
        action->setCheckable(true);
        action->setChecked(delay == undoDelay());
        group->addAction(action);
        connect(action, &QAction::triggered, menu, [delay] { setUndoDelay(delay); });
    }
}

void SendMenu::pickTime()
{
    auto *dialog = new QDialog(parentWidget());
    dialog->setObjectName(QStringLiteral("sendTimeDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Send later"));
    auto *edit = new QDateTimeEdit(proposal(QDateTime::currentDateTime()), dialog);
    edit->setObjectName(QStringLiteral("sendTime"));
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + QStringLiteral("  ") + QStringLiteral("HH:mm"));
    edit->setMinimumDateTime(QDateTime::currentDateTime());
    auto *note = new QLabel(tr("Golub sends it while it is running; else when it is started the next time."), dialog);
    note->setWordWrap(true);
    auto *atServer = new QCheckBox(tr("The &server keeps it until then, Golub need not run"), dialog);
    atServer->setObjectName(QStringLiteral("keptByServer"));
    const SendingFacts facts = m_facts ? m_facts() : SendingFacts();
    const bool missing = facts.known && !facts.holdsMail;
    if (missing)
        atServer->setText(tr("The &server keeps it until then (yours cannot)"));
    atServer->setEnabled(!missing);
    atServer->setToolTip(missing ? tr("Your outgoing server does not offer this.") : tr("Few servers can do that. Where yours cannot, nothing is sent and you are told."));
    connect(atServer, &QCheckBox::toggled, note, &QWidget::setDisabled);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Send then"));
    auto *column = new QVBoxLayout(dialog);
    auto *form = newForm();
    form->addRow(tr("Send &at:"), edit);
    column->addLayout(form);
    column->addWidget(note);
    column->addWidget(atServer);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, edit, atServer] { Q_EMIT timeChosen(edit->dateTime(), atServer->isChecked()); });
    dialog->open();
}

} // namespace golub::ui
