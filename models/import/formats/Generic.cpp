// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Generic.h"

#include "core/Decimal.h"
#include "core/MappedFormat.h"
#include "core/StopReason.h"
#include "core/Zone.h"
#include "import/CsvNumber.h"
#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>

namespace tokenmeter
{
namespace
{

using generic::RowView;

struct Row
{
    UsageRecord record{};
    UsageContext context{};
    std::optional<Identity> former{}; ///< by which the first parser knew it
    bool isById = false;
    std::optional<UsageRecord> before{}; ///< as the second parser read its numbers, where that is something else
};

/// "01234567-89ab-cdef-0123-456789abcdef", in hexadecimal digits.
bool isUuid(std::string_view id)
{
    constexpr std::size_t Length = 36;
    for (std::size_t i = 0; i < id.size() && i < Length; ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        if (isDash ? id[i] != '-' : std::string_view{"0123456789abcdefABCDEF"}.find(id[i]) == std::string_view::npos) {
            return false;
        }
    }
    return id.size() == Length;
}

constexpr std::size_t MostNamed = 10; ///< rows of a refused file

struct Trouble
{
    Cause cause = Cause::BadProfile;
    std::int64_t offset = 0;
    std::string field{};
    bool skips = false; ///< the row is left out
};

class GenericParser : public LineParser
{
public:
    explicit GenericParser(const Profile &profile) : m_profile{profile}, m_zone{Zone::byId(profile.zone).value_or(Zone::utc())}
    {
    }

    void parse(std::string_view file, std::int64_t offset, RecordSink &sink) override
    {
        if (const std::optional<Problem> problem = checkProfile(m_profile)) {
            sink.problem(problem->cause, offset, problem->field);
            return;
        }
        m_rows.clear();
        m_troubles.clear();
        m_missing.reset();
        m_badRows = 0;
        bool first = true;
        generic::forEachRow(m_profile, file,
                            {.row =
                                 [&](const RowView &row) {
                                     if (first && isTable() && !hasColumns(row)) {
                                         return false;
                                     }
                                     first = false;
                                     read(row, offset);
                                     return true;
                                 },
                             .damaged =
                                 [&](Cause cause, std::int64_t at, std::string field) {
                                     trouble(cause, offset + at, std::move(field), true);
                                 },
                             .again =
                                 [&] {
                                     m_rows.clear();
                                     m_troubles.clear();
                                     m_badRows = 0;
                                 }});
        if (m_missing) {
            sink.problem(Cause::ColumnMissing, offset, *m_missing);
            return;
        }
        if (isRefused()) {
            sink.problem(Cause::RowsRefused, m_firstBad, std::to_string(m_badRows));
            for (std::int64_t i = 0; i < m_badRows; ++i) {
                sink.skipped();
            }
        }
        for (const Trouble &trouble : m_troubles) {
            sink.problem(trouble.cause, trouble.offset, trouble.field);
            if (!isRefused() && trouble.skips) {
                sink.skipped();
            }
        }
        std::map<Identity, int> seen;
        std::map<Identity, int> unchanged; ///< of these: rows that the second parser read alike
        for (Row &row : m_rows) {
            identify(row, seen, unchanged);
        }
        for (Row &row : m_rows) {
            const std::optional<std::pair<Identity, std::uint64_t>> before = formerIdentity(row, unchanged);
            sink.add(std::move(row.record), row.context);
            if (row.former) {
                sink.formerly(*row.former, 0);
            }
            if (before) {
                sink.formerly(before->first, before->second);
            }
        }
    }

private:
    bool isTable() const { return m_profile.kind == Profile::Kind::Csv || m_profile.kind == Profile::Kind::Tsv; }

    /// A column that was renamed must not read as zero in every row: then nothing is imported.
    bool hasColumns(const RowView &row)
    {
        for (const auto &[name, member] : ProfileColumns) {
            const ProfileColumn &column = m_profile.*member;
            const bool found = std::any_of(column.from.begin(), column.from.end(),
                                           [&](const std::string &each) { return row.hasColumn(each); });
            if (!column.from.empty() && !found && !column.constant) {
                m_missing = column.from.front();
                return false;
            }
        }
        return true;
    }

    /// Rows that cannot be read are counted to the end of the file, but only the first are named and nothing else is kept.
    bool isRefused() const { return m_badRows > 0 && !m_profile.skipsBadRows; }

    void trouble(Cause cause, std::int64_t offset, std::string field, bool skips = false)
    {
        if (m_isAsBefore) {
            return;
        }
        if (skips && m_badRows++ == 0 && isRefused()) {
            m_firstBad = offset;
            m_rows.clear();
            m_troubles.clear(); // of rows that are not taken
        }
        if (isRefused() && (!skips || m_troubles.size() == MostNamed)) {
            return;
        }
        m_troubles.push_back({cause, offset, std::move(field), skips});
    }

