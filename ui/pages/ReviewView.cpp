// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReviewView.h"

#include "core/Decimal.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "print/ReviewCharts.h"

#include <algorithm>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

Int128 magnitude(Int128 value)
{
    return value < 0 ? -value : value;
}

QString plainAmount(Int128 atto)
{
    return QString::fromStdString(formatDecimal(atto, MoneyScale));
}

PageTable::Cell figure(const QString &text, const QString &exact)
{
    return {.text = text, .exact = exact, .number = true};
}

PageTable::Cell count(std::int64_t value)
{
    return figure(NumberText::whole(value), QString::number(value));
}

Tone toneOf(BudgetState state)
{
    switch (state) {
    case BudgetState::Ok: return Tone::Positive;
    case BudgetState::Warning: return Tone::Warning;
    case BudgetState::Exceeded: return Tone::Negative;
    case BudgetState::Unknown: break;
    }
    return Tone::Neutral;
}

Tone toneOf(const ReviewReconciled &line)
{
    constexpr std::int64_t FinePpm = 5'000;
    if (line.currency.isNone() || line.badge == ReconcileBadge::Incomplete) {
        return Tone::Warning;
    }
    if (line.badge == ReconcileBadge::TotalCompared) {
        return Tone::Neutral;
    }
    return line.residual == 0 || (line.residualPpm && *line.residualPpm <= FinePpm) ? Tone::Positive : Tone::Warning;
}

} // namespace

ReviewView::ReviewView(const PageContext &context, const ReviewData &review, const NameBook &names) : m_context{context}, m_review{review}, m_names{names}
{
    std::set<std::string> projects;
    for (const ReviewWaterfall &waterfall : review.waterfalls) {
        for (const ChangeLeaf &leaf : waterfall.change.leaves) {
            projects.insert(leaf.project);
        }
    }
    for (const ReviewCell &cell : review.byProject) {
        projects.insert(cell.project);
    }
    const std::vector<std::string> keys{projects.begin(), projects.end()};
    const QStringList labels = projectLabels(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        m_projects[keys[i]] = visibleText(labels[qsizetype(i)]);
    }
}

QString ReviewView::projectName(const std::string &project) const
{
    const auto found = m_projects.find(project);
    return project.empty() ? tr("no project") : found == m_projects.end() ? visibleText(project) : found->second;
}

QString ReviewView::modelName(const std::string &key) const
{
    const auto found = m_review.models.find(key);
    const QString name = QString::fromStdString(found == m_review.models.end() || found->second.name.empty() ? key : found->second.name);
    return name.isEmpty() ? tr("no model") : visibleText(name);
}

std::vector<KpiCell> ReviewView::cells() const
{
    const ReviewSum &now = m_review.now;
    const ReviewSum &before = m_review.before;
    std::vector<KpiCell> cells;

    KpiCell budget{.label = tr("Against budget")};
    // The budget of most money that is over the whole period speaks for it.
    const ReviewBudget *main = nullptr;
    for (const ReviewBudget &each : m_review.budgets) {
        const bool isOfPeriod = each.currency == m_review.currency && each.from == now.days.from && each.to == now.days.to;
        if (isOfPeriod && (main == nullptr || each.available > main->available)) {
            main = &each;
        }
    }
    if (main != nullptr) {
        budget.figure = ReviewText::budget(*main);
        budget.comparison = tr("of %1", "an amount").arg(ReviewText::amountOf(*main, main->available));
        budget.context = visibleText(main->name);
        budget.tone = toneOf(main->state);
    } else {
        budget.figure = NumberText::notApplicable();
        budget.comparison = tr("no budget of these days");
    }
    cells.push_back(budget);

    const QString shortBefore = ReviewText::shortPeriod(before.days);
    KpiCell request{.label = tr("A request"), .figure = NumberText::notApplicable()};
    const std::int64_t pricedNow = now.requests - now.unpricedRequests;
    const std::int64_t pricedBefore = before.requests - before.unpricedRequests;
    if (pricedNow > 0) {
        const Int128 each = roundedDivision(now.cost, pricedNow);
        request.figure = MoneyText::amount(money(each));
        if (pricedBefore > 0) {
            const Int128 was = roundedDivision(before.cost, pricedBefore);
            request.comparison = ChangeText::sentence(each, was, shortBefore);
            request.shorter = {ChangeText::brief(each, was)};
        }
        request.context = TokenText::requests(now.requests);
    }
    cells.push_back(request);

    KpiCell cache{.label = tr("Cache hit share"), .figure = ShareText::oneDecimal(now.tokens.cacheRead, now.tokens.prompt())};
    if (before.tokens.prompt() > 0 && now.tokens.prompt() > 0) {
        cache.comparison = ChangeText::points(now.tokens.cacheRead, now.tokens.prompt(), before.tokens.cacheRead, before.tokens.prompt());
    }
    cells.push_back(cache);

    KpiCell forecast{.label = tr("Forecast"), .figure = NumberText::notApplicable(), .comparison = tr("too little was known")};
    if (m_review.forecast) {
        forecast.label = tr("Forecast on %1", "a day").arg(DateText::day(m_review.forecast->on, m_review.forecast->on));
        forecast.figure = MoneyText::forecast(money(m_review.forecast->expected));
        forecast.comparison = ReviewText::forecastVerdict(m_review);
    }
    cells.push_back(forecast);

    std::set<std::string> accounts;
    std::map<std::string, bool> isFine;
    for (const ReviewReconciled &line : m_review.reconciled) {
        const bool fine = toneOf(line) == Tone::Positive;
        const auto [place, isNew] = isFine.try_emplace(line.account, fine);
        place->second = place->second && fine;
    }
    const auto fine = std::count_if(isFine.begin(), isFine.end(), [](const auto &each) { return each.second; });
    KpiCell reconciled{.label = tr("Reconciled")};
    if (isFine.empty()) {
        reconciled.figure = NumberText::notApplicable();
        reconciled.comparison = tr("no billing account");
    } else {
        reconciled.figure = tr("%1 of %2").arg(fine).arg(isFine.size());
        reconciled.comparison = fine == std::int64_t(isFine.size()) ? tr("all within 0.5 %") : tr("see below");
        reconciled.tone = fine == std::int64_t(isFine.size()) ? Tone::Positive : Tone::Warning;
    }
    cells.push_back(reconciled);
    return cells;
}

