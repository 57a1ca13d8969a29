// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/Breakdown.h"
#include "flow/GroupedUsage.h"
#include "flow/Overview.h"

#include <QRegularExpression>
#include <QtTest>

namespace test_BasisUsage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

UtcTime timeOf(const char *text)
{
    return parseTime(text)->time;
}

Charge billed(const char *day, const char *amount, const char *model, const char *currency = "USD", const char *project = "")
{
    Charge charge;
    charge.day = parseDay(day);
    charge.from = Zone::utc().startOf(*charge.day);
    charge.to = charge.from + days{1};
    charge.billed = amountOf(amount);
    charge.currency = currency;
    charge.model = model;
    charge.project = project;
    return charge;
}

/// October: 10 metered of `plain` on the 5th in project "shop", 4 yuan of `yuan` on the 6th, "mystery" without a price. Billed: 12.50 of
/// `plain` on the 5th and 0.50 on the 7th, when nothing was used; 7 yuan; 1 without a model. In all 14 dollars and 7 yuan.
struct BasisDesk
{
    TestLedger ledger{};
    BillingAccount account = *ledger.writer().addAccount({.provider = "openai", .name = "work"}, timeOf("2026-09-01T00:00:00Z"));

    BasisDesk()
    {
        ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}, .provider = "openai"},
                    {.time = "2026-10-06T12:00:00Z", .model = "yuan", .tokens = {.input = 1'000'000}, .provider = "openai"},
                    {.time = "2026-10-08T12:00:00Z", .model = "mystery", .tokens = {.input = 5}, .provider = "openai"}});
        Charge other = billed("2026-10-05", "5000", "plain");
        other.isOtherProduct = true;
        const PolledSlice slice{.account = account.id,
                                .report = "costs",
                                .from = timeOf("2026-09-01T00:00:00Z"),
                                .to = timeOf("2026-12-01T00:00:00Z"),
                                .replacesCharges = true,
                                .charges = {billed("2026-10-05", "12.50", "plain", "USD", "shop"), billed("2026-10-07", "0.50", "plain"), billed("2026-10-06", "7", "yuan", "CNY"),
                                            billed("2026-10-09", "1", ""), billed("2026-09-30", "99", "plain"), billed("2026-11-01", "99", "plain"), other}};
        if (!ledger.writer().storeSlice(slice, {.account = account.id, .report = "costs", .readTo = slice.to})) {
            qFatal("the test's bill failed");
        }
    }
    static UsageFilter october()
    {
        return {.from = parseDay("2026-10-01"), .to = parseDay("2026-10-31")};
    }
    GroupedUsage grouped(std::vector<Dimension> dimensions, ViewBasis basis, UsageFilter filter = october(), RepeatedReports repeated = {})
    {
        return *groupedUsage(ledger.reader(), ledger.pricer(),
                             {.filter = filter, .dimensions = std::move(dimensions), .now = timeOf("2026-11-05T00:00:00Z"), .basis = {.basis = basis, .repeated = std::move(repeated)}});
    }
};

/// "plain 13, - 1": what each row costs in dollars.
QString rowsOf(const GroupedUsage &usage)
{
    QStringList rows;
    for (const GroupedUsage::Row &row : usage.rows) {
        const std::string &name = usage.textOf(row, 0);
        rows << QString::fromStdString(name.empty() ? "-" : name) + u' ' + QString::fromStdString(row.inCurrency.toDecimalText()).remove(QRegularExpression{QStringLiteral("\\.?0+$")});
    }
    rows.sort();
    return rows.join(QStringLiteral(", "));
}

} // namespace

class tst_BasisUsage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void billedByModelAndProject();
    void twoReportsOfOneSpend();
    void billedKeepsWhatWasUsed();
    void billedFilters();
    void billedCannotTell();
    void overviewOfABill();
    void effectiveHeedsModels();
};

