// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;

namespace golub::ui {

class ActionRegistry;
class Composers;
class FolderPane;
class MailController;
class MessageCommands;
class MessageListPane;
class NoticeArea;
class NoticeBar;
class ProtocolLogDock;
class ReaderPane;
class SearchBox;
class StatusActivity;
class Theme;
class UndoBar;
class UserRequests;

//! The window of the mail client: puts its parts together and remembers how they stood. Everything it does goes through the service,
//! which must outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    //! \a settingsFile: the ini file for sizes and choices; the theme is the app's.
    MainWindow(service::MailService &service, Theme &theme, const QString &settingsFile, QWidget *parent = nullptr);
    ~MainWindow() override;

    //! A mailto: link from the command line or the desktop.
    void openMailto(const QUrl &mailto);
    //! Shows the window in front, for a second start of the program.
    void comeForward();

    ActionRegistry *actions() const { return m_actions; }
    FolderPane *folders() const { return m_folders; }
    MessageListPane *list() const { return m_list; }
    ReaderPane *reader() const { return m_reader; }
    UndoBar *undoBar() const { return m_undoBar; }
    NoticeArea *notices() const { return m_notices; }
    SearchBox *searchBox() const { return m_search; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *buildCentre();
    void connectParts();
    void connectActions();
    void connectNotices();
    void showPages();
    void showError(const Error &error);
    void showAbout();
    void showActivity();
    void showOutbox();
    void setTheme(int mode);
    void updateTitle();
    void restore();
    void save();

    service::MailService &m_service;
    Theme &m_theme;
    QString m_settingsFile;
    ActionRegistry *m_actions;
    MessageCommands *m_commands;
    Composers *m_composers;
    UserRequests *m_requests;
    SearchBox *m_search;
    NoticeArea *m_notices = nullptr;
    NoticeBar *m_errors = nullptr;
    QStackedWidget *m_pages = nullptr;
    QSplitter *m_splitter = nullptr;
    FolderPane *m_folders = nullptr;
    MessageListPane *m_list = nullptr;
    ReaderPane *m_reader = nullptr;
    MailController *m_controller = nullptr;
    UndoBar *m_undoBar = nullptr;
    StatusActivity *m_status = nullptr;
    ProtocolLogDock *m_log = nullptr;
};

} // namespace golub::ui
