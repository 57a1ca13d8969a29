// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "TextProbe.h"
#include "core/Decimal.h"
#include "flow/BudgetAlerts.h"
#include "ledger/FilterJson.h"
#include "pages/BudgetDialog.h"
#include "pages/BudgetDraft.h"
#include "pages/BudgetScope.h"
#include "pages/BudgetText.h"
#include "pages/BudgetsPage.h"
#include "shell/FilterLine.h"
#include "shell/Language.h"
#include "shell/MainWindow.h"
#include "shell/Sidebar.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/Toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

namespace test_BudgetsPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr Int128 Dollar = Int128{1'000'000'000'000'000'000};

/// `plain` costs USD 10 a million of input; `mystery` has no price.
void fillLedger(TestLedger &ledger)
{
    ledger.add({
        {.time = "2026-09-05T10:00:00Z", .tokens = {.input = 1'000'000}},                          // $10
        {.time = "2026-10-05T10:00:00Z", .tokens = {.input = 3'000'000}},                          // $30
        {.time = "2026-11-02T10:00:00Z", .tokens = {.input = 1'000'000}},                          // $10
        {.time = "2026-11-10T10:00:00Z", .tokens = {.input = 2'000'000}},                          // $20
        {.time = "2026-11-12T10:00:00Z", .model = "mystery", .tokens = {.input = 5'000}, .project = "odd"},
        {.time = "2026-11-17T10:00:00Z", .tokens = {.input = 500'000}, .project = "lab"},          // $5
    });
}

std::string onlyProject(const char *name)
{
    UsageFilter filter;
    filter.projects = {name};
    return filterText(filter);
}

Budget budgetOf(const char *name, int dollars, std::string filter = {}, std::vector<int> thresholds = {80, 100})
{
    Budget budget;
    budget.name = name;
    budget.limit = dollars * Dollar;
    budget.filter = std::move(filter);
    budget.thresholds = std::move(thresholds);
    return budget;
}

/// A page over a ledger of its own, told of changes as the window does it.
struct Shown
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<BudgetsPage> page{};
    PageContext context{};
    QString lastMessage{};
    bool lastUndoable = false;
    std::optional<ViewState> wanted{};

    explicit Shown(const std::vector<Budget> &budgets = {}, bool filled = true)
    {
        if (filled) {
            fillLedger(ledger);
        }
        services.reader = &ledger.reader();
        services.writer = &ledger.writer();
        services.pricer = &ledger.pricer();
        for (const Budget &budget : budgets) {
            add(budget);
        }
        page = std::make_unique<BudgetsPage>(services, names);
        QObject::connect(&services, &WindowServices::ledgerChanged, page.get(), [this] { page->show(context, true); });
        QObject::connect(page.get(), &Page::message, page.get(), [this](const QString &sentence, bool undoable) {
            lastMessage = sentence;
            lastUndoable = undoable;
        });
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) { wanted = view; });
        context.view.page = QStringLiteral("budgets");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        context.view.period = periodAt(PeriodKind::Month, context.today, context.rules);
        page->resize(1232, 768);
        page->show();
        page->show(context, false);
        settle();
    }
    /// Made on 1 September, so that there are past months.
    Budget add(const Budget &budget) { return *ledger.writer().addBudget(budget, parseTime("2026-09-01T10:00:00Z")->time); }
    void evaluate()
    {
        QVERIFY(bool(evaluateBudgets(ledger.reader(), ledger.writer(), ledger.pricer(), {.clock = services.clock, .zone = services.zone()})));
        page->show(context, true);
        settle();
    }
    void settle() const
    {
        QApplication::processEvents(); // what a decision has changed is told later
        QTRY_VERIFY(!page->isBusy());
        QApplication::processEvents();
    }
    std::vector<Budget> stored() { return *ledger.reader().budgets(); }
    QStringList shownNames() const
    {
        QStringList names_;
        for (const BudgetStatus *status : page->shown()) {
            names_ << QString::fromStdString(status->budget.name);
        }
        return names_;
    }
    BudgetRow row(int at) const { return BudgetsView{context, names}.row(*page->shown()[std::size_t(at)]); }
    void choose(int at) const { QTest::mouseClick(page->list(), Qt::LeftButton, {}, page->list()->areaOf(at).center().toPoint()); }
    void run(QMenu *menu, const QString &text) const
    {
        for (QAction *action : menu->actions()) {
            if (action->text() == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no entry ") + text));
    }
};

void write(QLineEdit *field, const QString &text)
{
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
}

} // namespace

class tst_BudgetsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void limitTexts_data();
    void limitTexts();
    void thresholdTexts_data();
    void thresholdTexts();
    void scopesSurvive_data();
    void scopesSurvive();
    void statesInWords();
    void overComesFirst();
    void emptyStateSuggests();
    void suggestionOpensTheEditor();
    void createByTyping();
    void theSentenceFollowsItsChoices();
    void badLimitsAreRefused_data();
    void badLimitsAreRefused();
    void aCurrencyWithoutARateIsExplained();
    void editKeepsTheRest();
    void pauseAndResume();
    void duplicate();
    void removeAndUndo();
    void keysWalkAndEdit();
    void usageOpensWithItsFilter();
    void alertsAreAcknowledged();
    void alertsSnoozeAndMute();
    void anAlertLeadsToWhatItSpeaksOf();
    void passedTogetherIsOneRow();
    void aNewAlertIsToldAndCounted();
    void figuresAreExact();
    void everyStatePaints_data();
    void everyStatePaints();
};

void tst_BudgetsPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_BudgetsPage::cleanup()
{
    language::apply(QStringLiteral("en")); // and its locale
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_BudgetsPage::limitTexts_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<bool>("tokens");
    QTest::addColumn<QString>("read"); ///< units with decimals; empty = refused
    QTest::addRow("whole") << "50" << false << "50";
    QTest::addRow("cents") << "12.50" << false << "12.5";
    QTest::addRow("zero") << "0" << false << "0";
    QTest::addRow("symbol") << "$ 1,000.50" << false << "1000.5";
    QTest::addRow("grouped") << "1,000" << false << "1000";
    QTest::addRow("decimal comma") << "12,5" << false << "12.5";
    QTest::addRow("begins with a point") << ".5" << false << "0.5";
    QTest::addRow("the largest") << "1000000000000" << false << "1000000000000";
    QTest::addRow("larger") << "1000000000001" << false << "";
    QTest::addRow("huge") << "99999999999999999999999999" << false << "";
    QTest::addRow("empty") << "  " << false << "";
    QTest::addRow("negative") << "-5" << false << "";
    QTest::addRow("copied minus") << QStringLiteral("\u22125") << false << "";
    QTest::addRow("words") << "fifty" << false << "";
    QTest::addRow("exponent") << "1e3" << false << "";
    QTest::addRow("two points") << "1.2.3" << false << "";
    QTest::addRow("19 decimals") << "0.0000000000000000001" << false << "";
    QTest::addRow("tokens") << "200" << true << "200";
    QTest::addRow("millions of tokens") << "1.5 M" << true << "1500000";
    QTest::addRow("half a token") << "0.5" << true << "";
    QTest::addRow("M of money") << "5M" << false << "";
}

void tst_BudgetsPage::limitTexts()
{
    QFETCH(QString, written);
    QFETCH(bool, tokens);
    QFETCH(QString, read);
    const Currency currency = tokens ? Currency{} : Currency{"USD"};
    const auto limit = BudgetDraft::limit(written, currency);
    QCOMPARE(limit.value ? BudgetDraft::text(*limit.value, currency) : QString{}, read);
    QCOMPARE(limit.refusal.isEmpty(), limit.value.has_value());
}

void tst_BudgetsPage::thresholdTexts_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("read"); ///< "!" = refused
    QTest::addRow("list") << "50, 80, 100" << "50, 80, 100";
    QTest::addRow("signs, any order, twice") << "100% 80 % 50%, 80" << "50, 80, 100";
    QTest::addRow("Chinese commas") << QStringLiteral("50，80、100") << "50, 80, 100";
    QTest::addRow("none") << "" << "";
    QTest::addRow("zero") << "0" << "!";
    QTest::addRow("too high") << "1001" << "!";
    QTest::addRow("words") << "half" << "!";
    QTest::addRow("fraction") << "12.5" << "!";
}

