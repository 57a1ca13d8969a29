// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

namespace test_CalculateCommand
{

using namespace tokenmeter::testing;

namespace
{

/// A machine without any ledger or log.
struct BareMachine
{
    Machine machine{};
    Outcome ask(const QString &arguments) const
    {
        return machine.ask(QStringList{QStringLiteral("--at"), QStringLiteral("2026-11-18T12:00:00Z"), QStringLiteral("calculate")} + arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    }
    Outcome say(const QString &arguments) const
    {
        return machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--at"), QStringLiteral("2026-11-18T12:00:00Z"), QStringLiteral("calculate")}
                           + arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    }
    QJsonValue model(const QString &arguments, int index = 0) const { return ask(arguments).json()[QLatin1String("models")][index]; }
};

QString figureOf(const QJsonValue &model, const char *figure, const char *part = "amount")
{
    return model[QLatin1String(figure)][QLatin1String(part)].toString();
}

} // namespace

class tst_CalculateCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutALedger();
    void growthAndFreeTokens();
    void cacheAndBatch();
    void textFile();
    void standardInput();
    void answerOfAnApi();
    void whatHasNoFigure();
    void ownPrices();
    void wrongUsage_data();
    void wrongUsage();
    void filesThatAreNone();
    void tableForPeople();
};

void tst_CalculateCommand::withoutALedger()
{
    const BareMachine bare;
    // 10,000 x 1.25 + 1,000 x 10 = 22,500 millionths
    const QJsonValue gemini = bare.model(QStringLiteral("--input 10000 --output 1000 --requests 1000 --model gemini-2.5-pro"));
    QCOMPARE(figureOf(gemini, "request"), QStringLiteral("0.022500000"));
    QCOMPARE(figureOf(gemini, "month"), QStringLiteral("22.500000000"));
    QCOMPARE(figureOf(gemini, "year"), QStringLiteral("270.000000000"));
    QCOMPARE(figureOf(gemini, "year", "low"), figureOf(gemini, "year", "high"));
    QVERIFY(!QFileInfo::exists(bare.machine.ledger())); // nothing was made
    const QJsonObject usual = bare.ask(QStringLiteral("--input 1000")).json();
    QVERIFY(usual[QLatin1String("models")].toArray().size() >= 10);
    QCOMPARE(usual[QLatin1String("estimate")].toBool(true), false);
    QCOMPARE(usual[QLatin1String("counted")].toString(), QStringLiteral("given"));
}

void tst_CalculateCommand::growthAndFreeTokens()
{
    const BareMachine bare;
    const QJsonObject json = bare.ask(QStringLiteral("--input 900 --output 100 --requests 1000 --growth=10 --free-tokens 1000000 --model gemini-2.5-pro")).json();
    QCOMPARE(json[QLatin1String("requests")][0].toInt(), 1000);
    QCOMPARE(json[QLatin1String("requests")][3].toInt(), 1331);
    const QJsonValue gemini = json[QLatin1String("models")][0];
    QCOMPARE(figureOf(gemini, "month"), QStringLiteral("0.000000000")); // a thousand requests of a thousand tokens
    QCOMPARE(gemini[QLatin1String("free_requests")].toInt(), 1000);
    QCOMPARE(gemini[QLatin1String("months")][1].toString(), QStringLiteral("2.337500000")); // 1,100 x 0.002125
    const QJsonObject falling = bare.ask(QStringLiteral("--input 900 --requests 100 --growth=-50 --model gemini-2.5-pro")).json();
    QCOMPARE(falling[QLatin1String("requests")][3].toInt(), 13);
}

void tst_CalculateCommand::cacheAndBatch()
{
    const BareMachine bare;
    // (1,000 x 1.25 + 3,000 x 0.125) / 2
    const QJsonValue gemini = bare.model(QStringLiteral("--input 4000 --cache-share 75 --batch --model gemini-2.5-pro"));
    QCOMPARE(figureOf(gemini, "request"), QStringLiteral("0.000812500"));
    QCOMPARE(gemini[QLatin1String("tokens")][QLatin1String("cache_read")].toInt(), 3000);
    const QJsonValue old = bare.model(QStringLiteral("--input 4000 --cache-share 75 --batch --model gpt-4"));
    QVERIFY(old[QLatin1String("standard_price")].toBool() && old[QLatin1String("not_cached")].toBool());
    // The answer as a share: a fifth of 5,000.
    QCOMPARE(bare.ask(QStringLiteral("--input 4000 --output-share 20")).json()[QLatin1String("tokens")][QLatin1String("output")].toInt(), 1000);
}

void tst_CalculateCommand::textFile()
{
    const BareMachine bare;
    write(bare.machine.folder(QStringLiteral("a.txt")), QByteArray(1000, 'x'));
    const QJsonObject json = bare.ask(QStringLiteral("--text a.txt --output 100 --model gemini-2.5-pro")).json();
    QVERIFY(json[QLatin1String("estimate")].toBool());
    QCOMPARE(json[QLatin1String("tokens")][QLatin1String("input")].toInt(), 260);
    QCOMPARE(json[QLatin1String("tokens_low")][QLatin1String("input")].toInt(), 200);
    QCOMPARE(json[QLatin1String("tokens_high")][QLatin1String("input")].toInt(), 400);
    const QJsonValue gemini = json[QLatin1String("models")][0];
    QVERIFY(figureOf(gemini, "year", "low").toDouble() < figureOf(gemini, "year").toDouble());
    QVERIFY(figureOf(gemini, "year").toDouble() < figureOf(gemini, "year", "high").toDouble());
}

void tst_CalculateCommand::standardInput()
{
    const BareMachine bare;
    const std::unique_ptr<QProcess> process = bare.machine.start(
        {QStringLiteral("--json"), QStringLiteral("calculate"), QStringLiteral("--text"), QStringLiteral("-"), QStringLiteral("--model"), QStringLiteral("gemini-2.5-pro")});
    QVERIFY(process->waitForStarted(LongestMs));
    process->write(QByteArray(100, 'x'));
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished(LongestMs));
    QCOMPARE(process->exitCode(), 0);
    const QJsonObject json = QJsonDocument::fromJson(process->readAllStandardOutput()).object();
    QCOMPARE(json[QLatin1String("tokens")][QLatin1String("input")].toInt(), 26);
}

