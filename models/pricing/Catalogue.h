// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tokenmeter
{

namespace tables
{
struct Tables;
}

/// A dated price list: models, aliases, patterns, price rows, tiers, providers. Immutable.
/// The built-in one is compiled into the program; others are read from the same JSON (resources/prices/README.md).
class Catalogue
{
public:
    ~Catalogue();
    /// Costs nothing: points into the program's read-only data.
    static std::shared_ptr<const Catalogue> builtIn();
    /// Problems: BadCatalogue with the place of the first thing that is wrong.
    static Result<std::shared_ptr<const Catalogue>> fromJson(std::string_view json);

    std::string version() const; ///< the day it states, "2026-11-23"

    struct Private;
    const Private &data() const { return *d; }

private:
    explicit Catalogue(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// All that a catalogue holds, for lists of prices and their sources (pricing/CatalogueTables.h). Lives as long as it does.
const tables::Tables &tablesOf(const Catalogue &catalogue);

} // namespace tokenmeter
