// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/ReviewPeriod.h"
#include "print/ReviewFile.h"

#include <QByteArray>
#include <QString>

namespace tokenmeter
{

/// The month before the one that holds the day.
NamedPeriod lastMonth(LocalDay today);

/// Where each month's review is written once it is over. A value of this computer, not of a ledger.
struct ReviewSchedule
{
    static constexpr char Name[] = "review.schedule"; ///< of the stored value

    QString folder{}; ///< absolute; empty: nothing is written
    ReviewForm form = ReviewForm::Pdf; ///< Pdf or Html
    QString lastWritten{}; ///< "2026-10"

    bool isOn() const { return !folder.isEmpty(); }
    /// On, and not yet written: neither this month nor a later one, which a clock that went back would write again.
    bool isDue(const NamedPeriod &month) const;
    ReviewSchedule written(const NamedPeriod &month) const;
    friend bool operator==(const ReviewSchedule &, const ReviewSchedule &) = default;
};

/// Anything that is no stored schedule is one that is off.
ReviewSchedule readReviewSchedule(const QByteArray &stored);
/// Empty for one that is off and was never on.
QByteArray textOf(const ReviewSchedule &schedule);

} // namespace tokenmeter
