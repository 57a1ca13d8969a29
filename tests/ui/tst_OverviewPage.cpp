// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "charts/StackedColumns.h"
#include "charts/CumulativeChart.h"

#include "DemoMonth.h"
#include "format/NumberText.h"
#include "pages/OverviewPage.h"
#include "pages/OverviewView.h"
#include "support/ThreadTime.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include <numeric>

namespace test_OverviewPage
{

using namespace tokenmeter;
using tokenmeter::testing::cents;
using tokenmeter::testing::demoMonth;
using tokenmeter::testing::usd;

namespace
{

OverviewData emptyMonth()
{
    OverviewData d = demoMonth();
    d.models.clear();
    d.projects.clear();
    d.total = d.previous = {};
    d.inCurrency = d.previousInCurrency = d.cacheSaved = {};
    d.rates.clear();
    d.dailyCost.assign(30, cents(0));
    d.previousDailyCost.clear();
    d.projection = {};
    d.unpricedModels.clear();
    d.problems.clear();
    d.nearestDataDay = parseDay("2026-12-12");
    return d;
}

/// One record of 0.1906 dollars, in a project and of a model with names of 300 characters.
OverviewData oneRecord()
{
    OverviewData d = emptyMonth();
    d.nearestDataDay.reset();
    const Money amount = usd("0.1906");
    d.inCurrency = amount;
    d.total.requests = 1;
    d.total.totalTokens = 204'833;
    d.total.tokens.input = 204'833;
    d.total.cost = {amount};
    d.dailyCost[0] = amount;
    ModelSeries model;
    model.name = std::string(300, 'm');
    model.key = model.name;
    model.rawModels = {model.name};
    model.daily.assign(30, cents(0));
    model.daily[0] = amount;
    model.dailyTokens.assign(30, 0);
    model.dailyTokens[0] = 204'833;
    model.dailyRequests.assign(30, 0);
    model.dailyRequests[0] = 1;
    model.spend = d.total;
    d.models = {model};
    NamedSpend project;
    project.name = "<b>" + std::string(300, 'p') + "\n\u202E</b>";
    project.spend = d.total;
    project.inCurrency = amount;
    d.projects = {project};
    return d;
}

/// Ten million dollars, in the first model; the rest of the month as it is.
OverviewData tenMillion()
{
    OverviewData d = demoMonth();
    const Money more = usd("10000000");
    d.inCurrency += more;
    d.dailyCost[11] += more;
    d.models[0].daily[11] += more;
    d.projects[0].inCurrency += more;
    d.foreign = {Money::fromAtto(*parseDecimal("1234.5", MoneyScale), Currency{"EUR"})};
    for (int i = 0; i < 12; ++i) {
        for (std::vector<Money> *sums : {&d.projection.expectedCumulative, &d.projection.lowCumulative, &d.projection.highCumulative}) {
            (*sums)[std::size_t(i)] += more;
        }
    }
    d.projection.expected += more;
    d.projection.low += more;
    d.projection.high += more;
    return d;
}

Int128 attosOf(const QString &amount)
{
    QString digits = amount;
    digits.remove(u'$').remove(u',').replace(NumberText::Minus, u'-');
    return parseDecimal(digits.toStdString(), MoneyScale).value_or(-1);
}

QImage pictureOf(OverviewPage &page, QSize size, double scale)
{
    page.resize(size);
    page.show();
    QApplication::processEvents();
    QImage image{size * scale, QImage::Format_RGB32};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colours().window);
    page.render(&image);
    return image;
}

} // namespace

class tst_OverviewPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void figures();
    void atLeastWhenUnpriced();
    void measuresClose_data();
    void measuresClose();
    void listsCloseToTheCent();
    void mostEightSeries();
    void foreignIsNamed();
    void periodOver();
    void noEvidence();
    void emptyPeriod();
    void attentionLeadsSomewhere();
    void clicksFilter();
    void chartsShareTheDay();
    void nothingIsSaidBeforeTheAnswer();
    void aDayIsSpentOn();
    void everyStatePaints_data();
    void everyStatePaints();
    void paintsQuickly();
};

