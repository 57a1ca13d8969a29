// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ProviderCalendar.h"
#include "core/Zone.h"

#include <chrono>
#include <string>
#include <vector>

namespace tokenmeter
{

/// East of UTC: where the provider cuts its days, by its first report that yields charges. 0 where none is known.
std::chrono::minutes providerMinutes(const std::string &provider);
/// The same as a zone of whole hours; UTC where there is none.
Zone providerZoneOf(const std::string &provider);
/// Reports of the provider that tell what another one tells (ApiReport::sameAs).
std::vector<RepeatedReport> repeatedReportsOf(const std::string &provider);
/// Both.
ProviderCalendar providerCalendarOf(const std::string &provider);

} // namespace tokenmeter
