// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "charts/StackedColumns.h"
#include "charts/TimeChart.h"
#include "pages/AnnotationDialog.h"
#include "pages/PageMarks.h"
#include "shell/Language.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace test_TimeMarks
{

using namespace tokenmeter;

namespace
{

LocalDay day(const char *text)
{
    return *parseDay(text);
}

TimeMark mark(const char *on, const QString &text, int hour = -1)
{
    return {.id = 1, .day = day(on), .hourOfDay = hour, .place = QString::fromLatin1(on), .kind = QStringLiteral("Release"), .text = text};
}

std::unique_ptr<StackedColumns> columns()
{
    auto chart = std::make_unique<StackedColumns>();
    StackedColumnsData data;
    data.title = QStringLiteral("Daily spend");
    data.from = day("2026-11-01");
    data.to = day("2026-11-30");
    data.today = day("2026-11-30");
    data.series.push_back({.name = QStringLiteral("Opus"), .values = std::vector<Int128>(30, 5)});
    chart->setData(std::move(data));
    chart->resize(600, 240);
    chart->show();
    return chart;
}

} // namespace

class tst_TimeMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { language::apply(QStringLiteral("en")); }

    void flagsStandOverTheirDays();
    void marksOfOneDayShareAFlag();
    void whatIsOutOfViewIsNotDrawn();
    void captionsGiveWay();
    void tooltipsTellThem();
    void flagsArePainted();
    void hoursOfATimeChart();
    void menuOfAMark();
    void marksOfFacts();
    void dialogSaysWhatIsMissing();
    void dialogKeepsAMomentWithItsDay();
};

void tst_TimeMarks::flagsStandOverTheirDays()
{
    const auto chart = columns();
    chart->setTimeMarks({mark("2026-11-12", QStringLiteral("v2"))});
    QCOMPARE(chart->flags().size(), std::size_t{1});
    const TimeMarks::Flag &flag = chart->flags().front();
    QCOMPARE(flag.rect.size(), (QSizeF{7, 7}));
    QVERIFY(flag.rect.bottom() < chart->height() / 2.0); // above the plot
    chart->setTimeMarks({mark("2026-11-13", QStringLiteral("v2"))});
    const double later = chart->flags().front().x;
    chart->setTimeMarks({mark("2026-11-12", QStringLiteral("v2"))});
    QVERIFY(later > chart->flags().front().x);
}

void tst_TimeMarks::marksOfOneDayShareAFlag()
{
    const auto chart = columns();
    chart->setTimeMarks({mark("2026-11-12", QStringLiteral("v2")), mark("2026-11-12", QStringLiteral("v3")), mark("2026-11-20", QStringLiteral("v4"))});
    QCOMPARE(chart->flags().size(), std::size_t{2});
    QCOMPARE(chart->flags().front().marks, (std::vector<int>{0, 1}));
    QVERIFY(chart->flags().front().caption.startsWith(QStringLiteral("2 annotation")));
}

void tst_TimeMarks::whatIsOutOfViewIsNotDrawn()
{
    const auto chart = columns();
    chart->setTimeMarks({mark("2026-10-31", QStringLiteral("before")), mark("2026-12-01", QStringLiteral("after"))});
    QVERIFY(chart->flags().empty());
}

