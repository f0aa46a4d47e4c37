// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/QuotaText.h"

#include "ui/style/Format.h"

#include <QCoreApplication>
#include <QLocale>

namespace golub::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::QuotaText)
};

} // namespace

QString quotaText(const QuotaResource &resource)
{
    const QLocale locale;
    if (resource.limit <= 0)
        return {};
    if (resource.name.compare(u"STORAGE", Qt::CaseInsensitive) == 0)
        return Text::tr("%1 of %2 used").arg(dataSize(resource.used, locale), dataSize(resource.limit, locale));
    if (resource.name.compare(u"MESSAGE", Qt::CaseInsensitive) == 0)
        return Text::tr("%1 of %2 messages").arg(locale.toString(resource.used), locale.toString(resource.limit));
    return {};
}

} // namespace golub::ui
