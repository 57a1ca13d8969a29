// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "CsvSupport.h"
#include "core/ToolNames.h"
#include "import/CsvNumber.h"
#include "import/formats/TrackerJson.h"

#include <algorithm>
#include <map>

namespace test_Trackers
{

using namespace tokenmeter;
using namespace tokenmeter::testing::files;

std::set<std::string> linesOf(const ListSink &sink)
{
    std::set<std::string> lines;
    for (const Found &found : sink.found) {
        lines.insert(toRfc3339(found.record.time) + " " + found.context.attribution.agent + " " + found.context.serving.model + " " + counts(found.record) + " "
                     + found.record.reportedAmount);
    }
    return lines;
}

/// Sums of other trackers: real output of ccusage over the logs among the fixtures, and tokscale's layout.
class tst_Trackers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ccusageOfClaude();
    void ccusageOfCodex();
    void ccusageOfAll();
    void ccusageByAgent();
    void layoutsOfOneTool();
    void unknownTools();
    void namedAnew();
    void everyToolHasItsFormats();
    void forksHaveFoldersOfTheirOwn();
    void daysAreKnownByTheirCounts();
    void tokscale();
    void tokscaleItself();
    void recognised();
    void damaged();
};

/// Its own totals: 767 + 11200 + 2400 + 480 = 14,847.
void tst_Trackers::ccusageOfClaude()
{
    const ListSink sink = readText(ccusageFormat(), fixture("ccusage/claude-daily.json"));
    const std::set<std::string> expected{"2026-10-05T12:00:00Z claude-code claude-haiku-4-5-20251001 50+0+800+0>60(0) 0.00135",
                                         "2026-10-05T12:00:00Z claude-code claude-opus-4-8-fast 100+0+0+0>40(0) 0.003",
                                         "2026-10-05T12:00:00Z claude-code claude-sonnet-4-5-20250929 17+11200+1600+0>340(0) 0.015861",
                                         "2026-10-05T12:00:00Z claude-code deepseek-chat 600+0+0+0>40(0) 0.000077"};
    QCOMPARE(linesOf(sink), expected);
    QVERIFY(sink.problems.empty());
    for (const Found &found : sink.found) {
        QVERIFY(found.record.has(AggregateFlag) && found.record.precision == Precision::Day);
    }
}

/// 500 + 1500 + 120 = 2120 and 1400 + 1100 + 180 = 2680 are its totals: the reasoning is inside.
void tst_Trackers::ccusageOfCodex()
{
    const ListSink sink = readText(ccusageFormat(), fixture("ccusage/codex-daily.json"));
    const std::set<std::string> expected{"2026-10-05T12:00:00Z codex gpt-5.2 500+1500+0+0>120(30) ", "2026-10-05T12:00:00Z codex gpt-5.2-codex 1400+1100+0+0>180(60) "};
    QCOMPARE(linesOf(sink), expected);
}

