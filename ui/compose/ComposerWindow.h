// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDateTime>
#include <QMainWindow>

#include <memory>

class QAction;
class QEventLoopLocker;
class QLabel;
class QToolBar;
class QVBoxLayout;

namespace golub::ui {

class AttachmentList;
class BodyEdit;
class ComposerHeader;
class DraftKeeper;
class FormatBar;
class NoticeBar;
class SendMenu;

//! A message being written. A window of its own (\a parent owns it, but does not hold it in front of itself); deletes
//! itself once it is closed and its draft is saved, removed or sent. The service must outlive it.
class ComposerWindow : public QMainWindow
{
    Q_OBJECT
public:
    ComposerWindow(service::MailService &service, const Draft &draft, QWidget *parent);
    ~ComposerWindow() override;

    //! What stands in the window, with the id that the store gave.
    Draft draft() const;

Q_SIGNALS:
    //! It is in the outbox; the window closes.
    void sent(golub::OutboxId id);
    //! Something to say after the window is gone ("The draft is kept"), for the main window's status bar.
    void notice(const QString &text);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void buildToolBar();
    QAction *addAction(
        QToolBar *bar, const QString &name, const QString &icon, const QString &text, const QKeySequence &key);
    void buildAttachments(QVBoxLayout *column);
    void connectParts();
    void load(const Draft &draft);
    void contentEdited();
    void updateAttachmentTotal();
    SendingFacts facts() const;
    void updateTitle();
    void setRich(bool rich);

    void chooseFiles();
    void attachFiles(const QStringList &paths);
    void attachUrls(const QList<QUrl> &urls);

    //! \a at: invalid for now, with the time to take it back.
    void send(const QDateTime &at = {}, bool atServer = false);
    bool checkRecipients(const Draft &now);
    void checkSubject();
    void checkAttachments();
    void handOver();
    void sendFailed(const Error &error);
    void setBusy(bool busy);
    void saveByHand();
    void discard();
    void removeDraftAndGo();
    void finishClosing();
    void saveFailed(const Error &error);
    void go();

    service::MailService &m_service;
    Draft m_base; //!< what the fields do not show: threading, further headers
    Draft m_seen; //!< the content at the last look: tells a person's change from a repaint
    Draft m_loaded; //!< the content the window opened with
    DraftKeeper *m_keeper;
    ComposerHeader *m_header;
    NoticeBar *m_notice;
    FormatBar *m_format;
    BodyEdit *m_body;
    AttachmentList *m_attachments;
    QWidget *m_attachmentRow = nullptr;
    QLabel *m_total = nullptr;
    QLabel *m_state = nullptr;
    QDateTime m_sendAt; //!< when what is being checked shall leave
    bool m_keptByServer = false; //!< until then by the server, not here
    SendMenu *m_sendMenu = nullptr;
    QAction *m_send = nullptr;
    QAction *m_attach = nullptr;
    QAction *m_save = nullptr;
    QAction *m_discard = nullptr;
    QAction *m_rich = nullptr;
    QAction *m_above = nullptr;
    QAction *m_receipt = nullptr;
    bool m_ready = false;
    bool m_busy = false;
    bool m_closing = false; //!< hidden; waits for the last save
    bool m_gone = false;
    bool m_subjectAsked = false;
    std::unique_ptr<QEventLoopLocker> m_alive; //!< keeps the program up while the last save is on its way
};

} // namespace golub::ui
