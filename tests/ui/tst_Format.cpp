// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MeasureText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

#include <QtTest>

#include <numeric>

namespace test_Format
{

using namespace tokenmeter;

namespace
{

const QLocale English{QLocale::English, QLocale::UnitedStates};
const QLocale Chinese{QLocale::Chinese, QLocale::China};

Money money(const char *decimal, const char *currency = "USD")
{
    return Money::fromAtto(*parseDecimal(decimal, MoneyScale), Currency{currency});
}

LocalDay day(const char *iso)
{
    return *parseDay(iso);
}

/// No-break spaces are told apart from blanks only where that is the point.
QString plain(QString text)
{
    return text.replace(NumberText::Nbsp, u' ');
}

} // namespace

class tst_Format : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QLocale::setDefault(English); }
    void cleanupTestCase() { QLocale::setDefault(QLocale::c()); }

    void amounts_data();
    void amounts();
    void moneyIsExactBeyondDoubles();
    void forecasts();
    void axes();
    void listsClose();
    void tokens_data();
    void tokens();
    void shares();
    void changes();
    void dates_data();
    void dates();
    void unitsDoNotPart();
    void everyCauseHasASentence();
    void places();
    void namesCannotTurnTheText();
};

void tst_Format::amounts_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("full");
    QTest::newRow("figure") << "561.42" << "USD" << "$561.42" << "$561.42";
    QTest::newRow("grouped") << "1234567.891" << "USD" << "$1,234,567.89" << "$1,234,567.891";
    QTest::newRow("half away from zero") << "1.005" << "USD" << "$1.01" << "$1.005";
    QTest::newRow("yuan") << "263.82" << "CNY" << "¥263.82" << "¥263.82";
    QTest::newRow("other currency") << "12.4" << "EUR" << "EUR 12.40" << "EUR 12.40";
    QTest::newRow("yen is written out") << "12.4" << "JPY" << "JPY 12.40" << "JPY 12.40";
    QTest::newRow("minus before the symbol") << "-42.75" << "USD" << "−$42.75" << "−$42.75";
    QTest::newRow("below one") << "0.190625" << "USD" << "$0.1906" << "$0.190625";
    QTest::newRow("a cent") << "0.01" << "USD" << "$0.0100" << "$0.01";
    QTest::newRow("below a cent") << "0.0012" << "USD" << "$0.0012" << "$0.0012";
    QTest::newRow("two significant") << "0.000124" << "USD" << "$0.00012" << "$0.000124";
    QTest::newRow("small") << "0.000012" << "USD" << "$0.000012" << "$0.000012";
    QTest::newRow("too small") << "0.0000001" << "USD" << "< $0.000001" << "$0.0000001";
    QTest::newRow("zero") << "0" << "USD" << "$0.00" << "$0.00";
    QTest::newRow("ten million") << "10000000" << "USD" << "$10,000,000.00" << "$10,000,000.00";
}

void tst_Format::amounts()
{
    QFETCH(QString, value);
    QFETCH(QString, currency);
    QFETCH(QString, text);
    QFETCH(QString, full);
    const Money m = money(value.toUtf8().constData(), currency.toUtf8().constData());
    QCOMPARE(plain(MoneyText::amount(m)), text);
    QCOMPARE(plain(MoneyText::full(m)), full);
}

void tst_Format::moneyIsExactBeyondDoubles()
{
    // 2^53 + 1 dollars and a cent: a double would show ...992.00 or ...994.00.
    QCOMPARE(MoneyText::amount(money("9007199254740993.01")), QStringLiteral("$9,007,199,254,740,993.01"));
}

void tst_Format::forecasts()
{
    QCOMPARE(MoneyText::forecast(money("935.4")), QStringLiteral("$935"));
    QCOMPARE(MoneyText::forecast(money("1020.5")), QStringLiteral("$1,021"));
    QCOMPARE(MoneyText::forecast(money("64.2")), QStringLiteral("$64.20"));
    QCOMPARE(MoneyText::fixed(money("0.004"), 2), QStringLiteral("< $0.01"));
    QCOMPARE(MoneyText::fixed(money("0.005"), 2), QStringLiteral("$0.01"));
}

