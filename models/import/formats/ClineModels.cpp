// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ClineModels.h"

#include "import/Json.h"
#include "import/Paths.h"
#include "import/SideFile.h"
#include "import/SideKeeper.h"

#include <memory>
#include <unordered_map>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t MaxSideFile = 64 << 20;
constexpr std::int64_t MaxTaskList = 16 << 20;
constexpr std::string_view DetailsBegin = "<environment_details>";
constexpr std::size_t LongestName = 200;

/// What stands between the last `<tag>` and its end; a name on one line or nothing.
std::string_view lastNamed(std::string_view details, std::string_view begin, std::string_view end)
{
    const std::size_t at = details.rfind(begin);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = details.substr(at + begin.size());
    const std::size_t size = rest.find(end);
    const bool isName = size != std::string_view::npos && size > 0 && size <= LongestName
        && rest.substr(0, size).find_first_of("<>\n\r") == std::string_view::npos;
    return isName ? rest.substr(0, size) : std::string_view{};
}

void takeDetails(std::string_view text, ClineModel &found)
{
    const std::size_t at = text.rfind(DetailsBegin);
    if (at == std::string_view::npos) {
        return;
    }
    const std::string_view details = text.substr(at);
    if (const std::string_view model = lastNamed(details, "<model>", "</model>"); !model.empty()) {
        found.model = model;
        found.mode = lastNamed(details, "<slug>", "</slug>");
    }
}

std::vector<ClineModel> ofHistory(const std::string &path)
{
    std::vector<ClineModel> models;
    readSideDocument(path, MaxSideFile, [&](json::Value document) {
        models.clear();
        return json::forEachElement(document, [&](json::Value message) -> json::Error {
            ClineModel found;
            bool ignored = false;
            const json::Error error = json::forEachField(message, ignored, [&](std::string_view key, json::Value value) -> json::Error {
                if (key == "ts") {
                    const json::Moment time = json::readTime(value);
                    if (time.present && !time.problem) {
                        found.since = time.time;
                    }
                } else if (key == "content" && json::kindOf(value) == '"') {
                    takeDetails(json::readText(value).value, found);
                } else if (key == "content") {
                    return json::forEachElement(value, [&](json::Value part) -> json::Error {
                        return json::forEachField(part, ignored, [&](std::string_view name, json::Value field) {
                            if (name == "text" && json::kindOf(field) == '"') {
                                takeDetails(json::readText(field).value, found);
                            }
                        });
                    });
                }
                return json::Ok;
            });
            if (!found.model.empty()) {
                models.push_back(std::move(found));
            }
            return error;
        });
    });
    return models;
}

std::vector<ClineModel> ofMetadata(const std::string &path)
{
    std::vector<ClineModel> models;
    readSideDocument(path, MaxSideFile, [&](json::Value document) {
        models.clear();
        bool ignored = false;
        return json::forEachField(document, ignored, [&](std::string_view key, json::Value value) -> json::Error {
            if (key != "model_usage") {
                return json::Ok;
            }
            return json::forEachElement(value, [&](json::Value element) -> json::Error {
                ClineModel found;
                const json::Error error = json::forEachField(element, ignored, [&](std::string_view name, json::Value field) {
                    if (name == "ts") {
                        const json::Moment time = json::readTime(field);
                        if (time.present && !time.problem) {
                            found.since = time.time;
                        }
                    } else if (name == "model_id") {
                        found.model = json::readText(field).value;
                    } else if (name == "model_provider_id") {
                        found.provider = json::readText(field).value;
                    } else if (name == "mode") {
                        found.mode = json::readText(field).value;
                    }
                });
                if (!found.model.empty()) {
                    models.push_back(std::move(found));
                }
                return error;
            });
        });
    });
    return models;
}

} // namespace

ClineModels clineModels(const std::string &taskFolder)
{
    std::vector<ClineModel> models = ofMetadata(taskFolder + "/task_metadata.json");
    if (!models.empty()) {
        return {.models = std::move(models)};
    }
    return {.models = ofHistory(taskFolder + "/api_conversation_history.json"), .areWrittenLater = true};
}

const ClineModel *clineModelAt(const ClineModels &models, UtcTime time, std::optional<UtcTime> next)
{
    const ClineModel *last = nullptr;
    for (const ClineModel &each : models.models) {
        const bool isUntilThen = !each.since || (models.areWrittenLater ? !next || *each.since < *next : *each.since <= time);
        last = isUntilThen ? &each : last;
    }
    return last;
}

std::string clineProvider(std::string_view id)
{
    return id == "openai" ? std::string{} : id == "openai-native" ? std::string{"openai"} : std::string{id};
}

namespace
{

using TaskList = std::unordered_map<std::string, ClineTask>; ///< by id

TaskList readTaskList(const std::string &path)
{
    TaskList tasks;
    const bool isRead = readSideDocument(path, MaxTaskList, [&](json::Value document) {
        tasks.clear();
        return json::forEachElement(document, [&](json::Value item) -> json::Error {
            ClineTask task;
            std::string id;
            bool ignored = false;
            const json::Error error = json::forEachField(item, ignored, [&](std::string_view key, json::Value value) {
                if (key == "id") {
                    id = json::readText(value).value;
                } else if (key == "cwdOnTaskInitialization" || (key == "workspace" && task.project.empty())) {
                    task.project = json::readText(value).value;
                } else if (key == "modelId") {
                    task.model = json::readText(value).value;
                }
            });
            if (!id.empty()) {
                tasks.insert_or_assign(std::move(id), std::move(task));
            }
            return error;
        });
    });
    return isRead ? std::move(tasks) : TaskList{};
}

} // namespace

ClineTask clineTask(const std::string &taskFolder)
{
    const std::string_view folder = paths::parent(paths::parent(taskFolder));
    const std::string path = std::string{folder} + "/state/taskHistory.json";
    // A list is of all tasks, and each of them asks for it.
    const auto read = [&path] { return std::make_shared<const TaskList>(readTaskList(path)); };
    const auto tasks = std::static_pointer_cast<const TaskList>(keptBeside(path, read));
    const auto found = tasks != nullptr ? tasks->find(std::string{paths::fileName(taskFolder)}) : TaskList::const_iterator{};
    return tasks != nullptr && found != tasks->end() ? found->second : ClineTask{};
}

} // namespace tokenmeter
