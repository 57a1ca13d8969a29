// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "FakeServices.h"
#include "TextProbe.h"
#include "flow/TestLedger.h"
#include "format/MoneyText.h"
#include "pages/AdviceCard.h"
#include "pages/CompareMoveBar.h"
#include "pages/ComparePage.h"
#include "shell/FilterLine.h"
#include "shell/FilterPopup.h"
#include "widgets/EmptyState.h"
#include "widgets/FactorSlider.h"
#include "widgets/LinkButton.h"
#include "widgets/ProgressBox.h"
#include "widgets/Segmented.h"
#include "widgets/StepList.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>

#include <algorithm>

namespace test_ComparePage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// A page over a ledger of its own on Wed 18 Nov 2026, 14:32 in Berlin, looking at November.
struct CompareDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<ComparePage> page{};
    PageContext context{};
    std::vector<ViewState> views{};
    std::vector<PageTable> opened{};
    int saved = 0;

    CompareDesk()
    {
        services.reader = &ledger.reader();
        services.pricer = &ledger.pricer();
        page = std::make_unique<ComparePage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) {
            views.push_back(view);
            if (view.page == QStringLiteral("compare")) {
                context.view = view;
                page->show(context, false);
            }
        });
        QObject::connect(page.get(), &Page::tableWanted, page.get(), [this](const PageTable &table) { opened.push_back(table); });
        QObject::connect(page.get(), &Page::saveViewWanted, page.get(), [this] { ++saved; });
        context.view.page = QStringLiteral("compare");
        context.filter.from = parseDay("2026-11-01");
        context.filter.to = parseDay("2026-11-30");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 1400);
    }
    /// Work of one model: long prompts from a cache.
    void work(const char *model = "claude-opus-4-5", const char *provider = "anthropic", int requests = 6)
    {
        std::vector<Use> uses;
        for (int i = 0; i < requests; ++i) {
            uses.push_back({.time = "2026-11-12T12:00:00Z", .model = model, .tokens = {.input = 1000, .cacheRead = 20'000 + i, .cacheWrite5m = 1500, .output = 400}, .provider = provider});
        }
        ledger.add(uses);
    }
    void choose(const char *models) { context.view.options[QStringLiteral("compare.models")] = QString::fromLatin1(models); }
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
    int barOf(const char *name) const
    {
        const auto &bars = page->bars()->data().bars;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            if (bars[i].name == QLatin1String(name)) {
                return int(i);
            }
        }
        return -1;
    }
    const BandBarsData::Bar &bar(const char *name) const { return page->bars()->data().bars.at(std::size_t(barOf(name))); }
};

} // namespace

class tst_ComparePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figuresAreTheComparisons();
    void itsOwnModelIsTheActual();
    void nothingInView();
    void slidersMoveTheCentreThenTheBand();
    void keysMoveSliders();
    void modelsAreChosenBySearch();
    void columnsAreLeft();
    void clicksLeadToRecordsOrThePrice();
    void scaleAndRatings();
    void frontierSaysWhatItKnows();
    void notComparableIsSaid();
    void currenciesWithoutARate();
    void coursesCloseWithTheTotal();
    void scenarioIsTheView();
    void tooManyAreNotRead();
    void onlySomeMove();
    void aMoveIsReadInWords();
    void wrongMoveIsSaid();
    void allOfThemInTheBackground();
    void backgroundIsCancelled();
    void adviceNamesPlans();
    void drawsWhatDoesNotFit();
    void adviceLeadsToItsRecords();
    void adviceSaysThatThereIsNone();
};

