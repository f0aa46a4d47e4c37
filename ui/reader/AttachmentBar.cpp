// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/AttachmentBar.h"

#include "ui/dialogs/Ask.h"
#include "ui/dialogs/Tones.h"
#include "ui/reader/FlowLayout.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

constexpr int LoadingDelay = 300; // ms

// What may run as soon as it is opened is only saved, never opened from here.
bool mayRun(const QString &name)
{
    static const QStringList Suffixes = QStringLiteral("exe com bat cmd scr pif msi vbs vbe js jse wsf wsh ps1 lnk hta cpl jar sh bash csh zsh run "
                                                       "desktop appimage py pl rb deb rpm flatpakref snap scpt command reg")
                                            .split(u' ');
    return Suffixes.contains(QFileInfo(name).suffix().toLower());
}

QString freeName(const QDir &folder, const QString &name)
{
    if (!folder.exists(name))
        return folder.filePath(name);
    const QFileInfo info(name);
    for (int number = 2;; ++number) {
        const QString suffix = info.completeSuffix().isEmpty() ? QString() : u'.' + info.completeSuffix();
        const QString candidate = QStringLiteral("%1 (%2)%3").arg(info.baseName()).arg(number).arg(suffix);
        if (!folder.exists(candidate))
            return folder.filePath(candidate);
    }
}

QString iconFor(const QString &type)
{
    return type.startsWith(u"image/") ? QStringLiteral("image") : QStringLiteral("attachment");
}

// A button with a line around it, so that it looks like a thing that can be taken.
class Chip final : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colorsOf(palette()).border, 1));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::Radius, metrics::Radius);
        painter.end();
        QToolButton::paintEvent(event);
    }
};

} // namespace

// Gone with the window, and readable by this user only.
class AttachmentBar::Folder
{
public:
    QTemporaryDir dir { QDir::tempPath() + QStringLiteral("/golub-XXXXXX") };
};

AttachmentBar::AttachmentBar(service::MailService &service, QWidget *parent)
    : QWidget(parent), m_service(service), m_summary(new QLabel(this))
{
    setObjectName(QStringLiteral("attachmentBar"));
    setAutoFillBackground(true);
    setTone(m_summary, Tone::Muted);
    auto *all = new QToolButton(this);
    all->setObjectName(QStringLiteral("saveAll"));
    all->setText(tr("Save all…"));
    all->setIcon(icon(QStringLiteral("save")));
    all->setToolTip(tr("Save every attachment to a folder"));
    all->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    all->setAutoRaise(true);
    connect(all, &QToolButton::clicked, this, &AttachmentBar::askFolder);
    auto *row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    row->addWidget(all);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(metrics::Huge, metrics::Small, metrics::Large, metrics::Medium);
    m_column->setSpacing(metrics::Tiny);
    m_column->addLayout(row);
    m_loading = new QWidget(this);
    m_loading->setObjectName(QStringLiteral("attachmentLoading"));
    m_loadingText = plainLabel({}, m_loading);
    setTone(m_loadingText, Tone::Muted);
    m_progress = new QProgressBar(m_loading);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(180);
    auto *cancel = new QPushButton(tr("Cancel"), m_loading);
    cancel->setObjectName(QStringLiteral("cancelAttachment"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        const auto jobs = m_jobs;
        for (const auto &job : jobs) {
            if (job)
                job->cancel();
        }
    });
    auto *loading = new QHBoxLayout(m_loading);
    loading->setContentsMargins(0, 0, 0, 0);
    loading->addWidget(m_loadingText);
    loading->addWidget(m_progress);
    loading->addWidget(cancel);
    loading->addStretch(1);
    m_loading->hide();
    m_late.setSingleShot(true);
    m_late.setInterval(LoadingDelay);
    connect(&m_late, &QTimer::timeout, m_loading, &QWidget::show);
    m_column->addWidget(m_loading);
    hide();
}

AttachmentBar::~AttachmentBar() = default;

void AttachmentBar::show(MessageId message, const QList<service::AttachmentView> &attachments)
{
    m_message = message;
    m_attachments.clear();
    for (const service::AttachmentView &attachment : attachments) {
        if (!attachment.isInline)
            m_attachments += attachment;
    }
    delete m_chips;
    m_chips = nullptr;
    setVisible(!m_attachments.isEmpty());
    if (m_attachments.isEmpty())
        return;
    qint64 total = 0;
    m_chips = new QWidget(this);
    auto *flow = new FlowLayout(m_chips, metrics::Small);
    for (const service::AttachmentView &attachment : std::as_const(m_attachments)) {
        total += attachment.size;
        flow->addWidget(chip(attachment));
    }
    m_column->addWidget(m_chips);
    m_chips->show();
    m_summary->setText(tr("%n attachment(s)", nullptr, int(m_attachments.size())) + QStringLiteral(" · ") + dataSize(total, QLocale()));
}

QString AttachmentBar::shortName(const QString &name) const
{
    return fontMetrics().elidedText(name, Qt::ElideMiddle, 220);
}

