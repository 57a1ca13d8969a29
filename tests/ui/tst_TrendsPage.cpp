// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "support/TestMain.h"

#include "charts/SelectionBar.h"
#include "flow/DemoStory.h"
#include "flow/Report.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "pages/PageScroll.h"
#include "pages/TrendsPage.h"
#include "support/ThreadTime.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/ListPopup.h"
#include "widgets/Segmented.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QWheelEvent>

#include <deque>
#include <map>
#include <memory>
#include <set>

namespace test_TrendsPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

/// 40 days up to 18 November 2026 with a gap of two, twelve projects, four models; one has no price.
/// The i-th day costs (i % 7 + 1) cents of `plain`.
void fillMonth(TestLedger &ledger)
{
    std::deque<std::string> times;
    std::vector<Use> uses;
    for (int i = 0; i < 40; ++i) {
        if (i == 20 || i == 21) {
            continue;
        }
        const UtcTime noon = parseTime("2026-10-10T12:00:00Z")->time + days{i};
        const auto add = [&](int hour, const char *model, std::int64_t input, int project) {
            times.push_back(toRfc3339(noon + hours{hour}));
            uses.push_back({.time = times.back().c_str(), .model = model, .tokens = {.input = input}, .project = "project-" + std::to_string(project),
                            .session = "s" + std::to_string(i)});
        };
        add(0, "plain", (i % 7 + 1) * 1000, i % 12); // USD 10 per million: a cent a thousand
        add(1, "claude-haiku-4-5", 700, i % 5);
        add(-3, "free", 200, 1);
        if (i == 30) {
            add(2, "house-model", 5000, 2);
        }
    }
    ledger.add(uses);
}

/// Two hundred days of the story that the demo tells.
void fillDemo(TestLedger &ledger)
{
    std::deque<std::string> times;
    std::vector<Use> uses;
    const sys_days today = floor<days>(parseTime("2026-11-18T13:32:00Z")->time);
    for (sys_days day = today - days{200}; day <= today; day += days{1}) {
        for (const DemoRequest &request : demoDay(day, today, 7)) {
            times.push_back(toRfc3339(request.time));
            uses.push_back({.time = times.back().c_str(), .model = request.model, .tokens = request.tokens, .project = request.project,
                            .session = std::to_string(request.session)});
        }
    }
    ledger.add(uses);
    ledger.setRate("2026-08-01", "CNY", "USD", "0.140475");
}

/// A page with a ledger behind it, told of its view as the window would.
class Stage
{
public:
    explicit Stage(void (*fill)(TestLedger &), const char *from = "2026-10-20", const char *to = "2026-11-18")
    {
        fill(ledger);
        services.reader = &ledger.reader();
        services.pricer = &ledger.pricer();
        page = std::make_unique<TrendsPage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &wanted) { views.push_back(wanted); });
        QObject::connect(page.get(), &Page::whyWanted, page.get(), [this](const WhyQuestion &question) { whys.push_back(question); });
        view.page = QStringLiteral("trends");
        view.period = customPeriod(*parseDay(from), *parseDay(to));
    }
    PageContext context() const
    {
        PageContext context;
        context.view = view;
        context.filter = usageFilterOf(view, names);
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        return context;
    }
    void tell(QSize size = {size::windowWidth - size::sidebar, size::windowHeight})
    {
        page->resize(size);
        page->show();
        page->show(context(), false);
        QTRY_VERIFY(!page->isBusy());
        QApplication::processEvents();
        QApplication::processEvents(); // what the first round asked for
    }
    QPoint at(int mark, double part = 0.9) const
    {
        const QRectF rect = page->chart()->markRect(mark);
        return QPointF{rect.center().x(), rect.top() + rect.height() * part}.toPoint();
    }
    /// What the ledger says of a filter, apart from the page.
    Money reported(const UsageFilter &filter)
    {
        ReportRequest request;
        request.filter = filter;
        request.zone = services.zone();
        request.now = services.now();
        request.currency = "USD";
        const Result<Report> report = reportOf(ledger.reader(), ledger.pricer(), request);
        Money sum = usd("0");
        for (const Money cost : report ? report->total.cost : std::vector<Money>{}) {
            sum += cost;
        }
        return sum;
    }
    QString wantedDays() const
    {
        return views.empty() ? QString{} : QString::fromStdString(toIso(views.back().period.from) + ".." + toIso(views.back().period.to));
    }

    TestLedger ledger;
    FakeServices services;
    NameBook names;
    std::unique_ptr<TrendsPage> page;
    ViewState view;
    std::vector<ViewState> views;
    std::vector<WhyQuestion> whys;
};

Int128 attosOf(QString amount)
{
    amount.remove(u'$').remove(u',');
    return parseDecimal(amount.toStdString(), MoneyScale).value_or(-1);
}

void wheel(QWidget *widget, QPoint at, int delta, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event{QPointF{at}, widget->mapToGlobal(QPointF{at}), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false};
    QApplication::sendEvent(widget, &event);
}

void drag(QWidget *widget, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton)
{
    QTest::mousePress(widget, button, {}, from);
    for (int i = 1; i <= 4; ++i) {
        const QPoint at = from + (to - from) * i / 4;
        QMouseEvent move{QEvent::MouseMove, QPointF{at}, widget->mapToGlobal(QPointF{at}), Qt::NoButton, button, {}};
        QApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, button, {}, to);
}

