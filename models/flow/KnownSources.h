// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/CreditMemo.h"
#include "import/Discovery.h"
#include "ledger/LedgerReader.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// The sources that the ledger has read before, as they lie on disk now, and the other folders of a tool whose own folder is among them
/// (a project is new, the tool was moved): nothing is looked for of a tool that was never imported, and a source that is gone is left out. Sources of a mapping profile are left out, since only the user has the profile.
/// @param places where the tools keep their logs; a source there is read as discovery would
Result<Discovery> knownSources(LedgerReader &reader, const DiscoveryPlaces &places);

/// The same for who asks often: what may have changed since the last look alone, see scanChanged().
/// @param clock of this machine
/// @param notes gets what the next look remembers; for the ledger to keep once everything that was found is read
Result<Discovery> changedSources(LedgerReader &reader, const DiscoveryPlaces &places, UtcTime clock, LedgerNotes &notes);

/// Ids of all formats that can be read ("claude-code"), as usage is stored under them.
std::vector<std::string> sourceIds();

} // namespace tokenmeter
