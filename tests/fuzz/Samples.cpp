// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"

#include "import/Discovery.h"
#include "import/formats/Generic.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <cstdlib>
#include <unistd.h>

namespace tokenmeter::testing
{
namespace
{

namespace fs = std::filesystem;

/// Where the fixtures are silent the marker speaks.
std::string planted(std::string text)
{
    const std::string marker{Marker};
    const std::pair<std::string, std::string> places[] = {
        {R"("text":"demo")", R"("text":")" + marker + '"'},
        {R"("content":"hello")", R"("content":")" + marker + '"'},
        {R"("choices":[])", R"("choices":[{"message":{"role":"assistant","content":")" + marker + R"("}}])"},
        {R"("output":[])", R"("output":[{"type":"message","content":[{"text":")" + marker + R"("}]}])"},
        {R"("content":[])", R"("content":[{"type":"text","text":")" + marker + R"("}])"},
        {R"("content":"demo")", R"("content":")" + marker + '"'},
        {R"("content": "hello")", R"("content":")" + marker + '"'},
        {R"("content": "demo")", R"("content":")" + marker + '"'},
        {R"("content": [])", R"("content":[{"type":"text","text":")" + marker + R"("}])"},
        {R"(\"request\":\"demo\")", R"(\"request\":\")" + marker + R"(\")"},
        {R"("finish": "stop")", R"("parts":[{"text":")" + marker + R"("}])"},
        {R"("assistantActiveTimeMs": 1000)", R"("title":")" + marker + '"'},
        {"'Demo'", "'" + marker + "'"}, // in the dumps of databases
        {"'demo'", "'" + marker + "'"},
        {R"("candidates":[])", R"("candidates":[{"content":{"parts":[{"text":")" + marker + R"("}]}}])"},
        {R"("rate limited")", '"' + marker + '"'},
        {R"("call_type": "acompletion")", R"("messages": [{"role": "user", "content": ")" + marker + R"("}], "call_type": "acompletion")"},
        {R"("type":"GENERATION")", R"("type":"GENERATION","input":{"messages":[{"content":")" + marker + R"("}]},"output":")" + marker + '"'},
        {R"("response_status":200)", R"("response_status":200,"request_body":{"messages":[{"content":")" + marker + R"("}]})"},
        {R"({"key":"gen_ai.operation.name")", R"({"key":"gen_ai.input.messages","value":{"stringValue":")" + marker + R"("}},{"key":"gen_ai.operation.name")"},
        {R"("inputContentType":"application/json")", R"("inputBodyJson":{"messages":[{"content":")" + marker + R"("}]},"inputContentType":"application/json")"},
    };
    for (const auto &[what, by] : places) {
        text = replaced(std::move(text), what, by);
    }
    return text;
}

constexpr int MostSteps = 200; ///< of a thousand instructions of SQLite, for statements of a fuzzer

/// Of a database, with the statements that made it.
Sample databaseSample(const std::string &format, const std::string &name, const std::string &dump)
{
    const std::string statements = planted(contentOf(dump));
    std::optional<std::string> bytes = databaseFrom(statements);
    if (!bytes || bytes->empty()) {
        throw std::runtime_error{"the dump of a database cannot be read"};
    }
    return {*formatById(format), name, *std::move(bytes), statements};
}

std::string conversationOf(std::string_view format)
{
    const std::string marker{Marker};
    if (format == "codex") {
        return R"({"timestamp":"2026-10-07T09:00:00.000Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":")"
            + marker + R"("}]}})" "\n"
            R"({"timestamp":"2026-10-07T09:00:01.000Z","type":"event_msg","payload":{"type":"agent_message","message":")"
            + marker + R"( token_count turn_started"}})" "\n"
            R"({"type":"compacted","timestamp":"2026-10-07T09:00:02.000Z","payload":{"message":")"
            + marker + R"(","replacement_history":[{"content":")" + marker + R"("}]}})" "\n";
    }
    if (format == "claude-code") {
        return R"({"type":"user","sessionId":"s","timestamp":"2026-10-07T09:00:00.000Z","message":{"role":"user","content":[{"type":"tool_result","content":")"
            + marker + R"( \"usage\" "}]},"toolUseResult":{"usage":{"input_tokens":7},"content":")" + marker + R"("}})" "\n";
    }
    if (format == "kimi") {
        return R"({"timestamp":1791190800.5,"message":{"type":"TurnBegin","payload":{"user_input":")" + marker + R"( \"token_usage\" "}}})" "\n";
    }
    if (format == "copilot-otel") {
        return R"({"type":"span","name":"chat x","traceId":"t9","spanId":"s9","endTime":[1791190800,0],"attributes":{"gen_ai.operation.name":"chat","gen_ai.input.messages":")"
            + marker + R"( \"gen_ai.usage.\" ","gen_ai.usage.input_tokens":7}})" "\n";
    }
    if (format == "copilot-events") {
        return R"({"type":"user.message","id":"e9","timestamp":"2026-10-05T10:00:00Z","data":{"content":")" + marker + R"( \"session.shutdown\" "}})" "\n";
    }
    if (format == "qwen-code") {
        return R"({"uuid":"q9","sessionId":"s9","type":"user","message":{"role":"user","parts":[{"text":")" + marker + R"( \"usageMetadata\" "}]}})" "\n";
    }
    return {};
}

