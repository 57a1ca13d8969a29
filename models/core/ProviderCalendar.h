// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/RepeatedReport.h"
#include "core/Zone.h"

#include <vector>

namespace tokenmeter
{

/// How a provider's bills are to be read.
struct ProviderCalendar
{
    Zone zone = Zone::utc(); ///< in which it cuts days and months
    std::vector<RepeatedReport> repeatedReports{}; ///< that tell what another one tells, too
};

} // namespace tokenmeter
