// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Anthropic's Admin API: messages usage, cost and Claude Code reports. Source: "Usage and Cost API", "Claude Code Analytics API",
/// and the API reference of the three reports.
/// The four input counts of the messages report are disjoint. Amounts are cents: decimal strings in the cost report, numbers in the
/// Claude Code report, whose cost is an estimate also for those who pay a subscription. Buckets are days in UTC, or hours.
ProviderApi anthropicApi();

} // namespace tokenmeter
