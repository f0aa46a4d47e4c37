// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FolderPicker.h"

#include "ui/models/FolderNames.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace golub::ui {
namespace {

// "zazolc" finds "Zażółć": letters without their marks, and the strokes that decomposition does not take off.
QString folded(const QString &text)
{
    QString out;
    const QString decomposed = text.toCaseFolded().normalized(QString::NormalizationForm_KD);
    for (const QChar c : decomposed) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        if (c == QChar(0x142))
            out += u'l';
        else if (c == QChar(0x111))
            out += u'd';
        else
            out += c;
    }
    return out;
}

} // namespace

FolderPicker::FolderPicker(service::MailService &service, AccountId account, MailboxId current, QWidget *parent)
    : QDialog(parent), m_words(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("folderPicker"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Move to"));
    m_words->setObjectName(QStringLiteral("folderWords"));
    m_words->setPlaceholderText(tr("Type a part of the folder's name"));
    m_words->setAccessibleName(tr("Folder"));
    m_words->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_words->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("folderList"));
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({ metrics::IconSmall, metrics::IconSmall });

    QList<Account> accounts = service.accounts();
    std::stable_partition(accounts.begin(), accounts.end(), [account](const Account &a) { return a.id == account; });
    for (const Account &owner : std::as_const(accounts)) {
        QList<Mailbox> mailboxes = service.mailboxes(owner.id);
        std::stable_sort(mailboxes.begin(), mailboxes.end(), [](const Mailbox &a, const Mailbox &b) {
            return folderRank(a.role) != folderRank(b.role) ? folderRank(a.role) < folderRank(b.role) : a.name.path.localeAwareCompare(b.name.path) < 0;
        });
        for (const Mailbox &mailbox : std::as_const(mailboxes)) {
            if (!mailbox.selectable || !mailbox.rights.canInsert || mailbox.id == current)
                continue;
            const QString path = folderPath(mailbox, accountName(owner));
            m_entries += { path, folded(path), mailbox.id, mailbox.role };
        }
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *move = buttons->addButton(tr("Move"), QDialogButtonBox::AcceptRole);
    move->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Large, metrics::Large, metrics::Large, metrics::Large);
    column->setSpacing(metrics::Small);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    resize(440, 420);
    connect(m_words, &QLineEdit::textChanged, this, &FolderPicker::filter);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &FolderPicker::choose);
    connect(buttons, &QDialogButtonBox::accepted, this, &FolderPicker::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    filter();
}

void FolderPicker::filter()
{
    const QStringList words = folded(m_words->text()).split(u' ', Qt::SkipEmptyParts);
    m_list->clear();
    for (const Entry &entry : std::as_const(m_entries)) {
        const bool fits = std::all_of(words.begin(), words.end(), [&entry](const QString &word) { return entry.folded.contains(word); });
        if (!fits)
            continue;
        auto *item = new QListWidgetItem(icon(folderIcon(entry.role)), entry.path, m_list);
        item->setSizeHint({ 100, fontMetrics().height() + 10 });
        item->setData(Qt::UserRole, QVariant::fromValue(entry.id));
    }
    m_list->setCurrentRow(0);
}

void FolderPicker::choose()
{
    if (!m_list->currentItem())
        return;
    Q_EMIT chosen(m_list->currentItem()->data(Qt::UserRole).value<MailboxId>());
    accept();
}

// The arrows move in the list while the words have the focus.
bool FolderPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int rows = m_list->count();
        if (rows > 0 && (key == Qt::Key_Down || key == Qt::Key_Up)) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1), rows - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace golub::ui
