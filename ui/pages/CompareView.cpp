// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/CompareView.h"

#include "analysis/Frontier.h"
#include "format/CompareText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostTiles = 8;
constexpr std::size_t DaysAsDays = 62; ///< longer courses are in weeks

QString plain(const std::string &utf8)
{
    return visibleText(utf8);
}

PageTable::Cell textCell(const QString &text)
{
    return {.text = text};
}

PageTable::Cell numberCell(const QString &text, const QString &exact = {})
{
    return {.text = text, .exact = exact, .number = true};
}

/// The amount in one currency where there is nothing else.
std::optional<Int128> onlyIn(const std::vector<Money> &amounts, Currency currency)
{
    if (amounts.size() != 1 || (amounts[0].currency() != currency && !amounts[0].isZero())) {
        return std::nullopt;
    }
    return amounts[0].atto();
}

} // namespace

QByteArray toJson(const ModelRatings &ratings)
{
    QJsonObject json;
    for (const auto &[model, rating] : ratings) {
        json.insert(QString::fromStdString(model), rating);
    }
    return QJsonDocument{json}.toJson(QJsonDocument::Compact);
}

ModelRatings ratingsFrom(const QByteArray &json)
{
    ModelRatings ratings;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        if (const int rating = entry.value().toInt(); rating >= 1 && rating <= BestRating) {
            ratings[entry.key().toStdString()] = rating;
        }
    }
    return ratings;
}

CompareView::CompareView(const PageContext &context, const CompareData &data, const ModelColours &colours, const ModelRatings &ratings, const QString &scale)
    : m_context{context}, m_data{data}, m_comparison{data.comparison}, m_basis{*data.basis}, m_ratings{ratings}, m_scale{scale},
      m_currency{context.view.currency.toStdString()}
{
    if (const auto known = scales(m_basis); std::none_of(known.begin(), known.end(), [&](const auto &entry) { return entry.first == m_scale; })) {
        m_scale.clear();
        for (const auto &[id, name] : known) {
            if (m_scale.isEmpty() || (name.contains(QStringLiteral("Coding")) && !m_scale.contains(QStringLiteral("Coding")))) {
                m_scale = id;
            }
        }
    }
    std::vector<ModelLabel> labels;
    for (const ComparedModel &model : m_comparison.models) {
        labels.push_back({.family = plain(model.model.family), .name = plain(model.model.displayName), .raw = plain(model.model.id)});
    }
    m_looks = colours.looksOf(labels);
    m_order.resize(m_comparison.models.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
        const Figure left = figureOf(a);
        const Figure right = figureOf(b);
        return left.hasValue != right.hasValue ? left.hasValue : left.cost > right.cost;
    });
}

CompareView::Figure CompareView::figureOf(std::size_t model) const
{
    const ComparedModel &compared = m_comparison.models[model];
    Figure figure;
    if (compared.cost.size() != 1 || (compared.cost[0].cost.currency() != m_currency && !compared.cost[0].high.isZero())) {
        return figure;
    }
    const std::optional<Int128> actual = onlyIn(compared.actual, m_currency);
    return {.hasValue = true, .cost = compared.cost[0].cost.atto(), .low = compared.cost[0].low.atto(), .high = compared.cost[0].high.atto(),
            .actual = actual.value_or(0)};
}

bool CompareView::tookAll(std::size_t model) const
{
    const ReplayGaps &gaps = m_comparison.models[model].gaps;
    return gaps.total() == gaps.noActual;
}

QString CompareView::nameOf(std::size_t model) const
{
    const ReplayModel &named = m_comparison.models[model].model;
    const QString name = plain(named.displayName.empty() ? named.id : named.displayName);
    const bool isTwice = std::count_if(m_comparison.models.begin(), m_comparison.models.end(), [&](const ComparedModel &other) {
                             return other.model.displayName == named.displayName;
                         }) > 1;
    return isTwice && !named.provider.empty() ? QStringLiteral("%1 (%2)").arg(name, plain(named.provider)) : name;
}

