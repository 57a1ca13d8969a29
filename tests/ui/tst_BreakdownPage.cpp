// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "FakeServices.h"
#include "charts/ChartTip.h"
#include "charts/Donut.h"
#include "charts/ParetoChart.h"
#include "charts/Squarify.h"
#include "charts/Treemap.h"
#include "flow/DemoLogs.h"
#include "flow/Pricing.h"
#include "format/NumberText.h"
#include "itemmodels/CellRoles.h"
#include "pages/BreakdownPage.h"
#include "pages/FindBar.h"
#include "support/ImportedLedger.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/MenuButton.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include "../flow/TestLedger.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace test_BreakdownPage
{

using namespace tokenmeter;
using tokenmeter::testing::FakeServices;
using tokenmeter::testing::ImportedLedger;
using tokenmeter::testing::TestLedger;
using tokenmeter::testing::Use;

namespace
{

/// The page in a window of its own, with someone who does what it wants.
class Desk
{
public:
    explicit Desk(LedgerReader &reader, Pricer &pricer)
    {
        services.reader = &reader;
        services.pricer = &pricer;
        page = std::make_unique<BreakdownPage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &wanted) {
            wishes.push_back(wanted);
            go(wanted);
        });
        QObject::connect(page.get(), &Page::whyWanted, page.get(), [this](const WhyQuestion &question) { questions.push_back(question); });
        QObject::connect(page.get(), &Page::settled, page.get(), [this] { isSettled = true; });
        QObject::connect(page.get(), &Page::failed, page.get(), [this] { ++failures; });
        view.page = QStringLiteral("breakdown");
        view.period = periodAt(PeriodKind::Month, *parseDay("2026-11-18"), {});
        page->resize(size::windowWidth - size::sidebar, size::windowHeight - size::header - size::filterBar - size::statusBar);
    }
    void go(const ViewState &wanted, bool ledgerChanged = false)
    {
        view = wanted;
        PageContext context;
        context.view = view;
        context.filter = usageFilterOf(view, names);
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        context.rules = {.billingDay = 1, .firstDayOfWeek = 1};
        isSettled = false;
        page->show(context, ledgerChanged);
    }
    /// Shows the view and waits for its answer.
    void open()
    {
        page->show();
        go(view);
        settle();
    }
    void settle()
    {
        QTRY_VERIFY(isSettled);
        QApplication::processEvents();
    }
    QStringList rows() const
    {
        QStringList lines;
        const TreeTable *table = page->table();
        for (QModelIndex index = page->model()->index(0, 0); index.isValid(); index = table->indexBelow(index)) {
            const QString name = index.parent().isValid() ? QStringLiteral("  ") + index.data().toString() : index.data().toString();
            lines << name + u' ' + index.siblingAtColumn(int(BreakdownColumn::Cost)).data().toString();
        }
        return lines;
    }
    QModelIndex row(const QString &name) const
    {
        for (QModelIndex index = page->model()->index(0, 0); index.isValid(); index = page->table()->indexBelow(index)) {
            if (index.data().toString() == name) {
                return index;
            }
        }
        return {};
    }
    void click(const QModelIndex &index, Qt::KeyboardModifiers modifiers = {})
    {
        page->table()->scrollTo(index);
        QTest::mouseClick(page->table()->viewport(), Qt::LeftButton, modifiers, page->table()->visualRect(index).center());
    }
    QString option(const QString &name) const
    {
        const auto found = view.options.find(name);
        return found == view.options.end() ? QString{} : found->second;
    }
    QString footer(BreakdownColumn column) const { return page->footer()->text(int(column)); }
    QString cell(const QString &name, BreakdownColumn column) const { return row(name).siblingAtColumn(int(column)).data().toString(); }

    FakeServices services;
    NameBook names;
    ViewState view;
    std::vector<ViewState> wishes;
    std::vector<WhyQuestion> questions;
    int failures = 0;
    bool isSettled = false;
    std::unique_ptr<BreakdownPage> page;
};

QString plain(QString text)
{
    return text.replace(NumberText::Nbsp, u' ');
}

QString lines(std::initializer_list<const char *> parts)
{
    QStringList list;
    for (const char *part : parts) {
        list << QString::fromUtf8(part);
    }
    return list.join(u'\n');
}

/// A dollar is 100,000 tokens of input of the model `plain`.
Use use(const char *time, double dollars, const std::string &project, const std::string &model = "plain", const std::string &session = "s1")
{
    return {.time = time, .model = model, .tokens = {.input = std::int64_t(dollars * 100'000 + 0.5)}, .project = project, .session = session};
}

/// shop 6 (plain 5, free 0, and 1 of yuan), bank 3 and something without a price, lab without a price, no project 1.
void fillSmall(TestLedger &ledger)
{
    ledger.setRate("2026-10-01", "USD", "CNY", "4");
    ledger.add({use("2026-11-02T10:00:00Z", 5, "/home/ada/shop"), use("2026-11-03T10:00:00Z", 0.5, "/home/ada/shop", "free"),
                // 1,000,000 tokens at 4 CNY a million = 4 CNY = 1 USD
                use("2026-11-03T10:00:00Z", 10, "/home/ada/shop", "yuan", "s2"), use("2026-11-04T10:00:00Z", 3, "bank", "plain", "s3"),
                use("2026-11-05T10:00:00Z", 0.2, "bank", "mystery", "s3"), use("2026-11-06T10:00:00Z", 1, "", "plain", "s4"),
                use("2026-11-07T10:00:00Z", 0.3, "lab", "mystery", "s5"), use("2026-10-02T10:00:00Z", 4, "/home/ada/shop"),
                use("2026-10-02T10:00:00Z", 2, "old")});
}

QImage pictureOf(QWidget &page, double scale)
{
    QImage image{page.size() * scale, QImage::Format_RGB32};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colours().window);
    page.render(&image);
    return image;
}

/// For the eye, on request only.
void keep(const QImage &image, const QString &name)
{
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        QVERIFY(QDir{}.mkpath(folder));
        QVERIFY(image.save(folder + QStringLiteral("/breakdown-") + name + QStringLiteral(".png")));
    }
}

} // namespace

