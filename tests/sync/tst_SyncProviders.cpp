// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "support/TestMain.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace test_SyncProviders
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

QJsonObject expected(const char *provider)
{
    return QJsonDocument::fromJson(recorded(QString::fromLatin1(provider), QStringLiteral("expected.json"))).object();
}

std::string decimal(const QJsonValue &value)
{
    return value.isString() ? value.toString().toStdString() : QString::number(value.toDouble(), 'g', 12).toStdString();
}

std::int64_t whole(const QJsonObject &object, const char *name)
{
    return object[QString::fromLatin1(name)].toInteger();
}

TokenCounts tokensOf(const std::vector<UsageBucket> &buckets)
{
    TokenCounts sum;
    for (const UsageBucket &bucket : buckets) {
        const TokenCounts each = bucket.counts.tokens();
        sum.input += each.input;
        sum.cacheRead += each.cacheRead;
        sum.cacheWrite5m += each.cacheWrite5m;
        sum.cacheWrite1h += each.cacheWrite1h;
        sum.output += each.output;
    }
    return sum;
}

} // namespace

class tst_SyncProviders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void openAi();
    void openAiRestatesItsLastDay();
    void anthropic();
    void openRouter();
    void alibaba();
    void liteLlm();
    void balances_data();
    void balances();
    void nothingTwice();
    void keysAreNowhere_data();
    void keysAreNowhere();
};

void tst_SyncProviders::openAi()
{
    const auto server = patientProvider("openai");
    Desk desk{"openai", *server};
    allStored(desk.sync());
    const QJsonObject wanted = expected("openai");
    const QJsonObject completions = wanted[QStringLiteral("completions")].toObject();
    const std::vector<UsageBucket> buckets = desk.buckets("usage-completions");
    const TokenCounts sum = tokensOf(buckets);
    std::int64_t other = 0; // audio and images are inputs of their own class
    for (const UsageBucket &bucket : buckets) {
        other += bucket.counts.inputAudio.value_or(0) + bucket.counts.inputImage.value_or(0);
    }
    QCOMPARE(sum.input + other, whole(completions, "input_uncached"));
    QCOMPARE(sum.cacheRead, whole(completions, "cache_read"));
    QCOMPARE(sum.cacheWrite5m + sum.cacheWrite1h, whole(completions, "cache_write"));
    QCOMPARE(sum.output, whole(completions, "output"));
    std::int64_t requests = 0;
    for (const UsageBucket &bucket : buckets) {
        requests += bucket.requests.value_or(0);
    }
    QCOMPARE(requests, whole(completions, "requests"));
    QCOMPARE(desk.billed(), decimal(wanted[QStringLiteral("costs_usd")]));
    QVERIFY(desk.state("costs").lastSuccess && desk.state("costs").due > desk.now);
}

void tst_SyncProviders::openAiRestatesItsLastDay()
{
    const auto server = patientProvider("openai");
    Desk desk{"openai", *server, "2026-03-11T12:00:00Z"};
    allStored(desk.sync());
    QCOMPARE(desk.billed(), decimal(expected("openai")[QStringLiteral("costs_usd")]));
    const std::size_t before = desk.charges().size();
    desk.now = at("2026-03-12T01:00:00Z"); // reads again from the 5th on, seven days before the end of what was read
    const AccountResult again = desk.sync();
    allStored(again);
    QCOMPARE(desk.billed(), decimal(expected("openai")[QStringLiteral("costs_usd_after_restated_last_day")]));
    QCOMPARE(Desk::of(again, "costs").changed, std::int64_t{0}); // a row came in; none of those before differ
    QCOMPARE(desk.charges().size(), before + 1);
}

void tst_SyncProviders::anthropic()
{
    const auto server = patientProvider("anthropic");
    Desk desk{"anthropic", *server};
    allStored(desk.sync());
    const QJsonObject wanted = expected("anthropic");
    const QJsonObject usage = wanted[QStringLiteral("usage")].toObject();
    const TokenCounts sum = tokensOf(desk.buckets("usage-messages"));
    QCOMPARE(sum.input, whole(usage, "input_uncached"));
    QCOMPARE(sum.cacheRead, whole(usage, "cache_read"));
    QCOMPARE(sum.cacheWrite5m, whole(usage, "cache_write_5m"));
    QCOMPARE(sum.cacheWrite1h, whole(usage, "cache_write_1h"));
    QCOMPARE(sum.output, whole(usage, "output"));
    QCOMPARE(desk.billed(), decimal(wanted[QStringLiteral("cost_usd")]));
}

void tst_SyncProviders::openRouter()
{
    const auto server = patientProvider("openrouter");
    Desk desk{"openrouter", *server};
    allStored(desk.sync());
    const QJsonObject wanted = expected("openrouter");
    QCOMPARE(desk.billed(), decimal(wanted[QStringLiteral("usage_usd")]));
    bool found = false;
    for (const BalanceSnapshot &balance : desk.balances()) {
        found = found || (balance.total && balance.total->text == decimal(wanted[QStringLiteral("balance_usd")]));
    }
    QVERIFY(found);
    QCOMPARE(tokensOf(desk.buckets("activity")).output, whole(wanted, "completion_tokens"));
}