void tst_OverviewPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_OverviewPage::cleanup()
{
    QLocale::setDefault(QLocale::c());
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_OverviewPage::figures()
{
    const OverviewData data = demoMonth();
    const OverviewView view{data, Measure::Cost, ModelColours{}, Zone::utc()};
    const std::vector<KpiCell> cells = view.cells();
    const auto plain = [](QString text) { return text.replace(NumberText::Nbsp, u' '); };
    QCOMPARE(cells.size(), std::size_t{4});
    QCOMPARE(cells[0].figure, QStringLiteral("$561.42"));
    QCOMPARE(plain(cells[0].comparison), QStringLiteral("▲ 13.9 % more than 1–18 Oct ($492.89)"));
    QCOMPARE(plain(cells[0].context), QStringLiteral("incl. ¥263.82 at 0.140475 USD per CNY"));
    QCOMPARE(cells[1].label, QStringLiteral("Projected for the month"));
    QCOMPARE(cells[1].figure, QStringLiteral("$935"));
    QCOMPARE(plain(cells[1].comparison), QStringLiteral("80 % likely: $868 to $1,021"));
    QCOMPARE(plain(cells[2].label), QStringLiteral("Tokens"));
    // 764.0 / (764.0 + 47.9) = 0.94100; 0.925 before
    QCOMPARE(plain(cells[3].figure), QStringLiteral("94.1 %"));
    QCOMPARE(plain(cells[3].comparison), QStringLiteral("▲ 1.6 points"));
    QCOMPARE(plain(cells[3].context), QStringLiteral("Saved $2,117 against no cache"));
}

void tst_OverviewPage::atLeastWhenUnpriced()
{
    OverviewData data = demoMonth();
    QCOMPARE((OverviewView{data, Measure::Cost, {}, Zone::utc()}.cells()[0].label), QStringLiteral("Spent in November, at least"));
    data.total.unpricedRequests = 0;
    QCOMPARE((OverviewView{data, Measure::Cost, {}, Zone::utc()}.cells()[0].label), QStringLiteral("Spent in November"));
}

void tst_OverviewPage::measuresClose_data()
{
    QTest::addColumn<int>("measure");
    QTest::newRow("cost") << int(Measure::Cost);
    QTest::newRow("tokens") << int(Measure::Tokens);
    QTest::newRow("requests") << int(Measure::Requests);
}

void tst_OverviewPage::measuresClose()
{
    QFETCH(int, measure);
    const OverviewData data = demoMonth();
    const OverviewView view{data, Measure(measure), {}, Zone::utc()};
    Int128 chart = 0;
    for (const StackedColumnsData::Series &series : view.daily().series) {
        chart = std::accumulate(series.values.begin(), series.values.end(), chart);
    }
    QVERIFY(chart == view.total());
    Int128 list = 0;
    for (const RankedEntry &entry : view.models(false)) {
        list += entry.value;
    }
    QVERIFY(list == view.total());
    const CumulativeData sums = view.cumulative();
    QVERIFY(std::accumulate(sums.daily.begin(), sums.daily.end(), Int128{0}) == view.total());
}

void tst_OverviewPage::listsCloseToTheCent()
{
    OverviewPage page;
    for (const OverviewData &data : {demoMonth(), tenMillion()}) {
        page.setData(data);
        for (const QSize &window : {QSize{size::windowWidth, size::windowHeight}, QSize{size::windowMinWidth - size::sidebar, size::windowMinHeight}}) {
            page.resize(window);
            page.show();
            QApplication::processEvents();
            for (const RankedList *list : {page.modelList(), page.projectList()}) {
                Int128 sum = 0;
                for (const RankedList::Row &row : list->rows()) {
                    sum += row.amount == QStringLiteral("no price") ? 0 : attosOf(row.amount);
                }
                QVERIFY2(sum == data.inCurrency.atto(), qPrintable(QString::number(window.width())));
            }
        }
    }
}

void tst_OverviewPage::mostEightSeries()
{
    OverviewData data = demoMonth();
    for (int i = 0; i < 20; ++i) {
        ModelSeries model = data.models[6];
        model.name = "house-model-" + std::to_string(i);
        model.family.clear();
        data.models.push_back(model);
        for (std::size_t d = 0; d < 30; ++d) {
            data.dailyCost[d] += model.daily[d];
        }
        data.inCurrency += cents(1492);
    }
    const OverviewView view{data, Measure::Cost, {}, Zone::utc()};
    const StackedColumnsData chart = view.daily();
    QCOMPARE(chart.series.size(), std::size_t{8});
    QCOMPARE(chart.series.back().name, QStringLiteral("Other (20)")); // 7 + 20 - 7
    QCOMPARE(chart.series.back().look.slot, 0);
    // the families of Claude lie together, lowest
    QCOMPARE(chart.series[0].group, QStringLiteral("Claude"));
    QCOMPARE(chart.series[1].group, QStringLiteral("Claude"));
    QCOMPARE(chart.series[2].group, QStringLiteral("Claude"));
}

void tst_OverviewPage::foreignIsNamed()
{
    OverviewData data = demoMonth();
    data.foreign = {Money::fromAtto(*parseDecimal("12.4", MoneyScale), Currency{"EUR"})};
    const QString context = OverviewView{data, Measure::Cost, {}, Zone::utc()}.cells()[0].context;
    QVERIFY2(context.startsWith(QStringLiteral("plus EUR\u00A012.40 without an exchange rate")), qPrintable(context));
    // A project that spent in another currency alone shows that amount and no zero.
    NamedSpend project;
    project.name = "abroad";
    project.spend.cost = data.foreign;
    project.inCurrency = cents(0);
    data.projects.push_back(project);
    const std::vector<RankedEntry> entries = OverviewView{data, Measure::Cost, {}, Zone::utc()}.projects();
    QCOMPARE(entries.back().amount, QStringLiteral("EUR\u00A012.40"));
}

void tst_OverviewPage::periodOver()
{
    OverviewData data = demoMonth();
    data.today = *parseDay("2026-12-05");
    const KpiCell cell = OverviewView{data, Measure::Cost, {}, Zone::utc()}.cells()[1];
    QCOMPARE(cell.label, QStringLiteral("A day on average"));
    QCOMPARE(cell.figure, QStringLiteral("$18.71")); // 561.42 / 30 = 18.714
    QVERIFY((OverviewView{data, Measure::Cost, {}, Zone::utc()}.cumulative().expected.empty()));
}

void tst_OverviewPage::noEvidence()
{
    OverviewData data = demoMonth();
    data.projection = {};
    data.projection.daysSoFar = 3;
    const KpiCell cell = OverviewView{data, Measure::Cost, {}, Zone::utc()}.cells()[1];
    QCOMPARE(cell.figure, QStringLiteral("–"));
    QCOMPARE(cell.comparison, QStringLiteral("not enough evidence"));
    QCOMPARE(cell.context, QStringLiteral("3 days of history"));
}

void tst_OverviewPage::emptyPeriod()
{
    const OverviewData data = emptyMonth();
    const OverviewView view{data, Measure::Cost, {}, Zone::utc()};
    QVERIFY(view.isEmpty());
    QCOMPARE(view.emptyFact(), QStringLiteral("No usage in November 2026."));
    QCOMPARE(view.emptyHint(), QStringLiteral("The nearest is on 12 Dec."));
    QCOMPARE(view.emptyVerb(), QStringLiteral("Go to 12 Dec"));
    QCOMPARE(view.cells()[0].figure, QStringLiteral("$0.00"));
    QCOMPARE(view.cells()[3].figure, QStringLiteral("–"));
}

void tst_OverviewPage::attentionLeadsSomewhere()
{
    const OverviewData data = demoMonth();
    const auto items = OverviewView{data, Measure::Cost, {}, Zone::utc()}.attention();
    QCOMPARE(items.size(), std::size_t{3});
    // what failed, then what has no price, then what was skipped
    QCOMPARE(items[0].row.tone, Tone::Negative);
    QCOMPARE(items[1].kind, OverviewView::Attention::Kind::SetPrice);
    QCOMPARE(items[1].row.sentence, QStringLiteral("qwen3-coder-next has no price"));
    QCOMPARE(items[2].row.sentence, QStringLiteral("session.jsonl, line 12"));
    bool ok = true;
    QCOMPARE((OverviewView{data, Measure::Cost, {}, Zone::utc()}.sourcesFoot(ok)), QStringLiteral("2 of 3 sources without problems. 2 problems."));
    QVERIFY(!ok);
}

void tst_OverviewPage::clicksFilter()
{
    OverviewPage page;
    page.setData(demoMonth());
    page.resize(size::windowWidth, size::windowHeight);
    page.show();
    QApplication::processEvents();
    QSignalSpy models{&page, &OverviewPage::modelPicked};
    QSignalSpy projects{&page, &OverviewPage::projectPicked};
    QTest::mouseClick(page.modelList(), Qt::LeftButton, {}, QPoint{space::s8, space::s2});
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0][0].toStringList(), QStringList{QStringLiteral("anthropic/claude-opus-5")});
    QTest::keyClick(page.projectList(), Qt::Key_Down);
    QTest::keyClick(page.projectList(), Qt::Key_Return);
    QCOMPARE(projects.size(), 1);
    QCOMPARE(projects[0][0].toString(), QStringLiteral("ledger-sync"));
    LocalDay picked{};
    connect(&page, &OverviewPage::daysPicked, this, [&](LocalDay from, LocalDay to) {
        QVERIFY(from == to);
        picked = from;
    });
    QTest::keyClick(page.dailyChart(), Qt::Key_Home);
    for (int i = 0; i < 11; ++i) {
        QTest::keyClick(page.dailyChart(), Qt::Key_Right);
    }
    QTest::keyClick(page.dailyChart(), Qt::Key_Return);
    QCOMPARE(QString::fromStdString(toIso(picked)), QStringLiteral("2026-11-12"));
    // A day without usage leads nowhere.
    picked = {};
    QTest::keyClick(page.dailyChart(), Qt::Key_End);
    QTest::keyClick(page.dailyChart(), Qt::Key_Return);
    QCOMPARE(picked, LocalDay{});
}

