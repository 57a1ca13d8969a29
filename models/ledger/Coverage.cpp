// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Coverage.h"

#include "core/ToolNames.h"
#include "ledger/CoverMemo.h"
#include "ledger/CoverOrder.h"
#include "ledger/DayCutter.h"
#include "ledger/Guarded.h"
#include "ledger/Schema.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace tokenmeter::coverage
{
namespace
{

constexpr const char *UnsettledMeta = "overlaps_unsettled";
constexpr const char *ProvidersMeta = "overlap_providers"; ///< what logs call providers, as ProviderNames writes it
/// Raise it whenever the rule below changes in any way: what was settled by another rule is settled anew.
constexpr int RuleVersion = 2;
constexpr std::int64_t OfAllModels = 1000; ///< added to a rank
constexpr int TrackerRank = 3; ///< and above: their days are told by tool, not by provider

struct Teller
{
    SourceKey key{};
    SourceTells tells = SourceTells::Requests;
    std::optional<int> eastMinutes{}; ///< nothing: the zone of the ledger
    std::string_view tool{};      ///< whose logs these are; empty: it cannot be told
    std::string_view usualTool{}; ///< of the format
};

/// A row of a rollup, and so the records that share it.
struct RowKey
{
    std::int64_t quarter = 0;
    std::int64_t facet = 0;
    std::int64_t rate = 0;
    std::int64_t precision = 0;
    friend auto operator<=>(const RowKey &, const RowKey &) = default;
};

/// A part of a source that tells one kind of thing: a gateway's file may hold single requests beside sums, a folder of exports some that are
/// not grouped by model.
struct Part
{
    std::int64_t source = 0;
    int rank = 0;
    const Teller *teller = nullptr;
    bool isOfAllModels = false; ///< of sums: its rows name no model
    int place = 0; ///< among its peers
    std::int64_t records = 0;
    std::uint64_t contents = 0; ///< a hash of what it tells: the same wherever its files lie, and in whatever order they came
    std::size_t turn = 0; ///< among all, where nothing else tells which of two is looked at first
    bool isTracker() const { return rank >= TrackerRank; }
    /// Of one tracker, in the same way: a later export of one machine, or another machine's.
    bool isOtherExportOf(const Part &other) const { return isTracker() && rank == other.rank && source != other.source; }
    /// Requests that something between a tool and a provider logged.
    bool isGateway() const { return rank == 0 && (teller->tells == SourceTells::Gateway || teller->tells == SourceTells::Sums); }
    /// Of two logs of requests, where one of them is a gateway's.
    bool mayRepeat(const Part &other) const { return rank == 0 && other.rank == 0 && source != other.source && (isGateway() || other.isGateway()); }
    /// Of the source's parts. Stored in what is kept of the last settling.
    std::int64_t number() const { return rank + (isOfAllModels ? OfAllModels : 0); }
    bool goesBefore(const Part &other) const { return std::tie(rank, place) < std::tie(other.rank, other.place); }
    /// Of another export of the same console: it may tell of other accounts, or of the same with other columns.
    bool isPeerOf(const Part &other) const
    {
        const bool isAnother = source != other.source || isOfAllModels != other.isOfAllModels;
        return rank == other.rank && rank > 0 && !isTracker() && isAnother && teller->key.format == other.teller->key.format;
    }
};

struct Cell
{
    RowKey row{};
    std::size_t part = 0;
    std::int64_t provider = 0; ///< numbers of Texts
    std::int64_t model = 0;
    std::int64_t bareModel = 0; ///< whoever serves it
    std::int64_t request = 0;   ///< the model as two logs of the same requests may both call it
    bool isNamed = false; ///< the model is one of the catalogue
    const std::vector<std::int64_t> *tools = nullptr; ///< of trackers
    std::int64_t day = 0; ///< as its own source cuts days
    std::int64_t records = 0;
    std::int64_t tokens = 0;
    std::int64_t prompt = 0; ///< of these: input and cache
    std::int64_t output = 0;
    std::int64_t counting = 0; ///< records that are in totals
    std::int64_t covered = 0;  ///< records that are left out for this reason alone
    std::int64_t searches = 0; ///< beside tokens
    std::int64_t words = 0;    ///< a hash of model, provider and tools as they are written
    bool isTakenOut = false;   ///< by the user: in no total whatever the rule says, but a twin of it is not in its place either
    enum class Standing : std::uint8_t { Open, Counts, Covered } standing = Standing::Open; ///< as the rule has it
};

/// Texts as numbers that hold for one run.
class Texts
{
public:
    std::int64_t of(const std::string &text) { return m_numbers.try_emplace(text, std::int64_t(m_numbers.size())).first->second; }
    std::string text(std::int64_t number) const
    {
        const auto found = std::find_if(m_numbers.begin(), m_numbers.end(), [number](const auto &entry) { return entry.second == number; });
        return found == m_numbers.end() ? std::string{} : found->first;
    }

private:
    std::map<std::string, std::int64_t> m_numbers;
};

struct ChoiceRow
{
    ChoiceKey key{};
    std::string provider{}; ///< that the key's spelling means
    OverlapChoice choice = OverlapChoice::First;
};

std::map<std::int64_t, Teller> tellersOf(Connection &connection)
{
    std::map<std::int64_t, Teller> all;
    Query &query = connection.query("SELECT s.id, n.text, s.root, s.tells, s.day_east_minutes FROM source s JOIN name n ON n.id = s.format_id").with();
    while (query.step()) {
        Teller teller{.key = {query.text(1), query.text(2)}, .tells = SourceTells(query.integer(3))};
        teller.tool = toolOfLog(teller.key.format, teller.key.root);
        teller.usualTool = usualToolOf(teller.key.format);
        if (!query.isNull(4)) {
            teller.eastMinutes = int(query.integer(4));
        }
        all.emplace(query.integer(0), std::move(teller));
    }
    query.reset();
    return all;
}

std::vector<ChoiceRow> choicesOf(Connection &connection, const ProviderNames &names)
{
    std::vector<ChoiceRow> all;
    Query &query = connection.query("SELECT first_id, second_id, provider, choice FROM overlap_choice ORDER BY provider = '', decided DESC").with();
    while (query.step()) {
        all.push_back({{query.integer(0), query.integer(1), query.text(2)}, names.of(query.text(2)), OverlapChoice(query.integer(3))});
    }
    query.reset();
    return all;
}

/// Of what trackers call tools and which logs are theirs: a later version may know more of them.
std::uint64_t hashOfTools()
{
    std::string text;
    for (const TrackedTool &tool : trackedTools()) {
        text += std::string{tool.tracker} + '\t' + std::string{tool.tool} + '\t' + std::string{tool.folder};
        for (const std::string_view format : tool.formats) {
            text += '\t' + std::string{format};
        }
        text += '\n';
    }
    return familyOf({text});
}

/// Everything that tells of the same days, and what follows from it. A memo of the last settling spares it the days that were not touched
/// since: what counts on a day follows from that day's sums and from what all days say together (`CoverFacts`), where all sources' days
/// are cut alike. Where anything else differs from what the memo stands on, all is looked at.
class Picture
{
public:
    Picture(Connection &connection, const Zone &zone, const CoverMemo *memo = nullptr)
        : m_connection{connection}, m_cutter{zone}, m_names{std::string_view{metaValue(connection, ProvidersMeta)}}, m_tellers{tellersOf(connection)}
    {
        const auto tell = [this](SourceTells tells) { return std::any_of(m_tellers.begin(), m_tellers.end(), [tells](const auto &each) { return each.second.tells == tells; }); };
        const auto isMore = [](const auto &each) { return each.second.tells != SourceTells::Requests && each.second.tells != SourceTells::Gateway; };
        m_choices = choicesOf(connection, m_names);
        // Gateways alone repeat nobody.
        m_isEmpty = m_choices.empty() && std::none_of(m_tellers.begin(), m_tellers.end(), isMore) && !(tell(SourceTells::Gateway) && m_tellers.size() > 1);
        if (m_isEmpty) {
            return;
        }
        if (tell(SourceTells::Gateway) || tell(SourceTells::Sums)) {
            m_hasGateways = m_tellers.size() > 1;
            m_cuts.emplace_back(); // requests are compared by days of the ledger's zone
        }
        for (const auto &[id, teller] : m_tellers) {
            if (teller.tells == SourceTells::Tracker) {
                m_trackers.insert(teller.key.format);
            }
            if (teller.tells != SourceTells::Requests && teller.tells != SourceTells::Gateway && std::find(m_cuts.begin(), m_cuts.end(), teller.eastMinutes) == m_cuts.end()) {
                m_cuts.push_back(teller.eastMinutes);
            }
        }
        if (m_cuts.empty()) {
            m_cuts.emplace_back();
        }
        m_range = reach();
        m_now.rule = ruleText();
        m_now.quarters = m_range.value_or(std::pair<std::int64_t, std::int64_t>{});
        m_days = memo != nullptr ? daysSince(*memo) : std::nullopt;
        if (m_days && m_days->empty()) {
            m_now.whole = memo->whole;
            return; // nothing was touched
        }
        readNames();
        readCells();
        sumFacts();
        orderParts();
        placePeers();
        placeGateways();
        findTwins();
        findRepeated();
        m_now.whole = wholeText();
        m_isStale = m_days && m_now.whole != memo->whole;
        if (!m_isStale) {
            decide();
        }
    }

    /// What all days say together is not what the memo stands on, so that other days may come out otherwise: to be made again without it.
    bool isStale() const { return m_isStale; }
    /// That were looked at; nothing: all.
    const std::optional<std::set<std::int64_t>> &days() const { return m_days; }
    /// For the next.
    void keep() const
    {
        if (m_range) {
            // With days cut in several ways all is looked at each time, and nobody reads what single days said.
            covermemo::write(m_connection, m_now, m_cuts.size() == 1 ? m_facts : CoverFacts{}, m_days);
        } else {
            covermemo::forget(m_connection);
        }
    }

    bool isEmpty() const { return m_isEmpty; }
    const std::vector<Cell> &cells() const { return m_cells; }
    const std::vector<Part> &parts() const { return m_parts; }
    std::string providerOf(std::int64_t provider) const { return m_texts.text(provider); }

    const CoverOrder &orderOf(std::int64_t provider)
    {
        const auto found = m_orders.find(provider);
        return found != m_orders.end() ? found->second : m_orders.emplace(provider, makeOrder(provider)).first->second;
    }
    /// Whether the other part has usage that the cell tells, too; whether it counts or not.
    bool tellsSame(const Cell &cell, std::size_t other) { return tellsSame(cell, other, m_told); }
    /// Whether the two are logs of the same requests by all that is known, but this cell's do not all recur, so that it cannot be told: nobody chose.
    bool isUncertain(const Cell &cell, std::size_t other)
    {
        return m_parts[cell.part].mayRepeat(m_parts[other]) && m_related.contains(pairOf(cell.part, other)) && !repeats(cell, other)
            && hasModelOnDay(cell, other, m_told) && !isChosen(cell, other);
    }
    /// The same of what counts.
    bool countsIn(const Cell &cell, std::size_t other) { return tellsSame(cell, other, m_counting); }
    /// Whether another export of the same tracker has the cell's row, too. Which of the two counts may differ from day to day.
    bool isInBothExports(const Cell &cell, std::size_t other)
    {
        return m_parts[cell.part].isOtherExportOf(m_parts[other]) && m_exported.contains(exportKeyOf(cell, other));
    }
    /// Likewise, where neither row holds the other and nobody chose: both count.
    bool isOfTwoMachines(const Cell &cell, std::size_t other)
    {
        return isInBothExports(cell, other) && !isChosen(cell, other) && !holdsInExport(other, cell.part, cell) && !holdsInExport(cell.part, other, cell)
            && cell.standing == Cell::Standing::Counts && m_counting.exported.contains(exportKeyOf(cell, other));
    }
    /// Of a log and another program's sums of it: their days are told by tool, so a choice holds whatever the provider is called.
    static bool isByTool(const Part &a, const Part &b)
    {
        return (a.isTracker() && (b.isTracker() || b.rank == 0)) || (b.isTracker() && a.rank == 0);
    }
    /// Of a tracker's rows that do not tell its tools apart.
    bool isSumOfTools(const Part &part) const { return part.rank >= TrackerRank + int(m_trackers.size()); }
    /// Of a tracker's rows that do not tell their tool: it may be any.
    bool isOfUnknownTool(const Part &part) const { return part.rank >= TrackerRank + 2 * int(m_trackers.size()); }
    /// What the user said of two parts, for a provider.
    const ChoiceRow *choiceFor(std::size_t a, std::size_t b, const std::string &provider) const
    {
        const auto [low, high] = std::minmax(m_parts[a].source, m_parts[b].source);
        for (const ChoiceRow &row : m_choices) {
            if (row.key.first == low && row.key.second == high && (row.provider.empty() || row.provider == provider || isByTool(m_parts[a], m_parts[b]))) {
                return &row;
            }
        }
        return nullptr;
    }

private:
    /// All that the rule stands on beside the sums of records.
    std::string ruleText() const
    {
        std::string text = std::to_string(RuleVersion) + ' ' + std::to_string(hashOfTools()) + ' ' + std::to_string(familyOf({m_names.text()})) + ' ' + m_cutter.zone().id();
        for (const auto &[id, teller] : m_tellers) {
            text += '\n' + std::to_string(id) + ' ' + teller.key.format + ' ' + std::to_string(int(teller.tells)) + ' '
                + (teller.eastMinutes ? std::to_string(*teller.eastMinutes) : "-") + ' ' + teller.key.root;
        }
        for (const ChoiceRow &row : m_choices) {
            text += "\n+ " + std::to_string(row.key.first) + ' ' + std::to_string(row.key.second) + ' ' + std::to_string(int(row.choice)) + ' '
                + row.key.provider;
        }
        return text;
    }

    /// What the days say together: the order of parts, who tells the same as whom.
    std::string wholeText() const
    {
        const auto nameOf = [this](std::size_t part) { return std::to_string(m_parts[part].source) + ':' + std::to_string(m_parts[part].number()); };
        std::vector<std::string> byTurn(m_parts.size());
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            byTurn[m_parts[part].turn] = nameOf(part);
        }
        std::string text;
        for (const std::string &name : byTurn) {
            text += name + ' ';
        }
        for (const auto *pairs : {&m_twins, &m_related}) {
            std::set<std::string> names;
            for (const auto &[a, b] : *pairs) {
                names.insert(nameOf(std::size_t(a)) + '=' + nameOf(std::size_t(b)));
            }
            text += '\n';
            for (const std::string &name : names) {
                text += name + ' ';
            }
        }
        return text;
    }

    /// As most sources cut it: where all of them do, no day has to do with another.
    std::int64_t dayOfQuarter(std::int64_t quarter) { return dayOf({.quarter = quarter, .precision = std::int64_t(Precision::Instant)}, 0); }
    std::int64_t firstQuarterOf(std::int64_t day) const
    {
        return m_cuts.front() ? floorDivide(day * 24 * 60 - *m_cuts.front(), 15) : m_cutter.firstOf(day);
    }

    /// Which days are to be looked at. Nothing: all of them.
    std::optional<std::set<std::int64_t>> daysSince(const CoverMemo &memo)
    {
        if (!m_range || memo.rule != m_now.rule || m_range->first > memo.quarters.first || m_range->second < memo.quarters.second) {
            return std::nullopt;
        }
        std::set<std::int64_t> days;
        const auto add = [&](std::int64_t from, std::int64_t to) { // quarter hours; a row that is known by a day stays on its date
            for (std::int64_t day = floorDivide(from, QuartersADay); day <= floorDivide(to, QuartersADay); ++day) {
                days.insert(day);
            }
            const std::int64_t last = dayOfQuarter(to);
            for (std::int64_t day = dayOfQuarter(from); day <= last; ++day) {
                days.insert(day);
            }
        };
        for (const std::int64_t day : covermemo::touched(m_connection)) {
            add(day * QuartersADay, (day + 1) * QuartersADay - 1);
        }
        // Of the days at either end only a part may have been looked at.
        if (m_range->first < memo.quarters.first) {
            add(m_range->first, memo.quarters.first);
        }
        if (m_range->second > memo.quarters.second) {
            add(memo.quarters.second, m_range->second);
        }
        return days.empty() || m_cuts.size() == 1 ? std::optional{days} : std::nullopt;
    }

    /// Facts of the other days join those of the days that were read.
    void sumFacts()
    {
        if (m_days) {
            m_sums = covermemo::sums(m_connection, *m_days);
        }
        noteTold();
        for (const auto &[key, values] : m_sums) {
            if (key[0] == CoverFacts::Told && m_tellers.contains(key[1])) {
                partOf({key[1], int(key[2] % OfAllModels), &m_tellers.at(key[1]), key[2] >= OfAllModels});
            }
        }
        for (Part &part : m_parts) {
            const CoverFacts::Values &told = m_sums[{CoverFacts::Told, part.source, part.number(), 0, 0}];
            part.records = told[0];
            part.contents = std::uint64_t(told[1]);
        }
    }

    void noteTold()
    {
        for (const auto &[key, values] : m_toldOn) {
            m_facts.days[key[0]][{CoverFacts::Told, m_parts[std::size_t(key[1])].source, m_parts[std::size_t(key[1])].number(), 0, 0}] = values;
        }
        m_toldOn.clear();
        addToSums(CoverFacts::Told);
    }

    /// What the days that were read say of one kind.
    void addToSums(std::int64_t kind)
    {
        for (const auto &[day, rows] : m_facts.days) {
            for (const auto &[key, values] : rows) {
                if (key[0] == kind) {
                    CoverFacts::add(m_sums[key], values);
                }
            }
        }
    }

    /// Of two parts, the same whichever of them is asked first.
    CoverFacts::Key factKeyOf(std::int64_t kind, std::size_t a, std::size_t b) const
    {
        const auto numberOf = [this](std::size_t part) { return std::array{m_parts[part].source, m_parts[part].number()}; };
        std::array<std::int64_t, 2> first = numberOf(a);
        std::array<std::int64_t, 2> second = numberOf(b);
        if (second < first) {
            std::swap(first, second);
        }
        return {kind, first[0], first[1], second[0], second[1]};
    }

    std::optional<std::array<std::size_t, 2>> partsOf(const CoverFacts::Key &key) const
    {
        const auto first = m_partNumbers.find({key[1], key[2]});
        const auto second = m_partNumbers.find({key[3], key[4]});
        const bool isKnown = first != m_partNumbers.end() && second != m_partNumbers.end();
        return isKnown ? std::optional{std::array{first->second, second->second}} : std::nullopt;
    }

    struct Facet
    {
        std::int64_t source = 0;
        std::string provider{}; ///< by its one name
        std::string model{};
        std::int64_t request = 0; ///< the model, where no rate says which it is
        std::vector<std::int64_t> tools{};
        std::int64_t hash = 0; ///< of its words
    };
    struct Figures
    {
        std::int64_t tokens = 0;
        std::int64_t searches = 0;
    };
    struct OnDay
    {
        std::unordered_map<std::int64_t, Figures> models{};
        bool hasUnnamed = false;
    };
    using DayKey = std::array<std::int64_t, 4>; ///< part, cut, provider or tool, day
    /// What parts tell of each day.
    struct Told
    {
        using Days = std::unordered_map<DayKey, OnDay, NumbersHash>;
        Days days{};
        Days toolDays{}; ///< models whoever serves them; of a log by its format, of a tracker by its tools
        Days takenOut{}; ///< as `days`, of what the user took out
        Days takenOutByTool{};
        Days requestDays{}; ///< as `days`, by what two logs of the same requests may both call a model; where there are gateways
        Days takenOutRequests{};
        std::unordered_set<std::array<std::int64_t, 3>, NumbersHash> exported{}; ///< rows of trackers, taken out or not
        static const Figures *figuresIn(const Days &all, const DayKey &key, std::int64_t model)
        {
            const auto onDay = all.find(key);
            if (onDay == all.end()) {
                return nullptr;
            }
            const auto found = onDay->second.models.find(model);
            return found == onDay->second.models.end() ? nullptr : &found->second;
        }
        bool has(const DayKey &key, std::int64_t model) const { return figuresIn(days, key, model) != nullptr; }
        bool hadOut(const DayKey &key, std::int64_t model) const { return figuresIn(takenOut, key, model) != nullptr; }
        /// With what was taken out; nothing: neither.
        Figures figures(const DayKey &key, std::int64_t model) const { return sum(figuresIn(days, key, model), figuresIn(takenOut, key, model)); }
        Figures figuresOfTool(const DayKey &key, std::int64_t model) const
        {
            return sum(figuresIn(toolDays, key, model), figuresIn(takenOutByTool, key, model));
        }
        bool hasRequests(const DayKey &key, std::int64_t request, bool orTakenOut) const
        {
            return figuresIn(requestDays, key, request) != nullptr || (orTakenOut && figuresIn(takenOutRequests, key, request) != nullptr);
        }
        bool hasDay(const DayKey &key, bool isTakenOut) const { return (isTakenOut ? takenOut : days).contains(key); }
        /// Of all models, with what was taken out.
        std::int64_t tokensOn(const DayKey &key) const
        {
            std::int64_t sum = 0;
            for (const Days *all : {&days, &takenOut}) {
                const auto onDay = all->find(key);
                if (onDay == all->end()) {
                    continue;
                }
                for (const auto &[model, figures] : onDay->second.models) {
                    sum += figures.tokens;
                }
            }
            return sum;
        }
        bool hasToolDay(const DayKey &key) const { return toolDays.contains(key) || takenOutByTool.contains(key); }
        bool hasOrHad(const DayKey &key, std::int64_t model) const
        {
            return figuresIn(toolDays, key, model) != nullptr || figuresIn(takenOutByTool, key, model) != nullptr;
        }

    private:
        static Figures sum(const Figures *a, const Figures *b)
        {
            return {(a == nullptr ? 0 : a->tokens) + (b == nullptr ? 0 : b->tokens), (a == nullptr ? 0 : a->searches) + (b == nullptr ? 0 : b->searches)};
        }
    };

    /// What nobody covers who counts himself counts: so all that is left out is in something that is not, or that the user took out. Winners
    /// first: a cell is decided once all that might cover it are. Orders of several providers could close a circle over tools: then the part that goes
    /// first in rank counts.
    void decide()
    {
        std::vector<std::size_t> open(m_cells.size());
        std::iota(open.begin(), open.end(), std::size_t{0});
        while (!open.empty()) {
            Told possible;
            for (const std::size_t i : open) {
                note(possible, m_cells[i]);
            }
            std::vector<std::size_t> counts;
            std::vector<std::size_t> left;
            for (const std::size_t i : open) {
                Cell &cell = m_cells[i];
                if (isCoveredBy(cell, m_counting)) {
                    cell.standing = Cell::Standing::Covered;
                } else if (!isCoveredBy(cell, possible)) {
                    counts.push_back(i);
                } else {
                    left.push_back(i);
                }
            }
            if (left.size() == open.size()) {
                const auto turnOf = [this](std::size_t i) { return m_parts[m_cells[i].part].turn; };
                const std::size_t first = *std::min_element(left.begin(), left.end(), [&](std::size_t a, std::size_t b) { return turnOf(a) < turnOf(b); });
                const auto rest = std::stable_partition(left.begin(), left.end(), [&](std::size_t i) { return m_cells[i].part != m_cells[first].part; });
                counts.assign(rest, left.end());
                left.erase(rest, left.end());
            }
            for (const std::size_t i : counts) {
                m_cells[i].standing = Cell::Standing::Counts;
                note(m_counting, m_cells[i]);
            }
            open = std::move(left);
        }
    }

    bool isCoveredBy(const Cell &cell, const Told &told)
    {
        const CoverOrder &order = orderOf(cell.provider);
        for (std::size_t other = 0; other < m_parts.size(); ++other) {
            const bool isOfUsual = m_parts[cell.part].isOtherExportOf(m_parts[other]) && !isChosen(cell, other);
            if ((isOfUsual || order.covers(other, cell.part)) && tellsSame(cell, other, told, &order)) {
                return true;
            }
        }
        return false;
    }

    /// @param order of those that may tell tools of a sum over several; nothing: all of them
    bool tellsSame(const Cell &cell, std::size_t other, const Told &told, const CoverOrder *order = nullptr)
    {
        const Part &mine = m_parts[cell.part];
        const Part &its = m_parts[other];
        if (mine.mayRepeat(its)) {
            return repeats(cell, other) ? hasModelOnDay(cell, other, told, true) : isChosen(cell, other) && hasModelOnDay(cell, other, told);
        }
        if (mine.isOtherExportOf(its)) {
            return told.exported.contains(exportKeyOf(cell, other)) && (isChosen(cell, other) || holdsInExport(other, cell.part, cell));
        }
        if (mine.rank == its.rank) {
            return mine.isPeerOf(its) && tellPeersTheSame(cell, other, told);
        }
        if (isByTool(mine, its)) {
            return hasSameDay(cell, other, told) || (mine.isTracker() ? tellsOfTools(cell, other, told, order) : toldByTracker(cell, other, told));
        }
        const auto [cut, day] = cutOf(cell, other);
        const auto onDay = told.days.find({std::int64_t(other), std::int64_t(cut), cell.provider, day});
        if (onDay == told.days.end() || !onDay->second.models.contains(cell.model)) {
            // What was taken out is not in a bucket's place, unless the bucket held nothing else.
            const DayKey out{std::int64_t(other), std::int64_t(cut), cell.provider, day};
            const std::int64_t tokens = m_told.figures({std::int64_t(cell.part), std::int64_t(cut), cell.provider, day}, cell.model).tokens;
            if (told.hadOut(out, cell.model) && tokens > 0 && tokens == m_told.figures(out, cell.model).tokens) {
                return true;
            }
        }
        if (onDay == told.days.end()) {
            return false;
        }
        // A name that is not known may stand for any model: what cannot be told apart is not counted twice.
        return !cell.isNamed || onDay->second.hasUnnamed || onDay->second.models.contains(cell.model);
    }

    std::array<std::int64_t, 3> exportKeyOf(const Cell &cell, std::size_t part) { return {std::int64_t(part), cell.words, dayOf(cell.row, 0)}; }

    /// Of two exports' rows of one day, tool and model, which both have: whether the one is the other, grown. Of equal ones the first is.
    bool holdsInExport(std::size_t whole, std::size_t part, const Cell &cell)
    {
        const TokenCounts &mine = m_exported.at(exportKeyOf(cell, whole));
        const TokenCounts &its = m_exported.at(exportKeyOf(cell, part));
        return mine.holds(its) && (!its.holds(mine) || m_parts[whole].turn < m_parts[part].turn);
    }

    /// Of a tracker's cell. A tool's own day is told by whoever tells anything of it: trackers have names of their own for models. A sum
    /// over several tools is told by who has its model on that day, and as a whole where every tool is told: else what a tool without a
    /// log had would be left out with what the others had. A day of a tool that is not said is told by any that has its model.
    bool tellsOfTools(const Cell &cell, std::size_t other, const Told &told, const CoverOrder *order)
    {
        const std::vector<std::int64_t> &tools = *cell.tools;
        if (std::none_of(tools.begin(), tools.end(), [&](std::int64_t tool) { return toldOf(cell, tool, other, told) != nullptr; })) {
            return false;
        }
        const auto hasModel = [&](std::int64_t tool) {
            const OnDay *onDay = toldOf(cell, tool, other, told);
            return onDay != nullptr && mayHaveModelOf(cell, *onDay);
        };
        const bool isSum = tools.size() > 1;
        return (!isSum && !isSumOfTools(m_parts[other]) && tools.front() != m_unknownTool) || !cell.isNamed || std::any_of(tools.begin(), tools.end(), hasModel)
            || (isSum && std::all_of(tools.begin(), tools.end(), [&](std::int64_t tool) { return isToldByAny(cell, tool, told, order); }));
    }

    bool isToldByAny(const Cell &cell, std::int64_t tool, const Told &told, const CoverOrder *order)
    {
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            const bool mayTell = part != cell.part && !isOfUnknownTool(m_parts[part]) && m_parts[part].rank != m_parts[cell.part].rank && isByTool(m_parts[cell.part], m_parts[part])
                && (order == nullptr || order->covers(part, cell.part));
            if (mayTell && toldOf(cell, tool, part, told) != nullptr) {
                return true;
            }
        }
        return false;
    }

    /// What the other part tells of a tool on the cell's day; nothing: nothing.
    const OnDay *toldOf(const Cell &cell, std::int64_t tool, std::size_t other, const Told &told)
    {
        const Part &its = m_parts[other];
        const auto [cut, day] = cutOf(cell, other);
        std::int64_t what = tool == m_unknownTool ? m_anyTool : isOfUnknownTool(its) ? m_unknownTool : tool;
        LogOf is = LogOf::Tool;
        if (!its.isTracker()) {
            what = m_texts.of(its.teller->key.format);
            is = tool == m_unknownTool ? LogOf::Tool : logOf(tool, other, {std::int64_t(cell.part), std::int64_t(cut), 0, day});
        }
        const auto found = is == LogOf::Another ? told.toolDays.end() : told.toolDays.find({std::int64_t(other), std::int64_t(cut), what, day});
        return found == told.toolDays.end() || (is == LogOf::ToolIfModel && !mayHaveModelOf(cell, found->second)) ? nullptr : &found->second;
    }

    static bool mayHaveModelOf(const Cell &cell, const OnDay &onDay)
    {
        return !cell.isNamed || onDay.hasUnnamed || onDay.models.contains(cell.bareModel);
    }

    /// Of a log's cell.
    bool toldByTracker(const Cell &cell, std::size_t other, const Told &told)
    {
        const auto [cut, day] = cutOf(cell, other);
        const DayKey key{std::int64_t(other), std::int64_t(cut), m_unknownTool, day};
        if (isOfUnknownTool(m_parts[other])) {
            const auto found = told.toolDays.find(key);
            return found != told.toolDays.end() && mayHaveModelOf(cell, found->second);
        }
        for (const auto &[tool, formats] : m_logsOf) {
            const LogOf is = logOf(tool, cell.part, key);
            const auto found = is == LogOf::Another ? told.toolDays.end() : told.toolDays.find({key[0], key[1], tool, key[3]});
            if (found != told.toolDays.end() && ((is == LogOf::Tool && !isSumOfTools(m_parts[other])) || mayHaveModelOf(cell, found->second))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a log and a tracker's day of one tool have the same tokens of a model on a day, and not by chance: then they are the same
    /// usage whatever the tracker's file says or is taken to say of its tool.
    bool hasSameDay(const Cell &cell, std::size_t other, const Told &told)
    {
        constexpr std::int64_t FewestTokens = 1000;
        const Part &mine = m_parts[cell.part];
        const Part &its = m_parts[other];
        if (mine.isTracker() == its.isTracker() || !cell.isNamed) {
            return false;
        }
        const auto [cut, day] = cutOf(cell, other);
        const auto keyOf = [&, cut = cut, day = day](std::size_t part) {
            const std::int64_t what = m_parts[part].isTracker() ? m_anyTool : m_texts.of(m_parts[part].teller->key.format);
            return DayKey{std::int64_t(part), std::int64_t(cut), what, day};
        };
        const std::int64_t tokens = m_told.figuresOfTool(keyOf(cell.part), cell.bareModel).tokens;
        return tokens >= FewestTokens && tokens == m_told.figuresOfTool(keyOf(other), cell.bareModel).tokens && told.hasOrHad(keyOf(other), cell.bareModel);
    }

    enum class LogOf : std::uint8_t { Another, Tool, ToolIfModel };
    /// Whether a log may be a tool's on a day of a tracker. Several tools write one format, and whose a log is its root tells. One that was copied
    /// elsewhere is the usual tool's, and where the tracker has nothing of that one on that day it is any other's whose day has a model of the log.
    /// @param trackers part, cut and day
    LogOf logOf(std::int64_t tool, std::size_t log, const DayKey &trackers)
    {
        const Teller &teller = *m_parts[log].teller;
        const auto formats = m_logsOf.find(tool);
        const std::int64_t format = m_texts.of(teller.key.format);
        if (formats == m_logsOf.end() || std::find(formats->second.begin(), formats->second.end(), format) == formats->second.end()) {
            return LogOf::Another;
        }
        const std::int64_t usual = m_texts.of(std::string{teller.usualTool});
        const std::int64_t own = teller.tool.empty() ? usual : m_texts.of(std::string{teller.tool});
        if (own == tool) {
            return LogOf::Tool;
        }
        return teller.tool.empty() && !m_told.hasToolDay({trackers[0], trackers[1], usual, trackers[3]}) ? LogOf::ToolIfModel : LogOf::Another;
    }

    /// How the day of a cell is cut beside another part: as the later of the two in rank cuts it, for only that one has no finer time.
    struct CutDay
    {
        std::size_t cut = 0;
        std::int64_t day = 0;
    };
    CutDay cutOf(const Cell &cell, std::size_t other)
    {
        const Part &mine = m_parts[cell.part];
        const Part &its = m_parts[other];
        const std::size_t cut = cutOf(mine.rank > its.rank ? mine : its);
        return {cut, dayOf(cell.row, cut)};
    }

    /// Two exports with equal sums of a day and model are of the same usage: another account's would differ. Where the user chose, he knows.
    /// What he took out of one of the two he took out of both: of what is the same by its figures the other does not come back in its place.
    bool tellPeersTheSame(const Cell &cell, std::size_t other, const Told &told)
    {
        const std::size_t cut = cutOf(m_parts[cell.part]);
        const std::int64_t day = dayOf(cell.row, cut);
        const auto keyOf = [&](std::size_t part) { return DayKey{std::int64_t(part), std::int64_t(cut), cell.provider, day}; };
        if (m_parts[cell.part].isOfAllModels != m_parts[other].isOfAllModels) {
            return tellPeersTheSameDay(cell, other, keyOf(cell.part), keyOf(other), told);
        }
        const bool isThere = told.has(keyOf(other), cell.model);
        if (!isThere && !told.hadOut(keyOf(other), cell.model)) {
            return false;
        }
        const Figures mine = m_told.figures(keyOf(cell.part), cell.model);
        const Figures its = m_told.figures(keyOf(other), cell.model);
        // That neither has tokens proves nothing, unless other days show that both are of one account.
        const bool isTwin = mine.tokens == its.tokens && (mine.tokens > 0 || (mine.searches == its.searches && m_twins.contains(pairOf(cell.part, other))));
        return isTwin || (isThere && choiceFor(cell.part, other, m_texts.text(cell.provider)) != nullptr);
    }

    /// One of the two was not grouped by model: then the whole day is what both tell.
    bool tellPeersTheSameDay(const Cell &cell, std::size_t other, const DayKey &mine, const DayKey &its, const Told &told) const
    {
        const bool isThere = told.hasDay(its, false);
        if (!isThere && !told.hasDay(its, true)) {
            return false;
        }
        const std::int64_t tokens = m_told.tokensOn(mine);
        return (tokens > 0 && tokens == m_told.tokensOn(its)) || (isThere && choiceFor(cell.part, other, m_texts.text(cell.provider)) != nullptr);
    }

    /// Which exports of one console have a day of a model with the same tokens.
    void findTwins()
    {
        std::map<DayKey, std::map<std::int64_t, std::vector<std::size_t>>> parts; ///< format, cut, provider, day; model
        for (const Told::Days *all : {&m_told.days, &m_told.takenOut}) {
            for (const auto &[key, onDay] : *all) {
                const Part &part = m_parts[std::size_t(key[0])];
                const bool hasPeers = std::any_of(m_parts.begin(), m_parts.end(), [&part](const Part &each) { return part.isPeerOf(each); });
                if (!hasPeers || std::size_t(key[1]) != cutOf(part)) {
                    continue;
                }
                for (const auto &[model, ignored] : onDay.models) {
                    parts[{m_texts.of(part.teller->key.format), key[1], key[2], key[3]}][model].push_back(std::size_t(key[0]));
                }
            }
        }
        for (const auto &[key, models] : parts) {
            for (const auto &[model, tellers] : models) {
                for (const std::size_t a : tellers) {
                    for (const std::size_t b : tellers) {
                        const std::int64_t tokens = m_told.figures({std::int64_t(a), key[1], key[2], key[3]}, model).tokens;
                        if (m_parts[a].isPeerOf(m_parts[b]) && tokens > 0 && tokens == m_told.figures({std::int64_t(b), key[1], key[2], key[3]}, model).tokens) {
                            m_facts.days[key[3]][factKeyOf(CoverFacts::Twins, a, b)] = {1, 0, 0};
                        }
                    }
                }
            }
        }
        addToSums(CoverFacts::Twins);
        for (const auto &[key, values] : m_sums) {
            const auto pair = key[0] == CoverFacts::Twins && values[0] > 0 ? partsOf(key) : std::nullopt;
            if (pair) {
                m_twins.insert(pairOf((*pair)[0], (*pair)[1]));
            }
        }
    }

    /// By what they tell; a path decides only between two that tell the same to the last token. The one with more records first: it is the
    /// finer one, or has all that the other has; but one that is not grouped by model after all that are.
    void orderParts()
    {
        std::vector<std::size_t> order(m_parts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            const Part &one = m_parts[a];
            const Part &other = m_parts[b];
            return std::tie(one.rank, one.teller->key.format, one.isOfAllModels, other.records, one.contents, one.teller->key.root)
                < std::tie(other.rank, other.teller->key.format, other.isOfAllModels, one.records, other.contents, other.teller->key.root);
        });
        for (std::size_t turn = 0; turn < order.size(); ++turn) {
            m_parts[order[turn]].turn = turn;
        }
    }

    void placePeers()
    {
        for (Part &part : m_parts) {
            part.place = int(std::count_if(m_parts.begin(), m_parts.end(), [&part](const Part &other) { return (part.isPeerOf(other) || part.isOtherExportOf(other)) && other.turn < part.turn; }));
        }
    }

    /// After the tools' logs, and among each other by the names of their formats.
    void placeGateways()
    {
        std::vector<std::size_t> gateways;
        bool hasOthers = false;
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            if (m_parts[part].isGateway()) {
                gateways.push_back(part);
            } else {
                hasOthers = true;
            }
        }
        std::sort(gateways.begin(), gateways.end(), [this](std::size_t a, std::size_t b) { return m_parts[a].turn < m_parts[b].turn; });
        for (std::size_t i = 0; i < gateways.size(); ++i) {
            m_parts[gateways[i]].place = int(i) + (hasOthers ? 1 : 0);
        }
    }

    struct Requests
    {
        std::int64_t records = 0;
        std::int64_t prompt = 0;
        std::int64_t output = 0;
        Requests &operator+=(const Requests &other)
        {
            records += other.records;
            prompt += other.prompt;
            output += other.output;
            return *this;
        }
        bool isLike(const Requests &other) const { return records == other.records && prompt == other.prompt && output == other.output; }
    };
    /// Provider, model, quarter hour or day.
    using RequestsKey = std::array<std::int64_t, 3>;
    using RequestsOf = std::unordered_map<RequestsKey, Requests, NumbersHash>;

    std::size_t requestCut() const { return std::size_t(std::find(m_cuts.begin(), m_cuts.end(), std::nullopt) - m_cuts.begin()); }
    std::array<std::int64_t, 2> pairOf(std::size_t a, std::size_t b) const
    {
        return m_parts[a].goesBefore(m_parts[b]) ? std::array{std::int64_t(a), std::int64_t(b)} : std::array{std::int64_t(b), std::int64_t(a)};
    }

    /// Two logs are of the same requests where quarter hours of a model have the same number of them with the same tokens: at least three
    /// requests, and half of what the smaller of the two has on days of that model in both. A gateway's day of a model is told by the other
    /// log where that has all of it: quarter by quarter, or as a day, since one of the two tells the begin of a request and the other its end.
    void findRepeated()
    {
        constexpr std::int64_t FewestRequests = 3;
        std::map<std::size_t, std::pair<RequestsOf, RequestsOf>> all; // quarters and days, by part
        for (const auto &[key, requests] : m_requests) {
            const RequestsKey quarter{key[1], key[2], key[3]};
            const RequestsKey day{key[1], key[2], m_cutter.dayOf(key[3])};
            auto &[quarters, days] = all[std::size_t(key[0])];
            quarters.emplace(quarter, requests);
            days[day] += requests;
        }
        m_requests.clear();
        std::map<CoverFacts::Key, std::vector<RequestsKey>> wholes;
        for (const auto &[gateway, ofGateway] : all) {
            for (const auto &[other, ofOther] : all) {
                if (!m_parts[gateway].mayRepeat(m_parts[other]) || !m_parts[other].goesBefore(m_parts[gateway])) {
                    continue;
                }
                const CoverFacts::Key fact = factKeyOf(CoverFacts::Recurring, gateway, other);
                const std::size_t mine = m_parts[gateway].source < m_parts[other].source ? 1 : 2;
                std::unordered_map<RequestsKey, std::int64_t, NumbersHash> onDay;
                for (const auto &[key, requests] : ofGateway.first) {
                    const auto twin = ofOther.first.find(key);
                    if (twin != ofOther.first.end() && twin->second.isLike(requests)) {
                        const std::int64_t day = m_cutter.dayOf(key[2]);
                        // Without tokens any two are alike.
                        m_facts.days[day][fact][0] += requests.prompt + requests.output > 0 ? requests.records : 0;
                        onDay[{key[0], key[1], day}] += requests.records;
                    }
                }
                std::vector<RequestsKey> &whole = wholes[fact];
                for (const auto &[key, requests] : ofGateway.second) {
                    const auto twin = ofOther.second.find(key);
                    if (twin == ofOther.second.end()) {
                        continue;
                    }
                    CoverFacts::Values &values = m_facts.days[key[2]][fact];
                    values[mine] += requests.records;
                    values[3 - mine] += twin->second.records;
                    if (twin->second.isLike(requests) || onDay[key] == requests.records) {
                        whole.push_back(key);
                    }
                }
            }
        }
        addToSums(CoverFacts::Recurring);
        for (const auto &[key, values] : m_sums) {
            const auto parts = key[0] == CoverFacts::Recurring ? partsOf(key) : std::nullopt;
            if (!parts || values[0] < FewestRequests || values[0] * 2 < std::min(values[1], values[2])) {
                continue;
            }
            const std::array<std::int64_t, 2> pair = pairOf((*parts)[0], (*parts)[1]);
            m_related.insert(pair);
            for (const RequestsKey &each : wholes[key]) {
                m_repeated.insert({pair[0], pair[1], each[0], each[1], each[2]});
            }
        }
    }

    bool isChosen(const Cell &cell, std::size_t other) const
    {
        return !m_choices.empty() && choiceFor(cell.part, other, m_texts.text(cell.provider)) != nullptr;
    }

    bool repeats(const Cell &cell, std::size_t other)
    {
        const std::array<std::int64_t, 2> pair = pairOf(cell.part, other);
        return m_repeated.contains({pair[0], pair[1], cell.provider, cell.request, dayOf(cell.row, requestCut())});
    }

    bool hasModelOnDay(const Cell &cell, std::size_t other, const Told &told, bool orTakenOut = false)
    {
        const std::size_t cut = requestCut();
        const DayKey key{std::int64_t(other), std::int64_t(cut), cell.provider, dayOf(cell.row, cut)};
        return told.hasRequests(key, cell.request, orTakenOut);
    }

    void readNames()
    {
        Query &query = m_connection
                           .query("SELECT t.id, t.source_id, coalesce(p.text, ''), coalesce(m.text, ''), coalesce(a.text, '') FROM facet t "
                                  "LEFT JOIN name p ON p.id = t.provider_id LEFT JOIN name m ON m.id = t.model_id "
                                  "LEFT JOIN name a ON a.id = t.agent_id")
                           .with();
        while (query.step()) {
            Facet facet{.source = query.integer(1), .provider = m_names.of(query.text(2)), .model = query.text(3)};
            facet.request = m_hasGateways ? m_texts.of(bareModelOf(facet.model)) : 0;
            const std::string agent = query.text(4);
            for (std::size_t from = 0; from <= agent.size();) {
                const std::size_t to = std::min(agent.find('+', from), agent.size());
                facet.tools.push_back(agent.empty() ? m_unknownTool : toolOf(agent.substr(from, to - from)));
                from = to + 1;
            }
            facet.hash = hashOf({facet.provider, facet.model, agent});
            m_facets.emplace(query.integer(0), std::move(facet));
        }
        query.reset();
        Query &rates = m_connection.query("SELECT id, model_key FROM rate").with();
        while (rates.step()) {
            const std::string key = rates.text(1);
            if (m_hasGateways && !key.empty()) {
                m_requestModels.emplace(rates.integer(0), m_texts.of(bareModelOf(key)));
            }
            m_modelKeys.emplace(rates.integer(0), key);
        }
        rates.reset();
    }

    /// The same on every machine.
    static std::int64_t hashOf(std::initializer_list<std::string_view> words)
    {
        std::uint64_t hash = 0xCBF29CE484222325ULL;
        for (const std::string_view word : words) {
            for (const char each : word) {
                hash = (hash ^ std::uint8_t(each)) * 0x100000001B3ULL;
            }
            hash = (hash ^ 0xFFU) * 0x100000001B3ULL; // no byte of a text in UTF-8
        }
        return std::int64_t(hash);
    }

    /// The number of a tool by the one name that it has here.
    std::int64_t toolOf(const std::string &name)
    {
        const std::int64_t tool = m_texts.of(std::string{toolOfTracker(name)});
        const std::span<const std::string_view> formats = logFormatsOf(name);
        if (!formats.empty() && !m_logsOf.contains(tool)) {
            for (const std::string_view format : formats) {
                m_logsOf[tool].push_back(m_texts.of(std::string{format}));
            }
        }
        return tool;
    }

    /// The quarter hours that hold anything of a source that does not tell requests, and two days around.
    std::optional<std::pair<std::int64_t, std::int64_t>> reach()
    {
        std::optional<std::int64_t> from;
        std::optional<std::int64_t> to;
        const auto take = [&](Query &query, std::int64_t by) {
            if (query.step() && !query.isNull(0) && !query.isNull(1)) {
                from = std::min(from.value_or(INT64_MAX), floorDivide(query.integer(0), by));
                to = std::max(to.value_or(INT64_MIN), floorDivide(query.integer(1), by));
            }
            query.reset();
        };
        take(m_connection.query("SELECT min(oldest_ms), max(newest_ms) FROM source WHERE tells <> 0").with(), QuarterMs);
        // Also records of logs that the user let an export cover.
        take(m_connection.query("SELECT (SELECT quarter FROM rollup_left_out WHERE reasons & 4 <> 0 ORDER BY quarter LIMIT 1), "
                                "(SELECT quarter FROM rollup_left_out WHERE reasons & 4 <> 0 ORDER BY quarter DESC LIMIT 1)")
                 .with(),
             1);
        if (!from) {
            return std::nullopt;
        }
        return std::pair{*from - 2 * QuartersADay, *to + 2 * QuartersADay};
    }

    void readCells()
    {
        for (const auto &range : rangesToRead()) {
            readCells(range);
        }
    }

    /// Quarter hours.
    std::vector<std::pair<std::int64_t, std::int64_t>> rangesToRead() const
    {
        std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
        if (!m_range) {
            return ranges;
        }
        if (!m_days) {
            return {*m_range};
        }
        for (const std::int64_t day : *m_days) { // rows of a range that are of another day are passed over
            const std::int64_t from = std::max(m_range->first, std::min(firstQuarterOf(day), day * QuartersADay));
            const std::int64_t to = std::min(m_range->second, std::max(firstQuarterOf(day + 1), (day + 1) * QuartersADay) - 1);
            if (!ranges.empty() && from <= ranges.back().second + 1) {
                ranges.back().second = std::max(ranges.back().second, to);
            } else if (from <= to) {
                ranges.emplace_back(from, to);
            }
        }
        return ranges;
    }

    void readCells(const std::pair<std::int64_t, std::int64_t> &range)
    {
#define TOKENMETER_COVER_COLUMNS                                                                                        \
    "quarter, facet_id, rate_id, precision, records, input + cache_read + cache_write_5m + cache_write_1h + output + "  \
    "input_audio + cached_audio + output_audio + input_image + output_image, "                                          \
    "input + cache_read + cache_write_5m + cache_write_1h, output, web_searches"
        take(m_connection.query("SELECT " TOKENMETER_COVER_COLUMNS ", 0, input, cache_read FROM rollup_quarter WHERE quarter BETWEEN ? AND ?"), range);
        take(m_connection.query("SELECT " TOKENMETER_COVER_COLUMNS ", reasons, input, cache_read FROM rollup_left_out WHERE quarter BETWEEN ? AND ? AND reasons & 5 <> 0"),
             range);
#undef TOKENMETER_COVER_COLUMNS
    }

    void take(Query &query, std::pair<std::int64_t, std::int64_t> range)
    {
        query.with(range.first, range.second);
        while (query.step()) {
            const RowKey row{query.integer(0), query.integer(1), query.integer(2), query.integer(3)};
            const auto facet = m_facets.find(row.facet);
            if (facet == m_facets.end()) {
                continue;
            }
            if (m_days && !m_days->contains(dayOf(row, 0))) {
                continue;
            }
            const std::int64_t reasons = query.integer(9);
            if (reasons > CoveredReason) {
                m_otherwiseLeftOut.push_back(row); // a second reason came: the first must go
            }
            if ((reasons & ForgottenReason) != 0) {
                continue;
            }
            Cell cell = cellOf(row, facet->second);
            cell.isTakenOut = (reasons & ExcludedReason) != 0;
            cell.records = query.integer(4);
            cell.tokens = query.integer(5);
            cell.prompt = query.integer(6);
            cell.output = query.integer(7);
            CoverFacts::Values &told = m_toldOn[{dayOf(row, 0), std::int64_t(cell.part)}];
            // Linear in the numbers, since what counts of a row and what is left out of it are read apart.
            const auto by = [&](std::int64_t number) {
                return std::uint64_t(NumbersHash{}(std::array{facet->second.hash, row.quarter, row.precision, number}) | 1U);
            };
            const std::uint64_t contents
                = by(0) * std::uint64_t(cell.records) + by(1) * std::uint64_t(cell.prompt) + by(2) * std::uint64_t(cell.output);
            CoverFacts::add(told, {cell.records, std::int64_t(contents), 0});
            cell.searches = query.integer(8);
            if (m_parts[cell.part].isTracker()) {
                const std::int64_t input = query.integer(10);
                const std::int64_t cacheRead = query.integer(11);
                m_exported[exportKeyOf(cell, cell.part)]
                    += {.input = input, .cacheRead = cacheRead, .cacheWrite5m = cell.prompt - input - cacheRead, .output = cell.output};
            }
            cell.counting = reasons == 0 ? cell.records : 0;
            cell.covered = reasons == CoveredReason ? cell.records : 0;
            note(m_told, cell);
            if (m_hasGateways && m_parts[cell.part].rank == 0 && Precision(row.precision) != Precision::Day) {
                m_requests[{std::int64_t(cell.part), cell.provider, cell.request, row.quarter}] += {.records = cell.records, .prompt = cell.prompt, .output = cell.output};
            }
            if (cell.covered > 0 || mayLose(cell)) {
                m_cells.push_back(std::move(cell));
            } else {
                note(m_counting, cell); // of requests only those stay that may be left out, or are
            }
        }
        query.reset();
    }

    Cell cellOf(const RowKey &row, const Facet &facet)
    {
        const Teller &teller = m_tellers.at(facet.source);
        int rank = 0;
        switch (teller.tells) {
        case SourceTells::Requests:
        case SourceTells::Gateway:
            break;
        case SourceTells::Buckets:
            rank = 1;
            break;
        case SourceTells::Sums:
            rank = Precision(row.precision) == Precision::Day ? 2 : 0;
            break;
        case SourceTells::Tracker: // a tool's own before sums over several before those of nobody knows whom, and of these one tracker's before another's
            rank = TrackerRank + trackerPlace(teller.key.format)
                + int(m_trackers.size()) * (facet.tools.front() == m_unknownTool ? 2 : facet.tools.size() > 1 ? 1 : 0);
            break;
        }
        const std::string &key = m_modelKeys[row.rate];
        const bool isOfAllModels = rank > 0 && rank < TrackerRank && key.empty() && facet.model.empty();
        Cell cell{.row = row, .part = partOf({facet.source, rank, &teller, isOfAllModels})};
        cell.isNamed = !key.empty();
        const auto request = m_requestModels.find(row.rate);
        cell.request = request == m_requestModels.end() ? facet.request : request->second;
        cell.model = m_texts.of(key.empty() ? ' ' + facet.model : key);
        cell.provider = m_texts.of(facet.provider.empty() ? key.substr(0, key.find('/')) : facet.provider);
        cell.bareModel = m_texts.of('/' + key.substr(key.find('/') + 1));
        cell.tools = &facet.tools;
        cell.words = facet.hash;
        cell.day = dayOf(row, cutOf(m_parts[cell.part]));
        return cell;
    }

    void note(Told &told, const Cell &cell)
    {
        const Part &part = m_parts[cell.part];
        if (part.isTracker()) {
            told.exported.insert(exportKeyOf(cell, cell.part));
        }
        for (std::size_t cut = 0; cut < m_cuts.size(); ++cut) {
            const std::int64_t day = dayOf(cell.row, cut);
            const auto at = [&](std::int64_t what) { return DayKey{std::int64_t(cell.part), std::int64_t(cut), what, day}; };
            const auto add = [&cell](OnDay &onDay, std::int64_t model) {
                Figures &figures = onDay.models[model];
                figures.tokens += cell.tokens;
                figures.searches += cell.searches;
                onDay.hasUnnamed = onDay.hasUnnamed || !cell.isNamed;
            };
            add((cell.isTakenOut ? told.takenOut : told.days)[at(cell.provider)], cell.model);
            if (m_hasGateways && part.rank == 0) {
                add((cell.isTakenOut ? told.takenOutRequests : told.requestDays)[at(cell.provider)], cell.request);
            }
            const auto noteTool = [&](std::int64_t what) { add((cell.isTakenOut ? told.takenOutByTool : told.toolDays)[at(what)], cell.bareModel); };
            if (!part.isTracker()) {
                noteTool(m_texts.of(part.teller->key.format));
                continue;
            }
            for (const std::int64_t tool : *cell.tools) {
                noteTool(tool);
            }
            noteTool(m_anyTool);
        }
    }

    /// Whether anything could cover it: requests of tools are covered only where the user chose so.
    bool mayLose(const Cell &cell) const
    {
        return m_parts[cell.part].rank > 0 || m_parts[cell.part].isGateway() || !m_choices.empty();
    }

    std::size_t partOf(const Part &part)
    {
        const auto [place, isNew] = m_partNumbers.try_emplace({part.source, part.number()}, m_parts.size());
        if (isNew) {
            m_parts.push_back(part);
        }
        return place->second;
    }

    /// Among the formats of trackers that the ledger has, by name.
    int trackerPlace(const std::string &format) const
    {
        return int(std::distance(m_trackers.begin(), m_trackers.find(format)));
    }

    /// Of requests any: they are cut as the other side is.
    std::size_t cutOf(const Part &part) const
    {
        const auto found = std::find(m_cuts.begin(), m_cuts.end(), part.teller->eastMinutes);
        return part.rank == 0 || found == m_cuts.end() ? 0 : std::size_t(found - m_cuts.begin());
    }

    std::int64_t dayOf(const RowKey &row, std::size_t cut)
    {
        if (Precision(row.precision) == Precision::Day) {
            return floorDivide(row.quarter, QuartersADay);
        }
        return m_cuts[cut] ? floorDivide(row.quarter * 15 + *m_cuts[cut], 24 * 60) : m_cutter.dayOf(row.quarter);
    }

    CoverOrder makeOrder(std::int64_t provider) const
    {
        std::vector<int> ranks;
        for (const Part &part : m_parts) {
            ranks.push_back(part.rank);
        }
        const std::string name = m_texts.text(provider);
        std::vector<CoverOrder::Choice> choices;
        // Stated, so that it does not matter in which order sources were imported.
        std::vector<std::size_t> sequence(m_parts.size());
        std::iota(sequence.begin(), sequence.end(), std::size_t{0});
        std::sort(sequence.begin(), sequence.end(), [this](std::size_t a, std::size_t b) { return m_parts[a].turn < m_parts[b].turn; });
        for (const ChoiceRow &row : m_choices) {
            for (const std::size_t a : sequence) {
                for (const std::size_t b : sequence) {
                    if (!row.provider.empty() && row.provider != name && !isByTool(m_parts[a], m_parts[b])) {
                        continue;
                    }
                    const bool isPair = row.key.first == row.key.second ? m_parts[a].rank < m_parts[b].rank || (m_parts[a].isPeerOf(m_parts[b]) && m_parts[a].goesBefore(m_parts[b]))
                                                                          : m_parts[a].rank != m_parts[b].rank || m_parts[a].isPeerOf(m_parts[b]) || m_parts[a].mayRepeat(m_parts[b]);
                    if ((isPair || m_parts[a].isOtherExportOf(m_parts[b])) && m_parts[a].source == row.key.first && m_parts[b].source == row.key.second) {
                        const bool isFirst = row.choice != OverlapChoice::Second;
                        choices.push_back({isFirst ? a : b, isFirst ? b : a, row.choice == OverlapChoice::Both});
                    }
                }
            }
        }
        // That a gateway comes after the log of a tool must not turn round what is said of either and a console's export; nor must it that one
        // of two exports of a console is finer.
        std::vector<CoverOrder::Choice> last;
        for (const std::size_t a : sequence) {
            for (const std::size_t b : sequence) {
                if ((m_parts[a].isPeerOf(m_parts[b]) || m_parts[a].mayRepeat(m_parts[b])) && m_parts[a].goesBefore(m_parts[b])) {
                    last.push_back({a, b, false});
                }
            }
        }
        return CoverOrder{ranks, choices, sequence, last};
    }

public:
    const std::vector<RowKey> &otherwiseLeftOut() const { return m_otherwiseLeftOut; }

private:
    Connection &m_connection;
    DayCutter m_cutter;
    ProviderNames m_names;
    std::map<std::int64_t, Teller> m_tellers;
    bool m_isEmpty = false;
    bool m_isStale = false;
    CoverMemo m_now{};
    std::optional<std::pair<std::int64_t, std::int64_t>> m_range; ///< quarter hours; nothing: there is nothing to look at
    std::optional<std::set<std::int64_t>> m_days;                 ///< nothing: all
    std::unordered_map<std::array<std::int64_t, 2>, CoverFacts::Values, NumbersHash> m_toldOn; ///< by day and part; until they are facts
    CoverFacts m_facts; ///< of the days that were read
    std::map<CoverFacts::Key, CoverFacts::Values> m_sums; ///< of all days
    std::vector<ChoiceRow> m_choices;
    Texts m_texts;
    // No tool is called so: '+' stands between the names of several.
    std::int64_t m_unknownTool = m_texts.of("+");
    std::int64_t m_anyTool = m_texts.of("++"); ///< whatever tools a tracker's day has
    std::unordered_map<std::int64_t, Facet> m_facets;
    std::unordered_map<std::int64_t, std::string> m_modelKeys; ///< by rate
    std::unordered_map<std::int64_t, std::int64_t> m_requestModels; ///< by rate, of those that say which model it is
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> m_logsOf; ///< formats, by tool; of tools whose logs are known
    std::set<std::string> m_trackers; ///< formats
    std::vector<std::optional<int>> m_cuts;
    bool m_hasGateways = false; ///< and another source
    std::unordered_map<std::array<std::int64_t, 4>, Requests, NumbersHash> m_requests; ///< by part, provider, model as both may call it, quarter; until they are compared
    std::set<std::array<std::int64_t, 2>> m_twins; ///< exports of one console that are of one account by some of their figures
    std::set<std::array<std::int64_t, 2>> m_related;  ///< parts that are logs of the same requests, the one that goes before first
    std::unordered_set<std::array<std::int64_t, 5>, NumbersHash> m_repeated; ///< of these: provider, model and day of which both have all
    std::vector<Part> m_parts;
    std::unordered_map<std::array<std::int64_t, 2>, std::size_t, NumbersHash> m_partNumbers; ///< by source and number
    std::vector<Cell> m_cells;
    std::vector<RowKey> m_otherwiseLeftOut;
    std::unordered_map<std::array<std::int64_t, 3>, TokenCounts, NumbersHash> m_exported; ///< by part of a tracker, words, day
    Told m_told;     ///< by all
    Told m_counting; ///< by what counts
    std::map<std::int64_t, CoverOrder> m_orders;
};

/// Sets and takes the mark of the records of some rows of the rollups.
class Marks
{
public:
    Marks(Connection &connection, Dictionaries &dictionaries, Rollups &rollups, UsageTable &usage)
        : m_connection{connection}, m_dictionaries{dictionaries}, m_rollups{rollups}, m_usage{usage}
    {
    }

    /// @param wanted by row: whether its records are covered
    Settled apply(const std::map<RowKey, bool> &wanted)
    {
        Settled settled;
        for (auto row = wanted.begin(); row != wanted.end();) {
            const std::int64_t quarter = row->first.quarter;
            for (const auto &[id, key] : recordsIn(quarter)) {
                const auto found = wanted.find(key);
                if (found == wanted.end()) {
                    continue;
                }
                StoredUsage usage = m_usage.byId(id).value();
                const bool isCovered = (usage.stored & CoveredStored) != 0;
                const bool isOtherwise = (reasonsOf(usage.record.flags | usage.stored) & ~CoveredReason) != 0;
                const bool shall = found->second && !isOtherwise;
                if (isCovered != shall) {
                    m_rollups.add(usage, -1);
                    usage.stored ^= CoveredStored;
                    m_rollups.add(usage, 1);
                    m_usage.setFlags(usage);
                    ++(shall ? settled.newlyCovered : settled.uncovered);
                }
            }
            while (row != wanted.end() && row->first.quarter == quarter) {
                ++row;
            }
        }
        m_rollups.flush();
        return settled;
    }

private:
    std::vector<std::pair<std::int64_t, RowKey>> recordsIn(std::int64_t quarter)
    {
        std::vector<std::pair<std::int64_t, RowKey>> records;
        // Before 1970 the index rounds up where rollups round down.
        Query &query = m_connection
                           .query("SELECT id, time_ms, context_id, rate_id, precision FROM usage INDEXED BY usage_time WHERE time_ms / 900000 BETWEEN ? AND ? "
                                  "AND flags & 1879048192 = 0")
                           .with(quarter, quarter < 0 ? quarter + 1 : quarter);
        while (query.step()) {
            if (floorDivide(query.integer(1), QuarterMs) == quarter) {
                records.emplace_back(query.integer(0), RowKey{quarter, query.integer(2), query.integer(3), query.integer(4)});
            }
        }
        query.reset();
        for (auto &[id, key] : records) { // another statement must not run meanwhile
            key.facet = m_dictionaries.contextIds(key.facet).facet;
        }
        return records;
    }

    Connection &m_connection;
    Dictionaries &m_dictionaries;
    Rollups &m_rollups;
    UsageTable &m_usage;
};

std::int64_t sourceNumber(Connection &connection, const SourceKey &key)
{
    const auto id = connection.query("SELECT s.id FROM source s JOIN name n ON n.id = s.format_id WHERE n.text = ? AND s.root = ?")
                        .with(std::string_view{key.format}, std::string_view{key.root})
                        .firstInteger();
    if (!id) {
        throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"source", key.root}}};
    }
    return *id;
}

