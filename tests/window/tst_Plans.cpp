// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "app/Machine.h"
#include "charts/CumulativeChart.h"
#include "core/Decimal.h"
#include "format/MoneyText.h"
#include "itemmodels/SheetModel.h"
#include "pages/PlanDialog.h"
#include "pages/PlansPage.h"
#include "shell/Language.h"
#include "support/Patience.h"
#include "ui/TextProbe.h"
#include "widgets/EmptyState.h"
#include "widgets/KpiStrip.h"
#include "widgets/LinkButton.h"
#include "widgets/NameField.h"
#include "widgets/PlanCard.h"
#include "widgets/Segmented.h"

#include <QComboBox>
#include <QDateEdit>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>

namespace test_Plans
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

PlansPage *pageOf(DemoWindow &demo)
{
    return qobject_cast<PlansPage *>(demo.window().page());
}

QJsonObject askProgram(const QString &ledger, const QStringList &arguments)
{
    return Machine{}.run(QStringList{QStringLiteral("--ledger"), ledger, QStringLiteral("--json"), QStringLiteral("--at"), QStringLiteral("2026-11-18T13:32:00Z")} + arguments).json();
}

/// How an amount of `--json` is shown.
QString shown(const QJsonValue &amount)
{
    return MoneyText::amount(Money::fromAtto(parseDecimal(amount[QStringLiteral("amount")].toString().toStdString(), MoneyScale).value_or(-1),
                                             Currency{amount[QStringLiteral("currency")].toString().toStdString()}));
}

/// One of each kind, by the command line, over the demo's usage. @return their numbers
QStringList addPlans(const QString &ledger)
{
    QStringList ids;
    for (const char *words : {"subscription --name Max --fee 200 --source claude-code --from 2026-09-01",
                              "pack --name Prepaid --credit 100 --paid 80 --from 2026-11-01 --to 2026-11-22 --provider openai",
                              "pack --name Old --credit 500 --paid 400 --from 2026-10-01 --to 2026-11-05 --provider openai",
                              "quota --name Free --tokens 2000000 --per-model --from 2026-11-01 --to 2026-12-31 --model qwen*",
                              "discount --name Deal --multiplier 0.85 --from 2026-11-01"}) {
        const QJsonObject added = askProgram(ledger, QStringList{QStringLiteral("plans"), QStringLiteral("add")} + QString::fromLatin1(words).split(u' ')
                                                         + QStringList{QStringLiteral("--timezone"), QStringLiteral("Europe/Berlin")});
        ids << QString::number(added[QStringLiteral("id")].toInt());
    }
    return ids;
}

void removePlans(const QString &ledger, const QStringList &ids)
{
    for (const QString &id : ids) {
        askProgram(ledger, {QStringLiteral("plans"), QStringLiteral("remove"), id});
    }
}

} // namespace

class tst_Plans : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void figuresAreTheCommandLines();
    void addAndRemove();
    void noTextIsCutOrCovered_data();
    void noTextIsCutOrCovered();

private:
    QString m_ledger;   ///< the demo's, which other tests look at as well
    QStringList m_added;
};

void tst_Plans::cleanup()
{
    language::apply(QStringLiteral("en"));
    removePlans(m_ledger, m_added);
    m_added.clear();
}

void tst_Plans::figuresAreTheCommandLines()
{
    DemoWindow demo;
    m_ledger = demo.ledger();
    m_added = addPlans(m_ledger);
    QCOMPARE(m_added.size(), 5);
    demo.open(QStringLiteral("plans"));
    PlansPage *page = pageOf(demo);
    QVERIFY(page);
    const QJsonArray listed = askProgram(m_ledger, {QStringLiteral("plans"), QStringLiteral("list"), QStringLiteral("--timezone"), QStringLiteral("Europe/Berlin")})[QStringLiteral("plans")].toArray();
    QCOMPARE(listed.size(), 5);
    QCOMPARE(page->cards().size(), std::size_t{5});
    int compared = 0;
    for (const QJsonValue &plan : listed) {
        const auto card = std::find_if(page->cards().begin(), page->cards().end(), [&](const PlanCard *each) { return each->texts().name == plan[QStringLiteral("name")].toString(); });
        QVERIFY(card != page->cards().end());
        const PlanCardTexts texts = (*card)->texts();
        if (plan[QStringLiteral("kind")] == QStringLiteral("pack")) {
            const QString word = plan[QStringLiteral("state")] == QStringLiteral("over") ? QStringLiteral("expired") : QStringLiteral("unused");
            QCOMPARE(texts.left, QStringLiteral("%1 of %2 %3").arg(shown(plan[QStringLiteral("credit_left")]), shown(plan[QStringLiteral("credit")]), word));
            QCOMPARE(texts.facts[1].second, QStringLiteral("%1 of %2").arg(shown(plan[QStringLiteral("paid_left")]), shown(plan[QStringLiteral("paid")])));
            ++compared;
        }
        if (plan[QStringLiteral("kind")] == QStringLiteral("subscription")) {
            const QJsonArray cycles = plan[QStringLiteral("cycles")].toArray();
            QCOMPARE(cycles.size(), 3);
            QCOMPARE(page->cycleModel()->rowCount(), 3);
            for (int i = 0; i < 3; ++i) { // the newest is the first row
                const QJsonValue cycle = cycles[2 - i];
                const QString value = page->cycleModel()->cell(i, 1).text;
                QCOMPARE(value, cycle[QStringLiteral("at_least")].toBool() ? QStringLiteral("at least ") + shown(cycle[QStringLiteral("value")]) : shown(cycle[QStringLiteral("value")]));
                QVERIFY(page->cycleModel()->cell(i, 3).text.endsWith(shown(cycle[QStringLiteral("net")])));
                ++compared;
            }
            // The line's end today is the same value.
            QCOMPARE(page->chart()->tableText(0, 17), shown(cycles[2][QStringLiteral("value")]));
        }
    }
    QCOMPARE(compared, 5);
    // The month's sums are the report's.
    const QStringList month{QStringLiteral("--from"), QStringLiteral("2026-11-01"), QStringLiteral("--to"), QStringLiteral("2026-11-18"), QStringLiteral("--timezone"),
                            QStringLiteral("Europe/Berlin"), QStringLiteral("--currency"), QStringLiteral("USD")};
    for (const auto &[cell, basis] : {std::pair{0, QStringLiteral("list")}, std::pair{1, QStringLiteral("effective")}}) {
        const QJsonObject report = askProgram(m_ledger, QStringList{QStringLiteral("report"), QStringLiteral("--basis"), basis} + month);
        const QString amount = shown(report[QStringLiteral("total")][QStringLiteral("cost")][0]);
        const QString figure = page->month()->cells()[std::size_t(cell)].figure;
        QVERIFY2(figure.endsWith(amount), qPrintable(figure + u'|' + amount));
    }
}

