// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/formats/Cline.h"
#include "import/formats/ClineCli.h"
#include "import/formats/ClineModels.h"
#include "import/SideKeeper.h"

#include <QtTest>

#include <memory>
#include <optional>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr qint64 ClineNine = 1'791'190'800'000; // 2026-10-05T09:00:00Z
constexpr qint64 LongBefore = 1'759'309'200'000; // 2025-10-01T09:00:00Z
constexpr qint64 Between = 1'762'333'200'000; // 2025-11-05T09:00:00Z, when Roo Code had changed and Kilo Code had not

/// An element of ui_messages.json. @param text JSON with apostrophes for quotes
QByteArray element(qint64 ts, QByteArray text, const QByteArray &more = {}, const QByteArray &say = "api_req_started")
{
    return R"({"ts":)" + QByteArray::number(ts) + R"(,"type":"say","say":")" + say + R"(","text":")" + text.replace('\'', "\\\"") + '"' + more + "}";
}

QByteArray counts(int in, int out, int writes, int reads, const QByteArray &more = {})
{
    return "{'request':'said','tokensIn':" + QByteArray::number(in) + ",'tokensOut':" + QByteArray::number(out) + ",'cacheWrites':"
        + QByteArray::number(writes) + ",'cacheReads':" + QByteArray::number(reads) + more + "}";
}

Reading readTask(const Format &format, const QByteArray &elements, const QByteArray &history = {}, const QByteArray &metadata = {})
{
    const QTemporaryDir folder;
    const QString task = folder.filePath(QStringLiteral("tasks/t1/"));
    writeFile(task + QStringLiteral("ui_messages.json"), '[' + elements + ']');
    if (!history.isEmpty()) {
        writeFile(task + QStringLiteral("api_conversation_history.json"), history);
    }
    if (!metadata.isEmpty()) {
        writeFile(task + QStringLiteral("task_metadata.json"), metadata);
    }
    Reading reading;
    readInto(reading, format, (task + QStringLiteral("ui_messages.json")).toStdString());
    return reading;
}

/// A task's list as it was at each of several looks, in their order.
Reading readLists(const QList<QByteArray> &lists)
{
    Reading reading;
    const QTemporaryDir folder;
    const QString task = folder.filePath(QStringLiteral("tasks/t1/ui_messages.json"));
    for (const QByteArray &elements : lists) {
        writeFile(task, '[' + elements + ']');
        readInto(reading, clineFormat(), task.toStdString());
    }
    return reading;
}

QByteArray detailsOf(const QByteArray &model, const QByteArray &mode)
{
    return R"({"type":"text","text":"said <model>no</model> <environment_details>\n<slug>)" + mode + R"(</slug>\n<model>)" + model
        + R"(</model>\n</environment_details>"})";
}

} // namespace

class tst_Cline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counts_data();
    void whatIsInside_data() { counts_data(); }
    void whatIsInside();
    void elements();
    void restoredCheckpoint();
    void restoredTwice();
    void providers();
    void models();
    void modelsOfHistory();
    void listOfTasks();
    void listIsReadOnce();
    void listsOfSeveralFolders();
    void clinePlaces();
    void commandLine();
};

void tst_Cline::counts_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("expected");
    const QByteArray anthropic = ",'apiProtocol':'anthropic'";
    const QByteArray openai = ",'apiProtocol':'openai'";
    // 5915 with 900 + 5000 inside: 15 are left.
    const auto row = [](const char *name, const char *format, const QByteArray &text, qint64 time, const char *provider, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(format) << text << time << QString::fromLatin1(provider) << QString::fromLatin1(expected);
    };
    row("Roo Code today", "roo-code", counts(5915, 220, 900, 5000, anthropic), ClineNine, "", "15/5000/900/0/220");
    row("Roo Code before, Anthropic's protocol", "roo-code", counts(5915, 220, 900, 5000, anthropic), LongBefore, "", "5915/5000/900/0/220");
    row("Roo Code before, OpenAI's protocol", "roo-code", counts(5915, 220, 900, 5000, openai), LongBefore, "", "15/5000/900/0/220");
    row("Roo Code, it cannot be inside", "roo-code", counts(15, 220, 900, 5000, anthropic), ClineNine, "", "15/5000/900/0/220");
    row("Roo Code in early November", "roo-code", counts(5915, 220, 900, 5000, anthropic), Between, "", "15/5000/900/0/220");
    row("Kilo Code in early November", "kilo-code", counts(5915, 220, 900, 5000, anthropic), Between, "", "5915/5000/900/0/220");
    row("Kilo Code today", "kilo-code", counts(5915, 220, 900, 5000, anthropic), ClineNine, "", "15/5000/900/0/220");
    row("Cline", "cline", counts(5915, 220, 900, 5000), ClineNine, "", "5915/5000/900/0/220");
    row("Cline at Anthropic", "cline", counts(5915, 220, 900, 5000), ClineNine, "anthropic", "5915/5000/900/0/220");
    row("Cline through LiteLLM", "cline", counts(5915, 220, 900, 5000), ClineNine, "litellm", "15/5000/900/0/220");
    row("Cline through LiteLLM, it cannot be inside", "cline", counts(15, 220, 900, 5000), ClineNine, "litellm", "15/5000/900/0/220");
    row("nulls", "cline", "{'tokensIn':7,'tokensOut':1,'cacheWrites':null,'cacheReads':null,'cost':null}", ClineNine, "", "7/0/0/0/1");
}

