// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/PicturesTest.h"

#include "tests/ui/window/WindowFixture.h"
#include "translations/Translations.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/models/MailboxTreeModel.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/FolderPane.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/SearchBox.h"

#include <QApplication>
#include <QtTest>

namespace golub::tests {

void PicturesTest::welcome()
{
    WindowFixture f(FakeMailService::Seed::Empty);
    QVERIFY(f.window->findChild<QWidget *>(QStringLiteral("welcomePage"))->isVisible());
    WindowFixture::picture(f.window.get(), QStringLiteral("welcome"));
}

void PicturesTest::reading_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void PicturesTest::reading()
{
    QFETCH(bool, dark);
    const QString suffix = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
    WindowFixture f;
    f.window->actions()->action(dark ? ui::ActionId::ThemeDark : ui::ActionId::ThemeLight)->trigger();
    WindowFixture::picture(f.window.get(), QStringLiteral("start") + suffix);
    f.service.setOutbox({});
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    WindowFixture::picture(f.window.get(), QStringLiteral("plain") + suffix);
    QVERIFY(f.openMessage(QStringLiteral("szarlotka")));
    WindowFixture::picture(f.window.get(), QStringLiteral("html") + suffix);
    f.window->actions()->action(ui::ActionId::Move)->trigger();
    QWidget *picker = f.window->findChild<QWidget *>(QStringLiteral("folderPicker"));
    QVERIFY(picker);
    QVERIFY(QTest::qWaitForWindowExposed(picker));
    WindowFixture::picture(picker, QStringLiteral("picker") + suffix);
    picker->close();
    f.window->searchBox()->setText(QStringLiteral("faktura"));
    QTest::keyClick(f.window->searchBox(), Qt::Key_Return);
    WindowFixture::picture(f.window.get(), QStringLiteral("search") + suffix);
}

void PicturesTest::polish()
{
    installTranslators(*qApp, QLocale(QLocale::Polish));
    QLocale::setDefault(QLocale(QLocale::Polish));
    WindowFixture f;
    f.window->actions()->action(ui::ActionId::ThemeLight)->trigger();
    f.window->folders()->select(f.window->folders()->folders()->indexOf(ui::MailboxNode::Kind::Outbox));
    f.window->list()->view()->selectRow(0);
    QTRY_VERIFY(f.window->findChild<QWidget *>(QStringLiteral("outboxEdit")));
    WindowFixture::picture(f.window.get(), QStringLiteral("outbox-polish"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

} // namespace golub::tests