void tst_BasisUsage::billedByModelAndProject()
{
    BasisDesk desk;
    QCOMPARE(rowsOf(desk.grouped({Dimension::Model}, ViewBasis::List)), QStringLiteral("mystery 0, plain 10, yuan 0"));
    const GroupedUsage models = desk.grouped({Dimension::Model}, ViewBasis::Billed);
    QCOMPARE(rowsOf(models), QStringLiteral("- 1, mystery 0, plain 13, yuan 0"));
    QCOMPARE(models.inCurrency, money("14"));
    QCOMPARE(models.foreign, (std::vector<Money>{money("7", "CNY")})); // no rate: beside, never added
    desk.ledger.setRate("2026-10-01", "CNY", "USD", "0.5");
    QCOMPARE(desk.grouped({Dimension::Model}, ViewBasis::Billed).inCurrency, money("17.5")); // by a dated rate
    QCOMPARE(rowsOf(desk.grouped({Dimension::Project}, ViewBasis::Billed)), QStringLiteral("- 5, shop 12.5")); // 0.50 + 1 + half of 7
    QCOMPARE(desk.grouped({Dimension::Day}, ViewBasis::Billed).rows.size(), std::size_t{5}); // the 7th and the 9th are billed only
    QCOMPARE(desk.grouped({Dimension::Week}, ViewBasis::Billed).rows.size(), std::size_t{1}); // Monday the 5th to the 11th
}

/// "costs" tells the same as "summary". While the key sees no summary, the costs stand for it; a summary of the 1st to the 8th of October
/// (3 dollars) takes the place of the 12.50, the 0.50 and the 7 yuan of these days, and leaves the 1 of the 9th.
void tst_BasisUsage::twoReportsOfOneSpend()
{
    BasisDesk desk;
    desk.ledger.setRate("2026-10-01", "CNY", "USD", "0.5");
    const RepeatedReports repeats = [](const std::string &) { return std::vector<RepeatedReport>{{.report = "costs", .sameAs = "summary"}}; };
    const auto sum = [&] { return desk.grouped({Dimension::Model}, ViewBasis::Billed, BasisDesk::october(), repeats).inCurrency; };
    QCOMPARE(sum(), money("17.5"));
    Charge week = billed("2026-10-01", "3", "");
    week.day.reset();
    week.to = timeOf("2026-10-09T00:00:00Z");
    const PolledSlice slice{.account = desk.account.id,
                            .report = "summary",
                            .from = timeOf("2026-10-01T00:00:00Z"),
                            .to = timeOf("2026-11-01T00:00:00Z"),
                            .replacesCharges = true,
                            .charges = {week}};
    QVERIFY(desk.ledger.writer().storeSlice(slice, {.account = desk.account.id, .report = "summary", .readTo = slice.to}));
    QCOMPARE(sum(), money("4"));
    ReportRequest request;
    request.filter = BasisDesk::october();
    const BilledReport report = *billedReportOf(desk.ledger.reader(), desk.ledger.pricer(), request, repeats);
    QCOMPARE(report.total.cost, std::vector{money("4")});
}

/// Tokens and requests are those of the logs, on whichever basis; and nothing is "at least" because a list price is missing.
void tst_BasisUsage::billedKeepsWhatWasUsed()
{
    BasisDesk desk;
    const Spend list = desk.grouped({Dimension::Model}, ViewBasis::List).total;
    const Spend billed = desk.grouped({Dimension::Model}, ViewBasis::Billed).total;
    QCOMPARE(billed.requests, std::int64_t{3});
    QCOMPARE(billed.totalTokens, list.totalTokens);
    QCOMPARE(list.unpricedRequests, std::int64_t{1});
    QCOMPARE(billed.unpricedRequests, std::int64_t{0});
}

void tst_BasisUsage::billedFilters()
{
    BasisDesk desk;
    UsageFilter filter = BasisDesk::october();
    filter.models = {"plain"};
    QCOMPARE(desk.grouped({Dimension::Day}, ViewBasis::Billed, filter).inCurrency, money("13"));
    filter.projects = {"shop"};
    QCOMPARE(desk.grouped({Dimension::Day}, ViewBasis::Billed, filter).inCurrency, money("12.5"));
    filter = BasisDesk::october();
    filter.providers = {"anthropic"};
    QVERIFY(desk.grouped({Dimension::Day}, ViewBasis::Billed, filter).inCurrency.isZero());
    filter.providers = {"openai"};
    QCOMPARE(desk.grouped({Dimension::Provider}, ViewBasis::Billed, filter).inCurrency, money("14"));
}

