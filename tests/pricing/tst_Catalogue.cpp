// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"

#include "pricing/CatalogueTables.h"
#include "pricing/Explain.h"
#include "pricing/RowChoice.h"

#include <QtTest>

#include <map>
#include <set>

namespace test_Catalogue
{

using namespace tokenmeter;
using namespace tokenmeter::tables;

class tst_Catalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void compiledEqualsRead();
    void everyRowIsComplete();
    void pricesAgreeWithTheText();
    void periodsDoNotOverlap();
    void everyRateIsExact();
    void everyMissionModelIsThere();
    void hostileTexts_data();
    void hostileTexts();
    void truncatedTexts();
    void oneChange_data();
    void oneChange();
    void largeTexts();
};

namespace
{

/// A small catalogue that is right; the cases below break it in one place each.
const std::string Small = R"({"schema": 1, "version": "2026-01-02", "newest_source": "2026-01-01",
 "providers": [{"id": "p", "name": "P", "kind": "lab", "currency": "USD", "names": ["p"], "prefixes": ["p/"]},
  {"id": "r", "name": "R", "kind": "router", "names": ["r"], "prefixes": [], "serves": ["p"]}],
 "alias_moves": [{"alias": "m-latest", "provider": "p", "model": "p/m", "from": "2026-01-01", "to": "2026-02-01"}],
 "models": [{"key": "p/m", "provider": "p", "id": "m", "display_name": "M", "family": "m", "currency": "USD", "aliases": ["m"],
  "patterns": ["^m-\\d+$"], "released": "2026-01-01",
  "prices": [{"to": "2026-02-01", "input": "1", "output": "2", "status": "verified", "sources": ["s"], "seen": "2026-01"},
   {"from": "2026-02-01", "input": "3", "output": "4", "daily_windows_utc": [{"from": "01:00", "to": "02:00"}],
    "status": "verified", "sources": ["s"], "seen": "2026-01-01"}],
  "service_tiers": [{"name": "batch", "multiplier": "0.5", "sources": ["s"]}],
  "regions": [{"scope": "us", "multiplier": "1.1"}],
  "fees": {"web_search_per_1000": "10"}}]})";

/// "where: what", or "good".
std::string verdict(const std::string &json)
{
    const Result<std::shared_ptr<const Catalogue>> read = Catalogue::fromJson(json);
    if (read) {
        return "good";
    }
    const Problem &problem = read.problem();
    if (problem.cause != Cause::BadCatalogue || problem.args.size() != 2 || problem.args[0].empty()) {
        return "a problem without its place";
    }
    return problem.args[0] + ": " + problem.args[1];
}

} // namespace

void tst_Catalogue::compiledEqualsRead()
{
    const Result<std::shared_ptr<const Catalogue>> read = Catalogue::fromJson(catalogueJson());
    QVERIFY2(read, read ? "" : (read.problem().args[0] + read.problem().args[1]).c_str());
    const std::shared_ptr<const Catalogue> builtIn = Catalogue::builtIn();
    QVERIFY(&tablesOf(**read) != &tablesOf(*builtIn));
    QVERIFY(tablesOf(**read) == tablesOf(*builtIn));
    QCOMPARE(builtIn->version(), std::string{"2026-11-23"});
    QCOMPARE(tablesOf(*builtIn).models.size(), std::size_t{357});
    QVERIFY(Catalogue::builtIn() == builtIn);
    // and the comparison itself sees a difference
    const std::string other = replaced(catalogueJson(), "\"input\": \"15\"", "\"input\": \"15.000000000001\"");
    QVERIFY(!(tablesOf(**Catalogue::fromJson(other)) == tablesOf(*builtIn)));
}

void tst_Catalogue::everyRowIsComplete()
{
    std::size_t rows = 0;
    std::map<Text, int> byStatus;
    for (const Model &model : tablesOf(*Catalogue::builtIn()).models) {
        QVERIFY(!model.rows.empty());
        for (const Row &row : model.rows) {
            ++rows;
            ++byStatus[row.status];
            const std::string name{model.key};
            QVERIFY2(!row.sources.empty() && !row.sources[0].empty(), name.c_str());
            QVERIFY2(row.seen >= "2024" && row.seen <= "2026-11-23", name.c_str());
            QVERIFY2(row.prices[InputPrice] >= 0 && row.prices[OutputPrice] >= 0, name.c_str());
            for (const std::int64_t price : row.prices) {
                QVERIFY2(price >= 0 || price == NoPrice, name.c_str());
            }
            QVERIFY2(row.status != "UNVERIFIED" || !row.note.empty(), name.c_str()); // a user is told why
        }
    }
    // the counts that the facts state
    QCOMPARE(rows, std::size_t{529});
    QCOMPARE(byStatus["verified"], 403);
    QCOMPARE(byStatus["single_source"], 118);
    QCOMPARE(byStatus["UNVERIFIED"], 8);
}

