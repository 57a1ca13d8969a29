// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "flow/Pricing.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <QString>

#include <memory>

namespace tokenmeter
{

/// A ledger opened for one command: all on one thread.
struct LedgerAccess
{
    std::unique_ptr<LedgerWriter> writer{};
    std::unique_ptr<LedgerReader> reader{};
    std::unique_ptr<Pricer> pricer{};

    RateSource rates() const { return rateSourceOf(*pricer); }
};

/// Opens for reading and writing; makes a new ledger where there is none. `zone` is that of a new ledger's days.
/// @param busyTimeoutMs how long a write waits for another process before it fails with LedgerLocked
Result<LedgerAccess> openForWriting(const QString &path, const Zone &zone, UtcTime now, int busyTimeoutMs = 10'000);

/// Opens for reading only, so that a ledger in use, or on a medium that cannot be written, still answers. One of an older
/// version is brought up to date first, which leaves a copy; LedgerOlder where that cannot be written.
/// LedgerMissing when there is none.
Result<LedgerAccess> openForReading(const QString &path);

} // namespace tokenmeter