void tst_BudgetsPage::thresholdTexts()
{
    QFETCH(QString, written);
    QFETCH(QString, read);
    const auto thresholds = BudgetDraft::thresholds(written);
    QCOMPARE(thresholds.value ? BudgetDraft::text(*thresholds.value) : QStringLiteral("!"), read);
}

void tst_BudgetsPage::scopesSurvive_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"", "model:claude-opus-5", "model:claude-opus*", "project:/home/a/b provider:anthropic", "tag:client=a agent:helper tier:batch",
                             "cost>1 unpriced:yes", "excluded:only source:codex", "\"a part\""}) {
        QTest::addRow("%s", line) << QString::fromLatin1(line);
    }
}

/// What is stored shows the same usage on any page, and is stored the same again.
void tst_BudgetsPage::scopesSurvive()
{
    QFETCH(QString, line);
    const NameBook names;
    const FilterTerms terms = parseFilterText(line).terms;
    const std::string stored = BudgetScope::stored(terms, names);
    QCOMPARE(stored.empty(), line.isEmpty());
    const FilterTerms again = BudgetScope::terms(stored, names);
    QCOMPARE(QString::fromStdString(BudgetScope::stored(again, names)), QString::fromStdString(stored));
    for (const FilterKey key : AllFilterKeys) {
        QVERIFY(again.of(key) == terms.of(key));
    }
}

