// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Langfuse, a project's metrics. Source: its API definition, "Metrics" (v2) and "Daily metrics" (v1, for older servers). Rows by
/// model and day in UTC; numbers may be strings. Cost is Langfuse's estimate or what the client sent, in dollars.
ProviderApi langfuseApi();

} // namespace tokenmeter