void tst_ComparePage::figuresAreTheComparisons()
{
    CompareDesk desk;
    desk.work();
    desk.choose("anthropic/claude-opus-4-5|google/gemini-2.5-pro|openai/gpt-4");
    desk.show();
    const CompareData &data = *desk.page->data();
    QCOMPARE(data.comparison.models.size(), 3U);
    QCOMPARE(desk.page->totalText(), MoneyText::amount(data.comparison.actual.at(0)));
    const BandBarsData::Bar &gemini = desk.bar("Gemini 2.5 Pro");
    QVERIFY(gemini.hasValue && gemini.low < gemini.cost && gemini.cost < gemini.high);
    QVERIFY(gemini.cost == data.comparison.models[1].cost[0].cost.atto());
    QCOMPARE(desk.page->bars()->data().line, data.comparison.actual[0].atto());
    QVERIFY(desk.page->bars()->data().lineText.contains(MoneyText::amount(data.comparison.actual[0])));
    QVERIFY(desk.page->tables().size() == 3U);
    QCOMPARE(desk.page->tables()[0].footer[2].text, desk.page->totalText());
}

void tst_ComparePage::itsOwnModelIsTheActual()
{
    CompareDesk desk;
    desk.work();
    desk.choose("anthropic/claude-opus-4-5");
    desk.show();
    const BandBarsData::Bar &own = desk.bar("Claude Opus 4.5");
    QVERIFY(own.cost == desk.page->bars()->data().line && own.low == own.cost && own.high == own.cost);
    QVERIFY(own.against.endsWith(QStringLiteral("the same")));
}

void tst_ComparePage::nothingInView()
{
    CompareDesk desk;
    desk.show();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(!desk.page->bars()->isVisible());
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1000}}});
    desk.page->show(desk.context, true);
    desk.settle();
    auto *button = desk.page->emptyState()->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(desk.views.size(), 1U);
}

void tst_ComparePage::slidersMoveTheCentreThenTheBand()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    const Int128 before = desk.bar("Gemini 2.5 Pro").cost;
    const auto bands = desk.services.channels.count(QStringLiteral("compare.replay"));
    desk.page->answer()->slider()->setValue(200);
    QTRY_VERIFY(desk.bar("Gemini 2.5 Pro").cost > before);
    QVERIFY(desk.services.channels.count(QStringLiteral("compare.replay")) > bands);
    desk.settle();
    const BandBarsData::Bar &after = desk.bar("Gemini 2.5 Pro");
    QVERIFY(after.low < after.cost && after.cost < after.high);
    QCOMPARE(desk.context.view.options[QStringLiteral("compare.assume")], QStringLiteral("answer=1.6:2:2.6"));
    QCOMPARE(desk.services.channels.count(QStringLiteral("compare")), 1); // the records were read once
    QVERIFY(desk.page->resetButton()->isEnabled());
    QTest::mouseClick(desk.page->resetButton(), Qt::LeftButton);
    desk.settle();
    QVERIFY(desk.bar("Gemini 2.5 Pro").cost == before);
    QVERIFY(!desk.page->resetButton()->isEnabled());
    QCOMPARE(desk.page->answer()->value(), 100);
}

void tst_ComparePage::keysMoveSliders()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    const QString before = desk.page->cache()->text();
    desk.page->cache()->slider()->setFocus();
    QTest::keyClick(desk.page->cache()->slider(), Qt::Key_Left);
    QTest::keyClick(desk.page->cache()->slider(), Qt::Key_PageDown);
    desk.settle();
    QVERIFY(desk.page->cache()->text() != before);
    QVERIFY(desk.context.view.options[QStringLiteral("compare.assume")].startsWith(QStringLiteral("cache=")));
    QCOMPARE(desk.page->cache()->value(), 79);
}

void tst_ComparePage::modelsAreChosenBySearch()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    FilterPopup *picker = desk.page->picker();
    picker->openBelow(desk.page->addButton());
    QTest::keyClicks(picker->searchField(), QStringLiteral("Opus 4.1"));
    QCoreApplication::processEvents();
    QListView *list = picker->list();
    QVERIFY(list->model()->rowCount() >= 1);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Space);
    desk.settle();
    QVERIFY(desk.context.view.options[QStringLiteral("compare.models")].contains(QStringLiteral("claude-opus-4-1")));
    QVERIFY(desk.context.view.options[QStringLiteral("compare.models")].contains(QStringLiteral("google/gemini-2.5-pro")));
    QVERIFY(desk.barOf("Claude Opus 4.1") >= 0);
    picker->close();
}

