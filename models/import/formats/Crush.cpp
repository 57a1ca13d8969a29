// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Crush.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/SideFile.h"
#include "import/TableReader.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t MaxProjectList = 4 << 20;
constexpr std::size_t MostProjects = 10'000;

/// Only what a session cost is right: its token columns are overwritten with each step. The cost of a session holds that of those it
/// started. Which model answered is not told; the table of messages may, which has not been verified.
class CrushRows : public TableReader
{
public:
    explicit CrushRows(const FileContext &file)
    {
        const std::string_view folder = paths::parent(file.path);
        m_context.attribution.project = paths::fileName(folder) == ".crush" ? paths::parent(folder) : std::string_view{};
    }

protected:
    Result<std::vector<TableWalk>> walks(ForeignDatabase &database, RecordSink &sink) override
    {
        const Result<std::vector<std::string>> columns = database.columns("sessions");
        if (!columns) {
            return columns.problem();
        }
        const auto has = [&](std::string_view name) { return std::find(columns->begin(), columns->end(), name) != columns->end(); };
        for (const char *needed : {"id", "parent_session_id", "cost", "created_at"}) {
            if (!has(needed)) {
                sink.problem(Cause::ColumnMissing, 0, std::string{"sessions."} + needed);
                return std::vector<TableWalk>{};
            }
        }
        return std::vector<TableWalk>{{.table = "sessions",
                                       .changed = has("updated_at") ? "updated_at" : "",
                                       .columns = "t.id, t.cost, t.created_at",
                                       .condition = "t.parent_session_id IS NULL"}};
    }

    void take(const ForeignRow &row, std::size_t, RecordSink &sink) override
    {
        Notes notes;
        FoundUsage found{.time = row.time(3), .timeField = "created_at"};
        UsageRecord &record = found.record;
        setReported(record, row.decimal(2), "USD");
        record.precision = Precision::Session;
        record.flags = std::uint32_t{AggregateFlag} | NoCacheFieldsFlag;
        record.identity = identityOf({"crush", row.text(1)});
        m_context.attribution.session = row.text(1);
        handOn(found, m_context, notes, row.integer(0).value_or(0), sink);
    }

private:
    UsageContext m_context{};
};

std::string projectList(const DiscoveryPlaces &places)
{
    const std::string_view xdg = places.variable("XDG_DATA_HOME");
    if (xdg.empty() && places.home.empty()) {
        return {};
    }
    return (xdg.empty() ? places.home + "/.local/share" : std::string{xdg}) + "/crush/projects.json";
}

/// Each project has its own folder; a list says where. Reading it is part of looking for them.
std::vector<std::string> crushRoots(const DiscoveryPlaces &places)
{
    const std::string list = projectList(places);
    if (list.empty()) {
        return {};
    }
    std::vector<std::string> roots;
    const bool isRead = readSideDocument(list, MaxProjectList, [&](json::Value document) {
        roots.clear();
        bool ignored = false;
        return json::forEachField(document, ignored, [&](std::string_view key, json::Value value) -> json::Error {
            if (key != "projects") {
                return json::Ok;
            }
            return json::forEachElement(value, [&](json::Value project) -> json::Error {
                std::string folder, path;
                const json::Error error = json::forEachField(project, ignored, [&](std::string_view name, json::Value field) {
                    if (name == "data_dir") {
                        folder = json::readText(field).value;
                    } else if (name == "path") {
                        path = json::readText(field).value;
                    }
                });
                if (folder.empty() && !path.empty()) {
                    folder = path + "/.crush";
                } else if (!folder.starts_with('/') && !path.empty()) {
                    folder = path + '/' + folder;
                }
                if (folder.starts_with('/') && roots.size() < MostProjects) {
                    roots.push_back(std::move(folder));
                }
                return error;
            });
        });
    });
    if (!isRead) {
        roots.clear();
    }
    return roots;
}

} // namespace

Format crushFormat()
{
    Format format;
    format.id = "crush";
    format.name = "Crush";
    format.sessionSums = true;
    format.kindOf = [](std::string_view) { return FileKind::Database; };
    format.variables = {"XDG_DATA_HOME"};
    format.roots = crushRoots;
    format.rootList = projectList;
    format.ownsFile = [](std::string_view path) { return path == "crush.db"; };
    format.entersFolder = [](std::string_view) { return false; };
    format.recognises = [](std::string_view path, std::string_view head) {
        if (!head.starts_with("SQLite format 3")) {
            return 0;
        }
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        return has("parent_session_id") && has("completion_tokens") ? 92 : paths::fileName(path) == "crush.db" ? 70 : 0;
    };
    format.makeRowReader = [](const FileContext &file) { return std::make_unique<CrushRows>(file); };
    return format;
}

} // namespace tokenmeter