QList<LinkButton *> actionsOf(TimeChart *chart)
{
    return chart->findChild<SelectionBar *>()->findChildren<LinkButton *>();
}

} // namespace

class tst_TrendsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase() { m_stages.clear(); } // before the application goes

    void totalsAgree_data();
    void totalsAgree();
    void aBarFilters();
    void aDragSelects();
    void theWheelZoomsAtThePointer();
    void draggingPans();
    void doubleClickShowsAllAgain();
    void keysDoTheSame();
    void theLegendIsolatesAndHides();
    void whyIsExactlyTheMark();
    void changeIsLikeWithLike();
    void otherOpens();
    void emptyPeriodLeadsOn();
    void switchesChangeOptions();
    void drawingAsksNothing();
    void ratiosAreLines();
    void anotherMeasureLeavesTheRatio();
    void heatMaps();
    void hoursOfOneDay();
    void whyOfAnHourIsItsHour();
    void unpricedDaysAreHatched();
    void theLegendIsNeverCut();
    void wideWindowsShowTwoYears();
    void tablesClose();
    void noSkeletonAtOnce();
    void everyStatePaints_data();
    void everyStatePaints();
    void paintsQuickly_data();
    void paintsQuickly();

private:
    /// One that several tests share, since filling it takes longer than they do.
    Stage &shared(const char *name, void (*fill)(TestLedger &), const char *from, const char *to)
    {
        std::unique_ptr<Stage> &stage = m_stages[name];
        if (!stage) {
            stage = std::make_unique<Stage>(fill, from, to);
        }
        return *stage;
    }
    std::map<std::string, std::unique_ptr<Stage>> m_stages;
};

