// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ReviewDocument.h"

#include "flow/ReviewCsv.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ReviewText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "ledger/FilterJson.h"
#include "shell/Language.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostMovers = 8;
constexpr std::size_t MostSeries = 5;

/// Sums of a name over cells.
struct NamedSum
{
    std::int64_t requests = 0, tokens = 0, unpriced = 0;
    Int128 cost = 0;
    std::map<Currency, Int128> foreign{};

    void add(const ReviewCell &cell)
    {
        requests += cell.requests;
        tokens += cell.totalTokens;
        unpriced += cell.unpricedRequests;
        cost += cell.cost;
        for (const Money &amount : cell.foreign) {
            foreign[amount.currency()] += amount.atto();
        }
    }
    bool hasCost() const { return cost != 0 || (foreign.empty() && requests > unpriced); }
};

class DocumentMaker
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewDocument)
public:
    explicit DocumentMaker(const ReviewData &review) : m_review{review}
    {
        std::set<std::string> names;
        for (const ReviewWaterfall &waterfall : review.waterfalls) {
            for (const ChangeLeaf &leaf : waterfall.change.leaves) {
                names.insert(leaf.project);
            }
        }
        for (const ReviewCell &cell : review.byProject) {
            names.insert(cell.project);
        }
        for (const ReviewUnusualDay &unusual : review.unusual) {
            for (const ReviewCause &cause : unusual.projects) {
                names.insert(cause.name);
            }
        }
        const std::vector<std::string> list{names.begin(), names.end()};
        const QStringList labels = projectLabels(list);
        for (std::size_t i = 0; i < list.size(); ++i) {
            m_projects[list[i]] = list[i].empty() ? tr("not said") : labels[qsizetype(i)];
        }
        m_decimals = MoneyText::decimalsFor(Money::fromAtto(std::max(review.now.cost, review.before.cost), review.currency));
    }

    ReviewDocument make()
    {
        ReviewDocument document;
        document.title = m_review.period.kind == NamedPeriod::Kind::Month ? tr("Monthly review, %1", "a month").arg(ReviewText::period(m_review.period))
                                                                           : tr("Review, %1", "a period").arg(ReviewText::period(m_review.period));
        document.headline = ReviewText::headline(m_review);
        document.reasons = ReviewText::reasons(m_review);
        document.caveats = ReviewText::caveats(m_review);
        document.made = made();
        document.figures = figures();
        for (const auto part : {&DocumentMaker::changes, &DocumentMaker::movers, &DocumentMaker::tokens, &DocumentMaker::days, &DocumentMaker::models, &DocumentMaker::projects,
                                &DocumentMaker::outcomes, &DocumentMaker::unusual, &DocumentMaker::notes, &DocumentMaker::corrections, &DocumentMaker::budgets, &DocumentMaker::reconciliation, &DocumentMaker::plans, &DocumentMaker::decisions, &DocumentMaker::rates,
                                &DocumentMaker::howMade}) {
            (this->*part)(document.sections);
        }
        return document;
    }

    QString modelName(const std::string &key) const
    {
        const auto found = m_review.models.find(key);
        return visibleText(found == m_review.models.end() ? key : found->second.name);
    }

