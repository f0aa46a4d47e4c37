// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub::mime {

//! A domain as people may see it: international names in Unicode, also where they came in their ASCII form ("xn--…"), but in the ASCII form
//! wherever they could pass for another one: letters of scripts that nobody mixes (UTS 39, section 5.2), letters that all look like Latin
//! ones, invisible characters. Anything else stays as it is.
QString readableDomain(const QString &domain);

} // namespace golub::mime