void tst_TrendsPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_TrendsPage::cleanup()
{
    QLocale::setDefault(QLocale::c());
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_TrendsPage::totalsAgree_data()
{
    QTest::addColumn<QString>("dimension");
    QTest::addColumn<QString>("step");
    for (const char *dimension : {"none", "model", "provider", "project", "source", "tier", "agent", "token-class"}) {
        for (const char *step : {"hour", "day", "week", "month"}) {
            QTest::addRow("%s by %s", dimension, step) << QString::fromLatin1(dimension) << QString::fromLatin1(step);
        }
    }
}

void tst_TrendsPage::totalsAgree()
{
    QFETCH(QString, dimension);
    QFETCH(QString, step);
    Stage &stage = shared("month", fillMonth, "2026-10-20", "2026-11-18");
    stage.view.options = {{QStringLiteral("trends.dimension"), dimension}, {QStringLiteral("trends.step"), step}};
    stage.tell();
    const LegendTableData legend = stage.page->legend()->data();
    QCOMPARE(legend.total, stage.page->totalText());
    const Money expected = stage.reported(stage.context().filter);
    QVERIFY(stage.page->chart()->data().total == expected.atto());
    QCOMPARE(legend.total, QStringLiteral("$") + NumberText::decimal(expected.atto(), MoneyScale, 2));
    // The rows close to the cent.
    Int128 sum = 0;
    for (const LegendTableData::Row &row : legend.rows) {
        sum += attosOf(row.amount);
    }
    QVERIFY2(sum == attosOf(legend.total), qPrintable(legend.total));
    QCOMPARE(legend.notes.size(), std::size_t{1});
    QCOMPARE(legend.notes[0].amount, QStringLiteral("1 request"));
}

void tst_TrendsPage::aBarFilters()
{
    Stage stage{fillMonth};
    stage.tell();
    QTest::mouseClick(stage.page->chart(), Qt::LeftButton, {}, stage.at(3));
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-10-23..2026-10-23"));
    QCOMPARE(stage.views.back().period.kind, PeriodKind::Day);
    // The gap of the 30th leads nowhere.
    stage.views.clear();
    QTest::mouseClick(stage.page->chart(), Qt::LeftButton, {}, stage.at(10));
    QVERIFY(stage.views.empty());
    // A whole week is a week.
    stage.view.options = {{QStringLiteral("trends.step"), QStringLiteral("week")}};
    stage.tell();
    QTest::mouseClick(stage.page->chart(), Qt::LeftButton, {}, stage.at(1));
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-10-26..2026-11-01"));
    QCOMPARE(stage.views.back().period.kind, PeriodKind::Week);
}

void tst_TrendsPage::aDragSelects()
{
    Stage stage{fillMonth};
    stage.tell();
    TimeChart *chart = stage.page->chart();
    drag(chart, stage.at(4), stage.at(8));
    QVERIFY(chart->selection() == (std::pair{4, 8}));
    QVERIFY(stage.views.empty());
    QVERIFY(chart->findChild<SelectionBar *>()->isVisible());
    // Backwards is the same; Filter asks for these days.
    drag(chart, stage.at(8), stage.at(4));
    QVERIFY(chart->selection() == (std::pair{4, 8}));
    QTest::mouseClick(actionsOf(chart)[1], Qt::LeftButton);
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-10-24..2026-10-28"));
    // Zoom shows them, and Esc everything again.
    drag(chart, stage.at(4), stage.at(8));
    QTest::mouseClick(actionsOf(chart)[0], Qt::LeftButton);
    QVERIFY(chart->window() == (std::pair{4.0, 9.0}));
    QVERIFY(stage.page->escape());
    QVERIFY(!chart->isZoomed());
    // Clear, and Esc, leave it.
    drag(chart, stage.at(4), stage.at(8));
    QTest::mouseClick(actionsOf(chart)[2], Qt::LeftButton);
    QVERIFY(!chart->selection());
    drag(chart, stage.at(4), stage.at(8));
    QVERIFY(stage.page->escape());
    QVERIFY(!chart->selection());
    QVERIFY(!stage.page->escape());
}

void tst_TrendsPage::theWheelZoomsAtThePointer()
{
    Stage stage{fillMonth};
    stage.tell();
    TimeChart *chart = stage.page->chart();
    const QPoint at = stage.at(20);
    const auto pointed = [&] {
        const QRectF plot = chart->plot();
        return chart->window().first + (at.x() - plot.left()) / plot.width() * (chart->window().second - chart->window().first);
    };
    const double before = pointed();
    wheel(chart, at, 360);
    QVERIFY(chart->isZoomed());
    QVERIFY(chart->window().second - chart->window().first < 20);
    QVERIFY2(qAbs(pointed() - before) < 0.5, qPrintable(QString::number(pointed())));
    wheel(chart, at, -1200);
    QVERIFY(!chart->isZoomed());
    // Never closer than a few steps, and never beyond the ends.
    wheel(chart, at, 12'000);
    QCOMPARE(chart->window().second - chart->window().first, 4.0);
    wheel(chart, at, 12'000, Qt::ShiftModifier);
    QCOMPARE(chart->window().first, 0.0);
}

void tst_TrendsPage::draggingPans()
{
    Stage stage{fillMonth};
    stage.tell();
    TimeChart *chart = stage.page->chart();
    chart->zoomTo(10, 20);
    const double pitch = chart->plot().width() / 10;
    const QPoint from = stage.at(15);
    drag(chart, from, from + QPoint{int(3 * pitch), 0}, Qt::MiddleButton);
    QVERIFY2(qAbs(chart->window().first - 7) < 0.1, qPrintable(QString::number(chart->window().first)));
    // Along the axis with the left button.
    const QPoint axis{from.x(), int(chart->plot().bottom()) + 8};
    drag(chart, axis, axis - QPoint{int(2 * pitch), 0});
    QVERIFY2(qAbs(chart->window().first - 9) < 0.1, qPrintable(QString::number(chart->window().first)));
    QVERIFY(!chart->selection());
    QVERIFY(stage.views.empty());
}

void tst_TrendsPage::doubleClickShowsAllAgain()
{
    Stage stage{fillMonth};
    stage.tell();
    TimeChart *chart = stage.page->chart();
    chart->zoomTo(2, 8);
    chart->plot(); // lays out
    const QPoint at = stage.at(4);
    QTest::mouseClick(chart, Qt::LeftButton, {}, at);
    QTest::mouseDClick(chart, Qt::LeftButton, {}, at);
    QVERIFY(!chart->isZoomed());
    QTest::qWait(QApplication::doubleClickInterval() + 50);
    QVERIFY(stage.views.empty()); // its first click led nowhere
    // A single one does, once it is clear that it is one.
    chart->zoomTo(2, 8);
    chart->plot(); // lays out
    QTest::mouseClick(chart, Qt::LeftButton, {}, stage.at(4));
    QTRY_COMPARE(stage.wantedDays(), QStringLiteral("2026-10-24..2026-10-24"));
}

void tst_TrendsPage::keysDoTheSame()
{
    Stage stage{fillMonth};
    stage.tell();
    TimeChart *chart = stage.page->chart();
    QTest::keyClick(chart, Qt::Key_Home);
    QTest::keyClick(chart, Qt::Key_Right);
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-10-21..2026-10-21"));
    QTest::keyClick(chart, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(chart, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(chart->selection() == (std::pair{1, 3}));
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-10-21..2026-10-23"));
    QTest::keyClick(chart, Qt::Key_Plus);
    QVERIFY(chart->isZoomed());
    QTest::keyClick(chart, Qt::Key_End);
    QCOMPARE(chart->window().second, 30.0); // what is walked to comes into view
    QTest::keyClick(chart, Qt::Key_0);
    QVERIFY(!chart->isZoomed());
}

void tst_TrendsPage::theLegendIsolatesAndHides()
{
    Stage stage{fillMonth};
    stage.tell();
    LegendTable *legend = stage.page->legend();
    TimeChart *chart = stage.page->chart();
    QCOMPARE(legend->data().rows[0].name, QStringLiteral("plain"));
    const QPoint first = legend->rowRect(0).center().toPoint();
    QTest::mouseClick(legend, Qt::LeftButton, {}, first);
    const std::set<int> others = chart->hidden();
    QCOMPARE(others.size(), chart->data().series.size() - 1);
    // The 24th is day 14 of the ledger: 14 % 7 + 1 = 1 cent of `plain`.
    QCOMPARE(chart->tipOf(4).totalValue, QStringLiteral("$0.0100"));
    QTest::mouseClick(legend, Qt::LeftButton, {}, first);
    QVERIFY(chart->hidden().empty());
    QTest::mouseClick(legend, Qt::LeftButton, Qt::ControlModifier, first);
    QCOMPARE(chart->hidden().size(), std::size_t{1});
    QVERIFY(stage.page->escape());
    QVERIFY(chart->hidden().empty());
    QTest::keyClick(legend, Qt::Key_Down);
    QTest::keyClick(legend, Qt::Key_Return);
    QCOMPARE(chart->hidden().size(), chart->data().series.size() - 1);
    QVERIFY(stage.views.empty());
}

void tst_TrendsPage::whyIsExactlyTheMark()
{
    for (const char *dimension : {"model", "project", "none"}) {
        Stage stage{fillMonth};
        stage.view.options = {{QStringLiteral("trends.dimension"), QString::fromLatin1(dimension)}};
        stage.tell();
        TimeChart *chart = stage.page->chart();
        for (int part = -1; part < int(chart->data().series.size()); ++part) {
            stage.whys.clear();
            chart->setCurrent(5, part);
            QTest::keyClick(chart, Qt::Key_Return, Qt::AltModifier);
            QCOMPARE(stage.whys.size(), std::size_t{1});
            const WhySum why = std::get<WhySum>(stage.whys[0]);
            QVERIFY2(why.title.contains(QStringLiteral("Sun 25 Oct 2026")), qPrintable(why.title));
            const auto &values = part < 0 ? chart->data().totals : chart->data().series[std::size_t(part)].values;
            QVERIFY(stage.reported(why.filter).atto() == values[5].value());
        }
    }
}

void tst_TrendsPage::changeIsLikeWithLike()
{
    // 5 to 18 November, and before it 22 October to 4 November: the ledger reaches back to it.
    Stage stage{fillMonth, "2026-11-05", "2026-11-18"};
    stage.tell();
    UsageFilter before;
    before.from = parseDay("2026-10-22");
    before.to = parseDay("2026-11-04");
    const double now = stage.reported(stage.context().filter).toDouble();
    const double then = stage.reported(before).toDouble();
    const QString change = QString::number((now / then - 1) * 100, 'f', 1) + NumberText::Nbsp + QLatin1Char('%');
    QVERIFY2(stage.page->legend()->data().totalChange.endsWith(change), qPrintable(change + stage.page->legend()->data().totalChange));
    QVERIFY(stage.page->ghost()->text().startsWith(QStringLiteral("Previous 14 days")));
    // From 20 October on there are days before that the ledger knows nothing of: nothing is compared.
    Stage partly{fillMonth};
    partly.tell();
    QVERIFY(partly.page->legend()->data().totalChange.isEmpty());
    QVERIFY(partly.page->ghost()->isEnabled()); // what there is can be seen
}

void tst_TrendsPage::otherOpens()
{
    Stage stage{fillMonth};
    stage.view.options = {{QStringLiteral("trends.dimension"), QStringLiteral("project")}};
    stage.tell();
    LegendTable *legend = stage.page->legend();
    QCOMPARE(legend->data().rows.size(), std::size_t{9}); // eight and the rest
    QCOMPARE(legend->data().rows.back().name, QStringLiteral("Other (4)"));
    QTest::mouseClick(legend, Qt::LeftButton, {}, legend->rowRect(8).center().toPoint());
    RankedList *list = stage.page->otherList()->list();
    QVERIFY(stage.page->otherList()->isVisible());
    Int128 sum = 0;
    for (const RankedList::Row &row : list->rows()) {
        sum += attosOf(row.amount);
    }
    Int128 expected = 0;
    for (const std::optional<Int128> &value : stage.page->chart()->data().series.back().values) {
        expected += value.value_or(0);
    }
    QVERIFY(sum == attosOf(NumberText::decimal(expected, MoneyScale, 4))); // less than a dollar in all: four decimals
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(!stage.page->otherList()->isVisible());
    QCOMPARE(stage.views.size(), std::size_t{1});
    const auto terms = stage.views[0].filter.of(FilterKey::Project);
    QCOMPARE(terms.size(), std::size_t{1});
    QVERIFY2(terms[0].text.startsWith(QStringLiteral("project-")), qPrintable(terms[0].text));
}

void tst_TrendsPage::emptyPeriodLeadsOn()
{
    Stage stage{fillMonth, "2026-09-01", "2026-09-07"};
    stage.tell();
    QVERIFY(stage.page->empty()->isVisible());
    QVERIFY(!stage.page->chart()->isVisible());
    QVERIFY(stage.page->calendar()->isVisible()); // it shows where there is something
    QCOMPARE(stage.page->empty()->accessibleName(), QStringLiteral("No usage in 1–7 Sep."));
    QTest::mouseClick(stage.page->empty()->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-10-01..2026-10-31"));
}

void tst_TrendsPage::switchesChangeOptions()
{
    Stage stage{fillMonth};
    stage.tell();
    stage.page->steps()->setFocus();
    QTest::keyClick(stage.page->steps(), Qt::Key_Right);
    QCOMPARE(stage.views.back().options.at(QStringLiteral("trends.step")), QStringLiteral("week"));
    QTest::keyClick(stage.page->shapes(), Qt::Key_Right);
    QCOMPARE(stage.views.back().options.at(QStringLiteral("trends.shape")), QStringLiteral("area"));
    QTest::mouseClick(stage.page->ghost(), Qt::LeftButton, {}, QPoint{8, stage.page->ghost()->height() / 2});
    QCOMPARE(stage.views.back().options.at(QStringLiteral("trends.ghost")), QStringLiteral("off"));
    QTest::keyClick(stage.page->dimensions(), Qt::Key_Down);
    QCOMPARE(stage.views.back().options.at(QStringLiteral("trends.dimension")), QStringLiteral("provider"));
    QTest::keyClick(stage.page->measures(), Qt::Key_Down);
    QCOMPARE(stage.views.back().measure, Measure::Tokens);
    // Told of an option, the page shows it; what does not fit the period gives way.
    stage.view.options = {{QStringLiteral("trends.step"), QStringLiteral("week")}, {QStringLiteral("trends.shape"), QStringLiteral("cumulative")}};
    stage.tell();
    QCOMPARE(stage.page->chart()->data().unit, TimeChartData::Unit::Week);
    QCOMPARE(stage.page->chart()->shape(), TimeChart::Shape::Cumulative);
    stage.view.period = customPeriod(*parseDay("2026-11-17"), *parseDay("2026-11-18"));
    stage.tell();
    QCOMPARE(stage.page->chart()->data().unit, TimeChartData::Unit::Hour);
    // A month cannot be chosen for two days.
    stage.views.clear();
    stage.page->steps()->setCurrent(3);
    QVERIFY(stage.views.empty());
}

void tst_TrendsPage::drawingAsksNothing()
{
    Stage stage{fillMonth};
    stage.tell();
    QCOMPARE(stage.services.channels, QStringList{QStringLiteral("trends")});
    stage.view.options[QStringLiteral("trends.shape")] = QStringLiteral("lines");
    stage.view.options[QStringLiteral("trends.ghost")] = QStringLiteral("off");
    stage.tell();
    QCOMPARE(stage.services.channels.size(), 1);
    QCOMPARE(stage.page->chart()->shape(), TimeChart::Shape::Lines);
    QVERIFY(stage.page->chart()->data().ghost.empty());
    stage.tell(); // the same again: the ledger may have changed meanwhile
    QCOMPARE(stage.services.channels.size(), 2);
}

void tst_TrendsPage::ratiosAreLines()
{
    Stage stage{fillMonth};
    stage.view.options = {{QStringLiteral("trends.measure"), QStringLiteral("cost-per-million")}};
    stage.tell();
    QCOMPARE(stage.page->chart()->shape(), TimeChart::Shape::Lines);
    QCOMPARE(stage.page->chartCard()->title(), QStringLiteral("Cost per million tokens by model"));
    // `plain` is USD 10 a million, whatever its volume.
    QCOMPARE(stage.page->legend()->data().rows[0].amount, QStringLiteral("$10.00"));
    QVERIFY(!stage.page->chart()->data().totals[10].has_value()); // the gap
    QCOMPARE(stage.page->chart()->tableText(0, 10), QStringLiteral("–"));
    stage.page->shapes()->setCurrent(0);
    QVERIFY(stage.views.empty());
}

void tst_TrendsPage::anotherMeasureLeavesTheRatio()
{
    Stage stage{fillMonth};
    stage.view.options = {{QStringLiteral("trends.measure"), QStringLiteral("cache-hit-share")}};
    stage.tell();
    stage.view.measure = Measure::Tokens; // in the filter bar
    stage.tell();
    QCOMPARE(stage.views.size(), std::size_t{1});
    QVERIFY(!stage.views[0].options.contains(QStringLiteral("trends.measure")));
    QCOMPARE(stage.views[0].measure, Measure::Tokens);
}

void tst_TrendsPage::heatMaps()
{
    Stage stage{fillMonth};
    stage.tell();
    CalendarHeatMap *calendar = stage.page->calendar();
    QCOMPARE(calendar->data().cells.size(), std::size_t{365});
    QCOMPARE(calendar->tableRows(), 7);
    // 1 January 2026 is a Thursday: row 3; with weeks from Sunday row 4.
    QCOMPARE(calendar->data().cells[0].row, 3);
    const int day = 304 + 11; // 12 November, the 316th day
    QCOMPARE(calendar->tipOf(day).place, QStringLiteral("Thu 12 Nov 2026"));
    UsageFilter filter;
    filter.from = filter.to = calendar->dayOf(day);
    QVERIFY(calendar->data().cells[std::size_t(day)].value == stage.reported(filter).atto());
    QTest::mouseClick(calendar, Qt::LeftButton, {}, calendar->markRect(day).center().toPoint());
    QCOMPARE(stage.wantedDays(), QStringLiteral("2026-11-12..2026-11-12"));
    // The future is nothing, a day without data an outline.
    QVERIFY(calendar->data().cells[330].blank);
    QVERIFY(!calendar->data().cells[100].value.has_value() && !calendar->data().cells[100].blank);
    // Pointing at a bar outlines its day.
    QMouseEvent move{QEvent::MouseMove, QPointF{stage.at(3)}, stage.page->chart()->mapToGlobal(QPointF{stage.at(3)}), Qt::NoButton, Qt::NoButton, {}};
    QApplication::sendEvent(stage.page->chart(), &move);
    QVERIFY(calendar->marked() == (std::set<int>{295})); // 23 October

    WeekHeatMap *week = stage.page->week();
    QCOMPARE(week->data().cells.size(), std::size_t{168});
    // Noon UTC is 13:00 in winter. Tuesdays in winter time: 27 Oct, 3, 10, 17 Nov; 20 Oct is still summer.
    const std::size_t tuesday13 = 1 * 24 + 13;
    QVERIFY(week->data().cells[tuesday13].value.value() > 0);
    QCOMPARE(week->tipOf(int(tuesday13)).place, QStringLiteral("Tuesday, 13:00–14:00"));
}

void tst_TrendsPage::hoursOfOneDay()
{
    Stage stage{fillMonth, "2026-10-25", "2026-10-25"}; // the clock is put back
    stage.tell();
    QCOMPARE(stage.page->chart()->data().unit, TimeChartData::Unit::Hour);
    QCOMPARE(stage.page->chart()->tableColumns(), 25);
    QCOMPARE(stage.page->chart()->tipOf(3).place, QStringLiteral("Sun 25 Oct 2026, 02:00–03:00 (second time)"));
    QVERIFY(stage.page->chart()->data().total == stage.reported(stage.context().filter).atto());
}

void tst_TrendsPage::tablesClose()
{
    Stage stage{fillMonth};
    stage.tell();
    const std::vector<PageTable> tables = stage.page->tables();
    QCOMPARE(tables.size(), std::size_t{4});
    const Int128 total = stage.reported(stage.context().filter).atto();
    for (const PageTable &table : {tables[0], tables[1]}) {
        Int128 sum = 0;
        for (const auto &row : table.rows) {
            QCOMPARE(row.size(), std::size_t(table.columns.size()));
            const PageTable::Cell &cell = &table == &tables[0] ? row[1] : row.back();
            sum += parseDecimal(cell.exact.toStdString(), MoneyScale).value_or(0);
        }
        QCOMPARE(table.footer.size(), std::size_t(table.columns.size()));
        if (&table == &tables[1]) {
            QVERIFY(sum == total);
        }
    }
    QCOMPARE(tables[1].rows[0][0].exact, QStringLiteral("2026-10-20"));
}

void tst_TrendsPage::noSkeletonAtOnce()
{
    Stage stage{fillMonth};
    stage.services.holdReadings = true;
    stage.page->resize(size::windowWidth, size::windowHeight);
    stage.page->show();
    stage.page->show(stage.context(), false);
    QVERIFY(stage.page->isBusy());
    QVERIFY(!stage.page->chartCard()->isLoading());
    QTRY_VERIFY(stage.page->chartCard()->isLoading()); // after 150 ms
    stage.services.readAll();
    QTRY_VERIFY(!stage.page->isBusy());
    QVERIFY(!stage.page->chartCard()->isLoading());
    // When only the ledger has changed, what is on screen stays.
    stage.page->show(stage.context(), true);
    QTest::qWait(motion::skeletonAfterMs + 50);
    QVERIFY(stage.page->isBusy() && !stage.page->chartCard()->isLoading());
    stage.services.readAll();
    QTRY_VERIFY(!stage.page->isBusy());
    stage.services.holdReadings = false;
    // A question that is dropped leaves what was there.
    stage.services.reader = nullptr;
    const QString before = stage.page->totalText();
    stage.page->show(stage.context(), true);
    QTRY_VERIFY(!stage.page->isBusy());
    QCOMPARE(stage.page->totalText(), before);
}

namespace
{

void fillNothing(TestLedger &) {}

/// One record with names of 300 characters.
void fillOne(TestLedger &ledger)
{
    ledger.add({{.time = "2026-11-12T10:00:00Z", .model = std::string(300, 'm'), .tokens = {.input = 204'833}, .project = "<b>" + std::string(300, 'p')},
                {.time = "2026-11-13T10:00:00Z", .tokens = {.input = 19'060}, .project = std::string(300, 'q') + "/x"}});
}

/// Ten million dollars on one day.
void fillMillions(TestLedger &ledger)
{
    fillMonth(ledger);
    ledger.add({{.time = "2026-11-05T10:00:00Z", .tokens = {.input = 1'000'000'000'000}}});
}

} // namespace

void tst_TrendsPage::everyStatePaints_data()
{
    QTest::addColumn<QString>("ledger");
    QTest::addColumn<QString>("options");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("chinese");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    const QSize normal{size::windowWidth - size::sidebar, size::windowHeight - size::header - size::filterBar - size::statusBar};
    const QSize narrow{size::windowMinWidth - size::sidebarNarrow, size::windowMinHeight - size::header - size::filterBar - size::statusBar};
    const QSize tall{narrow.width(), 2 * narrow.height()};
    QTest::newRow("light") << "demo" << "" << false << false << normal << 1.0;
    QTest::newRow("dark") << "demo" << "" << true << false << normal << 1.0;
    QTest::newRow("chinese") << "demo" << "" << false << true << normal << 1.0;
    QTest::newRow("narrow") << "demo" << "" << false << false << tall << 1.0;
    QTest::newRow("double") << "demo" << "shape=area" << false << false << normal << 2.0;
    QTest::newRow("lines") << "demo" << "shape=lines dimension=project" << false << false << normal << 1.0;
    QTest::newRow("share") << "demo" << "shape=share step=week" << false << false << normal << 1.0;
    QTest::newRow("cumulative") << "demo" << "shape=cumulative" << true << false << normal << 1.0;
    QTest::newRow("classes") << "demo" << "dimension=token-class" << false << false << normal << 1.0;
    QTest::newRow("ratio") << "demo" << "measure=cache-hit-share" << false << false << normal << 1.0;
    QTest::newRow("hours") << "month" << "step=hour" << false << false << normal << 1.0;
    QTest::newRow("selection") << "demo" << "select=1" << false << false << normal << 1.0;
    QTest::newRow("hover") << "demo" << "hover=1" << false << false << normal << 1.0;
    QTest::newRow("one-record") << "one" << "" << false << false << normal << 1.0;
    QTest::newRow("long-projects") << "one" << "dimension=project" << false << false << narrow << 1.0;
    QTest::newRow("ten-million") << "millions" << "" << false << false << tall << 1.0;
    QTest::newRow("empty") << "nothing" << "" << false << false << normal << 1.0;
}

void tst_TrendsPage::everyStatePaints()
{
    QFETCH(QString, ledger);
    QFETCH(QString, options);
    QFETCH(bool, dark);
    QFETCH(bool, chinese);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES");
    if (chinese) {
        QLocale::setDefault(QLocale{QLocale::Chinese, QLocale::China});
    }
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    // The demo's tens of thousands of records are for the eye only; one stage serves all its pictures.
    const bool demo = ledger == QStringLiteral("demo") && !folder.isEmpty();
    std::unique_ptr<Stage> own;
    if (!demo) {
        own = std::make_unique<Stage>(ledger == QStringLiteral("one")        ? fillOne
                                      : ledger == QStringLiteral("millions") ? fillMillions
                                      : ledger == QStringLiteral("nothing")  ? fillNothing
                                                                             : fillMonth);
    }
    Stage &stage = demo ? shared("demo", fillDemo, "2026-08-20", "2026-11-18") : *own;
    stage.view.options.clear();
    const QStringList words = options.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        stage.view.options[QStringLiteral("trends.") + word.section(u'=', 0, 0)] = word.section(u'=', 1);
    }
    stage.tell(size);
    if (options.contains(QStringLiteral("select"))) {
        drag(stage.page->chart(), stage.at(8), stage.at(16));
    }
    if (options.contains(QStringLiteral("hover"))) {
        stage.page->chart()->setCurrent(20);
        QTRY_VERIFY(stage.page->findChild<ChartTip *>() && stage.page->findChild<ChartTip *>()->isVisible());
    }
    QImage image{size * scale, QImage::Format_RGB32};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colours().window);
    stage.page->render(&image);
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
        }
    }
    QVERIFY(colours.size() > 5);
    if (!folder.isEmpty()) {
        QVERIFY(QDir{}.mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));
    }
    stage.page->escape();
    stage.page->escape();
}

namespace
{

/// Costs of as many days by eight models.
TimeChartData eightSeries(int steps)
{
    TimeChartData data;
    data.measure = MeasureText{Measure::Cost, Currency{"USD"}};
    for (int i = 0; i < steps; ++i) {
        const LocalDay day = *parseDay("2026-01-01") + days{i};
        data.steps.push_back({QString::number(i), day, day});
        data.totals.push_back(usd("8").atto());
    }
    for (int s = 0; s < 8; ++s) {
        TimeChartData::Series series;
        series.name = series.shortName = QString::number(s);
        series.look = Look{.slot = s + 1};
        for (int i = 0; i < steps; ++i) {
            series.values.push_back(Int128{(i * 7 + s * 13) % 50} * usd("0.04").atto());
        }
        data.series.push_back(std::move(series));
    }
    return data;
}

} // namespace

void tst_TrendsPage::paintsQuickly_data()
{
    QTest::addColumn<int>("shape");
    QTest::newRow("bars") << int(TimeChart::Shape::Bars);
    QTest::newRow("area") << int(TimeChart::Shape::Area);
    QTest::newRow("lines") << int(TimeChart::Shape::Lines);
}

void tst_TrendsPage::paintsQuickly()
{
    QFETCH(int, shape);
    // All of it, as a zoom or a pan does; the least of some rounds.
    const auto paintMs = [shape](int steps) {
        TimeChart chart;
        chart.resize(size::contentMax / 2, size::chartCard);
        chart.setShape(TimeChart::Shape(shape));
        chart.setData(eightSeries(steps));
        chart.show();
        QImage image{chart.size(), QImage::Format_ARGB32_Premultiplied};
        chart.render(&image);
        double least = std::numeric_limits<double>::max();
        for (int i = 0; i < 8; ++i) {
            chart.zoomTo((i + 1) % 2, steps);
            least = std::min(least, threadMs([&] { chart.render(&image); }));
        }
        return least;
    };
    const double year = paintMs(366);
    const double quarter = paintMs(92);
    qInfo("%.1f ms, a quarter of the days %.1f ms", year, quarter);
#ifdef NDEBUG
    constexpr double most = 16;
#else
    constexpr double most = 120; // not optimised, perhaps with sanitizers
#endif
    QVERIFY2(year < most, qPrintable(QString::number(year)));
    // Four times the steps are four times the work at most, sixteen times if each step looked at all others.
    QVERIFY2(year < 10 * std::max(quarter, 1.0), qPrintable(QStringLiteral("%1 ms, %2 ms").arg(year).arg(quarter)));
}

void tst_TrendsPage::whyOfAnHourIsItsHour()
{
    // The clock is put back: 02:00 comes twice. What is only known by day is in no hour, also where its noon is.
    const auto fill = [](TestLedger &ledger) {
        ledger.add({{.time = "2026-10-25T00:10:00Z", .tokens = {.input = 1000}}, // 02:10, the first one
                    {.time = "2026-10-25T01:00:00Z", .tokens = {.input = 2000}}, // 02:00, the second
                    {.time = "2026-10-25T01:59:59.999Z", .tokens = {.input = 4000}},
                    {.time = "2026-10-25T02:00:00Z", .tokens = {.input = 8000}}, // 03:00
                    {.time = "2026-10-25T12:30:00Z", .tokens = {.input = 16000}, .session = "s2"},
                    {.time = "2026-10-25T12:00:00Z", .tokens = {.input = 32000}, .session = "s3", .precision = Precision::Day}});
    };
    Stage stage{fill, "2026-10-25", "2026-10-25"};
    stage.tell();
    TimeChart *chart = stage.page->chart();
    QCOMPARE(chart->data().unit, TimeChartData::Unit::Hour);
    Money sum = usd("0");
    for (int mark = 0; mark < chart->tableColumns(); ++mark) {
        stage.whys.clear();
        chart->setCurrent(mark);
        QTest::keyClick(chart, Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(stage.whys.size(), std::size_t{1});
        const WhySum why = std::get<WhySum>(stage.whys[0]);
        QCOMPARE(why.title, chart->data().steps[std::size_t(mark)].place);
        const Money hour = stage.reported(why.filter);
        QVERIFY2(hour.atto() == chart->data().totals[std::size_t(mark)].value_or(0), qPrintable(why.title));
        sum += hour;
    }
    QVERIFY(sum == usd("0.31")); // less the 32 cents of a day
}

void tst_TrendsPage::unpricedDaysAreHatched()
{
    const auto fill = [](TestLedger &ledger) {
        ledger.add({{.time = "2026-11-03T10:00:00Z", .tokens = {.input = 1000}},
                    {.time = "2026-11-04T10:00:00Z", .model = "free", .tokens = {.input = 1000}},
                    {.time = "2026-11-05T10:00:00Z", .model = "house-model", .tokens = {.input = 1000}}});
    };
    Stage stage{fill, "2026-11-01", "2026-11-18"};
    stage.tell();
    const HeatMapData &days = stage.page->calendar()->data();
    const std::size_t third = 304 + 2; // 3 November
    QVERIFY(days.cells[third].value.value() > 0 && !days.cells[third].unpriced);
    QVERIFY(days.cells[third + 1].value == Int128{0} && !days.cells[third + 1].unpriced); // free is zero
    QVERIFY(!days.cells[third + 2].value && days.cells[third + 2].unpriced);
    QCOMPARE(days.cells[third + 2].tip.totalValue, MoneyText::noPrice());
    QVERIFY(days.cells[third + 2].picks);
    const WeekHeatMap *week = stage.page->week();
    const int thursday11 = 3 * 24 + 11; // 10:00 UTC
    QVERIFY(week->data().cells[std::size_t(thursday11)].unpriced);
    QCOMPARE(week->tipOf(thursday11).totalValue, MoneyText::noPrice());
    QCOMPARE(week->tableText(3, 11), MoneyText::noPrice());
    // Nothing but such days: their sum is as little known.
    Stage alone{fill, "2026-11-05", "2026-11-05"};
    alone.tell();
    QCOMPARE(alone.page->totalText(), MoneyText::noPrice());
    // In tokens it is like any other.
    stage.view.measure = Measure::Tokens;
    stage.view.options = {{QStringLiteral("trends.measure"), QStringLiteral("tokens")}};
    stage.tell();
    QVERIFY(!stage.page->calendar()->data().cells[third + 2].unpriced);
    QVERIFY(stage.page->calendar()->data().cells[third + 2].value.value() == Int128{1000});
}

void tst_TrendsPage::theLegendIsNeverCut()
{
    Stage stage{fillDemo};
    stage.tell({size::windowMinWidth - size::sidebarNarrow, 560});
    LegendTable *legend = stage.page->legend();
    QVERIFY(legend->data().rows.size() > 6);
    QVERIFY(legend->height() >= legend->sizeHint().height());
    const QRect card = QRect{stage.page->chartCard()->mapTo(stage.page.get(), QPoint{}), stage.page->chartCard()->size()};
    QVERIFY(card.contains(QRect{legend->mapTo(stage.page.get(), QPoint{}), legend->size()}));
}

void tst_TrendsPage::wideWindowsShowTwoYears()
{
    Stage stage{fillMonth};
    stage.tell({1920 - size::sidebar, 1000});
    CalendarHeatMap *calendar = stage.page->calendar();
    const bool wide = PageScroll::windowWidth(stage.page.get()) >= size::twoYearsFrom;
    QCOMPARE(calendar->data().cells.size(), std::size_t(wide ? 730 : 365));
    stage.page->resize(size::twoYearsFrom, 1000);
    QTRY_VERIFY(!stage.page->isBusy());
    QCOMPARE(calendar->data().cells.size(), std::size_t{730});
    QVERIFY(calendar->dayOf(0) == *parseDay("2025-01-01"));
    const QString title = stage.page->tables()[2].title;
    QCOMPARE(title, QStringLiteral("Every day of 2025 and 2026"));
    QCOMPARE(calendar->data().columnLabels.front().text, QStringLiteral("2025"));
    // Every day has a place of its own inside the map.
    std::set<std::pair<int, int>> places;
    for (int mark = 0; mark < 730; ++mark) {
        const QPoint middle = calendar->markRect(mark).center().toPoint();
        QVERIFY(calendar->rect().contains(middle));
        places.insert({middle.x(), middle.y()});
    }
    QCOMPARE(places.size(), std::size_t{730});
    stage.page->resize(size::windowWidth, 1000);
    QTRY_VERIFY(!stage.page->isBusy());
    QCOMPARE(calendar->data().cells.size(), std::size_t{365});
}

TOKENMETER_TEST(tst_TrendsPage);

} // namespace test_TrendsPage

#include "tst_TrendsPage.moc"
