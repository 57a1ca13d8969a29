// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Closing.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace tokenmeter
{

/// How closed periods are printed: as one JSON document, or as tables for people.
QJsonObject closeJson(const PeriodClose &close);
QJsonObject standingJson(const CloseStanding &standing);
QJsonObject openPointsJson(const OpenPoints &points);

/// @param all every close, reopened ones too
QString closedTable(const std::vector<CloseStanding> &standings, const std::vector<PeriodClose> &all);
/// A line for each point; empty when there is none.
QString openPointsText(const OpenPoints &points);

/// Adjustments of closed periods that the open month shows now: after prices have changed.
QJsonArray pendingJson(const std::vector<CloseStanding> &standings);
QString pendingText(const std::vector<CloseStanding> &standings);

} // namespace tokenmeter
