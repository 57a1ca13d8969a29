// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/PageTable.h"
#include "pages/Page.h"
#include "pages/SourcesData.h"
#include "widgets/ForgottenList.h"
#include "widgets/SourceCard.h"
#include "widgets/StatementList.h"

#include <QCoreApplication>

#include <array>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// What is going on beside the ledger.
struct SourceActivity
{
    bool isReading = false; ///< this source, because the user wants it
    ImportProgress progress{};
};

/// Before a source is forgotten.
struct ForgetTexts
{
    QString name{};
    QString path{};
    QStringList meaning{}; ///< sentences
    QString withRecords{}; ///< beside the box; empty: it has none that could go
    QString effect{};      ///< what that would do
};

/// Which of two sources counts: the usual choice, and the decisions in the order of OverlapChoice.
struct OverlapTexts
{
    QString fact{};
    QString difference{};
    struct Option
    {
        QString label{};
        QString meaning{};
    };
    std::optional<Option> usual{}; ///< where it is less than a decision for the first
    std::array<Option, 3> options{};
};

/// What was merged by one rule.
struct DuplicateTexts
{
    QString rule{};
    QString sums{}; ///< how much, and what would count without the rule
    struct Group
    {
        QString head{};
        QStringList places{}; ///< the first one counts
        std::size_t firstPlace = 0; ///< in SourceDuplicates::places, behind which its filePlaces follow
    };
    QString examples{}; ///< above the groups
    std::vector<Group> groups{};
    std::int64_t all = 0;              ///< groups that there are
    std::optional<SightingRule> by{};  ///< nothing: lines of one file
};

/// What the page says of its data. Values in, texts out.
class SourcesView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::SourcesView)
public:
    SourcesView(const PageContext &context, const SourcesData &data) : m_context{context}, m_data{data} {}

    /// The tool's name; with its path where two sources have one name.
    QString name(const SourceKey &source) const;
    /// What filters its records: its format where it is the only one of that, else its path, with the format where others lie there, too.
    QString filterValue(const SourceKey &source) const;
    SourceCardTexts card(const SourceEntry &entry, const SourceActivity &activity) const;
    ForgottenTexts forgotten(const SourceEntry &entry) const;
    /// "6 sources, 1 with problems, 1 paused · 2 accounts"
    QString summary() const;
    Statement statement(const Overlap &overlap) const;
    /// Of pairs in which nothing is left out (Overlap::isIdle).
    static Statement idlePairs(int pairs);
    /// "Found on this computer and not read: Gemini CLI, 12 files in ~/.gemini/tmp."
    static Statement newTool(const NewTool &tool);
    /// Which logs are read later, and what would mend it.
    static QString watching(const WatchLimit &limit);

    PageTable table() const;
    PageTable overlapTable() const; ///< of all pairs
    PageTable files(const SourceKey &source, const std::vector<SourceFile> &files) const;
    PageTable days(const OverlapDays &days) const;
    OverlapTexts choices(const OverlapDays &days) const;
    ForgetTexts forget(const SourceEntry &entry, const ForgetEffect &effect) const;
    std::vector<DuplicateTexts> duplicates(const SourceKey &source, const SourceDuplicates &duplicates) const;
    /// @param places of these groups, @param first number that the first of them has
    std::vector<DuplicateTexts::Group> groups(const std::vector<DuplicateGroup> &groups, const Problem *places, std::size_t first) const;
    std::vector<DuplicateTexts::Group> groups(const SourceKey &source, const std::vector<MergedFile> &files, const Problem *places, std::size_t first) const;

private:
    QString state(const SourceEntry &entry) const;
    QString recordsText(const SourceFacts &facts) const;
    QString span(const SourceFacts &facts) const;
    QString moment(UtcTime time) const;
    QString lastRead(const SourceFacts &facts) const;
    void addTrouble(FactCardTexts &texts, const SourceEntry &entry) const;
    QString meaning(const Overlap &overlap) const;

    const PageContext &m_context;
    const SourcesData &m_data;
};

} // namespace tokenmeter
