// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Overlaps.h"

#include "pricing/Catalogue.h"
#include "pricing/CatalogueTables.h"

#include <algorithm>
#include <memory>

namespace tokenmeter
{
namespace
{

/// Everything else is a tool's log of requests. models/import/formats/Exports.md says how each is read.
const std::vector<FormatTells> &bucketFormats()
{
    static const std::vector<FormatTells> all{
        {.format = "anthropic-usage-csv", .tells = SourceTells::Buckets, .eastMinutes = 0},
        {.format = "openai-usage-csv", .tells = SourceTells::Buckets, .eastMinutes = 0},
        {.format = "openrouter-daily-csv", .tells = SourceTells::Buckets, .eastMinutes = 0},
        {.format = "deepseek-usage-csv", .tells = SourceTells::Buckets, .eastMinutes = 8 * 60}, // DeepSeek's days begin eight hours east
        {.format = "litellm", .tells = SourceTells::Sums, .eastMinutes = 0}, // its days; its log of requests is told apart by record
        {.format = "langfuse", .tells = SourceTells::Gateway, .eastMinutes = {}},
        {.format = "helicone", .tells = SourceTells::Gateway, .eastMinutes = {}},
        {.format = "otlp-genai", .tells = SourceTells::Gateway, .eastMinutes = {}},
        {.format = "bedrock-invocation", .tells = SourceTells::Gateway, .eastMinutes = {}},
        {.format = "api-jsonl", .tells = SourceTells::Gateway, .eastMinutes = {}},
        {.format = "openrouter-generations-csv", .tells = SourceTells::Gateway, .eastMinutes = {}},
        {.format = "ccusage", .tells = SourceTells::Tracker, .eastMinutes = {}},
        {.format = "tokscale", .tells = SourceTells::Tracker, .eastMinutes = {}}, // both cut days where they are run
    };
    return all;
}

/// The names of the built-in catalogue: what is one provider must not depend on the list of prices that a ledger has accepted.
const ProviderNames &providerNames()
{
    static const ProviderNames names = [] {
        // OpenTelemetry's word for Google's models, whichever of its two interfaces serves them.
        std::vector<ProviderName> all{{.name = "gcp.gen_ai", .provider = "google"}};
        const std::shared_ptr<const Catalogue> catalogue = Catalogue::builtIn();
        for (const tables::Provider &provider : tablesOf(*catalogue).providers) {
            all.push_back({.name = provider.id, .provider = provider.id});
            for (const tables::Text name : provider.names) {
                all.push_back({.name = name, .provider = provider.id});
            }
        }
        return ProviderNames{all};
    }();
    return names;
}

} // namespace

std::string providerMeant(std::string_view text)
{
    return providerNames().of(text);
}

SourceTells tellsOf(std::string_view format)
{
    const std::vector<FormatTells> &all = bucketFormats();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FormatTells &each) { return each.format == format; });
    return found == all.end() ? SourceTells::Requests : found->tells;
}

bool mayLogAgain(std::string_view format)
{
    const SourceTells tells = tellsOf(format);
    return tells == SourceTells::Gateway || tells == SourceTells::Sums;
}

Zone daysOf(std::string_view format, const Zone &zone)
{
    constexpr int MinutesAnHour = 60;
    const std::vector<FormatTells> &all = bucketFormats();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FormatTells &each) { return each.format == format; });
    if (found == all.end() || !found->eastMinutes) {
        return zone;
    }
    // POSIX counts west of Greenwich. None of the formats is cut west of it or beside the hour.
    const int east = *found->eastMinutes / MinutesAnHour;
    return east == 0 ? Zone::utc() : Zone::byId("Etc/GMT-" + std::to_string(east)).value_or(Zone::utc());
}

Result<std::vector<Overlap>> overlapsOf(LedgerReader &reader, const Zone &zone)
{
    return reader.overlaps(zone);
}

Result<std::int64_t> settleOverlaps(LedgerWriter &writer)
{
    return writer.settleOverlaps(bucketFormats(), providerNames());
}

} // namespace tokenmeter
