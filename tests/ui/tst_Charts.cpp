// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "DemoMonth.h"
#include "format/MoneyText.h"
#include "charts/Sparkline.h"
#include "charts/HeatMap.h"
#include "charts/Axis.h"
#include "charts/CumulativeChart.h"
#include "charts/Scale.h"
#include "charts/StackedColumns.h"
#include "charts/WaterfallChart.h"
#include "charts/figures.h"
#include "format/NumberText.h"
#include "pages/OverviewView.h"
#include "theme/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QFontMetricsF>
#include <QPainter>
#include <QImage>
#include <QPainter>
#include <QtTest>

#include <algorithm>

#include <set>

namespace test_Charts
{

using namespace tokenmeter;
using tokenmeter::testing::cents;
using tokenmeter::testing::demoMonth;

namespace
{

/// What is protected in the product is looked at here.
class Columns : public StackedColumns
{
public:
    using StackedColumns::tipOf;
    using StackedColumns::markCount;
    using ChartWidget::ensureLayout;
};

class Sums : public CumulativeChart
{
public:
    using CumulativeChart::tipOf;
};

StackedColumnsData daysOf(int count)
{
    StackedColumnsData data;
    data.title = QStringLiteral("Daily spend");
    data.from = *parseDay("2026-01-01");
    data.to = data.from + std::chrono::days{count - 1};
    data.today = data.to;
    data.measure = MeasureText{Measure::Cost, Currency{"USD"}};
    StackedColumnsData::Series series;
    series.name = series.shortName = QStringLiteral("Opus 5");
    series.values.assign(std::size_t(count), cents(100).atto());
    data.series.push_back(series);
    return data;
}

QString plain(QString text)
{
    return text.replace(NumberText::Nbsp, u' ');
}

} // namespace

class tst_Charts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
        Theme::apply(*qApp, Theme::Mode::Light);
    }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void scales_data();
    void scales();
    void daysWeeksMonths();
    void labelsDoNotTouch();
    void tipOfADay();
    void tipOfAGap();
    void tipOfTheForecast();
    void keyboardWalks();
    void tableTwin();
    void digitsHaveOneWidth();
    void richTextStaysPlain();
    void labelsBelowHaveRoom();
    void oneValueIsABar();
    void unpricedHeatIsNoZero();
    void waterfallHangsTogether();
};

void tst_Charts::scales_data()
{
    QTest::addColumn<double>("largest");
    QTest::addColumn<int>("steps");
    QTest::addColumn<double>("step");
    QTest::addColumn<double>("top");
    QTest::newRow("one to one") << 5.0 << 5 << 1.0 << 5.0;
    QTest::newRow("a little more") << 5.1 << 5 << 2.0 << 6.0;
    QTest::newRow("quarter") << 1021.0 << 5 << 250.0 << 1250.0;
    QTest::newRow("few lines") << 90.0 << 3 << 50.0 << 100.0;
    QTest::newRow("decimals") << 0.3 << 3 << 0.1 << 0.3; // 0.3 / 0.1 is a hair more than 3
    QTest::newRow("tiny") << 0.000012 << 5 << 0.0000025 << 0.0000125;
    QTest::newRow("huge") << 1.2e13 << 5 << 2.5e12 << 1.25e13;
    QTest::newRow("nothing") << 0.0 << 5 << 1.0 << 1.0;
    QTest::newRow("negative") << -3.0 << 5 << 1.0 << 1.0;
}

void tst_Charts::scales()
{
    QFETCH(double, largest);
    QFETCH(int, steps);
    QFETCH(double, step);
    QFETCH(double, top);
    const Scale scale = Scale::forLargest(largest, steps);
    QVERIFY2(qFuzzyCompare(scale.step(), step), qPrintable(QString::number(scale.step())));
    QVERIFY2(qFuzzyCompare(scale.top(), top), qPrintable(QString::number(scale.top())));
    QVERIFY(int(scale.ticks().size()) <= steps + 1);
}

