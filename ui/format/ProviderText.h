// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace tokenmeter
{

/// What a provider's billing interface wants and tells, in words. Names of providers, pages and permissions are proper names and
/// are not in here.
class ProviderText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ProviderText)
public:
    /// "An administrator's key of the organization; ..."
    static QString need(KeyNeed need);
    /// "what is billed"; to be used in lists.
    static QString insight(Insight insight);
    /// A sentence.
    static QString caveat(Caveat caveat);
    /// "balance"
    static QString yield(Yield yield);
    /// That nobody tried it against the real service; a sentence.
    static QString untried();

    static const std::vector<Insight> &insights(); ///< all of them
};

} // namespace tokenmeter
