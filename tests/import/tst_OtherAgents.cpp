// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/Zstd.h"
#include "pricing/Pricer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <zstd.h>

using namespace tokenmeter;
using namespace tokenmeter::testing;

/// Goose, Amp, Droid, Kimi, pi, Crush, Zed.
class tst_OtherAgents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goose();
    void gooseWithoutSplit();
    void gooseGrows();
    void gooseGivesNumbersAgain();
    void crush();
    void crushSample();
    void amp();
    void ampLedgerComesLater();
    void droid_data();
    void droid();
    void droidModelOfTranscript_data();
    void droidModelOfTranscript();
    void droidGrows();
    void kimi();
    void pi();
    void piForks();
    void zed();
    void zedGrows();
    void zedPacked();
    void otherPlaces();
};

namespace
{

const Format &formatNamed(const char *id)
{
    return *formatById(id);
}

const QByteArray GooseTable = "CREATE TABLE sessions(id TEXT PRIMARY KEY, working_dir TEXT, created_at TEXT, updated_at TEXT, total_tokens INTEGER,"
                              "input_tokens INTEGER, output_tokens INTEGER, accumulated_total_tokens INTEGER, accumulated_input_tokens INTEGER,"
                              "accumulated_output_tokens INTEGER, provider_name TEXT, model_config_json TEXT);";

QByteArray gooseRow(const QByteArray &id, const QByteArray &counts, const QByteArray &updated = "2026-10-05 09:30:00")
{
    return "INSERT OR REPLACE INTO sessions VALUES ('" + id + "','/p','2026-10-05 09:00:00','" + updated + "'," + counts
        + ",'anthropic','{\"model_name\":\"m\"}');";
}

} // namespace

void tst_OtherAgents::goose()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sessions.db"));
    // total, input, output of the last request; the same of the session. Without session sums the last request is all that is known;
    // without an output the rest of the total is one. 5600 - 5000 = 600; 90 - 70 = 20.
    makeDatabase(path, GooseTable + gooseRow("a", "1200,1000,200,5600,5000,600") + gooseRow("b", "30,20,10,NULL,NULL,NULL") + gooseRow("c", "0,0,0,90,70,0")
                           + gooseRow("d", "NULL,NULL,NULL,NULL,NULL,NULL") + gooseRow("e", "1,1,0,9000,70,5"));
    Reading reading;
    readInto(reading, formatNamed("goose"), path.toStdString());
    QStringList records = reading.records();
    records.sort();
    QCOMPARE(records, (QStringList{QStringLiteral("2026-10-05T09:00:00Z m 20/0/0/0/10"), QStringLiteral("2026-10-05T09:00:00Z m 5000/0/0/0/600"),
                                   QStringLiteral("2026-10-05T09:00:00Z m 70/0/0/0/20"), QStringLiteral("2026-10-05T09:00:00Z m 70/0/0/0/5")}));
    QCOMPARE(reading.problemTexts(), QStringList{});
    for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
        QVERIFY(entry.record.has(AggregateFlag) && entry.record.has(NoCacheFieldsFlag) && entry.record.precision == Precision::Session);
        QCOMPARE(entry.context.serving.provider, std::string{"anthropic"});
        QCOMPARE(entry.context.attribution.project, std::string{"/p"});
    }
}

/// A sum alone says neither what was asked nor what was answered: it is a problem, and what the last request tells counts. Rows without
/// a model are left out.
void tst_OtherAgents::gooseWithoutSplit()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sessions.db"));
    makeDatabase(path, GooseTable + gooseRow("a", "30,20,10,9000,NULL,NULL") + gooseRow("b", "0,0,0,9000,NULL,NULL") + gooseRow("c", "30,0,0,NULL,NULL,NULL")
                           + gooseRow("d", "30,20,10,30,NULL,NULL") + gooseRow("e", "0,0,0,90,70,20").replace("{\"model_name\":\"m\"}", "{}")
                           + gooseRow("f", "0,0,0,0,0,0").replace("{\"model_name\":\"m\"}", "{}"));
    Reading reading;
    readInto(reading, formatNamed("goose"), path.toStdString());
    const QString last = QStringLiteral("2026-10-05T09:00:00Z m 20/0/0/0/10");
    QCOMPARE(reading.records(), (QStringList{last, last}));
    QCOMPARE(reading.problemTexts(), (QStringList{QStringLiteral("TotalMismatch@1 accumulated_total_tokens"), QStringLiteral("TotalMismatch@2 accumulated_total_tokens"),
                                                  QStringLiteral("TotalMismatch@3 total_tokens"), QStringLiteral("MissingField@5 model_config_json")}));
    QCOMPARE(qlonglong(reading.skipped), 3LL);
}

