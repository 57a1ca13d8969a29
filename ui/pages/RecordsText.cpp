// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsText.h"

#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"

#include <QStringList>
#include <QTime>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct ColumnInfo
{
    RecordColumn column;
    const char *word;
    std::optional<RecordSort> sort;
    bool number;
};

constexpr std::array<ColumnInfo, AllRecordColumns.size()> Columns{{
    {RecordColumn::Time, "time", RecordSort::Time, false},
    {RecordColumn::Model, "model", {}, false},
    {RecordColumn::Provider, "provider", {}, false},
    {RecordColumn::Project, "project", {}, false},
    {RecordColumn::Tags, "tags", {}, false},
    {RecordColumn::Session, "session", {}, false},
    {RecordColumn::Agent, "agent", {}, false},
    {RecordColumn::Tier, "tier", {}, false},
    {RecordColumn::Source, "source", {}, false},
    {RecordColumn::Input, "input", RecordSort::Input, true},
    {RecordColumn::CacheRead, "cache_read", RecordSort::CacheRead, true},
    {RecordColumn::CacheWrite, "cache_write", RecordSort::CacheWrite, true},
    {RecordColumn::Output, "output", RecordSort::Output, true},
    {RecordColumn::Reasoning, "reasoning", {}, true},
    {RecordColumn::Tokens, "tokens", RecordSort::Tokens, true},
    {RecordColumn::Requests, "requests", {}, true},
    {RecordColumn::Cost, "cost", RecordSort::Cost, true},
}};

const ColumnInfo &infoOf(RecordColumn column)
{
    return Columns[std::size_t(column)];
}

/// Zero of a class that the request did not use is a dash, as in the rest of the table.
QString count(std::int64_t tokens)
{
    return tokens == 0 ? NumberText::notApplicable() : TokenText::exact(tokens);
}

std::int64_t tokensOf(const RecordRow &row, RecordColumn column)
{
    switch (column) {
    case RecordColumn::Input:
        return row.tokens.input;
    case RecordColumn::CacheRead:
        return row.tokens.cacheRead;
    case RecordColumn::CacheWrite:
        return row.tokens.cacheWrite5m + row.tokens.cacheWrite1h;
    case RecordColumn::Output:
        return row.tokens.output;
    case RecordColumn::Reasoning:
        return row.tokens.reasoning;
    case RecordColumn::Tokens:
        return row.tokens.total() + row.rare.tokens();
    default:
        return row.requests;
    }
}

} // namespace

QString RecordsText::word(RecordColumn column)
{
    return QLatin1String{infoOf(column).word};
}

bool RecordsText::isNumber(RecordColumn column)
{
    return infoOf(column).number;
}

std::optional<RecordSort> RecordsText::sortOf(RecordColumn column)
{
    return infoOf(column).sort;
}

QString RecordsText::title(RecordColumn column)
{
    switch (column) {
    case RecordColumn::Time:
        return tr("Time");
    case RecordColumn::Model:
        return tr("Model");
    case RecordColumn::Provider:
        return tr("Provider");
    case RecordColumn::Project:
        return tr("Project");
    case RecordColumn::Tags:
        return tr("Tags");
    case RecordColumn::Session:
        return tr("Session");
    case RecordColumn::Agent:
        return tr("Agent");
    case RecordColumn::Tier:
        return tr("Tier");
    case RecordColumn::Source:
        return tr("Source");
    case RecordColumn::Input:
        return tr("Input");
    case RecordColumn::CacheRead:
        return tr("Cache read");
    case RecordColumn::CacheWrite:
        return tr("Cache write");
    case RecordColumn::Output:
        return tr("Output");
    case RecordColumn::Reasoning:
        return tr("Reasoning");
    case RecordColumn::Tokens:
        return tr("Total tokens");
    case RecordColumn::Requests:
        return tr("Requests");
    case RecordColumn::Cost:
        return tr("Cost");
    }
    return {};
}

