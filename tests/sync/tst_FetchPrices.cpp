// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Machine.h"
#include "support/FakeProvider.h"
#include "support/TestMain.h"

#include <QDir>
#include <QJsonArray>

namespace test_FetchPrices
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QString ModelsDevFile = QStringLiteral("models_dev_api.json");

/// A ledger with a million input tokens of gemini-2.5-pro on 2026-11-28 and on 2026-11-29, and of claude-opus-4-1.
struct PriceDesk
{
    Machine machine{};
    FakeProvider server{QStringLiteral("price-lists")};

    PriceDesk()
    {
        const QString log = machine.folder(QStringLiteral("replies.jsonl"));
        const auto line = [](int number, const char *model, int second) {
            return QStringLiteral("{\"id\":\"r%1\",\"object\":\"chat.completion\",\"created\":%2,\"model\":\"%3\",\"usage\":"
                                  "{\"prompt_tokens\":100000,\"completion_tokens\":0,\"total_tokens\":100000}}\n")
                .arg(number)
                .arg(second)
                .arg(QLatin1String(model))
                .toUtf8();
        };
        write(log, line(1, "gemini-2.5-pro", 1'795'867'200) + line(2, "gemini-2.5-pro", 1'795'953'600) + line(3, "claude-opus-4-1", 1'795'867'200)
                       + line(4, "gemini-9-new", 1'795'953'600));
        machine.ask({QStringLiteral("import"), log});
    }
    Outcome run(const QString &words, bool json = true, const QString &now = QStringLiteral("2026-11-29T14:00:00Z")) const
    {
        QStringList all{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--at"), now};
        if (json) {
            all << QStringLiteral("--json");
        }
        return machine.run(all + words.split(QLatin1Char(' ')));
    }
    Outcome fetch(const QString &list = QStringLiteral("models.dev"), const QString &more = {}, bool json = true) const
    {
        return run(QStringLiteral("prices fetch %1 --base-url %2%3").arg(list, server.base(), more), json);
    }
    /// Amounts of a day and model.
    QString cost(const char *day, const char *model) const
    {
        return run(QStringLiteral("report --timezone UTC --from %1 --to %1 --model %2").arg(QLatin1String(day), QLatin1String(model)))
            .json()[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("amount")]
            .toString();
    }
    void answer(const QByteArray &before, const QByteArray &after)
    {
        QByteArray body = recorded(QStringLiteral("price-lists"), ModelsDevFile);
        QVERIFY(body.contains(before));
        server.answerInstead(ModelsDevFile, body.replace(before, after));
    }
    QStringList kept() const
    {
        return QDir{machine.folder(QStringLiteral("price-lists"))}.entryList(QDir::Files, QDir::Name);
    }
};

/// The list with Gemini's two prices halved.
void halve(PriceDesk &desk)
{
    desk.answer(R"("input": 1.25,
     "output": 10,
     "cache_read": 0.125,
     "tiers": [
      {
       "tier": {
        "size": 200000
       },
       "input": 2.5,
       "output": 15,)",
                R"("input": 0.625,
     "output": 5,
     "cache_read": 0.0625,
     "tiers": [
      {
       "tier": {
        "size": 200000
       },
       "input": 1.25,
       "output": 7.5,)");
}

QStringList modelsOf(const QJsonValue &changes)
{
    QStringList models;
    for (const QJsonValue change : changes.toArray()) {
        models << change[QStringLiteral("model")].toString() + QLatin1Char(' ') + change[QStringLiteral("from")].toString();
    }
    return models;
}

} // namespace

class tst_FetchPrices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingToPropose_data();
    void nothingToPropose();
    void proposesAndAccepts();
    void askedOnlyForWhatIsNew();
    void newModelIsPriced();
    void retirements();
    void guards();
    void staleProposal();
    void faults_data();
    void faults();
    void lies_data();
    void lies();
    void wrongTypeIsRead();
    void wrongUsage();
    void filesAreTheUsersOwn();
};

void tst_FetchPrices::nothingToPropose_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("priced");
    QTest::addColumn<int>("changes");
    QTest::newRow("models.dev") << QStringLiteral("models.dev") << QStringLiteral("/api.json") << 2 << 0;
    QTest::newRow("litellm") << QStringLiteral("litellm") << QStringLiteral("/BerriAI/litellm/main/model_prices_and_context_window.json") << 3 << 0;
    QTest::newRow("openrouter") << QStringLiteral("openrouter") << QStringLiteral("/api/v1/models") << 3 << 0;
    QTest::newRow("genai-prices") << QStringLiteral("genai-prices") << QStringLiteral("/pydantic/genai-prices/main/prices/new_data/v2/data.json") << 3 << 3;
}

/// One request, of the list and nothing else; what the examples say is known, but for the made-up models of the last.
void tst_FetchPrices::nothingToPropose()
{
    QFETCH(const QString, list);
    QFETCH(const QString, path);
    QFETCH(const int, priced);
    QFETCH(const int, changes);
    const PriceDesk desk;
    const Outcome outcome = desk.fetch(list);
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    const QJsonObject answer = outcome.json();
    QCOMPARE(answer[QStringLiteral("models")][QStringLiteral("priced")].toInt(), priced);
    QCOMPARE(answer[QStringLiteral("changes")].toArray().size(), changes);
    QCOMPARE(answer[QStringLiteral("proposed")].isNull(), changes == 0);
    QCOMPARE(desk.server.requests().size(), std::size_t{1});
    QCOMPARE(desk.server.requests()[0].path, path);
    QVERIFY(desk.server.requests()[0].query.isEmpty() && !desk.server.requests()[0].headers.contains("authorization"));
    if (changes == 0) {
        QCOMPARE(desk.run(QStringLiteral("prices accept")).status, 1);
    }
}

/// By hand: 100,000 input tokens at 1.25 a million are 0.125, at half of it 0.0625; only the one of 29 November moves.
void tst_FetchPrices::proposesAndAccepts()
{
    PriceDesk desk;
    halve(desk);
    const QJsonObject answer = desk.fetch().json();
    QCOMPARE(modelsOf(answer[QStringLiteral("changes")]),
             (QStringList{QStringLiteral("google/gemini-2.5-pro 2025-10-25"), QStringLiteral("google/gemini-2.5-pro 2025-10-25"),
                          QStringLiteral("google/gemini-2.5-pro 2026-11-29"), QStringLiteral("google/gemini-2.5-pro 2026-11-29")}));
    QCOMPARE(answer[QStringLiteral("changes")][3][QStringLiteral("min_context")].toInt(), 200'001);
    QCOMPARE(answer[QStringLiteral("changes")][2][QStringLiteral("before")].toString(), QStringLiteral("1.25/10"));
    QCOMPARE(answer[QStringLiteral("changes")][2][QStringLiteral("after")].toString(), QStringLiteral("0.625/5"));
    QCOMPARE(answer[QStringLiteral("moves")][QStringLiteral("records")].toInt(), 1);
    QCOMPARE(answer[QStringLiteral("moves")][QStringLiteral("before")][0][QStringLiteral("amount")].toString(), QStringLiteral("0.125000000"));
    QCOMPARE(answer[QStringLiteral("moves")][QStringLiteral("after")][0][QStringLiteral("amount")].toString(), QStringLiteral("0.062500000"));
    // Fetched is not accepted.
    QCOMPARE(desk.cost("2026-11-29", "gemini-2.5-pro"), QStringLiteral("0.125000000"));
    QCOMPARE(desk.run(QStringLiteral("prices propose")).json()[QStringLiteral("changes")].toArray().size(), 4);
    const Outcome words = desk.run(QStringLiteral("prices propose"), false);
    QVERIFY2(words.out.contains("0.625/5") && words.out.contains("prices accept\n"), words.out.constData());

    QCOMPARE(desk.run(QStringLiteral("prices accept")).json()[QStringLiteral("repriced_records")].toInt(), 1);
    QCOMPARE(desk.cost("2026-11-28", "gemini-2.5-pro"), QStringLiteral("0.125000000"));
    QCOMPARE(desk.cost("2026-11-29", "gemini-2.5-pro"), QStringLiteral("0.062500000"));
    QVERIFY(desk.run(QStringLiteral("verify")).json()[QStringLiteral("ok")].toBool());
    QVERIFY(desk.run(QStringLiteral("prices show gemini-2.5-pro")).out.contains("models.dev 2026-11-29"));
    // It is used up, and the same list says nothing new.
    QCOMPARE(desk.run(QStringLiteral("prices accept")).status, 1);
    QVERIFY(desk.fetch().json()[QStringLiteral("proposed")].isNull());
}

void tst_FetchPrices::askedOnlyForWhatIsNew()
{
    PriceDesk desk;
    QVERIFY(!desk.fetch().json()[QStringLiteral("unchanged")].toBool());
    const QJsonObject again = desk.fetch().json();
    QVERIFY(again[QStringLiteral("unchanged")].toBool());
    QCOMPARE(again[QStringLiteral("models")][QStringLiteral("priced")].toInt(), 2);
    QCOMPARE(desk.server.requests()[1].headers.value("if-none-match"), QByteArray{"\"example-1\""});
    QCOMPARE(desk.server.requests()[1].status, 304);
    halve(desk);
    QVERIFY(!desk.fetch().json()[QStringLiteral("proposed")].isNull());
    // The kept copy is what an unchanged list is read from: the same proposal.
    QCOMPARE(desk.fetch().json()[QStringLiteral("changes")].toArray().size(), 4);
    QCOMPARE(desk.server.requests().back().status, 304);
    // A damaged copy is asked for whole.
    for (const QString &file : desk.kept()) {
        write(desk.machine.folder(QStringLiteral("price-lists/") + file), "{}\n{");
    }
    QCOMPARE(desk.fetch().json()[QStringLiteral("changes")].toArray().size(), 4);
    QVERIFY(!desk.server.requests().back().headers.contains("if-none-match"));
}

/// A model in the queue of unpriced ones gets its price, since the day of its release.
void tst_FetchPrices::newModelIsPriced()
{
    PriceDesk desk;
    desk.answer(R"("models": {
   "gemini-2.5-pro")",
                R"("models": {
   "gemini-9-new": {"id": "gemini-9-new", "name": "Gemini 9 New", "release_date": "2026-11-20", "cost": {"input": 3, "output": 9}},
   "gemini-2.5-pro")");
    const QJsonObject answer = desk.fetch().json();
    QCOMPARE(answer[QStringLiteral("moves")][QStringLiteral("newly_priced")].toInt(), 1);
    QCOMPARE(desk.run(QStringLiteral("prices accept")).status, 0);
    QCOMPARE(desk.cost("2026-11-29", "gemini-9-new"), QStringLiteral("0.300000000"));
}

/// Opus 4.1 is in use and ended on 2026-08-05; Opus 5.5 costs 4 and 20 in place of 15 and 75.
void tst_FetchPrices::retirements()
{
    const PriceDesk desk;
    const QJsonValue ended = desk.fetch().json()[QStringLiteral("retirements")][0];
    QCOMPARE(ended[QStringLiteral("model")].toString(), QStringLiteral("anthropic/claude-opus-4-1"));
    QCOMPARE(ended[QStringLiteral("day")].toString(), QStringLiteral("2026-08-05"));
    QVERIFY(ended[QStringLiteral("is_over")].toBool());
    QCOMPARE(ended[QStringLiteral("requests")].toInt(), 1);
    QCOMPARE(ended[QStringLiteral("cheaper")][QStringLiteral("model")].toString(), QStringLiteral("anthropic/claude-opus-5-5"));
    QCOMPARE(ended[QStringLiteral("cheaper")][QStringLiteral("input")].toString(), QStringLiteral("4"));
    const Outcome words = desk.fetch(QStringLiteral("models.dev"), {}, false);
    QVERIFY2(words.out.contains("no longer served since 2026-08-05") && words.out.contains("input 4 after 15"), words.out.constData());
}

/// Eleven times as dear is a mistake until the user says otherwise.
void tst_FetchPrices::guards()
{
    PriceDesk desk;
    desk.answer("\"input\": 3,", "\"input\": 33,");
    const QJsonObject answer = desk.fetch().json();
    QVERIFY(answer[QStringLiteral("proposed")].isNull());
    QVERIFY(answer[QStringLiteral("guarded")].toArray().size() >= 2);
    const Outcome words = desk.fetch(QStringLiteral("models.dev"), {}, false);
    QVERIFY2(words.out.contains("look wrong") && words.out.contains("ten times"), words.out.constData());
    QCOMPARE(desk.run(QStringLiteral("prices accept")).status, 1);
    const QJsonObject wanted = desk.fetch(QStringLiteral("models.dev"), QStringLiteral(" --with-guarded")).json();
    QVERIFY(wanted[QStringLiteral("suspicious")].toBool() && !wanted[QStringLiteral("proposed")].isNull());
}

/// A proposal that was made before another one was accepted would take that back.
void tst_FetchPrices::staleProposal()
{
    PriceDesk desk;
    halve(desk);
    QCOMPARE(desk.fetch().status, 0);
    QFile own{QStringLiteral(SOURCE_ROOT "/resources/prices/catalogue.json")};
    QVERIFY(own.open(QIODevice::ReadOnly));
    write(desk.machine.folder(QStringLiteral("other.json")), own.readAll().replace("\"input\": \"15\"", "\"input\": \"16\""));
    QCOMPARE(desk.run(QStringLiteral("prices accept other.json")).status, 0);
    const Outcome stale = desk.run(QStringLiteral("prices accept"), false);
    QCOMPARE(stale.status, 1);
    QVERIFY2(stale.err.contains("fetch it again"), stale.err.constData());
    QCOMPARE(desk.cost("2026-11-29", "gemini-2.5-pro"), QStringLiteral("0.125000000"));
}

void tst_FetchPrices::faults_data()
{
    using Kind = FakeFault::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("error") << int(Kind::Status) << 500;
    QTest::newRow("not there") << int(Kind::Status) << 404;
    QTest::newRow("slow down") << int(Kind::Status) << 429;
    QTest::newRow("malformed") << int(Kind::Malformed) << 0;
    QTest::newRow("cut") << int(Kind::Cut) << 0;
    QTest::newRow("a page") << int(Kind::Html) << 0;
    QTest::newRow("reset") << int(Kind::Reset) << 0;
    QTest::newRow("elsewhere") << int(Kind::Redirect) << 0;
}

/// Each says so in words; the last good copy and the proposal stay as they were, and the next call works.
void tst_FetchPrices::faults()
{
    QFETCH(const int, kind);
    QFETCH(const int, status);
    PriceDesk desk;
    halve(desk);
    QCOMPARE(desk.fetch().status, 0);
    desk.server.fail({.kind = FakeFault::Kind(kind), .status = status, .to = "https://lists.example/"});
    // Asked for whole: a server that fails does not say "unchanged" either.
    desk.answer("\"input\": 3,", "\"input\": 2.9,");
    const Outcome failed = desk.fetch(QStringLiteral("models.dev"), {}, false);
    QCOMPARE(failed.status, 1);
    QVERIFY2(failed.err.size() > 20 && failed.out.isEmpty(), failed.err.constData());
    QCOMPARE(desk.run(QStringLiteral("prices propose")).json()[QStringLiteral("changes")].toArray().size(), 4);
    desk.server.heal();
    QCOMPARE(desk.fetch().status, 0);
}

void tst_FetchPrices::lies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("negative prices") << recorded(QStringLiteral("price-lists"), ModelsDevFile).replace("\"input\": 3,", "\"input\": -3,")
                                     << QByteArray{"a negative price"};
    QTest::newRow("absurd prices") << recorded(QStringLiteral("price-lists"), ModelsDevFile).replace("\"input\": 3,", "\"input\": 30000,")
                                   << QByteArray{"a price higher than any"};
    QTest::newRow("no models") << QByteArray{"{}"} << QByteArray{"no model with a price"};
    QTest::newRow("another list") << recorded(QStringLiteral("price-lists"), QStringLiteral("genai_prices_v2.json")) << QByteArray{"not an object"};
}

void tst_FetchPrices::lies()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, said);
    PriceDesk desk;
    QCOMPARE(desk.fetch().status, 0);
    desk.server.answerInstead(ModelsDevFile, body);
    const Outcome refused = desk.fetch(QStringLiteral("models.dev"), {}, false);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains(said), refused.err.constData());
    desk.server.answerInstead(ModelsDevFile, recorded(QStringLiteral("price-lists"), ModelsDevFile));
    QCOMPARE(desk.fetch().json()[QStringLiteral("models")][QStringLiteral("priced")].toInt(), 2);
}

