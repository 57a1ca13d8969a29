// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReconcileView.h"

#include "core/Decimal.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ReconcileText.h"
#include "format/SourceText.h"
#include "pages/RecordsText.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;
using Line = ReconcileLineView;

constexpr std::int64_t FinePpm = 1000; ///< "reconciled within 0.1 %"

LocalDay firstDayOfMonth(year_month month)
{
    return LocalDay{local_days{month / 1}};
}

Int128 sizeOfAmount(Int128 value)
{
    return value < 0 ? -value : value;
}

bool isOfCells(ReconcileStep step)
{
    return step == ReconcileStep::SeenOnlyByProvider || step == ReconcileStep::SeenOnlyInLogs || step == ReconcileStep::Unpriced || step == ReconcileStep::PriceAndTier;
}

PageTable::Cell number(const QString &text, const QString &exactText = {})
{
    return {.text = text, .exact = exactText, .number = true};
}

QString plainDecimal(Int128 atto)
{
    return QString::fromStdString(formatDecimal(atto, MoneyScale, 2));
}

} // namespace

QString ReconcileView::monthName() const
{
    return DateText::month(firstDayOfMonth(m_data.request.month));
}

QString ReconcileView::exact(Int128 atto) const
{
    return MoneyText::full(Money::fromAtto(atto, m_bill.currency));
}

QString ReconcileView::signedExact(const Line &line) const
{
    return line.isTotal() ? exact(line.amount) : MoneyText::withPlus(exact(line.amount), line.amount);
}

QString ReconcileView::modelName(const std::string &model) const
{
    return visibleText(m_names.label(FilterKey::Model, {.text = QString::fromStdString(model)}));
}

bool ReconcileView::splitsTier() const
{
    return std::any_of(m_bill.input.cells.begin(), m_bill.input.cells.end(), [](const ReconcileCell &cell) { return cell.atTierPrices.has_value(); });
}

Int128 ReconcileView::amountAt(std::size_t cell, const Line &line) const
{
    const Int128 whole = m_bill.result.cells[cell][std::size_t(line.step)];
    return line.kind == Line::Kind::Tier ? m_bill.result.tierParts[cell] : line.kind == Line::Kind::Price ? whole - m_bill.result.tierParts[cell] : whole;
}

std::vector<Line> ReconcileView::lines() const
{
    const ReconcileInput &input = m_bill.input;
    const Reconciliation &result = m_bill.result;
    std::vector<Line> lines{{.kind = Line::Kind::Metered, .amount = input.meteredInView, .opens = Line::Opens::Records}};
    for (std::size_t i = 0; i < ReconcileStepCount; ++i) {
        const auto step = ReconcileStep(i);
        Line line{.kind = Line::Kind::Step, .step = step, .amount = result.steps[i]};
        switch (step) {
        case ReconcileStep::TimeZoneEdge: line.opens = Line::Opens::Edge; break;
        case ReconcileStep::OtherPayer:
        case ReconcileStep::SeenOnlyInLogs:
        case ReconcileStep::PriceAndTier: line.opens = Line::Opens::Records; break;
        default: line.opens = Line::Opens::Charges; break;
        }
        if (step == ReconcileStep::PriceAndTier && splitsTier()) {
            const Int128 tier = std::accumulate(result.tierParts.begin(), result.tierParts.end(), Int128{0});
            lines.push_back({.kind = Line::Kind::Tier, .step = step, .amount = tier, .opens = Line::Opens::Charges});
            line.kind = Line::Kind::Price;
            line.amount -= tier;
        }
        lines.push_back(line);
    }
    lines.push_back({.kind = Line::Kind::Residual, .amount = result.residual, .opens = Line::Opens::Charges});
    for (Line &line : lines) {
        if (line.amount == 0) {
            line.opens = Line::Opens::Nothing; // there is nothing to look at
        }
    }
    const Money metered = Money::fromAtto(input.meteredInView, m_bill.currency), billed = Money::fromAtto(input.billed, m_bill.currency);
    std::vector<Money> parts;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        parts.push_back(Money::fromAtto(lines[i].amount, m_bill.currency));
    }
    const int decimals = MoneyText::decimalsFor(billed);
    const std::vector<Money> closed = MoneyText::bridging(parts, metered, billed, decimals);
    lines.front().shown = MoneyText::fixed(metered, decimals);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // What is not zero and would show as zero says so.
        const bool vanishes = closed[i].atto() == 0 && parts[i].atto() != 0;
        lines[i + 1].shown = MoneyText::withPlus(MoneyText::fixed(vanishes ? parts[i] : closed[i], decimals), parts[i].atto());
    }
    lines.push_back({.kind = Line::Kind::Billed, .amount = input.billed, .shown = MoneyText::fixed(billed, decimals), .opens = Line::Opens::Charges});
    return lines;
}