void tst_TimeMarks::captionsGiveWay()
{
    const QRectF plot{50, 40, 400, 200};
    const auto xOf = [](const TimeMark &one) { return std::optional{100.0 + double((one.day - day("2026-11-01")).count())}; };
    std::vector<TimeMark> marks{mark("2026-11-01", QStringLiteral("a release with quite a long name")), mark("2026-11-30", QStringLiteral("next"))};
    std::vector<TimeMarks::Flag> flags = TimeMarks::place(marks, xOf, plot, 40);
    QVERIFY(flags[0].captionRect.isEmpty()); // 29 px are no room for words
    QVERIFY(!flags[1].captionRect.isEmpty());
    QVERIFY(flags[1].captionRect.bottom() <= plot.top());
    flags = TimeMarks::place({marks[1]}, xOf, plot, 3); // nothing is free above the plot
    QVERIFY(flags[0].captionRect.isEmpty());
    marks[0].text = QString{2'000, QLatin1Char('x')};
    flags = TimeMarks::place({marks[0]}, xOf, plot, 40);
    QVERIFY(flags[0].captionRect.right() <= plot.right());
}

void tst_TimeMarks::tooltipsTellThem()
{
    const auto chart = columns();
    chart->setTimeMarks({mark("2026-11-12", QStringLiteral("v2 <b>bold</b>"))});
    QCOMPARE(chart->toldOf(11).notes, QStringList{QStringLiteral("Release: v2 <b>bold</b>")}); // painted, so plain
    QVERIFY(chart->toldOf(12).notes.isEmpty());
    const TipContent tip = TimeMarks::tipOf(chart->timeMarks(), chart->flags().front());
    QCOMPARE(tip.place, QStringLiteral("2026-11-12"));
    QCOMPARE(tip.notes.size(), 1);
    const QPointF flag = chart->flags().front().rect.center();
    QCOMPARE(TimeMarks::flagAt(chart->flags(), flag), 0);
    QCOMPARE(TimeMarks::flagAt(chart->flags(), QPointF{5, 5}), -1);
}

void tst_TimeMarks::flagsArePainted()
{
    const auto chart = columns();
    const QImage before = chart->grab().toImage();
    chart->setTimeMarks({mark("2026-11-12", QStringLiteral("v2"))});
    const QImage after = chart->grab().toImage();
    const QPoint flag = (chart->flags().front().rect.center() * chart->devicePixelRatioF()).toPoint();
    QVERIFY(before.pixel(flag) != after.pixel(flag));
    chart->setTimeMarks({});
    QCOMPARE(chart->grab().toImage(), before);
}

void tst_TimeMarks::hoursOfATimeChart()
{
    TimeChart chart;
    TimeChartData data;
    data.unit = TimeChartData::Unit::Hour;
    data.today = day("2026-11-12");
    for (int hour = 0; hour < 24; ++hour) {
        data.steps.push_back({.place = QString::number(hour), .from = day("2026-11-12"), .to = day("2026-11-12"), .hourOfDay = hour});
    }
    data.series.push_back({.name = QStringLiteral("Opus"), .values = TimeChartData::Values(24, Int128{5})});
    data.totals = TimeChartData::Values(24, Int128{5});
    chart.setData(std::move(data));
    chart.resize(600, 240);
    chart.show();
    chart.setTimeMarks({mark("2026-11-12", QStringLiteral("day")), mark("2026-11-12", QStringLiteral("noon"), 12)});
    QCOMPARE(chart.flags().size(), std::size_t{2});
    QVERIFY(chart.markRect(0).contains(QPointF{chart.flags()[0].x, chart.markRect(0).center().y()}));
    QVERIFY(chart.markRect(12).contains(QPointF{chart.flags()[1].x, chart.markRect(12).center().y()}));
    chart.zoomTo(10, 14);
    QCOMPARE(chart.flags().size(), std::size_t{1}); // the other one is out of view
}

void tst_TimeMarks::menuOfAMark()
{
    const auto chart = columns();
    QSignalSpy wanted{chart.get(), &ChartWidget::menuWanted};
    const QPoint at = chart->flags().empty() ? QPoint{300, 120} : QPoint{};
    QContextMenuEvent mouse{QContextMenuEvent::Mouse, at, chart->mapToGlobal(at)};
    QApplication::sendEvent(chart.get(), &mouse);
    QCOMPARE(wanted.size(), 1);
    chart->setCurrent(4);
    QContextMenuEvent key{QContextMenuEvent::Keyboard, {}, {}};
    QApplication::sendEvent(chart.get(), &key);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.back().front().toInt(), 4);
}

void tst_TimeMarks::marksOfFacts()
{
    const Zone zone = *Zone::byId("Asia/Kathmandu");
    const std::vector<ReviewFact> facts{
        {.id = 3, .what = Annotation{.day = day("2026-11-12"), .moment = parseTime("2026-11-12T18:30:00Z")->time, .kind = Annotation::Kind::Incident, .text = "down"}},
        {.id = 4, .what = ReviewNote{.period = {.from = day("2026-11-01"), .to = day("2026-11-30")}, .markdown = "no mark"}},
        {.id = 5, .what = Annotation{.day = day("2026-11-02"), .text = "other"}},
    };
    const std::vector<TimeMark> marks = timeMarksOf(facts, zone);
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].id, 5);
    QCOMPARE(marks[0].hourOfDay, -1);
    QVERIFY(marks[0].moment == zone.startOf(day("2026-11-02")));
    QCOMPARE(marks[1].kind, QStringLiteral("Incident"));
    QVERIFY(marks[1].day == day("2026-11-13")); // 00:15 of the next day there
    QCOMPARE(marks[1].hourOfDay, 0);
    QVERIFY(marks[1].place.contains(QStringLiteral("00:15")));
}

void tst_TimeMarks::dialogSaysWhatIsMissing()
{
    AnnotationDialog dialog{Annotation{.day = day("2026-11-12"), .kind = Annotation::Kind::Release}, true};
    QVERIFY(!dialog.acceptButton()->isEnabled());
    QVERIFY(!dialog.acceptButton()->toolTip().isEmpty());
    dialog.textField()->setText(QStringLiteral(" v2 "));
    QVERIFY(dialog.acceptButton()->isEnabled());
    QCOMPARE(dialog.annotation().text, std::string{"v2"});
    QVERIFY(dialog.annotation().kind == Annotation::Kind::Release);
    dialog.textField()->setText(QString{501, QLatin1Char('x')});
    QVERIFY(!dialog.acceptButton()->isEnabled());
}

void tst_TimeMarks::dialogKeepsAMomentWithItsDay()
{
    const UtcTime noon = parseTime("2026-11-12T12:00:00Z")->time;
    AnnotationDialog dialog{Annotation{.day = day("2026-11-12"), .moment = noon, .kind = Annotation::Kind::Other, .text = "x"}, false};
    QVERIFY(dialog.annotation().moment == noon);
    dialog.kindField()->setCurrentIndex(1);
    QVERIFY(dialog.annotation().kind == Annotation::Kind::Incident);
    dialog.dayField()->setDate({2026, 11, 13});
    QVERIFY(!dialog.annotation().moment);
    QVERIFY(dialog.annotation().day == day("2026-11-13"));
}

TOKENMETER_TEST(tst_TimeMarks);

} // namespace test_TimeMarks

#include "tst_TimeMarks.moc"
