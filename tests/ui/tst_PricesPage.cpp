// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "TextProbe.h"
#include "itemmodels/SheetModel.h"
#include "pages/PricesPage.h"
#include "shell/Language.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QtTest>

namespace test_PricesPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// A page over a ledger of its own on Wed 18 Nov 2026, 14:32 in Berlin.
struct PricesDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<PricesPage> page{};
    PageContext context{};
    QStringList priced{}; ///< "provider/model" of setPriceWanted
    QStringList messages{};
    std::vector<ViewState> left{}; ///< views of other pages

    PricesDesk()
    {
        services.reader = &ledger.reader();
        services.writer = &ledger.writer();
        services.pricer = &ledger.pricer();
        page = std::make_unique<PricesPage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) {
            if (view.page != QStringLiteral("prices")) {
                left.push_back(view);
                return;
            }
            context.view = view;
            page->show(context, false);
        });
        QObject::connect(page.get(), &Page::setPriceWanted, page.get(),
                         [this](const QString &provider, const QString &model) { priced << provider + u'/' + model; });
        QObject::connect(page.get(), &Page::message, page.get(), [this](const QString &sentence, bool) { messages << sentence; });
        context.view.page = QStringLiteral("prices");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 768);
    }
    /// Opus 5 and Gemini 3.6 Flash, an old model, and two without a price.
    void fillLedger()
    {
        ledger.add({{.time = "2026-11-10T12:00:00Z", .model = "claude-opus-5", .tokens = {.input = 1'000'000}},
                    {.time = "2026-11-10T12:00:00Z", .model = "gemini-3.6-flash", .tokens = {.output = 2'000'000}},
                    {.time = "2026-11-11T12:00:00Z", .model = "claude-opus-4-1-20250805", .tokens = {.input = 1000}},
                    {.time = "2026-11-11T12:00:00Z", .model = "qwen3-coder-next", .tokens = {.input = 3000}, .provider = "lab"},
                    {.time = "2026-11-12T12:00:00Z", .model = "qwen3-coder-next", .tokens = {.input = 1100}, .provider = "lab"},
                    {.time = "2026-11-12T12:00:00Z", .model = "house-model", .tokens = {.input = 5}}});
    }
    void show()
    {
        page->show();
        page->show(context, true);
        settle();
    }
    void settle() const { QTRY_VERIFY(!page->isBusy()); }
    void choose(const char *key)
    {
        context.view.options[QStringLiteral("prices.model")] = QString::fromLatin1(key);
        page->show(context, false);
        settle();
    }
    /// Columns of a row, joined.
    static QString rowText(const PricesPage::Sheet &sheet, int row)
    {
        QStringList cells;
        for (int column = 0; column < sheet.model->columnCount(); ++column) {
            cells << sheet.model->index(row, column).data().toString();
        }
        return cells.join(QStringLiteral(" | "));
    }
    static void click(const PricesPage::Sheet &sheet, int row)
    {
        const QRect place = sheet.table->visualRect(sheet.model->index(row, 0));
        QVERIFY(!place.isEmpty());
        QTest::mouseClick(sheet.table->viewport(), Qt::LeftButton, {}, place.center());
    }
};

CatalogueChange changeOf(ChangeKind kind, const char *model, const char *before, const char *after, std::uint32_t guards = 0)
{
    return {.kind = kind, .model = model, .mode = "standard", .from = "2026-11-18", .before = before, .after = after, .guards = guards};
}

PriceUpdate someUpdate()
{
    PriceUpdate update{.source = QStringLiteral("models.dev"), .fetched = parseTime("2026-11-18T09:00:00Z")->time};
    update.changes = {changeOf(ChangeKind::PriceAdded, "anthropic/claude-opus-5", "5/25", "4/20"), changeOf(ChangeKind::ModelAdded, "openai/gpt-9", "", "6/30")};
    update.preview = {.records = 12, .newlyPriced = 2, .before = {money("10.5")}, .after = {money("8.25")}};
    return update;
}

} // namespace