void tst_SyncProviders::alibaba()
{
    const auto server = patientProvider("alibaba");
    Desk desk{"alibaba", *server};
    allStored(desk.sync());
    const QJsonObject wanted = expected("alibaba");
    QCOMPARE(desk.billed(), decimal(wanted[QStringLiteral("pretax_amount")]));
    Int128 models = 0;
    for (const Charge &charge : desk.charges()) {
        models += charge.model.empty() || !charge.billed ? Int128{0} : charge.billed->atto;
        QCOMPARE(charge.currency, std::string{"CNY"});
    }
    QCOMPARE(formatDecimal(models, MoneyScale), decimal(wanted[QStringLiteral("inference_pretax_amount")]));
    QCOMPARE(desk.balances().size(), std::size_t{1});
    // each day of two months was asked for, by a signature that the server reckoned again
    QVERIFY(server->requests().size() > 60);
}

void tst_SyncProviders::liteLlm()
{
    const auto server = patientProvider("litellm");
    Desk desk{"litellm", *server};
    allStored(desk.sync());
    const TokenCounts sum = tokensOf(desk.buckets("daily-activity"));
    QCOMPARE(sum.output, 20'200);
    Int128 estimate = 0;
    for (const UsageBucket &bucket : desk.buckets("daily-activity")) {
        estimate += bucket.estimate ? bucket.estimate->atto : Int128{0};
    }
    QCOMPARE(formatDecimal(estimate, MoneyScale), std::string{"0.4463"}); // its own total over both pages
    QVERIFY(desk.charges().empty());                                      // a gateway's reckoning is no bill
}

void tst_SyncProviders::balances_data()
{
    QTest::addColumn<QByteArray>("provider");
    QTest::addColumn<QByteArray>("total");
    QTest::newRow("DeepSeek") << QByteArray{"deepseek"} << QByteArray{"110.00"};
    QTest::newRow("Moonshot") << QByteArray{"moonshot"} << QByteArray{"49.58894"};
    QTest::newRow("SiliconFlow") << QByteArray{"siliconflow"} << QByteArray{"88.88"};
}

void tst_SyncProviders::balances()
{
    QFETCH(QByteArray, provider);
    QFETCH(QByteArray, total);
    const auto server = patientProvider(provider.constData());
    Desk desk{provider.constData(), *server};
    allStored(desk.sync());
    QCOMPARE(desk.balances().size(), std::size_t{1});
    const BalanceSnapshot balance = desk.balances().front();
    QCOMPARE(balance.time, desk.now);
    QVERIFY(balance.total);
    QCOMPARE(QByteArray::fromStdString(balance.total->text), total);
    desk.now += std::chrono::hours{1};
    allStored(desk.sync());
    QCOMPARE(desk.balances().size(), std::size_t{2});
}

void tst_SyncProviders::nothingTwice()
{
    const auto server = patientProvider("openai");
    Desk desk{"openai", *server};
    allStored(desk.sync());
    const std::size_t charges = desk.charges().size();
    const std::size_t buckets = desk.buckets("usage-completions").size();
    QVERIFY(desk.sync().reports.empty()); // nothing is due
    server->forget();
    QVERIFY(desk.sync().reports.empty());
    QVERIFY(server->requests().empty());
    allStored(desk.sync(Ask::Every));
    QCOMPARE(desk.charges().size(), charges);
    QCOMPARE(desk.buckets("usage-completions").size(), buckets);
}

void tst_SyncProviders::keysAreNowhere_data()
{
    QTest::addColumn<QByteArray>("provider");
    for (const char *name : {"openai", "anthropic", "openrouter", "alibaba", "deepseek", "moonshot", "litellm", "siliconflow", "google", "github-copilot",
                             "xai", "fireworks", "aws", "azure", "volcengine", "langfuse"}) {
        QTest::newRow(name) << QByteArray{name};
    }
}

void tst_SyncProviders::keysAreNowhere()
{
    QFETCH(QByteArray, provider);
    const auto server = patientProvider(provider.constData());
    Desk desk{provider.constData(), *server};
    allStored(desk.sync());
    server->fail({.kind = FakeFault::Kind::Status, .status = 401});
    desk.sync(Ask::Every);
    const QByteArray bytes = desk.bytes();
    QVERIFY(bytes.size() > 1'000);
    QList<QByteArray> secrets{FakeProvider::firstKey(), FakeProvider::firstSecret(), serviceAccountKey().split('\n').value(5)};
    if (provider == "google" || provider == "azure") { // tokens that were handed out
        const QByteArray token = recorded(QString::fromLatin1(provider), QStringLiteral("token.json"));
        secrets << QJsonDocument::fromJson(token).object()[QStringLiteral("access_token")].toString().toUtf8();
    }
    for (const QByteArray &secret : secrets) {
        QVERIFY(!secret.isEmpty());
        QVERIFY(!bytes.contains(secret));
        QVERIFY(!bytes.contains(secret.toBase64()));
    }
}

TOKENMETER_TEST(tst_SyncProviders);

} // namespace test_SyncProviders

#include "tst_SyncProviders.moc"
