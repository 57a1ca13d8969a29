// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Why.h"

#include "flow/Amounts.h"
#include "flow/ModelNames.h"
#include "flow/Pricing.h"
#include "import/LineNumbers.h"
#include "pricing/PriceList.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr std::size_t NearestShown = 3;

/// Lists of prices, each read once.
class Origins
{
public:
    explicit Origins(std::shared_ptr<const Catalogue> catalogue) : m_catalogue{std::move(catalogue)} {}

    PriceOrigin of(const Rate &rate)
    {
        PriceOrigin origin;
        if (rate.modelKey.empty() || !rate.isPriced()) {
            return origin;
        }
        auto [known, isNew] = m_lists.try_emplace(rate.modelKey);
        if (isNew) {
            known->second = priceListOf(*m_catalogue, rate.modelKey);
        }
        for (const PriceListRow &row : known->second.rows) {
            if (row.mode != rate.mode || row.from != rate.effectiveFrom || row.to != rate.effectiveTo) {
                continue;
            }
            if (row.minContext == rate.contextTier && origin.status.empty()) {
                origin.sources = row.sources;
                origin.status = row.status;
            }
            if (row.minContext > rate.contextTier && (origin.nextContextTier == 0 || row.minContext < origin.nextContextTier)) {
                origin.nextContextTier = row.minContext;
            }
        }
        return origin;
    }

private:
    std::shared_ptr<const Catalogue> m_catalogue;
    std::map<std::string, PriceListModel> m_lists;
};

/// Class and place in the order of partsOf, and the price: parts that share them are one.
struct ClassKey
{
    std::size_t model = 0;
    std::uint64_t rate = 0;
    std::string name{};
    friend auto operator<=>(const ClassKey &, const ClassKey &) = default;
};

bool needsConversion(const UsageCells &cells, Currency to)
{
    return std::any_of(cells.rates.begin(), cells.rates.end(),
                       [&](const auto &rate) { return rate.second.isPriced() && rate.second.currency != to; });
}

/// The larger converted amount, then more tokens, then the name.
bool isDearer(const WhyModel &a, const WhyModel &b)
{
    const auto key = [](const WhyModel &model) {
        return std::tuple{model.spend.cost.empty(), -model.inCurrency.atto(), -model.spend.totalTokens};
    };
    const auto left = key(a);
    const auto right = key(b);
    return left != right ? left < right : a.model.key < b.model.key;
}

} // namespace

Result<WhyRecordAnswer> whyRecord(LedgerReader &reader, Pricer &pricer, std::int64_t id)
{
    Result<RecordRow> row = reader.record(id);
    if (!row) {
        return row.problem();
    }
    const Result<std::vector<RecordSighting>> sightings = reader.sightings(id);
    if (!sightings) {
        return sightings.problem();
    }
    const Result<std::shared_ptr<const Catalogue>> catalogue = catalogueOf(reader);
    if (!catalogue) {
        return catalogue.problem();
    }
    WhyRecordAnswer answer{.row = *std::move(row)};
    const RecordRow &record = answer.row;
    const Serving &serving = record.serving;
    ModelNames names{pricer, record.time};
    answer.model = names.of(serving.provider, serving.model, record.rate.modelKey);
    answer.parts = partsOf(record.tokens, record.rare, record.rate);
    answer.amount = costOf(record.tokens, record.rare, record.rate);
    answer.origin = Origins{*catalogue}.of(record.rate);
    answer.promptTokens = record.tokens.prompt() + record.rare.prompt();
    if (record.rate.unpriced == Unpriced::AmbiguousModel) {
        answer.candidates = pricer.candidatesOf(serving.provider, serving.model, record.time);
    } else if (record.rate.unpriced == Unpriced::UnknownModel) {
        answer.nearest = pricer.nearest(serving.model, NearestShown);
    }
    std::vector<Problem> lines;
    lines.push_back({.file = record.file, .offset = record.offset});
    for (const RecordSighting &sighting : *sightings) {
        lines.push_back({.file = sighting.file, .offset = sighting.offset});
    }
    numberLines(lines);
    answer.place = {.file = record.file, .offset = lines.front().offset, .line = lines.front().line};
    for (std::size_t i = 0; i < sightings->size(); ++i) {
        const RecordSighting &sighting = (*sightings)[i];
        answer.sightings.push_back({.place = {.file = sighting.file, .offset = lines[i + 1].offset, .line = lines[i + 1].line}, .rule = sighting.rule});
    }
    return answer;
}

