// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/OwnPrice.h"

#include <QString>

#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// One request of a ledger that no tool would write but somebody's will hold.
struct OddRecord
{
    std::string time{}; ///< RFC 3339
    std::string model{}, project{}, session{};
    long long input = 0, cacheRead = 0, output = 0;
};

/// Writes a ledger by the real import of a mapped file. Prices are set before, so that records are priced by them.
/// Aborts the program when that fails.
/// @param folder where ledger.db and what it is made from will lie
/// @return the ledger's path
QString writeOddLedger(const QString &folder, const std::vector<OddRecord> &records, const std::vector<OwnPrice> &prices);

} // namespace tokenmeter::testing