std::vector<std::optional<ViewState>> ReviewView::cellViews() const
{
    const auto page = [&](const QString &id) {
        ViewState view = m_context.view;
        view.page = id;
        return view;
    };
    ViewState ofPeriod = recordsBetween(m_review.now.days.from, m_review.now.days.to);
    ViewState trends = ofPeriod;
    trends.page = QStringLiteral("trends");
    ViewState reconcile = m_review.reconciled.empty() ? page(QStringLiteral("accounts")) : reconcileView(0);
    return {page(QStringLiteral("budgets")), ofPeriod, trends, std::nullopt, reconcile};
}

WaterfallData ReviewView::waterfall(std::size_t which) const
{
    return waterfallDataOf(m_review, which);
}

std::vector<StepRow> ReviewView::effectRows(std::size_t which) const
{
    const Currency currency = m_review.waterfalls.at(which).currency;
    std::vector<StepRow> rows;
    for (const ReviewStep &step : effectSteps(which)) {
        const QString sign = step.value > 0 && !step.isTotal() ? QStringLiteral("+") : QString{};
        rows.push_back({.name = step.name,
                        .amount = step.shown,
                        .exact = sign + MoneyText::full(Money::fromAtto(step.value, currency)),
                        .meaning = step.detail.isEmpty() ? step.meaning : tr("%1 (%2)", "a meaning and its figure").arg(step.meaning, step.detail),
                        .verb = step.value == 0 ? QString{} : tr("Show records"),
                        .isTotal = step.isTotal(),
                        .isZero = step.value == 0 && !step.isTotal()});
    }
    return rows;
}

ViewState ReviewView::recordsBetween(LocalDay from, LocalDay to) const
{
    ViewState view = m_context.view;
    view.page = QStringLiteral("records");
    view.measure = Measure::Cost;
    view.period = customPeriod(from, to);
    if (const Period month = periodAt(PeriodKind::Month, from, m_context.rules); month.from == from && month.to == to) {
        view.period = month;
    }
    view.filter = {};
    return view;
}

void ReviewView::setModels(ViewState &view, const std::vector<std::string> &keys) const
{
    std::vector<FilterTerm> terms;
    for (const std::string &key : keys) {
        const auto found = m_review.models.find(key);
        const FilterTerm term = m_names.modelTerm(found == m_review.models.end() ? std::vector<std::string>{key} : found->second.raw);
        if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
            terms.push_back(term);
        }
    }
    view.filter.set(FilterKey::Model, terms);
}

void ReviewView::setProjects(ViewState &view, const std::vector<std::string> &projects) const
{
    std::vector<FilterTerm> terms;
    for (const std::string &project : projects) {
        terms.push_back({.text = QString::fromStdString(project)});
    }
    view.filter.set(FilterKey::Project, terms);
}

