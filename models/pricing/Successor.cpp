// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Successor.h"

#include "core/Decimal.h"
#include "pricing/CatalogueTables.h"
#include "pricing/RowChoice.h"

#include <set>

namespace tokenmeter
{
namespace
{

using namespace tables;

constexpr int PerMillion = 12;

/// "claude-opus-4-1" is {claude, opus}; versions, dates and stages are left out.
std::set<std::string> wordsOf(Text id)
{
    static const std::set<std::string> stages{"preview", "latest", "exp", "beta"};
    std::set<std::string> words;
    std::string word;
    bool isVersion = false;
    const auto end = [&] {
        if (!word.empty() && !isVersion && !stages.contains(word)) {
            words.insert(word);
        }
        word.clear();
        isVersion = false;
    };
    for (const char c : id) {
        const bool isDigit = c >= '0' && c <= '9';
        if (c == '-' || c == '/' || c == ' ' || c == '_') {
            end();
        } else if (isDigit || c == '.') {
            isVersion = isVersion || (word.empty() && isDigit); // "4o" is a version, "qwen3" is a name with one
        } else {
            word += c;
        }
    }
    end();
    return words;
}

const Row *priceOf(const Model &model, std::int64_t ms)
{
    return chooseRow(model, {.timeMs = ms, .hourKnown = false});
}

} // namespace

std::optional<Successor> cheaperSuccessor(const Catalogue &catalogue, const std::string &modelKey, LocalDay day)
{
    const Tables &tables = tablesOf(catalogue);
    const std::int64_t ms = msOf(UtcTime{day.time_since_epoch()});
    const auto old = std::find_if(tables.models.begin(), tables.models.end(), [&](const Model &model) { return model.key == modelKey; });
    const Row *before = old == tables.models.end() ? nullptr : priceOf(*old, ms);
    // A model that has ended has the price it ended with.
    if (!before && old != tables.models.end() && !old->rows.empty()) {
        before = &old->rows.back();
    }
    if (!before) {
        return std::nullopt;
    }
    const Model *best = nullptr;
    const Row *price = nullptr;
    const std::set<std::string> words = wordsOf(old->id);
    for (const Model &model : tables.models) {
        const Row *row = model.provider == old->provider && &model != &*old ? priceOf(model, ms) : nullptr;
        if (!row || model.released < old->released || model.released > toIso(day) || !model.retired.empty() || wordsOf(model.id) != words) {
            continue;
        }
        const bool isSmaller = model.contextWindow != 0 && old->contextWindow != 0 && model.contextWindow < old->contextWindow;
        const bool isDearer = row->prices[InputPrice] > before->prices[InputPrice] || row->prices[OutputPrice] > before->prices[OutputPrice];
        const bool isSame = row->prices[InputPrice] == before->prices[InputPrice] && row->prices[OutputPrice] == before->prices[OutputPrice];
        if (isSmaller || isDearer || isSame) {
            continue;
        }
        const auto rank = [](const Model &m, const Row &r) { return std::pair{m.released, -(r.prices[InputPrice] + r.prices[OutputPrice])}; };
        if (!best || rank(model, *row) > rank(*best, *price)) {
            best = &model;
            price = row;
        }
    }
    if (!best) {
        return std::nullopt;
    }
    return Successor{.model = std::string{best->key},
                     .name = std::string{best->displayName},
                     .currency = best->currency,
                     .inputBefore = formatDecimal(before->prices[InputPrice], PerMillion),
                     .input = formatDecimal(price->prices[InputPrice], PerMillion),
                     .outputBefore = formatDecimal(before->prices[OutputPrice], PerMillion),
                     .output = formatDecimal(price->prices[OutputPrice], PerMillion)};
}

} // namespace tokenmeter
