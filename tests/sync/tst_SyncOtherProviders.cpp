// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "support/FakeGrants.h"
#include "support/TestMain.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <memory>

namespace test_SyncOtherProviders
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using Kind = FakeFault::Kind;

namespace
{

constexpr auto March = "2026-03-07T12:00:00Z";

/// A provider whose clock shows the same time as the desk's.
struct Visit
{
    std::unique_ptr<FakeProvider> server;
    Desk desk;

    explicit Visit(const char *provider, const char *now = March) : server{patientProvider(provider)}, desk{provider, *server, now} { go(now); }
    void go(const char *now)
    {
        desk.now = at(now);
        server->setTime(QString::fromLatin1(now));
    }
    std::size_t asked(const char *pathEnd) const
    {
        const std::vector<FakeRequest> all = server->requests();
        return std::size_t(std::count_if(all.begin(), all.end(), [&](const FakeRequest &each) { return each.path.endsWith(QLatin1String(pathEnd)); }));
    }
    /// One report is refused with 403: what became of it, and every other one is in the ledger.
    ReportEnd endOfForbidden(const FakeFault &where, const char *report)
    {
        FakeFault fault = where;
        fault.status = 403;
        server->fail(fault);
        const AccountResult result = desk.sync();
        for (const ReportResult &each : result.reports) {
            if (each.report != report && each.end != ReportEnd::Stored) {
                return ReportEnd::PutOff; // another one was drawn in
            }
        }
        const std::optional<Problem> problem = Desk::of(result, report).problem;
        return problem && problem->cause == Cause::KeyNotAllowed ? Desk::of(result, report).end : ReportEnd::Stored;
    }
};

TokenCounts tokensIn(const std::vector<UsageBucket> &buckets)
{
    TokenCounts sum;
    for (const UsageBucket &bucket : buckets) {
        sum += bucket.counts.tokens();
    }
    return sum;
}

std::string estimateOf(const std::vector<UsageBucket> &buckets)
{
    Int128 sum = 0;
    for (const UsageBucket &bucket : buckets) {
        sum += bucket.estimate ? bucket.estimate->atto : Int128{0};
    }
    return formatDecimal(sum, MoneyScale);
}

template <class Choose>
std::vector<Charge> chosen(std::vector<Charge> charges, Choose choose)
{
    std::erase_if(charges, [&](const Charge &charge) { return !choose(charge); });
    return charges;
}

/// All that must be the same however often it is read: lines, their money, rows of usage, top-ups.
QStringList standOf(const Desk &desk)
{
    const std::unique_ptr<LedgerReader> reader = must(LedgerReader::open(desk.ledger()));
    QStringList rows;
    for (const OfAccount<Charge> &each : must(reader->charges({}))) {
        rows << QString::fromStdString(each.report + ' ' + toRfc3339(each.row.from) + ' ' + each.row.description + ' ' + each.row.model + ' '
                                       + (each.row.billed ? each.row.billed->text : "none") + ' ' + each.row.currency);
    }
    for (const OfAccount<UsageBucket> &each : must(reader->usageBuckets({}))) {
        rows << QString::fromStdString(each.report + ' ' + toRfc3339(each.row.from) + ' ' + each.row.model + ' '
                                       + std::to_string(each.row.counts.input.value_or(-1)) + ' ' + std::to_string(each.row.counts.output.value_or(-1)));
    }
    for (const TopUp &each : desk.topUps()) {
        rows << QString::fromStdString(toRfc3339(each.time) + ' ' + each.amount.text);
    }
    rows.sort();
    return rows;
}

} // namespace

class tst_SyncOtherProviders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void google();
    void googleWaitsForItsQuery();
    void googleForbidden();
    void copilot();
    void copilotForbidden();
    void xai();
    void xaiForbidden();
    void fireworks();
    void aws();
    void awsForbidden();
    void azure();
    void azureWaits();
    void volcengine();
    void volcengineForbidden();
    void langfuse();
    void langfuseForbidden();
    void nothingTwice_data();
    void nothingTwice();
    void wrongKeysStop_data();
    void wrongKeysStop();
    void wrongClocksStop_data();
    void wrongClocksStop();
};

