// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "pricing/Pricer.h"

#include <memory>

namespace tokenmeter
{

/// The catalogue that a ledger has accepted; the built-in one where it names that, or none yet.
Result<std::shared_ptr<const Catalogue>> catalogueOf(LedgerReader &reader);

/// The pricer of a ledger: its catalogue and its own prices.
Result<std::unique_ptr<Pricer>> pricerOf(LedgerReader &reader);

/// Whether the pricer above stands for the prices that the ledger has accepted. False after the program came with a
/// newer catalogue that the user has not accepted yet: stored amounts then rightly differ from what it would say.
Result<bool> isCatalogueAccepted(LedgerReader &reader);

/// The ledger's view of a pricer. The pricer must outlive it, and both belong to one thread.
RateSource rateSourceOf(Pricer &pricer);

/// A new ledger takes the built-in catalogue. One that was priced by an older catalogue keeps those prices until the
/// user accepts the newer one.
Result<Done> adoptCatalogue(LedgerWriter &writer, LedgerReader &reader, UtcTime now);

} // namespace tokenmeter