void tst_Charts::daysWeeksMonths()
{
    Columns chart;
    chart.resize(600, 300);
    chart.setData(daysOf(30));
    chart.ensureLayout();
    QCOMPARE(chart.step(), StackedColumns::Step::Day);
    QCOMPARE(chart.markCount(), 30);
    // 400 days in less than 600 px: a bar would be 1.1 px wide
    chart.setData(daysOf(400));
    chart.ensureLayout();
    QCOMPARE(chart.step(), StackedColumns::Step::Week);
    // 2000 days are 286 weeks: still too thin
    chart.setData(daysOf(2000));
    chart.ensureLayout();
    QCOMPARE(chart.step(), StackedColumns::Step::Month);
    QCOMPARE(QString::fromStdString(toIso(chart.markFrom(1))), QStringLiteral("2026-02-01"));
    QCOMPARE(QString::fromStdString(toIso(chart.markTo(1))), QStringLiteral("2026-02-28"));
    // nothing is lost on the way: 2000 days of one dollar
    QVERIFY2(chart.summary().endsWith(QStringLiteral("total $2,000.00")), qPrintable(chart.summary()));
    // wide again, days again
    chart.setData(daysOf(30));
    chart.ensureLayout();
    QCOMPARE(chart.step(), StackedColumns::Step::Day);
}

void tst_Charts::labelsDoNotTouch()
{
    const LocalDay from = *parseDay("2026-11-01");
    for (const double width : {120.0, 300.0, 600.0, 1200.0}) {
        auto labels = axis::timeLabels(from, from + std::chrono::days{29}, from + std::chrono::days{14}, 0, width, true);
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const axis::TimeLabel &label) { return label.today; }));
        std::sort(labels.begin(), labels.end(), [](const auto &a, const auto &b) { return a.x < b.x; });
        const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption, QFont::DemiBold)};
        for (std::size_t i = 1; i < labels.size(); ++i) {
            const double room = (metrics.horizontalAdvance(labels[i].text) + metrics.horizontalAdvance(labels[i - 1].text)) / 2;
            QVERIFY(labels[i].x - labels[i - 1].x >= room);
        }
    }
}

void tst_Charts::tipOfADay()
{
    const OverviewData data = demoMonth();
    Columns chart;
    chart.resize(700, 250);
    chart.setData(OverviewView{data, Measure::Cost, {}, Zone::utc()}.daily());
    chart.ensureLayout();
    const TipContent tip = chart.tipOf(11);
    QCOMPARE(tip.place, QStringLiteral("Thu 12 Nov 2026"));
    QCOMPARE(tip.totalValue, QStringLiteral("$") + NumberText::decimal(data.dailyCost[11].atto(), MoneyScale, 2));
    QCOMPARE(tip.rows.size(), std::size_t{5}); // four by size, then "3 more"
    QCOMPARE(tip.rows[0].name, QStringLiteral("Opus 5"));
    QCOMPARE(tip.rows[4].name, QStringLiteral("3 more"));
    // the 9th had 30 requests without a price, the 18th is not over
    QVERIFY(chart.tipOf(8).notes.contains(QStringLiteral("30 requests without a price")));
    QVERIFY(chart.tipOf(17).notes.contains(QStringLiteral("The day is not over.")));
    QVERIFY(chart.tipOf(25).rows.empty());
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        ChartTip box{&chart};
        box.showContent(tip, QRectF{0, 0, 1, 1});
        QImage image{box.sizeHint() * 2, QImage::Format_RGB32};
        image.setDevicePixelRatio(2);
        image.fill(Theme::current().colours().surface);
        box.render(&image);
        QVERIFY(QDir{}.mkpath(folder));
        QVERIFY(image.save(folder + QStringLiteral("/tip.png")));
    }
}

void tst_Charts::tipOfAGap()
{
    StackedColumnsData data = daysOf(10);
    data.hasData.assign(10, true);
    data.hasData[0] = data.hasData[1] = false;
    data.series[0].values[0] = data.series[0].values[1] = 0;
    Columns chart;
    chart.setData(data);
    QCOMPARE(chart.tipOf(0).notes, QStringList{QStringLiteral("Before the first record.")});
    QVERIFY(chart.tipOf(0).totalValue.isEmpty());
    QCOMPARE(chart.tableText(0, 0), QStringLiteral("–")); // a gap, no zero
    QCOMPARE(chart.tableText(0, 2), QStringLiteral("$1.00"));
}

void tst_Charts::tipOfTheForecast()
{
    const OverviewData data = demoMonth();
    Sums chart;
    chart.setData(OverviewView{data, Measure::Cost, {}, Zone::utc()}.cumulative());
    const TipContent now = chart.tipOf(17);
    QCOMPARE(now.totalValue, QStringLiteral("$561.42"));
    QCOMPARE(plain(now.comparison), QStringLiteral("▲ 13.9 % more than Oct"));
    const TipContent last = chart.tipOf(29);
    QCOMPARE(last.totalValue, QStringLiteral("$935")); // 561.42 + 373.78
    QCOMPARE(plain(last.notes.value(0)), QStringLiteral("80 % likely: $868 to $1,021"));
}

