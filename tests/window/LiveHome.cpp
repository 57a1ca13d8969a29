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
    for (const QString &database : {OpenCodeDb, CopilotDb, ZedDb, CrushDb}) {
        run(database, "PRAGMA journal_mode=wal; PRAGMA wal_autocheckpoint=0");
    }
    run(GooseDb, "PRAGMA journal_mode=delete");
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
