// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/Guarded.h"
#include "ledger/Family.h"
#include "ledger/LedgerSupport.h"
#include "ledger/Schema.h"

#include <QtTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <functional>
#include <set>

namespace test_Records
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

const Zone &berlin()
{
    static const Zone zone = *Zone::byId("Europe/Berlin");
    return zone;
}

std::vector<RecordRow> everyRecord(LedgerReader &reader, UsageFilter filter = {}, RecordSort sort = RecordSort::Time, bool descending = false)
{
    const auto page = reader.records({.filter = std::move(filter), .sort = sort, .descending = descending, .limit = 100'000}, berlin());
    if (!page || !page->atStart || !page->atEnd) {
        qFatal("cannot read all records");
    }
    return page->rows;
}

std::vector<std::int64_t> idsOf(const std::vector<RecordRow> &rows)
{
    std::vector<std::int64_t> ids;
    for (const RecordRow &row : rows) {
        ids.push_back(row.id);
    }
    return ids;
}

std::int64_t tokensOf(const RecordRow &row)
{
    return row.tokens.input + row.tokens.cacheRead + row.tokens.cacheWrite5m + row.tokens.cacheWrite1h + row.tokens.output
        + row.rare.inputAudio + row.rare.cachedAudio + row.rare.outputAudio + row.rare.inputImage + row.rare.outputImage;
}

LocalDay dayOf(const RecordRow &row)
{
    return row.precision == Precision::Day ? LocalDay{floor<days>(row.time).time_since_epoch()} : berlin().dayOf(row.time);
}

std::string tagOf(const RecordRow &row, const std::string &key)
{
    for (const Tag &tag : row.tags) {
        if (tag.key == key) {
            return tag.value;
        }
    }
    return {};
}

template <class Wanted>
std::vector<std::int64_t> idsWhere(const std::vector<RecordRow> &rows, Wanted wanted)
{
    std::vector<std::int64_t> ids;
    for (const RecordRow &row : rows) {
        if (wanted(row)) {
            ids.push_back(row.id);
        }
    }
    return ids;
}

struct Sum
{
    std::int64_t requests = 0, tokens = 0, records = 0;
    friend bool operator==(const Sum &, const Sum &) = default;
};

} // namespace

class tst_Records : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsAreTheFacts();
    void pagesForthAndBack_data();
    void pagesForthAndBack();
    void jumpsToATime();
    void filters_data();
    void filters();
    void groupsByTag();
    void boundsAtEquality();
    void textInAnyCase();
    void interrupted();
    void goneAndSightings();
    void migratesVersionOne();

private:
    TempFolder m_place;
    std::unique_ptr<LedgerReader> m_reader;
    std::vector<Fact> m_facts;
    std::vector<RecordRow> m_all; ///< with excluded ones
};

void tst_Records::initTestCase()
{
    const std::vector<FileBatch> batches = soup(77, 10, 60);
    m_facts = reference(batches);
    {
        auto writer = openWriter(m_place.path(), berlin());
        appendAll(*writer, batches);
        const UtcTime now = utcFromMs(1'800'000'000'000);
        const auto subject = [&](TagScope scope, const char *name, const char *key, const char *value) {
            QVERIFY(bool(writer->setTag({.scope = scope, .records = {}, .name = name}, {key, value}, now)));
        };
        subject(TagScope::Project, "p1", "client", "acme");
        subject(TagScope::Project, "p2", "client", "bolt");
        subject(TagScope::Session, "s1", "client", "crux");
        subject(TagScope::Session, "s2", "team", "Größe");
        auto reader = openReader(m_place.path());
        const std::vector<RecordRow> rows = everyRecord(*reader);
        std::vector<std::int64_t> some;
        for (std::size_t i = 0; i < rows.size(); i += 9) {
            some.push_back(rows[i].id);
        }
        QVERIFY(bool(writer->setTag({.scope = TagScope::Record, .records = {.records = some, .filter = {}}, .name = {}}, {"client", "bolt"}, now)));
        std::vector<std::int64_t> out;
        for (std::size_t i = 4; i < rows.size(); i += 11) {
            out.push_back(rows[i].id);
        }
        QVERIFY(bool(writer->setExcluded({.records = out, .filter = {}}, true, "test", now)));
    }
    QCOMPARE(QString::fromStdString(verifyFailures(m_place.path())), QString{});
    m_reader = openReader(m_place.path());
    m_all = everyRecord(*m_reader, {.excluded = UsageFilter::Excluded::With});
    QVERIFY(m_all.size() > 100);
}

