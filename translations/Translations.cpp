// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

namespace golub {
namespace {

void install(QCoreApplication &application, const QLocale &locale, const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(locale, name, QStringLiteral("_"), folder))
        application.installTranslator(translator);
    else
        delete translator;
}

} // namespace

void installTranslators(QCoreApplication &application, const QLocale &locale)
{
    install(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English plurals below everything: a text that a language has not translated yet still counts properly.
    install(application, QLocale(QLocale::English), QStringLiteral("golub"), QStringLiteral(":/translations"));
    if (locale.language() != QLocale::English)
        install(application, locale, QStringLiteral("golub"), QStringLiteral(":/translations"));
}

} // namespace golub