class tst_PricesPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        language::apply(QStringLiteral("en"));
        Theme::apply(*qApp, Theme::Mode::Light);
    }
    void usedAndAll();
    void cutIsMarked();
    void announcedPrices();
    void unpricedInOneStep();
    void ownPricesAndDiscounts();
    void retirements();
    void recordsOfAModel();
    void checksWhenAsked();
    void demoAsksNobody();
    void acceptsAndDiscards();
    void guardedChanges();
    void failureIsSaid();
    void emptyLedger();
    void tablesForExport();
    void noTextIsCut_data();
    void noTextIsCut();
};

/// By hand: a million input of Opus 5 at $5; two million output of Gemini 3.6 Flash at $3.75.
void tst_PricesPage::usedAndAll()
{
    PricesDesk desk;
    desk.fillLedger();
    desk.show();
    QCOMPARE(desk.page->modelSheet().model->rowCount(), 3);
    QCOMPARE(desk.rowText(desk.page->modelSheet(), 0), QStringLiteral("Gemini 3.6 Flash | $0.75 | $0.075 | – | $3.75 | 13 Aug | $7.50"));
    QCOMPARE(desk.rowText(desk.page->modelSheet(), 1), QStringLiteral("Claude Opus 5 | $5.00 | $0.50 | $6.25 | $25.00 | 24 Jul | $5.00"));
    QTest::keyClick(desk.page->showSwitch(), Qt::Key_Right);
    QCOMPARE(desk.context.view.options[QStringLiteral("prices.show")], QStringLiteral("all"));
    QCOMPARE(desk.page->modelSheet().model->rowCount(), 357);
    QCOMPARE(desk.page->totalText(), QStringLiteral("357"));
    QTest::keyClick(desk.page->showSwitch(), Qt::Key_Right);
    const int changed = desk.page->modelSheet().model->rowCount();
    QVERIFY(changed > 20 && changed < 200);
    // A row is chosen by clicking it.
    desk.click(desk.page->modelSheet(), 1);
    QCOMPARE(desk.context.view.options[QStringLiteral("prices.model")].isEmpty(), false);
    QCOMPARE(desk.page->chart()->data().title, desk.page->modelSheet().model->index(1, 0).data().toString().section(QStringLiteral(" · "), 0, 0));
}

/// Qwen-Long: 20 CNY before its cut, 0.5 after it: 19.5 of 20 are 97.5 %.
void tst_PricesPage::cutIsMarked()
{
    PricesDesk desk;
    desk.show();
    desk.choose("alibaba-cn/qwen-long");
    const PriceHistoryData &data = desk.page->chart()->data();
    QCOMPARE(data.title, QStringLiteral("Qwen-Long"));
    QCOMPARE(data.changes.size(), std::size_t{2});
    QCOMPARE(data.changes[1].brief, QStringLiteral("▼\u00a097.5\u00a0%"));
    QCOMPARE(data.changes[1].detail, QStringLiteral("input from ¥20.00 to ¥0.50"));
    const QStringList words = desk.page->chart()->placedWords();
    QCOMPARE(words.size(), 1);
    QVERIFY2(words[0].startsWith(data.changes[1].brief + QStringLiteral(" on ")) && words[0].endsWith(data.changes[1].detail), qPrintable(words[0]));
    QVERIFY2(desk.rowText(desk.page->rowSheet(), 0).contains(data.changes[1].brief), qPrintable(desk.rowText(desk.page->rowSheet(), 0)));
    QVERIFY(desk.page->rowSheet().card->title() == QStringLiteral("Price rows"));
    QVERIFY2(desk.page->factsText().contains(QStringLiteral("Known as: ")) && desk.page->factsText().contains(QStringLiteral("10,000,000 tokens, no steps")),
             qPrintable(desk.page->factsText()));
    // The twin for those who do not see it.
    QCOMPARE(desk.page->chart()->tableRows(), 2);
    QCOMPARE(desk.page->chart()->tableText(1, 0), data.changes[1].brief);
}

