// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/BatchSink.h"
#include "import/formats/Codex.h"

#include <QtTest>

#include <numeric>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

// Threads by the time in their names: the child began after the parent's turns and before its own.
const QByteArray Grand = "0199b1e0-0000-7000-8000-000000000001";
const QByteArray Parent = "0199b1f0-0000-7000-8000-00000000000a";
const QByteArray Child = "0199b200-0000-7000-8000-00000000000b";
const QByteArray ParentTurn = "0199b1f0-1000-7000-8000-0000000000a1";
const QByteArray ChildTurn = "0199b200-5000-7000-8000-0000000000c1";

QByteArray line(const QByteArray &time, const QByteArray &type, const QByteArray &payload)
{
    return R"({"timestamp":"2026-10-05T)" + time + R"(Z","type":")" + type + R"(","payload":)" + payload + "}\n";
}

QByteArray meta(const QByteArray &id, const QByteArray &more = {}, const QByteArray &time = "08:00:00")
{
    return line(time, "session_meta",
                R"({"id":")" + id + R"(","cwd":"/p","model_provider":"openai")" + more + "}");
}

QByteArray parentOf(const QByteArray &id)
{
    return R"(,"thread_source":"user","forked_from_id":")" + id + '"';
}

QByteArray turn(const QByteArray &id, const QByteArray &model = "gpt-5.2", const QByteArray &time = "08:00:01")
{
    return line(time, "turn_context", R"({"turn_id":")" + id + R"(","model":")" + model + "\"}");
}

/// Input, of it cached, output, of it reasoning.
using U = std::array<int, 4>;

QByteArray usage(const U &u)
{
    return R"({"input_tokens":)" + QByteArray::number(u[0]) + R"(,"cached_input_tokens":)" + QByteArray::number(u[1])
        + R"(,"output_tokens":)" + QByteArray::number(u[2]) + R"(,"reasoning_output_tokens":)" + QByteArray::number(u[3])
        + R"(,"total_tokens":)" + QByteArray::number(u[0] + u[2]) + "}";
}

QByteArray tokenCount(const QByteArray &time, std::optional<U> total, std::optional<U> last, const QByteArray &more = {})
{
    QByteArray info;
    if (total) {
        info += R"("total_token_usage":)" + usage(*total);
    }
    if (last) {
        info += QByteArray{info.isEmpty() ? "" : ","} + R"("last_token_usage":)" + usage(*last);
    }
    return line(time, "event_msg", R"({"type":"token_count","info":{)" + info + more + "}}");
}

QByteArray response(const QByteArray &time, const QByteArray &id, const U &u, const QByteArray &thread = Parent)
{
    return line(time, "token_usage_record",
                R"({"thread_id":")" + thread + R"(","response_id":")" + id + R"(","usage":)" + usage(u)
                    + R"(,"turn_token_usage":)" + usage({9, 9, 9, 9}) + "}");
}

/// The parent's history as a child repeats it, all within one second.
QByteArray replay(const QByteArray &time)
{
    return turn(ParentTurn, "gpt-5.2", time + ".100") + tokenCount(time + ".200", U{1000, 200, 100, 40}, U{1000, 200, 100, 40})
        + tokenCount(time + ".300", U{2500, 1100, 180, 60}, U{1500, 900, 80, 20});
}

QByteArray parentLog()
{
    return meta(Parent) + turn(ParentTurn) + tokenCount("08:00:10", U{1000, 200, 100, 40}, U{1000, 200, 100, 40})
        + tokenCount("08:01:00", U{2500, 1100, 180, 60}, U{1500, 900, 80, 20});
}

QByteArray childLog(const QByteArray &child = Child)
{
    return meta(child, parentOf(Parent), "09:00:00") + meta(Parent) + replay("09:00:00") + turn(ChildTurn, "gpt-5.2", "09:00:20")
        + tokenCount("09:00:30", U{4500, 2600, 300, 90}, U{2000, 1500, 120, 30});
}

const QString First = QStringLiteral("2026-10-05T08:00:10Z gpt-5.2 800/200/0/0/100 reasoning=40");
const QString Second = QStringLiteral("2026-10-05T08:01:00Z gpt-5.2 600/900/0/0/80 reasoning=20");
const QString ChildOwn = QStringLiteral("2026-10-05T09:00:30Z gpt-5.2 500/1500/0/0/120 reasoning=30");

} // namespace

