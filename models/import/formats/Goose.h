// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Sessions of Goose: one row a session in `sessions.db`, with sums over the session that grow.
Format gooseFormat();

} // namespace tokenmeter
