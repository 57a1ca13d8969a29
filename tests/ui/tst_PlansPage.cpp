// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "TextProbe.h"
#include "charts/CumulativeChart.h"
#include "format/MoneyText.h"
#include "itemmodels/SheetModel.h"
#include "pages/PlanDialog.h"
#include "pages/PlanDraft.h"
#include "pages/PlanOrderDialog.h"
#include "pages/PlansPage.h"
#include "shell/Language.h"
#include "widgets/EmptyState.h"
#include "widgets/KpiStrip.h"
#include "widgets/LinkButton.h"
#include "widgets/NameField.h"
#include "widgets/PlanCard.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QtTest>

namespace test_PlansPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr std::int64_t Million = 1'000'000;
const Zone Berlin = Zone::byId("Europe/Berlin").value();

UtcTime startOf(const char *day)
{
    return Berlin.startOf(parseDay(day).value());
}

Plan planNamed(const char *name, PlanKind kind, const char *from, const char *lastDay = nullptr)
{
    Plan plan;
    plan.name = name;
    plan.kind = kind;
    plan.from = startOf(from);
    if (lastDay != nullptr) {
        plan.until = Berlin.startOf(parseDay(lastDay).value() + std::chrono::days{1});
    }
    if (kind == PlanKind::Subscription || kind == PlanKind::Pack) {
        plan.currency = Currency{"USD"};
    }
    if (kind == PlanKind::Subscription) {
        plan.sources = {"claude-code"};
    }
    return plan;
}

Plan packOf(const char *face, const char *paid, const char *from, const char *lastDay)
{
    Plan plan = planNamed("Credit", PlanKind::Pack, from, lastDay);
    plan.face = money(face).atto();
    plan.paid = money(paid).atto();
    return plan;
}

Plan subscriptionOf(const char *fee, const char *from)
{
    Plan plan = planNamed("Max", PlanKind::Subscription, from);
    plan.fee = money(fee).atto();
    return plan;
}

/// A page over a ledger of its own on Wed 18 Nov 2026, 14:32 in Berlin, told of changes as the window does it. November cost $10 on
/// the 3rd, $10 on the 10th and $5 on the 17th; October $30 on the 5th.
struct PlansDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<PlansPage> page{};
    PageContext context{};
    QString lastMessage{};
    bool lastUndoable = false;

    explicit PlansDesk(bool withUsage = true)
    {
        if (withUsage) {
            ledger.add({{.time = "2026-10-05T10:00:00Z", .tokens = {.input = 3 * Million}},
                        {.time = "2026-11-03T10:00:00Z", .tokens = {.input = Million}},
                        {.time = "2026-11-10T10:00:00Z", .tokens = {.input = Million}},
                        {.time = "2026-11-17T10:00:00Z", .tokens = {.input = Million / 2}}});
        }
        services.reader = &ledger.reader();
        services.writer = &ledger.writer();
        services.pricer = &ledger.pricer();
        page = std::make_unique<PlansPage>(services, names);
        QObject::connect(page.get(), &Page::message, page.get(), [this](const QString &sentence, bool undoable) {
            lastMessage = sentence;
            lastUndoable = undoable;
        });
        QObject::connect(&services, &WindowServices::ledgerChanged, page.get(), [this] { page->show(context, true); });
        context.view.page = QStringLiteral("plans");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 768);
    }
    Plan add(const Plan &plan)
    {
        const Result<Plan> stored = ledger.writer().addPlan(plan, services.clock);
        return stored ? *stored : Plan{};
    }
    void show()
    {
        page->show();
        page->show(context, true);
        settle();
    }
    void settle()
    {
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
            QTRY_VERIFY(!page->isBusy());
        }
    }
    PlanCardTexts card(std::size_t at = 0) const { return page->cards().at(at)->texts(); }
    QString fact(const char *label, std::size_t at = 0) const
    {
        for (const auto &[name, value] : card(at).facts) {
            if (name == QLatin1String(label)) {
                return value;
            }
        }
        return {};
    }
    QString figure(int cell) const { return page->month()->cells().at(std::size_t(cell)).figure; }
    std::vector<Plan> stored() { return ledger.reader().plans()->plans; }
    std::vector<PlanStanding> standings() { return *planStandingsOf(ledger.reader(), ledger.pricer(), context.now, context.zone); }
    PlanDialog *openNew()
    {
        QPushButton *add = page->cards().empty() ? page->emptyState()->findChild<QPushButton *>() : page->addButton();
        QTest::mouseClick(add, Qt::LeftButton);
        return page->dialog();
    }
};

