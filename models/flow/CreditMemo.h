// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Credits.h"
#include "ledger/LedgerReader.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// What was saved of the usage of one cell.
struct SavedCell
{
    std::array<std::int64_t, MaxDimensions> key{};
    std::int64_t rate = 0;
    Int128 saved = 0; ///< attos of the rate's currency
    friend bool operator==(const SavedCell &, const SavedCell &) = default;
};

/// Where a walk over the records with the plans can begin again: the state of the plans at the start of a local day.
struct CreditMark
{
    LocalDay day{};          ///< records before its start are behind this mark
    std::uint64_t usage = 0; ///< sums of the usage up to this day, included; others mean that the mark is worth nothing
    std::vector<PlanUse> use{};     ///< one a plan
    std::vector<SavedCell> cells{}; ///< of the records between the mark before it and this one
    friend bool operator==(const CreditMark &, const CreditMark &) = default;
};

/// What an earlier walk found out. Derived, kept in the ledger as a note of its own, and only believed as far as its sums are
/// those of the usage of now.
struct CreditMemo
{
    std::uint64_t question = 0;      ///< plans, orders, dimensions, zone
    std::vector<CreditMark> marks{}; ///< ascending by day
    friend bool operator==(const CreditMemo &, const CreditMemo &) = default;
};

std::string memoText(const CreditMemo &memo);
/// Nothing of a text that memoText() did not write.
std::optional<CreditMemo> readMemoText(std::string_view text);

/// Notes to be stored by whoever may write to the ledger (LedgerWriter::setNote), by name. Nothing is lost without them but time.
using LedgerNotes = std::map<std::string, std::string>;

/// A sum over values in their order (FNV-1a, 64 bits). Not against forgery.
class OrderedSum
{
public:
    void add(std::uint64_t value);
    void add(std::string_view text);
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xCBF29CE484222325ULL;
};

} // namespace tokenmeter
