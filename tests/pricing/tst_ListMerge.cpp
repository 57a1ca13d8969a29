// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"

#include "pricing/CatalogueTables.h"
#include "pricing/CatalogueWriter.h"
#include "pricing/ListMerge.h"
#include "pricing/Successor.h"

#include <QtTest>

namespace test_ListMerge
{

using namespace tokenmeter;

namespace
{

/// Labs "anthropic" (closed) and "open" in dollars, "yuan" in CNY, a router "azure"; models with a step, hours, a tier, a future price.
const std::string Ours = R"({"schema": 1, "version": "2026-11-23", "newest_source": "2026-11-10",
 "providers": [
  {"id": "anthropic", "name": "A", "kind": "lab", "currency": "USD", "names": ["anthropic"], "prefixes": ["anthropic/"], "resold_at_list": true},
  {"id": "open", "name": "O", "kind": "lab", "currency": "USD", "names": ["open"], "prefixes": ["open/"]},
  {"id": "yuan", "name": "Y", "kind": "lab", "currency": "CNY", "names": ["yuan"], "prefixes": ["yuan/"]},
  {"id": "azure", "name": "Z", "kind": "router", "names": ["azure"], "prefixes": ["azure/"], "serves": ["anthropic"]}],
 "alias_moves": [],
 "models": [
 {"key": "anthropic/plain", "provider": "anthropic", "id": "plain", "display_name": "Plain", "family": "f", "currency": "USD",
  "aliases": ["plain", "plain-20260101"], "released": "2026-01-01", "prices": [
  {"to": "2026-06-01", "input": "6", "output": "30", "status": "verified", "sources": ["s"], "seen": "2026-01"},
  {"from": "2026-06-01", "input": "4", "cached_input": "0.4", "cache_write_5m": "5", "cache_write_1h": "8", "input_image": "3", "output": "20",
   "status": "verified", "sources": ["s"], "seen": "2026-06"}],
  "service_tiers": [{"name": "batch", "multiplier": "0.5", "sources": ["s"]}]},
 {"key": "anthropic/steps", "provider": "anthropic", "id": "steps", "display_name": "Steps", "family": "f", "currency": "USD",
  "aliases": ["steps"], "prices": [
  {"input": "1", "output": "4", "status": "verified", "sources": ["s"], "seen": "2026-06"},
  {"tier_min_context": 200000, "input": "2", "output": "8", "status": "verified", "sources": ["s"], "seen": "2026-06"},
  {"to": "2026-04-30", "tier_min_context": 500001, "input": "3", "output": "9", "status": "verified", "sources": ["s"], "seen": "2026-06"}]},
 {"key": "open/later", "provider": "open", "id": "later", "display_name": "Later", "family": "f", "currency": "USD", "aliases": ["later"], "prices": [
  {"to": "2027-01-01", "input": "1", "output": "4", "status": "verified", "sources": ["s"], "seen": "2026-06"},
  {"from": "2027-01-01", "input": "2", "output": "8", "status": "verified", "sources": ["s"], "seen": "2026-06"}]},
 {"key": "open/hours", "provider": "open", "id": "hours", "display_name": "Hours", "family": "f", "currency": "USD", "aliases": ["hours"], "prices": [
  {"input": "1", "output": "4", "status": "verified", "sources": ["s"], "seen": "2026-06"},
  {"daily_windows_utc": [{"from": "01:00", "to": "04:00"}], "windows_on": {"weekdays_from": "2026-08-23", "utc_offset_minutes": 480},
   "input": "2", "output": "8", "status": "verified", "sources": ["s"], "seen": "2026-06"}]},
 {"key": "yuan/qwen", "provider": "yuan", "id": "qwen", "display_name": "Q", "family": "f", "currency": "CNY", "aliases": ["qwen"], "prices": [
  {"input": "7", "output": "20", "status": "verified", "sources": ["s"], "seen": "2026-06"}]}]})";

constexpr LocalDay Today{std::chrono::days{20786}}; // 2026-11-29
const ListOrigin Origin{.name = "models.dev", .day = Today};