/// Of raw files the type is text/plain, of a gateway anything: what counts is what is in it.
void tst_FetchPrices::wrongTypeIsRead()
{
    PriceDesk desk;
    desk.server.fail({.kind = FakeFault::Kind::WrongType});
    QCOMPARE(desk.fetch().json()[QStringLiteral("models")][QStringLiteral("priced")].toInt(), 2);
}

void tst_FetchPrices::wrongUsage()
{
    const PriceDesk desk;
    QCOMPARE(desk.fetch(QStringLiteral("prices.example")).status, 2);
    QVERIFY(desk.server.requests().empty());
    QCOMPARE(desk.run(QStringLiteral("prices fetch")).status, 2);
    // Nobody is asked without encryption but this computer.
    const Outcome plain = desk.run(QStringLiteral("prices fetch models.dev --base-url http://models.dev"), false);
    QCOMPARE(plain.status, 1);
    QVERIFY2(plain.err.contains("models.dev"), plain.err.constData());
}

void tst_FetchPrices::filesAreTheUsersOwn()
{
    PriceDesk desk;
    halve(desk);
    QCOMPARE(desk.fetch().status, 0);
    QCOMPARE(desk.kept(), (QStringList{QStringLiteral("ledger.db.proposal"), QStringLiteral("models.dev.other.list")}));
    constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    for (const QString &file : desk.kept()) {
        QVERIFY(!(QFile::permissions(desk.machine.folder(QStringLiteral("price-lists/") + file)) & Others));
    }
}

TOKENMETER_TEST(tst_FetchPrices);

} // namespace test_FetchPrices

#include "tst_FetchPrices.moc"
