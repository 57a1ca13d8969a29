// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DemoLogs.h"
#include "flow/DemoStory.h"
#include "import/BatchSink.h"
#include "import/Format.h"
#include "support/TestMain.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace test_DemoLogs
{

using namespace tokenmeter;
using namespace std::chrono;

namespace
{

constexpr unsigned Seed = 7;

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

/// Relative path to content of every file below a folder.
std::map<std::string, std::string> contentsOf(const std::string &folder)
{
    std::map<std::string, std::string> files;
    for (const auto &entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            std::ostringstream text;
            text << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
            files[entry.path().lexically_relative(folder).string()] = text.str();
        }
    }
    return files;
}

/// List prices of November 2026 in USD per million tokens; Qwen's, in CNY, for prompts above 32,000.
struct ListPrice
{
    double input, cacheRead, cacheWrite, output;
};
const std::map<std::string, ListPrice> Prices{
    {"claude-opus-5", {5, 0.5, 6.25, 25}},
    {"claude-sonnet-5", {2, 0.2, 2.5, 10}},
    {"claude-haiku-4-5-20251001", {1, 0.1, 1.25, 5}},
    {"gpt-5.6-sol", {4, 0.4, 5, 20}},
    {"gemini-3.6-flash", {0.75, 0.075, 0, 3.75}},
    {"deepseek-v4-pro", {0.66, 0.022, 0, 1.98}},
    {"alibaba-cn/qwen3-max", {4, 0.8, 0, 16}},
};

double costOf(const DemoRequest &request)
{
    const auto price = Prices.find(request.model);
    if (price == Prices.end()) {
        return 0;
    }
    const ListPrice &p = price->second;
    const TokenCounts &t = request.tokens;
    return (double(t.input) * p.input + double(t.cacheRead) * p.cacheRead + double(t.cacheWrite5m) * p.cacheWrite
            + double(t.output) * p.output)
        / 1e6;
}

/// The requests that the demo holds at that moment.
std::vector<DemoRequest> storyUntil(UtcTime now, sys_days from, unsigned seed)
{
    std::vector<DemoRequest> all;
    const sys_days today = floor<days>(now);
    for (sys_days day = from; day <= today; day += days{1}) {
        for (const DemoRequest &request : demoDay(day, today, seed)) {
            if (request.time <= now) {
                all.push_back(request);
            }
        }
    }
    return all;
}

bool isBetween(double low, double value, double high)
{
    if (value < low || value > high) {
        qWarning("%f is not between %f and %f", value, low, high);
        return false;
    }
    return true;
}

} // namespace

class tst_DemoLogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalDaysGiveEqualBytes();
    void daysAreCovered();
    void theMonthIsAsDrawn_data();
    void theMonthIsAsDrawn();
    void projectsAndModels();
    void anyDayOfAMonth();
    void importersReadIt_data();
    void importersReadIt();
    void failsWithAReason();
};

void tst_DemoLogs::equalDaysGiveEqualBytes()
{
    QTemporaryDir a;
    QTemporaryDir b;
    QTemporaryDir later;
    QTemporaryDir other;
    const UtcTime now = at("2026-11-18T14:32:00Z");
    QVERIFY(writeDemoLogs(a.path().toStdString(), now, Seed));
    QVERIFY(writeDemoLogs(b.path().toStdString(), now, Seed));
    QVERIFY(writeDemoLogs(later.path().toStdString(), at("2026-11-18T17:00:00Z"), Seed));
    QVERIFY(writeDemoLogs(other.path().toStdString(), now, Seed + 1));
    const auto first = contentsOf(a.path().toStdString());
    QVERIFY(first == contentsOf(b.path().toStdString()));
    QVERIFY(first != contentsOf(other.path().toStdString()));
    std::size_t bytes = 0;
    int grown = 0;
    auto afterwards = contentsOf(later.path().toStdString());
    for (const auto &[path, text] : first) {
        bytes += text.size();
        QVERIFY2(afterwards[path].starts_with(text), path.c_str());
        grown += afterwards[path].size() > text.size() ? 1 : 0;
    }
    QVERIFY(grown > 3); // the afternoon went on
    QVERIFY(isBetween(20e6, double(bytes), 60e6));
    for (const std::string &path : demoApiFiles(a.path().toStdString())) {
        QVERIFY2(std::filesystem::exists(path), path.c_str());
    }
}

