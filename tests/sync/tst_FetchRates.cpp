// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Machine.h"
#include "support/FakeProvider.h"
#include "support/TestMain.h"

#include <QJsonArray>

namespace test_FetchRates
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr auto AtNoon = "2026-03-04T17:00:00Z";

/// A ledger with one request to a model that is billed in CNY and one in USD, of 2026-03-03.
struct Desk
{
    Machine machine{};
    FakeProvider server{QStringLiteral("fx")};

    Desk()
    {
        const QString log = machine.folder(QStringLiteral("replies.jsonl"));
        const auto line = [](const char *model, int second) {
            return QStringLiteral("{\"id\":\"%1\",\"object\":\"chat.completion\",\"created\":%2,\"model\":\"%1\",\"usage\":"
                                  "{\"prompt_tokens\":1000000,\"completion_tokens\":0,\"total_tokens\":1000000}}\n")
                .arg(QLatin1String(model))
                .arg(second)
                .toUtf8();
        };
        write(log, line("qwen-long", 1'772'532'000) + line("gpt-4o", 1'772'535'600));
        machine.ask({QStringLiteral("import"), log});
    }
    Outcome run(const QString &words, bool json = true) const
    {
        QStringList all{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--at"), QString::fromLatin1(AtNoon)};
        if (json) {
            all << QStringLiteral("--json");
        }
        return machine.run(all + words.split(QLatin1Char(' ')));
    }
    Outcome fetch(const QString &more = {}, bool json = true) const
    {
        return run(QStringLiteral("rates fetch --base-url ") + server.base() + more, json);
    }
    /// "2026-03-04 EUR CNY 8.0385 ECB"
    QStringList stored() const
    {
        QStringList all;
        for (const QJsonValue rate : run(QStringLiteral("rates list")).json()[QStringLiteral("rates")].toArray()) {
            QStringList words;
            for (const char *name : {"day", "from", "to", "rate", "source"}) {
                words << rate[QLatin1String(name)].toString();
            }
            all << words.join(QLatin1Char(' '));
        }
        return all;
    }
};

} // namespace

class tst_FetchRates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void storesWhatAmountsNeed();
    void convertsWithThem();
    void onlyOnceAndCorrected();
    void ownRatesStay();
    void otherPublisher();
    void faults_data();
    void faults();
    void wrongUsage_data();
    void wrongUsage();
    void removes();
};

void tst_FetchRates::storesWhatAmountsNeed()
{
    const Desk desk;
    const Outcome outcome = desk.fetch();
    QCOMPARE(outcome.status, 0);
    const QJsonObject answer = outcome.json();
    QCOMPARE(answer[QStringLiteral("source")].toString(), QStringLiteral("ECB"));
    QCOMPARE(answer[QStringLiteral("since")].toString(), QStringLiteral("2026-02-21")); // ten days before the first amount
    QCOMPARE(answer[QStringLiteral("newest")].toString(), QStringLiteral("2026-03-04"));
    QCOMPARE(answer[QStringLiteral("added")].toInt(), 8); // four days of two currencies
    const QStringList stored = desk.stored();
    QCOMPARE(stored.size(), 8);
    QCOMPARE(stored.first(), QStringLiteral("2026-02-27 EUR CNY 8.0700 ECB"));
    QCOMPARE(stored.last(), QStringLiteral("2026-03-04 EUR USD 1.1650 ECB"));
    QCOMPARE(desk.server.requests().size(), std::size_t{1});
    QVERIFY(desk.server.requests()[0].query.isEmpty() && !desk.server.requests()[0].headers.contains("authorization"));
}

/// By hand: qwen-long input 0.5 CNY a million. On 3 March 1 EUR is 8.0123 CNY and 1.1612 USD, so 1 CNY = 1.1612 / 8.0123 =
/// 0.144927174469253... USD, at 12 digits 0.144927174469; half of it is 0.0724635872345. gpt-4o input: 2.50 USD.
void tst_FetchRates::convertsWithThem()
{
    const Desk desk;
    QCOMPARE(desk.fetch().status, 0);
    const Outcome report = desk.run(QStringLiteral("report --currency USD --from 2026-03-01 --to 2026-03-31 --timezone UTC"));
    const QByteArray said = report.out;
    QVERIFY2(said.contains("\"2.5724635872345\""), said.constData());
    QVERIFY2(said.contains("0.144927174469") && said.contains("ECB"), said.constData());
}

