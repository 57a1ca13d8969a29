// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PricesView.h"

#include "core/Decimal.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/PriceChangeText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::size_t MostNames = 6;  ///< of a model in logs
constexpr days BeforeFirst{90};       ///< drawn before the first change where nobody says when a model began
constexpr int PerMillionPlaces = 12;

UtcTime rowMoment(const std::string &text, UtcTime otherwise)
{
    const std::optional<ParsedTime> time = text.empty() ? std::nullopt : parseTime(text);
    return time ? time->time : otherwise;
}

/// Between two sentences: Chinese full stops bring their own air.
QString afterSentence()
{
    return NumberText::isChinese() ? QString{} : QStringLiteral(" ");
}

SheetCell plain(const QString &text, CellTone tone = CellTone::Normal)
{
    return {.text = text, .tone = tone};
}

SheetCell money(const QString &text, const std::string &exact, CellTone tone = CellTone::Normal)
{
    return {.text = text, .exact = QString::fromStdString(exact), .tone = tone};
}

} // namespace

PageTable PriceSheet::table(const QString &title) const
{
    PageTable table;
    table.title = title;
    for (const SheetColumn &column : columns) {
        table.columns << column.title;
    }
    for (const std::vector<SheetCell> &row : rows) {
        std::vector<PageTable::Cell> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back({.text = row[i].text, .exact = row[i].exact, .number = i > 0});
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

QString PricesView::price(const std::string &perMillion, Currency currency)
{
    const std::optional<std::int64_t> atto = attoOf(perMillion);
    return atto ? MoneyText::symbol(currency) + QString::fromStdString(formatDecimal(*atto, PerMillionPlaces, 2)) : NumberText::notApplicable();
}

QString PricesView::day(const std::string &text) const
{
    const std::optional<ParsedTime> time = text.empty() ? std::nullopt : parseTime(text);
    return time ? DateText::day(Zone::utc().dayOf(time->time), m_context.today) : tr("launch", "since when a price holds");
}

QString PricesView::amounts(const std::vector<Money> &amounts) const
{
    return amounts.empty() ? NumberText::notApplicable() : MoneyText::several(amounts);
}

bool PricesView::hasChanged(const PricedModel &model) const
{
    return baseRowsOf(model.list).size() > 1;
}

std::vector<std::size_t> PricesView::order(PriceShow show) const
{
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < m_data.models.size(); ++i) {
        const PricedModel &model = m_data.models[i];
        if (show == PriceShow::All || (show == PriceShow::Used && model.requests > 0) || (show == PriceShow::Changed && hasChanged(model))) {
            all.push_back(i);
        }
    }
    // Amounts of two currencies have no order among each other: those in the currency of the view come first.
    const Currency currency{m_context.view.currency.toStdString()};
    const auto spent = [&](std::size_t i) {
        const std::vector<Money> &month = m_data.models[i].month;
        return month.empty() ? std::pair{0, Int128{0}} : std::pair{month.front().currency() == currency ? 2 : 1, month.front().atto()};
    };
    if (show == PriceShow::Changed) {
        const auto newest = [&](std::size_t i) { return rowMoment(baseRowsOf(m_data.models[i].list).back()->from, UtcTime::min()); };
        std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) { return newest(a) > newest(b); });
    } else {
        std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) {
            return std::pair{spent(a), m_data.models[a].requests} > std::pair{spent(b), m_data.models[b].requests};
        });
    }
    return all;
}

std::size_t PricesView::firstOf(PriceShow show) const
{
    const std::vector<std::size_t> all = order(show);
    return all.empty() ? 0 : all.front();
}