void tst_Format::axes()
{
    const Currency usd{"USD"};
    QCOMPARE(plain(MoneyText::axis(250, 250, 1250, usd)), QStringLiteral("$250"));
    QCOMPARE(plain(MoneyText::axis(1250, 250, 1250, usd)), QStringLiteral("$1,250"));
    QCOMPARE(plain(MoneyText::axis(0, 250, 1250, usd)), QStringLiteral("$0"));
    QCOMPARE(plain(MoneyText::axis(0.5, 0.5, 1, usd)), QStringLiteral("$0.50"));
    QCOMPARE(plain(MoneyText::axis(0.025, 0.025, 0.1, usd)), QStringLiteral("$0.025"));
    QCOMPARE(plain(MoneyText::axis(12500, 2500, 20000, usd)), QStringLiteral("$12.5 k"));
    QCOMPARE(plain(MoneyText::axis(3e6, 1e6, 5e6, usd)), QStringLiteral("$3 M"));
    QCOMPARE(plain(TokenText::axis(2e8, 1e8, 4e8)), QStringLiteral("200 M"));
    QLocale::setDefault(Chinese);
    QCOMPARE(plain(MoneyText::axis(3e6, 1e6, 5e6, usd)), QStringLiteral("$300 万"));
    QCOMPARE(plain(MoneyText::axis(1200, 400, 2000, usd)), QStringLiteral("$1,200"));
    QCOMPARE(plain(TokenText::axis(2e8, 1e8, 4e8)), QStringLiteral("2 亿"));
}

void tst_Format::listsClose()
{
    const auto sum = [](const std::vector<Money> &parts) {
        return std::accumulate(parts.begin(), parts.end(), Money{}, [](Money a, Money b) { return a + b; });
    };
    // Three times a third of a dollar: 0.33 each leaves a cent, which goes to one of them.
    const std::vector<Money> thirds(3, money("0.333333333333333333"));
    QVERIFY(sum(MoneyText::closing(thirds, money("1.00"), 2, false)) == money("1.00"));
    // 1.004 + 1.004 + 1.004 = 3.012 -> 3.01: one of them shows 1.01, or "Other" does.
    const std::vector<Money> parts{money("1.004"), money("1.004"), money("1.004")};
    const std::vector<Money> closed = MoneyText::closing(parts, money("3.012"), 2, true);
    QVERIFY(closed[0] == money("1") && closed[1] == money("1") && closed[2] == money("1.01"));
    QVERIFY(sum(MoneyText::closing(parts, money("3.012"), 2, false)) == money("3.01"));
    // Nothing moves when the rounded parts already agree.
    const std::vector<Money> exact{money("2.25"), money("-1.25")};
    QVERIFY(MoneyText::closing(exact, money("1"), 2, false) == exact);
    // 445.3748 + 112.468 + 5.008 + 0.5192 = 563.37: shown 445.37 and 563.37, so the steps are 118.00 together, not 117.99.
    const std::vector<Money> steps{money("112.468"), money("5.008"), money("0.5192")};
    const std::vector<Money> bridged = MoneyText::bridging(steps, money("445.3748"), money("563.37"), 2);
    QVERIFY(sum(bridged) == money("118.00"));
    QVERIFY(bridged == (std::vector{money("112.47"), money("5.01"), money("0.52")}));
    const std::vector<Money> down = MoneyText::bridging({money("-1.004"), money("-0.004")}, money("2.005"), money("0.997"), 2); // 2.01 to 1.00
    QVERIFY(sum(down) == money("-1.01"));
    QCOMPARE(MoneyText::withPlus(MoneyText::fixed(money("1.2"), 2), money("1.2").atto()), QStringLiteral("+$1.20"));
    QCOMPARE(MoneyText::withPlus(MoneyText::fixed(money("0.001"), 2), money("0.001").atto()), QStringLiteral("< +$0.01"));
    QCOMPARE(MoneyText::withPlus(MoneyText::fixed(money("-0.001"), 2), money("-0.001").atto()), QStringLiteral("> \u2212$0.01"));
    QCOMPARE(MoneyText::withPlus(MoneyText::fixed(money("0"), 2), 0), QStringLiteral("$0.00"));
}

