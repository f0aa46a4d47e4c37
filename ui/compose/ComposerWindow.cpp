// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/ComposerWindow.h"

#include "ui/compose/AttachmentList.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/ComposerHeader.h"
#include "ui/compose/DraftKeeper.h"
#include "ui/compose/FormatBar.h"
#include "ui/compose/SendChecks.h"
#include "ui/compose/SendMenu.h"
#include "ui/compose/SpellMenu.h"
#include "ui/compose/SendTimes.h"
#include "ui/dialogs/Ask.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAction>
#include <QBuffer>
#include <QCloseEvent>
#include <QEventLoopLocker>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QStatusBar>
#include <QTime>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWindow>

namespace golub::ui {

using service::Job;

namespace {

// Many providers refuse more than 25 MB as sent, which is about 18 MB of files.
constexpr qint64 LargeTotal = 18LL * 1000 * 1000;

QString aboveKey() { return QStringLiteral("composer/answerAboveQuote"); }
QString geometryKey() { return QStringLiteral("composer/geometry"); }

bool sameContent(Draft a, Draft b)
{
    a.id = b.id = {};
    a.updated = b.updated = {};
    return a == b;
}

} // namespace

ComposerWindow::ComposerWindow(service::MailService &service, const Draft &draft, QWidget *parent)
    : QMainWindow(parent, Qt::Window)
    , m_service(service)
    , m_base(draft)
    , m_keeper(new DraftKeeper(
          service, draft.id, [this] { return this->draft(); }, this))
    , m_header(new ComposerHeader(service, this))
    , m_notice(new NoticeBar(this))
    , m_format(nullptr)
    , m_body(new BodyEdit(this))
    , m_attachments(new AttachmentList(this))
{
    setObjectName(QStringLiteral("composer"));
    setAcceptDrops(true);
    build();
    connectParts();
    load(draft);
}

ComposerWindow::~ComposerWindow() = default;

// --- building

QAction *ComposerWindow::addAction(
    QToolBar *bar, const QString &name, const QString &iconName, const QString &text, const QKeySequence &key)
{
    QAction *action = bar->addAction(icon(iconName), text);
    action->setShortcut(key);
    //: Tool tip: what a button does, and its key
    action->setToolTip(key.isEmpty() ? text : tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    QWidget *button = bar->widgetForAction(action);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return action;
}

void ComposerWindow::buildToolBar()
{
    auto *bar = new QToolBar(this);
    bar->setObjectName(QStringLiteral("composerBar"));
    //: Name of the composer's tool bar
    bar->setWindowTitle(tr("Message"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({ metrics::IconNormal, metrics::IconNormal });
    m_send = addAction(
        bar, QStringLiteral("send"), QStringLiteral("sent"), tr("Send"), QKeyCombination(Qt::CTRL, Qt::Key_Return));
    m_send->setShortcuts(
        QList<QKeySequence> { QKeyCombination(Qt::CTRL, Qt::Key_Return), QKeyCombination(Qt::CTRL, Qt::Key_Enter) });
    m_sendMenu = new SendMenu(this);
    connect(m_sendMenu, &SendMenu::nowChosen, this, [this] { send(); });
    connect(m_sendMenu, &SendMenu::timeChosen, this, &ComposerWindow::send);
    connect(m_sendMenu, &SendMenu::wishesChanged, this, &ComposerWindow::contentEdited);
    m_sendMenu->setFacts([this] { return facts(); });
    if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(m_send))) {
        button->setMenu(m_sendMenu);
        button->setPopupMode(QToolButton::MenuButtonPopup);
    }
    m_attach = addAction(bar, QStringLiteral("attach"), QStringLiteral("attachment"), tr("Attach\u2026"),
        QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_A));
    m_rich = addAction(bar, QStringLiteral("richText"), QStringLiteral("edit"), tr("Formatting"),
        QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_F));
    m_rich->setCheckable(true);
    auto *space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_save = addAction(bar, QStringLiteral("save"), QStringLiteral("save"), tr("Save"), QKeySequence::Save);
    m_discard = addAction(bar, QStringLiteral("discard"), QStringLiteral("trash"), tr("Discard"), {});
    QAction *more = addAction(bar, QStringLiteral("more"), QStringLiteral("more"), tr("More"), {});
    if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(more))) {
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setPopupMode(QToolButton::InstantPopup);
    }
    auto *menu = new QMenu(this);
    m_above = menu->addAction(tr("Write answers &above the quoted text"));
    m_above->setObjectName(QStringLiteral("answerAbove"));
    m_above->setCheckable(true);
    m_above->setChecked(QSettings().value(aboveKey(), true).toBool());
    m_receipt = menu->addAction(tr("Ask for a &reading receipt"));
    m_receipt->setObjectName(QStringLiteral("askReceipt"));
    m_receipt->setCheckable(true);
    menu->addSeparator();
    menu->addMenu(new SpellMenu(m_body->spelling(), menu));
    more->setMenu(menu);
    addToolBar(bar);
}

