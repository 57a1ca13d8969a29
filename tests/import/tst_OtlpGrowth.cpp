// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "PackSupport.h"
#include "import/formats/OtlpGenAi.h"
#include "import/formats/OtlpTraces.h"

#include <QtTest>

#include <algorithm>
#include <random>

namespace test_OtlpGrowth
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

/// A collector's file that grows while it is read: what a later line repeats of an earlier one is taken back, wherever a look ended.
class tst_OtlpGrowth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inPieces_data();
    void inPieces();
    void anyLinesInAnyPieces();
    void byteByByte();
    void aLineWithoutItsNewline();
    void rotated();
    void moreTracesThanAreRemembered();
    void aTraceThatIsLargerThanWhatIsRemembered();
    void saidOnce();
    void documents();
    void aLongLineAtThePackedEnd();
    void damagedStates();
    void statesOfAnotherListOfNames();
};

/// A span of the trace `t` that ends at the given second, with 5 tokens of output.
QByteArray spanOf(const QByteArray &id, const QByteArray &parent, const QByteArray &operation, int input, const QByteArray &trace = "t",
                  const QByteArray &more = {}, int second = 4)
{
    return R"({"traceId":")" + trace + R"(","spanId":")" + id + R"(","parentSpanId":")" + parent + R"(","endTimeUnixNano":")"
        + QByteArray::number(1'791'190'800LL + second) + R"(000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":")" + operation
        + R"("}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":)" + QByteArray::number(input)
        + R"(}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"5"}})" + more + "]}";
}

QByteArray linkOf(const QByteArray &id, const QByteArray &parent, const QByteArray &trace = "t")
{
    return R"({"traceId":")" + trace + R"(","spanId":")" + id + R"(","parentSpanId":")" + parent + R"("})";
}

QByteArray lineOf(const QByteArray &spans)
{
    return R"({"resourceSpans":[{"scopeSpans":[{"spans":[)" + spans + "]}]}]}\n";
}

QByteArray eventLine(const QByteArray &id, int input, const QByteArray &more = {}, int second = 3)
{
    return R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":")" + QByteArray::number(1'791'190'800LL + second)
        + R"(000000000","eventName":"gen_ai.client.inference.operation.details","traceId":"t","spanId":")" + id
        + R"(","attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":)" + QByteArray::number(input)
        + R"(}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":1}})" + more + "]}]}]}]}\n";
}

QByteArray responseIs(const QByteArray &id)
{
    return R"(,{"key":"gen_ai.response.id","value":{"stringValue":")" + id + R"("}})";
}

/// Looks at the file as it is now, from where the last look ended.
void lookAt(Reading &reading, const QString &path, const QByteArray &text)
{
    writeFile(path, text);
    readInto(reading, otlpGenAiFormat(), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
}

/// "7>5 8>5": input and output of all records, sorted.
QString countsOf(const Reading &reading)
{
    QStringList counts;
    for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
        counts << QStringLiteral("%1>%2").arg(entry.record.tokens.input).arg(entry.record.tokens.output);
    }
    counts.sort();
    return counts.join(QLatin1Char{' '});
}

