// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Goose.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/SideFile.h"
#include "import/TableReader.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::array<const char *, 12> GooseColumns{"id",           "working_dir",   "created_at",
                                                    "total_tokens", "input_tokens",  "output_tokens",
                                                    "accumulated_total_tokens", "accumulated_input_tokens", "accumulated_output_tokens",
                                                    "provider_name", "model_config_json", "updated_at"};

/// A session is booked as one sum at its beginning: the row keeps the largest counts that were seen. What came from a cache is not
/// told, so all of it counts as input; a change of the model inside a session cannot be seen.
class GooseRows : public TableReader
{
protected:
    Result<std::vector<TableWalk>> walks(ForeignDatabase &database, RecordSink &sink) override
    {
        const Result<std::vector<std::string>> columns = database.columns("sessions");
        if (!columns) {
            return columns.problem();
        }
        const auto has = [&](std::string_view name) { return std::find(columns->begin(), columns->end(), name) != columns->end(); };
        for (const char *needed : {"id", "created_at", "input_tokens", "output_tokens", "model_config_json"}) {
            if (!has(needed)) {
                sink.problem(Cause::ColumnMissing, 0, std::string{"sessions."} + needed);
                return std::vector<TableWalk>{};
            }
        }
        TableWalk walk{.table = "sessions", .changed = has("updated_at") ? "updated_at" : ""};
        for (const char *name : GooseColumns) {
            walk.columns += (walk.columns.empty() ? "" : ", ") + (has(name) ? std::string{"t."} + name : std::string{"NULL"});
        }
        return std::vector<TableWalk>{std::move(walk)};
    }

    void take(const ForeignRow &row, std::size_t, RecordSink &sink) override
    {
        m_notes.clear();
        const auto count = [&](int column) { return m_notes.take(row.count(column), {}, GooseColumns[std::size_t(column - 1)]); };
        WrittenCounts counts;
        counts.total = count(7);
        counts.input = count(8);
        counts.output = count(9);
        if (counts.input.value == 0 && counts.output.value == 0) { // the plain columns are of the last request alone
            const json::Count sum = counts.total;
            counts.total = count(4);
            counts.input = count(5);
            counts.output = count(6);
            const bool isSplit = counts.input.value != 0 || counts.output.value != 0;
            if (sum.value > 0 && sum.value != counts.input.value + counts.output.value) { // what is in it nobody knows
                m_notes.add(Cause::TotalMismatch, GooseColumns[6]);
            } else if (!isSplit && counts.total.value > 0) {
                m_notes.add(Cause::TotalMismatch, GooseColumns[3]);
            }
            counts.total.value = isSplit ? counts.total.value : 0;
        }
        if (counts.output.value == 0 && counts.total.value > counts.input.value) {
            counts.output = counts.total;
            counts.output.value -= counts.input.value;
        }
        FoundUsage found{.time = row.time(3), .timeField = "created_at"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(counts, CacheIs::Beside, ReasoningIs::InsideOutput, "input_tokens", "output_tokens", m_notes);
        record.precision = Precision::Session;
        record.flags = std::uint32_t{AggregateFlag} | NoCacheFieldsFlag;
        // Numbers begin anew each day and on each machine, and that of a session that was deleted is given again. Version 2 went by them alone.
        record.identity = identityOf({"goose", row.text(1), std::to_string(msOf(found.time.time))});
        found.former.push_back({.identity = identityOf({"goose", row.text(1)}), .isOfSameTime = true});
        m_context.attribution.session = row.text(1);
        m_context.attribution.project = row.text(2);
        m_context.serving.provider = row.text(10);
        m_context.serving.model = modelOf(row.text(11));
        if (m_context.serving.model.empty()) { // of a session that has asked nothing yet, or was taken over from an older version
            if (record.tokens.total() > 0) {
                sink.problem(Cause::MissingField, row.integer(0).value_or(0), GooseColumns[10]);
                sink.skipped();
            }
            return;
        }
        handOn(found, m_context, m_notes, row.integer(0).value_or(0), sink);
    }

private:
    std::string modelOf(std::string_view config)
    {
        SideText text{.bytes = std::string{config}, .size = config.size()};
        text.bytes.append(simdjson::SIMDJSON_PADDING, ' ');
        std::string model;
        m_reader.read(text.text(), [&](json::Value value) {
            bool ignored = false;
            return json::forEachField(value, ignored, [&](std::string_view key, json::Value field) {
                if (key == "model_name") {
                    model = json::readText(field).value;
                }
            });
        });
        return model;
    }

    json::DocumentReader m_reader{};
    Notes m_notes{};
    UsageContext m_context{};
};

std::vector<std::string> gooseRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    for (const std::string &folder : paths::splitList(places.variable("GOOSE_PATH_ROOT"), places.home)) {
        roots.push_back(folder + "/data/sessions");
    }
    if (!roots.empty()) {
        return roots;
    }
    const std::string_view xdg = places.variable("XDG_DATA_HOME");
    if (!xdg.empty()) {
        roots.push_back(std::string{xdg} + "/goose/sessions");
    } else if (!places.home.empty()) {
        roots.push_back(places.home + "/.local/share/goose/sessions");
    }
    if (!places.home.empty()) {
        roots.push_back(places.home + "/.local/share/Block/goose/sessions");
        roots.push_back(places.home + "/Library/Application Support/goose/sessions");
    }
    return roots;
}

} // namespace

Format gooseFormat()
{
    Format format;
    format.id = "goose";
    format.name = "Goose";
    format.parserVersion = 3;
    format.sessionSums = true;
    format.kindOf = [](std::string_view) { return FileKind::Database; };
    format.variables = {"GOOSE_PATH_ROOT", "XDG_DATA_HOME"};
    format.roots = gooseRoots;
    format.ownsFile = [](std::string_view path) { return path == "sessions.db"; };
    format.entersFolder = [](std::string_view) { return false; };
    format.recognises = [](std::string_view path, std::string_view head) {
        if (!head.starts_with("SQLite format 3")) {
            return 0;
        }
        const bool hasTable = head.find("accumulated_input_tokens") != std::string_view::npos;
        return hasTable ? 95 : path.ends_with("/goose/sessions/sessions.db") ? 70 : 0;
    };
    format.makeRowReader = [](const FileContext &) { return std::make_unique<GooseRows>(); };
    return format;
}

} // namespace tokenmeter
