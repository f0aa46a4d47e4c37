// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace golub::ui {

class CertificateFields;
class FoldButton;
class PasswordField;
class ServerFields;

//! How mail comes and goes: IMAP or POP3, both servers, where the password comes from. The same form for a new account
//! (folded into a summary while the provider's settings are known) and for an existing one.
class ServerForm : public QWidget
{
    Q_OBJECT
public:
    //! \a keychain: whether passwords can be kept beyond this run.
    ServerForm(bool keychain, QWidget *parent);

    //! Fills in everything but what the person already typed here. \a address becomes the user name where nothing
    //! better is known.
    void suggest(const service::ProviderSuggestion &suggestion, const QString &address);
    void setAccount(const Account &account);
    //! \a account with this form's protocol, servers, password source and POP3 choices.
    Account applyTo(Account account) const;
    //! \a incoming with the separate outgoing password, if any.
    service::AccountSecrets secrets(const Secret &incoming) const;
    bool needsPassword() const;

    //! Folded: only the choice of protocol and a summary.
    void setFolded(bool folded);
    void setFoldable(bool foldable);
    bool isFolded() const { return m_folded; }
    //! The person changed servers by hand.
    bool isTouched() const { return m_touched; }

Q_SIGNALS:
    void edited();

private:
    void buildProtocol(QVBoxLayout *column);
    void buildServers(QVBoxLayout *column);
    void buildOutgoingSignIn();
    void buildPop3();
    void buildSecretSource();
    void setProtocol(IncomingProtocol protocol);
    void fillFromSuggestion();
    void changedByHand();
    void refresh();
    QLabel *section(const QString &text);
    IncomingProtocol protocol() const;
    QString summary() const;

    bool m_keychain;
    bool m_folded = false;
    bool m_touched = false;
    bool m_setting = false;
    service::ProviderSuggestion m_suggestion;
    QString m_address;
    QRadioButton *m_imap;
    QRadioButton *m_pop3;
    QLabel *m_summary;
    FoldButton *m_unfold;
    QWidget *m_details;
    ServerFields *m_incoming;
    ServerFields *m_outgoing;
    QCheckBox *m_separate;
    PasswordField *m_outgoingPassword;
    CertificateFields *m_certificate;
    QComboBox *m_leave;
    QSpinBox *m_days;
    QFormLayout *m_sourceForm = nullptr;
    QComboBox *m_source;
    QLineEdit *m_command;
    QLabel *m_sourceNote;
};

} // namespace golub::ui
