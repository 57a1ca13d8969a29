// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "core/Decimal.h"
#include "core/StopReason.h"
#include "flow/DemoLogs.h"
#include "flow/Report.h"
#include "format/MoneyText.h"
#include "itemmodels/SheetModel.h"
#include "pages/SessionDetailView.h"
#include "pages/SessionsPage.h"
#include "support/ImportedLedger.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHeaderView>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace test_SessionsPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// Prices a million: plain USD 10 input, 1 cache read, 50 output; mystery has none.
void fillLedger(TestLedger &ledger)
{
    ledger.add({
        // 1.00 + 0.50 = 1.50
        {.time = "2026-11-02T10:00:00Z",
         .tokens = {.input = 100'000, .output = 10'000},
         .project = "/home/ada/shop",
         .flags = withStopReason(0, StopReason::MaxTokens)},
        // 0.20 + 0.10 = 0.30
        {.time = "2026-11-02T10:30:00Z",
         .tokens = {.cacheRead = 200'000, .output = 2'000},
         .project = "/home/ada/shop",
         .flags = withStopReason(0, StopReason::ToolUse)},
        // 0.10 + 0.05 = 0.15
        {.time = "2026-11-02T11:00:00Z", .tokens = {.input = 10'000, .output = 1'000}, .project = "/home/ada/shop", .agent = "helper"},
        // 0.333333: what is left of a cent has to go somewhere
        {.time = "2026-11-03T10:00:00Z", .tokens = {.input = 33'333, .output = 0}, .project = "/home/ada/lab", .session = "s2"},
        {.time = "2026-11-04T10:00:00Z", .tokens = {.input = 33'333, .output = 0}, .project = "", .session = "s3"},
        {.time = "2026-11-05T10:00:00Z", .model = "mystery", .tokens = {.input = 5'000}, .project = "/home/ada/shop", .session = "s4"},
        {.time = "2026-11-06T10:00:00Z", .model = "free", .tokens = {.input = 5'000}, .project = "/home/ada/shop", .session = ""},
    });
}

PageContext contextOf(const FakeServices &services, const char *from = "2026-11-01", const char *to = "2026-11-30")
{
    PageContext context;
    context.view.page = QStringLiteral("sessions");
    context.view.period = {PeriodKind::Month, *parseDay(from), *parseDay(to)};
    context.filter.from = context.view.period.from;
    context.filter.to = context.view.period.to;
    context.zone = services.zone();
    context.now = services.now();
    context.today = context.zone.dayOf(context.now);
    return context;
}

/// A page over a ledger, shown and answered.
struct Shown
{
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<SessionsPage> page{};
    PageContext context{};

    Shown(LedgerReader &reader, Pricer &pricer, const char *from = "2026-11-01", const char *to = "2026-11-30", QSize size = {1232, 768})
    {
        services.reader = &reader;
        services.pricer = &pricer;
        page = std::make_unique<SessionsPage>(services, names);
        context = contextOf(services, from, to);
        page->resize(size);
        page->show();
        show();
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) {
            if (view.page == QStringLiteral("sessions") && view.filter == context.view.filter && view.period == context.view.period) {
                context.view = view; // as the window does
                page->show(context, false);
            }
        });
    }
    void show(bool ledgerChanged = false)
    {
        page->show(context, ledgerChanged);
        settle();
    }
    void settle() const
    {
        QTRY_VERIFY(!page->isBusy());
        QApplication::processEvents();
    }
    QStringList column(int at) const
    {
        QStringList cells;
        for (int row = 0; row < page->model()->rowCount(); ++row) {
            cells << page->model()->cell(row, at).text;
        }
        return cells;
    }
    QStringList column(SessionColumn at) const { return column(int(at)); }
    QModelIndex at(int row) const { return page->model()->index(row, 0); }
    QPoint middleOf(int row) const { return page->table()->visualRect(at(row)).center(); }
    void choose(int row) const
    {
        QTest::mouseClick(page->table()->viewport(), Qt::LeftButton, {}, middleOf(row));
        settle();
    }
};

Int128 attosOf(QString amount)
{
    amount.remove(u'$').remove(u',');
    return parseDecimal(amount.toStdString(), MoneyScale).value_or(-1);
}

Report reportFor(LedgerReader &reader, Pricer &pricer, const PageContext &context)
{
    ReportRequest request{.filter = context.filter, .groupBy = {ReportKey::Session}, .zone = context.zone, .currency = "USD", .now = context.now};
    return *reportOf(reader, pricer, request);
}

/// What the demo's logs hold, read by the real import.
struct DemoLedger
{
    DemoLedger()
    {
        if (!writeDemoLogs(logs.path().toStdString(), parseTime("2026-11-18T13:32:00Z")->time, 7)) {
            qFatal("no demo");
        }
        std::vector<std::string> paths{logs.path().toStdString()};
        for (const std::string &file : demoApiFiles(logs.path().toStdString())) {
            paths.push_back(file);
        }
        ledger.import(paths);
        reader = *LedgerReader::open(ledger.path());
        pricer = *pricerOf(*reader);
    }
    QTemporaryDir logs;
    ImportedLedger ledger;
    std::unique_ptr<LedgerReader> reader;
    std::unique_ptr<Pricer> pricer;
};

DemoLedger &demo()
{
    static DemoLedger ledger;
    return ledger;
}

} // namespace

class tst_SessionsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void table();
    void theNumberOfModelsIsNeverCut();
    void whatIsNotKnownIsNoZero();
    void totalIsTheReports();
    void amountsClose();
    void measures();
    void sorting();
    void choosingShowsTheTurns();
    void aTurnExplainsItself();
    void doubleClickFilters();
    void altReturnExplains();
    void byModel();
    void escapeLeavesTheSession();
    void emptyPeriodLeadsSomewhere();
    void newAnswersKeepTheSession();
    void narrow();
    void copyAndTables();
    void aCancelledQuestionEnds();
    void demoAgreesWithTheReport();
    void everyStatePaints_data();
    void everyStatePaints();
};

void tst_SessionsPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_SessionsPage::cleanup()
{
    QLocale::setDefault(QLocale::c());
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_SessionsPage::table()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    QCOMPARE(shown.column(SessionColumn::Session), (QStringList{QStringLiteral("shop"), QStringLiteral("lab"), QStringLiteral("No project"),
                                                                QStringLiteral("No session"), QStringLiteral("shop")}));
    QCOMPARE(shown.page->model()->cell(0, 0).second, QStringLiteral("plain"));
    QVERIFY(shown.page->model()->cell(0, 0).more.isEmpty());
    // 10:00 in UTC is 11:00 in Berlin.
    QCOMPARE(shown.column(SessionColumn::Start).first(), QStringLiteral("2 Nov 11:00"));
    QCOMPARE(shown.column(SessionColumn::Turns).first(), QStringLiteral("3"));
    QCOMPARE(shown.column(SessionColumn::Tokens).first(), QStringLiteral("323\u00A0k"));
    QCOMPARE(shown.column(SessionColumn::Agents).first(), QStringLiteral("1"));
    // 200,000 of 310,000
    QCOMPARE(shown.column(SessionColumn::CacheHit).first(), QStringLiteral("64.5\u00A0%"));
    QCOMPARE(shown.page->model()->cell(0, int(SessionColumn::Course)).steps->size(), qsizetype(SessionCourse::Parts));
    // s4's only request has no price; "No session" is a free model and costs nothing.
    const QStringList costs = shown.column(SessionColumn::Cost);
    QCOMPARE(costs[0], QStringLiteral("$1.95"));
    QCOMPARE(costs[3], QStringLiteral("$0.00"));
    QCOMPARE(costs[4], MoneyText::noPrice());
    QCOMPARE(shown.page->listCard()->title(), QStringLiteral("4 sessions"));
}

void tst_SessionsPage::totalIsTheReports()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    const Report report = reportFor(ledger.reader(), ledger.pricer(), shown.context);
    // 1.95 + 0.33333 + 0.33333
    QCOMPARE(QString::fromStdString(report.total.cost.at(0).toDecimalText()), QStringLiteral("2.616660000"));
    QCOMPARE(shown.page->totalText(), MoneyText::amount(report.total.cost.at(0)));
    QCOMPARE(shown.page->footer()->text(int(SessionColumn::Cost)), shown.page->totalText());
    QCOMPARE(shown.page->footer()->text(int(SessionColumn::Turns)), QString::number(report.total.requests));
    QCOMPARE(shown.page->model()->rowCount(), int(report.groups.size()));
}

/// 1.95 + 0.33333 + 0.33333 = 2.61666: two parts of 0.33 and a total of 2.62 do not close unless one is 0.34.
void tst_SessionsPage::amountsClose()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    Int128 sum = 0;
    for (const QString &cost : shown.column(SessionColumn::Cost)) {
        sum += cost == MoneyText::noPrice() ? 0 : attosOf(cost);
    }
    QVERIFY(sum == attosOf(shown.page->footer()->text(int(SessionColumn::Cost))));
}

void tst_SessionsPage::measures()
{
    TestLedger ledger;
    fillLedger(ledger);
    Shown shown{ledger.reader(), ledger.pricer()};
    shown.context.view.measure = Measure::Requests;
    const qsizetype asked = shown.services.channels.size();
    shown.show();
    QCOMPARE(shown.page->totalText(), QStringLiteral("7"));
    shown.context.view.measure = Measure::Tokens;
    shown.show();
    QCOMPARE(shown.page->totalText(), QStringLiteral("400\u00A0k")); // 323,000 + 2 x 33,333 + 2 x 5,000 = 399,666
    QCOMPARE(shown.services.channels.size(), asked); // the same usage in other words
}

void tst_SessionsPage::sorting()
{
    TestLedger ledger;
    fillLedger(ledger);
    Shown shown{ledger.reader(), ledger.pricer()};
    QSignalSpy wanted{shown.page.get(), &Page::viewWanted};
    const auto click = [&](SessionColumn column) {
        QHeaderView *header = shown.page->table()->header();
        const QPoint at{header->sectionViewportPosition(int(column)) + header->sectionSize(int(column)) / 2, header->height() / 2};
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        shown.settle();
    };
    click(SessionColumn::Start);
    QCOMPARE(shown.context.view.options.at(QStringLiteral("sessions.sort")), QStringLiteral("start"));
    // newest first; usage without a session has no place and comes last
    QCOMPARE(shown.column(SessionColumn::Start), (QStringList{QStringLiteral("5 Nov 11:00"), QStringLiteral("4 Nov 11:00"), QStringLiteral("3 Nov 11:00"),
                                                              QStringLiteral("2 Nov 11:00"), QStringLiteral("6 Nov 11:00")}));
    click(SessionColumn::Start);
    QCOMPARE(shown.column(SessionColumn::Start).first(), QStringLiteral("2 Nov 11:00"));
    click(SessionColumn::Session);
    QCOMPARE(shown.column(SessionColumn::Session).first(), QStringLiteral("lab"));
    QCOMPARE(wanted.count(), 3);
}

void tst_SessionsPage::choosingShowsTheTurns()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    // The dearest is chosen at first.
    const SessionDetailContent &content = shown.page->detailView()->content();
    QCOMPARE(content.amount, QStringLiteral("$1.95"));
    QCOMPARE(content.name, QStringLiteral("s1"));
    QCOMPARE(content.when, QStringLiteral("2 Nov 11:00 to 12:00 · list cost"));
    QCOMPARE(content.points.size(), std::size_t{3});
    QCOMPARE(content.sections.size(), std::size_t{2}); // turns, agents; of models there is but one
    QCOMPARE(content.sections[0].rows.size(), std::size_t{3});
    QCOMPARE(content.sections[0].rows[0].left, QStringLiteral("11:00"));
    QCOMPARE(content.sections[0].rows[0].right, QStringLiteral("$1.50"));
    QCOMPARE(content.sections[0].rows[0].warning, QStringLiteral("cut off"));
    QVERIFY(content.sections[0].rows[1].warning.isEmpty());
    QCOMPARE(content.sections[1].rows[0].middle, QStringLiteral("Main conversation · 2 turns"));
    QVERIFY(content.sections[1].rows[1].middle.startsWith(QStringLiteral("helper · 1 turn"))); // plural forms are a translation's
    QCOMPARE(content.sections[1].rows[1].right, QStringLiteral("$0.15"));
    shown.choose(4); // s4, without a price
    QCOMPARE(shown.page->detailView()->content().amount, MoneyText::noPrice());
    QCOMPARE(shown.page->detailView()->content().sections[0].rows[0].right, MoneyText::noPrice());
}

void tst_SessionsPage::aTurnExplainsItself()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    QSignalSpy why{shown.page.get(), &Page::whyWanted};
    SessionDetailView *view = shown.page->detailView();
    QTest::mouseClick(view, Qt::LeftButton, {}, view->rowRect(0, 1).center().toPoint());
    QCOMPARE(why.count(), 1);
    const auto question = why.takeFirst().at(0).value<WhyQuestion>();
    const std::int64_t id = std::get<WhyRecord>(question).id;
    const auto turns = ledger.reader().sessionTurns(UsageFilter{.sessions = {"s1"}}, Zone::utc());
    QCOMPARE(id, turns->at(1).id); // the second one cost the second most
    // Rows of agents lead nowhere.
    QTest::mouseClick(view, Qt::LeftButton, {}, view->rowRect(1, 0).center().toPoint());
    QCOMPARE(why.count(), 0);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(std::get<WhyRecord>(why.takeFirst().at(0).value<WhyQuestion>()).id, turns->at(2).id);
}

