// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ReviewFact.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// Numbers of review_fact.kind. Stored: never renumber.
enum class ReviewFactKind : int { Note = 1, Outcome = 2, Annotation = 3 };
ReviewFactKind kindOf(const ReviewFactBody &what);

/// What the user decided, as JSON.
std::string reviewFactText(const ReviewFactBody &what);
/// Problem: BadArgument("review", the key); the ledger was damaged or is of a later version.
Result<ReviewFactBody> readReviewFactText(ReviewFactKind kind, std::string_view text);

} // namespace tokenmeter
