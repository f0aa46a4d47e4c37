// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/WindowFixture.h"

#include "ui/models/Roles.h"
#include "ui/reader/ReaderPane.h"
#include "ui/window/MessageListPane.h"
#include "ui/window/MessageListView.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDir>
#include <QPixmap>
#include <QtTest>

namespace golub::tests {
namespace {

// One look for all tests of the program: made once, as the app does.
ui::Theme *theTheme()
{
    auto *known = qApp->findChild<ui::Theme *>();
    return known ? known : new ui::Theme(*qApp);
}

} // namespace

WindowFixture::WindowFixture(FakeMailService::Seed seed) : service(seed), theme(theTheme())
{
    reopen();
}

void WindowFixture::reopen()
{
    window.reset();
    window = std::make_unique<ui::MainWindow>(service, *theme, folder.filePath(QStringLiteral("window.ini")));
    window->show();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window.get()))
        qWarning("The window did not become active");
}

void WindowFixture::picture(QWidget *widget, const QString &name)
{
    QDir().mkpath(QStringLiteral(GOLUB_PICTURES));
    QCoreApplication::sendPostedEvents(); // layouts settle
    const int percent = qRound(widget->devicePixelRatioF() * 100);
    const QString size = percent == 100 ? QString() : QStringLiteral("-%1").arg(percent);
    QVERIFY(widget->grab().save(QStringLiteral(GOLUB_PICTURES "/%1%2.png").arg(name, size)));
}

int WindowFixture::rowOf(const QString &subjectPart) const
{
    const ui::MessageListModel *model = window->list()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row).data(ui::MessageRole::Subject).toString().contains(subjectPart))
            return row;
    }
    return -1;
}

bool WindowFixture::openMessage(const QString &subjectPart)
{
    const int row = rowOf(subjectPart);
    if (row < 0)
        return false;
    window->list()->view()->selectRow(row);
    const MessageId id = window->list()->model()->messageAt(row).id;
    return QTest::qWaitFor([&] { return window->reader()->message() == id && window->reader()->isLoaded(); });
}

} // namespace golub::tests
