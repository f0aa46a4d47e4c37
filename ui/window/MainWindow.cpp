// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/debug/ProtocolLogDock.h"
#include "ui/dialogs/Ask.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/MessageHeaderView.h"
#include "ui/reader/EncodingMenu.h"
#include "ui/reader/ReaderPane.h"
#include "ui/settings/AccountsDialog.h"
#include "ui/setup/AccountSetupDialog.h"
#include "ui/style/Icons.h"
#include "ui/style/Theme.h"
#include "ui/window/ActivityDialog.h"
#include "ui/window/Composers.h"
#include "ui/window/FolderPane.h"
#include "ui/window/LastPosts.h"
#include "ui/window/MailController.h"
#include "ui/window/Menus.h"
#include "ui/window/MessageCommands.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/NoticeArea.h"
#include "ui/window/SearchBox.h"
#include "ui/window/StatusActivity.h"
#include "ui/window/UndoBar.h"
#include "ui/window/UserRequests.h"
#include "ui/window/WelcomePage.h"

#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace golub::ui {

MainWindow::MainWindow(service::MailService &service, Theme &theme, const QString &settingsFile, QWidget *parent)
    : QMainWindow(parent)
    , m_service(service)
    , m_theme(theme)
    , m_settingsFile(settingsFile)
    , m_actions(new ActionRegistry(this))
    , m_commands(new MessageCommands(service, this))
    , m_composers(new Composers(service, this))
    , m_requests(new UserRequests(service, this))
    , m_search(new SearchBox(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    setUnifiedTitleAndToolBarOnMac(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCentralWidget(buildCentre());
    buildMenus(this, *m_actions, new EncodingMenu(service, *m_reader, this));
    buildToolBar(this, *m_actions, m_search);
    for (const ActionId id : m_actions->all())
        addAction(m_actions->action(id)); // so that its shortcut works wherever the focus is

    m_log = new ProtocolLogDock(service, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_log);
    m_log->hide();
    m_status = new StatusActivity(service, this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);

    m_controller = new MailController({ service, *m_actions, *m_folders, *m_list, *m_reader, *m_commands, *m_composers }, this);
    connectParts();
    connectActions();
    connectNotices();
    resize(1240, 780);
    restore();
    m_list->view()->setFocus();
    showPages();
    updateTitle();
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    m_notices = new NoticeArea(m_service, *m_requests, centre);
    m_errors = new NoticeBar(centre);
    m_errors->setObjectName(QStringLiteral("errorNotice"));
    m_pages = new QStackedWidget(centre);
    m_splitter = new QSplitter(Qt::Horizontal, m_pages);
    m_splitter->setChildrenCollapsible(false);
    m_folders = new FolderPane(m_service, m_splitter);
    m_list = new MessageListPane(m_service, m_splitter);
    m_reader = new ReaderPane(m_service, m_splitter);
    m_folders->setMinimumWidth(140);
    m_list->setMinimumWidth(240);
    m_reader->setMinimumWidth(300);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setStretchFactor(2, 1);
    m_splitter->setSizes({ 210, 390, 640 });
    m_pages->addWidget(new WelcomePage(m_actions->action(ActionId::AddAccount), m_pages));
    m_pages->addWidget(m_splitter);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(m_errors);
    column->addWidget(m_pages, 1);
    m_undoBar = new UndoBar(m_pages);
    for (const ActionId id : { ActionId::Reply, ActionId::ReplyAll, ActionId::Forward })
        m_reader->header()->addAction(m_actions->action(id));
    return centre;
}

void MainWindow::connectParts()
{
    connect(&m_service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts)
            showPages();
        if (!changes.mailboxes.isEmpty() || changes.mailboxList)
            updateTitle();
    });
    connect(m_folders, &FolderPane::sourceChosen, this, [this] {
        m_search->clear();
        updateTitle();
    });
    connect(m_search, &SearchBox::searchAsked, m_list, &MessageListPane::search);
    connect(m_search, &SearchBox::resultsAsked, this, [this] { m_list->view()->setFocus(Qt::OtherFocusReason); });
    connect(m_list, &MessageListPane::searchClosed, m_search, &QLineEdit::clear);
    connect(m_commands, &MessageCommands::done, m_undoBar, &UndoBar::show);
    connect(m_commands, &MessageCommands::undone, m_undoBar, &UndoBar::say);
    connect(m_undoBar, &UndoBar::undoAsked, m_commands, &MessageCommands::undo);
    connect(m_composers, &Composers::notice, m_undoBar, &UndoBar::say);
    connect(m_reader, &ReaderPane::done, m_undoBar, &UndoBar::say);
    connect(m_reader, &ReaderPane::linkHovered, this, [this](const QString &target) { m_status->showTransient(target); });
    connect(m_controller, &MailController::failed, this, &MainWindow::showError);
    connect(m_status, &StatusActivity::detailsAsked, this, &MainWindow::showActivity);
}

