// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Runaway.h"

#include <QtTest>

namespace test_Runaway
{

using namespace tokenmeter;
using namespace std::chrono;

namespace
{

constexpr int Day = 96; // quarter hours

std::int64_t quarterOf(const char *time)
{
    return msOf(parseTime(time)->time) / 900'000;
}

/// Somebody who works from 9 to 17 UTC on every day, 0.25 dollars a quarter hour and 1 at 10:00: 8 + 0.75 dollars a day.
/// Up to and without the quarter that `until` names.
RunawayInput office(const char *from, const char *until)
{
    RunawayInput input;
    input.firstQuarter = quarterOf(from);
    for (std::int64_t quarter = input.firstQuarter; quarter < quarterOf(until); ++quarter) {
        const auto inDay = quarter % Day;
        const bool works = inDay >= 9 * 4 && inDay < 17 * 4;
        input.quarters.push_back(!works ? 0.0 : inDay == 40 ? 1.0 : 0.25);
    }
    return input;
}

Runaway judged(RunawayInput input, std::initializer_list<double> last)
{
    input.quarters.insert(input.quarters.end(), last.begin(), last.end());
    return runawayOf(input, Zone::utc());
}

} // namespace

class tst_Runaway : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void baseline();
    void usualWorkIsNone();
    void oneQuarter();
    void oneHour();
    void fourHours();
    void smallSumsAreNone();
    void night();
    void littleHistory();
    void absoluteRate();
    void episodes();
    void nextUsualHour();
    void nothing();
};

void tst_Runaway::baseline()
{
    const RunawayBaseline base = judged(office("2026-09-01T00:00:00Z", "2026-10-01T12:00:00Z"), {0.25}).baseline;
    QCOMPARE(base.days, 29); // 28 x 96 quarters touch 29 local days
    QCOMPARE(base.median, 0.25);
    QCOMPARE(base.largest[0], 1.0);
    QCOMPARE(base.largest[1], 1.75); // the hour with 10:00 and three others
    QCOMPARE(base.largest[2], 4.75);
    QCOMPARE(base.medianDay, 8.75);
    QCOMPARE(base.activeShare[3], 0.0);
    QVERIFY(base.activeShare[10] > 0.9);
}

void tst_Runaway::usualWorkIsNone()
{
    QVERIFY(!judged(office("2026-09-01T00:00:00Z", "2026-10-01T12:00:00Z"), {0.25}).alarm());
    QVERIFY(!judged(office("2026-09-01T00:00:00Z", "2026-10-01T10:00:00Z"), {1.0}).alarm());
    QVERIFY(!judged(office("2026-09-01T00:00:00Z", "2026-10-01T20:00:00Z"), {0.0}).alarm());
}

// 20 % of the median day are 1.75; one quarter of 2 is not above 2 x 1, one of 2.01 is.
void tst_Runaway::oneQuarter()
{
    QVERIFY(judged(office("2026-09-01T00:00:00Z", "2026-10-01T12:00:00Z"), {2.01}).why == Runaway::Why::Quarter);
    const Runaway equal = judged(office("2026-09-01T00:00:00Z", "2026-10-01T20:00:00Z"), {2.0});
    QVERIFY(equal.why != Runaway::Why::Quarter);
}

// 1.5 x 1.75 = 2.625 in an hour. In the evening, with a break, so that neither the four hours nor the night say anything.
void tst_Runaway::oneHour()
{
    const RunawayInput day = office("2026-09-01T00:00:00Z", "2026-10-01T20:00:00Z");
    QVERIFY(!judged(day, {1.25, 1.0, 0, 0.375}).alarm()); // 2.625
    const Runaway alarm = judged(day, {1.25, 1.0, 0, 0.5});
    QCOMPARE(alarm.why, Runaway::Why::Hour);
    QCOMPARE(alarm.window, 2.75);
    QCOMPARE(alarm.compared, 1.75);
    QCOMPARE(alarm.ratePerHour, 2.75);
}

