// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Response bodies of eight APIs as a program, a proxy or a batch job saved them, one a line, bare or in a wrapper;
/// also lists of the chunks of one stream. Stateless. See ApiJsonl.md for identities and for what is inside what.
Format apiJsonlFormat();

} // namespace tokenmeter
