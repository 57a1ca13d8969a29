// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/OverviewHost.h"

namespace tokenmeter
{

OverviewHost::OverviewHost(QWidget *parent) : QWidget{parent} {}

void OverviewHost::showAnswer(const OverviewData &, const ViewState &, bool) {}

void OverviewHost::setLoading(bool) {}

} // namespace tokenmeter