void tst_Cline::whatIsInside()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, text);
    QFETCH(qint64, time);
    QFETCH(QString, provider);
    QFETCH(QString, expected);
    const QByteArray info = provider.isEmpty() ? QByteArray{} : R"(,"modelInfo":{"modelId":"m","mode":"act","providerId":")" + provider.toLatin1() + "\"}";
    const Reading reading = readTask(*formatById(format.toStdString()), element(time, text, info));
    QCOMPARE(reading.problemTexts(), QStringList{});
    QCOMPARE(reading.records().size(), 1);
    QCOMPARE(reading.records()[0].section(u' ', 2, 2), expected);
}

void tst_Cline::elements()
{
    const QString when = QStringLiteral("2026-10-05T09:00:00Z - ");
    const QByteArray request = element(ClineNine, counts(7, 1, 0, 0, ",'cost':0.5"));
    QCOMPARE(readTask(clineFormat(), request + ',' + request).records(), QStringList{when + QStringLiteral("7/0/0/0/1 cost=0.5")});
    QCOMPARE(readTask(clineFormat(), element(ClineNine, "{'request':'it runs'}")).records(), QStringList{});
    QCOMPARE(readTask(clineFormat(), element(ClineNine, counts(7, 1, 0, 0), {}, "api_req_finished")).records(), QStringList{});
    QCOMPARE(readTask(clineFormat(), element(ClineNine, counts(7, 1, 0, 0), {}, "text")).records(), QStringList{});
    QCOMPARE(readTask(clineFormat(), element(ClineNine, counts(7, 1, 0, 0, ",'cost':0"))).records(), QStringList{when + QStringLiteral("7/0/0/0/1")});
    for (const char *sum : {"deleted_api_reqs", "subagent_usage"}) {
        const Reading reading = readTask(clineFormat(), request + ',' + element(ClineNine, counts(70, 10, 0, 0), {}, sum));
        QCOMPARE(qlonglong(reading.ledger.totals().input), 77LL);
        QCOMPARE(reading.ledger.entries()[0].record.has(AggregateFlag) + reading.ledger.entries()[1].record.has(AggregateFlag), 1);
    }
    const Reading torn = readTask(clineFormat(), element(ClineNine, "{'tokensIn':7,") + ',' + request);
    QCOMPARE(torn.records().size(), 1);
    QCOMPARE(torn.problemTexts(), QStringList{QStringLiteral("NotJson@1 text")});
    QCOMPARE(readTask(clineFormat(), element(-5, counts(7, 1, 0, 0))).problemTexts(), QStringList{QStringLiteral("TimeTooEarly@1 ts")});
    QCOMPARE(readText(clineFormat(), "{}", {}, QStringLiteral("ui_messages.json")).problemTexts(), QStringList{QStringLiteral("NotJson@0")});
}

