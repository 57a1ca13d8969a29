// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ApiJsonlShape.h"

#include <algorithm>
#include <array>

namespace tokenmeter::apijsonl
{
namespace
{

constexpr int MaxWrappers = 4;

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> starts)
{
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

bool isOpenAiModel(std::string_view model)
{
    if (model.starts_with("ft:")) {
        model.remove_prefix(3);
    }
    if (startsWithAny(model, {"gpt-oss"})) { // open weights, served by many
        return false;
    }
    return startsWithAny(model, {"gpt-", "chatgpt-", "o1", "o3", "o4", "codex-", "text-embedding-", "computer-use-"});
}

bool search(const JsonLeaves &leaves, Body &body)
{
    if (const std::optional<Shape> shape = shapeAt(leaves, body.prefix)) {
        body.shape = *shape;
        return true;
    }
    if (int(body.wrappers.size()) >= MaxWrappers) {
        return false;
    }
    const std::string outer = body.prefix;
    const bool inResult = outer.ends_with("result");
    body.wrappers.insert(body.wrappers.begin(), outer);
    for (const std::string_view key : {"response", "body", "result", "data", "message"}) {
        if (key == "message" && !inResult) {
            continue;
        }
        if (!leaves.isObject({outer, key})) {
            continue;
        }
        body.prefix = joinedPath(outer, key);
        if (search(leaves, body)) {
            return true;
        }
    }
    body.wrappers.erase(body.wrappers.begin());
    body.prefix = outer;
    return false;
}

} // namespace

std::optional<Shape> shapeAt(const JsonLeaves &leaves, std::string_view prefix)
{
    const auto at = [&](std::string_view key) { return LeafPath{prefix, key}; };
    if (leaves.isObject(at("usageMetadata"))) {
        return Shape::Gemini;
    }
    if (!leaves.isObject(at("usage"))) {
        return std::nullopt;
    }
    const bool inputTokens = leaves.has(at("usage.input_tokens"));
    const bool details = leaves.isObject(at("usage.input_tokens_details")) || leaves.isObject(at("usage.output_tokens_details"));
    const std::string_view object = leaves.text(at("object"));
    if (inputTokens && leaves.text(at("type")) == "message") {
        return Shape::Anthropic;
    }
    if (inputTokens && (object == "response" || object == "realtime.response" || (details && leaves.isArray(at("output"))))) {
        return Shape::Responses;
    }
    if (inputTokens && leaves.has(at("request_id")) && leaves.isObject(at("output")) && !leaves.has(at("object"))
        && !leaves.has(at("type"))) {
        return Shape::DashScopeNative;
    }
    if (leaves.has(at("usage.prompt_cache_hit_tokens"))) {
        return Shape::DeepSeek;
    }
    if (!leaves.has(at("usage.prompt_tokens"))) {
        return std::nullopt;
    }
    const JsonLeaf *cost = leaves.find(at("usage.cost"));
    const bool generation = leaves.text(at("id")).starts_with("gen-") && leaves.has(at("provider"));
    if ((cost && cost->isNumber()) || leaves.isObject(at("usage.cost_details")) || generation) {
        return Shape::OpenRouter;
    }
    return Shape::Chat;
}

std::optional<Body> findBody(const JsonLeaves &leaves)
{
    Body body;
    return search(leaves, body) ? std::optional{body} : std::nullopt;
}

std::string providerOf(Shape shape, std::string_view id, std::string_view model, const JsonLeaves &leaves,
                       std::string_view prefix)
{
    switch (shape) {
    case Shape::Gemini:
        return model.find("gemini") != std::string_view::npos ? "google" : "";
    case Shape::Anthropic:
        if (!id.starts_with("msg_") || model.find("claude") == std::string_view::npos) {
            return {}; // others speak this shape as well
        }
        if (id.find("_vrtx_") != std::string_view::npos) {
            return "google-vertex";
        }
        return id.find("_bdrk_") != std::string_view::npos ? "amazon-bedrock" : "anthropic";
    case Shape::Responses:
        return id.starts_with("resp_") && isOpenAiModel(model) ? "openai" : "";
    case Shape::DashScopeNative:
        return {}; // mainland or international: two price lists, and the body does not say which
    case Shape::DeepSeek:
        return model.starts_with("deepseek") ? "deepseek" : "";
    case Shape::OpenRouter:
        return leaves.text({prefix, "id"}).starts_with("gen-") ? "openrouter" : "";
    case Shape::Chat:
        if (leaves.isArray({prefix, "prompt_filter_results"})) {
            return "azure";
        }
        return id.starts_with("chatcmpl-") && isOpenAiModel(model) ? "openai" : "";
    }
    return {};
}

} // namespace tokenmeter::apijsonl
