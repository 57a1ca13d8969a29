// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// The sentences of the status bar. Empty means: not shown.
struct WindowStatus
{
    bool failed = false;     ///< the dot is red
    bool empty = false;      ///< no dot: nothing was read yet
    QString facts{};         ///< "Logs read to 14:32 · 21,480 requests in view · 99.5 % of tokens priced"
    QString job{};           ///< "Importing 120 of 1,563 files"
    int permille = -1;       ///< of the job; -1 = not known
    QString failureLink{};   ///< "2 problems"
    QString surroundings{};  ///< "Prices as of 16 Nov 2026 · Europe/Berlin"
};

/// What statusOf() looks at.
struct StatusFacts
{
    const OverviewData *data = nullptr; ///< null = no answer yet
    bool isOfTheView = true; ///< false: the answer leaves a part of the filter out, and its sums are not those in view
    ImportProgress progress{};
    std::optional<double> reading{}; ///< part of a long read that is done
    std::size_t unseenProblems = 0;
    bool ledgerFailed = false;
    QString catalogueVersion{};
    bool narrow = false;
};

class WindowStatusText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::WindowStatusText)
public:
    static WindowStatus statusOf(const StatusFacts &facts, const Zone &zone, UtcTime now);
    /// Never "100 %" while a token has no price.
    static QString pricedShare(std::int64_t unpriced, std::int64_t total);
};

} // namespace tokenmeter
