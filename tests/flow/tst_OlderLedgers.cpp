// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

namespace test_OlderLedgers
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

using Found = std::vector<std::pair<UsageRecord, UsageContext>>;

void write(const fs::path &path, std::string_view content)
{
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary}.write(content.data(), std::streamsize(content.size()));
}

UsageRecord usageAt(const char *time, const Identity &identity, std::uint64_t family, const TokenCounts &tokens, std::uint32_t flags = 0)
{
    UsageRecord record;
    record.identity = identity;
    record.family = family;
    record.time = record.end = parseTime(time)->time;
    record.tokens = tokens;
    record.flags = flags;
    return record;
}

/// As if an older version had read the one file below the root, and had found these.
void readBefore(ImportedLedger &ledger, const std::string &root, std::int32_t version, const Found &found)
{
    ImportedLedger today;
    const ImportSummary summary = today.import({root});
    FileBatch batch{.source = summary.sources.at(0).key};
    const std::vector<FileState> files = *(*LedgerReader::open(today.path()))->files(batch.source);
    if (files.size() != 1) {
        qFatal("not one file");
    }
    batch.path = files[0].path;
    for (const auto &[record, context] : found) {
        batch.usage.records.push_back(record);
        batch.usage.records.back().context = std::uint32_t(batch.usage.contexts.size());
        batch.usage.contexts.push_back(context);
    }
    batch.checkpoint = files[0];
    batch.checkpoint->parserVersion = version;
    const auto writer = *LedgerWriter::open(ledger.path(), {});
    const auto reader = *LedgerReader::open(ledger.path());
    const auto pricer = *pricerOf(*reader);
    if (!writer->beginImport(parseTime("2026-11-01T00:00:00Z")->time) || !writer->append({&batch, 1}, rateSourceOf(*pricer)) || !writer->finishImport()) {
        qFatal("the older ledger");
    }
}

/// Sums of all that counts.
CorpusTokens sumOf(ImportedLedger &ledger)
{
    CorpusTokens sum;
    for (const auto &[key, tokens] : ledger.cells()) {
        sum.input += tokens.input;
        sum.output += tokens.output;
        sum.requests += tokens.requests;
    }
    return sum;
}

std::string freshFingerprint(const std::string &root)
{
    ImportedLedger fresh;
    fresh.import({root});
    return fresh.fingerprint();
}

} // namespace

/// Ledgers that older parsers filled: what is read again counts once, and stands as in a ledger that was never another.
class tst_OlderLedgers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ampThreads();
    void clineProviders();
    void gooseSessions();
    void openCodeMessages();
    void droidSessions();
    void zedThreads();
};

/// Version 2 had no provider and a family a message: the event of the first answer with the answer itself behind it, and the second answer, which
/// no event is of. The ledger's one event of 10 and 20 is left.
void tst_OlderLedgers::ampThreads()
{
    const QTemporaryDir home;
    const std::string root = home.path().toStdString() + "/.local/share/amp/threads";
    const auto answer = [](int id) {
        return R"({"role":"assistant","messageId":)" + std::to_string(id) + R"(,"usage":{"model":"m","timestamp":"2026-10-05T09:00:2)" + std::to_string(id)
            + R"(Z","inputTokens":7,"outputTokens":20}})";
    };
    write(root + "/T-1.json", R"({"id":"T-1","messages":[)" + answer(1) + ',' + answer(2)
              + R"(],"usageLedger":{"events":[{"id":"e1","timestamp":"2026-10-05T09:00:21Z","model":"m","tokens":{"input":10,"output":20},"toMessageId":1}]}})");
    const UsageContext context{.attribution = {.session = "T-1"}, .serving = {.model = "m"}};
    const auto family = [](const char *message) { return familyOf({"amp", "T-1", message}); };
    ImportedLedger ledger;
    readBefore(ledger, root, 2,
               {{usageAt("2026-10-05T09:00:21Z", identityOf({"amp", "T-1", "e1"}), family("1"), {.input = 10, .output = 20}), context},
                {usageAt("2026-10-05T09:00:21Z", identityOf({"amp", "T-1", "1", "answer"}), family("1"), {.input = 7, .output = 20}, SidechainFlag), context},
                {usageAt("2026-10-05T09:00:22Z", identityOf({"amp", "T-1", "2", "answer"}), family("2"), {.input = 7, .output = 20}, SidechainFlag), context}});
    QCOMPARE(sumOf(ledger).input, 17);
    ledger.import({root});
    QCOMPARE(sumOf(ledger).input, 10);
    QCOMPARE(sumOf(ledger).output, 20);
    QCOMPARE(ledger.fingerprint(), freshFingerprint(root));
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

