// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/formats/OpenCode.h"

#include <QtTest>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr qint64 Nine = 1'791'190'800'000; // 2026-10-05T09:00:00Z

struct Message
{
    QByteArray role = "assistant";
    QByteArray model = "m";
    QByteArray provider = "p";
    qint64 created = Nine;
    qint64 completed = Nine + 4000; ///< 0 = it is being written
    QByteArray cost = "0";
    QByteArray tokens = R"("input":10,"output":20,"reasoning":0,"cache":{"read":30,"write":40})";
    QByteArray more{};
};

QByteArray messageText(const Message &m)
{
    return R"({"role":")" + m.role + R"(","time":{"created":)" + QByteArray::number(m.created)
        + (m.completed == 0 ? QByteArray{} : R"(,"completed":)" + QByteArray::number(m.completed)) + R"(},"modelID":")" + m.model
        + R"(","providerID":")" + m.provider + R"(","cost":)" + m.cost + R"(,"tokens":{)" + m.tokens + "}" + m.more + "}";
}

const QString Usual = QStringLiteral("2026-10-05T09:00:00Z m 10/30/40/0/20");
const QByteArray FirstSchema = "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);"
                               "CREATE TABLE session(id TEXT PRIMARY KEY, parent_id TEXT, directory TEXT);"
                               "INSERT INTO session VALUES ('s1', NULL, '/p');";

QByteArray rowOf(const QByteArray &id, const QByteArray &text, qint64 updated = 1, const QByteArray &session = "s1")
{
    return "INSERT OR REPLACE INTO message VALUES ('" + id + "','" + session + "',1," + QByteArray::number(updated) + ",'" + text + "');";
}

Reading readFile(const QString &path, const Reading &before = {})
{
    Reading reading = before;
    reading.problems.clear();
    readInto(reading, openCodeFormat(), path.toStdString(), {.begin = before.consumed, .parserState = before.parserState});
    return reading;
}

} // namespace

class tst_OpenCode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messages_data();
    void messages();
    void filesAndDatabaseOnce();
    void forks();
    void forksOfUnfinished();
    void streaming();
    void writtenAgain();
    void onlyWhatIsNew();
    void secondSchema();
    void hostileRows();
    void places();
};

void tst_OpenCode::messages_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    row("usual") << messageText({}) << QStringList{Usual} << none;
    row("of the user") << messageText({.role = "user"}) << none << none;
    row("nothing used") << messageText({.tokens = R"("input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0})"}) << none << none;
    row("a price") << messageText({.cost = "0.0123"}) << QStringList{Usual + QStringLiteral(" cost=0.0123")} << none;
    // 375 + 123 + 69 + 65856 = 66423: reasoning is beside the output, 123 + 69.
    const QByteArray withTotal = R"("input":375,"output":123,"reasoning":69,"cache":{"read":65856,"write":0},"total":)";
    row("the total counts reasoning") << messageText({.provider = "openai", .tokens = withTotal + "66423"})
                                      << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 375/65856/0/0/192 reasoning=69")} << none;
    row("the total does not") << messageText({.tokens = withTotal + "66354"})
                              << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 375/65856/0/0/123 reasoning=69")} << none;
    row("the total fits nothing") << messageText({.tokens = withTotal + "1"})
                                  << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 375/65856/0/0/192 reasoning=69")}
                                  << QStringList{QStringLiteral("TotalMismatch@0 tokens.total")};
    const QByteArray withoutTotal = R"("input":1,"output":250,"reasoning":100)";
    row("no total, like OpenAI") << messageText({.provider = "azure", .tokens = withoutTotal})
                                 << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 1/0/0/0/250 reasoning=100")} << none;
    row("no total, another") << messageText({.provider = "google", .tokens = withoutTotal})
                             << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 1/0/0/0/350 reasoning=100")} << none;
    row("no total, more reasoning than output") << messageText({.provider = "openai", .tokens = R"("input":1,"output":0,"reasoning":7)"})
                                                << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 1/0/0/0/7 reasoning=7")} << none;
    row("times in seconds") << messageText({.created = Nine / 1000, .completed = Nine / 1000 + 4}) << QStringList{Usual} << none;
    row("an agent") << messageText({.more = R"(,"mode":"build","path":{"cwd":"/p","root":"/"})"}) << QStringList{QStringLiteral("2026-10-05T09:00:00Z m 10/30/40/0/20 agent=build")} << none;
    row("no time") << messageText({}).replace("created", "made") << none << QStringList{QStringLiteral("MissingField@0 time.created")};
    row("tokens of another kind") << messageText({}).replace(R"("tokens":{)", R"("tokens":7,"x":{)") << none << QStringList{QStringLiteral("WrongType@0 tokens")};
    row("a list") << QByteArray{"[1]"} << none << QStringList{QStringLiteral("NotJson@0")};
    row("empty, being written") << QByteArray{} << none << none;
    row("NULs after a crash") << QByteArray(64, '\0') << none << none;
}

