// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QScrollArea;
class QVBoxLayout;

namespace golub::ui {

//! Every account with what it does and its last error, and every action that the servers do not have yet, with retry and cancel. Follows
//! the service while it is open; deletes itself when closed.
class ActivityDialog : public QDialog
{
    Q_OBJECT
public:
    ActivityDialog(service::MailService &service, QWidget *parent);

private:
    void refresh();
    void addAccounts(QVBoxLayout *column);
    void addOperations(QVBoxLayout *column);
    void addHistory(QVBoxLayout *column);

    service::MailService &m_service;
    QScrollArea *m_area;
};

} // namespace golub::ui
