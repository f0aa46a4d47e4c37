// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/SourceWindow.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/Tones.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

constexpr qsizetype MostShown = 2'000'000; // bytes; a longer source is saved, not read

// UTF-8 where it is, else Latin-1: every byte is visible.
QString readable(const QByteArray &raw)
{
    const QByteArray part = raw.left(MostShown);
    QString text = QString::fromUtf8(part);
    if (text.contains(QChar::ReplacementCharacter))
        text = QString::fromLatin1(part);
    text.remove(u'\r');
    return text;
}

} // namespace

SourceWindow::SourceWindow(const QString &subject, const QByteArray &raw, QWidget *parent) : QWidget(parent, Qt::Window)
{
    setObjectName(QStringLiteral("sourceWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Source: %1").arg(textsafety::printable(subject, 120)));
    setWindowIcon(applicationIcon());
    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setPlainText(readable(raw));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(text);
    if (raw.size() > MostShown) {
        auto *note = new QLabel(tr("Only the first %1 of %2 are shown. Save the message to see all of it.")
                                    .arg(dataSize(MostShown, QLocale()), dataSize(raw.size(), QLocale())), this);
        note->setMargin(8);
        setTone(note, Tone::Warning);
        column->addWidget(note);
    }
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(escape, &QShortcut::activated, this, &QWidget::close);
    resize(820, 640);
}

} // namespace golub::ui