PriceSheet PricesView::models(PriceShow show) const
{
    PriceSheet sheet;
    sheet.columns = {{tr("Model")},       {tr("Input"), tr("Per million tokens, in the seller's currency; with steps, the lowest")},
                     {tr("Cache read")},  {tr("Cache write")},
                     {tr("Output")},      {tr("Since")},
                     {tr("My %1", "a month").arg(DateText::monthName(m_context.today)), tr("List cost of this month so far")}};
    sheet.sources = order(show);
    std::vector<ModelLabel> labels;
    for (const std::size_t index : sheet.sources) {
        const PricedModel &model = m_data.models[index];
        labels.push_back({.family = QString::fromStdString(model.family), .name = QString::fromStdString(model.list.displayName), .raw = QString::fromStdString(model.id)});
    }
    // Families without a row in the table of colours get one of their own only where they are used: a list of hundreds would take them all.
    const std::vector<Look> looks = show == PriceShow::Used ? m_colours.looksOf(labels) : std::vector<Look>{};
    for (std::size_t i = 0; i < sheet.sources.size(); ++i) {
        const PricedModel &model = m_data.models[sheet.sources[i]];
        const PriceListRow *row = baseRowAt(model.list, m_context.now);
        const Currency currency = model.list.currency;
        const auto cell = [&](const std::string PriceListRow::*which) {
            return row ? money(price(row->*which, currency), row->*which, (row->*which).empty() ? CellTone::Faint : CellTone::Normal) : plain(NumberText::notApplicable(), CellTone::Faint);
        };
        const int steps = stepsAt(model.list, m_context.now);
        const QString name = visibleText(model.list.displayName);
        SheetCell first{.text = steps > 1 ? tr("%1 · %n step(s)", "a model", steps).arg(name) : name,
                        .toolTip = visibleText(model.list.key + " · " + model.list.provider),
                        .swatch = true,
                        .look = looks.empty() ? Look{.slot = ModelColours::slotOf(labels[i]), .size = ModelColours::sizeOf(labels[i])} : looks[i]};
        sheet.rows.push_back({first, cell(&PriceListRow::input), cell(&PriceListRow::cachedInput), cell(&PriceListRow::cacheWrite5m), cell(&PriceListRow::output),
                              row ? plain(day(row->from.empty() ? model.released : row->from)) : plain(tr("no price"), CellTone::Warning),
                              {.text = amounts(model.month), .tone = model.month.empty() ? CellTone::Faint : CellTone::Strong}});
    }
    return sheet;
}

QString PricesView::scope(const PricedModel &model) const
{
    return tr("%1 per million tokens, log scale", "a currency").arg(QString::fromStdString(model.list.currency.code()));
}

