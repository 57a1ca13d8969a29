// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "core/Merge.h"
#include "core/Money.h"
#include "core/Rate.h"
#include "core/SessionTeller.h"
#include "core/StopReason.h"
#include "core/Time.h"
#include "core/Zone.h"

#include <QtTest>

#include <algorithm>
#include <random>

namespace test_Core
{

using namespace tokenmeter;
using namespace std::chrono;

namespace
{

std::string text(std::string_view decimal, int scale)
{
    const std::optional<Int128> value = parseDecimal(decimal, scale);
    return value ? formatDecimal(*value, scale) : "none";
}

} // namespace

class tst_Core : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decimals_data();
    void decimals();
    void decimalRounding();
    void moneyText();
    void cost();
    void times_data();
    void times();
    void epochs();
    void zones_data();
    void zones();
    void everyMomentHasOneDay();
    void identityIsFramed();
    void mergeIsAJoin();
    void copiesOfOneSplit_data();
    void copiesOfOneSplit();
    void stopReasons_data();
    void stopReasons();
    void theLargerStopReasonWins();
};

void tst_Core::decimals_data()
{
    QTest::addColumn<QString>("in");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("out");
    QTest::newRow("zero") << "0" << 18 << "0";
    QTest::newRow("integer") << "15" << 12 << "15";
    QTest::newRow("fraction") << "0.0028" << 12 << "0.0028";
    QTest::newRow("negative") << "-12.50" << 18 << "-12.5";
    QTest::newRow("exponent") << "4.41e-3" << 18 << "0.00441";
    QTest::newRow("positive exponent") << "1.5E2" << 18 << "150";
    QTest::newRow("leading point") << ".5" << 18 << "0.5";
    QTest::newRow("below the scale") << "0.0001" << 3 << "none";
    QTest::newRow("zeros below the scale") << "1.000" << 1 << "1";
    QTest::newRow("not a number") << "1.2.3" << 18 << "none";
    QTest::newRow("word") << "Included" << 18 << "none";
    QTest::newRow("empty") << "" << 18 << "none";
    QTest::newRow("too large") << "1e40" << 18 << "none";
    QTest::newRow("hostile exponent") << "1e-999999999" << 18 << "none";
    QTest::newRow("largest that fits") << "99999999999999999999" << 18 << "99999999999999999999";
}

void tst_Core::decimals()
{
    QFETCH(QString, in);
    QFETCH(int, scale);
    QFETCH(QString, out);
    QCOMPARE(QString::fromStdString(text(in.toStdString(), scale)), out);
}

void tst_Core::decimalRounding()
{
    QVERIFY(parseDecimalRounded("0.15", 1) == Int128{2});
    QVERIFY(parseDecimalRounded("0.1499", 1) == Int128{1});
    QVERIFY(parseDecimalRounded("-0.15", 1) == Int128{-2});
    QVERIFY(parseDecimalRounded("0.05", 1) == Int128{1});
    QVERIFY(parseDecimalRounded("0.005", 1) == Int128{0});
}