std::optional<ViewState> ReviewView::records(const ReviewStep &step, std::size_t which) const
{
    if (step.value == 0) {
        return std::nullopt;
    }
    if (step.kind == ReviewStep::Kind::Before) {
        return recordsBetween(m_review.before.days.from, m_review.before.days.to);
    }
    if (step.kind == ReviewStep::Kind::After) {
        return recordsBetween(m_review.now.days.from, m_review.now.days.to);
    }
    ViewState view = recordsBetween(m_review.before.days.from, m_review.now.days.to);
    if (step.kind == ReviewStep::Kind::SmallEffects) {
        return view;
    }
    // What the effect is of: its models where not all have it, likewise its projects.
    std::set<std::string> models;
    std::set<std::string> projects;
    std::set<std::string> allModels;
    std::set<std::string> allProjects;
    for (const ChangeLeaf &leaf : m_review.waterfalls.at(which).change.leaves) {
        allModels.insert(leaf.model);
        allProjects.insert(leaf.project);
        if (leaf.effects[std::size_t(step.effect)] != 0) {
            models.insert(leaf.model);
            projects.insert(leaf.project);
        }
    }
    if (models != allModels) {
        setModels(view, {models.begin(), models.end()});
    }
    if (projects != allProjects) {
        setProjects(view, {projects.begin(), projects.end()});
    }
    return view;
}

PageTable ReviewView::parts(const ReviewStep &step, std::size_t which) const
{
    const ReviewWaterfall &waterfall = m_review.waterfalls.at(which);
    PageTable table{.title = tr("%1: what it is made of", "an effect").arg(step.name)};
    table.columns = {tr("Project"), tr("Model"), tr("Class"), ReviewText::shortPeriod(m_review.before.days), ReviewText::shortPeriod(m_review.now.days), tr("Effect")};
    const auto valueOf = [&](const ChangeLeaf &leaf) {
        return step.kind == ReviewStep::Kind::Effect ? leaf.effects[std::size_t(step.effect)] : leaf.after - leaf.before;
    };
    std::vector<const ChangeLeaf *> leaves;
    for (const ChangeLeaf &leaf : waterfall.change.leaves) {
        if (valueOf(leaf) != 0) {
            leaves.push_back(&leaf);
        }
    }
    std::stable_sort(leaves.begin(), leaves.end(), [&](const ChangeLeaf *a, const ChangeLeaf *b) { return magnitude(valueOf(*a)) > magnitude(valueOf(*b)); });
    Int128 sum = 0;
    Int128 before = 0;
    Int128 after = 0;
    const auto amount = [&](Int128 atto) { return figure(MoneyText::full(Money::fromAtto(atto, waterfall.currency)), plainAmount(atto)); };
    for (const ChangeLeaf *leaf : leaves) {
        sum += valueOf(*leaf);
        before += leaf->before;
        after += leaf->after;
        table.rows.push_back({{.text = projectName(leaf->project), .exact = QString::fromStdString(leaf->project)},
                              {.text = modelName(leaf->model), .exact = QString::fromStdString(leaf->model)},
                              {.text = ReviewText::tokenClass(leaf->part)},
                              amount(leaf->before),
                              amount(leaf->after),
                              amount(valueOf(*leaf))});
    }
    table.footer = {{.text = tr("Sum")}, {}, {}, amount(before), amount(after), amount(sum)};
    const Change &change = waterfall.change;
    if (step.kind == ReviewStep::Kind::Effect && step.effect == ChangeEffect::ModelMix && (change.ofNewModels != 0 || change.ofGoneModels != 0)) {
        table.note = tr("Of models used for the first time: %1; of models no longer used: %2.")
                         .arg(ReviewText::signedAmount(change.ofNewModels, waterfall.currency), ReviewText::signedAmount(change.ofGoneModels, waterfall.currency));
    }
    return table;
}

std::vector<ReviewMover> ReviewView::movers(std::size_t most) const
{
    std::map<std::string, ReviewMover> models;
    std::map<std::string, ReviewMover> projects;
    for (const ChangeLeaf &leaf : m_review.change().leaves) {
        for (auto *each : {&models[leaf.model], &projects[leaf.project]}) {
            each->before += leaf.before;
            each->after += leaf.after;
        }
    }
    std::vector<ReviewMover> all;
    for (auto &[key, mover] : models) {
        mover.key = key;
        all.push_back(mover);
    }
    for (auto &[key, mover] : projects) {
        mover.key = key;
        mover.isProject = true;
        all.push_back(mover);
    }
    std::erase_if(all, [](const ReviewMover &mover) { return mover.before == mover.after; });
    std::stable_sort(all.begin(), all.end(), [](const ReviewMover &a, const ReviewMover &b) { return magnitude(a.after - a.before) > magnitude(b.after - b.before); });
    all.resize(std::min(all.size(), most));
    return all;
}

