// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "DemoWindow.h"
#include "app/Machine.h"
#include "core/Decimal.h"
#include "flow/Pricing.h"
#include "flow/Report.h"
#include "pages/ReconcilePage.h"
#include "pages/TableDialog.h"
#include "shell/Language.h"
#include "support/Patience.h"
#include "ui/TextProbe.h"
#include "widgets/EmptyState.h"
#include "widgets/PeriodStepper.h"

#include <QComboBox>
#include <QJsonArray>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

#include <memory>

namespace test_Reconcile
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QString Account = QStringLiteral("Anthropic, work");

/// October of the demo's account, by hand; USD, list prices a million tokens:
///   another machine     Sonnet 5: 150,000 of output at 10 = 1.50, 2,000,000 cache reads at 0.20 = 0.40    +1.90
///   failed requests     Haiku 4.5: 40,000 of output at 5, not billed                                      -0.20
///   a model unknown     30,000 of output, billed                                                          +0.75
///   a batch             Opus 5: 50,000 of output at 12.50 in place of 25                                  -0.625
///   negotiated          Opus 5: 1,000,000 cache reads at 0.40 in place of 0.50                            -0.10
///   credit -5, search +0.40, tax +6, rounding +0.005
/// The demo works from 4 to 22 o'clock UTC, so no request lies between Berlin's midnight and that of UTC, and Claude Code is said
/// to be paid by the account. In all 1.90 - 0.20 + 0.75 - 0.625 - 0.10 - 5 + 0.40 + 6 + 0.005 = 3.13 more than was metered.
struct Golden
{
    const char *title; ///< of the page
    const char *key;   ///< of the command line; null: a part of another one
    const char *amount;
};
constexpr Golden Steps[] = {{"Time zone edge", "time_zone_edge", "0.00"},
                            {"Paid otherwise", "other_payer", "0.00"},
                            {"Seen only by the provider", "seen_only_by_provider", "1.90"},
                            {"Seen only in logs", "seen_only_in_logs", "-0.20"},
                            {"Without a price here", "unpriced", "0.75"},
                            {"Tier", nullptr, "-0.625"},
                            {"Price", nullptr, "-0.10"},
                            {"Credits", "credits", "-5.00"},
                            {"Fees", "fees", "0.40"},
                            {"Tax", "tax", "6.00"},
                            {"Rounding", "rounding", "0.005"},
                            {"Unexplained", nullptr, "0.00"}};
constexpr const char *PriceAndTier = "-0.725";
constexpr const char *MoreBilled = "3.13";

Int128 attoOf(const QString &decimal)
{
    return amountOf(decimal.toStdString())->atto;
}

/// What `report` says of Claude in October: nobody else serves it in the demo.
Int128 reportedList(const QString &ledger)
{
    const auto reader = LedgerReader::open(ledger.toStdString());
    const auto pricer = pricerOf(**reader);
    ReportRequest request;
    request.filter.from = parseDay("2026-10-01");
    request.filter.to = parseDay("2026-10-31");
    request.filter.models = {"claude*"};
    request.zone = Zone::byId("Europe/Berlin").value();
    const Spend total = tokenmeter::reportOf(**reader, **pricer, request)->total;
    return total.cost.size() == 1 ? total.cost.front().atto() : Int128{-1};
}

QJsonObject askProgram(const QString &ledger, const QStringList &arguments)
{
    return Machine{}.run(QStringList{QStringLiteral("--ledger"), ledger, QStringLiteral("--json"), QStringLiteral("--at"), QStringLiteral("2026-11-18T13:32:00Z")} + arguments).json();
}

ReconcilePage *pageOf(DemoWindow &demo)
{
    return qobject_cast<ReconcilePage *>(demo.window().page());
}

int rowNamed(const ReconcilePage &page, const char *title)
{
    const std::vector<StepRow> &rows = page.steps()->rows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const StepRow &row) { return row.name == QLatin1String(title); });
    return found == rows.end() ? -1 : int(found - rows.begin());
}

