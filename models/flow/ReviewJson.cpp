// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewJson.h"

#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr int Layout = 1;

/// One description of the document for both ways: each field is named once, so that what is written is what is read.
class Archive
{
public:
    explicit Archive(QJsonObject *object, bool isReading) : m_object{object}, m_isReading{isReading} {}
    bool isReading() const { return m_isReading; }

    void field(const char *name, std::string &value)
    {
        both(name, [&] { return QJsonValue{QString::fromStdString(value)}; }, [&](const QJsonValue &json) { value = textIn(json); });
    }
    void field(const char *name, bool &value)
    {
        both(name, [&] { return QJsonValue{value}; }, [&](const QJsonValue &json) {
            require(json.isBool());
            value = json.toBool();
        });
    }
    void field(const char *name, std::int64_t &value)
    {
        both(name, [&] { return QJsonValue{qint64(value)}; }, [&](const QJsonValue &json) { value = integerIn(json); });
    }
    void field(const char *name, int &value)
    {
        std::int64_t wide = value;
        field(name, wide);
        require(wide >= std::numeric_limits<int>::min() && wide <= std::numeric_limits<int>::max());
        value = int(wide);
    }
    void field(const char *name, std::optional<std::int64_t> &value)
    {
        both(name, [&] { return value ? QJsonValue{qint64(*value)} : QJsonValue{}; },
             [&](const QJsonValue &json) { value = json.isNull() ? std::nullopt : std::optional{integerIn(json)}; });
    }
    /// Attos, as an amount in whole units.
    void field(const char *name, Int128 &value)
    {
        both(name, [&] { return QJsonValue{QString::fromStdString(formatDecimal(value, MoneyScale))}; },
             [&](const QJsonValue &json) { value = amountIn(json); });
    }
    bool has(const char *name) const { return m_object->contains(QLatin1String(name)); }
    /// Left out where it is zero.
    void amountUnlessZero(const char *name, Int128 &value)
    {
        if (m_isReading ? has(name) : value != 0) {
            field(name, value);
        }
    }
    /// A count that is written as such though it may be large.
    void count(const char *name, Int128 &value, bool isMoney)
    {
        if (isMoney) {
            field(name, value);
            return;
        }
        both(name, [&] { return QJsonValue{QString::fromStdString(formatDecimal(value, 0))}; },
             [&](const QJsonValue &json) {
                 const std::optional<Int128> read = parseDecimal(textIn(json), 0);
                 require(read.has_value());
                 value = *read;
             });
    }
    void field(const char *name, Currency &value)
    {
        std::string code{value.code()};
        field(name, code);
        value = code.empty() ? Currency{} : Currency{code};
        require(code.empty() || !value.isNone());
    }
    void field(const char *name, LocalDay &value)
    {
        std::string text = m_isReading ? std::string{} : toIso(value);
        field(name, text);
        const std::optional<LocalDay> day = parseDay(text);
        require(day.has_value());
        value = *day;
    }
    void field(const char *name, UtcTime &value)
    {
        std::string text = m_isReading ? std::string{} : toRfc3339(value);
        field(name, text);
        const std::optional<ParsedTime> time = parseTime(text);
        require(time.has_value());
        value = time->time;
    }
    void field(const char *name, Money &value)
    {
        object(name, [&](Archive &in) {
            Currency currency = value.currency();
            Int128 atto = value.atto();
            in.field("currency", currency);
            in.field("amount", atto);
            value = Money::fromAtto(atto, currency);
        });
    }
    /// A word out of a list, by its place in it.
    template <class Enum>
    void word(const char *name, Enum &value, std::span<const char *const> words)
    {
        std::string text = m_isReading ? std::string{} : std::string{words[std::size_t(value)]};
        field(name, text);
        const auto found = std::find(words.begin(), words.end(), text);
        require(found != words.end());
        value = Enum(found - words.begin());
    }
    template <class Body>
    void object(const char *name, const Body &body)
    {
        both(
            name,
            [&] {
                QJsonObject json;
                Archive inner{&json, false};
                body(inner);
                return QJsonValue{json};
            },
            [&](const QJsonValue &value) {
                require(value.isObject());
                QJsonObject json = value.toObject();
                Archive inner{&json, true};
                body(inner);
            });
    }
    template <class Value, class Body>
    void list(const char *name, std::vector<Value> &values, const Body &body)
    {
        both(
            name,
            [&] {
                QJsonArray array;
                for (Value &value : values) {
                    QJsonObject json;
                    Archive inner{&json, false};
                    body(inner, value);
                    array.append(json);
                }
                return QJsonValue{array};
            },
            [&](const QJsonValue &value) {
                require(value.isArray());
                const QJsonArray array = value.toArray();
                for (const QJsonValue &each : array) {
                    require(each.isObject());
                    QJsonObject json = each.toObject();
                    Archive inner{&json, true};
                    body(inner, values.emplace_back());
                }
            });
    }
    void list(const char *name, std::vector<std::string> &values)
    {
        list(name, values, [](Archive &in, std::string &value) { in.field("name", value); });
    }
    template <class Value, class Body>
    void map(const char *name, std::map<std::string, Value> &values, const Body &body)
    {
        std::vector<std::pair<std::string, Value>> pairs{values.begin(), values.end()};
        list(name, pairs, [&](Archive &in, std::pair<std::string, Value> &pair) {
            in.field("key", pair.first);
            body(in, pair.second);
        });
        values = {pairs.begin(), pairs.end()};
    }
    template <class Value, class Body>
    void optional(const char *name, std::optional<Value> &value, const Body &body)
    {
        if (m_isReading) {
            if (m_object->value(QLatin1String(name)).isObject()) {
                value.emplace();
                object(name, [&](Archive &in) { body(in, *value); });
            }
        } else if (value) {
            object(name, [&](Archive &in) { body(in, *value); });
        }
    }