std::optional<OverlapChoice> turned(std::optional<OverlapChoice> choice)
{
    return choice == OverlapChoice::First ? OverlapChoice::Second : choice == OverlapChoice::Second ? OverlapChoice::First : choice;
}

} // namespace

void setTells(Connection &connection, std::span<const FormatTells> formats)
{
    for (const auto &[id, teller] : tellersOf(connection)) {
        const auto found = std::find_if(formats.begin(), formats.end(), [&](const FormatTells &each) { return each.format == teller.key.format; });
        const FormatTells tells = found == formats.end() ? FormatTells{} : *found;
        const std::optional<int> east = found == formats.end() ? std::nullopt : found->eastMinutes;
        if (tells.tells != teller.tells || east != teller.eastMinutes) {
            connection.query("UPDATE source SET tells = ?, day_east_minutes = ? WHERE id = ?")
                .with(int(tells.tells), east ? std::optional<std::int64_t>{*east} : std::nullopt, id)
                .run();
        }
    }
}

void setProviderNames(Connection &connection, const ProviderNames &names)
{
    const std::string text = names.text();
    if (metaValue(connection, ProvidersMeta) != text) {
        setMetaValue(connection, ProvidersMeta, text);
    }
}

void noteUnsettled(Connection &connection)
{
    if (isSettled(connection)) {
        setMetaValue(connection, UnsettledMeta, "1");
    }
}