void key(ReconcilePage &page, int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    page.steps()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(page.steps(), Qt::Key_Home);
    for (int i = 0; i < row; ++i) {
        QTest::keyClick(page.steps(), Qt::Key_Down);
    }
    QTest::keyClick(page.steps(), Qt::Key_Return, modifiers);
}

/// The table that was opened last; it is closed.
QStringList lastTable(DemoWindow &demo)
{
    QStringList cells;
    for (TableDialog *dialog : demo.window().findChildren<TableDialog *>()) {
        cells.clear();
        const QAbstractItemModel *model = dialog->view()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList texts;
            for (int column = 0; column < model->columnCount(); ++column) {
                texts << model->index(row, column).data().toString();
            }
            cells << texts.join(u'|');
        }
        delete dialog;
    }
    return cells;
}

} // namespace

class tst_Reconcile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void knownMonth();
    void stepsOpen();
    void monthsStep();
    void otherAccounts();
    void noTextIsCutOrCovered_data();
    void noTextIsCutOrCovered();
    void cleanupTestCase() { m_demo.reset(); }

private:
    /// One window for all that does not ask for a size or a language; the page as it is opened first.
    DemoWindow &shared()
    {
        if (!m_demo) {
            m_demo = std::make_unique<DemoWindow>();
        }
        ViewState view = m_demo->window().view();
        view.options.clear();
        m_demo->window().go(view);
        m_demo->settle();
        return *m_demo;
    }
    std::unique_ptr<DemoWindow> m_demo;
};

void tst_Reconcile::knownMonth()
{
    DemoWindow &demo = shared();
    demo.open(QStringLiteral("reconcile"));
    ReconcilePage *page = pageOf(demo);
    QVERIFY(page);
    QCOMPARE(page->accountBox()->currentText(), Account);
    QCOMPARE(page->stepper()->text(), QStringLiteral("October 2026"));
    QCOMPARE(page->badge(), QStringLiteral("Reconciled within 0 %"));

    const Int128 metered = reportedList(demo.ledger());
    QVERIFY(metered > attoOf(QStringLiteral("100")));
    const Int128 billed = metered + attoOf(QString::fromLatin1(MoreBilled));
    const PageTable table = page->tables().front();
    QCOMPARE(table.rows.size(), std::size(Steps) + 1);
    QVERIFY(attoOf(table.rows[0][1].exact) == metered);
    Int128 sum = metered;
    for (std::size_t i = 0; i < std::size(Steps); ++i) {
        QCOMPARE(table.rows[i + 1][0].text, QString::fromLatin1(Steps[i].title));
        QCOMPARE(table.rows[i + 1][1].exact, QString::fromLatin1(Steps[i].amount));
        sum += attoOf(table.rows[i + 1][1].exact);
    }
    QVERIFY(sum == billed);
    QVERIFY(attoOf(table.footer[1].exact) == billed);

    // The command line says the same, to the last digit.
    const QJsonObject bill = askProgram(demo.ledger(), {QStringLiteral("reconcile"), Account, QStringLiteral("--month"), QStringLiteral("2026-10"), QStringLiteral("--timezone"),
                                                        QStringLiteral("Europe/Berlin")})[QStringLiteral("accounts")][0][QStringLiteral("bills")][0]
                                 .toObject();
    QVERIFY(attoOf(bill[QStringLiteral("metered")].toString()) == metered);
    QVERIFY(attoOf(bill[QStringLiteral("billed")].toString()) == billed);
    QVERIFY(attoOf(bill[QStringLiteral("residual")].toString()) == 0);
    const QJsonObject steps = bill[QStringLiteral("steps")].toObject();
    for (const Golden &step : Steps) {
        if (step.key != nullptr) {
            QVERIFY2(attoOf(steps[QLatin1String(step.key)].toString()) == attoOf(QString::fromLatin1(step.amount)), step.key);
        }
    }
    QVERIFY(attoOf(steps[QStringLiteral("price_and_tier")].toString()) == attoOf(QString::fromLatin1(PriceAndTier)));
    const QJsonObject report = askProgram(demo.ledger(), words("report --basis billed --from 2026-10-01 --to 2026-10-31 --provider anthropic"));
    QVERIFY(attoOf(report[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("amount")].toString()) == billed);

    // What is drawn closes as well, in cents: the bars' labels and the list's amounts are the same.
    const WaterfallData &drawn = page->chart()->data();
    QCOMPARE(drawn.bars.size(), std::size_t{12}); // 13 lines and the bill, without the two steps that are zero
    for (const WaterfallData::Bar &bar : drawn.bars) {
        const int row = rowNamed(*page, qPrintable(bar.longName));
        QVERIFY(row >= 0);
        QCOMPARE(bar.shown, page->steps()->rows()[std::size_t(row)].amount);
    }
    QVERIFY(page->chart()->base() > 0);
    QCOMPARE(page->chart()->tableRows(), 12);
}

