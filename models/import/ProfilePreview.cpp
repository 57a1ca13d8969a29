// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/ProfilePreview.h"

#include "core/Decimal.h"
#include "import/CountedLine.h"
#include "import/Json.h"
#include "import/formats/Generic.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

class PreviewSink final : public RecordSink
{
public:
    struct Read
    {
        UsageRecord record{};
        UsageContext context{};
    };
    /// @param most rows that are wanted: both lists are in the order of the file, and what comes behind is left away
    explicit PreviewSink(std::size_t most) : m_most{most} {}
    std::vector<Read> records{};
    std::vector<Problem> problems{};

    void add(UsageRecord record, const UsageContext &context) override
    {
        if (records.size() < m_most) {
            records.push_back({std::move(record), context});
        }
    }
    void problem(Cause cause, std::int64_t offset, std::string field) override
    {
        if (problems.size() < MostProblemsARow * m_most) {
            problems.push_back({.cause = cause, .offset = offset, .field = std::move(field)});
        }
    }
    void skipped() override {}

private:
    static constexpr std::size_t MostProblemsARow = 32; ///< more than a row has fields
    std::size_t m_most;
};

bool isOfProfile(const Problem &problem)
{
    return problem.cause == Cause::BadProfile || problem.cause == Cause::AmbiguousSemantics || problem.cause == Cause::UnknownZone;
}

/// A file that is no JSON, or has no list where the profile says.
bool isNoList(const Profile &profile, const Problem &problem)
{
    return profile.kind == Profile::Kind::Json
        && (problem.cause == Cause::NotJson || (problem.cause == Cause::MissingField && problem.offset == 0 && problem.field == profile.recordsPath));
}

/// Up to the last line end: the row behind it may go on.
std::string_view wholeLines(std::string_view text)
{
    const std::size_t end = text.rfind('\n');
    return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

void addUp(ProfilePreview &preview)
{
    constexpr int Places = 18;
    std::map<std::string, std::optional<Int128>> amounts;
    for (const PreviewRow &row : preview.rows) {
        if (!row.isRead) {
            ++preview.left;
            continue;
        }
        preview.tokens += row.record.tokens;
        preview.rare += row.record.rare;
        preview.requests += row.record.requests;
        if (const std::optional<Int128> amount = parseDecimalRounded(row.record.reportedAmount, Places)) {
            std::optional<Int128> &sum = amounts.try_emplace(row.record.reportedCurrency, Int128{0}).first->second;
            Int128 next = 0;
            // Absurd amounts: no sum is better than a wrong one.
            sum = sum && !__builtin_add_overflow(*sum, *amount, &next) ? std::optional{next} : std::nullopt;
        }
    }
    for (const auto &[currency, sum] : amounts) {
        if (sum) {
            preview.amounts.emplace_back(currency, formatDecimal(*sum, Places));
        }
    }
}

} // namespace

ProfilePreview previewProfile(const Profile &asked, std::string_view head, bool isWhole, std::size_t most)
{
    Profile profile = asked;
    profile.skipsBadRows = true;
    ProfilePreview preview;
    const bool isList = profile.kind == Profile::Kind::Json;
    if (!isWhole && !isList) {
        head = wholeLines(head);
    }
    std::string padded{head};
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    const std::string_view text = std::string_view{padded}.substr(0, head.size());
    PreviewSink sink{most};
    const std::unique_ptr<LineParser> parser = genericFormat(profile).makeParser({});
    parser->parse(text, 0, sink);

    std::multimap<std::int64_t, PreviewRow> byOffset;
    for (PreviewSink::Read &read : sink.records) {
        const std::int64_t offset = read.record.offset;
        byOffset.emplace(offset, PreviewRow{.isRead = true, .record = std::move(read.record), .context = std::move(read.context)});
    }
    for (Problem &problem : sink.problems) {
        const bool isMissing = problem.cause == Cause::ColumnMissing && sink.records.empty() && sink.problems.size() == 1;
        if (isOfProfile(problem) || isMissing || isNoList(profile, problem)) {
            preview.problems.push_back(std::move(problem));
            continue;
        }
        auto place = byOffset.find(problem.offset);
        if (place == byOffset.end()) {
            place = byOffset.emplace(problem.offset, PreviewRow{});
        }
        problem.cause = place->second.isRead ? inCountedLine(problem.cause) : problem.cause;
        place->second.problems.push_back(std::move(problem));
    }
    std::int64_t line = 1;
    std::size_t counted = 0;
    for (auto &[offset, row] : byOffset) {
        if (preview.rows.size() >= most) {
            break;
        }
        const std::size_t at = std::size_t(std::clamp<std::int64_t>(offset, 0, std::int64_t(text.size())));
        line += std::count(text.begin() + std::ptrdiff_t(counted), text.begin() + std::ptrdiff_t(at), '\n');
        counted = at;
        row.line = line;
        row.offset = offset;
        for (Problem &problem : row.problems) {
            problem.line = line;
        }
        preview.rows.push_back(std::move(row));
    }
    addUp(preview);
    return preview;
}

bool isProfileName(std::string_view name)
{
    constexpr std::size_t Longest = 64;
    const auto isAllowed = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || byte >= 0x80U || std::string_view{" ._-"}.find(c) != std::string_view::npos;
    };
    return !name.empty() && name.size() <= Longest && name.front() != '.' && name.front() != ' ' && name.back() != ' '
        && std::all_of(name.begin(), name.end(), isAllowed) && !json::mendedUtf8(name);
}

} // namespace tokenmeter
