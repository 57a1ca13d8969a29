// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/CsvNumber.h"
#include "import/CsvTime.h"
#include "import/TableHead.h"
#include "import/formats/Generic.h"
#include "import/formats/GenericRows.h"

#include <algorithm>

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
            const auto found = std::find_if(names.begin(), names.end(),
                                            [&](const std::string &name) { return plainTail(name, isPath) == alias; });
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
        const CountText total = countOfText(row.value(profile.total));
        if (!total.present || total.problem) {
            return;
        }
        const auto count = [&](const ProfileColumn &column) { return countOfText(row.value(column)).value; };
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
    if (profile.cost.isMapped()) {
        profile.currency = "USD";
    }
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