    static void require(bool holds)
    {
        if (!holds) {
            throw std::invalid_argument{"not as it was written"};
        }
    }

private:
    template <class Write, class Read>
    void both(const char *name, const Write &write, const Read &read)
    {
        if (!m_isReading) {
            m_object->insert(QLatin1String(name), write());
            return;
        }
        const auto found = m_object->constFind(QLatin1String(name));
        if (found == m_object->constEnd()) {
            throw std::invalid_argument{name};
        }
        read(*found);
    }
    static std::string textIn(const QJsonValue &json)
    {
        require(json.isString());
        return json.toString().toStdString();
    }
    static std::int64_t integerIn(const QJsonValue &json)
    {
        require(json.isDouble());
        const qint64 a = json.toInteger(std::numeric_limits<qint64>::min());
        require(a != std::numeric_limits<qint64>::min());
        return a;
    }
    static Int128 amountIn(const QJsonValue &json)
    {
        const std::optional<Int128> read = parseDecimal(textIn(json), MoneyScale);
        require(read.has_value());
        return *read;
    }

    QJsonObject *m_object;
    bool m_isReading;
};

constexpr std::array<const char *, 5> PeriodKinds{"day", "month", "quarter", "year", "range"};
constexpr std::array<const char *, 4> BudgetStates{"ok", "warning", "exceeded", "unknown"};
constexpr std::array<const char *, 3> Badges{"within", "total_compared", "incomplete"};
constexpr std::array<const char *, 3> ClassKinds{"prompt", "output", "fee"};
constexpr std::array<const char *, 7> Causes{"late_records", "price_changed", "excluded", "included", "project_changed", "source_changed", "records_changed"};
constexpr std::array<const char *, 2> LineKinds{"fee", "expired_credit"};

void describe(Archive &in, DayRange &range)
{
    in.field("from", range.from);
    in.field("to", range.to);
}

void describe(Archive &in, TokenCounts &tokens)
{
    in.field("input", tokens.input);
    in.field("cache_read", tokens.cacheRead);
    in.field("cache_write_5m", tokens.cacheWrite5m);
    in.field("cache_write_1h", tokens.cacheWrite1h);
    in.field("output", tokens.output);
    in.field("reasoning", tokens.reasoning);
}

void describe(Archive &in, ReviewSum &sum)
{
    describe(in, sum.days);
    in.field("list_cost", sum.cost);
    in.field("requests", sum.requests);
    in.field("sessions", sum.sessions);
    in.object("tokens", [&](Archive &inner) { describe(inner, sum.tokens); });
    in.field("total_tokens", sum.totalTokens);
    in.field("unpriced_requests", sum.unpricedRequests);
    in.field("unpriced_tokens", sum.unpricedTokens);
    in.field("has_data", sum.hasData);
    in.field("is_partial", sum.isPartial);
}

/// Only effects that there are: most leaves have few.
void describe(Archive &in, ChangeEffects &effects)
{
    for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
        in.amountUnlessZero(keyOf(ChangeEffect(i)), effects[i]);
    }
}