QString CompareView::total() const
{
    const MeasureText text{m_context.view.measure, m_currency};
    switch (m_context.view.measure) {
    case Measure::Tokens: return text.figure(m_comparison.total.totalTokens);
    case Measure::Requests: return text.figure(m_comparison.total.requests);
    case Measure::Cost: break;
    }
    const auto own = std::find_if(m_comparison.actual.begin(), m_comparison.actual.end(), [&](Money amount) { return amount.currency() == m_currency; });
    return text.figure(own == m_comparison.actual.end() ? Int128{0} : own->atto());
}

QString CompareView::replayed() const
{
    return tr("Replay of %1", "21,480 requests").arg(TokenText::requests(m_comparison.total.requests));
}

QString CompareView::scope() const
{
    return m_context.filter.from && m_context.filter.to ? DateText::period(*m_context.filter.from, *m_context.filter.to, m_context.today) : QString{};
}

QStringList CompareView::notes() const
{
    QStringList notes;
    const Spend &total = m_comparison.total;
    if (total.unpricedRequests > 0) {
        notes << tr("%1 without a price: they are in no figure, as there is nothing to compare them with.").arg(TokenText::requests(total.unpricedRequests));
    }
    for (const Problem &problem : m_comparison.missing) {
        notes << ProblemText::sentence(problem);
    }
    if (!m_basis.unknown.empty()) {
        QStringList names;
        for (const std::string &name : m_basis.unknown) {
            names << plain(name);
        }
        notes << tr("Not in the price list today: %1.").arg(names.join(QStringLiteral(", ")));
    }
    if (m_basis.beyond > 0) {
        notes << tr("Only %1 models are compared at once; %2 more are chosen.").arg(MostCompared).arg(m_basis.beyond);
    }
    return notes;
}

QString CompareView::shownCost(std::size_t model) const
{
    if (!m_comparison.models[model].isComparable()) {
        return tr("not comparable");
    }
    const Figure figure = figureOf(model);
    return figure.hasValue ? MoneyText::forecast(money(figure.cost)) : tr("no exchange rate");
}

QString CompareView::bandText(std::size_t model) const
{
    const Figure figure = figureOf(model);
    if (!figure.hasValue) {
        return NumberText::notApplicable();
    }
    if (figure.low == figure.high) {
        return tr("exactly this");
    }
    return tr("%1 to %2", "two amounts").arg(MoneyText::forecast(money(figure.low)), MoneyText::forecast(money(figure.high)));
}

QString CompareView::againstText(std::size_t model) const
{
    const Figure figure = figureOf(model);
    if (!figure.hasValue || m_comparison.models[model].actual.size() != 1) {
        return NumberText::notApplicable();
    }
    const Int128 more = figure.cost - figure.actual;
    if (more == 0) {
        return tr("the same");
    }
    return more > 0 ? tr("▲ %1 more").arg(MoneyText::forecast(money(more))) : tr("▼ %1 less").arg(MoneyText::forecast(money(-more)));
}

QStringList CompareView::notesOf(std::size_t model) const
{
    const ComparedModel &compared = m_comparison.models[model];
    QStringList notes = CompareText::gaps(compared.gaps, compared.contextWindow);
    for (const Assumed &assumed : compared.assumed) {
        notes << CompareText::assumed(assumed);
    }
    return notes;
}

BandBarsData CompareView::bars() const
{
    BandBarsData data{.title = tr("My work on each model"), .measure = MeasureText{Measure::Cost, m_currency}, .nothing = tr("No model is chosen. Add one below.")};
    for (const std::size_t model : m_order) {
        const Figure figure = figureOf(model);
        data.bars.push_back({.name = nameOf(model),
                             .look = m_looks[model],
                             .hasValue = figure.hasValue,
                             .cost = figure.cost,
                             .low = figure.low,
                             .high = figure.high,
                             .shown = shownCost(model),
                             .isPart = !tookAll(model),
                             .notes = notesOf(model),
                             .exact = figure.hasValue ? MoneyText::amount(money(figure.cost)) : QString{},
                             .band = bandText(model),
                             .against = tookAll(model) ? tr("Against actual: %1").arg(againstText(model))
                                                       : tr("Against actual of the same requests: %1").arg(againstText(model))});
    }
    if (const std::optional<Int128> actual = onlyIn(m_comparison.actual, m_currency)) {
        data.hasLine = true;
        data.line = *actual;
        data.lineText = m_comparison.total.unpricedRequests > 0 ? tr("actual, at least %1").arg(MoneyText::amount(money(*actual)))
                                                                : tr("actual %1").arg(MoneyText::amount(money(*actual)));
    }
    return data;
}