void tst_BudgetsPage::statesInWords()
{
    Budget paused = budgetOf("Paused", 5);
    paused.paused = true;
    Shown shown{{budgetOf("All", 100), budgetOf("Shop", 25, onlyProject("shop")), budgetOf("Calm", 400, onlyProject("shop")),
                 budgetOf("Past", 200, onlyProject("shop"), {10}), budgetOf("Lab", 50, onlyProject("lab")), paused}};
    // All usage first; then over, at risk, on track, without evidence; paused last.
    QCOMPARE(shown.shownNames(), (QStringList{QStringLiteral("All"), QStringLiteral("Shop"), QStringLiteral("Past"), QStringLiteral("Calm"),
                                              QStringLiteral("Lab"), QStringLiteral("Paused")}));
    // 10 + 20 + 5, and a request without a price
    QCOMPARE(shown.row(0).spent, QStringLiteral("at least $35.00"));
    QCOMPARE(shown.row(0).state, QStringLiteral("Unknown, no price for 1 request"));
    QVERIFY(shown.row(0).marks.atLeast);
    QCOMPARE(shown.row(1).spent, QStringLiteral("$30.00"));
    QCOMPARE(shown.row(1).state, QStringLiteral("Over by $5.00"));
    QCOMPARE(shown.row(1).right, QStringLiteral("Nothing left until 1 Dec"));
    QVERIFY(shown.row(1).of.contains(QStringLiteral("120")));
    QCOMPARE(shown.row(2).state, QStringLiteral("Past 10\u00A0%")); // 30 of 200
    QCOMPARE(shown.row(3).state, QStringLiteral("On track"));
    QCOMPARE(shown.row(4).state, QStringLiteral("Not enough evidence")); // one complete day
    QCOMPARE(shown.row(5).state, QStringLiteral("Paused"));
    QCOMPARE(shown.page->listCard()->title(), QStringLiteral("6 budgets"));
    for (int i = 0; i < 6; ++i) {
        QVERIFY(shown.row(i).spoken.contains(shown.row(i).state));
    }
}

void tst_BudgetsPage::overComesFirst()
{
    Shown shown{{budgetOf("Calm", 400, onlyProject("shop")), budgetOf("Shop", 25, onlyProject("shop"))}};
    QCOMPARE(shown.shownNames().front(), QStringLiteral("Shop"));
    QCOMPARE(shown.page->list()->selected(), 0);
    QCOMPARE(shown.page->detailCard()->title(), QStringLiteral("Shop"));
    // September 10, October 30, November 30, against 25: one of two past months within.
    QCOMPARE(shown.page->history()->data().periods.size(), std::size_t{3});
    QCOMPARE(shown.page->history()->tableText(1, 0), QStringLiteral("$30.00"));
    QCOMPARE(shown.page->facts()->facts().front().name, QStringLiteral("Over"));
    QCOMPARE(shown.page->facts()->facts().front().value, QStringLiteral("$5.00"));
    // 30 days; the last known one is 5 below nothing.
    QCOMPARE(shown.page->burnDown()->tableRows(), 30);
    QCOMPARE(shown.page->burnDown()->tableText(17, 0), QStringLiteral("\u2212$5.00"));
    QCOMPARE(shown.page->burnDown()->tableText(0, 0), QStringLiteral("$25.00"));
}