void tst_SessionsPage::doubleClickFilters()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    QSignalSpy wanted{shown.page.get(), &Page::viewWanted};
    const QPoint at = shown.middleOf(1);
    QTest::mouseClick(shown.page->table()->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(shown.page->table()->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(wanted.count(), 1);
    ViewState view = wanted.takeFirst().at(0).value<ViewState>();
    QCOMPARE(filterText(view.filter), QStringLiteral("session:s2"));
    QCOMPARE(view.page, QStringLiteral("sessions"));
    shown.settle();
    QTest::mouseClick(shown.page->recordsButton(), Qt::LeftButton);
    view = wanted.takeFirst().at(0).value<ViewState>();
    QCOMPARE(view.page, QStringLiteral("records"));
    QCOMPARE(filterText(view.filter), QStringLiteral("session:s2"));
}

void tst_SessionsPage::altReturnExplains()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    QSignalSpy why{shown.page.get(), &Page::whyWanted};
    shown.choose(0);
    QTest::keyClick(shown.page->table(), Qt::Key_Return, Qt::AltModifier);
    const auto sum = std::get<WhySum>(why.takeFirst().at(0).value<WhyQuestion>());
    QCOMPARE(sum.title, QStringLiteral("shop · 2 Nov 11:00"));
    UsageFilter expected = shown.context.filter;
    expected.sessions = {"s1"};
    QVERIFY(sum.filter == expected);
}

