// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "FakeServices.h"
#include "TextProbe.h"
#include "charts/BandBars.h"
#include "flow/TestLedger.h"
#include "format/MoneyText.h"
#include "itemmodels/SheetModel.h"
#include "pages/CalculatorPanel.h"
#include "pages/ComparePage.h"
#include "shell/FilterPopup.h"
#include "shell/Language.h"
#include "support/ThreadTime.h"
#include "widgets/EmptyState.h"
#include "widgets/FactorSlider.h"
#include "widgets/LinkButton.h"
#include "widgets/PasteField.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>

namespace test_CalculatorPanel
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// The page Compare over an empty ledger on 18 Nov 2026, with the calculator open and two models chosen.
struct CalculatorDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<ComparePage> page{};
    PageContext context{};
    std::vector<ViewState> views{};
    std::vector<PageTable> opened{};

    explicit CalculatorDesk(const char *models = "google/gemini-2.5-pro|openai/gpt-4", bool isOpen = true)
    {
        services.reader = &ledger.reader();
        services.pricer = &ledger.pricer();
        page = std::make_unique<ComparePage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) {
            views.push_back(view);
            context.view = view;
            page->show(context, false);
        });
        QObject::connect(page.get(), &Page::tableWanted, page.get(), [this](const PageTable &table) { opened.push_back(table); });
        context.view.page = QStringLiteral("compare");
        if (isOpen) {
            context.view.options[QStringLiteral("compare.show")] = QStringLiteral("calculator");
        }
        if (*models != '\0') {
            context.view.options[QStringLiteral("compare.models")] = QString::fromLatin1(models);
        }
        context.filter.from = parseDay("2026-11-01");
        context.filter.to = parseDay("2026-11-30");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 1000);
        page->show();
        page->show(context, true);
        settle();
    }
    void settle()
    {
        QTRY_VERIFY(!page->isBusy());
        QCoreApplication::processEvents();
    }
    CalculatorPanel &panel() const { return *page->calculator(); }
    QString cell(int row, int column) const { return panel().rows()->cell(row, column).text; }
    void type(QWidget *field, const char *keys)
    {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, QString::fromLatin1(keys));
        settle();
    }
};

} // namespace

class tst_CalculatorPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void emptyLedgerLeadsToIt();
    void figuresAreTheCalculations();
    void fieldsAreTyped();
    void growthFreeTokensAndBatch();
    void slidersSetTheMix();
    void textIsPasted();
    void answerOfAnApiIsRead();
    void typingAsksOnce();
    void longTextDoesNotBlock();
    void hugeLineIsHeld();
    void nothingToCalculate();
    void modelsAreChosen();
    void otherCurrenciesStandBeside();
    void tabsSwitchByKeyboard();
    void tableIsExported();
    void textsFit_data();
    void textsFit();
};

void tst_CalculatorPanel::emptyLedgerLeadsToIt()
{
    CalculatorDesk desk{"", false};
    QVERIFY(!desk.page->needsUsage()); // also without any record
    QVERIFY(!desk.panel().isVisible());
    auto *button = desk.page->emptyState()->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.panel().isVisible());
    QVERIFY(!desk.page->emptyState()->isVisible());
    QCOMPARE(desk.page->which()->current(), 1);
    QVERIFY(desk.panel().rows()->rowCount() >= 10); // well known models
}

void tst_CalculatorPanel::figuresAreTheCalculations()
{
    CalculatorDesk desk;
    // 2,000 x 1.25 + 500 x 10 = 7,500 millionths; a thousand a month
    QCOMPARE(desk.cell(0, 0), QStringLiteral("Gemini 2.5 Pro"));
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0075"));
    QCOMPARE(desk.cell(0, 2), QStringLiteral("$7.50"));
    QCOMPARE(desk.cell(0, 3), QStringLiteral("$90.00"));
    QCOMPARE(desk.cell(1, 3), QStringLiteral("$1,080.00")); // (2,000 x 30 + 500 x 60) x 12,000
    const BandBarsData &bars = desk.panel().bars()->data();
    QCOMPARE(bars.bars.size(), 2U);
    QVERIFY(bars.bars[0].cost == desk.panel().calculation()->models[0].year.central.atto());
    QVERIFY(!bars.hasLine);
}

