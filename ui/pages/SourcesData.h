// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include "flow/SourceDetails.h"
#include "pages/AccountsData.h"

#include <functional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One source as the ledger knows it, and whether it is still there.
struct SourceEntry
{
    SourceFacts facts{};
    bool isFile = false;    ///< a single file that the user named
    bool isMissing = false; ///< neither folder nor file is at its path now
    bool isOfLaterVersion = false; ///< this one knows no such format
    std::string missingProfile{}; ///< by which it was read, where that is kept no more
};

/// All that the page shows at once.
struct SourcesData
{
    std::vector<SourceEntry> sources{};   ///< read and paused ones, those with most records first
    std::vector<SourceEntry> forgotten{}; ///< likewise
    std::vector<Overlap> overlaps{};      ///< of sources that are not forgotten with their records
    AccountsData accounts{};
};

/// @param month any day of the month that accounts are summed for, @param looks whether sources are looked for on disk
/// @param hasProfile see MappingServices::hasProfile()
Result<SourcesData> sourcesDataOf(WindowServices::Reading reading, LocalDay month, const Zone &zone, bool looks,
                                  const std::function<bool(const std::string &format)> &hasProfile);

/// Files of a source, those that changed last first.
Result<std::vector<SourceFile>> sourceFilesOf(WindowServices::Reading reading, const SourceKey &source);

} // namespace tokenmeter
