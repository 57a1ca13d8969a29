// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"

#include <functional>
#include <memory>
#include <vector>

namespace tokenmeter::testing
{

/// A chart with realistic data. A new chart is one more row of chartCases().
struct ChartCase
{
    const char *name = nullptr;
    std::function<std::unique_ptr<ChartWidget>()> make{};
};
const std::vector<ChartCase> &chartCases();

} // namespace tokenmeter::testing