void tst_CalculatorPanel::fieldsAreTyped()
{
    CalculatorDesk desk;
    desk.type(desk.panel().sentField(), "8000");
    desk.type(desk.panel().answeredField(), "300");
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0130")); // 8,000 x 1.25 + 300 x 10
    // 8,300 of 8,192: said, and no figure.
    QCOMPARE(desk.cell(1, 3), QStringLiteral("–"));
    QCOMPARE(desk.cell(1, 5), QStringLiteral("context of 8,192 is too small"));
    QVERIFY(!desk.panel().bars()->data().bars[1].hasValue);
    desk.type(desk.panel().requestsField(), "10");
    QCOMPARE(desk.cell(0, 2), QStringLiteral("$0.1300"));
    // The slider of the answer follows: 300 of 8,300 is 3.6 %.
    QCOMPARE(desk.panel().answerSlider()->value(), 4);
}

void tst_CalculatorPanel::growthFreeTokensAndBatch()
{
    CalculatorDesk desk;
    desk.type(desk.panel().growthField(), "10");
    // 1,000, 1,100, 1,210, 1,331, 1,464, 1,611, 1,772, 1,949, 2,144, 2,358, 2,594, 2,853: 21,386 requests x 0.0075 = 160.395
    QCOMPARE(desk.cell(0, 3), QStringLiteral("$160.40"));
    desk.type(desk.panel().growthField(), "0");
    desk.type(desk.panel().freeField(), "2500000"); // 1,000 requests of 2,500 tokens
    QCOMPARE(desk.cell(0, 2), QStringLiteral("$0.00"));
    QCOMPARE(desk.cell(0, 3), QStringLiteral("$82.50"));
    QVERIFY(desk.cell(0, 5).contains(QStringLiteral("free: 1,000 requests")));
    QTest::mouseClick(desk.panel().batchBox(), Qt::LeftButton, {}, QPoint{8, desk.panel().batchBox()->height() / 2});
    desk.settle();
    QVERIFY(desk.panel().batchBox()->isChecked());
    QCOMPARE(desk.cell(0, 3), QStringLiteral("$41.25"));
    QVERIFY(desk.cell(1, 5).contains(QStringLiteral("no batch price")));
}

