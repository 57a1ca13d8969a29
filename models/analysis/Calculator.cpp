// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Calculator.h"

#include "analysis/Replay.h"
#include "core/UsageRecord.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::uint32_t GrowthUnit = 10'000; ///< hundredths of a percent in one

/// A whole number of any size, not negative: twelve months of growth do not fit in 128 bits.
class BigCount
{
public:
    explicit BigCount(std::int64_t value)
    {
        for (auto rest = std::uint64_t(value); rest > 0; rest >>= 32U) {
            m_digits.push_back(std::uint32_t(rest));
        }
    }
    void multiply(std::uint32_t factor)
    {
        std::uint64_t carry = 0;
        for (std::uint32_t &digit : m_digits) {
            carry += std::uint64_t{digit} * factor;
            digit = std::uint32_t(carry);
            carry >>= 32U;
        }
        if (carry > 0) {
            m_digits.push_back(std::uint32_t(carry));
        }
    }
    /// Rounded down; of several in a row the result is that of their product.
    void divide(std::uint32_t divisor)
    {
        std::uint64_t rest = 0;
        for (std::size_t i = m_digits.size(); i-- > 0;) {
            rest = (rest << 32U) | m_digits[i];
            m_digits[i] = std::uint32_t(rest / divisor);
            rest %= divisor;
        }
        while (!m_digits.empty() && m_digits.back() == 0) {
            m_digits.pop_back();
        }
    }
    std::int64_t value() const
    {
        std::uint64_t sum = 0;
        for (std::size_t i = std::min<std::size_t>(m_digits.size(), 2); i-- > 0;) {
            sum = (sum << 32U) | m_digits[i];
        }
        return std::int64_t(sum);
    }

private:
    std::vector<std::uint32_t> m_digits{}; ///< lowest first
};

/// One end of the estimate.
struct End
{
    TokenCounts tokens{};
    Factor factor{}; ///< of another tokenizer
};

TokenCounts withCache(TokenCounts tokens, const std::optional<Factor> &share)
{
    if (!share) {
        return tokens;
    }
    const std::int64_t prompt = tokens.prompt();
    tokens = {.input = prompt, .output = tokens.output, .reasoning = tokens.reasoning};
    tokens.cacheRead = scaledDown(prompt, *share);
    tokens.input = prompt - tokens.cacheRead;
    return tokens;
}

struct PricedRequest
{
    Int128 cost = 0;
    Currency currency{};
    TokenCounts tokens{};
    bool losesBatch = false;
};

/// The request, replayed. Nothing, and `answer` says why.
std::optional<PricedRequest> pricedOn(const ReplayTarget &target, const CalculatorQuestion &question, const End &end, CalculatedModel::Answer &answer)
{
    ReplayInput input;
    input.owns.push_back({.model = question.usageModel, .tokenizer = question.usageTokenizer, .currency = target.prices.empty() ? Currency{} : target.prices.front().currency,
                          .priced = true}); // its actual cost is not asked for
    input.records.add(msOf(question.at), end.tokens, question.rare, 1, 0, 0, 0, true);
    ReplayAssumptions assumptions;
    assumptions.answer = assumptions.cacheHit = FactorBand{}; // both are what the user says
    assumptions.tokenizer = {end.factor, end.factor, end.factor};
    if (question.counted == CalculatorQuestion::Counted::Given) {
        assumptions.tokenizers.clear();
    }
    const ReplayResult result = replay(input, {target}, assumptions, {.band = false, .threads = 1});
    const ReplayOutcome &outcome = result.models.front();
    if (outcome.moved == 0) {
        answer = outcome.gaps.context > 0 ? CalculatedModel::Answer::TooSmall
            : outcome.gaps.modality > 0   ? CalculatedModel::Answer::Modality
                                          : CalculatedModel::Answer::NoPrice;
        return std::nullopt;
    }
    PricedRequest priced{.currency = target.prices.front().currency, .tokens = outcome.tokens, .losesBatch = outcome.lostTier > 0};
    for (std::size_t c = 0; c < outcome.sums.size(); ++c) {
        priced.cost += outcome.sums[c].cost; // one model's price list has one currency
        if (outcome.sums[c].cost != 0) {
            priced.currency = result.currencies[c];
        }
    }
    return priced;
}

