// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/OtlpSpans.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace tokenmeter::otlp
{
namespace
{

constexpr std::size_t MostText = 1024; ///< names and numbers; prompts are longer

/// Saved states tell names by their places here, and are refused where the list is another one: namesMark().
constexpr std::string_view AttributeNames[] = {
    "enduser.id",
    "event.name",
    "gen_ai.agent.name",
    "gen_ai.conversation.id",
    "gen_ai.openai.response.service_tier",
    "gen_ai.operation.name",
    "gen_ai.provider.name",
    "gen_ai.request.model",
    "gen_ai.response.id",
    "gen_ai.response.model",
    "gen_ai.system",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.completion_tokens",
    "gen_ai.usage.cost",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.prompt_tokens",
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.total_tokens",
    "llm.model_name",
    "llm.provider",
    "llm.token_count.completion",
    "llm.token_count.completion_details.reasoning",
    "llm.token_count.prompt",
    "llm.token_count.prompt_details.cache_read",
    "llm.token_count.prompt_details.cache_write",
    "llm.token_count.total",
    "llm.usage.total_tokens",
    "openai.response.service_tier",
    "openinference.span.kind",
    "service.name",
    "session.id",
    "user.id",
};
static_assert(std::is_sorted(std::begin(AttributeNames), std::end(AttributeNames)));

/// The literal of an attribute that is asked for anywhere; empty for all others.
std::string_view wantedName(std::string_view key)
{
    const auto *const found = std::lower_bound(std::begin(AttributeNames), std::end(AttributeNames), key);
    return found != std::end(AttributeNames) && *found == key ? *found : std::string_view{};
}

std::string scalarOf(json::Value value)
{
    const std::string_view token = value.raw_json_token();
    if (json::kindOf(value) == '"') {
        const std::string_view text = json::readText(value).value;
        return text.size() <= MostText ? std::string{text} : std::string{};
    }
    std::string_view plain = token;
    while (!plain.empty() && static_cast<unsigned char>(plain.back()) <= ' ') {
        plain.remove_suffix(1);
    }
    return std::string{plain.substr(0, MostText)};
}

std::string_view textOf(const Attributes &attributes, std::string_view name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto &each) { return each.first == name; });
    return found == attributes.end() ? std::string_view{} : std::string_view{found->second};
}

/// {"stringValue": "x"} and its like.
std::string valueOf(json::Value value)
{
    std::string text;
    bool wrongType = false;
    static_cast<void>(json::forEachField(value, wrongType, [&](std::string_view kind, json::Value inner) {
        if (kind == "stringValue" || kind == "intValue" || kind == "doubleValue" || kind == "boolValue") {
            text = scalarOf(inner);
        }
    }));
    return text;
}

json::Error readAttributes(json::Value list, Attributes &into)
{
    return json::forEachElement(list, [&](json::Value element) -> json::Error {
        std::string_view wanted;
        bool hasKey = false;
        std::string text;
        bool wrongType = false;
        const json::Error error = json::forEachField(element, wrongType, [&](std::string_view name, json::Value value) {
            if (name == "key") {
                wanted = wantedName(json::readText(value).value);
                hasKey = true;
            } else if (name == "value" && (!hasKey || !wanted.empty())) { // the key stands first unless a writer is odd
                text = valueOf(value);
            }
        });
        if (error == json::Ok && !wanted.empty() && !text.empty() && textOf(into, wanted).empty()) {
            into.emplace_back(wanted, std::move(text));
        }
        return error;
    });
}

class Exports
{
public:
    Exports(Found &found, bool hasUsage) : m_spans{found.spans}, m_links{found.links}, m_hasUsage{hasUsage} {}

    json::Error read(json::Object &document)
    {
        return json::forEachField(document, [&](std::string_view name, json::Value value) -> json::Error {
            const bool isLogs = name == "resourceLogs";
            if (name != "resourceSpans" && !isLogs) {
                return json::Ok;
            }
            return json::forEachElement(value, [&](json::Value element) { return readResource(element, isLogs); });
        });
    }

private:
    /// The resource may stand behind its spans.
    json::Error readResource(json::Value value, bool isLogs)
    {
        Attributes resource;
        const std::size_t first = m_spans.size();
        bool wrongType = false;
        const json::Error error = json::forEachField(value, wrongType, [&](std::string_view name, json::Value inner) -> json::Error {
            if (name == "resource") {
                bool isOther = false;
                return json::forEachField(inner, isOther, [&](std::string_view key, json::Value list) -> json::Error {
                    return key == "attributes" ? readAttributes(list, resource) : json::Ok;
                });
            }
            if (name == "scopeSpans" || name == "scopeLogs" || name == "instrumentationLibrarySpans") {
                return json::forEachElement(inner, [&](json::Value scope) { return readScope(scope, isLogs); });
            }
            return json::Ok;
        });
        for (std::size_t i = first; i < m_spans.size(); ++i) {
            m_spans[i].service = textOf(resource, "service.name");
        }
        return error;
    }

