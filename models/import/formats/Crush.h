// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Crush: a database in each project, which states what sessions cost and not what they used.
Format crushFormat();

} // namespace tokenmeter