Result<WhySumAnswer> whySum(LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const Zone &zone,
                            const std::string &currency, UtcTime now, const ReadProgress &progress)
{
    const Currency to{currency};
    if (to.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"currency", currency}};
    }
    const Result<std::shared_ptr<const Catalogue>> catalogue = catalogueOf(reader);
    if (!catalogue) {
        return catalogue.problem();
    }
    const UsageOptions options{.progress = progress};
    std::vector<Dimension> dimensions{Dimension::Provider, Dimension::Model};
    Result<UsageCells> cells = reader.usage(filter, dimensions, zone, options);
    if (!cells) {
        return cells.problem();
    }
    ExchangeRates exchange;
    const std::size_t utcDay = dimensions.size();
    const bool converts = needsConversion(*cells, to);
    if (converts) {
        dimensions.push_back(Dimension::UtcDay);
        cells = reader.usage(filter, dimensions, zone, options);
        if (!cells) {
            return cells.problem();
        }
        const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
        if (!stored) {
            return stored.problem();
        }
        exchange = ExchangeRates{*stored};
    }

    WhySumAnswer answer;
    answer.inCurrency = Money::fromAtto(0, to);
    ModelNames names{pricer, now};
    Origins origins{*catalogue};
    std::map<std::string, std::size_t> byKey;
    std::map<std::pair<std::size_t, std::uint64_t>, std::size_t> byRate;
    Amounts<ClassKey> amounts{to};
    std::map<ClassKey, Money> plain;
    for (const UsageCell &cell : cells->cells) {
        const Rate &rate = rateOf(*cells, cell);
        const std::string &provider = nameOf(*cells, cell.key[0]);
        const std::string &raw = nameOf(*cells, cell.key[1]);
        const Pricer::ModelName &name = names.of(provider, raw, rate.modelKey);
        const std::string &key = name.key.empty() ? raw : name.key;
        const auto [place, isNew] = byKey.try_emplace(key, answer.models.size());
        const std::size_t index = place->second;
        if (isNew) {
            answer.models.push_back({.model = {.key = key, .id = name.id, .name = name.displayName.empty() ? raw : name.displayName, .family = name.family}});
        }
        WhyModel &model = answer.models[index];
        if (std::find(model.model.rawModels.begin(), model.model.rawModels.end(), raw) == model.model.rawModels.end()) {
            model.model.rawModels.push_back(raw);
        }
        addCell(model.spend, cell, rate);
        const auto [ratePlace, isNewRate] = byRate.try_emplace({index, rate.key}, model.rates.size());
        if (isNewRate) {
            model.rates.push_back({.rate = rate, .origin = origins.of(rate), .amount = Money::fromAtto(0, rate.currency)});
            if (rate.unpriced == Unpriced::AmbiguousModel) {
                model.rates.back().unpricedCandidates = pricer.candidatesOf(provider, raw, now);
            }
        }
        WhyRate &at = model.rates[ratePlace->second];
        at.requests += cell.requests;
        at.tokens += cell.tokens.total() + cell.rare.tokens();
        for (CostPart &part : partsOf(cell.tokens, cell.rare, rate)) {
            const ClassKey entry{.model = index, .rate = rate.key, .name = part.name};
            if (converts) {
                amounts.add(entry, LocalDay{std::chrono::days{cell.key[utcDay]}}, part.amount);
            } else {
                plain.try_emplace(entry, Money::fromAtto(0, to)).first->second += part.amount;
            }
            at.amount += part.amount;
            const auto known = std::find_if(at.classes.begin(), at.classes.end(), [&](const WhyClass &one) { return one.part.name == part.name; });
            if (known == at.classes.end()) {
                at.classes.push_back({.part = std::move(part), .inCurrency = Money::fromAtto(0, to)});
            } else {
                known->part.count += part.count;
                known->part.amount += part.amount;
            }
        }
    }
    const auto converted = amounts.convert(exchange);
    // Classes come as cells bring them; people read them in one order.
    RareCounts everyRare{.inputAudio = 1, .cachedAudio = 1, .outputAudio = 1, .inputImage = 1, .outputImage = 1, .webSearches = 1};
    Rate anyPrice;
    anyPrice.unpriced = Unpriced::No;
    std::map<std::string, std::size_t> order;
    for (const CostPart &part : partsOf({.input = 1, .cacheRead = 1, .cacheWrite5m = 1, .cacheWrite1h = 1, .output = 1}, everyRare, anyPrice)) {
        order.emplace(part.name, order.size());
    }
    for (std::size_t m = 0; m < answer.models.size(); ++m) {
        WhyModel &model = answer.models[m];
        model.inCurrency = Money::fromAtto(0, to);
        for (WhyRate &rate : model.rates) {
            rate.inCurrency = Money::fromAtto(0, to);
            for (WhyClass &one : rate.classes) {
                const ClassKey entry{.model = m, .rate = rate.rate.key, .name = one.part.name};
                one.inCurrency = converts ? converted.of(entry, to) : plain[entry];
                rate.inCurrency += one.inCurrency;
            }
            model.inCurrency += rate.inCurrency;
            std::sort(rate.classes.begin(), rate.classes.end(),
                      [&](const WhyClass &a, const WhyClass &b) { return order.at(a.part.name) < order.at(b.part.name); });
        }
        answer.inCurrency += model.inCurrency;
        answer.total += model.spend;
        std::stable_sort(model.rates.begin(), model.rates.end(), [](const WhyRate &a, const WhyRate &b) {
            const auto key = [](const WhyRate &rate) { return std::tuple{!rate.rate.isPriced(), -rate.inCurrency.atto(), -rate.tokens}; };
            return key(a) < key(b);
        });
    }
    std::sort(answer.models.begin(), answer.models.end(), isDearer);
    answer.foreign = converted.foreign;
    answer.rates = converted.rates;
    answer.missing = converted.missing;
    return answer;
}

} // namespace tokenmeter
