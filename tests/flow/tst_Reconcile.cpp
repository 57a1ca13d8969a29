// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "core/Decimal.h"
#include "flow/BilledCells.h"
#include "flow/BilledReport.h"
#include "flow/MeteredCells.h"
#include "flow/Reconcile.h"

#include <QtTest>

#include <numeric>
#include <set>

namespace test_Reconcile
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

UtcTime moment(const char *text)
{
    return parseTime(text)->time;
}

Charge billLine(const char *day, const char *billed, const char *model = "", TokenClass tokenClass = TokenClass::Unknown)
{
    Charge charge;
    charge.day = parseDay(day);
    charge.from = UtcTime{sys_days{charge.day->time_since_epoch()}};
    charge.to = charge.from + days{1};
    charge.billed = amountOf(billed);
    charge.currency = "USD";
    charge.model = model;
    charge.tokenClass = tokenClass;
    return charge;
}

Charge otherLine(ChargeCategory category, const char *billed, const char *description)
{
    Charge charge = billLine("2026-10-31", billed);
    charge.category = category;
    charge.description = description;
    return charge;
}

UsageBucket tokensOf(const char *day, const char *model, ReportedCounts counts)
{
    UsageBucket bucket;
    bucket.day = parseDay(day);
    bucket.from = UtcTime{sys_days{bucket.day->time_since_epoch()}};
    bucket.to = bucket.from + days{1};
    bucket.model = model;
    bucket.counts = counts;
    return bucket;
}

/// A ledger with an account at OpenAI whose October is read to its end.
struct MonthDesk
{
    TestLedger ledger{};
    BillingAccount account = *ledger.writer().addAccount({.provider = "openai", .name = "work"}, moment("2026-09-01T00:00:00Z"));

    void bill(std::vector<Charge> charges, const char *readTo = "2026-11-02T00:00:00Z")
    {
        const PolledSlice slice{.account = account.id,
                                .report = "costs",
                                .from = moment("2026-09-01T00:00:00Z"),
                                .to = moment("2026-12-01T00:00:00Z"),
                                .replacesCharges = true,
                                .charges = std::move(charges)};
        QVERIFY(ledger.writer().storeSlice(slice, {.account = account.id, .report = "costs", .readTo = moment(readTo)}));
    }
    void usage(std::vector<UsageBucket> buckets)
    {
        const PolledSlice slice{.account = account.id,
                                .report = "usage",
                                .from = moment("2026-09-01T00:00:00Z"),
                                .to = moment("2026-12-01T00:00:00Z"),
                                .replacesUsage = true,
                                .buckets = std::move(buckets)};
        QVERIFY(ledger.writer().storeSlice(slice, {.account = account.id, .report = "usage", .readTo = slice.to}));
    }
    AccountMonth month(const char *now = "2026-11-05T00:00:00Z")
    {
        return *reconcileMonth(ledger.reader(), ledger.pricer(),
                               {.account = account, .month = 2026y / October, .userZone = *Zone::byId("Europe/Berlin"), .now = moment(now)});
    }
};

/// "19 +1 -3 ... rest 0 = 17.45": the steps that are not 0, in their order.
QString wordsOf(const MonthReconciliation &month)
{
    QString words = QString::fromStdString(formatDecimal(month.input.meteredInView, MoneyScale));
    for (std::size_t i = 0; i < ReconcileStepCount; ++i) {
        if (month.result.steps[i] != 0) {
            words += QStringLiteral(" %1 %2").arg(QLatin1String(keyOf(static_cast<ReconcileStep>(i))), QString::fromStdString(formatDecimal(month.result.steps[i], MoneyScale)));
        }
    }
    return words + QString::fromStdString(" rest " + formatDecimal(month.result.residual, MoneyScale) + " = " + formatDecimal(month.input.billed, MoneyScale));
}

