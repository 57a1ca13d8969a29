// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BreakdownOptions.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tokenmeter
{
namespace
{

constexpr std::array Columns{"name", "cost", "share", "against", "tokens", "input", "cacheRead", "cacheWrite",
                             "output", "reasoning", "requests", "cacheHit", "unpriced", "course"};
static_assert(Columns.size() == std::size_t(BreakdownColumnCount));

const QString By = QStringLiteral("breakdown.by");
const QString ColumnsKey = QStringLiteral("breakdown.columns");
const QString Sort = QStringLiteral("breakdown.sort");
const QString Shape = QStringLiteral("breakdown.shape");
const QString TagWord = QStringLiteral("tag:");

std::optional<BreakdownColumn> columnOf(const QString &word)
{
    const auto found = std::find_if(Columns.begin(), Columns.end(), [&](const char *name) { return word == QLatin1String(name); });
    return found == Columns.end() ? std::nullopt : std::optional{BreakdownColumn(found - Columns.begin())};
}

/// Nothing when a word is none, or one comes twice.
std::optional<std::pair<std::vector<Dimension>, std::string>> dimensionsOf(const QString &text)
{
    std::vector<Dimension> by;
    std::string tagKey;
    for (const QString &word : text.split(u',')) {
        Dimension dimension = Dimension::Tag;
        if (word.startsWith(TagWord) && word.size() > TagWord.size()) {
            tagKey = word.mid(TagWord.size()).toStdString();
        } else {
            const auto &all = breakdownDimensions();
            const auto found = std::find_if(all.begin(), all.end(), [&](Dimension one) { return wordOf(one, {}) == word; });
            if (found == all.end()) {
                return std::nullopt;
            }
            dimension = *found;
        }
        if (std::find(by.begin(), by.end(), dimension) != by.end()) {
            return std::nullopt;
        }
        by.push_back(dimension);
    }
    return by.empty() || by.size() > MaxBreakdownLevels ? std::nullopt : std::optional{std::pair{by, tagKey}};
}

} // namespace

std::optional<FilterKey> filterKeyOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Provider:
        return FilterKey::Provider;
    case Dimension::Model:
        return FilterKey::Model;
    case Dimension::Project:
        return FilterKey::Project;
    case Dimension::Source:
        return FilterKey::Source;
    case Dimension::Session:
        return FilterKey::Session;
    case Dimension::Agent:
        return FilterKey::Agent;
    case Dimension::Tier:
        return FilterKey::Tier;
    case Dimension::Tag:
        return FilterKey::Tag;
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
    return std::nullopt;
}

BreakdownColumn measuredColumn(Measure measure)
{
    return measure == Measure::Cost ? BreakdownColumn::Cost : measure == Measure::Tokens ? BreakdownColumn::Tokens : BreakdownColumn::Requests;
}

std::vector<int> shownColumns(const BreakdownOptions &options, Measure measure, bool isWide, bool hasUnpriced)
{
    std::vector<BreakdownColumn> columns = options.columns;
    if (columns.empty()) {
        columns = {BreakdownColumn::Cost, BreakdownColumn::Share, BreakdownColumn::Against, BreakdownColumn::Tokens};
        if (isWide) {
            columns.insert(columns.end(), {BreakdownColumn::Input, BreakdownColumn::CacheRead, BreakdownColumn::CacheWrite, BreakdownColumn::Output,
                                           BreakdownColumn::Requests});
        }
        columns.push_back(BreakdownColumn::CacheHit);
        if (isWide && hasUnpriced) {
            columns.push_back(BreakdownColumn::Unpriced);
        }
        columns.push_back(BreakdownColumn::Course);
    }
    columns.push_back(BreakdownColumn::Name);
    columns.push_back(measuredColumn(measure)); // without what is measured the page has no answer
    std::vector<int> numbers;
    for (const BreakdownColumn column : columns) {
        if (std::find(numbers.begin(), numbers.end(), int(column)) == numbers.end()) {
            numbers.push_back(int(column));
        }
    }
    return numbers;
}

