// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/BandBars.h"
#include "charts/CourseTiles.h"
#include "charts/FrontierChart.h"
#include "itemmodels/PageTable.h"
#include "pages/CompareData.h"
#include "pages/Page.h"
#include "widgets/SideBySide.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// The user's own marks, 1 to 10, by catalogue key.
using ModelRatings = std::map<std::string, int>;
inline constexpr int BestRating = 10;
inline const QString OwnScale = QStringLiteral("own"); ///< in place of a benchmark's id
QByteArray toJson(const ModelRatings &ratings);
ModelRatings ratingsFrom(const QByteArray &json); ///< what is no rating is left out

/// What the page says of a comparison. Values in, texts out.
class CompareView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CompareView)
public:
    /// @param scale id of a benchmark, or OwnScale; one that is not there: the first
    CompareView(const PageContext &context, const CompareData &data, const ModelColours &colours, const ModelRatings &ratings, const QString &scale);

    /// Models from the dearest to the cheapest, then what has no figure: indices into the comparison's.
    const std::vector<std::size_t> &order() const { return m_order; }
    QString nameOf(std::size_t model) const;
    QString total() const;     ///< of all in view, in the view's measure
    QString replayed() const;  ///< "Replay of 21,480 requests"
    QString scope() const;     ///< "1–18 Nov, 2 filters"
    QStringList notes() const; ///< what must be known before the figures are believed

    BandBarsData bars() const;
    FrontierData frontier() const;
    /// Of a mark of the frontier: the model.
    std::vector<std::size_t> frontierModels() const;
    QString scaleNote() const; ///< source and day of the scores
    SideBySideData cards() const; ///< a column a model, in the order in which they were chosen
    CourseTilesData courses() const; ///< tiles in order(), those with a figure
    std::vector<std::size_t> courseModels() const;

    PageTable table() const; ///< footer: what it really was
    PageTable prices(std::size_t model) const;
    /// What a filter on it must name; nothing: it was not used.
    const CompareUsed *used(std::size_t model) const;

    static std::vector<std::pair<QString, QString>> scales(const CompareBasis &basis); ///< id and name
    static QString factorText(const FactorBand &band); ///< "× 1, 0.8 to 1.3"

private:
    struct Figure
    {
        bool hasValue = false;
        Int128 cost = 0, low = 0, high = 0, actual = 0; ///< attos of the view's currency
    };
    Figure figureOf(std::size_t model) const;
    bool tookAll(std::size_t model) const;
    std::optional<std::int64_t> qualityOf(std::size_t model) const; ///< thousandths
    const Benchmark *benchmark() const;
    QString shownCost(std::size_t model) const;
    QString bandText(std::size_t model) const;
    QString againstText(std::size_t model) const;
    QStringList notesOf(std::size_t model) const;
    QString perMillion(std::int64_t atto, Currency currency) const;
    QString classShares(const TokenCounts &tokens) const;
    QString priceText(std::size_t model, std::int64_t CompareFacts::*price) const;
    Money money(Int128 atto) const { return Money::fromAtto(atto, m_currency); }

    const PageContext &m_context;
    const CompareData &m_data;
    const Comparison &m_comparison;
    const CompareBasis &m_basis;
    const ModelRatings &m_ratings;
    QString m_scale;
    Currency m_currency;
    std::vector<Look> m_looks;
    std::vector<std::size_t> m_order;
};

} // namespace tokenmeter