QString ReconcileView::title(const Line &line)
{
    switch (line.kind) {
    case Line::Kind::Metered: return ReconcileText::metered();
    case Line::Kind::Step: return ReconcileText::step(line.step);
    case Line::Kind::Tier: return ReconcileText::tier();
    case Line::Kind::Price: return ReconcileText::price();
    case Line::Kind::Residual: return ReconcileText::residual();
    case Line::Kind::Billed: return ReconcileText::billed();
    }
    return {};
}

QString ReconcileView::meaning(const Line &line) const
{
    switch (line.kind) {
    case Line::Kind::Metered: return ReconcileText::meteredMeaning();
    case Line::Kind::Step:
        return line.step == ReconcileStep::Rounding && line.amount == 0 ? ReconcileText::roundingUnknown() : ReconcileText::meaning(line.step, m_bill.input.detail);
    case Line::Kind::Tier: return ReconcileText::tierMeaning();
    case Line::Kind::Price: return ReconcileText::priceMeaning();
    case Line::Kind::Residual: return ReconcileText::residualMeaning(m_bill.input.detail, line.amount == 0);
    case Line::Kind::Billed: return ReconcileText::billedMeaning();
    }
    return {};
}

std::pair<Tone, QString> ReconcileView::badge() const
{
    const Reconciliation &result = m_bill.result;
    Tone tone = Tone::Neutral;
    if (result.badge == ReconcileBadge::Incomplete) {
        tone = Tone::Warning;
    } else if (result.badge == ReconcileBadge::Within) {
        tone = result.residualPpm.value_or(0) <= FinePpm ? Tone::Positive : Tone::Warning;
    }
    return {tone, ReconcileText::badgeWords(result)};
}

std::vector<KpiCell> ReconcileView::cells() const
{
    const std::vector<Line> all = lines();
    const Line &metered = all.front();
    const Line &residual = all[all.size() - 2];
    const Line &billed = all.back();
    const Int128 difference = billed.amount - metered.amount;
    const Money size = Money::fromAtto(sizeOfAmount(difference), m_bill.currency);
    const QString code = QString::fromStdString(m_bill.currency.code());
    std::vector<KpiCell> cells;
    cells.push_back({.label = ReconcileText::billed(), .figure = billed.shown, .exact = exact(billed.amount), .comparison = monthName(), .context = tr("in %1, as the provider says", "a currency").arg(code)});
    cells.push_back({.label = ReconcileText::metered(), .figure = metered.shown, .exact = exact(metered.amount), .comparison = tr("from your logs"), .context = tr("in your days of the month")});
    cells.push_back({.label = tr("Difference"),
                     .figure = MoneyText::fixed(size, MoneyText::decimalsFor(Money::fromAtto(billed.amount, m_bill.currency))),
                     .exact = exact(difference),
                     .comparison = difference == 0 ? tr("the same") : difference > 0 ? tr("more is billed") : tr("less is billed"),
                     .context = tr("%n step(s) explain it", nullptr,
                                   int(std::count_if(all.begin(), all.end(), [](const Line &line) { return !line.isTotal() && line.kind != Line::Kind::Residual && line.amount != 0; })))});
    cells.push_back({.label = ReconcileText::residual(), .figure = residual.shown, .exact = exact(residual.amount), .comparison = badge().second, .tone = badge().first});
    return cells;
}

std::vector<std::size_t> ReconcileView::marks() const
{
    const std::vector<Line> all = lines();
    std::vector<std::size_t> marks;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].isTotal() || all[i].kind == Line::Kind::Residual || all[i].amount != 0) {
            marks.push_back(i);
        }
    }
    return marks;
}

WaterfallData ReconcileView::waterfall() const
{
    const std::vector<Line> all = lines();
    const auto shortName = [](const Line &line) {
        switch (line.kind) {
        case Line::Kind::Metered: return ReconcileText::shortMetered();
        case Line::Kind::Step: return ReconcileText::shortStep(line.step);
        case Line::Kind::Residual: return ReconcileText::shortResidual();
        default: return title(line);
        }
    };
    WaterfallData data;
    data.title = tr("From metered to billed");
    data.measure = MeasureText{Measure::Cost, m_bill.currency};
    for (const std::size_t at : marks()) {
        const Line &line = all[at];
        data.bars.push_back({.name = shortName(line),
                             .longName = title(line),
                             .value = line.amount,
                             .shown = line.shown,
                             .exact = signedExact(line),
                             .meaning = meaning(line),
                             .isTotal = line.isTotal(),
                             .isUnknown = line.kind == Line::Kind::Residual});
    }
    return data;
}