void tst_BudgetsPage::emptyStateSuggests()
{
    Shown shown;
    QVERIFY(shown.page->emptyState()->isVisible());
    QVERIFY(!shown.page->detailCard()->isVisible());
    QVERIFY(!shown.page->list()->isVisible());
    QVERIFY(shown.page->suggestions()->isVisible());
    QVERIFY(shown.page->suggestions()->count() >= 1);
    // Without any usage there is nothing to suggest from, and nothing is made up.
    Shown bare{{}, false};
    QVERIFY(bare.page->emptyState()->isVisible());
    QCOMPARE(bare.page->suggestions()->count(), 0);
}

void tst_BudgetsPage::suggestionOpensTheEditor()
{
    Shown shown;
    QTest::mouseClick(shown.page->suggestions()->button(0), Qt::LeftButton);
    shown.settle();
    BudgetDialog *dialog = shown.page->dialog();
    QVERIFY(dialog);
    // 10 and 30 a month: nine of ten within 28 of them by interpolation; the field holds the rounded amount and it can be taken.
    QVERIFY(!dialog->amountField()->text().isEmpty());
    QCOMPARE(dialog->nameField()->text(), QStringLiteral("All usage"));
    QVERIFY(dialog->acceptButton()->isEnabled());
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    shown.settle();
    QCOMPARE(shown.stored().size(), std::size_t{1});
}

void tst_BudgetsPage::createByTyping()
{
    Shown shown{{budgetOf("Calm", 400, onlyProject("shop"))}};
    QTest::mouseClick(shown.page->newButton(), Qt::LeftButton);
    shown.settle();
    BudgetDialog *dialog = shown.page->dialog();
    QVERIFY(dialog);
    QVERIFY(!dialog->acceptButton()->isEnabled()); // no amount yet
    QVERIFY(dialog->acceptButton()->toolTip().startsWith(QStringLiteral("Enter an amount")));
    write(dialog->amountField(), QStringLiteral("25"));
    shown.settle();
    QCOMPARE(dialog->sentence(), QStringLiteral("Warn me when all usage costs more than 25 USD per month. It begins on day 1."));
    // September 10 of 25: nothing. October 30 on the 5th: 80 %, 100 % and over on one day are one message.
    QCOMPARE(dialog->backTestWords(), QStringLiteral("Since 1 Sep this would have warned once, on 5 Oct."));
    QCOMPARE(dialog->backTestChart()->data().periods.size(), std::size_t{2});
    write(dialog->nameField(), QStringLiteral("Everything"));
    QVERIFY(dialog->acceptButton()->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    shown.settle();
    const std::vector<Budget> stored = shown.stored();
    QCOMPARE(stored.size(), std::size_t{2});
    QCOMPARE(stored[1].name, std::string{"Everything"});
    QVERIFY(stored[1].limit == 25 * Dollar);
    QVERIFY(stored[1].thresholds == (std::vector<int>{80, 100}));
    QVERIFY(stored[1].filter.empty());
    QVERIFY(shown.lastUndoable);
    QCOMPARE(shown.page->detailCard()->title(), QStringLiteral("Everything")); // it is selected
}

void tst_BudgetsPage::theSentenceFollowsItsChoices()
{
    Shown shown;
    BudgetDialog dialog{shown.services, shown.names, shown.context, budgetOf("x", 50)};
    dialog.show();
    dialog.periodField()->setCurrentText(QStringLiteral("week"));
    QCOMPARE(dialog.sentence(), QStringLiteral("Warn me when all usage costs more than 50 USD per week. It begins on Monday."));
    QVERIFY(!dialog.dayField()->isVisible());
    dialog.periodField()->setCurrentText(QStringLiteral("window of hours"));
    QCOMPARE(dialog.sentence(), QStringLiteral("Warn me when all usage costs more than 50 USD per window of hours. The window is always the last 5 hours."));
    QVERIFY(!dialog.rolloverField()->isVisible()); // nothing is carried
    dialog.unitField()->setCurrentText(QStringLiteral("tokens"));
    QVERIFY(dialog.sentence().contains(QStringLiteral("uses more than 50 tokens")));
    dialog.periodField()->setCurrentText(QStringLiteral("month"));
    dialog.dayField()->setValue(12);
    // A budget on one session is refused; a filter that cannot be read, too.
    dialog.filterField()->show();
    write(dialog.filterField(), QStringLiteral("project:lab"));
    QVERIFY(dialog.budget());
    QCOMPARE(QString::fromStdString(dialog.budget()->filter), QString::fromStdString(onlyProject("lab")));
    QCOMPARE(dialog.budget()->period.anchorDay, 12);
    QVERIFY(dialog.budget()->countsTokens());
    write(dialog.filterField(), QStringLiteral("session:s1"));
    QVERIFY(!dialog.budget());
    QVERIFY(dialog.hint().contains(QStringLiteral("sessions come and go")));
    write(dialog.filterField(), QStringLiteral("colour:red"));
    QVERIFY(dialog.hint().contains(QStringLiteral("colour")));
    QVERIFY(!dialog.acceptButton()->isEnabled());
}

void tst_BudgetsPage::badLimitsAreRefused_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("taken");
    QTest::addRow("zero") << "0" << "Any spend is over this limit." << true;
    QTest::addRow("empty") << "" << "Enter an amount" << false;
    QTest::addRow("negative") << "-5" << "not negative" << false;
    QTest::addRow("words") << "ten" << "is not an amount" << false;
    QTest::addRow("huge") << "10000000000000000" << "The largest limit is" << false;
}