void tst_DemoLogs::daysAreCovered()
{
    const UtcTime now = at("2026-11-18T14:32:00Z");
    QCOMPARE(UtcTime{demoStart(floor<days>(now))}, at("2026-09-01T00:00:00Z"));
    QCOMPARE(UtcTime{demoStart(floor<days>(at("2026-01-31T00:00:00Z")))}, at("2025-11-01T00:00:00Z"));
    std::set<sys_days> seen;
    for (const DemoRequest &request : storyUntil(now, demoStart(floor<days>(now)), Seed)) {
        QVERIFY(request.time <= now);
        seen.insert(floor<days>(request.time));
    }
    // 30 days of September, 31 of October, 18 of November, less the gap of three
    QCOMPARE(int(seen.size()), 30 + 31 + 18 - 3);
    for (const char *day : {"2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z"}) {
        QVERIFY(!seen.contains(floor<days>(at(day))));
    }
}

void tst_DemoLogs::theMonthIsAsDrawn_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::newRow("1") << 1U;
    QTest::newRow("7") << 7U;
    QTest::newRow("2026") << 2026U;
}

void tst_DemoLogs::theMonthIsAsDrawn()
{
    QFETCH(unsigned, seed);
    const UtcTime now = at("2026-11-18T14:32:00Z");
    double usd = 0;
    double cny = 0;
    TokenCounts tokens;
    int unpriced = 0;
    int requests = 0;
    std::map<sys_days, double> byDay;
    for (const DemoRequest &request : storyUntil(now, floor<days>(at("2026-11-01T00:00:00Z")), seed)) {
        const bool inCny = std::string_view{request.model} == "alibaba-cn/qwen3-max";
        const double cost = costOf(request);
        (inCny ? cny : usd) += cost;
        byDay[floor<days>(request.time)] += inCny ? cost / 7.1187 : cost;
        tokens += request.tokens;
        unpriced += std::string_view{request.model} == "qwen3-coder-next" ? 1 : 0;
        ++requests;
        if (inCny) {
            QVERIFY(request.tokens.prompt() > 32'000); // above the step of its price, which the figures assume
        }
    }
    qDebug("%.2f USD, of it %.2f CNY, %d requests, %.1f M tokens, %.2f %% read from caches", usd + cny / 7.1187, cny, requests,
           double(tokens.total()) / 1e6, 100.0 * double(tokens.cacheRead) / double(tokens.prompt()));
    // The drawing: $561.42 of it ¥263.82 at 7.1187, 21,480 requests, 812 M tokens, 94.1 % of them cache reads.
    QVERIFY(isBetween(561.42 * 0.96, usd + cny / 7.1187, 561.42 * 1.04));
    QVERIFY(isBetween(263.82 * 0.88, cny, 263.82 * 1.12));
    QVERIFY(isBetween(20'000, requests, 22'500));
    QVERIFY(isBetween(770e6, double(tokens.total()), 870e6));
    QVERIFY(isBetween(92.5, 100.0 * double(tokens.cacheRead) / double(tokens.prompt()), 96.5));
    QCOMPARE(unpriced, 38);
    // Thursday the 12th stands out; Saturday and Sunday are quiet; today is not over.
    const auto cost = [&](const char *day) { return byDay[floor<days>(at(day))]; };
    QVERIFY(isBetween(1.8 * cost("2026-11-05T00:00:00Z"), cost("2026-11-12T00:00:00Z"), 2.9 * cost("2026-11-05T00:00:00Z")));
    QVERIFY(cost("2026-11-14T00:00:00Z") < 0.6 * cost("2026-11-13T00:00:00Z"));
    QVERIFY(cost("2026-11-15T00:00:00Z") < cost("2026-11-14T00:00:00Z"));
    QVERIFY(isBetween(5, cost("2026-11-18T00:00:00Z"), 30));
}

void tst_DemoLogs::projectsAndModels()
{
    std::map<std::string, double> byProject;
    std::set<std::string> models;
    double total = 0;
    for (const DemoRequest &request : storyUntil(at("2026-11-18T14:32:00Z"), floor<days>(at("2026-11-01T00:00:00Z")), Seed)) {
        const double cost = std::string_view{request.model} == "alibaba-cn/qwen3-max" ? costOf(request) / 7.1187 : costOf(request);
        byProject[request.project] += cost;
        models.insert(request.model);
        total += cost;
    }
    // shares of the drawing: 41, 22, 14, 11, 7 and 5 %
    const std::map<std::string, double> drawn{{"/home/demo/atlas-api", 41}, {"/home/demo/ledger-sync", 22}, {"/home/demo/docs-site", 14},
                                              {"/home/demo/infra", 11}, {"/home/demo/weekend-game", 7}, {"", 5}};
    QCOMPARE(byProject.size(), drawn.size());
    for (const auto &[project, share] : drawn) {
        QVERIFY2(isBetween(share - 2, 100 * byProject[project] / total, share + 2), project.c_str());
    }
    QCOMPARE(models.size(), Prices.size() + 1); // and the one without a price
}

void tst_DemoLogs::anyDayOfAMonth()
{
    for (const char *now : {"2026-11-01T00:00:00Z", "2026-11-01T09:00:00Z", "2026-03-31T23:59:59Z", "2028-02-29T12:00:00Z"}) {
        int unpriced = 0;
        double last = 0;
        const sys_days today = floor<days>(at(now));
        for (const DemoRequest &request : storyUntil(at(now), demoStart(today), Seed)) {
            unpriced += std::string_view{request.model} == "qwen3-coder-next" ? 1 : 0;
            last = std::max(last, double(msOf(request.time)));
        }
        QCOMPARE(unpriced, 38);
        QVERIFY(last <= double(msOf(at(now))));
    }
}

void tst_DemoLogs::importersReadIt_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("root");
    QTest::newRow("Claude Code") << "claude-code" << ".claude/projects/";
    QTest::newRow("Codex") << "codex" << ".codex/sessions/";
    QTest::newRow("raw API responses") << "api-jsonl" << "api/";
}

