// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace tokenmeter
{

class Connection;

/// What the user decided of rows that go. Lives in one transaction.
class DecisionMove
{
public:
    /// A note of the journal about one record. key: of a tag's entry; 0: an exclusion or an inclusion.
    struct Note
    {
        std::int64_t journal = 0;
        std::int64_t key = 0;
        bool isTakenBack = false;
    };

    explicit DecisionMove(Connection &connection) : m_connection{connection} {}
    /// Whether the user took the row out or in, and did not take that back.
    bool isDecided(std::int64_t record);
    /// What the user decided of row `from`, which goes, is said of row `to` from now on, with the journal's notes by which it is taken back.
    /// Where `to` has decisions of its own of that kind, these hold and those of `from` go.
    /// @return whether `to` has tags now that it had not
    bool move(std::int64_t from, std::int64_t to);

private:
    const std::vector<Note> &entries();
    std::vector<Note> notesOf(std::int64_t record);

    Connection &m_connection;
    std::optional<std::vector<Note>> m_entries{}; ///< of the journal that tell of records, once they were asked for
};

} // namespace tokenmeter
