// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QtTest>

#include <algorithm>

namespace test_CompareCommand
{

using namespace tokenmeter::testing;

namespace
{

/// A machine with four requests of October 2026 on Claude Opus 4.1: 1,000 input, 100 output and 10,000 cache reads each, 0.0375 dollars.
class CompareDesk
{
public:
    CompareDesk()
    {
        write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")),
              usageLine(1) + usageLine(2) + usageLine(3) + usageLine(4, "claude-opus-4-1", "2026-10-20T10:00:00.000Z"));
        imported = ask("import").status == 0;
    }
    Outcome ask(const char *arguments) const { return machine.ask(words("--at 2026-10-25T12:00:00Z") + words(arguments)); }
    Outcome say(const char *arguments) const
    {
        return machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--at"), QStringLiteral("2026-10-25T12:00:00Z")} + words(arguments));
    }

    Machine machine{};
    bool imported = false;
};

QString amountAt(const QJsonObject &json, int model, const char *key = "amount")
{
    const QJsonValue one = json[QLatin1String("models")][model];
    return QLatin1String(key) == QLatin1String("amount") ? one[QLatin1String("cost")][QLatin1String("amount")].toString() : one[QLatin1String(key)].toString();
}

} // namespace

class tst_CompareCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void emptyLedger();
    void itself();
    void anotherModel();
    void movesAPart();
    void atAnotherTime();
    void unknownModels();
    void wrongUsage_data();
    void wrongUsage();
    void currencies();
    void tableForPeople();
    void advice();
};

void tst_CompareCommand::emptyLedger()
{
    const Machine machine;
    const Outcome outcome = machine.ask(words("compare --model gemini-2.5-pro"));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.json()[QLatin1String("actual")][QLatin1String("requests")].toInt(-1), 0);
    QVERIFY(outcome.json()[QLatin1String("models")][0][QLatin1String("cost")].isNull());
}

/// Whatever is assumed: the model that was used costs what it cost.
void tst_CompareCommand::itself()
{
    const CompareDesk desk;
    QVERIFY(desk.imported);
    const QString actual = desk.ask("report").json()[QLatin1String("total")][QLatin1String("cost")][0][QLatin1String("amount")].toString();
    QCOMPARE(actual, QStringLiteral("0.150000000"));
    const QJsonObject json = desk.ask("compare --model claude-opus-4-1 --assume tokenizer=2:3:4 --assume answer=0.1:0.2:5 --assume cache=0").json();
    QCOMPARE(json[QLatin1String("actual")][QLatin1String("cost")][0][QLatin1String("amount")].toString(), actual);
    QCOMPARE(json[QLatin1String("actual")][QLatin1String("requests")].toInt(), 4);
    for (const char *key : {"amount", "low", "high"}) {
        QCOMPARE(amountAt(json, 0, key), actual);
    }
    QCOMPARE(json[QLatin1String("models")][0][QLatin1String("provider")].toString(), QStringLiteral("anthropic"));
    QCOMPARE(json[QLatin1String("models")][0][QLatin1String("own_requests")].toInt(), 4);
    QVERIFY(json[QLatin1String("models")][0][QLatin1String("assumptions")].toArray().isEmpty());
}

void tst_CompareCommand::anotherModel()
{
    const CompareDesk desk;
    // Gemini 2.5 Pro: 1000 x 1.25 + 10000 x 0.125 + 100 x 10 = 3500 millionths of a dollar, four times
    const QJsonObject json = desk.ask("compare --model google/gemini-2.5-pro --model gpt-4 --assume tokenizer=1 --assume answer=1 --assume cache=1").json();
    QCOMPARE(amountAt(json, 0), QStringLiteral("0.014000000"));
    QCOMPARE(json[QLatin1String("models")][0][QLatin1String("not_comparable")][QLatin1String("requests")].toInt(), 0);
    // GPT-4 cannot take 11,000 tokens: no figure, and why.
    const QJsonValue small = json[QLatin1String("models")][1];
    QVERIFY(small[QLatin1String("cost")].isNull());
    QCOMPARE(small[QLatin1String("not_comparable")][QLatin1String("requests")].toInt(), 4);
    QCOMPARE(small[QLatin1String("not_comparable")][QLatin1String("why")].toString(), QStringLiteral("context over 8192"));
    // With what is usually assumed there is a band.
    const QJsonObject usual = desk.ask("compare --model gemini-2.5-pro").json();
    QVERIFY(amountAt(usual, 0, "low").toDouble() < amountAt(usual, 0).toDouble());
    QVERIFY(amountAt(usual, 0).toDouble() < amountAt(usual, 0, "high").toDouble());
    QVERIFY(usual[QLatin1String("models")][0][QLatin1String("assumptions")].toArray().size() >= 3);
}

