// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ExcessCauses.h"

#include "flow/GroupedUsage.h"

#include <map>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int BaselineDays = 56;

} // namespace

Result<std::vector<ExcessPart>> excessCausesOf(LedgerReader &reader, Pricer &pricer, const ExcessQuestion &question)
{
    const auto usageOf = [&](LocalDay from, LocalDay to) {
        GroupedRequest request{
            .filter = question.filter, .dimensions = {question.dimension}, .zone = question.zone, .now = question.now, .currency = question.currency.code()};
        request.filter.from = from;
        request.filter.to = to;
        return groupedUsage(reader, pricer, request);
    };
    const Result<GroupedUsage> day = usageOf(question.day, question.day);
    const Result<GroupedUsage> before = usageOf(question.day - days{BaselineDays}, question.day - days{1});
    if (!day || !before) {
        return day ? before.problem() : day.problem();
    }
    std::map<std::string, ExcessPart> parts;
    const auto partOf = [&](const GroupedUsage &usage, const GroupedUsage::Row &row) -> ExcessPart & {
        const std::string &key = usage.textOf(row, 0);
        ExcessPart &part = parts[key];
        part.key = question.dimension == Dimension::Model ? usage.models[std::size_t(row.key[0])].id : key;
        return part;
    };
    for (const GroupedUsage::Row &row : day->rows) {
        partOf(*day, row).actual += row.inCurrency.atto();
    }
    for (const GroupedUsage::Row &row : before->rows) {
        partOf(*before, row).baseline += row.inCurrency.atto();
    }
    std::vector<ExcessPart> list;
    for (auto &[key, part] : parts) {
        list.push_back(std::move(part));
    }
    return explainExcess(question.expected, std::move(list));
}

} // namespace tokenmeter