void tst_ComparePage::columnsAreLeft()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro|anthropic/claude-opus-4-5");
    desk.show();
    SideBySide *cards = desk.page->cards();
    QCOMPARE(cards->data().columns.size(), 2U);
    const QString gone = cards->data().columns[0].name;
    QTest::mouseClick(cards, Qt::LeftButton, {}, cards->crossRect(0).center().toPoint());
    desk.settle();
    QCOMPARE(cards->data().columns.size(), 1U);
    QVERIFY(cards->data().columns[0].name != gone);
    QVERIFY(!cards->data().columns[0].canGo); // none would mean those that the page chooses
    QTest::keyClick(cards, Qt::Key_Delete);
    desk.settle();
    QCOMPARE(cards->data().columns.size(), 1U);
    // More than can be read are not drawn, and that is said.
    QString many;
    for (const CompareChoice &choice : desk.page->data()->basis->choices) {
        many += QString::fromStdString(choice.model.key) + u'|';
    }
    desk.choose(qPrintable(many));
    desk.show();
    QCOMPARE(desk.page->bars()->data().bars.size(), MostCompared);
    QVERIFY(desk.page->note().contains(QStringLiteral("Only 24 models")));
}

void tst_ComparePage::clicksLeadToRecordsOrThePrice()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro|anthropic/claude-opus-4-5");
    desk.show();
    BandBars *bars = desk.page->bars();
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->rowRect(desk.barOf("Claude Opus 4.5")).center().toPoint());
    QCOMPARE(desk.views.size(), 1U);
    QCOMPARE(desk.views[0].page, QStringLiteral("records"));
    QVERIFY(desk.views[0].filter.has(FilterKey::Model));
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->rowRect(desk.barOf("Gemini 2.5 Pro")).center().toPoint());
    QCOMPARE(desk.views.size(), 2U);
    QCOMPARE(desk.views[1].page, QStringLiteral("prices"));
    QCOMPARE(optionOf(desk.views[1], "prices.model"), QStringLiteral("google/gemini-2.5-pro"));
    // What it asks explains itself beside the bar, too.
    bars->setFocus();
    bars->setCurrent(desk.barOf("Gemini 2.5 Pro"));
    QTest::keyClick(bars, Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(desk.opened.size(), 1U);
    QCOMPARE(desk.opened[0].rows[0][1].text, QStringLiteral("$1.25"));
    QVERIFY(!desk.opened[0].note.isEmpty()); // which price list
    // The same by keys, and from the cards.
    bars->setFocus();
    bars->setCurrent(desk.barOf("Gemini 2.5 Pro"));
    QTest::keyClick(bars, Qt::Key_Return);
    QCOMPARE(desk.views.size(), 3U);
    desk.page->cards()->setFocus();
    QTest::keyClick(desk.page->cards(), Qt::Key_Right);
    QTest::keyClick(desk.page->cards(), Qt::Key_Return);
    QCOMPARE(desk.views.size(), 4U);
}

void tst_ComparePage::scaleAndRatings()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro|anthropic/claude-opus-4-5");
    desk.show();
    QComboBox *scale = desk.page->scaleBox();
    QVERIFY(scale->count() > 3);
    QVERIFY(scale->currentText().contains(QStringLiteral("Coding")));
    scale->setCurrentIndex(scale->count() - 1);
    Q_EMIT scale->activated(scale->count() - 1);
    desk.settle();
    QCOMPARE(desk.context.view.options[QStringLiteral("compare.scale")], QStringLiteral("own"));
    QVERIFY(desk.page->frontier()->data().points.empty());
    desk.page->rate(0, 7);
    desk.page->rate(1, 9);
    QCOMPARE(desk.page->frontier()->data().points.size(), 2U);
    QVERIFY(desk.services.values.value(QStringLiteral("compare.ratings")).contains("gemini-2.5-pro"));
    QVERIFY((ratingsFrom(desk.services.values.value(QStringLiteral("compare.ratings"))) == ModelRatings{{"anthropic/claude-opus-4-5", 9}, {"google/gemini-2.5-pro", 7}}));
    desk.page->rate(1, 0);
    QCOMPARE(desk.page->frontier()->data().points.size(), 1U);
    QVERIFY(ratingsFrom("{\"a\": 11, \"b\": 0, \"c\": \"x\"}").empty());
}

