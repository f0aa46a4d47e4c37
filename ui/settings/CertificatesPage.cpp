// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/CertificatesPage.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/CertificateDialog.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/dialogs/Tones.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

CertificatesPage::CertificatesPage(service::MailService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_notice(new NoticeBar(this))
    , m_list(new QTreeWidget(this))
    , m_none(plainLabel(tr("None: every server has a certificate that this computer trusts."), this))
    , m_fingerprint(plainLabel({}, this))
    , m_revoke(new QPushButton(tr("Accept it no &more"), this))
{
    setObjectName(QStringLiteral("certificates"));
    build();
    reload();
}

void CertificatesPage::build()
{
    auto *about = plainLabel(tr("Certificates that you accepted although this computer does not trust them. Each is good for one server alone, and for "
                                "all accounts there."), this);
    setTone(about, Tone::Muted);
    m_none->setObjectName(QStringLiteral("noCertificates"));
    m_list->setObjectName(QStringLiteral("certificateList"));
    m_list->setAccessibleName(tr("Accepted certificates"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({ tr("Server"), tr("Accepted on"), tr("Until") });
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_fingerprint->setObjectName(QStringLiteral("certificateFingerprint"));
    m_fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_revoke->setObjectName(QStringLiteral("revokeCertificate"));
    m_revoke->setAutoDefault(false);

    auto *row = new QHBoxLayout;
    row->addWidget(m_fingerprint, 1);
    row->addWidget(m_revoke, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_notice);
    column->addWidget(about);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    column->addLayout(row);
    column->addStretch();
    connect(m_list, &QTreeWidget::currentItemChanged, this, &CertificatesPage::showCurrent);
    connect(m_revoke, &QPushButton::clicked, this, &CertificatesPage::revoke);
}

void CertificatesPage::reload()
{
    m_exceptions = m_service.certificateExceptions();
    m_list->clear();
    const auto day = [](const QDateTime &when) { return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat); };
    for (const CertificateException &one : std::as_const(m_exceptions)) {
        const QString server = textsafety::printable(one.host, 300) + u':' + QString::number(one.port);
        auto *item = new QTreeWidgetItem(m_list, { server, day(one.accepted), day(one.until) });
        item->setData(0, Qt::AccessibleTextRole, tr("%1, until %2").arg(server, day(one.until)));
    }
    m_none->setVisible(m_exceptions.isEmpty());
    m_list->setVisible(!m_exceptions.isEmpty());
    if (!m_exceptions.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showCurrent();
}

void CertificatesPage::showCurrent()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const bool any = row >= 0 && row < m_exceptions.size();
    m_revoke->setVisible(any);
    m_fingerprint->setVisible(any);
    //: The name of a kind of fingerprint, then the fingerprint on two lines
    m_fingerprint->setText(any ? tr("SHA-256:\n%1").arg(CertificateDialog::readableFingerprint(m_exceptions.at(row).sha256)) : QString());
}

//! At once, as it would be by golubctl: waiting for "Save" would leave it in force while it looks revoked.
void CertificatesPage::revoke()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0 || row >= m_exceptions.size())
        return;
    const CertificateException one = m_exceptions.at(row);
    m_revoke->setEnabled(false);
    connect(m_service.revokeCertificate(one.host, one.port, one.sha256), &Job::finished, this, [this](Job *job) {
        m_revoke->setEnabled(true);
        if (job->error())
            m_notice->showError(*job->error());
        else
            m_notice->clear();
        reload();
    });
}

} // namespace golub::ui