    bool takeTime(const RowView &view, UsageRecord &record)
    {
        const std::string_view text = view.value(m_profile.timestamp);
        const std::string &format = m_profile.timeFormat;
        const bool isPattern = format.find('%') != std::string::npos;
        std::optional<ParsedTime> time = isPattern ? timeOfPattern(text, format) : timeOfText(text);
        const bool looksLikeText = text.size() > 4 && (text[4] == '-' || text[4] == '/');
        if ((format == "rfc3339" && !looksLikeText) || (format == "epoch" && looksLikeText)) {
            time.reset();
        }
        if (!time) {
            trouble(text.empty() ? Cause::MissingField : Cause::BadTime, record.offset, "timestamp", true);
            return false;
        }
        record.precision = time->precision;
        record.time = time->precision == Precision::Day ? noonOf(time->time)
            : time->hadZone                            ? time->time
                                                       : utcOfLocal(time->time, m_zone);
        record.end = record.time;
        if (const std::optional<Cause> early = problemOf(record.time)) {
            trouble(*early, record.offset, "timestamp", true);
            return false;
        }
        return true;
    }

    void takeCost(const RowView &view, UsageRecord &record)
    {
        const std::string_view text = view.value(m_profile.cost);
        if (text.empty()) {
            return;
        }
        const std::optional<std::string> asBefore = amountOfText(text, m_profile.decimal);
        std::optional<std::string> amount = m_isAsBefore ? asBefore : groupedAmount(text, m_profile.decimal);
        if (!m_isAsBefore && isOfOtherCurrency(view, text)) {
            if (amount) {
                trouble(Cause::OtherCurrency, record.offset, "cost");
                m_isOtherwise = m_isOtherwise || asBefore;
                return;
            }
        }
        m_isOtherwise = m_isOtherwise || amount != asBefore;
        const bool isOne = parseDecimal(m_profile.costScale, 9) == parseDecimal("1", 9);
        if (amount && !isOne) {
            amount = multiplied(*amount, m_profile.costScale);
        }
        if (!amount) {
            const bool saysNothing = !countOfText(text).present; // "-", "n/a"
            if (!saysNothing) {
                trouble(Cause::BadNumber, record.offset, "cost");
            }
            return;
        }
        if (parseDecimalRounded(*amount, 18) == Int128{0} && !m_profile.zeroCostIsReal) {
            return;
        }
        record.reportedAmount = *amount;
        record.reportedCurrency = m_profile.currency;
    }

    /// The sign or the code in the cell says so, or a column that is called currency.
    bool isOfOtherCurrency(const RowView &view, std::string_view text) const
    {
        if (!mayMean(currencyMark(text), m_profile.currency)) {
            return true;
        }
        const std::string code = generic::currencyBeside(view, m_profile.cost);
        return m_profile.currency != "credits" && !code.empty() && code != m_profile.currency;
    }

    CountText count(const RowView &view, const ProfileColumn &column, const char *name, UsageRecord &record,
                    std::int64_t factor)
    {
        const CountText asBefore = countOfText(withoutSeparators(view.value(column), m_profile.decimal), factor);
        const CountText read = m_isAsBefore ? asBefore : groupedCount(view.value(column), m_profile.decimal, factor);
        m_isOtherwise = m_isOtherwise || read.value != asBefore.value;
        if (read.problem == Cause::BadNumber && &column != &m_profile.total) {
            m_noNumber = m_noNumber.empty() ? name : m_noNumber; // never a silent 0
        } else if (read.problem) {
            trouble(*read.problem, record.offset, name);
            record.flags |= *read.problem == Cause::BadNumber ? 0U : std::uint32_t{ClampedFlag};
        }
        return read;
    }

    void clamped(UsageRecord &record, const char *field)
    {
        record.flags |= ClampedFlag;
        trouble(Cause::SubsetLargerThanTotal, record.offset, field);
    }

