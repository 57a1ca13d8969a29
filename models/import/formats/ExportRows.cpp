// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ExportRows.h"

#include "core/Decimal.h"
#include "import/CsvTime.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace tokenmeter::exports
{
namespace
{

constexpr std::size_t MostText = 64U << 20; ///< columns of metadata and of answers hold JSON as text, as long as the talk in it

bool isInside(std::string_view path, std::string_view outer)
{
    return path == outer || (path.size() > outer.size() && path.starts_with(outer) && path[outer.size()] == '.');
}

std::string keyOf(const std::vector<std::string> &parts)
{
    std::string key;
    for (const std::string &part : parts) {
        key += std::to_string(part.size()) + ":" + part;
    }
    return key;
}

/// Which of two rows with one key comes first: the one with more.
auto weightOf(const Draft &draft)
{
    const TokenCounts &t = draft.record.tokens;
    return std::tuple{t.total(), t.output, t.input, t.cacheRead, parseDecimalRounded(draft.record.reportedAmount, 18), draft.record.reportedAmount,
                      draft.record.requests, draft.context};
}

void addTo(UsageRecord &into, const UsageRecord &other)
{
    into.tokens += other.tokens;
    into.rare += other.rare;
    into.requests += other.requests;
    into.flags |= other.flags;
    for (std::int64_t *count : {&into.tokens.input, &into.tokens.cacheRead, &into.tokens.cacheWrite5m, &into.tokens.cacheWrite1h, &into.tokens.output,
                                &into.tokens.reasoning}) {
        *count = std::min(*count, MaxTokensPerClass);
    }
    into.offset = std::min(into.offset, other.offset);
}

class SheetParser final : public LineParser
{
public:
    explicit SheetParser(const Sheet &sheet) : m_sheet{sheet} {}

    void parse(std::string_view file, std::int64_t offset, RecordSink &sink) override
    {
        m_drafts.clear();
        m_lines.clear();
        m_troubles.clear();
        m_above.clear();
        std::string wrapped;
        Profile shape;
        shape.kind = generic::kindOfText(file);
        if (shape.kind == Profile::Kind::Json) {
            file = asList(file, wrapped, shape.recordsPath);
        }
        const bool isTable = shape.kind == Profile::Kind::Csv || shape.kind == Profile::Kind::Tsv;
        std::optional<std::string> missing;
        bool isBare = false;
        bool first = true;
        const auto enters = [this](std::string_view path, std::string_view, char kind) {
            if (kind == '[' && std::find(m_sheet.lists.begin(), m_sheet.lists.end(), path) != m_sheet.lists.end()) {
                m_list = path;
            }
            // What leads to a wanted object may hold it as a text. A bill keeps its row whole; of a request its talk is not wanted.
            const bool leadsThere = std::any_of(m_sheet.enters.begin(), m_sheet.enters.end(),
                                                [&](const std::string &each) { return isInside(path, each) || isInside(each, path); });
            return kind == '"' ? m_sheet.readBill != nullptr || leadsThere : kind == '{' && leadsThere;
        };
        generic::forEachRow(shape, file,
                            {.row =
                                 [&](const generic::RowView &view) {
                                     if (first && isTable) {
                                         isBare = m_sheet.bareColumns > 0 && view.names().size() <= m_sheet.bareColumns;
                                         missing = isBare ? std::nullopt : missingColumn(view);
                                     }
                                     first = false;
                                     if (!missing && !isBare) {
                                         read(view, offset);
                                     }
                                     return !missing && !isBare;
                                 },
                             .damaged =
                                 [&](Cause cause, std::int64_t at, std::string field) {
                                     m_troubles.push_back({cause, offset + at, std::move(field), true});
                                 },
                             .again =
                                 [&] {
                                     m_drafts.clear();
                                     m_lines.clear();
                                     m_troubles.clear();
                                     m_above.clear();
                                 },
                             .listOfLine = [this](const JsonLeaves &line) { return m_list.empty() || !line.isArray(m_list) ? std::string{} : m_list; }},
                            enters, MostText);
        if (missing) {
            sink.problem(Cause::ColumnMissing, offset, *missing);
            return;
        }
        for (const Trouble &trouble : m_troubles) {
            sink.problem(trouble.cause, trouble.offset, trouble.field);
            if (trouble.skips) {
                sink.skipped();
            }
        }
        for (BilledLine &line : m_lines) {
            sink.charge(std::move(line));
        }
        handOn(sink);
    }

private:
    struct Trouble
    {
        Cause cause = Cause::NotJson;
        std::int64_t offset = 0;
        std::string field{};
        bool skips = false;
    };

    /// An object that holds the list, or is the only row.
    std::string_view asList(std::string_view file, std::string &wrapped, std::string &path) const
    {
        const std::string_view text = trimmedText(file.starts_with("\xEF\xBB\xBF") ? file.substr(3) : file);
        if (text.starts_with('[')) {
            return file;
        }
        for (const std::string &list : m_sheet.lists) {
            if (text.find("\"" + list + "\"") != std::string_view::npos) {
                path = list;
                return file;
            }
        }
        wrapped.reserve(text.size() + 128);
        wrapped.append("[").append(text).append("]");
        const std::size_t size = wrapped.size();
        wrapped.append(simdjson::SIMDJSON_PADDING, ' ');
        return std::string_view{wrapped}.substr(0, size);
    }

    /// A column that was renamed must not read as zero in every row.
    std::optional<std::string> missingColumn(const generic::RowView &view) const
    {
        for (const std::string &column : m_sheet.columns) {
            if (!view.hasColumn(column)) {
                return column;
            }
        }
        return std::nullopt;
    }

    void read(const generic::RowView &view, std::int64_t base)
    {
        Row &row = m_row;
        row.begin(view);
        Draft draft;
        BilledLine line;
        draft.record.offset = base + view.offset();
        const Reading reading = m_sheet.readBill != nullptr ? m_sheet.readBill(row, line) : m_sheet.read(row, draft);
        if (draft.node != 0 && draft.above != 0) {
            m_above.try_emplace(draft.node, draft.above);
        }
        if (reading == Reading::Nothing) {
            return;
        }
        bool skips = reading == Reading::Damaged;
        for (const auto &[cause, field] : row.notes()) {
            m_troubles.push_back({cause, draft.record.offset, field, std::exchange(skips, false)});
            if (cause == Cause::NegativeCount || cause == Cause::CountTooLarge) {
                draft.record.flags |= ClampedFlag;
            }
        }
        if (reading == Reading::Take && m_sheet.readBill != nullptr) {
            m_lines.push_back(std::move(line));
        } else if (reading == Reading::Take) {
            m_drafts.push_back(std::move(draft));
        }
    }

    void dropSums()
    {
        if (std::none_of(m_drafts.begin(), m_drafts.end(), [](const Draft &draft) { return draft.mayBeSum; })) {
            return;
        }
        std::unordered_set<std::uint64_t> hasSomeBelow;
        for (const Draft &draft : m_drafts) {
            // Where it was before is the rest of the way known, and a circle closed.
            for (std::uint64_t at = draft.above; at != 0 && at != draft.node && hasSomeBelow.insert(at).second;) {
                const auto next = m_above.find(at);
                at = next == m_above.end() ? 0 : next->second;
            }
        }
        std::erase_if(m_drafts, [&](const Draft &draft) { return draft.mayBeSum && hasSomeBelow.contains(draft.node); });
    }

    static void dearestFirst(std::vector<Draft *> &drafts)
    {
        std::stable_sort(drafts.begin(), drafts.end(), [](const Draft *a, const Draft *b) { return weightOf(*b) < weightOf(*a); });
    }

    /// The numbers that an older version gave to rows which it took to be of one bucket.
    void nameFormer()
    {
        std::map<std::string, std::vector<Draft *>> byKey;
        for (Draft &draft : m_drafts) {
            if (!draft.formerKey.empty()) {
                byKey[keyOf(draft.formerKey)].push_back(&draft);
            }
        }
        for (auto &[key, drafts] : byKey) {
            dearestFirst(drafts);
            int repeat = 0;
            for (Draft *draft : drafts) {
                draft->former = identityOf({m_sheet.id, key, std::to_string(++repeat)});
            }
        }
    }

    static void sayFormer(const Draft &draft, const Identity &identity, std::uint64_t family, RecordSink &sink)
    {
        if (!draft.former || *draft.former == identity) {
            return;
        }
        draft.isFormerKeyGone ? sink.alias(*draft.former, family) : sink.formerly(*draft.former, family);
    }

    void handOn(RecordSink &sink)
    {
        dropSums();
        nameFormer();
        std::map<std::string, std::vector<Draft *>> byKey;
        for (Draft &draft : m_drafts) {
            if (draft.record.identity.isNone()) {
                byKey[keyOf(draft.key)].push_back(&draft);
            } else {
                sink.add(draft.record, draft.context);
                if (draft.alias) {
                    sink.alias(*draft.alias, 0);
                }
                sayFormer(draft, draft.record.identity, draft.record.family, sink);
            }
        }
        for (auto &[key, drafts] : byKey) {
            dearestFirst(drafts);
            if (m_sheet.addsUp) {
                for (std::size_t i = 1; i < drafts.size(); ++i) {
                    addTo(drafts.front()->record, drafts[i]->record);
                }
                drafts.resize(1);
                drafts.front()->record.requests = std::max<std::int64_t>(drafts.front()->record.requests, 1);
                if (drafts.front()->record.tokens.total() == 0) {
                    continue;
                }
            }
            int repeat = 0;
            for (Draft *draft : drafts) {
                const Identity identity = identityOf({m_sheet.id, key, std::to_string(++repeat)});
                draft->record.identity = identity;
                sink.add(std::move(draft->record), draft->context);
                sayFormer(*draft, identity, 0, sink);
            }
        }
    }

    const Sheet &m_sheet;
    Row m_row{};
    std::vector<Draft> m_drafts{};
    std::vector<BilledLine> m_lines{};
    std::vector<Trouble> m_troubles{};
    std::unordered_map<std::uint64_t, std::uint64_t> m_above{}; ///< Draft::above by Draft::node
    std::string m_list{}; ///< the last of m_sheet.lists that was seen
};

} // namespace

void Row::begin(const generic::RowView &view)
{
    m_view = &view;
    m_notes.clear();
    m_kept.clear();
    m_cells.clear();
    m_asked.clear();
}

std::string_view Row::text(Names names)
{
    m_asked.insert(m_asked.end(), names.begin(), names.end());
    for (const std::string_view name : names) {
        const std::string_view found = m_view->value(name);
        if (found.empty()) {
            continue;
        }
        if (std::optional<std::string> mended = json::mendedUtf8(found)) {
            note(Cause::NotUtf8, name);
            return m_kept.emplace_back(std::move(*mended));
        }
        return found;
    }
    return {};
}

bool Row::isTrue(Names names)
{
    for (const std::string_view name : names) {
        if (m_view->leaves() != nullptr && m_view->leaves()->isTrue(name)) {
            return true;
        }
    }
    const std::string_view word = text(names);
    return word == "true" || word == "True" || word == "TRUE" || word == "t" || word == "1";
}

CountText Row::count(Names names)
{
    for (const std::string_view name : names) {
        const CountText read = countOfText(m_view->value(name));
        if (read.problem) {
            note(*read.problem, name);
        }
        if (read.present) {
            return read;
        }
    }
    return {};
}

std::string Row::amount(Names names)
{
    for (const std::string_view name : names) {
        const std::string_view found = m_view->value(name);
        if (!countOfText(found).present) { // empty, "-", "null"
            continue;
        }
        if (const std::optional<std::string> read = amountOfText(found)) {
            return *read;
        }
        note(Cause::BadNumber, name);
        return {};
    }
    return {};
}

std::optional<ChargeAmount> Row::billed(Names names)
{
    for (const std::string_view name : names) {
        const std::string_view found = text({name});
        if (found.empty()) {
            continue;
        }
        std::optional<ChargeAmount> amount = amountOf(found);
        if (!amount) {
            note(Cause::BadNumber, name);
        }
        return amount;
    }
    return std::nullopt;
}

OtherFields Row::rest() const
{
    OtherFields fields;
    std::vector<std::string_view> asked;
    for (const std::string_view name : m_asked) {
        asked.push_back(m_view->nameOf(name));
    }
    for (const std::string &name : m_view->names()) {
        const std::string_view value = m_view->value(name);
        if (!value.empty() && std::find(asked.begin(), asked.end(), m_view->nameOf(name)) == asked.end()) {
            fields.emplace_back(json::mendedUtf8(name).value_or(name), json::mendedUtf8(value).value_or(std::string{value}));
        }
    }
    return fields;
}

std::vector<std::string> Row::groupings() const
{
    std::vector<std::string> groupings;
    for (const auto &[name, value] : rest()) {
        const bool isWord = (value.front() >= 'a' && value.front() <= 'z') || (value.front() >= 'A' && value.front() <= 'Z');
        const bool isNumber = !isWord && amountOfText(value);
        if (countOfText(value).present && !isNumber && !timeOfText(value)) {
            groupings.push_back(plainName(name) + "=" + value);
        }
    }
    std::sort(groupings.begin(), groupings.end()); // columns may change their places
    return groupings;
}

bool Row::takeTime(Names names, UsageRecord &record)
{
    const std::string_view found = text(names);
    const std::optional<ParsedTime> time = timeOfText(found);
    if (!time) {
        note(found.empty() ? Cause::MissingField : Cause::BadTime, *names.begin());
        return false;
    }
    record.precision = time->precision;
    record.time = time->precision == Precision::Day ? noonOf(time->time) : time->time;
    record.end = record.time;
    const std::optional<Cause> early = problemOf(record.time);
    if (early) {
        note(*early, *names.begin());
    }
    return !early;
}

std::vector<Row::Below> Row::below(Names names)
{
    std::vector<Below> values;
    const auto take = [&](const JsonLeaves &leaves, std::string_view outer) {
        for (const JsonLeaf &leaf : leaves.all()) {
            if (leaf.kind == '{' || leaf.kind == '[' || leaf.kind == 'n') {
                continue;
            }
            if (outer.empty()) {
                values.emplace_back(leaf.path, leaf.text);
            } else if (leaf.path.size() > outer.size() && isInside(leaf.path, outer)) {
                values.emplace_back(std::string_view{leaf.path}.substr(outer.size() + 1), leaf.text);
            }
        }
    };
    for (const std::string_view name : names) {
        if (m_view->leaves() != nullptr) {
            take(*m_view->leaves(), name);
        }
        if (const std::string_view cell = values.empty() ? objectIn(name) : std::string_view{}; !cell.empty()) {
            take(readCell(cell, name), {});
        }
        if (!values.empty()) {
            break;
        }
    }
    return values;
}

Row::Tree Row::tree(std::string_view name)
{
    if (m_view->leaves() != nullptr && m_view->leaves()->isObject(name)) {
        return {m_view->leaves(), std::string{name}};
    }
    const std::string_view cell = objectIn(name);
    return cell.empty() ? Tree{} : Tree{&readCell(cell, name), {}};
}

std::string_view Row::objectIn(std::string_view name)
{
    if (m_view->leaves() != nullptr && m_view->leaves()->isCut(name)) {
        note(Cause::LineTooLong, name);
        return {};
    }
    std::string_view cell = m_view->value(name);
    if (cell.size() > 2 && cell.starts_with('"') && cell.ends_with('"')) { // a text once more, in its quotes
        const JsonLeaves &leaves = readCell(R"({"text":)" + std::string{cell} + "}", name);
        cell = trimmedText(leaves.text("text"));
    }
    return cell.starts_with('{') ? cell : std::string_view{};
}

const JsonLeaves &Row::readCell(std::string_view cell, std::string_view name)
{
    std::string padded{cell};
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    JsonLeaves &leaves = m_cells.emplace_back(MostText);
    const bool ok = m_cellReader.read(std::string_view{padded}.substr(0, cell.size()), [&](json::Object &object) {
        leaves.clear();
        return leaves.add(object, {}, [](std::string_view, std::string_view, char kind) { return kind != '['; });
    });
    if (!ok) {
        note(Cause::NotJson, name);
        leaves.clear();
    }
    return leaves;
}

std::unique_ptr<LineParser> makeParser(const Sheet &sheet)
{
    return std::make_unique<SheetParser>(sheet);
}

Format formatOf(const Sheet &sheet, std::string_view name, std::function<int(std::string_view, std::string_view)> recognises)
{
    Format format;
    format.id = sheet.id;
    format.name = name;
    format.parserVersion = sheet.version;
    format.wholeFile = true;
    format.recognises = std::move(recognises);
    format.makeParser = [&sheet](const FileContext &) { return makeParser(sheet); };
    return format;
}

int scoreOfTable(std::string_view head, Names columns)
{
    const std::string_view text = trimmedText(head.substr(0, 256));
    if (text.starts_with('{') || text.starts_with('[')) {
        return 0;
    }
    CsvReader reader{head, detectDelimiter(head)};
    CsvRow row;
    return reader.next(row) && CsvHeader{row}.hasAll(columns) ? 90 : 0;
}

bool isJsonWith(std::string_view head, Names keys)
{
    const std::string_view text = trimmedText(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
    return (text.starts_with('{') || text.starts_with('[')) && std::all_of(keys.begin(), keys.end(), [&](std::string_view key) {
               return text.find("\"" + std::string{key} + "\"") != std::string_view::npos;
           });
}

void takeCounts(const Counts &c, Inside usual, Row &row, UsageRecord &record, bool isSure)
{
    Inside inside = usual;
    const std::int64_t writes = c.cacheWrite5m.value + c.cacheWrite1h.value;
    if (!isSure && c.total.present && !c.total.problem && c.total.value > 0) {
        const auto fits = [&](Inside tried) {
            return c.input.value + c.output.value + (tried.cache ? 0 : c.cacheRead.value + writes) + (tried.reasoning ? 0 : c.reasoning.value)
                == c.total.value;
        };
        if (!fits(usual)) {
            std::vector<Inside> others;
            // Where a part is 0 its two readings are one.
            const bool hasCache = c.cacheRead.value + writes > 0;
            for (const bool cache : {true, false}) {
                for (const bool reasoning : {true, false}) {
                    const bool isNew = (hasCache || cache == usual.cache) && (c.reasoning.value > 0 || reasoning == usual.reasoning);
                    const bool isPossible = isNew && (!cache || c.input.value >= c.cacheRead.value + writes) && (!reasoning || c.output.value >= c.reasoning.value);
                    if (isPossible && fits({cache, reasoning})) {
                        others.push_back({cache, reasoning});
                    }
                }
            }
            if (others.size() == 1) {
                inside = others.front();
            } else {
                row.note(Cause::TotalMismatch, "total");
            }
        }
    }
    TokenCounts &t = record.tokens;
    std::int64_t left = c.input.value;
    const auto part = [&](std::int64_t whole) {
        const std::int64_t taken = inside.cache ? std::min(whole, left) : whole;
        left -= inside.cache ? taken : 0;
        if (taken != whole) {
            record.flags |= ClampedFlag;
            row.note(Cause::SubsetLargerThanTotal, "input");
        }
        return taken;
    };
    t.cacheRead = part(c.cacheRead.value);
    t.cacheWrite5m = part(c.cacheWrite5m.value);
    t.cacheWrite1h = part(c.cacheWrite1h.value);
    t.input = left;
    t.output = std::min(c.output.value + (inside.reasoning ? 0 : c.reasoning.value), MaxTokensPerClass);
    t.reasoning = std::min(c.reasoning.value, t.output);
    if (t.reasoning != c.reasoning.value) {
        record.flags |= ClampedFlag;
        row.note(Cause::SubsetLargerThanTotal, "reasoning");
    }
    if (!c.cacheRead.present && !c.cacheWrite5m.present && !c.cacheWrite1h.present) {
        record.flags |= NoCacheFieldsFlag;
    }
}

bool isIssued(std::string_view id)
{
    return id.starts_with("msg_") || id.starts_with("chatcmpl-") || id.starts_with("resp_") || id.starts_with("gen-");
}

void identify(UsageRecord &record, std::string_view format, std::string_view id)
{
    if (id.starts_with("msg_")) {
        // As transcripts and API logs are identified, where the request's id is not known.
        record.family = familyOf({id});
        record.flags |= WeakFlag;
        record.identity = identityOf({id, std::to_string(record.tokens.input), std::to_string(record.tokens.cacheWrite5m + record.tokens.cacheWrite1h),
                                      std::to_string(record.tokens.cacheRead)});
        return;
    }
    record.identity = isIssued(id) ? identityOf({id}) : identityOf({format, id});
}

std::pair<std::string_view, std::string_view> providerAndModel(std::string_view name)
{
    const std::size_t slash = name.find('/');
    return slash == std::string_view::npos ? std::pair{std::string_view{}, name} : std::pair{name.substr(0, slash), name.substr(slash + 1)};
}

} // namespace tokenmeter::exports
