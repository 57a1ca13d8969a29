// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/BreakdownModel.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// Rows whose name, short or in full, holds a text in letters of any case: in the order in which they stand, folded ones too.
std::vector<BreakdownNodeId> nodesNamed(const BreakdownModel &model, const QString &text);

} // namespace tokenmeter