void ComposerWindow::buildAttachments(QVBoxLayout *column)
{
    m_attachmentRow = new QWidget(this);
    auto *layout = new QVBoxLayout(m_attachmentRow);
    layout->setContentsMargins(metrics::Medium, metrics::Tiny, metrics::Medium, metrics::Tiny);
    layout->setSpacing(2);
    auto *line = new QHBoxLayout;
    m_total = plainLabel({}, this);
    m_total->setObjectName(QStringLiteral("attachmentTotal"));
    auto *remove = new QToolButton(this);
    remove->setObjectName(QStringLiteral("removeAttachment"));
    remove->setText(tr("Remove the selected"));
    remove->setAutoRaise(true);
    remove->hide();
    line->addWidget(m_total, 1);
    line->addWidget(remove);
    layout->addLayout(line);
    layout->addWidget(m_attachments);
    column->addWidget(m_attachmentRow);
    connect(remove, &QToolButton::clicked, m_attachments, &AttachmentList::removeSelected);
    connect(m_attachments, &QListWidget::itemSelectionChanged, remove,
        [this, remove] { remove->setVisible(!m_attachments->selectedItems().isEmpty()); });
}

void ComposerWindow::build()
{
    buildToolBar();
    m_body->setObjectName(QStringLiteral("body"));
    m_body->setAccessibleName(tr("Message text"));
    m_format = new FormatBar(m_body, this);
    m_format->hide();

    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *noticeFrame = new QVBoxLayout;
    noticeFrame->setContentsMargins(metrics::Small, 0, metrics::Small, 0);
    noticeFrame->addWidget(m_notice);
    column->addLayout(noticeFrame);
    column->addWidget(m_header);
    column->addWidget(m_format);
    auto *hairline = new QFrame(this);
    hairline->setFrameShape(QFrame::HLine);
    hairline->setFrameShadow(QFrame::Plain);
    hairline->setForegroundRole(QPalette::Midlight);
    connect(m_format, &QToolBar::visibilityChanged, hairline, &QWidget::setHidden);
    column->addWidget(hairline);
    column->addWidget(m_body, 1);
    buildAttachments(column);
    setCentralWidget(centre);

    m_state = plainLabel({}, this);
    m_state->setObjectName(QStringLiteral("draftState"));
    m_state->setWordWrap(false);
    setTone(m_state, Tone::Muted);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_state, 1);
    statusBar()->setContentsMargins(metrics::Medium, 0, metrics::Medium, 0);

    setTabOrder(m_header->lastField(), m_body);
    setTabOrder(m_body, m_attachments);
    resize(760, 620);
    restoreGeometry(QSettings().value(geometryKey()).toByteArray());
}

