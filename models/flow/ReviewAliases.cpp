// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewAliases.h"

#include "import/Csv.h"
#include "ledger/FilterJson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>
#include <tuple>

namespace tokenmeter
{
namespace
{

/// "api" of "/home/dev/api".
std::string lastPartOf(const std::string &name)
{
    const std::size_t end = name.find_last_not_of('/');
    const std::size_t slash = end == std::string::npos ? std::string::npos : name.find_last_of('/', end);
    return slash == std::string::npos ? name : name.substr(slash + 1, end - slash);
}

/// 0 "A", 25 "Z", 26 "AA".
std::string lettersOf(std::size_t number)
{
    constexpr std::size_t Letters = 26;
    std::string letters;
    for (std::size_t rest = number + 1; rest > 0; rest = (rest - 1) / Letters) {
        letters.insert(letters.begin(), char('A' + (rest - 1) % Letters));
    }
    return letters;
}

Problem notAliases(const std::string &what)
{
    return {.cause = Cause::BadArgument, .args = {"aliases", what}};
}

Result<ProjectAliases> aliasesOfJson(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject()) {
        return notAliases("byte " + std::to_string(error.offset));
    }
    ProjectAliases aliases;
    const QJsonObject object = document.object();
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (!each->isString() || each->toString().isEmpty()) {
            return notAliases(each.key().toStdString());
        }
        aliases[each.key().toStdString()] = each->toString().toStdString();
    }
    return aliases;
}

Result<ProjectAliases> aliasesOfCsv(std::string_view text)
{
    ProjectAliases aliases;
    CsvReader reader{text, ','};
    CsvRow row;
    for (bool isFirst = true; reader.next(row); isFirst = false) {
        if (isFirst && row.cell(0) == "name" && row.cell(1) == "alias") {
            continue;
        }
        if (row.badQuoting || row.cells.size() != 2 || row.cell(0).empty() || row.cell(1).empty()) {
            return notAliases("line " + std::to_string(row.number));
        }
        aliases[std::string{row.cell(0)}] = row.cell(1);
    }
    if (reader.unclosed()) {
        return notAliases("line " + std::to_string(reader.unclosed()->number));
    }
    return aliases;
}

std::map<std::string, Int128> costsOfProjects(const ReviewData &review)
{
    std::map<std::string, Int128> costs;
    for (const ReviewWaterfall &waterfall : review.waterfalls) {
        for (const ChangeLeaf &leaf : waterfall.change.leaves) {
            costs.try_emplace(leaf.project);
        }
    }
    for (const ReviewCell &cell : review.byProject) {
        costs[cell.project] += cell.cost;
    }
    for (const ReviewUnusualDay &unusual : review.unusual) {
        for (const ReviewCause &cause : unusual.projects) {
            costs.try_emplace(cause.name);
        }
    }
    if (const Result<UsageFilter> scope = readFilterText(review.scope); scope) {
        for (const std::string &project : scope->projects) {
            costs.try_emplace(project);
        }
    }
    costs.erase(std::string{});
    return costs;
}

/// Letters of other scripts are none: words of Chinese touch each other.
bool isWordByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Renaming
{
public:
    explicit Renaming(const ProjectAliases &aliases) : m_aliases{aliases} {}

    std::string of(const std::string &name) const
    {
        const auto found = m_aliases.find(name);
        return found == m_aliases.end() ? name : found->second;
    }

    /// Cells stay sorted, and those that became equal one.
    void rename(std::vector<ReviewCell> &cells) const
    {
        std::map<std::pair<std::string, std::string>, ReviewCell> renamed;
        for (ReviewCell &cell : cells) {
            cell.project = of(cell.project);
            const auto [place, isNew] = renamed.try_emplace({cell.project, cell.model}, cell);
            if (!isNew) {
                add(place->second, cell);
            }
        }
        cells.clear();
        for (auto &[key, cell] : renamed) {
            cells.push_back(std::move(cell));
        }
    }

    void rename(Change &change) const
    {
        for (ChangeLeaf &leaf : change.leaves) {
            leaf.project = of(leaf.project);
        }
        std::stable_sort(change.leaves.begin(), change.leaves.end(), [](const ChangeLeaf &a, const ChangeLeaf &b) {
            return std::tie(a.project, a.model, a.currency, a.part) < std::tie(b.project, b.model, b.currency, b.part);
        });
    }

    void rename(std::vector<ReviewCause> &causes) const
    {
        std::vector<ReviewCause> renamed;
        for (ReviewCause &cause : causes) {
            cause.name = of(cause.name);
            const auto same = std::find_if(renamed.begin(), renamed.end(), [&](const ReviewCause &each) { return each.name == cause.name; });
            if (same == renamed.end()) {
                renamed.push_back(cause);
            } else {
                same->excess += cause.excess;
            }
        }
        causes = std::move(renamed);
    }

    std::string ofScope(const std::string &scope) const
    {
        Result<UsageFilter> filter = readFilterText(scope);
        if (scope.empty() || !filter) {
            return scope;
        }
        for (std::string &project : filter->projects) {
            project = of(project);
        }
        filter->text = aliasedText(filter->text, m_aliases);
        return filterText(*filter);
    }

private:
    static void add(ReviewCell &sum, const ReviewCell &cell)
    {
        sum.requests += cell.requests;
        sum.tokens += cell.tokens;
        sum.totalTokens += cell.totalTokens;
        sum.cost += cell.cost;
        sum.unpricedRequests += cell.unpricedRequests;
        for (const Money &amount : cell.foreign) {
            const auto place = std::lower_bound(sum.foreign.begin(), sum.foreign.end(), amount, [](Money a, Money b) { return a.currency() < b.currency(); });
            if (place != sum.foreign.end() && place->currency() == amount.currency()) {
                *place += amount;
            } else {
                sum.foreign.insert(place, amount);
            }
        }
    }

    const ProjectAliases &m_aliases;
};

} // namespace

