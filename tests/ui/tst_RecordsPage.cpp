// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QtTest>

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "flow/DemoLogs.h"
#include "flow/Import.h"
#include "flow/Pricing.h"
#include "flow/Report.h"
#include "format/MoneyText.h"
#include "import/Discovery.h"
#include "pages/Inspector.h"
#include "pages/RecordsDialogs.h"
#include "pages/RecordsPage.h"
#include "pages/RecordsTable.h"
#include "shell/Language.h"
#include "theme/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/MenuButton.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

namespace test_RecordsPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

LocalDay day(const char *iso)
{
    return parseDay(iso).value();
}

/// The page, told of its view as the window does it.
struct Stage
{
    Stage(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, QSize size = {1232, 796})
    {
        language::apply(QStringLiteral("en"));
        services.reader = &reader;
        services.writer = &writer;
        services.pricer = &pricer;
        page = std::make_unique<RecordsPage>(services, names);
        page->resize(size);
        page->show();
        view.page = QStringLiteral("records");
        view.period = periodAt(PeriodKind::Month, day("2026-11-18"), {});
        QObject::connect(page.get(), &RecordsPage::viewWanted, page.get(), [this](const ViewState &wanted) {
            view = wanted;
            show(false);
        });
        QObject::connect(&services, &WindowServices::ledgerChanged, page.get(), [this] { show(true); });
        QObject::connect(page.get(), &RecordsPage::failed, page.get(), [this](const Problem &problem) { problems.push_back(problem); });
        QObject::connect(page.get(), &RecordsPage::message, page.get(), [this](const QString &sentence, bool undoable) {
            said = sentence;
            canUndo = undoable;
        });
    }
    explicit Stage(TestLedger &ledger, QSize size = {1232, 796}) : Stage{ledger.reader(), ledger.writer(), ledger.pricer(), size} {}

    void show(bool ledgerChanged)
    {
        page->show({.view = view, .filter = usageFilterOf(view, names), .zone = services.zone(), .now = services.now(), .today = day("2026-11-18")}, ledgerChanged);
    }
    void open(const char *filter = "")
    {
        view.filter = parseFilterText(QString::fromUtf8(filter)).terms;
        show(false);
        settle();
    }
    void settle()
    {
        QCoreApplication::processEvents();
        QTRY_VERIFY(!page->isBusy());
        QCoreApplication::processEvents();
        QTRY_VERIFY(!page->isBusy());
    }
    void click(std::int64_t rank, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        const QRect row = page->table()->rowRect(rank);
        QTest::mouseClick(page->table()->viewport(), Qt::LeftButton, keys, {row.width() / 2, row.center().y()});
        settle();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(page->table(), key, modifiers);
        settle();
    }
    void clickHeader(RecordColumn column)
    {
        QTest::mouseClick(page->table()->viewport(), Qt::LeftButton, {}, page->table()->headerRect(column).center());
        settle();
    }
    const RecordRow &row(std::int64_t rank) const { return *page->feed().rowAt(rank); }
    /// Ids in the order of the page's own question, read in one go.
    std::vector<std::int64_t> allIds()
    {
        const RecordFeed::Question &question = page->feed().question();
        const Result<RecordPage> all = services.reader->records(
            {.filter = question.filter, .sort = question.sort, .descending = question.descending, .limit = 1'000'000}, question.zone);
        std::vector<std::int64_t> ids;
        for (const RecordRow &one : all->rows) {
            ids.push_back(one.id);
        }
        return ids;
    }
    Money reported(const std::string &currency = "USD")
    {
        const Result<Report> report = reportOf(*services.reader, *services.pricer,
                                               {.filter = {.from = view.period.from, .to = view.period.to}, .zone = services.zone(), .currency = currency, .now = services.now()});
        return report->total.cost.empty() ? Money::fromAtto(0, Currency{currency}) : report->total.cost.front();
    }

    FakeServices services;
    NameBook names;
    ViewState view;
    std::unique_ptr<RecordsPage> page;
    std::vector<Problem> problems;
    QString said;
    bool canUndo = false;
};

/// `perDay` requests a day from 1 to 18 November, a minute apart from noon on; each costs more than the one before.
void fill(TestLedger &ledger, int perDay)
{
    std::vector<Use> uses;
    std::vector<std::string> times;
    times.reserve(std::size_t(18 * perDay));
    int n = 0;
    for (int d = 1; d <= 18; ++d) {
        for (int i = 0; i < perDay; ++i) {
            times.push_back(toRfc3339(parseTime("2026-11-01T00:00:00Z")->time + std::chrono::days{d - 1} + std::chrono::minutes{i * 1'200 / perDay}));
            uses.push_back({.time = times.back().c_str(), .model = i % 7 == 3 ? "yuan" : "plain", .tokens = {.input = 100 + n, .output = 10 + n % 13},
                            .project = i % 2 == 0 ? "/home/ada/atlas-api" : "/home/ada/docs-site", .session = "s" + std::to_string(d)});
            ++n;
        }
    }
    ledger.add(uses);
    ledger.setRate("2026-10-01", "USD", "CNY", "7.1187");
}

QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ').replace(QChar{0x2009}, u' ');
}

} // namespace

class tst_RecordsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void totalsAgree();
    void sortsByClick();
    void walksByKeys();
    void scrollsToTheMiddle();
    void reachesTheEnd();
    void scrollsAnOrderByValue();
    void selects();
    void selectsBeyondWhatIsLoaded();
    void tagsAndUndoes();
    void excludesAndIncludes();
    void excludesAllOfTheFilter();
    void keepsItsPlaceWhenTheLedgerGrows();
    void finds();
    void explainsARecord();
    void saysWhatTheLogLeavesOut();
    void explainsASum();
    void explainsSeveral();
    void unpricedIsNoZero();
    void goesWhereDataIs();
    void offersToClearTheFilter();
    void columnsAreChosen();
    void columnsAreAsWideAsTheUserWants();
    void screenReadersSeeCells();
    void narrowWindowsOverlay();
    void hostileNamesStayText();
    void menusFilter();
    void tablesAreWhatIsShown();
    void savesEveryRecord_data();
    void savesEveryRecord();
    void savesNothingOfAFailure();
    void escLeavesStepByStep();
    void pictures_data();
    void pictures();
};

