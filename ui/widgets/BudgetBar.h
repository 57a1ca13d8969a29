// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace tokenmeter
{

/// What is spent, how far the period has gone and where it is likely to end, as marks on one bar. All are parts of what is
/// available: 1 is the limit.
struct BudgetMarks
{
    enum class Fill { Calm, Warning, Over };
    Fill fill = Fill::Calm;
    double spent = 0;
    bool atLeast = false; ///< a hatched part behind what is spent: more that has no amount
    bool faint = false;   ///< paused
    std::optional<double> now{};    ///< part of the period that has passed
    std::optional<double> likely{}; ///< spend at the end
    double low = 0, high = 0;       ///< of `likely`
    QString over{};       ///< "230 %": said where the bar ends too early to show it
};

namespace budgetbar
{

/// The track is in the middle of `rect`; triangle and tick stand out above and below it.
void paint(QPainter &painter, const QRectF &rect, const BudgetMarks &marks);
/// The largest part that a bar can show.
double most();

} // namespace budgetbar
} // namespace tokenmeter
