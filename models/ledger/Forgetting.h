// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Rollups.h"
#include "ledger/SourceBook.h"

#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

namespace tokenmeter
{

class Snapshot;

/// Which records are in no total because their source was forgotten with its records: those of which every place lies in such a source,
/// places of copies that rules of families took in among them. A function of records, sightings and sources, so neither the
/// order of imports nor that of decisions shows. Inside a transaction; lives while families and places stay as they are. Throws.
class ForgottenRule
{
public:
    ForgottenRule(Connection &connection, UsageTable &usage);
    /// As if this one were forgotten, too.
    void add(std::int64_t source)
    {
        m_sources.insert(source);
        forgetFamily();
    }
    /// What was read of families may have changed.
    void forgetFamily() { m_familyNumber = 0; }
    /// Whether any source is forgotten with its records. Without one there is nothing to ask of a record.
    bool isAny() const { return !m_sources.empty(); }
    bool isForgotten(std::int64_t source) const { return m_sources.contains(source); }
    bool isForgotten(const StoredUsage &row);

private:
    /// A hidden member of a family. Whether it is told elsewhere is asked once.
    struct Hidden
    {
        StoredUsage row{};
        std::optional<bool> isAlone{};
    };
    bool isHereAlone(const StoredUsage &row);
    std::vector<Hidden> &hiddenOf(std::uint64_t family);

    Connection &m_connection;
    UsageTable &m_usage;
    std::unordered_set<std::int64_t> m_sources;
    std::uint64_t m_familyNumber = 0; ///< of which m_hidden is: records of one are asked for one after the other, and it may have thousands
    std::vector<Hidden> m_hidden;
};

/// Keeps the marks of records as the rule says.
class Forgetting
{
public:
    Forgetting(Connection &connection, Rollups &rollups, UsageTable &usage) : m_connection{connection}, m_rollups{rollups}, m_usage{usage}, m_rule{connection, usage} {}

    const ForgottenRule &rule() const { return m_rule; }
    /// Of these records, which an import has changed, and of their families.
    void settle(std::span<const std::int64_t> ids);
    /// After a source was forgotten with its records, or taken back.
    ForgetEffect settleSource(std::int64_t source, bool isForgottenNow);

private:
    /// @return 1: it is left out now, -1: it counts again, 0: as it was
    int settle(StoredUsage &row);
    /// The records, and those that may have taken them in: families come last, each once.
    /// @param familyMoved who takes in whom may have changed
    /// @param use (record, whether it is one of those asked for)
    template <class Use>
    void eachConcerned(std::span<const std::int64_t> ids, bool familyMoved, Use use);

    Connection &m_connection;
    Rollups &m_rollups;
    UsageTable &m_usage;
    ForgottenRule m_rule;
};

/// What forgetting would do; changes nothing. Renews the snapshot. Throws.
ForgetEffect forgetEffectOf(Connection &connection, Snapshot &snapshot, std::int64_t source, const ReadProgress &progress);

} // namespace tokenmeter