void tst_OpenCode::messages()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, records);
    QFETCH(QStringList, problems);
    const Reading reading = readText(openCodeFormat(), text, {}, QStringLiteral("msg_1.json"));
    QCOMPARE(reading.records(), records);
    QCOMPARE(reading.problemTexts(), problems);
}

/// After the move to the database the files are still there.
void tst_OpenCode::filesAndDatabaseOnce()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("msg_1.json"));
    const QString database = folder.filePath(QStringLiteral("opencode.db"));
    writeFile(file, messageText({.more = R"(,"id":"msg_1","sessionID":"s1")"}));
    makeDatabase(database, FirstSchema + rowOf("msg_1", messageText({})) + rowOf("msg_2", messageText({.created = Nine + 60'000, .completed = Nine + 61'000})));
    for (const auto &order : {std::pair{file, database}, std::pair{database, file}}) {
        const Reading first = readFile(order.first);
        Reading both = first;
        both.parserState.clear();
        both.consumed = 0;
        both = readFile(order.second, both);
        QCOMPARE(both.records(), (QStringList{Usual, QStringLiteral("2026-10-05T09:01:00Z m 10/30/40/0/20")}));
        const UsageContext context = both.ledger.entries()[0].context;
        QCOMPARE(context.attribution.session, std::string{"s1"});
    }
}

void tst_OpenCode::forks()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("opencode.db"));
    makeDatabase(path, FirstSchema + rowOf("msg_1", messageText({})) + rowOf("msg_copy", messageText({}), 1, "s2")
                           + rowOf("msg_other", messageText({.completed = Nine + 4001}))); // ended at another moment: another answer
    QCOMPARE(readFile(path).records(), (QStringList{Usual, Usual}));
    // Whichever of the copies is met first gives no other record.
    const QString other = folder.filePath(QStringLiteral("opencode-other.db"));
    makeDatabase(other, FirstSchema + rowOf("msg_other", messageText({.completed = Nine + 4001})) + rowOf("msg_copy", messageText({}), 1, "s2") + rowOf("msg_1", messageText({})));
    QVERIFY(readFile(other).ledger.entries() == readFile(path).ledger.entries());
}

/// A message that a crash left without an end has nothing but its beginning by which a fork's copy of it could be told.
void tst_OpenCode::forksOfUnfinished()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("opencode.db"));
    const Message crashed{.completed = 0};
    makeDatabase(path, FirstSchema + rowOf("msg_1", messageText(crashed)) + rowOf("msg_copy", messageText(crashed), 1, "s2")
                           + rowOf("msg_other", messageText({.created = Nine + 1, .completed = 0})));
    QCOMPARE(readFile(path).records(), (QStringList{Usual + QStringLiteral(" side=1"), QStringLiteral("2026-10-05T09:00:00.001Z m 10/30/40/0/20 side=1")}));
}

