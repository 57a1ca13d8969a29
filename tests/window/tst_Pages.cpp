// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "flow/Pricing.h"
#include "flow/Report.h"
#include "format/MeasureText.h"
#include "charts/StackedColumns.h"
#include "charts/TimeChart.h"
#include "pages/AnnotationDialog.h"
#include "pages/Inspector.h"
#include "pages/OverviewPage.h"
#include "pages/Page.h"
#include "pages/TrendsPage.h"
#include "shell/FilterLine.h"
#include "shell/HeaderBar.h"
#include "shell/Language.h"
#include "shell/PageHost.h"
#include "support/Patience.h"
#include "ui/TextProbe.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>

namespace test_Pages
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// What `report` says of the view: the oracle of every page.
Spend reportOf(const QString &ledger, const ViewState &view, std::vector<std::string> models = {})
{
    const auto reader = LedgerReader::open(ledger.toStdString());
    const auto pricer = pricerOf(**reader);
    ReportRequest request;
    request.filter.from = view.period.from;
    request.filter.to = view.period.to;
    request.filter.models = std::move(models);
    request.zone = Zone::byId("Europe/Berlin").value();
    request.currency = view.currency.toStdString();
    return tokenmeter::reportOf(**reader, **pricer, request)->total;
}

Int128 valueOf(const Spend &spend, Measure measure, const QString &currency)
{
    switch (measure) {
    case Measure::Tokens:
        return spend.totalTokens;
    case Measure::Requests:
        return spend.requests;
    case Measure::Cost:
        break;
    }
    for (const Money &cost : spend.cost) {
        if (cost.currency() == Currency{currency.toStdString()}) {
            return cost.atto();
        }
    }
    return 0;
}

bool hasOwnScope(const QString &page)
{
    return QStringList{QStringLiteral("budgets"), QStringLiteral("accounts"), QStringLiteral("sources"), QStringLiteral("review"), QStringLiteral("reconcile"), QStringLiteral("prices"), QStringLiteral("plans")}.contains(page);
}

} // namespace

class tst_Pages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void totalsAreTheReports_data();
    void totalsAreTheReports();
    void noTextIsCutOrCovered_data();
    void noTextIsCutOrCovered();
    void keysLeadToPages();
    void emptyMonthLeadsToData();
    void anyBarIsExplained();
    void daysAreAnnotated();
    void pagesOutOfViewLearnOfChanges();
    void cleanupTestCase() { m_demo.reset(); }

private:
    std::unique_ptr<DemoWindow> m_demo; ///< of the many rows of one test
};

void tst_Pages::totalsAreTheReports_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<int>("measure");
    for (const PageEntry &entry : PageHost::entries()) {
        if (hasOwnScope(entry.id)) {
            continue; // tst_Budgets, tst_Accounts, tst_Sources, tst_Reconcile
        }
        for (const Measure measure : {Measure::Cost, Measure::Tokens, Measure::Requests}) {
            QTest::addRow("%s %d", qPrintable(entry.id), int(measure)) << entry.id << int(measure);
        }
    }
}

/// Title, footer and `report` agree, whatever is filtered.
void tst_Pages::totalsAreTheReports()
{
    QFETCH(QString, page);
    QFETCH(int, measure);
    if (!m_demo) {
        m_demo = std::make_unique<DemoWindow>();
    }
    DemoWindow &demo = *m_demo;
    ViewState view = demo.window().view();
    view.page = page;
    view.measure = Measure(measure);
    for (const char *filter : {"", "model:claude-opus*"}) {
        view.filter = parseFilterText(QString::fromLatin1(filter)).terms;
        demo.window().go(view);
        demo.settle();
        Page *shown = demo.window().page();
        QVERIFY(shown);
        const Spend spend = reportOf(demo.ledger(), view, *filter ? std::vector<std::string>{"claude-opus*"} : std::vector<std::string>{});
        QVERIFY(spend.requests > 0);
        const MeasureText text{view.measure, Currency{"USD"}};
        const Int128 value = valueOf(spend, view.measure, view.currency);
        const QString total = shown->totalText();
        QVERIFY2(total == text.figure(value) || total.startsWith(text.exact(value)), qPrintable(total + u'|' + text.exact(value)));
        const std::vector<PageTable> tables = shown->tables();
        QVERIFY(!tables.empty());
        const auto closes = [&](const PageTable &table) {
            return std::any_of(table.footer.begin(), table.footer.end(),
                               [&](const PageTable::Cell &cell) { return cell.text == text.figure(value) || cell.text.startsWith(text.exact(value))
                                                                         || cell.text == text.figure(value).mid(1); });
        };
        QVERIFY2(closes(tables.front()), qPrintable(textOf(tables.front()).right(400)));
    }
}