void tst_SessionsPage::byModel()
{
    TestLedger ledger;
    fillLedger(ledger);
    Shown shown{ledger.reader(), ledger.pricer()};
    shown.page->viewSwitch()->setCurrent(1);
    shown.settle();
    QCOMPARE(shown.context.view.options.at(QStringLiteral("sessions.view")), QStringLiteral("models"));
    QVERIFY(!shown.page->detailCard()->isVisible());
    const auto cell = [&](int row, AnswerColumn column) { return shown.page->model()->cell(row, int(column)).text; };
    QCOMPARE(shown.page->model()->rowCount(), 3);
    QCOMPARE(cell(0, AnswerColumn::Model), QStringLiteral("plain"));
    QCOMPARE(cell(0, AnswerColumn::Calls), QStringLiteral("5"));
    QCOMPARE(cell(0, AnswerColumn::PerSession), QStringLiteral("1.7")); // 5 in 3
    QCOMPARE(cell(0, AnswerColumn::Mean), QStringLiteral("2,600"));     // 13,000 / 5
    QCOMPARE(cell(0, AnswerColumn::CutOff), QStringLiteral("50.0\u00A0%"));  // 1 of the 2 that say
    QCOMPARE(cell(0, AnswerColumn::Refused), QStringLiteral("0.0\u00A0%"));
    QCOMPARE(cell(0, AnswerColumn::NotKnown), QStringLiteral("60.0\u00A0%")); // 3 of 5
    QCOMPARE(cell(1, AnswerColumn::CutOff), QStringLiteral("–"));        // not known is not zero
    QCOMPARE(shown.page->totalText(), QStringLiteral("$2.62"));
    QVERIFY(!shown.page->escape());
    QSignalSpy why{shown.page.get(), &Page::whyWanted};
    shown.choose(0);
    QTest::keyClick(shown.page->table(), Qt::Key_Return, Qt::AltModifier);
    QVERIFY(std::get<WhySum>(why.takeFirst().at(0).value<WhyQuestion>()).filter.models == std::vector<std::string>{"plain"});
    shown.page->viewSwitch()->setCurrent(0);
    shown.settle();
    QVERIFY(!shown.context.view.options.contains(QStringLiteral("sessions.view")));
    QCOMPARE(shown.services.channels.count(QStringLiteral("sessions")), 1); // the list was there already
}