    json::Error readScope(json::Value scope, bool isLogs)
    {
        bool wrongType = false;
        return json::forEachField(scope, wrongType, [&](std::string_view name, json::Value list) -> json::Error {
            if (name != (isLogs ? "logRecords" : "spans")) {
                return json::Ok;
            }
            return json::forEachElement(list, [&](json::Value element) { return readSpan(element, isLogs); });
        });
    }

    json::Error readSpan(json::Value value, bool isLogs)
    {
        Span span;
        span.isEvent = isLogs;
        span.begin = json::beginOf(value);
        std::string start;
        std::string event;
        bool wrongType = false;
        const json::Error error = json::forEachField(value, wrongType, [&](std::string_view name, json::Value field) -> json::Error {
            if (name == "attributes") {
                return m_hasUsage ? readAttributes(field, span.attributes) : json::Ok;
            }
            if (name == "traceId") {
                span.trace = scalarOf(field);
            } else if (name == "spanId") {
                span.span = scalarOf(field);
            } else if (name == "parentSpanId") {
                span.parent = scalarOf(field);
            } else if (name == "endTimeUnixNano" || name == "timeUnixNano") {
                span.time = scalarOf(field);
            } else if (name == "startTimeUnixNano" || name == "observedTimeUnixNano") {
                start = scalarOf(field);
            } else if (name == "eventName") {
                event = scalarOf(field);
            }
            return json::Ok;
        });
        if (span.time.empty() || span.time == "0") {
            span.time = start;
        }
        const std::string_view named = event.empty() ? span.text({"event.name"}) : std::string_view{event};
        if (error == json::Ok && span.hasUsage() && (!isLogs || named == "gen_ai.client.inference.operation.details")) {
            m_spans.push_back(std::move(span));
        } else if (error == json::Ok && !isLogs && !span.parent.empty()) {
            m_links.push_back({std::move(span.trace), std::move(span.span), std::move(span.parent)});
        }
        return error;
    }

    std::vector<Span> &m_spans;
    std::vector<Link> &m_links;
    bool m_hasUsage;
};

std::string_view inputOf(const Span &span)
{
    return span.text({"gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"});
}
std::string_view outputOf(const Span &span)
{
    return span.text({"gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"});
}
/// What was asked for is compared with what was asked for, what answered with what answered; an alias with the dated name behind it
/// only where one tells nothing else.
bool isOneModel(const Span &a, const Span &b)
{
    const std::string_view asked[] = {a.text({"gen_ai.request.model", "llm.model_name"}), b.text({"gen_ai.request.model", "llm.model_name"})};
    const std::string_view answered[] = {a.text({"gen_ai.response.model"}), b.text({"gen_ai.response.model"})};
    const bool bothAsked = !asked[0].empty() && !asked[1].empty();
    const bool bothAnswered = !answered[0].empty() && !answered[1].empty();
    if (bothAsked || bothAnswered) {
        return (bothAsked && asked[0] == asked[1]) || (bothAnswered && answered[0] == answered[1]);
    }
    const std::string_view left = answered[0].empty() ? asked[0] : answered[0];
    const std::string_view right = answered[1].empty() ? asked[1] : answered[1];
    return left.starts_with(right) || right.starts_with(left); // also where one is empty
}

bool tellTheSame(const Span &a, const Span &b)
{
    return inputOf(a) == inputOf(b) && outputOf(a) == outputOf(b) && isOneModel(a, b);
}

/// Finds the next span with usage above another one, through spans without.
class Ancestors
{
public:
    Ancestors(const std::vector<Span> &spans, const Links &links) : m_links{links}
    {
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (!spans[i].isEvent) {
                m_byId.try_emplace(spans[i].span, i);
            }
        }
    }

    std::size_t at(std::string_view id) const
    {
        const auto found = m_byId.find(id);
        return found == m_byId.end() ? Nobody : found->second;
    }
    std::size_t above(const Span &span) const
    {
        constexpr int MostSteps = 256; // damaged ids can lead round in a circle
        std::string_view id = span.parent;
        for (int step = 0; step < MostSteps && !id.empty(); ++step) {
            if (const std::size_t found = at(id); found != Nobody) {
                return found;
            }
            const auto next = m_links.find(std::string{id});
            id = next == m_links.end() ? std::string_view{} : std::string_view{next->second};
        }
        return Nobody;
    }

private:
    const Links &m_links;
    std::unordered_map<std::string_view, std::size_t> m_byId{};
};

