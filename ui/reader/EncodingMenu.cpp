// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/EncodingMenu.h"

#include "core/service/MailService.h"
#include "ui/reader/ReaderPane.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>

namespace golub::ui {
namespace {

struct Script {
    const char *charsets;         // between blanks
    const char *name;
};

constexpr Script Scripts[] = {
    { " UTF-8 UTF-16 UTF-7 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Unicode") },
    { " windows-1252 ISO-8859-15 macintosh ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Western European") },
    { " windows-1250 ISO-8859-2 IBM852 x-mac-ce ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Central European") },
    { " windows-1251 KOI8-R KOI8-U ISO-8859-5 IBM866 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Cyrillic") },
    { " windows-1253 ISO-8859-7 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Greek") },
    { " windows-1254 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Turkish") },
    { " windows-1255 ISO-8859-8 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Hebrew") },
    { " windows-1256 ISO-8859-6 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Arabic") },
    { " windows-1257 ISO-8859-13 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Baltic") },
    { " windows-1258 VISCII ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Vietnamese") },
    { " windows-874 ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Thai") },
    { " ISO-2022-JP Shift_JIS EUC-JP ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Japanese") },
    { " GB18030 Big5 HZ ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Chinese") },
    { " EUC-KR ISO-2022-KR ", QT_TRANSLATE_NOOP("golub::ui::EncodingMenu", "Korean") },
};

QString scriptOf(const QString &charset)
{
    for (const Script &script : Scripts) {
        if (QLatin1String(script.charsets).contains(QString(u' ' + charset + u' ')))
            return QCoreApplication::translate("golub::ui::EncodingMenu", script.name);
    }
    return {};
}

} // namespace

EncodingMenu::EncodingMenu(const service::MailService &service, ReaderPane &reader, QWidget *parent)
    : QMenu(tr("Text &encoding"), parent), m_reader(reader), m_choices(new QActionGroup(this))
{
    setObjectName(QStringLiteral("encodingMenu"));
    addChoice(tr("&Automatic"), {});
    addSeparator();
    for (const QString &charset : service.charsets()) {
        const QString script = scriptOf(charset);
        addChoice(script.isEmpty() ? charset : tr("%1 (%2)", "a script or region and an encoding").arg(script, charset), charset);
    }
    connect(this, &QMenu::aboutToShow, this, &EncodingMenu::refresh);
}

void EncodingMenu::addChoice(const QString &text, const QString &charset)
{
    QAction *choice = addAction(text);
    choice->setCheckable(true);
    choice->setData(charset);
    m_choices->addAction(choice);
    connect(choice, &QAction::triggered, this, [this, charset] { m_reader.chooseCharset(charset); });
}

void EncodingMenu::refresh()
{
    for (QAction *choice : m_choices->actions()) {
        choice->setEnabled(m_reader.message().isValid());
        choice->setChecked(choice->data().toString() == m_reader.charset());
    }
}

} // namespace golub::ui