class tst_Codex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void logs_data();
    void logs();
    void identities();
    void contexts_data();
    void contexts();
    void families();
    void cutAtEveryLine();
    void badState();
    void lineFilter_data();
    void lineFilter();
    void files();
};

void tst_Codex::logs_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    const QByteArray begin = meta(Parent) + turn(ParentTurn);
    const U a{1000, 200, 100, 40};
    const U b{2500, 1100, 180, 60};
    const U bLast{1500, 900, 80, 20};

    row("two events") << parentLog() << QStringList{First, Second} << none;
    row("a repeat of equal totals") << begin + tokenCount("08:00:10", a, a) + tokenCount("08:00:11", a, a) + tokenCount("08:00:12", a, bLast)
                                    << QStringList{First} << none;
    row("rate limits only") << begin + line("08:00:02", "event_msg", R"({"type":"token_count","info":null,"rate_limits":{}})")
                            << none << none;
    row("a stale snapshot is ignored and the count goes on")
        << begin + tokenCount("08:00:10", a, a) + tokenCount("08:01:00", b, bLast) + tokenCount("08:01:01", a, a) + tokenCount("08:01:02", b, bLast)
        << QStringList{First, Second} << none;
    // 100000 to 2000 is neither 98 % nor within two times 600: a new count begins.
    row("a big drop is a new count")
        << begin + tokenCount("08:00:10", U{90000, 0, 10000, 0}, U{10, 0, 5, 0}) + tokenCount("08:01:00", U{1500, 0, 500, 0}, U{500, 0, 100, 0})
        << QStringList{QStringLiteral("2026-10-05T08:00:10Z gpt-5.2 10/0/0/0/5"),
                       QStringLiteral("2026-10-05T08:01:00Z gpt-5.2 500/0/0/0/100")}
        << none;
    row("the first event counts its last, not the total") << begin + tokenCount("08:01:00", b, bLast) << QStringList{Second} << none;
    row("only totals: the differences") << begin + tokenCount("08:00:10", a, {}) + tokenCount("08:01:00", b, {}) << QStringList{First, Second}
                                        << none;
    row("only totals: a drop is a new base")
        << begin + tokenCount("08:00:10", b, {}) + tokenCount("08:00:20", a, {}) + tokenCount("08:01:00", U{2600, 1200, 190, 60}, {})
        << QStringList{QStringLiteral("2026-10-05T08:00:10Z gpt-5.2 1400/1100/0/0/180 reasoning=60"),
                       QStringLiteral("2026-10-05T08:01:00Z gpt-5.2 600/1000/0/0/90 reasoning=20")}
        << none;
    row("only last") << begin + tokenCount("08:00:10", {}, a) + tokenCount("08:01:00", {}, bLast) << QStringList{First, Second} << none;
    row("last of zero sets the base") << begin + tokenCount("08:00:09", a, U{}) + tokenCount("08:01:00", b, {}) << QStringList{Second} << none;

    row("a child counts only its own") << childLog() << QStringList{ChildOwn} << none;
    row("a child of old names: a burst is the replay")
        << meta("old-child", parentOf("old-parent")) + line("09:00:00", "turn_context", R"({"model":"gpt-5.2"})")
               + tokenCount("09:00:00.200", a, a) + tokenCount("09:00:00.300", b, bLast)
               + tokenCount("09:00:30", U{4500, 2600, 300, 90}, U{2000, 1500, 120, 30})
        << QStringList{ChildOwn} << none;
    row("a child of old names without a burst")
        << meta("old-child", parentOf("old-parent")) + line("08:00:00", "turn_context", R"({"model":"gpt-5.2"})")
               + tokenCount("08:00:10", a, a) + tokenCount("08:01:00", b, bLast)
        << QStringList{First, Second} << none;
    row("snapshots within what was inherited are replay")
        << meta(Child, parentOf(Parent)) + replay("09:00:00") + turn(ChildTurn, "gpt-5.2", "09:00:20") + tokenCount("09:00:21", a, a)
               + tokenCount("09:00:22", b, bLast) + tokenCount("09:00:30", U{4500, 2600, 300, 90}, U{2000, 1500, 120, 30})
        << QStringList{ChildOwn} << none;
    // 1000 and 1800 after 2500 were inherited: the second has grown by just its last, so both are own. 1000 - 100 and 800 - 50.
    const QByteArray inherited = meta(Child, parentOf(Parent)) + replay("09:00:00") + turn(ChildTurn, "gpt-5.2", "09:00:20");
    const QByteArray anew = tokenCount("09:00:30", U{1000, 100, 20, 0}, U{1000, 100, 20, 0}) + tokenCount("09:00:31", U{1000, 100, 20, 0}, U{1000, 100, 20, 0});
    row("a thread that counts anew below what it inherited")
        << inherited + anew + tokenCount("09:01:00", U{1800, 150, 50, 10}, U{800, 50, 30, 10}) + tokenCount("09:02:00", U{1900, 150, 51, 10}, U{100, 0, 1, 0})
        << QStringList{QStringLiteral("2026-10-05T09:00:30Z gpt-5.2 900/100/0/0/20"), QStringLiteral("2026-10-05T09:01:00Z gpt-5.2 750/50/0/0/30 reasoning=10"),
                       QStringLiteral("2026-10-05T09:02:00Z gpt-5.2 100/0/0/0/1")}
        << none;
    row("a snapshot alone below what was inherited") << inherited + anew + tokenCount("09:01:00", U{1700, 150, 50, 10}, U{800, 50, 30, 10}) << QStringList{} << none;
    row("an exact record of a thread that counts anew")
        << inherited + response("09:00:29", "resp_1", U{1000, 100, 20, 0}, Child) + anew + tokenCount("09:01:00", U{1800, 150, 50, 10}, U{800, 50, 30, 10})
        << QStringList{QStringLiteral("2026-10-05T09:00:29Z gpt-5.2 900/100/0/0/20"), QStringLiteral("2026-10-05T09:01:00Z gpt-5.2 750/50/0/0/30 reasoning=10")}
        << none;
    row("a child of old names with one event, which was waited for")
        << meta("old-child", parentOf("old-parent")) + line("08:00:00", "turn_context", R"({"model":"gpt-5.2"})") + tokenCount("08:00:10", a, a)
        << QStringList{First} << none;
    row("a child of old names with one event at once")
        << meta("old-child", parentOf("old-parent")) + line("08:00:00", "turn_context", R"({"model":"gpt-5.2"})") + tokenCount("08:00:00.500", a, a)
        << QStringList{} << none;
    row("a sub-agent's own turn needs its task")
        << meta(Child, R"(,"source":{"subagent":{"thread_spawn":{"parent_thread_id":")" + Parent + R"("}}})")
               + turn(Child, "gpt-5.2", "09:00:00") + tokenCount("09:00:00.500", a, a)
               + line("09:00:20", "event_msg", R"({"type":"task_started","turn_id":")" + Child + "\"}")
               + tokenCount("09:00:30", b, bLast)
        << QStringList{QStringLiteral("2026-10-05T09:00:30Z gpt-5.2 600/900/0/0/80 reasoning=20 agent=Codex Subagent side=1")} << none;

    row("exact records replace the events beside them")
        << begin + response("08:00:09", "resp_1", a) + tokenCount("08:00:10", a, a) + response("08:00:59", "resp_2", bLast)
               + tokenCount("08:01:00", b, bLast)
        << QStringList{QStringLiteral("2026-10-05T08:00:09Z gpt-5.2 800/200/0/0/100 reasoning=40"),
                       QStringLiteral("2026-10-05T08:00:59Z gpt-5.2 600/900/0/0/80 reasoning=20")}
        << none;
    row("older events, then exact records")
        << begin + tokenCount("08:00:10", a, a) + response("08:00:59", "resp_2", bLast) + tokenCount("08:01:00", b, bLast)
        << QStringList{First, QStringLiteral("2026-10-05T08:00:59Z gpt-5.2 600/900/0/0/80 reasoning=20")} << none;
    row("records of other threads are copies") << begin + response("08:00:09", "resp_0", a, Grand) << none << none;
    row("the last record counts before its event comes")
        << begin + response("08:00:10", "resp_1", a) << QStringList{First + QStringLiteral(" agent=unfinished")} << none;
    row("a record without its event")
        << begin + response("08:00:10", "resp_1", a) + response("08:01:00", "resp_2", bLast) + tokenCount("08:01:01", bLast, bLast)
        << QStringList{First, Second} << none;
    row("a compaction")
        << begin + response("08:00:10", "resp_c", a) + line("08:00:11", "compacted", R"({"message":"","compaction_response_id":"resp_c"})")
        << QStringList{First + QStringLiteral(" agent=compaction")} << none;
    row("what a compaction holds is copied")
        << begin + line("08:00:11", "compacted", R"({"latest_token_usage_record":{"response_id":"resp_9","usage":)" + usage(a)
                                                     + R"(},"replacement_history":[{"type":"token_count","info":{}}]})")
        << none << none;

    row("tier of the thread, cleared by the next snapshot")
        << begin + line("08:00:02", "event_msg", R"({"type":"thread_settings_applied","thread_settings":{"service_tier":"priority"}})")
               + tokenCount("08:00:10", a, a) + line("08:00:50", "event_msg", R"({"type":"thread_settings_applied","thread_settings":{}})")
               + tokenCount("08:01:00", b, bLast)
        << QStringList{First + QStringLiteral(" tier=priority"), Second} << none;
    row("model of the event") << begin + tokenCount("08:00:10", a, a, R"(,"model":"o9")")
                              << QStringList{QStringLiteral("2026-10-05T08:00:10Z o9 800/200/0/0/100 reasoning=40")} << none;
    row("events before the first model take the next one")
        << meta(Parent) + tokenCount("08:00:10", a, a) + turn(ParentTurn, "gpt-5.2", "08:00:20") + tokenCount("08:01:00", b, bLast)
        << QStringList{First, Second} << none;
    row("no model at all") << meta(Parent) + tokenCount("08:00:10", a, a)
                           << QStringList{QStringLiteral("2026-10-05T08:00:10Z - 800/200/0/0/100 reasoning=40")} << none;
    row("no model at all in the builds that wrote none")
        << QByteArray{meta(Parent) + tokenCount("08:00:10", a, a)}.replace("2026-10-05", "2025-09-05")
        << QStringList{QStringLiteral("2025-09-05T08:00:10Z gpt-5 800/200/0/0/100 reasoning=40 fallback=1")} << none;

    row("cache writes are inside input")
        << begin + line("08:00:10", "event_msg",
                        R"({"type":"token_count","info":{"last_token_usage":{"input_tokens":3000,"cached_input_tokens":400,"cache_write_input_tokens":2600,"output_tokens":200}}})")
        << QStringList{QStringLiteral("2026-10-05T08:00:10Z gpt-5.2 0/400/2600/0/200")} << none;
    const auto at = [&](const QByteArray &before) { return QStringLiteral("@%1").arg(before.size()); };
    row("more cached than input") << begin + tokenCount("08:00:10", {}, U{100, 150, 5, 0})
                                  << QStringList{QStringLiteral("2026-10-05T08:00:10Z gpt-5.2 0/100/0/0/5 clamped=1")}
                                  << QStringList{QStringLiteral("SubsetLargerThanTotal") + at(begin) + QStringLiteral(" cached_input_tokens")};
    row("a count of the wrong type")
        << begin + tokenCount("08:00:10", {}, a).replace("1000", "\"many\"")
        << QStringList{QStringLiteral("2026-10-05T08:00:10Z gpt-5.2 0/0/0/0/100 reasoning=40 clamped=1")}
        << QStringList{QStringLiteral("BadNumberCounted") + at(begin) + QStringLiteral(" payload.info.last_token_usage.input_tokens"),
                       QStringLiteral("SubsetLargerThanTotal") + at(begin) + QStringLiteral(" cached_input_tokens")};
    row("no time") << begin + tokenCount("08:00:10", a, a).replace("\"2026-10-05T08:00:10Z\"", "null") + tokenCount("08:01:00", b, bLast)
                   << QStringList{Second} << QStringList{QStringLiteral("MissingField") + at(begin) + QStringLiteral(" timestamp")};
    row("another order of keys")
        << begin + R"({"payload":{"info":{"last_token_usage":)" + usage(a) + R"(},"type":"token_count"}, "type" : "event_msg","timestamp":"2026-10-05T08:00:10Z"})" + "\n"
        << QStringList{First} << none;
    const QByteArray cutCount = R"({"timestamp":"2026-10-05T08:00:20Z","type":"event_msg","payload":{"type":"token_count","info":{"total_)";
    row("a whole line, then a torn one")
        << begin + tokenCount("08:00:10", a, a).trimmed() + cutCount + "\n" << QStringList{First}
        << QStringList{QStringLiteral("NotJson") + at(begin)};
    row("a torn line, then a whole one")
        << begin + cutCount + tokenCount("08:00:10", a, a) + tokenCount("08:01:00", b, bLast) << QStringList{First, Second}
        << QStringList{QStringLiteral("NotJson") + at(begin)};
    row("behind a torn line of conversation nobody looks") // its first bytes say that it does not matter
        << begin + R"({"timestamp":"2026-10-05T08:00:05Z","type":"response_item","payload":{"text":"a)" + tokenCount("08:00:10", a, a)
               + tokenCount("08:01:00", b, bLast)
        << QStringList{Second} << none;
    row("noise") << begin + "{\"timestamp\":\"x\",\"type\":\"event_msg\",\"payload\":{\"type\":\"token_count\",\n" + tokenCount("08:00:10", a, a)
                 << QStringList{First} << QStringList{QStringLiteral("NotJson") + at(begin)};
}

