// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Reconciliation.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <random>

namespace test_Reconciliation
{

using namespace tokenmeter;

namespace
{

constexpr Int128 Nano = 1'000'000'000; // attos

QJsonArray reconcileCases()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/02-reconciliation.json")};
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray() : QJsonArray{};
}

Int128 nanos(const QJsonValue &value)
{
    return Int128{value.toInteger()} * Nano;
}

/// Price of a million tokens as a decimal text, as attos a token: "1.5" -> 1.5e12.
std::int64_t attosOf(const QString &perMillion)
{
    return std::int64_t(amountOf(perMillion.toStdString())->atto / 1'000'000);
}

TokenClass tokenClassNamed(const QString &name)
{
    return name == QLatin1String("input") ? TokenClass::Input : name == QLatin1String("output") ? TokenClass::Output : TokenClass::CacheRead;
}

/// `count` days that are all alike.
std::vector<ReconcileDay> equalDays(int count, Int128 metered, Int128 billed)
{
    std::vector<ReconcileDay> days;
    for (int i = 0; i < count; ++i) {
        days.push_back({*parseDay("2026-10-01") + std::chrono::days{i}, metered, billed});
    }
    return days;
}

ReconcileCell cellOf(const QJsonObject &row)
{
    ReconcileCell cell;
    cell.model = row[QLatin1String("model")].toString().toStdString();
    cell.tokenClass = tokenClassNamed(row[QLatin1String("class")].toString());
    cell.tokens = row[QLatin1String("our_tokens")].toInteger();
    cell.metered = nanos(row[QLatin1String("our_nano")]);
    cell.billed = nanos(row[QLatin1String("billed_nano")]);
    if (const QJsonValue tokens = row[QLatin1String("prov_tokens")]; !tokens.isNull()) {
        cell.billedTokens = tokens.toInteger();
    }
    if (const QJsonValue price = row[QLatin1String("price")]; !price.isNull()) {
        cell.price = attosOf(price.toString());
    }
    if (row[QLatin1String("constant_ratio")].toBool()) {
        cell.days = equalDays(5, cell.metered / 5, cell.billed / 5);
    }
    return cell;
}

ReconcileLine lineOf(const QJsonObject &row)
{
    const QString kind = row[QLatin1String("kind")].toString();
    const ReconcileStep step = kind == QLatin1String("credits") ? ReconcileStep::Credits
        : kind == QLatin1String("tax")                          ? ReconcileStep::Tax
                                                                : ReconcileStep::Fees;
    return {step, nanos(row[QLatin1String("nano")]), nanos(row[QLatin1String("metered_nano")]), row[QLatin1String("text")].toString().toStdString()};
}

ReconcileInput reconcileInputOf(const QJsonObject &row)
{
    ReconcileInput input;
    for (const QJsonValue value : row[QLatin1String("cells")].toArray()) {
        input.cells.push_back(cellOf(value.toObject()));
        const BillDetail detail = input.cells.back().billedTokens ? BillDetail::Tokens : BillDetail::Money;
        input.detail = std::max(input.detail, detail);
    }
    for (const QJsonValue value : row[QLatin1String("other_lines")].toArray()) {
        input.lines.push_back(lineOf(value.toObject()));
    }
    input.rounding = nanos(row[QLatin1String("rounding_nano")]);
    input.meteredInProviderDays = nanos(row[QLatin1String("metered_provider_days_nano")]);
    input.meteredOtherPayer = nanos(row[QLatin1String("metered_other_payer_nano")]);
    input.meteredInView = nanos(row[QLatin1String("metered_view_nano")]);
    input.billed = nanos(row[QLatin1String("billed_nano")]);
    return input;
}

Int128 stepOf(const ReconcileSteps &steps, ReconcileStep step)
{
    return steps[static_cast<std::size_t>(step)];
}

/// Every step of the result against those that are named; what is not named has to be 0.
bool hasSteps(const ReconcileSteps &steps, const QJsonObject &expected)
{
    for (std::size_t i = 0; i < ReconcileStepCount; ++i) {
        if (steps[i] != nanos(expected[QLatin1String(keyOf(static_cast<ReconcileStep>(i)))])) {
            return false;
        }
    }
    return true;
}

/// A cell with money only, present on both sides: 10.00 metered.
ReconcileInput moneyOnly(Int128 billed, std::vector<ReconcileDay> days)
{
    ReconcileInput input{.detail = BillDetail::Money, .meteredInView = 10 * Nano, .meteredInProviderDays = 10 * Nano, .billed = billed};
    input.cells.push_back({.model = "m", .tokens = 100, .metered = 10 * Nano, .billed = billed, .price = 1, .days = std::move(days)});
    return input;
}

} // namespace