void tst_SessionsPage::escapeLeavesTheSession()
{
    TestLedger ledger;
    fillLedger(ledger);
    Shown shown{ledger.reader(), ledger.pricer()};
    QVERIFY(shown.page->escape());
    QVERIFY(shown.page->detailView()->content().amount.isEmpty());
    QVERIFY(!shown.page->escape());
    shown.show(true); // it stays left
    QVERIFY(shown.page->table()->selectionModel()->selectedRows().isEmpty());
}

void tst_SessionsPage::emptyPeriodLeadsSomewhere()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer(), "2026-09-01", "2026-09-30"};
    QVERIFY(shown.page->emptyState()->isVisible());
    QVERIFY(!shown.page->detailCard()->isVisible());
    QSignalSpy wanted{shown.page.get(), &Page::viewWanted};
    QTest::mouseClick(shown.page->emptyState()->findChild<QPushButton *>(), Qt::LeftButton);
    const ViewState view = wanted.takeFirst().at(0).value<ViewState>();
    QCOMPARE(QString::fromStdString(toIso(view.period.from)), QStringLiteral("2026-11-01"));
    QCOMPARE(QString::fromStdString(toIso(view.period.to)), QStringLiteral("2026-11-30"));
}

void tst_SessionsPage::newAnswersKeepTheSession()
{
    TestLedger ledger;
    fillLedger(ledger);
    Shown shown{ledger.reader(), ledger.pricer()};
    shown.choose(1);
    ledger.add({{.time = "2026-11-07T10:00:00Z", .tokens = {.input = 1'000'000}, .session = "s9"}});
    shown.show(true);
    QCOMPARE(shown.page->totalText(), QStringLiteral("$12.62"));
    QCOMPARE(shown.page->detailView()->content().name, QStringLiteral("s2"));
    QCOMPARE(shown.page->table()->currentIndex().row(), 2); // s9 and s1 come before
}

