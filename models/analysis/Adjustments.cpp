// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Adjustments.h"

#include "analysis/CountsJson.h"
#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::array<std::pair<AdjustmentCause, std::string_view>, 7> AdjustmentKeys{{
    {AdjustmentCause::LateRecords, "late_records"},
    {AdjustmentCause::PriceChanged, "price_changed"},
    {AdjustmentCause::Excluded, "excluded"},
    {AdjustmentCause::Included, "included"},
    {AdjustmentCause::ProjectChanged, "project_changed"},
    {AdjustmentCause::SourceChanged, "source_changed"},
    {AdjustmentCause::RecordsChanged, "records_changed"},
}};

/// Counts and amounts of some cells.
struct Sum
{
    std::int64_t requests = 0;
    TokenCounts tokens{};
    RareCounts rare{};
    std::map<Currency, Int128> attos{};

    void add(const ClosedCell &cell)
    {
        requests += cell.requests;
        tokens += cell.tokens;
        rare += cell.rare;
        attos[cell.currency] += cell.atto;
    }
    Sum &operator-=(const Sum &other)
    {
        requests -= other.requests;
        tokens -= other.tokens;
        rare -= other.rare;
        for (const auto &[currency, atto] : other.attos) {
            attos[currency] -= atto;
        }
        return *this;
    }
    friend Sum operator-(Sum a, const Sum &b) { return a -= b; }
    bool hasCounts() const { return requests != 0 || !(tokens == TokenCounts{}) || !rare.isEmpty(); }
    bool hasAmount() const
    {
        return std::any_of(attos.begin(), attos.end(), [](const auto &one) { return one.second != 0; });
    }
    /// Whether the counts of both are nothing together.
    bool isOppositeOf(const Sum &other) const
    {
        Sum both = other;
        both.requests += requests;
        both.tokens += tokens;
        both.rare += rare;
        return hasCounts() && !both.hasCounts();
    }
};

/// Of one source, model and project.
struct Group
{
    Sum frozen{};
    Sum frozenOut{}; ///< excluded
    Sum now{};
    Sum nowOut{};
    Sum late{};
};

/// Source, provider, model, project.
using GroupKey = std::tuple<std::string, std::string, std::string, std::string>;

GroupKey groupOf(const ClosedCell &cell)
{
    return {cell.source, cell.provider, cell.model, cell.project};
}

Adjustment adjustmentOf(AdjustmentCause cause, const GroupKey &key, const Sum &sum)
{
    Adjustment one{.cause = cause,
                   .source = std::get<0>(key),
                   .provider = std::get<1>(key),
                   .model = std::get<2>(key),
                   .project = std::get<3>(key),
                   .requests = sum.requests,
                   .tokens = sum.tokens,
                   .rare = sum.rare};
    for (const auto &[currency, atto] : sum.attos) {
        if (atto != 0) {
            one.amounts.push_back(Money::fromAtto(atto, currency));
        }
    }
    return one;
}

/// Counts that went from one group to another one.
struct Rest
{
    GroupKey key{};
    Sum sum{};
    bool isTold = false;
};

/// The same usage under another project, or from another source.
std::optional<AdjustmentCause> moveBetween(const Rest &a, const Rest &b)
{
    const auto &[source, provider, model, project] = a.key;
    const auto &[otherSource, otherProvider, otherModel, otherProject] = b.key;
    if (provider != otherProvider || model != otherModel || !a.sum.isOppositeOf(b.sum)) {
        return std::nullopt;
    }
    if (source == otherSource && project != otherProject) {
        return AdjustmentCause::ProjectChanged;
    }
    return source != otherSource && project == otherProject ? std::optional{AdjustmentCause::SourceChanged} : std::nullopt;
}

void tellMoves(std::vector<Rest> &rests, std::vector<Adjustment> &all)
{
    for (std::size_t i = 0; i < rests.size(); ++i) {
        for (std::size_t j = i + 1; j < rests.size() && !rests[i].isTold; ++j) {
            const std::optional<AdjustmentCause> move = rests[j].isTold ? std::nullopt : moveBetween(rests[i], rests[j]);
            if (!move) {
                continue;
            }
            const bool isProject = *move == AdjustmentCause::ProjectChanged;
            for (const auto &[here, there] : {std::pair{i, j}, std::pair{j, i}}) {
                Adjustment one = adjustmentOf(*move, rests[here].key, rests[here].sum);
                one.other = isProject ? std::get<3>(rests[there].key) : std::get<0>(rests[there].key);
                rests[here].isTold = true;
                all.push_back(std::move(one));
            }
        }
        if (!rests[i].isTold) {
            all.push_back(adjustmentOf(AdjustmentCause::RecordsChanged, rests[i].key, rests[i].sum));
        }
    }
}