/// What the months cost, free tokens first.
struct MonthCosts
{
    std::array<Int128, CalculatedMonths> months{};
    std::int64_t freeRequests = 0;
    Int128 year() const
    {
        Int128 sum = 0;
        for (const Int128 month : months) {
            sum += month;
        }
        return sum;
    }
};

MonthCosts monthCostsOf(const PricedRequest &request, std::int64_t tokens, std::int64_t freeTokens, const std::array<std::int64_t, CalculatedMonths> &requests)
{
    MonthCosts costs;
    const std::int64_t free = tokens > 0 ? freeTokens / tokens : 0;          // that the free tokens cover whole
    const std::int64_t rest = tokens > 0 ? tokens - freeTokens % tokens : 0; // paid of the one that they cover in part
    const bool isSplit = tokens > 0 && rest < tokens;
    std::int64_t before = 0;
    for (std::size_t m = 0; m < CalculatedMonths; ++m) {
        const std::int64_t after = before + requests[m];
        costs.freeRequests += std::clamp<std::int64_t>(free - before, 0, requests[m]);
        const std::int64_t paidFrom = free + (isSplit ? 1 : 0); // its number, from 0
        const std::int64_t paid = after - std::clamp(paidFrom, before, after);
        costs.months[m] = Int128{paid} * request.cost;
        if (isSplit && before <= free && free < after) {
            // In the request's own mix, since which class is covered first is not known; the one rounding.
            costs.months[m] += (2 * request.cost * rest + tokens) / (2 * Int128{tokens});
        }
        before = after;
    }
    return costs;
}

std::optional<Problem> wrongField(const CalculatorQuestion &question)
{
    const auto wrong = [](const char *field, std::int64_t value) { return Problem{.cause = Cause::BadArgument, .args = {field, std::to_string(value)}}; };
    for (const TokenCounts *counts : {&question.low, &question.central, &question.high}) {
        for (const std::int64_t prompt : {counts->input, counts->cacheRead, counts->cacheWrite5m, counts->cacheWrite1h}) {
            if (prompt < 0 || prompt > MostCalculatedTokens) {
                return wrong("input", prompt);
            }
        }
        if (counts->output < 0 || counts->output > MostCalculatedTokens) {
            return wrong("output", counts->output);
        }
    }
    if (question.rare.tokens() > MostCalculatedTokens) {
        return wrong("input", question.rare.tokens());
    }
    if (question.central.total() + question.rare.tokens() == 0) {
        return wrong("input", 0);
    }
    if (question.requests < 1 || question.requests > MostCalculatedRequests) {
        return wrong("requests", question.requests);
    }
    if (question.growth < -MostGrowth || question.growth > MostGrowth) {
        return wrong("growth", question.growth);
    }
    if (question.freeTokens < 0 || question.freeTokens > MostFreeTokens) {
        return wrong("free-tokens", question.freeTokens);
    }
    if (question.cacheShare && Factor{} < *question.cacheShare) {
        return wrong("cache-share", question.cacheShare->num / question.cacheShare->den);
    }
    return std::nullopt;
}

CalculatedModel calculatedOn(const ReplayTarget &target, const ReplayModel &model, const CalculatorQuestion &question)
{
    CalculatedModel calculated{.model = model};
    calculated.contextWindow = target.contextWindow;
    const bool isUsage = question.counted == CalculatorQuestion::Counted::Usage;
    const FactorBand other = isUsage ? ReplayAssumptions{}.tokenizer : FactorBand{};
    const End ends[] = {{withCache(question.low, question.cacheShare), other.low},
                        {withCache(question.central, question.cacheShare), other.central},
                        {withCache(question.high, question.cacheShare), other.high}};
    constexpr std::size_t Middle = 1;
    const std::array<std::int64_t, CalculatedMonths> requests = requestsByMonth(question.requests, question.growth);
    std::vector<CalculatedBand> bands;
    for (std::size_t e = 0; e < std::size(ends); ++e) {
        const std::optional<PricedRequest> priced = pricedOn(target, question, ends[e], calculated.answer);
        if (!priced) {
            return calculated; // what does not fit at one end has no figure at any
        }
        const std::int64_t tokens = priced->tokens.total() + question.rare.tokens();
        const MonthCosts costs = monthCostsOf(*priced, tokens, question.freeTokens, requests);
        const auto money = [&](Int128 atto) { return Money::fromAtto(atto, priced->currency); };
        const Money figures[] = {money(priced->cost), money(costs.months.front()), money(costs.year())};
        CalculatedBand *const places[] = {&calculated.request, &calculated.month, &calculated.year};
        for (std::size_t f = 0; f < std::size(figures); ++f) {
            // A longer answer can be of a cheaper step: the ends are those of the amounts.
            CalculatedBand &band = *places[f];
            band.central = e == Middle ? figures[f] : band.central;
            band.low = e == 0 || figures[f].atto() < band.low.atto() ? figures[f] : band.low;
            band.high = e == 0 || figures[f].atto() > band.high.atto() ? figures[f] : band.high;
        }
        calculated.lowTokens = e == 0 ? tokens : std::min(calculated.lowTokens, tokens);
        calculated.highTokens = std::max(calculated.highTokens, tokens);
        if (e == Middle) {
            calculated.tokens = priced->tokens;
            calculated.freeRequests = costs.freeRequests;
            calculated.losesBatch = priced->losesBatch;
            calculated.losesCache = ends[e].tokens.cacheRead > 0 && priced->tokens.cacheRead == 0;
            for (const Int128 month : costs.months) {
                calculated.months.push_back(money(month));
            }
        }
    }
    calculated.answer = CalculatedModel::Answer::Cost;
    calculated.cache = target.prices.front().cache;
    return calculated;
}

} // namespace