class tst_BreakdownPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void rowsAndTotals();
    void amountsCloseToTheCent();
    void sortsWithinALevel();
    void keysWalkAndFilter();
    void whyNamesTheRecords();
    void rowMenu();
    void selectionAndTreemapAgree();
    void clickOnACellFilters();
    void groupsBy();
    void choosesColumns();
    void donutHasFiveParts();
    void longLevelsFold();
    void emptyPeriodLeadsOn();
    void findsInTheTable();
    void theUnpricedStripExplainsItself();
    void aLargeRestLeavesRoom();
    void concentrationInWords_data();
    void concentrationInWords();
    void asksOnlyWhatIsNew();
    void keepsWhatIsOpenAndSelected();
    void tablesAreWhatIsShown();
    void optionsAreRead_data();
    void optionsAreRead();
    void squaresAreFair();
    void everyStatePaints_data();
    void everyStatePaints();

private:
    std::unique_ptr<ImportedLedger> m_demo;
    std::unique_ptr<LedgerReader> m_reader;
    std::unique_ptr<Pricer> m_pricer;
};

/// The demo's ledger, made by the real import.
void tst_BreakdownPage::initTestCase()
{
    QTemporaryDir logs;
    const std::string folder = logs.filePath(QStringLiteral("home")).toStdString();
    QVERIFY(writeDemoLogs(folder, parseTime("2026-11-18T13:32:00Z")->time, 7));
    m_demo = std::make_unique<ImportedLedger>();
    std::vector<std::string> paths = demoApiFiles(folder);
    paths.push_back(folder + "/.claude");
    paths.push_back(folder + "/.codex");
    m_demo->import(paths);
    m_reader = *LedgerReader::open(m_demo->path());
    m_pricer = *pricerOf(*m_reader);
}

void tst_BreakdownPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_BreakdownPage::cleanup()
{
    QLocale::setDefault(QLocale::c());
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_BreakdownPage::rowsAndTotals()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    QCOMPARE(desk.rows().join(u'\n'), lines({"shop 6.00", "  plain 5.00", "  yuan 1.00", "  free 0.00", "bank 3.00", "  plain 3.00",
                                             "  mystery no price", "(no project) 1.00", "  plain 1.00", "lab no price", "No longer used (1) 0.00"}));
    QCOMPARE(desk.page->totalText(), QStringLiteral("$10.00"));
    QCOMPARE(desk.footer(BreakdownColumn::Name), QStringLiteral("Total, at least"));
    QCOMPARE(desk.footer(BreakdownColumn::Cost), QStringLiteral("10.00"));
    QCOMPARE(desk.footer(BreakdownColumn::Requests), QStringLiteral("7"));
    QCOMPARE(desk.footer(BreakdownColumn::Unpriced), QStringLiteral("2"));
    QCOMPARE(plain(desk.cell(QStringLiteral("shop"), BreakdownColumn::Against)), QStringLiteral("▲ 50.0 %")); // 6 after 4
    QCOMPARE(plain(desk.cell(QStringLiteral("shop"), BreakdownColumn::Share)), QStringLiteral("60.0 %"));
    QCOMPARE(desk.cell(QStringLiteral("bank"), BreakdownColumn::Against), QStringLiteral("new"));
    QCOMPARE(desk.cell(QStringLiteral("lab"), BreakdownColumn::Share), QStringLiteral("–"));
    QCOMPARE(desk.cell(QStringLiteral("No longer used (1)"), BreakdownColumn::Against), QStringLiteral("gone"));
    QCOMPARE(plain(desk.footer(BreakdownColumn::Against)), QStringLiteral("▲ 66.7 %")); // 10 after 6
    // What is not known is hatched and said.
    const auto cost = [&](const char *name) { return desk.row(QString::fromLatin1(name)).siblingAtColumn(int(BreakdownColumn::Cost)); };
    QVERIFY(cost("bank").data(PatternRole).toBool());
    QVERIFY(!cost("shop").data(PatternRole).toBool());
    QVERIFY(cost("bank").data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("at least")));
    QCOMPARE(cost("bank").data(AmountRole).toDouble(), 0.5); // half of the shop's bar
    // The same in other measures.
    desk.view.measure = Measure::Requests;
    desk.go(desk.view);
    desk.settle();
    QCOMPARE(desk.page->totalText(), QStringLiteral("7"));
    QCOMPARE(desk.footer(BreakdownColumn::Name), QStringLiteral("Total"));
    QVERIFY(desk.page->table()->isShown(int(BreakdownColumn::Requests)));
    QCOMPARE(plain(desk.cell(QStringLiteral("lab"), BreakdownColumn::Share)), QStringLiteral("14.3 %"));
}

