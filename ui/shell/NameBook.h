// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Overview.h"
#include "ledger/Decisions.h"
#include "shell/FilterTerms.h"

#include <map>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Names of the ledger that no overview answers. To be asked for when a ledger is opened, and again after it changed.
struct FilterNames
{
    std::vector<Tag> tags{};             ///< sorted, each once
    std::vector<std::string> sessions{}; ///< at most MostSessions
    std::vector<std::string> agents{};
    std::vector<std::string> tiers{};
    static constexpr std::size_t MostSessions = 2'000;
};
/// For WindowServices::ask("filter.names", ...).
Result<FilterNames> filterNamesOf(LedgerReader &reader);

/// The names of the ledger that can be filtered by. Terms are what people read and write ("claude-opus-5", "opus*");
/// the ledger wants raw names as they were logged, and one model has many of those.
class NameBook
{
public:
    struct Choice
    {
        QString value{}; ///< text of the term; empty = the source did not say
        QString label{}; ///< for people; empty when the value is
        std::vector<std::string> raw{};
        QStringList otherNames{}; ///< also found by these
    };

    /// Takes in what an answer names. Models of earlier answers are kept, since a filtered answer names fewer.
    void learn(const OverviewData &data);
    /// Tags, sessions, agents and tiers.
    void learn(const FilterNames &names);
    void clear(); ///< another ledger

    std::vector<Choice> choices(FilterKey key) const;
    /// Raw names that the terms stand for. A term that matches nothing stands for its own text, so that a filter on an
    /// unknown name shows nothing instead of everything.
    std::vector<std::string> rawNames(FilterKey key, const std::vector<FilterTerm> &terms) const;
    /// Tags that the terms stand for: patterns are looked up, what matches nothing stands for its own text.
    std::vector<TagTerm> tagTerms(const std::vector<FilterTerm> &terms) const;
    /// How a chip shows the term; a pattern as it was written.
    QString label(FilterKey key, const FilterTerm &term) const;
    /// The term that stands for a model's raw names: its id, or the first raw name where it has none.
    FilterTerm modelTerm(const std::vector<std::string> &rawModels) const;
    bool matches(const Choice &choice, const FilterTerm &term) const;

private:
    void learnModel(const QString &value, const QString &label, const QString &key, const std::vector<std::string> &raw);

    std::map<FilterKey, std::vector<Choice>> m_choices{};
};

/// True when `pattern`, in which * stands for any text, covers all of `name` or all of it from the start of a word on
/// ("opus*" finds "claude-opus-5"). Letters in any case.
bool matchesPattern(const QString &pattern, const QString &name);

} // namespace tokenmeter