/// A row grows while the answer does; what it said before its end gives way to what it says then.
void tst_OpenCode::streaming()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("opencode.db"));
    Owner owner{path};
    owner.run(FirstSchema + rowOf("msg_1", messageText({.completed = 0, .tokens = R"("input":10,"output":0,"reasoning":5)"})));
    const Reading first = readFile(path);
    QCOMPARE(first.records(), QStringList{QStringLiteral("2026-10-05T09:00:00Z m 10/0/0/0/5 reasoning=5 side=1")});
    // Version 1 went by the id of what has no end.
    QCOMPARE(first.former.size(), std::size_t{1});
    QVERIFY(first.former[0].second.identity == identityOf({"opencode", "msg_1"}) && first.former[0].second.family == first.former[0].first.family);
    owner.run(rowOf("msg_1", messageText({}), 2));
    QCOMPARE(readFile(path, first).records(), QStringList{Usual});
    QCOMPARE(readFile(path).records(), QStringList{Usual});
    // Version 2 went by the answer, which copies under other ids share.
    const Reading finished = readFile(path);
    QCOMPARE(finished.former.size(), std::size_t{1});
    QVERIFY(finished.former[0].second.isShared && finished.former[0].second.identity == identityOf({"opencode", QByteArray::number(Nine).toStdString(),
                                                       QByteArray::number(Nine + 4000).toStdString(), "p", "m", "10 30 40 20 0 "}));
}

/// The end of a finished message is written once more, seven milliseconds later: one answer, whether the first was seen or not, and beside a fork that
/// copied it before or after. A fork of what was written first is the same answer as well, where that was seen.
void tst_OpenCode::writtenAgain()
{
    const QByteArray early = messageText({}), late = messageText({.completed = Nine + 4007});
    for (const QByteArray &fork : {QByteArray{}, rowOf("msg_copy", late, 2, "s2"), rowOf("msg_copy", early, 2, "s2")}) {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("opencode.db"));
        Owner owner{path};
        owner.run(FirstSchema + rowOf("msg_1", early));
        const Reading first = readFile(path);
        QCOMPARE(first.records(), QStringList{Usual});
        owner.run(rowOf("msg_1", late, 2) + fork);
        const Reading watched = readFile(path, first);
        QCOMPARE(watched.records(), QStringList{Usual});
        if (fork != rowOf("msg_copy", early, 2, "s2")) {
            QVERIFY(readFile(path).ledger.entries() == watched.ledger.entries());
        }
    }
    // The file of an older version and the row of a newer one.
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("msg_1.json")), database = folder.filePath(QStringLiteral("opencode.db"));
    writeFile(file, messageText({.more = R"(,"id":"msg_1","sessionID":"s1","path":{"cwd":"/p"})"}));
    makeDatabase(database, FirstSchema + rowOf("msg_1", late));
    Reading fileFirst, rowFirst;
    for (const QString &path : {file, database}) {
        readInto(fileFirst, openCodeFormat(), path.toStdString());
    }
    for (const QString &path : {database, file}) {
        readInto(rowFirst, openCodeFormat(), path.toStdString());
    }
    QCOMPARE(fileFirst.records(), QStringList{Usual});
    QVERIFY(fileFirst.ledger.entries() == rowFirst.ledger.entries());
}

void tst_OpenCode::onlyWhatIsNew()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("opencode.db"));
    Owner owner{path};
    QByteArray rows = FirstSchema;
    for (int i = 0; i < 700; ++i) {
        rows += rowOf("msg_" + QByteArray::number(i), messageText({.created = Nine + i * 1000}), i);
    }
    owner.run("BEGIN;" + rows + "COMMIT");
    const Reading first = readFile(path);
    QCOMPARE(qlonglong(first.consumed), 700LL);
    QCOMPARE(first.records().size(), 700);
    const Reading nothing = readFile(path, first);
    QCOMPARE(qlonglong(nothing.consumed), 701LL); // the one of the latest time
    // A new one, one that changed, and a new one whose clock went back.
    owner.run(rowOf("msg_new", messageText({.created = Nine - 1000}), 700) + "UPDATE message SET time_updated = 701 WHERE id = 'msg_5';"
              + rowOf("msg_old_clock", messageText({.created = Nine - 2000}), 3));
    const Reading more = readFile(path, nothing);
    QCOMPARE(qlonglong(more.consumed), 705LL);
    QCOMPARE(more.records().size(), 702);
    // Without the column everything is read each time.
    owner.run("CREATE TABLE other AS SELECT id, session_id, data FROM message; DROP TABLE message; ALTER TABLE other RENAME TO message");
    const Reading whole = readFile(path, more);
    QCOMPARE(qlonglong(whole.consumed), 705LL + 702);
    QCOMPARE(whole.records(), more.records());
}