void tst_BasisUsage::billedCannotTell()
{
    BasisDesk desk;
    const auto refusal = [&](std::vector<Dimension> dimensions, UsageFilter filter) {
        const Result<GroupedUsage> usage = groupedUsage(desk.ledger.reader(), desk.ledger.pricer(), {.filter = filter, .dimensions = std::move(dimensions), .basis = {.basis = ViewBasis::Billed}});
        return usage || usage.problem().cause != Cause::BadArgument ? std::string{} : usage.problem().args.back();
    };
    QCOMPARE(refusal({Dimension::Session}, {}), std::string{"session"});
    QCOMPARE(refusal({Dimension::Hour}, {}), std::string{"hour"});
    QCOMPARE(refusal({Dimension::Source}, {}), std::string{"source"});
    UsageFilter filter;
    filter.sessions = {"s1"};
    QCOMPARE(refusal({Dimension::Day}, filter), std::string{"billed"});
    QCOMPARE(refusal({Dimension::Day}, {}), std::string{});
}

void tst_BasisUsage::overviewOfABill()
{
    BasisDesk desk;
    OverviewRequest request{.filter = BasisDesk::october(), .now = timeOf("2026-10-20T00:00:00Z")};
    request.basis.basis = ViewBasis::Billed;
    const OverviewData data = *overviewOf(desk.ledger.reader(), desk.ledger.pricer(), request);
    QCOMPARE(data.inCurrency, money("14"));
    QCOMPARE(data.dailyCost[4], money("12.5"));
    QCOMPARE(data.dailyCost[6], money("0.5"));
    QCOMPARE(data.previousInCurrency, money("0"));  // up to the 20th of September; 99 came on the 30th
    QVERIFY(data.projection.evidence == Projection::Evidence::None);
    QVERIFY(data.cacheSaved.isZero());
    QVERIFY(data.basis == ViewBasis::Billed);
    Money models = money("0");
    for (const ModelSeries &model : data.models) {
        models += model.inCurrency;
    }
    QCOMPARE(models, money("14"));
    QVERIFY(!overviewOf(desk.ledger.reader(), desk.ledger.pricer(), [&] {
                 OverviewRequest asked = request;
                 asked.filter.sessions = {"s1"};
                 return asked;
             }()));
}

/// A discount of a half on everything: 5 of 10. A filter on one model leaves the others out, whatever is grouped by.
void tst_BasisUsage::effectiveHeedsModels()
{
    BasisDesk desk;
    desk.ledger.add({{.time = "2026-10-05T13:00:00Z", .model = "free", .tokens = {.input = 7}, .provider = "openai"}});
    Plan half;
    half.kind = PlanKind::Discount;
    half.name = "half";
    half.multiplier = Plan::MultiplierOne / 2;
    half.from = timeOf("2026-01-01T00:00:00Z");
    QVERIFY(desk.ledger.writer().addPlan(half, timeOf("2026-09-01T00:00:00Z")));
    QCOMPARE(desk.grouped({Dimension::Model}, ViewBasis::Effective).inCurrency, money("5"));
    for (const std::vector<Dimension> &dimensions : {std::vector{Dimension::Day}, std::vector{Dimension::Model}, std::vector<Dimension>{}}) {
        UsageFilter filter = BasisDesk::october();
        filter.models = {"plain"};
        const GroupedUsage usage = desk.grouped(dimensions, ViewBasis::Effective, filter);
        QCOMPARE(usage.inCurrency, money("5"));
        QCOMPARE(usage.total.requests, std::int64_t{1});
    }
}

TOKENMETER_TEST(tst_BasisUsage);

} // namespace test_BasisUsage

#include "tst_BasisUsage.moc"
