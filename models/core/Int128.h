// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tokenmeter
{

/// Wide enough for 10^12 tokens of 10^7 records at 10^18 attos a token, with headroom.
__extension__ typedef __int128 Int128;

} // namespace tokenmeter
