// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "core/ChargeAmount.h"
#include "providers/ReplyFields.h"

namespace test_ChargeAmount
{

using namespace tokenmeter;

class tst_ChargeAmount : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void units_data();
    void units();
    void moreDigitsThanAttos();
    void sums();
    void rawNumbers();
    void tokens();
};

void tst_ChargeAmount::units_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QByteArray>("text"); // "none": no amount
    const auto row = [](const char *number, MoneyUnit unit, const char *text) {
        QTest::addRow("%s in %d", number, int(unit)) << QByteArray{number} << int(unit) << QByteArray{text};
    };
    row("0.03375", MoneyUnit::Major, "0.03375");
    row("0.033750", MoneyUnit::Major, "0.033750"); // as it was written
    row("1.2000000000", MoneyUnit::Major, "1.2000000000");
    row("7.5e-05", MoneyUnit::Major, "0.000075");
    row("2.5E-1", MoneyUnit::Major, "0.25");
    row("1E+3", MoneyUnit::Major, "1000");
    row("1.5e3", MoneyUnit::Major, "1500");
    row("-0.024", MoneyUnit::Major, "-0.024");
    row("-0", MoneyUnit::Major, "0");
    row("-0.00", MoneyUnit::Major, "0.00");
    row("+5", MoneyUnit::Major, "5");
    row(".5", MoneyUnit::Major, "0.5");
    row("5.", MoneyUnit::Major, "5");
    row("007", MoneyUnit::Major, "7");
    row("0.1", MoneyUnit::Major, "0.1");
    row("0.30000000000000004", MoneyUnit::Major, "0.30000000000000004");
    row("9007199254740993", MoneyUnit::Major, "9007199254740993"); // no double holds it
    row("123.45", MoneyUnit::Cent, "1.2345");
    row("5", MoneyUnit::Cent, "0.05");
    row("-1234", MoneyUnit::Cent, "-12.34");
    row("131", MoneyUnit::Cent, "1.31");
    row("369.375", MoneyUnit::Cent, "3.69375");
    row("25000", MoneyUnit::Cent, "250");
    row("0", MoneyUnit::Cent, "0");
    row("300", MoneyUnit::MicroCent, "0.000003");
    row("560", MoneyUnit::Nano, "0.00000056");
    row("530000000", MoneyUnit::Nano, "0.53");
    row("1,234.56", MoneyUnit::Major, "1234.56");
    row("1,234,567", MoneyUnit::Major, "1234567");
    row("-1,234.5", MoneyUnit::Major, "-1234.5");
    row("12,34.5", MoneyUnit::Major, "none");
    row("1,5", MoneyUnit::Major, "none"); // a decimal comma, perhaps: not guessed
    row("1,2345", MoneyUnit::Major, "none");
    row(",123", MoneyUnit::Major, "none");
    row("1.234,567", MoneyUnit::Major, "none");
    row("", MoneyUnit::Major, "none");
    row("-", MoneyUnit::Major, "none");
    row(".", MoneyUnit::Major, "none");
    row("1e", MoneyUnit::Major, "none");
    row("1e5x", MoneyUnit::Major, "none");
    row("1e999", MoneyUnit::Major, "none");
    row("1e-999999999999", MoneyUnit::Major, "none");
    row("0x10", MoneyUnit::Major, "none");
    row("NaN", MoneyUnit::Major, "none");
    row("Infinity", MoneyUnit::Major, "none");
    row("$5", MoneyUnit::Major, "none");
    row("1 000", MoneyUnit::Major, "none");
    row("1000000000000000001", MoneyUnit::Major, "none"); // beyond 1e18 units
    row("1000000000000000000", MoneyUnit::Major, "1000000000000000000");
}

void tst_ChargeAmount::units()
{
    QFETCH(QByteArray, number);
    QFETCH(int, unit);
    QFETCH(QByteArray, text);
    const std::optional<ChargeAmount> amount = amountOf(number.toStdString(), MoneyUnit{unit});
    QCOMPARE(amount ? amount->text : "none", text.toStdString());
}

void tst_ChargeAmount::moreDigitsThanAttos()
{
    const std::optional<ChargeAmount> fine = amountOf("0.0000000000000000015");
    QVERIFY(fine);
    QCOMPARE(fine->text, std::string{"0.0000000000000000015"}); // every digit is kept
    QCOMPARE(fine->atto, Int128{2});                            // half away from zero
    QCOMPARE(amountOf("-0.0000000000000000015")->atto, Int128{-2});
    QCOMPARE(sumOf(*fine, *fine).text, std::string{"0.000000000000000003"});
    QVERIFY(!amountOf(std::string(101, '1')));
    QVERIFY(amountOf("0." + std::string(99, '1')));
    QVERIFY(!amountOf("1" + std::string(1'000'000, '0')));
}

void tst_ChargeAmount::sums()
{
    const ChargeAmount a = *amountOf("0.1");
    const ChargeAmount b = *amountOf("0.2");
    QCOMPARE(sumOf(a, b).text, std::string{"0.3"});
    QCOMPARE(differenceOf(a, b).text, std::string{"-0.1"});
    QCOMPARE(differenceOf(*amountOf("300.0"), *amountOf("241.75")).text, std::string{"58.25"});
}

void tst_ChargeAmount::rawNumbers()
{
    const Result<ReplyJson> json = ReplyJson::parse(R"({"a": 0.1000000000000000055, "b": 1e2, "c": "1,000.10", "d": -0.0, "e": true,
                                                       "f": null, "g": "", "h": [1], "i": 12345678901234567890.123456789012345678})");
    QVERIFY(json);
    PolledPage page;
    ReplyFields fields{json->root(), {}, page};
    QCOMPARE(fields.amount("a")->text, std::string{"0.1000000000000000055"});
    QCOMPARE(fields.amount("b")->text, std::string{"100"});
    QCOMPARE(fields.amount("c")->text, std::string{"1000.10"});
    QCOMPARE(fields.amount("d")->text, std::string{"0.0"});
    QVERIFY(!fields.amount("f"));
    QVERIFY(!fields.amount("g"));
    QVERIFY(!fields.amount("missing"));
    QCOMPARE(page.problemCount, std::size_t{0}); // not said is no problem
    QVERIFY(!fields.amount("e"));
    QVERIFY(!fields.amount("h"));
    QVERIFY(!fields.amount("i"));
    QCOMPARE(page.problemCount, std::size_t{3});
}

void tst_ChargeAmount::tokens()
{
    QCOMPARE(wholeTokens("820.5", 3), std::optional<std::int64_t>{820500});
    QCOMPARE(wholeTokens("0.072", 3), std::optional<std::int64_t>{72});
    QCOMPARE(wholeTokens("1200000.0", 0), std::optional<std::int64_t>{1200000});
    QVERIFY(!wholeTokens("-10", 3));
    QVERIFY(!wholeTokens("x", 0));
    QVERIFY(!wholeTokens("1e50", 0));
}

TOKENMETER_TEST(tst_ChargeAmount);

} // namespace test_ChargeAmount

#include "tst_ChargeAmount.moc"
