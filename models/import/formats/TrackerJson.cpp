// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/TrackerJson.h"

#include "core/Decimal.h"
#include "core/ToolNames.h"
#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace exports;

constexpr std::string_view NobodyKnows = "unknown"; ///< in identities, the tool of a file that does not tell it

/// The names of tools by which records were known before all of them were.
std::string_view toolOfIdentity(std::string_view name)
{
    return name == "claude" || name == "gemini" || name == "cursor" ? toolOfTracker(name) : name;
}

/// Several by their names in order, each once.
std::string joined(const std::vector<std::string> &tools, std::string_view (*nameOf)(std::string_view))
{
    std::vector<std::string_view> names;
    std::transform(tools.begin(), tools.end(), std::back_inserter(names), [nameOf](const std::string &tool) { return nameOf(tool); });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::string all;
    for (const std::string_view name : names) {
        all += (all.empty() ? "" : "+") + std::string{name};
    }
    return all;
}

/// ccusage writes the tool before the model where it keeps the two apart: "[pi] claude-sonnet-4-5".
struct ToolAndModel
{
    std::string_view tool{};
    std::string_view model{};
};
ToolAndModel toolBefore(std::string_view model)
{
    const std::size_t end = model.starts_with('[') ? model.find("] ") : std::string_view::npos;
    return end == std::string_view::npos ? ToolAndModel{{}, model} : ToolAndModel{model.substr(1, end - 1), model.substr(end + 2)};
}

/// Whose model a name tells of, as far as that says whether Claude Code is likely to have asked for it.
enum class ModelMaker : std::uint8_t { Unknown, Anthropic, Another };
ModelMaker makerOf(std::string_view name)
{
    std::string model{name.substr(name.find_last_of('/') + 1)}; // npos + 1 is the beginning
    std::transform(model.begin(), model.end(), model.begin(), [](char each) { return each >= 'A' && each <= 'Z' ? char(each - 'A' + 'a') : each; });
    if (model.find("claude") != std::string::npos) {
        return ModelMaker::Anthropic;
    }
    // Claude Code is often pointed at the models of those who have no tool of their own, or one that names itself.
    static constexpr std::string_view Others[]{"gemini", "gpt", "chatgpt", "codex", "o1", "o3", "o4"};
    const bool isOther = std::any_of(std::begin(Others), std::end(Others), [&](std::string_view other) { return model.starts_with(other); });
    return isOther ? ModelMaker::Another : ModelMaker::Unknown;
}

/// Whether version 2 knew a record by other tools than those it is of. What names no tool stays as it was: there is a record of Claude Code by
/// that name in other files.
bool isNamedAnew(std::string_view before, std::string_view model, std::string_view agent)
{
    return before != agent && (before != "claude-code" || !toolBefore(model).tool.empty());
}

/// One model of one day, as the file says it.
struct Part
{
    std::string model{};
    std::string provider{};
    std::string tool{}; ///< as the tracker calls it
    const char *begin = nullptr; ///< of its object in what is read, as long as that is
    std::int64_t offset = 0;     ///< the same in the file
    std::map<std::string, std::string, std::less<>> values{};
};

/// One day of a file.
struct Day
{
    std::string date{};
    std::vector<std::string> tools{}; ///< as the tracker calls them, all that the day sums
    std::string layout{};             ///< the tool whose days alone have such a field
    std::string total{};
    std::string allTokens{};
    std::vector<Part> parts{};
    std::vector<Part> partsByTool{}; ///< the same once more, each of one tool
    const char *begin = nullptr;     ///< as a part's
    std::int64_t offset = 0;
};

CountText countIn(const Part &part, Names names, std::vector<std::pair<Cause, std::string>> &notes)
{
    for (const std::string_view name : names) {
        const auto found = part.values.find(name);
        const CountText read = found == part.values.end() ? CountText{} : countOfText(found->second);
        if (read.problem) {
            notes.emplace_back(*read.problem, std::string{name});
        }
        if (read.present) {
            return read;
        }
    }
    return {};
}

