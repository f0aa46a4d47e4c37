// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/SpellMenu.h"

#include "ui/compose/Spelling.h"

namespace golub::ui {

SpellMenu::SpellMenu(SpellChecker *checker, QWidget *parent) : QMenu(tr("&Spelling"), parent), m_checker(checker)
{
    setObjectName(QStringLiteral("spelling"));
    fill();
    m_checker->setLanguages(spelling::chosen());
}

void SpellMenu::fill()
{
    const QStringList languages = spelling::languages();
    if (languages.isEmpty()) {
        // A wish that is said where it is looked for.
        addAction(tr("Install a Hunspell dictionary to check spelling"))->setEnabled(false);
        return;
    }
    const QStringList chosen = spelling::chosen();
    for (const QString &language : languages) {
        QAction *action = addAction(spelling::nameOf(language));
        action->setCheckable(true);
        action->setChecked(chosen.contains(language));
        action->setData(language);
        connect(action, &QAction::toggled, this, &SpellMenu::choose);
    }
}

void SpellMenu::choose()
{
    QStringList languages;
    const QList<QAction *> all = actions();
    for (const QAction *action : all) {
        if (action->isChecked())
            languages += action->data().toString();
    }
    spelling::choose(languages);
    m_checker->setLanguages(languages);
}

} // namespace golub::ui