void writeInto(QLineEdit *field, const QString &text)
{
    field->selectAll();
    QTest::keyClicks(field, text);
}

QString sheetText(const PlansPage &page, int row, int column)
{
    return page.cycleModel()->cell(row, column).text;
}

QString unbroken(QString text)
{
    return text.replace(QChar{0x00A0}, QLatin1Char(' '));
}

} // namespace

class tst_PlansPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { language::apply(QStringLiteral("en")); }
    void addSeeRemove();
    void everyKindByTyping();
    void packBesideItsTime();
    void endsAndExpiry();
    void quotaByModel();
    void cyclesAgainstTheFee();
    void atLeastWhereUnpriced();
    void freeSubscription();
    void discountIsNoMeritOfThePlan();
    void currenciesStandApart();
    void fieldsAreReadStrictly_data();
    void fieldsAreReadStrictly();
    void refusalsInWords();
    void editKeepsWhatWasNotTouched();
    void overlapsAreSaid();
    void failureIsSaid();
    void orderIsChosen();
    void showsWhatDoesNotFit();
};

/// Credit before the discount, for one provider and for all others.
void tst_PlansPage::orderIsChosen()
{
    PlansDesk desk;
    Plan discount = planNamed("Less", PlanKind::Discount, "2026-11-01");
    discount.multiplier = Plan::MultiplierOne / 2;
    discount.providers = {"anthropic"};
    desk.add(discount);
    desk.show();
    const auto orders = [&] { return desk.ledger.reader().plans()->orders; };
    QTest::mouseClick(desk.page->orderButton(), Qt::LeftButton);
    PlanOrderDialog *dialog = desk.page->orderDialog();
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->list()->item(0)->text(), QStringLiteral("1. Subscription"));
    QVERIFY(!dialog->upButton()->isEnabled() && !dialog->usualButton()->isEnabled()); // the first; and it is the usual one
    dialog->list()->setCurrentRow(3);
    QVERIFY(!dialog->downButton()->isEnabled());
    QTest::mouseClick(dialog->upButton(), Qt::LeftButton);
    QCOMPARE(dialog->list()->currentRow(), 2);
    QCOMPARE(dialog->list()->item(2)->text(), QStringLiteral("3. Prepaid credit"));
    QTest::mouseClick(dialog->saveButton(), Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.page->orderDialog() == nullptr);
    QCOMPARE(orders().size(), 1U);
    QVERIFY(orders()[0].provider.empty());
    const PlanKinds creditFirst{PlanKind::Subscription, PlanKind::Quota, PlanKind::Pack, PlanKind::Discount};
    QVERIFY(orders()[0].kinds == creditFirst);
    QVERIFY(desk.lastUndoable);
    // One provider's own order begins with what holds for it.
    QTest::mouseClick(desk.page->orderButton(), Qt::LeftButton);
    dialog = desk.page->orderDialog();
    dialog->providerBox()->setCurrentIndex(dialog->providerBox()->findData(QStringLiteral("anthropic")));
    QCOMPARE(dialog->list()->item(2)->text(), QStringLiteral("3. Prepaid credit"));
    dialog->list()->setCurrentRow(0);
    QTest::mouseClick(dialog->downButton(), Qt::LeftButton);
    QTest::mouseClick(dialog->saveButton(), Qt::LeftButton);
    desk.settle();
    QCOMPARE(orders().size(), 2U);
    // The usual order again, and nothing is stored of it.
    QTest::mouseClick(desk.page->orderButton(), Qt::LeftButton);
    dialog = desk.page->orderDialog();
    QVERIFY(dialog->usualButton()->isEnabled());
    QTest::mouseClick(dialog->usualButton(), Qt::LeftButton);
    QVERIFY(!dialog->usualButton()->isEnabled());
    QCOMPARE(dialog->list()->item(2)->text(), QStringLiteral("3. Discount"));
    QTest::mouseClick(dialog->saveButton(), Qt::LeftButton);
    desk.settle();
    QCOMPARE(orders().size(), 1U);
    QCOMPARE(orders()[0].provider, std::string{"anthropic"});
    // What cannot be stored is said where it was asked for.
    QTest::mouseClick(desk.page->orderButton(), Qt::LeftButton);
    dialog = desk.page->orderDialog();
    QCOMPARE(TextProbe::faultsOf(*dialog), QStringList{});
    desk.services.writer = nullptr;
    QTest::mouseClick(dialog->saveButton(), Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.page->orderDialog() != nullptr);
    dialog->reject();
}

