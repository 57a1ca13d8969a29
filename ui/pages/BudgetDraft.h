// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Budget.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <vector>

namespace tokenmeter
{

/// What people write into the fields of a budget, read strictly and refused in words.
class BudgetDraft
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BudgetDraft)
public:
    template <class T>
    struct Read
    {
        std::optional<T> value{};
        QString refusal{}; ///< why there is no value
    };
    /// "50", "1,000.50", "$50", of tokens also "20 M". Zero is a limit; negative, empty and huge amounts are none.
    static Read<Int128> limit(const QString &text, Currency currency);
    /// "50, 80, 100" with or without signs of per cent; empty is no threshold at all.
    static Read<std::vector<int>> thresholds(const QString &text);

    /// How they are written into the fields.
    static QString text(Int128 limit, Currency currency);
    static QString text(const std::vector<int> &thresholds);
};

} // namespace tokenmeter