void tst_FetchRates::onlyOnceAndCorrected()
{
    Desk desk;
    QCOMPARE(desk.fetch().json()[QStringLiteral("added")].toInt(), 8);
    Outcome again = desk.fetch();
    QCOMPARE(again.json()[QStringLiteral("added")].toInt(), 0);
    QCOMPARE(again.json()[QStringLiteral("since")].toString(), QStringLiteral("2026-03-04")); // its newest day alone
    QCOMPARE(desk.stored().size(), 8);
    desk.server.answerInstead(QStringLiteral("ecb_daily.xml"), "<E><Cube time='2026-03-04'><Cube currency='USD' rate='1.1660'/></Cube></E>");
    again = desk.fetch();
    QCOMPARE(again.json()[QStringLiteral("corrected")].toInt(), 1);
    QCOMPARE(desk.stored().last(), QStringLiteral("2026-03-04 EUR USD 1.1660 ECB"));
}

void tst_FetchRates::ownRatesStay()
{
    const Desk desk;
    QCOMPARE(desk.run(QStringLiteral("rates set EUR USD 1.5 --day 2026-03-04")).status, 0);
    const Outcome outcome = desk.fetch();
    QCOMPARE(outcome.json()[QStringLiteral("kept")].toInt(), 1);
    QCOMPARE(outcome.json()[QStringLiteral("added")].toInt(), 7);
    QCOMPARE(desk.stored().last(), QStringLiteral("2026-03-04 EUR USD 1.5 user"));
}

void tst_FetchRates::otherPublisher()
{
    Desk desk;
    desk.server.answerInstead(QStringLiteral("frankfurter_v1_range.json"), R"({"amount":1.0,"base":"EUR","rates":{"2026-03-03":{"CNY":8.0123,"USD":1.1612}}})");
    const Outcome outcome = desk.fetch(QStringLiteral(" --source frankfurter --since 2026-03-02"));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(desk.stored(), (QStringList{QStringLiteral("2026-03-03 EUR CNY 8.0123 Frankfurter (ECB)"), QStringLiteral("2026-03-03 EUR USD 1.1612 Frankfurter (ECB)")}));
    QCOMPARE(desk.server.requests()[0].queryValue(QStringLiteral("symbols")), QStringLiteral("CNY,USD"));
}

void tst_FetchRates::faults_data()
{
    using Kind = FakeFault::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("error") << int(Kind::Status) << 500;
    QTest::newRow("slow down") << int(Kind::Status) << 429;
    QTest::newRow("malformed") << int(Kind::Malformed) << 0;
    QTest::newRow("cut") << int(Kind::Cut) << 0;
    QTest::newRow("a page") << int(Kind::Html) << 0;
    QTest::newRow("reset") << int(Kind::Reset) << 0;
    QTest::newRow("elsewhere") << int(Kind::Redirect) << 0;
}

/// Each says so in words and stores nothing; the next call repairs it.
void tst_FetchRates::faults()
{
    QFETCH(const int, kind);
    QFETCH(const int, status);
    Desk desk;
    desk.server.fail({.kind = FakeFault::Kind(kind), .status = status, .to = "https://rates.example/"});
    const Outcome failed = desk.fetch({}, false);
    QCOMPARE(failed.status, 1);
    QVERIFY2(failed.err.size() > 20 && failed.out.isEmpty(), failed.err.constData());
    QVERIFY(desk.stored().isEmpty());
    desk.server.heal();
    QCOMPARE(desk.fetch().json()[QStringLiteral("added")].toInt(), 8);
}

void tst_FetchRates::wrongUsage_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("source") << QStringLiteral(" --source bank");
    QTest::newRow("currency") << QStringLiteral(" --currency dollar");
    QTest::newRow("day") << QStringLiteral(" --since yesterday");
}

void tst_FetchRates::wrongUsage()
{
    QFETCH(const QString, words);
    const Desk desk;
    const Outcome outcome = desk.fetch(words);
    QCOMPARE(outcome.status, 2);
    QVERIFY(desk.server.requests().empty());
}

void tst_FetchRates::removes()
{
    const Desk desk;
    QCOMPARE(desk.run(QStringLiteral("rates set USD CNY 7.1 --day 2026-03-02")).status, 0);
    QCOMPARE(desk.run(QStringLiteral("rates remove USD CNY --day 2026-03-01")).status, 1);
    QCOMPARE(desk.stored().size(), 1);
    QCOMPARE(desk.run(QStringLiteral("rates remove USD CNY --day 2026-03-02")).status, 0);
    QVERIFY(desk.stored().isEmpty());
}

TOKENMETER_TEST(tst_FetchRates);

} // namespace test_FetchRates

#include "tst_FetchRates.moc"
