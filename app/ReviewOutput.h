// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <QString>

namespace tokenmeter
{

/// The review for a terminal: headline, figures, why it changed, what moved, what must be known. What fills pages (days, all projects) is left
/// to the files.
QString reviewSummary(const ReviewData &review);

} // namespace tokenmeter
