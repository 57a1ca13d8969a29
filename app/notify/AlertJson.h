// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"

#include <QJsonObject>

#include <vector>

namespace tokenmeter
{

/// One alert for programs: numbers, names, exact amounts, instants in UTC.
QJsonObject toJson(const Alert &alert);
/// The same with its state ("open", "acknowledged", "snoozed", "muted") and what became of its deliveries.
QJsonObject toJson(const Alert &alert, const std::vector<Delivery> &deliveries, UtcTime now);

/// "threshold", "exceeded"...
const char *nameOf(AlertKind kind);
const char *nameOf(DeliveryState state);
/// "2026-10-01T00:00:00Z"
QString rfc3339(UtcTime time);

} // namespace tokenmeter