/// Three projects of a third of a dollar: 0.34 + 0.33 + 0.33, and the same in the treemap.
void tst_BreakdownPage::amountsCloseToTheCent()
{
    TestLedger ledger;
    std::vector<Use> uses{use("2026-11-02T10:00:00Z", 9, "big")};
    for (const char *project : {"a", "b", "c"}) {
        for (const char *session : {"x", "y", "z"}) {
            Use third = use("2026-11-02T10:00:00Z", 0, project, "plain", session);
            third.tokens.input = 11'111; // 0.11111 dollars
            uses.push_back(third);
        }
    }
    ledger.add(uses);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.view.options[QStringLiteral("breakdown.by")] = QStringLiteral("project,session");
    desk.open();
    // 9 + 9 * 0.11111 = 9.99999, written 10.00; a project 0.33333
    QCOMPARE(desk.footer(BreakdownColumn::Cost), QStringLiteral("10.00"));
    int top = 0;
    int below = 0;
    for (QModelIndex index = desk.page->model()->index(0, 0); index.isValid(); index = desk.page->table()->indexBelow(index)) {
        const QString text = index.siblingAtColumn(int(BreakdownColumn::Cost)).data().toString();
        (index.parent().isValid() ? below : top) += QString{text}.remove(u'.').toInt();
    }
    QCOMPARE(top, 1000);
    int opened = 0; // the first three are open: their children close with what their rows say
    for (int row = 0; row < 3; ++row) {
        opened += QString{desk.page->model()->index(row, int(BreakdownColumn::Cost)).data().toString()}.remove(u'.').toInt();
    }
    QCOMPARE(below, opened);
    int cells = 0;
    for (const TreemapData::Group &group : desk.page->treemap()->data().groups) {
        for (const TreemapData::Cell &cell : group.cells) {
            cells += QString{cell.amount}.remove(u'.').remove(u'$').toInt();
        }
    }
    QCOMPARE(cells, 1000);
}

void tst_BreakdownPage::sortsWithinALevel()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const auto click = [&](BreakdownColumn column) {
        QHeaderView *header = desk.page->table()->header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint{header->sectionViewportPosition(int(column)) + header->sectionSize(int(column)) / 2, header->height() / 2});
        desk.settle();
    };
    const auto tops = [&] {
        QStringList names;
        for (int row = 0; row < desk.page->model()->rowCount(); ++row) {
            names << desk.page->model()->index(row, 0).data().toString();
        }
        return names.join(u' ');
    };
    click(BreakdownColumn::Name);
    QCOMPARE(desk.option(QStringLiteral("breakdown.sort")), QStringLiteral("name+"));
    QCOMPARE(tops(), QStringLiteral("(no project) bank lab shop No longer used (1)"));
    QVERIFY(desk.page->table()->isExpanded(desk.row(QStringLiteral("shop")))); // what was open stays open
    QVERIFY(!desk.page->table()->isExpanded(desk.row(QStringLiteral("lab"))));
    click(BreakdownColumn::Tokens);
    click(BreakdownColumn::Tokens); // again: the smallest first
    // no project 100,000; lab 30,000; bank 320,000; shop 1,550,000
    QCOMPARE(tops(), QStringLiteral("lab (no project) bank shop No longer used (1)"));
    QCOMPARE(desk.option(QStringLiteral("breakdown.sort")), QStringLiteral("tokens+"));
    click(BreakdownColumn::Cost);
    QVERIFY(!desk.view.options.contains(QStringLiteral("breakdown.sort"))); // as it was
}

void tst_BreakdownPage::keysWalkAndFilter()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    TreeTable *table = desk.page->table();
    table->setFocus();
    table->setCurrentIndex(desk.row(QStringLiteral("shop")));
    QTest::keyClick(table, Qt::Key_Left); // closes
    QVERIFY(!table->isExpanded(desk.row(QStringLiteral("shop"))));
    QTest::keyClick(table, Qt::Key_Right);
    QTest::keyClick(table, Qt::Key_Down); // plain, of the shop
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(QApplication::clipboard()->text().startsWith(QStringLiteral("plain\t5.000000000")), qPrintable(QApplication::clipboard()->text()));
    QTest::keyClick(table, Qt::Key_Return);
    desk.settle();
    QCOMPARE(filterText(desk.view.filter), QStringLiteral("model:plain project:/home/ada/shop"));
    QCOMPARE(desk.rows().join(u'\n'), lines({"shop 5.00", "  plain 5.00"}));
    QCOMPARE(desk.page->crumb(), QStringLiteral("shop › plain"));
    QCOMPARE(desk.page->totalText(), QStringLiteral("$5.00"));
}

void tst_BreakdownPage::whyNamesTheRecords()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    desk.page->table()->setCurrentIndex(desk.page->model()->index(1, 0, desk.row(QStringLiteral("shop"))));
    QTest::keyClick(desk.page->table(), Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(desk.questions.size(), std::size_t{1});
    const auto &sum = std::get<WhySum>(desk.questions.front());
    QCOMPARE(sum.title, QStringLiteral("shop · yuan · 1–18 Nov"));
    QCOMPARE(sum.filter.projects, (std::vector<std::string>{"/home/ada/shop"}));
    QCOMPARE(sum.filter.models, (std::vector<std::string>{"yuan"}));
    QCOMPARE(sum.filter.from, desk.view.period.from);
    QVERIFY(desk.wishes.empty());
}