void tst_CompareCommand::movesAPart()
{
    const CompareDesk desk;
    // One of four moves: 0.1125 + 0.0035
    const QJsonObject json = desk.ask("compare --model gemini-2.5-pro --assume tokenizer=1 --assume answer=1 --assume cache=1 --move from=2026-10-15 --timezone UTC").json();
    QCOMPARE(json[QLatin1String("moved")].toInt(), 1);
    QCOMPARE(json[QLatin1String("stayed")].toInt(), 3);
    QCOMPARE(amountAt(json, 0), QStringLiteral("0.116000000"));
    QCOMPARE(amountAt(desk.ask("compare --model gemini-2.5-pro --move prompt-below=11000").json(), 0), QStringLiteral("0.150000000"));
    QCOMPARE(desk.ask("compare --model gemini-2.5-pro --move model=claude-opus-4-1 --move prompt-from=11000").json()[QLatin1String("moved")].toInt(), 4);
}

void tst_CompareCommand::atAnotherTime()
{
    const CompareDesk desk;
    // o3 was 10 and 40 before June 2025, 2 and 8 since.
    const char *neutral = " --assume tokenizer=1 --assume answer=1 --assume cache=0";
    const QString before = amountAt(desk.ask((std::string{"compare --model o3 --at 2025-05-01T00:00:00Z"} + neutral).c_str()).json(), 0);
    const QString since = amountAt(desk.ask((std::string{"compare --model o3"} + neutral).c_str()).json(), 0);
    QCOMPARE(before.toDouble(), since.toDouble() * 5);
}

void tst_CompareCommand::unknownModels()
{
    const CompareDesk desk;
    const Outcome outcome = desk.ask("compare --model claude-opus-9 --model gemini-2.5-pro");
    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.err.contains("claude-opus-9"));
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY(!amountAt(outcome.json(), 0).isEmpty()); // the others are compared
    const QJsonValue unknown = outcome.json()[QLatin1String("models")][1];
    QVERIFY(unknown[QLatin1String("unpriced")].toBool());
    QVERIFY(unknown[QLatin1String("nearest")].toArray().size() > 0);
    const Outcome ambiguous = desk.ask("compare --model qwen-max");
    QCOMPARE(ambiguous.status, 1);
    QVERIFY(ambiguous.err.contains("alibaba-cn/qwen-max"));
    QCOMPARE(desk.ask("compare --model alibaba-cn/qwen-max").status, 0);
}

void tst_CompareCommand::wrongUsage_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments : {"compare", "compare --model gpt-5 --assume answer=2:1:3", "compare --model gpt-5 --assume length=1", "compare --model gpt-5 --assume cache=1.5",
                                  "compare --model gpt-5 --move project", "compare --model gpt-5 --move size=3", "compare --model gpt-5 --move prompt-below=x",
                                  "compare --model gpt-5 --move from=yesterday", "compare --model gpt-5 --at yesterday", "compare --model gpt-5 --currency euro",
                                  "compare --model gpt-5 --from 2026-13-01", "compare --model gpt-5 --timezone Mars/Olympus"}) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
}

void tst_CompareCommand::wrongUsage()
{
    QFETCH(QString, arguments);
    static const CompareDesk desk;
    const Outcome outcome = desk.ask(qPrintable(arguments));
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(!outcome.err.isEmpty());
}

void tst_CompareCommand::currencies()
{
    const CompareDesk desk;
    const QJsonObject apart = desk.ask("compare --model alibaba-cn/qwen3-max").json();
    QCOMPARE(apart[QLatin1String("models")][0][QLatin1String("cost")][QLatin1String("currency")].toString(), QStringLiteral("CNY"));
    // Without a rate: named, and as it is.
    const Outcome missing = desk.ask("compare --model alibaba-cn/qwen3-max --currency USD");
    QCOMPARE(missing.status, 0);
    QCOMPARE(missing.json()[QLatin1String("missing_rates")][0][QLatin1String("from")].toString(), QStringLiteral("CNY"));
    QCOMPARE(missing.json()[QLatin1String("models")][0][QLatin1String("cost")][QLatin1String("currency")].toString(), QStringLiteral("CNY"));
    QCOMPARE(desk.ask("rates set USD CNY 7.1187 --day 2026-09-30").status, 0);
    const QJsonObject converted = desk.ask("compare --model alibaba-cn/qwen3-max --currency USD").json();
    QVERIFY(converted[QLatin1String("missing_rates")].toArray().isEmpty());
    QCOMPARE(converted[QLatin1String("rates")].toArray().size(), 1);
    QCOMPARE(converted[QLatin1String("models")][0][QLatin1String("cost")][QLatin1String("currency")].toString(), QStringLiteral("USD"));
}

