// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/PriceAhead.h"

#include "pricing/RowChoice.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace tables;

const Model *modelOf(const Tables &tables, std::string_view key)
{
    const auto found = std::find_if(tables.models.begin(), tables.models.end(), [&](const Model &model) { return model.key == key; });
    return found == tables.models.end() ? nullptr : &*found;
}

bool isFor(const Row &row, const Rate &rate)
{
    return row.mode == rate.mode && row.tierMinContext == rate.contextTier && row.period.from == rate.effectiveFrom
        && row.period.to == rate.effectiveTo;
}

bool isSamePlace(const Row &row, const Row &other)
{
    return row.mode == other.mode && row.tierMinContext == other.tierMinContext && row.tierMaxOutput == other.tierMaxOutput
        && row.windows == other.windows;
}

bool isInProportion(const Rate &plain, const Rate &rate)
{
    return Int128{plain.input} * rate.output == Int128{plain.output} * rate.input;
}

/// The row that a rate was made from. Rows of one period and tier differ by hours or answer length, which a rate does not tell: then
/// the one whose prices stand in the rate's proportion.
const Row *rowOf(const Model &model, const Rate &rate, const std::string &version)
{
    const Row *first = nullptr;
    for (const Row &row : model.rows) {
        if (isFor(row, rate)) {
            if (isInProportion(makeRate(model, {.row = &row}, version), rate)) {
                return &row;
            }
            first = first ? first : &row;
        }
    }
    return first;
}

std::int64_t scaled(std::int64_t rate, std::int64_t before, std::int64_t after)
{
    if (before == 0) {
        return after;
    }
    return std::int64_t((Int128{rate} * after * 2 + before) / (Int128{before} * 2));
}

} // namespace

std::optional<PriceAhead> priceAheadOf(const Catalogue &catalogue, const Rate &rate)
{
    if (!rate.isPriced() || rate.effectiveTo.empty() || !rate.source.starts_with("catalogue ")) {
        return std::nullopt;
    }
    const Model *model = modelOf(tablesOf(catalogue), rate.modelKey);
    if (!model) {
        return std::nullopt;
    }
    const Row *row = rowOf(*model, rate, catalogue.version());
    if (!row) {
        return std::nullopt;
    }
    const auto next = std::find_if(model->rows.begin(), model->rows.end(), [&](const Row &other) {
        return isSamePlace(other, *row) && other.period.fromMs == row->period.toMs;
    });
    if (next == model->rows.end()) {
        return std::nullopt;
    }
    const Rate before = makeRate(*model, {.row = row}, catalogue.version());
    const Rate after = makeRate(*model, {.row = &*next}, catalogue.version());
    const bool isSame = before.input == after.input && before.cacheRead == after.cacheRead && before.cacheWrite5m == after.cacheWrite5m
        && before.cacheWrite1h == after.cacheWrite1h && before.output == after.output;
    return isSame ? std::nullopt : std::optional{PriceAhead{.at = utcFromMs(row->period.toMs), .before = before, .after = after}};
}

Money costAhead(const TokenCounts &tokens, const RareCounts &rare, const Rate &rate, const PriceAhead &ahead)
{
    Rate then = rate;
    for (const auto price : {&Rate::input, &Rate::cacheRead, &Rate::cacheWrite5m, &Rate::cacheWrite1h, &Rate::output, &Rate::inputAudio,
                             &Rate::cachedAudio, &Rate::outputAudio, &Rate::inputImage, &Rate::outputImage}) {
        then.*price = scaled(rate.*price, ahead.before.*price, ahead.after.*price);
    }
    then.webSearch = ahead.after.webSearch;
    return costOf(tokens, rare, then);
}

std::optional<ModelLife> lifeOf(const Catalogue &catalogue, const std::string &modelKey)
{
    const Model *model = modelOf(tablesOf(catalogue), modelKey);
    if (!model) {
        return std::nullopt;
    }
    ModelLife life{.displayName = std::string{model->displayName}};
    if (const std::optional<LocalDay> day = parseDay(model->retired)) {
        life.until = UtcTime{day->time_since_epoch()};
    }
    return life;
}

} // namespace tokenmeter