std::vector<StepRow> ReconcileView::rows() const
{
    std::vector<StepRow> rows;
    for (const Line &line : lines()) {
        QString verb;
        switch (line.opens) {
        case Line::Opens::Nothing: break;
        case Line::Opens::Records:
        case Line::Opens::Edge: verb = tr("Show records"); break;
        case Line::Opens::Charges: verb = tr("Show charges"); break;
        }
        rows.push_back({.name = title(line),
                        .amount = line.shown,
                        .exact = signedExact(line),
                        .meaning = meaning(line),
                        .verb = verb,
                        .isTotal = line.isTotal() || line.kind == Line::Kind::Residual,
                        .isZero = line.amount == 0 && !line.isTotal()});
    }
    return rows;
}

QStringList ReconcileView::notes() const
{
    const AccountMonth &month = m_data.month;
    QStringList notes;
    if (month.currencies.size() > 1) {
        QStringList codes;
        for (const MonthReconciliation &each : month.currencies) {
            codes << QString::fromStdString(each.currency.code());
        }
        notes << tr("This month is billed in %1. They are reconciled each for itself and never added; shown is %2.")
                     .arg(codes.join(tr(", ", "between two currencies")), QString::fromStdString(m_bill.currency.code()));
    }
    for (const Money &amount : month.foreign) {
        notes << tr("%1 was metered in a currency that the bill does not have; it is in no figure.").arg(MoneyText::amount(amount));
    }
    if (month.isRunning) {
        notes << tr("The provider's month is not over: more will be billed.");
    } else if (month.hasGaps) {
        notes << tr("The bill does not reach to the end of the month, or was cut. The next sync may bring the rest.");
    }
    if (month.unreadCharges > 0) {
        notes << tr("%n line(s) of the bill have no amount that can be read; they are in no figure.", nullptr, int(month.unreadCharges));
    }
    if (month.unpricedRequests > 0) {
        notes << tr("%n request(s) of this provider have no price here: what was metered is at least this much.", nullptr, int(month.unpricedRequests));
    }
    if (!month.undecidedFormats.empty()) {
        QStringList formats;
        for (const std::string &format : month.undecidedFormats) {
            formats << sourceName(format);
        }
        notes << tr("Nobody said who pays for what %1 logs, so it counts for this account. To say so: tokenmeter accounts payer.").arg(formats.join(tr(", ", "between two names")));
    }
    for (const ConstantRatio &ratio : m_bill.result.ratios) {
        notes << ReconcileText::ratio(m_bill.input.cells[ratio.cell].model, ratio.billionths);
    }
    return notes;
}

std::optional<ViewState> ReconcileView::records(const Line &line) const
{
    std::vector<const UsageNames *> wanted;
    if (line.kind == Line::Kind::Metered) {
        wanted.push_back(&m_data.month.otherPayerNames);
        for (const auto &[model, names] : m_data.month.paidNames) {
            wanted.push_back(&names);
        }
    } else if (line.kind == Line::Kind::Step && line.step == ReconcileStep::OtherPayer) {
        wanted.push_back(&m_data.month.otherPayerNames);
    } else if (isOfCells(line.step)) {
        for (std::size_t i = 0; i < m_bill.input.cells.size(); ++i) {
            const auto names = m_data.month.paidNames.find(m_bill.input.cells[i].model);
            if (amountAt(i, line) != 0 && names != m_data.month.paidNames.end()) {
                wanted.push_back(&names->second);
            }
        }
    }
    UsageNames names;
    for (const UsageNames *each : wanted) {
        names.sources.insert(each->sources.begin(), each->sources.end());
        names.providers.insert(each->providers.begin(), each->providers.end());
        names.models.insert(each->models.begin(), each->models.end());
    }
    if (names.models.empty()) {
        return std::nullopt;
    }
    ViewState view = m_context.view;
    view.page = QStringLiteral("records");
    view.measure = Measure::Cost;
    const LocalDay first = firstDayOfMonth(m_data.request.month);
    const LocalDay last = firstDayOfMonth(m_data.request.month + months{1}) - std::chrono::days{1};
    view.period = customPeriod(first, last);
    if (const Period month = periodAt(PeriodKind::Month, first, m_context.rules); month.from == first) {
        view.period = month;
    }
    view.filter = {};
    const auto set = [&](FilterKey key, const std::set<std::string> &values) {
        std::vector<FilterTerm> terms;
        for (const std::string &value : values) {
            const FilterTerm term = key == FilterKey::Model ? m_names.modelTerm({value}) : FilterTerm{.text = QString::fromStdString(value)};
            if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
                terms.push_back(term);
            }
        }
        view.filter.set(key, terms);
    };
    set(FilterKey::Provider, names.providers);
    set(FilterKey::Source, names.sources);
    set(FilterKey::Model, names.models);
    return view;
}

