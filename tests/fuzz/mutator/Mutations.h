// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/mail/Random.h"

#include <QByteArray>
#include <QList>

namespace golub::fuzz {

//! One seed, changed a few times: bits and bytes flipped, cut out, doubled, two mails spliced, boundary lines repeated, moved or lost, header
//! fields mangled and mixed, line ends changed, lines made long, labels of charsets and encodings swapped, pieces repeated thousands of
//! times, mails wrapped in mails. The same random numbers give the same mail.
QByteArray mutated(const QList<QByteArray> &seeds, test::Random &random);

} // namespace golub::fuzz