void MainWindow::connectNotices()
{
    const auto watch = [this](service::Job *job) {
        connect(job, &service::Job::finished, this, [this, job] {
            if (job->error())
                showError(*job->error());
        });
    };
    connect(&m_service, &service::MailService::noticed, this, [this](const QString &text) { m_errors->show(Tone::Muted, text); });
    connect(m_notices, &NoticeArea::outboxAsked, this, &MainWindow::showOutbox);
    connect(m_notices, &NoticeArea::activityAsked, this, &MainWindow::showActivity);
    connect(m_notices, &NoticeArea::editAsked, m_controller, &MailController::editOutboxEntry);
    connect(m_notices, &NoticeArea::retryAsked, this, [this, watch](OutboxId id) { watch(m_service.retryOutbox(id)); });
    connect(m_notices, &NoticeArea::resolveAsked, this, [this, watch](OutboxId id, bool sent) { watch(m_service.resolveOutbox(id, sent)); });
    connect(m_notices, &NoticeArea::lookAsked, this, [this, watch](OutboxId id) { watch(m_service.lookForOutbox(id)); });
}

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto action) { connect(m_actions->action(id), &QAction::triggered, this, action); };
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::WorkOffline, [this](bool offline) { m_service.setOffline(offline); });
    on(ActionId::Search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    on(ActionId::ThemeSystem, [this] { setTheme(int(ThemeMode::System)); });
    on(ActionId::ThemeLight, [this] { setTheme(int(ThemeMode::Light)); });
    on(ActionId::ThemeDark, [this] { setTheme(int(ThemeMode::Dark)); });
    on(ActionId::Activity, [this] { showActivity(); });
    on(ActionId::About, [this] { showAbout(); });
    on(ActionId::AddAccount, [this] { (new AccountSetupDialog(m_service, this))->open(); });
    on(ActionId::Accounts, [this] { (new AccountsDialog(m_service, this))->open(); });
    connect(m_actions->action(ActionId::ProtocolLog), &QAction::toggled, m_log, &QWidget::setVisible);
    connect(m_log, &QDockWidget::visibilityChanged, this, [this] { m_actions->action(ActionId::ProtocolLog)->setChecked(!m_log->isHidden()); });
}

void MainWindow::setTheme(int mode)
{
    m_theme.setMode(ThemeMode(mode));
    const ActionId chosen = mode == int(ThemeMode::Light) ? ActionId::ThemeLight : mode == int(ThemeMode::Dark) ? ActionId::ThemeDark : ActionId::ThemeSystem;
    m_actions->action(chosen)->setChecked(true);
}

void MainWindow::showPages()
{
    const bool welcome = m_service.accounts().isEmpty();
    m_pages->setCurrentIndex(welcome ? 0 : 1);
    if (auto *bar = findChild<QToolBar *>(QStringLiteral("mainToolBar")))
        bar->setVisible(!welcome);
    m_controller->refreshActions();
}

void MainWindow::showError(const Error &error)
{
    if (error.kind != ErrorKind::Cancelled)
        m_errors->showError(error);
}

void MainWindow::showAbout()
{
    notify(this, tr("About Golub"),
        tr("Golub %1\n\nA mail client that never loses a message and never sends one twice.\n\nFree software under the GNU General Public "
           "License, version 3 or later. It comes without any warranty.")
            .arg(QStringLiteral(GOLUB_VERSION)));
}

void MainWindow::showActivity()
{
    if (auto *open = findChild<ActivityDialog *>(QString(), Qt::FindDirectChildrenOnly))
        return open->raise();
    (new ActivityDialog(m_service, this))->open();
}

void MainWindow::showOutbox()
{
    m_folders->select(m_folders->folders()->indexOf(MailboxNode::Kind::Outbox));
    m_list->view()->selectRow(0);
}

void MainWindow::updateTitle()
{
    const QString folder = m_folders->currentTitle();
    setWindowTitle(folder.isEmpty() ? tr("Golub") : tr("%1 – Golub").arg(folder));
}

void MainWindow::openMailto(const QUrl &mailto)
{
    m_composers->composeTo(m_folders->currentAccount(), mailto);
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::restore()
{
    const QSettings settings(m_settingsFile, QSettings::IniFormat);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray());
    m_splitter->setHandleWidth(1);
    m_actions->action(ActionId::ProtocolLog)->setChecked(!m_log->isHidden());
    setTheme(settings.value(QStringLiteral("view/theme"), int(ThemeMode::System)).toInt());
    m_reader->browser()->setZoom(settings.value(QStringLiteral("view/zoom")).toInt());
    m_folders->restore(settings.value(QStringLiteral("folders/collapsed")).toStringList(), settings.value(QStringLiteral("folders/current")).toString());
}

void MainWindow::save()
{
    QSettings settings(m_settingsFile, QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), saveState());
    settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("view/theme"), int(m_theme.mode()));
    settings.setValue(QStringLiteral("view/zoom"), m_reader->browser()->zoom());
    settings.setValue(QStringLiteral("folders/collapsed"), m_folders->collapsedKeys());
    settings.setValue(QStringLiteral("folders/current"), m_folders->currentKey());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    m_composers->closeAll();
    LastPosts::see(m_service);
    QMainWindow::closeEvent(event);
}

} // namespace golub::ui
