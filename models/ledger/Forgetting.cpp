// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Forgetting.h"

#include "core/SessionTeller.h"
#include "ledger/Family.h"
#include "ledger/Snapshot.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace tokenmeter
{
namespace
{

std::vector<std::int64_t> numbersOf(Query &query)
{
    std::vector<std::int64_t> numbers;
    while (query.step()) {
        numbers.push_back(query.integer(0));
    }
    query.reset();
    return numbers;
}

/// Records of the source, and those that have a copy in it.
std::vector<std::int64_t> recordsAround(Connection &connection, std::int64_t source)
{
    std::vector<std::int64_t> ids = numbersOf(
        connection
            .query("SELECT id FROM usage WHERE context_id IN (SELECT c.id FROM context c JOIN file f ON f.id = c.file_id WHERE f.source_id = ?)")
            .with(source));
    const std::vector<std::int64_t> copied
        = numbersOf(connection
                        .query("SELECT DISTINCT s.usage_id FROM sighting s JOIN usage u ON u.id = s.usage_id JOIN context c ON c.id = u.context_id "
                               "JOIN file h ON h.id = c.file_id WHERE s.file_id IN (SELECT id FROM file WHERE source_id = ?1) AND h.source_id <> ?1")
                        .with(source));
    ids.insert(ids.end(), copied.begin(), copied.end());
    return ids;
}

auto toldPrompt(const UsageRecord &record)
{
    return std::tuple{record.tokens.input, record.tokens.cacheWrite5m + record.tokens.cacheWrite1h, record.tokens.cacheRead};
}

/// Whether the hidden row tells what the shown one does: its own copies alone, or what ruleFamily() took in.
bool isToldBy(const StoredUsage &shown, const StoredUsage &hidden)
{
    return ((hidden.stored & ShadowStored) != 0 && hidden.record.identity == shadowIdentity(shown.record.identity))
        || ((hidden.stored & AbsorbedStored) != 0 && toldPrompt(hidden.record) == toldPrompt(shown.record))
        || ((hidden.stored & ReplayStored) != 0
            && (sessionTellerOf(shown.record.flags) != SessionTeller::None ? isToldBetter(hidden.record, shown.record)
                : !shown.record.has(SidechainFlag) || shown.record.precision < hidden.record.precision
                || (shown.record.has(RemovedFlag) && hidden.record.has(RemovedFlag))));
}

} // namespace

ForgottenRule::ForgottenRule(Connection &connection, UsageTable &usage) : m_connection{connection}, m_usage{usage}
{
    for (const std::int64_t id : numbersOf(connection.query("SELECT id FROM source WHERE records_forgotten <> 0").with())) {
        m_sources.insert(id);
    }
}

bool ForgottenRule::isHereAlone(const StoredUsage &row)
{
    const auto home = m_connection.query("SELECT t.source_id FROM context c JOIN facet t ON t.id = c.facet_id WHERE c.id = ?").with(row.contextId).firstInteger();
    if (!home || !m_sources.contains(*home)) {
        return false;
    }
    // Sightings of the rules of families stay when the family changes: what the rules say now is told by its hidden rows.
    const std::vector<std::int64_t> others = numbersOf(
        m_connection.query("SELECT f.source_id FROM sighting s JOIN file f ON f.id = s.file_id WHERE s.usage_id = ? AND s.rule = 0").with(row.id));
    return std::all_of(others.begin(), others.end(), [this](std::int64_t source) { return m_sources.contains(source); });
}

bool ForgottenRule::isForgotten(const StoredUsage &row)
{
    if (m_sources.empty() || !isHereAlone(row)) {
        return false;
    }
    if (row.record.family == 0 || row.isHidden() || !m_usage.maybeSeveral(row.record.family)) {
        return true;
    }
    std::vector<Hidden> &hidden = hiddenOf(row.record.family);
    return std::all_of(hidden.begin(), hidden.end(), [&](Hidden &member) {
        if (!isToldBy(row, member.row)) {
            return true;
        }
        member.isAlone = member.isAlone ? *member.isAlone : isHereAlone(member.row);
        return *member.isAlone;
    });
}

std::vector<ForgottenRule::Hidden> &ForgottenRule::hiddenOf(std::uint64_t family)
{
    if (m_familyNumber != family) {
        m_hidden.clear();
        for (StoredUsage &member : m_usage.byFamily(family)) {
            if (member.isHidden()) {
                m_hidden.push_back({.row = std::move(member)});
            }
        }
        m_familyNumber = family;
    }
    return m_hidden;
}

int Forgetting::settle(StoredUsage &row)
{
    const bool was = (row.stored & ForgottenStored) != 0;
    const bool is = m_rule.isForgotten(row);
    if (was == is) {
        return 0;
    }
    m_rollups.add(row, -1);
    row.stored ^= ForgottenStored;
    m_rollups.add(row, 1);
    m_usage.setFlags(row);
    return row.isHidden() ? 0 : is ? 1 : -1;
}

template <class Use>
void Forgetting::eachConcerned(std::span<const std::int64_t> ids, bool familyMoved, Use use)
{
    std::unordered_set<std::uint64_t> families;
    for (const std::int64_t id : ids) {
        std::optional<StoredUsage> row = m_usage.byId(id);
        if (!row) {
            continue;
        }
        use(*row, true);
        if (row->record.family != 0 && (row->isHidden() || familyMoved)) {
            families.insert(row->record.family);
        }
    }
    for (const std::uint64_t family : families) {
        for (StoredUsage &member : m_usage.byFamily(family)) {
            if (!member.isHidden()) {
                use(member, false);
            }
        }
    }
}

void Forgetting::settle(std::span<const std::int64_t> ids)
{
    eachConcerned(ids, true, [this](StoredUsage &row, bool) { settle(row); });
}

ForgetEffect Forgetting::settleSource(std::int64_t source, bool isForgottenNow)
{
    constexpr std::size_t FlushAfter = 200'000; // changes of sums are collected in memory
    const std::vector<std::int64_t> ids = isForgottenNow
        ? recordsAround(m_connection, source)
        : numbersOf(m_connection
                        .query("SELECT id FROM usage INDEXED BY usage_left_out WHERE flags & 25165826 <> 0 AND flags & 8388608 <> 0")
                        .with());
    ForgetEffect effect;
    std::size_t done = 0;
    eachConcerned(ids, false, [&](StoredUsage &row, bool isAsked) {
        const bool counted = row.isInTotals();
        settle(row);
        effect.records += counted != row.isInTotals() ? 1 : 0;
        effect.shared += isForgottenNow && isAsked && row.isInTotals() ? 1 : 0;
        if (++done % FlushAfter == 0) {
            m_rollups.flush();
        }
    });
    m_rollups.flush();
    return effect;
}

ForgetEffect forgetEffectOf(Connection &connection, Snapshot &snapshot, std::int64_t source, const ReadProgress &progress)
{
    constexpr std::size_t RecordsASnapshot = 20'000;
    UsageTable usage{connection};
    ForgottenRule rule{connection, usage};
    rule.add(source);
    ForgetEffect effect;
    const std::vector<std::int64_t> ids = recordsAround(connection, source);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::optional<StoredUsage> row = usage.byId(ids[i]);
        if (row && row->isInTotals()) {
            ++(rule.isForgotten(*row) ? effect.records : effect.shared);
        }
        if ((i + 1) % RecordsASnapshot == 0) {
            if (progress) {
                progress(double(i + 1) / double(ids.size()));
            }
            snapshot.renew();
            rule.forgetFamily();
        }
    }
    return effect;
}

} // namespace tokenmeter
