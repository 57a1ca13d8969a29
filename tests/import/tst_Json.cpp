// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/TokenCounts.h"
#include "import/Json.h"

#include <QtTest>

namespace test_Json
{

using namespace tokenmeter;

namespace
{

std::string padded(std::string line)
{
    line.append(simdjson::SIMDJSON_PADDING, ' ');
    return line;
}

/// Reads {"x": <value>} and gives what `read` made of the value.
template <typename Read>
auto readField(const std::string &value, Read read)
{
    const std::string line = "{\"a\":{\"b\":[1,2]},\"x\": " + value + " ,\"z\":1}";
    const std::string buffer = padded(line);
    json::LineReader reader;
    std::optional<decltype(read(std::declval<json::Value>()))> result;
    const bool ok = reader.read(std::string_view{buffer}.substr(0, line.size()), [&](json::Object &object) {
        return json::forEachField(object, [&](std::string_view key, json::Value v) {
            if (key == "x") {
                result = read(v);
            }
        });
    });
    if (!ok) {
        result.reset();
    }
    return result;
}

/// The values of "x" of all objects on the line; "none" when it is not JSON, or ends in "torn" where it was read as a line.
std::string xOf(const std::string &line, bool asLine = false)
{
    const std::string buffer = padded(line);
    const std::string_view text = std::string_view{buffer}.substr(0, line.size());
    json::LineReader reader;
    std::string all;
    const auto read = [&](json::Object &object) {
        std::string found;
        const json::Error error = json::forEachField(object, [&](std::string_view key, json::Value v) {
            if (key == "x") {
                found = std::to_string(json::readCount(v).value);
            }
        });
        if (error == json::Ok) {
            all += (all.empty() ? "" : ",") + found;
        }
        return error;
    };
    if (asLine) {
        return reader.readLine(text, read) ? all : all + " torn";
    }
    return reader.read(text, read) ? all + (reader.mended() ? " mended" : "") : "none";
}

} // namespace

class tst_Json : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counts_data();
    void counts();
    void texts_data();
    void texts();
    void decimals_data();
    void decimals();
    void integers();
    void damage_data();
    void damage();
    void deep();
    void glued_data();
    void glued();
    void manyOnALine();
};

void tst_Json::counts_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<qlonglong>("value");
    QTest::addColumn<bool>("present");
    QTest::addColumn<int>("cause");
    const int none = -1;
    QTest::newRow("integer") << "3" << 3LL << true << none;
    QTest::newRow("zero") << "0" << 0LL << true << none;
    QTest::newRow("float without fraction") << "3.0" << 3LL << true << none;
    QTest::newRow("exponent") << "3e2" << 300LL << true << none;
    QTest::newRow("string") << "\"3\"" << 3LL << true << none;
    QTest::newRow("null") << "null" << 0LL << false << none;
    QTest::newRow("empty string") << "\"\"" << 0LL << false << none;
    QTest::newRow("the largest") << "1000000000000" << 1'000'000'000'000LL << true << none;
    QTest::newRow("too large") << "1000000000001" << MaxTokensPerClass * 1LL << true << int(Cause::CountTooLarge);
    QTest::newRow("absurd") << "99999999999999999999999999999999999999999999999" << MaxTokensPerClass * 1LL << true
                            << int(Cause::CountTooLarge);
    QTest::newRow("large float") << "1e30" << MaxTokensPerClass * 1LL << true << int(Cause::CountTooLarge);
    QTest::newRow("beyond 128 bits") << "1e300" << 0LL << true << int(Cause::BadNumber);
    QTest::newRow("negative") << "-5" << 0LL << true << int(Cause::NegativeCount);
    QTest::newRow("fraction") << "3.5" << 0LL << true << int(Cause::BadNumber);
    QTest::newRow("NaN") << "NaN" << 0LL << true << int(Cause::BadNumber);
    QTest::newRow("word") << "\"many\"" << 0LL << true << int(Cause::BadNumber);
    QTest::newRow("bool") << "true" << 0LL << true << int(Cause::WrongType);
    QTest::newRow("object") << "{\"n\":[1]}" << 0LL << true << int(Cause::WrongType);
    QTest::newRow("array") << "[[1],{}]" << 0LL << true << int(Cause::WrongType);
}

void tst_Json::counts()
{
    QFETCH(QString, written);
    QFETCH(qlonglong, value);
    QFETCH(bool, present);
    QFETCH(int, cause);
    const auto count = readField(written.toStdString(), json::readCount);
    QVERIFY(count);
    QCOMPARE(qlonglong(count->value), value);
    QCOMPARE(count->present, present);
    QCOMPARE(count->problem ? int(*count->problem) : -1, cause);
}

