// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/WaterfallChart.h"
#include "flow/Review.h"
#include "format/ReviewText.h"
#include "itemmodels/PageTable.h"
#include "pages/Page.h"
#include "widgets/KpiStrip.h"
#include "widgets/MoverList.h"
#include "widgets/PillTable.h"
#include "widgets/StepList.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A model or a project whose cost changed, as the movers show it.
struct ReviewMover
{
    bool isProject = false;
    std::string key{}; ///< catalogue key of a model; name of a project, empty = the source did not say
    Int128 before = 0, after = 0;
};

/// What the page says of a period. Values in, texts out.
class ReviewView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewView)
public:
    ReviewView(const PageContext &context, const ReviewData &review, const NameBook &names);

    std::vector<KpiCell> cells() const;
    /// What each figure leads to: a page, or nothing.
    std::vector<std::optional<ViewState>> cellViews() const;

    WaterfallData waterfall(std::size_t which) const;
    /// One a bar of the waterfall.
    std::vector<ReviewStep> bars(std::size_t which) const { return ReviewText::steps(m_review, which, true); }
    std::vector<StepRow> effectRows(std::size_t which) const; ///< all effects, zero ones faint, between both totals
    std::vector<ReviewStep> effectSteps(std::size_t which) const { return ReviewText::steps(m_review, which, false); }

    /// The records behind a step, of both periods; nothing where it is zero.
    std::optional<ViewState> records(const ReviewStep &step, std::size_t which) const;
    /// Its parts by project, model and class, largest first; they add up to it.
    PageTable parts(const ReviewStep &step, std::size_t which) const;

    std::vector<ReviewMover> movers(std::size_t most) const; ///< by size of the change
    std::vector<Mover> moverRows(const std::vector<ReviewMover> &movers) const;
    ViewState recordsOf(const ReviewMover &mover) const;

    std::vector<PillRow> reconciledRows() const;
    ViewState reconcileView(std::size_t row) const;
    std::vector<StepRow> unusualRows() const;
    ViewState recordsOfDay(LocalDay day) const;
    std::vector<PillRow> budgetRows() const;
    std::vector<StepRow> planRows() const;
    std::vector<StepRow> excludedRows() const; ///< unpriced, merged, excluded

    PageTable byDay() const;
    PageTable byProject() const;
    PageTable effects(std::size_t which) const;

    QString projectName(const std::string &project) const;
    QString modelName(const std::string &key) const;

private:
    Money money(Int128 atto) const { return Money::fromAtto(atto, m_review.currency); }
    ViewState recordsBetween(LocalDay from, LocalDay to) const;
    void setModels(ViewState &view, const std::vector<std::string> &keys) const;
    void setProjects(ViewState &view, const std::vector<std::string> &projects) const;
    PageTable cellsTable(const std::vector<ReviewCell> &cells, bool isByDay) const;

    const PageContext &m_context;
    const ReviewData &m_review;
    const NameBook &m_names;
    std::map<std::string, QString> m_projects{}; ///< short names
};

} // namespace tokenmeter
