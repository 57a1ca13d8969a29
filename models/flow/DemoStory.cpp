// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DemoStory.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{

std::uint64_t DemoDice::next()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

namespace
{

using namespace std::chrono;

/// A model, the mean tokens of one request, and what that request costs at the list prices of autumn 2026 (USD).
struct Profile
{
    const char *model;
    TokenCounts mean;
    double cost;
};

// cost = (input, cache read, cache write, output) x price per million; the sums are beside each row.
constexpr Profile Opus{"claude-opus-5", {.input = 60, .cacheRead = 43'000, .cacheWrite5m = 800, .output = 640},
                       0.0428}; // .0003 + .0215 + .0050 + .0160
constexpr Profile Sonnet{"claude-sonnet-5", {.input = 50, .cacheRead = 30'000, .cacheWrite5m = 1'500, .output = 1'170},
                         0.02155}; // .0001 + .0060 + .00375 + .0117
constexpr Profile Haiku{"claude-haiku-4-5-20251001", {.input = 100, .cacheRead = 26'000, .cacheWrite5m = 1'700, .output = 1'400},
                        0.011825}; // .0001 + .0026 + .002125 + .0070
constexpr Profile Sol{"gpt-5.6-sol", {.input = 900, .cacheRead = 42'000, .cacheWrite5m = 800, .output = 560, .reasoning = 220},
                      0.0356}; // .0036 + .0168 + .0040 + .0112
constexpr Profile Flash{"gemini-3.6-flash", {.input = 3'000, .cacheRead = 18'000, .output = 2'980, .reasoning = 1'700},
                        0.014775}; // .00225 + .00135 + .011175
/// Above 32,000 tokens of prompt: 4 / 0.8 / 16 CNY; (.014 + .032 + .096) CNY at 7.1187 CNY per USD. The prefix says that
/// the mainland serves it: the same name abroad is priced in USD.
constexpr Profile Qwen{"alibaba-cn/qwen3-max", {.input = 3'500, .cacheRead = 40'000, .output = 6'000, .reasoning = 2'500}, 0.019948};
constexpr Profile DeepSeek{"deepseek-v4-pro", {.input = 4'000, .cacheRead = 30'000, .output = 3'400, .reasoning = 1'500},
                           0.010032}; // off-peak: .00264 + .00066 + .006732
/// In no catalogue.
constexpr Profile CoderNext{"qwen3-coder-next", {.input = 2'400, .cacheRead = 30'000, .output = 2'200}, 0};

enum class Rhythm : std::uint8_t { Office, Night, Weekend };

/// Who uses what, and what it costs in the first 18 days of a November of 561.42 USD.
struct Habit
{
    const char *project;
    Rhythm rhythm;
    DemoLog log;
    const Profile &profile;
    double share;
};

const std::array<Habit, 18> Habits{{
    {"/home/demo/atlas-api", Rhythm::Office, DemoLog::ClaudeCode, Opus, 141.20},
    {"/home/demo/atlas-api", Rhythm::Office, DemoLog::ClaudeCode, Sonnet, 52.60},
    {"/home/demo/atlas-api", Rhythm::Office, DemoLog::Codex, Sol, 36.38},
    {"/home/demo/ledger-sync", Rhythm::Office, DemoLog::ClaudeCode, Opus, 50.72}, // and 21.70 on the unusual day
    {"/home/demo/ledger-sync", Rhythm::Office, DemoLog::ClaudeCode, Sonnet, 38.15},
    {"/home/demo/ledger-sync", Rhythm::Office, DemoLog::Codex, Sol, 16.94},
    {"/home/demo/docs-site", Rhythm::Office, DemoLog::ClaudeCode, Sonnet, 46.20},
    {"/home/demo/docs-site", Rhythm::Office, DemoLog::Gemini, Flash, 20.64},
    {"/home/demo/docs-site", Rhythm::Office, DemoLog::DashScope, Qwen, 11.76},
    {"/home/demo/infra", Rhythm::Night, DemoLog::ClaudeCode, Opus, 21.37},
    {"/home/demo/infra", Rhythm::Night, DemoLog::ClaudeCode, Sonnet, 14.23},
    {"/home/demo/infra", Rhythm::Night, DemoLog::OpenAi, Sol, 17.92},
    {"/home/demo/infra", Rhythm::Night, DemoLog::ClaudeCode, Haiku, 4.50},
    {"/home/demo/infra", Rhythm::Night, DemoLog::DeepSeek, DeepSeek, 3.74},
    {"/home/demo/weekend-game", Rhythm::Weekend, DemoLog::DashScope, Qwen, 25.30},
    {"/home/demo/weekend-game", Rhythm::Weekend, DemoLog::Gemini, Flash, 8.72},
    {"/home/demo/weekend-game", Rhythm::Weekend, DemoLog::DeepSeek, DeepSeek, 5.28},
    {"", Rhythm::Office, DemoLog::Anthropic, Haiku, 22.20},
}};
/// The second model without a project; apart, since the table above is by log.
const Habit Scratch{"", Rhythm::Office, DemoLog::Anthropic, Sonnet, 5.87};

constexpr double SumOfShares = 561.42 - 21.70;
constexpr double WeekendGame = 39.30;

/// USD of an ordinary day of the current month, from Sunday.
constexpr std::array<double, 7> CostOfWeekday{9.5, 35.0, 36.0, 35.0, 39.5, 33.0, 14.5};

bool isWeekend(weekday day)
{
    return day == Saturday || day == Sunday;
}

sys_days firstOf(sys_days day)
{
    const year_month_day date{day};
    return sys_days{date.year() / date.month() / 1};
}

/// 0 for the month of today, 1 for the one before, ...
int monthsBack(sys_days day, sys_days today)
{
    const year_month_day a{day};
    const year_month_day b{today};
    return (int(b.year()) - int(a.year())) * 12 + int(unsigned(b.month())) - int(unsigned(a.month()));
}

/// The first working day from the 12th on.
bool isUnusual(sys_days day)
{
    sys_days unusual = firstOf(day) + days{11};
    while (isWeekend(weekday{unusual})) {
        unusual += days{1};
    }
    return day == unusual;
}

UtcTime momentOf(sys_days day, Rhythm rhythm, DemoDice &dice)
{
    double hour = 0;
    if (rhythm == Rhythm::Night) {
        hour = 4.05 + 1.9 * dice.unit(); // outside DeepSeek's hours of double price
    } else if (rhythm == Rhythm::Weekend || isWeekend(weekday{day})) {
        hour = 14.0 + 8.0 * dice.unit();
    } else {
        hour = dice.unit() < 0.45 ? 7.5 + 4.3 * dice.unit() : 12.8 + 5.7 * dice.unit();
    }
    return UtcTime{day} + milliseconds{std::int64_t(hour * 3'600'000.0)};
}

DemoRequest makeRequest(sys_days day, const Habit &habit, int session, DemoDice &dice)
{
    const TokenCounts &mean = habit.profile.mean;
    DemoRequest request{.time = momentOf(day, habit.rhythm, dice), .log = habit.log, .model = habit.profile.model,
                        .project = habit.project, .session = session};
    // Prompts vary less than answers; Qwen's stay above the step of its price.
    request.tokens.cacheRead = std::int64_t(double(mean.cacheRead) * (0.85 + 0.3 * dice.unit()));
    request.tokens.input = dice.around(mean.input);
    request.tokens.cacheWrite5m = dice.around(mean.cacheWrite5m);
    request.tokens.output = std::max<std::int64_t>(1, dice.around(mean.output));
    request.tokens.reasoning = std::min(request.tokens.output, dice.around(mean.reasoning));
    return request;
}

void addRequests(std::vector<DemoRequest> &out, sys_days day, const Habit &habit, double cost, int session, DemoDice &dice)
{
    const double wanted = cost / habit.profile.cost;
    std::int64_t count = std::int64_t(wanted);
    count += dice.unit() < wanted - double(count) ? 1 : 0; // the mean stays exact
    for (std::int64_t i = 0; i < count; ++i) {
        out.push_back(makeRequest(day, habit, session, dice));
    }
}

/// 38 requests of a model without a price, on the 9th and the 14th of the last month whose 14th is over.
int requestsWithoutPrice(sys_days day, sys_days today)
{
    const int back = unsigned(year_month_day{today}.day()) >= 14 ? 0 : 1;
    if (monthsBack(day, today) != back) {
        return 0;
    }
    const unsigned date = unsigned(year_month_day{day}.day());
    return date == 9 ? 24 : date == 14 ? 14 : 0;
}

} // namespace

sys_days demoStart(sys_days today)
{
    const year_month_day date{today};
    return sys_days{(date.year() / date.month() / 1) - months{2}};
}

std::vector<DemoRequest> demoDay(sys_days day, sys_days today, unsigned seed)
{
    DemoDice dice{std::uint64_t(seed) * 0x1000193ULL + std::uint64_t(day.time_since_epoch().count()) * 0x9E3779B1ULL};
    std::vector<DemoRequest> out;
    const int back = monthsBack(day, today);
    const unsigned date = unsigned(year_month_day{day}.day());
    if (back == 1 && date >= 24 && date <= 26) {
        return out; // the machine was away: a gap, not a zero
    }
    const weekday weekday{day};
    double cost = CostOfWeekday[weekday.c_encoding()] * (0.92 + 0.16 * dice.unit());
    cost *= back == 0 ? 1.0 : back == 1 ? 0.88 : 0.76;
    const bool unusual = back == 0 && isUnusual(day);
    if (unusual) {
        cost *= 1.65;
    }
    // The game takes 45 % of a weekend and little of a working day.
    const double game = isWeekend(weekday) ? 0.45 : 0.026;
    const auto add = [&](const Habit &habit) {
        const double part = habit.rhythm == Rhythm::Weekend ? game * habit.share / WeekendGame
                                                            : (1.0 - game) * habit.share / (SumOfShares - WeekendGame);
        addRequests(out, day, habit, cost * part, 0, dice);
    };
    for (const Habit &habit : Habits) {
        add(habit);
    }
    add(Scratch);
    if (unusual) {
        addRequests(out, day, Habits[3], 21.70, 1, dice); // one long session
    }
    const Habit untold{"/home/demo/weekend-game", Rhythm::Weekend, DemoLog::DashScope, CoderNext, 0};
    for (int i = requestsWithoutPrice(day, today); i > 0; --i) {
        out.push_back(makeRequest(day, untold, 0, dice));
    }
    std::stable_sort(out.begin(), out.end(), [](const DemoRequest &a, const DemoRequest &b) { return a.time < b.time; });
    return out;
}

} // namespace tokenmeter
