// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"

#include <stop_token>
#include <vector>

namespace tokenmeter
{

/// Fills in `line` of those problems that know only their offset, by counting newlines: each file is read once, block by
/// block, up to its last problem. Stays 0 (unknown) where the file has gone, is no regular file, is now too short to hold
/// the offset, or when `stop` came first. Of a database, whose rows nobody but its tool can look up, the offset becomes -1.
/// Reads files: not for a thread that must not wait.
void numberLines(std::vector<Problem> &problems, const std::stop_token &stop = {});

} // namespace tokenmeter
