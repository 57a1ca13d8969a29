// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/UsageRecord.h"
#include "import/CsvNumber.h"
#include "import/Format.h"
#include "import/formats/GenericRows.h"

#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What exports of consoles, gateways and proxies have in common: rows of a table, of JSON lines or of a list in JSON, each a request
/// or a bucket of several.
namespace tokenmeter::exports
{

using Names = std::initializer_list<std::string_view>;

/// One row. Fields are found by the first of several names that is not empty: columns of a table, dotted paths of an object.
/// What is wrong with a field is kept until the row turns out to be usage. One is for all rows of a file and keeps its memory.
class Row
{
public:
    Row() = default;
    explicit Row(const generic::RowView &view) { begin(view); }
    /// @param view lives until the next one begins
    void begin(const generic::RowView &view);

    /// Bytes that are no UTF-8 are replaced, and noted. Good as long as the row.
    std::string_view text(Names names);
    /// As it stands, for who may leave it: it stays one that was not asked for.
    std::string_view peek(std::string_view name) const { return m_view->value(name); }
    bool isTrue(Names names);
    CountText count(Names names);
    /// Plain decimal text; empty when there is none. A damaged one is noted.
    std::string amount(Names names);
    /// The whole cell as an amount of a bill; nothing when it is empty, and a note when it is damaged.
    std::optional<ChargeAmount> billed(Names names);
    /// Columns that were not asked for and are not empty, by their names.
    OtherFields rest() const;
    /// Of those the ones that a bucket may be grouped by: no numbers and no times.
    std::vector<std::string> groupings() const;
    /// Fills in time, end and precision. False, and a note, when there is none that can be booked.
    bool takeTime(Names names, UsageRecord &record);
    /// A path below an object, and the plain value there. Good as long as the row.
    using Below = std::pair<std::string_view, std::string_view>;
    /// The values below the first of the objects that has some: of a JSON row its own, of a table (or a text in JSON) the JSON in the cell.
    std::vector<Below> below(Names names);

    /// The JSON under a name: in a JSON row what is below it, of a table (or a text in JSON) what is in the cell. Good as long as the row.
    struct Tree
    {
        const JsonLeaves *leaves = nullptr; ///< null: there is none
        std::string prefix{};
    };
    Tree tree(std::string_view name);

    void note(Cause cause, std::string_view field) { m_notes.emplace_back(cause, std::string{field}); }
    const std::vector<std::pair<Cause, std::string>> &notes() const { return m_notes; }
    std::int64_t offset() const { return m_view->offset(); }

private:
    /// The text of a JSON object in a cell, which may be a text that holds it; empty when there is none. Good as long as the row.
    std::string_view objectIn(std::string_view name);
    /// The JSON in a cell; nothing, and a note, when it is none.
    const JsonLeaves &readCell(std::string_view cell, std::string_view name);

    const generic::RowView *m_view = nullptr;
    std::vector<std::pair<Cause, std::string>> m_notes{};
    std::deque<std::string> m_kept{};     ///< mended texts
    std::deque<JsonLeaves> m_cells{};     ///< JSON in cells
    json::LineReader m_cellReader{};
    std::vector<std::string_view> m_asked{}; ///< names, which are literals
};

/// A record in the making.
struct Draft
{
    UsageRecord record{};
    UsageContext context{};
    /// What tells a bucket from others, where `record.identity` is not set: the dimensions, without counts and amounts.
    std::vector<std::string> key{};
    /// As an older version made it, where it left dimensions out; empty: as it does now.
    std::vector<std::string> formerKey{};
    /// No row has such a former key any more, in no source: a record that has it is this one, though its file may be gone.
    bool isFormerKeyGone = false;
    /// Of a row in a tree of rows: numbers that stand for it and for the one above it; 0 = none. Also to be set where nothing is taken.
    std::uint64_t node = 0;
    std::uint64_t above = 0;
    std::optional<Identity> alias{}; ///< under which others tell the record; it has no family. See RecordSink::alias()
    /// By which an older version knew the record, in the same family. See RecordSink::formerly()
    std::optional<Identity> former{};
    bool mayBeSum = false; ///< of what is below it: left out where the file has some of that
};

enum class Reading : std::uint8_t {
    Take,
    Nothing, ///< no usage: passed over in silence
    Damaged, ///< usage that cannot be counted; the notes say why
};

/// One kind of export.
struct Sheet
{
    std::string_view id{};
    std::int32_t version = 1; ///< Format::parserVersion
    std::vector<std::string> columns{}; ///< that a table must have, or nothing of it is read
    std::vector<std::string> enters{};  ///< objects of JSON rows that are looked into, by path
    std::vector<std::string> lists{};   ///< where a JSON object may hold the list of rows
    /// The counts of rows with one key are parts of one bucket and are added. Else rows with one key are numbered, dearest first, so
    /// that a shuffled export gives each number the same counts.
    bool addsUp = false;
    std::size_t bareColumns = 0; ///< a table of so few columns is that of an account without usage
    Reading (*read)(Row &row, Draft &draft) = nullptr;
    Reading (*readBill)(Row &row, BilledLine &line) = nullptr; ///< in its place: rows are lines of a bill
};

std::unique_ptr<LineParser> makeParser(const Sheet &sheet);
/// A whole-file format without a folder of its own. @param sheet outlives the program's formats
Format formatOf(const Sheet &sheet, std::string_view name, std::function<int(std::string_view path, std::string_view head)> recognises);

/// 90 when the table's header has all the columns, else 0.
int scoreOfTable(std::string_view head, Names columns);
/// Whether all the keys stand in the first bytes of a JSON text, in their quotes.
bool isJsonWith(std::string_view head, Names keys);

/// Counts as a source writes them, of which some may hold others.
struct Counts
{
    CountText input{}, cacheRead{}, cacheWrite5m{}, cacheWrite1h{}, output{}, reasoning{}, total{};
};
struct Inside
{
    bool cache = true;     ///< reads and writes are inside `input`
    bool reasoning = true; ///< inside `output`
    friend bool operator==(const Inside &, const Inside &) = default;
};

/// Fills in the disjoint counts. Where a total is there the usual reading holds if it fits; else the only other of the four that
/// fits; else the usual one, with a note. @param isSure no total is asked
void takeCounts(const Counts &counts, Inside usual, Row &row, UsageRecord &record, bool isSure = false);

/// Of a response's id that a provider issued ("msg_", "chatcmpl-", "resp_", "gen-"): the same record whatever log tells of it. Of
/// any other id: the export's own. Called when the counts are known.
void identify(UsageRecord &record, std::string_view format, std::string_view id);
bool isIssued(std::string_view id);

/// "anthropic" of "anthropic/claude-x", as proxies write models; empty when there is none.
std::pair<std::string_view, std::string_view> providerAndModel(std::string_view name);

} // namespace tokenmeter::exports
