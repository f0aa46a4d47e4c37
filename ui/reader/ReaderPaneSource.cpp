// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the reading pane that has to do with the message as it was sent: fetched whole, looked at, saved.
#include "ui/reader/ReaderPane.h"

#include "core/base/TextSafety.h"
#include "ui/reader/SourceWindow.h"

#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>

#include <utility>

namespace golub::ui {
namespace {

QString fileNameFor(const QString &subject)
{
    QString name = textsafety::printable(subject, 80);
    for (const QChar c : { u'/', u'\\', u':', u'*', u'?', u'"', u'<', u'>', u'|' })
        name.replace(c, u'_');
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return (name.trimmed().isEmpty() ? QStringLiteral("message") : name.trimmed()) + QStringLiteral(".eml");
}

} // namespace

void ReaderPane::fetchAll()
{
    auto *job = m_service.fetchMessage(m_message);
    follow(job, tr("Downloading the message…"));
    connect(job, &service::Job::finished, this, [this, job] {
        if (m_job != job)
            return;
        m_job = nullptr;
        m_loadingTimer.stop();
        showLoading(false);
        if (!job->error())
            load();
        else if (job->error()->kind != ErrorKind::Cancelled)
            Q_EMIT failed(*job->error());
    });
}

void ReaderPane::withSource(std::function<void(const QByteArray &)> then)
{
    const auto raw = m_service.rawMessage(m_message);
    if (raw) {
        then(*raw);
        return;
    }
    if (raw.error().kind != ErrorKind::NotFound) {
        Q_EMIT failed(raw.error());
        return;
    }
    auto *job = m_service.fetchMessage(m_message);
    follow(job, tr("Downloading the message…"));
    connect(job, &service::Job::finished, this, [this, job, id = m_message, then = std::move(then)] {
        if (m_job == job) {
            m_job = nullptr;
            m_loadingTimer.stop();
            showLoading(false);
        }
        const auto fetched = job->error() ? Result<QByteArray>(*job->error()) : m_service.rawMessage(id);
        if (fetched && id == m_message)
            then(*fetched);
        else if (!fetched && fetched.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(fetched.error());
    });
}

void ReaderPane::viewSource()
{
    withSource([this](const QByteArray &raw) { (new SourceWindow(m_view.summary.subject, raw, window()))->show(); });
}

void ReaderPane::saveMessage()
{
    withSource([this](const QByteArray &raw) { saveSource(raw); });
}

void ReaderPane::saveSource(const QByteArray &raw)
{
    auto *dialog = new QFileDialog(this, tr("Save message"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(fileNameFor(m_view.summary.subject));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes = raw](const QString &path) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
            Q_EMIT done(tr("Saved as %1").arg(path));
        else
            Q_EMIT failed({ ErrorKind::Storage, tr("“%1” could not be written.").arg(path), file.errorString() });
    });
    dialog->open();
}

} // namespace golub::ui
