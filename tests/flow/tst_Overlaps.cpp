// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "flow/BudgetAlerts.h"
#include "flow/Closing.h"
#include "flow/KnownSources.h"
#include "flow/Overlaps.h"
#include "flow/Pricing.h"
#include "flow/SourceDetails.h"
#include "import/formats/Generic.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace test_Overlaps
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d %s", int(result.problem().cause), result.problem().args.empty() ? "" : result.problem().args.back().c_str());
    }
    return *std::move(result);
}

UtcTime moment(const char *text)
{
    return parseTime(text)->time;
}

void put(const std::string &path, const std::string &content)
{
    fs::create_directories(fs::path{path}.parent_path());
    std::ofstream{path, std::ios::binary | std::ios::trunc} << content;
}

/// A request of Claude Code: 100 tokens of input and `output`.
std::string request(int number, const char *day, int output)
{
    const std::string n = std::to_string(number);
    std::string line = "{'type':'assistant','timestamp':'" + std::string{day} + "T10:00:00.000Z','sessionId':'s','cwd':'/home/ada/app','uuid':'u" + n
        + "','requestId':'req_" + n + "','message':{'id':'msg_" + n + "','model':'claude-opus-4-1','usage':{'input_tokens':100,'output_tokens':"
        + std::to_string(output) + ",'cache_read_input_tokens':0,'cache_creation_input_tokens':0}}}\n";
    std::replace(line.begin(), line.end(), '\'', '"');
    return line;
}

std::string exported(const std::vector<std::pair<const char *, int>> &days)
{
    std::string table = "usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,"
                        "usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n";
    for (const auto &[day, tokens] : days) {
        table += std::string{day} + ",claude-opus-4-1,key,app,standard," + std::to_string(tokens) + ",0,0,0,1,0\n";
    }
    return table;
}

/// A folder with logs and an export, and what lies where.
struct Disk
{
    QTemporaryDir folder{};
    std::string base = folder.path().toStdString();
    std::string logs = base + "/home/.claude/projects";
    std::string csv = base + "/usage.csv";

    Disk()
    {
        put(logs + "/-home-ada-app/s.jsonl", request(1, "2026-10-01", 5) + request(2, "2026-10-02", 7));
        put(csv, exported({{"2026-10-01", 1000}, {"2026-10-03", 2000}}));
    }
};

std::int64_t tokensOf(LedgerReader &reader)
{
    std::int64_t sum = 0;
    for (const UsageCell &cell : must(reader.usage({}, {}, Zone::utc())).cells) {
        sum += cell.tokens.total();
    }
    return sum;
}

std::int64_t tokensIn(const ImportedLedger &ledger)
{
    return tokensOf(*must(LedgerReader::open(ledger.path())));
}

void importAt(const ImportedLedger &ledger, const std::string &path, const char *time)
{
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const auto pricer = must(pricerOf(*reader));
    must(importLogs(*writer, *reader, rateSourceOf(*pricer), {.sources = scan(path).sources, .now = moment(time)}, {}));
}

} // namespace

/// Sources that tell of the same usage, through the real import; and those that an import passes over.
class tst_Overlaps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFormatTellsSomething();
    void anyOrderOfImports();
    void generationsOfAGateway();
    void spansOfAnotherSpelling();
    void exportsOfOnePeriod();
    void providersAsTheyAreSpelled();
    void mergedLines();
    void placesInDocuments();
    void duplicatesGoOn();
    void daysOfBoth();
    void callsThroughARouter();
    void daysOfAReseller();
    void daysOfATracker();
    void daysThatNameNoTool();
    void aStoppedImportIsSettledByTheNext();
    void lateOverlapIsAnAdjustment();
    void pausedAndForgottenArePassedOver();
    void toolsThatNobodyKnowsAreLeft();
    void namedPathsTakeBack();
    void foldersAboveArePassedOver();
    void partsOfOwnFoldersArePassedOver();
    void filesOfAFormerMapping();
    void alertsAreOfSettledFigures();
    void rescanCountsNothingTwice();
};

void tst_Overlaps::everyFormatTellsSomething()
{
    const std::vector<std::string> ids = sourceIds();
    for (const char *buckets : {"anthropic-usage-csv", "openai-usage-csv", "deepseek-usage-csv", "openrouter-daily-csv"}) {
        QVERIFY(std::find(ids.begin(), ids.end(), buckets) != ids.end());
        QCOMPARE(tellsOf(buckets), SourceTells::Buckets);
    }
    QCOMPARE(tellsOf("litellm"), SourceTells::Sums);
    QCOMPARE(tellsOf("ccusage"), SourceTells::Tracker);
    QCOMPARE(tellsOf("tokscale"), SourceTells::Tracker);
    const Zone shanghai = *Zone::byId("Asia/Shanghai");
    QCOMPARE(daysOf("anthropic-usage-csv", shanghai).id(), std::string{"UTC"});
    for (const char *users : {"ccusage", "tokscale"}) { // both run where the user is
        QCOMPARE(daysOf(users, shanghai).id(), shanghai.id());
    }
    for (const char *requests : {"claude-code", "cursor-csv", "generic:mine"}) {
        QCOMPARE(tellsOf(requests), SourceTells::Requests);
        QVERIFY(!mayLogAgain(requests));
    }
    for (const char *gateway : {"langfuse", "helicone", "otlp-genai", "bedrock-invocation", "api-jsonl", "openrouter-generations-csv"}) {
        QVERIFY(std::find(ids.begin(), ids.end(), gateway) != ids.end());
        QCOMPARE(tellsOf(gateway), SourceTells::Gateway);
        QVERIFY(mayLogAgain(gateway));
    }
    QVERIFY(mayLogAgain("litellm"));
}

