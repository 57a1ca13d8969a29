// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LiveHome.h"

#include "ledger/LedgerReader.h"
#include "support/Patience.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <filesystem>

namespace tokenmeter::testing
{
namespace
{

namespace fs = std::filesystem;

const QString OpenCodeDb = QStringLiteral(".local/share/opencode/opencode.db");
const QString CopilotDb = QStringLiteral(".copilot/session-store.db");
const QString GooseDb = QStringLiteral(".local/share/goose/sessions/sessions.db");
const QString CrushDb = QStringLiteral("proj/.crush/crush.db");
const QString ZedDb = QStringLiteral(".local/share/zed/threads/threads.db");

/// Named by the user: what is copied to which place below the home.
const std::pair<const char *, QString> Exports[] = {
    {"api-jsonl/openai-chat.jsonl", QStringLiteral("exports/requests.jsonl")},
    {"bedrock-invocation/20261005T090000_demo.json", QStringLiteral("exports/bedrock.json")},
    {"litellm/spend_logs.json", QStringLiteral("exports/spend_logs.json")},
    {"langfuse/observations.jsonl", QStringLiteral("exports/observations.jsonl")},
    {"helicone/helicone-export.jsonl", QStringLiteral("exports/helicone.jsonl")},
    {"otlp-genai/traces.jsonl", QStringLiteral("exports/traces.jsonl")},
    {"cursor-csv/usage.csv", QStringLiteral("exports/cursor.csv")},
    {"openrouter-csv/openrouter_activity_2026-10-05.csv", QStringLiteral("exports/openrouter_activity.csv")},
    {"openrouter-csv/openrouter_daily.csv", QStringLiteral("exports/openrouter_daily.csv")},
    {"anthropic-usage-csv/claude_api_tokens_2026_10.csv", QStringLiteral("exports/claude_api_tokens.csv")},
    {"openai-usage-csv/completions_usage_2026-10-05_2026-10-05.csv", QStringLiteral("exports/completions_usage.csv")},
    {"deepseek-usage-csv/amount-2026-10.csv", QStringLiteral("exports/amount.csv")},
    {"ccusage/claude-daily.json", QStringLiteral("exports/ccusage.json")},
    {"tokscale/layout-1.json", QStringLiteral("exports/tokscale.json")},
};

QByteArray contentOfFile(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(path));
    }
    return file.readAll();
}

/// One element more at the end of the last list of the text.
QByteArray withElement(QByteArray document, const QByteArray &element)
{
    return document.insert(document.lastIndexOf(']'), "," + element);
}

} // namespace

LiveHome::LiveHome()
{
    const fs::path folder = m_folder.path().toStdString();
    const fs::path home = folder / "disk" / "home of ada";
    fs::create_directories(home);
    fs::create_directory_symlink(home, folder / "home");
    for (const char *sample : {"claude-code", "codex", "gemini-cli", "qwen-code", "opencode-json", "opencode-sqlite", "copilot-otel", "copilot-session-store",
                               "copilot-session-state", "cline-roo", "kilo-code", "cline-cli", "goose", "amp", "droid", "kimi", "pi", "zed"}) {
        fs::copy(std::string{FIXTURES "/"} + sample + "/home", home, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    fs::copy(FIXTURES "/crush/home/proj", home / "proj", fs::copy_options::recursive);
    write({.how = LiveWrite::How::Rewrite,
           .path = QStringLiteral(".local/share/crush/projects.json"),
           .content = R"({"projects":[{"path":")" + path(QStringLiteral("proj")).toUtf8() + "\"}]}"});
    fs::create_directories(home / "exports");
    for (const auto &[sample, place] : Exports) {
        fs::copy_file(std::string{FIXTURES "/"} + sample, home / place.toStdString());
    }
    for (const QString &database : {OpenCodeDb, CopilotDb, ZedDb, CrushDb}) {
        run(database, "PRAGMA journal_mode=wal; PRAGMA wal_autocheckpoint=0");
    }
    run(GooseDb, "PRAGMA journal_mode=delete");
}

QStringList LiveHome::exports() const
{
    QStringList paths;
    for (const auto &[sample, place] : Exports) {
        paths.push_back(path(place));
    }
    return paths;
}

LiveHome::~LiveHome()
{
    for (const auto &[path, process] : m_owners) {
        process->closeWriteChannel();
        process->waitForFinished(LongestMs);
    }
}

CommandContext LiveHome::context() const
{
    CommandContext context;
    context.environment.dataFolder = m_folder.path();
    context.environment.places.home = m_folder.filePath(QStringLiteral("home")).toStdString();
    context.environment.now = utcFromMs(QDateTime::currentMSecsSinceEpoch());
    context.environment.cores = 2;
    context.ledger = m_folder.filePath(QStringLiteral("ledger.db"));
    return context;
}

QProcess &LiveHome::owner(const QString &path)
{
    std::unique_ptr<QProcess> &process = m_owners[path];
    if (!process) {
        process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QStringLiteral(LOG_WRITER), {QStringLiteral("database"), this->path(path)});
    }
    return *process;
}

