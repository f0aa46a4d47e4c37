// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace golub::ui {

//! The attachments of the message shown: open (a read-only copy in a private temporary folder), save, save all.
class AttachmentBar : public QWidget
{
    Q_OBJECT
public:
    AttachmentBar(service::MailService &service, QWidget *parent);
    ~AttachmentBar() override;

    void show(MessageId message, const QList<service::AttachmentView> &attachments);
    //! Writes one attachment to \a path; replaces a file only because the file dialog asked.
    void saveTo(const service::AttachmentView &attachment, const QString &path);
    //! Writes all into \a folder under names that do not exist there yet.
    void saveAllTo(const QString &folder);

Q_SIGNALS:
    void failed(const golub::Error &error);
    void saved(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *chip(const service::AttachmentView &attachment);
    void open(const service::AttachmentView &attachment);
    void askWhere(const service::AttachmentView &attachment);
    void askFolder();
    void fetch(const service::AttachmentView &attachment, std::function<void(const QByteArray &)> then);
    //! What was fetched need not be fetched again.
    void noteHere(MessageId message, int part);
    bool write(const QString &path, const QByteArray &content);
    QString temporaryFolder();
    QString shortName(const QString &name) const;

    service::MailService &m_service;
    MessageId m_message;
    QList<service::AttachmentView> m_attachments;
    QLabel *m_summary;
    QWidget *m_chips = nullptr;
    QVBoxLayout *m_column;
    QWidget *m_loading;              //!< what is being fetched
    QLabel *m_loadingText;
    QProgressBar *m_progress;
    QTimer m_late;
    QList<QPointer<service::Job>> m_jobs;
    class Folder;
    std::unique_ptr<Folder> m_folder;
};

} // namespace golub::ui
