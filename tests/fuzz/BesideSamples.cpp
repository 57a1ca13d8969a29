// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BesideSamples.h"

#include "Samples.h"

namespace tokenmeter::testing
{
namespace
{

std::string fixtureOf(const std::string &path)
{
    return contentOf(std::string{FIXTURES "/"} + path);
}

} // namespace

const std::vector<BesideSample> &besideSamples()
{
    static const std::vector<BesideSample> all = [] {
        const std::string marker{Marker};
        const std::string extensions = "cline-roo/home/.config/Code/User/globalStorage/";
        const std::string cline = extensions + "saoudrizwan.claude-dev/";
        const std::string clineLog = fixtureOf(cline + "tasks/1791190800000/ui_messages.json");
        const std::string rooTask = "tasks/11111111-2222-4333-8444-000000000001/";
        const std::string roo = extensions + "rooveterinaryinc.roo-cline/" + rooTask;
        const std::string droid = "droid/home/.factory/sessions/-home-dev-demo-app/dr01d000-0000-4000-8000-000000000001";
        const std::string kimi = "kimi/home/.kimi/sessions/grp1/k1m1aaaa-0000-4000-8000-000000000001/wire.jsonl";
        const std::string kimiCode = "kimi/home/.kimi-code/sessions/ws1/kc0de000-0000-4000-8000-000000000002/agents/main/wire.jsonl";
        std::vector<BesideSample> made;
        made.push_back({.name = "cline-metadata",
                        .format = "cline",
                        .log = "tasks/1791190800000/ui_messages.json",
                        .text = clineLog,
                        .beside = "tasks/1791190800000/task_metadata.json",
                        .seed = R"({"files_in_context":[{"path":")" + marker + R"(","record_state":"active"}],"model_usage":[)"
                                R"({"ts":1791190800000,"model_id":"claude-sonnet-4-5","model_provider_id":"anthropic","mode":"act"},)"
                                R"({"ts":1791190830000,"model_id":"gpt-5.2","model_provider_id":"openai","mode":"plan"}]})" "\n"});
        made.push_back({.name = "cline-tasks",
                        .format = "cline",
                        .log = "tasks/1791190800000/ui_messages.json",
                        .text = clineLog,
                        .beside = "state/taskHistory.json",
                        .seed = replaced(fixtureOf(cline + "state/taskHistory.json"), "demo task", marker)});
        made.push_back({.name = "cline-history",
                        .format = "roo-code",
                        .log = rooTask + "ui_messages.json",
                        .text = fixtureOf(roo + "ui_messages.json"),
                        .beside = rooTask + "api_conversation_history.json",
                        .seed = replaced(fixtureOf(roo + "api_conversation_history.json"), "hello", marker)});
        made.push_back({.name = "cline-cli-manifest",
                        .format = "cline-cli",
                        .log = "sessions/cs-1/cs-1.messages.json",
                        .text = fixtureOf("cline-cli/home/.cline/data/sessions/cs-1/cs-1.messages.json"),
                        .beside = "sessions/cs-1/cs-1.json",
                        .seed = replaced(fixtureOf("cline-cli/home/.cline/data/sessions/cs-1/cs-1.json"), R"("id")", R"("prompt": ")" + marker + R"(", "id")")});
        made.push_back({.name = "droid-transcript",
                        .format = "droid",
                        .log = "sessions/demo/dr01d.settings.json",
                        .text = fixtureOf(droid + ".settings.json"),
                        .beside = "sessions/demo/dr01d.jsonl",
                        .seed = replaced(fixtureOf(droid + ".jsonl"), R"("demo")", '"' + marker + '"')});
        made.push_back({.name = "kimi-config",
                        .format = "kimi",
                        .log = "sessions/grp1/k1m1/wire.jsonl",
                        .text = fixtureOf(kimi),
                        .beside = "config.json",
                        .seed = R"({"model":"kimi-k2.6","api_key":")" + marker + R"("})" "\n"});
        made.push_back({.name = "kimi-workspaces",
                        .format = "kimi",
                        .log = "sessions/ws1/kc0de/agents/main/wire.jsonl",
                        .text = fixtureOf(kimiCode),
                        .beside = "workspaces.json",
                        .seed = R"({"workspaces":{"ws1":{"root":"/home/dev/demo-app","note":")" + marker + R"("},"ws2":{"root":"/home/dev/other"}}})" "\n"});
        made.push_back({.name = "crush-projects",
                        .format = "crush",
                        .beside = "home/.local/share/crush/projects.json",
                        .seed = fixtureOf("crush/home/.local/share/crush/projects.json")});
        return made;
    }();
    return all;
}

} // namespace tokenmeter::testing
