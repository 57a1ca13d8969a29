// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/rates/RatePublisher.h"

namespace test_ExchangeRates
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

namespace
{

RateSpan span(const char *from, const char *through, std::set<Currency> currencies = {Currency{"USD"}, Currency{"CNY"}})
{
    return {.from = *parseDay(from), .through = *parseDay(through), .currencies = std::move(currencies)};
}

/// "2026-03-04 USD 1.1650" a rate.
QStringList lines(const Result<std::vector<ExchangeRate>> &rates)
{
    if (!rates) {
        return {QStringLiteral("problem %1 %2").arg(int(rates.problem().cause)).arg(QString::fromStdString(rates.problem().field))};
    }
    QStringList all;
    for (const ExchangeRate &rate : *rates) {
        if (rate.from != Currency{"EUR"}) {
            all << QStringLiteral("not of the euro");
        }
        all << QString::fromStdString(toIso(rate.day) + ' ' + rate.to.code() + ' ' + rate.rate);
    }
    return all;
}

QStringList problem(Cause cause, const char *field = "")
{
    return {QStringLiteral("problem %1 %2").arg(int(cause)).arg(QString::fromLatin1(field))};
}

std::string ecb(const std::string &cubes)
{
    return "<?xml version=\"1.0\"?><x:Envelope xmlns:x=\"a\" xmlns=\"b\"><Cube>" + cubes + "</Cube></x:Envelope>";
}

std::string frankfurter(const std::string &rates, const std::string &base = "EUR", const std::string &amount = "1.0")
{
    return "{\"amount\":" + amount + ",\"base\":\"" + base + "\",\"rates\":" + rates + "}";
}

} // namespace

class tst_ExchangeRates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ecbFiles();
    void ecbReplies();
    void ecbDamaged_data();
    void ecbDamaged();
    void frankfurterPieces();
    void frankfurterReplies();
    void frankfurterDamaged_data();
    void frankfurterDamaged();
    void whoPublishes();
};

void tst_ExchangeRates::ecbFiles()
{
    const RatePublisher bank = ecbRates();
    const LocalDay today = *parseDay("2026-03-04");
    const auto asked = [&](const char *from) {
        const std::vector<HttpRequest> requests = bank.requests(span(from, "2026-03-04"), today, {});
        return requests.size() == 1 ? QString::fromStdString(requests[0].url) : QStringLiteral("%1 requests").arg(requests.size());
    };
    QCOMPARE(asked("2026-03-04"), QStringLiteral("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"));
    QCOMPARE(asked("2026-03-03"), QStringLiteral("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"));
    QCOMPARE(asked("2025-12-09"), QStringLiteral("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml")); // 85 days before
    QCOMPARE(asked("2025-12-08"), QStringLiteral("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.xml"));
    QCOMPARE(bank.requests(span("2026-03-04", "2026-03-04"), today, "http://127.0.0.1:9/")[0].url,
             std::string{"http://127.0.0.1:9/stats/eurofxref/eurofxref-daily.xml"});
}

void tst_ExchangeRates::ecbReplies()
{
    const RatePublisher bank = ecbRates();
    // Single quotes in the one file, double quotes in the other; digits as they were published ("1.1650").
    QCOMPARE(lines(bank.parse(replyOf("fx/ecb_daily.xml"), span("2026-03-01", "2026-03-07"))),
             (QStringList{QStringLiteral("2026-03-04 CNY 8.0385"), QStringLiteral("2026-03-04 USD 1.1650")}));
    QCOMPARE(lines(bank.parse(replyOf("fx/ecb_hist_90d.xml"), span("2026-03-02", "2026-03-03"))),
             (QStringList{QStringLiteral("2026-03-02 CNY 8.0900"), QStringLiteral("2026-03-02 USD 1.1700"), QStringLiteral("2026-03-03 CNY 8.0123"),
                          QStringLiteral("2026-03-03 USD 1.1612")}));
    QCOMPARE(lines(bank.parse(replyOf("fx/ecb_hist_90d.xml"), span("2026-02-27", "2026-02-28", {Currency{"JPY"}}))),
             QStringList{QStringLiteral("2026-02-27 JPY 171.25")});
    QVERIFY(lines(bank.parse(replyOf("fx/ecb_daily.xml"), span("2026-03-05", "2026-03-07"))).isEmpty()); // nothing new yet
}

