// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BilledCells.h"

#include "flow/ToldTwice.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// Whether the month holds it: by its day where it is known by a day, else by its beginning.
template <class Row>
bool isInMonth(const Row &row, const ReconcileRequest &request)
{
    const year_month_day day{row.day ? *row.day : request.providerZone.dayOf(row.from)};
    return day.year() / day.month() == request.month;
}

std::string billedTier(const std::string &tier)
{
    return tier == "standard" || tier == "default" ? std::string{} : tier;
}

/// A line that makes the sum of the others the stated total: Google writes "rounding_error", Azure "RoundingAdjustment".
bool isRoundingLine(const Charge &charge)
{
    std::string word = charge.categoryText;
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter + 'a' - 'A') : char(letter); });
    return charge.category == ChargeCategory::Adjustment && word.starts_with("rounding");
}

ReconcileStep stepOfLine(const Charge &charge)
{
    switch (charge.category) {
    case ChargeCategory::Tax: return ReconcileStep::Tax;
    case ChargeCategory::Adjustment: return isRoundingLine(charge) ? ReconcileStep::Rounding : ReconcileStep::Credits;
    case ChargeCategory::Credit: return ReconcileStep::Credits;
    default: return ReconcileStep::Fees;
    }
}

BillPlace placeOnBill(const Charge &charge, bool hasModels, const std::string &model)
{
    if (charge.category != ChargeCategory::Usage) {
        return {.line = stepOfLine(charge)};
    }
    if (!charge.model.empty()) {
        return {.cell = CellPlace{model, charge.tokenClass, billedTier(charge.tier)}};
    }
    return {.line = hasModels ? std::optional{ReconcileStep::Fees} : std::nullopt};
}

bool namesModels(const std::vector<const Charge *> &rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const Charge *each) { return !each->model.empty(); });
}

/// Of the account's month and in some sum.
bool counts(const OfAccount<Charge> &each, const ReconcileRequest &request, const ToldTwice &twice)
{
    return !each.row.isOtherProduct && isInMonth(each.row, request) && !twice.holds(each.report, each.row.from, each.row.to);
}

ReconcileCell &cellAt(ReconcileInput &input, std::map<CellPlace, std::size_t> &places, const CellPlace &place)
{
    const auto [found, isNew] = places.try_emplace(place, input.cells.size());
    if (isNew) {
        const auto &[model, tokenClass, tier] = place;
        input.cells.push_back({.model = model, .tokenClass = tokenClass, .tier = tier});
    }
    return input.cells[found->second];
}

ReconcileDay &dayAt(ReconcileCell &cell, LocalDay day)
{
    const auto found = std::lower_bound(cell.days.begin(), cell.days.end(), day, [](const ReconcileDay &each, LocalDay asked) { return each.day < asked; });
    return found != cell.days.end() && found->day == day ? *found : *cell.days.insert(found, {.day = day});
}

/// Where the bill tells of a model and class; nothing when it does not tell of the model at all.
std::optional<CellPlace> placeOf(const std::map<CellPlace, std::size_t> &places, const std::string &model, TokenClass tokenClass, const std::string &tier)
{
    const bool isWrite = tokenClass == TokenClass::CacheWrite5m || tokenClass == TokenClass::CacheWrite1h;
    for (const std::string &asked : {tier, std::string{}}) {
        for (const TokenClass one : {tokenClass, isWrite ? TokenClass::CacheWrite : tokenClass, TokenClass::Unknown}) {
            if (CellPlace place{model, one, asked}; places.contains(place)) {
                return place;
            }
        }
    }
    return std::nullopt;
}

void takeLine(ReconcileInput &input, const Charge &charge, ReconcileStep step)
{
    if (step == ReconcileStep::Rounding) {
        input.rounding += charge.billed->atto;
        return;
    }
    const std::string &text = charge.description.empty() ? charge.sku : charge.description;
    input.lines.push_back({.step = step, .billed = charge.billed->atto, .text = text});
}

