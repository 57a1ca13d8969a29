// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/BandBars.h"
#include "flow/Calculation.h"
#include "itemmodels/PageTable.h"
#include "itemmodels/SheetModel.h"
#include "theme/ModelColours.h"

#include <QCoreApplication>

#include <cstddef>
#include <vector>

namespace tokenmeter
{

/// What the calculator says of a calculation. Values in, texts out.
class CalculatorView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CalculatorView)
public:
    /// @param currency of the bars; amounts in others stand beside them
    CalculatorView(const Calculation &calculation, Currency currency, const ModelColours &colours);

    /// Models from the cheapest to the dearest, then what has no figure.
    const std::vector<std::size_t> &order() const { return m_order; }
    BandBarsData bars() const;
    std::vector<SheetColumn> columns() const;
    std::vector<std::vector<SheetCell>> rows() const;
    PageTable table() const;
    QString size() const; ///< of a text that is not shown: "Text of 3.2 MB, 3,104,882 characters"
    QString found() const;    ///< what was read of the pasted text
    QString requests() const; ///< "1,000 requests in the first month, 1,796 in the twelfth"
    QString note() const;     ///< names that stand for no model; empty = none
    bool isEstimate() const { return m_calculation.question.counted != CalculatorQuestion::Counted::Given; }

private:
    QString amountText(const CalculatedBand &band) const;
    QString nameOf(std::size_t model) const;

    const Calculation &m_calculation;
    Currency m_currency;
    std::vector<std::size_t> m_order;
    std::vector<Look> m_looks;
};

} // namespace tokenmeter
