// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "FakeServices.h"
#include "support/TestMain.h"

#include "pages/FirstStartPage.h"
#include "pages/OverviewPage.h"
#include "shell/FilterBar.h"
#include "shell/FilterLine.h"
#include "shell/HeaderBar.h"
#include "shell/Language.h"
#include "shell/MainWindow.h"
#include "shell/Sidebar.h"
#include "shell/StatusBar.h"
#include "shell/WindowToast.h"
#include "widgets/Banner.h"
#include "widgets/Chip.h"
#include "widgets/LinkButton.h"
#include "widgets/Segmented.h"
#include "widgets/Toast.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>

#include <algorithm>

namespace test_MainWindow
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

QString days(const OverviewRequest &request)
{
    return QString::fromStdString(toIso(*request.filter.from) + ".." + toIso(*request.filter.to));
}

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names) {
        list << QString::fromStdString(name);
    }
    return list.join(u',');
}

LocalDay day(const char *iso)
{
    return parseDay(iso).value();
}

ImportProgress running(qint64 done, qint64 total)
{
    return {.running = true, .filesDone = done, .filesTotal = total, .bytesDone = done, .bytesTotal = total};
}

} // namespace

class tst_MainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void undoneNamesWhatItWas();
    void countsOnlyWhatIsInView();
    void cleanup() { language::apply(QStringLiteral("en")); }
    void asksForThePresentBillingMonth();
    void marksBecomeFilters();
    void daysBecomePeriods();
    void escTakesTheLastFilterAway();
    void filterLineIsTheChips();
    void aDamagedFilterLineChangesNothing();
    void measureNeedsNoNewAnswer();
    void currencyAsksAgain();
    void importAsksAtMostEvery250Ms();
    void staleAnswersAreDropped();
    void emptyLedgerShowsFirstStart();
    void failedLedgerIsSaidAndLeft();
    void demoIsMarkedAndLeft();
    void unpricedModelsAreSaid();
    void newToolsHaveABadge();
    void whatIsUntickedIsDeclined();
    void importEndIsTold();
    void problemsOutliveALook();
    void droppedFilesAreImported();
    void keys();
    void languageChangesAtOnce();
    void billingDayMovesThePeriod();
    void narrowWindowHasNarrowSidebar();
    void accountsBelongToSources();
    void everythingFocusableHasAName();
};

void tst_MainWindow::asksForThePresentBillingMonth()
{
    FakeServices services;
    MainWindow window{services};
    QCOMPARE(services.asked.size(), std::size_t{1});
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-11-01..2026-11-30"));
    QCOMPARE(services.lastAsked().zone.id(), std::string{"Europe/Berlin"});
    QCOMPARE(services.lastAsked().currency, std::string{"USD"});
    QCOMPARE(window.headerBar()->title(), QStringLiteral("Overview"));
    // 4 M of 812 M tokens have no price: 99.507 %, rounded down.
    QVERIFY2(window.statusArea()->facts().contains(QStringLiteral("99.5")), qPrintable(window.statusArea()->facts()));
    QVERIFY(window.statusArea()->facts().contains(QStringLiteral("14:32")));
    QVERIFY(window.statusArea()->facts().contains(QStringLiteral("21,480 requests in view")));
}

void tst_MainWindow::marksBecomeFilters()
{
    FakeServices services;
    MainWindow window{services};
    Q_EMIT window.overviewPage()->modelPicked({QStringLiteral("claude-opus-5")});
    Q_EMIT window.overviewPage()->projectPicked(QString{});
    QCOMPARE(joined(services.lastAsked().filter.models), QStringLiteral("claude-opus-5"));
    QCOMPARE(services.lastAsked().filter.projects, std::vector<std::string>{""});
    QCOMPARE(window.filterBar()->chip(FilterKey::Model)->value(), QStringLiteral("Claude Opus 5"));
    QCOMPARE(window.filterBar()->chip(FilterKey::Project)->value(), QStringLiteral("(no project)"));
    QCOMPARE(window.headerBar()->filterLine()->text(), QStringLiteral("model:claude-opus-5 project:\"\""));
    window.goBack();
    QVERIFY(services.lastAsked().filter.projects.empty());
    window.goForward();
    QCOMPARE(services.lastAsked().filter.projects, std::vector<std::string>{""});
}

