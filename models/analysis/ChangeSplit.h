// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Int128.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Why one period cost more than another. The first nine are factors of a cost, whose product it is; the last three take whole costs.
enum class ChangeEffect : std::uint8_t {
    Volume,      ///< requests of the project
    ModelMix,    ///< share of its requests that a model had
    Intensity,   ///< tokens a request
    AnswerShare, ///< of a request's tokens
    Cache,       ///< share of a class among the prompt's tokens
    Price,       ///< of the base row, without tier and mode
    Service,     ///< batch, flex, priority, fast, region
    Tier,        ///< long context and other conditions of a row
    Currency,    ///< of the display
    NewProjects,
    GoneProjects,
    Coverage,    ///< what had no price in one of the periods is not like for like
};
inline constexpr std::size_t ChangeEffectCount = 12;
inline constexpr std::size_t ChangeFactorCount = 9;

/// Stable name in JSON: "model_mix".
const char *keyOf(ChangeEffect effect);

/// An amount for each effect, in atto of the display currency.
using ChangeEffects = std::array<Int128, ChangeEffectCount>;

/// What a cost was for. Fees of several kinds are told apart by their number.
struct ChangeClass
{
    enum class Kind : std::uint8_t { Prompt, Output, Fee };
    Kind kind = Kind::Prompt;
    std::uint8_t number = 0; ///< which prompt class, which fee
    friend auto operator<=>(const ChangeClass &, const ChangeClass &) = default;
};

/// One class of a group. Sums over records; none is negative.
struct ChangePart
{
    std::int64_t amount = 0; ///< tokens; of a fee calls
    Int128 base = 0;         ///< atto of the group's currency: the row without conditions, mode and multipliers; where there is none, actual
    Int128 service = 0;      ///< at the base row with the mode, service tier and region that were used
    Int128 actual = 0;
    Int128 display = 0;      ///< actual in atto of the display currency
};

/// A project's use of a model in one period.
struct ChangeGroup
{
    std::string project{};
    std::string model{}; ///< key of the catalogue, provider included
    Currency currency{};
    std::int64_t requests = 0; ///< with and without a price
    std::int64_t unpriced = 0; ///< of these
    std::map<ChangeClass, ChangePart> parts{}; ///< of what has a price
};

/// What cannot be split further: one class of one project's use of one model.
struct ChangeLeaf
{
    std::string project{};
    std::string model{};
    Currency currency{};
    ChangeClass part{};
    Int128 before = 0, after = 0; ///< atto of the display currency
    ChangeEffects effects{};      ///< add up to after - before
    bool isNewModel = false;  ///< its model has no request anywhere in the period before
    bool isGoneModel = false; ///< nor in the period after
};

struct Change
{
    Int128 before = 0, after = 0;
    ChangeEffects effects{}; ///< sums over the leaves, so any selection of leaves adds up, too
    std::vector<ChangeLeaf> leaves{}; ///< by project, model, currency, class
    /// Parts of ModelMix whose model was used for the first time, or no longer.
    Int128 ofNewModels = 0, ofGoneModels = 0;
    std::int64_t unpricedRequests = 0; ///< of both periods, behind Coverage
};

/// Splits the change from one period to another exactly: each effect is what its factor alone would have changed, averaged over every
/// order in which the factors could have changed (Shapley; Owen's integral over the diagonal by five nodes of Gauss-Legendre, which is
/// exact for nine factors). None is a remainder; a factor that is the same in both periods has an effect of exactly 0. A factor that
/// one period does not define takes the other's value. Groups of one period have different (project, model, currency).
Change splitChange(std::span<const ChangeGroup> before, std::span<const ChangeGroup> after);

} // namespace tokenmeter
