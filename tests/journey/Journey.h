// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Application.h"
#include "core/service/MailService.h"
#include "tests/servers/MailServer.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QWidget>

#include <functional>
#include <memory>
#include <stdexcept>

namespace golub::ui {
class ComposerWindow;
class MainWindow;
enum class ActionId;
}

namespace golub::test {

//! Why a journey ended early; what() names the step.
struct JourneyFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

//! Drives the very program (app::Application) as a person would: clicks, keys, and waiting for what must be seen. Each picture is a grab
//! of the window that the step is about.
class Journey
{
public:
    explicit Journey(const QString &pictures);
    ~Journey();
    //! All of it; throws JourneyFailed.
    void run();
    //! The windows as they are, for a failure.
    void pictureOfFailure();

private:
    // the steps, in their order (JourneySteps.cpp)
    void welcome();
    void addImapAccount();
    void addPop3Account();
    void readMessages();
    void writeAndSend();
    void arrivesInBoth();
    void replyFromPop3();
    void moveDeleteUndo();
    void search();
    void offlineAndBack();
    void restart();
    void darkAndPolish();

    // how a person does things (Journey.cpp)
    void startProgram();
    void stopProgram();
    void waitFor(const char *what, const std::function<bool()> &condition, int seconds = 30);
    template<class W>
    W *find(const char *name, QWidget *within = nullptr);
    void type(const char *field, const QString &text, QWidget *within);
    void choose(const char *comboBox, int data, QWidget *within);
    void press(const char *button, QWidget *within);
    void trigger(ui::ActionId id);
    void picture(const QString &name, QWidget *window = nullptr);
    void addAccount(const QString &address, bool pop3, const ServerSettings &incoming, const ServerSettings &outgoing, const QString &pictureName);
    void acceptCertificate(const QString &pictureName);
    void answerPasswords();
    ui::ComposerWindow *composer();
    void fillComposer(const QString &to, const QString &cc, const QString &subject, const QString &text, const QString &attachment);
    void sendComposer();
    AccountId account(const QString &address) const;
    Mailbox mailbox(const QString &address, MailboxRole role) const;
    void openFolder(const QString &address, MailboxRole role);
    QList<MessageSummary> listed(const QString &address, MailboxRole role) const;
    MessageSummary messageNamed(const QString &address, MailboxRole role, const QString &subject) const;
    bool has(const QString &address, MailboxRole role, const QString &subject) const;
    void openMessage(const QString &address, MailboxRole role, const QString &subject);
    service::MailService &service() const { return *m_program->service(); }
    ui::MainWindow &window() const { return *m_program->window(); }

    QString m_pictures;
    int m_number = 0;
    QTemporaryDir m_profile;
    MailServer m_server;
    bool m_postfix = false;
    std::unique_ptr<app::Application> m_program;
};

template<class W>
W *Journey::find(const char *name, QWidget *within)
{
    const QString wanted = QString::fromLatin1(name);
    QList<QWidget *> roots;
    if (within)
        roots.append(within);
    else
        roots = QApplication::topLevelWidgets();
    for (QWidget *root : std::as_const(roots)) {
        if (auto *self = qobject_cast<W *>(root); self && root->objectName() == wanted && root->isVisible())
            return self;
        for (W *child : root->findChildren<W *>(wanted)) {
            if (child->isVisible())
                return child;
        }
    }
    return nullptr;
}

} // namespace golub::test
