// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "pricing/CatalogueTables.h"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Tables with everything they point at. Not to be copied or moved: the spans point into it.
struct OwnedTables
{
    tables::Tables tables{};
    std::deque<std::string> texts{};
    std::deque<std::vector<tables::Text>> textLists{};
    std::deque<std::vector<tables::Window>> windows{};
    std::deque<std::vector<tables::Row>> rows{};
    std::deque<std::vector<tables::ServiceTier>> tiers{};
    std::deque<std::vector<tables::Region>> regions{};
    std::deque<std::vector<tables::Fee>> fees{};
    std::deque<std::vector<std::int32_t>> numbers{};
    std::vector<tables::Provider> providers{};
    std::vector<tables::Model> models{};
    std::vector<tables::AliasMove> moves{};
    std::vector<tables::NameEntry> names{};

    OwnedTables() = default;
    OwnedTables(const OwnedTables &) = delete;
    OwnedTables &operator=(const OwnedTables &) = delete;
};

/// Reads the JSON that resources/prices/README.md describes and checks all of it: unknown and repeated keys, types,
/// prices (not negative, at most twelve decimals, no exponent), periods that overlap, references, patterns.
/// Problem: BadCatalogue, args: the place ("models[3].prices[0].input" or "byte 120"), what is wrong there.
Result<std::shared_ptr<const OwnedTables>> tablesFromJson(std::string_view json);

} // namespace tokenmeter