std::vector<int> columnsGivingWay(const BreakdownOptions &options, Measure measure, bool isNarrow)
{
    std::vector<int> givingWay;
    if (!options.columns.empty()) {
        return givingWay;
    }
    for (const BreakdownColumn column :
         {BreakdownColumn::CacheWrite, BreakdownColumn::Input, BreakdownColumn::Output, BreakdownColumn::CacheRead, BreakdownColumn::Requests,
          BreakdownColumn::CacheHit, BreakdownColumn::Tokens, BreakdownColumn::Unpriced, BreakdownColumn::Course, BreakdownColumn::Cost}) {
        if (column != measuredColumn(measure)) {
            givingWay.push_back(int(column));
        }
    }
    if (isNarrow) {
        std::stable_partition(givingWay.begin(), givingWay.end(), [](int column) { return column == int(BreakdownColumn::CacheHit); });
    }
    return givingWay;
}

BreakdownOptions regrouped(BreakdownOptions options, std::size_t level, std::optional<Dimension> dimension, const std::string &tagKey)
{
    if (!dimension) {
        options.by.resize(std::min(level, options.by.size()));
    } else {
        const auto other = std::find(options.by.begin(), options.by.end(), *dimension);
        if (level < options.by.size()) {
            if (other != options.by.end()) {
                std::swap(*other, options.by[level]);
            } else {
                options.by[level] = *dimension;
            }
        } else {
            if (other != options.by.end()) {
                options.by.erase(other);
            }
            options.by.push_back(*dimension);
        }
        if (*dimension == Dimension::Tag) {
            options.tagKey = tagKey;
        }
    }
    if (std::find(options.by.begin(), options.by.end(), Dimension::Tag) == options.by.end()) {
        options.tagKey.clear();
    }
    return options;
}

const std::vector<Dimension> &breakdownDimensions()
{
    static const std::vector<Dimension> all{Dimension::Project, Dimension::Model, Dimension::Provider, Dimension::Source,
                                            Dimension::Session, Dimension::Agent, Dimension::Tier};
    return all;
}

QString wordOf(Dimension dimension, const std::string &tagKey)
{
    switch (dimension) {
    case Dimension::Model:
        return QStringLiteral("model");
    case Dimension::Provider:
        return QStringLiteral("provider");
    case Dimension::Project:
        return QStringLiteral("project");
    case Dimension::Session:
        return QStringLiteral("session");
    case Dimension::Source:
        return QStringLiteral("source");
    case Dimension::Tier:
        return QStringLiteral("tier");
    case Dimension::Agent:
        return QStringLiteral("agent");
    case Dimension::Tag:
        return TagWord + QString::fromStdString(tagKey);
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
    return {};
}

QString wordOf(BreakdownColumn column)
{
    return QLatin1String(Columns[std::size_t(column)]);
}

BreakdownOptions breakdownOptionsOf(const OptionMap &options)
{
    BreakdownOptions result;
    const auto text = [&](const QString &name) {
        const auto found = options.find(name);
        return found == options.end() ? QString{} : found->second;
    };
    if (auto by = dimensionsOf(text(By))) {
        result.by = std::move(by->first);
        result.tagKey = std::move(by->second);
    }
    for (const QString &word : text(ColumnsKey).split(u',', Qt::SkipEmptyParts)) {
        const auto column = columnOf(word);
        if (column && *column != BreakdownColumn::Name) {
            result.columns.push_back(*column);
        }
    }
    const QString sort = text(Sort);
    if (const auto column = columnOf(sort.chopped(std::min<qsizetype>(1, sort.size()))); column) {
        result.sort = column;
        result.descending = sort.endsWith(u'-');
    }
    result.donut = text(Shape) == QStringLiteral("donut");
    return result;
}

OptionMap withOptions(OptionMap options, const BreakdownOptions &b)
{
    const BreakdownOptions defaults;
    for (const QString &name : {By, ColumnsKey, Sort, Shape}) {
        options.erase(name);
    }
    if (b.by != defaults.by) {
        QStringList words;
        for (const Dimension dimension : b.by) {
            words << wordOf(dimension, b.tagKey);
        }
        options[By] = words.join(u',');
    }
    if (!b.columns.empty()) {
        QStringList words;
        for (const BreakdownColumn column : b.columns) {
            words << wordOf(column);
        }
        options[ColumnsKey] = words.join(u',');
    }
    if (b.sort) {
        options[Sort] = wordOf(*b.sort) + (b.descending ? u'-' : u'+');
    }
    if (b.donut) {
        options[Shape] = QStringLiteral("donut");
    }
    return options;
}

} // namespace tokenmeter