void tst_CalculatorPanel::slidersSetTheMix()
{
    CalculatorDesk desk;
    desk.panel().cacheSlider()->slider()->setValue(50);
    desk.settle();
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0064")); // 1,000 x 1.25 + 1,000 x 0.125 + 5,000 = 6,375
    QVERIFY(desk.cell(1, 5).contains(QStringLiteral("no cache")));
    desk.panel().cacheSlider()->slider()->setValue(0);
    desk.panel().answerSlider()->slider()->setValue(50);
    desk.settle();
    QCOMPARE(desk.panel().answeredField()->value(), 2'000); // as many as were sent
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0225"));
    // What is typed afterwards counts, and the share follows what is sent no longer.
    desk.type(desk.panel().answeredField(), "500");
    QCOMPARE(desk.panel().answeredField()->value(), 500);
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0075"));
    QCOMPARE(desk.panel().answerSlider()->value(), 20);
}

void tst_CalculatorPanel::textIsPasted()
{
    CalculatorDesk desk;
    QGuiApplication::clipboard()->setText(QString{1'000, QLatin1Char('x')});
    desk.panel().textField()->setFocus();
    QTest::keyClick(desk.panel().textField(), Qt::Key_V, Qt::ControlModifier);
    desk.settle();
    QCOMPARE(desk.panel().found(), QStringLiteral("Estimate: about 260 tokens, 200 to 400."));
    QVERIFY(!desk.panel().sentField()->isVisible() && desk.panel().answeredField()->isVisible());
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0053")); // 260 x 1.25 + 500 x 10 = 5,325
    QVERIFY(desk.cell(0, 4).contains(QStringLiteral("to"))); // a band
    const BandBarsData::Bar &bar = desk.panel().bars()->data().bars[0];
    QVERIFY(bar.low < bar.cost && bar.cost < bar.high);
    // Gone again: the counts.
    QTest::keyClick(desk.panel().textField(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(desk.panel().textField(), Qt::Key_Delete);
    desk.settle();
    QVERIFY(desk.panel().sentField()->isVisible() && desk.panel().found().isEmpty());
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0075"));
}

void tst_CalculatorPanel::answerOfAnApiIsRead()
{
    CalculatorDesk desk;
    desk.panel().textField()->setPlainText(QStringLiteral(
        R"({"id":"chatcmpl-1","object":"chat.completion","created":1762000000,"model":"gpt-4","usage":{"prompt_tokens":1200,"completion_tokens":300,"total_tokens":1500}})"));
    desk.settle();
    QCOMPARE(desk.panel().found(), QStringLiteral("Exact counts of GPT-4 (openai): 1,200 tokens sent, 300 answered."));
    QVERIFY(!desk.panel().sentField()->isVisible() && !desk.panel().answeredField()->isVisible());
    QCOMPARE(desk.cell(1, 1), QStringLiteral("$0.0540")); // its own model, exact: 1,200 x 30 + 300 x 60
    QCOMPARE(desk.cell(1, 4), QStringLiteral("–"));
    QVERIFY(desk.cell(0, 4).contains(QStringLiteral("to"))); // another family may count otherwise
}

/// Ten keys, one question.
void tst_CalculatorPanel::typingAsksOnce()
{
    CalculatorDesk desk;
    const auto before = desk.services.channels.count(QStringLiteral("compare.calculate"));
    desk.panel().textField()->setFocus();
    QTest::keyClicks(desk.panel().textField(), QStringLiteral("ten letters"));
    QVERIFY(desk.page->isBusy());
    QCOMPARE(desk.services.channels.count(QStringLiteral("compare.calculate")), before);
    desk.settle();
    QCOMPARE(desk.services.channels.count(QStringLiteral("compare.calculate")), before + 1);
    QCOMPARE(desk.services.channels.count(QStringLiteral("compare")), 1); // the records were not read again
}

/// The text is read where questions are answered, not where keys are.
void tst_CalculatorPanel::longTextDoesNotBlock()
{
    const QString text = (QString{80, QLatin1Char('x')} + QLatin1Char('\n')).repeated(12'000); // a million letters in lines
    const auto keyMs = [&text](QPlainTextEdit *field) {
        field->setPlainText(text);
        return threadMs([field] { QTest::keyClick(field, Qt::Key_A); });
    };
    // What Qt's own field takes for it, on this machine and in this build.
    const double usual = [&keyMs] {
        QPlainTextEdit plain;
        plain.resize(600, 200);
        plain.show();
        return keyMs(&plain);
    }();
    CalculatorDesk desk;
    desk.services.holdReadings = true;
    const double spent = keyMs(desk.panel().textField());
    QVERIFY2(spent < 3 * usual + 150, qPrintable(QStringLiteral("%1 ms, a plain field %2 ms").arg(spent).arg(usual)));
    QTRY_VERIFY(!desk.panel().isWaiting());
    QCOMPARE(desk.cell(0, 1), QStringLiteral("$0.0075")); // what was known stays until the answer comes
    QVERIFY(desk.page->isBusy());
}

/// One line of three million letters: the field does not lay it out, and all of it is counted.
void tst_CalculatorPanel::hugeLineIsHeld()
{
    CalculatorDesk desk;
    const QString before = desk.cell(0, 1);
    const auto paste = [&](const QString &text) {
        QApplication::clipboard()->setText(text);
        return threadMs([&] { desk.panel().textField()->paste(); });
    };
    paste(QStringLiteral("a short text"));
    desk.settle();
    QCOMPARE(desk.panel().textField()->toPlainText(), QStringLiteral("a short text"));
    QVERIFY(desk.panel().heldWords().isEmpty());
    const double spent = paste(QString{3'100'000, QLatin1Char('x')});
    QVERIFY2(spent < 300, qPrintable(QString::number(spent)));
    QVERIFY(!desk.panel().textField()->isVisible() && desk.panel().clearLink()->isVisible());
    QVERIFY(desk.panel().heldWords().contains(QStringLiteral("being counted")));
    desk.settle();
    QCOMPARE(desk.panel().heldWords(), QStringLiteral("Text of 3.1 MB, 3,100,000 characters"));
    QVERIFY(desk.panel().calculation()->question.central.input > 500'000);
    QVERIFY(desk.cell(0, 1) != before);
    QTest::mouseClick(desk.panel().clearLink(), Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.panel().textField()->isVisible() && desk.panel().heldWords().isEmpty());
    QCOMPARE(desk.cell(0, 1), before);
}

void tst_CalculatorPanel::nothingToCalculate()
{
    CalculatorDesk desk;
    desk.type(desk.panel().sentField(), "0");
    desk.type(desk.panel().answeredField(), "0");
    QVERIFY(desk.panel().note().contains(QStringLiteral("Say how large")));
    desk.type(desk.panel().sentField(), "10");
    QVERIFY(desk.panel().note().isEmpty());
}

void tst_CalculatorPanel::modelsAreChosen()
{
    CalculatorDesk desk;
    QTest::mouseClick(desk.panel().addButton(), Qt::LeftButton);
    FilterPopup *picker = desk.page->picker();
    QVERIFY(picker->isVisible());
    picker->close();
    desk.context.view.options[QStringLiteral("compare.models")] = QStringLiteral("google/gemini-2.5-pro|nobody/nothing-1");
    desk.page->show(desk.context, false);
    desk.settle();
    QCOMPARE(desk.panel().rows()->rowCount(), 1);
    QVERIFY(desk.panel().note().contains(QStringLiteral("nobody/nothing-1")));
}

/// Two currencies are neither added nor drawn on one axis.
void tst_CalculatorPanel::otherCurrenciesStandBeside()
{
    CalculatorDesk desk{"alibaba-cn/qwen3-max|google/gemini-2.5-pro"};
    const BandBarsData &bars = desk.panel().bars()->data();
    QCOMPARE(bars.bars[0].name, QStringLiteral("Gemini 2.5 Pro")); // the view's currency first
    QVERIFY(!bars.bars[1].hasValue);
    QVERIFY(bars.bars[1].shown.contains(QChar{0xA5}));
    QCOMPARE(desk.cell(1, 3), MoneyText::amount(desk.panel().calculation()->models[0].year.central));
}

void tst_CalculatorPanel::tabsSwitchByKeyboard()
{
    CalculatorDesk desk{"google/gemini-2.5-pro", false};
    desk.page->which()->setFocus();
    QTest::keyClick(desk.page->which(), Qt::Key_Right);
    desk.settle();
    QVERIFY(desk.panel().isVisible());
    QCOMPARE(desk.context.view.options.at(QStringLiteral("compare.show")), QStringLiteral("calculator"));
    QTest::keyClick(desk.page->which(), Qt::Key_Left);
    desk.settle();
    QVERIFY(!desk.panel().isVisible());
    QVERIFY(desk.context.view.options.count(QStringLiteral("compare.show")) == 0);
}

void tst_CalculatorPanel::tableIsExported()
{
    CalculatorDesk desk;
    const std::vector<PageTable> tables = desk.page->tables();
    QCOMPARE(tables.size(), 1U);
    QCOMPARE(tables[0].rows.size(), 2U);
    QCOMPARE(tables[0].rows[0][3].exact, QStringLiteral("$90.00"));
    QVERIFY(tables[0].title.contains(QStringLiteral("1,000 requests each month")));
}

void tst_CalculatorPanel::textsFit_data()
{
    QTest::addColumn<QString>("languageName");
    QTest::addColumn<int>("width");
    for (const char *name : {"en", "zh_CN"}) {
        for (const int width : {816, 1232, 1700}) {
            QTest::addRow("%s %d", name, width) << QString::fromLatin1(name) << width;
        }
    }
}

void tst_CalculatorPanel::textsFit()
{
    QFETCH(QString, languageName);
    QFETCH(int, width);
    language::apply(languageName);
    {
        CalculatorDesk desk{""};
        desk.page->resize(width, 1400);
        desk.panel().textField()->setPlainText(QString{300, QLatin1Char('x')});
        desk.settle();
        QCOMPARE(TextProbe::faultsOf(*desk.page), QStringList{});
    }
    language::apply(QStringLiteral("en"));
}

TOKENMETER_TEST(tst_CalculatorPanel);

} // namespace test_CalculatorPanel

#include "tst_CalculatorPanel.moc"
