// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ApiJsonlUsage.h"

#include "import/CsvNumber.h"

#include <algorithm>

namespace tokenmeter::apijsonl
{
namespace
{

using Names = std::initializer_list<std::string_view>;

/// Tokens of other media than text, as far as the source tells them; parts of the prompt, the cache and the output.
struct Media
{
    std::int64_t inputAudio = 0; ///< cached audio included
    std::int64_t cachedAudio = 0;
    std::int64_t inputImage = 0; ///< cached images included
    std::int64_t cachedImage = 0;
    std::int64_t outputAudio = 0;
    std::int64_t outputImage = 0;
};

class UsageReader
{
public:
    explicit UsageReader(const std::vector<UsageSource> &sources) : m_sources{sources} {}

    bool has(Names names) const
    {
        return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
            return std::any_of(m_sources.begin(), m_sources.end(), [&](const UsageSource &source) {
                return source.leaves->has({source.prefix, name});
            });
        });
    }

    /// Of the first name that is written; the larger of several sources.
    std::int64_t count(Names names)
    {
        for (const std::string_view name : names) {
            if (!has({name})) {
                continue;
            }
            std::int64_t value = 0;
            for (const UsageSource &source : m_sources) {
                value = std::max(value, countAt(*source.leaves, {source.prefix, name}));
            }
            return value;
        }
        return 0;
    }

    /// Gemini's `[{"modality":"AUDIO","tokenCount":7}]`
    std::int64_t modality(std::string_view list, std::string_view wanted)
    {
        std::int64_t sum = 0;
        const UsageSource &source = m_sources.front();
        for (int i = 0; i < 16 && source.leaves->isArray({source.prefix, list}); ++i) {
            const std::string element = joinedPath(source.prefix, list) + "[" + std::to_string(i) + "]";
            if (!source.leaves->isObject(element)) {
                break;
            }
            if (source.leaves->text({element, "modality"}) == wanted) {
                sum = std::min(sum + countAt(*source.leaves, {element, "tokenCount"}), MaxTokensPerClass);
            }
        }
        return sum;
    }

    bool textIs(std::string_view name, std::string_view wanted) const
    {
        return std::any_of(m_sources.begin(), m_sources.end(), [&](const UsageSource &source) {
            return source.leaves->text({source.prefix, name}) == wanted;
        });
    }

    void clamped(std::string_view field)
    {
        result.flags |= ClampedFlag;
        result.problems.emplace_back(Cause::SubsetLargerThanTotal, std::string{field});
    }
    /// For a sum of counts, each of which is within its limits.
    void limit(std::int64_t &sum, std::string_view field)
    {
        if (sum > MaxTokensPerClass) {
            sum = MaxTokensPerClass;
            result.flags |= ClampedFlag;
            result.problems.emplace_back(Cause::CountTooLarge, std::string{field});
        }
    }

    UsageRead result{};

private:
    std::int64_t countAt(const JsonLeaves &leaves, const LeafPath &path)
    {
        const JsonLeaf *leaf = leaves.find(path);
        if (!leaf || leaf->kind == 'n') {
            return 0;
        }
        if (!leaf->isNumber() && leaf->kind != '"') {
            result.problems.emplace_back(Cause::WrongType, path.text());
            return 0;
        }
        const CountText count = countOfText(leaf->text);
        if (count.problem) {
            result.problems.emplace_back(*count.problem, path.text());
            result.flags |= *count.problem == Cause::BadNumber ? 0U : std::uint32_t{ClampedFlag};
        }
        return count.value;
    }

    const std::vector<UsageSource> &m_sources;
};

/// Takes audio and images out of the text classes; the sum over all classes stays. A source that does not say how
/// much of the audio was cached (OpenAI chat) leaves the least that must have been: what does not fit in the rest.
void takeMedia(UsageReader &reader, const Media &media)
{
    TokenCounts &tokens = reader.result.tokens;
    RareCounts &rare = reader.result.rare;
    const std::int64_t elsewhere = tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;

    rare.cachedAudio = std::min(media.cachedAudio, tokens.cacheRead);
    const std::int64_t freshAudio = std::max<std::int64_t>(0, media.inputAudio - rare.cachedAudio);
    rare.inputAudio = std::min(freshAudio, tokens.input);
    rare.cachedAudio += std::min(freshAudio - rare.inputAudio, tokens.cacheRead - rare.cachedAudio);

    const std::int64_t freshImage = std::max<std::int64_t>(0, media.inputImage - media.cachedImage);
    rare.inputImage = std::min(freshImage, tokens.input - rare.inputAudio);

    if (media.inputAudio > tokens.input + elsewhere || media.inputImage > tokens.input + elsewhere) {
        reader.clamped("audio_tokens");
    }
    tokens.input -= rare.inputAudio + rare.inputImage;
    tokens.cacheRead -= rare.cachedAudio;

    rare.outputAudio = std::min(media.outputAudio, tokens.output);
    rare.outputImage = std::min(media.outputImage, tokens.output - rare.outputAudio);
    if (media.outputAudio + media.outputImage > tokens.output) {
        reader.clamped("audio_tokens");
    }
    tokens.output -= rare.outputAudio + rare.outputImage;
    tokens.reasoning = std::min(tokens.reasoning, tokens.output);
}

