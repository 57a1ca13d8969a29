// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/ReplyFields.h"
#include "providers/ReplyJson.h"

namespace test_ReplyJson
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_ReplyJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void values();
    void damage_data();
    void damage();
    void everyCut();
    void depth();
    void size();
    void rest();
    void times();
};

void tst_ReplyJson::values()
{
    const Result<ReplyJson> json =
        ReplyJson::parse("\xEF\xBB\xBF {\"b\":[1,\"x\\u00e9\\n\",true,null,{}],\"a\":{\"c\":-1.50E+2},\"a\":2} \r\n");
    QVERIFY(json);
    const JsonNode root = json->root();
    QCOMPARE(root.size(), std::size_t{3});
    QCOMPARE(root["a"]["c"].text(), std::string_view{"-1.50E+2"}); // as it was written; of two the first
    QCOMPARE(root["b"].size(), std::size_t{5});
    std::string kinds;
    for (const JsonNode each : root["b"]) {
        kinds += std::to_string(int(each.kind()));
    }
    QCOMPARE(kinds, std::string{"34216"});
    QCOMPARE(root["b"].compactText(100), std::string{"[1, x\xC3\xA9\n, true, null, {}]"});
    QVERIFY(!root["none"]["deeper"]["still"].isThere());
    QVERIFY(!root["b"]["key"].isThere());
    QCOMPARE(root["none"].size(), std::size_t{0});
    for (const JsonNode each : root["none"]) {
        QVERIFY2(false, std::string{each.text()}.c_str());
    }
}

void tst_ReplyJson::damage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("cause");
    const auto row = [](const char *name, const char *body, Cause cause) { QTest::newRow(name) << QByteArray{body} << int(cause); };
    row("empty", "", Cause::ReplyCutShort);
    row("blank", " \r\n\t", Cause::ReplyCutShort);
    row("HTML", "<html><head><title>502 Bad Gateway</title></head></html>", Cause::ReplyNotJson);
    row("doctype", "<!DOCTYPE html>", Cause::ReplyNotJson);
    row("text", "upstream connect error", Cause::ReplyNotJson);
    row("bare string", "\"Invalid token\"", Cause::ReplyNotJson);
    row("bare number", "17", Cause::ReplyNotJson);
    row("bare null", "null", Cause::ReplyNotJson);
    row("cut in a string", "{\"a\":\"b", Cause::ReplyCutShort);
    row("cut after a comma", "{\"a\":1,", Cause::ReplyCutShort);
    row("cut after a colon", "{\"a\":", Cause::ReplyCutShort);
    row("cut in an array", "[1,2", Cause::ReplyCutShort);
    row("cut in a number", "{\"a\":[1,2.", Cause::ReplyCutShort);
    row("two documents", "{}{}", Cause::ReplyNotJson);
    row("rubbish behind", "{} x", Cause::ReplyNotJson);
    row("no quotes", "{a:1}", Cause::ReplyNotJson);
    row("single quotes", "{'a':1}", Cause::ReplyNotJson);
    row("odd number", "{\"a\":12x}", Cause::ReplyNotJson);
    row("leading zero", "{\"a\":012}", Cause::ReplyNotJson);
    row("hexadecimal", "{\"a\":0x1}", Cause::ReplyNotJson);
    row("NaN", "{\"a\":NaN}", Cause::ReplyNotJson);
    row("odd word", "{\"a\":nulls}", Cause::ReplyNotJson);
    row("true-ish", "{\"a\":trueish}", Cause::ReplyNotJson);
    row("comma at the end", "{\"a\":1,}", Cause::ReplyNotJson);
    row("wrong bracket", "{\"a\":[1}}", Cause::ReplyNotJson);
    row("not UTF-8", "{\"a\":\"\xFF\"}", Cause::ReplyNotJson);
    row("half an escape", "{\"a\":\"\\u12\"}", Cause::ReplyNotJson);
    row("control character", "{\"a\":\"\x01\"}", Cause::ReplyNotJson);
}

void tst_ReplyJson::damage()
{
    QFETCH(QByteArray, body);
    QFETCH(int, cause);
    const Result<ReplyJson> json = ReplyJson::parse(body.toStdString());
    QVERIFY(!json);
    QCOMPARE(int(json.problem().cause), cause);
    QVERIFY(json.problem().args.empty());
    QVERIFY(json.problem().field.empty());
}

