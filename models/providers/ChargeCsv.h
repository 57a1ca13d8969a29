// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "providers/PolledPage.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Which column of a console's cost table holds what: names as the header writes them. Empty: there is none.
struct ChargeCsvColumns
{
    std::string day{};  ///< needed: "2026-03-01", or with a time behind it
    std::string cost{}; ///< needed: in the major unit; signs of currency at its ends do not matter
    std::string credits{};  ///< negative; billed is cost + credits
    std::string currency{};
    std::string service{};
    std::string sku{};
    std::string model{};
    std::string project{};
    std::string quantity{};
    std::string unit{};
    friend bool operator==(const ChargeCsvColumns &, const ChargeCsvColumns &) = default;
};

/// The header's names: the first row that has as many cells as the widest. Rows before it are a preamble (an invoice's number).
std::vector<std::string> chargeCsvHeader(std::string_view csv);

/// A first guess for the dialog, from the English names of Google's "Cost table" and "Reports" downloads and the like. The layouts
/// differ by view and language, so the user confirms it.
ChargeCsvColumns guessedChargeColumns(const std::vector<std::string> &header);

/// A cost table downloaded from a console as charges. RFC 4180: quotes, commas, any line end.
/// A row without a day is a subtotal or a total as a rule: it is reported, is no charge (or it would count twice), and marks the
/// page as incomplete. Columns that nothing stands for are kept in `other`.
/// @param zone in which the console cuts days
/// @param currency where no column tells it; ISO 4217
/// Problem: ColumnMissing, args: the column's name (of day or cost)
Result<PolledPage> parseChargeCsv(std::string_view csv, const ChargeCsvColumns &columns, std::chrono::minutes zone,
                                  std::string_view currency);

} // namespace tokenmeter