void tst_Records::rowsAreTheFacts()
{
    QCOMPARE(m_all.size(), m_facts.size());
    const RateSource rates = testRates();
    std::multiset<std::string> expected, found;
    const auto words = [](const auto &...parts) { return ((QString::fromStdString(parts) + QLatin1Char('|')) + ...).toStdString(); };
    const auto numbers = [](UtcTime time, const TokenCounts &t, const RareCounts &r, std::uint64_t rate) {
        return std::to_string(msOf(time)) + ' ' + std::to_string(t.total()) + ' ' + std::to_string(t.reasoning) + ' ' + std::to_string(r.webSearches)
            + ' ' + std::to_string(rate);
    };
    for (const Fact &fact : m_facts) {
        const Attribution &who = fact.context.attribution;
        const Serving &how = fact.context.serving;
        expected.insert(words(fact.format, who.session, who.project, who.agent, who.user, how.provider, how.model, how.serviceTier, how.region,
                              numbers(fact.record.time, fact.record.tokens, fact.record.rare, rates(fact.record, how).key),
                              fact.record.reportedAmount));
    }
    for (const RecordRow &row : m_all) {
        found.insert(words(row.sourceFormat, row.who.session, row.who.project, row.who.agent, row.who.user, row.serving.provider,
                           row.serving.model, row.serving.serviceTier, row.serving.region,
                           numbers(row.time, row.tokens, row.rare, row.rate.key), row.reportedAmount));
        QVERIFY(QString::fromStdString(row.file).startsWith(QLatin1Char('/')));
        QCOMPARE(toRfc3339(row.learned), std::string{"2026-11-24T12:00:00Z"});
        // Precedence: the client of every session s1 is crux, unless the record has its own.
        if (row.who.session == "s1") {
            QVERIFY(tagOf(row, "client") == "crux" || tagOf(row, "client") == "bolt");
        } else if (row.who.project == "p1") {
            QVERIFY(tagOf(row, "client") == "acme" || tagOf(row, "client") == "bolt");
        }
        const auto alone = m_reader->record(row.id);
        QVERIFY(alone && alone->tags == row.tags && alone->time == row.time);
    }
    QVERIFY(found == expected);
}

void tst_Records::pagesForthAndBack_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<bool>("descending");
    for (int sort = 0; sort <= int(RecordSort::Output); ++sort) {
        for (const bool descending : {false, true}) {
            QTest::addRow("%d %s", sort, descending ? "down" : "up") << sort << descending;
        }
    }
}

void tst_Records::pagesForthAndBack()
{
    QFETCH(int, sort);
    QFETCH(bool, descending);
    const auto by = RecordSort(sort);
    const UsageFilter filter{.excluded = UsageFilter::Excluded::With};
    // The one sorted list, by plain sorting.
    std::vector<RecordRow> sorted = m_all;
    const auto keyOf = [&](const RecordRow &row) -> std::pair<int, Int128> {
        const Int128 key = placeOf(row, by).key;
        return {by == RecordSort::Cost && !row.rate.isPriced() ? 1 : 0, key};
    };
    std::sort(sorted.begin(), sorted.end(), [&](const RecordRow &a, const RecordRow &b) {
        const auto [lastA, x] = keyOf(a);
        const auto [lastB, y] = keyOf(b);
        if (lastA != lastB) {
            return lastA < lastB;
        }
        return descending ? std::tie(y, b.id) < std::tie(x, a.id) : std::tie(x, a.id) < std::tie(y, b.id);
    });
    const std::vector<std::int64_t> expected = idsOf(sorted);
    QVERIFY(idsOf(everyRecord(*m_reader, filter, by, descending)) == expected);
    for (const std::size_t limit : {1UL, 7UL, 64UL}) {
        for (const bool backwards : {false, true}) {
            std::vector<std::int64_t> found;
            RecordQuestion question{.filter = filter, .sort = by, .descending = descending, .place = {}, .backwards = backwards, .limit = limit};
            std::size_t pages = 0;
            for (bool more = true; more; ++pages) {
                const auto page = m_reader->records(question, berlin());
                QVERIFY(bool(page));
                QCOMPARE(backwards ? page->atEnd : page->atStart, pages == 0);
                more = !(backwards ? page->atStart : page->atEnd);
                QVERIFY(!more || page->rows.size() == limit);
                const std::vector<std::int64_t> ids = idsOf(page->rows);
                found.insert(backwards ? found.begin() : found.end(), ids.begin(), ids.end());
                question.place = placeOf(backwards ? page->rows.front() : page->rows.back(), by);
                if (limit == 1 && pages > 40) { // enough of the slow walk
                    break;
                }
            }
            if (limit != 1) {
                QVERIFY(found == expected);
            } else {
                const auto from = backwards ? expected.end() - std::ptrdiff_t(found.size()) : expected.begin();
                QVERIFY(std::equal(found.begin(), found.end(), from));
            }
        }
    }
}

