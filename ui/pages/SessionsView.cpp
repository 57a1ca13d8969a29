// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SessionsView.h"

#include "format/DateText.h"
#include "format/Direction.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr std::array<const char *, SessionColumnCount> SessionWords{"session", "start",  "turns", "tokens", "per-turn",
                                                                    "agents",  "course", "cache", "cost"};
constexpr std::array<const char *, AnswerColumnCount> AnswerWords{"model",    "calls",   "per-session", "median", "mean", "tools",
                                                                  "cut-off", "refused", "errors",      "unknown", "cost"};

template <std::size_t N>
int indexOf(const std::array<const char *, N> &words, const QString &word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const char *each) { return word == QLatin1String{each}; });
    return found == words.end() ? -1 : int(found - words.begin());
}

/// A name as it is shown: with visible control characters.
QString text(const std::string &name)
{
    return visibleText(name);
}

/// A share that is kept as a binary fraction, to one decimal.
QString share(const std::optional<double> &part)
{
    constexpr int Parts = 1'000'000;
    return part ? ShareText::oneDecimal(Int128{std::llround(*part * Parts)}, Parts) : NumberText::notApplicable();
}

QString rounded(const std::optional<double> &value, int decimals)
{
    return value ? NumberText::decimal(Int128{std::llround(*value * std::pow(10, decimals))}, decimals, decimals) : NumberText::notApplicable();
}

/// Stable order of rows by a key; what has none comes last either way.
template <class Key>
std::vector<int> sorted(std::size_t count, bool descending, const Key &key)
{
    std::vector<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const auto left = key(std::size_t(a));
        const auto right = key(std::size_t(b));
        if (!left || !right) {
            return bool(left) && !right;
        }
        return descending ? *right < *left : *left < *right;
    });
    return order;
}

/// Short names of the projects in view, told apart from each other.
std::map<std::string, QString> labelsOf(const SessionsData &data)
{
    std::set<std::string> projects;
    for (const SessionRow &row : data.rows) {
        projects.insert(row.project);
    }
    const std::vector<std::string> names{projects.begin(), projects.end()};
    const QStringList labels = projectLabels(names);
    std::map<std::string, QString> byName;
    for (std::size_t i = 0; i < names.size(); ++i) {
        byName.emplace(names[i], labels[qsizetype(i)]);
    }
    return byName;
}

std::vector<Look> looksOf(const std::vector<JoinedModel> &models, const ModelColours &colours)
{
    std::vector<ModelLabel> labels;
    for (const JoinedModel &model : models) {
        labels.push_back({.family = text(model.family), .name = text(model.name), .raw = model.rawModels.empty() ? QString{} : text(model.rawModels.front())});
    }
    return colours.looksOf(labels);
}

} // namespace

QString sessionColumnWord(int column)
{
    return QLatin1String{SessionWords[std::size_t(column)]};
}

QString answerColumnWord(int column)
{
    return QLatin1String{AnswerWords[std::size_t(column)]};
}

int sessionColumnOf(const QString &word)
{
    return indexOf(SessionWords, word);
}

int answerColumnOf(const QString &word)
{
    return indexOf(AnswerWords, word);
}

PageTable SessionSheet::table(const QString &title) const
{
    PageTable table;
    table.title = title;
    // A drawing has no text: its column is left out.
    const auto isDrawn = [&](std::size_t column) { return !rows.empty() && rows.front()[column].steps.has_value(); };
    const auto add = [&](std::vector<PageTable::Cell> &line, std::size_t column, const QString &shown, const QString &exact) {
        line.push_back({.text = shown, .exact = exact, .number = column > 0});
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!isDrawn(i)) {
            table.columns << columns[i].title;
        }
    }
    for (const std::vector<SheetCell> &row : rows) {
        std::vector<PageTable::Cell> &line = table.rows.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!isDrawn(i)) {
                add(line, i, row[i].text, row[i].exact);
            }
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!isDrawn(i)) {
            add(table.footer, i, columns[i].footer, {});
        }
    }
    return table;
}

