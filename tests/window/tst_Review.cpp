// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "DemoWindow.h"
#include "core/Decimal.h"
#include "flow/Pricing.h"
#include "flow/Report.h"
#include "flow/ReviewJson.h"
#include "format/MoneyText.h"
#include "pages/ReviewPage.h"
#include "pages/TableDialog.h"
#include "print/ReviewSchedule.h"
#include "shell/Language.h"
#include "shell/TextLabel.h"
#include "support/Patience.h"
#include "ui/TextProbe.h"
#include "widgets/Checklist.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteEditor.h"
#include "widgets/PeriodStepper.h"
#include "window/ReviewScheduler.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <numeric>

namespace test_ReviewPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// What `report` says of some days, in dollars: another way to the same figures.
Int128 reportedList(const QString &ledger, const char *from, const char *to, const std::string &project = {})
{
    const auto reader = LedgerReader::open(ledger.toStdString());
    const auto pricer = pricerOf(**reader);
    ReportRequest request;
    request.filter.from = parseDay(from);
    request.filter.to = parseDay(to);
    if (!project.empty()) {
        request.filter.projects = {project};
    }
    request.zone = Zone::byId("Europe/Berlin").value();
    request.currency = "USD";
    const Spend total = tokenmeter::reportOf(**reader, **pricer, request)->total;
    for (const Money &cost : total.cost) {
        if (cost.currency() == Currency{"USD"}) {
            return cost.atto();
        }
    }
    return 0;
}

ReviewPage *pageOf(DemoWindow &demo)
{
    return qobject_cast<ReviewPage *>(demo.window().page());
}

void goTo(DemoWindow &demo, const char *period)
{
    ViewState view = demo.window().view();
    view.page = QStringLiteral("review");
    view.options[QStringLiteral("review.period")] = QString::fromLatin1(period);
    demo.window().go(view);
    demo.settle();
}

template <class Dialog>
Dialog *openDialog(QWidget *parent)
{
    Dialog *found = nullptr;
    for (Dialog *dialog : parent->findChildren<Dialog *>()) {
        if (dialog->isVisible()) {
            found = dialog;
        }
    }
    return found;
}

} // namespace

class tst_ReviewPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void figuresAreTheReports();
    void everyPartOpensItsRecords();
    void tablesAddUp();
    void notesAreKept();
    void outcomesHaveACost();
    void closesAndOpensAgain();
    void stepsAndEmptyPeriods();
    void scheduledReviewIsWrittenOnce();
    void scheduledReviewThatCannotBeWritten();
    void nothingIsCut_data();
    void nothingIsCut();
};

void tst_ReviewPage::figuresAreTheReports()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    const ReviewPage *page = pageOf(demo);
    QVERIFY(page);
    QCOMPARE(page->stepper()->text(), QStringLiteral("October 2026"));
    const std::vector<WaterfallData::Bar> &bars = page->chart()->data().bars;
    QCOMPARE(bars.front().value, reportedList(demo.ledger(), "2026-09-01", "2026-09-30"));
    QCOMPARE(bars.back().value, reportedList(demo.ledger(), "2026-10-01", "2026-10-31"));
    QVERIFY(bars.back().value > 0);
    Int128 sum = 0;
    for (std::size_t i = 0; i + 1 < bars.size(); ++i) {
        sum += bars[i].value;
    }
    QCOMPARE(sum, bars.back().value);
    QVERIFY(page->headline().startsWith(QStringLiteral("October cost ")));
    QCOMPARE(page->effects()->rows().size(), ChangeEffectCount + 2);
    QVERIFY(!page->movers()->movers().empty());
    QVERIFY(!page->reconciled()->rows().empty());
    QVERIFY(!page->budgets()->rows().empty());
    // Of a running month only as many days are compared.
    goTo(demo, "2026-11");
    QCOMPARE(page->chart()->data().bars.front().value, reportedList(demo.ledger(), "2026-10-01", "2026-10-18"));
    QVERIFY(page->headline().contains(QStringLiteral("so far")));
}

