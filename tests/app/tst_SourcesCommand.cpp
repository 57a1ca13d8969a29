// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "SourcesOutput.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QtTest>

namespace test_SourcesCommand
{

using namespace tokenmeter::testing;

namespace
{

/// Claude Code's logs of two requests of 11,100 tokens each, the second one in a copy as well, and the console's export of that day.
class SourcesDesk
{
public:
    SourcesDesk()
    {
        write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")), usageLine(1) + usageLine(2));
        write(machine.folder(QStringLiteral("copy/s1.jsonl")), usageLine(2));
        write(exported(), QByteArrayLiteral("usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,"
                                           "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
                                           "usage_output_tokens,web_search_count\n"
                                           "2026-10-01,claude-opus-4-1,key,Default,standard,5000,0,0,0,700,0\n"
                                           "2026-10-02,claude-opus-4-1,key,Default,standard,30,0,0,0,4,0\n"));
    }
    QString exported() const { return machine.folder(QStringLiteral("usage.csv")); }
    Outcome ask(const QStringList &arguments) const { return machine.ask(QStringList{QStringLiteral("--at"), QStringLiteral("2026-11-18T12:00:00Z")} + arguments); }
    Outcome ask(const char *arguments) const { return ask(words(arguments)); }
    QString tell(const QStringList &arguments) const
    {
        return QString::fromUtf8(machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + arguments).out);
    }
    QJsonArray sources() const { return ask("sources").json()[QLatin1String("sources")].toArray(); }
    QJsonObject source(const char *format) const
    {
        for (const QJsonValue &one : sources()) {
            if (one[QLatin1String("format")].toString() == QLatin1String(format)) {
                return one.toObject();
            }
        }
        return {};
    }
    qint64 tokens() const { return ask("report").json()[QLatin1String("total")][QLatin1String("tokens")][QLatin1String("total")].toInteger(); }
    bool isSound() const { return ask("verify").status == 0; }

    Machine machine{};
};

} // namespace

class tst_SourcesCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyLedger();
    void pausesAndResumes();
    void aPauseCoversWhatLiesBelow();
    void forgetsAndTakesBack();
    void overlapsAndChoices();
    void pairsThatLeaveNothingOut();
    void duplicatesAndRescan();
    void saysWhereTheCacheIs();
    void duplicatesOfAnyNumber();
    void linesOfOneFile();
    void logsThatMayBeLost();
    void wrongUsage_data();
    void wrongUsage();
    void tablesForPeople();
};

void tst_SourcesCommand::anEmptyLedger()
{
    const SourcesDesk desk;
    QCOMPARE(desk.sources().size(), 0);
    QCOMPARE(desk.ask("sources overlaps").json()[QLatin1String("overlaps")].toArray().size(), 0);
}

