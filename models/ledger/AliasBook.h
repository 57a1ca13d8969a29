// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Identity.h"
#include "ledger/FamilySet.h"
#include "ledger/Query.h"

#include <cstdint>
#include <unordered_map>

namespace tokenmeter
{

/// Which identities may be aliases, so that most records need no look-up. Kept over the transactions of a run, as long as nobody else writes.
struct AliasFilter
{
    std::int64_t asked = 0; ///< before a few thousand questions it does not pay
    bool isLoaded = false;
    bool isTooLarge = false; ///< more than it holds: each is looked up
    FamilySet maybe{};
};

/// Identities under which requests are told beside their own. None of them has a row of its own. Lives in one transaction.
class AliasBook
{
public:
    AliasBook(Connection &connection, AliasFilter &filter);
    /// @return the row that stands for what is told under the identity; 0: it is no alias
    std::int64_t rowOf(const Identity &identity);
    /// From now on. What is an alias already stays one of the row it has.
    void note(const Identity &alias, std::int64_t row);
    /// It has a row of its own now.
    void forget(const Identity &alias);
    /// The row `from` is gone, and `to`, which is another and is there, stands for what it stood for.
    void move(std::int64_t from, std::int64_t to);
    /// To be called at the end.
    void flush();

private:
    void load();
    void refuseFilter();
    void forgetOlder(std::int64_t row);
    std::int64_t standing(std::int64_t row) const;

    Connection &m_connection;
    AliasFilter &m_filter;
    bool m_isAny = false;
    std::unordered_map<std::int64_t, std::int64_t> m_moved{};
};

} // namespace tokenmeter
