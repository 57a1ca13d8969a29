// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/BillFiles.h"

#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

using namespace exports;

std::string lower(std::string_view text)
{
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return result;
}

std::string upper(std::string_view text)
{
    std::string result{trimmedText(text)};
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return result;
}

bool hasWord(std::string_view text, Names words)
{
    const std::string plain = lower(text);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

/// @param zone east of UTC, where the source cuts its days
void setDay(Charge &charge, LocalDay day, std::chrono::minutes zone = std::chrono::minutes{0})
{
    charge.day = day;
    charge.from = UtcTime{day.time_since_epoch()} - zone;
    charge.to = charge.from + std::chrono::hours{24};
}

/// The day that is written, "2026-10-05" with anything behind it or "10/05/2026".
std::optional<LocalDay> dayOf(std::string_view text)
{
    if (text.size() >= 10 && text[2] == '/' && text[5] == '/') {
        const std::string turned = std::string{text.substr(6, 4)} + "-" + std::string{text.substr(0, 2)} + "-" + std::string{text.substr(3, 2)};
        return parseDay(turned);
    }
    return parseDay(text.substr(0, 10));
}

bool takeDay(Row &row, Names names, Charge &charge, std::chrono::minutes zone = std::chrono::minutes{0})
{
    const std::string_view text = row.text(names);
    const std::optional<LocalDay> day = dayOf(text);
    if (!day) {
        row.note(text.empty() ? Cause::MissingField : Cause::BadTime, *names.begin());
        return false;
    }
    setDay(charge, *day, zone);
    if (const std::optional<Cause> early = problemOf(charge.from)) {
        row.note(*early, *names.begin());
        return false;
    }
    return true;
}

/// Without an amount a row is no charge; without a currency it can be added to none.
Reading checked(Row &row, const Charge &charge, std::string_view amountColumn, std::string_view currencyColumn)
{
    if (!charge.billed) {
        if (row.notes().empty()) {
            row.note(Cause::MissingField, amountColumn);
        }
        return Reading::Damaged;
    }
    if (charge.currency.empty()) {
        row.note(Cause::MissingField, currencyColumn);
        return Reading::Damaged;
    }
    return Reading::Take;
}

/// A quantity and its unit, by the names of their columns.
using Measure = std::pair<std::string_view, std::string_view>;

/// The first measure that is in tokens; else the first that is there. Never the number of one in the unit of another.
/// @param isOne "1" as a unit is one token here
void takeQuantity(Row &row, std::initializer_list<Measure> measures, Charge &charge, bool isOne = false)
{
    const auto factorOf = [&](std::string_view unit) { return isOne && unit == "1" ? 1 : tokensOfUnit(unit); };
    const auto isThere = [&](const Measure &each) { return amountOf(row.peek(each.first)).has_value(); };
    const Measure *chosen = std::find_if(measures.begin(), measures.end(), [&](const Measure &each) { return isThere(each) && factorOf(row.peek(each.second)) != 0; });
    chosen = chosen != measures.end() ? chosen : std::find_if(measures.begin(), measures.end(), isThere);
    if (chosen == measures.end()) {
        return;
    }
    charge.quantity = amountOf(row.text({chosen->first}))->text;
    charge.unit = row.text({chosen->second});
    const std::int64_t factor = factorOf(charge.unit);
    const CountText tokens = factor == 0 ? CountText{} : countOfText(charge.quantity, factor);
    if (tokens.present && !tokens.problem) {
        charge.tokens = tokens.value;
    }
}

Reading readAnthropic(Row &row, BilledLine &line)
{
    Charge &charge = line.charge;
    line.provider = "anthropic";
    charge.billed = row.billed({"cost_usd"});
    charge.list = row.billed({"list_price_usd"});
    charge.currency = "USD";
    if (!takeDay(row, {"usage_date_utc"}, charge)) {
        return Reading::Damaged;
    }
    charge.service = "Claude API";
    charge.model = row.text({"model"});
    const std::string_view kind = row.text({"token_type"});
    const std::string_view costType = row.text({"cost_type"});
    charge.sku = kind.empty() ? costType : kind;
    charge.description = charge.sku;
    charge.tokenClass = kind == "input_no_cache"    ? TokenClass::Input
        : kind == "input_cache_read"                ? TokenClass::CacheRead
        : kind == "input_cache_write_5m"            ? TokenClass::CacheWrite5m
        : kind == "input_cache_write_1h"            ? TokenClass::CacheWrite1h
        : kind == "output"                          ? TokenClass::Output
                                                    : TokenClass::Unknown;
    charge.tier = row.text({"usage_type"}) == "batch" ? "batch" : "";
    charge.contextTier = row.text({"context_window"});
    charge.project = row.text({"workspace"});
    charge.keyLabel = row.text({"api_key"});
    const std::string_view region = row.text({"inference_geo"});
    charge.region = region == "not_available" ? std::string_view{} : region;
    charge.other = row.rest();
    return checked(row, charge, "cost_usd", "cost_usd");
}

/// "gpt-5.2, cached input, batch". Free text: only words that are known tell something.
void takeLineItem(Charge &charge)
{
    const std::size_t comma = charge.sku.find(", ");
    if (comma == std::string::npos) {
        return;
    }
    std::string rest = lower(std::string_view{charge.sku}.substr(comma + 2));
    const bool isBatch = rest.ends_with(", batch");
    rest.resize(rest.size() - (isBatch ? 7 : 0));
    std::replace(rest.begin(), rest.end(), '_', ' ');
    constexpr std::array<std::pair<std::string_view, TokenClass>, 9> Words{{{"input", TokenClass::Input},
                                                                           {"input tokens", TokenClass::Input},
                                                                           {"cached input", TokenClass::CacheRead},
                                                                           {"cached input tokens", TokenClass::CacheRead},
                                                                           {"input cached tokens", TokenClass::CacheRead},
                                                                           {"cache write", TokenClass::CacheWrite},
                                                                           {"cache writes", TokenClass::CacheWrite},
                                                                           {"output", TokenClass::Output},
                                                                           {"output tokens", TokenClass::Output}}};
    const auto found = std::find_if(Words.begin(), Words.end(), [&](const auto &each) { return each.first == rest; });
    if (found != Words.end()) {
        charge.model = charge.sku.substr(0, comma);
        charge.tokenClass = found->second;
        charge.tier = isBatch ? "batch" : "";
    }
}

Reading readOpenAi(Row &row, BilledLine &line)
{
    Charge &charge = line.charge;
    line.provider = "openai";
    if (row.text({"amount_value"}).empty()) {
        return Reading::Nothing; // an empty bucket
    }
    charge.billed = row.billed({"amount_value"});
    charge.currency = upper(row.text({"amount_currency"}));
    UsageRecord times;
    if (!row.takeTime({"start_time", "start_time_iso"}, times)) {
        return Reading::Damaged;
    }
    setDay(charge, LocalDay{std::chrono::floor<std::chrono::days>(times.time).time_since_epoch()});
    charge.account = row.text({"organization_id"});
    charge.service = "OpenAI API";
    charge.sku = row.text({"line_item"});
    charge.description = charge.sku;
    charge.project = row.text({"project_name", "project_id"});
    charge.keyLabel = row.text({"api_key_id"});
    charge.user = row.text({"user_email", "user_id"});
    takeLineItem(charge);
    takeQuantity(row, {{"quantity", "quantity_unit"}}, charge);
    if (charge.billed && charge.billed->atto < 0) {
        charge.category = hasWord(charge.sku, {"credit"}) ? ChargeCategory::Credit : ChargeCategory::Adjustment;
    }
    static_cast<void>(row.text({"end_time", "end_time_iso", "organization_name"}));
    charge.other = row.rest();
    return checked(row, charge, "amount_value", "amount_currency");
}

Reading readDeepSeek(Row &row, BilledLine &line)
{
    constexpr std::chrono::minutes Beijing{480};
    Charge &charge = line.charge;
    line.provider = "deepseek";
    charge.billed = row.billed({"cost"});
    charge.currency = upper(row.text({"currency"}));
    if (!takeDay(row, {"start_time_iso"}, charge, Beijing)) {
        return Reading::Damaged;
    }
    charge.account = row.text({"user_id"});
    charge.service = "DeepSeek API";
    charge.model = row.text({"model"});
    charge.sku = row.text({"wallet_type"});
    charge.description = charge.sku;
    return checked(row, charge, "cost", "currency");
}

ChargeCategory categoryOf(std::string_view word)
{
    const std::string plain = lower(word);
    return plain == "usage" || plain.empty() ? ChargeCategory::Usage
        : plain == "tax"                     ? ChargeCategory::Tax
        : plain == "credit" || plain == "refund" ? ChargeCategory::Credit
        : plain.starts_with("adjustment") || plain.starts_with("rounding") ? ChargeCategory::Adjustment
        : plain == "purchase" || plain == "unusedreservation" ? ChargeCategory::Purchase
        : plain == "fee"                     ? ChargeCategory::Fee
                                             : ChargeCategory::Other;
}

/// Products of clouds that run language models.
bool runsModels(std::string_view service)
{
    return hasWord(service, {"openai", "bedrock", "vertex", "gemini", "generative", "foundry", "ai services", "cognitive", "anthropic", "claude", "machine learning",
                             "sagemaker", "model studio", "dashscope"});
}

std::string cloudOf(std::string_view name)
{
    return hasWord(name, {"microsoft", "azure"}) ? "azure"
        : hasWord(name, {"aws", "amazon"})       ? "aws"
        : hasWord(name, {"google"})              ? "google"
        : hasWord(name, {"alibaba", "aliyun"})   ? "alibaba"
                                                 : lower(name);
}

Reading readFocus(Row &row, BilledLine &line)
{
    Charge &charge = line.charge;
    line.provider = cloudOf(row.text({"ServiceProviderName", "ProviderName", "InvoiceIssuerName", "PublisherName", "Provider"}));
    charge.billed = row.billed({"BilledCost"});
    charge.effective = row.billed({"EffectiveCost", "AmortizedCost"});
    charge.list = row.billed({"ListCost"});
    charge.contracted = row.billed({"ContractedCost"});
    charge.currency = upper(row.text({"BillingCurrency"}));
    UsageRecord from;
    UsageRecord to;
    if (!row.takeTime({"ChargePeriodStart"}, from)) {
        return Reading::Damaged;
    }
    using namespace std::chrono;
    const auto startOf = [](const UsageRecord &record) { return record.precision == Precision::Day ? UtcTime{floor<days>(record.time)} : record.time; };
    charge.from = startOf(from);
    charge.to = !row.text({"ChargePeriodEnd"}).empty() && row.takeTime({"ChargePeriodEnd"}, to) ? startOf(to) : charge.from + hours{24};
    if (charge.to <= charge.from) {
        row.note(Cause::BadTime, "ChargePeriodEnd");
        return Reading::Damaged;
    }
    if (charge.to - charge.from == hours{24} && floor<days>(charge.from) == charge.from) {
        charge.day = LocalDay{floor<days>(charge.from).time_since_epoch()};
    }
    charge.account = row.text({"BillingAccountId"});
    // A period's rows are replaced together; corrections of earlier days stand in it as well.
    line.part = row.text({"BillingPeriodStart"}).substr(0, 7);
    line.isWholePart = !line.part.empty();
    charge.invoice = row.text({"InvoiceId"});
    if (charge.invoice.empty()) {
        charge.invoice = line.part;
    }
    charge.categoryText = row.text({"ChargeCategory"});
    charge.category = categoryOf(charge.categoryText);
    charge.service = row.text({"ServiceName"});
    const std::string_view sku = row.text({"SkuMeter"});
    const std::string_view description = row.text({"ChargeDescription"});
    charge.description = description;
    charge.sku = row.text({"SkuMeter", "SkuId", "SkuPriceId"});
    charge.isOtherProduct = !hasWord(row.text({"ServiceCategory"}), {"ai and machine learning"}) && !runsModels(charge.service);
    if (!charge.isOtherProduct && charge.category == ChargeCategory::Usage) {
        const MeterWords words = meterWords(sku.empty() ? description : sku);
        charge.model = words.tokenClass == TokenClass::Unknown ? std::string{} : words.model;
        charge.tokenClass = words.tokenClass;
        charge.tier = words.isBatch ? "batch" : "";
    }
    charge.project = row.text({"ResourceName", "SubAccountName", "SubAccountId"});
    charge.region = row.text({"RegionId", "RegionName"});
    takeQuantity(row, {{"ConsumedQuantity", "ConsumedUnit"}, {"UsageQuantity", "UsageUnit"}, {"PricingQuantity", "PricingUnit"}}, charge);
    static_cast<void>(row.text({"BillingPeriodEnd"}));
    charge.other = row.rest();
    return checked(row, charge, "BilledCost", "BillingCurrency");
}

Reading readAzure(Row &row, BilledLine &line)
{
    Charge &charge = line.charge;
    line.provider = "azure";
    charge.billed = row.billed({"CostInBillingCurrency", "Cost", "PreTaxCost", "ExtendedCost"});
    charge.currency = upper(row.text({"BillingCurrency", "BillingCurrencyCode", "Currency"}));
    if (!takeDay(row, {"Date", "UsageDateTime", "UsageDate"}, charge)) {
        return Reading::Damaged;
    }
    charge.account = row.text({"BillingAccountId", "BillingAccountName"});
    line.part = row.text({"SubscriptionId", "SubscriptionGuid", "SubscriptionName"});
    charge.service = row.text({"MeterCategory", "ConsumedService"});
    const std::string_view meter = row.text({"MeterName", "Meter"});
    charge.sku = meter;
    charge.description = row.text({"MeterSubCategory"});
    charge.categoryText = row.text({"ChargeType"});
    charge.category = categoryOf(charge.categoryText);
    charge.isOtherProduct = !hasWord(std::string{charge.service} + " " + charge.description, {"openai", "foundry", "ai services", "cognitive services"});
    if (!charge.isOtherProduct) {
        const MeterWords words = meterWords(meter);
        charge.model = words.tokenClass == TokenClass::Unknown ? std::string{} : words.model;
        charge.tokenClass = words.tokenClass;
        charge.tier = words.isBatch ? "batch" : "";
    }
    charge.project = row.text({"ResourceName", "ResourceGroup", "ResourceGroupName"});
    charge.region = row.text({"ResourceLocation", "MeterRegion"});
    takeQuantity(row, {{"Quantity", "UnitOfMeasure"}, {"UsageQuantity", "UnitOfMeasure"}}, charge, charge.tokenClass != TokenClass::Unknown);
    charge.other = row.rest();
    return checked(row, charge, "CostInBillingCurrency", "BillingCurrency");
}

/// What a word in the name of a meter tells.
enum class MeterPart : std::uint8_t {
    Name, ///< of the model
    Input,
    Output,
    Cache,
    Write, ///< of a cache, where there is one
    Batch,
    Passing ///< of a region or a unit
};

MeterPart partOf(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, MeterPart>, 26> Parts{
        {{"inp", MeterPart::Input},      {"inpt", MeterPart::Input},      {"input", MeterPart::Input},      {"outp", MeterPart::Output},   {"opt", MeterPart::Output},
         {"out", MeterPart::Output},     {"outpt", MeterPart::Output},    {"output", MeterPart::Output},    {"cached", MeterPart::Cache},  {"cchd", MeterPart::Cache},
         {"cache", MeterPart::Cache},    {"write", MeterPart::Write},     {"writes", MeterPart::Write},     {"wr", MeterPart::Write},      {"batch", MeterPart::Batch},
         {"", MeterPart::Passing},       {"tokens", MeterPart::Passing},  {"token", MeterPart::Passing},    {"glbl", MeterPart::Passing},  {"global", MeterPart::Passing},
         {"regnl", MeterPart::Passing},  {"regional", MeterPart::Passing}, {"dz", MeterPart::Passing},      {"datazone", MeterPart::Passing}, {"1k", MeterPart::Passing},
         {"1m", MeterPart::Passing}}};
    const std::string plain = lower(word);
    const auto found = std::find_if(Parts.begin(), Parts.end(), [&](const auto &each) { return each.first == plain; });
    return found == Parts.end() ? MeterPart::Name : found->second;
}

constexpr std::string_view BetweenWords = " ,/";

/// Whether one of the parts is told between blanks and hyphens.
bool hasPart(std::string_view name, std::initializer_list<MeterPart> parts)
{
    for (std::size_t at = 0; at < name.size();) {
        std::size_t end = at;
        while (end < name.size() && name[end] != '-' && BetweenWords.find(name[end]) == std::string_view::npos) {
            ++end;
        }
        if (std::find(parts.begin(), parts.end(), partOf(name.substr(at, end - at))) != parts.end()) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

} // namespace

MeterWords meterWords(std::string_view name)
{
    MeterWords words;
    const bool isCached = hasPart(name, {MeterPart::Cache});
    bool isInput = false;
    bool isOutput = false;
    bool isWrite = false;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of(BetweenWords, at), name.size());
        const std::string_view word = name.substr(at, end - at);
        at = end + 1;
        // A model has hyphens of its own: they part words only where one of them tells the class.
        const bool isSplit = hasPart(word, {MeterPart::Input, MeterPart::Output, MeterPart::Cache, MeterPart::Batch});
        std::string rest;
        for (std::size_t from = 0; from < word.size();) {
            const std::size_t to = std::min(isSplit ? word.find('-', from) : std::string_view::npos, word.size());
            const std::string_view part = word.substr(from, to - from);
            from = to + 1;
            const MeterPart kind = partOf(part);
            const bool isOfCache = kind == MeterPart::Write && isCached;
            isInput = isInput || kind == MeterPart::Input;
            isOutput = isOutput || kind == MeterPart::Output;
            isWrite = isWrite || isOfCache;
            words.isBatch = words.isBatch || kind == MeterPart::Batch;
            if (kind == MeterPart::Name || (kind == MeterPart::Write && !isOfCache)) {
                rest.append(rest.empty() ? "" : "-").append(part);
            }
        }
        words.model.append(words.model.empty() || rest.empty() ? "" : " ").append(rest);
    }
    if (isInput != isOutput) {
        words.tokenClass = isOutput ? TokenClass::Output : isWrite ? TokenClass::CacheWrite : isCached ? TokenClass::CacheRead : TokenClass::Input;
    }
    return words;
}