void tst_Format::tokens_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    QTest::newRow("nothing") << qint64(0) << "0" << "0";
    QTest::newRow("small") << qint64(812) << "812" << "812";
    QTest::newRow("thousands") << qint64(940'000) << "940 k" << "94.0 万";
    QTest::newRow("carries") << qint64(999'600) << "1.00 M" << "100 万";
    QTest::newRow("millions") << qint64(52'000'000) << "52.0 M" << "5,200 万";
    QTest::newRow("hundreds of millions") << qint64(872'153'001) << "872 M" << "8.72 亿";
    QTest::newRow("billions") << qint64(1'941'207'388) << "1.94 B" << "19.4 亿";
    QTest::newRow("trillions") << qint64(2'500'000'000'000) << "2.50 T" << "2.50 万亿";
    QTest::newRow("negative") << qint64(-52'000'000) << "−52.0 M" << "−5,200 万";
}

void tst_Format::tokens()
{
    QFETCH(qint64, count);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    QCOMPARE(plain(TokenText::shortForm(count)), english);
    QLocale::setDefault(Chinese);
    QCOMPARE(plain(TokenText::shortForm(count)), chinese);
}

void tst_Format::shares()
{
    QCOMPARE(plain(ShareText::whole(23099, 56142)), QStringLiteral("41 %")); // 0.4114
    QCOMPARE(plain(ShareText::oneDecimal(941, 1000)), QStringLiteral("94.1 %"));
    QCOMPARE(plain(ShareText::whole(1, 1000)), QStringLiteral("< 1 %"));
    QCOMPARE(plain(ShareText::oneDecimal(1, 100'000)), QStringLiteral("< 0.1 %"));
    QCOMPARE(plain(ShareText::whole(0, 10)), QStringLiteral("0 %"));
    QCOMPARE(ShareText::whole(0, 0), QStringLiteral("–"));
    // ten billion dollars in attos, times a hundred, still fits
    const Int128 large = powerOfTen(28);
    QCOMPARE(plain(ShareText::whole(large, large * 2)), QStringLiteral("50 %"));
}

void tst_Format::changes()
{
    const QString october = QStringLiteral("1–18 Oct");
    // 561.42 / 492.89 = 1.13904
    QCOMPARE(plain(ChangeText::sentence(56142, 49289, october, QStringLiteral("$492.89"))),
             QStringLiteral("▲ 13.9 % more than 1–18 Oct ($492.89)"));
    QCOMPARE(plain(ChangeText::sentence(90, 100, october)), QStringLiteral("▼ 10.0 % less than 1–18 Oct"));
    QCOMPARE(plain(ChangeText::sentence(2050, 100, october)), QStringLiteral("▲ 21 times 1–18 Oct")); // 20.5
    QCOMPARE(ChangeText::sentence(5, 0, october), QStringLiteral("new: nothing in 1–18 Oct"));
    QCOMPARE(ChangeText::sentence(5, 5, october), QStringLiteral("the same as 1–18 Oct"));
    QCOMPARE(plain(ChangeText::brief(1124, 1000)), QStringLiteral("▲ 12.4 %"));
    QCOMPARE(ChangeText::brief(1, 0), QStringLiteral("new"));
    QCOMPARE(ChangeText::brief(0, 1), QStringLiteral("gone"));
    QCOMPARE(ChangeText::brief(0, 0), QStringLiteral("–"));
    QCOMPARE(plain(ChangeText::points(941, 1000, 925, 1000)), QStringLiteral("▲ 1.6 points"));
    QCOMPARE(ChangeText::points(1, 2, 0, 0), QStringLiteral("–"));
}

void tst_Format::dates_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    QTest::newRow("one day") << "2026-11-12" << "2026-11-12" << "12 Nov" << "11 月 12 日";
    QTest::newRow("one month") << "2026-10-01" << "2026-10-18" << "1–18 Oct" << "10 月 1–18 日";
    QTest::newRow("another year") << "2025-10-01" << "2025-10-18" << "1–18 Oct 2025" << "2025 年 10 月 1–18 日";
    QTest::newRow("two months") << "2026-08-20" << "2026-11-18" << "20 Aug – 18 Nov" << "8 月 20 日 – 11 月 18 日";
    QTest::newRow("two years") << "2025-12-20" << "2026-01-18" << "20 Dec 2025 – 18 Jan 2026" << "2025 年 12 月 20 日 – 2026 年 1 月 18 日";
    QTest::newRow("a year ago") << "2025-08-20" << "2025-11-18" << "20 Aug – 18 Nov 2025" << "2025 年 8 月 20 日 – 11 月 18 日";
    QTest::newRow("a whole month") << "2026-11-01" << "2026-11-30" << "November 2026" << "2026 年 11 月";
    QTest::newRow("a leap month") << "2028-02-01" << "2028-02-29" << "February 2028" << "2028 年 2 月";
}

void tst_Format::dates()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    const LocalDay a = day(from.toUtf8().constData());
    const LocalDay b = day(to.toUtf8().constData());
    const LocalDay today = day("2026-11-18");
    QCOMPARE(DateText::period(a, b, today), english);
    QLocale::setDefault(Chinese);
    QCOMPARE(DateText::period(a, b, today), chinese);
    QLocale::setDefault(English);
    QCOMPARE(DateText::full(day("2026-11-12")), QStringLiteral("Thu 12 Nov 2026"));
    QCOMPARE(DateText::relative(today - std::chrono::days{1}, today), QStringLiteral("Yesterday"));
    QCOMPARE(DateText::time(parseTime("2026-11-18T13:32:00Z")->time, *Zone::byId("Europe/Berlin")), QStringLiteral("14:32"));
}

void tst_Format::unitsDoNotPart()
{
    for (const QString &text : {TokenText::shortForm(52'000'000), ShareText::whole(1, 2), MoneyText::amount(money("1", "EUR"))}) {
        QVERIFY2(!text.contains(u' '), qPrintable(text));
        QVERIFY2(text.contains(NumberText::Nbsp), qPrintable(text));
    }
}

void tst_Format::everyCauseHasASentence()
{
    QSet<QString> seen;
    for (int i = 0; i <= int(LastCause); ++i) {
        const Problem problem{.cause = Cause(i), .field = "usage.input_tokens", .args = {"first", "second", "third"}};
        const QString text = ProblemText::sentence(problem);
        QVERIFY2(text.endsWith(u'.') && text.size() > 20, qPrintable(QStringLiteral("cause %1: %2").arg(i).arg(text)));
        QVERIFY2(!text.contains(u'%'), qPrintable(text));
        QVERIFY2(!text.contains(u'!') && !text.contains(QStringLiteral("lease"), Qt::CaseInsensitive), qPrintable(text));
        QVERIFY2(!seen.contains(text), qPrintable(text));
        seen.insert(text);
        // without arguments the sentence still stands
        QVERIFY(!ProblemText::sentence(Problem{.cause = Cause(i)}).contains(u'%'));
    }
    // a cause added behind the last one must be added to LastCause too
    QVERIFY(ProblemText::sentence(Problem{.cause = Cause(int(LastCause) + 1)}).isEmpty());
}

void tst_Format::places()
{
    Problem problem{.cause = Cause::NotJson, .file = "/home/a/session.jsonl", .offset = 4096};
    QCOMPARE(ProblemText::place(problem), QStringLiteral("session.jsonl, byte 4,096"));
    problem.line = 12;
    QCOMPARE(ProblemText::place(problem), QStringLiteral("session.jsonl, line 12"));
    QVERIFY(ProblemText::full(problem).startsWith(QStringLiteral("session.jsonl, line 12: ")));
    QVERIFY(ProblemText::place(Problem{.cause = Cause::DiskFull}).isEmpty());
}

void tst_Format::namesCannotTurnTheText()
{
    QCOMPARE(visibleText(std::string{"a\nb"}), QStringLiteral("a\u240Ab"));
    QCOMPARE(visibleText(QStringLiteral("abc\u202Etxt")), QStringLiteral("abc\uFFFDtxt"));
    QCOMPARE(visibleText(QStringLiteral("<b>项目</b>")), QStringLiteral("<b>项目</b>"));
}

TOKENMETER_TEST(tst_Format);

} // namespace test_Format

#include "tst_Format.moc"
