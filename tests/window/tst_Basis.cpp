// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "DemoWindow.h"
#include "app/Machine.h"
#include "core/ChargeAmount.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "pages/BreakdownPage.h"
#include "pages/OverviewPage.h"
#include "shell/FilterBar.h"
#include "shell/Language.h"
#include "ui/TextProbe.h"
#include "widgets/Card.h"
#include "widgets/KpiStrip.h"
#include "widgets/Toast.h"

#include <QComboBox>
#include <QJsonArray>
#include <QStandardItemModel>
#include <QtTest>

#include <memory>
#include <tuple>

namespace test_Basis
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// What `report` says in dollars; -1 where it says something else.
Int128 reported(const QString &ledger, const char *basis, const ViewState &view, const QStringList &more)
{
    const QStringList period{QStringLiteral("--from"), QString::fromStdString(toIso(view.period.from)), QStringLiteral("--to"), QString::fromStdString(toIso(view.period.to))};
    const QJsonObject report = Machine{}
                                   .run(QStringList{QStringLiteral("--ledger"), ledger, QStringLiteral("--json"), QStringLiteral("--at"), QStringLiteral("2026-11-18T13:32:00Z"),
                                                    QStringLiteral("report"), QStringLiteral("--basis"), QString::fromLatin1(basis)}
                                        + period + more)
                                   .json();
    const QJsonArray cost = report[QStringLiteral("total")][QStringLiteral("cost")].toArray();
    return cost.size() == 1 && cost[0][QStringLiteral("currency")].toString() == QStringLiteral("USD") ? amountOf(cost[0][QStringLiteral("amount")].toString().toStdString())->atto : Int128{-1};
}

QString figureOf(Int128 atto)
{
    return MoneyText::full(Money::fromAtto(atto, Currency{"USD"}));
}

ViewState viewOf(DemoWindow &demo, const char *page, ViewBasis basis, const char *filter = "", const char *month = "2026-10-01")
{
    ViewState view = demo.window().view();
    view.page = QString::fromLatin1(page);
    view.basis = basis;
    view.options.clear();
    view.filter = parseFilterText(QString::fromLatin1(filter)).terms;
    view.period = periodAt(PeriodKind::Month, parseDay(month).value(), {});
    return view;
}

void go(DemoWindow &demo, const ViewState &view)
{
    demo.window().go(view);
    demo.settle();
}

KpiCell spent(DemoWindow &demo)
{
    return demo.window().overviewPage()->kpis()->cells().front();
}

/// Every digit of the tree's root.
QString breakdownTotal(DemoWindow &demo)
{
    return demo.window().page()->totalText();
}

} // namespace

class tst_Basis : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void billedIsTheReport();
    void effectiveIsTheReport();
    void billedTrends();
    void whatNoBillTells();
    void switchStandsWhereItIsFollowed();
    void noTextIsCutOrCovered_data();
    void noTextIsCutOrCovered();
    void cleanupTestCase() { m_demo.reset(); }

private:
    DemoWindow &shared()
    {
        if (!m_demo) {
            m_demo = std::make_unique<DemoWindow>();
        }
        return *m_demo;
    }
    std::unique_ptr<DemoWindow> m_demo;
};

