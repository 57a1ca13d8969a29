// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/CopilotStore.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/TableReader.h"
#include "import/formats/Copilot.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr const char *Calls = "assistant_usage_events";
constexpr std::array<const char *, 10> CallColumns{"session_id",         "model",            "copilot_usage_model", "input_tokens",
                                                   "output_tokens",      "cache_read_tokens", "cache_write_tokens", "reasoning_tokens",
                                                   "total_nano_aiu",     "created_at"};

/// Nano units to dollars: another program takes a unit for a cent, which has not been verified. 11 digits behind the point.
std::string dollarsOfNano(std::int64_t nano)
{
    if (nano <= 0) {
        return {};
    }
    constexpr std::size_t Digits = 11;
    std::string text = std::to_string(nano);
    if (text.size() <= Digits) {
        text.insert(0, Digits + 1 - text.size(), '0');
    }
    text.insert(text.size() - Digits, ".");
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

class CopilotStoreRows : public TableReader
{
protected:
    Result<std::vector<TableWalk>> walks(ForeignDatabase &database, RecordSink &sink) override
    {
        const Result<std::vector<std::string>> columns = database.columns(Calls);
        if (!columns) {
            return columns.problem();
        }
        const Result<std::vector<std::string>> sessions = database.columns("sessions");
        if (!sessions) {
            return sessions.problem();
        }
        const auto has = [](const std::vector<std::string> &all, std::string_view name) { return std::find(all.begin(), all.end(), name) != all.end(); };
        for (const char *needed : {"session_id", "input_tokens", "output_tokens", "created_at"}) {
            if (!has(*columns, needed)) {
                sink.problem(Cause::ColumnMissing, 0, std::string{Calls} + '.' + needed);
                return std::vector<TableWalk>{};
            }
        }
        TableWalk walk{.table = Calls, .isAppendOnly = true};
        for (const char *name : CallColumns) {
            walk.columns += (has(*columns, name) ? std::string{"t."} + name : std::string{"NULL"}) + ", ";
        }
        const bool hasFolders = has(*sessions, "id") && has(*sessions, "cwd");
        walk.columns += hasFolders ? "s.cwd" : "NULL";
        walk.joins = hasFolders ? "LEFT JOIN sessions s ON s.id = t.session_id" : "";
        return std::vector<TableWalk>{std::move(walk)};
    }

    void take(const ForeignRow &row, std::size_t, RecordSink &sink) override
    {
        m_notes.clear();
        const auto count = [&](int column) { return m_notes.take(row.count(column), {}, CallColumns[std::size_t(column - 1)]); };
        WrittenCounts counts;
        counts.input = count(4);
        counts.output = count(5);
        counts.cacheRead = count(6);
        counts.cacheWrite = count(7);
        counts.reasoning = count(8);
        FoundUsage found{.time = row.time(10), .timeField = "created_at"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(counts, CacheIs::InsideInput, ReasoningIs::InsideOutput, "input_tokens", "reasoning_tokens", m_notes);
        setReported(record, dollarsOfNano(row.integer(9).value_or(0)), "USD");
        const std::int64_t number = row.integer(0).value_or(0);
        record.identity = identityOf({"copilot-store", row.text(1), std::to_string(number)});
        record.family = copilot::familyOfSession(row.text(1));
        record.flags = withSessionTeller(record.flags, SessionTeller::Store);
        m_context.attribution.session = row.text(1);
        m_context.attribution.project = row.text(11);
        m_context.serving.provider = copilot::Provider;
        m_context.serving.model = !row.text(3).empty() ? row.text(3) : !row.text(2).empty() ? row.text(2) : "auto";
        handOn(found, m_context, m_notes, number, sink);
    }

private:
    Notes m_notes{};
    UsageContext m_context{};
};

} // namespace

Format copilotStoreFormat()
{
    Format format;
    format.id = "copilot-store";
    format.name = "GitHub Copilot";
    format.repeats = RepeatedCalls::Sums;
    format.parserVersion = 2; // 2: GitHub is the provider; the store says that it is the store
    format.kindOf = [](std::string_view) { return FileKind::Database; };
    format.variables = {"COPILOT_HOME"};
    format.roots = [](const DiscoveryPlaces &places) { return copilot::folders(places, {}); };
    format.ownsFile = [](std::string_view path) { return path == "session-store.db"; };
    format.entersFolder = [](std::string_view) { return false; };
    format.recognises = [](std::string_view path, std::string_view head) {
        if (!head.starts_with("SQLite format 3")) {
            return 0;
        }
        return head.find(Calls) != std::string_view::npos ? 95 : paths::fileName(path) == "session-store.db" ? 70 : 0;
    };
    format.makeRowReader = [](const FileContext &) { return std::make_unique<CopilotStoreRows>(); };
    return format;
}

} // namespace tokenmeter