std::array<std::int64_t, CalculatedMonths> requestsByMonth(std::int64_t first, std::int64_t growth)
{
    std::array<std::int64_t, CalculatedMonths> requests{};
    for (std::size_t month = 0; month < CalculatedMonths; ++month) {
        BigCount count{first};
        for (std::size_t i = 0; i < month; ++i) {
            count.multiply(std::uint32_t(std::int64_t{GrowthUnit} + growth));
        }
        // Down to half units, then half up: the divisor is even.
        count.multiply(2);
        for (std::size_t i = 0; i < month; ++i) {
            count.divide(GrowthUnit);
        }
        requests[month] = (count.value() + 1) / 2;
    }
    return requests;
}

Result<std::vector<CalculatedModel>> calculate(Pricer &pricer, std::span<const OwnPrice> ownPrices, const std::vector<ReplayModel> &models, const CalculatorQuestion &question)
{
    if (const std::optional<Problem> wrong = wrongField(question)) {
        return *wrong;
    }
    const std::array<ReplayVariant, 1> variants{ReplayVariant{.flags = question.batch ? std::uint32_t{BatchFlag} : 0U}};
    std::vector<CalculatedModel> calculated;
    for (const ReplayModel &model : models) {
        const ReplayTarget target = replayTargetOf(pricer, model, ownPrices, variants, {.at = question.at});
        calculated.push_back(calculatedOn(target, model, question));
    }
    return calculated;
}

std::vector<std::size_t> cheapestFirst(const std::vector<CalculatedModel> &models)
{
    std::vector<std::size_t> order(models.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto rank = [&](std::size_t i) {
            const bool hasCost = models[i].answer == CalculatedModel::Answer::Cost;
            return std::make_tuple(!hasCost, hasCost ? models[i].year.central.currency() : Currency{}, hasCost ? models[i].year.central.atto() : Int128{0});
        };
        return rank(a) < rank(b);
    });
    return order;
}

std::vector<ReplayModel> wellKnownModels(Pricer &pricer, UtcTime at)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> Known{{
        {"anthropic", "claude-opus-5-5"},   {"anthropic", "claude-sonnet-5-5"}, {"anthropic", "claude-haiku-5-5"}, {"openai", "gpt-6-sol"},
        {"openai", "gpt-6-luna"},           {"google", "gemini-2.5-pro"},       {"google", "gemini-3.8-flash"},    {"deepseek", "deepseek-v4-pro"},
        {"deepseek", "deepseek-v4-flash"},  {"alibaba-cn", "qwen3.8-max"},     {"xai", "grok-4.5"},
        {"mistral", "mistral-large-2512"},  {"zai", "glm-5.2"},
    }};
    std::vector<ReplayModel> models;
    for (const auto &[provider, id] : Known) {
        const PriceQuery query{.provider = std::string{provider}, .model = std::string{id}, .time = at, .tokens = {.input = 1, .output = 1}};
        if (!pricer.rateOf(query).isPriced()) {
            continue;
        }
        if (Result<ReplayModel> model = replayModelOf(pricer, query.provider, query.model, {}, at)) {
            models.push_back(*std::move(model));
        }
    }
    return models;
}

} // namespace tokenmeter
