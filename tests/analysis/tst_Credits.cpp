// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Credits.h"
#include "core/Decimal.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <random>

namespace test_Credits
{

using namespace tokenmeter;

namespace
{

constexpr std::int64_t AttosANano = 1'000'000'000;

QJsonObject creditCases()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/05-credits.json")};
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

std::string textAt(const QJsonObject &json, const char *key)
{
    return json[QLatin1String(key)].toString().toStdString();
}

Int128 numberAt(const QJsonObject &json, const char *key)
{
    return json[QLatin1String(key)].toInteger();
}

UtcTime timeAt(const QJsonObject &json, const char *key)
{
    return parseTime(textAt(json, key))->time;
}

QString shown(Int128 value)
{
    return QString::fromStdString(formatDecimal(value, 0));
}

/// Amounts times `unit`: 1 counts in nano as the file does, AttosANano as the ledger does.
Plan planOf(const QJsonObject &json, std::int64_t unit)
{
    Plan plan;
    plan.name = textAt(json, "id");
    plan.kind = *parsePlanKind(textAt(json, "kind"));
    for (const QJsonValue model : json[QLatin1String("models")].toArray()) {
        plan.models.push_back(model.toString().toStdString());
    }
    plan.from = timeAt(json, "from");
    if (!json[QLatin1String("until")].isNull()) {
        plan.until = timeAt(json, "until");
    }
    plan.tokens = json[QLatin1String("tokens")].toInteger();
    if (json.contains(QLatin1String("multiplier"))) {
        plan.multiplier = std::int64_t(*parseDecimal(textAt(json, "multiplier"), 9));
    }
    plan.face = numberAt(json, "face_nano") * unit;
    plan.paid = numberAt(json, "paid_nano") * unit;
    return plan;
}

/// Plans that match by name, in their order.
std::vector<std::size_t> servingOf(const std::vector<Plan> &plans, const std::vector<std::size_t> &order, const std::string &model)
{
    std::vector<std::size_t> serving;
    for (const std::size_t index : order) {
        const auto &models = plans[index].models;
        if (models.empty() || std::find(models.begin(), models.end(), model) != models.end()) {
            serving.push_back(index);
        }
    }
    return serving;
}

void compareWithin(Int128 actual, Int128 expected, std::int64_t unit, Int128 tolerance, const QString &what)
{
    const Int128 difference = actual - expected * unit;
    QVERIFY2(difference <= tolerance && -difference <= tolerance, qPrintable(what + QLatin1String(": ") + shown(actual)));
}

Plan packOf(Int128 face, Int128 paid)
{
    Plan plan;
    plan.kind = PlanKind::Pack;
    plan.face = face;
    plan.paid = paid;
    plan.currency = Currency{"USD"};
    return plan;
}

CreditRecord recordOf(std::vector<CreditPart> parts)
{
    return {.time = utcFromMs(1'000), .model = "m", .currency = Currency{"USD"}, .priced = true, .parts = std::move(parts)};
}

} // namespace

class tst_Credits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void referencePlans_data();
    void referencePlans();
    void whatIsSavedIsWhatWasDrawn_data();
    void whatIsSavedIsWhatWasDrawn();
    void usedUpPackCostsWhatWasPaid();
    void anotherCurrencyIsNotServed();
    void unpricedUsageDrawsTokensOnly();
    void quotaPerModel();
    void feesAreNotTokens();
    void subscriptionIsWorthTheDiscountedPrice();
    void freePlan();
    void orderWithinAKind();
};

void tst_Credits::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    QTest::addColumn<qint64>("unit");
    const QJsonArray rows = creditCases()[QLatin1String("cases")].toArray();
    QCOMPARE(rows.size(), 9);
    for (const QJsonValue value : rows) {
        const QByteArray name = value[QLatin1String("name")].toString().toUtf8();
        QTest::newRow((name + ", nano").constData()) << value.toObject() << qint64(1);
        QTest::newRow((name + ", atto").constData()) << value.toObject() << qint64(AttosANano);
    }
}

void tst_Credits::referenceCases()
{
    QFETCH(QJsonObject, row);
    QFETCH(qint64, unit);
    // The file rounds to nano: in nano everything is equal, in atto each figure is within one nano.
    const Int128 tolerance = unit == 1 ? 0 : AttosANano;
    std::vector<Plan> plans;
    for (const QJsonValue value : row[QLatin1String("instruments")].toArray()) {
        plans.push_back(planOf(value.toObject(), unit));
        plans.back().id = std::int64_t(plans.size());
    }
    std::string kinds;
    for (const QJsonValue value : row[QLatin1String("order")].toArray()) {
        kinds += (kinds.empty() ? "" : ",") + value.toString().toStdString();
    }
    const std::vector<std::size_t> order = drawingOrder(plans, *parsePlanKinds(kinds));
    CreditFold fold{plans};
    const QJsonObject expected = row[QLatin1String("expected")].toObject();
    const QJsonArray records = expected[QLatin1String("records")].toArray();
    Int128 list = 0;
    Int128 effective = 0;
    int index = 0;
    for (const QJsonValue value : row[QLatin1String("records")].toArray()) {
        CreditRecord record{.time = timeAt(value.toObject(), "t"), .model = textAt(value.toObject(), "model"), .currency = {}, .priced = true, .parts = {}};
        const QJsonObject parts = value[QLatin1String("parts")].toObject();
        for (const QJsonValue part : parts) {
            record.parts.push_back({part[0].toInteger(), Int128{part[1].toInteger()} * unit});
        }
        const CreditedRecord credited = fold.add(record, servingOf(plans, order, record.model));
        const QJsonObject wanted = records[index++].toObject();
        const QString id = wanted[QLatin1String("id")].toString();
        compareWithin(credited.list, numberAt(wanted, "list_nano"), unit, 0, id);
        compareWithin(credited.payable, numberAt(wanted, "payable_nano"), unit, tolerance, id);
        compareWithin(credited.effective(), numberAt(wanted, "effective_nano"), unit, tolerance, id);
        const QJsonArray draws = wanted[QLatin1String("draws")].toArray();
        QCOMPARE(qsizetype(credited.draws.size()), draws.size());
        for (std::size_t i = 0; i < credited.draws.size(); ++i) {
            const QJsonArray draw = draws[qsizetype(i)].toArray();
            QCOMPARE(plans[credited.draws[i].plan].name, draw[0].toString().toStdString());
            compareWithin(credited.draws[i].drawn, draw[1].toInteger(), unit, tolerance, id + QLatin1String(" drawn"));
            compareWithin(credited.draws[i].cash, draw[2].toInteger(), unit, tolerance, id + QLatin1String(" cash"));
        }
        list += credited.list;
        effective += credited.effective();
    }
    QCOMPARE(index, records.size());
    compareWithin(list, numberAt(expected, "list_nano"), unit, 0, QStringLiteral("list"));
    compareWithin(effective, numberAt(expected, "effective_nano"), unit, tolerance, QStringLiteral("effective"));
    const QJsonObject end = expected[QLatin1String("end")].toObject();
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const QString name = QString::fromStdString(plans[i].name);
        if (!end.contains(name)) {
            continue;
        }
        const QJsonObject left = end[name].toObject();
        compareWithin(fold.use()[i].drawn, numberAt(left, "drawn_nano"), unit, tolerance, name);
        if (plans[i].kind == PlanKind::Quota) {
            QCOMPARE(fold.tokensLeft(i, {}), left[QLatin1String("left")].toInteger());
        } else {
            compareWithin(fold.creditLeft(i), numberAt(left, "left"), unit, tolerance, name);
            compareWithin(plans[i].paid - fold.use()[i].cash, numberAt(left, "unamortised_nano"), unit, tolerance, name);
        }
    }
}