/// Takes the source's wholes apart into the classes of ours.
void takeApart(UsageReader &reader, SourceCounts counts, CountReading usual, const Media &media)
{
    const std::optional<CountReading> chosen = readingFor(counts, usual);
    if (!chosen) {
        reader.result.problems.emplace_back(Cause::TotalMismatch, "total_tokens");
    }
    const CountReading reading = chosen.value_or(usual);
    TokenCounts &tokens = reader.result.tokens;
    tokens.output = counts.output + (reading.reasoningInside ? 0 : counts.reasoning);
    reader.limit(tokens.output, "output_tokens");
    tokens.reasoning = std::min(counts.reasoning, tokens.output);
    if (counts.reasoning > tokens.output) {
        reader.clamped("reasoning_tokens");
    }
    tokens.cacheRead = counts.cacheRead;
    tokens.cacheWrite5m = counts.cacheWrites;
    tokens.input = counts.prompt;
    if (reading.cacheInside) {
        tokens.cacheRead = std::min(counts.cacheRead, counts.prompt);
        tokens.cacheWrite5m = std::min(counts.cacheWrites, counts.prompt - tokens.cacheRead);
        tokens.input = counts.prompt - tokens.cacheRead - tokens.cacheWrite5m;
        if (counts.cacheRead + counts.cacheWrites > counts.prompt) {
            reader.clamped("cached_tokens");
        }
    }
    reader.limit(tokens.input, "input_tokens");
    takeMedia(reader, media);
}

std::optional<std::int64_t> totalOf(UsageReader &reader, std::string_view name)
{
    return reader.has({name}) ? std::optional{reader.count({name})} : std::nullopt;
}

void readAnthropic(UsageReader &reader)
{
    TokenCounts &tokens = reader.result.tokens;
    tokens.input = reader.count({"input_tokens"});
    tokens.cacheRead = reader.count({"cache_read_input_tokens"});
    tokens.output = reader.count({"output_tokens"});
    tokens.reasoning = reader.count({"output_tokens_details.thinking_tokens"});
    if (tokens.reasoning > tokens.output) {
        tokens.reasoning = tokens.output;
        reader.clamped("output_tokens_details.thinking_tokens");
    }
    const std::int64_t total = reader.count({"cache_creation_input_tokens"});
    const std::int64_t short_ = reader.count({"cache_creation.ephemeral_5m_input_tokens"});
    const std::int64_t long_ = reader.count({"cache_creation.ephemeral_1h_input_tokens"});
    if (total == 0 || short_ + long_ == total) {
        tokens.cacheWrite5m = short_;
        tokens.cacheWrite1h = long_;
    } else {
        tokens.cacheWrite1h = std::min(long_, total);
        tokens.cacheWrite5m = total - tokens.cacheWrite1h;
    }
    if (!reader.has({"cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation"})) {
        reader.result.flags |= NoCacheFieldsFlag;
    }
}

void readGemini(UsageReader &reader)
{
    const auto sumOf = [&](std::string_view modality) {
        return reader.modality("promptTokensDetails", modality) + reader.modality("toolUsePromptTokensDetails", modality);
    };
    takeApart(reader,
              {.prompt = reader.count({"promptTokenCount"}) + reader.count({"toolUsePromptTokenCount"}),
               .cacheRead = reader.count({"cachedContentTokenCount"}),
               .output = reader.count({"candidatesTokenCount", "responseTokenCount"}),
               .reasoning = reader.count({"thoughtsTokenCount"}),
               .total = totalOf(reader, "totalTokenCount")},
              {.cacheInside = true, .reasoningInside = false},
              {.inputAudio = sumOf("AUDIO"),
               .cachedAudio = reader.modality("cacheTokensDetails", "AUDIO"),
               .inputImage = sumOf("IMAGE"),
               .cachedImage = reader.modality("cacheTokensDetails", "IMAGE"),
               .outputAudio = reader.modality("candidatesTokensDetails", "AUDIO")
                   + reader.modality("responseTokensDetails", "AUDIO"),
               .outputImage = reader.modality("candidatesTokensDetails", "IMAGE")
                   + reader.modality("responseTokensDetails", "IMAGE")});
    if (!reader.has({"cachedContentTokenCount"})) {
        reader.result.flags |= NoCacheFieldsFlag;
    }
}