void LiveHome::run(const QString &path, const QByteArray &statement)
{
    QProcess &process = owner(path);
    process.write(statement + '\n');
    QByteArray answer;
    while (!answer.endsWith('\n') && process.waitForReadyRead(LongestMs)) {
        answer += process.readAllStandardOutput();
    }
    if (answer != "done\n") {
        qFatal("the owner of %s failed", qPrintable(path));
    }
}

void LiveHome::write(const LiveWrite &what)
{
    const char *how = what.how == LiveWrite::How::Append ? "append" : what.how == LiveWrite::How::Rewrite ? "rewrite" : "replace";
    if (what.how == LiveWrite::How::Database) {
        run(what.path, what.content);
        return;
    }
    QProcess process;
    process.start(QStringLiteral(LOG_WRITER), {QLatin1String{how}, path(what.path)});
    process.write(what.content);
    process.closeWriteChannel();
    if (!process.waitForFinished(LongestMs) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        qFatal("cannot write %s", qPrintable(what.path));
    }
}

QByteArray LiveHome::claudeLine(int number)
{
    const QByteArray n = QByteArray::number(number);
    return R"({"type":"assistant","sessionId":"live","isSidechain":false,"timestamp":"2026-10-06T09:00:03Z","requestId":"req_live)" + n
        + R"(","message":{"id":"msg_live)" + n + R"(","model":"claude-opus-4-1","usage":{"input_tokens":10,"output_tokens":20}}})" + "\n";
}

