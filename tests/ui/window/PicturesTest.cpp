// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/PicturesTest.h"

#include "tests/support/InLanguage.h"
#include "tests/ui/window/WindowFixture.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/models/MailboxTreeModel.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/FolderPane.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"
#include "ui/window/SearchBox.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QPrintDialog>
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

void PicturesTest::polish_data()
{
    reading_data();
}

void PicturesTest::polish()
{
    QFETCH(bool, dark);
    const QString suffix = dark ? QStringLiteral("-polish-dark") : QStringLiteral("-polish-light");
    const InLanguage polish { QLocale(QLocale::Polish) };
    WindowFixture f;
    f.window->actions()->action(dark ? ui::ActionId::ThemeDark : ui::ActionId::ThemeLight)->trigger();
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    WindowFixture::picture(f.window.get(), QStringLiteral("plain") + suffix);
    f.window->actions()->action(ui::ActionId::Print)->trigger();
    auto *print = f.window->findChild<QPrintDialog *>();
    QVERIFY(print && QTest::qWaitForWindowExposed(print));
    WindowFixture::picture(print, QStringLiteral("print") + suffix);
    print->close();
    f.window->folders()->select(f.window->folders()->folders()->indexOf(ui::MailboxNode::Kind::Outbox));
    f.window->list()->view()->selectRow(0);
    QTRY_VERIFY(f.window->findChild<QWidget *>(QStringLiteral("outboxEdit")));
    WindowFixture::picture(f.window.get(), QStringLiteral("outbox") + suffix);
    const auto menus = f.window->menuBar()->findChildren<QMenu *>();
    QVERIFY(!menus.isEmpty());
    for (qsizetype i = 0; i < menus.size(); ++i)
        WindowFixture::picture(menus.at(i), QStringLiteral("menu-%1").arg(i) + suffix);
}

} // namespace golub::tests
