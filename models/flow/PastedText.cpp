// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/PastedText.h"

#include "analysis/Tokenizer.h"
#include "core/UsageRecord.h"
#include "import/formats/ApiJsonl.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

constexpr std::size_t Padding = 64; ///< bytes that a parser may read behind a line

/// Keeps the counts of what a parser finds.
class CountsSink : public RecordSink
{
public:
    struct Found
    {
        TokenCounts tokens{};
        RareCounts rare{};
        std::uint32_t flags = 0;
        Serving serving{};
    };
    void add(UsageRecord record, const UsageContext &context) override { found.push_back({record.tokens, record.rare, record.flags, context.serving}); }
    void problem(Cause, std::int64_t, std::string) override {}
    void skipped() override {}

    std::vector<Found> found{};
};

std::string_view withoutBlanks(std::string_view text)
{
    constexpr std::string_view Blank = " \t\r\n\f\v";
    const std::size_t begin = text.find_first_not_of(Blank);
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(Blank) - begin + 1);
}

/// The body in a wrapper that says when: a pasted one often does not, and its time does not matter here.
void parse(LineParser &parser, std::string_view body, UtcTime now, CountsSink &sink)
{
    std::string line = "{\"timestamp\":\"" + toRfc3339(now) + "\",\"response\":";
    line.append(body).append("}");
    const std::size_t size = line.size();
    line.append(Padding, ' ');
    parser.parse(std::string_view{line}.substr(0, size), 0, sink);
}

bool mayBeResponse(std::string_view text)
{
    return !text.empty() && (text.front() == '{' || text.front() == '[')
        && (text.find("\"usage\"") != std::string_view::npos || text.find("\"usageMetadata\"") != std::string_view::npos);
}

std::vector<CountsSink::Found> responsesIn(std::string_view text, UtcTime now)
{
    const std::unique_ptr<LineParser> parser = apiJsonlFormat().makeParser({.modified = now});
    CountsSink sink;
    parse(*parser, text, now, sink); // one body, written over any number of lines
    std::size_t lines = 0;
    CountsSink byLine;
    for (std::size_t begin = 0; begin < text.size(); ++lines) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (const std::string_view line = withoutBlanks(text.substr(begin, end - begin)); !line.empty() && line.front() == '{') {
            parse(*parser, line, now, byLine);
        }
        begin = end + 1;
    }
    return byLine.found.size() > sink.found.size() ? std::move(byLine.found) : std::move(sink.found);
}

std::int64_t meanOf(const std::vector<CountsSink::Found> &found, auto countOf)
{
    std::int64_t sum = 0;
    for (const CountsSink::Found &one : found) {
        sum += countOf(one);
    }
    const auto count = std::int64_t(found.size());
    return (2 * sum + count) / (2 * count);
}

} // namespace

PastedText pastedTextOf(Pricer &pricer, std::string_view text, UtcTime now)
{
    PastedText pasted{.bytes = std::int64_t(text.size())};
    const std::string_view whole = withoutBlanks(text);
    if (whole.empty()) {
        return pasted;
    }
    pasted.kind = PastedText::Kind::Text;
    if (whole.size() <= MostTextBytes && mayBeResponse(whole)) {
        const std::vector<CountsSink::Found> found = responsesIn(whole, now);
        if (!found.empty()) {
            const auto meanTokens = [&](std::int64_t TokenCounts::*part) { return meanOf(found, [part](const CountsSink::Found &one) { return one.tokens.*part; }); };
            const auto meanRare = [&](std::int64_t RareCounts::*part) { return meanOf(found, [part](const CountsSink::Found &one) { return one.rare.*part; }); };
            pasted.kind = PastedText::Kind::Response;
            pasted.responses = std::int64_t(found.size());
            pasted.counts = {meanTokens(&TokenCounts::input),        meanTokens(&TokenCounts::cacheRead), meanTokens(&TokenCounts::cacheWrite5m),
                             meanTokens(&TokenCounts::cacheWrite1h), meanTokens(&TokenCounts::output),    meanTokens(&TokenCounts::reasoning)};
            pasted.rare = {meanRare(&RareCounts::inputAudio), meanRare(&RareCounts::cachedAudio), meanRare(&RareCounts::outputAudio),
                           meanRare(&RareCounts::inputImage), meanRare(&RareCounts::outputImage), meanRare(&RareCounts::webSearches)};
            const Serving &serving = found.front().serving;
            const bool isOneModel = std::all_of(found.begin(), found.end(), [&](const CountsSink::Found &one) {
                return one.serving.model == serving.model && one.serving.provider == serving.provider;
            });
            if (isOneModel && !serving.model.empty()) {
                if (Result<ReplayModel> model = replayModelOf(pricer, serving.provider, serving.model, {}, now)) {
                    pasted.model = *std::move(model);
                }
            }
            pasted.isBatch = std::all_of(found.begin(), found.end(), [](const CountsSink::Found &one) { return (one.flags & BatchFlag) != 0; });
            return pasted;
        }
        pasted.kind = PastedText::Kind::Unreadable;
    }
    pasted.classes = textClassesOf(text);
    pasted.tokens = estimatedTokens(pasted.classes);
    return pasted;
}

void applyPasted(const PastedText &pasted, CalculatorQuestion &question)
{
    if (pasted.kind == PastedText::Kind::Response) {
        question.counted = CalculatorQuestion::Counted::Usage;
        question.low = question.central = question.high = pasted.counts;
        question.rare = pasted.rare;
        question.usageModel = pasted.model.key;
        question.usageTokenizer = pasted.model.key.empty() ? std::string{} : tokenizerOf(pasted.model.key, pasted.model.family);
        return;
    }
    question.counted = CalculatorQuestion::Counted::Text;
    question.low = {.input = pasted.tokens.low};
    question.central = {.input = pasted.tokens.central};
    question.high = {.input = pasted.tokens.high};
}

} // namespace tokenmeter
