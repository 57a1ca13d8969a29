// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "shell/FilterTerms.h"

namespace test_FilterTerms
{

using namespace tokenmeter;

namespace
{

/// "model=opus*~ project=my app": a tilde marks a pattern.
QString shown(const FilterTerms &terms)
{
    QStringList words;
    for (const FilterTerms::Entry &entry : terms.entries()) {
        const QString word = entry.key == FilterKey::Bound ? QStringLiteral("bound") : entry.key == FilterKey::Text ? QStringLiteral("text") : filterWord(entry.key);
        words << word + u'=' + entry.term.text + (entry.term.pattern ? QStringLiteral("~") : QString{});
    }
    return words.join(u'|');
}

} // namespace

class tst_FilterTerms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void everyLineIsReadBack_data();
    void everyLineIsReadBack();
    void boundsAreExact();
    void escTakesTheLastKeyAway();
    void addsATermOnce();
};

void tst_FilterTerms::reads_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QString{} << QString{};
    QTest::newRow("blanks") << QStringLiteral("  ") << QString{};
    QTest::newRow("pattern and name") << QStringLiteral("model:opus* project:api")
                                      << QStringLiteral("model=opus*~|project=api");
    QTest::newRow("any of two") << QStringLiteral("model:a model:b") << QStringLiteral("model=a|model=b");
    QTest::newRow("key in capitals") << QStringLiteral("Model:a") << QStringLiteral("model=a");
    QTest::newRow("quoted blank") << QStringLiteral("project:\"my app\"") << QStringLiteral("project=my app");
    QTest::newRow("quoted asterisk is plain") << QStringLiteral("project:\"a*b\"") << QStringLiteral("project=a*b");
    QTest::newRow("escaped quote") << QStringLiteral("project:\"a\\\"b\\\\\"") << QStringLiteral("project=a\"b\\");
    QTest::newRow("colon in a value") << QStringLiteral("model:org:x") << QStringLiteral("model=org:x");
    QTest::newRow("not said") << QStringLiteral("project:\"\"") << QStringLiteral("project=");
    QTest::newRow("still writing") << QStringLiteral("project: model:a") << QStringLiteral("model=a");
    QTest::newRow("twice the same") << QStringLiteral("model:a model:a") << QStringLiteral("model=a");
    QTest::newRow("bare word") << QStringLiteral("opus") << QStringLiteral("text=opus");
    QTest::newRow("words are one text") << QStringLiteral("big model:a opus") << QStringLiteral("text=big opus|model=a");
    QTest::newRow("quoted text") << QStringLiteral("\"a:b  c\"") << QStringLiteral("text=a:b  c");
    QTest::newRow("text finds parts anyway") << QStringLiteral("*opus*") << QStringLiteral("text=opus");
    QTest::newRow("bounds") << QStringLiteral("cost>1 tokens>=20k output<100 Cache-Read=5") << QStringLiteral("bound=cost>1|bound=tokens>=20000|bound=output<100|bound=cache_read=5");
    QTest::newRow("exact cost") << QStringLiteral("cost<=0.000001") << QStringLiteral("bound=cost<=0.000001");
    QTest::newRow("half a million") << QStringLiteral("tokens>0.5M") << QStringLiteral("bound=tokens>500000");
    QTest::newRow("tags") << QStringLiteral("tag:client-a tag:client=a tag:client=\"b c\" tag:client=\"\"") << QStringLiteral("tag=client-a|tag=client=a|tag=client=b c|tag=client=");
    QTest::newRow("tag still being written") << QStringLiteral("tag:client= model:a") << QStringLiteral("model=a");
    QTest::newRow("others") << QStringLiteral("session:abc agent:x tier:batch") << QStringLiteral("session=abc|agent=x|tier=batch");
    QTest::newRow("excluded") << QStringLiteral("excluded:yes") << QStringLiteral("excluded=yes");
    QTest::newRow("the last word counts") << QStringLiteral("excluded:yes excluded:ONLY") << QStringLiteral("excluded=only");
    QTest::newRow("excluded as ever") << QStringLiteral("excluded:no unpriced:no") << QStringLiteral("unpriced=no");
    QTest::newRow("Chinese") << QStringLiteral("project:账单 source:codex") << QStringLiteral("project=账单|source=codex");
}

