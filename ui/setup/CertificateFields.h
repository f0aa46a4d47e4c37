// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"

#include <QWidget>

class QFormLayout;
class QLineEdit;

namespace golub::ui {

class PasswordField;

//! The file with the person's own certificate, and what opens it.
class CertificateFields : public QWidget
{
    Q_OBJECT
public:
    explicit CertificateFields(QWidget *parent);

    void setFile(const QString &file);
    QString file() const;
    //! Empty: unchanged, or the file is not locked.
    Secret passphrase() const;
    QFormLayout *form() const { return m_form; }

Q_SIGNALS:
    //! The person (not setFile()) changed something.
    void edited();

private:
    void choose();

    QFormLayout *m_form;
    QLineEdit *m_file;
    PasswordField *m_passphrase;
};

} // namespace golub::ui