/// A month whose every step is known:
/// in the user's days 10 + 5 + 1 + 3 = 19, in the provider's 10 + 5 + 2 + 3 = 20 (the request of 1.00 is still September there, that of
/// 2.00 already November here); 3 of it was paid by a subscription. The provider saw 1,300,000 tokens of input, the logs 1,200,000:
/// 100,000 at USD 10 a million = 1. Output was billed at 4 instead of 5.
void fillKnownMonth(MonthDesk &desk)
{
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000, .output = 100'000}, .provider = "openai"},
                     {.time = "2026-09-30T23:00:00Z", .tokens = {.input = 100'000}, .provider = "openai"},
                     {.time = "2026-10-31T23:30:00Z", .tokens = {.input = 200'000}, .provider = "openai"},
                     {.time = "2026-10-07T12:00:00Z", .tokens = {.input = 300'000}, .provider = "openai", .source = "codex"},
                     {.time = "2026-10-08T12:00:00Z", .model = "mystery", .tokens = {.input = 50'000}, .provider = "openai"},
                     {.time = "2026-10-09T12:00:00Z", .tokens = {.input = 900'000}, .provider = "anthropic"}});
    QVERIFY(desk.ledger.writer().setPayer({.format = "codex"}, moment("2026-11-01T00:00:00Z")));
    desk.bill({billLine("2026-10-05", "13", "plain", TokenClass::Input), billLine("2026-10-05", "4", "plain", TokenClass::Output),
               billLine("2026-10-08", "0.70", "mystery", TokenClass::Input), billLine("2026-09-30", "99", "plain", TokenClass::Input),
               billLine("2026-11-01", "99", "plain", TokenClass::Input), otherLine(ChargeCategory::Credit, "-2", "promotion"),
               otherLine(ChargeCategory::Tax, "1.50", "VAT"), otherLine(ChargeCategory::Usage, "0.25", "web tools")});
    desk.usage({tokensOf("2026-10-05", "plain", {.input = 1'300'000, .output = 100'000}), tokensOf("2026-10-08", "mystery", {.input = 50'000})});
}

} // namespace

class tst_Reconcile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingBilled();
    void knownMonth();
    void moneyOnlyWithoutClasses();
    void totalAlone();
    void incomplete();
    void payerIsDecided();
    void currenciesApart();
    void tiersOfOneUsage();
    void roundingLine();
    void recordsAndLinesBehindSteps();
    void billedReport();
    void billedReportOfNothing();
};

void tst_Reconcile::nothingBilled()
{
    MonthDesk desk;
    desk.ledger.add({{.tokens = {.input = 100}, .provider = "openai"}});
    QVERIFY(desk.month().currencies.empty());
    QCOMPARE(desk.month().foreign, (std::vector<Money>{money("0.001")}));
}

void tst_Reconcile::knownMonth()
{
    MonthDesk desk;
    fillKnownMonth(desk);
    const AccountMonth month = desk.month();
    QCOMPARE(month.currencies.size(), std::size_t{1});
    QCOMPARE(wordsOf(month.currencies[0]),
             QStringLiteral("19 time_zone_edge 1 other_payer -3 seen_only_by_provider 1 unpriced 0.7 price_and_tier -1 credits -2 fees 0.25 tax 1.5 rest 0 = 17.45"));
    QVERIFY(month.currencies[0].input.detail == BillDetail::Tokens);
    QVERIFY(month.currencies[0].result.badge == ReconcileBadge::Within);
    QCOMPARE(month.currencies[0].result.residualPpm.value_or(-1), std::int64_t{0});
    QCOMPARE(month.unpricedRequests, std::int64_t{1});
    QCOMPARE(month.undecidedFormats, std::vector<std::string>{"claude-code"});
    QVERIFY(!month.isRunning && !month.hasGaps && month.foreign.empty());
}

/// The bill parts models, not classes: 15 + 2 metered, 17.50 billed, so half a dollar was seen by the provider alone.
void tst_Reconcile::moneyOnlyWithoutClasses()
{
    MonthDesk desk;
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000, .output = 100'000}, .provider = "openai"},
                     {.time = "2026-10-06T12:00:00Z", .tokens = {.input = 200'000}, .provider = "openai"}});
    desk.bill({billLine("2026-10-05", "15.50", "plain"), billLine("2026-10-06", "2", "plain"), billLine("2026-10-06", "0.10", "free")});
    const AccountMonth month = desk.month();
    QCOMPARE(wordsOf(month.currencies.at(0)), QStringLiteral("17 seen_only_by_provider 0.6 rest 0 = 17.6"));
    QVERIFY(month.currencies[0].input.detail == BillDetail::Money);
    QCOMPARE(month.currencies[0].input.cells.size(), std::size_t{2});
}

void tst_Reconcile::totalAlone()
{
    MonthDesk desk;
    desk.ledger.add({{.tokens = {.input = 1'000'000}, .provider = "openai"}});
    desk.bill({billLine("2026-10-31", "12")});
    QCOMPARE(wordsOf(desk.month().currencies.at(0)), QStringLiteral("10 rest 2 = 12"));
    QVERIFY(desk.month().currencies[0].input.detail == BillDetail::Total);
    QVERIFY(desk.month().currencies[0].result.badge == ReconcileBadge::TotalCompared);
    desk.bill({billLine("2026-10-30", "5"), billLine("2026-10-31", "7")});
    QVERIFY(desk.month().currencies.at(0).input.detail == BillDetail::Days);
}

void tst_Reconcile::incomplete()
{
    MonthDesk desk;
    fillKnownMonth(desk);
    QVERIFY(desk.month("2026-10-31T23:59:59Z").isRunning);
    QVERIFY(desk.month("2026-10-31T23:59:59Z").currencies.at(0).result.badge == ReconcileBadge::Incomplete);
    QVERIFY(!desk.month("2026-11-01T00:00:00Z").isRunning);
    desk.bill({billLine("2026-10-05", "13", "plain", TokenClass::Input)}, "2026-10-30T00:00:00Z");
    QVERIFY(desk.month().hasGaps);
    QVERIFY(desk.month().currencies.at(0).result.badge == ReconcileBadge::Incomplete);
    Charge unread = billLine("2026-10-06", "1", "plain");
    unread.billed.reset();
    desk.bill({billLine("2026-10-05", "13", "plain", TokenClass::Input), unread});
    QCOMPARE(desk.month().unreadCharges, std::int64_t{1});
    QVERIFY(desk.month().currencies.at(0).result.badge == ReconcileBadge::Incomplete);
}

/// A format that is said to be billed by the account counts whatever its provider; one of another account is another payer's.
void tst_Reconcile::payerIsDecided()
{
    MonthDesk desk;
    const BillingAccount other = *desk.ledger.writer().addAccount({.provider = "openai", .name = "home"}, moment("2026-09-01T00:00:00Z"));
    desk.ledger.add({{.tokens = {.input = 1'000'000}, .provider = "gateway", .source = "generic"}, {.tokens = {.input = 500'000}, .provider = "openai", .source = "codex"}});
    desk.bill({billLine("2026-10-01", "10", "plain", TokenClass::Input)});
    QVERIFY(desk.ledger.writer().setPayer({.format = "generic", .account = desk.account.id}, moment("2026-11-01T00:00:00Z")));
    QVERIFY(desk.ledger.writer().setPayer({.format = "codex", .account = other.id}, moment("2026-11-01T00:00:00Z")));
    QCOMPARE(wordsOf(desk.month().currencies.at(0)), QStringLiteral("15 other_payer -5 rest 0 = 10"));
    QVERIFY(desk.month().undecidedFormats.empty());
    QVERIFY(desk.ledger.writer().clearPayer("codex", moment("2026-11-01T00:00:00Z")));
    QCOMPARE(*desk.ledger.reader().payers(), (std::vector<SourcePayer>{{.format = "generic", .account = desk.account.id}}));
    QCOMPARE(wordsOf(desk.month().currencies.at(0)), QStringLiteral("15 seen_only_in_logs -5 rest 0 = 10"));
    QCOMPARE(desk.ledger.writer().setPayer({.format = "codex", .account = 99}, moment("2026-11-01T00:00:00Z")).problem().cause, Cause::BadArgument);
}

void tst_Reconcile::currenciesApart()
{
    MonthDesk desk;
    desk.ledger.add({{.tokens = {.input = 1'000'000}, .provider = "openai"}, {.model = "yuan", .tokens = {.input = 1'000'000}, .provider = "openai"}});
    Charge yuan = billLine("2026-10-01", "4", "yuan", TokenClass::Input);
    yuan.currency = "CNY";
    desk.bill({yuan});
    const AccountMonth month = desk.month();
    QCOMPARE(month.currencies.size(), std::size_t{1});
    QCOMPARE(wordsOf(month.currencies[0]), QStringLiteral("4 rest 0 = 4"));
    QCOMPARE(month.foreign, (std::vector<Money>{money("10")}));
}

/// Logs that name no tier: 1,000,000 of output at 5 = 5. Billed are 600,000 at 5 and 500,000 of a batch at 2.50: 100,000 more were
/// seen by the provider alone (0.50), and half a million cost half the price (-1.25).
/// Logs that say "standard" mean it: then 400,000 of standard are in logs alone (-2), and all of the batch is the provider's (1.25).
void tst_Reconcile::tiersOfOneUsage()
{
    for (const bool says : {false, true}) {
        MonthDesk desk;
        desk.account = *desk.ledger.writer().addAccount({.provider = "anthropic", .name = "claude"}, moment("2026-09-01T00:00:00Z"));
        desk.ledger.add({{.model = "claude-haiku-4-5", .tokens = {.output = 1'000'000}, .provider = "anthropic", .tier = says ? "standard" : ""}});
        Charge batch = billLine("2026-10-02", "1.25", "claude-haiku-4-5", TokenClass::Output);
        batch.tier = "batch";
        batch.tokens = 500'000;
        Charge standard = billLine("2026-10-02", "3", "claude-haiku-4-5", TokenClass::Output);
        standard.tier = "standard";
        standard.tokens = 600'000;
        desk.bill({batch, standard});
        const MonthReconciliation month = desk.month().currencies.at(0);
        QCOMPARE(wordsOf(month), says ? QStringLiteral("5 seen_only_by_provider 1.25 seen_only_in_logs -2 rest 0 = 4.25")
                                      : QStringLiteral("5 seen_only_by_provider 0.5 price_and_tier -1.25 rest 0 = 4.25"));
        QCOMPARE(month.input.cells.size(), says ? std::size_t{2} : std::size_t{1});
        const Int128 tier = std::accumulate(month.result.tierParts.begin(), month.result.tierParts.end(), Int128{0});
        QVERIFY(tier == (says ? Int128{0} : -money("1.25").atto()));
        QCOMPARE(month.places.size(), std::size_t{2}); // each line of the bill finds its cell
    }
}

/// A line that makes the sum the stated total is the step "rounding", and no credit: 1.004 - 0.004 = 1.
void tst_Reconcile::roundingLine()
{
    MonthDesk desk;
    Charge rounding = otherLine(ChargeCategory::Adjustment, "-0.004", "Rounding error");
    rounding.categoryText = "rounding_error";
    Charge correction = otherLine(ChargeCategory::Adjustment, "-0.5", "Correction");
    correction.categoryText = "adjustment";
    desk.bill({billLine("2026-10-05", "1.504", "free", TokenClass::Input), rounding, correction});
    QCOMPARE(wordsOf(desk.month().currencies.at(0)), QStringLiteral("0 seen_only_by_provider 1.504 credits -0.5 rounding -0.004 rest 0 = 1"));
}

/// The known month: the edge is 2.00 of the provider's October less 1.00 of the user's; the lines add up to the bill; each step's
/// usage is found under its names.
void tst_Reconcile::recordsAndLinesBehindSteps()
{
    MonthDesk desk;
    fillKnownMonth(desk);
    const ReconcileRequest request{.account = desk.account, .month = 2026y / October, .userZone = *Zone::byId("Europe/Berlin"), .now = moment("2026-11-05T00:00:00Z")};
    const std::vector<EdgeRecord> edge = *edgeRecords(desk.ledger.reader(), request);
    QCOMPARE(edge.size(), std::size_t{2});
    QVERIFY(!edge[0].isInProviderDays && edge[0].record.time == moment("2026-09-30T23:00:00Z"));
    QVERIFY(edge[1].isInProviderDays && edge[1].record.time == moment("2026-10-31T23:30:00Z"));
    ReconcileRequest same = request;
    same.userZone = Zone::utc();
    QVERIFY(edgeRecords(desk.ledger.reader(), same)->empty());

    const std::vector<PlacedCharge> lines = *chargesOfMonth(desk.ledger.reader(), desk.ledger.pricer(), request, Currency{"USD"});
    Int128 sum = 0;
    QStringList steps;
    for (const PlacedCharge &line : lines) {
        sum += line.charge.row.billed->atto;
        steps << (line.place.line ? QString::fromLatin1(keyOf(*line.place.line)) : QString::fromStdString(std::get<0>(*line.place.cell)));
    }
    QVERIFY(sum == money("17.45").atto());
    steps.sort();
    QCOMPARE(steps, (QStringList{QStringLiteral("credits"), QStringLiteral("fees"), QStringLiteral("mystery"), QStringLiteral("plain"), QStringLiteral("plain"), QStringLiteral("tax")}));

    const AccountMonth month = desk.month();
    QCOMPARE(month.otherPayerNames.sources, std::set<std::string>{"codex"});
    QCOMPARE(month.paidNames.size(), std::size_t{2});
    QCOMPARE(month.paidNames.at("mystery").models, std::set<std::string>{"mystery"});
    QCOMPARE(month.paidNames.at("plain").providers, std::set<std::string>{"openai"});
    // By day: 17 + 0.70 billed for tokens; 17 metered of what the account pays.
    Int128 metered = 0;
    Int128 billed = 0;
    for (const ReconcileDay &day : month.currencies[0].days) {
        metered += day.metered;
        billed += day.billed;
    }
    QVERIFY(billed == money("17.7").atto());
    QVERIFY(metered == money("17").atto());
}

/// The known month again, as a report: October is 13 + 4 + 0.70 - 2 + 1.50 + 0.25 = 17.45; a report that repeats another one stands for it where that has nothing.
void tst_Reconcile::billedReport()
{
    MonthDesk desk;
    fillKnownMonth(desk);
    ReportRequest request{.zone = *Zone::byId("Europe/Berlin"), .now = moment("2026-11-05T00:00:00Z")};
    request.filter.from = parseDay("2026-10-01");
    request.filter.to = parseDay("2026-10-31");
    request.groupBy = {ReportKey::Account, ReportKey::Model};
    const auto none = [](const std::string &) { return std::vector<RepeatedReport>{}; };
    const BilledReport report = *billedReportOf(desk.ledger.reader(), desk.ledger.pricer(), request, none);
    QCOMPARE(report.total.cost, (std::vector<Money>{money("17.45")}));
    QCOMPARE(report.total.charges, std::int64_t{6});
    QCOMPARE(report.groups.size(), std::size_t{3}); // no model, mystery, plain
    QVERIFY(!report.groups[0].key[1] && report.groups[0].cost == std::vector<Money>{money("-0.25")});
    QCOMPARE(*report.groups[2].key[0] + ' ' + *report.groups[2].key[1], std::string{"work plain"});
    QCOMPARE(report.groups[2].cost, (std::vector<Money>{money("17")}));
    request.filter.models = {"plain"};
    QCOMPARE(billedReportOf(desk.ledger.reader(), desk.ledger.pricer(), request, none)->total.cost, (std::vector<Money>{money("17")}));
    const auto repeats = [](const std::string &) { return std::vector<RepeatedReport>{{.report = "costs", .sameAs = "summary"}}; };
    QCOMPARE(billedReportOf(desk.ledger.reader(), desk.ledger.pricer(), request, repeats)->total.cost, (std::vector<Money>{money("17")})); // there is no summary
    request.groupBy = {ReportKey::Session};
    QCOMPARE(billedReportOf(desk.ledger.reader(), desk.ledger.pricer(), request, none).problem().args, (std::vector<std::string>{"group-by", "session"}));
}

void tst_Reconcile::billedReportOfNothing()
{
    TestLedger ledger;
    const auto none = [](const std::string &) { return std::vector<RepeatedReport>{}; };
    const BilledReport report = *billedReportOf(ledger.reader(), ledger.pricer(), {}, none);
    QVERIFY(!report.hasAccount && report.total.cost.empty());
}

TOKENMETER_TEST(tst_Reconcile);

} // namespace test_Reconcile

#include "tst_Reconcile.moc"