/// Tokens of a bucket by class. A count that holds other classes has none of its own.
std::array<std::pair<TokenClass, std::optional<std::int64_t>>, 5> countsOf(const ReportedCounts &counts)
{
    const bool parted = !counts.inputHoldsCache;
    const bool lifetimes = parted && !counts.cacheLifetimeUnknown;
    return {{{TokenClass::Input, parted ? counts.input : std::nullopt},
             {TokenClass::CacheRead, parted ? counts.cacheRead : std::nullopt},
             {lifetimes ? TokenClass::CacheWrite5m : TokenClass::CacheWrite, parted ? counts.cacheWrite5m : std::nullopt},
             {TokenClass::CacheWrite1h, parted ? counts.cacheWrite1h : std::nullopt},
             {TokenClass::Output, counts.output}}};
}

/// Tokens only beside cells that the bill parts by class: a cell of several classes has no one price.
void takeBucket(BilledCurrency &billed, const UsageBucket &bucket, const std::string &model)
{
    const std::string tier = billedTier(bucket.tier.empty() && bucket.isBatch ? "batch" : bucket.tier);
    for (const auto &[tokenClass, tokens] : countsOf(bucket.counts)) {
        const std::optional<CellPlace> place = tokens ? placeOf(billed.places, model, tokenClass, tier) : std::nullopt;
        if (place && std::get<TokenClass>(*place) != TokenClass::Unknown) {
            ReconcileCell &cell = billed.input.cells[billed.places.at(*place)];
            cell.billedTokens = cell.billedTokens.value_or(0) + *tokens;
            billed.input.detail = BillDetail::Tokens;
        }
    }
}

/// What a bill without models tells: days, or one number.
BillDetail detailWithoutModels(const std::set<LocalDay> &days)
{
    return days.size() > 1 ? BillDetail::Days : BillDetail::Total;
}

} // namespace

BilledMonth billedMonth(const std::vector<OfAccount<Charge>> &charges, const std::vector<OfAccount<UsageBucket>> &buckets, ModelNames &names,
                        const ReconcileRequest &request)
{
    BilledMonth month;
    std::map<Currency, std::vector<const Charge *>> byCurrency;
    const ToldTwice twice{request.repeatedReports, charges};
    const ToldTwice usedTwice{request.repeatedReports, buckets};
    for (const OfAccount<Charge> &each : charges) {
        if (!counts(each, request, twice)) {
            continue;
        }
        month.reports.insert(each.report);
        const Currency currency{each.row.currency};
        if (!each.row.billed || currency.isNone()) {
            ++month.unread;
        } else {
            byCurrency[currency].push_back(&each.row);
        }
    }
    const auto idOf = [&](const std::string &model) { return names.of(request.account.provider, model, {}).id; };
    for (const auto &[currency, rows] : byCurrency) {
        BilledCurrency &bill = month.currencies[currency];
        const bool hasModels = namesModels(rows);
        std::set<LocalDay> days;
        for (const Charge *charge : rows) {
            const LocalDay day = charge->day ? *charge->day : request.providerZone.dayOf(charge->from);
            const BillPlace place = placeOnBill(*charge, hasModels, charge->model.empty() ? std::string{} : idOf(charge->model));
            bill.input.billed += charge->billed->atto;
            if (place.line) {
                takeLine(bill.input, *charge, *place.line);
            } else {
                bill.days[day] += charge->billed->atto;
            }
            if (place.cell) {
                ReconcileCell &cell = cellAt(bill.input, bill.places, *place.cell);
                cell.billed += charge->billed->atto;
                dayAt(cell, day).billed += charge->billed->atto;
                if (charge->tokens && charge->tokenClass != TokenClass::Unknown) {
                    cell.billedTokens = cell.billedTokens.value_or(0) + *charge->tokens;
                }
            }
            days.insert(day);
        }
        const bool hasTokens = std::any_of(bill.input.cells.begin(), bill.input.cells.end(), [](const ReconcileCell &cell) { return cell.billedTokens.has_value(); });
        bill.input.detail = hasTokens ? BillDetail::Tokens : hasModels ? BillDetail::Money : detailWithoutModels(days);
        if (hasTokens) {
            continue; // the bill counts tokens itself
        }
        for (const OfAccount<UsageBucket> &bucket : buckets) {
            if (isInMonth(bucket.row, request) && !usedTwice.holds(bucket.report, bucket.row.from, bucket.row.to)) {
                takeBucket(bill, bucket.row, idOf(bucket.row.model));
            }
        }
    }
    return month;
}

