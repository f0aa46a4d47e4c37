// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QEventLoopLocker>
#include <QObject>
#include <QTimer>

namespace golub::ui {

//! The window is closed while mail may still be taken back or is on its way: it goes at once, and the program stays, unseen, until it has gone
//! or a minute is over. What is left then goes at the next start; what is scheduled keeps its time. Deletes itself.
class LastPosts : public QObject
{
    Q_OBJECT
public:
    static constexpr int LongestWait = 60'000; //!< ms

    //! Does nothing where nothing is on its way.
    static void see(service::MailService &service);

private:
    explicit LastPosts(service::MailService &service);
    void look();

    service::MailService &m_service;
    QEventLoopLocker m_alive;
    QTimer m_limit;
};

} // namespace golub::ui