/// Version 3 took any address that speaks OpenAI's protocol for OpenAI: 7 tokens that were asked there, and 9 of OpenAI itself.
void tst_OlderLedgers::clineProviders()
{
    const QTemporaryDir home;
    const std::string root = home.path().toStdString() + "/saoudrizwan.claude-dev";
    constexpr std::int64_t Nine = 1'791'190'800'000; // 2026-10-05T09:00:00Z
    const auto element = [](std::int64_t ms, const char *provider, int in) {
        return R"({"ts":)" + std::to_string(ms) + R"(,"type":"say","say":"api_req_started","text":"{\"tokensIn\":)" + std::to_string(in)
            + R"(,\"tokensOut\":1}","modelInfo":{"providerId":")" + provider + R"(","modelId":"m"}})";
    };
    write(root + "/tasks/t1/ui_messages.json", '[' + element(Nine, "openai", 7) + ',' + element(Nine + 1000, "openai-native", 9) + ']');
    const auto identity = [](std::int64_t ms) { return identityOf({"cline", "t1", std::to_string(ms), ""}); };
    const auto context = [](const char *provider) { return UsageContext{.attribution = {.session = "t1"}, .serving = {.provider = provider, .model = "m"}}; };
    ImportedLedger ledger;
    readBefore(ledger, root, 3,
               {{usageAt("2026-10-05T09:00:00Z", identity(Nine), familyOf({"cline", "t1", ""}), {.input = 7, .output = 1}), context("openai")},
                {usageAt("2026-10-05T09:00:01Z", identity(Nine + 1000), familyOf({"cline", "t1", std::to_string(Nine)}), {.input = 9, .output = 1}), context("openai-native")}});
    QCOMPARE(sumOf(ledger).input, 16);
    ledger.import({root});
    QCOMPARE(sumOf(ledger).input, 16);
    QCOMPARE(ledger.fingerprint(), freshFingerprint(root));
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    const auto reader = *LedgerReader::open(ledger.path());
    const UsageCells usage = *reader->usage({}, {Dimension::Provider}, Zone::utc());
    QCOMPARE(usage.cells.size(), std::size_t{2});
    for (const UsageCell &cell : usage.cells) {
        const auto name = usage.names.find(cell.key[0]);
        QCOMPARE(name == usage.names.end() ? std::string{} : name->second, std::string{cell.tokens.input == 7 ? "" : "openai"});
    }
}

/// Version 2 made one of all sessions of one number: 100 and 10 of the first, which began at nine and was deleted, took in the 40 and 4 of the second.
/// The first stays, as nobody tells it any more, and the second counts beside it. Where the first is still there it counts once.
void tst_OlderLedgers::gooseSessions()
{
    const QByteArray table = "CREATE TABLE sessions(id TEXT, working_dir TEXT, created_at TEXT, updated_at TEXT, accumulated_total_tokens INTEGER, input_tokens INTEGER,"
                             "output_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER, provider_name TEXT, model_config_json TEXT);";
    const auto session = [](const char *hour, int input, int output) {
        const QByteArray time = "'2026-10-05 " + QByteArray{hour} + ":00:00'";
        return "INSERT INTO sessions VALUES('20261005_1','/p'," + time + ',' + time + ",NULL,0,0," + QByteArray::number(input) + ',' + QByteArray::number(output)
            + ",'anthropic','{\"model_name\":\"m\"}');";
    };
    const UsageContext context{.attribution = {.session = "20261005_1", .project = "/p"}, .serving = {.provider = "anthropic", .model = "m"}};
    UsageRecord joined = usageAt("2026-10-05T09:00:00Z", identityOf({"goose", "20261005_1"}), 0, {.input = 100, .output = 10}, AggregateFlag | NoCacheFieldsFlag);
    joined.precision = Precision::Session;
    for (const bool isFirstThere : {false, true}) {
        const QTemporaryDir home;
        const std::string root = home.path().toStdString() + "/.local/share/goose/sessions";
        makeDatabase(QString::fromStdString(root + "/sessions.db"), table + session("15", 40, 4) + (isFirstThere ? session("09", 100, 10) : QByteArray{}));
        ImportedLedger ledger;
        readBefore(ledger, root, 2, {{joined, context}});
        QCOMPARE(sumOf(ledger).input, 100);
        ledger.import({root});
        QCOMPARE(sumOf(ledger).input, 140);
        QCOMPARE(sumOf(ledger).output, 14);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
        QCOMPARE(ledger.fingerprint() == freshFingerprint(root), isFirstThere);
    }
}

