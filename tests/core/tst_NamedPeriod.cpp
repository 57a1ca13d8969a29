// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/NamedPeriod.h"
#include "core/ReviewFact.h"

#include <QtTest>

namespace test_NamedPeriod
{

using namespace tokenmeter;

class tst_NamedPeriod : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void whatIsNoPeriod_data();
    void whatIsNoPeriod();
    void monthsOfDays();
    void factsThatAreRefused_data();
    void factsThatAreRefused();
};

void tst_NamedPeriod::names_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("days");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *typed, const char *days, const char *name) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(days) << QString::fromLatin1(name);
    };
    row("2026-10", "2026-10-01..2026-10-31", "2026-10");
    row("2028-02", "2028-02-01..2028-02-29", "2028-02");
    row("2026-Q3", "2026-07-01..2026-09-30", "2026-Q3");
    row("2026-q1", "2026-01-01..2026-03-31", "2026-Q1");
    row("2026-Q4", "2026-10-01..2026-12-31", "2026-Q4");
    row("2026", "2026-01-01..2026-12-31", "2026");
    row("2026-10-05", "2026-10-05..2026-10-05", "2026-10-05");
    row("2026-10-01..2026-10-15", "2026-10-01..2026-10-15", "2026-10-01..2026-10-15");
    row("2026-10-01..2026-10-31", "2026-10-01..2026-10-31", "2026-10");
    row("2026-04-01..2026-06-30", "2026-04-01..2026-06-30", "2026-Q2");
    row("2026-02-01..2026-04-30", "2026-02-01..2026-04-30", "2026-02-01..2026-04-30"); // three months are not always a quarter
    row("2026-01-01..2026-12-31", "2026-01-01..2026-12-31", "2026");
    row("2026-10-05..2026-10-05", "2026-10-05..2026-10-05", "2026-10-05");
    row("2026-12-31..2027-01-01", "2026-12-31..2027-01-01", "2026-12-31..2027-01-01");
}

void tst_NamedPeriod::names()
{
    QFETCH(QString, typed);
    QFETCH(QString, days);
    QFETCH(QString, name);
    const std::optional<NamedPeriod> period = parseNamedPeriod(typed.toStdString());
    QVERIFY(period);
    QCOMPARE(QString::fromStdString(toIso(period->from) + ".." + toIso(period->to)), days);
    QCOMPARE(QString::fromStdString(toText(*period)), name);
    QCOMPARE(parseNamedPeriod(toText(*period)), period);
    QCOMPARE(namedPeriod(period->from, period->to), *period);
}

void tst_NamedPeriod::whatIsNoPeriod_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : {"", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026/Q1", "26-10", "October", "2026-02-30", "2026-10-15..2026-10-01",
                              "2026-10-01..", "..2026-10-01", "2026-10..2026-11", "20xx", "2026-1", "2026-10-01...2026-10-03"}) {
        QTest::newRow(*typed == '\0' ? "nothing" : typed) << QString::fromLatin1(typed);
    }
}

void tst_NamedPeriod::whatIsNoPeriod()
{
    QFETCH(QString, typed);
    QVERIFY(!parseNamedPeriod(typed.toStdString()));
}

void tst_NamedPeriod::monthsOfDays()
{
    QCOMPARE(toText(monthHolding(*parseDay("2026-10-31"))), std::string{"2026-10"});
    const NamedPeriod quarter = *parseNamedPeriod("2026-Q4");
    const NamedPeriod month = *parseNamedPeriod("2026-10");
    QVERIFY(quarter.contains(month) && !month.contains(quarter) && month.overlaps(quarter));
    QVERIFY(!month.overlaps(*parseNamedPeriod("2026-11")));
    QVERIFY(month.contains(*parseDay("2026-10-31")) && !month.contains(*parseDay("2026-11-01")));
    QCOMPARE(quarter.days(), 92);
}

void tst_NamedPeriod::factsThatAreRefused_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("field");
    const char *fields[] = {"", "note", "note", "note", "", "kind", "kind", "money", "money", "quantity", "", "text", "text", "text"};
    for (int i = 0; i < int(std::size(fields)); ++i) {
        QTest::addRow("%d %s", i, fields[i]) << i << QString::fromLatin1(fields[i]);
    }
}

void tst_NamedPeriod::factsThatAreRefused()
{
    QFETCH(int, number);
    QFETCH(QString, field);
    const NamedPeriod month = *parseNamedPeriod("2026-10");
    const auto outcome = [&](const std::string &kind, Int128 quantity = 5, std::optional<Money> money = {}) {
        return ReviewFactBody{WorkOutcome{.period = month, .kind = kind, .quantity = quantity, .money = money}};
    };
    const auto annotation = [&](const std::string &text) { return ReviewFactBody{Annotation{.day = month.from, .text = text}}; };
    const std::vector<ReviewFactBody> facts{
        ReviewNote{.period = month, .markdown = "# October\n\tall *well*\n"},
        ReviewNote{.period = month, .markdown = " \n "},
        ReviewNote{.period = month, .markdown = std::string(65 * 1024, 'x')},
        ReviewNote{.period = month, .markdown = std::string{"a\0b", 3}},
        outcome("tickets"),
        outcome(" "),
        outcome("a\nb"),
        outcome("money saved"),
        outcome("tickets", 5, Money::fromAtto(7, Currency{})),
        outcome("tickets", -1),
        annotation("v2.1 went out"),
        annotation(""),
        annotation("two\nlines"),
        annotation(std::string(501, 'x')),
    };
    const Result<Done> checked = checkReviewFact(facts[std::size_t(number)]);
    QCOMPARE(checked ? QString{} : QString::fromStdString(checked.problem().args.front()), field);
}

TOKENMETER_TEST(tst_NamedPeriod);

} // namespace test_NamedPeriod

#include "tst_NamedPeriod.moc"
