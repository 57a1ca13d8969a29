// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TextProbe.h"
#include "core/Decimal.h"
#include "core/Money.h"
#include "theme/Theme.h"
#include "widgets/Banner.h"
#include "widgets/Card.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/FactCard.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/AttentionList.h"
#include "widgets/KpiStrip.h"
#include "widgets/PeriodStepper.h"
#include "widgets/Pill.h"
#include "widgets/RankedList.h"
#include "widgets/Checklist.h"
#include "widgets/MoverList.h"
#include "widgets/PillTable.h"
#include "widgets/Segmented.h"
#include "widgets/Toast.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QContextMenuEvent>
#include <QtTest>

namespace test_Widgets
{

using namespace tokenmeter;

namespace
{

RankedEntry entryOf(const char *name, const char *dollars)
{
    RankedEntry entry;
    entry.name = QString::fromLatin1(name);
    entry.value = *parseDecimal(dollars, MoneyScale);
    return entry;
}

} // namespace

class tst_Widgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
        Theme::apply(*qApp, Theme::Mode::Light);
    }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void segmentedMoves();
    void chipSetsAndClears();
    void stepperStepsAndStops();
    void rankedListFolds();
    void rankedListNamesTheRest();
    void kpiCellsAreButtons();
    void markEndsAtTheEdge();
    void kpiComparisonsGetShorter();
    void rowsByKeyAndMouse();
    void focusLeavesTheSwatch();
    void rowsHaveContext();
    void checklistLeads();
    void moversStandOnTheirSides();
    void pillTableKeepsItsNames();
    void bannerButtons();
    void toastStaysInTheWindow();
    void emptyStateIsPlain();
    void factCardSaysAll();
    void everythingPaintsInBothThemes();
};

/// All that a card can say, what a screen reader hears of it, and what can be done.
void tst_Widgets::factCardSaysAll()
{
    FactCard card;
    LinkButton *scan = card.addLink(QStringLiteral("Scan again"));
    LinkButton *pause = card.addLink(QStringLiteral("Pause"));
    card.menu()->addAction(QStringLiteral("Forget…"));
    card.setFactTexts({.icon = Icon::Folder,
                       .name = QStringLiteral("Qwen Code"),
                       .subtitle = QStringLiteral("~/.qwen/tmp"),
                       .tone = Tone::Warning,
                       .state = QStringLiteral("1 problem"),
                       .facts = {{QStringLiteral("Records"), QStringLiteral("8,806")}, {QStringLiteral("Last"), QStringLiteral("today, 14:29")}},
                       .note = QStringLiteral("Kept here"),
                       .problemTone = Tone::Warning,
                       .problem = QStringLiteral("2 lines could not be read"),
                       .hint = QStringLiteral("The rest was"),
                       .verb = QStringLiteral("Show")});
    card.resize(370, 280);
    card.show();
    QCOMPARE(card.accessibleName(), QStringLiteral("Qwen Code, ~/.qwen/tmp, 1 problem, Records: 8,806, Last: today, 14:29, Kept here, 2 lines could not be read, The rest was"));
    QCOMPARE(scan->accessibleName(), QStringLiteral("Scan again: Qwen Code"));
    QVERIFY(scan->geometry().right() < pause->geometry().left());
    QVERIFY(card.problemBox()->isVisible() && card.problemBox()->link()->isVisible());
    QSignalSpy activated{&card, &FactCard::problemActivated};
    QTest::mouseClick(card.problemBox()->link(), Qt::LeftButton);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(tokenmeter::testing::TextProbe::faultsOf(card), QStringList{});
    // Nothing wrong, nothing to note: neither is there.
    card.setFactTexts({.name = QStringLiteral("Codex CLI"), .facts = {{QStringLiteral("Records"), QStringLiteral("31,118")}}});
    QVERIFY(!card.problemBox()->isVisible());
    QCOMPARE(card.accessibleName(), QStringLiteral("Codex CLI, Records: 31,118"));
}

