// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "ledger/Query.h"

namespace tokenmeter
{

/// The body of LedgerReader::verify(). Throws.
std::vector<VerifyCheck> verifyLedger(Connection &connection, const RateSource *rates);

} // namespace tokenmeter