const Benchmark *CompareView::benchmark() const
{
    const auto found = std::find_if(m_basis.benchmarks.begin(), m_basis.benchmarks.end(), [&](const Benchmark &benchmark) { return m_scale == QString::fromStdString(benchmark.id); });
    return found == m_basis.benchmarks.end() ? nullptr : &*found;
}

std::optional<std::int64_t> CompareView::qualityOf(std::size_t model) const
{
    const std::string &key = m_comparison.models[model].model.key;
    if (m_scale == OwnScale) {
        const auto rating = m_ratings.find(key);
        return rating == m_ratings.end() ? std::nullopt : std::optional<std::int64_t>{rating->second * 1000};
    }
    const Benchmark *scores = benchmark();
    const BenchmarkScore *score = scores != nullptr ? scores->of(key) : nullptr;
    return score != nullptr ? std::optional{score->score} : std::nullopt;
}

std::vector<std::pair<QString, QString>> CompareView::scales(const CompareBasis &basis)
{
    std::vector<std::pair<QString, QString>> scales;
    for (const Benchmark &benchmark : basis.benchmarks) {
        if (benchmark.scores.size() > 1) {
            scales.emplace_back(QString::fromStdString(benchmark.id), QString::fromStdString(benchmark.name));
        }
    }
    scales.emplace_back(OwnScale, tr("My ratings"));
    return scales;
}

QString CompareView::scaleNote() const
{
    const Benchmark *scores = benchmark();
    if (scores == nullptr) {
        return tr("Your own ratings, 1 to 10: the last row of the cards sets them.");
    }
    const QString source = scores->scores.empty() ? QString{} : plain(scores->scores.front().source);
    const std::optional<LocalDay> day = scores->readOn.empty() ? std::nullopt : parseDay(scores->readOn);
    return day ? tr("%1, read on %2. Source: %3").arg(plain(scores->name), DateText::day(*day, m_context.today), source)
               : tr("%1. Source: %2").arg(plain(scores->name), source);
}

std::vector<std::size_t> CompareView::frontierModels() const
{
    std::vector<std::size_t> models;
    for (const std::size_t model : m_order) {
        if (figureOf(model).hasValue && tookAll(model) && qualityOf(model) && figureOf(model).cost > 0) {
            models.push_back(model);
        }
    }
    return models;
}

