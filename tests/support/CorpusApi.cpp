// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CorpusWriter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace tokenmeter::testing
{
namespace
{

enum class Shape : std::uint8_t { OpenAiChat, OpenAiResponses, Anthropic, Gemini, DashScope, DashScopeNative, DeepSeek, OpenRouter };

struct ShapeInfo
{
    Shape shape = Shape::OpenAiChat;
    const char *file = "";
    std::string model{};
};

const std::array<ShapeInfo, 8> Shapes{{
    {Shape::OpenAiChat, "openai-chat.jsonl", "gpt-5.2-2025-12-11"},
    {Shape::OpenAiResponses, "openai-responses.jsonl", "gpt-5.6-sol"},
    {Shape::Anthropic, "anthropic-messages.jsonl", "claude-sonnet-4-5-20250929"},
    {Shape::Gemini, "gemini.jsonl", "gemini-2.5-pro"},
    {Shape::DashScope, "dashscope-compatible.jsonl", "qwen3-max"},
    {Shape::DashScopeNative, "dashscope-native.jsonl", "qwen-plus"},
    {Shape::DeepSeek, "deepseek.jsonl", "deepseek-reasoner"},
    {Shape::OpenRouter, "openrouter.jsonl", "anthropic/claude-sonnet-4.5"},
}};

class ApiCorpus
{
public:
    ApiCorpus(const std::string &folder, std::int64_t bytes, unsigned seed)
        : m_folder{folder}, m_goal{bytes}, m_dice{seed}, m_filler{m_dice},
          m_days{std::max<std::int64_t>(3, std::int64_t(4.6 * std::sqrt(double(bytes) / 1e6)))}
    {
    }

    Corpus write();

private:
    void writeBody(std::string &out, const ShapeInfo &info);
    void field(std::string &out, std::string_view name, std::int64_t value);
    void text(std::string &out);

    std::string m_folder;
    std::int64_t m_goal;
    Dice m_dice;
    Filler m_filler;
    std::int64_t m_days;
    Corpus m_corpus{};
};

Corpus ApiCorpus::write()
{
    std::vector<std::unique_ptr<CorpusFile>> files;
    for (const ShapeInfo &info : Shapes) {
        files.push_back(std::make_unique<CorpusFile>(m_corpus, m_folder + '/' + info.file));
    }
    files.push_back(std::make_unique<CorpusFile>(m_corpus, m_folder + "/proxy.jsonl"));
    CorpusFile &proxy = *files.back();
    std::int64_t bytes = 0;
    while (bytes < m_goal) {
        const std::size_t pick = std::size_t(m_dice.below(std::int64_t(Shapes.size())));
        CorpusFile &file = *files[pick];
        writeBody(file.line(), Shapes[pick]);
        const std::string line{file.pending()};
        file.endLine(true);
        bytes += std::int64_t(line.size());
        if (m_dice.chance(0.05)) {
            proxy.line() += line; // the same body, seen by client and proxy
            proxy.endLine(true);
            bytes += std::int64_t(line.size());
        }
        if (m_dice.chance(0.01)) {
            file.line() += "{\"error\":{\"code\":429,\"message\":\"rate limited\"}}";
            file.endLine(false);
        }
    }
    files.clear(); // a file's bytes are counted when it is closed
    return std::move(m_corpus);
}

void ApiCorpus::field(std::string &out, std::string_view name, std::int64_t value)
{
    out.append("\"").append(name).append("\":");
    appendNumber(out, value);
}

void ApiCorpus::text(std::string &out)
{
    m_filler.append(out, std::int64_t(std::min(m_dice.logNormal(1'200, 0.9), 100e3)), m_dice);
}

void ApiCorpus::writeBody(std::string &out, const ShapeInfo &info)
{
    const std::int64_t second = CorpusEnd / 1000 - 1 - m_dice.below(m_days * DayMs / 1000);
    CorpusTokens t{.requests = 1, .input = m_dice.between(20, 9'000), .cacheRead = m_dice.between(0, 40'000), .output = m_dice.between(10, 3'000)};
    const bool writes = info.shape == Shape::Anthropic || info.shape == Shape::DashScope || info.shape == Shape::OpenAiResponses;
    if (writes && m_dice.chance(0.3)) {
        t.cacheWrite5m = m_dice.between(100, 4'000);
    }
    if (info.shape == Shape::Anthropic && m_dice.chance(0.3)) {
        t.cacheWrite1h = m_dice.between(100, 4'000);
    }
    if (info.shape != Shape::Anthropic && info.shape != Shape::DashScopeNative) {
        t.reasoning = t.output * m_dice.between(0, 80) / 100;
    }
    count(m_corpus, second * 1000, info.model, t);
    const std::int64_t prompt = t.input + t.cacheRead + t.cacheWrite5m + t.cacheWrite1h;

    const auto wrapperTime = [&] {
        out += "{\"timestamp\":\"";
        appendTime(out, second * 1000);
        out += "\",\"project\":\"/home/dev/service\",";
    };
    const auto chatHead = [&](std::string_view prefix) {
        out += "{\"id\":\"";
        appendId(out, prefix, 24, m_dice);
        out += "\",\"object\":\"chat.completion\",";
        field(out, "created", second);
        out.append(",\"model\":\"").append(info.model);
        out += "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
        text(out);
        out += "\"}}],\"usage\":{";
    };
    const auto chatCounts = [&] {
        field(out, "prompt_tokens", prompt);
        out += ',';
        field(out, "completion_tokens", t.output);
        out += ',';
        field(out, "total_tokens", prompt + t.output);
        out += ",\"completion_tokens_details\":{";
        field(out, "reasoning_tokens", t.reasoning);
        out += '}';
    };
    switch (info.shape) {
    case Shape::OpenAiChat:
        chatHead("chatcmpl-");
        chatCounts();
        out += ",\"prompt_tokens_details\":{";
        field(out, "cached_tokens", t.cacheRead);
        out += "}}}";
        break;
    case Shape::OpenRouter:
        chatHead("gen-");
        chatCounts();
        out += ",\"cost\":0.00441,\"prompt_tokens_details\":{";
        field(out, "cached_tokens", t.cacheRead);
        out += "}},\"provider\":\"Anthropic\"}";
        break;
    case Shape::DeepSeek:
        chatHead("ds-");
        chatCounts();
        out += ',';
        field(out, "prompt_cache_hit_tokens", t.cacheRead);
        out += ',';
        field(out, "prompt_cache_miss_tokens", t.input);
        out += "}}";
        break;
    case Shape::DashScope:
        chatHead("chatcmpl-");
        chatCounts();
        out += ",\"prompt_tokens_details\":{";
        field(out, "cached_tokens", t.cacheRead);
        if (t.cacheWrite5m > 0) {
            out += ',';
            field(out, "cache_creation_input_tokens", t.cacheWrite5m);
            out += ",\"cache_type\":\"ephemeral\"";
        }
        out += "}}}";
        break;
    case Shape::DashScopeNative:
        wrapperTime();
        out.append("\"request\":{\"model\":\"").append(info.model);
        appendId(out, "\"},\"response\":{\"request_id\":\"", 30, m_dice);
        out += "\",\"output\":{\"text\":\"";
        text(out);
        out += "\"},\"usage\":{";
        field(out, "input_tokens", prompt);
        out += ',';
        field(out, "output_tokens", t.output);
        out += ',';
        field(out, "total_tokens", prompt + t.output);
        out += ",\"prompt_tokens_details\":{";
        field(out, "cached_tokens", t.cacheRead);
        out += "}}}}";
        break;
    case Shape::OpenAiResponses:
        appendId(out, "{\"id\":\"resp_", 30, m_dice);
        out += "\",\"object\":\"response\",";
        field(out, "created_at", second);
        out.append(",\"model\":\"").append(info.model).append("\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"text\":\"");
        text(out);
        out += "\"}],\"usage\":{";
        field(out, "input_tokens", prompt);
        out += ",\"input_tokens_details\":{";
        field(out, "cached_tokens", t.cacheRead);
        out += ',';
        field(out, "cache_write_tokens", t.cacheWrite5m);
        out += "},";
        field(out, "output_tokens", t.output);
        out += ",\"output_tokens_details\":{";
        field(out, "reasoning_tokens", t.reasoning);
        out += "},";
        field(out, "total_tokens", prompt + t.output);
        out += "}}";
        break;
    case Shape::Anthropic:
        wrapperTime();
        appendId(out, "\"response\":{\"id\":\"msg_01", 22, m_dice);
        out.append("\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"").append(info.model).append("\",\"content\":[{\"type\":\"text\",\"text\":\"");
        text(out);
        out += "\"}],\"stop_reason\":\"end_turn\",\"usage\":{";
        field(out, "input_tokens", t.input);
        out += ',';
        field(out, "cache_creation_input_tokens", t.cacheWrite5m + t.cacheWrite1h);
        out += ',';
        field(out, "cache_read_input_tokens", t.cacheRead);
        out += ",\"cache_creation\":{";
        field(out, "ephemeral_5m_input_tokens", t.cacheWrite5m);
        out += ',';
        field(out, "ephemeral_1h_input_tokens", t.cacheWrite1h);
        out += "},";
        field(out, "output_tokens", t.output);
        out += "}}}";
        break;
    case Shape::Gemini:
        wrapperTime();
        appendId(out, "\"response\":{\"responseId\":\"", 22, m_dice);
        out.append("\",\"modelVersion\":\"").append(info.model).append("\",\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"");
        text(out);
        out += "\"}]}}],\"usageMetadata\":{";
        field(out, "promptTokenCount", prompt);
        out += ',';
        field(out, "cachedContentTokenCount", t.cacheRead);
        out += ',';
        field(out, "candidatesTokenCount", t.output - t.reasoning);
        out += ',';
        field(out, "thoughtsTokenCount", t.reasoning);
        out += ',';
        field(out, "totalTokenCount", prompt + t.output);
        out += "}}}";
        break;
    }
}

} // namespace

Corpus writeApiCorpus(const std::string &folder, std::int64_t bytes, unsigned seed)
{
    return ApiCorpus{folder, bytes, seed}.write();
}

} // namespace tokenmeter::testing