void tst_Records::jumpsToATime()
{
    const UtcTime time = m_all[m_all.size() / 2].time;
    const auto after = m_reader->records({.filter = {.excluded = UsageFilter::Excluded::With}, .descending = false, .place = placeOfTime(time), .limit = 5}, berlin());
    QVERIFY(bool(after));
    QCOMPARE(after->rows.front().time, time);
    QVERIFY(!after->atStart);
    const auto down = m_reader->records({.filter = {.excluded = UsageFilter::Excluded::With}, .descending = true, .place = placeOfTime(time), .limit = 5}, berlin());
    QVERIFY(bool(down));
    QVERIFY(down->rows.front().time < time);
    const auto before = m_reader->records({.descending = false, .place = placeOfTime(utcFromMs(0)), .limit = 5}, berlin());
    QVERIFY(before && before->atStart && !before->atEnd);
    const auto beyond = m_reader->records({.descending = false, .place = placeOfTime(utcFromMs(4'000'000'000'000)), .limit = 5}, berlin());
    QVERIFY(beyond && beyond->rows.empty() && beyond->atEnd && !beyond->atStart);
}

using Wanted = std::function<bool(const RecordRow &)>;

void tst_Records::filters_data()
{
    QTest::addColumn<UsageFilter>("filter");
    QTest::addColumn<Wanted>("wanted");
    const auto row = [](const char *name, const UsageFilter &filter, const Wanted &wanted) {
        QTest::newRow(name) << filter << wanted;
        UsageFilter dated = filter;
        dated.from = parseDay("2026-03-29");
        dated.to = parseDay("2026-10-24");
        QTest::addRow("%s, dated", name) << dated << Wanted{[wanted, dated](const RecordRow &r) {
            return wanted(r) && dayOf(r) >= *dated.from && dayOf(r) <= *dated.to;
        }};
    };
    const auto in = [](const RecordRow &r) { return !r.isExcluded(); };
    const auto contains = [](const std::string &text, const char *part) {
        return QString::fromStdString(text).contains(QString::fromUtf8(part), Qt::CaseInsensitive);
    };
    const auto hasText = [contains](const RecordRow &r, const char *part) {
        return contains(r.serving.model, part) || contains(r.serving.provider, part) || contains(r.who.project, part)
            || contains(r.who.session, part) || contains(r.who.agent, part) || contains(r.file, part)
            || std::any_of(r.tags.begin(), r.tags.end(), [&](const Tag &tag) { return contains(tag.key + '=' + tag.value, part); });
    };
    row("nothing", {}, in);
    row("with excluded", {.excluded = UsageFilter::Excluded::With}, [](const RecordRow &) { return true; });
    row("only excluded", {.excluded = UsageFilter::Excluded::Only}, [](const RecordRow &r) { return r.isExcluded(); });
    row("project", {.projects = {"p1"}}, [in](const RecordRow &r) { return in(r) && r.who.project == "p1"; });
    row("session", {.sessions = {"s2"}}, [in](const RecordRow &r) { return in(r) && r.who.session == "s2"; });
    row("no session", {.sessions = {""}}, [in](const RecordRow &r) { return in(r) && r.who.session.empty(); });
    row("tag", {.tags = {{"client", "bolt"}}}, [in](const RecordRow &r) { return in(r) && tagOf(r, "client") == "bolt"; });
    row("tags, any of", {.tags = {{"client", "bolt"}, {"client", "crux"}}},
        [in](const RecordRow &r) { return in(r) && (tagOf(r, "client") == "bolt" || tagOf(r, "client") == "crux"); });
    row("tags and", {.tags = {{"client", "crux"}, {"team", ""}}},
        [in](const RecordRow &r) { return in(r) && tagOf(r, "client") == "crux" && tagOf(r, "team").empty(); });
    row("no tag", {.tags = {{"client", ""}}}, [in](const RecordRow &r) { return in(r) && tagOf(r, "client").empty(); });
    row("value of any key", {.tags = {{"", "Größe"}}}, [in](const RecordRow &r) { return in(r) && tagOf(r, "team") == "Größe"; });
    row("unknown tag", {.tags = {{"nobody", "x"}}}, [](const RecordRow &) { return false; });
    row("tag of excluded", {.tags = {{"client", "bolt"}}, .excluded = UsageFilter::Excluded::With},
        [](const RecordRow &r) { return tagOf(r, "client") == "bolt"; });
    row("cost", {.bounds = {{RecordBound::Of::Cost, RecordBound::Is::Greater, Int128{10'000'000'000'000'000}}}}, [in](const RecordRow &r) {
        return in(r) && r.rate.isPriced() && costOf(r.tokens, r.rare, r.rate).atto() > Int128{10'000'000'000'000'000};
    });
    row("output and model", {.models = {"opus"}, .bounds = {{RecordBound::Of::Output, RecordBound::Is::AtMost, 500}}},
        [in](const RecordRow &r) { return in(r) && r.serving.model == "opus" && r.tokens.output <= 500; });
    row("tokens and tag", {.tags = {{"client", "bolt"}}, .bounds = {{RecordBound::Of::Tokens, RecordBound::Is::AtLeast, 1500}}},
        [in](const RecordRow &r) { return in(r) && tagOf(r, "client") == "bolt" && tokensOf(r) >= 1500; });
    row("text of models", {.text = "OPU"}, [in, hasText](const RecordRow &r) { return in(r) && hasText(r, "opu"); });
    row("text of sessions", {.text = "S3"}, [in, hasText](const RecordRow &r) { return in(r) && hasText(r, "s3"); });
    row("text of files", {.text = "FILE-7"}, [in, hasText](const RecordRow &r) { return in(r) && hasText(r, "file-7"); });
    row("text of tags", {.text = "BOLT"}, [in, hasText](const RecordRow &r) { return in(r) && hasText(r, "bolt"); });
    row("text of unicode", {.text = "GRÖSSE"}, [in, hasText](const RecordRow &r) { return in(r) && hasText(r, "grösse"); });
    row("text of unicode, found", {.text = "GRÖ"}, [in, hasText](const RecordRow &r) { return in(r) && hasText(r, "grö"); });
}

void tst_Records::filters()
{
    QFETCH(UsageFilter, filter);
    QFETCH(Wanted, wanted);
    QVERIFY(idsOf(everyRecord(*m_reader, filter)) == idsWhere(m_all, wanted));
    QVERIFY(idsOf(everyRecord(*m_reader, filter, RecordSort::Cost, true)).size() == idsWhere(m_all, wanted).size());
    // usage() by several dimensions, and the counts, of the same records.
    for (const std::vector<Dimension> &dimensions : {std::vector<Dimension>{}, {Dimension::Model}, {Dimension::Day}, {Dimension::Session},
                                                     {Dimension::Session, Dimension::Day}, {Dimension::Project, Dimension::Tag},
                                                     {Dimension::Day, Dimension::Tag}}) {
        std::map<std::vector<std::string>, Sum> expected, found;
        for (const RecordRow &row : m_all) {
            if (!wanted(row)) {
                continue;
            }
            std::vector<std::string> key;
            for (const Dimension dimension : dimensions) {
                key.push_back(dimension == Dimension::Model    ? row.serving.model
                              : dimension == Dimension::Day    ? toIso(dayOf(row))
                              : dimension == Dimension::Session ? row.who.session
                              : dimension == Dimension::Project ? row.who.project
                                                                : tagOf(row, "client"));
            }
            Sum &sum = expected[key];
            sum.requests += row.requests;
            sum.tokens += tokensOf(row);
        }
        const auto cells = m_reader->usage(filter, dimensions, berlin(), {.tagKey = "client", .progress = {}});
        QVERIFY(bool(cells));
        for (const UsageCell &cell : cells->cells) {
            std::vector<std::string> key;
            for (std::size_t i = 0; i < dimensions.size(); ++i) {
                key.push_back(dimensions[i] == Dimension::Day ? toIso(LocalDay{days{cell.key[i]}}) : cells->names.at(cell.key[i]));
            }
            Sum &sum = found[key];
            sum.requests += cell.requests;
            sum.tokens += cell.tokens.total() + cell.rare.tokens();
        }
        QVERIFY(found == expected);
    }
    RecordCounts expected;
    std::map<LocalDay, std::int64_t> perDay;
    for (const RecordRow &row : m_all) {
        if (wanted(row)) {
            ++expected.records;
            expected.excluded += row.isExcluded() ? 1 : 0;
            expected.unpriced += row.rate.isPriced() ? 0 : 1;
            ++perDay[dayOf(row)];
        }
    }
    const auto counts = m_reader->recordCounts(filter, berlin());
    QVERIFY(bool(counts));
    QCOMPARE(counts->records, expected.records);
    QCOMPARE(counts->excluded, expected.excluded);
    QCOMPARE(counts->unpriced, expected.unpriced);
    QCOMPARE(counts->days.size(), perDay.size());
    for (const RecordCounts::DayCount &day : counts->days) {
        QCOMPARE(day.records, perDay[day.day]);
    }
}

void tst_Records::groupsByTag()
{
    for (const Zone &zone : {berlin(), *Zone::byId("Asia/Kathmandu")}) {
        std::map<std::uint64_t, Sum> tagged, plain; // by rate: money equals to the last digit when these do
        const auto add = [](std::map<std::uint64_t, Sum> &sums, const UsageCells &cells) {
            for (const UsageCell &cell : cells.cells) {
                Sum &sum = sums[cells.rates.at(cell.rate).key];
                sum.requests += cell.requests;
                sum.tokens += cell.tokens.total() + cell.rare.tokens();
            }
        };
        add(tagged, *m_reader->usage({}, {Dimension::Month, Dimension::Tag}, zone, {.tagKey = "client", .progress = {}}));
        add(plain, *m_reader->usage({}, {Dimension::Month}, zone));
        QVERIFY(tagged == plain);
        const auto none = m_reader->usage({}, {Dimension::Tag}, zone, {.tagKey = "never used", .progress = {}});
        QVERIFY(none && std::all_of(none->cells.begin(), none->cells.end(), [](const UsageCell &cell) { return cell.key[0] == 0; }));
    }
}

void tst_Records::boundsAtEquality()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    // opus: 15 USD a million input tokens, so 1000 of them cost 0.015 = 15e15 attos.
    UsageContext opus;
    opus.serving.model = "opus";
    appendAll(*writer, {batchOf("/logs/a", {{record("a", "2026-10-05T10:00:00Z", {.input = 999}), opus},
                                            {record("b", "2026-10-05T10:00:00Z", {.input = 1000}), opus},
                                            {record("c", "2026-10-05T10:00:00Z", {.input = 1001}), opus},
                                            {record("d", "2026-10-05T10:00:00Z", {.input = 1000}), {}}})}); // unpriced
    auto reader = openReader(place.path());
    const auto inputs = [&](RecordBound bound) {
        std::multiset<std::int64_t> sorted;
        for (const RecordRow &row : everyRecord(*reader, {.bounds = {bound}})) {
            sorted.insert(row.tokens.input);
        }
        std::string text;
        for (const std::int64_t input : sorted) {
            text += std::to_string(input) + ' ';
        }
        return text;
    };
    using Of = RecordBound::Of;
    using Is = RecordBound::Is;
    const Int128 cost{15'000'000'000'000'000};
    QCOMPARE(inputs({Of::Cost, Is::Less, cost}), std::string{"999 "});
    QCOMPARE(inputs({Of::Cost, Is::AtMost, cost}), std::string{"999 1000 "});
    QCOMPARE(inputs({Of::Cost, Is::Equal, cost}), std::string{"1000 "});
    QCOMPARE(inputs({Of::Cost, Is::AtLeast, cost}), std::string{"1000 1001 "});
    QCOMPARE(inputs({Of::Cost, Is::Greater, cost}), std::string{"1001 "});
    QCOMPARE(inputs({Of::Cost, Is::AtLeast, 0}), std::string{"999 1000 1001 "}); // what has no price costs no 0
    QCOMPARE(inputs({Of::Input, Is::Equal, 1000}), std::string{"1000 1000 "});
    QCOMPARE(inputs({Of::Tokens, Is::Greater, 1000}), std::string{"1001 "});
    QCOMPARE(inputs({Of::Output, Is::Greater, 0}), std::string{});
}

void tst_Records::textInAnyCase()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    UsageContext context;
    context.attribution.project = "/home/ada/Éclair Überblick 項目";
    context.attribution.session = "100%_done";
    appendAll(*writer, {batchOf("/Logs/Пример.jsonl", {{record("a", "2026-10-05T10:00:00Z", {.input = 1}), context}}),
                        batchOf("/logs/b", {{record("b", "2026-10-05T10:00:00Z", {.input = 1}), {}}})});
    auto reader = openReader(place.path());
    for (const char *text : {"éclair", "ÜBERBLICK", "項目", "ПРИМЕР", "0%_D", "/logs/п"}) {
        QVERIFY2(everyRecord(*reader, {.text = text}).size() == 1, text);
        QCOMPARE(reader->recordCounts({.text = text}, Zone::utc())->records, 1);
        QCOMPARE(reader->usage({.text = text}, {Dimension::Model}, Zone::utc())->cells.size(), std::size_t{1});
    }
    QCOMPARE(everyRecord(*reader, {.text = "/LOGS/"}).size(), std::size_t{2});
    QCOMPARE(everyRecord(*reader, {.text = "1%_d"}).size(), std::size_t{0}); // no pattern
}

void tst_Records::interrupted()
{
    const auto calls = [&](int &count) {
        return [&count, this](double part) {
            QVERIFY(part >= 0 && part <= 1);
            ++count;
            m_reader->interrupt();
        };
    };
    int count = 0;
    const auto page = m_reader->records({.sort = RecordSort::Cost}, berlin(), calls(count));
    QVERIFY(count > 0);
    QVERIFY(bool(page)); // it came after the last row: too late to matter
    const TempFolder place;
    {
        auto writer = openWriter(place.path());
        std::vector<std::pair<UsageRecord, UsageContext>> many;
        FileBatch batch = batchOf("/logs/a", {{record("first", "2026-10-05T10:00:00Z", {.input = 1}), {}}});
        for (int i = 0; i < 120'000; ++i) { // more than two portions
            UsageRecord r = record("n" + std::to_string(i), "2026-10-05T10:00:00Z", {.input = i});
            r.time += milliseconds{std::int64_t(i) * 1000};
            r.end = r.time;
            batch.usage.records.push_back(r);
        }
        appendAll(*writer, {batch});
    }
    auto reader = openReader(place.path());
    for (const RecordSort sort : {RecordSort::Cost, RecordSort::Input}) {
        int asked = 0;
        const auto answer = reader->records({.sort = sort}, Zone::utc(), [&](double) {
            ++asked;
            reader->interrupt();
        });
        QVERIFY(!answer);
        QCOMPARE(int(answer.problem().cause), int(Cause::Cancelled));
        QCOMPARE(asked, 1);
    }
    const UsageFilter large{.bounds = {{RecordBound::Of::Input, RecordBound::Is::AtLeast, 119'999}}};
    const auto sum = reader->usage(large, {}, Zone::utc(), {.tagKey = {}, .progress = [&](double) { reader->interrupt(); }});
    QVERIFY(!sum && sum.problem().cause == Cause::Cancelled);
    // And works again. Another process writes in the middle: the question begins anew, and its sum is right.
    int begun = 0;
    const auto again = reader->usage({.bounds = {{RecordBound::Of::Input, RecordBound::Is::AtLeast, 1}}}, {}, Zone::utc(),
                                     {.tagKey = {}, .progress = [&](double) {
                                          if (++begun == 1) {
                                              auto other = openWriter(place.path());
                                              appendAll(*other, {batchOf("/logs/b", {{record("late", "2026-10-06T10:00:00Z", {.input = 5}), {}}})});
                                          }
                                      }});
    QVERIFY(bool(again));
    std::int64_t requests = 0;
    for (const UsageCell &cell : again->cells) {
        requests += cell.requests;
    }
    QCOMPARE(requests, 120'001); // n1 to n119999, the first, the late one
    // A rare match far from where the walk begins: the walk gives up and reads the table.
    const auto rare = reader->records({.filter = large, .descending = false, .limit = 3}, Zone::utc());
    QVERIFY(rare && rare->rows.size() == 1 && rare->atEnd && rare->atStart);
}

void tst_Records::goneAndSightings()
{
    QCOMPARE(int(m_reader->record(999'999).problem().cause), int(Cause::RecordGone));
    QCOMPARE(int(m_reader->sightings(999'999).problem().cause), int(Cause::RecordGone));
    const TempFolder place;
    auto writer = openWriter(place.path());
    const UsageRecord r = record("a", "2026-10-05T10:00:00Z", {.input = 1});
    appendAll(*writer, {batchOf("/logs/a", {{r, {}}}), batchOf("/logs/b", {{r, {}}}), batchOf("/logs/c", {{r, {}}})});
    auto reader = openReader(place.path());
    const RecordRow row = everyRecord(*reader).at(0);
    QCOMPARE(row.file, std::string{"/logs/a"});
    const auto sightings = reader->sightings(row.id);
    QVERIFY(sightings && sightings->size() == 2);
    QCOMPARE(sightings->at(0).file, std::string{"/logs/b"});
    QCOMPARE(sightings->at(1).file, std::string{"/logs/c"});
    QCOMPARE(int(sightings->at(0).rule), int(SameIdentity));
}

void tst_Records::migratesVersionOne()
{
    const TempFolder place;
    QVERIFY(bool(guarded([&] { return openForWriting({.path = place.path(), .zoneId = "UTC"}, builtInMigrations().first(1))->changes(); })));
    const TempFolder now;
    {
        auto writer = openWriter(now.path(), berlin());
        appendAll(*writer, soup(78, 6, 50));
        QVERIFY(bool(writer->addOwnPrice({.uuid = "u", .model = "m"}, utcFromMs(1))));
    }
    { // The columns that version 1 had, of every table it had.
        SQLite::Database database{place.path(), SQLite::OPEN_READWRITE, 10'000};
        database.exec("PRAGMA foreign_keys=OFF; ATTACH '" + now.path() + "' AS now; DELETE FROM meta");
        std::vector<std::string> copies;
        SQLite::Statement tables{database, "SELECT t.name, group_concat(c.name) FROM main.sqlite_schema t, "
                                           "pragma_table_info(t.name, 'main') c WHERE t.type = 'table' GROUP BY t.name"};
        while (tables.executeStep()) {
            const std::string table = tables.getColumn(0);
            const std::string columns = tables.getColumn(1);
            copies.push_back("INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM now." + table);
        }
        QVERIFY(copies.size() > 15);
        for (const std::string &copy : copies) {
            database.exec(copy);
        }
        // Families were whole then, and shadow rows (bit 30) had a hash of their record's identity.
        database.exec("UPDATE usage SET family = (ident_high & -4294967296) | (family & 4294967295) WHERE family IS NOT NULL");
        std::vector<std::pair<std::int64_t, Identity>> shadows;
        SQLite::Statement found{database, "SELECT id, ident_high, ident_low FROM main.usage WHERE flags & 1073741824 <> 0"};
        while (found.executeStep()) {
            const Identity shadow{std::uint64_t(found.getColumn(1).getInt64()), std::uint64_t(found.getColumn(2).getInt64())};
            shadows.emplace_back(found.getColumn(0).getInt64(), identityOf({"tokenmeter shadow", bytesOf(shadowIdentity(shadow))})); // turned over twice
        }
        QVERIFY(!shadows.empty());
        for (const auto &[id, identity] : shadows) {
            database.exec("UPDATE main.usage SET ident_high = " + std::to_string(std::int64_t(identity.high))
                          + ", ident_low = " + std::to_string(std::int64_t(identity.low)) + " WHERE id = " + std::to_string(id));
        }
    }
    QCOMPARE(askSql(place.path(), "PRAGMA user_version"), 1);
    QVERIFY(!LedgerReader::open(place.path()));
    { auto writer = openWriter(place.path()); }
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QCOMPARE(fingerprintOf(place.path()), fingerprintOf(now.path()));
    auto migrated = openReader(place.path());
    auto made = openReader(now.path());
    const std::vector<RecordRow> old = everyRecord(*migrated);
    QVERIFY(idsOf(old) == idsOf(everyRecord(*made)));
    for (const RecordRow &row : old) { // found by the bounds of its context
        const auto session = everyRecord(*migrated, {.sessions = {row.who.session}});
        QVERIFY(std::any_of(session.begin(), session.end(), [&](const RecordRow &one) { return one.id == row.id; }));
    }
    const auto journal = migrated->journal(10);
    QVERIFY(journal && journal->size() == 1);
    QCOMPARE(journal->front().action, std::string{"own price added"});
    QVERIFY(!journal->front().canUndo);
}

TOKENMETER_TEST(tst_Records);

} // namespace test_Records

#include "tst_Records.moc"