/// A session that goes on is the same record with more in it.
void tst_OtherAgents::gooseGrows()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sessions.db"));
    Owner owner{path};
    owner.run(GooseTable + gooseRow("a", "0,0,0,110,100,10") + gooseRow("b", "0,0,0,5,4,1", "2026-10-05 09:29:00"));
    Reading reading;
    readInto(reading, formatNamed("goose"), path.toStdString());
    owner.run(gooseRow("a", "0,0,0,330,300,30", "2026-10-05 09:40:00"));
    const std::int64_t before = reading.consumed;
    readInto(reading, formatNamed("goose"), path.toStdString(), {.begin = before, .parserState = reading.parserState});
    QCOMPARE(qlonglong(reading.consumed - before), 1LL);
    QCOMPARE(reading.ledger.entries().size(), std::size_t{2});
    QCOMPARE(qlonglong(reading.ledger.totals().input), 304LL);
}

/// The number of a session that was deleted, on the same day or on another machine: 100 and 40 were asked, in two sessions.
void tst_OtherAgents::gooseGivesNumbersAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sessions.db"));
    const QString other = folder.filePath(QStringLiteral("other/sessions.db"));
    const QByteArray second = gooseRow("20261005_1", "0,0,0,44,40,4", "2026-10-05 15:10:00").replace("2026-10-05 09:00:00", "2026-10-05 15:00:00");
    makeDatabase(other, GooseTable + second);
    Owner owner{path};
    owner.run(GooseTable + gooseRow("20261005_1", "0,0,0,110,100,10"));
    Reading reading;
    readInto(reading, formatNamed("goose"), path.toStdString());
    const Reading first = reading;
    owner.run("DELETE FROM sessions;" + second);
    readInto(reading, formatNamed("goose"), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
    readInto(reading, formatNamed("goose"), other.toStdString());
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:00Z m 100/0/0/0/10"), QStringLiteral("2026-10-05T15:00:00Z m 40/0/0/0/4")}));
    // As version 2 called it; the time tells which of those that were called so.
    QCOMPARE(first.former.size(), std::size_t{1});
    QVERIFY(first.former[0].second.identity == identityOf({"goose", "20261005_1"}) && first.former[0].second.isOfSameTime);
}

void tst_OtherAgents::crush()
{
    const QTemporaryDir home;
    const QString project = home.filePath(QStringLiteral("work/proj"));
    makeDatabase(project + QStringLiteral("/.crush/crush.db"),
                 "CREATE TABLE sessions(id TEXT PRIMARY KEY, parent_session_id TEXT, prompt_tokens INTEGER, completion_tokens INTEGER, cost REAL,"
                 "updated_at INTEGER, created_at INTEGER);"
                 "INSERT INTO sessions VALUES ('root',NULL,9000,400,1.25,1791194400,1791190800),('child','root',500,40,0.25,1791190900,1791190900),"
                 "('free',NULL,1,1,0.0,1791190900,1791190900);");
    writeFile(home.filePath(QStringLiteral(".local/share/crush/projects.json")),
              R"({"projects":[{"path":")" + project.toUtf8() + R"("},{"path":"/nowhere","data_dir":"/nowhere/.crush"},{"path":")" + project.toUtf8()
                  + R"(","data_dir":".crush"}]})");
    const Discovery found = discover({.home = home.path().toStdString()});
    QCOMPARE(found.sources.size(), std::size_t{1});
    const Reading reading = readAll(found);
    QCOMPARE(reading.records(), QStringList{QStringLiteral("2026-10-05T09:00:00Z - 0/0/0/0/0 cost=1.25")});
    QCOMPARE(QString::fromStdString(reading.ledger.entries()[0].context.attribution.project), QFileInfo{project}.canonicalFilePath());
    QCOMPARE(reading.ledger.entries()[0].record.reportedCurrency, std::string{"USD"});
    // Its tokens are known to nobody, so no price can be applied: it must be missing from totals by name, not stand there as 0.
    const ReferenceLedger::Entry entry = reading.ledger.entries()[0];
    Pricer pricer{Catalogue::builtIn(), {}};
    QCOMPARE(pricer.rateOf(entry.record, entry.context.serving).unpriced, Unpriced::AmountOnly);
}

