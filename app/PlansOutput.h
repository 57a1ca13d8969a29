// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Plan.h"
#include "flow/PlanStandings.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace tokenmeter
{

/// A plan and how it stands, as `plans list --json` prints it.
QJsonObject toJson(const PlanStanding &standing, const Zone &zone);
/// {"provider": "alibaba", "order": "quota,pack,subscription,discount"}
QJsonObject toJson(const PlanOrder &order);

/// What is left of each, for people.
QString plansTable(const std::vector<PlanStanding> &standings, const std::vector<PlanOrder> &orders, LocalDay today, const Zone &zone);
/// The cycles of subscriptions.
QString worthTable(const std::vector<PlanStanding> &standings, LocalDay today);

} // namespace tokenmeter
