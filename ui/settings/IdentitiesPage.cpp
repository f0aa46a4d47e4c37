// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/IdentitiesPage.h"

#include "ui/compose/AddressText.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/style/Metrics.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

IdentitiesPage::IdentitiesPage(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_name(new QLineEdit(this))
    , m_address(new QLineEdit(this))
    , m_replyTo(new QLineEdit(this))
    , m_signature(new QPlainTextEdit(this))
    , m_remove(new QPushButton(this))
    , m_default(new QPushButton(this))
{
    setObjectName(QStringLiteral("identities"));
    build();
}

void IdentitiesPage::build()
{
    m_list->setObjectName(QStringLiteral("identityList"));
    m_list->setAccessibleName(tr("Identities"));
    m_list->setMaximumHeight(m_list->fontMetrics().height() * 6 + metrics::Small);
    auto *add = new QPushButton(tr("A&dd"), this);
    add->setObjectName(QStringLiteral("addIdentity"));
    m_remove->setObjectName(QStringLiteral("removeIdentity"));
    m_remove->setText(tr("&Remove"));
    m_default->setObjectName(QStringLiteral("defaultIdentity"));
    //: Button that makes an identity the one that new mail starts with
    m_default->setText(tr("Use by de&fault"));
    auto *buttons = new QVBoxLayout;
    for (QPushButton *button : { add, m_remove, m_default }) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *row = new QHBoxLayout;
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    auto *column = new QVBoxLayout(this);
    column->addLayout(row);
    column->addWidget(editor(), 1);

    connect(m_list, &QListWidget::currentRowChanged, this, &IdentitiesPage::select);
    connect(add, &QPushButton::clicked, this, &IdentitiesPage::add);
    connect(m_remove, &QPushButton::clicked, this, &IdentitiesPage::remove);
    connect(m_default, &QPushButton::clicked, this, &IdentitiesPage::makeDefault);
    for (QLineEdit *edit : { m_name, m_address, m_replyTo })
        connect(edit, &QLineEdit::textChanged, this, &IdentitiesPage::store);
    connect(m_signature, &QPlainTextEdit::textChanged, this, &IdentitiesPage::store);
}

QWidget *IdentitiesPage::editor()
{
    m_name->setObjectName(QStringLiteral("identityName"));
    m_name->setAccessibleName(tr("Name of the identity"));
    m_address->setObjectName(QStringLiteral("identityAddress"));
    m_address->setAccessibleName(tr("Address of the identity"));
    m_replyTo->setObjectName(QStringLiteral("identityReplyTo"));
    m_replyTo->setAccessibleName(tr("Reply-to address of the identity"));
    //: Placeholder: replies go to the address above
    m_replyTo->setPlaceholderText(tr("the same address"));
    m_signature->setObjectName(QStringLiteral("identitySignature"));
    m_signature->setAccessibleName(tr("Signature of the identity"));
    m_signature->setTabChangesFocus(true);
    auto *box = new QWidget(this);
    auto *form = newForm(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Name:"), m_name);
    form->addRow(tr("Address:"), m_address);
    form->addRow(tr("Replies to:"), m_replyTo);
    form->addRow(tr("Signature:"), m_signature);
    return box;
}

void IdentitiesPage::setIdentities(const QList<Identity> &identities)
{
    m_identities = identities;
    if (m_identities.isEmpty())
        m_identities += Identity {};
    m_loading = true;
    m_list->clear();
    for (int row = 0; row < m_identities.size(); ++row) {
        m_list->addItem(QString());
        refreshItem(row);
    }
    m_loading = false;
    m_list->setCurrentRow(0);
    select(0);
}

void IdentitiesPage::refreshItem(int row)
{
    const Identity &identity = m_identities.at(row);
    QString text = identity.from().display();
    if (text.isEmpty())
        text = tr("(no address yet)");
    //: The identity that new mail starts with; %1 is name and address
    m_list->item(row)->setText(row == 0 ? tr("%1 (default)").arg(text) : text);
}

void IdentitiesPage::select(int row)
{
    if (m_loading || row < 0 || row >= m_identities.size())
        return;
    m_loading = true;
    const Identity identity = m_identities.at(row);
    m_name->setText(identity.name);
    m_address->setText(identity.address);
    m_replyTo->setText(identity.replyTo);
    m_signature->setPlainText(identity.signature);
    m_loading = false;
    updateButtons();
}

void IdentitiesPage::store()
{
    const int row = m_list->currentRow();
    if (m_loading || row < 0)
        return;
    Identity &identity = m_identities[row];
    identity.name = m_name->text().trimmed();
    identity.address = m_address->text().trimmed();
    identity.replyTo = m_replyTo->text().trimmed();
    identity.signature = m_signature->toPlainText();
    refreshItem(row);
}

void IdentitiesPage::add()
{
    Identity identity;
    identity.name = m_identities.constFirst().name;
    m_identities += identity;
    m_loading = true;
    m_list->addItem(QString());
    refreshItem(int(m_identities.size()) - 1);
    m_loading = false;
    m_list->setCurrentRow(int(m_identities.size()) - 1);
    m_address->setFocus();
}

void IdentitiesPage::remove()
{
    const int row = m_list->currentRow();
    if (row < 0 || m_identities.size() < 2)
        return;
    QList<Identity> rest = m_identities;
    rest.removeAt(row);
    setIdentities(rest);
    m_list->setCurrentRow(qMin(row, int(rest.size()) - 1));
}

void IdentitiesPage::makeDefault()
{
    const int row = m_list->currentRow();
    if (row <= 0)
        return;
    QList<Identity> reordered = m_identities;
    reordered.move(row, 0);
    setIdentities(reordered);
}

void IdentitiesPage::updateButtons()
{
    m_remove->setEnabled(m_identities.size() > 1);
    m_default->setEnabled(m_list->currentRow() > 0);
}

QStringList IdentitiesPage::problems() const
{
    QStringList found;
    for (const Identity &identity : m_identities) {
        if (identity.address.isEmpty())
            found += tr("An identity has no address.");
        else if (const QString problem = addresstext::problemOf(identity.address); !problem.isEmpty())
            found += tr("%1: %2").arg(identity.address, problem);
        if (!identity.replyTo.isEmpty()) {
            if (const QString problem = addresstext::problemOf(identity.replyTo); !problem.isEmpty())
                found += tr("%1: %2").arg(identity.replyTo, problem);
        }
    }
    return found;
}

} // namespace golub::ui