void tst_BudgetsPage::badLimitsAreRefused()
{
    QFETCH(QString, written);
    QFETCH(QString, said);
    QFETCH(bool, taken);
    Shown shown;
    BudgetDialog dialog{shown.services, shown.names, shown.context, budgetOf("x", 50)};
    dialog.show();
    dialog.amountField()->setText(written);
    QVERIFY2(dialog.hint().contains(said), qPrintable(dialog.hint()));
    QCOMPARE(dialog.acceptButton()->isEnabled(), taken);
    QCOMPARE(dialog.budget().has_value(), taken);
}

void tst_BudgetsPage::aCurrencyWithoutARateIsExplained()
{
    Shown shown;
    BudgetDialog dialog{shown.services, shown.names, shown.context, budgetOf("x", 50)};
    dialog.show();
    dialog.unitField()->setCurrentText(QStringLiteral("EUR"));
    QTRY_VERIFY2(dialog.hint().startsWith(QStringLiteral("There is no exchange rate from USD to EUR")), qPrintable(dialog.hint()));
    QVERIFY(!dialog.acceptButton()->isEnabled());
    QVERIFY(!dialog.budget());
    dialog.unitField()->setCurrentText(QStringLiteral("USD"));
    QVERIFY(dialog.acceptButton()->isEnabled());
}

void tst_BudgetsPage::editKeepsTheRest()
{
    Budget before = budgetOf("Shop", 25, onlyProject("shop"), {50, 90});
    before.rollover = Rollover::Unspent;
    before.period.anchorDay = 12;
    Shown shown{{before}};
    QTest::mouseClick(shown.page->editButton(), Qt::LeftButton);
    shown.settle();
    BudgetDialog *dialog = shown.page->dialog();
    QVERIFY(dialog);
    QCOMPARE(dialog->amountField()->text(), QStringLiteral("25"));
    write(dialog->amountField(), QStringLiteral("60.50"));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    shown.settle();
    const Budget after = shown.stored().front();
    QVERIFY(after.limit == 60 * Dollar + Dollar / 2);
    QCOMPARE(after.filter, before.filter);
    QVERIFY(after.thresholds == before.thresholds);
    QVERIFY(after.rollover == Rollover::Unspent);
    QCOMPARE(after.period.anchorDay, 12);
    QCOMPARE(after.revision, shown.page->shown().front()->budget.revision);
}

