// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <QByteArray>

namespace tokenmeter
{

/// The review as one HTML file in UTF-8: no script, nothing from elsewhere, and a content policy that forbids all but its own style sheet.
/// Everything that is not of this program is escaped. Light or dark as the browser says, light on paper. In the program's language;
/// equal reviews make equal bytes on every computer.
QByteArray reviewHtml(const ReviewData &review);

} // namespace tokenmeter
