// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Breakdown.h"
#include "format/MeasureText.h"
#include "theme/ModelColours.h"

#include <QCoreApplication>
#include <QStringList>

#include <memory>
#include <span>
#include <unordered_map>

namespace tokenmeter
{

enum class BreakdownColumn {
    Name, Cost, Share, Against, Tokens, Input, CacheRead, CacheWrite, Output, Reasoning, Requests, CacheHit, Unpriced, Course,
};
inline constexpr int BreakdownColumnCount = int(BreakdownColumn::Course) + 1;

/// What the nodes of a breakdown are called and what their cells say. Table, treemap and donut all ask here, so that they
/// agree to the cent: amounts of one level are rounded so that they add up to the amount above them as it is written.
/// Answers are made when asked for, since a large tree has a hundred times more rows than are seen.
class BreakdownRows
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BreakdownRows)
public:
    BreakdownRows(std::shared_ptr<const Breakdown> data, Measure measure, const ModelColours &colours);

    const Breakdown &data() const { return *m_data; }
    const BreakdownNode &node(BreakdownNodeId id) const { return m_data->nodes[id]; }
    const MeasureText &measure() const { return m_measure; }

    QString label(BreakdownNodeId id) const;    ///< short: "atlas-api", "Claude Opus 5", "(no project)"
    QString fullName(BreakdownNodeId id) const; ///< "/home/ada/atlas-api"
    /// Labels from the outermost to the node: "atlas-api · Claude Opus 5"
    QString path(BreakdownNodeId id) const;
    /// The model's, or of the model that the node belongs to; else the one colour of dimensions.
    Look look(BreakdownNodeId id) const;
    bool hasSwatch(BreakdownNodeId id) const;

    /// A node, or some siblings together.
    struct Figures
    {
        Spend spend{};
        Money inCurrency{};
        Money shown{}; ///< inCurrency as it is written, closed with its siblings
        BreakdownBefore before{};
        bool isGone = false;
    };
    Figures of(BreakdownNodeId id) const;
    Figures sumOf(std::span<const BreakdownNodeId> siblings) const;

    Int128 value(const Figures &figures) const; ///< in the measure
    Int128 value(BreakdownNodeId id) const;
    Int128 before(const Figures &figures) const;
    Int128 before(BreakdownNodeId id) const;
    Int128 total() const { return value(0); }
    bool isUnpriced(const Figures &figures) const; ///< nothing of it has a price, though it was used
    bool isOnNoBill(const Figures &figures) const; ///< of billed cost: used, and no line of a bill names it; that is no zero
    bool isPartlyUnpriced(const Figures &figures) const; ///< its cost is "at least"
    /// No part of the cost is known in the currency: no price, or no exchange rate.
    bool isUnknown(const Figures &figures) const;

    QString cell(const Figures &figures, BreakdownColumn column) const;
    QString exactCell(const Figures &figures, BreakdownColumn column) const;
    /// In the measure, with its symbol: "$141.20", "214 M", "no price".
    QString amount(const Figures &figures) const;
    QString share(const Figures &figures) const;
    QStringList notes(const Figures &figures) const; ///< what the number does not contain
    QString header(BreakdownColumn column) const;
    QString headerToolTip(BreakdownColumn column) const;
    QString periodText() const;   ///< of what has passed: "1–18 Nov"
    QString comparedText() const; ///< "1–18 Oct"

    static QString dimensionName(Dimension dimension, const std::string &tagKey); ///< "Project", "client" for a tag
    static QString missingName(Dimension dimension, const std::string &tagKey);   ///< "(no project)"
    static QString otherName(std::size_t count);
    static QString columnName(BreakdownColumn column); ///< for menus

private:
    Money shown(BreakdownNodeId id) const;
    QString cost(const Figures &figures, bool withSymbol) const;

    std::shared_ptr<const Breakdown> m_data;
    MeasureText m_measure;
    int m_decimals = 2;
    std::vector<Look> m_looks; ///< one a model
    mutable std::unordered_map<BreakdownNodeId, Money> m_shown;
    mutable std::unordered_map<std::string, QString> m_projects;
};

} // namespace tokenmeter