void tst_ExchangeRates::ecbDamaged_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, int status, const std::string &body, const QStringList &expected) {
        QTest::newRow(name) << status << QByteArray::fromStdString(body) << expected;
    };
    const std::string whole = fixture("fx/ecb_daily.xml");
    row("not there", 404, "{}", problem(Cause::NotFoundThere));
    row("too often", 429, "", problem(Cause::RateLimited));
    row("failed", 503, "", problem(Cause::ServiceFailed));
    row("nothing", 200, "", problem(Cause::ReplyCutShort));
    row("cut", 200, whole.substr(0, whole.size() - 40), problem(Cause::ReplyCutShort));
    row("a page", 200, "<html><body>Sign in</body></html>", problem(Cause::ReplyUnexpected, "Cube"));
    row("no XML", 200, "day,USD\n", problem(Cause::ReplyUnexpected, "xml"));
    row("zero", 200, ecb("<Cube time='2026-03-04'><Cube currency='USD' rate='0'/></Cube>"), problem(Cause::ReplyUnexpected, "Cube"));
    row("negative", 200, ecb("<Cube time='2026-03-04'><Cube currency='USD' rate='-1.1'/></Cube>"), problem(Cause::ReplyUnexpected, "Cube"));
    row("no number", 200, ecb("<Cube time='2026-03-04'><Cube currency='USD' rate='N/A'/></Cube>"), problem(Cause::ReplyUnexpected, "Cube"));
    row("endless digits", 200, ecb("<Cube time='2026-03-04'><Cube currency='USD' rate='1.00000000000000000001'/></Cube>"),
        problem(Cause::ReplyUnexpected, "Cube"));
    row("no day", 200, ecb("<Cube><Cube currency='USD' rate='1.1'/></Cube>"), problem(Cause::ReplyUnexpected, "Cube"));
    row("a day that is none", 200, ecb("<Cube time='2026-02-30'><Cube currency='USD' rate='1.1'/></Cube>"), problem(Cause::ReplyUnexpected, "Cube"));
    row("two rates", 200, ecb("<Cube time='2026-03-04'><Cube currency='USD' rate='1.1'/><Cube currency='USD' rate='1.2'/></Cube>"),
        problem(Cause::ReplyUnexpected, "Cube"));
    row("declares entities", 200, "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>", problem(Cause::ReplyUnexpected, "DOCTYPE"));
}

void tst_ExchangeRates::ecbDamaged()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(lines(ecbRates().parse(reply(status, body.toStdString()), span("2026-03-01", "2026-03-07"))), expected);
}

/// 200 days are three pieces: 90 + 90 + 20.
void tst_ExchangeRates::frankfurterPieces()
{
    const RatePublisher publisher = frankfurterRates();
    const std::vector<HttpRequest> requests
        = publisher.requests(span("2025-09-01", "2026-03-19"), *parseDay("2026-03-19"), "http://127.0.0.1:9");
    QStringList urls;
    for (const HttpRequest &request : requests) {
        urls << QString::fromStdString(request.url);
        QVERIFY(request.headers.empty() && request.body.empty());
    }
    const QString query = QStringLiteral("?base=EUR&symbols=CNY%2CUSD");
    QCOMPARE(urls, (QStringList{QStringLiteral("http://127.0.0.1:9/v1/2025-09-01..2025-11-29") + query,
                                QStringLiteral("http://127.0.0.1:9/v1/2025-11-30..2026-02-27") + query,
                                QStringLiteral("http://127.0.0.1:9/v1/2026-02-28..2026-03-19") + query}));
    QVERIFY(publisher.requests(span("2026-03-04", "2026-03-04"), *parseDay("2026-03-04"), {})[0].url.starts_with("https://api.frankfurter.dev/v1/2026-03-04..2026-03-04?"));
}