void ComposerWindow::connectParts()
{
    connect(m_send, &QAction::triggered, this, [this] { send(); });
    connect(m_receipt, &QAction::toggled, this, &ComposerWindow::contentEdited);
    connect(m_attach, &QAction::triggered, this, &ComposerWindow::chooseFiles);
    connect(m_save, &QAction::triggered, this, &ComposerWindow::saveByHand);
    connect(m_discard, &QAction::triggered, this, &ComposerWindow::discard);
    connect(m_rich, &QAction::toggled, this, &ComposerWindow::setRich);
    connect(m_above, &QAction::toggled, this, [](bool above) { QSettings().setValue(aboveKey(), above); });
    auto *close = new QShortcut(QKeySequence::Close, this);
    connect(close, &QShortcut::activated, this, &QWidget::close);

    connect(m_header, &ComposerHeader::edited, this, &ComposerWindow::contentEdited);
    connect(m_header, &ComposerHeader::senderChanged, this, [this](const Identity &before, const Identity &after) {
        m_body->replaceSignature(before.signature, after.signature);
        if (m_base.replyTo.isEmpty() || m_base.replyTo == QList<Address> { Address { {}, before.replyTo } })
            m_base.replyTo
                = after.replyTo.isEmpty() ? QList<Address>() : QList<Address> { Address { {}, after.replyTo } };
        updateAttachmentTotal(); // another server, another limit
    });
    connect(m_body, &BodyEdit::edited, this, &ComposerWindow::contentEdited);
    connect(m_body, &BodyEdit::filesOffered, this, &ComposerWindow::attachUrls);
    connect(m_body, &BodyEdit::imageOffered, this, [this](const QImage &image) {
        QByteArray png;
        QBuffer buffer(&png);
        if (buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"))
            //: File name of a picture that was pasted; %1 is the time
            m_attachments->addContent(tr("picture-%1.png").arg(QTime::currentTime().toString(QStringLiteral("hhmmss"))),
                QStringLiteral("image/png"), png);
    });
    connect(m_attachments, &AttachmentList::edited, this, [this] {
        updateAttachmentTotal();
        contentEdited();
    });
    connect(m_keeper, &DraftKeeper::saved, this, [this] {
        //: %1 is a time of day
        m_state->setText(tr("Draft saved at %1").arg(shortTime(QTime::currentTime(), QLocale())));
        if (m_closing)
            finishClosing();
    });
    connect(m_keeper, &DraftKeeper::failed, this, &ComposerWindow::saveFailed);
    connect(&m_service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts)
            m_header->reloadSenders();
    });
}

void ComposerWindow::load(const Draft &draft)
{
    m_header->load(draft);
    m_body->load(draft.text, draft.html);
    m_attachments->setAttachments(draft.attachments);
    const bool fresh = !draft.id.isValid();
    const auto from = m_header->sender();
    if (fresh && from) {
        const bool answer = !draft.inReplyTo.isEmpty() || draft.isForward;
        if (!answer && !draft.text.contains(QStringLiteral("-- \n")))
            m_body->replaceSignature({}, from->identity.signature);
        if (m_base.replyTo.isEmpty() && !from->identity.replyTo.isEmpty())
            m_base.replyTo = { Address { {}, from->identity.replyTo } };
    }
    m_receipt->setChecked(draft.wantsReceipt);
    m_sendMenu->setWishes(draft.delivery);
    m_rich->setChecked(m_body->isRich());
    m_format->setVisible(m_body->isRich());
    m_body->placeCursor(m_above->isChecked() || draft.isForward || draft.inReplyTo.isEmpty());
    m_body->document()->clearUndoRedoStacks();
    updateAttachmentTotal();
    m_seen = m_loaded = this->draft();
    m_ready = true;
    updateTitle();
    m_body->setFocus();
    m_header->focusFirstEmpty();
    if (draft.undelivered.isEmpty())
        return;
    m_header->markUndelivered(draft.undelivered);
    m_notice->show(Tone::Warning, tr("The message did not reach %n address(es). Correct what is marked, or take it out; whoever is not listed here has got it.", nullptr,
                                      int(draft.undelivered.size())));
}

Draft ComposerWindow::draft() const
{
    Draft draft = m_base;
    draft.id = m_keeper->id();
    m_header->store(draft);
    draft.text = m_body->plain();
    draft.html = m_body->html();
    draft.attachments = m_attachments->attachments();
    draft.wantsReceipt = m_receipt->isChecked();
    draft.delivery = m_sendMenu->wishes();
    return draft;
}

// --- editing

