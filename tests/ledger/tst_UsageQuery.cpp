// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"

#include <QtTest>

namespace test_UsageQuery
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

using Groups = std::map<std::pair<std::vector<std::string>, std::string>, std::string>;

const std::vector<std::string> ZoneIds{"UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Santiago", "Australia/Lord_Howe"};

std::string textOf(std::int64_t requests, const TokenCounts &t, const RareCounts &r)
{
    std::string text;
    for (const std::int64_t value : {requests, t.input, t.cacheRead, t.cacheWrite5m, t.cacheWrite1h, t.output, t.reasoning, r.inputAudio,
                                     r.cachedAudio, r.outputAudio, r.inputImage, r.outputImage, r.webSearches}) {
        text += std::to_string(value) + ' ';
    }
    return text;
}

std::string keyOf(const Fact &fact, Dimension dimension, const Zone &zone)
{
    const UsageRecord &r = fact.record;
    const LocalDay day = r.precision == Precision::Day ? LocalDay{floor<days>(r.time).time_since_epoch()} : zone.dayOf(r.time);
    const year_month_day date{day};
    switch (dimension) {
    case Dimension::Tag:
        return {}; // tst_Decisions
    case Dimension::Hour: {
        if (r.precision == Precision::Day) {
            return std::to_string(NoHour); // shown by no hour view, and in its total
        }
        const auto local = r.time.time_since_epoch() + zone.offsetAt(r.time);
        return std::to_string((floor<hours>(local) - zone.offsetAt(r.time)) / minutes{15});
    }
    case Dimension::Day:
        return std::to_string(day.time_since_epoch().count());
    case Dimension::Week:
        return std::to_string((day - (weekday{day} - Monday)).time_since_epoch().count());
    case Dimension::Month:
        return std::to_string(int(date.year()) * 12 + int(unsigned(date.month())) - 1);
    case Dimension::UtcDay:
        return std::to_string(floor<days>(r.time).time_since_epoch().count());
    case Dimension::Provider:
        return fact.context.serving.provider;
    case Dimension::Model:
        return fact.context.serving.model;
    case Dimension::Project:
        return fact.context.attribution.project;
    case Dimension::Session:
        return fact.context.attribution.session;
    case Dimension::Source:
        return fact.format;
    case Dimension::Tier:
        return fact.context.serving.serviceTier;
    case Dimension::Agent:
        return fact.context.attribution.agent;
    }
    return {};
}

bool passes(const Fact &fact, const UsageFilter &filter, const Zone &zone)
{
    const auto in = [](const std::vector<std::string> &wanted, const std::string &value) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    };
    const LocalDay day{days{std::stoll(keyOf(fact, Dimension::Day, zone))}};
    return (!filter.from || day >= *filter.from) && (!filter.to || day <= *filter.to) && in(filter.providers, fact.context.serving.provider)
        && in(filter.models, fact.context.serving.model) && in(filter.projects, fact.context.attribution.project)
        && in(filter.sessions, fact.context.attribution.session) && in(filter.sources, fact.format)
        && in(filter.agents, fact.context.attribution.agent) && in(filter.tiers, fact.context.serving.serviceTier);
}

Groups expectedGroups(const std::vector<Fact> &facts, const UsageFilter &filter, const std::vector<Dimension> &dimensions, const Zone &zone)
{
    struct Sum
    {
        std::int64_t requests = 0;
        TokenCounts tokens{};
        RareCounts rare{};
    };
    const RateSource rates = testRates();
    std::map<std::pair<std::vector<std::string>, std::string>, Sum> sums;
    for (const Fact &fact : facts) {
        if (fact.record.has(ExcludedFlag) || !passes(fact, filter, zone)) {
            continue;
        }
        std::vector<std::string> key;
        for (const Dimension dimension : dimensions) {
            key.push_back(keyOf(fact, dimension, zone));
        }
        Sum &sum = sums[{key, std::to_string(rates(fact.record, fact.context.serving).key)}];
        sum.requests += fact.record.requests;
        sum.tokens += fact.record.tokens;
        sum.rare += fact.record.rare;
    }
    Groups groups;
    for (const auto &[key, sum] : sums) {
        groups[key] = textOf(sum.requests, sum.tokens, sum.rare);
    }
    return groups;
}