/// The sample's figures. Its list says where the project lay when it was made; here it says where it lies.
void tst_OtherAgents::crushSample()
{
    const QTemporaryDir home;
    const QString sample = QStringLiteral(FIXTURES "/crush/");
    const QString project = home.filePath(QStringLiteral("proj"));
    QVERIFY(QDir{}.mkpath(project + QStringLiteral("/.crush")));
    QVERIFY(QFile::copy(sample + QStringLiteral("home/proj/.crush/crush.db"), project + QStringLiteral("/.crush/crush.db")));
    QFile list{sample + QStringLiteral("home/.local/share/crush/projects.json")};
    QFile figures{sample + QStringLiteral("expected.json")};
    QVERIFY(list.open(QIODevice::ReadOnly) && figures.open(QIODevice::ReadOnly));
    QByteArray text = list.readAll();
    QVERIFY(text.contains("/home/dev/demo-app"));
    writeFile(home.filePath(QStringLiteral(".local/share/crush/projects.json")), text.replace("/home/dev/demo-app", project.toUtf8()));
    const Reading reading = readAll(discover({.home = home.path().toStdString()}));
    QCOMPARE(reading.problemTexts(), QStringList{});
    const QJsonObject expected = QJsonDocument::fromJson(figures.readAll()).object();
    const QJsonArray records = expected[QStringLiteral("records")].toArray();
    const std::vector<ReferenceLedger::Entry> entries = reading.ledger.entries();
    QCOMPARE(qsizetype(entries.size()), records.size());
    QCOMPARE(qint64(entries.size()), expected[QStringLiteral("totals")].toObject()[QStringLiteral("records")].toInteger());
    for (qsizetype i = 0; i < records.size(); ++i) {
        const QJsonObject want = records[i].toObject();
        const ReferenceLedger::Entry &entry = entries[std::size_t(i)];
        QCOMPARE(entry.record.time, parseTime(want[QStringLiteral("ts_utc")].toString().toStdString())->time);
        QCOMPARE(entry.record.precision == Precision::Session, want[QStringLiteral("ts_precision")].toString() == QLatin1String("session"));
        QCOMPARE(QString::fromStdString(entry.context.serving.model), want[QStringLiteral("model")].toString());
        QCOMPARE(QString::fromStdString(entry.context.attribution.session), want[QStringLiteral("dedup_key")].toString());
        QCOMPARE(qint64(entry.record.tokens.total()), want[QStringLiteral("input")].toInteger() + want[QStringLiteral("output")].toInteger());
        QCOMPARE(QByteArray::fromStdString(entry.record.reportedAmount).toDouble(), want[QStringLiteral("cost_reported")].toDouble());
    }
}

void tst_OtherAgents::amp()
{
    const auto event = [](const char *id, int to, int input) {
        return QStringLiteral(R"({"id":"%1","timestamp":"2026-10-05T09:00:10Z","model":"m","credits":1.5,"tokens":{"input":%2,"output":20},"toMessageId":%3})")
            .arg(QLatin1String{id}).arg(input).arg(to).toUtf8();
    };
    const QByteArray answer = R"({"role":"assistant","messageId":1,"content":[],"usage":{"model":"m","timestamp":"2026-10-05T09:00:20Z","inputTokens":7,"outputTokens":20,"cacheCreationInputTokens":700,"cacheReadInputTokens":4000,"credits":0.4}})";
    const QByteArray head = R"({"id":"T-1","messages":[{"role":"user","messageId":0},)" + answer + "]";
    const auto read = [](const QByteArray &text) { return readText(formatNamed("amp"), text, {}, QStringLiteral("T-1.json")); };
    // The ledger counts; caches stand with the answer, for one of its two events.
    const Reading ledger = read(head + R"(,"usageLedger":{"events":[)" + event("e1", 1, 10) + ',' + event("e2", 1, 3) + ',' + event("e3", 9, 5) + "]}}");
    QCOMPARE(qlonglong(ledger.ledger.totals().input), 18LL); // 10 + 3 + 5
    QCOMPARE(ledger.records().size(), 3);
    QCOMPARE(qlonglong(ledger.ledger.totals().cacheRead), 4000LL);
    QCOMPARE(qlonglong(ledger.ledger.totals().cacheWrite5m), 700LL);
    QCOMPARE(ledger.ledger.entries()[0].record.reportedCurrency, std::string{"credits"});
    // Version 1 stored events and answers without their family, by their id alone.
    const auto isFormer = [](const Reading &reading, const char *id) {
        return std::any_of(reading.former.begin(), reading.former.end(),
                           [&](const auto &each) { return each.second.identity == identityOf({"amp", "T-1", id}) && each.second.family == 0 && each.first.family != 0; });
    };
    QVERIFY(isFormer(ledger, "e1") && isFormer(ledger, "e2") && isFormer(ledger, "e3"));
    QVERIFY(isFormer(read(head + "}"), "1"));
    for (const QByteArray &without : {QByteArray{"}"}, QByteArray{R"(,"usageLedger":{"events":[]}})"}, QByteArray{R"(,"usageLedger":null})"}}) {
        QCOMPARE(read(head + without).records(), QStringList{QStringLiteral("2026-10-05T09:00:20Z m 7/4000/700/0/20 cost=0.4 side=1")});
    }
    // {"id":"T-1","messages":[ is 24 bytes, {"role":"user","messageId":0}, 30.
    QCOMPARE(read(QByteArray{head}.replace("\"messageId\":1", "\"x\":1") + "}").problemTexts(), QStringList{QStringLiteral("MissingField@54 id")});
}