/// Of a whole home: the files that the format reads. Databases are made from their dumps, in which the marker stands as well.
void addHome(std::vector<Sample> &all, const std::string &folder)
{
    const std::string home = std::string{FIXTURES "/"} + folder + "/home";
    for (const DiscoveredSource &source : discover({.home = home}).sources) {
        for (const DiscoveredFile &file : source.files) {
            const std::string name = fs::path{file.path}.filename().string();
            switch (source.format->kind(file.path)) {
            case FileKind::Lines:
                all.push_back({*source.format, name, planted(contentOf(file.path)) + conversationOf(source.format->id)});
                break;
            case FileKind::Whole:
                all.push_back({*source.format, name, planted(contentOf(file.path))});
                break;
            case FileKind::Database:
                all.push_back(databaseSample(std::string{source.format->id}, name, std::string{FIXTURES "/"} + folder + "/dump.sql"));
                break;
            }
        }
    }
}

void addFiles(std::vector<Sample> &all, const std::string &id, const std::string &folder)
{
    std::vector<fs::path> paths;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator{std::string{FIXTURES "/"} + folder}) {
        const std::string extension = entry.path().extension().string();
        if (entry.is_regular_file() && (extension == ".jsonl" || extension == ".csv" || extension == ".json") && entry.path().filename() != "expected.json") {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::string together;
    const bool isByLine = !formatById(id)->wholeFile;
    for (const fs::path &path : paths) {
        const std::string text = planted(contentOf(path.string()));
        if (!isByLine && formatById(id)->recognises(path.string(), text) == 0) {
            continue; // of the format beside it
        }
        all.push_back({*formatById(id), path.filename().string(), text + conversationOf(id)});
        together += text;
    }
    if (id != "codex" && isByLine && paths.size() > 1) {
        all.push_back({*formatById(id), folder + ".jsonl", together + conversationOf(id)});
    }
}

/// The same exports as tables, of which there are no recordings.
void addTables(std::vector<Sample> &all)
{
    const std::string marker{Marker};
    all.push_back({*formatById("litellm"), "spend_logs.csv",
                   "request_id,startTime,endTime,model,custom_llm_provider,prompt_tokens,completion_tokens,spend,team_id,status,cache_hit,metadata,messages\n"
                   "chatcmpl-L1,2026-10-05T09:00:00.000000,2026-10-05T09:00:03.000000,claude-sonnet-4-5,anthropic,5200,120,0.0042,team-a,success,False,"
                   "\"{\"\"usage_object\"\": {\"\"cache_read_input_tokens\"\": 4000, \"\"cache_creation_input_tokens\"\": 1000}}\","
                   "\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"" + marker + "\"\"}]\"\n"
                   "chatcmpl-L2,2026-10-05T09:01:00.000000,2026-10-05T09:01:03.000000,gpt-5.2,openai,1000,100,0.001,team-a,success,False,{}," + marker + "\n"});
    all.push_back({*formatById("langfuse"), "observations.csv",
                   "id,trace_id,type,start_time,end_time,provided_model_name,usage_details,cost_details,total_cost,session_id,user_id,input,output\n"
                   "obs-1,tr-1,GENERATION,2026-10-05 09:00:00.000000,2026-10-05 09:00:03.000000,gpt-5.2,"
                   "\"{\"\"input\"\":400,\"\"input_cached_tokens\"\":600,\"\"output\"\":100,\"\"total\"\":1100}\",\"{\"\"total\"\":0.001}\",0.001,s1,u1,"
                   "\"{\"\"messages\"\":[{\"\"content\"\":\"\"" + marker + "\"\"}]}\"," + marker + "\n"
                   "obs-2,tr-1,SPAN,2026-10-05 09:00:00.000000,,,{},{},,s1,u1," + marker + ",\n"});
    all.push_back({*formatById("helicone"), "helicone-export.csv",
                   "request_id,request_created_at,request_user_id,model,provider,response_status,prompt_tokens,prompt_cache_read_tokens,prompt_cache_write_tokens,"
                   "completion_tokens,total_tokens,costUSD,request_body,response_body\n"
                   "h-1,2026-10-05T09:00:00.000Z,u1,gpt-5.2,OPENAI,200,1000,600,0,100,1100,0.001,"
                   "\"{\"\"messages\"\":[{\"\"content\"\":\"\"" + marker + "\"\"}]}\",\"{\"\"choices\"\":[{\"\"message\"\":{\"\"content\"\":\"\"" + marker + "\"\"}}]}\"\n"
                   "h-2,2026-10-05T09:01:00.000Z,u1,claude-sonnet-4-5,ANTHROPIC,200,20,4000,300,80,4400,0.0035," + marker + ",\n"});
}

void addGeneric(std::vector<Sample> &all)
{
    Result<Profile> read = parseProfile(contentOf(FIXTURES "/generic/profile.json"));
    if (!read) {
        throw std::runtime_error{"the fixture's profile cannot be read"};
    }
    Profile profile = *read;
    profile.skipsBadRows = true; // else one damaged row would leave nothing to look at
    const std::string marker{Marker};
    const std::string csv = "when,model,prompt,cached,completion,thinking,total,price,team,said\n"
                            "2026-10-05 11:00:00,gpt-5.2,1000,600,30,70,1100,\"$0.0010\",alpha," + marker + "\n"
                            "2026-10-05 11:05:00,\"gpt-5.2, custom\",10,0,5,0,15,0,\"be\"\"ta\",\"" + marker + "\n" + marker + "\"\n"
                            "2026-10-05 11:06:00,gpt-5.2,5,0,5,0,10,0.01,beta," + marker + "\n";
    all.push_back({genericFormat(profile), "generic.csv", csv});
    profile.kind = Profile::Kind::Tsv;
    profile.delimiter = '\t';
    all.push_back({genericFormat(profile), "generic.tsv", replaced(replaced(csv, "gpt-5.2, custom", "custom"), ",", "\t")});
    profile.delimiter = '\0';
    const std::string said = R"(","said":[{"text":")" + marker + R"("}]})";
    const std::string one = R"({"when":"2026-10-05T11:00:00Z","model":"gpt-5.2","prompt":1000,"cached":600,"completion":30,"thinking":70,"total":1100,"price":0.001,"team":"alpha)" + said;
    const std::string two = R"({"when":"2026-10-05T11:01:00Z","model":"gpt-5.2","prompt":"10","cached":null,"completion":5,"team":"beta)" + said;
    profile.kind = Profile::Kind::Jsonl;
    all.push_back({genericFormat(profile), "generic.jsonl", one + "\n" + two + "\n"});
    profile.kind = Profile::Kind::Json;
    profile.recordsPath = "data.rows";
    all.push_back({genericFormat(profile), "generic.json", R"({"data":{"rows":[)" + one + ",\n" + two + "]}}\n"});
}

} // namespace