Result<std::vector<PlacedCharge>> chargesOfMonth(LedgerReader &reader, Pricer &pricer, const ReconcileRequest &request, Currency currency)
{
    const UtcTime from = request.providerZone.startOf(local_days{request.month / 1});
    const UtcTime to = request.providerZone.startOf(local_days{(request.month + months{1}) / 1});
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges({.account = request.account.id, .from = from - days{1}, .to = to + days{1}});
    if (!charges) {
        return charges.problem();
    }
    ModelNames names{pricer, from};
    std::vector<const Charge *> rows;
    std::vector<PlacedCharge> placed;
    const ToldTwice twice{request.repeatedReports, *charges};
    for (const OfAccount<Charge> &each : *charges) {
        if (counts(each, request, twice) && each.row.billed && Currency{each.row.currency} == currency) {
            rows.push_back(&each.row);
            placed.push_back({.charge = each});
        }
    }
    const bool hasModels = namesModels(rows);
    for (PlacedCharge &each : placed) {
        const std::string &model = each.charge.row.model;
        each.place = placeOnBill(each.charge.row, hasModels, model.empty() ? std::string{} : names.of(request.account.provider, model, {}).id);
    }
    return placed;
}

void joinTiers(BilledCurrency &bill, const std::vector<MeteredPart> &parts)
{
    std::set<std::string> used;
    std::set<std::string> told;
    for (const MeteredPart &part : parts) {
        used.insert(part.model);
        if (part.isTierSaid) {
            told.insert(part.model);
        }
    }
    std::vector<const CellPlace *> order(bill.places.size());
    for (const auto &[place, index] : bill.places) {
        order[index] = &place;
    }
    std::vector<ReconcileCell> cells;
    std::map<std::pair<std::string, TokenClass>, std::size_t> firsts;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto &[model, tokenClass, tier] = *order[i];
        ReconcileCell &cell = bill.input.cells[i];
        const bool joins = used.contains(model) && !told.contains(model);
        std::size_t at = cells.size();
        if (joins) {
            at = firsts.try_emplace(std::pair<std::string, TokenClass>{model, tokenClass}, at).first->second;
            bill.joined[at][tier] += cell.billedTokens.value_or(0);
        }
        bill.places[*order[i]] = at;
        if (at == cells.size()) {
            cells.push_back(std::move(cell));
            cells.back().tier = joins ? std::string{} : tier;
            continue;
        }
        ReconcileCell &whole = cells[at];
        whole.billed += cell.billed;
        // Tokens of some tiers alone are no count of the whole.
        whole.billedTokens = whole.billedTokens && cell.billedTokens ? std::optional{*whole.billedTokens + *cell.billedTokens} : std::nullopt;
        for (const ReconcileDay &day : cell.days) {
            dayAt(whole, day.day).billed += day.billed;
        }
    }
    bill.input.cells = std::move(cells);
}

void addMetered(ReconcileInput &input, const MeteredPart &part, const BilledCurrency &billed)
{
    // Cells that only the logs have stand behind those of the bill, each once.
    std::size_t at = input.cells.size();
    if (const std::optional<CellPlace> place = placeOf(billed.places, part.model, part.tokenClass, part.tier)) {
        at = billed.places.at(*place);
    } else {
        for (std::size_t i = billed.input.cells.size(); i < input.cells.size(); ++i) {
            const ReconcileCell &cell = input.cells[i];
            if (cell.model == part.model && cell.tokenClass == part.tokenClass && cell.tier == part.tier) {
                at = i;
            }
        }
    }
    if (at == input.cells.size()) {
        input.cells.push_back({.model = part.model, .tokenClass = part.tokenClass, .tier = part.tier});
    }
    ReconcileCell &cell = input.cells[at];
    cell.tokens += part.tokens;
    cell.metered += part.cost;
    if (!part.currency.isNone()) {
        // One price while all agree; else the mean of what was metered, rounded down to an atto a token.
        const bool isSame = part.price && (!cell.price || *cell.price == *part.price);
        cell.price = isSame ? part.price : std::optional{std::int64_t(cell.metered / cell.tokens)};
    }
    dayAt(cell, part.day).metered += part.cost;
}

} // namespace tokenmeter