void tst_OtlpGrowth::inPieces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *name, const QByteArray &text, const char *expected) { QTest::newRow(name) << text << QString::fromLatin1(expected); };
    add("a sum, then its calls", lineOf(spanOf("a", "", "invoke_agent", 15)) + lineOf(spanOf("b", "a", "chat", 7)) + lineOf(spanOf("c", "a", "chat", 8)),
        "7>5 8>5");
    add("calls, then their sum", lineOf(spanOf("b", "a", "chat", 7)) + lineOf(spanOf("c", "a", "chat", 8)) + lineOf(spanOf("a", "", "invoke_agent", 15)),
        "7>5 8>5");
    add("sums alone, the inner ones first",
        lineOf(spanOf("b", "a", "invoke_agent", 7)) + lineOf(spanOf("c", "a", "invoke_agent", 8)) + lineOf(spanOf("a", "", "invoke_agent", 15)), "15>5");
    add("sums alone, then a call", lineOf(spanOf("b", "a", "invoke_agent", 7)) + lineOf(spanOf("a", "", "invoke_agent", 15)) + lineOf(spanOf("c", "b", "chat", 6)),
        "6>5");
    add("sums that a span between them joins later",
        lineOf(spanOf("b", "x", "invoke_agent", 7)) + lineOf(spanOf("a", "", "invoke_agent", 15)) + lineOf(linkOf("x", "a")), "15>5");
    add("a framework's span, then the library's", lineOf(spanOf("a", "", "chat", 7)) + lineOf(spanOf("b", "a", "chat", 7)), "7>5");
    add("a library's span, then the framework's", lineOf(spanOf("b", "a", "chat", 7)) + lineOf(spanOf("a", "", "chat", 7)), "7>5");
    add("three of them, the middle one last",
        lineOf(spanOf("a", "", "chat", 7)) + lineOf(spanOf("c", "b", "chat", 7)) + lineOf(spanOf("b", "a", "chat", 7)), "7>5");
    add("both, and later the span between them", lineOf(spanOf("a", "", "chat", 7)) + lineOf(spanOf("b", "x", "chat", 7)) + lineOf(linkOf("x", "a")), "7>5");
    add("an event, then its span", eventLine("a", 3) + lineOf(spanOf("a", "", "chat", 7)), "7>5");
    add("a span, then its event", lineOf(spanOf("a", "", "chat", 7)) + eventLine("a", 3), "7>5");
    add("an event that knows the answer's id, then its span, which does not", eventLine("a", 3, responseIs("chatcmpl-1")) + lineOf(spanOf("a", "", "chat", 7)), "7>5");
    add("an event, its span, and the library's below that",
        eventLine("a", 3, responseIs("chatcmpl-1")) + lineOf(spanOf("a", "", "chat", 7)) + lineOf(spanOf("b", "a", "chat", 7)), "7>5");
    add("a sum, then an event of a call", lineOf(spanOf("a", "", "invoke_agent", 15)) + eventLine("b", 3), "3>1");
    add("a sum, and a call that is damaged", lineOf(spanOf("a", "", "invoke_agent", 15)) + lineOf(spanOf("b", "a", "chat", 7).replace("1791190804000000000", "x")),
        "15>5");
    add("sums that are above each other", lineOf(spanOf("a", "b", "invoke_agent", 15)) + lineOf(spanOf("b", "a", "invoke_agent", 7)), "15>5");
    add("calls that are above each other", lineOf(spanOf("a", "b", "chat", 7)) + lineOf(spanOf("b", "a", "chat", 7)), "7>5");
}

/// Each text in one go, and in two and three looks that end at any of its lines.
void tst_OtlpGrowth::inPieces()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const Reading whole = readText(otlpGenAiFormat(), text);
    QCOMPARE(countsOf(whole), expected);
    const qsizetype lines = text.count('\n');
    QList<qsizetype> ends;
    for (qsizetype at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        ends << at + 1;
    }
    QCOMPARE(ends.size(), lines);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.json"));
    for (qsizetype first = 0; first < lines; ++first) {
        for (qsizetype second = first; second < lines; ++second) {
            Reading pieces;
            for (const qsizetype end : {ends[first], ends[second], text.size()}) {
                lookAt(pieces, path, text.first(end));
                QCOMPARE(qlonglong(pieces.consumed), qlonglong(end));
            }
            QCOMPARE(pieces.records(), whole.records());
            QVERIFY(pieces.ledger.entries() == whole.ledger.entries());
        }
    }
}