void tst_Credits::referencePlans_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = creditCases()[QLatin1String("plans")].toArray();
    QCOMPARE(rows.size(), 4);
    for (const QJsonValue value : rows) {
        QTest::newRow(qPrintable(QString::number(value[QLatin1String("fee_nano")].toInteger()))) << value.toObject();
    }
}

void tst_Credits::referencePlans()
{
    QFETCH(QJsonObject, row);
    const QJsonObject expected = row[QLatin1String("expected")].toObject();
    const Int128 fee = numberAt(row, "fee_nano");
    const int days = row[QLatin1String("cycle_days")].toInt();
    Int128 sum = 0;
    for (int day = 1; day <= days; ++day) {
        sum += feeOfDay(fee, day, days);
    }
    QVERIFY(sum == numberAt(expected, "prorated_sum"));
    for (int day = 1; day <= 3; ++day) {
        QVERIFY(feeOfDay(fee, day, days) == expected[QLatin1String("prorated_first3")][day - 1].toInteger());
    }
    std::vector<Int128> daily;
    for (const QJsonValue value : row[QLatin1String("daily_list_value_nano")].toArray()) {
        daily.push_back(value.toInteger());
    }
    const PlanWorth worth = worthOf(fee, daily);
    QVERIFY(worth.value == numberAt(expected, "value_nano"));
    QVERIFY(worth.net == numberAt(expected, "net_nano"));
    QCOMPARE(worth.perMille.value_or(-1), expected[QLatin1String("ratio_permille")].toInteger());
    QCOMPARE(worth.breakEvenDay.value_or(0), expected[QLatin1String("break_even_day")].toInt(0));
}