void tst_CompareCommand::tableForPeople()
{
    const CompareDesk desk;
    const Outcome outcome = desk.say("compare --model gemini-2.5-pro --model gpt-4");
    QCOMPARE(outcome.status, 0);
    for (const char *part : {"Gemini 2.5 Pro (google)", "not comparable", "GPT-4 (openai), left out: 4 requests over its context of 8,192 tokens", "$0.15", "Actual, 4 requests"}) {
        QVERIFY2(QString::fromUtf8(outcome.out).contains(QString::fromLatin1(part)), outcome.out.constData());
    }
    QVERIFY(outcome.err.isEmpty());
    QVERIFY(desk.say("compare --model gpt-5 --project nobody").out.contains("Nothing in this view"));
}

/// Four requests of 0.0375 dollars: as batches half, on Gemini 2.5 Pro 0.0035 each when nothing else is assumed.
void tst_CompareCommand::advice()
{
    const CompareDesk desk;
    const QJsonValue advice = desk.ask("compare --advice --model gemini-2.5-pro --assume tokenizer=1 --assume answer=1 --assume cache=1").json()[QLatin1String("advice")];
    const QJsonArray lines = advice[QLatin1String("lines")].toArray();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0][QLatin1String("kind")].toString(), QStringLiteral("model-batch"));
    QCOMPARE(lines[0][QLatin1String("saving")][QLatin1String("at_least")].toString(), QStringLiteral("0.143000000")); // 0.15 - 0.007
    QCOMPARE(lines[0][QLatin1String("assumption")][QLatin1String("key")].toString(), QStringLiteral("same-quality-within-a-day"));
    QCOMPARE(lines[1][QLatin1String("kind")].toString(), QStringLiteral("model"));
    QCOMPARE(lines[1][QLatin1String("from")].toString(), QStringLiteral("anthropic/claude-opus-4-1"));
    QCOMPARE(lines[1][QLatin1String("saving")][QLatin1String("at_least")].toString(), QStringLiteral("0.136000000")); // 0.15 - 0.014
    QCOMPARE(lines[1][QLatin1String("records")][QLatin1String("models")][0].toString(), QStringLiteral("claude-opus-4-1"));
    QCOMPARE(lines[1][QLatin1String("assumption")][QLatin1String("key")].toString(), QStringLiteral("same-quality"));
    QVERIFY(lines[1][QLatin1String("plan")].isNull());
    QVERIFY(lines[0][QLatin1String("in_mix")].toBool() && !lines[1][QLatin1String("in_mix")].toBool() && !lines[2][QLatin1String("in_mix")].toBool());
    QCOMPARE(lines[2][QLatin1String("kind")].toString(), QStringLiteral("batch"));
    QCOMPARE(lines[2][QLatin1String("assumption")][QLatin1String("key")].toString(), QStringLiteral("answers-within-a-day"));
    QCOMPARE(lines[2][QLatin1String("saving")][QLatin1String("at_most")].toString(), QStringLiteral("0.075000000"));
    QCOMPARE(advice[QLatin1String("mix")][0][QLatin1String("at_least")].toString(), QStringLiteral("0.143000000"));
    // What is assumed of the other model, by keys and numbers.
    const QJsonArray parts = desk.ask("compare --advice --model gemini-2.5-pro --assume answer=1:1:2").json()[QLatin1String("advice")][QLatin1String("lines")][0][QLatin1String("assumption")][QLatin1String("parts")].toArray();
    const auto answer = std::find_if(parts.begin(), parts.end(), [](const QJsonValue &part) { return part[QLatin1String("key")].toString() == QStringLiteral("answer"); });
    QVERIFY(answer != parts.end());
    QCOMPARE((*answer)[QLatin1String("high")].toString(), QStringLiteral("2"));
    QVERIFY(!(*answer)[QLatin1String("text")].toString().isEmpty());
    QCOMPARE(advice[QLatin1String("cache")][0][QLatin1String("saved_by_reads")].toString(), QStringLiteral("0.540000000")); // 40,000 x (15 - 1.5) millionths
    // Without models well known ones are tried; for people in words.
    QVERIFY(desk.ask("compare --advice").json()[QLatin1String("advice")][QLatin1String("models_tried")].toInt() >= 10);
    const Outcome said = desk.say("compare --advice --model gemini-2.5-pro");
    QCOMPARE(said.status, 0);
    for (const char *part : {"Claude Opus 4.1: its work on Gemini 2.5 Pro", "Claude Opus 4.1: as batches", "The cheapest mix saves at least", "Assumed:", "Caching, at list price: reads saved"}) {
        QVERIFY2(said.out.contains(part), said.out.constData());
    }
    QVERIFY(desk.say("compare --advice --model gemini-2.5-pro --project nobody").out.contains("Nothing can surely be saved"));
    QCOMPARE(desk.ask("compare --advice --move project=api").status, 2);
}

TOKENMETER_TEST(tst_CompareCommand);

} // namespace test_CompareCommand

#include "tst_CompareCommand.moc"