PriceHistoryData PricesView::history(const PricedModel &model) const
{
    const Currency currency = model.list.currency;
    PriceHistoryData data;
    data.title = visibleText(model.list.displayName);
    data.currency = currency;
    data.now = m_context.now;
    data.nothing = tr("This model has no plain price: all its prices hold at some hours or for some answers only.");
    const std::vector<const PriceListRow *> base = baseRowsOf(model.list);
    // From its release, or some time before the first change, to some time after today.
    const std::optional<LocalDay> released = parseDay(model.released);
    UtcTime earliest = UtcTime::max();
    UtcTime latest = m_context.now;
    for (const PriceListRow &row : model.list.rows) {
        earliest = std::min(earliest, rowMoment(row.from, rowMoment(row.to, UtcTime::max())));
        latest = std::max(latest, rowMoment(row.from, UtcTime::min()));
    }
    if (earliest == UtcTime::max()) {
        earliest = m_context.now - BeforeFirst;
    }
    const bool beginsOpen = !base.empty() && base.front()->from.empty();
    data.from = released ? std::min(UtcTime{released->time_since_epoch()}, earliest) : beginsOpen ? earliest - BeforeFirst : earliest;
    data.from = std::min(data.from, m_context.now - BeforeFirst);
    // The first stair must be seen to begin; what is announced must be seen to hold.
    data.from -= std::max<milliseconds>(days{7}, (latest - data.from) / 24);
    data.to = latest + std::max<milliseconds>(days{14}, (latest - data.from) / 16);
    const UtcTime begin = released ? UtcTime{released->time_since_epoch()} : data.from;

    struct Class
    {
        QString name;
        std::string PriceListRow::*which;
        int slot;
    };
    const Class classes[] = {{tr("Output"), &PriceListRow::output, 4},
                             {tr("Input"), &PriceListRow::input, 1},
                             {tr("Cache write"), &PriceListRow::cacheWrite5m, 3},
                             {tr("Cache read"), &PriceListRow::cachedInput, 2}};
    const auto addLine = [&](const Class &each, const std::vector<const PriceListRow *> &rows, const QString &name, bool isStep) {
        PriceHistoryData::Line line{.name = name, .look = Look::tokenClass(each.slot), .isStep = isStep};
        for (const PriceListRow *row : rows) {
            if (const std::optional<std::int64_t> atto = attoOf(row->*each.which)) {
                line.spans.push_back({.from = rowMoment(row->from, begin), .to = rowMoment(row->to, data.to), .atto = *atto});
            }
        }
        if (line.spans.empty()) {
            return;
        }
        // A price that has ended is no price at the end.
        const PriceHistoryData::Span &last = line.spans.back();
        if (last.to >= data.to) {
            line.endText = price(formatDecimal(last.atto, PerMillionPlaces), currency);
        }
        data.lines.push_back(std::move(line));
    };
    std::map<std::int64_t, std::vector<const PriceListRow *>> steps;
    for (const PriceListRow &row : model.list.rows) {
        if (row.mode == "standard" && row.minContext > 0 && row.maxOutput < 0 && !row.hasHours) {
            steps[row.minContext].push_back(&row);
        }
    }
    for (const auto &[size, rows] : steps) {
        std::vector<const PriceListRow *> sorted = rows;
        std::stable_sort(sorted.begin(), sorted.end(), [](const PriceListRow *a, const PriceListRow *b) { return rowMoment(a->from, UtcTime::min()) < rowMoment(b->from, UtcTime::min()); });
        for (const std::size_t which : {std::size_t{0}, std::size_t{1}}) {
            addLine(classes[which], sorted, tr("%1 from %2", "a token class, a prompt's size").arg(classes[which].name, TokenText::exact(size)), true);
        }
    }
    for (const Class &each : classes) {
        addLine(each, base, each.name, false);
    }
    const PriceListRow *before = nullptr;
    for (const PriceListRow *row : base) {
        PriceHistoryData::Change change{.at = rowMoment(row->from, begin), .day = row->from.empty() ? (released ? DateText::day(*released, m_context.today) : day({})) : day(row->from)};
        for (const Class &each : classes) {
            change.prices.emplace_back(each.name, price(row->*each.which, currency));
        }
        if (before) {
            // The class that moved most is named.
            const Class *most = nullptr;
            double weight = 0;
            for (const Class &each : classes) {
                const std::optional<std::int64_t> was = attoOf(before->*each.which);
                const std::optional<std::int64_t> is = attoOf(row->*each.which);
                const double moved = !was || !is || *was == *is ? 0 : *was <= 0 || *is <= 0 ? 100.0 : std::abs(std::log(double(*is) / double(*was)));
                if (moved > weight + 1e-9 || (most != nullptr && each.slot == 1 && moved > weight - 1e-9 && moved > 0)) {
                    most = &each;
                    weight = moved;
                }
            }
            if (most) {
                change.brief = ChangeText::brief(*attoOf(row->*most->which), *attoOf(before->*most->which));
                change.detail = tr("%1 from %2 to %3", "a token class, two prices")
                                    .arg(most->name.toLower(), price(before->*most->which, currency), price(row->*most->which, currency));
                change.weight = weight;
            }
        }
        if (!before || !change.brief.isEmpty()) {
            data.changes.push_back(std::move(change));
        }
        before = row;
    }
    return data;
}

PriceSheet PricesView::rows(const PricedModel &model) const
{
    const Currency currency = model.list.currency;
    PriceSheet sheet;
    sheet.columns = {{tr("From")}, {tr("Requests", "which of them a price is for"), tr("Steps are by the size of the prompt; the whole request pays that price")}, {tr("Input")}, {tr("Cache read")}, {tr("Cache write")}, {tr("Output")}, {tr("Change"), tr("Of input, to the price before")}};
    std::vector<std::size_t> order(model.list.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rowMoment(model.list.rows[a].from, UtcTime::min()) > rowMoment(model.list.rows[b].from, UtcTime::min());
    });
    for (const std::size_t index : order) {
        const PriceListRow &row = model.list.rows[index];
        const PriceListRow *before = nullptr;
        for (const PriceListRow &other : model.list.rows) {
            if (other.mode == row.mode && other.minContext == row.minContext && other.maxOutput == row.maxOutput && other.hasHours == row.hasHours
                && !row.from.empty() && other.to == row.from) {
                before = &other;
            }
        }
        QStringList what;
        if (row.mode != "standard") {
            what << (row.mode == "fast" ? tr("fast") : visibleText(row.mode));
        }
        if (row.minContext > 0) {
            what << QStringLiteral("> %1").arg(TokenText::shortForm(row.minContext - 1));
        }
        if (row.maxOutput >= 0) {
            what << tr("answers up to %1", "tokens").arg(TokenText::shortForm(row.maxOutput));
        }
        if (row.hasHours) {
            what << tr("some hours");
        }
        QStringList tip;
        for (const std::string &source : row.sources) {
            tip << visibleText(source);
        }
        if (!row.note.empty()) {
            tip << visibleText(row.note);
        }
        const std::optional<std::int64_t> was = before ? attoOf(before->input) : std::nullopt;
        const QString moved = was ? ChangeText::brief(*attoOf(row.input), *was) : QString{};
        const bool isDoubtful = row.status == "UNVERIFIED";
        SheetCell first{.text = day(row.from.empty() ? model.released : row.from), .toolTip = tip.join(QLatin1Char('\n'))};
        const bool isNow = rowMoment(row.from, UtcTime::min()) <= m_context.now && m_context.now < rowMoment(row.to, UtcTime::max());
        const CellTone tone = isNow ? CellTone::Strong : CellTone::Normal;
        sheet.rows.push_back({first, what.isEmpty() ? plain(tr("all"), CellTone::Faint) : plain(what.join(QStringLiteral(" · "))), money(price(row.input, currency), row.input, tone), money(price(row.cachedInput, currency), row.cachedInput, tone),
                              money(price(row.cacheWrite5m, currency), row.cacheWrite5m, tone), money(price(row.output, currency), row.output, tone),
                              isDoubtful        ? plain(tr("not verified"), CellTone::Warning)
                              : !moved.isEmpty() ? plain(moved)
                              : before          ? plain(NumberText::notApplicable(), CellTone::Faint)
                                                : plain(tr("first price"), CellTone::Faint)});
        sheet.sources.push_back(index);
    }
    return sheet;
}