std::optional<std::string> databaseFrom(const std::string &statements)
{
    std::string name = ((fs::is_directory("/dev/shm") ? fs::path{"/dev/shm"} : fs::temp_directory_path()) / "fuzz-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) {
        throw std::runtime_error{"no temporary file"};
    }
    ::close(file);
    sqlite3 *made = nullptr;
    bool ok = sqlite3_open(name.c_str(), &made) == SQLITE_OK;
    int steps = 0;
    sqlite3_progress_handler(made, 1000, [](void *count) { return ++*static_cast<int *>(count) > MostSteps ? 1 : 0; }, &steps);
    sqlite3_limit(made, SQLITE_LIMIT_LENGTH, 1 << 20);
    // Without another database attached nothing can be written beside it, and a journal is of no use here.
    ok = ok && sqlite3_exec(made, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_limit(made, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_set_authorizer(
        made,
        [](void *, int action, const char *pragma, const char *, const char *, const char *) {
            const bool isStored = pragma != nullptr && std::string_view{pragma} == "user_version"; // of the dumps' own pragmas the harmless one
            return action == SQLITE_ATTACH || (action == SQLITE_PRAGMA && !isStored) ? SQLITE_IGNORE : SQLITE_OK;
        },
        nullptr);
    ok = ok && sqlite3_exec(made, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(made);
    std::optional<std::string> bytes;
    if (ok) {
        std::ifstream in{name, std::ios::binary};
        bytes = std::string{std::istreambuf_iterator<char>{in}, {}};
    }
    std::error_code ignored;
    fs::remove(name, ignored);
    return bytes;
}

std::string contentOf(const std::string &path)
{
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (text.empty()) {
        throw std::runtime_error{"cannot read " + path};
    }
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
        text.replace(at, what.size(), by);
    }
    return text;
}

const std::vector<Sample> &samples()
{
    static const std::vector<Sample> all = [] {
        std::vector<Sample> made;
        addFiles(made, "claude-code", "claude-code");
        addFiles(made, "claude-code", "claude-code-advisor");
        addFiles(made, "codex", "codex");
        addFiles(made, "codex", "codex-usage-records");
        addFiles(made, "api-jsonl", "api-jsonl");
        addFiles(made, "cursor-csv", "cursor-csv");
        for (const char *folder : {"gemini-cli", "qwen-code", "opencode-json", "opencode-sqlite", "copilot-otel", "copilot-session-store",
                                   "copilot-session-state", "cline-roo", "kilo-code", "cline-cli", "goose", "amp", "droid", "kimi", "pi", "zed"}) {
            addHome(made, folder);
        }
        for (const char *id : {"anthropic-usage-csv", "openai-usage-csv", "deepseek-usage-csv", "litellm", "langfuse", "helicone", "otlp-genai", "bedrock-invocation"}) {
            addFiles(made, id, id);
        }
        for (const char *id : {"anthropic-cost-csv", "openai-cost-csv", "deepseek-cost-csv", "focus-csv", "ccusage", "tokscale"}) {
            addFiles(made, id, id);
        }
        addFiles(made, "openrouter-generations-csv", "openrouter-csv");
        addFiles(made, "openrouter-daily-csv", "openrouter-csv");
        made.push_back(databaseSample("crush", "crush.db", FIXTURES "/crush/dump.sql"));
        made.push_back({*formatById("azure-cost-csv"), "azure.csv",
                        "Date,SubscriptionId,ResourceGroup,MeterCategory,MeterSubCategory,MeterName,UnitOfMeasure,Quantity,CostInBillingCurrency,"
                        "BillingCurrencyCode,ChargeType,InvoiceSectionName\n"
                        "10/05/2026,sub-1,rg,Cognitive Services,Azure OpenAI,gpt 4o 1120 cached Inp glbl Tokens,1K,1200,1.50,EUR,Usage,team\n"
                        "2026-10-06,sub-1,rg,Foundry Models,,gpt 5.2 Outp glbl Batch Tokens,1M,0.5,-0.01,EUR,RoundingAdjustment,team\n"});
        addTables(made);
        addGeneric(made);
        return made;
    }();
    return all;
}

} // namespace tokenmeter::testing
