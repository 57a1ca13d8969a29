// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Kimi CLI (`~/.kimi/sessions`) and Kimi Code (`~/.kimi-code/sessions`): `wire.jsonl`, one message a line.
Format kimiFormat();

} // namespace tokenmeter