void describe(Archive &in, ChangeLeaf &leaf)
{
    in.field("project", leaf.project);
    in.field("model", leaf.model);
    in.field("currency", leaf.currency);
    in.word("part", leaf.part.kind, std::span{ClassKinds});
    int number = leaf.part.number;
    in.field("number", number);
    leaf.part.number = std::uint8_t(number);
    in.field("before", leaf.before);
    in.field("after", leaf.after);
    in.field("new_model", leaf.isNewModel);
    in.field("gone_model", leaf.isGoneModel);
    in.object("effects", [&](Archive &inner) { describe(inner, leaf.effects); });
}

void describe(Archive &in, ReviewWaterfall &waterfall)
{
    Change &change = waterfall.change;
    in.field("currency", waterfall.currency);
    in.field("before", change.before);
    in.field("after", change.after);
    in.object("effects", [&](Archive &inner) { describe(inner, change.effects); });
    in.field("of_new_models", change.ofNewModels);
    in.field("of_gone_models", change.ofGoneModels);
    in.field("unpriced_requests", change.unpricedRequests);
    in.list("leaves", change.leaves, [](Archive &inner, ChangeLeaf &leaf) { describe(inner, leaf); });
}

void describe(Archive &in, ReviewCell &cell, bool isByDay)
{
    in.field(isByDay ? "day" : "project", isByDay ? cell.day : cell.project);
    in.field("model", cell.model);
    in.field("requests", cell.requests);
    in.object("tokens", [&](Archive &inner) { describe(inner, cell.tokens); });
    in.field("total_tokens", cell.totalTokens);
    in.field("list_cost", cell.cost);
    in.field("unpriced_requests", cell.unpricedRequests);
    if (in.isReading() ? in.has("foreign") : !cell.foreign.empty()) {
        in.list("foreign", cell.foreign, [](Archive &inner, Money &amount) { inner.field("cost", amount); });
    }
}

void describe(Archive &in, ReviewCause &cause)
{
    in.field("name", cause.name);
    in.field("excess", cause.excess);
}

void describe(Archive &in, ReviewUnusualDay &unusual)
{
    in.field("day", unusual.day);
    in.field("spent", unusual.spent);
    in.field("expected", unusual.expected);
    in.list("models", unusual.models, [](Archive &inner, ReviewCause &cause) { describe(inner, cause); });
    in.list("projects", unusual.projects, [](Archive &inner, ReviewCause &cause) { describe(inner, cause); });
}

void describe(Archive &in, ReviewBudget &budget)
{
    in.field("name", budget.name);
    in.field("currency", budget.currency);
    in.field("from", budget.from);
    in.field("to", budget.to);
    const bool isMoney = !budget.currency.isNone();
    in.count("limit", budget.limit, isMoney);
    in.count("available", budget.available, isMoney);
    in.count("spent", budget.spent, isMoney);
    in.word("state", budget.state, std::span{BudgetStates});
    in.field("at_least", budget.atLeast);
}

void describe(Archive &in, ReviewReconciled &line)
{
    in.field("account", line.account);
    in.field("provider", line.provider);
    in.field("month", line.month);
    in.field("currency", line.currency);
    in.field("metered", line.metered);
    in.field("billed", line.billed);
    in.field("residual", line.residual);
    in.field("residual_ppm", line.residualPpm);
    in.word("state", line.badge, std::span{Badges});
}

void describe(Archive &in, UsedExchangeRate &rate)
{
    in.field("from", rate.from);
    in.field("to", rate.to);
    in.field("rate", rate.rate);
    in.field("source", rate.source);
    in.field("day", rate.day);
    in.field("via", rate.via);
    in.field("published", rate.published);
    in.field("derived", rate.derived);
}

void describe(Archive &in, PlanLine &line)
{
    in.word("kind", line.kind, std::span{LineKinds});
    in.field("plan", line.plan);
    in.field("name", line.name);
    in.field("cost", line.amount);
}

void describeDecisions(Archive &in, ReviewData &review)
{
    in.list("unpriced", review.unpriced, [](Archive &inner, ReviewUnpriced &one) {
        inner.field("model", one.model);
        inner.field("requests", one.requests);
        inner.field("tokens", one.tokens);
    });
    in.list("merged", review.merged, [](Archive &inner, ReviewMerged &one) {
        inner.field("rule", one.rule);
        inner.field("records", one.records);
        inner.field("copies", one.copies);
    });
    in.field("excluded_requests", review.excludedRequests);
    in.list("excluded_cost", review.excludedCost, [](Archive &inner, Money &amount) { inner.field("cost", amount); });
}

void describe(Archive &in, const char *name, NamedPeriod &period)
{
    in.object(name, [&](Archive &inner) {
        inner.word("kind", period.kind, std::span{PeriodKinds});
        inner.field("from", period.from);
        inner.field("to", period.to);
    });
}