void tst_SessionsPage::narrow()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer(), "2026-11-01", "2026-11-30", {964, 568}};
    QVERIFY(!shown.page->detailCard()->isVisible()); // until a session is chosen
    shown.choose(0);
    QVERIFY(shown.page->detailCard()->isVisible());
    QVERIFY(shown.page->table()->isShown(int(SessionColumn::Cost)));
    QVERIFY(shown.page->escape());
    QVERIFY(!shown.page->detailCard()->isVisible());
}

void tst_SessionsPage::copyAndTables()
{
    TestLedger ledger;
    fillLedger(ledger);
    const Shown shown{ledger.reader(), ledger.pricer()};
    shown.choose(0);
    QTest::keyClick(shown.page->table(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("s1\t2026-11-02T10:00:00Z\t3\t323000\t")));
    QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("\t1.950000000")));
    const std::vector<PageTable> tables = shown.page->tables();
    QCOMPARE(tables.size(), std::size_t{1});
    QCOMPARE(tables[0].columns.size(), SessionColumnCount - 1); // the drawing is left out
    QCOMPARE(tables[0].rows.size(), std::size_t{5});
    QCOMPARE(tables[0].rows[0].back().exact, QStringLiteral("1.950000000"));
    QCOMPARE(tables[0].footer.back().text, QStringLiteral("$2.62"));
}