/// A request of 7, then two of 20 and 30 tokens that a restored checkpoint takes out, with 50 in a sum in their place, then one of 4. They
/// asked for 7 + 20 + 30 + 4 = 61, whether somebody read the list before the restore, after it, or both, in either order.
void tst_Cline::restoredCheckpoint()
{
    const QByteArray stays = element(ClineNine, counts(7, 1, 0, 0));
    const QByteArray removed = ',' + element(ClineNine + 1000, counts(20, 2, 0, 0)) + ',' + element(ClineNine + 2000, counts(30, 3, 0, 0));
    const QByteArray sum = ',' + element(ClineNine + 3000, counts(50, 5, 0, 0), {}, "deleted_api_reqs");
    const QByteArray next = ',' + element(ClineNine + 4000, counts(4, 1, 0, 0));
    const QByteArray before = stays + removed;
    const QByteArray after = stays + sum + next;
    for (const QList<QByteArray> &reads : {QList<QByteArray>{after}, {before, after}, {after, before}, {before, stays + sum, after}, {stays, after, after}}) {
        const Reading reading = readLists(reads);
        QCOMPARE(qlonglong(reading.ledger.totals().input), 61LL);
        QCOMPARE(qlonglong(reading.ledger.totals().output), 7LL); // 1 + 2 + 3 + 1
        QCOMPARE(reading.ledger.entries().size(), std::size_t(reads.contains(before) ? 4 : 3));
    }
    // An element that the list repeats is the same one, in the ledger's own words: of one family.
    const Reading twice = readTask(clineFormat(), before + ',' + stays + removed);
    // Ledgers have them without their family from before, and then with it; the other extensions' have none.
    QVERIFY(!twice.former.empty());
    QVERIFY(std::all_of(twice.former.begin(), twice.former.end(), [](const auto &each) {
        return each.second.identity == identityOf({"cline", "t1", std::to_string(msOf(each.first.time)), ""}) && each.first.family != 0;
    }));
    const auto ofFamily = [&](bool isOfIt) {
        return std::count_if(twice.former.begin(), twice.former.end(), [isOfIt](const auto &each) { return each.second.family == (isOfIt ? each.first.family : 0U); });
    };
    QCOMPARE(ofFamily(true) * 2, qlonglong(twice.former.size()));
    QCOMPARE(ofFamily(false) * 2, qlonglong(twice.former.size()));
    QVERIFY(readTask(rooCodeFormat(), before).former.empty());
    QCOMPARE(twice.ledger.entries().size(), std::size_t{3});
    for (const ReferenceLedger::Entry &entry : twice.ledger.entries()) {
        QVERIFY(entry.record.family != 0);
    }
}

/// A request of 50 is taken out, one of 4 is asked, a second restore goes to the first request again: the sum is of 50 + 4 then. One of 5 is
/// asked, and a third makes it 50 + 4 + 5. Whatever was seen of it, in whatever order, 7 + 50 + 4 were asked by the second restore, and 5
/// more by the third.
void tst_Cline::restoredTwice()
{
    const QByteArray stays = element(ClineNine, counts(7, 1, 0, 0));
    const QByteArray before = stays + ',' + element(ClineNine + 1000, counts(50, 5, 0, 0));
    const QByteArray first = stays + ',' + element(ClineNine + 3000, counts(50, 5, 0, 0), {}, "deleted_api_reqs");
    const QByteArray between = first + ',' + element(ClineNine + 4000, counts(4, 1, 0, 0));
    const QByteArray second = stays + ',' + element(ClineNine + 5000, counts(54, 6, 0, 0), {}, "deleted_api_reqs");
    const QByteArray later = second + ',' + element(ClineNine + 6000, counts(5, 1, 0, 0));
    const QByteArray third = stays + ',' + element(ClineNine + 7000, counts(59, 7, 0, 0), {}, "deleted_api_reqs");
    const auto row = [](QList<QByteArray> reads, qlonglong input) {
        std::sort(reads.begin(), reads.end());
        do {
            QCOMPARE(qlonglong(readLists(reads).ledger.totals().input), input);
        } while (std::next_permutation(reads.begin(), reads.end()));
    };
    row({second}, 61);
    row({before, between, second}, 61);
    row({between, second}, 61);        // 7, the older sum of 50, and 4: the newer sum holds both
    row({first, second}, 61);          // 7 and the newer sum: nobody saw the 4
    row({first, between, second}, 61);
    row({second, third}, 66);          // 7 + 59
    row({first, later, third}, 66);    // 7 + 54 + 5
    row({between, later, third}, 66);  // 7 + 50 + 4 + 5
    row({before, between, later, third}, 66);
}