std::string scalar(json::Value value)
{
    const char kind = json::kindOf(value);
    if (kind == '"') {
        return std::string{json::readText(value).value.substr(0, 300)};
    }
    if (kind == '-' || (kind >= '0' && kind <= '9')) {
        return std::string{trimmedText(std::string_view{value.raw_json_token()}.substr(0, 300))};
    }
    return {};
}

/// Fills in the scalars of an object, and of an object in it that holds the counts.
json::Error readPart(json::Value value, Part &part)
{
    bool wrongType = false;
    return json::forEachField(value, wrongType, [&](std::string_view name, json::Value field) -> json::Error {
        const std::string key{name};
        if (json::kindOf(field) == '{' && key == "tokens") {
            return readPart(field, part);
        }
        std::string text = scalar(field);
        if (key == "modelName" || key == "modelId") {
            part.model = std::move(text);
        } else if (key == "providerId") {
            part.provider = std::move(text);
        } else if (key == "source" || key == "client") {
            part.tool = std::move(text);
        } else if (!text.empty()) {
            part.values.try_emplace(key, std::move(text));
        }
        return json::Ok;
    });
}

json::Error readList(json::Value list, std::vector<Part> &parts)
{
    return json::forEachElement(list, [&](json::Value element) {
        Part &part = parts.emplace_back();
        part.begin = json::beginOf(element);
        return readPart(element, part);
    });
}

/// What a total holds beside the rows of its models.
std::int64_t restOf(const std::vector<Part> &parts, const std::string &total)
{
    std::vector<std::pair<Cause, std::string>> ignored;
    std::int64_t rest = countOfText(total).value;
    for (const Part &part : parts) {
        for (const std::string_view name : {"inputTokens", "outputTokens", "cacheReadTokens", "cacheCreationTokens"}) {
            rest -= countIn(part, {name}, ignored).value;
        }
    }
    return rest;
}

/// ccusage's totals of some tools (Gemini CLI, Qwen Code, OpenCode, Droid) hold the thoughts, its models' rows do not: the rest is output, of the one
/// model there is, else of one that is not known.
void addRest(std::vector<Part> &parts, const std::string &total)
{
    std::vector<std::pair<Cause, std::string>> ignored;
    const std::int64_t rest = restOf(parts, total);
    if (rest <= 0 || parts.empty()) {
        return;
    }
    Part &part = parts.size() == 1 ? parts.front() : parts.emplace_back();
    part.values["outputTokens"] = std::to_string(countIn(part, {"outputTokens"}, ignored).value + rest);
    part.values["reasoningTokens"] = std::to_string(rest);
}

/// What one tool has of a day.
json::Error readTool(json::Value value, std::vector<Part> &parts)
{
    std::string tool;
    std::string total;
    std::vector<Part> own;
    bool wrongType = false;
    const json::Error error = json::forEachField(value, wrongType, [&](std::string_view name, json::Value field) -> json::Error {
        if (name == "agent") {
            tool = scalar(field);
        } else if (name == "totalTokens") {
            total = scalar(field);
        }
        return name == "modelBreakdowns" ? readList(field, own) : json::Ok;
    });
    addRest(own, total);
    for (Part &part : own) {
        part.tool = tool;
        parts.push_back(std::move(part));
    }
    return error;
}

