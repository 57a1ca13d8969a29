// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// AWS Cost Explorer, for Amazon Bedrock. Source: API reference, "GetCostAndUsage". Decimal strings by day (UTC), service and usage
/// type. Models of other vendors are services of their own whose names contain "Bedrock", so all services are asked for; what is none
/// of them is kept as another product. Each request is charged for.
ProviderApi awsCostExplorerApi();

} // namespace tokenmeter
