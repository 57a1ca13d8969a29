// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/CsvNumber.h"
#include "import/CsvTime.h"
#include "import/TableHead.h"
#include "import/formats/Generic.h"
#include "import/formats/GenericRows.h"

#include <algorithm>
#include <array>
#include <set>

namespace tokenmeter
{
namespace
{

using generic::RowView;

constexpr int RowsLookedAt = 1000;
constexpr std::string_view UncachedInput = "uncachedinputtokens";

struct Aliases
{
    ProfileColumn Profile::*column;
    std::vector<std::string_view> names; ///< plain, the surest first
};

const std::vector<Aliases> &aliases()
{
    static const std::vector<Aliases> all{
        {&Profile::timestamp, {"timestamp", "time", "date", "datetime", "ts", "created", "createdat", "starttime", "requesttime", "usagedate", "day", "when", "eventtime", "requestedat", "loggedat", "timestamputc"}},
        {&Profile::model, {"model", "modelid", "modelname", "modelversion", "deployment", "engine", "slug", "sku", "modelused", "llm"}},
        {&Profile::input, {"inputtokens", "prompttokens", "tokensin", "tokensprompt", "input", "prompt", UncachedInput}},
        {&Profile::cacheRead, {"cachereadtokens", "cachedtokens", "cacheread", "inputcachedtokens", "cachereadinputtokens", "tokenscached", "prompttokenscached", "cachehit"}},
        {&Profile::cacheWrite5m, {"cachecreationtokens", "cachewritetokens", "cachewrite", "cachecreationinputtokens"}},
        {&Profile::output, {"outputtokens", "completiontokens", "tokensout", "tokenscompletion", "output", "completion", "candidates", "answertokens", "responsetokens", "generatedtokens"}},
        {&Profile::reasoning, {"reasoningtokens", "thoughts", "thinkingtokens", "tokensreasoning"}},
        {&Profile::total, {"totaltokens", "tokens", "total", "alltokens", "tokenstotal"}},
        {&Profile::cost, {"cost", "costusd", "amount", "spend", "price", "totalcost", "costtotal", "billedcost", "charge"}},
        {&Profile::provider, {"provider"}},
        {&Profile::project, {"project", "projectid", "workspace", "team", "app", "appname", "service"}},
        {&Profile::session, {"sessionid", "conversationid", "threadid", "traceid"}},
        {&Profile::user, {"user", "userid", "email", "enduser"}},
        {&Profile::id, {"id", "requestid", "generationid", "responseid", "messageid"}},
        {&Profile::requests, {"requests", "nummodelrequests", "count", "calls"}},
        {&Profile::stopReason, {"stopreason", "finishreason", "finishreasonnormalized"}},
    };
    return all;
}

/// The last part of a path, as a header name is compared.
std::string plainTail(std::string_view name, bool isPath)
{
    const std::size_t dot = isPath ? name.rfind('.') : std::string_view::npos;
    return plainName(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

void mapByNames(Profile &profile, const std::vector<std::string> &names)
{
    const bool isPath = profile.kind == Profile::Kind::Json || profile.kind == Profile::Kind::Jsonl;
    bool uncached = false;
    for (const Aliases &each : aliases()) {
        for (const std::string_view alias : each.names) {
            const bool isCost = each.column == &Profile::cost;
            const auto found = std::find_if(names.begin(), names.end(), [&](const std::string &name) {
                const std::string plain = plainTail(name, isPath);
                return plain == alias || (isCost && plain.size() == alias.size() + 3 && plain.starts_with(alias) && !generic::currencyInName(plain).empty());
            });
            if (found != names.end()) {
                (profile.*each.column).from = {*found};
                uncached = uncached || alias == UncachedInput;
                break;
            }
        }
    }
    if (uncached) {
        profile.inputIncludesCacheRead = false;
        profile.inputIncludesCacheWrite = false;
    }
}

/// The eight ways to read which counts include which, of which those stay that fit every total.
class Readings
{
public:
    void look(const Profile &profile, const RowView &row)
    {
        const CountText total = groupedCount(row.value(profile.total), profile.decimal);
        if (!total.present || total.problem) {
            return;
        }
        const auto count = [&](const ProfileColumn &column) { return groupedCount(row.value(column), profile.decimal).value; };
        const std::int64_t sum = count(profile.input) + count(profile.output);
        const std::int64_t parts[] = {count(profile.cacheRead), count(profile.cacheWrite5m), count(profile.reasoning)};
        m_rows += 1;
        for (unsigned reading = 0; reading < 8; ++reading) {
            std::int64_t expected = sum;
            for (unsigned part = 0; part < 3; ++part) {
                expected += (reading >> part) & 1U ? 0 : parts[part]; // a set bit: inside
            }
            m_fits[reading] = m_fits[reading] && expected == total.value;
        }
    }

    /// What all readings that fit say about a part; nothing when they differ or none fits.
    std::optional<bool> inside(unsigned part) const
    {
        std::optional<bool> answer;
        for (unsigned reading = 0; reading < 8 && m_rows > 0; ++reading) {
            const bool says = ((reading >> part) & 1U) != 0;
            if (m_fits[reading] && answer.value_or(says) != says) {
                return std::nullopt;
            }
            answer = m_fits[reading] ? std::optional{says} : answer;
        }
        return answer;
    }

private:
    std::array<bool, 8> m_fits{true, true, true, true, true, true, true, true};
    int m_rows = 0;
};

/// What separates thousands in the cells, where it can be only that.
class Separators
{
public:
    void look(std::string_view text, bool isCount)
    {
        text = isCount ? text : withoutMark(text);
        const auto is = [text](char decimal) { return ungrouped(text, decimal).has_value(); };
        if (text.empty() || text.size() > 40 || !(is('.') || is(','))) {
            return; // no number
        }
        const std::size_t commas = std::size_t(std::count(text.begin(), text.end(), ','));
        const std::size_t dots = std::size_t(std::count(text.begin(), text.end(), '.'));
        m_isGrouped = m_isGrouped || text.find_first_of(" '\xC2\xE2") != std::string_view::npos; // the last two begin blanks of typesetters
        if (is('.') != is(',')) { // "12,50", "1,234.5", "1.234.567", "0.25"
            (is('.') ? m_dot : m_comma) = true;
            m_isGrouped = m_isGrouped || (is('.') && commas > 0);
        } else if (isCount && commas == 1 && dots == 0) {
            m_dot = m_isGrouped = true; // "12,000": of a count there are no thousandths
        }
    }
    /// NUL: none are needed, or the cells do not tell.
    char decimal() const { return m_dot && m_comma ? '\0' : m_comma ? ',' : m_isGrouped ? '.' : '\0'; }

private:
    static std::string_view withoutMark(std::string_view text)
    {
        const std::string_view mark = currencyMark(text);
        if (mark.empty()) {
            return text;
        }
        return trimmedText(text.starts_with(mark) ? text.substr(mark.size()) : text.ends_with(mark) ? text.substr(0, text.size() - mark.size()) : text);
    }

    bool m_dot = false;
    bool m_comma = false;
    bool m_isGrouped = false;
};

/// The currency that the name of the column, a column beside it or the cells tell, where all agree.
class CurrencyTold
{
public:
    void name(const std::string &plain) { note(generic::currencyInName(plain)); }
    void look(const RowView &row, const ProfileColumn &cost)
    {
        note(generic::currencyBeside(row, cost));
        const std::string_view mark = currencyMark(row.value(cost));
        if (mark.empty() || !groupedAmountAnyhow(row.value(cost))) {
            return;
        }
        m_marks.emplace(mark);
        if (mark != "$") {
            note(std::string{meantBy(mark)});
        }
    }
    /// Empty: nothing tells, or not all tell the same.
    std::string currency() const
    {
        const std::string told = m_told.size() == 1 ? *m_told.begin() : m_told.empty() && m_marks == std::set<std::string>{"$"} ? std::string{"USD"} : std::string{};
        const bool fits = std::all_of(m_marks.begin(), m_marks.end(), [&](const std::string &mark) { return mayMean(mark, told); });
        return fits ? told : std::string{};
    }

private:
    static bool groupedAmountAnyhow(std::string_view text) { return groupedAmount(text, '.') || groupedAmount(text, ','); }
    void note(const std::string &code)
    {
        if (!code.empty()) {
            m_told.insert(code);
        }
    }
    std::set<std::string> m_told{};
    std::set<std::string> m_marks{};
};

bool isUseful(const Profile &profile)
{
    return profile.timestamp.isMapped() && (profile.input.isMapped() || profile.output.isMapped() || profile.cost.isMapped());
}

/// By the names in the first rows.
void mapRows(Profile &profile, std::string_view text)
{
    std::vector<std::string> names;
    int rows = 0;
    generic::forEachRow(profile, text,
                        {.row =
                             [&](const RowView &row) {
                                 for (std::string &name : row.names()) {
                                     if (std::find(names.begin(), names.end(), name) == names.end() && names.size() < 1000) {
                                         names.push_back(std::move(name));
                                     }
                                 }
                                 return ++rows < 100;
                             },
                         .damaged = [](Cause, std::int64_t, const std::string &) {},
                         .again = [] {}});
    mapByNames(profile, names);
}

/// Which separators and which currency there are in the mapped cells.
void lookAtCells(Profile &profile, std::string_view text)
{
    Separators separators;
    CurrencyTold currency;
    if (profile.cost.isMapped()) {
        const bool isPath = profile.kind == Profile::Kind::Json || profile.kind == Profile::Kind::Jsonl;
        currency.name(plainTail(profile.cost.from.front(), isPath));
    }
    int rows = 0;
    generic::forEachRow(profile, text,
                        {.row =
                             [&](const RowView &row) {
                                 for (const auto column : {&Profile::input, &Profile::cacheRead, &Profile::cacheWrite5m, &Profile::cacheWrite1h,
                                                           &Profile::output, &Profile::reasoning, &Profile::total, &Profile::requests}) {
                                     separators.look(row.value(profile.*column), true);
                                 }
                                 if (profile.cost.isMapped()) {
                                     separators.look(row.value(profile.cost), false);
                                     currency.look(row, profile.cost);
                                 }
                                 return ++rows < RowsLookedAt;
                             },
                         .damaged = [](Cause, std::int64_t, const std::string &) {},
                         .again = [] {}});
    profile.decimal = separators.decimal();
    profile.currency = profile.cost.isMapped() ? currency.currency() : std::string{};
}

/// An object on one line that tells nothing itself may be a page of an interface, which holds the list.
void readAsPages(Profile &profile, std::string_view text)
{
    text = trimmedText(text);
    const std::size_t end = text.find('\n');
    for (const std::string &path : listPaths(text.substr(0, end))) {
        Profile tried;
        tried.name = profile.name;
        tried.kind = end == std::string_view::npos ? Profile::Kind::Json : Profile::Kind::Jsonl;
        tried.recordsPath = path;
        mapRows(tried, text);
        if (isUseful(tried)) {
            profile = std::move(tried);
            return;
        }
    }
}

} // namespace

std::optional<Profile> proposeProfile(std::string_view head)
{
    Profile profile = guessProfile(head);
    return isUseful(profile) ? std::optional{std::move(profile)} : std::nullopt;
}

Profile guessProfile(std::string_view head)
{
    std::string padded{head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head};
    const std::size_t size = padded.size();
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    const std::string_view text = std::string_view{padded}.substr(0, size);

    Profile profile;
    profile.name = "proposal";
    profile.kind = generic::kindOfText(text);
    if (profile.kind == Profile::Kind::Json && !trimmedText(text).starts_with('[')) {
        const std::vector<std::string> lists = listPaths(text);
        profile.recordsPath = lists.empty() ? std::string{} : lists.front();
    }
    mapRows(profile, text);
    if (profile.kind == Profile::Kind::Jsonl && !isUseful(profile)) {
        readAsPages(profile, text);
    }
    lookAtCells(profile, text);
    profile.dedup = profile.id.isMapped() ? Profile::Dedup::Id : Profile::Dedup::RowHash;

    Readings readings;
    int rows = 0;
    generic::forEachRow(profile, text,
                        {.row =
                             [&](const RowView &row) {
                                 readings.look(profile, row);
                                 return ++rows < RowsLookedAt;
                             },
                         .damaged = [](Cause, std::int64_t, const std::string &) {},
                         .again = [] {}});
    const auto decide = [&](std::optional<bool> &choice, bool isMapped, unsigned part) {
        if (!choice && isMapped) {
            choice = readings.inside(part);
        }
    };
    decide(profile.inputIncludesCacheRead, profile.cacheRead.isMapped(), 0);
    decide(profile.inputIncludesCacheWrite, profile.cacheWrite5m.isMapped(), 1);
    decide(profile.outputIncludesReasoning, profile.reasoning.isMapped(), 2);
    return profile;
}

} // namespace tokenmeter
