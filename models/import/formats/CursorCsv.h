// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// The usage export of the Cursor dashboard (Usage > Export CSV), in all its layouts since 2024. Columns are found by
/// name. "Input (w/ Cache Write)" holds the tokens written to the cache and nothing else: in real rows
/// 28342 + 775 + 105891 + 21282 = 156290 = Total Tokens. The four counts are disjoint.
Format cursorCsvFormat();

} // namespace tokenmeter
