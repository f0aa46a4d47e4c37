// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/journey/Journey.h"

#include "tests/support/WaitUntil.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/models/MailboxTreeModel.h"
#include "ui/models/MessageListModel.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/FolderPane.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTextEdit>
#include <QtTest>

#include <iostream>

namespace golub::test {
namespace {

MailServer::Options serverOptions(bool postfix)
{
    MailServer::Options options;
    options.users = { QStringLiteral("ala"), QStringLiteral("bob") };
    options.postfix = postfix;
    return options;
}

} // namespace

Journey::Journey(const QString &pictures)
    : m_pictures(pictures), m_server(serverOptions(MailServer::whyNot(true).isEmpty())), m_postfix(MailServer::whyNot(true).isEmpty())
{
    QDir().mkpath(pictures);
    if (!m_server.isRunning())
        throw JourneyFailed("the servers did not start: " + m_server.problem().toStdString());
    std::cout << "servers: Dovecot" << (m_postfix ? " and Postfix" : " with its submission service (Postfix needs root)") << std::endl;
}

Journey::~Journey()
{
    m_program.reset();
}

void Journey::startProgram()
{
    m_program = std::make_unique<app::Application>();
    m_program->installTranslations();
    m_program->start(m_profile.path(), false);
    waitFor("the window opens", [this] { return m_program->window() && m_program->window()->isVisible(); });
    window().resize(1280, 800);
}

void Journey::stopProgram()
{
    m_program.reset();
    test::settle();
}

void Journey::waitFor(const char *what, const std::function<bool()> &condition, int seconds)
{
    if (!waitUntil(condition, std::chrono::seconds(seconds)))
        throw JourneyFailed(std::string("waited in vain until: ") + what);
    std::cout << "  " << what << std::endl;
}

void Journey::type(const char *field, const QString &text, QWidget *within)
{
    auto *widget = find<QWidget>(field, within);
    if (!widget)
        throw JourneyFailed(std::string("there is no field ") + field);
    widget->setFocus();
    if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        line->selectAll();
        QTest::keyClicks(line, text);
    } else if (auto *plain = qobject_cast<QPlainTextEdit *>(widget)) {
        plain->selectAll();
        plain->insertPlainText(text); // as an input method or a paste does: keyClicks knows no letters beyond Latin-1
        QTest::keyClick(plain, Qt::Key_End);
    } else if (auto *rich = qobject_cast<QTextEdit *>(widget)) {
        rich->insertPlainText(text);
    } else if (auto *box = qobject_cast<QComboBox *>(widget); box && box->isEditable()) {
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), text);
    } else {
        throw JourneyFailed(std::string("one cannot type into ") + field);
    }
}

void Journey::choose(const char *comboBox, int data, QWidget *within)
{
    auto *box = find<QComboBox>(comboBox, within);
    const int index = box ? box->findData(data) : -1;
    if (index < 0)
        throw JourneyFailed(std::string("there is no such choice in ") + comboBox);
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

void Journey::press(const char *button, QWidget *within)
{
    auto *widget = find<QAbstractButton>(button, within);
    if (!widget)
        throw JourneyFailed(std::string("there is no button ") + button);
    waitFor((std::string("one can press ") + button).c_str(), [widget] { return widget->isEnabled(); });
    QTest::mouseClick(widget, Qt::LeftButton);
}

void Journey::picture(const QString &name, QWidget *window)
{
    test::settle();
    QWidget *shown = window ? window : &this->window();
    shown->grab().save(QStringLiteral("%1/%2-%3.png").arg(m_pictures).arg(++m_number, 2, 10, QLatin1Char('0')).arg(name));
}

void Journey::pictureOfFailure()
{
    int number = 0;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && widget->width() > 100)
            widget->grab().save(QStringLiteral("%1/failed-%2.png").arg(m_pictures).arg(++number));
    }
    std::cerr << m_server.logs().right(3000).constData() << std::endl;
}

// --- accounts

void Journey::acceptCertificate(const QString &pictureName)
{
    waitFor("the unknown certificate is shown", [this] { return find<QDialog>("certificateDialog"); });
    auto *dialog = find<QDialog>("certificateDialog");
    if (!pictureName.isEmpty())
        picture(pictureName, dialog);
    find<QCheckBox>("compared", dialog)->click();
    press("accept", dialog);
    waitFor("the certificate dialogue closes", [this] { return !find<QDialog>("certificateDialog"); });
}

void Journey::addAccount(const QString &address, bool pop3, const ServerSettings &incoming, const ServerSettings &outgoing, const QString &pictureName)
{
    waitFor("the set-up dialogue opens", [this] { return find<QDialog>("accountSetup"); });
    auto *dialog = find<QDialog>("accountSetup");
    const QString user = address.section(u'@', 0, 0);
    type("yourName", user == u"ala" ? QStringLiteral("Ala Golabek") : QStringLiteral("Bob Budowniczy"), dialog);
    type("address", address, dialog);
    type("password", MailServer::password(user), dialog);
    QTest::keyClick(find<QWidget>("password", dialog), Qt::Key_Tab);
    if (!find<QWidget>("incomingHost", dialog) && find<QAbstractButton>("editServers", dialog))
        press("editServers", dialog);
    waitFor("the servers can be typed", [this, dialog] { return find<QWidget>("incomingHost", dialog); });
    QTest::mouseClick(find<QRadioButton>(pop3 ? "protocolPop3" : "protocolImap", dialog), Qt::LeftButton, {}, QPoint(8, 8));
    type("incomingHost", QStringLiteral("localhost"), dialog);
    choose("incomingSecurity", int(incoming.security), dialog);
    type("incomingPort", QString::number(incoming.port), dialog);
    type("incomingUser", user, dialog);
    type("outgoingHost", QStringLiteral("localhost"), dialog);
    choose("outgoingSecurity", int(outgoing.security), dialog);
    type("outgoingPort", QString::number(outgoing.port), dialog);
    picture(pictureName, dialog);
    press("test", dialog);
    acceptCertificate(pop3 ? QString() : QStringLiteral("certificate"));
    // The outgoing server has a port of its own, and an exception is for one port only.
    acceptCertificate({});
    waitFor("the test of the settings succeeds", [this, dialog] { return find<QWidget>("stepDone", dialog) && find<QAbstractButton>("save", dialog)->isEnabled(); });
    picture(pictureName + QStringLiteral("-tested"), dialog);
    press("save", dialog);
    waitFor("the account is there", [this, &address] { return account(address).isValid(); });
}

