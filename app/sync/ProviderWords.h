// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

#include <QString>

namespace tokenmeter
{

/// Stable English words for JSON: "billed_cost", "late_by_a_day", "charges", "admin_key".
QString wordOf(Insight insight);
QString wordOf(Caveat caveat);
QString wordOf(Yield yield);
QString wordOf(KeyNeed need);

/// A view of ASCII or UTF-8 as text.
inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace tokenmeter
