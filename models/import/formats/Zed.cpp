// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Zed.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/TableReader.h"
#include "import/Zstd.h"

#include <algorithm>
#include <charconv>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MaxThread = 256U << 20; ///< bytes of a thread once it is unpacked

/// What a thread says of its usage.
struct ZedThread
{
    std::string provider{};
    std::string model{};
    bool isImported = false; ///< from another tool, which counts it itself
    WrittenCounts sum{};
    WrittenCounts requests{}; ///< of the last request of each turn, added up: too little where a sum is known
    Notes notes{};
};

/// Adds a count, within what a record may hold.
void addCount(json::Count &to, const json::Count &count)
{
    to.value = std::min(to.value + count.value, MaxTokensPerClass);
    to.present = true;
}

std::int64_t sumOf(const WrittenCounts &c)
{
    return c.input.value + c.output.value + c.cacheRead.value + c.cacheWrite.value;
}

/// `folder_paths` has a path a line; `folder_paths_order` the place of each, with commas.
std::string firstFolder(std::string_view folders, std::string_view order)
{
    std::string_view best;
    std::int64_t lowest = -1;
    while (!folders.empty()) {
        const std::size_t end = folders.find('\n');
        const std::string_view folder = folders.substr(0, end);
        folders = end == std::string_view::npos ? std::string_view{} : folders.substr(end + 1);
        const std::size_t comma = order.find(',');
        const std::string_view text = order.substr(0, comma);
        order = comma == std::string_view::npos ? std::string_view{} : order.substr(comma + 1);
        std::int64_t place = 0;
        const bool isNumber = std::from_chars(text.data(), text.data() + text.size(), place).ec == std::errc{};
        if (best.empty() || (isNumber && lowest >= 0 && place < lowest)) {
            best = folder;
            lowest = isNumber ? place : lowest;
        }
    }
    return std::string{best};
}

/// One sum a thread, booked when it began. Versions without that time say only when it was changed last: each such look is a sum of its own, of
/// which the newest counts (the ledger's rule for families), as for one who looks then for the first time; whatever says when the thread began goes
/// before them. That the input never holds the cached tokens has been verified for Anthropic's models only.
class ZedRows : public TableReader
{
protected:
    Result<std::vector<TableWalk>> walks(ForeignDatabase &database, RecordSink &sink) override
    {
        const Result<std::vector<std::string>> columns = database.columns("threads");
        if (!columns) {
            return columns.problem();
        }
        const auto has = [&](std::string_view name) { return std::find(columns->begin(), columns->end(), name) != columns->end(); };
        for (const char *needed : {"id", "updated_at", "data_type", "data"}) {
            if (!has(needed)) {
                sink.problem(Cause::ColumnMissing, 0, std::string{"threads."} + needed);
                return std::vector<TableWalk>{};
            }
        }
        TableWalk walk{.table = "threads", .changed = "updated_at", .columns = "t.id, t.updated_at, t.data_type, t.data"};
        for (const char *name : {"created_at", "folder_paths", "folder_paths_order"}) {
            walk.columns += has(name) ? std::string{", t."} + name : std::string{", NULL"};
        }
        return std::vector<TableWalk>{std::move(walk)};
    }