std::vector<RecordColumn> RecordsText::defaults(RecordWidth width)
{
    using C = RecordColumn;
    switch (width) {
    case RecordWidth::Narrow:
        return {C::Time, C::Model, C::Project, C::Input, C::CacheRead, C::Output, C::Cost};
    case RecordWidth::Wide:
        return {C::Time, C::Model, C::Project, C::Tags, C::Session, C::Tier, C::Source, C::Input, C::CacheRead, C::CacheWrite, C::Output, C::Cost};
    case RecordWidth::Normal:
        break;
    }
    return {C::Time, C::Model, C::Project, C::Tags, C::Input, C::CacheRead, C::CacheWrite, C::Output, C::Cost};
}

std::vector<RecordColumn> RecordsText::columnsOf(const QString &option, RecordWidth width)
{
    const QStringList words = option.split(u',', Qt::SkipEmptyParts);
    std::vector<RecordColumn> columns;
    for (const RecordColumn column : AllRecordColumns) {
        if (words.contains(word(column))) {
            columns.push_back(column);
        }
    }
    return columns.empty() ? defaults(width) : columns;
}

QString RecordsText::optionOf(const std::vector<RecordColumn> &columns)
{
    QStringList words;
    for (const RecordColumn column : columns) {
        words << word(column);
    }
    return words.join(u',');
}

std::map<RecordColumn, int> RecordsText::widthsOf(const QString &option)
{
    std::map<RecordColumn, int> widths;
    const QStringList words = option.split(u',', Qt::SkipEmptyParts);
    for (const RecordColumn column : AllRecordColumns) {
        const QString name = word(column) + u':';
        for (const QString &one : words) {
            bool isNumber = false;
            const int width = one.mid(name.size()).toInt(&isNumber);
            if (one.startsWith(name) && isNumber) {
                widths[column] = std::clamp(width, size::recordsColumnLeast, size::recordsColumnMost);
            }
        }
    }
    return widths;
}

QString RecordsText::optionOf(const std::map<RecordColumn, int> &widths)
{
    QStringList words;
    for (const auto &[column, width] : widths) {
        words << word(column) + u':' + QString::number(width);
    }
    return words.join(u',');
}

std::pair<RecordSort, bool> RecordsText::sortOfOption(const QString &option)
{
    const bool ascending = option.endsWith(QStringLiteral(".asc"));
    const QString name = ascending ? option.chopped(QStringLiteral(".asc").size()) : option;
    for (const ColumnInfo &info : Columns) {
        if (info.sort && name == QLatin1String{info.word}) {
            return {*info.sort, !ascending};
        }
    }
    return {RecordSort::Time, true};
}

QString RecordsText::optionOf(RecordSort sort, bool descending)
{
    const auto info = std::find_if(Columns.begin(), Columns.end(), [sort](const ColumnInfo &one) { return one.sort == sort; });
    return QLatin1String{info->word} + (descending ? QString{} : QStringLiteral(".asc"));
}

QString RecordsText::excludedWord()
{
    return tr("excluded");
}

QString RecordsText::records(std::int64_t count)
{
    return count == 1 ? tr("1 record") : tr("%1 records").arg(NumberText::whole(count));
}

QString RecordsText::orderText(RecordSort sort, bool descending)
{
    if (sort == RecordSort::Time) {
        return descending ? tr("newest first") : tr("oldest first");
    }
    const auto info = std::find_if(Columns.begin(), Columns.end(), [sort](const ColumnInfo &one) { return one.sort == sort; });
    // "Token" stays as it is in Chinese, which has no small letters to begin a word inside a sentence with.
    const QString name = NumberText::isChinese() ? title(info->column) : title(info->column).toLower();
    return descending ? tr("largest first, by %1").arg(name) : tr("smallest first, by %1").arg(name);
}

QString RecordsText::model(const RecordRow &row) const
{
    const Pricer::ModelName *name = m_modelOf ? &m_modelOf(row) : nullptr;
    const std::string &shown = name != nullptr && !name->displayName.empty() ? name->displayName : row.serving.model;
    return shown.empty() ? tr("(not said)") : visibleText(shown);
}