std::vector<std::pair<QString, QString>> PricesView::facts(const PricedModel &model) const
{
    std::vector<std::pair<QString, QString>> facts;
    std::set<std::string> names(model.loggedNames.begin(), model.loggedNames.end());
    const bool isUsed = !names.empty();
    if (!isUsed) {
        names.insert(model.aliases.begin(), model.aliases.end());
    }
    QStringList shown;
    for (const std::string &name : names) {
        if (shown.size() < qsizetype(MostNames)) {
            shown << visibleText(name);
        }
    }
    if (names.size() > MostNames) {
        shown << tr("%n more", nullptr, int(names.size() - MostNames));
    }
    facts.emplace_back(isUsed ? tr("Names in logs") : tr("Known as"), shown.join(tr(", ", "between two names")));
    facts.emplace_back(tr("Seller"), visibleText(model.list.provider));
    if (model.list.contextWindow > 0) {
        const int steps = stepsAt(model.list, m_context.now);
        const QString context = tr("%1 tokens", "a context window").arg(TokenText::exact(model.list.contextWindow));
        facts.emplace_back(tr("Context"), steps > 1 ? tr("%1, %n step(s)", "a context window", steps).arg(context) : tr("%1, no steps", "a context window").arg(context));
    }
    if (const PriceListRow *row = baseRowAt(model.list, m_context.now); row && !row->sources.empty()) {
        QStringList sources;
        for (const std::string &source : row->sources) {
            sources << visibleText(source);
        }
        facts.emplace_back(tr("Source"), sources.join(tr(", ", "between two names")));
    }
    if (!model.retired.empty()) {
        const std::optional<LocalDay> end = parseDay(model.retired);
        const QString word = end ? DateText::day(*end, m_context.today) : QString::fromStdString(model.retired);
        facts.emplace_back(tr("Service"), end && *end <= m_context.today ? tr("ended on %1").arg(word) : tr("ends on %1").arg(word));
    }
    return facts;
}

QString PricesView::unpricedSentence() const
{
    if (m_data.unpriced.empty()) {
        return {};
    }
    std::int64_t requests = 0;
    std::int64_t tokens = 0;
    for (const LedgerReader::ModelVolume &each : m_data.unpriced) {
        requests += each.unpricedRequests;
        tokens += each.unpricedTokens;
    }
    return tr("%1 with %2 are in no total until they have a price. Choose one to set it.", "requests, tokens").arg(TokenText::requests(requests), TokenText::tokens(tokens));
}