void tst_Codex::logs()
{
    QFETCH(QByteArray, log);
    QFETCH(QStringList, records);
    QFETCH(QStringList, problems);
    const Reading reading = readText(codexFormat(), log);
    QCOMPARE(reading.records(), records);
    QCOMPARE(reading.problemTexts(), problems);
}

void tst_Codex::identities()
{
    const auto identity = [](const QByteArray &log) { return readText(codexFormat(), log).ledger.entries().at(0).record.identity; };
    QVERIFY(identity(parentLog()) == identityOf({"codex", Parent.toStdString(), "openai", "1000", "100", "200", "40"}));
    // The child's key stands under its parent, the grandchild's under what the embedded parent names as its own.
    QVERIFY(identity(childLog()) == identityOf({"codex", Parent.toStdString(), "openai", "4500", "300", "2600", "90"}));
    const QByteArray grandChild = childLog().replace(meta(Parent), meta(Parent, parentOf(Grand)) + meta(Grand));
    QVERIFY(identity(grandChild) == identityOf({"codex", Grand.toStdString(), "openai", "4500", "300", "2600", "90"}));
    QVERIFY(identity(meta(Parent) + response("08:00:10", "resp_1", {1, 0, 1, 0})) == identityOf({"resp_1"}));
    // Without totals the sum of what came stands in: 1000 + 1500 = 2500, as the total would say.
    const auto sums = readText(codexFormat(), meta(Parent) + turn(ParentTurn) + tokenCount("08:00:10", {}, U{1000, 200, 100, 40})
                                   + tokenCount("08:01:00", {}, U{1500, 900, 80, 20}));
    QVERIFY(sums.ledger.entries().at(1).record.identity
            == identityOf({"codex", Parent.toStdString(), "openai", "2500", "180", "1100", "60"}));
}

