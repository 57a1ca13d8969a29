// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Fireworks AI. Source: API reference, "List accounts" and billing summary. Money is whole units and billionths of one.
/// A range gives one total, so each day is asked for by itself. Lines without a rated cost are kept without an amount.
ProviderApi fireworksApi();

} // namespace tokenmeter
