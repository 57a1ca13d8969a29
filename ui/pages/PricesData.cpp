// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PricesData.h"

#include "core/Decimal.h"
#include "flow/PricesAhead.h"
#include "flow/Spend.h"
#include "pricing/CatalogueTables.h"

#include <algorithm>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

UtcTime momentOf(const std::string &text, UtcTime otherwise)
{
    const std::optional<ParsedTime> time = text.empty() ? std::nullopt : parseTime(text);
    return time ? time->time : otherwise;
}

std::vector<PricedModel> modelsOf(const Catalogue &catalogue)
{
    std::vector<PricedModel> models;
    for (const tables::Model &each : tablesOf(catalogue).models) {
        PricedModel model{.list = priceListOf(catalogue, std::string{each.key}),
                          .id = std::string{each.id},
                          .family = std::string{each.family},
                          .released = std::string{each.released},
                          .retired = std::string{each.retired}};
        model.aliases.assign(each.aliases.begin(), each.aliases.end());
        models.push_back(std::move(model));
    }
    return models;
}

void addAhead(const Catalogue &catalogue, const UsageCells &cells, UtcTime now, std::vector<ModelPriceAhead> &all)
{
    std::map<std::tuple<UtcTime, std::string>, ModelPriceAhead> found;
    for (const UsageCell &cell : cells.cells) {
        const Rate &rate = rateOf(cells, cell);
        const std::optional<PriceAhead> ahead = priceAheadOf(catalogue, rate);
        if (!ahead || ahead->at <= now) {
            continue;
        }
        const Money before = costOf(cell.tokens, cell.rare, rate);
        const Money after = costAhead(cell.tokens, cell.rare, rate, *ahead);
        const auto [place, isNew] = found.try_emplace({ahead->at, rate.modelKey});
        ModelPriceAhead &entry = place->second;
        if (isNew) {
            const std::optional<ModelLife> life = lifeOf(catalogue, rate.modelKey);
            entry = {.model = rate.modelKey, .name = life ? life->displayName : rate.modelKey, .at = ahead->at, .before = before, .after = after};
        } else {
            entry.before += before;
            entry.after += after;
        }
        if (rate.contextTier == 0 || entry.input.empty()) { // the prices named are those of short prompts
            entry.inputBefore = formatDecimal(ahead->before.input, 12);
            entry.input = formatDecimal(ahead->after.input, 12);
            entry.outputBefore = formatDecimal(ahead->before.output, 12);
            entry.output = formatDecimal(ahead->after.output, 12);
        }
    }
    for (const auto &[place, entry] : found) {
        all.push_back(entry);
    }
}

} // namespace

std::optional<std::int64_t> attoOf(const std::string &perMillion)
{
    const std::optional<Int128> value = perMillion.empty() ? std::nullopt : parseDecimal(perMillion, 12);
    return value ? std::optional{std::int64_t(*value)} : std::nullopt;
}

std::vector<const PriceListRow *> baseRowsOf(const PriceListModel &model)
{
    std::vector<const PriceListRow *> rows;
    for (const PriceListRow &row : model.rows) {
        if (row.mode == "standard" && row.minContext == 0 && row.maxOutput < 0 && !row.hasHours) {
            rows.push_back(&row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const PriceListRow *a, const PriceListRow *b) { return momentOf(a->from, UtcTime::min()) < momentOf(b->from, UtcTime::min()); });
    return rows;
}

const PriceListRow *baseRowAt(const PriceListModel &model, UtcTime at)
{
    for (const PriceListRow *row : baseRowsOf(model)) {
        if (momentOf(row->from, UtcTime::min()) <= at && at < momentOf(row->to, UtcTime::max())) {
            return row;
        }
    }
    return nullptr;
}

int stepsAt(const PriceListModel &model, UtcTime at)
{
    std::set<std::int64_t> steps;
    for (const PriceListRow &row : model.rows) {
        if (row.mode == "standard" && momentOf(row.from, UtcTime::min()) <= at && at < momentOf(row.to, UtcTime::max())) {
            steps.insert(row.minContext);
        }
    }
    return int(steps.size());
}

Result<PricesData> pricesDataOf(WindowServices::Reading reading, LocalDay today, const Zone &zone, UtcTime now)
{
    const Catalogue &catalogue = reading.pricer.catalogue();
    PricesData data{.version = catalogue.version(), .models = modelsOf(catalogue)};
    std::map<std::string, PricedModel *> byKey;
    for (PricedModel &model : data.models) {
        byKey.emplace(model.list.key, &model);
    }
    const Result<std::vector<LedgerReader::ModelVolume>> volumes = reading.reader.models();
    if (!volumes) {
        return volumes.problem();
    }
    for (const LedgerReader::ModelVolume &volume : *volumes) {
        const auto known = byKey.find(reading.pricer.nameOf(volume.provider, volume.model, now).key);
        if (known != byKey.end()) {
            known->second->requests += volume.requests;
            known->second->loggedNames.push_back(volume.model);
        }
        if (volume.unpricedRequests > 0) {
            data.unpriced.push_back(volume);
        }
    }
    std::stable_sort(data.unpriced.begin(), data.unpriced.end(), [](const auto &a, const auto &b) { return a.unpricedRequests > b.unpricedRequests; });
    const year_month_day date{today};
    UsageFilter filter{.from = LocalDay{local_days{date.year() / date.month() / 1}}, .to = today};
    const Result<UsageCells> month = reading.reader.usage(filter, {Dimension::Model}, zone);
    if (!month) {
        return month.problem();
    }
    std::map<std::string, std::map<Currency, Money>> spent;
    for (const UsageCell &cell : month->cells) {
        const Rate &rate = rateOf(*month, cell);
        if (rate.isPriced()) {
            spent[rate.modelKey].try_emplace(rate.currency, Money::fromAtto(0, rate.currency)).first->second += costOf(cell.tokens, cell.rare, rate);
        }
    }
    for (const auto &[key, amounts] : spent) {
        if (const auto known = byKey.find(key); known != byKey.end()) {
            for (const auto &[currency, amount] : amounts) {
                known->second->month.push_back(amount);
            }
        }
    }
    filter = {};
    filter.from = today - days{InUseDays};
    const Result<UsageCells> recent = reading.reader.usage(filter, {Dimension::Model}, zone);
    Result<std::vector<OwnPrice>> own = reading.reader.ownPrices();
    const Result<PlanSheet> plans = reading.reader.plans();
    Result<std::vector<ReviewFact>> facts = reading.reader.reviewFacts();
    Result<std::vector<Retirement>> retirements = retirementsInUse(reading.reader, catalogue, {}, now, zone);
    for (const Problem *problem : {recent ? nullptr : &recent.problem(), own ? nullptr : &own.problem(), plans ? nullptr : &plans.problem(),
                                   retirements ? nullptr : &retirements.problem(), facts ? nullptr : &facts.problem()}) {
        if (problem) {
            return *problem;
        }
    }
    addAhead(catalogue, *recent, now, data.ahead);
    data.own = *std::move(own);
    data.retirements = *std::move(retirements);
    data.annotations = *std::move(facts);
    std::erase_if(data.annotations, [](const ReviewFact &fact) { return fact.annotation() == nullptr; });
    for (const Plan &plan : plans->plans) {
        if (plan.kind == PlanKind::Discount) {
            data.discounts.push_back(plan);
        }
    }
    return data;
}

} // namespace tokenmeter
