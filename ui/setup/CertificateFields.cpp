// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/CertificateFields.h"

#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/PasswordField.h"
#include "ui/dialogs/Tones.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace golub::ui {

CertificateFields::CertificateFields(QWidget *parent)
    : QWidget(parent), m_form(newForm(this)), m_file(new QLineEdit(this)), m_passphrase(new PasswordField(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_file->setObjectName(QStringLiteral("clientCertificate"));
    m_file->setAccessibleName(tr("File with your certificate"));
    m_file->setPlaceholderText(QStringLiteral("me.p12"));
    auto *button = new QPushButton(tr("&Choose…"), this);
    button->setObjectName(QStringLiteral("chooseCertificate"));
    button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(button);
    m_passphrase->setObjectName(QStringLiteral("certificatePassphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase of the certificate"));
    m_passphrase->setPlaceholderText(tr("unchanged, or none"));
    //: The person's own certificate, with which they sign in
    m_form->addRow(tr("Your certificate:"), row);
    m_form->addRow(tr("Its passphrase:"), m_passphrase);
    auto *note = plainLabel(tr("A file with the certificate and its key: PEM or PKCS#12 (.p12, .pfx). It stays where it is; the passphrase goes into the keychain."), this);
    setTone(note, Tone::Muted);
    m_form->addRow(QString(), note);

    connect(button, &QPushButton::clicked, this, &CertificateFields::choose);
    connect(m_file, &QLineEdit::textEdited, this, &CertificateFields::edited);
    connect(m_passphrase, &QLineEdit::textEdited, this, &CertificateFields::edited);
}

void CertificateFields::setFile(const QString &file)
{
    m_file->setText(file);
}

QString CertificateFields::file() const
{
    return m_file->text().trimmed();
}

Secret CertificateFields::passphrase() const
{
    return m_passphrase->secret();
}

void CertificateFields::choose()
{
    auto *dialog = new QFileDialog(this, tr("Your certificate"), QFileInfo(file()).absolutePath(),
        tr("Certificates (*.p12 *.pfx *.pem *.crt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        setFile(path);
        Q_EMIT edited();
    });
    dialog->open();
}

} // namespace golub::ui