void tst_OpenCode::secondSchema()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("opencode.db"));
    const QByteArray text = QByteArray{messageText({})}.replace(R"("role":"assistant",)", "").replace(R"("modelID":"m","providerID":"p")", R"("model":{"id":"m","providerID":"p"})");
    makeDatabase(path, "CREATE TABLE session_message(id TEXT PRIMARY KEY, session_id TEXT, type TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);"
                       "CREATE TABLE session_v2(id TEXT PRIMARY KEY, directory TEXT); INSERT INTO session_v2 VALUES ('s1', '/from/session');"
                       "INSERT INTO session_message VALUES ('a','s1','assistant',1,1,'" + text + "'),('b','s1','user',1,1,'" + text + "');");
    const Reading reading = readFile(path);
    QCOMPARE(reading.records(), QStringList{Usual});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/from/session"});
}

/// One bad row is a problem of that row, which is named by its number.
void tst_OpenCode::hostileRows()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("opencode.db"));
    makeDatabase(path, FirstSchema + rowOf("msg_1", "{\"role\":\"assistant\",\"tok") + rowOf("msg_2", messageText({}))
                           + rowOf("msg_3", messageText({.created = Nine + 1000, .tokens = R"("input":-1,"output":99999999999999999999)"}))
                           + "INSERT INTO message VALUES ('msg_4','s1',1,1,x'22617373697374616e7422ff');");
    const Reading reading = readFile(path);
    QCOMPARE(reading.records(), (QStringList{Usual, QStringLiteral("2026-10-05T09:00:01Z m 0/0/0/0/1000000000000 clamped=1")}));
    QCOMPARE(reading.problemTexts(), (QStringList{QStringLiteral("NotJson@1 data"), QStringLiteral("NegativeCount@3 tokens.input"),
                                                  QStringLiteral("CountTooLarge@3 tokens.output"), QStringLiteral("NotJson@4 data")}));
    const QString other = folder.filePath(QStringLiteral("opencode-next.db"));
    makeDatabase(other, "CREATE TABLE notes(x)");
    QCOMPARE(readFile(other).problemTexts(), QStringList{QStringLiteral("ColumnMissing@0 message")});
    const QString older = folder.filePath(QStringLiteral("opencode-old.db"));
    makeDatabase(older, "CREATE TABLE message(id TEXT)");
    QCOMPARE(readFile(older).problemTexts(), QStringList{QStringLiteral("ColumnMissing@0 message.session_id")});
}

void tst_OpenCode::places()
{
    const Format format = openCodeFormat();
    QCOMPARE(format.roots({.home = "/h"}),
             (std::vector<std::string>{"/h/.local/share/opencode", "/h/.local/share/kilo", "/h/.local/share/mimocode"}));
    QCOMPARE(format.roots({.home = "/h", .variables = {{"XDG_DATA_HOME", "/x"}, {"OPENCODE_DATA_DIR", "/a,/b"}}}),
             (std::vector<std::string>{"/a", "/b", "/x/kilo", "/x/mimocode"}));
    QVERIFY(format.ownsFile("opencode.db") && format.ownsFile("opencode-next.db") && format.ownsFile("storage/message/ses/msg.json"));
    QVERIFY(!format.ownsFile("auth.json") && !format.ownsFile("storage/session/p/ses.json") && !format.ownsFile("x/opencode.db"));
    QVERIFY(format.ownsFile("anything.db")); // MiMo Code's
    const QTemporaryDir home;
    const QString folder = home.filePath(QStringLiteral(".local/share/mimocode/"));
    makeDatabase(folder + QStringLiteral("data.db"), FirstSchema + rowOf("msg_1", messageText({})));
    makeDatabase(folder + QStringLiteral("other.db"), "CREATE TABLE notes(x)");
    const Reading reading = readAll(discover({.home = home.path().toStdString()}));
    QCOMPARE(reading.records(), QStringList{Usual});
    QCOMPARE(reading.problemTexts(), QStringList{}); // a database of something else
    QVERIFY(!format.ownsFile("opencode.db-wal") && !format.entersFolder("log") && format.entersFolder("storage/message/ses"));
}

TOKENMETER_TEST(tst_OpenCode);

#include "tst_OpenCode.moc"