void tst_RecordsPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_RecordsPage::cleanup()
{
    QLocale::setDefault(QLocale::c());
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_RecordsPage::totalsAgree()
{
    TestLedger ledger;
    fill(ledger, 20);
    Stage stage{ledger};
    stage.open();
    QCOMPARE(stage.page->titleText(), QStringLiteral("360 records"));
    QCOMPARE(stage.page->totalText(), MoneyText::amount(stage.reported()));
    QVERIFY(stage.page->footerText().startsWith(QStringLiteral("360 records")));
    stage.view.currency = QStringLiteral("CNY");
    stage.show(false);
    stage.settle();
    QCOMPARE(stage.page->totalText(), MoneyText::amount(stage.reported("CNY")));
    QVERIFY(stage.problems.empty());
}

void tst_RecordsPage::sortsByClick()
{
    TestLedger ledger;
    fill(ledger, 10);
    Stage stage{ledger};
    stage.open();
    stage.clickHeader(RecordColumn::Input);
    QCOMPARE(stage.view.options.at(QStringLiteral("records.sort")), QStringLiteral("input"));
    QCOMPARE(stage.row(0).tokens.input, 279); // 100 + 179
    stage.clickHeader(RecordColumn::Input);
    QCOMPARE(stage.row(0).tokens.input, 100);
    stage.clickHeader(RecordColumn::Time);
    QVERIFY(stage.row(0).time > stage.row(1).time);
    stage.clickHeader(RecordColumn::Project); // names have no order
    QCOMPARE(stage.page->feed().question().sort, RecordSort::Time);
}

void tst_RecordsPage::walksByKeys()
{
    TestLedger ledger;
    fill(ledger, 200);
    Stage stage{ledger};
    stage.open();
    const std::vector<std::int64_t> ids = stage.allIds();
    QCOMPARE(ids.size(), std::size_t{3'600});
    stage.key(Qt::Key_Down);
    QCOMPARE(stage.page->table()->currentId(), ids[0]);
    const int step = stage.page->table()->visibleRows();
    for (int i = 1; i <= 60; ++i) {
        stage.key(Qt::Key_PageDown);
        QCOMPARE(stage.page->table()->currentId(), ids[std::size_t(i * step)]);
    }
    QVERIFY(stage.page->feed().loaded().size() <= RecordFeed::WindowRows);
    for (int i = 59; i >= 0; --i) {
        stage.key(Qt::Key_PageUp);
        QCOMPARE(stage.page->table()->currentId(), ids[std::size_t(i * step)]);
    }
    stage.key(Qt::Key_Home);
    QCOMPARE(stage.page->table()->topRank(), 0);
}

void tst_RecordsPage::scrollsToTheMiddle()
{
    TestLedger ledger;
    fill(ledger, 200);
    Stage stage{ledger};
    stage.open();
    const std::vector<std::int64_t> ids = stage.allIds();
    QScrollBar *bar = stage.page->table()->verticalScrollBar();
    QVERIFY(bar->maximum() > 3'500);
    bar->setValue(1'777);
    stage.settle();
    const std::int64_t top = stage.page->table()->topRank();
    QVERIFY(std::abs(top - 1'777) < 200); // at most a day off, then exact
    QVERIFY(stage.page->feed().rowAt(top) != nullptr);
    QCOMPARE(stage.row(top).id, ids[std::size_t(top)]);
    QVERIFY(stage.page->feed().loaded().size() <= 3 * RecordFeed::PageRows);
    for (int i = 0; i < 30; ++i) {
        bar->setValue(bar->value() - 40);
        stage.settle();
    }
    QCOMPARE(stage.row(stage.page->table()->topRank()).id, ids[std::size_t(stage.page->table()->topRank())]);
}

void tst_RecordsPage::reachesTheEnd()
{
    TestLedger ledger;
    fill(ledger, 100);
    Stage stage{ledger};
    stage.open();
    const std::vector<std::int64_t> ids = stage.allIds();
    stage.key(Qt::Key_End);
    QCOMPARE(stage.page->table()->currentRank(), 1'799);
    QCOMPARE(stage.page->table()->currentId(), ids.back());
    stage.key(Qt::Key_PageUp);
    QCOMPARE(stage.page->table()->currentId(), ids[std::size_t(1'799 - stage.page->table()->visibleRows())]);
}

void tst_RecordsPage::scrollsAnOrderByValue()
{
    TestLedger ledger;
    fill(ledger, 100);
    Stage stage{ledger};
    stage.view.options[QStringLiteral("records.sort")] = QStringLiteral("cost");
    stage.open();
    const std::vector<std::int64_t> ids = stage.allIds();
    stage.page->table()->verticalScrollBar()->setValue(1'000);
    stage.settle();
    QCOMPARE(stage.row(1'000).id, ids[1'000]);
    stage.key(Qt::Key_End);
    QCOMPARE(stage.page->table()->currentId(), ids.back());
    QVERIFY(stage.problems.empty());
}

void tst_RecordsPage::selects()
{
    TestLedger ledger;
    fill(ledger, 5);
    Stage stage{ledger};
    stage.open();
    stage.click(2);
    stage.click(5, Qt::ShiftModifier);
    QCOMPARE(stage.page->table()->selected().size(), std::size_t{4});
    stage.click(3, Qt::ControlModifier);
    QCOMPARE(stage.page->table()->selected().size(), std::size_t{3});
    std::vector<Money> sum;
    for (const int rank : {2, 4, 5}) {
        addMoney(sum, costOf(stage.row(rank).tokens, stage.row(rank).rare, stage.row(rank).rate));
    }
    QStringList amounts;
    for (const Money one : sum) {
        amounts << MoneyText::amount(one);
    }
    QVERIFY2(stage.page->footerText().contains(QStringLiteral("3 selected, ") + amounts.join(QStringLiteral(" + "))), qPrintable(stage.page->footerText()));
    stage.key(Qt::Key_A, Qt::ControlModifier);
    QVERIFY(stage.page->table()->allSelected());
    QVERIFY(stage.page->footerText().contains(QStringLiteral("all selected")));
}

void tst_RecordsPage::selectsBeyondWhatIsLoaded()
{
    TestLedger ledger;
    fill(ledger, 200);
    Stage stage{ledger};
    stage.open();
    const std::vector<std::int64_t> ids = stage.allIds();
    stage.click(3);
    stage.page->table()->verticalScrollBar()->setValue(2'500);
    stage.settle();
    const std::int64_t rank = stage.page->table()->topRank() + 2;
    stage.click(rank, Qt::ShiftModifier);
    QTRY_COMPARE(stage.page->table()->selected().size(), std::size_t(rank - 3 + 1));
    QVERIFY(stage.page->table()->selected().contains(ids[1'000]));
}

void tst_RecordsPage::tagsAndUndoes()
{
    TestLedger ledger;
    fill(ledger, 5);
    Stage stage{ledger};
    stage.open();
    stage.click(0);
    stage.click(1, Qt::ShiftModifier);
    TagDialog *dialog = stage.page->tagSelection();
    QVERIFY(dialog != nullptr);
    QVERIFY(!dialog->acceptButton()->isEnabled());
    QCOMPARE(dialog->targetField()->itemText(0), QStringLiteral("2 records"));
    QTest::keyClicks(dialog->keyField(), QStringLiteral("client"));
    QTest::keyClicks(dialog->valueField(), QStringLiteral("a"));
    QVERIFY(dialog->acceptButton()->isEnabled());
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    stage.settle();
    QCOMPARE(plain(stage.said), QStringLiteral("2 records tagged client = a."));
    QVERIFY(stage.canUndo);
    QCOMPARE(stage.row(0).tags, (std::vector<Tag>{{"client", "a"}}));
    QCOMPARE(stage.row(1).tags, (std::vector<Tag>{{"client", "a"}}));
    QVERIFY(stage.row(2).tags.empty());
    // The filter line finds them.
    stage.open("tag:client=a");
    QCOMPARE(stage.page->titleText(), QStringLiteral("2 records"));
    stage.open("tag:a");
    QCOMPARE(stage.page->titleText(), QStringLiteral("2 records"));
    stage.open();
    stage.services.undo();
    stage.settle();
    QVERIFY(stage.row(0).tags.empty());
    // A session's tag is on all of its records.
    stage.click(0);
    dialog = stage.page->tagSelection();
    dialog->targetField()->setCurrentIndex(1);
    QCOMPARE(dialog->target().name, std::string{"s18"});
    QTest::keyClicks(dialog->keyField(), QStringLiteral("phase"));
    QTest::keyClicks(dialog->valueField(), QStringLiteral("two words"));
    QTest::keyClick(dialog->valueField(), Qt::Key_Return);
    stage.settle();
    QCOMPARE(plain(stage.said), QStringLiteral("5 records tagged phase = two words."));
}

void tst_RecordsPage::excludesAndIncludes()
{
    TestLedger ledger;
    fill(ledger, 5);
    Stage stage{ledger};
    stage.open();
    const Money before = stage.reported();
    stage.click(0);
    ExcludeDialog *dialog = stage.page->excludeSelection();
    QVERIFY(!dialog->acceptButton()->isEnabled()); // it asks why
    QTest::keyClicks(dialog->reasonField(), QStringLiteral("a test run"));
    QTest::keyClick(dialog->reasonField(), Qt::Key_Return);
    stage.settle();
    QCOMPARE(plain(stage.said), QStringLiteral("1 record excluded from totals."));
    QVERIFY(stage.canUndo);
    QVERIFY(stage.row(0).isExcluded());
    QVERIFY(stage.reported() != before);
    QCOMPARE(stage.page->totalText(), MoneyText::amount(stage.reported()));
    QCOMPARE(stage.page->titleText(), QStringLiteral("90 records")); // it is still listed
    QVERIFY(stage.page->footerText().contains(QStringLiteral("1 excluded from totals")));
    const Result<std::vector<JournalEntry>> journal = stage.services.reader->journal(1);
    QVERIFY(journal && !journal->empty());
    QCOMPARE(journal->front().detail, std::string{"a test run"});
    stage.page->includeSelection();
    stage.settle();
    QCOMPARE(stage.page->totalText(), MoneyText::amount(before));
    stage.services.undo(); // of the inclusion
    stage.settle();
    QVERIFY(stage.row(0).isExcluded());
    stage.services.undo();
    stage.settle();
    QVERIFY(!stage.row(0).isExcluded());
    QCOMPARE(stage.page->totalText(), MoneyText::amount(before));
}

void tst_RecordsPage::excludesAllOfTheFilter()
{
    TestLedger ledger;
    fill(ledger, 20);
    Stage stage{ledger};
    stage.open("project:/home/ada/docs-site");
    QCOMPARE(stage.page->titleText(), QStringLiteral("180 records"));
    stage.key(Qt::Key_A, Qt::ControlModifier);
    ExcludeDialog *dialog = stage.page->excludeSelection();
    QTest::keyClicks(dialog->reasonField(), QStringLiteral("not mine"));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    stage.settle();
    QCOMPARE(plain(stage.said), QStringLiteral("180 records excluded from totals."));
    QCOMPARE(stage.page->totalText(), QStringLiteral("$0.00"));
    stage.open("excluded:only");
    QCOMPARE(stage.page->titleText(), QStringLiteral("180 records"));
    stage.open();
    QCOMPARE(stage.page->titleText(), QStringLiteral("360 records"));
    QCOMPARE(stage.page->totalText(), MoneyText::amount(stage.reported()));
}

void tst_RecordsPage::keepsItsPlaceWhenTheLedgerGrows()
{
    TestLedger ledger;
    fill(ledger, 100);
    Stage stage{ledger};
    stage.open();
    stage.page->table()->verticalScrollBar()->setValue(700);
    stage.settle();
    const std::int64_t top = stage.row(stage.page->table()->topRank()).id;
    ledger.add({{.time = "2026-11-18T13:00:00Z", .tokens = {.input = 5}}, {.time = "2026-11-18T13:01:00Z", .tokens = {.input = 6}}});
    stage.show(true);
    stage.settle();
    QCOMPARE(stage.row(stage.page->table()->topRank()).id, top);
    QCOMPARE(stage.page->titleText(), QStringLiteral("1,802 records"));
}

void tst_RecordsPage::finds()
{
    TestLedger ledger;
    fill(ledger, 100);
    Stage stage{ledger};
    stage.open();
    QVERIFY(stage.page->find());
    QTest::keyClicks(stage.page->findField(), QStringLiteral("S3"));
    QTest::keyClick(stage.page->findField(), Qt::Key_Return);
    stage.settle();
    const std::int64_t found = stage.page->table()->currentId();
    QVERIFY(found != 0);
    QCOMPARE(stage.row(stage.page->table()->currentRank()).who.session, std::string{"s3"});
    QCOMPARE(stage.allIds()[std::size_t(stage.page->table()->currentRank())], found);
    QCOMPARE(stage.page->table()->currentRank(), 1'500); // the newest one of the 3rd: 15 days are behind it
    stage.page->findNext(true);
    stage.settle();
    QCOMPARE(stage.page->table()->currentRank(), 1'501);
    stage.page->findNext(false);
    stage.settle();
    QCOMPARE(stage.page->table()->currentRank(), 1'500);
    stage.page->findField()->setText(QStringLiteral("nowhere"));
    stage.page->findNext(true);
    stage.settle();
    QCOMPARE(stage.page->table()->currentRank(), 1'500);
    QVERIFY(stage.page->escape());
}

void tst_RecordsPage::explainsARecord()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-18T13:26:40Z", .tokens = {.input = 312, .cacheRead = 184'220, .cacheWrite5m = 6'912, .output = 2'148, .reasoning = 1'024}}});
    Stage stage{ledger};
    stage.open();
    stage.key(Qt::Key_Down);
    stage.key(Qt::Key_Return);
    QVERIFY(!stage.page->inspector()->isHidden());
    const QString text = plain(stage.page->inspector()->text());
    for (const char *part : {"$0.381140", "18 Nov 2026, 14:26:40 · list cost", "Input\t312\t× 10.00\t0.003120", "Cache read\t184,220\t× 1.00\t0.184220",
                             "Cache write 5 m\t6,912\t× 12.50\t0.086400", "Output\t2,148\t× 50.00\t0.107400", "of these 1,024 reasoning", "Sum\t0.381140",
                             "Source: your own price", "Merged: 1 log line, found nowhere else", "Tool: Claude Code"}) {
        QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(QString::fromUtf8(part) + u'\n' + text));
    }
    QTest::mouseClick(stage.page->inspector()->openButton(), Qt::LeftButton);
    QCOMPARE(stage.services.calls.last(), QStringLiteral("openAt /home/ada/claude-code/log.jsonl 0"));
    QTest::mouseClick(stage.page->inspector()->closeButton(), Qt::LeftButton);
    QVERIFY(stage.page->inspector()->isHidden());
}

/// What a log does not say is told beside the amount that follows from it.
void tst_RecordsPage::saysWhatTheLogLeavesOut()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-18T13:26:40Z", .tokens = {.input = 312, .output = 10}, .source = "goose", .flags = NoCacheFieldsFlag},
                {.time = "2026-11-18T12:26:40Z", .tokens = {.input = 312, .output = 10}, .source = "kimi", .flags = FallbackModelFlag},
                {.time = "2026-11-18T11:26:40Z", .tokens = {.input = 900'000, .output = 10}, .source = "anthropic-usage-csv", .flags = AggregateFlag | LongPromptFlag}});
    Stage stage{ledger};
    stage.open();
    const auto explained = [&stage](std::int64_t rank) {
        stage.click(rank);
        stage.key(Qt::Key_Return);
        return plain(stage.page->inspector()->text());
    };
    QCOMPARE(stage.row(0).sourceFormat, std::string{"goose"}); // the newest first
    const QString goose = explained(0);
    QVERIFY2(goose.contains(QStringLiteral("Cache: its source has no cache counts")), qPrintable(goose));
    QVERIFY(!goose.contains(QStringLiteral("Assumed")));
    const QString kimi = explained(1);
    QVERIFY2(kimi.contains(QStringLiteral("Assumed: the log names no model")), qPrintable(kimi));
    QVERIFY(!kimi.contains(QStringLiteral("no cache counts")));
    QVERIFY(!kimi.contains(QStringLiteral("prompts are longer")));
    // A bucket of a console does not tell how many requests it sums: it stands for one.
    const QString bucket = explained(2);
    QVERIFY2(bucket.contains(QStringLiteral("Requests: all prompts are longer than 200,000 tokens")), qPrintable(bucket));
}

void tst_RecordsPage::explainsASum()
{
    TestLedger ledger;
    fill(ledger, 10);
    Stage stage{ledger};
    stage.open();
    stage.key(Qt::Key_A, Qt::ControlModifier);
    stage.page->explainSelection();
    stage.settle();
    QVERIFY(stage.page->inspector()->sumAnswer());
    QCOMPARE(stage.page->inspector()->sumAnswer()->inCurrency, stage.reported());
    const QString text = plain(stage.page->inspector()->text());
    QVERIFY2(text.contains(QStringLiteral("All records of November 2026")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("In USD")), qPrintable(text)); // the model that is billed in yuan
    QVERIFY2(text.contains(QStringLiteral("Exchange rates used")), qPrintable(text));
}

/// The sum in the footer and the one that is explained are of the same records.
void tst_RecordsPage::explainsSeveral()
{
    TestLedger ledger;
    // At 10 a million: 1.00, 0.50, 0.25; what is excluded counts in neither sum.
    ledger.add({{.time = "2026-11-18T12:00:00Z", .tokens = {.input = 100'000}},
                {.time = "2026-11-18T11:00:00Z", .tokens = {.input = 50'000}},
                {.time = "2026-11-18T10:00:00Z", .tokens = {.input = 25'000}},
                {.time = "2026-11-18T09:00:00Z", .tokens = {.input = 12'500}}});
    Stage stage{ledger};
    stage.open();
    static_cast<void>(stage.services.writer->setExcluded({.records = {stage.row(2).id}}, true, "test", stage.services.clock));
    stage.show(true);
    stage.settle();
    stage.click(0);
    stage.click(1, Qt::ControlModifier);
    stage.click(2, Qt::ControlModifier);
    QVERIFY2(stage.page->footerText().contains(QStringLiteral("3 selected, $1.50")), qPrintable(stage.page->footerText()));
    stage.key(Qt::Key_Return, Qt::AltModifier);
    stage.page->explainSelection();
    stage.settle();
    QVERIFY(stage.page->inspector()->sumAnswer());
    QCOMPARE(stage.page->inspector()->sumAnswer()->inCurrency, money("1.5"));
    QCOMPARE(stage.page->inspector()->sumAnswer()->total.requests, 2);
    const QString text = plain(stage.page->inspector()->text());
    QVERIFY2(text.contains(QStringLiteral("3 records selected")), qPrintable(text));
    // One more, while the inspector is open: it follows.
    stage.click(3, Qt::ControlModifier);
    QTRY_COMPARE(stage.page->inspector()->sumAnswer()->inCurrency, money("1.625"));
}

void tst_RecordsPage::unpricedIsNoZero()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-18T10:00:00Z", .model = "qwen9-secret", .tokens = {.input = 45}}, {.time = "2026-11-18T09:00:00Z", .tokens = {.input = 100'000}}});
    Stage stage{ledger};
    stage.open();
    const std::vector<PageTable> tables = stage.page->tables();
    QCOMPARE(tables.size(), std::size_t{1});
    QCOMPARE(tables[0].rows[0].back().text, MoneyText::noPrice());
    QVERIFY(stage.page->footerText().contains(QStringLiteral("1 without a price")));
    QCOMPARE(stage.page->totalText(), QStringLiteral("$1.00"));
    stage.click(0);
    stage.key(Qt::Key_Return);
    QVERIFY(stage.page->inspector()->text().startsWith(MoneyText::noPrice()));
    stage.open("unpriced:yes");
    QCOMPARE(stage.page->titleText(), QStringLiteral("1 record"));
    QCOMPARE(stage.page->totalText(), MoneyText::noPrice());
}

void tst_RecordsPage::goesWhereDataIs()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-09-12T10:00:00Z", .tokens = {.input = 100}}});
    Stage stage{ledger};
    stage.open();
    QVERIFY(!stage.page->emptyState()->isHidden());
    Q_EMIT stage.page->emptyState()->actionTriggered();
    stage.settle();
    QCOMPARE(stage.view.period.from, day("2026-09-01"));
    QVERIFY(stage.page->emptyState()->isHidden());
    QCOMPARE(stage.page->titleText(), QStringLiteral("1 record"));
    // From days of one's own choice it is the month, as on every page.
    stage.view.period = customPeriod(day("2026-10-05"), day("2026-10-09"));
    stage.open();
    Q_EMIT stage.page->emptyState()->actionTriggered();
    stage.settle();
    QVERIFY(stage.view.period == movedTo(stage.view, day("2026-09-12"), {}).period);
    QCOMPARE(stage.view.period.to, day("2026-09-30"));
}

void tst_RecordsPage::offersToClearTheFilter()
{
    TestLedger ledger;
    fill(ledger, 2);
    Stage stage{ledger};
    stage.open("cost>1000");
    QVERIFY(!stage.page->emptyState()->isHidden());
    Q_EMIT stage.page->emptyState()->actionTriggered();
    stage.settle();
    QVERIFY(stage.view.filter.isEmpty());
    QCOMPARE(stage.page->titleText(), QStringLiteral("36 records"));
    stage.open("tokens<150 project:/home/ada/atlas-api");
    QVERIFY(stage.page->emptyState()->isHidden());
    for (const RecordRow &row : stage.page->feed().loaded()) {
        QVERIFY(row.tokens.total() < 150 && row.who.project == "/home/ada/atlas-api");
    }
}

void tst_RecordsPage::columnsAreChosen()
{
    TestLedger ledger;
    fill(ledger, 2);
    Stage stage{ledger};
    stage.open();
    MenuButton *button = stage.page->columnsButton();
    Q_EMIT button->aboutToOpen();
    for (QAction *action : button->menu()->actions()) {
        if (action->text() == QStringLiteral("Session")) {
            QVERIFY(!action->isChecked());
            action->trigger();
        }
    }
    stage.settle();
    QCOMPARE(stage.view.options.at(QStringLiteral("records.columns")), QStringLiteral("time,model,project,tags,session,input,cache_read,cache_write,output,cost"));
    QVERIFY(!stage.page->table()->headerRect(RecordColumn::Session).isEmpty());
}

void tst_RecordsPage::narrowWindowsOverlay()
{
    TestLedger ledger;
    fill(ledger, 2);
    Stage stage{ledger, {964, 596}};
    stage.open();
    QVERIFY(stage.page->table()->headerRect(RecordColumn::Tags).isEmpty());
    QVERIFY(stage.page->table()->headerRect(RecordColumn::CacheWrite).isEmpty());
    stage.click(0);
    QVERIFY(stage.page->inspector()->isHidden()); // it would cover the table unasked
    const int width = stage.page->table()->width();
    stage.key(Qt::Key_Return);
    QVERIFY(!stage.page->inspector()->isHidden());
    QVERIFY(stage.page->inspector()->isOverlay());
    QCOMPARE(stage.page->table()->width(), width);
}

void tst_RecordsPage::hostileNamesStayText()
{
    TestLedger ledger;
    const std::string bad = "<b>bold</b>\n\xE2\x80\xAE" "evil";
    ledger.add({{.time = "2026-11-18T10:00:00Z", .model = bad, .tokens = {.input = 1}, .project = std::string(300, 'p') + bad, .session = bad}});
    Stage stage{ledger};
    stage.open();
    stage.click(0);
    stage.key(Qt::Key_Return);
    const QString text = stage.page->inspector()->text();
    QVERIFY(text.contains(QStringLiteral("<b>bold</b>")));
    QVERIFY(!text.contains(QChar{0x202E}));
    QCOMPARE(stage.page->tables()[0].rows[0][1].text.contains(u'\n'), false);
    QMenu *menu = stage.page->openMenu({});
    for (const QAction *action : menu->actions()) {
        QVERIFY(!action->text().contains(u'\n'));
        QVERIFY(action->text().size() < 80);
    }
    menu->close();
}

void tst_RecordsPage::menusFilter()
{
    TestLedger ledger;
    fill(ledger, 4);
    Stage stage{ledger};
    stage.open();
    stage.click(0);
    QMenu *menu = stage.page->openMenu({});
    for (QAction *action : menu->actions()) {
        if (action->text().startsWith(QStringLiteral("Only the session"))) {
            action->trigger();
        }
    }
    stage.settle();
    QCOMPARE(filterText(stage.view.filter), QStringLiteral("session:s18"));
    QCOMPARE(stage.page->titleText(), QStringLiteral("4 records"));
}

void tst_RecordsPage::tablesAreWhatIsShown()
{
    TestLedger ledger;
    fill(ledger, 50);
    Stage stage{ledger};
    stage.open();
    const std::vector<PageTable> tables = stage.page->tables();
    QCOMPARE(tables.size(), std::size_t{1});
    QCOMPARE(tables[0].rows.size(), std::size_t(stage.page->table()->visibleRows()));
    QCOMPARE(tables[0].columns.size(), 9);
    QCOMPARE(tables[0].footer.back().text, stage.page->totalText());
}

void tst_RecordsPage::savesEveryRecord_data()
{
    QTest::addColumn<int>("column");
    QTest::addRow("by time, many pages") << int(RecordColumn::Time);
    QTest::addRow("by cost") << int(RecordColumn::Cost);
}

/// The file holds every record of the list, once, in its order, though only some are loaded.
void tst_RecordsPage::savesEveryRecord()
{
    QFETCH(int, column);
    TestLedger ledger;
    fill(ledger, 150); // 2,700 records: more than a page of either the list or the export
    Stage stage{ledger};
    stage.open();
    if (column != int(RecordColumn::Time)) {
        stage.clickHeader(RecordColumn(column));
    }
    static_cast<void>(stage.services.writer->setExcluded({.records = {stage.row(1).id}}, true, "test", stage.services.clock));
    stage.show(true);
    stage.settle();
    const std::vector<PageTable> tables = stage.page->tables();
    QVERIFY(tables.at(0).saveAll);
    QVERIFY2(tables.at(0).note.contains(QStringLiteral("2,700 records")), qPrintable(tables.at(0).note));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("records.csv"));
    tables.at(0).saveAll(path);
    QTRY_COMPARE(stage.said, QStringLiteral("2,700 records saved to records.csv."));
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions{});
    const QStringList lines = QString::fromUtf8(file.readAll().mid(3)).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 2'702); // head, records, and nothing behind the last line's end
    QVERIFY2(lines[0].startsWith(QStringLiteral("Time,Model,")), qPrintable(lines[0]));
    QVERIFY(lines[2].endsWith(QStringLiteral(",excluded")));
    QCOMPARE(lines.filter(QStringLiteral("excluded")).size(), 2); // the column's name and the one record
    const std::vector<std::int64_t> ids = stage.allIds();
    QCOMPARE(ids.size(), std::size_t{2'700});
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const Result<RecordRow> row = stage.services.reader->record(ids[i]);
        QVERIFY(row);
        QVERIFY2(lines[qsizetype(i) + 1].startsWith(QString::fromStdString(toRfc3339(row->time))), qPrintable(QString::number(i)));
    }
}

void tst_RecordsPage::savesNothingOfAFailure()
{
    TestLedger ledger;
    fill(ledger, 10);
    Stage stage{ledger};
    stage.open();
    stage.page->saveAll(QStringLiteral("/nonexistent/folder/records.csv"));
    QTRY_COMPARE(stage.problems.size(), std::size_t{1});
    QCOMPARE(stage.problems[0].cause, Cause::FileNotWritten);
}

void tst_RecordsPage::escLeavesStepByStep()
{
    TestLedger ledger;
    fill(ledger, 5);
    Stage stage{ledger};
    stage.open();
    stage.click(1);
    stage.key(Qt::Key_Return);
    QVERIFY(stage.page->escape()); // the inspector
    QVERIFY(stage.page->inspector()->isHidden());
    QVERIFY(stage.page->escape()); // the selection
    QVERIFY(stage.page->table()->selected().empty());
    QVERIFY(!stage.page->escape());
}

namespace
{

/// The demo's month, by the real import.
struct DemoLedger
{
    DemoLedger()
    {
        const UtcTime now = parseTime("2026-11-18T13:32:00Z")->time;
        const std::string home = folder.filePath(QStringLiteral("home")).toStdString();
        QDir{}.mkpath(QString::fromStdString(home));
        const std::string path = folder.filePath(QStringLiteral("ledger.db")).toStdString();
        writer = *LedgerWriter::open(path, {.zone = *Zone::byId("Europe/Berlin")});
        reader = *LedgerReader::open(path);
        static_cast<void>(adoptCatalogue(*writer, *reader, now));
        pricer = *pricerOf(*reader);
        static_cast<void>(writeDemoLogs(home, now, 7));
        ImportRequest request;
        request.sources = discover({.home = home}).sources;
        for (const std::string &file : demoApiFiles(home)) {
            Discovery named = scan(file);
            std::move(named.sources.begin(), named.sources.end(), std::back_inserter(request.sources));
        }
        request.now = now;
        static_cast<void>(importLogs(*writer, *reader, rateSourceOf(*pricer), request, {}));
        static_cast<void>(writer->setExchangeRate({day("2026-08-20"), Currency{"USD"}, Currency{"CNY"}, "7.1187", "ECB"}, now));
    }
    QTemporaryDir folder;
    std::unique_ptr<LedgerWriter> writer;
    std::unique_ptr<LedgerReader> reader;
    std::unique_ptr<Pricer> pricer;
};

void longNames(TestLedger &ledger)
{
    std::vector<Use> uses;
    for (int i = 0; i < 12; ++i) {
        uses.push_back({.time = "2026-11-18T10:00:00Z", .model = std::string(300, 'm') + std::to_string(i), .tokens = {.input = 1 + i},
                        .project = i % 3 == 0 ? "/home/ada/" + std::string(300, 'p') : i % 3 == 1 ? "مشروع الاختبار الطويل" : "🚀 rocket <b>&amp;"});
    }
    ledger.add(uses);
}

void amounts(TestLedger &ledger)
{
    ledger.add({{.time = "2026-11-18T10:00:00Z", .tokens = {.cacheRead = 1}},
                {.time = "2026-11-18T10:01:00Z", .tokens = {.input = 1'000'000'000'000}},
                {.time = "2026-11-18T10:02:00Z", .tokens = {.input = 12'345, .cacheRead = 999'999'999'999, .output = 123'456'789}}});
}

} // namespace

void tst_RecordsPage::pictures_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    const auto add = [](const char *name, const char *what, QSize size, bool dark = false, double scale = 1) {
        QTest::newRow(name) << QString::fromLatin1(what) << size << dark << scale;
    };
    add("records", "demo", {1232, 796});
    add("records-dark", "demo", {1232, 796}, true);
    add("records-2x", "demo", {1232, 796}, false, 2);
    add("records-1024", "demo", {964, 596});
    add("records-1024-why", "demo why", {964, 596});
    add("records-1920", "demo", {1812, 976});
    add("records-sum", "demo sum", {1232, 796});
    add("records-tags", "demo tags", {1232, 796});
    add("records-find", "demo find", {1232, 796});
    add("records-names", "names", {1232, 796});
    add("records-amounts", "amounts", {1232, 796});
    add("records-one", "one", {1232, 796});
    add("records-empty", "empty", {1232, 796});
    add("records-filtered", "filtered", {1232, 796});
}

void tst_RecordsPage::pictures()
{
    const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES");
    if (folder.isEmpty()) {
        QSKIP("no folder for pictures");
    }
    QFETCH(QString, what);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(double, scale);
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    std::unique_ptr<DemoLedger> demo;
    TestLedger small;
    if (what.startsWith(QStringLiteral("demo"))) {
        demo = std::make_unique<DemoLedger>();
    } else if (what == QStringLiteral("names")) {
        longNames(small);
    } else if (what == QStringLiteral("amounts")) {
        amounts(small);
    } else if (what == QStringLiteral("empty")) {
        small.add({{.time = "2026-09-12T10:00:00Z"}});
    } else {
        small.add({{.time = "2026-11-18T10:00:00Z", .tokens = {.input = 312, .output = 20}}});
    }
    std::unique_ptr<Stage> stage = demo ? std::make_unique<Stage>(*demo->reader, *demo->writer, *demo->pricer, size) : std::make_unique<Stage>(small, size);
    stage->open(what == QStringLiteral("filtered") ? "cost>1000 model:opus*" : "");
    if (what.contains(QStringLiteral("tags"))) {
        for (const int rank : {1, 4, 9}) {
            static_cast<void>(stage->services.writer->setTag({.records = {.records = {stage->row(rank).id}}}, {"client", "client-a"}, stage->services.clock));
        }
        static_cast<void>(stage->services.writer->setExcluded({.records = {stage->row(13).id}}, true, "test", stage->services.clock));
        stage->show(true);
        stage->settle();
    }
    if (what.contains(QStringLiteral("sum"))) {
        stage->key(Qt::Key_A, Qt::ControlModifier);
        stage->page->explainSelection();
    } else if (what.contains(QStringLiteral("find"))) {
        stage->page->find();
        QTest::keyClicks(stage->page->findField(), QStringLiteral("gemini"));
        QTest::keyClick(stage->page->findField(), Qt::Key_Return);
    } else if (stage->page->feed().count() > 0) {
        stage->click(std::min<std::int64_t>(4, stage->page->feed().count() - 1));
        if (what.contains(QStringLiteral("why")) || size.width() >= 1200) {
            stage->key(Qt::Key_Return);
        }
    }
    stage->settle();
    QTest::mouseMove(stage->page->table()->viewport(), stage->page->table()->rowRect(8).center());
    QCoreApplication::processEvents();
    QImage image{size * scale, QImage::Format_RGB32};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colours().window);
    stage->page->render(&image);
    QDir{}.mkpath(folder);
    QVERIFY(image.save(QDir{folder}.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png"))));
}

void tst_RecordsPage::columnsAreAsWideAsTheUserWants()
{
    TestLedger ledger;
    fill(ledger, 2);
    Stage stage{ledger};
    stage.open();
    RecordsTable *table = stage.page->table();
    const auto drag = [&](RecordColumn column, int by) {
        const QRect before = table->headerRect(column);
        const QPoint border{before.right() + 1 + px(size::recordsGap) / 2, before.center().y()};
        QTest::mousePress(table->viewport(), Qt::LeftButton, {}, border);
        QMouseEvent move{QEvent::MouseMove, QPointF{border} + QPointF{double(by), 0}, table->viewport()->mapToGlobal(QPointF{border} + QPointF{double(by), 0}),
                         Qt::NoButton, Qt::LeftButton, {}};
        QApplication::sendEvent(table->viewport(), &move);
        QTest::mouseRelease(table->viewport(), Qt::LeftButton, {}, border + QPoint{by, 0});
        stage.settle();
        return table->headerRect(column).width() - before.width();
    };
    QCOMPARE(drag(RecordColumn::Model, 60), 60);
    QVERIFY(std::abs(drag(RecordColumn::Input, 25) - 25) <= 1);
    QCOMPARE(drag(RecordColumn::Project, -5000) < 0, true); // stops where it can still be taken
    QCOMPARE(table->headerRect(RecordColumn::Project).width(), px(size::recordsColumnLeast));
    // No order was asked for by the way, and columns do not overlap.
    QVERIFY(!stage.view.options.contains(QStringLiteral("records.sort")));
    int right = 0;
    for (const RecordColumn column : table->shownColumns()) {
        QVERIFY(table->headerRect(column).left() >= right);
        right = table->headerRect(column).right();
    }
    // It is in the view, so a saved view and the next start have it.
    const QString widths = stage.view.options.at(QStringLiteral("records.widths"));
    QVERIFY(RecordsText::widthsOf(widths) == table->widths());
    const int model = table->headerRect(RecordColumn::Model).width();
    Stage again{ledger};
    again.view.options = stage.view.options;
    again.open();
    QCOMPARE(again.page->table()->headerRect(RecordColumn::Model).width(), model);
    // A double click on the border makes it as wide as it needs.
    const QRect header = table->headerRect(RecordColumn::Model);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, {header.right() + 1 + px(size::recordsGap) / 2, header.center().y()});
    stage.settle();
    QVERIFY(!table->widths().contains(RecordColumn::Model));
    QVERIFY(RecordsText::widthsOf(QStringLiteral("model:x,nonsense:4,input:99999,:,")) == (std::map<RecordColumn, int>{{RecordColumn::Input, size::recordsColumnMost}}));
}

void tst_RecordsPage::screenReadersSeeCells()
{
    TestLedger ledger;
    fill(ledger, 20);
    Stage stage{ledger};
    stage.open();
    RecordsTable *table = stage.page->table();
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(table);
    QVERIFY(accessible != nullptr);
    QCOMPARE(accessible->role(), QAccessible::Table);
    QAccessibleTableInterface *cells = accessible->tableInterface();
    QVERIFY(cells != nullptr);
    QCOMPARE(cells->rowCount(), int(table->ranksOnScreen().size()));
    QCOMPARE(cells->columnCount(), int(table->shownColumns().size()));
    QCOMPARE(accessible->childCount(), cells->rowCount() * cells->columnCount());
    for (int column = 0; column < cells->columnCount(); ++column) {
        QAccessibleInterface *cell = cells->cellAt(2, column);
        const QString value = table->recordsText().text(stage.row(2), table->shownColumns()[std::size_t(column)]);
        QCOMPARE(cell->text(QAccessible::Value), value);
        QCOMPARE(cell->text(QAccessible::Name), cells->columnDescription(column) + QStringLiteral(": ") + value);
        QVERIFY(table->rowRect(2).contains(QRect{table->viewport()->mapFromGlobal(cell->rect().topLeft()), cell->rect().size()}));
        QVERIFY(!cell->state().selected);
    }
    QVERIFY(cells->selectRow(2));
    stage.settle();
    QVERIFY(cells->isRowSelected(2) && cells->cellAt(2, 0)->state().selected);
    QCOMPARE(cells->selectedRows(), QList<int>{2});
    // The same place speaks of another record once the table has scrolled.
    const QString before = cells->cellAt(0, 0)->text(QAccessible::Value);
    table->verticalScrollBar()->setValue(100);
    stage.settle();
    QVERIFY(cells->cellAt(0, 0)->text(QAccessible::Value) != before);
    QVERIFY(cells->cellAt(1'000'000, 0) == nullptr);
}

TOKENMETER_TEST(tst_RecordsPage);

} // namespace test_RecordsPage

#include "tst_RecordsPage.moc"
