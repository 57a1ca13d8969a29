// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "DemoWindow.h"
#include "app/Machine.h"
#include "core/Decimal.h"
#include "pages/CalculatorPanel.h"
#include "pages/CompareMoveBar.h"
#include "pages/ComparePage.h"
#include "shell/FilterBar.h"
#include "shell/Language.h"
#include "support/Patience.h"
#include "support/ThreadTime.h"
#include "ui/TextProbe.h"
#include "widgets/EmptyState.h"
#include "widgets/FactorSlider.h"

#include <QJsonArray>
#include <QPushButton>
#include <QSlider>
#include <QtTest>

namespace test_CompareWindow
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

ComparePage *comparePage(DemoWindow &demo)
{
    return qobject_cast<ComparePage *>(demo.window().page());
}

/// What the command says of the same view.
QJsonObject compareJsonOf(DemoWindow &demo, const QStringList &more)
{
    const ComparePage *page = comparePage(demo);
    QStringList arguments{QStringLiteral("compare"), QStringLiteral("--timezone"), QStringLiteral("Europe/Berlin"), QStringLiteral("--currency"), demo.window().view().currency,
                          QStringLiteral("--from"), QString::fromStdString(toIso(demo.window().view().period.from)), QStringLiteral("--to"),
                          QString::fromStdString(toIso(demo.window().view().period.to))};
    for (const ReplayModel &model : page->data()->basis->models) {
        arguments << QStringLiteral("--model") << QString::fromStdString(model.key);
    }
    return Machine{}
        .run(QStringList{QStringLiteral("--ledger"), demo.ledger(), QStringLiteral("--json"), QStringLiteral("--at"), QStringLiteral("2026-11-18T13:32:00Z")} + arguments + more)
        .json();
}

/// Every figure of the page is the command's, digit by digit.
void compareWithCommand(DemoWindow &demo, const QStringList &more = {})
{
    const Comparison &comparison = comparePage(demo)->data()->comparison;
    const QJsonObject json = compareJsonOf(demo, more);
    const QJsonArray models = json[QLatin1String("models")].toArray();
    QCOMPARE(models.size(), qsizetype(comparison.models.size()));
    QVERIFY(models.size() > 4);
    for (qsizetype i = 0; i < models.size(); ++i) {
        const ComparedModel &model = comparison.models[std::size_t(i)];
        QCOMPARE(models[i][QLatin1String("model")].toString().toStdString(), model.model.id);
        const QJsonArray costs = models[i][QLatin1String("costs")].toArray();
        QCOMPARE(costs.size(), qsizetype(model.cost.size()));
        for (qsizetype c = 0; c < costs.size(); ++c) {
            QCOMPARE(costs[c][QLatin1String("amount")].toString().toStdString(), model.cost[std::size_t(c)].cost.toDecimalText());
            QCOMPARE(costs[c][QLatin1String("low")].toString().toStdString(), model.cost[std::size_t(c)].low.toDecimalText());
            QCOMPARE(costs[c][QLatin1String("high")].toString().toStdString(), model.cost[std::size_t(c)].high.toDecimalText());
        }
        QCOMPARE(models[i][QLatin1String("not_comparable")][QLatin1String("requests")].toInteger(), model.gaps.total());
    }
    const QJsonArray actual = json[QLatin1String("actual")][QLatin1String("cost")].toArray();
    QCOMPARE(actual.size(), qsizetype(comparison.actual.size()));
    for (qsizetype c = 0; c < actual.size(); ++c) {
        QCOMPARE(actual[c][QLatin1String("amount")].toString().toStdString(), comparison.actual[std::size_t(c)].toDecimalText());
    }
    QCOMPARE(json[QLatin1String("actual")][QLatin1String("requests")].toInteger(), comparison.total.requests);
}

} // namespace

class tst_CompareWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void figuresAreTheCommands();
    void slidersAskInTheBackground();
    void partialMoveIsTheCommands();
    void wholeIsTheSameAndCancels();
    void calculatorHasNoFilterBar();
    void scenariosComeBack();
    void textIsWhole_data();
    void textIsWhole();
};

void tst_CompareWindow::figuresAreTheCommands()
{
    DemoWindow demo;
    demo.open(QStringLiteral("compare"));
    QVERIFY(comparePage(demo));
    compareWithCommand(demo);
    // Assumptions of the view are the command's options; and a month that is over.
    ViewState view = demo.window().view();
    view.period = periodAt(PeriodKind::Month, parseDay("2026-10-05").value(), {});
    view.options[QStringLiteral("compare.assume")] = QStringLiteral("answer=1.6:2:2.6|cache=0.4:0.8:0.9");
    demo.window().go(view);
    demo.settle();
    compareWithCommand(demo, {QStringLiteral("--assume"), QStringLiteral("answer=1.6:2:2.6"), QStringLiteral("--assume"), QStringLiteral("cache=0.4:0.8:0.9")});
}

void tst_CompareWindow::slidersAskInTheBackground()
{
    DemoWindow demo;
    demo.open(QStringLiteral("compare"));
    ComparePage *page = comparePage(demo);
    const auto costs = [&] {
        std::vector<Int128> all;
        for (const BandBarsData::Bar &bar : page->bars()->data().bars) {
            all.push_back(bar.cost);
        }
        return all;
    };
    const std::vector<Int128> before = costs();
    // Moving itself computes nothing on this thread: twenty moves cost what setting twenty values costs.
    const double moving = threadMs([&] {
        for (int i = 1; i <= 20; ++i) {
            page->answer()->slider()->setValue(100 + i * 5);
        }
    });
    demo.settle();
    QVERIFY(costs() != before);
    QVERIFY2(moving < 2000, qPrintable(QString::number(moving)));
    QCOMPARE(demo.window().view().options.at(QStringLiteral("compare.assume")), QStringLiteral("answer=1.6:2:2.6"));
    compareWithCommand(demo, {QStringLiteral("--assume"), QStringLiteral("answer=1.6:2:2.6")});
}