void tst_Basis::billedIsTheReport()
{
    DemoWindow &demo = shared();
    for (const char *month : {"2026-10-01", "2026-11-01"}) {
        const ViewState list = viewOf(demo, "overview", ViewBasis::List, "provider:anthropic", month);
        const Int128 billed = reported(demo.ledger(), "billed", list, words("--provider anthropic"));
        QVERIFY(billed > 0);
        go(demo, list);
        const KpiCell before = spent(demo);
        QVERIFY(before.exact != figureOf(billed));
        const QString tokens = demo.window().overviewPage()->kpis()->cells()[2].exact;
        go(demo, viewOf(demo, "overview", ViewBasis::Billed, "provider:anthropic", month));
        QCOMPARE(spent(demo).exact, figureOf(billed));
        QVERIFY(spent(demo).label.startsWith(QStringLiteral("Billed in")));
        QCOMPARE(demo.window().overviewPage()->kpis()->cells()[2].exact, tokens); // still those of the logs
        QVERIFY(demo.window().filterBar()->bases()->isVisible());
        QCOMPARE(demo.window().filterBar()->bases()->currentText(), QStringLiteral("Billed cost"));
        go(demo, viewOf(demo, "breakdown", ViewBasis::Billed, "provider:anthropic", month));
        QCOMPARE(breakdownTotal(demo), MoneyText::amount(Money::fromAtto(billed, Currency{"USD"})));
        // By model: the bill's own models, and none without an amount of its own.
        ViewState byModel = demo.window().view();
        byModel.options[QStringLiteral("breakdown.by")] = QStringLiteral("model");
        go(demo, byModel);
        QCOMPARE(breakdownTotal(demo), MoneyText::amount(Money::fromAtto(billed, Currency{"USD"})));
        const Int128 opus = reported(demo.ledger(), "billed", byModel, words("--provider anthropic --model claude-opus-5"));
        bool found = false;
        const PageTable table = demo.window().page()->tables().front();
        for (const auto &row : table.rows) {
            if (row[0].text == QStringLiteral("Claude Opus 5")) {
                for (const PageTable::Cell &cell : row) {
                    found = found || cell.exact == QString::fromStdString(Money::fromAtto(opus, Currency{"USD"}).toDecimalText());
                }
            }
        }
        QVERIFY(found);
        // The bills of the demo tell no projects: that is not a bill of nothing.
        go(demo, viewOf(demo, "breakdown", ViewBasis::Billed, "", month));
        int untold = 0;
        for (const PageTable &each : demo.window().page()->tables()) {
            for (const auto &row : each.rows) {
                if (!row.empty() && row[0].text == QStringLiteral("atlas-api")) {
                    ++untold;
                    QCOMPARE(row[2].text, NumberText::notApplicable());
                    QCOMPARE(row[2].exact, QString{});
                }
            }
        }
        QVERIFY(untold > 0);
        // And back: list cost is what it was.
        go(demo, viewOf(demo, "overview", ViewBasis::List, "provider:anthropic", month));
        QCOMPARE(spent(demo).exact, before.exact);
    }
}

/// A copy of the demo with a discount of a tenth on everything.
void tst_Basis::effectiveIsTheReport()
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("ledger.db"));
    QCOMPARE(Machine{}.run({QStringLiteral("--ledger"), shared().ledger(), QStringLiteral("backup"), copy}).status, 0);
    m_demo.reset();
    const Outcome added = Machine{}.run(QStringList{QStringLiteral("--ledger"), copy, QStringLiteral("--at"), QStringLiteral("2026-11-18T13:32:00Z")}
                                        + words("plans add discount --name tenth --multiplier 0.9 --from 2026-09-01"));
    QVERIFY2(added.status == 0, added.err.constData());
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, copy};
    for (const char *filter : {"", "model:claude-opus-5"}) {
        ViewState view = viewOf(desk, "overview", ViewBasis::Effective, filter);
        const QStringList more = words("--timezone Europe/Berlin --currency USD") + (*filter ? words("--model claude-opus-5") : QStringList{});
        const Int128 effective = reported(copy, "effective", view, more);
        QVERIFY(effective > 0 && effective < reported(copy, "list", view, more));
        go(desk, view);
        QCOMPARE(spent(desk).exact, figureOf(effective));
        for (const char *page : {"breakdown", "trends"}) {
            go(desk, viewOf(desk, page, ViewBasis::Effective, filter));
            QCOMPARE(desk.window().page()->totalText(), MoneyText::amount(Money::fromAtto(effective, Currency{"USD"})));
        }
    }
}

/// Steps of days to months, each as `report` has it; hours and ratios are refused in words.
void tst_Basis::billedTrends()
{
    DemoWindow &demo = shared();
    const ViewState view = viewOf(demo, "trends", ViewBasis::Billed, "provider:anthropic");
    const Int128 billed = reported(demo.ledger(), "billed", view, words("--provider anthropic"));
    const QString total = MoneyText::amount(Money::fromAtto(billed, Currency{"USD"}));
    for (const char *step : {"", "day", "week", "month", "hour"}) {
        for (const char *dimension : {"", "none", "provider", "project", "tier"}) {
            ViewState other = view;
            other.options[QStringLiteral("trends.step")] = QString::fromLatin1(step);
            other.options[QStringLiteral("trends.dimension")] = QString::fromLatin1(dimension);
            go(demo, other);
            QCOMPARE(demo.window().page()->totalText(), total);
        }
    }
    go(demo, view);
    const std::vector<PageTable> tables = demo.window().page()->tables();
    QVERIFY(tables.front().title.startsWith(QStringLiteral("Billed cost by model")));
    // One day of the table is that day's report.
    ViewState day = view;
    day.period = periodAt(PeriodKind::Day, parseDay("2026-10-14").value(), {});
    const Int128 ofDay = reported(demo.ledger(), "billed", day, words("--provider anthropic"));
    QVERIFY(ofDay > 0);
    go(demo, day); // whose own step would be an hour
    QCOMPARE(demo.window().page()->totalText(), MoneyText::amount(Money::fromAtto(ofDay, Currency{"USD"})));

    for (const auto &[option, word, sentence] : {std::tuple{"trends.dimension", "agent", "A bill does not tell agents. List cost is shown."},
                                                 std::tuple{"trends.dimension", "token-class", "Not every bill tells token classes. List cost is shown."},
                                                 std::tuple{"trends.measure", "cache-hit-share", "A bill has no such ratio. List cost is shown."}}) {
        go(demo, view);
        ViewState untold = view;
        untold.options[QString::fromLatin1(option)] = QString::fromLatin1(word);
        go(demo, untold);
        QCOMPARE(demo.window().filterBar()->bases()->currentText(), QStringLiteral("List cost"));
        QCOMPARE(demo.window().toast()->accessibleName(), QString::fromLatin1(sentence));
    }
}