json::Error readDay(json::Value value, Day &day)
{
    day.begin = json::beginOf(value);
    bool wrongType = false;
    return json::forEachField(value, wrongType, [&](std::string_view name, json::Value field) -> json::Error {
        const std::string key{name};
        if (key == "date" || key == "period") {
            day.date = scalar(field);
        } else if (key == "agent") {
            if (const std::string agent = scalar(field); agent != "all") {
                day.tools.push_back(agent);
            }
        } else if (key == "modelBreakdowns" || key == "sources" || key == "clients") {
            return readList(field, day.parts);
        } else if (key == "agents") { // of ccusage --by-agent
            return json::forEachElement(field, [&](json::Value tool) { return readTool(tool, day.partsByTool); });
        } else if (key == "totalTokens") {
            day.allTokens = scalar(field);
        } else if (key == "credits") {
            day.layout = "amp";
        } else if (key == "messageCount") {
            day.layout = "copilot";
        } else if (key == "models") { // of Codex: an object by name
            bool isOther = false;
            return json::forEachField(field, isOther, [&](std::string_view model, json::Value inner) -> json::Error {
                if (json::kindOf(inner) != '{') {
                    return json::Ok;
                }
                day.tools = {"codex"};
                Part &part = day.parts.emplace_back();
                part.model = model.substr(0, 300);
                part.begin = json::beginOf(inner);
                return readPart(inner, part);
            });
        } else if (key == "metadata") {
            bool isOther = false;
            return json::forEachField(field, isOther, [&](std::string_view inner, json::Value agents) -> json::Error {
                return inner != "agents" ? json::Ok : json::forEachElement(agents, [&](json::Value agent) { day.tools.push_back(scalar(agent)); });
            });
        } else if (key == "totals") {
            bool isOther = false;
            return json::forEachField(field, isOther, [&](std::string_view inner, json::Value total) {
                if (inner == "tokens") {
                    day.total = scalar(total);
                }
            });
        }
        return json::Ok;
    });
}

bool namesNoTool(const Day &day)
{
    return day.tools.empty() && day.layout.empty() && day.partsByTool.empty()
        && std::none_of(day.parts.begin(), day.parts.end(), [](const Part &part) { return !part.tool.empty() || !toolBefore(part.model).tool.empty(); });
}

/// Whether a file that names no tool shows that it is hardly Claude Code's: a total holds thoughts beside the output, which Claude's never
/// do, or all models that are known are of other makers. What it is then cannot be told.
bool isHardlyClaude(const std::vector<Day> &days)
{
    bool hasClaude = false;
    bool hasOther = false;
    for (const Day &day : days) {
        if (!namesNoTool(day)) {
            return false;
        }
        if (!day.parts.empty() && restOf(day.parts, day.allTokens) > 0) {
            return true;
        }
        for (const Part &part : day.parts) {
            const ModelMaker maker = makerOf(part.model);
            hasClaude = hasClaude || maker == ModelMaker::Anthropic;
            hasOther = hasOther || maker == ModelMaker::Another;
        }
    }
    return hasOther && !hasClaude;
}

class TrackerParser final : public LineParser
{
public:
    TrackerParser(std::string_view id, std::string_view list) : m_id{id}, m_list{list} {}

    void parse(std::string_view file, std::int64_t offset, RecordSink &sink) override
    {
        const std::string_view text = trimmedText(file.starts_with("\xEF\xBB\xBF") ? file.substr(3) : file);
        std::vector<Day> days;
        bool isFound = false;
        const bool ok = m_reader.read(text, [&](json::Object &object) {
            days.clear();
            const json::Error error = json::forEachField(object, [&](std::string_view name, json::Value value) -> json::Error {
                if (name != m_list || json::kindOf(value) != '[') {
                    return json::Ok;
                }
                isFound = true;
                return json::forEachElement(value, [&](json::Value element) { return readDay(element, days.emplace_back()); });
            });
            for (Day &day : days) {
                locate(day, offset + (text.data() - file.data()));
            }
            return error;
        });
        if (!ok || !isFound) {
            sink.problem(ok ? Cause::MissingField : Cause::NotJson, offset, ok ? std::string{m_list} : std::string{});
            sink.skipped();
            return;
        }
        const bool isUnknown = isHardlyClaude(days);
        bool isAny = false;
        for (Day &day : days) {
            isAny = take(day, isUnknown, sink) || isAny;
        }
        if (isUnknown && isAny) {
            sink.problem(Cause::ToolNotNamed, offset);
        }
    }

private:
    /// While what it was read from is there.
    /// @param start byte in the file where what is read begins
    void locate(Day &day, std::int64_t start) const
    {
        const auto offsetOf = [&](const char *begin) { return start + (begin - m_reader.begin()); };
        day.offset = offsetOf(day.begin);
        for (std::vector<Part> *parts : {&day.parts, &day.partsByTool}) {
            for (Part &part : *parts) {
                part.offset = part.begin == nullptr ? 0 : offsetOf(part.begin);
            }
        }
    }

