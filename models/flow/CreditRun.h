// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Credits.h"
#include "flow/CreditMemo.h"
#include "flow/ModelNames.h"
#include "ledger/OrderedRecords.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace tokenmeter
{

/// Walks the ledger with the plans: every record that one of them may serve, oldest first, with what was drawn for it. All from the
/// first day of the earliest plan, since what was drawn before decides what is left.
class CreditRun
{
public:
    /// Reads the plans and asks the rollup which usage they match.
    static Result<CreditRun> of(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone);

    const std::vector<Plan> &plans() const { return m_plans; }
    /// No plan serves any usage: effective cost is list cost.
    bool isEmpty() const { return m_served.empty(); }
    /// When the first plan begins; only of use where there is one.
    UtcTime begins() const;

    /// What the walk depends on beside the records.
    std::uint64_t rules() const { return m_rules; }
    /// A sum over the usage that plans may serve up to a day, included: by day, model, source, rate, and the plans that serve it.
    /// Equal sums: nothing was added, taken away or priced anew there, since all of these change what some day holds.
    std::uint64_t usageUpTo(LocalDay day) const;
    /// With usage that plans may serve; nothing where there is none.
    std::optional<LocalDay> firstDay() const;

    /// Where to begin. Not given: with the first plan, when nothing is drawn.
    struct Start
    {
        UtcTime from{};
        std::vector<PlanUse> use{};
    };
    using Use = std::function<void(const OrderedRecord &record, const CreditedRecord &credited)>;
    using Stopped = std::function<void(std::size_t stop, const std::vector<PlanUse> &use)>;
    struct Walk
    {
        std::function<void()> begin{}; ///< what was gathered is to be forgotten: it all comes again
        Use use{};
        std::optional<Start> start{};
        std::vector<UtcTime> stops{}; ///< ascending, not before the start
        Stopped stopped{};            ///< called once for each stop, when all records before it were used and none after
    };
    /// @param view what OrderedRecord::isInView and key are about; its `from` and `wants` are filled here
    /// @return what is used up of the plans, one a plan
    Result<std::vector<PlanUse>> run(LedgerReader &reader, OrderedQuestion view, const Walk &walk);

    /// Whether a filter's models name the record's.
    bool isOfModels(const std::vector<std::string> &patterns, const OrderedRecord &record);

private:
    CreditRun(Pricer &pricer, UtcTime now) : m_names{pricer, now} {}

    struct Service
    {
        std::vector<std::size_t> plans{}; ///< in the order of drawing
        std::string model{};              ///< what quotas per model count under: the catalogue's key, or the raw name
    };
    Service serviceOf(const OrderedServing &serving, const Rate &rate);
    void readUsage(const UsageCells &cells);

    std::vector<Plan> m_plans;
    std::vector<PlanOrder> m_orders;
    ModelNames m_names;
    std::set<std::tuple<std::string, std::string, std::string>> m_served; ///< provider, raw model, source
    std::uint64_t m_rules = 0;
    std::vector<std::pair<LocalDay, std::uint64_t>> m_sums; ///< by day, over everything up to it
};

} // namespace tokenmeter