void noteSettled(Connection &connection)
{
    if (!isSettled(connection)) {
        setMetaValue(connection, UnsettledMeta, "0");
    }
}

bool isSettled(Connection &connection)
{
    return metaValue(connection, UnsettledMeta) != "1";
}

Settled settle(Connection &connection, Dictionaries &dictionaries, Rollups &rollups, UsageTable &usage)
{
    const std::optional<CoverMemo> memo = covermemo::read(connection);
    std::optional<Picture> looked{std::in_place, connection, rollups.zone(), memo ? &*memo : nullptr};
    if (looked->isStale()) {
        looked.emplace(connection, rollups.zone());
    }
    Picture &picture = *looked;
    if (picture.isEmpty() || (picture.days() && picture.days()->empty())) {
        return {};
    }
    std::map<RowKey, bool> wanted;
    for (const RowKey &row : picture.otherwiseLeftOut()) {
        wanted.try_emplace(row, false); // what else is in the row is told below
    }
    std::map<RowKey, std::pair<std::int64_t, std::int64_t>> had; // records that count, that are covered
    for (const Cell &cell : picture.cells()) {
        auto &[counting, covered] = had[cell.row];
        counting += cell.counting;
        covered += cell.covered;
    }
    for (const Cell &cell : picture.cells()) {
        if (cell.isTakenOut) {
            continue;
        }
        const bool isCovered = cell.standing == Cell::Standing::Covered;
        const auto &[counting, covered] = had.at(cell.row);
        if (wanted.contains(cell.row) || (isCovered ? counting > 0 : covered > 0)) {
            wanted[cell.row] = isCovered;
        }
    }
    const Settled settled = Marks{connection, dictionaries, rollups, usage}.apply(wanted);
    picture.keep(); // after the marks: what they touched is settled
    return settled;
}