std::vector<LiveWrite> LiveHome::writes() const
{
    using How = LiveWrite::How;
    const QString claude = QStringLiteral(".claude/projects/-home-dev-demo-app/");
    const QString gemini = QStringLiteral(".gemini/tmp/3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9cab12/chats/");
    const QString cline = QStringLiteral(".config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks/1791190800000/ui_messages.json");
    const QString roo = QStringLiteral(".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/11111111-2222-4333-8444-000000000001/ui_messages.json");
    const QString kilo = QStringLiteral(".config/VSCodium/User/globalStorage/kilocode.kilo-code/tasks/22222222-3333-4444-8555-000000000001/ui_messages.json");
    const QString clineCli = QStringLiteral(".cline/data/sessions/cs-1/cs-1.messages.json");
    const QString amp = QStringLiteral(".local/share/amp/threads/T-0000bbbb-0000-4000-8000-000000000002.json");
    const QString droid = QStringLiteral(".factory/sessions/-home-dev-demo-app/dr01d000-0000-4000-8000-000000000001.settings.json");
    const auto now = [this](const QString &file) { return contentOfFile(path(file)); };
    const QByteArray geminiMessage = R"({"id":"live","timestamp":"2026-10-06T10:00:09.000Z","type":"gemini","content":"demo","thoughts":[],)"
                                     R"("tokens":{"input":20,"output":10,"cached":0,"thoughts":0,"tool":0,"total":30},"model":"gemini-2.5-pro"})";
    const auto taskMessage = [](const char *text) {
        return QByteArray{R"({"ts":1791200000000,"type":"say","say":"api_req_started","text":")"} + text + "\"}";
    };
    return {
        {"claude-code", "claude-code", How::Append, claude + QStringLiteral("11111111-aaaa-4aaa-8aaa-000000000001.jsonl"), claudeLine(1), 30, 1},
        {"claude-code, in new folders", "claude-code", How::Append, QStringLiteral(".claude/projects/-new/1/subagents/agent-9.jsonl"), claudeLine(2), 30, 1},
        {"claude-code, in another of its folders", "claude-code", How::Append, QStringLiteral(".config/claude/projects/p/b.jsonl"), claudeLine(3), 30, 1},
        {"codex", "codex", How::Append,
         QStringLiteral(".codex/sessions/2026/10/05/rollout-2026-10-05T08-00-00-0199b1f0-0000-7000-8000-00000000000a.jsonl"),
         R"({"timestamp":"2026-10-05T08:02:00.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":2600,)"
         R"("cached_input_tokens":1100,"output_tokens":200,"reasoning_output_tokens":60,"total_tokens":2800},"last_token_usage":{"input_tokens":100,)"
         R"("cached_input_tokens":0,"output_tokens":20,"reasoning_output_tokens":0,"total_tokens":120}}}})" "\n",
         120, 1},
        {"gemini-cli", "gemini-cli", How::Append, gemini + QStringLiteral("session-2026-10-05T10-00-5c0ffee0.jsonl"), geminiMessage + "\n", 30, 1},
        {"gemini-cli, a document", "gemini-cli", How::Replace, gemini + QStringLiteral("session-2026-10-01T09-00-0ldc0de0.json"),
         withElement(now(gemini + QStringLiteral("session-2026-10-01T09-00-0ldc0de0.json")), geminiMessage), 30, 1},
        {"qwen-code", "qwen-code", How::Append, QStringLiteral(".qwen/projects/-home-dev-demo-app/chats/8d96bf33-0000-4000-8000-000000000001.jsonl"),
         R"({"uuid":"live","parentUuid":null,"sessionId":"s","timestamp":"2026-10-06T12:00:05.000Z","type":"assistant","cwd":"/p","version":"0.9.0",)"
         R"("model":"qwen3-coder-plus","message":{"role":"model","parts":[]},"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":10,)"
         R"("thoughtsTokenCount":0,"cachedContentTokenCount":0,"totalTokenCount":30}})" "\n",
         30, 1},
        {"opencode", "opencode", How::Database, OpenCodeDb,
         R"(INSERT INTO message VALUES('msg_live','ses_db',1791200000000,1791200004000,'{"role":"assistant","time":{"created":1791200000000,"completed":1791200004000},)"
         R"("modelID":"m","providerID":"p","cost":0,"tokens":{"input":20,"output":10,"reasoning":0,"cache":{"read":0,"write":0},"total":30}}'))",
         30, 1},
        {"opencode, a file", "opencode", How::Rewrite, QStringLiteral(".local/share/opencode/storage/message/ses_live/msg_live2.json"),
         R"({"id":"msg_live2","sessionID":"ses_live","role":"assistant","time":{"created":1791300000000,"completed":1791300004000},"modelID":"m",)"
         R"("providerID":"p","cost":0,"tokens":{"input":20,"output":10,"reasoning":0,"cache":{"read":0,"write":0}}})",
         30, 1},
        {"copilot-otel", "copilot-otel", How::Append, QStringLiteral(".copilot/otel/copilot-otel-20261005.jsonl"),
         R"({"type":"span","name":"chat m","traceId":"live","spanId":"live","startTime":[1791190797,0],"endTime":[1791200000,0],"attributes":{)"
         R"("gen_ai.operation.name":"chat","gen_ai.response.model":"m","gen_ai.conversation.id":"live-1","gen_ai.usage.input_tokens":20,)"
         R"("gen_ai.usage.output_tokens":10}})" "\n",
         30, 1},
        {"copilot-store", "copilot-store", How::Database, CopilotDb,
         "INSERT INTO assistant_usage_events VALUES(3,'live-2',0,'m',NULL,20,10,0,0,0,0,900,'2026-10-06 09:01:05')", 30, 1},
        {"copilot-events", "copilot-events", How::Append, QStringLiteral(".copilot/session-state/live-3/events.jsonl"),
         R"({"type":"session.start","id":"e0","data":{"sessionId":"live-3"}})" "\n"
         R"({"type":"session.shutdown","id":"e1","timestamp":"2026-10-06T09:10:00Z","data":{"modelMetrics":{"m":{"requests":{"count":1},"usage":{"inputTokens":20,"outputTokens":10}}}}})" "\n",
         30, 1},
        {"cline", "cline", How::Rewrite, cline,
         withElement(now(cline), taskMessage(R"({\"request\":\"demo\",\"tokensIn\":20,\"tokensOut\":10,\"cacheWrites\":0,\"cacheReads\":0,\"cost\":0.002})")), 30, 1},
        {"roo-code", "roo-code", How::Replace, roo,
         withElement(now(roo), taskMessage(R"({\"request\":\"demo\",\"tokensIn\":20,\"tokensOut\":10,\"cacheWrites\":0,\"cacheReads\":0,\"cost\":0.1,\"apiProtocol\":\"openai\"})")),
         30, 1},
        {"kilo-code", "kilo-code", How::Rewrite, kilo,
         withElement(now(kilo), taskMessage(R"({\"request\":\"demo\",\"tokensIn\":20,\"tokensOut\":10,\"cacheWrites\":0,\"cacheReads\":0,\"cost\":0.1,\"apiProtocol\":\"openai\"})")),
         30, 1},
        {"cline-cli", "cline-cli", How::Replace, clineCli,
         withElement(now(clineCli), R"({"id":"live","role":"assistant","ts":1791200000000,"content":"demo","metrics":{"inputTokens":20,"outputTokens":10,"cacheReadTokens":0,"cacheWriteTokens":0,"cost":0}})"),
         30, 1},
        // Their session's sum grows, which is no request more.
        {"goose", "goose", How::Database, GooseDb,
         "UPDATE sessions SET accumulated_total_tokens = 5630, accumulated_input_tokens = 5020, accumulated_output_tokens = 610, updated_at = '2026-10-06 09:30:00' WHERE id = '20261005_1'",
         30, 0},
        {"amp", "amp", How::Replace, amp,
         withElement(now(amp), R"({"role":"assistant","messageId":5,"content":[],"usage":{"model":"gpt-5.2","inputTokens":20,"outputTokens":10,"cacheCreationInputTokens":null,"cacheReadInputTokens":0,"credits":0.4,"timestamp":"2026-10-06T10:00:10.000Z"}})"),
         30, 1},
        {"droid", "droid", How::Rewrite, droid, now(droid).replace("\"outputTokens\": 340", "\"outputTokens\": 370"), 30, 0},
        {"kimi", "kimi", How::Append, QStringLiteral(".kimi/sessions/grp1/k1m1aaaa-0000-4000-8000-000000000001/wire.jsonl"),
         R"({"timestamp":1791200000.5,"message":{"type":"StatusUpdate","payload":{"token_usage":{"input_other":20,"output":10,"input_cache_read":0,"input_cache_creation":0},"message_id":"chatcmpl-live"}}})" "\n",
         30, 1},
        {"pi", "pi", How::Append,
         QStringLiteral(".pi/agent/sessions/--home-dev-demo-app--/2026-10-05T09-00-00-000Z_p1aaaaaa-0000-4000-8000-000000000001.jsonl"),
         R"({"type":"message","id":"live","parentId":"a2","timestamp":"2026-10-06T09:00:05.000Z","message":{"role":"assistant","api":"x","provider":"anthropic","model":"m",)"
         R"("content":[],"usage":{"input":20,"output":10,"cacheRead":0,"cacheWrite":0,"totalTokens":30,"cost":{"total":0.001}},"stopReason":"stop"}})" "\n",
         30, 1},
        {"crush", "crush", How::Database, CrushDb, "INSERT INTO sessions VALUES('live',NULL,'demo',7,0,0,1.5,1791200000,1791200000)", 0, 1},
        {"zed", "zed", How::Database, ZedDb,
         R"(INSERT INTO threads(id,summary,updated_at,data_type,data) VALUES('live','demo','2026-10-06T09:30:00Z','json','{"version":"0.3.0","model":{"provider":"p","model":"m"},)"
         R"("request_token_usage":{},"cumulative_token_usage":{"input_tokens":20,"output_tokens":10}}'))",
         30, 1},
        // What follows has a day or a model for each, or one would yield to another.
        {"api-jsonl", "api-jsonl", How::Append, QStringLiteral("exports/requests.jsonl"),
         R"({"timestamp":"2026-08-01T09:00:00Z","response":{"id":"chatcmpl-live","object":"chat.completion","created":1785574800,"model":"gpt-5.2","choices":[],)"
         R"("usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}})" "\n",
         30, 1},
        {"bedrock-invocation", "bedrock-invocation", How::Append, QStringLiteral("exports/bedrock.json"),
         R"({"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-08-02T09:01:00Z","accountId":"123456789012","region":"us-east-1","requestId":"live",)"
         R"("operation":"InvokeModel","modelId":"amazon.nova-lite-v1:0","input":{"inputTokenCount":20},"output":{"outputTokenCount":10}})" "\n",
         30, 1},
        {"litellm, a document", "litellm", How::Replace, QStringLiteral("exports/spend_logs.json"),
         withElement(now(QStringLiteral("exports/spend_logs.json")),
                     R"({"request_id":"live","call_type":"acompletion","spend":0.001,"total_tokens":30,"prompt_tokens":20,"completion_tokens":10,)"
                     R"("startTime":"2026-08-03T09:01:00Z","endTime":"2026-08-03T09:01:02Z","model":"gpt-5.2","custom_llm_provider":"openai","status":"success","metadata":{}})"),
         30, 1},
        {"langfuse", "langfuse", How::Append, QStringLiteral("exports/observations.jsonl"),
         R"({"id":"live","trace_id":"tr-live","type":"GENERATION","start_time":"2026-08-04 09:05:00.000000","provided_model_name":"gpt-4o",)"
         R"("usage_details":{"input":20,"output":10,"total":30},"total_cost":null})" "\n",
         30, 1},
        {"helicone", "helicone", How::Append, QStringLiteral("exports/helicone.jsonl"),
         R"({"request_id":"live","request_created_at":"2026-08-05T09:00:00.000Z","model":"gpt-5.2","provider":"OPENAI","response_status":200,"prompt_tokens":20,)"
         R"("completion_tokens":10,"total_tokens":30,"costUSD":0.001})" "\n",
         30, 1},
        {"otlp-genai", "otlp-genai", How::Append, QStringLiteral("exports/traces.jsonl"),
         R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60d","spanId":"aaa19b7ec3c1b176","name":"chat gpt-5.2",)"
         R"("startTimeUnixNano":"1785920400000000000","endTimeUnixNano":"1785920404000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},)"
         R"({"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},{"key":"gen_ai.response.model","value":{"stringValue":"gpt-5.2"}},)"
         R"({"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"10"}}]}]}]}]})" "\n",
         30, 1},
        {"cursor-csv", "cursor-csv", How::Append, QStringLiteral("exports/cursor.csv"),
         R"("2026-08-06T13:35:04.658Z","","","On-Demand","gpt-5-codex","No","0","20","0","10","30","0.03")" "\n", 30, 1},
        {"openrouter-generations-csv", "openrouter-generations-csv", How::Append, QStringLiteral("exports/openrouter_activity.csv"),
         "gen-1785574800-live,2026-08-07 09:01:00.100,0,0,0,0,0,20,10,0,0,openai/gpt-oss-120b,DemoHost,free,false,true,,stop,stop,800,200,false,demo,demo-app\n", 30, 1},
        // Its rows hold as many requests as they say.
        {"openrouter-daily-csv", "openrouter-daily-csv", How::Append, QStringLiteral("exports/openrouter_daily.csv"),
         R"("2026-08-08 00:00:00","anthropic/claude-opus-4.7","0.01","0","2","20","10","0")" "\n", 30, 2},
        {"anthropic-usage-csv", "anthropic-usage-csv", How::Append, QStringLiteral("exports/claude_api_tokens.csv"),
         "2026-08-09,claude-haiku-4-5-20251001,demo-key,Default,batch,\xe2\x89\xa4 200k,20,0,0,0,10,0,not_available,\n", 30, 1},
        {"openai-usage-csv", "openai-usage-csv", How::Append, QStringLiteral("exports/completions_usage.csv"),
         "1786352400,1786352460,2026-08-10T09:00:00+00:00,2026-08-10T09:01:00+00:00,proj_a,3.0,,key_1,gpt-5.2-2025-12-11,False,20,10,0,20\n", 30, 3},
        // Requests have rows of their own there.
        {"deepseek-usage-csv", "deepseek-usage-csv", How::Append, QStringLiteral("exports/amount.csv"),
         "u-1,2026-08-11T00:00:00+08:00,2026-08-12T00:00:00+08:00,deepseek-chat,demo,sk-x***y,output_tokens,0.000003,30\n"
         "u-1,2026-08-11T00:00:00+08:00,2026-08-12T00:00:00+08:00,deepseek-chat,demo,sk-x***y,request_count,0,2\n",
         30, 2},
        {"ccusage", "ccusage", How::Rewrite, QStringLiteral("exports/ccusage.json"),
         now(QStringLiteral("exports/ccusage.json"))
             .replace("\"daily\": [", R"("daily": [{"date":"2026-08-12","inputTokens":20,"outputTokens":10,"cacheCreationTokens":0,"cacheReadTokens":0,"totalTokens":30,)"
                                      R"("totalCost":0.001,"modelsUsed":["claude-opus-4-8"],"modelBreakdowns":[{"modelName":"claude-opus-4-8","inputTokens":20,)"
                                      R"("outputTokens":10,"cacheCreationTokens":0,"cacheReadTokens":0,"cost":0.001}]},)"),
         30, 1},
        {"tokscale", "tokscale", How::Replace, QStringLiteral("exports/tokscale.json"),
         withElement(now(QStringLiteral("exports/tokscale.json")),
                     R"({"date":"2026-08-13","totals":{"tokens":30,"cost":0.001,"messages":1},"intensity":1,"tokenBreakdown":{"input":20,"output":10},"sources":[)"
                     R"({"source":"claude","modelId":"claude-opus-4-8","providerId":"anthropic","tokens":{"input":20,"output":10,"cacheRead":0,"cacheWrite":0,"reasoning":0},"cost":0.001,"messages":1}]})"),
         30, 1},
    };
}

std::map<std::string, LiveHome::Total> LiveHome::totals() const
{
    std::map<std::string, Total> totals;
    const auto reader = LedgerReader::open(m_folder.filePath(QStringLiteral("ledger.db")).toStdString());
    const Result<UsageCells> usage = reader ? (*reader)->usage({}, {Dimension::Source}, Zone::utc()) : Result<UsageCells>{reader.problem()};
    if (!usage) {
        qFatal("the ledger cannot be read");
    }
    for (const UsageCell &cell : usage->cells) {
        Total &total = totals[usage->names.at(cell.key[0])];
        total.first += cell.tokens.total();
        total.second += cell.requests;
    }
    return totals;
}

} // namespace tokenmeter::testing
