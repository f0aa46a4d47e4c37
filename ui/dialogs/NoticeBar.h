// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/Tones.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace golub::ui {

class FoldButton;

//! A line across a window that says what happened and what to do, with the server's words folded away. Hidden while
//! there is nothing to say.
class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent);

    //! Shows \a text (plain); \a details, where not empty, can be folded out.
    void show(Tone tone, const QString &text, const QString &details = {});
    void showError(const Error &error);
    //! A button in the bar; gone with the next show(). Call after show().
    void offer(const QString &buttonText, std::function<void()> action);
    //! Another one beside it, for the other answer. Call after offer().
    void offerSecond(const QString &buttonText, std::function<void()> action);
    void clear();
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Muted;
    QLabel *m_text;
    QLabel *m_details;
    FoldButton *m_fold;
    QPushButton *m_action;
    QPushButton *m_second;
    QToolButton *m_close;
    std::function<void()> m_offered;
    std::function<void()> m_offeredSecond;
    bool m_applying = false;
};

} // namespace golub::ui
