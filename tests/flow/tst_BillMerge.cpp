// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/Time.h"
#include "flow/BillMerge.h"

#include <QtTest>

#include <algorithm>
#include <set>

namespace test_BillMerge
{

using namespace tokenmeter;

const BillKind OpenAi{.format = "openai-cost-csv"};
const BillKind Focus{.format = "focus-csv", .isWholePart = true};
const BillKind Anthropic{.format = "anthropic-cost-csv"};

/// A line of a day of October 2026.
Charge lineOf(int day, const char *sku, const char *amount)
{
    Charge charge;
    charge.day = LocalDay{std::chrono::sys_days{std::chrono::year{2026} / 10 / day}.time_since_epoch()};
    charge.from = UtcTime{charge.day->time_since_epoch()};
    charge.to = charge.from + std::chrono::hours{24};
    charge.sku = sku;
    charge.billed = amountOf(amount);
    charge.currency = "USD";
    return charge;
}

FiledCharges file(const char *path, std::int64_t modified, std::vector<Charge> charges)
{
    return {.file = path, .modifiedNs = modified, .charges = std::move(charges)};
}

std::vector<FiledCharges> merged(std::vector<FiledCharges> stored, std::vector<FiledCharges> read, const BillKind &kind)
{
    return *mergedBill(std::move(stored), std::move(read), kind);
}

/// "path day sku amount" of all lines.
std::multiset<std::string> linesOf(const std::vector<FiledCharges> &files)
{
    std::multiset<std::string> lines;
    for (const FiledCharges &each : files) {
        for (const Charge &charge : each.charges) {
            lines.insert(each.file + " " + toIso(*charge.day).substr(8) + " " + charge.sku + charge.project + charge.keyLabel + " " + charge.billed->text);
        }
    }
    return lines;
}

std::string sumOf(const std::vector<FiledCharges> &files)
{
    ChargeAmount sum;
    for (const FiledCharges &each : files) {
        for (const Charge &charge : each.charges) {
            sum = tokenmeter::sumOf(sum, *charge.billed);
        }
    }
    return sum.text;
}

/// Each order of the files, one call a file, and all in one call: the same lines.
void inEveryOrder(std::vector<FiledCharges> files, const BillKind &kind, const char *sum)
{
    const std::multiset<std::string> expected = linesOf(merged({}, files, kind));
    QCOMPARE(sumOf(merged({}, files, kind)), std::string{sum});
    std::vector<std::size_t> order(files.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    do {
        std::vector<FiledCharges> held;
        for (const std::size_t at : order) {
            held = merged(std::move(held), {files[at]}, kind);
        }
        QCOMPARE(linesOf(held), expected);
        for (const std::size_t at : order) { // again: nothing changes
            held = merged(std::move(held), {files[at]}, kind);
        }
        QCOMPARE(linesOf(held), expected);
    } while (std::next_permutation(order.begin(), order.end()));
}

/// How files of one report are put together. Files with the larger number were changed later.
class tst_BillMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void partsAndDeliveriesInEveryOrder();
    void stretchesInEveryOrder();
    void onePartAlone();
    void whatAFileDoesNotSpeakForAnyMoreStays();
    void linesNobodyNotedAFileOf();
    void anInvoiceThatComesLater();
    void twoGroupings();
    void equalSumsByChance();
    void renamedKeys();
    void twoKeysOfOneName();
    void stops();
};

/// v1: a on two days. x: the other part of its delivery. v2: the month again, with a corrected figure and a day more, in place of v1 alone:
/// x 4 + 8, v2 1.5 + 2 + 16 = 31.5.
void tst_BillMerge::partsAndDeliveriesInEveryOrder()
{
    inEveryOrder({file("v1", 1, {lineOf(5, "a", "1"), lineOf(6, "a", "2")}), file("x", 2, {lineOf(5, "b", "4"), lineOf(6, "b", "8")}),
                  file("v2", 3, {lineOf(5, "a", "1.5"), lineOf(6, "a", "2"), lineOf(7, "a", "16")})},
                 Focus, "31.5");
}

/// The second says that the third day has nothing, also when its own line of the fourth was told anew before the first came:
/// 1 (first) + 2.5 (second) + 8.5 + 16 (third) = 28.
void tst_BillMerge::stretchesInEveryOrder()
{
    inEveryOrder({file("first", 1, {lineOf(1, "a", "1"), lineOf(2, "a", "2"), lineOf(3, "a", "4")}), file("second", 2, {lineOf(2, "a", "2.5"), lineOf(4, "a", "8")}),
                  file("third", 3, {lineOf(4, "a", "8.5"), lineOf(5, "a", "16")})},
                 OpenAi, "28");
}

/// One part is written again and read alone: 1 + 2 of the other stay, 4.5 + 8 of its own, and the 0.25 that it had is gone.
void tst_BillMerge::onePartAlone()
{
    const std::vector<FiledCharges> held
        = merged({}, {file("part_0", 1, {lineOf(5, "a", "1"), lineOf(6, "a", "2")}), file("part_1", 2, {lineOf(5, "b", "4"), lineOf(6, "b", "8"), lineOf(7, "b", "0.25")})}, Focus);
    QCOMPARE(sumOf(held), std::string{"15.25"});
    const std::vector<FiledCharges> now = merged(held, {file("part_1", 3, {lineOf(5, "b", "4.5"), lineOf(6, "b", "8")})}, Focus);
    QCOMPARE(sumOf(now), std::string{"15.5"});
    QCOMPARE(linesOf(now), (std::multiset<std::string>{"part_0 05 a 1", "part_0 06 a 2", "part_1 05 b 4.5", "part_1 06 b 8"}));
}

/// A file that is written over each week keeps what it told of the week before.
void tst_BillMerge::whatAFileDoesNotSpeakForAnyMoreStays()
{
    const std::vector<FiledCharges> held = merged({}, {file("cost", 1, {lineOf(1, "a", "1"), lineOf(2, "a", "2"), lineOf(3, "a", "4")})}, OpenAi);
    const std::vector<FiledCharges> now = merged(held, {file("cost", 2, {lineOf(3, "a", "5"), lineOf(4, "a", "8")})}, OpenAi);
    QCOMPARE(linesOf(now), (std::multiset<std::string>{"cost 01 a 1", "cost 02 a 2", "cost 03 a 5", "cost 04 a 8"}));
}

/// What was stored before files were noted is the earliest, whatever the times are.
void tst_BillMerge::linesNobodyNotedAFileOf()
{
    const std::vector<FiledCharges> now
        = merged({file("", 0, {lineOf(1, "a", "1"), lineOf(2, "a", "2")})}, {file("late", 0, {lineOf(2, "a", "2.5"), lineOf(3, "a", "4")})}, OpenAi);
    QCOMPARE(linesOf(now), (std::multiset<std::string>{" 01 a 1", "late 02 a 2.5", "late 03 a 4"}));
}

/// While a month is open it has no invoice, no status and other tags. The final one is the same bill.
void tst_BillMerge::anInvoiceThatComesLater()
{
    for (const char *field : {"InvoiceId", "x_InvoiceStatus", "api_key_status", "Tags", "invoice"}) {
        std::vector<Charge> open{lineOf(5, "a", "1"), lineOf(6, "a", "2")};
        std::vector<Charge> closed{lineOf(5, "a", "1"), lineOf(6, "a", "2.5"), lineOf(7, "a", "4")};
        for (Charge &charge : open) {
            charge.invoice = "2026-10";
        }
        for (Charge &charge : closed) {
            charge.invoice = field == std::string{"invoice"} ? "INV-7" : "2026-10";
            charge.other = {{field, "INV-7"}};
        }
        inEveryOrder({file("mid", 1, open), file("final", 2, closed)}, Focus, "7.5");
    }
    // A field that tells lines apart does: as many lines of another publisher are another part.
    std::vector<Charge> other{lineOf(5, "a", "8"), lineOf(6, "a", "16")};
    for (Charge &charge : other) {
        charge.other = {{"PublisherName", "p"}};
    }
    inEveryOrder({file("one", 1, {lineOf(5, "a", "1"), lineOf(6, "a", "2")}), file("two", 2, other)}, Focus, "27");
}

Charge ofProject(int day, const char *project, const char *amount)
{
    Charge charge = lineOf(day, "", amount);
    charge.project = project;
    return charge;
}

/// One export by item and by project. By item 1 + 2, 3 + 4, 5; by project 2.5 + 0.5, 7, and 5.5 of the last day, which went on since:
/// two of three days are equal, the later file counts with 15.5. Of a single day all of it has to be equal.
void tst_BillMerge::twoGroupings()
{
    const std::vector<Charge> byItem{lineOf(1, "in", "1"), lineOf(1, "out", "2"), lineOf(2, "in", "3"), lineOf(2, "out", "4"), lineOf(3, "in", "5")};
    const std::vector<Charge> byProject{ofProject(1, "p", "2.5"), ofProject(1, "q", "0.5"), ofProject(2, "p", "7"), ofProject(3, "p", "5.5")};
    inEveryOrder({file("items", 1, byItem), file("projects", 2, byProject)}, OpenAi, "15.5");
    inEveryOrder({file("items", 2, byItem), file("projects", 1, byProject)}, OpenAi, "15");
    inEveryOrder({file("items", 1, {lineOf(1, "in", "1"), lineOf(1, "out", "2")}), file("projects", 2, {ofProject(1, "p", "3")})}, OpenAi, "3");
    inEveryOrder({file("items", 1, {lineOf(1, "in", "1"), lineOf(1, "out", "2")}), file("projects", 2, {ofProject(1, "p", "3.5")})}, OpenAi, "6.5");
    // Another currency is another sum.
    std::vector<Charge> euros = byProject;
    for (Charge &charge : euros) {
        charge.currency = "EUR";
    }
    QCOMPARE(linesOf(merged({}, {file("items", 1, byItem), file("projects", 2, euros)}, OpenAi)).size(), std::size_t{9});
}

/// Two resources at one flat price a day, grouped alike, are two; days that cost nothing say nothing; one equal day of two is chance.
void tst_BillMerge::equalSumsByChance()
{
    inEveryOrder({file("p", 1, {ofProject(1, "p", "3"), ofProject(2, "p", "3"), ofProject(3, "p", "3")}),
                  file("q", 2, {ofProject(1, "q", "3"), ofProject(2, "q", "3"), ofProject(3, "q", "3")})},
                 OpenAi, "18");
    inEveryOrder({file("p", 1, {ofProject(1, "p", "0"), ofProject(2, "p", "0"), ofProject(3, "p", "1")}),
                  file("q", 2, {ofProject(1, "q", "0"), ofProject(2, "q", "0"), ofProject(3, "q", "2")})},
                 OpenAi, "3");
    inEveryOrder({file("p", 1, {lineOf(1, "a", "3"), lineOf(2, "a", "5")}), file("q", 2, {ofProject(1, "q", "3"), ofProject(2, "q", "4")})}, OpenAi, "15");
    // All was renamed: 3 and 5, by other names.
    inEveryOrder({file("p", 1, {ofProject(1, "p", "3"), ofProject(2, "p", "5")}), file("q", 2, {ofProject(1, "q", "3"), ofProject(2, "q", "5")})}, OpenAi, "8");
}

Charge ofKey(int day, const char *name, const char *id, const char *amount)
{
    Charge charge = lineOf(day, "output", amount);
    charge.project = "Default";
    charge.keyLabel = name;
    if (*id != '\0') {
        charge.other = {{"api_key_id", id}, {"api_key_status", "active"}};
    }
    return charge;
}

/// A key keeps its lines when it is renamed, by its id; where one of the files tells no id, by its name. Others' lines stay.
void tst_BillMerge::renamedKeys()
{
    // 4 of the other key, 1.5 + 2 under the new name.
    inEveryOrder({file("a", 1, {ofKey(1, "old", "k1", "1"), ofKey(2, "old", "k1", "1"), ofKey(1, "other", "k2", "4")}),
                  file("b", 2, {ofKey(1, "new", "k1", "1.5"), ofKey(2, "new", "k1", "2")})},
                 Anthropic, "7.5");
    for (const bool isIdFirst : {true, false}) {
        inEveryOrder({file("a", 1, {ofKey(1, "key", isIdFirst ? "k1" : "", "1"), ofKey(2, "key", isIdFirst ? "k1" : "", "1"), ofKey(1, "other", "", "4")}),
                      file("b", 2, {ofKey(1, "key", isIdFirst ? "" : "k1", "1.5"), ofKey(2, "key", isIdFirst ? "" : "k1", "2")})},
                     Anthropic, "7.5");
    }
}

/// Exports of two keys that people call the same are of two keys: 1 + 2.
void tst_BillMerge::twoKeysOfOneName()
{
    inEveryOrder({file("a", 1, {ofKey(1, "key", "k1", "1")}), file("b", 2, {ofKey(1, "key", "k2", "2")})}, Anthropic, "3");
}

void tst_BillMerge::stops()
{
    std::stop_source source;
    source.request_stop();
    const auto result = mergedBill({}, {file("a", 1, {lineOf(1, "a", "1")}), file("b", 2, {lineOf(1, "a", "1")})}, OpenAi, source.get_token());
    QVERIFY(!result && result.problem().cause == Cause::Cancelled);
}

TOKENMETER_TEST(tst_BillMerge);

} // namespace test_BillMerge

#include "tst_BillMerge.moc"