QWidget *AttachmentBar::chip(const service::AttachmentView &attachment)
{
    auto *button = new Chip(m_chips);
    button->setObjectName(QStringLiteral("attachment"));
    const QString name = fontMetrics().elidedText(attachment.name, Qt::ElideMiddle, 260);
    button->setText(QStringLiteral("%1  %2").arg(QString(name).replace(u'&', QStringLiteral("&&")), dataSize(attachment.size, QLocale())));
    button->setProperty("part", attachment.part);
    button->setProperty("hereIcon", iconFor(attachment.type));
    // An arrow into a tray: it still has to come.
    button->setIcon(icon(attachment.isHere ? iconFor(attachment.type) : QStringLiteral("save")));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setAutoRaise(true);
    const bool onlySave = mayRun(attachment.name);
    QString tip = onlySave ? tr("Save %1").arg(attachment.name) : tr("Open %1").arg(attachment.name);
    if (!attachment.isHere)
        tip += u'\n' + tr("Still on the server; fetched when it is opened or saved");
    button->setToolTip(tip);
    auto *menu = new QMenu(button);
    QAction *openAction = menu->addAction(icon(QStringLiteral("open")), tr("Open"));
    openAction->setEnabled(!onlySave);
    QAction *saveAction = menu->addAction(icon(QStringLiteral("save")), tr("Save as…"));
    connect(openAction, &QAction::triggered, this, [this, attachment] { open(attachment); });
    connect(saveAction, &QAction::triggered, this, [this, attachment] { askWhere(attachment); });
    button->setMenu(menu);
    connect(button, &QToolButton::clicked, this, [this, attachment, onlySave] {
        if (onlySave)
            askWhere(attachment);
        else
            open(attachment);
    });
    return button;
}

void AttachmentBar::fetch(const service::AttachmentView &attachment, std::function<void(const QByteArray &)> then)
{
    auto *job = m_service.attachment(m_message, attachment.part);
    m_jobs += job;
    // What is here already comes before anybody could read the line; a server may take its time before the first piece.
    if (!m_late.isActive() && m_loading->isHidden()) {
        m_loadingText->setText(tr("Fetching %1…").arg(shortName(attachment.name)));
        m_progress->setRange(0, 0);
        m_late.start();
    }
    connect(job, &service::Job::progressed, this, [this, job, name = attachment.name](const QString &, qint64 done, qint64 total) {
        if (job->isFinished())
            return;
        const QLocale locale;
        m_loadingText->setText(total > 0 ? tr("%1: %2 of %3").arg(shortName(name), dataSize(done, locale), dataSize(total, locale))
                                         : tr("Fetching %1…").arg(shortName(name)));
        m_progress->setRange(0, total > 0 ? 1000 : 0);
        m_progress->setValue(total > 0 ? int(done * 1000 / total) : 0);
        m_loading->show();
    });
    connect(job, &service::Job::finished, this, [this, job, part = attachment.part, message = m_message, then = std::move(then)] {
        m_jobs.removeIf([job](const auto &one) { return one.isNull() || one == job; });
        if (m_jobs.isEmpty()) {
            m_late.stop();
            m_loading->hide();
        }
        if (!job->error()) {
            noteHere(message, part);
            then(job->value());
        } else if (job->error()->kind != ErrorKind::Cancelled) {
            Q_EMIT failed(*job->error());
        }
    });
}

void AttachmentBar::noteHere(MessageId message, int part)
{
    if (message != m_message)
        return;
    for (service::AttachmentView &attachment : m_attachments) {
        if (attachment.part == part)
            attachment.isHere = true;
    }
    const auto chips = m_chips ? m_chips->findChildren<QToolButton *>(QStringLiteral("attachment")) : QList<QToolButton *>();
    for (QToolButton *chip : chips) {
        if (chip->property("part").toInt() != part)
            continue;
        chip->setIcon(icon(chip->property("hereIcon").toString()));
        chip->setToolTip(chip->toolTip().section(u'\n', 0, 0));
    }
}

bool AttachmentBar::write(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    Q_EMIT failed({ ErrorKind::Storage, tr("“%1” could not be written.").arg(path), file.errorString() });
    return false;
}

QString AttachmentBar::temporaryFolder()
{
    if (!m_folder)
        m_folder = std::make_unique<Folder>();
    return m_folder->dir.isValid() ? m_folder->dir.path() : QString();
}

void AttachmentBar::open(const service::AttachmentView &attachment)
{
    fetch(attachment, [this, attachment](const QByteArray &content) {
        const QString folder = temporaryFolder();
        if (folder.isEmpty()) {
            Q_EMIT failed({ ErrorKind::Storage, tr("No temporary folder could be made.") });
            return;
        }
        const QString path = freeName(QDir(folder), attachment.name);
        if (!write(path, content))
            return;
        // Read-only, so that nobody edits a copy that is thrown away.
        QFile::setPermissions(path, QFileDevice::ReadOwner);
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
            Q_EMIT failed({ ErrorKind::NotFound, tr("No program was found that opens “%1”. Save it instead.").arg(attachment.name) });
    });
}

void AttachmentBar::askWhere(const service::AttachmentView &attachment)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog = new QFileDialog(this, tr("Save attachment"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(attachment.name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, attachment](const QString &path) { saveTo(attachment, path); });
    dialog->open();
}

void AttachmentBar::saveTo(const service::AttachmentView &attachment, const QString &path)
{
    fetch(attachment, [this, path](const QByteArray &content) {
        if (write(path, content))
            Q_EMIT saved(tr("Saved as %1").arg(QDir::toNativeSeparators(path)));
    });
}

void AttachmentBar::askFolder()
{
    auto *dialog = new QFileDialog(this, tr("Save all attachments"), QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &AttachmentBar::saveAllTo);
    dialog->open();
}

void AttachmentBar::saveAllTo(const QString &folder)
{
    for (const service::AttachmentView &attachment : std::as_const(m_attachments)) {
        fetch(attachment, [this, attachment, folder](const QByteArray &content) {
            const QString path = freeName(QDir(folder), attachment.name);
            if (write(path, content))
                Q_EMIT saved(tr("Saved as %1").arg(QDir::toNativeSeparators(path)));
        });
    }
}

void AttachmentBar::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, colorsOf(palette()).border);
}

} // namespace golub::ui
