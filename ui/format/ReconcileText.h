// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Reconciliation.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Billed against metered, in words: names of the steps, what each means and what to do about it.
class ReconcileText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReconcileText)
public:
    /// "Seen only by the provider"
    static QString step(ReconcileStep step);
    /// One or two short words, for below a bar: "Provider only".
    static QString shortStep(ReconcileStep step);
    static QString tier();      ///< of PriceAndTier, what is the tier
    static QString price();     ///< and what is not
    static QString residual();  ///< "Unexplained"
    static QString shortResidual();
    static QString metered();   ///< "Metered, list cost"
    static QString shortMetered();
    static QString billed();

    /// One sentence or two: what it is, and what to do. Of PriceAndTier as a whole, that it cannot be told apart.
    static QString meaning(ReconcileStep step, BillDetail detail);
    static QString tierMeaning();
    static QString priceMeaning();
    static QString residualMeaning(BillDetail detail, bool isZero);
    static QString roundingUnknown(); ///< no total is stated
    static QString meteredMeaning();
    static QString billedMeaning();

    /// A sentence: "Reconciled within 0.0126 %."
    static QString badge(const Reconciliation &result);
    /// The same for a pill: "Reconciled within 0.0126 %"
    static QString badgeWords(const Reconciliation &result);
    /// "claude-opus-5: billed is 0.9000 of list on every day. A discount?"
    static QString ratio(const std::string &model, std::int64_t billionths);
    /// "cache read"; empty: the bill does not say.
    static QString tokenClass(TokenClass tokenClass);
};

} // namespace tokenmeter
