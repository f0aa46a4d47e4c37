// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ReceivingPage.h"

#include "ui/dialogs/Tones.h"
#include "ui/style/Metrics.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace golub::ui {
namespace {

constexpr double Megabyte = 1'000'000.0;
constexpr int UsualDays = 90;
constexpr double UsualMegabytes = 5.0;

QHBoxLayout *beside(QWidget *box, QWidget *field)
{
    auto *row = new QHBoxLayout;
    row->addWidget(box);
    row->addWidget(field);
    row->addStretch(1);
    return row;
}

QLabel *note(const QString &text, QWidget *parent)
{
    auto *label = plainLabel(text, parent);
    setTone(label, Tone::Muted);
    return label;
}

} // namespace

ReceivingPage::ReceivingPage(QWidget *parent)
    : QWidget(parent)
    , m_headersOnly(new QCheckBox(tr("Only the message &list; each message when it is opened"), this))
    , m_recent(new QCheckBox(tr("Messages not older than"), this))
    , m_days(new QSpinBox(this))
    , m_small(new QCheckBox(tr("Messages not larger than"), this))
    , m_megabytes(new QDoubleSpinBox(this))
    , m_some(new QCheckBox(tr("Only the inbox and these &folders:"), this))
    , m_folders(new QListWidget(this))
    , m_index(new QCheckBox(tr("&Search in the text of this account's messages"), this))
    , m_tellName(new QCheckBox(tr("Tell the &server which program this is"), this))
{
    m_headersOnly->setObjectName(QStringLiteral("headersOnly"));
    m_recent->setObjectName(QStringLiteral("limitDays"));
    m_days->setObjectName(QStringLiteral("days"));
    m_small->setObjectName(QStringLiteral("limitSize"));
    m_megabytes->setObjectName(QStringLiteral("megabytes"));
    m_some->setObjectName(QStringLiteral("limitFolders"));
    m_folders->setObjectName(QStringLiteral("folders"));
    m_index->setObjectName(QStringLiteral("index"));
    m_tellName->setObjectName(QStringLiteral("tellName"));
    build();
}

void ReceivingPage::build()
{
    m_days->setRange(1, 36'500);
    m_days->setAccessibleName(tr("Days"));
    m_megabytes->setRange(0.01, 10'000.0);
    m_megabytes->setDecimals(2);
    m_megabytes->setAccessibleName(tr("Size"));
    //: Behind a number: size of a message
    m_megabytes->setSuffix(tr(" MB"));
    m_folders->setAccessibleName(tr("Folders"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics::Small);
    column->addWidget(plainLabel(tr("What comes to this computer by itself:"), this));
    column->addWidget(m_headersOnly);
    column->addLayout(beside(m_recent, m_days));
    column->addLayout(beside(m_small, m_megabytes));
    column->addWidget(m_some);
    column->addWidget(m_folders, 1);
    column->addWidget(note(tr("Message lists are complete all the same. What is left out is fetched when it is opened; attachments of large "
                              "messages when they are opened or saved."),
        this));
    column->addSpacing(metrics::Small);
    column->addWidget(m_index);
    column->addWidget(m_tellName);
    for (QCheckBox *box : { m_headersOnly, m_recent, m_small, m_some })
        connect(box, &QCheckBox::toggled, this, &ReceivingPage::refresh);
    connect(m_days, &QSpinBox::valueChanged, this, &ReceivingPage::refresh);
}

void ReceivingPage::refresh()
{
    //: Behind a number, in "Messages not older than 90 days"
    m_days->setSuffix(tr(" day(s)", nullptr, m_days->value()));
    const bool bodies = !m_headersOnly->isChecked();
    m_recent->setEnabled(bodies);
    m_small->setEnabled(bodies);
    m_days->setEnabled(bodies && m_recent->isChecked());
    m_megabytes->setEnabled(bodies && m_small->isChecked());
    m_folders->setEnabled(m_some->isChecked());
}

void ReceivingPage::setAccount(const Account &account, const QStringList &folders)
{
    m_imap = account.protocol == IncomingProtocol::Imap;
    const SyncLimits &limits = account.sync;
    m_headersOnly->setChecked(limits.headersOnly);
    m_recent->setChecked(limits.days > 0);
    m_days->setValue(limits.days > 0 ? limits.days : UsualDays);
    m_small->setChecked(limits.maxSize > 0);
    m_megabytes->setValue(limits.maxSize > 0 ? double(limits.maxSize) / Megabyte : UsualMegabytes);
    m_some->setChecked(!limits.folders.isEmpty());
    m_index->setChecked(limits.index);
    m_tellName->setChecked(account.incoming.tellName);
    m_folders->clear();
    QStringList all = folders;
    for (const QString &wanted : limits.folders) {
        if (!all.contains(wanted, Qt::CaseInsensitive))
            all.append(wanted); // not listed at the moment: the choice stays
    }
    for (const QString &folder : std::as_const(all)) {
        auto *item = new QListWidgetItem(folder, m_folders);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(limits.folders.contains(folder, Qt::CaseInsensitive) ? Qt::Checked : Qt::Unchecked);
    }
    m_some->setVisible(m_imap);
    m_folders->setVisible(m_imap);
    m_tellName->setVisible(m_imap);
    refresh();
}

Account ReceivingPage::applyTo(Account account) const
{
    SyncLimits limits = account.sync;
    limits.headersOnly = m_headersOnly->isChecked();
    limits.days = m_recent->isChecked() ? m_days->value() : 0;
    limits.maxSize = m_small->isChecked() ? qint64(std::llround(m_megabytes->value() * Megabyte)) : 0;
    limits.folders.clear();
    for (int row = 0; m_imap && m_some->isChecked() && row < m_folders->count(); ++row) {
        if (m_folders->item(row)->checkState() == Qt::Checked)
            limits.folders.append(m_folders->item(row)->text());
    }
    limits.index = m_index->isChecked();
    account.sync = limits;
    account.incoming.tellName = m_tellName->isChecked();
    return account;
}

} // namespace golub::ui
