// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/NameBook.h"

#include "format/ProjectText.h"
#include "ledger/LedgerReader.h"

#include <algorithm>
#include <set>

namespace tokenmeter
{

namespace
{

QString toText(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

void addOnce(std::vector<std::string> &list, const std::string &name)
{
    if (std::find(list.begin(), list.end(), name) == list.end()) {
        list.push_back(name);
    }
}

/// Greedy matching with one step back to the last asterisk: linear in practice, never exponential as a regular
/// expression made from a hostile name could be.
bool coversAll(QStringView pattern, QStringView name)
{
    qsizetype p = 0;
    qsizetype n = 0;
    qsizetype star = -1;
    qsizetype mark = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            mark = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*') {
        ++p;
    }
    return p == pattern.size();
}

std::vector<NameBook::Choice> plainChoices(const std::vector<std::string> &names)
{
    std::vector<NameBook::Choice> choices;
    choices.reserve(names.size());
    for (const std::string &name : names) {
        choices.push_back({.value = toText(name), .label = toText(name), .raw = {name}, .otherNames = {}});
    }
    return choices;
}

/// A project answers to what pages call it, too.
std::vector<NameBook::Choice> projectChoices(const std::vector<std::string> &names)
{
    std::vector<NameBook::Choice> choices = plainChoices(names);
    const QStringList labels = projectLabels(names);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        choices[i].otherNames = {labels[qsizetype(i)]};
    }
    return choices;
}

/// The names of one dimension, those that the source said.
Result<std::vector<std::string>> namesOf(LedgerReader &reader, Dimension dimension)
{
    const Result<UsageCells> cells = reader.usage({}, {dimension}, Zone::utc());
    if (!cells) {
        return cells.problem();
    }
    std::set<std::string> names;
    for (const auto &[id, name] : cells->names) {
        if (!name.empty()) {
            names.insert(name);
        }
    }
    return std::vector<std::string>(names.begin(), names.end());
}

QString tagText(const Tag &tag)
{
    return toText(tag.key) + u'=' + toText(tag.value);
}

} // namespace

Result<FilterNames> filterNamesOf(LedgerReader &reader)
{
    FilterNames names;
    for (const auto &[dimension, list] : {std::pair{Dimension::Session, &names.sessions}, std::pair{Dimension::Agent, &names.agents},
                                          std::pair{Dimension::Tier, &names.tiers}}) {
        Result<std::vector<std::string>> found = namesOf(reader, dimension);
        if (!found) {
            return found.problem();
        }
        *list = *std::move(found);
    }
    if (names.sessions.size() > FilterNames::MostSessions) {
        names.sessions.resize(FilterNames::MostSessions);
    }
    const Result<std::vector<TagAssignment>> assignments = reader.tagAssignments();
    if (!assignments) {
        return assignments.problem();
    }
    std::set<Tag> tags;
    for (const TagAssignment &assignment : *assignments) {
        tags.insert(assignment.tag);
    }
    names.tags.assign(tags.begin(), tags.end());
    return names;
}

bool matchesPattern(const QString &pattern, const QString &name)
{
    const QString wanted = pattern.toCaseFolded();
    const QString whole = name.toCaseFolded();
    for (qsizetype start = 0; start == 0 || start < whole.size(); ++start) {
        const bool atWord = start == 0 || (!whole[start - 1].isLetterOrNumber() && whole[start].isLetterOrNumber());
        if (atWord && coversAll(wanted, QStringView{whole}.mid(start))) {
            return true;
        }
    }
    return false;
}

void NameBook::learn(const OverviewData &data)
{
    m_choices[FilterKey::Provider] = plainChoices(data.allProviders);
    m_choices[FilterKey::Project] = projectChoices(data.allProjects);
    m_choices[FilterKey::Source] = plainChoices(data.allSources);
    for (std::size_t i = 0; i < data.allModels.size(); ++i) {
        const Pricer::ModelName &name = data.allModels[i];
        const bool known = i < data.allRawModels.size() && !data.allRawModels[i].empty();
        learnModel(toText(name.id), toText(name.displayName), toText(name.key),
                   known ? data.allRawModels[i] : std::vector<std::string>{});
    }
    for (const ModelSeries &series : data.models) {
        const QString key = toText(series.key);
        // Without a catalogue entry the key is the raw name, in which a slash parts nothing.
        const bool isRaw = std::find(series.rawModels.begin(), series.rawModels.end(), series.key) != series.rawModels.end();
        const QString id = isRaw ? key : key.mid(key.indexOf(u'/') + 1);
        learnModel(id, toText(series.name), isRaw ? QString{} : key, series.rawModels);
    }
}

