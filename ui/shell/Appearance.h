// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include <optional>

namespace tokenmeter::appearance
{

/// Language and theme of the whole program, as chosen. What is in force already is not set again.
/// @param desktopPrefersDark nothing = it does not say, and the palette the program was started with tells
void apply(const Settings &settings, std::optional<bool> desktopPrefersDark);

} // namespace tokenmeter::appearance