void tst_DemoLogs::importersReadIt()
{
    QFETCH(QString, format);
    QFETCH(QString, root);
    const UtcTime now = at("2026-11-18T14:32:00Z");
    QTemporaryDir folder;
    QVERIFY(writeDemoLogs(folder.path().toStdString(), now, Seed));
    const Format *reader = formatById(format.toStdString());
    QVERIFY(reader != nullptr);

    using Key = std::tuple<UtcTime, std::string, std::string>;
    std::map<Key, TokenCounts> read;
    for (const auto &[path, text] : contentsOf(folder.path().toStdString())) {
        if (!path.starts_with(root.toStdString())) {
            continue;
        }
        const std::string full = (folder.path().toStdString() + '/').append(path);
        const std::unique_ptr<LineParser> parser = reader->makeParser({.path = full, .relativePath = path.substr(std::size_t(root.size()))});
        BatchSink sink{path};
        std::string padded = text + std::string(64, ' ');
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = text.find('\n', start);
            QVERIFY(end != std::string::npos);
            parser->parse(std::string_view{padded}.substr(start, end - start), std::int64_t(start), sink);
            start = end + 1;
        }
        const LineBatch batch = sink.take();
        QCOMPARE(batch.problemCount, std::int64_t{0});
        QCOMPARE(batch.skippedLines, std::int64_t{0});
        for (const UsageRecord &record : batch.usage.records) {
            const UsageContext &context = batch.usage.contexts[record.context];
            // bodies give their time in seconds
            read[{floor<seconds>(record.time), context.serving.model, context.attribution.project}] += record.tokens;
        }
    }

    std::map<Key, TokenCounts> meant;
    for (const DemoRequest &request : storyUntil(now, demoStart(floor<days>(now)), Seed)) {
        const bool isApi = request.log != DemoLog::ClaudeCode && request.log != DemoLog::Codex;
        const QString owner = request.log == DemoLog::ClaudeCode ? QStringLiteral("claude-code")
            : isApi                                             ? QStringLiteral("api-jsonl")
                                                                : QStringLiteral("codex");
        if (owner == format) {
            TokenCounts tokens = request.tokens;
            if (std::string_view{request.model}.starts_with("claude")) {
                tokens.reasoning = 0; // these logs do not tell it
            }
            meant[{floor<seconds>(request.time), request.model, request.project}] += tokens;
        }
    }
    QVERIFY(meant.size() > 1000);
    QCOMPARE(read.size(), meant.size());
    QVERIFY(read == meant);
}

void tst_DemoLogs::failsWithAReason()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString() + "/file";
    std::ofstream{path} << "not a folder";
    const Result<Done> result = writeDemoLogs(path, at("2026-11-18T14:32:00Z"), Seed);
    QVERIFY(!result);
    QCOMPARE(result.problem().cause, Cause::FileUnreadable);
    QVERIFY(!result.problem().args.empty());
}

TOKENMETER_TEST(tst_DemoLogs);

} // namespace test_DemoLogs

#include "tst_DemoLogs.moc"