void tst_BreakdownPage::rowMenu()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const auto open = [&](const QString &name) {
        const QPoint at = desk.page->table()->visualRect(desk.row(name)).center();
        QContextMenuEvent event{QContextMenuEvent::Mouse, at, desk.page->table()->viewport()->mapToGlobal(at)};
        QApplication::sendEvent(desk.page->table()->viewport(), &event);
        QStringList texts;
        for (const QAction *action : desk.page->rowMenu()->actions()) {
            texts << (action->isEnabled() ? action->text() : u'-' + action->text());
        }
        desk.page->rowMenu()->hide();
        return texts;
    };
    const QStringList lab = open(QStringLiteral("lab"));
    QVERIFY(lab.contains(QStringLiteral("Filter by this")) && lab.contains(QStringLiteral("Why this amount")) && lab.contains(QStringLiteral("Copy")));
    for (QAction *action : desk.page->rowMenu()->actions()) {
        if (action->text() == QStringLiteral("Show records")) {
            action->trigger();
        }
    }
    QCOMPARE(desk.wishes.size(), std::size_t{1});
    QCOMPARE(desk.wishes.front().page, QStringLiteral("records"));
    QCOMPARE(filterText(desk.wishes.front().filter), QStringLiteral("project:lab"));
    desk.settle();
    desk.view.filter = {};
    desk.go(desk.view);
    desk.settle();
    QVERIFY(open(QStringLiteral("No longer used (1)")).contains(QStringLiteral("-Filter by this")));
}

void tst_BreakdownPage::selectionAndTreemapAgree()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    Treemap *map = desk.page->treemap();
    QVERIFY(map->selectedRect().isEmpty());
    const QModelIndex yuan = desk.page->model()->index(1, 0, desk.row(QStringLiteral("shop")));
    desk.click(yuan);
    const int mark = map->markOf(int(*desk.page->model()->nodeOf(yuan)));
    QVERIFY(mark >= 0);
    QCOMPARE(map->selectedRect(), map->cellRect(mark));
    desk.click(desk.row(QStringLiteral("shop"))); // a whole group
    QVERIFY(map->selectedRect().contains(map->cellRect(mark)));
    QVERIFY(desk.page->escape());
    QVERIFY(map->selectedRect().isEmpty());
    QVERIFY(!desk.page->escape());
    // and back: Ctrl+click on a cell selects its row and filters nothing
    QTest::mouseClick(map, Qt::LeftButton, Qt::ControlModifier, map->cellRect(mark).center().toPoint());
    QCOMPARE(desk.page->table()->currentIndex().siblingAtColumn(0), yuan);
    QVERIFY(desk.wishes.empty());
}

void tst_BreakdownPage::clickOnACellFilters()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    Treemap *map = desk.page->treemap();
    QCOMPARE(map->tableRows(), 5); // plain and yuan, plain, plain, the strip: what costs nothing has no area
    QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect(2).center().toPoint());
    desk.settle();
    QCOMPARE(filterText(desk.view.filter), QStringLiteral("model:plain project:bank"));
    // With the keyboard: Down goes to the next group, Return filters.
    desk.view.filter = {};
    desk.go(desk.view);
    desk.settle();
    map->setCurrent(0);
    QTest::keyClick(map, Qt::Key_Down);
    QCOMPARE(map->currentMark(), 2);
    QTest::keyClick(map, Qt::Key_Up);
    QTest::keyClick(map, Qt::Key_Right);
    QTest::keyClick(map, Qt::Key_Return);
    desk.settle();
    QCOMPARE(filterText(desk.view.filter), QStringLiteral("model:yuan project:/home/ada/shop"));
}

void tst_BreakdownPage::groupsBy()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const auto choose = [&](int level, const QString &name) {
        MenuButton *button = desk.page->groupButton();
        QTest::mouseClick(button, Qt::LeftButton, {}, button->rect().center());
        QAction *found = nullptr;
        for (QAction *action : button->menu()->actions()[level]->menu()->actions()) {
            found = action->text() == name ? action : found;
        }
        QVERIFY(found != nullptr);
        button->menu()->hide();
        found->trigger();
        desk.settle();
    };
    QCOMPARE(desk.page->tableCard()->title(), QStringLiteral("By project, then model"));
    choose(0, QStringLiteral("Model")); // changes places with the second
    QCOMPARE(desk.page->tableCard()->title(), QStringLiteral("By model, then project"));
    QCOMPARE(desk.rows().first(), QStringLiteral("plain 9.00"));
    choose(1, QStringLiteral("Nothing further"));
    QCOMPARE(desk.option(QStringLiteral("breakdown.by")), QStringLiteral("model"));
    QCOMPARE(desk.rows().join(u'\n'), lines({"plain 9.00", "yuan 1.00", "mystery no price", "free 0.00"}));
    choose(1, QStringLiteral("Session"));
    choose(2, QStringLiteral("Project"));
    QCOMPARE(desk.option(QStringLiteral("breakdown.by")), QStringLiteral("model,session,project"));
    QCOMPARE(desk.footer(BreakdownColumn::Cost), QStringLiteral("10.00"));
    // By session, Return filters by it.
    desk.page->table()->setCurrentIndex(desk.page->model()->index(0, 0, desk.row(QStringLiteral("plain"))));
    QTest::keyClick(desk.page->table(), Qt::Key_Return);
    desk.settle();
    QCOMPARE(filterText(desk.view.filter), QStringLiteral("session:s1 model:plain"));
}