// 1.25 x 4.75 = 5.9375 in four hours.
void tst_Runaway::fourHours()
{
    RunawayInput day = office("2026-09-01T00:00:00Z", "2026-10-01T12:00:00Z");
    day.quarters.insert(day.quarters.end(), 15, 0.37);
    QVERIFY(!judged(day, {0.37}).alarm()); // 5.92
    QCOMPARE(judged(day, {0.39}).why, Runaway::Why::FourHours); // 5.94
}

void tst_Runaway::smallSumsAreNone()
{
    RunawayInput cents = office("2026-09-01T00:00:00Z", "2026-10-01T12:00:00Z");
    for (double &quarter : cents.quarters) {
        quarter /= 100;
    }
    QVERIFY(!judged(cents, {0.4}).alarm()); // forty times as much as ever, and not half a dollar
    QVERIFY(judged(cents, {0.51}).alarm());
}

// At three in the morning nobody works: four quarters above the median, however small, are somebody or something.
void tst_Runaway::night()
{
    const RunawayInput evening = office("2026-09-01T00:00:00Z", "2026-10-01T03:00:00Z");
    QVERIFY(!judged(evening, {0.26, 0.26, 0.26}).alarm());
    QVERIFY(!judged(evening, {0.26, 0.26, 0.25, 0.26}).alarm());
    const Runaway alarm = judged(evening, {0.26, 0.26, 0.26, 0.26});
    QCOMPARE(alarm.why, Runaway::Why::Night);
    QCOMPARE(toRfc3339(alarm.episodeStart), std::string{"2026-10-01T03:45:00Z"});
}

void tst_Runaway::littleHistory()
{
    QVERIFY(!judged(office("2026-09-20T00:00:00Z", "2026-10-01T12:00:00Z"), {50.0}).alarm());
}

void tst_Runaway::absoluteRate()
{
    RunawayInput input = office("2026-09-30T00:00:00Z", "2026-10-01T20:00:00Z");
    input.absoluteRate = 5.0;
    QVERIFY(!judged(input, {2, 2, 1}).alarm());
    QCOMPARE(judged(input, {2, 2, 1, 0.01}).why, Runaway::Why::AbsoluteRate);
    RunawayInput loop = office("2026-09-01T00:00:00Z", "2026-10-01T20:00:00Z");
    QVERIFY(judged(loop, {3}).alarm());
    loop.byHistory = false;
    QVERIFY(!judged(loop, {3}).alarm());
}

// An episode goes on over a pause of 23 quarters, and ends with one of 24.
void tst_Runaway::episodes()
{
    RunawayInput loop = office("2026-09-01T00:00:00Z", "2026-10-01T20:00:00Z");
    loop.quarters.push_back(3);
    QCOMPARE(toRfc3339(runawayOf(loop, Zone::utc()).episodeStart), std::string{"2026-10-01T20:00:00Z"});
    RunawayInput same = loop;
    same.quarters.insert(same.quarters.end(), 23, 0.0);
    same.quarters.push_back(8);
    QCOMPARE(toRfc3339(runawayOf(same, Zone::utc()).episodeStart), std::string{"2026-10-01T20:00:00Z"});
    RunawayInput other = loop;
    other.quarters.insert(other.quarters.end(), 24, 0.0);
    other.quarters.push_back(8);
    QCOMPARE(toRfc3339(runawayOf(other, Zone::utc()).episodeStart), std::string{"2026-10-02T02:15:00Z"});
}

// The alarm at 22:00, work begins at 9: eleven hours at 3 dollars.
void tst_Runaway::nextUsualHour()
{
    const Runaway alarm = judged(office("2026-09-01T00:00:00Z", "2026-10-01T22:00:00Z"), {3});
    QVERIFY(alarm.alarm());
    QCOMPARE(toRfc3339(*alarm.nextUsualHour), std::string{"2026-10-02T09:00:00Z"});
    QCOMPARE(alarm.untilThen, 33.0);
}

void tst_Runaway::nothing()
{
    QVERIFY(!runawayOf({}, Zone::utc()).alarm());
    QVERIFY(!runawayOf({.firstQuarter = 5, .quarters = {0, 0, 0}}, Zone::utc()).alarm());
}

TOKENMETER_TEST(tst_Runaway);

} // namespace test_Runaway

#include "tst_Runaway.moc"
