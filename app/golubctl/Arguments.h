// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace golub::ctl {

//! golubctl's command line. Options may stand anywhere; what `flag` takes ("+seen", "-flagged") are words, not options.
class Arguments
{
public:
    //! \a error is set, translated, where the line cannot be read.
    static Arguments parse(const QStringList &arguments, QString *error);

    QString profile;                     //!< --profile DIR
    bool json = false;                   //!< --json
    bool help = false;                   //!< --help, -h
    bool version = false;                //!< --version
    QStringList words;                   //!< the command and what it works on
    bool has(const QString &option) const { return m_options.contains(option); }
    QString value(const QString &option) const { return m_options.value(option); }
    //! The word at \a index, empty if there is none.
    QString word(qsizetype index) const { return words.value(index); }

private:
    QMap<QString, QString> m_options;
};

} // namespace golub::ctl