QString SessionsView::moment(UtcTime time, bool onlyDay) const
{
    // A row that is only known by day shows on its date in every zone.
    return onlyDay ? DateText::day(Zone::utc().dayOf(time), m_context.today) : DateText::moment(time, m_context.zone, m_context.today);
}

QString SessionsView::sessionName(const std::string &name) const
{
    return name.empty() ? tr("No session") : text(name);
}

QString SessionsView::projectName(const SessionsData &data, const SessionRow &row) const
{
    const QString name = row.project.empty() ? tr("No project") : labelsOf(data).at(row.project);
    return row.projects > 1 ? tr("%1 and %n more", nullptr, int(row.projects) - 1).arg(name) : name;
}

QString SessionsView::whyTitle(const SessionsData &data, const SessionRow &row) const
{
    return row.name.empty() ? tr("No session") : projectName(data, row) + QStringLiteral(" · ") + moment(row.first, row.onlyDays);
}

QString SessionsView::sessionCount(const SessionsData &data) const
{
    return tr("%Ln sessions", nullptr, int(data.sessions));
}

QString SessionsView::modelCount(const ModelAnswersData &data) const
{
    return tr("%Ln models", nullptr, int(data.rows.size()));
}

QString SessionsView::total(const Spend &spend, Money inCurrency) const
{
    const MeasureText measure{m_context.view.measure, inCurrency.currency()};
    switch (m_context.view.measure) {
    case Measure::Tokens:
        return measure.figure(spend.totalTokens);
    case Measure::Requests:
        return measure.figure(spend.requests);
    case Measure::Cost:
        break;
    }
    return costText(spend, inCurrency, measure.figure(inCurrency.atto()));
}

QString SessionsView::note(const Spend &spend, const std::vector<Money> &foreign) const
{
    QStringList parts;
    if (spend.unpricedRequests > 0) {
        parts << tr("%Ln requests without a price", nullptr, int(spend.unpricedRequests));
    }
    for (const Money amount : foreign) {
        parts << tr("%1 without an exchange rate").arg(MoneyText::amount(amount));
    }
    return parts.join(QStringLiteral(" · "));
}

QString SessionsView::costText(const Spend &spend, Money inCurrency, const QString &rounded) const
{
    if (spend.cost.empty() && spend.unpricedRequests > 0) {
        return MoneyText::noPrice();
    }
    const auto foreign = std::find_if(spend.cost.begin(), spend.cost.end(),
                                      [&](Money amount) { return amount.currency() != inCurrency.currency() && !amount.isZero(); });
    // Nothing of it could be converted: "$0.00" would be wrong.
    return inCurrency.isZero() && foreign != spend.cost.end() ? MoneyText::amount(*foreign) : rounded;
}

QString SessionsView::emptyFact() const
{
    return tr("No sessions in %1.").arg(DateText::period(*m_context.filter.from, *m_context.filter.to, m_context.today));
}

QString SessionsView::emptyHint(const SessionsData &data) const
{
    return data.nearestDataDay ? tr("The nearest usage is on %1.").arg(DateText::day(*data.nearestDataDay, m_context.today))
                               : tr("Change the period or the filter.");
}

QString SessionsView::emptyVerb(const SessionsData &data) const
{
    return data.nearestDataDay ? tr("Go to %1").arg(DateText::day(*data.nearestDataDay, m_context.today)) : QString{};
}

QStringList SessionsView::facts(const SessionRow &row) const
{
    QStringList facts;
    facts << tr("%Ln turns", nullptr, int(row.spend.requests)) + QStringLiteral(" · ")
            + tr("%1 tokens").arg(TokenText::shortForm(row.spend.totalTokens));
    if (const std::optional<double> each = row.tokensPerTurn()) {
        facts << tr("%1 tokens a turn").arg(TokenText::shortForm(std::llround(*each)));
    }
    if (const std::optional<double> hit = row.cacheHit()) {
        facts << tr("%1 of the prompts from the cache").arg(share(hit));
    }
    if (row.spend.unpricedRequests > 0) {
        facts << tr("%Ln requests without a price", nullptr, int(row.spend.unpricedRequests));
    }
    return facts;
}

