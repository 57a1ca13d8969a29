// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// The coding agent pi (`~/.pi/agent/sessions`) and those that were made from it: one JSON line an entry of a session's tree.
Format piFormat();

} // namespace tokenmeter