PriceSheet PricesView::unpriced() const
{
    PriceSheet sheet;
    sheet.columns = {{tr("Model")}, {tr("Provider")}, {tr("Requests")}, {tr("Tokens")}};
    for (std::size_t i = 0; i < m_data.unpriced.size(); ++i) {
        const LedgerReader::ModelVolume &each = m_data.unpriced[i];
        sheet.rows.push_back({{.text = each.model.empty() ? tr("no name") : visibleText(each.model), .swatch = true, .pattern = true},
                              plain(each.provider.empty() ? NumberText::notApplicable() : visibleText(each.provider)),
                              {.text = NumberText::whole(each.unpricedRequests)},
                              {.text = TokenText::shortForm(each.unpricedTokens), .exact = QString::number(each.unpricedTokens)}});
        sheet.sources.push_back(i);
    }
    return sheet;
}

QString PricesView::modelName(const std::string &key) const
{
    const auto found = std::find_if(m_data.models.begin(), m_data.models.end(), [&](const PricedModel &model) { return model.list.key == key; });
    return visibleText(found == m_data.models.end() ? key : found->list.displayName);
}

Currency PricesView::currencyOf(const std::string &key) const
{
    const auto found = std::find_if(m_data.models.begin(), m_data.models.end(), [&](const PricedModel &model) { return model.list.key == key; });
    return found == m_data.models.end() ? Currency{"USD"} : found->list.currency; // a list that adds models has dollars alone
}

PriceSheet PricesView::ahead() const
{
    PriceSheet sheet;
    sheet.columns = {{tr("Model")}, {tr("From")}, {tr("Input")}, {tr("Output")}, {tr("Last 28 days"), tr("List cost")}, {tr("At the new price")}, {tr("Change")}};
    for (std::size_t i = 0; i < m_data.ahead.size(); ++i) {
        const ModelPriceAhead &each = m_data.ahead[i];
        const Currency currency = each.before.currency();
        const QString arrow = QStringLiteral(" → ");
        sheet.rows.push_back({{.text = visibleText(each.name)},
                              plain(DateText::day(Zone::utc().dayOf(each.at), m_context.today)),
                              plain(price(each.inputBefore, currency) + arrow + price(each.input, currency)),
                              plain(price(each.outputBefore, currency) + arrow + price(each.output, currency)),
                              {.text = MoneyText::amount(each.before), .exact = MoneyText::full(each.before)},
                              {.text = MoneyText::amount(each.after), .exact = MoneyText::full(each.after), .tone = CellTone::Strong},
                              plain(ChangeText::brief(each.after.atto(), each.before.atto()))});
        sheet.sources.push_back(i);
    }
    return sheet;
}

PriceSheet PricesView::agreements() const
{
    PriceSheet sheet;
    sheet.columns = {{tr("Of")}, {tr("From")}, {tr("Until")}, {tr("Input")}, {tr("Output")}, {tr("Of list price")}};
    const QString none = NumberText::notApplicable();
    for (std::size_t i = 0; i < m_data.own.size(); ++i) {
        const OwnPrice &own = m_data.own[i];
        const Currency currency{own.currency};
        sheet.rows.push_back({{.text = visibleText(own.provider.empty() ? own.model : own.provider + " · " + own.model)},
                              plain(own.from.empty() ? tr("always") : day(own.from)),
                              plain(own.to.empty() ? none : day(own.to)),
                              money(price(own.input, currency), own.input), money(price(own.output, currency), own.output), plain(none, CellTone::Faint)});
        sheet.sources.push_back(i);
    }
    for (std::size_t i = 0; i < m_data.discounts.size(); ++i) {
        const Plan &plan = m_data.discounts[i];
        const QString part = QString::fromStdString(formatDecimal(Int128{plan.multiplier} * 100, 9)) + NumberText::Nbsp + QLatin1Char('%');
        sheet.rows.push_back({{.text = visibleText(plan.name)}, plain(DateText::day(Zone::utc().dayOf(plan.from), m_context.today)),
                              plain(plan.until ? DateText::day(Zone::utc().dayOf(*plan.until), m_context.today) : none), plain(none, CellTone::Faint), plain(none, CellTone::Faint), plain(part)});
        sheet.sources.push_back(m_data.own.size() + i);
    }
    return sheet;
}

