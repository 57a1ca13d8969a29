// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LogShapes.h"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace
{

const Shape Shapes[] = {
    {Kind::Lines, "claude-code", "projects/p/s.jsonl", "",
     R"({"type":"user","sessionId":"s","timestamp":"2026-10-05T09:00:00.000Z","uuid":"u@","message":{"role":"user","content":"$"}})",
     R"({"parentUuid":"u@","isSidechain":false,"cwd":"/home/dev/app","sessionId":"s","version":"2","message":{"id":"msg_@","type":"message","role":"assistant","model":"claude-opus-4-1","content":[{"type":"text","text":"$"}],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"output_tokens":40,"service_tier":"standard"}},"requestId":"req_@","type":"assistant","uuid":"v@","timestamp":"2026-10-05T09:00:03.000Z"})"},
    {Kind::Lines, "gemini-cli", "tmp/p/chats/session-1.jsonl", R"({"sessionId":"s","projectHash":"p","startTime":"2026-10-05T10:00:00Z","kind":"main"})",
     R"({"id":"u@","timestamp":"2026-10-05T10:00:05.000Z","type":"user","content":"$"})",
     R"({"id":"m@","timestamp":"2026-10-05T10:00:09.000Z","type":"gemini","content":"$","thoughts":[],"tokens":{"input":1200,"output":80,"cached":1000,"thoughts":40,"tool":0,"total":1320},"model":"gemini-2.5-pro"})"},
    {Kind::Lines, "qwen-code", "projects/p/chats/s.jsonl", "",
     R"({"uuid":"u@","sessionId":"s","timestamp":"2026-10-05T12:00:00.000Z","type":"user","cwd":"/p","message":{"role":"user","parts":[{"text":"$"}]}})",
     R"({"uuid":"q@","parentUuid":null,"sessionId":"s","timestamp":"2026-10-05T12:00:05.000Z","type":"assistant","cwd":"/p","version":"0.9.0","model":"qwen3-coder-plus","message":{"role":"model","parts":[{"text":"$"}]},"usageMetadata":{"promptTokenCount":2000,"candidatesTokenCount":150,"thoughtsTokenCount":50,"cachedContentTokenCount":1500,"totalTokenCount":2150}})"},
    {Kind::Lines, "copilot-otel", "otel/a.jsonl", "",
     R"({"type":"span","name":"execute_tool bash","traceId":"t","spanId":"u@","startTime":[1791190803,0],"endTime":[1791190806,0],"attributes":{"gen_ai.operation.name":"execute_tool","gen_ai.tool.call.result":"$"}})",
     R"({"type":"span","name":"chat m","traceId":"t","spanId":"s@","startTime":[1791190797,0],"endTime":[1791190800,500000000],"attributes":{"gen_ai.operation.name":"chat","gen_ai.provider.name":"github","gen_ai.request.model":"m","gen_ai.response.model":"m","gen_ai.conversation.id":"c","gen_ai.input.messages":"$","gen_ai.usage.input_tokens":6000,"gen_ai.usage.output_tokens":200,"gen_ai.usage.cache_read.input_tokens":5000,"gen_ai.response.id":"r@"},"status":{"code":0}})"},
    {Kind::Lines, "copilot-events", "session-state/s/events.jsonl", "",
     R"({"type":"assistant.message","id":"a@","timestamp":"2026-10-05T09:00:00.000Z","data":{"content":"$","outputTokens":5}})",
     R"({"type":"session.shutdown","id":"e@","timestamp":"2026-10-05T09:10:00.000Z","data":{"summary":"$","modelMetrics":{"m":{"requests":{"count":4,"cost":2},"usage":{"inputTokens":10000,"outputTokens":500,"cacheReadTokens":8000,"cacheWriteTokens":1000,"reasoningTokens":0}}}}})"},
    {Kind::Lines, "kimi", "sessions/ws/s/agents/main/wire.jsonl", R"({"type":"llm.request","model":"kimi-code/kimi-k2.6","time":1791190800000})",
     R"({"type":"turn.begin","time":1791190800000,"text":"$"})",
     R"({"type":"usage.record","model":"kimi-k2.6","usageScope":"turn","note":"$","time":179119@,"usage":{"inputOther":700,"output":60,"inputCacheRead":1500,"inputCacheCreation":0}})"},
    {Kind::Lines, "pi", "agent/sessions/p/s.jsonl", R"({"type":"session","version":3,"id":"s","timestamp":"2026-10-05T09:00:00.000Z","cwd":"/p"})",
     R"({"type":"message","id":"u@","parentId":null,"timestamp":"2026-10-05T09:00:01.000Z","message":{"role":"user","content":"$"}})",
     R"({"type":"message","id":"a@","parentId":"u@","timestamp":"2026-10-05T09:00:05.000Z","message":{"role":"assistant","api":"anthropic-messages","provider":"anthropic","model":"m","content":[{"type":"text","text":"$"}],"usage":{"input":20,"output":150,"cacheRead":3000,"cacheWrite":400,"totalTokens":3570,"cost":{"input":6e-05,"output":0.00225,"total":0.00471}},"stopReason":"stop"}})"},
    {Kind::Lines, "codex", "sessions/2026/10/05/rollout-2026-10-05T08-00-00-0199b1f0-0000-7000-8000-00000000000a.jsonl",
     R"({"timestamp":"2026-10-05T08:00:00.000Z","type":"session_meta","payload":{"id":"0199b1f0-0000-7000-8000-00000000000a","cwd":"/p","model_provider":"openai"}})" "\n"
     R"({"timestamp":"2026-10-05T08:00:01.000Z","type":"turn_context","payload":{"turn_id":"0199b1f0-5000-7000-8000-0000000000c1","cwd":"/p","model":"gpt-5.2"}})",
     R"({"timestamp":"2026-10-05T08:00:10.000Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"$"}]}})" "\n"
     R"({"timestamp":"2026-10-05T08:00:10.000Z","type":"event_msg","payload":{"type":"agent_message","message":"$"}})", // a usage line has no text
     R"({"timestamp":"2026-10-05T08:01:00.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":@0,"cached_input_tokens":0,"output_tokens":@,"reasoning_output_tokens":0,"total_tokens":@0},"last_token_usage":{"input_tokens":10,"cached_input_tokens":0,"output_tokens":1,"reasoning_output_tokens":0,"total_tokens":11}}}})"},
    {Kind::Lines, "api-jsonl", "responses.jsonl", "",
     R"({"model":"gpt-5.2","messages":[{"role":"user","content":"$"}]})",
     R"({"id":"chatcmpl-@","object":"chat.completion","created":1791190800,"model":"gpt-5.2","choices":[{"index":0,"message":{"role":"assistant","content":"$"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":600},"completion_tokens_details":{"reasoning_tokens":70}}})"},
    {Kind::Lines, "bedrock-invocation", "a.json", "", "",
     R"({"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-10-05T09:00:00Z","accountId":"1","region":"us-east-1","requestId":"a1b2c3d4-0000-4000-8000-00000@","operation":"Converse","modelId":"anthropic.claude-sonnet-4-5","input":{"inputContentType":"application/json","inputBodyJson":{"messages":[{"content":"$"}]},"inputTokenCount":12,"cacheReadInputTokenCount":4000,"cacheWriteInputTokenCount":300},"output":{"outputContentType":"application/json","outputBodyJson":{"content":"$"},"outputTokenCount":150}})"},

    {Kind::List, "gemini-cli", "tmp/p/chats/session-1.json", R"({"sessionId":"s","projectHash":"p","startTime":"2026-10-05T10:00:00Z","messages":[)",
     R"({"id":"u@","timestamp":"2026-10-05T10:00:05.000Z","type":"user","content":"$"})",
     R"({"id":"m@","timestamp":"2026-10-05T10:00:09.000Z","type":"gemini","content":"$","thoughts":[],"tokens":{"input":1200,"output":80,"cached":1000,"thoughts":40,"tool":0,"total":1320},"model":"gemini-2.5-pro"})", "]}"},
    {Kind::List, "cline", "tasks/1/ui_messages.json", "[",
     R"({"ts":178119@,"type":"say","say":"text","text":"$"})",
     R"({"ts":179119@,"type":"say","say":"api_req_started","text":"{\"request\":\"%\",\"tokensIn\":20,\"tokensOut\":50,\"cacheWrites\":0,\"cacheReads\":300,\"cost\":0.002}"})", "]"},
    {Kind::List, "roo-code", "tasks/1/ui_messages.json", "[",
     R"({"ts":178119@,"type":"say","say":"text","text":"$"})",
     R"({"ts":179119@,"type":"say","say":"api_req_started","text":"{\"request\":\"%\",\"tokensIn\":15,\"tokensOut\":220,\"cacheWrites\":900,\"cacheReads\":5000,\"cost\":0.0101,\"apiProtocol\":\"anthropic\"}"})", "]"},
    {Kind::List, "kilo-code", "tasks/1/ui_messages.json", "[",
     R"({"ts":178119@,"type":"say","say":"text","text":"$"})",
     R"({"ts":179119@,"type":"say","say":"api_req_started","text":"{\"request\":\"%\",\"tokensIn\":15,\"tokensOut\":220,\"cacheWrites\":900,\"cacheReads\":5000,\"cost\":0.0101,\"apiProtocol\":\"anthropic\"}"})", "]"},
    {Kind::List, "cline-cli", "data/sessions/cs-1/cs-1.messages.json", R"({"sessionId":"cs-1","agent":"act","messages":[)",
     R"({"id":"u@","role":"user","ts":1791190799000,"content":"$"})",
     R"({"id":"m@","role":"assistant","ts":1791190800000,"content":"$","modelInfo":{"id":"claude-sonnet-4-5","provider":"anthropic"},"metrics":{"inputTokens":5915,"outputTokens":220,"cacheReadTokens":5000,"cacheWriteTokens":900,"cost":0.0101}})", "]}"},
    {Kind::List, "amp", "threads/T-1.json", R"({"id":"T-1","created":1791190800000,"messages":[)",
     R"({"role":"user","messageId":"u@","content":[{"type":"text","text":"$"}]})",
     R"({"role":"assistant","messageId":"m@","content":[{"type":"text","text":"$"}],"usage":{"model":"gpt-5.2","inputTokens":300,"outputTokens":90,"cacheReadInputTokens":1000,"credits":0.4,"timestamp":"2026-10-05T10:00:10.000Z"}})", "]}"},
    {Kind::List, "litellm", "spend.json", "[", "",
     R"({"request_id":"chatcmpl-L@","call_type":"acompletion","messages":"$","response":"$","spend":0.0042,"total_tokens":5320,"prompt_tokens":5200,"completion_tokens":120,"startTime":"2026-10-05T09:00:00.000000","endTime":"2026-10-05T09:00:03.000000","model":"claude-sonnet-4-5","custom_llm_provider":"anthropic","user":"u1","session_id":"s1","status":"success"})", "]"},
    {Kind::Files, "opencode", "storage/message/ses", "", "",
     R"({"id":"msg_@","sessionID":"ses","role":"assistant","time":{"created":179119@,"completed":1791999999000},"modelID":"m","providerID":"p","summary":"$","path":{"cwd":"/p","root":"/p"},"cost":0.0123,"tokens":{"input":12,"output":300,"reasoning":0,"cache":{"read":4000,"write":500}},"finish":"stop"})", ".json"},
    {Kind::Files, "droid", "sessions/p", "", "",
     R"({"note":"$","model":"claude-sonnet-4-5","providerLock":"anthropic","providerLockTimestamp":"2026-10-05T09:00:00.000Z","tokenUsage":{"inputTokens":120,"outputTokens":340,"cacheCreationTokens":2000,"cacheReadTokens":9000,"thinkingTokens":50}})", ".settings.json"},

    {Kind::Rows, "opencode", "opencode.db",
     "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER, time_updated INTEGER, data TEXT NOT NULL)", "",
     R"(INSERT INTO message VALUES('msg_@','ses',179119@,179119@,'{"role":"assistant","time":{"created":179119@,"completed":1791999999000},"summary":"%","modelID":"gpt-5.4","providerID":"openai","path":{"cwd":"/p","root":"/p"},"cost":0.02,"tokens":{"input":375,"output":123,"reasoning":69,"cache":{"read":65856,"write":0},"total":66423},"finish":"stop"}'))"},
    {Kind::Rows, "copilot-store", "session-store.db",
     "CREATE TABLE assistant_usage_events(id INTEGER PRIMARY KEY AUTOINCREMENT,session_id TEXT,turn_index INTEGER,model TEXT,copilot_usage_model TEXT,input_tokens INTEGER,output_tokens INTEGER,cache_read_tokens INTEGER,cache_write_tokens INTEGER,reasoning_tokens INTEGER,total_nano_aiu INTEGER,duration_ms INTEGER,created_at TEXT)", "",
     "INSERT INTO assistant_usage_events VALUES(@,'cs-1',0,'auto','claude-sonnet-4-5',21343,100,0,20974,0,556570000,1234,'2026-10-05 09:00:05')"},
    {Kind::Rows, "goose", "sessions.db",
     "CREATE TABLE sessions(id TEXT PRIMARY KEY, description TEXT, working_dir TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, total_tokens INTEGER, input_tokens INTEGER, output_tokens INTEGER, accumulated_total_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER, provider_name TEXT, model_config_json TEXT);"
     "CREATE INDEX idx_sessions_updated ON sessions(updated_at DESC)", "",
     R"(INSERT INTO sessions VALUES('s@','demo','/p','2026-10-05 09:00:00','2026-10-05 09:30:00',1200,1000,200,5600,5000,600,'anthropic','{"model_name":"claude-sonnet-4-5","context_limit":200000}'))"},
    {Kind::Rows, "crush", "crush.db",
     "CREATE TABLE sessions(id TEXT PRIMARY KEY,parent_session_id TEXT,title TEXT,message_count INTEGER NOT NULL DEFAULT 0,prompt_tokens INTEGER NOT NULL DEFAULT 0,completion_tokens INTEGER NOT NULL DEFAULT 0,cost REAL NOT NULL DEFAULT 0,updated_at INTEGER NOT NULL DEFAULT 0,created_at INTEGER NOT NULL DEFAULT 0)", "",
     "INSERT INTO sessions VALUES('s@',NULL,'demo',7,9000,400,1.25,1791194400,1791190800)"},
    {Kind::Rows, "zed", "threads.db",
     "CREATE TABLE threads(id TEXT PRIMARY KEY,summary TEXT NOT NULL,updated_at TEXT NOT NULL,data_type TEXT NOT NULL,data BLOB NOT NULL,parent_id TEXT,folder_paths TEXT,folder_paths_order TEXT,created_at TEXT)", "",
     R"(INSERT INTO threads(id,summary,updated_at,data_type,data) VALUES('t@','demo','2026-10-05T09:30:00Z','json','{"version":"0.3.0","messages":[{"text":"%"}],"model":{"provider":"p","model":"m"},"request_token_usage":{},"cumulative_token_usage":{"input_tokens":20,"output_tokens":10}}'))"},

    {Kind::Lines, "langfuse", "observations.jsonl", "", "",
     R"({"id":"obs-@","trace_id":"tr-1","type":"GENERATION","name":"answer","input":"$","output":"$","start_time":"2026-10-05 09:00:00.000000","end_time":"2026-10-05 09:00:03.000000","provided_model_name":"gpt-5.2","usage_details":{"input":400,"input_cached_tokens":600,"output":30,"output_reasoning_tokens":70,"total":1100},"cost_details":{"total":0.001},"total_cost":0.001,"session_id":"s1"})"},
    {Kind::Lines, "helicone", "helicone.jsonl", "", "",
     R"({"request_id":"h-@","request_created_at":"2026-10-05T09:00:00.000Z","request_body":{"messages":"$"},"response_body":{"text":"$"},"model":"gpt-5.2","provider":"OPENAI","response_status":200,"prompt_tokens":1000,"prompt_cache_read_tokens":600,"prompt_cache_write_tokens":0,"completion_tokens":100,"total_tokens":1100,"costUSD":0.001})"},
    {Kind::Lines, "otlp-genai", "traces.jsonl", "", "",
     R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"demo-app"}}]},"scopeSpans":[{"scope":{"name":"demo"},"spans":[{"traceId":"5b8efff798038103d269b6330@","spanId":"eee19b7ec@","parentSpanId":"","name":"chat m","kind":3,"startTimeUnixNano":"1791190803000000000","endTimeUnixNano":"1791190805000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.input.messages","value":{"stringValue":"$"}},{"key":"gen_ai.output.messages","value":{"stringValue":"$"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"5120"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"100"}}],"status":{}}]}]}]})"},
    {Kind::List, "ccusage", "daily.json", R"({"daily":[)", "",
     R"({"cacheCreationTokens":1600,"cacheReadTokens":11200,"date":"2026-10-05","inputTokens":17,"outputTokens":340,"totalCost":0.01,"totalTokens":13157,"modelBreakdowns":[{"cacheCreationTokens":1600,"cacheReadTokens":11200,"cost":0.015861,"inputTokens":17,"modelName":"claude-@","outputTokens":340}],"modelsUsed":["claude-@"]})", "]}"},
    {Kind::List, "tokscale", "graph.json", R"({"meta":{"generatedAt":"2026-10-06T08:00:00.000Z","version":"1.4.3"},"summary":{},"years":[],"contributions":[)", "",
     R"({"date":"2026-10-05","timestampMs":1791190800000,"totals":{"tokens":13157,"cost":0.05,"messages":12},"intensity":4,"tokenBreakdown":{},"sources":[{"source":"claude","modelId":"claude-@","providerId":"anthropic","tokens":{"input":17,"output":340,"cacheRead":9050,"cacheWrite":1600,"reasoning":0},"cost":0.04,"messages":8}]})", "]}"},

    {Kind::Lines, "cursor-csv", "usage.csv",
     "Date,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost", "",
     R"("2026-10-05T18:36:05.846Z","","","Included","claude-4.5-@","No","28342","775","105891","21282","156290","0.19")"},
    {Kind::Lines, "openrouter-generations-csv", "openrouter_activity.csv",
     "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,api_key_disabled,api_key_name,app_name", "",
     "gen-1791190800-@,2026-10-05 09:00:00.713,0.0123,0,-0.004,0,0,10389,137,40,8000,anthropic/claude-4.5-sonnet-20250929,Anthropic,standard,false,true,,end_turn,stop,2300,600,false,demo,demo-app"},
    {Kind::Lines, "openrouter-daily-csv", "openrouter_daily.csv", "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens", "",
     R"("2026-10-04 00:00:00","anthropic/claude-@","4.30","0","41","709656","30099","0")"},
    {Kind::Lines, "anthropic-usage-csv", "claude_api_tokens.csv",
     "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed", "",
     "2026-10-05,claude-sonnet-4-5-20250929,key-@,Default,standard,200k,100000,20000,5000,900000,50000,10,not_available,"},
    {Kind::Lines, "openai-usage-csv", "completions_usage.csv",
     "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens", "",
     "1791190800,1791190860,2026-10-05T09:00:00+00:00,2026-10-05T09:01:00+00:00,proj_a,3.0,,key_@,gpt-5.2-2025-12-11,False,7162,1673,1280,5882"},
    {Kind::Lines, "deepseek-usage-csv", "amount.csv", "user_id,start_time_iso,end_time_iso,model,api_key_name,api_key,type,price,amount", "",
     "u-1,2026-10-05T00:00:00+08:00,2026-10-06T00:00:00+08:00,deepseek-chat,key-@,sk-x***y,output_tokens,0.000003,900"},
    {Kind::Lines, "generic", "usage.csv", "when,model,prompt,cached,completion,thinking,total,price,team", "",
     "2026-10-05 11:00:00,gpt-@,1000,600,30,70,1100,0.0010,alpha"},
    {Kind::Lines, "anthropic-cost-csv", "claude_api_cost.csv",
     "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed,api_key_id,api_key_status", "",
     "2026-10-05,Claude Sonnet 4.5,Default,key-@,message,200k,input_no_cache,0.30,0.30,token,not_available,,apikey_@,active"},
    {Kind::Lines, "openai-cost-csv", "cost.csv",
     "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source", "",
     R"(1791158400,1791244800,2026-10-05T00:00:00,2026-10-06T00:00:00,0.003835980000000000000000000000,usd,,,"gpt-5-nano, output",,key_@,proj_a,org-demo,Proj A,Demo Org,,)"},
    {Kind::Lines, "deepseek-cost-csv", "cost.csv", "user_id,start_time_iso,end_time_iso,model,wallet_type,cost,currency", "",
     "u-@,2026-10-05T00:00:00+08:00,2026-10-06T00:00:00+08:00,deepseek-chat,topped_up,0.0123,CNY"},
    {Kind::Lines, "focus-csv", "focus.csv",
     "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,EffectiveCost,ListCost,PricingQuantity,PricingUnit,ProviderName,ResourceName,ServiceCategory,ServiceName,SkuMeter,SubAccountName,Tags", "",
     R"(1.50,acc-1,USD,2026-11-01T00:00:00Z,2026-10-01T00:00:00Z,Usage,Input tokens,2026-10-06T00:00:00Z,2026-10-05T00:00:00Z,1200,1K Tokens,1.50,1.50,1200,1K Tokens,Microsoft,res-@,AI and Machine Learning,Azure OpenAI,gpt 5.2 Inp glbl Tokens,demo-sub,"{""env"":""dev""}")"},
    {Kind::Lines, "azure-cost-csv", "azure.csv",
     "Date,SubscriptionId,ResourceGroup,MeterCategory,MeterSubCategory,MeterName,UnitOfMeasure,Quantity,CostInBillingCurrency,BillingCurrencyCode,ChargeType,InvoiceSectionName", "",
     "10/05/2026,sub-1,rg-@,Cognitive Services,Azure OpenAI,gpt 4o 1120 cached Inp glbl Tokens,1K,1200,1.50,EUR,Usage,team"},
};