/// Lines of two traces, whose spans come in any order and lie in any way below each other: an id below those behind it in the alphabet.
QByteArray anyLines(std::mt19937 &random)
{
    const auto below = [&](unsigned most) { return int(unsigned(random()) % most); };
    QByteArrayList parts;
    for (const QByteArray &trace : {QByteArray{"t"}, QByteArray{"u"}}) {
        for (char id = 'a'; id <= 'f'; ++id) {
            const QByteArray own{1, id};
            const QByteArray parent = below(4) == 0 ? QByteArray{} : QByteArray{1, char(id + 1 + below(3))};
            const QByteArray answer = below(3) == 0 ? responseIs("chatcmpl-" + trace + own) : QByteArray{};
            if (trace == "t" && below(4) == 0) {
                parts << eventLine(own, 3, answer, below(5));
            }
            const char *operations[] = {"chat", "chat", "invoke_agent", "execute_tool"};
            const QByteArray operation = operations[below(4)];
            if (below(5) == 0) {
                parts << lineOf(linkOf(own, parent, trace));
            } else if (below(6) != 0) {
                parts << lineOf(spanOf(own, parent, operation, 7 + below(2), trace, operation == "chat" ? answer : QByteArray{}, below(5)));
            }
        }
    }
    std::shuffle(parts.begin(), parts.end(), random);
    return parts.join();
}

/// Nothing is counted in one way of looking that is not counted in another.
void tst_OtlpGrowth::anyLinesInAnyPieces()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.jsonl"));
    std::mt19937 random{29};
    int takenBack = 0;
    for (int round = 0; round < 120; ++round) {
        const QByteArray text = anyLines(random);
        const Reading whole = readText(otlpGenAiFormat(), text);
        Reading pieces;
        for (qsizetype end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', end) + 1) {
            if (end == text.size() || random() % 2 == 0) {
                const std::size_t before = pieces.ledger.entries().size();
                lookAt(pieces, path, text.first(end));
                takenBack += pieces.ledger.entries().size() < before ? 1 : 0;
            }
        }
        QVERIFY2(pieces.ledger.entries() == whole.ledger.entries(), text.constData());
    }
    QVERIFY(takenBack > 2);
}

/// A line is written in pieces: nothing is said of its beginning, and nothing is lost of it.
void tst_OtlpGrowth::byteByByte()
{
    const QByteArray text = lineOf(spanOf("a", "", "invoke_agent", 15)) + lineOf(spanOf("b", "a", "chat", 7)) + lineOf(spanOf("d", "", "chat", 9, "u"));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.jsonl"));
    Reading reading;
    for (qsizetype size = 0; size <= text.size(); size += size + 5 < text.size() ? 5 : 1) {
        lookAt(reading, path, text.first(size));
        QCOMPARE(reading.problemTexts(), QStringList{});
    }
    QCOMPARE(countsOf(reading), QStringLiteral("7>5 9>5"));
    QCOMPARE(reading.records(), readText(otlpGenAiFormat(), text).records());
    QCOMPARE(reading.skipped, std::int64_t{0});
}

/// Many files end without a newline. What stands there counts at once, and once.
void tst_OtlpGrowth::aLineWithoutItsNewline()
{
    const QByteArray first = lineOf(spanOf("a", "", "invoke_agent", 15));
    const QByteArray last = lineOf(spanOf("b", "a", "chat", 7)).chopped(1);
    QCOMPARE(countsOf(readText(otlpGenAiFormat(), last)), QStringLiteral("7>5")); // a document on one line
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.jsonl"));
    Reading reading;
    lookAt(reading, path, first);
    QCOMPARE(countsOf(reading), QStringLiteral("15>5"));
    lookAt(reading, path, first + last);
    QCOMPARE(countsOf(reading), QStringLiteral("7>5"));
    QCOMPARE(qlonglong(reading.consumed), qlonglong(first.size()));
    lookAt(reading, path, first + last + '\n' + lineOf(spanOf("c", "a", "chat", 8)));
    QCOMPARE(countsOf(reading), QStringLiteral("7>5 8>5"));
    Reading sum; // the sum in the last line, its call behind it
    lookAt(sum, path, lineOf(spanOf("z", "", "chat", 1, "u")) + first.chopped(1));
    QCOMPARE(countsOf(sum), QStringLiteral("15>5 1>5"));
    lookAt(sum, path, lineOf(spanOf("z", "", "chat", 1, "u")) + first + last + '\n');
    QCOMPARE(countsOf(sum), QStringLiteral("1>5 7>5"));
}