void tst_Codex::contexts_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("agent");
    QTest::addColumn<bool>("side");
    QTest::newRow("user") << QByteArray{R"(,"source":"cli","thread_source":"user")"} << "" << false;
    QTest::newRow("exec") << QByteArray{R"(,"source":"exec")"} << "exec" << false;
    QTest::newRow("sub-agent") << QByteArray{R"(,"thread_source":"subagent")"} << "Codex Subagent" << true;
    QTest::newRow("sub-agent by source") << QByteArray{R"(,"source":{"subagent":"review"})"} << "Codex Subagent" << true;
    QTest::newRow("guardian") << QByteArray{R"(,"thread_source":"guardian_review")"} << "Guardian" << true;
}

void tst_Codex::contexts()
{
    QFETCH(QByteArray, more);
    QFETCH(QString, agent);
    QFETCH(bool, side);
    const Reading reading = readText(codexFormat(), meta(Parent, more) + turn(ParentTurn) + tokenCount("08:00:10", {}, U{1, 0, 1, 0}));
    const ReferenceLedger::Entry entry = reading.ledger.entries().at(0);
    QCOMPARE(QString::fromStdString(entry.context.attribution.agent), agent);
    QCOMPARE(entry.record.has(SidechainFlag), side);
    QCOMPARE(entry.context.attribution.session, Parent.toStdString());
    QCOMPARE(entry.context.attribution.project, std::string{"/p"});
    QCOMPARE(entry.context.serving.provider, std::string{"openai"});
    // Without metadata the file's name names the thread.
    const Reading bare = readText(codexFormat(), tokenCount("08:00:10", {}, U{1, 0, 1, 0}), {},
                                  QStringLiteral("rollout-2026-10-05T08-00-00-") + QString::fromLatin1(Parent) + QStringLiteral(".jsonl"));
    QCOMPARE(bare.ledger.entries().at(0).context.attribution.session, Parent.toStdString());
}

