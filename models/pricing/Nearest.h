// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/CatalogueTables.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Keys of the models whose names look most like this one, best first; those that have nothing in common are left out.
/// For suggestions alone.
std::vector<std::string> nearestModels(const tables::Tables &tables, std::string_view name, std::size_t count);

} // namespace tokenmeter
