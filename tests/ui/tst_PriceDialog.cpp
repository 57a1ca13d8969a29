// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QLineEdit>
#include <QPushButton>

#include "pages/PriceDialog.h"
#include "support/TestMain.h"

namespace test_PriceDialog
{

using namespace tokenmeter;

class tst_PriceDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptsNumbersOnly_data();
    void acceptsNumbersOnly();
    void givesThePrice();
};

void tst_PriceDialog::acceptsNumbersOnly_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("cache");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("nothing") << QString{} << QString{} << QString{} << false;
    QTest::newRow("both") << QStringLiteral("1.25") << QStringLiteral("10") << QString{} << true;
    QTest::newRow("free") << QStringLiteral("0") << QStringLiteral("0") << QString{} << true;
    QTest::newRow("comma") << QStringLiteral("1,25") << QStringLiteral("10") << QString{} << true;
    QTest::newRow("negative") << QStringLiteral("-1") << QStringLiteral("10") << QString{} << false;
    QTest::newRow("word") << QStringLiteral("cheap") << QStringLiteral("10") << QString{} << false;
    QTest::newRow("bad cache price") << QStringLiteral("1") << QStringLiteral("10") << QStringLiteral("x") << false;
    QTest::newRow("too large for a rate") << QStringLiteral("10000000") << QStringLiteral("10") << QString{} << false;
}

void tst_PriceDialog::acceptsNumbersOnly()
{
    QFETCH(QString, input);
    QFETCH(QString, output);
    QFETCH(QString, cache);
    PriceDialog dialog{QStringLiteral("m"), QString{}, 38, 1000, QStringLiteral("USD")};
    dialog.inputField()->setText(input);
    dialog.outputField()->setText(output);
    dialog.cacheField()->setText(cache);
    QTEST(dialog.acceptButton()->isEnabled(), "accepted");
}

void tst_PriceDialog::givesThePrice()
{
    PriceDialog dialog{QStringLiteral("<b>m</b>"), QStringLiteral("openai"), 38, 1000, QStringLiteral("JPY")};
    dialog.inputField()->setText(QStringLiteral(" 1,25 "));
    dialog.outputField()->setText(QStringLiteral("10"));
    const OwnPrice price = dialog.price();
    QCOMPARE(price.model, std::string{"<b>m</b>"});
    QCOMPARE(price.provider, std::string{"openai"});
    QCOMPARE(price.input, std::string{"1.25"});
    QCOMPARE(price.output, std::string{"10"});
    QCOMPARE(price.cacheRead, std::string{});
    QCOMPARE(price.currency, std::string{"JPY"});
    QCOMPARE(price.from, std::string{});
    QVERIFY(!price.uuid.empty());
    QVERIFY(price.uuid != dialog.price().uuid);
}

TOKENMETER_TEST(tst_PriceDialog);

} // namespace test_PriceDialog

#include "tst_PriceDialog.moc"