/// A thread that is looked at before it has a ledger: then the ledger's 10 count and neither answer's 7, also where an event does not say which
/// answer it is of, and where one of the answers has no event. Reading it once, later, comes to the same. The event's number is the message's
/// here: they are two things all the same.
void tst_OtherAgents::ampLedgerComesLater()
{
    const auto answer = [](int id) {
        return QStringLiteral(R"({"role":"assistant","messageId":%1,"usage":{"model":"m","timestamp":"2026-10-05T09:00:2%1Z","inputTokens":7,"outputTokens":20,"cacheReadInputTokens":4000}})").arg(id).toUtf8();
    };
    const QByteArray event = R"({"id":1,"timestamp":"2026-10-05T09:00:21Z","model":"m","tokens":{"input":10,"output":20})";
    const QByteArray early = R"({"id":"T-1","messages":[)" + answer(1) + ',' + answer(2) + "]";
    for (const auto &[end, record] : {std::pair{R"(,"toMessageId":1})", "2026-10-05T09:00:21Z m 10/4000/0/0/20"}, std::pair{"}", "2026-10-05T09:00:21Z m 10/0/0/0/20"}}) {
        const QByteArray late = early + R"(,"usageLedger":{"events":[)" + event + end + "]}}";
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("T-1.json"));
        Reading watched;
        for (const QByteArray &text : {QByteArray{early + "}"}, late}) {
            writeFile(path, text);
            readInto(watched, formatNamed("amp"), path.toStdString());
        }
        QCOMPARE(watched.records(), QStringList{QLatin1String{record}});
        const Reading once = readText(formatNamed("amp"), late, {}, QStringLiteral("T-1.json"));
        QVERIFY(once.ledger.entries() == watched.ledger.entries());
        QCOMPARE(once.problemTexts(), QStringList{});
        QCOMPARE(once.ledger.entries().at(0).context.serving.provider, std::string{"amp"});
    }
    // Both answers while there is no event: 7 each.
    QCOMPARE(qlonglong(readText(formatNamed("amp"), early + "}", {}, QStringLiteral("T-1.json")).ledger.totals().input), 14LL);
}

void tst_OtherAgents::droid_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("record");
    const auto settings = [](const char *model, const char *provider, int thinking) {
        return QStringLiteral(R"({"model":"%1","providerLock":"%2","providerLockTimestamp":"2026-10-05T09:00:00Z","tokenUsage":{"inputTokens":120,"outputTokens":340,"cacheCreationTokens":2000,"cacheReadTokens":9000,"thinkingTokens":%3}})")
            .arg(QLatin1String{model}, QLatin1String{provider}).arg(thinking).toUtf8();
    };
    QTest::newRow("inside") << settings("m", "anthropic", 50) << QStringLiteral("2026-10-05T09:00:00Z m 120/9000/2000/0/340 reasoning=50");
    QTest::newRow("beside") << settings("m", "google", 50) << QStringLiteral("2026-10-05T09:00:00Z m 120/9000/2000/0/390 reasoning=50");
    QTest::newRow("it cannot be inside") << settings("m", "openai", 400) << QStringLiteral("2026-10-05T09:00:00Z m 120/9000/2000/0/740 reasoning=400");
    QTest::newRow("a model's name") << settings("custom:GLM-4.6 [Z.AI]", "x", 0) << QStringLiteral("2026-10-05T09:00:00Z GLM-4.6 120/9000/2000/0/340");
    QTest::newRow("a name with spaces") << settings("custom:Claude Opus 4.1 [Anthropic]", "anthropic", 0) << QStringLiteral("2026-10-05T09:00:00Z Claude-Opus-4.1 120/9000/2000/0/340");
    QTest::newRow("nothing yet") << QByteArray{R"({"model":"m"})"} << QString{};
    QTest::newRow("a text") << QByteArray{R"({"tokenUsage":"x"})"} << QStringLiteral("!WrongType@14 tokenUsage");
}