Groups groupsOf(const UsageCells &cells)
{
    Groups groups;
    for (const UsageCell &cell : cells.cells) {
        std::vector<std::string> key;
        for (std::size_t i = 0; i < cells.dimensions.size(); ++i) {
            const bool isTime = cells.dimensions[i] <= Dimension::Month || cells.dimensions[i] == Dimension::UtcDay;
            key.push_back(isTime ? std::to_string(cell.key[i]) : cells.names.at(cell.key[i]));
        }
        groups[{key, std::to_string(cells.rates.at(cell.rate).key)}] = textOf(cell.requests, cell.tokens, cell.rare);
    }
    return groups;
}

} // namespace

class tst_UsageQuery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyDimension_data();
    void everyDimension();
    void randomQuestions();
    void singleRecords();
    void filterThatMatchesNothing();
    void tooManyDimensions();
    void bothHoursOfAClockChange();
    void dayRowsKeepTheirDate();
    void zoneOfTheLedgerMoves();
    void summaryAndSources();

private:
    TempFolder m_place;
    std::vector<Fact> m_facts;
    std::unique_ptr<LedgerReader> m_reader;
};

void tst_UsageQuery::initTestCase()
{
    const std::vector<FileBatch> batches = soup(5, 20, 100);
    auto writer = openWriter(m_place.path(), *Zone::byId("Europe/Berlin"));
    appendAll(*writer, stirred(batches, 77, true));
    m_facts = reference(batches);
    m_reader = openReader(m_place.path());
    QVERIFY(m_facts.size() > 300);
}

void tst_UsageQuery::everyDimension_data()
{
    QTest::addColumn<int>("dimension");
    QTest::addColumn<QString>("zone");
    for (int dimension = 0; dimension <= int(Dimension::UtcDay); ++dimension) {
        for (const std::string &zone : ZoneIds) {
            QTest::addRow("%d %s", dimension, zone.c_str()) << dimension << QString::fromStdString(zone);
        }
    }
}

void tst_UsageQuery::everyDimension()
{
    QFETCH(int, dimension);
    QFETCH(QString, zone);
    const Zone z = *Zone::byId(zone.toStdString());
    for (const std::vector<Dimension> &dimensions :
         {std::vector{Dimension(dimension)}, {Dimension(dimension), Dimension::Model}, {Dimension::Day, Dimension(dimension)}}) {
        const UsageCells cells = *m_reader->usage({}, dimensions, z);
        QVERIFY(groupsOf(cells) == expectedGroups(m_facts, {}, dimensions, z));
        QVERIFY(std::is_sorted(cells.cells.begin(), cells.cells.end(),
                               [](const UsageCell &a, const UsageCell &b) { return std::tie(a.key, a.rate) < std::tie(b.key, b.rate); }));
    }
}

