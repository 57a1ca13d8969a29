// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/CatalogueTables.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// What a logged name means. Holds for usage within [validFromMs, validToMs): aliases move.
struct Match
{
    std::int32_t model = -1;    ///< index into Tables::models; -1 = none
    std::int32_t provider = -1; ///< who was named, also without a model; -1 = nobody
    std::string matchedBy{};    ///< "exact", "alias", or the steps that changed the name, joined by +
    std::vector<std::int32_t> candidates{}; ///< two or more: ambiguous
    std::int64_t validFromMs = tables::Always;
    std::int64_t validToMs = tables::Never;
    // what the name said beside the model
    bool fast = false;
    bool batch = false;
    bool free = false;
    bool thinking = false;
    bool platformRegional = false;  ///< Vertex: a named region other than global pays Model::hostRegional
    std::int64_t hostMultiplier = tables::One; ///< Bedrock's regional factor
    std::string region{};
};

/// Trimmed, lower case: the copy that matching works on.
std::string cleanedName(std::string_view text);

/// Finds models by the steps of README.md, exact first. Never by similarity.
class NameMatcher
{
public:
    explicit NameMatcher(const tables::Tables &tables);
    ~NameMatcher();
    Match match(std::string_view provider, std::string_view model, std::int64_t atMs) const;
    /// The provider that a log's text names; -1 when empty or unknown.
    std::int32_t providerOf(std::string_view text) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