void tst_ReviewPage::everyPartOpensItsRecords()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    const ReviewPage *page = pageOf(demo);
    const std::size_t count = page->chart()->data().bars.size();
    QVERIFY(count >= 4);
    for (std::size_t mark = 0; mark < count; ++mark) {
        const bool isZero = page->chart()->data().bars[mark].value == 0;
        page->chart()->setFocus(Qt::TabFocusReason);
        page->chart()->setCurrent(int(mark));
        QTest::keyClick(page->chart(), Qt::Key_Return);
        demo.settle();
        QCOMPARE(demo.window().view().page, isZero ? QStringLiteral("review") : QStringLiteral("records"));
        if (!isZero) {
            QCOMPARE(toIso(demo.window().view().period.to), mark == 0 ? "2026-09-30" : "2026-10-31");
            QTest::keyClick(&demo.window(), Qt::Key_Left, Qt::AltModifier);
            demo.settle();
            QCOMPARE(demo.window().view().page, QStringLiteral("review"));
        }
    }
    // Alt+Return takes an effect apart; its parts add up to it.
    for (std::size_t mark = 1; mark + 1 < count; ++mark) {
        const Int128 value = page->chart()->data().bars[mark].value;
        const std::vector<ReviewStep> steps = ReviewText::steps(page->reading()->review, 0, true);
        if (steps[mark].kind != ReviewStep::Kind::Effect) {
            continue;
        }
        page->chart()->setCurrent(int(mark));
        QTest::keyClick(page->chart(), Qt::Key_Return, Qt::AltModifier);
        auto *dialog = openDialog<TableDialog>(&demo.window());
        QVERIFY(dialog);
        Int128 sum = 0;
        for (const ChangeLeaf &leaf : page->reading()->review.change().leaves) {
            sum += leaf.effects[std::size_t(steps[mark].effect)];
        }
        QCOMPARE(sum, value);
        delete dialog;
    }
}

void tst_ReviewPage::tablesAddUp()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    const std::vector<PageTable> tables = pageOf(demo)->tables();
    QVERIFY(tables.size() >= 3);
    for (std::size_t i = 1; i < 3; ++i) {
        Int128 sum = 0;
        for (const auto &row : tables[i].rows) {
            sum += *parseDecimal(row.back().exact.toStdString(), MoneyScale);
        }
        QCOMPARE(sum, reportedList(demo.ledger(), "2026-10-01", "2026-10-31"));
        QCOMPARE(*parseDecimal(tables[i].footer.back().exact.toStdString(), MoneyScale), sum);
    }
}

void tst_ReviewPage::notesAreKept()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    const ReviewPage *page = pageOf(demo);
    NoteList *list = page->noteList();
    const std::size_t before = list->notes().size();
    list->write();
    QVERIFY(list->editor()->isVisible());
    QTest::keyClicks(list->editor()->field(), QStringLiteral("load test of *atlas-api* ran twice"));
    QTest::keyClick(list->editor()->field(), Qt::Key_Return, Qt::ControlModifier);
    demo.settle();
    QCOMPARE(list->notes().size(), before + 1);
    QCOMPARE(list->notes().back().markdown, QStringLiteral("load test of *atlas-api* ran twice"));
    QVERIFY(!list->editor()->isVisible());
    QCOMPARE(page->checklist()->steps()[std::size_t(ReviewClosing::Step::Notes)].state, CheckStep::State::Done);
    // Another month has none of it; a quarter that holds the month has it.
    goTo(demo, "2026-09");
    QVERIFY(std::none_of(list->notes().begin(), list->notes().end(), [](const NoteList::Note &note) { return note.markdown.contains(QStringLiteral("load test")); }));
    goTo(demo, "2026-Q4");
    QVERIFY(std::any_of(list->notes().begin(), list->notes().end(), [](const NoteList::Note &note) { return note.markdown.contains(QStringLiteral("load test")); }));
    goTo(demo, "2026-10");
    const auto remove = [&] {
        QList<LinkButton *> links = list->findChildren<LinkButton *>();
        const auto last = std::find_if(links.rbegin(), links.rend(), [](const LinkButton *link) { return link->isVisible() && link->text() == QStringLiteral("Remove"); });
        return last == links.rend() ? nullptr : *last;
    }();
    QVERIFY(remove);
    QTest::mouseClick(remove, Qt::LeftButton);
    demo.settle();
    QCOMPARE(list->notes().size(), before);
}