void tst_ExchangeRates::frankfurterReplies()
{
    const std::string body = frankfurter(R"({"2026-03-03":{"CNY":8.0123,"USD":1.1612},"2026-03-04":{"USD":1.165,"GBP":0.86}})");
    QCOMPARE(lines(frankfurterRates().parse(reply(200, body), span("2026-03-03", "2026-03-04"))),
             (QStringList{QStringLiteral("2026-03-03 CNY 8.0123"), QStringLiteral("2026-03-03 USD 1.1612"), QStringLiteral("2026-03-04 USD 1.165")}));
    QVERIFY(lines(frankfurterRates().parse(reply(200, frankfurter("{}")), span("2026-03-07", "2026-03-08"))).isEmpty()); // a weekend
}

void tst_ExchangeRates::frankfurterDamaged_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, int status, const std::string &body, const QStringList &expected) {
        QTest::newRow(name) << status << QByteArray::fromStdString(body) << expected;
    };
    // The recording is of the dollar: whoever took its rates as the euro's would be wrong by a sixth.
    row("of the dollar", 200, fixture("fx/frankfurter_v1_range.json"), problem(Cause::ReplyUnexpected, "base"));
    row("of a hundred euros", 200, frankfurter(R"({"2026-03-03":{"USD":116.12}})", "EUR", "100"), problem(Cause::ReplyUnexpected, "amount"));
    row("other version", 200, fixture("fx/frankfurter_v2_rates.json"), problem(Cause::ReplyUnexpected, "base"));
    row("not found", 404, fixture("fx/error_404.json"), problem(Cause::NotFoundThere));
    row("no rates", 200, R"({"amount":1.0,"base":"EUR"})", problem(Cause::ReplyUnexpected, "rates"));
    row("a text for a number", 200, frankfurter(R"({"2026-03-03":{"USD":"1.1"}})"), problem(Cause::ReplyUnexpected, "rates"));
    row("null", 200, frankfurter(R"({"2026-03-03":{"USD":null}})"), problem(Cause::ReplyUnexpected, "rates"));
    row("below zero", 200, frankfurter(R"({"2026-03-03":{"USD":-1}})"), problem(Cause::ReplyUnexpected, "rates"));
    row("no currency", 200, frankfurter(R"({"2026-03-03":{"dollar":1.1}})"), problem(Cause::ReplyUnexpected, "rates"));
    row("cut", 200, R"({"amount":1.0,"base":"EUR","rates":{"2026-03-03":{"USD":1.1)", problem(Cause::ReplyCutShort));
    row("a page", 200, "<html></html>", problem(Cause::ReplyNotJson));
}

void tst_ExchangeRates::frankfurterDamaged()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(lines(frankfurterRates().parse(reply(status, body.toStdString()), span("2026-03-01", "2026-03-07"))), expected);
}

void tst_ExchangeRates::whoPublishes()
{
    std::set<std::string> ids, names;
    for (const RatePublisher &each : ratePublishers()) {
        ids.insert(each.id);
        names.insert(each.name);
        QVERIFY(each.base.starts_with("https://"));
    }
    QCOMPARE(ids, (std::set<std::string>{"ecb", "frankfurter"}));
    QCOMPARE(names.size(), ids.size()); // a rate's source tells who published it
    QCOMPARE(ratePublishers().front().id, std::string{"ecb"});
}

TOKENMETER_TEST(tst_ExchangeRates);

} // namespace test_ExchangeRates

#include "tst_ExchangeRates.moc"