void tst_Pages::noTextIsCutOrCovered_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addRow("English, smallest") << QStringLiteral("en") << QSize{1024, 700};
    QTest::addRow("English") << QStringLiteral("en") << QSize{1440, 900};
    QTest::addRow("Chinese, smallest") << QStringLiteral("zh_CN") << QSize{1024, 700};
    QTest::addRow("Chinese, large") << QStringLiteral("zh_CN") << QSize{1920, 1080};
}

void tst_Pages::noTextIsCutOrCovered()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    DemoWindow demo{language, size};
    QStringList faults;
    const auto look = [&](const QString &page, const QString &what) {
        demo.open(page);
        for (const QString &fault : TextProbe::faultsOf(demo.window())) {
            faults << QStringLiteral("%1%2: %3").arg(page, what, fault);
        }
    };
    look(QStringLiteral("overview"), {});
    for (const PageEntry &entry : PageHost::entries()) {
        look(entry.id, {});
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void tst_Pages::keysLeadToPages()
{
    DemoWindow demo;
    MainWindow &window = demo.window();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window, LongestMs));
    std::vector<PageEntry> pages = PageHost::entries();
    std::erase_if(pages, [](const PageEntry &page) { return !page.hasDigit; });
    for (std::size_t i = 0; i < pages.size(); ++i) {
        constexpr std::size_t MostKeys = 9; // beside the overview's
        if (i == MostKeys) {
            break;
        }
        QTest::keyClick(&window, i + 1 == MostKeys ? Qt::Key_0 : Qt::Key(Qt::Key_2 + int(i)), Qt::ControlModifier);
        QCOMPARE(window.view().page, pages[i].id);
        QCOMPARE(window.headerBar()->title(), pages[i].title);
        demo.settle();
    }
    QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(window.view().page, pages[std::min<std::size_t>(pages.size(), 9) - 2].id);
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.view().page, QStringLiteral("overview"));
}

void tst_Pages::emptyMonthLeadsToData()
{
    DemoWindow demo;
    for (const PageEntry &entry : PageHost::entries()) {
        if (hasOwnScope(entry.id)) {
            continue; // have no period to be empty
        }
        ViewState view = demo.window().view();
        view.page = entry.id;
        view.period = periodAt(PeriodKind::Month, parseDay("2025-03-05").value(), {});
        demo.window().go(view);
        demo.settle();
        QPushButton *way = nullptr;
        for (QPushButton *button : demo.window().page()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().startsWith(QStringLiteral("Go to "))) {
                way = button;
            }
        }
        QVERIFY2(way, qPrintable(entry.id));
        QTest::mouseClick(way, Qt::LeftButton);
        demo.settle();
        QVERIFY2(demo.window().page()->totalText() != QStringLiteral("$0.00"), qPrintable(entry.id));
    }
}

/// Alt+Return on a day of the overview opens the explanation over the page; Esc takes it away again.
void tst_Pages::anyBarIsExplained()
{
    DemoWindow demo;
    MainWindow &window = demo.window();
    demo.open(QStringLiteral("overview"));
    StackedColumns *chart = window.overviewPage()->dailyChart();
    chart->setFocus();
    chart->setCurrent(11); // 12 November
    QTest::keyClick(chart, Qt::Key_Return, Qt::AltModifier);
    demo.settle();
    QVERIFY(window.inspector()->isVisible());
    ViewState day = window.view();
    day.period = periodAt(PeriodKind::Day, parseDay("2026-11-12").value(), {});
    const Spend spend = reportOf(demo.ledger(), day);
    const MeasureText text{Measure::Cost, Currency{"USD"}};
    QVERIFY2(window.inspector()->text().contains(text.figure(valueOf(spend, Measure::Cost, day.currency))), qPrintable(window.inspector()->text().left(600)));
    QCOMPARE(TextProbe::faultsOf(*window.inspector()), QStringList{});
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!window.inspector()->isVisible());
}