void tst_BudgetsPage::pauseAndResume()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop"))}};
    shown.run(shown.page->rowMenu(0), QStringLiteral("Pause"));
    shown.settle();
    QVERIFY(shown.stored().front().paused);
    QCOMPARE(shown.row(0).state, QStringLiteral("Paused"));
    shown.run(shown.page->rowMenu(0), QStringLiteral("Watch again"));
    shown.settle();
    QVERIFY(!shown.stored().front().paused);
    QCOMPARE(shown.row(0).state, QStringLiteral("Over by $5.00"));
}

void tst_BudgetsPage::duplicate()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop"))}};
    shown.run(shown.page->rowMenu(0), QStringLiteral("Duplicate…"));
    shown.settle();
    QCOMPARE(shown.page->dialog()->nameField()->text(), QStringLiteral("Shop, copy"));
    QTest::mouseClick(shown.page->dialog()->acceptButton(), Qt::LeftButton);
    shown.settle();
    const std::vector<Budget> stored = shown.stored();
    QCOMPARE(stored.size(), std::size_t{2});
    QCOMPARE(stored[1].name, std::string{"Shop, copy"});
    QVERIFY(stored[1].limit == stored[0].limit && stored[1].filter == stored[0].filter && stored[1].uuid != stored[0].uuid);
}

void tst_BudgetsPage::removeAndUndo()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop")), budgetOf("Lab", 50, onlyProject("lab"))}};
    shown.choose(0);
    QTest::keyClick(shown.page->list(), Qt::Key_Delete);
    shown.settle();
    QCOMPARE(shown.shownNames(), QStringList{QStringLiteral("Lab")});
    QVERIFY(shown.lastUndoable);
    QVERIFY(bool(shown.services.undo().result()));
    shown.settle();
    QCOMPARE(shown.shownNames(), (QStringList{QStringLiteral("Shop"), QStringLiteral("Lab")}));
}

void tst_BudgetsPage::keysWalkAndEdit()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop")), budgetOf("Lab", 50, onlyProject("lab"))}};
    shown.page->list()->setFocus(Qt::TabFocusReason);
    QCOMPARE(shown.page->detailCard()->title(), QStringLiteral("Shop"));
    QTest::keyClick(shown.page->list(), Qt::Key_Down);
    QCOMPARE(shown.page->detailCard()->title(), QStringLiteral("Lab"));
    QVERIFY(shown.page->list()->accessibleDescription().startsWith(QStringLiteral("Lab: $5.00 of $50.00")));
    QSignalSpy why{shown.page.get(), &Page::whyWanted};
    QTest::keyClick(shown.page->list(), Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(why.count(), 1);
    const auto sum = std::get<WhySum>(why.front().front().value<WhyQuestion>());
    QVERIFY(sum.filter.projects == std::vector<std::string>{"lab"});
    QCOMPARE(QString::fromStdString(toIso(*sum.filter.from)), QStringLiteral("2026-11-01"));
    QTest::keyClick(shown.page->list(), Qt::Key_F2);
    shown.settle();
    QVERIFY(shown.page->dialog());
    QCOMPARE(shown.page->dialog()->nameField()->text(), QStringLiteral("Lab"));
}

void tst_BudgetsPage::usageOpensWithItsFilter()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop"))}};
    shown.run(shown.page->rowMenu(0), QStringLiteral("Show its usage in Records"));
    QVERIFY(shown.wanted);
    QCOMPARE(shown.wanted->page, QStringLiteral("records"));
    QCOMPARE(filterText(shown.wanted->filter), QStringLiteral("project:shop"));
    QVERIFY(shown.wanted->period.kind == PeriodKind::Month);
}