QString SessionsView::stopWord(StopReason reason) const
{
    switch (reason) {
    case StopReason::MaxTokens:
        return tr("cut off");
    case StopReason::Refusal:
        return tr("refused");
    case StopReason::Aborted:
        return tr("aborted");
    case StopReason::Error:
        return tr("error");
    case StopReason::Unknown:
    case StopReason::EndOfTurn:
    case StopReason::ToolUse:
    case StopReason::StopSequence:
    case StopReason::Pause:
    case StopReason::Other:
        break;
    }
    return {};
}

QString SessionsView::agentName(const SessionDetail::Part &part) const
{
    if (part.isMain) {
        return tr("Main conversation");
    }
    return part.isSide ? tr("Side questions") : text(part.name);
}

SessionDetailContent SessionsView::detail(const SessionsData &data, const SessionRow &row, const SessionDetail *detail) const
{
    const Currency currency{data.currency};
    SessionDetailContent content;
    content.amount = costText(row.spend, row.inCurrency, MoneyText::amount(row.inCurrency));
    content.exactAmount = MoneyText::full(row.inCurrency);
    const QString from = moment(row.first, row.onlyDays);
    const bool sameDay = m_context.zone.dayOf(row.first) == m_context.zone.dayOf(row.last);
    const QString to = sameDay && !row.onlyDays ? DateText::time(row.last, m_context.zone) : moment(row.last, row.onlyDays);
    content.when = (from == to || row.first == row.last ? from : tr("%1 to %2").arg(from, to)) + QStringLiteral(" · ") + tr("list cost");
    content.name = row.name.empty() ? QString{} : text(row.name);
    content.facts = facts(row);
    content.facts.prepend(projectName(data, row));
    if (detail == nullptr) {
        return content;
    }
    const MeasureText measure = cost(data.currency);
    const auto money = [&](const Money amount) { return MoneyText::amount(Money::fromAtto(amount.atto(), currency)); };

    Int128 largest = 0;
    std::int64_t prompt = 0;
    const bool grouped = std::any_of(detail->points.begin(), detail->points.end(), [](const SessionDetail::Point &point) { return point.turns > 1; });
    for (const SessionDetail::Point &point : detail->points) {
        largest = std::max(largest, point.cost.atto());
        prompt = std::max(prompt, point.prompt);
        QStringList tip{moment(point.time, row.onlyDays)};
        tip << (point.turns > 1 ? tr("%Ln turns", nullptr, int(point.turns)) + QStringLiteral(" · ") : QString{}) + money(point.cost);
        if (point.prompt > 0) {
            tip << tr("prompt of %1").arg(TokenText::tokens(point.prompt));
        }
        content.points.push_back({.cost = measure.drawn(point.cost.atto()), .prompt = double(point.prompt), .toolTip = tip.join(QLatin1Char{'\n'})});
    }
    content.costCaption = grouped ? tr("Cost, several turns a bar") : tr("Cost per turn");
    content.largestCost = largest > 0 ? tr("up to %1").arg(money(Money::fromAtto(largest, currency))) : QString{};
    content.promptCaption = tr("Context, tokens sent");
    content.largestPrompt = prompt > 0 ? tr("up to %1").arg(TokenText::shortForm(prompt)) : QString{};

    SessionDetailContent::Section turns{.title = tr("Most expensive turns")};
    for (const SessionDetail::Turn &turn : detail->dearest) {
        const bool onlyDay = turn.precision >= Precision::Day;
        SessionDetailContent::Row line;
        line.record = turn.record;
        line.left = onlyDay || !sameDay ? moment(turn.time, onlyDay) : DateText::time(turn.time, m_context.zone);
        line.middle = turn.model.empty() ? tr("No model name") : text(turn.model);
        line.warning = stopWord(turn.stop);
        line.unpriced = !turn.priced;
        line.right = turn.priced ? money(turn.inCurrency) : MoneyText::noPrice();
        QStringList tip{moment(turn.time, onlyDay), line.middle};
        if (!turn.agent.empty()) {
            tip << text(turn.agent);
        }
        tip << tr("%1 sent, %2 answered").arg(TokenText::exact(turn.prompt), TokenText::exact(turn.output));
        line.toolTip = tip.join(QLatin1Char{'\n'});
        turns.rows.push_back(std::move(line));
    }
    content.sections.push_back(std::move(turns));

    const auto parts = [&](const QString &title, const std::vector<SessionDetail::Part> &list, auto nameOf) {
        if (list.size() < 2) {
            return;
        }
        std::vector<Money> amounts;
        for (const SessionDetail::Part &part : list) {
            amounts.push_back(part.inCurrency);
        }
        const Money total = Money::fromAtto(detail->inCurrency.atto(), currency);
        const int decimals = MoneyText::decimalsFor(total);
        amounts = MoneyText::closing(amounts, total, decimals, false);
        SessionDetailContent::Section section{.title = title};
        for (std::size_t i = 0; i < list.size(); ++i) {
            const SessionDetail::Part &part = list[i];
            const bool none = part.spend.cost.empty() && part.spend.unpricedRequests > 0;
            SessionDetailContent::Row line;
            line.middle = nameOf(part) + QStringLiteral(" · ") + tr("%Ln turns", nullptr, int(part.spend.requests));
            line.right = costText(part.spend, part.inCurrency, MoneyText::fixed(amounts[i], decimals));
            line.unpriced = none;
            line.toolTip = nameOf(part) + QLatin1Char{'\n'} + tr("%1 of the cost").arg(ShareText::whole(part.inCurrency.atto(), detail->inCurrency.atto()))
                + QLatin1Char{'\n'} + TokenText::tokens(part.spend.totalTokens);
            section.rows.push_back(std::move(line));
        }
        content.sections.push_back(std::move(section));
    };
    parts(tr("Agents"), detail->agents, [&](const SessionDetail::Part &part) { return agentName(part); });
    parts(tr("Models"), detail->models, [&](const SessionDetail::Part &part) { return part.name.empty() ? tr("No model name") : text(part.name); });
    return content;
}

