// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "flow/Review.h"

namespace tokenmeter
{

/// Prints a review or writes it into a file. A PDF needs a QApplication.
int runReview(const CommandContext &context, const ReviewCommand &command);

} // namespace tokenmeter