void tst_BreakdownPage::choosesColumns()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const auto shown = [&](BreakdownColumn column) { return desk.page->table()->isShown(int(column)); };
    QVERIFY(shown(BreakdownColumn::CacheHit) && !shown(BreakdownColumn::Output));
    const auto toggle = [&](const QString &name) {
        MenuButton *button = desk.page->columnsButton();
        QTest::keyClick(button, Qt::Key_Space);
        for (QAction *action : button->menu()->actions()) {
            if (action->text() == name) {
                QVERIFY(action->isEnabled());
                action->trigger();
                break;
            }
        }
        button->menu()->hide();
        desk.settle();
    };
    toggle(QStringLiteral("Output"));
    QVERIFY(shown(BreakdownColumn::Output));
    QCOMPARE(desk.option(QStringLiteral("breakdown.columns")), QStringLiteral("cost,share,against,tokens,output,cacheHit,course"));
    toggle(QStringLiteral("Cache hit"));
    QVERIFY(!shown(BreakdownColumn::CacheHit));
    toggle(QStringLiteral("As the window is wide"));
    QVERIFY(shown(BreakdownColumn::CacheHit) && !shown(BreakdownColumn::Output));
    QVERIFY(desk.view.options.empty());
    // In little room columns give way to names, and no amount is cut.
    desk.page->resize(size::windowMinWidth / 2, size::windowMinHeight);
    QApplication::processEvents();
    QVERIFY(!shown(BreakdownColumn::CacheHit));
    QVERIFY(shown(BreakdownColumn::Cost) && shown(BreakdownColumn::Share));
    QVERIFY(desk.page->table()->columnWidth(0) >= px(size::treeNameMin));
}

void tst_BreakdownPage::donutHasFiveParts()
{
    TestLedger ledger;
    std::vector<Use> uses;
    for (int i = 1; i <= 7; ++i) {
        uses.push_back(use("2026-11-02T10:00:00Z", i, "p" + std::to_string(i)));
    }
    ledger.add(uses);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    QTest::keyClick(desk.page->shapeSwitch(), Qt::Key_Right);
    desk.settle();
    QCOMPARE(desk.option(QStringLiteral("breakdown.shape")), QStringLiteral("donut"));
    const DonutData &ring = desk.page->donut()->data();
    QStringList parts;
    for (const DonutData::Part &part : ring.parts) {
        parts << part.name + u' ' + part.amount;
    }
    QCOMPARE(parts.join(u'\n'), lines({"p7 $7.00", "p6 $6.00", "p5 $5.00", "p4 $4.00", "Other (3) $6.00"}));
    QCOMPARE(ring.total, QStringLiteral("$28.00"));
    QVERIFY(desk.page->donut()->isVisible() && !desk.page->treemap()->isVisible());
    QTest::mouseClick(desk.page->donut(), Qt::LeftButton, {}, desk.page->donut()->middleOf(4).toPoint()); // Other goes nowhere
    QCOMPARE(desk.wishes.size(), std::size_t{1});
    QTest::mouseClick(desk.page->donut(), Qt::LeftButton, {}, desk.page->donut()->middleOf(1).toPoint());
    desk.settle();
    QCOMPARE(filterText(desk.view.filter), QStringLiteral("project:p6"));
}

void tst_BreakdownPage::longLevelsFold()
{
    TestLedger ledger;
    std::vector<Use> uses;
    for (int i = 1; i <= 250; ++i) {
        uses.push_back(use("2026-11-02T10:00:00Z", i, "p" + std::to_string(i)));
    }
    ledger.add(uses);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const BreakdownModel *model = desk.page->model();
    QCOMPARE(model->rowCount(), 200);
    const QModelIndex other = model->index(199, 0);
    QCOMPARE(other.data().toString(), QStringLiteral("Other (51)")); // 250 - 199
    // 1 + 2 + ... + 51
    QCOMPARE(other.siblingAtColumn(int(BreakdownColumn::Cost)).data().toString(), QStringLiteral("1,326.00"));
    QCOMPARE(model->rowCount(other), 51);
    QCOMPARE(model->index(0, 0, other).data().toString(), QStringLiteral("p51"));
    desk.page->table()->setCurrentIndex(other);
    QTest::keyClick(desk.page->table(), Qt::Key_Return); // opens it
    QVERIFY(desk.page->table()->isExpanded(other));
    QVERIFY(desk.wishes.empty());
    QTest::keyClick(desk.page->table(), Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(std::get<WhySum>(desk.questions.front()).filter.projects.size(), std::size_t{51});
    // Whatever sorts, all are there and "Other" stays open.
    ViewState next = desk.view;
    next.options[QStringLiteral("breakdown.sort")] = QStringLiteral("cost+");
    desk.go(next);
    desk.settle();
    QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("p1"));
    QVERIFY(desk.page->table()->isExpanded(model->index(199, 0)));
    QCOMPARE(model->index(50, 0, model->index(199, 0)).data().toString(), QStringLiteral("p250"));
    QCOMPARE(model->indexOf(*model->nodeOf(model->index(7, 0, model->index(199, 0)))), model->index(7, 0, model->index(199, 0)));
}

void tst_BreakdownPage::emptyPeriodLeadsOn()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.view.period = periodAt(PeriodKind::Month, *parseDay("2026-03-05"), {});
    desk.open();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(!desk.page->table()->isVisible());
    auto *button = desk.page->emptyState()->findChild<QPushButton *>();
    QCOMPARE(button->text(), QStringLiteral("Go to 2 Oct"));
    QTest::mouseClick(button, Qt::LeftButton);
    desk.settle();
    QCOMPARE(toIso(desk.view.period.from), std::string{"2026-10-01"});
    QVERIFY(!desk.page->emptyState()->isVisible());
    QCOMPARE(desk.page->totalText(), QStringLiteral("$6.00"));
}