void NameBook::learn(const FilterNames &names)
{
    m_choices[FilterKey::Session] = plainChoices(names.sessions);
    m_choices[FilterKey::Agent] = plainChoices(names.agents);
    m_choices[FilterKey::Tier] = plainChoices(names.tiers);
    std::vector<Choice> &tags = m_choices[FilterKey::Tag];
    tags.clear();
    std::set<std::string> keys;
    for (const Tag &tag : names.tags) {
        const QString text = tagText(tag);
        tags.push_back({.value = text, .label = text, .raw = {text.toStdString()}, .otherNames = {toText(tag.value)}});
        keys.insert(tag.key);
    }
    for (const std::string &key : keys) {
        tags.push_back({.value = toText(key) + u'=', .label = {}, .raw = {key + "="}, .otherNames = {}});
    }
}

void NameBook::learnModel(const QString &value, const QString &label, const QString &key,
                          const std::vector<std::string> &raw)
{
    std::vector<Choice> &models = m_choices[FilterKey::Model];
    auto found = std::find_if(models.begin(), models.end(), [&value](const Choice &c) { return c.value == value; });
    if (found == models.end()) {
        models.push_back({.value = value, .label = label.isEmpty() ? value : label, .raw = {}, .otherNames = {}});
        found = std::prev(models.end());
    }
    for (const std::string &name : raw) {
        addOnce(found->raw, name);
    }
    if (!key.isEmpty() && !found->otherNames.contains(key)) {
        found->otherNames << key;
    }
}

void NameBook::clear()
{
    m_choices.clear();
}

std::vector<NameBook::Choice> NameBook::choices(FilterKey key) const
{
    const auto found = m_choices.find(key);
    return found == m_choices.end() ? std::vector<Choice>{} : found->second;
}

bool NameBook::matches(const Choice &choice, const FilterTerm &term) const
{
    const auto same = [&term](const QString &name) {
        return term.pattern ? !name.isEmpty() && matchesPattern(term.text, name)
                            : name.compare(term.text, Qt::CaseInsensitive) == 0;
    };
    if (same(choice.value) || (!choice.label.isEmpty() && same(choice.label))) {
        return true;
    }
    return std::any_of(choice.otherNames.begin(), choice.otherNames.end(), same)
           || std::any_of(choice.raw.begin(), choice.raw.end(), [&same](const std::string &n) { return same(toText(n)); });
}

std::vector<std::string> NameBook::rawNames(FilterKey key, const std::vector<FilterTerm> &terms) const
{
    std::vector<std::string> names;
    const std::vector<Choice> known = choices(key);
    for (const FilterTerm &term : terms) {
        bool any = false;
        for (const Choice &choice : known) {
            if (matches(choice, term)) {
                any = any || !choice.raw.empty();
                for (const std::string &name : choice.raw) {
                    addOnce(names, name);
                }
            }
        }
        if (!any) {
            addOnce(names, term.text.toStdString());
        }
    }
    return names;
}

std::vector<TagTerm> NameBook::tagTerms(const std::vector<FilterTerm> &terms) const
{
    std::vector<TagTerm> tags;
    const auto add = [&tags](const TagTerm &tag) {
        if (std::find(tags.begin(), tags.end(), tag) == tags.end()) {
            tags.push_back(tag);
        }
    };
    for (const FilterTerm &term : terms) {
        bool any = false;
        if (term.pattern) {
            for (const Choice &choice : choices(FilterKey::Tag)) {
                if (!choice.label.isEmpty() && matches(choice, term)) {
                    any = true;
                    add(tagOf({.text = choice.value, .pattern = false}));
                }
            }
        }
        if (!any) {
            add(tagOf(term));
        }
    }
    return tags;
}

QString NameBook::label(FilterKey key, const FilterTerm &term) const
{
    if (!term.pattern) {
        for (const Choice &choice : choices(key)) {
            if (choice.value.compare(term.text, Qt::CaseInsensitive) == 0) {
                return choice.label;
            }
        }
    }
    return term.text;
}

FilterTerm NameBook::modelTerm(const std::vector<std::string> &rawModels) const
{
    for (const Choice &choice : choices(FilterKey::Model)) {
        for (const std::string &name : rawModels) {
            if (std::find(choice.raw.begin(), choice.raw.end(), name) != choice.raw.end()) {
                return {.text = choice.value, .pattern = false};
            }
        }
    }
    return {.text = rawModels.empty() ? QString{} : toText(rawModels.front()), .pattern = false};
}

} // namespace tokenmeter