/// 19,647 tokens of six models of two tools, which it does not tell apart.
void tst_Trackers::ccusageOfAll()
{
    const ListSink sink = readText(ccusageFormat(), fixture("ccusage/daily.json"));
    QCOMPARE(sink.found.size(), std::size_t{6});
    std::int64_t total = 0;
    for (const Found &found : sink.found) {
        QCOMPARE(found.context.attribution.agent, std::string{"claude-code+codex"});
        total += found.record.tokens.total();
    }
    QCOMPARE(total, std::int64_t{19'647});
}

/// ccusage 20.0.24 --by-agent over the logs of all tools among the fixtures: its own totals of each tool, 222,075 on the 5th and 560 before.
void tst_Trackers::ccusageByAgent()
{
    const ListSink sink = readText(ccusageFormat(), fixture("ccusage/by-agent.json"));
    std::map<std::string, std::int64_t> totals;
    for (const Found &found : sink.found) {
        totals[found.context.attribution.agent] += found.record.tokens.total();
    }
    const std::map<std::string, std::int64_t> expected{{"amp", 6300},  {"claude-code", 14'847}, {"codex", 4800}, {"copilot", 17'720}, {"droid", 11'510}, {"gemini-cli", 4345 + 560},
                                                       {"goose", 5600}, {"kimi", 7580},         {"opencode", 141'103}, {"pi", 3570}, {"qwen-code", 4700}};
    QCOMPARE(totals, expected);
    QVERIFY(linesOf(sink).contains("2026-10-05T12:00:00Z pi claude-sonnet-4-5 20+3000+400+0>150(0) 0.00471")); // it writes "[pi] claude-sonnet-4-5"
    QVERIFY(sink.problems.empty());
}

/// `ccusage amp daily` and `ccusage copilot daily` name no tool, but no other's days have these fields; a model may have its tool before it.
void tst_Trackers::layoutsOfOneTool()
{
    const auto agentOf = [](const std::string &more, const std::string &model) {
        const ListSink sink = readText(ccusageFormat(), R"({"daily":[{"date":"2026-10-05",)" + more + R"("modelBreakdowns":[{"modelName":")" + model + R"(","inputTokens":5}]}]})");
        return sink.found.size() == 1 ? sink.found[0].context.attribution.agent + " " + sink.found[0].context.serving.model : std::string{"none"};
    };
    QCOMPARE(agentOf("", "m"), std::string{"claude-code m"});
    QCOMPARE(agentOf(R"("credits":1.9,)", "m"), std::string{"amp m"});
    QCOMPARE(agentOf(R"("messageCount":6,)", "m"), std::string{"copilot m"});
    QCOMPARE(agentOf("", "[pi] m"), std::string{"pi m"});
    QCOMPARE(agentOf(R"("metadata":{"agents":["openclaw","claude"]},)", "[openclaw] m"), std::string{"openclaw m"});
    QCOMPARE(agentOf(R"("metadata":{"agents":["qwen","claude"]},)", "m"), std::string{"claude-code+qwen-code m"});
    QCOMPARE(agentOf("", "[m"), std::string{"claude-code [m"});
}

/// ccusage 20.0.24 itself, `ccusage gemini daily --json` over the logs among the fixtures, which names no tool. 560 - 540 = 20 thoughts of one
/// model on the 1st; 4345 - 4295 = 50 on the 5th, of one of two. Claude's totals hold nothing beside, and models of others alone tell the same.
void tst_Trackers::unknownTools()
{
    const std::string gemini = R"({"daily":[{"cacheCreationTokens":0,"cacheReadTokens":100,"date":"2026-10-01","inputTokens":400,"modelBreakdowns":[{"cacheCreationTokens":0,)"
                               R"("cacheReadTokens":100,"cost":0.0011125,"inputTokens":400,"modelName":"gemini-2.5-pro","outputTokens":40}],"modelsUsed":["gemini-2.5-pro"],)"
                               R"("outputTokens":40,"totalCost":0.0011125,"totalTokens":560},{"cacheCreationTokens":0,"cacheReadTokens":2200,"date":"2026-10-05","inputTokens":1925,)"
                               R"("modelBreakdowns":[{"cacheCreationTokens":0,"cacheReadTokens":1000,"cost":0.00408125,"inputTokens":1725,"modelName":"gemini-2.5-pro","outputTokens":140},)"
                               R"({"cacheCreationTokens":0,"cacheReadTokens":1200,"cost":0.000196,"inputTokens":200,"modelName":"gemini-2.5-flash","outputTokens":30}],)"
                               R"("modelsUsed":["gemini-2.5-pro","gemini-2.5-flash"],"outputTokens":170,"totalCost":0.00427725,"totalTokens":4345}],"totals":{"totalTokens":4905}})";
    const ListSink sink = readText(ccusageFormat(), gemini);
    const std::set<std::string> expected{"2026-10-01T12:00:00Z  gemini-2.5-pro 400+100+0+0>60(20) 0.0011125", "2026-10-05T12:00:00Z  gemini-2.5-pro 1725+1000+0+0>140(0) 0.00408125",
                                         "2026-10-05T12:00:00Z  gemini-2.5-flash 200+1200+0+0>30(0) 0.000196", "2026-10-05T12:00:00Z   0+0+0+0>50(50) "};
    QCOMPARE(linesOf(sink), expected);
    QCOMPARE(sink.problems.size(), std::size_t{1}); // said once
    QVERIFY(sink.has(Cause::ToolNotNamed));
    // Beside Claude Code's day of that model, as which an older version knew this file.
    QVERIFY(sink.found[0].record.identity == identityOf({"ccusage", "2026-10-01", "unknown", "gemini-2.5-pro", "400", "100", "0", "60"}));
    const std::vector<Identity> former{identityOf({"ccusage", "2026-10-01", "unknown", "gemini-2.5-pro"}), identityOf({"ccusage", "2026-10-01", "claude-code", "gemini-2.5-pro"})};
    QVERIFY(sink.found[0].former == former);

    const auto agentOf = [](const std::string &models, const std::string &total) {
        const ListSink read = readText(ccusageFormat(), R"({"daily":[{"date":"2026-10-05",)" + total + R"("modelBreakdowns":[)" + models + "]}]}");
        return read.found.empty() ? std::string{"none"} : read.found[0].context.attribution.agent + (read.problems.empty() ? "" : "!");
    };
    const std::string gpt = R"({"modelName":"openai/GPT-5.2","inputTokens":5})";
    const std::string claude = R"({"modelName":"us.anthropic.claude-sonnet-4-5","inputTokens":5})";
    QCOMPARE(agentOf(gpt, ""), std::string{"!"});
    QCOMPARE(agentOf(R"({"modelName":"glm-4.6","inputTokens":5})", ""), std::string{"claude-code"}); // who is often pointed at it
    QCOMPARE(agentOf(claude, ""), std::string{"claude-code"});
    QCOMPARE(agentOf(claude + "," + gpt, R"("totalTokens":10,)"), std::string{"claude-code"}); // through a gateway
    QCOMPARE(agentOf(claude, R"("totalTokens":6,)"), std::string{"!"});
    QCOMPARE(agentOf(gpt, R"("metadata":{"agents":["claude"]},)"), std::string{"claude-code"}); // the file says so
    QCOMPARE(agentOf(gpt, R"("messageCount":6,)"), std::string{"copilot"});
    QCOMPARE(agentOf("", R"("totalTokens":6,)"), std::string{"none"});
}

/// Where version 2 knew a record by other tools than those it is of, it is another record now that names the older one. What names no tool
/// stays as it was, since the older one may be Claude Code's of another file.
void tst_Trackers::namedAnew()
{
    struct Case
    {
        std::string more;
        std::string model;
        std::string before;
        std::string now;
    };
    for (const Case &each : {Case{R"("metadata":{"agents":["claude","pi"]},)", "[pi] m", "claude-code+pi", "pi"}, Case{"", "[pi] m", "claude-code", "pi"},
                             Case{R"("metadata":{"agents":["qwen"]},)", "m", "qwen", "qwen-code"}, Case{R"("agent":"qwen",)", "m", "qwen", "qwen-code"},
                             Case{R"("metadata":{"agents":["pi"]},)", "[pi] m", "pi", "pi"}, Case{R"("metadata":{"agents":["claude"]},)", "m", "claude-code", "claude-code"},
                             Case{R"("credits":1.9,)", "m", "claude-code", "claude-code"}, Case{"", "m", "claude-code", "claude-code"}}) {
        const ListSink sink = readText(ccusageFormat(), R"({"daily":[{"date":"2026-10-05",)" + each.more + R"("modelBreakdowns":[{"modelName":")" + each.model + R"(","inputTokens":5}]}]})");
        QCOMPARE(sink.found.size(), std::size_t{1});
        QVERIFY2(sink.found[0].record.identity == identityOf({"ccusage", "2026-10-05", each.now, each.model, "5", "0", "0", "0"}), each.now.c_str());
        std::vector<Identity> former{identityOf({"ccusage", "2026-10-05", each.now, each.model})}; // of version 3
        if (each.before != each.now) {
            former.push_back(identityOf({"ccusage", "2026-10-05", each.before, each.model}));
        }
        QVERIFY2(sink.found[0].former == former, each.before.c_str());
    }
}

/// Every name that ccusage 20.0.24 (its commands) and tokscale 4.17.0 (its --client) know. Formats are ids of formats here; "-": no log of
/// it can be read.
void tst_Trackers::everyToolHasItsFormats()
{
    const std::map<std::string, std::string> expected{
        {"9router", "-"}, {"amp", "amp"}, {"antigravity", "-"}, {"antigravity-cli", "-"}, {"augment", "-"}, {"cherrystudio", "-"}, {"claude", "claude-code"},
        {"cline", "cline cline-cli"}, {"codebuddy", "-"}, {"codebuff", "-"}, {"codex", "codex"}, {"commandcode", "-"},
        {"copilot", "copilot-events copilot-otel copilot-store"}, {"crush", "crush"}, {"cursor", "cursor-csv"}, {"devin-cli", "-"}, {"devin-desktop", "-"},
        {"droid", "droid"}, {"dsh", "-"}, {"freebuff", "-"}, {"fx", "-"}, {"gemini", "gemini-cli"}, {"gjc", "pi"}, {"goose", "goose"}, {"grok", "-"},
        {"hermes", "-"}, {"hindsight", "-"}, {"jcode", "-"}, {"junie", "-"}, {"kilo", "opencode"}, {"kilocode", "kilo-code"}, {"kimchi", "pi"}, {"kimi", "kimi"},
        {"kiro", "-"}, {"lmstudio", "-"}, {"mcode", "-"}, {"micode", "opencode"}, {"mux", "-"}, {"omp", "pi"}, {"openclaw", "pi"}, {"opencode", "opencode"},
        {"opencodereview", "-"}, {"pi", "pi"}, {"prime-agent", "pi"}, {"qwen", "qwen-code"}, {"reasonix", "-"}, {"roocode", "roo-code"}, {"senpi", "pi"},
        {"synthetic", "-"}, {"trae", "-"}, {"unsloth", "-"}, {"warp", "-"}, {"workbuddy", "-"}, {"zcode", "-"}, {"zed", "zed"}};
    std::size_t known = 0;
    for (const auto &[name, ids] : expected) {
        std::string found;
        for (const std::string_view id : logFormatsOf(name)) {
            QVERIFY2(formatById(id) != nullptr, std::string{id}.c_str());
            found += (found.empty() ? "" : " ") + std::string{id};
        }
        QCOMPARE(found.empty() ? "-" : found, ids);
        // Ours is told as the tracker's is, and a tool that has one format goes by its id.
        const std::string tool{toolOfTracker(name)};
        QVERIFY(std::ranges::equal(logFormatsOf(tool), logFormatsOf(name)));
        QCOMPARE(std::string{toolOfTracker(tool)}, tool);
        const ListSink sink = readText(tokscaleFormat(), R"({"contributions":[{"date":"2026-10-05","clients":[{"client":")" + name
                                                             + R"(","modelId":"m","tokens":{"input":5}}]}]})");
        QCOMPARE(sink.found.size(), std::size_t{1});
        QCOMPARE(sink.found[0].context.attribution.agent, tool);
        known += ids == "-" ? 0U : 1U;
    }
    QCOMPARE(known, trackedTools().size());
}

