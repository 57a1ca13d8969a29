// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <vector>

namespace tokenmeter
{

/// Short labels for projects that are known by their folders: "atlas-api" for "/home/dev/atlas-api"; as many parents as
/// it takes to tell two apart ("job/api", "home/api"). One label a name, in their order. Names that are no paths stay.
QStringList projectLabels(const std::vector<std::string> &names);

} // namespace tokenmeter