/// `openai` is any address that speaks OpenAI's protocol: that it hands counts on as they came is known, 300 - 200 = 100, who serves is not.
void tst_Cline::providers()
{
    const auto info = [](const char *id) { return R"(,"modelInfo":{"providerId":")" + QByteArray{id} + R"(","modelId":"m","mode":"act"})"; };
    const auto providersOf = [](const Reading &reading) {
        QStringList names;
        for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
            names << QString::fromStdString(entry.context.serving.provider);
        }
        return names;
    };
    const QByteArray elements = element(ClineNine, counts(300, 1, 0, 200), info("openai")) + ',' + element(ClineNine + 1000, counts(300, 1, 0, 200), info("openai-native")) + ','
        + element(ClineNine + 2000, counts(300, 1, 0, 200), info("bedrock")) + ',' + element(ClineNine + 3000, counts(300, 1, 0, 200));
    const QByteArray metadata = R"({"model_usage":[{"ts":1791190700000,"model_id":"a","model_provider_id":"openai","mode":"act"}]})";
    const Reading reading = readTask(clineFormat(), elements, {}, metadata);
    QCOMPARE(providersOf(reading), (QStringList{QString{}, QStringLiteral("openai"), QStringLiteral("bedrock"), QString{}}));
    // 100 of each that hands its count on, 300 of the others.
    QCOMPARE(qlonglong(reading.ledger.totals().input), 100LL + 300 + 300 + 100);

    const QTemporaryDir folder;
    const QString base = folder.filePath(QStringLiteral("s1/s1"));
    const auto answer = [](const char *id, const char *provider) {
        return R"({"id":")" + QByteArray{id} + R"(","role":"assistant","ts":179119080000)" + QByteArray{id} + R"(,"metrics":{"inputTokens":1,"outputTokens":7})"
            + (*provider == 0 ? QByteArray{} : R"(,"modelInfo":{"id":"m","provider":")" + QByteArray{provider} + "\"}") + '}';
    };
    writeFile(base + QStringLiteral(".messages.json"), R"({"sessionId":"s1","messages":[)" + answer("1", "openai-native") + ',' + answer("2", "p") + ',' + answer("3", "") + "]}");
    writeFile(base + QStringLiteral(".json"), R"({"provider":"openai","model":"m"})");
    Reading cli;
    readInto(cli, clineCliFormat(), (base + QStringLiteral(".messages.json")).toStdString());
    QCOMPARE(providersOf(cli), (QStringList{QStringLiteral("openai"), QStringLiteral("p"), QString{}}));
}

/// The model at the time of each request, from what lies beside the messages.
void tst_Cline::models()
{
    const QByteArray three = element(ClineNine, counts(1, 1, 0, 0)) + ',' + element(ClineNine + 60'000, counts(2, 1, 0, 0)) + ','
        + element(ClineNine + 120'000, counts(3, 1, 0, 0), R"(,"modelInfo":{"providerId":"p","modelId":"own","mode":"plan"})");
    const QByteArray history = R"([{"role":"user","ts":1791190799000,"content":[)" + detailsOf("first", "code") + R"(]},{"role":"user","ts":1791190860000,"content":[)"
        + detailsOf("second", "ask") + R"(]},{"role":"assistant","content":"no <environment_details> <model>a\nb</model>"}])";
    const auto modelsOf = [](const Reading &reading) {
        QStringList names;
        for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
            names << QString::fromStdString(entry.context.serving.model + '/' + entry.context.attribution.agent);
        }
        return names;
    };
    QCOMPARE(modelsOf(readTask(rooCodeFormat(), three, history)), (QStringList{QStringLiteral("first/code"), QStringLiteral("second/ask"), QStringLiteral("own/plan")}));
    const QByteArray metadata = R"({"model_usage":[{"ts":1791190700000,"model_id":"a","model_provider_id":"litellm","mode":"act"},{"ts":1791190850000,"model_id":"b","model_provider_id":"p","mode":"act"}]})";
    QCOMPARE(modelsOf(readTask(clineFormat(), three, history, metadata)), (QStringList{QStringLiteral("a/act"), QStringLiteral("b/act"), QStringLiteral("own/plan")}));
    const Reading none = readTask(clineFormat(), three, history.left(100), "[7");
    QCOMPARE(modelsOf(none), (QStringList{QStringLiteral("/"), QStringLiteral("/"), QStringLiteral("own/plan")}));
    QCOMPARE(none.problemTexts(), QStringList{});
}

/// A request's element is written before what it asked: each entry of the history stands 300 ms behind its request. The second request
/// is the first of another model; a third was cancelled before it had counts, the fourth is of the first model again.
void tst_Cline::modelsOfHistory()
{
    QByteArray elements, history;
    const char *models[] = {"first", "second", "third", "first"};
    for (int i = 0; i < 4; ++i) {
        const qint64 time = ClineNine + i * 60'000;
        elements += (i == 0 ? "" : ",") + element(time, i == 2 ? QByteArray{"{'request':'cancelled'}"} : counts(i + 1, 1, 0, 0));
        history += (i == 0 ? "" : ",") + QByteArray{R"({"role":"user","ts":)"} + QByteArray::number(time + 300) + R"(,"content":[)" + detailsOf(models[i], "code") + "]}";
    }
    const Reading reading = readTask(rooCodeFormat(), elements, '[' + history + ']');
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:00Z first 1/0/0/0/1 agent=code"),
                                             QStringLiteral("2026-10-05T09:01:00Z second 2/0/0/0/1 agent=code"),
                                             QStringLiteral("2026-10-05T09:03:00Z first 4/0/0/0/1 agent=code")}));
}