void tst_Catalogue::pricesAgreeWithTheText()
{
    // by another JSON reader and another reading of decimals
    const QJsonObject root = QJsonDocument::fromJson(QByteArray::fromStdString(catalogueJson())).object();
    const QJsonArray models = root[QStringLiteral("models")].toArray();
    const Tables &t = tablesOf(*Catalogue::builtIn());
    QCOMPARE(std::size_t(models.size()), t.models.size());
    int prices = 0;
    for (qsizetype m = 0; m < models.size(); ++m) {
        const QJsonArray rows = models[m][QStringLiteral("prices")].toArray();
        for (qsizetype r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < PriceClassCount; ++c) {
                const QJsonValue text = rows[r][QString::fromUtf8(PriceClassNames[c].data())];
                const std::int64_t price = t.models[std::size_t(m)].rows[std::size_t(r)].prices[c];
                if (text.isUndefined()) {
                    QCOMPARE(price, NoPrice);
                    continue;
                }
                const QStringList parts = text.toString().split(QLatin1Char('.'));
                const qint64 whole = parts[0].toLongLong();
                const qint64 fraction = parts.size() > 1 ? parts[1].leftJustified(12, QLatin1Char('0')).toLongLong() : 0;
                QCOMPARE(price, whole * 1'000'000'000'000 + fraction);
                ++prices;
            }
        }
    }
    QVERIFY(prices > 1500);
}

void tst_Catalogue::periodsDoNotOverlap()
{
    for (const Model &model : tablesOf(*Catalogue::builtIn()).models) {
        for (std::size_t i = 0; i < model.rows.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const Row &a = model.rows[i];
                const Row &b = model.rows[j];
                const bool sameLane = a.mode == b.mode && a.tierMinContext == b.tierMinContext
                    && a.tierMaxOutput == b.tierMaxOutput && a.windows.empty() == b.windows.empty();
                const bool apart = a.period.toMs <= b.period.fromMs || b.period.toMs <= a.period.fromMs;
                QVERIFY2(!sameLane || apart, std::string{model.key}.c_str());
            }
        }
    }
}

void tst_Catalogue::everyRateIsExact()
{
    // every row x tier x region x host factor: the rate times a million millionths is the plain product, nothing rounded,
    // and an explanation finds the price of the row again
    int rates = 0;
    for (const Model &model : tablesOf(*Catalogue::builtIn()).models) {
        std::vector<const ServiceTier *> tiers{nullptr};
        for (const ServiceTier &tier : model.tiers) {
            tiers.push_back(&tier);
        }
        std::vector<const Region *> regions{nullptr};
        for (const Region &region : model.regions) {
            regions.push_back(&region);
        }
        for (const Row &row : model.rows) {
            for (const ServiceTier *tier : tiers) {
                for (const Region *region : regions) {
                    for (const std::int64_t host : {One, model.hostRegional}) {
                        const Rate rate = makeRate(model, {.row = &row, .tier = tier, .region = region, .hostMultiplier = host}, "x");
                        const bool own = tier && tier->multiplier == 0;
                        const std::int64_t base = own ? tier->prices[InputPrice] : row.prices[InputPrice];
                        const Int128 product = Int128{base} * (tier && !own ? tier->multiplier : One)
                            * (region ? region->multiplier : One) * host;
                        QVERIFY(Int128{rate.input} * One * One * One == product);
                        const std::vector<CostPart> parts = partsOf({.output = 1}, {}, rate);
                        if (!own && (!tier || tier->notMultiplied == 0)) {
                            QCOMPARE(parts[0].pricePerMillion, perMillion(row.prices[OutputPrice]));
                            QCOMPARE(parts[0].multiplier, rate.multiplier);
                        }
                        ++rates;
                    }
                }
            }
        }
    }
    QVERIFY(rates > 1500);
}

void tst_Catalogue::everyMissionModelIsThere()
{
    std::set<Text> keys;
    for (const Model &model : tablesOf(*Catalogue::builtIn()).models) {
        keys.insert(model.key);
    }
    for (const char *key : {"alibaba-cn/qwen-long", "alibaba-cn/qwen-max", "anthropic/claude-opus-4", "google/gemini-2.5-pro",
                            "openai/gpt-4o", "openai/gpt-4o-2024-05-13", "openai/gpt-4"}) {
        QVERIFY2(keys.contains(key), key);
    }
}