std::vector<Overlap> overlaps(Connection &connection, const Zone &zone)
{
    Picture picture{connection, zone};
    if (picture.isEmpty()) {
        return {};
    }
    struct Seen
    {
        Overlap overlap{};
        std::set<std::int64_t> days{};
    };
    // By the parts' sources in the usual order, and the provider; two exports of one tracker by themselves.
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, bool>, Seen> all;
    const std::vector<Part> &parts = picture.parts();
    const auto at = [&](std::size_t first, std::size_t second, std::int64_t provider) -> Seen & {
        const bool isOfExports = parts[first].isOtherExportOf(parts[second]);
        const auto [place, isNew] = all.try_emplace({parts[first].source, parts[second].source, provider, isOfExports});
        if (isNew) {
            Overlap &overlap = place->second.overlap;
            const std::string name = picture.providerOf(provider);
            overlap.pair = {parts[first].teller->key, parts[second].teller->key, name};
            overlap.firstTells = parts[first].rank == 0 ? SourceTells::Requests : parts[first].teller->tells;
            overlap.secondTells = parts[second].rank == 0 ? SourceTells::Gateway : parts[second].teller->tells;
            const ChoiceRow *decided = picture.choiceFor(first, second, name);
            overlap.isDefault = decided == nullptr;
            overlap.decidedFor = decided == nullptr ? std::string{} : decided->key.provider;
            overlap.isByRecognition = parts[first].mayRepeat(parts[second]) || parts[first].isPeerOf(parts[second]) || isOfExports;
            overlap.isOfExports = isOfExports;
            const CoverOrder &order = picture.orderOf(provider);
            overlap.choice = order.covers(first, second) ? OverlapChoice::First
                : order.covers(second, first)            ? OverlapChoice::Second
                                                         : OverlapChoice::Both;
        }
        return place->second;
    };
    for (const Cell &cell : picture.cells()) {
        for (std::size_t other = 0; other < parts.size(); ++other) {
            const bool isSecond = parts[other].goesBefore(parts[cell.part]);
            const bool isFound = isSecond || cell.covered > 0; // else it is from the other side
            if (other == cell.part || !isFound || cell.isTakenOut) {
                continue;
            }
            if (parts[cell.part].isOtherExportOf(parts[other])) {
                if (!picture.isInBothExports(cell, other)) {
                    continue;
                }
                Seen &seen = isSecond ? at(other, cell.part, cell.provider) : at(cell.part, other, cell.provider);
                seen.days.insert(cell.day);
                seen.overlap.isUncertain = seen.overlap.isUncertain || picture.isOfTwoMachines(cell, other);
                const bool mayBeLeft = seen.overlap.isDefault || seen.overlap.choice == (isSecond ? OverlapChoice::First : OverlapChoice::Second);
                if (mayBeLeft && cell.covered > 0 && picture.countsIn(cell, other)) {
                    seen.overlap.records += cell.covered;
                    seen.overlap.tokens += cell.tokens;
                }
                continue;
            }
            if (isSecond && picture.isUncertain(cell, other)) {
                Seen &seen = at(other, cell.part, cell.provider);
                seen.days.insert(cell.day);
                seen.overlap.isUncertain = true;
                continue;
            }
            if (!picture.tellsSame(cell, other)) {
                continue;
            }
            Seen &seen = isSecond ? at(other, cell.part, cell.provider) : at(cell.part, other, cell.provider);
            if (isSecond) {
                seen.days.insert(cell.day);
                seen.overlap.hasSumsOfTools = seen.overlap.hasSumsOfTools || (picture.isSumOfTools(parts[cell.part]) && !picture.isOfUnknownTool(parts[cell.part]));
            }
            const bool isLeft = seen.overlap.choice == (isSecond ? OverlapChoice::First : OverlapChoice::Second);
            if (isLeft && cell.covered > 0 && picture.countsIn(cell, other)) {
                seen.overlap.records += cell.covered;
                seen.overlap.tokens += cell.tokens;
            }
        }
    }
    std::vector<Overlap> found;
    for (auto &[key, seen] : all) {
        const bool isSilent = seen.overlap.isOfExports && seen.overlap.isDefault && !seen.overlap.isUncertain && seen.overlap.records == 0; // a log tells it all
        if (seen.days.empty() || isSilent) {
            continue;
        }
        if (seen.overlap.isUncertain && seen.overlap.isDefault && seen.overlap.records == 0) {
            seen.overlap.choice = OverlapChoice::Both;
        }
        seen.overlap.days = std::int64_t(seen.days.size());
        seen.overlap.from = LocalDay{std::chrono::days{*seen.days.begin()}};
        seen.overlap.to = LocalDay{std::chrono::days{*seen.days.rbegin()}};
        found.push_back(std::move(seen.overlap));
    }
    std::sort(found.begin(), found.end(), [](const Overlap &a, const Overlap &b) { return a.pair < b.pair; });
    return found;
}

