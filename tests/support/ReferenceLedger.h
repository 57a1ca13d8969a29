// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Merge.h"
#include "core/SessionTeller.h"
#include "core/UsageRecord.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace tokenmeter::testing
{

/// What a ledger must hold, in the simplest words: everything is kept in memory and the rules for copies are applied
/// to all of it at once. Shares nothing with the real ledger but mergeCopies.
class ReferenceLedger
{
public:
    struct Entry
    {
        UsageRecord record{};
        UsageContext context{};
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    void add(const UsageBatch &batch)
    {
        // Those that were known under another identity come last, and take the place of what stands there.
        for (const bool renamed : {false, true}) {
            for (std::size_t i = 0; i < batch.records.size(); ++i) {
                const UsageRecord &record = batch.records[i];
                const auto isOfIt = [i](const FormerIdentity &former) { return former.record == i; };
                if (const std::optional<Identity> partner = renamed ? partnerOf(batch, i) : std::nullopt) {
                    const Identity standing = joinPartner({record, batch.contexts.at(record.context)}, *partner);
                    for (const FormerIdentity &former : batch.former) {
                        if (isOfIt(former) && former.isShared) {
                            m_aliases.try_emplace({former.identity, former.family}, standing);
                        }
                    }
                    continue;
                }
                if (const auto alias = m_aliases.find({record.identity, record.family}); alias != m_aliases.end()) {
                    const bool takesItsPlace = std::any_of(batch.former.begin(), batch.former.end(), [&](const FormerIdentity &former) {
                        return isOfIt(former) && !former.isAlias && former.identity == alias->second && m_entries.contains(former.identity);
                    });
                    if (!takesItsPlace) {
                        continue;
                    }
                    m_aliases.erase(alias);
                }
                if (std::any_of(batch.former.begin(), batch.former.end(), isOfIt) != renamed) {
                    continue;
                }
                for (const FormerIdentity &former : batch.former) {
                    const auto old = isOfIt(former) ? m_entries.find(former.identity) : m_entries.end();
                    const bool isSame = former.identity == record.identity && former.family == record.family;
                    const bool isThen = old != m_entries.end() && (!former.isOfSameTime || old->second.record.time == record.time);
                    if (isThen && old->second.record.family == former.family && !isSame) {
                        m_entries.erase(old);
                        for (auto &[alias, standing] : m_aliases) {
                            standing = standing == former.identity ? record.identity : standing;
                        }
                    }
                    if (isOfIt(former) && former.isAlias && !isSame) {
                        m_aliases.try_emplace({former.identity, former.family}, record.identity);
                    }
                }
                add({record, batch.contexts.at(record.context)});
            }
        }
    }

    void add(Entry entry)
    {
        entry.record.context = 0;
        const auto [place, isNew] = m_entries.try_emplace(entry.record.identity, entry);
        if (!isNew) {
            place->second = joined(place->second, entry);
        }
    }

    /// Ordered by time, then identity; offsets (which copy was read first) are cleared.
    std::vector<Entry> entries() const
    {
        std::map<Identity, Entry> left = m_entries;
        // A copy without a request id is the response of the same message with the same prompt.
        for (const auto &[identity, weak] : m_entries) {
            if (!weak.record.has(WeakFlag) || weak.record.family == 0) {
                continue;
            }
            for (const auto &[other, strong] : m_entries) {
                if (!strong.record.has(WeakFlag) && strong.record.family == weak.record.family
                    && promptOf(strong.record) == promptOf(weak.record)) {
                    left[other] = joined(left[other], weak);
                    left.erase(identity);
                    break;
                }
            }
        }
        // A side-chain repeats messages of its parent under new request ids. Without one and with another prompt it is another answer.
        // Where only sums are known, that of a session repeats those of its parts.
        std::erase_if(left, [&](const auto &item) {
            const UsageRecord &side = item.second.record;
            return side.has(SidechainFlag) && !side.has(WeakFlag) && side.family != 0
                && std::any_of(m_entries.begin(), m_entries.end(), [&](const auto &other) {
                       const UsageRecord &o = other.second.record;
                       const bool isFiner = side.precision == Precision::Session && o.precision != Precision::Session;
                       return o.family == side.family && (!o.has(SidechainFlag) || isFiner);
                   });
        });
        // Of a session that several logs tell one log counts, and of each trace in it the best kind: where no trace is named, a sum may be of any.
        std::erase_if(left, [&](const auto &item) {
            const UsageRecord &mine = item.second.record;
            return mine.family != 0 && std::any_of(m_entries.begin(), m_entries.end(), [&](const auto &other) {
                       const UsageRecord &its = other.second.record;
                       return its.family == mine.family && isBetter(its, mine);
                   });
        });
        // Several sums of what was taken out behind one place: one counts.
        const auto isSum = [](const UsageRecord &r) { return r.has(RemovedFlag) && r.family != 0; };
        std::map<std::uint64_t, std::vector<const UsageRecord *>> sums;
        for (const auto &[identity, entry] : left) {
            if (isSum(entry.record)) {
                sums[entry.record.family].push_back(&entry.record);
            }
        }
        std::map<std::uint64_t, Identity> counting;
        for (auto &[family, some] : sums) {
            std::sort(some.begin(), some.end(),
                      [](const auto *a, const auto *b) { return std::tie(a->time, a->identity) < std::tie(b->time, b->identity); });
            const auto known = std::find_if(some.begin(), some.end(), [](const auto *one) { return one->has(ContinuedFlag); });
            counting[family] = (known != some.end() ? *known : some.back())->identity;
        }
        std::erase_if(left, [&](const auto &item) { return isSum(item.second.record) && counting.at(item.second.record.family) != item.first; });
        std::vector<Entry> result;
        for (auto &[identity, entry] : left) {
            entry.record.offset = 0;
            result.push_back(entry);
        }
        std::stable_sort(result.begin(), result.end(),
                         [](const Entry &a, const Entry &b) { return a.record.time < b.record.time; });
        return result;
    }

    TokenCounts totals() const
    {
        TokenCounts sum;
        for (const Entry &entry : entries()) {
            sum += entry.record.tokens;
        }
        return sum;
    }

private:
    /// Another record with an alias that both share.
    std::optional<Identity> partnerOf(const UsageBatch &batch, std::size_t index) const
    {
        for (const FormerIdentity &former : batch.former) {
            const auto alias = former.record == index && former.isShared ? m_aliases.find({former.identity, former.family}) : m_aliases.end();
            if (alias != m_aliases.end() && alias->second != batch.records[index].identity) {
                return alias->second;
            }
        }
        return std::nullopt;
    }

    /// One request, under the smallest identity as the ledger orders them.
    Identity joinPartner(Entry entry, const Identity &partner)
    {
        const std::uint64_t family = entry.record.family;
        std::vector<Identity> all{entry.record.identity, partner};
        if (const auto own = m_aliases.find({entry.record.identity, family}); own != m_aliases.end()) {
            all.push_back(own->second);
        }
        const Identity least = *std::min_element(all.begin(), all.end(), [family](const Identity &a, const Identity &b) { return inFamily(a, family) < inFamily(b, family); });
        entry.record.context = 0;
        for (const Identity &each : all) {
            if (const auto row = m_entries.find(each); row != m_entries.end()) {
                entry = joined(row->second, entry);
                m_entries.erase(row);
            }
        }
        entry.record.identity = least;
        m_entries[least] = entry;
        for (auto &[name, standing] : m_aliases) {
            standing = std::find(all.begin(), all.end(), standing) != all.end() ? least : standing;
        }
        for (const Identity &each : all) {
            if (each != least) {
                m_aliases[{each, family}] = least;
            }
        }
        m_aliases.erase({least, family});
        return least;
    }

    static std::tuple<std::int64_t, std::int64_t, std::int64_t> promptOf(const UsageRecord &record)
    {
        const TokenCounts &t = record.tokens;
        return {t.input, t.cacheRead, t.cacheWrite5m + t.cacheWrite1h};
    }

    static bool isBetter(const UsageRecord &one, const UsageRecord &other)
    {
        const int its = int(sessionTellerOf(one.flags)); // 1 sums of the session, 2 to 5 the telemetry, 6 the store
        const int mine = int(sessionTellerOf(other.flags));
        if (mine == 0 || its <= mine) {
            return false;
        }
        if (its == 6 || mine == 1) {
            return true;
        }
        const std::uint64_t itsTrace = one.identity.low >> 32;
        const std::uint64_t trace = other.identity.low >> 32;
        return trace != 0 && itsTrace != 0 ? trace == itsTrace : mine <= 3;
    }

    static Entry joined(const Entry &a, const Entry &b)
    {
        const Merged merged = mergeCopies(a.record, a.context, b.record, b.context);
        return {merged.record, {merged.attributionFromOther ? b.context.attribution : a.context.attribution,
                                merged.servingFromOther ? b.context.serving : a.context.serving}};
    }

    std::map<Identity, Entry> m_entries{};
    std::map<std::pair<Identity, std::uint64_t>, Identity> m_aliases{}; ///< what is told under these counts by another record, which is named
};

} // namespace tokenmeter::testing
