// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"
#include "ui/dialogs/Tones.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace golub::ui {

class UserRequests;

//! One thing that waits or failed, and what can be done about it.
struct Notice {
    struct Action {
        QString name; //!< object name of the button
        QString text;
        std::function<void()> run;
    };
    Tone tone = Tone::Muted;
    QString icon;
    QString text;
    QString details = {};
    QList<Action> actions = {};
    QString key = {};   //!< what it is about: two notices with one key and one text are the same
    bool counts = false; //!< its text changes every second, and nothing else of it
};

//! Always in view at the top of the window while something waits, failed, is uncertain, or needs the user: what it is, the server's
//! answer, and what to do. Not to be closed: it goes when the matter is settled.
class NoticeArea : public QWidget
{
    Q_OBJECT
public:
    static constexpr int MostRows = 3;

    NoticeArea(service::MailService &service, UserRequests &requests, QWidget *parent);
    const QList<Notice> &notices() const { return m_notices; }

Q_SIGNALS:
    void outboxAsked();
    void activityAsked();
    void retryAsked(golub::OutboxId id);
    void editAsked(golub::OutboxId id);
    void resolveAsked(golub::OutboxId id, bool sent);
    void lookAsked(golub::OutboxId id);

private:
    void refresh();
    void showRows();
    void addAccounts();
    void addOutbox();
    void addOperations();
    void addQuota();
    Notice outboxNotice(const OutboxEntry &entry);
    Notice undoNotice(const OutboxEntry &entry);
    bool onlyCounts(const QList<Notice> &before) const;
    void updateTexts();
    void addRow(const Notice &notice);

    service::MailService &m_service;
    UserRequests &m_requests;
    QVBoxLayout *m_column;
    QList<Notice> m_notices;
    QTimer m_clock; // "next try in 5 min" goes on counting
};

} // namespace golub::ui
