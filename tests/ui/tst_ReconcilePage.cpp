// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "TextProbe.h"
#include "core/Decimal.h"
#include "pages/ReconcilePage.h"
#include "widgets/EmptyState.h"
#include "widgets/PeriodStepper.h"

#include <QComboBox>
#include <QPushButton>
#include <QtTest>

namespace test_ReconcilePage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

UtcTime instant(const char *text)
{
    return parseTime(text)->time;
}

Charge lineOf(const char *day, const char *amount, const char *model = "", TokenClass tokenClass = TokenClass::Unknown, const char *currency = "USD")
{
    Charge charge;
    charge.day = parseDay(day);
    charge.from = Zone::utc().startOf(*charge.day);
    charge.to = charge.from + std::chrono::days{1};
    charge.billed = amountOf(amount);
    charge.currency = currency;
    charge.model = model;
    charge.tokenClass = tokenClass;
    return charge;
}

Charge lineOf(ChargeCategory category, const char *amount, const char *text)
{
    Charge charge = lineOf("2026-10-31", amount);
    charge.category = category;
    charge.categoryText = category == ChargeCategory::Adjustment ? "RoundingAdjustment" : "";
    charge.description = text;
    return charge;
}

/// A page over a ledger of its own on Wed 18 Nov 2026, 14:32 in Berlin.
struct ReconcileDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<ReconcilePage> page{};
    PageContext context{};
    std::vector<PageTable> opened{};
    QStringList messages{};

    ReconcileDesk()
    {
        services.reader = &ledger.reader();
        services.pricer = &ledger.pricer();
        page = std::make_unique<ReconcilePage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) {
            context.view = view;
            if (view.page == QStringLiteral("reconcile")) {
                page->show(context, false);
            }
        });
        QObject::connect(page.get(), &Page::tableWanted, page.get(), [this](const PageTable &table) { opened.push_back(table); });
        QObject::connect(page.get(), &Page::message, page.get(), [this](const QString &sentence, bool) { messages << sentence; });
        context.view.page = QStringLiteral("reconcile");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 768);
    }
    BillingAccount add(const char *provider, const char *name)
    {
        BillingAccount account;
        account.provider = provider;
        account.name = name;
        account.keyPlace = KeyPlace::Environment;
        account.variables = {{"key", "A_KEY"}};
        return *ledger.writer().addAccount(account, services.clock);
    }
    void bill(const BillingAccount &account, std::vector<Charge> charges, std::optional<Problem> problem = {})
    {
        ReportState state{.account = account.id, .report = "costs", .readTo = instant("2026-11-02T00:00:00Z")};
        state.lastTry = state.lastSuccess = instant("2026-11-02T00:00:00Z");
        state.problem = std::move(problem);
        state.failures = state.problem ? 2 : 0;
        const PolledSlice slice{.account = account.id,
                                .report = "costs",
                                .from = instant("2026-01-01T00:00:00Z"),
                                .to = instant("2026-12-01T00:00:00Z"),
                                .replacesCharges = true,
                                .charges = std::move(charges)};
        QVERIFY(ledger.writer().storeSlice(slice, state));
    }
    void show()
    {
        page->show();
        page->show(context, true);
        settle();
    }
    void settle()
    {
        QTRY_VERIFY(!page->isBusy());
        QCoreApplication::processEvents();
    }
    QPushButton *button() const { return page->emptyState()->findChild<QPushButton *>(); }
    int rowOf(const char *title) const
    {
        const std::vector<StepRow> &rows = page->steps()->rows();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].name == QLatin1String(title)) {
                return int(i);
            }
        }
        return -1;
    }
};

Int128 exactOf(const PageTable::Cell &cell)
{
    return amountOf(cell.exact.toStdString())->atto;
}

} // namespace

class tst_ReconcilePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAnAccount();
    void waitsInBlocks();
    void everyStep();
    void nothingButATotal();
    void currenciesStandApart();
    void monthWithoutABill();
    void failureIsSaid();
    void drawsWhatDoesNotFit();
};

void tst_ReconcilePage::withoutAnAccount()
{
    ReconcileDesk desk;
    desk.show();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(!desk.page->stepper()->isVisible());
    QVERIFY(!desk.page->chart()->isVisible());
    QVERIFY(desk.page->tables().empty());
    QVERIFY(!desk.page->needsUsage());
    QCOMPARE(desk.button()->text(), QStringLiteral("Open Accounts"));
    QTest::mouseClick(desk.button(), Qt::LeftButton);
    QCOMPARE(desk.context.view.page, QStringLiteral("accounts"));
}