void ComposerWindow::contentEdited()
{
    if (!m_ready || m_busy || m_gone)
        return;
    // Repainting the quotes' colours also says "changed"; only what differs is worth a save.
    const Draft now = draft();
    if (sameContent(now, m_seen))
        return;
    m_seen = now;
    m_state->setText(tr("Not saved yet"));
    updateTitle();
    m_keeper->touch();
}

void ComposerWindow::updateTitle()
{
    const QString subject = m_seen.subject.simplified();
    //: Title of the composer's window while the subject is empty
    setWindowTitle(subject.isEmpty() ? tr("New message") : subject);
}

void ComposerWindow::updateAttachmentTotal()
{
    const int count = int(m_attachments->attachments().size());
    m_attachmentRow->setVisible(count > 0);
    const QString size = dataSize(m_attachments->totalSize(), QLocale());
    //: Below the text of a message: how many attachments, how large together; %1 is the size
    QString text = tr("%n attachment(s), %1", nullptr, count).arg(size);
    const SendingFacts facts = this->facts();
    const bool overLimit = facts.maxSize > 0 && estimatedSize(draft()) > facts.maxSize;
    const bool tooLarge = overLimit && facts.known;
    const bool large = overLimit || (facts.maxSize <= 0 && m_attachments->totalSize() > LargeTotal);
    if (overLimit && !facts.known)
        //: Below the attachments; %1 is a size
        text += QStringLiteral(" \u2013 ") + tr("probably too large: your provider is known to take messages of at most %1, and files grow by a third on the way").arg(dataSize(facts.maxSize, QLocale()));
    else if (tooLarge)
        //: Below the attachments; %1 is a size
        text += QStringLiteral(" \u2013 ") + tr("too large: your outgoing server takes messages of at most %1, and files grow by a third on the way").arg(dataSize(facts.maxSize, QLocale()));
    else if (large)
        text += QStringLiteral(" \u2013 ") + tr("many mail servers refuse messages of this size");
    m_total->setText(text);
    setTone(m_total, tooLarge ? Tone::Bad : large ? Tone::Warning : Tone::Muted);
}

SendingFacts ComposerWindow::facts() const
{
    const auto from = m_header->sender();
    return from ? m_service.sendingFacts(from->account) : SendingFacts();
}

void ComposerWindow::setRich(bool rich)
{
    if (rich == m_body->isRich())
        return;
    const auto apply = [this](bool on) {
        m_body->setRich(on);
        m_format->setVisible(on);
        m_body->setFocus();
        contentEdited();
    };
    if (rich || !m_body->hasFormatting()) {
        apply(rich);
        return;
    }
    const QSignalBlocker quiet(m_rich);
    m_rich->setChecked(true);
    QMessageBox *box
        = ask(this, tr("Plain text"), tr("The formatting of this message will be lost. Links stay as addresses."),
            QMessageBox::Ok | QMessageBox::Cancel, [this, apply](QMessageBox::StandardButton button) {
                if (button != QMessageBox::Ok)
                    return;
                const QSignalBlocker still(m_rich);
                m_rich->setChecked(false);
                apply(false);
            });
    box->button(QMessageBox::Ok)->setText(tr("Make it &plain"));
}

// --- attachments

void ComposerWindow::chooseFiles()
{
    auto *dialog
        = new QFileDialog(this, tr("Attach files"), QSettings().value(QStringLiteral("composer/folder")).toString());
    dialog->setObjectName(QStringLiteral("attachDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList &paths) {
        QSettings().setValue(QStringLiteral("composer/folder"), dialog->directory().absolutePath());
        attachFiles(paths);
    });
    dialog->open();
}

void ComposerWindow::attachFiles(const QStringList &paths)
{
    const QStringList problems = m_attachments->addFiles(paths);
    if (problems.isEmpty())
        m_notice->clear();
    else
        m_notice->show(Tone::Warning, problems.join(u'\n'));
}

void ComposerWindow::attachUrls(const QList<QUrl> &urls)
{
    QStringList paths;
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    if (!paths.isEmpty())
        attachFiles(paths);
}

void ComposerWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile() && !m_busy) {
            event->setDropAction(Qt::CopyAction);
            event->accept();
            return;
        }
    }
}

void ComposerWindow::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
    attachUrls(event->mimeData()->urls());
}