void describe(Archive &in, ReviewOutcomeLine &line)
{
    WorkOutcome &outcome = line.outcome;
    describe(in, "of", outcome.period);
    in.field("project", outcome.project);
    in.field("outcome", outcome.kind);
    in.count("quantity_billionths", outcome.quantity, false);
    in.optional("money", outcome.money, [](Archive &inner, Money &money) { inner.field("saved", money); });
    in.field("text", outcome.text);
    in.field("list_cost", line.cost);
    in.field("at_least", line.isAtLeast);
}

void describe(Archive &in, ReviewCorrection &line)
{
    describe(in, "of", line.of);
    in.word("cause", line.cause, std::span{Causes});
    in.field("model", line.model);
    in.field("project", line.project);
    in.field("requests", line.requests);
    in.list("amounts", line.amounts, [](Archive &inner, Money &amount) { inner.field("cost", amount); });
}

void describe(Archive &in, ReviewData &review)
{
    int layout = Layout;
    in.field("layout", layout);
    Archive::require(layout == Layout);
    describe(in, "period", review.period);
    in.field("zone", review.zone);
    in.field("currency", review.currency);
    in.field("made", review.made);
    in.field("is_running", review.isRunning);
    in.field("is_ahead", review.isAhead);
    in.field("catalogue", review.catalogueVersion);
    in.field("scope", review.scope);
    in.object("now", [&](Archive &inner) { describe(inner, review.now); });
    in.object("before", [&](Archive &inner) { describe(inner, review.before); });
    in.object("year_before", [&](Archive &inner) { describe(inner, review.yearBefore); });
    in.list("foreign", review.foreign, [](Archive &inner, Money &amount) { inner.field("cost", amount); });
    in.list("rates", review.rates, [](Archive &inner, UsedExchangeRate &rate) { describe(inner, rate); });
    in.list("missing_rates", review.missingRates);
    in.list("change", review.waterfalls, [](Archive &inner, ReviewWaterfall &waterfall) { describe(inner, waterfall); });
    Archive::require(!review.waterfalls.empty());
    in.map("models", review.models, [](Archive &inner, ReviewModel &model) {
        inner.field("name", model.name);
        inner.list("raw", model.raw);
    });
    in.list("by_day", review.byDay, [](Archive &inner, ReviewCell &cell) { describe(inner, cell, true); });
    in.list("by_project", review.byProject, [](Archive &inner, ReviewCell &cell) { describe(inner, cell, false); });
    in.list("unusual_days", review.unusual, [](Archive &inner, ReviewUnusualDay &unusual) { describe(inner, unusual); });
    in.list("budgets", review.budgets, [](Archive &inner, ReviewBudget &budget) { describe(inner, budget); });
    in.list("reconciled", review.reconciled, [](Archive &inner, ReviewReconciled &line) { describe(inner, line); });
    describeDecisions(in, review);
    in.list("plan_lines", review.planLines, [](Archive &inner, PlanLine &line) { describe(inner, line); });
    in.list("notes", review.notes, [](Archive &inner, ReviewNoteLine &note) {
        describe(inner, "of", note.period);
        inner.field("markdown", note.markdown);
    });
    in.list("outcomes", review.outcomes, [](Archive &inner, ReviewOutcomeLine &line) { describe(inner, line); });
    in.list("corrections", review.corrections, [](Archive &inner, ReviewCorrection &line) { describe(inner, line); });
    in.optional("forecast", review.forecast, [](Archive &inner, ReviewForecast &forecast) {
        inner.field("on", forecast.on);
        inner.field("low", forecast.low);
        inner.field("expected", forecast.expected);
        inner.field("high", forecast.high);
    });
}

} // namespace

std::string reviewText(const ReviewData &review)
{
    ReviewData copy = review; // the description is one for both ways
    QJsonObject json;
    Archive out{&json, false};
    describe(out, copy);
    return QJsonDocument{json}.toJson(QJsonDocument::Indented).toStdString();
}

Result<ReviewData> reviewIn(std::string_view text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), qsizetype(text.size())), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject()) {
        return Problem{.cause = Cause::BadArgument, .args = {"review", "byte " + std::to_string(error.offset)}};
    }
    try {
        QJsonObject json = document.object();
        Archive in{&json, true};
        ReviewData review;
        describe(in, review);
        return review;
    } catch (const std::invalid_argument &wrong) {
        return Problem{.cause = Cause::BadArgument, .args = {"review", wrong.what()}};
    }
}

} // namespace tokenmeter