void tst_Json::texts_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("present");
    QTest::addColumn<int>("cause");
    QTest::newRow("plain") << "\"a b\"" << "a b" << true << -1;
    QTest::newRow("escaped") << "\"a\\\"\\u00e9\"" << QString::fromUtf8("a\"é") << true << -1;
    QTest::newRow("empty") << "\"\"" << "" << true << -1;
    QTest::newRow("null") << "null" << "" << false << -1;
    QTest::newRow("number") << "7" << "" << true << int(Cause::WrongType);
    QTest::newRow("object") << "{}" << "" << true << int(Cause::WrongType);
    QTest::newRow("lone surrogate") << "\"a\\ud83d\"" << "a\\ud83d" << true << int(Cause::NotUtf8);
}

void tst_Json::texts()
{
    QFETCH(QString, written);
    QFETCH(QString, value);
    QFETCH(bool, present);
    QFETCH(int, cause);
    struct Copy
    {
        std::string value{};
        bool present = false;
        int cause = -1;
    };
    const auto text = readField(written.toStdString(), [](json::Value v) {
        const json::Text t = json::readText(v);
        return Copy{std::string{t.value}, t.present, t.problem ? int(*t.problem) : -1};
    });
    QVERIFY(text);
    QCOMPARE(QString::fromStdString(text->value), value);
    QCOMPARE(text->present, present);
    QCOMPARE(text->cause, cause);
}

void tst_Json::decimals_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("cause");
    QTest::newRow("keeps its digits") << "0.123456789012345678901" << "0.123456789012345678901" << -1;
    QTest::newRow("keeps its zeros") << "1.50" << "1.50" << -1;
    QTest::newRow("exponent") << "4.41e-3" << "4.41e-3" << -1;
    QTest::newRow("string") << "\"0.10\"" << "0.10" << -1;
    QTest::newRow("null") << "null" << "" << -1;
    QTest::newRow("word") << "\"free\"" << "" << int(Cause::BadNumber);
    QTest::newRow("object") << "{\"usd\":1}" << "" << int(Cause::WrongType);
}

void tst_Json::decimals()
{
    QFETCH(QString, written);
    QFETCH(QString, value);
    QFETCH(int, cause);
    const auto text = readField(written.toStdString(), [](json::Value v) {
        const json::Text t = json::readDecimal(v);
        return std::pair{std::string{t.value}, t.problem ? int(*t.problem) : -1};
    });
    QVERIFY(text);
    QCOMPARE(QString::fromStdString(text->first), value);
    QCOMPARE(text->second, cause);
}

void tst_Json::integers()
{
    QVERIFY(*readField("1791190800000", json::readInteger) == std::int64_t{1791190800000});
    QVERIFY(*readField("-7", json::readInteger) == std::int64_t{-7});
    QVERIFY(*readField("1791190800.25", json::readInteger) == std::int64_t{1791190800});
    QVERIFY(!*readField("1e300", json::readInteger));
    QVERIFY(!*readField("null", json::readInteger));
    QVERIFY(*readField("true", json::readBool) == true);
    QVERIFY(!*readField("null", json::readBool));
}

void tst_Json::damage_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("result");
    QTest::newRow("whole") << QByteArray{R"({"t":"a","x":5})"} << "5";
    QTest::newRow("bad UTF-8") << QByteArray{"{\"t\":\"a\xff\xc3\",\"x\":5}"} << "5 mended";
    QTest::newRow("good UTF-8 beside bad") << QByteArray{"{\"t\":\"\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80\x80\",\"x\":5}"} << "5 mended";
    QTest::newRow("control byte in a text") << QByteArray{"{\"t\":\"a\x01\",\"x\":5}"} << "5 mended";
    QTest::newRow("NUL in a text") << QByteArray{"{\"t\":\"a\0b\",\"x\":5}", 17} << "5 mended";
    QTest::newRow("NULs before") << QByteArray{"\0\0\0{\"x\":5}", 10} << "5 mended";
    QTest::newRow("lone surrogate in a text") << QByteArray{R"({"t":"a\ud83d","x":5})"} << "5";
    QTest::newRow("two objects on a line") << QByteArray{R"({"x":5}{"x":6})"} << "5,6";
    QTest::newRow("cut") << QByteArray{R"({"t":"a","x":5)"} << "none";
    QTest::newRow("cut in a text") << QByteArray{R"({"x":5,"t":"a)"} << "none";
    QTest::newRow("torn by another line") << QByteArray{R"({"t":"a","x":{"x":5}{"x":6})"} << "none";
    QTest::newRow("text") << QByteArray{"hello"} << "none";
    QTest::newRow("array") << QByteArray{R"([{"x":5}])"} << "none";
    QTest::newRow("number") << QByteArray{"5"} << "none";
    QTest::newRow("empty") << QByteArray{""} << "none";
    QTest::newRow("noise") << QByteArray{"\xfe\x01\xd0{\x80\x02\"\\"} << "none";
}

