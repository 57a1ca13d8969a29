// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Plan.h"
#include "core/Problem.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

namespace tokenmeter
{

/// What people write into the fields of a plan, read strictly and refused in words.
class PlanDraft
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PlanDraft)
public:
    template <class T>
    struct Read
    {
        std::optional<T> value{};
        QString refusal{}; ///< why there is no value
    };
    /// "20", "1,000.50", "$20": attos of a currency, not negative.
    static Read<Int128> amount(const QString &text);
    /// "1000000", "1,000,000", "20 M": more than none.
    static Read<std::int64_t> tokens(const QString &text);
    /// "15", "12.5 %" off the list price: the factor that is left, in billionths.
    static Read<std::int64_t> percentOff(const QString &text);

    /// Why checkPlan() refuses it, as one of the sentence's fields would say.
    static QString refusal(const Problem &problem);

    /// How they are written into the fields.
    static QString amountText(Int128 atto);
    static QString percentText(std::int64_t multiplier);
};

} // namespace tokenmeter
