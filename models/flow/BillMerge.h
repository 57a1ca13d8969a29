// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "ledger/BillingBook.h"

#include <stop_token>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Of which report the lines are.
struct BillKind
{
    std::string format{};     ///< the format's id
    bool isWholePart = false; ///< a file holds all of the report; else the stretch of time from its first line to its last
};

/// Puts the files that tell of one report together. The earlier file is the one that was changed earlier, then the one whose path comes
/// first; what nobody noted a file of is the earliest. A later file takes the place of an earlier one where it speaks for its lines and
/// both tell the same there; else they are the parts of one export, or exports of different selections, and all count.
///
/// Two files tell the same when they share at least half of the lines of the one that holds fewer, amounts aside; or when the sums of at
/// least half of their common days are equal (two days or more, or all where there is one), which two groupings of one export are, or an
/// export in which everything was renamed. Equal sums of files that group alike count only where they are not all of one amount: a flat
/// price a day is the same for two resources.
///
/// The same files give the same lines in whatever order and in however many calls they come, but for one that comes late and tells the
/// same as a file of which nothing is left, and not the same as those that took its place.
/// @param stored what is held already, settled before; of files that are read again only what they do not speak for any more stays
/// @param read what was read now, each file whole; its stretch is found here
/// @return the earliest first; files of which nothing is left are not in it. Problem: Cancelled
Result<std::vector<FiledCharges>> mergedBill(std::vector<FiledCharges> stored, std::vector<FiledCharges> read, const BillKind &kind,
                                             const std::stop_token &stop = {});

} // namespace tokenmeter