void tst_Charts::keyboardWalks()
{
    Columns chart;
    chart.resize(600, 300);
    chart.setData(daysOf(30));
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.currentMark(), 0);
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(chart.currentMark(), 29);
    QTest::keyClick(&chart, Qt::Key_Left);
    QTest::keyClick(&chart, Qt::Key_Up);
    QCOMPARE(chart.currentMark(), 28);
    QCOMPARE(chart.currentPart(), 0);
    QSignalSpy picked{&chart, &ChartWidget::markPicked};
    QSignalSpy explained{&chart, &ChartWidget::markExplained};
    QTest::keyClick(&chart, Qt::Key_Return);
    QTest::keyClick(&chart, Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(picked.value(0), (QVariantList{28, 0}));
    QCOMPARE(explained.value(0), (QVariantList{28, 0}));
    QTest::keyClick(&chart, Qt::Key_Escape);
    QCOMPARE(chart.currentMark(), -1);
}

void tst_Charts::tableTwin()
{
    Columns chart;
    chart.resize(600, 300);
    chart.setData(daysOf(30));
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&chart);
    QVERIFY(interface != nullptr);
    QCOMPARE(interface->role(), QAccessible::Table);
    QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Daily spend, 30 columns, 2 rows, total $30.00"));
    QAccessibleTableInterface *table = interface->tableInterface();
    QVERIFY(table != nullptr);
    QCOMPARE(table->columnCount(), 30);
    QCOMPARE(table->rowCount(), 2);
    QAccessibleInterface *cell = table->cellAt(0, 3);
    QVERIFY(cell != nullptr);
    QCOMPARE(cell->text(QAccessible::Value), QStringLiteral("$1.00"));
    QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("Sun 4 Jan 2026, Opus 5: $1.00"));
    QCOMPARE(table->cellAt(0, 30), nullptr);
}

void tst_Charts::digitsHaveOneWidth()
{
    const QFont font = Theme::current().font(Theme::Role::Body);
    const double ones = numberWidth(font, QStringLiteral("111.11"));
    for (const char *text : {"000.00", "999.99", "408.57"}) {
        QVERIFY(qAbs(numberWidth(font, QString::fromLatin1(text)) - ones) < 0.01);
    }
}

void tst_Charts::richTextStaysPlain()
{
    QCOMPARE(plainToolTip(QStringLiteral("atlas-api")), QStringLiteral("atlas-api"));
    const QString shown = plainToolTip(QStringLiteral("<b>atlas</b>"));
    QVERIFY2(shown.contains(QStringLiteral("&lt;b&gt;atlas&lt;/b&gt;")), qPrintable(shown));
}

void tst_Charts::labelsBelowHaveRoom()
{
    // In any font the labels of the time axis end within the room that is left for them.
    const QFont before = QApplication::font();
    for (const char *family : {"Inter", "Noto Sans", "DejaVu Sans"}) {
        for (const int pixels : {13, 20}) {
            QFont font{QString::fromLatin1(family)};
            font.setPixelSize(pixels);
            QApplication::setFont(font);
            Theme::apply(*qApp, Theme::Mode::Light);
            const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption, QFont::DemiBold)};
            QVERIFY2(axis::bottomHeight() + 0.5 >= size::axisTickGap + metrics.ascent() + metrics.descent(), family);
        }
    }
    QApplication::setFont(before);
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_Charts::oneValueIsABar()
{
    const auto inkIn = [](const std::vector<double> &values) {
        QImage image{84, 16, QImage::Format_RGB32};
        image.fill(Qt::white);
        QPainter painter{&image};
        sparkline::paint(painter, image.rect(), values, Qt::black);
        painter.end();
        QStringList columns;
        for (int x = 0; x < image.width(); ++x) {
            int dark = 0;
            for (int y = 0; y < image.height(); ++y) {
                dark += qGray(image.pixel(x, y)) < 64 ? 1 : 0;
            }
            columns << QString::number(dark);
        }
        return columns;
    };
    // A bar: full height in some columns, nothing beside it. A line would run along the foot.
    const QStringList one = inkIn({0, 0, 5, 0, 0, 0, 0, 0, 0, 0});
    QVERIFY2(one.count(QStringLiteral("0")) >= 84 - size::sparklineBar - 2, qPrintable(one.join(u' ')));
    QVERIFY(std::any_of(one.begin(), one.end(), [](const QString &dark) { return dark.toInt() >= 14; }));
    const QStringList two = inkIn({0, 0, 5, 0, 0, 0, 3, 0, 0, 0});
    QVERIFY(two.count(QStringLiteral("0")) < 20);
}