void tst_PlansPage::addSeeRemove()
{
    PlansDesk desk;
    desk.show();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(!desk.page->month()->isVisible());
    QVERIFY(desk.page->tables().empty());
    PlanDialog *dialog = desk.openNew();
    QVERIFY(dialog);
    QVERIFY(!dialog->acceptButton()->isEnabled());
    QCOMPARE(dialog->hint(), QStringLiteral("Enter an amount, such as 20 or 12.50."));
    writeInto(dialog->amountField(), QStringLiteral("20"));
    QVERIFY(dialog->hint().startsWith(QStringLiteral("Enter a name")));
    writeInto(dialog->nameField(), QStringLiteral("Max"));
    QVERIFY(dialog->hint().startsWith(QStringLiteral("Choose the sources")));
    dialog->sourcesField()->toggle(QStringLiteral("claude-code"));
    dialog->fromField()->setDate(QDate{2026, 11, 1});
    QCOMPARE(dialog->hint(), QString{});
    QCOMPARE(dialog->sentence(),
             QStringLiteral("It costs 20 USD each month and includes what Claude Code uses with all models at all providers, from 2026-11-01 without an end."));
    QVERIFY(dialog->acceptButton()->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    desk.settle();
    QVERIFY(!desk.page->dialog());
    QCOMPARE(desk.stored().size(), std::size_t{1});
    const Plan stored = desk.stored().front();
    QVERIFY(stored.fee == money("20").atto());
    QVERIFY(stored.from == startOf("2026-11-01"));
    QVERIFY(!stored.until);
    QVERIFY(stored.sources == std::vector<std::string>{"claude-code"});
    QCOMPARE(desk.lastMessage, QStringLiteral("“Max” was added."));
    QVERIFY(desk.lastUndoable);

    // It is seen: a card, the cycle, and the month in which nothing is left to pay.
    QVERIFY(!desk.page->emptyState()->isVisible());
    QCOMPARE(desk.page->cards().size(), std::size_t{1});
    QCOMPARE(desk.card().name, QStringLiteral("Max"));
    QCOMPARE(desk.card().kind, QStringLiteral("Subscription"));
    QCOMPARE(desk.card().state, QStringLiteral("In force"));
    QCOMPARE(desk.card().verdict, QStringLiteral("Worth $25.00 at list price for $20.00; broke even on 10 Nov."));
    QCOMPARE(desk.fact("November"), QStringLiteral("included $25.00 at list price"));
    QCOMPARE(desk.figure(0), QStringLiteral("$25.00"));
    QCOMPARE(desk.figure(1), QStringLiteral("$0.00"));
    QCOMPARE(desk.figure(2), QStringLiteral("$25.00"));
    QCOMPARE(desk.figure(3), QStringLiteral("$12.00")); // 18 of 30 days of $20
    QCOMPARE(desk.figure(4), QStringLiteral("$0.00"));
    QCOMPARE(desk.page->tables().size(), std::size_t{2});

    QTest::mouseClick(desk.page->cards().front()->removeLink(), Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.stored().empty());
    QVERIFY(desk.lastUndoable);
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(bool(desk.services.undo().result()));
    desk.settle();
    QCOMPARE(desk.page->cards().size(), std::size_t{1});
}

void tst_PlansPage::everyKindByTyping()
{
    PlansDesk desk;
    desk.show();
    PlanDialog *dialog = desk.openNew();
    QVERIFY(dialog);
    writeInto(dialog->nameField(), QStringLiteral("Free"));
    dialog->kindSwitch()->setCurrent(1);
    writeInto(dialog->amountField(), QStringLiteral("1 M"));
    dialog->modelsField()->toggle(QStringLiteral("plain*"));
    dialog->endField()->setCurrentIndex(1);
    dialog->untilField()->setDate(QDate{2026, 12, 31});
    QCOMPARE(dialog->sentence(),
             QStringLiteral("1 M tokens are free, counted for all models together, with plain* at all providers in all sources, from 2026-11-18 until the end of 2026-12-31."));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    desk.settle();

    dialog = desk.openNew();
    QVERIFY(dialog);
    dialog->kindSwitch()->setCurrent(2);
    writeInto(dialog->nameField(), QStringLiteral("Deal"));
    writeInto(dialog->amountField(), QStringLiteral("12.5"));
    QCOMPARE(dialog->sentence(), QStringLiteral("12.5 per cent is taken off the list price with all models at all providers in all sources, from 2026-11-18 without an end."));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    desk.settle();

    dialog = desk.openNew();
    QVERIFY(dialog);
    dialog->kindSwitch()->setCurrent(3);
    writeInto(dialog->nameField(), QStringLiteral("Pack"));
    writeInto(dialog->amountField(), QStringLiteral("1,000.50"));
    writeInto(dialog->paidField(), QStringLiteral("800"));
    QVERIFY(dialog->sentence().startsWith(QStringLiteral("Credit of 1,000.50 USD, bought for 800, pays for all models")));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    desk.settle();

    const std::vector<Plan> stored = desk.stored();
    QCOMPARE(stored.size(), std::size_t{3});
    QCOMPARE(stored[0].kind, PlanKind::Quota);
    QCOMPARE(stored[0].tokens, Million);
    QVERIFY(stored[0].models == std::vector<std::string>{"plain*"});
    QVERIFY(stored[0].until == startOf("2027-01-01"));
    QCOMPARE(stored[1].kind, PlanKind::Discount);
    QCOMPARE(stored[1].multiplier, std::int64_t{875'000'000});
    QVERIFY(stored[1].currency.isNone());
    QCOMPARE(stored[2].kind, PlanKind::Pack);
    QVERIFY(stored[2].face == money("1000.50").atto());
    QVERIFY(stored[2].paid == money("800").atto());
}

/// $25 of $40 are drawn, which had cost $18.75 of $30.
void tst_PlansPage::packBesideItsTime()
{
    PlansDesk desk;
    desk.add(packOf("40", "30", "2026-11-01", "2026-11-30"));
    desk.show();
    QCOMPARE(desk.card().drawn, QStringLiteral("$25.00 drawn"));
    QCOMPARE(desk.card().left, QStringLiteral("$15.00 of $40.00 unused"));
    QCOMPARE(desk.fact("Paid, unused"), QStringLiteral("$11.25 of $30.00"));
    QCOMPARE(desk.fact("Valid"), QStringLiteral("1–30 Nov, 12 days left"));
    QCOMPARE(desk.fact("November"), QStringLiteral("drew $25.00 of credit, bought for $18.75"));
    QCOMPARE(desk.card().state, QStringLiteral("In force"));
    QCOMPARE(desk.card().bar->drawn, 0.625);
    QVERIFY(desk.card().bar->timeGone && *desk.card().bar->timeGone > 0.58 && *desk.card().bar->timeGone < 0.60);
    QCOMPARE(desk.figure(0), QStringLiteral("$25.00"));
    QCOMPARE(desk.figure(1), QStringLiteral("$18.75"));
    QCOMPARE(desk.figure(2), QStringLiteral("$6.25"));
    QCOMPARE(desk.page->month()->cells()[2].comparison, QStringLiteral("25.0 % of the list cost"));
    QVERIFY(!desk.card().hasWorth);
    QVERIFY(!desk.page->chart()->isVisible());
    // The same as the rules say, to the last digit.
    const PlanStanding standing = desk.standings().front();
    QCOMPARE(desk.card().left, MoneyText::amount(Money::fromAtto(standing.creditLeft(), Currency{"USD"})) + QStringLiteral(" of $40.00 unused"));
    QVERIFY(standing.cashLeft() == money("11.25").atto());
}

void tst_PlansPage::endsAndExpiry()
{
    PlansDesk desk;
    Plan over = packOf("40", "30", "2026-11-01", "2026-11-05");
    over.name = "Lost";
    desk.add(over);
    Plan soon = packOf("40", "30", "2026-11-06", "2026-11-20");
    soon.name = "Soon";
    desk.add(soon);
    Plan ahead = packOf("40", "30", "2026-12-01", "2026-12-31");
    ahead.name = "Later";
    desk.add(ahead);
    desk.show();
    // What can be drawn first, then what comes, then what is over.
    QCOMPARE(desk.card(0).name, QStringLiteral("Soon"));
    QCOMPARE(desk.card(0).state, QStringLiteral("Ends in 2 days"));
    QCOMPARE(desk.card(0).tone, Tone::Warning);
    QCOMPARE(desk.card(0).verdict, QStringLiteral("What is not drawn by 20 Nov expires."));
    QCOMPARE(desk.card(1).name, QStringLiteral("Later"));
    QCOMPARE(desk.card(1).state, QStringLiteral("From 1 Dec"));
    QVERIFY(!desk.card(1).bar->timeGone);
    QCOMPARE(desk.card(2).name, QStringLiteral("Lost"));
    QCOMPARE(desk.card(2).state, QStringLiteral("Expired unused"));
    QCOMPARE(desk.card(2).bar->expired, 0.75); // $10 of $40 were drawn
    QCOMPARE(desk.card(2).left, QStringLiteral("$30.00 of $40.00 expired"));
    QCOMPARE(desk.card(2).verdict, QStringLiteral("Credit that had cost $22.50 expired unused on 5 Nov."));
    QCOMPARE(desk.figure(4), QStringLiteral("$22.50"));
    QCOMPARE(desk.page->tables().front().rows.size(), std::size_t{3});
}

void tst_PlansPage::quotaByModel()
{
    PlansDesk desk;
    Plan quota = planNamed("Free", PlanKind::Quota, "2026-11-01", "2026-11-30");
    quota.tokens = 3 * Million;
    quota.perModel = true;
    desk.add(quota);
    desk.show();
    QCOMPARE(unbroken(desk.fact("Gives")), QStringLiteral("3.00 M tokens for each model"));
    QCOMPARE(unbroken(desk.card().drawn), QStringLiteral("2.50 M drawn"));
    QCOMPARE(unbroken(desk.card().left), QStringLiteral("500 k of 3.00 M left"));
    QCOMPARE(unbroken(desk.fact("By model")), QStringLiteral("plain: 500 k left"));
    QCOMPARE(unbroken(desk.fact("November")), QStringLiteral("2.50 M tokens free, $25.00 at list price"));
    QCOMPARE(desk.card().state, QStringLiteral("83 % used"));
}

void tst_PlansPage::cyclesAgainstTheFee()
{
    PlansDesk desk;
    desk.add(subscriptionOf("28", "2026-10-01"));
    desk.show();
    const PlanStanding standing = desk.standings().front();
    QCOMPARE(standing.cycles.size(), std::size_t{2});
    QCOMPARE(desk.page->cycleModel()->rowCount(), 2);
    QCOMPARE(sheetText(*desk.page, 0, 0), QStringLiteral("1–30 Nov, running"));
    QCOMPARE(sheetText(*desk.page, 0, 1), QStringLiteral("$25.00"));
    QCOMPARE(sheetText(*desk.page, 0, 2), QStringLiteral("$28.00"));
    QCOMPARE(sheetText(*desk.page, 0, 3), QStringLiteral("−$3.00"));
    QCOMPARE(unbroken(sheetText(*desk.page, 0, 4)), QStringLiteral("89.2 %"));
    QCOMPARE(sheetText(*desk.page, 1, 1), QStringLiteral("$30.00"));
    QCOMPARE(sheetText(*desk.page, 1, 5), QStringLiteral("5 Oct"));
    QVERIFY(desk.page->chart()->isVisible());
    QCOMPARE(desk.page->chart()->tableColumns(), 30);
    QCOMPARE(desk.page->chart()->tableText(0, 17), QStringLiteral("$25.00")); // today
    QCOMPARE(desk.page->chart()->tableText(0, 18), QStringLiteral("–"));
    QCOMPARE(desk.page->verdict().startsWith(QStringLiteral("Worth $25.00 at list price so far, for $28.00;")), true);
    // The cycle before, by key.
    desk.page->cycleTable()->setFocus();
    QTest::keyClick(desk.page->cycleTable(), Qt::Key_Down);
    QCOMPARE(desk.page->verdict(), QStringLiteral("Worth $30.00 at list price for $28.00; broke even on 5 Oct."));
    QCOMPARE(desk.page->chart()->tableColumns(), 31);
    QCOMPARE(desk.page->chart()->tableText(0, 4), QStringLiteral("$30.00"));
}

void tst_PlansPage::atLeastWhereUnpriced()
{
    PlansDesk desk;
    desk.ledger.add({{.time = "2026-11-12T10:00:00Z", .model = "nobody-knows-it", .tokens = {.input = 500}}});
    desk.add(subscriptionOf("28", "2026-11-01"));
    desk.show();
    QVERIFY2(desk.card().verdict.startsWith(QStringLiteral("Worth at least $25.00 at list price so far")), qPrintable(desk.card().verdict));
    QCOMPARE(sheetText(*desk.page, 0, 1), QStringLiteral("at least $25.00"));
    QCOMPARE(desk.figure(0), QStringLiteral("at least $25.00"));
    QCOMPARE(desk.page->note(), QStringLiteral("1 request without a price in no sum"));
}

void tst_PlansPage::freeSubscription()
{
    PlansDesk desk;
    desk.add(subscriptionOf("0", "2026-11-01"));
    desk.show();
    QCOMPARE(desk.card().verdict, QStringLiteral("Worth $25.00 at list price, without a fee."));
    QCOMPARE(sheetText(*desk.page, 0, 4), QStringLiteral("–"));
}

/// Without the subscription $25 would have cost $20.
void tst_PlansPage::discountIsNoMeritOfThePlan()
{
    PlansDesk desk;
    desk.add(subscriptionOf("18", "2026-11-01"));
    Plan deal = planNamed("Deal", PlanKind::Discount, "2026-11-01");
    deal.multiplier = 800'000'000;
    desk.add(deal);
    desk.show();
    QCOMPARE(desk.card(0).verdict, QStringLiteral("Worth $20.00 (less discounts) at list price for $18.00; broke even on 17 Nov."));
    QCOMPARE(unbroken(desk.fact("Gives", 1)), QStringLiteral("20 % off the list price"));
    QCOMPARE(desk.fact("November", 1), QStringLiteral("nothing drawn"));
}

void tst_PlansPage::currenciesStandApart()
{
    PlansDesk desk;
    desk.ledger.add({{.time = "2026-11-12T10:00:00Z", .model = "yuan", .tokens = {.input = Million}}});
    Plan euros = subscriptionOf("30", "2026-11-01");
    euros.currency = Currency{"EUR"};
    euros.sources = {"codex"};
    desk.add(euros);
    Plan dollars = subscriptionOf("60", "2026-11-01");
    dollars.sources = {"codex"};
    desk.add(dollars);
    desk.show();
    QCOMPARE(unbroken(desk.figure(3)), QStringLiteral("EUR 18.00 + $36.00"));
    QCOMPARE(desk.figure(0), QStringLiteral("at least $25.00"));
    QVERIFY2(desk.page->note().contains(QStringLiteral("plus ¥4.00 without an exchange rate")), qPrintable(desk.page->note()));
    desk.ledger.setRate("2026-11-01", "USD", "CNY", "8");
    desk.show();
    QCOMPARE(desk.figure(0), QStringLiteral("$25.50"));
    QVERIFY2(desk.page->note().startsWith(QStringLiteral("converted at 8 CNY per USD")), qPrintable(desk.page->note()));
}

void tst_PlansPage::fieldsAreReadStrictly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<qint64>("tokens");
    QTest::addColumn<qint64>("multiplier");
    QTest::newRow("empty") << QString{} << QString{} << qint64{-1} << qint64{-1};
    QTest::newRow("words") << QStringLiteral("much") << QString{} << qint64{-1} << qint64{-1};
    QTest::newRow("negative") << QStringLiteral("-5") << QString{} << qint64{-1} << qint64{-1};
    QTest::newRow("nothing") << QStringLiteral("0") << QStringLiteral("0") << qint64{-1} << qint64{1'000'000'000};
    QTest::newRow("whole") << QStringLiteral("20") << QStringLiteral("20") << qint64{20} << qint64{800'000'000};
    QTest::newRow("sign") << QStringLiteral("$20.50") << QStringLiteral("20.50") << qint64{-1} << qint64{795'000'000};
    QTest::newRow("comma") << QStringLiteral("12,5") << QStringLiteral("12.5") << qint64{-1} << qint64{875'000'000};
    QTest::newRow("grouped") << QStringLiteral("1,000,000") << QStringLiteral("1000000") << qint64{1'000'000} << qint64{-1};
    QTest::newRow("unit") << QStringLiteral("1.5 M") << QString{} << qint64{1'500'000} << qint64{-1};
    QTest::newRow("per cent") << QStringLiteral("100 %") << QStringLiteral("100") << qint64{100} << qint64{0};
    QTest::newRow("too much") << QStringLiteral("99999999999999999999") << QString{} << qint64{-1} << qint64{-1};
    QTest::newRow("too fine") << QStringLiteral("0.0000000000000000001") << QString{} << qint64{-1} << qint64{-1};
    QTest::newRow("two points") << QStringLiteral("1.2.3") << QString{} << qint64{-1} << qint64{-1};
}

void tst_PlansPage::fieldsAreReadStrictly()
{
    QFETCH(QString, text);
    QFETCH(QString, amount);
    QFETCH(qint64, tokens);
    QFETCH(qint64, multiplier);
    const auto readAmount = PlanDraft::amount(text);
    QCOMPARE(readAmount.value.has_value(), !amount.isEmpty());
    QVERIFY(amount.isEmpty() || *readAmount.value == money(qPrintable(amount)).atto());
    QCOMPARE(readAmount.refusal.isEmpty(), readAmount.value.has_value());
    const auto readTokens = PlanDraft::tokens(text);
    QCOMPARE(qint64(readTokens.value.value_or(-1)), tokens);
    QCOMPARE(readTokens.refusal.isEmpty(), readTokens.value.has_value());
    const auto readOff = PlanDraft::percentOff(text);
    QCOMPARE(qint64(readOff.value.value_or(-1)), multiplier);
    QCOMPARE(readOff.refusal.isEmpty(), readOff.value.has_value());
}

void tst_PlansPage::refusalsInWords()
{
    PlansDesk desk;
    desk.show();
    PlanDialog *dialog = desk.openNew();
    QVERIFY(dialog);
    dialog->kindSwitch()->setCurrent(3);
    writeInto(dialog->nameField(), QStringLiteral("Pack"));
    writeInto(dialog->amountField(), QStringLiteral("much"));
    QCOMPARE(dialog->hint(), QStringLiteral("“much” is not an amount. Write digits, such as 20 or 12.50."));
    writeInto(dialog->amountField(), QStringLiteral("0"));
    QCOMPARE(dialog->hint(), QStringLiteral("Credit is more than nothing."));
    writeInto(dialog->amountField(), QStringLiteral("10"));
    QVERIFY(dialog->plan());
    QVERIFY(dialog->plan()->paid == dialog->plan()->face); // bought at its face value where nothing else is said
    dialog->endField()->setCurrentIndex(1);
    dialog->untilField()->setDate(QDate{2026, 11, 1});
    QCOMPARE(dialog->hint(), QStringLiteral("The plan ends before it begins."));
    QVERIFY(!dialog->acceptButton()->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    desk.settle();
    QVERIFY(desk.stored().empty());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!desk.page->dialog());
}

void tst_PlansPage::editKeepsWhatWasNotTouched()
{
    PlansDesk desk;
    Plan plan = packOf("40", "30", "2026-11-01", "2026-11-30");
    plan.from += std::chrono::hours{7};
    plan.until = *plan.until - std::chrono::hours{5};
    plan.models = {"plain", "strange-*"};
    const Plan before = desk.add(plan);
    desk.show();
    QTest::mouseClick(desk.page->cards().front()->editLink(), Qt::LeftButton);
    PlanDialog *dialog = desk.page->dialog();
    QVERIFY(dialog);
    QVERIFY(!dialog->kindSwitch()->isVisible());
    QCOMPARE(dialog->modelsField()->text(), QStringLiteral("plain, strange-*"));
    QVERIFY(dialog->plan() == before);
    writeInto(dialog->nameField(), QStringLiteral("Other"));
    writeInto(dialog->paidField(), QStringLiteral("20"));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    desk.settle();
    Plan expected = before;
    expected.name = "Other";
    expected.paid = money("20").atto();
    QVERIFY(desk.stored() == std::vector<Plan>{expected});
    QCOMPARE(desk.card().name, QStringLiteral("Other"));
    QCOMPARE(desk.lastMessage, QStringLiteral("“Other” was changed."));
}

void tst_PlansPage::overlapsAreSaid()
{
    PlansDesk desk;
    desk.add(packOf("40", "30", "2026-11-01", "2026-11-30"));
    desk.show();
    PlanDialog *dialog = desk.openNew();
    QVERIFY(dialog);
    dialog->kindSwitch()->setCurrent(3);
    writeInto(dialog->nameField(), QStringLiteral("Second"));
    writeInto(dialog->amountField(), QStringLiteral("10"));
    QVERIFY2(dialog->hint().startsWith(QStringLiteral("“Credit” serves some of the same usage")), qPrintable(dialog->hint()));
    QVERIFY(dialog->acceptButton()->isEnabled()); // it may be so
    dialog->fromField()->setDate(QDate{2026, 12, 1});
    QCOMPARE(dialog->hint(), QString{});

    Plan a = packOf("1", "1", "2026-11-01", "2026-11-30");
    const auto meets = [&](std::vector<std::string> mine, std::vector<std::string> theirs) {
        a.models = std::move(mine);
        PlanStanding other{.plan = packOf("1", "1", "2026-11-01", "2026-11-30")};
        other.plan.id = 7;
        other.plan.models = std::move(theirs);
        return !overlapping(a, {other}).empty();
    };
    QVERIFY(meets({}, {"x"}));
    QVERIFY(meets({"claude-*"}, {"claude-opus-5"}));
    QVERIFY(meets({"claude-opus-5"}, {"gpt", "claude*"}));
    QVERIFY(!meets({"claude-*"}, {"gpt-5", "gemini*"}));
    QVERIFY(!meets({"opus"}, {"opus-5"}));
}

void tst_PlansPage::failureIsSaid()
{
    PlansDesk desk;
    desk.services.readFailure = Problem{.cause = Cause::LedgerLocked};
    QSignalSpy failures{desk.page.get(), &Page::failed};
    desk.show();
    QCOMPARE(failures.count(), 1);
    QVERIFY(desk.page->emptyState()->isVisible());
    desk.services.readFailure.reset();
    desk.add(packOf("40", "30", "2026-11-01", "2026-11-30"));
    desk.show();
    QCOMPARE(desk.page->cards().size(), std::size_t{1});
    QVERIFY(!desk.page->emptyState()->isVisible());
    // A plan that is gone cannot be changed: the dialog stays, and says so.
    QTest::mouseClick(desk.page->cards().front()->editLink(), Qt::LeftButton);
    PlanDialog *dialog = desk.page->dialog();
    QVERIFY(dialog);
    QVERIFY(bool(desk.ledger.writer().removePlan(desk.stored().front().id, desk.services.clock)));
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.page->dialog());
    QVERIFY(!dialog->hint().isEmpty());
}

void tst_PlansPage::showsWhatDoesNotFit()
{
    PlansDesk desk;
    Plan pack = packOf("10000000", "9000000", "2026-11-01", "2026-11-22");
    pack.name = std::string(300, 'W');
    pack.models = {std::string(300, 'm'), "claude-opus-5"};
    desk.add(pack);
    Plan subscription = subscriptionOf("10000000", "2020-01-01");
    subscription.name = "اشتراك <b>&amp;</b>\u202Eetorw";
    desk.add(subscription);
    for (const QSize size : {QSize{964, 640}, QSize{1232, 768}, QSize{1712, 1000}}) {
        desk.page->resize(size);
        desk.show();
        const QStringList faults = TextProbe::faultsOf(*desk.page);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
}

TOKENMETER_TEST(tst_PlansPage);

} // namespace test_PlansPage

#include "tst_PlansPage.moc"
