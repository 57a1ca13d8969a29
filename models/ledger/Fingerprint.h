// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Query.h"

#include <string>

namespace tokenmeter
{

/// The body of LedgerReader::fingerprint(). Throws.
std::string fingerprintOf(Connection &connection);

} // namespace tokenmeter