void tst_Credits::whatIsSavedIsWhatWasDrawn_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 40; ++seed) {
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
}

void tst_Credits::whatIsSavedIsWhatWasDrawn()
{
    QFETCH(int, seed);
    std::mt19937_64 random{std::uint64_t(seed)};
    const auto upTo = [&random](std::int64_t most) { return std::int64_t(random() % std::uint64_t(most + 1)); };
    std::vector<Plan> plans;
    for (int i = 0; i < 6; ++i) {
        Plan plan = packOf(Int128{upTo(1'000'000'000)} * 1'000'000'000'000 + 1, Int128{upTo(1'000'000'000)} * 999'999'999'989);
        plan.kind = UsualPlanKinds[std::size_t(upTo(3))];
        plan.id = i + 1;
        plan.from = utcFromMs(upTo(500));
        if (upTo(1) == 1) {
            plan.until = plan.from + std::chrono::milliseconds{1 + upTo(500)};
        }
        plan.tokens = 1 + upTo(3'000'000);
        plan.perModel = upTo(1) == 1;
        plan.multiplier = upTo(Plan::MultiplierOne);
        plans.push_back(plan);
    }
    PlanKinds kinds = UsualPlanKinds;
    std::shuffle(kinds.begin(), kinds.end(), random);
    const std::vector<std::size_t> order = drawingOrder(plans, kinds);
    CreditFold fold{plans};
    for (int i = 0; i < 200; ++i) {
        CreditRecord record = recordOf({});
        record.time = utcFromMs(i * 5);
        record.model = upTo(1) == 1 ? "a" : "b";
        Int128 list = 0;
        for (std::int64_t part = 0; part < 1 + upTo(5); ++part) {
            const std::int64_t tokens = upTo(3) == 0 ? 0 : upTo(200'000);
            record.parts.push_back({tokens, tokens == 0 ? Int128{upTo(1'000'000'007)} * 1'000'003 : Int128{tokens} * upTo(20'000'000'000'000)});
            list += record.parts.back().amount;
        }
        const CreditedRecord credited = fold.add(record, order);
        Int128 drawn = 0;
        Int128 saved = 0;
        for (const CreditDraw &draw : credited.draws) {
            QVERIFY(draw.drawn >= 0 && draw.cash >= 0);
            drawn += draw.drawn;
            saved += draw.drawn - draw.cash;
        }
        QVERIFY(credited.list == list);
        QVERIFY(credited.payable >= 0);
        QVERIFY(credited.list == drawn + credited.payable);
        QVERIFY(credited.list - credited.effective() == saved);
    }
    for (std::size_t i = 0; i < plans.size(); ++i) {
        QVERIFY(plans[i].kind != PlanKind::Pack || (fold.creditLeft(i) >= 0 && fold.use()[i].cash <= plans[i].paid));
        QVERIFY(fold.tokensLeft(i, "a") >= 0 && fold.tokensLeft(i, "b") >= 0);
    }
}

void tst_Credits::usedUpPackCostsWhatWasPaid()
{
    // Three draws of a third each: no rounding of single draws may lose or invent an atto of the 10,000 paid.
    const Int128 third = Int128{33'333'333'333'333} * 1'000'000'000;
    const Int128 paid = Int128{10'000} * 1'000'000'000 * 1'000'000'000 + 7;
    CreditFold fold{{packOf(3 * third, paid)}};
    const std::size_t serving[] = {0};
    Int128 cash = 0;
    for (int i = 0; i < 3; ++i) {
        cash += fold.add(recordOf({{10, third}}), serving).cash;
    }
    QVERIFY(cash == paid);
    const CreditedRecord after = fold.add(recordOf({{10, third}}), serving);
    QVERIFY(after.draws.empty());
    QVERIFY(after.effective() == third);
}

void tst_Credits::anotherCurrencyIsNotServed()
{
    CreditFold fold{{packOf(1'000, 700)}};
    const std::size_t serving[] = {0};
    CreditRecord record = recordOf({{10, 100}});
    record.currency = Currency{"CNY"};
    QVERIFY(fold.add(record, serving).payable == 100);
    QVERIFY(fold.creditLeft(0) == 1'000);
}

void tst_Credits::unpricedUsageDrawsTokensOnly()
{
    Plan quota = packOf(0, 0);
    quota.kind = PlanKind::Quota;
    quota.tokens = 100;
    CreditFold fold{{quota, packOf(1'000, 700)}};
    const std::size_t serving[] = {0, 1};
    CreditRecord record = recordOf({{60, 0}});
    record.priced = false;
    record.currency = {};
    const CreditedRecord first = fold.add(record, serving);
    QCOMPARE(first.draws.size(), std::size_t{1});
    QCOMPARE(first.draws[0].tokens, std::int64_t{60});
    QCOMPARE(fold.tokensLeft(0, {}), std::int64_t{40});
    QVERIFY(!fold.use()[1].atMost); // the quota took all of it
    fold.add(record, serving);
    QCOMPARE(fold.tokensLeft(0, {}), std::int64_t{0});
    QVERIFY(fold.use()[1].atMost);
    QVERIFY(fold.creditLeft(1) == 1'000);
}

void tst_Credits::quotaPerModel()
{
    Plan quota = packOf(0, 0);
    quota.kind = PlanKind::Quota;
    quota.tokens = 100;
    quota.perModel = true;
    CreditFold fold{{quota}};
    const std::size_t serving[] = {0};
    CreditRecord record = recordOf({{80, 800}});
    QVERIFY(fold.add(record, serving).payable == 0);
    QVERIFY(fold.add(record, serving).payable == 600); // 20 of 80 tokens were left
    record.model = "other";
    QVERIFY(fold.add(record, serving).payable == 0);
    QCOMPARE(fold.tokensLeft(0, "m"), std::int64_t{0});
    QCOMPARE(fold.tokensLeft(0, "other"), std::int64_t{20});
}

void tst_Credits::feesAreNotTokens()
{
    Plan quota = packOf(0, 0);
    quota.kind = PlanKind::Quota;
    quota.tokens = 100;
    CreditFold fold{{quota}};
    const std::size_t serving[] = {0};
    QVERIFY(fold.add(recordOf({{80, 800}, {0, 5}}), serving).payable == 5);
}

void tst_Credits::subscriptionIsWorthTheDiscountedPrice()
{
    Plan subscription = packOf(0, 0);
    subscription.kind = PlanKind::Subscription;
    Plan deal = packOf(0, 0);
    deal.kind = PlanKind::Discount;
    deal.multiplier = 850'000'000;
    CreditFold fold{{subscription, deal}};
    const std::size_t serving[] = {0, 1};
    const CreditedRecord credited = fold.add(recordOf({{10, 1'000}, {0, 100}}), serving);
    QVERIFY(credited.effective() == 0);
    QCOMPARE(credited.draws.size(), std::size_t{1});
    QVERIFY(credited.draws[0].drawn == 1'100);
    QVERIFY(credited.draws[0].value == 935);
}

void tst_Credits::freePlan()
{
    const Int128 daily[] = {0, 5};
    const PlanWorth worth = worthOf(0, daily);
    QVERIFY(!worth.perMille);
    QCOMPARE(worth.breakEvenDay.value_or(0), 1);
    QVERIFY(worth.net == 5);
}

void tst_Credits::orderWithinAKind()
{
    std::vector<Plan> plans(5, packOf(1, 1));
    for (std::size_t i = 0; i < plans.size(); ++i) {
        plans[i].id = std::int64_t(10 - i);
        plans[i].from = utcFromMs(100);
    }
    plans[1].until = utcFromMs(900);
    plans[2].until = utcFromMs(800);
    plans[3].from = utcFromMs(50);
    // Expiry first, then the beginning, then the number: 4 (id 6) before 0 (id 10).
    const std::vector<std::size_t> expected{2, 1, 3, 4, 0};
    QCOMPARE(drawingOrder(plans, UsualPlanKinds), expected);
}

TOKENMETER_TEST(tst_Credits);

} // namespace test_Credits


#include "tst_Credits.moc"
