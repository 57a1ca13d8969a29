// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Overview.h"
#include "format/MeasureText.h"
#include "shell/FilterTerms.h"
#include "shell/Period.h"

#include <QString>

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
    QString currency{QStringLiteral("USD")};
    friend bool operator==(const ViewState &, const ViewState &) = default;
};

/// True when going from one to the other is a step that Back should undo. Another measure or currency shows the same
/// usage in other words and is none.
bool isNavigation(const ViewState &from, const ViewState &to);

/// The question behind the view. `page` and `measure` do not take part: they choose how the answer is drawn.
OverviewRequest requestOf(const ViewState &view, const NameBook &names, const Zone &zone, UtcTime now);

} // namespace tokenmeter