void Journey::answerPasswords()
{
    // Without a keychain each account asks once a run.
    waitFor("the passwords are asked for", [this] {
        auto *dialog = find<QDialog>("passwordDialog");
        if (dialog && !dialog->property("answered").toBool()) { // an answered one stays until the password is stored
            dialog->setProperty("answered", true);
            QString user;
            for (const QLabel *label : dialog->findChildren<QLabel *>()) {
                if (label->text().contains(QStringLiteral("ala")))
                    user = QStringLiteral("ala");
                else if (label->text().contains(QStringLiteral("bob")))
                    user = QStringLiteral("bob");
            }
            if (user.isEmpty())
                throw JourneyFailed("the password dialogue does not say for which account");
            type("password", MailServer::password(user), dialog);
            press("accept", dialog);
            test::settle();
        }
        const auto states = service().status();
        return states.size() == 2 && !find<QDialog>("passwordDialog")
            && std::all_of(states.begin(), states.end(), [](const auto &s) { return s.state == service::AccountStatus::State::Idle && !s.hasError; });
    });
}

AccountId Journey::account(const QString &address) const
{
    for (const Account &account : service().accounts()) {
        if (account.address == address)
            return account.id;
    }
    return {};
}

// --- writing

ui::ComposerWindow *Journey::composer()
{
    waitFor("the composer opens", [this] { return find<ui::ComposerWindow>("composer"); });
    return find<ui::ComposerWindow>("composer");
}

void Journey::fillComposer(const QString &to, const QString &cc, const QString &subject, const QString &text, const QString &attachment)
{
    auto *window = composer();
    type("to", to, window);
    if (!cc.isEmpty()) {
        if (!find<QWidget>("cc", window))
            press("showCc", window);
        type("cc", cc, window);
    }
    auto *line = find<QLineEdit>("subject", window);
    line->setFocus();
    line->insert(subject);
    type("body", text, window);
    if (!attachment.isEmpty()) {
        auto *data = new QMimeData;
        data->setUrls({ QUrl::fromLocalFile(attachment) });
        QDropEvent drop(QPointF(200, 200), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &enter);
        QCoreApplication::sendEvent(window, &drop);
        delete data;
    }
}

void Journey::sendComposer()
{
    auto *window = composer();
    press("send", window);
    waitFor("the composer closes behind the sent message", [this] { return !find<ui::ComposerWindow>("composer"); });
}

// --- reading

Mailbox Journey::mailbox(const QString &address, MailboxRole role) const
{
    for (const Mailbox &mailbox : service().mailboxes(account(address))) {
        if (mailbox.role == role)
            return mailbox;
    }
    return {};
}

QList<MessageSummary> Journey::listed(const QString &address, MailboxRole role) const
{
    const Mailbox found = mailbox(address, role);
    return found.id.isValid() ? service().messages(found.id, 0, 200) : QList<MessageSummary>();
}

MessageSummary Journey::messageNamed(const QString &address, MailboxRole role, const QString &subject) const
{
    for (const MessageSummary &message : listed(address, role)) {
        if (message.subject == subject)
            return message;
    }
    return {};
}

bool Journey::has(const QString &address, MailboxRole role, const QString &subject) const
{
    return messageNamed(address, role, subject).id.isValid();
}

void Journey::openFolder(const QString &address, MailboxRole role)
{
    ui::FolderPane *folders = window().folders();
    const MailboxId wanted = mailbox(address, role).id;
    const QAbstractItemModel *model = folders->model();
    std::function<QModelIndex(const QModelIndex &)> search = [&](const QModelIndex &parent) -> QModelIndex {
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            folders->select(index);
            if (window().folders()->currentSource().mailbox == wanted)
                return index;
            if (const QModelIndex below = search(index); below.isValid())
                return below;
        }
        return {};
    };
    if (!search({}).isValid())
        throw JourneyFailed("the folder is not in the tree");
    test::settle();
}

void Journey::openMessage(const QString &address, MailboxRole role, const QString &subject)
{
    openFolder(address, role);
    const MessageId id = messageNamed(address, role, subject).id;
    waitFor("the message stands in the list", [&] { return window().list()->model()->rowOf(id) >= 0; });
    window().list()->view()->selectRow(window().list()->model()->rowOf(id));
    window().list()->view()->setFocus();
    waitFor("the message is shown", [&] { return window().reader()->message() == id && window().reader()->isLoaded(); });
}

} // namespace golub::test
