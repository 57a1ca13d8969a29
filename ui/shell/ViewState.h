// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Overview.h"
#include "format/MeasureText.h"
#include "shell/FilterTerms.h"
#include "shell/Period.h"

#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace tokenmeter
{

class NameBook;

/// What is in view. Two equal states show the same.
struct ViewState
{
    QString page{QStringLiteral("overview")}; ///< names as in `tokenmeter screenshot`
    Period period{};
    FilterTerms filter{};
    Measure measure = Measure::Cost;
    ViewBasis basis = ViewBasis::List; ///< wanted; pages show shownBasis()
    QString currency{QStringLiteral("USD")};
    /// How pages draw: "trends.step" = "week". Each page names its own; what is not there has the page's default.
    std::map<QString, QString> options{};
    friend bool operator==(const ViewState &, const ViewState &) = default;
};

/// True when going from one to the other is a step that Back should undo. Another measure, currency or option shows the
/// same usage in other words and is none.
bool isNavigation(const ViewState &from, const ViewState &to);

/// The same length of view, where the day is: the period of the same kind; the month when the view's was chosen freely.
ViewState movedTo(const ViewState &view, LocalDay day, const PeriodRules &rules);

/// What a page can show, list cost first. One choice is none: there is no switch.
std::vector<ViewBasis> basesOf(const QString &page);
/// What a page was told to do in this view; empty where it was told nothing.
QString optionOf(const ViewState &view, const char *name);
/// What a filter or a group asks that no bill tells: "session", "tag". Empty: billed cost can be shown.
QString notOnBills(const ViewState &view);
/// The wanted basis where the page can answer it for this filter; else list cost.
ViewBasis shownBasis(const ViewState &view);
/// The same as a question wants it.
BasisChoice basisChoiceOf(const ViewState &view);

/// Filtered by these models alone, as one reads them.
ViewState filteredBy(const ViewState &view, const QStringList &rawModels, const NameBook &names);

/// The filter, and the question, behind the view. `page` and `measure` do not take part: they choose how the answer is drawn.
UsageFilter usageFilterOf(const ViewState &view, const NameBook &names);
OverviewRequest requestOf(const ViewState &view, const NameBook &names, const Zone &zone, UtcTime now);

} // namespace tokenmeter
