// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/UsageRecord.h"

namespace tokenmeter
{

/// What became of two copies of one record.
struct Merged
{
    UsageRecord record{};             ///< context and offset are those of the first copy
    bool attributionFromOther = false;
    bool servingFromOther = false;
    bool changed = false;             ///< differs from the first copy in anything but offset and context
};

/// Joins two copies of one request. Commutative, associative and idempotent (a join of a lattice), so no order,
/// repetition or grouping of copies changes the result; tests prove it on random copies. Per part:
/// - counts, requests: the larger of each (output grows while an answer streams);
///   `input` comes from the copies that have cache fields, when any has;
/// - time: of the copies with the most exact time, the earliest; end: the latest;
/// - attribution: a copy outside side-chains before one inside; then one that names a session, one that names a project; then the smaller text;
/// - serving: the copy with the larger output; then the larger text, so that a named model beats an unnamed one;
/// - reported amount: the larger, then the longer text;
/// - flags: side-chain, weak and no-cache-fields only when both copies have them, the others when either has;
/// - stop reason: the larger number, so that a snapshot that does not know it yet loses; who tells of the session: likewise.
/// The identity of the strong copy stays when one of the two is weak.
Merged mergeCopies(const UsageRecord &first, const UsageContext &firstContext, const UsageRecord &other,
                   const UsageContext &otherContext);

} // namespace tokenmeter
