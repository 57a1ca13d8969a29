// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <QString>

namespace tokenmeter
{

/// Parts of a whole. A share of nothing is "–"; what is not zero is never "0 %".
class ShareText
{
public:
    /// "41 %", "< 1 %": for lists.
    static QString whole(Int128 part, Int128 total);
    /// "94.1 %": for tables and figures.
    static QString oneDecimal(Int128 part, Int128 total);
};

} // namespace tokenmeter
