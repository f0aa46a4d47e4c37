// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Profile.h"
#include "app/golubctl/Arguments.h"
#include "core/mail/MailReport.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Outbox.h"
#include "core/service/MailService.h"

#include <QJsonObject>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

namespace golub::store {
class StoreReader;
}

namespace golub::ctl {

//! One run of golubctl: reads the command line, does one command, prints its result and ends the application with its status:
//! 0 done, 1 refused or failed, 2 usage, 3 needs the user, 4 offline or timed out.
class Ctl : public QObject
{
    Q_OBJECT
public:
    //! \a problem: what is wrong with the command line, empty if nothing.
    Ctl(Arguments arguments, const QString &problem);
    ~Ctl() override;
    //! Begins; the application's loop must run afterwards.
    void start();

private:
    using Service = service::MailService;

    // what every command needs (Ctl.cpp)
    void done(const QJsonValue &json, const QString &text);
    void fail(const Error &error);
    void usage(const QString &problem = {});
    void end(int status);
    void leave(int status);
    static int exitStatus(ErrorKind kind);
    static bool isWorse(ErrorKind a, ErrorKind b);
    //! \a json on standard output, the reason on standard error.
    void printFailure(const QJsonObject &json, const Error &error);
    //! On standard error; ends with the status for \a error.
    void complain(const Error &error);
    void doneInPart(const QJsonArray &results, const QString &text, const Error &error);
    bool openReader();
    //! Takes the profile and opens the service; \a then runs once it is there. Every failure ends the program.
    bool needsKeychain() const;
    void withService(std::function<void()> then);
    void askPassword(const service::UserRequest &request);
    std::optional<Secret> passwordFromTerminal(const QString &prompt);
    Result<AccountId> accountNamed(const QString &name) const;
    Result<Mailbox> mailboxNamed(const QString &name) const;
    QString accountName(AccountId id) const;
    std::optional<QList<MessageId>> messageIds(const QStringList &words);
    QByteArray readInput(const QString &path, Error *error) const;

    // reading (ReadCommands.cpp)
    void accountList();
    void accountShow();
    QJsonArray quotaOf(const Account &account) const;
    QJsonArray quarantineOf(const Account &account) const;
    void mailboxes();
    void list();
    void show();
    void printMessage(MessageId id, const QByteArray &raw);
    void addReports(QJsonObject &json, MessageId id, const std::optional<MailReport> &report) const;
    void search();
    void searchServer(const QString &query, AccountId account, MailboxId mailbox);
    void operationsList();
    void outboxList();
    void inspect();

    // changing (ChangeCommands.cpp)
    void accountAdd();
    void accountRemove();
    void accountDiscover(); // SetupCommands.cpp
    void accountTest(); // SetupCommands.cpp
    bool namesAccount();
    void reportTest(const ConnectionReport &report);
    //! What is known of a refusal of the account's outgoing or incoming server.
    Error advised(const Error &error, AccountId account, bool outgoing = true) const;
    void synchronize();
    void synchronizeNow(const Service::SyncOptions &options);
    void tidyThen(std::function<void()> then);
    void clean();
    void flag();
    void moveOrCopy(bool copy);
    void moveToRole(MailboxRole role);
    void undo();
    void operationsChange();

    // mail files (FileCommands.cpp)
    void importMessages();
    void importFrom(MailboxId destination, const std::shared_ptr<class Import> &import);
    void endImport(const std::shared_ptr<Import> &import);
    void exportMessages();

    // drafts and attachments (DraftCommands.cpp)
    void draftList();
    void draftSave();
    void draftOpen();
    void draftRemove();
    void finishDraft(AccountId account, const QJsonObject &json);
    void attachments();
    void attachment();

    // signing in through the browser (SignInCommands.cpp)
    void accountSignIn();
    void accountSignOut();
    void accountGrant();
    void signInByBrowser(const Account &account, const Secret &clientSecret, std::function<void()> then);
    void signInFirst(QList<Account> accounts, std::function<void()> then);
    void failForSignIn(const service::UserRequest &request);
    QString signInAdvice(const Error &error) const;
    //! The account that the command's third word names; it says so itself where there is none.
    std::optional<Account> accountOfWord();
    std::optional<Account> browserAccountOfWord();
    //! A line of standard input where \a option is given; empty else.
    Secret secretFromInput(const QString &option) const;

    // what is accepted in the user's name (TrustCommands.cpp)
    void trust();
    void trustList();
    void trustAccept(const QString &host, quint16 port);
    void trustRevoke(const QString &host, quint16 port);
    void trustWeaker(const QString &host, quint16 port);
    static void adviseTrust(const Error &error);

    // sending (SendCommands.cpp)
    void send();
    Result<SendOptions> sendOptions() const;
    void redirect(); // RedirectCommand.cpp
    void receipt(); // ReceiptCommand.cpp
    void tellOfReceipt(MessageId id, const std::optional<service::ReceiptWish> &wish);
    void answerReceipt(MessageId id, bool send);
    void queued(service::Job *job);
    void watchOutbox(OutboxId id);
    void reportAccepted(OutboxId id);
    void failSending(const OutboxEntry &entry);
    //! What a person needs to decide about an uncertain one, and the commands with which to do it.
    static QStringList questionAbout(const OutboxEntry &entry);
    void endLook(OutboxId id);
    bool isInOutbox(std::initializer_list<OutboxState> states) const;
    bool isSubmitting() const;
    void outboxChange();

    template<class J, class Then>
    void onFinished(J *job, Then then)
    {
        connect(job, &service::Job::finished, this, [this, job, then](service::Job *finished) {
            if (finished->error())
                fail(*finished->error());
            else
                then(job);
        });
    }
    //! After a local change: waits until the servers have it too, or cannot be reached.
    void finishOperation(service::ResultJob<OperationId> *job);
    //! The result of one operation: where the server refused it, the command failed.
    void endOperation(OperationId id, QJsonObject json = {});
    //! Calls \a finish once \a waiting is over, the servers cannot be reached, or it takes too long. \a finish must end the program.
    void waitWhile(std::function<bool()> waiting, std::function<void()> finish);
    bool isPlaying() const;

    Arguments m_arguments;
    QString m_problem;
    QString m_directory;
    bool m_ended = false;
    bool m_failsInPart = false;       //!< what one account needs is told with what the others did
    std::unique_ptr<store::StoreReader> m_reader;
    QThread m_engine;
    std::unique_ptr<Service> m_service;
    std::shared_ptr<void> m_running; //!< what a command without the service has under way
};

} // namespace golub::ctl