void tst_Charts::unpricedHeatIsNoZero()
{
    HeatMap map;
    HeatMapData data;
    data.measure = MeasureText{Measure::Cost, Currency{"USD"}};
    data.columns = 3;
    data.rows = 1;
    data.rowLabels = {{0, QStringLiteral("Mon")}};
    data.cells = {{.column = 0, .value = Int128{0}}, {.column = 1, .value = cents(100).atto()}, {.column = 2, .unpriced = true}};
    map.setData(data);
    map.resize(300, 160);
    QCOMPARE(map.tableText(0, 2), MoneyText::noPrice());
    QVERIFY(map.tableText(0, 0) != MoneyText::noPrice());
    QImage image{map.size(), QImage::Format_RGB32};
    image.fill(Qt::white);
    map.render(&image);
    const auto colours = [&](int mark) {
        std::set<QRgb> seen;
        const QRect rect = map.markRect(mark).toAlignedRect().adjusted(4, 4, -4, -4);
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x) {
                seen.insert(image.pixel(x, y));
            }
        }
        return seen.size();
    };
    QCOMPARE(colours(0), std::size_t{1}); // a flat fill
    QVERIFY(colours(2) > 4);              // hatched
}

/// 100 + 6 - 10 + 0 = 96: each bar begins where the one before it ends; the base is cut and said; without room to cut it is zero.
void tst_Charts::waterfallHangsTogether()
{
    WaterfallChart chart;
    chart.resize(600, 260);
    WaterfallData data;
    data.title = QStringLiteral("Way");
    data.measure = MeasureText{Measure::Cost, Currency{"USD"}};
    const auto bar = [](const char *name, int value, bool isTotal) {
        const Money money = cents(value * 100);
        return WaterfallData::Bar{.name = QString::fromLatin1(name), .longName = QString::fromLatin1(name), .value = money.atto(), .shown = MoneyText::amount(money), .exact = MoneyText::full(money), .isTotal = isTotal};
    };
    data.bars = {bar("Metered", 100, true), bar("Up", 6, false), bar("Down", -10, false), bar("None", 0, false), bar("Billed", 96, true)};
    chart.setData(data);
    const double start = chart.barRect(0).top();
    QCOMPARE(chart.barRect(1).bottom(), start);            // up from the total
    QCOMPARE(chart.barRect(2).top(), chart.barRect(1).top());
    QCOMPARE(chart.barRect(3).top(), chart.barRect(2).bottom());
    QCOMPARE(chart.barRect(3).height(), 0.0);
    QCOMPARE(chart.barRect(4).top(), chart.barRect(2).bottom());
    QCOMPARE(chart.barRect(2).height() / chart.barRect(1).height(), 10.0 / 6.0);
    QVERIFY(chart.base() > 0 && chart.base() < 96);
    QVERIFY(chart.baseSentence().contains(QStringLiteral("$")));
    QCOMPARE(chart.tableText(2, 1), QStringLiteral("$96.00")); // leads to
    QVERIFY(chart.summary().contains(QStringLiteral("3 steps")));
    // Keyboard: Right from the first, Return opens.
    QList<int> picked;
    connect(&chart, &ChartWidget::markPicked, &chart, [&](int mark) { picked << mark; });
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(picked, QList<int>{1});
    // Credit beyond the bill: below zero, and nothing is cut.
    data.bars = {bar("Metered", 10, true), bar("Down", -25, false), bar("Billed", -15, true)};
    chart.setData(data);
    QCOMPARE(chart.base(), 0.0);
    QVERIFY(chart.baseSentence().isEmpty());
    QCOMPARE(chart.barRect(2).bottom(), chart.barRect(1).bottom());
    QVERIFY(chart.barRect(2).top() > chart.barRect(1).top());
    data.bars.clear();
    chart.setData(data);
    chart.grab();
}

TOKENMETER_TEST(tst_Charts);

} // namespace test_Charts

#include "tst_Charts.moc"