class tst_Reconciliation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void badges();
    void constantRatio();
    void ratioMovesMoneyToPrice();
    void tierPart();
    void partlyPricedCell();
    void nothingBilled();
    void identityHolds();
};

void tst_Reconciliation::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = reconcileCases();
    QCOMPARE(rows.size(), 3);
    for (const QJsonValue value : rows) {
        QTest::newRow(qPrintable(value[QLatin1String("name")].toString())) << value.toObject();
    }
}

void tst_Reconciliation::referenceCases()
{
    QFETCH(QJsonObject, row);
    const QJsonObject expected = row[QLatin1String("expected")].toObject();
    const Reconciliation result = reconcile(reconcileInputOf(row[QLatin1String("input")].toObject()));
    QCOMPARE(expected[QLatin1String("steps")].toObject().size(), qsizetype(ReconcileStepCount)); // every name is known
    QVERIFY(hasSteps(result.steps, expected[QLatin1String("steps")].toObject()));
    const QJsonArray cells = expected[QLatin1String("cells")].toArray();
    QCOMPARE(qsizetype(result.cells.size()), cells.size());
    for (std::size_t i = 0; i < result.cells.size(); ++i) {
        QVERIFY(hasSteps(result.cells[i], cells[qsizetype(i)][QLatin1String("steps")].toObject()));
    }
    QVERIFY(result.residual == nanos(expected[QLatin1String("residual_nano")]));
    QCOMPARE(result.residualPpm.value_or(-1), expected[QLatin1String("reconciled_within_ppm")].toInteger());
}

void tst_Reconciliation::badges()
{
    const QJsonArray rows = reconcileCases();
    ReconcileInput best = reconcileInputOf(rows[0][QLatin1String("input")].toObject());
    QVERIFY(reconcile(best).badge == ReconcileBadge::Within);
    best.isIncomplete = true;
    QVERIFY(reconcile(best).badge == ReconcileBadge::Incomplete);
    QVERIFY(reconcile(reconcileInputOf(rows[1][QLatin1String("input")].toObject())).badge == ReconcileBadge::Within);
    QVERIFY(reconcile(reconcileInputOf(rows[2][QLatin1String("input")].toObject())).badge == ReconcileBadge::TotalCompared);
    const ReconcileInput days{.detail = BillDetail::Days, .meteredInView = 5, .meteredInProviderDays = 5, .billed = 5};
    QVERIFY(reconcile(days).badge == ReconcileBadge::TotalCompared);
}