void tst_Reconcile::stepsOpen()
{
    DemoWindow &demo = shared();
    MainWindow &window = demo.window();
    demo.open(QStringLiteral("reconcile"));
    // Usage: its records.
    key(*pageOf(demo), rowNamed(*pageOf(demo), "Seen only in logs"));
    demo.settle();
    QCOMPARE(window.view().page, QStringLiteral("records"));
    QCOMPARE(window.view().period, periodAt(PeriodKind::Month, parseDay("2026-10-01").value(), {}));
    QCOMPARE(window.view().filter.of(FilterKey::Model).size(), std::size_t{1});
    QVERIFY(window.view().filter.of(FilterKey::Model).front().text.contains(QStringLiteral("haiku")));
    QVERIFY(window.page()->totalText() != QStringLiteral("$0.00"));
    window.goBack();
    demo.settle();
    QCOMPARE(window.view().page, QStringLiteral("reconcile"));
    // All that was metered: the records' total is the figure.
    key(*pageOf(demo), 0);
    demo.settle();
    const MeasureText text{Measure::Cost, Currency{"USD"}};
    QVERIFY2(window.page()->totalText().startsWith(text.exact(reportedList(demo.ledger()))), qPrintable(window.page()->totalText()));
    window.goBack();
    demo.settle();
    // Lines of the bill: a list of them.
    key(*pageOf(demo), rowNamed(*pageOf(demo), "Credits"));
    demo.settle();
    QStringList table = lastTable(demo);
    QCOMPARE(table.size(), 2); // the line and the sum
    QVERIFY2(table.front().contains(QStringLiteral("Promotional credit")), qPrintable(table.front()));
    QVERIFY(table.front().endsWith(QStringLiteral("−$5.00")));
    // How a step comes about: its cells add up to it.
    key(*pageOf(demo), rowNamed(*pageOf(demo), "Seen only by the provider"), Qt::AltModifier);
    demo.settle();
    table = lastTable(demo);
    QCOMPARE(table.size(), 3);
    QVERIFY2(table.filter(QStringLiteral("+$1.50")).size() == 1 && table.filter(QStringLiteral("+$0.40")).size() == 1, qPrintable(table.join(u'\n')));
    QVERIFY(table.back().endsWith(QStringLiteral("+$1.90")));
    // The bar does what its row does.
    WaterfallChart *chart = pageOf(demo)->chart();
    chart->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chart, Qt::Key_End);
    QTest::keyClick(chart, Qt::Key_Return);
    demo.settle();
    table = lastTable(demo);
    QVERIFY(table.size() > 300); // every line of October's bill, and the sum
    // A step that is zero has nothing behind it.
    key(*pageOf(demo), rowNamed(*pageOf(demo), "Paid otherwise"));
    demo.settle();
    QVERIFY(lastTable(demo).isEmpty());
    QCOMPARE(window.view().page, QStringLiteral("reconcile"));
}

