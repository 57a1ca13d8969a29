// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/Proposal.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Changes of a price list in words.
class PriceChangeText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PriceChangeText)
public:
    static QString kind(ChangeKind kind); ///< "price added"
    /// Why it must be looked at: "more than ten times dearer or cheaper"; empty = nothing.
    static QString guards(std::uint32_t guards);
};

} // namespace tokenmeter