/// By hand: two million output at $3.75 are $7.50, from 2027 on at $7.50 they are $15.
void tst_PricesPage::announcedPrices()
{
    PricesDesk desk;
    desk.fillLedger();
    desk.show();
    QVERIFY(!desk.page->aheadSheet().card->isHidden());
    QCOMPARE(desk.page->aheadSheet().model->rowCount(), 1);
    QCOMPARE(desk.rowText(desk.page->aheadSheet(), 0),
             QStringLiteral("Gemini 3.6 Flash | 1 Jan 2027 | $0.75 → $1.50 | $3.75 → $7.50 | $7.50 | $15.00 | ▲\u00a0100.0\u00a0%"));
    // And the chart draws it behind today.
    desk.choose("google/gemini-3.6-flash");
    QVERIFY(desk.page->chart()->data().to > parseTime("2027-01-01")->time);
    QCOMPARE(desk.page->chart()->data().changes.back().day, QStringLiteral("1 Jan 2027"));
}

void tst_PricesPage::unpricedInOneStep()
{
    PricesDesk desk;
    desk.fillLedger();
    desk.show();
    const PricesPage::Sheet &sheet = desk.page->unpricedSheet();
    QCOMPARE(sheet.model->rowCount(), 2);
    QCOMPARE(desk.rowText(sheet, 0), QStringLiteral("qwen3-coder-next | lab | 2 | 4.10\u00a0k"));
    QVERIFY2(sheet.sentence->text().contains(QStringLiteral("3 requests")) && sheet.sentence->text().contains(QStringLiteral("4,105 tokens")), qPrintable(sheet.sentence->text()));
    desk.click(sheet, 0);
    QCOMPARE(desk.priced, QStringList{QStringLiteral("lab/qwen3-coder-next")});
    sheet.table->setFocus();
    sheet.table->setCurrentIndex(sheet.model->index(1, 0));
    QTest::keyClick(sheet.table, Qt::Key_Return);
    QCOMPARE(desk.priced.back(), QStringLiteral("/house-model"));
}

void tst_PricesPage::ownPricesAndDiscounts()
{
    PricesDesk desk;
    QVERIFY(desk.ledger.writer().addOwnPrice({.uuid = "9", .model = "house-model", .currency = "USD", .from = "2026-11-01", .input = "1.5", .output = "3"}, desk.services.clock));
    Plan plan{.name = "Framework <b>", .kind = PlanKind::Discount, .from = parseTime("2026-10-01")->time, .multiplier = 850'000'000};
    plan.providers = {"anthropic"};
    QVERIFY(desk.ledger.writer().addPlan(plan, desk.services.clock));
    desk.show();
    const PricesPage::Sheet &sheet = desk.page->agreementSheet();
    QCOMPARE(sheet.model->rowCount(), 2);
    QCOMPARE(desk.rowText(sheet, 0), QStringLiteral("house-model | 1 Nov | – | $1.50 | $3.00 | –"));
    QCOMPARE(desk.rowText(sheet, 1), QStringLiteral("Framework <b> | 1 Oct | – | – | – | 85\u00a0%"));
}

void tst_PricesPage::retirements()
{
    PricesDesk desk;
    desk.fillLedger();
    desk.show();
    QVERIFY2(desk.page->note().contains(QStringLiteral("Claude Opus 4.1 is no longer served since 5 Aug. Claude Opus 5.5 is cheaper: input $4.00 after $15.00, output $20.00 after $75.00.")),
             qPrintable(desk.page->note()));
}

