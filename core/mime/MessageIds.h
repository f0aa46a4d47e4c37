// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <functional>

namespace golub::mime {

//! Where randomness comes from: 64 bits a call. Tests give a counter.
using RandomSource = std::function<quint64()>;
//! The system's secure generator.
RandomSource systemRandom();

//! The ids of a References or In-Reply-To field, without angle brackets, each once, in order; junk between them is skipped.
QStringList parseMessageIds(QByteArrayView field);
//! The one id of a Message-ID field, without angle brackets; also where the brackets are missing. Empty where there is none.
QString parseMessageId(QByteArrayView field);
//! A new id, without angle brackets. An unusable \a domain becomes "localhost.localdomain".
QString makeMessageId(const QString &domain, const RandomSource &random);

} // namespace golub::mime