    /// False where a count is no number: then the row is left out.
    bool takeTokens(const RowView &view, UsageRecord &record)
    {
        m_noNumber.clear();
        const auto tokens = [&](const ProfileColumn &column, const char *name) {
            return count(view, column, name, record, m_profile.tokenScale);
        };
        const CountText input = tokens(m_profile.input, "input");
        const CountText read = tokens(m_profile.cacheRead, "cache_read");
        const CountText write5m = tokens(m_profile.cacheWrite5m, "cache_write_5m");
        const CountText write1h = tokens(m_profile.cacheWrite1h, "cache_write_1h");
        const CountText output = tokens(m_profile.output, "output");
        const CountText reasoning = tokens(m_profile.reasoning, "reasoning");
        const CountText total = tokens(m_profile.total, "total");
        if (m_profile.requests.isMapped()) {
            const CountText requests = count(view, m_profile.requests, "requests", record, 1);
            record.requests = requests.present && !requests.problem ? requests.value : 1;
            record.flags |= record.requests > 1 ? std::uint32_t{AggregateFlag} : 0U;
        }
        if (!m_noNumber.empty() && !m_isAsBefore) {
            return false;
        }
        const bool readInside = m_profile.inputIncludesCacheRead.value_or(false) && m_profile.input.isMapped();
        const bool writeInside = m_profile.inputIncludesCacheWrite.value_or(false) && m_profile.input.isMapped();
        const bool reasoningInside = m_profile.outputIncludesReasoning.value_or(true);

        if (total.present && !total.problem) {
            const std::int64_t sum = input.value + output.value + (readInside ? 0 : read.value)
                + (writeInside ? 0 : write5m.value + write1h.value) + (reasoningInside ? 0 : reasoning.value);
            if (sum != total.value) {
                trouble(Cause::TotalMismatch, record.offset, "total");
            }
        }
        TokenCounts &t = record.tokens;
        std::int64_t left = input.value;
        const auto part = [&](const CountText &whole, bool inside) {
            const std::int64_t taken = inside ? std::min(whole.value, left) : whole.value;
            if (taken != whole.value) {
                clamped(record, "input");
            }
            left -= inside ? taken : 0;
            return taken;
        };
        t.cacheRead = part(read, readInside);
        t.cacheWrite5m = part(write5m, writeInside);
        t.cacheWrite1h = part(write1h, writeInside);
        t.input = left;
        t.output = output.value + (reasoningInside ? 0 : reasoning.value);
        if (t.output > MaxTokensPerClass) {
            t.output = MaxTokensPerClass;
            record.flags |= ClampedFlag;
            trouble(Cause::CountTooLarge, record.offset, "output");
        }
        t.reasoning = std::min(reasoning.value, t.output);
        if (t.reasoning != reasoning.value) {
            clamped(record, "reasoning");
        }
        if (!read.present && !write5m.present && !write1h.present) {
            record.flags |= NoCacheFieldsFlag;
        }
        return true;
    }

    void read(const RowView &view, std::int64_t base)
    {
        Row row;
        UsageRecord &record = row.record;
        record.offset = base + view.offset();
        if (!takeTime(view, record)) {
            return;
        }
        m_isOtherwise = false;
        const UsageRecord empty = record;
        if (!takeTokens(view, record)) {
            trouble(Cause::BadNumber, record.offset, m_noNumber, true);
            return;
        }
        takeCost(view, record);
        if (record.tokens.total() == 0 && record.reportedAmount.empty()) {
            trouble(Cause::MissingField, record.offset, "input", true);
            return;
        }
        if (m_isOtherwise) {
            m_isAsBefore = true;
            row.before = empty;
            takeTokens(view, *row.before);
            takeCost(view, *row.before);
            m_isAsBefore = false;
        }
        record.flags = withStopReason(record.flags, readStopReason(view.value(m_profile.stopReason)));
        row.context.serving.model = view.value(m_profile.model);
        row.context.serving.provider = view.value(m_profile.provider);
        row.context.attribution.project = view.value(m_profile.project);
        row.context.attribution.session = view.value(m_profile.session);
        row.context.attribution.user = view.value(m_profile.user);
        m_id = view.value(m_profile.id);
        if (m_profile.dedup == Profile::Dedup::Id && !m_id.empty()) {
            identifyById(row);
            row.isById = true;
            if (row.before && exports::isIssued(m_id)) {
                exports::identify(*row.before, "generic", m_id); // of some the counts are a part
            }
        }
        if (isRefused()) {
            return;
        }
        m_rows.push_back(std::move(row));
    }

    /// An id that a provider issued, or one that is unique by its making, is the same whatever log tells of it. Any other may be a
    /// running number, which every table has and which begins at 1 again in the next: that of a request at that time of that model.
    void identifyById(Row &row) const
    {
        if (exports::isIssued(m_id)) {
            exports::identify(row.record, "generic", m_id);
        } else if (isUuid(m_id)) {
            row.record.identity = identityOf({m_id});
        } else {
            row.record.identity = identityOf({"generic", "id", m_id, std::to_string(msOf(row.record.time)), row.context.serving.provider, row.context.serving.model});
        }
        if (const Identity alone = identityOf({m_id}); row.record.family != 0 || row.record.identity != alone) {
            row.former = alone;
        }
    }

