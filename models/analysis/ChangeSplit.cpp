// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/ChangeSplit.h"

#include "core/Shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::array<const char *, ChangeEffectCount> Keys{"volume", "model_mix", "intensity", "answer_share",  "cache",         "price",
                                                           "service", "tier",     "currency",  "new_projects", "gone_projects", "coverage"};

constexpr std::size_t Periods = 2;

/// A fraction of sums; undefined where both are zero.
struct Ratio
{
    Int128 top = 0;
    Int128 bottom = 0;

    bool isDefined() const { return bottom != 0; }
    double value() const { return double(top) / double(bottom); }
};

bool isSame(const Ratio &a, const Ratio &b)
{
    const ProductQuotient quotient = quotientOf(a.top, b.bottom, a.bottom);
    return quotient.floor == b.top && quotient.rest == 0;
}

using Factors = std::array<Ratio, ChangeFactorCount>;

/// What is summed for a project or a group in one period.
struct Sums
{
    std::int64_t requests = 0;
    std::int64_t prompt = 0;
    std::int64_t output = 0;
    std::int64_t tokens() const { return prompt + output; }
};

Sums sumsOf(const ChangeGroup &group)
{
    Sums sums{.requests = group.requests};
    for (const auto &[part, values] : group.parts) {
        sums.prompt += part.kind == ChangeClass::Kind::Prompt ? values.amount : 0;
        sums.output += part.kind == ChangeClass::Kind::Output ? values.amount : 0;
    }
    return sums;
}

/// The nine factors whose product is the part's amount in the display currency.
Factors factorsOf(std::int64_t projectRequests, const Sums &group, ChangeClass part, const ChangePart &values)
{
    const bool isFee = part.kind == ChangeClass::Kind::Fee;
    const bool isOutput = part.kind == ChangeClass::Kind::Output;
    const Ratio one{1, 1};
    return {Ratio{projectRequests, 1},
            Ratio{group.requests, projectRequests},
            isFee ? one : Ratio{group.tokens(), group.requests},
            isFee ? one : Ratio{isOutput ? group.output : group.prompt, group.tokens()},
            isFee ? Ratio{values.amount, group.requests}
                  : Ratio{values.amount, isOutput ? group.output : group.prompt},
            Ratio{values.base, values.amount},
            Ratio{values.service, values.base},
            Ratio{values.actual, values.service},
            Ratio{values.display, values.actual}};
}

/// Owen's integral: effect_i = integral over z of (b_i - a_i) times the product of the other factors at z.
std::array<double, ChangeFactorCount> effectsOf(const Factors &before, const Factors &after)
{
    std::array<double, ChangeFactorCount> a{};
    std::array<double, ChangeFactorCount> b{};
    for (std::size_t i = 0; i < ChangeFactorCount; ++i) {
        const Ratio &first = before[i].isDefined() ? before[i] : after[i];
        const Ratio &second = after[i].isDefined() ? after[i] : before[i];
        a[i] = first.isDefined() ? first.value() : 1.0;
        // Two fractions that are equal may differ in their last bit as doubles, and a change that was none would have an effect.
        b[i] = second.isDefined() ? (isSame(first, second) ? a[i] : second.value()) : 1.0;
    }
    constexpr std::array<std::pair<double, double>, 5> Nodes{{{0.5, 0.28444444444444444},
                                                              {0.2307653449471585, 0.23931433524968324},
                                                              {0.7692346550528415, 0.23931433524968324},
                                                              {0.04691007703066802, 0.11846344252809454},
                                                              {0.9530899229693319, 0.11846344252809454}}};
    std::array<double, ChangeFactorCount> effects{};
    for (const auto &[z, weight] : Nodes) {
        std::array<double, ChangeFactorCount> at{};
        for (std::size_t i = 0; i < ChangeFactorCount; ++i) {
            at[i] = (1.0 - z) * a[i] + z * b[i];
        }
        std::array<double, ChangeFactorCount + 1> behind{};
        behind[ChangeFactorCount] = 1.0;
        for (std::size_t i = ChangeFactorCount; i > 0; --i) {
            behind[i - 1] = behind[i] * at[i - 1];
        }
        double front = 1.0;
        for (std::size_t i = 0; i < ChangeFactorCount; ++i) {
            effects[i] += weight * (b[i] - a[i]) * front * behind[i + 1];
            front *= at[i];
        }
    }
    return effects;
}

/// Whole attos that add up to `total`: floors, then what is missing by the largest remainder, ties to the earlier factor. A factor
/// without an effect gets none.
void roundTo(Int128 total, const std::array<double, ChangeFactorCount> &exact, ChangeEffects &effects)
{
    std::vector<std::size_t> moved;
    Int128 missing = total;
    for (std::size_t i = 0; i < ChangeFactorCount; ++i) {
        if (exact[i] != 0.0) {
            effects[i] = Int128(std::floor(exact[i]));
            missing -= effects[i];
            moved.push_back(i);
        }
    }
    if (moved.empty()) {
        return; // then the total is 0: equal factors have an equal product
    }
    // Doubles of large amounts are coarser than attos: the same for each, first.
    const auto count = Int128(moved.size());
    const Int128 each = (missing - ((missing % count) + count) % count) / count;
    for (const std::size_t i : moved) {
        effects[i] += each;
    }
    missing -= each * count;
    std::stable_sort(moved.begin(), moved.end(), [&](std::size_t x, std::size_t y) {
        return exact[x] - std::floor(exact[x]) > exact[y] - std::floor(exact[y]);
    });
    for (std::size_t k = 0; k < std::size_t(missing); ++k) {
        effects[moved[k]] += 1;
    }
}