/// By hand, euros: (1.204 - 0.1) + 0.25 + 0.9 + 0.43 = 2.684, of which 0.43 is tax. Vertex: 26000 + 52000 = 78000 tokens of input,
/// 2050 + 4100 = 6150 of output.
void tst_SyncOtherProviders::google()
{
    Visit visit{"google"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    const std::vector<Charge> charges = desk.charges("billing-export");
    QCOMPARE(charges.size(), std::size_t{4});
    QCOMPARE(desk.billed(), std::string{"2.684"});
    QCOMPARE(Desk::billed(chosen(charges, [](const Charge &charge) { return charge.category == ChargeCategory::Tax; })), std::string{"0.43"});
    QVERIFY(std::all_of(charges.begin(), charges.end(), [](const Charge &charge) { return charge.currency == "EUR"; }));
    const TokenCounts sum = tokensIn(desk.buckets("vertex-tokens"));
    QCOMPARE(sum.input, std::int64_t{78'000});
    QCOMPARE(sum.output, std::int64_t{6'150});

    // a token for each of the two services, and no right more than what it is asked for
    QStringList scopes;
    for (const FakeRequest &request : visit.server->requests()) {
        if (request.path == QLatin1String("/token")) {
            const QJsonObject claims = claimsOf(request);
            scopes << claims[QStringLiteral("scope")].toString().section(QLatin1Char('/'), -1);
            QCOMPARE(claims[QStringLiteral("exp")].toInteger() - claims[QStringLiteral("iat")].toInteger(), 3'600);
        }
    }
    QCOMPARE(scopes, (QStringList{QStringLiteral("bigquery"), QStringLiteral("monitoring.read")}));
    QCOMPARE(visit.server->requests().size(), std::size_t{5}); // two tokens, two pages, one of tokens
}

/// A query that is not done is not asked anew, which would cost again: its job is asked for, after a pause.
void tst_SyncOtherProviders::googleWaitsForItsQuery()
{
    Visit visit{"google"};
    const QString first = QStringLiteral("bq_query_page1.json");
    visit.server->answerInstead(first, recorded(QStringLiteral("google"), QStringLiteral("bq_query_incomplete.json")));
    SyncRunner::Options options = visit.desk.options();
    int pauses = 0;
    options.wait = [&](const CancelFlag &, std::chrono::seconds) {
        if (++pauses == 2) {
            visit.server->answerInstead(first, recorded(QStringLiteral("google"), first));
        }
        return true;
    };
    allStored(syncAccount(options, {}, visit.desk.account, Ask::Due));
    QCOMPARE(pauses, 2);
    QCOMPARE(visit.asked("/queries"), std::size_t{1});
    QCOMPARE(visit.asked("/queries/job_EXAMPLE"), std::size_t{3}); // twice whether it is done, once for the second page
    QCOMPARE(visit.desk.billed(), std::string{"2.684"});
}

void tst_SyncOtherProviders::googleForbidden()
{
    Visit bill{"google"};
    QCOMPARE(bill.endOfForbidden({.path = QStringLiteral("/queries")}, "billing-export"), ReportEnd::Stopped);
    QCOMPARE(tokensIn(bill.desk.buckets("vertex-tokens")).input, std::int64_t{78'000});
    Visit metrics{"google"};
    QCOMPARE(metrics.endOfForbidden({.path = QStringLiteral("/timeSeries")}, "vertex-tokens"), ReportEnd::Refused);
    QCOMPARE(metrics.desk.billed(), std::string{"2.684"});
}

/// By hand: dated rows, net 0 + 2.5 and 0 of Actions = 2.5, gross 1.2 + 4.0 + 0.08 = 5.28. By model, net 0 + 3.505 = 3.505.
void tst_SyncOtherProviders::copilot()
{
    Visit visit{"github-copilot", "2026-08-20T12:00:00Z"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    const std::vector<Charge> dated = desk.charges("usage-dated");
    QCOMPARE(dated.size(), std::size_t{3});
    QCOMPARE(Desk::billed(dated), std::string{"2.5"});
    Int128 gross = 0;
    for (const Charge &charge : dated) {
        gross += charge.list->atto;
    }
    QCOMPARE(formatDecimal(gross, MoneyScale), std::string{"5.28"});
    QCOMPARE(chosen(dated, [](const Charge &charge) { return charge.isOtherProduct; }).size(), std::size_t{1});
    QCOMPARE(desk.charges("usage-by-model").size(), std::size_t{2});
    QCOMPARE(Desk::billed(desk.charges("usage-by-model")), std::string{"3.505"});
    // May, June, July, August: credits since June, requests before
    QCOMPARE(visit.asked("/premium_request/usage"), std::size_t{1});
    QCOMPARE(visit.asked("/ai_credit/usage"), std::size_t{3});
    QCOMPARE(visit.asked("/billing/usage"), std::size_t{4});
}

void tst_SyncOtherProviders::copilotForbidden()
{
    Visit dated{"github-copilot", "2026-08-20T12:00:00Z"};
    QCOMPARE(dated.endOfForbidden({.path = QStringLiteral("/billing/usage")}, "usage-dated"), ReportEnd::Stopped);
    QCOMPARE(dated.desk.billed(), std::string{"3.505"});
    Visit byModel{"github-copilot", "2026-08-20T12:00:00Z"};
    QCOMPARE(byModel.endOfForbidden({.path = QStringLiteral("/ai_credit/usage")}, "usage-by-model"), ReportEnd::Refused);
    QCOMPARE(byModel.desk.billed(), std::string{"2.5"});
}

/// By hand: 0.75973725 + 1.2 + 0.31 + 0.07 = 2.33973725 dollars; a balance of 1234 cents after a top-up of 2500; a month so far of
/// 1250 cents, limits of 5000 (invoice), 5000 (soft) and 20000 (hard).
void tst_SyncOtherProviders::xai()
{
    Visit visit{"xai"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    QCOMPARE(desk.charges().size(), std::size_t{4}); // a day of 0 is no line
    QCOMPARE(desk.billed(), std::string{"2.33973725"});
    QCOMPARE(desk.balances().size(), std::size_t{1});
    QCOMPARE(desk.balances()[0].total->text, std::string{"12.34"});
    QCOMPARE(desk.topUps().size(), std::size_t{1});
    QCOMPARE(desk.topUps()[0].amount.text, std::string{"25"});
    QStringList facts;
    for (const AccountFact &fact : desk.facts()) {
        facts << QString::number(int(fact.kind)) + QLatin1Char(' ') + QString::fromStdString(fact.amount->text);
    }
    facts.sort();
    const auto said = [](FactKind kind, const char *amount) { return QString::number(int(kind)) + QLatin1Char(' ') + QLatin1String(amount); };
    QStringList wanted{said(FactKind::InvoicePreview, "12.5"), said(FactKind::SpendLimit, "50"), said(FactKind::SpendLimit, "200"),
                       said(FactKind::SpendAlert, "50")};
    wanted.sort();
    QCOMPARE(facts, wanted);
}

void tst_SyncOtherProviders::xaiForbidden()
{
    Visit usage{"xai"};
    QCOMPARE(usage.endOfForbidden({.path = QStringLiteral("/usage")}, "usage"), ReportEnd::Stopped);
    QCOMPARE(usage.desk.balances().size(), std::size_t{1});
    QVERIFY(usage.desk.charges().empty());
    Visit balance{"xai"};
    QCOMPARE(balance.endOfForbidden({.path = QStringLiteral("/prepaid/balance")}, "prepaid-balance"), ReportEnd::Refused);
    QCOMPARE(balance.desk.billed(), std::string{"2.33973725"});
}

/// By hand, on the one day that has something: 0 + 530000000 nanos and 1 + 151200000 nanos = 0.53 + 1.1512 = 1.6812 dollars for
/// 1200000 tokens of input and 90000 of output; a line that is not rated has no amount, which is not 0.
void tst_SyncOtherProviders::fireworks()
{
    Visit visit{"fireworks"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    const std::vector<Charge> charges = desk.charges();
    QCOMPARE(charges.size(), std::size_t{3});
    QCOMPARE(desk.billed(), std::string{"1.6812"});
    std::map<TokenClass, std::int64_t> tokens;
    for (const Charge &charge : charges) {
        tokens[charge.tokenClass] += charge.tokens.value_or(0);
        QCOMPARE(toIso(*charge.day), std::string{"2026-03-01"});
    }
    QCOMPARE(tokens[TokenClass::Input], std::int64_t{1'200'000});
    QCOMPARE(tokens[TokenClass::Output], std::int64_t{90'000});
    QCOMPARE(chosen(charges, [](const Charge &charge) { return !charge.billed; }).size(), std::size_t{1});
    QCOMPARE(visit.asked("/billing/summary"), std::size_t{32}); // each day, from 31 ago to today
    QCOMPARE(desk.facts().at(0).text, std::string{"Example"});

    Visit forbidden{"fireworks"};
    QCOMPARE(forbidden.endOfForbidden({.path = QStringLiteral("/billing/summary")}, "billing-summary"), ReportEnd::Stopped);
    QCOMPARE(forbidden.asked("/billing/summary"), std::size_t{1});
}

/// By hand: 0.8123456789 + 1.2 = 2.0123456789 dollars of models; 0.02 of storage lies beside them.
void tst_SyncOtherProviders::aws()
{
    Visit visit{"aws"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    const std::vector<Charge> charges = desk.charges();
    QCOMPARE(charges.size(), std::size_t{3});
    QCOMPARE(Desk::billed(chosen(charges, [](const Charge &charge) { return !charge.isOtherProduct; })), std::string{"2.0123456789"});
    QCOMPARE(desk.billed(), std::string{"2.0323456789"});
    QCOMPARE(visit.server->requests().size(), std::size_t{2}); // both pages in one go: each call costs money
    QVERIFY(desk.sync().reports.empty());
    QCOMPARE(visit.server->requests().size(), std::size_t{2});
}

/// AWS says it with 400. What was known stays.
void tst_SyncOtherProviders::awsForbidden()
{
    Visit visit{"aws"};
    allStored(visit.desk.sync());
    const QByteArray denied = recorded(QStringLiteral("aws"), QStringLiteral("error_400_access_denied.json"));
    visit.server->answerInstead(QStringLiteral("error_400_data_unavailable.json"), denied);
    visit.server->fail({.kind = Kind::Status, .status = 400});
    const ReportResult refused = Desk::of(visit.desk.sync(Ask::Every), "cost-and-usage");
    QCOMPARE(refused.end, ReportEnd::Stopped);
    QCOMPARE(refused.problem->cause, Cause::KeyNotAllowed);
    QCOMPARE(visit.desk.billed(), std::string{"2.0323456789"});
}

/// By hand, euros: 1.23 + 0.77 + 0.5 = 2.5; the second page has its columns in another order.
void tst_SyncOtherProviders::azure()
{
    Visit visit{"azure"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    const std::vector<Charge> charges = desk.charges("cost-query");
    QCOMPARE(charges.size(), std::size_t{3});
    QCOMPARE(desk.billed(), std::string{"2.5"});
    QCOMPARE(Desk::billed(chosen(charges, [](const Charge &charge) { return charge.tokenClass == TokenClass::Output; })), std::string{"1.27"});
    QVERIFY(std::all_of(charges.begin(), charges.end(), [](const Charge &charge) { return charge.currency == "EUR"; }));
    QCOMPARE(visit.asked("/oauth2/v2.0/token"), std::size_t{1});
    QCOMPARE(visit.asked("/query"), std::size_t{2});

    Visit forbidden{"azure"};
    QCOMPARE(forbidden.endOfForbidden({.path = QStringLiteral("/query")}, "cost-query"), ReportEnd::Stopped);
    QVERIFY(!forbidden.desk.state("token").stopped);
}

/// Its limits have headers of their own: 20 seconds, and up to a quarter more.
void tst_SyncOtherProviders::azureWaits()
{
    Visit visit{"azure"};
    visit.server->fail({.kind = Kind::Status, .times = 1, .path = QStringLiteral("/query"), .status = 429});
    allStored(visit.desk.sync());
    QVERIFY(visit.desk.waited >= std::chrono::seconds{20} && visit.desk.waited <= std::chrono::seconds{25});
    QCOMPARE(visit.desk.billed(), std::string{"2.5"});
}

/// By hand: input (382000 - 120000) + (10 - 0) = 262010, cache 120000, output 53170 + 20 = 53190, requests 110 + 1 = 111; 83.01 yuan
/// of cash, of which 6.00 are frozen: 77.01.
void tst_SyncOtherProviders::volcengine()
{
    Visit visit{"volcengine"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    const std::vector<UsageBucket> buckets = desk.buckets("inference-usage");
    const TokenCounts sum = tokensIn(buckets);
    QCOMPARE(sum.input, std::int64_t{262'010});
    QCOMPARE(sum.cacheRead, std::int64_t{120'000});
    QCOMPARE(sum.output, std::int64_t{53'190});
    QCOMPARE(buckets.size(), std::size_t{2}); // though two stretches were answered with the same recording
    QCOMPARE(*buckets[0].requests + *buckets[1].requests, std::int64_t{111});
    QCOMPARE(desk.balances().size(), std::size_t{1});
    QCOMPARE(desk.balances()[0].total->text, std::string{"83.01"});
    QCOMPARE(desk.balances()[0].available->text, std::string{"77.01"});
    QCOMPARE(desk.balances()[0].currency, std::string{"CNY"});
    QVERIFY(desk.charges().empty());
}

void tst_SyncOtherProviders::volcengineForbidden()
{
    Visit usage{"volcengine"};
    QCOMPARE(usage.endOfForbidden({.query = QStringLiteral("Action=GetInferenceUsage")}, "inference-usage"), ReportEnd::Refused);
    QCOMPARE(usage.desk.balances().size(), std::size_t{1});
    Visit balance{"volcengine"};
    QCOMPARE(balance.endOfForbidden({.query = QStringLiteral("Action=QueryBalanceAcct")}, "balance"), ReportEnd::Stopped);
    QCOMPARE(balance.desk.buckets("inference-usage").size(), std::size_t{2});
}

/// By hand: 12000 tokens of input, 3000 of output, reckoned at 0.0036 dollars, in either report; the second row of the first one has
/// no cost. None of it is a bill.
void tst_SyncOtherProviders::langfuse()
{
    Visit visit{"langfuse"};
    Desk &desk = visit.desk;
    allStored(desk.sync());
    for (const char *report : {"metrics", "metrics-daily"}) {
        const TokenCounts sum = tokensIn(desk.buckets(report));
        QCOMPARE(sum.input, std::int64_t{12'000});
        QCOMPARE(sum.output, std::int64_t{3'000});
        QCOMPARE(estimateOf(desk.buckets(report)), std::string{"0.0036"});
    }
    QCOMPARE(desk.buckets("metrics").size(), std::size_t{2});
    QVERIFY(!desk.buckets("metrics")[1].estimate);
    QVERIFY(desk.charges().empty());
}

void tst_SyncOtherProviders::langfuseForbidden()
{
    Visit metrics{"langfuse"};
    QCOMPARE(metrics.endOfForbidden({.path = QStringLiteral("/v2/metrics")}, "metrics"), ReportEnd::Refused);
    QCOMPARE(tokensIn(metrics.desk.buckets("metrics-daily")).input, std::int64_t{12'000});
    Visit daily{"langfuse"};
    QCOMPARE(daily.endOfForbidden({.path = QStringLiteral("/metrics/daily")}, "metrics-daily"), ReportEnd::Refused);
    QCOMPARE(tokensIn(daily.desk.buckets("metrics")).input, std::int64_t{12'000});
}

void tst_SyncOtherProviders::nothingTwice_data()
{
    QTest::addColumn<QByteArray>("provider");
    QTest::addColumn<QByteArray>("day");
    QTest::addColumn<int>("rows");
    QTest::newRow("google") << QByteArray{"google"} << QByteArray{"2026-03-03"} << 4 + 4;
    QTest::newRow("github-copilot") << QByteArray{"github-copilot"} << QByteArray{"2026-08-03"} << 3 + 2;
    QTest::newRow("xai") << QByteArray{"xai"} << QByteArray{"2026-03-04"} << 4 + 1;
    QTest::newRow("fireworks") << QByteArray{"fireworks"} << QByteArray{"2026-03-03"} << 3;
    QTest::newRow("aws") << QByteArray{"aws"} << QByteArray{"2026-03-03"} << 3;
    QTest::newRow("azure") << QByteArray{"azure"} << QByteArray{"2026-03-03"} << 3;
    QTest::newRow("volcengine") << QByteArray{"volcengine"} << QByteArray{"2026-03-03"} << 2;
    QTest::newRow("langfuse") << QByteArray{"langfuse"} << QByteArray{"2026-03-03"} << 2 + 1;
}

/// Read again an hour later, when all recorded days are read anew, and some days later, when some or none of them are.
void tst_SyncOtherProviders::nothingTwice()
{
    QFETCH(QByteArray, provider);
    QFETCH(QByteArray, day);
    QFETCH(int, rows);
    Visit visit{provider.constData(), (day + "T12:00:00Z").constData()};
    allStored(visit.desk.sync());
    const QStringList before = standOf(visit.desk);
    QCOMPARE(before.size(), rows);
    visit.server->forget();
    QVERIFY(visit.desk.sync().reports.empty()); // nothing is due
    QVERIFY(visit.server->requests().empty());
    for (const QByteArray &later : {QByteArray{day + "T13:00:00Z"}, QByteArray{day.left(7) + "-09T12:00:00Z"}}) {
        visit.go(later.constData());
        const AccountResult again = visit.desk.sync(Ask::Every);
        allStored(again);
        QCOMPARE(standOf(visit.desk), before);
        for (const ReportResult &report : again.reports) {
            QVERIFY2(report.changed == 0, report.report.c_str());
        }
    }
}

void tst_SyncOtherProviders::wrongKeysStop_data()
{
    QTest::addColumn<QByteArray>("provider");
    for (const char *name : {"google", "github-copilot", "xai", "fireworks", "aws", "azure", "volcengine", "langfuse"}) {
        QTest::newRow(name) << QByteArray{name};
    }
}

/// Who does not know the secret is not let in, is asked nothing more, and nothing is stored.
void tst_SyncOtherProviders::wrongKeysStop()
{
    QFETCH(QByteArray, provider);
    Visit visit{provider.constData()};
    visit.desk.key = QStringLiteral("sk-wrong-key-of-tests");
    visit.desk.secret = QStringLiteral("wrong-secret-of-tests");
    const QString right = visit.desk.serviceAccount;
    QJsonObject file = QJsonDocument::fromJson(right.toUtf8()).object();
    file[QStringLiteral("private_key")] = QString::fromLatin1(makeKeyPair().privateKey);
    visit.desk.serviceAccount = QString::fromUtf8(QJsonDocument{file}.toJson());
    const AccountResult result = visit.desk.sync();
    QCOMPARE(result.reports.size(), std::size_t{1});
    QCOMPARE(result.reports.front().end, ReportEnd::Stopped);
    QCOMPARE(visit.server->requests().size(), std::size_t{1});
    QVERIFY(standOf(visit.desk).isEmpty() && visit.desk.balances().empty());

    visit.desk.key = QString::fromLatin1(FakeProvider::firstKey());
    visit.desk.secret = QString::fromLatin1(FakeProvider::firstSecret());
    visit.desk.serviceAccount = right;
    allStored(visit.desk.sync(Ask::Every));
}

void tst_SyncOtherProviders::wrongClocksStop_data()
{
    QTest::addColumn<QByteArray>("provider");
    for (const char *name : {"google", "aws", "volcengine"}) {
        QTest::newRow(name) << QByteArray{name};
    }
}

/// The three whose requests are dated: a clock that is ten minutes fast is refused.
void tst_SyncOtherProviders::wrongClocksStop()
{
    QFETCH(QByteArray, provider);
    Visit visit{provider.constData()};
    visit.desk.now += std::chrono::minutes{10};
    const AccountResult result = visit.desk.sync();
    QCOMPARE(result.reports.size(), std::size_t{1});
    QCOMPARE(result.reports.front().end, ReportEnd::Stopped);
    QVERIFY(standOf(visit.desk).isEmpty() && visit.desk.balances().empty());
}

TOKENMETER_TEST(tst_SyncOtherProviders);

} // namespace test_SyncOtherProviders

#include "tst_SyncOtherProviders.moc"
