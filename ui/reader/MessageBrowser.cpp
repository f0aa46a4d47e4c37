// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/MessageBrowser.h"

#include "ui/style/Colors.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QImage>
#include <QImageReader>
#include <QBuffer>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextFrame>

namespace golub::ui {
namespace {

constexpr qint64 LargestPicture = 40'000'000; // pixels; more would take hundreds of megabytes

QImage decode(const QByteArray &bytes, int widest)
{
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > LargestPicture)
        return {};
    if (size.width() > widest)
        reader.setScaledSize(QSize(widest, int(qint64(size.height()) * widest / size.width())));
    return reader.read();
}

QByteArray dataUrlBytes(const QUrl &url)
{
    const QString text = url.toString(QUrl::FullyEncoded);
    const qsizetype comma = text.indexOf(u',');
    if (comma < 0 || !text.left(comma).endsWith(u";base64", Qt::CaseInsensitive) || !text.startsWith(u"data:image/", Qt::CaseInsensitive))
        return {};
    return QByteArray::fromBase64(QByteArray::fromPercentEncoding(text.mid(comma + 1).toLatin1()));
}

} // namespace

MessageBrowser::MessageBrowser(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("messageBody"));
    setAccessibleName(tr("Message"));
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(NoFrame);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    connect(this, &QTextBrowser::anchorClicked, this, &MessageBrowser::linkActivated);
    connect(this, qOverload<const QUrl &>(&QTextBrowser::highlighted), this, [this](const QUrl &url) {
        const QString target = url.isEmpty() ? QString() : url.toString(QUrl::FullyEncoded);
        setToolTip(target.left(300));
        Q_EMIT linkHovered(target);
    });
}

bool MessageBrowser::isSafeLink(const QUrl &url)
{
    if (!url.isValid())
        return false;
    const QString scheme = url.scheme().toLower();
    if (scheme == u"http" || scheme == u"https")
        return !url.host().isEmpty();
    return scheme == u"mailto";
}

void MessageBrowser::showMessage(const service::MessageView &view)
{
    m_view = view;
    m_hasMessage = true;
    m_refused.clear();
    render();
    moveCursor(QTextCursor::Start);
    verticalScrollBar()->setValue(0);
}

void MessageBrowser::showPictures(const service::MessageView &view)
{
    m_view = view;
    m_hasMessage = true;
    render();
}

void MessageBrowser::clearMessage()
{
    m_view = {};
    m_hasMessage = false;
    clear();
}

void MessageBrowser::setZoom(int step)
{
    m_zoom = qBound(-5, step, 12);
    if (m_hasMessage)
        render();
}

void MessageBrowser::render()
{
    const Colors &c = colorsOf(palette());
    QFont font = parentWidget()->font();
    font.setPointSizeF(qMax(6.0, font.pointSizeF() * 1.08 + m_zoom));
    document()->setDefaultFont(font);
    document()->setDefaultStyleSheet(QStringLiteral("a { color: %1; text-decoration: underline; } blockquote { color: %2; }"
                                                    " pre { white-space: pre-wrap; }")
                                         .arg(c.link.name(), c.muted.name()));
    const int scroll = verticalScrollBar()->value();
    setHtml(m_view.html);
    applyMargins();
    verticalScrollBar()->setValue(scroll);
}

// Lines longer than the eye can follow are not set: the rest of a wide pane stays empty. The left edge is the header's.
void MessageBrowser::applyMargins()
{
    QTextFrameFormat format = document()->rootFrame()->frameFormat();
    const int left = metrics::Huge;
    const int right = qMax(metrics::Large, viewport()->width() - left - metrics::ReadingWidth);
    if (int(format.leftMargin()) == left && int(format.rightMargin()) == right)
        return;
    document()->setDocumentMargin(0);
    format.setLeftMargin(left);
    format.setRightMargin(right);
    format.setTopMargin(metrics::Medium);
    format.setBottomMargin(metrics::Huge);
    document()->rootFrame()->setFrameFormat(format);
}

QVariant MessageBrowser::loadResource(int type, const QUrl &name)
{
    if (type == QTextDocument::ImageResource) {
        const int widest = qMin(metrics::ReadingWidth, qMax(100, viewport()->width() - 2 * metrics::Huge));
        if (name.scheme() == u"cid") {
            const QString id = name.path(QUrl::FullyDecoded);
            const QImage image = decode(m_view.resources.value(id), widest);
            if (!image.isNull())
                return image;
        } else if (name.scheme() == u"data") {
            const QImage image = decode(dataUrlBytes(name), widest);
            if (!image.isNull())
                return image;
        }
    }
    // Whatever it is, it is not ours: an empty picture, and above all not what the base class would do, which is to look for a file.
    m_refused += name.toString();
    QImage none(1, 1, QImage::Format_ARGB32);
    none.fill(Qt::transparent);
    return type == QTextDocument::ImageResource ? QVariant(none) : QVariant(QByteArray());
}

void MessageBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (m_hasMessage)
        applyMargins();
}

void MessageBrowser::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (m_hasMessage && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        render();
}

void MessageBrowser::contextMenuEvent(QContextMenuEvent *event)
{
    const QUrl link(anchorAt(event->pos()));
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!link.isEmpty()) {
        QAction *open = menu->addAction(icon(QStringLiteral("open")), tr("Open link"));
        open->setEnabled(isSafeLink(link));
        connect(open, &QAction::triggered, this, [this, link] { Q_EMIT linkActivated(link); });
        QAction *copyLink = menu->addAction(tr("Copy link address"));
        connect(copyLink, &QAction::triggered, this, [link] { QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded)); });
        menu->addSeparator();
    }
    QAction *copyText = menu->addAction(tr("Copy"));
    copyText->setEnabled(textCursor().hasSelection());
    connect(copyText, &QAction::triggered, this, &QTextBrowser::copy);
    QAction *all = menu->addAction(tr("Select all"));
    connect(all, &QAction::triggered, this, &QTextBrowser::selectAll);
    menu->popup(event->globalPos());
}

} // namespace golub::ui