void tst_CompareWindow::partialMoveIsTheCommands()
{
    DemoWindow demo;
    demo.open(QStringLiteral("compare"));
    ViewState view = demo.window().view();
    view.options[QStringLiteral("compare.move")] = QStringLiteral("project:atlas-api");
    view.options[QStringLiteral("compare.prompt")] = QStringLiteral("<40000");
    demo.window().go(view);
    demo.settle();
    const Comparison &comparison = comparePage(demo)->data()->comparison;
    QVERIFY(comparison.movedRequests > 0 && comparison.stayedRequests > 0);
    compareWithCommand(demo, {QStringLiteral("--move"), QStringLiteral("project=/home/demo/atlas-api"), QStringLiteral("--move"), QStringLiteral("prompt-below=40000")});
    QVERIFY(comparePage(demo)->move()->words().contains(QStringLiteral("atlas-api")));
}

/// In the background, over real threads: the same figures, and the window answers meanwhile.
void tst_CompareWindow::wholeIsTheSameAndCancels()
{
    DemoWindow demo;
    demo.open(QStringLiteral("compare"));
    ComparePage *page = comparePage(demo);
    page->setMostReplayed(10);
    ViewState view = demo.window().view();
    view.period = periodAt(PeriodKind::Month, parseDay("2026-10-05").value(), {});
    demo.window().go(view);
    demo.settle();
    QVERIFY(page->data()->basis->tooMany > 10);
    QPushButton *all = page->emptyState()->findChild<QPushButton *>();
    all->click();
    demo.settle();
    QVERIFY(page->data()->basis->isWhole);
    compareWithCommand(demo);
    // Taken back as soon as it was asked for: the window is where it was.
    view.period = periodAt(PeriodKind::Month, parseDay("2026-11-05").value(), {});
    demo.window().go(view);
    demo.settle();
    QVERIFY(page->data()->basis->tooMany > 10);
    all->click();
    demo.services().cancelReadings();
    demo.settle();
    QVERIFY(page->data()->basis->tooMany > 10 || page->data()->basis->isWhole); // it may have been done by then
    QVERIFY(!page->isBusy());
}

/// Planned work has neither a period nor a filter.
void tst_CompareWindow::calculatorHasNoFilterBar()
{
    DemoWindow demo;
    demo.open(QStringLiteral("compare"));
    const FilterBar *bar = demo.window().findChild<FilterBar *>();
    QVERIFY(bar != nullptr && bar->isVisible());
    ViewState view = demo.window().view();
    view.options[QStringLiteral("compare.show")] = QStringLiteral("calculator");
    demo.window().go(view);
    demo.settle();
    QVERIFY(!bar->isVisible());
    QVERIFY(comparePage(demo)->calculator()->isVisible());
    view.options.erase(QStringLiteral("compare.show"));
    demo.window().go(view);
    demo.settle();
    QVERIFY(bar->isVisible());
    demo.open(QStringLiteral("trends"));
    QVERIFY(bar->isVisible());
}

/// A view that was kept brings models, assumptions and scale back.
void tst_CompareWindow::scenariosComeBack()
{
    DemoWindow demo;
    demo.open(QStringLiteral("compare"));
    ViewState scenario = demo.window().view();
    scenario.options[QStringLiteral("compare.models")] = QStringLiteral("google/gemini-2.5-pro|openai/gpt-5");
    scenario.options[QStringLiteral("compare.assume")] = QStringLiteral("tokenizer=0.8:1.2:1.3");
    scenario.options[QStringLiteral("compare.scale")] = QStringLiteral("own");
    demo.window().go(scenario);
    demo.settle();
    demo.open(QStringLiteral("overview"));
    demo.window().go(scenario);
    demo.settle();
    ComparePage *page = comparePage(demo);
    QCOMPARE(page->bars()->data().bars.size(), 2U);
    QCOMPARE(page->tokenizer()->value(), 120);
    QVERIFY(page->frontier()->data().points.empty());
    page->rate(0, 8);
    QCOMPARE(page->frontier()->data().points.size(), 1U);
    // Ratings stay with the ledger.
    QTRY_VERIFY_WITH_TIMEOUT(demo.services().stored(QStringLiteral("compare.ratings")).contains("gemini-2.5-pro"), LongestMs);
    page->rate(0, 0);
}

void tst_CompareWindow::textIsWhole_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addRow("English, smallest") << QStringLiteral("en") << QSize{1024, 700} << false;
    QTest::addRow("Chinese, smallest, dark") << QStringLiteral("zh_CN") << QSize{1024, 700} << true;
    QTest::addRow("English, tall") << QStringLiteral("en") << QSize{1440, 1800} << false;
    QTest::addRow("Chinese, large") << QStringLiteral("zh_CN") << QSize{1920, 1700} << false;
}

void tst_CompareWindow::textIsWhole()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    DemoWindow demo{language, size, dark ? Settings::Theme::Dark : Settings::Theme::Light};
    demo.open(QStringLiteral("compare"));
    const QStringList faults = TextProbe::faultsOf(demo.window());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY(!comparePage(demo)->bars()->data().bars.empty());
}

TOKENMETER_TEST(tst_CompareWindow);

} // namespace test_CompareWindow

#include "tst_Compare.moc"