void tst_Catalogue::hostileTexts_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto deep = [](const char *open, int n) {
        QByteArray text;
        for (int i = 0; i < n; ++i) {
            text += open;
        }
        return text;
    };
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("blank") << QByteArray{" \n"};
    QTest::newRow("a list") << QByteArray{"[]"};
    QTest::newRow("a number") << QByteArray{"7"};
    QTest::newRow("an empty object") << QByteArray{"{}"};
    QTest::newRow("ten thousand lists deep") << deep("[", 10'000);
    QTest::newRow("ten thousand objects deep") << deep("{\"a\":", 10'000);
    QTest::newRow("not UTF-8") << QByteArray{"{\"schema\": \"\xff\xfe\"}"};
    QTest::newRow("a NUL inside") << QByteArray{"{\"schema\": 1\0}", 14};
    QTest::newRow("two documents") << QByteArray::fromStdString(Small + Small);
    QTest::newRow("comment") << QByteArray::fromStdString("// x\n" + Small);
}

void tst_Catalogue::hostileTexts()
{
    QFETCH(QByteArray, json);
    const std::string result = verdict(json.toStdString());
    QVERIFY2(result != "good" && result != "a problem without its place", result.c_str());
}

void tst_Catalogue::truncatedTexts()
{
    QCOMPARE(verdict(Small), std::string{"good"});
    for (std::size_t length = 0; length < Small.size(); ++length) {
        const std::string result = verdict(Small.substr(0, length));
        QVERIFY2(result != "good" && result != "a problem without its place", std::to_string(length).c_str());
    }
}

void tst_Catalogue::oneChange_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const char *what, const char *by, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(what) << QString::fromUtf8(by) << QString::fromUtf8(expected);
    };
    row("spaces", "\"schema\": 1", "\"schema\":  1", "good");
    row("another schema", "\"schema\": 1", "\"schema\": 2", "schema: a schema this version does not know");
    row("schema as text", "\"schema\": 1", "\"schema\": \"1\"", "schema: not an integer");
    row("no such day", "2026-01-02", "2026-02-30", "version: not a day");
    row("repeated key", "\"input\": \"1\"", "\"input\": \"1\", \"input\": \"2\"", "models[0].prices[0].input: repeated key");
    row("repeated key on top", "\"schema\": 1", "\"schema\": 1, \"schema\": 1", "schema: repeated key");
    row("misspelt class", "\"input\": \"1\"", "\"input\": \"1\", \"cached_imput\": \"1\"",
        "models[0].prices[0].cached_imput: unknown key");
    row("price as number", "\"input\": \"1\"", "\"input\": 1", "models[0].prices[0].input: not a text");
    row("price null", "\"input\": \"1\"", "\"input\": null", "models[0].prices[0].input: not a text");
    row("price list", "\"input\": \"1\"", "\"input\": [\"1\"]", "models[0].prices[0].input: not a text");
    row("negative", "\"input\": \"1\"", "\"input\": \"-1\"", "models[0].prices[0].input: not a plain decimal text");
    row("exponent", "\"input\": \"1\"", "\"input\": \"1e30\"", "models[0].prices[0].input: not a plain decimal text");
    row("too large", "\"input\": \"1\"", "\"input\": \"1000001\"", "models[0].prices[0].input: too large");
    row("hundred digits", "\"input\": \"1\"", "\"input\": \"9999999999999999999999999999999999999999999999999999999999999999\"",
        "models[0].prices[0].input: not a decimal number, or too many decimals");
    row("thirteen decimals", "\"input\": \"1\"", "\"input\": \"0.0000000000001\"",
        "models[0].prices[0].input: not a decimal number, or too many decimals");
    row("twelve decimals", "\"input\": \"1\"", "\"input\": \"0.000000000001\"", "good");
    row("no output", ", \"output\": \"2\"", "", "models[0].prices[0].output: missing");
    row("no source", "\"sources\": [\"s\"], \"seen\": \"2026-01\"}", "\"sources\": [], \"seen\": \"2026-01\"}",
        "models[0].prices[0].sources: no source");
    row("no day of the source", ", \"seen\": \"2026-01\"}", "}", "models[0].prices[0].seen: missing");
    row("unknown status", "\"status\": \"verified\"", "\"status\": \"sure\"", "models[0].prices[0].status: unknown status");
    row("unknown mode", "\"input\": \"1\"", "\"mode\": \"turbo\", \"input\": \"1\"", "models[0].prices[0].mode: unknown mode");
    row("overlap", "{\"from\": \"2026-02-01\", \"input\": \"3\", \"output\": \"4\", \"daily_windows_utc\": [{\"from\": \"01:00\", \"to\": \"02:00\"}],",
        "{\"from\": \"2026-01-31\", \"input\": \"3\", \"output\": \"4\",", "models[0].prices[1]: overlaps prices[0]");
    row("a window beside a row without", "{\"from\": \"2026-02-01\"", "{\"from\": \"2026-01-31\"", "good");
    row("ends before it begins", "{\"to\": \"2026-02-01\"", "{\"from\": \"2026-02-02\", \"to\": \"2026-02-01\"",
        "models[0].prices[0].to: ends before it begins");
    row("no hour", "\"01:00\"", "\"24:00\"", "models[0].prices[1].daily_windows_utc[0].from: not hh:mm");
    row("letters for an hour", "\"01:00\"", "\"0a:00\"", "models[0].prices[1].daily_windows_utc[0].from: not hh:mm");
    row("other currency", "\"family\": \"m\", \"currency\": \"USD\"", "\"family\": \"m\", \"currency\": \"CNY\"",
        "models[0].currency: not the currency of its provider");
    row("no currency", "\"family\": \"m\", \"currency\": \"USD\"", "\"family\": \"m\", \"currency\": \"usd\"",
        "models[0].currency: not a currency code");
    row("key of another", "\"key\": \"p/m\"", "\"key\": \"p/n\"", "models[0].key: not provider/id");
    row("unknown provider", "\"p/m\", \"provider\": \"p\", \"id\"", "\"p/m\", \"provider\": \"q\", \"id\"",
        "models[0].provider: unknown provider");
    row("unknown kind", "\"kind\": \"lab\"", "\"kind\": \"shop\"", "providers[0].kind: unknown kind of provider");
    row("name of two providers", "\"names\": [\"r\"]", "\"names\": [\"p\"]", "providers[1]: a name that another provider has");
    row("prefix without slash", "\"p/\"]", "\"p\"]", "providers[0]: a prefix without its slash");
    row("serves nobody", "\"serves\": [\"p\"]", "\"serves\": [\"x\"]", "providers[1].serves[0]: unknown provider");
    row("pattern in the open", "^m-\\\\d+$", "m-\\\\d+$", "models[0].patterns: a pattern that is too long or not anchored on both sides");
    row("broken pattern", "^m-\\\\d+$", "^m-(\\\\d+$", "models[0].patterns: not a regular expression");
    row("move to nowhere", "\"model\": \"p/m\"", "\"model\": \"p/n\"", "alias_moves[0].model: unknown model");
    row("tier without a price", ", \"multiplier\": \"0.5\"", "", "models[0].service_tiers[0]: needs either a multiplier or prices");
    row("tier for nothing", "\"multiplier\": \"0.5\"", "\"multiplier\": \"0\"",
        "models[0].service_tiers[0].multiplier: a multiplier of zero");
    row("hundredfold region", "\"1.1\"", "\"100.1\"", "models[0].regions[0].multiplier: too large");
    row("unknown fee", "web_search_per_1000", "web_search_per_100", "models[0].fees.web_search_per_100: unknown key");
    row("negative tier", "\"input\": \"1\"", "\"tier_min_context\": -1, \"input\": \"1\"",
        "models[0].prices[0].tier_min_context: out of range");
    row("an escape", "\"M\"", "\"\\u00e9\\ud83d\\ude00\"", "good");
    row("half a pair", "\"M\"", "\"\\ud83d\"", 
        ("byte " + std::to_string(Small.find("\"M\"") + 7) + ": half a surrogate pair").c_str()); // behind the seventh letter
    row("a comma too many", "\"schema\": 1,", "\"schema\": 1,,", "byte 13: not a text");
    row("an octal number", "\"schema\": 1", "\"schema\": 01", "byte 12: an object that does not end");
    row("half a token", "\"input\": \"1\"", "\"tier_min_context\": 0.5, \"input\": \"1\"",
        "models[0].prices[0].tier_min_context: not an integer");
}

void tst_Catalogue::oneChange()
{
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(QString, verdict);
    const std::string changed = replaced(Small, what.toStdString(), by.toStdString());
    QVERIFY(changed != Small);
    QCOMPARE(QString::fromStdString(test_Catalogue::verdict(changed)), verdict);
}

void tst_Catalogue::largeTexts()
{
    const std::string result = verdict(replaced(Small, "\"M\"", '"' + std::string(5000, 'x') + '"'));
    QCOMPARE(result, std::string{"models[0].display_name: an empty or overlong text"});
    QCOMPARE(verdict(std::string((64U << 20) + 1, ' ')), std::string{"file: too large"});
}

TOKENMETER_TEST(tst_Catalogue);

} // namespace test_Catalogue

#include "tst_Catalogue.moc"