void tst_MainWindow::daysBecomePeriods()
{
    FakeServices services;
    MainWindow window{services};
    Q_EMIT window.overviewPage()->daysPicked(day("2026-11-12"), day("2026-11-12"));
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-11-12..2026-11-12"));
    QCOMPARE(window.view().period.kind, PeriodKind::Day); // steps by days from here
    Q_EMIT window.overviewPage()->daysPicked(day("2026-11-09"), day("2026-11-15"));
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-11-09..2026-11-15"));
    window.goBack();
    window.goBack();
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-11-01..2026-11-30"));
    Q_EMIT window.overviewPage()->goToDayRequested(day("2026-03-12"));
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-03-01..2026-03-31"));
}

void tst_MainWindow::escTakesTheLastFilterAway()
{
    FakeServices services;
    MainWindow window{services};
    ViewState view = window.view();
    view.filter = parseFilterText(QStringLiteral("project:infra model:opus*")).terms;
    window.go(view);
    QTest::keyClick(&window, Qt::Key_Escape);
    QCOMPARE(filterText(window.view().filter), QStringLiteral("project:infra"));
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(window.view().filter.isEmpty());
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(services.lastAsked().filter.projects.empty());
}

void tst_MainWindow::filterLineIsTheChips()
{
    FakeServices services;
    MainWindow window{services};
    FilterLine *line = window.headerBar()->filterLine();
    line->setText(QStringLiteral("model:opus* model:sonnet* source:codex"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(joined(services.lastAsked().filter.models), QStringLiteral("claude-opus-5,claude-sonnet-5"));
    QCOMPARE(joined(services.lastAsked().filter.sources), QStringLiteral("codex"));
    QCOMPARE(window.filterBar()->chip(FilterKey::Model)->value(), QStringLiteral("opus*, sonnet*"));
    Q_EMIT window.filterBar()->chip(FilterKey::Model)->cleared();
    QCOMPARE(line->text(), QStringLiteral("source:codex"));
}

void tst_MainWindow::aDamagedFilterLineChangesNothing()
{
    FakeServices services;
    MainWindow window{services};
    FilterLine *line = window.headerBar()->filterLine();
    line->setText(QStringLiteral("model:a colour:red"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(services.asked.size(), std::size_t{1});
    QCOMPARE(line->text(), QStringLiteral("model:a colour:red"));
    QVERIFY((line->marked() == std::pair<qsizetype, qsizetype>{8, 6}));
    QVERIFY(window.toast()->accessibleName().contains(QStringLiteral("Column 9: there is no filter named “colour”")));
    QTest::keyClick(line, Qt::Key_Backspace); // what is written next is not wrong yet
    QVERIFY(line->marked().first < 0);
}

void tst_MainWindow::measureNeedsNoNewAnswer()
{
    FakeServices services;
    MainWindow window{services};
    window.filterBar()->measures()->setCurrent(1);
    QCOMPARE(window.view().measure, Measure::Tokens);
    QCOMPARE(window.overviewPage()->measure(), Measure::Tokens);
    QCOMPARE(services.asked.size(), std::size_t{1});
}

void tst_MainWindow::currencyAsksAgain()
{
    FakeServices services;
    MainWindow window{services};
    Q_EMIT window.filterBar()->currencies()->textActivated(QStringLiteral("CNY"));
    QCOMPARE(services.lastAsked().currency, std::string{"CNY"});
    QCOMPARE(services.settings().currency, QStringLiteral("USD")); // the view's, not the user's choice for ever
}

void tst_MainWindow::importAsksAtMostEvery250Ms()
{
    FakeServices services;
    services.hold = true;
    MainWindow window{services};
    const auto changes = [&services] {
        for (int i = 0; i < 100; ++i) {
            Q_EMIT services.ledgerChanged();
        }
    };
    changes();
    QCOMPARE(services.asked.size(), std::size_t{1}); // the first answer is awaited
    QElapsedTimer since; // before it asks: what comes between cannot make the wait look shorter
    since.start();
    services.answerAll();
    QCOMPARE(services.asked.size(), std::size_t{2}); // it was asked before the changes: again, at once
    changes();
    services.answerAll();
    const std::size_t askedSoon = services.asked.size();
    QVERIFY(askedSoon == 2 || since.elapsed() >= 200); // on a machine that stood still the time may be over
    QTRY_COMPARE(services.asked.size(), std::size_t{3});
    QVERIFY2(since.elapsed() >= 200, qPrintable(QString::number(since.elapsed())));
    services.answerAll();
    QVERIFY(!window.isBusy());
}

void tst_MainWindow::staleAnswersAreDropped()
{
    FakeServices services;
    services.answer = [](const OverviewRequest &request) {
        OverviewData data = sampleMonth(request);
        data.total.requests = unsigned(std::chrono::year_month_day{*request.filter.from}.month());
        return Result<OverviewData>{data};
    };
    MainWindow window{services};
    services.hold = true;
    window.filterBar()->stepPeriod(false); // October
    window.filterBar()->stepPeriod(false); // September
    QCOMPARE(services.pendingCount(), std::size_t{2});
    services.answerAll(); // October's answer comes first and is of no use any more
    QVERIFY2(window.statusArea()->facts().contains(QStringLiteral("9 requests")), qPrintable(window.statusArea()->facts()));
}

void tst_MainWindow::emptyLedgerShowsFirstStart()
{
    FakeServices services;
    services.found = {{.formatId = QStringLiteral("codex"), .name = QStringLiteral("Codex CLI"), .path = QStringLiteral("/x"),
                       .files = 3, .bytes = 5'000, .oldest = services.clock}};
    bool filled = false;
    services.answer = [&filled](const OverviewRequest &request) {
        return Result<OverviewData>{filled ? sampleMonth(request) : emptyLedger(request)};
    };
    MainWindow window{services};
    QVERIFY(window.showsFirstStart());
    QVERIFY(window.headerBar()->isHidden());
    QCOMPARE(window.statusArea()->facts(), QStringLiteral("No records yet"));
    QVERIFY(window.isBusy()); // looking
    QTRY_VERIFY(window.firstStartPage()->importButton()->isEnabled()); // once it was looked for
    QVERIFY(!window.isBusy());
    QTest::mouseClick(window.firstStartPage()->importButton(), Qt::LeftButton);
    QCOMPARE(services.calls, QStringList{QStringLiteral("importFound codex")});
    Q_EMIT services.importProgressed(running(1, 3));
    QVERIFY(!window.showsFirstStart());
    QVERIFY(window.statusArea()->showsJob());
    QCOMPARE(window.headerBar()->note(), QStringLiteral("importing"));
    filled = true;
    Q_EMIT services.importFinished({.filesRead = 3, .added = 12});
    QVERIFY(!window.showsFirstStart());
    QVERIFY(!window.statusArea()->showsJob());
    QCOMPARE(window.headerBar()->note(), QString{});
    QCOMPARE(window.toast()->accessibleName(), QStringLiteral("Imported: 12 new records."));
}

void tst_MainWindow::failedLedgerIsSaidAndLeft()
{
    FakeServices services;
    const auto working = services.answer;
    services.answer = [](const OverviewRequest &) { return Result<OverviewData>{Problem{.cause = Cause::LedgerForeign}}; };
    MainWindow window{services};
    QVERIFY(!window.showsFirstStart());
    QVERIFY(window.banner()->accessibleName().contains(QStringLiteral("database of another program")));
    QVERIFY(window.filterBar()->isHidden());
    QVERIFY(!window.headerBar()->isHidden()); // the menu is there to open another ledger
    services.answer = working;
    Settings settings = services.settings();
    settings.ledgerFile = QStringLiteral("/elsewhere/ledger.db");
    services.setSettings(settings);
    QTRY_VERIFY(!window.filterBar()->isHidden());
    QVERIFY(!window.banner()->accessibleName().contains(QStringLiteral("database")));
    Q_EMIT services.ledgerFailed({.cause = Cause::LedgerNewer, .args = {"9", "3"}});
    QVERIFY(window.banner()->accessibleName().contains(QStringLiteral("newer Tokenmeter (version 9")));
    QVERIFY(!services.calls.contains(QStringLiteral("reopen")));
    Q_EMIT window.banner()->actionTriggered(1); // Try again: looking for new usage opens no ledger
    QTRY_VERIFY(services.calls.contains(QStringLiteral("reopen")));
}

void tst_MainWindow::demoIsMarkedAndLeft()
{
    FakeServices services;
    services.demo = true;
    MainWindow window{services};
    QCOMPARE(window.banner()->accessibleName(), QStringLiteral("Demo data. Your own ledger is untouched."));
    Q_EMIT window.banner()->actionTriggered(0);
    QTRY_VERIFY(services.calls.contains(QStringLiteral("leaveDemo")));
    QTRY_VERIFY(!window.banner()->accessibleName().contains(QStringLiteral("Demo")));
    QTRY_VERIFY(!window.windowTitle().contains(QStringLiteral("demo")));
}

void tst_MainWindow::unpricedModelsAreSaid()
{
    FakeServices services;
    MainWindow window{services};
    QCOMPARE(window.banner()->accessibleName(),
             QStringLiteral("1 model has no price: qwen3-coder-next, 38 requests. It is not in any total."));
    // And the page that gives it one says how many wait.
    QString waiting;
    for (const QAbstractButton *item : window.findChildren<QAbstractButton *>()) {
        waiting = item->accessibleName() == QStringLiteral("Prices") ? item->accessibleDescription() : waiting;
    }
    QCOMPARE(waiting, QStringLiteral("1 model without a price"));
    Q_EMIT window.banner()->actionTriggered(0);
    QTRY_COMPARE(joined(services.lastAsked().filter.models), QStringLiteral("qwen3-coder-next"));
}

void tst_MainWindow::importEndIsTold()
{
    FakeServices services;
    MainWindow window{services};
    const auto outcome = [&services](const ImportOutcome &o) { Q_EMIT services.importFinished(o); };
    // Nobody asked for this one (a look for changes in the background): no word.
    outcome({.added = 3});
    QCOMPARE(window.toast()->accessibleName(), QString{});
    outcome({.filesRead = 1, .failure = Problem{.cause = Cause::DiskFull}});
    QVERIFY(window.banner()->accessibleName().contains(QStringLiteral("The disk is full")));
    outcome({.filesRead = 1, .problems = {Problem{.cause = Cause::NotJson, .file = "/x/a.jsonl", .line = 2}}});
    QVERIFY(!window.banner()->accessibleName().contains(QStringLiteral("disk")));
}

void tst_MainWindow::newToolsHaveABadge()
{
    FakeServices services;
    MainWindow window{services};
    const auto badge = [&window] {
        QString said;
        for (const QAbstractButton *item : window.findChildren<QAbstractButton *>()) {
            said = item->accessibleName() == QStringLiteral("Sources") ? item->accessibleDescription() : said;
        }
        return said;
    };
    QCOMPARE(badge(), QString{});
    services.tools = {{.formatId = QStringLiteral("gemini-cli"), .name = QStringLiteral("Gemini CLI"), .folders = {QStringLiteral("/data/gemini")}, .files = 12},
                      {.formatId = QStringLiteral("codex"), .name = QStringLiteral("Codex CLI"), .folders = {QStringLiteral("/data/codex")}, .files = 1}};
    services.lookForNewTools();
    QCOMPARE(badge(), QStringLiteral("2 tools found and not read"));
    services.declineTool(QStringLiteral("codex"), true);
    QCOMPARE(badge(), QStringLiteral("1 tool found and not read"));
    services.tools.clear();
    services.lookForNewTools();
    QCOMPARE(badge(), QString{});
}

/// Who has said no at the first start is not asked again on the page Sources.
void tst_MainWindow::whatIsUntickedIsDeclined()
{
    FakeServices services;
    services.found = {{.formatId = QStringLiteral("codex"), .name = QStringLiteral("Codex"), .path = QStringLiteral("/x"), .files = 3, .bytes = 5'000, .oldest = services.clock},
                      {.formatId = QStringLiteral("gemini-cli"), .name = QStringLiteral("Gemini CLI"), .path = QStringLiteral("/y"), .files = 1, .bytes = 100, .oldest = services.clock}};
    services.answer = [](const OverviewRequest &request) { return Result<OverviewData>{emptyLedger(request)}; };
    MainWindow window{services};
    QTRY_VERIFY(window.firstStartPage()->importButton()->isEnabled());
    for (QCheckBox *check : window.firstStartPage()->findChildren<QCheckBox *>()) {
        if (check->accessibleName() == QStringLiteral("Gemini CLI")) {
            check->setChecked(false);
        }
    }
    QTest::mouseClick(window.firstStartPage()->importButton(), Qt::LeftButton);
    QCOMPARE(services.calls, (QStringList{QStringLiteral("decline gemini-cli"), QStringLiteral("importFound codex")}));
}

/// A look follows each import by itself; it finds the files unchanged and has nothing to say of them.
void tst_MainWindow::problemsOutliveALook()
{
    FakeServices services;
    MainWindow window{services};
    const auto outcome = [&services](const ImportOutcome &o) { Q_EMIT services.importFinished(o); };
    const auto said = [&window](const char *words) {
        const QList<LinkButton *> links = window.statusArea()->findChildren<LinkButton *>();
        return std::any_of(links.begin(), links.end(), [words](const LinkButton *link) { return link->text().contains(QLatin1String{words}); });
    };
    const Problem broken{.cause = Cause::NotJson, .file = "/x/a.jsonl", .line = 2};
    outcome({.filesRead = 1, .problems = {broken}});
    QVERIFY(said("1 problem"));
    outcome({.quiet = true});
    QVERIFY(said("1 problem"));
    outcome({.quiet = true, .problems = {broken, Problem{.cause = Cause::NotJson, .file = "/x/b.jsonl", .line = 1}}});
    QVERIFY(said("2 problems"));
    outcome({.filesRead = 1});
    QVERIFY(!said("problem"));
    // A failure of an import stays until the user has something done; one of a look goes with the next.
    const auto failed = [&window] { return window.banner()->accessibleName().contains(QStringLiteral("The disk is full")); };
    outcome({.failure = Problem{.cause = Cause::DiskFull}});
    outcome({.quiet = true});
    QVERIFY(failed());
    // Not even by a look that fails and one after it that does not: files that could not be read are tried again by themselves.
    outcome({.quiet = true, .failure = Problem{.cause = Cause::LedgerForeign}});
    QVERIFY(failed());
    outcome({.quiet = true});
    QVERIFY(failed());
    outcome({});
    QVERIFY(!failed());
    outcome({.quiet = true, .failure = Problem{.cause = Cause::DiskFull}});
    QVERIFY(failed());
    outcome({.quiet = true});
    QVERIFY(!failed());
    // Nor is it of a look when a backup fails after one has.
    outcome({.quiet = true, .failure = Problem{.cause = Cause::LedgerForeign}});
    Q_EMIT services.backedUp(QStringLiteral("/x/copy.db"), Problem{.cause = Cause::DiskFull});
    QVERIFY(failed());
    outcome({.quiet = true});
    QVERIFY(failed());
}

void tst_MainWindow::droppedFilesAreImported()
{
    FakeServices services;
    MainWindow window{services};
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/a/one.jsonl")), QUrl{QStringLiteral("https://example.org/two.jsonl")}});
    QDropEvent drop{QPointF{10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    static_cast<QObject *>(&window)->event(&drop); // as the platform does after it entered
    QCOMPARE(services.calls, QStringList{QStringLiteral("importPaths /a/one.jsonl")}); // nothing is fetched
}

void tst_MainWindow::keys()
{
    FakeServices services;
    MainWindow window{services};
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_BracketLeft);
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-10-01..2026-10-31"));
    QTest::keyClick(&window, Qt::Key_BracketLeft);
    QTest::keyClick(&window, Qt::Key_BracketRight);
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-10-01..2026-10-31"));
    QTest::keyClick(&window, Qt::Key_T);
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-11-01..2026-11-30"));
    QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-10-01..2026-10-31"));
    QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(window.headerBar()->filterLine()->hasFocus());
    // While one writes, letters are letters.
    const std::size_t before = services.asked.size();
    QTest::keyClick(window.headerBar()->filterLine(), Qt::Key_T);
    QCOMPARE(services.asked.size(), before);
    QCOMPARE(window.headerBar()->filterLine()->text(), QStringLiteral("t"));
    QTest::keyClick(&window, Qt::Key_F9);
    QVERIFY(window.sidebar()->isNarrow());
    QTest::keyClick(&window, Qt::Key_F5);
    QVERIFY(services.calls.contains(QStringLiteral("refresh")));
}

void tst_MainWindow::languageChangesAtOnce()
{
    FakeServices services;
    MainWindow window{services};
    Q_EMIT window.overviewPage()->modelPicked({QStringLiteral("claude-opus-5")});
    Settings settings = services.settings();
    settings.language = QStringLiteral("zh_CN");
    services.setSettings(settings);
    QTRY_COMPARE(window.headerBar()->title(), QStringLiteral("概览"));
    QTRY_COMPARE(window.filterBar()->chip(FilterKey::Model)->name(), QStringLiteral("模型"));
    QCOMPARE(window.filterBar()->chip(FilterKey::Model)->value(), QStringLiteral("Claude Opus 5")); // the view is kept
    QVERIFY(window.banner()->accessibleName().startsWith(QStringLiteral("1 个模型没有价格")));
}

void tst_MainWindow::billingDayMovesThePeriod()
{
    FakeServices services;
    MainWindow window{services};
    Settings settings = services.settings();
    settings.billingDay = 12;
    services.setSettings(settings);
    QCOMPARE(days(services.lastAsked()), QStringLiteral("2026-11-12..2026-12-11"));
    settings.zoneId = QStringLiteral("Asia/Kathmandu");
    services.setSettings(settings);
    QCOMPARE(services.lastAsked().zone.id(), std::string{"Asia/Kathmandu"});
}

void tst_MainWindow::narrowWindowHasNarrowSidebar()
{
    FakeServices services;
    MainWindow window{services};
    window.resize(1440, 900);
    window.show();
    QCOMPARE(window.sidebar()->width(), 208);
    QVERIFY(!window.filterBar()->chip(FilterKey::Source)->isHidden());
    window.resize(1024, 700);
    QCOMPARE(window.sidebar()->width(), 60);
    QVERIFY(window.filterBar()->chip(FilterKey::Source)->isHidden());
    QVERIFY(!window.filterBar()->foldButton()->isHidden());
    QCOMPARE(window.size(), QSize(1024, 700)); // nothing inside needs more
}

/// A page that is part of another one has no place of its own in the sidebar: the other stands for it there.
void tst_MainWindow::accountsBelongToSources()
{
    FakeServices services;
    MainWindow window{services};
    const auto chosen = [&] {
        QString names;
        for (const QAbstractButton *item : window.sidebar()->findChildren<QAbstractButton *>()) {
            names += item->text() + (item->isChecked() ? QStringLiteral("* ") : QStringLiteral(" "));
        }
        return names;
    };
    ViewState view = window.view();
    view.page = QStringLiteral("accounts");
    window.go(view);
    QCOMPARE(window.headerBar()->title(), QStringLiteral("Accounts"));
    QVERIFY2(chosen().contains(QStringLiteral("Sources*")), qPrintable(chosen()));
    QVERIFY2(!chosen().contains(QStringLiteral("Accounts")), qPrintable(chosen()));
}

void tst_MainWindow::everythingFocusableHasAName()
{
    FakeServices services;
    MainWindow window{services};
    window.show();
    QStringList nameless;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const bool byTab = widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) != 0;
        const QVariant text = widget->property("text");
        if (byTab && widget->accessibleName().isEmpty() && text.toString().isEmpty()
            && !qobject_cast<const QAbstractScrollArea *>(widget)) {
            nameless << QString::fromLatin1(widget->metaObject()->className());
        }
    }
    QCOMPARE(nameless.join(u' '), QString{});
}

void tst_MainWindow::undoneNamesWhatItWas()
{
    JournalEntry entry;
    entry.action = "tag";
    entry.detail = "client=acme"; // of several records: there is no one subject
    QCOMPARE(WindowToast::undone(entry), QStringLiteral("Taken back: tag client=acme."));
    entry.subject = "session s1";
    QCOMPARE(WindowToast::undone(entry), QStringLiteral("Taken back: tag session s1."));
    entry.action = "plan order set";
    QCOMPARE(WindowToast::undone(entry), QStringLiteral("Your plans are as they were before."));
    const auto undone = [](const char *action, const char *subject) {
        JournalEntry of;
        of.action = action;
        of.subject = subject;
        of.detail = "why";
        return WindowToast::undone(of);
    };
    QCOMPARE(undone("source paused", "claude-code /home/ada/.claude/projects"), QStringLiteral("“Claude Code” is as it was before."));
    QCOMPARE(undone("source forgotten with its records", "generic:my table /home/ada/x.csv"), QStringLiteral("“my table” is as it was before."));
    QCOMPARE(undone("overlap decided", "claude-code /a, anthropic-usage-csv /b, anthropic"),
             QStringLiteral("What counts where two sources tell the same is as it was before."));
    QCOMPARE(undone("close", "2026-10"), QStringLiteral("October 2026 is open again."));
    QCOMPARE(undone("reopen", "2026-10"), QStringLiteral("October 2026 is closed again."));
    QCOMPARE(undone("note added", "2026-10"), QStringLiteral("The note is as it was before."));
    QCOMPARE(undone("outcome edited", "2026-10"), QStringLiteral("The outcome is as it was before."));
    QCOMPARE(undone("annotation removed", "2026-10-05"), QStringLiteral("The annotation is as it was before."));
    QCOMPARE(undone("something of a later version", "x"), QStringLiteral("Taken back."));
}

/// Beside a page that asks itself, the window's own answer leaves out what has to read records: its sums are others'.
void tst_MainWindow::countsOnlyWhatIsInView()
{
    FakeServices services;
    MainWindow window{services};
    window.resize(size::windowWidth, size::windowHeight);
    window.show();
    QTRY_VERIFY(window.statusArea()->facts().contains(QStringLiteral("requests in view")));
    ViewState view = window.view();
    view.page = QStringLiteral("records");
    view.filter = parseFilterText(QStringLiteral("cost>0.05")).terms;
    window.go(view);
    QTRY_VERIFY(!window.statusArea()->facts().contains(QStringLiteral("in view")));
    QVERIFY(!window.statusArea()->facts().contains(QStringLiteral("of tokens priced")));
    view.filter = {};
    window.go(view);
    QTRY_VERIFY(window.statusArea()->facts().contains(QStringLiteral("requests in view")));
}

TOKENMETER_TEST(tst_MainWindow);

} // namespace test_MainWindow

#include "tst_MainWindow.moc"