std::vector<Mover> ReviewView::moverRows(const std::vector<ReviewMover> &movers) const
{
    std::vector<Mover> rows;
    for (const ReviewMover &mover : movers) {
        const Int128 change = mover.after - mover.before;
        const QString arrow = change > 0 ? QStringLiteral("\u25B2 ") : QStringLiteral("\u25BC ");
        rows.push_back({.name = mover.isProject ? projectName(mover.key) : modelName(mover.key),
                        .amount = arrow + MoneyText::fixed(money(magnitude(change)), MoneyText::decimalsFor(money(magnitude(change)))),
                        .change = change,
                        .tip = tr("%1 after %2", "two amounts").arg(MoneyText::full(money(mover.after)), MoneyText::full(money(mover.before)))});
    }
    return rows;
}

ViewState ReviewView::recordsOf(const ReviewMover &mover) const
{
    ViewState view = recordsBetween(m_review.before.days.from, m_review.now.days.to);
    if (mover.isProject) {
        setProjects(view, {mover.key});
    } else {
        setModels(view, {mover.key});
    }
    return view;
}

std::vector<PillRow> ReviewView::reconciledRows() const
{
    std::vector<PillRow> rows;
    const bool isLong = std::any_of(m_review.reconciled.begin(), m_review.reconciled.end(), [&](const ReviewReconciled &line) { return line.month != m_review.reconciled.front().month; });
    for (const ReviewReconciled &line : m_review.reconciled) {
        const bool hasBill = !line.currency.isNone();
        const auto amount = [&](Int128 atto) { return hasBill ? MoneyText::fixed(Money::fromAtto(atto, line.currency), 2) : NumberText::notApplicable(); };
        const QString name = visibleText(line.account);
        rows.push_back({.name = isLong ? tr("%1, %2", "an account, a month").arg(name, QString::fromStdString(line.month)) : name,
                        .texts = {amount(line.metered), amount(line.billed)},
                        .tone = toneOf(line),
                        .state = ReviewText::reconciled(line),
                        .tip = hasBill ? tr("Unexplained: %1").arg(MoneyText::full(Money::fromAtto(line.residual, line.currency))) : QString{}});
    }
    return rows;
}

ViewState ReviewView::reconcileView(std::size_t row) const
{
    const ReviewReconciled &line = m_review.reconciled.at(row);
    ViewState view = m_context.view;
    view.page = QStringLiteral("reconcile");
    view.options[QStringLiteral("reconcile.account")] = QString::fromStdString(line.account);
    view.options[QStringLiteral("reconcile.month")] = QString::fromStdString(line.month);
    if (!line.currency.isNone()) {
        view.options[QStringLiteral("reconcile.currency")] = QString::fromStdString(line.currency.code());
    }
    return view;
}

std::vector<StepRow> ReviewView::unusualRows() const
{
    const auto named = [&](const std::vector<ReviewCause> &causes, bool isProject) {
        QStringList names;
        for (const ReviewCause &cause : causes) {
            names << tr("%1 (%2)", "a cause and its amount").arg(isProject ? projectName(cause.name) : visibleText(cause.name), ReviewText::signedAmount(cause.excess, m_review.currency));
        }
        return names.join(tr(", ", "between two causes"));
    };
    std::vector<StepRow> rows;
    for (const ReviewUnusualDay &day : m_review.unusual) {
        rows.push_back({.name = DateText::day(day.day, m_context.today),
                        .amount = MoneyText::fixed(money(day.spent), 2),
                        .exact = MoneyText::full(money(day.spent)),
                        .meaning = tr("%1 was to be expected. Mostly %2; in %3.", "an amount, models, projects")
                                       .arg(MoneyText::amount(money(day.expected)), named(day.models, false), named(day.projects, true)),
                        .verb = tr("Show records")});
    }
    return rows;
}

ViewState ReviewView::recordsOfDay(LocalDay day) const
{
    return recordsBetween(day, day);
}

std::vector<PillRow> ReviewView::budgetRows() const
{
    std::vector<PillRow> rows;
    for (const ReviewBudget &budget : m_review.budgets) {
        rows.push_back({.name = visibleText(budget.name),
                        .detail = DateText::range(budget.from, budget.to, budget.to),
                        .texts = {ReviewText::amountOf(budget, budget.available), (budget.atLeast ? QStringLiteral("\u2265 ") : QString{}) + ReviewText::amountOf(budget, budget.spent)},
                        .tone = toneOf(budget.state),
                        .state = ReviewText::budget(budget)});
    }
    return rows;
}