PageTable ReconcileView::charges(const Line &line, const std::vector<PlacedCharge> &charges) const
{
    const auto belongs = [&](const PlacedCharge &each) {
        if (line.kind == Line::Kind::Billed) {
            return true;
        }
        if (line.kind == Line::Kind::Residual) {
            return !each.place.line;
        }
        if (!isOfCells(line.step)) {
            return each.place.line == line.step;
        }
        const auto cell = each.place.cell ? m_bill.places.find(*each.place.cell) : m_bill.places.end();
        return cell != m_bill.places.end() && amountAt(cell->second, line) != 0;
    };
    PageTable table;
    table.title = tr("%1: charges of %2", "a step, a month").arg(title(line), monthName());
    table.columns = {tr("Day"), tr("Model"), tr("Class"), tr("Tier"), tr("Line"), tr("Tokens"), tr("Billed")};
    Int128 sum = 0;
    for (const PlacedCharge &each : charges) {
        if (!belongs(each)) {
            continue;
        }
        const Charge &charge = each.charge.row;
        const LocalDay day = charge.day ? *charge.day : m_data.request.providerZone.dayOf(charge.from);
        const Int128 amount = charge.billed->atto;
        sum += amount;
        table.rows.push_back({{.text = DateText::day(day, m_context.today), .exact = QString::fromStdString(toIso(day))},
                              {.text = charge.model.empty() ? QString{} : modelName(charge.model)},
                              {.text = ReconcileText::tokenClass(charge.tokenClass)},
                              {.text = visibleText(charge.tier)},
                              {.text = visibleText(charge.description.empty() ? charge.sku : charge.description)},
                              number(charge.tokens ? NumberText::whole(*charge.tokens) : QString{}, charge.tokens ? QString::number(*charge.tokens) : QString{}),
                              number(exact(amount), plainDecimal(amount))});
    }
    table.footer = {{.text = tr("Sum")}, {}, {}, {}, {}, {}, number(exact(sum), plainDecimal(sum))};
    if (sum != line.amount) {
        table.note = tr("The step is %1: what these lines are above or below what was metered.").arg(signedExact(line));
    }
    return table;
}

PageTable ReconcileView::edge(const std::vector<EdgeRecord> &records) const
{
    PageTable table;
    table.title = tr("Records at the edges of %1").arg(monthName());
    table.columns = {tr("Time"), tr("Model"), tr("Source"), tr("Counts in"), tr("Tokens"), tr("Amount")};
    Int128 sum = 0;
    for (const EdgeRecord &each : records) {
        const bool isOfCurrency = each.record.rate.isPriced() && each.record.rate.currency == m_bill.currency;
        const Int128 cost = isOfCurrency ? costOf(each.record.tokens, each.record.rare, each.record.rate).atto() : Int128{0};
        const Int128 amount = each.isInProviderDays ? cost : -cost;
        sum += amount;
        table.rows.push_back({{.text = DateText::moment(each.record.time, m_context.zone, m_context.today), .exact = QString::fromStdString(toRfc3339(each.record.time))},
                              {.text = modelName(each.record.serving.model)},
                              {.text = sourceName(each.record.sourceFormat)},
                              {.text = each.isInProviderDays ? tr("the provider's month alone") : tr("your month alone")},
                              number(NumberText::whole(each.record.tokens.total()), QString::number(each.record.tokens.total())),
                              number(isOfCurrency ? MoneyText::withPlus(exact(amount), amount) : MoneyText::noPrice(), isOfCurrency ? plainDecimal(amount) : QString{})});
    }
    table.footer = {{.text = tr("Sum")}, {}, {}, {}, {}, number(MoneyText::withPlus(exact(sum), sum), plainDecimal(sum))};
    if (records.size() >= MostEdgeRecords) {
        table.note = tr("These are the first %1 records; there are more.").arg(NumberText::whole(std::int64_t(MostEdgeRecords)));
    }
    return table;
}