void tst_ReconcilePage::waitsInBlocks()
{
    ReconcileDesk desk;
    desk.bill(desk.add("openai", "work"), {lineOf("2026-10-05", "12")});
    desk.services.holdReadings = true;
    desk.page->show();
    desk.page->show(desk.context, true);
    QVERIFY(desk.page->isBusy());
    QTRY_VERIFY(desk.page->chart()->isHidden() || !desk.page->chart()->isVisibleTo(desk.page.get())); // blocks stand in its place
    desk.services.readAll();
    desk.settle();
    QVERIFY(desk.page->chart()->isVisible());
    QCOMPARE(desk.page->totalText(), QStringLiteral("$12.00"));
}

/// All that there is, by hand. `plain` costs 10 of input and 50 of output a million, Haiku 4.5 5 of output, of a batch 2.50.
///   in the user's days      10 + 5 + 1 (30 September, 23:00 UTC) + 3 (Codex) + 5 (Haiku)                = 24
///   time zone edge          2 (31 October, 23:30 UTC) - 1                                                = +1
///   paid otherwise          Codex is a subscription's                                                     = -3
///   seen only by provider   1,300,000 billed tokens of input, 1,200,000 in logs: 100,000 at 10            = +1
///   seen only in logs       90,000 billed tokens of output, 100,000 in logs: 10,000 at 50                 = -0.50
///   no price                "mystery"                                                                     = +0.70
///   tier                    400,000 of Haiku's million went as a batch: 400,000 x (2.50 - 5)              = -1
///   price                   output of `plain` billed at 4 in place of 4.50                                = -0.50
///   credits -2, fees 0.25, tax 1.50, rounding -0.003
/// 24 + 1 - 3 + 1 - 0.5 + 0.7 - 1 - 0.5 - 2 + 0.25 + 1.5 - 0.003 = 21.447
void tst_ReconcilePage::everyStep()
{
    ReconcileDesk desk;
    const BillingAccount account = desk.add("anthropic", "work");
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000, .output = 100'000}, .provider = "anthropic"},
                     {.time = "2026-09-30T23:00:00Z", .tokens = {.input = 100'000}, .provider = "anthropic"},
                     {.time = "2026-10-31T23:30:00Z", .tokens = {.input = 200'000}, .provider = "anthropic"},
                     {.time = "2026-10-07T12:00:00Z", .tokens = {.input = 300'000}, .provider = "anthropic", .source = "codex"},
                     {.time = "2026-10-08T12:00:00Z", .model = "mystery", .tokens = {.input = 50'000}, .provider = "anthropic"},
                     {.time = "2026-10-09T12:00:00Z", .model = "claude-haiku-4-5", .tokens = {.output = 1'000'000}, .provider = "anthropic"}});
    QVERIFY(desk.ledger.writer().setPayer({.format = "codex"}, desk.services.clock));
    std::vector<Charge> charges{lineOf("2026-10-05", "13", "plain", TokenClass::Input), lineOf("2026-10-05", "4", "plain", TokenClass::Output),
                                lineOf("2026-10-09", "3", "claude-haiku-4-5", TokenClass::Output), lineOf("2026-10-09", "1", "claude-haiku-4-5", TokenClass::Output),
                                lineOf("2026-10-08", "0.70", "mystery", TokenClass::Input), lineOf(ChargeCategory::Credit, "-2", "promotion"),
                                lineOf(ChargeCategory::Fee, "0.25", "web tools"), lineOf(ChargeCategory::Tax, "1.50", "VAT"), lineOf(ChargeCategory::Adjustment, "-0.003", "rounding")};
    charges[3].tier = "batch";
    const std::int64_t tokens[] = {1'300'000, 90'000, 600'000, 400'000, 50'000};
    for (std::size_t i = 0; i < std::size(tokens); ++i) {
        charges[i].tokens = tokens[i];
    }
    desk.bill(account, charges);
    desk.show();
    const std::pair<const char *, const char *> golden[] = {{"Metered, list cost", "24.00"}, {"Time zone edge", "1.00"}, {"Paid otherwise", "-3.00"},
                                                            {"Seen only by the provider", "1.00"}, {"Seen only in logs", "-0.50"}, {"Without a price here", "0.70"},
                                                            {"Tier", "-1.00"}, {"Price", "-0.50"}, {"Credits", "-2.00"}, {"Fees", "0.25"}, {"Tax", "1.50"},
                                                            {"Rounding", "-0.003"}, {"Unexplained", "0.00"}};
    const PageTable table = desk.page->tables().front();
    QCOMPARE(table.rows.size(), std::size(golden));
    for (std::size_t i = 0; i < std::size(golden); ++i) {
        QCOMPARE(table.rows[i][0].text + u' ' + table.rows[i][1].exact, QLatin1String(golden[i].first) + QLatin1Char(' ') + QLatin1String(golden[i].second));
        QVERIFY(!table.rows[i][2].text.isEmpty());
    }
    QCOMPARE(table.footer[1].exact, QStringLiteral("21.447"));
    QCOMPARE(desk.page->badge(), QStringLiteral("Reconciled within 0 %"));
    QCOMPARE(desk.page->totalText(), QStringLiteral("$21.45"));
    // What is shown closes with the rounded total: 21.45 in cents.
    Int128 cents = 0;
    for (const StepRow &row : desk.page->steps()->rows()) {
        QString digits = row.amount;
        digits.remove(u'$').remove(u'+').replace(u'−', u'-');
        if (row.name != QStringLiteral("Billed") && !digits.contains(u'<') && !digits.contains(u'>')) {
            cents += amountOf(digits.toStdString())->atto;
        }
    }
    QVERIFY(cents == money("21.45").atto());

    // Every step that is not zero opens to something that adds up to it.
    for (std::size_t i = 1; i + 1 < std::size(golden); ++i) {
        desk.opened.clear();
        const int row = desk.rowOf(golden[i].first);
        desk.page->steps()->setFocus();
        QTest::keyClick(desk.page->steps(), Qt::Key_Home);
        for (int step = 0; step < row; ++step) {
            QTest::keyClick(desk.page->steps(), Qt::Key_Down);
        }
        QTest::keyClick(desk.page->steps(), Qt::Key_Return, Qt::AltModifier);
        desk.settle();
        QCOMPARE(desk.opened.size(), std::size_t{1});
        QVERIFY(!desk.opened[0].rows.empty());
        if (QByteArray{golden[i].first} != "Paid otherwise") { // which has no part on the bill: its days are shown
            QVERIFY2(exactOf(desk.opened[0].footer.back()) == amountOf(golden[i].second)->atto, golden[i].first);
        }
    }
    // Return: records of usage that is in logs, lines of the bill otherwise.
    const std::pair<const char *, const char *> opens[] = {{"Paid otherwise", "source:codex"}, {"Seen only in logs", "model:plain"}};
    for (const auto &[title, filter] : opens) {
        QTest::mouseClick(desk.page->steps(), Qt::LeftButton, {}, desk.page->steps()->areaOf(desk.rowOf(title)).center().toPoint());
        QCOMPARE(desk.context.view.page, QStringLiteral("records"));
        QVERIFY2(filterText(desk.context.view.filter).contains(QLatin1String(filter)), qPrintable(filterText(desk.context.view.filter)));
        desk.context.view.page = QStringLiteral("reconcile");
    }
    desk.opened.clear();
    for (const char *title : {"Tax", "Without a price here"}) {
        QTest::mouseClick(desk.page->steps(), Qt::LeftButton, {}, desk.page->steps()->areaOf(desk.rowOf(title)).center().toPoint());
        desk.settle();
    }
    QCOMPARE(desk.opened.size(), std::size_t{2});
    QVERIFY(exactOf(desk.opened[0].footer.back()) == money("1.5").atto());
    QCOMPARE(desk.opened[0].rows[0][4].text, QStringLiteral("VAT"));
    QVERIFY(exactOf(desk.opened[1].footer.back()) == money("0.7").atto());
    QVERIFY(desk.messages.isEmpty());
}

/// 10 metered, one line of 12: the bill tells too little, and the difference is unexplained, never hidden.
void tst_ReconcilePage::nothingButATotal()
{
    ReconcileDesk desk;
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}, .provider = "openai"}});
    desk.bill(desk.add("openai", "work"), {lineOf("2026-10-31", "12")});
    desk.show();
    QCOMPARE(desk.page->badge(), QStringLiteral("Total compared"));
    const StepRow &rest = desk.page->steps()->rows()[std::size_t(desk.rowOf("Unexplained"))];
    QCOMPARE(rest.amount, QStringLiteral("+$2.00"));
    QVERIFY(rest.meaning.contains(QStringLiteral("cannot be told apart")));
    QVERIFY(desk.page->note().contains(QStringLiteral("Nobody said who pays for what Claude Code logs")));
    // Only the totals and the rest are drawn, since everything else is zero.
    QCOMPARE(desk.page->chart()->data().bars.size(), std::size_t{3});
    QVERIFY(desk.page->chart()->data().bars[1].isUnknown);
    QTest::mouseClick(desk.page->steps(), Qt::LeftButton, {}, desk.page->steps()->areaOf(desk.rowOf("Tax")).center().toPoint());
    QCOMPARE(desk.messages, QStringList{QStringLiteral("Tax is zero: there is nothing behind it.")});
}

/// Dollars and yuan in one month: each for itself, with a choice, and the sentence says so.
void tst_ReconcilePage::currenciesStandApart()
{
    ReconcileDesk desk;
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}, .provider = "openai"}});
    desk.bill(desk.add("openai", "work"), {lineOf("2026-10-31", "12"), lineOf("2026-10-31", "20", "", TokenClass::Unknown, "CNY")});
    desk.show();
    QVERIFY(desk.page->currencyBox()->isVisible());
    QCOMPARE(desk.page->currencyBox()->count(), 2);
    QCOMPARE(desk.page->totalText(), QStringLiteral("¥20.00"));
    QVERIFY(desk.page->note().contains(QStringLiteral("billed in CNY, USD")));
    QVERIFY(desk.page->note().contains(QStringLiteral("never added")));
    Q_EMIT desk.page->currencyBox()->textActivated(QStringLiteral("USD"));
    desk.settle();
    QCOMPARE(desk.page->totalText(), QStringLiteral("$12.00"));
    QCOMPARE(desk.page->tables().front().rows[0][1].exact, QStringLiteral("10.00"));
}