    void take(const ForeignRow &row, std::size_t, RecordSink &sink) override
    {
        const std::int64_t number = row.integer(0).value_or(0);
        const std::optional<std::string> text =
            row.text(3) == "zstd" ? unpackZstd(row.text(4), MaxThread) : std::optional<std::string>{std::string{row.text(4)}};
        ZedThread thread;
        if (!text || !read(*text, thread)) {
            sink.problem(Cause::NotJson, number, "data");
            sink.skipped();
            return;
        }
        if (thread.isImported) {
            return;
        }
        FoundUsage found{.time = row.isNull(5) ? row.time(2) : row.time(5), .timeField = row.isNull(5) ? "updated_at" : "created_at"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(sumOf(thread.sum) > 0 ? thread.sum : thread.requests, CacheIs::Beside, ReasoningIs::InsideOutput,
                                       "input_tokens", "output_tokens", thread.notes);
        record.precision = Precision::Session;
        record.flags = AggregateFlag;
        record.family = familyOf({"zed", row.text(1)});
        record.identity = identityOf({"zed", row.text(1)});
        found.former.push_back({.identity = record.identity}); // version 1: without a family, at the earliest time that was seen
        if (row.isNull(5)) {
            record.identity = identityOf({"zed", row.text(1), std::to_string(msOf(found.time.time))});
            record.flags |= std::uint32_t{SidechainFlag} | RemovedFlag;
        }
        m_context.attribution.session = row.text(1);
        m_context.attribution.project = firstFolder(row.text(6), row.text(7));
        m_context.serving.provider = thread.provider;
        m_context.serving.model = thread.model;
        handOn(found, m_context, thread.notes, number, sink);
    }

private:
    bool read(std::string text, ZedThread &thread)
    {
        const std::size_t size = text.size();
        text.append(simdjson::SIMDJSON_PADDING, ' ');
        return m_reader.read({text.data(), size}, [&](json::Value document) {
            thread = {};
            bool wrong = false;
            const json::Error error = json::forEachField(document, wrong, [&](std::string_view key, json::Value value) -> json::Error {
                bool ignored = false;
                if (key == "model") {
                    return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
                        if (name == "provider") {
                            thread.provider = json::readText(field).value;
                        } else if (name == "model") {
                            thread.model = json::readText(field).value;
                        }
                    });
                }
                if (key == "imported") {
                    thread.isImported = json::readBool(value).value_or(false);
                } else if (key == "cumulative_token_usage") {
                    return readUsage(value, thread, thread.sum);
                } else if (key == "request_token_usage") {
                    return json::forEachField(value, ignored,
                                              [&](std::string_view, json::Value usage) { return readUsage(usage, thread, thread.requests); });
                }
                return json::Ok;
            });
            return wrong ? simdjson::INCORRECT_TYPE : error;
        }) == json::DocumentReader::State::Whole;
    }

    static json::Error readUsage(json::Value value, ZedThread &thread, WrittenCounts &to)
    {
        bool ignored = false;
        return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
            json::Count *const count = name == "input_tokens"     ? &to.input
                : name == "output_tokens"                       ? &to.output
                : name == "cache_creation_input_tokens"         ? &to.cacheWrite
                : name == "cache_read_input_tokens"             ? &to.cacheRead
                                                                : nullptr;
            if (count != nullptr) {
                addCount(*count, thread.notes.take(json::readCount(field), {}, name));
            }
        });
    }

    json::DocumentReader m_reader{};
    UsageContext m_context{};
};

std::vector<std::string> zedRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    const std::string_view xdg = places.variable("XDG_DATA_HOME");
    if (!xdg.empty()) {
        roots.push_back(std::string{xdg} + "/zed/threads");
    } else if (!places.home.empty()) {
        roots.push_back(places.home + "/.local/share/zed/threads");
    }
    if (!places.home.empty()) {
        roots.push_back(places.home + "/Library/Application Support/Zed/threads");
    }
    return roots;
}

} // namespace

Format zedFormat()
{
    Format format;
    format.id = "zed";
    format.name = "Zed";
    format.parserVersion = 2; // 2: families of threads that do not say when they began
    format.repeats = RepeatedCalls::Drafts;
    format.sessionSums = true;
    format.kindOf = [](std::string_view) { return FileKind::Database; };
    format.variables = {"XDG_DATA_HOME"};
    format.roots = zedRoots;
    format.ownsFile = [](std::string_view path) { return path == "threads.db"; };
    format.entersFolder = [](std::string_view) { return false; };
    format.recognises = [](std::string_view path, std::string_view head) {
        if (!head.starts_with("SQLite format 3")) {
            return 0;
        }
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        return has("threads") && has("data_type") ? 92 : path.ends_with("/threads/threads.db") ? 70 : 0;
    };
    format.makeRowReader = [](const FileContext &) { return std::make_unique<ZedRows>(); };
    return format;
}

} // namespace tokenmeter