SessionSheet SessionsView::sessions(const SessionsData &data, SessionColumn sort, bool descending) const
{
    const Currency currency{data.currency};
    const std::vector<Look> looks = looksOf(data.models, m_colours);
    const std::map<std::string, QString> labels = labelsOf(data);
    const auto label = [&](std::size_t i) { return data.rows[i].project.empty() ? tr("No project") : labels.at(data.rows[i].project); };

    const auto order = [&]() -> std::vector<int> {
        const auto by = [&](auto key) { return sorted(data.rows.size(), descending, key); };
        const auto of = [&](auto member) { return by([&, member](std::size_t i) { return std::optional{member(data.rows[i])}; }); };
        switch (sort) {
        case SessionColumn::Session:
            return by([&](std::size_t i) { return data.rows[i].name.empty() ? std::nullopt : std::optional{label(i).toCaseFolded()}; });
        case SessionColumn::Start:
            return by([&](std::size_t i) { return data.rows[i].name.empty() ? std::nullopt : std::optional{data.rows[i].first}; });
        case SessionColumn::Turns:
            return of([](const SessionRow &row) { return row.spend.requests; });
        case SessionColumn::Tokens:
            return of([](const SessionRow &row) { return row.spend.totalTokens; });
        case SessionColumn::PerTurn:
            return by([&](std::size_t i) { return data.rows[i].tokensPerTurn(); });
        case SessionColumn::Agents:
            return of([](const SessionRow &row) { return row.subAgents; });
        case SessionColumn::CacheHit:
            return by([&](std::size_t i) { return data.rows[i].cacheHit(); });
        case SessionColumn::Course:
        case SessionColumn::Cost:
            break;
        }
        return of([](const SessionRow &row) { return row.inCurrency.atto(); });
    }();

    // All amounts close to the total, whatever the order.
    const Money total = Money::fromAtto(data.inCurrency.atto(), currency);
    const int decimals = MoneyText::decimalsFor(total);
    std::vector<Money> amounts;
    Int128 largest = 1;
    for (const SessionRow &row : data.rows) {
        amounts.push_back(row.inCurrency);
        largest = std::max(largest, row.inCurrency.atto());
    }
    amounts.push_back(data.other.inCurrency);
    amounts = MoneyText::closing(amounts, total, decimals, data.otherSessions > 0);

    SessionSheet sheet;
    sheet.columns = {
        {.title = tr("Session"), .footer = sessionCount(data)},
        {.title = tr("Start")},
        {.title = tr("Turns"), .footer = NumberText::whole(data.total.requests)},
        {.title = tr("Tokens"), .footer = TokenText::shortForm(data.total.totalTokens)},
        {.title = tr("Per turn"), .toolTip = tr("Tokens a turn")},
        {.title = tr("Agents"), .toolTip = tr("Sub-agents with a name")},
        {.title = tr("Cost over time"), .toolTip = tr("From the first turn to the last one in view")},
        {.title = tr("Cache hit"), .toolTip = tr("Part of the prompts that came from the cache")},
        {.title = tr("Cost"), .toolTip = note(data.total, data.foreign), .footer = costText(data.total, data.inCurrency, MoneyText::fixed(total, decimals))},
    };
    const auto make = [&](const SessionRow &row, Money amount, const QString &name) {
        std::vector<SheetCell> cells(SessionColumnCount);
        const auto at = [&](SessionColumn column) -> SheetCell & { return cells[std::size_t(column)]; };
        const auto number = [](const QString &shown, const QString &exact = {}) {
            return SheetCell{.text = shown, .exact = exact, .tone = CellTone::Faint};
        };
        at(SessionColumn::Session) = {.text = name, .tone = CellTone::Strong};
        at(SessionColumn::Turns) = number(NumberText::whole(row.spend.requests), QString::number(row.spend.requests));
        at(SessionColumn::Tokens) = number(TokenText::shortForm(row.spend.totalTokens), QString::number(row.spend.totalTokens));
        const std::optional<double> each = row.tokensPerTurn();
        at(SessionColumn::PerTurn) = number(each ? TokenText::shortForm(std::llround(*each)) : NumberText::notApplicable());
        at(SessionColumn::Agents) = number(row.subAgents > 0 ? NumberText::whole(row.subAgents) : NumberText::notApplicable());
        at(SessionColumn::CacheHit) = number(share(row.cacheHit()));
        SheetCell &course = at(SessionColumn::Course);
        course.steps = QList<double>{row.course.begin(), row.course.end()};
        course.look = Look::dimension();
        SheetCell &cost = at(SessionColumn::Cost);
        const bool unpriced = row.spend.cost.empty() && row.spend.unpricedRequests > 0;
        cost = {.text = costText(row.spend, row.inCurrency, MoneyText::fixed(amount, decimals)),
                .exact = QString::fromStdString(row.inCurrency.toDecimalText()),
                .tone = unpriced ? CellTone::Warning : CellTone::Strong,
                .bar = double(row.inCurrency.atto()) / double(largest),
                .pattern = row.spend.unpricedRequests > 0,
                .look = Look::dimension()};
        if (row.spend.unpricedRequests > 0) {
            cost.toolTip = tr("%Ln requests without a price", nullptr, int(row.spend.unpricedRequests));
        }
        return cells;
    };
    for (const int i : order) {
        const SessionRow &row = data.rows[std::size_t(i)];
        std::vector<SheetCell> cells = make(row, amounts[std::size_t(i)], row.name.empty() ? tr("No session") : label(std::size_t(i)));
        SheetCell &name = cells[0];
        QStringList models;
        for (const std::size_t model : row.models) {
            models << (data.models[model].name.empty() ? tr("No model name") : text(data.models[model].name));
        }
        if (!models.empty()) {
            name.second = models.front();
            name.shorter = ModelColours::shortName(models.front());
            name.more = models.size() == 1 ? QString{} : QStringLiteral("+%1").arg(models.size() - 1);
            name.swatch = true;
            name.look = looks[row.models.front()];
            name.pattern = row.spend.cost.empty() && row.spend.unpricedRequests > 0;
        }
        name.exact = QString::fromStdString(row.name);
        name.toolTip = QStringList{sessionName(row.name), row.project.empty() ? tr("No project") : text(row.project), models.join(QStringLiteral(", "))}.join(QLatin1Char{'\n'});
        SheetCell &start = cells[std::size_t(SessionColumn::Start)];
        start = {.text = moment(row.first, row.onlyDays),
                 .exact = QString::fromStdString(toRfc3339(row.first)),
                 .toolTip = tr("%1 to %2").arg(moment(row.first, row.onlyDays), moment(row.last, row.onlyDays)),
                 .tone = CellTone::Faint};
        sheet.rows.push_back(std::move(cells));
        sheet.sources.push_back(i);
    }
    if (data.otherSessions > 0) {
        sheet.rows.push_back(make(data.other, amounts.back(), tr("Other (%Ln)", nullptr, int(data.otherSessions))));
        sheet.rows.back()[std::size_t(SessionColumn::Start)].text = NumberText::notApplicable();
        sheet.sources.push_back(-1);
    }
    return sheet;
}