void tst_SessionsPage::aCancelledQuestionEnds()
{
    FakeServices services; // without a ledger all questions are cancelled
    const NameBook names;
    SessionsPage page{services, names};
    QSignalSpy failed{&page, &Page::failed};
    QSignalSpy settled{&page, &Page::settled};
    page.show(contextOf(services), false);
    QTRY_COMPARE(settled.count(), 1);
    QVERIFY(!page.isBusy());
    QCOMPARE(failed.count(), 0);
}

void tst_SessionsPage::demoAgreesWithTheReport()
{
    const Shown shown{*demo().reader, *demo().pricer};
    const Report report = reportFor(*demo().reader, *demo().pricer, shown.context);
    // Without an exchange rate what was paid in CNY stays beside the total.
    const auto total = std::find_if(report.total.cost.begin(), report.total.cost.end(),
                                    [](Money amount) { return amount.currency() == Currency{"USD"}; });
    QVERIFY(total != report.total.cost.end());
    QCOMPARE(shown.page->totalText(), MoneyText::amount(*total));
    Int128 sum = 0;
    for (const QString &cost : shown.column(SessionColumn::Cost)) {
        sum += cost.startsWith(QLatin1Char{'$'}) ? attosOf(cost) : 0;
    }
    QVERIFY(sum == attosOf(shown.page->totalText()));
    QVERIFY(shown.page->model()->rowCount() > 20);
}

void tst_SessionsPage::everyStatePaints_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("dark");
    const QSize normal{1232, 768}; // of a window of 1440 x 900
    const QSize small{964, 568};   // of one of 1024 x 700
    QTest::newRow("sessions-light") << QStringLiteral("demo") << normal << 1.0 << false;
    QTest::newRow("sessions-dark") << QStringLiteral("demo") << normal << 1.0 << true;
    QTest::newRow("sessions-small") << QStringLiteral("demo") << small << 1.0 << false;
    QTest::newRow("sessions-small-chosen") << QStringLiteral("chosen") << small << 1.0 << false;
    QTest::newRow("sessions-wide") << QStringLiteral("demo") << QSize{1712, 948} << 1.0 << false;
    QTest::newRow("sessions-double") << QStringLiteral("demo") << normal << 2.0 << true;
    QTest::newRow("sessions-models") << QStringLiteral("models") << normal << 1.0 << false;
    QTest::newRow("sessions-models-small") << QStringLiteral("models") << small << 1.0 << true;
    QTest::newRow("sessions-one") << QStringLiteral("one") << normal << 1.0 << false;
    QTest::newRow("sessions-one-small") << QStringLiteral("one-chosen") << small << 1.0 << false;
    QTest::newRow("sessions-empty") << QStringLiteral("empty") << normal << 1.0 << false;
}