void tst_SourcesCommand::pausesAndResumes()
{
    const SourcesDesk desk;
    QCOMPARE(desk.ask("import").status, 0);
    QCOMPARE(desk.tokens(), 22'200);
    const QString root = desk.source("claude-code")[QLatin1String("path")].toString();
    QCOMPARE(desk.ask({QStringLiteral("sources"), QStringLiteral("pause"), root}).status, 0);
    QCOMPARE(desk.source("claude-code")[QLatin1String("state")].toString(), QStringLiteral("paused"));
    write(desk.machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s2.jsonl")), usageLine(3));
    const Outcome passed = desk.ask("import");
    QCOMPARE(passed.status, 0);
    QCOMPARE(passed.json()[QLatin1String("passed_over")][QLatin1String("paused")].toInt(), 1);
    QCOMPARE(passed.json()[QLatin1String("files")][QLatin1String("found")].toInt(), 0);
    QVERIFY(desk.tell({QStringLiteral("import")}).contains(QLatin1String("paused")));
    // What looks by itself passes it over, too.
    QCOMPARE(desk.ask("budget check").status, 0);
    QCOMPARE(desk.tokens(), 22'200);
    // Named, it is refused, and what lies in it as well.
    for (const QString &path : {root, desk.machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s2.jsonl"))}) {
        const Outcome refused = desk.ask({QStringLiteral("import"), path});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("paused") && refused.err.contains("tokenmeter sources resume"), refused.err.constData());
    }
    QCOMPARE(desk.tokens(), 22'200);
    QCOMPARE(desk.ask("sources resume 1").status, 0);
    QCOMPARE(desk.ask("import").json()[QLatin1String("records")][QLatin1String("added")].toInt(), 1);
    QCOMPARE(desk.tokens(), 33'300);
}

/// A file that was imported by itself, and then with its folder: the folder's pause holds for both, so that its second request of 11,100 tokens
/// counts once the folder goes on.
void tst_SourcesCommand::aPauseCoversWhatLiesBelow()
{
    const SourcesDesk desk;
    const QString folder = desk.machine.folder(QStringLiteral("logs"));
    const QString file = folder + QStringLiteral("/p/a.jsonl");
    write(file, usageLine(1));
    QCOMPARE(desk.ask({QStringLiteral("import"), file}).status, 0);
    QCOMPARE(desk.ask({QStringLiteral("import"), folder}).status, 0);
    QCOMPARE(desk.ask({QStringLiteral("sources"), QStringLiteral("pause"), folder}).status, 0);
    write(file, usageLine(1) + usageLine(2));
    QCOMPARE(desk.ask("budget check").status, 0);
    QCOMPARE(desk.tokens(), 11'100);
    for (const QJsonValue &one : desk.sources()) {
        const bool isFolder = one[QLatin1String("path")].toString() == folder;
        QCOMPARE(one[QLatin1String("state")].toString(), isFolder ? QStringLiteral("paused") : QStringLiteral("read"));
        QCOMPARE(one[QLatin1String("paused_with")].toString(), isFolder ? QString{} : folder);
    }
    QVERIFY(desk.tell(words("sources")).contains(QLatin1String("paused with its folder")));
    for (const QStringList &way : {QStringList{QStringLiteral("import"), file}, QStringList{QStringLiteral("sources"), QStringLiteral("resume"), file},
                                   QStringList{QStringLiteral("sources"), QStringLiteral("rescan"), file}}) {
        const Outcome refused = desk.ask(way);
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("tokenmeter sources resume " + folder.toUtf8()), refused.err.constData());
    }
    QCOMPARE(desk.tokens(), 11'100);
    QCOMPARE(desk.ask({QStringLiteral("sources"), QStringLiteral("resume"), folder}).status, 0);
    QCOMPARE(desk.ask("budget check").status, 0);
    QCOMPARE(desk.tokens(), 22'200);
    QVERIFY(desk.isSound());
}

void tst_SourcesCommand::forgetsAndTakesBack()
{
    const SourcesDesk desk;
    const QString copy = desk.machine.folder(QStringLiteral("copy"));
    QCOMPARE(desk.ask("import").status, 0);
    QCOMPARE(desk.ask({QStringLiteral("import"), copy}).status, 0);
    QString root;
    for (const QJsonValue &one : desk.sources()) {
        root = one[QLatin1String("path")].toString() == copy ? root : one[QLatin1String("path")].toString();
    }
    const Outcome forgotten
        = desk.ask({QStringLiteral("sources"), QStringLiteral("forget"), root, QStringLiteral("--with-records"), QStringLiteral("--why"), QStringLiteral("sold")});
    QCOMPARE(forgotten.status, 0);
    QCOMPARE(forgotten.json()[QLatin1String("records")].toInt(), 1);
    QCOMPARE(forgotten.json()[QLatin1String("shared")].toInt(), 1);
    QCOMPARE(desk.tokens(), 11'100);
    QVERIFY(desk.isSound());
    // No import brings it back.
    write(desk.machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s2.jsonl")), usageLine(3));
    const Outcome again = desk.ask("import");
    QCOMPARE(again.json()[QLatin1String("passed_over")][QLatin1String("forgotten")].toInt(), 1);
    QCOMPARE(desk.tokens(), 11'100);
    // Naming it does, with its records and what came since.
    QCOMPARE(desk.ask({QStringLiteral("import"), root}).status, 0);
    QCOMPARE(desk.tokens(), 33'300);
    QVERIFY(desk.isSound());
    QCOMPARE(desk.ask("undo").json()[QLatin1String("undone")][QLatin1String("action")].toString(), QStringLiteral("source taken back"));
    QCOMPARE(desk.tokens(), 11'100);
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.tokens(), 33'300);
    QVERIFY(desk.isSound());
}

/// The 1st stands in both: 22,200 of the log and 34 of the 2nd; the export alone 5,734; both 27,934.
void tst_SourcesCommand::overlapsAndChoices()
{
    const SourcesDesk desk;
    QCOMPARE(desk.ask({QStringLiteral("import"), desk.exported()}).status, 0);
    QCOMPARE(desk.tokens(), 5734);
    const Outcome logs = desk.ask("import");
    QCOMPARE(logs.json()[QLatin1String("yielded")].toInt(), 1);
    QCOMPARE(desk.tokens(), 22'234);
    QCOMPARE(desk.source("anthropic-usage-csv")[QLatin1String("not_counting")][QLatin1String("covered")].toInt(), 1);
    const QJsonArray overlaps = desk.ask("sources overlaps").json()[QLatin1String("overlaps")].toArray();
    QCOMPARE(overlaps.size(), 1);
    QCOMPARE(overlaps[0][QLatin1String("provider")].toString(), QStringLiteral("anthropic"));
    QCOMPARE(overlaps[0][QLatin1String("first")][QLatin1String("tells")].toString(), QStringLiteral("requests"));
    QCOMPARE(overlaps[0][QLatin1String("second")][QLatin1String("tells")].toString(), QStringLiteral("buckets"));
    QCOMPARE(overlaps[0][QLatin1String("choice")].toString(), QStringLiteral("first"));
    QCOMPARE(overlaps[0][QLatin1String("usual")].toBool(), true);
    QCOMPARE(overlaps[0][QLatin1String("left_out")][QLatin1String("tokens")].toInt(), 5700);
    // The export stands first in the list.
    QCOMPARE(desk.ask("sources prefer 1 2 --provider anthropic --why invoice").status, 0);
    QCOMPARE(desk.tokens(), 5734);
    QCOMPARE(desk.ask("sources prefer 1 2 --both").status, 0);
    QCOMPARE(desk.tokens(), 5734); // what was said of the provider goes before
    QCOMPARE(desk.ask("sources prefer 1 2 --provider anthropic --usual").status, 0);
    QCOMPARE(desk.tokens(), 27'934);
    QVERIFY(desk.isSound());
    for (const qint64 tokens : {5734, 5734, 22'234}) {
        QCOMPARE(desk.ask("undo").status, 0);
        QCOMPARE(desk.tokens(), tokens);
    }
    // The window decides for one provider: taken away without naming it.
    QCOMPARE(desk.ask("sources prefer 1 2 --provider anthropic").status, 0);
    QCOMPARE(desk.tokens(), 5734);
    const QStringList listed{QStringLiteral("sources"), QStringLiteral("overlaps")};
    QVERIFY(desk.tell(listed).contains(QLatin1String("--usual")));
    QCOMPARE(desk.ask("sources prefer 1 2 --usual").json()[QLatin1String("records")].toInt(), 3);
    QCOMPARE(desk.tokens(), 22'234);
    QVERIFY(!desk.tell(listed).contains(QLatin1String("--usual")));
    QVERIFY(desk.isSound());
    // What changes nothing is no decision, and offers none to be taken back. Of all providers and of one: two decisions, two steps back.
    const auto said = [&](const char *arguments) { return desk.tell(words(arguments)); };
    QCOMPARE(said("sources prefer 1 2 --usual"), QStringLiteral("That is so already. Nothing was changed.\n"));
    QVERIFY(said("sources prefer 1 2 --provider anthropic").contains(QLatin1String("To take it back: tokenmeter undo")));
    QCOMPARE(said("sources prefer 1 2 --provider anthropic"), QStringLiteral("That is so already. Nothing was changed.\n"));
    QCOMPARE(desk.ask("sources prefer 1 2 --both").status, 0);
    const QString back = said("sources prefer 1 2 --usual");
    QVERIFY2(back.contains(QLatin1String("To take it back, 2 times: tokenmeter undo")), qPrintable(back));
    QCOMPARE(desk.tokens(), 22'234);
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.tokens(), 5734);
    QVERIFY(desk.isSound());
}

/// A log, an export and a tracker's days: of the export and the days neither is left out for the other. What was decided stays in sight.
void tst_SourcesCommand::pairsThatLeaveNothingOut()
{
    using namespace tokenmeter;
    const auto facts = [](const char *format) {
        SourceFacts one;
        one.key = {format, std::string{"/"} + format};
        return one;
    };
    const std::vector<SourceFacts> sources{facts("anthropic-usage-csv"), facts("ccusage"), facts("claude-code")};
    const auto pair = [&](std::size_t first, std::size_t second, std::int64_t records) {
        Overlap one;
        one.pair = {sources[first].key, sources[second].key, "anthropic"};
        one.days = 1;
        one.records = records;
        one.tokens = records * 1000;
        return one;
    };
    std::vector<Overlap> overlaps{pair(0, 1, 0), pair(2, 0, 3), pair(2, 1, 2)};
    const QString few = overlapsText(overlaps, sources, false);
    QCOMPARE(few.count(QLatin1String("Left out of no.")), 2);
    QVERIFY2(few.indexOf(QLatin1String("1 more")) > few.lastIndexOf(QLatin1String("Left out of no.")) && few.contains(QLatin1String("sources overlaps --all")), qPrintable(few));
    const QString all = overlapsText(overlaps, sources, true);
    QCOMPARE(all.count(QLatin1String("Left out of no.")), 3);
    QVERIFY(!all.contains(QLatin1String("--all")));
    QVERIFY2(all.indexOf(QLatin1String("Left out of no. 2 on these days: 0")) == all.lastIndexOf(QLatin1String("Left out of no.")), qPrintable(all));
    QCOMPARE(overlapsJson(overlaps, sources)[QLatin1String("overlaps")].toArray().size(), 3);
    overlaps[0].isDefault = false;
    QCOMPARE(overlapsText(overlaps, sources, false), overlapsText(overlaps, sources, true));
}

void tst_SourcesCommand::duplicatesAndRescan()
{
    const SourcesDesk desk;
    QCOMPARE(desk.ask("import").status, 0);
    QCOMPARE(desk.ask({QStringLiteral("import"), desk.machine.folder(QStringLiteral("copy"))}).status, 0);
    const QJsonArray rules = desk.ask({QStringLiteral("sources"), QStringLiteral("duplicates"), desk.machine.folder(QStringLiteral("copy"))}).json()[QLatin1String("rules")].toArray();
    QCOMPARE(rules.size(), 1);
    QCOMPARE(rules[0][QLatin1String("rule")].toString(), QStringLiteral("same identity"));
    QCOMPARE(rules[0][QLatin1String("copies")].toInt(), 1);
    QCOMPARE(rules[0][QLatin1String("tokens")].toInt(), 11'100);
    QCOMPARE(rules[0][QLatin1String("examples")].toArray().size(), 1);
    // Without a source each has a line: both have one record with one copy of 11,100 tokens.
    const Outcome each = desk.ask("sources duplicates");
    QCOMPARE(each.status, 0);
    const QJsonArray all = each.json()[QLatin1String("sources")].toArray();
    QCOMPARE(all.size(), 2);
    for (const QJsonValue &one : all) {
        QCOMPARE(one[QLatin1String("records")].toInt(), 1);
        QCOMPARE(one[QLatin1String("copies")].toInt(), 1);
        QCOMPARE(one[QLatin1String("tokens")].toInt(), 11'100);
        QCOMPARE(one[QLatin1String("duplicate_lines")].toInt(), 0);
    }
    const QString told = desk.tell(words("sources duplicates"));
    QVERIFY2(told.contains(QLatin1String("11,100")) && told.contains(QLatin1String("tokenmeter sources duplicates NUMBER")), qPrintable(told));
    QCOMPARE(desk.ask("import").json()[QLatin1String("files")][QLatin1String("read")].toInt(), 0);
    // An import without a path looks in the tools' own places alone, and the copy is in none.
    for (const QJsonValue &one : desk.sources()) {
        const QString path = one[QLatin1String("path")].toString();
        const bool isCopy = path == desk.machine.folder(QStringLiteral("copy"));
        const QString said = desk.tell({QStringLiteral("sources"), QStringLiteral("rescan"), path});
        QVERIFY2(said.contains(isCopy ? QStringLiteral("tokenmeter import %1. Nothing").arg(path) : QStringLiteral("tokenmeter import. Nothing")), qPrintable(said));
    }
    for (const QJsonValue &one : desk.sources()) {
        QCOMPARE(desk.ask({QStringLiteral("sources"), QStringLiteral("rescan"), one[QLatin1String("path")].toString()}).status, 0);
    }
    const QString fingerprint = desk.machine.fingerprint();
    const Outcome again = desk.ask("import");
    QCOMPARE(again.json()[QLatin1String("files")][QLatin1String("read")].toInt(), 1);
    QCOMPARE(again.json()[QLatin1String("records")][QLatin1String("added")].toInt(), 0);
    QCOMPARE(desk.tokens(), 22'200);
    QCOMPARE(desk.machine.fingerprint(), fingerprint);
    QCOMPARE(desk.ask("import").json()[QLatin1String("files")][QLatin1String("read")].toInt(), 0);
}

/// One span with 150 of input, 50 of them from the cache: 100 + 50 + 5 tokens, and 150 + 50 + 5 where the input leaves these out.
void tst_SourcesCommand::saysWhereTheCacheIs()
{
    const SourcesDesk desk;
    const QString traces = desk.machine.folder(QStringLiteral("traces.jsonl"));
    write(traces, QByteArrayLiteral(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"a","endTimeUnixNano":"1791190804000000000","attributes":[)"
                                    R"({"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"150"}},)"
                                    R"({"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"50"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"5"}}]}]}]}]})"
                                    "\n"));
    QCOMPARE(desk.ask({QStringLiteral("import"), traces}).status, 0);
    QCOMPARE(desk.tokens(), 155);
    QCOMPARE(desk.source("otlp-genai")[QLatin1String("cache")].toString(), QStringLiteral("auto"));
    const QString said = desk.tell({QStringLiteral("sources"), QStringLiteral("cache"), QStringLiteral("1"), QStringLiteral("beside"), QStringLiteral("--why"), QStringLiteral("copied")});
    QVERIFY2(said.contains(QStringLiteral("tokenmeter import %1. Nothing").arg(traces)) && said.contains(QLatin1String("tokenmeter undo")), qPrintable(said));
    QVERIFY2(said.contains(QLatin1String("Records whose file is gone keep the old reading.")), qPrintable(said));
    const QString listed = desk.tell(words("sources"));
    QVERIFY2(listed.contains(QLatin1String("No. 1: as you said, its input leaves cached tokens out.")), qPrintable(listed));
    QCOMPARE(desk.source("otlp-genai")[QLatin1String("cache")].toString(), QStringLiteral("beside"));
    QCOMPARE(desk.ask({QStringLiteral("import"), traces}).status, 0);
    QCOMPARE(desk.tokens(), 205);
    QVERIFY(desk.isSound());
    const Outcome again = desk.ask("sources cache 1 beside");
    QCOMPARE(again.status, 0);
    QCOMPARE(again.json()[QLatin1String("cache")].toString(), QStringLiteral("beside"));
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.ask("undo").status, 1); // what was so already was no decision
    QCOMPARE(desk.ask({QStringLiteral("import"), traces}).status, 0);
    QCOMPARE(desk.tokens(), 155);
    QVERIFY(desk.isSound());
    // Where nothing can be read again nothing is decided.
    QCOMPARE(desk.ask("sources pause 1").status, 0);
    const Outcome paused = desk.ask("sources cache 1 beside");
    QCOMPARE(paused.status, 1);
    QVERIFY2(paused.err.contains("tokenmeter sources resume"), paused.err.constData());
    QCOMPARE(desk.ask("sources resume 1").status, 0);
    QVERIFY(QFile::remove(traces));
    const Outcome missing = desk.ask("sources cache 1 beside");
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.err.contains("is not there"), missing.err.constData());
    QCOMPARE(desk.source("otlp-genai")[QLatin1String("cache")].toString(), QStringLiteral("auto"));
}

/// Seven requests of 11,100 tokens that stand in two places, in hours of their own: 77,700 tokens in copies.
void tst_SourcesCommand::duplicatesOfAnyNumber()
{
    const SourcesDesk desk;
    QByteArray lines;
    for (int i = 3; i < 10; ++i) {
        lines += usageLine(i, "claude-opus-4-1", qPrintable(QStringLiteral("2026-10-01T1%1:00:00.000Z").arg(i)));
    }
    write(desk.machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")), lines);
    write(desk.machine.folder(QStringLiteral("copy/s1.jsonl")), lines);
    const QString copy = desk.machine.folder(QStringLiteral("copy"));
    QCOMPARE(desk.ask("import").status, 0);
    QCOMPARE(desk.ask({QStringLiteral("import"), copy}).status, 0);
    const auto asked = [&](const char *options) {
        return QStringList{QStringLiteral("sources"), QStringLiteral("duplicates"), copy} + (*options == 0 ? QStringList{} : words(options));
    };
    const auto ruleOf = [&](const char *options) { return desk.ask(asked(options)).json()[QLatin1String("rules")][0].toObject(); };
    for (const auto &[options, listed] : {std::pair{"", 5}, std::pair{"--limit 2", 2}, std::pair{"--limit 0", 0}, std::pair{"--all", 7}, std::pair{"--rule same-identity --all", 7}}) {
        const QJsonObject rule = ruleOf(options);
        QCOMPARE(rule[QLatin1String("records")].toInt(), 7);
        QCOMPARE(rule[QLatin1String("copies")].toInt(), 7);
        QCOMPARE(rule[QLatin1String("tokens")].toInt(), 77'700);
        QCOMPARE(rule[QLatin1String("examples")].toArray().size(), listed);
    }
    const QJsonValue newest = ruleOf("--limit 1")[QLatin1String("examples")][0];
    QCOMPARE(newest[QLatin1String("time")].toString(), QStringLiteral("2026-10-01T19:00:00Z"));
    QCOMPARE(newest[QLatin1String("counted")][QLatin1String("line")].toInt(), 7); // in both files
    QCOMPARE(newest[QLatin1String("copies")][0][QLatin1String("line")].toInt(), 7);
    for (const char *other : {"--rule weak-identity", "--rule sidechain-replay", "--rule same-file"}) {
        QCOMPARE(desk.ask(asked(other)).json()[QLatin1String("rules")].toArray().size(), 0);
    }
    QVERIFY(desk.tell(asked("")).contains(QLatin1String("5 of 7 are listed")));
    QVERIFY(!desk.tell(asked("--all")).contains(QLatin1String("are listed")));
    QVERIFY(desk.tell(asked("--rule weak-identity")).contains(QLatin1String("Nothing of this source was merged by this rule.")));
    QCOMPARE(desk.ask(asked("--limit 2 --all")).status, 2);
    QCOMPARE(desk.ask(asked("--limit -1")).status, 2);
    QCOMPARE(desk.ask(asked("--rule nonsense")).status, 2);
}

/// Two requests of 11,100 tokens, the first one written three times: 22,200 count, and its other lines would have added as much. In another file
/// one is written twice.
void tst_SourcesCommand::linesOfOneFile()
{
    const SourcesDesk desk;
    const QString first = desk.machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl"));
    write(first, usageLine(2) + usageLine(1) + usageLine(1) + usageLine(1));
    QCOMPARE(desk.ask("import").status, 0);
    const QString said = desk.tell(words("sources duplicates 1"));
    QVERIFY2(said.startsWith(QLatin1String("Merged into others of the same file: 2 lines. They would have added 22,200 tokens. "
                                           "Without this rule at most 44,400 tokens would count in place of 22,200.\n")),
             qPrintable(said));
    QVERIFY2(said.contains(first + QLatin1String(": 2 lines, 22,200 tokens, from line 2 to line 4\n")), qPrintable(said));
    write(desk.machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s2.jsonl")), usageLine(3) + usageLine(3));
    QCOMPARE(desk.ask("import").status, 0);
    const QJsonObject merged = desk.ask("sources duplicates 1 --rule same-file --limit 1").json()[QLatin1String("same_file")].toObject();
    QCOMPARE(merged[QLatin1String("files")].toInt(), 2);
    QCOMPARE(merged[QLatin1String("examples")].toArray().size(), 1);
    QCOMPARE(merged[QLatin1String("examples")][0][QLatin1String("file")].toString(), first);
    QCOMPARE(merged[QLatin1String("examples")][0][QLatin1String("first")][QLatin1String("line")].toInt(), 2);
    QCOMPARE(merged[QLatin1String("examples")][0][QLatin1String("last")][QLatin1String("line")].toInt(), 4);
    QVERIFY(desk.tell(words("sources duplicates 1 --rule same-file --limit 1")).contains(QLatin1String("1 of 2 are listed")));
}

/// Paused on 18 November; thirty days later what was written then need not be there any more, another day later some of it may be lost. Of what is
/// read nothing is said, however long ago it brought something. Going on that is taken back on the 20th may have read what was there.
void tst_SourcesCommand::logsThatMayBeLost()
{
    const SourcesDesk desk;
    QCOMPARE(desk.ask("import").status, 0);
    const auto lostAt = [&](const char *time) {
        return desk.machine.ask({QStringLiteral("--at"), QLatin1String(time), QStringLiteral("sources")}).json()[QLatin1String("sources")][0][QLatin1String("may_be_lost")];
    };
    const auto saidOn = [&](const char *time) {
        return desk.machine.run({QStringLiteral("--ledger"), desk.machine.ledger(), QStringLiteral("--at"), QLatin1String(time), QStringLiteral("sources")}).out;
    };
    QVERIFY(lostAt("2027-03-01T12:00:00Z").isNull());
    QVERIFY2(!saidOn("2027-03-01T12:00:00Z").contains("deletes logs"), saidOn("2027-03-01T12:00:00Z").constData());
    QCOMPARE(desk.ask("sources pause 1").status, 0);
    QVERIFY(lostAt("2026-12-18T12:00:00Z").isNull());
    QVERIFY2(saidOn("2026-12-18T12:00:00Z").contains("No. 1: its tool deletes logs after 30 days, also while this is paused."), saidOn("2026-12-18T12:00:00Z").constData());
    QCOMPARE(lostAt("2026-12-19T12:00:00Z").toObject(), (QJsonObject{{QStringLiteral("from"), QStringLiteral("2026-11-18")}, {QStringLiteral("to"), QStringLiteral("2026-11-19")}}));
    const QByteArray said = saidOn("2026-12-19T12:00:00Z");
    QVERIFY2(said.contains("No. 1: it was paused on 2026-11-18, and its tool deletes logs after 30 days. What it wrote from then to 2026-11-19 may be lost."), said.constData());
    const auto on20th = [&](const QStringList &arguments) { return desk.machine.ask(QStringList{QStringLiteral("--at"), QStringLiteral("2026-11-20T12:00:00Z")} + arguments).status; };
    QCOMPARE(on20th({QStringLiteral("sources"), QStringLiteral("resume"), QStringLiteral("1")}), 0);
    QCOMPARE(on20th({QStringLiteral("undo")}), 0);
    QVERIFY(lostAt("2026-12-20T12:00:00Z").isNull());
    QCOMPARE(lostAt("2026-12-21T12:00:00Z").toObject(), (QJsonObject{{QStringLiteral("from"), QStringLiteral("2026-11-20")}, {QStringLiteral("to"), QStringLiteral("2026-11-21")}}));
}

void tst_SourcesCommand::wrongUsage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *arguments, const char *word) { QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(word); };
    row("sources pause", "source");
    row("sources pause 7", "7");
    row("sources pause 0", "0");
    row("sources pause -- -1", "-1");
    row("sources pause /no/such/folder", "/no/such/folder");
    row("sources forget 1", "--why");
    row("sources prefer 1", "other");
    row("sources prefer 1 1", "overlaps");
    row("sources prefer 1 9", "9");
    row("sources prefer 1 2 --both --usual", "--both");
    row("sources cache 1 beside", "Claude Code");
    row("sources cache 1 outside", "reading");
    row("sources cache 1", "reading");
}

void tst_SourcesCommand::wrongUsage()
{
    QFETCH(const QString, arguments);
    QFETCH(const QString, word);
    const SourcesDesk desk;
    QCOMPARE(desk.ask("import").status, 0);
    const Outcome outcome = desk.ask(arguments.split(QLatin1Char(' ')));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(word), outcome.err.constData());
    QCOMPARE(desk.ask("undo").status, 1); // nothing was decided
}

void tst_SourcesCommand::tablesForPeople()
{
    const SourcesDesk desk;
    QVERIFY(desk.tell({QStringLiteral("sources")}).contains(QLatin1String("tokenmeter import")));
    QCOMPARE(desk.ask({QStringLiteral("import"), desk.exported()}).status, 0);
    QCOMPARE(desk.ask("import").status, 0);
    const QString table = desk.tell({QStringLiteral("sources")});
    QVERIFY2(table.contains(QLatin1String("Claude Code")) && table.contains(QLatin1String("2026-10-01")), qPrintable(table));
    const QString overlaps = desk.tell({QStringLiteral("sources"), QStringLiteral("overlaps")});
    QVERIFY2(overlaps.contains(QLatin1String("No. 2 counts (the usual choice). Left out of no. 1 on these days: 1 record, 5,700 tokens")), qPrintable(overlaps));
    QVERIFY2(overlaps.startsWith(QLatin1String("anthropic: on 2026-10-01\n")), qPrintable(overlaps));
    QVERIFY(overlaps.contains(QLatin1String("basis of its own")));
    const QString paused = desk.tell({QStringLiteral("sources"), QStringLiteral("pause"), QStringLiteral("1")});
    QVERIFY(paused.contains(QLatin1String("tokenmeter undo")));
    QVERIFY(desk.tell({QStringLiteral("sources"), QStringLiteral("pause"), QStringLiteral("1")}).contains(QLatin1String("already")));
    QVERIFY(desk.tell({QStringLiteral("sources"), QStringLiteral("duplicates"), QStringLiteral("2")}).contains(QLatin1String("No record of this source stands in another place")));
}

TOKENMETER_TEST(tst_SourcesCommand);

} // namespace test_SourcesCommand

#include "tst_SourcesCommand.moc"
