// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "flow/RatesWanted.h"

#include <QtTest>

namespace test_RatesWanted
{

using namespace tokenmeter;

namespace
{

ExchangeRate rate(const char *day, const char *to, const char *source = "ECB", const char *from = "EUR")
{
    return {.day = *parseDay(day), .from = Currency{from}, .to = Currency{to}, .rate = "1.1", .source = source};
}

} // namespace

class tst_RatesWanted : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void since_data();
    void since();
    void nextTime_data();
    void nextTime();
};

void tst_RatesWanted::since_data()
{
    QTest::addColumn<std::vector<ExchangeRate>>("stored");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("expected");
    using Rates = std::vector<ExchangeRate>;
    const auto row = [](const char *name, const Rates &stored, const char *first, const char *expected) {
        QTest::newRow(name) << stored << QString::fromLatin1(first) << QString::fromLatin1(expected);
    };
    // Today is 2026-11-27, and USD and CNY are wanted. Ten days before the first amount, so that a weekend has a rate before it.
    row("nothing stored", {}, "2026-09-15", "2026-09-05");
    row("no amounts", {}, "", "2026-11-17");
    row("first amount ahead of today", {}, "2027-01-01", "2026-11-17");
    row("up to the 20th", {rate("2026-09-14", "USD"), rate("2026-09-14", "CNY"), rate("2026-11-20", "USD"), rate("2026-11-20", "CNY")}, "2026-09-15",
        "2026-11-20");
    row("from the first amount's day on", {rate("2026-09-15", "USD"), rate("2026-09-15", "CNY")}, "2026-09-15", "2026-09-15");
    row("older amounts came in", {rate("2026-09-14", "USD"), rate("2026-09-14", "CNY")}, "2026-09-01", "2026-08-22");
    row("one currency lags", {rate("2026-09-14", "USD"), rate("2026-11-26", "USD"), rate("2026-09-14", "CNY"), rate("2026-10-01", "CNY")}, "2026-09-15",
        "2026-10-01");
    row("one currency is new", {rate("2026-09-14", "USD"), rate("2026-11-26", "USD")}, "2026-09-15", "2026-09-05");
    row("another publisher's days are not asked for again", {rate("2026-09-14", "USD"), rate("2026-11-20", "USD", "Frankfurter"), rate("2026-09-14", "CNY", "Frankfurter"), rate("2026-11-20", "CNY")},
        "2026-09-15", "2026-11-20");
    row("the user's own do not count", {rate("2026-09-14", "USD", "user"), rate("2026-09-14", "CNY", "user")}, "2026-09-15", "2026-09-05");
    row("nor those of another currency", {rate("2026-09-14", "CNY", "ECB", "USD"), rate("2026-09-14", "USD", "ECB", "GBP")}, "2026-09-15", "2026-09-05");
    row("dated ahead of today", {rate("2026-09-14", "USD"), rate("2026-12-24", "USD"), rate("2026-09-14", "CNY"), rate("2026-12-24", "CNY")}, "2026-09-15",
        "2026-11-27");
}

void tst_RatesWanted::since()
{
    QFETCH(const std::vector<ExchangeRate>, stored);
    QFETCH(const QString, first);
    QFETCH(const QString, expected);
    const LocalDay since = ratesMissingSince(stored, {"ECB", "Frankfurter"}, {Currency{"USD"}, Currency{"CNY"}}, parseDay(first.toStdString()), *parseDay("2026-11-27"));
    QCOMPARE(QString::fromStdString(toIso(since)), expected);
}

void tst_RatesWanted::nextTime_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("failed");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *asked, const char *failed, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(asked) << QString::fromLatin1(failed) << QString::fromLatin1(expected);
    };
    // Now is Friday, 2026-11-27, 12:00 UTC; the rates of a day are there at 15:30 UTC.
    row("never", "", "", "2026-11-27T12:00:00Z");
    row("this morning", "2026-11-27T09:00:00Z", "", "2026-11-27T15:30:00Z");
    row("yesterday evening", "2026-11-26T18:00:00Z", "", "2026-11-27T15:30:00Z");
    row("yesterday before they were there", "2026-11-26T15:29:59Z", "", "2026-11-26T15:30:00Z");
    row("just when they were there", "2026-11-26T15:30:00Z", "", "2026-11-27T15:30:00Z");
    row("a month ago", "2026-10-27T18:00:00Z", "", "2026-10-28T15:30:00Z");
    row("last Friday evening", "2026-11-20T16:00:00Z", "", "2026-11-23T15:30:00Z"); // Monday
    row("on Saturday", "2026-11-21T03:00:00Z", "", "2026-11-23T15:30:00Z");
    row("failed a while ago", "2026-11-26T15:00:00Z", "2026-11-27T11:30:00Z", "2026-11-27T12:30:00Z");
    row("failed the first time", "", "2026-11-27T11:59:00Z", "2026-11-27T12:59:00Z");
    row("the clock was set back", "2026-12-24T12:00:00Z", "", "2026-11-27T12:00:00Z");
    row("and a failure is ahead", "", "2026-12-24T12:00:00Z", "2026-11-27T12:00:00Z");
}

void tst_RatesWanted::nextTime()
{
    QFETCH(const QString, asked);
    QFETCH(const QString, failed);
    QFETCH(const QString, expected);
    const auto time = [](const QString &text) {
        const std::optional<ParsedTime> parsed = parseTime(text.toStdString());
        return parsed ? std::optional{parsed->time} : std::nullopt;
    };
    QCOMPARE(QString::fromStdString(toRfc3339(nextRatesTime(time(asked), time(failed), *time(QStringLiteral("2026-11-27T12:00:00Z"))))), expected);
}

TOKENMETER_TEST(tst_RatesWanted);

} // namespace test_RatesWanted

#include "tst_RatesWanted.moc"