private:
    using Sections = std::vector<ReviewSection>;
    using Column = ReviewTable::Column;

    Money money(Int128 atto) const { return Money::fromAtto(atto, m_review.currency); }
    QString amount(Int128 atto) const { return MoneyText::amount(money(atto)); }
    QString day(LocalDay which) const { return DateText::day(which, m_review.period.to); }
    QString projectName(const std::string &name) const
    {
        const auto found = m_projects.find(name);
        return found == m_projects.end() ? visibleText(name) : found->second;
    }
    QString made() const
    {
        const Zone zone = Zone::byId(m_review.zone).value_or(Zone::utc());
        return tr("%1, %2", "a day and a time").arg(DateText::full(zone.dayOf(m_review.made)), DateText::time(m_review.made, zone));
    }

    /// Texts of amounts that close with their total.
    QStringList closed(const std::vector<Int128> &amounts, Int128 total) const
    {
        QStringList texts;
        for (const Money &each : closedAmounts(amounts, total)) {
            texts << MoneyText::fixed(each, m_decimals);
        }
        return texts;
    }
    std::vector<Money> closedAmounts(const std::vector<Int128> &amounts, Int128 total) const
    {
        std::vector<Money> parts;
        for (const Int128 each : amounts) {
            parts.push_back(money(each));
        }
        return MoneyText::closing(parts, money(total), m_decimals, false);
    }
    QString total(Int128 atto) const { return MoneyText::fixed(money(atto), m_decimals); }

    std::vector<ReviewFigure> figures() const { return {budgetFigure(), requestFigure(), cacheFigure(), forecastFigure(), billFigure()}; }

    ReviewFigure budgetFigure() const
    {
        const ReviewBudget *largest = nullptr;
        for (const ReviewBudget &budget : m_review.budgets) {
            if (budget.currency == m_review.currency && (largest == nullptr || budget.limit > largest->limit)) {
                largest = &budget;
            }
        }
        if (largest == nullptr) {
            return {tr("Against budget"), NumberText::notApplicable(), tr("no budget")};
        }
        return {tr("Against budget"), ReviewText::budget(*largest), tr("of %1, %2", "an amount, the name of a budget").arg(ReviewText::amountOf(*largest, largest->available), visibleText(largest->name))};
    }

    ReviewFigure requestFigure() const
    {
        const auto priceOf = [](const ReviewSum &sum) { return sum.requests > sum.unpricedRequests ? roundedDivision(sum.cost, sum.requests - sum.unpricedRequests) : Int128{-1}; };
        const Int128 now = priceOf(m_review.now);
        const Int128 before = priceOf(m_review.before);
        return {tr("A request"), now < 0 ? NumberText::notApplicable() : amount(now),
                now < 0 || before < 0 ? tr("nothing to compare") : tr("%1 against %2", "a change, a period").arg(ChangeText::brief(now, before), before_())};
    }

    ReviewFigure cacheFigure() const
    {
        const TokenCounts &now = m_review.now.tokens;
        const TokenCounts &before = m_review.before.tokens;
        return {tr("Cache hit share"), ShareText::oneDecimal(now.cacheRead, now.prompt()),
                now.prompt() == 0 || before.prompt() == 0 ? tr("nothing to compare") : ChangeText::points(now.cacheRead, now.prompt(), before.cacheRead, before.prompt())};
    }

    ReviewFigure forecastFigure() const
    {
        if (!m_review.forecast) {
            return {tr("Forecast"), NumberText::notApplicable(), tr("not enough evidence")};
        }
        return {tr("Forecast on %1", "a day").arg(day(m_review.forecast->on)), MoneyText::forecast(money(m_review.forecast->expected)), ReviewText::forecastVerdict(m_review)};
    }

    ReviewFigure billFigure() const
    {
        if (m_review.reconciled.empty()) {
            return {tr("Reconciled"), NumberText::notApplicable(), tr("no billing account")};
        }
        const auto within = std::count_if(m_review.reconciled.begin(), m_review.reconciled.end(),
                                          [](const ReviewReconciled &line) { return !line.currency.isNone() && line.badge != ReconcileBadge::Incomplete; });
        return {tr("Reconciled"), tr("%1 of %2", "how many of how many").arg(within).arg(m_review.reconciled.size()), tr("bills of the months in view")};
    }

    QString before_() const { return ReviewText::shortPeriod(m_review.before.days); }
    QString now_() const { return ReviewText::shortPeriod(m_review.now.days); }

    void changes(Sections &sections) const
    {
        for (std::size_t i = 0; i < m_review.waterfalls.size(); ++i) {
            const ReviewWaterfall &waterfall = m_review.waterfalls[i];
            ReviewSection section{.id = i == 0 ? QStringLiteral("changes") : QStringLiteral("changes-") + QString::fromStdString(waterfall.currency.code()).toLower(),
                                  .title = i == 0 ? tr("Why it changed") : tr("Why it changed, amounts in %1", "a currency").arg(QString::fromStdString(waterfall.currency.code()))};
            if (!m_review.now.hasData || !m_review.before.hasData) {
                section.text << tr("Nothing to compare with: one of the two periods lies before the first record.");
                sections.push_back(section);
                return;
            }
            section.text << ReviewText::signedAmount(waterfall.change.after - waterfall.change.before, waterfall.currency) + tr("; ", "between two clauses")
                    + ReviewText::absoluteSum(waterfall.change, waterfall.currency) + tr(".", "ends a sentence");
            section.chart = ReviewSection::Chart::Waterfall;
            section.waterfall = i;
            ReviewTable table{.columns = {Column{tr("What changed")}, Column{tr("Amount"), true}, Column{tr("What it is")}}};
            for (const ReviewStep &step : ReviewText::steps(m_review, i, false)) {
                const QStringList cells{step.name, step.shown, step.meaning};
                if (step.kind == ReviewStep::Kind::After) {
                    table.total = cells;
                } else if (step.isTotal() || step.value != 0) {
                    table.rows.push_back(cells);
                }
            }
            section.tables.push_back(table);
            sections.push_back(section);
        }
    }

    /// The strongest changes of a name, the others together. Both columns close, and so do their differences.
    template <class NameOf>
    ReviewTable moversBy(const QString &title, const QString &head, const QString &others, std::string ChangeLeaf::*key, const NameOf &nameOf) const
    {
        struct Sums
        {
            std::string name{};
            Int128 before = 0, after = 0;
            Int128 size() const { return after > before ? after - before : before - after; }
        };
        std::map<std::string, Sums> byName;
        for (const ChangeLeaf &leaf : m_review.change().leaves) {
            Sums &sums = byName[leaf.*key];
            sums.name = leaf.*key;
            sums.before += leaf.before;
            sums.after += leaf.after;
        }
        std::vector<Sums> all;
        for (const auto &[name, sums] : byName) {
            all.push_back(sums);
        }
        std::stable_sort(all.begin(), all.end(), [](const Sums &a, const Sums &b) { return a.size() > b.size(); });
        const std::size_t shown = all.size() <= MostMovers + 1 ? all.size() : MostMovers;
        Sums rest;
        for (std::size_t i = shown; i < all.size(); ++i) {
            rest.before += all[i].before;
            rest.after += all[i].after;
        }
        const std::size_t folded = all.size() - shown;
        all.resize(shown);
        if (folded > 0) {
            all.push_back(rest);
        }
        std::vector<Int128> before;
        std::vector<Int128> after;
        for (const Sums &sums : all) {
            before.push_back(sums.before);
            after.push_back(sums.after);
        }
        const Change &change = m_review.change();
        const std::vector<Money> closedBefore = closedAmounts(before, change.before);
        const std::vector<Money> closedAfter = closedAmounts(after, change.after);
        const auto signedText = [&](Money difference) { return MoneyText::withPlus(MoneyText::fixed(difference, m_decimals), difference.atto()); };
        ReviewTable table{.title = title, .columns = {Column{head}, Column{before_(), true}, Column{now_(), true}, Column{tr("Change"), true}, Column{tr("In per cent"), true}}};
        Money sumBefore = money(0);
        Money sumAfter = money(0);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const QString name = folded > 0 && i == shown ? others.arg(folded) : nameOf(all[i].name);
            table.rows.push_back({name, MoneyText::fixed(closedBefore[i], m_decimals), MoneyText::fixed(closedAfter[i], m_decimals), signedText(closedAfter[i] - closedBefore[i]),
                                  ChangeText::brief(all[i].after, all[i].before)});
            sumBefore += closedBefore[i];
            sumAfter += closedAfter[i];
        }
        table.total = {tr("Total"), MoneyText::fixed(sumBefore, m_decimals), MoneyText::fixed(sumAfter, m_decimals), signedText(sumAfter - sumBefore), ChangeText::brief(change.after, change.before)};
        return table;
    }

    void movers(Sections &sections) const
    {
        if (m_review.change().leaves.empty()) {
            return;
        }
        ReviewSection section{.id = QStringLiteral("movers"), .title = tr("What moved most")};
        section.tables.push_back(moversBy(tr("Models"), tr("Model"), tr("%1 other models", "a number"), &ChangeLeaf::model, [this](const std::string &key) { return modelName(key); }));
        section.tables.push_back(moversBy(tr("Projects"), tr("Project"), tr("%1 other projects", "a number"), &ChangeLeaf::project, [this](const std::string &name) { return projectName(name); }));
        sections.push_back(section);
    }

    void tokens(Sections &sections) const
    {
        const QString sentence = ReviewText::tokensAgainstTasks(m_review);
        if (sentence.isEmpty()) {
            return;
        }
        const ReviewSum &now = m_review.now;
        const ReviewSum &before = m_review.before;
        ReviewSection section{.id = QStringLiteral("tokens"), .title = tr("Price of tokens, size of sessions"), .text = {sentence}};
        ReviewTable table{.columns = {Column{QString{}}, Column{before_(), true}, Column{now_(), true}, Column{tr("Change"), true}}};
        constexpr Int128 Million = 1'000'000;
        const auto pair = [&](const QString &name, Int128 a, Int128 b, bool isMoney) {
            const auto shown = [&](Int128 value) { return isMoney ? amount(value) : TokenText::shortForm(std::int64_t(value)); };
            table.rows.push_back({name, shown(a), shown(b), ChangeText::brief(b, a)});
        };
        pair(tr("A million tokens"), roundedDivision(before.cost * Million, before.totalTokens - before.unpricedTokens), roundedDivision(now.cost * Million, now.totalTokens - now.unpricedTokens), true);
        pair(tr("Tokens of a session"), roundedDivision(Int128{before.totalTokens}, before.sessions), roundedDivision(Int128{now.totalTokens}, now.sessions), false);
        pair(tr("A session"), roundedDivision(before.cost, before.sessions), roundedDivision(now.cost, now.sessions), true);
        table.rows.push_back({tr("Sessions"), NumberText::whole(before.sessions), NumberText::whole(now.sessions), ChangeText::brief(now.sessions, before.sessions)});
        table.rows.push_back({tr("Requests"), NumberText::whole(before.requests), NumberText::whole(now.requests), ChangeText::brief(now.requests, before.requests)});
        section.tables.push_back(table);
        sections.push_back(section);
    }

    QStringList usageRow(const QString &name, const NamedSum &sum, const QString &cost) const
    {
        QStringList amounts;
        if (sum.hasCost()) {
            amounts << (sum.unpriced > 0 ? tr("at least %1", "an amount").arg(cost) : cost);
        }
        for (const auto &[currency, atto] : sum.foreign) {
            amounts << MoneyText::amount(Money::fromAtto(atto, currency));
        }
        return {name, NumberText::whole(sum.requests), TokenText::shortForm(sum.tokens), amounts.isEmpty() ? MoneyText::noPrice() : amounts.join(QStringLiteral(" + ")),
                sum.hasCost() ? ShareText::oneDecimal(sum.cost, m_review.now.cost) : NumberText::notApplicable()};
    }

    ReviewTable usageTable(const QString &head, const std::vector<std::pair<QString, NamedSum>> &sums) const
    {
        ReviewTable table{.columns = {Column{head}, Column{tr("Requests"), true}, Column{tr("Tokens"), true}, Column{tr("List cost"), true}, Column{tr("Share"), true}}};
        std::vector<Int128> costs;
        NamedSum all;
        for (const auto &[name, sum] : sums) {
            costs.push_back(sum.cost);
            all.requests += sum.requests;
            all.tokens += sum.tokens;
            all.unpriced += sum.unpriced;
            all.cost += sum.cost;
            for (const auto &[currency, atto] : sum.foreign) {
                all.foreign[currency] += atto;
            }
        }
        const QStringList shown = closed(costs, all.cost);
        for (std::size_t i = 0; i < sums.size(); ++i) {
            table.rows.push_back(usageRow(sums[i].first, sums[i].second, shown[qsizetype(i)]));
        }
        table.total = usageRow(tr("Total"), all, total(all.cost));
        return table;
    }

    template <class Key, class NameOf>
    void usageSection(Sections &sections, const char *id, const QString &title, const QString &head, const std::vector<ReviewCell> &cells, const Key &key, const NameOf &nameOf, bool byCost,
                      ReviewSection::Chart chart = ReviewSection::Chart::None) const
    {
        if (cells.empty()) {
            return;
        }
        std::map<std::string, NamedSum> sums;
        for (const ReviewCell &cell : cells) {
            sums[cell.*key].add(cell);
        }
        std::vector<std::pair<std::string, NamedSum>> sorted{sums.begin(), sums.end()};
        if (byCost) {
            std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.second.cost > b.second.cost; });
        }
        std::vector<std::pair<QString, NamedSum>> named;
        for (const auto &[name, sum] : sorted) {
            named.emplace_back(nameOf(name), sum);
        }
        sections.push_back({.id = QString::fromLatin1(id), .title = title, .chart = chart, .tables = {usageTable(head, named)}});
    }

    void days(Sections &sections) const
    {
        usageSection(
            sections, "days", tr("Day by day"), tr("Day"), m_review.byDay, &ReviewCell::day,
            [this](const std::string &iso) {
                const std::optional<LocalDay> which = parseDay(iso);
                return which ? day(*which) : visibleText(iso);
            },
            false, ReviewSection::Chart::Days);
    }
    void models(Sections &sections) const
    {
        usageSection(sections, "models", tr("By model"), tr("Model"), m_review.byDay, &ReviewCell::model, [this](const std::string &key) { return modelName(key); }, true);
    }
    void projects(Sections &sections) const
    {
        usageSection(sections, "projects", tr("By project"), tr("Project"), m_review.byProject, &ReviewCell::project, [this](const std::string &name) { return projectName(name); }, true);
    }

    QString causes(const std::vector<ReviewCause> &list, bool areModels) const
    {
        QStringList parts;
        for (const ReviewCause &cause : list) {
            parts << tr("%1 (%2)", "a name and an amount").arg(areModels ? modelName(cause.name) : projectName(cause.name), ReviewText::signedAmount(cause.excess, m_review.currency));
        }
        return parts.isEmpty() ? NumberText::notApplicable() : parts.join(tr(", ", "between two names"));
    }

    void unusual(Sections &sections) const
    {
        ReviewSection section{.id = QStringLiteral("unusual"), .title = tr("Unusual days")};
        if (m_review.unusual.empty()) {
            section.text << tr("No day stands far above what its history let expect.");
        } else {
            ReviewTable table{.columns = {Column{tr("Day")}, Column{tr("List cost"), true}, Column{tr("Expected"), true}, Column{tr("Models")}, Column{tr("Projects")}}};
            for (const ReviewUnusualDay &each : m_review.unusual) {
                table.rows.push_back({day(each.day), amount(each.spent), amount(each.expected), causes(each.models, true), causes(each.projects, false)});
            }
            section.tables.push_back(table);
        }
        sections.push_back(section);
    }

    void outcomes(Sections &sections) const
    {
        if (m_review.outcomes.empty()) {
            return;
        }
        ReviewSection section{.id = QStringLiteral("outcomes"), .title = tr("What came of it")};
        ReviewTable table{.columns = {Column{tr("Outcome")}, Column{tr("Period")}, Column{tr("Project")}, Column{tr("How many"), true}, Column{tr("Cost"), true}, Column{tr("Cost of one"), true}, Column{tr("Remark")}}};
        for (const ReviewOutcomeLine &line : m_review.outcomes) {
            const WorkOutcome &outcome = line.outcome;
            const std::optional<Int128> one = line.costOfOne();
            const QString cost = line.isAtLeast ? tr("at least %1", "an amount").arg(amount(line.cost)) : amount(line.cost);
            table.rows.push_back({ReviewText::outcomeKind(outcome.kind), ReviewText::period(outcome.period), outcome.project.empty() ? tr("all work") : projectName(outcome.project),
                                  ReviewText::quantity(outcome), cost, one ? amount(*one) : NumberText::notApplicable(), visibleText(outcome.text)});
        }
        section.tables.push_back(table);
        sections.push_back(section);
    }

    void notes(Sections &sections) const
    {
        if (m_review.notes.empty()) {
            return;
        }
        ReviewSection section{.id = QStringLiteral("notes"), .title = tr("Notes")};
        for (const ReviewNoteLine &note : m_review.notes) {
            const bool isOfPart = note.period != m_review.period;
            const QStringList lines = QString::fromStdString(note.markdown).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const QString line = visibleText(lines[i]);
                section.text << (isOfPart && i == 0 ? tr("%1: %2", "a period, a note").arg(ReviewText::period(note.period), line) : line);
            }
        }
        sections.push_back(section);
    }

    void corrections(Sections &sections) const
    {
        if (m_review.corrections.empty()) {
            return;
        }
        ReviewSection section{.id = QStringLiteral("corrections"), .title = tr("Corrections of closed periods"), .text = {tr("They are shown here, and the figures of the closed periods stay as they were.")}};
        ReviewTable table{.columns = {Column{tr("Of")}, Column{tr("Cause")}, Column{tr("Model")}, Column{tr("Project")}, Column{tr("Amount"), true}}};
        for (const ReviewCorrection &line : m_review.corrections) {
            QStringList amounts;
            for (const Money &each : line.amounts) {
                amounts << ReviewText::signedAmount(each.atto(), each.currency());
            }
            table.rows.push_back({ReviewText::period(line.of), ReviewText::cause(line.cause), visibleText(line.model), projectName(line.project),
                                  amounts.isEmpty() ? NumberText::notApplicable() : amounts.join(QStringLiteral(" "))});
        }
        section.tables.push_back(table);
        sections.push_back(section);
    }

    void budgets(Sections &sections) const
    {
        ReviewSection section{.id = QStringLiteral("budgets"), .title = tr("Budgets")};
        if (m_review.budgets.empty()) {
            section.text << tr("There is no budget for this period.");
        } else {
            ReviewTable table{.columns = {Column{tr("Budget")}, Column{tr("Period")}, Column{tr("Available"), true}, Column{tr("Spent"), true}, Column{tr("State"), true}}};
            for (const ReviewBudget &budget : m_review.budgets) {
                const QString spent = ReviewText::amountOf(budget, budget.spent);
                table.rows.push_back({visibleText(budget.name), DateText::period(budget.from, budget.to, m_review.period.to), ReviewText::amountOf(budget, budget.available),
                                      budget.atLeast ? tr("at least %1", "an amount").arg(spent) : spent, ReviewText::budget(budget)});
            }
            section.tables.push_back(table);
        }
        sections.push_back(section);
    }

    void reconciliation(Sections &sections) const
    {
        ReviewSection section{.id = QStringLiteral("reconciliation"), .title = tr("Metered against billed")};
        if (m_review.reconciled.empty()) {
            section.text << tr("No billing account is connected, so nothing was billed that could be compared.");
        } else {
            section.text << tr("Metered is list cost of the account's own logs, in the currency of its bill.");
            ReviewTable table{.columns = {Column{tr("Account")}, Column{tr("Provider")}, Column{tr("Month")}, Column{tr("Metered"), true}, Column{tr("Billed"), true}, Column{tr("Unexplained"), true},
                                          Column{tr("State")}}};
            for (const ReviewReconciled &line : m_review.reconciled) {
                const std::optional<LocalDay> month = parseDay(line.month + "-01");
                const auto shown = [&](Int128 atto) { return line.currency.isNone() ? NumberText::notApplicable() : MoneyText::amount(Money::fromAtto(atto, line.currency)); };
                table.rows.push_back({visibleText(line.account), visibleText(line.provider), month ? DateText::month(*month) : visibleText(line.month), shown(line.metered), shown(line.billed),
                                      shown(line.residual), ReviewText::reconciled(line)});
            }
            section.tables.push_back(table);
        }
        sections.push_back(section);
    }

    void plans(Sections &sections) const
    {
        if (m_review.planLines.empty()) {
            return;
        }
        ReviewSection section{.id = QStringLiteral("plans"), .title = tr("Plans"), .text = {tr("Fees and expired credit stand beside the list cost above and are in none of its sums.")}};
        ReviewTable table{.columns = {Column{tr("What")}, Column{tr("Amount"), true}}};
        for (const PlanLine &line : m_review.planLines) {
            table.rows.push_back({visibleText(ReviewText::planLine(line)), MoneyText::amount(line.amount)});
        }
        section.tables.push_back(table);
        sections.push_back(section);
    }

    void decisions(Sections &sections) const
    {
        ReviewSection section{.id = QStringLiteral("decisions"), .title = tr("Without a price, counted once, left out")};
        section.text << tr("Copies of the same answer: %1.", "none found").arg(ReviewText::merged(m_review));
        if (m_review.excludedRequests > 0) {
            QStringList amounts;
            for (const Money &each : m_review.excludedCost) {
                amounts << MoneyText::amount(each);
            }
            section.text << tr("Excluded by you: %1, list cost %2.", "requests, amounts")
                                .arg(TokenText::requests(m_review.excludedRequests), amounts.isEmpty() ? MoneyText::noPrice() : amounts.join(QStringLiteral(" + ")));
        } else {
            section.text << tr("Nothing is excluded.");
        }
        if (m_review.unpriced.empty()) {
            section.text << tr("All usage has a price.");
        } else {
            section.text << tr("Usage without a price is in no amount:");
            ReviewTable table{.columns = {Column{tr("Model")}, Column{tr("Requests"), true}, Column{tr("Tokens"), true}}};
            std::int64_t requests = 0;
            std::int64_t tokenCount = 0;
            for (const ReviewUnpriced &one : m_review.unpriced) {
                table.rows.push_back({modelName(one.model), NumberText::whole(one.requests), NumberText::whole(one.tokens)});
                requests += one.requests;
                tokenCount += one.tokens;
            }
            table.total = {tr("Total"), NumberText::whole(requests), NumberText::whole(tokenCount)};
            section.tables.push_back(table);
        }
        if (std::any_of(m_review.merged.begin(), m_review.merged.end(), [](const ReviewMerged &each) { return each.copies > 0; })) {
            ReviewTable table{.title = tr("Copies"), .columns = {Column{tr("Rule")}, Column{tr("Records"), true}, Column{tr("Copies"), true}}};
            for (const ReviewMerged &each : m_review.merged) {
                table.rows.push_back({ReviewText::mergeRule(each.rule), NumberText::whole(each.records), NumberText::whole(each.copies)});
            }
            section.tables.push_back(table);
        }
        sections.push_back(section);
    }

    void rates(Sections &sections) const
    {
        if (m_review.rates.empty() && m_review.missingRates.empty()) {
            return;
        }
        ReviewSection section{.id = QStringLiteral("rates"), .title = tr("Exchange rates used")};
        if (!m_review.rates.empty()) {
            ReviewTable table{.columns = {Column{tr("Published")}, Column{tr("One")}, Column{tr("Is"), true}, Column{tr("Source")}}};
            for (const UsedExchangeRate &rate : m_review.rates) {
                table.rows.push_back({day(rate.day), visibleText(rate.from), visibleText(rate.rate) + NumberText::Nbsp + visibleText(rate.to),
                                      rate.via.empty() ? visibleText(rate.source) : tr("%1, by way of %2", "a source, a currency").arg(visibleText(rate.source), visibleText(rate.via))});
            }
            section.tables.push_back(table);
        }
        for (const std::string &missing : m_review.missingRates) {
            section.text << tr("No rate: %1.", "CNY/USD since 2026-10-01").arg(visibleText(missing));
        }
        sections.push_back(section);
    }

    QString scopeText() const
    {
        const Result<UsageFilter> filter = readFilterText(m_review.scope);
        if (!filter) {
            return visibleText(m_review.scope);
        }
        QStringList terms;
        const auto add = [&terms](const QString &name, const std::vector<std::string> &values) {
            QStringList texts;
            for (const std::string &value : values) {
                texts << visibleText(value);
            }
            if (!texts.isEmpty()) {
                terms << tr("%1: %2", "a filter's name and its values").arg(name, texts.join(tr(", ", "between two names")));
            }
        };
        std::vector<std::string> tags;
        for (const TagTerm &tag : filter->tags) {
            tags.push_back(tag.key.empty() ? tag.value : tag.key + '=' + tag.value);
        }
        add(tr("Provider"), filter->providers);
        add(tr("Model"), filter->models);
        add(tr("Project"), filter->projects);
        add(tr("Session"), filter->sessions);
        add(tr("Source"), filter->sources);
        add(tr("Agent"), filter->agents);
        add(tr("Tier"), filter->tiers);
        add(tr("Tag"), tags);
        if (!filter->text.empty()) {
            add(tr("Text"), {filter->text});
        }
        return terms.isEmpty() ? visibleText(m_review.scope) : terms.join(tr("; ", "between two clauses"));
    }

    void howMade(Sections &sections) const
    {
        ReviewSection section{.id = QStringLiteral("made"), .title = tr("How this was made")};
        section.text << tr("Cost is list cost: the tokens of each request times the prices of its day, in exact decimal arithmetic, rounded once where it is shown.");
        ReviewTable table{.columns = {Column{QString{}}, Column{QString{}}}};
        table.rows.push_back({tr("Period"), DateText::range(m_review.period.from, m_review.period.to, LocalDay{})});
        table.rows.push_back({tr("Compared with"), DateText::range(m_review.before.days.from, m_review.before.days.to, LocalDay{})});
        table.rows.push_back({tr("Days are those of"), visibleText(m_review.zone)});
        table.rows.push_back({tr("Currency"), QString::fromStdString(m_review.currency.code())});
        table.rows.push_back({tr("Prices"), m_review.catalogueVersion.empty() ? NumberText::notApplicable() : visibleText(m_review.catalogueVersion)});
        table.rows.push_back({tr("Only"), m_review.scope.empty() ? tr("everything", "a filter that lets all through") : scopeText()});
        table.rows.push_back({tr("Made"), made()});
        section.tables.push_back(table);
        sections.push_back(section);
    }

    const ReviewData &m_review;
    std::map<std::string, QString> m_projects{};
    int m_decimals = 2;
};

} // namespace

