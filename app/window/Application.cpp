// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Application.h"

#include "app/Composition.h"
#include "app/Profile.h"
#include "app/window/DesktopNotices.h"
#include "protocols/net/InstanceDoor.h"
#include "translations/Translations.h"
#include "ui/style/Theme.h"
#include "ui/window/MainWindow.h"
#include "ui/window/NewMailText.h"

#include <QApplication>
#include <QMessageBox>

namespace golub::app {

Application::Application() : m_theme(std::make_unique<ui::Theme>(*qApp))
{
    m_engine.setObjectName(QStringLiteral("engine"));
}

Application::~Application()
{
    m_door.reset();
    m_window.reset(); // the window before what it shows, the service before the thread it posts to
    m_service.reset();
    m_engine.quit();
    m_engine.wait();
}

void Application::installTranslations()
{
    installTranslators(*QCoreApplication::instance());
}

void Application::start(const QString &profile, bool offline, const QUrl &mailto)
{
    m_mailto = mailto;
    const QString directory = profileDirectory(profile);
    if (const Outcome made = makeProfileDirectory(directory); !made) {
        showFatal(made.error());
        return;
    }
    m_engine.start();
    openService(directory, true, &m_engine, this, [this, directory, offline](Result<std::unique_ptr<service::MailService>> service) {
        opened(std::move(service), directory, offline);
    });
}

void Application::opened(Result<std::unique_ptr<service::MailService>> service, const QString &directory, bool offline)
{
    if (!service) {
        if (service.error().kind == ErrorKind::Conflict)
            handOver(service.error(), directory);
        else
            showFatal(service.error());
        return;
    }
    m_service = std::move(*service);
    if (offline)
        m_service->setOffline(true);
    m_window = std::make_unique<ui::MainWindow>(*m_service, *m_theme, directory + QStringLiteral("/window.ini"));
    m_window->show();
    m_notices = std::make_unique<DesktopNotices>();
    connect(m_notices.get(), &DesktopNotices::activated, m_window.get(), &ui::MainWindow::comeForward);
    connect(m_service.get(), &service::MailService::newMessages, m_window.get(), [this](AccountId, const QList<MessageSummary> &messages) { tellOf(messages); });
    m_door = std::make_unique<net::InstanceDoor>();
    connect(m_door.get(), &net::InstanceDoor::called, this, &Application::calledAgain);
    m_door->listen(directory);
    // Without an account the window asks for one, and there is nobody to write as.
    if (m_mailto.scheme() == u"mailto" && !m_service->accounts().isEmpty())
        m_window->openMailto(m_mailto);
}

//! Who looks at the window sees the new mail in it.
void Application::tellOf(const QList<MessageSummary> &messages)
{
    if (m_window->isActiveWindow())
        return;
    const ui::NewMailText text = ui::newMailText(messages);
    m_notices->show(text.title, text.text);
    QApplication::alert(m_window.get());
}

//! Golub is open with this profile already: its window comes to the front, and writes to whom this one was to write.
void Application::handOver(const Error &error, const QString &directory)
{
    const QByteArray words = m_mailto.scheme() == u"mailto" ? m_mailto.toEncoded() : QByteArray();
    net::InstanceDoor::call(directory, words, this, [this, error](bool heard) {
        if (heard)
            QCoreApplication::exit(0);
        else
            showFatal(error); // golubctl has it, or the window does not answer
    });
}

void Application::calledAgain(const QByteArray &words)
{
    m_window->comeForward();
    const QUrl link = QUrl::fromEncoded(words);
    if (link.scheme() == u"mailto" && !m_service->accounts().isEmpty())
        m_window->openMailto(link);
}

void Application::showFatal(const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Critical, tr("Golub cannot start"), error.text, QMessageBox::Close);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDetailedText(error.detail);
    box->setObjectName(QStringLiteral("fatal"));
    connect(box, &QMessageBox::finished, qApp, [] { QCoreApplication::exit(1); });
    box->open();
}

} // namespace golub::app
