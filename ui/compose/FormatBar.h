// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

namespace golub::ui {

class BodyEdit;

//! Bold, italic, underline, lists, quote and link for the composer's text; shown while it is rich.
class FormatBar : public QToolBar
{
    Q_OBJECT
public:
    FormatBar(BodyEdit *body, QWidget *parent);
    //! Shows the format at the cursor.
    void follow();

private:
    QAction *add(const QString &name, const QIcon &icon, const QString &text, const QKeySequence &key, bool checkable);
    void refreshIcons();
    void askForLink();

protected:
    void changeEvent(QEvent *event) override;

private:
    BodyEdit *m_body;
    QAction *m_bold = nullptr;
    QAction *m_italic = nullptr;
    QAction *m_underline = nullptr;
    QAction *m_bullets = nullptr;
    QAction *m_numbers = nullptr;
    QAction *m_quote = nullptr;
    QAction *m_unquote = nullptr;
    QAction *m_link = nullptr;
};

} // namespace golub::ui