FrontierData CompareView::frontier() const
{
    FrontierData data{.title = tr("Quality against my cost"), .measure = MeasureText{Measure::Cost, m_currency}};
    const Benchmark *scores = benchmark();
    data.qualityName = scores != nullptr ? plain(scores->name) : tr("My rating");
    data.axisTitle = tr("Cost of my work, %1, log scale").arg(scope());
    data.frontier = tr("efficient frontier");
    data.nothing = m_scale == OwnScale ? tr("No compared model has a rating of yours. The last row of the cards sets them.")
                                       : tr("None of these models has a score here. Choose another scale.");
    const std::vector<std::size_t> models = frontierModels();
    std::vector<FrontierPoint> points;
    for (const std::size_t model : models) {
        const Figure figure = figureOf(model);
        points.push_back({figure.low, figure.cost, figure.high, *qualityOf(model)});
    }
    const std::vector<FrontierState> states = frontierOf(points);
    data.staircase = staircaseOf(points, states);
    const auto stateText = [](FrontierState state) {
        switch (state) {
        case FrontierState::Frontier: return tr("On the frontier: nothing here is both cheaper and as good.");
        case FrontierState::FrontierUncertain: return tr("On the frontier, but within the bands another model could be both.");
        case FrontierState::Dominated: return tr("Another model is both cheaper and as good.");
        case FrontierState::DominatedUncertain: return tr("Another model is likely both cheaper and as good.");
        }
        return QString{};
    };
    for (std::size_t i = 0; i < models.size(); ++i) {
        const std::size_t model = models[i];
        const CompareUsed *use = used(model);
        const std::int64_t all = m_comparison.total.totalTokens;
        const bool isDominated = states[i] == FrontierState::Dominated || states[i] == FrontierState::DominatedUncertain;
        QStringList notes = notesOf(model);
        if (use != nullptr) {
            notes.prepend(tr("%1 of my tokens").arg(ShareText::oneDecimal(use->tokens, all)));
        }
        data.points.push_back({.name = nameOf(model),
                               .look = m_looks[model],
                               .cost = points[i].cost,
                               .low = points[i].low,
                               .high = points[i].high,
                               .quality = double(points[i].quality) / 1000,
                               .qualityText = NumberText::decimal(points[i].quality, 3, points[i].quality % 1000 == 0 ? 0 : 1),
                               .volume = use != nullptr && all > 0 ? std::max(0.001, double(use->tokens) / double(all)) : 0,
                               .isOnFrontier = !isDominated,
                               .isDominated = isDominated,
                               .state = stateText(states[i]),
                               .exact = MoneyText::amount(money(points[i].cost)),
                               .band = bandText(model),
                               .notes = notes});
    }
    QStringList unscored, partly;
    for (const std::size_t model : m_order) {
        if (!figureOf(model).hasValue) {
            continue;
        }
        if (!tookAll(model)) {
            const ComparedModel &compared = m_comparison.models[model];
            partly << tr("%1 (%2)", "model, share of requests").arg(nameOf(model), ShareText::whole(compared.moved, compared.moved + compared.gaps.total() - compared.gaps.noActual));
        } else if (!qualityOf(model)) {
            unscored << nameOf(model);
        }
    }
    if (!data.points.empty()) {
        data.corner << tr("Filled: I use it, size = my tokens · ring: not used");
    }
    if (!unscored.isEmpty()) {
        data.corner << tr("No score here: %1").arg(unscored.join(QStringLiteral(", ")));
    }
    if (!partly.isEmpty()) {
        data.corner << tr("Takes only a part of the requests: %1").arg(partly.join(QStringLiteral(", ")));
    }
    return data;
}

QString CompareView::perMillion(std::int64_t atto, Currency currency) const
{
    // At least two decimals, all digits given.
    const Money price = Money::fromAtto(Int128{atto} * 1'000'000, currency);
    int decimals = 2;
    for (Int128 unit = 10'000'000'000'000'000; unit > 1 && price.atto() % unit != 0 && decimals < 9; unit /= 10) {
        ++decimals;
    }
    return MoneyText::fixed(price, decimals);
}

QString CompareView::priceText(std::size_t model, std::int64_t CompareFacts::*price) const
{
    const CompareFacts &facts = m_basis.facts[model];
    return facts.isPriced ? perMillion(facts.*price, facts.currency) : MoneyText::noPrice();
}

QString CompareView::classShares(const TokenCounts &tokens) const
{
    if (tokens.total() == 0) {
        return NumberText::notApplicable();
    }
    QStringList shares;
    for (const std::int64_t part : {tokens.input, tokens.cacheRead, tokens.cacheWrite5m + tokens.cacheWrite1h, tokens.output}) {
        shares << ShareText::whole(part, tokens.total());
    }
    return shares.join(QStringLiteral(" · "));
}