std::vector<StepRow> ReviewView::planRows() const
{
    std::vector<StepRow> rows;
    for (const PlanLine &line : m_review.planLines) {
        rows.push_back({.name = visibleText(line.name), .amount = MoneyText::fixed(line.amount, 2), .exact = MoneyText::full(line.amount), .meaning = ReviewText::planLine(line), .verb = tr("Open Plans")});
    }
    return rows;
}

std::vector<StepRow> ReviewView::excludedRows() const
{
    std::vector<StepRow> rows;
    for (const ReviewUnpriced &one : m_review.unpriced) {
        rows.push_back({.name = modelName(one.model), .amount = tr("no price"), .exact = TokenText::tokens(one.tokens), .meaning = tr("%1 tokens in %2 are in no amount.", "tokens, requests").arg(TokenText::shortForm(one.tokens), TokenText::requests(one.requests)), .verb = tr("Set a price")});
    }
    for (const ReviewMerged &one : m_review.merged) {
        rows.push_back({.name = tr("Copies"), .amount = NumberText::whole(one.copies), .exact = NumberText::whole(one.copies), .meaning = tr("Merged into %1 records: %2. Each counts once.", "a number, a rule").arg(NumberText::whole(one.records), ReviewText::mergeRule(one.rule))});
    }
    if (m_review.excludedRequests > 0) {
        QStringList amounts;
        for (const Money &amount : m_review.excludedCost) {
            amounts << MoneyText::amount(amount);
        }
        rows.push_back({.name = tr("Excluded"), .amount = amounts.join(QStringLiteral(" + ")), .exact = amounts.join(QStringLiteral(" + ")), .meaning = tr("%n request(s) that you took out of all totals.", nullptr, int(m_review.excludedRequests)), .verb = tr("Show records")});
    }
    return rows;
}

PageTable ReviewView::cellsTable(const std::vector<ReviewCell> &cells, bool isByDay) const
{
    PageTable table;
    table.columns = {isByDay ? tr("Day") : tr("Project"), tr("Model"), tr("Requests"), tr("Input"), tr("Cache read"), tr("Cache write"), tr("Output"), tr("Cost")};
    std::int64_t requests = 0;
    TokenCounts tokens;
    Int128 cost = 0;
    const auto row = [&](const PageTable::Cell &head, const QString &model, std::int64_t requestCount, const TokenCounts &counts, Int128 atto) {
        return std::vector<PageTable::Cell>{head,
                                            {.text = model},
                                            count(requestCount),
                                            count(counts.input),
                                            count(counts.cacheRead),
                                            count(counts.cacheWrite5m + counts.cacheWrite1h),
                                            count(counts.output),
                                            figure(MoneyText::full(money(atto)), plainAmount(atto))};
    };
    for (const ReviewCell &cell : cells) {
        const std::optional<LocalDay> day = isByDay ? parseDay(cell.day) : std::nullopt;
        const PageTable::Cell head = day ? PageTable::Cell{.text = DateText::day(*day, m_context.today), .exact = QString::fromStdString(cell.day)}
                                         : PageTable::Cell{.text = projectName(cell.project), .exact = QString::fromStdString(cell.project)};
        table.rows.push_back(row(head, modelName(cell.model), cell.requests, cell.tokens, cell.cost));
        requests += cell.requests;
        tokens += cell.tokens;
        cost += cell.cost;
    }
    table.footer = row({.text = tr("Sum")}, {}, requests, tokens, cost);
    return table;
}

PageTable ReviewView::byDay() const
{
    PageTable table = cellsTable(m_review.byDay, true);
    table.title = tr("%1 by day and model", "a period").arg(ReviewText::period(m_review.period));
    return table;
}

PageTable ReviewView::byProject() const
{
    PageTable table = cellsTable(m_review.byProject, false);
    table.title = tr("%1 by project and model", "a period").arg(ReviewText::period(m_review.period));
    return table;
}

PageTable ReviewView::effects(std::size_t which) const
{
    PageTable table{.title = tr("Why it changed"), .columns = {tr("Effect"), tr("Amount"), tr("Meaning")}};
    for (const ReviewStep &step : effectSteps(which)) {
        table.rows.push_back({{.text = step.name}, figure(step.shown, plainAmount(step.value)), {.text = step.meaning}});
    }
    table.note = ReviewText::absoluteSum(m_review.waterfalls.at(which).change, m_review.waterfalls.at(which).currency);
    return table;
}

} // namespace tokenmeter