/// The collector begins a new file and packs the old one. A trace that lies in both is two to the reader; its calls have their ids all the same.
void tst_OtlpGrowth::rotated()
{
    const QByteArray old = lineOf(spanOf("b", "a", "chat", 7)) + lineOf(spanOf("c", "a", "chat", 8));
    const QByteArray next = lineOf(spanOf("c", "a", "chat", 8)) + lineOf(spanOf("d", "a", "chat", 9));
    Reading both = readText(otlpGenAiFormat(), gzipped(old));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.json"));
    writeFile(path, old);
    readInto(both, otlpGenAiFormat(), path.toStdString());
    writeFile(path, next);
    readInto(both, otlpGenAiFormat(), path.toStdString());
    QCOMPARE(countsOf(both), QStringLiteral("7>5 8>5 9>5"));
}

/// 900 calls in traces of their own, with their sums 400 traces later. What is kept of a trace is gone then, but not that it had calls: 900 records of
/// 7 + n % 3 tokens. However it is read the state has an end, and the result is one.
void tst_OtlpGrowth::moreTracesThanAreRemembered()
{
    constexpr int Traces = 900;
    constexpr int Later = 400;
    QByteArray text;
    QList<qsizetype> ends;
    for (int i = 0; i < Traces + Later; ++i) {
        const auto traceOf = [](int number) { return "trace-" + QByteArray::number(number); };
        if (i < Traces) {
            text += lineOf(spanOf("b", "a", "chat", 7 + i % 3, traceOf(i)) + "," + linkOf("x", "a", "other-" + QByteArray::number(i)));
        }
        if (i >= Later) {
            text += lineOf(spanOf("a", "", "invoke_agent", 100, traceOf(i - Later)));
        }
        ends << text.size();
    }
    const Reading whole = readText(otlpGenAiFormat(), text);
    QCOMPARE(whole.ledger.entries().size(), std::size_t{Traces});
    QCOMPARE(qlonglong(whole.ledger.totals().input), 900LL * 8); // 300 of 7, of 8 and of 9
    constexpr std::size_t Framing = 2; // lengths and numbers beside the texts
    const std::size_t most = Framing * (otlp::Traces::MostWeight + otlp::Traces::MostBareWeight) + 16 * otlp::Traces::MostForgotten;
    QVERIFY(whole.parserState.size() < most);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.jsonl"));
    Reading pieces;
    for (qsizetype i = 0; i < ends.size(); i += 37) {
        lookAt(pieces, path, text.first(ends[i]));
        QVERIFY(pieces.parserState.size() < most);
    }
    lookAt(pieces, path, text);
    QVERIFY(pieces.ledger.entries() == whole.ledger.entries());
    QCOMPARE(pieces.parserState.size(), whole.parserState.size());
}

/// One trace of 1000 calls, each told by a framework and below it by a library, and their sum: 1000 records of 7.
void tst_OtlpGrowth::aTraceThatIsLargerThanWhatIsRemembered()
{
    QByteArray text;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += lineOf(spanOf("f" + number, "s", "chat", 7)) + lineOf(spanOf("l" + number, "f" + number, "chat", 7));
    }
    text += lineOf(spanOf("s", "", "invoke_agent", 7000));
    const Reading whole = readText(otlpGenAiFormat(), text);
    const TokenCounts totals = whole.ledger.totals();
    // Where the trace is forgotten between the two of a call both count: a few of a thousand.
    QVERIFY(totals.input >= 7000 && totals.input <= 7000 + 7 * 10);
    QVERIFY(whole.ledger.entries().size() * 7 == std::size_t(totals.input)); // no sum
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("traces.jsonl"));
    Reading pieces;
    for (qsizetype end = text.indexOf('\n', 5'000); end > 0; end = text.indexOf('\n', end + 61'000)) {
        lookAt(pieces, path, text.first(end + 1));
    }
    lookAt(pieces, path, text);
    QVERIFY(pieces.ledger.entries() == whole.ledger.entries());
}