PageTable ReconcileView::byDay() const
{
    PageTable table;
    table.title = tr("Metered and billed by day, %1").arg(monthName());
    table.columns = {tr("Day"), tr("Metered"), tr("Billed"), tr("Difference")};
    Int128 metered = 0;
    Int128 billed = 0;
    const auto row = [&](const QString &name, const QString &iso, Int128 m, Int128 b) {
        return std::vector<PageTable::Cell>{{.text = name, .exact = iso}, number(exact(m), plainDecimal(m)), number(exact(b), plainDecimal(b)), number(MoneyText::withPlus(exact(b - m), b - m), plainDecimal(b - m))};
    };
    for (const ReconcileDay &day : m_bill.days) {
        metered += day.metered;
        billed += day.billed;
        table.rows.push_back(row(DateText::day(day.day, m_context.today), QString::fromStdString(toIso(day.day)), day.metered, day.billed));
    }
    table.footer = row(tr("Sum"), {}, metered, billed);
    table.note = tr("Tokens alone, in the provider's days. Fees, credits and tax are in no day.");
    return table;
}

PageTable ReconcileView::parts(const Line &line) const
{
    const bool isCells = (line.kind == Line::Kind::Step && isOfCells(line.step)) || line.kind == Line::Kind::Tier || line.kind == Line::Kind::Price;
    const bool isLines = line.kind == Line::Kind::Step && !isOfCells(line.step) && line.step != ReconcileStep::TimeZoneEdge && line.step != ReconcileStep::OtherPayer;
    if (!isCells && !isLines) {
        return byDay();
    }
    PageTable table;
    table.title = tr("%1: how it comes about, %2", "a step, a month").arg(title(line), monthName());
    Int128 sum = 0;
    const auto close = [&](std::size_t columns) {
        table.footer.resize(columns);
        table.footer.front().text = tr("Sum");
        table.footer.back() = number(MoneyText::withPlus(exact(sum), sum), plainDecimal(sum));
    };
    if (isLines) {
        table.columns = {tr("Line"), tr("Billed"), tr("Metered"), tr("Amount")};
        for (const ReconcileLine &each : m_bill.input.lines) {
            if (each.step == line.step) {
                const Int128 amount = each.billed - each.metered;
                sum += amount;
                table.rows.push_back({{.text = each.text.empty() ? tr("metered here") : visibleText(each.text)},
                                      number(exact(each.billed), plainDecimal(each.billed)),
                                      number(exact(each.metered), plainDecimal(each.metered)),
                                      number(MoneyText::withPlus(exact(amount), amount), plainDecimal(amount))});
            }
        }
        if (line.step == ReconcileStep::Rounding && m_bill.input.rounding != 0) {
            sum = m_bill.input.rounding;
            table.rows.push_back({{.text = ReconcileText::step(line.step)}, number(exact(sum), plainDecimal(sum)), number(exact(0), plainDecimal(0)), number(MoneyText::withPlus(exact(sum), sum), plainDecimal(sum))});
        }
        close(4);
        return table;
    }
    table.columns = {tr("Model"), tr("Class"), tr("Tier"), tr("Tokens here"), tr("Tokens billed"), tr("Metered"), tr("Billed"), tr("Amount")};
    for (std::size_t i = 0; i < m_bill.input.cells.size(); ++i) {
        const ReconcileCell &cell = m_bill.input.cells[i];
        const Int128 amount = amountAt(i, line);
        if (amount == 0) {
            continue;
        }
        sum += amount;
        table.rows.push_back({{.text = modelName(cell.model)},
                              {.text = ReconcileText::tokenClass(cell.tokenClass)},
                              {.text = visibleText(cell.tier)},
                              number(NumberText::whole(cell.tokens), QString::number(cell.tokens)),
                              number(cell.billedTokens ? NumberText::whole(*cell.billedTokens) : QString{}, cell.billedTokens ? QString::number(*cell.billedTokens) : QString{}),
                              number(exact(cell.metered), plainDecimal(cell.metered)),
                              number(exact(cell.billed), plainDecimal(cell.billed)),
                              number(MoneyText::withPlus(exact(amount), amount), plainDecimal(amount))});
    }
    close(std::size_t(table.columns.size()));
    return table;
}

PageTable ReconcileView::table() const
{
    PageTable table;
    table.title = tr("Reconciliation of %1, %2", "an account, a month").arg(visibleText(m_data.chosen->account.name), monthName());
    table.columns = {tr("Step"), tr("Amount"), tr("What it means")};
    const std::vector<Line> all = lines();
    for (const Line &line : all) {
        std::vector<PageTable::Cell> row{{.text = title(line)}, number(signedExact(line), plainDecimal(line.amount)), {.text = meaning(line)}};
        if (line.kind == Line::Kind::Billed) {
            table.footer = std::move(row);
        } else {
            table.rows.push_back(std::move(row));
        }
    }
    table.note = ReconcileText::badge(m_bill.result);
    return table;
}

} // namespace tokenmeter