/// Parent, child, the child's sibling and a copy of the parent, in every order.
void tst_Codex::families()
{
    const QByteArray sibling = childLog("0199b200-0001-7000-8000-00000000000d");
    QByteArrayList logs{parentLog(), childLog(), sibling.chopped(tokenCount("09:00:30", U{4500, 2600, 300, 90}, U{2000, 1500, 120, 30}).size()),
                        parentLog()};
    const QTemporaryDir folder;
    std::vector<std::string> paths;
    for (qsizetype i = 0; i < logs.size(); ++i) {
        paths.push_back(folder.filePath(QString::number(i)).toStdString());
        writeFile(QString::fromStdString(paths.back()), logs[i]);
    }
    do {
        Reading reading;
        for (const std::string &path : paths) {
            readInto(reading, codexFormat(), path);
        }
        QCOMPARE(reading.records(), (QStringList{First, Second, ChildOwn}));
    } while (std::next_permutation(paths.begin(), paths.end()));
}

/// Reading in two runs, cut at any line, is reading in one.
void tst_Codex::cutAtEveryLine()
{
    const U a{1000, 200, 100, 40};
    const U bLast{1500, 900, 80, 20};
    const QByteArray logs[] = {
        parentLog(),
        childLog(),
        childLog() + response("09:01:00", "resp_c", a, Child)
            + line("09:01:01", "compacted", R"({"compaction_response_id":"resp_c"})") + response("09:02:00", "resp_2", bLast, Child)
            + tokenCount("09:02:01", U{6000, 3500, 380, 110}, bLast),
        meta("old-child", parentOf("old-parent")) + tokenCount("09:00:00.200", a, a)
            + tokenCount("09:00:00.300", U{2500, 1100, 180, 60}, bLast) + line("09:00:01", "turn_context", R"({"model":"gpt-5.2"})")
            + tokenCount("09:00:30", U{4500, 2600, 300, 90}, U{2000, 1500, 120, 30}),
        meta("old-child", parentOf("old-parent")) + tokenCount("08:00:10", a, a) + tokenCount("08:01:00", {}, bLast)
            + line("09:00:01", "turn_context", R"({"model":"gpt-5.2","service_tier":"flex"})"),
        meta("old-child", parentOf("old-parent")) + line("08:00:00", "turn_context", R"({"model":"gpt-5.2"})") + tokenCount("08:00:10", a, a)
            + tokenCount("08:00:10.500", U{2500, 1100, 180, 60}, bLast),
        childLog().chopped(tokenCount("09:00:30", U{4500, 2600, 300, 90}, U{2000, 1500, 120, 30}).size()) + tokenCount("09:00:30", U{1500, 0, 20, 0}, U{1500, 0, 20, 0})
            + tokenCount("09:00:40", U{1800, 0, 50, 0}, U{300, 0, 30, 0}),
        meta(Parent) + tokenCount("08:00:10", {}, a) + response("08:00:20", "resp_1", bLast) + tokenCount("08:00:21", {}, bLast)
            + turn(ParentTurn) + tokenCount("08:00:30", {}, a),
    };
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("log.jsonl")).toStdString();
    for (const QByteArray &log : logs) {
        writeFile(QString::fromStdString(path), log);
        Reading once;
        readInto(once, codexFormat(), path);
        QVERIFY(!once.ledger.entries().empty());
        for (qsizetype cut = log.indexOf('\n') + 1; cut > 0; cut = log.indexOf('\n', cut) + 1) {
            Reading twice;
            readInto(twice, codexFormat(), path, {.begin = 0, .end = cut});
            QCOMPARE(qsizetype(twice.consumed), cut);
            readInto(twice, codexFormat(), path, {.begin = cut, .parserState = twice.parserState});
            QVERIFY2(twice.ledger.entries() == once.ledger.entries(), (log.left(cut) + "<< cut").constData());
            QCOMPARE(twice.parserState, once.parserState);
        }
        Reading flushed;
        readInto(flushed, codexFormat(), path, {}, {.flushRecords = 1, .blockSize = 512});
        QVERIFY(flushed.ledger.entries() == once.ledger.entries());
    }
}