void tst_OtherAgents::droid()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, record);
    const QTemporaryDir folder;
    writeFile(folder.filePath(QStringLiteral("s1.settings.json")), text);
    writeFile(folder.filePath(QStringLiteral("s1.jsonl")), "{\"type\":\"session_start\",\"cwd\":\"/p\"}\n{\"said\":1}\n");
    Reading reading;
    readInto(reading, formatNamed("droid"), folder.filePath(QStringLiteral("s1.settings.json")).toStdString());
    QCOMPARE(reading.problemTexts(), record.startsWith(u'!') ? QStringList{record.mid(1)} : QStringList{});
    QCOMPARE(reading.records(), record.isEmpty() || record.startsWith(u'!') ? QStringList{} : QStringList{record});
    if (!reading.records().isEmpty()) {
        const ReferenceLedger::Entry entry = reading.ledger.entries()[0];
        QVERIFY(entry.record.has(AggregateFlag) && entry.record.precision == Precision::Session);
        QCOMPARE(entry.context.attribution.session, std::string{"s1"});
        QCOMPARE(entry.context.attribution.project, std::string{"/p"});
    }
}

void tst_OtherAgents::droidModelOfTranscript_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("model");
    QTest::newRow("as the tool says it") << QByteArray{"<system-reminder>\\nModel: claude-sonnet-4-5-20250929\\n</system-reminder>"} << QStringLiteral("claude-sonnet-4-5-20250929");
    QTest::newRow("with its maker") << QByteArray{"Model: Claude Opus 4.1 [Anthropic]"} << QStringLiteral("Claude-Opus-4.1");
    QTest::newRow("within a line") << QByteArray{"the Model: gpt-5.2"} << QStringLiteral("-");
    QTest::newRow("what somebody said") << QByteArray{"Model: a car of the year 1976 with four doors"} << QStringLiteral("-");
    QTest::newRow("a key") << QByteArray{"Model: sk-ant-api03-AbCd1234efgh5678"} << QStringLiteral("-");
    QTest::newRow("of another trade") << QByteArray{"Model: BMW 320d"} << QStringLiteral("-");
    QTest::newRow("no number") << QByteArray{"Model: secret"} << QStringLiteral("-");
    QTest::newRow("the second one is a name") << QByteArray{"Model: what?\\nModel: gpt-5.2"} << QStringLiteral("gpt-5.2");
    QTest::newRow("too far behind") << QByteArray(300 << 10, 'x') + "\\nModel: gpt-5.2" << QStringLiteral("-");
}

/// A session without a model, whose transcript names it among what was said.
void tst_OtherAgents::droidModelOfTranscript()
{
    QFETCH(QByteArray, said);
    QFETCH(QString, model);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("s1.settings.json"));
    writeFile(path, R"({"providerLock":"anthropic","providerLockTimestamp":"2026-10-05T09:00:00Z","tokenUsage":{"inputTokens":1,"outputTokens":2}})");
    writeFile(folder.filePath(QStringLiteral("s1.jsonl")), "{\"type\":\"session_start\",\"cwd\":\"/p\"}\n{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"" + said + "\"}]}}\n");
    Reading reading;
    readInto(reading, formatNamed("droid"), path.toStdString());
    QCOMPARE(reading.records(), QStringList{QStringLiteral("2026-10-05T09:00:00Z %1 1/0/0/0/2").arg(model)});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/p"});
}

/// 50 thought beside an output of 10 cannot be inside: 60. Later 52 of 55 can: 55, as one reads who looks then for the first time. And back:
/// 12 of 55, then 70 beside 60 are 130.
void tst_OtherAgents::droidGrows()
{
    const auto settings = [](int output, int thinking) {
        return QStringLiteral(R"({"model":"m","providerLock":"anthropic","providerLockTimestamp":"2026-10-05T09:00:00Z","tokenUsage":{"inputTokens":1,"outputTokens":%1,"thinkingTokens":%2}})")
            .arg(output).arg(thinking).toUtf8();
    };
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("s1.settings.json"));
    Reading watched;
    for (const auto &[output, thinking, sum] : {std::tuple{10, 50, 60}, std::tuple{55, 52, 55}, std::tuple{55, 52, 55}, std::tuple{60, 70, 130}, std::tuple{90, 71, 90}}) {
        writeFile(path, settings(output, thinking));
        readInto(watched, formatNamed("droid"), path.toStdString());
        Reading once;
        readInto(once, formatNamed("droid"), path.toStdString());
        QCOMPARE(qlonglong(watched.ledger.totals().output), qlonglong(sum));
        QVERIFY(once.ledger.entries() == watched.ledger.entries());
    }
}

