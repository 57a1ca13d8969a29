// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Decimal.h"
#include "providers/Paging.h"
#include "providers/Provider.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter::testing::providers
{

/// A file below fixtures/providers as it is.
std::string fixture(std::string_view path);
/// All files below fixtures/providers/<folder> with that ending, by name.
std::vector<std::string> fixtureNames(std::string_view folder, std::string_view ending);

HttpReply reply(int status, std::string body, std::vector<HttpHeader> headers = {});
/// Status 200 with a fixture.
HttpReply replyOf(std::string_view path);

/// A moment in 2026: at("2026-03-05T06:07:08Z").
UtcTime at(std::string_view text);
/// Keys of every field any provider has, so that one input serves all. All are longer than eight characters and made up.
Credentials allKeys();
/// 2026-03-01 to 2026-03-07, polled on the 7th, with all keys.
PollInput sampleInput();

/// Plays the recorded routes of a provider: matches method, path, query and body, and of several the one with the most constraints.
class RoutePlayer
{
public:
    explicit RoutePlayer(std::string_view folder);
    /// 404 with an empty object where no route matches.
    HttpReply answer(const HttpRequest &request);
    const std::vector<HttpRequest> &asked() const { return m_asked; }

private:
    struct Route
    {
        std::string method{};
        std::string path{};
        std::map<std::string, std::optional<std::vector<std::string>>> query{};
        std::string bodyContains{};
        std::string action{};
        int status = 200;
        std::vector<HttpHeader> headers{};
        std::string bodyFile{};
        /// A value that must be there says more than one that must not.
        std::size_t constraints() const;
    };
    static bool matches(const Route &route, const HttpRequest &request);

    std::string m_folder;
    std::vector<Route> m_routes{};
    std::vector<HttpRequest> m_asked{};
};

/// Runs one report over its slices and pages as the sync does, and adds all pages up.
Result<PolledPage> runReport(const ApiReport &report, PollInput input, RoutePlayer &player);
const ApiReport &reportOf(const ProviderApi &api, std::string_view id);
/// One reply through one report.
Result<PolledPage> parsed(std::string_view api, std::string_view report, const HttpReply &reply, const PollInput &input);

/// Sum of the billed amounts of the charges that `take` lets pass, as decimal text without zeros at its end.
template <typename Take>
std::string billedSum(const std::vector<Charge> &charges, Take take)
{
    Int128 sum = 0;
    for (const Charge &charge : charges) {
        if (charge.billed && take(charge)) {
            sum += charge.billed->atto;
        }
    }
    return formatDecimal(sum, MoneyScale);
}
std::string billedSum(const std::vector<Charge> &charges);
/// All counts of all buckets, the missing ones as 0.
TokenCounts tokenSum(const std::vector<UsageBucket> &buckets);
RareCounts rareSum(const std::vector<UsageBucket> &buckets);
std::int64_t requestSum(const std::vector<UsageBucket> &buckets);

/// Name of a problem's cause with its field, for comparing: "31 data[].start_time".
std::string told(const PolledPage &page);

} // namespace tokenmeter::testing::providers