void tst_OverviewPage::everyStatePaints_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("chinese");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    const QSize normal{size::windowWidth - size::sidebar, size::windowHeight - size::header - size::filterBar - size::statusBar};
    const QSize narrow{size::windowMinWidth - size::sidebarNarrow, size::windowMinHeight - size::header - size::filterBar - size::statusBar};
    QTest::newRow("light") << 0 << false << false << normal << 1.0;
    QTest::newRow("dark") << 0 << true << false << normal << 1.0;
    QTest::newRow("chinese") << 0 << false << true << normal << 1.0;
    QTest::newRow("narrow") << 0 << false << false << narrow << 1.0;
    QTest::newRow("double") << 0 << false << false << normal << 2.0;
    QTest::newRow("tokens") << 1 << false << false << normal << 1.0;
    QTest::newRow("empty") << 2 << false << false << normal << 1.0;
    QTest::newRow("one-record") << 3 << false << false << normal << 1.0;
    QTest::newRow("ten-million") << 4 << false << false << narrow << 1.0;
    QTest::newRow("tall") << 0 << true << false << QSize{size::contentMax, size::windowMinWidth} << 1.0;
    QTest::newRow("loading") << 5 << false << false << normal << 1.0;
}

void tst_OverviewPage::everyStatePaints()
{
    QFETCH(int, state);
    QFETCH(bool, dark);
    QFETCH(bool, chinese);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    if (chinese) {
        QLocale::setDefault(QLocale{QLocale::Chinese, QLocale::China});
    }
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    OverviewPage page;
    page.setZone(*Zone::byId("Europe/Berlin"));
    page.setData(state == 2 ? emptyMonth() : state == 3 ? oneRecord() : state == 4 ? tenMillion() : demoMonth());
    page.setMeasure(state == 1 ? Measure::Tokens : Measure::Cost);
    if (state == 5) {
        page.resize(size);
        page.show();
        page.setLoading();
        QTRY_VERIFY(!page.dailyChart()->isVisible());
    }
    const QImage image = pictureOf(page, size, scale);
    // Something is on it: not one colour, and the figure's ink is there.
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
        }
    }
    QVERIFY(colours.size() > 10);
    // Pictures for the eye, on request only.
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        QVERIFY(QDir{}.mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));
    }
}

