// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tokenmeter
{

class Connection;

/// What the user decided of row `from`, which goes, is said of row `to` from now on, with the journal's notes by which it is taken back.
/// Where `to` has decisions of its own of that kind, these hold and those of `from` go.
/// @return whether `to` has tags now that it had not
bool moveDecisions(Connection &connection, std::int64_t from, std::int64_t to);

} // namespace tokenmeter
