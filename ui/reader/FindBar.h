// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QTextBrowser;

namespace golub::ui {

//! Finds words in the text shown, from the place of the last hit, going round.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    FindBar(QTextBrowser *browser, QWidget *parent);
    //! Shows the bar with what is selected in the text.
    void open();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool backward, bool fromStart);
    void markAll();
    void close();

    QTextBrowser *m_browser;
    QLineEdit *m_words;
    QLabel *m_note;
};

} // namespace golub::ui
