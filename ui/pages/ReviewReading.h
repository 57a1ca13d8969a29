// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "flow/Closing.h"
#include "flow/Review.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

struct ReviewQuestion
{
    NamedPeriod period{};
    Zone zone = Zone::utc();
    UtcTime now{};
    Currency currency{"USD"};
};

/// What came of a period's spend, and what one of it cost.
struct CostedOutcome
{
    ReviewFact fact{};
    Money cost{};           ///< list cost of its period and project in the review's currency
    bool isAtLeast = false; ///< something of it has no price, or no exchange rate
    const WorkOutcome &outcome() const { return *fact.outcome(); }
    /// Of one; nothing for money saved and for a quantity of 0.
    std::optional<Money> costOfOne() const;
};

/// All that the page Review shows at once.
struct ReviewReading
{
    ReviewData review{};                    ///< of a closed period as it was frozen
    std::optional<LocalDay> nearestDataDay{}; ///< when the period is empty
    std::optional<CloseStanding> standing{};  ///< of the close of exactly these days, where one stands
    std::vector<PeriodClose> reopened{};      ///< closes of these days that were opened again, newest last
    std::vector<CloseStanding> shownHere{};   ///< closed periods whose corrections this one shows
    std::vector<ReviewFact> notes{};          ///< of the period, and of days and months inside it
    std::vector<CostedOutcome> outcomes{};    ///< likewise
    std::vector<CostedOutcome> earlier{};     ///< of the same kinds, of up to a year before; newest first
    std::vector<ReviewFact> annotations{};    ///< of its days
    OpenPoints open{};

    bool isClosed() const { return standing.has_value(); }
    /// Annotated: somebody said what happened.
    bool isExplained(LocalDay day) const;
};

Result<ReviewReading> reviewReadingOf(WindowServices::Reading reading, const ReviewQuestion &question);

/// What a review of these days is asked with: accounts are reconciled as their providers cut months.
ReviewRequest reviewRequestOf(const ReviewQuestion &question);

} // namespace tokenmeter