void tst_OtlpGrowth::saidOnce()
{
    const QByteArray event = R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1791190804000000000","body":{"stringValue":"claude_code.api_request"}}]}]}]})"
                             "\n";
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("logs.json"));
    Reading reading;
    lookAt(reading, path, event);
    lookAt(reading, path, event + event);
    QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("ToldElsewhere@0 claude_code.api_request")});
}

/// A document over several lines is read whole, and again when it has changed; so is one on a line that is longer than any of a log.
void tst_OtlpGrowth::documents()
{
    const auto pretty = [](const QByteArray &spans) { return "{\n  \"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [\n" + spans + "\n]}]}]\n}"; };
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("trace.json"));
    const auto kindOf = [&](const QByteArray &text) {
        writeFile(path, text);
        return LineLoop::kindOf(otlpGenAiFormat(), path.toStdString(), *LogFile::open(path.toStdString()));
    };
    QVERIFY(kindOf(pretty(spanOf("a", "", "chat", 7))) == FileKind::Whole);
    QVERIFY(kindOf(lineOf(spanOf("a", "", "chat", 7))) == FileKind::Lines);
    QVERIFY(kindOf(lineOf(spanOf("a", "", "chat", 7)).chopped(1)) == FileKind::Lines);
    QVERIFY(kindOf({}) == FileKind::Lines);
    QVERIFY(kindOf(lineOf(spanOf("a", "", "chat", 7, "t", R"(,{"key":"x","value":{"stringValue":")" + QByteArray(9000, 'x') + R"("}})"))) == FileKind::Lines);

    const QByteArray calls = spanOf("a", "", "invoke_agent", 15) + ",\n" + spanOf("b", "a", "chat", 7);
    const Reading reading = readText(otlpGenAiFormat(), pretty(calls));
    QCOMPARE(countsOf(reading), QStringLiteral("7>5"));
    QVERIFY(reading.parserState.empty());
    QCOMPARE(qlonglong(reading.consumed), qlonglong(pretty(calls).size()));

    QByteArray one = spanOf("a0", "", "chat", 7);
    for (int i = 1; one.size() < (17 << 20); ++i) {
        one += "," + spanOf("a" + QByteArray::number(i), "", "chat", 7);
    }
    const QByteArray onOneLine = lineOf(one).chopped(1);
    QVERIFY(kindOf(onOneLine) == FileKind::Whole);
    const Reading large = readText(otlpGenAiFormat(), onOneLine);
    QCOMPARE(qlonglong(large.ledger.totals().input), 7LL * (one.count("\"traceId\"")));
    QCOMPARE(large.problemTexts(), QStringList{});

    // Packed, too; but no log whose first line is as long, which holds another call.
    QVERIFY(kindOf(gzipped(onOneLine)) == FileKind::Whole);
    QVERIFY(kindOf(gzipped(onOneLine + " \n\n")) == FileKind::Whole);
    const Reading packed = readText(otlpGenAiFormat(), gzipped(onOneLine));
    QVERIFY(packed.ledger.entries() == large.ledger.entries());
    QCOMPARE(packed.problemTexts(), QStringList{});
    const QByteArray asLog = onOneLine + '\n' + lineOf(spanOf("z", "", "chat", 9));
    for (const QByteArray &text : {asLog, asLog.chopped(1), gzipped(asLog)}) {
        QVERIFY(kindOf(text) == FileKind::Lines);
    }
    const Reading log = readText(otlpGenAiFormat(), asLog);
    QCOMPARE(countsOf(log), QStringLiteral("9>5"));
    QCOMPARE(log.problemTexts(), QStringList{QStringLiteral("LineTooLong@0")});
    QVERIFY(kindOf(gzipped(lineOf(spanOf("a", "", "chat", 7)).chopped(1))) == FileKind::Lines);
    // Where the log goes on from there it begins anew.
    QVERIFY(!large.parserState.empty() && !otlpGenAiFormat().makeParser({})->restoreState(large.parserState));
}