SessionSheet SessionsView::answers(const ModelAnswersData &data, AnswerColumn sort, bool descending) const
{
    std::vector<JoinedModel> models;
    std::vector<Money> amounts;
    for (const ModelAnswerRow &row : data.rows) {
        models.push_back(row.model);
        amounts.push_back(row.inCurrency);
    }
    const std::vector<Look> looks = looksOf(models, m_colours);
    const Money total = Money::fromAtto(data.total.inCurrency.atto(), Currency{data.currency});
    const int decimals = MoneyText::decimalsFor(total);
    if (!amounts.empty()) {
        amounts = MoneyText::closing(amounts, total, decimals, false);
    }
    const auto size = [](double value, const ModelAnswerRow &row) {
        return row.output.count() == 0 ? std::nullopt : std::optional{value};
    };
    const auto errors = [](const ModelAnswerRow &row) -> std::optional<double> {
        const std::optional<double> failed = row.share(StopReason::Error);
        return failed ? std::optional{*failed + *row.share(StopReason::Aborted)} : std::nullopt;
    };
    const auto order = [&]() -> std::vector<int> {
        const auto by = [&](auto key) { return sorted(data.rows.size(), descending, [&, key](std::size_t i) { return key(data.rows[i]); }); };
        switch (sort) {
        case AnswerColumn::Model:
            return by([](const ModelAnswerRow &row) { return std::optional{text(row.model.name).toCaseFolded()}; });
        case AnswerColumn::PerSession:
            return by([](const ModelAnswerRow &row) { return row.callsPerSession(); });
        case AnswerColumn::Median:
            return by([&](const ModelAnswerRow &row) { return size(row.output.median(), row); });
        case AnswerColumn::Mean:
            return by([&](const ModelAnswerRow &row) { return size(row.output.mean(), row); });
        case AnswerColumn::ToolUse:
            return by([](const ModelAnswerRow &row) { return row.share(StopReason::ToolUse); });
        case AnswerColumn::CutOff:
            return by([](const ModelAnswerRow &row) { return row.share(StopReason::MaxTokens); });
        case AnswerColumn::Refused:
            return by([](const ModelAnswerRow &row) { return row.share(StopReason::Refusal); });
        case AnswerColumn::Errors:
            return by(errors);
        case AnswerColumn::NotKnown:
            return by([](const ModelAnswerRow &row) { return row.unknownShare(); });
        case AnswerColumn::Cost:
            return by([](const ModelAnswerRow &row) { return std::optional{row.inCurrency.atto()}; });
        case AnswerColumn::Calls:
            break;
        }
        return by([](const ModelAnswerRow &row) { return std::optional{row.spend.requests}; });
    }();
    const QString known = tr("Of the answers whose end is known");
    const auto tokens = [](const std::optional<double> &value) {
        return value ? TokenText::exact(std::llround(*value)) : NumberText::notApplicable();
    };
    const ModelAnswerRow &all = data.total;
    SessionSheet sheet;
    sheet.columns = {
        {.title = tr("Model"), .footer = modelCount(data)},
        {.title = tr("Calls"), .footer = NumberText::whole(all.spend.requests)},
        {.title = tr("Per session"), .toolTip = tr("Calls a session"), .footer = rounded(all.callsPerSession(), 1)},
        {.title = tr("Median answer"), .toolTip = tr("Output tokens of the answer in the middle"), .footer = tokens(size(all.output.median(), all))},
        {.title = tr("Mean answer"), .toolTip = tr("Output tokens an answer"), .footer = tokens(size(all.output.mean(), all))},
        {.title = tr("Tool use"), .toolTip = known, .footer = share(all.share(StopReason::ToolUse))},
        {.title = tr("Cut off"), .toolTip = tr("Ended at the limit of its length. %1").arg(known), .footer = share(all.share(StopReason::MaxTokens))},
        {.title = tr("Refused"), .toolTip = known, .footer = share(all.share(StopReason::Refusal))},
        {.title = tr("Errors"), .toolTip = tr("Failed or aborted. %1").arg(known), .footer = share(errors(all))},
        {.title = tr("Not known"), .toolTip = tr("Answers whose log does not say how they ended"), .footer = share(all.unknownShare())},
        {.title = tr("Cost"), .footer = costText(all.spend, all.inCurrency, MoneyText::fixed(total, decimals))},
    };
    for (const int i : order) {
        const ModelAnswerRow &row = data.rows[std::size_t(i)];
        const auto number = [](const QString &shown, const QString &exact = {}) {
            return SheetCell{.text = shown, .exact = exact, .tone = CellTone::Faint};
        };
        const auto warned = [&](const std::optional<double> &part) {
            SheetCell cell = number(share(part));
            cell.tone = part && *part > 0 ? CellTone::Normal : CellTone::Faint;
            return cell;
        };
        const bool unpriced = row.spend.cost.empty() && row.spend.unpricedRequests > 0;
        const QString name = row.model.name.empty() ? tr("No model name") : text(row.model.name);
        std::vector<SheetCell> cells{
            {.text = name, .toolTip = name, .tone = CellTone::Strong, .swatch = true, .pattern = unpriced, .look = looks[std::size_t(i)]},
            number(NumberText::whole(row.spend.requests), QString::number(row.spend.requests)),
            number(rounded(row.callsPerSession(), 1)),
            number(tokens(size(row.output.median(), row))),
            number(tokens(size(row.output.mean(), row))),
            number(share(row.share(StopReason::ToolUse))),
            warned(row.share(StopReason::MaxTokens)),
            warned(row.share(StopReason::Refusal)),
            warned(errors(row)),
            number(share(row.unknownShare())),
            {.text = costText(row.spend, row.inCurrency, MoneyText::fixed(amounts[std::size_t(i)], decimals)),
             .exact = QString::fromStdString(row.inCurrency.toDecimalText()),
             .tone = unpriced ? CellTone::Warning : CellTone::Strong},
        };
        sheet.rows.push_back(std::move(cells));
        sheet.sources.push_back(i);
    }
    return sheet;
}

} // namespace tokenmeter
