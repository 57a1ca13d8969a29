// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Alibaba Cloud (Model Studio): the bill by billing item, and the balance. Sources: BssOpenApi 2017-12-14 "DescribeInstanceBill" and
/// "QueryAccountBalance"; Model Studio's "Bill query and cost management" for the parts of an instance id.
/// Days are those of Beijing. Amounts of the bill are numbers in the major unit; balances are strings that may hold separators of
/// thousands. The bill is of the whole cloud account: what is nothing of Model Studio's is marked as another product.
ProviderApi alibabaApi();

} // namespace tokenmeter
