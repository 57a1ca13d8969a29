// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/CatalogueTables.h"

#include <string>

namespace tokenmeter
{

/// A catalogue as the JSON that Catalogue::fromJson() reads: the same tables come back, one line a model, so that two of them can be
/// compared by line.
std::string catalogueToJson(const tables::Tables &tables);

} // namespace tokenmeter