void tst_Core::moneyText()
{
    const Currency usd{"USD"};
    QCOMPARE(Money::fromAtto(0, usd).toDecimalText(), std::string{"0.000000000"});
    QCOMPARE(Money::fromAtto(Int128{1}, usd).toDecimalText(), std::string{"0.000000000000000001"});
    QCOMPARE(Money::fromAtto(Int128{-12'345'678'901'000'000} * 1000, usd).toDecimalText(), std::string{"-12.345678901"});
    QVERIFY(Currency{"usd"}.isNone());
}

void tst_Core::cost()
{
    // Claude Opus 4.1: 15 USD per million input = 15e-6 USD a token = 15e12 atto; output 75.
    Rate rate;
    rate.unpriced = Unpriced::No;
    rate.currency = Currency{"USD"};
    rate.input = 15'000'000'000'000;
    rate.output = 75'000'000'000'000;
    // 1000 x 15e-6 + 1000 x 75e-6 = 0.015 + 0.075
    QCOMPARE(costOf({.input = 1000, .output = 1000}, {}, rate).toDecimalText(), std::string{"0.090000000"});
    // a trillion tokens do not overflow: 1e12 x 15e-6 = 15,000,000
    QCOMPARE(costOf({.input = MaxTokensPerClass}, {}, rate).toDecimalText(), std::string{"15000000.000000000"});
    rate.unpriced = Unpriced::UnknownModel;
    QVERIFY(costOf({.input = 1000}, {}, rate).currency().isNone());
}

void tst_Core::times_data()
{
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out");
    QTest::newRow("milliseconds") << "2026-10-05T09:00:03.120Z" << "2026-10-05T09:00:03.120Z";
    QTest::newRow("microseconds are cut") << "2026-10-05T09:00:03.123999Z" << "2026-10-05T09:00:03.123Z";
    QTest::newRow("offset") << "2026-10-05T11:00:03+02:00" << "2026-10-05T09:00:03Z";
    QTest::newRow("offset 45") << "2026-10-05T14:45:00+0545" << "2026-10-05T09:00:00Z";
    QTest::newRow("blank") << "2026-10-05 09:00:03" << "2026-10-05T09:00:03Z";
    QTest::newRow("day") << "2026-10-05" << "2026-10-05T00:00:00Z";
    QTest::newRow("no such day") << "2026-02-29T00:00:00Z" << "none";
    QTest::newRow("hour 24") << "2026-02-28T24:00:00Z" << "none";
    QTest::newRow("rest") << "2026-02-28T23:00:00Zx" << "none";
    QTest::newRow("cut") << "2026-02-28T23:0" << "none";
    QTest::newRow("empty") << "" << "none";
}

void tst_Core::times()
{
    QFETCH(QString, in);
    QFETCH(QString, out);
    const std::optional<ParsedTime> parsed = parseTime(in.toStdString());
    QCOMPARE(parsed ? QString::fromStdString(toRfc3339(parsed->time)) : QStringLiteral("none"), out);
}

void tst_Core::epochs()
{
    const std::string expected = "2026-10-05T09:00:00Z"; // date -u -d 2026-10-05T09:00:00 +%s = 1791190800
    for (const std::int64_t value : {1791190800LL, 1791190800000LL, 1791190800000000LL, 1791190800000000000LL}) {
        QCOMPARE(toRfc3339(timeFromEpoch(value)), expected);
    }
}

void tst_Core::zones_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("day");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("nextStart");
    QTest::newRow("UTC") << "UTC" << "2026-10-05" << "2026-10-05T00:00:00Z" << "2026-10-06T00:00:00Z";
    QTest::newRow("Berlin, 25 hours") << "Europe/Berlin" << "2026-10-25" << "2026-10-24T22:00:00Z" << "2026-10-25T23:00:00Z";
    QTest::newRow("Berlin, 23 hours") << "Europe/Berlin" << "2026-03-29" << "2026-03-28T23:00:00Z" << "2026-03-29T22:00:00Z";
    QTest::newRow("Kathmandu +05:45") << "Asia/Kathmandu" << "2026-10-05" << "2026-10-04T18:15:00Z" << "2026-10-05T18:15:00Z";
    QTest::newRow("Lord Howe, half an hour") << "Australia/Lord_Howe" << "2026-10-04" << "2026-10-03T13:30:00Z" << "2026-10-04T13:00:00Z";
    // Clocks in Santiago go from 24:00 of 5 Sep 2026 to 01:00: the day has no midnight.
    QTest::newRow("Santiago, no midnight") << "America/Santiago" << "2026-09-06" << "2026-09-06T04:00:00Z" << "2026-09-07T03:00:00Z";
}

void tst_Core::zones()
{
    QFETCH(QString, zone);
    QFETCH(QString, day);
    QFETCH(QString, start);
    QFETCH(QString, nextStart);
    const std::optional<Zone> z = Zone::byId(zone.toStdString());
    QVERIFY(z);
    const LocalDay d = *parseDay(day.toStdString());
    QCOMPARE(QString::fromStdString(toRfc3339(z->startOf(d))), start);
    QCOMPARE(QString::fromStdString(toRfc3339(z->startOf(d + days{1}))), nextStart);
    QCOMPARE(z->dayOf(z->startOf(d)), d);
    QCOMPARE(z->dayOf(z->startOf(d) - milliseconds{1}), d - days{1});
}

void tst_Core::everyMomentHasOneDay()
{
    for (const char *id : {"Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo"}) {
        const Zone zone = *Zone::byId(id);
        for (UtcTime t = parseTime("2026-01-01T00:00:00Z")->time; t < parseTime("2027-01-01T00:00:00Z")->time; t += minutes{15}) {
            const LocalDay day = zone.dayOf(t);
            QVERIFY2(zone.startOf(day) <= t && t < zone.startOf(day + days{1}), (std::string{id} + toRfc3339(t)).c_str());
        }
    }
}

void tst_Core::identityIsFramed()
{
    QVERIFY(identityOf({"ab", "c"}) != identityOf({"a", "bc"}));
    QVERIFY(identityOf({"msg_1"}) == identityOf({"msg_1"}));
    // sha256 of eight bytes 01 00 .. 00 and "a", by `printf '\1\0\0\0\0\0\0\0a' | sha256sum`
    QCOMPARE(identityOf({"a"}).high, 0xae6121c88ba555f6ULL);
    // What a part takes of an identity is the same for all of the part, stands in any family, and can be told from that of none.
    const Identity first = inPart(identityOf({"a"}), "t1");
    const Identity second = inPart(identityOf({"b"}), "t1");
    QVERIFY(first != second && first.high == identityOf({"a"}).high);
    QCOMPARE(partOfIdentity(first), partOfIdentity(second));
    QVERIFY(partOfIdentity(first) != partOfIdentity(inPart(identityOf({"a"}), "t2")));
    QCOMPARE(partOfIdentity(inFamily(first, familyOf({"f"}))), partOfIdentity(first));
    QCOMPARE(partOfIdentity(inPart(first, {})), 0U);
}

void tst_Core::mergeIsAJoin()
{
    std::mt19937 random{7};
    const auto pick = [&](int n) { return std::int64_t(random() % unsigned(n)); };
    const auto copy = [&] {
        UsageRecord r;
        r.identity = {1, 2};
        r.tokens = {pick(3), pick(3), pick(3), pick(3), pick(3), pick(3)};
        r.rare = {pick(2), pick(2), pick(2), pick(2), pick(2), pick(2)};
        r.flags = std::uint32_t(random()) & (SidechainFlag | ClampedFlag | NoCacheFieldsFlag | WeakFlag | AggregateFlag);
        r.flags = withStopReason(r.flags, StopReason(pick(10)));
        r.flags = withSessionTeller(r.flags, SessionTeller(pick(7)));
        if (r.has(NoCacheFieldsFlag)) {
            r.tokens.cacheRead = 0;
        }
        r.time = utcFromMs(pick(3));
        r.precision = Precision(pick(2));
        r.reportedAmount = std::array{"", "0", "0.10", "0.1"}[std::size_t(pick(4))];
        UsageContext c;
        c.attribution.session = std::array{"", "a", "b"}[std::size_t(pick(3))];
        c.serving.model = std::array{"", "m", "n"}[std::size_t(pick(3))];
        return std::pair{r, c};
    };
    using Copy = std::pair<UsageRecord, UsageContext>;
    const auto join = [](const Copy &a, const Copy &b) {
        const Merged m = mergeCopies(a.first, a.second, b.first, b.second);
        return Copy{m.record, {m.attributionFromOther ? b.second.attribution : a.second.attribution,
                               m.servingFromOther ? b.second.serving : a.second.serving}};
    };
    for (int round = 0; round < 20'000; ++round) {
        const Copy a = copy();
        const Copy b = copy();
        const Copy c = copy();
        QVERIFY(join(a, b) == join(b, a));
        QVERIFY(join(join(a, b), c) == join(a, join(b, c)));
        QVERIFY(join(a, a) == a);
        QVERIFY(join(join(a, b), b) == join(a, b));
    }
}

/// Copies of one request; "input+read+write5m+write1h audio cached-audio image > output(reasoning) audio image".
void tst_Core::copiesOfOneSplit_data()
{
    struct Copy
    {
        TokenCounts tokens{};
        RareCounts rare{};
        std::uint32_t flags = 0;
    };
    QTest::addColumn<QList<UsageRecord>>("copies");
    QTest::addColumn<QString>("merged");
    const auto row = [](const char *name, const std::vector<Copy> &copies, const char *merged) {
        QList<UsageRecord> records;
        for (const Copy &copy : copies) {
            UsageRecord record;
            record.tokens = copy.tokens;
            record.rare = copy.rare;
            record.flags = copy.flags;
            records.push_back(record);
        }
        QTest::newRow(name) << records << QString::fromLatin1(merged);
    };
    // 500 + 2500 = 3000 and 200 + 2500 + 300 = 3000: one prompt, and the second split is the finer one.
    row("a gateway's table and the answer", {{.tokens = {500, 2500, 0, 0, 700, 0}}, {.tokens = {200, 2500, 300, 0, 700, 100}}},
        "200+2500+300+0 0 0 0 > 700(100) 0 0");
    // 200 + 4000 + 1000 = 5200 = 1200 + 4000
    row("a client that writes no cache writes", {{.tokens = {200, 4000, 1000, 0, 50, 0}}, {.tokens = {1200, 4000, 0, 0, 50, 0}}},
        "200+4000+1000+0 0 0 0 > 50(0) 0 0");
    // 1000 = 400 + 600 of audio
    row("audio", {{.tokens = {1000, 0, 0, 0, 10, 0}}, {.tokens = {400, 0, 0, 0, 10, 0}, .rare = {.inputAudio = 600}}}, "400+0+0+0 600 0 0 > 10(0) 0 0");
    // 1000 = 400 + 600 of audio; the reasoning of the other copy is part of an output that does not count
    row("audio of an answer", {{.tokens = {9, 0, 0, 0, 1000, 700}}, {.tokens = {9, 0, 0, 0, 400, 100}, .rare = {.outputAudio = 600}}},
        "9+0+0+0 0 0 0 > 400(100) 600 0");
    row("two lifetimes of what was written", {{.tokens = {3, 20, 1000, 0, 5, 0}}, {.tokens = {3, 20, 0, 1000, 5, 0}}}, "3+20+0+1000 0 0 0 > 5(0) 0 0");
    row("cached audio", {{.tokens = {3, 500, 0, 0, 5, 0}}, {.tokens = {3, 200, 0, 0, 5, 0}, .rare = {.cachedAudio = 300}}}, "3+200+0+0 0 300 0 > 5(0) 0 0");
    // Two tokenizers: 2900 and 3000. The larger prompt as it is split, however fine the other one is.
    row("another count", {{.tokens = {100, 2000, 800, 0, 5, 0}}, {.tokens = {1000, 2000, 0, 0, 5, 0}}}, "1000+2000+0+0 0 0 0 > 5(0) 0 0");
    // As before: what a stream tells grows, and a line without cache fields has all of the prompt in its input, or a part of it.
    row("a stream", {{.tokens = {3, 20'000, 1000, 0, 1, 0}}, {.tokens = {3, 20'000, 1000, 0, 8, 2}}, {.tokens = {7, 20'000, 1000, 0, 950, 40}}},
        "7+20000+1000+0 0 0 0 > 950(40) 0 0");
    row("no cache fields", {{.tokens = {21'003, 0, 0, 0, 950, 0}, .flags = NoCacheFieldsFlag}, {.tokens = {3, 20'000, 1000, 0, 1, 0}}},
        "3+20000+1000+0 0 0 0 > 950(0) 0 0");
    row("no cache fields, and more", {{.tokens = {30'000, 0, 0, 0, 9, 0}, .flags = NoCacheFieldsFlag}, {.tokens = {3, 20'000, 0, 0, 9, 0}}},
        "3+20000+0+0 0 0 0 > 9(0) 0 0");
    row("an equal answer that tells its reasoning", {{.tokens = {1, 0, 0, 0, 9, 0}}, {.tokens = {1, 0, 0, 0, 9, 4}}}, "1+0+0+0 0 0 0 > 9(4) 0 0");
    // A sum of which an export holds one class and another the other.
    row("a sum in two parts", {{.tokens = {0, 64'000, 0, 0, 0, 0}, .flags = AggregateFlag}, {.tokens = {1500, 0, 0, 0, 900, 0}, .flags = AggregateFlag}},
        "1500+64000+0+0 0 0 0 > 900(0) 0 0");
}

void tst_Core::copiesOfOneSplit()
{
    QFETCH(QList<UsageRecord>, copies);
    QFETCH(QString, merged);
    const auto textOf = [](const UsageRecord &record) {
        const TokenCounts &t = record.tokens;
        const RareCounts &r = record.rare;
        return QStringLiteral("%1+%2+%3+%4 %5 %6 %7 > ").arg(t.input).arg(t.cacheRead).arg(t.cacheWrite5m).arg(t.cacheWrite1h).arg(r.inputAudio).arg(r.cachedAudio).arg(r.inputImage)
            + QStringLiteral("%1(%2) %3 %4").arg(t.output).arg(t.reasoning).arg(r.outputAudio).arg(r.outputImage);
    };
    for (int turn = 0; turn < copies.size(); ++turn) {
        UsageRecord there = copies.front();
        UsageRecord back = copies.back();
        for (qsizetype i = 0; i < copies.size(); ++i) {
            there = mergeCopies(there, {}, copies[i], {}).record;
            back = mergeCopies(copies[copies.size() - 1 - i], {}, back, {}).record;
        }
        QCOMPARE(textOf(there), merged);
        QCOMPARE(textOf(back), merged);
        std::rotate(copies.begin(), copies.begin() + 1, copies.end());
    }
}

void tst_Core::stopReasons_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("reason");
    const auto row = [](const char *word, StopReason reason) { QTest::newRow(word) << QByteArray{word} << int(reason); };
    row("", StopReason::Unknown);
    row("null", StopReason::Unknown); // DashScope while it streams
    row("in_progress", StopReason::Unknown);
    row("FINISH_REASON_UNSPECIFIED", StopReason::Unknown);
    row("end_turn", StopReason::EndOfTurn);
    row("stop", StopReason::EndOfTurn);
    row("STOP", StopReason::EndOfTurn);
    row("completed", StopReason::EndOfTurn);
    row("tool_use", StopReason::ToolUse);
    row("tool_calls", StopReason::ToolUse);
    row("function_call", StopReason::ToolUse);
    row("stop_sequence", StopReason::StopSequence);
    row("pause_turn", StopReason::Pause);
    row("max_tokens", StopReason::MaxTokens);
    row("MAX_TOKENS", StopReason::MaxTokens);
    row("max_output_tokens", StopReason::MaxTokens);
    row("length", StopReason::MaxTokens);
    row("incomplete", StopReason::MaxTokens);
    row("model_context_window_exceeded", StopReason::MaxTokens);
    row("refusal", StopReason::Refusal);
    row("content_filter", StopReason::Refusal);
    row("SAFETY", StopReason::Refusal);
    row("PROHIBITED_CONTENT", StopReason::Refusal);
    row("cancelled", StopReason::Aborted);
    row("interrupted", StopReason::Aborted);
    row("error", StopReason::Error);
    row("failed", StopReason::Error);
    row("MALFORMED_FUNCTION_CALL", StopReason::Error);
    row("insufficient_system_resource", StopReason::Error);
    row("a word of next year", StopReason::Other);
    row("stop ", StopReason::Other);
}

void tst_Core::stopReasons()
{
    QFETCH(QByteArray, word);
    QFETCH(int, reason);
    QCOMPARE(int(readStopReason(std::string_view{word.constData(), std::size_t(word.size())})), reason);
    const std::uint32_t others = SidechainFlag | FallbackModelFlag | 1U << 14U;
    const std::uint32_t flags = withStopReason(others | StopReasonMask, StopReason(reason));
    QCOMPARE(int(stopReasonOf(flags)), reason);
    QCOMPARE(flags & ~StopReasonMask, others);
}

/// Bits of two numbers must not run together: 1 or 2 = 3 would make a stop sequence of an end of turn and a tool use.
void tst_Core::theLargerStopReasonWins()
{
    for (std::uint32_t a = 0; a < 10; ++a) {
        for (std::uint32_t b = 0; b < 10; ++b) {
            UsageRecord first;
            UsageRecord other;
            first.flags = withStopReason(SidechainFlag, StopReason(a));
            other.flags = withStopReason(ClampedFlag, StopReason(b));
            const Merged merged = mergeCopies(first, {}, other, {});
            QCOMPARE(std::uint32_t(stopReasonOf(merged.record.flags)), std::max(a, b));
            QCOMPARE(merged.record.flags & ~StopReasonMask, std::uint32_t{ClampedFlag});
            QCOMPARE(stopReasonOf(withLaterStopReason(first.flags, StopReason(b))), StopReason(std::max(a, b)));
        }
    }
}

TOKENMETER_TEST(tst_Core);

} // namespace test_Core

#include "tst_Core.moc"
