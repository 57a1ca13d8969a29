// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "FakeServices.h"
#include "TextProbe.h"
#include "flow/Overlaps.h"
#include "format/ProblemText.h"
#include "format/LogRetention.h"
#include "pages/OverlapDialog.h"
#include "pages/SourceDuplicatesDialog.h"
#include "pages/SourceForgetDialog.h"
#include "pages/SourcesPage.h"
#include "pages/SourcesView.h"
#include "pages/TableDialog.h"
#include "shell/Language.h"
#include "shell/ProblemsDialog.h"
#include "widgets/AccountCard.h"
#include "widgets/EmptyState.h"
#include "widgets/ForgottenList.h"
#include "widgets/LinkButton.h"
#include "widgets/StatementList.h"

#include <QAction>
#include <QCheckBox>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QtTest>

namespace test_SourcesPage
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

UtcTime momentAt(const char *text)
{
    return parseTime(text)->time;
}

SourceFacts factsOf(const char *format, const char *root, std::int64_t records)
{
    SourceFacts facts;
    facts.key = {format, root};
    facts.files = 3;
    facts.bytesRead = 1'310'000;
    facts.records = records;
    facts.oldest = momentAt("2026-01-12T08:00:00Z");
    facts.newest = momentAt("2026-11-18T08:00:00Z");
    facts.lastRead = momentAt("2026-11-18T13:30:00Z");
    return facts;
}

/// What the view says on Wed 18 Nov 2026, 14:32 in Berlin.
struct Says
{
    SourcesData data{};
    PageContext context{};
    SourcesView view{context, data};

    Says()
    {
        context.zone = Zone::byId("Europe/Berlin").value();
        context.now = momentAt("2026-11-18T13:32:00Z");
        context.today = context.zone.dayOf(context.now);
    }
    FactCardTexts card(const SourceEntry &entry) const { return view.card(entry, {}).facts; }
};

QString valueOf(const FactCardTexts &texts, const char *label)
{
    for (const auto &[name, value] : texts.facts) {
        if (name == QLatin1String(label)) {
            return value;
        }
    }
    return {};
}

Overlap consoleOverlap()
{
    Overlap overlap;
    overlap.pair = {{"claude-code", "/home/ada/.claude/projects"}, {"anthropic-usage-csv", "/home/ada/usage.csv"}, "anthropic"};
    overlap.from = *parseDay("2026-08-19");
    overlap.to = *parseDay("2026-11-18");
    overlap.days = 92;
    overlap.records = 92;
    overlap.tokens = 811'000'000;
    return overlap;
}

/// A page over a ledger of its own, told of changes as the window does it.
struct SourcesDesk
{
    TestLedger ledger{};
    FakeServices services{};
    NameBook names{};
    std::unique_ptr<SourcesPage> page{};
    PageContext context{};
    QString lastMessage{};
    ViewState wanted{};

    SourcesDesk()
    {
        services.reader = &ledger.reader();
        services.writer = &ledger.writer();
        services.pricer = &ledger.pricer();
        page = std::make_unique<SourcesPage>(services, names);
        QObject::connect(page.get(), &Page::message, page.get(), [this](const QString &sentence, bool) { lastMessage = sentence; });
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &view) { wanted = view; });
        context.view.page = QStringLiteral("sources");
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        page->resize(1232, 768);
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
    const SourceCardTexts &texts(std::size_t at = 0) const { return page->cards().at(at)->texts(); }
};

std::vector<Use> someUses(const char *source, int count)
{
    return std::vector<Use>(std::size_t(count), Use{.time = "2026-11-10T12:00:00Z", .tokens = {.input = 100, .output = 10}, .source = source});
}

} // namespace

class tst_SourcesPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { language::apply(QStringLiteral("en")); }
    void cardSaysWhatWasRead();
    void cardSaysHowItStands();
    void warnsOfToolsThatDelete();
    void saysWhereSumsStand();
    void saysWhichOneCounts();
    void pairsOfSeveralProvidersNameThem();
    void manyPairsAreFolded();
    void idlePairsAreOneLine();
    void saysWhatEachChoiceMeans();
    void recognisedOrAlways();
    void theUsualChoiceIsNoDecision();
    void saysWhatForgettingMeans();
    void explainsCopies();
    void explainsLinesOfAFile();
    void copiesGoOn();
    void listsFiles();
    void twinsAreTold();
    void emptyPageSaysWhatToDo();
    void cardsComeByVolume();
    void pausesAndGoesOn();
    void saysWhereTheCacheIs();
    void forgetsAndTakesBack();
    void scansAgain();
    void refusedTablesAreTold();
    void leadsToRecordsAndFiles();
    void asksForFilesToAdd();
    void offersWhatWasFound();
    void accountsFollow();
    void tabGoesInReadingOrder();
    void namesOfAnyLength();
    void tellsItAsTable();
};