/// The list of tasks names a task's folder, and a model where nothing else does. Its sums are of no account.
void tst_Cline::listOfTasks()
{
    const QTemporaryDir folder;
    const QString task = folder.filePath(QStringLiteral("tasks/t1/ui_messages.json"));
    const QString list = folder.filePath(QStringLiteral("state/taskHistory.json"));
    writeFile(task, '[' + element(ClineNine, counts(7, 1, 0, 0)) + ',' + element(ClineNine + 1000, counts(8, 1, 0, 0), R"(,"modelInfo":{"modelId":"own"})") + ']');
    const auto read = [&](const QByteArray &text) {
        writeFile(list, text);
        Reading reading;
        readInto(reading, clineFormat(), task.toStdString());
        QStringList found = reading.problemTexts();
        for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
            found << QString::fromStdString(entry.context.attribution.project + ' ' + entry.context.serving.model);
        }
        return found;
    };
    const QByteArray item = R"({"id":"t1","task":"said","tokensIn":99,"cwdOnTaskInitialization":"/p","modelId":"m"})";
    const QByteArray other = R"({"id":"t2","cwdOnTaskInitialization":"/other","modelId":"other"})";
    const QStringList none{QStringLiteral(" "), QStringLiteral(" own")};
    QCOMPARE(read('[' + item + ',' + other + ']'), (QStringList{QStringLiteral("/p m"), QStringLiteral("/p own")}));
    QCOMPARE(read(R"([{"id":"t1","workspace":"/w"}])"), (QStringList{QStringLiteral("/w "), QStringLiteral("/w own")}));
    QCOMPARE(read('[' + other + ']'), none);
    QCOMPARE(read('[' + item), none); // unfinished
    QCOMPARE(read("{\"t1\":7}"), none);
    QCOMPARE(read("[7,\"t1\"]"), none);
    QVERIFY(QFile::remove(list));
    Reading reading;
    readInto(reading, clineFormat(), task.toStdString());
    QCOMPARE(reading.records().size(), 2);
}

