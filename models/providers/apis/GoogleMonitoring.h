// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Tokens of Vertex AI by hour, model and direction. Source: Cloud Monitoring v3, "timeSeries.list", metric
/// aiplatform.googleapis.com/publisher/online_serving/token_count. No split by cache. Needs the handover "monitoring-token".
ApiReport googleMonitoringReport();

} // namespace tokenmeter