void tst_Widgets::segmentedMoves()
{
    Segmented control{{QStringLiteral("Cost"), QStringLiteral("Tokens"), QStringLiteral("Requests")}};
    QSignalSpy changed{&control, &Segmented::currentChanged};
    QTest::keyClick(&control, Qt::Key_Right);
    QTest::keyClick(&control, Qt::Key_End);
    QTest::keyClick(&control, Qt::Key_Right); // there is nothing further
    QCOMPARE(control.current(), 2);
    QCOMPARE(changed.size(), 2);
    control.resize(control.sizeHint());
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint{space::s3, control.height() / 2});
    QCOMPARE(control.current(), 0);
}

void tst_Widgets::chipSetsAndClears()
{
    Chip chip{QStringLiteral("Model")};
    QSignalSpy clicked{&chip, &Chip::clicked};
    QSignalSpy cleared{&chip, &Chip::cleared};
    chip.resize(chip.sizeHint());
    QTest::keyClick(&chip, Qt::Key_Delete); // nothing to clear
    QTest::mouseClick(&chip, Qt::LeftButton, {}, chip.rect().center());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(cleared.size(), 0);
    chip.setValue(QStringLiteral("Opus 5"));
    chip.resize(chip.sizeHint());
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint{chip.width() - size::chipPadding - space::s1, chip.height() / 2});
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(cleared.size(), 2);
    QCOMPARE(clicked.size(), 1);
    chip.setValue(QString(300, u'x'));
    QVERIFY(chip.sizeHint().width() <= px(size::sidebar));
    QVERIFY(chip.toolTip().contains(QString(300, u'x')));
}

void tst_Widgets::stepperStepsAndStops()
{
    PeriodStepper stepper;
    stepper.setText(QStringLiteral("November 2026"));
    QSignalSpy back{&stepper, &PeriodStepper::previousRequested};
    QSignalSpy forward{&stepper, &PeriodStepper::nextRequested};
    QSignalSpy present{&stepper, &PeriodStepper::presentRequested};
    QTest::keyClick(&stepper, Qt::Key_BracketLeft);
    QTest::keyClick(&stepper, Qt::Key_BracketRight); // in the present
    QCOMPARE(back.size(), 1);
    QCOMPARE(forward.size(), 0);
    stepper.setCanGoForward(true);
    QTest::keyClick(&stepper, Qt::Key_BracketRight);
    QTest::keyClick(&stepper, Qt::Key_T);
    QCOMPARE(forward.size(), 1);
    QCOMPARE(present.size(), 1);
}

void tst_Widgets::rankedListFolds()
{
    RankedList list;
    list.resize(px(size::filterLine), 3 * px(size::listRowMin));
    // 10.004 + 5.004 + 2.004 + 1.004 = 18.016 -> 18.02; shown 10.00 + 5.00, so Other is 3.02 and not 3.01
    list.setEntries({entryOf("a", "10.004"), entryOf("b", "5.004"), entryOf("c", "2.004"), entryOf("d", "1.004")},
                    MeasureText{Measure::Cost, Currency{"USD"}}, *parseDecimal("18.016", MoneyScale));
    const auto rows = list.rows();
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].amount, QStringLiteral("$10.00"));
    QCOMPARE(rows[1].amount, QStringLiteral("$5.00"));
    QCOMPARE(rows[2].name, QStringLiteral("Other (2)"));
    QCOMPARE(rows[2].amount, QStringLiteral("$3.02"));
    QCOMPARE(rows[2].entry, -1);
    QVERIFY(list.foldsAny());
    list.setShowsAll(true);
    QCOMPARE(list.rows().size(), std::size_t{4});
    QSignalSpy picked{&list, &RankedList::picked};
    QSignalSpy excluded{&list, &RankedList::excluded};
    QTest::keyClick(&list, Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Return);
    QTest::keyClick(&list, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(picked.value(0), QVariantList{1});
    QCOMPARE(excluded.value(0), QVariantList{1});
}

void tst_Widgets::rankedListNamesTheRest()
{
    RankedList list;
    list.resize(px(size::filterLine), 3 * px(size::listRowMin));
    // Three rows fit, and three are there; but a dollar of the total has no row.
    list.setEntries({entryOf("a", "5"), entryOf("b", "3"), entryOf("c", "1")}, MeasureText{Measure::Cost, Currency{"USD"}},
                    *parseDecimal("10", MoneyScale));
    const auto rows = list.rows();
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[2].name, QStringLiteral("Other (1)"));
    QCOMPARE(rows[2].amount, QStringLiteral("$2.00"));
}

