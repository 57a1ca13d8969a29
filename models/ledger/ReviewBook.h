// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/PeriodClose.h"
#include "core/ReviewFact.h"
#include "ledger/Query.h"
#include "ledger/ReviewFactJson.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// The bodies of the reader's and writer's methods about the review of periods. Inside a transaction. Throw.
namespace reviewbook
{
std::vector<PeriodClose> closes(Connection &connection);
/// Those that hold: of closes that stand, shown in closes that stand.
std::vector<SettledAdjustment> settled(Connection &connection);
std::vector<ReviewFact> facts(Connection &connection);
std::optional<ReviewFact> fact(Connection &connection, std::int64_t id);

/// @return as stored: uuid, machine, time, hashes
PeriodClose addClose(Connection &connection, PeriodClose close, UtcTime now);
void addSettled(Connection &connection, SettledAdjustment adjustment, UtcTime now);
/// @return number of the reopening
std::int64_t reopen(Connection &connection, std::int64_t close, const std::string &why, UtcTime now);

ReviewFact addFact(Connection &connection, const ReviewFactBody &what, UtcTime now);
ReviewFact editFact(Connection &connection, const ReviewFact &before, const ReviewFactBody &what, UtcTime now);
void removeFact(Connection &connection, std::int64_t id, UtcTime now);

/// Notes beside an entry of the journal what it made, or what a fact was before it.
void noteClose(Connection &connection, std::int64_t sequence, std::int64_t close);
void noteReopening(Connection &connection, std::int64_t sequence, std::int64_t reopening);
void noteFactBefore(Connection &connection, std::int64_t sequence, std::int64_t id, const std::optional<ReviewFact> &before);
/// Undoes what an entry of the journal did to a close or a fact. Problem: NothingToUndo when another close of these days stands.
void takeBack(Connection &connection, std::int64_t sequence, UtcTime now);

/// How many rows are not what their seals say.
std::int64_t brokenSeals(Connection &connection);
} // namespace reviewbook

/// What the seal of a close, or of an adjustment, must be.
std::string sealOf(const PeriodClose &close);
std::string sealOf(const SettledAdjustment &adjustment);

} // namespace tokenmeter
