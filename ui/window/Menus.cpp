// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Menus.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/style/Metrics.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace golub::ui {
namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(golub::ui::Menus)
};

void fill(QMenu *menu, const ActionRegistry &actions, std::initializer_list<ActionId> ids)
{
    for (const ActionId id : ids)
        menu->addAction(actions.action(id));
}

void addSpacer(QToolBar *bar)
{
    auto *spacer = new QWidget(bar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
}

} // namespace

void buildMenus(QMainWindow *window, const ActionRegistry &actions, QMenu *encoding)
{
    QMenuBar *bar = window->menuBar();
    QMenu *file = bar->addMenu(Text::tr("&File"));
    fill(file, actions, { ActionId::NewMessage, ActionId::GetMail });
    file->addSeparator();
    fill(file, actions, { ActionId::SaveMessage, ActionId::Print });
    file->addSeparator();
    fill(file, actions, { ActionId::WorkOffline });
    file->addSeparator();
    fill(file, actions, { ActionId::Quit });

    QMenu *edit = bar->addMenu(Text::tr("&Edit"));
    fill(edit, actions, { ActionId::Undo });
    edit->addSeparator();
    fill(edit, actions, { ActionId::SelectAll });
    edit->addSeparator();
    fill(edit, actions, { ActionId::FindInMessage, ActionId::Search });

    QMenu *view = bar->addMenu(Text::tr("&View"));
    QMenu *theme = view->addMenu(Text::tr("&Colours"));
    fill(theme, actions, { ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark });
    view->addSeparator();
    fill(view, actions, { ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomReset });
    view->addSeparator();
    fill(view, actions, { ActionId::NextPane, ActionId::ViewSource });
    view->addMenu(encoding);
    fill(view, actions, { ActionId::SenderPictures });
    view->addSeparator();
    fill(view, actions, { ActionId::Activity, ActionId::ProtocolLog });

    QMenu *message = bar->addMenu(Text::tr("&Message"));
    fill(message, actions, { ActionId::Reply, ActionId::ReplyAll, ActionId::ReplyList, ActionId::Forward, ActionId::ForwardAttached, ActionId::Redirect,
        ActionId::EditAsNew, ActionId::EditDraft });
    message->addSeparator();
    fill(message, actions, { ActionId::Archive, ActionId::Delete, ActionId::Junk, ActionId::Move });
    message->addSeparator();
    fill(message, actions, { ActionId::ToggleRead, ActionId::ToggleStar });
    message->addSeparator();
    fill(message, actions, { ActionId::NextUnread });

    QMenu *accounts = bar->addMenu(Text::tr("&Accounts"));
    fill(accounts, actions, { ActionId::AddAccount, ActionId::Accounts });

    QMenu *help = bar->addMenu(Text::tr("&Help"));
    fill(help, actions, { ActionId::About });
}

QToolBar *buildToolBar(QMainWindow *window, const ActionRegistry &actions, QWidget *search)
{
    QToolBar *bar = window->addToolBar(Text::tr("Main toolbar"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({ metrics::IconNormal, metrics::IconNormal });
    bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    const auto add = [&](std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            bar->addAction(actions.action(id));
    };
    bar->addAction(actions.action(ActionId::NewMessage));
    // The three things people look for first say their names; the rest are known by their pictures and tool tips.
    for (const ActionId id : { ActionId::NewMessage }) {
        if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(actions.action(id))))
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    add({ ActionId::GetMail });
    bar->addSeparator();
    add({ ActionId::Reply, ActionId::ReplyAll, ActionId::Forward });
    bar->addSeparator();
    add({ ActionId::Archive, ActionId::Delete, ActionId::Junk, ActionId::Move, ActionId::ToggleRead, ActionId::ToggleStar });
    bar->addSeparator();
    add({ ActionId::Undo });
    addSpacer(bar);
    bar->addWidget(search);
    auto *edge = new QWidget(bar);
    edge->setFixedWidth(metrics::Small);
    bar->addWidget(edge);
    return bar;
}

} // namespace golub::ui
