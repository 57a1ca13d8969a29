// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/FilterTerms.h"
#include "shell/NameBook.h"

#include <QCoreApplication>
#include <QString>

#include <string>

namespace tokenmeter
{

/// What a budget counts: its stored filter on one side, the terms of chips and filter line on the other.
class BudgetScope
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BudgetScope)
public:
    /// The terms that show the same usage on any page, by the names that people read where they are known. A stored filter
    /// that cannot be read gives none.
    static FilterTerms terms(const std::string &stored, const NameBook &names);
    /// The filter to be stored. Models keep the name that people read, so that raw names of tomorrow count, too.
    static std::string stored(const FilterTerms &terms, const NameBook &names);
    /// Why these terms cannot be a budget's; empty when they can. A budget is not about one session.
    static QString refusal(const FilterTerms &terms);
    /// One of them: the short name of a project, the proper name of a source.
    static QString label(FilterKey key, const FilterTerm &term, const NameBook &names);
    /// For people: "All usage", "Claude Opus 5", "atlas-api · tag client=a".
    static QString words(const FilterTerms &terms, const NameBook &names);
};

} // namespace tokenmeter