void tst_ReconcilePage::monthWithoutABill()
{
    ReconcileDesk desk;
    desk.bill(desk.add("openai", "work"), {lineOf("2026-07-05", "3"), lineOf("2026-10-05", "12")});
    desk.add("deepseek", "credits");
    desk.context.view.options[QStringLiteral("reconcile.month")] = QStringLiteral("2026-08");
    desk.show();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(desk.page->stepper()->isVisible()); // one can still step
    QCOMPARE(desk.button()->text(), QStringLiteral("Go to July 2026"));
    QTest::mouseClick(desk.button(), Qt::LeftButton);
    desk.settle();
    QCOMPARE(desk.page->totalText(), QStringLiteral("$3.00"));
    QVERIFY(desk.page->stepPeriod(true));
    QVERIFY(desk.page->stepPeriod(true));
    desk.settle();
    QVERIFY(desk.page->stepper()->text().startsWith(QStringLiteral("August")) || desk.page->stepper()->text().startsWith(QStringLiteral("September")));
    // A provider without a bill says that.
    Q_EMIT desk.page->accountBox()->activated(1);
    desk.settle();
    QVERIFY(desk.page->emptyState()->isVisible());
    QCOMPARE(desk.button()->text(), QStringLiteral("Open Accounts"));
}

void tst_ReconcilePage::failureIsSaid()
{
    ReconcileDesk desk;
    desk.bill(desk.add("openai", "work"), {lineOf("2026-10-31", "12")}, Problem{.cause = Cause::ServiceFailed, .args = {"503"}});
    desk.show();
    QVERIFY2(desk.page->note().contains(QStringLiteral("503")), qPrintable(desk.page->note()));
    QCOMPARE(desk.page->totalText(), QStringLiteral("$12.00")); // what was read stays
}