/// Version 2 went by the answer: one of 20 tokens with a fork's copy, of which it knew both as one. It takes the new name and counts once.
void tst_OlderLedgers::openCodeMessages()
{
    const QTemporaryDir home;
    const std::string root = home.path().toStdString() + "/.local/share/opencode";
    const QByteArray data = "'{\"role\":\"assistant\",\"modelID\":\"m\",\"providerID\":\"p\",\"time\":{\"created\":1791190800000,\"completed\":1791190804000},"
                            "\"tokens\":{\"input\":10,\"output\":20,\"reasoning\":0,\"cache\":{\"read\":0,\"write\":0}}}'";
    makeDatabase(QString::fromStdString(root + "/opencode.db"),
                 "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);"
                 "INSERT INTO message VALUES ('msg_1','s1',1,1," + data + "),('msg_copy','s2',1,1," + data + ");");
    ImportedLedger ledger;
    readBefore(ledger, root, 2,
               {{usageAt("2026-10-05T09:00:00Z", identityOf({"opencode", "1791190800000", "1791190804000", "p", "m", "10 0 0 20 0 "}),
                         familyOf({"opencode", "1791190800000", "p", "m"}), {.input = 10, .output = 20}),
                 {.attribution = {.session = "s1"}, .serving = {.provider = "p", .model = "m"}}}});
    QCOMPARE(sumOf(ledger).output, 20);
    const ImportSummary again = ledger.import({root});
    QCOMPARE(again.lines.added, 0);
    QCOMPARE(sumOf(ledger).output, 20);
    QCOMPARE(sumOf(ledger).requests, 1);
    QCOMPARE(ledger.fingerprint(), freshFingerprint(root));
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

/// Version 1 had written the model with dashes, and the 60 of a look at which what was thought could not be inside the output: now they are 55.
void tst_OlderLedgers::droidSessions()
{
    const QTemporaryDir home;
    const std::string root = home.path().toStdString() + "/.factory/sessions";
    write(root + "/-p/s1.settings.json", R"({"model":"gpt-5.2","providerLock":"openai","providerLockTimestamp":"2026-10-05T09:00:00Z","tokenUsage":{"inputTokens":1,"outputTokens":55,"thinkingTokens":52}})");
    UsageRecord sum = usageAt("2026-10-05T09:00:00Z", identityOf({"droid", "s1"}), 0, {.input = 1, .output = 60, .reasoning = 50}, AggregateFlag);
    sum.precision = Precision::Session;
    ImportedLedger ledger;
    readBefore(ledger, root, 1, {{sum, {.attribution = {.session = "s1"}, .serving = {.provider = "openai", .model = "gpt-5-2"}}}});
    QCOMPARE((*LedgerReader::open(ledger.path()))->summary()->unpricedRecords, 1);
    ledger.import({root});
    QCOMPARE(sumOf(ledger).output, 55);
    QCOMPARE((*LedgerReader::open(ledger.path()))->summary()->unpricedRecords, 0);
    QCOMPARE(ledger.fingerprint(), freshFingerprint(root));
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

/// Version 1 kept a thread that does not say when it began at the earliest time that was seen, October: it counts once, at its last change.
void tst_OlderLedgers::zedThreads()
{
    const QTemporaryDir home;
    const std::string root = home.path().toStdString() + "/.local/share/zed/threads";
    const QString database = QString::fromStdString(root + "/threads.db");
    const auto data = [](int input) {
        return "'{\"model\":{\"provider\":\"p\",\"model\":\"m\"},\"cumulative_token_usage\":{\"input_tokens\":" + QByteArray::number(input) + ",\"output_tokens\":1}}'";
    };
    makeDatabase(database, "CREATE TABLE threads(id TEXT PRIMARY KEY, summary TEXT, updated_at TEXT, data_type TEXT, data BLOB);"
                           "INSERT INTO threads VALUES ('a','said','2026-11-02T10:00:00Z','json'," + data(70) + ");");
    UsageRecord sum = usageAt("2026-10-05T09:30:00Z", identityOf({"zed", "a"}), 0, {.input = 40, .output = 1}, AggregateFlag);
    sum.precision = Precision::Session;
    ImportedLedger ledger;
    readBefore(ledger, root, 1, {{sum, {.attribution = {.session = "a"}, .serving = {.provider = "p", .model = "m"}}}});
    QCOMPARE(sumOf(ledger).input, 40);
    ledger.import({root});
    QCOMPARE(sumOf(ledger).input, 70);
    QCOMPARE(ledger.fingerprint(), freshFingerprint(root));
    // It goes on: the earlier look stands back.
    Owner{database}.run("UPDATE threads SET updated_at = '2026-11-03T10:00:00Z', data = " + data(90));
    ledger.import({root});
    QCOMPARE(sumOf(ledger).input, 90);
    QCOMPARE(sumOf(ledger).requests, 1);
    QCOMPARE(ledger.fingerprint(), freshFingerprint(root));
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

TOKENMETER_TEST(tst_OlderLedgers);

} // namespace test_OlderLedgers

#include "tst_OlderLedgers.moc"