using GroupKey = std::tuple<std::string, std::string, Currency>;

/// Both periods of one project.
struct Project
{
    std::map<GroupKey, std::array<const ChangeGroup *, Periods>> groups{};
    std::array<std::int64_t, Periods> all{};         ///< requests
    std::array<std::int64_t, Periods> likeForLike{}; ///< of groups without unpriced requests in either period
};

bool isPriced(const std::array<const ChangeGroup *, Periods> &pair)
{
    return std::all_of(pair.begin(), pair.end(), [](const ChangeGroup *group) { return group == nullptr || group->unpriced == 0; });
}

class Splitter
{
public:
    Change split(std::span<const ChangeGroup> before, std::span<const ChangeGroup> after)
    {
        take(before, 0);
        take(after, 1);
        for (auto &[name, project] : m_projects) {
            for (const auto &[key, pair] : project.groups) {
                for (std::size_t p = 0; p < Periods; ++p) {
                    project.all[p] += pair[p] == nullptr ? 0 : pair[p]->requests;
                    project.likeForLike[p] += pair[p] == nullptr || !isPriced(pair) ? 0 : pair[p]->requests;
                }
            }
            for (const auto &[key, pair] : project.groups) {
                addGroup(project, pair);
            }
        }
        return std::move(m_change);
    }

private:
    void take(std::span<const ChangeGroup> groups, std::size_t period)
    {
        for (const ChangeGroup &group : groups) {
            m_projects[group.project].groups[{group.project, group.model, group.currency}][period] = &group;
            m_change.unpricedRequests += group.unpriced;
            if (group.requests > 0) {
                m_models[period].insert(group.model);
            }
        }
    }

    /// The effect that takes all of a group's change, where there is one.
    static std::optional<ChangeEffect> wholeOf(const Project &project, const std::array<const ChangeGroup *, Periods> &pair)
    {
        if (project.all[0] == 0) {
            return ChangeEffect::NewProjects;
        }
        if (project.all[1] == 0) {
            return ChangeEffect::GoneProjects;
        }
        const bool isLikeForLike = isPriced(pair) && project.likeForLike[0] > 0 && project.likeForLike[1] > 0;
        return isLikeForLike ? std::nullopt : std::optional{ChangeEffect::Coverage};
    }

    void addGroup(const Project &project, const std::array<const ChangeGroup *, Periods> &pair)
    {
        std::set<ChangeClass> classes;
        for (const ChangeGroup *group : pair) {
            if (group != nullptr) {
                for (const auto &[part, values] : group->parts) {
                    classes.insert(part);
                }
            }
        }
        const ChangeGroup &any = *(pair[0] != nullptr ? pair[0] : pair[1]);
        const std::optional<ChangeEffect> whole = wholeOf(project, pair);
        for (const ChangeClass part : classes) {
            ChangeLeaf leaf{.project = any.project, .model = any.model, .currency = any.currency, .part = part};
            leaf.isNewModel = !m_models[0].contains(any.model);
            leaf.isGoneModel = !m_models[1].contains(any.model);
            std::array<Factors, Periods> factors{};
            for (std::size_t p = 0; p < Periods; ++p) {
                ChangePart values;
                Sums sums;
                if (pair[p] != nullptr) {
                    const auto found = pair[p]->parts.find(part);
                    values = found == pair[p]->parts.end() ? values : found->second;
                    sums = sumsOf(*pair[p]);
                }
                (p == 0 ? leaf.before : leaf.after) = values.display;
                factors[p] = factorsOf(project.likeForLike[p], sums, part, values);
            }
            if (whole) {
                leaf.effects[std::size_t(*whole)] = leaf.after - leaf.before;
            } else {
                roundTo(leaf.after - leaf.before, effectsOf(factors[0], factors[1]), leaf.effects);
            }
            add(std::move(leaf));
        }
    }

    void add(ChangeLeaf leaf)
    {
        m_change.before += leaf.before;
        m_change.after += leaf.after;
        for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
            m_change.effects[i] += leaf.effects[i];
        }
        const Int128 mix = leaf.effects[std::size_t(ChangeEffect::ModelMix)];
        m_change.ofNewModels += leaf.isNewModel ? mix : Int128{0};
        m_change.ofGoneModels += leaf.isGoneModel ? mix : Int128{0};
        m_change.leaves.push_back(std::move(leaf));
    }

    std::map<std::string, Project> m_projects{};
    std::array<std::set<std::string>, Periods> m_models{};
    Change m_change{};
};

} // namespace

const char *keyOf(ChangeEffect effect)
{
    return Keys.at(std::size_t(effect));
}

Change splitChange(std::span<const ChangeGroup> before, std::span<const ChangeGroup> after)
{
    return Splitter{}.split(before, after);
}

} // namespace tokenmeter