Look RecordsText::look(const RecordRow &row) const
{
    const std::string &key = row.rate.modelKey.empty() ? row.serving.model : row.rate.modelKey;
    const auto known = m_looks.find(key);
    if (known != m_looks.end()) {
        return known->second;
    }
    const Pricer::ModelName *name = m_modelOf ? &m_modelOf(row) : nullptr;
    ModelLabel label{.raw = QString::fromStdString(row.serving.model)};
    if (name != nullptr) {
        label.family = QString::fromStdString(name->family);
        label.name = QString::fromStdString(name->displayName);
    }
    return m_looks.emplace(key, m_colours.looksOf({label}).front()).first->second;
}

QString RecordsText::project(const std::string &raw) const
{
    if (raw.empty()) {
        return {};
    }
    const auto known = m_projects.find(raw);
    if (known != m_projects.end()) {
        return known->second;
    }
    // A new name may need more of its path to be told from the others.
    std::vector<std::string> names;
    for (const auto &[name, label] : m_projects) {
        names.push_back(name);
    }
    names.push_back(raw);
    const QStringList labels = projectLabels(names);
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_projects[names[i]] = visibleText(labels[qsizetype(i)]);
    }
    return m_projects[raw];
}

QString RecordsText::tag(const Tag &tag)
{
    return visibleText(tag.value);
}

QString RecordsText::time(UtcTime time, Precision precision) const
{
    const LocalDay day = m_zone.dayOf(time);
    const QString date = DateText::day(day, m_today);
    if (precision == Precision::Day) {
        return date;
    }
    const std::chrono::milliseconds since = (time + m_zone.offsetAt(time)).time_since_epoch() - day.time_since_epoch();
    const QTime clock = QTime{0, 0}.addMSecs(int(since.count()));
    const bool seconds = precision == Precision::Instant || precision == Precision::Session;
    return date + u' ' + NumberText::locale().toString(clock, seconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString RecordsText::text(const RecordRow &row, RecordColumn column) const
{
    switch (column) {
    case RecordColumn::Time:
        return time(row.time, row.precision);
    case RecordColumn::Model:
        return model(row);
    case RecordColumn::Provider:
        return visibleText(row.serving.provider);
    case RecordColumn::Project:
        return project(row.who.project);
    case RecordColumn::Tags: {
        QStringList tags;
        for (const Tag &one : row.tags) {
            tags << visibleText(one.key) + u'=' + visibleText(one.value);
        }
        if (row.isExcluded()) {
            tags << excludedWord();
        }
        return tags.join(tr(", ", "between two names"));
    }
    case RecordColumn::Session:
        return visibleText(row.who.session);
    case RecordColumn::Agent:
        return visibleText(row.who.agent);
    case RecordColumn::Tier:
        return visibleText(row.serving.serviceTier);
    case RecordColumn::Source:
        return sourceName(row.sourceFormat);
    case RecordColumn::Cost:
        return row.rate.isPriced() ? MoneyText::amount(costOf(row.tokens, row.rare, row.rate)) : MoneyText::noPrice();
    case RecordColumn::Requests:
        return TokenText::exact(row.requests);
    default:
        return count(tokensOf(row, column));
    }
}

QString RecordsText::exact(const RecordRow &row, RecordColumn column) const
{
    switch (column) {
    case RecordColumn::Time:
        return QString::fromStdString(toRfc3339(row.time));
    case RecordColumn::Model:
        return QString::fromStdString(row.serving.model);
    case RecordColumn::Project:
        return QString::fromStdString(row.who.project);
    case RecordColumn::Source:
        return QString::fromStdString(row.sourceFormat);
    case RecordColumn::Cost: {
        const Money cost = costOf(row.tokens, row.rare, row.rate);
        return row.rate.isPriced() ? QString::fromStdString(cost.toDecimalText() + " " + cost.currency().code()) : QString{};
    }
    default:
        return isNumber(column) ? QString::number(tokensOf(row, column)) : text(row, column);
    }
}

QString RecordsText::spoken(const RecordRow &row, const std::vector<RecordColumn> &columns) const
{
    QStringList parts;
    for (const RecordColumn column : columns) {
        const QString cell = text(row, column);
        if (!cell.isEmpty()) {
            parts << (isNumber(column) ? tr("%1 %2", "header and number").arg(title(column), cell) : cell);
        }
    }
    return parts.join(tr(", ", "between two names"));
}

} // namespace tokenmeter