void tst_FilterTerms::reads()
{
    QFETCH(QString, line);
    const ParsedFilterText parsed = parseFilterText(line);
    QVERIFY(!parsed.problem);
    QTEST(shown(parsed.terms), "expected");
}

void tst_FilterTerms::refuses_data()
{
    using What = FilterTextProblem::What;
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("at");
    QTest::newRow("unknown key") << QStringLiteral("colour:red") << int(What::UnknownKey) << QStringLiteral("colour") << 0;
    QTest::newRow("no key before the colon") << QStringLiteral(":x") << int(What::UnknownKey) << QString{} << 0;
    QTest::newRow("open quote") << QStringLiteral("project:\"my") << int(What::OpenQuote) << QStringLiteral("project:\"my") << 0;
    QTest::newRow("second word") << QStringLiteral("model:a colour:red") << int(What::UnknownKey) << QStringLiteral("colour") << 8;
    QTest::newRow("bound of nothing") << QStringLiteral("model:a >1") << int(What::BoundWithoutName) << QStringLiteral(">1") << 8;
    QTest::newRow("bound of something else") << QStringLiteral("price>1") << int(What::UnknownBound) << QStringLiteral("price") << 0;
    QTest::newRow("no number") << QStringLiteral("cost>much") << int(What::BadBoundNumber) << QStringLiteral("cost>much") << 5;
    QTest::newRow("blank before the number") << QStringLiteral("cost> 1") << int(What::BadBoundNumber) << QStringLiteral("cost>") << 0;
    QTest::newRow("half a token") << QStringLiteral("tokens>1.5") << int(What::BadBoundNumber) << QStringLiteral("tokens>1.5") << 7;
    QTest::newRow("negative") << QStringLiteral("cost>-1") << int(What::BadBoundNumber) << QStringLiteral("cost>-1") << 5;
    QTest::newRow("tag of nothing") << QStringLiteral("x tag:\"\"") << int(What::BadTag) << QStringLiteral("tag:\"\"") << 2;
    QTest::newRow("excluded perhaps") << QStringLiteral("excluded:perhaps") << int(What::BadChoice) << QStringLiteral("excluded") << 9;
    QTest::newRow("unpriced only") << QStringLiteral("unpriced:only") << int(What::BadChoice) << QStringLiteral("unpriced") << 9;
}

void tst_FilterTerms::refuses()
{
    QFETCH(QString, line);
    QFETCH(int, what);
    const ParsedFilterText parsed = parseFilterText(line);
    QVERIFY(parsed.problem.has_value());
    QCOMPARE(int(parsed.problem->what), what);
    QTEST(parsed.problem->word, "word");
    QTEST(int(parsed.problem->at), "at");
    QVERIFY(parsed.problem->length >= 1);
}

void tst_FilterTerms::writesWhatItReads_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("pattern");
    QTest::addColumn<QString>("expected");
    QTest::newRow("name") << QStringLiteral("api") << false << QStringLiteral("project:api");
    QTest::newRow("blank") << QStringLiteral("my app") << false << QStringLiteral("project:\"my app\"");
    QTest::newRow("asterisk in a name") << QStringLiteral("a*b") << false << QStringLiteral("project:\"a*b\"");
    QTest::newRow("pattern") << QStringLiteral("a*b") << true << QStringLiteral("project:a*b");
    QTest::newRow("pattern with a blank") << QStringLiteral("my *") << true << QStringLiteral("project:\"my \"*\"\"");
    QTest::newRow("quote and backslash") << QStringLiteral("a\"\\") << false << QStringLiteral("project:\"a\\\"\\\\\"");
    QTest::newRow("not said") << QString{} << false << QStringLiteral("project:\"\"");
    QTest::newRow("line break in a name") << QStringLiteral("a\nb") << false << QStringLiteral("project:\"a\nb\"");
}