/// From one to the next, where damaged ids lead round in a circle: the first of each circle leads nowhere.
void openCircles(std::vector<std::size_t> &next)
{
    std::vector<std::size_t> cameFrom(next.size(), Nobody); // the walk on which each was met
    for (std::size_t i = 0; i < next.size(); ++i) {
        std::size_t at = i;
        while (at != Nobody && cameFrom[at] == Nobody) {
            cameFrom[at] = i;
            at = next[at];
        }
        if (at == Nobody || cameFrom[at] != i) {
            continue;
        }
        std::size_t first = at;
        for (std::size_t each = next[at]; each != at; each = next[each]) {
            first = std::min(first, each);
        }
        next[first] = Nobody;
    }
}

/// Every way to its end.
void followToEnds(std::vector<std::size_t> &next)
{
    for (std::size_t i = 0; i < next.size(); ++i) {
        std::size_t end = i;
        while (end != Nobody && next[end] != end) {
            end = next[end];
        }
        for (std::size_t at = i; at != end && at != Nobody;) {
            at = std::exchange(next[at], end);
        }
    }
}

} // namespace

std::string_view Span::text(std::initializer_list<std::string_view> names) const
{
    for (const std::string_view name : names) {
        if (const std::string_view found = textOf(attributes, name); !found.empty()) {
            return found;
        }
    }
    return {};
}

bool Span::hasUsage() const
{
    return !inputOf(*this).empty() || !outputOf(*this).empty();
}

json::Error spansOf(json::Object &document, Found &found, bool hasUsage)
{
    return Exports{found, hasUsage}.read(document);
}

bool isCall(const Span &span)
{
    const std::string_view operation = span.text({"gen_ai.operation.name"});
    if (!operation.empty()) {
        return operation == "chat" || operation == "text_completion" || operation == "generate_content" || operation == "embeddings";
    }
    const std::string_view kind = span.text({"openinference.span.kind"});
    return kind.empty() || kind == "LLM" || kind == "EMBEDDING";
}

std::vector<std::size_t> toldBy(const std::vector<Span> &spans, const Links &links, bool hadCalls)
{
    if (spans.size() == 1) {
        return {isCall(spans[0]) || (!hadCalls && !spans[0].isEvent) ? 0 : Nobody};
    }
    const Ancestors ancestors{spans, links};
    std::vector<std::size_t> above(spans.size(), Nobody);
    std::vector<std::size_t> repeats(spans.size(), Nobody); // the call above that tells the same
    for (std::size_t i = 0; i < spans.size(); ++i) {
        above[i] = spans[i].isEvent ? Nobody : ancestors.above(spans[i]);
        above[i] = above[i] == i ? Nobody : above[i];
        if (above[i] != Nobody && isCall(spans[i]) && isCall(spans[above[i]]) && tellTheSame(spans[i], spans[above[i]])) {
            repeats[i] = above[i];
        }
    }
    openCircles(repeats);
    std::vector<std::size_t> told(spans.size(), Nobody);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (repeats[i] != Nobody && told[repeats[i]] == Nobody) {
            told[repeats[i]] = i;
        }
    }
    std::size_t firstCall = Nobody;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (!isCall(spans[i])) {
            continue;
        }
        if (spans[i].isEvent) {
            const std::size_t own = spans[i].span.empty() ? Nobody : ancestors.at(spans[i].span);
            told[i] = own != Nobody && (!hadCalls || isCall(spans[own])) ? own : i;
        } else if (told[i] == Nobody) {
            told[i] = i;
        }
        // An event beside the sum of an agent's span is a part of that.
        const bool isCounted = !spans[i].isEvent || told[i] == i;
        firstCall = firstCall == Nobody && isCounted ? i : firstCall;
    }
    if (firstCall == Nobody && !hadCalls) {
        openCircles(above);
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (isCall(spans[i]) || spans[i].isEvent) {
            continue;
        }
        // An agent's sum where nothing else is left of the trace: the outermost one.
        told[i] = firstCall != Nobody ? firstCall : hadCalls ? Nobody : above[i] == Nobody ? i : above[i];
    }
    followToEnds(told);
    return told;
}

std::string namesMark()
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325U; // FNV-1a, the same wherever a state is read again
    for (const std::string_view name : AttributeNames) {
        for (const char c : name) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3U;
        }
        hash = (hash ^ 0xFFU) * 0x100'0000'01B3U; // a name's end
    }
    return std::to_string(std::size(AttributeNames)) + '-' + std::to_string(hash);
}

std::string_view attributeAt(std::size_t number)
{
    return number < std::size(AttributeNames) ? AttributeNames[number] : std::string_view{};
}

std::size_t numberOf(std::string_view attribute)
{
    return std::size_t(std::lower_bound(std::begin(AttributeNames), std::end(AttributeNames), attribute) - std::begin(AttributeNames));
}

} // namespace tokenmeter::otlp