void tst_SessionsPage::everyStatePaints()
{
    QFETCH(QString, state);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    QFETCH(bool, dark);
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    TestLedger one;
    if (state.startsWith(QStringLiteral("one"))) {
        const std::string name(300, 'n');
        one.add({{.time = "2026-11-12T10:00:00Z",
                  .model = "<b>" + std::string(300, 'm'),
                  .tokens = {.input = 1'000},
                  .project = "/home/" + std::string(300, 'p'),
                  .session = name,
                  .agent = std::string(300, 'a')}});
    }
    const bool isDemo = state == QStringLiteral("demo") || state == QStringLiteral("chosen") || state == QStringLiteral("models");
    Shown shown{isDemo ? *demo().reader : one.reader(), isDemo ? *demo().pricer : one.pricer(), "2026-11-01", "2026-11-30", size};
    if (state == QStringLiteral("models")) {
        shown.page->viewSwitch()->setCurrent(1);
        shown.settle();
    } else if (state.endsWith(QStringLiteral("chosen"))) {
        shown.choose(0);
    }
    QImage image{size * scale, QImage::Format_RGB32};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colours().window);
    shown.page->render(&image);
    QVERIFY(image.pixel(image.width() / 2, image.height() / 2) != 0);
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        QVERIFY(QDir{}.mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char{'/'} + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));
    }
}

void tst_SessionsPage::theNumberOfModelsIsNeverCut()
{
    TestLedger ledger;
    const std::string name(120, 'w');
    ledger.add({{.time = "2026-11-02T10:00:00Z", .model = name + "-1", .tokens = {.input = 5000}},
                {.time = "2026-11-02T10:01:00Z", .model = name + "-2", .tokens = {.input = 1000}},
                {.time = "2026-11-02T10:02:00Z", .model = name + "-3", .tokens = {.input = 1000}}});
    Shown shown{ledger.reader(), ledger.pricer()};
    QCOMPARE(shown.page->model()->cell(0, 0).more, QStringLiteral("+2"));
    QVERIFY(!shown.page->model()->cell(0, 0).shorter.isEmpty());
    TreeTable *table = shown.page->findChild<TreeTable *>();
    const QModelIndex index = table->model()->index(0, 0);
    const auto painted = [&] {
        const QRect row = table->visualRect(index);
        return table->viewport()->grab(QRect{row.right() - 40, row.top(), 40, row.height()}).toImage();
    };
    const QImage with = painted();
    const SheetModel *model = shown.page->model();
    std::vector<SheetColumn> columns;
    std::vector<SheetCell> cells;
    for (int column = 0; column < model->columnCount(); ++column) {
        columns.push_back({.title = model->headerData(column, Qt::Horizontal).toString()});
        cells.push_back(model->cell(0, column));
    }
    cells[0].more.clear(); // all else stays as it is
    shown.page->model()->setSheet(columns, {cells});
    QVERIFY(painted() != with); // the number stood at the end of the column
}

void tst_SessionsPage::whatIsNotKnownIsNoZero()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z", .model = "mystery-\u202Eetorw", .tokens = {.input = 5000}}});
    Shown shown{ledger.reader(), ledger.pricer()};
    QCOMPARE(shown.page->totalText(), MoneyText::noPrice());
    const SheetModel *model = shown.page->model();
    QCOMPARE(model->headerData(int(SessionColumn::Cost), Qt::Horizontal, FooterRole).toString(), MoneyText::noPrice());
    // And a name cannot turn what stands beside it around.
    QVERIFY2(!model->cell(0, 0).second.contains(QChar{0x202E}), qPrintable(model->cell(0, 0).second));
    QVERIFY(model->cell(0, 0).second.contains(QStringLiteral("etorw")));
}

TOKENMETER_TEST(tst_SessionsPage);

} // namespace test_SessionsPage

#include "tst_SessionsPage.moc"