void tst_OtherAgents::kimi()
{
    const QTemporaryDir home;
    const auto status = [](const char *id, int output) {
        return QStringLiteral(R"({"timestamp":1791190800.5,"message":{"type":"StatusUpdate","payload":{"token_usage":{"input_other":500,"output":%2,"input_cache_read":2000,"input_cache_creation":3},"message_id":%1}}})")
            .arg(QLatin1String{id}).arg(output).toUtf8() + '\n';
    };
    const QString old = home.filePath(QStringLiteral(".kimi/sessions/g/s1/wire.jsonl"));
    // The largest of several updates of one answer; without an id the counts tell.
    writeFile(old, status("\"c1\"", 10) + status("\"c1\"", 80) + status("null", 5) + status("null", 5));
    const auto readOld = [&] {
        Reading reading;
        readInto(reading, formatNamed("kimi"), old.toStdString());
        QStringList records = reading.records();
        records.sort();
        return records;
    };
    QCOMPARE(readOld(), (QStringList{QStringLiteral("2026-10-05T09:00:00.500Z kimi-for-coding 500/2000/3/0/5 fallback=1"),
                                     QStringLiteral("2026-10-05T09:00:00.500Z kimi-for-coding 500/2000/3/0/80 fallback=1")}));
    writeFile(home.filePath(QStringLiteral(".kimi/config.json")), R"({"model":"kimi-k2.6"})");
    QVERIFY(readOld()[0].contains(QLatin1String(" kimi-k2.6 ")));

    const auto record = [](const char *scope, const char *model, qint64 time) {
        return QStringLiteral(R"({"type":"usage.record","usageScope":"%1","model":"%2","time":%3,"usage":{"inputOther":700,"output":60,"inputCacheRead":1500,"inputCacheCreation":0}})")
            .arg(QLatin1String{scope}, QLatin1String{model}).arg(time).toUtf8() + '\n';
    };
    const QString current = home.filePath(QStringLiteral(".kimi-code/sessions/ws/s2/agents/helper/wire.jsonl"));
    writeFile(current, record("turn", "named", 1791190800000) + R"({"type":"llm.request","model":"kimi-code/kimi-k2.6"})" "\n" + record("turn", "__env__", 1791190801000)
                           + record("turn", "kimi-code/other", 1791190802000) + record("session", "named", 1791190803000)
                           + R"({"type":"step.end","time":1791190804000,"usage":{"inputOther":700,"output":60}})" "\n");
    writeFile(home.filePath(QStringLiteral(".kimi-code/workspaces.json")), R"({"workspaces":{"other":{"root":"/no"},"ws":{"root":"/p"}}})");
    Reading reading;
    readInto(reading, formatNamed("kimi"), current.toStdString());
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:00Z named 700/1500/0/0/60 agent=helper"),
                                             QStringLiteral("2026-10-05T09:00:01Z kimi-k2.6 700/1500/0/0/60 agent=helper"),
                                             QStringLiteral("2026-10-05T09:00:02Z kimi-k2.6 700/1500/0/0/60 agent=helper")}));
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/p"});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.session, std::string{"s2"});
    // Where no workspace names it the index of sessions does, the last of its lines; what it holds beside that is nothing and no problem.
    const auto projectWith = [&](const QByteArray &workspaces, const QByteArray &index) {
        writeFile(home.filePath(QStringLiteral(".kimi-code/workspaces.json")), workspaces);
        writeFile(home.filePath(QStringLiteral(".kimi-code/session_index.jsonl")), index);
        Reading again;
        readInto(again, formatNamed("kimi"), current.toStdString());
        return QString::fromStdString(again.ledger.entries().at(0).context.attribution.project) + again.problemTexts().join(u' ');
    };
    const QByteArray index = R"({"sessionId":"s2","sessionDir":"/x","workDir":"/old"})" "\n[1]\n{torn\n" R"({"sessionId":"s1","workDir":"/other"})" "\n"
                             R"({"sessionId":"s2","workDir":"/q"})" "\n" R"({"sessionId":"s2"})" "\n";
    QCOMPARE(projectWith("{}", index), QStringLiteral("/q"));
    QCOMPARE(projectWith(R"({"workspaces":{"ws":{"root":"/p"}}})", index), QStringLiteral("/p"));
    QCOMPARE(projectWith("{}", R"([{"id":"s2","path":"/no"}])"), QString{});
}

namespace
{

QByteArray piMessage(const QByteArray &id, const QByteArray &time, const QByteArray &more = {}, const QByteArray &role = "assistant")
{
    return R"({"type":"message","id":")" + id + R"(","parentId":"x","timestamp":"2026-10-05T)" + time + R"(Z","message":{"role":")" + role
        + R"(","provider":"anthropic","model":"m","content":[],"usage":{"input":20,"output":150,"cacheRead":3000,"cacheWrite":400)" + more + "}}}\n";
}