/// OpenAI's two names for everything, and what others added to them.
void readOpenAiLike(UsageReader &reader, Shape shape)
{
    SourceCounts counts;
    counts.prompt = reader.count({"prompt_tokens", "input_tokens"});
    counts.output = reader.count({"completion_tokens", "output_tokens"});
    counts.total = totalOf(reader, "total_tokens");
    counts.cacheRead = reader.count({"prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens",
                                     "input_token_details.cached_tokens"});
    const Names explicitWrites{"prompt_tokens_details.cache_creation_input_tokens",
                               "prompt_tokens_details.cache_creation.ephemeral_5m_input_tokens",
                               "input_tokens_details.cache_creation_input_tokens"};
    const std::int64_t created = reader.count(explicitWrites);
    counts.cacheWrites = created != 0 ? created
                                      : reader.count({"prompt_tokens_details.cache_write_tokens",
                                                      "input_tokens_details.cache_write_tokens"});
    counts.reasoning = reader.count({"completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens",
                                     "output_token_details.reasoning_tokens"});
    bool hasCache = reader.has({"prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens",
                                "input_token_details.cached_tokens", "prompt_tokens_details.cache_write_tokens",
                                "input_tokens_details.cache_write_tokens"})
        || reader.has(explicitWrites);
    if (shape == Shape::DeepSeek) {
        hasCache = true;
        counts.cacheRead = reader.count({"prompt_cache_hit_tokens"});
        if (reader.has({"prompt_cache_miss_tokens"})) {
            const std::int64_t both = counts.cacheRead + reader.count({"prompt_cache_miss_tokens"});
            if (reader.has({"prompt_tokens"}) && both != counts.prompt) {
                reader.result.problems.emplace_back(Cause::TotalMismatch, "prompt_tokens");
                counts.total.reset(); // it belongs to the other prompt
            }
            counts.prompt = both;
        }
    }
    if (created > 0 || reader.textIs("prompt_tokens_details.cache_type", "ephemeral")) {
        reader.result.flags |= ExplicitCacheFlag;
    }
    if (!hasCache) {
        reader.result.flags |= NoCacheFieldsFlag;
    }
    takeApart(reader, counts, {},
              {.inputAudio = reader.count({"prompt_tokens_details.audio_tokens", "input_tokens_details.audio_tokens", "input_token_details.audio_tokens"}),
               .cachedAudio = reader.count({"prompt_tokens_details.cached_tokens_details.audio_tokens", "input_tokens_details.cached_tokens_details.audio_tokens",
                                            "input_token_details.cached_tokens_details.audio_tokens"}),
               .inputImage = reader.count({"prompt_tokens_details.image_tokens", "input_tokens_details.image_tokens", "input_token_details.image_tokens"}),
               .cachedImage = reader.count({"prompt_tokens_details.cached_tokens_details.image_tokens", "input_tokens_details.cached_tokens_details.image_tokens",
                                            "input_token_details.cached_tokens_details.image_tokens"}),
               .outputAudio = reader.count({"completion_tokens_details.audio_tokens", "output_tokens_details.audio_tokens", "output_token_details.audio_tokens"}),
               .outputImage = reader.count({"completion_tokens_details.image_tokens", "output_tokens_details.image_tokens", "output_token_details.image_tokens"})});
}

} // namespace

std::optional<CountReading> readingFor(const SourceCounts &counts, CountReading usual)
{
    if (!counts.total) {
        return usual;
    }
    const std::int64_t cached = counts.cacheRead + counts.cacheWrites;
    const auto agrees = [&](CountReading reading) {
        return counts.prompt + counts.output + (reading.cacheInside ? 0 : cached)
            + (reading.reasoningInside ? 0 : counts.reasoning)
            == *counts.total;
    };
    if (agrees(usual)) {
        return usual;
    }
    std::optional<CountReading> found;
    for (const bool cacheInside : {true, false}) {
        for (const bool reasoningInside : {true, false}) {
            // A part of zero is inside and outside alike.
            const CountReading reading{cached == 0 ? usual.cacheInside : cacheInside,
                                  counts.reasoning == 0 ? usual.reasoningInside : reasoningInside};
            if (!agrees(reading) || found == reading) {
                continue;
            }
            if (found) {
                return std::nullopt;
            }
            found = reading;
        }
    }
    return found;
}

UsageRead readUsage(Shape shape, const std::vector<UsageSource> &sources)
{
    UsageReader reader{sources};
    switch (shape) {
    case Shape::Anthropic:
        readAnthropic(reader);
        break;
    case Shape::Gemini:
        readGemini(reader);
        break;
    default:
        readOpenAiLike(reader, shape);
        break;
    }
    reader.result.rare.webSearches = reader.count({"server_tool_use.web_search_requests"});
    return reader.result;
}

} // namespace tokenmeter::apijsonl
