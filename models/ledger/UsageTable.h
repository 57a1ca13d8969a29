// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Dictionaries.h"

#include <cstdint>
#include <vector>

namespace tokenmeter
{

/// Bits of usage.flags that only this room knows, above those of UsageFlag. Stored: never renumber.
enum StoredFlag : std::uint32_t {
    LeftStored = 1U << 21,      ///< its mapped file holds other rows now: it stays, and another reading of that file says nothing of it
    StaleStored = 1U << 22,     ///< its input was read in a way that the user took back: the next copy that is read tells it anew
    ForgottenStored = 1U << 23, ///< its source was forgotten with its records, and no other source has it: not counted
    CoveredStored = 1U << 24,   ///< another source tells the same: not counted
    TaggedStored = 1U << 25,    ///< there are rows in tag_record
    HasRareStored = 1U << 26,   ///< there is a row in usage_rare
    HasShadowStored = 1U << 27, ///< holds absorbed copies; what it was without them is in its shadow row
    ReplayStored = 1U << 28,    ///< a side-chain record whose family has one outside side-chains: not counted
    AbsorbedStored = 1U << 29,  ///< a weak record that was merged into a strong one of its family: not counted
    ShadowStored = 1U << 30,    ///< the own copies of a record with HasShadowStored: not counted
};

inline constexpr std::uint32_t HiddenBits = ReplayStored | AbsorbedStored | ShadowStored;
inline constexpr std::uint32_t StoredBits = LeftStored | StaleStored | ForgottenStored | CoveredStored | TaggedStored | HasRareStored | HasShadowStored | HiddenBits;
/// Records that the user sees, but not in totals. Stands in SQL as 25165826.
inline constexpr std::uint32_t LeftOutBits = std::uint32_t{ExcludedFlag} | ForgottenStored | CoveredStored;
/// Rows with any of these are in no sum of what counts.
inline constexpr std::uint32_t OutOfTotals = HiddenBits | LeftOutBits;

/// A row of `usage`. record.context is not used; its flags are without the stored bits.
struct StoredUsage
{
    std::int64_t id = 0;
    UsageRecord record{};
    std::uint32_t stored = 0; ///< the StoredFlag bits
    std::int64_t contextId = 0;
    std::int64_t batchId = 0;
    std::int64_t rateId = 0;

    bool isHidden() const { return (stored & HiddenBits) != 0; }
    bool isInTotals() const { return ((record.flags | stored) & OutOfTotals) == 0; }
};

/// Reads and writes rows of `usage` and `usage_rare`.
class UsageTable
{
public:
    explicit UsageTable(Connection &connection);
    /// @param row its identity is that of inFamily(). Sets the id. False when a row with that identity is there already; nothing is written then.
    bool insert(StoredUsage &row);
    /// Everything but identity and family.
    void update(StoredUsage &row);
    /// Identity and family alone. @param row no other has its identity
    void rename(const StoredUsage &row);
    void remove(std::int64_t id);
    void setRate(std::int64_t id, std::int64_t rateId);
    /// The flags as they are in `row`, stored bits included.
    void setFlags(const StoredUsage &row);
    std::optional<StoredUsage> byId(std::int64_t id);
    std::optional<StoredUsage> byIdentity(std::uint64_t high);
    std::vector<StoredUsage> byFamily(std::uint64_t family);
    /// May be wrong in saying yes, when another family shares half of its hash.
    bool maybeSeveral(std::uint64_t family);
    /// Whether a rule of families can apply at all: records in and outside side-chains, weak and strong ones, sums of
    /// sessions and finer ones, sums of what was taken out, several logs of one session, or what a rule left behind.
    bool hasSpecial(std::uint64_t family);
    /// Rows after an id, ascending. @param unpricedOnly those whose rate has no price
    std::vector<StoredUsage> after(std::int64_t id, std::size_t count, bool unpricedOnly);
    /// Rows with an amount and no tokens, and a rate that is not of such: numbers above `above`, up to `upTo`.
    std::vector<StoredUsage> amountsRatedOtherwise(std::int64_t above, std::int64_t upTo);
    std::int64_t lastId(); ///< 0: there are none

private:
    StoredUsage read(const Query &query);
    void readRare(StoredUsage &row);
    std::vector<StoredUsage> rowsOf(Query &query); ///< all of a query that begins with an id and the columns; their rare classes too
    void writeRare(const StoredUsage &row);
    Connection &m_connection;
    Query &m_insert;
};

/// Bits of rollup_left_out.reasons.
enum LeftOutReason : std::int64_t { ExcludedReason = 1, ForgottenReason = 2, CoveredReason = 4 };
constexpr std::int64_t reasonsOf(std::uint32_t flags)
{
    const auto reasonIf = [flags](std::uint32_t bit, LeftOutReason reason) { return (flags & bit) != 0 ? std::int64_t{reason} : 0; };
    return reasonIf(ExcludedFlag, ExcludedReason) | reasonIf(ForgottenStored, ForgottenReason) | reasonIf(CoveredStored, CoveredReason);
}

/// "0.12<tab>USD", nothing when the source did not say an amount.
std::optional<std::string> reportedText(const UsageRecord &record);
void setReported(UsageRecord &record, const std::string &text);

/// Columns of `usage` in the order readUsage() expects, after the id.
extern const char *const UsageColumns;
StoredUsage readUsage(const Query &query, int firstColumn);

} // namespace tokenmeter