std::int64_t tokensOfUnit(std::string_view unit)
{
    const std::string plain = plainName(unit);
    for (const auto &[name, factor] : {std::pair{"1k", 1'000}, std::pair{"1m", 1'000'000}, std::pair{"1000", 1'000}, std::pair{"1000000", 1'000'000}, std::pair{"1", 1}}) {
        if (plain == std::string{name} + "tokens" || plain == std::string{name} + "token" || (factor > 1 && plain == name)) {
            return factor;
        }
    }
    return plain == "tokens" || plain == "token" ? 1 : 0;
}

Format anthropicCostFormat()
{
    static const Sheet sheet{.id = "anthropic-cost-csv", .version = 3, .columns = {"usage_date_utc", "model", "cost_usd"}, .readBill = readAnthropic};
    return formatOf(sheet, "Anthropic Console cost",
                    [](std::string_view, std::string_view head) { return scoreOfTable(head, {"usage_date_utc", "model", "token_type", "cost_usd"}); });
}

Format openAiCostFormat()
{
    static const Sheet sheet{.id = "openai-cost-csv", .version = 3, .columns = {"start_time", "amount_value", "amount_currency"}, .readBill = readOpenAi};
    return formatOf(sheet, "OpenAI cost export",
                    [](std::string_view, std::string_view head) { return scoreOfTable(head, {"start_time", "end_time", "amount_value", "amount_currency"}); });
}

