// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDockWidget>

#include <deque>

class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace golub::ui {

//! What is said on the wire, live, for all sessions or one. Secrets are gone before a line gets here. "Save transcript…" writes one
//! session in the format that the tests replay.
class ProtocolLogDock : public QDockWidget
{
    Q_OBJECT
public:
    static constexpr int MostLines = 5000;

    ProtocolLogDock(service::MailService &service, QWidget *parent);

    //! The lines of \a session (0: all, with the sessions named in comments) as a transcript.
    QByteArray transcript(quint64 session) const;
    int lineCount() const { return int(m_lines.size()); }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void add(const ProtocolLine &line);
    void append(const ProtocolLine &line);
    void refill();
    void save();
    quint64 chosenSession() const;

    service::MailService &m_service;
    QComboBox *m_session;
    QPlainTextEdit *m_text;
    QCheckBox *m_follow;
    std::deque<ProtocolLine> m_lines;
    bool m_filled = false;
};

} // namespace golub::ui