void tst_BudgetsPage::alertsAreAcknowledged()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop"))}};
    shown.evaluate();
    // October was over, too: known late. Both wait.
    QCOMPARE(shown.page->inbox()->rows().size(), std::size_t{2});
    QCOMPARE(shown.page->inboxCard()->title(), QStringLiteral("Alerts"));
    QVERIFY(shown.page->inbox()->rows()[0].isNew);
    const auto isNamed = [](const InboxRow &row) { return row.sentence == QStringLiteral("Shop is over its limit by $5.00"); };
    QVERIFY(std::any_of(shown.page->inbox()->rows().begin(), shown.page->inbox()->rows().end(), isNamed));
    shown.page->inbox()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(shown.page->inbox(), Qt::Key_A);
    shown.settle();
    const auto isWaiting = [](const InboxRow &row) { return row.isNew; };
    QCOMPARE(std::count_if(shown.page->inbox()->rows().begin(), shown.page->inbox()->rows().end(), isWaiting), 1);
    Q_EMIT shown.page->inboxCard()->linkActivated(); // "Acknowledge all"
    shown.settle();
    QCOMPARE(std::count_if(shown.page->inbox()->rows().begin(), shown.page->inbox()->rows().end(), isWaiting), 0);
    QCOMPARE(shown.page->inbox()->rows().size(), std::size_t{2}); // they are kept
    QVERIFY(shown.page->inbox()->rows()[0].detail.contains(QStringLiteral("acknowledged")));
}

void tst_BudgetsPage::alertsSnoozeAndMute()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop"))}};
    shown.evaluate();
    shown.run(shown.page->alertMenu(0), QStringLiteral("Snooze until tomorrow morning"));
    shown.settle();
    QVERIFY(shown.lastMessage.startsWith(QStringLiteral("Snoozed until 19 Nov 09:00")));
    const std::vector<Alert> alerts = *shown.ledger.reader().alerts({});
    QCOMPARE(std::count_if(alerts.begin(), alerts.end(), [](const Alert &alert) { return alert.snoozedUntil.has_value(); }), 1);
    shown.run(shown.page->alertMenu(0), QStringLiteral("Mute this budget until its next period"));
    shown.settle();
    const std::vector<Alert> muted = *shown.ledger.reader().alerts({});
    QCOMPARE(std::count_if(muted.begin(), muted.end(), [](const Alert &alert) { return alert.muted.has_value(); }), 1);
}

void tst_BudgetsPage::anAlertLeadsToWhatItSpeaksOf()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop")), budgetOf("All", 1000)}};
    shown.evaluate();
    bool exceeded = false, unpriced = false;
    for (int row = 0; row < int(shown.page->inbox()->rows().size()); ++row) {
        const QString sentence = shown.page->inbox()->rows()[std::size_t(row)].sentence;
        shown.wanted.reset();
        Q_EMIT shown.page->inbox()->opened(row);
        QVERIFY(shown.wanted);
        if (sentence.startsWith(QStringLiteral("Shop is over"))) {
            exceeded = true;
            QCOMPARE(shown.wanted->page, QStringLiteral("breakdown"));
            QCOMPARE(filterText(shown.wanted->filter), QStringLiteral("project:shop"));
        } else if (sentence.startsWith(QStringLiteral("All cannot be told"))) {
            unpriced = true;
            QCOMPARE(shown.wanted->page, QStringLiteral("records"));
            QCOMPARE(filterText(shown.wanted->filter), QStringLiteral("unpriced:yes"));
        }
    }
    QVERIFY(exceeded && unpriced);
}

void tst_BudgetsPage::passedTogetherIsOneRow()
{
    Shown shown{{budgetOf("Shop", 29, onlyProject("shop"), {50, 80, 100})}};
    shown.evaluate();
    // November: 50, 80, 100 % and over at once; October the same, known late.
    const auto &rows = shown.page->inbox()->rows();
    const auto told = std::count_if(rows.begin(), rows.end(), [](const InboxRow &row) { return row.detail.contains(QStringLiteral("passed 50\u00A0%, 80\u00A0%, 100\u00A0%")); });
    QCOMPARE(told, 2);
    QCOMPARE(rows.size(), std::size_t{2});
    const auto late = [](const InboxRow &row) { return row.detail.contains(QStringLiteral("known late")); };
    QCOMPARE(std::count_if(rows.begin(), rows.end(), late), 1);
}

