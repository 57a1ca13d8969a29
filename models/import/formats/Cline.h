// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Tasks of extensions of VS Code and of editors made from it: `globalStorage/<extension>/tasks/<task>/ui_messages.json`, a list that
/// is written anew whenever something happens.
Format clineFormat();
Format rooCodeFormat();
Format kiloCodeFormat();

} // namespace tokenmeter