void tst_Reconciliation::constantRatio()
{
    QVERIFY(constantRatioOf(equalDays(5, 1000, 900)) == 900'000'000);
    QVERIFY(!constantRatioOf(equalDays(4, 1000, 900))); // too few days
    QVERIFY(!constantRatioOf(equalDays(9, 1000, 1005))); // within 0.5 % of 1: no finding
    QVERIFY(constantRatioOf(equalDays(9, 1000, 1006)) == 1'006'000'000);
    std::vector<ReconcileDay> days = equalDays(5, 10'000, 9'000);
    days.push_back({.metered = 10'000, .billed = 9'045}); // 0.5 % above the median: still the same
    QVERIFY(constantRatioOf(days) == 900'000'000);
    days.back().billed = 9'046;
    QVERIFY(!constantRatioOf(days));
    days.back() = {.metered = 0, .billed = 0}; // a day without use says nothing
    QVERIFY(constantRatioOf(days) == 900'000'000);
    days.back() = {.metered = 10'000, .billed = 0}; // a day that the provider did not see is no price
    QVERIFY(!constantRatioOf(days));
    days.back() = {.metered = 0, .billed = 10'000};
    QVERIFY(!constantRatioOf(days));
}

void tst_Reconciliation::ratioMovesMoneyToPrice()
{
    const Reconciliation constant = reconcile(moneyOnly(9 * Nano, equalDays(5, 2 * Nano, 9 * Nano / 5)));
    QVERIFY(stepOf(constant.steps, ReconcileStep::PriceAndTier) == -Nano);
    QVERIFY((constant.ratios == std::vector<ConstantRatio>{{0, 900'000'000}}));
    const Reconciliation uneven = reconcile(moneyOnly(9 * Nano, {}));
    QVERIFY(stepOf(uneven.steps, ReconcileStep::SeenOnlyInLogs) == -Nano);
    QVERIFY(stepOf(uneven.steps, ReconcileStep::PriceAndTier) == 0 && uneven.ratios.empty());
}

void tst_Reconciliation::tierPart()
{
    // 100 tokens of ours at 10 = 1000. The provider saw 120 in a tier of 15 a token and billed 1700:
    // usage 20 * 10 = 200; rest 1700 - 1000 - 200 = 500, of which the tier 120 * 5 = 600 and the price -100.
    ReconcileInput input{.detail = BillDetail::Tokens, .meteredInView = 1000, .meteredInProviderDays = 1000, .billed = 1700};
    input.cells.push_back({.tier = "priority", .tokens = 100, .metered = 1000, .billedTokens = 120, .billed = 1700, .price = 10, .atTierPrices = 120 * 15});
    const Reconciliation result = reconcile(input);
    QVERIFY(stepOf(result.cells[0], ReconcileStep::SeenOnlyByProvider) == 200);
    QVERIFY(stepOf(result.cells[0], ReconcileStep::PriceAndTier) == 500);
    QVERIFY(result.tierParts[0] == 600);
    QVERIFY(result.residual == 0);
}

void tst_Reconciliation::partlyPricedCell()
{
    // Part of the usage had a price and there is none for the cell: what is metered must not be counted twice.
    ReconcileInput input{.detail = BillDetail::Tokens, .meteredInView = 40, .meteredInProviderDays = 40, .billed = 100};
    input.cells.push_back({.tokens = 9, .metered = 40, .billedTokens = 9, .billed = 100});
    const Reconciliation result = reconcile(input);
    QVERIFY(stepOf(result.steps, ReconcileStep::Unpriced) == 60);
    QVERIFY(result.residual == 0);
}

void tst_Reconciliation::nothingBilled()
{
    const Reconciliation nothing = reconcile({.detail = BillDetail::Tokens});
    QVERIFY(nothing.residualPpm == 0 && nothing.badge == ReconcileBadge::Within);
    const Reconciliation something = reconcile({.detail = BillDetail::Tokens, .meteredInView = 5, .meteredInProviderDays = 5});
    QVERIFY(something.residual == -5);
    QVERIFY(!something.residualPpm && something.badge == ReconcileBadge::TotalCompared);
}

/// On whatever both sides say: billed = metered + steps + residual, the cells add up to what the steps hold of them, and what
/// the cells, the lines and the edges explain is explained once.
void tst_Reconciliation::identityHolds()
{
    std::mt19937_64 random{20261}; // always the same cases
    const auto below = [&random](std::int64_t limit) { return std::int64_t(random() % std::uint64_t(limit)); };
    for (int round = 0; round < 2000; ++round) {
        ReconcileInput input{.detail = static_cast<BillDetail>(below(4))};
        Int128 explained = 0;
        for (std::int64_t i = below(12); i > 0; --i) {
            ReconcileCell cell{.tokens = below(3) * below(1'000'000'000), .metered = Int128{below(1'000'000'000'000'000'000)} * below(1000), .billed = Int128{below(1'000'000'000'000'000'000)} * below(3)};
            if (below(2) == 0) {
                cell.billedTokens = below(1'000'000'000);
            }
            if (below(4) != 0) {
                cell.price = below(100'000'000'000'000);
            }
            cell.days = below(3) == 0 ? equalDays(6, 1000, below(2000)) : std::vector<ReconcileDay>{};
            explained += cell.billed - cell.metered;
            input.cells.push_back(std::move(cell));
        }
        for (std::int64_t i = below(4); i > 0; --i) {
            const ReconcileLine line{static_cast<ReconcileStep>(6 + below(3)), below(1'000'000) - 500'000, below(1000), {}};
            input.lines.push_back(line);
        }
        input.meteredInView = below(1'000'000'000'000);
        input.meteredInProviderDays = below(1'000'000'000'000);
        input.meteredOtherPayer = below(1'000'000);
        input.rounding = below(100) - 50;
        input.billed = Int128{below(1'000'000'000'000'000'000)} * 1000;
        const Reconciliation result = reconcile(input);
        Int128 sum = input.meteredInView + result.residual;
        Int128 ofCells = 0;
        for (std::size_t i = 0; i < ReconcileStepCount; ++i) {
            sum += result.steps[i];
            for (const ReconcileSteps &cell : result.cells) {
                ofCells += cell[i];
            }
        }
        QVERIFY(sum == input.billed);
        QVERIFY(ofCells == (input.detail >= BillDetail::Money ? explained : 0));
        QVERIFY(result.residual == 0 || stepOf(result.steps, ReconcileStep::TimeZoneEdge) == input.meteredInProviderDays - input.meteredInView);
    }
}

TOKENMETER_TEST(tst_Reconciliation);

} // namespace test_Reconciliation

#include "tst_Reconciliation.moc"