void tst_PricesPage::recordsOfAModel()
{
    PricesDesk desk;
    desk.fillLedger();
    desk.show();
    desk.choose("anthropic/claude-opus-4-1");
    QTest::mouseClick(desk.page->recordsButton(), Qt::LeftButton);
    QCOMPARE(desk.left.size(), std::size_t{1});
    QCOMPARE(desk.left[0].page, QStringLiteral("records"));
    QTest::mouseClick(desk.page->ownPriceButton(), Qt::LeftButton);
    QCOMPARE(desk.priced, QStringList{QStringLiteral("/claude-opus-4-1-20250805")});
    desk.choose("alibaba-cn/qwen-long");
    QVERIFY(!desk.page->recordsButton()->isEnabled() && !desk.page->recordsButton()->toolTip().isEmpty());
}

void tst_PricesPage::checksWhenAsked()
{
    PricesDesk desk;
    desk.show();
    QVERIFY(desk.services.prices().calls.isEmpty()); // nothing is asked by itself
    desk.page->listBox()->setCurrentIndex(1);
    QTest::mouseClick(desk.page->checkButton(), Qt::LeftButton);
    QCOMPARE(desk.services.prices().calls, QStringList{QStringLiteral("fetch litellm")});
    QVERIFY(!desk.page->checkButton()->isEnabled());
    QVERIFY(desk.page->updateSheet().card->isHidden());
    desk.services.prices().busy = false;
    desk.services.prices().found = PriceFindings{.list = QStringLiteral("litellm"), .known = 12};
    desk.services.prices().tell();
    QVERIFY(desk.page->checkButton()->isEnabled());
    QVERIFY2(desk.page->note().contains(QStringLiteral("litellm prices 12 of the models here and changes none of them.")), qPrintable(desk.page->note()));
}

void tst_PricesPage::demoAsksNobody()
{
    PricesDesk desk;
    desk.services.prices().asks = false;
    desk.show();
    QVERIFY(!desk.page->checkButton()->isEnabled());
    QVERIFY(!desk.page->checkButton()->toolTip().isEmpty());
    QTest::mouseClick(desk.page->checkButton(), Qt::LeftButton);
    QVERIFY(desk.services.prices().calls.isEmpty());
}

void tst_PricesPage::acceptsAndDiscards()
{
    PricesDesk desk;
    desk.services.prices().update = someUpdate();
    desk.show();
    const PricesPage::Sheet &sheet = desk.page->updateSheet();
    QVERIFY(!sheet.card->isHidden());
    QCOMPARE(desk.rowText(sheet, 0), QStringLiteral("Claude Opus 5 | price added | 18 Nov | $5.00 / $25.00 | $4.00 / $20.00 | –"));
    QCOMPARE(desk.rowText(sheet, 1), QStringLiteral("openai/gpt-9 | model added | 18 Nov | – | $6.00 / $30.00 | –"));
    QCOMPARE(sheet.sentence->text(), QStringLiteral("12 records would move from $10.50 to $8.25. 2 of them had no price."));
    QTest::mouseClick(desk.page->acceptButton(), Qt::LeftButton);
    QCOMPARE(desk.services.prices().calls, QStringList{QStringLiteral("accept")});
    QVERIFY(sheet.card->isHidden());
    QCOMPARE(desk.messages, QStringList{QStringLiteral("The new prices are in use. 12 amounts moved.")});
    desk.services.prices().update = someUpdate();
    desk.services.prices().tell();
    QVERIFY(!sheet.card->isHidden());
    QTest::mouseClick(desk.page->discardButton(), Qt::LeftButton);
    QCOMPARE(desk.services.prices().calls.back(), QStringLiteral("discard"));
    QVERIFY(sheet.card->isHidden());
}

/// What looks wrong is shown and cannot be accepted before it was asked for.
void tst_PricesPage::guardedChanges()
{
    PricesDesk desk;
    desk.services.prices().found
        = PriceFindings{.list = QStringLiteral("models.dev"), .known = 3, .guarded = {changeOf(ChangeKind::PriceAdded, "anthropic/claude-opus-5", "5/25", "55/250", TenTimesGuard)}};
    desk.show();
    const PricesPage::Sheet &sheet = desk.page->updateSheet();
    QVERIFY(!sheet.card->isHidden() && desk.page->acceptButton()->isHidden());
    QVERIFY2(desk.rowText(sheet, 0).endsWith(QStringLiteral("more than ten times dearer or cheaper")), qPrintable(desk.rowText(sheet, 0)));
    QTest::mouseClick(desk.page->guardedButton(), Qt::LeftButton);
    QCOMPARE(desk.services.prices().calls, QStringList{QStringLiteral("fetch models.dev with guarded")});
}