void tst_OverviewPage::paintsQuickly()
{
    OverviewPage page;
    page.setData(demoMonth());
    page.resize(size::windowWidth, size::windowHeight);
    page.show();
    QApplication::processEvents();
    // Hover repaints draw the cached picture and one column: far below the 16 ms of a frame, even unoptimised.
    const double each = testing::medianThreadMs(20, [&](int i) {
        page.dailyChart()->setCurrent(i);
        page.dailyChart()->grab();
    });
    QVERIFY2(each < 50, qPrintable(QString::number(each)));
}

void tst_OverviewPage::chartsShareTheDay()
{
    OverviewPage page;
    page.setData(demoMonth());
    page.resize(size::windowWidth, size::windowHeight);
    page.show();
    QApplication::processEvents();
    auto *daily = page.findChild<StackedColumns *>();
    auto *sums = page.findChild<CumulativeChart *>();
    daily->setCurrent(11);
    QVERIFY(sums->crosshair() == parseDay("2026-11-12"));
    daily->setCurrent(-1);
    QVERIFY(!sums->crosshair());
    sums->setCurrent(4);
    QVERIFY(daily->crosshair() == parseDay("2026-11-05"));
    const QImage lit = daily->grab().toImage();
    sums->setCurrent(-1);
    QVERIFY(daily->grab().toImage() != lit); // its column was
}