Format deepSeekCostFormat()
{
    static const Sheet sheet{.id = "deepseek-cost-csv", .version = 3, .columns = {"start_time_iso", "cost", "currency"}, .readBill = readDeepSeek};
    return formatOf(sheet, "DeepSeek cost export",
                    [](std::string_view, std::string_view head) { return scoreOfTable(head, {"start_time_iso", "wallet_type", "cost", "currency"}); });
}

Format focusFormat()
{
    static const Sheet sheet{.id = "focus-csv", .version = 4, /* 4: meters with hyphens */ .columns = {"BilledCost", "BillingCurrency", "ChargePeriodStart"}, .readBill = readFocus};
    return formatOf(sheet, "FOCUS cost export",
                    [](std::string_view, std::string_view head) { return scoreOfTable(head, {"BilledCost", "ChargePeriodStart", "ServiceName"}); });
}

Format azureCostFormat()
{
    static const Sheet sheet{.id = "azure-cost-csv", .version = 4, /* 4: meters with hyphens */ .columns = {"MeterCategory", "MeterName"}, .readBill = readAzure};
    return formatOf(sheet, "Azure cost export", [](std::string_view, std::string_view head) {
        const int score = scoreOfTable(head, {"MeterCategory", "MeterName", "UnitOfMeasure"});
        return score > 0 && scoreOfTable(head, {"BilledCost", "ChargePeriodStart"}) == 0 ? score : 0;
    });
}

} // namespace tokenmeter