    /// @return whether the day had usage
    bool take(Day &day, bool isUnknown, RecordSink &sink) const
    {
        const std::optional<LocalDay> date = parseDay(day.date);
        if (!date) {
            sink.problem(day.date.empty() ? Cause::MissingField : Cause::BadTime, day.offset, "date");
            sink.skipped();
            return false;
        }
        const UtcTime time = noonOf(UtcTime{date->time_since_epoch()});
        if (const std::optional<Cause> early = problemOf(time)) {
            sink.problem(*early, day.offset, "date");
            sink.skipped();
            return false;
        }
        if (!day.partsByTool.empty()) {
            day.parts = std::move(day.partsByTool);
        } else {
            addRest(day.parts, day.allTokens);
        }
        const bool isBeside = reasoningIsBeside(day);
        // A file may tell one model of one day in several parts: they are one.
        std::map<std::pair<std::string, std::string>, std::pair<UsageRecord, UsageContext>> found;
        for (Part &part : day.parts) {
            part.offset = part.begin == nullptr ? day.offset : part.offset; // a rest has no object of its own
            takePart(day, part, time, isBeside, isUnknown, sink, found);
        }
        for (auto &[key, one] : found) {
            auto &[record, context] = one;
            const std::string &agent = context.attribution.agent;
            const Identity before = identityOf({m_id, day.date, key.first, key.second}); // as versions knew it that did not know all tools
            const bool isAnew = !isUnknown && isNamedAnew(key.first, key.second, agent) && !found.contains({agent, key.second});
            const std::string_view tool = isUnknown ? NobodyKnows : std::string_view{isAnew ? agent : key.first}; // not the record of Claude Code, where that cannot be told
            identify(record, day.date, tool, key.second);
            sink.add(record, context);
            sink.formerly(identityOf({m_id, day.date, tool, key.second}), 0);
            if (isUnknown) {
                sink.formerly(before, 0);
            } else if (isAnew) { // no file is read into that name any more, so whoever has it has this
                sink.alias(before, 0);
            }
        }
        return !found.empty();
    }

    /// The same day of another machine, or of a later export, is another record of the family: merged by the larger count of each class the two
    /// would be the figures of neither.
    void identify(UsageRecord &record, std::string_view date, std::string_view tool, std::string_view model) const
    {
        const TokenCounts &t = record.tokens;
        record.flags |= RestatedFlag;
        record.family = familyOf({m_id, date, tool, model});
        record.identity = identityOf({m_id, date, tool, model, std::to_string(t.input), std::to_string(t.cacheRead), std::to_string(t.cacheWrite5m),
                                      std::to_string(t.output)});
    }

    /// Whether the day's total holds the reasoning beside the output.
    static bool reasoningIsBeside(const Day &day)
    {
        const CountText total = countOfText(day.total);
        std::vector<std::pair<Cause, std::string>> ignored;
        std::int64_t sum = 0;
        std::int64_t reasoning = 0;
        for (const Part &part : day.parts) {
            for (const std::string_view name : {"input", "output", "cacheRead", "cacheWrite"}) {
                sum += countIn(part, {name}, ignored).value;
            }
            reasoning += countIn(part, {"reasoning"}, ignored).value;
        }
        return total.present && reasoning > 0 && sum + reasoning == total.value;
    }