void tst_ReviewPage::outcomesHaveACost()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    ReviewPage *page = pageOf(demo);
    const std::size_t before = page->outcomes()->rows().size();
    QCOMPARE(before, 0U);
    // The link of the card.
    LinkButton *add = nullptr;
    for (LinkButton *link : page->findChildren<LinkButton *>()) {
        if (link->text() == QStringLiteral("Add an outcome")) {
            add = link;
        }
    }
    QVERIFY(add);
    QTest::mouseClick(add, Qt::LeftButton);
    auto *dialog = openDialog<OutcomeDialog>(page);
    QVERIFY(dialog);
    QVERIFY(!dialog->acceptButton()->isEnabled());
    QTest::keyClicks(dialog->quantityField(), QStringLiteral("-3"));
    QVERIFY(!dialog->acceptButton()->isEnabled());
    dialog->quantityField()->clear();
    QTest::keyClicks(dialog->quantityField(), QStringLiteral("40"));
    QVERIFY(dialog->acceptButton()->isEnabled());
    dialog->acceptButton()->click();
    demo.settle();
    QCOMPARE(page->outcomes()->rows().size(), 1U);
    const Money total = Money::fromAtto(reportedList(demo.ledger(), "2026-10-01", "2026-10-31"), Currency{"USD"});
    const QString one = MoneyText::amount(Money::fromAtto(total.atto() / 40, Currency{"USD"}));
    QVERIFY2(page->outcomes()->rows().front().meaning.startsWith(one + QStringLiteral(" for one")), qPrintable(page->outcomes()->rows().front().meaning));
    QCOMPARE(page->outcomes()->rows().front().amount, QStringLiteral("40"));
}

void tst_ReviewPage::closesAndOpensAgain()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    ReviewPage *page = pageOf(demo);
    const Int128 frozen = page->reading()->review.now.cost;
    QTest::keyClick(page->checklist(), Qt::Key_End);
    QTest::keyClick(page->checklist(), Qt::Key_Return);
    auto *closing = openDialog<ReasonDialog>(page);
    QVERIFY(closing);
    QVERIFY(closing->acceptButton()->isEnabled()); // a reason is welcome and not asked for
    closing->acceptButton()->click();
    demo.settle();
    QVERIFY(page->reading()->isClosed());
    QVERIFY(page->note().contains(QStringLiteral("is closed")));
    QCOMPARE(page->checklist()->steps().back().state, CheckStep::State::Done);

    // Another price: the closed month shows what it did, the open one the correction, exactly.
    OwnPrice price;
    price.model = "claude-opus-5";
    price.currency = "USD";
    price.input = "1";
    price.output = "2";
    demo.services().setPrice(price);
    QSignalSpy priced{&demo.services(), &WindowServices::priceSet};
    QVERIFY(priced.wait(LongestMs));
    demo.settle();
    const Int128 today = reportedList(demo.ledger(), "2026-10-01", "2026-10-31");
    QVERIFY(today != frozen);
    QCOMPARE(page->reading()->review.now.cost, frozen);
    goTo(demo, "2026-11");
    QVERIFY(!page->adjustments()->rows().empty());
    Int128 sum = 0;
    for (const CloseStanding &standing : page->reading()->shownHere) {
        for (const Money &each : sumOf(standing.pending)) {
            sum += each.currency() == Currency{"USD"} ? each.atto() : 0;
        }
    }
    QCOMPARE(frozen + sum, today);

    goTo(demo, "2026-10");
    page->continueButton()->click();
    auto *again = openDialog<ReasonDialog>(page);
    QVERIFY(again);
    QVERIFY(!again->acceptButton()->isEnabled());
    QTest::keyClicks(again->reasonField(), QStringLiteral("the price was wrong"));
    again->acceptButton()->click();
    demo.settle();
    QVERIFY(!page->reading()->isClosed());
    QVERIFY(page->note().contains(QStringLiteral("the price was wrong")));
    QCOMPARE(page->reading()->review.now.cost, today);
}

void tst_ReviewPage::stepsAndEmptyPeriods()
{
    DemoWindow demo;
    demo.open(QStringLiteral("review"));
    ReviewPage *page = pageOf(demo);
    QTest::keyClick(&demo.window(), Qt::Key_BracketLeft);
    demo.settle();
    QCOMPARE(page->stepper()->text(), QStringLiteral("September 2026"));
    goTo(demo, "2026-Q3");
    QCOMPARE(page->stepper()->text(), QStringLiteral("Q3 2026"));
    QTest::keyClick(&demo.window(), Qt::Key_BracketLeft);
    demo.settle();
    QCOMPARE(page->stepper()->text(), QStringLiteral("Q2 2026"));
    goTo(demo, "2020-01");
    QVERIFY(page->emptyState()->isVisible());
    QVERIFY(page->tables().empty());
    goTo(demo, "nonsense");
    QCOMPARE(page->stepper()->text(), QStringLiteral("October 2026"));
    QVERIFY(!page->emptyState()->isVisible());
}

