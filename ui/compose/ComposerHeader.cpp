// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/ComposerHeader.h"

#include "ui/compose/RecipientEdit.h"
#include "ui/style/Metrics.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace golub::ui {

ComposerHeader::ComposerHeader(service::MailService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_grid(new QGridLayout(this))
    , m_from(new QComboBox(this))
    , m_subject(new QLineEdit(this))
    , m_showCc(new QToolButton(this))
    , m_showBcc(new QToolButton(this))
{
    build(service);
    reloadSenders();
}

void ComposerHeader::build(service::MailService &service)
{
    m_grid->setContentsMargins(metrics::Medium, metrics::Small, metrics::Medium, metrics::Small);
    m_grid->setVerticalSpacing(metrics::Tiny + 2);
    m_grid->setColumnStretch(1, 1);

    //: Header field of a message being written
    auto *fromLabel = new QLabel(tr("&From:"), this);
    fromLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    fromLabel->setBuddy(m_from);
    m_from->setObjectName(QStringLiteral("from"));
    m_from->setAccessibleName(tr("From"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_from->setMinimumContentsLength(24);
    m_grid->addWidget(fromLabel, 0, 0);
    m_grid->addWidget(m_from, 0, 1, 1, 3);

    m_to = addRecipients(service, 1, tr("&To:"), QStringLiteral("to"));
    m_to->setAccessibleName(tr("To"));
    m_cc = addRecipients(service, 2, tr("&Cc:"), QStringLiteral("cc"));
    m_cc->setAccessibleName(tr("Copy to"));
    m_bcc = addRecipients(service, 3, tr("&Bcc:"), QStringLiteral("bcc"));
    m_bcc->setAccessibleName(tr("Blind copy to"));

    m_showCc->setObjectName(QStringLiteral("showCc"));
    m_showCc->setText(tr("Cc"));
    m_showCc->setToolTip(tr("Add a field for copies"));
    m_showBcc->setObjectName(QStringLiteral("showBcc"));
    m_showBcc->setText(tr("Bcc"));
    m_showBcc->setToolTip(tr("Add a field for blind copies, which the other recipients do not see"));
    for (QToolButton *button : { m_showCc, m_showBcc }) {
        button->setAutoRaise(true);
        button->setAccessibleName(button->toolTip());
    }
    m_grid->addWidget(m_showCc, 1, 2, Qt::AlignTop);
    m_grid->addWidget(m_showBcc, 1, 3, Qt::AlignTop);
    connect(m_showCc, &QToolButton::clicked, this, [this] {
        showField(m_cc, m_showCc);
        m_cc->setFocus();
    });
    connect(m_showBcc, &QToolButton::clicked, this, [this] {
        showField(m_bcc, m_showBcc);
        m_bcc->setFocus();
    });

    auto *subjectLabel = new QLabel(tr("&Subject:"), this);
    subjectLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    subjectLabel->setBuddy(m_subject);
    m_subject->setObjectName(QStringLiteral("subject"));
    m_subject->setAccessibleName(tr("Subject"));
    m_grid->addWidget(subjectLabel, 4, 0);
    m_grid->addWidget(m_subject, 4, 1, 1, 3);

    const QList<QWidget *> order { m_from, m_to, m_cc, m_bcc, m_subject, m_showCc, m_showBcc };
    for (qsizetype i = 1; i + 2 < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
    // Reached with the mouse or their shortcut: between To and Subject they would be in everybody's way.
    m_showCc->setFocusPolicy(Qt::ClickFocus);
    m_showBcc->setFocusPolicy(Qt::ClickFocus);
    m_showCc->setShortcut(QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_C));
    m_showBcc->setShortcut(QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_B));

    connect(m_subject, &QLineEdit::textChanged, this, &ComposerHeader::edited);
    connect(m_from, &QComboBox::currentIndexChanged, this, &ComposerHeader::chooseSender);
}

RecipientEdit *ComposerHeader::addRecipients(
    service::MailService &service, int row, const QString &label, const QString &objectName)
{
    auto *field = new RecipientEdit(
        [&service](const QString &prefix, int limit) { return service.completeAddress(prefix, limit); }, this);
    field->setObjectName(objectName);
    auto *caption = new QLabel(label, this);
    caption->setObjectName(objectName + QStringLiteral("Label"));
    caption->setBuddy(field);
    caption->setAlignment(Qt::AlignRight | Qt::AlignTop);
    caption->setContentsMargins(0, 5, 0, 0);
    m_grid->addWidget(caption, row, 0);
    m_grid->addWidget(field, row, 1, 1, row == 1 ? 1 : 3);
    connect(field, &RecipientEdit::edited, this, &ComposerHeader::edited);
    if (row > 1) {
        field->hide();
        caption->hide();
    }
    return field;
}

void ComposerHeader::showField(RecipientEdit *field, QToolButton *button)
{
    field->show();
    findChild<QLabel *>(field->objectName() + QStringLiteral("Label"))->show();
    button->hide();
}

void ComposerHeader::reloadSenders()
{
    const std::optional<Sender> before = sender();
    m_loading = true;
    m_senders.clear();
    m_from->clear();
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        for (const Identity &identity : account.identities) {
            m_senders += Sender { account.id, account.name, identity };
            // An account that is called like its address would only say it twice.
            const bool named = accounts.size() > 1 && !account.name.isEmpty() && account.name.compare(identity.address, Qt::CaseInsensitive) != 0;
            //: A sender in the From field; %1 is name and address, %2 the account
            m_from->addItem(named ? tr("%1 \u2014 %2").arg(identity.from().display(), account.name) : identity.from().display());
        }
    }
    m_current = before ? indexOf(before->account, before->identity.address) : -1;
    if (m_current < 0 && !m_senders.isEmpty())
        m_current = 0;
    m_from->setCurrentIndex(m_current);
    m_loading = false;
}

int ComposerHeader::indexOf(AccountId account, const QString &address) const
{
    int sameAccount = -1;
    for (int i = 0; i < m_senders.size(); ++i) {
        if (m_senders.at(i).account != account)
            continue;
        if (m_senders.at(i).identity.address.compare(address, Qt::CaseInsensitive) == 0)
            return i;
        if (sameAccount < 0)
            sameAccount = i;
    }
    return address.isEmpty() ? sameAccount : -1;
}

void ComposerHeader::load(const Draft &draft)
{
    m_loading = true;
    int index = indexOf(draft.account, draft.from.address);
    if (index < 0 && !draft.from.address.isEmpty() && draft.account.isValid()) {
        // An address that is no identity, such as one with a "+tag": it stays the sender.
        Identity identity;
        identity.name = draft.from.name;
        identity.address = draft.from.address;
        m_senders += Sender { draft.account, {}, identity };
        m_from->addItem(identity.from().display());
        index = int(m_senders.size()) - 1;
    }
    if (index >= 0)
        m_from->setCurrentIndex(index);
    m_current = m_from->currentIndex();
    m_to->setAddresses(draft.to);
    m_cc->setAddresses(draft.cc);
    m_bcc->setAddresses(draft.bcc);
    if (!draft.cc.isEmpty())
        showField(m_cc, m_showCc);
    if (!draft.bcc.isEmpty())
        showField(m_bcc, m_showBcc);
    m_subject->setText(draft.subject);
    m_loading = false;
}

void ComposerHeader::store(Draft &draft) const
{
    if (const std::optional<Sender> from = sender()) {
        draft.account = from->account;
        draft.from = from->identity.from();
    }
    draft.to = m_to->addresses();
    draft.cc = m_cc->addresses();
    draft.bcc = m_bcc->addresses();
    draft.subject = m_subject->text();
}

std::optional<ComposerHeader::Sender> ComposerHeader::sender() const
{
    if (m_current < 0 || m_current >= m_senders.size())
        return std::nullopt;
    return m_senders.at(m_current);
}

void ComposerHeader::chooseSender(int index)
{
    if (m_loading || index < 0 || index >= m_senders.size() || index == m_current)
        return;
    const Identity before = m_current >= 0 ? m_senders.at(m_current).identity : Identity {};
    m_current = index;
    Q_EMIT senderChanged(before, m_senders.at(index).identity);
    Q_EMIT edited();
}

QString ComposerHeader::goToProblem()
{
    for (RecipientEdit *field : { m_to, m_cc, m_bcc }) {
        for (const addresstext::Piece &piece : field->pieces()) {
            if (piece.problem.isEmpty())
                continue;
            field->goToProblem();
            //: %1 is an address as typed, %2 what is wrong with it
            return tr("\u201c%1\u201d cannot be used. %2").arg(piece.address.address.left(80), piece.problem);
        }
    }
    return {};
}

void ComposerHeader::markUndelivered(const QStringList &addresses)
{
    for (RecipientEdit *field : { m_bcc, m_cc, m_to }) {
        field->setSuspects(addresses, tr("The message did not reach this address."));
        const QList<Address> here = field->addresses();
        const bool any = std::any_of(here.cbegin(), here.cend(),
            [&addresses](const Address &address) { return addresses.contains(address.address, Qt::CaseInsensitive); });
        if (any)
            field->setFocus();
    }
}

void ComposerHeader::focusFirstEmpty()
{
    if (m_to->isEmpty())
        m_to->setFocus();
    else if (m_subject->text().isEmpty())
        m_subject->setFocus();
}

void ComposerHeader::focusTo() { m_to->setFocus(); }

void ComposerHeader::focusSubject() { m_subject->setFocus(); }

QWidget *ComposerHeader::lastField() const { return m_subject; }

} // namespace golub::ui