const QByteArray PiHead = R"({"type":"session","version":3,"id":"s1","timestamp":"2026-10-05T09:00:00Z","cwd":"/p"})" "\n";

} // namespace

void tst_OtherAgents::pi()
{
    const Reading reading = readText(formatNamed("pi"),
                                     PiHead + piMessage("u", "09:00:01", {}, "user")
                                         + piMessage("a", "09:00:05", R"(,"totalTokens":3570,"reasoning":50,"cost":{"input":1,"total":0.00471})")
                                         + piMessage("b", "09:00:06", R"(,"cost":{"total":0},"reasoning":200)"));
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:05Z m 20/3000/400/0/150 reasoning=50 cost=0.00471"),
                                             QStringLiteral("2026-10-05T09:00:06Z m 20/3000/400/0/150 reasoning=150 clamped=1")}));
    QCOMPARE(reading.problemTexts().size(), 1);
    QVERIFY(reading.problemTexts()[0].startsWith(QLatin1String("SubsetLargerThanTotal@")));
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/p"});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.session, std::string{"s1"});
}

/// The ids of messages are short, so another message may have one of them; a copy has its time and counts as well.
void tst_OtherAgents::piForks()
{
    const QByteArray fork = QByteArray{PiHead}.replace("s1", "s2");
    QCOMPARE(readText(formatNamed("pi"), PiHead + piMessage("a", "09:00:05") + fork + piMessage("a", "09:00:05") + piMessage("a", "09:00:07")).records().size(), 2);
}

namespace
{

const QByteArray ZedTable = "CREATE TABLE threads(id TEXT PRIMARY KEY, summary TEXT, updated_at TEXT, data_type TEXT, data BLOB, folder_paths TEXT,"
                            "folder_paths_order TEXT, created_at TEXT);";

QByteArray zedRow(const QByteArray &id, const QByteArray &type, const QByteArray &data, const QByteArray &created = "'2026-10-05T09:00:00Z'")
{
    return "INSERT INTO threads VALUES ('" + id + "','said','2026-10-05T09:30:00Z','" + type + "',x'" + data.toHex() + "','/b\n/a','1,0'," + created + ");";
}

const QByteArray ZedSum = R"({"model":{"provider":"anthropic","model":"m"},"request_token_usage":{"u1":{"input_tokens":100,"output_tokens":20},"u2":{"input_tokens":7,"output_tokens":1}},"cumulative_token_usage":{"input_tokens":400,"output_tokens":60,"cache_creation_input_tokens":5,"cache_read_input_tokens":30}})";

} // namespace

void tst_OtherAgents::zed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("threads.db"));
    const QByteArray without = QByteArray{ZedSum}.replace("\"cumulative_token_usage\":{\"input_tokens\":400,\"output_tokens\":60,", "\"x\":{");
    makeDatabase(path, ZedTable + zedRow("a", "json", ZedSum) + zedRow("b", "json", without, "NULL")
                           + zedRow("c", "json", QByteArray{ZedSum}.replace("{\"model\"", "{\"imported\":true,\"model\"")) + zedRow("d", "json", ZedSum.left(50)));
    Reading reading;
    readInto(reading, formatNamed("zed"), path.toStdString());
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:00Z m 400/30/5/0/60"), QStringLiteral("2026-10-05T09:30:00Z m 107/0/0/0/21 side=1")}));
    QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("NotJson@4 data")});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/a"}); // the lower place
}

/// A thread that does not say when it began stands at its last change: it grew from October into November, and stands there whether somebody
/// looked in October or not. When a newer version says that it began in September, it stands there.
void tst_OtherAgents::zedGrows()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("threads.db"));
    Owner owner{path};
    owner.run(ZedTable + zedRow("a", "json", ZedSum, "NULL"));
    Reading watched;
    readInto(watched, formatNamed("zed"), path.toStdString());
    QCOMPARE(watched.records(), QStringList{QStringLiteral("2026-10-05T09:30:00Z m 400/30/5/0/60 side=1")});
    QVERIFY(watched.former.at(0).second.identity == identityOf({"zed", "a"}) && watched.former[0].second.family == 0);
    const auto again = [&](const QByteArray &change, const QString &record) {
        owner.run("UPDATE threads SET " + change);
        readInto(watched, formatNamed("zed"), path.toStdString(), {.begin = watched.consumed, .parserState = watched.parserState});
        Reading once;
        readInto(once, formatNamed("zed"), path.toStdString());
        QCOMPARE(once.records(), QStringList{record});
        QVERIFY(once.ledger.entries() == watched.ledger.entries());
    };
    again("updated_at = '2026-11-02T10:00:00Z', data = x'" + QByteArray{ZedSum}.replace("400", "900").toHex() + "'", QStringLiteral("2026-11-02T10:00:00Z m 900/30/5/0/60 side=1"));
    again("updated_at = '2026-11-02T11:00:00Z', created_at = '2026-09-30T08:00:00Z'", QStringLiteral("2026-09-30T08:00:00Z m 900/30/5/0/60"));
}

