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
/// - the prompt's classes (input, cache, audio and images) are taken together from one copy, for another may split the same prompt otherwise: one with
///   cache fields before one without; the larger sum of classes; the smaller plain input, which is the finer split; the more written for an hour, cached
///   audio, audio, images, cache reads. Snapshots of one split grow, so the largest of each class is the last one's, and this takes just that one;
/// - of sums (AggregateFlag, which goes before a request and stays with its prompt) the largest of each class: both are of one source, which has one split and may
///   write a class a line;
/// - the answer's classes likewise: the larger sum of output, audio and images, the smaller plain output, the more audio. Reasoning is part of that
///   output: the largest of the copies that have just this answer;
/// - web searches, requests: the larger of each;
/// - time: of the copies with the most exact time, the earliest; end: the latest;
/// - attribution: a copy outside side-chains before one inside; then one that names a session, one that names a project; then the smaller text;
/// - serving: the copy with the larger answer (all its classes); then the larger text, so that a named model beats an unnamed one;
/// - reported amount: the larger, then the longer text;
/// - flags: side-chain, weak and no-cache-fields only when both copies have them, the others when either has;
/// - stop reason: the larger number, so that a snapshot that does not know it yet loses; who tells of the session: likewise.
/// The identity of the strong copy stays when one of the two is weak.
Merged mergeCopies(const UsageRecord &first, const UsageContext &firstContext, const UsageRecord &other,
                   const UsageContext &otherContext);

/// Puts the prompt's classes of one copy in the place of another's, together as they are split, and whether they are a sum.
void takePrompt(UsageRecord &into, const UsageRecord &from);

} // namespace tokenmeter