void tst_ComparePage::frontierSaysWhatItKnows()
{
    CompareDesk desk;
    desk.work();
    desk.choose("anthropic/claude-opus-5|openai/gpt-5.6-luna|openai/gpt-4|anthropic/claude-opus-4-5|cohere/command-a-03-2025");
    desk.show();
    const FrontierData &data = desk.page->frontier()->data();
    QVERIFY(data.points.size() >= 2);
    QVERIFY(!data.staircase.empty());
    for (const FrontierData::Point &point : data.points) {
        QVERIFY(point.isOnFrontier != point.isDominated);
        QVERIFY(!point.state.isEmpty());
        QVERIFY((point.volume > 0) == (point.name == QStringLiteral("Claude Opus 4.5")));
    }
    QVERIFY(data.corner.join(u'\n').contains(QStringLiteral("No score here: ")));
    // Its twin as a table says the same.
    QCOMPARE(desk.page->frontier()->tableRows(), int(data.points.size()));
}

void tst_ComparePage::notComparableIsSaid()
{
    CompareDesk desk;
    desk.work();
    desk.choose("openai/gpt-4|google/gemini-2.5-pro");
    desk.show();
    const BandBarsData::Bar &small = desk.bar("GPT-4");
    QVERIFY(!small.hasValue);
    QCOMPARE(small.shown, QStringLiteral("not comparable"));
    QVERIFY(small.notes.join(u'\n').contains(QStringLiteral("6 requests over its context of 8,192 tokens")));
    // Usage without a price is named.
    desk.ledger.add({{.time = "2026-11-12T12:00:00Z", .model = "nobody-knows", .tokens = {.input = 5}}});
    desk.page->show(desk.context, true);
    desk.settle();
    QVERIFY(desk.page->note().contains(QStringLiteral("1 request without a price")));
    QVERIFY(desk.page->bars()->data().lineText.contains(QStringLiteral("at least")));
    // A name that the price list does not have any more.
    desk.choose("openai/gone|google/gemini-2.5-pro");
    desk.show();
    QVERIFY(desk.page->note().contains(QStringLiteral("openai/gone")));
}

void tst_ComparePage::currenciesWithoutARate()
{
    CompareDesk desk;
    desk.work();
    desk.choose("alibaba-cn/qwen3-max|google/gemini-2.5-pro");
    desk.show();
    QCOMPARE(desk.bar("Qwen3-Max").hasValue, false);
    QCOMPARE(desk.bar("Qwen3-Max").shown, QStringLiteral("no exchange rate"));
    QVERIFY(desk.page->note().contains(QStringLiteral("CNY")));
    desk.ledger.setRate("2026-11-01", "USD", "CNY", "7.1");
    desk.page->show(desk.context, true);
    desk.settle();
    QVERIFY(desk.bar("Qwen3-Max").hasValue);
    QVERIFY(!desk.page->note().contains(QStringLiteral("CNY")));
}

