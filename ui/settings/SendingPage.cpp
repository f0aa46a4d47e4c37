// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SendingPage.h"

#include "ui/compose/SendTimes.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/Tones.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

namespace golub::ui {
namespace {

void choose(QComboBox *box, int value)
{
    box->setCurrentIndex(qMax(0, box->findData(value)));
}

} // namespace

SendingPage::SendingPage(QWidget *parent)
    : QWidget(parent)
    , m_sentCopy(new QComboBox(this))
    , m_receipts(new QComboBox(this))
    , m_undo(new QComboBox(this))
    , m_userAgent(new QCheckBox(tr("Say that Golub &wrote it"), this))
    , m_utcDates(new QCheckBox(tr("Do not tell the &time zone: dates are written in UTC"), this))
{
    setObjectName(QStringLiteral("sendingPage"));
    m_sentCopy->setObjectName(QStringLiteral("sentCopy"));
    m_sentCopy->addItem(tr("Find out whether the provider keeps one"), int(SendingPreferences::SentCopy::FindOut));
    m_sentCopy->addItem(tr("Golub always keeps one"), int(SendingPreferences::SentCopy::Save));
    m_sentCopy->addItem(tr("The provider always keeps one"), int(SendingPreferences::SentCopy::ByServer));
    m_receipts->setObjectName(QStringLiteral("receipts"));
    m_receipts->addItem(tr("Ask me"), int(SendingPreferences::Receipts::Ask));
    m_receipts->addItem(tr("Never send one"), int(SendingPreferences::Receipts::Never));
    m_receipts->addItem(tr("Send one"), int(SendingPreferences::Receipts::Always));
    m_undo->setObjectName(QStringLiteral("undoDelay"));
    const QList<std::chrono::seconds> delays = undoDelays();
    for (const std::chrono::seconds delay : delays)
        m_undo->addItem(undoDelayText(delay), int(delay.count()));
    choose(m_undo, int(undoDelay().count()));
    m_userAgent->setObjectName(QStringLiteral("userAgent"));
    m_utcDates->setObjectName(QStringLiteral("utcDates"));

    auto *form = newForm(this);
    form->addRow(tr("Copy in “&Sent”:"), m_sentCopy);
    form->addRow(tr("&Reading receipts that others want:"), m_receipts);
    auto *note = plainLabel(tr("Mail of lists and machines is never answered with a receipt, and you are asked in any case where it would go elsewhere than the message came from."), this);
    setTone(note, Tone::Muted);
    form->addRow(QString(), note);
    form->addRow(tr("Messages tell:"), m_userAgent);
    form->addRow(QString(), m_utcDates);
    form->addRow(tr("Take back after sending (all accounts):"), m_undo);
    setPreferences({});
}

void SendingPage::setPreferences(const SendingPreferences &preferences)
{
    choose(m_sentCopy, int(preferences.sentCopy));
    choose(m_receipts, int(preferences.receipts));
    m_userAgent->setChecked(preferences.userAgent);
    m_utcDates->setChecked(preferences.utcDates);
}

SendingPreferences SendingPage::preferences() const
{
    SendingPreferences preferences;
    preferences.sentCopy = SendingPreferences::SentCopy(m_sentCopy->currentData().toInt());
    preferences.receipts = SendingPreferences::Receipts(m_receipts->currentData().toInt());
    preferences.userAgent = m_userAgent->isChecked();
    preferences.utcDates = m_utcDates->isChecked();
    return preferences;
}

void SendingPage::saveForAll() const
{
    setUndoDelay(std::chrono::seconds(m_undo->currentData().toInt()));
}

} // namespace golub::ui