void tst_Widgets::kpiCellsAreButtons()
{
    KpiStrip strip;
    strip.resize(size::windowMinWidth, strip.sizeHint().height());
    strip.setCells({{.label = QStringLiteral("Spent"), .figure = QStringLiteral("$1")}, {.label = QStringLiteral("Tokens"), .figure = QStringLiteral("2")}});
    QCOMPARE(strip.accessibleName(), QStringLiteral("Spent: $1. Tokens: 2"));
    QSignalSpy activated{&strip, &KpiStrip::cellActivated};
    QTest::keyClick(&strip, Qt::Key_Right);
    QTest::keyClick(&strip, Qt::Key_Return);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint{space::s8, space::s8});
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated[0][0].toInt(), 1);
    QCOMPARE(activated[1][0].toInt(), 0);
    strip.setLoading(true);
    QTest::keyClick(&strip, Qt::Key_Return);
    QCOMPARE(activated.size(), 2);
}

/// What all lists of rows share, looked at in one of them: three rows and the foot.
void tst_Widgets::rowsByKeyAndMouse()
{
    AttentionList list;
    list.resize(px(size::filterLine), 4 * px(size::attentionRow));
    const auto row = [](const char *sentence, int id) { return AttentionRow{.sentence = QString::fromLatin1(sentence), .detail = QStringLiteral("why"), .id = id}; };
    list.setRows({row("a", 11), row("b", 12), row("c", 13)});
    list.setFoot(QStringLiteral("all read"), true);
    QSignalSpy activated{&list, &AttentionList::activated};
    QSignalSpy foot{&list, &AttentionList::footActivated};
    const auto rowAfter = [&](Qt::Key key) {
        QTest::keyClick(&list, key);
        return list.currentRow();
    };
    QCOMPARE(rowAfter(Qt::Key_Up), 0);
    QCOMPARE(rowAfter(Qt::Key_Down), 1);
    QCOMPARE(list.accessibleDescription(), QStringLiteral("b why"));
    QCOMPARE(rowAfter(Qt::Key_Space), 1);
    QCOMPARE(rowAfter(Qt::Key_End), 3);
    QCOMPARE(list.accessibleDescription(), QStringLiteral("all read"));
    QCOMPARE(rowAfter(Qt::Key_Down), 3);
    QCOMPARE(rowAfter(Qt::Key_Enter), 3);
    QCOMPARE(activated, (QList<QVariantList>{{12}}));
    QCOMPARE(foot.size(), 1);
    QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint{10, 2 * px(size::attentionRow) + 10});
    QCOMPARE(activated.value(1), QVariantList{13});
    list.setFoot({}, true); // the current row has gone
    QCOMPARE(list.currentRow(), 2);
    list.setRows({});
    QCOMPARE(rowAfter(Qt::Key_Return), 0);
    QCOMPARE(activated.size(), 2);
}

/// The ring of the keyboard stands beside the swatch: its colour is what tells the models apart.
void tst_Widgets::focusLeavesTheSwatch()
{
    RankedList list;
    list.resize(px(size::filterLine), 3 * px(size::listRowMin));
    list.setEntries({entryOf("a", "5"), entryOf("b", "3")}, MeasureText{Measure::Cost, Currency{"USD"}}, *parseDecimal("8", MoneyScale));
    list.show();
    list.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    list.clearFocus();
    const QImage without = list.grab().toImage();
    list.setFocus(Qt::TabFocusReason);
    const QImage with = list.grab().toImage();
    const QRect swatches{0, 0, px(size::swatch), list.height()};
    QVERIFY(with != without);
    QCOMPARE(with.copy(swatches), without.copy(swatches));
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        QVERIFY(with.save(folder + QStringLiteral("/ranked-focus.png")));
    }
}

