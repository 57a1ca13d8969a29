// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tokenmeter
{

/// Whether a source's counts of input hold the cached tokens, where its lines do not tell. Stored: never renumber.
enum class CacheReading : std::uint8_t {
    Told = 0,  ///< as the format's convention says and the counts allow
    Inside = 1, ///< the user says: they are part of the input
    Beside = 2  ///< the user says: the input leaves them out
};

} // namespace tokenmeter
