// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"

#include <vector>

namespace tokenmeter
{

/// Annotations whose day lies in the days, both inclusive, in the order they were made. Problems: the reader's.
Result<std::vector<ReviewFact>> annotationsIn(LedgerReader &reader, LocalDay from, LocalDay to);

} // namespace tokenmeter
