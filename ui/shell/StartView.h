// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "shell/ViewState.h"

namespace tokenmeter
{

/// As the user chose; where there was no choice, as the locale has it.
PeriodRules rulesOf(const Settings &settings);

/// Where the window stood last, else the present month.
ViewState startView(const WindowServices &services);

/// For the next start.
void keepAsStart(WindowServices &services, const ViewState &view);

} // namespace tokenmeter
