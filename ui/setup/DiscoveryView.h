// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace golub::ui {

class FoldButton;

//! Finds the servers of an address in every way at once and shows how it goes: what was found and by whom, what was refused and why, each
//! source under "Where was looked". It never blocks: what is found comes by suggested(), and everything stays editable elsewhere.
class DiscoveryView : public QWidget
{
    Q_OBJECT
public:
    DiscoveryView(service::MailService &service, QWidget *parent);
    ~DiscoveryView() override;

    //! Begins anew; the same address is not asked about twice. \a known: it is not shown unless there is more to say than that.
    void start(const QString &address, bool known);
    //! Stops what runs and forgets what was found.
    void reset();
    bool isRunning() const { return !m_job.isNull(); }

Q_SIGNALS:
    //! What is known so far, the best first, and whether it is enough. Servers that need the person's word come only after it was given.
    void suggested(const golub::service::ProviderSuggestion &suggestion, bool complete);
    void finished();

private:
    void ask();
    void showDiscovery(const Discovery &discovery);
    void showServers();
    void showRefused();
    void showSources();
    void end(const QString &headline);
    void confirm();
    void propose();
    QLabel *line(QVBoxLayout *column, const char *name, const QString &text);

    service::MailService &m_service;
    QPointer<service::DiscoveryJob> m_job;
    QString m_address;
    Discovery m_discovery;
    bool m_confirmed = false;
    bool m_known = false;
    QLabel *m_headline;
    QProgressBar *m_busy;
    QPushButton *m_stop;
    QPushButton *m_confirm;
    QWidget *m_lines = nullptr;
    FoldButton *m_fold;
    QWidget *m_details;
    QVBoxLayout *m_sources;
    QWidget *m_sourceLines = nullptr;
    QCheckBox *m_sendAddress;
    QPushButton *m_again;
    QVBoxLayout *m_column;
};

} // namespace golub::ui