/// The roots of pi and of OpenCode are those of several tools; each is told by its folder, the last name on the way. What says nothing is nobody's,
/// and a user called "pi" is no tool.
void tst_Trackers::forksHaveFoldersOfTheirOwn()
{
    DiscoveryPlaces places;
    places.home = "/home/pi";
    const auto toolsOf = [&](const Format &format) {
        std::string all;
        const std::vector<std::string> roots = format.roots(places);
        for (const std::string &root : roots) {
            all += (all.empty() ? "" : " ") + std::string{toolOfLog(format.id, root)};
        }
        return all;
    };
    QCOMPARE(toolsOf(*formatById("pi")), std::string{"pi omp senpi openclaw"});
    QCOMPARE(toolsOf(*formatById("opencode")), std::string{"opencode kilo micode"});
    const auto tool = [](const char *format, const char *root) { return std::string{toolOfLog(format, root)}; };
    QCOMPARE(tool("pi", "/home/pi/copies"), std::string{});
    QCOMPARE(tool("pi", "/backup/.gjc/agent/sessions/x/1.jsonl"), std::string{"gjc"});
    QCOMPARE(tool("pi", "/home/u/.config/kimchi/harness/sessions"), std::string{"kimchi"});
    QCOMPARE(tool("opencode", "/backup/kilo.db"), std::string{"kilo"});
    QCOMPARE(tool("opencode", "/data"), std::string{});
    QCOMPARE(tool("claude-code", "/anywhere"), std::string{"claude-code"});
    QCOMPARE(tool("copilot-otel", "/anywhere"), std::string{"copilot"});
    QCOMPARE(tool("litellm", "/home/u/.pi"), std::string{});
    QCOMPARE(std::string{usualToolOf("pi")} + " " + std::string{usualToolOf("opencode")}, std::string{"pi opencode"});
    QVERIFY(usualToolOf("litellm").empty());
}