void tst_BreakdownPage::concentrationInWords_data()
{
    QTest::addColumn<int>("measure");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("rest");
    // Costs: s1 5, s3 3, s2 1, s4 1, s5 nothing. 5 + 3 are 80 %.
    QTest::newRow("cost") << int(Measure::Cost) << "2 of 5 sessions" << "make 80 % of the cost";
    // Tokens: s2 1,000,000, s1 550,000, s3 320,000, s4 100,000, s5 30,000; three of them 93 %, two 77 %.
    QTest::newRow("tokens") << int(Measure::Tokens) << "3 of 5 sessions" << "make 80 % of the tokens";
    // Requests: 2, 2, 1, 1, 1 of 7; four are 86 %.
    QTest::newRow("requests") << int(Measure::Requests) << "4 of 5 sessions" << "make 80 % of the requests";
}

void tst_BreakdownPage::concentrationInWords()
{
    QFETCH(int, measure);
    QFETCH(QString, fact);
    QFETCH(QString, rest);
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.view.measure = Measure(measure);
    desk.open();
    QCOMPARE(desk.page->pareto()->data().fact, fact);
    QCOMPARE(desk.page->pareto()->data().rest, rest);
    QCOMPARE(desk.page->pareto()->tableRows(), 5);
    QCOMPARE(plain(desk.page->pareto()->tableText(4, 1)), QStringLiteral("100.0 %"));
}

void tst_BreakdownPage::asksOnlyWhatIsNew()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const auto asked = [&] { return desk.services.channels.count(QStringLiteral("breakdown")); };
    QCOMPARE(asked(), 1);
    QCOMPARE(desk.services.channels.count(QStringLiteral("breakdown.curve")), 1);
    ViewState next = desk.view;
    next.measure = Measure::Tokens;
    next.options[QStringLiteral("breakdown.shape")] = QStringLiteral("donut");
    next.options[QStringLiteral("breakdown.sort")] = QStringLiteral("name+");
    desk.go(next);
    desk.settle();
    QCOMPARE(asked(), 1); // the same usage in other words
    desk.go(next, true);
    desk.settle();
    QCOMPARE(asked(), 2);
    next.options[QStringLiteral("breakdown.by")] = QStringLiteral("model");
    desk.go(next);
    desk.settle();
    QCOMPARE(asked(), 3);
    QVERIFY(!desk.page->isBusy());
}

void tst_BreakdownPage::keepsWhatIsOpenAndSelected()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    desk.page->table()->collapse(desk.row(QStringLiteral("shop")));
    desk.page->table()->expand(desk.row(QStringLiteral("lab")));
    desk.click(desk.row(QStringLiteral("bank")));
    ledger.add({use("2026-11-08T10:00:00Z", 50, "zoo", "plain", "s9")});
    desk.go(desk.view, true);
    desk.settle();
    QCOMPARE(desk.rows().first(), QStringLiteral("zoo 50.00"));
    QVERIFY(!desk.page->table()->isExpanded(desk.row(QStringLiteral("shop"))));
    QVERIFY(desk.page->table()->isExpanded(desk.row(QStringLiteral("lab"))));
    QCOMPARE(desk.page->table()->currentIndex().data().toString(), QStringLiteral("bank"));
    QVERIFY(!desk.page->treemap()->selectedRect().isEmpty());
}

void tst_BreakdownPage::tablesAreWhatIsShown()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    const std::vector<PageTable> tables = desk.page->tables();
    QCOMPARE(tables.size(), std::size_t{2});
    QCOMPARE(tables[0].columns.mid(0, 4).join(u'|'), QStringLiteral("Project|Model|Cost, USD|Share"));
    QCOMPARE(qsizetype(tables[0].rows.size()), desk.rows().size());
    QCOMPARE(tables[0].rows[1][0].exact, QStringLiteral("/home/ada/shop"));
    QCOMPARE(tables[0].rows[1][1].text, QStringLiteral("plain"));
    QCOMPARE(tables[0].rows[1][2].exact, QStringLiteral("5.000000000"));
    QCOMPARE(tables[0].footer[2].text, QStringLiteral("10.00"));
    for (const PageTable &table : tables) {
        for (const auto &row : table.rows) {
            QCOMPARE(qsizetype(row.size()), table.columns.size());
        }
    }
}

void tst_BreakdownPage::optionsAreRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("kept");
    QTest::newRow("by") << "breakdown.by" << "provider,model,project" << true;
    QTest::newRow("by a tag") << "breakdown.by" << "tag:client,model" << true;
    QTest::newRow("by, unknown") << "breakdown.by" << "provider,moon" << false;
    QTest::newRow("by, twice") << "breakdown.by" << "model,model" << false;
    QTest::newRow("by, four") << "breakdown.by" << "model,project,source,agent" << false;
    QTest::newRow("columns") << "breakdown.columns" << "cost,cacheHit" << true;
    QTest::newRow("sort") << "breakdown.sort" << "name-" << true;
    QTest::newRow("sort, unknown") << "breakdown.sort" << "moon-" << false;
    QTest::newRow("shape") << "breakdown.shape" << "donut" << true;
    QTest::newRow("shape, usual") << "breakdown.shape" << "treemap" << false;
    QTest::newRow("of another page") << "trends.step" << "week" << true;
}

void tst_BreakdownPage::optionsAreRead()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, kept);
    const OptionMap in{{name, value}};
    const OptionMap out = withOptions(in, breakdownOptionsOf(in));
    QCOMPARE(out, kept ? in : OptionMap{});
}

