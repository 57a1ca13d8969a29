// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Google Cloud billing (Gemini API, Vertex AI) through the export to BigQuery, and Vertex AI's tokens through Cloud Monitoring.
/// Sources: "Structure of Standard data export", BigQuery REST v2 "jobs.query" and "jobs.getQueryResults", OAuth 2.0 for
/// service accounts, Cloud Monitoring v3 "timeSeries.list". Scalars of BigQuery are strings; cost is before credits, which are
/// negative, so that what is billed is their sum. Days are cut in UTC. No rows at all mean that there is no export.
ProviderApi googleBillingApi();

} // namespace tokenmeter
