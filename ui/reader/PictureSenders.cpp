// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/PictureSenders.h"

#include <QSettings>
#include <QStringList>

namespace golub::ui::picturesenders {
namespace {

QString key()
{
    return QStringLiteral("reader/picturesFrom");
}

QStringList all()
{
    return QSettings().value(key()).toStringList();
}

} // namespace

bool isWanted(const QString &address)
{
    return !address.isEmpty() && all().contains(address.trimmed().toLower());
}

void setWanted(const QString &address, bool wanted)
{
    const QString one = address.trimmed().toLower();
    if (one.isEmpty())
        return;
    QStringList senders = all();
    senders.removeAll(one);
    if (wanted)
        senders += one;
    QSettings().setValue(key(), senders.mid(qMax<qsizetype>(0, senders.size() - Most)));
}

} // namespace golub::ui::picturesenders
