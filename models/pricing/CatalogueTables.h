// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

/// The layout of a catalogue in memory. The built-in one stands as constants in the program's read-only data (written by
/// compile/), one read at run time owns its vectors; both are seen through these spans and compare equal.
namespace tokenmeter::tables
{

template <typename T>
struct List : std::span<const T>
{
    using std::span<const T>::span;
    friend constexpr bool operator==(const List &a, const List &b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }
};

using Text = std::string_view; ///< UTF-8
using Texts = List<Text>;

/// The classes that may have a price of their own.
enum PriceClass : std::uint8_t {
    InputPrice,
    CachedInputPrice,
    CachedInputExplicitPrice,
    CacheWrite5mPrice,
    CacheWrite1hPrice,
    OutputPrice,
    OutputThinkingPrice,
    InputAudioPrice,
    CachedAudioPrice,
    OutputAudioPrice,
    InputImagePrice,
    OutputImagePrice,
    PriceClassCount,
};
/// Their names in the JSON, in the same order.
inline constexpr std::array<Text, PriceClassCount> PriceClassNames{
    "input", "cached_input", "cached_input_explicit", "cache_write_5m", "cache_write_1h", "output",
    "output_thinking_mode", "input_audio", "cached_audio", "output_audio", "input_image", "output_image"};

inline constexpr std::int64_t NoPrice = -1; ///< falls back to another class; never the same as 0
/// 1e-18 of a unit for one token, which is the price per million tokens with twelve decimals.
using Prices = std::array<std::int64_t, PriceClassCount>;
inline constexpr Prices NoPrices{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

inline constexpr std::int64_t Always = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t Never = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t One = 1'000'000; ///< multipliers are in millionths

/// [from, to) in UTC, with the texts as the catalogue has them (empty = open).
struct Period
{
    std::int64_t fromMs = Always;
    std::int64_t toMs = Never;
    Text from{};
    Text to{};
    constexpr bool holds(std::int64_t ms) const { return fromMs <= ms && ms < toMs; }
    friend constexpr bool operator==(const Period &, const Period &) = default;
};

/// Minutes of the UTC day, start inclusive, end exclusive, may wrap midnight.
struct Window
{
    std::int32_t from = 0;
    std::int32_t to = 0;
    friend constexpr bool operator==(const Window &, const Window &) = default;
};

struct Row
{
    Period period{};
    Text mode{"standard"};
    std::int64_t tierMinContext = 0;
    std::int64_t tierMaxOutput = -1; ///< -1 = no limit
    List<Window> windows{};
    std::int64_t weekdaysFromMs = Never;   ///< from then on the windows hold on Monday to Friday only
    std::int32_t weekdayOffsetMinutes = 0; ///< of the zone whose days these are, east of UTC
    Prices prices = NoPrices;
    Text status{};
    Text seen{}; ///< newest day or month on which a source showed the price
    Text note{};
    Texts sources{};
    Texts derived{};
    friend constexpr bool operator==(const Row &, const Row &) = default;
};

struct ServiceTier
{
    Text name{};
    Period period{};
    std::int64_t multiplier = 0; ///< millionths; 0 = the tier has prices of its own
    Prices prices = NoPrices;
    std::uint32_t notMultiplied = 0; ///< bit per PriceClass that the multiplier leaves alone
    Texts sources{};
    Text note{};
    friend constexpr bool operator==(const ServiceTier &, const ServiceTier &) = default;
};

struct Region
{
    Text scope{}; ///< lower case, compared whole
    Period period{};
    std::int64_t multiplier = One;
    Text note{};
    friend constexpr bool operator==(const Region &, const Region &) = default;
};

struct Fee
{
    Text name{};
    std::int64_t atto = 0; ///< one call
    friend constexpr bool operator==(const Fee &, const Fee &) = default;
};

struct Model
{
    Text key{};
    std::int32_t provider = -1; ///< index into Tables::providers
    Text id{};
    Text displayName{};
    Text family{};
    Currency currency{};
    Texts aliases{};  ///< lower case, the id among them
    Texts patterns{}; ///< anchored regular expressions over the lower-case name
    std::int64_t contextWindow = 0; ///< 0 = not known
    std::int64_t maxOutput = 0;
    Text released{};
    Text retired{};
    std::int64_t hostRegional = One; ///< factor of a regional endpoint of Bedrock or Vertex
    List<Row> rows{};
    List<ServiceTier> tiers{};
    List<Region> regions{};
    List<Fee> fees{};
    Texts notes{};
    friend constexpr bool operator==(const Model &, const Model &) = default;
};

enum class ProviderKind : std::uint8_t {
    Lab,         ///< sells its own models: what a name without provider may mean
    Host,        ///< sells models of others at its own list, never at the lab's
    Router,      ///< passes on at the list price of the labs it serves
    UnlistedHost ///< has a list of its own that this catalogue does not know: never priced
};

struct Provider
{
    Text id{};
    Text name{};
    ProviderKind kind = ProviderKind::Lab;
    Currency currency{};
    Texts names{};    ///< what logs write as provider, lower case
    Texts prefixes{}; ///< of model names, with the final slash
    bool resoldAtList = false; ///< its models are not open: whoever passes them on bills this list
    bool namedOnly = false;    ///< used only when the log names it
    Text fastTier{};           ///< the service tier that "fast" means where a model has no fast rows
    bool servesAll = false;    ///< routers: every lab
    List<std::int32_t> serves{};
    Text tierRule{};
    Text tierMetric{};
    Text evidence{};
    Text timeOfDay{};
    friend constexpr bool operator==(const Provider &, const Provider &) = default;
};

struct AliasMove
{
    Text alias{};
    std::int32_t provider = -1;
    std::int32_t model = -1;
    Period period{};
    Text status{};
    friend constexpr bool operator==(const AliasMove &, const AliasMove &) = default;
};

/// Sorted by alias, then model.
struct NameEntry
{
    Text alias{};
    std::int32_t model = -1;
    friend constexpr bool operator==(const NameEntry &, const NameEntry &) = default;
};

struct Tables
{
    Text version{};
    Text newestSource{};
    List<Provider> providers{};
    List<Model> models{};
    List<AliasMove> moves{};
    List<NameEntry> names{};
    friend constexpr bool operator==(const Tables &, const Tables &) = default;
};

} // namespace tokenmeter::tables
