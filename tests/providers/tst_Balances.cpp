// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"

namespace test_Balances
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_Balances : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deepSeek();
    void deepSeekTwoCurrencies();
    void deepSeekUnusable();
    void moonshot();
    void moonshotDebt();
    void moonshotRegions();
    void moonshotRefusal();
    void siliconFlow();
    void siliconFlowRefusal();
};

namespace
{

/// "CNY 110.00 = 10.00 + 100.00": total, granted, topped up.
std::string shown(const PolledPage &page)
{
    std::string text;
    for (const BalanceSnapshot &each : page.balances) {
        text += text.empty() ? "" : "; ";
        text += each.currency + " " + each.total.value_or(ChargeAmount{"?", 0}).text + " = "
            + each.granted.value_or(ChargeAmount{"?", 0}).text + " + " + each.toppedUp.value_or(ChargeAmount{"?", 0}).text;
    }
    return text;
}

} // namespace

void tst_Balances::deepSeek()
{
    RoutePlayer player{"deepseek"};
    const Result<PolledPage> page = runReport(providerApiById("deepseek")->reports[0], sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(shown(*page), std::string{"CNY 110.00 = 10.00 + 100.00"});
    QVERIFY(page->balances.front().isUsable);
    QCOMPARE(page->balances.front().time, sampleInput().now);
}

void tst_Balances::deepSeekTwoCurrencies()
{
    const Result<PolledPage> page = parsed("deepseek", "balance", replyOf("deepseek/balance_two_currencies.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(shown(*page), std::string{"USD 4.20 = 0.00 + 4.20; CNY 0.00 = 0.00 + 0.00"});
}

void tst_Balances::deepSeekUnusable()
{
    const Result<PolledPage> page = parsed("deepseek", "balance", replyOf("deepseek/balance_unavailable.json"), sampleInput());
    QVERIFY(page);
    QVERIFY(!page->balances.front().isUsable);
}

// 46.58893 + 3.00001 = 49.58894
void tst_Balances::moonshot()
{
    RoutePlayer player{"moonshot"};
    const Result<PolledPage> page = runReport(providerApiById("moonshot")->reports[0], sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(shown(*page), std::string{"USD 49.58894 = 46.58893 + 3.00001"});
}

void tst_Balances::moonshotDebt()
{
    const Result<PolledPage> page = parsed("moonshot", "balance", replyOf("moonshot/balance_debt.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(shown(*page), std::string{"USD -1.25 = 0 + -1.25"}); // what is available stops at 0, the debt does not
    QCOMPARE(page->balances.front().available->text, std::string{"0"});
    QVERIFY(!page->balances.front().isUsable);
}

void tst_Balances::moonshotRegions()
{
    PollInput input = sampleInput();
    input.credentials.set("region", "cn");
    const ApiReport &report = providerApiById("moonshot")->reports[0];
    QVERIFY(report.request(input)->url.starts_with("https://api.moonshot.cn/"));
    QCOMPARE(report.parse(replyOf("moonshot/balance.json"), input)->balances.front().currency, std::string{"CNY"});
    QVERIFY(report.request(sampleInput())->url.starts_with("https://api.moonshot.ai/"));
}

void tst_Balances::moonshotRefusal()
{
    const Result<PolledPage> wrong = parsed("moonshot", "balance", reply(401, fixture("moonshot/error_401.json")), sampleInput());
    QVERIFY(!wrong);
    QCOMPARE(wrong.problem().cause, Cause::KeyRefused);
    const Result<PolledPage> failed =
        parsed("moonshot", "balance", reply(200, R"({"code":5,"status":false,"data":{"available_balance":1}})"), sampleInput());
    QVERIFY(!failed);
    QCOMPARE(failed.problem().cause, Cause::RequestRefused);
}

void tst_Balances::siliconFlow()
{
    RoutePlayer player{"siliconflow"};
    const Result<PolledPage> page = runReport(providerApiById("siliconflow")->reports[0], sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(shown(*page), std::string{"CNY 88.88 = 0.88 + 88.00"});
}

void tst_Balances::siliconFlowRefusal()
{
    const std::string bare = fixture("siliconflow/error_401.json"); // a JSON string and nothing around it
    QCOMPARE(parsed("siliconflow", "balance", reply(401, bare), sampleInput()).problem().cause, Cause::KeyRefused);
    QCOMPARE(parsed("siliconflow", "balance", reply(200, bare), sampleInput()).problem().cause, Cause::ReplyNotJson);
}

TOKENMETER_TEST(tst_Balances);

} // namespace test_Balances

#include "tst_Balances.moc"