void tst_FilterTerms::writesWhatItReads()
{
    QFETCH(QString, value);
    QFETCH(bool, pattern);
    FilterTerms terms;
    terms.add(FilterKey::Project, {.text = value, .pattern = pattern});
    terms.add(FilterKey::Model, {.text = QStringLiteral("x"), .pattern = false});
    const QString line = filterText(terms);
    QFETCH(QString, expected);
    QCOMPARE(line, expected + QStringLiteral(" model:x"));
    const ParsedFilterText again = parseFilterText(line);
    QVERIFY(!again.problem);
    QCOMPARE(shown(again.terms), shown(terms));
}

void tst_FilterTerms::everyLineIsReadBack_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("all") << QStringLiteral("model:opus* project:api cost>1 tokens>=20000 output<100 tag:client-a tag:client=a "
                                           "tag:client=\"\" session:abc agent:x tier:batch excluded:only unpriced:yes \"quoted text\"");
    QTest::newRow("blanks in a tag") << QStringLiteral("tag:client=\"big one\" tag:\"two words\"");
    QTest::newRow("text that looks like a bound") << QStringLiteral("\"cost>1\"");
    QTest::newRow("text that looks like a filter") << QStringLiteral("\"model:a \\\"b\\\"\"");
    QTest::newRow("pattern in a tag") << QStringLiteral("tag:client=a*");
}

void tst_FilterTerms::everyLineIsReadBack()
{
    QFETCH(QString, line);
    const ParsedFilterText parsed = parseFilterText(line);
    QVERIFY(!parsed.problem);
    QCOMPARE(filterText(parsed.terms), line);
    QVERIFY(parseFilterText(filterText(parsed.terms)).terms == parsed.terms);
}

void tst_FilterTerms::boundsAreExact()
{
    const std::optional<RecordBound> cost = boundOf({.text = QStringLiteral("cost>=0.000001"), .pattern = false});
    QVERIFY(cost && cost->of == RecordBound::Of::Cost && cost->is == RecordBound::Is::AtLeast);
    QVERIFY(cost->value == 1'000'000'000'000); // 1e-6 in attos
    const std::optional<RecordBound> tokens = boundOf({.text = QStringLiteral("tokens<20000"), .pattern = false});
    QVERIFY(tokens && tokens->is == RecordBound::Is::Less && tokens->value == 20'000);
    QVERIFY(!boundOf({.text = QStringLiteral("tokens"), .pattern = false}));
}

void tst_FilterTerms::escTakesTheLastKeyAway()
{
    FilterTerms terms = parseFilterText(QStringLiteral("model:a project:p model:b")).terms;
    QVERIFY(terms.clearLast()); // the model chip was touched last: both its values go
    QCOMPARE(shown(terms), QStringLiteral("project=p"));
    QVERIFY(terms.clearLast());
    QVERIFY(terms.isEmpty());
    QVERIFY(!terms.clearLast());
}

void tst_FilterTerms::addsATermOnce()
{
    FilterTerms terms;
    terms.add(FilterKey::Model, {.text = QStringLiteral("a"), .pattern = false});
    terms.add(FilterKey::Model, {.text = QStringLiteral("a"), .pattern = false});
    terms.add(FilterKey::Model, {.text = QStringLiteral("a"), .pattern = true});
    QCOMPARE(shown(terms), QStringLiteral("model=a|model=a~"));
    terms.set(FilterKey::Model, {{.text = QStringLiteral("b"), .pattern = false}});
    QCOMPARE(shown(terms), QStringLiteral("model=b"));
}

TOKENMETER_TEST(tst_FilterTerms);

} // namespace test_FilterTerms

#include "tst_FilterTerms.moc"