/// The menu key on a day; the entry that begins so is chosen.
void chooseOf(TimeChart &chart, int step, const QString &beginning)
{
    chart.setFocus();
    chart.setCurrent(step);
    QContextMenuEvent asked{QContextMenuEvent::Keyboard, chart.markRect(step).center().toPoint(), chart.mapToGlobal(chart.markRect(step).center().toPoint())};
    QApplication::sendEvent(&chart, &asked);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    for (QAction *action : menu->actions()) {
        if (action->text().startsWith(beginning)) {
            action->trigger();
            menu->close();
            return;
        }
    }
    menu->close();
    QFAIL(qPrintable(beginning));
}

void enter(MainWindow &window, const QString &text)
{
    AnnotationDialog *dialog = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((dialog = window.findChild<AnnotationDialog *>()) != nullptr && dialog->isVisible(), LongestMs);
    dialog->textField()->setText(text);
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<AnnotationDialog *>() == nullptr, LongestMs);
}

/// What happened on a day is noted, changed and removed where the day is drawn, and stored each time.
void tst_Pages::daysAreAnnotated()
{
    DemoWindow demo;
    demo.open(QStringLiteral("trends"));
    auto *page = qobject_cast<TrendsPage *>(demo.window().page());
    TimeChart &chart = *page->chart();
    const auto &steps = chart.data().steps;
    const auto day = std::find_if(steps.begin(), steps.end(), [](const TimeChartData::Step &step) { return step.from == parseDay("2026-11-05"); });
    QVERIFY(day != steps.end());
    const int step = int(day - steps.begin());
    const auto noted = [&] {
        demo.settle();
        QStringList texts;
        const auto reader = LedgerReader::open(demo.ledger().toStdString());
        for (const ReviewFact &fact : *(*reader)->reviewFacts()) {
            if (fact.annotation() && fact.annotation()->day == parseDay("2026-11-05")) {
                texts << QString::fromStdString(fact.annotation()->text);
            }
        }
        QStringList shown;
        for (const TimeMark &mark : chart.timeMarks()) {
            if (mark.day == parseDay("2026-11-05")) {
                shown << mark.text;
            }
        }
        return shown == texts ? texts : QStringList{QStringLiteral("shown otherwise than stored")};
    };
    const QStringList before = noted();
    chooseOf(chart, step, QStringLiteral("Annotate"));
    enter(demo.window(), QStringLiteral("Release 2 & more"));
    QCOMPARE(noted(), before + QStringList{QStringLiteral("Release 2 & more")});
    chooseOf(chart, step, QStringLiteral("Change"));
    enter(demo.window(), QStringLiteral("Release 3"));
    QCOMPARE(noted(), before + QStringList{QStringLiteral("Release 3")});
    chooseOf(chart, step, QStringLiteral("Remove"));
    QCOMPARE(noted(), before);
}

/// A record is excluded while another page is in view: pages that had their answer before must not show it again.
void tst_Pages::pagesOutOfViewLearnOfChanges()
{
    DemoWindow demo;
    MainWindow &window = demo.window();
    std::map<QString, QString> before;
    const QStringList pages{QStringLiteral("trends"), QStringLiteral("breakdown"), QStringLiteral("sessions"), QStringLiteral("records"), QStringLiteral("compare")};
    for (const QString &page : pages) {
        demo.open(page);
        before[page] = window.page()->totalText();
    }
    const std::optional<LocalDay> day = parseDay("2026-11-12");
    const auto excluded = demo.services().setExcluded({.filter = UsageFilter{.from = day, .to = day}, .zone = demo.services().zone()}, true, QStringLiteral("test"));
    QTRY_VERIFY_WITH_TIMEOUT(excluded.isFinished(), LongestMs);
    const auto takenBack = qScopeGuard([&demo] { // windows share the demo's ledger
        const auto undone = demo.services().undo();
        QTRY_VERIFY_WITH_TIMEOUT(undone.isFinished(), LongestMs);
        demo.settle();
    });
    QVERIFY(excluded.result());
    demo.settle();
    const Spend spend = reportOf(demo.ledger(), window.view());
    const MeasureText text{Measure::Cost, Currency{"USD"}};
    for (const QString &page : pages) {
        demo.open(page);
        const QString total = window.page()->totalText();
        QVERIFY2(total != before[page], qPrintable(page));
        const Int128 value = valueOf(spend, Measure::Cost, QStringLiteral("USD"));
        QVERIFY2(total == text.figure(value) || total.startsWith(text.exact(value)), qPrintable(page + u' ' + total));
    }
}

TOKENMETER_TEST(tst_Pages);

} // namespace test_Pages

#include "tst_Pages.moc"
