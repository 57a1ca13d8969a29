// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetScope.h"

#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/SourceText.h"
#include "ledger/FilterJson.h"
#include "shell/ViewState.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// A stored name as people read it: "atlas-api" for the folder that the ledger knows.
FilterTerm termOf(FilterKey key, const std::string &name, const std::vector<NameBook::Choice> &choices)
{
    const QString text = QString::fromStdString(name);
    if (key == FilterKey::Model) {
        return {.text = text, .pattern = text.contains(QLatin1Char('*'))};
    }
    for (const NameBook::Choice &choice : choices) {
        if (choice.raw.size() == 1 && choice.raw.front() == name) {
            return {.text = choice.value};
        }
    }
    return {.text = text}; // an asterisk is an asterisk
}

void addAll(FilterTerms &terms, FilterKey key, const std::vector<std::string> &stored, const NameBook &names)
{
    const std::vector<NameBook::Choice> choices = names.choices(key);
    for (const std::string &name : stored) {
        terms.add(key, termOf(key, name, choices));
    }
}

/// "claude-opus*" is kept as it is; "opus*", which is found inside of names, is what it finds today.
bool beginsNames(const FilterTerm &term, const NameBook &names)
{
    const qsizetype star = term.text.indexOf(QLatin1Char('*'));
    if (star <= 0 || star != term.text.size() - 1) {
        return false;
    }
    const QString begin = term.text.left(star);
    const std::vector<NameBook::Choice> choices = names.choices(FilterKey::Model);
    return std::all_of(choices.begin(), choices.end(), [&](const NameBook::Choice &choice) {
        return !names.matches(choice, term) || choice.value.startsWith(begin, Qt::CaseInsensitive);
    });
}

} // namespace

FilterTerms BudgetScope::terms(const std::string &stored, const NameBook &names)
{
    FilterTerms terms;
    const Result<UsageFilter> filter = readFilterText(stored);
    if (!filter) {
        return terms;
    }
    addAll(terms, FilterKey::Provider, filter->providers, names);
    addAll(terms, FilterKey::Model, filter->models, names);
    addAll(terms, FilterKey::Project, filter->projects, names);
    addAll(terms, FilterKey::Source, filter->sources, names);
    for (const TagTerm &tag : filter->tags) {
        const QString value = QString::fromStdString(tag.value);
        terms.add(FilterKey::Tag, {.text = tag.key.empty() ? value : QString::fromStdString(tag.key) + QLatin1Char('=') + value});
    }
    addAll(terms, FilterKey::Agent, filter->agents, names);
    addAll(terms, FilterKey::Tier, filter->tiers, names);
    for (const RecordBound &bound : filter->bounds) {
        terms.add(FilterKey::Bound, boundTerm(bound));
    }
    if (!filter->text.empty()) {
        terms.add(FilterKey::Text, {.text = QString::fromStdString(filter->text)});
    }
    if (filter->excluded != UsageFilter::Excluded::Without) {
        terms.add(FilterKey::Excluded, {.text = filter->excluded == UsageFilter::Excluded::Only ? QStringLiteral("only") : QStringLiteral("yes")});
    }
    if (filter->priced) {
        terms.add(FilterKey::Unpriced, {.text = *filter->priced ? QStringLiteral("no") : QStringLiteral("yes")});
    }
    return terms;
}

std::string BudgetScope::stored(const FilterTerms &terms, const NameBook &names)
{
    ViewState view;
    view.filter = terms;
    UsageFilter filter = usageFilterOf(view, names);
    filter.from.reset();
    filter.to.reset();
    filter.sessions.clear();
    filter.models.clear();
    for (const FilterTerm &term : terms.of(FilterKey::Model)) {
        const std::vector<std::string> meant = !term.pattern || beginsNames(term, names) ? std::vector{term.text.toStdString()}
                                                                                         : names.rawNames(FilterKey::Model, {term});
        filter.models.insert(filter.models.end(), meant.begin(), meant.end());
    }
    std::sort(filter.models.begin(), filter.models.end());
    filter.models.erase(std::unique(filter.models.begin(), filter.models.end()), filter.models.end());
    return tokenmeter::filterText(filter);
}

QString BudgetScope::refusal(const FilterTerms &terms)
{
    return terms.has(FilterKey::Session) ? tr("A budget goes on while sessions come and go: it cannot count only one. Choose its project, or a tag.")
                                         : QString{};
}

QString BudgetScope::label(FilterKey key, const FilterTerm &term, const NameBook &names)
{
    QString label = isListKey(key) ? names.label(key, term) : term.text;
    if (key == FilterKey::Source) {
        label = sourceName(term.text.toStdString());
    } else if (key == FilterKey::Project) {
        // Short, and told apart from all others that there are.
        std::vector<std::string> all;
        std::size_t at = 0;
        for (const NameBook::Choice &choice : names.choices(key)) {
            at = choice.value == term.text ? all.size() : at;
            all.push_back(choice.value.toStdString());
        }
        const bool isKnown = !all.empty() && all[at] == term.text.toStdString();
        label = isKnown ? projectLabels(all)[qsizetype(at)] : projectLabels({term.text.toStdString()}).front();
    }
    return visibleText(!label.isEmpty() ? label : term.text.isEmpty() ? tr("not said", "a name that the source did not say") : term.text);
}

QString BudgetScope::words(const FilterTerms &terms, const NameBook &names)
{
    if (terms.isEmpty()) {
        return tr("All usage");
    }
    QStringList parts;
    for (const FilterKey key : AllFilterKeys) {
        const std::vector<FilterTerm> chosen = terms.of(key);
        if (chosen.empty()) {
            continue;
        }
        QStringList labels;
        for (const FilterTerm &term : chosen) {
            labels << label(key, term, names);
        }
        constexpr qsizetype named = 2;
        QString text = labels.mid(0, named).join(tr(", ", "between two names"));
        if (labels.size() > named) {
            text = tr("%1 and %n more", nullptr, int(labels.size() - named)).arg(text);
        }
        switch (key) {
        case FilterKey::Tag:
            text = tr("tag %1").arg(text);
            break;
        case FilterKey::Agent:
            text = tr("agent %1").arg(text);
            break;
        case FilterKey::Tier:
            text = tr("tier %1").arg(text);
            break;
        case FilterKey::Text:
            text = tr("“%1” in a name").arg(text);
            break;
        case FilterKey::Excluded:
            text = chosen.front().text == QStringLiteral("only") ? tr("excluded records only") : tr("excluded records, too");
            break;
        case FilterKey::Unpriced:
            text = chosen.front().text == QStringLiteral("no") ? tr("with a price") : tr("without a price");
            break;
        case FilterKey::Provider:
        case FilterKey::Model:
        case FilterKey::Project:
        case FilterKey::Source:
        case FilterKey::Session:
        case FilterKey::Bound:
            break;
        }
        parts << text;
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace tokenmeter
