// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/debug/ProtocolLogDock.h"

#include "ui/dialogs/Ask.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

QByteArray transcriptLine(const ProtocolLine &line)
{
    switch (line.kind) {
    case ProtocolLine::Kind::Client:
        return "C: " + line.text;
    case ProtocolLine::Kind::Server:
        return "S: " + line.text;
    case ProtocolLine::Kind::Tls:
        return line.text.isEmpty() ? QByteArray("TLS") : "TLS\n# " + line.text;
    case ProtocolLine::Kind::Closed:
        return line.text.isEmpty() ? QByteArray("X") : "X\n# " + line.text;
    case ProtocolLine::Kind::Note:
        break;
    }
    return "# " + line.text;
}

QString shownLine(const ProtocolLine &line, bool withSession)
{
    QString text = line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz "));
    if (withSession)
        text += QStringLiteral("%1 ").arg(line.session, 3);
    return text + QString::fromUtf8(transcriptLine(line)).replace(u'\n', u' ');
}

} // namespace

ProtocolLogDock::ProtocolLogDock(service::MailService &service, QWidget *parent)
    : QDockWidget(tr("Protocol log"), parent)
    , m_service(service)
    , m_session(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
    , m_follow(new QCheckBox(tr("Follow"), this))
{
    setObjectName(QStringLiteral("protocolLog"));
    m_session->setObjectName(QStringLiteral("logSession"));
    m_session->setAccessibleName(tr("Session"));
    m_session->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_session->addItem(tr("All sessions"), QVariant::fromValue<quint64>(0));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setAccessibleName(tr("Protocol log"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMaximumBlockCount(MostLines);
    m_text->setUndoRedoEnabled(false);
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Keep the latest line in view"));
    auto *saveButton = new QPushButton(icon(QStringLiteral("save")), tr("Save transcript…"), this);
    saveButton->setToolTip(tr("Save the lines shown as a file that the tests can replay; secrets are not in it"));
    auto *clearButton = new QPushButton(tr("Clear"), this);

    auto *page = new QWidget(this);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics::Small, metrics::Tiny, metrics::Small, metrics::Tiny);
    row->addWidget(m_session);
    row->addWidget(m_follow);
    row->addStretch(1);
    row->addWidget(clearButton);
    row->addWidget(saveButton);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_text);
    setWidget(page);

    connect(m_session, &QComboBox::currentIndexChanged, this, &ProtocolLogDock::refill);
    connect(saveButton, &QPushButton::clicked, this, &ProtocolLogDock::save);
    connect(clearButton, &QPushButton::clicked, this, [this] {
        m_lines.clear();
        refill();
    });
    connect(&service, &service::MailService::protocolLineAdded, this, &ProtocolLogDock::add);
}

// Nothing is kept while nobody has looked yet: the service has the latest lines.
void ProtocolLogDock::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    if (m_filled)
        return;
    m_filled = true;
    const QList<ProtocolLine> lines = m_service.protocolLog(MostLines);
    for (const ProtocolLine &line : lines)
        add(line);
}

quint64 ProtocolLogDock::chosenSession() const
{
    return m_session->currentData().toULongLong();
}

void ProtocolLogDock::add(const ProtocolLine &line)
{
    if (!m_filled)
        return;
    m_lines.push_back(line);
    if (int(m_lines.size()) > MostLines)
        m_lines.pop_front();
    if (m_session->findData(QVariant::fromValue(line.session)) < 0)
        m_session->addItem(QStringLiteral("%1  %2").arg(line.session).arg(line.label), QVariant::fromValue(line.session));
    if (chosenSession() == 0 || chosenSession() == line.session)
        append(line);
}

void ProtocolLogDock::append(const ProtocolLine &line)
{
    const int before = m_text->verticalScrollBar()->value();
    m_text->appendPlainText(shownLine(line, chosenSession() == 0));
    m_text->verticalScrollBar()->setValue(m_follow->isChecked() ? m_text->verticalScrollBar()->maximum() : before);
}

void ProtocolLogDock::refill()
{
    QStringList lines;
    for (const ProtocolLine &line : m_lines) {
        if (chosenSession() == 0 || chosenSession() == line.session)
            lines += shownLine(line, chosenSession() == 0);
    }
    m_text->setPlainText(lines.join(u'\n'));
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

QByteArray ProtocolLogDock::transcript(quint64 session) const
{
    QByteArray text;
    quint64 last = 0;
    for (const ProtocolLine &line : m_lines) {
        if (session != 0 && line.session != session)
            continue;
        if (line.session != last)
            text += "# " + QByteArray::number(line.session) + ' ' + line.label.toUtf8() + '\n';
        last = line.session;
        text += transcriptLine(line) + '\n';
    }
    return text;
}

void ProtocolLogDock::save()
{
    auto *dialog = new QFileDialog(this, tr("Save transcript"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("golub-session.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const QByteArray text = transcript(chosenSession());
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
            notify(this, tr("Save transcript"), tr("“%1” could not be written.").arg(path), file.errorString());
    });
    dialog->open();
}

} // namespace golub::ui
