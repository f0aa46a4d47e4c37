// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace golub {

//! What ended a hand-over before the server's answer to the whole message was known.
enum class HandoverEnd : quint8 {
    Stopped,      //!< Golub ended (or the account was changed) in the middle; how much had left is not known
    Lost,         //!< the connection broke behind the end of the message
    Silent,       //!< no answer in the time of RFC 5321 section 4.5.3.2.6
    Unclear,      //!< an answer that says neither yes nor no
};

//! What a person needs to decide about an uncertain message: the hand-over, and where its copy was looked for.
struct Uncertainty {
    enum class Place : quint8 { Sent, AllMail };
    enum class Finding : quint8 { Nothing, NoFolder, NotReached };
    struct Look {
        Place place = Place::Sent;
        Finding finding = Finding::Nothing;
        QDateTime when;
        bool operator==(const Look &) const = default;
    };
    QString server;               //!< "host:port" that the message went to
    QDateTime begun;              //!< just before its first byte left; invalid where it is not known (entries of old)
    QDateTime ended;              //!< when the end below came; invalid for Stopped
    HandoverEnd end = HandoverEnd::Stopped;
    QList<Look> looks;            //!< the last at each place

    //! Replaces the look at the same place.
    void note(const Look &look);
    bool operator==(const Uncertainty &) const = default;
};

//! The facts as sentences, translated, with times of this computer's zone: when, which server, what broke, where was looked and what was found.
QStringList uncertaintyFacts(const Uncertainty &uncertainty);

} // namespace golub