/// Nothing comes behind the end of a packed file, so what was left out of its last line is said.
void tst_OtlpGrowth::aLongLineAtThePackedEnd()
{
    const QByteArray first = lineOf(spanOf("a", "", "chat", 7));
    QByteArray many = spanOf("b0", "", "chat", 8);
    for (int i = 1; many.size() < 9000; ++i) {
        many += "," + spanOf("b" + QByteArray::number(i), "", "chat", 8);
    }
    const LineLoop::Options small{.blockSize = 4096, .maxLine = 8192};
    const QByteArray text = first + lineOf(many).chopped(1);
    const Reading packed = readText(otlpGenAiFormat(), gzipped(text), small);
    QCOMPARE(countsOf(packed), QStringLiteral("7>5"));
    QCOMPARE(packed.problemTexts(), QStringList{QStringLiteral("LineTooLong@%1").arg(first.size())});
    QCOMPARE(packed.skipped, std::int64_t{1});
    QCOMPARE(readText(otlpGenAiFormat(), text, small).problemTexts(), QStringList{}); // its end may come
    QCOMPARE(readText(otlpGenAiFormat(), text + '\n', small).problemTexts(), packed.problemTexts());
}

void tst_OtlpGrowth::damagedStates()
{
    const Reading reading = readText(otlpGenAiFormat(), lineOf(spanOf("b", "x", "chat", 7) + "," + linkOf("x", "a")) + lineOf(linkOf("y", "z", "u")));
    const std::string &state = reading.parserState;
    const Format format = otlpGenAiFormat();
    QVERIFY(format.makeParser({})->restoreState(state));
    QVERIFY(format.makeParser({})->restoreState({}));
    QVERIFY(!format.makeParser({})->restoreState(state + "x"));
    for (std::size_t size = 1; size < state.size(); ++size) {
        QVERIFY(!format.makeParser({})->restoreState(state.substr(0, size)));
    }
    const std::unique_ptr<LineParser> parser = format.makeParser({});
    QVERIFY(parser->restoreState(state));
    QCOMPARE(parser->saveState(), state);
}

/// Attributes are told by numbers in a state: where these stand for other names it is refused, as are all that say nothing of the names.
void tst_OtlpGrowth::statesOfAnotherListOfNames()
{
    const Reading reading = readText(otlpGenAiFormat(), lineOf(spanOf("b", "x", "chat", 7)));
    const std::string &state = reading.parserState;
    const Format format = otlpGenAiFormat();
    QVERIFY(format.makeParser({})->restoreState(state));
    const std::string mark = otlp::namesMark();
    const std::size_t at = state.find(mark);
    QVERIFY(at != std::string::npos);
    std::string other = state;
    other[at + mark.size() - 1] = other[at + mark.size() - 1] == '1' ? '2' : '1';
    QVERIFY(!format.makeParser({})->restoreState(other));
    const std::string old = "12:otlp-genai 1" + state.substr(at + mark.size());
    QVERIFY(!format.makeParser({})->restoreState(old));
    // By the places of the names in the list.
    for (std::size_t number = 0; !otlp::attributeAt(number).empty(); ++number) {
        QCOMPARE(otlp::numberOf(otlp::attributeAt(number)), number);
    }
}

TOKENMETER_TEST(tst_OtlpGrowth);

} // namespace test_OtlpGrowth

#include "tst_OtlpGrowth.moc"