void tst_BreakdownPage::squaresAreFair()
{
    const QRectF area{10, 20, 600, 400};
    const std::vector<double> sizes{6, 6, 4, 3, 2, 2, 1, 0};
    const std::vector<QRectF> rects = squarified(sizes, area);
    QCOMPARE(rects.size(), sizes.size());
    for (std::size_t i = 0; i < rects.size(); ++i) {
        // A 24th of the area each.
        QVERIFY(qAbs(rects[i].width() * rects[i].height() - sizes[i] * 10'000) < 1e-6);
        QVERIFY(sizes[i] == 0 || area.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(rects[i]));
        for (std::size_t k = 0; k < i; ++k) {
            const QRectF common = rects[i].intersected(rects[k]);
            QVERIFY(common.width() * common.height() < 1e-6);
        }
        const double longer = std::max(rects[i].width(), rects[i].height());
        const double shorter = std::min(rects[i].width(), rects[i].height());
        QVERIFY(sizes[i] == 0 || longer / shorter < 3); // the paper's example: 25 : 9 at worst
    }
    QVERIFY(squarified({}, area).empty());
    QVERIFY(squarified({0, 0}, area)[0].isEmpty());
}

void tst_BreakdownPage::everyStatePaints_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    const QSize normal{size::windowWidth - size::sidebar, size::windowHeight - size::header - size::filterBar - size::statusBar};
    const QSize narrow{size::windowMinWidth - size::sidebarNarrow - (size::sidebar - size::sidebarNarrow), size::windowMinHeight - size::header - size::filterBar - size::statusBar};
    const QSize wide{size::wideFrom + size::filterBar - size::sidebar, normal.height() + size::sidebar};
    QTest::newRow("light") << "demo" << false << normal << 1.0;
    QTest::newRow("dark") << "demo" << true << normal << 1.0;
    QTest::newRow("narrow") << "demo" << false << narrow << 1.0;
    QTest::newRow("wide") << "demo" << false << wide << 1.0;
    QTest::newRow("double") << "demo" << false << normal << 2.0;
    QTest::newRow("donut") << "donut" << false << normal << 1.0;
    QTest::newRow("donut-dark") << "donut" << true << narrow << 1.0;
    QTest::newRow("tokens") << "tokens" << false << normal << 1.0;
    QTest::newRow("three-levels") << "three" << false << normal << 1.0;
    QTest::newRow("models") << "models" << false << normal << 1.0;
    QTest::newRow("sessions") << "sessions" << false << normal << 1.0;
    QTest::newRow("yuan") << "yuan" << false << normal << 1.0;
    QTest::newRow("all-columns") << "columns" << false << normal << 1.0;
    QTest::newRow("selected") << "selected" << false << normal << 1.0;
    QTest::newRow("empty") << "empty" << false << normal << 1.0;
    QTest::newRow("one") << "one" << false << normal << 1.0;
    QTest::newRow("zero-cost") << "zero" << false << normal << 1.0;
    QTest::newRow("long-names") << "names" << false << normal << 1.0;
    QTest::newRow("extremes") << "extremes" << false << normal << 1.0;
    QTest::newRow("extremes-narrow") << "extremes" << true << narrow << 1.0;
    QTest::newRow("thousands") << "thousands" << false << normal << 1.0;
}

void tst_BreakdownPage::everyStatePaints()
{
    QFETCH(QString, state);
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    std::unique_ptr<TestLedger> own;
    const auto ledger = [&]() -> TestLedger & {
        own = std::make_unique<TestLedger>();
        return *own;
    };
    const char *noon = "2026-11-02T12:00:00Z";
    if (state == QStringLiteral("one")) {
        ledger().add({use(noon, 0.1906, "atlas-api")});
    } else if (state == QStringLiteral("zero")) {
        ledger().add({use(noon, 3, "atlas-api", "free"), use("2026-11-03T12:00:00Z", 3, "atlas-api", "mystery", "s2")});
    } else if (state == QStringLiteral("names")) {
        ledger().add({use(noon, 4, "<b>" + std::string(300, 'p') + "\n</b>", std::string(300, 'm')), use(noon, 3, std::string(300, 'w')),
                      use(noon, 2, "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD \u202E\u0645\u0631\u062D\u0628\u0627"),
                      use(noon, 1, "\U0001F680 rocket \U0001F469\u200D\U0001F4BB"), use(noon, 1, "\u9879\u76EE\u4E00")});
    } else if (state == QStringLiteral("extremes")) {
        ledger().add({use(noon, 10'000'000, "atlas-api"), use(noon, 1234.5, "ledger-sync", "plain", "s2"), use(noon, 0.01, "docs", "plain", "s3"),
                      {.time = noon, .model = "yuan", .tokens = {.input = 2}, .project = "tiny", .session = "s4"},
                      {.time = noon, .model = "yuan", .tokens = {.input = 400'000'000}, .project = "shanghai", .session = "s5"}});
    } else if (state == QStringLiteral("thousands")) {
        TestLedger &many = ledger();
        std::vector<Use> uses;
        for (int p = 0; p < 5'000; ++p) {
            for (int m = 0; m < 2; ++m) {
                uses.push_back(use(noon, 1 + p % 97 + m, "project-" + std::to_string(p), m == 0 ? "plain" : "free", "s" + std::to_string(p)));
            }
        }
        many.add(uses);
    }
    Desk desk{own ? own->reader() : *m_reader, own ? own->pricer() : *m_pricer};
    const auto option = [&](const char *name, const char *value) {
        desk.view.options[QString::fromLatin1(name)] = QString::fromLatin1(value);
    };
    if (state == QStringLiteral("donut")) {
        option("breakdown.shape", "donut");
        option("breakdown.by", "model");
    } else if (state == QStringLiteral("tokens")) {
        desk.view.measure = Measure::Tokens;
    } else if (state == QStringLiteral("three")) {
        option("breakdown.by", "provider,project,model");
    } else if (state == QStringLiteral("models")) {
        option("breakdown.by", "model,project");
    } else if (state == QStringLiteral("sessions")) {
        option("breakdown.by", "session");
    } else if (state == QStringLiteral("columns")) {
        option("breakdown.columns", "cost,share,against,tokens,input,cacheRead,cacheWrite,output,reasoning,requests,cacheHit,unpriced,course");
    } else if (state == QStringLiteral("yuan")) {
        desk.view.currency = QStringLiteral("CNY");
    } else if (state == QStringLiteral("empty")) {
        desk.view.period = periodAt(PeriodKind::Month, *parseDay("2026-03-01"), {});
    }
    desk.page->resize(size);
    desk.open();
    if (state == QStringLiteral("selected")) {
        desk.click(desk.page->model()->index(1, 0, desk.page->model()->index(0, 0)));
    }
    const QImage image = pictureOf(*desk.page, scale);
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
        }
    }
    QVERIFY(colours.size() > 10);
    QCOMPARE(desk.failures, 0);
    keep(image, QString::fromLatin1(QTest::currentDataTag()));
}