void tst_UsageQuery::randomQuestions()
{
    std::mt19937 random{3};
    const auto pick = [&](int n) { return int(random() % unsigned(n)); };
    const auto some = [&](std::vector<std::string> words) {
        std::vector<std::string> chosen;
        for (const std::string &word : words) {
            if (pick(2) == 0) {
                chosen.push_back(word);
            }
        }
        return pick(3) == 0 ? chosen : std::vector<std::string>{};
    };
    const std::vector<const char *> dates{"2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-12-31", "2027-01-01"};
    int notEmpty = 0;
    for (int round = 0; round < 600; ++round) {
        UsageFilter filter;
        if (pick(2) == 0) {
            filter.from = parseDay(dates[std::size_t(pick(6))]);
        }
        if (pick(2) == 0) {
            filter.to = parseDay(dates[std::size_t(pick(6))]);
        }
        filter.providers = some({"anthropic", "openai", ""});
        filter.models = some({"opus", "haiku", "mystery", "", "never seen"});
        filter.projects = some({"", "p1", "p2"});
        filter.sessions = some({"", "s1", "s2"});
        filter.sources = some({"claude-code", "codex"});
        filter.agents = some({"", "a1"});
        filter.tiers = some({"", "batch"});
        std::vector<Dimension> dimensions;
        for (int i = pick(4); i > 0; --i) {
            const auto dimension = Dimension(pick(int(Dimension::Agent) + 1));
            if (std::find(dimensions.begin(), dimensions.end(), dimension) == dimensions.end()) {
                dimensions.push_back(dimension);
            }
        }
        const Zone zone = *Zone::byId(ZoneIds[std::size_t(pick(int(ZoneIds.size())))]);
        const Groups expected = expectedGroups(m_facts, filter, dimensions, zone);
        QVERIFY2(groupsOf(*m_reader->usage(filter, dimensions, zone)) == expected, std::to_string(round).c_str());
        notEmpty += expected.empty() ? 0 : 1;
    }
    QVERIFY(notEmpty > 200);
}

/// Sums of records asked for by number are those of the rows with these numbers, within what else is asked.
void tst_UsageQuery::singleRecords()
{
    UsageFilter filter{.from = parseDay("2026-03-28"), .providers = {"anthropic", ""}};
    const Zone zone = *Zone::byId("Europe/Berlin");
    const Result<RecordPage> all = m_reader->records({.filter = filter, .limit = 1'000'000}, zone);
    QVERIFY(all && all->rows.size() > 20);
    const Result<RecordPage> others = m_reader->records({.filter = {.providers = {"openai"}}, .limit = 1}, zone);
    QVERIFY(others && others->rows.size() == 1);
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> expected; // by model: requests, tokens
    for (std::size_t i = 0; i < all->rows.size(); i += 3) {
        const RecordRow &row = all->rows[i];
        filter.records.push_back(row.id);
        auto &[requests, tokens] = expected[row.serving.model];
        requests += row.requests;
        tokens += row.tokens.total() + row.rare.tokens();
    }
    filter.records.push_back(others->rows[0].id); // of a provider that the filter leaves out
    filter.records.push_back(987'654'321);        // nobody's
    const Result<UsageCells> cells = m_reader->usage(filter, {Dimension::Model}, zone);
    QVERIFY(cells);
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> found;
    for (const UsageCell &cell : cells->cells) {
        auto &[requests, tokens] = found[cells->names.at(cell.key[0])];
        requests += cell.requests;
        tokens += cell.tokens.total() + cell.rare.tokens();
    }
    QVERIFY(found == expected);
    const Result<RecordCounts> counts = m_reader->recordCounts(filter, zone);
    QVERIFY(counts);
    QCOMPARE(counts->records, std::int64_t(filter.records.size()) - 2);
}

void tst_UsageQuery::filterThatMatchesNothing()
{
    UsageFilter filter;
    filter.models = {"never seen"};
    QVERIFY(m_reader->usage(filter, {Dimension::Day}, Zone::utc())->cells.empty());
}

void tst_UsageQuery::tooManyDimensions()
{
    const std::vector<Dimension> many(MaxDimensions + 1, Dimension::Day);
    const auto answer = m_reader->usage({}, many, Zone::utc());
    QVERIFY(!answer);
    QCOMPARE(answer.problem().cause, Cause::BadArgument);
}

void tst_UsageQuery::bothHoursOfAClockChange()
{
    // Berlin, 25 Oct 2026: 02:xx is read twice, at 00:xx and 01:xx UTC. 2026-10-25T00:00Z = 1792886400 s = 1992096 quarters.
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOf("/logs/a", {{record("a", "2026-10-25T00:59:59Z", {.input = 1}), {}},
                                            {record("b", "2026-10-25T01:00:00Z", {.input = 2}), {}}})});
    const UsageCells cells = *openReader(place.path())->usage({}, {Dimension::Hour}, *Zone::byId("Europe/Berlin"));
    QCOMPARE(cells.cells.size(), std::size_t{2});
    QCOMPARE(cells.cells[0].key[0], 1992096);
    QCOMPARE(cells.cells[1].key[0], 1992100);
    // Kathmandu is 5:45 ahead: the local hour 06:00 starts at 00:15 UTC, one quarter later.
    const UsageCells east = *openReader(place.path())->usage({}, {Dimension::Hour}, *Zone::byId("Asia/Kathmandu"));
    QCOMPARE(east.cells.size(), std::size_t{1});
    QCOMPARE(east.cells[0].key[0], 1992097);
}