QString textIn(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

std::string_view keyOf(AdjustmentCause cause)
{
    return std::find_if(AdjustmentKeys.begin(), AdjustmentKeys.end(), [cause](const auto &one) { return one.first == cause; })->second;
}

std::vector<Adjustment> adjustments(const ClosedCells &frozen, const ClosedCells &current)
{
    std::map<GroupKey, Group> groups;
    for (const ClosedCell &cell : frozen.cells) {
        Group &group = groups[groupOf(cell)];
        (cell.isExcluded ? group.frozenOut : group.frozen).add(cell);
    }
    for (const ClosedCell &cell : current.cells) {
        if (cell.isLate && cell.isExcluded) {
            continue; // in no total, neither then nor now
        }
        Group &group = groups[groupOf(cell)];
        (cell.isLate ? group.late : cell.isExcluded ? group.nowOut : group.now).add(cell);
    }
    std::vector<Adjustment> all;
    std::vector<Rest> rests;
    for (const auto &[key, group] : groups) {
        if (group.late.hasCounts() || group.late.hasAmount()) {
            all.push_back(adjustmentOf(AdjustmentCause::LateRecords, key, group.late));
        }
        // What follows adds up to now - frozen, whatever is called what.
        Sum rest = group.now - group.frozen;
        if (const Sum back = group.frozenOut - group.nowOut; back.hasCounts()) {
            Sum moved = back;
            if (const Sum left = rest - back; !left.hasCounts() && (!group.now.hasCounts() || !group.frozen.hasCounts())) {
                moved = rest; // nothing else is there that could have another price
            }
            const bool isOut = back.requests != 0 ? back.requests < 0 : back.tokens.total() + back.rare.tokens() < 0;
            all.push_back(adjustmentOf(isOut ? AdjustmentCause::Excluded : AdjustmentCause::Included, key, moved));
            rest -= moved;
        }
        if (rest.hasCounts()) {
            rests.push_back({key, rest});
        } else if (rest.hasAmount()) {
            all.push_back(adjustmentOf(AdjustmentCause::PriceChanged, key, rest));
        }
    }
    tellMoves(rests, all);
    std::sort(all.begin(), all.end(), [](const Adjustment &a, const Adjustment &b) {
        return std::tie(a.source, a.provider, a.model, a.project, a.cause, a.other) < std::tie(b.source, b.provider, b.model, b.project, b.cause, b.other);
    });
    return all;
}

std::vector<Money> sumOf(std::span<const Adjustment> adjustments)
{
    std::map<Currency, Money> sums;
    for (const Adjustment &one : adjustments) {
        for (const Money &amount : one.amounts) {
            sums[amount.currency()] += amount;
        }
    }
    std::vector<Money> list;
    for (const auto &[currency, sum] : sums) {
        list.push_back(sum);
    }
    return list;
}

std::string adjustmentsJson(std::span<const Adjustment> adjustments)
{
    QJsonArray array;
    for (const Adjustment &one : adjustments) {
        QJsonObject json{{QStringLiteral("cause"), textIn(keyOf(one.cause))},
                         {QStringLiteral("source"), textIn(one.source)},
                         {QStringLiteral("provider"), textIn(one.provider)},
                         {QStringLiteral("model"), textIn(one.model)},
                         {QStringLiteral("project"), textIn(one.project)},
                         {QStringLiteral("requests"), qint64(one.requests)}};
        if (!one.other.empty()) {
            json.insert(QStringLiteral("other"), textIn(one.other));
        }
        insertCounts(json, one.tokens, one.rare);
        QJsonArray amounts;
        for (const Money &amount : one.amounts) {
            amounts.append(QJsonObject{{QStringLiteral("currency"), textIn(amount.currency().code())},
                                       {QStringLiteral("amount"), textIn(amount.toDecimalText())}});
        }
        json.insert(QStringLiteral("amounts"), amounts);
        array.append(json);
    }
    return QJsonDocument{array}.toJson(QJsonDocument::Compact).toStdString();
}

Result<std::vector<Adjustment>> readAdjustments(std::string_view json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray{json.data(), qsizetype(json.size())});
    std::vector<Adjustment> all;
    const auto damaged = [&all] { return Problem{.cause = Cause::BadArgument, .args = {"adjustments", std::to_string(all.size() + 1)}}; };
    if (!document.isArray()) {
        return damaged();
    }
    const QJsonArray array = document.array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        const auto string = [&object](const char *key) { return object.value(QLatin1String(key)).toString().toStdString(); };
        const auto cause
            = std::find_if(AdjustmentKeys.begin(), AdjustmentKeys.end(), [name = string("cause")](const auto &one) { return one.second == name; });
        if (cause == AdjustmentKeys.end()) {
            return damaged();
        }
        Adjustment one{.cause = cause->first,
                       .source = string("source"),
                       .provider = string("provider"),
                       .model = string("model"),
                       .project = string("project"),
                       .other = string("other"),
                       .requests = object.value(QLatin1String("requests")).toInteger()};
        readCounts(object, one.tokens, one.rare);
        const QJsonArray amounts = object.value(QLatin1String("amounts")).toArray();
        for (const QJsonValue &amount : amounts) {
            const Currency currency{amount[QLatin1String("currency")].toString().toStdString()};
            const std::optional<Int128> atto = parseDecimal(amount[QLatin1String("amount")].toString().toStdString(), MoneyScale);
            if (!atto || currency.isNone()) {
                return damaged();
            }
            one.amounts.push_back(Money::fromAtto(*atto, currency));
        }
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace tokenmeter