    void takePart(const Day &day, const Part &part, UtcTime time, bool isBeside, bool isUnknown, RecordSink &sink,
                  std::map<std::pair<std::string, std::string>, std::pair<UsageRecord, UsageContext>> &into) const
    {
        UsageRecord record;
        std::vector<std::pair<Cause, std::string>> notes;
        TokenCounts &t = record.tokens;
        t.input = countIn(part, {"inputTokens", "input"}, notes).value;
        t.cacheRead = countIn(part, {"cacheReadTokens", "cacheRead"}, notes).value;
        t.cacheWrite5m = countIn(part, {"cacheCreationTokens", "cacheWrite"}, notes).value;
        t.output = countIn(part, {"outputTokens", "output"}, notes).value;
        const std::int64_t reasoning = countIn(part, {"reasoningOutputTokens", "reasoningTokens", "reasoning"}, notes).value;
        t.output = std::min(t.output + (isBeside ? reasoning : 0), MaxTokensPerClass);
        t.reasoning = std::min(reasoning, t.output);
        record.requests = std::max<std::int64_t>(countIn(part, {"messages"}, notes).value, 1);
        if (const auto cost = part.values.find("cost"); cost != part.values.end()) {
            const std::string amount = amountOfText(cost->second).value_or(std::string{});
            const bool isKnown = parseDecimalRounded(amount, 18).value_or(0) != 0; // they write 0 for a model without a price
            record.reportedAmount = isKnown ? amount : std::string{};
            record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
        }
        for (const auto &[cause, field] : notes) {
            sink.problem(cause, part.offset, field);
            record.flags |= cause == Cause::BadNumber ? 0U : std::uint32_t{ClampedFlag};
        }
        if (t.total() == 0) {
            return;
        }
        record.flags |= AggregateFlag;
        record.time = time;
        record.end = time;
        record.precision = Precision::Day;
        record.offset = part.offset;
        UsageContext context;
        const std::vector<std::string> told = part.tool.empty() ? day.tools : std::vector{part.tool};
        const auto [prefix, model] = toolBefore(part.model);
        std::vector<std::string> tools = prefix.empty() ? told : std::vector{std::string{prefix}};
        if (tools.empty() && !isUnknown) {
            tools.push_back(day.layout.empty() ? "claude" : day.layout);
        }
        context.attribution.agent = joined(tools, toolOfTracker);
        context.serving.model = model;
        context.serving.provider = part.provider;
        const std::string key = told.empty() ? "claude-code" : joined(told, toolOfIdentity); // as before tools could be unknown
        const auto [place, isNew] = into.try_emplace({key, part.model}, record, context);
        if (!isNew) {
            UsageRecord &sum = place->second.first;
            sum.tokens += record.tokens;
            sum.requests += record.requests;
            sum.reportedAmount.clear(); // not a sum of texts: the price list tells
            sum.reportedCurrency.clear();
        }
    }

    std::string_view m_id;
    std::string_view m_list;
    json::LineReader m_reader{};
};

} // namespace

Format ccusageFormat()
{
    Format format;
    format.id = "ccusage";
    format.name = "ccusage";
    format.parserVersion = 4; // 2: the parts of a day by tool; 3: known by the tools they are of, and a file of an unknown tool is not Claude Code's; 4: by their counts
    format.wholeFile = true;
    format.recognises = [](std::string_view, std::string_view head) {
        return isJsonWith(head, {"daily", "inputTokens", "cacheCreationTokens"}) && (isJsonWith(head, {"modelBreakdowns"}) || isJsonWith(head, {"models"})) ? 85 : 0;
    };
    format.makeParser = [](const FileContext &) { return std::make_unique<TrackerParser>("ccusage", "daily"); };
    return format;
}

Format tokscaleFormat()
{
    Format format;
    format.id = "tokscale";
    format.name = "tokscale";
    format.parserVersion = 3; // 2: known by the tools they are of; 3: by their counts
    format.wholeFile = true;
    format.recognises = [](std::string_view, std::string_view head) { return isJsonWith(head, {"contributions", "intensity"}) && isJsonWith(head, {"tokenBreakdown"}) ? 85 : 0; };
    format.makeParser = [](const FileContext &) { return std::make_unique<TrackerParser>("tokscale", "contributions"); };
    return format;
}

} // namespace tokenmeter