ChoiceKey keyOf(Connection &connection, const OverlapPair &pair, std::optional<OverlapChoice> &choice)
{
    ChoiceKey key{sourceNumber(connection, pair.first), sourceNumber(connection, pair.second), pair.provider};
    if (key.first > key.second) {
        std::swap(key.first, key.second);
        choice = turned(choice);
    }
    const ProviderNames names{std::string_view{metaValue(connection, ProvidersMeta)}};
    key.provider = names.of(key.provider);
    for (const ChoiceRow &row : choicesOf(connection, names)) { // the newest first
        if (row.key.first == key.first && row.key.second == key.second && row.provider == key.provider) {
            key.provider = row.key.provider; // what was decided under another spelling is decided anew, and not beside it
            break;
        }
    }
    return key;
}

StoredChoice choiceOf(Connection &connection, const ChoiceKey &key)
{
    StoredChoice stored;
    Query &query = connection.query("SELECT choice, decided FROM overlap_choice WHERE first_id = ? AND second_id = ? AND provider = ?")
                       .with(key.first, key.second, std::string_view{key.provider});
    if (query.step()) {
        stored = {OverlapChoice(query.integer(0)), query.integer(1)};
    }
    query.reset();
    return stored;
}

void setChoice(Connection &connection, const ChoiceKey &key, const StoredChoice &choice)
{
    if (!choice.choice) {
        connection.query("DELETE FROM overlap_choice WHERE first_id = ? AND second_id = ? AND provider = ?")
            .with(key.first, key.second, std::string_view{key.provider})
            .run();
        return;
    }
    connection
        .query("INSERT INTO overlap_choice (first_id, second_id, provider, choice, decided) VALUES (?, ?, ?, ?, ?) ON CONFLICT (first_id, "
               "second_id, provider) DO UPDATE SET choice = excluded.choice, decided = excluded.decided")
        .with(key.first, key.second, std::string_view{key.provider}, int(*choice.choice), choice.decided)
        .run();
}

void noteBefore(Connection &connection, std::int64_t sequence, const ChoiceKey &key, const StoredChoice &before)
{
    connection.query("INSERT INTO journal_overlap (journal, first_id, second_id, provider, choice, decided) VALUES (?, ?, ?, ?, ?, ?)")
        .with(sequence, key.first, key.second, std::string_view{key.provider},
              before.choice ? std::optional<std::int64_t>{int(*before.choice)} : std::nullopt, before.decided)
        .run();
}

void takeBack(Connection &connection, std::int64_t sequence)
{
    Query &query = connection.query("SELECT first_id, second_id, provider, choice, decided FROM journal_overlap WHERE journal = ?").with(sequence);
    if (!query.step()) {
        query.reset();
        return;
    }
    const ChoiceKey key{query.integer(0), query.integer(1), query.text(2)};
    const std::optional<std::int64_t> choice = query.optionalInteger(3);
    const std::int64_t decided = query.integer(4);
    query.reset();
    setChoice(connection, key, {choice ? std::optional{OverlapChoice(*choice)} : std::nullopt, decided});
}

} // namespace tokenmeter::coverage
