// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FakeMailService.h"
#include "ui/style/Theme.h"
#include "ui/window/MainWindow.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace golub::tests {

//! A main window over a service in memory, shown and settled.
class WindowFixture
{
public:
    explicit WindowFixture(FakeMailService::Seed seed = FakeMailService::Seed::Realistic);

    //! Saves a picture of \a widget as build/…/ui/<name>.png.
    static void picture(QWidget *widget, const QString &name);
    //! Opens the inbox row with this subject and waits until its body is shown.
    bool openMessage(const QString &subjectPart);
    int rowOf(const QString &subjectPart) const;
    void reopen();

    QTemporaryDir folder;
    FakeMailService service;
    ui::Theme *theme;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace golub::tests