/// In the window: a number at the page's name, a toast that leads there.
void tst_BudgetsPage::aNewAlertIsToldAndCounted()
{
    TestLedger ledger;
    fillLedger(ledger);
    FakeServices services;
    services.reader = &ledger.reader();
    services.writer = &ledger.writer();
    services.pricer = &ledger.pricer();
    QVERIFY(bool(ledger.writer().addBudget(budgetOf("Shop", 25, onlyProject("shop")), parseTime("2026-11-01T10:00:00Z")->time)));
    MainWindow window{services};
    window.show();
    const auto evaluation = evaluateBudgets(ledger.reader(), ledger.writer(), ledger.pricer(), {.clock = services.clock, .zone = services.zone()});
    QVERIFY(bool(evaluation));
    Q_EMIT services.budgetsEvaluated(evaluation->stored);
    QTRY_COMPARE(window.toast()->accessibleName(), QStringLiteral("Shop is over its limit by $5.00"));
    const auto badge = [&] {
        for (const QAbstractButton *item : window.sidebar()->findChildren<QAbstractButton *>()) {
            if (item->text() == QStringLiteral("Budgets")) {
                return item->accessibleDescription();
            }
        }
        return QString{};
    };
    QTRY_COMPARE(badge(), QStringLiteral("1 new alert"));
    Q_EMIT window.toast()->actionTriggered();
    QCOMPARE(window.view().page, QStringLiteral("budgets"));
    QVERIFY(bool(services.acknowledgeAlerts({evaluation->stored.back().id}).result()));
    QTRY_COMPARE(badge(), QString{});
}

/// The texts are those of the status, to the cent.
void tst_BudgetsPage::figuresAreExact()
{
    Shown shown{{budgetOf("Shop", 25, onlyProject("shop")), budgetOf("Lab", 50, onlyProject("lab"))}};
    const std::vector<PageTable> tables = shown.page->tables();
    QCOMPARE(tables.size(), std::size_t{1});
    QCOMPARE(tables.front().rows[0][5].text, QStringLiteral("$30.00"));
    QCOMPARE(tables.front().rows[0][5].exact, QStringLiteral("30"));
    QCOMPARE(tables.front().rows[0][8].exact, QStringLiteral("exceeded"));
    QCOMPARE(tables.front().rows[1][5].text, QStringLiteral("$5.00"));
}

void tst_BudgetsPage::everyStatePaints_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("long_");
    QTest::addRow("normal") << "normal" << QSize{1232, 768} << false << "en" << false;
    QTest::addRow("dark") << "dark" << QSize{1232, 768} << true << "en" << false;
    QTest::addRow("narrow") << "narrow" << QSize{816, 1400} << false << "en" << false;
    QTest::addRow("Chinese") << "zh" << QSize{1232, 768} << false << "zh_CN" << false;
    QTest::addRow("long names") << "long" << QSize{816, 1400} << false << "en" << true;
    QTest::addRow("wide") << "wide" << QSize{1712, 1000} << false << "en" << false;
}

void tst_BudgetsPage::everyStatePaints()
{
    QFETCH(QString, name);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(QString, language);
    QFETCH(bool, long_);
    language::apply(language);
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    std::vector<Budget> budgets{budgetOf("All", 100), budgetOf("Shop", 25, onlyProject("shop")), budgetOf("Past", 200, onlyProject("shop"), {10}),
                                budgetOf("Lab", 50, onlyProject("lab"))};
    if (long_) {
        for (Budget &budget : budgets) {
            budget.name = std::string(150, 'W') + " <b>" + budget.name + "</b>";
        }
    }
    Shown shown{budgets};
    shown.evaluate();
    shown.page->resize(size);
    shown.settle();
    QCOMPARE(TextProbe::faultsOf(*shown.page), QStringList{});
    const QImage picture = shown.page->grab().toImage();
    QVERIFY(!picture.isNull());
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        picture.save(QDir{folder}.filePath(QStringLiteral("budgets-%1.png").arg(name)));
    }
    BudgetDialog dialog{shown.services, shown.names, shown.context, budgets[1]};
    dialog.nameField()->setText(QStringLiteral("Shop")); // a field scrolls; what is cut in it is not lost
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    QCOMPARE(TextProbe::faultsOf(dialog), QStringList{});
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        dialog.grab().save(QDir{folder}.filePath(QStringLiteral("budget-dialog-%1.png").arg(name)));
    }
}

TOKENMETER_TEST(tst_BudgetsPage);

} // namespace test_BudgetsPage

#include "tst_BudgetsPage.moc"