/// Input and output, per million.
ListedRow row(const char *input, const char *output, const char *from = "", std::int64_t minContext = 0)
{
    ListedRow result{.from = from, .minContext = minContext};
    result.prices[tables::InputPrice] = std::int64_t(*parseDecimal(input, 12));
    result.prices[tables::OutputPrice] = std::int64_t(*parseDecimal(output, 12));
    return result;
}

ListedModel listed(const char *provider, const char *id, std::vector<ListedRow> rows)
{
    return {.place = id, .provider = provider, .id = id, .rows = std::move(rows)};
}

std::shared_ptr<const Catalogue> ours()
{
    return *Catalogue::fromJson(Ours);
}

std::string changeText(const CatalogueChange &c)
{
    static constexpr const char *kinds[] = {"model added", "model removed", "price added", "price removed", "closed", "period", "price", "tiers",
                                            "regions", "fees", "currency", "names", "alias moved", "provider", "end"};
    return std::string{kinds[std::size_t(c.kind)]} + ' ' + c.model + (c.contextTier == 0 ? "" : " over " + std::to_string(c.contextTier))
        + (c.from.empty() ? "" : " from " + c.from) + (c.to.empty() ? "" : " to " + c.to)
        + (c.before.empty() && c.after.empty() ? "" : ": " + c.before + " > " + c.after) + (c.guards == 0 ? "" : " !");
}

std::string leftText(const LeftOut &left)
{
    static constexpr const char *reasons[] = {"currency", "zero", "disagreement", "fewer steps", "hours", "ended", "announcement", "mixed tier"};
    return std::string{reasons[std::size_t(left.reason)]} + ' ' + left.listed + (left.detail.empty() ? "" : ' ' + left.detail);
}

/// Changes, then what was left out.
std::string mergeText(const Result<ListMerge> &merge)
{
    if (!merge) {
        return merge.problem().args[0] + ": " + merge.problem().args[1];
    }
    std::string text;
    for (const CatalogueChange &change : merge->proposal.changes) {
        text += changeText(change) + '\n';
    }
    for (const CatalogueChange &change : merge->guarded) {
        text += "guarded " + changeText(change) + '\n';
    }
    for (const LeftOut &left : merge->leftOut) {
        text += "left out: " + leftText(left) + '\n';
    }
    return text;
}

std::string merged(std::vector<ListedModel> models, bool isOfHosts = false)
{
    return mergeText(mergeList(*ours(), {.models = std::move(models), .isOfHosts = isOfHosts}, Origin));
}

const tables::Model &modelIn(const Catalogue &catalogue, const char *key)
{
    const tables::Tables &all = tablesOf(catalogue);
    return *std::find_if(all.models.begin(), all.models.end(), [&](const tables::Model &model) { return model.key == key; });
}

/// A million input tokens at a time, priced by a catalogue.
std::string priced(const std::shared_ptr<const Catalogue> &catalogue, const char *model, const char *time, const char *provider = "")
{
    Pricer pricer{catalogue, {}};
    PriceQuery query{.provider = provider, .model = model, .time = at(time)};
    query.tokens.input = 1'000'000;
    return costText(query, pricer.rateOf(query));
}

} // namespace

class tst_ListMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesWhatItReads();
    void examplesChangeNothing();
    void theSameIsNoChange();
    void changes_data();
    void changes();
    void historyStays();
    void twiceInADay();
    void keepsWhatIsNotStated();
    void provenance();
    void guards();
    void newModels();
    void newNamesTakeNothingAway();
    void tiers();
    void ends();
    void successors();
};

/// The built-in catalogue survives being written, bit by bit.
void tst_ListMerge::writesWhatItReads()
{
    const tables::Tables &tables = tablesOf(*Catalogue::builtIn());
    const Result<std::shared_ptr<const Catalogue>> again = Catalogue::fromJson(catalogueToJson(tables));
    QVERIFY2(again, again ? "" : (again.problem().args[0] + ": " + again.problem().args[1]).c_str());
    QVERIFY(tablesOf(**again) == tables);
    QVERIFY(tablesOf(**Catalogue::fromJson(catalogueToJson(tablesOf(*ours())))) == tablesOf(*ours()));
}