void tst_ReplyJson::everyCut()
{
    const std::string whole = fixture("openai/costs_page2.json");
    const std::size_t end = whole.find_last_not_of(" \r\n") + 1;
    for (std::size_t size = 1; size < end; ++size) {
        const Result<ReplyJson> json = ReplyJson::parse(std::string_view{whole}.substr(0, size));
        QVERIFY(!json);
        QCOMPARE(json.problem().cause, Cause::ReplyCutShort);
    }
    QVERIFY(ReplyJson::parse(whole));
}

void tst_ReplyJson::depth()
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(ReplyJson::parse(nested(60)));
    for (const std::size_t depth : {std::size_t{66}, std::size_t{1000}, std::size_t{2000}, std::size_t{1'000'000}}) {
        const Result<ReplyJson> json = ReplyJson::parse(nested(depth));
        QVERIFY(!json);
        QCOMPARE(json.problem().cause, Cause::ReplyTooLarge);
    }
}

void tst_ReplyJson::size()
{
    const std::string large = "[\"" + std::string(std::size_t{50} * 1024 * 1024, 'x') + "\"]";
    QCOMPARE(ReplyJson::parse(large).problem().cause, Cause::ReplyTooLarge);
    std::string many = "[";
    for (int i = 0; i < 2'000'100; ++i) {
        many += "1,";
    }
    many += "1]";
    QCOMPARE(ReplyJson::parse(many).problem().cause, Cause::ReplyTooLarge);
    QVERIFY(ReplyJson::parse("[\"" + std::string(std::size_t{10} * 1024 * 1024, 'x') + "\"]"));
}

void tst_ReplyJson::rest()
{
    const Result<ReplyJson> json = ReplyJson::parse(R"({"used": 1, "kept": "  x\t", "empty": "", "null": null, "none": [],
                                                       "list": [1, {"a": "b"}], "flag": false})");
    PolledPage page;
    ReplyFields fields{json->root(), "place", page};
    QCOMPARE(fields.count("used"), std::optional<std::int64_t>{1});
    const OtherFields kept{{"kept", "x"}, {"list", "[1, {a: b}]"}, {"flag", "false"}};
    QCOMPARE(fields.rest(), kept);
    // long and many
    std::string body = "{";
    for (int i = 0; i < 100; ++i) {
        body += "\"f" + std::to_string(i) + "\":\"" + std::string(600, 'y') + "\",";
    }
    const Result<ReplyJson> many = ReplyJson::parse(body + "\"z\":\"" + "\"}");
    ReplyFields all{many->root(), "place", page};
    QCOMPARE(all.rest().size(), std::size_t{40});
    QCOMPARE(all.rest().front().second.size(), std::size_t{500});
    // never cut inside a character
    const Result<ReplyJson> wide = ReplyJson::parse("{\"w\":\"x" + std::string(600, 'x') + "\",\"u\":\"" + [] {
        std::string text;
        for (int i = 0; i < 400; ++i) {
            text += "\xC3\xA9";
        }
        return "z" + text;
    }() + "\"}");
    ReplyFields letters{wide->root(), "place", page};
    QCOMPARE(letters.rest()[1].second.size(), std::size_t{499});
}

void tst_ReplyJson::times()
{
    const Result<ReplyJson> json = ReplyJson::parse(R"({"seconds": 1772323200, "text": "2026-03-01T00:00:00Z", "day": "2026-03-01",
        "number": "1772323200", "early": -1, "late": 1e30, "word": "soon", "list": []})");
    PolledPage page;
    ReplyFields fields{json->root(), "place", page};
    for (const char *name : {"seconds", "text", "day", "number"}) {
        QCOMPARE(fields.time(name), std::optional{at("2026-03-01T00:00:00Z")});
    }
    for (const char *name : {"early", "late", "word", "list"}) {
        QVERIFY2(!fields.time(name), name);
    }
    QCOMPARE(page.problemCount, std::size_t{4});
    QCOMPARE(page.problems.front().field, std::string{"place.early"});
    QVERIFY(!fields.time("missing"));
    QCOMPARE(page.problemCount, std::size_t{4});
}

TOKENMETER_TEST(tst_ReplyJson);

} // namespace test_ReplyJson

#include "tst_ReplyJson.moc"
