// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "shell/FilterTerms.h"

using namespace tokenmeter;

namespace
{

/// "model=opus*~ project=my app": a tilde marks a pattern.
QString shown(const FilterTerms &terms)
{
    QStringList words;
    for (const FilterTerms::Entry &entry : terms.entries()) {
        words << filterWord(entry.key) + u'=' + entry.term.text + (entry.term.pattern ? QStringLiteral("~") : QString{});
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
    QTest::newRow("bare word") << QStringLiteral("opus") << int(What::NoKey) << QStringLiteral("opus");
    QTest::newRow("bare word after a term") << QStringLiteral("model:a opus rest") << int(What::NoKey) << QStringLiteral("opus");
    QTest::newRow("quoted word") << QStringLiteral("\"my app\"") << int(What::NoKey) << QStringLiteral("\"my");
    QTest::newRow("unknown key") << QStringLiteral("colour:red") << int(What::UnknownKey) << QStringLiteral("colour");
    QTest::newRow("no key before the colon") << QStringLiteral(":x") << int(What::UnknownKey) << QString{};
    QTest::newRow("open quote") << QStringLiteral("project:\"my") << int(What::OpenQuote) << QStringLiteral("project:\"my");
}

void tst_FilterTerms::refuses()
{
    QFETCH(QString, line);
    QFETCH(int, what);
    const ParsedFilterText parsed = parseFilterText(line);
    QVERIFY(parsed.problem.has_value());
    QCOMPARE(int(parsed.problem->what), what);
    QTEST(parsed.problem->word, "word");
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
#include "tst_FilterTerms.moc"