constexpr std::int64_t MostDocument = 8 << 20; ///< of what a tool writes anew each time

std::string repeated(std::string_view text)
{
    std::string all;
    while (all.size() < 2048) {
        all += text;
    }
    return all;
}

std::string filled(const char *pattern, std::int64_t request)
{
    static const std::string escaped = repeated("the quick brown fox \\\"jumps\\\" over the lazy dog\\n");
    static const std::string plain = repeated("the quick brown fox jumps over the lazy dog ");
    const std::string number = std::to_string(1'000'000 + request);
    std::string line;
    for (const char *c = pattern; *c != '\0'; ++c) {
        switch (*c) {
        case '@':
            line += number;
            break;
        case '$':
            line += escaped;
            break;
        case '%':
            line += plain;
            break;
        default:
            line += *c;
        }
    }
    return line;
}

void writeLines(const Shape &shape, const std::filesystem::path &path, std::int64_t bytes, Written &written)
{
    std::ofstream out{path, std::ios::binary};
    const bool isList = shape.kind == Kind::List;
    const char *const between = isList ? "," : "\n";
    std::string_view before = shape.first;
    const auto put = [&](const std::string &line) {
        out << before << line;
        written.bytes += std::int64_t(before.size() + line.size());
        before = between;
    };
    if (!isList && *shape.first != '\0') {
        before = "";
        put(shape.first);
    }
    for (; written.bytes < bytes; ++written.requests) {
        if (*shape.talk != '\0') {
            put(filled(shape.talk, written.requests));
        }
        put(filled(shape.usage, written.requests));
    }
    out << shape.last << '\n';
    written.files.push_back(path);
}