void tst_CalculateCommand::answerOfAnApi()
{
    const BareMachine bare;
    write(bare.machine.folder(QStringLiteral("answer.json")),
          R"({"id":"chatcmpl-1","object":"chat.completion","created":1762000000,"model":"gpt-5","usage":{"prompt_tokens":1200,"completion_tokens":300,"total_tokens":1500}})");
    const QJsonObject json = bare.ask(QStringLiteral("--text answer.json --model gpt-5")).json();
    QCOMPARE(json[QLatin1String("counted")].toString(), QStringLiteral("usage"));
    QCOMPARE(figureOf(json[QLatin1String("models")][0], "request"), QStringLiteral("0.004500000")); // 1,200 x 1.25 + 300 x 10
    const Outcome both = bare.ask(QStringLiteral("--text answer.json --output 5 --model gpt-5"));
    QCOMPARE(both.status, 2);
    QVERIFY(both.err.contains("counts of its own"));
}

void tst_CalculateCommand::whatHasNoFigure()
{
    const BareMachine bare;
    const Outcome outcome = bare.ask(QStringLiteral("--input 100000 --model gpt-4 --model claude-opus-9 --model gemini-2.5-pro"));
    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.err.contains("claude-opus-9"));
    const QJsonArray models = outcome.json()[QLatin1String("models")].toArray();
    QCOMPARE(models.size(), 3);
    QVERIFY(models[0][QLatin1String("year")].isNull());
    QCOMPARE(models[0][QLatin1String("reason")].toString(), QStringLiteral("context too small"));
    QVERIFY(!figureOf(models[1], "year").isEmpty());
    QCOMPARE(models[2][QLatin1String("reason")].toString(), QStringLiteral("unknown model"));
}

void tst_CalculateCommand::ownPrices()
{
    const BareMachine bare;
    QCOMPARE(bare.machine.ask(words("prices set my-model --input 1 --output 2")).status, 0);
    QCOMPARE(figureOf(bare.model(QStringLiteral("--input 1000 --output 1000 --model my-model")), "request"), QStringLiteral("0.003000000"));
}

void tst_CalculateCommand::wrongUsage_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments : {"", "--requests 5", "--input -1", "--input 100000001", "--input x", "--input 10 --requests 0", "--input 10 --requests 1000000001",
                                  "--input 10 --growth=101", "--input 10 --growth=-101", "--input 10 --growth=abc", "--input 10 --growth=1.234", "--input 10 --cache-share 101",
                                  "--input 10 --cache-share -1", "--input 10 --output-share 100", "--input 10 --output 5 --output-share 10", "--input 10 --text a.txt",
                                  "--input 10 --free-tokens -1", "--input 10 --at yesterday"}) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
}

void tst_CalculateCommand::wrongUsage()
{
    QFETCH(QString, arguments);
    static const BareMachine bare;
    const Outcome outcome = bare.ask(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(!outcome.err.isEmpty());
}

void tst_CalculateCommand::filesThatAreNone()
{
    const BareMachine bare;
    write(bare.machine.folder(QStringLiteral("blank.txt")), " \n");
    for (const auto &[file, sentence] : {std::pair{"missing.txt", "is no file"}, std::pair{"/", "is no file"}, std::pair{"blank.txt", "is empty"}}) {
        const Outcome outcome = bare.ask(QStringLiteral("--text %1").arg(QString::fromLatin1(file)));
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.err.contains(sentence), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }
}

void tst_CalculateCommand::tableForPeople()
{
    const BareMachine bare;
    const Outcome outcome = bare.say(QStringLiteral("--input 10000 --output 1000 --requests 1000 --growth=10 --model gpt-4 --model gemini-2.5-pro"));
    QCOMPARE(outcome.status, 0);
    const QString said = QString::fromUtf8(outcome.out);
    for (const char *part : {"Gemini 2.5 Pro (google)", "$0.0225", "$22.50", "context of 8,192 is too small", "1,000 in the first month, 2,853 in the twelfth"}) {
        QVERIFY2(said.contains(QString::fromLatin1(part)), outcome.out.constData());
    }
    QVERIFY(said.indexOf(QStringLiteral("Gemini")) < said.indexOf(QStringLiteral("GPT-4"))); // what has no figure comes last
    write(bare.machine.folder(QStringLiteral("a.txt")), QByteArray(1000, 'x'));
    QVERIFY(bare.say(QStringLiteral("--text a.txt --model gpt-5")).out.contains("Estimate: about 260"));
}

TOKENMETER_TEST(tst_CalculateCommand);

} // namespace test_CalculateCommand

#include "tst_CalculateCommand.moc"