ReviewDocument reviewDocumentOf(const ReviewData &review)
{
    return DocumentMaker{review}.make();
}

ReviewDays reviewDaysOf(const ReviewData &review)
{
    const std::size_t length = std::size_t(std::max(0, DayRange{review.period.from, review.period.to}.length()));
    std::map<std::string, ReviewDays::Series> byModel;
    ReviewDays days;
    days.unpriced.resize(length);
    for (const ReviewCell &cell : review.byDay) {
        const std::optional<LocalDay> day = parseDay(cell.day);
        if (!day || *day < review.period.from || *day > review.period.to) {
            continue;
        }
        const std::size_t place = std::size_t((*day - review.period.from).count());
        ReviewDays::Series &series = byModel[cell.model];
        series.model = cell.model;
        series.values.resize(length);
        series.values[place] += cell.cost;
        days.unpriced[place] += cell.unpricedRequests;
    }
    const DocumentMaker names{review};
    std::vector<std::pair<Int128, ReviewDays::Series>> sorted;
    for (auto &[key, series] : byModel) {
        Int128 total = 0;
        for (const Int128 value : series.values) {
            total += value;
        }
        series.name = names.modelName(key);
        sorted.emplace_back(total, std::move(series));
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    ReviewDays::Series rest{.name = QCoreApplication::translate("tokenmeter::ReviewDocument", "Other"), .values = std::vector<Int128>(length)};
    bool hasRest = false;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i].first == 0) {
            continue;
        }
        if (i < MostSeries) {
            days.series.push_back(std::move(sorted[i].second));
            continue;
        }
        hasRest = true;
        for (std::size_t place = 0; place < length; ++place) {
            rest.values[place] += sorted[i].second.values[place];
        }
    }
    if (hasRest) {
        days.series.push_back(std::move(rest));
    }
    return days;
}

ReportLocale::ReportLocale()
{
    // English of the United States and Chinese of China are what the words of both catalogues are written for.
    QLocale::setDefault(language::current() == QLatin1String("zh_CN") ? QLocale{QLocale::Chinese, QLocale::China} : QLocale{QLocale::English, QLocale::UnitedStates});
}

ReportLocale::~ReportLocale()
{
    QLocale::setDefault(m_before);
}

} // namespace tokenmeter