void tst_UsageQuery::dayRowsKeepTheirDate()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    UsageRecord day = record("day", "2026-10-05T12:00:00Z", {.input = 5});
    day.precision = Precision::Day;
    appendAll(*writer, {batchOf("/logs/a", {{day, {}}})});
    auto reader = openReader(place.path());
    for (const char *id : {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"}) { // +14 and -11
        const Zone zone = *Zone::byId(id);
        const UsageCells cells = *reader->usage({}, {Dimension::Day}, zone);
        QCOMPARE(cells.cells.size(), std::size_t{1});
        QCOMPARE(cells.cells[0].key[0], 20731); // 2026-10-05
        UsageFilter only;
        only.from = only.to = parseDay("2026-10-05");
        QCOMPARE(reader->usage(only, {Dimension::Project}, zone)->cells.size(), std::size_t{1});
        QCOMPARE(reader->usage({}, {Dimension::Hour}, zone)->cells[0].key[0], NoHour);
        QVERIFY(bool(writer->setZone(zone)));
        QCOMPARE(reader->usage({}, {Dimension::Day}, zone)->cells[0].key[0], 20731);
    }
}

void tst_UsageQuery::zoneOfTheLedgerMoves()
{
    const std::vector<FileBatch> batches = soup(8, 6, 50);
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, batches);
    const std::vector<Fact> facts = reference(batches);
    auto reader = openReader(place.path());
    for (const std::string &id : ZoneIds) {
        const Zone zone = *Zone::byId(id);
        QVERIFY(bool(writer->setZone(zone)));
        QCOMPARE(reader->summary()->zoneId, id);
        QVERIFY(groupsOf(*reader->usage({}, {Dimension::Day, Dimension::Model}, zone))
                == expectedGroups(facts, {}, {Dimension::Day, Dimension::Model}, zone));
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
}

void tst_UsageQuery::summaryAndSources()
{
    const LedgerSummary summary = *m_reader->summary();
    std::int64_t records = 0;
    std::int64_t unpriced = 0;
    UtcTime newest{};
    const RateSource rates = testRates();
    for (const Fact &fact : m_facts) {
        if (!fact.record.has(ExcludedFlag)) {
            ++records;
            unpriced += rates(fact.record, fact.context.serving).isPriced() ? 0 : 1;
            newest = std::max(newest, fact.record.time);
        }
    }
    QCOMPARE(summary.records, records);
    QCOMPARE(summary.unpricedRecords, unpriced);
    QVERIFY(summary.newest && *summary.newest >= newest); // a bound: a hidden record may have been the newest
    QCOMPARE(toRfc3339(*summary.lastImport), std::string{"2026-11-24T12:00:00Z"});
    std::int64_t bySource = 0;
    const auto sources = m_reader->sources();
    for (const SourceStatus &status : *sources) {
        bySource += status.records;
    }
    QCOMPARE(bySource, records);
    std::int64_t byModel = 0;
    const auto models = m_reader->models();
    for (const LedgerReader::ModelVolume &volume : *models) {
        byModel += volume.requests;
    }
    std::int64_t requests = 0;
    const auto all = m_reader->usage({}, {}, Zone::utc());
    for (const UsageCell &cell : all->cells) {
        requests += cell.requests;
    }
    QCOMPARE(byModel, requests);
}

TOKENMETER_TEST(tst_UsageQuery);

} // namespace test_UsageQuery

#include "tst_UsageQuery.moc"