/// Names of any length, narrow windows, levels below zero and large amounts: nothing is cut and nothing stands on something else.
void tst_ReconcilePage::drawsWhatDoesNotFit()
{
    for (const char *amount : {"12.34", "-5", "1234567.89", "0.004"}) {
        ReconcileDesk desk;
        const std::string longName = std::string(300, 'w');
        desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000}, .provider = "openai"}});
        desk.bill(desk.add("openai", longName.c_str()), {lineOf("2026-10-05", amount, longName.c_str(), TokenClass::Input), lineOf(ChargeCategory::Credit, "-2", longName.c_str()),
                                                         lineOf(ChargeCategory::Tax, "1.50", "<b>VAT</b>")});
        for (const QSize size : {QSize{964, 560}, QSize{1232, 768}}) {
            desk.page->resize(size);
            desk.show();
            const QStringList faults = TextProbe::faultsOf(*desk.page) + TextProbe::faultsOf(*desk.page->chart()) + TextProbe::faultsOf(*desk.page->steps());
            QVERIFY2(faults.isEmpty(), qPrintable(QString::fromLatin1(amount) + u'\n' + faults.join(u'\n').left(600)));
        }
        // The drawing spans what it says: the last bar ends where the steps lead to.
        WaterfallChart *chart = desk.page->chart();
        const int last = chart->tableRows() - 1;
        QVERIFY(chart->tableText(last - 1, 1) == chart->tableText(last, 1));
        QVERIFY(chart->barRect(last).height() >= 0);
    }
}

TOKENMETER_TEST(tst_ReconcilePage);

} // namespace test_ReconcilePage

#include "tst_ReconcilePage.moc"
