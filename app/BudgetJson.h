// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetStatus.h"

#include <QJsonObject>

namespace tokenmeter
{

/// A budget and how it stands, as `budget check --json` prints it.
QJsonObject toJson(const BudgetStatus &status);
/// {"currency": "USD", "amount": "21.560000000"} or {"unit": "tokens", "amount": "120000"}
QJsonObject amountJson(const Budget &budget, Int128 amount);

} // namespace tokenmeter
