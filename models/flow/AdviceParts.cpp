// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/AdviceParts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostPlansInMix = 10; ///< every choice among them is tried

void addSaving(std::vector<Saving> &sums, const Saving &saving)
{
    const auto same = std::find_if(sums.begin(), sums.end(), [&](const Saving &sum) { return sum.atLeast.currency() == saving.atLeast.currency(); });
    if (same == sums.end()) {
        sums.push_back(saving);
        std::sort(sums.begin(), sums.end(), [](const Saving &a, const Saving &b) { return a.atLeast.currency() < b.atLeast.currency(); });
        return;
    }
    same->atLeast += saving.atLeast;
    same->likely += saving.likely;
    same->atMost += saving.atMost;
}

using PlanNames = std::set<std::string>; ///< uuids

/// The lines that save most together, by the plans that they draw on.
struct MixChoice
{
    Int128 atLeast = 0;
    std::vector<std::size_t> lines{};
};

bool replacesWork(const AdviceLine &line)
{
    using Kind = AdviceLine::Kind;
    return line.kind != Kind::HourCache && line.kind != Kind::FiveCache && line.kind != Kind::DropPlan;
}

/// Every set of plans that can be drawn on, and what is best with it: models one after the other, each with one line or none.
/// @param taken plans that are drawn on already; those of the best choice are added
std::vector<std::size_t> bestOf(const Advice &advice, Currency currency, PlanNames &taken)
{
    std::map<std::string, std::vector<std::size_t>> byModel;
    PlanNames known;
    for (std::size_t i = 0; i < advice.lines.size(); ++i) {
        const AdviceLine &line = advice.lines[i];
        const bool isOpen = line.plan.uuid.empty() || (!taken.contains(line.plan.uuid) && (known.contains(line.plan.uuid) || known.size() < MostPlansInMix));
        if (replacesWork(line) && line.saving.atLeast.currency() == currency && isOpen) {
            byModel[line.used.key].push_back(i);
            if (!line.plan.uuid.empty()) {
                known.insert(line.plan.uuid);
            }
        }
    }
    std::map<PlanNames, MixChoice> choices{{PlanNames{}, MixChoice{}}};
    for (const auto &[model, lines] : byModel) {
        std::map<PlanNames, MixChoice> next = choices; // with none of its lines
        for (const auto &[plans, choice] : choices) {
            for (const std::size_t index : lines) {
                const AdviceLine &line = advice.lines[index];
                if (plans.contains(line.plan.uuid)) {
                    continue;
                }
                PlanNames with = plans;
                if (!line.plan.uuid.empty()) {
                    with.insert(line.plan.uuid);
                }
                MixChoice &best = next[with];
                if (const Int128 sum = choice.atLeast + line.saving.atLeast.atto(); sum > best.atLeast) {
                    best = {.atLeast = sum, .lines = choice.lines};
                    best.lines.push_back(index);
                }
            }
        }
        choices = std::move(next);
    }
    const auto best = std::max_element(choices.begin(), choices.end(), [](const auto &a, const auto &b) { return a.second.atLeast < b.second.atLeast; });
    taken.insert(best->first.begin(), best->first.end());
    return best->second.lines;
}

} // namespace

CompareRecords recordsOf(const CompareRecords &all, const std::string &key, const std::function<bool(const ReplayOwn &)> &wants)
{
    CompareRecords part;
    part.input.owns = all.input.owns;
    std::vector<bool> isWanted;
    for (ReplayOwn &own : part.input.owns) {
        isWanted.push_back(own.priced && own.model == key && (!wants || wants(own)));
        own.priced = own.priced && own.model == key; // nothing is assumed of the others
    }
    part.input.buckets = all.input.buckets;
    part.variants = all.variants;
    part.buckets = all.buckets;
    part.ownPrices = all.ownPrices;
    part.rates = all.rates;
    const ReplayRecords &from = all.input.records;
    auto rare = from.rare.begin();
    for (std::size_t i = 0; i < from.size(); ++i) {
        RareCounts rareCounts;
        if (rare != from.rare.end() && rare->first == i) {
            rareCounts = (rare++)->second;
        }
        if (!isWanted[from.own[i]]) {
            continue;
        }
        const TokenCounts tokens{.input = from.input[i], .cacheRead = from.cacheRead[i], .cacheWrite5m = from.write5m[i], .cacheWrite1h = from.write1h[i], .output = from.output[i]};
        part.input.records.add(from.timeMs[i], tokens, rareCounts, from.requests[i], from.actual[i], from.own[i], from.bucket[i], true);
        part.total.requests += from.requests[i];
        part.total.tokens += tokens;
    }
    return part;
}

std::optional<Saving> savingOf(const ComparedModel &compared)
{
    const bool tookAll = compared.gaps.total() == 0;
    if (!tookAll || compared.cost.size() != 1 || compared.actual.size() != 1) {
        return std::nullopt;
    }
    const Money actual = compared.actual.front();
    const BandMoney &cost = compared.cost.front();
    if (cost.high.currency() != actual.currency() || cost.high.atto() >= actual.atto()) {
        return std::nullopt;
    }
    return Saving{.atLeast = actual - cost.high, .likely = actual - cost.cost, .atMost = actual - cost.low};
}

bool isBefore(const AdviceLine &a, const AdviceLine &b)
{
    const auto rank = [](const AdviceLine &line) { return std::pair{line.saving.atLeast.currency(), -line.saving.atLeast.atto()}; };
    return rank(a) < rank(b);
}

void chooseMix(Advice &advice)
{
    advice.mix.clear();
    std::set<Currency> currencies;
    for (AdviceLine &line : advice.lines) {
        // What nobody used is no other line's work.
        line.inMix = line.kind == AdviceLine::Kind::DropPlan && line.saving.atLeast == line.actual;
        currencies.insert(line.saving.atLeast.currency());
    }
    PlanNames taken;
    for (const Currency currency : currencies) {
        for (const std::size_t index : bestOf(advice, currency, taken)) {
            advice.lines[index].inMix = true;
        }
    }
    for (const AdviceLine &line : advice.lines) {
        if (line.inMix) {
            addSaving(advice.mix, line.saving);
        }
    }
}

} // namespace tokenmeter