void tst_Plans::addAndRemove()
{
    DemoWindow demo;
    m_ledger = demo.ledger();
    demo.open(QStringLiteral("plans"));
    PlansPage *page = pageOf(demo);
    QVERIFY(page);
    QVERIFY(page->emptyState()->isVisible());
    QTest::mouseClick(page->emptyState()->findChild<QPushButton *>(), Qt::LeftButton);
    PlanDialog *dialog = page->dialog();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->nameField(), QStringLiteral("Typed"));
    QTest::keyClicks(dialog->amountField(), QStringLiteral("100"));
    dialog->sourcesField()->toggle(QStringLiteral("claude-code"));
    dialog->fromField()->setDate(QDate{2026, 11, 1});
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(page->cards().size(), std::size_t{1}, LongestMs);
    demo.settle();
    QVERIFY(!page->dialog());
    const QJsonArray listed = askProgram(m_ledger, {QStringLiteral("plans"), QStringLiteral("list"), QStringLiteral("--timezone"), QStringLiteral("Europe/Berlin")})[QStringLiteral("plans")].toArray();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0][QStringLiteral("from")].toString(), QStringLiteral("2026-11-01"));
    QTest::mouseClick(page->cards().front()->removeLink(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page->emptyState()->isVisible(), LongestMs);
    demo.settle();
    QVERIFY(askProgram(m_ledger, {QStringLiteral("plans"), QStringLiteral("list")})[QStringLiteral("plans")].toArray().isEmpty());
}

void tst_Plans::noTextIsCutOrCovered_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"}) {
        QTest::addRow("%s, smallest", language) << QString::fromLatin1(language) << QSize{1024, 700};
        QTest::addRow("%s", language) << QString::fromLatin1(language) << QSize{1440, 900};
    }
}

/// With one of each kind and without any; the dialog in each of its sentences.
void tst_Plans::noTextIsCutOrCovered()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    DemoWindow demo{language, size};
    m_ledger = demo.ledger();
    demo.open(QStringLiteral("plans"));
    QStringList faults = TextProbe::faultsOf(demo.window());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    m_added = addPlans(m_ledger);
    Q_EMIT demo.services().ledgerChanged(); // the command line is another process
    demo.settle();
    PlansPage *page = pageOf(demo);
    QCOMPARE(page->cards().size(), std::size_t{5});
    faults = TextProbe::faultsOf(demo.window()) + TextProbe::faultsOf(*page->chart()) + TextProbe::faultsOf(*page->month());
    for (PlanCard *card : page->cards()) {
        faults += TextProbe::faultsOf(*card);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QTest::mouseClick(page->addButton(), Qt::LeftButton);
    PlanDialog *dialog = page->dialog();
    QVERIFY(dialog);
    for (int kind = 0; kind < 4; ++kind) {
        dialog->kindSwitch()->setCurrent(kind);
        dialog->endField()->setCurrentIndex(kind % 2);
        QCoreApplication::processEvents();
        faults = TextProbe::faultsOf(*dialog);
        QVERIFY2(faults.isEmpty(), qPrintable(QString::number(kind) + u'\n' + faults.join(u'\n')));
    }
}

TOKENMETER_TEST(tst_Plans);

} // namespace test_Plans

#include "tst_Plans.moc"