void tst_OtherAgents::zedPacked()
{
    QByteArray packed(qsizetype(ZSTD_compressBound(std::size_t(ZedSum.size()))), '\0');
    packed.resize(qsizetype(ZSTD_compress(packed.data(), std::size_t(packed.size()), ZedSum.constData(), std::size_t(ZedSum.size()), 3)));
    const std::string frame = packed.toStdString();
    QCOMPARE(unpackZstd(frame, 10'000), ZedSum.toStdString());
    QCOMPARE(unpackZstd(frame + frame, 10'000), (ZedSum + ZedSum).toStdString());
    QVERIFY(!unpackZstd(frame, 100));
    QVERIFY(!unpackZstd({}, 100) && !unpackZstd("no frame", 100));
    for (std::size_t size = 0; size < frame.size(); ++size) {
        QVERIFY(!unpackZstd(std::string_view{frame}.substr(0, size), 10'000));
    }
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("threads.db"));
    makeDatabase(path, ZedTable + zedRow("a", "zstd", packed) + zedRow("b", "zstd", packed.left(40)) + zedRow("c", "other", ZedSum));
    Reading reading;
    readInto(reading, formatNamed("zed"), path.toStdString());
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:00Z m 400/30/5/0/60"), QStringLiteral("2026-10-05T09:00:00Z m 400/30/5/0/60")}));
    QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("NotJson@2 data")});
}

void tst_OtherAgents::otherPlaces()
{
    const auto roots = [](const char *id, const DiscoveryPlaces &places) { return formatNamed(id).roots(places); };
    const DiscoveryPlaces home{.home = "/h"};
    QCOMPARE(roots("goose", home)[0], std::string{"/h/.local/share/goose/sessions"});
    QCOMPARE(roots("goose", {.home = "/h", .variables = {{"GOOSE_PATH_ROOT", "/g"}}}), std::vector<std::string>{"/g/data/sessions"});
    QCOMPARE(roots("amp", {.home = "/h", .variables = {{"XDG_DATA_HOME", "/x"}}}), std::vector<std::string>{"/x/amp/threads"});
    QCOMPARE(roots("droid", home), std::vector<std::string>{"/h/.factory/sessions"});
    QCOMPARE(roots("kimi", home), (std::vector<std::string>{"/h/.kimi/sessions", "/h/.kimi-code/sessions"}));
    QCOMPARE(roots("pi", home)[0], std::string{"/h/.pi/agent/sessions"});
    // ccusage's variable names folders of sessions, or the agent's folders that have them; pi's own the agent's.
    const QTemporaryDir agent;
    const std::string folder = agent.path().toStdString();
    const auto piRoots = [&](const std::string &others, const std::string &own) {
        std::vector<std::string> all = roots("pi", {.home = "/h", .variables = {{"PI_AGENT_DIR", others}, {"PI_CODING_AGENT_DIR", own}}});
        all.resize(all.size() - 3); // of those made from pi
        return all;
    };
    QCOMPARE(piRoots({}, {}), std::vector<std::string>{"/h/.pi/agent/sessions"});
    QCOMPARE(piRoots(folder, {}), std::vector<std::string>{folder});
    QVERIFY(QDir{agent.path()}.mkpath(QStringLiteral("sessions/--p--")));
    QCOMPARE(piRoots(folder + "," + folder + "/sessions/--p--", {}), (std::vector<std::string>{folder + "/sessions", folder + "/sessions/--p--"}));
    QCOMPARE(piRoots("/a/sessions", "~/own"), (std::vector<std::string>{"/a/sessions", "/h/own/sessions"}));
    QCOMPARE(piRoots(folder, folder), std::vector<std::string>{folder + "/sessions"});
    QCOMPARE(roots("crush", home), std::vector<std::string>{});
    for (const char *id : {"goose", "amp", "droid", "kimi", "pi", "crush"}) {
        QVERIFY(roots(id, {}).empty());
    }
}

TOKENMETER_TEST(tst_OtherAgents);

#include "tst_OtherAgents.moc"