void tst_Reconcile::monthsStep()
{
    DemoWindow &demo = shared();
    MainWindow &window = demo.window();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window, LongestMs));
    demo.open(QStringLiteral("reconcile"));
    const Period before = window.view().period;
    QTest::keyClick(&window, Qt::Key_BracketLeft);
    demo.settle();
    QCOMPARE(pageOf(demo)->stepper()->text(), QStringLiteral("September 2026"));
    QTest::keyClick(&window, Qt::Key_BracketRight);
    QTest::keyClick(&window, Qt::Key_BracketRight);
    demo.settle();
    QTest::keyClick(&window, Qt::Key_T);
    demo.settle();
    QCOMPARE(pageOf(demo)->stepper()->text(), QStringLiteral("November 2026"));
    QCOMPARE(pageOf(demo)->badge(), QStringLiteral("Incomplete"));
    QVERIFY(pageOf(demo)->note().contains(QStringLiteral("month is not over")));
    QTest::keyClick(&window, Qt::Key_BracketRight); // December has not begun
    demo.settle();
    QCOMPARE(pageOf(demo)->stepper()->text(), QStringLiteral("November 2026"));
    QCOMPARE(window.view().period, before); // of the other pages
}

void tst_Reconcile::otherAccounts()
{
    DemoWindow &demo = shared();
    const auto choose = [&](const char *account, const char *month) {
        ViewState view = demo.window().view();
        view.page = QStringLiteral("reconcile");
        view.options[QStringLiteral("reconcile.account")] = QString::fromLatin1(account);
        view.options[QStringLiteral("reconcile.month")] = QString::fromLatin1(month);
        demo.window().go(view);
        demo.settle();
    };
    choose("Alibaba Cloud bills", "2026-10");
    QVERIFY2(pageOf(demo)->note().contains(QStringLiteral("cannot be read")), qPrintable(pageOf(demo)->note())); // its polls fail
    QVERIFY(pageOf(demo)->totalText().startsWith(QStringLiteral("¥")));
    choose("Alibaba Cloud bills", "2026-02");
    QPushButton *way = pageOf(demo)->emptyState()->findChild<QPushButton *>();
    QVERIFY(way->isVisible());
    QCOMPARE(way->text(), QStringLiteral("Go to August 2026"));
    QTest::mouseClick(way, Qt::LeftButton);
    demo.settle();
    QVERIFY(pageOf(demo)->totalText().startsWith(QStringLiteral("¥")));
    choose("DeepSeek", "2026-10");
    QVERIFY(pageOf(demo)->emptyState()->isVisible());
    QTest::mouseClick(pageOf(demo)->emptyState()->findChild<QPushButton *>(), Qt::LeftButton);
    demo.settle();
    QCOMPARE(demo.window().view().page, QStringLiteral("accounts"));
}

void tst_Reconcile::noTextIsCutOrCovered_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"}) {
        QTest::addRow("%s, smallest", language) << QString::fromLatin1(language) << QSize{1024, 700};
        QTest::addRow("%s", language) << QString::fromLatin1(language) << QSize{1440, 900};
    }
}

/// The whole page, also what has to be scrolled to, with and without a bill.
void tst_Reconcile::noTextIsCutOrCovered()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    m_demo.reset();
    DemoWindow demo{language, size};
    for (const char *view : {"Anthropic, work|2026-10", "Anthropic, work|2026-11", "Alibaba Cloud bills|2026-10", "Alibaba Cloud bills|2025-01", "DeepSeek|2026-10"}) {
        const QStringList parts = QString::fromLatin1(view).split(u'|');
        ViewState next = demo.window().view();
        next.page = QStringLiteral("reconcile");
        next.options[QStringLiteral("reconcile.account")] = parts[0];
        next.options[QStringLiteral("reconcile.month")] = parts[1];
        demo.window().go(next);
        demo.settle();
        ReconcilePage *page = pageOf(demo);
        const QStringList faults = TextProbe::faultsOf(demo.window()) + TextProbe::faultsOf(*page->chart()) + TextProbe::faultsOf(*page->steps());
        QVERIFY2(faults.isEmpty(), qPrintable(QString::fromLatin1(view) + u'\n' + faults.join(u'\n')));
    }
}

TOKENMETER_TEST(tst_Reconcile);

} // namespace test_Reconcile

#include "tst_Reconcile.moc"
