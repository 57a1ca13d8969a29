// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "flow/Calculation.h"

#include <QtTest>

#include <algorithm>
#include <string>

namespace test_Calculation
{

using namespace tokenmeter;

namespace
{

struct CalculationDesk
{
    Pricer pricer{Catalogue::builtIn(), {}};
    CalculationInput input{.sent = 1'000, .answered = 100, .models = {"gemini-2.5-pro"}, .at = parseTime("2026-11-18T12:00:00Z")->time};
    PastedText read(const std::string &text) { return pastedTextOf(pricer, text, input.at); }
    Calculation ask() { return *calculationOf(pricer, {}, input); }
};

/// JSON that is written with single quotation marks.
std::string quoted(std::string json)
{
    std::replace(json.begin(), json.end(), '\'', '"');
    return json;
}

const std::string ChatAnswer = quoted("{'id':'chatcmpl-1','object':'chat.completion','created':1762000000,'model':'gpt-5','choices':[{'message':{'content':'usage'}}],"
                               "'usage':{'prompt_tokens':1200,'completion_tokens':300,'total_tokens':1500,'prompt_tokens_details':{'cached_tokens':1024}}}");
const std::string ClaudeAnswer = quoted("{'id':'msg_1','type':'message','role':'assistant','model':'claude-opus-4-1-20250805','content':[],"
                                 "'usage':{'input_tokens':10,'cache_read_input_tokens':2000,'cache_creation_input_tokens':50,'output_tokens':7}}");

} // namespace

class tst_Calculation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersGiveTheirCounts();
    void writtenOverManyLines();
    void severalAnswersAreAMean();
    void whatOnlyLooksLikeOne();
    void textIsEstimated();
    void answerAsAShare();
    void countsOfAnAnswerStand();
    void cacheShareReplacesTheCounts();
    void unknownModelsAreNamed();
    void wrongShares();
};

void tst_Calculation::answersGiveTheirCounts()
{
    CalculationDesk desk;
    const PastedText chat = desk.read(ChatAnswer);
    QVERIFY(chat.kind == PastedText::Kind::Response);
    QCOMPARE(chat.counts, (TokenCounts{.input = 176, .cacheRead = 1'024, .output = 300})); // cached tokens are part of the prompt
    QCOMPARE(chat.model.key, std::string{"openai/gpt-5"});
    const PastedText claude = desk.read(ClaudeAnswer);
    QCOMPARE(claude.counts, (TokenCounts{.input = 10, .cacheRead = 2'000, .cacheWrite5m = 50, .output = 7}));
    QCOMPARE(claude.model.key, std::string{"anthropic/claude-opus-4-1"});
    QCOMPARE(claude.responses, 1);
    const PastedText gemini = desk.read(quoted("{'modelVersion':'gemini-2.5-pro','responseId':'r1','usageMetadata':{'promptTokenCount':90,'candidatesTokenCount':20,'thoughtsTokenCount':5,'totalTokenCount':115}}"));
    QCOMPARE(gemini.counts.input, 90);
    QCOMPARE(gemini.counts.output, 25); // thoughts are billed as output
    QCOMPARE(gemini.counts.reasoning, 5);
}

/// As a viewer of JSON writes it, with blanks around.
void tst_Calculation::writtenOverManyLines()
{
    CalculationDesk desk;
    std::string pretty = "\n  ";
    for (const char letter : ClaudeAnswer) {
        pretty += letter;
        if (letter == ',' || letter == '{') {
            pretty += "\n    ";
        }
    }
    const PastedText read = desk.read(pretty + "\n\n");
    QVERIFY(read.kind == PastedText::Kind::Response);
    QCOMPARE(read.counts, desk.read(ClaudeAnswer).counts);
}

void tst_Calculation::severalAnswersAreAMean()
{
    CalculationDesk desk;
    std::string second = ClaudeAnswer;
    second.replace(second.find("msg_1"), 5, "msg_2");
    second.replace(second.find("\"output_tokens\":7"), 17, "\"output_tokens\":10");
    const PastedText two = desk.read(ClaudeAnswer + "\n" + second);
    QVERIFY(two.kind == PastedText::Kind::Response);
    QCOMPARE(two.responses, 2);
    QCOMPARE(two.counts, (TokenCounts{.input = 10, .cacheRead = 2'000, .cacheWrite5m = 50, .output = 9})); // 8.5 half up
    QCOMPARE(two.model.key, std::string{"anthropic/claude-opus-4-1"});
    // Of two models it is nobody's.
    QVERIFY(desk.read(ClaudeAnswer + "\n" + ChatAnswer).model.key.empty());
}

/// Then it is counted as text, and that is said.
void tst_Calculation::whatOnlyLooksLikeOne()
{
    CalculationDesk desk;
    for (const std::string &text : {quoted("{'usage': 'see below'}"), quoted("{'usage': {'tokens': 5}}"), quoted("{'usage': {'prompt_tokens': ")}) {
        const PastedText read = desk.read(text);
        QVERIFY2(read.kind == PastedText::Kind::Unreadable, text.c_str());
        QVERIFY(read.tokens.central > 0);
    }
    QVERIFY(desk.read(quoted("{'name': 'a file of settings'}")).kind == PastedText::Kind::Text);
    QVERIFY(desk.read("About \"usage\" of {words}").kind == PastedText::Kind::Text);
    QVERIFY(desk.read(" \n\t").kind == PastedText::Kind::Nothing);
}

void tst_Calculation::textIsEstimated()
{
    CalculationDesk desk;
    desk.input.text = std::string(1'000, 'x'); // 200, 260 and 400 tokens
    const Calculation calculation = desk.ask();
    QVERIFY(calculation.question.counted == CalculatorQuestion::Counted::Text);
    QCOMPARE(calculation.question.low.input, 200);
    QCOMPARE(calculation.question.central.input, 260);
    QCOMPARE(calculation.question.high.input, 400);
    QCOMPARE(calculation.question.high.output, 100);
    // 260 x 1.25 + 100 x 10 = 1,325 millionths
    QCOMPARE(formatDecimal(calculation.models.at(0).request.central.atto(), MoneyScale), std::string{"0.001325"});
    QVERIFY(calculation.models.at(0).request.low.atto() < calculation.models.at(0).request.high.atto());
}

void tst_Calculation::answerAsAShare()
{
    QCOMPARE(answeredAt(900, 1'000), 100);  // 10 % of 1,000
    QCOMPARE(answeredAt(1'000, 0), 0);
    QCOMPARE(answeredAt(1, 5'000), 1);
    QCOMPARE(answeredAt(100, 3'333), 50);   // 49.99
    QCOMPARE(answeredAt(MostCalculatedTokens, 9'999), std::int64_t{999'900'000'000});
    CalculationDesk desk;
    desk.input.answerShare = 2'000;
    QCOMPARE(desk.ask().question.central.output, 250); // of 1,250
    desk.input.text = std::string(1'000, 'x');
    QCOMPARE(desk.ask().question.low.output, 50);
    QCOMPARE(desk.ask().question.high.output, 100);
}

void tst_Calculation::countsOfAnAnswerStand()
{
    CalculationDesk desk;
    desk.input.text = ChatAnswer;
    desk.input.answered = 9'999;
    desk.input.models = {"gpt-5"};
    const Calculation calculation = desk.ask();
    QCOMPARE(calculation.question.central.output, 300);
    // 176 x 1.25 + 1,024 x 0.125 + 300 x 10 = 220 + 128 + 3,000
    QCOMPARE(formatDecimal(calculation.models.at(0).request.central.atto(), MoneyScale), std::string{"0.003348"});
    QVERIFY(calculation.models.at(0).request.low == calculation.models.at(0).request.high);
}

void tst_Calculation::cacheShareReplacesTheCounts()
{
    CalculationDesk desk;
    desk.input.text = ClaudeAnswer;
    desk.input.models = {"claude-opus-4-1"};
    desk.input.cacheShare = 0;
    // 2,060 x 15 + 7 x 75 = 31,425
    QCOMPARE(formatDecimal(desk.ask().models.at(0).request.central.atto(), MoneyScale), std::string{"0.031425"});
}

void tst_Calculation::unknownModelsAreNamed()
{
    CalculationDesk desk;
    desk.input.models = {"claude-opus-9", "gemini-2.5-pro", "qwen-max"};
    const Calculation calculation = desk.ask();
    QCOMPARE(calculation.models.size(), 1U);
    QCOMPARE(calculation.unknown.size(), 2U);
    QVERIFY(calculation.unknown[1].args.size() > 2U); // in China and abroad
    desk.input.models.clear();
    QVERIFY(desk.ask().models.size() > 5U);
}

void tst_Calculation::wrongShares()
{
    CalculationDesk desk;
    desk.input.answerShare = WholeShare;
    QCOMPARE(calculationOf(desk.pricer, {}, desk.input).problem().args.at(0), std::string{"answer-share"});
    desk.input.answerShare.reset();
    desk.input.cacheShare = WholeShare + 1;
    QCOMPARE(calculationOf(desk.pricer, {}, desk.input).problem().args.at(0), std::string{"cache-share"});
    desk.input.cacheShare.reset();
    desk.input.sent = -1;
    QCOMPARE(calculationOf(desk.pricer, {}, desk.input).problem().args.at(0), std::string{"input"});
    // A share of nearly all makes an answer that no model gives.
    desk.input.sent = MostCalculatedTokens;
    desk.input.answerShare = 9'999;
    QCOMPARE(calculationOf(desk.pricer, {}, desk.input).problem().args.at(0), std::string{"output"});
}

TOKENMETER_TEST(tst_Calculation);

} // namespace test_Calculation

#include "tst_Calculation.moc"