// --- sending

void ComposerWindow::send(const QDateTime &at, bool atServer)
{
    if (m_busy || m_closing)
        return;
    m_notice->clear();
    m_sendAt = at;
    m_keptByServer = atServer;
    const Draft now = draft();
    if (!checkRecipients(now))
        return;
    if (const QString problem = serverProblem(now, m_service.sendingFacts(now.account)); !problem.isEmpty()) {
        m_notice->show(Tone::Bad, problem);
        return;
    }
    checkSubject();
}

bool ComposerWindow::checkRecipients(const Draft &now)
{
    if (!m_header->sender()) {
        m_notice->show(
            Tone::Bad, tr("There is no account to send from. Add one in the main window; the draft is kept."));
        return false;
    }
    if (const QString problem = m_header->goToProblem(); !problem.isEmpty()) {
        m_notice->show(Tone::Bad, problem);
        return false;
    }
    if (now.to.isEmpty() && now.cc.isEmpty() && now.bcc.isEmpty()) {
        m_notice->show(Tone::Bad, tr("Say who should get the message."));
        m_header->focusTo();
        return false;
    }
    return true;
}

void ComposerWindow::checkSubject()
{
    if (m_subjectAsked || !draft().subject.trimmed().isEmpty()) {
        checkAttachments();
        return;
    }
    m_subjectAsked = true;
    QMessageBox *box = ask(this, tr("No subject"), tr("The message has no subject. Send it all the same?"),
        QMessageBox::Yes | QMessageBox::Cancel, [this](QMessageBox::StandardButton button) {
            if (button == QMessageBox::Yes)
                checkAttachments();
            else
                m_header->focusSubject();
        });
    box->button(QMessageBox::Yes)->setText(tr("&Send without"));
    //: Button: back to the message, to write a subject
    box->button(QMessageBox::Cancel)->setText(tr("&Write one"));
}

void ComposerWindow::checkAttachments()
{
    const Draft now = draft();
    if (!now.attachments.isEmpty() || !mentionsAttachment(now.subject, now.text)) {
        handOver();
        return;
    }
    QMessageBox *box = ask(this, tr("No attachment"),
        tr("The text speaks of an attachment, but there is none. Send it all the same?"),
        QMessageBox::Yes | QMessageBox::Cancel, [this](QMessageBox::StandardButton button) {
            if (button == QMessageBox::Yes)
                handOver();
        });
    box->button(QMessageBox::Yes)->setText(tr("&Send without"));
    //: Button: back to the message, to attach a file
    box->button(QMessageBox::Cancel)->setText(tr("&Back"));
}

void ComposerWindow::handOver()
{
    setBusy(true);
    m_keeper->stop();
    // A save that is on its way must be over: the message takes the draft's id along, so that the draft goes when it is
    // sent.
    m_keeper->whenIdle([this] {
        SendOptions options;
        options.submission = m_sendMenu->wishes();
        (m_keptByServer ? options.submission.holdUntil : options.at) = m_sendAt;
        options.undo = options.at.isValid() ? std::chrono::seconds(0) : undoDelay();
        auto *job = m_service.send(draft(), options);
        connect(job, &Job::finished, this, [this, job] {
            if (job->error()) {
                sendFailed(*job->error());
                return;
            }
            m_gone = true;
            Q_EMIT sent(job->value());
            if (m_sendAt.isValid() && !m_keptByServer)
                Q_EMIT notice(tr("The message is sent: %1. Until then it is in the outbox.").arg(longDate(m_sendAt, QDateTime::currentDateTime(), QLocale())));
            go();
        });
    });
}

void ComposerWindow::sendFailed(const Error &error)
{
    setBusy(false);
    m_keeper->resume();
    const QStringList missing = m_attachments->markMissing();
    if (missing.isEmpty()) {
        m_notice->showError(error);
        return;
    }
    //: %1 are names of files
    m_notice->show(Tone::Bad,
        tr("%n attachment(s) cannot be found any more: %1. Put the file back, or remove it from the message.", nullptr,
            int(missing.size()))
            .arg(missing.join(QStringLiteral(", "))),
        errorDetails(error));
    m_notice->offer(tr("&Remove", "attachments that are missing"), [this] {
        m_attachments->removeMissing();
        m_notice->clear();
    });
}