void tst_PricesPage::failureIsSaid()
{
    PricesDesk desk;
    desk.services.prices().problem = Problem{.cause = Cause::BadCatalogue, .args = {"document", "not an object"}};
    desk.show();
    QVERIFY2(desk.page->note().contains(QStringLiteral("not an object")), qPrintable(desk.page->note()));
}

/// Without usage the whole list is shown, and nothing that would be empty.
void tst_PricesPage::emptyLedger()
{
    PricesDesk desk;
    desk.show();
    QCOMPARE(desk.page->totalText(), QStringLiteral("357"));
    for (const PricesPage::Sheet *sheet : {&desk.page->unpricedSheet(), &desk.page->aheadSheet(), &desk.page->agreementSheet(), &desk.page->updateSheet()}) {
        QVERIFY(sheet->card->isHidden());
    }
    QVERIFY(!desk.page->chart()->data().lines.empty());
}

void tst_PricesPage::tablesForExport()
{
    PricesDesk desk;
    desk.fillLedger();
    desk.show();
    const std::vector<PageTable> tables = desk.page->tables();
    QCOMPARE(tables.size(), std::size_t{4});
    QCOMPARE(tables[0].columns.front(), QStringLiteral("Model"));
    QCOMPARE(tables[0].rows[1][1].exact, QStringLiteral("5")); // as the price list writes it
    QVERIFY(csvOf(tables[2]).contains(QStringLiteral("qwen3-coder-next")));
}

void tst_PricesPage::noTextIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("update");
    QTest::addColumn<QString>("model");
    const QString en = QStringLiteral("en");
    const QString zh = QStringLiteral("zh_CN");
    QTest::newRow("light") << QSize{1232, 900} << false << en << true << QStringLiteral("alibaba-cn/qwen-long");
    QTest::newRow("dark") << QSize{1232, 900} << true << en << false << QStringLiteral("google/gemini-3.6-flash");
    QTest::newRow("chinese") << QSize{1232, 900} << false << zh << true << QStringLiteral("alibaba-cn/qwen3-max");
    QTest::newRow("narrow") << QSize{964, 1600} << false << en << true << QStringLiteral("openai/gpt-5.6-sol");
    QTest::newRow("narrow chinese") << QSize{964, 1600} << true << zh << true << QStringLiteral("deepseek/deepseek-v4-pro");
}

void tst_PricesPage::noTextIsCut()
{
    QFETCH(const QSize, size);
    QFETCH(const bool, dark);
    QFETCH(const QString, language);
    QFETCH(const bool, update);
    QFETCH(const QString, model);
    language::apply(language);
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    PricesDesk desk;
    desk.fillLedger();
    QVERIFY(desk.ledger.writer().addOwnPrice({.uuid = "9", .model = "house-model", .currency = "CNY", .from = "2026-11-01", .input = "1.5", .output = "3"}, desk.services.clock));
    if (update) {
        desk.services.prices().update = someUpdate();
    }
    desk.context.view.options[QStringLiteral("prices.model")] = model;
    desk.context.view.options[QStringLiteral("prices.show")] = QStringLiteral("all");
    desk.page->resize(size);
    desk.show();
    QTest::qWait(50); // places are found when the page is shown
    const QImage picture = desk.page->grab().toImage();
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        picture.save(QDir{folder}.filePath(QStringLiteral("prices-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    }
    QCOMPARE(TextProbe::faultsOf(*desk.page), QStringList{});
}

TOKENMETER_TEST(tst_PricesPage);

} // namespace test_PricesPage

#include "tst_PricesPage.moc"