/// One day of Claude Code's opus on two computers: two records of one family. The same figures are one record, whatever it cost.
void tst_Trackers::daysAreKnownByTheirCounts()
{
    const auto read = [](const std::string &day, const std::string &counts) {
        const ListSink sink = readText(ccusageFormat(), R"({"daily":[{"date":")" + day + R"(","modelBreakdowns":[{"modelName":"opus",)" + counts + "}]}]}");
        return sink.found.at(0).record;
    };
    const UsageRecord one = read("2026-10-01", R"("inputTokens":1000,"outputTokens":500,"cacheReadTokens":2000,"cost":0.5)");
    const UsageRecord other = read("2026-10-01", R"("inputTokens":700,"outputTokens":900,"cacheReadTokens":100,"cost":0.5)");
    const UsageRecord again = read("2026-10-01", R"("inputTokens":1000,"outputTokens":500,"cacheReadTokens":2000,"cost":0.6)");
    const UsageRecord next = read("2026-10-02", R"("inputTokens":1000,"outputTokens":500,"cacheReadTokens":2000,"cost":0.5)");
    QVERIFY(one.has(RestatedFlag) && one.family != 0 && one.family == other.family && one.family != next.family);
    QVERIFY(one.identity != other.identity && one.identity == again.identity && one.identity != next.identity);
    QVERIFY(!one.tokens.holds(other.tokens) && !other.tokens.holds(one.tokens) && one.tokens.holds(again.tokens));
}

