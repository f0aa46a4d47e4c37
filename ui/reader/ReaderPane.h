// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace golub::ui {

class AttachmentBar;
class FindBar;
class MessageBrowser;
class MessageHeaderView;
class NoticeBar;
class OutboxView;
class ReportBar;

//! The reading pane: one message, one outbox entry, or a word about the selection.
class ReaderPane : public QWidget
{
    Q_OBJECT
public:
    //! How long a message must be looked at before it counts as read.
    static constexpr int ReadDelay = 800; // ms

    ReaderPane(service::MailService &service, QWidget *parent);

    void showMessage(MessageId id);
    void showOutbox(const OutboxEntry &entry);
    //! What is written so far, to look at; editing is the composer's.
    void showDraft(const Draft &draft);
    //! Nothing or several selected.
    void showSelection(int count);
    MessageId message() const { return m_message; }
    //! Of the message shown; its flags are as they were when it was opened.
    const service::MessageView &view() const { return m_view; }
    bool isLoaded() const { return m_loaded; }

    MessageBrowser *browser() const { return m_browser; }
    MessageHeaderView *header() const { return m_header; }
    OutboxView *outbox() const { return m_outbox; }
    void find();
    void viewSource();
    void saveMessage();
    void print();
    //! Shows the message in this charset (one of MailService::charsets()) until another is opened; empty for what it says of itself.
    void chooseCharset(const QString &charset);
    QString charset() const { return m_charset; }
    //! Shows the remote pictures of every message of this one's sender from now on, or does not any more.
    void setSenderPictures(bool wanted);
    bool hasSenderPictures() const;

Q_SIGNALS:
    //! Shown long enough and still unread.
    void wasRead(golub::MessageId id);
    void composeAsked(const QUrl &mailto);
    void resendAsked(golub::MessageId report);
    void linkHovered(const QString &target);
    void failed(const golub::Error &error);
    void done(const QString &text);
    //! A message is shown whole, or its sender's pictures are wanted or not any more.
    void shown();

private:
    QWidget *buildMessagePage();
    QWidget *buildNotePage();
    void load();
    void onLoaded(service::ResultJob<service::MessageView> *job);
    void present();
    void openLink(const QUrl &url);
    SendingPreferences::Receipts receiptRule() const;
    void answerReceipt(MessageId id, bool send);
    void showLoading(bool on);
    //! In the loading bar, until it is done or cancelled there.
    void follow(service::Job *job, const QString &what);
    void presentPartial();
    void clearFacts();
    void presentFacts();
    void presentRemote();
    void loadPictures();
    void onPictures(service::ResultJob<service::MessageView> *job);
    QString sender() const;
    bool isInJunk() const;
    void fetchAll();
    void saveSource(const QByteArray &raw);
    //! The message as it is, fetched first where only a part of it is here.
    void withSource(std::function<void(const QByteArray &)> then);
    void onChanged(const ChangeSet &changes);
    bool isOwn() const;
    void refreshDeliveries();

    service::MailService &m_service;
    QStackedWidget *m_pages;
    QWidget *m_messagePage;
    QWidget *m_notePage;
    QLabel *m_note = nullptr;
    MessageHeaderView *m_header = nullptr;
    NoticeBar *m_problem = nullptr;
    NoticeBar *m_remote = nullptr;
    NoticeBar *m_partial = nullptr;
    NoticeBar *m_encrypted = nullptr;
    NoticeBar *m_invitation = nullptr;
    ReportBar *m_reports = nullptr;
    MessageBrowser *m_browser = nullptr;
    FindBar *m_find = nullptr;
    AttachmentBar *m_attachments = nullptr;
    OutboxView *m_outbox;
    QWidget *m_loadingBar = nullptr;
    QLabel *m_loadingText = nullptr;
    QProgressBar *m_progress = nullptr;
    QPointer<service::Job> m_job;
    QTimer m_readTimer;
    QTimer m_loadingTimer;
    MessageId m_message;
    service::MessageView m_view;
    QString m_charset;
    bool m_loaded = false;
    bool m_withPictures = false;      //!< asked for, for this message
};

} // namespace golub::ui
