// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ScanColumns.h"

#include "ledger/UsageTable.h"

namespace tokenmeter
{

void readScanRow(Connection &connection, const Query &query, ScanRow &row)
{
    row.id = query.integer(0);
    row.context = query.integer(1);
    row.flags = std::uint32_t(query.integer(2));
    row.ms = query.integer(3);
    row.precision = Precision(query.integer(4));
    row.rate = query.integer(5);
    row.requests = query.integer(6);
    row.tokens = {query.integer(7), query.integer(8), query.integer(9), query.integer(10), query.integer(11), query.integer(12)};
    row.rare = {};
    if ((row.flags & HasRareStored) != 0) {
        Query &rare = connection
                          .query("SELECT input_audio, cached_audio, output_audio, input_image, output_image, web_searches "
                                 "FROM usage_rare WHERE usage_id = ?")
                          .with(row.id);
        if (rare.step()) {
            row.rare = {rare.integer(0), rare.integer(1), rare.integer(2), rare.integer(3), rare.integer(4), rare.integer(5)};
        }
        rare.reset();
    }
}

bool isScanned(std::uint32_t flags, ScanOf of)
{
    return (flags & HiddenBits) == 0 && (of == ScanOf::All || ((flags & LeftOutBits) != 0) == (of == ScanOf::Excluded));
}

} // namespace tokenmeter
