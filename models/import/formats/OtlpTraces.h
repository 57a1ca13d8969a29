// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/UsageRecord.h"
#include "import/StateText.h"
#include "import/formats/OtlpSpans.h"

#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tokenmeter::otlp
{

/// What a span is to the ledger.
struct Usage
{
    UsageRecord record{};
    UsageContext context{};
    std::vector<std::pair<Cause, std::string>> notes{}; ///< what is wrong with it, if it counts
    std::optional<std::pair<Identity, std::uint64_t>> otherReading{}; ///< identity and family in the other reading of the cache, where that is another
};

/// What was said of a span to the ledger when its trace was settled last.
enum class Standing : std::uint8_t { New, Counts, Repeats };

/// One trace with what of it must be known when more of it comes.
struct Trace
{
    std::string id{};
    std::vector<Span> spans{};
    std::vector<Standing> standings{};          ///< of each span
    std::vector<std::optional<Usage>> usages{}; ///< likewise; not saved, and made again where it is wanted
    Links links{};
    bool hadCalls = false;  ///< among spans that were forgotten
    bool isTouched = false; ///< since it was settled
    std::size_t weight = 0; ///< about its bytes in a saved state
};

/// The traces that were met last, so that what a line repeats of an earlier one is known. Which are forgotten depends on the lines alone,
/// not on where a look ended.
class Traces
{
public:
    static constexpr std::size_t MostWeight = 64U << 10;      ///< of traces with usage
    static constexpr std::size_t MostBareWeight = 16U << 10;  ///< of traces that have none yet
    static constexpr std::size_t MostForgotten = 1024; ///< traces of which only is known that they had calls

    using Settle = std::function<void(Trace &)>;

    /// @param usage nothing where it shall be made when it is wanted
    void add(Span span, std::optional<Usage> usage);
    void add(Link link);
    /// Between two lines. @param settle is called with each trace that goes and was touched
    void forget(const Settle &settle);
    /// Calls it with each trace that was touched.
    void settleAll(const Settle &settle);
    void clear();

    void save(StateWriter &state) const;
    /// False where the state is damaged.
    bool restore(StateReader &state);

private:
    using Place = std::list<Trace>::iterator;
    Trace &at(std::string_view id, bool withUsage);
    bool restoreTrace(StateReader &state, bool withUsage);
    void noteForgotten(std::uint64_t hash);
    Place create(std::string_view id, bool withUsage);
    void addWeight(Trace &trace, std::size_t weight);
    void forgetFirst(std::list<Trace> &from, std::size_t &weight, const Settle &settle);

    std::list<Trace> m_traces{}; ///< with usage; those touched last are last
    std::list<Trace> m_bare{};   ///< likewise, without
    std::size_t m_weight = 0;
    std::size_t m_bareWeight = 0;
    std::unordered_map<std::string_view, Place> m_byId{};
    std::deque<std::uint64_t> m_forgotten{}; ///< hashes of those that had calls, the oldest first
    std::unordered_set<std::uint64_t> m_isForgotten{};
};

} // namespace tokenmeter::otlp