SideBySideData CompareView::cards() const
{
    SideBySideData data;
    data.rows = {tr("Cost of my work"),          tr("Between"),                    tr("Against actual"),  tr("A request"),
                 tr("Cache hits"),               tr("Input · read · write · output"), tr("Input, per million"),         tr("Cache read, per million"),
                 tr("Cache write, per million"), tr("Output, per million"),        tr("Context window"),  tr("Long prompts"),
                 tr("Service options"),          tr("My tokens so far"),           tr("Left out"),        tr("My rating")};
    data.strongRows = 1;
    for (std::size_t model = 0; model < m_comparison.models.size(); ++model) {
        const ComparedModel &compared = m_comparison.models[model];
        const CompareFacts &facts = m_basis.facts[model];
        const Figure figure = figureOf(model);
        const std::int64_t requests = compared.moved + (compared.isComparable() ? m_comparison.stayedRequests : 0);
        QStringList options;
        for (const std::string &option : facts.options) {
            options << plain(option);
        }
        const QString tier = facts.tierFrom > 0 ? tr("%1 in, %2 out from %3", "prices, tokens")
                                                      .arg(perMillion(facts.tierInput, facts.currency), perMillion(facts.tierOutput, facts.currency), TokenText::shortForm(facts.tierFrom))
                                                : tr("one price");
        const QString write = facts.cache == CacheKind::Explicit ? priceText(model, &CompareFacts::write5m) : facts.cache == CacheKind::Automatic ? tr("as input") : NumberText::notApplicable();
        const QString read = facts.cache == CacheKind::None ? NumberText::notApplicable() : priceText(model, &CompareFacts::cacheRead);
        const CompareUsed *use = used(model);
        const auto rating = m_ratings.find(compared.model.key);
        data.columns.push_back(
            {.name = nameOf(model),
             .look = m_looks[model],
             .cells = {shownCost(model), bandText(model), againstText(model),
                       figure.hasValue && requests > 0 ? MoneyText::amount(money(figure.cost / requests)) : NumberText::notApplicable(),
                       ShareText::oneDecimal(compared.tokens.cacheRead, compared.tokens.prompt()), classShares(compared.tokens), priceText(model, &CompareFacts::input), read, write,
                       priceText(model, &CompareFacts::output), facts.contextWindow > 0 ? NumberText::whole(facts.contextWindow) : tr("not known"), tier,
                       options.isEmpty() ? tr("none") : options.join(QStringLiteral(", ")),
                       use != nullptr ? ShareText::oneDecimal(use->tokens, m_comparison.total.totalTokens) : tr("not used"),
                       compared.gaps.total() > 0 ? NumberText::whole(compared.gaps.total()) : tr("nothing"),
                       rating == m_ratings.end() ? tr("rate…") : tr("%1 of %2", "rating").arg(rating->second).arg(BestRating)},
             .canGo = m_comparison.models.size() > 1});
    }
    return data;
}

std::vector<std::size_t> CompareView::courseModels() const
{
    std::vector<std::size_t> models;
    for (const std::size_t model : m_order) {
        if (figureOf(model).hasValue && models.size() < MostTiles) {
            models.push_back(model);
        }
    }
    return models;
}

CourseTilesData CompareView::courses() const
{
    CourseTilesData data{.title = tr("Cost over time"), .measure = MeasureText{Measure::Cost, m_currency}, .ghostName = tr("Actual of that time")};
    if (!m_context.filter.from || !m_context.filter.to) {
        return data;
    }
    const LocalDay first = *m_context.filter.from;
    const LocalDay last = std::max(first, std::min(*m_context.filter.to, m_context.today));
    const std::size_t days = std::size_t((last - first).count()) + 1;
    const std::size_t width = days <= DaysAsDays ? 1 : days <= 53 * 7 ? 7 : 30;
    const std::size_t steps = (days + width - 1) / width;
    for (std::size_t step = 0; step < steps; ++step) {
        data.steps.push_back(DateText::day(first + std::chrono::days{step * width}, m_context.today));
    }
    data.first = data.steps.front();
    data.last = DateText::day(last, m_context.today);
    for (const std::size_t model : courseModels()) {
        CourseTilesData::Tile tile{.name = nameOf(model), .look = m_looks[model], .values = std::vector<Int128>(steps), .ghost = std::vector<Int128>(steps),
                                   .total = shownCost(model), .note = tookAll(model) ? QString{} : tr("Without what it could not take.")};
        for (const ComparedModel::Day &day : m_comparison.models[model].days) {
            const auto offset = (day.day - first).count();
            if (offset < 0) {
                continue;
            }
            const std::size_t step = std::min(steps - 1, std::size_t(offset) / width);
            for (const Money amount : day.cost) {
                tile.values[step] += amount.currency() == m_currency ? amount.atto() : Int128{0};
            }
            for (const Money amount : day.actual) {
                tile.ghost[step] += amount.currency() == m_currency ? amount.atto() : Int128{0};
            }
        }
        data.tiles.push_back(std::move(tile));
    }
    return data;
}