    /// What the row says, read, so that another spelling of the same table gives the same records.
    static Identity hashOf(const UsageRecord &record, const UsageContext &context, std::string_view repeat)
    {
        const TokenCounts &t = record.tokens;
        const Attribution &who = context.attribution;
        const Serving &what = context.serving;
        const std::optional<Int128> amount = parseDecimalRounded(record.reportedAmount, 18);
        return identityOf({"generic", std::to_string(msOf(record.time)), std::to_string(int(record.precision)), what.provider,
                           what.model, who.project, who.session, who.user, std::to_string(t.input),
                           std::to_string(t.cacheRead), std::to_string(t.cacheWrite5m), std::to_string(t.cacheWrite1h),
                           std::to_string(t.output), std::to_string(t.reasoning), std::to_string(record.requests),
                           amount ? formatDecimal(*amount, 18) : "", record.reportedCurrency, repeat});
    }

    static void identify(Row &row, std::map<Identity, int> &seen, std::map<Identity, int> &unchanged)
    {
        if (!row.record.identity.isNone()) {
            return;
        }
        const Identity equal = hashOf(row.record, row.context, {});
        if (row.before && hashOf(*row.before, row.context, {}) == equal) {
            row.before.reset();
        }
        unchanged[equal] += row.before ? 0 : 1;
        row.record.identity = hashOf(row.record, row.context, std::to_string(++seen[equal]));
    }

    /// By which the second parser knew the row, where it read its numbers otherwise. Equal rows have no order: those that are read as ever have the
    /// first numbers.
    static std::optional<std::pair<Identity, std::uint64_t>> formerIdentity(const Row &row, std::map<Identity, int> &taken)
    {
        if (!row.before) {
            return std::nullopt;
        }
        std::pair<Identity, std::uint64_t> before{row.before->identity, row.before->family};
        if (!row.isById) {
            const int repeat = ++taken[hashOf(*row.before, row.context, {})];
            before.first = hashOf(*row.before, row.context, std::to_string(repeat));
        }
        return before.first.isNone() || before == std::pair{row.record.identity, row.record.family} ? std::nullopt : std::optional{before};
    }

    Profile m_profile;
    Zone m_zone;
    std::vector<Row> m_rows{};
    std::vector<Trouble> m_troubles{};
    std::int64_t m_badRows = 0;
    std::int64_t m_firstBad = 0; ///< offset
    std::optional<std::string> m_missing{};
    std::string m_id{};
    std::string m_noNumber{};  ///< field of the row that is read, of which the first is no number
    bool m_isOtherwise = false; ///< a number of that row is another one than the second parser read
    bool m_isAsBefore = false;  ///< reading as the second parser did; says nothing
};

/// Ids of formats live as long as the program; those of profiles are made while it runs.
std::string_view kept(const std::string &text)
{
    static std::mutex mutex;
    static std::set<std::string> texts;
    const std::lock_guard lock{mutex};
    return *texts.insert(text).first;
}

/// Raised when a mended parser must read old files again; those before stay, for the files that were read with them.
constexpr std::string_view MappedParser = "3"; // 3: separators, currencies, and counts that are no numbers
constexpr std::array<std::string_view, 2> FormerMappedParsers{"", "2"};

/// Profiles that read alike have one version. Never that of formats without a profile.
/// @param asSkipping as profiles were counted once that leave out rows which cannot be read: what they make of the others is the same
std::int32_t versionOf(Profile profile, std::string_view parser, bool asSkipping = false)
{
    profile.name = "any";
    profile.skipsBadRows = asSkipping;
    std::string json = profileToJson(profile);
    std::uint32_t hash = 2166136261U; // FNV-1a: the same on every machine
    for (const char c : json.append(parser)) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    constexpr std::uint32_t Positive = 0x7FFFFFFFU;
    return std::int32_t(std::max(hash & Positive, 2U));
}

} // namespace

Format genericFormat(const Profile &profile)
{
    Format format;
    format.id = kept(mappedFormatId(profile.name));
    format.name = kept(profile.name);
    format.wholeFile = true;
    format.parserVersion = versionOf(profile, MappedParser);
    for (const std::string_view former : FormerMappedParsers) {
        format.formerVersions.push_back(versionOf(profile, former));
        format.formerVersions.push_back(versionOf(profile, former, true));
    }
    format.alikeVersions = {versionOf(profile, MappedParser, true)};
    format.formerVersions.push_back(format.alikeVersions.front());
    format.makeParser = [profile](const FileContext &) { return std::make_unique<GenericParser>(profile); };
    return format;
}

} // namespace tokenmeter