/// The list is of all tasks and may be large: one that lies there as it was is not read for each of them again.
void tst_Cline::listIsReadOnce()
{
    const QTemporaryDir folder;
    const QString list = folder.filePath(QStringLiteral("state/taskHistory.json"));
    const auto put = [&](const char *project, int seconds) {
        writeFile(list, QByteArray{R"([{"id":"t1","workspace":")"} + project + R"("},{"id":"t2","workspace":"/b"}])");
        QFile file{list};
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1'791'190'800 + seconds), QFileDevice::FileModificationTime));
    };
    const auto projectOf = [&](const char *task) { return clineTask(folder.filePath(QStringLiteral("tasks/")).toStdString() + task).project; };
    std::optional<SideKeeper> keeper{std::in_place};
    put("/a", 0);
    QCOMPARE(projectOf("t1"), std::string{"/a"});
    QCOMPARE(projectOf("t2"), std::string{"/b"});
    QCOMPARE(projectOf("t3"), std::string{});
    put("/c", 0); // of the same size and time: nothing says that it changed
    QCOMPARE(projectOf("t1"), std::string{"/a"});
    put("/c", 1);
    QCOMPARE(projectOf("t1"), std::string{"/c"});
    // When the import is over nothing is held.
    put("/d", 1);
    QCOMPARE(projectOf("t1"), std::string{"/c"});
    keeper.reset();
    QCOMPARE(projectOf("t1"), std::string{"/d"});
    put("/e", 1);
    QCOMPARE(projectOf("t1"), std::string{"/e"});
    QVERIFY(QFile::remove(list));
    QCOMPARE(projectOf("t1"), std::string{});
}

/// Two editors' lists do not push each other out; of very many folders the ones asked for last are held. Each is let go with the last keeper.
void tst_Cline::listsOfSeveralFolders()
{
    const QTemporaryDir folder;
    int reads = 0;
    std::weak_ptr<const void> seen;
    const auto ask = [&](int number) {
        const std::string path = folder.filePath(QStringLiteral("list%1.json").arg(number)).toStdString();
        if (!QFile::exists(QString::fromStdString(path))) {
            writeFile(QString::fromStdString(path), "[]");
        }
        seen = keptBeside(path, [&] {
            ++reads;
            return std::make_shared<const int>(number);
        });
    };
    {
        const SideKeeper keeper;
        for (int round = 0; round < 3; ++round) {
            ask(1);
            ask(2);
        }
        QCOMPARE(reads, 2);
        for (int number = 3; number <= SideKeeper::MostKept + 1; ++number) {
            ask(number);
        }
        QCOMPARE(reads, SideKeeper::MostKept + 1);
        ask(2); // held
        QCOMPARE(reads, SideKeeper::MostKept + 1);
        ask(1); // not any more
        QCOMPARE(reads, SideKeeper::MostKept + 2);
        {
            const SideKeeper second;
        }
        QVERIFY(!seen.expired());
    }
    QVERIFY(seen.expired());
    ask(1);
    ask(1);
    QCOMPARE(reads, SideKeeper::MostKept + 4);
    QVERIFY(keptBeside(folder.filePath(QStringLiteral("none.json")).toStdString(), [] { return std::make_shared<const int>(7); }) == nullptr);
}

void tst_Cline::clinePlaces()
{
    const std::vector<std::string> roots = rooCodeFormat().roots({.home = "/h"});
    for (const char *root : {"/h/.config/Code/User/globalStorage/rooveterinaryinc.roo-cline", "/h/.config/VSCodium/User/globalStorage/rooveterinaryinc.roo-cline",
                             "/h/.vscode-server/data/User/globalStorage/rooveterinaryinc.roo-cline"}) {
        QVERIFY2(std::find(roots.begin(), roots.end(), root) != roots.end(), root);
    }
    const std::vector<std::string> moved = kiloCodeFormat().roots({.home = "/h", .xdgConfigHome = "/x"});
    QCOMPARE(moved[0], std::string{"/x/Code/User/globalStorage/kilocode.kilo-code"});
    const Format format = clineFormat();
    QVERIFY(format.ownsFile("tasks/1/ui_messages.json") && !format.ownsFile("tasks/1/api_conversation_history.json") && !format.ownsFile("state/ui_messages.json"));
    QVERIFY(format.entersFolder("tasks/1") && !format.entersFolder("tasks/1/checkpoints") && !format.entersFolder("cache"));
}

void tst_Cline::commandLine()
{
    const QTemporaryDir folder;
    const QString base = folder.filePath(QStringLiteral("s1/s1"));
    // 100 asked of which 60 read and 10 written: 30.
    const QByteArray answer = R"({"id":"m1","role":"assistant","ts":1791190800000,"content":"said","metrics":{"inputTokens":100,"outputTokens":7,"cacheReadTokens":60,"cacheWriteTokens":10,"cost":0}})";
    const QByteArray named = QByteArray{answer}.replace("m1", "m2").replace("1791190800000", "1791190801000").replace("\"cost\":0", "\"cost\":0.25")
                                 .replace("\"content\":\"said\"", R"("modelInfo":{"id":"own","provider":"p"})");
    const QByteArray before = R"({"sessionId":"s1","agent":"a","messages":[{"id":"u","role":"user","metrics":{"inputTokens":5}},)" + answer + ',' + named + ',';
    writeFile(base + QStringLiteral(".messages.json"), before + QByteArray{answer}.replace("\"id\":\"m1\",", "") + "]}");
    writeFile(base + QStringLiteral(".json"), R"({"provider":"anthropic","model":"m","cwd":"/p"})");
    Reading reading;
    readInto(reading, clineCliFormat(), (base + QStringLiteral(".messages.json")).toStdString());
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:00Z m 30/60/10/0/7 agent=a cost=0"),
                                             QStringLiteral("2026-10-05T09:00:01Z own 30/60/10/0/7 agent=a cost=0.25")}));
    QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("MissingField@%1 id").arg(before.size())});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/p"});
    QVERIFY(clineCliFormat().ownsFile("s1/s1.messages.json") && !clineCliFormat().ownsFile("s1/s1.json"));
}

TOKENMETER_TEST(tst_Cline);

#include "tst_Cline.moc"