void writeRows(const Shape &shape, const std::filesystem::path &path, std::int64_t bytes, Written &written)
{
    sqlite3 *handle = nullptr;
    const auto run = [&](const std::string &sql) {
        if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error{std::string{shape.format} + ": " + sqlite3_errmsg(handle)};
        }
    };
    std::filesystem::remove(path);
    sqlite3_open(path.c_str(), &handle);
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
    run(shape.first);
    run("BEGIN");
    for (std::int64_t text = 0; text < bytes; ++written.requests) {
        const std::string sql = filled(shape.usage, written.requests);
        run(sql);
        text += std::int64_t(sql.size());
    }
    run("COMMIT");
    sqlite3_close(handle);
    written.bytes = std::int64_t(std::filesystem::file_size(path));
    written.files.push_back(path);
}

} // namespace

std::span<const Shape> shapes()
{
    return Shapes;
}

Written writeShape(const Shape &shape, const std::filesystem::path &folder, std::int64_t bytes)
{
    Written written;
    const std::filesystem::path path = folder / shape.path;
    std::filesystem::create_directories(shape.kind == Kind::Files ? path : path.parent_path());
    switch (shape.kind) {
    case Kind::Lines:
        writeLines(shape, path, bytes, written);
        break;
    case Kind::List:
        writeLines(shape, path, std::min(bytes, MostDocument), written);
        break;
    case Kind::Files:
        for (; written.bytes < std::min(bytes, MostDocument); ++written.requests) {
            const std::string text = filled(shape.usage, written.requests);
            written.files.push_back(path / ("msg_" + std::to_string(written.requests) + shape.last));
            std::ofstream{written.files.back(), std::ios::binary} << text;
            written.bytes += std::int64_t(text.size());
        }
        break;
    case Kind::Rows:
        writeRows(shape, path, bytes / 4, written);
        break;
    }
    return written;
}
