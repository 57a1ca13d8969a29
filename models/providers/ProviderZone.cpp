// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ProviderZone.h"

#include "providers/Provider.h"

namespace tokenmeter
{

std::chrono::minutes providerMinutes(const std::string &provider)
{
    if (const ProviderApi *api = providerApiById(provider)) {
        for (const ApiReport &report : api->reports) {
            if (report.doesYield(Yield::Charges)) {
                return report.plan.zone;
            }
        }
    }
    return std::chrono::minutes{0};
}

Zone providerZoneOf(const std::string &provider)
{
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(providerMinutes(provider)).count();
    if (hours == 0) {
        return Zone::utc();
    }
    // POSIX counts west of Greenwich: eight hours east is GMT-8.
    const std::string id = "Etc/GMT" + std::string{hours > 0 ? "-" : "+"} + std::to_string(hours > 0 ? hours : -hours);
    return Zone::byId(id).value_or(Zone::utc());
}

std::vector<RepeatedReport> repeatedReportsOf(const std::string &provider)
{
    std::vector<RepeatedReport> repeated;
    if (const ProviderApi *api = providerApiById(provider)) {
        // Bills that were imported as files tell what the interface tells, and count where it has nothing.
        for (const ApiReport &report : api->reports) {
            if (report.doesYield(Yield::Charges) && report.sameAs.empty()) {
                repeated.push_back({provider + "-cost-csv", std::string{report.id}});
                break;
            }
        }
        for (const ApiReport &report : api->reports) {
            if (!report.sameAs.empty()) {
                repeated.push_back({std::string{report.id}, std::string{report.sameAs}});
            }
        }
    }
    return repeated;
}

ProviderCalendar providerCalendarOf(const std::string &provider)
{
    return {providerZoneOf(provider), repeatedReportsOf(provider)};
}

} // namespace tokenmeter
