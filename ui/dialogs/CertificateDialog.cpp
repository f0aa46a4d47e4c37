// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/CertificateDialog.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/style/Metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

namespace {

//! Certificates are written by whoever sits at the other end: no control or direction characters, and not endless.
QString safe(const QString &text) { return textsafety::printable(QStringView(text), 300); }

QString hostList(const QStringList &names)
{
    constexpr int Shown = 12;
    QStringList safeNames;
    for (const QString &name : names.mid(0, Shown))
        safeNames += safe(name);
    QString text = safeNames.join(QStringLiteral(", "));
    if (names.size() > Shown)
        text += CertificateDialog::tr(" and %n more", "host names of a certificate", int(names.size()) - Shown);
    return text;
}

} // namespace

CertificateDialog::CertificateDialog(
    service::MailService &service, const service::UserRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_request(request)
    , m_problem(request.error.certificate ? *request.error.certificate : CertificateProblem {})
    , m_chain(new QComboBox(this))
    , m_subject(plainLabel({}, this))
    , m_issuer(plainLabel({}, this))
    , m_hosts(plainLabel({}, this))
    , m_validity(plainLabel({}, this))
    , m_key(plainLabel({}, this))
    , m_fingerprint(plainLabel({}, this))
    , m_compared(new QCheckBox(this))
    , m_days(new QComboBox(this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("certificateDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the window about a certificate that is not trusted
    setWindowTitle(tr("Certificate of %1").arg(safe(m_problem.host)));
    build();
}

QString CertificateDialog::readableFingerprint(const QByteArray &sha256)
{
    const QString pairs = QString::fromLatin1(sha256.toHex(':').toUpper());
    const qsizetype half = 16 * 3;
    if (pairs.size() <= half)
        return pairs;
    return pairs.left(half - 1) + u'\n' + pairs.mid(half);
}

QWidget *CertificateDialog::chainView()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, metrics::Small, 0, 0);
    auto *title = plainLabel(tr("What the server showed"), box);
    title->setFont(headingFont(font(), 1.0));
    column->addWidget(title);
    auto *form = newForm();
    column->addLayout(form);
    for (int i = 0; i < m_problem.chain.size(); ++i) {
        const QString subject = safe(m_problem.chain.at(i).subject);
        //: Entry of the list of a certificate chain; %1 is the certificate's subject, %2 its place in the chain, from 1
        m_chain->addItem(i == 0 ? tr("%1 (the server's own)").arg(subject)
                                : tr("%1 (number %2 in the chain)").arg(subject).arg(i + 1));
    }
    m_chain->setObjectName(QStringLiteral("chain"));
    m_chain->setAccessibleName(tr("Certificate of the chain"));
    m_chain->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chain->setMinimumContentsLength(24);
    m_subject->setObjectName(QStringLiteral("subject"));
    m_issuer->setObjectName(QStringLiteral("issuer"));
    m_hosts->setObjectName(QStringLiteral("hostNames"));
    m_validity->setObjectName(QStringLiteral("validity"));
    m_fingerprint->setObjectName(QStringLiteral("fingerprint"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    m_fingerprint->setFont(fixed);
    m_fingerprint->setWordWrap(false);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    form->addRow(tr("Certificate:"), m_chain);
    form->addRow(tr("Issued to:"), m_subject);
    form->addRow(tr("Issued by:"), m_issuer);
    form->addRow(tr("For the hosts:"), m_hosts);
    form->addRow(tr("Valid:"), m_validity);
    m_key->setObjectName(QStringLiteral("key"));
    //: Kind and length of a certificate's key: "RSA 2048"
    form->addRow(tr("Key:"), m_key);
    form->addRow(tr("SHA-256:"), m_fingerprint);
    connect(m_chain, &QComboBox::currentIndexChanged, this, &CertificateDialog::showCertificate);
    return box;
}

void CertificateDialog::build()
{
    auto *heading = plainLabel(m_problem.before ? tr("%1 shows another certificate than before.").arg(safe(m_problem.host))
                                                : tr("Golub cannot be sure that this is really %1.").arg(safe(m_problem.host)),
        this);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setFont(headingFont(font(), 1.15));

    QStringList reasons;
    for (const QString &reason : m_problem.reasons)
        reasons += QStringLiteral("\u2022 ") + safe(reason);
    if (reasons.isEmpty())
        reasons += QStringLiteral("\u2022 ") + errorText(m_request.error);
    auto *why = plainLabel(reasons.join(u'\n'), this);
    why->setObjectName(QStringLiteral("reasons"));
    setTone(why, Tone::Bad);

    auto *advice = plainLabel(tr("Somebody on the way could be reading or changing your mail.") + u' ' + textsafety::printable(certificateAdvice(m_problem), 2000), this);
    advice->setObjectName(QStringLiteral("advice"));

    const bool any = !m_problem.chain.isEmpty();
    auto *inner = new QWidget(this);
    auto *content = new QVBoxLayout(inner);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(heading);
    content->addWidget(why);
    content->addWidget(advice);
    QWidget *chain = chainView();
    chain->setVisible(any);
    content->addWidget(chain);
    if (!any)
        content->addWidget(
            plainLabel(tr("The server showed no certificate, so there is none that could be accepted."), this));
    content->addStretch();

    //: The check box that must be ticked before an untrusted certificate can be accepted
    m_compared->setText(tr("I &compared the fingerprint with one from a source I trust"));
    m_compared->setObjectName(QStringLiteral("compared"));
    m_compared->setVisible(any);

    m_days->setObjectName(QStringLiteral("acceptFor"));
    m_days->setAccessibleName(tr("How long it is accepted"));
    //: Entries of a list: how long an untrusted certificate is accepted
    m_days->addItem(tr("30 days"), 30);
    m_days->addItem(tr("90 days"), 90);
    m_days->addItem(tr("a year"), 365);
    m_days->setCurrentIndex(1);
    m_days->setVisible(any);
    m_days->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    auto *buttons = new QDialogButtonBox(this);
    m_reject = buttons->addButton(tr("Do &not connect"), QDialogButtonBox::RejectRole);
    m_reject->setObjectName(QStringLiteral("reject"));
    //: %1 is host:port
    m_accept
        = buttons->addButton(tr("&Accept it for %1").arg(safe(m_problem.host) + u':' + QString::number(m_problem.port)),
            QDialogButtonBox::ActionRole);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setVisible(any);
    m_accept->setEnabled(false);
    // Enter belongs to the safe answer wherever the focus is.
    m_accept->setAutoDefault(false);
    m_reject->setDefault(true);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_notice);
    column->addWidget(scroll, 1);
    column->addWidget(m_compared);
    auto *time = new QHBoxLayout;
    auto *timeLabel = plainLabel(tr("Accept it &for"), this);
    timeLabel->setBuddy(m_days);
    timeLabel->setVisible(any);
    timeLabel->setWordWrap(false);
    time->addWidget(timeLabel);
    time->addWidget(m_days);
    time->addStretch();
    column->addLayout(time);
    column->addWidget(buttons);

    connect(m_compared, &QCheckBox::toggled, m_accept, &QPushButton::setEnabled);
    connect(m_accept, &QPushButton::clicked, this, &CertificateDialog::submit);
    connect(m_reject, &QPushButton::clicked, this, &QDialog::reject);
    if (any)
        showCertificate(0);
    inner->adjustSize();
    const int width = fontMetrics().averageCharWidth() * 84;
    resize(width, qMin(640, inner->heightForWidth(width) + 130));
    m_reject->setFocus();
}

void CertificateDialog::showCertificate(int index)
{
    if (index < 0 || index >= m_problem.chain.size())
        return;
    const CertificateInfo &info = m_problem.chain.at(index);
    const QLocale locale;
    m_subject->setText(safe(info.subject));
    m_issuer->setText(info.issuer == info.subject ? tr("%1 (itself)").arg(safe(info.issuer)) : safe(info.issuer));
    m_hosts->setText(info.hostNames.isEmpty() ? tr("none named") : hostList(info.hostNames));
    //: How long a certificate is valid; %1 and %2 are dates
    m_validity->setText(tr("from %1 to %2")
                            .arg(locale.toString(info.validFrom.date(), QLocale::LongFormat),
                                locale.toString(info.validTo.date(), QLocale::LongFormat)));
    m_key->setText(info.key.isEmpty() ? tr("not known") : info.key);
    m_fingerprint->setText(readableFingerprint(info.sha256));
    m_fingerprint->setAccessibleName(tr("SHA-256 fingerprint %1").arg(readableFingerprint(info.sha256)));
}

void CertificateDialog::submit()
{
    if (!m_compared->isChecked() || m_problem.chain.isEmpty())
        return;
    m_accept->setEnabled(false);
    m_compared->setEnabled(false);
    const QDateTime until = QDateTime::currentDateTimeUtc().addDays(m_days->currentData().toInt());
    Job *job = m_service.acceptCertificate(m_problem.host, m_problem.port, m_problem.chain.constFirst().sha256, until);
    connect(job, &Job::finished, this, [this](Job *done) {
        if (!done->error()) {
            accept();
            return;
        }
        m_compared->setEnabled(true);
        m_accept->setEnabled(m_compared->isChecked());
        m_notice->showError(*done->error());
    });
}

} // namespace golub::ui