/// The log's 105 and 107 tokens, and the export's 2,001 of the 3rd; its 1,001 of the 1st are told by the log.
void tst_Overlaps::anyOrderOfImports()
{
    const Disk disk;
    const std::vector<std::vector<std::vector<std::string>>> orders{
        {{disk.logs, disk.csv}}, {{disk.csv, disk.logs}}, {{disk.logs}, {disk.csv}}, {{disk.csv}, {disk.logs}}, {{disk.csv}, {disk.csv, disk.logs}, {disk.csv}, {disk.logs}}};
    std::string fingerprint;
    for (const auto &order : orders) {
        ImportedLedger ledger;
        std::int64_t yielded = 0;
        for (const std::vector<std::string> &paths : order) {
            yielded += ledger.import(paths, 2).yielded;
        }
        QCOMPARE(yielded, 1);
        QCOMPARE(tokensIn(ledger), 105 + 107 + 2001);
        fingerprint = fingerprint.empty() ? ledger.fingerprint() : fingerprint;
        QCOMPARE(ledger.fingerprint(), fingerprint);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
        const std::vector<Overlap> overlaps = must(overlapsOf(*must(LedgerReader::open(ledger.path())), Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QCOMPARE(overlaps[0].tokens, 1001);
        QVERIFY(overlaps[0].isDefault);
    }
}

/// Six requests of pi through OpenRouter: 1000 + n of input, 3000 read from the cache and 150 + n of output. OpenRouter's own list of them has
/// 4000 + n of prompt, of which 3000 are cached. 6 x 4150 + 2 x (0 + 1 + 2 + 3 + 4 + 5) = 24,930, once.
void tst_Overlaps::generationsOfAGateway()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string logs = base + "/home/.pi/agent/sessions";
    const std::string csv = base + "/generations.csv";
    std::string session = "{'type':'session','version':3,'id':'p1','timestamp':'2026-10-05T09:00:00.000Z','cwd':'/home/ada/app'}\n";
    std::string table = "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,"
                        "tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,"
                        "time_to_first_token_ms,api_key_disabled,api_key_name,app_name\n";
    for (int n = 0; n < 6; ++n) {
        const std::string i = std::to_string(n);
        session += "{'type':'message','id':'a" + i + "','parentId':null,'timestamp':'2026-10-05T09:0" + i
            + ":05.000Z','message':{'role':'assistant','api':'openai-completions','provider':'openrouter','model':'anthropic/claude-sonnet-4.5','content':[],'usage':{'input':"
            + std::to_string(1000 + n) + ",'output':" + std::to_string(150 + n) + ",'cacheRead':3000,'cacheWrite':0,'totalTokens':" + std::to_string(4150 + 2 * n)
            + "},'stopReason':'stop'}}\n";
        table += "gen-179119080" + i + "-x,2026-10-05 09:0" + i + ":05.000,0.00471,0,0,0,0," + std::to_string(4000 + n) + ',' + std::to_string(150 + n)
            + ",0,3000,anthropic/claude-sonnet-4.5,Anthropic,standard,false,true,,end_turn,stop,2300,600,false,demo,pi\n";
    }
    std::replace(session.begin(), session.end(), '\'', '"');
    put(logs + "/--x--/2026-10-05T09-00-00-000Z_p1.jsonl", session);
    put(csv, table);
    const std::vector<std::vector<std::string>> orders{{logs, csv}, {csv, logs}};
    for (const std::vector<std::string> &order : orders) {
        ImportedLedger ledger;
        std::int64_t added = 0;
        for (const std::string &path : order) {
            added += ledger.import({path}).lines.added;
        }
        QCOMPARE(added, 12);
        QCOMPARE(tokensIn(ledger), 24'930);
        const std::vector<Overlap> overlaps = must(overlapsOf(*must(LedgerReader::open(ledger.path())), Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QCOMPARE(overlaps[0].pair.second.format, std::string{"openrouter-generations-csv"});
        QCOMPARE(overlaps[0].records, 6);
        QVERIFY(!overlaps[0].isUncertain);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
}

/// Five requests of Gemini CLI and the spans that it sent of them: 200 + n of input, 1000 cached, 80 + 40 of output. 5 x 1320 + 10 = 6610, whatever
/// the spans call Google.
void tst_Overlaps::spansOfAnotherSpelling()
{
    for (const char *provider : {"gcp.gemini", "gcp.gen_ai", "google", "Gemini"}) {
        const QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        const std::string logs = base + "/home/.gemini/tmp";
        const std::string traces = base + "/traces.jsonl";
        std::string session
            = "{'sessionId':'5c0ffee0-1111-4222-8333-444444444444','projectHash':'3f2a','startTime':'2026-10-05T10:00:00.000Z','lastUpdated':'2026-10-05T10:00:00.000Z','kind':'main'}\n";
        std::string spans;
        for (int n = 0; n < 5; ++n) {
            const std::string i = std::to_string(n);
            session += "{'id':'m" + i + "','timestamp':'2026-10-05T10:0" + i + ":09.000Z','type':'gemini','content':'d','thoughts':[],'tokens':{'input':" + std::to_string(1200 + n)
                + ",'output':80,'cached':1000,'thoughts':40,'tool':0,'total':" + std::to_string(1320 + n) + "},'model':'gemini-2.5-pro'}\n";
            const auto number = [](const char *key, int value) { return std::string{",{'key':'gen_ai.usage."} + key + "','value':{'intValue':'" + std::to_string(value) + "'}}"; };
            // 10:00 of 5 October 2026 is 1,791,194,400 seconds after 1 January 1970
            spans += "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'0000000000000000000000000000000" + i + "','spanId':'000000000000000" + i
                + "','name':'chat','endTimeUnixNano':'" + std::to_string(1'791'194'409 + 60 * n)
                + "000000000','attributes':[{'key':'gen_ai.operation.name','value':{'stringValue':'chat'}},{'key':'gen_ai.provider.name','value':{'stringValue':'" + provider
                + "'}},{'key':'gen_ai.response.model','value':{'stringValue':'gemini-2.5-pro'}}" + number("input_tokens", 1200 + n) + number("cache_read.input_tokens", 1000)
                + number("output_tokens", 120) + "]}]}]}]}\n";
        }
        std::replace(session.begin(), session.end(), '\'', '"');
        std::replace(spans.begin(), spans.end(), '\'', '"');
        put(logs + "/3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9cab12/chats/session-2026-10-05T10-00-5c0ffee0.jsonl", session);
        put(traces, spans);
        ImportedLedger ledger;
        QCOMPARE(ledger.import({traces}).lines.added, 5);
        QCOMPARE(ledger.import({logs}).lines.added, 5);
        QCOMPARE(tokensIn(ledger), 6610);
        const auto reader = must(LedgerReader::open(ledger.path()));
        const std::vector<Overlap> overlaps = must(overlapsOf(*reader, Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QCOMPARE(overlaps[0].pair.provider, std::string{"google"});
        QCOMPARE(overlaps[0].records, 5);
        const OverlapDays days = must(overlapDaysOf(*reader, overlaps[0], Zone::utc()));
        QCOMPARE(days.days.size(), std::size_t{1});
        QCOMPARE(days.first.records, 5);
        QCOMPARE(days.second.records, 5);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
}

/// OpenAI's usage of two days, 11,000 and 22,000 tokens, exported with the column of the model and without: in files, and in a folder.
void tst_Overlaps::exportsOfOnePeriod()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString() + "/exports";
    const std::string head = "start_time,end_time,start_time_iso,end_time_iso,num_model_requests,";
    const std::string first = "1791158400,1791244800,2026-10-05T00:00:00+00:00,2026-10-06T00:00:00+00:00,10,";
    const std::string second = "1791244800,1791331200,2026-10-06T00:00:00+00:00,2026-10-07T00:00:00+00:00,20,";
    const std::string columns = "input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens\n";
    const std::string one = "10000,1000,0,10000\n";
    const std::string other = "20000,2000,0,20000\n";
    const std::string whole = base + "/whole.csv";
    const std::string byModel = base + "/by-model.csv";
    put(whole, head + columns + first + one + second + other);
    put(byModel, head + "model," + columns + first + "gpt-5.2," + one + second + "gpt-5.2," + other);
    const std::vector<std::vector<std::string>> orders{{whole, byModel}, {byModel, whole}, {base}};
    for (const std::vector<std::string> &order : orders) {
        ImportedLedger ledger;
        std::int64_t added = 0;
        for (const std::string &path : order) {
            added += ledger.import({path}).lines.added;
        }
        QCOMPARE(added, 4);
        QCOMPARE(tokensIn(ledger), 33'000);
        const auto reader = must(LedgerReader::open(ledger.path()));
        const UsageCells usage = must(reader->usage({}, {}, Zone::utc()));
        for (const UsageCell &cell : usage.cells) {
            QCOMPARE(usage.rates.at(cell.rate).modelKey, std::string{"openai/gpt-5.2"}); // the finer one, which has a price
        }
        const std::vector<Overlap> overlaps = must(overlapsOf(*reader, Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QCOMPARE(overlaps[0].records, 2);
        const OverlapDays days = must(overlapDaysOf(*reader, overlaps[0], Zone::utc()));
        QCOMPARE(days.days.size(), std::size_t{2});
        QCOMPARE(days.first.tokens, 33'000);
        QCOMPARE(days.second.tokens, 33'000);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
}

/// The well-known values of OpenTelemetry's gen_ai.provider.name, and what gateways write.
void tst_Overlaps::providersAsTheyAreSpelled()
{
    const std::vector<std::pair<const char *, const char *>> all{
        {"openai", "openai"}, {"gcp.gen_ai", "google"}, {"gcp.vertex_ai", "google-vertex"}, {"gcp.gemini", "google"}, {"anthropic", "anthropic"}, {"cohere", "cohere"},
        {"azure.ai.inference", "azure"}, {"azure.ai.openai", "azure"}, {"ibm.watsonx.ai", "watsonx"}, {"aws.bedrock", "amazon-bedrock"}, {"perplexity", "perplexity"},
        {"x_ai", "xai"}, {"deepseek", "deepseek"}, {"groq", "groq"}, {"mistral_ai", "mistral"}, {"bedrock", "amazon-bedrock"}, {"amazon-bedrock", "amazon-bedrock"},
        {"bedrock_converse", "amazon-bedrock"}, {"vertex_ai", "google-vertex"}, {"azure_ai", "azure"}, {"gemini", "google"}, {"OpenAI", "openai"}, {"my proxy", "my proxy"}, {"", ""}};
    for (const auto &[text, provider] : all) {
        QCOMPARE(QString::fromStdString(providerMeant(text)), QString::fromLatin1(provider));
    }
}

/// One answer in three lines of 105, 105 and 109 tokens counts 109: the lines would have added 210. A fourth of 112 that comes later makes
/// that 112, and adds what counted before; a fifth that repeats it adds another 112. Read again from the start it is the same.
void tst_Overlaps::mergedLines()
{
    const Disk disk;
    const std::string file = disk.base + "/home/.claude/projects/-home-ada-app/s.jsonl";
    put(file, request(1, "2026-10-01", 5) + request(1, "2026-10-01", 5) + request(1, "2026-10-01", 9));
    ImportedLedger ledger;
    ledger.import({disk.logs});
    const SourceKey source{"claude-code", disk.logs};
    {
        const SourceDuplicates duplicates = must(sourceDuplicatesOf(*must(LedgerReader::open(ledger.path())), source));
        QCOMPARE(duplicates.lines, 2);
        QCOMPARE(duplicates.lineTokens.value(), 210);
        QCOMPARE(duplicates.copies.tokens, 109);
        QVERIFY(duplicates.copies.rules.empty());
        QCOMPARE(duplicates.files.count, 1);
        QCOMPARE(duplicates.files.files.at(0).path, file);
        QCOMPARE(duplicates.files.files[0].lines, 2);
        QCOMPARE(duplicates.files.files[0].tokens.value(), 210);
        QCOMPARE(duplicates.filePlaces.size(), std::size_t{2}); // they stand in lines 1 to 3
        QCOMPARE(duplicates.filePlaces[0].line, 1);
        QCOMPARE(duplicates.filePlaces[1].line, 3);
    }
    std::ofstream{file, std::ios::app} << request(1, "2026-10-01", 12);
    ledger.import({disk.logs});
    const SourceDuplicates duplicates = must(sourceDuplicatesOf(*must(LedgerReader::open(ledger.path())), source));
    QCOMPARE(duplicates.lines, 3);
    QCOMPARE(duplicates.lineTokens.value(), 210 + 109);
    QCOMPARE(duplicates.copies.tokens, 112);
    QVERIFY(duplicates.copies.rules.empty());
    std::ofstream{file, std::ios::app} << request(1, "2026-10-01", 12);
    ledger.import({disk.logs});
    for (const bool again : {false, true}) {
        if (again) {
            must(must(LedgerWriter::open(ledger.path(), {}))->rescanSource(source, moment("2026-11-24T13:00:00Z")));
            ledger.import({disk.logs});
        }
        const SourceDuplicates all = must(sourceDuplicatesOf(*must(LedgerReader::open(ledger.path())), source));
        QCOMPARE(all.lines, 4);
        QCOMPARE(all.lineTokens.value(), 210 + 109 + 112);
        QCOMPARE(all.copies.tokens, 112);
        QCOMPARE(all.files.files.at(0).lines, 4);
        QCOMPARE(all.filePlaces.at(0).line, 1);
        QCOMPARE(all.filePlaces.at(1).line, 5);
    }
}

/// A chat that a newer version took up stands in two documents: both places lead to lines, also when the documents are written anew, and so
/// does a message without its number. The list of messages begins on line 4.
void tst_Overlaps::placesInDocuments()
{
    const Disk disk;
    const std::string root = disk.base + "/home/.gemini/tmp", chats = root + "/app/chats/";
    const auto write = [&](const char *name, int before, const std::string &after) {
        std::string text = "{\n \"sessionId\": \"s\", \"projectHash\": \"h\",\n \"messages\": [\n";
        for (int i = 0; i < before; ++i) {
            text += "  {\"id\": \"u\", \"type\": \"user\"},\n";
        }
        text += "  {\"id\": \"m\", \"type\": \"gemini\", \"timestamp\": \"2026-10-01T09:00:05Z\", \"model\": \"gemini-2.5-pro\", \"tokens\": {\"input\": 100, \"output\": 5}}";
        put(chats + name, text + after + "\n ]\n}\n");
    };
    const std::string nameless = ",\n  {\"type\": \"gemini\", \"timestamp\": \"2026-10-01T09:00:06Z\", \"tokens\": {\"input\": 1}}";
    ImportedLedger ledger;
    // Lines before the message in each document; what is asked is 4 more, and a line more of what stands behind it.
    for (const auto &[first, second] : {std::pair{1, 2}, std::pair{1, 5}, std::pair{3, 5}, std::pair{2, 0}}) {
        write("session-a.json", first, "");
        write("session-b.json", second, nameless);
        ledger.import({root});
        const auto reader = must(LedgerReader::open(ledger.path()));
        QCOMPARE(tokensOf(*reader), 105);
        const SourceKey source = must(reader->sourceKeys()).at(0);
        const SourceDuplicates duplicates = must(sourceDuplicatesOf(*reader, source));
        QCOMPARE(duplicates.copies.rules.size(), std::size_t{1});
        QCOMPARE(duplicates.copies.rules[0].copies, 1);
        QCOMPARE(duplicates.places.size(), std::size_t{2});
        QVERIFY(duplicates.places[0].file.ends_with("session-a.json") && duplicates.places[1].file.ends_with("session-b.json"));
        QCOMPARE(duplicates.places[0].line, std::int64_t{first + 4});
        QCOMPARE(duplicates.places[1].line, std::int64_t{second + 4});
        const std::vector<Problem> problems = must(sourceProblemsOf(*reader, source, 10));
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].line, std::int64_t{second + 5});
    }
}

/// A copy of three requests: the newest with its places, and then the others, each with the lines that both stand in.
void tst_Overlaps::duplicatesGoOn()
{
    const Disk disk;
    const std::string file = disk.base + "/home/.claude/projects/-home-ada-app/s.jsonl";
    const std::string copy = disk.base + "/copy/s.jsonl";
    put(file, request(1, "2026-10-01", 5) + request(2, "2026-10-02", 7) + request(3, "2026-10-03", 9));
    put(copy, request(3, "2026-10-03", 9) + request(1, "2026-10-01", 5) + request(2, "2026-10-02", 7));
    ImportedLedger ledger;
    ledger.import({disk.logs, disk.base + "/copy"});
    const SourceKey source{"claude-code", disk.logs};
    const auto reader = must(LedgerReader::open(ledger.path()));
    const SourceDuplicates newest = must(sourceDuplicatesOf(*reader, source, {.limit = 1}));
    QCOMPARE(newest.copies.rules.size(), std::size_t{1});
    QCOMPARE(newest.copies.rules[0].records, 3);
    QCOMPARE(newest.copies.rules[0].examples.size(), std::size_t{1});
    const auto linesOf = [&](const std::vector<Problem> &places) { // in the copy and in the log, of each group
        std::vector<std::pair<std::int64_t, std::int64_t>> lines;
        for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
            const bool isCopyFirst = places[i].file == copy;
            lines.emplace_back(places[i + (isCopyFirst ? 0 : 1)].line, places[i + (isCopyFirst ? 1 : 0)].line);
        }
        return lines;
    };
    using Lines = std::vector<std::pair<std::int64_t, std::int64_t>>;
    QCOMPARE(linesOf(newest.places), (Lines{{1, 3}}));
    const MoreOf<DuplicateGroup> more = must(moreDuplicatesOf(*reader, source, SameIdentity, newest.copies.rules[0].examples[0].place(), 10));
    QCOMPARE(more.found.size(), std::size_t{2});
    QCOMPARE(linesOf(more.places), (Lines{{3, 2}, {2, 1}}));
    QVERIFY(must(moreDuplicatesOf(*reader, source, SameIdentity, more.found[1].place(), 10)).found.empty());
}

/// Of the log's and the export's days only the 1st is in both: 105 tokens beside 1,001.
void tst_Overlaps::daysOfBoth()
{
    const Disk disk;
    ImportedLedger ledger;
    ledger.import({disk.logs, disk.csv});
    const auto reader = must(LedgerReader::open(ledger.path()));
    const std::vector<Overlap> overlaps = must(overlapsOf(*reader, Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    const OverlapDays days = must(overlapDaysOf(*reader, overlaps[0], Zone::utc()));
    QCOMPARE(days.days.size(), std::size_t{1});
    QCOMPARE(days.first.records, 1);
    QCOMPARE(days.first.tokens, 105);
    QCOMPARE(days.second.records, 1);
    QCOMPARE(days.second.tokens, 1001);
}

/// Copilot serves Claude and is billed by GitHub: a call of it on the 2nd says nothing of that day at Anthropic's console. All of its stores: 7 + 1
/// tokens in a span, 20 + 2 in the store, 300 + 3 in a sum of a session, each of a session of its own. With the console's 1,001 and 2,001.
void tst_Overlaps::callsThroughARouter()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string csv = base + "/usage.csv";
    put(csv, exported({{"2026-10-02", 1000}, {"2026-10-03", 2000}}));
    put(base + "/home/.copilot/otel/a.jsonl",
        R"({"type":"span","name":"chat claude-opus-4-1","traceId":"t1","spanId":"s1","endTime":[1790935200,0],"attributes":{"gen_ai.operation.name":"chat",)"
        R"("gen_ai.provider.name":"github","gen_ai.conversation.id":"c1","gen_ai.response.model":"claude-opus-4-1","gen_ai.usage.input_tokens":7,"gen_ai.usage.output_tokens":1}})" "\n");
    makeDatabase(QString::fromStdString(base + "/home/.copilot/session-store.db"),
                 "CREATE TABLE assistant_usage_events(id INTEGER PRIMARY KEY, session_id TEXT, model TEXT, copilot_usage_model TEXT, input_tokens INTEGER, output_tokens INTEGER,"
                 "cache_read_tokens INTEGER, cache_write_tokens INTEGER, reasoning_tokens INTEGER, total_nano_aiu INTEGER, created_at TEXT); CREATE TABLE sessions(id TEXT, cwd TEXT);"
                 "INSERT INTO assistant_usage_events VALUES (1,'c2','claude-opus-4-1',NULL,20,2,0,0,0,0,'2026-10-02 10:00:00');");
    put(base + "/home/.copilot/session-state/c3/events.jsonl",
        R"({"type":"session.shutdown","id":"e1","timestamp":"2026-10-02T10:00:00Z","data":{"modelMetrics":{"claude-opus-4-1":{"requests":{"count":3},"usage":{"inputTokens":300,"outputTokens":3}}}}})" "\n");
    for (const std::vector<std::vector<std::string>> &order : std::vector<std::vector<std::vector<std::string>>>{{{base + "/home", csv}}, {{csv}, {base + "/home"}}}) {
        ImportedLedger ledger;
        for (const std::vector<std::string> &paths : order) {
            ledger.import(paths);
        }
        QCOMPARE(tokensIn(ledger), 8 + 22 + 303 + 1001 + 2001);
        const auto reader = must(LedgerReader::open(ledger.path()));
        QVERIFY(must(overlapsOf(*reader, Zone::utc())).empty());
        // Of the list price of opus, 15 dollars a million of input and 75 of output: 327 and 6 through Copilot.
        const UsageCells cells = must(reader->usage({}, {Dimension::Provider}, Zone::utc()));
        std::map<std::string, std::int64_t> byProvider;
        Money copilot;
        for (const UsageCell &cell : cells.cells) {
            const std::string &provider = cells.names.at(cell.key[0]);
            byProvider[provider] += cell.tokens.total();
            if (provider == "github-copilot") {
                QVERIFY(cells.rates.at(cell.rate).isPriced());
                copilot += costOf(cell.tokens, cell.rare, cells.rates.at(cell.rate));
            }
        }
        QCOMPARE(byProvider["github-copilot"], 333);
        QCOMPARE(byProvider["anthropic"], 3002);
        QCOMPARE(formatDecimal(copilot.atto(), 18), std::string{"0.005355"});
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
}

/// Amp bills its calls itself, whoever made the model: 110 tokens through it on the 1st say nothing of the 1,001 that Anthropic's console tells
/// of that day, and both count beside its 2,001 of the 3rd. All are priced.
void tst_Overlaps::daysOfAReseller()
{
    const Disk disk;
    const std::string threads = disk.base + "/home/.local/share/amp/threads";
    put(threads + "/T-1.json", R"({"id":"T-1","messages":[{"role":"assistant","messageId":1,"usage":{"model":"claude-opus-4-1","timestamp":"2026-10-01T09:00:00Z","inputTokens":100,"outputTokens":10}}]})");
    for (const bool isLogFirst : {true, false}) {
        ImportedLedger ledger;
        ledger.import({isLogFirst ? threads : disk.csv});
        ledger.import({isLogFirst ? disk.csv : threads});
        QCOMPARE(tokensIn(ledger), 110 + 1001 + 2001);
        const auto reader = must(LedgerReader::open(ledger.path()));
        QVERIFY(must(overlapsOf(*reader, Zone::utc())).empty());
        const UsageCells usage = must(reader->usage({}, {Dimension::Provider}, Zone::utc()));
        std::set<std::string> providers;
        for (const UsageCell &cell : usage.cells) {
            providers.insert(usage.names.at(cell.key[0]));
        }
        QVERIFY(providers == (std::set<std::string>{"amp", "anthropic"}));
        QCOMPARE(must(reader->summary()).unpricedRecords, 0);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
}

/// Days of a tracker name the tool and no provider: the price of their model tells that.
void tst_Overlaps::daysOfATracker()
{
    const Disk disk;
    const std::string file = disk.base + "/days.json";
    put(file, R"({"daily":[{"date":"2026-10-02","modelBreakdowns":[{"modelName":"claude-opus-4-1","inputTokens":90,"outputTokens":10,"cacheCreationTokens":0,"cacheReadTokens":0}]},)"
              R"({"date":"2026-10-05","modelBreakdowns":[{"modelName":"claude-opus-4-1","inputTokens":900,"outputTokens":0,"cacheCreationTokens":0,"cacheReadTokens":0}]}]})");
    ImportedLedger ledger;
    ledger.import({disk.logs, file});
    QCOMPARE(tokensIn(ledger), 105 + 107 + 900);
    const auto reader = must(LedgerReader::open(ledger.path()));
    const std::vector<Overlap> overlaps = must(overlapsOf(*reader, Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    const OverlapDays days = must(overlapDaysOf(*reader, overlaps[0], Zone::utc()));
    QCOMPARE(days.days.size(), std::size_t{1});
    QCOMPARE(days.first.tokens, 107);
    QCOMPARE(days.second.tokens, 100);
}

/// ccusage 20.0.24 itself over these logs: `ccusage gemini daily --json` and `ccusage goose daily --json`, which name no tool. The second, all of
/// a model of Claude's, is taken for Claude Code's and yet yields.
void tst_Overlaps::daysThatNameNoTool()
{
    const Disk disk;
    const std::string file = disk.base + "/days.json";
    const std::string gemini = R"({"daily":[{"date":"2026-10-01","inputTokens":400,"cacheCreationTokens":0,"modelBreakdowns":[{"modelName":"gemini-2.5-pro","cacheCreationTokens":0,)"
                               R"("cacheReadTokens":100,"inputTokens":400,"outputTokens":40}],"totalTokens":560},{"date":"2026-10-05","inputTokens":1925,"modelBreakdowns":[)"
                               R"({"modelName":"gemini-2.5-pro","cacheCreationTokens":0,"cacheReadTokens":1000,"inputTokens":1725,"outputTokens":140},)"
                               R"({"modelName":"gemini-2.5-flash","cacheCreationTokens":0,"cacheReadTokens":1200,"inputTokens":200,"outputTokens":30}],"totalTokens":4345}]})";
    const std::string goose = R"({"daily":[{"date":"2026-10-05","inputTokens":5000,"cacheCreationTokens":0,"modelBreakdowns":[{"modelName":"claude-sonnet-4-5",)"
                              R"("cacheCreationTokens":0,"cacheReadTokens":0,"inputTokens":5000,"outputTokens":600}],"totalTokens":5600}]})";
    for (const auto &[text, logs, tokens] :
         {std::tuple{gemini, FIXTURES "/gemini-cli/home/.gemini/tmp", 4905}, std::tuple{goose, FIXTURES "/goose/home/.local/share/goose/sessions", 5600}}) {
        put(file, text);
        for (const bool isLogFirst : {true, false}) {
            ImportedLedger ledger;
            ledger.import({isLogFirst ? logs : file});
            QCOMPARE(tokensIn(ledger), tokens);
            ledger.import({isLogFirst ? file : logs});
            QCOMPARE(tokensIn(ledger), tokens);
            QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
        }
    }
}

void tst_Overlaps::aStoppedImportIsSettledByTheNext()
{
    const Disk disk;
    ImportedLedger ledger;
    ledger.import({disk.logs, disk.csv});
    {
        // As if the program had died before the last step.
        const auto writer = must(LedgerWriter::open(ledger.path(), {}));
        FileBatch late;
        late.source = {"anthropic-usage-csv", disk.csv};
        late.path = disk.csv;
        UsageRecord record;
        record.identity = identityOf({"late"});
        record.time = record.end = moment("2026-10-02T12:00:00Z");
        record.precision = Precision::Day;
        record.tokens.input = 40'000;
        late.usage.contexts.push_back({.attribution = {}, .serving = {.provider = "anthropic", .model = "claude-opus-4-1"}});
        late.usage.records.push_back(record);
        const auto pricer = must(pricerOf(*must(LedgerReader::open(ledger.path()))));
        must(writer->beginImport(moment("2026-11-24T12:00:00Z")));
        must(writer->append(std::vector{late}, rateSourceOf(*pricer)));
    }
    QCOMPARE(tokensIn(ledger), 105 + 107 + 2001 + 40'000);
    const ImportSummary next = ledger.import({disk.logs, disk.csv});
    QCOMPARE(next.filesRead, 0);
    QCOMPARE(next.yielded, 1);
    QCOMPARE(tokensIn(ledger), 105 + 107 + 2001);
}

/// October was closed with the export alone: 1,001 + 2,001 tokens. The log that comes late adds its own and takes the export's 1st out.
void tst_Overlaps::lateOverlapIsAnAdjustment()
{
    const Disk disk;
    ImportedLedger ledger;
    importAt(ledger, disk.csv, "2026-11-01T00:00:00Z");
    {
        const auto writer = must(LedgerWriter::open(ledger.path(), {}));
        const auto reader = must(LedgerReader::open(ledger.path()));
        must(closePeriod(*writer, *reader, {.period = *parseNamedPeriod("2026-10"), .figures = "{}", .now = moment("2026-11-03T00:00:00Z")}));
    }
    importAt(ledger, disk.logs, "2026-11-20T00:00:00Z");
    const auto reader = must(LedgerReader::open(ledger.path()));
    const std::vector<CloseStanding> standings = must(closeStandings(*reader, moment("2026-11-25T00:00:00Z"), LookAt::Records));
    QCOMPARE(standings.size(), std::size_t{1});
    const std::vector<Adjustment> &pending = standings[0].pending;
    const auto of = [&](AdjustmentCause cause) { return std::count_if(pending.begin(), pending.end(), [cause](const Adjustment &one) { return one.cause == cause; }); };
    QCOMPARE(of(AdjustmentCause::Excluded), 1);
    QCOMPARE(of(AdjustmentCause::LateRecords), 1);
    QCOMPARE(pending.size(), std::size_t{2});
    const auto out = std::find_if(pending.begin(), pending.end(), [](const Adjustment &one) { return one.cause == AdjustmentCause::Excluded; });
    QCOMPARE(out->source, std::string{"anthropic-usage-csv"});
}

void tst_Overlaps::pausedAndForgottenArePassedOver()
{
    const Disk disk;
    const DiscoveryPlaces places{.home = disk.base + "/home"};
    ImportedLedger ledger;
    ledger.import({disk.logs, disk.csv});
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const auto logs = [&] {
        for (const SourceStanding &one : must(reader->sourceStandings())) {
            if (one.key.format == "claude-code") {
                return one.key;
            }
        }
        return SourceKey{};
    }();
    const auto known = [&] { return must(knownSources(*reader, places)).sources.size(); };
    const auto changed = [&] {
        LedgerNotes notes;
        return must(changedSources(*reader, places, moment("2026-11-24T12:00:00Z"), notes)).sources.size();
    };
    QCOMPARE(known(), std::size_t{2});
    QVERIFY(changed() > 0);
    for (const SourceState state : {SourceState::Paused, SourceState::Forgotten}) {
        must(writer->setSourceState(logs, state, false, "a test", moment("2026-11-24T12:00:00Z")));
        QCOMPARE(known(), std::size_t{1});
        LedgerNotes notes;
        for (const DiscoveredSource &source : must(changedSources(*reader, places, moment("2026-11-24T12:00:00Z"), notes)).sources) {
            QVERIFY(source.root != logs.root);
        }
        Discovery found = discover(places);
        QCOMPARE(found.sources.size(), std::size_t{1});
        const PassedOver passed = must(passOver(*reader, found));
        QVERIFY(found.sources.empty());
        QCOMPARE(passed.paused.size(), std::size_t(state == SourceState::Paused));
        QCOMPARE(passed.forgotten.size(), std::size_t(state == SourceState::Forgotten));
    }
}

/// One of the two tools was imported: the other one is what nobody knows of, whatever was decided about the first.
void tst_Overlaps::toolsThatNobodyKnowsAreLeft()
{
    const Disk disk;
    const DiscoveryPlaces places{.home = disk.base + "/home"};
    put(disk.base + "/home/.gemini/tmp/p/chats/session-1.jsonl", "{}\n");
    put(disk.base + "/home/.config/claude/projects/q/t.jsonl", request(3, "2026-10-03", 1)); // another folder of the first tool
    ImportedLedger ledger;
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const auto unknown = [&] {
        Discovery found = discover(places);
        must(leaveOutKnown(*reader, places, found));
        std::vector<std::string> formats;
        for (const DiscoveredSource &source : found.sources) {
            formats.emplace_back(source.format->id);
        }
        std::sort(formats.begin(), formats.end());
        return formats;
    };
    QCOMPARE(unknown(), (std::vector<std::string>{"claude-code", "claude-code", "gemini-cli"}));
    ledger.import({disk.logs});
    QCOMPARE(unknown(), std::vector<std::string>{"gemini-cli"}); // the next look reads Claude Code's other folder by itself
    const SourceKey key = must(reader->sourceKeys()).front();
    must(writer->setSourceState(key, SourceState::Paused, false, {}, moment("2026-11-24T12:00:00Z")));
    QCOMPARE(unknown(), std::vector<std::string>{"gemini-cli"});
}

void tst_Overlaps::namedPathsTakeBack()
{
    const Disk disk;
    ImportedLedger ledger;
    ledger.import({disk.logs});
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const SourceKey key = must(reader->sourceKeys()).front();
    const UtcTime now = moment("2026-11-24T12:00:00Z");
    must(writer->setSourceState(key, SourceState::Paused, false, {}, now));
    for (const std::string &path : {disk.logs, disk.logs + "/-home-ada-app/s.jsonl", disk.base + "/home"}) {
        Discovery found = scan(path);
        QVERIFY(!found.sources.empty());
        const PassedOver passed = must(takeBack(*writer, *reader, found, now));
        QVERIFY2(found.sources.empty(), path.c_str());
        QVERIFY(passed.paused.size() == 1 && passed.paused[0] == key);
    }
    must(writer->setSourceState(key, SourceState::Forgotten, true, "a test", now));
    QCOMPARE(tokensOf(*reader), 0);
    Discovery found = scan(disk.logs);
    const PassedOver passed = must(takeBack(*writer, *reader, found, now));
    QVERIFY(passed.paused.empty() && passed.forgotten.size() == 1 && found.sources.size() == 1);
    QCOMPARE(tokensOf(*reader), 105 + 107);
    QVERIFY(must(reader->sourceStandings()).front().isRead());
}

/// The folder above a paused source is no way round its pause, neither when it is named nor when it is a source itself.
void tst_Overlaps::foldersAboveArePassedOver()
{
    const Disk disk;
    const std::string above = disk.base + "/d", logs = above + "/logs";
    put(logs + "/s.jsonl", request(11, "2026-10-01", 5));
    put(above + "/other.jsonl", request(12, "2026-10-01", 7));
    ImportedLedger ledger;
    ledger.import({logs});
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const SourceKey key = must(reader->sourceKeys()).front();
    const UtcTime now = moment("2026-11-24T12:00:00Z");
    must(writer->setSourceState(key, SourceState::Paused, false, {}, now));
    const auto filesIn = [](const Discovery &found) {
        std::vector<std::string> paths;
        for (const DiscoveredSource &source : found.sources) {
            for (const DiscoveredFile &file : source.files) {
                paths.push_back(fs::path{file.path}.filename());
            }
        }
        std::sort(paths.begin(), paths.end());
        return paths;
    };
    const std::vector<std::string> other{"other.jsonl"}, both{"other.jsonl", "s.jsonl"};
    Discovery found = scan(above);
    QCOMPARE(filesIn(found), both);
    const PassedOver passed = must(takeBack(*writer, *reader, found, now));
    QVERIFY(passed.paused.size() == 1 && passed.paused[0] == key && passed.forgotten.empty());
    QCOMPARE(filesIn(found), other);

    // Both are sources: the looks leave the paused or forgotten part out.
    ledger.import({above + "/other.jsonl", above});
    const auto looked = [&] {
        LedgerNotes notes;
        const std::vector<std::string> known = filesIn(must(knownSources(*reader, {.home = disk.base + "/none"})));
        const std::vector<std::string> changed = filesIn(must(changedSources(*reader, {.home = disk.base + "/none"}, now, notes)));
        return std::pair{std::count(known.begin(), known.end(), "s.jsonl"), std::count(changed.begin(), changed.end(), "s.jsonl")};
    };
    QCOMPARE(looked(), (std::pair<std::ptrdiff_t, std::ptrdiff_t>{0, 0}));
    must(writer->setSourceState(key, SourceState::Forgotten, true, "a test", now));
    QCOMPARE(looked(), (std::pair<std::ptrdiff_t, std::ptrdiff_t>{0, 0}));
    // Naming the folder names what it holds.
    found = scan(above);
    const PassedOver taken = must(takeBack(*writer, *reader, found, now));
    QVERIFY(taken.paused.empty() && taken.forgotten.size() == 1 && taken.forgotten[0] == key);
    QCOMPARE(filesIn(found), both);
    QCOMPARE(looked(), (std::pair<std::ptrdiff_t, std::ptrdiff_t>{2, 2}));
}

/// One project's folder was imported by its path and is not wanted any more: the tool's own folder above it, which was no source yet, is
/// no way round that. Of 100 + 5 tokens nothing comes back; the 100 + 7 of the other project are read.
void tst_Overlaps::partsOfOwnFoldersArePassedOver()
{
    const Disk disk;
    const DiscoveryPlaces places{.home = disk.base + "/home", .xdgConfigHome = disk.base + "/home/.config"};
    const std::string part = disk.logs + "/-home-ada-shop", older = disk.base + "/home/.config/claude/projects";
    put(part + "/t.jsonl", request(21, "2026-10-01", 5));
    put(older + "/-home-ada-old/o.jsonl", request(22, "2026-10-01", 7));
    ImportedLedger ledger;
    ledger.import({part, older});
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const UtcTime now = moment("2026-11-24T12:00:00Z");
    SourceKey key;
    for (const SourceKey &one : must(reader->sourceKeys())) {
        key = one.root.ends_with("-home-ada-shop") ? one : key;
    }
    QVERIFY(!key.root.empty());
    const auto filesIn = [](const Discovery &found, const std::string &name) {
        std::ptrdiff_t files = 0;
        for (const DiscoveredSource &source : found.sources) {
            files += std::count_if(source.files.begin(), source.files.end(), [&](const DiscoveredFile &file) { return file.path.ends_with(name); });
        }
        return files;
    };
    for (const SourceState state : {SourceState::Paused, SourceState::Forgotten}) {
        must(writer->setSourceState(key, state, state == SourceState::Forgotten, "a test", now));
        Discovery found = discover(places);
        QCOMPARE(filesIn(found, "/t.jsonl"), 1);
        const PassedOver passed = must(passOver(*reader, found));
        QCOMPARE(filesIn(found, "/t.jsonl"), 0);
        QCOMPARE(filesIn(found, "/s.jsonl"), 1);
        QCOMPARE(passed.paused, state == SourceState::Paused ? std::vector{key} : std::vector<SourceKey>{});
        QCOMPARE(passed.forgotten, state == SourceState::Forgotten ? std::vector{key} : std::vector<SourceKey>{});
        // The older folder is a source, so this tool's other folder is looked at, too.
        const Discovery known = must(knownSources(*reader, places));
        QCOMPARE(filesIn(known, "/t.jsonl"), 0);
        QCOMPARE(filesIn(known, "/s.jsonl"), 1);
    }
    QCOMPARE(tokensOf(*reader), 107);
}

/// A table that was read by the parser before this one is looked at with its mapping as ever, and read again: 100 + 30 tokens, and 7 of a
/// row that came since. A mapping that says something else reads it anew: 137 thousand.
void tst_Overlaps::filesOfAFormerMapping()
{
    const Disk disk;
    const std::string table = disk.base + "/t.csv";
    put(table, "when,in\n2026-10-01T10:00:00Z,100\n2026-10-01T11:00:00Z,30\n");
    Profile profile;
    profile.name = "mine";
    profile.timestamp.from = {"when"};
    profile.input.from = {"in"};
    const Format format = genericFormat(profile);
    Format former = format;
    QVERIFY(!format.formerVersions.empty());
    former.parserVersion = format.formerVersions.front();
    profile.tokenScale = 1000;
    const Format other = genericFormat(profile);

    const ImportedLedger ledger;
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const auto pricer = must(pricerOf(*reader));
    const UtcTime now = moment("2026-11-24T12:00:00Z");
    const auto read = [&](Discovery found) { return must(importLogs(*writer, *reader, rateSourceOf(*pricer), {.sources = std::move(found.sources), .now = now}, {})); };
    read(scanAs(table, former));
    QCOMPARE(tokensOf(*reader), 130);
    const auto looked = [&](const Format &asked) {
        LedgerNotes notes;
        const FormatOfProfile formatOf = [&asked](const std::string &id) { return id == asked.id ? &asked : nullptr; };
        std::size_t files = 0;
        for (const DiscoveredSource &source : must(changedSources(*reader, {.home = disk.base + "/none"}, now, notes, formatOf)).sources) {
            files += source.files.size();
        }
        Discovery known = must(knownSources(*reader, {.home = disk.base + "/none"}, formatOf));
        for (const DiscoveredSource &source : known.sources) {
            files += source.files.size();
        }
        return std::pair{files, std::move(known)};
    };
    put(table, "when,in\n2026-10-01T10:00:00Z,100\n2026-10-01T11:00:00Z,30\n2026-10-01T12:00:00Z,7\n");
    auto [files, found] = looked(format);
    QCOMPARE(files, std::size_t{2});
    QCOMPARE(read(std::move(found)).filesRead, std::int64_t{1});
    QCOMPARE(tokensOf(*reader), 137);
    QCOMPARE(must(reader->file(table))->parserVersion, format.parserVersion);
    auto [again, anew] = looked(other);
    QCOMPARE(again, std::size_t{2});
    const ImportSummary changed = read(std::move(anew));
    QCOMPARE(changed.lines.added, std::int64_t{0});
    QCOMPARE(changed.lines.updated, std::int64_t{3});
    QCOMPARE(tokensOf(*reader), 137'000);
}

/// Another process was stopped between its last commit and settling: 1,000 tokens of 2 October stand beside the log's 107 of that day, for
/// which the log counts. 105 + 107 + 2,001 = 2,213 of a limit of 2,500 is no alert; 3,213 would be one for ever.
void tst_Overlaps::alertsAreOfSettledFigures()
{
    const Disk disk;
    ImportedLedger ledger;
    ledger.import({disk.logs, disk.csv});
    const auto writer = must(LedgerWriter::open(ledger.path(), {}));
    const auto reader = must(LedgerReader::open(ledger.path()));
    const auto pricer = must(pricerOf(*reader));
    Budget budget;
    budget.name = "tokens";
    budget.currency = Currency{};
    budget.limit = 2500;
    budget.thresholds = {100};
    must(writer->addBudget(budget, moment("2026-10-01T00:00:00Z")));
    FileBatch late;
    late.source = {"anthropic-usage-csv", disk.csv};
    late.path = disk.csv;
    UsageRecord record;
    record.identity = identityOf({"late"});
    record.time = record.end = moment("2026-10-02T12:00:00Z");
    record.precision = Precision::Day;
    record.tokens.input = 1000;
    late.usage.contexts.push_back({.attribution = {}, .serving = {.provider = "anthropic", .model = "claude-opus-4-1"}});
    late.usage.records.push_back(record);
    must(writer->beginImport(moment("2026-10-20T12:00:00Z")));
    must(writer->append(std::vector{late}, rateSourceOf(*pricer)));
    QCOMPARE(tokensIn(ledger), 2213 + 1000);
    const Evaluation evaluation = must(evaluateBudgets(*reader, *writer, *pricer,
                                                       {.clock = moment("2026-10-20T12:00:00Z"), .watchAnomalies = false, .watchRunaway = false, .watchModels = false}));
    QCOMPARE(evaluation.yielded, 1);
    QCOMPARE(evaluation.stored.size(), std::size_t{0});
    QCOMPARE(std::int64_t(evaluation.statuses.at(0).current.spent), 2213);
    QCOMPARE(tokensIn(ledger), 2213);
}

void tst_Overlaps::rescanCountsNothingTwice()
{
    const Disk disk;
    ImportedLedger ledger;
    ledger.import({disk.logs, disk.csv});
    const std::string fingerprint = ledger.fingerprint();
    {
        const auto writer = must(LedgerWriter::open(ledger.path(), {}));
        for (const SourceKey &key : must(must(LedgerReader::open(ledger.path()))->sourceKeys())) {
            must(writer->rescanSource(key, moment("2026-11-24T12:00:00Z")));
        }
    }
    const ImportSummary again = ledger.import({disk.logs, disk.csv});
    QCOMPARE(again.filesRead, 2);
    QCOMPARE(again.lines.added, 0);
    QCOMPARE(again.lines.duplicate, 4);
    QCOMPARE(ledger.fingerprint(), fingerprint);
    QCOMPARE(tokensIn(ledger), 105 + 107 + 2001);
    QCOMPARE(ledger.import({disk.logs, disk.csv}).filesUnchanged, 2);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

TOKENMETER_TEST(tst_Overlaps);

} // namespace test_Overlaps

#include "tst_Overlaps.moc"