void tst_Widgets::rowsHaveContext()
{
    PillTable table;
    table.resize(px(size::filterLine), table.sizeHint().height());
    table.setRows({{.name = QStringLiteral("a")}, {.name = QStringLiteral("b")}});
    table.resize(px(size::filterLine), table.sizeHint().height());
    const auto send = [&](QContextMenuEvent::Reason reason, const QPoint &at) {
        QContextMenuEvent event{reason, at, table.mapToGlobal(at)};
        QCoreApplication::sendEvent(&table, &event);
        return event.isAccepted();
    };
    const QPoint second{20, px(size::tableHeader) + px(size::rowTable) + 5};
    QVERIFY(!send(QContextMenuEvent::Mouse, second)); // nobody listens: the parent's turn
    QSignalSpy asked{&table, &RowControl::contextRequested};
    QVERIFY(send(QContextMenuEvent::Mouse, second));
    QCOMPARE(asked.value(0), (QVariantList{1, table.mapToGlobal(second)}));
    QVERIFY(!send(QContextMenuEvent::Mouse, QPoint{20, 5})); // the header
    QTest::keyClick(&table, Qt::Key_Home);
    QVERIFY(send(QContextMenuEvent::Keyboard, QPoint{}));
    QCOMPARE(asked.value(1).value(0), QVariant{0});
}

void tst_Widgets::checklistLeads()
{
    Checklist list;
    list.setSteps({{.name = QStringLiteral("Prices"), .detail = QStringLiteral("none left"), .state = CheckStep::State::Done},
                   {.name = QStringLiteral("Notes"), .detail = QStringLiteral("2 written"), .state = CheckStep::State::Next},
                   {.name = QStringLiteral("Close"), .state = CheckStep::State::Open}});
    QSignalSpy activated{&list, &Checklist::activated};
    list.resize(list.sizeHint());
    list.show();
    const int high = list.height();
    QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint{20, high / 2});
    QCOMPARE(activated.value(0).value(0).toInt(), 1);
    QTest::keyClick(&list, Qt::Key_End);
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(activated.value(1).value(0).toInt(), 2);
    QVERIFY(list.accessibleDescription().contains(QStringLiteral("Close, open")));
    // Side by side: one row, the same order; what the keyboard stands on stays.
    list.setSideBySide(true);
    QVERIFY(list.sizeHint().height() < high);
    list.resize(900, list.sizeHint().height());
    QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint{450, 10});
    QCOMPARE(activated.value(2).value(0).toInt(), 1);
}

void tst_Widgets::moversStandOnTheirSides()
{
    MoverList list;
    list.setMovers({{.name = QStringLiteral("up"), .amount = QStringLiteral("+3"), .change = 3}, {.name = QStringLiteral("down"), .amount = QStringLiteral("-1"), .change = -1}});
    list.resize(400, list.sizeHint().height());
    QImage image{list.size(), QImage::Format_ARGB32};
    image.fill(Qt::white);
    list.render(&image, {}, {}, QWidget::DrawChildren);
    // The line between both is at a quarter of the width: 1 to the left, 3 to the right.
    const Colours &c = Theme::current().colours();
    int up = 0;
    int down = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            QVERIFY(pixel != c.warning.rgb() || x >= 99);
            QVERIFY(pixel != c.positive.rgb() || x <= 100);
            up += pixel == c.warning.rgb() ? 1 : 0;
            down += pixel == c.positive.rgb() ? 1 : 0;
        }
    }
    QVERIFY(down > 0);
    QVERIFY2(std::abs(up - 3 * down) <= up / 50, qPrintable(QStringLiteral("%1 %2").arg(up).arg(down)));
    QSignalSpy activated{&list, &MoverList::activated};
    list.show();
    QTest::keyClick(&list, Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Space);
    QCOMPARE(activated.value(0).value(0).toInt(), 1);
}

void tst_Widgets::pillTableKeepsItsNames()
{
    PillTable table;
    table.setHeaders(QStringLiteral("Account"), {QStringLiteral("Metered"), QStringLiteral("Billed")}, QStringLiteral("State"));
    table.setRows({{.name = QStringLiteral("Anthropic"), .texts = {QStringLiteral("$652.58")}, .state = QStringLiteral("Within 0.2 %")}}); // fewer figures than columns
    QCOMPARE(table.accessibleName(), QStringLiteral("Anthropic: Within 0.2 %"));
    table.resize(px(size::filterLineNarrow), table.sizeHint().height());
    table.show();
    QVERIFY(!table.grab().isNull());
}

