// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "core/Shares.h"

#include <QtTest>

#include <numeric>

namespace test_Shares
{

using namespace tokenmeter;

namespace
{

Int128 whole(const QByteArray &digits)
{
    return parseDecimal(digits.toStdString(), 0).value_or(-1);
}

} // namespace

class tst_Shares : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotients_data();
    void quotients();
    void halfIsRoundedUp();
    void sharesAddUp();
    void tiesGoToTheFirst();
    void nothingToShare();
};

// Worked with integers of any length elsewhere.
void tst_Shares::quotients_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("factor");
    QTest::addColumn<QByteArray>("divisor");
    QTest::addColumn<QByteArray>("floor");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char *name, const char *value, const char *factor, const char *divisor, const char *floor, const char *rest) {
        QTest::newRow(name) << QByteArray{value} << QByteArray{factor} << QByteArray{divisor} << QByteArray{floor} << QByteArray{rest};
    };
    row("small", "7", "3", "4", "5", "1");
    row("product of 163 bits", "5000000000000000000000000000", "3000000000000000000001",
        "70000000000000000000003", "214285714285714285714347959", "12857142857142856956123");
    row("product of 243 bits", "123456789012345678901234567890123456", "98765432109876543210987654321098765432",
        "98765432109876543210987654321098765433", "123456789012345678901234567890123455", "98641975320864197532086419753208641977");
    row("product of 253 bits", "99999999999999999999999999999999999997", "99999999999999999999999999999999999993",
        "99999999999999999999999999999999999999", "99999999999999999999999999999999999991", "12");
}

void tst_Shares::quotients()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, factor);
    QFETCH(QByteArray, divisor);
    QFETCH(QByteArray, floor);
    QFETCH(QByteArray, rest);
    const ProductQuotient quotient = quotientOf(whole(value), whole(factor), whole(divisor));
    QCOMPARE(formatDecimal(quotient.floor, 0), floor.toStdString());
    QCOMPARE(formatDecimal(quotient.rest, 0), rest.toStdString());
}

void tst_Shares::halfIsRoundedUp()
{
    QVERIFY(roundedQuotientOf(5, 1, 2) == 3);
    QVERIFY(roundedQuotientOf(4, 1, 3) == 1);
    QVERIFY(roundedQuotientOf(5, 1, 3) == 2);
    QVERIFY(roundedQuotientOf(0, 9, 7) == 0);
}

void tst_Shares::sharesAddUp()
{
    // 10 over 3, 3, 1: exactly 4.29, 4.29, 1.43; floors 4, 4, 1; the missing one goes to the largest fraction.
    const Int128 weights[] = {3, 3, 1};
    const std::vector<Int128> expected{4, 4, 2};
    QVERIFY(sharesOf(10, weights) == expected);
    const Int128 huge[] = {whole(QByteArray{"31415926535897932384626433832795"}), 1, whole(QByteArray{"27182818284590452353602874713526"}), 0};
    const Int128 total = whole(QByteArray{"99999999999999999999999999999999999989"});
    const std::vector<Int128> shares = sharesOf(total, huge);
    QVERIFY(std::accumulate(shares.begin(), shares.end(), Int128{0}) == total);
    QVERIFY(shares[3] == 0);
}

void tst_Shares::tiesGoToTheFirst()
{
    const Int128 weights[] = {1, 1, 1};
    const std::vector<Int128> expected{2, 2, 1};
    QVERIFY(sharesOf(5, weights) == expected);
}

void tst_Shares::nothingToShare()
{
    const Int128 weights[] = {0, 0};
    const std::vector<Int128> expected{0, 0};
    QVERIFY(sharesOf(5, weights) == expected);
    QVERIFY(sharesOf(5, {}).empty());
}

TOKENMETER_TEST(tst_Shares);

} // namespace test_Shares


#include "tst_Shares.moc"
