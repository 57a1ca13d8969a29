// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// The one name of the provider that a log's text means ("aws.bedrock" is "amazon-bedrock"); the text itself where nobody knows it.
std::string providerMeant(std::string_view text);

/// Whether a format's records are requests, or buckets that tell the tokens of requests once more.
SourceTells tellsOf(std::string_view format);

/// Whether a source of this format may have requests that the log of a tool has, too: a gateway's, or what watched its calls.
bool mayLogAgain(std::string_view format);

/// The zone in which the sums of a format are cut into days. @param zone the user's
Zone daysOf(std::string_view format, const Zone &zone);

/// Two sources that tell of the same usage, where both have any: by provider and pair. A log of requests is `first` before a console's
/// export, that before a gateway's sums, these before another tracker's days; of equals the smaller format, then the one that holds more records.
/// A gateway's log of requests is second to a tool's: where requests of both recur it yields on days of a model of which it has all,
/// and else both count until the user chooses. Of two exports of one tracker a row that the other's holds in every class is left out, of either
/// of the two; others count both until he chooses.
/// What providers bill (polled accounts, bills as files) is another basis and never in conflict with what was metered.
Result<std::vector<Overlap>> overlapsOf(LedgerReader &reader, const Zone &zone);

/// Leaves out what another source tells already, and takes back what no other source tells any more. Depends on the records and the
/// user's choices alone, never on the order in which they came. After each import; decisions of the ledger settle by themselves.
/// @return how many records are left out now and were not before
Result<std::int64_t> settleOverlaps(LedgerWriter &writer);

} // namespace tokenmeter
