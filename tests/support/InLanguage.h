// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "translations/Translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace golub::tests {

//! As long as it lives, the program speaks as it does when it is started under \a locale; then it speaks as before.
//! Needs the target golub_translations.
class InLanguage
{
public:
    explicit InLanguage(const QLocale &locale) : m_before(qApp->findChildren<QTranslator *>())
    {
        for (QTranslator *translator : m_before)
            QCoreApplication::removeTranslator(translator);
        QLocale::setDefault(locale);
        installTranslators(*qApp, locale);
    }

    ~InLanguage()
    {
        const auto now = qApp->findChildren<QTranslator *>();
        for (QTranslator *translator : now) {
            if (m_before.contains(translator))
                continue;
            QCoreApplication::removeTranslator(translator);
            delete translator;
        }
        for (QTranslator *translator : m_before)
            QCoreApplication::installTranslator(translator);
        QLocale::setDefault(m_locale);
    }

    Q_DISABLE_COPY_MOVE(InLanguage)

private:
    const QList<QTranslator *> m_before;
    const QLocale m_locale;
};

} // namespace golub::tests
