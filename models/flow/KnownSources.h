// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/RepeatedCalls.h"
#include "flow/CreditMemo.h"
#include "import/Discovery.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

using FormatOfProfile = std::function<const Format *(const std::string &id)>;

/// The sources that the ledger has read before, as they lie on disk now, and the other folders of a tool whose own folder is among them
/// (a project is new, the tool was moved): nothing is looked for of a tool that was never imported, and a source that is gone, paused or
/// forgotten is left out, also where it lies in the folder of another one. Of a mapping profile all files of the source are looked at, those too that came since,
/// and read anew where the profile says something else now: what it gave before goes then. Those that another mapping has read since are left to that one. Those that it refused are
/// looked at once they or the profile have changed.
/// @param places where the tools keep their logs; a source there is read as discovery would
/// @param formatOf makes a format of an id that is in no registry ("generic:mine"), which lives as long as the program; null where
///        there is none. Empty: sources of profiles are left out
Result<Discovery> knownSources(LedgerReader &reader, const DiscoveryPlaces &places, const FormatOfProfile &formatOf = {});

/// Roots that may bring something new: of sources that are read, and the other folders of a tool whose own folder is among them, also
/// those that do not exist yet. No paused or forgotten one.
std::set<std::pair<const Format *, std::string>> liveRoots(std::span<const SourceStanding> standings, const DiscoveryPlaces &places,
                                                           const FormatOfProfile &formatOf = {});

/// The same for who asks often: what may have changed since the last look alone, see scanChanged().
/// @param clock of this machine
/// @param notes gets what the next look remembers; for the ledger to keep once everything that was found is read
Result<Discovery> changedSources(LedgerReader &reader, const DiscoveryPlaces &places, UtcTime clock, LedgerNotes &notes,
                                 const FormatOfProfile &formatOf = {});

/// Sources that were found and are not read, since the user said so.
struct PassedOver
{
    std::vector<SourceKey> paused{};
    std::vector<SourceKey> forgotten{};
    bool isEmpty() const { return paused.empty() && forgotten.empty(); }
};
/// Takes paused and forgotten sources out of what was found in the usual places, also the files of those that lie in a folder that was found.
Result<PassedOver> passOver(LedgerReader &reader, Discovery &found);
/// Takes out of what was found in the usual places all that the ledger knows: what lies in the folder of a source, whether that is read,
/// paused or forgotten, and the other folders of a tool of which one is known: they are read by the next look, or the tool was decided about.
Result<Done> leaveOutKnown(LedgerReader &reader, const DiscoveryPlaces &places, Discovery &found);
/// As passOver() for a path that the user named: paused sources go out of what was found (also a file or folder inside one, and their files in a
/// folder above them), forgotten ones stay and are taken back into use, with their records, journalled (also those in a named folder).
/// @return `forgotten`: those that were taken back; `paused`: each is a failure of its path, see pausedSource()
Result<PassedOver> takeBack(LedgerWriter &writer, LedgerReader &reader, Discovery &found, UtcTime now);

/// Says of a path that it is paused and how to resume it.
Problem pausedSource(const SourceKey &source);

/// Ids of all formats that can be read ("claude-code"), as usage is stored under them.
std::vector<std::string> sourceIds();

/// The proper name of a format ("Claude Code"), the one that everybody calls it by; empty where this version does not know it (a mapping's has
/// none either).
std::string formatNameOf(std::string_view formatId);
/// Whether its records are sums of sessions, which stand on the day that the session began.
bool tellsSessionSums(std::string_view formatId);

/// Whether the user may say of such a source that its input leaves cached tokens out (LedgerWriter::setCacheReading).
bool mayLeaveCacheOut(std::string_view formatId);

/// What lies on the disk of a source: its root, or of a file in an archive the archive.
std::string placeOnDisk(const SourceKey &source);

/// What the records of a format repeat; the usual where this version does not know the format.
RepeatedCalls repeatedCallsIn(std::string_view formatId);

} // namespace tokenmeter