void tst_Codex::badState()
{
    const auto parser = codexFormat().makeParser({.path = "/x.jsonl"});
    const std::string good = parser->saveState();
    QVERIFY(parser->restoreState(good));
    QVERIFY(parser->restoreState({}));
    for (std::size_t size = 1; size < good.size(); ++size) {
        QVERIFY(!parser->restoreState(std::string_view{good}.substr(0, size)));
    }
    QVERIFY(!parser->restoreState("7:codex 0" + good.substr(9)));
    QVERIFY(!parser->restoreState(good + "1:0"));
    QVERIFY(!parser->restoreState("99999999999999999999:"));

    // Counters that no log leads to: below zero, beyond the limit, an enumerator that does not exist.
    parser->restoreState(good);
    const std::string text = R"({"timestamp":"2026-10-05T09:00:03.000Z","type":"event_msg","payload":{"type":"token_count","info":)"
                             R"({"total_token_usage":{"input_tokens":777,"output_tokens":5}}}})" + std::string(64, ' ');
    BatchSink sink{"/x.jsonl"};
    parser->parse(std::string_view{text}.substr(0, text.size() - 64), 0, sink);
    const std::string counted = parser->saveState();
    QVERIFY(parser->restoreState(counted));
    for (const char *number : {"-77", "9e9", "x"}) {
        std::string bad = counted;
        bad.replace(bad.find("3:777"), 5, "3:" + std::string{number});
        QVERIFY(!parser->restoreState(bad));
    }
    std::string large = counted;
    large.replace(large.find("3:777"), 5, "13:1000000000001");
    QVERIFY(!parser->restoreState(large));
}