void tst_BreakdownPage::findsInTheTable()
{
    TestLedger ledger;
    std::vector<Use> uses{use("2026-11-02T10:00:00Z", 900, "zoo", "free"), use("2026-11-02T10:00:00Z", 900, "zoo")};
    for (int i = 1; i <= 250; ++i) {
        uses.push_back(use("2026-11-02T10:00:00Z", i, "p" + std::to_string(i)));
    }
    ledger.add(uses);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    QVERIFY(desk.page->findBar()->isHidden());
    QVERIFY(desk.page->find());
    QLineEdit *field = desk.page->findBar()->field();
    QVERIFY(field->isVisible());
    const auto current = [&] { return desk.page->table()->currentIndex().siblingAtColumn(0).data().toString(); };
    // Typing goes to the first one; by cost, p249 stands before p24.
    QTest::keyClicks(field, QStringLiteral("P24"));
    QCOMPARE(current(), QStringLiteral("p249"));
    QCOMPARE(desk.page->findBar()->note(), QStringLiteral("1 of 11"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(current(), QStringLiteral("p248"));
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    // The last one is folded into "Other": it opens.
    QCOMPARE(current(), QStringLiteral("p24"));
    QCOMPARE(desk.page->findBar()->note(), QStringLiteral("11 of 11"));
    QVERIFY(desk.page->model()->isOther(desk.page->table()->currentIndex().parent()));
    QVERIFY(!desk.page->table()->visualRect(desk.page->table()->currentIndex()).isEmpty());
    // Names of every level, in the order of the tree.
    field->setText(QStringLiteral("plain"));
    QCOMPARE(desk.page->findBar()->note(), QStringLiteral("1 of 251"));
    field->setText(QStringLiteral("nowhere"));
    QCOMPARE(desk.page->findBar()->note(), QStringLiteral("No row contains “nowhere”."));
    QVERIFY(desk.wishes.empty()); // looking is no filtering
    QVERIFY(desk.page->escape());
    QVERIFY(desk.page->findBar()->isHidden());
}

void tst_BreakdownPage::theUnpricedStripExplainsItself()
{
    TestLedger ledger;
    fillSmall(ledger);
    Desk desk{ledger.reader(), ledger.pricer()};
    desk.open();
    Treemap *map = desk.page->treemap();
    const int strip = map->tableRows() - 1;
    const QPoint at = map->cellRect(strip).center().toPoint();
    QMouseEvent move{QEvent::MouseMove, QPointF{at}, map->mapToGlobal(QPointF{at}), Qt::NoButton, Qt::NoButton, {}};
    QApplication::sendEvent(map, &move);
    QCOMPARE(map->currentMark(), strip);
    QTRY_VERIFY(desk.page->window()->findChild<ChartTip *>() != nullptr);
    const QString tip = desk.page->window()->findChild<ChartTip *>()->content().toText();
    QVERIFY2(tip.contains(QStringLiteral("2 requests")), qPrintable(tip));
    QCOMPARE(map->rowHeader(strip), QStringLiteral("Unpriced"));
    QCOMPARE(map->tableText(strip, 0), QStringLiteral("2 requests"));
    QCOMPARE(map->keyOf(strip), -1); // there is nothing to filter by
    QTest::mouseClick(map, Qt::LeftButton, {}, at);
    QVERIFY(desk.wishes.empty());
    // With the keyboard: down from the last group, and up again.
    QTest::keyClick(map, Qt::Key_Up);
    QVERIFY(map->currentMark() < strip);
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(map, Qt::Key_Down);
    }
    QCOMPARE(map->currentMark(), strip);
}

/// Hundreds of small projects are one large "Other", and the few that are named beside it are no hairlines.
void tst_BreakdownPage::aLargeRestLeavesRoom()
{
    Treemap map;
    TreemapData data;
    data.measure = MeasureText{Measure::Cost, Currency{"USD"}};
    for (const int cents : {70, 39, 34, 33, 31, 28, 25, 9963}) {
        data.groups.push_back({.name = QString::number(cents), .cells = {{.name = QString::number(cents), .value = Int128{cents} * 10'000'000'000'000'000}}});
    }
    map.setData(data);
    map.resize(380, 300);
    for (int mark = 0; mark < 8; ++mark) {
        const QRectF cell = map.cellRect(mark);
        QVERIFY2(cell.width() >= 4 && cell.height() >= 4, qPrintable(QStringLiteral("%1: %2 x %3").arg(mark).arg(cell.width()).arg(cell.height())));
    }
}

TOKENMETER_TEST(tst_BreakdownPage);

} // namespace test_BreakdownPage

#include "tst_BreakdownPage.moc"