void tst_Basis::whatNoBillTells()
{
    DemoWindow &demo = shared();
    MainWindow &window = demo.window();
    go(demo, viewOf(demo, "overview", ViewBasis::List));
    const QString list = spent(demo).exact;
    go(demo, viewOf(demo, "overview", ViewBasis::Billed));
    QVERIFY(spent(demo).exact != list);
    // A filter that no bill answers: list cost takes its place, and a sentence says so.
    go(demo, viewOf(demo, "overview", ViewBasis::Billed, "source:claude-code"));
    QCOMPARE(window.filterBar()->bases()->currentText(), QStringLiteral("List cost"));
    QCOMPARE(window.toast()->accessibleName(), QStringLiteral("A bill does not tell which tool was used. List cost is shown."));
    QVERIFY(spent(demo).label.startsWith(QStringLiteral("Spent in")));
    const auto *items = qobject_cast<QStandardItemModel *>(window.filterBar()->bases()->model());
    QVERIFY(!items->item(2)->isEnabled());
    QCOMPARE(items->item(2)->toolTip(), QStringLiteral("A bill does not tell which tool was used."));
    // So does a grouping.
    ViewState bySession = viewOf(demo, "breakdown", ViewBasis::Billed);
    bySession.options[QStringLiteral("breakdown.by")] = QStringLiteral("session");
    go(demo, bySession);
    QCOMPARE(window.filterBar()->bases()->currentText(), QStringLiteral("List cost"));
    QCOMPARE(breakdownTotal(demo), MoneyText::amount(Money::fromAtto(reported(demo.ledger(), "list", bySession, words("--timezone Europe/Berlin --currency USD")), Currency{"USD"})));
    // Without it billed cost is back, and no forecast is made of it.
    go(demo, viewOf(demo, "overview", ViewBasis::Billed, "", "2026-11-18"));
    QCOMPARE(window.filterBar()->bases()->currentText(), QStringLiteral("Billed cost"));
    QCOMPARE(window.overviewPage()->kpis()->cells()[1].comparison, QStringLiteral("bills come late: no forecast"));
}

void tst_Basis::switchStandsWhereItIsFollowed()
{
    DemoWindow &demo = shared();
    for (const auto &[page, count] : {std::pair{"overview", 3}, std::pair{"breakdown", 3}, std::pair{"trends", 3}, std::pair{"records", 1}, std::pair{"sessions", 1}}) {
        go(demo, viewOf(demo, page, ViewBasis::Billed));
        const QComboBox *bases = demo.window().filterBar()->bases();
        QCOMPARE(bases->count(), count);
        QCOMPARE(bases->isVisible(), count > 1);
        if (count < 3) {
            QCOMPARE(bases->currentText(), QStringLiteral("List cost"));
        }
    }
}

void tst_Basis::noTextIsCutOrCovered_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"}) {
        QTest::addRow("%s, smallest", language) << QString::fromLatin1(language) << QSize{1024, 700};
        QTest::addRow("%s", language) << QString::fromLatin1(language) << QSize{1440, 900};
    }
}

void tst_Basis::noTextIsCutOrCovered()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    m_demo.reset();
    DemoWindow demo{language, size};
    for (const char *page : {"overview", "breakdown", "trends"}) {
        for (const ViewBasis basis : {ViewBasis::Effective, ViewBasis::Billed}) {
            go(demo, viewOf(demo, page, basis, "", "2026-11-18"));
            const QStringList faults = TextProbe::faultsOf(demo.window());
            QVERIFY2(faults.isEmpty(), qPrintable(QString::fromLatin1(page) + u'\n' + faults.join(u'\n')));
        }
    }
}

TOKENMETER_TEST(tst_Basis);

} // namespace test_Basis

#include "tst_Basis.moc"
