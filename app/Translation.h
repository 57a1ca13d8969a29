// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace tokenmeter
{

/// Loads the catalogue of a language ("en", "zh_CN"; empty = the system's) in place of the one before, and sets the
/// default locale. An unknown language falls back to English.
void installLanguage(QCoreApplication &application, const QString &language);

} // namespace tokenmeter