void ComposerWindow::setBusy(bool busy)
{
    m_busy = busy;
    for (QAction *action : { m_send, m_attach, m_save, m_discard, m_rich })
        action->setEnabled(!busy);
    m_header->setEnabled(!busy);
    m_body->setReadOnly(busy);
    m_attachments->setEnabled(!busy);
    m_state->setText(busy ? tr("Putting it into the outbox\u2026") : QString());
}

// --- keeping, discarding, closing

void ComposerWindow::saveByHand()
{
    m_keeper->touch();
    m_keeper->flush();
}

void ComposerWindow::saveFailed(const Error &error)
{
    m_state->setText(tr("Not saved"));
    m_notice->show(Tone::Bad, tr("The draft could not be saved: %1").arg(errorText(error)), errorDetails(error));
    if (!m_closing)
        return;
    // Closing would lose what was written: the window comes back and says why.
    m_closing = false;
    m_alive.reset();
    show();
    raise();
    activateWindow();
}

void ComposerWindow::discard()
{
    if (m_busy)
        return;
    if (!hasContent(draft()) && m_attachments->attachments().isEmpty()) {
        removeDraftAndGo();
        return;
    }
    QMessageBox *box = ask(
        this, tr("Discard the message"), tr("The message and its draft are removed. This cannot be undone."),
        QMessageBox::Discard | QMessageBox::Cancel,
        [this](QMessageBox::StandardButton button) {
            if (button == QMessageBox::Discard)
                removeDraftAndGo();
        },
        AskKind::Warning);
    box->button(QMessageBox::Discard)->setText(tr("&Discard"));
}

void ComposerWindow::removeDraftAndGo()
{
    setBusy(true);
    m_keeper->stop();
    m_keeper->whenIdle([this] {
        if (!m_keeper->id().isValid()) {
            m_gone = true;
            go();
            return;
        }
        Job *job = m_service.removeDraft(m_keeper->id());
        connect(job, &Job::finished, this, [this](Job *done) {
            if (done->error() && done->error()->kind != ErrorKind::NotFound) {
                setBusy(false);
                m_keeper->resume();
                if (isHidden())
                    show();
                m_notice->showError(*done->error());
                return;
            }
            m_gone = true;
            go();
        });
    });
}

void ComposerWindow::closeEvent(QCloseEvent *event)
{
    QSettings().setValue(geometryKey(), saveGeometry());
    if (m_gone || m_closing) {
        event->accept();
        return;
    }
    if (m_busy) {
        event->ignore(); // a moment: it is on its way into the outbox
        return;
    }
    event->accept();
    const Draft now = draft();
    const bool changed = !sameContent(now, m_loaded);
    if (!hasContent(now)) {
        if (m_keeper->id().isValid() && changed)
            removeDraftAndGo();
        else
            go();
        return;
    }
    if (!changed && !m_keeper->isDirty() && !m_keeper->isSaving()) {
        go();
        return;
    }
    m_closing = true;
    m_alive = std::make_unique<QEventLoopLocker>();
    m_keeper->flush();
    if (!m_keeper->isSaving() && !m_keeper->isDirty())
        finishClosing();
}

void ComposerWindow::finishClosing()
{
    // A change came while a save was on its way: once more.
    m_keeper->flush();
    if (m_keeper->isSaving() || m_keeper->isDirty())
        return;
    m_gone = true;
    Q_EMIT notice(tr("The message is kept in the drafts."));
    go();
}

void ComposerWindow::go()
{
    m_keeper->stop();
    hide();
    deleteLater();
}

void ComposerWindow::showEvent(QShowEvent *event)
{
    // Owned by the main window, but not held above it: people look at other mail while they write.
    if (windowHandle())
        windowHandle()->setTransientParent(nullptr);
    QMainWindow::showEvent(event);
}

void ComposerWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && !isActiveWindow() && m_ready && !m_busy && !m_gone)
        m_keeper->flush();
}

} // namespace golub::ui