void tst_Widgets::bannerButtons()
{
    Banner banner;
    banner.setMessage(Tone::Accent, Icon::Demo, QStringLiteral("Demo data. Your own ledger is untouched."));
    banner.setActions({QStringLiteral("Leave demo")});
    QSignalSpy triggered{&banner, &Banner::actionTriggered};
    banner.findChild<QPushButton *>()->click();
    QCOMPARE(triggered.value(0), QVariantList{0});
    banner.setActions({});
    QVERIFY(banner.findChild<QPushButton *>() == nullptr);
}

void tst_Widgets::toastStaysInTheWindow()
{
    QWidget window;
    window.resize(size::filterLine, size::sidebar);
    Toast toast{&window};
    window.show();
    toast.showMessage(QString(300, u'x'), QStringLiteral("Undo"));
    QVERIFY(window.rect().contains(toast.geometry()));
    QSignalSpy undo{&toast, &Toast::actionTriggered};
    QWidget *action = toast.findChild<QWidget *>();
    QTest::mouseClick(action, Qt::LeftButton);
    QCOMPARE(undo.size(), 1);
    QVERIFY(!toast.isVisible());
}

void tst_Widgets::emptyStateIsPlain()
{
    EmptyState state;
    state.setTexts(QStringLiteral("<b>nothing</b>"), QStringLiteral("hint"), QStringLiteral("Go"));
    for (const QLabel *label : state.findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QSignalSpy triggered{&state, &EmptyState::actionTriggered};
    state.findChild<QPushButton *>()->click();
    QCOMPARE(triggered.size(), 1);
}

void tst_Widgets::everythingPaintsInBothThemes()
{
    QImage pictures[2];
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        Theme::apply(*qApp, mode);
        Card card{QStringLiteral("Models")};
        card.setTotal(QStringLiteral("$561.42"));
        card.setLink(QStringLiteral("Show all"));
        card.setMark(QStringLiteral("Unpriced"));
        card.resize(size::popupWidth, size::sidebar);
        pictures[int(mode)] = card.grab().toImage();
        QCOMPARE(pictures[int(mode)].pixelColor(size::popupWidth / 2, size::sidebar / 2), Theme::current().colours().surface);
    }
    QVERIFY(pictures[0] != pictures[1]);
}

void tst_Widgets::markEndsAtTheEdge()
{
    // Also where the card has a menu that is not seen until it is asked for.
    Card card{QStringLiteral("Daily spend")};
    card.resize(600, 200);
    card.setMark(QStringLiteral("Unpriced"));
    auto *quiet = new QPushButton{QStringLiteral("x")};
    card.addQuietControl(quiet);
    const QImage image = card.grab().toImage();
    int last = 0;
    for (int x = 300; x < 598; ++x) {
        for (int y = 18; y < 36; ++y) {
            last = qGray(image.pixel(x, y)) < 160 ? x : last;
        }
    }
    QVERIFY2(std::abs(last - (600 - size::cardPadding)) <= 2, qPrintable(QString::number(last)));
    QVERIFY(quiet->geometry().right() < 600 - size::cardPadding - 60); // left of the word
}

void tst_Widgets::kpiComparisonsGetShorter()
{
    KpiStrip strip;
    strip.resize(size::windowMinWidth, strip.sizeHint().height());
    const QString longest = QStringLiteral("▲ 251.4 % more than 1 Jan 2025 to 18 Nov 2025, which is a long time ($1,234,567.89)");
    const QString middle = QStringLiteral("▲ 251.4 % more than 1 Jan 2025 to 18 Nov 2025, which is a long time");
    const auto painted = [&](const QString &comparison, const QStringList &shorter) {
        const KpiCell cell{.label = QStringLiteral("Spent"), .figure = QStringLiteral("$1"), .comparison = comparison, .shorter = shorter};
        strip.setCells({cell, cell, cell, cell});
        return strip.grab().toImage();
    };
    const QString brief = QStringLiteral("▲ 251.4 %");
    QVERIFY(painted(longest, {middle, brief}) == painted(brief, {})); // whole, instead of the beginning of a longer one
    QVERIFY(painted(brief, {middle}) == painted(brief, {}));
}

TOKENMETER_TEST(tst_Widgets);

} // namespace test_Widgets

#include "tst_Widgets.moc"