void tst_OverviewPage::nothingIsSaidBeforeTheAnswer()
{
    OverviewPage page;
    page.resize(size::windowWidth, size::windowHeight);
    page.show();
    QApplication::processEvents();
    for (ChartWidget *chart : page.findChildren<ChartWidget *>()) {
        const QPoint middle = chart->rect().center();
        QMouseEvent move{QEvent::MouseMove, QPointF{middle}, chart->mapToGlobal(QPointF{middle}), Qt::NoButton, Qt::NoButton, {}};
        QApplication::sendEvent(chart, &move);
        QCOMPARE(chart->currentMark(), -1);
    }
    QTRY_VERIFY(!page.dailyChart()->isVisible()); // blocks in its place
    page.setData(demoMonth());
    QVERIFY(page.dailyChart()->isVisible());
}

void tst_OverviewPage::aDayIsSpentOn()
{
    OverviewData data = demoMonth();
    data.to = data.from;
    const QString label = OverviewView{data, Measure::Cost, ModelColours{}, Zone::utc()}.cells().front().label;
    QVERIFY2(label.startsWith(QStringLiteral("Spent on 1")), qPrintable(label));
}

TOKENMETER_TEST(tst_OverviewPage);

} // namespace test_OverviewPage

#include "tst_OverviewPage.moc"