void tst_SourcesPage::cardSaysWhatWasRead()
{
    const Says says;
    SourceEntry entry{.facts = factsOf("claude-code", "/data/logs", 186'204)};
    FactCardTexts card = says.card(entry);
    QCOMPARE(card.name, QStringLiteral("Claude Code"));
    QCOMPARE(card.subtitle, QStringLiteral("/data/logs"));
    QCOMPARE(valueOf(card, "Records"), QStringLiteral("186,204"));
    QCOMPARE(valueOf(card, "Span"), QStringLiteral("12 Jan – 18 Nov"));
    QCOMPARE(valueOf(card, "Read").replace(QChar::Nbsp, u' '), QStringLiteral("1.31 MB in 3 files"));
    QCOMPARE(valueOf(card, "Last"), QStringLiteral("Today 14:30"));
    entry.facts.covered = 12;
    entry.facts.excluded = 2;
    QCOMPARE(valueOf(says.card(entry), "Records"), QStringLiteral("186,204, 12 counted elsewhere, 2 excluded"));
    entry.facts = {.key = {"codex", "/data/none"}};
    card = says.card(entry);
    QCOMPARE(valueOf(card, "Records"), QStringLiteral("0"));
    QCOMPARE(valueOf(card, "Span"), QStringLiteral("–"));
    QCOMPARE(valueOf(card, "Last"), QStringLiteral("never"));
    // A bill has lines and no records.
    SourceEntry bill{.facts = factsOf("focus-csv", "/data/bill.csv", 0)};
    bill.facts.oldest = {};
    bill.facts.newest = {};
    bill.facts.billed = {.lines = 1204, .first = *parseDay("2026-09-30"), .last = *parseDay("2026-10-04")};
    QCOMPARE(valueOf(says.card(bill), "Records"), QStringLiteral("1,204 billed lines"));
    QCOMPARE(valueOf(says.card(bill), "Span"), QStringLiteral("30 Sep – 4 Oct"));
}

void tst_SourcesPage::cardSaysHowItStands()
{
    const Says says;
    SourceEntry entry{.facts = factsOf("codex", "/data/codex", 10)};
    QCOMPARE(says.card(entry).state, QStringLiteral("Up to date"));
    QCOMPARE(says.view.card(entry, {}).whyNotScan, QString{});
    entry.isOfLaterVersion = true; // its records stay; reading it is for who knows how
    QVERIFY(says.view.card(entry, {}).whyNotScan.contains(QStringLiteral("This version does not know how “codex” is read")));
    entry.isOfLaterVersion = false;
    QVERIFY(says.card(entry).tone == Tone::Positive);
    QVERIFY(says.card(entry).problem.isEmpty());

    entry.facts.problems = 2;
    entry.facts.skippedLines = 2;
    QCOMPARE(says.card(entry).state, QStringLiteral("2 problems"));
    QVERIFY(says.card(entry).tone == Tone::Warning);
    QCOMPARE(says.card(entry).problem, QStringLiteral("2 lines could not be read"));
    QCOMPARE(says.card(entry).verb, QStringLiteral("Show"));
    entry.facts.skippedLines = 0;
    QCOMPARE(says.card(entry).problem, QStringLiteral("2 problems while reading"));

    entry.isMissing = true;
    QCOMPARE(says.card(entry).state, QStringLiteral("Not found"));
    QCOMPARE(says.card(entry).problem, QStringLiteral("The folder is not there"));
    QVERIFY(!says.view.card(entry, {}).whyNotScan.isEmpty());
    entry.isFile = true;
    QCOMPARE(says.card(entry).problem, QStringLiteral("The file is not there"));

    entry = {.facts = factsOf("codex", "/data/codex", 10)};
    entry.facts.state = SourceState::Paused;
    QCOMPARE(says.card(entry).state, QStringLiteral("Paused"));
    QVERIFY(!says.view.card(entry, {}).whyNotScan.isEmpty());

    // Read for itself, it rests with the folder above it.
    entry.facts.state = SourceState::Read;
    entry.facts.pausedWith = "/data";
    QCOMPARE(says.card(entry).state, QStringLiteral("Paused"));
    QCOMPARE(says.card(entry).note, QStringLiteral("Paused with /data"));
    QVERIFY(says.card(entry).tone == Tone::Neutral);
    QVERIFY(!says.view.card(entry, {}).isPaused);
    QCOMPARE(says.view.card(entry, {}).whyNotScan, QStringLiteral("It is paused with its folder: let that go on first."));
    entry.facts.pausedWith.clear();

    const SourceCardTexts reading = says.view.card(entry, {.isReading = true, .progress = {.running = true, .filesDone = 7, .filesTotal = 12, .bytesDone = 1, .bytesTotal = 4}});
    QCOMPARE(reading.facts.state, QStringLiteral("Reading, 7 of 12"));
    QCOMPARE(reading.permille, 250);

    entry.facts.key.format = "generic:mine"; // of a mapping, which only the user has
    QVERIFY(says.view.card(entry, {}).whyNotScan.isEmpty());
    entry.missingProfile = "mine";
    QVERIFY(says.view.card(entry, {}).whyNotScan.contains(QStringLiteral("mapping “mine”")));
}

void tst_SourcesPage::warnsOfToolsThatDelete()
{
    const Says says;
    QVERIFY(logRetentionOf("codex") == nullptr);
    SourceEntry entry{.facts = factsOf("claude-code", "/data/claude", 10)};
    QCOMPARE(says.card(entry).note, QStringLiteral("Tool deletes logs after 30 days; kept here"));
    QVERIFY(says.card(entry).problem.isEmpty());
    entry.facts.state = SourceState::Paused;
    QVERIFY(says.card(entry).note.isEmpty());
    QCOMPARE(says.card(entry).problem, QStringLiteral("The tool deletes logs after 30 days"));
    QVERIFY(says.card(entry).hint.contains(QStringLiteral("lost")));
    // That it last brought something long ago is no sign: it may have been looked at an hour before it was paused.
    entry.facts.lastRead = momentAt("2026-10-03T08:00:00Z");
    QCOMPARE(says.card(entry).problem, QStringLiteral("The tool deletes logs after 30 days"));
    // Paused on 3 October; 30 days before 18 November are 19 October.
    entry.facts.pausedSince = momentAt("2026-10-03T08:00:00Z");
    QCOMPARE(says.card(entry).problem, QStringLiteral("Paused on 3 Oct; the tool deletes logs after 30 days"));
    QVERIFY2(says.card(entry).hint.startsWith(QStringLiteral("What it wrote from 3 Oct to 19 Oct may be lost already.")), qPrintable(says.card(entry).hint));
    entry.facts.pausedSince = momentAt("2026-10-18T21:30:00Z");
    QVERIFY(says.card(entry).problem.contains(QStringLiteral("Paused on 18 Oct")));
    entry.facts.pausedSince = momentAt("2026-10-18T22:30:00Z"); // the 19th in Berlin
    QCOMPARE(says.card(entry).problem, QStringLiteral("The tool deletes logs after 30 days"));
    entry.facts.state = SourceState::Read; // is looked at all the time: the tool was not used
    entry.facts.pausedSince = std::nullopt;
    QCOMPARE(says.card(entry).note, QStringLiteral("Tool deletes logs after 30 days; kept here"));
    QVERIFY(says.card(entry).problem.isEmpty());
    entry.facts.state = SourceState::Paused;
    entry.facts.key.format = "codex";
    QVERIFY(says.card(entry).problem.isEmpty());
    QVERIFY(says.card(entry).note.isEmpty());
}

void tst_SourcesPage::saysWhereSumsStand()
{
    const Says says;
    for (const char *format : {"goose", "droid", "zed", "crush"}) {
        QCOMPARE(says.card({.facts = factsOf(format, "/data/log", 10)}).note, QStringLiteral("A session's sum stands on the day it began"));
    }
    QVERIFY(says.card({.facts = factsOf("codex", "/data/log", 10)}).note.isEmpty());
}

void tst_SourcesPage::saysWhichOneCounts()
{
    const Says says;
    Overlap overlap = consoleOverlap();
    Statement statement = says.view.statement(overlap);
    QCOMPARE(statement.fact, QStringLiteral("Two sources cover the same spend: Claude Code and Anthropic Console usage, 19 Aug – 18 Nov."));
    QCOMPARE(statement.meaning, QStringLiteral("Claude Code counts: it tells every request, with project and session, where the other has sums. "
                                               "92 records of Anthropic Console usage on these days are left out; nothing is counted twice."));
    QCOMPARE(statement.verbs.size(), 2);
    overlap.isDefault = false;
    overlap.choice = OverlapChoice::Second;
    overlap.records = 1;
    QCOMPARE(says.view.statement(overlap).meaning,
             QStringLiteral("As you chose, Anthropic Console usage counts. 1 record of Claude Code on these days is left out; nothing is counted twice."));
    overlap.choice = OverlapChoice::Both;
    QCOMPARE(says.view.statement(overlap).meaning, QStringLiteral("As you chose, both count: what both tell of is counted twice."));
    // Requests that a gateway logged, too: on some days not all of them.
    overlap.pair.second = {"helicone", "/data/helicone.jsonl"};
    overlap.secondTells = SourceTells::Gateway;
    overlap.isDefault = true;
    overlap.isUncertain = true;
    QVERIFY(says.view.statement(overlap).meaning.endsWith(QStringLiteral("both count until you choose.")));
    overlap.choice = OverlapChoice::First;
    const QString meaning = says.view.statement(overlap).meaning;
    QVERIFY2(meaning.startsWith(QStringLiteral("Claude Code counts: ")) && meaning.contains(QStringLiteral("there both count until you choose.")), qPrintable(meaning));
    // Two exports of one tracker: which of them counts differs from row to row.
    overlap.pair = {{"ccusage", "/one.json"}, {"ccusage", "/other.json"}, "anthropic"};
    overlap.firstTells = overlap.secondTells = SourceTells::Tracker;
    overlap.isByRecognition = overlap.isOfExports = true;
    overlap.choice = OverlapChoice::Both;
    overlap.records = 2;
    const QString rows = says.view.statement(overlap).meaning;
    QVERIFY2(rows.contains(QStringLiteral("2 record")) && rows.endsWith(QStringLiteral("both count until you choose.")), qPrintable(rows));
    overlap.isUncertain = false;
    QVERIFY(says.view.statement(overlap).meaning.endsWith(QStringLiteral("left out.")));
}

/// One title twice would say nothing of which is which.
void tst_SourcesPage::pairsOfSeveralProvidersNameThem()
{
    Says says;
    Overlap overlap = consoleOverlap();
    says.data.overlaps = {overlap};
    QVERIFY(!says.view.statement(overlap).fact.contains(QStringLiteral("anthropic")));
    overlap.pair.provider = "deepseek";
    says.data.overlaps.push_back(overlap);
    QCOMPARE(says.view.statement(overlap).fact,
             QStringLiteral("Two sources cover the same spend: Claude Code and Anthropic Console usage for deepseek, 19 Aug – 18 Nov."));
}

/// Three requests in a log and in the logs of two gateways: the log counts, so of the gateways neither is left out for the other.
void tst_SourcesPage::idlePairsAreOneLine()
{
    SourcesDesk desk;
    desk.services.demo = true;
    std::vector<Use> uses;
    for (const char *source : {"helicone", "langfuse", "claude-code"}) {
        for (const auto &[time, input] : {std::pair{"2026-10-01T10:00:00Z", 100}, {"2026-10-01T10:20:00Z", 200}, {"2026-10-01T11:00:00Z", 300}}) {
            uses.push_back({.time = time, .tokens = {.input = input}, .provider = "anthropic", .source = source});
        }
    }
    desk.ledger.add(uses);
    QVERIFY(settleOverlaps(desk.ledger.writer()));
    const Result<std::vector<Overlap>> overlaps = desk.ledger.reader().overlaps(Zone::utc());
    QCOMPARE(overlaps->size(), std::size_t{3});
    QCOMPARE(std::count_if(overlaps->begin(), overlaps->end(), [](const Overlap &one) { return one.isIdle(); }), 1);
    desk.show();
    const auto statements = [&] { return desk.page->overlaps()->statements(); };
    QCOMPARE(statements().size(), std::size_t{3});
    QVERIFY(statements().at(0).meaning.contains(QStringLiteral("Claude Code counts")));
    QVERIFY(statements().at(1).meaning.contains(QStringLiteral("Claude Code counts")));
    QCOMPARE(statements().at(2).verbs, QStringList{QStringLiteral("Show them")});
    QTest::mouseClick(desk.page->overlaps()->button(2, 0), Qt::LeftButton);
    QCOMPARE(statements().size(), std::size_t{3});
    QCOMPARE(statements().at(2).verbs.size(), 2);
    QVERIFY(statements().at(2).fact.startsWith(QStringLiteral("Two sources cover the same spend: Helicone and Langfuse")));
}

void tst_SourcesPage::manyPairsAreFolded()
{
    StatementList list;
    list.setStatements(std::vector<Statement>(5, Statement{.fact = QStringLiteral("A fact."), .meaning = QStringLiteral("What comes of it."), .verbs = {QStringLiteral("Change…")}}));
    list.resize(800, 600);
    list.show();
    QVERIFY(list.button(2, 0)->isVisible());
    QVERIFY(!list.button(3, 0)->isVisible());
    QCOMPARE(list.moreLink()->text(), QStringLiteral("Show 2 more"));
    QTest::mouseClick(list.moreLink(), Qt::LeftButton);
    QVERIFY(list.button(4, 0)->isVisible());
    QVERIFY(!list.moreLink()->isVisible());
    QSignalSpy activated{&list, &StatementList::activated};
    QTest::mouseClick(list.button(4, 0), Qt::LeftButton);
    QCOMPARE(activated.at(0).at(0).toInt(), 4);
    list.setStatements({});
    QVERIFY(!list.isVisible());
}

void tst_SourcesPage::saysWhatEachChoiceMeans()
{
    const Says says;
    OverlapDays days{.overlap = consoleOverlap()};
    days.days.resize(2);
    days.first = {.records = 300, .tokens = 1'000'000};
    days.second = {.records = 2, .tokens = 1'250'000};
    days.overlap.records = 2;
    days.overlap.tokens = 1'200'000; // of the models that both tell
    const OverlapTexts texts = says.view.choices(days);
    QCOMPARE(texts.fact, QStringLiteral("On 2 days both Claude Code and Anthropic Console usage have usage of anthropic."));
    QCOMPARE(QString{texts.difference}.replace(QChar::Nbsp, u' '), QStringLiteral("Anthropic Console usage tells 250 k tokens more (20.0 %)."));
    const auto meaning = [&](OverlapChoice choice) { return QString{texts.options.at(std::size_t(choice)).meaning}.replace(QChar::Nbsp, u' '); };
    QCOMPARE(meaning(OverlapChoice::First), QStringLiteral("Counts 1.00 M tokens in 300 records; leaves out 1.20 M tokens in 2 records."));
    QVERIFY(meaning(OverlapChoice::Second).startsWith(QStringLiteral("Counts 1.25 M tokens in 2 records; leaves out up to 1.00 M tokens in 300 records.")));
    QVERIFY(meaning(OverlapChoice::Both).startsWith(QStringLiteral("Counts 2.25 M tokens in 302 records")));
    const PageTable table = says.view.days(days);
    QCOMPARE(table.rows.size(), std::size_t{2});
    QCOMPARE(table.footer.back().exact, QStringLiteral("250000"));
}

/// A gateway's log yields where the same requests are recognised in it; that the other always counts is another thing.
void tst_SourcesPage::recognisedOrAlways()
{
    const Says says;
    OverlapDays days{.overlap = consoleOverlap()};
    QVERIFY(!says.view.choices(days).usual);
    QCOMPARE(says.view.choices(days).options[0].label, QStringLiteral("Claude Code counts (usual)"));
    days.overlap.pair.second = {"helicone", "/data/helicone.jsonl"};
    days.overlap.secondTells = SourceTells::Gateway;
    days.overlap.isByRecognition = true;
    days.first = {.records = 4, .tokens = 640};
    days.second = {.records = 5, .tokens = 645};
    days.overlap.records = 3;
    days.overlap.tokens = 600;
    const auto plain = [](const QString &words) { return QString{words}.replace(QChar::Nbsp, u' '); };
    OverlapTexts texts = says.view.choices(days);
    QVERIFY(texts.usual);
    QCOMPARE(texts.usual->label, QStringLiteral("What is recognised as the same counts once (usual)"));
    QVERIFY2(plain(texts.usual->meaning).endsWith(QStringLiteral("on other days both count. That leaves out 600 tokens in 3 records.")), qPrintable(texts.usual->meaning));
    QCOMPARE(texts.options[0].label, QStringLiteral("Claude Code always counts"));
    QVERIFY2(plain(texts.options[0].meaning).startsWith(QStringLiteral("Counts 640 tokens in 4 records; leaves out up to 645 tokens in 5 records.")),
             qPrintable(texts.options[0].meaning));
    QVERIFY(texts.options[0].meaning.endsWith(QStringLiteral("is left out, too.")));
    // Decided: then the figures are those of the decision.
    days.overlap.isDefault = false;
    days.overlap.records = 5;
    days.overlap.tokens = 645;
    texts = says.view.choices(days);
    QVERIFY(texts.usual->meaning.endsWith(QStringLiteral("on other days both count.")));
    QVERIFY(plain(texts.options[0].meaning).contains(QStringLiteral("leaves out 645 tokens in 5 records.")));

    const OverlapDialog usual{texts, std::nullopt};
    QVERIFY(usual.usualOption() && usual.usualOption()->isChecked());
    QVERIFY(!usual.choice());
    const OverlapDialog always{texts, OverlapChoice::First};
    QVERIFY(always.choice() == OverlapChoice::First);
    texts.usual.reset();
    const OverlapDialog plainOne{texts, OverlapChoice::First};
    QVERIFY(!plainOne.usualOption() && plainOne.option(OverlapChoice::First)->isChecked());
    QVERIFY(!plainOne.choice());
}

/// On the 1st the gateway has the tool's three requests of 600 tokens, on the 2nd its one of 40 and another of 5, so that both count: 600 + 40 + 45.
void tst_SourcesPage::theUsualChoiceIsNoDecision()
{
    SourcesDesk desk;
    desk.services.demo = true;
    std::vector<Use> uses;
    for (const char *source : {"claude-code", "helicone"}) {
        for (const auto &[time, input] : {std::pair{"2026-10-01T10:00:00Z", 100}, {"2026-10-01T10:20:00Z", 200}, {"2026-10-01T11:00:00Z", 300}, {"2026-10-02T10:00:00Z", 40}}) {
            uses.push_back({.time = time, .tokens = {.input = input}, .provider = "anthropic", .source = source});
        }
    }
    uses.push_back({.time = "2026-10-02T12:00:00Z", .tokens = {.input = 5}, .provider = "anthropic", .source = "helicone"});
    desk.ledger.add(uses);
    QVERIFY(settleOverlaps(desk.ledger.writer()));
    desk.show();
    const auto tokens = [&] {
        std::int64_t sum = 0;
        const Result<UsageCells> usage = desk.ledger.reader().usage({}, {}, Zone::utc());
        for (const UsageCell &cell : usage->cells) {
            sum += cell.tokens.total();
        }
        return sum;
    };
    const auto choose = [&](const auto &optionOf) {
        QTest::mouseClick(desk.page->overlaps()->button(0, 1), Qt::LeftButton);
        QTRY_VERIFY(desk.page->overlapDialog());
        optionOf(*desk.page->overlapDialog())->setChecked(true);
        QTest::mouseClick(desk.page->overlapDialog()->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY(!desk.page->overlapDialog());
        desk.settle();
    };
    const auto usual = [](const OverlapDialog &dialog) { return dialog.usualOption(); };
    const auto first = [](const OverlapDialog &dialog) { return dialog.option(OverlapChoice::First); };
    const auto second = [](const OverlapDialog &dialog) { return dialog.option(OverlapChoice::Second); };
    const auto overlap = [&] { return desk.ledger.reader().overlaps(Zone::utc())->at(0); };
    QCOMPARE(tokens(), std::int64_t{685});
    choose(usual); // as it is: nothing was decided
    QVERIFY(overlap().isDefault);
    choose(second);
    QCOMPARE(tokens(), std::int64_t{645});
    choose(first); // a decision as well
    QCOMPARE(tokens(), std::int64_t{640});
    QVERIFY(!overlap().isDefault);
    choose(usual);
    QCOMPARE(tokens(), std::int64_t{685});
    QVERIFY(overlap().isDefault && overlap().isUncertain);
    QCOMPARE(desk.lastMessage, QStringLiteral("What is recognised as the same counts once now."));
    // Decided for all providers, as the command does it.
    OverlapPair all = overlap().pair;
    all.provider.clear();
    QVERIFY(desk.ledger.writer().setOverlapChoice(all, OverlapChoice::First, {}, momentAt("2026-11-18T12:00:00Z")));
    QCOMPARE(tokens(), std::int64_t{640});
    desk.page->show(desk.context, true);
    desk.settle();
    choose(usual);
    QCOMPARE(tokens(), std::int64_t{685});
    QVERIFY(overlap().isDefault);
}

void tst_SourcesPage::saysWhatForgettingMeans()
{
    const Says says;
    const SourceEntry entry{.facts = factsOf("claude-code", "/data/claude", 1204)};
    const ForgetTexts texts = says.view.forget(entry, {.records = 1200, .shared = 4});
    QCOMPARE(texts.name, QStringLiteral("Claude Code"));
    QVERIFY(texts.meaning.join(u' ').contains(QStringLiteral("1,204 records stay in the ledger")));
    QVERIFY(texts.meaning.join(u' ').contains(QStringLiteral("the next scan would bring them back")));
    QCOMPARE(texts.effect, QStringLiteral("1,200 records no longer count. 4 stand in another source, too, and go on counting."));
    QVERIFY(says.view.forget(entry, {}).withRecords.isEmpty()); // nothing could go
    SourceForgetDialog dialog{texts};
    QCOMPARE(dialog.forgetButton()->text(), QStringLiteral("Forget Claude Code"));
    QVERIFY(!dialog.withRecords());
    dialog.recordsBox()->setChecked(true);
    QVERIFY(dialog.withRecords());
}

void tst_SourcesPage::explainsCopies()
{
    const Says says;
    const SourceKey source{"claude-code", "/data/claude"};
    DuplicateRule rule{.rule = SameIdentity, .records = 10, .copies = 25, .tokens = 2'500'000, .unpricedTokens = 400, .cost = {Money::fromAtto(Int128{3} * 1'000'000'000'000'000'000, Currency{"USD"})}};
    rule.examples = {{.time = momentAt("2026-11-12T13:32:00Z"), .model = "claude-opus-5", .tokens = 12'400, .counted = {source, "/data/claude/a.jsonl", 90}, .copies = {{source, "/data/claude/b.jsonl", 7}}}};
    SourceDuplicates duplicates{.copies = {.rules = {rule}}, .places = {{.file = "/data/claude/a.jsonl", .offset = 90, .line = 3}, {.file = "/data/claude/b.jsonl", .offset = 7, .line = 2}}, .lines = 3, .lineTokens = 600'000};
    duplicates.copies.tokens = 10'000'000;
    duplicates.copies.cost = {Money::fromAtto(Int128{9} * 1'000'000'000'000'000'000, Currency{"USD"})};
    const std::vector<DuplicateTexts> sections = says.view.duplicates(source, duplicates);
    QCOMPARE(sections.size(), std::size_t{2});
    const auto plain = [](QString text) { return text.replace(QChar::Nbsp, u' '); };
    QCOMPARE(plain(sections[0].sums), QStringLiteral("Merged: 3 lines. Without this rule Claude Code would count up to 600 k tokens more: 10.6 M in place of 10.0 M."));
    QCOMPARE(plain(sections[1].sums),
             QStringLiteral("Merged: 25 copies of 10 records. Without this rule Claude Code would count up to 2.50 M tokens more: 12.5 M in place of 10.0 M. "
                            "At list prices that is up to $3.00 more: $12.00 in place of $9.00. 400 of these tokens have no price."));
    QCOMPARE(sections[1].groups.at(0).places, (QStringList{QStringLiteral("a.jsonl, line 3, counts"), QStringLiteral("b.jsonl, line 2, a copy")}));
    // A copied folder: the names alone would say that the line is a copy of itself.
    duplicates.places[1].file = "/data/copy/a.jsonl";
    const DuplicateTexts copied = says.view.duplicates(source, duplicates).at(1);
    QCOMPARE(copied.groups.at(0).places, (QStringList{QStringLiteral("a.jsonl, line 3 in /data/claude, counts"), QStringLiteral("a.jsonl, line 2 in /data/copy, a copy")}));
    QVERIFY(sections[0].examples.contains(QStringLiteral("a line for each part of an answer")));
    // Of two of the three lines nobody noted it, and their files may be gone: what is known is told, and how much is not.
    duplicates.uncountedLines = 2;
    QCOMPARE(plain(says.view.duplicates(source, duplicates)[0].sums),
             QStringLiteral("Merged: 3 lines. Without this rule Claude Code would count up to 600 k tokens more: 10.6 M in place of 10.0 M. Of 2 lines it is not known what they "
                            "would add: they were read before that was noted. “Scan again” tells it where their files are still there."));
    duplicates.uncountedLines = 3;
    duplicates.lineTokens.reset();
    QVERIFY(plain(says.view.duplicates(source, duplicates)[0].sums).startsWith(QStringLiteral("Merged: 3 lines. Of 3 lines it is not known")));
    // Nothing of the source has a price of its own: an amount all the same.
    duplicates.copies.cost.clear();
    QVERIFY2(plain(says.view.duplicates(source, duplicates)[1].sums).contains(QStringLiteral("$3.00 in place of $0.00.")), qPrintable(says.view.duplicates(source, duplicates)[1].sums));
    // Other tools repeat calls for reasons of their own.
    duplicates.copies.rules[0].rule = SidechainReplay;
    const auto ruleOf = [&](const char *format) { return says.view.duplicates({format, "/data/logs"}, duplicates).at(1).rule; };
    QCOMPARE(ruleOf("claude-code"), QStringLiteral("A side question repeats its parent's answer under a new request"));
    QCOMPARE(ruleOf("copilot-events"), QStringLiteral("Another record of the tool, such as a session's sum, tells the same call; the finer one counts"));
    QCOMPARE(ruleOf("amp"), QStringLiteral("The tool noted the same answer twice; the finished one counts"));
    QCOMPARE(says.view.duplicates({"gemini-cli", "/data/logs"}, duplicates)[0].examples, QStringLiteral("Several lines of a file tell of the same request."));
    SourceDuplicatesDialog dialog{QStringLiteral("Claude Code"), sections};
    QSignalSpy opened{&dialog, &SourceDuplicatesDialog::placeActivated};
    dialog.show();
    QTest::keyClick(dialog.places().at(1), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<std::size_t>(), std::size_t{1});
    SourceDuplicatesDialog nothing{QStringLiteral("Claude Code"), {}};
    QVERIFY(nothing.findChild<EmptyState *>());
}

/// 420 lines of a file that would have added 1.2 M tokens, between its lines 3 and 998; of another file nobody noted it. Seven files have such lines.
void tst_SourcesPage::explainsLinesOfAFile()
{
    const Says says;
    SourceDuplicates duplicates{.lines = 430, .lineTokens = 1'200'000, .uncountedLines = 10};
    duplicates.files = {.files = {{.path = "/data/claude/p/a.jsonl", .lines = 420, .tokens = 1'200'000, .places = {90, 70'000}}, {.path = "/data/claude/b.jsonl", .lines = 10}}, .count = 7};
    duplicates.filePlaces = {{.file = "/data/claude/p/a.jsonl", .offset = 90, .line = 3}, {.file = "/data/claude/p/a.jsonl", .offset = 70'000, .line = 998},
                             {.file = "/data/claude/b.jsonl", .offset = -1}, {.file = "/data/claude/b.jsonl", .offset = -1}};
    const std::vector<DuplicateTexts> sections = says.view.duplicates({"claude-code", "/data/claude"}, duplicates);
    QCOMPARE(sections.size(), std::size_t{1});
    QVERIFY(!sections[0].by);
    QCOMPARE(sections[0].all, 7);
    QCOMPARE(sections[0].groups.size(), std::size_t{2});
    QCOMPARE(sections[0].groups[0].head, QStringLiteral("p/a.jsonl, 420 lines, 1,200,000 tokens"));
    QCOMPARE(sections[0].groups[0].places, (QStringList{QStringLiteral("a.jsonl, line 3, the first"), QStringLiteral("a.jsonl, line 998, the last")}));
    QCOMPARE(sections[0].groups[1].head, QStringLiteral("b.jsonl, 10 lines"));
    QCOMPARE(sections[0].groups[1].places, QStringList{QStringLiteral("b.jsonl")});
    QCOMPARE(sections[0].groups[1].firstPlace, std::size_t{2});
    // Rows of a database have no place in it that could be opened: one link, not two to the same folder.
    duplicates.files.files.insert(duplicates.files.files.begin(), {.path = "/data/claude/x.db", .lines = 500, .tokens = 7, .places = {4, 90}});
    duplicates.filePlaces.insert(duplicates.filePlaces.begin(), 2, {.file = "/data/claude/x.db", .offset = -1});
    const std::vector<DuplicateTexts> withDatabase = says.view.duplicates({"claude-code", "/data/claude"}, duplicates);
    QCOMPARE(withDatabase[0].groups[0].places, QStringList{QStringLiteral("x.db")});
    QCOMPARE(withDatabase[0].groups[1].places.size(), 2);
    QCOMPARE(withDatabase[0].groups[1].firstPlace, std::size_t{2});
}

void tst_SourcesPage::copiesGoOn()
{
    const auto group = [](std::size_t number) {
        return DuplicateTexts::Group{.head = QStringLiteral("a request"), .places = {QStringLiteral("a, counts"), QStringLiteral("b, a copy")}, .firstPlace = 2 * number};
    };
    SourceDuplicatesDialog dialog{QStringLiteral("Claude Code"),
                                  {{.rule = QStringLiteral("Lines"), .sums = QStringLiteral("none"), .examples = {}, .groups = {}, .all = 0},
                                   {.rule = QStringLiteral("Copies"), .sums = QStringLiteral("some"), .examples = {}, .groups = {group(0)}, .all = 1204, .by = SameIdentity}}};
    dialog.show();
    QVERIFY(dialog.moreLink(0)->isHidden());
    QVERIFY(dialog.shownText(0).isEmpty());
    QCOMPARE(dialog.shownText(1), QStringLiteral("1 of 1,204 are shown."));
    QSignalSpy wanted{&dialog, &SourceDuplicatesDialog::moreWanted};
    QSignalSpy opened{&dialog, &SourceDuplicatesDialog::placeActivated};
    QTest::keyClick(dialog.moreLink(1), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<std::size_t>(), std::size_t{1});
    dialog.addGroups(1, {group(1), group(2)}, false);
    QCOMPARE(dialog.shownText(1), QStringLiteral("3 of 1,204 are shown."));
    QCOMPARE(dialog.places().size(), 6);
    QTest::keyClick(dialog.places().at(5), Qt::Key_Return);
    QCOMPARE(opened[0][0].value<std::size_t>(), std::size_t{5});
    dialog.addGroups(1, {}, true); // the others have gone meanwhile
    QVERIFY(dialog.moreLink(1)->isHidden());
    QVERIFY(dialog.shownText(1).isEmpty());
}

void tst_SourcesPage::listsFiles()
{
    const Says says;
    const std::vector<SourceFile> files{{.path = "/data/claude/p/a.jsonl", .size = 2000, .bytesRead = 2000, .modified = momentAt("2026-11-18T08:00:00Z"), .duplicateLines = 4},
                                        {.path = "/data/claude/b.jsonl", .size = 2000, .bytesRead = 500, .problems = 1}};
    const PageTable table = says.view.files({"claude-code", "/data/claude"}, files);
    QCOMPARE(table.rows[0][0].text, QStringLiteral("p/a.jsonl"));
    QCOMPARE(table.rows[0][0].exact, QStringLiteral("/data/claude/p/a.jsonl"));
    QCOMPARE(table.rows[0][3].text, QStringLiteral("its end"));
    QCOMPARE(QString{table.rows[1][3].text}.replace(QChar::Nbsp, u' '), QStringLiteral("500 bytes"));
    QCOMPARE(table.rows[1][6].exact, QStringLiteral("1"));
    const PageTable one = says.view.files({"cursor-csv", "/data/usage.csv"}, {{.path = "/data/usage.csv", .size = 1}});
    QCOMPARE(one.rows[0][0].text, QStringLiteral("usage.csv"));
}

void tst_SourcesPage::twinsAreTold()
{
    Says says;
    says.data.sources = {{.facts = factsOf("cursor-csv", "/data/october.csv", 5)}, {.facts = factsOf("cursor-csv", "/data/november.csv", 4)}, {.facts = factsOf("codex", "/data/codex", 3)}};
    QCOMPARE(says.view.name({"cursor-csv", "/data/october.csv"}), QStringLiteral("Cursor usage export (/data/october.csv)"));
    QCOMPARE(says.view.name({"codex", "/data/codex"}), QStringLiteral("Codex"));
}

void tst_SourcesPage::emptyPageSaysWhatToDo()
{
    SourcesDesk desk;
    desk.show();
    QVERIFY(desk.page->emptyState()->isVisible());
    QVERIFY(!desk.page->needsUsage());
    QVERIFY(desk.page->tables().empty());
    QVERIFY(!desk.page->overlaps()->isVisible());
    QVERIFY(!desk.page->forgotten()->isVisible());
}

void tst_SourcesPage::cardsComeByVolume()
{
    SourcesDesk desk;
    desk.ledger.add(someUses("codex", 2));
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    QCOMPARE(desk.page->cards().size(), std::size_t{2});
    QCOMPARE(desk.texts(0).facts.name, QStringLiteral("Claude Code"));
    QCOMPARE(valueOf(desk.texts(0).facts, "Records"), QStringLiteral("5"));
    QCOMPARE(desk.texts(1).facts.name, QStringLiteral("Codex"));
    QCOMPARE(desk.page->summary(), QStringLiteral("2 sources, 2 with problems")); // nothing is at /home/ada
    QCOMPARE(desk.texts(0).facts.state, QStringLiteral("Not found"));
    desk.services.demo = true; // whose logs are nowhere
    desk.show();
    QCOMPARE(desk.page->summary(), QStringLiteral("2 sources"));
    QVERIFY(!desk.page->emptyState()->isVisible());
}

void tst_SourcesPage::pausesAndGoesOn()
{
    SourcesDesk desk;
    desk.services.demo = true;
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    QTest::mouseClick(desk.page->cards()[0]->pauseLink(), Qt::LeftButton);
    QTRY_COMPARE(desk.texts().facts.state, QStringLiteral("Paused"));
    QVERIFY(desk.lastMessage.startsWith(QStringLiteral("Claude Code is paused")));
    QCOMPARE(valueOf(desk.texts().facts, "Records"), QStringLiteral("5")); // what was read counts
    QVERIFY(!desk.page->cards()[0]->scanLink()->isEnabled());
    QCOMPARE(desk.page->summary(), QStringLiteral("1 source, 1 paused"));
    QCOMPARE(desk.page->cards()[0]->pauseLink()->text(), QStringLiteral("Go on"));
    QTest::mouseClick(desk.page->cards()[0]->pauseLink(), Qt::LeftButton);
    QTRY_COMPARE(desk.texts().facts.state, QStringLiteral("Up to date"));
    QCOMPARE(desk.lastMessage, QStringLiteral("Claude Code goes on."));
}

void tst_SourcesPage::saysWhereTheCacheIs()
{
    SourcesDesk desk;
    desk.services.demo = true;
    desk.ledger.add(someUses("otlp-genai", 5));
    desk.ledger.add(someUses("claude-code", 3));
    desk.show();
    QAction *decides = desk.page->cards()[0]->cacheAction();
    QVERIFY(decides->isVisible() && !decides->isChecked());
    QVERIFY(!desk.page->cards()[1]->cacheAction()->isVisible()); // its lines tell it
    decides->trigger();
    QTRY_VERIFY(desk.texts().leavesCacheOut);
    QVERIFY(decides->isChecked());
    QCOMPARE(desk.texts().facts.note, QStringLiteral("As you said, its input leaves cached tokens out"));
    QCOMPARE(desk.lastMessage, QStringLiteral("OpenTelemetry GenAI is read again with that; records whose file is gone keep the old reading."));
    decides->trigger();
    QTRY_VERIFY(!desk.texts().leavesCacheOut);
    QVERIFY(!decides->isChecked());
    QCOMPARE(desk.texts().facts.note, QString{});
    // Where nothing would be read again nothing can be said.
    QVERIFY(decides->isEnabled());
    QTest::mouseClick(desk.page->cards()[0]->pauseLink(), Qt::LeftButton);
    QTRY_VERIFY(!decides->isEnabled());
    QCOMPARE(decides->toolTip(), QStringLiteral("It is paused: let it go on first."));
    QVERIFY(decides->isVisible());
}

void tst_SourcesPage::forgetsAndTakesBack()
{
    SourcesDesk desk;
    desk.services.demo = true;
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    QCOMPARE(desk.page->cards()[0]->forgetAction()->text(), QStringLiteral("Forget Claude Code…"));
    desk.page->cards()[0]->forgetAction()->trigger();
    QTRY_VERIFY(desk.page->forgetDialog());
    QTest::mouseClick(desk.page->forgetDialog()->forgetButton(), Qt::LeftButton);
    QTRY_VERIFY(desk.page->cards().empty());
    desk.settle();
    QCOMPARE(desk.page->forgotten()->rows().at(0).fact, QStringLiteral("Its 5 records stay in all totals."));
    QCOMPARE(desk.lastMessage, QStringLiteral("Claude Code is forgotten; its records stay."));
    QTest::mouseClick(desk.page->forgotten()->link(0), Qt::LeftButton);
    QTRY_COMPARE(desk.page->cards().size(), std::size_t{1});
    desk.settle();
    QVERIFY(!desk.page->forgotten()->isVisible());

    desk.page->cards()[0]->forgetAction()->trigger();
    QTRY_VERIFY(desk.page->forgetDialog());
    desk.page->forgetDialog()->recordsBox()->setChecked(true);
    QTest::mouseClick(desk.page->forgetDialog()->forgetButton(), Qt::LeftButton);
    QTRY_COMPARE(desk.page->forgotten()->rows().size(), std::size_t{1});
    desk.settle();
    QCOMPARE(desk.page->forgotten()->rows()[0].fact, QStringLiteral("Its 5 records are in no total."));
    QCOMPARE(desk.ledger.reader().summary()->records, std::int64_t{0});
    QTest::mouseClick(desk.page->forgotten()->link(0), Qt::LeftButton);
    QTRY_COMPARE(desk.page->cards().size(), std::size_t{1});
    QCOMPARE(desk.lastMessage, QStringLiteral("Claude Code is back, with 5 records."));
    QCOMPARE(desk.ledger.reader().summary()->records, std::int64_t{5});
}

void tst_SourcesPage::scansAgain()
{
    SourcesDesk desk;
    desk.services.demo = true;
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    SourceCard *card = desk.page->cards()[0];
    QTest::mouseClick(card->scanLink(), Qt::LeftButton);
    QVERIFY(desk.services.calls.contains(QStringLiteral("scan /home/ada/claude-code")));
    QCOMPARE(desk.texts().facts.state, QStringLiteral("Reading"));
    QVERIFY(card->bar()->isVisible());
    Q_EMIT desk.services.importProgressed({.running = true, .filesDone = 1, .filesTotal = 2, .bytesDone = 30, .bytesTotal = 100});
    QCOMPARE(desk.texts().facts.state, QStringLiteral("Reading, 1 of 2"));
    QCOMPARE(card->bar()->value(), 300);
    QTest::mouseClick(card->scanLink(), Qt::LeftButton); // "Cancel"
    QVERIFY(desk.services.calls.contains(QStringLiteral("cancelImport")));
    desk.services.endScan(ImportOutcome{.filesRead = 2, .added = 3});
    QTRY_COMPARE(desk.texts().facts.state, QStringLiteral("Up to date"));
    QVERIFY(!card->bar()->isVisible());
    QCOMPARE(desk.lastMessage, QStringLiteral("Claude Code was read again: 3 new records."));
    QTest::mouseClick(card->scanLink(), Qt::LeftButton);
    desk.services.endScan(Problem{.cause = Cause::DiskFull});
    QTRY_COMPARE(desk.texts().facts.state, QStringLiteral("Up to date"));
    QVERIFY(!desk.lastMessage.contains(QStringLiteral("read again")));
}

/// In the words of who reads of it: the window has a box, the command line a flag. And a scan that could not read says so.
void tst_SourcesPage::refusedTablesAreTold()
{
    Problem refused{.cause = Cause::RowsRefused, .field = "1234"};
    const QString said = ProblemText::sentence(refused);
    QVERIFY2(said.startsWith(QStringLiteral("1,234 rows of this file cannot be read, so it was not imported; ")), qPrintable(said));
    QVERIFY(said.contains(QStringLiteral("“Leave out what cannot be read” in its mapping")));
    QVERIFY(said.contains(QStringLiteral("Correct them, or leave all of them out with")));
    QVERIFY(!said.contains(QStringLiteral("--skip")) && !said.contains(QStringLiteral("profile")));
    refused.field = "1";
    const QString told = ProblemText::full(refused, ProblemText::Place::CommandLine);
    QVERIFY2(told.contains(QStringLiteral("Correct that row, or leave it out with --skip-bad-rows, then import again.")), qPrintable(told));
    QVERIFY2(told.startsWith(QStringLiteral("1 row of this file cannot be read, ")) && told.contains(QStringLiteral("--skip-bad-rows")), qPrintable(told));

    SourcesDesk desk;
    desk.services.demo = true;
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    const auto scanGives = [&](const ImportOutcome &outcome) {
        desk.lastMessage.clear();
        QTest::mouseClick(desk.page->cards().at(0)->scanLink(), Qt::LeftButton);
        desk.services.endScan(outcome);
        QTRY_VERIFY(!desk.lastMessage.isEmpty());
        desk.settle();
    };
    scanGives({.filesFailed = 1});
    QCOMPARE(desk.lastMessage, QStringLiteral("1 file of Claude Code could not be read: see its problems."));
    scanGives({.filesRead = 3, .filesFailed = 2, .added = 7});
    QCOMPARE(desk.lastMessage, QStringLiteral("2 files of Claude Code could not be read: see its problems. The others gave 7 new records."));
    scanGives({});
    QCOMPARE(desk.lastMessage, QStringLiteral("Claude Code was read again: nothing new."));
}

void tst_SourcesPage::leadsToRecordsAndFiles()
{
    SourcesDesk desk;
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    SourceCard *card = desk.page->cards()[0];
    card->recordsAction()->trigger();
    QCOMPARE(desk.wanted.page, QStringLiteral("records"));
    QCOMPARE(filterText(desk.wanted.filter), QStringLiteral("source:claude-code"));
    QCOMPARE(toIso(desk.wanted.period.from), std::string{"2026-11-10"});
    // Of two with one format each has its own.
    SourcesData twins;
    twins.sources = {{.facts = factsOf("claude-code", "/data/a b", 10)}, {.facts = factsOf("claude-code", "/home/ada/claude-code", 5)}};
    const SourcesView view2{desk.context, twins};
    QCOMPARE(view2.filterValue(twins.sources[0].facts.key), QStringLiteral("/data/a b"));
    twins.forgotten = {{.facts = factsOf("codex", "/data/a b", 10)}};
    const QString value = view2.filterValue(twins.sources[0].facts.key);
    QCOMPARE(value, QStringLiteral("claude-code:/data/a b"));
    QCOMPARE(view2.filterValue(twins.forgotten[0].facts.key), QStringLiteral("codex"));
    FilterTerms terms;
    terms.add(FilterKey::Source, {.text = value});
    QCOMPARE(filterText(terms), QStringLiteral("source:\"claude-code:/data/a b\""));
    QVERIFY(parseFilterText(filterText(terms)).terms.of(FilterKey::Source) == terms.of(FilterKey::Source));
    ViewState view3;
    view3.filter = terms;
    QCOMPARE(usageFilterOf(view3, desk.names).sources, std::vector<std::string>{"claude-code:/data/a b"});

    QTest::mouseClick(card->filesLink(), Qt::LeftButton);
    QTRY_VERIFY(desk.page->tableDialog());
    QTableView *view = desk.page->tableDialog()->view();
    QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("log.jsonl"));
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(desk.page->tableDialog()); // Return opens the file and closes nothing
    QVERIFY(desk.services.calls.contains(QStringLiteral("openAt /home/ada/claude-code/log.jsonl 0")));

    ProblemsDialog problems{QStringLiteral("Problems"), {{.cause = Cause::NotJson, .file = "/data/a.jsonl", .offset = 70, .line = 3}}, 7};
    QSignalSpy opened{&problems, &ProblemsDialog::openWanted};
    problems.show();
    problems.list()->setCurrentRow(0);
    QTest::keyClick(problems.list(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toString(), QStringLiteral("/data/a.jsonl"));
    QCOMPARE(opened[0][1].toLongLong(), 70LL);
    QVERIFY(problems.isVisible());
}

void tst_SourcesPage::asksForFilesToAdd()
{
    SourcesDesk desk;
    desk.show();
    QSignalSpy wanted{desk.page.get(), &Page::importWanted};
    QTest::mouseClick(desk.page->addButton(), Qt::LeftButton);
    QMenu *menu = desk.page->findChild<QMenu *>();
    QVERIFY(menu);
    menu->actions().at(0)->trigger();
    menu->actions().at(1)->trigger();
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[0][0].value<Page::ImportOf>(), Page::ImportOf::Files);
    QCOMPARE(wanted[1][0].value<Page::ImportOf>(), Page::ImportOf::Folder);
    menu->close();
}

void tst_SourcesPage::offersWhatWasFound()
{
    SourcesDesk desk;
    desk.ledger.add(someUses("claude-code", 2));
    desk.services.tools = {{.formatId = QStringLiteral("gemini-cli"), .name = QStringLiteral("Gemini CLI"), .folders = {QStringLiteral("/data/gemini")}, .files = 12},
                           {.formatId = QStringLiteral("cline"), .name = QStringLiteral("Cline"), .folders = {QStringLiteral("/data/code"), QStringLiteral("/data/cursor")}, .files = 1}};
    desk.show(); // opening the page looks
    QVERIFY(desk.services.calls.contains(QStringLiteral("lookForNewTools")));
    StatementList *list = desk.page->newTools();
    QVERIFY(list->isVisible());
    QCOMPARE(list->statements().size(), std::size_t{2});
    QCOMPARE(list->statements()[0].fact, QStringLiteral("Found on this computer and not read: Gemini CLI, 12 files in /data/gemini."));
    QCOMPARE(list->statements()[1].fact, QStringLiteral("Found on this computer and not read: Cline, 1 file in /data/code and 1 more folder."));
    QSignalSpy wanted{desk.page.get(), &Page::importFoundWanted};
    list->button(0, 0)->click(); // Import: not offered twice while it runs
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toStringList(), QStringList{QStringLiteral("gemini-cli")});
    QCOMPARE(list->statements().size(), std::size_t{1});
    list->button(0, 1)->click(); // Not this one
    QVERIFY(desk.services.calls.contains(QStringLiteral("decline cline")));
    QVERIFY(desk.lastMessage.contains(QStringLiteral("Cline")));
    QVERIFY(list->statements().empty()); // nor is the one that is being imported
    desk.services.tools.erase(desk.services.tools.begin()); // the import of the first one is done
    desk.services.lookForNewTools();
    QVERIFY(!list->isVisible());
    // It is no longer offered, and still there to be added.
    QTest::mouseClick(desk.page->addButton(), Qt::LeftButton);
    QMenu *menu = desk.page->findChild<QMenu *>();
    QVERIFY(menu);
    QAction *again = menu->actions().back();
    QCOMPARE(again->text(), QStringLiteral("Cline, found in /data/code"));
    again->trigger();
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[1][0].toStringList(), QStringList{QStringLiteral("cline")});
    QVERIFY(desk.services.calls.contains(QStringLiteral("offer cline")));
    menu->close();
}

void tst_SourcesPage::accountsFollow()
{
    SourcesDesk desk;
    BillingAccount account;
    account.provider = "anthropic";
    account.name = "work";
    account.keyPlace = KeyPlace::Environment;
    account.variables = {{"key", "A_KEY"}};
    QVERIFY(desk.ledger.writer().addAccount(account, desk.services.clock));
    desk.show();
    QVERIFY(!desk.page->emptyState()->isVisible());
    QCOMPARE(desk.page->accountCards().size(), std::size_t{1});
    QCOMPARE(desk.page->accountCards()[0]->texts().name, QStringLiteral("work"));
    QCOMPARE(desk.page->summary(), QStringLiteral("0 sources · 1 account"));
    desk.services.accounts().asks = false;
    desk.show();
    QVERIFY(!desk.page->addAccountButton()->isEnabled());
    QVERIFY(!desk.page->addAccountButton()->toolTip().isEmpty());
}

void tst_SourcesPage::tabGoesInReadingOrder()
{
    SourcesDesk desk;
    desk.ledger.add(someUses("codex", 2));
    desk.show();
    desk.ledger.add(someUses("claude-code", 5)); // its card is made later and stands first
    desk.show();
    QWidget *at = desk.page->addAccountButton();
    const auto next = [&] {
        do {
            at = at->nextInFocusChain();
        } while ((at->focusPolicy() & Qt::TabFocus) != Qt::TabFocus || !at->isVisible());
        return at;
    };
    const std::vector<QWidget *> order{desk.page->addButton(), desk.page->cards()[0]->scanLink(), desk.page->cards()[0]->pauseLink(), desk.page->cards()[0]->filesLink()};
    for (QWidget *each : order) {
        QCOMPARE(next(), each);
    }
    next(); // the menu
    QCOMPARE(next(), static_cast<QWidget *>(desk.page->cards()[1]->scanLink()));
}

void tst_SourcesPage::namesOfAnyLength()
{
    SourcesDesk desk;
    const std::string longName(300, 'w');
    for (const char *source : {"claude-code", "codex", "gemini-cli"}) {
        desk.ledger.add(someUses((source + longName).c_str(), 2));
        desk.ledger.add(someUses(source, 3));
    }
    const SourceKey gone{"codex", "/home/ada/codex"};
    QVERIFY(desk.ledger.writer().setSourceState(gone, SourceState::Forgotten, true, "test", desk.services.clock));
    for (const int width : {860, 1232, 1712}) {
        desk.page->resize(width, 768);
        desk.show();
        const QStringList faults = TextProbe::faultsOf(*desk.page);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
}

void tst_SourcesPage::tellsItAsTable()
{
    SourcesDesk desk;
    desk.ledger.add(someUses("claude-code", 5));
    desk.show();
    const std::vector<PageTable> tables = desk.page->tables();
    QCOMPARE(tables.size(), std::size_t{1});
    const std::vector<PageTable::Cell> &row = tables[0].rows.at(0);
    QCOMPARE(row.size(), std::size_t(tables[0].columns.size()));
    QCOMPARE(row[1].text, QStringLiteral("claude-code"));
    QCOMPARE(row[2].exact, QStringLiteral("/home/ada/claude-code"));
    QCOMPARE(row[4].exact, QStringLiteral("5"));
    QCOMPARE(row[6].exact, QStringLiteral("2026-11-10"));
}

TOKENMETER_TEST(tst_SourcesPage);

} // namespace test_SourcesPage

#include "tst_SourcesPage.moc"