void tst_ComparePage::coursesCloseWithTheTotal()
{
    CompareDesk desk;
    desk.work();
    desk.ledger.add({{.time = "2026-11-03T12:00:00Z", .model = "claude-opus-4-5", .tokens = {.input = 70'000}, .provider = "anthropic"}});
    desk.choose("google/gemini-2.5-pro|anthropic/claude-opus-4-5");
    desk.show();
    const CourseTilesData &data = desk.page->courses()->data();
    QCOMPARE(data.tiles.size(), 2U);
    QCOMPARE(data.steps.size(), 18U); // up to today
    for (const CourseTilesData::Tile &tile : data.tiles) {
        Int128 sum = 0;
        for (const Int128 value : tile.values) {
            sum += value;
        }
        QVERIFY(sum == desk.bar(qPrintable(tile.name)).cost);
        QVERIFY(tile.values[2] > 0 && tile.values[11] > 0 && tile.values[5] == 0);
    }
}

/// Models, assumptions and scale are options of the view: what saves a view saves them.
void tst_ComparePage::scenarioIsTheView()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.context.view.options[QStringLiteral("compare.assume")] = QStringLiteral("answer=2|tokenizer=0.8:1.1:1.2|nonsense");
    desk.show();
    QCOMPARE(desk.page->answer()->value(), 200);
    QCOMPARE(desk.page->tokenizer()->value(), 110);
    QTest::mouseClick(desk.page->saveButton(), Qt::LeftButton);
    QCOMPARE(desk.saved, 1);
}

void tst_ComparePage::tooManyAreNotRead()
{
    CompareDesk desk;
    desk.work();
    CompareQuestion question{.now = desk.context.now};
    question.request.filter = desk.context.filter;
    const ReadProgress progress;
    const WindowServices::Reading reading{desk.ledger.reader(), desk.ledger.pricer(), progress};
    QCOMPARE(compareDataOf(reading, question, 5)->basis->tooMany, 6);
    QCOMPARE(compareDataOf(reading, question, 6)->basis->tooMany, 0);
    QCOMPARE(compareDataOf(reading, question, 6)->comparison.total.requests, 6);
}

/// Six requests of 22,500 tokens in one project and two small ones in another: what stays keeps its cost.
void tst_ComparePage::onlySomeMove()
{
    CompareDesk desk;
    desk.work();
    desk.ledger.add({{.time = "2026-11-13T12:00:00Z", .model = "claude-opus-4-5", .tokens = {.input = 1'000'000}, .project = "atlas-api", .provider = "anthropic"},
                     {.time = "2026-11-14T12:00:00Z", .model = "claude-opus-4-5", .tokens = {.input = 10'000}, .project = "atlas-api", .provider = "anthropic"}});
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    CompareMoveBar *move = desk.page->move();
    QVERIFY(move->isVisible() && !move->line()->isVisible() && move->words().isEmpty());
    const Int128 all = desk.bar("Gemini 2.5 Pro").cost;
    const Int128 actual = desk.page->bars()->data().line;
    move->which()->setCurrent(1);
    QVERIFY(move->line()->isVisible() && !move->tokensField()->isVisible());
    QVERIFY(desk.views.empty()); // nothing was said yet
    QTest::keyClicks(move->line(), QStringLiteral("project:atlas-api"));
    QTest::keyClick(move->line(), Qt::Key_Return);
    desk.settle();
    QCOMPARE(optionOf(desk.context.view, "compare.move"), QStringLiteral("project:atlas-api"));
    QCOMPARE(desk.page->data()->comparison.movedRequests, 2);
    QCOMPARE(desk.page->data()->comparison.stayedRequests, 6);
    const Int128 some = desk.bar("Gemini 2.5 Pro").cost;
    QVERIFY(some > all && some < actual);
    QVERIFY(desk.page->bars()->data().line == actual);
    // Small prompts alone.
    move->sizeBox()->setCurrentIndex(1);
    Q_EMIT move->sizeBox()->activated(1);
    desk.settle();
    QVERIFY(move->tokensField()->isVisible());
    QCOMPARE(optionOf(desk.context.view, "compare.prompt"), QStringLiteral("<20000"));
    QCOMPARE(desk.page->data()->comparison.movedRequests, 1);
    QCOMPARE(move->words(), QStringLiteral("Only requests in atlas-api, under 20,000 tokens move: 1 of 8. The rest stays at its actual cost."));
    // The day of the large one is at its actual cost in the course.
    const CourseTilesData &courses = desk.page->courses()->data();
    QVERIFY(courses.tiles.at(0).values.at(12) == money("5").atto()); // 1,000,000 x 5 millionths
    // All again.
    move->which()->setCurrent(0);
    desk.settle();
    QVERIFY(desk.bar("Gemini 2.5 Pro").cost == all);
    QVERIFY(optionOf(desk.context.view, "compare.move").isEmpty() && optionOf(desk.context.view, "compare.prompt").isEmpty());
    QVERIFY(move->words().isEmpty());
}

/// A scenario that was saved brings it back; every kind of filter has its words.
void tst_ComparePage::aMoveIsReadInWords()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.context.view.options[QStringLiteral("compare.move")] = QStringLiteral("project:shop project:web provider:anthropic cost>0.01");
    desk.context.view.options[QStringLiteral("compare.prompt")] = QStringLiteral(">=5000");
    desk.show();
    CompareMoveBar *move = desk.page->move();
    QCOMPARE(move->which()->current(), 1);
    QCOMPARE(move->tokensField()->value(), 5000);
    QCOMPARE(move->sizeBox()->currentIndex(), 2);
    QCOMPARE(move->words(),
             QStringLiteral("Only requests at anthropic, in shop or web, with cost>0.01, of 5,000 tokens or more move: 6 of 6. The rest stays at its actual cost."));
    QVERIFY(desk.page->data()->comparison.movedRequests == 6);
    // Nothing is meant: that is said, and everything costs what it cost.
    desk.context.view.options[QStringLiteral("compare.move")] = QStringLiteral("project:nobody");
    desk.show();
    QVERIFY(move->words().startsWith(QStringLiteral("No request in view is meant (in nobody")));
    QVERIFY(desk.bar("Gemini 2.5 Pro").cost == desk.page->bars()->data().line);
    // What cannot be read restricts nothing.
    CompareMoveChoice choice = moveChoiceOf(desk.context.view);
    desk.context.view.options[QStringLiteral("compare.prompt")] = QStringLiteral("<-5");
    QVERIFY(!moveChoiceOf(desk.context.view).promptBelow);
    desk.context.view.options[QStringLiteral("compare.move")] = QStringLiteral("nothing:known");
    QVERIFY(moveChoiceOf(desk.context.view).isAll());
    // And back: what was written is what is read.
    choice.promptFrom.reset();
    choice.promptBelow = 77;
    QVERIFY(moveChoiceOf(withMoveChoice(desk.context.view, choice)) == choice);
}

void tst_ComparePage::wrongMoveIsSaid()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    CompareMoveBar *move = desk.page->move();
    move->which()->setCurrent(1);
    QTest::keyClicks(move->line(), QStringLiteral("projekt:shop"));
    QTest::keyClick(move->line(), Qt::Key_Return);
    desk.settle();
    QVERIFY(move->refusal().contains(QStringLiteral("projekt")));
    QVERIFY(desk.views.empty());
    move->line()->clear();
    QTest::keyClicks(move->line(), QStringLiteral("project:shop"));
    QTest::keyClick(move->line(), Qt::Key_Return);
    desk.settle();
    QVERIFY(move->refusal().isEmpty());
    QCOMPARE(desk.views.size(), 1U);
}

/// More than a window keeps: all of them on request, and a slider asks for all of them again.
void tst_ComparePage::allOfThemInTheBackground()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    const std::vector<BandMoney> expected = desk.page->data()->comparison.models.at(0).cost;
    CompareDesk large;
    large.work();
    large.choose("google/gemini-2.5-pro");
    large.page->setMostReplayed(5);
    large.show();
    auto *button = large.page->emptyState()->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("Compare all 6 requests"));
    QTest::mouseClick(button, Qt::LeftButton);
    large.settle();
    QVERIFY(!large.page->emptyState()->isVisible() && large.page->bars()->isVisible() && !large.page->progress()->isVisible());
    QVERIFY(large.page->data()->comparison.models.at(0).cost == expected);
    QCOMPARE(large.page->data()->basis->records.input.records.size(), 0U); // nothing but sums
    QVERIFY(large.page->advice()->isVisible() && large.page->advice()->advice().lines.empty());
    QVERIFY2(large.page->advice()->sentence().contains(QStringLiteral("up to 5 requests")), qPrintable(large.page->advice()->sentence()));
    QCOMPARE(large.page->courses()->data().tiles.size(), 1U);
    large.page->answer()->slider()->setValue(200);
    large.settle();
    QCOMPARE(large.services.channels.count(QStringLiteral("compare.whole")), 2);
    QCOMPARE(large.services.channels.count(QStringLiteral("compare.replay")), 0);
    QVERIFY(large.bar("Gemini 2.5 Pro").cost > expected.at(0).cost.atto());
    // New records do not begin it anew: they are offered.
    large.work();
    large.page->show(large.context, true);
    large.settle();
    QCOMPARE(large.services.channels.count(QStringLiteral("compare.whole")), 2);
    QVERIFY(large.page->progress()->isVisible());
    QTest::mouseClick(large.page->progress()->link(), Qt::LeftButton);
    large.settle();
    QCOMPARE(large.page->data()->comparison.total.requests, 12);
    QVERIFY(!large.page->progress()->isVisible());
    // Another question is another answer.
    large.page->setMostReplayed(MostReplayed);
    large.context.filter.projects = {"shop"};
    large.page->show(large.context, false);
    large.settle();
    QVERIFY(!large.page->data()->basis->isWhole);
}

void tst_ComparePage::backgroundIsCancelled()
{
    CompareDesk desk;
    desk.work();
    desk.page->setMostReplayed(5);
    desk.show();
    desk.services.holdReadings = true;
    QTest::mouseClick(desk.page->emptyState()->findChild<QPushButton *>(), Qt::LeftButton);
    QCoreApplication::processEvents();
    ProgressBox *progress = desk.page->progress();
    QVERIFY(progress->isVisible() && desk.page->isBusy());
    Q_EMIT desk.services.readingProgressed(QStringLiteral("compare.whole"), 0.42);
    QCOMPARE(progress->percent(), 42);
    Q_EMIT desk.services.readingProgressed(QStringLiteral("records"), 0.9); // somebody else's
    QCOMPARE(progress->percent(), 42);
    QVERIFY(!desk.page->emptyState()->findChild<QPushButton *>()->isVisible()); // it runs already
    const auto before = desk.services.channels.count(QStringLiteral("compare.whole"));
    QTest::mouseClick(progress->link(), Qt::LeftButton);
    QCOMPARE(desk.services.channels.count(QStringLiteral("compare.whole")), before + 1); // a newer question takes it back
    desk.services.holdReadings = false;
    desk.services.readFailure = Problem{.cause = Cause::Cancelled};
    desk.services.readAll();
    desk.settle();
    QVERIFY(!progress->isVisible() && desk.page->emptyState()->findChild<QPushButton *>()->isVisible());
}

/// A line that rests on a plan leads to what the plan could have covered.
void tst_ComparePage::adviceNamesPlans()
{
    CompareDesk desk;
    desk.work("gpt-4", "openai", 2);
    desk.choose("openai/gpt-4");
    Plan plan{.name = "Idle", .kind = PlanKind::Subscription, .sources = {"codex"}, .from = parseTime("2026-11-01T00:00:00Z")->time, .currency = Currency{"USD"}};
    plan.fee = money("30").atto();
    QVERIFY(bool(desk.ledger.writer().addPlan(plan, desk.context.now)));
    desk.show();
    const std::vector<StepRow> &rows = desk.page->advice()->rows()->rows();
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows[0].name, QStringLiteral("Without “Idle”, which nothing used"));
    QVERIFY(desk.page->advice()->sentence().contains(QStringLiteral("“Idle” covered nothing in these days")));
    StepList *list = desk.page->advice()->rows();
    QTest::mouseClick(list, Qt::LeftButton, {}, list->areaOf(0).center().toPoint());
    QCOMPARE(desk.views.at(0).page, QStringLiteral("records"));
    QVERIFY(desk.views[0].filter.has(FilterKey::Source));
    QCOMPARE(TextProbe::faultsOf(*desk.page->advice()), QStringList{});
}

void tst_ComparePage::drawsWhatDoesNotFit()
{
    CompareDesk desk;
    desk.work();
    const std::string longName(300, 'w');
    desk.work(longName.c_str(), "", 1);
    for (const char *models : {"", "google/gemini-2.5-pro", "anthropic/claude-opus-5|openai/gpt-5.6-luna|openai/gpt-4|anthropic/claude-opus-4-5|google/gemini-2.5-pro|openai/gpt-5.6-sol|"
                                                            "openai/gpt-5.6-terra|deepseek/deepseek-chat|xai/grok-4|moonshotai/kimi-k3|anthropic/claude-haiku-4-5"}) {
        desk.choose(models);
        for (const QSize size : {QSize{824, 1700}, QSize{1232, 1500}, QSize{1712, 1500}}) {
            desk.page->resize(size);
            desk.show();
            const QStringList faults = TextProbe::faultsOf(*desk.page->bars()) + TextProbe::faultsOf(*desk.page->frontier()) + TextProbe::faultsOf(*desk.page->cards())
                + TextProbe::faultsOf(*desk.page->courses());
            QVERIFY2(faults.isEmpty(), qPrintable(QStringLiteral("%1 x %2\n").arg(size.width()).arg(size.height()) + faults.join(u'\n').left(600)));
        }
    }
}

void tst_ComparePage::adviceLeadsToItsRecords()
{
    CompareDesk desk;
    desk.work();
    desk.choose("google/gemini-2.5-pro");
    desk.show();
    const Advice &advice = desk.page->advice()->advice();
    QVERIFY(advice.lines.size() >= 2U); // on Gemini, and as batches
    const std::vector<StepRow> &rows = desk.page->advice()->rows()->rows();
    QCOMPARE(rows.size(), advice.lines.size());
    const auto moved = std::find_if(rows.begin(), rows.end(), [](const StepRow &row) { return row.name == QStringLiteral("Claude Opus 4.5: its work on Gemini 2.5 Pro"); });
    QVERIFY(moved != rows.end());
    QVERIFY(rows[0].amount.contains(MoneyText::amount(advice.lines[0].saving.atLeast)));
    QVERIFY(moved->meaning.contains(QStringLiteral("Assumed: the other model does the work as well")));
    QVERIFY(desk.page->advice()->sentence().contains(QStringLiteral("The cheapest mix saves")));
    QVERIFY(desk.page->advice()->isVisible());
    StepList *list = desk.page->advice()->rows();
    QTest::mouseClick(list, Qt::LeftButton, {}, list->areaOf(0).center().toPoint());
    QCOMPARE(desk.views.size(), 1U);
    QCOMPARE(desk.views[0].page, QStringLiteral("records"));
    QVERIFY(!(desk.views[0].filter == desk.context.view.filter)); // by the model
    QCOMPARE(TextProbe::faultsOf(*desk.page->advice()), QStringList{});
}

void tst_ComparePage::adviceSaysThatThereIsNone()
{
    CompareDesk desk;
    desk.work("gpt-4", "openai", 2); // no batch price
    desk.choose("openai/gpt-4"); // and no other model to move to
    desk.show();
    QVERIFY(desk.page->advice()->advice().lines.empty());
    QVERIFY(desk.page->advice()->sentence().startsWith(QStringLiteral("Nothing can surely be saved")));
    QVERIFY(!desk.page->advice()->rows()->isVisible());
}

TOKENMETER_TEST(tst_ComparePage);

} // namespace test_ComparePage

#include "tst_ComparePage.moc"