/// The demo's usage in a ledger of the user's own: nothing is written of the demo.
class OwnLedger
{
public:
    OwnLedger()
    {
        const DemoWindow demo;
        QVERIFY(QFile::copy(demo.ledger(), path()));
    }
    QString path() const { return m_folder.filePath(QStringLiteral("own.db")); }
    QString reviews() const { return m_folder.filePath(QStringLiteral("reviews")); }

private:
    QTemporaryDir m_folder;
};

void keep(DemoWindow &window, const ReviewSchedule &schedule)
{
    window.services().store(QLatin1String(ReviewSchedule::Name), textOf(schedule));
}

ReviewSchedule kept(DemoWindow &window)
{
    return readReviewSchedule(window.services().stored(QLatin1String(ReviewSchedule::Name)));
}

void tst_ReviewPage::scheduledReviewIsWrittenOnce()
{
    const OwnLedger own;
    DemoWindow window{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, own.path()};
    ReviewScheduler scheduler{window.services()};
    QSignalSpy told{&scheduler, &ReviewScheduler::told};
    scheduler.look(); // nobody asked for it
    window.settle();
    QCOMPARE(told.count(), 0);

    QVERIFY(QDir{}.mkpath(own.reviews()));
    keep(window, {.folder = own.reviews(), .form = ReviewForm::Html});
    scheduler.look();
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, LongestMs);
    const QStringList files = QDir{own.reviews()}.entryList(QDir::Files);
    QCOMPARE(files, QStringList{reviewFileName(*parseNamedPeriod("2026-10"), ReviewForm::Html)});
    QVERIFY(told.at(0).at(1).toString().contains(files.first()));
    QFile file{QDir{own.reviews()}.filePath(files.first())};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    const QString list = MoneyText::amount(Money::fromAtto(reportedList(own.path(), "2026-10-01", "2026-10-31"), Currency{"USD"}));
    QVERIFY2(written.contains(list.toUtf8()), qPrintable(list)); // what `report` says of October
    QCOMPARE(kept(window).lastWritten, QStringLiteral("2026-10"));

    QVERIFY(file.remove());
    scheduler.look(); // once a month, also when the user has taken the file away
    window.settle();
    QTest::qWait(200);
    QCOMPARE(told.count(), 1);
    QVERIFY(QDir{own.reviews()}.isEmpty());
}

void tst_ReviewPage::scheduledReviewThatCannotBeWritten()
{
    const OwnLedger own;
    DemoWindow window{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, own.path()};
    ReviewScheduler scheduler{window.services()};
    QSignalSpy told{&scheduler, &ReviewScheduler::told};
    QFile inTheWay{own.reviews()}; // a file where the folder should be
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    keep(window, {.folder = own.reviews(), .form = ReviewForm::Pdf});
    scheduler.look();
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, LongestMs);
    QVERIFY(kept(window).lastWritten.isEmpty());
    scheduler.look(); // tried again, but the user knows
    window.settle();
    QTest::qWait(200);
    QCOMPARE(told.count(), 1);
    QVERIFY(inTheWay.remove() && QDir{}.mkpath(own.reviews()));
    QTRY_VERIFY_WITH_TIMEOUT((scheduler.look(), kept(window).lastWritten == QStringLiteral("2026-10")), LongestMs);
    QCOMPARE(told.count(), 2);
    QFile file{QDir{own.reviews()}.filePath(reviewFileName(*parseNamedPeriod("2026-10"), ReviewForm::Pdf))};
    QVERIFY(file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-");
}

void tst_ReviewPage::nothingIsCut_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"}) {
        for (const QSize size : {QSize{1024, 700}, QSize{1440, 900}, QSize{1920, 1080}}) {
            QTest::addRow("%s %d", language, size.width()) << QString::fromLatin1(language) << size;
        }
    }
}

void tst_ReviewPage::nothingIsCut()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    DemoWindow demo{language, size};
    for (const char *period : {"2026-10", "2026-11", "2026-Q3"}) {
        goTo(demo, period);
        const ReviewPage *page = pageOf(demo);
        QStringList faults = TextProbe::faultsOf(demo.window());
        for (QWidget *widget : std::initializer_list<QWidget *>{page->chart(), page->effects(), page->movers(), page->reconciled(), page->budgets(), page->unusual(), page->kpis()}) {
            if (widget->isVisible()) {
                faults += TextProbe::faultsOf(*widget);
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(QString::fromLatin1(period) + u'\n' + faults.join(u'\n')));
    }
}

TOKENMETER_TEST(tst_ReviewPage);

} // namespace test_ReviewPage

#include "tst_Review.moc"