/// What the examples say of models that the built-in catalogue knows is what it says; the step of Sonnet 4.5 ended on 2026-04-30.
void tst_ListMerge::examplesChangeNothing()
{
    const auto read = [](std::size_t reader, const char *file) {
        const PriceListSource source = priceListSources()[reader];
        return mergeList(*Catalogue::builtIn(), *source.read(readFile((std::string{FIXTURES "/providers/"} + file).c_str())),
                         {.name = source.name, .day = Today});
    };
    const Result<ListMerge> dev = read(0, "price-lists/models_dev_api.json");
    QCOMPARE(mergeText(dev), std::string{});
    QVERIFY(dev->json.empty() && !dev->proposal.catalogue);
    QCOMPARE(dev->known, std::int64_t{2});
    QCOMPARE(mergeText(read(1, "openrouter/models.json")), std::string{"left out: ended anthropic/claude-sonnet-4.5 200001\n"});
    const Result<ListMerge> lite = read(2, "price-lists/litellm_model_prices.json");
    QCOMPARE(mergeText(lite), std::string{"left out: ended anthropic/claude-sonnet-4-5 200001\n"});
    QCOMPARE(lite->foreign, std::int64_t{1}); // Azure's price says nothing of OpenAI's
    // The last list's models are made up: new ones, with the days that it states.
    const Result<ListMerge> genai = read(3, "price-lists/genai_prices_v2.json");
    QCOMPARE(mergeText(genai), std::string{"model added anthropic/claude-example from 2026-09-01:  > 3/15\n"
                                           "model added deepseek/deepseek-example from 2026-11-29:  > 0.135/0.55\n"
                                           "model added google/gemini-example from 2026-11-29:  > 1.25/10\n"});
    // By hand: 2 before 2026-09-01, 3 from then on; 0.27 from 00:30 to 16:30, 0.135 before and after; above 200,000 all at 2.5.
    const std::shared_ptr<const Catalogue> with = genai->proposal.catalogue;
    QCOMPARE(priced(with, "claude-example", "2026-08-31T23:59:59Z"), std::string{"2 USD"});
    QCOMPARE(priced(with, "claude-example", "2026-09-01T00:00:00Z"), std::string{"3 USD"});
    QCOMPARE(priced(with, "deepseek-example", "2026-11-29T00:30:00Z"), std::string{"0.27 USD"});
    QCOMPARE(priced(with, "deepseek-example", "2026-11-29T16:30:00Z"), std::string{"0.135 USD"});
    QCOMPARE(priced(with, "gemini-example", "2026-11-29T00:00:00Z"), std::string{"2.5 USD"});
}

void tst_ListMerge::theSameIsNoChange()
{
    // Every model of ours as we have it today, in dollars: nothing to propose.
    const std::shared_ptr<const Catalogue> builtIn = Catalogue::builtIn();
    const std::int64_t now = msOf(UtcTime{Today.time_since_epoch()});
    PublishedList list;
    for (const tables::Model &model : tablesOf(*builtIn).models) {
        ListedModel entry{.place = std::string{model.key},
                          .provider = std::string{tablesOf(*builtIn).providers[std::size_t(model.provider)].id},
                          .id = std::string{model.id}};
        for (const tables::Row &r : model.rows) {
            if (r.period.holds(now) && r.mode == "standard" && r.tierMaxOutput == -1) {
                entry.rows.push_back({.minContext = r.tierMinContext, .windows = {r.windows.begin(), r.windows.end()}, .prices = r.prices});
            }
        }
        if (!entry.rows.empty()) {
            list.models.push_back(entry);
        }
    }
    const Result<ListMerge> same = mergeList(*builtIn, list, Origin);
    QVERIFY(same);
    QVERIFY2(same->json.empty(), mergeText(same).c_str());
    QVERIFY(same->known > 200);
    for (const LeftOut &left : same->leftOut) {
        QVERIFY2(left.reason == LeftOutReason::OtherCurrency || left.reason == LeftOutReason::ZeroPrice, leftText(left).c_str());
    }
}