/// tokscale 4.17.0 itself over the logs among the fixtures: 2377 + 920 + 18800 + 3600 + 90 = 25,787, the reasoning beside.
void tst_Trackers::tokscaleItself()
{
    const ListSink sink = readText(tokscaleFormat(), fixture("tokscale/graph.json"));
    QCOMPARE(sink.found.size(), std::size_t{6});
    std::int64_t total = 0;
    std::int64_t requests = 0;
    std::set<std::string> agents;
    for (const Found &found : sink.found) {
        total += found.record.tokens.total();
        requests += found.record.requests;
        agents.insert(found.context.attribution.agent);
    }
    QCOMPARE(total, std::int64_t{25'787});
    QCOMPARE(requests, std::int64_t{9});
    const std::set<std::string> expected{"claude-code", "codex"};
    QCOMPARE(agents, expected);
    const std::set<std::string> lines = linesOf(sink);
    QVERIFY2(lines.contains("2026-10-05T12:00:00Z codex gpt-5.2-codex 1400+1100+0+0>180(60) "), lines.rbegin()->c_str());
}

/// The layout of version 1. The second day: 17 + 340 + 9050 + 1600 + 500 + 120 + 1500 = 13,127, and with 30 of reasoning its total of 13,157: beside.
void tst_Trackers::tokscale()
{
    const ListSink sink = readText(tokscaleFormat(), fixture("tokscale/layout-1.json"));
    const std::set<std::string> expected{"2026-10-04T12:00:00Z claude-code claude-sonnet-4-5-20250929 20+10000+2390+0>500(0) 0.03",
                                         "2026-10-05T12:00:00Z claude-code claude-sonnet-4-5-20250929 17+9050+1600+0>340(0) 0.04",
                                         "2026-10-05T12:00:00Z codex gpt-5.2 500+1500+0+0>150(30) 0.01"};
    QCOMPARE(linesOf(sink), expected);
    QCOMPARE(sink.found[0].record.requests, std::int64_t{9});
}

void tst_Trackers::recognised()
{
    for (const char *file : {"ccusage/claude-daily.json", "ccusage/codex-daily.json", "ccusage/daily.json", "ccusage/by-agent.json", "tokscale/graph.json", "tokscale/layout-1.json"}) {
        const std::string text = fixture(file);
        const std::string folder = std::string{file}.substr(0, std::string{file}.find('/'));
        for (const Format &format : formats()) {
            QCOMPARE(format.recognises && format.recognises(file, text) > 0, format.id == folder);
        }
    }
}

void tst_Trackers::damaged()
{
    const std::string text = fixture("ccusage/claude-daily.json");
    for (std::size_t size = 0; size < text.size(); size += 13) {
        const ListSink cut = readText(ccusageFormat(), text.substr(0, size));
        QVERIFY(cut.found.empty()); // a document is whole or nothing
        QVERIFY(!cut.problems.empty() || trimmedText(text.substr(0, size)).empty());
    }
    const auto one = [](const std::string &day, const std::string &counts) {
        return readText(ccusageFormat(), R"({"daily":[{"date":")" + day + R"(","modelBreakdowns":[{"modelName":"m",)" + counts + "}]}]}");
    };
    QVERIFY(one("2019-01-01", R"("inputTokens":5)").has(Cause::TimeTooEarly, "date"));
    QVERIFY(one("soon", R"("inputTokens":5)").has(Cause::BadTime, "date"));
    const ListSink negative = one("2026-10-05", R"("inputTokens":-5,"outputTokens":3)");
    QVERIFY(negative.has(Cause::NegativeCount, "inputTokens") && negative.found.size() == 1 && negative.found[0].record.tokens.total() == 3);
    const ListSink huge = one("2026-10-05", R"("inputTokens":1e30)");
    QVERIFY(huge.has(Cause::CountTooLarge) && huge.found[0].record.tokens.input == MaxTokensPerClass);
    QVERIFY(readText(ccusageFormat(), R"({"monthly":[]})").has(Cause::MissingField, "daily"));
}

TOKENMETER_TEST(tst_Trackers);

} // namespace test_Trackers

#include "tst_Trackers.moc"