void tst_Json::damage()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(xOf(line.toStdString())), result);
}

void tst_Json::deep()
{
    const std::string open(100'000, '[');
    const std::string close(100'000, ']');
    QCOMPARE(xOf("{\"deep\":" + open + close + ",\"x\":5}"), std::string{"5"});
    std::string objects;
    for (int i = 0; i < 5'000; ++i) {
        objects += "{\"a\":";
    }
    QCOMPARE(xOf("{\"deep\":" + objects + "1" + std::string(5'000, '}') + ",\"x\":5}"), std::string{"5"});
}

void tst_Json::glued_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    row("whole") << QByteArray{R"({"x":1})"} << "1";
    row("two whole") << QByteArray{R"({"x":1} {"x":2})"} << "1,2";
    // whole, then torn
    row("torn in a text") << QByteArray{R"({"x":1}{"x":2,"t":"a)"} << "1 torn";
    row("torn in an escape") << QByteArray{R"({"x":1}{"x":2,"t":"a\)"} << "1 torn";
    row("torn in a key") << QByteArray{R"({"x":1}{"x)"} << "1 torn";
    row("torn in a character") << QByteArray{"{\"x\":1}{\"x\":2,\"t\":\"\xe4\xb8"} << "1 torn";
    row("two whole, then torn") << QByteArray{R"({"x":1}{"x":2}{"x":3,"t":"a)"} << "1,2 torn";
    row("braces in texts") << QByteArray{R"({"t":"}{\"}","x":1}{"x":2,"t":"{)"} << "1 torn";
    // torn, then whole
    row("behind a text") << QByteArray{R"({"x":1,"t":"a{"x":2})"} << "2 torn";
    row("behind half an escape") << QByteArray{R"({"x":1,"t":"a\{"x":2})"} << "2 torn";
    row("behind a number") << QByteArray{R"({"x":1{"x":2})"} << "2 torn";
    row("behind an object") << QByteArray{R"({"t":{"x":1}{"x":2})"} << "2 torn";
    row("behind the comma of an object") << QByteArray{R"({"x":1,{"x":2})"} << "2 torn";
    row("behind the first brace") << QByteArray{R"({{"x":2})"} << "2 torn";
    row("with blanks") << QByteArray{" {\"x\":1,\"t\":\"a {\"x\":2} \r"} << "2 torn";
    row("and a whole one before") << QByteArray{R"({"x":1}{"x":2,"t":"a{"x":3})"} << "1,3 torn";
    row("deep") << QByteArray{R"({"t":"a{"d":[{"e":["}"]}],"x":2})"} << "2 torn";
    row("escaped quotes in both") << QByteArray{R"({"t":"\"a\\{"t":"\\\"{","x":2})"} << "2 torn";
    row("a bad byte in the torn one") << QByteArray{"{\"t\":\"\xff{\"x\":2}"} << "2 torn";
    // what may be a value of the torn one is left alone
    row("behind a colon") << QByteArray{R"({"x":1,"t":{"x":2})"} << " torn";
    row("in an array") << QByteArray{R"({"x":1,"t":[{"x":2})"} << " torn";
    row("further in an array") << QByteArray{R"({"x":1,"t":[0, {"x":2})"} << " torn";
    row("a text that looks like an object") << QByteArray{R"({"t":"{\"x\":2})"} << " torn";
    // not JSON before or behind
    row("words before") << QByteArray{R"(info: {"x":2})"} << " torn";
    row("words behind") << QByteArray{R"({"x":1} done)"} << "1 torn";
    row("whole behind is damaged") << QByteArray{R"({"t":"a{"x":2,,})"} << " torn";
    row("only closed") << QByteArray{R"(a"}})"} << " torn";
}

void tst_Json::glued()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(xOf(line.toStdString(), true)), result);
}

/// Each object is looked at alone after the first few: to index all the rest for each would take minutes here.
void tst_Json::manyOnALine()
{
    std::string line;
    std::string expected;
    for (int i = 0; i < 100'000; ++i) {
        line += R"({"x":7})";
        expected += i == 0 ? "7" : ",7";
    }
    QCOMPARE(xOf(line, true), expected);
    QCOMPARE(xOf(line + R"({"t":")", true), expected + " torn");
    const std::string opened = [] {
        std::string text;
        for (int i = 0; i < 200'000; ++i) {
            text += R"({"x":)";
        }
        return text;
    }();
    QCOMPARE(xOf(opened + R"({"x":8})", true), std::string{" torn"});
    QCOMPARE(xOf(opened + R"("t{"x":8})", true), std::string{"8 torn"});
}

TOKENMETER_TEST(tst_Json);

} // namespace test_Json

#include "tst_Json.moc"
