// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Adjustments.h"
#include "core/RepeatedReport.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "pricing/Pricer.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What a period adds up to now, and what it stands on.
struct PeriodCells
{
    ClosedCells cells{};
    std::string basisHash{};
    std::int64_t records = 0;
};

/// Reads every record of the period. @param learnedAfter cells of records that were learned later are told apart
Result<PeriodCells> periodCells(LedgerReader &reader, const NamedPeriod &period, const Zone &zone, std::optional<UtcTime> learnedAfter = {},
                                const ReadProgress &progress = {});
/// The same cells, none of them late, from the ledger's sums: some milliseconds, and no hash.
Result<ClosedCells> periodSums(LedgerReader &reader, const NamedPeriod &period, const Zone &zone);

/// An account whose bill the period should have been compared with.
struct AccountToReconcile
{
    BillingAccount account{};
    Zone providerZone = Zone::utc();
    std::vector<RepeatedReport> repeatedReports{};
};

/// What a period lacks before it is closed.
struct OpenPoints
{
    bool isOver = false; ///< no moment of it is to come
    struct Unpriced
    {
        std::string provider{};
        std::string model{}; ///< raw, like the provider
        std::int64_t requests = 0;
        std::int64_t tokens = 0;
    };
    std::vector<Unpriced> unpriced{}; ///< most tokens first
    enum class Lack : std::uint8_t {
        Running,   ///< the provider's month is not over
        NoBill,    ///< no charge of it is known
        Gaps,      ///< a report does not reach to its end, or was cut
        Unread,    ///< charges without an amount or a currency
        Undecided, ///< nobody said who pays for a format
        Residual,  ///< more than one per cent of the bill is not explained
    };
    struct Account
    {
        std::string name{};
        NamedPeriod month{};
        Lack lack = Lack::Gaps;
        std::optional<std::int64_t> residualPpm{}; ///< of Residual; nothing: nothing is billed and yet something is left
    };
    std::vector<Account> accounts{}; ///< as they were given; one lack of each month
    bool isReady() const { return isOver && unpriced.empty() && accounts.empty(); }
};

/// Accounts are looked at for the calendar months that begin in the period.
Result<OpenPoints> openPointsOf(LedgerReader &reader, Pricer &pricer, const NamedPeriod &period, const Zone &zone,
                                std::span<const AccountToReconcile> accounts, UtcTime now);

/// How a close stands today.
struct CloseStanding
{
    PeriodClose close{};
    ClosedCells frozen{};
    /// Shown in later closes already. Frozen + settled + pending = today's cells, for every currency to the last digit.
    struct Settled
    {
        NamedPeriod shownIn{};
        UtcTime time{};
        std::vector<Adjustment> adjustments{};
    };
    std::vector<Settled> settled{}; ///< in the order in which they were
    std::vector<Adjustment> pending{};
    NamedPeriod shownIn{};  ///< the open month that shows what is pending
    bool isCounted = true;  ///< false: a shorter closed period overlaps it, and the open month shows that one's adjustments
    /// Whether records and prices are those of the close, or of what was settled last. Nothing: that was not asked for.
    std::optional<bool> isBasisSame{};
    std::optional<PeriodCells> today{}; ///< where records were read; late ones are told apart
    bool isUnchanged() const { return settled.empty() && pending.empty(); }
    std::size_t adjustmentCount() const;
};

/// The month that shows corrections of closed ones found on a day: the one before while it is not closed, since that is the month under
/// review, else the month of the day; the first later one when that is closed, too, or does not lie after the period.
NamedPeriod adjustmentMonth(std::span<const PeriodClose> closes, const NamedPeriod &closed, LocalDay today);

enum class LookAt : std::uint8_t {
    Sums,    ///< records are read only where the sums differ
    Records, ///< all are, and hashed
};
/// Every close that stands, by its days. Problems: the reader's; UnknownZone; BadArgument when a stored text is damaged.
Result<std::vector<CloseStanding>> closeStandings(LedgerReader &reader, UtcTime now, LookAt look, const ReadProgress &progress = {});

struct CloseRequest
{
    NamedPeriod period{};
    Zone zone = Zone::utc();
    Currency currency{};   ///< of the figures; none: kept apart
    bool soFar = false;    ///< a period that is not over is closed up to today, today included
    std::string why{};
    std::string figures{}; ///< JSON of what was shown
    UtcTime now{};
};

/// The days that a request would close. Problem: BadArgument("period", ...) when they are not over (without soFar), or have not begun.
Result<NamedPeriod> daysToClose(const CloseRequest &request);
/// Freezes the period, and settles in it what changed in closed ones and is shown in it. Problems: as daysToClose(), as LedgerWriter::addClose().
Result<PeriodClose> closePeriod(LedgerWriter &writer, LedgerReader &reader, const CloseRequest &request, const ReadProgress &progress = {});

} // namespace tokenmeter
