// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace golub::ui {

//! The search field: searches on Enter and when the typing pauses; Esc empties it.
class SearchBox : public QLineEdit
{
    Q_OBJECT
public:
    static constexpr int TypingPause = 250; // ms
    explicit SearchBox(QWidget *parent);

Q_SIGNALS:
    //! Empty: the search is over.
    void searchAsked(const QString &query);
    //! Enter, or the arrow down: on to the hits.
    void resultsAsked();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask();
    QTimer m_timer;
    QString m_asked;
};

} // namespace golub::ui