PageTable CompareView::table() const
{
    PageTable table{.title = tr("My work on each model"),
                    .columns = {tr("Model"), tr("Provider"), tr("Cost"), tr("Low"), tr("High"), tr("Actual of the same requests"), tr("Requests"), tr("Left out"), tr("Assumed")}};
    const auto cell = [&](const std::vector<Money> &amounts) {
        QStringList shown, exact;
        for (const Money amount : amounts) {
            shown << MoneyText::amount(amount);
            exact << QString::fromStdString(amount.toDecimalText());
        }
        return numberCell(shown.isEmpty() ? NumberText::notApplicable() : shown.join(QStringLiteral(" + ")), exact.join(QStringLiteral(" + ")));
    };
    for (const std::size_t model : m_order) {
        const ComparedModel &compared = m_comparison.models[model];
        std::vector<Money> cost, low, high;
        for (const BandMoney &band : compared.cost) {
            cost.push_back(band.cost);
            low.push_back(band.low);
            high.push_back(band.high);
        }
        table.rows.push_back({textCell(nameOf(model)), textCell(plain(compared.model.provider)), cell(cost), cell(low), cell(high), cell(compared.actual),
                              numberCell(NumberText::whole(compared.moved), QString::number(compared.moved)),
                              numberCell(NumberText::whole(compared.gaps.total()), QString::number(compared.gaps.total())),
                              textCell(notesOf(model).join(QStringLiteral("; ")))});
    }
    const QString shown = total();
    table.footer = {textCell(tr("Actual")), textCell({}), m_context.view.measure == Measure::Cost ? numberCell(shown) : numberCell({}), numberCell({}), numberCell({}), numberCell({}),
                    m_context.view.measure == Measure::Cost ? numberCell(NumberText::whole(m_comparison.total.requests)) : numberCell(shown), numberCell({}), textCell({})};
    return table;
}

PageTable CompareView::prices(std::size_t model) const
{
    const CompareFacts &facts = m_basis.facts[model];
    PageTable table{.title = tr("Price of %1").arg(nameOf(model)), .columns = {tr("Class"), tr("Per million tokens")}};
    const auto row = [&](const QString &name, std::int64_t CompareFacts::*price) {
        table.rows.push_back({textCell(name), facts.isPriced ? numberCell(perMillion(facts.*price, facts.currency)) : numberCell(MoneyText::noPrice())});
    };
    row(tr("Input"), &CompareFacts::input);
    row(tr("Cache read"), &CompareFacts::cacheRead);
    row(tr("Cache write, 5 minutes"), &CompareFacts::write5m);
    row(tr("Cache write, 1 hour"), &CompareFacts::write1h);
    row(tr("Output"), &CompareFacts::output);
    if (facts.tierFrom > 0) {
        table.rows.push_back({textCell(tr("Input, prompts from %1 tokens").arg(NumberText::whole(facts.tierFrom))), numberCell(perMillion(facts.tierInput, facts.currency))});
        table.rows.push_back({textCell(tr("Output, prompts from %1 tokens").arg(NumberText::whole(facts.tierFrom))), numberCell(perMillion(facts.tierOutput, facts.currency))});
    }
    table.note = facts.from.empty() ? plain(facts.source) : tr("%1, since %2").arg(plain(facts.source), plain(facts.from));
    return table;
}

const CompareUsed *CompareView::used(std::size_t model) const
{
    const std::string &key = m_comparison.models[model].model.key;
    const auto found = std::find_if(m_comparison.used.begin(), m_comparison.used.end(), [&](const CompareUsed &use) { return use.key == key; });
    return found == m_comparison.used.end() ? nullptr : &*found;
}

QString CompareView::factorText(const FactorBand &band)
{
    return band.low == band.high ? tr("× %1").arg(CompareText::factor(band.central))
                                 : tr("× %1, %2 to %3").arg(CompareText::factor(band.central), CompareText::factor(band.low), CompareText::factor(band.high));
}

} // namespace tokenmeter
