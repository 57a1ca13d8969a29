// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tokenmeter
{

/// Teaches Qt to show a RecordsTable to screen readers as a table of the rows on screen: ten million rows are no number of
/// children, and what is not on screen is reached by the keys that scroll. Does its work once.
void installRecordsAccessibility();

} // namespace tokenmeter