void tst_Codex::lineFilter_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("matters");
    QTest::newRow("metadata") << meta(Parent) << true;
    QTest::newRow("turn") << turn(ParentTurn) << true;
    QTest::newRow("event") << tokenCount("08:00:10", U{}, U{}) << true;
    QTest::newRow("record") << response("08:00:10", "r", {}) << true;
    QTest::newRow("conversation that speaks of events")
        << line("08:00:10", "response_item", R"({"type":"message","content":"\"token_count\" session_meta"})") << false;
    QTest::newRow("another event") << line("08:00:10", "event_msg", R"({"type":"agent_message","message":"token_count"})") << false;
    QTest::newRow("payload first") << QByteArray{R"({"payload":{"type":"token_count"},"type":"event_msg"})"} << true;
    QTest::newRow("payload with its type behind") << line("08:00:10", "event_msg", R"({"info":{},"type":"token_count"})") << true;
    QTest::newRow("blanks") << QByteArray{R"({ "timestamp" : "x", "type" : "turn_context" })"} << true;
    QTest::newRow("an escape in the type") << QByteArray{R"({"timestamp":"x","type":"turn\u005fcontext"})"} << true;
    QTest::newRow("a strange time") << QByteArray{R"({"timestamp":"a\"","type":"b","type":"turn_context"})"} << true;
    QTest::newRow("empty") << QByteArray{} << false;
    QTest::newRow("cut") << QByteArray{R"({"timestamp":")"} << false;
}

void tst_Codex::lineFilter()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, matters);
    QCOMPARE(codexFormat().mayMatter(line.toStdString()), matters);
}

void tst_Codex::files()
{
    const Format format = codexFormat();
    QVERIFY(format.ownsFile("sessions/2026/10/05/rollout-x.jsonl"));
    QVERIFY(format.ownsFile("archived_sessions/rollout-x.jsonl"));
    QVERIFY(format.ownsFile("sessions/2026/10/05/rollout-x.jsonl.zst")); // of old rollouts
    QVERIFY(!format.ownsFile("history.jsonl"));
    QVERIFY(!format.entersFolder("worktrees"));
    QVERIFY(format.recognises("/x", parentLog().toStdString()) > 90);
    QCOMPARE(format.recognises("/x", R"({"type":"assistant","message":{}})"), 0);
    QCOMPARE(format.roots({.home = "/h"}), std::vector<std::string>{"/h/.codex"});
    QCOMPARE(format.roots({.home = "/h", .codexHome = "/a,/b/"}), (std::vector<std::string>{"/a", "/b"}));
}

TOKENMETER_TEST(tst_Codex);
#include "tst_Codex.moc"