ProjectAliases letteredAliases(const ReviewData &review, const std::string &prefix)
{
    const std::map<std::string, Int128> costs = costsOfProjects(review);
    std::vector<std::pair<std::string, Int128>> projects{costs.begin(), costs.end()};
    std::stable_sort(projects.begin(), projects.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    ProjectAliases aliases;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        aliases[projects[i].first] = prefix + lettersOf(i);
    }
    return aliases;
}

Result<ProjectAliases> readAliases(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' ? aliasesOfJson(QByteArray{text.data(), qsizetype(text.size())}) : aliasesOfCsv(text);
}

ProjectAliases namedAliases(const ReviewData &review, const ProjectAliases &given, const std::string &prefix)
{
    ProjectAliases aliases = letteredAliases(review, prefix);
    for (auto &[name, alias] : aliases) {
        auto found = given.find(name);
        found = found == given.end() ? given.find(lastPartOf(name)) : found;
        alias = found == given.end() ? alias : found->second;
    }
    return aliases;
}

ReviewData aliased(const ReviewData &review, const ProjectAliases &aliases)
{
    const Renaming renaming{aliases};
    ReviewData result = review;
    result.scope = renaming.ofScope(result.scope);
    renaming.rename(result.byProject);
    for (ReviewWaterfall &waterfall : result.waterfalls) {
        renaming.rename(waterfall.change);
    }
    for (ReviewUnusualDay &unusual : result.unusual) {
        renaming.rename(unusual.projects);
    }
    for (ReviewBudget &budget : result.budgets) {
        budget.name = aliasedText(budget.name, aliases);
    }
    for (ReviewNoteLine &note : result.notes) {
        note.markdown = aliasedText(note.markdown, aliases);
    }
    for (ReviewOutcomeLine &line : result.outcomes) {
        const auto alias = aliases.find(line.outcome.project);
        line.outcome.project = alias == aliases.end() ? line.outcome.project : alias->second;
        line.outcome.text = aliasedText(line.outcome.text, aliases);
    }
    for (ReviewCorrection &line : result.corrections) {
        const auto alias = aliases.find(line.project);
        line.project = alias == aliases.end() ? line.project : alias->second;
    }
    return result;
}

std::string aliasedText(const std::string &text, const ProjectAliases &aliases)
{
    std::vector<std::pair<std::string, std::string>> names{aliases.begin(), aliases.end()};
    for (const auto &[name, alias] : aliases) {
        if (const std::string last = lastPartOf(name); last != name && !last.empty()) {
            names.emplace_back(last, alias);
        }
    }
    std::stable_sort(names.begin(), names.end(), [](const auto &a, const auto &b) { return a.first.size() > b.first.size(); });
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto stands = [&](const std::pair<std::string, std::string> &name) {
            const std::size_t end = at + name.first.size();
            return !name.first.empty() && text.compare(at, name.first.size(), name.first) == 0 && (at == 0 || !isWordByte(text[at - 1]) || !isWordByte(text[at]))
                && (end == text.size() || !isWordByte(text[end]) || !isWordByte(text[end - 1]));
        };
        const auto found = std::find_if(names.begin(), names.end(), stands);
        if (found == names.end()) {
            result += text[at++];
        } else {
            result += found->second;
            at += found->first.size();
        }
    }
    return result;
}

} // namespace tokenmeter
