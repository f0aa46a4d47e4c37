// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>

namespace golub::net {
class InstanceDoor;
}
namespace golub::ui {
class MainWindow;
class Theme;
}

namespace golub::app {

class DesktopNotices;

//! The program with its window: opens the profile in the engine thread, then shows the main window on it.
class Application : public QObject
{
    Q_OBJECT
public:
    Application();
    ~Application() override;

    //! Golub's texts and Qt's own, in the user's language.
    void installTranslations();
    //! Returns at once; what cannot be opened is said in a window that ends the program when it is closed.
    //! \a mailto: a link to write to as soon as the window is there; anything but a mailto: link is left alone.
    void start(const QString &profile, bool offline, const QUrl &mailto = {});
    //! The window once it is there (journeys drive it), else null.
    ui::MainWindow *window() const { return m_window.get(); }
    service::MailService *service() const { return m_service.get(); }

private:
    void opened(Result<std::unique_ptr<service::MailService>> service, const QString &directory, bool offline);
    void showFatal(const Error &error);
    void handOver(const Error &error, const QString &directory);
    void tellOf(const QList<MessageSummary> &messages);
    void calledAgain(const QByteArray &words);

    QThread m_engine;
    std::unique_ptr<service::MailService> m_service;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<DesktopNotices> m_notices;
    QUrl m_mailto;
    std::unique_ptr<net::InstanceDoor> m_door;
};

} // namespace golub::app