QStringList PricesView::retirements() const
{
    QStringList lines;
    for (const Retirement &each : m_data.retirements) {
        const std::optional<LocalDay> end = parseDay(each.day);
        const QString day = end ? DateText::day(*end, m_context.today) : QString{};
        const QString name = visibleText(each.name);
        QString line = each.day.empty() ? tr("%1 is called deprecated, without a day.").arg(name)
            : each.isOver               ? tr("%1 is no longer served since %2.", "a model, a day").arg(name, day)
                                        : tr("%1 is served until %2.", "a model, a day").arg(name, day);
        if (each.successor) {
            const Successor &next = *each.successor;
            line += afterSentence()
                + tr("%1 is cheaper: input %2 after %3, output %4 after %5.", "a model, prices")
                      .arg(visibleText(next.name), price(next.input, next.currency), price(next.inputBefore, next.currency), price(next.output, next.currency),
                           price(next.outputBefore, next.currency));
        }
        lines << line;
    }
    return lines;
}

QString PricesView::updateTitle(const PriceUpdate &update, LocalDay today)
{
    return tr("%1, %2", "a price list, a day").arg(visibleText(update.source), DateText::day(Zone::utc().dayOf(update.fetched), today));
}

QString PricesView::movesSentence(const PriceUpdate &update)
{
    const RepricePreview &preview = update.preview;
    const auto join = [](const std::vector<Money> &amounts) {
        QStringList texts;
        for (const Money &money : amounts) {
            texts << MoneyText::amount(money);
        }
        return texts.isEmpty() ? NumberText::notApplicable() : texts.join(QStringLiteral(" + "));
    };
    if (update.changes.empty()) {
        return tr("This list says what the prices in use say. There is nothing to accept.");
    }
    if (preview.records == 0) {
        return tr("No amount in this ledger would move: usage keeps the price of its time.");
    }
    QString sentence = tr("%n record(s) would move from %1 to %2.", "amounts", int(preview.records)).arg(join(preview.before), join(preview.after));
    if (preview.newlyPriced > 0) {
        sentence += afterSentence() + tr("%n of them had no price.", nullptr, int(preview.newlyPriced));
    }
    if (preview.newlyUnpriced > 0) {
        sentence += afterSentence() + tr("%n of them would lose theirs.", nullptr, int(preview.newlyUnpriced));
    }
    return sentence;
}

PriceSheet PricesView::changes(const std::vector<CatalogueChange> &changes) const
{
    PriceSheet sheet;
    sheet.columns = {{tr("Model")}, {tr("Change")}, {tr("From")}, {tr("Before"), tr("Input/output per million tokens")}, {tr("After")}, {tr("Look closely")}};
    const auto both = [&](const std::string &pair, Currency currency) {
        // "4/20" of a row, a single price of a class, or a day.
        const std::size_t slash = pair.find('/');
        if (pair.empty()) {
            return NumberText::notApplicable();
        }
        if (slash != std::string::npos) {
            return price(pair.substr(0, slash), currency) + QStringLiteral(" / ") + price(pair.substr(slash + 1), currency);
        }
        return attoOf(pair) ? price(pair, currency) : parseDay(pair) ? day(pair) : visibleText(pair);
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const CatalogueChange &change = changes[i];
        const Currency currency = currencyOf(change.model);
        QString name = modelName(change.model);
        if (change.contextTier > 0) {
            name += QStringLiteral(" · ") + tr("from %1 tokens", "size of a prompt").arg(TokenText::shortForm(change.contextTier));
        }
        QString what = PriceChangeText::kind(change.kind);
        if (!change.priceClass.empty()) {
            what += QStringLiteral(": ") + visibleText(change.priceClass);
        }
        const QString guards = PriceChangeText::guards(change.guards);
        sheet.rows.push_back({{.text = name, .toolTip = visibleText(change.model)}, plain(what), plain(change.from.empty() ? NumberText::notApplicable() : day(change.from)),
                              {.text = both(change.before, currency), .exact = QString::fromStdString(change.before)},
                              {.text = both(change.after, currency), .exact = QString::fromStdString(change.after), .tone = CellTone::Strong},
                              plain(guards.isEmpty() ? NumberText::notApplicable() : guards, guards.isEmpty() ? CellTone::Faint : CellTone::Warning)});
        sheet.sources.push_back(i);
    }
    return sheet;
}

QString PricesView::findingsSentence(const PriceFindings &findings, bool isPending)
{
    const QString list = visibleText(findings.list);
    QStringList parts;
    if (!isPending) {
        parts << tr("%1 prices %n of the models here and changes none of them.", "a list", int(findings.known)).arg(list);
    }
    if (!findings.guarded.empty()) {
        parts << tr("%n change(s) look wrong and are left out.", nullptr, int(findings.guarded.size()));
    }
    return parts.join(afterSentence());
}

} // namespace tokenmeter
