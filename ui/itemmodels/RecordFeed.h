// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "WindowServices.h"
#include "ledger/Records.h"
#include "pricing/Pricer.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// All records of a question, of which only a window is in memory. Rows are known by their rank, 0 = first. Ranks behind
/// a jump are estimates that become exact as soon as the window touches an end or the border of a day; shifted() then says
/// by how much what is shown has moved. Asks the ledger itself and never waits.
class RecordFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t PageRows = 200;
    static constexpr std::size_t WindowRows = 1'600;

    struct Question
    {
        UsageFilter filter{}; ///< both days set
        Zone zone = Zone::utc();
        RecordSort sort = RecordSort::Time;
        bool descending = true;
    };

    RecordFeed(WindowServices &services, QObject *parent) : QObject{parent}, m_services{services} {}

    /// Starts anew from the first row. Rows of the question before stay until the answer comes.
    void ask(const Question &question);
    /// The same question after the ledger has changed: the row at `rank` stays where it is. What is loaded stays until
    /// the answer comes.
    void askAgain(std::int64_t rank);
    /// Takes away what belongs to the question before, when the answer takes long.
    void dropStale();
    /// Forgets everything.
    void clear();
    const Question &question() const { return m_question; }

    /// How many rows there are, as far as is known.
    std::int64_t count() const;
    bool countIsKnown() const { return m_counts.has_value(); }
    const std::optional<RecordCounts> &counts() const { return m_counts; }
    /// Null while it is not loaded.
    const RecordRow *rowAt(std::int64_t rank) const;
    std::optional<std::int64_t> rankOf(std::int64_t id) const; ///< of a loaded row
    const std::deque<RecordRow> &loaded() const { return m_rows; }
    std::int64_t firstLoaded() const { return m_first; }
    /// Names of the models of loaded rows.
    const Pricer::ModelName &modelOf(const RecordRow &row) const;

    /// What is on screen, both inclusive: loads what is missing around it.
    void want(std::int64_t first, std::int64_t last);
    /// Loads around a row that was found, and says jumped() with its rank.
    void jumpTo(const RecordRow &row);
    /// Every row behind `one` up to `other`, in the question's order, for a selection that reaches beyond what is loaded.
    /// @param distance rank of `other` less rank of `one`; at most 20,000 rows are read
    void readBetween(const RecordRow &one, const RecordRow &other, std::int64_t distance, std::function<void(std::vector<RecordRow>)> handler);
    /// The day of a rank, for the hint beside a scroll bar that is dragged. Only when sorted by time.
    std::optional<LocalDay> dayAt(std::int64_t rank) const;
    /// Before the place of `row` in this order, so that it comes first.
    RecordPlace placeBefore(const RecordRow &row) const;

    bool isBusy() const { return m_loading || m_counting; }
    bool isLoadingRows() const { return m_loading; }

Q_SIGNALS:
    void restarted(); ///< what is loaded now belongs to another question than before: go to the first row
    void rowsChanged();
    void countsChanged();
    void shifted(std::int64_t by); ///< add this to every rank that was remembered
    void jumped(std::int64_t rank);
    void idle();
    void failed(const tokenmeter::Problem &problem);

public:
    /// What a question for rows answers: a page and the names of its models.
    using NameKey = std::pair<std::string, std::string>; ///< raw name, catalogue key
    struct Loaded
    {
        RecordPage page{};
        std::size_t before = 0; ///< rows of the page that stand before the place that was asked for
        std::map<NameKey, Pricer::ModelName> names{};
    };

private:
    enum class Load { Restart, Forward, Backward, Jump };
    void load(Load kind, const std::optional<RecordPlace> &place, std::int64_t rank);
    void take(Load kind, std::int64_t rank, const Loaded &loaded);
    void askCounts();
    void calibrate();
    void forgetCounts();
    void trim(bool atFront);
    void jump(std::int64_t rank);
    void finish();
    LocalDay dayOf(const RecordRow &row) const { return m_question.zone.dayOf(row.time); }

    WindowServices &m_services;
    Question m_question{};
    std::deque<RecordRow> m_rows{};
    std::int64_t m_first = 0;
    bool m_fresh = false;       ///< rows belong to m_question
    bool m_countsFresh = false; ///< and so do the counts
    bool m_atStart = false;
    bool m_atEnd = false;
    std::map<NameKey, Pricer::ModelName> m_names{};
    std::optional<RecordCounts> m_counts{};
    std::vector<std::int64_t> m_before{}; ///< of each day in the question's order: rows of earlier ones
    std::vector<LocalDay> m_days{};       ///< in the question's order
    std::pair<std::int64_t, std::int64_t> m_wanted{0, 0};
    bool m_loading = false;
    bool m_counting = false;
    Load m_kind = Load::Restart;
    std::int64_t m_target = 0;
    std::optional<std::int64_t> m_jumpId{};
    std::uint64_t m_generation = 0;
    std::uint64_t m_countGeneration = 0;
};

} // namespace tokenmeter
