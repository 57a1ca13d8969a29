// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/WaterfallChart.h"
#include "itemmodels/PageTable.h"
#include "pages/Page.h"
#include "pages/ReconcileData.h"
#include "widgets/KpiStrip.h"
#include "widgets/StepList.h"
#include "widgets/Tone.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace tokenmeter
{

/// One line between what was metered and what is billed.
struct ReconcileLineView
{
    enum class Kind {
        Metered,
        Step,
        Tier,  ///< of PriceAndTier, where the bill names tiers
        Price, ///< the rest of it
        Residual,
        Billed,
    };
    Kind kind = Kind::Step;
    ReconcileStep step = ReconcileStep::TimeZoneEdge; ///< of Step, Tier and Price
    Int128 amount = 0;   ///< exact
    QString shown{};     ///< rounded so that all lines close with the bill
    bool isTotal() const { return kind == Kind::Metered || kind == Kind::Billed; }

    /// What opening it leads to.
    enum class Opens { Nothing, Records, Charges, Edge };
    Opens opens = Opens::Nothing;
};

/// What the page says of one account's month. Values in, texts out.
class ReconcileView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReconcileView)
public:
    /// @param names models as people read them
    ReconcileView(const PageContext &context, const ReconcileData &data, std::size_t currency, const NameBook &names)
        : m_context{context}, m_data{data}, m_bill{data.month.currencies.at(currency)}, m_names{names}
    {
    }

    /// metered + all lines between = billed, to the last digit.
    std::vector<ReconcileLineView> lines() const;
    static QString title(const ReconcileLineView &line);
    QString meaning(const ReconcileLineView &line) const;

    std::vector<KpiCell> cells() const;
    WaterfallData waterfall() const; ///< lines that are 0 are left out, but for the residual
    /// Of a mark of the waterfall: the line of lines().
    std::vector<std::size_t> marks() const;
    std::vector<StepRow> rows() const;
    std::pair<Tone, QString> badge() const;
    QStringList notes() const; ///< what must be known before the figures are believed

    /// Where its records are; nothing: a line that has none of its own.
    std::optional<ViewState> records(const ReconcileLineView &line) const;
    /// The lines of the bill behind it.
    PageTable charges(const ReconcileLineView &line, const std::vector<PlacedCharge> &charges) const;
    PageTable edge(const std::vector<EdgeRecord> &records) const;
    /// How the line comes about: cells, lines of the bill, or days. Its footer is the line's amount.
    PageTable parts(const ReconcileLineView &line) const;
    PageTable table() const; ///< of the page

    QString monthName() const;

private:
    QString exact(Int128 atto) const;
    QString signedExact(const ReconcileLineView &line) const;
    Int128 amountAt(std::size_t cell, const ReconcileLineView &line) const;
    bool splitsTier() const;
    PageTable byDay() const;
    QString modelName(const std::string &model) const;

    const PageContext &m_context;
    const ReconcileData &m_data;
    const MonthReconciliation &m_bill;
    const NameBook &m_names;
};

} // namespace tokenmeter