void tst_ListMerge::changes_data()
{
    QTest::addColumn<std::vector<ListedModel>>("models");
    QTest::addColumn<QString>("expected");
    const auto one = [](const char *name, ListedModel model, const char *expected) {
        QTest::newRow(name) << std::vector<ListedModel>{std::move(model)} << QString::fromUtf8(expected);
    };
    one("the same", listed("anthropic", "plain", {row("4", "20")}), "");
    one("a cut", listed("anthropic", "plain", {row("2", "10")}),
        "closed anthropic/plain from 2026-06-01 to 2026-11-29:  > 2026-11-29\nprice added anthropic/plain from 2026-11-29: 4/20 > 2/10\n");
    one("by another of its names", listed("anthropic", "anthropic/plain-20260101", {row("2", "10")}),
        "closed anthropic/plain from 2026-06-01 to 2026-11-29:  > 2026-11-29\nprice added anthropic/plain from 2026-11-29: 4/20 > 2/10\n");
    one("since a stated day", listed("anthropic", "plain", {row("4", "20"), row("2", "10", "2026-11-20")}),
        "closed anthropic/plain from 2026-06-01 to 2026-11-20:  > 2026-11-20\nprice added anthropic/plain from 2026-11-20: 4/20 > 2/10\n");
    one("a stated day before our last change", listed("anthropic", "plain", {row("2", "10", "2026-05-01")}),
        "closed anthropic/plain from 2026-06-01 to 2026-11-29:  > 2026-11-29\nprice added anthropic/plain from 2026-11-29: 4/20 > 2/10\n");
    one("announced", listed("anthropic", "plain", {row("4", "20"), row("2", "10", "2027-02-01")}),
        "closed anthropic/plain from 2026-06-01 to 2027-02-01:  > 2027-02-01\nprice added anthropic/plain from 2027-02-01: 4/20 > 2/10\n");
    one("what we announce already", listed("open", "later", {row("1", "4"), row("2", "8", "2027-01-01")}), "");
    one("announced otherwise", listed("open", "later", {row("1", "4"), row("3", "8", "2027-01-01")}), "left out: announcement open/later 2027-01-01\n");
    // The price of today changes; what is announced for January stays.
    one("a cut before the announced price", listed("open", "later", {row("0.5", "2")}),
        "period open/later to 2026-11-29: 2027-01-01 > 2026-11-29 !\n");
    one("a new step", listed("anthropic", "plain", {row("4", "20"), row("8", "30", "", 200'001)}),
        "price added anthropic/plain over 200001 from 2026-11-29: 4/20 > 8/30\n");
    one("a step one beside ours", listed("anthropic", "steps", {row("1", "4"), row("2", "8", "", 200'001)}), "");
    one("both steps", listed("anthropic", "steps", {row("0.9", "4"), row("1.8", "8", "", 200'001)}),
        "closed anthropic/steps to 2026-11-29:  > 2026-11-29\nclosed anthropic/steps over 200000 to 2026-11-29:  > 2026-11-29\n"
        "price added anthropic/steps from 2026-11-29: 1/4 > 0.9/4\nprice added anthropic/steps over 200000 from 2026-11-29: 2/8 > 1.8/8\n");
    one("a change without the steps", listed("anthropic", "steps", {row("0.9", "4")}), "left out: fewer steps anthropic/steps\n");
    one("the same without the steps", listed("anthropic", "steps", {row("1", "4")}), "");
    one("a step that ended", listed("anthropic", "steps", {row("1", "4"), row("2", "8", "", 200'001), row("3", "9", "", 500'001)}),
        "left out: ended anthropic/steps 500001\n");
    one("zero", listed("anthropic", "plain", {row("0", "0")}), "left out: zero anthropic/plain\n");
    one("yuan", listed("yuan", "qwen", {row("1", "3")}), "left out: currency yuan/qwen\n");
    one("a router", listed("azure", "azure/plain", {row("1", "3")}), "");
    one("nobody", listed("somebody", "plain", {row("1", "3")}), "");
    ListedRow peak = row("2", "8");
    peak.windows = {{.from = 60, .to = 240}};
    one("the same hours", listed("open", "hours", {row("1", "4"), peak}), "");
    peak.windows = {{.from = 60, .to = 300}};
    one("other hours", listed("open", "hours", {row("0.9", "4"), peak}), "left out: hours open/hours\n");
    one("no hours", listed("open", "hours", {row("0.9", "4")}), "left out: fewer steps open/hours\n");
    QTest::newRow("two that differ") << std::vector<ListedModel>{listed("anthropic", "anthropic/plain-20260101", {row("2", "10")}),
                                                                 listed("anthropic", "plain-20260101", {row("3", "10")})}
                                     << QStringLiteral("left out: disagreement anthropic/anthropic/plain-20260101\n");
    QTest::newRow("its own name goes first") << std::vector<ListedModel>{listed("anthropic", "plain-20260101", {row("2", "10")}),
                                                                         listed("anthropic", "plain", {row("4", "20")})}
                                             << QString{};
}

void tst_ListMerge::changes()
{
    QFETCH(const std::vector<ListedModel>, models);
    QFETCH(const QString, expected);
    if (QByteArray{QTest::currentDataTag()} == "a cut before the announced price") {
        // An end that moves is guarded, so it takes the user's word; then all three prices stand in a row.
        const Result<ListMerge> merge = mergeList(*ours(), {.models = models}, Origin, true);
        QVERIFY2(mergeText(merge).starts_with(expected.toStdString()), mergeText(merge).c_str());
        QCOMPARE(priced(merge->proposal.catalogue, "later", "2026-11-28T23:59:59Z"), std::string{"1 USD"});
        QCOMPARE(priced(merge->proposal.catalogue, "later", "2026-12-31T23:59:59Z"), std::string{"0.5 USD"});
        QCOMPARE(priced(merge->proposal.catalogue, "later", "2027-01-01T00:00:00Z"), std::string{"2 USD"});
        return;
    }
    QCOMPARE(QString::fromStdString(merged(models)), expected);
}

/// The same usage before the day costs what it cost; from the day on it costs what the list says.
void tst_ListMerge::historyStays()
{
    const Result<ListMerge> merge = mergeList(*ours(), {.models = {listed("anthropic", "plain", {row("2", "10")})}}, Origin);
    QVERIFY(merge);
    const std::shared_ptr<const Catalogue> after = merge->proposal.catalogue;
    for (const char *time : {"2026-01-02T00:00:00Z", "2026-05-31T23:59:59Z", "2026-06-01T00:00:00Z", "2026-11-28T23:59:59.999Z"}) {
        QCOMPARE(priced(after, "plain", time), priced(ours(), "plain", time));
    }
    QCOMPARE(priced(after, "plain", "2026-11-28T23:59:59.999Z"), std::string{"4 USD"});
    QCOMPARE(priced(after, "plain", "2026-11-29T00:00:00Z"), std::string{"2 USD"});
    QCOMPARE(after->version(), std::string{"2026-11-29"});
    // And a list never takes a model away: all of ours are there.
    QCOMPARE(tablesOf(*after).models.size(), tablesOf(*ours()).models.size());
}

/// Taken over, then fetched again on that day with yet another price: one row of today, not two.
void tst_ListMerge::twiceInADay()
{
    const Result<ListMerge> first = mergeList(*ours(), {.models = {listed("anthropic", "plain", {row("2", "10")})}}, Origin);
    QVERIFY(first);
    const Result<ListMerge> again = mergeList(*first->proposal.catalogue, {.models = {listed("anthropic", "plain", {row("2", "10")})}}, Origin);
    QVERIFY(again && again->json.empty());
    const Result<ListMerge> other = mergeList(*first->proposal.catalogue, {.models = {listed("anthropic", "plain", {row("3", "12")})}}, Origin);
    QCOMPARE(mergeText(other), std::string{"price anthropic/plain from 2026-11-29: 2 > 3\nprice anthropic/plain from 2026-11-29: 4 > 6\n"
                                           "price anthropic/plain from 2026-11-29: 10 > 12\n"});
    QCOMPARE(modelIn(*other->proposal.catalogue, "anthropic/plain").rows.size(), std::size_t{3});
}

/// By hand: the list states 2 and 10. The hour's write is Anthropic's rule, twice the input: 4. The rest stays: 0.4, 5, 3.
void tst_ListMerge::keepsWhatIsNotStated()
{
    const Result<ListMerge> merge = mergeList(*ours(), {.models = {listed("anthropic", "plain", {row("2", "10")})}}, Origin);
    const tables::Row &last = modelIn(*merge->proposal.catalogue, "anthropic/plain").rows.back();
    QCOMPARE(perMillion(last.prices[tables::CachedInputPrice]), std::string{"0.4"});
    QCOMPARE(perMillion(last.prices[tables::CacheWrite5mPrice]), std::string{"5"});
    QCOMPARE(perMillion(last.prices[tables::CacheWrite1hPrice]), std::string{"4"});
    QCOMPARE(perMillion(last.prices[tables::InputImagePrice]), std::string{"3"});
    QCOMPARE(std::string{last.derived[0]}, std::string{"cache_write_1h"});
    QCOMPARE(std::string{last.note}, std::string{"From the list of models.dev fetched on 2026-11-29, which states no day for it. Kept from the row "
                                                 "before, as the list does not state it: cached_input, cache_write_5m, input_image."});
}

void tst_ListMerge::provenance()
{
    const Result<ListMerge> merge = mergeList(*ours(), {.models = {listed("anthropic", "plain", {row("2", "10")})}}, {.name = "litellm", .day = Today});
    const tables::Row &last = modelIn(*merge->proposal.catalogue, "anthropic/plain").rows.back();
    QCOMPARE(std::string{last.sources[0]}, std::string{"litellm 2026-11-29"});
    QCOMPARE(std::string{last.status}, std::string{"single_source"});
    QCOMPARE(std::string{last.seen}, std::string{"2026-11-29"});
}

/// What looks wrong stays out with its whole model until it is asked for; the rest comes.
void tst_ListMerge::guards()
{
    const std::vector<ListedModel> models{listed("anthropic", "plain", {row("40.1", "200")}), listed("anthropic", "steps", {row("0.9", "4"), row("1.8", "8", "", 200'000)})};
    const Result<ListMerge> merge = mergeList(*ours(), {.models = models}, Origin);
    QVERIFY(merge);
    QVERIFY(!merge->proposal.isSuspicious());
    QCOMPARE(merge->guarded.size(), std::size_t{2});
    QVERIFY((merge->guarded[1].guards & TenTimesGuard) != 0);
    QCOMPARE(priced(merge->proposal.catalogue, "plain", "2026-12-01T00:00:00Z"), std::string{"4 USD"});
    const Result<ListMerge> wanted = mergeList(*ours(), {.models = models}, Origin, true);
    QVERIFY(wanted->guarded.empty() && wanted->proposal.isSuspicious());
    QCOMPARE(priced(wanted->proposal.catalogue, "plain", "2026-12-01T00:00:00Z"), std::string{"40.1 USD"});
}

void tst_ListMerge::newModels()
{
    ListedModel dated = listed("anthropic", "next-1", {row("5", "25")});
    dated.released = "2026-11-25";
    dated.name = "Next 1";
    dated.contextWindow = 1000;
    const Result<ListMerge> merge = mergeList(*ours(), {.models = {dated, listed("open", "other-1", {row("5", "25")})}}, Origin);
    QCOMPARE(mergeText(merge), std::string{"model added anthropic/next-1 from 2026-11-25:  > 5/25\nmodel added open/other-1 from 2026-11-29:  > 5/25\n"});
    const std::shared_ptr<const Catalogue> after = merge->proposal.catalogue;
    QCOMPARE(priced(after, "next-1", "2026-11-25T00:00:00Z"), std::string{"5 USD"}); // since its release
    QCOMPARE(priced(after, "next-1", "2026-11-24T23:00:00Z"), std::string{"NoPriceForDate"});
    QCOMPARE(priced(after, "other-1", "2026-11-28T00:00:00Z"), std::string{"NoPriceForDate"}); // nobody said since when
    QCOMPARE(priced(after, "other-1", "2026-11-29T00:00:00Z"), std::string{"5 USD"});
    QCOMPARE(std::string{modelIn(*after, "anthropic/next-1").displayName}, std::string{"Next 1"});
    // A host's listing is believed of closed models only; variants, snapshots and moving names are no models.
    QCOMPARE(merged({listed("open", "cheap-host", {row("1", "2")}), listed("anthropic", "next-2", {row("1", "2")})}, true),
             std::string{"model added anthropic/next-2 from 2026-11-29:  > 1/2\n"});
    QCOMPARE(merged({listed("anthropic", "next:free", {row("1", "2")}), listed("anthropic", "next-latest", {row("1", "2")}),
                     listed("anthropic", "a b", {row("1", "2")}), listed("anthropic", "plain:batch", {row("1", "2")})}),
             std::string{});
    // An output below half of the input is what an embedding has.
    QCOMPARE(merged({listed("open", "embed", {row("1", "0")})}), std::string{"guarded model added open/embed from 2026-11-29:  > 1/0 !\n"});
}

/// A name that means a model of another lab today must not become ambiguous.
void tst_ListMerge::newNamesTakeNothingAway()
{
    QCOMPARE(merged({listed("open", "plain", {row("1", "2")}), listed("anthropic", "qwen", {row("1", "2")})}), std::string{});
}

/// By hand, of 4 and 20: batch at 2 and 10 is the half we have; flex at 1 and 5 is a quarter; priority at 8 and 30 has no one factor.
void tst_ListMerge::tiers()
{
    ListedModel model = listed("anthropic", "plain", {row("4", "20")});
    model.tiers = {{.name = "batch", .prices = row("2", "10").prices}};
    QCOMPARE(merged({model}), std::string{});
    model.tiers.push_back({.name = "flex", .prices = row("1", "5").prices});
    model.tiers.push_back({.name = "priority", .prices = row("8", "30").prices});
    const Result<ListMerge> merge = mergeList(*ours(), {.models = {model}}, Origin);
    QCOMPARE(mergeText(merge), std::string{"tiers anthropic/plain\n"});
    const tables::Model &after = modelIn(*merge->proposal.catalogue, "anthropic/plain");
    QCOMPARE(after.tiers.size(), std::size_t{3});
    QCOMPARE(after.tiers[1].multiplier, std::int64_t{250'000});
    QCOMPARE(after.tiers[2].multiplier, std::int64_t{0});
    QCOMPARE(perMillion(after.tiers[2].prices[tables::OutputPrice]), std::string{"30"});
    // Another discount from today on; the old one ends.
    model.tiers = {{.name = "batch", .prices = row("1", "5").prices}};
    const Result<ListMerge> other = mergeList(*ours(), {.models = {model}}, Origin);
    const tables::Model &cut = modelIn(*other->proposal.catalogue, "anthropic/plain");
    QCOMPARE(std::string{cut.tiers[0].period.to}, std::string{"2026-11-29"});
    QCOMPARE(cut.tiers[1].multiplier, std::int64_t{250'000});
    // Of a model with steps only a factor can be kept.
    ListedModel steps = listed("anthropic", "steps", {row("1", "4"), row("2", "8", "", 200'000)});
    steps.tiers = {{.name = "priority", .prices = row("2", "9").prices}};
    QCOMPARE(merged({steps}), std::string{"left out: mixed tier anthropic/steps priority\n"});
}

void tst_ListMerge::ends()
{
    ListedModel model = listed("anthropic", "plain", {row("4", "20")});
    model.retired = "2027-01-31";
    const Result<ListMerge> merge = mergeList(*ours(), {.models = {model}}, Origin);
    QCOMPARE(mergeText(merge), std::string{"end anthropic/plain:  > 2027-01-31\n"});
    QCOMPARE(merge->ends, (std::vector<ListedEnd>{{.model = "anthropic/plain", .day = "2027-01-31"}}));
}

/// By hand from the built-in list: Opus 4.1 at 15/75 ended on 2026-08-05; Opus 5.5 of 2026-09-22 costs 4/20.
void tst_ListMerge::successors()
{
    const std::optional<Successor> opus = cheaperSuccessor(*Catalogue::builtIn(), "anthropic/claude-opus-4-1", Today);
    QVERIFY(opus);
    QCOMPARE(opus->model, std::string{"anthropic/claude-opus-5-5"});
    QCOMPARE(opus->inputBefore + ' ' + opus->input + ' ' + opus->outputBefore + ' ' + opus->output, std::string{"15 4 75 20"});
    QVERIFY(!cheaperSuccessor(*Catalogue::builtIn(), "google/gemini-2.0-flash", Today)); // every later Flash is dearer
    QVERIFY(!cheaperSuccessor(*Catalogue::builtIn(), "nobody/nothing", Today));
    QCOMPARE(cheaperSuccessor(*Catalogue::builtIn(), "anthropic/claude-3-haiku", Today)->model, std::string{"anthropic/claude-haiku-5-5"});
}

TOKENMETER_TEST(tst_ListMerge);

} // namespace test_ListMerge

#include "tst_ListMerge.moc"
