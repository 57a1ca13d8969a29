// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/Catalogue.h"
#include "pricing/CatalogueJson.h"

namespace tokenmeter
{

struct Catalogue::Private
{
    const tables::Tables *tables = nullptr;
    std::shared_ptr<const OwnedTables> owned{}; ///< null for the built-in one
};

/// Written by compile/ from resources/prices/catalogue.json.
const tables::Tables &builtInTables();

} // namespace tokenmeter
